"""Excel workbooks that hold text as text: nothing a person wrote is ever taken for a formula, or lost in silence."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from contractdiff.ooxml.saving import pack
from contractdiff.ooxml.writing import printable

if TYPE_CHECKING:
    from openpyxl import Workbook

# Excel's own limit for the letters of a cell.
MAX_LETTERS = 32_767
_CUT = " … [cut: Excel holds no more]"
_SHEET_NAME = re.compile(r"[\\/?*\[\]:]")
# The clock must not show.
_DATE = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's times have no zone
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")

Cell = str | int
Table = tuple[str, Sequence[tuple[str, int]], Iterable[Sequence[Cell]]]


def write_workbook(tables: Iterable[Table]) -> bytes:
    """Return an Excel file with a sheet for each table: its name, its columns' headings and widths, and its rows."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for table in tables:
        add_table(book, table)
    return saved(book)


def add_table(book: "Workbook", table: Table) -> None:
    """Add a sheet: a bold heading that stays in sight, filters, and cells whose text is wrapped."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    name, columns, rows = table
    sheet = book.create_sheet(_SHEET_NAME.sub(" ", name)[:31])
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    fill = PatternFill("solid", fgColor="E7E6E6")
    for column, (title, width) in enumerate(columns, 1):
        cell = sheet.cell(1, column, title)
        cell.font, cell.fill, cell.alignment = bold, fill, wrapped
        sheet.column_dimensions[get_column_letter(column)].width = width
    last = 1
    for last, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(last, column)
            cell.value = value if isinstance(value, int) else cell_text(value)
            if isinstance(value, str):
                # a text that begins like a formula stays a text
                cell.data_type, cell.quotePrefix = "s", value[:1] in "=+-@\t\r" and value != ""
            cell.alignment = wrapped
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def cell_text(text: str) -> str:
    """A text as a cell can hold it: a visible mark for what Excel forbids, and a note where it is cut."""
    text = printable(text.replace("\r\n", "\n"))
    return text if len(text) <= MAX_LETTERS else text[: MAX_LETTERS - len(_CUT)] + _CUT


def saved(book: "Workbook") -> bytes:
    """The workbook's bytes, which depend on nothing but its content."""
    book.properties.created = book.properties.modified = _DATE
    book.properties.creator = ""
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = "docProps/core.xml"
    parts[core] = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", parts[core])
    return pack(parts)
