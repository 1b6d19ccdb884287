"""Figures that say one thing in words and another in digits: "thirty (45) days"."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from contractdiff.flags.figures import Figure, figures
from contractdiff.flags.findings import Finding
from contractdiff.flags.paired import printed
from contractdiff.flags.passages import Part, Passage, lowered
from contractdiff.model import Change, ClauseId, Comparison, Contract, Notice, NoticeCode
from contractdiff.text import NUMBER_WORDS, listed

_WHICH_HOLDS = "Which one holds, the words or the figures? Can the contract be corrected?"
_WHICH_HELD = "Which one held until now, the words or the figures?"
# Where a number may be said again in digits, or in words, …
_BRACKET = re.compile(r"\(\s*(?:\$?\s?[\d.]|[a-z])", re.IGNORECASE)
# … and whether one stands before: in words where digits follow, in digits where words do.
_WORDS_BEFORE = re.compile(rf"\b(?:{NUMBER_WORDS})\b(?:[\s-]+[a-z]+){{0,3}}[\s)]*$", re.IGNORECASE)
_DIGITS_BEFORE = re.compile(r"\d[%a-z\s]{0,12}$", re.IGNORECASE)
_AROUND = 60
_NAMED = 6


def with_disagreements(
    passage: Passage, code: str, found: list[Finding], counts: Callable[[Part, Figure], bool]
) -> list[Finding]:
    """The findings, and one for each figure of the passage whose words and digits disagree: "thirty (45) days".

    Such a figure is told wherever it stands in a changed sentence, on either side. ``counts`` says whether a figure
    is one that the code is about.
    """
    words = [
        [printed(part, figure) for figure in figures(part.lower) if not figure.agrees and counts(part, figure)]
        for part in (passage.old, passage.new)
    ]
    if not any(words):
        return found
    told = []
    for finding in found:
        wrong = [side for side, quoted in enumerate((finding.old, finding.new)) if quoted in words[side]]
        told.append(_disputed(finding, wrong) if wrong else finding)
    known = {(side, quoted) for each in told for side, quoted in enumerate((each.old, each.new))}
    for text in dict.fromkeys((*words[1], *words[0])):
        wrong = [side for side in (0, 1) if text in words[side]]
        if all((side, text) not in known for side in wrong):
            old, new = (text if side in wrong else "" for side in (0, 1))
            told.append(_disputed(Finding(code=code, old=old, new=new), wrong))
    return told


def _disputed(finding: Finding, sides: Sequence[int]) -> Finding:
    """The finding with what is said of a figure that is not clear, on one side or both."""
    words = finding.new if 1 in sides else finding.old
    where = "both versions" if len(sides) == 2 else ("the old version", "the new version")[sides[0]]
    if sides == [0] and finding.new:
        why = f"In {where} words and figures disagreed (“{words}”); check that the new version says what was meant."
        return replace(finding, direction=None, why=why, question=_WHICH_HELD)
    why = f"In {where} words and figures disagree (“{words}”), so it is not clear what holds."
    return replace(finding, direction=None, why=why, question=_WHICH_HOLDS)


def disagreement_notices(comparison: Comparison, changes: Sequence[Change]) -> list[Notice]:
    """A notice of the figures whose words and digits disagree in clauses of which no flag tells it."""
    told = {(name, flag.new) for change in changes for name in change.new for flag in change.flags}
    told |= {(name, flag.old) for change in changes for name in change.old for flag in change.flags}
    places = [(quote, clause) for quote, clause in _disagreeing(comparison.new) if (clause, quote) not in told]
    if not places:
        return []
    said = [f"“{quote}” in {comparison.new.citation(clause) or 'a clause without number'}" for quote, clause in places]
    more = len(said) - _NAMED
    said = [*said[:_NAMED], *([f"{more:,} more"] if more > 0 else [])]
    message = f"Words and figures disagree in the new version: {listed(*said)}. Ask which one holds."
    return [Notice(code=NoticeCode.WORDS_AND_FIGURES_DISAGREE, message=message)]


def _disagreeing(contract: Contract) -> Iterator[tuple[str, ClauseId]]:
    """The figures of a contract whose words and digits disagree, as printed, each with its clause."""
    for clause in contract.clauses:
        wording = clause.wording
        seen = 0
        for bracket in _BRACKET.finditer(wording):
            start, end = max(bracket.start() - _AROUND, 0), bracket.end() + _AROUND
            before = _WORDS_BEFORE if not wording[bracket.end() - 1].isalpha() else _DIGITS_BEFORE
            said = before.search(wording[start : bracket.start()])
            if bracket.start() < seen or not said:
                continue
            closed = wording.find(")", bracket.end()) + 1
            again = wording[start + said.start() : closed or end]
            if len(again) < _AROUND and all(figure.agrees for figure in figures(lowered(again))):
                continue  # "thirty (30)" stands in a contract a hundred times
            for figure in figures(lowered(wording[start:end])):
                at = start + figure.span[0]
                if not figure.agrees and seen <= at < bracket.end() and not _counts_list(figure, wording[start:]):
                    yield wording[at : start + figure.span[1]], clause.id
                    seen = start + figure.span[1]


def _counts_list(figure: Figure, wording: str) -> bool:
    """Whether the number in brackets is the first of a list that goes on."""
    return "(1)" in figure.text and "(2)" in wording[figure.span[1] :]
