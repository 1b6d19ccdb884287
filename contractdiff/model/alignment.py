"""Which clauses of the two versions belong together."""

from dataclasses import dataclass
from enum import Enum

from contractdiff.model.contract import ClauseId


class Matcher(Enum):
    """Which matcher paired the clauses of a link, strongest first."""

    BY_HAND = "paired by hand"
    SAME_WORDING = "same wording"
    SAME_PLACE = "same place"
    SIMILAR_WORDING = "similar wording"
    DIVIDED = "divided or joined"
    SAME_BELOW = "same clauses below"
    IN_ITS_PLACE = "in its place"
    NONE = "no counterpart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why the clauses of a link were paired, or why a clause has no counterpart.

    Attributes:
        matcher: Which matcher decided.
        similarity: How alike the two sides are, 0 to 1 (1 is the same wording); of a clause without a counterpart, how
            alike it is to ``nearest``.
        shared: Number of words the two sides have in common, in order.
        label: Whether both bear the same label.
        heading: Whether both bear the same heading (of table rows: begin with the same cell).
        parent: Whether the clauses they stand under are paired with one another.
        neighbours: How many of the two clauses around them are paired with one another, 0 to 2.
        nearest: Of a clause without a counterpart, the clause of the other version most like it, if any is at all.
    """

    matcher: Matcher
    similarity: float = 0.0
    shared: int = 0
    label: bool = False
    heading: bool = False
    parent: bool = False
    neighbours: int = 0
    nearest: ClauseId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Clauses of the old version and the clauses of the new one that took their place.

    Both tuples are in reading order. One of them is empty for an addition or a deletion; one holds
    several clauses where a clause was split, or several were merged.

    Attributes:
        old: Clauses of the old version.
        new: Clauses of the new version.
        evidence: Why they were paired, or why there is no counterpart.
        moved: Whether the new clauses stand in another place, relative to the clauses that did not move.
    """

    old: tuple[ClauseId, ...]
    new: tuple[ClauseId, ...]
    evidence: Evidence
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Links in reading order of the new version, deletions where the old version had them.

    Every clause of either version stands in exactly one link.
    """

    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandPairs:
    """What the analyst pairs otherwise than the matchers: she has the last word.

    ``joined`` are clauses that belong together, in reading order on either side, one side with one clause at least
    and never both with several; ``parted`` are an old and a new clause that do not; ``alone`` have no counterpart.
    """

    joined: tuple[tuple[tuple[ClauseId, ...], tuple[ClauseId, ...]], ...] = ()
    parted: tuple[tuple[ClauseId, ClauseId], ...] = ()
    alone: tuple[ClauseId, ...] = ()
