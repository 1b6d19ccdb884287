"""Walking a Word file through whatever an editor has wrapped around its rows, cells and words.

ECMA-376 part 1, 17.5.2 (content controls), 17.13.5 (tracked changes), part 3 (alternatives).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from contractdiff.ooxml.names import m, mc, w

P, TBL, TR, TC, SDT = w("p"), w("tbl"), w("tr"), w("tc"), w("sdt")
GONE = frozenset((w("del"), w("moveFrom")))
# What says how something looks, and holds no words
LOOKS = frozenset(
    w(name) for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "sectPr", "tblPrEx")
)
MATH = frozenset((m("oMath"), m("oMathPara")))
ALTERNATIVES, FALLBACK = mc("AlternateContent"), mc("Fallback")
TEXT, MATH_TEXT, BOX = w("t"), m("t"), w("txbxContent")
VAL, ID = w("val"), w("id")
UNREAD = {w("altChunk"): "a document pasted in as a whole", w("object"): "an embedded object"}
_CHOICE, _NAME = mc("Choice"), w("name")
_OF_CONTROL, _SHOWS_PLACEHOLDER, _TAG, _ALIAS = w("sdtPr"), w("showingPlcHdr"), w("tag"), w("alias")
_MARK, _RANGE, _RANGE_END, _REFERENCE = (
    w("bookmarkStart"),
    w("commentRangeStart"),
    w("commentRangeEnd"),
    w("commentReference"),
)
_FORM_TAG, _FORM_ID = re.compile(r"(?:pos|fb|who):"), re.compile(r"[CGNQ]-\d{2,4}")


@dataclass(slots=True)
class Words:
    """What is found while the words of a paragraph, a cell or a note are read."""

    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    controls: list[str] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    revised: bool = False

    def end_line(self) -> None:
        """A paragraph is over; what stands beside it (notes, text boxes) follows on lines of its own."""
        for words in ("".join(self.pieces), *self.aside):
            if words.strip():
                self.lines.append(words.strip())
        self.pieces, self.aside = [], []

    @property
    def text(self) -> str:
        """All lines read."""
        return "\n".join(self.lines)


def blocks(container: etree._Element | None, words: Words | None = None) -> Iterator[etree._Element]:
    """The paragraphs and tables of a container, through whatever is wrapped around them."""
    for child in () if container is None else container:
        tag = child.tag
        if tag in (P, TBL) or tag in UNREAD or tag in MATH:
            yield child
        elif tag in LOOKS or tag in GONE:
            continue
        elif tag == ALTERNATIVES:
            yield from blocks(alternative(child), words)
        else:
            if words is not None:
                if tag == SDT:
                    control_says(child, words)
                elif mark(child, words):
                    continue
            yield from blocks(child, words)


def inside(parent: etree._Element, wanted: str) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    """The rows of a table or the cells of a row, each with the marks that stand between it and the one before."""
    between: list[etree._Element] = []
    for found in _wanted_or_lone(parent, wanted):
        if found.tag == wanted:
            yield found, between
            between.clear()
        else:
            between.append(found)


def _wanted_or_lone(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The rows or cells in an element, through whatever is wrapped around them, and what holds nothing itself."""
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag in LOOKS:
            continue
        elif child.tag == ALTERNATIVES:
            yield from _wanted_or_lone(alternative(child), wanted)
        elif len(child):
            yield from _wanted_or_lone(child, wanted)
        else:
            yield child


def holds_form(table: etree._Element) -> bool:
    """Whether a table lays out others, of which one is a table of the form."""
    return any(
        is_of_form(inner) or holds_form(inner) for cell in cells_of(table) for inner in blocks(cell) if inner.tag == TBL
    )


def is_of_form(table: etree._Element) -> bool:
    """Whether a table is one of the form's: two rows of it or more have ids, or the marks of their own."""
    found = 0
    for row, _ in inside(table, TR):
        own = (each for each in row.iter(_MARK, _TAG) if next(each.iterancestors(TBL)) is table)
        marked = any(each.get(_NAME, "").startswith("cd_") or _FORM_TAG.match(each.get(VAL, "")) for each in own)
        found += marked or any(_FORM_ID.fullmatch(_first_words(cell)) for cell, _ in inside(row, TC))
    return found > 1


def cells_of(table: etree._Element) -> Iterator[etree._Element]:
    """The cells of a table, row by row."""
    for row, _ in inside(table, TR):
        yield from (cell for cell, _ in inside(row, TC))


def _first_words(cell: etree._Element) -> str:
    first = next(blocks(cell), None)
    return "" if first is None or first.tag != P else "".join(each.text or "" for each in first.iter(TEXT)).strip()


def marks_between(elements: list[etree._Element], words: Words) -> None:
    """Take note of the bookmarks and places of comments among some elements."""
    for element in elements:
        mark(element, words)


def mark(element: etree._Element, words: Words) -> bool:
    """Take note of a bookmark or of a comment's place; whether the element is one."""
    tag = element.tag
    if tag == _MARK:
        words.bookmarks.append(element.get(_NAME, ""))
    elif tag in (_RANGE, _REFERENCE):
        words.comments.append(element.get(ID, ""))
    elif tag == _RANGE_END:
        words.ended.append(element.get(ID, ""))
    else:
        return False
    return True


def control_says(control: etree._Element, words: Words) -> bool:
    """Take note of a control's tag and title; whether it shows a placeholder."""
    properties = control.find(_OF_CONTROL)
    if properties is None:
        return False
    for name in (_TAG, _ALIAS):
        said = properties.find(name)
        if said is not None:
            words.controls.append(said.get(VAL, ""))
    return properties.find(_SHOWS_PLACEHOLDER) is not None


def alternative(element: etree._Element) -> etree._Element:
    """The first form with words of what stands in a file in several forms, or the first."""
    forms = [each for each in element if each.tag in (_CHOICE, FALLBACK)]
    with_words = (each for each in forms if next(each.iter(TEXT, MATH_TEXT, BOX), None) is not None)
    return next(with_words, forms[0] if forms else element)
