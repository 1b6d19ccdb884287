"""Amounts, shares, periods and dates as a reader understands them: "thirty (30) days" is 30 days."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from contractdiff.flags.passages import Span
from contractdiff.text import (
    DIGITS,
    FRACTION,
    MONTH,
    NUMBER_WORDS,
    NUMERALS,
    ORDINALS,
    digits_of,
    fraction_of,
    month_of,
    number_of,
)
from contractdiff.text import place_of as _place


class Kind(Enum):
    """What a figure counts; the value of a figure is in the unit named."""

    MONEY = "dollars"
    SHARE = "percent"
    PERIOD = "days"
    INTERVAL = "days from one time to the next"
    TIME = "hours of the day"
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


_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "night": 1.0, "week": 7.0, "month": 365 / 12, "year": 365.0}
_DAYS |= {"weekend": 7.0, "fortnight": 14.0, "quarter": 365 / 4, "semester": 365 / 2, "decade": 3650.0}
_BUSINESS = 7 / 5
_OFTEN = {
    "hourly": 1 / 24, "daily": 1, "nightly": 1, "weekly": 7, "biweekly": 14, "fortnightly": 14, "semimonthly": 365 / 24,
    "semiweekly": 3.5, "monthly": 365 / 12, "bimonthly": 365 / 6, "quarterly": 365 / 4,
    "semiannual": 365 / 2, "semiannually": 365 / 2,
    "biannual": 365 / 2, "biannually": 365 / 2, "half-yearly": 365 / 2, "annual": 365, "annually": 365, "yearly": 365,
    "biennial": 730, "biennially": 730, "triennial": 1095, "triennially": 1095,
}  # fmt: skip
_EACH = {"": 1, "other": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_TIMES = {"once": 1.0, "twice": 2.0}
# Words and digits that say the same of months and days ("six months (180 days)") differ by less than this share.
_SAME = 0.03

_ANY_DAYS = "|".join(sorted(_DAYS, key=len, reverse=True))
_SPAN_OF_TIME = (
    r"(?:minute|hour|day|night|week|fortnight|month|quarter(?!s?\s+of\s+(?:the|its|an?|all)\b)|year|decade)s?"
)
# What may stand between a number and its unit: "two (2) full program years".
_QUALIFIED = (
    r"(?:(?:calendar|consecutive|successive|additional|further|full|complete|fiscal|program|contract|grant|award|school|"
    r"business|working|banking|court)\s+){0,3}"
)
_UNIT = rf"dollars?|cents?|percent(?:age\s+points?)?|per\s?cent(?:um)?|{_QUALIFIED}{_SPAN_OF_TIME}"
_SCALE = r"\s*(?:hundred|thousand|million|billion|k|mm?|bn)\b"
_SIGN = r"(?:(?<![\w.)$-])(?P<less>[-−]))?(?:\b(?:usd?|cad?|can)\s?\$|[$€£]|\b(?:usd|cad|eur|gbp)(?=\s?\d))\s?"
_RATHER = "first|second|last|latter|other|remaining|each"

_FIGURE = re.compile(
    rf"(?P<sign>{_SIGN})(?P<amount>{DIGITS})(?P<scale>{_SCALE})?"
    rf"|(?<![\w.$-])(?P<fraction>{FRACTION}|(?<![\d/])[1-9]/[2-9](?![\d/]))"
    rf"(?:\s*\(\s*(?P<again>\d{{1,2}}/[1-9]\d?|{DIGITS})\s*%?\s*\))?"
    rf"(?:\s+(?:of\s+)?(?:(?:one|an?|1)\s+)?(?P<ofone>per\s?cent(?:um)?)\b"
    rf"|(?<=half|ters|rter|.1/2|.1/4|.3/4)(?:\s+of|-)?\s*(?:an?\s+)?(?P<ofunit>hour|day|week|month|year)s?\b"
    rf"|(?=\s+of\b)|(?<=half)(?=\s+(?:the|its|their|that|such|as|again)\b))"
    rf"|\b(?:(?P<number>once|twice|(?:{NUMBER_WORDS}|\d+)\s+times)\s+"
    rf"(?P<adverb>daily|nightly|weekly|monthly|quarterly|yearly|annually)"
    rf"|(?:(?P<times>once|twice|(?:{NUMBER_WORDS}|\d+)(?:\s*\(\d+\))?\s+times)\s+"
    rf"(?:an?|per|each|every|in\s+(?:any|an?|each|every))"
    rf"|each|every(?:\s+(?P<other>other|second|third|fourth|fifth))?)\s+{_QUALIFIED}(?P<each>{_ANY_DAYS})"
    rf"|(?P<often>(?:semi|bi)-?(?:weekly|monthly|annual(?:ly)?)|{'|'.join(sorted(_OFTEN, key=len, reverse=True))}))\b"
    rf"|(?<![\w.$-])(?:(?P<words>{NUMBER_WORDS})\b(?:\s+and\s+(?P<hundredths>no|\d\d)/100)?"
    rf"(?:\s*\(\s*\$?\s?(?P<paren>{DIGITS})\s*%?\s*\)(?P<pscale>\s+(?:hundred|thousand|million)\b)?)?"
    rf"|(?P<minus>[-−])?(?P<digits>{DIGITS})(?P<dscale>\s+(?:hundred|thousand|million|billion)\b)?"
    rf"(?:\s*\(\s*(?P<spelled>{NUMBER_WORDS})\s*\))?)"
    rf"(?:(?P<mark>\s?%)|(?:\s+|-)(?P<unit>{_UNIT})\b)?"
    rf"|\ban?\s+(?P<single>{_QUALIFIED}(?:hour|day|week|fortnight|month|quarter|year))\b"
)
_MONTH_NAME = rf"(?P<name>{MONTH})\b\.?"
_DATE = re.compile(
    rf"\b{_MONTH_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s+{_QUALIFIED}{_SPAN_OF_TIME}\b)"
    rf"(?:,?\s+(?P<year>\d{{4}})\b)?"
    rf"|\b(?:the\s+)?(?P<before>\d{{1,2}}(?:st|nd|rd|th)?|{'|'.join(ORDINALS)})\s+(?:(?:day\s+)?of\s+|(?!may\b))"
    rf"{_MONTH_NAME.replace('name', 'month')}(?:,?\s+(?P<myear>\d{{4}})\b)?"
    rf"|\b{_MONTH_NAME.replace('name', 'only').replace('may|', '')},?\s+(?P<oyear>\d{{4}})\b"
    r"|\b(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}|\d{2})\b"
    r"|\b(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2})\b"
    r"|(?P<fy>\b[sf]?[fp]y\s?['’]?|"
    r"\b(?:fiscal|program|grant|contract|school|calendar|budget|award|state|plan)\s+years?\s+)"
    r"(?P<fyear>\d{4}|\d{2})\b(?!\s*(?:day|month|year))"
    r"|\b(?P<plain>(?:19|20)\d\d)\b"
)
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?\s?(?P<half>[ap])\.?\s?m\b\.?|\b(?P<named>noon|midday|midnight)\b"
    r"|\b(?P<plain>\d{1,2}):(?P<past>\d\d)(?!\d)"
)
NUMBER = re.compile(
    rf"\d[\w.,]*|\b(?:{'|'.join(sorted((*NUMERALS, *ORDINALS), key=len, reverse=True))})\b"
    rf"|\b(?:(?:calendar|business|working|banking|consecutive)\s+)?(?:{_ANY_DAYS})s?\b"
    rf"|\b(?:an?|each|every|per)\s+(?:other\s+)?(?:hour|day|week|month|quarter|year)\b"
    rf"|\b(?:once|twice|hal(?:f|ves)|thirds?|fourths|noon|midnight|{'|'.join(_OFTEN)}|(?:semi|bi)-?\w+ly|semi-?annual)\b"
    r"|percent|dollars?|cents?|[%$€£½¼¾⅓⅔]|[-−](?=[$\d])"
)
"""Finds whatever may belong to a figure in lower-case text, quickly."""


@lru_cache(maxsize=4096)
def figures(lower: str) -> tuple[Figure, ...]:
    """Every number of a text in lower case, with its unit, in order."""
    if not NUMBER.search(lower):
        return ()
    return tuple(_said_twice(lower, [_figure(match, lower) for match in _FIGURE.finditer(lower)]))


def figures_at(lower: str, span: Span) -> tuple[Figure, ...]:
    """Those of the numbers of a text in lower case that have a character in common with ``span``."""
    found = figures(lower)
    last = bisect_left(found, span[1], key=lambda figure: figure.span[0])
    first = last
    while first and found[first - 1].span[1] > span[0]:
        first -= 1
    return found[first:last]


def _figure(match: re.Match[str], lower: str) -> Figure:
    """The figure that some words say."""
    found = match.groupdict()
    kind, value, agrees = _value(found)
    if found["fraction"] and re.search(rf"\b(?:{_RATHER})[\s-]+$", lower[: match.start()][-12:]):
        kind = Kind.COUNT  # "the first half of the year"
    return Figure(kind=kind, value=value, text=match[0], span=match.span(), agrees=agrees)


def _value(found: dict[str, str | None]) -> tuple[Kind, float, bool]:
    """What a match of ``_FIGURE`` counts, how much, and whether its words and digits agree."""
    if found["single"]:
        kind, worth = _unit(found["single"])
        return kind, worth, True
    if found["adverb"]:
        times = _TIMES.get(found["number"] or "") or _count(found["number"] or "")
        return Kind.INTERVAL, _OFTEN[found["adverb"]] / times, True
    if found["often"]:
        word = found["often"]
        return Kind.INTERVAL, _OFTEN.get(word) or _OFTEN[word.replace("-", "")], True
    if found["each"]:
        times = _TIMES.get(found["times"] or "once") or _count(found["times"] or "")
        return Kind.INTERVAL, _DAYS[found["each"]] * _EACH[found["other"] or ""] / times, True
    if found["sign"]:
        value = digits_of(found["amount"] or "") * _scale(found["scale"])
        return Kind.MONEY, -value if found["less"] else value, True
    if found["fraction"]:
        return _fraction(found["fraction"], found["again"], found["ofone"], found["ofunit"])
    kind, worth = _unit(found["unit"] or "")
    if found["mark"] or (found["paren"] and "%" in (found["unit"] or "")):
        kind = Kind.SHARE
    agrees = True
    if found["words"]:
        value = number_of(found["words"])
        cents = found["hundredths"]
        value += int(cents) / 100 if cents and cents != "no" else 0
        if found["paren"]:
            digits = digits_of(found["paren"])
            agrees, value = value == digits, digits * _scale(found["pscale"])
    else:
        value = digits_of(found["digits"] or "") * _scale(found["dscale"])
        agrees = not found["spelled"] or number_of(found["spelled"]) == value
        value = -value if found["minus"] else value
    return kind, value * worth, agrees


def _fraction(words: str, again: str | None, of_one: str | None, of_unit: str | None) -> tuple[Kind, float, bool]:
    def worth(text: str) -> float:
        above, _, below = text.partition("/")
        return digits_of(above) / digits_of(below) if below else digits_of(above)

    value = worth(words) if words[0].isdigit() else fraction_of(words)
    agrees = not again or min(abs(worth(again) - value), abs(worth(again) / 100 - value)) < 0.01
    if of_one:
        return Kind.SHARE, value, agrees
    if of_unit:
        return Kind.PERIOD, value * _DAYS[of_unit], agrees
    return Kind.SHARE, value * 100, agrees


def _said_twice(lower: str, found: list[Figure]) -> Iterable[Figure]:
    """The figures, with one that says the one before it again, or more exactly, taken as one: "seven percent (7%)"."""
    waiting: Figure | None = None
    for figure in found:
        if waiting and _adds_cents(lower, waiting, figure):
            start, end = waiting.span[0], figure.span[1]
            both = waiting.value + figure.value
            waiting = replace(waiting, value=both, text=lower[start:end], span=(start, end))
            continue
        if waiting and _repeats(lower, waiting, figure):
            start, end = waiting.span[0], lower.index(")", figure.span[1]) + 1
            same = figure.kind is Kind.COUNT or abs(figure.value - waiting.value) <= _SAME * abs(waiting.value)
            value = waiting.value
            if figure.kind is Kind.COUNT:
                same = _number_in(waiting.text) == figure.value
            elif not _IN_WORDS.search(figure.text):
                value = figure.value
            waiting = replace(
                waiting, value=value, text=lower[start:end], span=(start, end), agrees=same and waiting.agrees
            )
            continue
        if waiting:
            yield waiting
        waiting = figure
    if waiting:
        yield waiting


def _adds_cents(lower: str, one: Figure, two: Figure) -> bool:
    """Whether a figure is the cents to the dollars before it: "one dollar and ten cents"."""
    if not (one.kind is two.kind is Kind.MONEY and two.value < 1 and "cent" in two.text):
        return False
    return re.fullmatch(r",?\s+and\s+", lower[one.span[1] : two.span[0]]) is not None


def _repeats(lower: str, one: Figure, two: Figure) -> bool:
    """Whether a figure stands alone in brackets behind another that it may repeat."""
    if one.kind in (Kind.COUNT, Kind.INTERVAL) or two.kind not in (one.kind, Kind.COUNT):
        return False
    if not re.fullmatch(r"\s*\(\s*", lower[one.span[1] : two.span[0]]) or not re.match(r"\s*\)", lower[two.span[1] :]):
        return False
    # words and digits: "ten dollars ($10)" repeats, "$10 ($12)" does not
    return bool(_IN_WORDS.search(one.text)) is not bool(_IN_WORDS.search(two.text))


_IN_WORDS = re.compile(
    rf"\b(?:{'|'.join(sorted(NUMERALS, key=len, reverse=True))}|half|thirds?|fourths?|a\s+quarter)\b"
)


def _number_in(text: str) -> float | None:
    match = re.search(rf"(?P<digits>{DIGITS})|\b(?P<words>{NUMBER_WORDS})\b", text)
    if match is None:
        return None
    return digits_of(match["digits"]) if match["digits"] else number_of(match["words"])


def _unit(unit: str) -> tuple[Kind, float]:
    """What a unit counts, and how many of its kind's units it is worth."""
    if not unit:
        return Kind.COUNT, 1
    if unit.startswith("per"):
        return Kind.SHARE, 1
    if unit.startswith(("dollar", "cent")):
        return Kind.MONEY, 1 if unit.startswith("dollar") else 0.01
    *qualified, noun = unit.split()
    business = _BUSINESS if {"business", "working", "banking", "court"} & set(qualified) else 1
    return Kind.PERIOD, _DAYS[noun.rstrip("s")] * business


def _scale(scale: str | None) -> float:
    short = {"k": 1e3, "m": 1e6, "mm": 1e6, "bn": 1e9, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
    return short[scale.strip()] if scale else 1


def _count(times: str) -> float:
    return _number_in(times) or 1


def clock_times(lower: str) -> tuple[Figure, ...]:
    """Every time of the day of a text in lower case, in order; the hour counts from midnight."""
    return tuple(_clock_time(match) for match in _CLOCK.finditer(lower))


def _clock_time(match: re.Match[str]) -> Figure:
    if match["named"]:
        value = 24.0 if match["named"] == "midnight" else 12.0
    else:
        hour, minute = int(match["hour"] or match["plain"]), int(match["minute"] or match["past"] or 0)
        value = (hour % 12 + 12 * (match["half"] == "p") if match["half"] else hour) + minute / 60
    return Figure(kind=Kind.TIME, value=value, text=match[0], span=match.span())


@lru_cache(maxsize=4096)
def dates(lower: str) -> tuple[Date, ...]:
    """Every calendar date, fiscal year and year of a text in lower case, in order."""
    return tuple(_date(match) for match in _DATE.finditer(lower))


def _date(match: re.Match[str]) -> Date:
    found = match.groupdict()
    year = next((found[name] for name in ("year", "myear", "oyear", "y", "iy", "fyear", "plain") if found[name]), None)
    name = found["name"] or found["month"] or found["only"]
    month = month_of(name) if name else int(found["m"] or found["im"] or 0)
    day = int(_place(found["before"])) if found["before"] else int(found["day"] or found["d"] or found["id"] or 0)
    full = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
    return Date(year=full, month=month, day=day, text=match[0], span=match.span())


def ordinal_days(lower: str) -> tuple[Figure, ...]:
    """Days of the month named by their place, "the tenth day of each month", in order."""
    return tuple(
        Figure(
            kind=Kind.PERIOD,
            value=(1 if match["place"] == "next" else _place(match["place"])) * (_BUSINESS if match["business"] else 1),
            text=match[0].rstrip(),
            span=match.span(),
        )
        for match in _ORDINAL_DAY.finditer(lower)
    )


_COMING = (
    r"of\s+(?:(?:the|each|every|any|following|next|succeeding|calendar|first|second|third)\s+){0,4}(?:month|quarter)"
)
_ORDINAL_DAY = re.compile(
    rf"\b(?P<place>{'|'.join(sorted(ORDINALS, key=len, reverse=True))}|\d{{1,2}}(?:st|nd|rd|th)|(?<=the )next)"
    r"(?:\s*\(\s*\d{1,2}(?:st|nd|rd|th)?\s*\))?\s+(?:"
    # "the tenth day of each month", "by the 15th of the month", "no later than the third business day"
    rf"(?:calendar\s+)?day\b(?=\s+(?:{_COMING}|after|following))|(?<=\s)(?={_COMING})"
    r"|(?P<business>business|working)\s+day\b)"
)
