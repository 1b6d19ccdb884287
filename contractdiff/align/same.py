"""Second matcher: clauses whose wording is the same."""

import re
from bisect import bisect_left, insort
from collections import defaultdict

from contractdiff.align.mapping import Mapping
from contractdiff.align.order import backbone
from contractdiff.align.profiles import Profile
from contractdiff.model import Matcher

# A wording of fewer words ("None", "Date") says nothing about where it belongs; its neighbours must.
_TELLING_WORDS = 4
# How many clauses more may lie between such a wording and its neighbour in one version than in the other.
_SLACK = 8
# A label that says by itself which part of the contract it is, in normal form: "exhibitd", "articleiv".
_CALLED = re.compile(r"[a-z]{4}")


def match_same_wording(mapping: Mapping) -> None:
    """Pair clauses of the same wording: those that stand once, then neighbours of pairs, then equally many copies.

    In versions of several files, first within the files that belong together, then in all.
    """
    if len(mapping.files) > 1:
        _match(mapping, within_files=True)
    _match(mapping, within_files=False)


def _match(mapping: Mapping, *, within_files: bool) -> None:
    places: dict[tuple[int, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, own, paired in ((0, mapping.old, mapping.of_old), (1, mapping.new, mapping.of_new)):
        for at, profile in enumerate(own):
            if at not in paired:
                places[profile.file if within_files else 0, profile.key][side].append(at)
    for olds, news in places.values():
        if len(olds) == len(news) == 1 and _is_telling(mapping.old[olds[0]], mapping.new[news[0]]):
            mapping.pair((olds[0],), (news[0],), Matcher.SAME_WORDING)
    match_same_neighbours(mapping)
    placed = sorted(at for at, pairing in mapping.of_old.items() if pairing.new)
    for olds, news in places.values():
        left = [at for at in olds if at not in mapping.of_old]
        right = [at for at in news if at not in mapping.of_new]
        if left and len(left) == len(right):
            _pair_in_order(mapping, left, right, placed)
    match_same_neighbours(mapping)


def _is_telling(old: Profile, new: Profile) -> bool:
    """Whether a wording that stands once says by itself where it belongs; "EXHIBIT D Insurance" does by its label."""
    return old.size >= _TELLING_WORDS or (old.label == new.label and _CALLED.match(old.label) is not None)


def _pair_in_order(mapping: Mapping, left: list[int], right: list[int], placed: list[int]) -> None:
    """Pair equally many copies one by one, where that fits between the pairs at these old places."""
    for old, new in zip(left, right, strict=True):
        fits = mapping.old[old].size >= _TELLING_WORDS or _fits(mapping, old, new, placed)
        if fits and mapping.pair((old,), (new,), Matcher.SAME_WORDING):
            insort(placed, old)


def _fits(mapping: Mapping, old: int, new: int, placed: list[int]) -> bool:
    """Whether the nearest pairs before and after stand around both."""
    at = bisect_left(placed, old)
    for near, before in ((placed[at - 1] if at else None, True), (placed[at] if at < len(placed) else None, False)):
        if near is None:
            continue
        other = mapping.of_old[near].new[0]
        if (other < new) != before or abs(other - new) > abs(near - old) + _SLACK:
            return False
    return True


def match_same_neighbours(mapping: Mapping) -> None:
    """Pair the open neighbours of pairs while their wording is the same, pairs in order first."""
    pairings = mapping.pairings()
    in_order = set(backbone(pairings, [1.0] * len(pairings)))
    for number in sorted(range(len(pairings)), key=lambda number: (number not in in_order, number)):
        for step in (1, -1):
            old, new = pairings[number].old[0] + step, pairings[number].new[0] + step
            while (
                0 <= old < len(mapping.old)
                and 0 <= new < len(mapping.new)
                and old not in mapping.of_old
                and new not in mapping.of_new
                and mapping.old[old].key == mapping.new[new].key
            ):
                mapping.pair((old,), (new,), Matcher.SAME_WORDING)
                old, new = old + step, new + step
