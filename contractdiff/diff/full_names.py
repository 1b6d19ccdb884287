"""Renamed terms in full: "Actual Costs" and "Approved Costs" where nothing but "Actual" became "Approved"."""

import re
from collections.abc import Sequence

from contractdiff.model import Contract, Rename

_LARGE = r"(?!(?:The|An?|This|Each|Any|No)\b)[A-Z][\w’'-]*"
_MOST = 4
"""Most words that are put to a term on either side."""


def in_full(rename: Rename, old: Contract, new: Contract) -> Rename:
    """The rename with the words that belong to the term wherever it stands, before and after it, in both versions.

    Words that begin large and are the same at every place; a term of several forms ("Provider", "Providers") and one
    written small, a year too, stays as it is.
    """
    if len(rename.forms) != 1 or any(char.isdigit() for char in rename.old) or not rename.old[:1].isupper():
        return rename
    texts = [clause.wording for contract in (old, new) for clause in contract.clauses]
    names = list(rename.forms[0])
    for _ in range(_MOST):
        for before in (False, True):
            word = _same_word(names, texts, before=before)
            if word:
                names = [f"{word} {name}" if before else f"{name} {word}" for name in names]
                break
        else:
            break
    return Rename(forms=((names[0], names[1]),))


def _same_word(names: Sequence[str], texts: Sequence[str], *, before: bool) -> str:
    """The word that stands before, or after, either name wherever it stands; "" where there is none."""
    whole = "|".join(map(re.escape, names))
    pattern = rf"({_LARGE})?\s*\b(?:{whole})(?!\w)" if before else rf"\b(?:{whole})(?!\w)\s?({_LARGE})?"
    found = re.compile(pattern)
    words = {match[1] for text in texts if any(name in text for name in names) for match in found.finditer(text)}
    return next(iter(words)) or "" if len(words) == 1 else ""
