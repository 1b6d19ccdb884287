"""Questions and answers: what the agency was asked and what it answered, for everybody."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from contractdiff.model import AskedQuestion, ChangeId, Exchange
from contractdiff.ooxml.look import Page, ReadColumn, Style, id_cell, text
from contractdiff.ooxml.writing import Xml, joined, paragraph, run
from contractdiff.reports.exchange.due import told_moment
from contractdiff.reports.exchange.paper import Audience, cell, ending, exchange_report, is_short, labelled
from contractdiff.reports.exchange.telling import Teller, capital, changed, clause
from contractdiff.text import count_of

_SUMMARY = "In short (the coalition’s summary):"
_COLUMNS = (
    ReadColumn(title="Q no.", share=80),
    ReadColumn(title="Question", share=250),
    ReadColumn(title="Answer", share=395),
    ReadColumn(title="Answered by, date", share=150),
    ReadColumn(title="Related changes", share=125),
)
_CHANGE_COLUMNS = (
    ReadColumn(title="Change ID", share=110),
    ReadColumn(title="Clause", share=190),
    ReadColumn(title="What changed", share=700),
)


def faq_document(exchange: Exchange, *, template: Path | None = None) -> bytes:
    """Return the questions and answers, a .docx file that may be shown to anybody.

    It holds the agency's words and the coalition's summaries, and nothing that a member said.

    Args:
        exchange: The exchange with the agency.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    teller = Teller(exchange=exchange)
    title = f"Questions and answers: changes from {teller.old} to {teller.new}"

    def content(page: Page) -> Iterator[Xml]:
        yield text(title, Style.TITLE)
        yield text(f"{capital(teller.coalition)} and {teller.agency}, round {exchange.round}", Style.SUBTITLE)
        yield from _what_this_is(teller)
        answered = [each for each in exchange.questions if each.answer]
        if answered:
            yield text("Questions that were answered", Style.HEADING)
            yield _table(answered, teller, page, "Questions that were answered")
        if exchange.open_questions:
            yield text("Questions that are open", Style.HEADING)
            yield _table(exchange.open_questions, teller, page, "Questions that are open")
        if gone := _withdrawn_questions(exchange):
            yield text("Questions that were withdrawn with their change", Style.HEADING)
            yield _table(gone, teller, page, "Questions that were withdrawn with their change")
        yield from _changes(exchange, page)
        yield ending()

    return exchange_report(
        exchange,
        content,
        title=title,
        kind="Questions and answers",
        audience=Audience.PUBLIC,
        template=template,
    )


def _what_this_is(teller: Teller) -> Iterator[Xml]:
    exchange = teller.exchange
    gone = len(_withdrawn_questions(exchange))
    asked, still = len(exchange.questions) + gone, len(exchange.open_questions)
    withdrawn = f", {gone:,} withdrawn with {'its change' if gone == 1 else 'their changes'}" if gone else ""
    issued = exchange.issued.name if exchange.final and exchange.issued else ""
    contract = (
        f"“{issued}”, which {teller.agency} issued" if issued else f"“{teller.new}”, which {teller.agency} wants to put"
    )
    if not asked:
        yield text("No question was asked yet.", Style.NORMAL)
        return
    yield text(
        f"These are questions about the contract {contract} in place of “{teller.old}”. "
        f"{count_of(asked, 'question was', 'questions were')} asked; {asked - still - gone:,} answered, "
        f"{still:,} open{withdrawn}.",
        Style.NORMAL,
    )
    yield text(
        f"What stands after “{_wrote(teller)}” are the words of {teller.agency}, copied letter by letter. What stands "
        f"after “{_SUMMARY}” is how the coalition understands them. Where the two differ, the words of "
        f"{teller.agency} count. To ask something else, write to the person who sent you this, and name the number of "
        "the change.",
        Style.NORMAL,
    )


def _withdrawn_questions(exchange: Exchange) -> tuple[AskedQuestion, ...]:
    """The questions on changes that the draft in force has no more, and that nobody answered."""
    told = {change for each in exchange.questions for change in each.changes}
    return tuple(
        AskedQuestion(id=f"Q{line.id[1:]}", text=line.question, changes=(line.id,))
        for line in exchange.withdrawn
        if line.question and line.id not in told
    )


def _wrote(teller: Teller) -> str:
    return f"{teller.the_agency} wrote:"


def _table(questions: Iterable[AskedQuestion], teller: Teller, page: Page, title: str) -> Xml:
    grid = page.grid(_COLUMNS)
    rows = (
        grid.row(
            id_cell(each.id),
            text(each.text),
            *(_gone(each, teller) or (_answer(each, teller), _by(each, teller))),
            text(", ".join(each.changes) or "The whole contract"),
            whole=is_short(each.text, each.answer + each.summary),
        )
        for each in questions
    )
    return page.table(
        _COLUMNS,
        rows,
        title=title,
        description="Each row is one question. The related changes are told in the last table.",
    )


def _gone(question: AskedQuestion, teller: Teller) -> tuple[Xml, Xml] | None:
    """What is said of a question without an answer whose change is gone; ``None`` of any other."""
    lines = [line for line in teller.exchange.withdrawn if line.id in question.changes]
    if question.answer or not lines or len(lines) < len(question.changes):
        return None
    became = lines[0].became
    goes_on = (
        f": the change goes on as {became.removeprefix('continued in ')}" if became.startswith("continued") else ""
    )
    return (
        paragraph(run("Withdrawn with its change", Style.STRONG), run(f"{goes_on}."), style=Style.CELL_TEXT),
        text("Not answered"),
    )


def _answer(question: AskedQuestion, teller: Teller) -> Xml:
    if not question.answer:
        return paragraph(run("Open: ", Style.STRONG), run("not answered yet."), style=Style.CELL_TEXT)
    summary = [labelled(_SUMMARY, question.summary, Style.CELL_TEXT)] if question.summary else []
    return joined((labelled(_wrote(teller), f"“{question.answer}”", Style.CELL_TEXT), *summary))


def _by(question: AskedQuestion, teller: Teller) -> Xml:
    if not question.answer:
        return text("Open")
    return cell(teller.the_agency, told_moment(question.day), f"Round {question.round}" if question.round else "")


def _changes(exchange: Exchange, page: Page) -> Iterator[Xml]:
    """The changes that are named, in their order."""
    questions = (*exchange.questions, *_withdrawn_questions(exchange))
    named: dict[ChangeId, None] = dict.fromkeys(each for asked in questions for each in asked.changes)
    lines = [line for line in (*exchange.lines, *exchange.withdrawn) if line.id in named]
    if not lines:
        return
    grid = page.grid(_CHANGE_COLUMNS)
    yield text("The changes that are named", Style.HEADING)
    yield page.table(
        _CHANGE_COLUMNS,
        (
            grid.row(
                id_cell(line.id),
                text(clause(line)),
                text(changed(line)),
                whole=is_short(changed(line)),
            )
            for line in lines
        ),
        title="The changes that are named",
        description="Each row is a change that a question above is about: its clause, and what changed.",
    )
