"""Tables without rules: rows of short texts that start at the same places, with white between them all the way down.

A list of contents, or labels with their text, is none: its white has no texts on both sides.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from contractdiff.readers.pdf.drawings import Rule
from contractdiff.readers.pdf.labels import label_words, roman_value
from contractdiff.readers.pdf.lines import Row
from contractdiff.readers.pdf.table_rows import PADDING, Cells, Columns, columns_of, is_full, joined, rules_under
from contractdiff.readers.pdf.tables import Cell, Table, white_between
from contractdiff.readers.pdf.words import Word

_WHITE = 1.2
"""Least white between two cells, in sizes of the type."""
_KEPT = 0.7
"""The same where the rows above have white at that place."""
_ALONE = 3
"""Most rows, one below the other, that have a text in their first cell alone."""
_ROWS = 3
"""Fewest rows with texts in two cells."""
_ALIGNED = 0.7
"""Least share of the texts of a column that start, or end, at one place."""
_PLACE = 2.5
"""Points by which they may be off."""
_APART = 3.5
"""Greatest distance of two rows, in sizes of the type."""

_Span = tuple[float, float]


def split_plain_tables(
    found: Sequence[Row], page: int, right: float, rules: Sequence[Rule] = ()
) -> Iterator[list[Row] | Table]:
    """The rows of a column from the top down, in stretches; those that are a table without rules as one.

    ``right`` is the right edge of the column. Two rows are enough with three columns, and where ``rules`` stand
    above and below the first.
    """
    parted = [_white(row, _WHITE) for row in found]
    start = index = 0
    while index < len(found):
        last, gutters = _run(found, parted, index, rules)
        fewest = 2 if len(gutters) > 1 or (gutters and _is_heading(found[index], rules)) else _ROWS
        table = _table(found[index:last], gutters, page, right, fewest, rules) if last - index >= fewest else None
        if table is None:
            index += 1
            continue
        if start < index:
            yield list(found[start:index])
        yield table
        start = index = last
    if start < len(found):
        yield list(found[start:])


def continued(found: Sequence[Row], table: Table, page: int, right: float) -> tuple[Table | None, list[Row]]:
    """The rest of a table that ends the page before, at the top of this page, and the rows below it.

    Its columns are known; so a single row is enough, and one that keeps to them and has text in two of them.
    """
    texts = [[word for row in table.rows for word in row[at].words] for at in range(len(table.edges))]
    if len(texts) < 2 or not all(texts):
        return None, list(found)
    lefts = [min(word.x0 for word in text) for text in texts]
    gutters = [
        (max(word.x1 for word in text if word.x0 < left), left) for text, left in zip(texts, lefts[1:], strict=False)
    ]
    if any(right - left < _PLACE for left, right in gutters):
        return None, list(found)
    middles = [left - _PLACE for left in lefts[1:]]
    lines: list[Cells] = []
    last = 0
    for index, row in enumerate(found):
        far = index and row[0].base - found[index - 1][0].base > _APART * row[0].size
        if far or index - last >= _ALONE or any(word.x0 < at < word.x1 for word in row for at in middles):
            break
        cells = _cells(row, middles)
        if any(cell and cell[0].x0 < left - _PLACE for cell, left in zip(cells, lefts, strict=True)):
            break
        if not _begin_there(cells, lefts):
            break
        lines.append(cells)
        if not cells[0] or any(cells[1:]):
            last = index + 1
    if not any(sum(1 for cell in cells if cell) > 1 for cells in lines[:last]):
        return None, list(found)
    lines = lines[:last]
    rights = [max(row[at].right for row in table.rows) for at in range(len(lefts))]
    places = Columns(lefts=tuple(lefts), rights=(*rights[:-1], max(rights[-1], right)))
    size = found[0][0].size
    head = 1 if _text(lines[0]) == _text([list(cell.words) for cell in table.rows[0]]) else 0
    return Table(
        page=page,
        top=found[0][0].base - size,
        bottom=found[last - 1][0].base,
        rows=_placed([*lines[:head], *joined(lines[head:], places)], places),
        edges=table.edges,
    ), list(found[last:])


def _text(cells: Cells) -> str:
    return " ".join(word.text for cell in cells for word in cell)


def _begin_there(cells: Cells, lefts: Sequence[float]) -> bool:
    """Whether a text begins where its column does, or none stands in the first column."""
    return not cells[0] or abs(cells[0][0].x0 - lefts[0]) <= _PLACE


def _is_heading(row: Row, rules: Sequence[Rule]) -> bool:
    """Whether level rules stand closely above and below a row."""
    near = [
        rule.top - row[0].base
        for rule in rules
        if rule.flat and rule.x0 <= row[0].x0 + 1 and rule.x1 >= row[-1].x1 - 1 and rule.bottom - rule.top < 1
    ]
    size = row[0].size
    return any(-1.8 * size < below < -0.5 * size for below in near) and any(0 < below < 0.9 * size for below in near)


def _white(row: Row, least: float) -> list[_Span]:
    """The stretches of white of at least so many sizes of the type between the words of a row; none after a label."""
    white: list[_Span] = []
    for at in range(1, len(row)):
        before, word = row[at - 1], row[at]
        if word.x0 - before.x1 >= least * max(before.size, word.size):
            if at <= 3 and label_words([one.text for one in row[:at]]) == at:
                continue
            white.append((before.x1, word.x0))
    return white


def _run(
    found: Sequence[Row], parted: Sequence[list[_Span]], first: int, rules: Sequence[Rule]
) -> tuple[int, list[_Span]]:
    """The row after the last of a table that begins at ``first``, and the white that runs through its rows."""
    gutters = parted[first]
    last = first + 1
    if not gutters:
        return last, []
    for index in range(first + 1, len(found)):
        row = found[index]
        if row[0].base - found[index - 1][0].base > _APART * row[0].size:
            break
        if index == last and _is_to_sign(row, found[first], gutters[0], rules):
            last = index + 1
            continue
        kept = list(_kept(gutters, row, _white(row, _KEPT)))
        if len(kept) < len(gutters) and (len(kept) == 0 or len(parted[index]) == 0):
            break
        gutters = kept
        if parted[index] or row[0].x0 >= gutters[0][1] - _PLACE:
            last = index + 1
        elif index - last >= _ALONE:
            break
    if last < len(found) and _goes_on(found[last - 1], found[last], gutters[0]):
        last += 1
    return last, gutters


def _is_to_sign(row: Row, first: Row, gutter: _Span, rules: Sequence[Rule]) -> bool:
    """Whether a row has a text in its first cell alone, and a line to sign on stands in the second."""
    if row[-1].x1 > gutter[1] - PADDING / 2 or abs(row[0].x0 - first[0].x0) > _PLACE:
        return False
    low, high = row[0].base - 0.3 * row[0].size, row[0].base + 1.2 * row[0].size
    return any(rule.flat and rule.x0 >= gutter[0] and low < rule.top < high for rule in rules)


def _goes_on(above: Row, row: Row, gutter: _Span) -> bool:
    """Whether a row is the second line of the first cell of the last row of a table."""
    cell = [word for word in above if word.x1 <= gutter[1]]
    close = row[0].base - above[0].base <= 1.5 * row[0].size
    if not cell or not close or row[-1].x1 > gutter[1] or abs(row[0].x0 - cell[0].x0) > _PLACE:
        return False
    if row[0].bold != cell[-1].bold or label_words([word.text for word in row]):
        return False
    return is_full(cell, row, gutter[1] - PADDING)


def _kept(gutters: Sequence[_Span], row: Row, white: Sequence[_Span]) -> Iterator[_Span]:
    """The white of the rows above that this row leaves."""
    outer = [(-1e9, row[0].x0), *white, (row[-1].x1, 1e9)]
    for left, right in gutters:
        for a, b in outer:
            if min(b, right) - max(a, left) >= _KEPT * row[0].size:
                yield max(a, left), min(b, right)
                break


def _table(
    found: Sequence[Row], gutters: Sequence[_Span], page: int, right: float, fewest: int, rules: Sequence[Rule]
) -> Table | None:
    wider = white_between([[row] for row in found], found_left := min(row[0].x0 for row in found), right)
    if len(wider) > len(gutters) > 0 and found_left < right:
        gutters = wider  # the first row has an empty cell
    middles = [(left + right) / 2 for left, right in gutters]
    lines = [_cells(row, middles) for row in found]
    both = sum(1 for cells in lines if sum(1 for cell in cells if cell) > 1)
    alone = sum(1 for cells in lines if cells[0] and not any(cells[1:]))
    if not gutters or both < fewest or both < alone:
        return None
    columns = [[cells[at] for cells in lines if cells[at]] for at in range(len(middles) + 1)]
    if not all(_aligned(column) for column in columns[1:]):
        return None
    if len(columns) == 2 and all(len(cell) == 1 and _is_page_number(cell[0].text.strip(".…")) for cell in columns[1]):
        return None  # a list of contents
    places = columns_of(lines, right)
    under = rules_under(lines, places, rules)
    if under and all(row[-1].x1 <= under[0].x1 + _PLACE for row in found):
        places = columns_of(lines, under[0].x1)
    size = found[0][0].size
    return Table(
        page=page,
        top=found[0][0].base - size,
        bottom=found[-1][0].base,
        rows=_placed(joined(lines, places, under), places),
        edges=tuple(round(left, 1) for left in places.lefts),
    )


def _placed(rows: Sequence[Cells], places: Columns) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        tuple(
            Cell(words=tuple(cell), left=left, right=right)
            for cell, left, right in zip(row, places.lefts, places.rights, strict=True)
        )
        for row in rows
    )


def _cells(row: Row, middles: Sequence[float]) -> Cells:
    cells: Cells = [[] for _ in range(len(middles) + 1)]
    for word in row:
        cells[sum(1 for middle in middles if word.x0 > middle)].append(word)
    return cells


def _is_page_number(text: str) -> bool:
    return text.isdecimal() or roman_value(text) is not None


def _aligned(column: Sequence[list[Word]]) -> bool:
    """Whether most of the texts of a column start, end, or have their middle at one place."""
    starts, ends = [cell[0].x0 for cell in column], [cell[-1].x1 for cell in column]
    for places in (starts, ends, [(start + end) / 2 for start, end in zip(starts, ends, strict=True)]):
        most = Counter(round(place / _PLACE) for place in places).most_common(1)[0][0] * _PLACE
        if sum(1 for place in places if abs(place - most) <= _PLACE) >= _ALIGNED * len(places):
            return True
    return False
