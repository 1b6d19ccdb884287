"""Fourth matcher: clauses that stand word for word inside a clause of the other version.

A paragraph that was put together from many, or cut into many, leaves most of its pieces open: the matchers before this
one try a few pieces at a time. Here each open clause is looked for inside the longer clauses near its place, so that no
clause is called deleted whose words are still there.
"""

from collections.abc import Callable, Sequence

from contractdiff.align.mapping import Mapping, Pairing, Profile
from contractdiff.model import Matcher

# Fewer words may stand in another clause by chance.
_FEWEST = 6


def match_divided(mapping: Mapping) -> None:
    """Add open clauses to the pairing of the clause that holds all their words in a row."""
    _absorb(mapping, mapping.old, mapping.new, mapping.of_old, mapping.of_new, lambda pieces, whole: (pieces, whole))
    _absorb(mapping, mapping.new, mapping.old, mapping.of_new, mapping.of_old, lambda pieces, whole: (whole, pieces))


def _absorb(
    mapping: Mapping,
    pieces: Sequence[Profile],
    wholes: Sequence[Profile],
    of_piece: dict[int, Pairing],
    of_whole: dict[int, Pairing],
    sides: Callable[[tuple[int, ...], tuple[int, ...]], tuple[tuple[int, ...], tuple[int, ...]]],
) -> None:
    long = [at for at, whole in enumerate(wholes) if whole.size > _FEWEST and _may_hold(of_whole.get(at))]
    held: dict[int, list[int]] = {}
    for at, piece in enumerate(pieces):
        if at in of_piece or piece.size < _FEWEST:
            continue
        holders = [place for place in long if wholes[place].size > piece.size and piece.code in wholes[place].code]
        holders = [place for place in holders if wholes[place].file == piece.file] or holders
        if len(holders) == 1:
            held.setdefault(holders[0], []).append(at)
    for whole, added in sorted(held.items()):
        pairing = of_whole.get(whole)
        if pairing is None:
            joined = added
        else:
            own = pairing.old if of_piece is mapping.of_old else pairing.new
            if len(pairing.old) + len(pairing.new) - len(own) != 1:
                continue
            joined = sorted({*added, *own})
        # what stands between the pieces and is held as well belongs to them, be it a single word
        between = range(joined[0], joined[-1] + 1)
        joined = [at for at in between if at in joined or _is_held(at, of_piece, pieces, wholes[whole])]
        if len(joined) < 2 or not all(of_piece.get(at) in (None, pairing) for at in between):
            continue
        if pairing is not None:
            mapping.part(pairing)
        mapping.pair(*sides(tuple(joined), (whole,)), Matcher.DIVIDED)


def _is_held(at: int, of_piece: dict[int, Pairing], pieces: Sequence[Profile], whole: Profile) -> bool:
    return at not in of_piece and 0 < pieces[at].size < _FEWEST and pieces[at].code in whole.code


def _may_hold(pairing: Pairing | None) -> bool:
    """Whether a clause may hold more than its counterpart: not where the two are the same."""
    return pairing is None or pairing.matcher is not Matcher.SAME_WORDING
