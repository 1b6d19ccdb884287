"""Tables without rules: rows of short texts that start at the same places, with white between them all the way down.

A list of contents, or labels with their text, is none: its white has no texts on both sides.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from contractdiff.readers.pdf.labels import label_words
from contractdiff.readers.pdf.lines import Row
from contractdiff.readers.pdf.tables import Cell, Table
from contractdiff.readers.pdf.words import Word

_WHITE = 1.2
"""Least white between two cells, in sizes of the type."""
_ROWS = 3
"""Fewest rows with texts in two cells."""
_ALIGNED = 0.7
"""Least share of the texts of a column that start, or end, at one place."""
_PLACE = 2.5
"""Points by which they may be off."""
_APART = 3.5
"""Greatest distance of two rows, in sizes of the type."""

_Span = tuple[float, float]


def split_plain_tables(found: Sequence[Row], page: int) -> Iterator[list[Row] | Table]:
    """The rows of a column from the top down, in stretches; those that are a table without rules as one."""
    parted = [_white(row) for row in found]
    start = index = 0
    while index < len(found):
        last, gutters = _run(found, parted, index)
        table = _table(found[index:last], gutters, page) if last - index >= _ROWS else None
        if table is None:
            index += 1
            continue
        if start < index:
            yield list(found[start:index])
        yield table
        start = index = last
    if start < len(found):
        yield list(found[start:])


def _white(row: Row) -> list[_Span]:
    """The stretches of white between the cells of a row; none after a label."""
    white: list[_Span] = []
    for at in range(1, len(row)):
        before, word = row[at - 1], row[at]
        if word.x0 - before.x1 >= _WHITE * max(before.size, word.size):
            if at <= 3 and label_words([one.text for one in row[:at]]) == at:
                continue
            white.append((before.x1, word.x0))
    return white


def _run(found: Sequence[Row], parted: Sequence[list[_Span]], first: int) -> tuple[int, list[_Span]]:
    """The row after the last of a table that begins at ``first``, and the white that runs through its rows."""
    gutters = parted[first]
    last = first + 1
    if not gutters:
        return last, []
    for index in range(first + 1, len(found)):
        row = found[index]
        if row[0].base - found[index - 1][0].base > _APART * row[0].size:
            break
        kept = list(_kept(gutters, row, parted[index]))
        if len(kept) < len(gutters) and (len(kept) == 0 or len(parted[index]) == 0):
            break
        gutters = kept
        if parted[index] or row[0].x0 >= gutters[0][1] - _PLACE:
            last = index + 1
        elif index > last:  # two rows with a text in the first cell alone are no rows of a table
            break
    return last, gutters


def _kept(gutters: Sequence[_Span], row: Row, white: Sequence[_Span]) -> Iterator[_Span]:
    """The white of the rows above that this row leaves."""
    outer = [(-1e9, row[0].x0), *white, (row[-1].x1, 1e9)]
    for left, right in gutters:
        for a, b in outer:
            if min(b, right) - max(a, left) >= 0.8 * row[0].size:
                yield max(a, left), min(b, right)
                break


def _table(found: Sequence[Row], gutters: Sequence[_Span], page: int) -> Table | None:
    middles = [(left + right) / 2 for left, right in gutters]
    lines = [_cells(row, middles) for row in found]
    both = sum(1 for cells in lines if sum(1 for cell in cells if cell) > 1)
    if not gutters or both < _ROWS or both * 2 < len(lines):
        return None
    columns = [[cells[at] for cells in lines if cells[at]] for at in range(len(middles) + 1)]
    if not all(_aligned(column) for column in columns[1:]):
        return None
    if len(columns) == 2 and all(cell[-1].text.strip(".").isalnum() and len(cell) == 1 for cell in columns[1]):
        return None  # a list of contents
    rows = _joined(lines)
    rights = [min(word.x0 for cell in column for word in cell) for column in columns[1:]]
    rights.append(max(row[-1].x1 for row in found))
    lefts = [min(word.x0 for cell in column for word in cell) for column in columns]
    cells = tuple(
        tuple(
            Cell(words=tuple(cell), left=left, right=right)
            for cell, left, right in zip(row, lefts, rights, strict=True)
        )
        for row in rows
    )
    size = found[0][0].size
    return Table(
        page=page,
        top=found[0][0].base - size,
        bottom=found[-1][0].base,
        rows=cells,
        edges=tuple(round(left, 1) for left in lefts),
    )


def _cells(row: Row, middles: Sequence[float]) -> list[list[Word]]:
    cells: list[list[Word]] = [[] for _ in range(len(middles) + 1)]
    for word in row:
        cells[sum(1 for middle in middles if word.x0 > middle)].append(word)
    return cells


def _aligned(column: Sequence[list[Word]]) -> bool:
    """Whether most of the texts of a column start, or end, at one place."""
    for places in ([cell[0].x0 for cell in column], [cell[-1].x1 for cell in column]):
        most = Counter(round(place / _PLACE) for place in places).most_common(1)[0][0] * _PLACE
        if sum(1 for place in places if abs(place - most) <= _PLACE) >= _ALIGNED * len(places):
            return True
    return False


def _joined(lines: Sequence[list[list[Word]]]) -> list[list[list[Word]]]:
    """The lines as rows: one without a text in its first cell, or in any other, goes on with the row above."""
    rows: list[list[list[Word]]] = []
    for cells in lines:
        if rows and (not cells[0] or not any(cells[1:])):
            for cell, more in zip(rows[-1], cells, strict=True):
                cell += more
        else:
            rows.append([list(cell) for cell in cells])
    return rows
