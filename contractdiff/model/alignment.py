"""Which clauses of the two versions belong together."""

from dataclasses import dataclass
from enum import Enum

from contractdiff.model.contract import ClauseId


class Matcher(Enum):
    """Which matcher paired the clauses of a link, strongest first."""

    SAME_WORDING = "same wording"
    SAME_PLACE = "same place"
    SIMILAR_WORDING = "similar wording"
    DIVIDED = "divided or joined"
    NONE = "no counterpart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Clauses of the old version and the clauses of the new one that took their place.

    Both tuples are in reading order. One of them is empty for an addition or a deletion; one holds
    several clauses where a clause was split, or several were merged.

    Attributes:
        old: Clauses of the old version.
        new: Clauses of the new version.
        matcher: Which matcher made the link.
        similarity: Share of the words the two sides have in common, 0 to 1.
        moved: Whether the new clauses stand in another place, relative to the clauses that did not move.
    """

    old: tuple[ClauseId, ...]
    new: tuple[ClauseId, ...]
    matcher: Matcher
    similarity: float
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Links in reading order of the new version, deletions where the old version had them.

    Every clause of either version stands in exactly one link.
    """

    links: tuple[Link, ...]
