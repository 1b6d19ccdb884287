"""How much of a page the paragraphs and tables of a short document take: an estimate on the safe side.

Letters are as wide as those of Arial, or wider; words are broken as a word processor breaks them. Styles, spacing,
indents, tables and pictures are counted; what floats beside the text is not.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from contractdiff.ooxml.names import w

_TWIPS_PER_POINT, _EMU_PER_TWIP = 20, 635
_LETTER_HEIGHT, _LETTER_WIDTH, _MARGIN = 15840, 12240, 1440
# Widths of Arial's letters in thousandths of their size (its metrics are those of Helvetica, Adobe Font Metrics 4.1).
_WIDTHS = {
    letter: width
    for width, letters in (
        (191, "'"), (222, "ijl‘’"), (260, "|"), (278, " !,./:;I[\\]ft·"), (333, "-()r`“”"), (355, '"'), (389, "*"),
        (469, "^"), (500, "Jcksvxyz"), (556, "#$0123456789?L_abdeghnopqu–"), (584, "+<=>~→"), (611, "FTZ"),
        (667, "&ABEKPSVXY"), (722, "CDHNRUw"), (778, "GOQ"), (833, "Mm"), (889, "%"), (944, "W"), (1000, "—…"),
        (1015, "@"),
    )
    for letter in letters
}  # fmt: skip
_OTHER_LATIN, _OTHER, _BOLD, _WIDE_FONT = 780, 1400, 1.09, 1.22
_ARIAL_LIKE = frozenset(("arial", "helvetica", "liberation sans", "calibri", "carlito", "times new roman", "aptos"))
# The height of a line of single spacing, as a share of the letters' size: of Latin fonts, and of any.
_LINE, _ANY_LINE = 1.25, 1.7


@dataclass(frozen=True, slots=True)
class _Look:
    """How a paragraph is set; lengths in twips, ``size`` in half-points."""

    size: int = 20
    bold: bool = False
    font: str = ""
    before: int = 0
    after: int = 0
    line: int = 240
    exact: bool = False
    indent: int = 0


class Measure:
    """Measures documents that are set in the styles of one sheet.

    Args:
        styles: The root of the part that holds the styles.
    """

    def __init__(self, styles: etree._Element) -> None:
        self._styles = {style.get(w("styleId"), ""): style for style in styles.iter(w("style"))}
        defaults = styles.find(w("docDefaults"))
        self._default = _Look() if defaults is None else _looking(_Look(), defaults)
        self._normal = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true")
            ),
            "",
        )

    def height(self, body: etree._Element, width: int) -> int:
        """The height of the paragraphs and tables of a body, in twips, in lines of this width."""
        total, after = 0, 0
        for block in body:
            if block.tag == w("p"):
                look = self._look(block)
                # the larger of two spaces would do; their sum is safe
                total += after + look.before + self._lines(block, look, width)
                after = look.after
            elif block.tag == w("tbl"):
                total += after + sum(self._row(row) for row in block.iterfind(w("tr")))
                after = 0
        return total + after

    def _row(self, row: etree._Element) -> int:
        cells = ((cell, _number(cell.find(f"{w('tcPr')}/{w('tcW')}"), "w", 1000)) for cell in row.iterfind(w("tc")))
        # margins of cells and borders
        return max((self.height(cell, width - 200) for cell, width in cells), default=0) + 100

    def _lines(self, paragraph: etree._Element, look: _Look, width: int) -> int:
        pictures = sum(_number(each, "cy", 0, plain=True) for each in paragraph.iter("{*}extent")) // _EMU_PER_TWIP
        lines = 0
        for words in _broken(paragraph):
            room = max(width - look.indent, 500)
            lines += _count(words, room, look)
        text = "".join(t.text or "" for t in paragraph.iter(w("t")))
        return lines * _line_height(look, text) + pictures

    def _look(self, paragraph: etree._Element) -> _Look:
        properties = paragraph.find(w("pPr"))
        style = None if properties is None else properties.find(w("pStyle"))
        name = self._normal if style is None else style.get(w("val"), "")
        look = self._default
        for each in reversed(list(self._chain(name))):
            look = _looking(look, each)
        if properties is not None:
            look = _looking(look, properties)
        runs = [each for each in paragraph.iter(w("rPr")) if each.getparent() is not properties]
        for each in runs:
            own = _looking(look, each)
            char = each.find(w("rStyle"))
            if char is not None:
                for style_of_run in self._chain(char.get(w("val"), "")):
                    own = replace(own, bold=own.bold or _looking(look, style_of_run).bold)
            look = replace(look, size=max(look.size, own.size), bold=look.bold or own.bold)
        return look

    def _chain(self, name: str) -> Iterator[etree._Element]:
        seen = set[str]()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            based = self._styles[name].find(w("basedOn"))
            name = "" if based is None else based.get(w("val"), "")


def page_room(body: etree._Element, margins: Iterable[int] = ()) -> tuple[int, int]:
    """The height and the width of the text of a page of the body's last section; ``margins`` are heights of headers."""
    section = body.find(w("sectPr"))
    size, own = (None, None) if section is None else (section.find(w("pgSz")), section.find(w("pgMar")))
    sides = {side: _number(own, side, _MARGIN) for side in ("top", "bottom", "left", "right")}
    height = _number(size, "h", _LETTER_HEIGHT) - sides["top"] - sides["bottom"]
    width = _number(size, "w", _LETTER_WIDTH) - sides["left"] - sides["right"]
    # what stands in a header pushes the text down once it is taller than the margin
    beyond = sum(max(0, taller - sides["top"] // 2) for taller in margins)
    return height - beyond, width


def _looking(look: _Look, element: etree._Element) -> _Look:
    """The look with what a style, or the properties of a paragraph or run, say of it."""
    found: dict[str, int | bool | str] = {}
    for each in element.iter(w("sz"), w("b"), w("rFonts"), w("spacing"), w("ind")):
        above = each.getparent()
        if above is None or (above.tag == w("rPr") and element.tag == w("pPr")):
            # how the mark at the end of a paragraph looks
            continue
        if each.tag == w("sz"):
            found["size"] = _number(each, "val", look.size)
        elif each.tag == w("b"):
            found["bold"] = each.get(w("val")) not in ("0", "false")
        elif each.tag == w("rFonts"):
            found["font"] = (each.get(w("ascii")) or "").casefold()
        elif each.tag == w("ind"):
            found["indent"] = max(0, _number(each, "left", 0)) + max(0, _number(each, "right", 0))
        elif above.tag == w("pPr"):
            found["before"] = _number(each, "before", look.before)
            found["after"] = _number(each, "after", look.after)
            found["line"] = _number(each, "line", look.line)
            found["exact"] = each.get(w("lineRule"), "exact" if look.exact else "auto") == "exact"
    return replace(look, **found)  # type: ignore[arg-type]


def _broken(paragraph: etree._Element) -> list[str]:
    """The words of a paragraph, those before each line break apart."""
    said = [""]
    for each in paragraph.iter(w("t"), w("br"), w("tab")):
        if each.tag == w("br"):
            said.append("")
        else:
            said[-1] += (each.text or "") if each.tag == w("t") else "    "
    return said


def _count(words: str, room: int, look: _Look) -> int:
    """How many lines words take, broken between them and, where one is wider than the line, within it."""
    # so much of each line is left to the word processor's own ways
    room = room * 97 // 100
    lines, used = 1, 0.0
    space = _width(" ", look)
    for word in words.split(" "):
        wide = _width(word, look)
        if used and used + space + wide <= room:
            used += space + wide
            continue
        if used:
            lines, used = lines + 1, 0.0
        if wide > room:
            more = int(wide // (room * 9 // 10))
            lines, used = lines + more, room
        else:
            used = wide
    return lines


def _width(word: str, look: _Look) -> float:
    thousandths = sum(_WIDTHS[letter] if letter in _WIDTHS else _unlisted(letter) for letter in word)
    wider = (_BOLD if look.bold else 1.0) * (1.0 if look.font in _ARIAL_LIKE else _WIDE_FONT)
    return thousandths * wider * look.size * _TWIPS_PER_POINT / 2000


def _unlisted(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn"):
        return 0
    return _OTHER_LATIN if letter < "\u0370" else _OTHER


def _line_height(look: _Look, text: str) -> int:
    if look.exact:
        return look.line
    single = _LINE if all(letter < "\u0370" or letter in _WIDTHS for letter in text) else _ANY_LINE
    return int(look.size * _TWIPS_PER_POINT / 2 * single * look.line / 240) + 1


def _number(element: etree._Element | None, name: str, otherwise: int, *, plain: bool = False) -> int:
    value = "" if element is None else element.get(name if plain else w(name), "")
    return int(value) if value.lstrip("-").isdecimal() else otherwise
