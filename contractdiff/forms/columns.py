"""Which cell of a returned row is which column of the form.

Columns are told by what stands in them, never by their places: members insert, delete and exchange columns, merge
cells, and type where there is room.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contractdiff.forms.issued import PRINTED, IssuedRow, use_of_tag
from contractdiff.model import ReturnedCell, ReturnedRow
from contractdiff.text import fold_printed

# What a heading and a control's tag weigh against a cell that equals an issued one.
_HEADING, _TAG = 3, 2
# The letters from which on a cell that begins with what was issued is that cell, with words added.
_TELLING = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of one returned table: the issued column of each place, and what each place is headed."""

    issued: Mapping[int, int]
    headings: Mapping[int, str]


def columns_of(
    pairs: Sequence[tuple[ReturnedRow, IssuedRow]], headings: Sequence[ReturnedRow], issued: Sequence[str]
) -> Columns:
    """Return which issued column each place of a returned table is.

    Args:
        pairs: Rows of the table with the issued rows that they are, of one issued table.
        headings: The rows of the returned table that name columns.
        issued: The headings of the issued table.
    """
    votes: Counter[tuple[int, int]] = Counter()
    said: dict[int, str] = {}
    titles = {fold_printed(title): column for column, title in enumerate(issued)}
    for heading in headings:
        for cell in heading.cells:
            said.setdefault(cell.first, cell.text)
            if (column := titles.get(fold_printed(cell.text))) is not None:
                votes[cell.first, column] += _HEADING * max(len(pairs), 1)
    for row, own in pairs:
        for cell in row.cells:
            for column, (was, use) in enumerate(zip(own.cells, own.uses, strict=True)):
                if cell.text and cell.text == was:
                    votes[cell.first, column] += 1
                if use != PRINTED and use in map(use_of_tag, cell.controls):
                    votes[cell.first, column] += _TAG
    found: dict[int, int] = {}
    for (place, column), _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
        if place not in found and column not in found.values():
            found[place] = column
    return Columns(issued=_with_the_rest(found, pairs), headings=said)


def _with_the_rest(found: dict[int, int], pairs: Sequence[tuple[ReturnedRow, IssuedRow]]) -> dict[int, int]:
    """The columns found, and those to be answered that nothing tells, in the order of the places left over."""
    if not pairs:
        return found
    uses = pairs[0][1].uses
    places = sorted({cell.first for row, _ in pairs for cell in row.cells} - set(found))
    left = [column for column, use in enumerate(uses) if use != PRINTED and column not in found.values()]
    if len(places) == len(left) or (places and len(left) == 1):
        found |= dict(zip(places[-len(left) :] if len(left) == 1 else places, left, strict=True))
    return found


def assigned(row: ReturnedRow, own: IssuedRow, columns: Columns) -> list[tuple[ReturnedCell, tuple[int, ...]]]:
    """Return each cell of a row with the issued columns that it holds; none for a column of the member's own."""
    left = dict(enumerate(own.cells))
    found: dict[int, tuple[int, ...]] = {}
    printed = [column for column, use in enumerate(own.uses) if use == PRINTED and own.cells[column]]
    for at, cell in enumerate(row.cells):
        if any(map(use_of_tag, cell.controls)):
            # a place to answer, whatever was pasted into it
            continue
        same = [column for column in printed if column in left and _equal(cell.text, own.cells[column])]
        if same:
            place = columns.issued.get(cell.first)
            column = place if place in same else same[0]
            found[at] = (column,)
            left.pop(column)
    for at, cell in enumerate(row.cells):
        if at in found:
            continue
        tagged = tuple(
            column for column, use in enumerate(own.uses) if use in map(use_of_tag, cell.controls) and column in left
        )
        held = tuple(
            column
            for column in printed
            if column in left and len(own.cells[column]) >= _TELLING and _stands_in(own.cells[column], cell.text)
        )
        places = range(cell.first, cell.first + cell.span)
        here = tuple(c for place in places if (c := columns.issued.get(place)) is not None and c in left)
        # of cells that were merged, all that was in them
        mine = tuple(sorted({*tagged, *held, *here})) if cell.span > 1 else tagged or held or here
        found[at] = mine
        for column in mine:
            left.pop(column)
    return [(cell, found[at]) for at, cell in enumerate(row.cells)]


def _equal(found: str, issued: str) -> bool:
    return found == issued or (len(found) < 2 * len(issued) + 8 and fold_printed(found) == fold_printed(issued))


def _stands_in(issued: str, found: str) -> bool:
    """Whether what was issued stands in what was found, whole."""
    return fold_printed(issued) in fold_printed(found)
