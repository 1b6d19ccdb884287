"""Tables of counts: nothing small shows, nothing left out can be worked out, and no more is left out than needed."""

import itertools
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from release_builders import GUARD, body, short_parts, table

from contractdiff.errors import TableError
from contractdiff.ooxml.saving import pack
from contractdiff.release import SafeTable, check_package, suppress

SMALL = st.integers(1, 3).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 9), min_size=columns, max_size=columns), min_size=1, max_size=3 if columns < 3 else 2
    )
)


@pytest.mark.parametrize(
    ("counts", "safe"),
    [
        ([[10, 20]], [[10, 20]]),
        ([[0, 20]], [[0, 20]]),
        ([[10, 3, 7]], [[10, None, None]]),
        ([[4, 3, 70]], [[None, None, 70]]),
        ([[10, 3, 7], [8, 9, 20], [30, 40, 50]], [[None, None, 7], [None, None, 20], [30, 40, 50]]),
        ([[3, 9], [8, 2]], [[None, None], [None, None]]),
        ([[3]], [[None]]),
        ([], []),
    ],
)
def test_plain_cases(counts: list[list[int]], safe: list[list[int | None]]) -> None:
    assert [list(row) for row in suppress(counts).cells] == safe


def test_a_row_without_its_total_needs_no_other_cell() -> None:
    assert suppress([[10, 3, 7], [20, 30, 40]], row_totals=False, column_totals=False).cells == (
        (10, None, 7),
        (20, 30, 40),
    )


def test_totals_that_are_small_are_left_out_and_the_total_of_all_is_shown() -> None:
    found = suppress([[2, 1], [50, 60]])
    assert found.row_totals == (None, None)
    assert found.column_totals == (52, 61)
    assert found.total == 113


@pytest.mark.parametrize("counts", [[[1, 2], [3]], [[1, -2]]])
def test_what_is_no_table_of_counts_is_said(counts: list[list[int]]) -> None:
    with pytest.raises(TableError, match="Check how it was made"):
        suppress(counts)


def solutions(safe: SafeTable, most: int) -> Iterator[tuple[int, ...]]:
    """All tables that fit what is shown, found by trying."""
    rows, columns = len(safe.cells), len(safe.cells[0])
    choices = [range(most + 1) if cell is None else (cell,) for row in safe.cells for cell in row]
    for cells in itertools.product(*choices):
        table_ = [cells[i * columns : (i + 1) * columns] for i in range(rows)]
        if (
            all(t is None or t == sum(row) for t, row in zip(safe.row_totals, table_, strict=False))
            and all(
                t is None or t == sum(column)
                for t, column in zip(safe.column_totals, zip(*table_, strict=True), strict=False)
            )
            and (safe.total is None or safe.total == sum(cells))
        ):
            yield cells


@settings(max_examples=120, deadline=None)
@given(counts=SMALL, least=st.integers(2, 5), rows=st.booleans(), columns=st.booleans())
def test_whatever_is_left_out_may_be_two_numbers(
    counts: list[list[int]], least: int, rows: bool, columns: bool
) -> None:
    safe = suppress(counts, least, row_totals=rows, column_totals=columns)
    flat = [cell for row in safe.cells for cell in row]
    shown = [*flat, *safe.row_totals, *safe.column_totals]
    assert not any(cell is not None and 0 < cell < least for cell in shown)
    left_out = [at for at, cell in enumerate(flat) if cell is None]
    if len(left_out) > 5:
        return  # too many to try them all
    possible: list[set[int]] = [set() for _ in flat]
    for cells in solutions(safe, max(max(map(max, counts)) + 2, 6)):
        for at in left_out:
            possible[at].add(cells[at])
        if all(len(possible[at]) > 1 for at in left_out):
            break
    assert all(len(possible[at]) > 1 for at in left_out), (safe, left_out)
    original = tuple(cell for row in counts for cell in row)
    assert all(cell is None or cell == own for cell, own in zip(flat, original, strict=True))


@settings(max_examples=60, deadline=None)
@given(counts=st.lists(st.lists(st.integers(5, 99), min_size=3, max_size=3), min_size=2, max_size=5), data=st.data())
def test_for_one_small_count_no_more_than_three_others_are_left_out(
    counts: list[list[int]], data: st.DataObject
) -> None:
    row, column = data.draw(st.integers(0, len(counts) - 1)), data.draw(st.integers(0, 2))
    counts[row][column] = data.draw(st.integers(1, 4))
    safe = suppress(counts)
    assert sum(cell is None for cells in safe.cells for cell in cells) == 4
    assert None not in (*safe.row_totals, *safe.column_totals, safe.total)


def test_a_table_of_all_sectors_and_districts_takes_no_time() -> None:
    counts = [[(i * 7 + j * 11) % 23 for j in range(20)] for i in range(60)]
    start = time.process_time()
    suppress(counts)
    assert time.process_time() - start < 3


def found(rows: list[list[object]], caption: str = "Counts by sector") -> str:
    parts = short_parts()
    body(table(caption, rows))(parts)
    checks = {check.id: check for check in check_package({"packet.docx": pack(parts)}, GUARD)}
    return " ".join(checks["small-counts"].findings)


HEAD = ["Sector", "Oppose", "Support", "Total"]


@pytest.mark.parametrize(
    ("says", "rows"),
    [
        ("", [HEAD, ["Housing", 7, 8, 15], ["Aging", 0, 12, 12], ["Total", 7, 20, 27]]),
        ("shows 3, fewer than 5", [HEAD, ["Housing", 3, 12, 15], ["Aging", 9, 12, 21]]),
        ("shows 4", [HEAD, ["Housing", "4 members", "12 members", 16]]),
        ("can be worked out from the others (3)", [HEAD, ["Housing", "*", 12, 15], ["Aging", 9, 12, 21]]),
        ("can be worked out", [HEAD, ["Housing", "<5", "–", 15], ["Aging", 9, 12, 21], ["Total", 12, 24, 36]]),
        ("", [HEAD, ["Housing", "<5", "–", 15], ["Aging", "–", "–", 21], ["Total", 12, 24, 36]]),
        ("", [["Sector", "Oppose"], ["Housing", "fewer than 5"], ["Aging", 9], ["All", "–"]]),
        ("not the sums", [HEAD, ["Housing", "<5", 12, 15], ["Aging", 9, 12, 22]]),
        ("share", [HEAD, ["Housing", "<5", "–", 15], ["Aging", "9 (60 %)", 6, 15]]),
        ("several kinds", [HEAD, ["A", "<5", "–", 15], ["Total", 9, 6, 15], ["B", 9, 6, 15], ["Total", 18, 12, 30]]),
    ],
)
def test_tables_of_counts_in_a_document(says: str, rows: list[list[object]]) -> None:
    told = found(rows)
    assert says in told
    assert bool(says) == bool(told)


@settings(max_examples=10, deadline=None)
@given(counts=st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=2, max_size=4))
def test_what_was_suppressed_passes_and_what_was_not_does_not(counts: list[list[int]]) -> None:
    safe = suppress(counts)
    rows: list[list[object]] = [["Sector", "A", "B", "C", "Total"]]
    for number, (cells, total) in enumerate(zip(safe.cells, safe.row_totals, strict=True)):
        rows.append([f"Sector {number}", *cells, total])
    rows.append(["Total", *safe.column_totals, safe.total])
    shown = [["<5" if cell is None else cell for cell in row] for row in rows]
    # the total of all is shown, however small
    if safe.total is None or safe.total >= 5 or safe.total == 0:
        assert found(shown) == ""
    if any(0 < cell < 5 for row in counts for cell in row):
        assert "fewer than 5" in found([rows[0], *([f"S{n}", *row, sum(row)] for n, row in enumerate(counts))])
