"""The order in which the words of a page are read.

An XY-cut with an eye on what people print: a gutter is a stretch of white that no word crosses over several
lines; what crosses it (a heading over both columns) ends it. White between a label and its text, or between
the entries of a table of contents and their page numbers, is no gutter, since one side of it holds no prose.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from contractdiff.readers.pdf.labels import label_words
from contractdiff.readers.pdf.lines import Row, rows
from contractdiff.readers.pdf.white import Steps

_STEP = 4.0
"""Points from one place where a gutter is looked for to the next."""
_GUTTER = 0.8
"""Least width of a gutter, in sizes of the type beside it."""
_WHITE = 1.5
"""White inside a line, in sizes of the type, that no prose has; that after a label does not count."""
_LINES = 3
"""Fewest lines on either side of a gutter."""
_MOST = 1_000
"""Most rows of a page on which columns are looked for: no page of a contract has so many."""
_PROSE = 20
"""Fewest characters a line holds on either side, on average."""
_FULL = 0.55
"""Least share of the lines on either side that come near the right edge of their column: prose runs on to
the edge, the keys and values of a form do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Rows that are read from the top down before anything beside or below them."""

    rows: tuple[Row, ...]
    left: float
    right: float
    whole: bool
    """Whether it takes the whole width of the page."""


def columns(
    found: Sequence[Row], left: float, right: float, *, whole: bool = True, known: frozenset[int] = frozenset()
) -> list[Column]:
    """The columns of a stretch of page in reading order; one, as a rule.

    ``known`` are the gutters of the pages before, in whole points: at one of those a column need be no prose.
    """
    best = _best_run(found, left, right, known if whole else frozenset())
    if best is None:
        return [Column(rows=tuple(found), left=left, right=right, whole=whole)] if found else []
    first, last, gutter = best
    parts = [
        rows(word for row in found[first:last] for word in row if (word.x1 <= gutter) is side) for side in (True, False)
    ]
    return [
        *columns(found[:first], left, right, whole=whole, known=known),
        *(
            column
            for part in parts
            for column in columns(part, min(row[0].x0 for row in part), max(row[-1].x1 for row in part), whole=False)
        ),
        *columns(found[last:], left, right, whole=whole, known=known),
    ]


def _best_run(found: Sequence[Row], left: float, right: float, known: frozenset[int]) -> tuple[int, int, float] | None:
    """The run of rows with the most words on both sides of a gutter.

    As first row, row after the last, and right edge of what stands before the gutter.
    """
    if not _LINES <= len(found) <= _MOST:
        return None
    count = int((right - left) / _STEP) + 1
    steps = Steps(left=left, count=count, width=_STEP, white=_GUTTER)
    solid = [steps.solid(row) for row in found]
    best: tuple[int, int, int, float] | None = None
    for at in range(int(0.15 * count), int(0.85 * count) + 1):
        bit = 1 << at
        for first, last in _runs([mask & bit for mask in solid]):
            masks = solid[first:last]
            if sum(1 for mask in masks if mask & (bit - 1)) < _LINES or sum(1 for mask in masks if mask >> at) < _LINES:
                continue
            weight = sum(len(row) for row in found[first:last])
            if best is not None and weight <= best[0]:
                continue
            gutter = _gutter(found[first:last], left + at * _STEP, known)
            if gutter is not None:
                best = (weight, first, last, gutter)
    return best[1:] if best else None


def _runs(crossed: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The runs of three or more rows that are not crossed: the first, and the one after the last."""
    start = 0
    for index in range(len(crossed) + 1):
        if index == len(crossed) or crossed[index]:
            if index - start >= _LINES:
                yield start, index
            start = index + 1


def _gutter(found: Sequence[Row], x: float, known: frozenset[int]) -> float | None:
    """The right edge of what stands before a true gutter at ``x``; ``None`` where there is no true one."""
    before = rows(word for row in found for word in row if word.x0 < x)
    after = rows(word for row in found for word in row if word.x0 >= x)
    if len(before) < _LINES or len(after) < _LINES:
        return None
    edge = max(row[-1].x1 for row in before)
    start = min(row[0].x0 for row in after)
    if start - edge < _GUTTER * before[0][0].size:
        return None
    if any(abs(start - place) <= _STEP for place in known):
        return edge
    return edge if _is_prose(before) and _is_prose(after) else None


def _is_prose(found: Sequence[Row]) -> bool:
    characters = sum(len(word.text.strip("_")) + 1 for row in found for word in row)  # blanks to sign on are no prose
    if characters < _PROSE * len(found):
        return False
    texts = [row[label_words([word.text for word in row]) :] for row in found]
    gaps = sum(1 for row in texts if any(b.x0 - a.x1 > _WHITE * a.size for a, b in pairwise(row)))
    if gaps * 3 > len(found):
        return False  # the cells of a table
    labels = sum(1 for row in found if label_words([word.text for word in row]) == len(row))
    if labels * 3 > len(found):
        return False
    left, right = min(row[0].x0 for row in found), max(row[-1].x1 for row in found)
    full = sum(1 for row in found if row[-1].x1 >= right - 0.25 * (right - left))
    return full >= _FULL * len(found)
