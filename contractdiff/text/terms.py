"""What a person types as a term or a date: "6 (six) months", "until December 31, 2011", "Friday, June 10".

What says two things, or may mean two, is not understood. The table of accepted and rejected examples is
``tests/test_terms.py``.
"""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from contractdiff.model import Bound, Term, TermKind
from contractdiff.text.days import MONTH, month_of
from contractdiff.text.normal import collapse
from contractdiff.text.numbers import DIGITS, NUMBER_WORDS, ORDINALS, digits_of, number_of

_MONTH = rf"{MONTH}\b\.?"
_WEEKDAYS = "mon tue wed thu fri sat sun".split()
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_DATE = (
    rf"(?:(?P<weekday>{_WEEKDAY}),?\s+)?(?:the\s+)?(?:"
    rf"(?P<month>{_MONTH})\s*(?P<day>{_DAY})\b(?:(?:\s*,\s*|\s+)(?P<year>\d{{4}})\b)?"
    rf"|(?P<dday>{_DAY}|{_ORDINAL})(?:\s+|-)(?:day\s+)?(?:of\s+)?(?P<dmonth>{_MONTH})(?:(?:\s*,\s*|\s+|-)(?P<dyear>\d{{4}})\b)?"
    r"|(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<nyear>\d{4}|\d{2})"
    r"|(?P<iyear>\d{4})-(?P<imonth>\d{1,2})-(?P<iday>\d{1,2})"
    r")(?![\w/])"
)
_ONLY_DATE = re.compile(
    rf"(?:on\s+|by\s+|until\s+)?{_DATE}(?:,?\s+(?:at\s+)?(?:\d{{1,2}}(?::\d\d)?\s*[ap]\.?\s?m\b\.?|noon|midnight))?\.?"
)
_ANY_DATE = re.compile(rf"(?<![\w/.$-]){_DATE}")

_UNITS = {"day": (0, 1), "week": (0, 7), "fortnight": (0, 14), "month": (1, 0), "quarter": (3, 0), "year": (12, 0)}
_SHORT = {"mo": "month", "mos": "month", "yr": "year", "yrs": "year", "wk": "week", "wks": "week", "qtr": "quarter"}
_UNIT = r"(?P<unit>(?:day|week|fortnight|month|quarter|year)s?|mos?|yrs?|wks?|qtrs?)\b['’.]?"
_BUSINESS = r"(?P<business>(?:business|working|work|banking)[\s-]+)?"
_CALENDAR = r"(?:(?:calendar|consecutive|full|whole|additional|more|fiscal|extra|contract|program)[\s-]+){0,2}"
_NUMBER = (
    rf"(?:(?P<digits>{DIGITS})(?:\s*\(\s*(?P<spelled>{NUMBER_WORDS})\s*\))?"
    rf"|\b(?P<words>{NUMBER_WORDS})\b(?:\s*\(\s*(?P<figures>{DIGITS})\s*\))?|\b(?P<half>half(?:\s+of)?\s+an?|one[\s-]half)|\b(?P<one>an?))"
)
_PERIOD = re.compile(rf"(?<![\w.$/–-]){_NUMBER}[\s-]*{_CALENDAR}{_BUSINESS}{_UNIT}")
_SCALE = r"(?:\s?(?P<scale>k|thousand|million|m)\b)?"
_MONEY = re.compile(
    rf"(?:us\s?)?\$\s?(?P<sum>{DIGITS}){_SCALE}(?:\s+dollars\b)?"
    rf"|(?<![\w.$-])(?P<plain>{DIGITS})\s?(?P<pscale>k\b|thousand\b|million\b)?\s?(?:dollars|usd)\b"
    rf"|\b(?P<words>{NUMBER_WORDS})\s+dollars\b(?:\s*\(\s*\$?(?P<again>{DIGITS})\s*\))?"
)
_SHARE = re.compile(
    rf"(?<![\w.$-])(?P<digits>{DIGITS})(?:\s*\((?P<spelled>{NUMBER_WORDS})\))?\s?(?:%|per\s?cent\b(?!age))"
    rf"|\b(?P<words>{NUMBER_WORDS})\s+per\s?cent\b(?:\s*\(\s*(?P<again>{DIGITS})\s?%?\s*\))?"
)
_JOIN = re.compile(r"\s*(?:,|and|,\s*and|\+|plus)?\s*")
_SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
_MOST = re.compile(
    r"\b(?:up\s+to|at\s+most|(?:no|not)\s+(?:more|longer|later)\s+than|not\s+to\s+exceed|(?:a\s+)?maximum(?:\s+of)?|within|"
    r"less\s+than|under|max\.?|limited\s+to|capped\s+at)\s+(?:the\s+)?(?:a\s+)?$"
)
_LEAST = re.compile(
    r"\b(?:at\s+least|(?:no|not)\s+(?:less|fewer|earlier|sooner)\s+than|(?:a\s+)?minimum(?:\s+of)?|more\s+than|over|min\.?|"
    r"not\s+before)\s+(?:the\s+)?(?:a\s+)?$"
)
# A deadline; "extended by six months" is none
_BY = re.compile(r"\b(?:by|before|not\s+after)\s+$")
# What takes back or blurs what the number says
_BLURRED = re.compile(
    r"\b(?:about|approximately|approx|around|roughly|some|nearly|almost|or\s+so|perhaps|maybe|possibly|circa|not|no|never|"
    r"denied|refused?|instead|rather|versus|vs|between|from|"
    rf"per(?!\s?cent)|each|every|monthly|weekly|daily|annual(?:ly)?|yearly)\b|[~?≈±]"
    rf"|\b(?:\d+|{NUMBER_WORDS})\)?\s*(?:to|or|–|-)\s*(?:\d[\d.,]*|(?:{NUMBER_WORDS})\b)(?![\d/-])(?=[\s)-]*(?:[a-z]|%))"
)
_NOT_BLURRED = re.compile(
    r"\b(?:no|not)\s+(?:more|longer|later|less|fewer|earlier|sooner)\s+than\b|\bnot\s+(?:to\s+exceed|before)\b"
)
_COUNTED_FROM = re.compile(
    r"\bfrom\s+(?:the\s+|its\s+)?(?:date|start|beginning|execution|signing|receipt|effective|now|today)\b"
)


def read_date(text: str, *, year: int | None = None) -> date | None:
    """The day that a text names, or ``None``.

    Args:
        text: Nothing but a date, in figures with the month first as in the United States.
        year: The year of a date that names none; without it such a date is not understood.
    """
    found = _ONLY_DATE.fullmatch(collapse(text).lower())
    return _date(found, year) if found else None


def read_term(text: str, *, year: int | None = None) -> Term | None:
    """The one term that a text names, or ``None`` where it names none, several, or one that is not sure.

    Args:
        text: A term, alone or in a sentence.
        year: The year of a date that names none.
    """
    plain = collapse(text)
    lower = plain.lower()
    if len(lower) != len(plain) or len(lower) > _LONGEST:
        return None
    if _BLURRED.search(_COUNTED_FROM.sub(" ", _NOT_BLURRED.sub(" ", lower))):
        return None
    terms = list(_terms(plain, lower, year))
    if not terms or None in terms:
        return None
    said = {(term.kind, term.months, term.days, term.on, term.amount, term.bound) for term in terms if term}
    return terms[0] if len(said) == 1 else None


_LONGEST = 2_000


def _terms(plain: str, lower: str, year: int | None) -> Iterator[Term | None]:
    """Every term that stands in a text; ``None`` for what looks like one and is none."""
    taken: list[tuple[int, int]] = []
    for found in _ANY_DATE.finditer(lower):
        taken.append(found.span())
        on = _date(found, year)
        bound = Bound.AT_MOST if _BY.search(lower, 0, found.start()) else _bound(lower, found.start())
        text = plain[found.start() : found.end()]
        yield None if on is None else Term(kind=TermKind.DATE, on=on, bound=bound, text=text)
    for kind, pattern in ((TermKind.MONEY, _MONEY), (TermKind.SHARE, _SHARE)):
        for found in pattern.finditer(lower):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            taken.append(found.span())
            amount = _money(found) if kind is TermKind.MONEY else _counted(found)
            yield (
                None
                if amount is None
                else Term(
                    kind=kind,
                    amount=amount,
                    bound=_bound(lower, found.start()),
                    text=plain[found.start() : found.end()],
                )
            )
    yield from _periods(plain, lower, taken)


def _periods(plain: str, lower: str, taken: list[tuple[int, int]]) -> Iterator[Term | None]:
    """The periods, those that are added up ("one year and six months") as one."""
    run: list[re.Match[str]] = []
    for found in _PERIOD.finditer(lower):
        if any(start < found.end() and found.start() < end for start, end in taken):
            continue
        if run and not (_JOIN.fullmatch(lower, run[-1].end(), found.start()) and _goes_on(run, found)):
            yield _period(plain, lower, run)
            run = []
        run.append(found)
    if run:
        yield _period(plain, lower, run)


def _goes_on(run: list[re.Match[str]], found: re.Match[str]) -> bool:
    """Whether a period goes on with a smaller unit: months after years."""
    sizes = [months * 31 + days for months, days in (_UNITS[_unit(each)] for each in (run[-1], found))]
    return sizes[0] > sizes[1] and not found["business"] and not run[-1]["business"]


def _period(plain: str, lower: str, run: list[re.Match[str]]) -> Term | None:
    months = days = Fraction()
    for found in run:
        count = _counted(found)
        if count is None:
            return None
        of_month, of_day = _UNITS[_unit(found)]
        months, days = months + of_month * count, days + of_day * count
        if found["business"] and _unit(found) != "day":
            return None
    # half a month has no certain number of days
    if months.denominator != 1 or days.denominator != 1 or months > 12_000 or days > 400_000:
        return None
    return Term(
        kind=TermKind.BUSINESS_DAYS if run[0]["business"] else TermKind.PERIOD,
        months=int(months),
        days=int(days),
        bound=_bound(lower, run[0].start()),
        text=plain[run[0].start() : run[-1].end()],
    )


def _unit(found: re.Match[str]) -> str:
    unit = found["unit"]
    return _SHORT.get(unit) or _SHORT.get(unit.rstrip("s")) or unit.rstrip("s")


def _counted(found: re.Match[str]) -> Fraction | None:
    """The number before a unit; ``None`` where words and figures beside each other differ."""
    groups = found.groupdict()
    values = [
        *(_exact(digits_of(groups[name])) for name in ("digits", "figures", "again") if groups.get(name)),
        *(_exact(number_of(groups[name])) for name in ("words", "spelled") if groups.get(name)),
    ]
    if groups.get("half"):
        return Fraction(1, 2)
    if groups.get("one"):
        return Fraction(1)
    return values[0] if values and all(value == values[0] for value in values) else None


def _money(found: re.Match[str]) -> Fraction | None:
    if found["words"]:
        amount = _exact(number_of(found["words"]))
        return amount if not found["again"] or _exact(digits_of(found["again"])) == amount else None
    scale = found["scale"] or found["pscale"]
    return _exact(digits_of(found["sum"] or found["plain"])) * _SCALES.get(scale or "", 1)


def _exact(number: float) -> Fraction:
    return Fraction(number).limit_denominator(1_000_000)


def _bound(lower: str, at: int) -> Bound:
    before = lower[max(0, at - 40) : at]
    return Bound.AT_MOST if _MOST.search(before) else Bound.AT_LEAST if _LEAST.search(before) else Bound.EXACT


def _date(found: re.Match[str], year: int | None) -> date | None:
    if found["month"] or found["dmonth"]:
        name, day = found["month"] or found["dmonth"], found["day"] or found["dday"]
        month = month_of(name)
        number = ORDINALS.get(day) or int(re.sub(r"\D", "", day))
        printed = found["year"] or found["dyear"]
        in_year = int(printed) if printed else year
    elif found["first"]:
        month, number = int(found["first"]), int(found["second"])
        if month > 12 >= number:
            month, number = number, month
        in_year = int(found["nyear"])
        if len(found["nyear"]) == 2:
            in_year += 2000 if in_year < 70 else 1900
    else:
        in_year, month, number = int(found["iyear"]), int(found["imonth"]), int(found["iday"])
    if in_year is None:
        return None
    try:
        on = date(in_year, month, number)
    except ValueError:
        return None
    named = found["weekday"]
    # a weekday that is not the date's says that one of them is wrong
    return on if not named or _WEEKDAYS.index(named[:3]) == on.weekday() else None
