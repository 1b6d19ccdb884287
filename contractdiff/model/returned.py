"""What a filled-in form holds when it comes back, before anyone knows which row is which."""

from dataclasses import dataclass

from contractdiff.model.source import Format

PACKET_PROPERTY = "contractdiff-packet"
"""The property of a file that says which form it is a copy of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment in the margin.

    ``author`` is "" where the file does not say; ``rows`` is how many rows its words run over (0 outside of tables).
    """

    text: str
    author: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedCell:
    """A cell of a returned table.

    Attributes:
        text: Its words as they read now: tracked insertions kept, tracked deletions left out, paragraphs parted by line
            ends, the cells of a table within it by tabs.
        waiting: What of ``text`` the file itself says is a placeholder that nobody has answered.
        controls: The tags and titles of the content controls in it, in order, those of nested tables too.
        span: How many columns it takes.
        first: Its first column, counted from 0.
        merged: Whether it runs over several rows, or continues a cell that does.
        continued: Whether it continues the cell above.
        revised: Whether its words have tracked changes.
    """

    text: str
    waiting: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    span: int = 1
    first: int = 0
    merged: bool = False
    continued: bool = False
    revised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedRow:
    """A row of a returned table, ``heading`` where the file marks it as one that is repeated on each page."""

    cells: tuple[ReturnedCell, ...]
    bookmarks: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedForm:
    """A returned file.

    Attributes:
        file: Its name without the folder.
        format: What it was read as.
        tables: Its tables in reading order, each with its rows; tables within cells are words of the cell.
        paragraphs: The paragraphs outside of tables, in reading order, empty ones left out.
        margins: The paragraphs of headers and footers, each once.
        remarks: Comments that stand beside no row.
        properties: The custom properties stored in the file, by their names.
        modified: When the file says it was last saved, in ISO 8601; "" where it does not say.
        notices: What of it could not be read.
    """

    file: str
    format: Format
    tables: tuple[tuple[ReturnedRow, ...], ...]
    paragraphs: tuple[str, ...] = ()
    margins: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    modified: str = ""
    notices: tuple[str, ...] = ()
