"""Which places of a document its own fields refer to (ECMA-376 part 1, 17.16.5: REF, PAGEREF, NOTEREF, HYPERLINK).

Word marks a place with a bookmark. It leaves many that nothing refers to (each table of contents, each search makes
some): only those count that a field names.
"""

import re
from collections.abc import Iterable

from lxml import etree

from contractdiff.ooxml.names import w
from contractdiff.ooxml.package import relationship_id

_BOOKMARK, _NAME, _LINK, _ANCHOR = w("bookmarkStart"), w("name"), w("hyperlink"), w("anchor")
_CHAR, _SIMPLE, _INSTR = w("fldChar"), w("fldSimple"), w("instr")
_CODES = (w("instrText"), w("delInstrText"))
_TARGET = re.compile(
    r'\s*(?:(?:REF|PAGEREF|NOTEREF)\s+|HYPERLINK\s+(?:\\[a-z]\s+)*\\l\s+)"?([^\s"\\]+)',
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r'\s*"?([^\s"\\]+)')
# Names of fields that people give to bookmarks too; such a field is not a reference to the bookmark.
_FIELD_NAMES = frozenset("author comments date numpages page section subject time title".split())


class Anchors:
    """The bookmarks of a document, and which of them its fields and links refer to.

    Args:
        roots: The roots of all parts that hold text.
    """

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        # Word tells no capital from a small letter in the names
        self._names: dict[str, str] = {}
        self._meant: set[str] = set()
        roots = list(roots)
        for root in roots:
            for mark in root.iter(_BOOKMARK):
                name = mark.get(_NAME, "")
                self._names.setdefault(name.lower(), name)
        if self._names:
            for root in roots:
                self._meant.update(self._referred(root))

    def begun_by(self, mark: etree._Element) -> str:
        """Return the name of the bookmark that begins at a mark; "" where nothing refers to it."""
        name = mark.get(_NAME, "")
        return name if name in self._meant else ""

    def of_field(self, instruction: str) -> str:
        """Return the name of the bookmark a field refers to, "" where it is no such field.

        A name that no bookmark has is returned as well: such a reference leads nowhere.
        """
        found = _TARGET.match(instruction)
        if found is not None:
            return self._names.get(found[1].lower(), found[1])
        first = _FIRST_WORD.match(instruction)  # REF may be left out
        name = "" if first is None else first[1].lower()
        return "" if name in _FIELD_NAMES else self._names.get(name, "")

    def of_link(self, link: etree._Element) -> str:
        """Return the name of the bookmark that a ``w:hyperlink`` leads to, "" where it leads out of the file."""
        name = "" if relationship_id(link) else link.get(_ANCHOR, "")
        return self._names.get(name.lower(), name)

    def _referred(self, root: etree._Element) -> Iterable[str]:
        instruction: list[str] = []
        for element in root.iter(_CHAR, *_CODES, _SIMPLE, _LINK):
            tag = element.tag
            if tag == _LINK:
                yield self.of_link(element)
            elif tag == _SIMPLE:
                yield self.of_field(element.get(_INSTR, ""))
            elif tag == _CHAR:
                if instruction:
                    yield self.of_field("".join(instruction))
                    instruction.clear()
            else:
                instruction.append(element.text or "")
