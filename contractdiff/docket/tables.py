"""The rows of a table in a spreadsheet, whatever they are."""

from contractdiff.docket.delimited import delimited_lines
from contractdiff.docket.lines import Line
from contractdiff.docket.workbook import workbook_sheets
from contractdiff.errors import FormError
from contractdiff.ooxml.workbook_file import OLD_OFFICE, ZIP


def table_lines(data: bytes, name: str) -> tuple[Line, ...]:
    """Return the rows that have words of a CSV file, or of the first sheet of an Excel workbook that has any.

    Raises:
        FormError: It cannot be read, or holds nothing.
    """
    sheets = workbook_sheets(data, name) if data.startswith((ZIP, OLD_OFFICE)) else [("", delimited_lines(data, name))]
    lines = next((found for _, found in sheets if found), ())
    if not lines:
        raise FormError(f"{name} is empty. Give a table with a row of headings and a row for each entry.")
    return lines


def table_rows(data: bytes, name: str) -> list[tuple[str, ...]]:
    """The same rows, cell by cell, without their numbers."""
    return [line.cells for line in table_lines(data, name)]
