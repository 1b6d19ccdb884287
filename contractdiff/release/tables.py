"""Tables of counts in a Word file: whether one shows a small count, or lets one be worked out.

Such a table is found by its caption (``w:tblCaption``). Its first column and its heading rows are labels; a row or a
column is one of totals where its label begins with "Total", "All" or "Overall". A column with other words than counts
is none of counts.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence

from lxml import etree

from contractdiff.model import Guard
from contractdiff.ooxml.names import w
from contractdiff.release.small_cells import spot_ends, worked_out
from contractdiff.release.word_file import WordFile
from contractdiff.release.words import plain_words

_COUNT = re.compile(r"\d{1,3}(?:[,\u00a0 .]\d{3})+|\d+")
_LEFT_OUT = re.compile(
    r"[*†‡–—\-.…·x\s]*|s|n/?[ad]|[<≤≥>]\s*\d+|\d+\s*(?:[–—-]|to)\s*\d+|"
    r"(?:fewer|less|under|below|up to|at most|suppressed|withheld|not shown|masked|menos|hasta)\b.*",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?<![\d.,])(\d+)(?![\d.,]*\d)(\s*(?:%|percent\b))?")
_TOTALS = frozenset(("total", "totals", "all", "overall", "sum", "totales", "todos", "todas"))
_Spot = tuple[int, int]


def small_counts(file: WordFile, guard: Guard) -> Iterator[str]:
    """What the tables of counts show, or let be worked out, that is under the least."""
    beginnings = [words for words in map(plain_words, guard.counted) if words]
    for part, root in file.roots.items():
        for table in root.iter(w("tbl")):
            caption = table.find(f"{w('tblPr')}/{w('tblCaption')}")
            title = "" if caption is None else caption.get(w("val"), "")
            words = plain_words(title)
            if any(words[: len(each)] == each for each in beginnings):
                for what in _findings(_cells(table), guard.least):
                    yield f"{part}, table “{title}”: {what}"


def _findings(rows: list[list[str]], least: int) -> Iterator[str]:
    heading, body = rows[0] if rows else [], rows[1:]
    columns = [at for at in range(1, len(heading)) if _is_counted([row[at] for row in body if at < len(row)])]
    cells = [[row[at] if at < len(row) else "" for at in columns] for row in body]
    left_out = any(cell.strip() and _number(cell) is None for row in cells for cell in row)
    for row in body:
        for at, cell in enumerate(row[1:], 1):
            for number in _NUMBERS.finditer(cell):
                where = (
                    f"in the row “{_short(row[0])}”, column “{_short(heading[at]) if at < len(heading) else at + 1}”"
                )
                if number[2]:
                    if left_out:
                        yield f"it shows a share ({number[0]}) {where}, which tells counts; leave it out"
                elif at in columns and 0 < int(number[1]) < least and not _says_less(cell):
                    yield f"it shows {number[1]}, fewer than {least}, {where}; leave it out"
    labels = [row[0] if row else "" for row in body]
    total_rows = [i for i, label in enumerate(labels) if _is_total(label)]
    total_columns = [j for j, at in enumerate(columns) if _is_total(heading[at])]
    if not left_out:
        return
    if len(total_rows) > 1 or len(total_columns) > 1:
        yield "it has totals of several kinds, so that what was left out cannot be checked; make a table of each part"
        return
    yield from _given_away(cells, labels, [heading[at] for at in columns], total_rows, total_columns)


def _given_away(
    cells: list[list[str]], labels: list[str], headings: list[str], total_rows: list[int], total_columns: list[int]
) -> Iterator[str]:
    """Which of the counts that were left out can be worked out."""
    rows = [i for i in range(len(cells)) if i not in total_rows]
    columns = [j for j in range(len(headings)) if j not in total_columns]
    corner = (len(rows), len(columns))
    at: dict[_Spot, _Spot] = {}
    for i, own in enumerate((*rows, *total_rows)):
        for j, column in enumerate((*columns, *total_columns)):
            at[i, j] = (own, column)
    known = {spot: number for spot, (i, j) in at.items() if (number := _number(cells[i][j])) is not None}
    everywhere = {(i, j) for i in range(corner[0] + 1) for j in range(corner[1] + 1)}
    unknown = everywhere - set(known)
    values = _solution(known, unknown, corner)
    if values is None:
        yield "its totals are not the sums of its counts; see which is wrong"
        return
    for spot in worked_out(values, unknown, corner):
        if spot in at and cells[at[spot][0]][at[spot][1]].strip():
            i, j = at[spot]
            yield (
                f"what was left out in the row “{_short(labels[i])}”, column “{_short(headings[j])}” can be worked out "
                f"from the others ({values[spot]}); leave out another count of the row and of the column"
            )


def _solution(known: dict[_Spot, int], unknown: set[_Spot], corner: _Spot) -> dict[_Spot, int] | None:
    """Numbers for all places with which the sums are right; ``None`` where there are none.

    What each sum has too much is passed on along places that are not known, one way after the other.
    """
    values = dict.fromkeys(unknown, 0) | known
    surplus: dict[str, int] = {}
    arcs: dict[str, list[tuple[str, _Spot, bool]]] = {}
    for spot, value in values.items():
        start, stop = spot_ends(spot, corner)
        surplus[start] = surplus.get(start, 0) - value
        surplus[stop] = surplus.get(stop, 0) + value
        if spot in unknown:
            arcs.setdefault(start, []).append((stop, spot, True))
            arcs.setdefault(stop, []).append((start, spot, False))
    for begin in sorted(node for node, more in surplus.items() if more > 0):
        while surplus[begin] > 0:
            way = _to_a_lack(begin, surplus, arcs, values)
            if way is None:
                return None
            end, steps = way
            taken = [values[spot] for spot, adds in steps if not adds]
            passed = min(surplus[begin], -surplus[end], *taken) if taken else min(surplus[begin], -surplus[end])
            for spot, adds in steps:
                values[spot] += passed if adds else -passed
            surplus[begin] -= passed
            surplus[end] += passed
    return values


def _to_a_lack(
    begin: str, surplus: dict[str, int], arcs: dict[str, list[tuple[str, _Spot, bool]]], values: dict[_Spot, int]
) -> tuple[str, list[tuple[_Spot, bool]]] | None:
    waiting: deque[str] = deque((begin,))
    came: dict[str, tuple[str, _Spot, bool]] = {begin: (begin, (0, 0), True)}
    while waiting:
        node = waiting.popleft()
        if surplus[node] < 0:
            steps = []
            end = node
            while node != begin:
                node, spot, adds = came[node]
                steps.append((spot, adds))
            return end, steps
        for other, spot, adds in arcs.get(node, ()):
            if other not in came and (adds or values[spot] > 0):
                came[other] = (node, spot, adds)
                waiting.append(other)
    return None


def _cells(table: etree._Element) -> list[list[str]]:
    """The words of the cells, one list for each row below the heading rows, which are one list together."""
    rows: list[list[str]] = []
    headings: list[list[str]] = []
    for row in table.iterchildren(w("tr")):
        cells: list[str] = []
        for cell in row.iter(w("tc")):
            if next(cell.iterancestors(w("tbl")), None) is not table:
                continue
            span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
            wide = 1 if span is None else int(span.get(w("val"), "1"))
            text = " ".join("".join(each.text or "" for each in p.iter(w("t"))) for p in cell.iter(w("p")))
            cells += [text.strip(), *([""] * (wide - 1))]
        is_heading = row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
        (headings if not rows and (is_heading or not headings) else rows).append(cells)
    width = max(map(len, (*headings, *rows)), default=0)
    heading = [" ".join(row[at] for row in headings if at < len(row) and row[at]) for at in range(width)]
    return [heading, *rows]


def _is_counted(cells: Sequence[str]) -> bool:
    said = [cell for cell in cells if cell]
    return any(_NUMBERS.search(cell) for cell in said) and all(
        _number(cell) is not None or _LEFT_OUT.fullmatch(cell) or cell[:1].isdecimal() for cell in said
    )


def _number(cell: str) -> int | None:
    return int(re.sub(r"\D", "", cell)) if _COUNT.fullmatch(cell) else None


def _says_less(cell: str) -> bool:
    """Whether a cell says that a count was left out, in a number: "<5", "fewer than 5", "1–4"."""
    return _number(cell) is None and _LEFT_OUT.fullmatch(cell) is not None


def _is_total(label: str) -> bool:
    return plain_words(label)[:1] != [] and plain_words(label)[0] in _TOTALS


def _short(label: str) -> str:
    return label if len(label) <= 40 else f"{label[:40]}…"
