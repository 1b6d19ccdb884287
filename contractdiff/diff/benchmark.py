"""Another agency's contract beside each change: does it still read like the old version?

The claim is made only where a reader could check it word for word. Of a change the sentences count in which words went
or came, as either version has them (see ``sentences`` for what is looked through):

===========  =====================================================================================================
like_old     it has those of the old version and not those of the new; of an added clause: nothing like it was found,
             though the clauses around it were; of a deleted one: it has its sentences
like_new     the other way round
other        it has the clause, with neither of the two wordings
absent       no such clause was found, and of an added or deleted one not those around it either
===========  =====================================================================================================

Where it reads like one version, the sentences and all they hang on do: what leads up to them, and no sentence beside
them takes back what they say. A change of numbers and places alone says nothing of another contract, and is told
nothing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import Indel

from contractdiff.diff.sentences import Form, Passage, Run, Sentences, found_in, run_of, takes_back
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
    wording_of,
)
from contractdiff.text import words

# Share of the pairs of words of a clause that another one has, to be told beside it though the two were not paired.
_ALIKE = 0.4
# … where nothing else speaks for it: both versions have such a clause, or it stands in the one that has none.
_MUCH_ALIKE = 0.6
# Pairs of words that stand in more clauses than this are commonplace.
_COMMONPLACE = 40
# How much more often one term stands in the other contract than the term it was renamed to.
_RATHER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One version set beside the other agency's contract: their links, and the names that they call otherwise.

    In both, the version is the old side, under its own ids, and the other contract the new one.
    """

    alignment: Alignment
    renames: tuple[Rename, ...] = ()


def tell_benchmark(comparison: Comparison, other: Contract, by_old: Beside, by_new: Beside) -> Comparison:
    """The comparison, each change told how another agency's contract reads where it was made."""
    judge = _Judge(comparison, other, {Side.OLD: by_old, Side.NEW: by_new})
    changes = tuple(replace(change, benchmark=judge.of(change)) for change in comparison.changes)
    return replace(comparison, changes=changes, benchmark=other)


class _Judge:
    def __init__(self, comparison: Comparison, other: Contract, beside: Mapping[Side, Beside]) -> None:
        self._contracts = {Side.OLD: comparison.old, Side.NEW: comparison.new}
        self._other = other
        self._counterparts = {side: _counterparts(each.alignment) for side, each in beside.items()}
        self._own: dict[Side, Sentences] = {}
        self._there: dict[Side, Sentences] = {}
        for side, each in beside.items():
            here, there = _names(each.renames)
            self._own[side] = Sentences(self._contracts[side], here)
            self._there[side] = Sentences(other, there)
        self._all = _Search({clause.id: clause.wording for clause in other.clauses})
        self._without_those_of: dict[Side, _Search] = {}
        self._order = {
            side: {clause.id: at for at, clause in enumerate(contract.clauses)}
            for side, contract in self._contracts.items()
        }
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
        own = {Side.OLD: change.old, Side.NEW: change.new}
        if not change.old or not change.new:
            side = Side.OLD if change.old else Side.NEW
            found = self._counterpart(side, own[side]) or self._beyond(side, own[side])
            return self._lone(side, own[side], found) if found else self._without(side, own[side])
        there = {side: self._counterpart(side, names) for side, names in own.items()}
        either = there[Side.OLD] or there[Side.NEW]
        for side in Side:
            either = either or self._like(side, own[side], least=_MUCH_ALIKE)
        if not either:
            return Benchmark(like=Like.ABSENT)
        spans = {Side.OLD: [hunk.old for hunk in hunks], Side.NEW: [hunk.new for hunk in hunks]}
        return self._edited([self._set(side, own[side], there[side] or either, spans[side]) for side in Side])

    def _counterpart(self, side: Side, own: Sequence[ClauseId]) -> tuple[ClauseId, ...]:
        found = {name for each in own for name in self._counterparts[side].get(each, ())}
        return tuple(sorted(found, key=self._places.__getitem__))

    def _like(self, side: Side, own: Sequence[ClauseId], *, least: float = _ALIKE) -> tuple[ClauseId, ...]:
        """The clause of the other contract most like some clauses of a version, wherever it stands."""
        return self._all.like(wording_of([self._contracts[side].by_id[name] for name in own]), least)

    def _beyond(self, side: Side, own: Sequence[ClauseId]) -> tuple[ClauseId, ...]:
        """The same for clauses that the one version has alone, without what the other contract has of the other one.

        What stands there word for word in the version without such a clause is no such clause.
        """
        apart = Side.NEW if side is Side.OLD else Side.OLD
        if apart not in self._without_those_of:
            version, there = self._own[apart], self._there[apart]
            known = {keys for name in self._order[apart] for keys in version.of([name]).keys(Form.UNNUMBERED)}
            left = {name: there.of([name]) for name in self._places}
            self._without_those_of[apart] = _Search(
                {
                    name: " ".join(
                        passage.text([at]) for at, keys in enumerate(passage.keys(Form.UNNUMBERED)) if keys not in known
                    )
                    for name, passage in left.items()
                }
            )
        wording = wording_of([self._contracts[side].by_id[name] for name in own])
        return self._without_those_of[apart].like(wording)

    def _set(
        self, side: Side, own: Sequence[ClauseId], there: Sequence[ClauseId], spans: Iterable[tuple[int, int]]
    ) -> "_Set":
        passage = self._own[side].of(own)
        return _Set(
            own=passage,
            other=self._there[side].of(there),
            runs=tuple(dict.fromkeys(run_of(passage, *span) for span in spans)),
            clauses=(own[0], there[0]),
            sentences=(self._own[side], self._there[side]),
        )

    def _edited(self, sets: Sequence["_Set"]) -> Benchmark:
        for form in Form:
            found = [each.reads(form) for each in sets]
            if all(each is not None for each in found):
                # both wordings stand in it somewhere; where one is the whole of what stands there, it is that one
                whole = [each.own.keys(form) == each.other.keys(form) for each in sets]
                if whole[0] == whole[1]:
                    break
                found = [each if holds else None for each, holds in zip(found, whole, strict=True)]
            for like, each, places in zip((Like.OLD, Like.NEW), sets, found, strict=True):
                if places is not None:
                    return _told(like, each.other, places)
        first = next((each for each in sets if each.other.sentences), sets[0])
        near = [at for each in sets if each.other.wording == first.other.wording for at in each.nearest()]
        return _told(Like.OTHER, first.other, near)

    def _lone(self, side: Side, own: Sequence[ClauseId], there: Sequence[ClauseId]) -> Benchmark:
        """How it reads where a clause was added or deleted, and it has that clause or one like it."""
        beside = self._set(side, own, there, [])
        said = tuple(at for at, each in enumerate(beside.own.sentences) if not each.is_heading)
        beside = replace(beside, runs=(Run(said or tuple(range(len(beside.own.sentences)))),))
        for form in Form:
            places = beside.reads(form)
            if places is not None:
                return _told(Like.OLD if side is Side.OLD else Like.NEW, beside.other, places)
        return _told(Like.OTHER, beside.other, beside.nearest())

    def _without(self, side: Side, own: Sequence[ClauseId]) -> Benchmark:
        """What it says that no clause was found in the other contract for one that was added or deleted.

        What is told of its words is what it has in common with the version that has no such clause, if that is alike.
        """
        clauses = self._contracts[side].clauses
        at = self._order[side][own[0]]
        around = (range(at + 1, len(clauses)), range(at - 1, -1, -1))
        near = [next((clauses[n].id for n in places if clauses[n].id not in self._alone), None) for places in around]
        if not any(near) or not all(name in self._counterparts[side] for name in near if name):
            return Benchmark(like=Like.ABSENT)
        like = Like.NEW if side is Side.OLD else Like.OLD
        found = self._like(side, own, least=_MUCH_ALIKE)
        if not found:
            return Benchmark(like=like)
        beside = self._set(side, own, found, [(0, len(self._own[side].of(own).wording))])
        return _told(like, beside.other, beside.nearest())

    def _term(self, change: Change) -> Like:
        """Which of the two terms of a rename the other contract uses."""
        was, now = ("".join(edit.text for edit in change.edits if edit.op is op) for op in (Op.DELETE, Op.INSERT))
        wording = " ".join(clause.wording for clause in self._other.clauses)
        counts = [
            len(re.findall(rf"(?<!\w){re.escape(term.strip())}(?!\w)", wording)) if term.strip() else 0
            for term in (was, now)
        ]
        if not any(counts):
            return Like.ABSENT
        if counts[0] >= _RATHER * counts[1]:
            return Like.OLD
        return Like.NEW if counts[1] >= _RATHER * counts[0] else Like.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class _Set:
    """One version's wording of a change beside that of the other contract; ``runs`` are the sentences that count."""

    own: Passage
    other: Passage
    runs: tuple[Run, ...]
    clauses: tuple[ClauseId, ClauseId]
    sentences: tuple[Sentences, Sentences]

    def reads(self, form: Form) -> list[int] | None:
        """Where in the other contract the sentences stand that count; ``None`` where one of them does not."""
        found: list[int] = []
        if self.own.keys(form) != self.other.keys(form):
            for run in self.runs:
                places = found_in(self.own, run, self.other, form)
                if places is None:
                    return None
                found += places
            if takes_back(self.own, self.other, form):
                return None
        else:
            found += (at for run in self.runs for at in run.places)
        return found if self._hangs_on_the_same(form) else None

    def _hangs_on_the_same(self, form: Form) -> bool:
        own, there = (each.lead(name, form) for each, name in zip(self.sentences, self.clauses, strict=True))
        return own == there or (not there and own == self.sentences[1].lead_before(self.clauses[1], form))

    def nearest(self) -> list[int]:
        """The sentences of the other contract most like those that count."""
        others = [(at, each.keys[Form.WORDS]) for at, each in enumerate(self.other.sentences) if not each.is_heading]
        out = []
        for own in (self.own.sentences[at] for run in self.runs for at in run.places):
            if not own.is_heading and others:
                keys = own.keys[Form.WORDS]
                out.append(max(others, key=lambda each: (Indel.normalized_similarity(keys, each[1]), -each[0]))[0])
        return out or [at for at, _ in others[:1]] or list(range(len(self.other.sentences)))


def _told(like: Like, other: Passage, places: Sequence[int]) -> Benchmark:
    """The words of the other contract that a claim rests on, and where they begin."""
    clause = other.sentences[min(places)].clause if places else None
    return Benchmark(like=like, clause=clause, text=other.text(places))


class _Search:
    """Finds the clause of the other contract that has most of what a clause says, by pairs of words."""

    def __init__(self, said: Mapping[ClauseId, str]) -> None:
        self._order = {name: at for at, name in enumerate(said)}
        self._where: dict[tuple[str, str], list[ClauseId]] = defaultdict(list)
        for name, wording in said.items():
            for pair in _pairs(wording):
                self._where[pair].append(name)

    def like(self, wording: str, least: float = _ALIKE) -> tuple[ClauseId, ...]:
        """The clause that says most of this; none where none says enough of it."""
        pairs = _pairs(wording)
        shared: Counter[ClauseId] = Counter()
        for pair in pairs:
            found = self._where.get(pair, ())
            if len(found) <= _COMMONPLACE:
                shared.update(found)
        best = min(shared, key=lambda name: (-shared[name], self._order[name]), default=None)
        return (best,) if best is not None and shared[best] >= least * len(pairs) else ()


def _pairs(wording: str) -> set[tuple[str, str]]:
    own = words(wording)
    return set(pairwise(own)) if len(own) > 1 else {(word, "") for word in own}


def _names(renames: Iterable[Rename]) -> tuple[dict[str, str], dict[str, str]]:
    """The names of the version and of the other contract with the key that both have for one thing.

    Only names written large, each for one other: what is written small may be a word that a contract turns on.
    """
    pairs = {
        (_bare(was), _bare(now)): " = ".join((_bare(was).casefold(), _bare(now).casefold()))
        for rename in renames
        for was, now in rename.forms
        if not _bare(was).islower() and not _bare(now).islower()
        if not any(letter.isdigit() for letter in was + now)
    }
    folded = {(was.casefold(), now.casefold()) for was, now in pairs}
    counts = [Counter(pair[side] for pair in folded) for side in (0, 1)]
    one_to_one = {pair: key for pair, key in pairs.items() if all(counts[n][pair[n].casefold()] == 1 for n in (0, 1))}
    return {was: key for (was, _), key in one_to_one.items()}, {now: key for (_, now), key in one_to_one.items()}


def _bare(form: str) -> str:
    """A form without its article."""
    return re.sub(r"^(?:the|an?)\s+(?=\S)", "", form, flags=re.IGNORECASE)


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


def _counterparts(alignment: Alignment) -> dict[ClauseId, tuple[ClauseId, ...]]:
    return {name: link.new for link in alignment.links if link.new for name in link.old}
