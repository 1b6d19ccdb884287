"""What stayed of a wording that was rewritten, said in its phrases."""

from contractdiff.text.tokens import GLUE, Token, tokenize

# Words a phrase must have, and how many phrases are told.
_WORDS, _MOST = 3, 5
# Longer ones are told in parts.
_LONGEST = 60
# A phrase that begins with these reads on without them.
_JOINING = frozenset(("and", "or", "nor", "but", "of"))
# Places in the other wording at which a phrase is looked for; "of the Department" may stand in hundreds.
_PLACES = 40


def kept_phrases(old: str, new: str) -> tuple[str, ...]:
    """The longest phrases that stand in both wordings, at most five, as the old one has them and in its order.

    A phrase has three words or more, does not reach over the end of a sentence or of a cell, and ends in a word that
    means something; marks between its words make no difference.
    """
    a, b = _phrase_tokens(old), _phrase_tokens(new)
    places: dict[tuple[str, ...], list[int]] = {}
    keys = [token.key for token in b]
    for at in range(len(keys) - _WORDS + 1):
        places.setdefault(tuple(keys[at : at + _WORDS]), []).append(at)
    phrases: set[tuple[int, int]] = set()
    reached = 0
    for start in range(len(a) - _WORDS + 1):
        stop = _longest(a, keys, start, places)
        if stop > reached:  # else it is the rest of the one before
            reached = stop
            phrases.add(_trimmed(a, start, stop))
    taken: list[tuple[int, int]] = []
    said: set[str] = set()
    for start, stop in sorted(phrases, key=lambda span: (span[0] - span[1], span)):
        if stop - start < _WORDS:
            break
        words = " ".join(token.key for token in a[start:stop])
        if words not in said and all(stop <= first or start >= last for first, last in taken):
            taken.append((start, stop))
            said.add(words)
    return tuple(old[a[start].start : a[stop - 1].end] for start, stop in sorted(taken[:_MOST]))


# The key of what ends a sentence, a part of it or a cell
_END = "."


def _phrase_tokens(text: str) -> list[Token]:
    """The words of a text, and where its sentences and cells end."""
    out = []
    for token in tokenize(text):
        if token.key in (".", ";", ":", ""):
            out.append(Token(token.start, token.end, _END))
        elif any(map(str.isalnum, token.key)):
            out.append(token)
    return out


def _longest(a: list[Token], keys: list[str], start: int, places: dict[tuple[str, ...], list[int]]) -> int:
    """Where the longest phrase ends that begins here and stands in the other wording, too; 0 where there is none."""
    best = 0
    for place in places.get(tuple(token.key for token in a[start : start + _WORDS]), ())[:_PLACES]:
        length = 0
        for token, key in zip(a[start : start + _LONGEST], keys[place : place + _LONGEST], strict=False):
            if token.key != key or key == _END:
                break
            length += 1
        if length >= _WORDS:
            best = max(best, start + length)
    return best


def _trimmed(a: list[Token], start: int, stop: int) -> tuple[int, int]:
    """The phrase without the words at its ends that only join it to others."""
    while start < stop and a[start].key in _JOINING:
        start += 1
    while stop > start and a[stop - 1].key in GLUE:
        stop -= 1
    return start, stop
