"""Workbooks that people sort and filter: cells that hold words and never formulas, and the same bytes each time."""

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from itertools import count
from typing import Any

from contractdiff.ooxml.look import ANSWER_FILL, Span, Style
from contractdiff.ooxml.saving import pack, unpack
from contractdiff.ooxml.spoken import INTERNAL
from contractdiff.ooxml.writing import printable

Cell = str | int | Sequence[Span]
"""What a cell holds: words, a number, or words of which some have a style."""
# Letters that a cell holds, as Excel counts them: those beyond the first 65,536 of Unicode count twice.
MOST_LETTERS = 32767
CUT = " … [cut here: Excel holds no more; the Word document has the whole]"
_FORMULA = re.compile(r"[=+\-@\t\r]")
# "_x000D_" in a cell is a line end to Excel; this is how it writes the words "_x000D_" themselves.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LINE_END = re.compile(r"\r\n?")
# Letters of a column's width that stay free, as words are not divided; a line's height in points, and Excel's greatest.
_AIR, _LINE_HEIGHT, _MOST_HEIGHT = 3, 15, 405
# Lines that a row has in which people write; letters of the foot of a page and of a list of choices that Excel allows,
# and of the title of a message; the type's size in points.
_ROOM, _FOOT, _LIST, _TITLE, _SIZE = 4, 200, 255, 32, 11
_FONT = "Calibri"
_HEADING_FILL, _LINE = "EAF0F6", "B4C3D6"
# The parts of a type, in their order (ECMA-376 part 1, 18.4.7 and 18.8.22, as Excel writes them)
_TYPES, _OF_TYPE = re.compile(rb"<(rPr|font)>(.*?)</\1>", re.DOTALL), re.compile(rb"(<(\w+)[^>]*/>)")
_ORDER = b"b i strike condense extend outline shadow u vertAlign sz color name rFont family charset scheme".split()
_FIRST_DAY = datetime(1980, 1, 1)  # noqa: DTZ001 (a workbook's dates have no zone)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column of a sheet.

    Attributes:
        title: Its heading.
        width: Its width in letters.
        style: How its words look; "" for plain ones.
        is_answered: Whether people write in it: what they type stays text, also "-10" or "=".
        choices: What can be chosen there from a list; other words can be typed all the same.
        shades: The fill of a cell by the word in it, so that colour is never the only sign.
    """

    title: str
    width: int
    style: str = ""
    is_answered: bool = False
    choices: tuple[str, ...] = ()
    shades: Mapping[str, str] = field(default_factory=dict)


class Workbook:
    """A workbook in the making."""

    def __init__(self, *, title: str, author: str, properties: Mapping[str, str] | None = None, foot: str = "") -> None:
        """Begin a workbook.

        Args:
            title: What it is called.
            author: Who made it.
            properties: What is kept in the file without being shown, by name.
            foot: What stands at the foot of each printed page, besides its number.
        """
        # a fifth of a second, which nobody should wait for who writes no workbook
        import openpyxl
        from openpyxl.packaging.custom import StringProperty

        self._book: Any = openpyxl.Workbook(write_only=True)
        self._foot = foot
        kept = self._book.properties
        kept.title, kept.creator, kept.created = printable(title), printable(author), _FIRST_DAY
        for name, value in (properties or {}).items():
            self._book.custom_doc_props.append(StringProperty(name=name, value=printable(value)))

    def sheet(self, title: str, fields: Sequence[Field], rows: Iterable[Sequence[Cell]], *, pages: int = 1) -> Any:
        """Add a sheet with a heading that stays in view and can be filtered; return it, for a chart.

        Args:
            title: What it is called, in at most 31 letters.
            fields: Its columns.
            rows: What stands in them.
            pages: Over how many pages beside each other it is printed, the first column on each.
        """
        from openpyxl.utils import get_column_letter

        sheet = self._sheet(title, fields, pages)
        sheet.freeze_panes = "B2"
        sheet.print_options.gridLines = True
        sheet.print_title_rows = "1:1"
        if pages > 1:
            sheet.print_title_cols = "A:A"
        look = _Look(sheet)
        add = _adder(sheet, fields, least=_ROOM if any(of.is_answered for of in fields) else 1)
        headings = [look.cell(sheet, of.title, look.heading) for of in fields]
        last = add([of.title for of in fields], headings)
        for row in rows:
            last = add(row, [look.made(sheet, value, of) for value, of in zip(row, fields, strict=True)])
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(fields))}{last}"
        for number, of in enumerate(fields, 1):
            letter = get_column_letter(number)
            if last > 1:
                _choose_and_shade(sheet, of, f"{letter}2:{letter}{last}")
        return sheet

    def page(self, title: str, fields: Sequence[Field], rows: Iterable[tuple[Sequence[Cell], bool]]) -> None:
        """Add a sheet of words without a heading.

        Args:
            title: What it is called, in at most 31 letters.
            fields: Its columns; what is said of them by ``is_answered`` holds for the rows in which people write.
            rows: What stands in each, and whether people write in it.
        """
        sheet = self._sheet(title, fields, 1)
        look = _Look(sheet)
        add = _adder(sheet, fields)
        for row, is_answered in rows:
            own = fields if is_answered else [replace(of, is_answered=False) for of in fields]
            add(row, [look.made(sheet, value, of) for value, of in zip(row, own, strict=True)])

    def _sheet(self, title: str, fields: Sequence[Field], pages: int) -> Any:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet = self._book.create_sheet(title)
        sheet.oddHeader.left.text = INTERNAL
        if self._foot:
            sheet.oddFooter.left.text = printable(self._foot)[:_FOOT].replace("&", "&&")
            sheet.oddFooter.right.text = "&P / &N"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        for number, of in enumerate(fields, 1):
            sheet.column_dimensions[get_column_letter(number)].width = of.width
        return sheet

    def data(self) -> bytes:
        """The file: an .xlsx that depends on nothing but what was put into it."""
        buffer = io.BytesIO()
        self._book.save(buffer)
        parts = unpack(buffer.getvalue())
        date = f"{_FIRST_DAY.isoformat()}Z".encode()
        # openpyxl writes the hour at which it saves
        for name in [each for each in parts if each == "xl/styles.xml" or each.startswith("xl/worksheets/sheet")]:
            parts[name] = _TYPES.sub(_in_order, parts[name])
        parts["docProps/core.xml"] = _MODIFIED.sub(rb"\g<1>" + date, parts["docProps/core.xml"])
        return pack(parts)


def cell_text(words: str) -> str:
    """The words as a cell can hold them: what Excel forbids becomes a visible mark, and what is too long is cut."""
    text = _allowed(words)
    return text if _letters(text) <= MOST_LETTERS else _first(text, MOST_LETTERS - len(CUT)) + CUT


def _in_order(found: re.Match[bytes]) -> bytes:
    """What says the type of words, in the order that the format asks for; openpyxl has one of its own."""
    elements = sorted(_OF_TYPE.findall(found[2]), key=lambda element: _ORDER.index(element[1]))
    return b"<%s>%s</%s>" % (found[1], b"".join(element[0] for element in elements), found[1])


class _Look:
    """How the cells of a sheet look; to set each cell's alignment takes five times as long as to copy a style."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self._made: dict[tuple[str, bool, bool], Any] = {}
        self._new: Callable[[], Any] = lambda: WriteOnlyCell(sheet)
        self._alignment = Alignment(vertical="top", wrap_text=True)
        self._answer = PatternFill("solid", fgColor=ANSWER_FILL)
        line = Side("thin", color=_LINE)
        self._border = Border(left=line, right=line, top=line, bottom=line)
        self.heading = self._new()
        self.heading.alignment = self._alignment
        self.heading.font = Font(name=_FONT, size=_SIZE, bold=True)
        self.heading.fill = PatternFill("solid", fgColor=_HEADING_FILL)

    def made(self, sheet: Any, value: Cell, of: Field) -> Any:
        """A cell of a column; nothing for an empty one in which nobody writes."""
        if value in ("", ()) and not of.is_answered:
            return None
        return self.cell(sheet, value, self._of(of, quoted=_FORMULA.match(_words(value)) is not None))

    def cell(self, sheet: Any, value: Cell, like: Any) -> Any:
        """A cell that looks like another."""
        from openpyxl.cell import WriteOnlyCell

        words = value if isinstance(value, int) else cell_text(value) if isinstance(value, str) else _rich(value)
        cell = WriteOnlyCell(sheet, value=words or None)
        cell._style = like._style
        if words and not isinstance(words, int):
            # after the value, which alone would make a formula of "=…"
            cell.data_type = "s"
        elif words == 0:
            cell.value = 0
        return cell

    def _of(self, of: Field, *, quoted: bool) -> Any:
        from openpyxl.styles import Font

        key = (of.style, of.is_answered, quoted)
        if key not in self._made:
            cell = self._made[key] = self._new()
            cell.alignment = self._alignment
            cell.quotePrefix = quoted
            if of.style:
                known = _STYLES[of.style]
                cell.font = Font(name=_FONT, bold=known.bold, color=known.color or None, size=known.size)
            if of.is_answered:
                cell.number_format, cell.fill, cell.border = "@", self._answer, self._border
        return self._made[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Type:
    """The type that a style of the documents has in a cell."""

    color: str = ""
    bold: bool = False
    struck: bool = False
    underlined: bool = False
    size: int = _SIZE


# The colours are those of the templates for Word (templates/response/word/styles.xml).
_STYLES: Mapping[str, _Type] = {
    Style.TITLE: _Type(color="1F3350", bold=True, size=16),
    Style.STRONG: _Type(bold=True),
    Style.CHANGE_ID: _Type(color="1F3350", bold=True),
    Style.QUIET: _Type(color="404040"),
    Style.CELL_NOTE: _Type(color="404040"),
    Style.DELETED: _Type(color="9C0006", struck=True),
    Style.INSERTED: _Type(color="00612E", underlined=True),
}


@cache
def _font(style: str) -> Any:
    """The type of a stretch of words within a cell."""
    from openpyxl.cell.text import InlineFont

    known = _STYLES[style]
    return InlineFont(
        rFont=_FONT,
        sz=known.size,
        b=known.bold or None,
        strike=known.struck or None,
        u="single" if known.underlined else None,
        color=known.color or None,
    )


def _rich(spans: Iterable[Span]) -> Any:
    """Words of which some have a style, as a cell can hold them."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock

    kept: list[Any] = []
    room, whole = MOST_LETTERS, [(_allowed(words), style) for words, style in spans if words]
    is_long = sum(_letters(words) for words, _ in whole) > room
    room -= len(CUT) if is_long else 0
    for words, style in whole:
        held = _first(words, room)
        room -= _letters(held)
        if held:
            kept.append(TextBlock(_font(style), held) if style else held)
    return CellRichText([*kept, *([CUT] if is_long else [])])


def _words(value: Cell) -> str:
    return "" if isinstance(value, int) else value if isinstance(value, str) else "".join(words for words, _ in value)


def _adder(sheet: Any, fields: Sequence[Field], *, least: int = 1) -> Callable[[Sequence[Cell], Any], int]:
    """What adds a row as high as its words, and tells how many there are by then."""
    rows = count(1)

    def add(row: Sequence[Cell], cells: Sequence[Any]) -> int:
        number = next(rows)
        # LibreOffice gives wrapped cells the height of one line
        sheet.row_dimensions[number].height = _height(row, fields, least if number > 1 else 1)
        # what is empty is left out
        sheet.append(cells)
        return number

    return add


def _choose_and_shade(sheet: Any, of: Field, cells: str) -> None:
    """Give the cells of a column their list of choices and the fills of the words in them."""
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    if of.choices:
        listed = ",".join(of.choices)
        if len(listed) > _LIST or any("," in each or '"' in each for each in of.choices):
            raise ValueError(f"Excel cannot list these choices: {listed}")
        choosing = DataValidation(
            type="list",
            formula1=f'"{listed}"',
            allow_blank=True,
            showErrorMessage=True,
            errorStyle="warning",
            errorTitle=of.title[:_TITLE],
            error="This is none of the choices in the list. Keep it all the same? A person will look at it.",
        )
        choosing.add(cells)
        sheet.data_validations.append(choosing)
    for word, shade in of.shades.items():
        rule = CellIsRule(operator="equal", formula=[f'"{word}"'], fill=PatternFill(bgColor=shade))
        sheet.conditional_formatting.add(cells, rule)


def _height(row: Sequence[Cell], fields: Sequence[Field], least: int) -> int:
    """About the height that a row's longest cell needs, in points."""
    lines = least
    for cell, of in zip(row, fields, strict=True):
        value = _words(cell)
        if len(value) > of.width - _AIR or not value.isprintable():
            long = (1 + _width(line) // (of.width - _AIR) for line in value.split("\n"))
            lines = max(lines, sum(long))
    return min(_LINE_HEIGHT * lines, _MOST_HEIGHT)


def _width(line: str) -> int:
    """How many letters wide a line is; those of Chinese, Japanese and Korean take the room of two."""
    return len(line) if line.isascii() else len(line) + sum(letter > "\u2e7f" for letter in line)


def _letters(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _first(text: str, letters: int) -> str:
    """As much of a text as so many letters hold."""
    if _letters(text) <= letters:
        return text
    return text.encode("utf-16-le")[: 2 * letters].decode("utf-16-le", errors="ignore")


def _allowed(words: str) -> str:
    return _ESCAPE.sub("_x005F_", printable(_LINE_END.sub("\n", words)))
