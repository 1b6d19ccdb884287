"""The action alert: one page that asks members to act."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from contractdiff.model import Exchange, Priority
from contractdiff.ooxml.look import Style
from contractdiff.reports.exchange.due import how_due, members_answer_by
from contractdiff.reports.exchange.one_page import Piece, on_one_page
from contractdiff.reports.exchange.paper import Audience, exchange_report, short
from contractdiff.reports.exchange.telling import (
    Teller,
    capital,
    changed,
    clipped_clause,
    ended,
    not_acknowledged,
    was_asked,
    weightiest,
)
from contractdiff.text import count_of, listed, written_day

# How many changes are told, each in how many words; in how many the alert's own texts, and names. The last surely fits.
_LEVELS = ((7, 34, 45, 8), (6, 26, 40, 8), (5, 22, 30, 6), (4, 16, 24, 4), (3, 12, 18, 3), (3, 6, 8, 2))
_ASKS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertTexts:
    """What an alert says that no docket holds; what is left empty is said in general words.

    Attributes:
        bites: When the new contract takes effect ("July 1, 2011").
        needed: What members are asked for, in a sentence.
        write_to: Where they write.
        meeting: A meeting or call they are invited to: day, place, how to say that one comes.
    """

    bites: str = ""
    needed: str = ""
    write_to: str = ""
    meeting: str = ""


def alert_document(
    exchange: Exchange, texts: AlertTexts | None = None, *, today: date, template: Path | None = None
) -> bytes:
    """Return the action alert, a .docx file of one page: what changed, and what members are asked to do by when.

    It may go to all members: it holds no member's name or words.

    Args:
        exchange: The exchange with the agency.
        texts: What the docket does not hold.
        today: The day on which it is sent.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff. With
            another, whether it is one page has to be looked at.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    said = texts or AlertTexts()

    def pieces(level: tuple[int, int, int, int]) -> Iterator[Piece]:
        rows, words, own, names = level
        return _pieces(Teller(exchange=exchange, name_words=names), said, today, rows, words, own)

    return exchange_report(
        exchange,
        lambda page: (on_one_page(page, _LEVELS, pieces),),
        title=_title(Teller(exchange=exchange)),
        kind="Action alert",
        audience=Audience.MEMBERS,
        template=template,
    )


def _title(teller: Teller) -> str:
    return f"Action alert: {teller.new} changes your contract"


def _pieces(teller: Teller, texts: AlertTexts, today: date, rows: int, words: int, own: int) -> Iterator[Piece]:
    exchange = teller.exchange
    yield Piece(words=_title(teller), style=Style.TITLE)
    yield Piece(words=f"{capital(teller.coalition)} · {written_day(today)}", style=Style.SUBTITLE)
    yield Piece(bold="What we need from you:", words=_needed(teller, texts, today, own), style=Style.RETURN_BY)
    yield Piece(words="What changed", style=Style.HEADING)
    yield from _changes(teller, rows, words)
    yield Piece(words="When it takes effect", style=Style.HEADING)
    yield Piece(words=_bites(texts, own))
    yield Piece(words="Where we stand", style=Style.HEADING)
    yield Piece(words=_standing(teller))
    if exchange.asks:
        yield Piece(words=_asks(teller, own))
    yield Piece(words="What to do", style=Style.HEADING)
    yield from _steps(texts, own)
    yield Piece(words="Is this lobbying?", style=Style.HEADING)
    yield Piece(
        words=f"Talking with {teller.agency} about the terms of a contract is administrative advocacy. Federal tax law "
        "does not count it as lobbying; rules of a state on who must register may differ. Turning to legislators is "
        "different: call us before you do. Each organization decides for itself whether it signs a contract.",
    )


def _needed(teller: Teller, texts: AlertTexts, today: date, own: int) -> str:
    by = teller.exchange.feedback.return_by
    day = members_answer_by(teller.exchange, today)
    needed = ended(short(texts.needed, own)) or "your answer on each change that touches your work."
    if not by:
        return needed
    if day is not None and day < today:
        return f"{needed} The day for it, {by}, is past: please send it now."
    return f"{needed} Please send it by {ended(short(how_due(by, day, today), own))}"


def _changes(teller: Teller, rows: int, words: int) -> Iterator[Piece]:
    exchange = teller.exchange
    matter = len(exchange.mattering)
    counts = [
        f"{sum(line.priority is each for line in exchange.mattering):,} {each.value}"
        for each in Priority
        if each is not Priority.ADMINISTRATIVE and any(line.priority is each for line in exchange.mattering)
    ]
    found = count_of(len(exchange.lines), "change") if exchange.lines else "no change"
    set_beside = f"We set {teller.new} beside {teller.old} and found {found}"
    none = "; none seems to matter to your work" if exchange.lines else ""
    yield Piece(
        words=f"{set_beside}; {matter:,} of them matter to your work{f' ({listed(*counts)})' if counts else ''}. "
        "The weightiest:"
        if matter
        else f"{set_beside}{none}."
    )
    for line in weightiest(exchange, rows, exchange.mattering):
        yield Piece(columns=(line.id, clipped_clause(line)), words=changed(line, words), style=Style.SHORT_LINE)


def _bites(texts: AlertTexts, own: int) -> str:
    if texts.bites:
        return ended(capital(short(texts.bites, own)))
    return "With the new contract. See the first pages of yours for the day on which it begins."


def _standing(teller: Teller) -> str:
    asked = was_asked(teller.exchange.mattering)
    if not asked:
        return f"{teller.the_agency} was not asked yet to say which of these changes it made, and why."
    left = len(not_acknowledged(asked))
    asked_of = f"We asked {teller.agency} to acknowledge {count_of(len(asked), 'change')} that matter"
    if not left:
        return f"{asked_of}: it has acknowledged all of them, wholly or in part."
    return f"{asked_of}. It has not acknowledged {left:,} of {len(asked):,}."


def _asks(teller: Teller, own: int) -> str:
    asks = teller.exchange.asks
    told_asks = [
        f"{short(ask.request, 12)}{f', {short(ask.term, 5)}' if ask.term else ''}: "
        f"{ask.status.value}{f' ({short(ask.granted, 5)})' if ask.granted else ''}"
        for ask in asks[:_ASKS]
    ]
    more = len(asks) - _ASKS
    rest = f"; and {more:,} more" if more > 0 else ""
    return short(f"We asked for: {'; '.join(told_asks)}{rest}.", own * 2)


def _steps(texts: AlertTexts, own: int) -> Iterator[Piece]:
    where = (
        f"Send it to {ended(short(texts.write_to, own))}" if texts.write_to else "Send it in answer to this message."
    )
    yield Piece(words="Read the changes above that touch your work.", style=Style.STEP)
    yield Piece(
        words="Write in the form that you have from us what each would do to the people you serve, your staff and your "
        "costs. Ten answers help more than none.",
        style=Style.STEP,
    )
    yield Piece(words=f"{where} Questions go the same way.", style=Style.STEP)
    if texts.meeting:
        yield Piece(words=f"Come: {ended(short(texts.meeting, own))}", style=Style.STEP)
