"""Tenth matcher: what took the place of another clause, though little or nothing of its words stayed.

A date line, "[Reserved]", a form's row that was filled in, the only clause under its heading: between the same
neighbours, under the same clause, these are one clause for any reader. A long clause that has nothing in common with
the one that came in its place is deleted, and the other added.
"""

import re
from collections import Counter
from collections.abc import Sequence

from contractdiff.align.copies import Copies
from contractdiff.align.gaps import CROWD, gaps
from contractdiff.align.mapping import Mapping
from contractdiff.align.profiles import Profile
from contractdiff.model import Matcher
from contractdiff.text import pairs_in_order

# A title, a heading or a date line has no more words; what bears the same label may be twice as long on one side.
_SHORT = 6
# Least likeness of two clauses that begin with the same words, so many. Of 47 couples that 190 redrafts left open in
# one place with the same label or none, all 14 that are one clause rewritten are so, and none of the others.
_REWRITTEN, _BEGINNING = 0.1, 2
# Least shares of the words and of the word pairs of the shorter of two clauses that stand in the longer, and how many
# times as long that may be.
_HELD, _HELD_PAIRS, _LONGER = 0.5, 0.25, 5
# What stands where a clause was left out, in normal form, and how many words it has at most.
_NONE, _LEFT_OUT = re.compile("reserved|omitted|deleted|repealed|leftblank|notused"), 4
_MONTH = re.compile("january|february|march|april|may|june|july|august|september|october|november|december")
_NUMBER = re.compile(r"\d+")


def match_replaced(mapping: Mapping) -> None:
    """Pair open clauses that took each other's place between the same neighbours, under the same clause."""
    found = [_Gap(mapping, olds, news) for olds, news in gaps(mapping) if len(olds) * len(news) <= CROWD]
    alike = [couple for gap in found for couple in gap.alike()]
    copies = Copies(mapping, {old for old, _ in alike}, {new for _, new in alike})
    for gap in found:
        for old, new in _in_order(gap, copies):
            mapping.pair((old,), (new,), Matcher.IN_ITS_PLACE)


def _in_order(gap: "_Gap", copies: Copies) -> list[tuple[int, int]]:
    """The couples of the gap that are one clause, as many as keep the order, the surest first."""
    worth = [[gap.worth(old, new, copies) for new in gap.news] for old in gap.olds]
    return [(gap.olds[i], gap.news[j]) for i, j in pairs_in_order(worth)]


class _Gap:
    """The open clauses of both sides between the same neighbours."""

    def __init__(self, mapping: Mapping, olds: Sequence[int], news: Sequence[int]) -> None:
        self.olds, self.news = olds, news
        self._mapping = mapping
        self._below_old = Counter(mapping.old[at].parent for at in olds)
        self._below_new = Counter(mapping.new[at].parent for at in news)

    def alike(self) -> list[tuple[int, int]]:
        """The couples that may be one for what little they share."""
        return [(old, new) for old in self.olds for new in self.news if self._worth_of_words(old, new)]

    def worth(self, old: int, new: int, copies: Copies) -> int:
        """How much speaks for the one to have taken the place of the other; 0 where too little does."""
        worth = self._worth_of_place(old, new)
        if worth:
            return worth
        worth = self._worth_of_words(old, new)
        was, now = self._mapping.old[old], self._mapping.new[new]
        if worth and not was.label and copies.is_much_likelier(old, new, self._mapping.likeness(was.code, now.code)):
            return 0
        return worth

    def _worth_of_place(self, old: int, new: int) -> int:
        """What their place, label, length and form say, whatever their words."""
        was, now = self._mapping.old[old], self._mapping.new[new]
        if not self._stand_alike(old, new):
            return 0
        if not was.size or not now.size:
            # the one was emptied, and nothing but its number kept
            return 4 if was.label and was.label == now.label else 0
        if was.is_row:
            return self._worth_of_rows(was, now)
        same_label = bool(was.label) and was.label == now.label
        if _are_dates(was, now):
            return 2
        if same_label and (_is_left_out(was) or _is_left_out(now)):
            return 3
        if not same_label and not self._alone(was, now):
            return 0
        longest = 2 * _SHORT if same_label else _SHORT
        return 3 if min(was.size, now.size) <= _SHORT and max(was.size, now.size) <= longest else 0

    def _worth_of_words(self, old: int, new: int) -> int:
        """What is said by the little that they have in common."""
        was, now = self._mapping.old[old], self._mapping.new[new]
        if was.is_row or not self._stand_alike(old, new):
            return 0
        alone = self._alone(was, now)
        if was.label == now.label and (alone or was.label) and self._begins_alike(was, now):
            return 3
        return 2 if alone and self._holds(was, now) else 0

    def _alone(self, was: Profile, now: Profile) -> bool:
        """Whether either is the only one in the gap under its clause."""
        return self._below_old[was.parent] == self._below_new[now.parent] == 1

    def _stand_alike(self, old: int, new: int) -> bool:
        """Whether both stand under the same clause of the same file, and both or neither are rows of a table."""
        was, now = self._mapping.old[old], self._mapping.new[new]
        above = self._mapping.of_old.get(was.parent)
        below_same = above is not None and above is self._mapping.of_new.get(now.parent)
        return (
            was.is_row == now.is_row
            and was.file == now.file
            and (below_same or max(was.parent, now.parent) < 0)
            and self._mapping.may_pair((old,), (new,))
        )

    def _worth_of_rows(self, was: Profile, now: Profile) -> int:
        """A row is known by its first cell; between two rows that stayed, by any word of it."""
        shorter, longer = sorted((was.heading, now.heading), key=lambda cell: (len(cell), cell))
        if shorter and shorter in longer:
            return 3
        return 1 if self._alone(was, now) and self._mapping.common(was.code, now.code) else 0

    def _begins_alike(self, was: Profile, now: Profile) -> bool:
        begins = was.code[:_BEGINNING] == now.code[:_BEGINNING]
        return begins and self._mapping.likeness(was.code, now.code) >= _REWRITTEN

    def _holds(self, was: Profile, now: Profile) -> bool:
        """Whether most of the shorter stands in the longer."""
        mapping = self._mapping
        size = min(was.size, now.size)
        pairs = len(mapping.pairs_of(was.code) & mapping.pairs_of(now.code))
        return (
            max(was.size, now.size) <= _LONGER * size
            and mapping.common(was.code, now.code) >= _HELD * size
            and pairs >= _HELD_PAIRS * (size - 1)
        )


def _are_dates(was: Profile, now: Profile) -> bool:
    """Whether both are the same line with another date."""
    left, right = (_NUMBER.sub("#", _MONTH.sub("month", profile.key)) for profile in (was, now))
    return left == right and "#" in left and max(was.size, now.size) <= 2 * _SHORT


def _is_left_out(profile: Profile) -> bool:
    """Whether a clause says no more than that there is none: "[Reserved]", "Intentionally omitted"."""
    return profile.size <= _LEFT_OUT and _NONE.search(profile.key) is not None
