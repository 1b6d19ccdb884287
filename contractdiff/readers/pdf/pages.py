"""The pages of a file as pdfium holds them: words, drawings, and what else is printed on them."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from contractdiff.errors import EncryptedError, UnreadableError
from contractdiff.readers.pdf.annotations import page_annotations
from contractdiff.readers.pdf.drawings import Rule, page_drawings, underlined
from contractdiff.readers.pdf.words import Word, page_words, view_of


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
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            yield _unread(index + 1)
            continue
        try:
            yield _page(page, form, index + 1)
        finally:
            page.close()


def _page(page: Any, form: Any, number: int) -> Page:
    view = view_of(page)
    words, turned = page_words(page, view)
    if len(turned) > len(words):
        # a landscape page stored upright: read it the way most of its text runs
        quarter, _ = Counter(round(angle / (math.pi / 2)) for _, angle in turned).most_common(1)[0]
        if quarter % 4:
            view = view._replace(turn=(view.turn + quarter) % 4)
            words, turned = page_words(page, view)
    seen = [
        word for word in words if word.x1 >= -1 and word.x0 <= view.width + 1 and -1 <= word.base <= view.height + 10
    ]
    hidden = {id(word) for word in words} - {id(word) for word in seen} if len(seen) < len(words) else set()
    drawings = page_drawings(page, view)
    typed, notes = page_annotations(page, form, view)
    return Page(
        number=number,
        width=view.width,
        height=view.height,
        words=underlined(seen, drawings.rules) + typed,
        turned=" ".join(piece for piece, _ in turned),
        outside=" ".join(word.text for word in words if id(word) in hidden),
        rules=drawings.rules,
        pictures=drawings.pictures,
        blank=not (words or turned or typed or drawings.anything),
        notes=notes,
    )


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
