"""The words of a version by number, and which words of two versions are the same ones."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from contractdiff.model import Change, ChangeId, ChangeKind, ClauseId, Comparison, Contract, Matcher, Op
from contractdiff.text import GLUE, Token, tokenize
from contractdiff.text import words as words_of

NONE = -1
"""The number of a word that is not there."""

# Two clauses that have a smaller share of the shorter one's telling words in common are not taken for one clause,
# however the alignment paired them; where one of them was to be added or deleted, a higher share is asked, since then
# the other may as well be a clause of its own, and of the longer one's as well. Of shorter ones than these, anything
# may be the counterpart.
_RELATED, _SURELY_RELATED, _OF_LONGER, _TINY = 0.2, 0.5, 0.3, 3


class Words:
    """The words and marks of some clauses of a version, numbered through in reading order.

    Attributes:
        contract: The version.
        place: The place of each of its clauses, those without numbered words included.
        keys: The normal form of each.
        clause: The place of its clause among the clauses of the version.
        tokens: Where in the wording of its clause it stands.
    """

    def __init__(self, contract: Contract, places: Collection[int], known: dict[str, list[Token]]) -> None:
        self.contract = contract
        self.place = places_of(contract)
        self.keys: list[str] = []
        self.clause: list[int] = []
        self.tokens: list[Token] = []
        self._spans: dict[int, range] = {}
        for place in sorted(places):
            wording = contract.clauses[place].wording
            tokens = known.get(wording)
            if tokens is None:
                tokens = known[wording] = tokenize(wording)
            first = len(self.keys)
            self.keys += [token.key for token in tokens]
            self.tokens += tokens
            self.clause += [place] * len(tokens)
            self._spans[place] = range(first, len(self.keys))

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def places(self) -> Collection[int]:
        """The places of the clauses whose words are numbered, in order."""
        return self._spans

    def span(self, place: int) -> range:
        """The numbers of the words of a clause."""
        return self._spans.get(place, range(0))

    def is_word(self, number: int) -> bool:
        """Whether it is a word or a figure and not a mark."""
        return any(map(str.isalnum, self.keys[number]))

    def text(self, numbers: Sequence[int]) -> str:
        """Some words as printed; those that stand one after another keep what lies between them."""
        out: list[str] = []
        before = NONE
        for number in numbers:
            place, token = self.clause[number], self.tokens[number]
            wording = self.contract.clauses[place].wording
            if before != NONE and before == number - 1 and self.clause[before] == place:
                out.append(wording[self.tokens[before].end : token.end])
            else:
                out.append((" " if out else "") + wording[token.start : token.end])
            before = number
        return "".join(out)


def places_of(contract: Contract) -> dict[ClauseId, int]:
    """The place of each clause."""
    return {clause.id: at for at, clause in enumerate(contract.clauses)}


@dataclass(frozen=True, slots=True)
class Thread:
    """Which words of two versions are the same, from the old one on and from the new one back; ``NONE`` for none.

    What reads differently and is no edit (a rename told by itself, a reference that followed) is the same.
    """

    on: list[int]
    back: list[int]


def thread(comparison: Comparison, old: Words, new: Words, apart: Collection[ChangeId] = ()) -> Thread:
    """The words that a comparison leaves as they were; the clauses of the changes ``apart`` are not the same ones."""
    made = Thread([NONE] * len(old), [NONE] * len(new))
    for left, right in comparison.unchanged:
        _as_one(made, old, new, old.span(old.place[left]), new.span(new.place[right]))
    for change in comparison.changes:
        if change.old and change.new and change.id not in apart:
            _follow(made, change, _joined(old, change.old), _joined(new, change.new), old, new)
    return made


def _as_one(made: Thread, old: Words, new: Words, one: Sequence[int], other: Sequence[int]) -> None:
    """Two stretches that say the same, however they read."""
    left, right = list(one), list(other)
    a, b = [old.keys[at] for at in left], [new.keys[at] for at in right]
    if a == b:
        for at_old, at_new in zip(left, right, strict=True):
            made.on[at_old], made.back[at_new] = at_new, at_old
        return
    for block in Indel.opcodes(a, b):
        here, there = left[block.src_start : block.src_end], right[block.dest_start : block.dest_end]
        # what has no counterpart goes with the word before it
        _blend(
            made, here or left[max(block.src_start - 1, 0) :][:1], there or right[max(block.dest_start - 1, 0) :][:1]
        )


def _blend(made: Thread, left: Sequence[int], right: Sequence[int]) -> None:
    """Two stretches paired word by word; what one has more goes with the last of the other."""
    if left and right:
        for at in range(max(len(left), len(right))):
            here, there = left[min(at, len(left) - 1)], right[min(at, len(right) - 1)]
            if made.on[here] == NONE:
                made.on[here] = there
            if made.back[there] == NONE:
                made.back[there] = here


@dataclass(frozen=True, slots=True)
class _Joined:
    """Words of the joined wording of some clauses: where each begins, and its number."""

    starts: list[int]
    numbers: list[int]

    def within(self, start: int, end: int) -> range:
        """The places of the words that begin in a stretch."""
        return range(bisect_right(self.starts, start - 1), bisect_right(self.starts, end - 1))


def _joined(words: Words, clauses: Sequence[ClauseId]) -> _Joined:
    made = _Joined([], [])
    offset = 0
    for clause in clauses:
        place = words.place[clause]
        wording = words.contract.clauses[place].wording
        for number in words.span(place):
            made.starts.append(offset + words.tokens[number].start)
            made.numbers.append(number)
        offset += len(wording) + 1 if wording else 0
    return made


def _follow(made: Thread, change: Change, left: _Joined, right: _Joined, old: Words, new: Words) -> None:
    """Thread the words of one change along its edits."""
    at_old = at_new = 0
    was: list[int] = []
    now: list[int] = []
    for edit in change.edits:
        in_old, in_new = _sides(edit.op)
        end_old, end_new = at_old + in_old * len(edit.text), at_new + in_new * len(edit.text)
        if edit.op in (Op.OLD_VARIANT, Op.NEW_VARIANT):
            was += [left.numbers[at] for at in left.within(at_old, end_old)]
            now += [right.numbers[at] for at in right.within(at_new, end_new)]
        else:
            _as_one(made, old, new, was, now)
            was, now = [], []
        if edit.op is Op.EQUAL:
            there = {right.starts[at] - at_new: right.numbers[at] for at in right.within(at_new, end_new)}
            for at in left.within(at_old, end_old):
                number = there.get(left.starts[at] - at_old, NONE)
                if number != NONE:
                    made.on[left.numbers[at]], made.back[number] = number, left.numbers[at]
        at_old, at_new = end_old, end_new
    _as_one(made, old, new, was, now)


def _sides(op: Op) -> tuple[bool, bool]:
    """Whether a stretch is in the old wording, and in the new one."""
    return op in (Op.EQUAL, Op.DELETE, Op.OLD_VARIANT), op in (Op.EQUAL, Op.INSERT, Op.NEW_VARIANT)


def edited(change: Change, old: Words, new: Words) -> list[tuple[list[int], list[int]]]:
    """The places where a change edits its clauses: which words it deletes there, and which it inserts.

    Two places have at least one word between them that stayed.
    """
    left, right = _joined(old, change.old), _joined(new, change.new)
    out: list[tuple[list[int], list[int]]] = []
    is_open = False
    at_old = at_new = 0
    for edit in change.edits:
        in_old, in_new = _sides(edit.op)
        end_old, end_new = at_old + in_old * len(edit.text), at_new + in_new * len(edit.text)
        gone = [left.numbers[at] for at in left.within(at_old, end_old)] if edit.op is Op.DELETE else []
        came = [right.numbers[at] for at in right.within(at_new, end_new)] if edit.op is Op.INSERT else []
        if gone or came:
            if not is_open:
                out.append(([], []))
                is_open = True
            out[-1][0].extend(gone)
            out[-1][1].extend(came)
        elif edit.op not in (Op.DELETE, Op.INSERT) and edit.text.strip():
            is_open = False
        at_old, at_new = end_old, end_new
    return out


def is_related(change: Change, *, surely: bool = False) -> bool:
    """Whether the old and the new clauses of a change have enough in common to be called the same clauses.

    Args:
        change: The change.
        surely: Whether a doubt counts against it.
    """
    if change.kind is ChangeKind.RENAMED or not change.old or not change.new:
        return False
    if change.evidence and change.evidence.matcher is Matcher.BY_HAND:
        return True
    same = sum(_telling(edit.text) for edit in change.edits if edit.op in (Op.EQUAL, Op.OLD_VARIANT))
    gone = sum(_telling(edit.text) for edit in change.edits if edit.op is Op.DELETE)
    came = sum(_telling(edit.text) for edit in change.edits if edit.op is Op.INSERT)
    shorter, longer = same + min(gone, came), same + max(gone, came)
    if shorter <= _TINY:
        return True
    if surely:
        return same >= _SURELY_RELATED * shorter and same >= _OF_LONGER * longer
    return same >= _RELATED * shorter


def _telling(text: str) -> int:
    """How many words say something by themselves."""
    return sum(1 for word in words_of(text) if word not in GLUE)
