"""A PDF file's text: its blocks in reading order.

| Of the format | |
|---|---|
| Tags: paragraphs, headings, lists, tables, notes | believed where they hold the text and the pages do not contradict |
| Text, in any order of drawing; turned and cropped pages; columns | read |
| Paragraphs, headings, run-in headings, words broken at line ends or set wide | told from place and type, or by tags |
| Running heads and feet, page numbers | told by repetition, place or tags; set aside, each distinct text once |
| Line numbers in either margin | set aside |
| Tables with rules, with level rules only, or with aligned columns | row by row, also over pages; merged cells as one |
| Tables without rules in one of two columns | partly: a row may come out as a line |
| Footnotes and endnotes, also over a page break | told by smaller type, sign and rule, or by tags |
| Form fields and text boxes typed on top | read in their place |
| Notes and marks on top of the page | comments, with their author and the words marked |
| Text not painted, or white on white | read, marked as hidden and told of; text clipped away is read as if it showed |
| Watermarks and other turned text | kept once, after the body |
| Pictures; bookmarks, attachments, scripts, layers | pictures are told of; the others are not read |
| Scanned pages, text drawn as shapes | by text recognition, where it is installed; otherwise told of |
| XFA forms | not read |
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
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
from contractdiff.readers.pdf.recognition import no_text, nothing_to_read, recognise_scans, recognition_notices
from contractdiff.readers.pdf.tagged import tagged_flow

# The replacement character, and characters that mean nothing outside of one font.
_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff]")

_QUOTED = 12
"""Words of a hidden text that its notice quotes."""


def read_pdf(
    path: Path, data: bytes, *, options: ReadOptions = DEFAULT_READING, progress: Progress = silent
) -> SourceText:
    """The text of a PDF file.

    Raises:
        EncryptedError: It needs a password.
        NoTextError: No page holds text, and its scans cannot be read here; or a language of theirs is not installed.
        UnreadableError: It is damaged or no PDF.
    """
    document = open_document(path, data)
    try:
        pages: list[Page] = []
        for page in pages_of(document):
            pages.append(page)
            progress(f"Reading {path.name}", page.number, len(document))
        scans = recognise_scans(
            document, pages, languages=options.languages, what=f"Recognising {path.name}", progress=progress
        )
    except pypdfium2.PdfiumError as error:
        raise damaged(path) from error
    finally:
        document.close()
    if not pages:
        raise damaged(path)
    if nothing_to_read(pages, scans):
        raise NoTextError(no_text(path.name, scans))
    pages = scans.pages
    bodies, furniture = take_furniture(pages, [rows(page.words) for page in pages])
    flow = tagged_flow(pages, bodies) or flow_of(pages, bodies)
    blocks = list(blocks_of(flow))
    turned, turned_again = _turned(pages)
    blocks += turned
    blocks += [Block(text=text, role=role, page=page) for role, text, page in furniture.blocks()]
    blocks = [replace(block, recognised=True) if block.page in scans.numbers else block for block in blocks]
    outside = [SetAside(text=page.outside, why="outside the page", page=page.number) for page in pages if page.outside]
    known = flow.note_signs()
    signs = [
        SetAside(text=word.sign, why="note sign", page=line.page)
        for line in flow.lines()
        for word in line.words
        if word.sign in known
    ]
    specks = [SetAside(text=text, why="speck", page=number) for number, text in scans.specks.items()]
    aside = [*specks, *furniture.set_aside, *flow.set_aside, *turned_again, *outside, *signs]
    return SourceText(
        reading=Reading(
            file=path.name,
            sha256=hashlib.sha256(data).hexdigest(),
            format=Format.PDF,
            pages=len(pages),
            recognised=scans.numbers,
            comments=tuple(comment for page in pages for comment in page.comments),
            set_aside=tuple(sorted(aside, key=lambda one: one.page or 0)),
            notices=(*recognition_notices(scans), *_notices(pages)),
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


def _shortened(words: Sequence[str]) -> str:
    """The first words of a text."""
    return " ".join(words[:_QUOTED]) + (" …" if len(words) > _QUOTED else "")


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
            continue
        if unknown := sum(len(_UNKNOWN.findall(word.text)) for word in page.words if not word.text.isascii()):
            yield Notice(
                code=NoticeCode.UNKNOWN_CHARACTERS,
                message=f"Page {page.number} holds {unknown} characters of which the file does not say what they "
                "are. Compare that page by eye.",
                page=page.number,
            )
        if unseen := [word.text for word in page.words if word.unseen and not page.recognised]:
            yield Notice(
                code=NoticeCode.HIDDEN_TEXT,
                message=f"Page {page.number} holds words that do not show in print: “{_shortened(unseen)}”. They were "
                "read like the others.",
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
