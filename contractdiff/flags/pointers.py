"""Changed words that stand in references to the contract itself: whether still the same clause is meant.

A reference that followed its clause is no edit. What is left was turned to another clause, or points to what was not
found: of those only a number may differ, and yet all that they say. Just two kinds are called harmless: the same
clause called otherwise ("Section 5", "Article 5"), and an exhibit, not among the files, that is called otherwise
wherever it was named.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from contractdiff.flags.findings import Finding, cut
from contractdiff.flags.passages import Hunk, Part, Passage, Span
from contractdiff.model import Change, ClauseId, Comparison, Contract, CrossReference, Incorporated, Priority
from contractdiff.text import fold, mentions

_SIGNS = r"(?:\(\w{1,5}\))"
_NUMBER = (
    rf"(?:\d+(?:\.\d+)*(?:-\d+)?[A-Za-z]?(?:\s?{_SIGNS})*|(?:[IVXLC]+|[A-Z])(?:\.\d+)*{_SIGNS}*|{_SIGNS}+)"
    r"(?![\w$%]|[.,]\d)"
)
_JOINT = r"\s*(?:,\s*(?:and|or)?|and|or|through|thru|to|&|[–-])\s*"
# A reference that could not be followed, in a contract or a part of one that has no such clause.
_NAMED = re.compile(
    rf"(?:§+\s?|\b(?:Sections?|Articles?|Paragraphs?|Clauses?|Subsections?|Subparagraphs?|SECTIONS?|ARTICLES?|"
    rf"sections?|paragraphs?|clauses?|subsections?|subparagraphs?)\s+)"
    rf"(?P<first>{_NUMBER})(?P<others>(?:{_JOINT}(?:(?:[Ss]ections?|§+)\s*)?{_NUMBER})*)"
    r"(?!\s+(?:(?:business|calendar|working)\s+)?(?:days?|weeks?|months?|years?|hours?|times|copies|housing|vouchers?)\b)"
)
_ONE = re.compile(rf"(?:(?:[Ss]ections?|§+)\s*)?{_NUMBER}")
# With one of these in its sentence, a number may be that of a law or of another document.
_ELSEWHERE = re.compile(
    r"\b(?:Acts?|Code|Laws?|Statutes?|Regulations?|Rules?|Title|Chapter|Circulars?|Constitution|Manual|Handbook|Order|"
    r"Polic(?:y|ies)|Guid\w+|CFR|USC|ILCS|[Ss]tat)\b|\b[CU]\.\s?[FS]\.\s?[RC]|\b(?:Stat|Adm|Rev)\."
)
# Longer words are no reference; and what joins two of them is none.
_LONGEST = 60
_JOINED = re.compile(_JOINT)
# Pairs of clauses in which an exhibit has to have got another number, where that is all that is known of it.
_THROUGHOUT = 2

_QUESTION = "Which clause or document is meant?"


class _Pointer(NamedTuple):
    """A reference in a wording: where it stands, and what it is if it was found to be one of the contract's own."""

    start: int
    end: int
    reference: CrossReference | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """The references in the joined wording of a change on both sides, in order."""

    old: tuple[_Pointer, ...]
    new: tuple[_Pointer, ...]


class Pointers:
    """The references of both versions, as far as words in them were changed."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison

    def of(self, change: Change) -> Placed:
        """Those that stand in the clauses of a change."""
        old, new = self._in_clause
        return Placed(
            _placed(self._comparison.old, change.old, old) if old else (),
            _placed(self._comparison.new, change.new, new) if new else (),
        )

    def findings(self, passage: Passage, placed: Placed) -> tuple[Finding | None, ...]:
        """XRF for each hunk that stands in one reference on both sides; ``None`` for the others."""
        if passage.whole is not None:
            return (None,) * len(passage.hunks)
        sides = (
            _Side(passage.old, placed.old, self._documents[0].keys()),
            _Side(passage.new, placed.new, self._documents[1].keys()),
        )
        return tuple(self._finding(passage, hunk, sides) for hunk in passage.hunks)

    def _finding(self, passage: Passage, hunk: Hunk, sides: tuple["_Side", "_Side"]) -> Finding | None:
        words = passage.words(hunk)
        if not all(words) or max(map(len, words)) > _LONGEST or any(map(_JOINED.fullmatch, words)):
            return None
        old = sides[0].at(hunk.old)
        new = sides[1].at(hunk.new) if old else None
        if old is None or new is None:
            return None
        printed = [cut(part.text[one.start : one.end]) for part, one in ((passage.old, old), (passage.new, new))]
        why = self._why(old, new)
        return Finding(
            code="XRF",
            old=printed[0],
            new=printed[1],
            priority=Priority.SUBSTANTIVE if why else None,
            why=why,
            question=_QUESTION if why else "",
        )

    def _why(self, old: _Pointer, new: _Pointer) -> str:
        """Why a reference may mean something else now; "" where it does not."""
        was, now = (each.reference.target if each.reference else None for each in (old, new))
        if was is not None and now is not None:
            assert old.reference is not None and new.reference is not None
            if self._partners.get(was) == self._partners.get(now) and old.reference.within == new.reference.within:
                return ""
            return f"This reference points to {self._called(now)} now; before, it pointed to {self._called(was)}."
        if now is not None:
            return f"This reference points to {self._called(now)} now; before, it pointed to no clause that was found."
        if was is not None:
            return f"This reference pointed to {self._called(was)}; what it points to now was not found."
        if self._is_called_otherwise(old.document, new.document):
            return ""
        return "This reference reads otherwise, and what it points to is not in what was compared: it may be another."

    def _called(self, clause: ClauseId) -> str:
        """A clause as it is cited."""
        old = self._comparison.old
        contract = old if clause in old.by_id else self._comparison.new
        return contract.citation(clause) or "a clause without a number"

    def _is_called_otherwise(self, old: str, new: str) -> bool:
        """Whether a document has another name in the new version wherever it is named."""
        if not old or not new:
            return False
        was, now = self._documents[0].get(old), self._documents[1].get(new)
        if was is None or now is None or old in self._documents[1] or new in self._documents[0]:
            return False
        places = [{self._partners.get(clause) for clause in each.clauses} for each in (was, now)]
        return places[0] == places[1] and (old.split()[-1] == new.split()[-1] or len(places[0]) >= _THROUGHOUT)

    @cached_property
    def _in_clause(self) -> tuple[dict[ClauseId, list[CrossReference]], ...]:
        found = []
        for contract in (self._comparison.old, self._comparison.new):
            known: dict[ClauseId, list[CrossReference]] = defaultdict(list)
            for each in contract.references:
                if each.start >= 0:
                    known[each.clause].append(each)
            found.append(known)
        return tuple(found)

    @cached_property
    def _documents(self) -> tuple[dict[str, Incorporated], ...]:
        return tuple(
            {fold_name(each.name): each for each in contract.incorporated if not each.supplied}
            for contract in (self._comparison.old, self._comparison.new)
        )

    @cached_property
    def _partners(self) -> dict[ClauseId, int]:
        """Clauses that took each other's place have the same number."""
        pairs = [(change.old, change.new) for change in self._comparison.changes]
        pairs += [((old,), (new,)) for old, new in self._comparison.unchanged]
        return {name: number for number, pair in enumerate(pairs) for side in pair for name in side}


class _Side:
    """The references of one side of a passage."""

    def __init__(self, part: Part, placed: Sequence[_Pointer], documents: Set[str]) -> None:
        self._part, self._documents = part, documents
        self._known = [
            each._replace(start=each.start - part.at, end=each.end - part.at)
            for each in _between(placed, part.at, part.at + len(part.text))
        ]

    def at(self, span: Span) -> _Pointer | None:
        """The reference that some words stand in."""
        return _holding(self._known, span) or _holding(self._others, span)

    @cached_property
    def _others(self) -> list[_Pointer]:
        """The references that lead to what was not found."""
        text = self._part.text
        found: list[_Pointer] = []
        for mention in mentions(text):
            names = [fold_name(each.name) for each in mention.designations]
            if all(name in self._documents for name in names):
                found.append(_Pointer(mention.start, mention.end, document=names[0] if len(names) == 1 else ""))
        if not _ELSEWHERE.search(text):
            for named in _NAMED.finditer(text):
                found.append(_Pointer(named.start(), named.end("first")))
                found += [
                    _Pointer(*one.span()) for one in _ONE.finditer(text, named.start("others"), named.end("others"))
                ]
        return sorted(found)


def fold_name(name: str) -> str:
    """The name of a document as names are compared."""
    return " ".join(map(fold, name.split()))


def _placed(
    contract: Contract, names: Sequence[ClauseId], known: dict[ClauseId, list[CrossReference]]
) -> tuple[_Pointer, ...]:
    found: list[_Pointer] = []
    if any(name in known for name in names):
        at = 0
        for name in names:
            found += [_Pointer(at + each.start, at + each.end, each) for each in known.get(name, ())]
            wording = contract.by_id[name].wording
            at += len(wording) + 1 if wording else 0
    return tuple(sorted(found, key=lambda each: each[:2]))


def _between(pointers: Sequence[_Pointer], start: int, end: int) -> Sequence[_Pointer]:
    """Those that begin in a part of the text."""
    first = bisect_right(pointers, start - 1, key=lambda each: each.start)
    return pointers[first : bisect_right(pointers, end - 1, key=lambda each: each.start)]


def _holding(pointers: Sequence[_Pointer], span: Span) -> _Pointer | None:
    last = bisect_right(pointers, span[0], key=lambda each: each.start) - 1
    found = pointers[last] if last >= 0 else None
    return found if found and span[1] <= found.end else None
