"""The picture of a scanned page made ready for recognition: even paper, lines of text level."""

import io
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Grey = NDArray[np.uint8]
"""Rows of pixels from the top, 0 black to 255 white."""

DPI = 300
_MOST_PIXELS = 30_000_000
"""An A3 or tabloid page has 17 million at 300 dpi; plans and posters are read at fewer dots an inch."""
_TILE = 16
"""Pixels of a tile whose brightness is that of the paper where no ink is."""
_DARKEST_PAPER = 90
INK = 140
"""Darkest grey that is paper, once the paper is white."""
_INKED = 0.3
"""Percent of a page that is ink even where little is on it."""
_SPECK, _WHITE = 1, 5
"""Pixels from the middle of a speck to its edge, and to that of the white around it."""
_MOST_SPECKS = 20_000
"""More are the texture of the paper."""
_DARK, _FAINTEST = 60, 200
_STEEPEST = 4.0
"""Degrees: the greatest skew that is looked for. A sheet lies no worse in a feeder."""
_STRAIGHT = 0.06
"""Degrees of skew not worth a turn: a third of a line's height across the page is ten times as much."""
COARSE = 75
"""Dots an inch at which is looked whether there is any text at all."""
_STEP, _EDGES, _EDGED = 12, 4, 3
"""Shades of an edge, how many edges a row of pixels with a letter or two has, and how many such rows a letter has."""
_BLANK = 0.0004
"""Share of ink below which a sheet is blank but for dust."""


class Sheet(NamedTuple):
    """A page ready for recognition."""

    grey: Grey
    dpi: int


def sheet_of(page: Any, dots: int = DPI) -> Sheet:
    """A pypdfium2 page as seen, in grey, with so many dots an inch; with fewer if it is very large."""
    width, height = page.get_size()
    inches = max(width * height / 72 / 72, 1e-6)
    dpi = min(dots, max(int((_MOST_PIXELS / inches) ** 0.5), 10))
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    try:
        pixels = bitmap.to_numpy()
        return Sheet(np.array(pixels.reshape(pixels.shape[0], pixels.shape[1]), dtype=np.uint8), dpi)
    finally:
        bitmap.close()


def evened(sheet: Sheet) -> Sheet:
    """The sheet with white paper and dark ink: grey, yellowed and shaded paper would be taken for ink in places."""
    image = Image.fromarray(sheet.grey)
    paper = image.reduce(_TILE).filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.BoxBlur(4))
    light = np.asarray(paper.resize(image.size, Image.Resampling.BILINEAR), dtype=np.uint16)
    # white letters on black stay as they are
    light = np.maximum(light, _DARKEST_PAPER)
    grey = np.minimum(sheet.grey.astype(np.uint16) * 255 // light, 255).astype(np.uint8)
    return Sheet(_darkened(grey), sheet.dpi)


def _darkened(grey: Grey) -> Grey:
    """The pixels with faint ink made dark."""
    ink = int(np.percentile(grey[::3, ::3], _INKED))
    if ink <= _DARK or ink > _FAINTEST:
        return grey
    shades = np.clip(255 - (255 - np.arange(256)) * (255 - _DARK) // (255 - ink), 0, 255).astype(np.uint8)
    return np.asarray(shades[grey])


def without_dust(sheet: Sheet) -> Sheet:
    """The sheet without its smallest specks, those that stand by themselves: they are read as full stops."""
    ink = sheet.grey < INK
    alone = ink.copy()
    for down, across in ((0, 1), (1, 0), (1, 1), (1, -1)):
        for sign in (1, -1):
            alone &= ~np.roll(ink, (sign * 3 * down, sign * 3 * across), (0, 1))
    ys, xs = np.nonzero(alone)
    if not 0 < ys.size <= _MOST_SPECKS:
        return sheet
    grey = sheet.grey.copy()
    for y, x in zip(ys.tolist(), xs.tolist(), strict=True):
        around = ink[max(y - _WHITE, 0) : y + _WHITE + 1, max(x - _WHITE, 0) : x + _WHITE + 1]
        speck = ink[max(y - _SPECK, 0) : y + _SPECK + 1, max(x - _SPECK, 0) : x + _SPECK + 1]
        if around.sum() == speck.sum():
            grey[max(y - _SPECK - 1, 0) : y + _SPECK + 2, max(x - _SPECK - 1, 0) : x + _SPECK + 2] = 255
    return Sheet(grey, sheet.dpi)


def is_blank(sheet: Sheet) -> bool:
    """Whether nothing is on the sheet but dust."""
    return float((sheet.grey < INK).mean()) < _BLANK


def enlarged(grey: Grey, times: float) -> Grey:
    """The pixels drawn larger."""
    height, width = grey.shape
    size = max(round(width * times), 1), max(round(height * times), 1)
    return np.asarray(Image.fromarray(grey).resize(size, Image.Resampling.BICUBIC))


def has_letters(sheet: Sheet) -> bool:
    """Whether anything on a sheet of ``COARSE`` dots an inch may be text: rows, or columns, with many edges."""
    grey = sheet.grey.astype(np.int16)
    return any(
        int(((np.abs(np.diff(grey, axis=axis)) > _STEP).sum(axis=axis) >= _EDGES).sum()) >= _EDGED for axis in (1, 0)
    )


def turned(sheet: Sheet, degrees: int) -> Sheet:
    """The sheet turned clockwise by a multiple of 90 degrees."""
    return Sheet(np.ascontiguousarray(np.rot90(sheet.grey, -degrees // 90)), sheet.dpi)


def straightened(sheet: Sheet) -> Sheet:
    """The sheet turned by the few degrees by which its lines of text rise or fall."""
    angle = _skew(sheet)
    if abs(angle) < _STRAIGHT:
        return sheet
    image = Image.fromarray(sheet.grey).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    return Sheet(np.asarray(image), sheet.dpi)


def _skew(sheet: Sheet) -> float:
    """By how many degrees the lines fall to the right: where the ink, seen along them, is in the fewest rows."""
    step = max(sheet.dpi // 100, 1)
    small = np.asarray(Image.fromarray(sheet.grey).reduce(step))
    y, x = np.nonzero(small < INK)
    if y.size < 100:
        return 0.0
    if y.size > 200_000:
        y, x = y[:: y.size // 200_000 + 1], x[:: y.size // 200_000 + 1]
    x = x - small.shape[1] / 2
    height = small.shape[0]

    def sharpness(angle: float) -> float:
        rows = (y - x * np.tan(np.radians(angle)) + height / 2).astype(np.int64)
        counts = np.bincount(np.clip(rows, 0, 2 * height), minlength=2 * height).astype(np.float64)
        return float((counts * counts).sum())

    best = 0.0
    for width, count in ((_STEEPEST, 17), (0.5, 11), (0.1, 9)):
        angles = [best + width * (2 * at / (count - 1) - 1) for at in range(count)]
        best = max(angles, key=lambda angle: (sharpness(angle), -abs(angle)))
    return round(best, 3)


def bitmap(sheet: Sheet) -> bytes:
    """The sheet as a file that tesseract reads whatever it was built with: a bitmap."""
    out = io.BytesIO()
    Image.fromarray(sheet.grey).save(out, "BMP")
    return out.getvalue()
