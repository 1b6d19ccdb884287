"""Tokens that a person would change as one: words, amounts, dates, citations, "thirty (30)"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from contractdiff.text.normal import fold_token

_ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
_ONES += "|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMERAL = rf"(?:{_TENS}|{_ONES}|hundred|thousand|million)"
_NUMBER_WORDS = rf"{_NUMERAL}(?:(?:[ -]|\sand\s){_NUMERAL})*"
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_REFERENCE = r"\d+(?:\.\d+)*(?:\([a-zA-Z0-9]{1,4}\))+"

_TOKEN = re.compile(
    rf"""
      \b{_NUMBER_WORDS}(?:\spercent|\sper\scent|\sdollars)?\s\(\$?\d[\d,.]*\s?%?\)   # thirty (30), five percent (5%)
    | \b(?:{_MONTH})\s\d{{1,2}}(?:,\s\d{{4}})?\b           # July 1, 2011
    | \$\s?\d[\d,]*(?:\.\d+)?(?:\s(?:million|billion))?    # $1,000.00
    | \b\d+\s(?:C\.?F\.?R\.?|U\.?S\.?C\.?)\s(?:(?:Part|§+)\s)?\d+[\w.\-]*(?:\([a-zA-Z0-9]+\))*   # 2 CFR 200.334(a)
    | {_REFERENCE}                                         # 5.2(a)(i)
    | \d+(?:[.,:/]\d+)*\s?%                                # 10 %
    | (?:[A-Za-z]\.){{2,}}                                 # U.S.
    | \d+(?:[.,:/]\d+)+                                    # 1,000  4.1  7/1/2011
    | \w+(?:[-\u2010\u2011/&'\u2019]\w+)*                  # words, non-profit, and/or, agency's, A-133
    | _{{2,}} | \.{{3,}}                                   # blanks and leaders
    | [^\w\s]                                              # each mark by itself
    | \t                                                   # the line between two cells of a table
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Token:
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


def tokenize(text: str, stretches: Sequence[Stretch] = ()) -> list[Token]:
    """The tokens of a text in order. What lies between two tokens is white space only.

    The tab between two cells of a table row is a token, so that an edit never reaches over it. Each of the stretches,
    in ascending order and apart from one another, is one token; what is left of a token that it cuts is one by itself.
    """
    tokens: list[Token] = []
    at = 0
    for stretch in stretches:
        tokens += _tokens(text, at, stretch.start)
        tokens.append(Token(*stretch))
        at = stretch.end
    return tokens + _tokens(text, at, len(text))


def _tokens(text: str, start: int, end: int) -> list[Token]:
    return [Token(m.start(), m.end(), fold_token(m.group())) for m in _TOKEN.finditer(text, start, end)]


def words(text: str) -> list[str]:
    """The words of a text in lower case, marks left out: what similarity is counted in."""
    return _WORD.findall(text.lower())
