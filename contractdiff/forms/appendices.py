"""The first two appendices of the response document: the full texts, and the marks and words used."""

from collections.abc import Iterable, Sequence

from contractdiff.forms.change_tables import full_text_name
from contractdiff.forms.fields import Column, bookmark_name
from contractdiff.forms.look import Sheet, Style, marked_words, text
from contractdiff.forms.notes import benchmark_text, places, whole_reach
from contractdiff.forms.wording import clause_names, page_of
from contractdiff.model import (
    Change,
    ChangeKind,
    ClauseId,
    Comparison,
    Contract,
    Edit,
    Op,
    Side,
)
from contractdiff.ooxml.writing import Xml, joined, link, paragraph, run
from contractdiff.text import count_of

_FULL_TEXT_COLUMNS = (
    Column(key="id", title="Change ID", share=78),
    Column(key="old clause", title="Old clause", share=102),
    Column(key="old text", title="Old text", share=359),
    Column(key="new clause", title="New clause", share=102),
    Column(key="new text", title="New text", share=359),
)
_GLOSSARY_COLUMNS = (
    Column(key="word", title="Word or mark", share=220),
    Column(key="meaning", title="What it means", share=780),
)

_UNMARKED = (
    " Not marked are terms renamed throughout, and references that were renumbered with the clause they point to."
)
_OLD_OPS = {Op.EQUAL, Op.DELETE, Op.OLD_VARIANT}
_NEW_OPS = {Op.EQUAL, Op.INSERT, Op.NEW_VARIANT}

_GLOSSARY = (
    ("Old, new", "The version of the contract that was in force before, and the one proposed now."),
    ("…", "Words were left out here. Appendix A has them all."),
    ("→", "Before the arrow stands what the contract said, behind it what it says now."),
    ("(was: …)", "What stood in the place of the words before it. In the same way “added” and “deleted” are marked."),
    ("|", "The border between two cells of a table row in the contract."),
    ("Moved", "The clause stands in another place, among other clauses, than before."),
    ("Split", "What was one clause is now two or more."),
    ("Merged", "What was two or more clauses is now one."),
    ("Silent", "The agency does not show this change in its own tracked changes."),
    ("Renumbered", "The clause has another number; its words are the same unless they are marked."),
    ("Now called … throughout", "A name or term was replaced everywhere. That is one change, and marked nowhere else."),
    ("Written anew", "So little of the clause was kept that it is shown as a whole, old and new."),
    ("Paired by hand", "A person, not the program, decided which clauses belong together."),
    ("Critical", "Touches money, payment, termination, liability, or adds a duty for providers. Read these first."),
    ("Substantive", "Changes what somebody must, may or need not do."),
    ("Administrative", "Looks like housekeeping: numbers, references, years, spelling. Still worth a glance."),
    ("Support", "The change is good for us or for our clients; it should stay."),
    ("Oppose", "The change should be withdrawn."),
    ("Concern", "We could live with the change if something in it were different. Say what."),
    ("No impact", "The change reaches us, and makes no difference."),
    ("Not applicable", "The change does not reach us: another program, or another kind of funding."),
    ("Question", "We cannot say before the agency has explained something. Say what."),
)


def full_texts(comparison: Comparison, changes: Sequence[Change], sheet: Sheet) -> Xml:
    """Appendix A: the old and the new text of every change, whole and side by side."""
    heading = paragraph(run("Appendix A: Old and new text, in full"), style=Style.HEADING, new_page=True)
    # to print the same words twice would bury the others
    changes = [change for change in changes if change.kind is not ChangeKind.RENUMBERED]
    if not changes:
        return joined((heading, text("There are no changes to show.", Style.NORMAL)))
    return joined(
        (
            heading,
            sheet.table(
                _FULL_TEXT_COLUMNS,
                (_full_text_row(comparison, change, sheet) for change in changes),
                title="Old and new text of every change",
                description="Each row is one change, in the order of the contract. Columns from left to right: change "
                "ID, old clause number, old text, new clause number, new text. Deleted words are struck through on the "
                "left; inserted words are underlined on the right. Clauses of which nothing but the number changed "
                f"are left out.{_UNMARKED if comparison.renames or comparison.references else ''}",
            ),
        )
    )


def _full_text_row(comparison: Comparison, change: Change, sheet: Sheet) -> Xml:
    change_id = sheet.marked(full_text_name(change.id), link(bookmark_name(change.id), change.id, Style.LINK))
    old, new = _notes(comparison, change)
    throughout = count_of(len(change.occurrences), "clause") if change.occurrences else "–"
    return sheet.grid(_FULL_TEXT_COLUMNS).row(
        paragraph(change_id, style=Style.CELL_TEXT),
        _clause_cell(comparison.old, change.old, throughout),
        _side(change.edits, _OLD_OPS, "(not in the old version)", old),
        _clause_cell(comparison.new, change.new, throughout),
        _side(change.edits, _NEW_OPS, "(not in the new version)", new),
        whole=False,
    )


def _notes(comparison: Comparison, change: Change) -> tuple[list[str], list[str]]:
    """What the tables of changes leave out of a change, below its old text and its new one: whole lists and texts."""
    old, new = [], [benchmark_text(comparison, change)]
    if change.kind is ChangeKind.RENAMED and change.occurrences:
        old.append(f"In {places(comparison.old, [was for was, _ in change.occurrences])}.")
        new.append(f"In {places(comparison.new, [now for _, now in change.occurrences])}.")
    for side, line in whole_reach(comparison, change):
        (old if side is Side.OLD else new).append(line)
    return old, [line for line in new if line]


def _clause_cell(contract: Contract, clause_ids: Sequence[ClauseId], otherwise: str) -> Xml:
    page = page_of(contract, clause_ids)
    name = text(clause_names(contract, clause_ids) or otherwise)
    return joined((name, text(page, Style.CELL_NOTE))) if page else name


def _side(edits: Iterable[Edit], ops: set[Op], otherwise: str, notes: Iterable[str]) -> Xml:
    own = [edit for edit in edits if edit.op in ops]
    words = paragraph(marked_words(own), style=Style.CELL_TEXT) if own else text(otherwise, Style.CELL_NOTE)
    return joined((words, *(text(note, Style.CELL_NOTE) for note in notes)))


def glossary(sheet: Sheet) -> Xml:
    """Appendix B: the marks and words used."""
    marks = (
        ("deleted words", Style.DELETED, "Struck through: the words stood in the old version and are gone."),
        ("inserted words", Style.INSERTED, "Underlined: the words are new."),
    )
    grid = sheet.grid(_GLOSSARY_COLUMNS)
    rows = [
        *(
            grid.row(paragraph(run(word, style), style=Style.CELL_TEXT), text(meaning))
            for word, style, meaning in marks
        ),
        *(
            grid.row(paragraph(run(word, Style.STRONG), style=Style.CELL_TEXT), text(meaning))
            for word, meaning in _GLOSSARY
        ),
    ]
    return joined(
        (
            paragraph(run("Appendix B: Marks and words"), style=Style.HEADING, new_page=True),
            sheet.table(
                _GLOSSARY_COLUMNS,
                rows,
                title="Marks and words",
                description="What the marks and words in this form mean.",
            ),
        )
    )
