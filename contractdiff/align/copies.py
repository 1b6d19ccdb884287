"""What tells a clause that moved and was reworded from the copy of one that has its counterpart."""

import re
from collections import Counter
from collections.abc import Collection

from contractdiff.align.candidates import nearest
from contractdiff.align.mapping import Mapping

# A clause is a copy where its like has a counterpart: where both are this much more alike to others than to one
# another; where they are so by more in the mean; or where one reads just like a clause that has one. Of 1,745 couples
# of a clause and what it became elsewhere 13 are taken for copies; of 87 that only sound as much alike 32 are.
_COPIED = 0.02
_COPIED_IN_THE_MEAN = 0.25
_JUST_LIKE = 0.995
# Where likenesses differ by less, all are of one pattern, and none is another's successor.
_EQUAL = 0.05
# By how much one is more like another than two that are little alike, if it is its copy.
_MUCH = 0.2
# By how much two clauses have to be more alike than either is like another, where they are little alike.
_APART = 0.08
# Short clauses of a list sound alike ("Propose legislation concerning …"): up to this many words, and where they share
# little that is rare, two have to be more alike by this much than they are to others in the mean.
_SHORT, _FEW, _CLEAR = 15, 1.5, 0.115
_NUMBER = re.compile(r"\d+")


class Copies:
    """What tells a clause that moved from the copy of one that stayed.

    Where a clause came in that was written after the pattern of another, and one of the same pattern went, the two are
    alike, and yet the one is not the other: each is more like a clause that has its counterpart.
    """

    def __init__(self, mapping: Mapping, olds: Collection[int], news: Collection[int], file: int | None = None) -> None:
        paired_old = [at for at, own in enumerate(mapping.old) if at in mapping.of_old and file in (None, own.file)]
        paired_new = [at for at, own in enumerate(mapping.new) if at in mapping.of_new and file in (None, own.file)]
        self._mapping = mapping
        self._patterns: list[Counter[str]] = []
        self._old = nearest(mapping, mapping.old, sorted(olds), mapping.new, paired_new)
        self._new = nearest(mapping, mapping.new, sorted(news), mapping.old, paired_old)

    def is_likelier(self, old: int, new: int, likeness: float) -> bool:
        """Whether one of the two is a copy of a clause that has its counterpart, rather than the other reworded.

        A clause that was reworded on the way may be less like what it was than what it was is like one beside it: of a
        family of like clauses, that says nothing. Of a copy, both sides say it.
        """
        one, other = self._old.get(old, (0.0, -1))[0], self._new.get(new, (0.0, -1))[0]
        if self._of_one_pattern(old, new):
            # "Unit 3 is paid at $30.00" and "Unit 9 is paid at $90.00" are no more one than either is one with Unit 4
            return not max(one, other) or max(one, other) >= likeness
        if max(one, other) > max(likeness, _JUST_LIKE):
            return True
        if abs(one - other) < _EQUAL and min(one, other) > likeness - _EQUAL:
            return True
        left, right = self._mapping.old[old].code, self._mapping.new[new].code
        short = min(len(left), len(right)) <= _SHORT and self._mapping.rare(left, right) < _FEW
        most = likeness - _CLEAR if short else likeness + _COPIED_IN_THE_MEAN
        return min(one, other) > likeness + _COPIED or one + other > 2 * most

    def is_like_no_other(self, old: int, new: int, likeness: float) -> bool:
        """Whether neither of the two is nearly as much like any clause that has its counterpart."""
        return max(self._old.get(old, (0.0, -1))[0], self._new.get(new, (0.0, -1))[0]) <= likeness - _APART

    def is_much_likelier(self, old: int, new: int, likeness: float) -> bool:
        """Whether either of the two, little alike as they are, is much more like a clause that has its counterpart."""
        return max(self._old.get(old, (0.0, -1))[0], self._new.get(new, (0.0, -1))[0]) > likeness + _MUCH

    def _of_one_pattern(self, old: int, new: int) -> bool:
        """Whether the two differ in nothing but numbers, and others of their version do so as well."""
        pattern = _pattern(self._mapping.old[old].key)
        if pattern != _pattern(self._mapping.new[new].key):
            return False
        self._patterns = self._patterns or [
            Counter(_pattern(profile.key) for profile in side) for side in (self._mapping.old, self._mapping.new)
        ]
        return any(counts[pattern] > 1 for counts in self._patterns)


def _pattern(key: str) -> str:
    return _NUMBER.sub("#", key)
