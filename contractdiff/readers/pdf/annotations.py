"""What people have typed or marked on top of a page: form fields, text boxes, notes, strikings-out.

Typed text is printed with the page and is read as words in its place; notes and marks are told of.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from contractdiff.model import Comment
from contractdiff.readers.pdf.words import View, Word, clean

_MARKS = {
    pdfium.FPDF_ANNOT_STRIKEOUT: "words struck out by hand",
    pdfium.FPDF_ANNOT_CARET: "a mark that asks for an insertion",
    pdfium.FPDF_ANNOT_STAMP: "a stamp",
    pdfium.FPDF_ANNOT_INK: "something written by hand",
}
"""Marks a reader must be told of even where no note comes with them."""
_NOTES = (
    pdfium.FPDF_ANNOT_TEXT,
    pdfium.FPDF_ANNOT_HIGHLIGHT,
    pdfium.FPDF_ANNOT_UNDERLINE,
    pdfium.FPDF_ANNOT_SQUIGGLY,
    *_MARKS,
)
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_TYPED = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_TICKED = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_PASSWORD = 1 << 13  # PDF 32000-1, table 228
_MOST = 2_000
"""Annotations looked at on one page."""
_STRETCHES = 100
"""Stretches of one mark that are looked at."""
_LONGEST = 20_000
"""Characters of one annotation that are read."""


def page_annotations(
    page: Any, form: Any, view: View, printed: Sequence[Word], number: int
) -> tuple[list[Word], list[str], list[Comment]]:
    """The words typed on a page; a phrase for each note or mark on it ("a note: “Why?”"); and these as comments.

    ``form`` is the raw form handle of the document, or ``None`` where it has no form; ``printed`` are the words of
    the page, counted from 1 as ``number``.
    """
    words: list[Word] = []
    notes: list[str] = []
    comments: list[Comment] = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            if pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
                continue
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if kind == pdfium.FPDF_ANNOT_FREETEXT:
                words += _placed(_string(annotation, b"Contents"), annotation, view)
            elif kind == pdfium.FPDF_ANNOT_WIDGET and form is not None:
                words += _placed(_field(annotation, form), annotation, view)
            elif kind in _NOTES:
                note = " ".join(_string(annotation, b"Contents").split())
                what = _MARKS.get(kind, "a note")
                if note or kind in _MARKS:
                    notes.append(f"{what}: “{note}”" if note else what)
                    about = " ".join(word.text for word in printed if _is_marked(word, annotation, view))
                    author = " ".join(_string(annotation, b"T").split())
                    comments.append(Comment(text=note or what, author=author, about=about, page=number))
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return words, notes, comments


def _string(annotation: Any, key: bytes) -> str:
    size = min(pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0), 2 * _LONGEST)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    return _decoded(buffer)


def _is_marked(word: Word, annotation: Any, view: View) -> bool:
    """Whether a mark lies on a word: the middle of the word is within one of its stretches."""
    x, y = (word.x0 + word.x1) / 2, word.base - 0.3 * word.size
    points = pdfium.FS_QUADPOINTSF()
    for index in range(min(pdfium.FPDFAnnot_CountAttachmentPoints(annotation), _STRETCHES)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, index, points):
            xs, ys = (points.x1, points.x2, points.x3, points.x4), (points.y1, points.y2, points.y3, points.y4)
            x0, top, x1, bottom = view.box(min(xs), min(ys), max(xs), max(ys))
            if x0 <= x <= x1 and top <= y <= bottom:
                return True
    return False


def _field(annotation: Any, form: Any) -> str:
    """What a form field shows: its text, or a box that is ticked or not."""
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in _TICKED:
        return "☒" if pdfium.FPDFAnnot_IsChecked(form, annotation) else "☐"
    if kind not in _TYPED or pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD:
        return ""
    size = min(pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0), 2 * _LONGEST)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size)
    return _decoded(buffer)


def _decoded(buffer: Any) -> str:
    return bytes(memoryview(buffer)).decode("utf-16-le", "replace").split("\0", 1)[0]


def _placed(text: str, annotation: Any, view: View) -> Iterator[Word]:
    """The words of a text laid out in the annotation's box; the sizes are a guess."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    box = pdfium.FS_RECTF()
    if not lines or not pdfium.FPDFAnnot_GetRect(annotation, box):
        return
    x0, top, x1, bottom = view.box(box.left, box.bottom, box.right, box.top)
    if not all(math.isfinite(edge) for edge in (x0, top, x1, bottom)) or x1 <= x0 or bottom <= top:
        return
    size = min(max((bottom - top) / len(lines) / 1.2, 4.0), 10.0)
    room = max(1, round((x1 - x0) / (0.5 * size)))  # characters on one line
    wrapped: list[list[str]] = []
    for line in lines:
        wrapped.append([])
        for word in line:
            if wrapped[-1] and sum(len(other) + 1 for other in wrapped[-1]) + len(word) > room:
                wrapped.append([])
            wrapped[-1].append(word)
    pitch = (bottom - top) / len(wrapped)
    for number, line in enumerate(wrapped):
        base = top + (number + 0.5) * pitch + 0.3 * size
        x = x0
        for word in line:
            width = 0.5 * size * len(word)
            if printed := clean(word):
                yield Word(printed, x, x + width, base, size)
            x += width + 0.3 * size
