"""Checks of what stands in the text of a Word file and does not show: tracked changes, codes, hidden words.

Each yields what it found in a few words: which part, and what.
"""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from contractdiff.model import Guard
from contractdiff.ooxml.names import O, W, w
from contractdiff.ooxml.traces import PERMISSIONS, TRACKED, family_of, names_a_file
from contractdiff.release.places import Kind, Place
from contractdiff.release.settings_checks import allows
from contractdiff.release.word_file import WordFile

# Fields that say nothing but what stands in the document itself (ECMA-376 part 1, 17.16.5)
_FIELDS = frozenset(
    "PAGE NUMPAGES SECTION SECTIONPAGES REF PAGEREF NOTEREF TOC TC XE INDEX SEQ STYLEREF HYPERLINK TITLE FORMTEXT"
    " FORMCHECKBOX FORMDROPDOWN SYMBOL LISTNUM AUTONUM AUTONUMLGL AUTONUMOUT EQ ADVANCE = NEXTPAGE".split()
)
_CODE = re.compile(r"\s*(=|[^\s\"\\]+)")
_LINK = re.compile(r"\s*HYPERLINK\s+(?:\\[a-z]\s+(?:\"[^\"]*\"\s*)?)*(\"[^\"]*\"|[^\s\\]\S*)", re.IGNORECASE)
_OBJECTS = (w("object"), w("control"), w("altChunk"), w("subDoc"), w("contentPart"), f"{{{O}}}OLEObject")
_WHOSE = frozenset(f"{{{W}}}{name}" for name in ("author", "initials"))
_SHOWN = 60


def tracked_changes(file: WordFile, _: Guard) -> Iterator[str]:
    """Tracked changes of any kind, and who made them."""
    for part, root in file.roots.items():
        marks = Counter(etree.QName(element).localname for element in root.iter(*TRACKED))
        if marks:
            listed = ", ".join(f"{count} {name}" for name, count in sorted(marks.items()))
            yield f"{part}: it has tracked changes ({listed})"
        elif family_of(part, file.kinds_of(part), file.types[part]) != "comments":
            whose = {value for each in root.iter(etree.Element) for name, value in each.items() if name in _WHOSE}
            if whose:
                yield f"{part}: it names who wrote something ({', '.join(sorted(whose))})"


def edit_permissions(file: WordFile, _: Guard) -> Iterator[str]:
    """Who may change which words."""
    for part, root in file.roots.items():
        for element in root.iter(*PERMISSIONS):
            who = element.get(w("ed")) or element.get(w("edGrp"), "")
            yield f"{part}: it says who may change some words{f' (“{who}”)' if who else ''}"


def embedded_objects(file: WordFile, _: Guard) -> Iterator[str]:
    """Other files in the file, controls and programs."""
    for part in file.parts:
        if not part.endswith(".rels") and family_of(part, file.kinds_of(part), file.types[part]) == "embedded":
            yield f"{part}: it is a file of its own, a control or a program"
    for part, root in file.roots.items():
        found = Counter(etree.QName(element).localname for element in root.iter(*_OBJECTS))
        for name, count in sorted(found.items()):
            yield f"{part}: it has {count} embedded things ({name})"


def alt_text(places: list[Place], _: Guard) -> Iterator[str]:
    """Descriptions of pictures and tables that hold the name of a file or a folder."""
    for place in places:
        if place.kind is Kind.DESCRIPTION:
            for line in place.text.splitlines():
                if names_a_file(line):
                    yield f"{place.where}: “{_short(line)}” holds the name of a file or a folder"


def field_codes(places: list[Place], _: Guard) -> Iterator[str]:
    """Fields that bring in what stands outside of the document, or who wrote it."""
    for place in places:
        if place.kind is not Kind.FIELD:
            continue
        for code in filter(str.strip, place.text.splitlines()):
            found = _CODE.match(code)
            if code.lstrip().startswith("\\"):
                continue  # the switches of a field with another one in it, whose name was seen
            name = found[1].upper() if found else ""
            if name not in _FIELDS:
                yield f"{place.where}: the field {name or '“”'} (“{_short(code)}”) brings in what is not in the text"
            elif name != "HYPERLINK" and names_a_file(code):
                yield f"{place.where}: the field “{_short(code)}” holds the name of a file or a folder"


def links_of_fields(places: list[Place], guard: Guard) -> Iterator[str]:
    """Links that are fields, to addresses that are not allowed."""
    for place in places:
        if place.kind is not Kind.FIELD:
            continue
        for code in place.text.splitlines():
            link = _LINK.match(code)
            # \l leads to a bookmark of the document
            if link and "\\l" not in code[: link.start(1)].lower() and not allows(guard, link[1].strip('"')):
                yield f"{place.where}: it links to “{_short(link[1])}”"


def authors(file: WordFile) -> set[str]:
    """Everybody who is named as an author in the file."""
    return {
        value
        for root in file.roots.values()
        for each in root.iter(etree.Element)
        for name, value in each.items()
        if name in _WHOSE and name.endswith("author")
    } | {
        " ".join((each.text or "").split())
        for root in file.roots.values()
        for each in root.iter(etree.Element)
        if etree.QName(each).localname in ("creator", "lastModifiedBy")
    }


def _short(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words
