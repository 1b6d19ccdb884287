"""Table rows: which cells are each other's counterparts, so that a column that came, went or moved is whole cells."""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from contractdiff.diff.shortest import Run
from contractdiff.text import Token

# What it costs to leave a cell without a counterpart, of the 1 that two equal cells are worth. A column that moved
# costs two: it must be worth more than what the cells in their places have in common.
_LONE = 0.3
# Rows of more cells, the two numbers multiplied, are compared cell by cell from the left.
_MOST_CELLS = 20_000
# Worth of two equal cells without a letter in them: a figure stands in many a column.
_FIGURE = 0.5

_Cell = tuple[int, int]
"""Half-open range of the tokens of a cell."""


def runs_of_rows(
    a: list[Token], b: list[Token], runs_within: Callable[[list[Token], list[Token]], list[Run]]
) -> list[Run]:
    """The runs that differ between two rows, none of them over a part of a cell and of another.

    Args:
        a: The tokens of the old row.
        b: The tokens of the new row.
        runs_within: Gives the runs that differ between two cells.
    """
    left, right = _cells(a), _cells(b)
    runs: list[Run] = []
    last = (-1, -1)
    since = 0  # where the runs of the last cell begin
    for i, j in [*_counterparts(a, b, left, right), (len(left), len(right))]:
        if last[0] + 1 < i or last[1] + 1 < j:
            lone = _lone(left, right, last, (i, j), runs)
            if runs and (runs[-1][1], runs[-1][3]) == (lone[0], lone[2]):
                # side by side they would read as one edit over a part of a cell
                runs[since:] = [(*left[last[0]], *right[last[1]])]
            runs.append(lone)
        since = len(runs)
        if i < len(left):
            (i0, i1), (j0, j1) = left[i], right[j]
            within = [(i0 + run[0], i0 + run[1], j0 + run[2], j0 + run[3]) for run in runs_within(a[i0:i1], b[j0:j1])]
            if within and runs and (runs[-1][1], runs[-1][3]) == (within[0][0], within[0][2]):
                within = [(i0, i1, j0, j1)]
            runs += within
        last = (i, j)
    return runs


def _lone(left: list[_Cell], right: list[_Cell], last: tuple[int, int], nxt: tuple[int, int], runs: list[Run]) -> Run:
    """The cells between two pairs of counterparts, with the tabs that came or went with them."""
    if last[0] < 0:
        # with the tabs after them, or to the end where nothing has a counterpart
        ends = [cells[at][0] if at < len(cells) else cells[-1][1] for cells, at in zip((left, right), nxt, strict=True)]
        return 0, ends[0], 0, ends[1]
    i, j = left[last[0]][1], right[last[1]][1]
    if nxt[0] < len(left) and runs and (runs[-1][1], runs[-1][3]) == (i, j):
        # the tab that stays stands between these and the edit before them
        return i + 1, left[nxt[0]][0], j + 1, right[nxt[1]][0]
    return i, left[nxt[0] - 1][1], j, right[nxt[1] - 1][1]


def _cells(tokens: list[Token]) -> list[_Cell]:
    tabs = [-1, *(at for at, token in enumerate(tokens) if not token.key), len(tokens)]
    return [(start + 1, stop) for start, stop in pairwise(tabs)]


def _counterparts(a: list[Token], b: list[Token], left: list[_Cell], right: list[_Cell]) -> list[tuple[int, int]]:
    """The cells that are paired, in order; those in one place where none came, went or moved."""
    was = [tuple(token.key for token in a[start:stop]) for start, stop in left]
    now = [tuple(token.key for token in b[start:stop]) for start, stop in right]
    if len(was) * len(now) > _MOST_CELLS:
        return [(at, at) for at in range(min(len(was), len(now)))]
    in_place = len(was) == len(now)
    if in_place:
        moved = {cell for one, cell in zip(was, now, strict=True) if one != cell and cell} & set(was)
        if not moved:
            return [(at, at) for at in range(len(was))]
    # the most that cells are worth from (i, j) on, from the end to the start
    best = [[-_LONE * (len(was) - i + len(now) - j) for j in range(len(now) + 1)] for i in range(len(was) + 1)]
    worth = [[_likeness(one, other) for other in now] for one in was]
    for i in range(len(was) - 1, -1, -1):
        for j in range(len(now) - 1, -1, -1):
            lone = max(best[i + 1][j], best[i][j + 1]) - _LONE
            best[i][j] = max(worth[i][j] + best[i + 1][j + 1], lone)
    if in_place and sum(worth[at][at] for at in range(len(was))) >= best[0][0] - 1e-9:
        return [(at, at) for at in range(len(was))]
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(was) and j < len(now):
        if best[i][j] <= worth[i][j] + best[i + 1][j + 1] + 1e-9:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How much two cells have in common, up to 1."""
    if not one or not other:
        return 0.1 if one == other else 0.0
    common = sum((Counter(one) & Counter(other)).values())
    worth = 1.0 if any(map(str.isalpha, "".join(one))) else _FIGURE
    return worth * 2 * common / (len(one) + len(other))
