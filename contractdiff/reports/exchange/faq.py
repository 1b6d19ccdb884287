"""Questions and answers: what the agency was asked and what it answered, for everybody."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from contractdiff.model import AskedQuestion, ChangeId, Exchange
from contractdiff.ooxml.look import Page, ReadColumn, Style, text
from contractdiff.ooxml.writing import Xml, joined, paragraph, run
from contractdiff.reports.exchange.due import told_moment
from contractdiff.reports.exchange.paper import Audience, cell, ending, exchange_report, is_short, labelled
from contractdiff.reports.exchange.telling import Teller, changed, clause
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
        yield text(f"{teller.coalition} and {teller.agency}, round {exchange.round}", Style.SUBTITLE)
        yield from _what_this_is(teller)
        answered = [each for each in exchange.questions if each.answer]
        if answered:
            yield text("Questions that were answered", Style.HEADING)
            yield _table(answered, teller, page, "Questions that were answered")
        if exchange.open_questions:
            yield text("Questions that are open", Style.HEADING)
            yield _table(exchange.open_questions, teller, page, "Questions that are open")
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
    asked, still = len(exchange.questions), len(exchange.open_questions)
    if not asked:
        yield text("No question was asked yet.", Style.NORMAL)
        return
    yield text(
        f"These are questions about the contract “{teller.new}”, which {teller.agency} issued in place of "
        f"“{teller.old}”. {count_of(asked, 'question was', 'questions were')} asked; {asked - still:,} answered, "
        f"{still:,} open.",
        Style.NORMAL,
    )
    yield text(
        f"What stands after “{_wrote(teller)}” are the words of {teller.agency}, copied letter by letter. What stands "
        f"after “{_SUMMARY}” is how the coalition understands them. Where the two differ, the words of "
        f"{teller.agency} count. To ask something else, write to the person who sent you this, and name the number of "
        "the change.",
        Style.NORMAL,
    )


def _wrote(teller: Teller) -> str:
    return f"{teller.the_agency} wrote:"


def _table(questions: Iterable[AskedQuestion], teller: Teller, page: Page, title: str) -> Xml:
    grid = page.grid(_COLUMNS)
    rows = (
        grid.row(
            paragraph(run(each.id, Style.CHANGE_ID), style=Style.CELL_TEXT),
            text(each.text),
            _answer(each, teller),
            _by(each, teller),
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
    named: dict[ChangeId, None] = dict.fromkeys(each for asked in exchange.questions for each in asked.changes)
    lines = [line for line in (*exchange.lines, *exchange.withdrawn) if line.id in named]
    if not lines:
        return
    grid = page.grid(_CHANGE_COLUMNS)
    yield text("The changes that are named", Style.HEADING)
    yield page.table(
        _CHANGE_COLUMNS,
        (
            grid.row(
                paragraph(run(line.id, Style.CHANGE_ID), style=Style.CELL_TEXT),
                text(clause(line)),
                text(changed(line)),
                whole=is_short(changed(line)),
            )
            for line in lines
        ),
        title="The changes that are named",
        description="Each row is a change that a question above is about: its clause, and what changed.",
    )
