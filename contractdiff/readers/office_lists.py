r"""What LibreOffice forgets of the lists of old Word and rich text files: that upper numbers print as digits.

"ARTICLE I" with "Section 1.01" under it is one list of most contracts: its second level is marked to print every number
as digits, whatever the levels above print. LibreOffice reads "Section I.01". Which levels are so marked is looked up
in the file itself and told to the Word reader, level by level: those of one depth, format and text (ECMA-376 part 1,
17.9.4; MS-DOC 2.9.150 and 2.9.131; RTF 1.9.1, ``\levellegal``).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from contractdiff.readers.compound import Streams, number_at

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBERING = "word/numbering.xml"
# The formats that old Word numbers (MS-OSHARED 2.2.1.3), as the new one names them.
_FORMATS = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    5: "ordinal",
    6: "cardinalText",
    7: "ordinalText",
    22: "decimalZero",
}
_LEVELS = 9
_MOST_LISTS = 4000


@dataclass(frozen=True, slots=True)
class Level:
    """What tells a level of a list from others: how deep it is, its format, and its text as the new Word writes it."""

    depth: int
    format: str
    text: str


def legal_levels(data: bytes) -> frozenset[Level]:
    """The levels of an old Word or rich text file that print every number as digits; empty where nothing is found."""
    levels = _levels_of_rtf(data) if data.lstrip()[:5] == b"{\\rtf" else _levels_of_word(data)
    legal: set[Level] = set()
    plain: set[Level] = set()
    for level, is_legal in levels:
        (legal if is_legal else plain).add(level)
    return frozenset(legal - plain)


def with_legal_levels(converted: bytes, levels: frozenset[Level]) -> bytes:
    """A Word file whose lists print the given levels in digits; as it is where it has none of them."""
    if not levels:
        return converted
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(converted)) as archive:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            root = etree.fromstring(archive.read(_NUMBERING), parser)
            if not _mark(root, levels):
                return converted
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
                for entry in archive.infolist():
                    data = etree.tostring(root) if entry.filename == _NUMBERING else archive.read(entry)
                    changed.writestr(entry.filename, data)
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, OSError, ValueError, NotImplementedError):
        return converted  # the Word reader says what is wrong with it
    return out.getvalue()


def _mark(root: etree._Element, levels: frozenset[Level]) -> bool:
    marked = False
    for level in root.iter(f"{_W}lvl"):
        said = {name: level.find(f"{_W}{name}") for name in ("numFmt", "lvlText", "isLgl")}
        values = {name: element.get(f"{_W}val", "") for name, element in said.items() if element is not None}
        depth = level.get(f"{_W}ilvl", "")
        if said["isLgl"] is None and depth.isdigit():
            known = Level(int(depth), values.get("numFmt", ""), values.get("lvlText", "").strip())
            if known in levels:
                etree.SubElement(level, f"{_W}isLgl")
                marked = True
    return marked


def _level(depth: int, format_: int, text: str, is_legal: bool) -> tuple[Level, bool]:
    """A level whose text holds characters below 9 where numbers stand."""
    written = "".join(f"%{ord(char) + 1}" if ord(char) < _LEVELS else char for char in text)
    return Level(depth, _FORMATS.get(format_, ""), written.strip()), is_legal


_LIST = re.compile(rb"\\list(?=[\\\s{])")
_LIST_LEVEL = re.compile(rb"\\listlevel\b")
_NUMBER_FORMAT = re.compile(rb"\\levelnfcn?(\d{1,3})")
_LEGAL = re.compile(rb"\\levellegal1?(?!\d)")
_RTF_CHARACTER = re.compile(rb"\\'([0-9a-fA-F]{2})|\\u(-?\d{1,5}) ?\??|\\[a-z]+-?\d* ?|[{}\r\n]|(.)", re.DOTALL)


def _levels_of_rtf(data: bytes) -> Iterator[tuple[Level, bool]]:
    begin = data.find(b"\\listtable")
    end = data.find(b"\\listoverridetable", begin)
    if begin < 0:
        return
    table = data[begin : end if end > 0 else begin + 2_000_000]
    for each in _LIST.split(table)[1:_MOST_LISTS]:
        for depth, level in enumerate(_LIST_LEVEL.split(each, maxsplit=_LEVELS + 1)[1 : _LEVELS + 1]):
            head, _, rest = level.partition(b"\\leveltext")
            text, closed, _ = rest.partition(b";}")
            format_ = _NUMBER_FORMAT.search(head)
            if format_ and closed:
                legal = _LEGAL.search(head) is not None
                yield _level(depth, int(format_.group(1)), _rtf_text(text.lstrip())[1:], legal)


def _rtf_text(text: bytes) -> str:
    """A level's text; its first character says how long it is."""
    out = []
    for found in _RTF_CHARACTER.finditer(text):
        code, wide, plain = found.groups()
        if code:
            value = int(code, 16)
            out.append(chr(value) if value < 128 else bytes([value]).decode("cp1252", "replace"))
        elif wide:
            out.append(chr(int(wide) % 0x10000))
        elif plain:
            out.append(plain.decode("latin-1"))
    return "".join(out)


def _levels_of_word(data: bytes) -> Iterator[tuple[Level, bool]]:
    """The levels in an old Word file's list table (MS-DOC 2.9.190: the lists, then the levels of each in turn)."""
    streams = Streams(data)
    block = streams.read("WordDocument", most=0x400)
    if len(block) < 0x2EA:
        return
    table = streams.read("1Table" if number_at(block, 0x0A, 2) & 0x0200 else "0Table")
    start = number_at(block, 0x2E2, 4)
    count = number_at(table, start, 2)
    if not 0 < count < _MOST_LISTS:
        return
    lists = [table[start + 2 + 28 * n : start + 2 + 28 * (n + 1)] for n in range(count)]
    at = start + 2 + 28 * count
    for each in lists:
        simple = len(each) == 28 and each[26] & 1
        for depth in range(1 if simple else _LEVELS):
            level = table[at : at + 28]
            if len(level) < 28:
                return
            at += 28 + level[24] + level[25]
            length = number_at(table, at, 2)
            text = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
            at += 2 + 2 * length
            yield _level(depth, level[4], text, bool(level[5] & 4))
