"""A story (the body, a note, a header) as a flat run of paragraphs and table edges, in reading order.

Tracked changes read as accepted: what is deleted is not there, and a paragraph whose mark is deleted runs
on into the next, which gives the whole its properties (ECMA-376 part 1, 17.13.5). The result is flat, and
nothing here recurses, so that no depth of nesting in a hostile file can exhaust the stack.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from lxml import etree

from contractdiff.model import Block
from contractdiff.ooxml.drawings import BOX_CONTENT, Findings, usable_branch
from contractdiff.ooxml.names import mc, w
from contractdiff.ooxml.numbering import ListCounter, Numbering
from contractdiff.ooxml.paragraphs import NoteReference, ParagraphReader, RawParagraph
from contractdiff.ooxml.styles import HIDDEN, Styles

_P, _TBL, _TR, _TC, _T, _SECTION, _FOREIGN = w("p"), w("tbl"), w("tr"), w("tc"), w("t"), w("sectPr"), w("altChunk")
_ALTERNATIVES = mc("AlternateContent")
_TRANSPARENT = frozenset({w(name) for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")})
_ROW_PROPERTIES, _CELL_PROPERTIES, _VAL = w("trPr"), w("tcPr"), w("val")
_ROW_GONE = (w("del"), w("moveFrom"))
_CELL_GONE, _MERGES, _TRACKED_MERGE = w("cellDel"), (w("vMerge"), w("hMerge")), w("cellMerge")


class Edge(Enum):
    """Where a table, one of its rows or cells, or a text box begins and ends."""

    TABLE = "table"
    TABLE_END = "end of table"
    ROW = "row"
    ROW_END = "end of row"
    CELL = "cell"
    CELL_END = "end of cell"
    BOX = "text box"
    BOX_END = "end of text box"


@dataclass(slots=True, kw_only=True)
class DocumentState:
    """What the stories of one document share.

    Attributes:
        styles: The document's styles.
        numbering: Its lists.
        findings: What was met besides text.
        notes: The notes referred to so far, in order.
        sections: The properties of each section ended so far.
        unknown_formats: Number formats that were met and are not known.
    """

    styles: Styles
    numbering: Numbering
    findings: Findings = field(default_factory=Findings)
    notes: list[NoteReference] = field(default_factory=list)
    sections: list[etree._Element] = field(default_factory=list)
    unknown_formats: set[str] = field(default_factory=set)


class Story:
    """Reads stories of one kind, whose lists count on from one to the next (the footnotes, say).

    Args:
        document: What the document's stories share.
        blank_pages: Whether page numbers read as ``#``, as they do in headers and footers.
    """

    def __init__(self, document: DocumentState, *, blank_pages: bool = False) -> None:
        self._document = document
        # text boxes are a story of their own: what they count must not disturb the lists around them
        self._counter = ListCounter(document.unknown_formats)
        self._box_counter = ListCounter(document.unknown_formats)
        self._boxes_open = 0
        self._reader = ParagraphReader(document.styles, document.findings, document.notes, blank_pages=blank_pages)

    def read(self, root: etree._Element) -> Iterator[Block | Edge]:
        """Yield the paragraphs below an element, and the edges of its tables and text boxes.

        A paragraph without text is yielded only where its number prints all the same.
        """
        self._reader.begin_story(root)
        # the open levels: each with the children still to come and the edge to name when they are through
        stack: list[tuple[Iterator[etree._Element], Edge | None]] = [(iter(root), None)]
        waiting: RawParagraph | None = None
        while stack:
            children, end = stack[-1]
            for element in children:
                tag = element.tag
                if tag == _P:
                    raw = self._reader.read(element, len(self._document.sections))
                    if waiting is not None:
                        raw = self._join(waiting, raw)
                        waiting = None
                    if self._runs_on(raw):
                        waiting = raw
                        continue
                    paragraph = self._finish(raw)
                    if paragraph is not None:
                        yield paragraph
                    if raw.properties.section is not None:
                        self._document.sections.append(raw.properties.section)
                    if raw.boxes:
                        stack.append((iter(raw.boxes), None))
                        break
                elif tag == _TBL and waiting is not None:
                    # nothing runs on into a table: end the paragraph first, then come back to the table
                    paragraph = self._finish(waiting)
                    if paragraph is not None:
                        yield paragraph
                    stack += [(iter((element,)), None), (iter(waiting.boxes), None)]
                    waiting = None
                    break
                elif tag in _TRANSPARENT:
                    stack.append((iter(element), None))
                    break
                elif tag in _EDGES:
                    begin, its_end = _EDGES[tag]
                    if (tag == _TR and _is_gone(element)) or (tag == _TC and _is_deleted_cell(element)):
                        continue
                    yield begin
                    if tag == _TC and _continues_another(element):
                        yield its_end
                        continue
                    if tag == BOX_CONTENT:
                        self._boxes_open += 1
                    stack.append((iter(element), its_end))
                    break
                elif tag == _ALTERNATIVES:
                    branch = usable_branch(element)
                    if branch is not None:
                        stack.append((iter(branch), None))
                        break
                elif tag == _SECTION:
                    self._document.sections.append(element)
                elif tag == _FOREIGN:
                    self._document.findings.foreign_parts += 1
            else:
                if waiting is not None and (end is not None or len(stack) == 1):
                    # nor does anything run on out of a cell
                    paragraph = self._finish(waiting)
                    if paragraph is not None:
                        yield paragraph
                    stack.append((iter(waiting.boxes), None))
                    waiting = None
                    continue
                stack.pop()
                if end is not None:
                    yield end
                    if end is Edge.BOX_END:
                        self._boxes_open -= 1

    def _runs_on(self, raw: RawParagraph) -> bool:
        """Return whether the next paragraph goes on in the same line."""
        properties = raw.properties
        if properties.mark_deleted or properties.drop_cap:
            return True
        # a style separator: a heading and the text after it are two paragraphs in one line
        return properties.separates_style and raw.some_shown()

    def _join(self, first: RawParagraph, second: RawParagraph) -> RawParagraph:
        """Return two paragraphs as the one they print as."""
        # in place: of a thousand paragraphs joined, each is copied once
        first.boxes += second.boxes
        if first.properties.mark_deleted or first.properties.drop_cap:
            first.pieces += second.pieces
            return replace(second, pieces=first.pieces, boxes=first.boxes)
        self._count(first)
        self._count(second)
        run_in = first.run_in or len(first.text())
        first.pieces += [(f" {second.label or ''} ", 0), *second.pieces]
        ends = replace(
            first.properties,
            mark_deleted=second.properties.mark_deleted,
            mark_hidden=second.properties.mark_hidden,
            separates_style=second.properties.separates_style,
            drop_cap=False,
            section=second.properties.section,
        )
        return replace(first, properties=ends, run_in=run_in)

    def _count(self, raw: RawParagraph) -> None:
        """Give a paragraph its number, once."""
        if raw.counted:
            return
        raw.counted = True
        properties = raw.properties
        style = self._document.styles.paragraph(properties.style)
        nowhere = properties.mark_hidden or style.on & HIDDEN or properties.section is not None
        if nowhere and not raw.some_shown():
            return  # hidden, or nothing but the mark of a section break: neither prints, so neither counts
        place = self._document.numbering.place(properties.num_id, properties.ilvl, style)
        if place is not None:
            instance, raw.ilvl = place
            counter = self._box_counter if self._boxes_open else self._counter
            raw.label = counter.next_label(instance, raw.ilvl)
            raw.list_indent = instance.levels[raw.ilvl].indent

    def _finish(self, raw: RawParagraph) -> Block | None:
        """Return the paragraph, ``None`` where nothing of it is printed."""
        text = raw.text()
        properties = raw.properties
        if not text and (properties.mark_deleted or properties.drop_cap):
            return None
        self._count(raw)
        if not text and raw.label is None:
            return None
        style = self._document.styles.paragraph(properties.style)
        outline = style.outline if properties.outline is None else properties.outline
        heading = outline is not None and 0 <= outline <= 8
        indent = properties.indent
        if properties.num_id is None:
            # a list that the style names gives way to the indents of the style
            indent = indent.over(style.indent).over(raw.list_indent)
        else:
            indent = indent.over(raw.list_indent).over(style.indent)
        some_hidden = raw.some_hidden()
        self._document.findings.hidden_paragraphs += some_hidden
        return Block(
            text=text,
            label=raw.label,
            level=raw.ilvl if raw.ilvl is not None else outline if heading else None,
            heading=heading and not raw.run_in,
            lead=raw.run_in or raw.lead(),
            indent=((indent.left or 0) + (indent.first or 0)) / 20,
            hidden=((0, len(text)),) if some_hidden and text and not raw.some_shown() else (),
        )


_EDGES = {
    _TBL: (Edge.TABLE, Edge.TABLE_END),
    _TR: (Edge.ROW, Edge.ROW_END),
    _TC: (Edge.CELL, Edge.CELL_END),
    BOX_CONTENT: (Edge.BOX, Edge.BOX_END),
}


def _is_gone(row: etree._Element) -> bool:
    """Return whether a tracked change deletes a table row."""
    return any(True for properties in row.iterchildren(_ROW_PROPERTIES) for _ in properties.iterchildren(*_ROW_GONE))


def _is_deleted_cell(cell: etree._Element) -> bool:
    properties = cell.find(_CELL_PROPERTIES)
    return properties is not None and properties.find(_CELL_GONE) is not None


def _continues_another(cell: etree._Element) -> bool:
    """Return whether a cell is merged into the one above or before it, and so prints nothing of its own.

    A cell that holds words all the same is not taken for one: no text is dropped on the word of a property.
    """
    properties = cell.find(_CELL_PROPERTIES)
    if properties is None:
        return False
    merged = any(merge.get(_VAL, "continue") == "continue" for merge in properties.iterchildren(*_MERGES))
    for merge in properties.iterchildren(_TRACKED_MERGE):
        merged = merged or merge.get(_VERTICAL) == "cont"
    return merged and not any((text.text or "").strip() for text in cell.iter(_T))


_VERTICAL = w("vMerge")
