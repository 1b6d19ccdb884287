"""Counting tracked changes and comments (ECMA-376 part 1, 17.13)."""

from collections.abc import Iterable

from lxml import etree

from contractdiff.model import TrackedChanges
from contractdiff.ooxml.names import mc, w

_INSERTED = frozenset({w("ins"), w("cellIns")})
_DELETED = frozenset({w("del"), w("cellDel")})
_MOVED = w("moveToRangeStart")
_AUTHOR, _FALLBACK = w("author"), mc("Fallback")


def count_tracked_changes(roots: Iterable[etree._Element]) -> TrackedChanges | None:
    """Return the tracked insertions, deletions and moves below some elements, ``None`` if there are none.

    Changes of formatting are not counted: they change no word.
    """
    insertions = deletions = moves = 0
    authors: set[str] = set()
    for root in roots:
        for mark in root.iter(*_INSERTED, *_DELETED, _MOVED):
            if next(mark.iterancestors(_FALLBACK), None) is not None:
                continue  # the same change once more, for other programs
            tag = mark.tag
            insertions += tag in _INSERTED
            deletions += tag in _DELETED
            moves += tag == _MOVED
            authors.add(mark.get(_AUTHOR, "").strip())
    if not insertions + deletions + moves:
        return None
    return TrackedChanges(
        insertions=insertions, deletions=deletions, moves=moves, authors=tuple(sorted(authors - {""}))
    )


def count_comments(root: etree._Element | None) -> int:
    """Return how many comments of a ``w:comments`` part say anything."""
    if root is None:
        return 0
    return sum(
        any((text.text or "").strip() for text in comment.iter(w("t"))) for comment in root.iterchildren(w("comment"))
    )
