"""What a row of the agency's list may be about: each change, and each clause that we find unchanged."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from contractdiff.model import Change, ChangeKind, ClauseId, Comparison, Contract, Op
from contractdiff.reconcile.citations import Cited, keys_of
from contractdiff.text import GLUE, fold, without_accents, words

# What a word weighs by where it stands: in words that changed, in the clause, around it (headings above, the summary).
_CHANGED, _IN_CLAUSE, _AROUND = 1.15, 1.0, 0.6
_PAIR = 0.5
"""What two words beside each other weigh besides themselves, against one as rare as they are."""
_STEM = 6
# What is said of a change, and seldom in it; beside another word they count
_OF_LISTS = frozenset(
    "new old now only requir provis langua change revise update add added adds additi delete remove clarif modifi"
    " amende sectio clause articl paragr about renumb moved longer includ term terms text wordin".split()
)
_OWN, _WHOLE = 1.0, 2.0
"""What it weighs that a heading that is named is a clause's own, and not one above it; that it is all its words."""
_NAMED = 0.7
"""What it weighs that a row names a heading among other words, against a row that is that heading."""
_SHORT, _LONGEST_NAMING, _LONGEST_NAMED = 15, 30, 6


@dataclass(slots=True, kw_only=True, eq=False)
class Candidate:
    """A change, or a clause that stands unchanged (``change`` is ``None``), with what it is known by.

    ``around`` says of an unchanged one that changes stand under it, or beside it under its number.
    """

    change: Change | None
    old: tuple[Cited, ...]
    new: tuple[Cited, ...]
    labelled: bool
    renamed: bool = False
    around: bool = False

    @property
    def keys(self) -> tuple[Cited, ...]:
        """The numbers of its clauses in either version."""
        return (*self.old, *self.new)


class Candidates:
    """Every candidate of a comparison, found by its numbers and by its words."""

    def __init__(self, comparison: Comparison) -> None:
        self.all: list[Candidate] = []
        self.by_key: dict[Cited, list[int]] = defaultdict(list)
        self.by_parts: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self.by_slip: dict[str, list[int]] = defaultdict(list)
        self.by_heading: dict[str, dict[int, float]] = defaultdict(dict)
        self._wordings: list[tuple[str, ...]] = []
        self._folded: dict[int, tuple[str, ...]] = {}
        self.by_word: dict[str, dict[int, float]] = defaultdict(dict)
        self.at_clause: dict[ClauseId, int] = {}
        keys = {"old": keys_of(comparison.old), "new": keys_of(comparison.new)}
        self._headings = {**_above(comparison.old), **_above(comparison.new)}
        for change in comparison.changes:
            self._add(comparison, change, change.old, change.new, keys)
        for was, now in comparison.unchanged:
            self._add(comparison, None, (was,), (now,), keys)
        self._mark_those_around(comparison)
        total = max(2, len(self.all))
        self.rare = {word: math.log(total / len(places)) + 0.1 for word, places in self.by_word.items()}
        self.rare_heading = {name: math.log(total / len(places)) + 1 for name, places in self.by_heading.items()}
        self.most = max(60, total // 8)

    def _add(
        self,
        comparison: Comparison,
        change: Change | None,
        old: tuple[ClauseId, ...],
        new: tuple[ClauseId, ...],
        keys: dict[str, dict[ClauseId, tuple[Cited, ...]]],
    ) -> None:
        at = len(self.all)
        sides = (comparison.old.by_id[name] for name in old), (comparison.new.by_id[name] for name in new)
        clauses = [clause for side in sides for clause in side]
        candidate = Candidate(
            change=change,
            old=tuple(key for name in old for key in keys["old"][name]),
            new=tuple(key for name in new for key in keys["new"][name]),
            labelled=any(clause.label for clause in clauses),
            renamed=change is not None and change.kind is ChangeKind.RENAMED,
        )
        self.all.append(candidate)
        one = " ".join(comparison.old.by_id[name].wording for name in old)
        other = " ".join(comparison.new.by_id[name].wording for name in new)
        self._wordings.append((one, other))
        for name in (*old, *new):
            self.at_clause[name] = at
        for key in dict.fromkeys(candidate.keys):
            self.by_key[key].append(at)
            self.by_parts[key.parts].append(at)
            for slip in _shortened(key.joined):
                self.by_slip[slip].append(at)
        headings = dict.fromkeys(heading for name in (*old, *new) for heading in self._headings[name])
        self._known_by_words(at, change, [clause.wording for clause in (clauses if change else clauses[-1:])], headings)
        for clause in clauses:
            for heading in self._headings[clause.id]:
                known = self.by_heading[fold(heading).strip(".:")]
                known[at] = max(known.get(at, 0.0), _OWN * (heading == clause.heading))
            if clause.wording.count(" ") < _SHORT:
                # a short clause may be cited by all its words
                self.by_heading[fold(clause.wording).strip(".:")][at] = _WHOLE

    def _known_by_words(self, at: int, change: Change | None, wordings: list[str], headings: Iterable[str]) -> None:
        known: dict[str, float] = {}
        for wording in wordings:
            for each in features(wording):
                known[each] = _IN_CLAUSE
        if change is not None:
            around = [change.summary, *(flag.name for flag in change.flags)]
            for each in (each for text in around for each in features(text)):
                known.setdefault(each, _AROUND)
            for edit in change.edits:
                if edit.op in (Op.DELETE, Op.INSERT):
                    for each in features(edit.text):
                        known[each] = _CHANGED
        for heading in headings:
            # what stands under a heading is as much about it as the clause that bears it
            known |= dict.fromkeys(features(heading), _IN_CLAUSE)
        for each, weight in known.items():
            self.by_word[each][at] = weight

    def _mark_those_around(self, comparison: Comparison) -> None:
        for contract in (comparison.new, comparison.old):
            for clause in contract.clauses:
                at = self.at_clause[clause.id]
                parent = clause.parent
                while self.all[at].change is not None and parent:
                    above = self.all[self.at_clause[parent]]
                    if above.around:
                        break
                    above.around = above.change is None
                    parent = contract.by_id[parent].parent
        for places in self.by_key.values():
            if any(self.all[at].change is not None for at in places):
                for at in places:
                    if not self.all[at].labelled:
                        self.all[at].around = self.all[at].change is None

    def bearing(self, typed: Cited, *, old: bool) -> list[int]:
        """The candidates that bear a number in one of the versions."""
        places = self.by_key.get(typed, ())
        return [at for at in places if typed in (self.all[at].old if old else self.all[at].new)]

    def numbered(self, typed: Cited) -> set[int]:
        """The candidates that bear a number, or one that a hand may have slipped from."""
        found = {*self.by_key.get(typed, ()), *self.by_parts.get(typed.parts, ())}
        for slip in _shortened(typed.joined):
            found.update(self.by_slip.get(slip, ()))
        for length in range(1, len(typed.parts)):
            found.update(self.by_key.get(Cited(typed.scope, typed.parts[:length]), ()))
        return found

    def worded(self, row: dict[str, float]) -> dict[int, float]:
        """How much of a row's words each candidate has, as the sum of what they weigh."""
        found: dict[int, float] = defaultdict(float)
        for each, weight in row.items():
            places = self.by_word.get(each)
            if places is None or len(places) > self.most:
                continue
            for at, where in places.items():
                found[at] += weight * where
        return found

    def weighed(self, text: str) -> tuple[dict[str, float], float]:
        """The words of a row with what each weighs, and how much those weigh that stand nowhere in the contract."""
        weights: dict[str, float] = {}
        unseen = 0.0
        for each in dict.fromkeys(features(text)):
            rare = self.rare.get(each)
            if each in _OF_LISTS:
                continue
            if rare is None:
                unseen += 0.0 if " " in each else 1.0
            elif len(self.by_word[each]) <= self.most:
                weights[each] = rare * (_PAIR if " " in each else 1.0)
        return weights, unseen

    def has(self, at: int, folded: str) -> bool:
        """Whether a candidate has these words as they stand, in either version."""
        if at not in self._folded:
            self._folded[at] = tuple(fold(wording) for wording in self._wordings[at])
        return any(folded in wording for wording in self._folded[at])

    def headed(self, text: str) -> tuple[dict[int, float], bool]:
        """What it weighs that a row names the heading of a candidate or of one above it; whether it says no more."""
        whole = fold(text).strip(".:")
        if whole in self.by_heading:
            return {at: self.rare_heading[whole] + own for at, own in self.by_heading[whole].items()}, True
        pieces = text.split()
        found: dict[int, float] = {}
        if len(pieces) > _LONGEST_NAMING:
            return found, False
        for start in range(len(pieces)):
            for end in range(start + (2 if start else 1), min(len(pieces), start + _LONGEST_NAMED) + 1):
                name = fold(" ".join(pieces[start:end])).strip('.,;:()–—-“”"')
                if name and name in self.by_heading:
                    for at, own in self.by_heading[name].items():
                        found[at] = max(found.get(at, 0.0), _NAMED * (self.rare_heading[name] + own))
        return found, False


def features(text: str) -> list[str]:
    """The words of a text by their stems, and each two beside each other; words that say little are left out."""
    stems = [_stem(word) for word in words(without_accents(text))]
    kept = [stem for stem in stems if stem not in GLUE]
    return [*kept, *(f"{one} {other}" for one, other in pairwise(kept))]


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    if word.isdigit() or len(word) <= 3:
        return word.lstrip("0") or word
    word = word.removesuffix("s") if not word.endswith("ss") else word
    return word[:_STEM]


def _shortened(joined: str) -> set[str]:
    """A number and every one that lacks one of its keys: two that share one differ by a slip."""
    return {joined, *(joined[:at] + joined[at + 1 :] for at in range(len(joined)))} - {""}


def _above(contract: Contract) -> dict[ClauseId, tuple[str, ...]]:
    """Of each clause its heading and those of the clauses above it, the nearest first."""
    found: dict[ClauseId, tuple[str, ...]] = {}
    for clause in contract.clauses:
        above = found[clause.parent] if clause.parent else ()
        found[clause.id] = (clause.heading, *above) if clause.heading else above
    return found
