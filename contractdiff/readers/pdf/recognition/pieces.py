"""What of a scanned page is worth a closer look: labels before a tab, lone figures, raised signs, doubtful words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from contractdiff.readers.pdf.recognition.hocr import Found, Lines
from contractdiff.readers.pdf.recognition.picture import INK, Grey, Sheet, enlarged

_APART = 0.6
"""Least white before or after a piece, in sizes of its type: more than between words, also in justified lines."""
_LABEL = 8
"""Most letters of a piece: "10.12(b)"."""
_SURE = 85.0
_CONTEXT = 4
"""Words that a piece is read with."""
_MARGIN = 60.0
"""Points beside the text in which a label may stand that was not seen at all."""
_NEAR = 0.4
"""How far the ink of a word may reach beyond its box, in sizes of the type."""
_BETWEEN = 1.5
"""Least white on one side of what was not seen, in sizes of the type."""
_NOTE_SIZE = 0.95
"""Greatest size of the type of notes, as a share of the usual one."""
_RAISED = 0.16
"""How far the foot of a sign is above the base line, in sizes of the type."""
_SIGN_HEIGHT, _NOTE_HEIGHT = 0.33, 0.29
"""Least height of a sign after a word and before a note, in sizes of the type; quotation marks have about 0.25."""
_SIGN_SCALE = 1.6
MAYBE_SIGN = re.compile(r"[^\W\d_]\W*([\d*†‡°^?>!'‘’\"“”]{1,3})$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Pixels to be read again, for words ``first`` to ``last`` (not included) of a line."""

    line: int
    first: int
    last: int
    pixels: Grey
    context: Grey
    x0: float
    x1: float
    sign: str = ""
    """For a raised sign, which end of the word it is: "start" or "end"."""


def pieces_of(sheet: Sheet, lines: Lines) -> Iterator[Piece]:
    """The pieces of a page that are worth a closer look."""
    if not lines:
        return
    sizes = sorted(line[0].word.size for line in lines)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    unseen = _unseen(sheet, lines)
    above: Grey | None = None  # words read well in a line before, for lines of one word
    for number, line in enumerate(lines):
        good = [at for at, found in enumerate(line) if found.sure >= _SURE and len(found.word.text) > 1]
        places = [*_signs(line, usual), *_apart(line), *_doubtful(line)]
        read: set[int] = set()
        for first, last, sign in places:
            context = _context(sheet, line, [at for at in good if not first <= at < last], last)
            context = above if context is None else context
            if context is None or not read.isdisjoint(range(first, last)):
                continue
            if sign:
                cut = _raised(sheet, line[first], end=sign == "end")
            else:
                cut = _trimmed(sheet, line[0], *_room(lines, number, first, last))
            if cut is not None:
                read.update(range(first, last))
                yield Piece(number, first, last, cut[0], context, cut[1], cut[2], sign)
        context = _context(sheet, line, good, 0)
        above = above if context is None else context
        for x0, x1 in unseen.get(number, ()):
            cut = _trimmed(sheet, line[0], x0, x1)
            if cut is not None and above is not None:
                at = sum(1 for found in line if found.word.x0 < x0)
                yield Piece(number, at, at, cut[0], above, cut[1], cut[2])


_Place = tuple[int, int, str]
"""First word of a piece, the one after its last, and which end of a word it is if it is a raised sign."""


def _signs(line: Sequence[Found], usual: float) -> Iterator[_Place]:
    """The words that may begin or end with a raised sign."""
    for at, found in enumerate(line):
        if MAYBE_SIGN.search(found.word.text):
            yield at, at + 1, "end"
        elif at == 0 and found.word.size < _NOTE_SIZE * usual:
            yield at, at + 1, "start"


def _unseen(sheet: Sheet, lines: Lines) -> dict[int, list[tuple[float, float]]]:
    """Where ink stands in a line, or before or after it, that was not taken for a word: from, to, in points."""
    scale = sheet.dpi / 72
    unseen: dict[int, list[tuple[float, float]]] = {}
    told: list[tuple[float, float, float]] = []
    edges = [(line[0].word.x0, line[-1].word.x1) for line in lines]
    left, right = min(edge[0] for edge in edges) - _MARGIN, max(edge[1] for edge in edges) + _MARGIN
    for number, line in enumerate(lines):
        size, base = line[0].word.size, line[0].word.base
        start = max(int(left * scale), 0)
        rows = slice(max(int((base - 0.72 * size) * scale), 0), int(base * scale))
        band = sheet.grey[rows, start : int(right * scale)] < INK
        if band.size == 0:
            continue
        free: NDArray[np.bool_] = np.any(band, axis=0)
        for other in lines:
            if other[0].word.base - other[0].word.size > base or other[0].word.base < base - size:
                continue
            for word in other:
                first = int((word.word.x0 - _NEAR * size) * scale) - start
                last = int((word.word.x1 + _NEAR * size) * scale) - start
                free[max(first, 0) : max(last, 0)] = False
        for x0, x1 in _blobs(free, int(0.35 * size * scale)):
            height = np.flatnonzero(band[:, x0:x1].any(axis=1))
            place = ((start + x0) / scale, (start + x1) / scale, base)
            if height[-1] - height[0] < 0.45 * size * scale or x1 - x0 > _LABEL * size * scale:
                continue
            if any(abs(place[0] - x) < size and abs(base - y) < size for x, _, y in told):
                continue
            before = [place[0] - found.word.x1 for found in line if found.word.x1 <= place[0]]
            after = [found.word.x0 - place[1] for found in line if found.word.x0 >= place[1]]
            if max(min(before, default=_MARGIN), min(after, default=_MARGIN)) < _BETWEEN * size:
                continue  # within a sentence: a letter torn off
            told.append(place)
            unseen.setdefault(number, []).append((place[0] - 1, place[1] + 1))
    return unseen


def _blobs(ink: NDArray[np.bool_], gap: int) -> list[tuple[int, int]]:
    """The stretches of ink, those nearer to one another than a gap as one."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], ink.astype(np.int8), [0])))).tolist()
    spans: list[tuple[int, int]] = []
    for x0, x1 in zip(edges[::2], edges[1::2], strict=True):
        if spans and x0 - spans[-1][1] < gap:
            spans[-1] = (spans[-1][0], x1)
        else:
            spans.append((x0, x1))
    return spans


def _doubtful(line: Sequence[Found]) -> Iterator[_Place]:
    """The words that may be misread: beside other words they may be read better."""
    return ((at, at + 1, "") for at, found in enumerate(line) if found.doubtful)


def _apart(line: Sequence[Found]) -> Iterator[_Place]:
    """The words that stand apart, and a first word that may be a label."""
    size = line[0].word.size
    starts = [0]
    for at in range(1, len(line)):
        if line[at].word.x0 - line[at - 1].word.x1 >= _APART * size:
            starts.append(at)
    starts.append(len(line))
    label = False
    for first, last in pairwise(starts):
        text = "".join(found.word.text for found in line[first:last])
        sure = min(found.sure for found in line[first:last])
        if len(text) <= _LABEL and last - first <= 2 and (sure < _SURE or first == 0):
            label = label or first == 0
            yield first, last, ""
    if not label and len(line[0].word.text) <= 4 and line[0].sure < _SURE and len(line) > 1 and starts[1] > 1:
        yield 0, 1, ""


def _room(lines: Lines, number: int, first: int, last: int) -> tuple[float, float]:
    """From where to where the ink of a piece may reach, in points."""
    line = lines[number]
    size = line[0].word.size
    if first:
        left = (line[first - 1].word.x1 + line[first].word.x0) / 2
    else:
        top, foot = line[0].word.base - 0.7 * size, line[0].word.base
        beside = [
            found.word.x1
            for other in lines
            for found in other
            if other is not line and found.top < foot and found.bottom > top and found.word.x0 < line[0].word.x0
        ]
        left = max([line[0].word.x0 - size, *(x + 0.3 * size for x in beside)])
    right = line[last].word.x0 - 0.1 * size if last < len(line) else line[last - 1].word.x1 + size
    return left, right


def _rows(sheet: Sheet, found: Found) -> tuple[int, int]:
    """The rows of pixels of a line."""
    scale = sheet.dpi / 72
    size = found.word.size
    return max(int((found.word.base - 0.95 * size) * scale), 0), int((found.word.base + 0.32 * size) * scale)


def _trimmed(sheet: Sheet, found: Found, left: float, right: float) -> tuple[Grey, float, float] | None:
    """The ink between two places of a line, with where it begins and ends; ``None`` where there is none."""
    scale = sheet.dpi / 72
    top, bottom = _rows(sheet, found)
    start = max(int(left * scale), 0)
    pixels = sheet.grey[top:bottom, start : int(right * scale)]
    if pixels.size == 0:
        return None
    columns = np.nonzero((pixels < INK).sum(axis=0) > 1)[0]
    if columns.size == 0:
        return None
    first, last = int(columns[0]), int(columns[-1]) + 1
    ink = np.nonzero((pixels[:, first:last] < INK).any(axis=1))[0]
    # a speck is no label
    if ink[-1] - ink[0] < 0.3 * found.word.size * scale or last - first < 0.08 * found.word.size * scale:
        return None
    return pixels[:, max(first - 2, 0) : last + 2], (start + first) / scale, (start + last) / scale


def _context(sheet: Sheet, line: Sequence[Found], good: Sequence[int], after: int) -> Grey | None:
    """The picture of a few words of the line that were read well and stand side by side, best of those after it."""
    runs: list[list[int]] = []
    for at in good:
        close = runs and at == runs[-1][-1] + 1 and len(runs[-1]) < _CONTEXT
        if close and line[at].word.x0 - line[at - 1].word.x1 < _APART * line[0].word.size:
            runs[-1].append(at)
        else:
            runs.append([at])
    if not runs:
        return None
    best = max(runs, key=lambda run: (len(run), run[0] >= after, -run[0]))
    scale = sheet.dpi / 72
    top, bottom = _rows(sheet, line[0])
    x0, x1 = line[best[0]].word.x0, line[best[-1]].word.x1
    pixels = sheet.grey[top:bottom, max(int(x0 * scale) - 2, 0) : int(x1 * scale) + 3]
    return pixels if pixels.size else None


def _raised(sheet: Sheet, found: Found, *, end: bool) -> tuple[Grey, float, float] | None:
    """The raised sign at an end of a word, drawn as large as the other letters and on their line."""
    scale = sheet.dpi / 72
    size = found.word.size * scale
    top, bottom = _rows(sheet, found)
    # the sign of a footnote may not have been seen at all
    start = max(int((found.word.x0 - (0.0 if end else found.word.size)) * scale) - 2, 0)
    pixels = sheet.grey[top:bottom, start : int(found.word.x1 * scale) + 3]
    if pixels.size == 0:
        return None
    inked = (pixels < INK).any(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inked.astype(np.int8), [0]))))
    glyphs = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    base = found.word.base * scale - top
    taken: list[tuple[int, int]] = []
    for x0, x1 in reversed(glyphs) if end else glyphs:
        ink = np.flatnonzero((pixels[:, x0:x1] < INK).any(axis=1))
        least = (_SIGN_HEIGHT if end else _NOTE_HEIGHT) * size
        raised = base - ink[-1] >= _RAISED * size and ink[-1] - ink[0] >= least
        if not raised or x1 - x0 > 0.6 * size:
            break
        taken.append((x0, x1))
    if not taken or len(taken) > 3 or (end and len(taken) == len(glyphs)):
        return None
    x0, x1 = min(taken)[0], max(taken)[1]
    part = pixels[:, x0:x1]
    ink = np.flatnonzero((part < INK).any(axis=1))
    large = enlarged(part[ink[0] : ink[-1] + 1], _SIGN_SCALE)
    out = np.full((pixels.shape[0], large.shape[1] + 4), 255, dtype=np.uint8)
    foot = min(int(base), out.shape[0])
    height = min(large.shape[0], foot)
    out[foot - height : foot, 2:-2] = large[large.shape[0] - height :]
    return out, (start + x0) / scale, (start + x1) / scale
