"""Workbooks that people sort and filter: cells that hold words and never formulas, and the same bytes each time."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contractdiff.ooxml.saving import pack
from contractdiff.ooxml.spoken import INTERNAL
from contractdiff.ooxml.writing import printable

Cell = str | int
# Letters that a cell holds, as Excel counts them: those beyond the first 65,536 of Unicode count twice.
MOST_LETTERS = 32767
CUT = " … [cut here: Excel holds no more; the Word document has the whole]"
_FORMULA = re.compile(r"[=+\-@\t\r]")
# "_x000D_" in a cell is a line end to Excel; this is how it writes the words "_x000D_" themselves.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LINE_END = re.compile(r"\r\n?")
# Letters of a column's width that stay free, as words are not divided; a line's height in points, and Excel's greatest.
_AIR, _LINE_HEIGHT, _MOST_HEIGHT = 3, 15, 405
_HEADING_FILL = "EAF0F6"
_FIRST_DAY = datetime(1980, 1, 1)  # noqa: DTZ001 (a workbook's dates have no zone)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column of a sheet: its heading, and its width in letters."""

    title: str
    width: int


class Workbook:
    """A workbook in the making."""

    def __init__(self, *, title: str, author: str) -> None:
        # a fifth of a second, which nobody should wait for who writes no workbook
        import openpyxl

        self._book: Any = openpyxl.Workbook(write_only=True)
        properties = self._book.properties
        properties.title, properties.creator, properties.created = printable(title), printable(author), _FIRST_DAY

    def sheet(self, title: str, fields: Sequence[Field], rows: Iterable[Sequence[Cell]]) -> Any:
        """Add a sheet with a heading that stays in view and can be filtered; return it, for a chart."""
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font, PatternFill
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet = self._book.create_sheet(title)
        sheet.freeze_panes = "B2"
        sheet.print_title_rows = "1:1"
        sheet.oddHeader.left.text = INTERNAL
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        for number, field in enumerate(fields, 1):
            sheet.column_dimensions[get_column_letter(number)].width = field.width
        plain, quoted, heading = (WriteOnlyCell(sheet) for _ in range(3))
        for cell in (plain, quoted, heading):
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        quoted.quotePrefix = True
        heading.font, heading.fill = Font(bold=True), PatternFill("solid", fgColor=_HEADING_FILL)

        def made(value: Cell, like: Any) -> Any:
            words = value if isinstance(value, int) else cell_text(value)
            cell = WriteOnlyCell(sheet, value=words)
            # to set each cell's alignment takes five times as long
            cell._style = like._style
            if isinstance(words, str):
                # after the value, which alone would make a formula of "=…"
                cell.data_type = "s"
                if _FORMULA.match(words):
                    cell._style = quoted._style
            return cell

        count = 0

        def add(row: Sequence[Cell], like: Any) -> None:
            nonlocal count
            count += 1
            # LibreOffice gives wrapped cells the height of one line
            sheet.row_dimensions[count].height = _height(row, fields)
            # what is empty is left out
            sheet.append([made(value, like) if value != "" else None for value in row])

        add([field.title for field in fields], heading)
        for row in rows:
            add(row, plain)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(fields))}{count}"
        return sheet

    def data(self) -> bytes:
        """The file: an .xlsx that depends on nothing but what was put into it."""
        buffer = io.BytesIO()
        self._book.save(buffer)
        with zipfile.ZipFile(buffer) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        date = f"{_FIRST_DAY.isoformat()}Z".encode()
        # openpyxl writes the hour at which it saves
        parts["docProps/core.xml"] = _MODIFIED.sub(rb"\g<1>" + date, parts["docProps/core.xml"])
        return pack(parts)


def cell_text(words: str) -> str:
    """The words as a cell can hold them: what Excel forbids becomes a visible mark, and what is too long is cut."""
    text = _ESCAPE.sub("_x005F_", printable(_LINE_END.sub("\n", words)))
    if _letters(text) <= MOST_LETTERS:
        return text
    room = MOST_LETTERS - len(CUT)
    kept = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore")
    return kept + CUT


def _height(row: Sequence[Cell], fields: Sequence[Field]) -> int:
    """About the height that a row's longest cell needs, in points."""
    lines = 1
    for value, field in zip(row, fields, strict=True):
        if isinstance(value, str) and (len(value) > field.width - _AIR or not value.isprintable()):
            long = (1 + _width(line) // (field.width - _AIR) for line in value.split("\n"))
            lines = max(lines, sum(long))
    return min(_LINE_HEIGHT * lines, _MOST_HEIGHT)


def _width(line: str) -> int:
    """How many letters wide a line is; those of Chinese, Japanese and Korean take the room of two."""
    return len(line) if line.isascii() else len(line) + sum(letter > "\u2e7f" for letter in line)


def _letters(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
