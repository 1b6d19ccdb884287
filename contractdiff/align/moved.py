"""Sixth matcher: what stands inside an article or a run of clauses that went elsewhere together.

Between clauses that stayed, a weak likeness is enough to pair two clauses; so it is between clauses that moved
together, since a moved article keeps the order of what is in it.
"""

from collections.abc import Iterator, Sequence

from contractdiff.align.gaps import Within, match_gaps
from contractdiff.align.mapping import Mapping, Pairing
from contractdiff.align.order import stayed
from contractdiff.align.profiles import Profile
from contractdiff.align.same import match_same_neighbours

# Moved clauses with no more than this many others between them, in the same order in both versions, moved together.
_TOGETHER = 8


def match_moved(mapping: Mapping) -> None:
    """Pair open clauses inside what moved, then the headings and short lines that stand next to what was paired."""
    kept = {pairing.old for pairing in stayed(mapping)}
    moved = [pairing for pairing in mapping.pairings() if pairing.old not in kept]
    if moved and mapping.open_old() and mapping.open_new():
        for within in [*_articles(mapping, moved), *_runs(moved)]:
            match_gaps(mapping, within)
        match_same_neighbours(mapping)


def _articles(mapping: Mapping, moved: Sequence[Pairing]) -> Iterator[Within]:
    """What stands under each moved clause, in both versions."""
    for pairing in moved:
        old, new = pairing.old[0], pairing.new[0]
        yield _under(mapping.old, old), _under(mapping.new, new)


def _under(profiles: Sequence[Profile], at: int) -> range:
    """The places of the clauses that stand under a clause, at any depth; they follow it."""
    end = at + 1
    while end < len(profiles) and profiles[end].parent >= at:
        end += 1
    return range(at + 1, end)


def _runs(moved: Sequence[Pairing]) -> Iterator[Within]:
    """From the first to the last of each run of clauses that moved together; given in order of the old side."""
    run: list[Pairing] = []
    for pairing in [*moved, None]:
        if run and pairing and 0 < pairing.new[0] - run[-1].new[-1] <= _TOGETHER >= pairing.old[0] - run[-1].old[-1]:
            run.append(pairing)
            continue
        if len(run) > 1:
            yield range(run[0].old[0], run[-1].old[-1] + 1), range(run[0].new[0], run[-1].new[-1] + 1)
        run = [pairing] if pairing else []
