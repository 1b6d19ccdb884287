"""One version of a contract: its clauses."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import NewType

from contractdiff.model.source import Reading, Role

ClauseId = NewType("ClauseId", str)


class Side(Enum):
    """Which of the two versions; the value begins the ids of its clauses."""

    OLD = "o"
    NEW = "n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What a reader of the printed contract would call one clause.

    Attributes:
        id: ``o1``, ``o2``, … in the old version and ``n1``, ``n2``, … in the new, in reading order.
        parent: The clause this one stands under, or ``None``.
        label: The label as printed ("ARTICLE IV", "4.1.", "(a)"), automatic or typed; never part of the wording.
        heading: The heading, separate or run-in ("Invoices."), or ``None``.
        text: The rest of the words; the cells of a table row are joined by tabs.
        role: Where on the page it stands.
        page: Page on which it begins, counted from 1, or ``None``.
        begins: False where the file gave no sure sign that a clause begins here (see ``Block.begins``).
        lines: Where in ``wording`` its second and later printed lines begin (see ``Block.lines``).
        hidden: Which stretches of ``wording`` are hidden in print, as (start, end) in characters, ascending.
        recognised: Whether it was recognised in a picture (OCR), and so may be misread.
        file: The name of the file it stands in, where the version consists of several; otherwise "".
    """

    id: ClauseId
    parent: ClauseId | None = None
    label: str | None = None
    heading: str | None = None
    text: str = ""
    role: Role = Role.BODY
    page: int | None = None
    begins: bool = True
    lines: tuple[int, ...] = ()
    hidden: tuple[tuple[int, int], ...] = ()
    recognised: bool = False
    file: str = ""

    @property
    def wording(self) -> str:
        """Heading and text, joined by one space."""
        return f"{self.heading} {self.text}" if self.heading and self.text else self.heading or self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossReference:
    """A reference from one clause to another that the file itself resolves (Word's cross-reference fields).

    ``text`` is what it prints ("5.2"); ``target`` is ``None`` where the place it points to does not exist.
    """

    clause: ClauseId
    text: str
    target: ClauseId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberingScheme:
    """How a version numbers its clauses.

    ``levels`` are examples of its labels from the outermost in ("ARTICLE I", "1.1.", "(a)"); ``automatic`` counts
    the labels that the word processor makes, ``typed`` those that stand in the text. In a print all are typed.
    """

    levels: tuple[str, ...] = ()
    automatic: int = 0
    typed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Incorporated:
    """A document that the contract makes part of itself or refers to as one of its parts.

    ``name`` is how the contract calls it ("Exhibit C", "Provider Manual"); ``clauses`` name it, in reading
    order; ``supplied`` says whether it is among what was read.
    """

    name: str
    clauses: tuple[ClauseId, ...]
    supplied: bool


@dataclass(frozen=True, kw_only=True)
class Contract:
    """One version: its clauses in reading order.

    ``name`` is what the version is called to the reader ("FY2011"; the file's name where nothing better
    is known). ``references`` are those the file itself resolves; ``incorporated`` stand in the order in which
    they are first named.
    """

    side: Side
    name: str
    reading: Reading
    clauses: tuple[Clause, ...]
    numbering: NumberingScheme = NumberingScheme()
    references: tuple[CrossReference, ...] = ()
    incorporated: tuple[Incorporated, ...] = ()

    @cached_property
    def by_id(self) -> dict[ClauseId, Clause]:
        """The clauses by their ids."""
        return {clause.id: clause for clause in self.clauses}

    def citation(self, clause_id: ClauseId) -> str:
        """How a person would cite the clause: "4.1(a)", "ARTICLE IV", "Exhibit B, 2", or "" where it has no number.

        Labels of the clauses above are put before a label that does not stand by itself.
        """
        return self._citations[clause_id]

    @cached_property
    def _citations(self) -> dict[ClauseId, str]:
        # a clause stands after the one it is under, whose citation is known by then
        found: dict[ClauseId, str] = {}
        for clause in self.clauses:
            above = found[clause.parent] if clause.parent else ""
            label = (clause.label or "").strip().rstrip(".:")
            if label and clause.role in (Role.FOOTNOTE, Role.ENDNOTE):
                found[clause.id] = f"{clause.role.value} {label}"
            elif not label or not above:
                found[clause.id] = label or above
            elif stands_alone((clause.label or "").strip()):
                found[clause.id] = label
            else:
                found[clause.id] = above + label if label.startswith("(") else f"{above}, {label}"
        return found


def stands_alone(label: str) -> bool:
    """Whether a label is understood without the labels above it: "4.1." and "ARTICLE IV" are, "(a)" is not."""
    return _UNDERSTOOD.match(label) is not None and _ROMAN.fullmatch(label) is None


_UNDERSTOOD = re.compile(r"[^\W\d_]{2,}|§|\d+\.\d")
_ROMAN = re.compile(r"[ivxlcdm]+[.)]*", re.IGNORECASE)
