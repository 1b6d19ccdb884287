"""What a change is, in plain words: which clauses, what happened to them, what they said and say now."""

import re
from collections.abc import Iterable, Sequence

from contractdiff.forms.excerpts import in_order, shortened
from contractdiff.forms.language import Language
from contractdiff.model import (
    Change,
    ChangeKind,
    ClauseId,
    Comparison,
    Contract,
    Direction,
    Edit,
    Flag,
    Op,
    Party,
    Role,
)

# Categories that say how a clause was changed, and not what it is about.
_MEASURES = frozenset(("MON", "DAY", "DAT", "MOD"))
# A right falls on nobody, and the agency may lose one or owe it; what is stricter or shorter on its side may well be to
# the provider's cost.
_RIGHTS = frozenset((Direction.RIGHT_ADDED, Direction.RIGHT_REMOVED))
# Of a table row, the cells up to the first that has a letter.
_TO_FIRST_WORD = re.compile(r"(?:[^\t]*\t)*?[^\t]*[^\W\d_][^\t]*")
# Words of a heading, of a quoted name where there is no number, and of a quotation in a sentence.
_HEADING_WORDS, _NAME_WORDS, _QUOTED_WORDS = 8, 6, 25
# What is listed before "and 4 more".
_NAMED_CLAUSES, _TOLD_EDITS = 4, 3
_ENDED = re.compile(r"[.!?]\s?[”“»]\Z")


def priority_name(change: Change, language: Language) -> str:
    """How much a change matters, in a word: "Critical"."""
    return language.say(f"priorities.{change.priority.value}")


def priority_and_names(change: Change, language: Language) -> str:
    """How much a change matters and what it is about, in short: "Critical: payment terms"."""
    flags = [flag for flag in change.flags if flag.name]
    # that a figure or a duty is another says little by itself
    first = flags[: 2 if flags and flags[0].category in _MEASURES else 1]
    # "TEFAP reporting" keeps its capitals
    names = dict.fromkeys(
        flag.name if flag.name[1:2].isupper() else f"{flag.name[:1].lower()}{flag.name[1:]}" for flag in first
    )
    return f"{priority_name(change, language)}{': ' if names else ''}{', '.join(names)}"


def which_way(flag: Flag, language: Language) -> str:
    """Which way a change goes and on whom it falls, as far as that is clear: "Shorter than before; …"."""
    falls = flag.direction is Direction.DUTY_ADDED if flag.on is Party.AGENCY else flag.direction not in _RIGHTS
    whom = language.say(f"ways.{'falls_on' if falls else 'concerns'}_{flag.on.value}") if flag.on else ""
    way = language.say(f"ways.{flag.direction.value}") if flag.direction else ""
    way = language.say("ways.perhaps", way=way) if way and flag.doubtful else way
    said = "; ".join(filter(None, (way, whom)))
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def clause_name(contract: Contract, clause_id: ClauseId, language: Language) -> str:
    """How a clause is named: by its number, or else by its heading or its first words in quotation marks."""
    clause = contract.by_id[clause_id]
    above = contract.citation(clause_id)
    if (clause.label or "").strip() and above:
        return above
    first = clause.heading or clause.text
    if clause.role is Role.TABLE_ROW:
        # its figures are what changes; of two cells "110" and "Respite", both name it
        first = match[0] if (match := _TO_FIRST_WORD.match(first)) else first
    words = in_cells(shortened(first, _NAME_WORDS).strip())
    name = language.quoted(words) if words else language.say("clauses.no_words")
    role = language.say(f"clauses.{clause.role.value}") if clause.role is not Role.BODY else ""
    parts = (above, role, name)
    return ", ".join(part for part in parts if part)


def clause_names(contract: Contract, clause_ids: Sequence[ClauseId], language: Language) -> str:
    """The names of several clauses: "5.2; 5.3 and 2 more"."""
    names = dict.fromkeys(clause_name(contract, clause_id, language) for clause_id in clause_ids[:_NAMED_CLAUSES])
    return language.and_more("; ".join(names), len(clause_ids) - _NAMED_CLAUSES)


def old_and_new(comparison: Comparison, change: Change, language: Language) -> str:
    """The clauses of a change: "4.1 → 4.2", "4.1" where both are called so, "new: 7.4"."""
    old, new = _sides(comparison, change, language)
    return _both(new if _named_by_words(comparison, change) else old, new, language)


def _sides(comparison: Comparison, change: Change, language: Language) -> tuple[str, str]:
    """The names of the clauses of either version."""
    sides = ((comparison.old, change.old), (comparison.new, change.new))
    old, new = (clause_names(contract, own, language) for contract, own in sides)
    return old, new


def cited(comparison: Comparison, change: Change, language: Language) -> str:
    """The same in short: of each side the number of the first clause, or that of the clause it stands under."""
    sides = ((comparison.old, change.old[:1]), (comparison.new, change.new[:1]))
    old, new = ("".join(contract.citation(each) for each in own) for contract, own in sides)
    unnumbered = (change.old and not old) or (change.new and not new)
    return old_and_new(comparison, change, language) if unnumbered else _both(old, new, language)


def _both(old: str, new: str, language: Language) -> str:
    if old and new:
        return new if old == new else f"{old} → {new}"
    if new:
        return language.say("clauses.new", clause=new)
    return language.say("clauses.old", clause=old) if old else language.say("clauses.whole_contract")


def _named_by_words(comparison: Comparison, change: Change) -> bool:
    """Whether two clauses without numbers stand under the same one: the column of words shows how they differ."""
    if len(change.old) != 1 or len(change.new) != 1:
        return False
    sides = ((comparison.old, change.old[0]), (comparison.new, change.new[0]))
    above = {contract.citation(clause_id) for contract, clause_id in sides}
    return len(above) == 1 and not any(contract.by_id[clause_id].label for contract, clause_id in sides)


def heading_of(comparison: Comparison, change: Change) -> str:
    """The heading of the first clause of a change that has a number and a heading; else ""."""
    for contract, clause_ids in ((comparison.new, change.new), (comparison.old, change.old)):
        for clause_id in clause_ids[:1]:
            return short_heading(contract, clause_id)
    return ""


def short_heading(contract: Contract, clause_id: ClauseId) -> str:
    """The heading of a clause that has a number; else ""."""
    clause = contract.by_id[clause_id]
    return shortened(clause.heading, _HEADING_WORDS) if clause.heading and clause.label else ""


def page_of(contract: Contract, clause_ids: Sequence[ClauseId], language: Language) -> str:
    """The page on which the first clause begins ("p. 7"), or "" where the file has no pages."""
    page = contract.by_id[clause_ids[0]].page if clause_ids else None
    return language.say("clauses.page", page=str(page)) if page else ""


def pages_of(comparison: Comparison, change: Change, language: Language) -> str:
    """The pages of a change: "p. 7 → p. 8", "old p. 7", or "" where neither file has pages."""
    old, new = page_of(comparison.old, change.old, language), page_of(comparison.new, change.new, language)
    if old and new:
        return old if old == new else f"{old} → {new}"
    if old:
        return language.say("clauses.old_page", page=old)
    return language.say("clauses.new_page", page=new) if new else ""


def plain_line(change: Change) -> str:
    """What a change did, in one plain line, where words were changed in a sentence that stayed; else ""."""
    edited = {edit.op for edit in change.edits} >= {Op.EQUAL} and change.kind is ChangeKind.MODIFIED
    return in_cells(change.summary) if edited and change.is_of_words and not change.moved else ""


def what_happened(comparison: Comparison, change: Change, language: Language) -> str:
    """What happened to the clauses as a whole, in short sentences; "" where only words in them changed."""
    old, new = _sides(comparison, change, language)
    same = f" {language.say('what_changed.same_words')}"
    match change.kind:
        case ChangeKind.ADDED:
            said = language.say("what_changed.added")
        case ChangeKind.DELETED:
            said = language.say("what_changed.deleted")
        case ChangeKind.SPLIT:
            said = language.count("what_changed.split", len(change.new), old=old, new=new)
        case ChangeKind.MERGED:
            said = language.count("what_changed.merged", len(change.old), old=old, new=new)
        case ChangeKind.RENAMED:
            both = renamed(change, language)
            return in_cells(change.summary) or language.say("what_changed.renamed_throughout", renamed=both)
        case ChangeKind.MOVED:
            return _moved(comparison, change, language) + same
        case ChangeKind.RENUMBERED:
            return language.say("what_changed.renumbered", old=old, new=new) + same
        case ChangeKind.MODIFIED:
            # that its number differs stands in the column of clauses
            said = ""
    return f"{said} {_moved(comparison, change, language)}".strip() if change.moved else said


def renamed(change: Change, language: Language) -> str:
    """The two names of a term that is called otherwise throughout: "“Provider” is now “Grantee”"."""
    old, new = ("".join(edit.text for edit in change.edits if edit.op is op) for op in (Op.DELETE, Op.INSERT))
    return language.say("what_changed.renamed", old=quotation(old, language), new=quotation(new, language))


def _moved(comparison: Comparison, change: Change, language: Language) -> str:
    old, new = _sides(comparison, change, language)
    from_page, to_page = page_of(comparison.old, change.old, language), page_of(comparison.new, change.new, language)
    divided = change.kind in (ChangeKind.SPLIT, ChangeKind.MERGED)
    if divided or (old == new and not (from_page and to_page)):
        return language.say("what_changed.moved_elsewhere")
    return language.say("what_changed.moved", old=_with_page(old, from_page), new=_with_page(new, to_page))


def _with_page(name: str, page: str) -> str:
    return f"{name} ({page})" if page else name


def was_and_now(change: Change, language: Language) -> str:
    """What was said and what is said now, in words for those who hear the page; "" where no words changed."""
    if change.kind in (ChangeKind.ADDED, ChangeKind.DELETED, ChangeKind.RENAMED):
        return ""
    said = [words for pair in pairs(in_order(change.edits)) if (words := told(*pair, language))]
    more = len(said) - _TOLD_EDITS
    rest = [language.count("what_changed.more_edits", more)] if more > 0 else []
    return in_cells(" ".join([*said[:_TOLD_EDITS], *rest]))


def in_one_line(comparison: Comparison, change: Change, language: Language) -> str:
    """The change in one line: its summary, or what happened to its clauses and what they said and say now."""
    return in_cells(change.summary) or " ".join(
        part for part in (what_happened(comparison, change, language), was_and_now(change, language)) if part
    )


def pairs(edits: Iterable[Edit]) -> Iterable[tuple[str, str]]:
    """What was deleted and what was inserted in its place, place by place; either may be ""."""
    deleted = ""
    for edit in edits:
        if edit.op is Op.INSERT:
            yield deleted, edit.text
        elif deleted:
            yield deleted, ""
        deleted = edit.text if edit.op is Op.DELETE else ""
    if deleted:
        yield deleted, ""


def told(deleted: str, inserted: str, language: Language) -> str:
    """What stood in one place and what stands there now, quoted."""
    old, new = deleted.strip(), inserted.strip()
    if old and new:
        return f"{_lead('was_words', old, language)} {_lead('now_words', new, language)}"
    if old or new:
        return _lead("removed_words", old, language) if old else _lead("added_words", new, language)
    cell = "removed_cell" if "\t" in deleted else "added_cell" if "\t" in inserted else ""
    return language.say(f"what_changed.{cell}") if cell else ""


def _lead(key: str, words: str, language: Language) -> str:
    return ended(f"{language.say(f'what_changed.{key}')} {quotation(words, language)}")


def quotation(text: str, language: Language) -> str:
    """The first words of a text in quotation marks."""
    return language.quoted(in_cells(shortened(text, _QUOTED_WORDS).strip()))


def ended(sentence: str) -> str:
    """The sentence with its full stop, unless what it quotes at its end has one."""
    return sentence if _ENDED.search(sentence) else f"{sentence}."


def in_cells(text: str) -> str:
    """The text with a bar between the cells of a table row, in place of the tab that stands for it."""
    return text.replace("\t", " | ") if "\t" in text else text
