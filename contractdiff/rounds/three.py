"""Three versions of a contract, each compared with the others: which words of any two are the same ones."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from contractdiff.errors import InputError
from contractdiff.model import ChangeId, ClauseId, Comparison, Contract, Op
from contractdiff.rounds.same_version import same_text
from contractdiff.rounds.words import NONE, Thread, Words, is_related, thread
from contractdiff.text import Token

# The six readings: old and draft as the first comparison has them, old and last as the second, draft and last as the
# third; and which two of them are one version.
_OLD, _DRAFT, _OLD_TOO, _LAST, _DRAFT_TOO, _LAST_TOO = range(6)
_SAME = ((_OLD, _OLD_TOO), (_DRAFT, _DRAFT_TOO), (_LAST, _LAST_TOO))
_Node = tuple[int, int]
_Places = dict[int, dict[int, None]]

# Share of the shorter clause's words that two clauses have in common where one took words of the other.
_SHARED = 0.3
# How much more a word tells of the order that both other versions have.
_OF_BOTH = 3.0


class Three:
    """The old version, a draft, and what came last, with the words that went from one to another.

    Only clauses of which any comparison tells an edit, and their counterparts, have their words numbered: of all others
    every word is in all three versions. A word of the last version that is the draft's is also the old version's where
    the draft has it from there, even if the two were not paired; so a word is new only where nothing explains it.

    Attributes:
        old: The words of the old version, as in the first comparison.
        draft: Those of the draft, as in the first comparison.
        last: Those of the last version, as in the second comparison.
        old_draft: The words of both the old version and the draft.
        old_last: The words of both the old version and the last one.
        draft_last: The words of both the draft and the last version.
        clause_beside: Of each word of the last version, the place of its clause as the third comparison has it.
        direct_old_last: The words that the second comparison alone takes for the same ones.
    """

    def __init__(self, first: Comparison, second: Comparison, third: Comparison) -> None:
        self.first, self.second, self.third = first, second, third
        contracts = (first.old, first.new, second.old, second.new, third.old, third.new)
        self._groups = {pair: same_text(contracts[pair[0]], contracts[pair[1]]) for pair in _SAME}
        for (one, _), name in zip(_SAME, ("old version", "draft", "last version"), strict=True):
            _check_same(contracts[one], self._groups, one, name)
        self._old_too, self._draft_too, self._last_too = (
            {there: list(here) for here, theirs in self._groups[pair] for there in theirs} for pair in _SAME
        )
        self._places = [{clause.id: at for at, clause in enumerate(each.clauses)} for each in contracts]
        self._beside: dict[_Node, list[_Node]] = defaultdict(list)
        for pair, groups in self._groups.items():
            for here, there in groups:
                self._tie([(pair[0], at) for at in here] + [(pair[1], at) for at in there])
        edited = [
            node
            for comparison, one, other in ((first, 0, 1), (second, 2, 3), (third, 4, 5))
            for node in self._linked(comparison, one, other)
        ]
        wanted = self._reached(edited)
        known: dict[str, list[Token]] = {}
        words = [
            Words(contract, [at for reading, at in wanted if reading == number], known)
            for number, contract in enumerate(contracts)
        ]
        self.old, self.draft, self.last = words[_OLD], words[_DRAFT], words[_LAST]
        bridges = {pair: self._bridge(pair, words) for pair in _SAME}
        self.clause_beside = [
            words[_LAST_TOO].clause[number] if number != NONE else NONE for number in bridges[_LAST, _LAST_TOO].on
        ]
        of_old, of_draft = self._unrelated()
        self.old_draft = thread(first, words[_OLD], words[_DRAFT])
        self.old_last = _over(
            thread(second, words[_OLD_TOO], words[_LAST], of_old),
            bridges[_OLD, _OLD_TOO],
            Thread(list(range(len(self.last))), list(range(len(self.last)))),
        )
        self.draft_last = _over(
            thread(third, words[_DRAFT_TOO], words[_LAST_TOO], of_draft),
            bridges[_DRAFT, _DRAFT_TOO],
            bridges[_LAST, _LAST_TOO],
        )
        self._close()
        self._part_what_crosses(self.draft_last, self.draft, self.old_draft.back)
        self._part_what_crosses(self.old_last, self.old, self.old_draft.on)
        self._clauses(of_old, of_draft)

    def _tie(self, nodes: Sequence[_Node]) -> None:
        for node in nodes[1:]:
            self._beside[nodes[0]].append(node)
            self._beside[node].append(nodes[0])

    def _linked(self, comparison: Comparison, one: int, other: int) -> Iterator[_Node]:
        """Tie what a comparison pairs, and give the clauses of which it tells an edit."""
        old, new = self._places[one], self._places[other]
        for left, right in comparison.unchanged:
            here, there = (one, old[left]), (other, new[right])
            self._tie((here, there))
            if comparison.old.clauses[here[1]].wording != comparison.new.clauses[there[1]].wording:
                yield here
        for change in comparison.changes:
            nodes = [(one, old[name]) for name in change.old] + [(other, new[name]) for name in change.new]
            self._tie(nodes)
            is_edited = len(nodes) != 2 or any(edit.op is not Op.EQUAL for edit in change.edits)
            if nodes and is_edited:
                yield nodes[0]

    def _reached(self, nodes: Iterable[_Node]) -> set[_Node]:
        """All clauses that hang together with these."""
        found = set(nodes)
        waiting = list(found)
        while waiting:
            for node in self._beside[waiting.pop()]:
                if node not in found:
                    found.add(node)
                    waiting.append(node)
        return found

    def _bridge(self, pair: tuple[int, int], words: Sequence[Words]) -> Thread:
        """The words of two readings of one version."""
        one, other = words[pair[0]], words[pair[1]]
        made = Thread([NONE] * len(one), [NONE] * len(other))
        for here, there in self._groups[pair]:
            left = [number for place in here for number in one.span(place)]
            right = [number for place in there for number in other.span(place)]
            for a, b in _in_order(left, right, one, other):
                made.on[a], made.back[b] = b, a
        return made

    def _close(self) -> None:
        """What is the same by way of the third version is the same."""
        on, back = self.old_draft.on, self.old_draft.back
        direct = self.direct_old_last = Thread(list(self.old_last.on), list(self.old_last.back))
        for draft, last in enumerate(self.draft_last.on):
            old = back[draft]
            if old != NONE and last != NONE and self.old_last.on[old] == NONE:
                self.old_last.on[old] = last
            elif old != NONE and last == NONE:
                self.draft_last.on[draft] = direct.on[old]
        for last, draft in enumerate(self.draft_last.back):
            old = direct.back[last]
            if draft != NONE and old == NONE:
                self.old_last.back[last] = back[draft]
            elif draft == NONE and old != NONE:
                self.draft_last.back[last] = on[old]

    def _part_what_crosses(self, words: Thread, from_words: Words, common: Sequence[int]) -> None:
        """Take words for new that one version alone has, where they stand on another side of the words around them.

        The same phrase in another place of its sentence is not what was proposed there, nor what was there before.
        """
        for place in self.last.places:
            found = [(words.back[at], at) for at in self.last.span(place) if words.back[at] != NONE]
            if all(one < other for (one, _), (other, _) in pairwise(found)):
                continue
            for clause in {from_words.clause[number] for number, _ in found}:
                own = [each for each in found if from_words.clause[each[0]] == clause]
                for number, at in _crossing(own, common):
                    words.back[at] = NONE
                    if words.on[number] == at:
                        words.on[number] = NONE

    def _unrelated(self) -> tuple[set[ChangeId], set[ChangeId]]:
        """The changes of the second and the third comparison of which the clauses have too little in common."""
        deleted = {self._places[_OLD][name] for change in self.first.changes if not change.new for name in change.old}
        added = {self._places[_DRAFT][name] for change in self.first.changes if not change.old for name in change.new}
        return (
            {
                change.id
                for change in self.second.changes
                if not is_related(change, surely=not deleted.isdisjoint(self.old_places(change.old)))
            },
            {
                change.id
                for change in self.third.changes
                if not is_related(change, surely=not added.isdisjoint(self.draft_places(change.old)))
            },
        )

    def _clauses(self, of_old: set[ChangeId], of_draft: set[ChangeId]) -> None:
        """Which clauses of the last version took the place of which, by all that was paired and is related."""
        self.last_of_old: _Places = defaultdict(dict)
        self.last_of_draft: _Places = defaultdict(dict)
        self.old_of_last: _Places = defaultdict(dict)
        self.draft_of_last: _Places = defaultdict(dict)
        for left, right in _pairs(self.second, of_old):
            for old in self.old_places([left]):
                self.last_of_old[old][self._places[_LAST][right]] = None
                self.old_of_last[self._places[_LAST][right]][old] = None
        for left, right in _pairs(self.third, of_draft):
            for draft in self.draft_places([left]):
                for last in self.last_places([right]):
                    self.last_of_draft[draft][last] = None
                    self.draft_of_last[last][draft] = None
        self._count(self.old_last, self.old, self.last_of_old, self.old_of_last)
        self._count(self.draft_last, self.draft, self.last_of_draft, self.draft_of_last)

    def _count(self, words: Thread, from_words: Words, on: _Places, back: _Places) -> None:
        """Add the clauses that have a good part of their words in common, though nothing paired them."""
        for place in from_words.places:
            own = [number for at in from_words.span(place) if (number := words.on[at]) != NONE]
            for last, count in Counter(self.last.clause[number] for number in own).items():
                if last not in on[place] and count >= _SHARED * min(
                    len(from_words.span(place)), len(self.last.span(last))
                ):
                    on[place][last] = None
                    back[last][place] = None

    def last_of(self, clauses: Iterable[ClauseId]) -> list[int]:
        """The places of clauses of the last version in the second comparison."""
        return [self.last.place[name] for name in clauses]

    def old_places(self, clauses: Iterable[ClauseId]) -> list[int]:
        """The places, as in the first comparison, of old clauses of the second one."""
        return [at for name in clauses for at in self._old_too.get(self._places[_OLD_TOO][name], ())]

    def draft_places(self, clauses: Iterable[ClauseId]) -> list[int]:
        """The places, as in the first comparison, of clauses of the draft in the third one."""
        return [at for name in clauses for at in self._draft_too.get(self._places[_DRAFT_TOO][name], ())]

    def last_places(self, clauses: Iterable[ClauseId]) -> list[int]:
        """The places, as in the second comparison, of clauses of the last version in the third one."""
        return [at for name in clauses for at in self._last_too.get(self._places[_LAST_TOO][name], ())]


def _check_same(
    contract: Contract, groups: dict[tuple[int, int], list[tuple[range, range]]], one: int, name: str
) -> None:
    """Raise where two readings that should be one version have hardly a clause in common."""
    (own,) = (found for pair, found in groups.items() if pair[0] == one)
    alike = sum(len(here) for here, there in own if len(here) == len(there) == 1)
    if contract.clauses and alike * 2 < len(contract.clauses):
        raise InputError(
            f"The comparisons are not of the same three versions: the {name}, {contract.name}, is another text in one "
            "of them. Compare the three files anew."
        )


def _pairs(comparison: Comparison, apart: set[ChangeId]) -> Iterator[tuple[ClauseId, ClauseId]]:
    """All clauses that a comparison takes for the same ones."""
    yield from comparison.unchanged
    for change in comparison.changes:
        if change.id not in apart:
            yield from ((left, right) for left in change.old for right in change.new)


def _crossing(found: Sequence[tuple[int, int]], common: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs of words of one version alone that do not go in order with the weightiest ones that do."""
    runs: list[list[tuple[int, int]]] = []
    for number, at in found:
        last = runs[-1][-1] if runs else None
        is_common = common[number] != NONE
        if last and last[0] + 1 == number and (common[last[0]] != NONE) == is_common:
            runs[-1].append((number, at))
        else:
            runs.append([(number, at)])
    best: list[tuple[float, int]] = []
    for here, run in enumerate(runs):
        weight = len(run) * (_OF_BOTH if common[run[0][0]] != NONE else 1)
        before = [(best[at][0], at) for at in range(here) if runs[at][-1][0] < run[0][0]]
        most, where = max(before, key=lambda each: each[0], default=(0.0, NONE))
        best.append((most + weight, where))
    at = max(range(len(best)), key=lambda each: best[each][0], default=NONE)
    kept = set()
    while at != NONE:
        kept.add(at)
        at = best[at][1]
    return [pair for at, run in enumerate(runs) for pair in run if at not in kept and common[pair[0]] == NONE]


def _in_order(left: list[int], right: list[int], one: Words, other: Words) -> Iterator[tuple[int, int]]:
    """The words that two readings have in common, in order."""
    if [one.keys[at] for at in left] == [other.keys[at] for at in right]:
        yield from zip(left, right, strict=True)
        return
    there = 0
    for here in left:
        found = next((at for at in range(there, len(right)) if other.keys[right[at]] == one.keys[here]), NONE)
        if found != NONE:
            yield here, right[found]
            there = found + 1


def _over(middle: Thread, before: Thread, after: Thread) -> Thread:
    """A thread between two readings, told of others of the same versions: ``before`` and ``after`` lead to it."""
    return Thread(
        on=[_then(_then(at, middle.on), after.back) for at in before.on],
        back=[_then(_then(at, middle.back), before.back) for at in after.on],
    )


def _then(number: int, numbers: Sequence[int]) -> int:
    return NONE if number == NONE else numbers[number]
