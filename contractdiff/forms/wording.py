"""What a change is, in plain words: which clauses, what happened to them, what they said and say now."""

import re
from collections.abc import Iterable, Mapping, Sequence

from contractdiff.forms.excerpts import in_order, shortened
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
    Priority,
    Role,
)
from contractdiff.text import count_of, quoted

PRIORITY_NAMES = {
    Priority.CRITICAL: "Critical",
    Priority.SUBSTANTIVE: "Substantive",
    Priority.ADMINISTRATIVE: "Administrative",
}

# Categories that say how a clause was changed, and not what it is about.
_MEASURES = frozenset(("MON", "DAY", "DAT", "MOD"))
_WAYS: Mapping[Direction | None, str] = {
    Direction.UP: "higher than before",
    Direction.DOWN: "lower than before",
    Direction.SHORTER: "shorter than before",
    Direction.LONGER: "longer than before",
    Direction.EARLIER: "earlier than before",
    Direction.LATER: "later than before",
    Direction.STRICTER: "stricter than before",
    Direction.LOOSER: "less strict than before",
    Direction.DUTY_ADDED: "a duty added",
    Direction.DUTY_REMOVED: "a duty dropped",
    Direction.RIGHT_ADDED: "a right added",
    Direction.RIGHT_REMOVED: "a right dropped",
}
_ON_WHOM: Mapping[Party | None, str] = {
    Party.PROVIDER: "the provider",
    Party.AGENCY: "the agency",
    Party.BOTH: "both parties",
}
# A right falls on nobody, and the agency may lose one or owe it; what is stricter or shorter on its side may well be to
# the provider's cost.
_RIGHTS = frozenset((Direction.RIGHT_ADDED, Direction.RIGHT_REMOVED))
_ROLE_NAMES = {
    Role.TABLE_ROW: "table row",
    Role.FOOTNOTE: "footnote",
    Role.ENDNOTE: "endnote",
    Role.HEADER: "page header",
    Role.FOOTER: "page footer",
    Role.TEXTBOX: "text box",
}
# Of a table row, the cells up to the first that has a letter.
_TO_FIRST_WORD = re.compile(r"(?:[^\t]*\t)*?[^\t]*[^\W\d_][^\t]*")
# Words of a heading, of a quoted name where there is no number, and of a quotation in a sentence.
_HEADING_WORDS, _NAME_WORDS, _QUOTED_WORDS = 8, 6, 25
# What is listed before "and 4 more".
_NAMED_CLAUSES, _TOLD_EDITS = 4, 3


def priority_and_names(change: Change) -> str:
    """How much a change matters and what it is about, in short: "Critical: payment terms"."""
    flags = [flag for flag in change.flags if flag.name]
    # that a figure or a duty is another says little by itself
    first = flags[: 2 if flags and flags[0].category in _MEASURES else 1]
    # "TEFAP reporting" keeps its capitals
    names = dict.fromkeys(
        flag.name if flag.name[1:2].isupper() else f"{flag.name[:1].lower()}{flag.name[1:]}" for flag in first
    )
    return f"{PRIORITY_NAMES[change.priority]}{': ' if names else ''}{', '.join(names)}"


def which_way(flag: Flag) -> str:
    """Which way a change goes and on whom it falls, as far as that is clear: "Shorter than before; …"."""
    whom = _ON_WHOM.get(flag.on, "")
    falls = flag.direction is Direction.DUTY_ADDED if flag.on is Party.AGENCY else flag.direction not in _RIGHTS
    whom = whom and f"{'falls on' if falls else 'concerns'} {whom}"
    way = _WAYS.get(flag.direction, "")
    way = f"perhaps {way}" if way and flag.doubtful else way
    said = "; ".join(filter(None, (way, whom)))
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def clause_name(contract: Contract, clause_id: ClauseId) -> str:
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
    name = quoted(words) if words else "(no words)"
    parts = (above, _ROLE_NAMES.get(clause.role, ""), name)
    return ", ".join(part for part in parts if part)


def clause_names(contract: Contract, clause_ids: Sequence[ClauseId]) -> str:
    """The names of several clauses: "5.2, 5.3 and 2 more"."""
    names = list(dict.fromkeys(clause_name(contract, clause_id) for clause_id in clause_ids[:_NAMED_CLAUSES]))
    more = len(clause_ids) - _NAMED_CLAUSES
    return f"{'; '.join(names)} and {more} more" if more > 0 else "; ".join(names)


def old_and_new(comparison: Comparison, change: Change) -> str:
    """The clauses of a change: "4.1 → 4.2", "4.1" where both are called so, "new: 7.4"."""
    old, new = clause_names(comparison.old, change.old), clause_names(comparison.new, change.new)
    return _both(new if _named_by_words(comparison, change) else old, new)


def cited(comparison: Comparison, change: Change) -> str:
    """The same in short: of each side the number of the first clause, or that of the clause it stands under."""
    sides = ((comparison.old, change.old[:1]), (comparison.new, change.new[:1]))
    old, new = ("".join(contract.citation(each) for each in own) for contract, own in sides)
    unnumbered = (change.old and not old) or (change.new and not new)
    return old_and_new(comparison, change) if unnumbered else _both(old, new)


def _both(old: str, new: str) -> str:
    if old and new:
        return new if old == new else f"{old} → {new}"
    return f"new: {new}" if new else f"old: {old}" if old else "Whole contract"


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


def page_of(contract: Contract, clause_ids: Sequence[ClauseId]) -> str:
    """The page on which the first clause begins ("p. 7"), or "" where the file has no pages."""
    page = contract.by_id[clause_ids[0]].page if clause_ids else None
    return f"p. {page}" if page else ""


def pages_of(comparison: Comparison, change: Change) -> str:
    """The pages of a change: "p. 7 → p. 8", "old p. 7", or "" where neither file has pages."""
    old, new = page_of(comparison.old, change.old), page_of(comparison.new, change.new)
    if old and new:
        return old if old == new else f"{old} → {new}"
    return f"old {old}" if old else f"new {new}" if new else ""


def plain_line(change: Change) -> str:
    """What a change did, in one plain line, where words were changed in a sentence that stayed; else ""."""
    edited = {edit.op for edit in change.edits} >= {Op.EQUAL} and change.kind is ChangeKind.MODIFIED
    return in_cells(change.summary) if edited and change.is_of_words and not change.moved else ""


def what_happened(comparison: Comparison, change: Change) -> str:
    """What happened to the clauses as a whole, in short sentences; "" where only words in them changed."""
    old, new = clause_names(comparison.old, change.old), clause_names(comparison.new, change.new)
    same = " The words are the same."
    match change.kind:
        case ChangeKind.ADDED:
            said = "Added."
        case ChangeKind.DELETED:
            said = "Deleted."
        case ChangeKind.SPLIT:
            said = f"Split: {old} is now {count_of(len(change.new), 'clause')}: {new}."
        case ChangeKind.MERGED:
            said = f"Merged: {count_of(len(change.old), 'clause')} ({old}) are now {new}."
        case ChangeKind.RENAMED:
            return in_cells(change.summary) or f"{renamed(change)} throughout."
        case ChangeKind.MOVED:
            return _moved(comparison, change, old, new) + same
        case ChangeKind.RENUMBERED:
            return f"Renumbered: {old} is now {new}." + same
        case ChangeKind.MODIFIED:
            # that its number differs stands in the column of clauses
            said = ""
    return f"{said} {_moved(comparison, change, old, new)}".strip() if change.moved else said


def renamed(change: Change) -> str:
    """The two names of a term that is called otherwise throughout: "“Provider” is now “Grantee”"."""
    old, new = ("".join(edit.text for edit in change.edits if edit.op is op) for op in (Op.DELETE, Op.INSERT))
    return f"{quotation(old)} is now {quotation(new)}"


def _moved(comparison: Comparison, change: Change, old: str, new: str) -> str:
    from_page, to_page = page_of(comparison.old, change.old), page_of(comparison.new, change.new)
    divided = change.kind in (ChangeKind.SPLIT, ChangeKind.MERGED)
    if divided or (old == new and not (from_page and to_page)):
        return "Moved to another place in the contract."
    return f"Moved from {_with_page(old, from_page)} to {_with_page(new, to_page)}."


def _with_page(name: str, page: str) -> str:
    return f"{name} ({page})" if page else name


def was_and_now(change: Change) -> str:
    """What was said and what is said now, in words for those who hear the page; "" where no words changed."""
    if change.kind in (ChangeKind.ADDED, ChangeKind.DELETED, ChangeKind.RENAMED):
        return ""
    said = [words for pair in pairs(in_order(change.edits)) if (words := told(*pair))]
    more = len(said) - _TOLD_EDITS
    rest = [f"And {count_of(more, 'more edit')}."] if more > 0 else []
    return in_cells(" ".join([*said[:_TOLD_EDITS], *rest]))


def in_one_line(comparison: Comparison, change: Change) -> str:
    """The change in one line: its summary, or what happened to its clauses and what they said and say now."""
    return in_cells(change.summary) or " ".join(
        part for part in (what_happened(comparison, change), was_and_now(change)) if part
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


def told(deleted: str, inserted: str) -> str:
    """What stood in one place and what stands there now, quoted."""
    old, new = deleted.strip(), inserted.strip()
    if old and new:
        return f"{ended(f'Was: {quotation(old)}')} {ended(f'Now: {quotation(new)}')}"
    if old or new:
        return ended(f"Removed: {quotation(old)}" if old else f"Added: {quotation(new)}")
    return "Removed: an empty cell." if "\t" in deleted else "Added: an empty cell." if "\t" in inserted else ""


def quotation(text: str) -> str:
    """The first words of a text in quotation marks."""
    return quoted(in_cells(shortened(text, _QUOTED_WORDS).strip()))


def ended(sentence: str) -> str:
    """The sentence with its full stop, unless what it quotes at its end has one."""
    return sentence if sentence.endswith((".”", "!”", "?”")) else f"{sentence}."


def in_cells(text: str) -> str:
    """The text with a bar between the cells of a table row, in place of the tab that stands for it."""
    return text.replace("\t", " | ") if "\t" in text else text
