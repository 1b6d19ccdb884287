"""Words of a Word file that a reader of the page does not see.

==============  ====================================================================================================
hidden          ``w:vanish``, ``w:webHidden``, ``w:specVanish``; hidden rows, drawings and shapes
no contrast     the color of the letters and what lies behind them, by direct format, styles, tables and themes
too small       letters of less than four points, or narrower than a fifth of their width
cut off         lines and rows of an exact height that no letter fits in
not looked for  what lies off the page or behind a picture
==============  ====================================================================================================

Formats count from wherever Word takes them: the run, its style, the paragraph's style, the table's style, and the
defaults. Where two of these could be meant, as with the bands of a table, either is enough.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from contractdiff.model import Guard
from contractdiff.ooxml.names import W14, A, V, W, w
from contractdiff.ooxml.styles import is_on
from contractdiff.release.word_file import WordFile

# Half-points, percent, and twentieths of a point
_LEAST_SIZE, _LEAST_SCALE, _LEAST_LINE = 8, 20, 60
# Grey on white that can hardly be read has 1.6:1
_LEAST_CONTRAST = 1.4
_VAL, _FILL, _COLOR = w("val"), w("fill"), w("color")
_THEME_COLOR, _THEME_FILL = w("themeColor"), w("themeFill")
_TEXT_FILL = f"{{{W14}}}textFill"
_SWITCHES = {w("vanish"): "hidden", w("webHidden"): "hidden on web pages", w("specVanish"): "hidden"}
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
_THEME_NAMES = {
    "background1": "lt1", "bg1": "lt1", "light1": "lt1", "text1": "dk1", "tx1": "dk1", "dark1": "dk1",
    "background2": "lt2", "bg2": "lt2", "light2": "lt2", "text2": "dk2", "tx2": "dk2", "dark2": "dk2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_HIDDEN_SHAPE = re.compile(r"visibility:\s*hidden", re.IGNORECASE)
_CONDITIONS = {"firstRow": 0, "lastRow": -1}


@dataclass(frozen=True, slots=True)
class _Format:
    """How letters look: ``None`` and "" where nothing is said. Colors are the ones that may be meant."""

    switches: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    colors: tuple[str, ...] | None = None
    size: float | None = None
    scale: float | None = None
    behind: tuple[str, ...] | None = None

    def over(self, base: "_Format") -> "_Format":
        """This format where it says something, else the other."""
        return _Format(
            switches=(base.switches - self.off) | self.switches,
            off=(base.off - self.switches) | self.off,
            colors=base.colors if self.colors is None else self.colors,
            size=base.size if self.size is None else self.size,
            scale=base.scale if self.scale is None else self.scale,
            behind=base.behind if self.behind is None else self.behind,
        )


_NOTHING = _Format()


@dataclass(slots=True)
class _Sheet:
    """The styles and the theme of a file, as far as they say how letters look."""

    root: etree._Element | None
    theme: Mapping[str, str]
    _known: dict[str, tuple[_Format, _Format]] = field(default_factory=dict)
    _tables: dict[str, tuple[dict[str, tuple[str, ...]], dict[str, _Format]]] = field(default_factory=dict)
    _styles: dict[str, etree._Element] = field(default_factory=dict)
    default: str = ""
    defaults: _Format = _NOTHING

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for style in self.root.iter(w("style")):
            self._styles.setdefault(style.get(w("styleId"), ""), style)
            if style.get(w("type")) == "paragraph" and is_on(style.get(w("default"), "0")):
                self.default = style.get(w("styleId"), "")
        self.defaults = self.run_format(self.root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}"))

    def run_format(self, properties: etree._Element | None) -> _Format:
        """What run properties say, without the style they name."""
        if properties is None:
            return _NOTHING
        found = _NOTHING
        for each in properties:
            tag = each.tag
            if tag in _SWITCHES:
                name = _SWITCHES[tag]
                if is_on(each.get(_VAL)):
                    found = replace(found, switches=found.switches | {name})
                else:
                    found = replace(found, off=found.off | {name})
            elif tag == w("color"):
                found = replace(found, colors=self.colors(each, _VAL, _THEME_COLOR))
            elif tag == _TEXT_FILL and each.find(f"{{{W14}}}noFill") is not None:
                found = replace(found, switches=found.switches | {"without a color"})
            elif tag == w("sz"):
                found = replace(found, size=_number(each.get(_VAL)))
            elif tag == w("w"):
                found = replace(found, scale=_number((each.get(_VAL) or "").rstrip("%")))
            elif tag == w("shd"):
                found = replace(found, behind=self.fill(each) or found.behind)
            elif tag == w("highlight") and each.get(_VAL) in _HIGHLIGHTS:
                found = replace(found, behind=(_HIGHLIGHTS[each.get(_VAL, "")],))
        return found

    def colors(self, element: etree._Element, plain: str, themed: str) -> tuple[str, ...]:
        """The colors that an element may mean; none where it leaves the choice to Word, which is always readable."""
        own = _hex(self.theme.get(_theme_name(element.get(themed))))
        tone = themed.removesuffix("Color")
        found = [_hex(element.get(plain)), _toned(own, element.get(f"{tone}Tint"), element.get(f"{tone}Shade"))]
        return tuple(color for color in found if color)

    def fill(self, shading: etree._Element | None) -> tuple[str, ...] | None:
        """What lies behind letters with this shading; ``None`` where it says nothing."""
        if shading is None:
            return None
        found = self.colors(shading, _FILL, _THEME_FILL)
        if shading.get(_VAL) == "solid":
            found = self.colors(shading, _COLOR, _THEME_COLOR)
        return found or None

    def style(self, style_id: str) -> tuple[_Format, _Format]:
        """What a style and those it is based on say of letters, and of what lies behind the paragraph."""
        if style_id not in self._known:
            self._known[style_id] = (_NOTHING, _NOTHING)  # a style that is based on itself ends here
            element = self._styles.get(style_id)
            if element is not None:
                based = element.find(w("basedOn"))
                letters, paragraph = self.style("" if based is None else based.get(_VAL, ""))
                own = self.run_format(element.find(w("rPr"))).over(letters)
                behind = self.fill(element.find(f"{w('pPr')}/{w('shd')}"))
                self._known[style_id] = (own, paragraph if behind is None else replace(paragraph, behind=behind))
        return self._known[style_id]

    def table(self, style_id: str) -> tuple[dict[str, tuple[str, ...]], dict[str, _Format]]:
        """What a table style puts behind its cells, and how letters look, by condition; "" is the whole table."""
        if style_id not in self._tables:
            self._tables[style_id] = ({}, {})
            element = self._styles.get(style_id)
            if element is not None:
                based = element.find(w("basedOn"))
                inherited = self.table("" if based is None else based.get(_VAL, ""))
                fills, letters = dict(inherited[0]), dict(inherited[1])
                for condition, holder in (
                    ("", element),
                    *((e.get(w("type"), ""), e) for e in element.iter(w("tblStylePr"))),
                ):
                    for place in ("tcPr", "tblPr"):
                        fill = self.fill(holder.find(f"{w(place)}/{w('shd')}"))
                        if fill is not None:
                            fills[condition] = fill
                    own = self.run_format(holder.find(w("rPr")))
                    letters[condition] = own.over(letters.get(condition, _NOTHING))
                self._tables[style_id] = (fills, letters)
        return self._tables[style_id]


@dataclass(frozen=True, slots=True)
class _Around:
    """What lies around a paragraph: what is behind it, and how a table's style has the letters."""

    behind: tuple[str, ...]
    letters: _Format = _NOTHING


class _Part:
    """The words of one part that do not show."""

    def __init__(self, root: etree._Element, sheet: _Sheet) -> None:
        self._root, self._sheet = root, sheet
        background = root.find(w("background"))
        page = () if background is None else sheet.colors(background, _COLOR, _THEME_COLOR)
        self._page = _Around((*page, "FFFFFF") if page else ("FFFFFF",))
        self._cells: dict[etree._Element, _Around] = {}

    def hidden(self) -> Iterator[tuple[str, str]]:
        """Why words do not show, and the words."""
        for paragraph in self._root.iter(w("p")):
            properties = paragraph.find(w("pPr"))
            if properties is not None:
                yield from self._mark(paragraph, properties)
            style_id = self._value(properties, "pStyle") or self._sheet.default
            letters, own = self._sheet.style(style_id)
            around = self._around(paragraph)
            direct = None if properties is None else self._sheet.fill(properties.find(w("shd")))
            behind = direct or own.behind or around.behind
            base = letters.over(around.letters.over(self._sheet.defaults))
            for run in _runs(paragraph):
                text = _text(run)
                if text.strip():
                    why = self._why(run, replace(base, behind=base.behind), behind)
                    if why:
                        yield why, text
        yield from self._shapes()

    def _why(self, run: etree._Element, base: _Format, behind: tuple[str, ...]) -> str:
        properties = run.find(w("rPr"))
        style, _ = self._sheet.style(self._value(properties, "rStyle"))
        shown = self._sheet.run_format(properties).over(style.over(base))
        if shown.switches:
            return min(shown.switches)
        if shown.size is not None and shown.size < _LEAST_SIZE:
            return f"of {shown.size / 2:g} points"
        if shown.scale is not None and shown.scale < _LEAST_SCALE:
            return f"drawn to {shown.scale:g} % of their width"
        grounds = shown.behind or behind
        for color in shown.colors or ():
            for ground in grounds:
                if _contrast(color, ground) < _LEAST_CONTRAST:
                    return f"in the color {color} on {ground}"
        return ""

    def _mark(self, paragraph: etree._Element, properties: etree._Element) -> Iterator[tuple[str, str]]:
        mark = self._sheet.run_format(properties.find(w("rPr")))
        if mark.switches:
            yield f"at a paragraph's end that is {min(mark.switches)}", _text(paragraph)
        spacing = properties.find(w("spacing"))
        if spacing is not None and spacing.get(w("lineRule")) == "exact" and _text(paragraph).strip():
            height = _number(spacing.get(w("line")))
            if height is not None and height < _LEAST_LINE:
                yield "cut off by the height of their line", _text(paragraph)

    def _shapes(self) -> Iterator[tuple[str, str]]:
        for row in self._root.iter(w("trPr")):
            table_row = row.getparent()
            text = "" if table_row is None else _text(table_row)
            hidden, height = row.find(w("hidden")), row.find(w("trHeight"))
            if hidden is not None and is_on(hidden.get(_VAL)):
                yield "in a hidden row", text
            if height is not None and height.get(w("hRule")) == "exact" and text.strip():
                twips = _number(height.get(_VAL))
                if twips is not None and twips < _LEAST_LINE:
                    yield "cut off by the height of their row", text
        for element in self._root.iter(etree.Element):
            local = etree.QName(element).localname
            if local in ("docPr", "cNvPr") and element.get("hidden") in ("1", "true", "on"):
                yield "in a hidden drawing", str(element.get("descr") or element.get("name", ""))
            elif etree.QName(element).namespace == V and _HIDDEN_SHAPE.search(element.get("style", "")):
                yield "in a hidden shape", " ".join("".join(map(str, element.itertext())).split())
        for element in self._root.iter(w("vanish")) if self._root.tag == w("numbering") else ():
            if is_on(element.get(_VAL)):
                yield "the numbers of a list, hidden", ""

    def _around(self, paragraph: etree._Element) -> _Around:
        cell = next(paragraph.iterancestors(w("tc"), w("txbxContent")), None)
        if cell is None:
            return self._page
        if cell not in self._cells:
            self._cells[cell] = self._box(cell) if cell.tag == w("txbxContent") else self._cell(cell)
        return self._cells[cell]

    def _box(self, content: etree._Element) -> _Around:
        """What lies behind a text box: the fill of its shape, the page where it has none."""
        shape = next(
            (each for each in content.iterancestors() if etree.QName(each).localname in ("wsp", "shape", "rect")), None
        )
        if shape is None:
            return self._page
        filled = [_hex(each.get("val")) for each in shape.iterfind(f".//{{{A}}}solidFill/{{{A}}}srgbClr")]
        filled += [
            _hex(self._sheet.theme.get(_theme_name(each.get("val"))))
            for each in shape.iterfind(f".//{{{A}}}solidFill/{{{A}}}schemeClr")
        ]
        filled += [_hex((shape.get("fillcolor") or "").lstrip("#").partition(" ")[0])]
        known = tuple(color for color in filled if color)
        return _Around(known or self._page.behind)

    def _cell(self, cell: etree._Element) -> _Around:
        table = next(cell.iterancestors(w("tbl")), None)
        row = next(cell.iterancestors(w("tr")), None)
        outer = self._around(table) if table is not None else self._page
        if table is None or row is None:
            return outer
        properties = table.find(w("tblPr"))
        fills, letters = self._sheet.table(self._value(properties, "tblStyle"))
        rows = table.findall(w("tr"))
        look = None if properties is None else properties.find(w("tblLook"))
        conditions = [""]
        conditions += [name for name, place in _CONDITIONS.items() if rows[place] is row and _looks(look, name)]
        if conditions == [""]:
            conditions += [name for name in fills if name and name not in _CONDITIONS]
        shown = _NOTHING
        for condition in conditions:
            shown = letters.get(condition, _NOTHING).over(shown)
        strongest = fills.get(conditions[-1]) if conditions[-1] in _CONDITIONS else None
        by_style = strongest or tuple(color for name in conditions for color in fills.get(name, ()))
        direct = self._sheet.fill(cell.find(f"{w('tcPr')}/{w('shd')}"))
        whole = None if properties is None else self._sheet.fill(properties.find(w("shd")))
        return _Around(direct or by_style or whole or outer.behind, shown)

    @staticmethod
    def _value(properties: etree._Element | None, name: str) -> str:
        found = None if properties is None else properties.find(w(name))
        return "" if found is None else found.get(_VAL, "")


def hidden_text(file: WordFile, _: Guard) -> Iterator[str]:
    """Words that a reader of the page does not see."""
    sheets = file.related("styles")
    themes = file.related("theme")
    sheet = _Sheet(file.roots.get(sheets[0]) if sheets else None, _theme(file.roots.get(themes[0]) if themes else None))
    for part, root in file.roots.items():
        if etree.QName(root).namespace == W:
            for why, words in _Part(root, sheet).hidden():
                shown = " ".join(words.split())
                yield f"{part}: it has words {why}: “{shown[:60]}{'…' if len(shown) > 60 else ''}”"


def _runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The runs of a paragraph, but for those of text boxes in it."""
    for run in paragraph.iter(w("r")):
        if next(run.iterancestors(w("p")), None) is paragraph:
            yield run


def _text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(w("t"), w("delText"), w("sym")))


def _theme(root: etree._Element | None) -> dict[str, str]:
    if root is None:
        return {"lt1": "FFFFFF", "dk1": "000000"}
    scheme = root.find(f".//{{{A}}}clrScheme")
    found: dict[str, str] = {}
    for each in () if scheme is None else scheme:
        for color in each:
            found[etree.QName(each).localname] = str(color.get("lastClr") or color.get("val", ""))
    return found


def _theme_name(name: str | None) -> str:
    return _THEME_NAMES.get(name or "", name or "")


def _looks(look: etree._Element | None, condition: str) -> bool:
    """Whether a table shows what its style says of its first or its last row."""
    if look is None:
        return False
    bits = {"firstRow": 0x20, "lastRow": 0x40}
    own = look.get(w(condition))
    if own is not None:
        return is_on(own)
    try:
        return bool(int(look.get(_VAL, "0"), 16) & bits[condition])
    except ValueError:
        return False


def _hex(value: str | None) -> str:
    digits = (value or "").upper()
    return digits if len(digits) == 6 and all(each in "0123456789ABCDEF" for each in digits) else ""


def _toned(color: str, tint: str | None, shade: str | None) -> str:
    """A color of a theme made lighter or darker (ECMA-376 part 1, 17.3.2.6)."""
    if not color or not (tint or shade):
        return color
    try:
        part = int(tint or shade or "FF", 16) / 255
    except ValueError:
        return color
    levels = [int(color[at : at + 2], 16) * part + (255 * (1 - part) if tint else 0) for at in (0, 2, 4)]
    return "".join(f"{min(round(level), 255):02X}" for level in levels)


def _number(value: str | None) -> float | None:
    try:
        return float((value or "").removesuffix("pt"))
    except ValueError:
        return None


def _contrast(one: str, other: str) -> float:
    """The contrast of two colors as web pages measure it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    parts = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
