"""The words of one paragraph and the properties a reader needs of it.

Tracked changes read as accepted. Of a field its result is read, never its instruction. What is printed
beside the line (notes, text boxes) is handed back to be read in its turn. Nothing here recurses, so that
no depth of nesting in a hostile file can exhaust the stack.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from contractdiff.ooxml.drawings import Findings, read_drawing, usable_branch
from contractdiff.ooxml.fields import Fields
from contractdiff.ooxml.names import W16SE, m, mc, w
from contractdiff.ooxml.styles import (
    BOLD,
    HIDDEN,
    ITALIC,
    NO_INDENT,
    UNDERLINE,
    Indent,
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
_MATH_TEXT, _DENOMINATOR = m("t"), m("den")
_EMPHASIS = BOLD | ITALIC | UNDERLINE
# A link is underlined to be clicked, not to be set apart.
_LINK_STYLES = frozenset({"hyperlink", "followedhyperlink", "internet link"})

# Elements whose children are read as if they stood in their place.
_RUN_LEVEL = ("hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "ins", "moveTo", "dir", "bdo")
_MATH = (
    "oMathPara oMath r e num den sup sub deg fName lim m mr acc bar box borderBox d eqArr f func groupChr "
    "limLow limUpp nary phant rad sPre sSub sSubSup sSup"
)
_TRANSPARENT = frozenset(
    {w(name) for name in (*_RUN_LEVEL, "ruby", "rt", "rubyBase")} | {m(name) for name in _MATH.split()}
)
_DRAWINGS = frozenset({w("drawing"), w("pict"), w("object")})
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_ALTERNATIVES, _OTHER_DOCUMENT = mc("AlternateContent"), w("subDoc")
_SYMBOLS = frozenset({w("sym"), f"{{{W16SE}}}symEx"})
_PLAIN = {w(name): " " for name in ("tab", "br", "cr", "ptab")} | {w("noBreakHyphen"): "-", w("pgNum"): "#"}
_FIELD_MARK, _FIELD_CODE, _SIMPLE_FIELD = w("fldChar"), w("instrText"), w("fldSimple")

_STYLE, _NUM_PR, _IND, _OUTLINE, _FRAME = w("pStyle"), w("numPr"), w("ind"), w("outlineLvl"), w("framePr")
_SECTION, _NUM_ID, _ILVL, _ID = w("sectPr"), w("numId"), w("ilvl"), w("id")
_GONE_MARKS = (w("del"), w("moveFrom"))
_VANISH, _STYLE_SEPARATOR, _DROP_CAP = w("vanish"), w("specVanish"), w("dropCap")
_CUSTOM_MARK = w("customMarkFollows")

# Marks that are not printed, or print as a plain hyphen, in the text itself.
_UNSEEN = {0xAD: None, 0x200B: None, 0xFEFF: None, 0x2060: None, 0x2011: "-"}


@dataclass(slots=True)
class Properties:
    """What ``w:pPr`` says. ``num_id`` and ``ilvl`` are ``None`` where the style decides."""

    style: str | None = None
    num_id: int | None = None
    ilvl: int | None = None
    indent: Indent = NO_INDENT
    outline: int | None = None
    mark_deleted: bool = False
    mark_hidden: bool = False
    separates_style: bool = False
    drop_cap: bool = False
    section: etree._Element | None = None


@dataclass(slots=True)
class NoteReference:
    """A place where the text refers to a note; ``mark`` is set where the author typed one ("*")."""

    kind: str
    id: str
    section: int
    mark: str = ""


@dataclass(slots=True)
class RawParagraph:
    """A paragraph's stretches of text with their emphasis bits, while it may still be joined with others.

    Attributes:
        properties: What ``w:pPr`` says.
        pieces: The text with its emphasis bits.
        boxes: The text boxes anchored in the paragraph.
        counted: Whether its place in a list has been counted, which gives the three that follow.
        label: Its number as printed.
        ilvl: Its level in a list.
        list_indent: The indents of that level.
        run_in: The length of the heading that a style separator sets before the text.
    """

    properties: Properties = field(default_factory=Properties)
    pieces: list[tuple[str, int]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    counted: bool = False
    label: str | None = None
    ilvl: int | None = None
    list_indent: Indent = NO_INDENT
    run_in: int = 0

    def text(self) -> str:
        """Return the words, white space collapsed."""
        return clean("".join([text for text, _ in self.pieces]))

    def some_hidden(self) -> bool:
        """Return whether any word is hidden."""
        return any(bits & HIDDEN and text.strip() for text, bits in self.pieces)

    def some_shown(self) -> bool:
        """Return whether any word is not hidden."""
        return any(not bits & HIDDEN and text.strip() for text, bits in self.pieces)

    def lead(self) -> int:
        """Return how many characters of ``text()`` at its start are set apart by their type."""
        if not any(bits & _EMPHASIS for _, bits in self.pieces):
            return 0
        # how far each kind of emphasis reaches from the start, and all kinds together
        reach: dict[int, int | None] = dict.fromkeys((_EMPHASIS, BOLD, ITALIC, UNDERLINE))
        at = 0
        for text, bits in self.pieces:
            if text and not text.isspace():
                for mask, end in reach.items():
                    if end is None and not bits & mask:
                        reach[mask] = at
            at += len(text)
        whole = "".join([text for text, _ in self.pieces])
        together = reach.pop(_EMPHASIS)
        end = together if together is not None else max((end for end in reach.values() if end), default=0)
        return len(clean(whole[:end]))


def clean(text: str) -> str:
    """Return text as printed: white space collapsed, marks that do not print dropped."""
    if not text.isascii():
        text = text.translate(_UNSEEN)
    return " ".join(text.split())


class ParagraphReader:
    """Reads the paragraphs of one story in order; fields may run over several of them.

    Args:
        styles: The document's styles.
        findings: Where to count what is no text.
        notes: Where to put the references to notes.
        blank_pages: Whether fields that print a page number read as ``#``.
    """

    def __init__(
        self, styles: Styles, findings: Findings, notes: list[NoteReference], *, blank_pages: bool = False
    ) -> None:
        self._styles = styles
        self._findings = findings
        self._notes = notes
        self._fields = Fields(findings, blank_pages=blank_pages)

    def begin_story(self, root: etree._Element) -> None:
        """Forget what was open in the story before; the story is all that is below ``root``."""
        self._fields.begin_story(root)

    def read(self, paragraph: etree._Element, section: int) -> RawParagraph:
        """Return a paragraph's text and properties.

        Args:
            paragraph: A ``w:p``.
            section: The section it stands in, counted from 0; notes are numbered by section.
        """
        raw = RawParagraph()
        pieces = raw.pieces
        fields = self._fields
        base: Style | None = None
        # the open levels: each with the children still to come, and the emphasis to go back to after it
        stack: list[tuple[Iterator[etree._Element], int]] = [(iter(paragraph), 0)]
        bits = 0
        note: NoteReference | None = None
        while stack:
            children, outer = stack[-1]
            for element in children:
                tag = element.tag
                inside: etree._Element | None = None
                if tag == _T or tag == _MATH_TEXT:  # noqa: SIM109 - most of a file's time is spent here
                    if note is not None:
                        note.mark += element.text or ""
                    elif not fields.muted:
                        pieces.append((element.text or "", bits))
                elif tag == _RPR:
                    if len(element):
                        bits = self._emphasis(element, base)
                elif tag == _R:
                    if base is None:
                        base = self._styles.paragraph(raw.properties.style)
                    stack.append((iter(element), bits))
                    bits = base.on
                    break
                elif tag == _PPR:
                    raw.properties = _properties(element)
                elif tag == _FIELD_MARK:
                    pieces.append((fields.mark(element), bits))
                elif tag == _FIELD_CODE:
                    fields.instruction(element.text or "")
                elif tag == _ALTERNATIVES:
                    inside = usable_branch(element)
                elif tag in _TRANSPARENT:
                    inside = element
                    if tag == _DENOMINATOR and not fields.muted:
                        pieces.append(("/", bits))
                elif fields.muted:
                    continue
                elif tag in _PLAIN:
                    pieces.append((_PLAIN[tag], bits))
                elif tag == _SIMPLE_FIELD:
                    instead = fields.simple(element)
                    pieces.append((instead, bits))
                    inside = None if instead else element
                elif tag in _NOTES:
                    reference = NoteReference(_NOTES[tag], element.get(_ID, ""), section)
                    self._notes.append(reference)
                    # a mark that the author typed follows in the same run
                    note = reference if is_on(element.get(_CUSTOM_MARK, "0")) else None
                elif tag in _DRAWINGS:
                    raw.boxes += read_drawing(element, self._findings)
                elif tag in _SYMBOLS:
                    text = symbol(element)
                    self._findings.unknown_symbols += "\ue000" <= text <= "\uf8ff"
                    pieces.append((text, bits))
                elif tag == _OTHER_DOCUMENT:
                    self._findings.foreign_parts += 1
                if inside is not None:
                    stack.append((iter(inside), bits))
                    break
            else:
                stack.pop()
                bits = outer
                note = None
        return raw

    def _emphasis(self, rpr: etree._Element, base: Style | None) -> int:
        on, off, style_id = emphasis(rpr)
        bits = base.on if base is not None else 0
        if style_id is not None:
            style = self._styles.get(style_id)
            if style.name.lower() in _LINK_STYLES:
                return (bits | (on & ~UNDERLINE)) & ~off
            # bold, italics and hidden are toggles: set in both styles they cancel out (17.7.3)
            bits = (bits ^ (style.on & ~UNDERLINE)) | (style.on & UNDERLINE)
            bits &= ~(style.off & UNDERLINE)
        return (bits | on) & ~off


def _properties(ppr: etree._Element) -> Properties:
    found = Properties()
    for element in ppr:
        tag = element.tag
        if tag == _STYLE:
            found.style = element.get(_VAL)
        elif tag == _NUM_PR:
            for child in element.iterchildren(_NUM_ID, _ILVL):
                number = whole_number(child.get(_VAL))
                if child.tag == _NUM_ID:
                    found.num_id = number
                else:
                    found.ilvl = number
        elif tag == _IND:
            found.indent = read_indent(element)
        elif tag == _OUTLINE:
            found.outline = whole_number(element.get(_VAL))
        elif tag == _RPR:
            for child in element.iterchildren(*_GONE_MARKS, _VANISH, _STYLE_SEPARATOR):
                if child.tag in _GONE_MARKS:
                    found.mark_deleted = True
                elif is_on(child.get(_VAL)):
                    found.mark_hidden = True
                    found.separates_style = found.separates_style or child.tag == _STYLE_SEPARATOR
        elif tag == _FRAME:
            found.drop_cap = element.get(_DROP_CAP, "none") != "none"
        elif tag == _SECTION:
            found.section = element
    return found
