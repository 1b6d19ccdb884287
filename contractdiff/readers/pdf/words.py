"""The words of one page, each with its place and type, from pdfium's text page.

pdfium is asked once for the text of a page and then, for each word, for its first and last character only:
that is what makes reading thirty times as fast as going through every character. All places are points
(1/72 inch) from the top-left corner of the page as it is seen, after cropping and turning.
"""

import ctypes
import math
import re
import unicodedata
from collections.abc import Callable
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

# pdfium puts U+FFFE (its character interface U+0002) for a hyphen at a line end, inside one word.
_WORD = re.compile(r"[^\s\x00\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_BROKEN = ("\x02", "\ufffe")
_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf0a8\uf076\uf0d8\uf0fc\u25cf\u2219\u2023\u25aa\u25fe", "•"))
_SYMBOLS = str.maketrans("§·Ø¨qoþýüuwvn", "••➢☐☐☐☒☒✓••••")
"""What letters of the symbol fonts that bullets and boxes are made of stand for."""
_SYMBOL_FONT = re.compile(r"wingdings|webdings|symbolmt|^symbol", re.I)
_BOLD = re.compile(r"bold|black|heavy|demi|CMBX|(^|[-,])b$", re.I)
_ITALIC = re.compile(r"ital|obliq|slanted|CMTI|CMSL", re.I)
_LEADERS = "........"
_MORE_LEADERS = re.compile(r"\.{9,}")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_FARTHEST = 1e5
"""Points from the corner of the page beyond which no word stands; damaged files say otherwise."""
_SIZES = (0.5, 500.0)
_SIGN_SIZE = 0.8
"""Greatest size of a note's sign, as a share of that of the word before it."""
NOTE_SIGNS = frozenset("0123456789*†‡§¶ivx")
"""What the sign of a note consists of; it is set smaller and often without a space before or after it."""
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2060\ufeff\ufffe\uffff]")
# A soft hyphen ends a broken word; anywhere else it is not printed.
_SOFT_HYPHEN = "\u00ad"
_FAR_FROM_STRAIGHT = 0.05  # radians, about three degrees
_BOLD_FLAG = 1 << 18  # PDF 32000-1, table 123: ForceBold
_ITALIC_FLAG = 1 << 6
# How text is painted: PDF 32000-1, table 106. Text drawn twice is as bold as its font.
_STROKE, _FILL_AND_STROKE, _UNPAINTED = 1, 2, (3, 7)
_WHITE = 250
"""Least value of red, green and blue that a reader takes for the white of the page."""


class Word(NamedTuple):
    """One printed word; a tuple, because a long contract has a hundred thousand of them.

    ``base`` is the height of its baseline from the top of the page; ``size`` that of its type in points. ``sign`` is
    the end of ``text`` that is set much smaller, as the sign of a footnote is; "" for most words. ``mark`` is the
    number of the marked content that it belongs to in a tagged file, -1 where there is none. ``unseen`` is whether it
    is not painted, or painted white.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    sign: str = ""
    mark: int = -1
    unseen: bool = False


class Type(NamedTuple):
    """How a stretch of text is set; ``angle`` is that against the page as seen, in radians."""

    size: float
    bold: bool
    italic: bool
    angle: float
    symbols: bool = False
    mark: int = -1
    unseen: bool = False


class View(NamedTuple):
    """How the coordinates of a page's content become those of the page as seen."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int
    """Quarter turns clockwise."""

    @property
    def width(self) -> float:
        """Width of the page as seen, in points."""
        return self.top - self.bottom if self.turn % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the page as seen, in points."""
        return self.right - self.left if self.turn % 2 else self.top - self.bottom

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Points from the left and from the top of the page as seen."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """The box with these opposite corners as left, top, right, bottom on the page as seen."""
        (ax, ay), (bx, by) = self.place(x0, y0), self.place(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def view_of(page: Any) -> View:
    """The view of a pypdfium2 page: its crop box and its turn."""
    left, bottom, right, top = page.get_bbox()
    return View(left, bottom, right, top, page.get_rotation() // 90 % 4)


def page_words(page: Any, view: View, *, tagged: bool = False) -> tuple[list[Word], list[tuple[str, float]]]:
    """The upright words in the order in which they are drawn; and turned words, each with its angle.

    ``tagged`` is whether the file has tags, so that the words' marked content is asked for.
    """
    text_page = page.get_textpage()
    try:
        return _words(text_page.raw, view, tagged)
    finally:
        text_page.close()


def _words(raw: Any, view: View, tagged: bool) -> tuple[list[Word], list[tuple[str, float]]]:
    upright: list[Word] = []
    turned: list[tuple[str, float]] = []
    count = pdfium.FPDFText_CountChars(raw)
    if count <= 0:
        return upright, turned
    text = _text(raw, count)
    type_at = _types(raw, view, tagged)
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()

    x_at, y_at = view.left, view.top

    def origin(index: int) -> tuple[float, float]:
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        if not view.turn:  # in a line of its own: this runs for every word of a contract
            return x.value - x_at, y_at - y.value
        return view.place(x.value, y.value)

    def end_of(index: int) -> tuple[float, float]:
        """The right edge of a character, and the height of its middle."""
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        if not view.turn:
            return box.right - x_at, y_at - (box.top + box.bottom) / 2
        _, top, right, bottom = view.box(box.left, box.bottom, box.right, box.top)
        return right, (top + bottom) / 2

    for match in _WORD.finditer(text):
        start, end = match.span()
        last = _last_printed(text, start, end)
        kind = type_at(start)
        straight = abs(kind.angle) <= _FAR_FROM_STRAIGHT
        left, base = origin(start)
        right, middle = end_of(last)
        if straight and last > start and not _on_line(middle - base, right - left, kind.size):
            pieces = _by_line(start, end, last, origin, kind.size)
        elif text[start] in NOTE_SIGNS and last > start and type_at(last).size > 1.2 * kind.size:
            first = next(index for index in range(start, end) if type_at(index).size > 1.2 * kind.size)
            pieces = [(start, first), (first, end)]
        else:
            pieces = [(start, end)]
        for begin, stop in pieces:
            piece = clean(text[begin:stop])
            if kind.symbols:
                piece = piece.translate(_SYMBOLS)
            if _LEADERS in piece:  # as many as fit on the line, and no more than a list of contents needs
                piece = _MORE_LEADERS.sub(_LEADERS, piece)
            if not piece:
                continue
            if not straight:
                turned.append((piece, kind.angle))
                continue
            if begin != start or stop != end:
                kind = type_at(begin)
                last = _last_printed(text, begin, stop)
                left, base = origin(begin)
                right, _ = end_of(last)
            # the box of a hyphen at a line end is not to be trusted: pdfium makes it up
            width = kind.size / 3 if last < stop - 1 else 0.0
            if not max(abs(left), abs(right), abs(base)) < _FARTHEST:  # nor is what is no number
                left = right = base = -_FARTHEST
            word = Word(piece, min(left, right), right + width, base, kind.size, kind.bold, kind.italic)
            if kind.mark >= 0 or kind.unseen:
                word = word._replace(mark=kind.mark, unseen=kind.unseen)
            if piece[-1] in NOTE_SIGNS and len(piece) > 1 and type_at(last).size < _SIGN_SIZE * kind.size:
                small = last
                while small > begin and type_at(small - 1).size < _SIGN_SIZE * kind.size:
                    small -= 1
                word = word._replace(sign=clean(text[small:stop]))
            upright.append(word)
    return upright, turned


def _last_printed(text: str, start: int, end: int) -> int:
    """The last character of a word that stands on the page as it is."""
    return end - 2 if end - start > 1 and text[end - 1] in _BROKEN else end - 1


def _on_line(below: float, width: float, size: float) -> bool:
    """Whether a word surely ends on the line on which it began.

    ``below`` is how far the middle of its last character is below the baseline of the first: between the height of
    a quotation mark and that of a comma.
    """
    return -0.9 * size <= below <= 0.2 * size and width > -size


def _by_line(
    start: int, end: int, last: int, origin: Callable[[int], tuple[float, float]], size: float
) -> list[tuple[int, int]]:
    """The stretches of a word that stand on one line each: pdfium misses a line end now and then."""
    pieces: list[tuple[int, int]] = []
    begin, (x, y) = start, origin(start)
    for index in range(start + 1, last + 1):
        here = origin(index)
        if abs(here[1] - y) > 0.6 * size or here[0] < x - size:
            pieces.append((begin, index))
            begin = index
        x, y = here
    return [*pieces, (begin, end)]


def _text(raw: Any, count: int) -> str:
    """The characters of the page, one for each of pdfium's indexes."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(raw, 0, count, buffer)
    text = bytes(memoryview(buffer)[: max(written - 1, 0)]).decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # Characters that the text leaves out, or that take two units, shift what follows: ask one by one.
    codes = (pdfium.FPDFText_GetUnicode(raw, index) for index in range(count))
    return "".join(chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def _types(raw: Any, view: View, tagged: bool) -> Callable[[int], Type]:
    """A look-up of the type at a character; what belongs to one text object is asked for once."""
    by_object: dict[int, Type] = {}
    by_font: dict[int, tuple[bool, bool, bool]] = {}
    size = ctypes.c_float()
    matrix = pdfium.FS_MATRIX()
    nothing = Type(10.0, False, False, 0.0)

    def look_up(index: int) -> Type:
        text_object = pdfium.FPDFText_GetTextObject(raw, index)
        if not text_object:
            return nothing
        key = ctypes.addressof(text_object.contents)
        found = by_object.get(key)
        if found is not None:
            return found
        pdfium.FPDFTextObj_GetFontSize(text_object, size)
        pdfium.FPDFText_GetMatrix(raw, index, matrix)
        points = abs(size.value) * math.hypot(matrix.c, matrix.d)
        angle = math.atan2(matrix.b, matrix.a) + view.turn * -math.pi / 2
        angle = math.atan2(math.sin(angle), math.cos(angle))
        font = pdfium.FPDFTextObj_GetFont(text_object)
        bold, italic, symbols = _font_style(font, by_font) if font else (False, False, False)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object)
        bold = bold or mode == _FILL_AND_STROKE
        if abs(matrix.c) > 0.1 * abs(matrix.d) and abs(angle) < _FAR_FROM_STRAIGHT:
            italic = True
        mark = pdfium.FPDFPageObj_GetMarkedContentID(text_object) if tagged else -1
        unseen = mode in _UNPAINTED or (mode != _STROKE and is_white(text_object))
        found = by_object[key] = Type(_size(points), bold, italic, angle, symbols, mark, unseen)
        return found

    return look_up


def is_white(shape: Any) -> bool:
    """Whether a text or an area is filled with white, or with nothing."""
    red, green, blue, alpha = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFPageObj_GetFillColor(shape, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE


def _size(points: float) -> float:
    least, greatest = _SIZES
    return round(min(max(points, least), greatest), 2) if math.isfinite(points) else least


def _font_style(font: Any, known: dict[int, tuple[bool, bool, bool]]) -> tuple[bool, bool, bool]:
    key = ctypes.addressof(font.contents)
    if key not in known:
        buffer = ctypes.create_string_buffer(256)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
        name = buffer.value.decode("utf-8", "replace").split("+")[-1]
        flags = pdfium.FPDFFont_GetFlags(font)
        flags = flags if flags > 0 else 0
        known[key] = (
            bool(_BOLD.search(name) or flags & _BOLD_FLAG),
            bool(_ITALIC.search(name) or flags & _ITALIC_FLAG),
            _SYMBOL_FONT.search(name) is not None,
        )
    return known[key]


def clean(text: str) -> str:
    """The characters as they are meant: ligatures taken apart, what is not printed removed, NFC.

    A word broken at a line end keeps its hyphen as its last character; a soft one stays soft.
    """
    if text.isascii() and text.isprintable():
        return text
    if text[-1:] in _BROKEN:
        text = text[:-1] + "-"
    soft = text.endswith(_SOFT_HYPHEN)
    text = _UNSEEN.sub("", text.replace(_SOFT_HYPHEN, ""))
    text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text.translate(_BULLETS))
    text = unicodedata.normalize("NFC", text)
    return text + _SOFT_HYPHEN if soft and text else text
