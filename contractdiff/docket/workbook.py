"""The lines of an Excel workbook's sheets, as the cells are shown or nearly so."""

import datetime
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from contractdiff.docket.lines import Line, lines_of, too_large
from contractdiff.errors import FormError

OLD_OFFICE, ZIP = bytes.fromhex("d0cf11e0a1b11ae1"), b"PK\3\4"
# A workbook of 5,000 members unpacks to some 5 MB with 400,000 tags.
MAX_ENTRIES = 5_000
MAX_UNPACKED = 80_000_000
MAX_TAGS = 2_000_000
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
# How Excel writes characters into XML that XML does not have, such as a carriage return (ECMA-376 part 1, 22.9.2.19)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
# What zipfile raises for what is no sound archive.
_FAULTS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)
_SAVE = "Open it in Excel, save it as “Excel Workbook (.xlsx)” under a new name, and try again."


def workbook_sheets(data: bytes, name: str) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield each sheet's name and the rows that have words; sheets that are shown come before hidden ones.

    Hidden rows and columns are read like others, and of formulas what they last came to.

    Raises:
        FormError: The workbook needs a password, is damaged, of another kind, or larger than any roster.
    """
    _check(data, name)
    import openpyxl  # takes a third of a second, and few commands need it

    with _told(name):
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible"):
        with _told(name):
            # some programs write a size that is not the sheet's
            sheet.reset_dimensions()
            rows = ([_shown(value) for value in row] for row in sheet.iter_rows(values_only=True))
            lines = lines_of(rows, f"{name}, sheet “{sheet.title}”,")
        yield sheet.title, lines


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Raise as damage whatever openpyxl cannot make sense of; its warnings are about what is not read here."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except FormError:
        raise
    except Exception as error:  # it raises nearly everything
        raise _damaged(name) from error


def _check(data: bytes, name: str) -> None:
    """Refuse what openpyxl would choke on, by what the archive declares and by what it really unpacks to."""
    if data.startswith(OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise FormError(f"{name} needs a password. Open it in Excel, remove the password, save it, and try again.")
        raise FormError(
            f"{name} is an old Excel workbook (.xls) or another old Office file, which is not read. {_SAVE}"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {entry.filename.replace("\\", "/").lower() for entry in entries}
            if "mimetype" in names:
                raise FormError(
                    f"{name} is an OpenDocument file (.ods) or an e-book, which is not read. Open it in LibreOffice, "
                    "save it as “Excel 2007-365 (.xlsx)”, and try again."
                )
            if "[content_types].xml" not in names or not any(each.startswith("xl/") for each in names):
                raise FormError(f"{name} is no Excel workbook (.xlsx) but a zip archive of something else. {_SAVE}")
            if "xl/workbook.bin" in names:
                raise FormError(f"{name} is a binary Excel workbook (.xlsb), which is not read. {_SAVE}")
            if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise too_large(name, f"it unpacks to more than {MAX_UNPACKED // 1_000_000} MB")
            _check_content(archive, entries, name)
    except _FAULTS as error:
        raise _damaged(name) from error


def _check_content(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> None:
    left, tags, sheets = MAX_UNPACKED, 0, 0
    for entry in entries:
        with archive.open(entry) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise too_large(name, f"it unpacks to more than {MAX_UNPACKED // 1_000_000} MB")
        if not entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        tags += content.count(b"<")
        sheets += len(_SHEET.findall(content))
        if tags > MAX_TAGS:
            raise too_large(name, "it has millions of cells, most of them empty")
        # no workbook declares a document type, whose entities may grow without end; nor a sheet twice
        if b"<!DOCTYPE" in content or sheets > len(entries):
            raise _damaged(name)


def _shown(value: Any) -> str:
    """A cell's value as text: numbers without a decimal point that says nothing, days in ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        # Excel shows no more than 15 digits
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)


def _damaged(name: str) -> FormError:
    return FormError(f"{name} cannot be read: the workbook is damaged or of an unusual kind. {_SAVE}")
