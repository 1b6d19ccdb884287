"""Which changes matter most to a provider."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from contractdiff.model.comparison import Change, ChangeId, ChangeKind, Comparison, Direction, Flag, Party, Priority
from contractdiff.model.contract import ClauseId, Contract
from contractdiff.model.source import Role

_ORDER = list(Priority)
# Money, the end of the contract and liability: what closes a program.
_HEAVY = frozenset(("PAY", "TRM", "IDM", "REC", "APP", "MON"))
# What is longer or more of these is worse: how long records are kept, how far back money is asked for, what is owed.
_BURDENS = frozenset(("RET", "REC", "INS", "IDM", "MAT", "AUD"))
_LESS = frozenset((Direction.SHORTER, Direction.EARLIER, Direction.DOWN))
_MORE = frozenset((Direction.LONGER, Direction.LATER, Direction.UP))
# So many changes of one category, and so many rows of one table, are named before the next counts for less.
_ALIKE, _ROWS = 3, 2
_Weight = tuple[int, bool, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighty:
    """A change that matters, and for which others it stands.

    Attributes:
        change: The change.
        head: The change of the uppermost clause above that was added or deleted with it; else ``change``.
        clauses: How many clauses were added or deleted with it, itself counted.
    """

    change: Change
    head: Change
    clauses: int = 1

    def division(self, comparison: Comparison) -> str:
        """What was added or deleted with it, in a sentence; "" where nothing was."""
        if self.clauses == 1:
            return ""
        contract, names = _side(comparison, self.head)
        name = contract.citation(names[0]) or contract.by_id[names[0]].heading or "The division it stands in"
        under = f"{self.clauses - 1:,} clauses" if self.clauses > 2 else "the clause"
        return f"{name} and {under} under it are {self.change.kind.value}."


def most_serious(comparison: Comparison, count: int) -> tuple[Weighty, ...]:
    """The changes that matter most, of a division that was added or deleted whole the one that does so.

    Priority goes first, then what the agency does not show; then what goes against the provider before what is
    unclear, and that before what is in her favor; money, termination and liability before other matters; more reasons
    before fewer. Changes of one kind in a row count for less, so that the list shows what there is.
    """
    waiting = [
        (each, _weight(each.change), _kind_of(each.change), _table_of(comparison, each.change))
        for each in _with_divisions(comparison)
    ]
    kinds: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    found: list[Weighty] = []

    def rank(candidate: tuple[Weighty, _Weight, str, str]) -> tuple[int, bool, bool, int, int, int]:
        _, (priority, shown, points, reasons), kind, table = candidate
        return priority, shown, rows[table] >= _ROWS, points + kinds[kind] // _ALIKE, kinds[kind], reasons

    while waiting and len(found) < count:
        # of those that weigh the same, the one that stands first in the contract
        chosen = min(waiting, key=rank)
        waiting.remove(chosen)
        found.append(chosen[0])
        kinds[chosen[2]] += 1
        rows[chosen[3]] += bool(chosen[3])
    return tuple(found)


def _weight(change: Change) -> _Weight:
    """How soon it comes: priority, whether the agency shows it, how little it weighs within that, how few reasons."""
    reasons = len({flag.category for flag in change.flags}) + (change.kind is ChangeKind.DELETED)
    light = not any(flag.category in _HEAVY for flag in change.flags)
    return _ORDER.index(change.priority), not change.is_silent, _tone(change) + light, -reasons


def _tone(change: Change) -> int:
    """0 where anything goes against the provider, 3 where all that is clear is in her favor, else 1."""
    codes = {flag.category for flag in change.flags}
    said = {_goes_against(flag, codes) for flag in change.flags}
    return 0 if True in said else 3 if False in said else 1


def _goes_against(flag: Flag, codes: set[str]) -> bool | None:
    """Whether a flag tells of something that goes against the provider; ``None`` where that is not clear."""
    if flag.doubtful:
        return None
    way, agency = flag.direction, flag.on is Party.AGENCY
    if way in (Direction.STRICTER, Direction.RIGHT_REMOVED):
        return True
    if way is Direction.LOOSER:
        # what the agency is less bound to do helps nobody else
        return None if agency else False
    if way in (Direction.DUTY_ADDED, Direction.DUTY_REMOVED, Direction.RIGHT_ADDED):
        return (way is Direction.DUTY_ADDED) is not agency
    if way not in _LESS and way not in _MORE:
        return None
    if agency and "PAY" in codes:
        # the agency has more time to pay
        return way in _MORE
    if agency and not codes & {"TRM", "MON"}:
        return None
    return (way in _MORE) is bool(codes & _BURDENS)


def _kind_of(change: Change) -> str:
    return change.flags[0].category if change.flags else ""


def _table_of(comparison: Comparison, change: Change) -> str:
    """What tells one table from another, where a change is of a table's row."""
    contract, names = _side(comparison, change)
    if not names or contract.by_id[names[0]].role is not Role.TABLE_ROW:
        return ""
    return f"{contract.side.value} {contract.by_id[names[0]].parent}"


def _side(comparison: Comparison, change: Change) -> tuple[Contract, tuple[ClauseId, ...]]:
    return (comparison.new, change.new) if change.new else (comparison.old, change.old)


def _with_divisions(comparison: Comparison) -> Iterator[Weighty]:
    """The changes in order; of clauses that were added or deleted with the one above them, the weightiest alone."""
    heads = _heads(comparison)
    sizes = Counter[ChangeId]()
    best: dict[ChangeId, Change] = {}
    for change_id, head in heads.items():
        change = comparison.by_id[change_id]
        sizes[head] += len(change.new or change.old)
        if head not in best or _weight(change) < _weight(best[head]):
            best[head] = change
    for change in comparison.changes:
        top = heads.get(change.id)
        if top is None:
            yield Weighty(change=change, head=change)
        elif best[top] is change:
            yield Weighty(change=change, head=comparison.by_id[top], clauses=sizes[top])


def _heads(comparison: Comparison) -> dict[ChangeId, ChangeId]:
    """For each clause that was added or deleted whole, the change of the uppermost clause that was so, too."""
    heads: dict[ChangeId, ChangeId] = {}
    for kind, contract in ((ChangeKind.ADDED, comparison.new), (ChangeKind.DELETED, comparison.old)):
        own: dict[ClauseId, ChangeId] = {}
        for change in comparison.changes:
            if change.kind is kind:
                own.update(dict.fromkeys(change.new or change.old, change.id))
        for clause, change_id in own.items():
            above = contract.by_id[clause].parent
            top = change_id
            while above in own:
                top, above = own[above], contract.by_id[above].parent
            heads[change_id] = top
    return heads
