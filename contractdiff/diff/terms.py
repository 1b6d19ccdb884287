"""Which terms took each other's place in two wordings: names in full, years with the word that says of what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rapidfuzz.distance import Indel

from contractdiff.diff.naming import JOINING, NARROWING, NUMERALS, PLAIN, may_be_named

_YEAR_OF = (
    r"(?:(?:state|federal)\s)?(?:fiscal|calendar|program|contract|grant|school|budget|funding|plan|project|award)"
)
_YEARS = r"(?:(?:19|20)\d\d|['’]?\d\d)(?:\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d))?"
_YEAR = re.compile(rf"(?P<of>\b(?:[sf]?fy|{_YEAR_OF}\syears?(?:\s\([sf]?fy\))?))\s?(?P<years>{_YEARS})(?![\w$%])", re.I)
_MAY_HOLD_YEAR = re.compile(r"fy|years?[\s(]", re.IGNORECASE)
_TOKEN = re.compile(r"\w+(?:[-‐‑]\w+)*|[^\w\s]")
# A term is renewed for a few years at most; a year that jumps further was not rolled forward.
_LONGEST_ROLL = 5
_LONGEST_NAME = 9
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class Substitution:
    """Two terms of which one took the other's place, in lower case and, where both are in the plural, in the singular.

    Of years ``old`` and ``new`` are the first of each with what it is of ("fy 2011"), and ``shift`` is by how many the
    new one is later; 0 where they are no years.
    """

    old: str
    new: str
    shift: int = 0

    @property
    def year(self) -> bool:
        """Whether it is a year that was rolled on."""
        return self.shift != 0

    @property
    def shares_words(self) -> bool:
        """Whether the two have words in common."""
        parts = [set(re.split(r"[\s‐‑-]", term)) - JOINING for term in (self.old, self.new)]
        return not self.year and not parts[0].isdisjoint(parts[1])

    def term(self, side: int) -> str:
        """The old or the new term, the same for one in the plural."""
        term = (self.old, self.new)[side]
        return term[:-1] if term.endswith("s") and not term.endswith("ss") and not self.year else term

    def joins(self, other: "Substitution") -> bool:
        """Whether this and another one lead from, or to, variants of one name."""
        return self.is_variant and (self.term(0) == other.term(0)) != (self.term(1) == other.term(1))

    @property
    def is_variant(self) -> bool:
        """Whether most words of the two are the same, two at least."""
        was, now = (set(term.split()) - JOINING for term in (self.old, self.new))
        return len(was & now) >= 2 and 4 * len(was & now) > len(was) + len(now)

    @property
    def shorter(self) -> int | None:
        """Which of the two, 0 or 1, is a part of the other: "District" and "District Democrats"."""
        if self.year or self.old == self.new:
            return None
        for side, (own, other) in enumerate(((self.old, self.new), (self.new, self.old))):
            if f" {own} " in f" {other} ":
                return side
        return None

    def is_part_of(self, other: "Substitution") -> bool:
        """Whether both terms are a part of another's."""
        return all(f" {own} " in f" {longer} " for own, longer in ((self.old, other.old), (self.new, other.new))) and (
            self.old,
            self.new,
        ) != (other.old, other.new)

    def is_core_of(self, other: "Substitution") -> bool:
        """Whether the other one is this with the same words before or after it on both sides."""
        parts = [term.replace("-", " ") for term in (self.old, other.old, self.new, other.new)]
        around = [f" {longer} ".split(f" {own} ") for own, longer in zip(parts[::2], parts[1::2], strict=True)]
        return self != other and around[0] == around[1]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a substitution was made.

    Attributes:
        at: The number of the pair of wordings, and where in each the term begins.
        old: The old term as printed.
        new: The new term as printed.
        articles: The articles before them, in lower case; "" where there is none.
        running: Whether a word beside either is written small: running text, no heading.
        noun: Whether both are in the plural, or are followed by "'s".
        whole: Whether both are no parts of names of which the rest stayed.
    """

    at: tuple[int, int, int]
    old: str
    new: str
    articles: tuple[str, str] = ("", "")
    running: bool = False
    noun: bool = False
    whole: bool = True

    @property
    def clause(self) -> int:
        """The number of the pair of wordings."""
        return self.at[0]


_Year = tuple[str, tuple[int, ...]]
"""What it is a year of, and which; several of a range."""


class _Token(NamedTuple):
    start: int
    end: int
    text: str
    key: str
    year: _Year | None = None

    @property
    def is_name(self) -> bool:
        return self.text[:1].isupper() and self.key not in PLAIN and self.year is None


_Run = tuple[int, int, int, int]


def substitutions(
    number: int, old: str, new: str, lost: frozenset[str], gained: frozenset[str]
) -> Iterator[tuple[Substitution, Place]]:
    """The substitutions in a pair of wordings, where words of ``lost`` went and words of ``gained`` came.

    One place may be seen in several ways: the name in full, and what of it differs.
    """
    sides = (_tokens(old), _tokens(new))
    runs = _runs(*sides)
    for at, run in enumerate(runs):
        was = _marked(sides[0], run[0], run[1], lost)
        now = _marked(sides[1], run[2], run[3], gained)
        if not now and at + 1 < len(runs):
            # "Department of [Human Services]" and "[Human Services] Agency": what stayed stands between
            now = _reaching(sides[1], _marked(sides[1], runs[at + 1][2], runs[at + 1][3], gained), run[3], back=True)
        elif not was and at + 1 < len(runs):
            was = _reaching(sides[0], _marked(sides[0], runs[at + 1][0], runs[at + 1][1], lost), run[1], back=True)
        ways: set[tuple[Substitution, Place]] = set()
        if not was or not now:
            ways |= set(_longer(number, sides, run, was, now))
        for wide in (False, True):
            names = [_names(tokens, marked, wide=wide) for tokens, marked in zip(sides, (was, now), strict=True)]
            if len(names[0]) == len(names[1]):
                for left, right in zip(*names, strict=True):
                    ways |= set(_seen(number, sides, left, right))
        yield from sorted(ways, key=lambda way: (way[0].old, way[0].new, way[1].at))


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    for match in _YEAR.finditer(text) if _MAY_HOLD_YEAR.search(text) else ():
        found += _words(text, at, match.start())
        at = match.end()
        year = _year(match)
        found.append(_Token(match.start(), at, match[0], f"{year[0]} {year[1]}", year))
    return found + _words(text, at, len(text))


def _words(text: str, start: int, stop: int) -> list[_Token]:
    return [_Token(m.start(), m.end(), m[0], m[0].casefold()) for m in _TOKEN.finditer(text, start, stop)]


def _year(match: re.Match[str]) -> _Year:
    years = tuple(value + 2000 if value < 100 else value for value in map(int, re.findall(r"\d+", match["years"])))
    of = " ".join(re.sub(r"\(.*\)", "", match["of"]).lower().split())
    of = re.sub(r"\byears\b", "year", of)
    return {"fiscal year": "fy", "state fiscal year": "sfy", "federal fiscal year": "ffy"}.get(of, of), years


def _runs(a: Sequence[_Token], b: Sequence[_Token]) -> list[_Run]:
    """The stretches that differ, in order; the same whichever side comes first."""
    turned = (len(a), [t.key for t in a]) > (len(b), [t.key for t in b])
    numbers: dict[str, int] = {}
    left, right = (
        [numbers.setdefault(token.key, len(numbers)) for token in side] for side in ((b, a) if turned else (a, b))
    )
    runs: list[_Run] = []
    for op in Indel.opcodes(left, right):
        if op.tag == "equal":
            continue
        run = (op.src_start, op.src_end, op.dest_start, op.dest_end)
        if runs and runs[-1][1] == run[0] and runs[-1][3] == run[2]:
            run = (runs[-1][0], run[1], runs[-1][2], run[3])
            runs.pop()
        runs.append(run)
    return [(run[2], run[3], run[0], run[1]) for run in runs] if turned else runs


def _marked(tokens: Sequence[_Token], start: int, stop: int, telling: frozenset[str]) -> list[int]:
    """The tokens of a run that may be named and of which enough clauses lost or gained the words."""
    return [
        at
        for at in range(start, stop)
        if tokens[at].year or not telling.isdisjoint((tokens[at].key, *tokens[at].key.split("-")))
    ]


def _reaching(tokens: Sequence[_Token], marked: Sequence[int], start: int, *, back: bool) -> list[int]:
    """Those whose name begins at or before ``start``."""
    return [at for at in marked[:1] if _name(tokens, at, wide=True)[0] <= start]


def _names(tokens: Sequence[_Token], marked: Sequence[int], *, wide: bool) -> list[tuple[int, int]]:
    """The names that hold the given tokens, each once, in order, as half-open ranges of tokens."""
    found: list[tuple[int, int]] = []
    for at in marked:
        name = _name(tokens, at, wide=wide)
        if not found or name[0] >= found[-1][1]:
            found.append(name)
    return found


def _name(tokens: Sequence[_Token], at: int, *, wide: bool) -> tuple[int, int]:
    """The name that holds a token: the words written large around it, and what joins them; with "and" if ``wide``."""
    if tokens[at].year:
        return at, at + 1
    start, stop = at, at + 1
    if not tokens[at].is_name:
        return start, stop
    joining = JOINING if wide else JOINING - {"and", "&"}
    while start and (step := _step(tokens, range(start - 1, -1, -1), joining)):
        start -= step
    while stop < len(tokens) and (step := _step(tokens, range(stop, len(tokens)), joining)):
        stop += step
    if start and _ORDINAL.fullmatch(tokens[start - 1].key):
        start -= 1  # "43rd District"
    return start, stop


def _step(tokens: Sequence[_Token], onward: range, joining: frozenset[str]) -> int:
    """How many tokens on the next word of a name stands; 0 where there is none."""
    for count, at in enumerate(onward[:3], 1):
        if tokens[at].is_name:
            return count
        if tokens[at].key not in joining:
            return 0
    return 0


def _seen(
    number: int, sides: tuple[Sequence[_Token], Sequence[_Token]], left: tuple[int, int], right: tuple[int, int]
) -> Iterator[tuple[Substitution, Place]]:
    """A substitution of names: in full, and without the words that both begin and end with."""
    a, b = sides
    whole = (*left, *right)
    i0, i1, j0, j1 = whole
    while i1 > i0 and j1 > j0 and a[i1 - 1].key == b[j1 - 1].key:
        i1, j1 = i1 - 1, j1 - 1
    while i1 > i0 and j1 > j0 and a[i0].key == b[j0].key:
        i0, j0 = i0 + 1, j0 + 1
    cut = (i0, i1, j0, j1)
    for run in (cut, whole) if cut != whole else (whole,):
        made = _made(number, a, b, run)
        if made:
            yield made


def _longer(
    number: int, sides: tuple[Sequence[_Token], Sequence[_Token]], run: _Run, was: Sequence[int], now: Sequence[int]
) -> Iterator[tuple[Substitution, Place]]:
    """Substitutions of a name by a longer one that holds it: in full, and with what stands on one side only."""
    side = 0 if was else 1
    long, short = sides[side], sides[1 - side]
    came = run[2 * side], run[2 * side + 1]
    gap = run[2 - 2 * side], run[3 - 2 * side]
    names = _names(long, was or now, wide=False)
    if len(names) != 1:
        return
    start, stop = names[0]
    if any(token.key in NARROWING for token in long[max(start, came[0]) : min(stop, came[1])]):
        return
    # how many words of the name stood there before, and on which side of those that came
    before, after = max(came[0] - start, 0), max(stop - came[1], 0)
    for left, right in dict.fromkeys(((before, after), (before, 0), (0, after))):
        if not (left or right) or (left and right and gap[0] != gap[1]):
            continue
        own = (gap[0] - left, gap[0] + right) if left else (gap[1], gap[1] + right)
        other = came[0] - left if left else max(start, came[0]), came[1] + right if right else min(stop, came[1])
        if own[0] < 0 or own[1] > len(short) or not _stayed(short[slice(*own)], long[slice(*other)], left, right):
            continue
        large = next(at for at in range(*own) if short[at].is_name)
        whole = (left, right) == (before, after)
        if whole and _name(short, large, wide=False) != own:
            continue
        if made := _made(number, *sides, (*own, *other) if side else (*other, *own)):
            yield made[0], replace(made[1], whole=whole)


def _stayed(short: Sequence[_Token], long: Sequence[_Token], left: int, right: int) -> bool:
    """Whether the longer name begins and ends in as many words of the shorter one, one of them written large."""
    ends = [*long[:left], *long[len(long) - right :]]
    return [t.key for t in short] == [t.key for t in ends] and any(token.is_name for token in short)


def _made(number: int, a: Sequence[_Token], b: Sequence[_Token], run: _Run) -> tuple[Substitution, Place] | None:
    i0, i1, j0, j1 = run
    if not (0 < i1 - i0 <= _LONGEST_NAME and 0 < j1 - j0 <= _LONGEST_NAME):
        return None
    left, right = a[i0:i1], b[j0:j1]
    place = (number, left[0].start, right[0].start)
    printed = " ".join(t.text for t in left), " ".join(t.text for t in right)
    articles = _article(a, i0), _article(b, j0)
    if left[0].year or right[0].year:
        return _rolled(left, right, Place(place, *printed, articles))
    if any(tokens[edge].key in JOINING for tokens in (left, right) for edge in (0, -1)):
        return None
    if _is_counted(a, i0) and _is_counted(b, j0):
        return None  # a measure
    keys = [{t.key for t in side} for side in (left, right)]
    differing = (keys[0] ^ keys[1]) - JOINING
    if not all(may_be_named(key) and not key.isdigit() for key in differing) or keys[0] == keys[1]:
        return None
    old, new = " ".join(t.key for t in left), " ".join(t.key for t in right)
    plural = _is_plural(left[-1]) and _is_plural(right[-1])
    if plural:
        old, new = old[:-1], new[:-1]
    if _parts_alike(old, new):
        return None
    running = any(
        _is_small(tokens, at) for tokens, start, stop in ((a, i0, i1), (b, j0, j1)) for at in (start - 1, stop)
    )
    noun = plural or (_is_own(a, i1) and _is_own(b, j1))
    return Substitution(old, new), Place(place, *printed, articles, running=running, noun=noun)


def _rolled(left: Sequence[_Token], right: Sequence[_Token], place: Place) -> tuple[Substitution, Place] | None:
    was, now = left[0].year, right[0].year
    if len(left) > 1 or len(right) > 1 or was is None or now is None or was[0] != now[0] or len(was[1]) != len(now[1]):
        return None
    shifts = {after - before for before, after in zip(was[1], now[1], strict=True)}
    shift = next(iter(shifts))
    if len(shifts) > 1 or not 1 <= abs(shift) <= _LONGEST_ROLL:
        return None
    return Substitution(f"{was[0]} {was[1][0]}", f"{now[0]} {now[1][0]}", shift), place


def _parts_alike(old: str, new: str) -> bool:
    """Whether both are lists of names of which each differs: "DHS and Provider", "Grantor and Grantee"."""
    parts = [re.split(r" (?:and|&) ", side) for side in (old, new)]
    return len(parts[0]) == len(parts[1]) > 1 and all(one != other for one, other in zip(*parts, strict=True))


def _is_plural(token: _Token) -> bool:
    return len(token.text) > 3 and token.key.endswith("s") and not token.key.endswith("ss") and not token.text.isupper()


def _is_small(tokens: Sequence[_Token], at: int) -> bool:
    return 0 <= at < len(tokens) and tokens[at].text[:1].islower()


def _is_counted(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a number stands before it: "60 miles", "sixty (60) miles"."""
    before = [token for token in tokens[max(at - 3, 0) : at] if token.text not in "()"]
    return bool(before) and (before[-1].text[:1].isdigit() or before[-1].key in NUMERALS)


def _is_own(tokens: Sequence[_Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at].text in ("'", "’") and tokens[at + 1].key == "s"


def _article(tokens: Sequence[_Token], at: int) -> str:
    return tokens[at - 1].key if at and tokens[at - 1].key in ("a", "an", "the") else ""
