"""Reads the words of one paragraph and the properties a reader needs of it.

Of a field its result is read, never its instruction. What is printed beside the line (notes, text boxes) is handed
back to be read in its turn. Nothing here recurses, so that no depth of nesting in a hostile file can exhaust the stack.
Children are taken as a list (``element[:]``), which costs half of walking them one by one; most of a file's time goes
there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from contractdiff.ooxml.comments import CommentRanges
from contractdiff.ooxml.crossrefs import Anchors
from contractdiff.ooxml.drawings import Findings, read_drawing, usable_branch
from contractdiff.ooxml.fields import Fields
from contractdiff.ooxml.names import W16SE, m, mc, w
from contractdiff.ooxml.package import Package, relationship_id
from contractdiff.ooxml.paragraphs import NO_PROPERTIES, Link, NoteReference, Paragraph, Properties
from contractdiff.ooxml.revisions import Markup
from contractdiff.ooxml.styles import (
    CAPS,
    UNDERLINE,
    Style,
    Styles,
    emphasis,
    is_on,
    read_indent,
    whole_number,
)
from contractdiff.ooxml.symbols import symbol

_VAL = w("val")
_R, _T, _RPR, _PPR = w("r"), w("t"), w("rPr"), w("pPr")
_MATH_RUN, _MATH_TEXT, _DENOMINATOR, _FRACTION, _CONTROL = m("r"), m("t"), m("den"), m("fPr"), m("ctrlPr")

# Elements whose children are read as if they stood in their place.
_RUN_LEVEL = ("smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo", "ruby", "rt", "rubyBase")
_MATH = (
    "oMathPara oMath r e num den sup sub deg fName lim m mr acc bar box borderBox d eqArr f func groupChr "
    "limLow limUpp nary phant rad sPre sSub sSubSup sSup"
)
_TRANSPARENT = frozenset({w(name) for name in _RUN_LEVEL} | {m(name) for name in _MATH.split()})
_DRAWINGS = frozenset({w("drawing"), w("pict"), w("object")})
_NOTES: dict[object, str] = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_ALTERNATIVES, _OTHER_DOCUMENT = mc("AlternateContent"), w("subDoc")
_SYMBOLS = frozenset({w("sym"), f"{{{W16SE}}}symEx"})
_PLAIN: dict[object, str] = {
    w("tab"): " ",
    w("ptab"): " ",
    w("br"): " ",
    w("cr"): " ",
    w("noBreakHyphen"): "-",
    w("pgNum"): "#",
}
_FIELD_MARK, _SIMPLE_FIELD, _HYPERLINK = w("fldChar"), w("fldSimple"), w("hyperlink")
BOOKMARK = w("bookmarkStart")
COMMENT_MARKS: dict[object, bool] = {
    w("commentRangeStart"): True,
    w("commentRangeEnd"): False,
    w("commentReference"): False,
}

_STYLE, _NUM_PR, _IND, _OUTLINE, _FRAME = w("pStyle"), w("numPr"), w("ind"), w("outlineLvl"), w("framePr")
_SECTION, _NUM_ID, _ILVL, _ID = w("sectPr"), w("numId"), w("ilvl"), w("id")
_VANISH, _STYLE_SEPARATOR, _DROP_CAP = w("vanish"), w("specVanish"), w("dropCap")
_CUSTOM_MARK, _NUMBER_CHANGE, _ORIGINAL = w("customMarkFollows"), w("numberingChange"), w("original")


@dataclass(slots=True, kw_only=True)
class Surroundings:
    """What the paragraphs of a document are read with, and where what is met besides words is put.

    Attributes:
        styles: The document's styles.
        anchors: The places its fields refer to.
        markup: What of tracked changes is there.
        package: The file, whose charts and diagrams are parts of their own.
        findings: What was met besides text.
        notes: The notes referred to so far, in order.
        comments: The words that comments stand beside.
        subdocuments: Relationship ids of the files that a master document is put together from.
    """

    styles: Styles
    anchors: Anchors
    markup: Markup
    package: Package | None = None
    findings: Findings = field(default_factory=Findings)
    notes: list[NoteReference] = field(default_factory=list)
    comments: CommentRanges = field(default_factory=CommentRanges)
    subdocuments: list[str] = field(default_factory=list)


class ParagraphReader:
    """Reads the paragraphs of one story in order; fields may run over several of them.

    Args:
        around: What the document's paragraphs share.
        blank_pages: Whether fields that print a page number read as ``#``.

    Attributes:
        anchors: Places that fields refer to and that begin before the next paragraph.
    """

    def __init__(self, around: Surroundings, *, blank_pages: bool = False) -> None:
        self.anchors: list[str] = []
        self._around = around
        self._styles = around.styles
        self._default = around.styles.paragraph(None)
        self._markup = around.markup
        self._transparent = _TRANSPARENT | around.markup.there
        self._fields = Fields(around.anchors, around.markup, blank_pages=blank_pages)
        self._section = 0
        self._comment_from = 0

    def begin_story(self, root: etree._Element) -> None:
        """Forget what was open in the story before; the story is all that is below ``root``."""
        self._fields.begin_story(root)
        self.anchors.clear()

    def read(self, element: etree._Element, section: int) -> Paragraph:
        """Return a paragraph's text and properties.

        Args:
            element: A ``w:p``.
            section: The section it stands in, counted from 0; notes are numbered by section.
        """
        base = self._default
        paragraph = Paragraph(NO_PROPERTIES, base)
        pieces = paragraph.pieces
        fields, markup = self._fields, self._markup
        self._section = section
        self._comment_from = 0
        if self.anchors:
            paragraph.more.anchors, self.anchors = self.anchors, []
        # the open levels: each with the children still to come, and the emphasis to go back to after it
        stack: list[tuple[Iterator[etree._Element], int]] = [(iter(element[:]), 0)]
        # the cross-references whose element is open, with the depth at which it is
        links: list[tuple[int, Link]] = []
        bits = met = 0
        while stack:
            children, outer = stack[-1]
            for child in children:
                tag = child.tag
                if tag == _T:
                    text = child.text
                    if text and not fields.muted:
                        pieces.append((_capitals(text) if bits & CAPS else text, bits))
                        met |= bits
                elif tag == _RPR:
                    if len(child):
                        bits = self._emphasis(markup.properties(child), base)
                elif tag == _R:
                    # most runs hold words and their properties, and nothing else: those are read right here
                    run, of_run = iter(child[:]), base.on
                    for part in run:
                        kind = part.tag
                        if kind == _T:
                            text = part.text
                            if text and not fields.muted:
                                pieces.append((_capitals(text) if of_run & CAPS else text, of_run))
                                met |= of_run
                        elif kind != _RPR:
                            inside = self._other(part, kind, paragraph, of_run, run)
                            if inside is not None:
                                stack += [(run, bits), (iter(inside), of_run)]
                                bits = of_run
                                break
                        elif len(part):
                            of_run = self._emphasis(markup.properties(part), base)
                    else:
                        continue
                    break
                elif tag == _PPR:
                    properties = paragraph.properties = _properties(child, markup)
                    if properties.style is not None:
                        base = paragraph.style = self._styles.paragraph(properties.style)
                else:
                    inside = self._other(child, tag, paragraph, bits, children)
                    if inside is not None:
                        stack.append((iter(inside), bits))
                        if tag in (_HYPERLINK, _SIMPLE_FIELD):
                            link = fields.begin_link(inside, paragraph)
                            if link is not None:
                                links.append((len(stack), link))
                        break
            else:
                if links and links[-1][0] == len(stack):
                    links.pop()[1].end = len(pieces)
                stack.pop()
                bits = outer
        paragraph.bits |= met
        if paragraph.extras is not None:
            for link in paragraph.extras.links:
                if link.end is None:  # the field ends in a later paragraph
                    link.end = len(pieces)
        if self._around.comments.open:
            self._around.comments.add(paragraph.words(self._comment_from))
        return paragraph

    def comment_mark(self, mark: etree._Element) -> None:
        """Take note of a mark where the words that a comment stands beside begin or end."""
        if COMMENT_MARKS[mark.tag]:
            self._around.comments.begin(mark.get(_ID, ""))
        else:
            self._around.comments.end(mark.get(_ID, ""))

    def _other(
        self,
        element: etree._Element,
        tag: object,
        paragraph: Paragraph,
        bits: int,
        siblings: Iterator[etree._Element],
    ) -> etree._Element | None:
        """Take what is neither a run nor words; return the element whose children are to be read, if any."""
        pieces, fields, around = paragraph.pieces, self._fields, self._around
        if tag == _FIELD_MARK:
            fields.mark(element, paragraph, bits)
        elif tag in self._markup.codes:
            fields.instruction(element.text or "")
        elif tag == _ALTERNATIVES:
            return usable_branch(element)
        elif tag in self._transparent:
            if tag == _MATH_RUN and self._markup.is_gone(element):
                return None
            if tag == _DENOMINATOR and not fields.muted and not self._is_gone_fraction(element):
                pieces.append(("/", bits))
            return element
        elif tag == _HYPERLINK:
            return element
        elif tag == BOOKMARK:
            name = around.anchors.begun_by(element)
            if name:
                paragraph.more.anchors.append(name)
        elif tag in COMMENT_MARKS:
            if around.comments.open:
                around.comments.add(paragraph.words(self._comment_from))
            self._comment_from = len(pieces)
            self.comment_mark(element)
        elif fields.muted:
            return None
        elif tag in _PLAIN:
            pieces.append((_PLAIN[tag], bits))
        elif tag == _MATH_TEXT or tag in self._markup.texts:
            text = element.text or ""
            pieces.append((_capitals(text) if bits & CAPS else text, bits))
            paragraph.bits |= bits
        elif tag == _SIMPLE_FIELD:
            return element if fields.simple(element, paragraph, bits) else None
        elif tag in _NOTES:
            reference = NoteReference(_NOTES[tag], element.get(_ID, ""), self._section)
            around.notes.append(reference)
            if is_on(element.get(_CUSTOM_MARK, "0")):
                reference.mark = self._typed_mark(siblings)
        elif tag in _DRAWINGS:
            boxes = read_drawing(element, around.findings, around.package)
            if boxes:
                paragraph.more.boxes += boxes
        elif tag in _SYMBOLS:
            text = symbol(element)
            around.findings.unknown_symbols += "\ue000" <= text <= "\uf8ff"
            pieces.append((text, bits))
            paragraph.bits |= bits
        elif tag == _OTHER_DOCUMENT:
            around.subdocuments.append(relationship_id(element))
        return None

    def _typed_mark(self, rest: Iterator[etree._Element]) -> str:
        """Return the mark of a note that its author typed: the rest of the run."""
        mark = ""
        for element in rest:
            if element.tag in self._markup.texts:
                mark += element.text or ""
            elif element.tag in _SYMBOLS:
                mark += symbol(element)
        return mark

    def _is_gone_fraction(self, denominator: etree._Element) -> bool:
        """Return whether a tracked change takes away the fraction itself, its words apart (22.1.2.23)."""
        fraction = denominator.getparent()
        control = None if fraction is None else fraction.find(f"{_FRACTION}/{_CONTROL}")
        return control is not None and self._markup.is_gone(control)

    def _emphasis(self, rpr: etree._Element, base: Style) -> int:
        on, off, style_id = emphasis(rpr)
        bits = base.on
        if style_id is not None:
            style = self._styles.get(style_id)
            if style.is_link:  # underlined to be clicked, not to be set apart
                return (bits | (on & ~UNDERLINE)) & ~off
            # bold, italics, capitals and hidden are toggles: set in both styles they cancel out (17.7.3)
            bits = (bits ^ (style.on & ~UNDERLINE)) | (style.on & UNDERLINE)
            bits &= ~(style.off & UNDERLINE)
        return (bits | on) & ~off


def _properties(ppr: etree._Element, markup: Markup) -> Properties:
    """Return what a ``w:pPr`` says in a view of tracked changes."""
    found = Properties()
    said = markup.properties(ppr)
    for element in said[:]:
        tag = element.tag
        if tag == _STYLE:
            found.style = element.get(_VAL)
        elif tag == _NUM_PR:
            _read_list(element, markup, found)
        elif tag == _IND:
            found.indent = read_indent(element)
        elif tag == _RPR:
            _read_mark(element, markup, found)
        elif tag == _OUTLINE:
            found.outline = whole_number(element.get(_VAL))
        elif tag == _FRAME:
            found.drop_cap = element.get(_DROP_CAP, "none") != "none"
        elif tag == _SECTION:
            found.section = element
    if said is not ppr:  # what a change of properties never holds
        for element in ppr:
            if element.tag == _RPR:
                _read_mark(element, markup, found)
            elif element.tag == _SECTION:
                found.section = element
    return found


def _read_list(num_pr: etree._Element, markup: Markup, found: Properties) -> None:
    """Read the list and the level of a paragraph; a list that a tracked change gave it may not be there."""
    num_id = ilvl = None
    for child in num_pr[:]:
        tag = child.tag
        if tag == _NUM_ID:
            num_id = whole_number(child.get(_VAL))
        elif tag == _ILVL:
            ilvl = whole_number(child.get(_VAL))
        elif tag in markup.gone:
            return
        elif tag == _NUMBER_CHANGE and markup.before:
            found.number_before = child.get(_ORIGINAL, "")
    found.num_id, found.ilvl = num_id, ilvl


def _read_mark(rpr: etree._Element, markup: Markup, found: Properties) -> None:
    """Read the properties of a paragraph's mark."""
    if not len(rpr):
        return
    found.mark_gone = markup.is_gone(rpr)
    rpr = markup.properties(rpr)
    on, off, _ = emphasis(rpr)
    found.mark_bits = (on, off)
    for child in rpr[:]:
        if child.tag in (_VANISH, _STYLE_SEPARATOR) and is_on(child.get(_VAL)):
            found.mark_hidden = True
            found.separates_style = found.separates_style or child.tag == _STYLE_SEPARATOR


def _capitals(text: str) -> str:
    """Return text as it prints in capitals; a letter whose capital is two letters stays as it is."""
    capitals = text.upper()
    if len(capitals) == len(text):
        return capitals
    return "".join(upper if len(upper := char.upper()) == 1 else char for char in text)
