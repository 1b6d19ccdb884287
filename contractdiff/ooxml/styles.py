"""What a document's styles say about numbering, outline, indents and emphasis, resolved once per style.

ECMA-376 part 1, 17.7. Only the properties that matter to a reader of the text are kept.
"""

import re
from dataclasses import dataclass

from lxml import etree

from contractdiff.ooxml.names import w
from contractdiff.ooxml.revisions import ACCEPTED, Markup

_VAL = w("val")
_PPR, _RPR, _BASED_ON, _NAME = w("pPr"), w("rPr"), w("basedOn"), w("name")
_NUM_PR, _NUM_ID, _ILVL, _OUTLINE, _IND = w("numPr"), w("numId"), w("ilvl"), w("outlineLvl"), w("ind")

BOLD, ITALIC, UNDERLINE, _VANISHED, CAPS, _STRUCK_ONCE, _STRUCK_TWICE, _TINY = 1, 2, 4, 8, 16, 32, 64, 128
STRUCK = _STRUCK_ONCE | _STRUCK_TWICE
# Type of a point and less, by which templates hide what only their program is to read, prints as dust at most.
HIDDEN = _VANISHED | _TINY
_TINY_SIZES = frozenset(("0", "1", "2"))
_BITS: dict[object, int] = {
    w("b"): BOLD,
    w("i"): ITALIC,
    w("u"): UNDERLINE,
    w("vanish"): _VANISHED,
    w("caps"): CAPS,
    w("strike"): _STRUCK_ONCE,
    w("dstrike"): _STRUCK_TWICE,
}
_HEADING_NAME = re.compile(r"heading ([1-9])", re.IGNORECASE)
# How the style of a link is called, by Word and by other programs.
_LINK_STYLES = frozenset({"hyperlink", "followedhyperlink", "internet link"})


@dataclass(frozen=True, slots=True)
class Indent:
    """Indents in twips (1/20 point); ``None`` where the element at hand says nothing."""

    left: float | None = None
    first: float | None = None

    def over(self, below: "Indent") -> "Indent":
        """Return these indents, gaps filled from ``below``."""
        if self.left is None and self.first is None:
            return below
        if below is NO_INDENT:
            return self
        return Indent(
            below.left if self.left is None else self.left,
            below.first if self.first is None else self.first,
        )


NO_INDENT = Indent()


@dataclass(slots=True)
class Style:
    """A paragraph or character style with everything it inherits.

    ``on`` and ``off`` are sets of the bits above that the style switches on or off; ``outline`` is 0 to 8;
    ``number_style`` is the style that names the list; ``built_in_heading`` is the level of one of Word's own heading
    styles, from 0.
    """

    id: str = ""
    name: str = ""
    num_id: int | None = None
    ilvl: int | None = None
    number_style: str = ""
    outline: int | None = None
    indent: Indent = NO_INDENT
    on: int = 0
    off: int = 0
    is_link: bool = False
    built_in_heading: int | None = None


class Styles:
    """The styles of a document by id, as they are in one view of tracked changes."""

    def __init__(self, root: etree._Element | None, markup: Markup = ACCEPTED) -> None:
        self._markup = markup
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default = ""
        self.language = ""
        if root is None:
            return
        for element in root.iterchildren(w("style")):
            style_id = element.get(w("styleId"), "")
            self._elements.setdefault(style_id, element)
            if element.get(w("type")) == "paragraph" and is_on(element.get(w("default"), "0")):
                self._default = style_id
        for holder in (root.find(f"{w('docDefaults')}/{w('rPrDefault')}"), self._elements.get(self._default)):
            lang = None if holder is None else holder.find(f"{_RPR}/{w('lang')}")
            self.language = self.language if lang is None else lang.get(_VAL, self.language)

    def paragraph(self, style_id: str | None) -> Style:
        """Return a paragraph's style; the document's default where ``style_id`` is missing or unknown."""
        known = self._resolved.get(style_id or "")
        if known is not None:
            return known
        style = self.get(style_id if style_id in self._elements else self._default)
        self._resolved[style_id or ""] = style
        return style

    def get(self, style_id: str | None) -> Style:
        """Return the style with this id, an empty one where there is none."""
        if style_id is None or style_id not in self._elements:
            return Style()
        chain = []
        seen: set[str] = set()
        at: str | None = style_id
        while at is not None and at in self._elements and at not in seen and at not in self._resolved:
            seen.add(at)
            chain.append(at)
            base = self._elements[at].find(_BASED_ON)
            at = None if base is None else base.get(_VAL)
        style = self._resolved.get(at or "", Style()) if at not in seen else Style()
        for style_id_ in reversed(chain):
            style = _inherit(self._elements[style_id_], style_id_, style, self._markup)
            if style_id_ == self._default:
                # an outline level that all paragraphs have by default marks none of them as a heading
                style.outline = None
            self._resolved[style_id_] = style
        return self._resolved[style_id]


def is_on(value: str | None) -> bool:
    """Return whether an on/off value means on; a missing one does (ECMA-376 part 1, 17.17.4)."""
    return value is None or value not in ("0", "false", "off", "none")


def whole_number(value: str | None) -> int | None:
    """Return a decimal attribute as a number, ``None`` where it is none that Word would take."""
    try:
        number = int(value or "")
    except ValueError:
        return None
    return number if -32768 <= number <= 2_147_483_647 else None


def read_indent(ind: etree._Element | None) -> Indent:
    """Return what a ``w:ind`` element says (ECMA-376 part 1, 17.3.1.12)."""
    if ind is None:
        return NO_INDENT
    left = first = None
    for name, value in ind.items():
        if name in (_LEFT, _START):
            left = _twips(value)
        elif name == _FIRST_LINE:
            # a hanging indent outweighs a first-line indent on the same element
            first = _twips(value) if first is None else first
        elif name == _HANGING:
            hanging = _twips(value)
            first = None if hanging is None else -hanging
    return Indent(left, first)


_LEFT, _START, _FIRST_LINE, _HANGING = w("left"), w("start"), w("firstLine"), w("hanging")
_UNITS = {"pt": 20, "in": 1440, "cm": 567, "mm": 56.7, "pc": 240, "pi": 240}


def _twips(value: str) -> float | None:
    try:
        if value[-2:] in _UNITS:
            return float(value[:-2]) * _UNITS[value[-2:]]
        return float(int(value))
    except ValueError:
        return None


def emphasis(rpr: etree._Element) -> tuple[int, int, str | None]:
    """Return the bits that run properties switch on, those they switch off, and the run style's id."""
    on = off = 0
    style = None
    for prop in rpr[:]:
        tag = prop.tag
        bit = _BITS.get(tag)
        if bit is not None:
            if is_on(prop.get(_VAL)):
                on |= bit
            else:
                off |= bit
        elif tag == _RSTYLE:
            style = prop.get(_VAL)
        elif tag == _SIZE:
            if prop.get(_VAL) in _TINY_SIZES:
                on |= _TINY
            else:
                off |= _TINY
    return on, off, style


_RSTYLE, _SIZE = w("rStyle"), w("sz")


def _inherit(element: etree._Element, style_id: str, base: Style, markup: Markup) -> Style:
    """Return a style: what its element says, over what it is based on."""
    found = {child.tag: child for child in element}
    name_of = found.get(_NAME)
    name = "" if name_of is None else name_of.get(_VAL, "")
    style = Style(
        id=style_id,
        name=name,
        is_link=name.lower() in _LINK_STYLES,
        num_id=base.num_id,
        ilvl=base.ilvl,
        number_style=base.number_style,
        outline=base.outline,
        indent=base.indent,
        on=base.on,
        off=base.off,
    )
    heading = _HEADING_NAME.fullmatch(style.name)
    if heading:
        style.outline = style.built_in_heading = int(heading[1]) - 1
    ppr = found.get(_PPR)
    if ppr is not None:
        ppr = markup.properties(ppr)
        numpr = ppr.find(_NUM_PR)
        if numpr is not None:
            num_id, ilvl = numpr.find(_NUM_ID), numpr.find(_ILVL)
            if num_id is not None:
                style.num_id, style.number_style, style.ilvl = whole_number(num_id.get(_VAL)), style_id, None
            if ilvl is not None:
                style.ilvl = whole_number(ilvl.get(_VAL))
        outline = ppr.find(_OUTLINE)
        if outline is not None:
            level = whole_number(outline.get(_VAL))
            style.outline = level if level is not None and 0 <= level <= 8 else None
        style.indent = read_indent(ppr.find(_IND)).over(base.indent)
    rpr = found.get(_RPR)
    if rpr is not None:
        on, off, _ = emphasis(markup.properties(rpr))
        style.on = (base.on | on) & ~off
        style.off = (base.off | off) & ~on
    return style
