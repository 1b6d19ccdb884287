"""The words of Word and OpenDocument files, by a plain walk through their parts."""

import io
import posixpath
import re
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib
from collections.abc import Iterator

from contractdiff.coverage.stretch import Stretch
from contractdiff.coverage.text import text_stretches
from contractdiff.coverage.web import html_stretches
from contractdiff.errors import UnreadableError
from contractdiff.model import TrackedView

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    LookupError,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    StopIteration,
)
_ODT_NOT_PRINTED = frozenset(
    "tracked-changes annotation page-number page-count sequence-decls forms desc title index-title-template "
    "table-of-content-source".split()
)
# Parts whose words print, besides the document: by the last word of the relationship's type.
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_HEADS = ("header", "footer")
_DRAWN = ("chart", "chartEx", "diagramData")
_INSERTED, _DELETED = frozenset({"ins", "moveTo"}), frozenset({"del", "moveFrom"})
_ROW_INSERTED, _ROW_DELETED = frozenset({"ins", "cellIns"}), frozenset({"del", "cellDel"})
# What holds the marks of a row or a cell that was put in or taken out.
_PROPERTIES = {"tr": "trPr", "tc": "tcPr"}
_SPACE = frozenset({"tab", "br", "cr", "ptab", "p", "tc", "tr", "tbl", "txbxContent", "fldSimple"})
# Fields whose result is another on each page, or is none of the contract's words.
_PAGE_FIELDS = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION)\b", re.IGNORECASE)
# Embedded text that is not read, and told of: rich text, old Word files. A web page begins with a tag, or a message.
_NO_TEXT = (b"{\\rtf", b"\xd0\xcf\x11\xe0", b"%PDF")
_PAGE = re.compile(rb"<(?:!doctype|html|head|body|meta|p|div|table|\?xml)\b|mime-version:", re.IGNORECASE)
_PAGE_BEGINS = 2000
_DEEPEST = 8
_HYPHENS = {"noBreakHyphen": "-", "softHyphen": ""}


def word_stretches(data: bytes, view: TrackedView, file: str) -> list[Stretch]:
    """The words of each part of a Word file that prints; heads that several sections share once.

    Raises:
        UnreadableError: The file is no sound zip of XML.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Word(archive, view).stretches()
    except _BROKEN as error:
        raise _cannot(file) from error


def odt_stretches(data: bytes, file: str) -> list[Stretch]:
    """The words of an OpenDocument text's body, tracked deletions and comments left out.

    Its heads are not checked: which of the many that such a file keeps are printed, only a layout tells.

    Raises:
        UnreadableError: The file is no sound zip of XML.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = ElementTree.fromstring(archive.read("content.xml"))
    except _BROKEN as error:
        raise _cannot(file) from error
    return [
        Stretch("".join(_odt_words(each)))
        for each in root.iter()
        if _local(each.tag) == "text" and "office" in each.tag
    ]


def _odt_words(body: ElementTree.Element) -> Iterator[str]:
    stack: list[ElementTree.Element | str] = [body]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
            continue
        tag = _local(item.tag)
        if tag not in _ODT_NOT_PRINTED:
            if tag in ("s", "tab", "line-break", "p", "h"):
                yield " "
            if item.text:
                yield item.text
            for child in reversed(item):
                if child.tail:
                    stack.append(child.tail)
                stack.append(child)


class _Word:
    """One Word file."""

    def __init__(self, archive: zipfile.ZipFile, view: TrackedView, depth: int = 0) -> None:
        self._zip, self._view, self._depth = archive, view, depth
        self._gone = _DELETED if view is TrackedView.ACCEPTED else _INSERTED
        self._row_gone = _ROW_DELETED if view is TrackedView.ACCEPTED else _ROW_INSERTED
        self._names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}

    def stretches(self) -> list[Stretch]:
        document = next(target for kind, _, target in self._related("") if kind == "officeDocument")
        root = self._xml(document)
        related = self._related(document)
        found = [Stretch("".join(self._words(root)), "document")]
        for kind, _, target in related:
            if kind in _NOTES and target.lower() in self._names:
                found.append(Stretch(self._notes(root, _NOTES[kind], self._xml(target)), kind))
        found += self._heads(root, related)
        for kind, _, target in related:
            if kind in _DRAWN and target.lower() in self._names:
                found.append(Stretch(" ".join(self._drawn(self._xml(target))), kind))
        embedded = {_value(chunk, "id") for chunk in self._elements(root) if _local(chunk.tag) == "altChunk"}
        for kind, name, target in related:
            if kind == "aFChunk" and name in embedded and target.lower() in self._names:
                found += self._embedded(self._zip.read(self._names[target.lower()]))
        return found

    def _embedded(self, data: bytes) -> list[Stretch]:
        """The words of a document that is embedded as text: Word, a web page, plain text; of other kinds none."""
        if data.startswith(b"PK"):
            if self._depth >= _DEEPEST:
                return []
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return _Word(archive, self._view, self._depth + 1).stretches()
        if data.startswith(_NO_TEXT):
            return []
        if _PAGE.search(data[:_PAGE_BEGINS]):
            return html_stretches(data, self._view)
        return text_stretches(data, markdown=False)

    def _notes(self, document: ElementTree.Element, kind: str, notes: ElementTree.Element) -> str:
        """The words of the notes that the text refers to."""
        used = {_value(mark, "id") for mark in self._elements(document) if _local(mark.tag) == f"{kind}Reference"}
        return " ".join(
            "".join(self._words(note)) for note in notes if _local(note.tag) == kind and _value(note, "id") in used
        )

    def _heads(self, document: ElementTree.Element, related: list[tuple[str, str, str]]) -> list[Stretch]:
        """The words of the headers and footers that a section refers to, each text once."""
        types = {"default"}
        for kind, _, target in related:
            if kind == "settings" and target.lower() in self._names and _is_on(self._xml(target), "evenAndOddHeaders"):
                types.add("even")
        used: set[str] = set()
        current: dict[tuple[str, str], str] = {}  # a section without a head of its own has that of the one before
        for section in (element for element in document.iter() if _local(element.tag) == "sectPr"):
            for reference in section:
                if _local(reference.tag) in ("headerReference", "footerReference"):
                    current[_local(reference.tag), _value(reference, "type")] = _value(reference, "id")
            printed = types | ({"first"} if _is_on(section, "titlePg") else set())
            used |= {name for (_, type_), name in current.items() if (type_ or "default") in printed}
        found, seen = [], set()
        for kind, name, target in related:
            if kind in _HEADS and name in used and target.lower() in self._names:
                kept = []
                for paragraph in self._words(self._xml(target), parted=True):
                    text = " ".join(paragraph.split())
                    if (kind, text) not in seen:
                        seen.add((kind, text))
                        kept.append(text)
                found.append(Stretch("\n".join(kept), kind))
        return found

    def _drawn(self, root: ElementTree.Element) -> Iterator[str]:
        """The words of a chart or a diagram, and the numbers of a chart as they print where no format is set."""
        for element in root.iter():
            if _local(element.tag) in ("t", "v") and element.text:
                yield element.text.removesuffix(".0")

    def _words(self, root: ElementTree.Element, *, parted: bool = False) -> Iterator[str]:
        """The words below an element; ``parted`` gives those of each outermost paragraph in one piece."""
        piece: list[str] = []
        fields: list[list[str]] = []  # of each open field its instruction, and whether its result has begun
        for element in self._elements(root):
            tag = _local(element.tag)
            if tag == "fldChar":
                kind = _value(element, "fldCharType")
                if kind == "begin":
                    fields.append(["", ""])
                elif kind == "separate" and fields:
                    fields[-1][1] = "result"
                elif kind == "end" and fields:
                    fields.pop()
            elif tag == "instrText" and fields and not fields[-1][1]:
                fields[-1][0] += element.text or ""
            elif tag in ("t", "delText") and element.text and not any(_PAGE_FIELDS.match(code) for code, _ in fields):
                piece.append(element.text)
            elif tag in _HYPHENS:
                piece.append(_HYPHENS[tag])
            elif tag == "textpath":
                piece.append(f" {element.get('string', '')} ")
            elif tag in _SPACE:
                if parted and tag == "p" and piece:
                    yield "".join(piece)
                    piece = []
                piece.append(" ")
        yield "".join(piece)

    def _elements(self, root: ElementTree.Element) -> Iterator[ElementTree.Element]:
        """The elements below one in order, without what prints nowhere: the other view, second copies of drawings."""
        stack = [root]
        while stack:
            element = stack.pop()
            tag = _local(element.tag)
            if (
                tag in self._gone
                and len(element)
                and not element.tag.startswith("{http://schemas.openxmlformats.org/officeDocument/2006/math")
            ):
                continue
            if tag in _PROPERTIES and self._is_gone(element, _PROPERTIES[tag]):
                continue
            if tag == "fldSimple" and _PAGE_FIELDS.match(_value(element, "instr")):
                continue
            yield element
            if tag == "AlternateContent":
                choices = [child for child in element if _local(child.tag) == "Choice" and len(child)]
                kept = choices[:1] or [child for child in element if _local(child.tag) == "Fallback"]
                stack += reversed(kept)
            else:
                stack += reversed(element)

    def _is_gone(self, part: ElementTree.Element, properties_tag: str) -> bool:
        return any(
            _local(mark.tag) in self._row_gone
            for properties in part
            if _local(properties.tag) == properties_tag
            for mark in properties
        )

    def _xml(self, part: str) -> ElementTree.Element:
        return ElementTree.fromstring(self._zip.read(self._names[part.lower()]))

    def _related(self, part: str) -> list[tuple[str, str, str]]:
        """What a part refers to: kind, relationship id and part."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels.lower() not in self._names:
            return []
        found = []
        for rel in self._xml(rels).iter(_RELATIONSHIP):
            if rel.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, rel.get("Target", ""))).lstrip("/")
                found.append((rel.get("Type", "").rpartition("/")[2], rel.get("Id", ""), target))
        return found


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _value(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _is_on(holder: ElementTree.Element, name: str) -> bool:
    """Whether a switch among an element's children is there and not off."""
    return any(_local(each.tag) == name and _value(each, "val") not in ("0", "false", "off") for each in holder)


def _cannot(file: str) -> UnreadableError:
    return UnreadableError(f"The coverage of {file} cannot be checked: its parts are not well-formed. Look by eye.")
