"""What was asked for and what was given: periods, dates, sums and shares, compared by the calendar."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from functools import lru_cache


class TermKind(Enum):
    """What a term counts."""

    PERIOD = "months and days"
    BUSINESS_DAYS = "business days"
    DATE = "date"
    MONEY = "dollars"
    SHARE = "percent"


class Bound(Enum):
    """Whether a term is meant as it stands, or as the least or the most."""

    EXACT = "exact"
    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of an ask, such as a delay of six months.

    Attributes:
        kind: What is counted.
        months: Of a period, its months; a year counts twelve, a quarter three.
        days: Of a period, its calendar days besides the months; of business days, how many.
        on: Of a date, the day.
        amount: Of a sum its dollars, of a share its percent.
        bound: Whether it is the least or the most; a deadline ("by June 10") is the most.
        text: The words that say it, as typed.
    """

    kind: TermKind
    months: int = 0
    days: int = 0
    on: date | None = None
    amount: Fraction = Fraction()
    bound: Bound = Bound.EXACT
    text: str = ""

    @property
    def is_nothing(self) -> bool:
        """Whether it grants nothing: no days, no dollars."""
        return self.on is None and not (self.months or self.days or self.amount)


class TermOutcome(Enum):
    """What a granted term is beside the one that was requested."""

    GRANTED = "granted"
    PARTLY_GRANTED = "partly granted"
    MORE = "more than requested"
    NOTHING = "nothing granted"
    NOT_COMPARABLE = "not comparable"
    """A person has to decide."""


class AskStatus(Enum):
    """How an ask stands; the agency's answer is told by the same values, ``OPEN`` where there is none."""

    OPEN = "open"
    GRANTED = "granted"
    PARTLY_GRANTED = "partly granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskState:
    """How an ask stands, and why that is not simply what the agency says.

    Attributes:
        status: How it stands.
        outcome: What the terms are beside each other; ``None`` where one of them is missing.
        contradiction: What does not fit together, as a sentence for a person to look at; "" where all does.
    """

    status: AskStatus
    outcome: TermOutcome | None = None
    contradiction: str = ""


def compare_terms(requested: Term, granted: Term, *, start: date | None = None) -> TermOutcome:
    """What was granted beside what was requested; more of a term is taken to be the better for who asks.

    Months are compared with days and dates by the calendar from ``start``: four months from July 1 end on November 1.
    Without it they are compared only where every start gives the same answer. Business days are compared with nothing
    but business days, unless already as many calendar days would be enough, or too many. Where no more than a term is
    requested (a cap, a deadline), what is within it is granted and the rest is not comparable.
    """
    if granted.is_nothing or (
        granted.on is not None and start is not None and granted.on <= start and _lasts(requested)
    ):
        return TermOutcome.NOTHING if not requested.is_nothing else TermOutcome.GRANTED
    order = _order(granted, requested, start)
    if order is None:
        return TermOutcome.NOT_COMPARABLE
    if requested.bound is Bound.AT_MOST:
        within = order <= 0 and granted.bound is not Bound.AT_LEAST
        return TermOutcome.GRANTED if within else TermOutcome.NOT_COMPARABLE
    if order < 0:
        return TermOutcome.PARTLY_GRANTED if granted.bound is not Bound.AT_LEAST else TermOutcome.NOT_COMPARABLE
    if granted.bound is Bound.AT_MOST:
        return TermOutcome.NOT_COMPARABLE
    return TermOutcome.MORE if order > 0 else TermOutcome.GRANTED


def end_of(term: Term, start: date) -> date | None:
    """The day on which a period or a date ends; ``None`` for another term, and past the calendar."""
    if term.kind is TermKind.DATE:
        return term.on
    if term.kind is not TermKind.PERIOD:
        return None
    return _later(start, term.months, term.days)


def ask_status(
    answer: AskStatus,
    requested: Term | None,
    granted: Term | None,
    *,
    start: date | None = None,
    unread: str = "",
) -> AskState:
    """How an ask stands, whatever the agency calls it: four months of six are partly granted.

    Args:
        answer: What the agency answered; ``OPEN`` where it did not, ``WITHDRAWN`` where the coalition gave it up.
        requested: The term that was requested, where it is one.
        granted: The term that was granted, where one is given.
        start: From when periods count.
        unread: What stands where the granted term belongs and was not understood.
    """
    if unread:
        said = f"The granted term “{unread}” was not understood"
        return AskState(status=answer, contradiction=f"{said}; whether all that was asked is granted has to be told.")
    if granted is None:
        missing = answer is AskStatus.PARTLY_GRANTED and requested is not None
        return AskState(
            status=answer,
            contradiction="The answer is partly granted, and no granted term is given." if missing else "",
        )
    given = f"the granted term is {granted.text or granted.kind.value}"
    if answer is AskStatus.WITHDRAWN:
        return AskState(status=answer, contradiction=f"The ask is withdrawn, and {given}.")
    if requested is None:
        odd = answer in (AskStatus.OPEN, AskStatus.REFUSED)
        return AskState(
            status=answer,
            contradiction=f"The answer is {answer.value}, no term was requested, and {given}." if odd else "",
        )
    outcome = compare_terms(requested, granted, start=start)
    beside = f"{given}, and {requested.text or requested.kind.value} was requested"
    if outcome is TermOutcome.NOT_COMPARABLE:
        return AskState(status=answer, outcome=outcome, contradiction=f"The terms cannot be compared: {beside}.")
    told = _BY_TERMS[outcome]
    if answer is AskStatus.PARTLY_GRANTED and told is AskStatus.GRANTED:
        # the agency may hold back what the term does not show
        told = AskStatus.PARTLY_GRANTED
        return AskState(status=told, outcome=outcome, contradiction=f"The answer is partly granted; {beside}.")
    agrees = answer in (AskStatus.OPEN, told)
    return AskState(
        status=told, outcome=outcome, contradiction="" if agrees else f"The answer is {answer.value}; {beside}."
    )


_BY_TERMS = {
    TermOutcome.GRANTED: AskStatus.GRANTED,
    TermOutcome.MORE: AskStatus.GRANTED,
    TermOutcome.PARTLY_GRANTED: AskStatus.PARTLY_GRANTED,
    TermOutcome.NOTHING: AskStatus.REFUSED,
}


def _lasts(term: Term) -> bool:
    """Whether a term tells until when: not a sum, nor the day by which something is to be done."""
    return term.kind in (TermKind.PERIOD, TermKind.DATE) and term.bound is not Bound.AT_MOST


def _order(one: Term, other: Term, start: date | None) -> int | None:
    """Below, at or above 0 as one term is less than, equal to or more than another; ``None`` where nobody can say."""
    if one.kind is other.kind:
        if one.kind in (TermKind.MONEY, TermKind.SHARE):
            return _sign(one.amount - other.amount)
        if one.kind is TermKind.BUSINESS_DAYS:
            return _sign(one.days - other.days)
        if one.kind is TermKind.DATE:
            return _sign((one.on or date.min).toordinal() - (other.on or date.min).toordinal())
    kinds = {one.kind, other.kind}
    if kinds <= {TermKind.PERIOD, TermKind.DATE}:
        if one.kind is other.kind and (one.months == other.months or one.days == other.days):
            # one of them decides alone
            return _sign(one.months - other.months) or _sign(one.days - other.days)
        if start is not None:
            ends = end_of(one, start), end_of(other, start)
            return None if None in ends else _sign(ends[0].toordinal() - ends[1].toordinal())  # type: ignore[union-attr]
        return _anyhow(_length(one), _length(other))
    if TermKind.BUSINESS_DAYS in kinds and kinds <= {TermKind.BUSINESS_DAYS, TermKind.PERIOD}:
        return _anyhow(_length(one), _length(other))
    return None


def _anyhow(one: tuple[int, int] | None, other: tuple[int, int] | None) -> int | None:
    """The order of two lengths in days of which each is known to lie between two bounds."""
    if one is None or other is None:
        return None
    if one[0] == one[1] == other[0] == other[1]:
        return 0
    return -1 if one[1] < other[0] else 1 if one[0] > other[1] else None


def _length(term: Term) -> tuple[int, int] | None:
    """The fewest and the most calendar days that a term may take, whenever it starts; ``None`` for a date."""
    if term.kind is TermKind.DATE:
        return None
    if term.kind is TermKind.BUSINESS_DAYS:
        # two days of each week are none, and holidays besides: no stretch has more of them than half its workdays
        return term.days, 3 * term.days + 7
    least, most = _days_of(term.months)
    return least + term.days, most + term.days


@lru_cache(maxsize=256)
def _days_of(months: int) -> tuple[int, int]:
    """The fewest and the most days that so many months have, over every day on which they may start."""
    if not months:
        return 0, 0
    # four years hold each kind of start; a century may take a leap day away
    starts = (date(2000, 3, 1) + timedelta(days) for days in range(4 * 365 + 1))
    lengths = [(end - start).days for start in starts if (end := _later(start, months, 0))]
    if not lengths:
        return 28 * months, 31 * months
    return min(lengths) - (months > 12), max(lengths)


def _later(start: date, months: int, days: int) -> date | None:
    """The day so many months and days later; the last of a month that has no such day."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    if year > date.max.year:
        return None
    day = min(start.day, monthrange(year, month + 1)[1])
    try:
        return date(year, month + 1, day) + timedelta(days)
    except OverflowError:
        return None


def _sign(number: int | Fraction) -> int:
    return (number > 0) - (number < 0)
