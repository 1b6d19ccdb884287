"""The lines of an Excel workbook's sheets, as the cells are shown or nearly so."""

import datetime
import io
from collections.abc import Iterator
from typing import Any

from contractdiff.docket.lines import Line, lines_of, too_large
from contractdiff.ooxml.workbook_file import check_workbook, number_shown, told, unescaped


def workbook_sheets(data: bytes, name: str) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield each sheet's name and the rows that have words; sheets that are shown come before hidden ones.

    Hidden rows and columns are read like others, and of formulas what they last came to.

    Raises:
        FormError: The workbook needs a password, is damaged, of another kind, or larger than any roster.
    """
    check_workbook(data, name, too_large)
    import openpyxl  # takes a third of a second, and few commands need it

    with told(name):
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible"):
        with told(name):
            # some programs write a size that is not the sheet's
            sheet.reset_dimensions()
            rows = ([_shown(value) for value in row] for row in sheet.iter_rows(values_only=True))
            lines = lines_of(rows, f"{name}, sheet “{sheet.title}”,")
        yield sheet.title, lines


def _shown(value: Any) -> str:
    """A cell's value as text: numbers without a decimal point that says nothing, days in ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, str):
        return unescaped(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return number_shown(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)
