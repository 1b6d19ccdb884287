"""When two names are one organization's: what spelling, punctuation and legal form do not tell apart."""

import re
import unicodedata
from functools import lru_cache

from contractdiff.text import collapse, without_accents

# What joins the letters of a word: "Mary's" is "marys", "L.L.C." is "llc"
_JOINING = re.compile(r"(?<=\w)['’‘ʼ`´.](?=\w)")
_NO_WORD = frozenset("CPSZ")
_LEGAL_FORMS = frozenset(("inc", "incorporated", "llc", "corp", "corporation", "co", "ltd", "nfp", "npo", "sa"))


def plain(text: str) -> str:
    """The words of a text alone, in small letters without accents, with one space between them."""
    text = "".join(each for each in text if unicodedata.category(each) != "Cf")
    # before NFKC, which makes a lone accent of one that stands for an apostrophe
    text = unicodedata.normalize("NFKC", _JOINING.sub("", text))
    text = without_accents(text.casefold()).replace("&", " and ")
    return collapse("".join(" " if unicodedata.category(each)[0] in _NO_WORD else each for each in text))


@lru_cache(maxsize=65536)
def organization_key(name: str) -> str:
    """What all spellings of an organization's name have in common; "" where the name holds no letter or digit.

    Capitals, accents, punctuation, a leading "the" and legal forms at the end do not count, and "&" is "and":
    "The Niños & Families Center, Inc." and "Ninos and Families Center" have one key. A name that is nothing but such
    words keeps the last of them.
    """
    words = plain(name).split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        del words[-1]
    return " ".join(words)
