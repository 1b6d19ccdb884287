"""Both versions beside each other: every clause of either, once, in reading order, with what changed in it."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from contractdiff.model.comparison import Change, ChangeKind, Comparison, Edit, Op
from contractdiff.model.contract import ClauseId, Contract, Side

OPS_OF = {
    Side.OLD: frozenset((Op.EQUAL, Op.DELETE, Op.OLD_VARIANT)),
    Side.NEW: frozenset((Op.EQUAL, Op.INSERT, Op.NEW_VARIANT)),
}
"""Which stretches of a change's edits are words of a version; joined they are its wording."""


# Letters of a clause without a heading by which its division is called.
_HEADING = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedRow:
    """A row of the two versions set beside each other.

    Attributes:
        old: Clauses of the old version, in reading order; empty where it has none here.
        new: The same of the new version.
        change: What changed; ``None`` where nothing did.
        is_origin: Whether the row stands where the old version had what is moved: the words, and the change, stand in
            the row of the new place, and nothing is counted twice.
    """

    old: tuple[ClauseId, ...]
    new: tuple[ClauseId, ...]
    change: Change | None = None
    is_origin: bool = False

    @property
    def is_moved(self) -> bool:
        """Whether another row marks the place that its clauses left."""
        change = self.change
        if change is None or self.is_origin or not (self.old and self.new):
            return False
        return change.moved or change.kind is ChangeKind.MOVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A stretch of rows under one division of the contract.

    Attributes:
        title: The division's number and heading ("ARTICLE IV Payment"); "" of what stands before the first.
        rows: Its rows, in order.
    """

    title: str
    rows: tuple[PairedRow, ...]


def paired_rows(comparison: Comparison) -> tuple[PairedRow, ...]:
    """Every clause of either version in one row, in reading order of the new version.

    Deletions stand where the old version had them, in the order of the list of changes. Renames throughout have no
    clauses and no row. Where clauses were moved, a further row marks the place that they left.
    """
    old_at = {clause.id: at for at, clause in enumerate(comparison.old.clauses)}
    new_at = {clause.id: at for at, clause in enumerate(comparison.new.clauses)}
    same = sorted(comparison.unchanged, key=lambda pair: new_at[pair[1]])
    rows: list[PairedRow] = []
    at = 0
    for change in comparison.changes:
        if change.kind is ChangeKind.RENAMED:
            continue
        # what stays the same stands before the change as far as it does in the version that has the change
        end = new_at[change.new[0]] if change.new else old_at[change.old[0]]
        while at < len(same) and (new_at[same[at][1]] if change.new else old_at[same[at][0]]) < end:
            rows.append(_unchanged(same[at]))
            at += 1
        rows.append(PairedRow(old=change.old, new=change.new, change=change))
    rows += map(_unchanged, same[at:])
    return tuple(_with_origins(rows, old_at))


def _unchanged(pair: tuple[ClauseId, ClauseId]) -> PairedRow:
    return PairedRow(old=pair[:1], new=pair[1:])


def _with_origins(rows: list[PairedRow], old_at: dict[ClauseId, int]) -> Iterator[PairedRow]:
    """The rows, and in front of what followed them in the old version the places that moved clauses left."""
    places: list[int] = []  # of the old version, by the rows that kept their order
    indices: list[int] = []  # which rows those are
    for index, row in enumerate(rows):
        if row.old and not row.is_moved and (not places or old_at[row.old[0]] > places[-1]):
            places.append(old_at[row.old[0]])
            indices.append(index)
    before: dict[int, list[PairedRow]] = {}
    for row in sorted((row for row in rows if row.is_moved), key=lambda row: old_at[row.old[0]]):
        found = bisect_right(places, old_at[row.old[0]])
        index = indices[found] if found < len(indices) else len(rows)
        before.setdefault(index, []).append(PairedRow(old=row.old, new=(), change=row.change, is_origin=True))
    for index, row in enumerate(rows):
        yield from before.get(index, ())
        yield row
    yield from before.get(len(rows), ())


def divisions_of(comparison: Comparison, *, most: int = 100) -> tuple[Division, ...]:
    """The rows by the divisions of the contract: the outermost clauses that have others under them.

    One of more than ``most`` rows is divided by those under it, and where it has none cut into stretches of that many,
    called by the first and the last clause in them.
    """
    heads = _heads(comparison)
    return tuple(_divided(comparison, "", list(paired_rows(comparison)), heads, 0, most))


def _heads(comparison: Comparison) -> dict[ClauseId, int]:
    """The clauses that have others under them, each with how many it stands under itself."""
    heads: dict[ClauseId, int] = {}
    for contract in (comparison.old, comparison.new):
        parents = {clause.parent for clause in contract.clauses if clause.parent}
        heads |= {name: depth for name, depth in contract.depths.items() if name in parents}
    return heads


def _divided(
    comparison: Comparison, title: str, rows: list[PairedRow], heads: dict[ClauseId, int], depth: int, most: int
) -> Iterator[Division]:
    """Rows that stand under one clause, divided by those at a depth that have others under them."""
    if not rows:
        return
    if title and len(rows) <= most:
        yield Division(title=title, rows=tuple(rows))
        return
    found: list[tuple[str, list[PairedRow]]] = [(title, [])]
    deeper = False
    for row in rows:
        # what was deleted with all that is under it is a division of the old version still
        contract, names = (comparison.new, row.new) if row.new else (comparison.old, row.old)
        level = -1 if row.is_origin else heads.get(names[0], -1)
        if level == depth:
            found.append((_title(contract, names[0]), []))
        deeper |= level > depth
        found[-1][1].append(row)
    if len(found) == 1 and not deeper:
        yield from _cut(comparison, title, rows, most)
        return
    for name, own in found:
        yield from _divided(comparison, name or title, own, heads, depth + 1, most)


def _title(contract: Contract, name: ClauseId) -> str:
    clause = contract.by_id[name]
    words = clause.heading or (clause.text if len(clause.text) <= _HEADING else "")
    return " ".join(filter(None, ((clause.label or "").strip(), words))) or f"{clause.text[:_HEADING]}…"


def _cut(comparison: Comparison, title: str, rows: list[PairedRow], most: int) -> Iterator[Division]:
    for start in range(0, len(rows), most):
        own = tuple(rows[start : start + most])
        cited = list(dict.fromkeys(filter(None, (_cited(comparison, row) for row in own))))
        # where its clauses have no numbers of their own, the stretches are counted
        several = f"{cited[0]} – {cited[-1]}" if len(cited) > 1 else f"{start // most + 1}"
        yield Division(title=" · ".join(filter(None, (title, several if len(rows) > most else ""))), rows=own)


def _cited(comparison: Comparison, row: PairedRow) -> str:
    contract, names = (comparison.new, row.new) if row.new else (comparison.old, row.old)
    return contract.citation(names[0])


def edits_of(comparison: Comparison, row: PairedRow, side: Side) -> tuple[Edit, ...]:
    """The words of a row in one version, each stretch with what happened to it; where nothing changed, one stretch."""
    names = row.old if side is Side.OLD else row.new
    if not names:
        return ()
    if row.change is not None and row.change.edits:
        return tuple(edit for edit in row.change.edits if edit.op in OPS_OF[side])
    contract = comparison.old if side is Side.OLD else comparison.new
    return (Edit(Op.EQUAL, contract.wording(names)),)
