"""References that a change of words made wrong, or that it turned to another clause on purpose."""

import re
from collections import defaultdict

from contractdiff.flags.findings import Finding, cut
from contractdiff.flags.passages import Hunk, Passage
from contractdiff.model import Change, ClauseId, Comparison, Contract, Priority, Reference, ReferenceStatus, Side

_LONGEST_HEADING = 60


class Astray:
    """The references of the new version that point to another clause than before, or to none."""

    def __init__(self, comparison: Comparison) -> None:
        self._new = comparison.new
        self._in_clause: dict[ClauseId, list[Reference]] = defaultdict(list)
        for reference in comparison.references:
            if reference.side is Side.NEW and reference.status in (ReferenceStatus.SHIFTED, ReferenceStatus.DANGLING):
                self._in_clause[reference.clause].append(reference)

    def of(self, change: Change) -> tuple[Reference, ...]:
        """Those that stand in the clauses of a change."""
        return tuple(reference for name in change.new for reference in self._in_clause.get(name, ()))

    def findings(self, passage: Passage, references: tuple[Reference, ...]) -> list[Finding]:
        """XRF for each reference of which the words were changed; one in words that stayed is told by itself."""
        found = []
        for reference in references:
            hunk = next((hunk for hunk in passage.hunks if touches(passage, hunk, reference)), None)
            if hunk is not None:
                why, question = self._said(reference)
                found.append(
                    Finding(
                        code="XRF",
                        old=cut(passage.words(hunk)[0]),
                        new=cut(reference.text),
                        priority=Priority.SUBSTANTIVE,
                        why=why,
                        question=question,
                    )
                )
        return found

    def _said(self, reference: Reference) -> tuple[str, str]:
        """What is to be said of a reference, and asked."""
        meant = _called(self._new, reference.meant) if reference.meant else ""
        changed = f"It was “{reference.was}”. " if reference.was else ""
        if reference.target is None:
            before = f", and what was meant before is {meant} now" if meant else ""
            return f"{changed}This reference points to no clause of the new version{before}.", "Which clause is meant?"
        before = f"what it pointed to before is {meant} now" if meant else "what it pointed to before was taken out"
        return (
            f"{changed}This reference points to {_called(self._new, reference.target)} now; {before}.",
            "Is the reference meant to point to another clause?",
        )


def touches(passage: Passage, hunk: Hunk, reference: Reference) -> bool:
    """Whether the words of a reference were changed by a hunk."""
    start, end = hunk.new
    if start == end:
        return False
    for found in re.finditer(rf"(?<![\w.]){re.escape(reference.text)}(?!\w)", passage.new.text):
        if found.start() < end and start < found.end():
            return True
    return False


def _called(contract: Contract, clause: ClauseId) -> str:
    """A clause as it is cited, with its heading where that is short."""
    cited = contract.citation(clause) or "a clause without a number"
    heading = (contract.by_id[clause].heading or "").strip().rstrip(".:;")
    return f"{cited} ({heading})" if heading and len(heading) <= _LONGEST_HEADING else cited
