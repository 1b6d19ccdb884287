"""Which changes the agency shows in its own tracked changes, and which it made in silence.

A file with tracked changes holds two texts: the original, with all of them rejected, and the accepted one. Had the
agency declared everything, the original would be the old version word for word, and the accepted text the new one. So
whatever differs between the old version and the original, or between the accepted text and the new version, no tracked
change covers; and whatever differs between the original and the accepted text is declared. A change of the comparison
is followed to these differences clause by clause.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from contractdiff.model import Change, ChangeId, ChangeKind, ClauseId, Comparison, Declared, Edit, Op
from contractdiff.text import words


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """The comparisons that a file with tracked changes gives.

    Attributes:
        before: The old version → the file's original text.
        marked: The original text → the accepted text.
        after: The accepted text → the new version; ``None`` where the new version is the accepted text itself.
    """

    before: Comparison
    marked: Comparison
    after: Comparison | None = None


def tell_declared(comparison: Comparison, copy: MarkedCopy) -> tuple[Comparison, tuple[Change, ...]]:
    """The comparison, each of its changes told as declared, silent or partly silent; and what was marked in vain.

    A change that can be followed to no difference is called silent, so that somebody looks at it. Marked in vain are
    the changes of ``copy.marked`` that no change of the comparison shows: the new version does not have them.
    """
    trail = _Trail(copy)
    told = replace(comparison, changes=tuple(trail.told(change) for change in comparison.changes))
    in_vain = (change for change in copy.marked.changes if change.id not in trail.seen and _wording(change.edits))
    return told, tuple(in_vain) if copy.after is not None else ()


def tell_silent(comparison: Comparison) -> Comparison:
    """The comparison, each of its changes told as silent: the new version was read without its tracked changes."""
    return replace(comparison, changes=tuple(map(_silent, comparison.changes)))


def _silent(change: Change) -> Change:
    return replace(change, declared=Declared.NO, silent=tuple(_wording(change.edits)))


class _Step:
    """One of the comparisons, to be walked from clause to clause in both directions."""

    def __init__(self, comparison: Comparison) -> None:
        self.changes: dict[ClauseId, Change] = {}
        self._others: dict[ClauseId, list[ClauseId]] = defaultdict(list)
        for old, new in comparison.unchanged:
            self._others[old].append(new)
            self._others[new].append(old)
        for change in comparison.changes:
            self.changes |= dict.fromkeys((*change.old, *change.new), change)
            for name in change.old:
                self._others[name] += change.new
            for name in change.new:
                self._others[name] += change.old

    def across(self, names: Iterable[ClauseId]) -> list[ClauseId]:
        """The clauses linked to these."""
        return [other for name in names for other in self._others.get(name, ())]

    def touching(self, names: Iterable[ClauseId]) -> list[Change]:
        """The changes in which these clauses stand, each once."""
        found = [self.changes[name] for name in names if name in self.changes]
        return list({change.id: change for change in found}.values())


class _Trail:
    def __init__(self, copy: MarkedCopy) -> None:
        self.seen: set[ChangeId] = set()
        self._before, self._marked = _Step(copy.before), _Step(copy.marked)
        self._after = _Step(copy.after) if copy.after is not None else None

    def told(self, change: Change) -> Change:
        old, new = list(change.old), list(change.new)
        if change.kind is ChangeKind.RENAMED:
            # the steps mark a rename in each of its places
            old, new = [was for was, _ in change.occurrences], [now for _, now in change.occurrences]
        accepted = [_as_new(name) for name in self._after.across(new)] if self._after else new
        # the original stands on the new side of the step before and on the old side of the marked one
        original = [*map(_as_old, self._before.across(old)), *self._marked.across(accepted)]
        marked = self._marked.touching([*original, *accepted, *self._marked.across(original)])
        silent = self._before.touching([*old, *map(_as_new, original)])
        if self._after:
            silent += self._after.touching([*new, *map(_as_old, accepted)])
        own = _Words(change)
        marked = [other for other in marked if own.consists_of(other)]
        silent = [other for other in silent if own.consists_of(other)]
        self.seen.update(other.id for other in marked)
        if not marked:
            return _silent(change)
        if silent and change.kind is ChangeKind.RENAMED:
            return replace(change, declared=Declared.PARTLY, silent=tuple(_wording(change.edits)))
        edits = tuple(edit for other in silent for edit in _wording(other.edits) if own.has(edit))
        return replace(change, declared=Declared.PARTLY if silent else Declared.YES, silent=edits)


class _Words:
    """The words that a change deletes and inserts."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self._of: dict[Op, set[str]] = defaultdict(set)
        for edit in _wording(change.edits):
            self._of[edit.op].update(_told_apart(edit.text))
        if change.kind is ChangeKind.RENAMED:
            both = self._of[Op.DELETE] & self._of[Op.INSERT]
            for op, own in self._of.items():
                self._of[op] = {form for word in own - both for form in (word, f"{word}s")}

    def has(self, edit: Edit) -> bool:
        """Whether any of these words is deleted or inserted here, too: what is undone by a later step is not."""
        return not self._of[edit.op].isdisjoint(_told_apart(edit.text))

    def consists_of(self, other: Change) -> bool:
        """Whether a difference of one step can be a part of the change."""
        change = self._change
        if change.kind is ChangeKind.RENUMBERED:
            # a reference that followed its clause is no edit of the change, though it may be one of a step
            return other.renumbered or other.kind is not ChangeKind.MODIFIED
        if change.kind is ChangeKind.RENAMED:
            # a name that became longer deletes nothing
            return {edit.op for edit in _wording(other.edits) if self.has(edit)} == {
                op for op in self._of if self._of[op]
            }
        if change.moved and (other.moved or other.kind in (ChangeKind.ADDED, ChangeKind.DELETED)):
            return True
        if change.kind in (ChangeKind.SPLIT, ChangeKind.MERGED) and other.kind is change.kind:
            return True
        return any(self.has(edit) for edit in _wording(other.edits))


def _told_apart(text: str) -> Iterable[str]:
    """The words of an edit; where it has none, its marks."""
    return words(text) or text.split()


def _wording(edits: Sequence[Edit]) -> list[Edit]:
    return [edit for edit in edits if edit.op in (Op.DELETE, Op.INSERT)]


def _as_old(name: ClauseId) -> ClauseId:
    return ClauseId("o" + name[1:])


def _as_new(name: ClauseId) -> ClauseId:
    return ClauseId("n" + name[1:])
