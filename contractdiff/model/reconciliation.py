"""The agency's own list of changes beside ours: what it acknowledges, what it leaves out, what it adds."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from contractdiff.model.comparison import ChangeId, Priority


class Answered(Enum):
    """What a row says of a change."""

    ACKNOWLEDGED = "acknowledged"
    PARTLY = "partly"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedChange:
    """One row of what the agency says it changed.

    Attributes:
        key: What the row is called: "A-03", "C-014", or "row 7" of the agency's own list; no two rows share one.
        id: The change it is, where that is known for sure; otherwise "".
        clause: The clause as the agency typed it: "4.2", "Article IV, § 4.2", "4.2 → 4.3", "4.2–4.5", "throughout".
        words: What it says of the change: a heading, a description, an excerpt, or both wordings.
        acknowledgement: What it answers; ``None`` where it does not say. A row without an id that does not say lists
            the change, and so acknowledges it; a row with an id that does not say was left blank.
    """

    key: str
    id: str = ""
    clause: str = ""
    words: str = ""
    acknowledgement: Answered | None = None


class AnswerKind(Enum):
    """How the agency answered one of our changes."""

    ACKNOWLEDGED = "acknowledged"
    PARTLY = "partly acknowledged"
    DENIED = "denied"
    CONTRADICTORY = "contradictory"
    """Its rows say different things."""
    NOT_ANSWERED = "not answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAnswer:
    """What the agency's rows say of one of our changes.

    Attributes:
        change: The change.
        priority: How much it may matter.
        kind: How it was answered.
        rows: The keys of the rows that are about it, in the agency's order.
        perhaps: The keys of the rows that may be about it, and of which a person has to decide.
    """

    change: ChangeId
    priority: Priority
    kind: AnswerKind
    rows: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()


class RowKind(Enum):
    """What became of a row of the agency's list."""

    MATCHED = "matched"
    AGENCY_ONLY = "agency only"
    """It fits none of our changes: we missed it, or it is in another document."""
    DOUBTFUL = "doubtful"
    """It fits several about equally, or one only perhaps."""
    BLANK = "blank"
    """It names no clause and says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMatch:
    """What became of one row.

    Attributes:
        row: The row.
        kind: What became of it.
        changes: The changes it is about; of a doubtful row those that it may be about, the likeliest first.
        why: Why, as a sentence.
    """

    row: ListedChange
    kind: RowKind
    changes: tuple[ChangeId, ...] = ()
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Reconciliation:
    """Both lists beside each other: each change of ours once, each row of the agency's once."""

    changes: tuple[ChangeAnswer, ...]
    rows: tuple[RowMatch, ...]

    def of_kind(self, kind: RowKind) -> tuple[RowMatch, ...]:
        """The rows of a kind, in the agency's order."""
        return tuple(row for row in self.rows if row.kind is kind)

    @property
    def agency_only(self) -> tuple[RowMatch, ...]:
        """The rows that fit none of our changes."""
        return self.of_kind(RowKind.AGENCY_ONLY)

    @property
    def doubtful(self) -> tuple[RowMatch, ...]:
        """The rows of which a person has to decide."""
        return self.of_kind(RowKind.DOUBTFUL)

    @cached_property
    def not_acknowledged(self) -> tuple[ChangeAnswer, ...]:
        """The changes that the agency denies, does not answer, or answers in two ways."""
        kinds = (AnswerKind.DENIED, AnswerKind.NOT_ANSWERED, AnswerKind.CONTRADICTORY)
        return tuple(each for each in self.changes if each.kind in kinds)

    @cached_property
    def headline(self) -> tuple[ChangeAnswer, ...]:
        """The changes that are not acknowledged and no mere matter of form."""
        return tuple(each for each in self.not_acknowledged if each.priority is not Priority.ADMINISTRATIVE)

    @property
    def contradictory(self) -> tuple[ChangeAnswer, ...]:
        """The changes of which the agency's rows say different things."""
        return tuple(each for each in self.changes if each.kind is AnswerKind.CONTRADICTORY)


def answer_of(rows: Iterable[ListedChange]) -> AnswerKind:
    """What the rows about one change say together.

    To list a change is to acknowledge it, and gives way to an answer of its own, unless that denies it.
    """
    said = {row.acknowledgement for row in rows if row.acknowledgement or not row.id}
    explicit = said - {None}
    if None in said and explicit in ({Answered.DENIED}, set()):
        explicit = explicit | {Answered.ACKNOWLEDGED}
    if not explicit:
        return AnswerKind.NOT_ANSWERED
    if len(explicit) > 1:
        return AnswerKind.CONTRADICTORY
    (only,) = explicit
    return _ANSWERS[only]  # type: ignore[index]


_ANSWERS = {
    Answered.ACKNOWLEDGED: AnswerKind.ACKNOWLEDGED,
    Answered.PARTLY: AnswerKind.PARTLY,
    Answered.DENIED: AnswerKind.DENIED,
}
