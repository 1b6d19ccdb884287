"""What is said of a change beside its words: what is silent, hidden or kept, how far it reaches, who else has it."""

from collections import Counter
from collections.abc import Sequence

from contractdiff.forms.excerpts import shortened
from contractdiff.forms.language import Language
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

# What is listed before "and 4 more".
_TOLD_EDITS, _TOLD_HIDDEN, _TOLD_TERMS, _TOLD_CLAUSES = 3, 3, 3, 5
# Words of another contract that are quoted in a row: a sentence or so.
_BENCHMARK_WORDS = 40


def not_declared(comparison: Comparison, change: Change, language: Language) -> str:
    """What of the change the agency's own tracked changes do not show; "" where they show all or declare nothing."""
    if comparison.marked is None or not change.is_silent:
        return ""
    file = comparison.marked.file
    if change.declared is Declared.NO:
        return language.say("notes.silent", file=file)
    said = " ".join(told(*pair, language) for pair in list(pairs(change.silent))[:_TOLD_EDITS])
    if said:
        return language.say("notes.partly_silent_words", file=file, words=in_cells(said))
    return language.say("notes.partly_silent", file=file)


def hidden_words(comparison: Comparison, change: Change, language: Language) -> str:
    """Which of the words the files hide in print, in a sentence; "" where none are hidden."""
    said = []
    for contract, names, which in ((comparison.old, change.old, "old"), (comparison.new, change.new, "new")):
        clauses = [contract.by_id[name] for name in names]
        words = [clause.wording[start:end].strip() for clause in clauses for start, end in clause.hidden]
        if words:
            quotes = ", ".join(quotation(word, language) for word in words[:_TOLD_HIDDEN])
            said.append(language.say(f"notes.hidden_{which}", words=quotes))
    return " ".join(said)


def kept_words(change: Change, language: Language) -> str:
    """Which phrases a clause kept that was written anew; "" where the marked words show what was kept."""
    if not change.kept:
        return ""
    return language.say("notes.kept", words=", ".join(quotation(phrase, language) for phrase in change.kept))


def by_hand(change: Change, language: Language) -> str:
    """That a person, not the program, paired the clauses or set them apart; "" where it was the program."""
    if change.evidence is None or change.evidence.matcher is not Matcher.BY_HAND:
        return ""
    return language.say("notes.paired_by_hand" if change.old and change.new else "notes.set_apart_by_hand")


def benchmark_line(comparison: Comparison, change: Change, language: Language) -> tuple[str, str]:
    """The other agency's contract and how it reads here, as ("DCFS FY2011", " still reads …, in 4.1."); else "", ""."""
    found, contract = change.benchmark, comparison.benchmark
    if found is None or contract is None or not change.is_of_words:
        return "", ""
    like = found.like
    if change.kind in (ChangeKind.ADDED, ChangeKind.DELETED) and found.clause is None:
        # that it has nothing like what one version alone has is no more than that none was found
        like = Like.ABSENT
    # where nothing is said of this kind of change, what is said of any holds
    of_kind = f"other_contract.{change.kind.value}_{like.value}"
    said = language.say(of_kind if of_kind in language.strings else f"other_contract.{like.value}")
    cited = contract.citation(found.clause) if found.clause and like is not Like.ABSENT else ""
    where = language.say("other_contract.in_clause", clause=cited) if cited else ""
    quote = language.quoted(in_cells(shortened(found.text, _BENCHMARK_WORDS).strip()))
    words = f": {quote}" if found.text and like is not Like.ABSENT else ""
    return contract.name, ended(f"{said}{where}{words}")


def benchmark_text(comparison: Comparison, change: Change, language: Language) -> str:
    """The other agency's whole clause, where it reads otherwise than either version; else ""."""
    found, contract = change.benchmark, comparison.benchmark
    if found is None or contract is None or found.like is not Like.OTHER or not found.text:
        return ""
    clause = contract.by_id.get(found.clause) if found.clause else None
    whole = clause.wording if clause is not None and found.text in clause.wording else found.text
    return language.say("other_contract.whole_text", name=contract.name, words=language.quoted(in_cells(whole)))


def reach_lines(comparison: Comparison, change: Change, language: Language) -> tuple[str, ...]:
    """How many other clauses use the terms whose definition is touched, and the first of them."""
    lines = [_reach(comparison, reach, language, _TOLD_CLAUSES) for reach in change.reach[:_TOLD_TERMS]]
    more = len(change.reach) - _TOLD_TERMS
    rest = [language.count("notes.more_terms", more)] if more > 0 else []
    return (*lines, *rest)


def whole_reach(comparison: Comparison, change: Change, language: Language) -> tuple[tuple[Side, str], ...]:
    """The same with all of the clauses, for the terms of which ``reach_lines`` leaves some out, and the version."""
    told = reach_lines(comparison, change, language)
    lines = ((reach.side, _reach(comparison, reach, language)) for reach in change.reach)
    return tuple((side, line) for side, line in lines if line not in told)


def _reach(comparison: Comparison, reach: Reach, language: Language, most: int = 0) -> str:
    contract = comparison.old if reach.side is Side.OLD else comparison.new
    return language.count(
        "notes.was_used" if reach.side is Side.OLD else "notes.is_used",
        len(reach.clauses),
        term=quotation(reach.term, language),
        clauses=places(contract, reach.clauses, language, most),
    )


def places(contract: Contract, clause_ids: Sequence[ClauseId], language: Language, most: int = 0) -> str:
    """Where clauses stand, as cited, each place once: "4.1, 4.2 and 9 more"; ``most`` is how many, 0 for all.

    What is counted after the last are clauses, of which several may be cited alike.
    """
    counts = Counter(contract.citation(each) or clause_name(contract, each, language) for each in clause_ids)
    # "and 1 more" takes as much room as naming it
    shown = list(counts)[:most] if most and len(counts) > most + 1 else list(counts)
    between = "; " if any("," in name for name in shown) else ", "
    return language.and_more(between.join(shown), len(clause_ids) - sum(counts[name] for name in shown))
