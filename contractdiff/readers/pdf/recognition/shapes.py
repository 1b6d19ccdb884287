"""What is drawn on a scanned page besides letters: the rules of tables, lines to write on, boxes to tick.

They are found, so that tables are read as those of other pages are, and taken out before recognition, which takes
them for letters.
"""

import numpy as np
from numpy.typing import NDArray

from contractdiff.readers.pdf.drawings import Rule
from contractdiff.readers.pdf.recognition.hocr import Box
from contractdiff.readers.pdf.recognition.picture import INK, Grey, Sheet

_FLAT_RULE, _UPRIGHT_RULE = 1.0, 0.5
"""Inches: shortest line that is a rule and no stroke of a letter or row of serifs."""
_CONTRAST = 50
"""Shades by which a line is darker than what is beside it: a hairline is grey once it is scanned."""
_SEEN = 0.85
"""Share of a line that must be seen."""
_BESIDE = 40
"""Lines that may stand side by side."""
_EDGE = 0.12
"""Inches from the edge of the page: a line there is the shadow of the sheet."""
_NEAR = 4.0
"""Points by which a line may end short of another that it meets."""
_BOX_INK = 170
_BOX = (0.08, 0.24)
"""Inches: the least and greatest side of a box to tick."""
_SIDE = 0.85
"""Share of each side of a box that must be seen; letters have no four straight sides."""
_AROUND = 0.15
"""Greatest share of ink in the white around a box."""
_CORNER = 4
"""Pixels."""
_TICKED, _FULL = 0.07, 0.7
"""Share of ink inside from which a box is ticked, and from which it is none."""

_Line = tuple[float, float, float]
"""Where a line is, and where it begins and ends, in points."""


def rules_of(sheet: Sheet) -> list[Rule]:
    """The straight lines, in points from the top-left corner; those that nearly meet are made to meet."""
    points = 72 / sheet.dpi
    flat = [
        ((top + bottom + 1) / 2 * points, start * points, stop * points)
        for top, bottom, start, stop in _lines(sheet.grey, _FLAT_RULE, sheet.dpi)
    ]
    upright = [
        ((left + right + 1) / 2 * points, start * points, stop * points)
        for left, right, start, stop in _lines(np.ascontiguousarray(sheet.grey.T), _UPRIGHT_RULE, sheet.dpi)
    ]
    return [
        *(Rule(start, y, stop, y) for y, start, stop in _meeting(flat, upright)),
        *(Rule(x, start, x, stop) for x, start, stop in _meeting(upright, flat)),
    ]


def _meeting(lines: list[_Line], others: list[_Line]) -> list[_Line]:
    """The lines, their ends moved to the lines across that they nearly meet."""
    out: list[_Line] = []
    for place, start, stop in lines:
        across = [at for at, first, last in others if first - _NEAR <= place <= last + _NEAR]
        before = [at for at in across if abs(at - start) <= _NEAR]
        after = [at for at in across if abs(at - stop) <= _NEAR]
        out.append((place, min(before, default=start), max(after, default=stop)))
    return out


def without_rules(sheet: Sheet) -> Sheet:
    """The sheet with its straight lines taken out, as far as no letter crosses them: bars are read as letters."""
    grey = sheet.grey.copy()
    for pixels, least in ((grey.T, _UPRIGHT_RULE), (grey, _FLAT_RULE)):
        for top, bottom, start, stop in _lines(np.ascontiguousarray(pixels), least, sheet.dpi):
            above, below = max(top - 4, 0), min(bottom + 4, pixels.shape[0] - 1)
            crossed = (pixels[above, start:stop] < INK) | (pixels[below, start:stop] < INK)
            part = pixels[above + 1 : below, start:stop]
            part[:, ~crossed] = 255
    return Sheet(grey, sheet.dpi)


def _lines(grey: Grey, inches: float, dpi: int) -> list[tuple[int, int, int, int]]:
    """The straight lines along the rows, at least this long: first and last row, first pixel and the one after it.

    Looked at are stretches of a row: those of a line are dark, and lighter a little above and below.
    """
    height, width = grey.shape
    step, beside = max(dpi // 30, 1), max(dpi // 40, 1)
    count = width // step
    least = round(inches * dpi / step)
    if count < least or height <= 2 * beside:
        return []
    ink = 255 - grey[:, : count * step].reshape(height, count, step).mean(axis=2)
    around = np.full_like(ink, 255.0)
    around[beside:-beside] = np.maximum(ink[: -2 * beside], ink[2 * beside :])
    dark = ink - around >= _CONTRAST
    summed = np.zeros((height, count + 1), dtype=np.int32)
    np.cumsum(dark, axis=1, out=summed[:, 1:])
    # where a letter stands on a line, the line is not seen
    whole = summed[:, least:] - summed[:, :-least] >= _SEEN * least
    padded = np.zeros((height, whole.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = whole
    change = np.diff(padded, axis=1)
    rows, starts = np.nonzero(change == 1)
    _, stops = np.nonzero(change == -1)
    lines: list[list[int]] = []
    for y, first, last in zip(rows.tolist(), starts.tolist(), (stops + least - 1).tolist(), strict=True):
        while not dark[y, first]:
            first += 1
        while not dark[y, last - 1]:
            last -= 1
        for line in reversed(lines[-_BESIDE:]):
            if y - line[1] <= 2 and first <= line[3] and line[2] <= last:
                line[1], line[2], line[3] = y, min(line[2], first), max(line[3], last)
                break
        else:
            lines.append([y, y, first, last])
    for line in lines:
        _extend(line, dark, least // 2)
    edge = _EDGE * dpi
    return [
        (top, bottom, first * step, last * step)
        for top, bottom, first, last in lines
        if bottom - top <= 2 * beside and edge < top and bottom < height - edge
    ]


def _extend(line: list[int], dark: NDArray[np.bool_], window: int) -> None:
    """Let a line go on where half of it is seen: a hairline comes out dotted."""
    top, bottom, first, last = line
    seen: NDArray[np.bool_] = np.any(dark[max(top - 1, 0) : bottom + 2], axis=0)
    while last < seen.size and seen[last : last + window].mean() > 0.5:
        last += 1
    while first > 0 and seen[max(first - window, 0) : first].mean() > 0.5:
        first -= 1
    line[2], line[3] = first, last


def boxes_of(sheet: Sheet) -> list[Box]:
    """The boxes to tick: four straight sides, about as high as wide, with little inside."""
    points = 72 / sheet.dpi
    return [
        Box(x0 * points, top * points, x1 * points, bottom * points, ticked)
        for x0, top, x1, bottom, ticked in _boxes(sheet)
    ]


def without_boxes(sheet: Sheet) -> Sheet:
    """The sheet with its boxes to tick taken out."""
    grey = sheet.grey.copy()
    for x0, top, x1, bottom, _ in _boxes(sheet):
        grey[max(top - 2, 0) : bottom + 3, max(x0 - 2, 0) : x1 + 2] = 255
    return Sheet(grey, sheet.dpi)


def _boxes(sheet: Sheet) -> list[tuple[int, int, int, int, bool]]:
    """Left, top, right and bottom pixel of each box, and whether it is ticked."""
    dark = sheet.grey < _BOX_INK
    # an outline that is not quite level goes over from one row to the next
    flat = dark[:-1] | dark[1:]
    padded = np.zeros((flat.shape[0], flat.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = flat
    change = np.diff(padded, axis=1)
    rows, starts = np.nonzero(change == 1)
    _, stops = np.nonzero(change == -1)
    least, most = (round(inches * sheet.dpi) for inches in _BOX)
    fits = (stops - starts >= least) & (stops - starts <= most)
    found: list[tuple[int, int, int, int, bool]] = []
    for y, x0, x1 in zip(rows[fits].tolist(), starts[fits].tolist(), stops[fits].tolist(), strict=True):
        if any(box[0] - 3 <= x0 and x1 <= box[2] + 3 and box[1] - 3 <= y <= box[3] + 3 for box in found):
            continue
        width = x1 - x0
        nearest, farthest = y + round(0.8 * width), y + round(1.25 * width)
        feet = flat[nearest:farthest, x0:x1].mean(axis=1) if nearest < flat.shape[0] else np.empty(0)
        at = np.flatnonzero(feet >= _SIDE)
        if at.size == 0:
            continue
        bottom = nearest + int(at[-1])
        edge = max(width // 6, 2)
        if not _straight(dark[y:bottom, x0 : x0 + edge]) or not _straight(dark[y:bottom, x1 - edge : x1]):
            continue
        if not _clear(dark, x0, y, x1, bottom + 1, edge):
            continue
        if not (_thin(dark[y:bottom, x0:x1], edge) and _cornered(dark, x0, y, x1, bottom + 1)):
            continue
        ink = float(dark[y + edge + 1 : bottom - edge, x0 + edge + 1 : x1 - edge].mean())
        if ink < _FULL:
            found.append((x0, y, x1, bottom + 1, ink >= _TICKED))
    return found


def _straight(side: NDArray[np.bool_]) -> bool:
    """Whether a straight upright line is in this strip, that may lean by a pixel."""
    return bool((side[:, :-1] | side[:, 1:]).mean(axis=0).max() >= _SIDE)


def _clear(dark: NDArray[np.bool_], x0: int, top: int, x1: int, bottom: int, edge: int) -> bool:
    """Whether white is all around a box, as is not around the cells of a table nor around round letters."""
    around = (
        dark[max(top - edge, 0) : max(top - 2, 0), x0:x1],
        dark[bottom + 2 : bottom + edge, x0:x1],
        dark[top:bottom, max(x0 - edge, 0) : max(x0 - 2, 0)],
        dark[top:bottom, x1 + 2 : x1 + edge],
    )
    return all(strip.size == 0 or strip.mean() < _AROUND for strip in around)


def _thin(inside: NDArray[np.bool_], edge: int) -> bool:
    """Whether the sides are thin lines, with white inside of them."""
    inner = (inside[edge + 2], inside[-edge - 3], inside[:, edge + 2], inside[:, -edge - 3])
    return all(line.mean() < 0.5 for line in inner)


def _cornered(dark: NDArray[np.bool_], x0: int, top: int, x1: int, bottom: int) -> bool:
    """Whether the corners are sharp."""
    corners = (dark[y : y + _CORNER, x : x + _CORNER] for y in (top, bottom - _CORNER) for x in (x0, x1 - _CORNER))
    return all(corner.mean() > 0.5 for corner in corners)
