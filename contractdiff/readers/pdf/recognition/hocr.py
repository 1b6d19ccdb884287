"""What tesseract found on a page: its hOCR as words with place and size.

hOCR (kba.github.io/hocr-spec) gives each line's box, base line and the height of its type, and each word's box and
confidence, in pixels.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree import ElementTree

from contractdiff.readers.pdf.drawings import Rule
from contractdiff.readers.pdf.words import Word, clean

_NUMBERS = re.compile(r"(\w+) (-?[\d.]+(?: -?[\d.]+)*)")
_LINES = frozenset(("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"))
_ROW_OF_SIZE = 0.9
"""Height from the feet of g to the head of b, as a share of the size of type (0.88 to 0.93 in the usual faces)."""
_HIGH, _MARKED = re.compile(r"[A-Zbdfhkl]"), re.compile(r"[^\w.,;:-]|[A-Za-z]\W*\d")
"""Words with a high letter, and words that may have something higher still."""
_HIGH_OF_SIZE = 0.68
"""Height of the letter h, as a share of the size of type (0.66 to 0.73 in the usual faces)."""
_RAISED, _LARGER = 1.05, 1.1
"""By how much a line may seem larger than its letters are: one with what may be a raised sign, and any other."""
_LIKE_BODY = 0.13
"""Share by which the measured size of a line may differ from that of the body for it to be the body's."""
_LIKE_OTHER = 0.1
_DOUBTFUL = 80.0
"""Confidence below which a word is named as doubtful: of 5,000 words of 20 pages damaged in four ways it names 57, 17
of them wrong, out of 29 that are; 60 names 14, 11 of them wrong; 90 names 95, 20 of them wrong."""
_BARS = frozenset("|¦\\_~^`´‘’'\"“”.,:;-–—=°·")
"""Marks that dirt and the rules of tables are taken for where they stand by themselves."""
_UNSURE_MARK = 70.0
_FRAGMENTS, _FRAGMENT, _TORN = 4, 3, 0.15
"""Most words of a line of torn-off letters, most letters of one, and its distance from the rest, in sizes of type."""
_BLANK = 24.0
"""Points: the shortest line to write on."""


@dataclass(frozen=True, slots=True)
class Found:
    """A recognised word; ``sure`` is tesseract's confidence, 0 to 100; ``top`` and ``bottom`` are those of its ink."""

    word: Word
    sure: float
    top: float
    bottom: float

    @property
    def doubtful(self) -> bool:
        """Whether it may well be misread."""
        return self.sure < _DOUBTFUL and any(map(str.isalnum, self.word.text))


class Box(NamedTuple):
    """A box to tick, in points from the top-left corner."""

    x0: float
    top: float
    x1: float
    bottom: float
    ticked: bool


Lines = Sequence[Sequence[Found]]


def read_hocr(text: str, dpi: int) -> list[list[Found]]:
    """The words of each line, places in points. Of lines without words nothing is given."""
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError:
        return []
    scale = 72 / dpi
    lines: list[list[Found]] = []
    for node in root.iter():
        if node.get("class") in _LINES:
            line = _words(node, scale)
            if line:
                lines.append(line)
    return lines


def _words(line: ElementTree.Element, scale: float) -> list[Found]:
    about = _numbers(line)
    left, _, right, bottom = about["bbox"]
    slope, offset = about.get("baseline", [0.0, 0.0])[:2]
    base = (bottom + offset + slope * (right - left) / 2) * scale
    boxes: list[tuple[str, float, float, float, float, float]] = []
    for node in line.iter():
        word = clean("".join("".join(node.itertext()).split())) if node.get("class") == "ocrx_word" else ""
        if word:
            told = _numbers(node)
            x0, top, x1, foot = (value * scale for value in told["bbox"])
            boxes.append((word, x0, top, x1, foot, told.get("x_wconf", [0.0])[0]))
    size = about.get("x_size", [40.0])[0] * scale / _ROW_OF_SIZE
    # a raised sign or a bar makes a line seem larger than its letters are
    heights = sorted(base - top for word, _, top, *_ in boxes if _HIGH.search(word) and not _MARKED.search(word))
    if heights:
        letters = heights[len(heights) // 2] / _HIGH_OF_SIZE
        marked = any(_MARKED.search(word) for word, *_ in boxes)
        if size > (_RAISED if marked else _LARGER) * letters:
            size = letters
    size = max(round(size, 1), 1.0)
    return [Found(Word(word, x0, x1, base, size), sure, top, foot) for word, x0, top, x1, foot, sure in boxes]


def _numbers(node: ElementTree.Element) -> dict[str, list[float]]:
    found = _NUMBERS.findall(node.get("title", ""))
    return {name: [float(value) for value in values.split()] for name, values in found}


def usual_sizes(lines: Iterable[Sequence[Found]]) -> list[float]:
    """The sizes in which the lines are set, to half a point, the one with the most characters first.

    Measuring is not exact: what is near a size that is used more is taken to be in that size.
    """
    weight: Counter[float] = Counter()
    for line in lines:
        size = round(_size(line) * 2) / 2
        weight[size] += sum(len(found.word.text) for found in line)
    sizes: list[float] = []
    for size in sorted(weight, key=lambda size: (-weight[size], size)):
        if not any(_is_near(size, other, sizes) for other in sizes):
            sizes.append(size)
    return sizes


def evened_sizes(line: Sequence[Found], sizes: Sequence[float]) -> list[Word]:
    """The words of a line in the size of these that it is set in; one much smaller than its line stays so: a sign."""
    size = _size(line)
    level = next((other for other in sizes if _is_near(round(size * 2) / 2, other, sizes)), size)
    return [found.word._replace(size=round(found.word.size / size * level, 1)) for found in line]


def _size(line: Sequence[Found]) -> float:
    return max(found.word.size for found in line)


def _is_near(size: float, other: float, sizes: Sequence[float]) -> bool:
    # the body's lines, being most, stray most; at either side of it stand table and footnotes
    return abs(size - other) <= (_LIKE_BODY if other == sizes[0] else _LIKE_OTHER) * other


def without_specks(lines: Lines) -> tuple[list[list[Found]], list[str]]:
    """The lines without dirt, and what was dropped: bars, lone marks that are uncertain, words read twice."""
    kept: list[list[Found]] = []
    dropped: list[str] = []
    for line in lines:
        good: list[Found] = []
        for at, found in enumerate(line):
            speck = _is_speck(line, at) or (len(line) <= _FRAGMENTS and _is_fragment(found, line, lines))
            (dropped.append(found.word.text) if speck else good.append(found))
        if good:
            kept.append(good)
    return kept, dropped


def _is_speck(line: Sequence[Found], at: int) -> bool:
    found = line[at]
    text = found.word.text
    if all(letter in _BARS for letter in text):
        return "|" in text or found.sure < _UNSURE_MARK
    # the same ink taken for two words
    for other in (*line[max(at - 1, 0) : at], *line[at + 1 : at + 2]):
        shared = min(found.word.x1, other.word.x1) - max(found.word.x0, other.word.x0)
        mine = found.word.x1 - found.word.x0
        if shared > 0.6 * mine and other.word.x1 - other.word.x0 > mine and found.sure < other.sure:
            return True
    return False


def _is_fragment(found: Found, line: Sequence[Found], lines: Lines) -> bool:
    """Whether a short word is the first letter of one in another line, torn off and read by itself, too."""
    text = found.word.text.casefold()
    if len(text) > _FRAGMENT:
        return False
    return any(
        abs(other.word.x0 - found.word.x1) < _TORN * found.word.size
        and other.word.text[:1].casefold() == text[-1]
        and min(found.bottom, other.bottom) - max(found.top, other.top) > 0.4 * (found.bottom - found.top)
        for beside in lines
        if beside is not line
        for other in beside
    )


def blanks(words: Sequence[Word], rules: Sequence[Rule]) -> list[Word]:
    """A blank to be filled in for each level line that stands in a row of words, under none of them."""
    upright = [rule for rule in rules if not rule.flat]
    made: list[Word] = []
    for rule in rules:
        if not rule.flat or rule.x1 - rule.x0 < _BLANK or any(_touches(rule, other) for other in upright):
            continue
        row = [word for word in words if -0.1 * word.size <= rule.top - word.base <= 0.4 * word.size]
        if row and not any(word.x0 < rule.x1 - 1 and rule.x0 + 1 < word.x1 for word in row):
            word = row[0]
            count = max(round((rule.x1 - rule.x0) / (word.size / 2)), 2)
            made.append(Word("_" * count, rule.x0, rule.x1, word.base, word.size))
    return made


def ticks(words: Sequence[Word], boxes: Sequence[Box]) -> list[Word]:
    """The boxes to tick as words, each on the line beside it."""
    made: list[Word] = []
    for box in boxes:
        middle = (box.top + box.bottom) / 2
        near = [word for word in words if word.base - word.size < middle < word.base + 0.3 * word.size]
        beside = min(near, key=lambda word: (abs(word.x0 - box.x1), word.x0), default=None)
        base, size = (beside.base, beside.size) if beside else (box.bottom, (box.bottom - box.top) / 0.75)
        made.append(Word("☒" if box.ticked else "☐", box.x0, box.x1, base, size))
    return made


def _touches(rule: Rule, upright: Rule) -> bool:
    return rule.x0 - 3 <= upright.x0 <= rule.x1 + 3 and upright.top - 3 <= rule.top <= upright.bottom + 3
