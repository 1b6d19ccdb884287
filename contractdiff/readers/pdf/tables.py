"""Tables: grids of rules, and rows set apart by level rules alone.

Cells of a grid are found by pdfplumber's ``TableFinder``, which is fed with the rules pdfium found; it is
imported only for a page that has rules both ways.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product
from typing import Any

from contractdiff.readers.pdf.drawings import Rule
from contractdiff.readers.pdf.labels import label_words
from contractdiff.readers.pdf.lines import Row, rows, without
from contractdiff.readers.pdf.table_rows import PADDING, Cells, columns_of, joined
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
_BANDS = 2
"""Most bands of a table whose rules set apart its heading and its end, not its rows."""
_THROUGH = 0.7
"""Least width of a line of prose between two tables, as a share of that of their rules."""
_MOST = 2_000
"""Most pairs of a level and an upright rule of a page on which frames are looked for."""
_SHIFT = 24.0
"""Points from the left edge of the text by which its paragraphs may be set in."""
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

    @property
    def is_frame(self) -> bool:
        """Whether it is a mere frame around a text."""
        return len(self.rows) == 1 and len(self.rows[0]) == 1

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


def take_tables(
    found: list[Row], rules: Sequence[Rule], page: int, height: float, *, columns: bool = False
) -> tuple[list[Row], list[Table]]:
    """The rows without the words that stand in a table, and the tables from the top down.

    ``columns`` is whether the text is set in columns, so that what stands beside a table is no part of it.
    """
    flat = [rule for rule in rules if rule.flat]
    upright = [rule for rule in rules if not rule.flat]
    tables: list[Table] = []
    if len(flat) >= 2 and len(upright) >= 2:
        for grid in _grids([*flat, *upright]):
            if table := _grid_table(found, grid, page, height):
                tables.append(table)
                found = without(found, table.held())
        for box in _frames(flat, upright):
            if table := _frame_table(found, box, page, height):
                tables.append(table)
                found = without(found, table.held())
    if len(flat) >= 3 and found:
        free = [rule for rule in flat if not any(t.top - 3 <= rule.top <= t.bottom + 3 for t in tables)]
        for edges in _band_edges(free, found):
            if found and (table := _band_table(found, edges, page, columns=columns)):
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


def _frames(flat: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[_Box]:
    """The boxes of four rules, the smallest first."""
    if len(flat) * len(upright) > _MOST:
        return
    flat = _whole(flat, between=_SNAP)
    boxes: list[_Box] = []
    for top, bottom in product(flat, flat):
        if bottom.top - top.top < 8 or abs(top.x0 - bottom.x0) > _SNAP or abs(top.x1 - bottom.x1) > _SNAP:
            continue
        sides = [rule for rule in upright if rule.top <= top.top + _SNAP and rule.bottom >= bottom.top - _SNAP]
        if all(any(abs(rule.x0 - x) <= _SNAP for rule in sides) for x in (top.x0, top.x1)):
            boxes.append(_Box(top.x0, top.top, top.x1, bottom.top))
    yield from sorted(boxes, key=lambda box: (box.x1 - box.x0) * (box.bottom - box.top))


def _frame_table(found: list[Row], box: _Box, page: int, height: float) -> Table | None:
    """The text in a frame, where lines stand wholly inside and the frame is not that of the page."""
    if box.bottom - box.top > _WHOLE_PAGE * height:
        return None
    words = [
        word
        for row in found
        for word in row
        if box.top <= word.base - 0.3 * word.size <= box.bottom and word.x0 < box.x1
    ]
    inside = [word for word in words if word.x0 >= box.x0 - 1 and word.x1 <= box.x1 + 1]
    if len(rows(inside)) < 2 or len(inside) < len([word for word in words if word.x1 > box.x0]):
        return None
    box.words += inside
    return Table(page=page, top=box.top, bottom=box.bottom, rows=((_cell(box),),), edges=(round(box.x0, 1),))


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
    yield from (part for same in sets for part in _without_prose(same, found) if len(part) >= 3)


def _without_prose(edges: list[Rule], found: Sequence[Row]) -> Iterator[list[Rule]]:
    """The rules, parted where nothing but prose stands between two of them: tables one below the other."""
    left = min(row[0].x0 for row in found)
    part = [edges[0]]
    for above, below in pairwise(edges):
        inside = [row for row in found if above.top <= row[0].base - 0.3 * row[0].size < below.top]
        wide = [row for row in inside if row[-1].x1 - row[0].x0 >= _THROUGH * (above.x1 - above.x0)]
        if wide and any(row[0].x0 - left < _SHIFT for row in wide) and not any(map(_is_parted, inside)):
            yield part
            part = []
        part.append(below)
    yield part


def _is_parted(row: Row) -> bool:
    """Whether there is white in a row that neither a label leaves nor the lines of justified text."""
    words = row[label_words([word.text for word in row]) :]
    white = sorted(word.x0 - before.x1 for before, word in pairwise(words))
    usual = min(2 * white[(len(white) - 1) // 2], 3 * row[0].size) if white else 0.0
    return bool(white) and white[-1] > max(1.2 * row[0].size, usual)


def _whole(flat: Sequence[Rule], *, between: float = _BETWEEN) -> list[Rule]:
    """The rules with those that continue one another made one."""
    whole: list[Rule] = []
    for rule in sorted(flat, key=lambda rule: (round(rule.top), rule.x0)):
        last = whole[-1] if whole else None
        if last and abs(last.top - rule.top) <= 1.5 and rule.x0 - last.x1 <= between:
            whole[-1] = Rule(last.x0, last.top, max(last.x1, rule.x1), last.bottom)
        else:
            whole.append(rule)
    return whole


def _band_table(found: list[Row], edges: list[Rule], page: int, *, columns: bool) -> Table | None:
    """The table whose rows the rules set apart; none where no white runs through the rows."""
    # what the cells of the first column name often stands before the rules, as beside lines to sign on
    x0, x1 = edges[0].x0, max(rule.x1 for rule in edges)
    if not columns:
        x0 = min(x0, *(row[0].x0 for row in found))
    bands: list[list[Word]] = [[] for _ in edges[1:]]
    for word in (word for row in found for word in row):
        y, x = word.base - 0.3 * word.size, (word.x0 + word.x1) / 2
        at = next((k for k, (a, b) in enumerate(pairwise(edges)) if a.top <= y < b.top), None)
        if at is not None and x0 - 4 <= x <= x1 + 4:
            bands[at].append(word)
    gutters = white_between([rows(band) for band in bands], x0, x1)
    if not gutters:
        return None
    rights = [max(start, end - PADDING) for start, end in gutters] + [x1]
    lefts = [x0] + [gutter for _, gutter in gutters]
    cells: list[tuple[Cell, ...]] = []
    # two rules around the heading and one below the last row, or each row set apart
    apart = len(bands) > _BANDS or len(rows(bands[0])) > 1 or len(bands[0]) == 0
    for band in bands:
        parts: list[list[Word]] = [[] for _ in lefts]
        crossed = any(word.x0 < (a + b) / 2 < word.x1 for word in band for a, b in gutters)
        for word in band:
            at = 0 if crossed else sum(1 for a, b in gutters if word.x0 >= (a + b) / 2)
            parts[at].append(word)
        for line in _band_rows(parts, x1, apart=apart or crossed):
            used = [(part, left, x1 if crossed else edge) for part, left, edge in zip(line, lefts, rights, strict=True)]
            cells.append(tuple(_band_cell(part, left, right) for part, left, right in used))
    starts = tuple(round(x, 1) for x in lefts)
    return Table(page=page, top=edges[0].top, bottom=edges[-1].top, rows=tuple(cells), edges=starts)


def _band_rows(parts: list[list[Word]], right: float, *, apart: bool) -> list[Cells]:
    """The rows between two level rules: one where the rules set each row ``apart``, or several below one another."""
    if apart:
        return [parts]
    lines: list[Cells] = []
    owner = {id(word): at for at, part in enumerate(parts) for word in part}
    for row in rows(word for part in parts for word in part):
        lines.append([[word for word in row if owner[id(word)] == at] for at in range(len(parts))])
    return joined(lines, columns_of(lines, right)) if lines else []


def _band_cell(words: list[Word], left: float, right: float) -> Cell:
    edge = min((word.x0 for word in words), default=left)
    return Cell(words=tuple(words), left=edge, right=max([right - min(edge - left, 8.0), *(w.x1 for w in words)]))


def white_between(bands: Sequence[list[Row]], x0: float, x1: float) -> list[tuple[float, float]]:
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
