"""What changed between two versions, and why it may matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import NewType

from contractdiff.model.alignment import Evidence, Matcher
from contractdiff.model.authorities import Authority
from contractdiff.model.contract import ClauseId, Contract, Side
from contractdiff.model.notices import Notice, NoticeCode
from contractdiff.model.source import Reading

ChangeId = NewType("ChangeId", str)


class Op(Enum):
    """What happened to a stretch of words; the values are those of comparison.json."""

    EQUAL = "="
    DELETE = "-"
    INSERT = "+"
    OLD_VARIANT = "~-"
    """Reads differently in the new version but is no edit: spacing, quotation marks, capitals, a rename that is told
    by itself, a reference that followed its clause."""
    NEW_VARIANT = "~+"


class ChangeKind(Enum):
    """What happened to the clauses of a change."""

    MODIFIED = "modified"
    ADDED = "added"
    DELETED = "deleted"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    RENUMBERED = "renumbered"
    RENAMED = "renamed"


KINDS: Mapping[ChangeKind, str] = {
    ChangeKind.MODIFIED: "reworded",
    ChangeKind.ADDED: "added",
    ChangeKind.DELETED: "deleted",
    ChangeKind.MOVED: "moved",
    ChangeKind.SPLIT: "split",
    ChangeKind.MERGED: "merged",
    ChangeKind.RENUMBERED: "renumbered only",
    ChangeKind.RENAMED: "renamed throughout",
}
"""What each kind is called to a reader, wherever it is told in English."""


class Priority(Enum):
    """How much a change may matter to a provider, the most serious first."""

    CRITICAL = "critical"
    SUBSTANTIVE = "substantive"
    ADMINISTRATIVE = "administrative"


class Direction(Enum):
    """Which way a change goes."""

    UP = "up"
    DOWN = "down"
    SHORTER = "shorter"
    LONGER = "longer"
    EARLIER = "earlier"
    LATER = "later"
    STRICTER = "stricter"
    LOOSER = "looser"
    DUTY_ADDED = "duty_added"
    DUTY_REMOVED = "duty_removed"
    RIGHT_ADDED = "right_added"
    RIGHT_REMOVED = "right_removed"


class Party(Enum):
    """On whom a change falls."""

    PROVIDER = "provider"
    AGENCY = "agency"
    BOTH = "both"


class Declared(Enum):
    """Whether the agency's own tracked changes show a change; the values are those of comparison.json."""

    YES = True
    NO = False
    PARTLY = "partly"


class ReferenceStatus(Enum):
    """What became of a cross-reference; the values are those of comparison.json."""

    OK = "ok"
    FOLLOWED = "followed"
    """Renumbered with the clause it points to."""
    SHIFTED = "shifted"
    """Points to another clause than it did."""
    DANGLING = "dangling"
    """Points to no clause of its version."""


class Like(Enum):
    """How another agency's contract reads where a change was made; the values are those of comparison.json."""

    OLD = "like_old"
    NEW = "like_new"
    OTHER = "other"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of words and what happened to it."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One reason why a change may matter.

    Attributes:
        category: A code of the taxonomy ("MON", "DAY", …), or of the coalition's own rules.
        name: What the category is called to a reader ("Money and rates").
        old: The words in the old version that set it off; "" where there are none.
        new: The same in the new version.
        why: A plain sentence for a reader who is no lawyer.
        question: What to ask the agency; "" where there is nothing to ask.
        direction: Which way the change goes, where that is clear.
        on: On whom it falls, where that is clear.
        doubtful: Whether the direction is but the likelier one: nothing in the words says which way they go.
    """

    category: str
    name: str = ""
    old: str
    new: str
    why: str
    question: str = ""
    direction: Direction | None = None
    on: Party | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """A term that the new version calls otherwise throughout.

    ``forms`` are the words that took each other's place, as (old, new), the most used first: "Provider" and "Grantee",
    "Providers" and "Grantees".
    """

    forms: tuple[tuple[str, str], ...]

    @property
    def old(self) -> str:
        """What the old version calls it."""
        return self.forms[0][0]

    @property
    def new(self) -> str:
        """What the new version calls it."""
        return self.forms[0][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference from one clause of a version to another, and what became of it.

    Attributes:
        side: The version it stands in.
        clause: The clause it stands in.
        text: As printed ("Section 5.2").
        target: The clause of the same version that it points to; ``None`` where there is none.
        status: What became of it. Of the old version only ``OK`` and ``DANGLING`` are said.
        meant: Where it is shifted or newly dangling, the clause of the same version that took the place of the one it
            pointed to in the old version; ``None`` where that was deleted.
        was: How it read in the old version, where it reads otherwise now; else "".
        on_purpose: Whether it is shifted because the agency wrote another number, and that is no slip of renumbering.
    """

    side: Side
    clause: ClauseId
    text: str
    target: ClauseId | None
    status: ReferenceStatus
    meant: ClauseId | None = None
    was: str = ""
    on_purpose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The clauses that use a term of which a change touches the definition, in reading order, itself left out.

    Those of the new version; of the old one where the definition was deleted.
    """

    term: str
    side: Side
    clauses: tuple[ClauseId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """How another agency's contract reads where a change was made: its clause and words, where it has any."""

    like: Like
    clause: ClauseId | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesFile:
    """A rule file that was in force besides the default rules: its name and the digest of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry of the list of changes.

    Attributes:
        id: ``C-001``, ``C-002``, … in reading order.
        kind: What happened.
        old: Its clauses in the old version, in reading order; empty for an addition.
        new: Its clauses in the new version; empty for a deletion.
        edits: Stretches that run over the wording of the clauses in order. Equal, deleted and old-variant
            stretches joined are exactly the old wording; equal, inserted and new-variant ones the new.
            Clauses are joined by one space.
        moved: Whether it stands in another place as well.
        renumbered: Whether its printed label differs as well.
        priority: How much it may matter.
        flags: Why, the most serious first.
        summary: One plain line ("The State shall give 30 days → 10 days’ notice."), "" until it is flagged.
        declared: Whether the agency's tracked changes show it; ``None`` where nothing is declared.
        silent: The edits that no tracked change covers, where ``declared`` is not ``None``.
        evidence: Why its clauses were paired, or have no counterpart; ``None`` for a rename.
        occurrences: Of a rename throughout, the pairs of clauses in which it stands, in reading order of the new
            version; such a change has no clauses of its own, and its two terms as its edits.
        places: Of a rename throughout, in how many places.
        reach: The terms whose definition it touches, and who uses them.
        benchmark: How another agency's contract reads here; ``None`` where none was given.
        kept: Where the wording is struck and inserted whole, its longest phrases that both have, as the old has them.
    """

    id: ChangeId
    kind: ChangeKind
    old: tuple[ClauseId, ...]
    new: tuple[ClauseId, ...]
    edits: tuple[Edit, ...]
    moved: bool = False
    renumbered: bool = False
    priority: Priority = Priority.SUBSTANTIVE
    flags: tuple[Flag, ...] = ()
    summary: str = ""
    declared: Declared | None = None
    silent: tuple[Edit, ...] = ()
    evidence: Evidence | None = None
    occurrences: tuple[tuple[ClauseId, ClauseId], ...] = ()
    places: int = 0
    reach: tuple[Reach, ...] = ()
    benchmark: Benchmark | None = None
    kept: tuple[str, ...] = ()

    @property
    def is_silent(self) -> bool:
        """Whether the agency's tracked changes do not show it, or not wholly.

        A change of nothing but the number follows from others, and is not silent.
        """
        return self.declared in (Declared.NO, Declared.PARTLY) and self.kind is not ChangeKind.RENUMBERED

    @property
    def kinds(self) -> tuple[ChangeKind, ...]:
        """All that happened, each once: its kind, and whether it was moved or renumbered as well."""
        also = ((self.moved, ChangeKind.MOVED), (self.renumbered, ChangeKind.RENUMBERED))
        return tuple(dict.fromkeys((self.kind, *(kind for holds, kind in also if holds))))

    @property
    def is_of_words(self) -> bool:
        """Whether it is of words, and not of a number or a place alone."""
        return self.kind not in (ChangeKind.RENUMBERED, ChangeKind.MOVED)


def kinds_in_words(change: Change) -> str:
    """What happened, as it is told in English: "reworded, moved"."""
    told = (kind for kind in change.kinds if kind in (change.kind, ChangeKind.MOVED))
    return ", ".join(KINDS[kind] for kind in told)


_NOT_COMPARED = frozenset(
    (
        NoticeCode.FILE_NOT_READ,
        NoticeCode.FILE_WITHOUT_COUNTERPART,
        NoticeCode.NO_TEXT_ON_PAGE,
        NoticeCode.UNREADABLE_PART,
    )
)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Both versions and what changed between them.

    ``changes`` stand in reading order of the new version, deletions where the old version had them. Each
    clause of either version stands exactly once: in one change or in one pair of ``unchanged``.
    ``marked`` is the file whose tracked changes say what the agency declares, ``None`` where none does.
    ``references`` are the cross-references of both versions, the old ones first, in reading order. ``benchmark`` is
    another agency's contract, where one was given. ``parties`` are the names of the parties, and whom each names;
    ``authorities`` the laws that either version cites; ``rules`` the rule files in force besides the default ones.
    """

    old: Contract
    new: Contract
    changes: tuple[Change, ...]
    unchanged: tuple[tuple[ClauseId, ClauseId], ...]
    notices: tuple[Notice, ...] = ()
    marked: Reading | None = None
    references: tuple[Reference, ...] = ()
    benchmark: Contract | None = None
    parties: tuple[tuple[str, Party], ...] = ()
    authorities: tuple[Authority, ...] = ()
    rules: tuple[RulesFile, ...] = ()

    @property
    def has_nothing_in_common(self) -> bool:
        """Whether no clause of one version has a counterpart in the other."""
        apart = (ChangeKind.ADDED, ChangeKind.DELETED)
        return not self.unchanged and all(change.kind in apart for change in self.changes)

    @cached_property
    def not_compared(self) -> tuple[str, ...]:
        """What of the contract the changes cannot speak of, each said once, so that nobody takes silence for no change.

        In the words of the notices: those of the comparison first, then the old version's and the new one's.
        """
        notices = (*self.notices, *self.old.reading.all_notices, *self.new.reading.all_notices)
        return tuple(dict.fromkeys(notice.message for notice in notices if notice.code in _NOT_COMPARED))

    @cached_property
    def silent(self) -> tuple[Change, ...]:
        """The changes that the agency's tracked changes do not show, or not wholly."""
        return tuple(change for change in self.changes if change.is_silent)

    @cached_property
    def renames(self) -> tuple[Change, ...]:
        """The changes that tell of a term called otherwise throughout."""
        return tuple(change for change in self.changes if change.kind is ChangeKind.RENAMED)

    @cached_property
    def by_hand(self) -> tuple[Change, ...]:
        """The changes whose clauses the analyst joined or parted herself."""
        paired = ((change, change.evidence) for change in self.changes)
        return tuple(change for change, evidence in paired if evidence and evidence.matcher is Matcher.BY_HAND)

    @cached_property
    def astray(self) -> tuple[Reference, ...]:
        """The references of the new version that point elsewhere than before, then those that point nowhere.

        Left out are those turned to another clause on purpose. Of either, those that can be said to mean another
        clause come first. Those of one clause that read alike and point alike stand once.
        """
        order = (ReferenceStatus.SHIFTED, ReferenceStatus.DANGLING)
        new = (each for each in self.references if each.side is Side.NEW and not each.on_purpose)
        found = dict.fromkeys(each for each in new if each.status in order)
        return tuple(sorted(found, key=lambda each: (order.index(each.status), each.meant is None)))

    def reading_like(self, like: Like) -> tuple[Change, ...]:
        """The changes of words where another agency's contract reads ``like`` this."""
        beside = ((change, change.benchmark) for change in self.changes if change.is_of_words)
        return tuple(change for change, found in beside if found and found.like is like)

    @cached_property
    def by_id(self) -> dict[ChangeId, Change]:
        """The changes by their ids."""
        return {change.id: change for change in self.changes}
