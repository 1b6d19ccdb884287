"""The pages of a file as pdfium holds them: words, drawings, and what else is printed on them."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from contractdiff.errors import EncryptedError, UnreadableError
from contractdiff.model import Comment
from contractdiff.readers.pdf.annotations import page_annotations
from contractdiff.readers.pdf.drawings import Rule, page_drawings, seen, underlined
from contractdiff.readers.pdf.dropcaps import with_drop_caps
from contractdiff.readers.pdf.tags import Leaf, Tags
from contractdiff.readers.pdf.words import Word, page_words, view_of

_COVERED = 0.5
"""Least share of a page under pictures that may be a scan of it."""
_DEPTH = 5
"""How deep forms inside forms are followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as seen, cropped and turned. Lengths and places are points from its top-left corner.

    Attributes:
        number: Counted from 1.
        words: The upright words.
        turned: The text that runs at an angle (a watermark, a note along the margin), "" where there is none.
        outside: The words that stand beyond the edge of the page and are not printed.
        rules: Straight lines.
        pictures: Boxes of pictures of some size.
        blank: Whether nothing at all is drawn or written on it.
        notes: A phrase for each note or mark that a person has put on it.
        recognised: Whether its words are those that text recognition found in a picture of it.
        comments: Those notes and marks with their authors and the words they stand on.
        leaves: In a tagged file, where its marked content belongs.
    """

    number: int
    width: float
    height: float
    words: list[Word]
    turned: str
    outside: str
    rules: list[Rule]
    pictures: list[tuple[int, int, int, int]]
    blank: bool
    notes: list[str]
    recognised: bool = False
    comments: list[Comment] = field(default_factory=list)
    leaves: dict[int, Leaf] = field(default_factory=dict)

    @property
    def covered(self) -> bool:
        """Whether pictures cover most of it."""
        return _cover(self.pictures, self.width, self.height)


def open_document(path: Path, data: bytes) -> Any:
    """The file as a pypdfium2 document, which the caller closes.

    Raises:
        EncryptedError: It needs a password.
        UnreadableError: It is damaged or no PDF.
    """
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise EncryptedError(
                f"{path.name} needs a password. Open it with the password, print or save it as a PDF without one, "
                "and give that file."
            ) from error
        raise damaged(path) from error


def damaged(path: Path) -> UnreadableError:
    """What to say of a file that pdfium cannot make sense of."""
    return UnreadableError(
        f"{path.name} is damaged or no PDF file. Open it to see whether it shows, and download or export it again."
    )


def pages_of(document: Any) -> Iterator[Page]:
    """The pages in order; each is closed before the next is opened, so that memory stays flat.

    A page that pdfium cannot open comes as a blank one with ``blank`` false.
    """
    form = None
    if document.get_formtype() in (pdfium.FORMTYPE_ACRO_FORM, pdfium.FORMTYPE_XFA_FOREGROUND):
        document.init_forms()
        form = document.formenv.raw
    tags = Tags(document)
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            yield _unread(index + 1)
            continue
        try:
            yield _page(page, form, tags, index + 1)
        finally:
            page.close()


def _page(page: Any, form: Any, tags: Tags, number: int) -> Page:
    view = view_of(page)
    words, turned = page_words(page, view, tagged=tags.there)
    if len(turned) > len(words):
        # a landscape page stored upright: read it the way most of its text runs
        quarter, _ = Counter(round(angle / (math.pi / 2)) for _, angle in turned).most_common(1)[0]
        if quarter % 4:
            view = view._replace(turn=(view.turn + quarter) % 4)
            words, turned = page_words(page, view, tagged=tags.there)
    within = [
        word for word in words if word.x1 >= -1 and word.x0 <= view.width + 1 and -1 <= word.base <= view.height + 10
    ]
    hidden = {id(word) for word in words} - {id(word) for word in within} if len(within) < len(words) else set()
    within = with_drop_caps(within)
    drawings = page_drawings(page, view)
    if any(word.unseen for word in within):
        within = seen(page, view, within)
    typed, notes, comments = page_annotations(page, form, view, within, number)
    return Page(
        number=number,
        width=view.width,
        height=view.height,
        words=underlined(within, drawings.rules) + typed,
        turned=" ".join(piece for piece, _ in turned),
        outside=" ".join(word.text for word in words if id(word) in hidden),
        rules=drawings.rules,
        pictures=drawings.pictures,
        blank=not (words or turned or typed or drawings.anything),
        notes=notes,
        comments=comments,
        leaves=tags.of_page(page, {word.mark for word in within if word.mark >= 0}) if tags.there else {},
        recognised=_cover(drawings.pictures, view.width, view.height) and bool(within) and _is_unseen(page),
    )


def _cover(pictures: list[tuple[int, int, int, int]], width: float, height: float) -> bool:
    # a scan may be stored in strips
    area = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in pictures)
    return area >= _COVERED * width * height


def _is_unseen(page: Any) -> bool:
    """Whether most of the text of a page is not painted, or painted over by a picture: a scan's text layer."""
    written = unseen = 0
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        shape = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(shape) == pdfium.FPDF_PAGEOBJ_IMAGE:
            if not pdfium.FPDFPageObj_HasTransparency(shape):
                unseen = written
            continue
        for text in _texts(shape, _DEPTH):
            written += 1
            unseen += pdfium.FPDFTextObj_GetTextRenderMode(text) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    return unseen > 0.5 * written


def _texts(shape: Any, depth: int) -> Iterator[Any]:
    """The text objects of a shape: itself, or those in a form (drawings used as one object)."""
    kind = pdfium.FPDFPageObj_GetType(shape)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        yield shape
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
        for index in range(pdfium.FPDFFormObj_CountObjects(shape)):
            yield from _texts(pdfium.FPDFFormObj_GetObject(shape, index), depth - 1)


def _unread(number: int) -> Page:
    nothing: list[Any] = []
    return Page(
        number=number,
        width=612,
        height=792,
        words=[],
        turned="",
        outside="",
        rules=nothing,
        pictures=nothing,
        blank=False,
        notes=[],
    )
