"""The structure that a tagged PDF says it has: which marked content of a page belongs to which paragraph, cell or note.

PDF 32000-1, 14.7 and 14.8. An element is known by its path: its place among its siblings, from the root down. The
places count the children on all pages, so that a path means the same element on every page, and the paths in order
are the reading order of the file.
"""

import ctypes
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

Path = tuple[int, ...]

_INLINE = frozenset(
    """
    Span Link Reference NonStruct Quote Code Em Strong Sub Annot Ruby RB RT RP Warichu WT WP BibEntry Private Form
    """.split()
)
_TEXT = frozenset("P Caption TOCI BlockQuote Formula Index".split())
_NOTES = frozenset(("Note", "FENote", "Footnote", "Endnote"))
_HEADING = re.compile(r"H[1-6]?|Title")
_DEPTH = 60
_UNKNOWN = -1


class Leaf(NamedTuple):
    """Where a stretch of marked content belongs.

    ``block`` is the path of its paragraph; ``table``, ``row`` and ``cell`` those of the innermost table that it
    stands in, ``note`` that of its footnote, and ``item`` that of the innermost item of a list; ``None`` outside of
    such. ``text`` is whether the block is one of text; what stands outside of such (as a web page's
    text may) belongs to no paragraph that is known.
    """

    block: Path
    heading: bool = False
    table: Path | None = None
    row: Path | None = None
    cell: Path | None = None
    note: Path | None = None
    item: Path | None = None
    text: bool = False


class Tags:
    """The tags of a file, asked page by page."""

    def __init__(self, document: Any) -> None:
        self.there = bool(pdfium.FPDFCatalog_IsTagged(document.raw))
        # where the content of the page before was found among the children of an element
        self._last: dict[Path, int] = {}

    def of_page(self, page: Any, wanted: set[int]) -> dict[int, Leaf]:
        """The leaf of each wanted number of marked content; one that the tags leave out is missing."""
        found: dict[int, Leaf] = {}
        if not self.there or not wanted:
            return found
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        if not tree:
            return found
        try:
            for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                if element := pdfium.FPDF_StructTree_GetChildAtIndex(tree, at):
                    self._walk(element, (at,), Leaf((at,)), wanted, found, _DEPTH)
        finally:
            pdfium.FPDF_StructTree_Close(tree)
        return found

    def _walk(
        self, element: Any, path: Path, outer: Leaf, wanted: set[int], found: dict[int, Leaf], depth: int
    ) -> None:
        kind = _kind(element)
        leaf = _leaf(kind, path, outer)
        for at in self._order(path, pdfium.FPDF_StructElement_CountChildren(element)):
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, at)
            if mark != _UNKNOWN:
                if mark in wanted:
                    found[mark] = leaf
                    self._last[path] = at
            elif depth and (child := pdfium.FPDF_StructElement_GetChildAtIndex(element, at)):
                self._last[path] = at
                self._walk(child, (*path, at), leaf, wanted, found, depth - 1)
            if len(found) == len(wanted):
                return

    def _order(self, path: Path, count: int) -> Iterator[int]:
        """The children of an element, first those from where the page before left off."""
        start = self._last.get(path, 0)
        yield from range(start, count)
        yield from range(min(start, count))


def _leaf(kind: str, path: Path, outer: Leaf) -> Leaf:
    if kind in ("Lbl", "LBody") or (kind in _INLINE and outer.text):
        return outer
    if kind == "Table":
        return outer._replace(block=path, table=path, row=None, cell=None, item=None, text=False)
    if outer.table is not None and kind == "TR" and outer.row is None:
        return outer._replace(block=path, row=path)
    if outer.table is not None and kind in ("TD", "TH") and outer.cell is None:
        return outer._replace(block=path, cell=path, text=True)
    if kind in _NOTES:
        return outer._replace(block=path, note=path, text=True)
    if kind == "LI":
        return outer._replace(block=path, item=path, heading=False, text=True)
    if outer.item is not None and path[-1] == 0 and path[:-2] == outer.item:
        return outer  # the first paragraph in the body of an item, which stands beside its label
    heading = _HEADING.fullmatch(kind) is not None
    return outer._replace(block=path, heading=heading, text=heading or kind in _TEXT)


def _kind(element: Any) -> str:
    size = pdfium.FPDF_StructElement_GetType(element, None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDF_StructElement_GetType(element, buffer, size)
    return bytes(memoryview(buffer)).decode("utf-16-le", "replace").rstrip("\0")
