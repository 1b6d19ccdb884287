"""Three versions of a contract, each compared with the others: which words of any two are the same ones."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from contractdiff.errors import InputError
from contractdiff.model import ChangeKind, Clause, ClauseId, Comparison, Contract, Op
from contractdiff.rounds.same_version import same_text
from contractdiff.rounds.words import NONE, Thread, Words, is_related, thread
from contractdiff.text import Token

# The six readings: old and draft as the first comparison has them, old and last as the second, draft and last as the
# third; and which two of them are one version.
_OLD, _DRAFT, _OLD_TOO, _LAST, _DRAFT_TOO, _LAST_TOO = range(6)
_SAME = ((_OLD, _OLD_TOO), (_DRAFT, _DRAFT_TOO), (_LAST, _LAST_TOO))
_Node = tuple[int, int]


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
        direct_old_last: The words that the second comparison alone takes for the same ones.
    """

    def __init__(self, first: Comparison, second: Comparison, third: Comparison) -> None:
        self.first, self.second, self.third = first, second, third
        contracts = (first.old, first.new, second.old, second.new, third.old, third.new)
        self._groups = {pair: same_text(contracts[pair[0]], contracts[pair[1]]) for pair in _SAME}
        for (one, _), name in zip(_SAME, ("old version", "draft", "last version"), strict=True):
            _check_same(contracts[one], self._groups, one, name)
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
        self.old_draft = thread(first, words[_OLD], words[_DRAFT])
        self.old_last = _over(
            thread(second, words[_OLD_TOO], words[_LAST]),
            bridges[_OLD, _OLD_TOO],
            Thread(list(range(len(self.last))), list(range(len(self.last)))),
        )
        self.draft_last = _over(
            thread(third, words[_DRAFT_TOO], words[_LAST_TOO]),
            bridges[_DRAFT, _DRAFT_TOO],
            bridges[_LAST, _LAST_TOO],
        )
        self._close()
        self._clauses()

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

    def _clauses(self) -> None:
        """Which clauses of the last version took the place of which, by all that was paired and is related."""
        self.last_of_old: dict[int, dict[int, None]] = defaultdict(dict)
        self.last_of_draft: dict[int, dict[int, None]] = defaultdict(dict)
        same = {
            pair: {there: list(here) for here, theirs in groups for there in theirs}
            for pair, groups in self._groups.items()
        }
        for left, right in _pairs(self.second):
            for old in same[_OLD, _OLD_TOO].get(self._places[_OLD_TOO][left], ()):
                self.last_of_old[old][self._places[_LAST][right]] = None
        for left, right in _pairs(self.third):
            for draft in same[_DRAFT, _DRAFT_TOO].get(self._places[_DRAFT_TOO][left], ()):
                for last in same[_LAST, _LAST_TOO].get(self._places[_LAST_TOO][right], ()):
                    self.last_of_draft[draft][last] = None
        self._last_too = same[_LAST, _LAST_TOO]
        self._draft_too = same[_DRAFT, _DRAFT_TOO]
        self._old_too = same[_OLD, _OLD_TOO]

    def old_places(self, clauses: Iterable[ClauseId]) -> list[int]:
        """The places, as in the first comparison, of old clauses of the second one."""
        return [at for name in clauses for at in self._old_too.get(self._places[_OLD_TOO][name], ())]

    def draft_places(self, clauses: Iterable[ClauseId]) -> list[int]:
        """The places, as in the first comparison, of clauses of the draft in the third one."""
        return [at for name in clauses for at in self._draft_too.get(self._places[_DRAFT_TOO][name], ())]

    def last_places(self, clauses: Iterable[ClauseId]) -> list[int]:
        """The places, as in the second comparison, of clauses of the last version in the third one."""
        return [at for name in clauses for at in self._last_too.get(self._places[_LAST_TOO][name], ())]

    def clauses(self, words: Words, places: Iterable[int]) -> list[Clause]:
        """Clauses of a version by their places."""
        return [words.contract.clauses[at] for at in places]


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


def _pairs(comparison: Comparison) -> Iterator[tuple[ClauseId, ClauseId]]:
    """All clauses that a comparison takes for the same ones."""
    yield from comparison.unchanged
    for change in comparison.changes:
        if change.kind is not ChangeKind.RENAMED and is_related(change):
            yield from ((left, right) for left in change.old for right in change.new)


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
