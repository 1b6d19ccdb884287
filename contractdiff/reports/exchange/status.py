"""Where the exchange stands, in a few sentences for the command line."""

from collections.abc import Iterator
from datetime import date

from contractdiff.model import Ball, Exchange
from contractdiff.reports.exchange.due import answer_by, how_due, overdue_of
from contractdiff.reports.exchange.telling import Teller, not_acknowledged, was_asked
from contractdiff.reports.exchange.unmatched import count_unmatched
from contractdiff.text import count_of, listed

_NAMED = 10


def status_lines(exchange: Exchange, *, today: date) -> tuple[str, ...]:
    """Return the round, whose turn it is, what is overdue, not acknowledged, open and to be reconciled.

    Args:
        exchange: The exchange with the agency.
        today: The day by which it is told what is overdue.
    """
    return tuple(_lines(exchange, today))


def _lines(exchange: Exchange, today: date) -> Iterator[str]:
    teller = Teller(exchange=exchange)
    last = exchange.rounds[-1]
    sent = "" if last.sent else " Nothing was sent to the agency in it yet."
    yield f"Round {last.number}: {last.draft}, {count_of(len(exchange.lines), 'change')}.{sent}"
    if last.answer_by:
        due = how_due(last.answer_by, answer_by(exchange, today), today)
        wanted = "was asked" if last.sent else "is to be asked"
        yield f"{teller.the_agency} {wanted} to answer by {due if last.sent else last.answer_by}."
    yield _turns(exchange, teller)
    yield from _overdue(exchange, today)
    asked = was_asked(exchange.mattering)
    if asked:
        left = not_acknowledged(asked)
        named = f": {_named([line.id for line in left])}" if left else ""
        yield f"Not acknowledged: {len(left):,} of {count_of(len(asked), 'change')} that matter{named}."
    if exchange.withdrawn:
        yield f"Withdrawn since the first draft: {_named([line.id for line in exchange.withdrawn])}."
    if exchange.questions:
        still = exchange.open_questions
        named = f": {_named([each.id for each in still])}" if still else ""
        yield f"Open questions: {len(still):,} of {len(exchange.questions):,}{named}."
    only, doubtful = count_unmatched(exchange)
    if only or doubtful:
        said = listed(
            f"{count_of(only, 'row')} of the agency’s list that we did not find" if only else "",
            f"{count_of(doubtful, 'row')} that may be one of ours" if doubtful else "",
        )
        yield f"To be reconciled: {said}."
    if exchange.conflicts:
        yield f"To be looked at in {teller.coalition}’s own forms: {len(exchange.conflicts):,}:"


def _turns(exchange: Exchange, teller: Teller) -> str:
    us, agency = (sum(line.ball is ball for line in exchange.lines) for ball in (Ball.COALITION, Ball.AGENCY))
    if not us and not agency:
        return "Every change is settled, or nothing is asked of it."
    return f"Whose turn: {teller.coalition} with {count_of(us, 'change')}, {teller.agency} with {agency:,}."


def _overdue(exchange: Exchange, today: date) -> Iterator[str]:
    overdue = overdue_of(exchange, today)
    if not overdue:
        yield "Nothing is overdue."
        return
    asks = [f"{each.id} ({how_due(each.due, each.due_on, today)})" for each in overdue.asks]
    parts = (
        f"{count_of(len(asks), 'ask')}: {_named(asks)}" if asks else "",
        f"answers on {count_of(len(overdue.lines), 'change')}" if overdue.lines else "",
        f"{count_of(len(overdue.questions), 'question')}" if overdue.questions else "",
    )
    yield f"Overdue: {'; '.join(part for part in parts if part)}."


def _named(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"
