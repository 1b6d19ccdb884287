"""Another agency's contract beside each change: does it still read like the old version?

What decides are the changed words where they stand. Another agency calls itself and the provider otherwise and numbers
its clauses otherwise; such renames are looked through. What a change says of the other contract:

===========  =====================================================================================================
like_old     it has the words that went and not those that came; of an added clause: it has no such clause either,
             though it has those around it; of a deleted one: it has it
like_new     the other way round
other        it has the clause, with neither of the two wordings, or some words of each
absent       it has no such clause, and of an added or deleted one not those around it either
===========  =====================================================================================================

A change of numbers and places alone says nothing of another contract, and is told nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from contractdiff.diff.changes import wording_of
from contractdiff.model import (
    Alignment,
    Benchmark,
    Change,
    ChangeKind,
    ClauseId,
    Comparison,
    Contract,
    Like,
    Op,
    Rename,
    Side,
)
from contractdiff.text import GLUE, Token, tokenize
from contractdiff.text.renaming import Renaming

# Share of the changed words, by weight, that are there, or missing, for the other contract to have them or lack them.
_HAS = 0.75
_LACKS = 0.34
# Share of a clause that stands alone in one version that the other contract has, to be the same clause.
_SAME = 0.6
# Words before and after an edit, of which half have to be there for the other contract to have its place.
_AROUND = 5
_PLACE = 0.5
# Share of all changed words that read like one version, for the clause to do so; the rest reads like neither.
_DECIDES = 2 / 3
# How much more often one term stands in the other contract than the term it was renamed to.
_RATHER = 4
_WEIGHTS = {"glue": 0.34, "mark": 0.2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One version set beside the other agency's contract: their links, and the terms that they call otherwise.

    In both, the version is the old side, under its own ids, and the other contract the new one.
    """

    alignment: Alignment
    renames: tuple[Rename, ...] = ()


def tell_benchmark(comparison: Comparison, other: Contract, by_old: Beside, by_new: Beside) -> Comparison:
    """The comparison, each change told how another agency's contract reads where it was made."""
    judge = _Judge(comparison, other, by_old, by_new)
    changes = tuple(replace(change, benchmark=judge.of(change)) for change in comparison.changes)
    return replace(comparison, changes=changes, benchmark=other)


class _Judge:
    def __init__(self, comparison: Comparison, other: Contract, by_old: Beside, by_new: Beside) -> None:
        self._old, self._new, self._other = comparison.old, comparison.new, other
        beside = {Side.OLD: by_old, Side.NEW: by_new}
        self._counterparts = {side: _counterparts(each.alignment) for side, each in beside.items()}
        self._renaming = {side: Renaming(each.renames) for side, each in beside.items()}
        self._places = {clause.id: at for at, clause in enumerate(other.clauses)}
        self._alone = {
            name
            for change in comparison.changes
            if not change.old or not change.new
            for name in (*change.old, *change.new)
        }

    def of(self, change: Change) -> Benchmark | None:
        """How the other contract reads where a change was made; ``None`` where no words were changed."""
        if change.kind is ChangeKind.RENAMED:
            return Benchmark(like=self._term(change))
        hunks = list(_hunks(change))
        if not hunks:
            return None
        found = {name for side, own in ((Side.OLD, change.old), (Side.NEW, change.new)) for name in self._at(side, own)}
        clauses = sorted(found, key=self._places.__getitem__)
        if not clauses:
            return Benchmark(like=self._without(change))
        text = wording_of([self._other.by_id[name] for name in clauses])
        if change.old and change.new:
            like = self._edited(change, hunks, text)
        else:
            side, like = (Side.OLD, Like.OLD) if change.old else (Side.NEW, Like.NEW)
            whole = _Found(self._wording(change, side), text, self._renaming[side])
            like = like if whole.share(range(len(whole.tokens))) >= _SAME else Like.OTHER
        return Benchmark(like=like, clause=clauses[0], text=text)

    def _at(self, side: Side, own: Iterable[ClauseId]) -> Iterator[ClauseId]:
        for name in own:
            yield from self._counterparts[side].get(name, ())

    def _wording(self, change: Change, side: Side) -> str:
        contract, own = (self._old, change.old) if side is Side.OLD else (self._new, change.new)
        return wording_of([contract.by_id[name] for name in own])

    def _edited(self, change: Change, hunks: Sequence["_Hunk"], text: str) -> Like:
        was = _Found(self._wording(change, Side.OLD), text, self._renaming[Side.OLD])
        now = _Found(self._wording(change, Side.NEW), text, self._renaming[Side.NEW])
        if was.is_same != now.is_same:
            return Like.OLD if was.is_same else Like.NEW
        judged = [_judged(hunk, was, now) for hunk in hunks]
        total = sum(each.weight for each in judged)
        for like, opposite in ((Like.OLD, Like.NEW), (Like.NEW, Like.OLD)):
            # a clause with another amount does not read like this one, whatever else it says
            decided = all(each.like is like or not (each.figures or each.like is opposite) for each in judged)
            if total and decided and sum(each.weight for each in judged if each.like is like) >= _DECIDES * total:
                return like
        return Like.OTHER

    def _without(self, change: Change) -> Like:
        """What it says that the other contract has no such clause."""
        if change.old and change.new:
            return Like.ABSENT
        contract, side, own = (self._old, Side.OLD, change.old) if change.old else (self._new, Side.NEW, change.new)
        at = next(at for at, clause in enumerate(contract.clauses) if clause.id == own[0])
        around = (contract.clauses[at + 1 :], reversed(contract.clauses[:at]))
        near = [next((clause.id for clause in clauses if clause.id not in self._alone), None) for clauses in around]
        if not any(near) or not all(name in self._counterparts[side] for name in near if name):
            return Like.ABSENT
        return Like.NEW if change.old else Like.OLD

    def _term(self, change: Change) -> Like:
        """Which of the two terms of a rename the other contract uses."""
        was, now = ("".join(edit.text for edit in change.edits if edit.op is op) for op in (Op.DELETE, Op.INSERT))
        words = " ".join(clause.wording for clause in self._other.clauses)
        counts = [
            len(re.findall(rf"(?<!\w){re.escape(term.strip())}(?!\w)", words)) if term.strip() else 0
            for term in (was, now)
        ]
        if not any(counts):
            return Like.ABSENT
        if counts[0] >= _RATHER * counts[1]:
            return Like.OLD
        return Like.NEW if counts[1] >= _RATHER * counts[0] else Like.OTHER


@dataclass(frozen=True, slots=True)
class _Hunk:
    """Words that went and words that came at one place, half-open and in characters of each wording."""

    old: tuple[int, int]
    new: tuple[int, int]


def _hunks(change: Change) -> Iterator[_Hunk]:
    old = new = 0
    start: tuple[int, int] | None = None
    for edit in change.edits:
        if edit.op in (Op.DELETE, Op.INSERT):
            start = start or (old, new)
        elif start is not None:
            yield _Hunk((start[0], old), (start[1], new))
            start = None
        old += len(edit.text) if edit.op in (Op.EQUAL, Op.DELETE, Op.OLD_VARIANT) else 0
        new += len(edit.text) if edit.op in (Op.EQUAL, Op.INSERT, Op.NEW_VARIANT) else 0
    if start is not None:
        yield _Hunk((start[0], old), (start[1], new))


class _Found:
    """Which tokens of a wording stand in the other contract's, in order."""

    def __init__(self, wording: str, other: str, renaming: Renaming) -> None:
        self.tokens: list[Token] = tokenize(wording, renaming.stretches(Side.OLD, wording))
        numbers: dict[str, int] = {}
        left = [numbers.setdefault(token.key, len(numbers)) for token in self.tokens]
        right = [
            numbers.setdefault(token.key, len(numbers))
            for token in tokenize(other, renaming.stretches(Side.NEW, other))
        ]
        self._same = left == right
        self.there = [False] * len(left)
        for op in Indel.opcodes(left, right):
            if op.tag == "equal":
                self.there[op.src_start : op.src_end] = [True] * (op.src_end - op.src_start)

    @property
    def is_same(self) -> bool:
        """Whether the two read the same."""
        return self._same

    def within(self, span: tuple[int, int]) -> list[int]:
        """The tokens that begin in a stretch of the wording."""
        return [at for at, token in enumerate(self.tokens) if span[0] <= token.start < span[1]]

    def weight(self, places: Iterable[int]) -> float:
        """How much some tokens say: a word one, what holds a sentence together and marks less."""
        return sum(_WEIGHTS.get(self._kind(self.tokens[at].key), 1.0) for at in places)

    @staticmethod
    def _kind(key: str) -> str:
        if key in GLUE:
            return "glue"
        return "word" if key[:1].isalnum() or "$" in key else "mark"

    def share(self, places: Sequence[int]) -> float:
        """How much of some tokens is there, 0 to 1."""
        weight = self.weight(places)
        return self.weight(at for at in places if self.there[at]) / weight if weight else 0.0

    def has_place(self, span: tuple[int, int]) -> bool:
        """Whether the words around a stretch are there."""
        before = [at for at, token in enumerate(self.tokens) if token.end <= span[0]][-_AROUND:]
        after = [at for at, token in enumerate(self.tokens) if token.start >= span[1]][:_AROUND]
        around = before + after
        return not around or self.share(around) >= _PLACE


@dataclass(frozen=True, slots=True)
class _Judged:
    """Which version the other contract reads like at one place, how much that weighs, whether figures are in it."""

    like: Like
    weight: float
    figures: bool


def _judged(hunk: _Hunk, was: _Found, now: _Found) -> _Judged:
    gone, came = _apart(was, was.within(hunk.old), now, now.within(hunk.new))
    weight = max(was.weight(gone), now.weight(came))
    keys = [was.tokens[at].key for at in gone] + [now.tokens[at].key for at in came]
    figures = any(letter.isdecimal() for key in keys for letter in key)
    has_old, has_new = (not own or side.share(own) >= _HAS for side, own in ((was, gone), (now, came)))
    lacks_old, lacks_new = (not own or side.share(own) <= _LACKS for side, own in ((was, gone), (now, came)))
    like = Like.OTHER
    if weight and has_old and lacks_new and was.has_place(hunk.old):
        like = Like.OLD
    elif weight and has_new and lacks_old and now.has_place(hunk.new):
        like = Like.NEW
    return _Judged(like, weight, figures)


def _apart(was: _Found, gone: list[int], now: _Found, came: list[int]) -> tuple[list[int], list[int]]:
    """The tokens of either side that the other side has not: what tells the two apart."""

    def without(own: _Found, places: list[int], others: Counter[str]) -> list[int]:
        left = []
        for at in places:
            if others[own.tokens[at].key]:
                others[own.tokens[at].key] -= 1
            else:
                left.append(at)
        return left

    return (
        without(was, gone, Counter(now.tokens[at].key for at in came)),
        without(now, came, Counter(was.tokens[at].key for at in gone)),
    )


def _counterparts(alignment: Alignment) -> dict[ClauseId, tuple[ClauseId, ...]]:
    return {name: link.new for link in alignment.links if link.new for name in link.old}
