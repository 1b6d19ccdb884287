"""Labels of clauses as recognition misreads them, put right where the shape of a label leaves no other reading."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from contractdiff.readers.pdf.labels import roman_value
from contractdiff.readers.pdf.recognition.hocr import Found
from contractdiff.readers.pdf.words import Word
from contractdiff.text import looks_alike

_NAMED = re.compile(r"(?:article|section|part|chapter|title|exhibit|schedule|attachment|appendix|annex)", re.I)
_NAMES = ("ARTICLE", "SECTION", "CHAPTER", "EXHIBIT", "SCHEDULE", "ATTACHMENT", "APPENDIX")
_ROMAN_LIKE = re.compile(r"(?=.*[IVXLCl|])(?=.*[IVXLC])[IVXLCl|1!Tj]+(?=[.:]?$)")
_ROMAN = re.compile(r"(?:X{0,3})(?:IX|IV|V?I{0,3})|(?:XL|L)X{0,3}(?:IX|IV|V?I{0,3})")
_ONES = str.maketrans("l|1!Tj", "IIIIII")
_DECIMAL = re.compile(r"(?=[^.]*\d|.*\.\d)[\dlIO|]{1,3}(?:\.[\dlIO|]{1,3})*[.,;:]{0,4}")
_DIGITS = str.maketrans("lI|O", "1110")
_PARENS = re.compile(r"[({\[]([a-z]{1,5}|[A-Z]|\d{1,2})[)}\]][.,:;'’‘]*")
_MARKS = re.compile(r"[.,;:]+$")
_UNSURE = 90.0
"""Confidence below which a number gives way to the one that its neighbours demand."""
_APART = 0.6
"""Least white after a label that is told by the white alone, in sizes of its type."""


def in_order(lines: Sequence[Sequence[Found]]) -> list[list[Found]]:
    """The lines, Roman numbers of articles and the like put right where those before and after leave one only.

    Several strokes are often read as one: of "III" is made "I".
    """
    out = [list(line) for line in lines]
    heads: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
    for at, line in enumerate(out):
        if len(line) > 1 and _NAMED.fullmatch(line[0].word.text) and (len(line) == 2 or line[0].word.text.isupper()):
            number = roman_value(_roman(line[1].word.text).rstrip(".:").lower())
            heads[line[0].word.text.lower()].append((at, number))
    for found in heads.values():
        for (_, before), (at, number), (_, after) in zip(found, found[1:], found[2:], strict=False):
            if before is None or after is None or after - before != 2 or number == before + 1:
                continue
            if out[at][1].sure < _UNSURE and out[at][1].word.text[:1] in "IVXLl1|H":
                out[at][1] = replace(out[at][1], word=out[at][1].word._replace(text=_roman_of(before + 1)))
    return out


def _roman_of(number: int) -> str:
    parts = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, letters in parts:
        while number >= value:
            text, number = text + letters, number - value
    return text


def mended(words: Sequence[Word]) -> list[Word]:
    """The words of a line, a misread label at its start put right: "4.l,", "(a}", "ARTICLE Il"."""
    out = list(words)
    if len(out) == 2:
        out[0] = _with(out[0], _name)
    if len(out) > 1 and _NAMED.fullmatch(out[0].text):
        out[1] = _with(out[1], _roman)
    if out:
        apart = len(out) == 1 or out[1].x0 - out[0].x1 >= _APART * out[0].size
        out[0] = _with(out[0], lambda text: _number(text, apart=apart))
    return out


def _with(word: Word, change: Callable[[str], str]) -> Word:
    text = change(word.text)
    return word if text == word.text else word._replace(text=text)


def _name(text: str) -> str:
    """The word before the number of an exhibit or an article, in capitals, a letter of it misread."""
    if not text.isupper() or _NAMED.fullmatch(text):
        return text
    return next((name for name in _NAMES if looks_alike(text, name)), text)


def _roman(text: str) -> str:
    """A Roman number of which strokes were read as other letters."""
    found = _ROMAN_LIKE.match(text)
    if not found:
        return "I" if text in ("l", "|") else text
    number = found[0].translate(_ONES)
    return number + text[found.end() :] if _ROMAN.fullmatch(number) else text


def _number(text: str, *, apart: bool) -> str:
    """A label of digits or in brackets; what ends it is a full stop where it stands apart from the words after it."""
    found = _PARENS.fullmatch(text)
    if found:
        return f"({found[1]})"
    if not _DECIMAL.fullmatch(text) or ("." not in text and not apart):
        return text
    number = text.translate(_DIGITS)
    ending = _MARKS.search(number)
    if not ending or (len(ending[0]) == 1 and (ending[0] == "." or not apart)):
        return number
    return number[: ending.start()] + "."
