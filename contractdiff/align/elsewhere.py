"""Fifth matcher: clauses that went to another place and were reworded on the way."""

from collections.abc import Sequence

from contractdiff.align.candidates import Candidates
from contractdiff.align.copies import Copies
from contractdiff.align.gaps import match_gaps
from contractdiff.align.mapping import Mapping
from contractdiff.align.openings import same_opening
from contractdiff.model import Matcher

# Least likeness for two clauses in different places to be one, by the words of the shorter: the longer a clause, the
# less can what it shares with another be an accident. See ``Mapping.likeness`` for the measurement.
_LEAST = ((4, 0.9), (8, 0.6), (15, 0.42), (25, 0.33), (1_000_000, 0.28))
# The same where they share this much that no other clause of either version has (see ``Mapping.rare``): 16 of 1,821
# clauses that were moved and reworded are found by this alone, for 6 of 4,370 couples that only sound alike.
_LEAST_RARE = ((15, 0.33), (1_000_000, 0.25))
_RARE = 2.0
# The same where neither is nearly as much like any other clause; they need to share a little that is rare.
_LEAST_ALONE, _RARE_ALONE = 0.3, 0.5
# The same where both begin as no other clause does: of 138 couples so found in 310 redrafts, 137 are one.
_LEAST_OPENING = 0.13
# Of couples less alike than this more words have to be the same: "By signing below, I …", "By signing below, the …".
_UNLIKE, _LONG_OPENING = 0.2, 4


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
            for likeness, old, new in Candidates(mapping, olds, news).scored(least=_LEAST_RARE[-1][1])
            if _is_enough(mapping, old, new, likeness) or _is_almost(mapping, old, new, likeness)
        ]
        copies = Copies(mapping, {old for _, old, _ in scored}, {new for _, _, new in scored}, file)
        found = _match_openings(mapping, olds, news)
        for likeness, old, new in scored:
            if old in mapping.of_old or new in mapping.of_new or copies.is_likelier(old, new, likeness):
                continue
            if not _is_enough(mapping, old, new, likeness) and not copies.is_like_no_other(old, new, likeness):
                continue
            mapping.pair((old,), (new,), Matcher.SIMILAR_WORDING)
            found += 1
        # what was paired leaves others alone between their neighbours
        match_gaps(mapping)
        if not found:
            return


def _match_openings(mapping: Mapping, olds: Sequence[int], news: Sequence[int]) -> int:
    """Pair clauses that begin as no others do and share a little more; how many were paired."""
    found = 0
    for old, new in sorted(same_opening(mapping, olds, news)):
        left, right = mapping.old[old].code, mapping.new[new].code
        likeness = mapping.likeness(left, right)
        if likeness < _UNLIKE and left[:_LONG_OPENING] != right[:_LONG_OPENING]:
            continue
        if likeness >= _LEAST_OPENING:
            found += mapping.pair((old,), (new,), Matcher.SIMILAR_WORDING)
    return found


def _is_enough(mapping: Mapping, old: int, new: int, likeness: float) -> bool:
    """Whether two clauses are so much alike that they are one, wherever they stand."""
    left, right = mapping.old[old].code, mapping.new[new].code
    size = min(len(left), len(right))
    if likeness >= _least(_LEAST, size) and mapping.is_telling(left, right):
        return True
    return likeness >= _least(_LEAST_RARE, size) and mapping.rare(left, right) >= _RARE


def _is_almost(mapping: Mapping, old: int, new: int, likeness: float) -> bool:
    """Whether two clauses are one if nothing else is like either of them."""
    return likeness >= _LEAST_ALONE and mapping.rare(mapping.old[old].code, mapping.new[new].code) >= _RARE_ALONE


def _least(table: Sequence[tuple[int, float]], size: int) -> float:
    return next(least for words, least in table if size <= words)
