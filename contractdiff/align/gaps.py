"""Fourth matcher: what stands between the same two neighbours on both sides.

Between two pairs that stand in the same order, the open clauses of both sides are paired in order so that as many
words as possible are kept (dynamic programming, as sentence aligners do: Gale and Church 1993; vecalign 2019). One
clause may be paired with several that follow one another: a split or a merge.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from contractdiff.align.candidates import Candidates
from contractdiff.align.mapping import Mapping, Pairing
from contractdiff.align.order import in_order, stayed
from contractdiff.align.profiles import Profile
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
_PIECE = 0.5
# Which of the last clauses in a gap are taken together, counted from the end.
_Taken = tuple[int, ...]
_ONE: _Taken = (1,)
# The pieces that one clause may have been divided into; the last way leaves out one between that came or went.
_PIECES: tuple[_Taken, ...] = ((2, 1), (3, 2, 1), (4, 3, 2, 1), (3, 1))
# By how much two clauses are less likely one where they stand in files that do not belong together.
_OTHER_FILE = 0.15
# More pairs than this in one gap are not tried one by one but looked up by their rare words.
CROWD = 3000


Within = tuple[range, range]
"""A stretch of the old version and one of the new, by places."""


def match_gaps(mapping: Mapping, within: Within | None = None) -> None:
    """Pair open clauses that stand between the same neighbours, with splits and merges; ``within`` as in ``gaps``."""
    for olds, news in gaps(mapping, within):
        if len(olds) * len(news) > CROWD:
            _match_crowd(mapping, olds, news)
        else:
            _match_gap(mapping, olds, news)


def gaps(mapping: Mapping, within: Within | None = None) -> list[tuple[list[int], list[int]]]:
    """Open clauses of both sides between neighbouring pairs of the backbone, where both sides have some.

    ``within`` are the stretches of the old and of the new version that are looked at; the whole of both where none is
    given.
    """
    old_range, new_range = within or (range(len(mapping.old)), range(len(mapping.new)))
    kept = in_order(mapping, mapping.pairings(old_range, new_range)) if within else stayed(mapping)
    out = []
    old_from, new_from = old_range.start, new_range.start
    for pairing in [*kept, None]:
        old_to, new_to = (pairing.old[0], pairing.new[0]) if pairing else (old_range.stop, new_range.stop)
        olds = [at for at in range(old_from, old_to) if at not in mapping.of_old]
        news = [at for at in range(new_from, new_to) if at not in mapping.of_new]
        if olds and news:
            out.append((olds, news))
        if pairing:
            old_from, new_from = pairing.old[-1] + 1, pairing.new[-1] + 1
    return out


def _match_crowd(mapping: Mapping, olds: list[int], news: list[int]) -> None:
    """Pair what is the same in order in a large gap, then each other's best counterparts, then what is between them."""
    for left, right in _between(olds, news, _pair_same_in_order(mapping, olds, news)):
        if len(left) * len(right) <= CROWD:
            _match_gap(mapping, left, right)
            continue
        for part_left, part_right in _between(left, right, _pair_best(mapping, left, right)):
            if len(part_left) * len(part_right) <= 4 * CROWD:
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
    kept = in_order(mapping, pairings)
    for pairing in kept:
        mapping.pair(pairing.old, pairing.new, Matcher.SIMILAR_WORDING)
    return [(pairing.old[0], pairing.new[0]) for pairing in kept]


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
    step: list[list[tuple[_Taken, _Taken]]] = [[((), ())] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows + 1):
        for j in range(columns + 1):
            if i and best[i - 1][j] > best[i][j]:
                best[i][j], step[i][j] = best[i - 1][j], (_ONE, ())
            if j and best[i][j - 1] > best[i][j]:
                best[i][j], step[i][j] = best[i][j - 1], ((), _ONE)
            if not i or not j:
                continue
            for taken_old, taken_new, gain in _moves(mapping, olds[:i], news[:j], least):
                value = best[i - taken_old[0]][j - taken_new[0]] + gain
                if value > best[i][j]:
                    best[i][j], step[i][j] = value, (taken_old, taken_new)
    i, j = rows, columns
    while i and j:
        taken_old, taken_new = step[i][j]
        if not taken_old and not taken_new:
            break
        if taken_old and taken_new:
            matcher = Matcher.SAME_PLACE if len(taken_old) == len(taken_new) == 1 else Matcher.DIVIDED
            mapping.pair(_last(olds[:i], taken_old), _last(news[:j], taken_new), matcher)
        i, j = i - max(taken_old, default=0), j - max(taken_new, default=0)


def _moves(mapping: Mapping, olds: list[int], news: list[int], least: float) -> Iterator[tuple[_Taken, _Taken, float]]:
    """The ways to pair the last of these clauses: which of either side, and what that is worth."""
    old, new = mapping.old[olds[-1]], mapping.new[news[-1]]
    likeness = likeness_of(mapping, old, new)
    if likeness >= least and mapping.may_pair(olds[-1:], news[-1:]):
        # where the one is nothing but the beginning of the other, what was kept is no more than that
        size = old.size + new.size if likeness > _CUT_SHORT else 2 * min(old.size, new.size)
        yield _ONE, _ONE, (likeness - least + 0.1) * (size + 1)
    for taken in _PIECES:
        if taken[0] <= len(news):
            places = _last(news, taken)
            gain = _division(mapping, old, [mapping.new[at] for at in places], turned=False)
            if gain and mapping.may_pair(olds[-1:], places):
                yield _ONE, taken, gain
        if taken[0] <= len(olds):
            places = _last(olds, taken)
            gain = _division(mapping, new, [mapping.old[at] for at in places], turned=True)
            if gain and mapping.may_pair(places, news[-1:]):
                yield taken, _ONE, gain


def _last(places: list[int], taken: _Taken) -> tuple[int, ...]:
    return tuple(places[-back] for back in taken)


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
