"""What the packet says of a change, wherever it says it: the clause, one plain sentence, and what is asked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from contractdiff.forms.excerpts import in_order, shortened
from contractdiff.forms.fields import bookmark_name
from contractdiff.forms.language import ENGLISH
from contractdiff.forms.look import Style
from contractdiff.forms.wording import in_cells, in_one_line, old_and_new, quotation
from contractdiff.model import (
    Acknowledgement,
    Change,
    Exchange,
    Line,
    Op,
    Stance,
    most_serious,
)
from contractdiff.ooxml.writing import Xml, link, run

# What is printed where there is nothing to print: a cell that is empty may have lost its words.
NOTHING = "–"
ACKNOWLEDGEMENT_NAMES = {
    Acknowledgement.ACKNOWLEDGED: "Acknowledged",
    Acknowledgement.PARTLY: "Partly acknowledged",
    Acknowledgement.DENIED: "Denied",
    Acknowledgement.CONTRADICTED: "Answered in different ways",
    Acknowledgement.ASKED: "Not answered",
    Acknowledgement.NOT_ASKED: "Not asked before",
}
# The words of a whole clause that one sentence gives.
_SENTENCE_WORDS = 30
# A sentence that has its stop, also within a quotation at its end or before an ellipsis.
_STOPPED = re.compile(r"[.!?…]\s*[”“»\")]?\Z")
_SETTLED = (Stance.ACCEPT, Stance.SUPPORT)


def sentence_of(words: str) -> str:
    """The words with a full stop, unless they have one."""
    words = words.strip()
    return words if not words or _STOPPED.search(words) else f"{words}."


def clause_of(line: Line) -> str:
    """The clause of a change, old and new: "4.1 → 4.2"."""
    return old_and_new(line.comparison, line.change, ENGLISH)


def plain_sentence(line: Line) -> str:
    """What changed, in one plain sentence."""
    said = in_cells(line.summary.strip()) or in_one_line(line.comparison, line.change, ENGLISH)
    return sentence_of(said) if said else _of_clause(line.change)


def _of_clause(change: Change) -> str:
    """The same of a change of which nothing else is said: the first words of what was added or deleted."""
    edits = in_order(change.edits)
    for op, lead in ((Op.INSERT, "Added:"), (Op.DELETE, "Deleted:"), (Op.EQUAL, "The words are the same:")):
        if words := "".join(edit.text for edit in edits if edit.op is op).strip():
            return sentence_of(f"{lead} {quotation(shortened(words, _SENTENCE_WORDS), ENGLISH)}")
    return f"The clause is {change.kind.value}."


def is_carried(line: Line) -> bool:
    """Whether a vote lets the coalition say what it wants of a change."""
    return line.label.is_position or line.label.is_support


def asked(line: Line) -> str:
    """What is asked of the agency at a change, in a sentence; "" where nothing is.

    Without a vote that carries it, no wish is put into words.
    """
    if not is_carried(line) or line.stance is None:
        return ""
    if line.stance in _SETTLED:
        return "Nothing is asked."
    if line.stance is Stance.RESTORE:
        return "We ask for this wording:" if line.requested else "We ask that the old wording be kept."
    return "We ask for this wording:" if line.requested else "We ask that the wording be changed."


def is_settled(line: Line) -> bool:
    """Whether nothing is left to ask at a change: it is agreed on, withdrawn, or the coalition has no objection."""
    if line.is_withdrawn or line.agreed or line.is_agreed:
        return True
    return line.stance in _SETTLED and is_carried(line)


def most_pressing(exchange: Exchange, number: int) -> tuple[Line, ...]:
    """The changes that matter most of those that are not settled; priorities are those of the leads.

    Those of which something is asked come first, then those without a vote that carries a wish.
    """
    waiting = [line for line in exchange.mattering if not is_settled(line)]
    found: list[Line] = []
    for wanted in (True, False):
        ids = {line.id for line in waiting if bool(asked(line)) is wanted}
        changes = [replace(line.change, priority=line.priority) for line in exchange.lines if line.id in ids]
        chosen = most_serious(replace(exchange.comparison, changes=tuple(changes)), number - len(found))
        found += [exchange.by_id[each.change.id] for each in chosen]
    return tuple(found)


def is_acknowledged(line: Line) -> bool:
    """Whether the agency acknowledges a change, wholly or in part."""
    return line.acknowledgement in (Acknowledgement.ACKNOWLEDGED, Acknowledgement.PARTLY)


def change_links(exchange: Exchange, ids: Sequence[str]) -> Iterable[Xml]:
    """Runs that name changes, those of the draft in force as links to their rows: "C-014, C-020"."""
    gone = {line.id for line in exchange.withdrawn}
    for place, each in enumerate(ids):
        if place:
            yield run(", ")
        has_row = each in exchange.by_id and each not in gone
        yield link(bookmark_name(each), each, Style.LINK) if has_row else run(each)
