"""The lines of a table, as a spreadsheet numbers them, and how many of them are read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contractdiff.errors import FormError

MAX_BYTES = 20_000_000
# Coalitions have tens or hundreds of members; what has more than this is another file, or made to exhaust the machine.
MAX_ROWS = 20_000
# Empty cells count: a sheet that is formatted down to its last row has a million of them in each column.
MAX_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """A row that has words; ``number`` is that of the spreadsheet, which counts empty rows too."""

    number: int
    cells: tuple[str, ...]


def lines_of(rows: Iterable[Sequence[str]], where: str) -> tuple[Line, ...]:
    """Return the rows that have words.

    Args:
        rows: All rows of the table, the empty ones too.
        where: What the table is called, for messages.

    Raises:
        FormError: It is larger than any roster.
    """
    found: list[Line] = []
    read = 0
    for number, cells in enumerate(rows, 1):
        # a row without any cell is work as well
        read += max(len(cells), 1)
        if any(cell and not cell.isspace() for cell in cells):
            found.append(Line(number, tuple(cells)))
        if len(found) > MAX_ROWS:
            raise too_large(where, f"it has more than {MAX_ROWS:,} rows")
        if read > MAX_CELLS:
            raise too_large(where, f"it has more than {MAX_CELLS:,} cells, most of them empty")
    return tuple(found)


def too_large(where: str, what: str) -> FormError:
    """The error that says why a table is not read."""
    return FormError(
        f"{where} cannot be read: {what}, more than any roster. Copy the rows of the members and their headings into "
        "a new spreadsheet, save that, and try again."
    )
