"""What one filled-in form says, row by row, and how each row was identified."""

import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

GENERAL = "G-01"
"""The row for comments on the whole."""
_CHANGE, _OF_FORM = re.compile(r"C-\d+"), re.compile(r"[A-Z]-\d+")


def is_change(row: str) -> bool:
    """Whether a row's id is that of a change: "C-014"."""
    return _CHANGE.fullmatch(row) is not None


def is_of_form(row: str) -> bool:
    """Whether a row is one of the form's own ("C-014", "G-01"), and not one about the sender ("Organization")."""
    return _OF_FORM.fullmatch(row) is not None


class RowStatus(Enum):
    """What became of a row that was found in a returned form."""

    MATCHED = "matched"
    """The first row that is one of those that were sent out."""
    DUPLICATE = "duplicate"
    """A further row for the same id; what it says is kept beside the first."""
    QUARANTINED = "quarantined"
    """Its signals name different rows: a person decides."""
    UNMATCHED = "unmatched"
    """It has words, and nothing says which row it is."""
    BLANK = "blank"
    """It has no words and no identity."""


class Signal(Enum):
    """What tells which row a returned row is."""

    ID = "id"
    """The id as it can be read."""
    TAG = "tag"
    """The tags and titles of its content controls."""
    BOOKMARK = "bookmark"
    TEXT = "text"
    """The printed words, where no other row's are like them."""


class EntryKind(Enum):
    """What a member did to say something."""

    POSITION = "position"
    ANSWER = "answer"
    """An answer of the identity block, or in another column than those for position and feedback."""
    KEPT = "kept"
    """A choice that the form was sent out with and that nobody changed."""
    FEEDBACK = "feedback"
    BESIDE = "beside"
    """Words added to a cell that was printed, or in a column of the member's own."""
    WORDING = "wording"
    """A printed cell that reads otherwise now: perhaps the wording that the member proposes."""
    MARGIN = "margin"
    """A comment in the margin."""


class Doubt(Enum):
    """Why a person has to look at an answer that was placed."""

    POSITION = "position not understood"
    TWO_POSITIONS = "two positions"
    COVERS = "may be meant for several rows"
    ANSWER = "answer not understood"
    TWO_ANSWERS = "two answers"
    EARLIER = "answered on an earlier form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that a member wrote in a row.

    Attributes:
        kind: How.
        text: The words as they were written.
        code: What they mean, of a position or another choice ("oppose"); "" where that is not clear.
        column: The heading of the column, where it is not the one that asks for an answer.
        author: Who wrote a comment in the margin; for the coalition only.
        covers: The ids of the rows that it may be meant for as well: a merged cell, a comment on several rows.
        field: Which column of the form it answers ("reason"), where that is neither position nor feedback.
    """

    kind: EntryKind
    text: str
    code: str = ""
    column: str = ""
    author: str = ""
    covers: tuple[str, ...] = ()
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """A row that was found in a returned form.

    Attributes:
        number: Its place in the file, counted from 1; headings and rows that nobody is to answer are not counted.
        status: What became of it.
        id: The id of the row it is; "" where that is not known.
        signals: What each signal says, as (signal, id).
        cells: Its words cell by cell, where a person has to decide which row it is; else empty.
        entries: What was written in it.
        doubts: Why a person has to look at it although it was placed.
    """

    number: int
    status: RowStatus
    id: str = ""
    signals: tuple[tuple[Signal, str], ...] = ()
    cells: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_placed(self) -> bool:
        """Whether it is known which row it is."""
        return self.status in (RowStatus.MATCHED, RowStatus.DUPLICATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """Words that stand in no row; ``ids`` are the rows they name, ``author`` that of a comment in the margin."""

    text: str
    ids: tuple[str, ...] = ()
    author: str = ""


@dataclass(frozen=True, kw_only=True)
class FormSheet:
    """What one returned form says.

    Attributes:
        rows: The rows found, in the order of the file.
        loose: Words outside of rows, in the order of the file.
        issued: The ids of the rows that were sent out, in their order.
        notices: What of the file could not be read.
    """

    rows: tuple[FoundRow, ...]
    loose: tuple[Loose, ...]
    issued: tuple[str, ...]
    notices: tuple[str, ...] = ()

    @cached_property
    def counts(self) -> Counter[RowStatus]:
        """How many rows were found of each status; together they are all rows found."""
        return Counter(row.status for row in self.rows)

    @cached_property
    def identified(self) -> frozenset[str]:
        """The ids of the rows that were identified."""
        return frozenset(row.id for row in self.rows if row.is_placed)

    @property
    def missing(self) -> tuple[str, ...]:
        """The ids of the rows that were sent out and not identified: no answer, and never "no objection"."""
        return tuple(each for each in self.issued if each not in self.identified)

    def answer(self, row: str) -> Entry | None:
        """The first answer in a row of the identity block; ``None`` where there is none."""
        answers = (each for found in self.rows if found.id == row for each in found.entries)
        return next((each for each in answers if each.kind is EntryKind.ANSWER), None)
