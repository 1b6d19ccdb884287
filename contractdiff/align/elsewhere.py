"""Third matcher: clauses that went to another place and were reworded on the way."""

from contractdiff.align.candidates import Candidates
from contractdiff.align.gaps import match_gaps
from contractdiff.align.mapping import Mapping
from contractdiff.model import Matcher

# Least likeness for two clauses in different places to be one, by the words of the shorter: the longer a clause, the
# less can what it shares with another be an accident. See ``Mapping.likeness`` for the measurement.
_LEAST = ((4, 0.9), (8, 0.6), (15, 0.42), (25, 0.33), (1_000_000, 0.28))

# By how much a clause must be more like one that has its counterpart to be taken for a copy of that one.
_COPIED = 0.05


def match_elsewhere(mapping: Mapping) -> None:
    """Pair open clauses wherever they stand, the most alike first; then look again between the neighbours.

    In versions of several files, first within the files that belong together, then in all.
    """
    files = mapping.files
    for file in files if len(files) > 1 else ():
        _match(mapping, file)
    _match(mapping, None)


def _match(mapping: Mapping, file: int | None) -> None:
    """Pair the open clauses of one file and its counterpart; of all where none is given."""
    for _ in range(2):
        olds, news = mapping.open_old(file), mapping.open_new(file)
        if not olds or not news:
            return
        scored = [
            (likeness, old, new)
            for likeness, old, new in Candidates(mapping, olds, news).scored(least=_LEAST[-1][1])
            if likeness >= _least(min(mapping.old[old].size, mapping.new[new].size))
            and mapping.is_telling(mapping.old[old].code, mapping.new[new].code)
        ]
        copies = _Copies(mapping, {old for _, old, _ in scored}, {new for _, _, new in scored}, file)
        found = 0
        for likeness, old, new in scored:
            if old in mapping.of_old or new in mapping.of_new or copies.is_likelier(old, new, likeness):
                continue
            mapping.pair((old,), (new,), Matcher.SIMILAR_WORDING)
            found += 1
        if not found:
            return
        match_gaps(mapping)


def _least(size: int) -> float:
    return next(least for words, least in _LEAST if size <= words)


class _Copies:
    """What tells a clause that moved from the copy of one that stayed.

    Where a clause came in that was written after the pattern of another, and one of the same pattern went, the two are
    alike, and yet the one is not the other: each is more like a clause that has its counterpart.
    """

    def __init__(self, mapping: Mapping, olds: set[int], news: set[int], file: int | None) -> None:
        paired_old = [at for at, own in enumerate(mapping.old) if at in mapping.of_old and file in (None, own.file)]
        paired_new = [at for at, own in enumerate(mapping.new) if at in mapping.of_new and file in (None, own.file)]
        # best first, so the first found of each is its nearest
        self._old: dict[int, float] = {}
        for likeness, old, _ in Candidates(mapping, sorted(olds), paired_new).scored(least=_LEAST[-1][1]):
            self._old.setdefault(old, likeness)
        self._new: dict[int, float] = {}
        for likeness, _, new in Candidates(mapping, paired_old, sorted(news)).scored(least=_LEAST[-1][1]):
            self._new.setdefault(new, likeness)

    def is_likelier(self, old: int, new: int, likeness: float) -> bool:
        """Whether either of the two is more like a clause that has its counterpart."""
        nearest = max(self._old.get(old, 0.0), self._new.get(new, 0.0))
        return nearest > likeness + _COPIED
