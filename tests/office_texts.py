"""The words of Word documents and workbooks that were written, for tests."""

import io
import zipfile
from typing import Any

import openpyxl
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = {f"{W}br": "\n", f"{W}tab": "\t"}


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def links_of(data: bytes) -> tuple[set[str], set[str]]:
    """Where the links of a document lead, and its bookmarks, each of which stands once."""
    root = etree.fromstring(parts_of(data)["word/document.xml"])
    names = [each.get(f"{W}name", "") for each in root.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))
    return {each.get(f"{W}anchor", "") for each in root.iter(f"{W}hyperlink")}, set(names)


def words_of_document(data: bytes) -> str:
    """The words of a document, a line for each paragraph and each line end."""
    root = etree.fromstring(parts_of(data)["word/document.xml"])
    lines = []
    for paragraph in root.iter(f"{W}p"):
        # tab stops of a paragraph's properties are no words
        runs = (piece for run in paragraph.iter(f"{W}r") for piece in run)
        lines.append("".join(_MARKS.get(str(piece.tag)) or piece.text or "" for piece in runs))
    return "\n".join(lines)


def cells_of(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """The cells of each sheet, by its title."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.iter_rows()) for sheet in book}
