"""The first two appendices of the response document: the full texts, and the marks and words used."""

from collections.abc import Iterable, Sequence

from contractdiff.forms.change_tables import full_text_name
from contractdiff.forms.fields import Column, bookmark_name
from contractdiff.forms.language import Language
from contractdiff.forms.look import Sheet, Style, marked_words, text
from contractdiff.forms.member import POSITIONS
from contractdiff.forms.notes import benchmark_text, places, whole_reach
from contractdiff.forms.wording import clause_names, page_of
from contractdiff.model import (
    OPS_OF,
    Change,
    ChangeKind,
    ClauseId,
    Comparison,
    Contract,
    Edit,
    Op,
    Priority,
    Side,
)
from contractdiff.ooxml.writing import Grid, Xml, joined, link, paragraph, run

# What the glossary explains, in this order, and how it is printed.
_MARKS = {"deleted": Style.DELETED, "inserted": Style.INSERTED} | dict.fromkeys(
    (
        *("versions", "left_out", "arrow", "was", "bar", "moved", "split", "merged", "silent", "renumbered"),
        *("throughout", "anew", "by_hand"),
    ),
    Style.STRONG,
)


def full_texts(comparison: Comparison, changes: Sequence[Change], sheet: Sheet) -> Xml:
    """Appendix A: the old and the new text of every change, whole and side by side."""
    say = sheet.language.say
    heading = paragraph(run(say("full_texts.heading")), style=Style.HEADING, new_page=True)
    # to print the same words twice would bury the others
    changes = [change for change in changes if change.kind is not ChangeKind.RENUMBERED]
    if not changes:
        return joined((heading, text(say("full_texts.no_changes"), Style.NORMAL)))
    columns = (
        Column(key="id", title=say("full_texts.id"), share=78),
        Column(key="old clause", title=say("full_texts.old_clause"), share=102),
        Column(key="old text", title=say("full_texts.old_text"), share=359),
        Column(key="new clause", title=say("full_texts.new_clause"), share=102),
        Column(key="new text", title=say("full_texts.new_text"), share=359),
    )
    grid = sheet.grid(columns)
    unmarked = f" {say('full_texts.not_marked')}" if comparison.renames or comparison.references else ""
    return joined(
        (
            heading,
            sheet.table(
                columns,
                (_full_text_row(comparison, change, sheet, grid) for change in changes),
                title=say("full_texts.title"),
                description=f"{say('full_texts.description')}{unmarked}",
            ),
        )
    )


def _full_text_row(comparison: Comparison, change: Change, sheet: Sheet, grid: Grid) -> Xml:
    language = sheet.language
    change_id = sheet.marked(full_text_name(change.id), link(bookmark_name(change.id), change.id, Style.LINK))
    old, new = _notes(comparison, change, language)
    throughout = language.count("full_texts.clauses", len(change.occurrences)) if change.occurrences else "–"
    return grid.row(
        paragraph(change_id, style=Style.CELL_TEXT),
        _clause_cell(comparison.old, change.old, throughout, language),
        _side(change.edits, OPS_OF[Side.OLD], language.say("full_texts.not_in_old"), old),
        _clause_cell(comparison.new, change.new, throughout, language),
        _side(change.edits, OPS_OF[Side.NEW], language.say("full_texts.not_in_new"), new),
        whole=False,
    )


def _notes(comparison: Comparison, change: Change, language: Language) -> tuple[list[str], list[str]]:
    """What the tables of changes leave out of a change, below its old text and its new one: whole lists and texts."""
    old, new = [], [benchmark_text(comparison, change, language)]
    if change.kind is ChangeKind.RENAMED and change.occurrences:
        was = places(comparison.old, [was for was, _ in change.occurrences], language)
        now = places(comparison.new, [now for _, now in change.occurrences], language)
        old.append(language.say("full_texts.in_clauses", clauses=was))
        new.append(language.say("full_texts.in_clauses", clauses=now))
    for side, line in whole_reach(comparison, change, language):
        (old if side is Side.OLD else new).append(line)
    return old, [line for line in new if line]


def _clause_cell(contract: Contract, clause_ids: Sequence[ClauseId], otherwise: str, language: Language) -> Xml:
    page = page_of(contract, clause_ids, language)
    name = text(clause_names(contract, clause_ids, language) or otherwise)
    return joined((name, text(page, Style.CELL_NOTE))) if page else name


def _side(edits: Iterable[Edit], ops: frozenset[Op], otherwise: str, notes: Iterable[str]) -> Xml:
    own = [edit for edit in edits if edit.op in ops]
    words = paragraph(marked_words(own), style=Style.CELL_TEXT) if own else text(otherwise, Style.CELL_NOTE)
    return joined((words, *(text(note, Style.CELL_NOTE) for note in notes)))


def glossary(sheet: Sheet) -> Xml:
    """Appendix B: the marks and words used."""
    say = sheet.language.say
    columns = (
        Column(key="word", title=say("glossary.word"), share=220),
        Column(key="meaning", title=say("glossary.meaning"), share=780),
    )
    entries = [
        *((say(f"glossary.{key}.word"), style, f"{key}.means") for key, style in _MARKS.items()),
        *((say(f"priorities.{priority.value}"), Style.STRONG, priority.value) for priority in Priority),
        *((say(f"positions.{code}"), Style.STRONG, code) for code in POSITIONS),
    ]
    grid = sheet.grid(columns)
    rows = (
        grid.row(paragraph(run(word, style), style=Style.CELL_TEXT), text(say(f"glossary.{meaning}")))
        for word, style, meaning in entries
    )
    return joined(
        (
            paragraph(run(say("glossary.heading")), style=Style.HEADING, new_page=True),
            sheet.table(columns, rows, title=say("glossary.title"), description=say("glossary.description")),
        )
    )
