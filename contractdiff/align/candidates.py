"""Counterparts looked up by the rare word pairs they share: the time grows with the length, not its square."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from contractdiff.align.mapping import Mapping

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
        where: dict[str, list[int]] = defaultdict(list)
        wanted = frozenset().union(*(self._mapping.pairs_of(self._mapping.old[at].code) for at in self._olds))
        for at in self._news:
            for pair in wanted & self._mapping.pairs_of(self._mapping.new[at].code):
                where[pair].append(at)
        telling = {pair for pair, places in where.items() if len(places) <= _COMMONPLACE}
        out = []
        for old in self._olds:
            profile = self._mapping.old[old]
            shared: Counter[int] = Counter()
            for pair in telling & self._mapping.pairs_of(profile.code):
                shared.update(where[pair])
            # ties by place, so that the result does not depend on the order of counting
            best = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_LOOKED_AT]
            for new, _ in best:
                likeness = self._mapping.likeness(profile.code, self._mapping.new[new].code)
                if likeness >= least:
                    out.append((likeness, old, new))
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
