"""Amounts, shares, periods and dates as a reader understands them: "thirty (30) days" is 30 days."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from contractdiff.flags.passages import Span


class Kind(Enum):
    """What a figure counts; the value of a figure is in the unit named."""

    MONEY = "dollars"
    SHARE = "percent"
    PERIOD = "days"
    COUNT = "things"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its unit.

    Attributes:
        kind: What is counted.
        value: How much, in the unit of its kind; a month counts as 365/12 days, a business day as 7/5.
        text: The words as printed.
        span: Where they stand.
        agrees: False where the words and the digits beside them differ ("sixty (30)"); the digits are the value then.
    """

    kind: Kind
    value: float
    text: str
    span: Span
    agrees: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A calendar date or a named year, with what of it is printed.

    ``year`` is ``None`` in "March 31"; ``month`` and ``day`` are 0 in "FY2012".
    """

    year: int | None
    month: int
    day: int
    text: str
    span: Span


_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORTH = {word: i for i, word in enumerate(_ONES)} | {word: 10 * i for i, word in enumerate(_TENS, 2)}
_SCALE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "night": 1.0, "week": 7.0, "month": 365 / 12, "year": 365.0}
_DAYS |= {"fortnight": 14.0, "quarter": 365 / 4}
_BUSINESS = 7 / 5
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_WORD = "|".join((*_ONES[::-1], *_TENS, *_SCALE))
_WORDS = rf"(?:{_WORD})(?:(?:[\s-]+(?:and\s+)?)(?:{_WORD}))*"
_DIGITS = r"\d(?:[\d,]*\d)?(?:\.\d+)?"
_UNIT = (
    r"dollars?|cents?|percent(?:age\s+points?)?|per\s?cent|(?:(?:calendar|consecutive)\s+)?"
    r"(?:minute|hour|day|night|week|fortnight|month|quarter(?!s?\s+of\s+(?:the|its|an?|all)\b)|year)s?"
)
_FIGURE = re.compile(
    rf"(?P<sign>(?:(?<![\w.)$-])(?P<less>[-−]))?\$\s?)(?P<amount>{_DIGITS})(?:\s+(?P<scale>thousand|million|billion)\b)?"
    rf"|(?<![\w.$-])(?:(?P<words>{_WORDS})\b(?:\s*\(\s*\$?(?P<paren>{_DIGITS})\s*%?\s*\))?|(?P<minus>[-−])?(?P<digits>{_DIGITS})"
    rf"(?:\s+(?P<dscale>thousand|million|billion)\b)?)"
    rf"(?:(?P<mark>\s?%)|(?:\s+|-)(?P<business>(?:business|working)\s+)?(?P<unit>{_UNIT})\b)?"
    r"|\b(?:an?|each|per)\s+(?:calendar\s+)?(?P<ownbusiness>(?:business|working)\s+)?"
    r"(?P<single>hour|day|week|fortnight|month|quarter|year)\b"
)
_MONTH_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DATE = re.compile(
    rf"\b{_MONTH_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>\d{{4}})\b)?"
    r"|\b(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}|\d{2})\b"
    r"|\b(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2})\b"
    r"|(?P<fy>\bs?fy\s?['’]?|\b(?:fiscal|program|grant|contract|school|calendar|budget|award|state)\s+years?\s+)"
    r"(?P<fyear>\d{4}|\d{2})\b(?!\s*(?:day|month|year))"
    r"|\b(?P<plain>(?:19|20)\d\d)\b"
)
NUMBER = re.compile(
    rf"\d[\w.,]*|\b(?:{_WORD}|{'|'.join(_ORDINALS)})\b|\b(?:(?:calendar|business|working|consecutive)\s+)?"
    rf"(?:{'|'.join(_DAYS)})s?\b|\b(?:an?|each|per)\s+(?:hour|day|week|month|quarter|year)\b|percent|dollars?|cents?|[%$]|[-−](?=[$\d])"
)
"""Finds whatever may belong to a figure in lower-case text, quickly."""


def number_of(words: str) -> float:
    """The value of number words in lower case: "one hundred eighty" is 180."""
    total = part = 0
    for word in re.split(r"[\s-]+", words):
        if word in _WORTH:
            part += _WORTH[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in _SCALE:
            total, part = total + max(part, 1) * _SCALE[word], 0
    return total + part


@lru_cache(maxsize=4096)
def figures(lower: str) -> tuple[Figure, ...]:
    """Every number of a text in lower case, with its unit, in order."""
    return tuple(_figure(match) for match in _FIGURE.finditer(lower))


def figures_at(lower: str, span: Span) -> tuple[Figure, ...]:
    """Those of the numbers of a text in lower case that have a character in common with ``span``."""
    found = figures(lower)
    last = bisect_left(found, span[1], key=lambda figure: figure.span[0])
    first = last
    while first and found[first - 1].span[1] > span[0]:
        first -= 1
    return found[first:last]


def _figure(match: re.Match[str]) -> Figure:
    found = match.groupdict()
    if found["single"]:
        worth = _DAYS[found["single"]] * (_BUSINESS if found["ownbusiness"] else 1)
        return Figure(kind=Kind.PERIOD, value=worth, text=match[0], span=match.span())
    if found["sign"]:
        value = _digits(found["amount"]) * _SCALE.get(found["scale"] or "", 1)
        value = -value if found["less"] else value
        return Figure(kind=Kind.MONEY, value=value, text=match[0], span=match.span())
    agrees = True
    if found["words"]:
        value = number_of(found["words"])
        if found["paren"]:
            agrees = value == _digits(found["paren"])
            value = _digits(found["paren"])
    else:
        value = _digits(found["digits"]) * _SCALE.get(found["dscale"] or "", 1)
        value = -value if found["minus"] else value
    kind, worth = _unit(found["unit"] or "")
    if found["mark"] or "%" in match[0]:
        kind = Kind.SHARE
    if kind is Kind.COUNT and "$" in match[0]:
        kind = Kind.MONEY
    if found["business"] and kind is Kind.PERIOD:
        worth *= _BUSINESS
    return Figure(kind=kind, value=value * worth, text=match[0], span=match.span(), agrees=agrees)


def _unit(unit: str) -> tuple[Kind, float]:
    """What a unit counts, and how many of its kind's units it is worth."""
    if not unit:
        return Kind.COUNT, 1
    if unit.startswith("per"):
        return Kind.SHARE, 1
    if unit.startswith(("dollar", "cent")):
        return Kind.MONEY, 1 if unit.startswith("dollar") else 0.01
    return Kind.PERIOD, _DAYS[unit.split()[-1].rstrip("s")]


def _digits(text: str) -> float:
    return float(text.replace(",", "") or 0)


@lru_cache(maxsize=4096)
def dates(lower: str) -> tuple[Date, ...]:
    """Every calendar date, fiscal year and year of a text in lower case, in order."""
    return tuple(_date(match) for match in _DATE.finditer(lower))


def _date(match: re.Match[str]) -> Date:
    found = match.groupdict()
    year = found["year"] or found["y"] or found["iy"] or found["fyear"] or found["plain"]
    month = _MONTHS.index(found["name"][:3]) + 1 if found["name"] else int(found["m"] or found["im"] or 0)
    day = int(found["day"] or found["d"] or found["id"] or 0)
    full = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
    return Date(year=full, month=month, day=day, text=match[0], span=match.span())


def ordinal_days(lower: str) -> tuple[Figure, ...]:
    """Days of the month named by their place, "the tenth day of each month", in order."""
    return tuple(
        Figure(kind=Kind.PERIOD, value=_place(match[1]), text=match[0], span=match.span())
        for match in _ORDINAL_DAY.finditer(lower)
    )


_ORDINAL_DAY = re.compile(
    rf"\b({'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\s+(?:(?:calendar|business|working)\s+)?day\b"
    r"(?=\s+(?:of\s+(?:the\s+|each\s+|every\s+)?(?:following\s+|next\s+|calendar\s+)*(?:month|quarter)|after|following))"
)


def _place(ordinal: str) -> float:
    return float(_ORDINALS.get(ordinal) or re.sub(r"\D", "", ordinal))
