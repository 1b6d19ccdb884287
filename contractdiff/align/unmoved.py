"""Clauses that stayed although those before them went: the same number, under the same clause, after the same one.

Which of two stretches that changed places moved is told by their order alone only as far as that the fewer or the
shorter did. To a reader the clause that is still number 5 of its article, after number 4, did not move: what stood
between went.
"""

from collections.abc import Collection, Sequence

from contractdiff.align.mapping import Mapping, Pairing
from contractdiff.align.profiles import Profile


def unmoved(mapping: Mapping, kept: Sequence[Pairing]) -> set[tuple[int, ...]]:
    """The old places of the pairings that stayed: those that kept their order, and those that kept number and place."""
    settled = {pairing.old for pairing in kept}
    before_old, before_new = _before(mapping.old), _before(mapping.new)
    for pairing in mapping.pairings():
        old, new = mapping.old[pairing.old[0]], mapping.new[pairing.new[0]]
        if (
            pairing.old not in settled
            and old.label
            and old.label == new.label
            and _stayed_together(mapping, old.parent, new.parent, settled)
            and _stayed_together(mapping, before_old[pairing.old[0]], before_new[pairing.new[0]], settled)
        ):
            settled.add(pairing.old)
    return settled


def _before(profiles: Sequence[Profile]) -> list[int]:
    """For each clause the place of the one before it under the same clause, -1 where it is the first."""
    last: dict[int, int] = {}
    out = []
    for at, profile in enumerate(profiles):
        out.append(last.get(profile.parent, -1))
        last[profile.parent] = at
    return out


def _stayed_together(mapping: Mapping, old: int, new: int, settled: Collection[tuple[int, ...]]) -> bool:
    """Whether two clauses are paired with one another and stayed; or there is none on either side."""
    if min(old, new) < 0:
        return old == new
    pairing = mapping.of_old.get(old)
    return pairing is not None and pairing is mapping.of_new.get(new) and pairing.old in settled
