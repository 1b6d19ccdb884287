"""What a file is, told from its bytes: its ending is often wrong, and its beginning hardly ever.

Common among agencies' files: a ``.doc`` that is rich text, a web page or the new Word format inside, a ``.docx``
that is the old Word format, a PDF without an ending.
"""

import codecs
import io
import re
import zipfile
import zlib
from pathlib import PurePath

from contractdiff.errors import EncryptedError, UnreadableError, UnsupportedFormatError
from contractdiff.model import PACKET_PROPERTY, Format
from contractdiff.readers.compound import Streams, number_at

_ENDINGS = {
    ".docx": Format.DOCX,
    ".docm": Format.DOCX,
    ".dotx": Format.DOCX,
    ".dotm": Format.DOCX,
    ".doc": Format.DOC,
    ".dot": Format.DOC,
    ".odt": Format.ODT,
    ".ott": Format.ODT,
    ".fodt": Format.ODT,
    ".rtf": Format.RTF,
    ".pdf": Format.PDF,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".mht": Format.HTML,
    ".mhtml": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
}
ENDINGS = frozenset(_ENDINGS)
"""The endings of the files that are read, in lower case, each with its dot."""
OTHER_ENDINGS = frozenset(
    (".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".ppt", ".pptx", ".odp", ".vsd", ".vsdx", ".msg", ".epub", ".zip")
)
"""Endings of files that begin as those that are read do, and are of other programs."""
_WORD_PROCESSORS = {Format.DOCX, Format.DOC, Format.ODT, Format.RTF, Format.HTML}
WHAT_IT_IS = {
    Format.DOCX: "a Word file",
    Format.DOC: "an old Word file",
    Format.ODT: "an OpenDocument text",
    Format.RTF: "a rich text file",
    Format.PDF: "a PDF file",
}
WHAT_IS_READ = (
    "Word (.docx, .doc), PDF, OpenDocument (.odt), rich text (.rtf), web pages (.html), Markdown (.md) and text (.txt)"
)

_NOT_READ = f"What is read: {WHAT_IS_READ}."
# What these beginnings say is true whatever the file is called.
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OPEN_DOCUMENT, _WORD_PART = b"application/vnd.oasis.opendocument.", "[content_types].xml"
_PICTURES = {
    b"\x89PNG\r\n": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"II*\0": "a picture (TIFF)",
    b"MM\0*": "a picture (TIFF)",
}
_OTHER = {
    b"\xffWPC": "a WordPerfect file",
    b"\x1f\x8b": "a compressed file (gzip)",
    b"7z\xbc\xaf": "an archive (7-Zip)",
    b"Rar!": "an archive (RAR)",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"{\\pwi": "a Pocket Word file",
}
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_XML_TEXT = re.compile(rb"<(?:\w+:)?(wordDocument|package|document)\b")
_MESSAGE = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)
_COMPARISON, _RESPONSE = b'"contractdiff.comparison/', f'"{PACKET_PROPERTY}"'.encode()
_ANSWERS = b'"contractdiff-answers"'
_BLANK = b"\xef\xbb\xbf \t\r\n"
_HEAD = 4096
# What is raised for a zip that is damaged, encrypted or lacks an entry.
_FAULTS = (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError, ValueError, RuntimeError)
# A file with more control characters than this share is no text.
_CONTROL_SHARE = 0.02
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def says_otherwise(name: str, kind: Format) -> bool:
    """Whether the ending of a name is that of a file of another kind; of word processors one is as good as another."""
    ending = PurePath(name).suffix.lower()
    named = _ENDINGS.get(ending, kind)
    return ending in OTHER_ENDINGS or (named is not kind and not {named, kind} <= _WORD_PROCESSORS)


def format_of(data: bytes, name: str) -> Format:
    """The format of a file, by its beginning first and by the ending of its name second.

    Raises:
        EncryptedError: It needs a password.
        UnsupportedFormatError: It is of a format that is not read.
        UnreadableError: It is not what its ending says, and nothing else that is known.
    """
    ending = PurePath(name).suffix.lower()
    named = _ENDINGS.get(ending)
    head = data[:_HEAD].lstrip(_BLANK)
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if head.startswith(b"{\\rtf"):
        return Format.RTF
    if data.startswith(_OLE):
        return _old_office(data, name)
    if data.startswith(b"PK"):
        return _archive(data, name)
    for beginning, what in (*_PICTURES.items(), *_OTHER.items()):
        if data.startswith(beginning):
            if beginning in _PICTURES:
                advice = "Pictures are not read: put the pages into one PDF file and give that."
            else:
                advice = f"Open it in the program it was made with and save it as Word (.docx) or PDF. {_NOT_READ}"
            raise UnsupportedFormatError(f"{name} is {what}. {advice}")
    plain = head.replace(b"\0", b"")  # in UTF-16 every other byte
    if plain.startswith(b"{") and is_own_document(plain):
        raise UnsupportedFormatError(
            f"{name} is no contract: contractdiff wrote it. Give a comparison to “contractdiff explain”, and answers "
            "that were saved in the side-by-side page to “contractdiff collect”."
        )
    if b"opendocument" in plain and b"office:document" in plain:
        return Format.ODT
    if b'progid="Word.Document"' in plain or (head.startswith(b"<?xml") and _XML_TEXT.search(plain)):
        raise UnsupportedFormatError(
            f"{name} is a Word document saved as XML. Open it in Word, choose Save As and the type "
            "“Word Document (.docx)”, and try again."
        )
    if _MESSAGE.search(head) and b"text/html" in data.lower():
        return Format.HTML
    if _HTML.search(plain) and named is not Format.MARKDOWN and (named is not Format.TEXT or plain.startswith(b"<")):
        return Format.HTML
    if named in (Format.TEXT, Format.MARKDOWN, Format.HTML):
        return named  # its reader says so where the bytes are no text
    if named is not None:
        raise UnreadableError(
            f"{name} is not {WHAT_IT_IS[named]} in spite of its ending “{ending}”, or its beginning is damaged. Open "
            "it in the program it was made with, save it under a new name, and try again."
        )
    if looks_like_text(data):
        return Format.TEXT
    what = f"files ending in “{ending}”" if ending else "files without an ending"
    raise UnsupportedFormatError(f"{name}: {what} are not read. {_NOT_READ}")


def looks_like_text(data: bytes) -> bool:
    """Whether bytes are text in one encoding or another, by how few control characters they hold."""
    sample = data[:65536]
    if sample[:2] in (b"\xff\xfe", b"\xfe\xff") or unmarked_utf16(sample):
        return True
    if 0 not in sample and _is_utf8(sample):
        return True
    return len(_CONTROL.findall(sample)) + sample.count(0) <= _CONTROL_SHARE * len(sample)


def unmarked_utf16(data: bytes) -> str:
    """Which UTF-16 bytes are in that have no byte order mark, "" where they are in none.

    In nearly every other place, and always the same, stands a null.
    """
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) < 16 or max(even, odd) < len(sample) / 4 or min(even, odd) > max(even, odd) / 10:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_utf8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # whose last character may be cut
    except UnicodeDecodeError:
        return False
    return True


def is_own_document(data: bytes) -> bool:
    """Whether this program wrote a file: a response document, as the property in it says, a comparison, or answers."""
    if not data.startswith(b"PK"):
        return _COMPARISON in data[:200] or _ANSWERS in data[:200]
    return _RESPONSE in _entry(data, "docProps/custom.xml")


def is_encrypted_open_document(data: bytes) -> bool:
    """Whether an OpenDocument file's list of parts says that they are encrypted (ODF 1.2 part 3, 4.8)."""
    return b"encryption-data" in _entry(data, "META-INF/manifest.xml")


def _archive(data: bytes, name: str) -> Format:
    """What a zip is, by what it says of itself (ODF 1.2 part 3, 3.3; ECMA-376 part 2, 10.1)."""
    kind = data[38:_HEAD] if data[30:38] == b"mimetype" else b""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {entry.replace("\\", "/").lower() for entry in archive.namelist()}
            if not kind and "mimetype" in names:
                with archive.open("mimetype") as stream:
                    kind = stream.read(_HEAD)
    except _FAULTS:
        names = {_WORD_PART}  # whoever reads it says what is wrong with it
    if kind.startswith(_OPEN_DOCUMENT + b"text"):
        return Format.ODT
    if kind.startswith(_OPEN_DOCUMENT):
        raise UnsupportedFormatError(f"{name} is an OpenDocument file, but no text. {_NOT_READ}")
    if b"epub" in kind[:100]:
        raise UnsupportedFormatError(f"{name} is an e-book (.epub). {_NOT_READ}")
    if names.isdisjoint((_WORD_PART, "_rels/.rels")):
        raise UnsupportedFormatError(f"{name} is a zip archive of other files. Unpack it and give the contract’s file.")
    return Format.DOCX


def _entry(data: bytes, name: str) -> bytes:
    """The beginning of an entry of a zip; empty where there is none that can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as stream:
            return stream.read(1_000_000)
    except _FAULTS:
        return b""


def _old_office(data: bytes, name: str) -> Format:
    """What a compound file of Microsoft Office is (MS-CFB, MS-DOC 2.5.1)."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedError(f"{name} needs a password: open it in Word, remove the password, save, try again.")
    block = Streams(data).read("WordDocument", most=12)
    if not block:
        if PurePath(name).suffix.lower() in (".doc", ".dot"):
            raise UnreadableError(
                f"{name} begins like a file in the old Word format, but what follows is damaged. Open it in Word or "
                "LibreOffice, let the program repair it, save it under a new name, and try again."
            )
        what = "an old Office file, but no Word document"
        for stream, kind in (("Workbook", "an Excel workbook (.xls)"), ("PowerPoint Document", "a presentation")):
            if stream.encode("utf-16-le") in data:
                what = f"{kind}, not a Word document"
        raise UnsupportedFormatError(f"{name} is {what}. {_NOT_READ}")
    # the file information block says in bit 0x0100 at byte 10 whether it is encrypted
    if number_at(block, 10, 2) & 0x0100:
        raise EncryptedError(f"{name} needs a password: open it in Word, remove the password, save, try again.")
    return Format.DOC
