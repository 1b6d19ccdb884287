"""An alignment → the list of changes with their edits."""

from contractdiff.diff.edits import diff_wordings
from contractdiff.diff.misreadings import Misreadings
from contractdiff.model import (
    Alignment,
    Change,
    ChangeId,
    ChangeKind,
    Clause,
    ClauseId,
    Comparison,
    Contract,
    Link,
    Op,
    Role,
)
from contractdiff.text import fold, looks_alike


def diff_alignment(old: Contract, new: Contract, alignment: Alignment) -> Comparison:
    """The changes of all links that differ, numbered in reading order, and the pairs that do not."""
    changes: list[Change] = []
    unchanged: list[tuple[ClauseId, ClauseId]] = []
    misreadings = Misreadings(old, new)
    for link in alignment.links:
        change = _change(ChangeId(f"C-{len(changes) + 1:03d}"), link, old, new, misreadings)
        if change is None:
            unchanged.append((link.old[0], link.new[0]))
        else:
            changes.append(change)
    return Comparison(old=old, new=new, changes=tuple(changes), unchanged=tuple(unchanged))


def wording_of(clauses: list[Clause]) -> str:
    """The wording of several clauses, joined by one space; clauses without words give nothing."""
    return " ".join(wording for clause in clauses if (wording := clause.wording))


def _change(change_id: ChangeId, link: Link, old: Contract, new: Contract, misreadings: Misreadings) -> Change | None:
    left = [old.by_id[name] for name in link.old]
    right = [new.by_id[name] for name in link.new]
    was, now = wording_of(left), wording_of(right)
    single = len(left) == len(right) == 1
    same = was == now or fold(was) == fold(now)
    edits = diff_wordings(was, now, misreadings.between(left, right))
    same = same or not any(edit.op in (Op.DELETE, Op.INSERT) for edit in edits)
    relabelled = bool(left and right) and _relabelled(left[0], right[0])
    if single and same and not link.moved and not relabelled:
        return None
    if not right:
        kind = ChangeKind.DELETED
    elif not left:
        kind = ChangeKind.ADDED
    elif not single:
        kind = ChangeKind.SPLIT if len(right) > 1 else ChangeKind.MERGED
    elif not same:
        kind = ChangeKind.MODIFIED
    else:
        kind = ChangeKind.MOVED if link.moved else ChangeKind.RENUMBERED
    return Change(
        id=change_id,
        kind=kind,
        old=link.old,
        new=link.new,
        edits=edits,
        moved=link.moved,
        renumbered=relabelled,
        evidence=link.evidence,
    )


def _relabelled(old: Clause, new: Clause) -> bool:
    """Whether the printed label differs, and not only as recognition reads it."""
    was, now = _bare(old), _bare(new)
    if was == now:
        return False
    return not ((old.recognised or new.recognised) and was and now and looks_alike(was, now))


def _bare(clause: Clause) -> str:
    """A label without the marks after it. Notes are numbered by their order alone: that is no change."""
    if clause.role in (Role.FOOTNOTE, Role.ENDNOTE):
        return ""
    return fold(clause.label or "").rstrip(".:)").lstrip("(")


def has_edit(change: Change) -> bool:
    """Whether any words of the change were deleted or inserted."""
    return any(edit.op in (Op.DELETE, Op.INSERT) for edit in change.edits)
