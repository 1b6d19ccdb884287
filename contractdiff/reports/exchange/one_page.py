"""Text that must stay on one page of a portrait template: how tall it is at most, and which shortening makes it fit."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from contractdiff.ooxml.look import Page, Style
from contractdiff.ooxml.writing import Xml, joined, link, paragraph, run

_Level = TypeVar("_Level")

# For each style of report.docx: the size of its letters and the length of a line in points, times ten; the height of a
# line and of the space around it in twips.
_SIZES = {
    Style.TITLE: (180, 5110, 416, 20),
    Style.SUBTITLE: (110, 5110, 256, 120),
    Style.HEADING: (130, 5110, 302, 250),
    Style.SUBHEADING: (110, 5110, 256, 220),
    Style.NORMAL: (100, 5110, 256, 100),
    Style.RETURN_BY: (110, 5000, 268, 380),
    Style.STEP: (100, 4930, 244, 50),
    Style.SHORT_LINE: (90, 4010, 210, 50),
}
# A page of report.docx has 13,824 twips between its margins.
_PAGE = 13_600
# Widths of letters in thousandths of their size, as Arial has them or a little more.
_WIDTHS = {
    letter: width
    for letters, width in (
        (" ijl|!,.:;'I/ft[]\\", 300),
        ('r()-`"{}*“”‘’', 400),
        ("cksvxyzJ", 520),
        ("abdeghnopqu0123456789$?#+<=>^_~–", 590),
        ("ABEFKLPSTVXYZ&", 680),
        ("CDHNRUGOQw", 790),
        ("mM", 850),
        ("W%@…—→", 1020),
    )
    for letter in letters
}
_OTHER, _WIDE = 780, 1020
# A line is not filled to its end, bold letters are broader, and scripts with wide letters have taller lines.
_UNFILLED, _BOLD, _TALL = 1.06, 1.09, 1.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph.

    Attributes:
        words: Its words.
        bold: What stands before them in bold type.
        columns: What stands before both in the columns of a short line, the first an id.
        style: Its style.
        target: The bookmark that it has, and with which a new page begins; of a short line, the one its id leads to.
    """

    words: str = ""
    bold: str = ""
    columns: tuple[str, ...] = ()
    style: Style = Style.NORMAL
    target: str = ""

    def xml(self, page: Page) -> Xml:
        """The paragraph."""
        between = " " if self.bold and self.words else ""
        bold = [run(self.bold + between, Style.STRONG)] if self.bold else []
        if not self.columns:
            said = joined((*bold, run(self.words)))
            marked = page.marked(self.target, said) if self.target else said
            return paragraph(marked, style=self.style, new_page=bool(self.target))
        first, *others = self.columns
        led = link(self.target, first, Style.LINK) if self.target else run(first, Style.CHANGE_ID)
        return paragraph(
            led, *(run(f"\t{each}") for each in others), run("\t"), *bold, run(self.words), style=self.style
        )

    @property
    def height(self) -> int:
        """How tall it is at most, in twips."""
        size, length, line, around = _SIZES[self.style]
        room = length / size * 1000 / (_BOLD if self.style in _HEADINGS else 1)
        said = f"{self.bold} {self.words}" if self.bold else self.words
        lines = sum(1 + int(_width(part) * _UNFILLED / room) for part in said.split("\n"))
        return around + int(lines * line * (_TALL if any(map(_is_wide, said)) else 1))


_HEADINGS = frozenset((Style.TITLE, Style.HEADING, Style.SUBHEADING))


def on_one_page(page: Page, levels: Sequence[_Level], make: Callable[[_Level], Iterable[Piece]]) -> Xml:
    """The paragraphs made at the first level at which they fit on one page; at the last one they have to."""
    for level in levels:
        pieces = tuple(make(level))
        if sum(piece.height for piece in pieces) <= _PAGE:
            break
    return joined(piece.xml(page) for piece in pieces)


def _width(words: str) -> int:
    return sum(_WIDTHS.get(letter) or (_WIDE if _is_wide(letter) else _OTHER) for letter in words)


def _is_wide(letter: str) -> bool:
    return not letter.isascii() and unicodedata.east_asian_width(letter) in "WF"
