"""Opening an Excel workbook without trusting it: what is none, needs a password or was made to exhaust the machine."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from contractdiff.errors import FormError

OLD_OFFICE, ZIP = bytes.fromhex("d0cf11e0a1b11ae1"), b"PK\3\4"
# A workbook of 5,000 members unpacks to some 5 MB with 400,000 tags.
MAX_ENTRIES = 5_000
MAX_UNPACKED = 80_000_000
MAX_TAGS = 2_000_000
OPEN_DOCUMENT_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
# How Excel writes characters into XML that XML does not have, such as a carriage return (ECMA-376 part 1, 22.9.2.19)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
# What zipfile raises for what is no sound archive.
_FAULTS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)
_SAVE = "Open it in Excel, save it as “Excel Workbook (.xlsx)” under a new name, and try again."


def check_workbook(
    data: bytes,
    name: str,
    too_large: Callable[[str, str], FormError],
    *,
    most_bytes: int = MAX_UNPACKED,
    most_tags: int = MAX_TAGS,
) -> None:
    """Refuse what a reader would choke on, by what the archive declares and by what it really unpacks to.

    Args:
        data: The file's bytes.
        name: Its name, for messages.
        too_large: Makes the error that says why a file of this name is larger than any that is read.
        most_bytes: To how much it may unpack.
        most_tags: How many tags its parts may have.

    Raises:
        FormError: The workbook needs a password, is damaged, of another kind, or too large.
    """
    if data.startswith(OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise FormError(f"{name} needs a password. Open it in Excel, remove the password, save it, and try again.")
        raise FormError(
            f"{name} is an old Excel workbook (.xls) or another old Office file, which is not read. {_SAVE}"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {_key(entry) for entry in entries}
            if "mimetype" in names:
                raise FormError(
                    f"{name} is an OpenDocument file (.ods) or an e-book, which is not read. Open it in LibreOffice, "
                    "save it as “Excel 2007-365 (.xlsx)”, and try again."
                )
            if "[content_types].xml" not in names or not any(each.startswith("xl/") for each in names):
                raise FormError(f"{name} is no Excel workbook (.xlsx) but a zip archive of something else. {_SAVE}")
            if "xl/workbook.bin" in names:
                raise FormError(f"{name} is a binary Excel workbook (.xlsb), which is not read. {_SAVE}")
            if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > most_bytes:
                raise too_large(name, f"it unpacks to more than {most_bytes // 1_000_000} MB")
            _check_content(archive, entries, name, too_large, most_bytes, most_tags)
    except _FAULTS as error:
        raise damaged(name) from error


def _check_content(
    archive: zipfile.ZipFile,
    entries: list[zipfile.ZipInfo],
    name: str,
    too_large: Callable[[str, str], FormError],
    most_bytes: int,
    most_tags: int,
) -> None:
    left, tags, sheets = most_bytes, 0, 0
    for entry in entries:
        with archive.open(entry) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise too_large(name, f"it unpacks to more than {most_bytes // 1_000_000} MB")
        if not entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        tags += content.count(b"<")
        sheets += len(_SHEET.findall(content))
        if tags > most_tags:
            raise too_large(name, "it has millions of cells, most of them empty")
        # no workbook declares a document type, whose entities may grow without end; nor a sheet twice
        if b"<!DOCTYPE" in content or sheets > len(entries):
            raise damaged(name)


def is_workbook(data: bytes) -> bool:
    """Whether a file is an Excel workbook (.xlsx, .xlsb) as far as its list of parts says."""
    return any(each.startswith("xl/workbook.") for each in _names(data))


def is_open_document_sheet(data: bytes) -> bool:
    """Whether a file is an OpenDocument spreadsheet (.ods)."""
    return data[38:][: len(OPEN_DOCUMENT_SHEET)] == OPEN_DOCUMENT_SHEET


@contextmanager
def told(name: str) -> Iterator[None]:
    """Raise as damage whatever a reader cannot make sense of; openpyxl's warnings are about what is not read here."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except FormError:
        raise
    except Exception as error:  # openpyxl raises nearly everything
        raise damaged(name) from error


def unescaped(text: str) -> str:
    """A text of a workbook with the characters that it writes as "_x000D_"."""
    return _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), text) if "_x" in text else text


def number_shown(value: float) -> str:
    """A number as Excel shows it: no decimal point that says nothing, no more than 15 digits."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"


def damaged(name: str) -> FormError:
    """The error that says that a workbook is none that can be read."""
    return FormError(f"{name} cannot be read: the workbook is damaged or of an unusual kind. {_SAVE}")


def _names(data: bytes) -> frozenset[str]:
    if not data.startswith(ZIP):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(map(_key, archive.infolist()))
    except _FAULTS:
        return frozenset()


def _key(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/").lower()
