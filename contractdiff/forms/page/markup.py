"""Words as they stand in the page: escaped, marked, and with what nobody could see made visible.

A contract's words are somebody else's: markup in them is shown as it was written, and control characters that turn
the order of what is printed (Unicode UAX 9) or hide it are named, since what a reader sees must be what the file says.
"""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from contractdiff.forms.wording import in_cells
from contractdiff.model import Edit, Op

# Embeddings, overrides and isolates of writing direction; controls; halves of surrogate pairs; what is no character.
# The marks of direction that words in Arabic and Hebrew need (U+200E, U+200F, U+061C) turn nothing but themselves.
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n?")
_MARKS = {Op.DELETE: "del", Op.INSERT: "ins"}


def shown(text: str) -> Markup:
    """The words as markup; a character that cannot be seen stands as its code point ("U+202E")."""
    text = in_cells(_LINE_ENDS.sub("\n", text))
    if text.isascii() and (text.isprintable() or not _UNSEEN.search(text)):
        return escape(text)
    parts = []
    at = 0
    for found in _UNSEEN.finditer(text):
        parts += [escape(text[at : found.start()]), Markup('<span class="control">{}</span>').format(_name(found[0]))]
        at = found.end()
    return Markup("").join((*parts, escape(text[at:])))


def shown_plain(text: str) -> str:
    """The same where no markup can stand: in an attribute, in a title."""
    return _UNSEEN.sub(lambda found: f"[{_name(found[0])}]", in_cells(_LINE_ENDS.sub("\n", text)))


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"


def marked(edits: Iterable[Edit]) -> Markup:
    """Stretches of words, the deleted ones in ``del`` and the inserted ones in ``ins``."""
    parts: list[Markup] = []
    for edit in edits:
        if not edit.text:
            continue
        words, mark = shown(edit.text), _MARKS.get(edit.op)
        parts.append(Markup(f"<{mark}>{{}}</{mark}>").format(words) if mark else words)
    return Markup("").join(parts)
