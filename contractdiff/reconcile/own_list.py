"""The agency's own list of changes, in whatever table it made: which column holds what, and its rows.

A column is told by its heading, and where it has none that is known, by what stands in it. The table of headings that
are understood is ``tests/test_own_list.py``.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from rapidfuzz import fuzz

from contractdiff.model import Answered, ListedChange
from contractdiff.reconcile.citations import first_parts, is_citation
from contractdiff.text import collapse, without_accents


class Column(Enum):
    """What a column holds."""

    ID = "our change id"
    CLAUSE = "clause"
    OLD_CLAUSE = "old clause"
    NEW_CLAUSE = "new clause"
    WORDS = "what changed"
    OLD_WORDS = "old wording"
    NEW_WORDS = "new wording"
    REASON = "reason"
    AUTHORITY = "authority"
    ACKNOWLEDGED = "acknowledged"
    OTHER = "not used"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnTaken:
    """What one column was taken for.

    Attributes:
        at: Its place, counted from 0.
        heading: Its heading; "" where it has none.
        column: What it was taken for.
        by_heading: Whether its heading said so; otherwise what stands in it did.
    """

    at: int
    heading: str
    column: Column
    by_heading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRow:
    """A row of the list: the change, and what the agency says of its reason and its authority."""

    change: ListedChange
    reason: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusedRow:
    """A row that names no change: its number in the table, counted from 1, its words, and why."""

    number: int
    words: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnList:
    """What an agency's table says. Every row with words stands once: in ``rows``, in ``unused`` or as ``headings``.

    Attributes:
        rows: The rows that name a change, in order; their keys are "row 3", counted in the table from 1.
        columns: What each column was taken for.
        unused: The rows that name none.
        headings: The number of the row of headings, counted from 1; 0 where there is none.
    """

    rows: tuple[OwnRow, ...]
    columns: tuple[ColumnTaken, ...]
    unused: tuple[UnusedRow, ...] = ()
    headings: int = 0


_BEFORE = r"(?:old|current|former|previous|prior|existing|original|was|from|before|deleted|present)"
_AFTER = r"(?:new|proposed|revised|amended|updated|now|to|after|added|final|replacement)"
_CLAUSES = (
    r"(?:section|sec|clause|article|art|provision|paragraph|para|exhibit|attachment|subsection|part|number|no|ref|"
    r"reference|cite|citation|location|§)s?"
)
_WORDINGS = r"(?:language|text|wording|term|version|contract|agreement|provision|content)s?"
_VERSION = r"(?:\s+(?:fy\s?\d+\s+)?(?:contract\s+|agreement\s+)?" + _WORDINGS + ")?"


def _clause_of(version: str) -> str:
    """Matches "old section no", and "section (old)" without its marks."""
    return (
        rf"{version}\s+(?:fy\s?\d+\s+)?{_CLAUSES}(?:\s+(?:no|number|#))?|"
        rf"{_CLAUSES}\s+(?:no\s+|number\s+)?(?:in\s+)?{version}"
    )


def _any_of(words: str) -> str:
    """Matches a heading in which one of these words stands."""
    return rf".*\b(?:{words})\b.*"


# The first that a heading fits says what its column holds.
_HEADINGS: tuple[tuple[Column, str], ...] = (
    (Column.ID, r"(?:change|coalition|your)\s+(?:id|no|number|#)|c\s*#"),
    (
        Column.OTHER,
        r"pages?(?:\s+(?:no|number|#))?|dates?|line|effective date|impact|cost|owner|contact|division|program|#|row",
    ),
    (Column.ACKNOWLEDGED, _any_of("acknowledged?|acknowledgement|confirmed|agreed?|response") + "|yes ?no"),
    (
        Column.AUTHORITY,
        _any_of(
            r"authority|authorities|statut\w*|legal|laws?|regulat\w*|mandated?|federal|cfr|ilcs|code|required by|"
            "source of requirement"
        ),
    ),
    (
        Column.REASON,
        _any_of("reasons?|rationale|justifications?|why|purpose|explanations?|basis|background|driver|need|intent"),
    ),
    (Column.OLD_CLAUSE, _clause_of(_BEFORE)),
    (Column.NEW_CLAUSE, _clause_of(_AFTER)),
    (Column.OLD_WORDS, _BEFORE + _VERSION),
    (Column.NEW_WORDS, _AFTER + _VERSION),
    (
        Column.CLAUSE,
        rf"(?:contract\s+|agreement\s+)?(?:{_CLAUSES}|where)(?:\s+(?:affected|changed|{_CLAUSES}|or|and|#))*",
    ),
    (
        Column.WORDS,
        _any_of(
            "summary|descriptions?|changes?|changed|revisions?|amendments?|modifications?|topic|subject|title|heading|"
            "caption|nature|edits?|details?|what|comments?|notes?|language|text|wording|updates?"
        ),
    ),
    (Column.CLAUSE, rf"{_CLAUSES}\s+.*\b(?:contract|agreement)"),
)
_KNOWN = [(column, re.compile(pattern)) for column, pattern in _HEADINGS]
_YEAR = re.compile(r"\b(?:fy|sfy|fiscal year)?\s?['’]?((?:20)?\d\d)\b", re.IGNORECASE)
_OURS = re.compile(r"C-\d{3,}")
_LAW = re.compile(
    r"\b\d+\s*(?:C\.?\s?F\.?\s?R|U\.?\s?S\.?\s?C|ILCS)\b|\bP\.?\s?L\.?\s*\d|\bPublic\s+(?:Act|Law)\b|\bExecutive\s+Order\b|"
    r"\b(?:Act|Code|Circular|Stat)\b"
)
_BECAUSE = re.compile(
    r"\b(?:because|in\s+order\s+to|to\s+(?:comply|conform|clarify|align|ensure|reflect|meet|implement|correct|improve)|"
    r"complian|required\s+by|due\s+to|requested\s+by|consisten|at\s+the\s+request)\b",
    re.IGNORECASE,
)
_WITHIN = 15
_LONGEST_HEADING = 60
# "ARTICLE V" alone in its row is the title of the rows after it, and "5.3" is a clause
_DEEP = 2
_MOST = 0.6
"""The share of a column's cells that say what it is."""
_ANSWERS = (
    (Answered.PARTLY, re.compile(r"part(?:ly|ial|ially)?\b|in\s+part\b|somewhat\b", re.IGNORECASE)),
    (
        Answered.DENIED,
        re.compile(
            r"(?:no|not\b.*|den(?:y|ied)|disagreed?|rejected?|none|incorrect)\W*$|not\s+(?:a\s+)?chang", re.IGNORECASE
        ),
    ),
    (
        Answered.ACKNOWLEDGED,
        re.compile(r"(?:yes|acknowledged?|agreed?|confirmed|correct|accepted|y|x|✓|☒|true)\W*$", re.IGNORECASE),
    ),
)


def read_own_list(cells: Sequence[Sequence[str]]) -> OwnList:
    """The changes that an agency's table lists, and what each column was taken for.

    Args:
        cells: The rows of the table as they stand, with titles and headings or without.
    """
    width = max((len(row) for row in cells), default=0)
    table = [[collapse(row[at]) if at < len(row) else "" for at in range(width)] for row in cells]
    top = _row_of_headings(table)
    headings = table[top] if top is not None else [""] * width
    body = [(number, row) for number, row in enumerate(table, 1) if any(row) and (top is None or number > top + 1)]
    columns = _told_by_content(_told_by_headings(headings), headings, [row for _, row in body])
    rows: list[OwnRow] = []
    unused = [
        UnusedRow(number=number, words=_joined(row), why="It stands above the headings.")
        for number, row in enumerate(table[: top or 0], 1)
        if any(row)
    ]
    for number, row in body:
        read = _read(number, cells[number - 1], columns)
        why = _why_unused(row, headings, read, columns)
        if why:
            unused.append(UnusedRow(number=number, words=_joined(row), why=why))
        else:
            rows.append(read)
    return OwnList(
        rows=tuple(rows), columns=tuple(columns), unused=tuple(unused), headings=0 if top is None else top + 1
    )


def _joined(row: Iterable[str]) -> str:
    return " | ".join(dict.fromkeys(cell for cell in row if cell))


def _row_of_headings(table: Sequence[Sequence[str]]) -> int | None:
    """The place of the row that understands the most columns, two at least; ``None`` where none does."""
    best, most = None, 1
    for at, row in enumerate(table[:_WITHIN]):
        told = {taken.column for taken in _told_by_headings(row) if taken.column is not Column.OTHER}
        filled = [cell for cell in row if cell]
        if any(len(cell) > _LONGEST_HEADING or is_citation(cell) for cell in filled) or len(set(filled)) < len(filled):
            continue
        if len(told) > most:
            best, most = at, len(told)
    if best is None and table:
        # a table of one column, or with one heading that is known
        first = [cell for cell in table[0] if cell]
        told_alone = [taken for taken in _told_by_headings(table[0]) if taken.by_heading]
        if told_alone and all(
            len(cell) <= _LONGEST_HEADING and len(cell.split()) <= 4 and not is_citation(cell) for cell in first
        ):
            return 0
    return best


def _told_by_headings(row: Sequence[str]) -> list[ColumnTaken]:
    """What each heading says its column holds; of the years of two versions the later is the new one's."""
    years = {
        at: int(found[1][-2:])
        for at, cell in enumerate(row)
        if len(cell) <= _LONGEST_HEADING and (found := _YEAR.search(cell))
    }
    taken = []
    for at, cell in enumerate(row):
        plain = re.sub(r"\(e?s\)", "s", without_accents(cell.lower()))
        heading = collapse(re.sub(r"[^a-z0-9§#]+", " ", plain))
        column = None
        if at in years and len(set(years.values())) > 1:
            rest = collapse(_YEAR.sub(" ", re.sub(r"[^\w#§ ]", " ", cell)).lower())
            is_clause = (
                bool(rest) and re.fullmatch(rf"(?:contract\s+)?{_CLAUSES}(?:\s+(?:no|number|#))?", rest) is not None
            )
            early = years[at] == min(years.values())
            column = (
                (Column.OLD_CLAUSE if early else Column.NEW_CLAUSE)
                if is_clause
                else Column.OLD_WORDS
                if early
                else Column.NEW_WORDS
            )
        elif heading and len(cell) <= _LONGEST_HEADING:
            column = next((each for each, pattern in _KNOWN if pattern.fullmatch(heading)), None)
        taken.append(ColumnTaken(at=at, heading=cell, column=column or Column.OTHER, by_heading=column is not None))
    return taken


def _told_by_content(
    taken: Sequence[ColumnTaken], headings: Sequence[str], body: Sequence[Sequence[str]]
) -> list[ColumnTaken]:
    """The same, with the columns that no heading told told by what stands in them."""
    found = {each.at: each.column for each in taken if each.by_heading}
    cells = {each.at: [row[each.at] for row in body if row[each.at]] for each in taken}
    open_places = [each.at for each in taken if not each.by_heading and cells[each.at]]

    def share(at: int, holds: Callable[[str], object]) -> float:
        return sum(bool(holds(cell)) for cell in cells[at]) / max(1, len(cells[at]))

    def take(column: Column, holds: Callable[[str], object], *, only_one: bool = True) -> None:
        if column in found.values() and only_one:
            return
        for at in open_places:
            if at not in found and share(at, holds) >= _MOST:
                found[at] = column
                if only_one:
                    return

    take(Column.ID, _OURS.fullmatch)
    _leave_out_row_numbers(open_places, cells, found)
    if not {Column.CLAUSE, Column.OLD_CLAUSE, Column.NEW_CLAUSE} & set(found.values()):
        numbered = [at for at in open_places if at not in found and share(at, is_citation) >= _MOST]
        if len(numbered) == 2:
            found[numbered[0]], found[numbered[1]] = Column.OLD_CLAUSE, Column.NEW_CLAUSE
        elif numbered:
            found[numbered[0]] = Column.CLAUSE
    if Column.ACKNOWLEDGED not in found.values():
        take(Column.ACKNOWLEDGED, lambda cell: answer_in(cell) is not None)
    if Column.AUTHORITY not in found.values():
        take(Column.AUTHORITY, lambda cell: _LAW.search(cell) and len(cell.split()) <= 12)
    take(Column.REASON, _BECAUSE.search)
    left = [
        at for at in open_places if at not in found and share(at, lambda cell: re.search(r"[^\W\d_]{2}", cell)) >= _MOST
    ]
    if not {Column.WORDS, Column.OLD_WORDS, Column.NEW_WORDS} & set(found.values()) and left:
        if len(left) == 2 and _alike(left[0], left[1], body):
            found[left[0]], found[left[1]] = Column.OLD_WORDS, Column.NEW_WORDS
        else:
            longest = max(left, key=lambda at: (sum(map(len, cells[at])), -at))
            for at in left:
                # a heading or topic beside a description
                if at <= longest or at == left[0]:
                    found[at] = Column.WORDS
    by_heading = {each.at for each in taken if each.by_heading}
    return [
        ColumnTaken(
            at=each.at,
            heading=headings[each.at],
            column=found.get(each.at, Column.OTHER),
            by_heading=each.at in by_heading,
        )
        for each in taken
    ]


def _leave_out_row_numbers(places: Iterable[int], cells: dict[int, list[str]], found: dict[int, Column]) -> None:
    """Mark a column that counts the rows."""
    for at in places:
        numbers = [cell.rstrip(".)") for cell in cells[at]]
        if at not in found and len(numbers) > 1 and all(number.isdecimal() for number in numbers):
            steps = [int(other) - int(one) for one, other in pairwise(numbers)]
            if all(step == 1 for step in steps):
                found[at] = Column.OTHER
                return


def _alike(one: int, other: int, body: Sequence[Sequence[str]]) -> bool:
    """Whether two columns hold two versions of the same words."""
    both = [fuzz.ratio(row[one], row[other]) for row in body if row[one] and row[other]]
    return bool(both) and sum(both) / len(both) > 100 * _MOST


def _read(number: int, row: Sequence[str], columns: Sequence[ColumnTaken]) -> OwnRow:
    def cells_of(*wanted: Column) -> list[tuple[ColumnTaken, str]]:
        return [
            (each, row[each.at].strip())
            for each in columns
            if each.column in wanted and each.at < len(row) and row[each.at].strip()
        ]

    def text_of(column: Column, joint: str = "\n") -> str:
        return joint.join(cell for _, cell in cells_of(column))

    clause = ", ".join(_with_unit(each.heading, collapse(cell)) for each, cell in cells_of(Column.CLAUSE))
    old, new = (collapse(text_of(column, ", ")) for column in (Column.OLD_CLAUSE, Column.NEW_CLAUSE))
    if old or new:
        both = f"{old} → {new}" if old and new and old != new else new or old
        clause = "; ".join(filter(None, (clause, both)))
    words = dict.fromkeys(cell for _, cell in cells_of(Column.WORDS, Column.OLD_WORDS, Column.NEW_WORDS))
    given = collapse(text_of(Column.ID))
    return OwnRow(
        change=ListedChange(
            key=f"row {number}",
            id=given if _OURS.fullmatch(given) else "",
            clause=clause,
            words="\n".join(words),
            acknowledgement=answer_in(text_of(Column.ACKNOWLEDGED)),
        ),
        reason=text_of(Column.REASON),
        authority=text_of(Column.AUTHORITY),
    )


def _with_unit(heading: str, cell: str) -> str:
    """A bare number under the heading "Article" or "Exhibit" with that word before it."""
    unit = re.match(r"(article|exhibit|attachment|schedule|appendix)\b", heading, re.IGNORECASE)
    return f"{unit[1].capitalize()} {cell}" if unit and re.fullmatch(r"[A-Z]{1,5}|\d{1,3}", cell) else cell


def answer_in(cell: str) -> Answered | None:
    """What a cell answers: "Yes", "Partly", "Not a change"; ``None`` where it is none of these."""
    said = collapse(cell)
    return next((answer for answer, pattern in _ANSWERS if said and pattern.match(said)), None)


def _why_unused(row: Sequence[str], headings: Sequence[str], read: OwnRow, columns: Sequence[ColumnTaken]) -> str:
    filled = [cell for cell in row if cell]
    if any(headings) and [cell.lower() for cell in row] == [cell.lower() for cell in headings]:
        return "It repeats the headings."
    change = read.change
    if not change.id and not change.clause and not change.words:
        return "It names no clause and says no words of a change."
    used = [each for each in columns if each.column is not Column.OTHER]
    if len(filled) > 1 and len(set(filled)) == 1:
        return "All its cells say the same, as a title does."
    alone = len(used) > 1 and len(filled) == 1 and not change.words
    if alone and (not is_citation(filled[0]) or len(first_parts(filled[0])) < _DEEP):
        return "Only one of its cells is filled, as in a title."
    return ""
