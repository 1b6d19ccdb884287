"""Printed lines made of words, and what their type and place say of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from contractdiff.readers.pdf.labels import label_words, unglued
from contractdiff.readers.pdf.words import NOTE_SIGNS, Word

# The share of the lower of two words that must overlap for both to stand on one line: half keeps raised
# note signs and lowered indices with their line, and lines set solid apart.
_SAME_ROW = 0.5
_ASCENT = 0.8
_DESCENT = 0.22
# Fewest letters in a row with white between each two that are a word set wide, and least white, in sizes of their
# type, by which the words of such a heading stand further apart than its letters.
_SPACED = 4
_SPACED_WORDS = 0.15
# Greatest size of a note's sign that stands by itself, as a share of that of its line.
_SIGN = 0.8
# Least white after a bullet that is a letter, in sizes of its type.
_AFTER_BULLET = 0.7
# Most white between the brackets of a box to tick, in sizes of its type.
_BOX = 4.0
_SIZE = attrgetter("size")
_LEFT = attrgetter("x0")
_BASE_THEN_LEFT = attrgetter("base", "x0")

Row = list[Word]
"""Words that stand side by side, from left to right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The words of one printed line, left to right.

    Attributes:
        words: At least one.
        page: Counted from 1.
        left: Left edge of the column in which it stands, in points.
        right: Right edge of that column.
        size: The size of most of its type.
        base: Height of the baseline of its largest type, from the top of the page.
    """

    words: tuple[Word, ...]
    page: int
    left: float
    right: float
    size: float
    base: float

    @property
    def text(self) -> str:
        """The words, one space between."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Left edge of the first word."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge of the last word."""
        return self.words[-1].x1

    @property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return all(word.bold for word in self.words)

    @property
    def italic(self) -> bool:
        """Whether every word is in italics."""
        return all(word.italic for word in self.words)

    @property
    def label_words(self) -> int:
        """How many words at the start are a clause label or a bullet; 0 where there is none."""
        return label_words([word.text for word in self.words[:4]])

    @property
    def middle(self) -> float:
        """Half way between its ends."""
        return (self.x0 + self.x1) / 2

    @property
    def centred(self) -> bool:
        """Whether it stands in the middle of its column, clear of both edges."""
        before, after = self.x0 - self.left, self.right - self.x1
        clear = max(1.5 * self.size, 0.05 * (self.right - self.left))
        return min(before, after) > clear and abs(before - after) <= max(4.0, 0.12 * (before + after))


def rows(words: Iterable[Word]) -> list[Row]:
    """The words that stand side by side, from the top down; those of a row from left to right."""
    found: list[Row] = []
    tops: list[float] = []
    heights: list[float] = []
    for word in sorted(words, key=_BASE_THEN_LEFT):
        size = word.size
        top, height = word.base - _ASCENT * size, (_ASCENT + _DESCENT) * size
        best = -1
        for index in range(len(found) - 1, max(len(found) - 4, -1), -1):
            shared = min(top + height, tops[index] + heights[index]) - max(top, tops[index])
            if shared >= _SAME_ROW * min(height, heights[index]):
                best = index
                break
        if best < 0:
            found.append([word])
            tops.append(top)
            heights.append(height)
            continue
        found[best].append(word)
        if height > heights[best]:
            tops[best], heights[best] = top, height
    for row in found:
        row.sort(key=_LEFT)
        _close_boxes(row)
        _close_spaced(row)
    return found


def _close_boxes(row: Row) -> None:
    """Make one word of the brackets of a box to tick, "[   ]" or "[ x ]": the white between them parts no cells."""
    at = 0
    while at < len(row):
        if row[at].text == "[":
            for end in (at + 1, at + 2):
                if end < len(row) and row[end].text == "]" and row[end].x0 - row[at].x1 < _BOX * row[at].size:
                    inside = f" {row[at + 1].text} " if end > at + 1 else " "
                    if len(inside) <= 3:
                        row[at : end + 1] = [row[at]._replace(text=f"[{inside}]", x1=row[end].x1)]
                    break
        at += 1


def _close_spaced(row: Row) -> None:
    """Make words of letters set wide, "A R T I C L E  I": the white between them is even, that between words wider."""
    white = _white_between_letters(row)
    if white is None:
        return
    made: Row = [row[0]]
    short = _is_short(row[0])
    for before, word in pairwise(row):
        wide = word.x0 - before.x1 - white > _SPACED_WORDS * word.size
        if wide or not (short and _is_short(word)):
            made.append(word)
        else:
            made[-1] = made[-1]._replace(text=made[-1].text + word.text, x1=word.x1)
        short = _is_short(word)
    row[:] = made


def _white_between_letters(row: Row) -> float | None:
    """The white between the letters of words set wide; ``None`` where a row has none."""
    white: list[float] = []
    run = best = 0
    for before, word in pairwise(row):
        gap = word.x0 - before.x1
        if len(word.text) == len(before.text) == 1 and gap < word.size:
            run += 1
            white.append(gap)
            best = max(best, run)
        else:
            run = 0
    return sorted(white)[len(white) // 3] if best >= _SPACED - 1 else None


def _is_short(word: Word) -> bool:
    """Whether a word may be a letter of a word set wide, or two letters that are printed as one."""
    return len(word.text) <= 2 and word.text != "__"


def without(found: Iterable[Row], gone: set[int]) -> list[Row]:
    """The rows without the words that have these identities; rows that have no others are left out."""
    if not gone:
        return list(found)
    kept = ([word for word in row if id(word) not in gone] for row in found)
    return [row for row in kept if row]


def lines_of(found: Iterable[Row], *, page: int, left: float | None = None, right: float | None = None) -> list[Line]:
    """The rows of one column as lines, from the top down."""
    found = [_unglued(row) for row in found]
    if not found:
        return []
    left = min(row[0].x0 for row in found) if left is None else left
    right = max(row[-1].x1 for row in found) if right is None else right
    return [_line(row, page, left, right) for row in found]


def _line(row: Row, page: int, left: float, right: float) -> Line:
    size = main_size(row)
    if row[0].text == "o" and len(row) > 1 and row[1].x0 - row[0].x1 > _AFTER_BULLET * size:
        row = [row[0]._replace(text="•"), *row[1:]]  # what Word makes the bullets of its second level of
    words = tuple(row)
    if any(word.size < _SIGN * size for word in row[1:]):
        words = (row[0], *(_as_sign(word, size) for word in row[1:]))
    return Line(words=words, page=page, left=left, right=right, size=size, base=max(row, key=_SIZE).base)


def _as_sign(word: Word, size: float) -> Word:
    """The word, marked as the sign of a note where it is nothing else: small, and with white on both sides."""
    alone = word.size < _SIGN * size and not word.sign and len(word.text) <= 4 and NOTE_SIGNS.issuperset(word.text)
    return word._replace(sign=word.text) if alone else word


def _unglued(row: Row) -> Row:
    first = row[0]
    parts = unglued(first.text)
    if parts is None:
        return row
    label, word = parts
    end = first.x0 + (first.x1 - first.x0) * len(label) / len(first.text)
    return [first._replace(text=label, x1=end), first._replace(text=word, x0=end + 1), *row[1:]]


def main_size(words: Iterable[Word]) -> float:
    """The size in which most characters are set, to half a point."""
    weight: dict[float, int] = {}
    for word in words:
        weight[word.size] = weight.get(word.size, 0) + len(word.text)
    if len(weight) == 1:
        return round(next(iter(weight)) * 2) / 2
    rounded: dict[float, int] = {}
    for size, characters in weight.items():
        half = round(size * 2) / 2
        rounded[half] = rounded.get(half, 0) + characters
    return max(rounded, key=lambda size: (rounded[size], size), default=0.0)
