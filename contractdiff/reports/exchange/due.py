"""What is due and what is overdue: asks, answers on changes, questions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from contractdiff.model import Acknowledgement, Ask, AskedQuestion, AskStatus, Ball, Exchange, Line, Priority
from contractdiff.text import count_of, read_date, written_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """What the agency owes an answer to, the day for it being past.

    Attributes:
        asks: The asks whose days are past.
        lines: The changes that were to be answered, those that matter most first.
        questions: The questions that were to be answered.
        answer_by: By when changes and questions were to be answered; ``None`` where no day is past.
    """

    asks: tuple[Ask, ...]
    lines: tuple[Line, ...]
    questions: tuple[AskedQuestion, ...]
    answer_by: date | None

    def __bool__(self) -> bool:
        """Whether anything is overdue."""
        return bool(self.asks or self.lines or self.questions)


def overdue_of(exchange: Exchange, today: date) -> Overdue:
    """What is overdue on a day."""
    day = answer_by(exchange, today)
    past = day if day is not None and day < today else None
    asks = (
        each
        for each in exchange.asks
        if was_sent(exchange) and each.status is AskStatus.OPEN and each.due_on and each.due_on < today
    )
    return Overdue(
        asks=tuple(sorted(asks, key=lambda each: (each.due_on or today, each.id))),
        lines=unanswered(exchange) if past else (),
        questions=exchange.open_questions if past else (),
        answer_by=past,
    )


def was_sent(exchange: Exchange) -> bool:
    """Whether anything went to the agency yet: before that it owes no answer."""
    return any(each.sent for each in exchange.rounds)


def ask_due(exchange: Exchange, ask: Ask, today: date, *, is_open: bool) -> str:
    """When an answer to an ask is due, and how far off that is; a day that passed before it was sent is not overdue."""
    late = ask.due_on is not None and ask.due_on < today
    return how_due(ask.due, ask.due_on, today, is_open=is_open and (was_sent(exchange) or not late))


def unanswered(exchange: Exchange) -> tuple[Line, ...]:
    """The changes that the agency was asked about in this round and has not answered, critical ones first."""
    order = list(Priority)
    waiting = (each for each in exchange.lines if is_waiting(each))
    return tuple(sorted(waiting, key=lambda each: order.index(each.priority)))


def is_waiting(line: Line) -> bool:
    """Whether an answer of the agency is awaited."""
    return line.ball is Ball.AGENCY or (
        line.asked and not line.is_withdrawn and line.acknowledgement is Acknowledgement.ASKED
    )


def answer_by(exchange: Exchange, today: date) -> date | None:
    """The day by which the agency was asked to answer in this round; ``None`` where none is named."""
    last = exchange.rounds[-1]
    return _day(last.answer_by, _iso(last.sent) or _iso(last.opened) or today)


def members_answer_by(exchange: Exchange, today: date) -> date | None:
    """The day by which members were asked to answer, as near as possible to today where no year is named."""
    last = exchange.rounds[-1]
    return _day(exchange.feedback.return_by, _iso(last.opened) or today)


def _day(words: str, after: date) -> date | None:
    """The day that words name; where they name no year, the first such day that is not before ``after``."""
    if (day := read_date(words)) is not None:
        return day
    days = (read_date(words, year=year) for year in (after.year, after.year + 1))
    return next((day for day in days if day is not None and day >= after), None)


def _iso(moment: str) -> date | None:
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        return None


def how_due(words: str, day: date | None, today: date, *, is_open: bool = True) -> str:
    """When something is due, and how far off that is: "June 10, overdue by 12 days"; "" where no day is given."""
    said = words or (written_day(day) if day else "")
    if day is None or not is_open:
        return said
    days = (today - day).days
    if days > 0:
        return f"{said}, overdue by {count_of(days, 'day')}"
    return f"{said}, today" if not days else f"{said}, in {count_of(-days, 'day')}"


def told_moment(moment: str) -> str:
    """The day of a moment in ISO 8601, likewise; "" where it names none."""
    day = _iso(moment)
    return written_day(day) if day else ""


def sorted_asks(exchange: Exchange) -> Iterator[Ask]:
    """The asks that are still open first, by the days they are due."""
    yield from sorted(
        exchange.asks, key=lambda each: (each.status is not AskStatus.OPEN, each.due_on or date.max, each.id)
    )
