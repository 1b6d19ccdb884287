"""Checks of the PDF files of a packet, and the words in them.

Each check yields what it found in a few words.
"""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
import pypdfium2
from pypdfium2 import raw as pdfium

from contractdiff.errors import UnreadableError
from contractdiff.model import Guard
from contractdiff.ooxml.images import picture_metadata
from contractdiff.release.pdf_file import (
    MAKERS_MARKS,
    PDF_ERRORS,
    filters_of,
    foreign_trailer_keys,
    has_entries,
    jpeg_of,
    open_pdf,
    parts_of,
    saved_again,
)
from contractdiff.release.places import Kind, Place, byte_texts
from contractdiff.release.settings_checks import allows

_HEX = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
# Strings of several letters in what draws a page, and remarks between the lines
_LITERAL = re.compile(rb"\((?:[^\\()]|\\.){4,}\)", re.DOTALL)
_COMMENT = re.compile(rb"%[^\r\n]*")
# Words of the format itself (ISO 32000-1)
_FORMAL = frozenset(
    "Annot Annots Array Artifact Ascent Author BaseFont BBox BitsPerComponent BM CapHeight Catalog CIDFontType2"
    " CIDToGIDMap ColorSpace Contents Count Creator DCTDecode DescendantFonts Descent DeviceGray DeviceRGB"
    " DeviceCMYK Dest Document Encoding ExtGState Filter First FirstChar FlateDecode Flags Font FontBBox"
    " FontDescriptor FontFile2 FontFile3 FontName Form Group Height Identity Image Index Info ItalicAngle Kids"
    " Lang Last LastChar Length Length1 Limits Link Marked MarkInfo MediaBox Metadata Name Names Next None Normal"
    " Note Nums OpenAction Outlines Page Pages PageMode Parent ParentTree Pattern Prev ProcSet Producer Reference"
    " Resources Role RoleMap Root Rotate Size Span Standard StemV StructElem StructParent StructParents"
    " StructTreeRoot Subtype Supplement Symbol Table Tabs Text Title ToUnicode Transparency TrueType Type Type0"
    " Type1 ViewerPreferences Width Widths WinAnsiEncoding XObject XYZ".split()
)
# How text that was divided at the end of a line is given
_HYPHENATED = re.compile("[-\u00ad\u0002\ufffe]\\s*\n\\s*|[\u0002\ufffe]")
_LEAST_SIZE = 2.5  # points
_LIGHT = 110  # of 255; darker letters show on any ground but a dark one
_SAME_GROUND = 24
_UNSEEN_MODES = frozenset((3, 7))  # text render modes (ISO 32000-1, 9.3.6)
_ALLOWED_ACTIONS = frozenset(("/GoTo", "/URI"))
_PROGRAMS = ("/JS", "/JavaScript", "/AA", "/XFA")


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfFile:
    """A PDF taken apart.

    Attributes:
        name: The file's name.
        data: Its bytes.
        pdf: Its objects.
        parts: All objects and those within them.
        pages: The words of each page.
        unseen: Words that do not show, each with the page and why.
    """

    name: str
    data: bytes
    pdf: pikepdf.Pdf
    parts: tuple[pikepdf.Object, ...]
    pages: tuple[str, ...]
    unseen: tuple[tuple[int, str, str], ...] = field(default=())


def open_pdf_file(name: str, data: bytes) -> PdfFile:
    """A PDF taken apart.

    Raises:
        InputError: It is no PDF, damaged, or encrypted.
    """
    pdf = open_pdf(data)
    try:
        parts = tuple(part for each in pdf.objects for part in parts_of(each))
        pages, unseen = _words_of_pages(data)
    except (*PDF_ERRORS, pypdfium2.PdfiumError) as error:
        raise UnreadableError("it is a PDF that is damaged") from error
    return PdfFile(name=name, data=data, pdf=pdf, parts=parts, pages=pages, unseen=unseen)


def pdf_properties(file: PdfFile, _: Guard) -> Iterator[str]:
    """What the PDF says of its making."""
    info = file.pdf.trailer.get("/Info")
    for key in [] if info is None else sorted(info.keys()):
        if info is not None and key != "/Title":
            yield f"its properties hold {key[1:]} (“{_short(info[key])}”)"
    for key in foreign_trailer_keys(file.pdf):
        yield f"its trailer holds {key[1:]}"
    own = None if info is None else info.objgen
    found = {
        key for part in file.parts if has_entries(part) and part.objgen != own for key in MAKERS_MARKS if key in part
    }
    for key in sorted(found):
        yield f"it holds {'XMP metadata' if key == '/Metadata' else key[1:]}"


def pdf_attachments(file: PdfFile, _: Guard) -> Iterator[str]:
    """Files within the PDF."""
    found = set()
    for part in filter(has_entries, file.parts):
        kind, sort = str(part.get("/Type", "")), str(part.get("/Subtype", ""))
        if kind in ("/EmbeddedFile", "/Filespec") or sort in (
            "/FileAttachment",
            "/RichMedia",
            "/Movie",
            "/Sound",
            "/3D",
        ):
            found.add((kind or sort)[1:])
        found.update(key[1:] for key in ("/EmbeddedFiles", "/EF", "/AF", "/Collection") if key in part)
    if found:
        yield f"it holds other files ({', '.join(sorted(found))})"


def pdf_annotations(file: PdfFile, _: Guard) -> Iterator[str]:
    """Comments, stamps and form fields."""
    for number, page in enumerate(file.pdf.pages, 1):
        for each in page.obj.get("/Annots", ()):
            kind = str(each.get("/Subtype", "")) if has_entries(each) else "?"
            if kind != "/Link":
                yield f"page {number} has a comment or a field ({kind[1:]}): “{_short(each.get('/Contents', ''))}”"
            elif any(key in each for key in ("/T", "/NM", "/M", "/Popup", "/RC")):
                yield f"page {number} has a link that says who made it or when"
    if any("/AcroForm" in part for part in file.parts if has_entries(part)):
        yield "it is a form with fields"


def pdf_scripts(file: PdfFile, _: Guard) -> Iterator[str]:
    """Programs, and what happens by itself."""
    found: set[str] = set()
    for part in filter(has_entries, file.parts):
        found.update(key[1:] for key in _PROGRAMS if key in part)
        for key in ("/OpenAction", "/A", "/Next"):
            action = part.get(key)
            if isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "/GoTo")) not in _ALLOWED_ACTIONS:
                found.add(str(action.get("/S"))[1:])
    if found:
        yield f"it holds programs or actions ({', '.join(sorted(found))})"


def pdf_layers(file: PdfFile, _: Guard) -> Iterator[str]:
    """Layers, which can be hidden."""
    if any("/OCProperties" in part or str(part.get("/Type", "")) == "/OCG" for part in file.parts if has_entries(part)):
        yield "it has layers, which can be hidden"


def pdf_leftovers(file: PdfFile, _: Guard) -> Iterator[str]:
    """What is in the file besides the pages: earlier versions, data that nothing refers to, ids."""
    if saved_again(file.pdf) != file.data:
        yield "it holds more than its pages need, such as an earlier version, an id, or data after its end"


def pdf_links(file: PdfFile, guard: Guard) -> Iterator[str]:
    """Links to addresses that are not allowed."""
    for part in filter(has_entries, file.parts):
        for key in ("/URI", "/Base"):
            if key in part and isinstance(part[key], pikepdf.String) and not allows(guard, str(part[key])):
                yield f"it links to “{_short(part[key])}”"
        if (
            str(part.get("/S", "")) in ("/GoToR", "/GoToE", "/Launch", "/SubmitForm", "/ImportData")
            or "/FFilter" in part
        ):
            yield f"it refers to another file (“{_short(part.get('/F', ''))}”)"


def pdf_images(file: PdfFile, _: Guard) -> Iterator[str]:
    """What pictures say besides the picture."""
    for part in file.parts:
        if not isinstance(part, pikepdf.Stream):
            continue
        jpeg = jpeg_of(part)
        if jpeg is not None:
            found = picture_metadata(jpeg)
            if found is None or found:
                yield f"a picture holds {', '.join(found)}" if found else "a picture cannot be looked into"
        elif {"/DCTDecode", "/JPXDecode"} & set(filters_of(part)):
            yield "a picture cannot be looked into; use PNG or plain JPEG"
        if "/Thumb" in part:
            yield "a picture has a thumbnail"


def pdf_hidden(file: PdfFile, _: Guard) -> Iterator[str]:
    """Words that do not show."""
    for page, why, words in file.unseen:
        yield f"page {page} has words {why}: “{_short(words)}”"


def pdf_places(file: PdfFile) -> Iterator[Place]:
    """All places of a PDF that hold words."""
    text = "\n".join(file.pages)
    yield Place(file=file.name, where="the pages", kind=Kind.TEXT, text=text)
    joined = _HYPHENATED.sub("", text)
    if joined != text:
        yield Place(file=file.name, where="the pages", kind=Kind.TEXT, text=joined)
    strings: list[str] = []
    names: list[str] = []
    for part in (*file.parts, *parts_of(file.pdf.trailer)):
        if isinstance(part, pikepdf.String):
            strings.append(str(part))
        elif isinstance(part, pikepdf.Name):
            names.append(str(part)[1:])
        elif has_entries(part):
            names += [str(key)[1:] for key in part.keys()]  # noqa: SIM118
    strings += sorted(set(names) - _FORMAL)
    yield Place(file=file.name, where="what does not show", kind=Kind.ELSEWHERE, text="\n".join(strings))
    drawn = _content_streams(file)
    for part in file.parts:
        if isinstance(part, pikepdf.Stream) and str(part.get("/Subtype", "")) != "/Image":
            yield from _stream_places(file, part, is_drawn=part.objgen in drawn)


def _content_streams(file: PdfFile) -> set[tuple[int, int]]:
    """The streams that draw pages; what they draw was read above, and only the strings in them are looked through."""
    found = {part.objgen for part in file.parts if has_entries(part) and str(part.get("/Subtype", "")) == "/Form"}
    for page in file.pdf.pages:
        contents = page.obj.get("/Contents")
        for each in contents if isinstance(contents, pikepdf.Array) else (contents,):
            if isinstance(each, pikepdf.Stream):
                found.add(each.objgen)
    return found


def _stream_places(file: PdfFile, stream: pikepdf.Stream, *, is_drawn: bool) -> Iterator[Place]:
    try:
        data = stream.read_bytes()
    except PDF_ERRORS:
        data = stream.read_raw_bytes()
    if "/Length1" in stream or str(stream.get("/Subtype", "")) in ("/CIDFontType0C", "/Type1C", "/OpenType"):
        return  # a font: its tables are no words, and its name stands in the objects
    hexed = (
        bytes.fromhex("".join(each[1].decode().split()).ljust(2, "0")) for each in _HEX.finditer(data) if _even(each[1])
    )
    wide = "\n".join(each.decode("utf-16-be", "ignore") for each in hexed)
    if is_drawn:
        data = b"\n".join(found[0] for found in (*_LITERAL.finditer(data), *_COMMENT.finditer(data)))
    for text in (*byte_texts(data), wide):
        if text.strip():
            yield Place(file=file.name, where="what does not show", kind=Kind.ELSEWHERE, text=text)


def _even(digits: bytes) -> bool:
    return len(b"".join(digits.split())) % 2 == 0


def _words_of_pages(data: bytes) -> tuple[tuple[str, ...], tuple[tuple[int, str, str], ...]]:
    texts, unseen = [], []
    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(document, 1):
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range().replace("\r\n", "\n"))
            unseen += [(number, why, words) for why, words in _unseen(page, text_page)]
            text_page.close()
            page.close()
    finally:
        document.close()
    return tuple(texts), tuple(unseen)


def _unseen(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> Iterator[tuple[str, str]]:
    """Why words of a page do not show, and the words."""
    picture: _Picture | None = None
    for thing in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=8):
        words = _words_of(thing, text_page)
        if not words.strip():
            continue
        if pdfium.FPDFTextObj_GetTextRenderMode(thing.raw) in _UNSEEN_MODES:
            yield "that are not drawn", words
            continue
        size = ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(thing.raw, size)
        scale = thing.get_matrix()
        if abs(size.value) * abs(scale.a * scale.d - scale.b * scale.c) ** 0.5 < _LEAST_SIZE:
            yield "that are too small to be read", words
        elif _is_light(thing):
            picture = picture or _Picture(page)
            if not picture.shows(thing.get_bounds()):
                yield "in the color of what lies behind them", words


def _words_of(thing: pypdfium2.PdfObject, text_page: pypdfium2.PdfTextPage) -> str:
    length = pdfium.FPDFTextObj_GetText(thing.raw, text_page.raw, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFTextObj_GetText(thing.raw, text_page.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw.decode("utf-16-le", "ignore").rstrip("\0")


def _is_light(thing: pypdfium2.PdfObject) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(thing.raw, red, green, blue, alpha):
        return True
    return alpha.value < _LIGHT or (299 * red.value + 587 * green.value + 114 * blue.value) // 1000 > _LIGHT


class _Picture:
    """A page as it is drawn."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        bitmap = page.render(scale=2, grayscale=True)
        self._width, self._height, self._stride = bitmap.width, bitmap.height, bitmap.stride
        self._pixels = bytes(bitmap.buffer)
        self._top = page.get_height()
        bitmap.close()

    def shows(self, bounds: tuple[float, float, float, float]) -> bool:
        """Whether anything can be seen within bounds (left, bottom, right, top; in points from the lower left)."""
        left, bottom, right, top = bounds
        columns = (max(int(left * 2), 0), min(int(right * 2) + 1, self._width))
        rows = range(max(int((self._top - top) * 2), 0), min(int((self._top - bottom) * 2) + 1, self._height))
        lines = [self._pixels[row * self._stride + columns[0] : row * self._stride + columns[1]] for row in rows]
        seen = [line for line in lines if line]
        return bool(seen) and max(map(max, seen)) - min(map(min, seen)) > _SAME_GROUND


def _short(value: object) -> str:
    words = " ".join(str(value).split())
    return words if len(words) <= 60 else f"{words[:60]}…"
