"""How well a row of the agency's list fits each candidate: the number that was typed, and the words, weighed together.

The weights are logarithms of how much likelier the one is than the other, as far as they could be measured: a number
is mistyped in one of ten rows, and then is any of some twenty, so that a slip costs about five.
"""

import math
import re
from dataclasses import dataclass, replace

from contractdiff.model import ChangeKind, ListedChange
from contractdiff.reconcile.candidates import Candidate, Candidates
from contractdiff.reconcile.citations import Citation, Cited, Grade, best_grade, read_citation
from contractdiff.text import fold

_GRADES = {Grade.EXACT: 0.0, Grade.WITHIN: -4.5, Grade.SLIP: -5.0, Grade.OTHER: -8.0}
_OTHER_EXHIBIT = -4.0
# A clause that bears no number of its own is cited by the one above it
_UNLABELLED = -0.4
# A row without a number, and a clause without one
_NEITHER_NUMBERED = -1.0
# Changes are listed, and clauses that stand as they stood are not
_UNCHANGED = -2.5
# Where something in a clause changed, its number and heading mean that
_UNCHANGED_AROUND_CHANGES = -7.5
_NOWHERE = 0.35
"""The share of a row's words that may be found in any clause by chance."""
# Words alone have to say more: what they weigh is cut by this share of all, unless the clause has them as they stand
_CUT = {Grade.EXACT: 0.0, Grade.WITHIN: 0.0, Grade.SLIP: 0.15, Grade.OTHER: 0.4}
_VERBATIM = 5.0
# All its words stand in the change, and none of them is one that changed
_NONE_CHANGED = -1.2
# How many spaces, or else how many letters and a figure ("July 27, 2019"), make words that are some clause's own
_FEWEST_WORDS, _SHORTEST = 4, 8
_THIN = 25.0
# What speaks for none of the candidates, by how well the best of their numbers fits
_NUMBER_OF_NONE = {Grade.EXACT: -3.0, Grade.WITHIN: -3.0, Grade.SLIP: -4.0, Grade.OTHER: 1.0}
# What a word weighs that stands nowhere in the contract: where the number fits, the agency may say it in its own words
_UNSEEN = {Grade.EXACT: 0.3, Grade.WITHIN: 0.3, Grade.SLIP: 1.5, Grade.OTHER: 2.5}
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
    """

    row: ListedChange
    citation: Citation
    fits: tuple[Fit, ...]
    nowhere: float


def weigh(row: ListedChange, candidates: Candidates, *, old_numbers: float = 0.5) -> Weighed:
    """What a row may be about, best first.

    Args:
        row: The row.
        candidates: All there are.
        old_numbers: The share of rows that go by the numbers of the old version, as far as is known.
    """
    citation = read_citation(row.clause)
    if citation.path in candidates.by_key:
        citation = replace(citation, numbers=(citation.path,), path=None)
    typed = (*citation.numbers, *(each for pair in (*citation.ranges, *citation.renumbered) for each in pair))
    weights, unseen = candidates.weighed(row.words)
    worded = candidates.worded(weights)
    headed, only = candidates.headed(row.words)
    known = sum(weights.values())
    for at, more in headed.items():
        # whatever stands under a heading has the words of a row that is that heading
        worded[at] = (known if only else worded.get(at, 0.0)) + more
    likely = sorted(worded, key=lambda at: (-worded[at], at))[:_MOST]
    long = row.words.count(" ") >= _FEWEST_WORDS or (len(row.words) >= _SHORTEST and any(map(str.isdigit, row.words)))
    words = fold(row.words).strip(".…") if long else ""
    verbatim = {at for at in likely if words and candidates.has(at, words)}
    places = dict.fromkeys(likely)
    for number in typed:
        places |= dict.fromkeys(sorted(candidates.numbered(number)))
    if citation.throughout:
        places |= dict.fromkeys(at for at, each in enumerate(candidates.all) if each.renamed)
    fits = []
    for at in places:
        candidate = candidates.all[at]
        grade, weight = _by_number(candidate, citation, typed, old_numbers)
        by_words = worded.get(at, 0.0)
        if at in verbatim:
            # of two clauses that have all its words, the number says which
            told = candidate.change is None or by_words > known
            by_words = known + headed.get(at, 0.0) + _VERBATIM
            weight += 0.0 if told else _NONE_CHANGED
        else:
            weight -= _CUT[grade] * known
        weight += by_words + _by_kind(candidate, row.words)
        if candidate.change is None:
            thin = only or known < _THIN
            weight += _UNCHANGED_AROUND_CHANGES if candidate.around and thin else _UNCHANGED
        fits.append(Fit(at=at, weight=weight, words=by_words, grade=grade))
    fits.sort(key=lambda fit: (-fit.weight, fit.at))
    best = max((fit.grade for fit in fits), key=lambda grade: _GRADES[grade], default=Grade.OTHER)
    best = Grade.EXACT if citation.throughout else best
    return Weighed(
        row=row,
        citation=citation,
        fits=tuple(fits),
        nowhere=_NOWHERE * known + _UNSEEN[best] * unseen + _NUMBER_OF_NONE[best],
    )


def _by_number(
    candidate: Candidate, citation: Citation, typed: tuple[Cited, ...], old_numbers: float
) -> tuple[Grade, float]:
    """How well the typed number fits a candidate, and what that weighs."""
    if candidate.renamed:
        return (Grade.EXACT, 0.0) if citation.throughout else (Grade.OTHER, _GRADES[Grade.WITHIN])
    if not typed and not candidate.keys and not citation.throughout:
        return Grade.OTHER, _NEITHER_NUMBERED
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
        # where old and new numbers overlap, the agency goes by one of them, if the clause has one
        if old is not new and candidate.old and candidate.new:
            weight += math.log(max(old_numbers if old is best else 1 - old_numbers, 0.08))
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
