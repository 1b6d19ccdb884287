"""Where words can stand in a file: the text, its margins, descriptions, field codes, and all the rest.

Words are joined as a reader sees them, however a paragraph is divided into runs; a paragraph's end, a tab and a line
break part them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from lxml import etree

from contractdiff.ooxml.names import A, M, W, w
from contractdiff.release.word_file import WordFile


class Kind(Enum):
    """What kind of place it is, which says under which check a name there is told."""

    TEXT = "text"
    SIGNED = "signed"
    """A table of those who sign."""
    MARGIN = "margin"
    DESCRIPTION = "description"
    FIELD = "field"
    FILE_NAME = "file name"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where words stand: in which file, where in it, and the words."""

    file: str
    where: str
    kind: Kind
    text: str


_MARGINS = {
    "header": "the header",
    "footer": "the footer",
    "footnotes": "the footnotes",
    "endnotes": "the endnotes",
}
_WORDS = frozenset((w("t"), w("delText"), f"{{{A}}}t", f"{{{M}}}t"))
_CODES = frozenset((w("instrText"), w("delInstrText")))
_ENDS = frozenset((w("p"), w("tc"), w("tab"), w("ptab"), w("br"), w("cr"), f"{{{A}}}p", f"{{{A}}}br"))
_TEXT_BOX, _TABLE = w("txbxContent"), w("tbl")
SIGNATORY_TITLES = frozenset(("Who signs", "Signatories"))
"""The captions of the tables in which the letter and the packet name those who sign."""
# Descriptions that screen readers say, and titles that Word shows
_DESCRIBED_BY = frozenset(("descr", "title", "alt"))
_DESCRIPTIONS = frozenset((w("tblCaption"), w("tblDescription"), w("alias"), w("tag")))
_DRAWN = re.compile(r"\}(?:docPr|cNvPr)$")
# What Office itself says in attributes; a name that is written like these is looked for everywhere else.
_FORMAL = frozenset(
    "all around at auto bar before after baseline begin bestFit black block body both bottom center character clear"
    " column compact continuous dash decimal default distribute dotted double dxa end even exact false first fixed flat"
    " front full hanging high horz inline inside last left letter line low main margin middle minor major moveable nil"
    " none normal numbering odd off on outside page pages paragraph pct percent portrait landscape preserve rect reset"
    " restart right round rtl ltr separate single solid space square start straight superscript subscript swiss roman"
    " table text thick through tight top topAndBottom true under upright variable vertical wave white windowText window"
    " word words wrap arc bridge star".split()
)
# Attributes that people or programs fill in as they like, and how many digits a telephone number has at least
_FREE = frozenset(("descr", "title", "alt", "name", "author"))
_LOCAL_NUMBER = 7
_APART = "\n"


@dataclass(slots=True)
class _Gathered:
    """The words of one part, by kind."""

    text: list[str] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


def word_places(file: WordFile) -> Iterator[Place]:
    """All places of a Word file that hold words."""
    for part, root in file.roots.items():
        gathered = _gather(root)
        kinds = file.kinds_of(part)
        margin = next((words for kind, words in _MARGINS.items() if kind in kinds), "")
        main = Kind.TEXT if part == file.main else Kind.MARGIN if margin else Kind.ELSEWHERE
        where = f"{margin} ({part})" if margin else "the text" if part == file.main else part
        for kind, at, words in (
            (main, where, gathered.text),
            (Kind.SIGNED, f"who signs, in {where}", gathered.signed),
            (Kind.MARGIN, f"a text box of {where}", gathered.boxes),
            (Kind.FIELD, f"the fields of {where}", gathered.codes),
            (Kind.DESCRIPTION, f"the descriptions in {where}", gathered.descriptions),
            (Kind.ELSEWHERE, f"what does not show of {part}", gathered.elsewhere),
        ):
            text = "".join(words)
            if text.strip():
                yield Place(file=file.name, where=at, kind=kind, text=text)
    for part, data in file.parts.items():
        yield Place(file=file.name, where="the names of its parts", kind=Kind.ELSEWHERE, text=part)
        # all that a part of XML says was seen above
        for text in () if part in file.roots else byte_texts(data):
            yield Place(file=file.name, where=f"the bytes of {part}", kind=Kind.ELSEWHERE, text=text)


_PRINTED = re.compile(rb"[\x20-\x7e\x80-\xff\t\r\n]{4,}")
_WIDE = (
    (
        "utf-16-le",
        re.compile(rb"(?:[\x20-\x7e\t\r\n]\x00|[\xa0-\xff]\x00|.[\x01-\x06\x20-\x26\x30-\x9f]){4,}", re.DOTALL),
    ),
    (
        "utf-16-be",
        re.compile(rb"(?:\x00[\x20-\x7e\t\r\n]|\x00[\xa0-\xff]|[\x01-\x06\x20-\x26\x30-\x9f].){4,}", re.DOTALL),
    ),
)


def byte_texts(data: bytes) -> Iterator[str]:
    """What may be words in bytes of any kind, in UTF-8, Latin-1 and UTF-16."""
    printed = [match[0] for match in _PRINTED.finditer(data)]
    yield _APART.join(each.decode("utf-8", "ignore") for each in printed)
    if any(not each.isascii() for each in printed):
        yield _APART.join(each.decode("latin-1") for each in printed)
    for encoding, pattern in _WIDE:
        # words may begin at an odd place as well as at an even one
        for start in (0, 1):
            found = (match[0] for match in pattern.finditer(data[start:]))
            text = _APART.join(each.decode(encoding, "ignore") for each in found)
            if text:
                yield text


def _gather(root: etree._Element) -> _Gathered:
    out = _Gathered()
    boxes = signed = 0
    own: set[str] = set()
    for event, element in _walk(root):
        if event in ("comment", "pi"):
            target = element.target if isinstance(element, etree._ProcessingInstruction) else ""
            out.elsewhere.append(_APART.join((target, element.text or "", (element.tail or "").strip(), "")))
            continue
        tag = element.tag
        if tag == _TABLE and (signed or _is_of_signatories(element)):
            signed += 1 if event == "start" else -1
        shown = out.boxes if boxes else out.signed if signed else out.text
        if event == "start":
            boxes += tag == _TEXT_BOX
            if tag in _WORDS:
                shown.append(element.text or "")
            elif tag in _CODES:
                out.codes.append(element.text or "")
            elif tag == w("noBreakHyphen"):
                shown.append("-")
            elif element.text and element.text.strip():
                out.elsewhere.append(f"{element.text}{_APART}")
            if element.attrib:
                _gather_attributes(element, out)
            out.elsewhere += [f"{name}{_APART}" for name in _foreign_names(element, own)]
            continue
        if tag in _ENDS:
            shown.append(_APART)
        elif tag == w("fldChar"):
            out.codes.append(_APART)
        boxes -= tag == _TEXT_BOX
        if element.tail and element.tail.strip():
            out.elsewhere.append(f"{element.tail}{_APART}")
    out.elsewhere += [f"{each}{_APART}" for each in _declared(root)]
    return out


def _is_of_signatories(table: etree._Element) -> bool:
    """Whether a table is called one of those who sign."""
    caption = table.find(f"{w('tblPr')}/{w('tblCaption')}")
    return caption is not None and caption.get(w("val"), "") in SIGNATORY_TITLES


def _walk(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Where each element begins and ends, and what stands between and around them that is none."""
    for around in (*root.itersiblings(preceding=True), *root.itersiblings()):
        yield "pi" if isinstance(around, etree._ProcessingInstruction) else "comment", around
    yield from etree.iterwalk(root, events=("start", "end", "comment", "pi"))


def _foreign_names(element: etree._Element, seen: set[str]) -> Iterator[str]:
    """Names of elements, attributes and namespaces that are none of Office's own, each once."""
    for name in (str(element.tag), *map(str, element.attrib)):
        if name in seen:
            continue
        seen.add(name)
        uri, _, local = name.removeprefix("{").rpartition("}")
        if uri and not uri.startswith(_OFFICE):
            yield f"{uri}{_APART}{local}"


def _declared(root: etree._Element) -> Iterator[str]:
    """Namespaces that are none of Office's own, with their prefixes."""
    declared = {each for _, each in etree.iterwalk(root, events=("start-ns",)) if each is not None}
    for prefix, uri in sorted(declared):
        if not uri.startswith(_OFFICE):
            yield f"{prefix}{_APART}{uri}"


_OFFICE = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "urn:schemas-microsoft-com:",
    "http://purl.org/dc/",
    "http://www.w3.org/",
)


def _gather_attributes(element: etree._Element, out: _Gathered) -> None:
    tag = str(element.tag)
    drawn = _DRAWN.search(tag) is not None
    for name, value in element.items():
        local = name.rpartition("}")[2]
        is_formal = value in _FORMAL or (local != "val" and value.isdecimal() and len(value) < _LOCAL_NUMBER)
        if is_formal and tag not in _DESCRIPTIONS and local not in _FREE:
            continue
        if tag in _DESCRIPTIONS or (local in _DESCRIBED_BY and W not in name) or (drawn and local == "name"):
            out.descriptions.append(f"{value}{_APART}")
        elif local == "instr" and tag == w("fldSimple"):
            out.codes.append(f"{value}{_APART}")
        else:
            out.elsewhere.append(f"{value}{_APART}")
