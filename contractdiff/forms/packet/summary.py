"""The first pages of the packet: what to do with it, what it comes to, and who answers."""

from collections.abc import Callable, Iterator

from contractdiff.forms.exchange_columns import FORMS, IDENTITY_COLUMNS
from contractdiff.forms.look import Sheet, Style, answer_field, text
from contractdiff.forms.packet.columns import BREAKDOWN_COLUMNS, COUNT_COLUMNS, ROUND_COLUMNS
from contractdiff.forms.packet.lines import NOTHING, is_acknowledged
from contractdiff.model import Acknowledgement, Exchange, FormKind, Line, Priority
from contractdiff.ooxml.writing import Xml, paragraph, run
from contractdiff.options import PacketOrder
from contractdiff.text import count_of, in_sentence, listed

_MATTER = (Priority.CRITICAL, Priority.SUBSTANTIVE)
# How many of them the first page tells.
_TOLD_NOT_COMPARED = 4


def title_of(exchange: Exchange) -> str:
    """The packet's title."""
    comparison = exchange.comparison
    return f"Response to the changes from {comparison.old.name} to {comparison.new.name}"


def first_pages(exchange: Exchange, order: PacketOrder, sheet: Sheet) -> Iterator[Xml]:
    """All that stands before the asks."""
    feedback = exchange.feedback
    from_whom = f" of {in_sentence(feedback.coalition)}" if feedback.coalition else ""
    to_whom = f" to {in_sentence(feedback.agency)}" if feedback.agency else ""
    yield text(title_of(exchange), Style.TITLE)
    yield text(
        f"Response packet{from_whom}{to_whom}, round {exchange.round}{f' · {order.date}' if order.date else ''}",
        Style.SUBTITLE,
    )
    yield _what_to_do(order, order.contact or exchange.contact)
    yield from _who_answers(sheet)
    yield text("Summary", Style.HEADING)
    yield _headline(exchange)
    yield from _sentences(exchange, order)
    yield _counts(exchange, sheet)
    if order.breakdown:
        yield text("Responses by sector", Style.SUBHEADING)
        yield _breakdown(order, sheet)
    yield text("Rounds so far", Style.SUBHEADING)
    yield _rounds(exchange, sheet)


def _what_to_do(order: PacketOrder, contact: str) -> Xml:
    to = f" to {order.answer_to}" if order.answer_to else " to us"
    by = f" by {order.answer_by}" if order.answer_by else ""
    return paragraph(
        run("What to do: ", Style.STRONG),
        run(f"type your answers into the shaded cells of this file, save it, and send it back{to}{by}. "),
        run(
            "Each change keeps its number, so rows may be answered in any order, and several offices may answer in "
            "copies of their own. What you said before stands in its cell already; correct it where it is wrong."
            f"{f' For any question, please call {contact}.' if contact else ''}"
        ),
        style=Style.RETURN_BY,
    )


def _who_answers(sheet: Sheet) -> Iterator[Xml]:
    grid = sheet.grid(IDENTITY_COLUMNS)
    rows = (
        grid.row(
            paragraph(run(each.title, Style.STRONG), style=Style.CELL_TEXT),
            answer_field(each.answer, each.row),
        )
        for each in FORMS[FormKind.PACKET].identity
    )
    yield sheet.table(
        IDENTITY_COLUMNS,
        rows,
        title="Who answers",
        description="One row for the office that fills in this file.",
        said=False,
    )


# --- the counts -------------------------------------------------------------------------------------------------------


def _headline(exchange: Exchange) -> Xml:
    """How many changes are not acknowledged: the number that comes first."""
    lines = exchange.lines
    if not lines:
        return text("No change was found in this draft.", Style.NORMAL)
    waiting = [line for line in lines if not is_acknowledged(line)]
    if not waiting:
        said = f"All {count_of(len(lines), 'change')} are acknowledged, wholly or in part."
        return paragraph(run(said, Style.STRONG), style=Style.NORMAL)
    form = sum(line.priority is Priority.ADMINISTRATIVE for line in waiting)
    states = (
        (Acknowledgement.DENIED, "denied"),
        (Acknowledgement.CONTRADICTED, "answered in different ways"),
        (Acknowledgement.ASKED, "asked about and not answered"),
        (Acknowledgement.NOT_ASKED, "not asked about before this packet"),
    )
    counts = ((sum(line.acknowledgement is state for line in waiting), words) for state, words in states)
    parts = listed(*(f"{number:,} {words}" for number, words in counts if number))
    form_said = f" {form:,} of them look administrative." if form else ""
    verb = "is" if len(waiting) == 1 else "are"
    return paragraph(
        run(f"{len(waiting):,} of {count_of(len(lines), 'change')} {verb} not acknowledged so far", Style.STRONG),
        run(f": {parts}.{form_said}"),
        style=Style.NORMAL,
    )


def _sentences(exchange: Exchange, order: PacketOrder) -> Iterator[Xml]:
    if responses := responses_line(order):
        yield _led("Responses:", responses)
    if exchange.questions:
        still = len(exchange.open_questions)
        asked = f"{count_of(still, 'question')} to the agency {'is' if still == 1 else 'are'} open"
        yield _led(
            "Questions:",
            f"{asked if still else 'none to the agency is open'}; {len(exchange.questions) - still:,} answered.",
        )
    if exchange.withdrawn:
        yield _led("Withdrawn:", f"{count_of(len(exchange.withdrawn), 'change')} of earlier drafts.")
    if exchange.listed:
        rows = count_of(len(exchange.listed), "row")
        yield _led("The agency’s own list:", f"{rows} of it not surely among the changes that we found.")
    if not_compared := exchange.comparison.not_compared:
        more = len(not_compared) - _TOLD_NOT_COMPARED
        rest = [f"{more:,} more: see Appendix D."] if more > 0 else []
        yield _led("Not compared:", " ".join([*not_compared[:_TOLD_NOT_COMPARED], *rest]))


def responses_line(order: PacketOrder) -> str:
    """How many members answered, of how many; "" where nobody did and nothing is known."""
    if order.members:
        share = (200 * order.responding + order.members) // (2 * order.members)
        return f"{order.responding:,} of {count_of(order.members, 'member')} answered ({share} percent)."
    return f"{count_of(order.responding, 'member')} answered." if order.responding else ""


def _led(lead: str, words: str) -> Xml:
    return paragraph(run(f"{lead} ", Style.STRONG), run(words), style=Style.NORMAL)


def _counts(exchange: Exchange, sheet: Sheet) -> Xml:
    def of(*states: Acknowledgement) -> Callable[[Line], bool]:
        return lambda line: line.acknowledgement in states

    counted: tuple[tuple[str, Callable[[Line], bool]], ...] = (
        ("Changes found", lambda _: True),
        ("Acknowledged by the agency", of(Acknowledgement.ACKNOWLEDGED)),
        ("Partly acknowledged", of(Acknowledgement.PARTLY)),
        ("Denied", of(Acknowledgement.DENIED)),
        ("Answered in different ways", of(Acknowledgement.CONTRADICTED)),
        ("Not answered", of(Acknowledgement.ASKED)),
        ("Not asked about before", of(Acknowledgement.NOT_ASKED)),
        ("With a reason given by the agency", lambda line: bool(line.reason and _has_reason(line))),
        ("With a legal authority given by the agency", lambda line: any(each.authority for each in line.answers)),
    )
    grid = sheet.grid(COUNT_COLUMNS)

    def rows() -> Iterator[Xml]:
        for name, counts in counted:
            found = [line.priority for line in exchange.lines if counts(line)]
            numbers = (*(found.count(priority) for priority in Priority), len(found))
            yield grid.row(text(name), *(text(f"{number:,}") for number in numbers))

    return sheet.table(
        COUNT_COLUMNS,
        rows(),
        title="Changes, counted",
        description="Each row counts changes of this draft, by how much they matter.",
    )


def _has_reason(line: Line) -> bool:
    return any(each.reason or each.category for each in line.answers)


def _breakdown(order: PacketOrder, sheet: Sheet) -> Xml:
    grid = sheet.grid(BREAKDOWN_COLUMNS)
    rows = (grid.row(text(name or NOTHING), text(count or NOTHING)) for name, count in order.breakdown)
    return sheet.table(
        BREAKDOWN_COLUMNS,
        rows,
        title="Responses by sector",
        description="Responses by sector: how many members of each sector answered. Small numbers are not shown, so "
        "that no member can be told from them.",
    )


def _rounds(exchange: Exchange, sheet: Sheet) -> Xml:
    grid = sheet.grid(ROUND_COLUMNS)
    rows = (
        grid.row(
            text(f"Round {each.number}"),
            *(text(words or NOTHING) for words in (each.draft, each.answer_by)),
            text("Yes" if each.answered else "Not yet"),
        )
        for each in exchange.rounds
    )
    return sheet.table(
        ROUND_COLUMNS,
        rows,
        title="Rounds so far",
        description="Each row is one round: the draft it is about, and whether the agency answered.",
    )
