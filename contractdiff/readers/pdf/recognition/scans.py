"""Which pages are scans, and their words by text recognition.

A page is a scan where nothing is written on it but something is drawn, or where a picture covers it and little is
written: a stamp, a page number. A page whose words lie unseen under or over such a picture was recognised by another
program; it is read from those words.
"""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pypdfium2

from contractdiff.progress import Progress, silent
from contractdiff.readers.pdf.drawings import Rule, underlined
from contractdiff.readers.pdf.pages import Page
from contractdiff.readers.pdf.recognition.engine import Engine, EngineMissingError, PageFailedError, find_engine
from contractdiff.readers.pdf.recognition.hocr import (
    Box,
    Found,
    Lines,
    blanks,
    evened_sizes,
    read_hocr,
    ticks,
    usual_sizes,
    without_specks,
)
from contractdiff.readers.pdf.recognition.labels import in_order, mended
from contractdiff.readers.pdf.words import Word

if TYPE_CHECKING:  # numpy and Pillow are imported for scans only
    from contractdiff.readers.pdf.recognition.picture import Sheet as Picture

_LITTLE = 40
"""Most words beside such a picture: a stamp, an exhibit's number, a running head."""
_STAMP = 15
"""Most words a page, on average, of a file of which nothing is read if its scans are not."""
_MORE = 8
"""Fewest words that must be recognised, over those that are written, for such a page to be a scan."""
_POOR, _FEW = 65.0, 20
"""Average confidence below which, or words fewer than which, a page may lie on its side."""
_LONG = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What came of the scans of a file.

    Attributes:
        pages: All pages of the file, scans with the words and rules that were found in them.
        numbers: The pages, counted from 1, that were recognised, here or by another program before.
        before: Those of them that another program recognised.
        unread: For each scan that was not read, the end of the sentence that says why; "" where nothing was found.
        doubtful: For each page the words that may be misread, in reading order.
        specks: For each page what was taken for dirt.
    """

    pages: list[Page]
    numbers: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    unread: dict[int, str]
    doubtful: dict[int, list[str]]
    specks: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What was found on one page. Lengths are points."""

    lines: Lines = ()
    specks: Sequence[str] = ()
    rules: Sequence[Rule] = ()
    boxes: Sequence[Box] = ()
    width: float = 0.0
    height: float = 0.0
    blank: bool = False

    @property
    def words(self) -> int:
        return sum(1 for line in self.lines for found in line if any(map(str.isalnum, found.word.text)))

    @property
    def sure(self) -> float:
        """The confidence of its words, by length."""
        all_found = [found for line in self.lines for found in line]
        total = sum(len(found.word.text) for found in all_found)
        return sum(found.sure * len(found.word.text) for found in all_found) / total if total else 0.0

    @property
    def upright(self) -> bool:
        """Whether most of its words are wider than high; tesseract reads lines that stand on end, too."""
        long = [found for line in self.lines for found in line if len(found.word.text) > _LONG]
        return 2 * sum(found.word.x1 - found.word.x0 > found.bottom - found.top for found in long) >= len(long)


def is_scan(page: Page) -> bool:
    """Whether a page has to be recognised to be read."""
    if page.recognised:
        return False
    if not page.words and not page.blank and not (page.turned and not page.covered):
        return True
    return page.covered and len(page.words) <= _LITTLE


def recognise_scans(
    document: Any, pages: Sequence[Page], *, languages: str, what: str = "", progress: Progress = silent
) -> Recognised:
    """The pages with their scans read. Where that cannot be done here, ``unread`` says what to install.

    Args:
        document: The pypdfium2 document, open.
        pages: Its pages as they are without recognition.
        languages: Those of the contract, as tesseract names them, joined by "+".
        what: What the progress is said to be of.
        progress: Told after each page.

    Raises:
        NoTextError: One of the languages is not installed.
    """
    before = tuple(page.number for page in pages if page.recognised)
    result = Recognised(pages=list(pages), numbers=before, before=before, unread={}, doubtful={}, specks={})
    scans = [page for page in pages if is_scan(page)]
    if not scans:
        return result
    try:
        engine = find_engine(languages)
    except EngineMissingError as error:
        result.unread.update({page.number: str(error) for page in scans})
        return result
    sheets: dict[int, _Sheet] = {}
    for done, (page, sheet) in enumerate(_sheets(document, scans, engine), 1):
        progress(what, done, len(scans))
        if isinstance(sheet, str):
            result.unread[page.number] = sheet
        elif not page.words and sheet.blank:
            result.pages[page.number - 1] = replace(page, blank=True)
        elif sheet.words <= (len(page.words) + _MORE if page.words else 0):
            if not page.words:
                result.unread[page.number] = ""
        else:
            sheets[page.number] = sheet
    sizes = usual_sizes(line for sheet in sheets.values() for line in sheet.lines)
    lines = iter(in_order([line for sheet in sheets.values() for line in sheet.lines]))
    for number, sheet in sheets.items():
        _take(result, number, replace(sheet, lines=[next(lines) for _ in sheet.lines]), sizes)
    return replace(result, numbers=tuple(sorted({*before, *sheets})))


def nothing_to_read(pages: Sequence[Page], result: Recognised) -> bool:
    """Whether what is written on the pages, apart from scans, is at most stamps, and no scan was read."""
    if result.numbers or any((page.words or page.turned) and page.number not in result.unread for page in pages):
        return False
    return sum(len(page.words) for page in pages) < _STAMP * max(len(pages), 1)


def _take(result: Recognised, number: int, sheet: _Sheet, sizes: Sequence[float]) -> None:
    """Put what was found on a page in its place."""
    page = result.pages[number - 1]
    words: list[Word] = []
    doubtful: list[str] = []
    for line in sheet.lines:
        line = [found for found in line if not _written(found, page.words)]
        if line:
            words += mended(evened_sizes(line, sizes))
            doubtful += [found.word.text for found in line if found.doubtful]
    words += ticks(words, sheet.boxes)
    words += blanks(words, sheet.rules)
    result.pages[number - 1] = replace(
        page,
        width=sheet.width,
        height=sheet.height,
        words=[*underlined(words, list(sheet.rules)), *page.words],
        rules=list(sheet.rules),
        pictures=[],
        recognised=True,
    )
    if sheet.specks:
        result.specks[number] = " ".join(sheet.specks)
    if doubtful:
        result.doubtful[number] = doubtful


def _written(found: Found, words: Sequence[Word]) -> bool:
    """Whether what was recognised is a word that is written on the page, and known exactly."""
    middle, height = (found.word.x0 + found.word.x1) / 2, (found.top + found.bottom) / 2
    return any(word.x0 <= middle <= word.x1 and word.base - word.size <= height <= word.base for word in words)


def _sheets(document: Any, scans: Sequence[Page], engine: Engine) -> Iterator[tuple[Page, _Sheet | str]]:
    """What was found on each page, in order, or why nothing could be. Several pages are read at once.

    Pages are drawn here, one by one: pdfium knows no threads.
    """
    workers = os.cpu_count() or 1
    waiting: deque[tuple[Page, Future[_Sheet]]] = deque()

    def first() -> tuple[Page, _Sheet | str]:
        page, future = waiting.popleft()
        try:
            return page, future.result()
        except PageFailedError as error:
            return page, str(error)

    with ThreadPoolExecutor(workers) as pool:
        try:
            for page in scans:
                if len(waiting) > workers:
                    yield first()
                try:
                    drawn = _drawn(document, page)
                except pypdfium2.PdfiumError:
                    while waiting:
                        yield first()
                    yield page, "the file is damaged here"
                    continue
                if isinstance(drawn, _Sheet):
                    while waiting:
                        yield first()
                    yield page, drawn
                    continue
                waiting.append((page, pool.submit(_read, engine, drawn)))
            while waiting:
                yield first()
        finally:
            pool.shutdown(cancel_futures=True)


def _drawn(document: Any, page: Page) -> "Picture | _Sheet":
    """The picture of a page; what is found on it, where a coarse look tells that there is no text."""
    from contractdiff.readers.pdf.recognition import picture

    opened = document[page.number - 1]
    try:
        coarse = picture.sheet_of(opened, picture.COARSE)
        if picture.has_letters(coarse):
            return picture.sheet_of(opened)
        return _Sheet(blank=picture.is_blank(picture.evened(coarse)))
    finally:
        opened.close()


def _read(engine: Engine, drawn: "Picture") -> _Sheet:
    """What stands on a page; one that reads badly is tried as if it lay on its side."""
    from contractdiff.readers.pdf.recognition import picture

    even = picture.evened(drawn)
    if picture.is_blank(even):
        return _Sheet(blank=True)
    if not picture.has_letters(even):
        return _Sheet()
    sheet = _read_upright(engine, even)
    if sheet.upright and sheet.sure >= _POOR and sheet.words >= _FEW:
        return sheet
    turn = engine.turn(picture.bitmap(even), even.dpi)
    if not turn:
        return sheet
    other = _read_upright(engine, picture.turned(even, turn))
    return max(sheet, other, key=lambda one: (one.upright, one.sure * one.words))


def _read_upright(engine: Engine, even: "Picture") -> _Sheet:
    from contractdiff.readers.pdf.recognition import picture, shapes
    from contractdiff.readers.pdf.recognition.closer import look_closer
    from contractdiff.readers.pdf.recognition.unread import with_unread

    straight = picture.straightened(even)
    letters = picture.without_dust(shapes.without_boxes(shapes.without_rules(straight)))
    found, specks = without_specks(read_hocr(engine.read(picture.bitmap(letters), straight.dpi), straight.dpi))
    lines = with_unread(engine, letters, look_closer(engine, letters, found))
    height, width = straight.grey.shape
    points = 72 / straight.dpi
    return _Sheet(
        lines=lines,
        specks=specks,
        rules=shapes.rules_of(straight),
        boxes=shapes.boxes_of(straight),
        width=width * points,
        height=height * points,
    )
