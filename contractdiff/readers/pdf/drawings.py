"""What is drawn on a page besides text: the rules of tables, and pictures."""

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from contractdiff.readers.pdf.words import View, Word, is_white

_THIN = 3.0
"""Points: a shape no thicker than this is a rule, not an area."""
_SHORT = 4.0
_FARTHEST = 1e5
"""Points from the corner of the page beyond which nothing is drawn; damaged files say otherwise."""
_DEPTH = 5
"""How deep forms (drawings used as one object) inside forms are followed."""
_OBJECTS = 200_000
"""Objects looked at on one page: a map may have millions, and no table."""
_SEGMENTS = 5_000
_PICTURE = 0.02
"""Least share of the page that a picture covers for a reader to be told of it."""


class Rule(NamedTuple):
    """A straight line, in points from the top-left corner of the page as seen; x0 <= x1, top <= bottom."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def flat(self) -> bool:
        """Whether it lies rather than stands."""
        return self.x1 - self.x0 >= self.bottom - self.top


class Drawings(NamedTuple):
    """What one page holds besides text.

    ``pictures`` are the boxes (left, top, right, bottom) of those of some size, in whole points; ``anything`` is
    whether anything at all is drawn.
    """

    rules: list[Rule]
    pictures: list[tuple[int, int, int, int]]
    anything: bool


def page_drawings(page: Any, view: View) -> Drawings:
    """The rules and pictures of a page."""
    rules: list[Rule] = []
    pictures: list[tuple[int, int, int, int]] = []
    anything = False
    for shape, matrix in _shapes(page.raw):
        anything = True
        kind = pdfium.FPDFPageObj_GetType(shape)
        box = _bounds(shape, matrix, view)
        if box is None:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            x0, top, x1, bottom = box
            if (x1 - x0) * (bottom - top) >= _PICTURE * view.width * view.height:
                pictures.append((round(x0), round(top), round(x1), round(bottom)))
        else:
            rules += _rules(shape, matrix, view, box)
    return Drawings(rules, pictures, anything)


def seen(page: Any, view: View, words: list[Word]) -> list[Word]:
    """The words; of those not painted or white, the ones that lie on a picture or an area of colour count as seen."""
    areas: list[tuple[float, float, float, float]] = []
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for shape, matrix in _shapes(page.raw):
        if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_IMAGE:
            pdfium.FPDFPath_GetDrawMode(shape, fill, stroke)
            if not fill.value or is_white(shape):
                continue
        if box := _bounds(shape, matrix, view):
            areas.append(box)
    marked: list[Word] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, word.base - 0.3 * word.size
        if word.unseen and any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in areas):
            word = word._replace(unseen=False)
        marked.append(word)
    return marked


def underlined(words: list[Word], rules: list[Rule]) -> list[Word]:
    """The words, those that stand on a rule of about their own width marked as underlined."""
    flat = [rule for rule in rules if rule.flat and rule.bottom - rule.top < 1]
    if not flat:
        return words
    order = sorted(range(len(words)), key=lambda index: words[index].base)
    bases = [words[index].base for index in order]
    marked = list(words)
    for rule in flat:
        for index in order[bisect_left(bases, rule.top - 4) : bisect_right(bases, rule.top + 0.5)]:
            word = words[index]
            if rule.x0 - 2 <= word.x0 and word.x1 <= rule.x1 + 2 and rule.top - word.base < 0.3 * word.size:
                marked[index] = word._replace(underlined=True)
    return marked


_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _shapes(page: Any) -> Iterator[tuple[Any, _Matrix]]:
    """The paths and images of a page, those inside forms included, each with what moves it to the page."""
    left = _OBJECTS
    waiting: list[tuple[Any, _Matrix, int]] = []
    for index in range(min(pdfium.FPDFPage_CountObjects(page), left)):
        shape = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield shape, _PLAIN
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            waiting.append((shape, _PLAIN, 1))
    while waiting and left > 0:
        form, outer, depth = waiting.pop()
        matrix = _times(_matrix(form), outer)
        for index in range(pdfium.FPDFFormObj_CountObjects(form)):
            left -= 1
            shape = pdfium.FPDFFormObj_GetObject(form, index)
            kind = pdfium.FPDFPageObj_GetType(shape)
            if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
                yield shape, matrix
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
                waiting.append((shape, matrix, depth + 1))


def _matrix(shape: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(shape, matrix):
        return _PLAIN
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    k, m, n, o, p, q = outer
    return a * k + b * n, a * m + b * o, c * k + d * n, c * m + d * o, e * k + f * n + p, e * m + f * o + q


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(shape: Any, matrix: _Matrix, view: View) -> tuple[float, float, float, float] | None:
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    if not pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
        return None
    box = view.box(*_moved(matrix, left.value, bottom.value), *_moved(matrix, right.value, top.value))
    return box if all(abs(edge) < _FARTHEST for edge in box) else None


def _rules(shape: Any, matrix: _Matrix, view: View, box: tuple[float, float, float, float]) -> Iterator[Rule]:
    x0, top, x1, bottom = box
    width, height = x1 - x0, bottom - top
    if max(width, height) < _SHORT:
        return
    if min(width, height) <= _THIN:
        middle = (top + bottom) / 2 if width >= height else (x0 + x1) / 2
        yield Rule(x0, middle, x1, middle) if width >= height else Rule(middle, top, middle, bottom)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(shape, fill, stroke)
    if not stroke.value:  # an area of colour: shading is no grid
        return
    yield from _segments(shape, _times(_matrix(shape), matrix), view)


def _segments(shape: Any, matrix: _Matrix, view: View) -> Iterator[Rule]:
    """The upright and level strokes of a path."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(shape), _SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(shape, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            return
        here = view.place(*_moved(matrix, x.value, y.value))
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif not max(map(abs, (*here, *last))) < _FARTHEST:
            pass
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _stroke(last, here)
        last = here
        if pdfium.FPDFPathSegment_GetClose(segment) and max(map(abs, (*start, *last))) < _FARTHEST:
            yield from _stroke(last, start)
            last = start


def _stroke(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    (ax, ay), (bx, by) = one, other
    if abs(ay - by) <= 1.0 and abs(ax - bx) >= _SHORT:
        yield Rule(min(ax, bx), (ay + by) / 2, max(ax, bx), (ay + by) / 2)
    elif abs(ax - bx) <= 1.0 and abs(ay - by) >= _SHORT:
        yield Rule((ax + bx) / 2, min(ay, by), (ax + bx) / 2, max(ay, by))
