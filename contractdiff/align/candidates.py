"""Counterparts looked up by the rare word pairs they share: the time grows with the length, not its square."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from contractdiff.align.mapping import Mapping
from contractdiff.align.profiles import Profile

# Word pairs that stand in more clauses than this are boilerplate and lead nowhere.
_COMMONPLACE = 40
# How many clauses that share the most rare word pairs are compared in full.
_LOOKED_AT = 6


class Candidates:
    """Open clauses of both sides that may belong together."""

    def __init__(self, mapping: Mapping, olds: Sequence[int], news: Sequence[int]) -> None:
        self._mapping = mapping
        self._olds = olds
        self._news = news

    def scored(self, *, least: float) -> list[tuple[float, int, int]]:
        """Pairs ``(likeness, old, new)`` of at least that likeness, best first."""
        mapping = self._mapping
        wanted = frozenset().union(*(mapping.pairs_of(mapping.old[at].code) for at in self._olds))
        found = _looked_up(mapping, wanted, mapping.old, self._olds, mapping.new, self._news)
        out = [
            (likeness, old, new)
            for likeness, old, new in found
            if likeness >= least and mapping.may_pair((old,), (new,))
        ]
        out.sort(key=lambda found: (-found[0], found[1], found[2]))
        return out

    def mutual(self, *, least: float) -> list[tuple[int, int]]:
        """Pairs ``(old, new)`` of at least that likeness, each the best of both, best first."""
        best_old: dict[int, float] = {}
        best_new: dict[int, float] = {}
        taken_old: set[int] = set()
        taken_new: set[int] = set()
        out = []
        for likeness, old, new in self.scored(least=least):
            # best first: the first of each is its best, and of equally good ones the first is taken
            best = max(best_old.setdefault(old, likeness), best_new.setdefault(new, likeness))
            if likeness == best and old not in taken_old and new not in taken_new:
                taken_old.add(old)
                taken_new.add(new)
                out.append((old, new))
        return out


def nearest(
    mapping: Mapping, owns: Sequence[Profile], places: Sequence[int], others: Sequence[Profile], among: Sequence[int]
) -> dict[int, tuple[float, int]]:
    """For each of these places, the place of the other side most like it, and how much; those with none left out."""
    best: dict[int, tuple[float, int]] = {}
    wanted = frozenset().union(*(mapping.pairs_of(owns[at].code) for at in places))
    # where all clauses of a side are looked at, what is commonplace is known beforehand
    wanted = frozenset(pair for pair in wanted if mapping.weight_of(pair) * _COMMONPLACE >= 1)
    for likeness, own, other in _looked_up(mapping, wanted, owns, places, others, among):
        if likeness > best.get(own, (0.0, -1))[0]:
            best[own] = likeness, other
    return best


def _looked_up(
    mapping: Mapping,
    wanted: frozenset[str],
    owns: Sequence[Profile],
    places: Sequence[int],
    others: Sequence[Profile],
    among: Sequence[int],
) -> Iterator[tuple[float, int, int]]:
    """``(likeness, place, place of the other side)``: for each of these places, the few that share the most with it."""
    where: dict[str, list[int]] = defaultdict(list)
    for at in among if wanted else ():
        for pair in wanted & mapping.pairs_of(others[at].code):
            where[pair].append(at)
    telling = {pair for pair, found in where.items() if len(found) <= _COMMONPLACE}
    for own in places:
        code = owns[own].code
        shared: Counter[int] = Counter()
        for pair in telling & mapping.pairs_of(code):
            shared.update(where[pair])
        # ties by place, so that the result does not depend on the order of counting
        for other, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_LOOKED_AT]:
            yield mapping.likeness(code, others[other].code), own, other
