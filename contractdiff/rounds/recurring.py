"""Changes that are back: withdrawn in an earlier proceeding, and proposed again."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import Indel

from contractdiff.model import Change, ChangeKind, Comparison, Flag, Op, Withdrawn
from contractdiff.text import GLUE, tokenize

BACK = "BACK"
"""The category of the flag."""

# Inserted words that are known by themselves, in whatever clause they stand; fewer are known in their clause alone.
_LONG = 8
# Share of the words of the earlier change, in order, that the new one has; and of their pairs of neighbours.
_WORDS, _PAIRS = 0.7, 0.5
# How alike two short edits have to be, and the clauses that they stand in.
_SHORT_ALIKE, _CLAUSE_ALIKE = 0.8, 0.75
# Pairs of neighbours that so many earlier changes have say nothing; and how many earlier changes are looked at closely.
_COMMON, _CLOSELY = 40, 12


def back_again(comparison: Comparison, earlier: Iterable[Withdrawn]) -> Comparison:
    """The comparison with a further flag for each change that was withdrawn before.

    A change is back where its words are nearly those that were inserted then (or, of a mere deletion, deleted). A few
    words, such as another figure or a phrase that stands in many clauses, count in nearly the same clause only, and in
    place of nearly the same words.

    Args:
        comparison: A new proposal.
        earlier: The changes that were withdrawn, those of the latest proceeding last.
    """
    known = _Earlier(list(earlier))
    changes = []
    for change in comparison.changes:
        flags = tuple(_flag(change, each) for each in known.like(_edit_of(change, comparison)))
        changes.append(replace(change, flags=(*change.flags, *flags)) if flags else change)
    return replace(comparison, changes=tuple(changes))


def _flag(change: Change, withdrawn: Withdrawn) -> Flag:
    gone, came = ([edit.text.strip() for edit in change.edits if edit.op is op] for op in (Op.DELETE, Op.INSERT))
    return Flag(
        category=BACK,
        name="Back again",
        old=max(gone, key=len, default=""),
        new=max(came, key=len, default=""),
        why=f"Withdrawn in {withdrawn.version} after {withdrawn.change}; it is back.",
        question=f"What has changed since this was withdrawn in {withdrawn.version}?",
    )


@dataclass(frozen=True, slots=True)
class _Edit:
    """What a change does, in normal forms: the words that go, those that come, and the old wording of its clauses."""

    gone: tuple[str, ...]
    came: tuple[str, ...]
    clause: tuple[str, ...]

    @property
    def telling(self) -> tuple[str, ...]:
        """The words by which it is known: those that come; where none do, those that go."""
        return self.came or self.gone

    @property
    def size(self) -> int:
        """How many of them say something by themselves."""
        return sum(1 for word in self.telling if word not in GLUE)

    def marks(self) -> set[tuple[str, ...]]:
        """What the index knows it by: pairs of neighbours among its words, or those words and where they stand."""
        found: set[tuple[str, ...]] = set(pairwise(self.telling))
        if self.size < _LONG:
            found |= set(pairwise(self.clause))
        return found


class _Earlier:
    """The changes that were withdrawn, found by the words that they have in common with another."""

    def __init__(self, earlier: Sequence[Withdrawn]) -> None:
        self._earlier = earlier
        self._edits = [_edit_between(each.old, each.proposed) for each in earlier]
        self._index: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, edit in enumerate(self._edits):
            for mark in edit.marks():
                self._index[mark].append(number)

    def like(self, edit: _Edit) -> Iterator[Withdrawn]:
        """The earlier changes that one repeats, of each version the one most like it."""
        counted: Counter[int] = Counter()
        for mark in {*pairwise(edit.telling), *pairwise(edit.clause)}:
            numbers = self._index.get(mark, ())
            if len(numbers) <= _COMMON:
                counted.update(numbers)
        best: dict[str, tuple[float, int]] = {}
        for number, _ in sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:_CLOSELY]:
            alike = _alike(self._edits[number], edit)
            version = self._earlier[number].version
            if alike and alike > best.get(version, (0.0, 0))[0]:
                best[version] = (alike, number)
        for _, number in sorted(best.values(), key=lambda each: each[1]):
            yield self._earlier[number]


def _alike(before: _Edit, now: _Edit) -> float:
    """How far an edit repeats an earlier one, 0 to 1; 0 where it does not."""
    if not before.telling or bool(before.came) != bool(now.came):
        return 0.0
    words = Indel.normalized_similarity(before.telling, now.telling)
    if before.size < _LONG:
        if words < _SHORT_ALIKE or Indel.normalized_similarity(before.clause, now.clause) < _CLAUSE_ALIKE:
            return 0.0
        if before.came and Indel.normalized_similarity(before.gone, now.gone) < _SHORT_ALIKE:
            return 0.0
        return words
    # it may have become part of a longer one
    kept = [now.telling[at] for at in _in_common(before.telling, now.telling)]
    own = [word for word in before.telling if word not in GLUE]
    if sum(1 for word in kept if word not in GLUE) < _WORDS * len(own):
        return 0.0
    pairs = Counter(pairwise(before.telling))
    shared = (pairs & Counter(pairwise(now.telling))).total()
    return max(words, _PAIRS) if shared >= _PAIRS * pairs.total() else 0.0


def _in_common(one: Sequence[str], other: Sequence[str]) -> Iterator[int]:
    """The places in the other of the words that both have in order."""
    for block in Indel.opcodes(one, other):
        if block.tag == "equal":
            yield from range(block.dest_start, block.dest_end)


def _edit_of(change: Change, comparison: Comparison) -> _Edit:
    if change.kind is ChangeKind.RENAMED:
        return _Edit((), (), ())
    gone, came = (
        [key for edit in change.edits if edit.op is op for key in _keys(edit.text)] for op in (Op.DELETE, Op.INSERT)
    )
    clause = [key for name in change.old for key in _keys(comparison.old.by_id[name].wording)]
    return _Edit(tuple(gone), tuple(came), tuple(clause))


def _edit_between(old: str, new: str) -> _Edit:
    was, now = _keys(old), _keys(new)
    gone: list[str] = []
    came: list[str] = []
    for block in Indel.opcodes(was, now):
        if block.tag != "equal":
            gone += was[block.src_start : block.src_end]
            came += now[block.dest_start : block.dest_end]
    return _Edit(tuple(gone), tuple(came), tuple(was))


def _keys(text: str) -> list[str]:
    """The words and figures of a text in normal form, marks left out."""
    return [token.key for token in tokenize(text) if any(map(str.isalnum, token.key))]
