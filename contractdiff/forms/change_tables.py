"""The tables that members answer in: the changes that may matter, the administrative ones, and open rows."""

import re
from collections.abc import Iterable, Mapping, Sequence

from contractdiff.forms.excerpts import excerpt, shortened
from contractdiff.forms.fields import Column
from contractdiff.forms.look import Sheet, Style, answer_field, marked_change, text
from contractdiff.forms.member import ADMINISTRATIVE_COLUMNS, CHANGE_COLUMNS, OPEN_COLUMNS, OPEN_ROWS
from contractdiff.forms.wording import (
    PRIORITY_NAMES,
    heading_of,
    hidden_words,
    in_one_line,
    not_declared,
    old_and_new,
    pages_of,
    was_and_now,
    what_happened,
)
from contractdiff.model import Change, ChangeId, ChangeKind, Comparison, Edit, Op, Priority
from contractdiff.ooxml.writing import Grid, Xml, joined, link, paragraph, run
from contractdiff.options import SHOWN_WORDS

# Wording that stayed the same is shown only to recognize the clause by.
_SAME_WORDS = 25
_FOLDED_WORDS = 40
# Room to answer in, in twips.
_CHANGE_HEIGHT, _FOLDED_HEIGHT, _OPEN_HEIGHT = 1300, 360, 760
# About what a letter of table text takes in a line, in twips, and the lines that fit a page with room to spare.
_LETTER, _MARGINS, _PAGE_LINES = 95, 180, 38
# How many questions a row asks; the reasons after them are told without, so that a row stays short enough to read.
_ASKED = 2
_NO_REASON = "No common concern recognized. Please judge for yourself."
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")


def by_priority(changes: Iterable[Change]) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """The changes that may matter, critical ones first, and the administrative ones; each in the contract's order."""
    order = list(Priority)
    ranked = sorted(changes, key=lambda change: order.index(change.priority))
    mattering = tuple(change for change in ranked if change.priority is not Priority.ADMINISTRATIVE)
    return mattering, tuple(ranked[len(mattering) :])


def full_text_name(change_id: ChangeId) -> str:
    """The bookmark of a change's row in the appendix that holds its whole text."""
    return "full_" + change_id.replace("-", "_")


def change_table(comparison: Comparison, changes: Sequence[Change], sheet: Sheet) -> Xml:
    """The table of the changes that may matter, one row each."""
    grid = sheet.grid(CHANGE_COLUMNS)
    return sheet.table(
        CHANGE_COLUMNS,
        (_change_row(comparison, change, sheet, grid) for change in changes),
        title="Changes that may matter to you",
        description="Each row is one change; critical ones come first. Columns from left to right: change ID and "
        "priority, clause, what changed, why it may matter, and, shaded, your position and your feedback. Appendix B "
        "explains the marks, the priorities and the positions.",
    )


def _change_row(comparison: Comparison, change: Change, sheet: Sheet, grid: Grid) -> Xml:
    clause = (old_and_new(comparison, change), heading_of(comparison, change), pages_of(comparison, change))
    happened, told = what_happened(comparison, change), was_and_now(change)
    undeclared = not_declared(comparison, change)
    shown, is_short = _shown_edits(change)
    reasons = _reasons(change)
    what = (
        paragraph(run(undeclared, Style.STRONG), style=Style.CELL_TEXT) if undeclared else Xml(""),
        paragraph(run(happened, Style.STRONG), style=Style.CELL_TEXT) if happened else Xml(""),
        text(told) if told else Xml(""),
        paragraph(marked_change(shown), style=Style.CELL_TEXT) if shown else Xml(""),
        text(hidden, Style.CELL_NOTE) if (hidden := hidden_words(comparison, change)) else Xml(""),
        _whole_text(change) if is_short and change.kind is not ChangeKind.RENUMBERED else Xml(""),
    )
    cells = {
        "id": joined((sheet.row_id(change.id), text(PRIORITY_NAMES[change.priority], Style.CELL_NOTE))),
        "clause": _clause_cell(*clause),
        "what": joined(what) or text("(no words)"),
        "why": joined(_reason(*reason) for reason in reasons),
    }
    words = {"clause": clause, "what": (undeclared, happened, told, "".join(edit.text for edit in shown), "…")}
    words["why"] = tuple(" ".join(reason) for reason in reasons)
    return grid.row(
        *_contents(CHANGE_COLUMNS, cells, change.id), height=_CHANGE_HEIGHT, whole=_fits_a_page(words, grid)
    )


def administrative_table(comparison: Comparison, changes: Sequence[Change], sheet: Sheet) -> Xml:
    """The compact table of the changes in numbering, references, dates and spelling, one row each."""
    grid = sheet.grid(ADMINISTRATIVE_COLUMNS)
    return sheet.table(
        ADMINISTRATIVE_COLUMNS,
        (_administrative_row(comparison, change, sheet, grid) for change in changes),
        title="Administrative changes",
        description="Each row is one change that looks like housekeeping: numbering, references, dates, spelling. "
        "Columns from left to right: change ID, clause, what changed, and, shaded, your feedback. Appendix A has the "
        "full texts.",
    )


def _administrative_row(comparison: Comparison, change: Change, sheet: Sheet, grid: Grid) -> Xml:
    undeclared = not_declared(comparison, change)
    cells = {
        "id": sheet.row_id(change.id),
        "clause": _clause_cell(old_and_new(comparison, change), heading_of(comparison, change), ""),
        "what": joined(
            (
                text(shortened(in_one_line(comparison, change), _FOLDED_WORDS)),
                *([text(undeclared, Style.CELL_NOTE)] if undeclared else []),
            )
        ),
    }
    return grid.row(*_contents(ADMINISTRATIVE_COLUMNS, cells, change.id), height=_FOLDED_HEIGHT)


def open_table(sheet: Sheet) -> Xml:
    """The table of the rows that belong to no change: comments, changes that were missed, questions."""
    grid = sheet.grid(OPEN_COLUMNS)
    rows = (
        grid.row(
            *_contents(OPEN_COLUMNS, {"id": sheet.row_id(row.id), "title": text(row.title)}, row.id),
            height=_OPEN_HEIGHT,
        )
        for row in OPEN_ROWS
    )
    return sheet.table(
        OPEN_COLUMNS,
        rows,
        title="Comments, missed changes and questions",
        description="Each row is a place for what no other row has room for. Columns from left to right: row, "
        "what to write there, and, shaded, your feedback.",
    )


def _contents(columns: Sequence[Column], cells: Mapping[str, Xml], row: str) -> Iterable[Xml]:
    """What each column holds in the row called ``row``: a place to answer, or the words given for it."""
    return (answer_field(column.answer, row) if column.answer else cells[column.key] for column in columns)


def _shown_edits(change: Change) -> tuple[tuple[Edit, ...], bool]:
    if any(edit.op in (Op.DELETE, Op.INSERT) for edit in change.edits):
        return excerpt(change.edits, SHOWN_WORDS)
    return excerpt(change.edits, _SAME_WORDS)


def _clause_cell(clause: str, heading: str, pages: str) -> Xml:
    return joined(
        (
            paragraph(run(clause, Style.STRONG), style=Style.CELL_TEXT),
            *([text(heading)] if heading else []),
            *([text(pages, Style.CELL_NOTE)] if pages else []),
        )
    )


def _whole_text(change: Change) -> Xml:
    return paragraph(
        run("Shortened. "),
        link(full_text_name(change.id), "Full text in Appendix A", Style.LINK),
        style=Style.CELL_NOTE,
    )


def _reasons(change: Change) -> tuple[tuple[str, str], ...]:
    """Why it may matter, and what to ask the agency, each pair once; of many reasons only the first with a question."""
    reasons = tuple(dict.fromkeys((flag.why, flag.question) for flag in change.flags)) or ((_NO_REASON, ""),)
    return tuple((why, question if at < _ASKED else "") for at, (why, question) in enumerate(reasons))


def _reason(why: str, question: str) -> Xml:
    ask = [run(" Ask: ", Style.STRONG), run(question)] if question else []
    return paragraph(run(why), *ask, style=Style.CELL_TEXT)


def _fits_a_page(words: Mapping[str, tuple[str, ...]], grid: Grid) -> bool:
    """Whether a row of these words is surely no taller than a page: Word cuts off what is."""
    widths = dict(zip((column.key for column in CHANGE_COLUMNS), grid.widths, strict=True))
    return all(
        sum(_lines(part, widths[key] - _MARGINS) for part in parts if part) <= _PAGE_LINES
        for key, parts in words.items()
    )


def _lines(words: str, width: int) -> int:
    letters = len(words) if words.isascii() else len(words) + len(_WIDE.findall(words))
    return 1 + letters * _LETTER // width
