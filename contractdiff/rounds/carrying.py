"""The agency's next draft under the ids that people already use: OLD → DRAFT 2, named as OLD → DRAFT 1 is."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from contractdiff.errors import InputError
from contractdiff.model import (
    Became,
    Carried,
    Change,
    ChangeId,
    ChangeKind,
    Comparison,
    Op,
    Since,
)
from contractdiff.rounds.three import Three
from contractdiff.rounds.words import NONE, Words, edited
from contractdiff.text import fold, whole_words

_NUMBER = re.compile(r"C-(\d+)")


def carry_ids(before: Comparison, now: Comparison, between: Comparison, *, taken: Collection[str]) -> Carried:
    """The comparison with the new draft under the ids of the one before, and what became of each of its changes.

    A change keeps its id where it is of the same old clauses, or of an added clause that the new draft has still; of
    several that share clauses those with most words in common. Every other change gets an id that was never used.

    Args:
        before: What the first draft changed, with the ids that are in use.
        now: What the new draft changed; its ids do not matter.
        between: What the new draft changed of the first one.
        taken: Every id that was ever used in the docket.

    Raises:
        InputError: The three are not of one old version and two drafts.
    """
    _check_ids(before)
    sharing = _Sharing(before, now, between)
    kept: dict[ChangeId, ChangeId] = {}  # ids of now → ids of before
    used: set[ChangeId] = set()
    for _, _, earlier, later in sorted(sharing.ranked()):
        if earlier not in used and later not in kept:
            kept[later] = earlier
            used.add(earlier)
    fresh = _fresh({*taken, *before.by_id})
    names = {change.id: kept[change.id] if change.id in kept else next(fresh) for change in now.changes}
    comparison = _renamed(now, names)
    parted: dict[ChangeId, ChangeId] = {}
    for change in now.changes:
        if change.id not in kept and (origin := sharing.origin(change.id)) is not None:
            parted[names[change.id]] = origin
    pieces: dict[ChangeId, list[ChangeId]] = defaultdict(list)
    for piece, origin in parted.items():
        if origin in used:
            pieces[origin].append(piece)
    return Carried(
        comparison=comparison,
        since=tuple(
            _since(change, comparison, change.id in used, pieces[change.id], sharing.goes_on(change.id, names))
            for change in before.changes
        ),
        added=tuple(names[change.id] for change in now.changes if change.id not in kept),
        parted=tuple((piece, origin) for piece, origin in parted.items() if origin in used),
    )


def _check_ids(before: Comparison) -> None:
    if len(before.by_id) != len(before.changes):
        raise InputError(
            f"Two changes of the comparison of {before.old.name} and {before.new.name} have one id. Take the "
            "comparison that the docket holds."
        )


def _fresh(taken: Iterable[str]) -> Iterator[ChangeId]:
    number = max((int(found[1]) for name in taken if (found := _NUMBER.fullmatch(name))), default=0)
    while True:
        number += 1
        yield ChangeId(f"C-{number:03d}")


def _renamed(comparison: Comparison, names: Mapping[ChangeId, ChangeId]) -> Comparison:
    """The comparison with other ids, wherever it names a change."""
    return replace(
        comparison,
        changes=tuple(replace(change, id=names[change.id]) for change in comparison.changes),
        authorities=tuple(
            replace(law, changes=tuple(replace(each, change=names[ChangeId(each.change)]) for each in law.changes))
            for law in comparison.authorities
        ),
    )


def _since(
    change: Change,
    comparison: Comparison,
    has_id: bool,
    pieces: Sequence[ChangeId],
    others: Sequence[ChangeId],
) -> Since:
    if not has_id:
        became = Became.CONTINUED if others else Became.WITHDRAWN
        return Since(id=change.id, became=became, into=tuple(others))
    if pieces:
        return Since(id=change.id, became=Became.DIVIDED, into=(change.id, *pieces))
    same = _says(change) == _says(comparison.by_id[change.id])
    return Since(id=change.id, became=Became.UNCHANGED if same else Became.REWORDED, into=(change.id,))


def _says(change: Change) -> tuple[object, ...]:
    """What a change does, apart from numbers of clauses and what is no edit."""
    parts = {op: "".join(edit.text for edit in change.edits if edit.op is op) for op in Op}
    kind = None if change.kind is ChangeKind.RENUMBERED else change.kind
    return (kind, fold(parts[Op.DELETE]), fold(parts[Op.INSERT]), fold(parts[Op.EQUAL] + parts[Op.INSERT]))


@dataclass(frozen=True, slots=True)
class _Edited:
    """The words that a change deletes and those that it inserts, as numbers."""

    gone: frozenset[int]
    came: frozenset[int]


class _Sharing:
    """Which changes of two comparisons have clauses in common, and how many words."""

    def __init__(self, before: Comparison, now: Comparison, between: Comparison) -> None:
        self._before, self._now = before, now
        self._three = Three(before, now, between)
        self._order = {change.id: at for at, change in enumerate(before.changes)}
        self._order_now = {change.id: at for at, change in enumerate(now.changes)}
        self._weights = self._weigh()
        self._by_now: dict[ChangeId, list[ChangeId]] = defaultdict(list)
        self._by_before: dict[ChangeId, list[ChangeId]] = defaultdict(list)
        for earlier, later in self._weights:
            self._by_now[later].append(earlier)
            self._by_before[earlier].append(later)

    def ranked(self) -> Iterator[tuple[int, tuple[int, int], ChangeId, ChangeId]]:
        """The pairs, to be sorted: those with most words in common first, then in reading order."""
        for (earlier, later), weight in self._weights.items():
            yield -weight, (self._order[earlier], self._order_now[later]), earlier, later

    def origin(self, later: ChangeId) -> ChangeId | None:
        """The change before with which one has most in common."""
        return min(self._by_now[later], key=lambda each: (-self._weights[each, later], self._order[each]), default=None)

    def goes_on(self, earlier: ChangeId, names: Mapping[ChangeId, ChangeId]) -> list[ChangeId]:
        """The changes, by their new names, with which one has anything in common, most first."""
        found = sorted(
            self._by_before[earlier], key=lambda each: (-self._weights[earlier, each], self._order_now[each])
        )
        return [names[each] for each in found or self._told_otherwise(self._before.by_id[earlier])]

    def _weigh(self) -> dict[tuple[ChangeId, ChangeId], int]:
        three, weights = self._three, {}
        old, draft, last = three.old, three.draft, three.last
        of_old: dict[int, Change] = {}
        of_last: dict[int, Change] = {}
        for change in self._now.changes:
            of_old |= dict.fromkeys(three.old_places(change.old), change)
            of_last |= {last.place[name]: change for name in change.new}
        second = {
            change.id: _edited_of(three, change)
            for change in self._now.changes
            if change.kind is not ChangeKind.RENAMED
        }
        for change in self._before.changes:
            if change.kind is ChangeKind.RENAMED:
                continue
            found: dict[ChangeId, Change] = {}
            for name in change.old:
                if (place := old.place[name]) in of_old:
                    found[of_old[place].id] = of_old[place]
            for name in change.new:
                for place in three.last_of_draft.get(draft.place[name], ()):
                    if place in of_last:
                        found[of_last[place].id] = of_last[place]
            own = _Edited(*map(frozenset, _flat(change, old, draft)))
            kept = {number for at in own.came if (number := three.draft_last.on[at]) != NONE}
            for other in found.values():
                theirs = second[other.id]
                weight = len(own.gone & theirs.gone) + len(kept & theirs.came)
                shares = not change.old or not other.old or bool(self._old_of(change) & self._old_of_now(other))
                if _may_go_on(change, other) and (weight or shares):
                    weights[change.id, other.id] = weight
        weights.update(dict.fromkeys(self._same_terms(), 1))
        return weights

    def _old_of(self, change: Change) -> set[int]:
        return {self._three.old.place[name] for name in change.old}

    def _old_of_now(self, change: Change) -> set[int]:
        return set(self._three.old_places(change.old))

    def _same_terms(self) -> Iterator[tuple[ChangeId, ChangeId]]:
        """Renames throughout of one term."""
        terms = {_terms(change)[0]: change.id for change in reversed(self._now.renames)}
        news = {_terms(change): change.id for change in self._now.renames}
        for change in self._before.renames:
            found = news.get(_terms(change)) or terms.get(_terms(change)[0])
            if found:
                yield change.id, found

    def _told_otherwise(self, change: Change) -> list[ChangeId]:
        """Where a rename is told clause by clause now, those clauses; where it was and is told throughout now, that."""
        if change.kind is ChangeKind.RENAMED:
            was, now = (re.compile(whole_words([edit.text])) for edit in change.edits)
            return [
                each.id
                for each in self._now.changes
                if each.kind is not ChangeKind.RENAMED
                and was.search(_all(each, Op.DELETE))
                and now.search(_all(each, Op.INSERT))
            ]
        own = self._old_of(change)
        return [
            each.id
            for each in self._now.renames
            if fold(each.edits[0].text) in fold(_all(change, Op.DELETE))
            and fold(each.edits[1].text) in fold(_all(change, Op.INSERT))
            and not own.isdisjoint(self._three.old_places(old for old, _ in each.occurrences))
        ]


def _edited_of(three: Three, change: Change) -> _Edited:
    """The words of a change of the second comparison, by the numbers that they have in all."""
    places = three.old_places(change.old)
    new = [three.last.place[name] for name in change.new]
    gone = {at for place in places for at in three.old.span(place) if three.direct_old_last.on[at] == NONE}
    came = {at for place in new for at in three.last.span(place) if three.direct_old_last.back[at] == NONE}
    return _Edited(frozenset(gone), frozenset(came))


def _flat(change: Change, old: Words, new: Words) -> tuple[list[int], list[int]]:
    hunks = edited(change, old, new)
    return [at for gone, _ in hunks for at in gone], [at for _, came in hunks for at in came]


def _may_go_on(change: Change, other: Change) -> bool:
    """Whether a change can be the same one as before: one of words has gone where a number or a place alone is left."""
    if not change.is_of_words or other.is_of_words:
        return True
    return other.kind is ChangeKind.MOVED and change.moved


def _terms(change: Change) -> tuple[str, str]:
    return fold(change.edits[0].text), fold(change.edits[1].text)


def _all(change: Change, op: Op) -> str:
    return "\n".join(edit.text for edit in change.edits if edit.op is op)
