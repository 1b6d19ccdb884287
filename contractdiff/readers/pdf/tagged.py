"""The text of a tagged file as its tags order it: paragraphs, rows of tables and notes, whole over columns and pages.

Tags are made by programs and by people in a hurry, so they are believed only where they cover the pages and do not
contradict what the pages show: a paragraph a line, one paragraph a page, an order that jumps about.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import attrgetter

from contractdiff.model import SetAside
from contractdiff.readers.pdf.flow import Flow, TableFlow, add_stretch, signs_of, unglued
from contractdiff.readers.pdf.furniture import rows_of_tables
from contractdiff.readers.pdf.lines import Line, Row, lines_of, main_size, rows
from contractdiff.readers.pdf.pages import Page
from contractdiff.readers.pdf.paragraphs import Paragraph, fits, runs_on
from contractdiff.readers.pdf.tags import Leaf, Path
from contractdiff.readers.pdf.words import Word

_COVERED = 0.97
"""Least share of the words that the tags hold."""
_WHOLE = 0.4
"""Most words that one paragraph holds, as a share of those of a file of some length."""
_LONG = 300
"""Words of such a file."""
_CONTRADICTED = 0.12
"""Most paragraphs that the page shows to be cut, to be several, or to stand elsewhere, as a share of all."""
_FEW = 3
"""Contradictions that any file may hold."""
_LEVEL = 2.0
"""Points by which the baselines of two texts on one line may differ."""
_UP = 1.5
"""Sizes of its type by which a word stands above the one before when a column ends between them."""
_CELLS = 100
"""Most cells of a row."""


@dataclass(slots=True)
class _Element:
    """A paragraph of the tags: its lines, page by page."""

    leaf: Leaf
    lines: list[Line] = field(default_factory=list)

    @property
    def is_loose(self) -> bool:
        """Whether the tags say nothing but where in the file it stands."""
        return not self.leaf.text and self.leaf.row is None and self.leaf.note is None


def tagged_flow(pages: Sequence[Page], bodies: Sequence[list[Row]]) -> Flow | None:
    """The reading order by the tags; ``None`` where there are none to be trusted.

    ``bodies`` are the rows of the pages without running heads and the like.
    """
    if not any(page.leaves for page in pages):
        return None
    flow = Flow(body_size=main_size(word for body in bodies for row in body for word in row) or 10.0)
    elements, total, left_out = _elements(pages, bodies, flow)
    if left_out > (1 - _COVERED) * total or not _is_trusted(elements, total):
        return None
    _fill(flow, elements, {page.number: page for page in pages})
    return flow


def _elements(pages: Sequence[Page], bodies: Sequence[list[Row]], flow: Flow) -> tuple[list[_Element], int, int]:
    """The paragraphs of the tags in their order, how many words there are, and how many the tags leave out.

    Headings that tables repeat are noted.
    """
    found: dict[Path, _Element] = {}
    total = left_out = 0
    headings = rows_of_tables(pages, bodies)
    for page, body in zip(pages, bodies, strict=True):
        if not body:
            continue
        held: dict[Path, list[Word]] = defaultdict(list)
        last: Leaf | None = None
        for number, row in enumerate(body):
            kept: Row = []
            for marked, run in groupby(row, key=lambda word: word.mark in page.leaves):
                stretch = list(run)
                text = " ".join(word.text for word in stretch)
                if not marked and text in headings:
                    flow.set_aside.append(SetAside(text=text, why="repeated table heading", page=page.number))
                else:
                    kept += stretch
            for word, leaf in _leaves_of(kept, page.leaves, last, number):
                found.setdefault(leaf.block, _Element(leaf))
                held[leaf.block].append(word)
                last = leaf
                total += 1
                left_out += word.mark not in page.leaves
        left, right = min(row[0].x0 for row in body), max(row[-1].x1 for row in body)
        for block, words in held.items():
            for stretch in _stretches(words):
                found[block].lines += lines_of(rows(stretch), page=page.number, left=left, right=right)
    for element in found.values():
        _take_repeated(element, flow)
    return _side_by_side([found[block] for block in sorted(found)]), total, left_out


def _take_repeated(element: _Element, flow: Flow) -> None:
    """Set aside what a cell of a heading says again on later pages."""
    if element.leaf.row is None or element.lines[0].page == element.lines[-1].page:
        return
    by_page = {page: list(lines) for page, lines in groupby(element.lines, key=lambda line: line.page)}
    first, *later = by_page.items()
    said = [line.text for line in first[1]]
    if all([line.text for line in lines] == said for _, lines in later):
        element.lines = first[1]
        flow.set_aside += [SetAside(text=" ".join(said), why="repeated table heading", page=page) for page, _ in later]


def _side_by_side(elements: list[_Element]) -> list[_Element]:
    """The paragraphs, those made one that stand on one line: what an author has set apart by more than a space."""
    kept: list[_Element] = []
    for element in elements:
        last = kept[-1] if kept else None
        if (
            last is not None
            and not (last.is_loose or element.is_loose)
            and last.leaf.row is None
            and element.leaf.row is None
            and last.leaf.note == element.leaf.note
            and last.lines[0].page == last.lines[-1].page == element.lines[0].page
            and abs(last.lines[0].base - element.lines[0].base) <= _LEVEL
            and last.lines[-1].base - last.lines[0].base <= _LEVEL
            and element.lines[0].x0 >= last.lines[-1].x1
        ):
            last.lines += element.lines
        else:
            kept.append(element)
    return kept


def _stretches(words: list[Word]) -> Iterator[list[Word]]:
    """The words of a paragraph on one page in stretches of one column each: the next begins further up."""
    words.sort(key=lambda word: word.mark)
    start = 0
    for at in range(1, len(words)):
        before, word = words[at - 1], words[at]
        if word.mark != before.mark and word.base < before.base - _UP * word.size:
            yield words[start:at]
            start = at
    yield words[start:]


def _leaves_of(row: Row, leaves: dict[int, Leaf], last: Leaf | None, number: int) -> Iterator[tuple[Word, Leaf]]:
    """The words of a row, each with its leaf; one without, such as what is typed on top, has that of its neighbour."""
    known = [leaves.get(word.mark) for word in row]
    near = next((leaf for leaf in known if leaf), None)
    if near is None:
        # a row that the tags leave out stands after the one above it
        near = Leaf((*last.block, 10**6 + number) if last else (-1, number))
    for word, leaf in zip(row, known, strict=True):
        near = leaf or near
        yield word, near


def _is_trusted(elements: Sequence[_Element], total: int) -> bool:
    if total > _LONG and any(sum(len(line.words) for line in one.lines) > _WHOLE * total for one in elements):
        return False
    doubts = cuts = several = moved = 0
    elements = [element for element in elements if not element.is_loose]
    for element in elements:
        several += any(
            below.label_words and below.page == above.page and fits(above, below) and below.base > above.base
            for above, below in pairwise(element.lines)
        )
    outside = [element for element in elements if element.leaf.table is None and element.leaf.note is None]
    for before, after in pairwise(outside):
        above, below = before.lines[-1], after.lines[0]
        if above.page != below.page:
            moved += below.page < above.page
            continue
        beside = below.x0 >= above.x1 or below.x1 <= above.x0
        moved += below.base < above.base - 1 and not beside
        cuts += 0 < below.base - above.base < 1.6 * below.size and runs_on(above, below)
    doubts = max(cuts, several, moved)
    return doubts <= max(_FEW, _CONTRADICTED * len(elements))


def _fill(flow: Flow, elements: Sequence[_Element], pages: Mapping[int, Page]) -> None:
    """Put the paragraphs into the flow: those of a table as its rows, those of a note as one."""
    notes: dict[Path, list[Line]] = {}
    numbers: dict[str, int] = {}
    # a table within a cell, or a paragraph, parts the rows of the outer table
    for (loose, table), run in groupby(elements, key=lambda one: (one.is_loose, one.leaf.row and one.leaf.table)):
        if loose:
            lines = [line for element in run for line in element.lines]
            for number, on_page in groupby(lines, key=attrgetter("page")):
                add_stretch(flow, pages[number], rows(word for line in on_page for word in line.words))
        elif table:
            flow.items.append(_table(list(run)))
        else:
            for element in run:
                lines = [unglued(line, numbers) for line in element.lines]
                if element.leaf.note is not None:
                    notes.setdefault(element.leaf.note, []).extend(lines)
                else:
                    flow.items.append(Paragraph(lines, heading=element.leaf.heading))
    flow.notes += notes.values()
    signs_of(flow)


def _table(elements: Sequence[_Element]) -> TableFlow:
    """The rows of a table, whose cells keep their paragraphs."""
    table = TableFlow((), [], parted=True)
    for path, run in groupby(elements, key=attrgetter("leaf.row")):
        row: list[list[list[Line]]] = []
        for element in run:
            cell = element.leaf.cell
            at = min(cell[len(path)], _CELLS) if cell and len(cell) > len(path) else 0
            row += [[] for _ in range(at + 1 - len(row))]
            row[at].append(element.lines)
        table.rows.append(row)
    return table
