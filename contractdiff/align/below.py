"""Ninth matcher: a heading follows the clauses below it, whatever its words.

"Overview" and "What is the library?" are one heading where the same clauses stand below; and of two clauses headed
"Votes of the Membership", the one is the other only if nothing better is said by what stands below them.
"""

from collections import Counter
from collections.abc import Collection

from contractdiff.align.mapping import Mapping, Pairing
from contractdiff.align.order import stayed
from contractdiff.model import Matcher

# A heading has no more words, and what takes its place no more than twice as many: what is longer is known by its own.
_HEADING = 8
# Each round may open a heading that the next one pairs.
_ROUNDS = 3


def match_below(mapping: Mapping) -> None:
    """Pair open headings of one place below which mostly the same clauses stand; and headings that went astray."""
    for _ in range(_ROUNDS):
        found = False
        kept = {pairing.old for pairing in stayed(mapping)}
        for old, new in _mostly_the_same_below(mapping):
            astray = [pairing for pairing in (mapping.of_old.get(old), mapping.of_new.get(new)) if pairing]
            if len(astray) > 1 or not mapping.may_pair((old,), (new,)):
                continue
            if not (_went_astray(mapping, astray[0], old, new, kept) if astray else _of_one_place(mapping, old, new)):
                continue
            for pairing in astray:
                mapping.part(pairing)
            found = mapping.pair((old,), (new,), Matcher.SAME_BELOW) or found
        if not found:
            return


def _mostly_the_same_below(mapping: Mapping) -> list[tuple[int, int]]:
    """Clauses ``(old, new)`` where most of what is paired below either is paired with what is below the other."""
    shared: Counter[tuple[int, int]] = Counter()
    for pairing in mapping.pairings():
        shared[mapping.old[pairing.old[0]].parent, mapping.new[pairing.new[0]].parent] += 1
    paired_old: Counter[int] = Counter()
    paired_new: Counter[int] = Counter()
    for (old, new), count in shared.items():
        paired_old[old] += count
        paired_new[new] += count
    all_old = Counter(profile.parent for profile in mapping.old)
    all_new = Counter(profile.parent for profile in mapping.new)
    return sorted(
        (old, new)
        for (old, new), count in shared.items()
        if min(old, new) >= 0
        and 2 * count > max(paired_old[old], paired_new[new])
        and 2 * count >= min(all_old[old], all_new[new])
    )


def _of_one_place(mapping: Mapping, old: int, new: int) -> bool:
    """Whether two headings bear the same label, or stand under the same clause."""
    was, now = mapping.old[old], mapping.new[new]
    if min(was.size, now.size) > _HEADING or max(was.size, now.size) > 2 * _HEADING:
        return False
    if was.label and was.label == now.label:
        return True
    above = mapping.of_old.get(was.parent)
    return above is mapping.of_new.get(now.parent) and (above is not None or was.parent == now.parent)


def _went_astray(mapping: Mapping, pairing: Pairing, old: int, new: int, kept: Collection[tuple[int, ...]]) -> bool:
    """Whether a heading was paired for its words with one of another label, or elsewhere."""
    if pairing.matcher is Matcher.BY_HAND or not len(pairing.old) == len(pairing.new) == 1:
        return False
    left, right = mapping.old[pairing.old[0]], mapping.new[pairing.new[0]]
    was, now = mapping.old[old], mapping.new[new]
    if max(each.size for each in (left, right, was, now)) > _HEADING:
        return False
    same_label = bool(was.label) and was.label == now.label and left.label != right.label
    return same_label or pairing.old not in kept
