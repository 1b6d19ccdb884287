"""Lines of text that recognition passed over: it takes a shaded row of a table, or one between two rules, for drawing.

What ink is left where no word was found is looked at again: strips of the height of a line with as many strokes as
letters have. They are read once more, one below the other, and kept where they read well.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from contractdiff.readers.pdf.recognition.engine import Engine, PageFailedError
from contractdiff.readers.pdf.recognition.hocr import Found, Lines, read_hocr
from contractdiff.readers.pdf.recognition.picture import INK, Grey, Sheet, bitmap

_LOWEST, _HIGHEST = 0.05, 0.3
"""Inches: how high a line of text without its longest letters is, and a large one with them."""
_STROKES = 10
"""Fewest changes between ink and paper along a row of pixels that runs through a word or two."""
_AROUND = 0.04
"""Inches around a word that are its own: dots, ends of strokes."""
_ROOM = 0.05
"""Inches of white around a strip."""
_SURE = 80.0
"""Average confidence with which a strip is believed."""
_WORD = 3
"""Letters of a word; of dirt as many are seldom read."""


def with_unread(engine: Engine, sheet: Sheet, lines: Lines) -> Lines:
    """The lines, and after them those that were passed over."""
    strips = list(_strips(sheet, lines))
    if not strips:
        return lines
    room = round(_ROOM * sheet.dpi)
    width = max(right - left for _, _, left, right in strips)
    drawn = [
        np.pad(
            _on_white(sheet.grey[top:bottom, left:right]),
            ((room, room), (room, room + width - (right - left))),
            constant_values=255,
        )
        for top, bottom, left, right in strips
    ]
    try:
        text = engine.read_block(bitmap(Sheet(np.concatenate(drawn), sheet.dpi)), sheet.dpi)
    except PageFailedError:
        return lines
    points = 72 / sheet.dpi
    found = read_hocr(text, sheet.dpi)
    more: list[list[Found]] = []
    at = 0.0
    for (top, _, left, _), strip in zip(strips, drawn, strict=True):
        end = at + strip.shape[0] * points
        down, across = (top - room) * points - at, (left - room) * points
        for line in found:
            own = [_shifted(one, across, down) for one in line if at <= (one.top + one.bottom) / 2 < end]
            if _reads_well(own):
                more.append(own)
        at = end
    return [*lines, *more]


def _on_white(grey: Grey) -> Grey:
    """The pixels with their paper made white, however dark it is; most of a strip is paper."""
    paper = max(int(np.median(grey)), 1)
    return np.minimum(grey.astype(np.uint16) * 255 // paper, 255).astype(np.uint8)


def _shifted(found: Found, across: float, down: float) -> Found:
    word = found.word
    word = word._replace(x0=word.x0 + across, x1=word.x1 + across, base=word.base + down)
    return replace(found, word=word, top=found.top + down, bottom=found.bottom + down)


def _reads_well(line: list[Found]) -> bool:
    if not any(len(one.word.text) >= _WORD and one.word.text.isalpha() for one in line):
        return False
    letters = sum(len(one.word.text) for one in line)
    return sum(one.sure * len(one.word.text) for one in line) >= _SURE * letters


def _strips(sheet: Sheet, lines: Lines) -> Iterator[tuple[int, int, int, int]]:
    """Where ink is that may be a line of text and was not read: top, bottom, left and right, in pixels."""
    left_over = sheet.grey < INK
    around, scale = round(_AROUND * sheet.dpi), sheet.dpi / 72
    for line in lines:
        for one in line:
            top, bottom = max(int(one.top * scale) - around, 0), int(one.bottom * scale) + around
            left, right = max(int(one.word.x0 * scale) - around, 0), int(one.word.x1 * scale) + around
            left_over[top:bottom, left:right] = False
    strokes = np.count_nonzero(np.diff(left_over, axis=1), axis=1) >= _STROKES
    for top, bottom in _runs(strokes):
        if not _LOWEST * sheet.dpi <= bottom - top <= _HIGHEST * sheet.dpi:
            continue
        across = np.nonzero(left_over[top:bottom].any(axis=0))[0]
        # letters reach above and below the rows with most strokes
        reach = (bottom - top) // 3
        yield max(top - reach, 0), min(bottom + reach, sheet.grey.shape[0]), int(across[0]), int(across[-1]) + 1


def _runs(rows: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Where runs of true values begin and end."""
    edges = np.nonzero(np.diff(np.concatenate(([False], rows, [False])).astype(np.int8)))[0].tolist()
    yield from zip(edges[::2], edges[1::2], strict=True)
