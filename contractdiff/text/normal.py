"""Normal forms: what makes two texts the same wording.

Text is kept as it was read; these forms are for comparing only. The rules, each with its own test:

==  ==========================================================================================
N1  compatibility characters are their plain forms (ligatures, full width, no-break space): NFKC
N2  curly, straight and low quotation marks and primes are one single and one double mark
N3  hyphens and dashes of any length are one
N4  capitals alone make no difference
N5  characters without width (soft hyphen, zero-width space, byte order mark) do not exist
N6  white space makes no difference, be it a space, a tab or nothing (but see ``reads_alike``)
N7  a blank to be filled in is a blank, however long its line; so are leader dots
N8  a hyphen inside a word makes no difference, since a line may have ended there: pass-through, passthrough
==  ==========================================================================================
"""

import re
import unicodedata
from functools import lru_cache

_QUOTES = {0x2018: "'", 0x2019: "'", 0x201A: "'", 0x201B: "'", 0x2032: "'", 0x60: "'", 0xB4: "'", 0x2BC: "'"}
_QUOTES |= {0x201C: '"', 0x201D: '"', 0x201E: '"', 0x201F: '"', 0x2033: '"', 0xAB: '"', 0xBB: '"'}
_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D), "-")
_NO_WIDTH = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x202A, 0x202C), None)
# "10²" is not 102; NFKC would make it that
_RAISED = {ord(raised): f"^{digit}" for digit, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
_PLAIN = {**_QUOTES, **_DASHES, **_NO_WIDTH, **_RAISED}
_HYPHEN = re.compile(r"(?<=[^\W\d_])-\s*(?=[^\W\d_])")
# Where a space makes another word or number of the same letters: "not able" and "notable", "10 1/2" and "101/2"
_TELLING_GAP = re.compile(r"(?<=\d)\s+(?=\d)|(?<=\bnot)\s+(?=(?:able|ably|ice|ices|ed|es|ion|ions)\b)", re.IGNORECASE)
_BLANK = re.compile(r"_{2,}|\.{4,}|(?:\. ){3,}\.?")


def collapse(text: str) -> str:
    """The text with each run of white space made one space, trimmed."""
    return " ".join(text.split())


def bare_label(label: str | None) -> str:
    """A clause's label without the marks around it, folded: "a" for "(a)"; "" where there is none."""
    return fold(label or "").rstrip(".:)").lstrip("(")


def quoted(text: str) -> str:
    """The text in quotation marks; marks inside it are single ones, as in print."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def fold(text: str) -> str:
    """The normal form of a whole wording, without white space: equal for texts that read the same."""
    if not text.isascii():
        # quotes before NFKC: it would turn a prime or an acute accent into other marks
        text = unicodedata.normalize("NFKC", text.translate(_PLAIN)).translate(_PLAIN)
    elif "`" in text:
        text = text.translate(_PLAIN)
    text = text.casefold()
    if "__" in text or "..." in text or ". . ." in text:
        text = _BLANK.sub("__", text)
    if "-" in text:
        text = _HYPHEN.sub("", text)
    return "".join(text.split())


def reads_alike(one: str, other: str) -> bool:
    """Whether two texts read the same: they have one normal form, and the same spaces where these tell.

    So they do between the cells of two rows of one table, where an empty cell says under which heading a mark stands.
    """
    if fold(one) != fold(other) or _told_by_spaces(one) != _told_by_spaces(other):
        return False
    cells, others = one.split("\t"), other.split("\t")
    return len(cells) != len(others) or len(cells) == 1 or list(map(fold, cells)) == list(map(fold, others))


def _told_by_spaces(text: str) -> list[int]:
    """After how many characters that are no space there is one that makes another word or number of what it parts."""
    return [len("".join(text[: gap.start()].split())) for gap in _TELLING_GAP.finditer(text)]


@lru_cache(maxsize=65536)
def fold_token(token: str) -> str:
    """The normal form of one token; remembered, since contracts repeat their words."""
    return fold(token)


@lru_cache(maxsize=65536)
def fold_printed(text: str) -> str:
    """The normal form of a whole text; remembered, for texts that many files repeat."""
    return fold(text)
