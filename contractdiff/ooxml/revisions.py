"""Tracked changes: what of a file's markup is there in one view of its text.

ECMA-376 part 1, 17.13.5. A file with tracked changes holds two texts at once: the one with all changes accepted
and the one with all of them rejected. Each element below is there in one of the two and gone in the other, and
each set of properties may keep beside it what it was before. All that tells the two texts apart is said here.
"""

import re
from dataclasses import dataclass

from lxml import etree

from contractdiff.model import TrackedView
from contractdiff.ooxml.names import w
from contractdiff.ooxml.number_formats import format_number

_TEXT, _DELETED_TEXT, _CODE, _DELETED_CODE = w("t"), w("delText"), w("instrText"), w("delInstrText")
_COME = frozenset({w("ins"), w("moveTo"), w("cellIns")})
_GO = frozenset({w("del"), w("moveFrom"), w("cellDel")})


@dataclass(frozen=True, slots=True)
class Markup:
    """What of a file's markup is there in one view of its text.

    Attributes:
        there: Elements whose content is read as if it stood in their place.
        gone: Elements that are not there with all that is in them. Among the properties of a paragraph mark, a
            table row, a cell or a fraction they say that their owner is not there, whatever else stands beside
            them: what was inserted and then deleted is in neither text.
        texts: Elements that hold words.
        codes: Elements that hold a field's instruction.
        merge: The attribute of a tracked merge of cells that says how the cell is merged.
        before: Whether properties count as they were before they were changed.
    """

    there: frozenset[str]
    gone: frozenset[str]
    texts: frozenset[str]
    codes: frozenset[str]
    merge: str
    before: bool

    def is_gone(self, properties: etree._Element) -> bool:
        """Return whether properties say that what they belong to is not there."""
        return any(child.tag in self.gone for child in properties)

    def properties(self, now: etree._Element) -> etree._Element:
        """Return the element that says what some properties are in this view: itself, or what it was before."""
        if self.before:
            name = str(now.tag)
            change = now.find(f"{name}Change")
            if change is not None:
                was = change.find(name)
                return change if was is None else was
        return now


_VIEWS = {
    TrackedView.ACCEPTED: Markup(
        there=_COME,
        gone=_GO,
        texts=frozenset({_TEXT}),
        codes=frozenset({_CODE}),
        merge=w("vMerge"),
        before=False,
    ),
    TrackedView.ORIGINAL: Markup(
        there=_GO,
        gone=_COME,
        texts=frozenset({_TEXT, _DELETED_TEXT}),
        codes=frozenset({_CODE, _DELETED_CODE}),
        merge=w("vMergeOrig"),
        before=True,
    ),
}


def markup_in(view: TrackedView) -> Markup:
    """Return what of a file's markup is there in a view of its text."""
    return _VIEWS[view]


ACCEPTED = markup_in(TrackedView.ACCEPTED)


def number_before(original: str) -> str:
    """Return the number a paragraph had before a tracked change of it: "1.2)" for ``%1:1:0:.%2:2:0:)``.

    Each level is written as its place, its value, the code of its number format and the text after it (17.13.5.16).
    """
    return "".join(
        (format_number(int(value[:9]), _FORMAT_CODES.get(code, "decimal")) or value) + after
        for value, code, after in _LEVEL_BEFORE.findall(original)
    )


_LEVEL_BEFORE = re.compile(r"%[1-9]:(\d+):(\d+):([^%]*)")
_FORMAT_CODES = {"1": "upperRoman", "2": "lowerRoman", "3": "upperLetter", "4": "lowerLetter", "5": "ordinal"}
