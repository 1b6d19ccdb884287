"""One version of a contract: its clauses."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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


def wording_of(clauses: Iterable[Clause]) -> str:
    """The wording of several clauses, joined by one space, as edits run over it; clauses without words give nothing."""
    return " ".join(wording for clause in clauses if (wording := clause.wording))


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossReference:
    """A reference from one clause to another: one that its words make, or Word's cross-reference field.

    ``text`` is what it prints ("Section 5.2"); ``target`` is ``None`` where the place it points to does not exist.
    ``start`` and ``end`` say where it stands in the wording of its clause, in characters; -1 where that is not known.
    ``within`` is what it names inside the target that is no clause by itself ("(b)"), or "". ``doubtful`` is one that
    leads to no clause, and whose words may as well mean another document ("Section 10.4 loans").
    """

    clause: ClauseId
    text: str
    target: ClauseId | None
    start: int = -1
    end: int = -1
    within: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedTerm:
    """A term that the contract defines, the clause that does so, and the others that use it, in reading order."""

    term: str
    clause: ClauseId
    uses: tuple[ClauseId, ...]


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
    is known). ``references`` and ``definitions`` stand in reading order; ``incorporated`` stand in the order in which
    they are first named.
    """

    side: Side
    name: str
    reading: Reading
    clauses: tuple[Clause, ...]
    numbering: NumberingScheme = NumberingScheme()
    references: tuple[CrossReference, ...] = ()
    definitions: tuple[DefinedTerm, ...] = ()
    incorporated: tuple[Incorporated, ...] = ()

    def on_side(self, side: Side) -> "Contract":
        """The same version on the other side: a draft is new to the old contract, and old to the next draft."""
        if side is self.side:
            return self
        ids = {clause.id: ClauseId(f"{side.value}{clause.id[1:]}") for clause in self.clauses}
        return replace(
            self,
            side=side,
            clauses=tuple(
                replace(clause, id=ids[clause.id], parent=clause.parent and ids[clause.parent])
                for clause in self.clauses
            ),
            references=tuple(
                replace(each, clause=ids[each.clause], target=each.target and ids[each.target])
                for each in self.references
            ),
            definitions=tuple(
                replace(each, clause=ids[each.clause], uses=tuple(ids[use] for use in each.uses))
                for each in self.definitions
            ),
            incorporated=tuple(
                replace(each, clauses=tuple(ids[clause] for clause in each.clauses)) for each in self.incorporated
            ),
        )

    @cached_property
    def by_id(self) -> dict[ClauseId, Clause]:
        """The clauses by their ids."""
        return {clause.id: clause for clause in self.clauses}

    def with_clauses(self, clauses: Iterable[Clause], joined: Mapping[ClauseId, ClauseId] | None = None) -> "Contract":
        """The same contract with these clauses in this order, numbered anew; what points to a clause follows it.

        Where a clause was cut, its pieces bear one id: what points to it points to the first of them, and the others
        stand beside it. ``joined`` says into which clause before it a clause went that is not there any more.
        """
        kept = tuple(clauses)
        names: dict[ClauseId, ClauseId] = {}
        for number, clause in enumerate(kept, 1):
            names.setdefault(clause.id, ClauseId(f"{self.side.value}{number}"))
        for gone, before in (joined or {}).items():
            # in reading order, so the clause before has its name
            names[gone] = names[before]
        return replace(
            self,
            clauses=tuple(
                replace(
                    clause, id=ClauseId(f"{self.side.value}{number}"), parent=clause.parent and names[clause.parent]
                )
                for number, clause in enumerate(kept, 1)
            ),
            references=tuple(
                replace(each, clause=names[each.clause], target=each.target and names[each.target])
                for each in self.references
            ),
            definitions=tuple(
                replace(each, clause=names[each.clause], uses=tuple(dict.fromkeys(names[name] for name in each.uses)))
                for each in self.definitions
            ),
            incorporated=tuple(
                replace(each, clauses=tuple(dict.fromkeys(names[name] for name in each.clauses)))
                for each in self.incorporated
            ),
        )

    def wording(self, names: Iterable[ClauseId]) -> str:
        """The wording of clauses, as edits run over it."""
        return wording_of(self.by_id[name] for name in names)

    def file_of(self, clause_id: ClauseId) -> Reading:
        """How the file was read that a clause stands in."""
        return self._files.get(self.by_id[clause_id].file, self.reading)

    @cached_property
    def _files(self) -> dict[str, Reading]:
        return {part.file: part for part in self.reading.parts}

    @cached_property
    def depths(self) -> dict[ClauseId, int]:
        """Under how many others each clause stands."""
        found: dict[ClauseId, int] = {}
        for clause in self.clauses:
            found[clause.id] = found[clause.parent] + 1 if clause.parent else 0
        return found

    def citation(self, clause_id: ClauseId) -> str:
        """How a person would cite the clause: "4.1(a)", "ARTICLE IV", "Exhibit B, 2.1", or "" where it has no number.

        Labels of the clauses above are put before a label that does not stand by itself; the exhibit, or the file of a
        folder, before any label that stands in one.
        """
        return self._citations[clause_id]

    @cached_property
    def _citations(self) -> dict[ClauseId, str]:
        # a clause stands after the one it is under, whose citation is known by then
        found: dict[ClauseId, str] = {}
        within: dict[ClauseId, str] = {}
        for clause in self.clauses:
            file = self._files.get(clause.file)
            scope = within[clause.parent] if clause.parent else file.designation if file else ""
            above = found[clause.parent] if clause.parent else scope
            label = _joined(clause.label or "")
            if clause.role in (Role.FOOTNOTE, Role.ENDNOTE):
                cited = _after(scope, f"{clause.role.value} {label}" if label else "")
            elif _EXHIBIT.match(label):
                # the heading of a file that is called after it
                cited = scope = label if _same(scope, label) else _after(scope, label)
            elif not label or not above:
                cited = label or above
            elif stands_alone((clause.label or "").strip()):
                cited = _after(scope, label)
            else:
                above = _level(above, self.by_id[clause.parent].label or "", label) if clause.parent else above
                cited = above + label if label.startswith("(") else _after(above, label)
            found[clause.id], within[clause.id] = cited, scope
        return found


def _joined(label: str) -> str:
    """A label without the marks after its numbers: "3(a)" for "3. (a)"."""
    return re.sub(r"[.:]?\s+(?=\()", "", label.strip()).rstrip(".:")


def _level(above: str, printed: str, label: str) -> str:
    """What "(2)" is put behind under a clause labelled "(a)(1)", which is cited as ``above``: its "(a)"."""
    parts = list(_STACKED.finditer(printed))
    if not all(_NUMBER.fullmatch(part.group()) for part in parts):
        return above
    for part in reversed(parts[1:]):
        if _kind(part.group()) == _kind(label):
            return above.removesuffix(_joined(printed[part.start() :])).rstrip("., ")
    return above


def _kind(label: str) -> str:
    """How a label is written: with figures, letters or Roman numbers, and the marks around them."""
    return re.sub(r"\d+", "1", re.sub(r"[A-Z]+", "A", re.sub(r"[a-z]+", "a", _ROMANS.sub("~", label.rstrip(".:")))))


def _after(above: str, label: str) -> str:
    return ", ".join(filter(None, (above, label)))


def _same(name: str, label: str) -> bool:
    """Whether two names of an exhibit differ in capitals and marks only."""
    return "".join(filter(str.isalnum, name)).casefold() == "".join(filter(str.isalnum, label)).casefold()


def stands_alone(label: str) -> bool:
    """Whether a label is understood without the labels above it: "4.1." and "ARTICLE IV" are, "(a)" is not."""
    return _UNDERSTOOD.match(label) is not None and _ROMAN.fullmatch(label) is None


_EXHIBIT = re.compile(r"(?:exhibit|attachment|appendix|schedule|annex|addendum)\b", re.IGNORECASE)
_UNDERSTOOD = re.compile(r"[^\W\d_]{2,}|§|(?:\d+|[IVX])\.\w")
_STACKED = re.compile(r"\([^()]+\)|[^\s(]+")
_NUMBER = re.compile(r"\(?(?:\d[\d.]*|[^\W\d_]{1,2}|[ivxIVX]+)[.)]{0,2}")
_ROMANS = re.compile(r"(?<![^\W\d_])[ivx]+(?![^\W\d_])")
_ROMAN = re.compile(r"[ivxlcdm]+[.)]*", re.IGNORECASE)
