"""Which words names are made of, and which are never folded away because a contract turns on them."""

import re

from contractdiff.text import NUMERALS as NUMBERS

# Words that hold a name together and never begin or end it.
JOINING = frozenset("of for and the &".split())
# Words that are written large where a sentence begins and are no names.
PLAIN = frozenset(
    "a about after again also an and another any are as at be because been before being between but by did do does"
    " done during either every few following for from further had has have having he her here hereby herein hereof"
    " hereto hereunder his how however i if in into is it its itself less like more most much my near neither next nor"
    " now of off on once one or other otherwise our out over own per please same said so some such than that the their"
    " them then there thereafter therefore therein thereof these they this those through thus to too under up upon"
    " very via was we were what whatever when whenever where whereas wherever whether which while who whoever whom"
    " whose why with yes yet you your".split()
)
# Numbers in words.
NUMERALS = frozenset(NUMBERS) - {"one"}
# Words a contract turns on: where one of them differs, the place is told, however often it is the same.
_TELLING = frozenset(
    "shall will must may should would could can cannot might need not no none never without within unless"
    " except only all each both any least most until prior first last second third fourth fifth half quarter"
    " double single dozen zero two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
    " hundred thousand million billion day days week weeks month months year years quarters hour hours minute"
    " minutes daily weekly biweekly monthly bimonthly quarterly annual annually semiannual semi-annual yearly"
    " biennial fiscal calendar business working january february march april june july august september"
    " october november december monday tuesday wednesday thursday friday saturday sunday percent percentage"
    " dollar dollars cent cents gross net minimum maximum total average best reasonable sole immediate"
    " immediately prompt promptly material written federal mandatory optional allowable unallowable exclusive"
    " nonexclusive non-exclusive direct indirect fixed variable joint several jointly severally section"
    " sections article articles exhibit exhibits attachment attachments appendix appendices schedule schedules"
    " paragraph paragraphs subsection subsections clause clauses annex annexes addendum part parts page pages"
    " chapter title table figure item party parties usd eur gbp cad aud euro euros pound pounds gallon gallons".split()
)
# Put before a name these say which of what it names, or how much of it: no longer name, but a narrower one.
NARROWING = frozenset(
    "eligible approved authorized authorised qualified certain other additional final initial interim actual"
    " necessary applicable required selected designated current existing new former future proposed draft original"
    " amended revised separate special general specific local state regional public private medical legal".split()
)
_NUMERAL = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})|\w", re.IGNORECASE)
_PART_OF_YEAR = re.compile(r"(?:[sf]?fy)?['’]?(?:(?:19|20)\d\d|\d\d)(?:[-–/](?:(?:19|20)\d\d|\d\d))?")


def may_be_named(word: str) -> bool:
    """Whether a word, in lower case, may be what differs between two names, or be a year."""
    if any(map(str.isdigit, word)):
        return _PART_OF_YEAR.fullmatch(word) is not None
    return word not in _TELLING and word not in PLAIN and _NUMERAL.fullmatch(word) is None
