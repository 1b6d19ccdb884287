"""A closer look at what stands apart in a line: labels before a tab, lone figures, the raised signs of footnotes.

Tesseract reads a line by its context, and reads badly what has none: of "1.", a wide gap and a sentence it makes "a".
So each such piece is drawn again right behind words of its own line that were read well, a raised sign as large as
they are, and all pieces of a page are read once more, one below the other.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from contractdiff.readers.pdf.labels import label_words
from contractdiff.readers.pdf.recognition.engine import Engine, PageFailedError
from contractdiff.readers.pdf.recognition.hocr import Found, Lines, read_hocr
from contractdiff.readers.pdf.recognition.picture import Grey, Sheet, bitmap
from contractdiff.readers.pdf.recognition.pieces import MAYBE_SIGN, Piece, pieces_of

_SURE = 85.0
"""Confidence with which a piece is believed; one that was not seen before is believed with less if it is a number."""
_NUMBER_SURE = 50.0
_LABEL = 8
"""Most letters of such a piece."""
_ROOM = 12
"""Pixels around each piece."""
_SPACE = 0.17
"""White between a piece and its context, as a share of the height of a line."""
_LEADING = re.compile(r"^(?:\d{1,3}|[^\w“”\"(\[]{1,2}|.$)")
_SIGN = re.compile(r"\d{1,3}|[*†‡§¶]{1,3}")
_STROKE = frozenset("|lI!")
"""What a raised "1" is read as; a quotation mark is not high enough to be taken for a sign at all."""


def look_closer(engine: Engine, sheet: Sheet, lines: Lines) -> Lines:
    """The lines with what stands apart read again, where that gives a surer reading."""
    pieces = list(pieces_of(sheet, lines))
    read: dict[int, _Reading] = {}
    waiting = list(range(len(pieces)))
    # behind words of its line first; what is not sure then, before them
    for behind in (True, False):
        if not waiting:
            break
        try:
            again = _read(engine, sheet.dpi, [pieces[at] for at in waiting], behind=behind)
        except PageFailedError:
            break
        for at, found in zip(waiting, again, strict=True):
            if found and (at not in read or found[1] > read[at][1]):
                read[at] = found
        waiting = [at for at in waiting if at not in read or read[at][1] < _SURE]
    changed = [list(line) for line in lines]
    # from right to left, so that places in a line stay right
    for at in sorted(read, key=lambda at: (pieces[at].line, -pieces[at].first, -pieces[at].x0)):
        _put(changed[pieces[at].line], pieces[at], *read[at])
    return changed


_Reading = tuple[str, float]
"""The text of a piece and how sure it is."""


def _read(engine: Engine, dpi: int, pieces: Sequence[Piece], *, behind: bool) -> list[_Reading | None]:
    """What each piece is read as, drawn before the words of its line or behind them."""
    strips: list[Grey] = []
    edges: list[int] = []
    for piece in pieces:
        height = max(piece.pixels.shape[0], piece.context.shape[0])
        white = np.full((height, max(int(_SPACE * height), 4)), 255, dtype=np.uint8)
        both = (piece.context, piece.pixels) if behind else (piece.pixels, piece.context)
        first, last = (np.pad(one, ((0, height - one.shape[0]), (0, 0)), constant_values=255) for one in both)
        strips.append(np.pad(np.concatenate((first, white, last), axis=1), _ROOM, constant_values=255))
        edges.append(_ROOM + first.shape[1] + white.shape[1] // 2)
    width = max(strip.shape[1] for strip in strips)
    grey = np.concatenate([np.pad(one, ((0, 0), (0, width - one.shape[1])), constant_values=255) for one in strips])
    lines = read_hocr(engine.read_block(bitmap(Sheet(grey, dpi)), dpi), dpi)
    points = 72 / dpi
    found: list[_Reading | None] = []
    top = 0.0
    for strip, edge in zip(strips, edges, strict=True):
        bottom = top + strip.shape[0] * points
        words = [one for line in lines for one in line if top <= (one.top + one.bottom) / 2 < bottom]
        mine = [one for one in words if ((one.word.x0 + one.word.x1) / 2 > edge * points) is behind]
        if mine and len(mine) < len(words):
            found.append((" ".join(one.word.text for one in mine), min(one.sure for one in mine)))
        else:
            found.append(None)
        top = bottom
    return found


def _put(line: list[Found], piece: Piece, text: str, sure: float) -> None:
    """Replace the words of a piece by what was read, where that is surer."""
    old = line[piece.first : piece.last]
    model = line[min(piece.first, len(line) - 1)]
    if piece.sign:
        text = "1" if text in _STROKE else text
        if _SIGN.fullmatch(text):
            line[piece.first : piece.last] = _signed(model, text, piece)
        return
    if old and (_is_label(text), sure) < (_is_label(old[0].word.text), min(found.sure for found in old)):
        return
    least = _NUMBER_SURE if text.isdecimal() else _SURE
    if not old and (sure < least or not any(map(str.isalnum, text)) or len(text) > _LABEL):
        return
    texts = text.split()
    if len(texts) == len(old):
        line[piece.first : piece.last] = [
            replace(one, word=one.word._replace(text=each), sure=sure) for one, each in zip(old, texts, strict=True)
        ]
        return
    width = (piece.x1 - piece.x0) / len(text)
    made: list[Found] = []
    x0 = piece.x0
    for each in texts:
        x1 = x0 + len(each) * width
        made.append(replace(model, word=model.word._replace(text=each, x0=x0, x1=x1), sure=sure))
        x0 = x1 + width
    line[piece.first : piece.last] = made


def _is_label(text: str) -> bool:
    return label_words([text]) == 1


def _signed(found: Found, sign: str, piece: Piece) -> list[Found]:
    """A word with its raised sign: as the end of it, or before it as that of a footnote is."""
    word = found.word
    if piece.sign == "end":
        told = MAYBE_SIGN.search(word.text)
        text = (word.text[: told.start(1)] if told else word.text) + sign
        return [replace(found, word=word._replace(text=text, sign=sign))]
    small = word._replace(text=sign, x1=piece.x1, base=word.base - 0.3 * word.size, size=0.6 * word.size)
    seen = piece.x1 > word.x0
    rest = word._replace(text=_LEADING.sub("", word.text), x0=piece.x1 + 0.5) if seen else word
    return [replace(found, word=small), *([replace(found, word=rest)] if rest.text else [])]
