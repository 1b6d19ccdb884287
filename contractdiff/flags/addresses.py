"""Where something is sent, or whom one calls: a room, a street, a telephone number, the name of a contact person."""

import re
from functools import lru_cache

from contractdiff.flags.parties import named
from contractdiff.flags.passages import Hunk, Part, Passage, Span

_NAME = r"(?-i:[A-Z][\w.’'-]*)"
_STREETS = (
    r"street|str?|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|court|ct|place|pl|plaza|square|sq|parkway|pkwy|"
    r"highway|hwy|way|circle|cir|terrace|trail|pike|mall|loop|alley"
)
_COMPASS = r"[nsew]\.?|ne|nw|se|sw|north|south|east|west"
_ROOMS = (
    r"rooms?|rm|suites?|ste|floors?|buildings?|bldg|unit|annex|wing|tower|mail\s?(?:stop|code)|p\.?\s?o\.?\s+box|"
    r"post office box|box"
)
_FLOOR = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|ground|lower|"
    r"\d{1,2}(?:st|nd|rd|th))\s+floor"
)
_STATE = r"(?-i:[A-Z]{2})|(?-i:[A-Z])[a-z]+(?:\s(?-i:[A-Z])[a-z]+)?"
# Each says by itself that it is part of an address.
_ADDRESS = re.compile(
    rf"""
      (?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,5}}
    | \b(?:https?://|www\.)[^\s,;)]*[\w/]
    | (?<![\w-])[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,4}}\.(?:gov|org|com|net|us|edu)\b(?:/[^\s,;)]*[\w/])?
    | (?:\(\d{{3}}\)\s?|\b\d{{3}}[\s.-])\d{{3}}[-.‑–]\d{{4}}\b(?:,?\s*(?:ext(?:ension)?\.?|x)\s*\d+)?
    | \b\d{{3}}[-‑–]\d{{4}}\b
    | \b(?:{_ROOMS})\.?\s+(?:no\.?\s*)?\#?(?-i:\d[\w-]*|[A-Z]\d*)\b
    | \b{_FLOOR}\b
    | \b\d{{1,6}}(?:-\d+)?\s+(?:(?:{_COMPASS})\s+)?(?:(?:{_NAME}|\d+(?:st|nd|rd|th))\s+){{1,4}}(?:{_STREETS})\b\.?
    | \b\d{{1,6}}\s+(?:{_COMPASS})\s+{_NAME}
    | \b{_NAME}(?:\s{_NAME}){{0,2}},\s+(?:{_STATE})\s+\d{{5}}(?:-\d{{4}})?\b
    | \b(?:attention|attn|c/o|in\s+care\s+of)[:.]?\s+(?:the\s+)?{_NAME}(?:\s{_NAME}){{0,4}}
    | \b(?:mr|ms|mrs|dr)\.\s+{_NAME}(?:\s{_NAME}){{0,2}}
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What may stand between two parts of one address, and still belong to it.
_BETWEEN = re.compile(
    rf"(?:[\s,;:()/-]|\b(?:and|or|at|by|fax|tel|telephone|phone|e-?mail|{_NAME})\b\.?)*", re.IGNORECASE
)
_LONGEST_GAP = 60
# These say that a mere name or number is whom one writes to or calls.
_ADDRESSED = re.compile(
    r"\b(?:contact person|point of contact|contact (?:is|shall be)|addressed to|telephone|by calling|mailing address|"
    r"address (?:is|of|for)|attention|attn|liaison is|administrator is|representative is)\b"
)
_MERE_NAME = re.compile(rf"(?:(?:the|of|and|to|office|,)\s*|{_NAME}[\s,.]*|[\d#()+.-]+[\s,.]*)+")
# How far before a name the words stand that say so, in characters: about ten words.
_AHEAD = 70


def is_address(passage: Passage, hunk: Hunk) -> bool:
    """Whether nothing but an address, or a part of one, was changed to another at a place of a passage.

    What the sentence is about, payment, notice or termination, is then the same: only where it goes is not.
    """
    sides = ((passage.old, hunk.old), (passage.new, hunk.new))
    if passage.whole is not None or not all(span[0] < span[1] for _, span in sides):
        return False
    return all(_lies_in_address(*side) or _names_somebody(*side) for side in sides)


def _lies_in_address(part: Part, span: Span) -> bool:
    """Whether some words are wholly within an address."""
    words = part.text[slice(*span)]
    start = span[0] + len(words) - len(words.lstrip(" ,;.#("))
    end = span[0] + len(words.rstrip(" ,;.)"))
    return any(at <= start and end <= stop for at, stop in _addresses(part.text))


def _names_somebody(part: Part, span: Span) -> bool:
    """Whether some words are a mere name or number, to which something is sent, and no party's."""
    ahead = part.lower[max(span[0] - _AHEAD, 0) : span[0]]
    if not (_MERE_NAME.fullmatch(part.text, *span) and _ADDRESSED.search(ahead)):
        return False
    return named(part.text[slice(*span)]) is None


@lru_cache(maxsize=256)
def _addresses(text: str) -> tuple[Span, ...]:
    """Where the addresses of a text stand, parts that follow each other taken together."""
    found: list[Span] = []
    for match in _ADDRESS.finditer(text):
        start, end = match.span()
        if found and start - found[-1][1] <= _LONGEST_GAP and _BETWEEN.fullmatch(text, found[-1][1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)
