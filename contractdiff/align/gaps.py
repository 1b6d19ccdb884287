"""Second matcher: what stands between the same two neighbours on both sides.

Between two pairs that stand in the same order, the open clauses of both sides are paired in order so that as many
words as possible are kept (dynamic programming, as sentence aligners do: Gale and Church 1993; vecalign 2019). One
clause may be paired with several that follow one another: a split or a merge.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from contractdiff.align.candidates import Candidates
from contractdiff.align.mapping import Mapping, Pairing, Profile, backbone
from contractdiff.model import Matcher

# Least likeness for two clauses in the same place to be one clause reworded (see ``Mapping.likeness``).
_SAME_PLACE = 0.22
# The same where each stands alone between its neighbours.
_ALONE = 0.17
# Least likeness of a clause to the pieces it was divided into, joined.
_DIVIDED = 0.4
# Likeness of a clause to one that is nothing but its beginning. A single word is the beginning of many a clause: of a
# table row or a short line it is taken, of longer ones not.
_CUT_SHORT = 0.3
_SHORT = 40
# Likeness of two clauses of the same heading in the same place, however much they were rewritten.
_SAME_HEADING = 0.3
# Share of the words of each piece that must be found in the undivided clause, over what its other pieces hold.
_PIECE = 0.6
_MOST_PIECES = 4
# By how much two clauses are less likely one where they stand in files that do not belong together.
_OTHER_FILE = 0.15
# More pairs than this in one gap are not tried one by one but looked up by their rare words.
_CROWD = 3000


def match_gaps(mapping: Mapping) -> None:
    """Pair open clauses that stand between the same neighbours, with splits and merges."""
    for olds, news in gaps(mapping):
        if len(olds) * len(news) > _CROWD:
            _match_crowd(mapping, olds, news)
        else:
            _match_gap(mapping, olds, news)


def gaps(mapping: Mapping) -> list[tuple[list[int], list[int]]]:
    """Open clauses of both sides between neighbouring pairs of the backbone, where both sides have some."""
    pairings = mapping.pairings()
    kept = [pairings[number] for number in backbone(pairings, [weight(mapping, pairing) for pairing in pairings])]
    out = []
    old_from = new_from = 0
    for pairing in [*kept, None]:
        old_to, new_to = (pairing.old[0], pairing.new[0]) if pairing else (len(mapping.old), len(mapping.new))
        olds = [at for at in range(old_from, old_to) if at not in mapping.of_old]
        news = [at for at in range(new_from, new_to) if at not in mapping.of_new]
        if olds and news:
            out.append((olds, news))
        if pairing:
            old_from, new_from = pairing.old[-1] + 1, pairing.new[-1] + 1
    return out


def weight(mapping: Mapping, pairing: Pairing) -> float:
    """How much it speaks for a pairing to have stayed where it was: a clause counts one, a word or two less."""
    size = sum(mapping.old[at].size for at in pairing.old) + sum(mapping.new[at].size for at in pairing.new)
    same = pairing.matcher is Matcher.SAME_WORDING
    return (1.0 if size >= 16 else 0.2 + size * 0.05) + (0.05 if same else 0.0)


def _match_crowd(mapping: Mapping, olds: list[int], news: list[int]) -> None:
    """Pair what is the same in order in a large gap, then each other's best counterparts, then what is between them."""
    for left, right in _between(olds, news, _pair_same_in_order(mapping, olds, news)):
        if len(left) * len(right) <= _CROWD:
            _match_gap(mapping, left, right)
            continue
        for part_left, part_right in _between(left, right, _pair_best(mapping, left, right)):
            if len(part_left) * len(part_right) <= 4 * _CROWD:
                _match_gap(mapping, part_left, part_right)


def _pair_same_in_order(mapping: Mapping, olds: list[int], news: list[int]) -> list[tuple[int, int]]:
    """Pair as many clauses of the same wording as stand in the same order on both sides; return them in order."""
    numbers: dict[str, int] = {}
    left = [numbers.setdefault(mapping.old[at].key, len(numbers)) for at in olds]
    right = [numbers.setdefault(mapping.new[at].key, len(numbers)) for at in news]
    found = []
    for op in Indel.opcodes(left, right):
        if op.tag == "equal":
            places = range(op.src_start, op.src_end), range(op.dest_start, op.dest_end)
            found += [(olds[i], news[j]) for i, j in zip(*places, strict=True)]
    for old, new in found:
        mapping.pair((old,), (new,), Matcher.SAME_WORDING)
    return found


def _pair_best(mapping: Mapping, olds: list[int], news: list[int]) -> list[tuple[int, int]]:
    """Pair the clauses that are each other's best counterpart, as far as they keep order; return them in order."""
    found = sorted(Candidates(mapping, olds, news).mutual(least=0.4))
    pairings = [Pairing((old,), (new,), Matcher.SIMILAR_WORDING) for old, new in found]
    kept = backbone(pairings, [weight(mapping, pairing) for pairing in pairings])
    for number in kept:
        mapping.pair(pairings[number].old, pairings[number].new, Matcher.SIMILAR_WORDING)
    return [found[number] for number in kept]


def _between(
    olds: list[int], news: list[int], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[list[int], list[int]]]:
    """The clauses between neighbouring pairs, where both sides have some. All are given in ascending order."""
    old_from = new_from = 0
    for old, new in [*pairs, (olds[-1] + 1, news[-1] + 1)]:
        old_to, new_to = bisect_left(olds, old), bisect_left(news, new)
        if old_to > old_from and new_to > new_from:
            yield olds[old_from:old_to], news[new_from:new_to]
        old_from, new_from = old_to + 1, new_to + 1


def _match_gap(mapping: Mapping, olds: list[int], news: list[int]) -> None:
    rows, columns = len(olds), len(news)
    least = _ALONE if rows == columns == 1 else _SAME_PLACE
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    step: list[list[tuple[int, int]]] = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows + 1):
        for j in range(columns + 1):
            if i and best[i - 1][j] > best[i][j]:
                best[i][j], step[i][j] = best[i - 1][j], (1, 0)
            if j and best[i][j - 1] > best[i][j]:
                best[i][j], step[i][j] = best[i][j - 1], (0, 1)
            if not i or not j:
                continue
            for taken_old, taken_new, gain in _moves(mapping, olds, news, i, j, least):
                value = best[i - taken_old][j - taken_new] + gain
                if value > best[i][j]:
                    best[i][j], step[i][j] = value, (taken_old, taken_new)
    i, j = rows, columns
    while i and j:
        taken_old, taken_new = step[i][j]
        if (taken_old, taken_new) == (0, 0):
            break
        if taken_old and taken_new:
            matcher = Matcher.SAME_PLACE if taken_old == taken_new == 1 else Matcher.DIVIDED
            mapping.pair(tuple(olds[i - taken_old : i]), tuple(news[j - taken_new : j]), matcher)
        i, j = i - taken_old, j - taken_new


def _moves(
    mapping: Mapping, olds: list[int], news: list[int], i: int, j: int, least: float
) -> list[tuple[int, int, float]]:
    """The ways to pair the clauses that end here: how many of either side, and what that is worth."""
    old, new = mapping.old[olds[i - 1]], mapping.new[news[j - 1]]
    out = []
    likeness = likeness_of(mapping, old, new)
    if likeness >= least:
        out.append((1, 1, (likeness - least + 0.1) * (old.size + new.size + 1)))
    for pieces in range(2, _MOST_PIECES + 1):
        if pieces <= j and _follow(news, j - pieces, j):
            parts = [mapping.new[at] for at in news[j - pieces : j]]
            gain = _division(mapping, old, parts, turned=False)
            if gain:
                out.append((1, pieces, gain))
        if pieces <= i and _follow(olds, i - pieces, i):
            parts = [mapping.old[at] for at in olds[i - pieces : i]]
            gain = _division(mapping, new, parts, turned=True)
            if gain:
                out.append((pieces, 1, gain))
    return out


def likeness_of(mapping: Mapping, old: Profile, new: Profile) -> float:
    """Similarity of two clauses, 0 to 1, a little higher where they have the same heading or label."""
    if old.key == new.key:
        return 1.0
    if not old.size or not new.size:
        return 0.0
    likeness = mapping.likeness(old.code, new.code)
    if _begins_with(old.code, new.code) or _begins_with(new.code, old.code):
        # nothing but its end was cut off, or an end was put on
        likeness = max(likeness, _CUT_SHORT)
    if old.heading and old.heading == new.heading:
        likeness = max(likeness + 0.12, _SAME_HEADING)
    if old.label and old.label == new.label:
        likeness += 0.02
    if old.file != new.file:
        likeness -= _OTHER_FILE
    return min(likeness, 0.99)


def _begins_with(code: str, other: str) -> bool:
    return code.startswith(other) if len(other) > 1 else code[:1] == other and len(code) < _SHORT


def _follow(places: Sequence[int], start: int, stop: int) -> bool:
    """Whether the clauses stand one right after the other."""
    return places[stop - 1] - places[start] == stop - 1 - start


def _division(mapping: Mapping, whole: Profile, parts: list[Profile], *, turned: bool) -> float:
    """What it is worth to read ``parts`` as one clause divided; 0 where a part does not come from it."""
    size = sum(part.size for part in parts)
    if (
        not whole.size
        or any(not part.size or part.file != whole.file for part in parts)
        or size > 2.5 * whole.size
        or whole.size > 2.5 * size
    ):
        return 0.0

    def common(code: str) -> int:
        # the order of the arguments decides nothing but is kept, so that the mirrored comparison counts alike
        return mapping.common(code, whole.code) if turned else mapping.common(whole.code, code)

    joined = "".join(part.code for part in parts)
    every = common(joined)
    if 2 * every < _DIVIDED * (size + whole.size):
        return 0.0
    likeness = mapping.likeness(joined, whole.code) if turned else mapping.likeness(whole.code, joined)
    if likeness < _DIVIDED:
        return 0.0
    for number, part in enumerate(parts):
        others = "".join(other.code for at, other in enumerate(parts) if at != number)
        if every - common(others) < _PIECE * part.size:
            return 0.0
    # a little less than a plain pairing with the same words kept, so that nothing is divided without need
    return (likeness - _SAME_PLACE + 0.08) * (size + whole.size)
