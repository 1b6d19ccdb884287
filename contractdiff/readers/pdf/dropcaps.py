"""Drop caps: a first letter as high as several lines is a part of the word it stands before."""

from contractdiff.readers.pdf.words import Word

_LARGE = 18.0
"""Least size in points; a smaller letter spans no two lines of a contract's text."""
_HIGHER = 1.8
"""Least size, in sizes of the type of the lines beside it."""
_HEIGHT = 0.72
"""Height of a capital letter, as a share of the size of its type."""
_NEAR = 1.2
"""Most white after it, in sizes of that type."""


def with_drop_caps(words: list[Word]) -> list[Word]:
    """The words, each drop cap joined to the first word of the first line beside it."""
    caps = [word for word in words if word.size >= _LARGE and len(word.text) == 1 and word.text.isupper()]
    for cap in caps:
        beside = [
            word
            for word in words
            if cap.size >= _HIGHER * word.size
            and cap.base - _HEIGHT * cap.size + 0.2 * word.size < word.base <= cap.base + 0.3 * word.size
            and -1 <= word.x0 - cap.x1 <= _NEAR * word.size
        ]
        bases = {round(word.base) for word in beside}
        if len(bases) < 2:
            continue  # a large letter of a title, say
        first = min(beside, key=lambda word: (word.base, word.x0))
        whole = first._replace(text=cap.text + first.text, x0=cap.x0)
        words = [whole if word is first else word for word in words if word is not cap]
    return words
