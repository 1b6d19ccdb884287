"""Clauses known by how they begin: words that no other clause of either version begins with."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from contractdiff.align.mapping import Mapping

# How many words are looked at: fewer are the beginning of many a clause.
_FEWEST, _MOST = 3, 9


def same_opening(mapping: Mapping, olds: Sequence[int], news: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Those of these old and new clauses that begin alike, and no other clause of either version as they do.

    A clause that is rewritten keeps its beginning more often than anything else: its subject, a date, the service that
    it is about. Of a list whose items all begin alike ("The Chair may …"), as many words as tell them apart are looked
    at.
    """
    if not olds or not news:
        return
    codes = [profile.code for side in (mapping.old, mapping.new) for profile in side]
    left, right = list(olds), list(news)
    for length in range(_FEWEST, _MOST + 1):
        begun: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for number, (places, profiles) in enumerate(((left, mapping.old), (right, mapping.new))):
            for at in places:
                if profiles[at].size > length:
                    begun[profiles[at].code[:length]][number].append(at)
        counts = Counter(code[:length] for code in codes if code[:length] in begun)
        left, right = [], []
        for opening, (was, now) in begun.items():
            if was and now:
                if counts[opening] == 2:
                    yield was[0], now[0]
                else:
                    left += was
                    right += now
        if not left or not right:
            return
