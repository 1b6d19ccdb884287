"""Our changes beside the agency's list, both ways."""

from collections import defaultdict
from collections.abc import Sequence

from contractdiff.errors import FormError
from contractdiff.model import (
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
        matched |= {each.row.key: each for each in choose(open_rows, Candidates(comparison))}
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


def _by_id(row: ListedChange, comparison: Comparison) -> RowMatch:
    change = ChangeId(row.id)
    if change in comparison.by_id:
        return RowMatch(row=row, kind=RowKind.MATCHED, changes=(change,), why="By its id.")
    return RowMatch(row=row, kind=RowKind.AGENCY_ONLY, why=f"{row.id} is no change of this comparison.")
