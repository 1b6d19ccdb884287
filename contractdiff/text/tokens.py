"""Tokens that a person would change as one: words, amounts, dates, citations, "thirty (30)"."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from contractdiff.text.normal import fold_token
from contractdiff.text.numbers import NUMERALS

# Words that hold a sentence together but say little by themselves.
GLUE = frozenset(
    "a an and any are as at be been being but by each for from has have if in into is it its no nor not of on or"
    " shall such that the their them there these they this those to under upon was were which who will with".split()
)

_NUMERAL = rf"(?:{'|'.join(sorted(NUMERALS, key=len, reverse=True))})"
_NUMBER_WORDS = rf"{_NUMERAL}(?:(?:[ -]|\sand\s){_NUMERAL}){{0,9}}(?:\sand\s(?:no|\d\d)/100)?"
# In small letters "may" is what a party may do
_MONTH = "January|February|March|April|(?-i:May|MAY)|June|July|August|September|October|November|December"
_MONTH_AFTER_DAY = _MONTH.replace("|MAY", "")
_ENUMERATORS = r"(?:\([a-zA-Z0-9]{1,4}\))"
# With characters that have no width, such as soft hyphens
_LETTERS = r"\w[\w\xad\u200b-\u200f\u2060\ufeff]*"
_ADDRESS = r"[\w.:/?=&%#~+,;@!$'*\-]*[\w/]"
# What may follow a word and make it an address: dhs.gov/forms, a.b@c.org; bounded, since a text may be all dots
_IN_ADDRESS = rf"""[\w.+\-]{{0,64}}@[\w\-]{{1,64}}(?:\.[\w\-]+){{1,6}}
      | (?:(?:\.[\w\-]{{1,64}}){{0,4}}\.(?:com|org|net|gov|edu|mil)|(?:\.[\w\-]{{1,64}}){{2,4}}\.us)\b
        (?:/{_ADDRESS})?"""

_PATTERN = rf"""
      \b{_NUMBER_WORDS}(?:\spercent|\sper\scent|\sdollars)?\s?\(\$?\d[\d,.]*\s?%?\)   # thirty (30), five percent (5%)
    | \b(?:{_MONTH})\s(?:\d{{1,2}}(?:st|nd|rd|th)?(?:,\s?\d{{4}})?|\d{{4}})\b         # July 1, 2011  July 2011
    | (?<![\d.])\d{{1,2}}(?:st|nd|rd|th)?\s(?:day\sof\s)?(?:{_MONTH_AFTER_DAY})\b(?:,?\s\d{{4}}\b)?  # 1st day of July
    | \$\s?\d+(?:,\d+)*(?:\.\d+)?(?:\s(?:million|billion)\b)?  # $1,000.00
    | \b\d{{1,3}}\s(?:C\.\s?F\.\s?R\.|U\.\s?S\.\s?C\.|(?-i:[A-Z]{{3,5}}))\s(?:(?:Parts?|Sections?|§+)\s?)?
      \d\w*(?:[.\-/\u2013]\w+)*{_ENUMERATORS}*             # 2 CFR 200.334(a)  26 U.S.C. § 501(c)(3)  30 ILCS 708/5
    | §+\s?\d\w*(?:[.\-/\u2013]\w+)*{_ENUMERATORS}*        # § 41-715
    | \(\d{{3}}\)\s?\d{{3}}[-\u2013\u2011]\d{{4}}\b        # (217) 555-0100
    | \d+(?:\.\d+)*{_ENUMERATORS}+                         # 5.2(a)(i)
    | \d+(?:[.,:/]\d+)*\s?%                                # 10 %
    | \((?:[a-z]|(?P<twice>[a-z])(?P=twice)|[ivxl]{{2,5}}|\d{{1,3}})\)   # (a)  (iv)  (12)
    | (?:[A-Za-z]\.){{2,}}                                 # U.S.
    | \d+(?:[.,:/]\d+)+                                    # 1,000  4.1  7/1/2011
    | (?:https?://|www\.){_ADDRESS}                        # addresses on the web; bare ones and e-mail follow
    | {_LETTERS}(?:[-\u2010\u2011/&'\u2019]{_LETTERS})*      # words, non-profit, and/or, agency's, A-133
      (?:{_IN_ADDRESS})?
    | _{{2,}} | \.{{3,}}                                   # blanks and leaders
    | \S                                                   # each mark by itself
    | \t                                                   # the line between two cells of a table
    """
# No token reaches from one cell of a table into the next
_TOKEN = re.compile(_PATTERN.replace(r"\s", r"[^\S\t]"), re.VERBOSE | re.IGNORECASE)
_WORD = re.compile(r"\w+")


class Token(NamedTuple):
    """A token, where it stands in its text (half-open, in characters), and its normal form."""

    start: int
    end: int
    key: str


class Stretch(NamedTuple):
    """A stretch of a text, half-open and in characters, that is compared by this key and not by how it reads.

    The stretches of the two versions that say the same in other words have the same key: a term that was renamed
    throughout, a reference to the same clause under its new number.
    """

    start: int
    end: int
    key: str


Alike = tuple[Sequence[Stretch], Sequence[Stretch]]
"""The stretches of the old and of the new wording that are compared by their keys."""


def tokenize(text: str, stretches: Sequence[Stretch] = ()) -> list[Token]:
    """The tokens of a text in order. What lies between two tokens is white space only.

    The tab between two cells of a table row is a token, so that an edit never reaches over it. Each of the stretches,
    in ascending order and apart from one another, is one token, and what it leaves of a token that it cuts is part of
    it: "Provider's" is compared as the key of "Provider" and "'s". Before a stretch "an" is as good as "a".
    """
    tokens = [Token(m.start(), m.end(), _key(m.group())) for m in _TOKEN.finditer(text)]
    return _with_stretches(text, tokens, stretches) if stretches else tokens


@lru_cache(maxsize=65536)
def _key(token: str) -> str:
    """The normal form; that of characters without width is they themselves, since only a tab has none."""
    return fold_token(token) or token.strip()


def _with_stretches(text: str, tokens: list[Token], stretches: Sequence[Stretch]) -> list[Token]:
    out: list[Token] = []
    waiting = list(reversed(stretches))
    at = 0
    while at < len(tokens):
        if not waiting or tokens[at].end <= waiting[-1].start:
            out.append(tokens[at])
            at += 1
            continue
        start = read = min(tokens[at].start, waiting[-1].start)
        end, key = waiting[-1].end, ""
        # one token may hold two stretches: "Provider/Agency"
        while waiting and waiting[-1].start < end:
            stretch = waiting.pop()
            key += fold_token(text[read : stretch.start]) + stretch.key
            read, end = stretch.end, max(end, stretch.end)
            while at < len(tokens) and tokens[at].start < end:
                end = max(end, tokens[at].end)
                at += 1
        if out and out[-1].key == "an":
            # "a Provider", "an Applicant": the article follows its word
            out[-1] = Token(out[-1].start, out[-1].end, "a")
        out.append(Token(start, end, key + fold_token(text[read:end])))
    return out


def words(text: str) -> list[str]:
    """The words of a text in lower case, marks left out: what similarity is counted in."""
    return _WORD.findall(text.lower())
