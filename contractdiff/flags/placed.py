"""Rules for clauses that moved: under whose lead-in they stand, and what stands under them.

"The Department shall:" and "The Provider shall:" exchanged turns every duty below them to the other party, and not a
word is different.
"""

from collections import defaultdict

from contractdiff.flags.findings import Finding
from contractdiff.model import Change, Clause, ClauseId, Comparison, Priority

_OTHER_ABOVE = (
    "The words are the same, but they stand under another heading or lead-in now, which may turn their sense."
)
_OTHER_BELOW = "The words are the same, but what stands under them is not what stood there: read it with these words."
_QUESTION = "Was a change of sense intended, or of place only?"


class Placed:
    """What stands under what in both versions."""

    def __init__(self, comparison: Comparison) -> None:
        self._old, self._new = comparison.old.by_id, comparison.new.by_id
        self._others: dict[ClauseId, set[ClauseId]] = defaultdict(set)
        for was, now in comparison.unchanged:
            self._others[was].add(now)
        for change in comparison.changes:
            for was in change.old:
                self._others[was].update(change.new)
        self._below: dict[ClauseId, list[ClauseId]] = defaultdict(list)
        for clause in (*comparison.old.clauses, *comparison.new.clauses):
            if clause.parent:
                self._below[clause.parent].append(clause.id)

    def findings(self, change: Change) -> list[Finding]:
        """RNM, but substantive, where a clause moved away from what it belonged to."""
        if not change.moved or len(change.old) != 1 or len(change.new) != 1:
            return []
        was, now = self._old[change.old[0]], self._new[change.new[0]]
        # a section with a heading of its own is understood wherever it stands
        alone = bool(was.heading and now.heading)
        if not alone and was.parent and now.parent and not self._is_same(was.parent, now.parent):
            return [Finding(code="RNM", priority=Priority.SUBSTANTIVE, why=_OTHER_ABOVE, question=_QUESTION)]
        if self._lost(was, now):
            # "The Provider shall:" lays what stands below it on the provider
            priority = Priority.CRITICAL if now.wording.rstrip().endswith((":", "—", "–")) else Priority.SUBSTANTIVE
            return [Finding(code="RNM", priority=priority, why=_OTHER_BELOW, question=_QUESTION)]
        return []

    def _is_same(self, old: ClauseId, new: ClauseId) -> bool:
        return new in self._others[old]

    def _lost(self, was: Clause, now: Clause) -> bool:
        """Whether most of what stood under a clause stands under another one now."""
        left = [name for name in self._below[was.id] if self._others[name]]
        stayed = [name for name in left if any(self._new[other].parent == now.id for other in self._others[name])]
        return len(stayed) < len(left) - len(stayed)
