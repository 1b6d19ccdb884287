"""What members said, as it counts: who answered, what each said of each row, and what a person has still to decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from contractdiff.model.comparison import Comparison
from contractdiff.model.proceeding import Decision, Member, Submission
from contractdiff.model.sheets import Doubt, Entry, EntryKind

NAME_US, COUNT_US, COALITION_USE = "name_us", "count_us", "coalition_use"
CONSENTS = (NAME_US, COUNT_US, COALITION_USE)
"""How an organization allows its answers to be used, by code."""


class MatterKind(Enum):
    """What a person has to decide."""

    ROW = "row"
    """Signals of a row name different rows, or none: which row is it?"""
    WORDS = "words"
    """Words outside of rows: which row are they meant for?"""
    POSITION = "position"
    """A position that is not understood, or two in one form."""
    COVERS = "covers"
    """A merged cell or a comment that may be meant for several rows."""
    WHO = "who"
    """Who sent the file."""
    WHICH = "which"
    """Several files from one organization: which one counts?"""
    CONSENT = "consent"
    """How an organization allows its answers to be used is not clear."""
    ANSWER = "answer"
    """An answer in a form of the coalition's own or the agency's that is not understood, or two in one file."""
    LISTED = "listed"
    """A row of the agency's list that may be one of our changes."""
    FILE = "file"
    """A file that could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something that a person has to decide, or has decided.

    Attributes:
        id: What it is called in commands and worksheets: "S-3f9a1c22/12".
        kind: What is to be decided.
        subject: The submission, or the respondent, that it is about.
        file: What the file was called.
        says: Why, in a plain sentence.
        words: The words that it is about, as they were written.
        candidates: What may be meant: ids of rows, members or submissions, or codes of positions.
        choices: What can be decided, as it is typed.
        decision: What was decided; ``None`` while it is open.
    """

    id: str
    kind: MatterKind
    subject: str
    file: str
    says: str
    words: str = ""
    candidates: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    decision: Decision | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.decision is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that a respondent said of a row.

    Attributes:
        entry: What was written, and how.
        submission: The submission it stands in.
        row: The number of the row in that file; 0 of what stood outside of rows.
        doubts: What a person was or is to look at.
        counts: Whether it stands in the submission that counts, where there are several.
        placed_by: Who decided that it belongs here; "" where nobody had to.
    """

    entry: Entry
    submission: str
    row: int
    doubts: tuple[Doubt, ...] = ()
    counts: bool = True
    placed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """An organization that answered.

    Attributes:
        key: The member's id, or what stands for it where it is not on the roster.
        name: What it is called.
        member: Its entry on the roster; ``None`` where it has none.
        is_association: Whether other members belong to it: its answer is not theirs.
        submissions: The ids of its files, the one in force first.
        counting: The ids of those whose positions count.
        details: What it wrote of itself besides its name (contact, programs), as (row, words).
        consent: How its answers may be used ("count_us" unless it chose otherwise; "coalition_use" while it is not
            clear what it chose).
        quoting: Whether its words may be quoted ("yes", "no").
        funding: How the contract pays it, as it answered.
        said: What it said of each row, by the row's id, in the order of its files.
    """

    key: str
    name: str
    member: Member | None = None
    is_association: bool = False
    submissions: tuple[str, ...] = ()
    counting: frozenset[str] = frozenset()
    details: tuple[tuple[str, str], ...] = ()
    consent: str = COUNT_US
    quoting: str = "no"
    funding: str = ""
    said: Mapping[str, tuple[Said, ...]]

    def position(self, row: str) -> str:
        """The position on a row that counts; "" where there is none, or none that is clear."""
        codes = {
            each.entry.code
            for each in self.said.get(row, ())
            if each.entry.kind is EntryKind.POSITION and each.counts and each.entry.code
        }
        return codes.pop() if len(codes) == 1 else ""


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """All that members said in a round, as it counts today.

    Attributes:
        comparison: The changes that they were asked about.
        round: The round, counted from 1.
        coalition: Who asked; "" where it is not known.
        agency: Who issued the contract; "" where it is not known.
        return_by: By when, as it was printed.
        return_to: Where answers are sent, as it was printed; "" where it is not known.
        members: The roster; empty where there is none.
        respondents: Who answered, in the order of their names.
        submissions: The member forms that were read, in the order of their ids.
        refused: The files that could not be read: name and reason.
        matters: What a person has to decide, or has decided.
        open_rows: The ids of the rows that belong to no change (G-01, N-01, Q-01), in order.
        associations: The ids of the members that are associations of others.
        others: The files that are no member forms: those of leads, experts, the workgroup and the agency.
    """

    comparison: Comparison
    round: int
    coalition: str
    agency: str
    return_by: str
    members: tuple[Member, ...]
    respondents: tuple[Respondent, ...]
    submissions: tuple[Submission, ...]
    refused: tuple[tuple[str, str], ...]
    matters: tuple[Matter, ...]
    open_rows: tuple[str, ...]
    associations: frozenset[str] = frozenset()
    others: tuple[Submission, ...] = ()
    return_to: str = ""

    @cached_property
    def providers(self) -> tuple[Member, ...]:
        """The members that are no associations: N of "n responding of N"."""
        return tuple(member for member in self.members if member.id not in self.associations)

    @cached_property
    def answered(self) -> tuple[Respondent, ...]:
        """The respondents that said anything and are no associations."""
        return tuple(each for each in self.respondents if each.said and not each.is_association)

    @cached_property
    def counted(self) -> tuple[Respondent, ...]:
        """Those of them that are members, the n of "n responding of N"; without a roster all of them."""
        return tuple(each for each in self.answered if each.member or not self.members)

    @cached_property
    def outside(self) -> tuple[Respondent, ...]:
        """Those of them that are not on the roster, where there is one."""
        return tuple(each for each in self.answered if self.members and not each.member)

    @cached_property
    def blank(self) -> tuple[Respondent, ...]:
        """The respondents that sent the form back without an answer in it."""
        return tuple(each for each in self.respondents if not each.said)

    @cached_property
    def silent(self) -> tuple[Member, ...]:
        """The members on the roster from whom nothing came: for staff only."""
        keys = {each.key for each in self.respondents}
        return tuple(member for member in self.providers if member.id not in keys)

    @cached_property
    def open_matters(self) -> tuple[Matter, ...]:
        """What nobody has decided yet."""
        return tuple(matter for matter in self.matters if matter.is_open)
