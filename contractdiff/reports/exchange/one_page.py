"""Text that must stay on one page of a portrait template: how tall it is at most, and which shortening makes it fit."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from contractdiff.ooxml.look import Style
from contractdiff.ooxml.writing import Xml, joined, paragraph, run

_Level = TypeVar("_Level")

# For each style of report.docx: letters that a line surely holds; twips of a line, and of the space around it.
_SIZES = {
    Style.TITLE: (42, 414, 20),
    Style.SUBTITLE: (74, 264, 120),
    Style.HEADING: (58, 310, 250),
    Style.SUBHEADING: (70, 264, 220),
    Style.NORMAL: (86, 264, 100),
    Style.RETURN_BY: (74, 275, 380),
    Style.STEP: (80, 258, 50),
    Style.SHORT_LINE: (74, 216, 50),
}
# A page of report.docx has 13,824 twips between its margins.
_PAGE = 13_500
# What a letter takes of the room of a small one, where that is more.
_CAPITAL, _BROAD, _WIDE = 1.4, 1.8, 2.1
_BROAD_LETTERS = frozenset("mwMW@%—")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph: its words, in bold type what stands before them, and columns before both in a short line."""

    words: str = ""
    bold: str = ""
    columns: tuple[str, ...] = ()
    style: Style = Style.NORMAL

    @property
    def xml(self) -> Xml:
        """The paragraph."""
        between = " " if self.bold and self.words else ""
        runs = [run(f"{each}\t", Style.CHANGE_ID if not place else "") for place, each in enumerate(self.columns)]
        runs += [run(self.bold + between, Style.STRONG)] if self.bold else []
        return paragraph(*runs, run(self.words), style=self.style)

    @property
    def height(self) -> int:
        """How tall it is at most, in twips."""
        letters, line, around = _SIZES[self.style]
        said = f"{self.bold} {self.words}" if self.bold else self.words
        return around + line * sum(1 + int(_width(part) * 1.03) // letters for part in said.split("\n"))


def on_one_page(levels: Sequence[_Level], make: Callable[[_Level], Iterable[Piece]]) -> Xml:
    """The paragraphs made at the first level at which they fit on one page; at the last one they have to."""
    for level in levels:
        pieces = tuple(make(level))
        if sum(piece.height for piece in pieces) <= _PAGE:
            break
    return joined(piece.xml for piece in pieces)


def _width(words: str) -> float:
    return sum(map(_letter_width, words))


def _letter_width(letter: str) -> float:
    if letter in _BROAD_LETTERS:
        return _BROAD
    if letter.isascii():
        return _CAPITAL if letter.isupper() else 1
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" else _CAPITAL
