"""Which change each row is about: the best fit, one row to one change where that is as good, and what is in doubt."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from contractdiff.model import ChangeId, ListedChange, RowKind, RowMatch
from contractdiff.reconcile.candidates import Candidates
from contractdiff.reconcile.citations import Citation, Cited, Grade
from contractdiff.reconcile.weighing import Fit, Weighed, weigh

# By how much the best has to be better than what comes next, to be no matter of doubt.
_MARGIN = 1.5
# How much less likely it is that two rows are about one change than about two.
_TWICE = 3.0
# Rows that are this much better than what comes next say by which version's numbers the agency goes.
_SURE = 4.0
# The most candidates that a doubtful row shows.
_SHOWN = 8


@dataclass(slots=True)
class _Choice:
    """A row and what it is taken to be about for now."""

    weighed: Weighed
    options: list[Fit] = field(default_factory=list)
    at: int = 0

    @property
    def best(self) -> Fit | None:
        return self.options[self.at] if self.at < len(self.options) else None

    def lead(self) -> float:
        """By how much the best is better than the next, or than none."""
        best = self.best
        if best is None:
            return 0.0
        others = [fit.weight for fit in self.options if fit is not best]
        return best.weight - max([*others, self.weighed.nowhere])


def choose(rows: Sequence[ListedChange], candidates: Candidates) -> list[RowMatch]:
    """What each row is about, in the order of the rows."""
    first = [weigh(row, candidates) for row in rows]
    old_numbers = _share_of_old(first, candidates)
    weighed = [weigh(row, candidates, old_numbers=old_numbers) for row in rows]
    results: dict[str, RowMatch] = {}
    choices: list[_Choice] = []
    for each in weighed:
        several = _several(each, candidates, old_numbers)
        if several is not None:
            results[each.row.key] = several
        else:
            choices.append(_Choice(each, list(each.fits)))
    doubtful = _in_doubt(choices, candidates, _one_to_one(choices, candidates))
    for choice in choices:
        results[choice.weighed.row.key] = _settled(choice, candidates, doubtful)
    return [results[row.key] for row in rows]


def _share_of_old(weighed: Sequence[Weighed], candidates: Candidates) -> float:
    """The share of the rows that go by old numbers, among those that are sure without."""
    old = new = 1
    for each in weighed:
        if len(each.fits) < 2 or each.citation.renumbered or each.citation.several:
            continue
        best, second = each.fits[:2]
        candidate = candidates.all[best.at]
        if best.grade is not Grade.EXACT or best.weight - max(second.weight, each.nowhere) < _SURE:
            continue
        in_old, in_new = (
            any(number in keys for number in each.citation.numbers) for keys in (candidate.old, candidate.new)
        )
        old, new = old + (in_old and not in_new), new + (in_new and not in_old)
    return old / (old + new)


def _several(weighed: Weighed, candidates: Candidates, old_numbers: float) -> RowMatch | None:
    """The changes of a row that names several clauses, all of which are there; ``None`` where it is not such a row."""
    if not weighed.citation.several:
        return None
    sides = [_named(weighed.citation, candidates, old=old) for old in (True, False)]
    by_old, by_new = (_ids(side, candidates) if side is not None else None for side in sides)
    if by_old is None and by_new is None:
        return None
    if by_old and by_new and by_old != by_new:
        # the numbers name other clauses in the other version: the words say which is meant, or what others went by
        words = {fit.at: fit.words for fit in weighed.fits}
        more = [max((words.get(at, 0.0) for at in side or ()), default=0.0) for side in sides]
        lead = more[1] - more[0] + math.log((1.02 - old_numbers) / (old_numbers + 0.02))
        if abs(lead) < _MARGIN:
            both = tuple(dict.fromkeys((*by_new, *by_old)))
            why = "Its numbers name other clauses in the old version than in the new one."
            return RowMatch(row=weighed.row, kind=RowKind.DOUBTFUL, changes=both, why=why)
        changes = by_new if lead > 0 else by_old
    else:
        changes = by_new or by_old or ()
    if not changes:
        return RowMatch(
            row=weighed.row, kind=RowKind.AGENCY_ONLY, why="We find none of the clauses that it names changed."
        )
    if (other := _by_its_words(weighed, changes, candidates)) is not None:
        why = f"Its numbers name {', '.join(changes)}, and its words are those of {other}."
        return RowMatch(row=weighed.row, kind=RowKind.DOUBTFUL, changes=(other, *changes), why=why)
    return RowMatch(row=weighed.row, kind=RowKind.MATCHED, changes=changes, why="By the clauses that it names.")


def _by_its_words(weighed: Weighed, named: Sequence[ChangeId], candidates: Candidates) -> ChangeId | None:
    """The change that has a row's words where those that its numbers name have clearly fewer of them."""
    words = {change.id: fit.words for fit in weighed.fits if (change := candidates.all[fit.at].change) is not None}
    best = max(words, key=lambda name: (words[name], name), default=None)
    if best is None or best in named:
        return None
    return best if words[best] > max((words.get(name, 0.0) for name in named), default=0.0) + _SURE else None


def _named(citation: Citation, candidates: Candidates, *, old: bool) -> dict[int, None] | None:
    """The candidates that a citation names by the numbers of one version; ``None`` where one of them is not there."""
    found: dict[int, None] = {}
    for number in citation.numbers:
        places = candidates.bearing(number, old=old)
        if not places:
            return None
        found |= dict.fromkeys(places)
    for first, last in citation.ranges:
        if not candidates.bearing(first, old=old) or not candidates.bearing(last, old=old):
            return None
        keys = _between(first, last, candidates)
        if keys is None:
            return None
        found |= dict.fromkeys(at for key in keys for at in candidates.bearing(key, old=old))
    return found


def _between(first: Cited, last: Cited, candidates: Candidates) -> list[Cited] | None:
    """The numbers from one to another, and those under them; ``None`` where these make no range."""
    head = first.parts[:-1]
    if first.scope != last.scope or last.parts[:-1] != head or not first.parts:
        return None
    one, other = first.parts[-1], last.parts[-1]
    if one.isdigit() and other.isdigit() and int(one) < int(other):
        steps = [str(number) for number in range(int(one), int(other) + 1)]
    elif len(one) == len(other) == 1 and one < other:
        steps = [chr(code) for code in range(ord(one), ord(other) + 1)]
    else:
        return None
    wanted = {(*head, step) for step in steps}
    return [key for key in candidates.by_key if key.scope == first.scope and key.parts[: len(head) + 1] in wanted]


def _ids(places: dict[int, None], candidates: Candidates) -> tuple[ChangeId, ...]:
    changes = (candidates.all[at].change for at in sorted(places))
    return tuple(change.id for change in changes if change is not None)


def _one_to_one(choices: list[_Choice], candidates: Candidates) -> dict[int, _Choice]:
    """Move rows that share a change with a better one to their next best, where that costs less; who holds what."""
    holder: dict[int, _Choice] = {}
    waiting = list(reversed(choices))
    moves = 0
    while waiting:
        choice = waiting.pop()
        best = choice.best
        if best is None or best.weight <= choice.weighed.nowhere or candidates.all[best.at].change is None:
            continue
        other = holder.get(best.at)
        if other is None:
            holder[best.at] = choice
            continue
        stays, goes = (other, choice) if other.lead() >= choice.lead() else (choice, other)
        holder[best.at] = stays
        nearest = _next_best(goes, holder, candidates)
        moves += 1
        if nearest is not None and moves < 8 * len(choices):
            goes.at = nearest
            waiting.append(goes)
    return holder


def _next_best(choice: _Choice, holder: dict[int, _Choice], candidates: Candidates) -> int | None:
    """The place of another change that nobody holds, and that is nearly as good."""
    best = choice.best
    if best is None:
        return None
    for place, fit in enumerate(choice.options):
        if fit.weight < max(best.weight - _TWICE, choice.weighed.nowhere):
            return None
        if fit.at not in holder and candidates.all[fit.at].change is not None:
            return place
    return None


def _in_doubt(choices: Sequence[_Choice], candidates: Candidates, holder: dict[int, _Choice]) -> dict[str, list[Fit]]:
    """The rows that may as well be about another change that no row is about, each with what it may be about.

    So it is with every row that could take the place of one that is in doubt.
    """
    holds = {id(choice): at for at, choice in holder.items()}
    ties: dict[int, list[tuple[_Choice, Fit]]] = defaultdict(list)
    waiting: list[_Choice] = []
    for choice in choices:
        best = choice.best
        if best is None or best.weight <= choice.weighed.nowhere - _MARGIN:
            continue
        free = False
        for fit in choice.options:
            if fit is best or fit.weight <= best.weight - _MARGIN or candidates.all[fit.at].change is None:
                continue
            ties[fit.at].append((choice, fit))
            free = free or fit.at not in holder
        if free:
            waiting.append(choice)
    doubtful: dict[str, list[Fit]] = {}
    while waiting:
        choice = waiting.pop()
        key = choice.weighed.row.key
        if key in doubtful:
            continue
        doubtful[key] = [
            fit
            for fit in choice.options
            if choice.best is not None
            and fit.weight > choice.best.weight - _MARGIN
            and candidates.all[fit.at].change is not None
        ]
        if id(choice) in holds:
            waiting += [other for other, _ in ties[holds[id(choice)]]]
    return doubtful


def _settled(choice: _Choice, candidates: Candidates, doubtful: dict[str, list[Fit]]) -> RowMatch:
    """What a row is about in the end, or between what it is in doubt."""
    row, best, nowhere = choice.weighed.row, choice.best, choice.weighed.nowhere
    if best is None or best.weight <= nowhere - _MARGIN:
        return RowMatch(row=row, kind=RowKind.AGENCY_ONLY, why="No change of ours has its clause and its words.")
    near = doubtful.get(row.key, [])
    change = candidates.all[best.at].change
    if change is None and not near:
        return RowMatch(row=row, kind=RowKind.AGENCY_ONLY, why="We find the clause that it fits unchanged.")
    unchanged = any(
        fit.weight > best.weight - _MARGIN and candidates.all[fit.at].change is None for fit in choice.options
    )
    if near or unchanged or nowhere > best.weight - _MARGIN:
        fits = [best, *(fit for fit in near if fit is not best)]
        shown = [each.id for fit in fits if (each := candidates.all[fit.at].change) is not None]
        why = (
            "It fits several about equally."
            if len(shown) > 1
            else "It fits a clause that we find unchanged about as well."
            if unchanged
            else "Its clause and its words fit no change for sure."
        )
        return RowMatch(row=row, kind=RowKind.DOUBTFUL, changes=tuple(shown[:_SHOWN]), why=why)
    assert change is not None
    return RowMatch(row=row, kind=RowKind.MATCHED, changes=(change.id,), why=_WHY[best.grade])


_WHY = {
    Grade.EXACT: "By the clause that it names, and its words.",
    Grade.WITHIN: "By its words, and a clause above or below the one that it names.",
    Grade.SLIP: "By its words; the clause that it names may be mistyped.",
    Grade.OTHER: "By its words.",
}
