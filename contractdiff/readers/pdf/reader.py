"""A PDF file's text: its blocks in reading order.

| Of the format | |
|---|---|
| Text, in any order of drawing; turned and cropped pages; columns | read |
| Paragraphs, headings, run-in headings, words broken at line ends | told from place and type |
| Running heads and feet, page numbers, line numbers | told by repetition; set aside, each distinct text once |
| Tables with rules, with level rules only, or with aligned columns | read row by row; merged cells as one cell |
| Footnotes | told by smaller type at the foot of the column |
| Form fields and text boxes typed on top | read in their place |
| Notes and marks on top of the page; pictures; pages without text | told of, not read |
| Watermarks and other turned text | kept once, after the body |
| Bookmarks, tags for screen readers, attachments, scripts, layers | not read |
| XFA forms; text drawn as shapes; scans | not read: a page without text is told of |
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2

from contractdiff.errors import NoTextError
from contractdiff.model import Block, Format, Notice, NoticeCode, Reading, Role, SetAside, SourceText
from contractdiff.options import DEFAULT_READING, ReadOptions
from contractdiff.progress import Progress, silent
from contractdiff.readers.pdf.blocks import blocks_of
from contractdiff.readers.pdf.flow import flow_of
from contractdiff.readers.pdf.furniture import take_furniture
from contractdiff.readers.pdf.lines import rows
from contractdiff.readers.pdf.pages import Page, damaged, open_document, pages_of

# The replacement character, and characters that mean nothing outside of one font.
_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff]")


def read_pdf(
    path: Path, data: bytes, *, options: ReadOptions = DEFAULT_READING, progress: Progress = silent
) -> SourceText:
    """The text of a PDF file.

    Raises:
        EncryptedError: It needs a password.
        NoTextError: No page holds text.
        UnreadableError: It is damaged or no PDF.
    """
    document = open_document(path, data)
    try:
        pages: list[Page] = []
        for page in pages_of(document):
            pages.append(page)
            progress(f"Reading {path.name}", page.number, len(document))
    except pypdfium2.PdfiumError as error:
        raise damaged(path) from error
    finally:
        document.close()
    if not pages:
        raise damaged(path)
    if not any(page.words or page.turned for page in pages):
        raise NoTextError(
            f"{path.name} holds no text: it seems to be scanned. Ask for the Word file, or run the PDF through "
            "text recognition (OCR) and give that copy."
        )
    bodies, furniture = take_furniture(pages, [rows(page.words) for page in pages])
    flow = flow_of(pages, bodies)
    blocks = list(blocks_of(flow))
    turned, turned_again = _turned(pages)
    blocks += turned
    blocks += [Block(text=text, role=role, page=page) for role, text, page in furniture.blocks()]
    outside = [SetAside(text=page.outside, why="outside the page", page=page.number) for page in pages if page.outside]
    known = flow.note_signs()
    signs = [
        SetAside(text=word.sign, why="note sign", page=line.page)
        for line in flow.lines()
        for word in line.words
        if word.sign in known
    ]
    aside = [*furniture.set_aside, *flow.set_aside, *turned_again, *outside, *signs]
    return SourceText(
        reading=Reading(
            file=path.name,
            sha256=hashlib.sha256(data).hexdigest(),
            format=Format.PDF,
            pages=len(pages),
            set_aside=tuple(sorted(aside, key=lambda one: one.page or 0)),
            notices=tuple(_notices(pages)),
        ),
        blocks=tuple(blocks),
    )


def _turned(pages: Sequence[Page]) -> tuple[list[Block], list[SetAside]]:
    """Text that runs at an angle: each distinct one as a block, where it comes back as set aside."""
    blocks: dict[str, Block] = {}
    again: list[SetAside] = []
    for page in pages:
        if not page.turned:
            continue
        if page.turned in blocks:
            again.append(SetAside(text=page.turned, why="watermark", page=page.number))
        else:
            blocks[page.turned] = Block(text=page.turned, role=Role.TEXTBOX, page=page.number)
    return list(blocks.values()), again


def _notices(pages: Sequence[Page]) -> Iterator[Notice]:
    """What could not be read, in the order of the pages. A picture that comes back on other pages is told once."""
    times = Counter(box for page in pages for box in set(page.pictures))
    told: set[tuple[int, int, int, int]] = set()
    for page in pages:
        for note in page.notes:
            yield Notice(
                code=NoticeCode.REVIEWER_COMMENT,
                message=f"Page {page.number} bears {note}. It was not read as part of the contract.",
                page=page.number,
            )
        if not page.words and not page.turned:
            if not page.blank:
                yield Notice(
                    code=NoticeCode.NO_TEXT_ON_PAGE,
                    message=f"Page {page.number} holds no text: it seems to be a scan or a picture, and was not read.",
                    page=page.number,
                )
            continue
        if unknown := sum(len(_UNKNOWN.findall(word.text)) for word in page.words if not word.text.isascii()):
            yield Notice(
                code=NoticeCode.UNKNOWN_CHARACTERS,
                message=f"Page {page.number} holds {unknown} characters of which the file does not say what they "
                "are. Compare that page by eye.",
                page=page.number,
            )
        fresh = [box for box in page.pictures if times[box] < 3 or box not in told]
        told.update(page.pictures)
        if fresh:
            what = "a picture" if len(fresh) == 1 else f"{len(fresh)} pictures"
            yield Notice(
                code=NoticeCode.PICTURE,
                message=f"Page {page.number} holds {what}; any words inside were not read.",
                page=page.number,
            )
