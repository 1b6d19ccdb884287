"""What the matchers work on: the clauses of both sides as words, and who is paired with whom so far."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping as ById
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import add

from rapidfuzz.distance import LCSseq

from contractdiff.model import Clause, ClauseId, Matcher, Role
from contractdiff.text import fold, fold_token, words

_SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True, slots=True)
class Profile:
    """A clause as the matchers see it.

    ``key`` is its wording in normal form; ``code`` its words in order, one character for each distinct word, so that
    common words of two clauses are counted at the speed of string comparison. ``heading`` of a table row is its first
    cell. ``file`` is a number that files of the two versions share where they belong together; 0 where there are none.
    """

    key: str
    code: str
    heading: str
    label: str
    file: int = 0

    @property
    def size(self) -> int:
        """Number of words."""
        return len(self.code)


@dataclass(slots=True)
class Pairing:
    """Clauses that belong together, by their positions on either side, in order."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    matcher: Matcher


@dataclass(slots=True)
class Mapping:
    """The clauses of both sides, and the pairings made so far: each matcher adds to those of the ones before it."""

    old: Sequence[Profile]
    new: Sequence[Profile]
    of_old: dict[int, Pairing] = field(default_factory=dict)
    of_new: dict[int, Pairing] = field(default_factory=dict)
    _common: dict[tuple[str, str], int] = field(default_factory=dict)
    _likeness: dict[tuple[str, str], float] = field(default_factory=dict)
    _weights: dict[str, float] = field(default_factory=dict)
    _pairs: dict[str, frozenset[str]] = field(default_factory=dict)
    _phrases: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for side in (self.old, self.new):
            counts = Counter(chain.from_iterable(self.pairs_of(profile.code) for profile in side))
            for pair, count in counts.items():
                # Of both sides the greater count decides: what is boilerplate in one version says little in the other
                self._weights[pair] = min(self._weights.get(pair, 1.0), 1.0 / count)

    def pair(self, old: tuple[int, ...], new: tuple[int, ...], matcher: Matcher) -> None:
        """Add a pairing of clauses that are all open."""
        pairing = Pairing(old, new, matcher)
        for at in old:
            self.of_old[at] = pairing
        for at in new:
            self.of_new[at] = pairing

    def part(self, pairing: Pairing) -> None:
        """Open the clauses of a pairing again, to pair them with more."""
        for at in pairing.old:
            del self.of_old[at]
        for at in pairing.new:
            del self.of_new[at]

    def pairings(self) -> list[Pairing]:
        """All pairings, in order of the old side."""
        return [pairing for at, pairing in sorted(self.of_old.items()) if pairing.old[0] == at]

    @property
    def files(self) -> list[int]:
        """The files that both sides have, in order; fewer than two where that tells nothing."""
        return sorted({profile.file for profile in self.old} & {profile.file for profile in self.new})

    def open_old(self, file: int | None = None) -> list[int]:
        """Old clauses without a counterpart, in order; of one file or of all."""
        return [at for at, own in enumerate(self.old) if at not in self.of_old and file in (None, own.file)]

    def open_new(self, file: int | None = None) -> list[int]:
        """New clauses without a counterpart, in order; of one file or of all."""
        return [at for at, own in enumerate(self.new) if at not in self.of_new and file in (None, own.file)]

    def common(self, left: str, right: str) -> int:
        """Number of words two codes have in common, in order."""
        key = (left, right)
        found = self._common.get(key)
        if found is None:
            found = self._common[key] = LCSseq.similarity(left, right)
        return found

    def likeness(self, left: str, right: str) -> float:
        """How much two codes are alike, 0 to 1.

        The mean of two shares: of their words in common, in order; and of their word pairs in common, each
        counted the less the more clauses hold it. The first alone takes boilerplate for likeness, the second
        misses short clauses. On 900 clauses reworded by half and more against the nearest of as many that were
        added and deleted, 0.2 parts them with under 3 in 100 wrong; the first alone needs 0.4 and has 10 wrong.
        """
        found = self._likeness.get((left, right))
        if found is None:
            total = len(left) + len(right)
            in_order = 2 * self.common(left, right) / total if total else 1.0
            weights = self._weight_of(left) + self._weight_of(right)
            phrases = 2 * self._shared(left, right) / weights if weights else in_order
            found = self._likeness[left, right] = (in_order + phrases) / 2
        return found

    def is_telling(self, left: str, right: str) -> bool:
        """Whether what two codes share is more than the boilerplate of this contract.

        They share four fifths of their words in order, or rare word pairs enough: weighed by how rare they are, a
        twentieth of all their pairs. Unrelated clauses reach 0.03 (98 in 100), nineteen in twenty reworded ones
        0.06; clauses strung together from a small stock of phrases stay under 0.03 however alike they sound.
        """
        if 2 * self.common(left, right) >= 0.8 * (len(left) + len(right)):
            return True
        return 2 * self._shared(left, right) >= 0.05 * (len(self.pairs_of(left)) + len(self.pairs_of(right)))

    def pairs_of(self, code: str) -> frozenset[str]:
        """The pairs of words that stand side by side; remembered, since versions have most clauses in common."""
        found = self._pairs.get(code)
        if found is None:
            found = self._pairs[code] = frozenset(map(add, code, code[1:]))
        return found

    def _shared(self, left: str, right: str) -> float:
        # sorted, here and below, so that the sum of fractions does not depend on the order of a set
        return sum(self._weights.get(pair, 1.0) for pair in sorted(self.pairs_of(left) & self.pairs_of(right)))

    def _weight_of(self, code: str) -> float:
        found = self._phrases.get(code)
        if found is None:
            found = self._phrases[code] = sum(self._weights.get(pair, 1.0) for pair in sorted(self.pairs_of(code)))
        return found


class _Codes(dict[str, str]):
    """One character for each distinct word, given out as words come."""

    def __missing__(self, word: str) -> str:
        number = len(self) + 0x100
        code = self[word] = chr(number if number < _SURROGATES.start else number + len(_SURROGATES))
        return code


def profiles(
    old: Sequence[Clause], new: Sequence[Clause], files: ById[ClauseId, int] | None = None
) -> tuple[list[Profile], list[Profile]]:
    """The clauses of both sides as the matchers see them, over one stock of words; ``files`` as in ``Profile.file``."""
    files = files or {}
    codes = _Codes()

    def encode(text: str) -> str:
        return "".join(map(codes.__getitem__, words(text)))

    known: dict[str, tuple[str, str]] = {}

    def profile(clause: Clause) -> Profile:
        wording = clause.wording
        found = known.get(wording)
        if found is None:
            found = known[wording] = fold(wording), encode(wording)
        heading = fold(clause.heading) if clause.heading else ""
        if clause.role is Role.TABLE_ROW and "\t" in wording:
            heading = fold(wording.split("\t", 1)[0])  # the first cell says what a row is about
        return Profile(*found, heading, fold_token(clause.label) if clause.label else "", files.get(clause.id, 0))

    return [profile(clause) for clause in old], [profile(clause) for clause in new]


def backbone(pairings: Sequence[Pairing], weights: Sequence[float]) -> list[int]:
    """Indices of the heaviest set of pairings that stand in the same order on both sides.

    The pairings are given in order of the old side. Time n log n (a Fenwick tree of best weights so far).
    """
    ends = sorted({pairing.new[-1] for pairing in pairings})
    size = len(ends)
    best: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    before = [-1] * len(pairings)
    total = [0.0] * len(pairings)
    for number, pairing in enumerate(pairings):
        # best chain that ends before this pairing's first new clause
        at = bisect_left(ends, pairing.new[0])
        found = (0.0, -1)
        while at > 0:
            if best[at][0] > found[0]:
                found = best[at]
            at -= at & -at
        total[number], before[number] = found[0] + weights[number], found[1]
        at = bisect_left(ends, pairing.new[-1]) + 1
        while at <= size:
            if total[number] > best[at][0]:
                best[at] = (total[number], number)
            at += at & -at
    chain: list[int] = []
    here = max(range(len(pairings)), key=lambda number: (total[number], -number), default=-1)
    while here >= 0:
        chain.append(here)
        here = before[here]
    return chain[::-1]
