"""Two readings of one version, each as one comparison has it: which clauses are the same text.

A comparison may cut the clauses of a PDF otherwise, or set a running head aside, because its other version told so.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from contractdiff.model import Contract
from contractdiff.text import fold


def same_text(one: Contract, other: Contract) -> list[tuple[range, range]]:
    """Groups of clauses of either reading, by their places, that hold the same text; in order, and as small as can be.

    A group of which one side is empty is text that the other reading has not got.
    """
    if len(one.clauses) == len(other.clauses) and all(
        a.wording == b.wording for a, b in zip(one.clauses, other.clauses, strict=True)
    ):
        return [(range(at, at + 1), range(at, at + 1)) for at in range(len(one.clauses))]
    left, right = ([fold(clause.wording) for clause in side.clauses] for side in (one, other))
    out: list[tuple[range, range]] = []
    for op, i0, i1, j0, j1 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if op == "equal":
            out += [(range(i0 + at, i0 + at + 1), range(j0 + at, j0 + at + 1)) for at in range(i1 - i0)]
        else:
            out += _groups(left, right, range(i0, i1), range(j0, j1))
    return out


def _groups(left: Sequence[str], right: Sequence[str], one: range, other: range) -> Iterator[tuple[range, range]]:
    """The groups of a stretch in which the two are cut otherwise."""
    i, j = one.start, other.start
    while i < one.stop and j < other.stop:
        here, there = left[i], right[j]
        i1, j1 = i + 1, j + 1
        while here != there:
            if there.startswith(here) and i1 < one.stop:
                here, i1 = here + left[i1], i1 + 1
            elif here.startswith(there) and j1 < other.stop:
                there, j1 = there + right[j1], j1 + 1
            else:
                # not the same text: what is left is taken as one
                i1, j1 = one.stop, other.stop
                break
        yield range(i, i1), range(j, j1)
        i, j = i1, j1
    if i < one.stop or j < other.stop:
        yield range(i, one.stop), range(j, other.stop)
