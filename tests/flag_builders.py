"""One change made by hand and flagged, for tests of what the flags say."""

from contractdiff.diff.edits import diff_wordings
from contractdiff.flags import Rulebook, flag_changes
from contractdiff.model import (
    Change,
    ChangeId,
    ChangeKind,
    Clause,
    ClauseId,
    Comparison,
    Contract,
    Edit,
    Flag,
    Format,
    Op,
    Reading,
    Side,
)


def comparison_of(
    old: str | None, new: str | None, kind: ChangeKind | None = None, heading: str | None = None
) -> Comparison:
    """A comparison with one change: one clause a side, or none on the side that is ``None``."""

    def contract(side: Side, text: str | None, label: str) -> Contract:
        clause = Clause(id=ClauseId(f"{side.value}1"), label=label, heading=heading, text=text or "")
        reading = Reading(file=f"{side.value}.txt", sha256="", format=Format.TEXT)
        return Contract(side=side, name=side.value, reading=reading, clauses=() if text is None else (clause,))

    lead = f"{heading} " if heading else ""
    if old is None:
        edits, found = (Edit(Op.INSERT, lead + (new or "")),), ChangeKind.ADDED
    elif new is None:
        edits, found = (Edit(Op.DELETE, lead + old),), ChangeKind.DELETED
    else:
        edits, found = diff_wordings(lead + old, lead + new), ChangeKind.MODIFIED
    sides = contract(Side.OLD, old, "4.1."), contract(Side.NEW, new, "4.2.")
    change = Change(
        id=ChangeId("C-001"),
        kind=kind or found,
        old=tuple(clause.id for clause in sides[0].clauses),
        new=tuple(clause.id for clause in sides[1].clauses),
        edits=edits,
    )
    return Comparison(old=sides[0], new=sides[1], changes=(change,), unchanged=())


def flagged(
    old: str | None,
    new: str | None,
    kind: ChangeKind | None = None,
    heading: str | None = None,
    rules: Rulebook | None = None,
) -> Change:
    """The one change between two wordings, flagged."""
    return flag_changes(comparison_of(old, new, kind, heading), rules=rules).changes[0]


def flag_of(change: Change, category: str) -> Flag:
    """The first flag of a category; there has to be one."""
    return next(flag for flag in change.flags if flag.category == category)
