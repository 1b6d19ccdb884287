"""Eighth, what is taken back: pairs that nothing around them bears out.

What two clauses share may be no more than a name or an address, or the name of the form they head. Where all around
them went and came, they are one only if they are nearly the same.
"""

from collections import Counter
from collections.abc import Sequence

from contractdiff.align.mapping import Mapping, Pairing
from contractdiff.model import Matcher

# Share of the words of both sides that have to be common, in order, where nothing around them is paired.
_NEARLY_THE_SAME = 0.75
# So many clauses have to stand below each of two headings for it to say something that none of them has a counterpart.
_BELOW = 3


def part_lonely(mapping: Mapping) -> None:
    """Open those clauses again that were paired for less than nearly all of their words amid what went and came."""
    _part(mapping, [each for each in _doubtful(mapping) if _is_amid_others(mapping, each)])


def part_headings(mapping: Mapping) -> None:
    """Open those headings again that were paired for their words, though nothing below them has a counterpart."""
    below = _Below(mapping)
    _part(mapping, [each for each in _doubtful(mapping) if below.all_others(each)])


def _doubtful(mapping: Mapping) -> list[Pairing]:
    matchers = (Matcher.SAME_PLACE, Matcher.SIMILAR_WORDING)
    return [pairing for pairing in mapping.pairings() if pairing.matcher in matchers]


def _part(mapping: Mapping, pairings: Sequence[Pairing]) -> None:
    for pairing in pairings:
        mapping.part(pairing)


def _is_amid_others(mapping: Mapping, pairing: Pairing) -> bool:
    """Whether two clauses that are not nearly the same stand under others, and those around either have no like."""
    old, new = pairing.old[0], pairing.new[0]
    if any(at in mapping.of_old for at in (old - 1, old + 1)) or any(at in mapping.of_new for at in (new - 1, new + 1)):
        return False
    left, right = mapping.old[old], mapping.new[new]
    if 2 * mapping.common(left.code, right.code) >= _NEARLY_THE_SAME * (left.size + right.size):
        return False
    above, other = mapping.of_old.get(left.parent), mapping.of_new.get(right.parent)
    at_top = max(left.parent, right.parent) < 0 and pairing.matcher is Matcher.SAME_PLACE
    return not at_top and (above is None or above is not other)


class _Below:
    """How many clauses stand right below each, and how many of them without a counterpart."""

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._old = Counter(profile.parent for profile in mapping.old)
        self._new = Counter(profile.parent for profile in mapping.new)
        self._open_old = Counter(mapping.old[at].parent for at in mapping.open_old())
        self._open_new = Counter(mapping.new[at].parent for at in mapping.open_new())

    def all_others(self, pairing: Pairing) -> bool:
        """Whether both sides, of different labels, head clauses that are all without counterpart."""
        old, new = pairing.old[0], pairing.new[0]
        if self._mapping.old[old].label == self._mapping.new[new].label:
            return False
        counts = self._old[old], self._new[new]
        return min(counts) >= _BELOW and counts == (self._open_old[old], self._open_new[new])
