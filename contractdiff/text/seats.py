"""Which seats of a committee a recorder names in a column of votes: "1, 2, 5-9", "all but North".

What is not understood for sure is given back and never guessed. The table of accepted and rejected examples is
``tests/test_votes.py``.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from contractdiff.model import Vote
from contractdiff.text.glyphs import without_accents
from contractdiff.text.normal import collapse
from contractdiff.text.numbers import NUMBER_WORDS, number_of

_PARTED = re.compile(r"\s*(?:[,;|•\n\r\v\f\u2028\u2029]+|(?<!\w)(?:and|&|\+)(?!\w)|/)\s*", re.IGNORECASE)
_HARD = re.compile(r"[;|•\n\r\v\f\u2028\u2029]")
_EVERYBODY = (
    r"(?:all|everyone|everybody|every\s+one|unanimous(?:ly)?|(?:the\s+)?(?:whole|entire|full)\s+committee)"
    r"(?:\s+(?:of\s+)?(?:the\s+)?(?P<count>\d+|[a-z-]+?))?"
    r"(?:\s+(?:of\s+)?(?:the\s+)?(?:seats?|members?|them|us|committee|votes?|voting|voters?|present|yes|in\s+favou?r))*"
)
_ALL = re.compile(_EVERYBODY, re.IGNORECASE)
_ALL_BUT = re.compile(
    rf"{_EVERYBODY}\s*,?\s*(?:but|except(?:ing)?(?:\s+for)?|besides|save(?:\s+for)?|other\s+than|apart\s+from|excluding|"
    r"minus|without)\b\s*(?:the\s+)?:?\s*(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
# "all present" are not all seats, and who was there is not said
_SOME = re.compile(r"\b(?:present|voting|voters?)\b", re.IGNORECASE)
_NOBODY = frozenset(("", "none", "nobody", "no one", "no seat", "no seats", "nil", "n a", "na", "zero", "none of them"))
_PREFIX = re.compile(r"^(?:seats?|members?|no|nos|number|numbers)\s+(?=\S)")
_RANGE = re.compile(r"\s*(?:-|\bto\b|\bthrough\b|\bthru\b)\s*")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_LEGAL_FORMS = frozenset(("inc", "incorporated", "llc", "corp", "corporation", "co", "ltd", "nfp", "npo"))
_JOINING = re.compile(r"(?<=\w)['’‘.](?=\w)")
_COLUMNS = ("yes", "no", "abstain")


class SeatsRead(NamedTuple):
    """The seats that were named, in the order of the committee, and the words that name none for sure."""

    found: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRead:
    """What the columns of one vote say.

    Attributes:
        vote: The vote; ``None`` where no seat is named for sure.
        contradictions: The seats that stand in two columns, and so in none of the vote's, in the order of the seats.
        unknown: The column ("yes", "no", "abstain") and the words in it that name no seat for sure.
    """

    vote: Vote | None
    contradictions: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether nothing is left for a person to settle."""
        return not self.contradictions and not self.unknown


def read_seats(text: str, seats: Mapping[str, Collection[str]]) -> SeatsRead:
    """The seats that a text names, and its words that name none for sure.

    Args:
        text: What was typed: numbers, ranges, names, "all", "none", "all but 3".
        seats: The seats of the committee in order, each with the members and organizations that hold it.
    """
    committee = _Committee(seats)
    found: set[str] = set()
    unknown: list[str] = []
    for words, named in _items(text, committee):
        if named is None:
            unknown.append(words)
        else:
            found |= named
    return SeatsRead(tuple(seat for seat in seats if seat in found), tuple(unknown))


def vote_of(
    *, yes: str = "", no: str = "", abstain: str = "", seats: Mapping[str, Collection[str]], decided: str = ""
) -> VoteRead:
    """The vote that was typed into three columns; a seat in two of them is named, and counted in none.

    Columns that hold nothing but numbers which add up to the committee are counts, not seats, and are not understood.
    """
    typed = dict(zip(_COLUMNS, (yes, no, abstain), strict=True))
    if _are_counts(typed.values(), len(seats)):
        return VoteRead(
            vote=None, unknown=tuple((column, collapse(text)) for column, text in typed.items() if text.strip())
        )
    read = {column: read_seats(text, seats) for column, text in typed.items()}
    named = [seat for column in read.values() for seat in column.found]
    twice = {seat for seat in named if named.count(seat) > 1}
    columns = {column: tuple(seat for seat in found.found if seat not in twice) for column, found in read.items()}
    vote = Vote(seats=tuple(seats), **columns, decided=collapse(decided)) if any(columns.values()) else None
    return VoteRead(
        vote=vote,
        contradictions=tuple(seat for seat in seats if seat in twice),
        unknown=tuple((column, words) for column, found in read.items() for words in found.unknown),
    )


def _are_counts(typed: Collection[str], size: int) -> bool:
    """Whether columns may say how many voted so, and not which seats: "6", "2" and "1" beside each other.

    Where no column holds more than one number, nobody can tell a count from a seat; "1" comes to the same.
    """
    numbers = [text.strip(" .") for text in typed if text.strip(" .") and _key(text) not in _NOBODY]
    if not numbers or not all(number.isdecimal() for number in numbers):
        return False
    return any(int(number) > 1 for number in numbers) and size > 1


class _Committee:
    """The seats by what they may be called."""

    def __init__(self, seats: Mapping[str, Collection[str]]) -> None:
        self.seats = tuple(seats)
        self.called: dict[str, set[str]] = {}
        for seat, holders in seats.items():
            for name in (seat, *holders):
                for key in {_key(name), _bare(_key(name))} - {""}:
                    self.called.setdefault(key, set()).add(seat)
        self.spelled = {_spelled(name) for names in (seats, *seats.values()) for name in names}
        self.longest = max((len(key.split()) for key in self.called), default=1)

    def named(self, words: str) -> set[str] | None:
        """The seats that a piece without separators names; ``None`` where it is not sure."""
        key = _key(words)
        for each in dict.fromkeys((key, _bare(key), _PREFIX.sub("", key))):
            if each in self.called:
                return self.called[each] if len(self.called[each]) == 1 else None
        if key in _NOBODY:
            return set()
        everybody = _ALL.fullmatch(collapse(words).rstrip("."))
        if everybody:
            return set(self.seats) if self._counted(everybody["count"]) and not _SOME.search(words) else None
        return self._in_a_row(words)

    def all_but(self, words: str) -> set[str] | None:
        """The seats of "all but …", where these words begin so and every one left out is known."""
        found = _ALL_BUT.fullmatch(words.strip())
        if not found or not self._counted(found["count"]) or _SOME.search(words[: found.start("rest")]):
            return None
        left_out = list(_items(found["rest"], self))
        seats = set[str]()
        for _, named in left_out:
            if not named:
                return None
            seats |= named
        return set(self.seats) - seats if seats else None

    def _counted(self, count: str | None) -> bool:
        """Whether a number beside "all" is that of the seats."""
        if not count or count.lower() in ("seats", "members", "them", "us", "committee", "votes", "yes"):
            return True
        if count.isdecimal():
            return int(count) == len(self.seats)
        return re.fullmatch(NUMBER_WORDS, count.lower()) is not None and number_of(count.lower()) == len(self.seats)

    def _in_a_row(self, words: str) -> set[str] | None:
        """The seats of "5-9", "A to C" or "1 2 3"."""
        plain = _PREFIX.sub("", _DASHES.sub("-", without_accents(words.casefold())).strip(" ."))
        ends = [_PREFIX.sub("", end.strip(" #.")) for end in _RANGE.split(plain)]
        if len(ends) == 2 and all(end in self.called and len(self.called[end]) == 1 for end in ends):
            first, last = ends
            if first.isdecimal() and last.isdecimal() and int(first) < int(last):
                between = (str(number) for number in range(int(first), int(last) + 1))
            elif len(first) == len(last) == 1 and first.isalpha() and first < last:
                between = (chr(code) for code in range(ord(first), ord(last) + 1))
            else:
                return None
            return {seat for each in between for seat in self.called.get(each, ())}
        numbers = plain.split()
        if len(numbers) > 1 and all(each.isdecimal() and len(self.called.get(each, ())) == 1 for each in numbers):
            return {seat for each in numbers for seat in self.called[each]}
        return None


def _items(text: str, committee: _Committee) -> Iterator[tuple[str, set[str] | None]]:
    """The pieces of a text and the seats of each, ``None`` where it is not sure; blank pieces are left out.

    A name may hold what parts others: "Children, Families and Youth, Inc.".
    """
    text = unicodedata.normalize("NFC", text).strip()
    if not text or _key(text) in _NOBODY - committee.called.keys():
        return
    whole = committee.all_but(text)
    if whole is not None:
        yield collapse(text), whole
        return
    if _ALL_BUT.fullmatch(text):
        # of whom not all are known: nothing can be said of the others either
        yield collapse(text), None
        return
    pieces: list[tuple[int, int]] = []
    at = 0
    for mark in _PARTED.finditer(text):
        pieces.append((at, mark.start()))
        at = mark.end()
    pieces.append((at, len(text)))
    first = 0
    while first < len(pieces):
        start = pieces[first][0]
        for last in range(min(len(pieces), first + committee.longest + 2) - 1, first - 1, -1):
            words = text[start : pieces[last][1]]
            if not words.strip() or (last > first and _HARD.search(words)):
                continue
            if last > first and _spelled(words) not in committee.spelled:
                continue
            named = committee.named(words)
            if named is not None:
                yield collapse(words), named
                first = last
                break
        else:
            start, end = pieces[first]
            if text[start:end].strip():
                yield collapse(text[start:end]), None
        first += 1


def _key(name: str) -> str:
    """What spellings of a name have in common: its words alone, in small letters, without accents."""
    plain = without_accents(_JOINING.sub("", unicodedata.normalize("NFKC", name)).casefold()).replace("&", " and ")
    return collapse("".join(each if unicodedata.category(each)[0] in "LMN" else " " for each in plain))


def _spelled(name: str) -> str:
    """A name's key with a mark wherever its words are parted: "North, Side" is no "North Side"."""
    pieces = (_bare(_key(piece)) for piece in re.split(r"[,/+]", name))
    return ",".join(piece for piece in pieces if piece and piece not in _LEGAL_FORMS)


def _bare(key: str) -> str:
    """A key without a leading article, what a seat is called, and legal forms at the end."""
    words = key.split()
    if len(words) > 1 and words[0] in ("the", "seat"):
        del words[0]
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        del words[-1]
    return " ".join(words)
