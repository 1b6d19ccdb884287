"""Numbers in English words: "one hundred and eighty", "one and one-half", "two-thirds", "tenth"."""

import re

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORTH = {word: i for i, word in enumerate(_ONES)} | {word: 10 * i for i, word in enumerate(_TENS, 2)}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
NUMERALS = (*_ONES, *_TENS, *SCALES)
"""The words of which numbers are made."""

_FIRST = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth"
).split()
ORDINALS = {word: i for i, word in enumerate(_FIRST, 1)} | {"twentieth": 20, "thirtieth": 30}
ORDINALS |= {f"twenty-{word}": 20 + i for i, word in enumerate(_FIRST[:9], 1)} | {"thirty-first": 31}
"""The place that an ordinal names, as far as days of a month go."""

_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8}
_PARTS |= {"tenth": 10, "twelfth": 12}
_GLYPHS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8}

_WORD = "|".join(sorted(NUMERALS, key=len, reverse=True))
_PART = rf"(?:an?|one|two|three|four|five|seven|nine)[\s-]+(?:{'|'.join(_PARTS)})s?|half"
NUMBER_WORDS = (
    rf"(?:{_WORD})(?:(?:[\s-]+(?!and\b)|(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+)(?:{_WORD})){{0,12}}"
    rf"(?:\s+and\s+(?:{_PART}))?"
)
"""Matches a number in words in lower-case text, up to "two and one-half"; whole words are for the caller to see to."""
FRACTION = rf"(?:{_PART})"
"""Matches a part of a whole in words: "one-half", "a quarter", "two-thirds"."""
_GLYPH = rf"[{''.join(_GLYPHS)}]"
DIGITS = rf"(?:\d(?:[\d,]*\d)?(?:\.\d+|\s?{_GLYPH}|\s[1-9]/[2-9](?![\d/]))?|\.\d+|{_GLYPH})"
"""Matches a number in digits: "1,200.50", ".5", "2½", "5 1/2"."""


def number_of(words: str) -> float:
    """The value of a number in lower-case words: "one hundred eighty" is 180, "one and one-half" is 1.5."""
    found = re.search(rf"\s+and\s+({_PART})$", words)
    rest = fraction_of(found[1]) if found else 0.0
    total = part = 0
    for word in re.split(r"[\s-]+", words[: found.start()] if found else words):
        if word in _WORTH:
            part += _WORTH[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in SCALES:
            total, part = total + max(part, 1) * SCALES[word], 0
    return total + part + rest


def fraction_of(words: str) -> float:
    """The value of a part of a whole in lower-case words: "two-thirds" is 0.67, "half" is 0.5."""
    *count, part = re.split(r"[\s-]+", words)
    whole = _PARTS.get(part) or _PARTS[part.rstrip("s")]
    return (_WORTH.get(count[0], 1) if count else 1) / whole


def digits_of(text: str) -> float:
    """The value of a number in digits: "1,200.50", ".5", "2½", "5 1/2"."""
    part = sum(_GLYPHS[sign] for sign in text if sign in _GLYPHS)
    whole, *fraction = re.sub(rf"{_GLYPH}|,", "", text).split() or [""]
    if fraction:
        above, below = fraction[0].split("/")
        part += int(above) / int(below)
    return float(whole or 0) + part


def place_of(ordinal: str) -> float:
    """The place that an ordinal names: "tenth" and "10th" are 10."""
    return float(ORDINALS.get(re.sub(r"\s+", "-", ordinal)) or re.sub(r"\D", "", ordinal))
