"""Edits as they are shown: in reading order, and shortened to the words around what changed."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from contractdiff.model import Edit, Op

# Words kept on each side of an edit, tried in this order until the text is short enough.
_CONTEXTS = (15, 8, 4)
# A long stretch among several keeps this many words of its beginning, and of its end.
_HEAD, _TAIL = 14, 6
# A word with the space after it. What has no spaces (Chinese, a web address) counts by what a line holds of it.
_WORD = re.compile(
    r"\s*(?:[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]{1,2}|[^\s\u2e80-\u9fff]{1,12})\s*|\s+"
)
# What is left of a word that is cut, if that is short.
_REST = re.compile(r"[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]{1,12}(?!\w)")


def in_order(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits as a person would mark them: deletion before insertion, variants plainly in their new form."""
    shown: list[Edit] = []
    plain = (Edit(Op.EQUAL, edit.text) if edit.op is Op.NEW_VARIANT else edit for edit in edits)
    kept = (edit for edit in plain if edit.op is not Op.OLD_VARIANT and edit.text)
    for equal, group in groupby(kept, key=lambda edit: edit.op is Op.EQUAL):
        stretch = list(group)
        for op in (Op.EQUAL,) if equal else (Op.DELETE, Op.INSERT):
            text = "".join(edit.text for edit in stretch if edit.op is op)
            if text:
                shown.append(Edit(op, text))
    return tuple(shown)


def word_count(text: str) -> int:
    """How many words of room a text takes."""
    return sum(1 for _ in _WORD.finditer(text))


def shortened(text: str, words: int) -> str:
    """The text, or its first words and an ellipsis where it has more than ``words``."""
    pieces = _WORD.findall(text)
    if len(pieces) <= words:
        return text
    stop = _word_end(text, len("".join(pieces[:words])))
    return text[:stop].rstrip() + " …" if stop < len(text) else text


def last_words(text: str, words: int) -> str:
    """The last words of a text, after an ellipsis where it has more."""
    pieces = _WORD.findall(text)
    if len(pieces) <= words:
        return text
    start = _word_end(text, len("".join(pieces[: len(pieces) - words])))
    return "… " + text[start:].lstrip()


def _word_end(text: str, at: int) -> int:
    """Where the word ends that is cut at ``at``, unless it goes on for long."""
    rest = _REST.match(text, at)
    return rest.end() if rest and at and not text[at - 1].isspace() else at


def clipped(text: str, letters: int) -> str:
    """The text, or as many of its first words as ``letters`` hold and an ellipsis."""
    return text if len(text) <= letters else text[: letters - 1].rsplit(" ", 1)[0].rstrip() + " …"


def excerpt(edits: Sequence[Edit], words: int) -> tuple[tuple[Edit, ...], bool]:
    """Return what of the edits is shown in at most about ``words`` words, and whether that is less than all.

    Unchanged stretches are elided first, then the middles of long edits, then all that follows.
    """
    shown = in_order(edits)
    if _size(shown) <= words:
        return shown, False
    if len(shown) > 1:
        for context in _CONTEXTS:
            short = _elide(shown, context)
            if _size(short) <= words:
                return short, True
        shown = tuple(edit if edit.op is Op.EQUAL else Edit(edit.op, _ends(edit.text, _HEAD, _TAIL)) for edit in short)
    return _first(shown, words), True


def _size(edits: Iterable[Edit]) -> int:
    return sum(word_count(edit.text) for edit in edits)


def _elide(edits: Sequence[Edit], context: int) -> tuple[Edit, ...]:
    last = len(edits) - 1
    return tuple(
        Edit(edit.op, _ends(edit.text, context if place else 0, context if place < last else 0))
        if edit.op is Op.EQUAL
        else edit
        for place, edit in enumerate(edits)
    )


def _ends(text: str, head: int, tail: int) -> str:
    """The first and last words of a text, an ellipsis for what lies between."""
    pieces = _WORD.findall(text)
    if len(pieces) <= head + tail + 1:
        return text
    stop = _word_end(text, len("".join(pieces[:head]))) if head else 0
    start = _word_end(text, len("".join(pieces[: len(pieces) - tail]))) if tail else len(text)
    if start <= stop:
        return text
    beginning, end = text[:stop].rstrip(), text[start:].lstrip()
    return " ".join(part for part in (beginning, "…", end) if part)


def _first(edits: Sequence[Edit], words: int) -> tuple[Edit, ...]:
    out: list[Edit] = []
    for edit in edits:
        size = word_count(edit.text)
        if size > words:
            out.append(Edit(edit.op, shortened(edit.text, words) if words > 2 else " …"))
            break
        out.append(edit)
        words -= size
    return tuple(out)
