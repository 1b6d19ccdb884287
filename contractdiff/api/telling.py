"""What there is to say of a change to an analyst who asks, sentence by sentence."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from contractdiff.model import (
    Benchmark,
    Change,
    ChangeKind,
    Clause,
    ClauseId,
    Comparison,
    Declared,
    Evidence,
    Like,
    Matcher,
    Op,
    Reach,
    ReferenceStatus,
    Side,
)
from contractdiff.structure import ClauseFinder
from contractdiff.text import count_of, listed, quoted, words

SIDES = {Side.OLD: "old", Side.NEW: "new"}
# Less alike than this, another clause is not worth naming; or not worth pairing.
_NEAR, _WORTH_PAIRING = 0.15, 0.35
# How many clauses are listed one by one.
_LISTED = 12
_WHY = {
    Matcher.BY_HAND: "You paired them: a line of the pairs file says so.",
    Matcher.SAME_WORDING: "They read the same.",
    Matcher.SAME_PLACE: "They stand in the same place, between clauses that are paired, and their words are alike.",
    Matcher.SIMILAR_WORDING: "Of all clauses that were left, their words are the most alike, wherever they stand.",
    Matcher.DIVIDED: "The words of the one side are those of the several clauses of the other, taken together.",
    Matcher.SAME_BELOW: "The same clauses stand below them, whatever their own words.",
    Matcher.IN_ITS_PLACE: "The one stands where the other stood, between and under clauses that are paired.",
    Matcher.NONE: "No clause of the {other} version is enough like it to be its counterpart.",
}
_BENCHMARK = {
    Like.OLD: "still reads like the old version here",
    Like.NEW: "reads like the new version here",
    Like.OTHER: "reads otherwise here",
}
_TERM = {
    Like.OLD: "has the old term",
    Like.NEW: "has the new term",
    Like.OTHER: "has both terms",
    Like.ABSENT: "has neither term",
}
_DECLARED = {
    Declared.YES: "The agency marked this change in {file}.",
    Declared.PARTLY: "The agency marked a part of this change only in {file}; the rest is silent.",
    Declared.NO: "The agency did not mark this change in {file}: it is silent.",
}


class Teller:
    """Tells of the changes and clauses of a comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.contracts = {Side.OLD: comparison.old, Side.NEW: comparison.new}
        self.finders = {side: ClauseFinder(contract) for side, contract in self.contracts.items()}
        self.change_of = {name: change for change in comparison.changes for name in (*change.old, *change.new)}
        self.partner = {name: other for pair in comparison.unchanged for name, other in (pair, pair[::-1])}
        self._pairs: dict[ClauseId, Counter[tuple[str, str]]] = {}

    def cited(self, side: Side, name: ClauseId) -> str:
        """A clause with its citation and first words."""
        finder = self.finders[side]
        return finder.shown(finder.contract.by_id[name]) or "a clause without words"

    def why(self, change: Change) -> Iterator[str]:
        """Why its clauses were paired, or have no counterpart."""
        if change.kind is ChangeKind.RENAMED:
            yield "In paired clauses the new version has one term where the old one had the other, nearly everywhere."
            return
        evidence = change.evidence
        if evidence is None:
            yield "The comparison does not say why; make it again to be told."
            return
        if not change.old or not change.new:
            other = "new" if change.old else "old"
            by_hand = evidence.matcher is Matcher.BY_HAND
            yield (
                "You set it apart: a line of the pairs file says so."
                if by_hand
                else _WHY[Matcher.NONE].format(other=other)
            )
            return
        yield _WHY[evidence.matcher].format(other="other")
        yield from self._particulars(change, evidence)

    def _particulars(self, change: Change, evidence: Evidence) -> Iterator[str]:
        if evidence.similarity < 1:
            shared = count_of(evidence.shared, "word")
            yield f"They are {_percent(evidence.similarity)} alike, with {shared} in common, in order."
        labels = [self.contracts[side].by_id[own[0]].label for side, own in _own(change)]
        same: list[str] = []
        differ: list[str] = []
        for what, holds in (("number", evidence.label), ("heading", evidence.heading)):
            (same if holds else differ).append(what)
        if not any(labels):
            same, differ = [each for each in same if each != "number"], [each for each in differ if each != "number"]
        if same:
            yield f"Both have the same {listed(*same)}."
        if differ and "number" in differ:
            yield "Their numbers differ."
        if evidence.parent:
            yield "The clauses that they stand under are paired with one another."
        if evidence.neighbours:
            both = "Both clauses around them are" if evidence.neighbours > 1 else "One of the clauses around them is"
            yield f"{both} paired likewise."
        if change.moved:
            yield "It stands in another place than before."

    def flags(self, change: Change) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What each flag is about and the words that set it off, with what it says and asks; each thing once."""
        told: set[tuple[str, str, str, str]] = set()
        for flag in change.flags:
            name = f" {flag.name}" if flag.name else ""
            sides = [quoted(side) for side in (flag.old, flag.new) if side]
            about = f"{flag.category}{name}" + (f": {' → '.join(sides)}" if sides else "")
            key = (about, flag.old, flag.new, flag.why)
            if key not in told:
                told.add(key)
                yield about, (flag.why, *([f"Ask: {flag.question}"] if flag.question else []))

    def found(self, change: Change) -> Iterator[str]:
        """What else was found."""
        if change.kept:
            yield f"It is rewritten; kept are: {', '.join(map(quoted, change.kept))}."
        if change.kind is ChangeKind.RENAMED:
            clauses = [self.contracts[Side.NEW].citation(now) for _, now in change.occurrences]
            yield (
                f"It stands in {count_of(change.places, 'place')} of {count_of(len(change.occurrences), 'clause')}"
                f"{_among(clauses)}."
            )
        for reach in change.reach:
            yield self._reach(reach)
        yield from self.found_in(change.new)
        if change.benchmark is not None:
            yield self._benchmark(change, change.benchmark)
        marked = self.comparison.marked
        if change.declared is not None and marked is not None:
            yield _DECLARED[change.declared].format(file=marked.file)

    def found_in(self, new: Sequence[ClauseId]) -> Iterator[str]:
        """What was found in clauses of the new version, whether they changed or not: lost references, old names."""
        for reference in self.comparison.references:
            if reference.clause not in new or reference.side is Side.OLD:
                continue
            if reference.status is ReferenceStatus.SHIFTED and reference.target:
                meant = (
                    f"; what it led to is now {self.cited(Side.NEW, reference.meant)}"
                    if reference.meant
                    else "; what it led to is deleted"
                )
                yield f"{quoted(reference.text)} in it now leads to {self.cited(Side.NEW, reference.target)}{meant}."
            elif reference.status is ReferenceStatus.DANGLING:
                yield f"{quoted(reference.text)} in it leads to no clause of the new version."
        for rename in self.comparison.renames:
            was, now = ("".join(edit.text for edit in rename.edits if edit.op is op) for op in (Op.DELETE, Op.INSERT))
            still = re.compile(rf"(?<!\w){re.escape(was)}(?!\w)")
            # a longer name may hold the shorter one
            longer = re.compile(rf"(?<!\w){re.escape(now)}(?!\w)") if was in now else None
            wordings = [self.contracts[Side.NEW].by_id[name].wording for name in new]
            if was and any(still.search(longer.sub(" ", words) if longer else words) for words in wordings):
                yield f"It still says {quoted(was)}, which is called {quoted(now)} elsewhere ({rename.id})."

    def otherwise(self, change: Change) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """Which clause comes next, and the lines that pair otherwise."""
        if change.kind is ChangeKind.RENAMED:
            return (), ()
        by_hand = change.evidence is not None and change.evidence.matcher is Matcher.BY_HAND
        lines: list[tuple[str, str]] = []
        if by_hand and (change.old and change.new):
            lines.append(("To have the program pair them, take your line out of the pairs file.", ""))
        elif by_hand:
            lines.append(("To have the program pair it, take your line out of the pairs file.", ""))
        lines += self.part(change.old, change.new) if change.old and change.new and not by_hand else ()
        near = self._nearest(change)
        if near is None:
            if not change.old or not change.new:
                lines += self._join_any(change)
            return (), tuple(lines)
        side, own, name, likeness = near
        other = Side.NEW if side is Side.OLD else Side.OLD
        lone, several = not change.old or not change.new, len(change.old) + len(change.new) > len(("old", "new"))
        which = f"{SIDES[side]} {self.cited(side, own)}" if several else "it" if lone else f"the {SIDES[side]} one"
        nearest = (
            f"The {'' if lone else 'other '}clause of the {SIDES[other]} version most like {which} is "
            f"{self.cited(other, name)}, {_percent(likeness)} alike.",
            self._stands(other, name),
        )
        if likeness < _WORTH_PAIRING:
            return nearest, (*lines, *(self._join_any(change) if lone and not by_hand else ()))
        if lone and by_hand:
            return nearest, tuple(lines)
        joined = {side: own, other: name}
        line = f"join {self._name(Side.OLD, joined[Side.OLD])} with {self._name(Side.NEW, joined[Side.NEW])}"
        lines.append(("To pair it with that one:", line))
        return nearest, tuple(lines)

    def part(self, old: Sequence[ClauseId], new: Sequence[ClauseId]) -> tuple[tuple[str, str], ...]:
        """The lines that part clauses."""
        return tuple(
            ("To part them:", f"part {self._name(Side.OLD, was)} from {self._name(Side.NEW, now)}")
            for was in old
            for now in new
        )

    def _reach(self, reach: Reach) -> str:
        contract = self.contracts[reach.side]
        where = _among([contract.citation(name) for name in reach.clauses])
        used = f"{count_of(len(reach.clauses), 'other clause')} of the {SIDES[reach.side]} version"
        return f"It defines {quoted(reach.term)}, which is used in {used}{where}."

    def _benchmark(self, change: Change, benchmark: Benchmark) -> str:
        other = self.comparison.benchmark
        name = other.name if other else "The other agency’s contract"
        cited = other.citation(benchmark.clause) if other and benchmark.clause else ""
        if change.kind is ChangeKind.RENAMED:
            return f"{name} {_TERM[benchmark.like]}."
        alone = not change.old or not change.new
        if benchmark.like is Like.ABSENT or (alone and not benchmark.clause):
            return f"In {name} no such clause was found."
        said = f"{name} {_BENCHMARK[benchmark.like]}"
        if not benchmark.text:
            return f"{said}."
        return f"{said}{f' ({cited})' if cited else ''}: {quoted(benchmark.text)}"

    def _join_any(self, change: Change) -> Iterator[tuple[str, str]]:
        what = "To pair it, put the clause that you mean in place of the dots:"
        for name in change.old:
            yield what, f"join {self._name(Side.OLD, name)} with …"
        for name in change.new:
            yield what, f"join … with {self._name(Side.NEW, name)}"

    def _name(self, side: Side, name: ClauseId) -> str:
        return str(self.finders[side].name_of(name))

    def _stands(self, side: Side, name: ClauseId) -> str:
        """With what a clause is paired."""
        other = Side.NEW if side is Side.OLD else Side.OLD
        change = self.change_of.get(name)
        if change is None:
            return f"That one is unchanged: it is paired with {SIDES[other]} {self.cited(other, self.partner[name])}."
        partners = change.old if side is Side.NEW else change.new
        if not partners:
            return f"That one has no counterpart either ({change.id})."
        return f"That one is paired with {SIDES[other]} {self.cited(other, partners[0])} ({change.id})."

    def _nearest(self, change: Change) -> tuple[Side, ClauseId, ClauseId, float] | None:
        """A clause of the change and its side, the clause of the other version next like it, and how alike they are."""
        side, own = (Side.OLD, change.old) if change.old else (Side.NEW, change.new)
        other = self.contracts[Side.NEW if side is Side.OLD else Side.OLD]
        evidence = change.evidence
        if evidence is not None and evidence.nearest is not None:
            known = evidence.nearest in other.by_id
            return (side, own[0], evidence.nearest, evidence.similarity) if known else None
        taken = {*change.old, *change.new}
        if not change.old or not change.new:
            return None
        clause = max((self.contracts[side].by_id[name] for name in own), key=lambda each: len(each.wording))
        best = max(
            (
                (self._likeness(clause, each), -at, each.id)
                for at, each in enumerate(other.clauses)
                if each.id not in taken
            ),
            default=(0.0, 0, clause.id),
        )
        return (side, clause.id, best[2], best[0]) if best[0] >= _NEAR else None

    def _likeness(self, one: Clause, other: Clause) -> float:
        """The share of pairs of words that two clauses have in common."""
        left, right = self._pairs_of(one), self._pairs_of(other)
        total = left.total() + right.total()
        return 2 * (left & right).total() / total if total else 0.0

    def _pairs_of(self, clause: Clause) -> Counter[tuple[str, str]]:
        found = self._pairs.get(clause.id)
        if found is None:
            own = words(clause.wording)
            found = self._pairs[clause.id] = Counter(pairwise(own))
        return found


def _own(change: Change) -> tuple[tuple[Side, tuple[ClauseId, ...]], tuple[Side, tuple[ClauseId, ...]]]:
    return (Side.OLD, change.old), (Side.NEW, change.new)


def _percent(share: float) -> str:
    # "100 %" would say that they are the same
    return f"{min(99, round(100 * share))} %"


def _among(citations: Sequence[str]) -> str:
    """Clauses in brackets, each once; "" where none has a number."""
    cited = list(dict.fromkeys(filter(None, citations)))
    # "and 1 more" takes as much room as naming it
    shown = cited if len(cited) <= _LISTED + 1 else cited[:_LISTED]
    more = f" and {len(cited) - len(shown):,} more" if len(cited) > len(shown) else ""
    return f" ({', '.join(shown)}{more})" if cited else ""
