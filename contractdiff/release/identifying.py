"""Words that may tell who wrote a comment, for a person to read before they go out, and pledges that must not.

These are plain rules that rather point out too much: nothing is decided by them. What each accepts and rejects stands
in the table of ``tests/test_identifying.py``.

============  =========================================================================================================
place         "in Pulaski County", "near Cairo", "Springfield, IL", a state, "City of Alton"
organization  words with capitals that the contract does not use: a program, a project, an association
person        "Dr. Amari", "J. R. Roe", "our director, Jane Roe"
money         "$40,000", "about 40k", "fifty thousand dollars"; not what stands in the contract
telephone     "(217) 555-0100"
address       e-mail, web and street addresses
only one      "the only shelter in …", "the largest provider of …"
pledge        "we would refuse to sign", "we will all charge $90": a warning of its own, since competitors who agree on
              this may break antitrust law, while asking an agency together does not
============  =========================================================================================================
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from contractdiff.model import Finding, FindingKind

_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|"
    "Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|"
    "Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|"
    "Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|"
    "Texas|Utah|Vermont|Virginia|Washington|"
    "West Virginia|Wisconsin|Wyoming|Puerto Rico"
)
_CODES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|IA|ID|IL|IN|KS|KY|LA|MA|MD|ME|MI|MN|MO|MS|MT|NC|ND|NE|NH|NJ|NM|NV|NY|OH|OK|OR|PA|"
    "RI|SC|SD|TN|TX|UT|VA|VT|WA|WI|WV|WY|DC|PR"
)
_CAP = r"[A-ZÀ-ÞŁŚŻŽ][\w’'.\-]*\w|[A-ZÀ-Þ]"
_NAME = rf"(?:{_CAP})(?:[ \u00a0](?:{_CAP})){{0,3}}"
_SIDES = r"rural|downtown|north|south|east|west|northern|southern|eastern|western|central|upper|lower|greater|metro"
# Words before "county" and the like that name none
_ANY = (
    "a an any another each every entire few four in many most neighboring nearby no of one only other our per same"
    " several small some that the their these this those three two urban which whole rural your its by and or home with"
    " large new"
)
_NOT_ALONE = "|".join(
    "day days time times month months year years week weeks quarter reason way paragraph sentence clause section"
    " sections subsection article page part word words thing change changes option exception invoice payment report"
    " step draft version half business people one ones question issue problem concern line item deadline remedy case"
    " instance".split()
)
_WE = (
    r"\b(?:we|us|i|our\s+(?:agency|members|organi[sz]ation|board)|all\s+of\s+us|every(?:one|body)|no\s?body|no\s+one|"
    r"members?|providers|agencies|the\s+coalition|together)\b"
)
_RULES: tuple[tuple[FindingKind, str], ...] = tuple(
    (kind, pattern)
    for kind, patterns in (
        (
            FindingKind.PLEDGE,
            (
                r"\b(?:refus\w+|declin\w+)\s+to\s+(?:\w+\s+){0,2}?(?:sign\w*|renew\w*|contract\b|execute|serve)\b",
                rf"{_WE}[^.!?;]{{0,60}}(?:\b(?:not|never)|n[’']t)\s+(?:\w+\s+){{0,4}}?"
                r"(?:sign|signing|renew|renewing|execute|contract\s+with|do\s+business)\b",
                rf"{_WE}[^.!?;]{{0,40}}\b(?:will|would|should|must|may|might|going\s+to|plan\s+to|ready\s+to)\s+"
                r"(?:\w+\s+){0,3}?(?:refuse|decline|boycott|walk\s+away|hold\s+out|withhold|opt\s+out|pull\s+out)\b"
                r"(?:\s+to\s+\w+)?",
                r"\bboycott\w*|\bhold(?:ing)?\s+out\s+for\b|\bwithhold(?:ing)?\s+(?:our\s+)?(?:services|signatures?)\b",
                rf"{_WE}[^.!?;]{{0,40}}\b(?:charge|set|raise|demand|agree\s+(?:on|to)|insist\s+on|bid|quote|hold)\b"
                r"[^.!?;]{0,40}(?:\b(?:rates?|prices?|fees?)\b|\$\s?\d[\d,.]*)",
                rf"{_WE}[^.!?;]{{0,40}}\b(?:accept|take|work\s+for|settle\s+for)\b[^.!?;]{{0,20}}"
                r"\b(?:less|lower|nothing\s+(?:less|under|below)|under|below)\b",
                r"\b(?:nos\s+nega\w+|rehus\w+)\s+a?\s*firmar\b|\bno\s+(?:vamos\s+a\s+)?firmar(?:emos)?\b",
            ),
        ),
        (
            FindingKind.ADDRESS,
            (
                r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+",
                r"\b(?:https?://|www\.)[^\s<>\"”]*[\w/]",
                r"\b[\w\-]+(?:\.[\w\-]+)*\.(?:org|com|net|edu|info|us|gov|io)\b(?:/[^\s<>\"”]*[\w/])?",
                rf"\b\d{{1,5}}\s(?:[NSEW]\.?\s)?(?:{_CAP})(?:\s(?:{_CAP})){{0,2}}\s"
                r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Place|Pl|Highway|Hwy|Parkway)\b",
                r"(?i:\bP\.?\s?O\.?\s?Box\s+\d+)",
                rf"\b(?:{_CODES})\s\d{{5}}(?:-\d{{4}})?\b",
            ),
        ),
        (
            FindingKind.TELEPHONE,
            (
                r"(?<![\d.\-])(?:\+?1[\s.\-])?(?:\(\d{3}\)\s?|\d{3}[\s.\-\u2010-\u2013])\d{3}[\s.\-\u2010-\u2013]\d{4}(?!\d)",
                r"(?<![\d.,\-])\d{3}[.\-\u2010-\u2013]\d{4}(?![\d\-])",
            ),
        ),
        (
            FindingKind.MONEY,
            (
                r"(?:US)?[$€£]\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:k|K|m|M|thousand|million|billion)\b)?",
                r"\b\d[\d,]*(?:\.\d+)?\s?(?:dollars|cents|bucks|USD)\b",
                r"\b\d+(?:\.\d+)?[kK]\b",
                r"(?i:\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|"
                r"seventy|eighty|ninety|hundred|thousand|million|half|several|a|-|\s){1,12}\s(?:thousand|million|hundred)\s?"
                r"(?:dollars)?\b(?=\s+(?:dollars|a\s+year|per|annually|each)|\s*[.,;]))",
            ),
        ),
        (
            FindingKind.PERSON,
            (
                rf"\b(?:Mrs?|Ms|Mx|Dr|Rev|Fr|Sr|Sra|Prof|Hon|Sen|Rep|Gov)\.?\s(?:{_NAME})",
                rf"\b(?:Sister|Father|Pastor|Rabbi|Imam|Judge|Senator|Representative|Doctor|Deacon)\s(?:{_NAME})",
                r"\b(?:[A-Z]\.\s?){1,3}(?!S\.|C\.)[A-Z][a-zà-ÿ][\w’'\-]+",
                rf"(?i:\b(?:director|manager|officer|coordinator|supervisor|chair|president|CEO|CFO|counsel|attorney|staff|"
                rf"founder|accountant|auditor|colleague|client|named|called|contact|ask\s+for|call|name\s+is|signed),?:?\s)"
                rf"(?P<said>{_NAME})",
            ),
        ),
        (
            FindingKind.PLACE,
            (
                rf"(?:{_CAP})(?:\s(?:{_CAP})){{0,2}}\s(?:County|Counties|Township|Parish|Borough|Village|Valley|Heights|"
                r"Reservation|Neighborhood|Metro)\b",
                rf"\b(?:County|City|Village|Town|Township|State)\sof\s(?:{_NAME})",
                rf"\b(?i:(?!(?:{'|'.join(_ANY.split())})\s)[a-z][\w’'\-]+\s(?:county|township|parish)\b)",
                rf"(?:{_CAP})(?:\s(?:{_CAP})){{0,2}},\s?(?:{_CODES})\b(?!\w)",
                rf"\b(?:(?i:{_SIDES})(?:[\s\-](?i:{_SIDES}))?\s)?(?:{_STATES})\b",
                rf"\b(?:(?i:in|near|around|outside|across|throughout|serving|from|beyond|between|within))\s"
                rf"(?P<said>(?:(?i:{_SIDES})\s){{0,2}}(?:{_NAME}))",
                rf"\b(?i:{_SIDES})[\s\-](?:{_NAME})",
            ),
        ),
        (
            FindingKind.ONLY_ONE,
            (
                rf"(?i:\b(?:the|our|are|is|as|’s|'s|being)\s+(?:very\s+)?(?:only|sole|first|largest|oldest|biggest|smallest|"
                rf"nearest|newest|last(?:\s+remaining)?|second[\s\-]largest)\s+(?!(?:{_NOT_ALONE})\b)(?:[\w’'\-]+\s+){{1,8}}?"
                r"(?:in|of|for|serving|within|between|across|around|that|who|with|left|to)\b(?:\s+[\w’'\-]+){0,4})",
                r"(?i:\bone\s+of\s+(?:the\s+)?(?:only\s+)?(?:two|three|four|few|handful)\s+(?:[\w’'\-]+\s+){1,6}?"
                r"(?:in|of|serving|within|that|who)\b(?:\s+[\w’'\-]+){0,4})",
                r"(?i:\bno\s+other\s+(?:provider|agency|shelter|organi[sz]ation|program|clinic|home|center)\w*)",
                r"(?i:\b(?:we|who)\s+alone\b|\bonly\s+we\b)",
            ),
        ),
    )
    for pattern in patterns
)
_COMPILED = tuple(
    (kind, re.compile(pattern, re.IGNORECASE if kind is FindingKind.PLEDGE else 0)) for kind, pattern in _RULES
)
_WORD = re.compile(r"[^\W\d_][\w’']*(?:[-&][\w’']+)*")
_JOINING = frozenset(("of", "the", "for", "to", "and", "on", "in", "at", "de", "la", "del", "&"))
_SENTENCE_END = re.compile(r"(?:^|[.!?:;•\n\t“\"(\[/–—-]|\d\))\s*$")
# So many characters before a word tell whether a sentence begins with it.
_BEFORE = 6
# Words that people write with a capital and that name nobody
_COMMON = frozenset(
    "I I’m I'm I’d I'd I’ve I've I’ll I'll January February March April May June July August September October November"
    " December Monday Tuesday Wednesday Thursday Friday Saturday Sunday English Spanish Federal State Congress OK Ok FY"
    " ID PDF Word Excel USA US U.S CEO CFO HR IT Section Article Exhibit Appendix Attachment Department Agency Provider"
    " Contract Agreement CFR USC ILCS Medicaid Medicare HIPAA FOIA IRS N/A NA Q A AND OR NOT Thanks Thank Please Yes No"
    " We".split()
)
_MOSTLY = 0.7
_FEW_LETTERS = 12

_WHY = {
    FindingKind.PLACE: "a place may tell who wrote this. Say it more widely, or leave it out.",
    FindingKind.ORGANIZATION: "the contract has no such name; a program or an organization may tell who wrote this. "
    "Leave it out if it does.",
    FindingKind.PERSON: "this looks like the name of a person. Leave it out.",
    FindingKind.MONEY: "a sum may tell who wrote this, and costs are better told in ranges. Say it more widely.",
    FindingKind.TELEPHONE: "this looks like a telephone number. Leave it out.",
    FindingKind.ADDRESS: "this is an address. Leave it out.",
    FindingKind.ONLY_ONE: "if there is only one, everybody knows who it is. Say it more widely, or leave it out.",
    FindingKind.PLEDGE: "this may be a pledge not to sign, or on rates. Competitors who agree on that may break "
    "antitrust law, while asking an agency together does not. Leave it out, and ask counsel.",
}


def identifying(text: str, *, known: Iterable[str] = ()) -> tuple[Finding, ...]:
    """What in a text may tell who wrote it, and pledges in it, in the order of the text.

    Args:
        text: What somebody wrote.
        known: The words of the contract as they are written there; where none has a capital, capitals make no
            difference. Give a frozenset where many texts are looked through.
    """
    words = _lexicon(known if isinstance(known, frozenset) else frozenset(known))
    found: list[Finding] = []
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text):
            group = "said" if "said" in pattern.groupindex else 0
            said, start = match[group].rstrip(" .,"), match.start(group)
            if kind in (FindingKind.PLACE, FindingKind.PERSON) and group and words.has_all(said):
                continue
            if kind is FindingKind.MONEY and {said, said.lstrip("$ ")} & words.words:
                continue
            if said.strip():
                found.append(_finding(kind, said.strip(), start))
    found += _names(text, words)
    return tuple(_longest(found))


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The words that the contract and everybody else use with a capital."""

    words: frozenset[str]
    has_capitals: bool

    def has_all(self, said: str) -> bool:
        """Whether all of some words are among them."""
        return all(map(self.has, _WORD.findall(said)))

    def has(self, word: str) -> bool:
        """Whether a word is among them, be it in the plural or the possessive."""
        small = word.lower()
        if small in _JOINING or small in _STARTS or word in _COMMON:
            return True
        bare = re.sub(r"[’']s?$", "", word)
        own = {word, bare, bare.rstrip("s")}
        return not self.words.isdisjoint(own if self.has_capitals else map(str.lower, own))


@lru_cache(maxsize=4)
def _lexicon(words: frozenset[str]) -> _Lexicon:
    return _Lexicon(words, any(map(_has_capital, words)))


def _names(text: str, known: _Lexicon) -> Iterator[Finding]:
    """Runs of words with capitals that the contract does not use."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) >= _FEW_LETTERS and sum(map(str.isupper, letters)) > _MOSTLY * len(letters):
        why = "all of it is in capitals, so that names cannot be told from other words. Read it."
        yield Finding(kind=FindingKind.ORGANIZATION, words=" ".join(text.split())[:60], start=0, why=why)
        return
    run: list[re.Match[str]] = []
    for word in (*_WORD.finditer(text), None):
        if word is not None and (_has_capital(word[0]) or (run and word[0].lower() in _JOINING)):
            gap = text[run[-1].end() : word.start()] if run else " "
            if not run or (gap.strip() in ("", "&") and "\n" not in gap):
                run.append(word)
                continue
        yield from _of_run(text, run, known)
        run = [word] if word is not None and _has_capital(word[0]) else []


def _of_run(text: str, run: list[re.Match[str]], known: _Lexicon) -> Iterator[Finding]:
    while run and run[-1][0].lower() in _JOINING:
        run = run[:-1]
    named = [word for word in run if _has_capital(word[0])]
    if named and _begins_sentence(text, named[0].start()) and not _is_acronym(named[0][0]):
        # the first word of a sentence has a capital anyway; it counts with another beside it
        rest = [word for word in named[1:] if not known.has(word[0])]
        if not rest:
            return
        if _is_ordinary_start(named[0][0], known):
            named, run = named[1:], run[run.index(named[1]) :]
    if any(not known.has(word[0]) for word in named):
        yield _finding(FindingKind.ORGANIZATION, text[run[0].start() : run[-1].end()], run[0].start())


_STARTS = frozenset(
    "a an and as at because both but by each even every for from he her his how if in it its many most my no not of on"
    " one or other our since she so some such that the their there these they this those to under until we what when"
    " where which while who why will with would you your".split()
)


def _is_ordinary_start(word: str, known: _Lexicon) -> bool:
    return word.lower() in _STARTS or word in _COMMON or word.lower() in known.words


def _begins_sentence(text: str, start: int) -> bool:
    return _SENTENCE_END.search(text[max(start - _BEFORE, 0) : start]) is not None


def _has_capital(word: str) -> bool:
    return any(map(str.isupper, word))


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and sum(map(str.isupper, word)) > 1


def _finding(kind: FindingKind, words: str, start: int) -> Finding:
    said = " ".join(words.split())
    return Finding(kind=kind, words=said, start=start, why=f"“{said}”: {_WHY[kind]}")


def _longest(found: list[Finding]) -> Iterator[Finding]:
    """The findings in order, without names that stand in another finding and those of one kind in one another."""
    kept: list[Finding] = []
    order = [FindingKind.ORGANIZATION]
    for each in sorted(found, key=lambda f: (f.kind in order, f.kind is FindingKind.PLACE, -len(f.words), f.start)):
        end = each.start + len(each.words)
        loose = each.kind in (FindingKind.ORGANIZATION, FindingKind.PLACE, FindingKind.MONEY, FindingKind.PERSON)
        others = [
            other
            for other in kept
            if (other.kind is each.kind or (loose and other.kind not in (FindingKind.PLEDGE, FindingKind.ONLY_ONE)))
            and other.start < end
            and each.start < other.start + len(other.words)
        ]
        if not others:
            kept.append(each)
    return iter(sorted(kept, key=lambda f: (f.start, list(FindingKind).index(f.kind))))
