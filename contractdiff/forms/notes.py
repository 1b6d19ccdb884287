"""What is said of a change beside its words: what is silent, hidden or kept, how far it reaches, who else has it."""

from collections import Counter
from collections.abc import Sequence

from contractdiff.forms.excerpts import shortened
from contractdiff.forms.wording import clause_name, ended, in_cells, pairs, quotation, told
from contractdiff.model import (
    Change,
    ChangeKind,
    ClauseId,
    Comparison,
    Contract,
    Declared,
    Like,
    Matcher,
    Reach,
    Side,
)
from contractdiff.text import count_of, quoted

# What is listed before "and 4 more".
_TOLD_EDITS, _TOLD_HIDDEN, _TOLD_TERMS, _TOLD_CLAUSES = 3, 3, 3, 5
# Words of another contract that are quoted in a row: a sentence or so.
_BENCHMARK_WORDS = 40
_NONE_SUCH = ": no such clause was found"
# How another agency's contract is said to read; where nothing else is said of a kind of change, the first line holds.
_LIKE = {
    Like.OLD: " still reads like the old version",
    Like.NEW: " also has the new words",
    Like.OTHER: " reads otherwise",
    Like.ABSENT: _NONE_SUCH,
}
_LIKE_OF_KIND = {
    (ChangeKind.ADDED, Like.NEW): " also has this clause",
    (ChangeKind.DELETED, Like.OLD): " still has this clause",
    (ChangeKind.DELETED, Like.NEW): " reads like the new version",
    (ChangeKind.DELETED, Like.ABSENT): f"{_NONE_SUCH} either",
    (ChangeKind.RENAMED, Like.OLD): " still uses the old name",
    (ChangeKind.RENAMED, Like.NEW): " also uses the new name",
    (ChangeKind.RENAMED, Like.OTHER): " uses both names",
    (ChangeKind.RENAMED, Like.ABSENT): " uses neither name",
}


def not_declared(comparison: Comparison, change: Change) -> str:
    """What of the change the agency's own tracked changes do not show; "" where they show all or declare nothing."""
    if comparison.marked is None or not change.is_silent:
        return ""
    where = f"among the tracked changes of {comparison.marked.file}"
    if change.declared is Declared.NO:
        return f"Silent: not {where}."
    said = " ".join(told(*pair) for pair in list(pairs(change.silent))[:_TOLD_EDITS])
    return f"Partly silent. Not {where}: {in_cells(said)}" if said else f"Partly silent: not all of it is {where}."


def hidden_words(comparison: Comparison, change: Change) -> str:
    """Which of the words the files hide in print, in a sentence; "" where none are hidden."""
    said = []
    for contract, names, which in ((comparison.old, change.old, "old"), (comparison.new, change.new, "new")):
        clauses = [contract.by_id[name] for name in names]
        words = [clause.wording[start:end].strip() for clause in clauses for start, end in clause.hidden]
        if words:
            quotes = ", ".join(quotation(word) for word in words[:_TOLD_HIDDEN])
            said.append(f"Hidden in the {which} file, so that a print does not show it: {quotes}.")
    return " ".join(said)


def kept_words(change: Change) -> str:
    """Which phrases a clause kept that was written anew; "" where the marked words show what was kept."""
    if not change.kept:
        return ""
    return f"Written anew. Kept: {', '.join(map(quotation, change.kept))}."


def by_hand(change: Change) -> str:
    """That a person, not the program, paired the clauses or set them apart; "" where it was the program."""
    if change.evidence is None or change.evidence.matcher is not Matcher.BY_HAND:
        return ""
    return "Paired by hand." if change.old and change.new else "Set apart by hand."


def benchmark_line(comparison: Comparison, change: Change) -> tuple[str, str]:
    """The other agency's contract and how it reads here, as ("DCFS FY2011", " still reads …, in 4.1."); else "", ""."""
    found, contract = change.benchmark, comparison.benchmark
    if found is None or contract is None or not change.is_of_words:
        return "", ""
    like = found.like
    if change.kind in (ChangeKind.ADDED, ChangeKind.DELETED) and found.clause is None:
        # that it has nothing like what one version alone has is no more than that none was found
        like = Like.ABSENT
    said = _LIKE_OF_KIND.get((change.kind, like), _LIKE[like])
    cited = contract.citation(found.clause) if found.clause and like is not Like.ABSENT else ""
    where = f", in {cited}" if cited else ""
    quote = quoted(in_cells(shortened(found.text, _BENCHMARK_WORDS).strip()))
    words = f": {quote}" if found.text and like is not Like.ABSENT else ""
    return contract.name, ended(f"{said}{where}{words}")


def benchmark_text(comparison: Comparison, change: Change) -> str:
    """The other agency's whole clause, where it reads otherwise than either version; else ""."""
    found, contract = change.benchmark, comparison.benchmark
    if found is None or contract is None or found.like is not Like.OTHER or not found.text:
        return ""
    clause = contract.by_id.get(found.clause) if found.clause else None
    whole = clause.wording if clause is not None and found.text in clause.wording else found.text
    return f"{contract.name} reads: {quoted(in_cells(whole))}"


def reach_lines(comparison: Comparison, change: Change) -> tuple[str, ...]:
    """How many other clauses use the terms whose definition is touched, and the first of them."""
    lines = [_reach(comparison, reach, _TOLD_CLAUSES) for reach in change.reach[:_TOLD_TERMS]]
    more = len(change.reach) - _TOLD_TERMS
    rest = [f"And {count_of(more, 'more defined term')}: see Appendix A."] if more > 0 else []
    return (*lines, *rest)


def whole_reach(comparison: Comparison, change: Change) -> tuple[tuple[Side, str], ...]:
    """The same with all of the clauses, for the terms of which ``reach_lines`` leaves some out, and the version."""
    told = reach_lines(comparison, change)
    lines = ((reach.side, _reach(comparison, reach, 0)) for reach in change.reach)
    return tuple((side, line) for side, line in lines if line not in told)


def _reach(comparison: Comparison, reach: Reach, most: int) -> str:
    contract = comparison.old if reach.side is Side.OLD else comparison.new
    is_used = "was used in the old version" if reach.side is Side.OLD else "is used"
    term = quotation(reach.term)
    where = places(contract, reach.clauses, most)
    return f"{term} {is_used} in {count_of(len(reach.clauses), 'other clause')}: {where}."


def places(contract: Contract, clause_ids: Sequence[ClauseId], most: int = 0) -> str:
    """Where clauses stand, as cited, each place once: "4.1, 4.2 and 9 more"; ``most`` is how many, 0 for all.

    What is counted after the last are clauses, of which several may be cited alike.
    """
    counts = Counter(contract.citation(each) or clause_name(contract, each) for each in clause_ids)
    # "and 1 more" takes as much room as naming it
    shown = list(counts)[:most] if most and len(counts) > most + 1 else list(counts)
    more = len(clause_ids) - sum(counts[name] for name in shown)
    between = "; " if any("," in name for name in shown) else ", "
    return f"{between.join(shown)}{f' and {more:,} more' if more else ''}"
