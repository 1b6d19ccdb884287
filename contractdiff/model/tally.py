"""What was said of each row, counted: every member once, associations and organizations off the roster apart."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from contractdiff.model.comparison import Change, Priority
from contractdiff.model.feedback import Feedback, MatterKind, Respondent, Said
from contractdiff.model.proceeding import Member
from contractdiff.model.sheets import Doubt, EntryKind, is_change, is_of_form

OPPOSE, CONCERN, NOT_CLEAR, WORDS_ONLY = "oppose", "concern", "not_clear", "words_only"
POSITIONS: Mapping[str, str] = {
    "support": "Support",
    OPPOSE: "Oppose",
    CONCERN: "Concern",
    "no_impact": "No impact",
    "not_applicable": "Not applicable",
    "question": "Question",
}
STANDS: Mapping[str, str] = {**POSITIONS, NOT_CLEAR: "Position not clear", WORDS_ONLY: "Words only"}
"""Where an organization can stand on a row that it answered, by code; it stands in one place only."""
OPEN_ROWS: Mapping[str, str] = {
    "G": "General comments",
    "N": "A change that a member found and that is not listed",
    "Q": "A question for the agency",
}
"""What the rows are that belong to no change, by the first letter of their ids."""

_NOT_GIVEN = "not given"
# How an answer may be used outside of the coalition, where that is another than that it is counted.
_ALLOWS = {"name_us": "may be named", "coalition_use": "coalition use only"}
_QUOTED = {"yes": "may be quoted"}
_ORDER = list(Priority)


class Grouping(Enum):
    """By what members are grouped."""

    SECTOR = "sector"
    DISTRICT = "district"
    ASSOCIATION = "association"

    def names(self, member: Member) -> tuple[str, ...]:
        """The groups of this kind that a member belongs to."""
        return _NAMES[self](member)


_NAMES: Mapping[Grouping, Callable[[Member], tuple[str, ...]]] = {
    Grouping.SECTOR: lambda member: (member.sector or _NOT_GIVEN,),
    Grouping.DISTRICT: lambda member: (member.district or _NOT_GIVEN,),
    # to belong to none is nothing that is left to be said
    Grouping.ASSOCIATION: lambda member: tuple(dict.fromkeys(member.associations)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one organization said of one row.

    Attributes:
        respondent: The organization.
        stand: Where it stands: a code of ``STANDS``; "" where it said something only in a file that does not count.
        told: All that it said besides the position that counts; what another file says alike stands once.
    """

    respondent: Respondent
    stand: str
    told: tuple[Said, ...]

    @property
    def stand_name(self) -> str:
        """Where it stands, in words."""
        return STANDS[self.stand] if self.stand else "In a file that does not count"

    @property
    def words(self) -> tuple[Said, ...]:
        """What it wrote in words of its own."""
        return tuple(each for each in self.told if each.entry.kind is not EntryKind.POSITION or not each.entry.code)

    @property
    def needs_reason(self) -> bool:
        """Whether it opposes and does not say why."""
        return self.stand == OPPOSE and not self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many organizations a group has, and how many of them stand where."""

    size: int
    stands: Counter[str] = field(default_factory=Counter)

    @property
    def responding(self) -> int:
        """How many of them said anything."""
        return self.stands.total()

    @property
    def against(self) -> int:
        """How many of them oppose or are concerned."""
        return self.stands[OPPOSE] + self.stands[CONCERN]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTally:
    """What was said of one row.

    Attributes:
        answers: Every answer, in the order of the organizations' names.
        members: How the members stand.
        groups: The same for each group of members; groups without a member are left out.
        associations: The answers of associations, which are not their members'.
        outside: The answers of organizations that are not on the roster.
        blank: How many members answered, and left this row blank.
    """

    answers: tuple[Answer, ...]
    members: Count
    groups: Mapping[Grouping, Mapping[str, Count]]
    associations: tuple[Answer, ...]
    outside: tuple[Answer, ...]
    blank: int

    @property
    def apart(self) -> tuple[Answer, ...]:
        """The answers that are not counted among the members'."""
        return (*self.associations, *self.outside)

    @property
    def sectors_against(self) -> tuple[str, ...]:
        """The sectors in which at least one member opposes or is concerned."""
        sectors = self.groups[Grouping.SECTOR]
        return tuple(name for name, count in sectors.items() if count.against and name != _NOT_GIVEN)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """All rows of a feedback counted.

    ``sizes`` is how many members each group has.
    """

    feedback: Feedback
    rows: Mapping[str, RowTally]
    sizes: Mapping[Grouping, Mapping[str, int]]

    def of(self, row: str) -> RowTally:
        """What was said of a row, also where that is nothing."""
        return self.rows.get(row) or _row_tally(self.feedback, (), self.sizes)

    @cached_property
    def answered(self) -> tuple[Change, ...]:
        """The changes that anybody answered: by priority, then by how many answered, then in the contract's order."""
        changes = (change for change in self.feedback.comparison.changes if change.id in self.rows)
        return tuple(sorted(changes, key=lambda each: (_ORDER.index(each.priority), -self._responding(each))))

    def _responding(self, change: Change) -> int:
        return self.rows[change.id].members.responding

    @cached_property
    def unanswered(self) -> tuple[Change, ...]:
        """The changes that nobody answered, in the contract's order."""
        return tuple(change for change in self.feedback.comparison.changes if change.id not in self.rows)

    @cached_property
    def open_rows(self) -> tuple[str, ...]:
        """The rows that belong to no change and were answered, those of the form first."""
        changes = self.feedback.comparison.by_id
        rows = dict.fromkeys((*self.feedback.open_rows, *self.rows))
        return tuple(row for row in rows if row in self.rows and row not in changes)

    @cached_property
    def most_answered(self) -> tuple[Change, ...]:
        """The changes that anybody answered, those that most members answered first."""
        return tuple(sorted(self.answered, key=lambda each: -self._responding(each)))

    @cached_property
    def uniting(self) -> tuple[Change, ...]:
        """The changes that members of two sectors or more oppose or are concerned about; most sectors first."""
        found = [each for each in self.answered if len(self.rows[each.id].sectors_against) > 1]
        return tuple(sorted(found, key=self._weight_against, reverse=True))

    def _weight_against(self, change: Change) -> tuple[int, int]:
        row = self.rows[change.id]
        return len(row.sectors_against), row.members.against

    @cached_property
    def opposed(self) -> tuple[Change, ...]:
        """The changes that any member opposes, the most opposed first."""
        found = [each for each in self.answered if self.rows[each.id].members.stands[OPPOSE]]
        return tuple(sorted(found, key=self._opposition, reverse=True))

    def _opposition(self, change: Change) -> tuple[int, int]:
        members = self.rows[change.id].members
        return members.stands[OPPOSE], members.against

    @cached_property
    def singletons(self) -> tuple[tuple[Change, Answer], ...]:
        """The changes of which one organization alone wrote anything in words, with what it wrote."""
        written = ((change, [each for each in self.rows[change.id].answers if each.words]) for change in self.answered)
        return tuple((change, answers[0]) for change, answers in written if len(answers) == 1)

    def title_of(self, row: str) -> str:
        """What a row that belongs to no change asks for; members also write beside what is asked about them."""
        if is_change(row):
            return "A change that the last draft has no more"
        return OPEN_ROWS.get(row[:1] if is_of_form(row) else "", "Written elsewhere in the form")

    def kind_of(self, respondent: Respondent) -> str:
        """What an organization is, in a few words: its sector, or why it is counted apart, and what it allows."""
        kind = respondent.member.sector if respondent.member else ""
        if respondent.is_association:
            kind = "association"
        elif respondent.member is None and self.feedback.members:
            kind = "not on the roster"
        return "; ".join(filter(None, (kind, _ALLOWS.get(respondent.consent, ""), _QUOTED.get(respondent.quoting, ""))))

    def notes(self, answer: Answer, said: Said) -> tuple[str, ...]:
        """How and where something was said, as far as that is not plain: "in the margin, by R. Roe"."""
        return tuple(self._notes(answer, said))

    def _notes(self, answer: Answer, said: Said) -> Iterator[str]:
        entry = said.entry
        by = f", by {entry.author}" if entry.author else ""
        if entry.kind is EntryKind.MARGIN or (entry.author and not said.row):
            yield f"in the margin{by}"
        elif not said.row:
            yield "written outside of the rows"
        elif entry.kind is EntryKind.WORDING:
            yield "rewrote the printed words; perhaps the wording it proposes"
        elif entry.kind is EntryKind.POSITION:
            yield "written as its position"
        if entry.column:
            yield f"on: {entry.column}"
        if entry.covers and f"{said.submission}/{said.row}/covers" not in self._settled:
            yield f"may also be meant for {', '.join(entry.covers)}"
        if not said.counts:
            yield "from a file that does not count"
        if Doubt.EARLIER in said.doubts:
            yield "answered on an earlier form"
        if said.placed_by:
            yield f"placed here by {said.placed_by}"
        if len(answer.respondent.submissions) > 1:
            yield f"file: {self.file(said)}"

    def file(self, said: Said) -> str:
        """What the file was called in which something was said."""
        return self._files.get(said.submission, said.submission)

    @cached_property
    def _files(self) -> dict[str, str]:
        return {each.id: each.name for each in self.feedback.submissions}

    @cached_property
    def _settled(self) -> frozenset[str]:
        """The ids of the matters of cells over several rows that somebody decided."""
        return frozenset(m.id for m in self.feedback.matters if m.kind is MatterKind.COVERS and not m.is_open)


def tally_of(feedback: Feedback) -> Tally:
    """Return what members said, counted row by row."""
    sizes = {grouping: _sizes(grouping, feedback.providers) for grouping in Grouping}
    answers: dict[str, list[Answer]] = {}
    for respondent in feedback.respondents:
        for row, said in respondent.said.items():
            if said:
                answers.setdefault(row, []).append(_answer(respondent, row, said))
    rows = {row: _row_tally(feedback, tuple(found), sizes) for row, found in answers.items()}
    return Tally(feedback=feedback, rows=rows, sizes=sizes)


def _sizes(grouping: Grouping, members: Iterable[Member]) -> dict[str, int]:
    """How many members each group has, by name; nothing where no member's group is given."""
    counts = Counter(name for member in members for name in grouping.names(member))
    if set(counts) == {_NOT_GIVEN}:
        return {}
    return {name: counts[name] for name in sorted(counts, key=lambda name: (name == _NOT_GIVEN, name.casefold(), name))}


def _answer(respondent: Respondent, row: str, said: tuple[Said, ...]) -> Answer:
    position = respondent.position(row)
    is_clear = position in POSITIONS
    asked = any(each.entry.kind is EntryKind.POSITION and each.counts for each in said)
    stand = position if is_clear else NOT_CLEAR if asked else WORDS_ONLY
    stand = stand if any(each.counts for each in said) else ""
    current = {each.entry for each in said if each.counts}
    told = (
        each
        for each in said
        if (each.counts or each.entry not in current)
        and not (is_clear and each.entry.kind is EntryKind.POSITION and each.entry.code == position)
    )
    return Answer(respondent=respondent, stand=stand, told=tuple(told))


def _row_tally(
    feedback: Feedback, answers: tuple[Answer, ...], sizes: Mapping[Grouping, Mapping[str, int]]
) -> RowTally:
    counted = {each.key for each in feedback.counted}
    own = [each for each in answers if each.respondent.key in counted]
    stands: dict[Grouping, dict[str, Counter[str]]] = {
        grouping: {name: Counter() for name in names} for grouping, names in sizes.items()
    }
    for each in own:
        for grouping, by_name in stands.items():
            for name in grouping.names(each.respondent.member) if each.respondent.member and by_name else ():
                by_name[name][each.stand] += bool(each.stand)
    return RowTally(
        answers=answers,
        members=Count(size=len(feedback.providers), stands=Counter(each.stand for each in own if each.stand)),
        groups={
            grouping: {name: Count(size=sizes[grouping][name], stands=found) for name, found in by_name.items()}
            for grouping, by_name in stands.items()
        },
        associations=tuple(each for each in answers if each.respondent.is_association),
        outside=tuple(
            each for each in answers if not each.respondent.is_association and each.respondent.key not in counted
        ),
        blank=len(feedback.counted) - len(own),
    )
