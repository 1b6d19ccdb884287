"""Tables of counts in which nobody can be told: small counts, and those that would give them away, are left out.

A count from 1 to just below the least is left out, and so is a total of a row or a column that is so small. Where the
others and the totals would tell what was left out, more is left out, as little as will do. 0 is shown: it says that
there is nobody. It is left out only where a count beside it could be worked out otherwise. The total of all is shown,
but where it alone would tell, as in a table of one count.

How it is known that nothing can be worked out: a table with totals is a network. Every count and every total is an arc
between the sum of its row and the sum of its column, and what is left out can be another number if one can be added
along a way of arcs left out that leads back to where it began (D. Gusfield, "A graph theoretic approach to statistical
data security", SIAM Journal on Computing 17, 1988). Nothing is below 0: one can be taken away only where there is one.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from contractdiff.errors import TableError

LEAST = 5
# What it costs to leave out a total, or the total of all, in counts of the table
_TOTAL_COST, _ALL_COST = 3, 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeTable:
    """A table that may be shown; ``None`` stands for what is left out.

    Attributes:
        cells: The counts, row by row.
        row_totals: The total of each row; none where they are not shown.
        column_totals: The total of each column; none where they are not shown.
        total: The total of all; ``None`` as well where no totals are shown.
    """

    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...] = ()
    column_totals: tuple[int | None, ...] = ()
    total: int | None = None


# A cell or a total by its row and its column; totals stand in the row and the column after the last.
_Spot = tuple[int, int]


def suppress(
    table: Sequence[Sequence[int]], least: int = LEAST, *, row_totals: bool = True, column_totals: bool = True
) -> SafeTable:
    """The table with as little left out as will do, so that no count under ``least`` shows or can be worked out.

    Args:
        table: The counts, row by row.
        least: The least count, besides 0, that may be shown.
        row_totals: Whether the total of each row will be shown.
        column_totals: Whether the total of each column will be shown.

    The totals of the rows of a table with one column, and of the columns of one with one row, would repeat its counts
    and are not shown.

    Raises:
        TableError: The rows differ in length, or a count is below 0.
    """
    rows, columns = len(table), len(table[0]) if table else 0
    if any(len(row) != columns for row in table) or any(each < 0 for row in table for each in row):
        raise TableError("A table of counts must have rows of one length and no count below 0. Check how it was made.")
    if not rows or not columns:
        return SafeTable(cells=tuple(() for _ in table))
    any_totals = row_totals or column_totals
    row_totals, column_totals = row_totals and columns > 1, column_totals and rows > 1
    values = {(i, j): table[i][j] for i in range(rows) for j in range(columns)}
    values |= {(i, columns): sum(table[i]) for i in range(rows)}
    values |= {(rows, j): sum(row[j] for row in table) for j in range(columns)}
    values[rows, columns] = sum(map(sum, table))
    never = {(i, columns) for i in range(rows) if not row_totals} | {
        (rows, j) for j in range(columns) if not column_totals
    }
    if not any_totals:
        never.add((rows, columns))
    left_out = {
        spot for spot, value in values.items() if spot not in never and 0 < value < least and spot != (rows, columns)
    }
    _complement(values, left_out, never, (rows, columns))
    shown = {spot: None if spot in left_out or spot in never else value for spot, value in values.items()}
    return SafeTable(
        cells=tuple(tuple(shown[i, j] for j in range(columns)) for i in range(rows)),
        row_totals=tuple(shown[i, columns] for i in range(rows)) if row_totals else (),
        column_totals=tuple(shown[rows, j] for j in range(columns)) if column_totals else (),
        total=shown[rows, columns],
    )


def parts_shown(
    counts: Sequence[int], least: int = LEAST, *, known: Sequence[int] = (), rest: int = 0
) -> tuple[int | None, ...]:
    """The parts of a total that is printed, with those left out that would tell, or let work out, too few.

    Zeros are shown, so that what is left out is at least 1: two parts left out of a total of two more are one each.

    Args:
        counts: The parts.
        least: The least count, besides 0, that may be shown.
        known: How many of each part are named elsewhere: those that are not are too few as well.
        rest: A part of the total that is never printed.
    """
    known = known or [0] * len(counts)
    out = {
        at
        for at, (number, names) in enumerate(zip(counts, known, strict=True))
        if 0 < number < least or 0 < number - names < least
    }

    def is_told() -> bool:
        """Whether it can be worked out of whom those that are left out are."""
        if not out:
            return 0 < rest < least
        at_least = sum(max(1, known[at]) for at in out)
        hidden = sum(counts[at] for at in out) + rest
        unnamed = hidden - sum(known[at] for at in out)
        return (len(out) < 2 and not rest) or hidden <= at_least or 0 < unnamed < least

    while is_told():
        more = [(number, at) for at, number in enumerate(counts) if number and at not in out]
        if not more:
            break
        out.add(min(more)[1])
    return tuple(None if at in out else number for at, number in enumerate(counts))


def worked_out(values: dict[_Spot, int], unknown: set[_Spot], corner: _Spot) -> list[_Spot]:
    """Those of the unknown places whose number follows from the others, in order.

    Args:
        values: A solution: a number for each cell and each total, totals in the row and the column of ``corner``.
        unknown: The cells and totals that are not shown.
        corner: Where the total of all stands.
    """
    return [spot for spot in sorted(unknown) if not _way(values, unknown, spot, corner, costs=None)]


def _complement(values: dict[_Spot, int], left_out: set[_Spot], never: set[_Spot], corner: _Spot) -> None:
    """Leave out more until nothing that was left out can be worked out."""
    costs = {}
    for spot, value in values.items():
        total = (spot[0] == corner[0]) + (spot[1] == corner[1])
        weight = _ALL_COST if total == 2 else _TOTAL_COST if total else 1
        # fewer counts before smaller ones, and zeros last among equals: they say the most when they are shown
        costs[spot] = (weight, value if value else max(values.values()) + 1)
    # the largest first: what is left out for it often does for the smaller ones
    for spot in sorted(left_out, key=lambda spot: (-values[spot], spot)):
        if not _way(values, left_out | never, spot, corner, costs=None):
            left_out.update(_way(values, left_out | never, spot, corner, costs=costs) or set(values) - never)


def _way(
    values: dict[_Spot, int],
    unknown: set[_Spot],
    spot: _Spot,
    corner: _Spot,
    *,
    costs: dict[_Spot, tuple[int, int]] | None,
) -> set[_Spot] | None:
    """The places along which a number can be changed by one with none of the others going below 0.

    With ``costs`` other places may be left out as well, and the way is the one that costs the least; without, only
    unknown ones are on it. ``None`` where there is no way.
    """
    start, stop = spot_ends(spot, corner)
    ways = [_search(values, unknown, spot, (stop, start), corner, costs)]
    if values[spot]:
        ways.append(_search(values, unknown, spot, (start, stop), corner, costs))
    found = [way for way in ways if way is not None]
    return min(found, key=lambda way: (way[0], sorted(way[1])))[1] if found else None


def _search(
    values: dict[_Spot, int],
    unknown: set[_Spot],
    without: _Spot,
    ends: tuple[str, str],
    corner: _Spot,
    costs: dict[_Spot, tuple[int, int]] | None,
) -> tuple[tuple[int, int], set[_Spot]] | None:
    begin, end = ends
    order = count()
    waiting: list[tuple[tuple[int, int], int, str, frozenset[_Spot]]] = [
        ((0, 0), next(order), begin, frozenset((without,)))
    ]
    done: set[str] = set()
    while waiting:
        cost, _, node, way = heapq.heappop(waiting)
        if node == end:
            return cost, set(way)
        if node in done:
            continue
        done.add(node)
        for other, spot in _arcs(values, node, corner):
            if spot == without or other in done:
                continue
            if spot in unknown:
                heapq.heappush(waiting, (cost, next(order), other, way | {spot}))
            elif costs is not None:
                more = (cost[0] + costs[spot][0], cost[1] + costs[spot][1])
                heapq.heappush(waiting, (more, next(order), other, way | {spot}))
    return None


def spot_ends(spot: _Spot, corner: _Spot) -> tuple[str, str]:
    """The sums between which a place is an arc: one more there leaves the first with less and the second with more."""
    (i, j), (rows, columns) = spot, corner
    row, column = f"row {i}", f"column {j}"
    if i == rows and j == columns:
        return "totals of columns", "totals of rows"
    if i == rows:
        return column, "totals of columns"
    if j == columns:
        return "totals of rows", row
    return row, column


def _arcs(values: dict[_Spot, int], node: str, corner: _Spot) -> Iterator[tuple[str, _Spot]]:
    """Where one more or one less can be passed on to from a sum, and at which place."""
    for spot in _spots_of(node, corner):
        start, stop = spot_ends(spot, corner)
        if start == node:
            yield stop, spot
        elif values[spot]:
            yield start, spot


def _spots_of(node: str, corner: _Spot) -> Iterator[_Spot]:
    rows, columns = corner
    kind, _, number = node.rpartition(" ")
    if kind == "row":
        yield from ((int(number), j) for j in range(columns + 1))
    elif kind == "column":
        yield from ((i, int(number)) for i in range(rows + 1))
    elif node == "totals of columns":
        yield from ((rows, j) for j in range(columns + 1))
    else:
        yield from ((i, columns) for i in range(rows + 1))
