"""What became of the changes: from draft to draft, in the contract that was issued, and a year later."""

from dataclasses import dataclass
from enum import Enum

from contractdiff.model.comparison import ChangeId, Comparison, Edit
from contractdiff.model.contract import ClauseId


class Became(Enum):
    """What a redraft did to a change."""

    UNCHANGED = "unchanged"
    """It stands as it did."""
    REWORDED = "reworded"
    """It is the same change in other words."""
    WITHDRAWN = "withdrawn"
    """The old text was restored, and nothing of the change is left."""
    CONTINUED = "continued"
    """It goes on as part of another change."""
    DIVIDED = "divided"
    """It is several changes now, of which one keeps its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What became of one change in the next draft.

    ``into`` are the changes that it is now: itself where it stands or was reworded, none where it was withdrawn, the
    other one where it goes on in that, itself first where it was divided.
    """

    id: ChangeId
    became: Became
    into: tuple[ChangeId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A comparison with the next draft that goes on with the ids of the one before.

    Attributes:
        comparison: It.
        since: What became of each change of the comparison before, in the order that they had there.
        added: The ids that are new, in reading order.
        parted: Of the new ids, those that parted from a change that has its id still: the new id, then that one.
    """

    comparison: Comparison
    since: tuple[Since, ...]
    added: tuple[ChangeId, ...] = ()
    parted: tuple[tuple[ChangeId, ChangeId], ...] = ()


class Promise(Enum):
    """What the agency said that it would do."""

    WITHDRAW = "withdraw"
    """Restore the old text."""
    AS_AGREED = "as agreed"
    """Write the wording that was agreed on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the coalition asked for at a change, and what the agency said to that.

    ``requested`` are the wordings that were asked for; ``agreed`` is the one agreed on with the agency, or "".
    """

    requested: tuple[str, ...] = ()
    agreed: str = ""
    promise: Promise | None = None


class Result(Enum):
    """What became of a proposed change in the contract that was issued."""

    WITHDRAWN = "withdrawn"
    """The old text stands there again."""
    ADOPTED = "adopted"
    """It stands there as proposed."""
    AS_ASKED = "as asked"
    """It was modified, and the requested or agreed wording stands there."""
    OTHERWISE = "otherwise"
    """It was modified otherwise, or adopted in part."""


class Fate(Enum):
    """What became of some words of a proposed change."""

    ADOPTED = "adopted"
    """They stand, or are gone, as proposed."""
    RESTORED = "restored"
    """They stand again as in the old version."""
    LEFT_OUT = "left out"
    """They stand in the draft, and the final has not got them."""
    NEW = "new"
    """They stand in the final alone."""
    PLACE = "place"
    """No words, but their place, their number or how they are divided; the words say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a change that was modified otherwise: some words of it, and what became of them."""

    fate: Fate
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Some clauses of one version in reading order, and their wording; both are empty where there are none."""

    clauses: tuple[ClauseId, ...] = ()
    wording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOutcome:
    """What became of one proposed change.

    Attributes:
        id: The change.
        result: What became of it.
        old: Its clauses in the old version; their ids are those of the comparison of old and proposed.
        proposed: Those in the draft, the ids likewise.
        final: Those in the final; the ids are those of the comparison of old and final.
        said: The same in a plain sentence or two.
        parts: Which parts of it were adopted and which not, where it was modified otherwise.
        asked: Which of the wordings asked for or agreed on stands there; "" where none does.
        agreed_stands: Whether the agreed wording stands there word for word, spacing, line breaks and quotation marks
            left aside; ``None`` where none was agreed.
        promise: What the agency promised, if anything.
        kept: Whether it kept that; ``None`` where nothing was promised, the agreed wording is not known, or other words
            of the clause are new and disclosed by nobody: a person must look then, and ``said`` names them.
    """

    id: ChangeId
    result: Result
    old: Passage
    proposed: Passage
    final: Passage
    said: str
    parts: tuple[Part, ...] = ()
    asked: str = ""
    agreed_stands: bool | None = None
    promise: Promise | None = None
    kept: bool | None = None


class NewKind(Enum):
    """What is new in the final at a place."""

    REWORDED = "reworded"
    ADDED = "added"
    DELETED = "deleted"
    RENAMED = "renamed"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    DIVIDED = "divided or joined"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEdit:
    """Something in the final that nobody disclosed.

    Attributes:
        id: ``F-001``, ``F-002``, … in reading order, those of words first.
        kind: What it is. Nothing but moved, renumbered and divided leave every word as it was.
        old: The clauses of the old version; ids as in ``ChangeOutcome``.
        proposed: Those of the draft.
        final: Those of the final.
        edits: Stretches that run over the final wording. Equal and inserted ones joined are exactly that; deleted ones
            are words that both the old version and the draft have and the final has not, where they stood; in a long
            text that was proposed and stands but for little, words of it.
        moved: Whether the clause stands in another place as well.
        beside: The proposed changes of the same clauses.
        summary: One plain line.
    """

    id: str
    kind: NewKind
    old: tuple[ClauseId, ...]
    proposed: tuple[ClauseId, ...]
    final: tuple[ClauseId, ...]
    edits: tuple[Edit, ...]
    moved: bool = False
    beside: tuple[ChangeId, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalCheck:
    """What became of every proposed change, and what is new in the final.

    ``outcomes`` stand in the order of the changes; ``undisclosed`` are the new edits of words that no proposed change
    and no wording asked for or agreed on explains; ``administrative`` are clauses of which the number, the place or
    the division is new and every word is as it was.
    """

    outcomes: tuple[ChangeOutcome, ...]
    undisclosed: tuple[NewEdit, ...]
    administrative: tuple[NewEdit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A change that was withdrawn in an earlier proceeding.

    ``version`` is what the version was called that it was withdrawn from ("FY2012").
    """

    version: str
    change: ChangeId
    old: str
    proposed: str
