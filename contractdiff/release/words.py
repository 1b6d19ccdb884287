"""The words of a text as they are looked for: in one spelling, and where each stands.

What makes no difference: capitals, accents, the kind of hyphens, quotation marks and white space, characters without
width, and whether "and" is written "&". A word ends at anything that is no letter, where letters meet digits, and where
a capital follows a small letter (``HopeHouse.docx``). Characters of scripts that put no space between words are a word
each.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

# Marks that a letter carries, and characters without width
_NO_WIDTH = "\u0300-\u036f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
_NO_SPACES = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_PIECE = re.compile(
    rf"[{_NO_SPACES}]|[^\W\d_{_NO_SPACES}](?:[{_NO_WIDTH}]*[^\W\d_{_NO_SPACES}])*|\d(?:[{_NO_WIDTH}]*\d)*|&"
)
_PLAIN_PIECE = re.compile(r"[A-Za-z]+|[0-9]+|&")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Letters that are no letter with a mark in Unicode, and that people write as one
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


class Words(NamedTuple):
    """The words of a text, and where each stands in it (half-open, in characters)."""

    text: str
    words: list[str]
    spans: list[tuple[int, int]]

    def between(self, first: int, last: int) -> str:
        """The text from one word to another, that one included."""
        return self.text[self.spans[first][0] : self.spans[last][1]]

    def around(self, first: int, last: int, *, more: int = 4, most: int = 24) -> str:
        """The text from one word to another with some words before and after, on one line."""
        start, stop = max(first - more, 0), min(last + more, len(self.words) - 1)
        cut = stop - start > most
        shown = " ".join(self.between(start, start + most if cut else stop).split())
        return f"{'…' if start else ''}{shown}{'…' if cut or stop < len(self.words) - 1 else ''}"


def words_of(text: str) -> Words:
    """The words of a text with their places."""
    words, spans = [], []
    for word, start, end in _pieces(text):
        words.append(word)
        spans.append((start, end))
    return Words(text, words, spans)


def plain_words(text: str) -> list[str]:
    """The words of a text alone, which is several times faster."""
    pattern = _PLAIN_PIECE if text.isascii() else _PIECE
    words: list[str] = []
    for piece in pattern.findall(text):
        folded = _folded(piece)
        if len(folded) == 1:
            words.append(folded[0])
        else:
            words.extend(folded)
    return words


def runs_of(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    """All runs of so many words."""
    return zip(*(words[start:] for start in range(length)), strict=False)


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """All words that stand in some texts."""
    return frozenset(word for text in texts for word in plain_words(text))


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    pattern = _PLAIN_PIECE if text.isascii() else _PIECE
    for match in pattern.finditer(text):
        start, end = match.span()
        folded = _folded(match[0])
        if len(folded) == 1:
            yield folded[0], start, end
            continue
        at = start
        for word, piece in zip(folded, _HUMP.split(match[0]), strict=False):
            yield word, at, at + len(piece)
            at += len(piece)


@lru_cache(maxsize=1 << 17)
def _folded(piece: str) -> tuple[str, ...]:
    if piece == "&":
        return ("and",)
    if piece.islower() and piece.isascii():
        return (piece,)
    parts = (_fold(part) for part in _HUMP.split(piece))
    return tuple(part for part in parts if part)


def _fold(piece: str) -> str:
    if not piece.isascii():
        letters = unicodedata.normalize("NFKD", piece)
        piece = "".join(each for each in letters if unicodedata.category(each) not in ("Mn", "Cf")).casefold()
        return piece.translate(_LETTERS)
    return piece.lower()
