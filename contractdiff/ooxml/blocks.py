"""Blocks from a story's paragraphs and table edges: what becomes a table row, what a paragraph."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from contractdiff.model import Block, Role
from contractdiff.ooxml.paragraphs import Paragraph
from contractdiff.ooxml.story import Edge, Item
from contractdiff.options import PROSE_ROWS, PROSE_WORDS

_Spans = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Cell:
    """What stands in a cell, in order: paragraphs, finished tables within it, the blocks of a text box."""

    content: list["Paragraph | Block | _Table | list[Block]"] = field(default_factory=list)

    def printed(self, *, without_label_of: Paragraph | Block | None = None) -> tuple[str, _Spans]:
        """Return the words in one line, and which stretches of them are hidden."""
        if len(self.content) == 1 and self.content[0] is without_label_of:
            return without_label_of.text, without_label_of.hidden
        words: list[tuple[str, _Spans]] = []
        for item in self.content:
            if isinstance(item, list):
                continue
            if not isinstance(item, _Table) and item is not without_label_of and item.label:
                words.append((item.label, ()))
            if item.text:
                words.append((item.text, item.hidden))
        return _joined(" ", words)

    def paragraphs(self) -> int:
        """How many paragraphs have text; of a table within it, how many blocks it makes."""
        count = 0
        for item in self.content:
            if isinstance(item, _Table):
                count += len(item.blocks) - len(item.boxes)
            elif not isinstance(item, list):
                count += bool(item.text)
        return count


@dataclass(slots=True)
class _Table:
    index: int
    role: Role
    rows: list[list[_Cell]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    nested: bool = False
    text: str = ""
    hidden: _Spans = ()

    def finish(self) -> None:
        """Make the table's blocks; the tables within it have theirs already."""
        if self.nested:
            printed = [cell.printed() for row in self.rows for cell in row]
            self.text, self.hidden = _joined(" ", [part for part in printed if part[0]])
        self.boxes = [block for row in self.rows for block in _boxes(row)]
        with_text = prose = 0
        for row in self.rows:
            paragraphs = [cell.paragraphs() for cell in row]
            with_text += any(paragraphs)
            # prose: paragraphs rather than an entry of a table
            prose += any(
                count > 1 and len(cell.printed()[0].split()) >= PROSE_WORDS
                for cell, count in zip(row, paragraphs, strict=True)
            )
        as_prose = prose and prose >= PROSE_ROWS * with_text
        for row in self.rows:
            self.blocks += self._prose(row) if as_prose else self._row(row)

    def _prose(self, row: list[_Cell]) -> Iterable[Block]:
        number: str | None = None
        for item in [item for cell in row for item in cell.content]:
            if isinstance(item, _Table):
                yield from item.blocks
            elif isinstance(item, list):
                yield from item
            elif item.text:
                # a number in a cell of its own belongs to the words beside it
                yield _block(item, self.role, table=self.index, label=item.label or number)
                number = None
            else:
                number = number or item.label

    def _row(self, row: list[_Cell]) -> Iterable[Block]:
        if any(cell.paragraphs() for cell in row):
            first = next(
                (item for cell in row[:1] for item in cell.content if isinstance(item, Paragraph | Block)), None
            )
            printed = [cell.printed(without_label_of=first) for cell in row]
            text, hidden = _joined("\t", printed)
            within = [item for item in _within(row) if item.references or _anchors(item)]
            yield Block(
                text=text,
                role=Role.TABLE_ROW if self.role is Role.BODY else self.role,
                label=first.label if first is not None else None,
                level=first.level if first is not None else None,
                cells=tuple([words for words, _ in printed]),
                table=self.index,
                hidden=hidden,
                anchors=tuple([anchor for item in within for anchor in _anchors(item)]),
                references=tuple([reference for item in within for reference in item.references]),
            )
        yield from _boxes(row)


def _joined(separator: str, parts: list[tuple[str, _Spans]]) -> tuple[str, _Spans]:
    """Return stretches of words as one, with the hidden stretches of the whole."""
    if len(parts) == 1:
        return parts[0]
    hidden = []
    if any(spans for _, spans in parts):
        at = 0
        for text, spans in parts:
            hidden += [(start + at, end + at) for start, end in spans]
            at += len(text) + len(separator)
    return separator.join([text for text, _ in parts]), tuple(hidden)


def _within(row: list[_Cell]) -> Iterable[Paragraph | Block]:
    """The paragraphs of a row, and the blocks of the tables within it, text boxes left out."""
    for cell in row:
        for item in cell.content:
            if isinstance(item, _Table):
                boxes = {id(block) for block in item.boxes}
                yield from [block for block in item.blocks if id(block) not in boxes]
            elif not isinstance(item, list):
                yield item


def _anchors(item: Paragraph | Block) -> Sequence[str]:
    if isinstance(item, Block):
        return item.anchors
    return item.extras.anchors if item.extras is not None else ()


def _boxes(row: list[_Cell]) -> Iterable[Block]:
    """The text boxes anchored anywhere in a row."""
    for cell in row:
        for item in cell.content:
            if isinstance(item, list):
                yield from item
            elif isinstance(item, _Table):
                yield from item.boxes


def _block(item: Paragraph | Block, role: Role, *, table: int | None = None, label: str | None = None) -> Block:
    """Return a paragraph as a block."""
    if isinstance(item, Block):
        return replace(item, role=role, table=table, label=label)
    return Block(
        text=item.text,
        role=role,
        label=label,
        level=item.level,
        heading=item.heading,
        lead=item.lead,
        table=table,
        indent=item.first,
        hidden=item.hidden,
        anchors=tuple(_anchors(item)),
        references=item.references,
    )


def _add(
    outer: "list[Block] | _Table | _Cell", content: "Paragraph | Block | _Table | list[Block]", role: Role
) -> None:
    """Put what is finished into what is around it. A table that lacks its rows or cells is given them."""
    if isinstance(outer, _Cell):
        outer.content.append(content)
    elif isinstance(outer, _Table):
        outer.rows.append([_Cell([content])])
    elif isinstance(content, _Table):
        outer += content.blocks
    elif isinstance(content, list):
        outer += content
    elif not content.text:
        return
    elif isinstance(content, Block):
        outer.append(content if role is Role.BODY else replace(content, role=role))
    else:
        outer.append(_block(content, role, label=content.label))


class BlockBuilder:
    """Makes the blocks of a document's stories; tables are counted through all of them."""

    def __init__(self) -> None:
        self._tables = 0

    def new_table(self) -> int:
        """Return the number of a table that is met."""
        self._tables += 1
        return self._tables - 1

    def blocks(self, story: Iterable[Item], role: Role) -> list[Block]:
        """Return the blocks of a story in reading order, empty paragraphs and rows left out."""
        done: list[Block] = []
        # a box in a header prints on every page like the rest of it
        box_role = role if role in (Role.HEADER, Role.FOOTER) else Role.TEXTBOX
        role_here = role
        # the open boxes, tables and cells, innermost last
        open_: list[list[Block] | _Table | _Cell] = [done]
        boxes = 0
        for item in story:
            inner = open_[-1]
            if isinstance(item, Paragraph):
                if not isinstance(inner, list):
                    _add(inner, item, role_here)
                elif item.text:
                    inner.append(_block(item, role_here, label=item.label))
            elif isinstance(item, Block):
                _add(inner, item, role_here)
            elif item is Edge.TABLE:
                open_.append(_Table(self.new_table(), role_here, nested=not isinstance(inner, list)))
            elif item is Edge.ROW and isinstance(inner, _Table):
                inner.rows.append([])
            elif item is Edge.CELL:
                open_.append(_Cell())
            elif item is Edge.BOX:
                open_.append([])
                boxes += 1
                role_here = box_role
            elif item in (Edge.TABLE_END, Edge.CELL_END, Edge.BOX_END):
                open_.pop()
                outer = open_[-1]
                if isinstance(inner, _Cell):
                    if isinstance(outer, _Table) and outer.rows:
                        outer.rows[-1].append(inner)
                    else:
                        for content in inner.content:
                            _add(outer, content, role_here)
                else:
                    if isinstance(inner, _Table):
                        inner.finish()
                    else:
                        boxes -= 1
                        role_here = box_role if boxes else role
                    _add(outer, inner, role_here)
        return done
