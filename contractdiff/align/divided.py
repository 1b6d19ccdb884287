"""Seventh matcher: clauses that stand inside a clause of the other version.

A paragraph that was put together from many, or cut into many, leaves most of its pieces open: the matchers before this
one try a few pieces at a time. Here each open clause is looked for inside the longer clauses near its place, so that no
clause is called deleted whose words are still there, unless the counterpart of the longer clause accounts for them.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from contractdiff.align.mapping import Mapping, Pairing
from contractdiff.model import Matcher

# Fewer words may stand in another clause by chance.
_FEWEST = 6
# No more clauses than this may stand between two pieces: pieces from all over a contract were not one clause.
_NEAR = 12
# How many may stand between a reworded piece and the place of the clause that holds it.
_LOOKED_AT = 40
# Fewest words of a piece that was reworded; the share of its word pairs that has to be there; how much that is rare.
_FEWEST_REWORDED, _MOST_OF_IT, _RARE = 12, 0.7, 2.0


def match_divided(mapping: Mapping) -> None:
    """Add open clauses to the pairing of the one clause that holds their words."""
    _Holders(mapping, of_old=True).absorb()
    _Holders(mapping, of_old=False).absorb()


class _Holders:
    """The clauses of one version that may hold open clauses of the other, its pieces."""

    def __init__(self, mapping: Mapping, *, of_old: bool) -> None:
        sides = (mapping.old, mapping.of_old), (mapping.new, mapping.of_new)
        (self._pieces, self._of_piece), (self._wholes, self._of_whole) = sides if of_old else sides[::-1]
        self._mapping = mapping
        self._of_old = of_old
        # a clause that has its like, or that the analyst paired, holds no more than that
        closed = (Matcher.SAME_WORDING, Matcher.BY_HAND)
        self._long = [
            at
            for at, whole in enumerate(self._wholes)
            if whole.size > _FEWEST and ((own := self._of_whole.get(at)) is None or own.matcher not in closed)
        ]

    def absorb(self) -> None:
        """Add each open clause to the pairing of the only clause that holds it."""
        held: dict[int, list[int]] = {}
        for at, holders in self._held():
            piece = self._pieces[at]
            holders = [place for place in holders if self._wholes[place].file == piece.file] or holders
            if len(holders) == 1:
                held.setdefault(holders[0], []).append(at)
        for whole, added in sorted(held.items()):
            self._add(whole, added)
        for whole, pairing in sorted(self._of_whole.items()):
            if pairing.matcher is Matcher.DIVIDED and len(self._turned(pairing)[0]) > 1:
                self._lengthen(whole, pairing)

    def _held(self) -> Iterator[tuple[int, list[int]]]:
        """Open clauses, in order, each with the clauses that hold it: word for word, or most of it near its place."""
        here = 0
        codes = [(place, self._wholes[place].code) for place in self._long]
        for at, piece in enumerate(self._pieces):
            pairing = self._of_piece.get(at)
            if pairing is not None:
                here = max(self._turned(pairing)[1], default=here)
            elif piece.size >= _FEWEST:
                code = piece.code
                holders = [place for place, whole in codes if code in whole and code != whole and self._adds(at, place)]
                if not holders and piece.size >= _FEWEST_REWORDED:
                    near = range(bisect_left(self._long, here - _LOOKED_AT), bisect_left(self._long, here + _LOOKED_AT))
                    holders = [self._long[number] for number in near if self._holds_most(at, self._long[number])]
                yield at, holders

    def _adds(self, at: int, place: int) -> bool:
        """Whether a piece accounts for words of a clause that its counterpart does not."""
        pairing = self._of_whole.get(place)
        if pairing is None:
            return True
        own, whole = self._turned(pairing)[0], self._wholes[place].code
        alone, both = ("".join(self._pieces[each].code for each in each_of) for each_of in (own, sorted((*own, at))))
        added = self._mapping.common(both, whole) - self._mapping.common(alone, whole)
        return added >= _MOST_OF_IT * self._pieces[at].size

    def _holds_most(self, at: int, place: int) -> bool:
        """Whether most of a piece stands in a clause, and what stands there is rare."""
        mapping, piece, whole = self._mapping, self._pieces[at].code, self._wholes[place].code
        pairs = mapping.pairs_of(piece)
        most = len(pairs & mapping.pairs_of(whole)) >= _MOST_OF_IT * len(pairs)
        return most and mapping.rare(piece, whole) >= _RARE and self._adds(at, place)

    def _add(self, whole: int, added: list[int]) -> None:
        pairing = self._of_whole.get(whole)
        own, wholes = self._turned(pairing) if pairing else ((), (whole,))
        if len(wholes) != 1:
            return
        joined = {*added, *own}
        # what stands between the pieces and is held as well belongs to them, be it a single word
        between = range(min(joined), max(joined) + 1)
        pieces = tuple(at for at in between if at in joined or self._is_held(at, whole))
        old, new = (pieces, wholes) if self._of_old else (wholes, pieces)
        apart = any(after - before > _NEAR for before, after in pairwise(pieces))
        if len(pieces) < 2 or apart or not self._mapping.may_pair(old, new):
            return
        if pairing is not None:
            self._mapping.part(pairing)
        self._mapping.pair(old, new, Matcher.DIVIDED)

    def _lengthen(self, whole: int, pairing: Pairing) -> None:
        """Add the few words, a line of their own, with which a clause made of several begins or ends."""
        own, wholes = self._turned(pairing)
        code = self._wholes[whole].code
        before, after = own[0] - 1, own[-1] + 1
        pieces = own
        if before >= 0 and code.startswith(self._pieces[before].code) and self._is_left(before, own, whole):
            pieces = (before, *pieces)
        if after < len(self._pieces) and code.endswith(self._pieces[after].code) and self._is_left(after, own, whole):
            pieces = (*pieces, after)
        old, new = (pieces, wholes) if self._of_old else (wholes, pieces)
        if pieces != own and self._mapping.may_pair(old, new):
            self._mapping.part(pairing)
            self._mapping.pair(old, new, Matcher.DIVIDED)

    def _is_left(self, at: int, own: tuple[int, ...], whole: int) -> bool:
        """Whether an open piece has words of a clause that its other pieces leave over."""
        code = self._wholes[whole].code
        alone, both = ("".join(self._pieces[each].code for each in of) for of in (own, sorted((*own, at))))
        added = self._mapping.common(both, code) - self._mapping.common(alone, code)
        return self._is_held(at, whole) and added == self._pieces[at].size

    def _is_held(self, at: int, whole: int) -> bool:
        piece = self._pieces[at]
        return at not in self._of_piece and 0 < piece.size < _FEWEST and piece.code in self._wholes[whole].code

    def _turned(self, pairing: Pairing) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The places of a pairing, those of the side of the pieces first."""
        return (pairing.old, pairing.new) if self._of_old else (pairing.new, pairing.old)
