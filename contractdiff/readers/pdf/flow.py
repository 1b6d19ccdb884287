"""The text of all pages in reading order: columns of lines with tables and footnotes in their places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from contractdiff.model import SetAside
from contractdiff.readers.pdf.columns import columns
from contractdiff.readers.pdf.footnotes import take_footnotes
from contractdiff.readers.pdf.lines import Line, Row, lines_of, main_size, rows
from contractdiff.readers.pdf.pages import Page
from contractdiff.readers.pdf.plain_tables import split_plain_tables
from contractdiff.readers.pdf.tables import Cell, Table, take_tables

_SAME_EDGE = 4.0
"""Points by which the columns of a table may be off on its next page."""

CellLines = list[list[Line]]
"""The lines of one cell, page by page."""


@dataclass(slots=True)
class TableFlow:
    """One table, over as many pages as it takes: rows of cells."""

    edges: tuple[float, ...]
    rows: list[list[CellLines]]


@dataclass(slots=True)
class Flow:
    """What the pages hold in reading order, running heads and the like left out."""

    items: list[list[Line] | TableFlow] = field(default_factory=list)
    notes: list[list[Line]] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    body_size: float = 10.0

    def note_signs(self) -> frozenset[str]:
        """The signs with which the footnotes begin."""
        return frozenset(note[0].words[0].text.rstrip(".)") for note in self.notes)

    def lines(self) -> Iterator[Line]:
        """All lines, those of tables and notes included."""
        for item in self.items:
            if isinstance(item, TableFlow):
                yield from (line for row in item.rows for cell in row for lines in cell for line in lines)
            else:
                yield from item
        for note in self.notes:
            yield from note


@dataclass(slots=True)
class _Piece:
    """A column of one page before its edges are known. ``place`` is the same for columns of one make-up."""

    page: Page
    rows: Sequence[Row]
    left: float
    right: float
    place: tuple[int, ...]


def flow_of(pages: Sequence[Page], bodies: Sequence[list[Row]]) -> Flow:
    """The reading order of the pages; ``bodies`` are their rows without running heads and the like."""
    pieces: list[_Piece | Table] = []
    for page, found in zip(pages, bodies, strict=True):
        pieces += _page_pieces(page, found)
    _share_edges([piece for piece in pieces if isinstance(piece, _Piece)])
    flow = Flow(body_size=main_size(word for body in bodies for row in body for word in row) or 10.0)
    for index, piece in enumerate(pieces):
        if isinstance(piece, Table):
            _add_table(flow, piece, pieces[index - 1] if index else None)
            continue
        lines = lines_of(piece.rows, page=piece.page.number, left=piece.left, right=piece.right)
        lines, notes = take_footnotes(lines, flow.body_size, piece.page.rules)
        if lines:
            flow.items.append(lines)
        flow.notes += notes
    return flow


def _page_pieces(page: Page, found: list[Row]) -> Iterator[_Piece | Table]:
    """The columns and tables of one page in reading order."""
    if not found:
        return
    rest, tables = take_tables(found, page.rules, page.number, page.height)
    left, right = min(row[0].x0 for row in found), max(row[-1].x1 for row in found)
    for table in tables:
        above = [row for row in rest if row[0].base <= table.top + 0.5 * row[0].size]
        rest = [row for row in rest if row[0].base > table.top + 0.5 * row[0].size]
        yield from _columns(page, above, left, right)
        yield table
    yield from _columns(page, rest, left, right)


def _columns(page: Page, found: list[Row], left: float, right: float) -> Iterator[_Piece | Table]:
    for column in columns(found, left, right):
        size = round(page.width)
        place = (size,) if column.whole else (size, round(column.left / 24), round(column.right / 24))
        for stretch in split_plain_tables(column.rows, page.number):
            if isinstance(stretch, Table):
                yield stretch
            else:
                yield _Piece(page, stretch, column.left, column.right, place)


def _share_edges(pieces: Iterable[_Piece]) -> None:
    """Give columns that stand in the same place on several pages the edges that most of their lines keep to.

    The right edge of a short last page, or of a page of headings, is not where its lines end.
    """
    alike: dict[tuple[int, ...], list[_Piece]] = defaultdict(list)
    for piece in pieces:
        alike[piece.place].append(piece)
    for same in alike.values():
        ends = sorted(row[-1].x1 for piece in same for row in piece.rows)
        # one line in a hundred may stick out: a long word, a number in the margin
        right = ends[max(0, len(ends) - 1 - len(ends) // 100)]
        starts = sorted(row[0].x0 for piece in same for row in piece.rows)
        left = starts[len(starts) // 100]
        for piece in same:
            piece.left, piece.right = left, right


def _add_table(flow: Flow, table: Table, before: object) -> None:
    rows = [[_cell_lines(cell, table.page) for cell in row] for row in table.rows]
    last = flow.items[-1] if flow.items else None
    goes_on = (
        isinstance(before, Table)
        and isinstance(last, TableFlow)
        and before.page == table.page - 1
        and len(last.edges) == len(table.edges)
        and all(abs(one - other) <= _SAME_EDGE for one, other in zip(last.edges, table.edges, strict=True))
    )
    if not goes_on or not isinstance(last, TableFlow):
        flow.items.append(TableFlow(table.edges, rows))
        return
    if rows and last.rows and (head := _row_text(rows[0])) and head == _row_text(last.rows[0]):
        flow.set_aside.append(SetAside(text=head, why="repeated table heading", page=table.page))
        rows = rows[1:]
    if rows and last.rows and _cut(last.rows[-1], rows[0]):
        for cell, more in zip(last.rows[-1], rows[0], strict=True):
            cell += more
        rows = rows[1:]
    last.rows += rows


def _cell_lines(cell: Cell, page: int) -> CellLines:
    lines = lines_of(rows(cell.words), page=page, left=cell.left, right=cell.right)
    return [lines] if lines else []


def _row_text(row: list[CellLines]) -> str:
    return " ".join(line.text for cell in row for lines in cell for line in lines)


def _cut(row: list[CellLines], more: list[CellLines]) -> bool:
    """Whether the second row is the rest of the first: its first cell is empty, or its words run on."""
    if len(row) != len(more) or not any(more):
        return False
    if any(rest and not cell for cell, rest in zip(row, more, strict=True)):
        return False
    for cell, rest in zip(row, more, strict=True):
        if not rest:
            continue
        last, first = cell[-1][-1].words[-1].text, rest[0][0].words[0].text
        if first[0].islower() and not last.endswith((".", ";", ":")):
            return True
    return not more[0]
