"""How documents look: the styles that a template must have, and the page that tables are laid out on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import Protocol

from contractdiff.ooxml.writing import Grid, Xml, bookmark, joined, paragraph, run


class Style(StrEnum):
    """The styles of a template by their ids; in Word's list of styles "CellText" is called "Cell Text"."""

    TITLE = "Title"
    SUBTITLE = "Subtitle"
    HEADING = "Heading1"
    SUBHEADING = "Heading2"
    NORMAL = "Normal"
    RETURN_BY = "ReturnBy"
    CAPTION = "TableCaption"
    STEP = "Step"
    SHORT_LINE = "ShortLine"
    CELL_HEADING = "CellHeading"
    CELL_TEXT = "CellText"
    CELL_NOTE = "CellNote"
    STRONG = "Strong"
    QUIET = "Quiet"
    CHANGE_ID = "ChangeId"
    DELETED = "Deleted"
    INSERTED = "Inserted"
    PLACEHOLDER = "PlaceholderText"
    LINK = "Hyperlink"
    TABLE = "ResponseTable"


Span = tuple[str, str]
"""Words and the style that they are printed in; "" for plain ones."""
# A tint that says "write here"; the grey of the placeholders has 6.6:1 on it, and it prints as white.
ANSWER_FILL = "FFF8E1"


class PageColumn(Protocol):
    """A column of a table: its heading, its share of the width of 1,000, and whether people write in it."""

    @property
    def title(self) -> str:
        """What its heading says."""

    @property
    def share(self) -> int:
        """Its share of the width, of 1,000."""

    @property
    def is_answered(self) -> bool:
        """Whether people write in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadColumn:
    """A column that people only read."""

    title: str
    share: int

    @property
    def is_answered(self) -> bool:
        """Whether people write in it."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page that tables are laid out on: the width of its lines in twips, and numbers for bookmarks."""

    width: int
    # Templates have bookmarks of their own, with small numbers.
    _numbers: Iterator[int] = field(default_factory=lambda: count(1000))

    def grid(self, columns: Sequence[PageColumn]) -> Grid:
        """The columns of a table as wide as the page allows."""
        return Grid(
            widths=tuple(self.width * column.share // 1000 for column in columns),
            fills=tuple(ANSWER_FILL if column.is_answered else "" for column in columns),
        )

    def table(
        self, columns: Sequence[PageColumn], rows: Iterable[Xml], *, title: str, description: str, said: bool = True
    ) -> Xml:
        """A table, and above it a sentence that says what it is.

        The sentence repeats the description for screen readers, which LibreOffice drops; ``said`` is False
        where the words above say it already.
        """
        grid = self.grid(columns)
        header = grid.row(*(paragraph(run(c.title), style=Style.CELL_HEADING) for c in columns), header=True)
        table = grid.table((header, *rows), style=Style.TABLE, title=title, description=description)
        return joined((paragraph(run(description), style=Style.CAPTION), table)) if said else table

    def marked(self, name: str, *content: Xml) -> Xml:
        """The content with the bookmark ``name`` around it."""
        return bookmark(name, next(self._numbers), *content)


def text(words: str, style: Style = Style.CELL_TEXT) -> Xml:
    """A paragraph of plain words."""
    return paragraph(run(words), style=style)


def id_cell(name: str) -> Xml:
    """The id of a change, or what else a row is called, in a cell that it alone fills or begins."""
    return paragraph(run(name, Style.CHANGE_ID), style=Style.CELL_TEXT)
