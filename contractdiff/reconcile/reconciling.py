"""Our changes beside the agency's list, both ways."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from contractdiff.errors import FormError
from contractdiff.model import (
    Answered,
    ChangeAnswer,
    ChangeId,
    Comparison,
    ListedChange,
    Reconciliation,
    RowKind,
    RowMatch,
    answer_of,
)
from contractdiff.reconcile.candidates import Candidates
from contractdiff.reconcile.choosing import choose
from contractdiff.text import collapse


def reconcile(comparison: Comparison, rows: Sequence[ListedChange]) -> Reconciliation:
    """What the agency's list says of each of our changes, and which of its rows fit none of them.

    Rows with an id are taken by it. Others are matched by the clause that they name and by their words; where the two
    contradict each other, the words win if they say enough. What stays doubtful is told, and acknowledges nothing.
    A row that reads like a change which the agency acknowledges under its id is a further one: where it was asked for
    what we had not listed, to take it for the same would hide what we missed.

    Raises:
        FormError: Two rows have one key.
    """
    seen: set[str] = set()
    for row in rows:
        if row.key in seen:
            raise FormError(f"Two rows of the agency's list are called {row.key}. Give each its own key.")
        seen.add(row.key)
    matched = {row.key: _by_id(row, comparison) for row in rows if row.id}
    blank = {row.key for row in rows if not row.id and not collapse(f"{row.clause}{row.words}")}
    open_rows = [row for row in rows if not row.id and row.key not in blank]
    if open_rows:
        answered = {ChangeId(row.id) for row in rows if row.id and row.acknowledgement in _MADE}
        chosen = choose(open_rows, Candidates(comparison))
        matched |= {each.row.key: _besides(each, answered) for each in chosen}
    results = tuple(
        matched.get(row.key) or RowMatch(row=row, kind=RowKind.BLANK, why="It names no clause and says nothing.")
        for row in rows
    )
    about: dict[ChangeId, list[ListedChange]] = defaultdict(list)
    perhaps: dict[ChangeId, list[str]] = defaultdict(list)
    for result in results:
        for change in result.changes:
            if result.kind is RowKind.MATCHED:
                about[change].append(result.row)
            else:
                perhaps[change].append(result.row.key)
    return Reconciliation(
        changes=tuple(
            ChangeAnswer(
                change=change.id,
                priority=change.priority,
                kind=answer_of(about[change.id]),
                rows=tuple(row.key for row in about[change.id]),
                perhaps=tuple(perhaps[change.id]),
            )
            for change in comparison.changes
        ),
        rows=results,
    )


_MADE = (Answered.ACKNOWLEDGED, Answered.PARTLY)


def _besides(match: RowMatch, answered: Collection[ChangeId]) -> RowMatch:
    """The match without the changes that the agency acknowledges in rows of their own."""
    left = tuple(change for change in match.changes if change not in answered)
    if left == match.changes:
        return match
    if left:
        return replace(match, changes=left)
    like = ", ".join(match.changes)
    why = f"It reads like {like}, which the agency acknowledges in a row of its own."
    return RowMatch(row=match.row, kind=RowKind.AGENCY_ONLY, why=why)


def _by_id(row: ListedChange, comparison: Comparison) -> RowMatch:
    change = ChangeId(row.id)
    if change in comparison.by_id:
        return RowMatch(row=row, kind=RowKind.MATCHED, changes=(change,), why="By its id.")
    return RowMatch(row=row, kind=RowKind.AGENCY_ONLY, why=f"{row.id} is no change of this comparison.")
