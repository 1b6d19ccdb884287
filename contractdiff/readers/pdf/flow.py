"""The text of all pages in reading order: columns of lines with tables and footnotes in their places."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from contractdiff.model import SetAside
from contractdiff.readers.pdf.columns import columns
from contractdiff.readers.pdf.footnotes import settled_sign, sign_of, take_notes, with_sign
from contractdiff.readers.pdf.labels import named_value, unglued_number
from contractdiff.readers.pdf.lines import Line, Row, lines_of, main_size, rows
from contractdiff.readers.pdf.pages import Page
from contractdiff.readers.pdf.paragraphs import Paragraph
from contractdiff.readers.pdf.plain_tables import continued, split_plain_tables
from contractdiff.readers.pdf.tables import Cell, Table, take_tables
from contractdiff.readers.pdf.words import Word

_WIDE = 0.6
"""Greatest width of a table that may have text beside it, as a share of that of the page's text."""
_MANY = 20
"""Fewest lines of a column one of which is not believed to show its right edge."""
_ROWS = 4
"""Fewest rows that show with which type a row begins."""
_SAME_EDGE = 4.0
"""Points by which the columns of a table may be off on its next page."""

CellLines = list[list[Line]]
"""The lines of one cell, page by page."""


@dataclass(slots=True)
class TableFlow:
    """One table, over as many pages as it takes: rows of cells.

    ``parted`` is whether the stretches of a cell are its paragraphs rather than what stands on each page.
    """

    edges: tuple[float, ...]
    rows: list[list[CellLines]]
    parted: bool = False


@dataclass(slots=True)
class Flow:
    """What the pages hold in reading order, running heads and the like left out.

    ``ends`` are the places of those ``notes`` that stand at the end of the file rather than on their sign's page.
    """

    items: list[list[Line] | Paragraph | TableFlow] = field(default_factory=list)
    notes: list[list[Line]] = field(default_factory=list)
    ends: set[int] = field(default_factory=set)
    set_aside: list[SetAside] = field(default_factory=list)
    body_size: float = 10.0

    def note_signs(self) -> frozenset[str]:
        """The signs with which the footnotes begin."""
        return frozenset(sign_of(note) for note in self.notes)

    def lines(self) -> Iterator[Line]:
        """All lines, those of tables and notes included."""
        for item in self.items:
            if isinstance(item, TableFlow):
                yield from (line for row in item.rows for cell in row for lines in cell for line in lines)
            elif isinstance(item, Paragraph):
                yield from item.lines
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
    beside: bool = False


def flow_of(pages: Sequence[Page], bodies: Sequence[list[Row]]) -> Flow:
    """The reading order of the pages; ``bodies`` are their rows without running heads and the like."""
    pieces: list[_Piece | Table] = []
    known: dict[int, frozenset[int]] = defaultdict(frozenset)
    for page, found in zip(pages, bodies, strict=True):
        last = pieces[-1] if pieces else None
        size = round(page.width)
        of_page = list(_page_pieces(page, found, last if isinstance(last, Table) else None, known[size]))
        beside = [piece for piece in of_page if isinstance(piece, _Piece) and piece.beside]
        # the left edges of columns right of others
        starts = [round(piece.left) for piece in beside if piece.left > min(other.left for other in beside) + 72]
        known[size] |= frozenset(starts)
        pieces += of_page
    _share_edges([piece for piece in pieces if isinstance(piece, _Piece)])
    flow = Flow(body_size=main_size(word for body in bodies for row in body for word in row) or 10.0)
    signs: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for index, piece in enumerate(pieces):
        if isinstance(piece, Table):
            _add_table(flow, piece, pieces[index - 1] if index else None)
            continue
        lines = lines_of(piece.rows, page=piece.page.number, left=piece.left, right=piece.right)
        lines = [unglued(line, numbers) for line in lines]
        goes_on = bool(flow.notes) and flow.notes[-1][-1].page == piece.page.number - 1
        taken = take_notes(
            lines,
            flow.body_size,
            piece.page.rules,
            signs=signs,
            goes_on=goes_on,
            recognised=piece.page.recognised,
        )
        if taken.body:
            flow.items.append(taken.body)
        if taken.rest:
            flow.notes[-1] += taken.rest
        flow.notes += taken.notes
        for line in taken.body:
            for word in line.words:
                if word.sign:
                    signs.setdefault(word.sign, line.page)
    _settle_signs(flow, {page.number for page in pages if page.recognised})
    signs_of(flow)
    return flow


def _settle_signs(flow: Flow, recognised: Container[int]) -> None:
    """Give the notes of recognised pages and their signs in the text, where they differ, the same sign.

    They are paired in their order, and only where as many of the one are left over as of the other.
    """
    lines = [(item, at) for item in flow.items if isinstance(item, list) for at in range(len(item))]
    known = flow.note_signs()
    by_page: dict[int, list[tuple[list[Line], int, int]]] = defaultdict(list)
    for item, at in lines:
        for place, word in enumerate(item[at].words):
            if word.sign and item[at].page in recognised:
                by_page[item[at].page].append((item, at, place))
    for page, places in by_page.items():
        told = [item[at].words[place].sign for item, at, place in places]
        of_page = [at for at, note in enumerate(flow.notes) if note[0].page == page]
        notes = [at for at in of_page if sign_of(flow.notes[at]) not in told]
        alone = [place for place, sign in zip(places, told, strict=True) if sign not in known]
        if len(notes) != len(alone):
            continue
        for at, (item, line, place) in zip(notes, alone, strict=True):
            word = item[line].words[place]
            before = sign_of(flow.notes[at - 1]) if at else "0"
            sign = settled_sign(word.sign, flow.notes[at], before)
            flow.notes[at] = with_sign(flow.notes[at], sign)
            words = list(item[line].words)
            words[place] = word._replace(text=word.text.removesuffix(word.sign) + sign, sign=sign)
            item[line] = replace(item[line], words=tuple(words))


def add_stretch(flow: Flow, page: Page, found: list[Row]) -> None:
    """Add rows of one page of which nothing is known but their place."""
    for piece in _page_pieces(page, found, None, frozenset()):
        if isinstance(piece, Table):
            _add_table(flow, piece, None)
        else:
            flow.items.append(lines_of(piece.rows, page=page.number, left=piece.left, right=piece.right))


def signs_of(flow: Flow) -> None:
    """Find which notes stand at the end of the file: not on the page on which their sign does."""
    signs: dict[str, int] = {}
    for line in flow.lines():
        for word in line.words:
            if word.sign:
                signs.setdefault(word.sign, line.page)
    flow.ends = {at for at, note in enumerate(flow.notes) if note[0].page > signs.get(sign_of(note), note[0].page)}


def unglued(line: Line, numbers: dict[str, int]) -> Line:
    """The line, the number of "ARTICLE IIIPAYMENT" set free from its word; ``numbers`` are the last ones so far."""
    texts = [word.text for word in line.words[:2]]
    if len(texts) < 2 or not texts[0][0].isupper():
        return line
    if parts := unglued_number(texts[0], texts[1], numbers.get(texts[0].lower(), 0)):
        word = line.words[1]
        end = word.x0 + (word.x1 - word.x0) * len(parts[0]) / len(word.text)
        halves = (word._replace(text=parts[0], x1=end), word._replace(text=parts[1], x0=end + 1))
        line = replace(line, words=(line.words[0], *halves, *line.words[2:]))
        texts[1] = parts[0]
    if value := named_value(texts):
        numbers[value[0]] = value[1]
    return line


def _page_pieces(page: Page, found: list[Row], before: Table | None, known: frozenset[int]) -> Iterator[_Piece | Table]:
    """The columns and tables of one page in reading order.

    ``before`` is a table with which the page before ends; ``known`` are the gutters of the pages before.
    """
    if not found:
        return
    rest, tables = take_tables(found, page.rules, page.number, page.height, columns=bool(known))
    left, right = min(row[0].x0 for row in found), max(row[-1].x1 for row in found)
    if before and rest and before.page == page.number - 1 and not (tables and tables[0].top < rest[0][0].base):
        more, rest = continued(rest, before, page.number, right)
        if more:
            yield more
    beside = {_mark(table, at): table for at, table in enumerate(tables) if _has_text_beside(table, rest, left, right)}
    if beside:
        rest = rows([*(word for row in rest for word in row), *beside])
    for table in tables:
        if table in beside.values():
            continue
        above = [row for row in rest if row[0].base <= table.top + 0.5 * row[0].size]
        rest = [row for row in rest if row[0].base > table.top + 0.5 * row[0].size]
        yield from _columns(page, above, left, right, known, beside)
        yield from _placed(table, page)
    yield from _columns(page, rest, left, right, known, beside)


def _columns(
    page: Page, found: list[Row], left: float, right: float, known: frozenset[int], beside: Mapping[Word, Table]
) -> Iterator[_Piece | Table]:
    for column in columns(found, left, right, known=known):
        size = round(page.width)
        place = (size,) if column.whole else (size, round(column.left / 24), round(column.right / 24))
        for part in _parted(column.rows, beside):
            if isinstance(part, Table):
                yield from _placed(part, page)
                continue
            for stretch in split_plain_tables(part, page.number, column.right, page.rules):
                if isinstance(stretch, Table):
                    yield stretch
                else:
                    yield _Piece(page, stretch, column.left, column.right, place, beside=not column.whole)


def _placed(table: Table, page: Page) -> Iterator[_Piece | Table]:
    """The table, or the lines of a mere frame."""
    if not table.is_frame:
        yield table
        return
    (cell,) = table.rows[0]
    yield _Piece(page, rows(cell.words), cell.left, cell.right, (round(page.width), -page.number, round(table.top)))


def _has_text_beside(table: Table, found: Sequence[Row], left: float, right: float) -> bool:
    """Whether a table stands in a column with text beside it."""
    x0, x1 = min(cell.left for row in table.rows for cell in row), max(cell.right for row in table.rows for cell in row)
    if x1 - x0 > _WIDE * (right - left):
        return False
    level = [row for row in found if table.top < row[0].base - 0.3 * row[0].size < table.bottom]
    return bool(level) and all(word.x0 >= x1 or word.x1 <= x0 for row in level for word in row)


def _mark(table: Table, at: int) -> Word:
    """A word that keeps the place of a table among the words of its column, and looks like a line of prose."""
    x0, x1 = min(cell.left for row in table.rows for cell in row), max(cell.right for row in table.rows for cell in row)
    return Word(f"\0{at}{'table' * 10}", x0, x1, table.top + 10.0, 10.0)


def _parted(found: Sequence[Row], beside: Mapping[Word, Table]) -> Iterator[Sequence[Row] | Table]:
    """The rows in stretches, with the tables of the column in their places."""
    start = 0
    for index, row in enumerate(found if beside else ()):
        held = [beside[word] for word in row if word in beside]
        if not held:
            continue
        if before := found[start:index]:
            yield before
        if rest := [word for word in row if word not in beside]:
            yield [rest]
        yield from held
        start = index + 1
    if start < len(found):
        yield found[start:]


def _share_edges(pieces: Iterable[_Piece]) -> None:
    """Give columns that stand in the same place on several pages the edges that most of their lines keep to.

    The right edge of a short last page, or of a page of headings, is not where its lines end.
    """
    alike: dict[tuple[int, ...], list[_Piece]] = defaultdict(list)
    for piece in pieces:
        alike[piece.place].append(piece)
    for same in alike.values():
        ends = {id(piece): _end(piece.rows) for piece in same}
        every = sorted(end for piece in same for end in [ends[id(piece)]] * len(piece.rows))
        starts = sorted(row[0].x0 for piece in same for row in piece.rows)
        for piece in same:
            piece.left, piece.right = starts[len(starts) // 100], max(every[len(every) // 2], ends[id(piece)])


def _end(found: Sequence[Row]) -> float:
    """Where the lines of a column end; of many, one may stick out: a long word, a number in the margin."""
    ends = sorted(row[-1].x1 for row in found)
    return ends[-2] if len(ends) >= _MANY else ends[-1]


def _add_table(flow: Flow, table: Table, before: object) -> None:
    rows = [[_cell_lines(cell, table.page) for cell in row] for row in table.rows]
    last = flow.items[-1] if flow.items else None
    if not isinstance(last, TableFlow) or not isinstance(before, Table) or before.page != table.page - 1:
        flow.items.append(TableFlow(table.edges, rows))
        return
    same = len(last.edges) == len(table.edges)
    placed = same and all(abs(a - b) <= _SAME_EDGE for a, b in zip(last.edges, table.edges, strict=True))
    headed = same and bool(rows and last.rows) and _take_heading(rows[0], last.rows[0])
    if not placed and not headed and not _is_rest(last, table, rows):
        flow.items.append(TableFlow(table.edges, rows))
        return
    if headed:
        flow.set_aside.append(SetAside(text=_row_text(last.rows[0]), why="repeated table heading", page=table.page))
        rows = rows if any(rows[0]) else rows[1:]
    if rows and last.rows and (_cut(last.rows, rows[0]) or _is_lower(last.rows, rows)):
        for cell, more in zip(last.rows[-1], rows[0], strict=True):
            cell += more
        rows = rows[1:]
    last.rows += rows


def _is_rest(table: TableFlow, more: Table, rows: Sequence[list[CellLines]]) -> bool:
    """Whether a table at the top of a page is the end of one whose other rows are divided further, or less."""
    few, many = sorted((table.edges, more.edges), key=len)
    if not rows or not table.rows or len(rows[0]) != len(table.rows[-1]) or len(few) < 2:
        return False
    return all(any(abs(a - b) <= _SAME_EDGE for b in many) for a in few)


def _take_heading(row: list[CellLines], head: list[CellLines]) -> bool:
    """Whether a row is, or begins with, the heading of its table, which is then taken out of it."""
    for cell, of_head in zip(row, head, strict=True):
        texts = [line.text for lines in cell for line in lines]
        if (wanted := [line.text for lines in of_head for line in lines]) != texts[: len(wanted)]:
            return False
    if not any(head):
        return False
    for at, (cell, of_head) in enumerate(zip(row, head, strict=True)):
        rest = [line for lines in cell for line in lines][sum(len(lines) for lines in of_head) :]
        row[at] = [rest] if rest else []
    return True


def _cell_lines(cell: Cell, page: int) -> CellLines:
    lines = lines_of(rows(cell.words), page=page, left=cell.left, right=cell.right)
    return [lines] if lines else []


def _row_text(row: list[CellLines]) -> str:
    return " ".join(line.text for cell in row for lines in cell for line in lines)


def _cut(rows: Sequence[list[CellLines]], more: list[CellLines]) -> bool:
    """Whether a row is the rest of the last one: its cells go on from full lines, or its first cell is empty.

    In a table with other rows whose first cell is empty, an empty one says nothing.
    """
    row = rows[-1]
    if len(row) != len(more) or not any(more):
        return False
    if any(rest and not cell for cell, rest in zip(row, more, strict=True)):
        return False
    if not more[0] and all(other[0] for other in rows if any(other)):
        return True
    return all(_is_full(cell[-1][-1], rest[0][0]) for cell, rest in zip(row, more, strict=True) if rest)


def _is_lower(rows: Sequence[list[CellLines]], more: Sequence[list[CellLines]]) -> bool:
    """Whether the first row of a page is the rest of the one before.

    It begins in smaller type than all others do, as an explanation below the name of a term, and has an empty cell.
    """
    first = [row[0][0][0] for row in (*rows, *more) if row and row[0]]
    if not more[0] or not more[0][0] or all(more[0]) or len(more[0]) != len(rows[-1]) or not rows[-1][0]:
        return False
    top = more[0][0][0][0]
    alike = [line for line in first if line.size > top.size and line.words[0].bold >= top.words[0].bold]
    return len(first) >= _ROWS and len(alike) == len(first) - 1


def _is_full(line: Line, following: Line) -> bool:
    """Whether the first word of the line that follows would have found no room, and the words go on."""
    first = following.words[0]
    if line.words[-1].size != first.size or line.words[-1].bold != first.bold:
        return False
    return line.x1 + first.x1 - first.x0 + 0.2 * first.size > line.right
