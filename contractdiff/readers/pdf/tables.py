"""Tables: grids of rules, and rows set apart by level rules alone.

Cells of a grid are found by pdfplumber's ``TableFinder``, which is fed with the rules pdfium found; it is
imported only for a page that has rules both ways.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from contractdiff.readers.pdf.drawings import Rule
from contractdiff.readers.pdf.lines import Row, rows, without
from contractdiff.readers.pdf.white import Steps
from contractdiff.readers.pdf.words import Word

_SNAP = 1.5
"""Points by which the rules of one edge may be off. Two tables may stand three points apart."""
_LONG = 0.45
"""Least length of the level rules between rows, as a share of the width of the text."""
_BETWEEN = 24.0
"""Points between the rules below two cells of a row: lines to sign on."""
_WHITE = 0.8
"""Least white between two cells, in sizes of the type beside it."""
_STEP = 2.0
_AGREED = 0.6
"""Share of the rows through which the white between two cells must run."""
_REST = 100.0
"""Points: greatest height of a grid with words in one cell only, the rest of a row cut by the page before."""
_WHOLE_PAGE = 0.75
"""Share of the page's height beyond which a single column of boxes is a frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The words of one cell, and the edges between which they may stand."""

    words: tuple[Word, ...]
    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table on one page; ``edges`` are the left edges of its columns, in points."""

    page: int
    top: float
    bottom: float
    rows: tuple[tuple[Cell, ...], ...]
    edges: tuple[float, ...]

    def held(self) -> set[int]:
        """The identities of its words."""
        return {id(word) for row in self.rows for cell in row for word in cell.words}


@dataclass(slots=True)
class _Box:
    """The edges of a cell, and the words found in it."""

    x0: float
    top: float
    x1: float
    bottom: float
    words: list[Word] = field(default_factory=list)


def take_tables(found: list[Row], rules: Sequence[Rule], page: int, height: float) -> tuple[list[Row], list[Table]]:
    """The rows without the words that stand in a table, and the tables from the top down."""
    flat = [rule for rule in rules if rule.flat]
    upright = [rule for rule in rules if not rule.flat]
    tables: list[Table] = []
    if len(flat) >= 2 and len(upright) >= 2:
        for grid in _grids([*flat, *upright]):
            if table := _grid_table(found, grid, page, height):
                tables.append(table)
                found = without(found, table.held())
    if len(flat) >= 3 and found:
        free = [rule for rule in flat if not any(t.top - 3 <= rule.top <= t.bottom + 3 for t in tables)]
        for edges in _band_edges(free, found):
            if table := _band_table(found, edges, page):
                tables.append(table)
                found = without(found, table.held())
    return found, sorted(tables, key=lambda table: table.top)


class _Page:
    """As much of a pdfplumber page as its ``TableFinder`` asks for."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.edges = [
            {
                "x0": rule.x0,
                "x1": rule.x1,
                "top": rule.top,
                "bottom": rule.bottom,
                "width": rule.x1 - rule.x0,
                "height": rule.bottom - rule.top,
                "orientation": "h" if rule.flat else "v",
                "object_type": "line",
            }
            for rule in rules
        ]
        self.chars: list[Any] = []
        self.bbox = (0.0, 0.0, 0.0, 0.0)


def _grids(rules: Sequence[Rule]) -> Iterator[list[list[_Box]]]:
    """The grids, row by row."""
    from pdfplumber.table import TableFinder  # half of the start-up time of reading a PDF without tables

    page: Any = _Page(rules)
    finder = TableFinder(page, {"snap_tolerance": _SNAP, "join_tolerance": _SNAP, "intersection_tolerance": _SNAP})
    for table in finder.tables:
        yield [[_Box(*cell) for cell in row.cells if cell] for row in table.rows]


def _grid_table(found: list[Row], grid: list[list[_Box]], page: int, height: float) -> Table | None:
    boxes = [box for row in grid for box in row]
    x0, top = min(box.x0 for box in boxes), min(box.top for box in boxes)
    x1, bottom = max(box.x1 for box in boxes), max(box.bottom for box in boxes)
    edges = tuple(sorted({round(box.x0, 1) for box in boxes}))
    if len(boxes) < 2 or (len(edges) == 1 and bottom - top > _WHOLE_PAGE * height):
        return None
    for word in (word for row in found for word in row):
        x, y = (word.x0 + word.x1) / 2, word.base - 0.3 * word.size
        if x0 <= x <= x1 and top <= y <= bottom:
            near = min(boxes, key=lambda box: max(box.x0 - x, x - box.x1, 0) + max(box.top - y, y - box.bottom, 0))
            near.words.append(word)
    filled = sum(1 for box in boxes if box.words)
    if not filled or (filled == 1 and (len(edges) == 1 or bottom - top > _REST)):
        return None
    cells = tuple(tuple(_cell(box) for box in row) for row in grid)
    return Table(page=page, top=top, bottom=bottom, rows=cells, edges=edges)


def _cell(box: _Box) -> Cell:
    """The cell of a box: its text may run as near to the right edge as it stands to the left one."""
    margin = min((word.x0 for word in box.words), default=box.x0) - box.x0
    return Cell(words=tuple(box.words), left=box.x0 + margin, right=box.x1 - min(max(margin, 0.0), 8.0))


def _band_edges(flat: Sequence[Rule], found: Sequence[Row]) -> Iterator[list[Rule]]:
    """Sets of three or more long level rules, one below the other and equally wide."""
    width = max(row[-1].x1 for row in found) - min(row[0].x0 for row in found)
    sets: list[list[Rule]] = []
    for rule in sorted(_whole(flat), key=lambda rule: rule.top):
        if rule.x1 - rule.x0 < _LONG * width:
            continue
        for same in sets:
            if abs(same[0].x0 - rule.x0) <= 4 and abs(same[0].x1 - rule.x1) <= 4:
                if rule.top - same[-1].top > 4:
                    same.append(rule)
                break
        else:
            sets.append([rule])
    yield from (same for same in sets if len(same) >= 3)


def _whole(flat: Sequence[Rule]) -> list[Rule]:
    """The rules with those that continue one another made one."""
    whole: list[Rule] = []
    for rule in sorted(flat, key=lambda rule: (round(rule.top), rule.x0)):
        last = whole[-1] if whole else None
        if last and abs(last.top - rule.top) <= 1.5 and rule.x0 - last.x1 <= _BETWEEN:
            whole[-1] = Rule(last.x0, last.top, max(last.x1, rule.x1), last.bottom)
        else:
            whole.append(rule)
    return whole


def _band_table(found: list[Row], edges: list[Rule], page: int) -> Table | None:
    """The table whose rows the rules set apart; none where no white runs through the rows."""
    # what the cells of the first column name often stands before the rules, as beside lines to sign on
    x0, x1 = min(edges[0].x0, *(row[0].x0 for row in found)), max(rule.x1 for rule in edges)
    bands: list[list[Word]] = [[] for _ in edges[1:]]
    for word in (word for row in found for word in row):
        y, x = word.base - 0.3 * word.size, (word.x0 + word.x1) / 2
        at = next((k for k, (a, b) in enumerate(pairwise(edges)) if a.top <= y < b.top), None)
        if at is not None and x0 - 4 <= x <= x1 + 4:
            bands[at].append(word)
    gutters = _gutters([rows(band) for band in bands], x0, x1)
    if not gutters:
        return None
    rights = [gutter for gutter, _ in gutters] + [x1]
    lefts = [x0] + [gutter for _, gutter in gutters]
    cells: list[tuple[Cell, ...]] = []
    for band in bands:
        parts: list[list[Word]] = [[] for _ in lefts]
        crossed = any(word.x0 < (a + b) / 2 < word.x1 for word in band for a, b in gutters)
        for word in band:
            at = 0 if crossed else sum(1 for a, b in gutters if word.x0 >= (a + b) / 2)
            parts[at].append(word)
        used = [(part, left, x1 if crossed else right) for part, left, right in zip(parts, lefts, rights, strict=True)]
        cells.append(tuple(_band_cell(part, left, right) for part, left, right in used))
    starts = tuple(round(x, 1) for x in lefts)
    return Table(page=page, top=edges[0].top, bottom=edges[-1].top, rows=tuple(cells), edges=starts)


def _band_cell(words: list[Word], left: float, right: float) -> Cell:
    edge = min((word.x0 for word in words), default=left)
    return Cell(words=tuple(words), left=edge, right=max([right - min(edge - left, 8.0), *(w.x1 for w in words)]))


def _gutters(bands: Sequence[list[Row]], x0: float, x1: float) -> list[tuple[float, float]]:
    """The stretches of white that run through most rows, with text on both sides in two rows at least.

    The white between a label and its text is none.
    """
    filled = [band for band in bands if band]
    count = int((x1 - x0) / _STEP)
    steps = Steps(left=x0, count=count, width=_STEP, white=_WHITE)
    white = [0] * count
    parted = [0] * count
    for band in filled:
        solid = 0
        for row in band:
            solid |= steps.solid(row, labels=False)
        both = steps.between(min(row[0].x1 for row in band), max(row[-1].x0 for row in band))
        for at in range(count):
            if not solid >> at & 1:
                white[at] += 1
                parted[at] += both >> at & 1
    found: list[tuple[float, float]] = []
    start = 0
    while start < count:
        stop = start
        while stop < count and parted[stop] >= 2 and white[stop] >= _AGREED * len(filled):
            stop += 1
        if stop > start:
            # of the white that runs through enough rows, the part that runs through most
            most = max(white[start:stop])
            best = [at for at in range(start, stop) if white[at] == most]
            found.append((x0 + best[0] * _STEP, x0 + (best[-1] + 1) * _STEP))
        start = stop + 1
    return found
