"""The letter that goes with the packet: one page, whatever is asked and whoever signs."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from contractdiff.errors import TemplateError
from contractdiff.forms.excerpts import clipped
from contractdiff.forms.language import ENGLISH
from contractdiff.forms.look import Style, text
from contractdiff.forms.packet.appendices import signed_by
from contractdiff.forms.packet.columns import SIGNATORY_COLUMNS
from contractdiff.forms.packet.lines import (
    asked,
    clause_of,
    is_acknowledged,
    most_pressing,
    plain_sentence,
)
from contractdiff.forms.packet.tables import live_asks
from contractdiff.model import Ask, Exchange, Line
from contractdiff.model.terms import AskStatus
from contractdiff.ooxml.filling import fill_template
from contractdiff.ooxml.look import Page
from contractdiff.ooxml.measure import Measure, page_room
from contractdiff.ooxml.names import w
from contractdiff.ooxml.optional import without_empty
from contractdiff.ooxml.saving import pack
from contractdiff.ooxml.template import Template, open_template
from contractdiff.ooxml.writing import Xml, joined, paragraph, run
from contractdiff.options import PacketOrder
from contractdiff.resources import template_path
from contractdiff.text import count_of, in_sentence, listed, read_date

# How many asks a letter has, and in words.
_ASKS = ("", "one", "two", "three")
_ASK_MARKS = tuple(f"{{{{ask_{number}}}}}" for number in range(1, len(_ASKS)))
_STYLES = (Style.NORMAL, Style.CELL_HEADING, Style.CELL_TEXT, Style.CELL_NOTE, Style.TABLE)
# Letters that a name or an address may have, and those of an ask, tried in this order until the page holds it all.
_NAME_LETTERS, _VERSION_LETTERS = 90, 40
_ASK_LETTERS = (420, 300, 210, 140, 70)
# Fewer signatories than these are not shown for the sake of longer asks.
_LEAST_SHOWN = 6
_STILL_ASKED = (AskStatus.OPEN, AskStatus.PARTLY_GRANTED, AskStatus.REFUSED)


def letter_document(exchange: Exchange, order: PacketOrder, *, template: Path | None = None) -> bytes:
    """Return the letter, a .docx file of one page.

    Its sentences stand in the template. Who signs is told by the exchange's signatories alone.

    Args:
        exchange: The exchange with the agency.
        order: What goes out with it.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.

    Raises:
        TemplateError: If the template cannot be read or lacks something, or its own sentences leave too little of the
            page.
    """
    opened = open_template(template or template_path("letter.docx"), styles=_STYLES, marks=_ASK_MARKS)
    page = Page(width=opened.text_width)
    for letters, shown, small in _ways(len(exchange.signatories)):
        marks = _marks(exchange, order, letters)
        parts = fill_template(
            without_empty(opened, marks),
            joined(_signatures(exchange, page, shown, small=small)),
            marks=marks,
            title=f"Letter on the changes from {exchange.comparison.old.name} to {exchange.comparison.new.name}",
            author=exchange.feedback.coalition,
            language=ENGLISH.tag,
            properties={},
        )
        if _fits(opened, parts):
            return pack(parts)
    raise TemplateError(
        f"The letter does not fit on one page: the sentences of the template {opened.path} take too much of it. "
        "Shorten them, or make its type smaller."
    )


def _ways(signatories: int) -> Iterator[tuple[int, int, bool]]:
    """How the page can be filled, the best way first: letters of an ask, signatories shown, whether in small type."""
    for letters in _ASK_LETTERS:
        for small in (False, True):
            yield letters, signatories, small
    least = min(signatories, _LEAST_SHOWN)
    for letters in _ASK_LETTERS[1:]:
        # with so few shown, every other number that could stand beside such asks is tried first
        for shown in range(min(signatories - 1, 40), least - 1, -1):
            yield letters, shown, True
    for shown in range(least - 1, -1, -1):
        yield _ASK_LETTERS[-1], shown, True


def _fits(template: Template, parts: Mapping[str, bytes]) -> bool:
    """Whether a document surely takes no more than a page."""
    roots = {name: etree.fromstring(parts[name]) for name in template.marked}
    styles = next(name for name in parts if name.endswith("styles.xml"))
    measure = Measure(etree.fromstring(parts[styles]))
    body = roots[template.main].find(w("body"))
    if body is None:
        return False
    _, width = page_room(body)
    marginal = [measure.height(root, width) for name, root in roots.items() if name != template.main]
    room, width = page_room(body, marginal)
    return measure.height(body, width) <= room


# --- the marks --------------------------------------------------------------------------------------------------------


def _marks(exchange: Exchange, order: PacketOrder, letters: int) -> dict[str, str]:
    comparison, feedback = exchange.comparison, exchange.feedback
    room = min(_NAME_LETTERS, 2 * letters // 3)
    open_lines = sum(not is_acknowledged(line) for line in exchange.lines)
    lead, asks = _asks(exchange, order, letters)
    values = {
        "coalition": clipped(feedback.coalition, room),
        "agency": in_sentence(clipped(feedback.agency, room)) or "the agency",
        "old": clipped(comparison.old.name, _VERSION_LETTERS),
        "new": clipped(comparison.new.name, _VERSION_LETTERS),
        "members": count_of(order.members, "organization") if order.members else "",
        "date": clipped(order.date, _VERSION_LETTERS),
        "contact": clipped(order.contact or exchange.contact, room),
        "answer_by": clipped(order.answer_by, _VERSION_LETTERS),
        "answer_to": clipped(order.answer_to, room),
        "round": str(exchange.round),
        "found": count_of(len(exchange.lines), "change"),
        "open": f"{open_lines:,}" if open_lines else "",
        "done": _done(exchange),
        "asked": lead,
    }
    return {f"{{{{{name}}}}}": words for name, words in values.items()} | dict(zip(_ASK_MARKS, asks, strict=True))


def _done(exchange: Exchange) -> str:
    """What the agency has done already, as one thanks for it; "" where it has done nothing yet."""
    lines = exchange.lines
    known = sum(map(is_acknowledged, lines))
    agreed = sum(line.is_agreed for line in lines)
    withdrawn = sum(line.became == "withdrawn" for line in exchange.withdrawn)
    granted = sum(ask.status is AskStatus.GRANTED for ask in exchange.asks)
    partly = sum(ask.status is AskStatus.PARTLY_GRANTED for ask in exchange.asks)
    answered = len(exchange.questions) - len(exchange.open_questions)
    said = (
        (known, f"acknowledging {known:,} of {count_of(len(lines), 'change')}"),
        (agreed, f"agreeing with us on {count_of(agreed, 'change')}"),
        (withdrawn, f"withdrawing {count_of(withdrawn, 'change')}"),
        (granted, f"granting {count_of(granted, 'request')}"),
        (partly, f"granting {count_of(partly, 'request')} in part"),
        (answered, f"answering {count_of(answered, 'question')}"),
    )
    return listed(*(words for number, words in said if number))


def _asks(exchange: Exchange, order: PacketOrder, letters: int) -> tuple[str, tuple[str, ...]]:
    """What is asked, after "We ask", and the asks; without any, the changes that matter most."""
    most = len(_ASK_MARKS)
    asks = sorted(
        (ask for ask in live_asks(exchange) if ask.status in _STILL_ASKED),
        key=lambda ask: _STILL_ASKED.index(ask.status),
    )[:most]
    said = [_ask(ask, order, letters) for ask in asks]
    lead = f"for {_ASKS[len(said)]} thing{'s' if len(said) > 1 else ''}" if said else ""
    if not said:
        said = [_change(line, letters) for line in most_pressing(exchange, most)]
        these = f"these {_ASKS[len(said)]} changes" if len(said) > 1 else "this change"
        lead = f"you to look at {these} first" if said else ""
    return lead, (*said, *[""] * (most - len(said)))


def _ask(ask: Ask, order: PacketOrder, letters: int) -> str:
    what = f"{ask.request.strip().rstrip('.')}{f': {ask.term.strip()}' if ask.term.strip() else ''}"
    granted = f" Granted so far: {clipped(ask.granted, _VERSION_LETTERS)}." if ask.granted else ""
    by = clipped(ask.due or order.answer_by, _VERSION_LETTERS)
    written = read_date(order.date)
    if ask.due_on is not None and written is not None and ask.due_on < written:
        due = f" The day for an answer, {by}, has passed." if ask.status is AskStatus.OPEN else ""
    else:
        due = f" We ask for an answer by {by}." if by else ""
    return f"{clipped(what, letters)} ({ask.id}).{granted}{due}"


def _change(line: Line, letters: int) -> str:
    wanted = " ".join(filter(None, (asked(line), line.requested if asked(line).endswith(":") else "")))
    half = letters // 2 if wanted else letters
    said = f"{clipped(plain_sentence(line), half)} {clipped(wanted, letters - half)}".strip()
    return f"Change {line.id} ({clipped(clause_of(line), _VERSION_LETTERS)}): {said}"


# --- who signs --------------------------------------------------------------------------------------------------------


def _signatures(exchange: Exchange, page: Page, shown: int, *, small: bool) -> Iterator[Xml]:
    signing = exchange.signatories
    if not signing:
        coalition = clipped(exchange.feedback.coalition, _NAME_LETTERS)
        yield text(coalition or "The coalition", Style.NORMAL)
        return
    style = Style.CELL_NOTE if small else Style.CELL_TEXT
    grid = page.grid(SIGNATORY_COLUMNS)
    if shown:
        rows = (
            grid.row(
                paragraph(run(clipped(each.organization, _NAME_LETTERS) or "–"), style=style),
                paragraph(run(clipped(signed_by(each), _NAME_LETTERS)), style=style),
            )
            for each in signing[:shown]
        )
        yield page.table(
            SIGNATORY_COLUMNS,
            rows,
            title="Who signs",
            description="Each row is an organization that signs this letter, and who signed for it.",
            said=False,
        )
    yield text(_more(len(signing), shown), Style.CELL_NOTE)


def _more(signing: int, shown: int) -> str:
    """What stands below the names: how many more there are, or where they stand once more."""
    if shown == signing:
        return (
            f"{count_of(signing, 'organization')} sign{'s' if signing == 1 else ''} this letter; see also Appendix E."
        )
    if not shown:
        return f"{count_of(signing, 'organization')} sign{'s' if signing == 1 else ''} this letter: see Appendix E."
    return f"and {signing - shown:,} more: see Appendix E."
