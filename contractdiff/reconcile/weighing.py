"""How well a row of the agency's list fits each candidate: the number that was typed, and the words, weighed together.

The weights are logarithms of how much likelier the one is than the other, as far as they could be measured: a number
is mistyped in one of ten rows, and then is any of some twenty, so that a slip costs about five.
"""

import math
import re
from dataclasses import dataclass

from contractdiff.model import ChangeKind, ListedChange
from contractdiff.reconcile.candidates import Candidate, Candidates
from contractdiff.reconcile.citations import Citation, Cited, Grade, best_grade, read_citation

_GRADES = {Grade.EXACT: 0.0, Grade.WITHIN: -4.0, Grade.SLIP: -5.0, Grade.OTHER: -8.0}
_OTHER_EXHIBIT = -4.0
# A clause that bears no number of its own is cited by the one above it
_UNLABELLED = -1.0
# Changes are listed, and clauses that stand as they stood are not
_UNCHANGED = -1.5
# Where something in a clause changed, its number and heading mean that
_UNCHANGED_AROUND_CHANGES = -7.0
_NOWHERE = 0.35
"""The share of a row's words that may be found in any clause by chance."""
# Words alone have to say more: what they weigh is cut by this share of all
_WITHOUT_NUMBER = 0.35
_NUMBER_IS_THERE, _NUMBER_IS_SLIP, _NUMBER_IS_NONE = -3.0, -4.0, 1.0
# What a word weighs that stands nowhere in the contract: where the number fits, the agency may say it in its own words
_UNSEEN, _UNSEEN_WITHOUT_NUMBER = 0.3, 2.5
_KIND = 1.5
_WORDS_OF_KINDS = (
    (re.compile(r"\b(?:delet|remov|strik|struck|omit|eliminat|repeal)", re.IGNORECASE), ChangeKind.DELETED),
    (re.compile(r"\b(?:new|add(?:ed|s|ition)?|insert|creat|introduc)", re.IGNORECASE), ChangeKind.ADDED),
    (re.compile(r"\b(?:renumber|relabel)", re.IGNORECASE), ChangeKind.RENUMBERED),
    (re.compile(r"\b(?:moved|relocat|transferr)", re.IGNORECASE), ChangeKind.MOVED),
    (re.compile(r"\b(?:split|divided)", re.IGNORECASE), ChangeKind.SPLIT),
    (re.compile(r"\b(?:merged|combined|consolidat)", re.IGNORECASE), ChangeKind.MERGED),
    (re.compile(r"\b(?:renam|throughout|replac)", re.IGNORECASE), ChangeKind.RENAMED),
)
# The most candidates that are weighed by their words alone.
_MOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How well a row fits a candidate.

    Attributes:
        at: The candidate.
        weight: All that speaks for it.
        words: What its words alone weigh.
        grade: How well its number fits.
    """

    at: int
    weight: float
    words: float
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A row with what it may be about.

    Attributes:
        row: The row.
        citation: The clauses that it names.
        fits: The candidates, the best first.
        nowhere: What speaks for none of them.
        known: What its words weigh that stand in the contract.
    """

    row: ListedChange
    citation: Citation
    fits: tuple[Fit, ...]
    nowhere: float
    known: float


def weigh(row: ListedChange, candidates: Candidates, *, old_numbers: float = 0.5) -> Weighed:
    """What a row may be about, best first.

    Args:
        row: The row.
        candidates: All there are.
        old_numbers: The share of rows that go by the numbers of the old version, as far as is known.
    """
    citation = read_citation(row.clause)
    typed = (*citation.numbers, *(each for pair in (*citation.ranges, *citation.renumbered) for each in pair))
    weights, unseen = candidates.weighed(row.words)
    worded = candidates.worded(weights)
    headed, only = candidates.headed(row.words)
    known = sum(weights.values())
    for at, more in headed.items():
        # whatever stands under a heading has the words of a row that is that heading
        worded[at] = (known if only else worded.get(at, 0.0)) + more
    likely = sorted(worded, key=lambda at: (-worded[at], at))[:_MOST]
    places = dict.fromkeys(likely)
    for number in typed:
        places |= dict.fromkeys(sorted(candidates.numbered(number)))
    if citation.throughout:
        places |= dict.fromkeys(at for at, each in enumerate(candidates.all) if each.renamed)
    fits = []
    for at in places:
        candidate = candidates.all[at]
        grade, by_number = _by_number(candidate, citation, typed, old_numbers)
        by_words = worded.get(at, 0.0)
        weight = by_words + by_number + _by_kind(candidate, row.words)
        if grade is Grade.OTHER:
            weight -= _WITHOUT_NUMBER * known
        if candidate.change is None:
            weight += _UNCHANGED_AROUND_CHANGES if candidate.around else _UNCHANGED
        fits.append(Fit(at=at, weight=weight, words=by_words, grade=grade))
    fits.sort(key=lambda fit: (-fit.weight, fit.at))
    best = max((fit.grade for fit in fits), key=lambda grade: _GRADES[grade], default=Grade.OTHER)
    there = (
        _NUMBER_IS_THERE
        if best in (Grade.EXACT, Grade.WITHIN) or citation.throughout
        else _NUMBER_IS_SLIP
        if best is Grade.SLIP
        else _NUMBER_IS_NONE
    )
    numbered = there != _NUMBER_IS_NONE
    unseen *= _UNSEEN if numbered else _UNSEEN_WITHOUT_NUMBER
    return Weighed(
        row=row,
        citation=citation,
        fits=tuple(fits),
        nowhere=_NOWHERE * known + unseen + there,
        known=known,
    )


def _by_number(
    candidate: Candidate, citation: Citation, typed: tuple[Cited, ...], old_numbers: float
) -> tuple[Grade, float]:
    """How well the typed number fits a candidate, and what that weighs."""
    if candidate.renamed:
        return (Grade.EXACT, 0.0) if citation.throughout else (Grade.OTHER, _GRADES[Grade.WITHIN])
    if not typed:
        return Grade.OTHER, _GRADES[Grade.OTHER] if citation.throughout else _GRADES[Grade.WITHIN]
    if citation.renumbered:
        return _as_renumbered(candidate, citation)
    old, new = best_grade(typed, candidate.old), best_grade(typed, candidate.new)
    best = min(old, new, key=list(Grade).index)
    weight = _GRADES[best]
    if (
        best is Grade.OTHER
        and candidate.keys
        and all(each.scope and each.scope not in {key.scope for key in candidate.keys} for each in typed)
    ):
        weight += _OTHER_EXHIBIT
    if best is Grade.EXACT:
        # where old and new numbers overlap, the agency goes by one of them
        if old is not new:
            weight += math.log(max(old_numbers if old is best else 1 - old_numbers, 0.03))
        if not candidate.labelled:
            weight += _UNLABELLED
    return best, weight


def _as_renumbered(candidate: Candidate, citation: Citation) -> tuple[Grade, float]:
    """How well "4.2 → 4.3" fits: the old number among the old ones, the new among the new."""
    best, weight = Grade.OTHER, _GRADES[Grade.OTHER]
    for was, now in citation.renumbered:
        one, other = best_grade((was,), candidate.old), best_grade((now,), candidate.new)
        both = max(one, other, key=list(Grade).index)
        said = _GRADES[both] if one is other else (_GRADES[one] + _GRADES[other]) / 2
        if said > weight:
            best, weight = (both if both is one is other else min(one, other, key=list(Grade).index)), said
    if best is Grade.OTHER and citation.numbers:
        best = best_grade(citation.numbers, candidate.keys)
        weight = _GRADES[best]
    return best, weight


def _by_kind(candidate: Candidate, text: str) -> float:
    """What it weighs that a row says "deleted", and so on."""
    if candidate.change is None:
        return 0.0
    return (
        _KIND
        if any(candidate.change.kind is kind and pattern.search(text) for pattern, kind in _WORDS_OF_KINDS)
        else 0.0
    )
