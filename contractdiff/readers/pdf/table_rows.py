"""Which printed lines of a table make one row, where no rule says it.

A row ends where more white follows than between the lines of a cell, or where a cell begins anew: its line above
had room for the word with which the next one begins, or it had no line above. Where rules stand under rows, as lines
to sign on, they tell where rows end.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from contractdiff.readers.pdf.drawings import Rule
from contractdiff.readers.pdf.words import Word

_MORE_WHITE = 1.2
"""Share by which the distance of two rows exceeds that of the lines of a cell."""
_TIGHT = 1.45
"""Greatest distance of the lines of a cell, in sizes of the type."""
_RULES = 3
"""Fewest rules, one below the other and equally wide, that stand under rows."""
PADDING = 10.8
"""Points between the texts of two cells at the least: what Word leaves, 5.4 on either side."""

Cells = list[list[Word]]
"""The words of one line of a table, cell by cell; or those of a whole row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The places of the columns of a table: ``lefts`` where the texts begin, ``rights`` how far they may run."""

    lefts: tuple[float, ...]
    rights: tuple[float, ...]


def columns_of(lines: Sequence[Cells], right: float) -> Columns:
    """The places of the columns of these lines; ``right`` is how far the last column may run."""
    count = len(lines[0])
    lefts = [min((cells[at][0].x0 for cells in lines if cells[at]), default=right) for at in range(count)]
    ends = [max((cells[at][-1].x1 for cells in lines if cells[at]), default=lefts[at]) for at in range(count)]
    rights = [max(end, left - PADDING) for end, left in zip(ends, [*lefts[1:], right], strict=True)]
    return Columns(lefts=tuple(lefts), rights=tuple(rights))


def joined(lines: Sequence[Cells], columns: Columns, under: Sequence[Rule] = ()) -> list[Cells]:
    """The lines as rows; ``under`` are the rules that stand under the rows, where there are such."""
    pitch = _pitch(lines)
    rows: list[Cells] = []
    last: Cells = []
    for cells in lines:
        if under and rows and (_base(cells) - _base(last) <= _TIGHT * _size(cells) or _is_ruled(last, cells, under)):
            begins = _is_ruled(last, cells, under)
        else:
            begins = not rows or _begins(last, cells, columns, pitch)
        if not begins:
            for cell, more in zip(rows[-1], cells, strict=True):
                cell += more
        else:
            rows.append([list(cell) for cell in cells])
        last = cells
    return rows


def rules_under(lines: Sequence[Cells], columns: Columns, rules: Iterable[Rule]) -> list[Rule]:
    """Those of the rules of a page that stand under the rows of these lines: level, and one as wide as the other."""
    top, bottom = _base(lines[0]), _base(lines[-1]) + 2 * _size(lines[-1])
    alike: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.flat and top < rule.top < bottom and columns.lefts[0] - PADDING <= rule.x0 < columns.rights[-1]:
            alike[round(rule.x0 / 2), round(rule.x1 / 2)].append(rule)
    most = max(alike.values(), key=len, default=[])
    return most if len(most) >= _RULES else []


def _is_ruled(last: Cells, cells: Cells, under: Sequence[Rule]) -> bool:
    """Whether one of these rules stands between two lines."""
    return any(_base(last) <= rule.top < _base(cells) - 0.5 * _size(cells) for rule in under)


def _base(cells: Cells) -> float:
    return next(cell[0].base for cell in cells if cell)


def _size(cells: Cells) -> float:
    return next(cell[0].size for cell in cells if cell)


def _pitch(lines: Sequence[Cells]) -> float:
    """The distance of the lines of a cell, where the rows stand further apart; 0.0 where nothing tells."""
    apart = [_base(below) - _base(above) for above, below in pairwise(lines)]
    apart = [distance for distance in apart if distance > 0.8 * _size(lines[0])]
    if not apart:
        return 0.0
    least = min(apart)
    wider = sum(1 for distance in apart if distance > _MORE_WHITE * least)
    # one wider distance may be an empty line; when a third are wider, the rows are what is set apart
    return least if least <= _TIGHT * _size(lines[0]) and wider * 3 >= len(apart) else 0.0


def _begins(last: Cells, cells: Cells, columns: Columns, pitch: float) -> bool:
    """Whether a line begins a row; ``last`` is the line above it."""
    distance = _base(cells) - _base(last)
    if distance < 0.8 * _size(cells):
        return False  # a cell set in the middle of its height
    texts = [(above, cell, right) for above, cell, right in zip(last, cells, columns.rights, strict=True) if cell]
    going_on = sum(1 for above, cell, right in texts if above and is_full(above, cell, right))
    if pitch:
        # close below it, but with several cells none of which goes on: a row without white above it
        return distance > _MORE_WHITE * pitch or (bool(cells[0]) and len(texts) > 1 and not going_on)
    return bool(cells[0]) and going_on < len(texts)


def is_full(above: Sequence[Word], below: Sequence[Word], right: float) -> bool:
    """Whether the first word below would have found no room on the line above; with a small letter, hardly any."""
    first = below[0]
    space = 0.6 if first.text[0].islower() else 0.2
    return above[-1].x1 + (first.x1 - first.x0) + space * first.size > right
