"""How the months of the year are read, and how a day is written."""

from datetime import date

_MONTHS = "January February March April May June July August September October November December".split()
_NUMBERS = {month[:3].lower(): number for number, month in enumerate(_MONTHS, start=1)}

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
"""Finds the name of a month in lower case, whole or cut short."""


def month_of(name: str) -> int:
    """The number, from 1 to 12, of a month that ``MONTH`` found: 9 for "sept"."""
    return _NUMBERS[name[:3]]


def written_day(day: date) -> str:
    """A day as it is written in a sentence: "June 10, 2011"."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
