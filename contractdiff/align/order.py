"""Which pairings stayed where they were: the heaviest set that stands in the same order in both versions."""

from bisect import bisect_left
from collections.abc import Sequence

from contractdiff.align.mapping import Mapping, Pairing
from contractdiff.model import Matcher

# What a pairing counts whose clauses stand under others than before: it is likelier that these moved.
_ELSEWHERE = 0.5


def stayed(mapping: Mapping) -> list[Pairing]:
    """The pairings that kept their order, in order; the others stand in another place."""
    if mapping.kept is None:
        mapping.kept = in_order(mapping, mapping.pairings())
    return mapping.kept


def in_order(mapping: Mapping, pairings: Sequence[Pairing]) -> list[Pairing]:
    """The heaviest of these, given in order of the old side, that stand in the same order on both sides."""
    return [pairings[number] for number in backbone(pairings, [_weight(mapping, pairing) for pairing in pairings])]


def _weight(mapping: Mapping, pairing: Pairing) -> float:
    """How much it speaks for a pairing to have stayed where it was: a clause counts one, a word or two less."""
    size = sum(mapping.old[at].size for at in pairing.old) + sum(mapping.new[at].size for at in pairing.new)
    same = pairing.matcher is Matcher.SAME_WORDING
    weight = (1.0 if size >= 16 else 0.2 + size * 0.05) + (0.05 if same else 0.0)
    return weight * _ELSEWHERE if _is_elsewhere(mapping, pairing) else weight


def _is_elsewhere(mapping: Mapping, pairing: Pairing) -> bool:
    """Whether its clauses stand under clauses of which one is paired, but not with the other."""
    old, new = mapping.old[pairing.old[0]].parent, mapping.new[pairing.new[0]].parent
    return min(old, new) >= 0 and mapping.of_old.get(old) is not mapping.of_new.get(new)


def backbone(pairings: Sequence[Pairing], weights: Sequence[float]) -> list[int]:
    """Indices of the heaviest set of pairings that stand in the same order on both sides.

    The pairings are given in order of the old side; a divided clause stands where its first piece does, since others
    may stand between its pieces. Time n log n (a Fenwick tree of best weights so far).
    """
    ends = sorted({pairing.new[0] for pairing in pairings})
    size = len(ends)
    best: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    before = [-1] * len(pairings)
    total = [0.0] * len(pairings)
    for number, pairing in enumerate(pairings):
        # best chain of those whose first new clause stands before
        at = bisect_left(ends, pairing.new[0])
        found = (0.0, -1)
        while at > 0:
            if best[at][0] > found[0]:
                found = best[at]
            at -= at & -at
        total[number], before[number] = found[0] + weights[number], found[1]
        at = bisect_left(ends, pairing.new[0]) + 1
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
