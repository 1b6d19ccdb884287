"""What a recorded vote lets the coalition say of a position: integer thresholds, and the sentence that is printed."""

from dataclasses import dataclass
from enum import Enum

from contractdiff.errors import FormError


class Denominator(Enum):
    """Of how many seats a share is taken."""

    ALL = "all seats"
    VOTING = "seats that voted yes or no"


class LabelKind(Enum):
    """What a vote came to."""

    UNANIMOUS = "unanimous"
    """Every eligible seat voted yes."""
    TWO_THIRDS = "two_thirds"
    """Two thirds and no No."""
    TWO_THIRDS_WITH_DISSENT = "two_thirds_with_dissent"
    SUPPORTED = "supported"
    """At least half and no No: support, not an action or a position on a major issue."""
    SUPPORTED_WITH_DISSENT = "supported_with_dissent"
    NO_POSITION = "no_position"
    """Less than half."""
    UNDER_REVIEW = "under_review"
    """No vote is recorded, or nobody voted."""


_POSITIONS = frozenset((LabelKind.UNANIMOUS, LabelKind.TWO_THIRDS, LabelKind.TWO_THIRDS_WITH_DISSENT))
_SUPPORT = frozenset((LabelKind.SUPPORTED, LabelKind.SUPPORTED_WITH_DISSENT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """How the seats of the committee voted on one change or ask.

    Attributes:
        seats: Every eligible seat; who stands in no other field was absent.
        yes: The seats that voted yes.
        no: The seats that voted no.
        abstain: The seats that were there and voted neither.
        decided: When or where it was taken ("call of 10 June"); "" where that was not written down.

    Raises:
        FormError: A seat is named twice, or is no eligible seat.
    """

    seats: tuple[str, ...]
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    abstain: tuple[str, ...] = ()
    decided: str = ""

    def __post_init__(self) -> None:
        seen: set[str] = set()
        eligible = set(self.seats)
        for seat in (*self.yes, *self.no, *self.abstain):
            if seat in seen:
                raise FormError(f"Vote: seat {seat} is counted twice. Write it under one of yes, no and abstain.")
            if seat not in eligible:
                raise FormError(f"Vote: {seat} is no seat of the committee. Name one of: {', '.join(self.seats)}.")
            seen.add(seat)
        if len(eligible) < len(self.seats):
            raise FormError("Vote: a seat of the committee is listed twice. List each seat once.")

    @property
    def voting(self) -> int:
        """How many voted yes or no."""
        return len(self.yes) + len(self.no)

    @property
    def absent(self) -> tuple[str, ...]:
        """The seats that are in no column, in the order of the seats."""
        there = {*self.yes, *self.no, *self.abstain}
        return tuple(seat for seat in self.seats if seat not in there)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What is printed of a vote.

    Attributes:
        kind: What the vote came to.
        sentence: The words as they are printed.
        of: Of how many seats the shares were taken.
    """

    kind: LabelKind
    sentence: str
    of: Denominator = Denominator.ALL

    @property
    def is_position(self) -> bool:
        """Whether it may be exported as the coalition's position."""
        return self.kind in _POSITIONS

    @property
    def is_support(self) -> bool:
        """Whether it may be exported as supported by the coalition, and not as its position."""
        return self.kind in _SUPPORT


def position_label(vote: Vote | None, *, of: Denominator = Denominator.ALL) -> Label:
    """What may be said of a vote: shares are taken of all eligible seats, or of those that voted yes or no.

    A sentence of a majority stands only where somebody voted no: who is absent or abstains does not contradict.
    """
    kind = _kind(vote, of)
    return Label(kind=kind, sentence=_sentence(vote, kind, of), of=of)


def _kind(vote: Vote | None, of: Denominator) -> LabelKind:
    if vote is None or not vote.voting:
        return LabelKind.UNDER_REVIEW
    yes, whole = len(vote.yes), len(vote.seats) if of is Denominator.ALL else vote.voting
    if yes == len(vote.seats):
        return LabelKind.UNANIMOUS
    if 3 * yes >= 2 * whole:
        return LabelKind.TWO_THIRDS_WITH_DISSENT if vote.no else LabelKind.TWO_THIRDS
    if 2 * yes >= whole:
        return LabelKind.SUPPORTED_WITH_DISSENT if vote.no else LabelKind.SUPPORTED
    return LabelKind.NO_POSITION


def _sentence(vote: Vote | None, kind: LabelKind, of: Denominator) -> str:
    if vote is None or kind is LabelKind.UNDER_REVIEW:
        return "Under review"
    took_part = f"{vote.voting} of {len(vote.seats)} voting"
    rule = "two-thirds rule met" if of is Denominator.ALL else "two-thirds rule met among those voting"
    match kind:
        case LabelKind.UNANIMOUS:
            return "The coalition’s position"
        case LabelKind.TWO_THIRDS:
            return f"The coalition’s position ({rule}; {took_part})"
        case LabelKind.TWO_THIRDS_WITH_DISSENT:
            return f"The coalition’s position ({rule}; {took_part}); it represents {_whose_view(vote, of)}"
        case LabelKind.SUPPORTED_WITH_DISSENT:
            return f"Supported by the coalition ({took_part}); it represents {_whose_view(vote, of)}"
        case LabelKind.SUPPORTED:
            half = 2 * len(vote.yes) == len(vote.seats)
            return f"Supported by the coalition ({'half of the committee' if half else took_part})"
    if vote.no:
        return "Members differ; the coalition takes no position."
    return "The coalition takes no position: too few seats voted for one."


def _whose_view(vote: Vote, of: Denominator) -> str:
    """Of whom it is the view; only where somebody voted no."""
    yes = len(vote.yes)
    if of is Denominator.ALL:
        half = 2 * yes == len(vote.seats)
        return "the view of half of the committee" if half else "the view of a majority of members"
    share = "half" if 2 * yes == vote.voting else "a majority"
    return f"the view of {share} of those voting ({yes} of {vote.voting}, of {len(vote.seats)} seats)"
