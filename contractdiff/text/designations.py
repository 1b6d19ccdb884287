"""What the parts of a contract are called: "Exhibit B", "Attachment 2-B", "Schedule 1".

The table of accepted and rejected mentions is ``tests/test_incorporated.py``.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Singular of each word by its forms, in the order in which such parts stand behind an agreement.
_WORDS = {
    "exhibit": ("exhibit", "exhibits"),
    "schedule": ("schedule", "schedules"),
    "attachment": ("attachment", "attachments"),
    "appendix": ("appendix", "appendices", "appendixes"),
    "annex": ("annex", "annexes"),
    "addendum": ("addendum", "addenda", "addendums"),
    "amendment": ("amendment", "amendments"),
}
_SINGULAR = {form: word for word, forms in _WORDS.items() for form in forms}
_ORDER = {word: place for place, word in enumerate(_WORDS)}
_COUNTED = "one two three four five six seven eight nine ten".split()
# Two letters are one doubled or a Roman number: "SCHEDULE OF FEES" names no schedule "OF".
_LETTERS = f"(?:{'|'.join(2 * chr(code) for code in range(65, 91))}|[IVX]{{2,5}}|[A-Z])"
_WORD_NUMBER = f"(?i:{'|'.join(_COUNTED)})"
_NUMBER = (
    rf"(?:{_LETTERS}(?:[-.–]?\d{{1,2}}|[-–][A-Z])?|\d{{1,2}}(?:[-.–]\d{{1,2}})?(?:[-.–]?[A-Z])?|{_WORD_NUMBER})(?!\w)"
)
_QUOTED = rf"(?:(?:No\.?|Number|#)\s*)?[“\"'‘]?{_NUMBER}(?:,?[”\"’'](?!\w))?"
_MENTION = re.compile(
    rf"(?<![\w-])(?P<word>(?i:{'|'.join(sorted(_SINGULAR, key=len, reverse=True))}))(?:\s+|(?=#))"
    rf"(?P<numbers>{_QUOTED}(?:(?:\s*,?\s*(?:and|or|&|through|thru|to)\s+|\s*[,;/–—-]{{1,2}}\s*|(?<=[”\"’'])\s+){_QUOTED})*)"
)
_RANGE = re.compile(r"\s*(?:through|thru|to|–|—|-{1,2})\s*", re.IGNORECASE)
_STEM = re.compile(
    rf"(?:^|[\s_(,.–-])(?P<word>(?i:{'|'.join(_WORDS)}|exh|att|attach|app))(?:[\s_.#-]+|(?=[A-Z0-9]))"
    rf"(?:(?i:no\.?)[\s_-]*)?(?P<number>{_LETTERS}|[a-z]|\d{{1,2}}|{_WORD_NUMBER})(?P<tail>[-.]?(?:\d{{1,2}}|[A-Z]))?"
    r"(?![A-Za-z0-9])"
)
_SHORT = {"exh": "exhibit", "att": "attachment", "attach": "attachment", "app": "appendix"}
_STEMS = ("exhibit", "schedule", "attachment", "appendi", "annex", "addend", "amendment")
_FIRST = re.compile(r"\s*[,;/—]\s*|\s+[–-]+\s*|--")
_JOINED = re.compile(r"\b(?:and|or|through|thru)\b|&")
_DASHED = re.compile(r"(?<![\w-])([A-Z](?=.[A-Z])|\d{1,2}(?=.\d))[-–]([A-Z]|\d{1,2})(?![\w-])")
_MARKS = re.compile(r"[“”\"'‘’#,]|\b(?:No|Number)\b\.?")
_ROMANS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV".split()
LONGEST_HEADING = 20
"""The most words of a heading that says which part of a contract follows."""
# More parts than this in a range ("Exhibits A through Z") are no range.
_MOST = 30


@dataclass(frozen=True, slots=True, order=True)
class Designation:
    """What a part is called: its word in lower case and its number as printed, in capitals ("2-B")."""

    word: str
    number: str

    @property
    def name(self) -> str:
        """As it is cited: "Exhibit B"."""
        return f"{self.word.capitalize()} {self.number}"

    @property
    def order(self) -> tuple[int, tuple[tuple[int, int, str], ...]]:
        """By what such parts are put in order: exhibits before attachments, 2 before 10, A before AA."""
        return _ORDER[self.word], tuple(
            (0, int(piece), "") if piece.isdigit() else (1, _letters(piece), piece)
            for piece in re.findall(r"\d+|[A-Z]+", self.number)
        )


@dataclass(frozen=True, slots=True)
class Mention:
    """Parts named together ("Exhibits A through C") and where in the text, in characters."""

    start: int
    end: int
    designations: tuple[Designation, ...]
    word: str


def mentions(text: str) -> Iterator[Mention]:
    """Every place where parts are named by their designations, in order."""
    lower = text.lower()
    if not any(stem in lower for stem in _STEMS):
        return
    for found in _MENTION.finditer(text):
        word, numbers = found["word"], found["numbers"]
        # "shall schedule 2 visits" names nothing
        if word == "schedule" and numbers[:1].isdigit():
            continue
        several = _SINGULAR[word.lower()] != word.lower()
        if not several:
            # of one part, "Exhibit A, I will" and "Appendix II to 2 CFR" name no second; "Exhibit A, B and C" does
            numbers = re.split(r"\s+to\s", numbers, maxsplit=1)[0]
            numbers = numbers if _JOINED.search(numbers) else _FIRST.split(numbers, maxsplit=1)[0]
        end = found.start("numbers") + len(numbers)
        yield Mention(found.start(), end, _named(_SINGULAR[word.lower()], numbers, several), word)


def designation_of(text: str) -> Designation | None:
    """The designation with which a heading begins ("EXHIBIT B – SCOPE"), or ``None``."""
    found = next(mentions(text), None)
    if found is None or found.start or len(found.designations) != 1:
        return None
    return found.designations[0]


def designation_in_name(stem: str) -> Designation | None:
    """The designation in a file's name without its ending: "FY2012_Exhibit-B_Scope", "Att 2"."""
    found = _STEM.search(stem)
    if found is None:
        return None
    word = found["word"].lower()
    return Designation(_SHORT.get(word, word), _plain(found["number"] + (found["tail"] or "")))


def _named(word: str, numbers: str, several: bool) -> tuple[Designation, ...]:
    if several:
        # "Exhibits A-F" are six, "Attachment 2-B" is one
        numbers = _DASHED.sub(r"\1 – \2", numbers)
    places = [(found.start(), found.end()) for found in re.finditer(_NUMBER, numbers)]
    named: list[str] = []
    for at, (start, end) in enumerate(places):
        number = _plain(numbers[start:end])
        if at and _RANGE.fullmatch(_MARKS.sub("", numbers[places[at - 1][1] : start])):
            named += _between(named[-1], number)
        named.append(number)
    return tuple(dict.fromkeys(Designation(word, number) for number in named))


def _plain(number: str) -> str:
    number = number.replace("–", "-").upper()
    return str(_COUNTED.index(number.lower()) + 1) if number.lower() in _COUNTED else number


def _between(first: str, last: str) -> list[str]:
    """The numbers between two: B to E of "A through F"; none where they are not written alike."""
    if first in _ROMANS and last in _ROMANS and (len(first) > 1 or len(last) > 1):
        inner = _ROMANS[_ROMANS.index(first) + 1 : _ROMANS.index(last)]
    elif first.isdigit() and last.isdigit():
        inner = [str(number) for number in range(int(first) + 1, int(last))]
    elif len(first) == len(last) == 1 and first.isalpha() and last.isalpha():
        inner = [chr(code) for code in range(ord(first) + 1, ord(last))]
    else:
        inner = []
    return inner if len(inner) <= _MOST else []


def _letters(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - 64
    return value


def natural_order(name: str) -> tuple[tuple[int, int, str], ...]:
    """By what names are put in order as people do: "part 2" before "part 10", capitals making no difference."""
    plain = unicodedata.normalize("NFC", name).casefold()
    pieces = ((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in re.findall(r"\d+|\D+", plain))
    return (*pieces, (2, 0, name))


def part_order(designation: str, file: str) -> tuple[object, ...]:
    """By what the files of one version are put in order: the agreement itself, others, exhibits and the like.

    ``designation`` is what a file is cited by, "" for the agreement itself.
    """
    found = designation_of(designation)
    return designation != "", found.order if found else (), natural_order(designation), natural_order(file)
