"""The appendices of the response document: full texts, a glossary, and how the files were read."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from contractdiff.forms.change_tables import full_text_name
from contractdiff.forms.excerpts import shortened
from contractdiff.forms.fields import Column, bookmark_name
from contractdiff.forms.look import Sheet, Style, marked_words, text
from contractdiff.forms.wording import clause_names, count_of, in_cells, page_of
from contractdiff.model import (
    Change,
    ChangeKind,
    ClauseId,
    Comparison,
    Contract,
    Edit,
    Op,
    SetAside,
    TrackedChanges,
)
from contractdiff.ooxml.writing import Xml, joined, link, paragraph, run
from contractdiff.text import quoted

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
_READING_COLUMNS = (
    Column(key="fact", title="About the file", share=200),
    Column(key="old", title="Old version", share=400),
    Column(key="new", title="New version", share=400),
)

_OLD_OPS = {Op.EQUAL, Op.DELETE, Op.OLD_VARIANT}
_NEW_OPS = {Op.EQUAL, Op.INSERT, Op.NEW_VARIANT}

_GLOSSARY = (
    ("Old, new", "The version of the contract that was in force before, and the one proposed now."),
    ("…", "Words were left out here. Appendix A has them all."),
    ("|", "The border between two cells of a table row in the contract."),
    ("Moved", "The clause stands in another place, among other clauses, than before."),
    ("Split", "What was one clause is now two or more."),
    ("Merged", "What was two or more clauses is now one."),
    ("Renumbered", "The clause has another number; its words are the same unless they are marked."),
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

_EXAMPLES, _EXAMPLE_WORDS = 3, 12


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
                "are left out.",
            ),
        )
    )


def _full_text_row(comparison: Comparison, change: Change, sheet: Sheet) -> Xml:
    change_id = sheet.marked(full_text_name(change.id), link(bookmark_name(change.id), change.id, Style.LINK))
    return sheet.grid(_FULL_TEXT_COLUMNS).row(
        paragraph(change_id, style=Style.CELL_TEXT),
        _clause_cell(comparison.old, change.old),
        _side(change.edits, _OLD_OPS, "(not in the old version)"),
        _clause_cell(comparison.new, change.new),
        _side(change.edits, _NEW_OPS, "(not in the new version)"),
        whole=False,
    )


def _clause_cell(contract: Contract, clause_ids: Sequence[ClauseId]) -> Xml:
    page = page_of(contract, clause_ids)
    name = text(clause_names(contract, clause_ids) or "–")
    return joined((name, text(page, Style.CELL_NOTE))) if page else name


def _side(edits: Iterable[Edit], ops: set[Op], otherwise: str) -> Xml:
    own = [edit for edit in edits if edit.op in ops]
    return paragraph(marked_words(own), style=Style.CELL_TEXT) if own else text(otherwise, Style.CELL_NOTE)


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


def how_read(comparison: Comparison, sheet: Sheet) -> Xml:
    """Appendix C: how the files were read, what was set aside, and what is not compared."""
    grid = sheet.grid(_READING_COLUMNS)
    sides = (comparison.old, comparison.new)
    rows = (
        grid.row(
            paragraph(run(fact, Style.STRONG), style=Style.CELL_TEXT),
            *(joined(text(line) for line in lines) for lines in columns),
            whole=False,
        )
        for fact, columns in (
            ("Called here", [[side.name] for side in sides]),
            ("File", [[side.reading.file] for side in sides]),
            ("Format", [[_format(side)] for side in sides]),
            ("Contents", [[_contents(side)] for side in sides]),
            ("Tracked changes", [[_tracked(side.reading.tracked)] for side in sides]),
            ("Set aside", [_set_aside(side.reading.set_aside) for side in sides]),
            ("What could not be read, or needs care", [_notices(side) for side in sides]),
            ("SHA-256 (tells whether a file is the same)", [[side.reading.sha256] for side in sides]),
        )
    )
    return joined(
        (
            paragraph(run("Appendix C: How these files were read"), style=Style.HEADING, new_page=True),
            sheet.table(
                _READING_COLUMNS,
                rows,
                title="How the two files were read",
                description="Each row is one fact about the old file and the new one.",
            ),
            text("About the comparison", Style.SUBHEADING),
            *(text(notice.message, Style.NORMAL) for notice in comparison.notices),
            text(
                f"{count_of(len(comparison.unchanged), 'clause')} stayed the same, apart from spacing, quotation marks "
                "and capitals, and are not listed. Every clause of both files is either listed or counted here.",
                Style.NORMAL,
            ),
            text(
                "What is not compared: formatting (fonts, bold type, margins), pictures, signatures, and documents "
                "that the contract only refers to. The list was made by a computer program. If something matters to "
                "you, read it in the contract itself; only the contract counts.",
                Style.NORMAL,
            ),
        )
    )


def _format(contract: Contract) -> str:
    pages = contract.reading.pages
    name = contract.reading.format.title
    return f"{name}, {count_of(pages, 'page')}" if pages is not None else f"{name}, no fixed pages"


def _contents(contract: Contract) -> str:
    words = sum(len(clause.wording.split()) for clause in contract.clauses)
    return f"{count_of(len(contract.clauses), 'clause')}, {count_of(words, 'word')}"


def _tracked(tracked: TrackedChanges | None) -> str:
    if tracked is None:
        return "none"
    kinds = ((tracked.insertions, "insertion"), (tracked.deletions, "deletion"), (tracked.moves, "move"))
    counts = ", ".join(count_of(number, kind) for number, kind in kinds if number) or "none"
    return f"{counts}; by {', '.join(tracked.authors)}" if tracked.authors else counts


def _set_aside(set_aside: Sequence[SetAside]) -> list[str]:
    kinds = [(why, [item.text for item in group]) for why, group in groupby(sorted(set_aside, key=_why), key=_why)]
    kinds.sort(key=lambda kind: -len(kind[1]))
    return [f"{why}: {count_of(len(texts), 'time')}, e.g. {_examples(texts)}" for why, texts in kinds] or ["nothing"]


def _why(item: SetAside) -> str:
    return item.why


def _examples(texts: Iterable[str]) -> str:
    different = list(dict.fromkeys(texts))[:_EXAMPLES]
    return ", ".join(quoted(in_cells(shortened(text, _EXAMPLE_WORDS))) for text in different)


def _notices(contract: Contract) -> list[str]:
    return [
        f"Page {notice.page}: {notice.message}" if notice.page is not None else notice.message
        for notice in contract.reading.notices
    ] or ["nothing"]
