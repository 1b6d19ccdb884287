"""How far a changed definition reaches: the clauses that use the term."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from contractdiff.model import Change, ChangeKind, ClauseId, Comparison, DefinedTerm, Edit, Op, Reach, Side

_EDITS = (Op.DELETE, Op.INSERT)


def tell_reach(comparison: Comparison) -> Comparison:
    """The same comparison, each change that touches the definition of a term told with who uses the term.

    A definition that was only moved, renumbered or renamed is not touched. Of a clause that defines several terms
    those are touched whose own words changed. Nothing is said of a term that no other clause writes as it is defined:
    it may be used in small letters.
    """
    defined = {
        side: _by_clause(own.definitions) for side, own in ((Side.OLD, comparison.old), (Side.NEW, comparison.new))
    }
    if not any(defined.values()):
        return comparison
    return replace(comparison, changes=tuple(_reached(change, defined) for change in comparison.changes))


def _by_clause(definitions: Sequence[DefinedTerm]) -> Mapping[ClauseId, list[DefinedTerm]]:
    found: dict[ClauseId, list[DefinedTerm]] = defaultdict(list)
    for each in definitions:
        found[each.clause].append(each)
    return found


def _reached(change: Change, defined: Mapping[Side, Mapping[ClauseId, list[DefinedTerm]]]) -> Change:
    if change.kind is ChangeKind.RENAMED or not any(edit.op in _EDITS for edit in change.edits):
        return change
    old = [each for name in change.old for each in defined[Side.OLD].get(name, ())]
    new = [each for name in change.new for each in defined[Side.NEW].get(name, ())]
    if not old and not new:
        return change
    own = frozenset((*change.old, *change.new))
    several = len({each.term for each in (*old, *new)}) > 1
    touched = {
        side: _touched(change.edits, side, [each.term for each in each_side]) if several else None
        for side, each_side in ((Side.OLD, old), (Side.NEW, new))
    }
    reach: dict[str, Reach] = {}
    kept = {each.term for each in new}
    for side, each_side in ((Side.NEW, new), (Side.OLD, old)):
        for each in each_side:
            if side is Side.OLD and each.term in kept and each.term in reach:
                continue
            words = touched[side]
            if words is None or each.term in words:
                clauses = tuple(name for name in each.uses if name not in own)
                reach.setdefault(each.term, Reach(term=each.term, side=side, clauses=clauses))
    reach = {term: each for term, each in reach.items() if each.clauses}
    return replace(change, reach=tuple(reach.values())) if reach else change


def _touched(edits: Sequence[Edit], side: Side, terms: Sequence[str]) -> set[str]:
    """The terms of which the name or the words after it, up to the next term, were edited."""
    variant, edit_op = (Op.OLD_VARIANT, Op.DELETE) if side is Side.OLD else (Op.NEW_VARIANT, Op.INSERT)
    text = ""
    changed: list[tuple[int, int]] = []
    for edit in edits:
        if edit.op in (Op.EQUAL, variant, edit_op):
            if edit.op is edit_op:
                changed.append((len(text), len(text) + len(edit.text)))
            text += edit.text
        elif edit.op in _EDITS:
            # what only the other side has was taken out, or put in, right here
            changed.append((len(text), len(text) + 1))
    if not terms:
        return set()
    starts = sorted((found.start(), term) for term in terms if (found := _quoted(text, term)))
    ends = [*(start for start, _ in starts[1:]), len(text) + 1][: len(starts)]
    return {
        term
        for (start, term), end in zip(starts, ends, strict=True)
        if any(begin < end and start < stop for begin, stop in changed)
    }


def _quoted(text: str, term: str) -> re.Match[str] | None:
    """Where a term is named first, in quotation marks if it is anywhere."""
    plain = re.escape(term)
    return re.search(rf"[“\"«„]{plain}", text) or re.search(plain, text)
