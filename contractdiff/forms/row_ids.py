"""Reading a row's id however it was retyped: "C 14", "c014", "C‑014" with another hyphen, "#14", the letter O for zero.

Only ids that were sent out count: "C-999" is no id where there are 199 changes.
"""

import re
import unicodedata
from collections.abc import Collection

_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x5F, 0x00B7), "-")
_NO_WIDTH = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF), None)
_LOOKALIKES = str.maketrans("OIL", "011")
# The Cyrillic and Greek letters that look like C, G, N, Q
_LETTERS = str.maketrans({"С": "C", "Ϲ": "C", "Ν": "N", "О": "O", "Ο": "O"})
# White space is bounded: without that a text of nothing else would take for ever.
_ID = re.compile(r"(?<![A-Z0-9])([A-Z])\s{0,3}[-.:/]?\s{0,3}([0-9OIL]{1,4})(?![A-Z0-9]|[.,]\d)")
_NUMBER = re.compile(r"(?:#|NO\b\.?|\()?\s{0,3}([0-9O]{1,4})\s{0,3}[.):]?")
# What may stand beside the id in its cell and belongs to it
_AROUND = " \t\n.,:;()[]#*"


def row_id(found: str, ids: Collection[str]) -> str:
    """The id that a text consists of, as it was sent out; "" where it is none of ``ids``."""
    text = _plain(found).strip(_AROUND)
    text = re.sub(r"^(?:CHANGE|ROW|CAMBIO|FILA)(?:\s{1,3}ID)?\s{0,3}[:#]?\s{0,3}", "", text)
    match = _ID.fullmatch(text)
    return _made(match[1], match[2], ids) if match else ""


def number_alone(found: str, ids: Collection[str]) -> str:
    """The change whose number alone a text is ("14", "#14" for "C-014"), as people shorten the ids of a column."""
    match = _NUMBER.fullmatch(_plain(found).strip(_AROUND))
    return _made("C", match[1], ids) if match else ""


def ids_named(text: str, ids: Collection[str]) -> tuple[str, ...]:
    """The ids that a text names, each once, in order."""
    found = (_made(match[1], match[2], ids) for match in _ID.finditer(_plain(text)))
    return tuple(dict.fromkeys(each for each in found if each))


def _plain(text: str) -> str:
    """The text in capitals, one form for all hyphens, without what has no width."""
    text = unicodedata.normalize("NFKC", text.translate(_NO_WIDTH)).translate(_DASHES)
    return text.upper().translate(_LETTERS)


def _made(letter: str, digits: str, ids: Collection[str]) -> str:
    number = digits.translate(_LOOKALIKES)
    forms = (f"{letter}-{int(number):0{width}d}" for width in (3, 2, 1, 4))
    return next((made for made in forms if made in ids), "")
