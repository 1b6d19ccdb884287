"""Blocks from a story's paragraphs and table edges: what becomes a table row, what a paragraph."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from contractdiff.model import Block, Role
from contractdiff.ooxml.story import Edge
from contractdiff.options import PROSE_ROWS, PROSE_WORDS


@dataclass(slots=True)
class _Cell:
    """What stands in a cell, in order: paragraphs, finished tables within it, the blocks of a text box."""

    content: list["Block | _Table | list[Block]"] = field(default_factory=list)

    def text(self, *, without_label_of: Block | None = None) -> str:
        words = []
        for item in self.content:
            if isinstance(item, _Table):
                words.append(item.text)
            elif isinstance(item, Block):
                words += [item.label or "" if item is not without_label_of else "", item.text]
        return " ".join([word for word in words if word])

    def paragraphs(self) -> int:
        """How many paragraphs have text; of a table within it, how many blocks it makes."""
        count = 0
        for item in self.content:
            if isinstance(item, _Table):
                count += len(item.blocks) - len(item.boxes)
            elif isinstance(item, Block):
                count += bool(item.text)
        return count

    def is_prose(self) -> bool:
        """Whether it holds paragraphs rather than an entry of a table."""
        return self.paragraphs() > 1 and len(self.text().split()) >= PROSE_WORDS


@dataclass(slots=True)
class _Table:
    index: int
    role: Role
    rows: list[list[_Cell]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    text: str = ""

    def finish(self) -> None:
        """Make the table's blocks; the tables within it have theirs already."""
        self.text = " ".join([text for row in self.rows for cell in row if (text := cell.text())])
        self.boxes = [block for row in self.rows for block in _boxes(row)]
        with_text = sum(any(cell.paragraphs() for cell in row) for row in self.rows)
        prose = sum(any(cell.is_prose() for cell in row) for row in self.rows)
        if prose and prose >= PROSE_ROWS * with_text:
            self.blocks = [block for row in self.rows for block in self._prose(row)]
        else:
            self.blocks = [block for row in self.rows for block in self._row(row)]

    def _prose(self, row: list[_Cell]) -> Iterable[Block]:
        number: str | None = None
        for item in [item for cell in row for item in cell.content]:
            if isinstance(item, Block):
                if item.text:
                    block = replace(item, role=self.role, table=self.index)
                    # a number in a cell of its own belongs to the words beside it
                    yield replace(block, label=number) if number and not block.label else block
                    number = None
                else:
                    number = number or item.label
            elif isinstance(item, _Table):
                yield from item.blocks
            else:
                yield from item

    def _row(self, row: list[_Cell]) -> Iterable[Block]:
        first = next((item for cell in row[:1] for item in cell.content if isinstance(item, Block)), None)
        cells = tuple(cell.text(without_label_of=first) for cell in row)
        paragraphs = [item for cell in row for item in cell.content if isinstance(item, Block) and item.text]
        if any(cell.paragraphs() for cell in row):
            yield Block(
                text="\t".join(cells),
                role=Role.TABLE_ROW if self.role is Role.BODY else self.role,
                label=first.label if first is not None else None,
                level=first.level if first is not None else None,
                cells=cells,
                table=self.index,
                hidden=((0, len("\t".join(cells))),) if paragraphs and all(item.hidden for item in paragraphs) else (),
            )
        yield from _boxes(row)


def _boxes(row: list[_Cell]) -> Iterable[Block]:
    """The text boxes anchored anywhere in a row."""
    for cell in row:
        for item in cell.content:
            if isinstance(item, list):
                yield from item
            elif isinstance(item, _Table):
                yield from item.boxes


def _add(outer: "list[Block] | _Table | _Cell", content: "Block | _Table | list[Block]") -> None:
    """Put what is finished into what is around it. A table that lacks its rows or cells is given them."""
    if isinstance(outer, _Cell):
        outer.content.append(content)
    elif isinstance(outer, _Table):
        outer.rows.append([_Cell([content])])
    elif isinstance(content, _Table):
        outer.extend(content.blocks)
    elif isinstance(content, Block):
        outer.append(content)
    else:
        outer.extend(content)


class BlockBuilder:
    """Makes the blocks of a document's stories; tables are counted through all of them."""

    def __init__(self) -> None:
        self._tables = 0

    def blocks(self, story: Iterable[Block | Edge], role: Role) -> list[Block]:
        """Return the blocks of a story in reading order, empty paragraphs and rows left out."""
        done: list[Block] = []
        # a box in a header prints on every page like the rest of it
        box_role = role if role in (Role.HEADER, Role.FOOTER) else Role.TEXTBOX
        # the open boxes, tables and cells, innermost last
        open_: list[list[Block] | _Table | _Cell] = [done]
        boxes = 0
        for item in story:
            inner = open_[-1]
            role_here = box_role if boxes else role
            if isinstance(item, Block):
                if not isinstance(inner, list):
                    _add(inner, item)
                elif item.text:
                    inner.append(item if role_here is Role.BODY else replace(item, role=role_here))
            elif item is Edge.TABLE:
                open_.append(_Table(self._tables, role_here))
                self._tables += 1
            elif item is Edge.ROW and isinstance(inner, _Table):
                inner.rows.append([])
            elif item is Edge.CELL:
                open_.append(_Cell())
            elif item is Edge.BOX:
                open_.append([])
                boxes += 1
            elif item in (Edge.TABLE_END, Edge.CELL_END, Edge.BOX_END):
                open_.pop()
                outer = open_[-1]
                if isinstance(inner, _Cell):
                    if isinstance(outer, _Table) and outer.rows:
                        outer.rows[-1].append(inner)
                    else:
                        for content in inner.content:
                            _add(outer, content)
                else:
                    if isinstance(inner, _Table):
                        inner.finish()
                    else:
                        boxes -= 1
                    _add(outer, inner)
        return done
