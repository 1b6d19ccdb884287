"""A story (the body, a note, a header) as a flat run of paragraphs and table edges, in reading order.

A paragraph whose mark is not there in the view of tracked changes that is read runs on into the next, which gives
the whole its properties (ECMA-376 part 1, 17.13.5). The result is flat, and nothing here recurses, so that no depth
of nesting in a hostile file can exhaust the stack.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from lxml import etree

from contractdiff.model import Block, FieldReference
from contractdiff.ooxml.drawings import BOX_CONTENT, usable_branch
from contractdiff.ooxml.names import mc, w
from contractdiff.ooxml.number_fields import NumberFields
from contractdiff.ooxml.numbering import Level, ListCounter, Numbering
from contractdiff.ooxml.package import relationship_id
from contractdiff.ooxml.paragraph_reader import BOOKMARK, COMMENT_MARKS, ParagraphReader, Surroundings
from contractdiff.ooxml.paragraphs import EMPHASIS, NOTHING, Paragraph, Properties, clean
from contractdiff.ooxml.revisions import Markup, number_before
from contractdiff.ooxml.styles import CAPS, HIDDEN, STRUCK, Style

_P, _TBL, _TR, _TC, _SECTION, _FOREIGN = w("p"), w("tbl"), w("tr"), w("tc"), w("sectPr"), w("altChunk")
_ALTERNATIVES = mc("AlternateContent")
_TRANSPARENT = frozenset({w(name) for name in ("sdt", "sdtContent", "customXml", "smartTag")})
_ROW_PROPERTIES, _ROW_EXCEPTIONS, _CELL_PROPERTIES, _VAL = w("trPr"), w("tblPrEx"), w("tcPr"), w("val")
_MERGES, _TRACKED_MERGE = frozenset({w("vMerge"), w("hMerge")}), w("cellMerge")


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


# What a story consists of. A block comes from an embedded document of another format.
Item = Paragraph | Edge | Block


@dataclass(slots=True, kw_only=True)
class DocumentState(Surroundings):
    """What the stories of one document share.

    Attributes:
        numbering: The document's lists.
        sections: The properties of each section ended so far.
        unknown_formats: Number formats that were met and are not known.
        missing_numbers: How many numbers that Word works out could not be told.
        hidden: The hidden words of each paragraph that has any.
        struck: The words that are struck through by their type, a stretch each.
    """

    numbering: Numbering
    sections: list[etree._Element] = field(default_factory=list)
    unknown_formats: set[str] = field(default_factory=set)
    missing_numbers: int = 0
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)


class _Count:
    """Counts the lists of a story and the fields that go on with them."""

    def __init__(self, document: DocumentState) -> None:
        self.lists = ListCounter(document.unknown_formats)
        self.fields = NumberFields(self.lists, document.numbering)


class Story:
    """Reads stories of one kind, whose lists count on from one to the next (the footnotes, say).

    Args:
        document: What the document's stories share.
        embedded: Reads the document that is embedded under a relationship id, in its place.
        blank_pages: Whether page numbers read as ``#``, as they do in headers and footers.
    """

    def __init__(
        self,
        document: DocumentState,
        *,
        embedded: Callable[[str], Iterable[Item]] = lambda _: (),
        blank_pages: bool = False,
    ) -> None:
        self._document = document
        self._embedded = embedded
        self._markup = document.markup
        self._transparent = _TRANSPARENT | document.markup.there
        # text boxes are a story of their own: what they count must not disturb the lists around them
        self._count_outside, self._count_in_boxes = _Count(document), _Count(document)
        self._boxes_open = 0
        self._reader = ParagraphReader(document, blank_pages=blank_pages)

    def read(self, root: etree._Element) -> Iterator[Item]:
        """Yield the paragraphs below an element, and the edges of its tables and text boxes.

        A paragraph without text is yielded only where its number prints all the same.
        """
        reader, sections, markup = self._reader, self._document.sections, self._markup
        reader.begin_story(root)
        # the open levels: each with the children still to come and the edge to name when they are through
        stack: list[tuple[Iterator[etree._Element], Edge | None]] = [(iter(root), None)]
        waiting: Paragraph | None = None
        while stack:
            children, end = stack[-1]
            for element in children:
                tag = element.tag
                if tag == _P:
                    paragraph = reader.read(element, len(sections))
                    if waiting is not None:
                        paragraph = self._join(waiting, paragraph)
                        waiting = None
                    properties = paragraph.properties
                    if (
                        properties.mark_gone
                        or properties.drop_cap
                        # a style separator: a heading and the text after it are two paragraphs in one line
                        or (properties.separates_style and paragraph.some_shown())
                    ):
                        waiting = paragraph
                        continue
                    if self._finish(paragraph):
                        yield paragraph
                    if properties.section is not None:
                        sections.append(properties.section)
                    if paragraph.extras is not None and paragraph.extras.boxes:
                        stack.append((iter(paragraph.extras.boxes), None))
                        break
                elif tag == _TBL and waiting is not None:
                    # nothing runs on into a table, nor past one whose rows are all gone: end the paragraph first, then
                    # come back to the table
                    if self._finish(waiting):
                        yield waiting
                    stack += [(iter((element,)), None), (iter((waiting.extras or NOTHING).boxes), None)]
                    waiting = None
                    break
                elif tag in self._transparent:
                    stack.append((iter(element), None))
                    break
                elif tag in _EDGES:
                    begin, its_end = _EDGES[tag]
                    if tag == _TR and _is_gone_row(element, markup):
                        continue
                    content = element[:]
                    if tag == _TC:
                        printed = _content(element, markup)
                        if printed is None:
                            continue
                        content = printed
                    elif tag == BOX_CONTENT:
                        self._boxes_open += 1
                    yield begin
                    stack.append((iter(content), its_end))
                    break
                elif tag == _ALTERNATIVES:
                    branch = usable_branch(element)
                    if branch is not None:
                        stack.append((iter(branch), None))
                        break
                elif tag == _SECTION:
                    sections.append(element)
                elif tag == BOOKMARK:
                    name = self._document.anchors.begun_by(element)
                    if name:
                        reader.anchors.append(name)
                elif tag in COMMENT_MARKS:
                    reader.comment_mark(element)
                elif tag == _FOREIGN:
                    if waiting is not None:
                        if self._finish(waiting):
                            yield waiting
                        stack += [(iter((element,)), None), (iter((waiting.extras or NOTHING).boxes), None)]
                        waiting = None
                        break
                    yield from self._embedded(relationship_id(element))
            else:
                if waiting is not None and (end is not None or len(stack) == 1):
                    # nor does anything run on out of a cell
                    if self._finish(waiting):
                        yield waiting
                    stack.append((iter((waiting.extras or NOTHING).boxes), None))
                    waiting = None
                    continue
                stack.pop()
                if end is not None:
                    yield end
                    if end is Edge.BOX_END:
                        self._boxes_open -= 1

    def _join(self, first: Paragraph, second: Paragraph) -> Paragraph:
        """Return two paragraphs as the one they print as."""
        # in place: of a thousand paragraphs joined, each is copied once
        if first.properties.mark_gone or first.properties.drop_cap:
            first.take(second)
            first.properties, first.style = second.properties, second.style
            return first
        self._count(first)
        self._count(second)
        first.run_in = first.run_in or len(first.words())
        first.pieces.append((f" {second.label or ''} ", 0))
        first.take(second)
        first.properties = replace(
            first.properties,
            mark_gone=second.properties.mark_gone,
            mark_hidden=second.properties.mark_hidden,
            separates_style=second.properties.separates_style,
            drop_cap=False,
            section=second.properties.section,
        )
        return first

    def _count(self, paragraph: Paragraph) -> None:
        """Give a paragraph its number, once."""
        if paragraph.counted:
            return
        paragraph.counted = True
        document, properties, style = self._document, paragraph.properties, paragraph.style
        if properties.num_id is None and style.num_id is None and paragraph.extras is None:
            return
        nowhere = properties.mark_hidden or style.on & HIDDEN or properties.section is not None
        if nowhere and not paragraph.some_shown():
            return  # hidden, or nothing but the mark of a section break: neither prints, so neither counts
        place = document.numbering.place(properties.num_id, properties.ilvl, style)
        count = self._count_in_boxes if self._boxes_open else self._count_outside
        if place is not None:
            instance, ilvl = place
            paragraph.ilvl = ilvl
            label = count.lists.next_label(instance, ilvl)
            count.fields.paragraph_counted()
            if properties.number_before:
                label = number_before(properties.number_before) or label
            level = instance.levels[ilvl]
            paragraph.label = _as_printed(label, level, properties, style)
            paragraph.list_indent = level.indent
        if paragraph.extras is not None and paragraph.extras.numbers:
            document.missing_numbers += count.fields.fill(paragraph, place, style.built_in_heading)

    def _finish(self, paragraph: Paragraph) -> bool:
        """Set down how a paragraph prints; return whether anything of it does."""
        pieces, properties, style = paragraph.pieces, paragraph.properties, paragraph.style
        if not (properties.mark_gone or properties.drop_cap) or paragraph.words():
            self._count(paragraph)
        # one piece is by far the most frequent
        text = paragraph.text = clean(pieces[0][0] if len(pieces) == 1 else "".join([text for text, _ in pieces]))
        if not text and paragraph.label is None:
            self._reader.anchors += (paragraph.extras or NOTHING).anchors
            return False
        outline = style.outline if properties.outline is None else properties.outline
        is_heading = outline is not None and 0 <= outline <= 8
        paragraph.heading = is_heading and not paragraph.run_in
        paragraph.level = paragraph.ilvl if paragraph.ilvl is not None else outline if is_heading else None
        paragraph.lead = paragraph.run_in
        if paragraph.bits:
            if not paragraph.run_in and paragraph.bits & EMPHASIS:
                paragraph.lead = paragraph.emphasised_start()
            if paragraph.bits & HIDDEN:
                self._set_hidden(paragraph)
            if paragraph.bits & STRUCK:
                self._document.struck += [text[start:end] for start, end in paragraph.stretches(STRUCK)]
        # a list that the style names gives way to the indents of the style, one that the paragraph names does not
        own, listed = properties.indent, paragraph.list_indent
        below = style.indent.over(listed) if properties.num_id is None else listed.over(style.indent)
        left = below.left if own.left is None else own.left
        first = below.first if own.first is None else own.first
        paragraph.first = ((left or 0) + (first or 0)) / 20
        if paragraph.extras is not None:
            words = [(paragraph.words(link.start, link.end), link.anchor) for link in paragraph.extras.links]
            paragraph.references = tuple(FieldReference(text=text, anchor=anchor) for text, anchor in words if text)
        return True

    def _set_hidden(self, paragraph: Paragraph) -> None:
        paragraph.hidden = paragraph.stretches(HIDDEN)
        if paragraph.hidden:
            words = [paragraph.text[start:end] for start, end in paragraph.hidden]
            self._document.hidden.append(" … ".join(words))


_EDGES = {
    _TBL: (Edge.TABLE, Edge.TABLE_END),
    _TR: (Edge.ROW, Edge.ROW_END),
    _TC: (Edge.CELL, Edge.CELL_END),
    BOX_CONTENT: (Edge.BOX, Edge.BOX_END),
}


def _as_printed(label: str | None, level: Level, properties: Properties, style: Style) -> str | None:
    """Return a number in capitals where its type is set so: by its level, the paragraph's mark or the style."""
    on, off = properties.mark_bits
    capitals = level.capitals if level.capitals is not None else bool((style.on | on) & ~off & CAPS)
    return label.upper() if label is not None and capitals else label


def _is_gone_row(row: etree._Element, markup: Markup) -> bool:
    """Return whether a tracked change takes a table row away."""
    for child in row[:]:
        if child.tag == _ROW_PROPERTIES:
            return markup.is_gone(child)
        if child.tag != _ROW_EXCEPTIONS:
            break
    return False


def _content(cell: etree._Element, markup: Markup) -> list[etree._Element] | None:
    """Return what of a cell prints: nothing where it is merged into another, ``None`` where it is not there at all.

    A cell that holds words all the same is not taken for a merged one: no text is dropped on the word of a property.
    """
    first = cell[0] if len(cell) else None
    if first is None or first.tag != _CELL_PROPERTIES:
        return cell[:]
    merged = False
    for prop in first[:]:
        tag = prop.tag
        if tag in markup.gone:
            return None
        if tag == _TRACKED_MERGE:
            merged = merged or prop.get(markup.merge) == "cont"
        elif tag in _MERGES and not markup.before:
            merged = merged or prop.get(_VAL, "continue") == "continue"
    if markup.before:
        merges = [prop for prop in markup.properties(first) if prop.tag in _MERGES]
        merged = merged or any(prop.get(_VAL, "continue") == "continue" for prop in merges)
    if merged and not any((text.text or "").strip() for text in cell.iter(*markup.texts)):
        return []
    return cell[:]
