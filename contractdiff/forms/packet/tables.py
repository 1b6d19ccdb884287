"""The packet's tables besides the matrix: asks, the changes that matter most, changes that we missed, questions."""

from collections.abc import Iterator

from contractdiff.forms.excerpts import shortened
from contractdiff.forms.exchange_columns import (
    ASK_ANSWER,
    ASK_ANSWER_COLUMNS,
    GRANTED,
    LISTED_COLUMNS,
    LISTED_ROWS,
    QUESTION_ANSWER,
    QUESTION_ANSWER_COLUMNS,
)
from contractdiff.forms.fields import bookmark_name
from contractdiff.forms.look import Sheet, Style, answer_field, text
from contractdiff.forms.packet.columns import LISTED_BEFORE_COLUMNS, PRIORITY_COLUMNS
from contractdiff.forms.packet.lines import NOTHING, asked, change_links, clause_of, is_carried, plain_sentence
from contractdiff.model import APPLIES, REASONS, Ask, AskedQuestion, Exchange, Line, Listed
from contractdiff.model.terms import AskStatus
from contractdiff.ooxml.writing import Xml, joined, link, paragraph, run
from contractdiff.options import PacketOrder
from contractdiff.text import listed

_SENTENCE_WORDS, _WORDING_WORDS = 60, 60
_ASK_HEIGHT, _OPEN_HEIGHT = 500, 600
# A row of more letters than these in one cell may be taller than a page.
_SHORT = 1500


def live_asks(exchange: Exchange) -> tuple[Ask, ...]:
    """The asks that the coalition has not given up."""
    return tuple(ask for ask in exchange.asks if ask.status is not AskStatus.WITHDRAWN)


def asks_table(exchange: Exchange, order: PacketOrder, sheet: Sheet) -> Iterator[Xml]:
    """What is asked besides wording, with room for the agency's answer."""
    asks = live_asks(exchange)
    if given_up := [ask.id for ask in exchange.asks if ask.status is AskStatus.WITHDRAWN]:
        yield text(f"No longer asked: {listed(*given_up)}.", Style.NORMAL)
    if asks:
        grid = sheet.grid(ASK_ANSWER_COLUMNS)
        rows = (
            grid.row(
                sheet.row_id(ask.id),
                _ask(ask),
                text(ask.reason or NOTHING),
                text(ask.due or order.answer_by or NOTHING),
                answer_field(ASK_ANSWER, ask.id, answered=ask.reply, chosen=ask.answer),
                answer_field(GRANTED, ask.id, answered=ask.granted),
                height=_ASK_HEIGHT,
                whole=len(ask.request) + len(ask.term) < _SHORT > len(ask.reason) + len(ask.reply),
            )
            for ask in asks
        )
        yield sheet.table(
            ASK_ANSWER_COLUMNS,
            rows,
            title="What we ask",
            description="Each row is something we ask besides wording. The last two columns are for the agency’s "
            "answer.",
        )
    else:
        yield text("Nothing is asked besides wording.", Style.NORMAL)


def _ask(ask: Ask) -> Xml:
    lines = [text(ask.request or NOTHING)]
    if ask.term:
        lines.append(_led("Requested:", ask.term))
    if ask.status is not AskStatus.OPEN:
        terms = (f"requested {ask.term}" if ask.term else "", f"granted {ask.granted}" if ask.granted else "")
        both = ", ".join(filter(None, terms)) if ask.granted else ""
        lines.append(_led("So far:", f"{ask.status.value}{f' ({both})' if both else ''}"))
    return joined(lines)


def _led(lead: str, words: str, style: Style = Style.CELL_TEXT) -> Xml:
    return paragraph(run(f"{lead} ", Style.STRONG), run(words), style=style)


def priority_table(exchange: Exchange, lines: tuple[Line, ...], sheet: Sheet) -> Xml:
    """The few changes that matter most, with what is asked of each; in words that there are none."""
    if not lines:
        return text("No change that may matter is left open.", Style.NORMAL)
    grid = sheet.grid(PRIORITY_COLUMNS)
    rows = (
        grid.row(
            paragraph(link(bookmark_name(line.id), line.id, Style.LINK), style=Style.CELL_TEXT),
            text(clause_of(line)),
            text(shortened(plain_sentence(line), _SENTENCE_WORDS)),
            requested(line),
        )
        for line in lines
    )
    return sheet.table(
        PRIORITY_COLUMNS,
        rows,
        title="Changes that matter most",
        description="Each row is one change of those that are not settled, the most serious first. Answer it in its "
        "row of the response matrix.",
    )


def requested(line: Line) -> Xml:
    """What is asked at a change, in short."""
    if line.agreed:
        return _led("Agreed with the agency:", shortened(line.agreed, _WORDING_WORDS))
    if not is_carried(line):
        return text(f"{line.label.sentence.rstrip('.')}.")
    said = [text(asked(line))] if asked(line) else []
    if line.requested:
        words = run(shortened(line.requested, _WORDING_WORDS), Style.STRONG)
        said.append(paragraph(words, style=Style.CELL_TEXT))
    return joined(said) if said else text(f"{line.label.sentence.rstrip('.')}.")


# --- changes that the agency knows of and we do not -------------------------------------------------------------------


def listed_tables(exchange: Exchange, sheet: Sheet) -> Iterator[Xml]:
    """What the agency listed already and stands in no row of ours, and rows for more."""
    if exchange.listed:
        yield _listed_before(exchange, sheet)
        yield text("Others", Style.SUBHEADING)
    grid = sheet.grid(LISTED_COLUMNS)
    rows = (
        grid.row(
            sheet.row_id(row),
            *(answer_field(column.answer, row) for column in LISTED_COLUMNS if column.answer),
            height=_OPEN_HEIGHT,
        )
        for row in free_rows(exchange)
    )
    yield sheet.table(
        LISTED_COLUMNS,
        rows,
        title="Changes that we did not list",
        description="If the draft has changes that stand in no row above, list them here, one a row.",
    )


def free_rows(exchange: Exchange) -> tuple[str, ...]:
    """The ids of rows for changes that we did not list: those on which the agency wrote before keep what it wrote."""
    taken = {each.row for each in exchange.listed}
    numbers = range(1, len(LISTED_ROWS) + len(taken) + 1)
    free = (row for number in numbers if (row := f"A-{number:02}") not in taken)
    return tuple(row for row, _ in zip(free, LISTED_ROWS, strict=False))


def _listed_before(exchange: Exchange, sheet: Sheet) -> Xml:
    grid = sheet.grid(LISTED_BEFORE_COLUMNS)
    rows = (
        grid.row(
            text(each.row),
            text(each.clause or NOTHING),
            text(each.what or NOTHING),
            _listed_reason(each),
            whole=len(each.what) < _SHORT > len(each.reason) + len(each.authority),
        )
        for each in exchange.listed
    )
    return sheet.table(
        LISTED_BEFORE_COLUMNS,
        rows,
        title="Changes that the agency listed",
        description="Each row is a change that the agency listed, in its words, and that is not surely one of ours. "
        "Nothing need be written again.",
    )


def _listed_reason(each: Listed) -> Xml:
    parts = (
        ("", REASONS.get(each.category, each.category)),
        ("", each.reason),
        ("Authority:", each.authority),
        ("Applies to:", APPLIES.get(each.applies, each.applies)),
    )
    lines = [_led(lead, words) if lead else text(words) for lead, words in parts if words.strip()]
    return joined(lines) if lines else text(NOTHING)


# --- questions --------------------------------------------------------------------------------------------------------


def questions_table(exchange: Exchange, sheet: Sheet) -> Xml:
    """What the agency is asked, open questions first, with room for its answers."""
    asked = [each for each in exchange.questions if not each.is_former]
    if not asked:
        return text("There are no questions.", Style.NORMAL)
    grid = sheet.grid(QUESTION_ANSWER_COLUMNS)
    ordered = sorted(asked, key=lambda each: bool(each.answer))
    rows = (
        grid.row(
            sheet.row_id(each.id),
            _question(exchange, each),
            answer_field(QUESTION_ANSWER, each.id, answered=each.answer),
            height=_ASK_HEIGHT,
            whole=len(each.text) < _SHORT > len(each.answer),
        )
        for each in ordered
    )
    return sheet.table(
        QUESTION_ANSWER_COLUMNS,
        rows,
        title="Questions",
        description="Each row is one question, open ones first. Your answers go into a list of questions and answers "
        "for all members, in your words.",
    )


def _question(exchange: Exchange, each: AskedQuestion) -> Xml:
    lines = [text(each.text or NOTHING)]
    if each.changes:
        about = (run("About "), *change_links(exchange, each.changes))
        lines.append(paragraph(*about, style=Style.CELL_NOTE))
    if each.answer:
        day = f", {each.day.partition('T')[0]}" if each.day else ""
        lines.append(text(f"Answered in round {each.round}{day}.", Style.CELL_NOTE))
    return joined(lines)
