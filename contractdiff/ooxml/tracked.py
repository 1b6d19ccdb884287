"""How many tracked changes a Word file has (ECMA-376 part 1, 17.13.5)."""

from collections.abc import Iterable

from lxml import etree

from contractdiff.model import TrackedChanges
from contractdiff.ooxml.names import mc, w
from contractdiff.ooxml.styles import CAPS, HIDDEN, Styles, emphasis, whole_number

_INSERTED, _DELETED = frozenset({w("ins"), w("cellIns")}), frozenset({w("del"), w("cellDel")})
_RANGE, _RANGE_END, _TO, _FROM = w("moveToRangeStart"), w("moveToRangeEnd"), w("moveTo"), w("moveFrom")
_FROM_RANGE, _FROM_RANGE_END = w("moveFromRangeStart"), w("moveFromRangeEnd")
_MOVES = frozenset({_RANGE, _RANGE_END, _TO, _FROM, _FROM_RANGE, _FROM_RANGE_END})
_OF_RUN, _OF_PARAGRAPH, _OF_SECTION, _NUMBER = w("rPrChange"), w("pPrChange"), w("sectPrChange"), w("numberingChange")
_PROPERTIES = frozenset({_OF_RUN, _OF_PARAGRAPH, _OF_SECTION, _NUMBER})
_STYLE, _NUM_PR, _NUM_ID, _ILVL, _VAL = w("pStyle"), w("numPr"), w("numId"), w("ilvl"), w("val")
# What of a section's properties decides which headers print, and how notes are numbered.
_SECTION_SAYS = frozenset({w("titlePg"), w("footnotePr"), w("endnotePr")})
_AUTHOR, _FALLBACK = w("author"), mc("Fallback")


def count_tracked_changes(roots: Iterable[etree._Element], styles: Styles) -> TrackedChanges | None:
    """Return the tracked changes below some elements, ``None`` if there are none.

    Of changes of properties those are counted by which a number, capitals, or whether words print at all may change.
    """
    insertions = deletions = properties = 0
    moves = _Moves()
    authors: set[str] = set()
    for root in roots:
        for mark in root.iter(*_INSERTED, *_DELETED, *_MOVES, *_PROPERTIES):
            if next(mark.iterancestors(_FALLBACK), None) is not None:
                continue  # the same change once more, for other programs
            tag = mark.tag
            if tag in _PROPERTIES:
                if not _prints(mark, styles):
                    continue
                properties += 1
            elif tag in _MOVES:
                moves.meet(mark)
            else:
                insertions += tag in _INSERTED
                deletions += tag in _DELETED
            authors.add(mark.get(_AUTHOR, "").strip())
    if not insertions + deletions + moves.count + properties:
        return None
    return TrackedChanges(
        insertions=insertions,
        deletions=deletions,
        moves=moves.count,
        authors=tuple(sorted(authors - {""})),
        properties=properties,
    )


def added(one: TrackedChanges | None, other: TrackedChanges | None) -> TrackedChanges | None:
    """Return the tracked changes of two documents together."""
    if one is None or other is None:
        return one or other
    return TrackedChanges(
        insertions=one.insertions + other.insertions,
        deletions=one.deletions + other.deletions,
        moves=one.moves + other.moves,
        authors=tuple(sorted({*one.authors, *other.authors})),
        properties=one.properties + other.properties,
    )


class _Moves:
    """Counts moves: a range for each, and what some programs write without ranges."""

    def __init__(self) -> None:
        self._open = 0
        self._ranges = 0
        # of words and of paragraph marks, each where they went and where they were
        self._bare = {_TO: 0, _FROM: 0}
        self._marks = {_TO: 0, _FROM: 0}

    def meet(self, mark: etree._Element) -> None:
        """Take note of an element of a move."""
        tag = str(mark.tag)
        if tag in (_RANGE, _FROM_RANGE):
            self._open += 1
            self._ranges += tag == _RANGE
        elif tag in (_RANGE_END, _FROM_RANGE_END):
            self._open -= 1
        elif not len(mark):
            self._marks[tag] += 1
        elif self._open <= 0:
            self._bare[tag] += 1

    @property
    def count(self) -> int:
        """How many moves there are."""
        return self._ranges + max(self._bare.values()) or max(self._marks.values())


def _prints(change: etree._Element, styles: Styles) -> bool:
    """Return whether a change of properties may change what prints."""
    now, tag = change.getparent(), change.tag
    if now is None:
        return False
    if tag == _NUMBER:
        return True
    was = change.find(str(now.tag))
    was = change if was is None else was
    if tag == _OF_RUN:
        return _shown(now, styles) != _shown(was, styles)
    if tag == _OF_PARAGRAPH:
        return _number(now, styles) != _number(was, styles)
    return _section(now) != _section(was)


def _shown(properties: etree._Element, styles: Styles) -> int:
    on, off, style = emphasis(properties)
    return ((styles.get(style).on | on) & ~off) & (HIDDEN | CAPS)


def _number(properties: etree._Element, styles: Styles) -> tuple[int, int] | None:
    """Return the list and the level of a paragraph, or of a style itself; ``None`` where it has no number."""
    of_style, numbers = properties.find(_STYLE), properties.find(_NUM_PR)
    style = styles.paragraph(None if of_style is None else of_style.get(_VAL))
    num_id, ilvl = style.num_id, style.ilvl
    for child in () if numbers is None else numbers:
        if child.tag == _NUM_ID:
            num_id = whole_number(child.get(_VAL))
        elif child.tag == _ILVL:
            ilvl = whole_number(child.get(_VAL))
    return (num_id, ilvl or 0) if num_id else None


def _section(properties: etree._Element) -> list[tuple[object, ...]]:
    said = [element for child in properties if child.tag in _SECTION_SAYS for element in child.iter()]
    return [(element.tag, *element.items()) for element in said]
