"""The fewest tokens that must go and come for one wording to become another."""

from bisect import bisect_left

from rapidfuzz.distance import Indel

from contractdiff.text import Token

Run = tuple[int, int, int, int]
"""Half-open token ranges (old start, old end, new start, new end)."""

# Two wordings are compared at once up to this product of their tokens (one bit each: 6 MB); longer ones in
# parts that lie between stretches of so many tokens which stand once in either.
_AT_ONCE = 50_000_000
_ANCHOR = 8
# No part is made smaller than this share of what can be compared at once.
_PARTS = 4


def differing_runs(a: list[Token], b: list[Token], *, at_once: int = _AT_ONCE) -> list[Run]:
    """The runs that differ, in order; the tokens between them are the same by their keys.

    They are the shortest in all up to this product of the two lengths, and the shortest of each part beyond it.
    """
    numbers: dict[str, int] = {}
    left = [numbers.setdefault(token.key, len(numbers)) for token in a]
    right = [numbers.setdefault(token.key, len(numbers)) for token in b]
    runs: list[Run] = []
    at_old = at_new = 0
    for stop_old, stop_new in _cuts(left, right, at_once):
        for op in Indel.opcodes(left[at_old:stop_old], right[at_new:stop_new]):
            if op.tag == "equal":
                continue
            run = (at_old + op.src_start, at_old + op.src_end, at_new + op.dest_start, at_new + op.dest_end)
            if runs and runs[-1][1] == run[0] and runs[-1][3] == run[2]:
                last = runs.pop()
                run = (last[0], run[1], last[2], run[3])
            runs.append(run)
        at_old, at_new = stop_old, stop_new
    return runs


def _cuts(left: list[int], right: list[int], at_once: int) -> list[tuple[int, int]]:
    """Where two lists are cut so that each pair of parts can be compared at once; the last cut is their ends."""
    if len(left) * len(right) <= at_once:
        return [(len(left), len(right))]
    cuts: list[tuple[int, int]] = []
    at_old = at_new = 0
    for i, j in [*_anchors(left, right), (len(left), len(right))]:
        last = i == len(left) and j == len(right)
        if not last and (i - at_old) * (j - at_new) < at_once // _PARTS:
            continue
        # where nothing of theirs is the same, cut evenly
        parts = 1
        while (i - at_old) * (j - at_new) > at_once * parts * parts:
            parts += 1
        cuts += [
            (at_old + (i - at_old) * part // parts, at_new + (j - at_new) * part // parts)
            for part in range(1, parts + 1)
        ]
        at_old, at_new = i, j
    return cuts


def _anchors(left: list[int], right: list[int]) -> list[tuple[int, int]]:
    """Where stretches begin that stand once in either list, the most of them that are in one order in both."""
    once = _standing_once(right)
    pairs = [(i, once[stretch]) for stretch, i in _standing_once(left).items() if stretch in once]
    # longest rising sequence: for each length the pair with the least end, and what came before each pair
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before.append(tails[at - 1] if at else -1)
        ends[at : at + 1], tails[at : at + 1] = [j], [number]
    chain: list[tuple[int, int]] = []
    number = tails[-1] if tails else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _standing_once(keys: list[int]) -> dict[tuple[int, ...], int]:
    places: dict[tuple[int, ...], int] = {}
    for at in range(len(keys) - _ANCHOR + 1):
        stretch = tuple(keys[at : at + _ANCHOR])
        places[stretch] = -1 if stretch in places else at
    return {stretch: at for stretch, at in places.items() if at >= 0}
