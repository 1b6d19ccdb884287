"""The tables that members answer in: the changes that may matter, the administrative ones, and open rows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contractdiff.forms.excerpts import excerpt, shortened
from contractdiff.forms.fields import Column
from contractdiff.forms.look import Sheet, Style, answer_field, marked_change, text
from contractdiff.forms.member import ADMINISTRATIVE_COLUMNS, CHANGE_COLUMNS, OPEN_COLUMNS, OPEN_ROWS
from contractdiff.forms.notes import benchmark_line, by_hand, hidden_words, kept_words, not_declared, reach_lines
from contractdiff.forms.wording import (
    PRIORITY_NAMES,
    heading_of,
    in_one_line,
    old_and_new,
    pages_of,
    plain_line,
    was_and_now,
    what_happened,
    which_way,
)
from contractdiff.model import Change, ChangeId, ChangeKind, Comparison, Edit, Flag, Op, Priority
from contractdiff.ooxml.writing import Grid, Xml, joined, link, paragraph, run
from contractdiff.options import SHOWN_WORDS

# Wording that stayed the same is shown only to recognize the clause by.
_SAME_WORDS = 25
_FOLDED_WORDS = 40
# Room to answer in, in twips.
_CHANGE_HEIGHT, _FOLDED_HEIGHT, _OPEN_HEIGHT = 1300, 360, 760
# About what a letter of table text takes in a line, in twips, and the lines that fit a page with room to spare.
_LETTER, _MARGINS, _PAGE_LINES = 95, 180, 38
# How many reasons a row gives in full; of those after them the names, so that a row stays short enough to read.
_IN_FULL = 2
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
    what = _what(comparison, change)
    reasons = (*_reasons(change), *(_Reason(why=line) for line in reach_lines(comparison, change)))
    cells = {
        "id": joined((sheet.row_id(change.id), text(PRIORITY_NAMES[change.priority], Style.CELL_NOTE))),
        "clause": _clause_cell(*clause),
        "what": joined(line for _, line in what) or text("(no words)"),
        "why": joined(map(_reason, reasons)),
    }
    words = {
        "clause": clause,
        "what": tuple(said for said, _ in what),
        "why": tuple(f"{reason.name} {reason.way} {reason.why} {reason.question}" for reason in reasons),
    }
    return grid.row(
        *_contents(CHANGE_COLUMNS, cells, change.id), height=_CHANGE_HEIGHT, whole=_fits_a_page(words, grid)
    )


def _what(comparison: Comparison, change: Change) -> list[tuple[str, Xml]]:
    """The lines that say what changed, each in plain words and as it is printed."""
    lines = []
    said_first = (not_declared(comparison, change), plain_line(change), what_happened(comparison, change))
    for said in (*said_first, kept_words(change)):
        if said:
            lines.append((said, paragraph(run(said, Style.STRONG), style=Style.CELL_TEXT)))
    marked, is_short = _marked(change)
    lines += marked
    if hidden := hidden_words(comparison, change):
        lines.append((hidden, text(hidden, Style.CELL_NOTE)))
    return lines + _notes(comparison, change, is_short=is_short)


def _marked(change: Change) -> tuple[list[tuple[str, Xml]], bool]:
    """The words of a change told and marked, and whether they are fewer than all."""
    if change.kind is ChangeKind.RENAMED:
        # its two names stand in the sentence above
        return [], False
    if {edit.op for edit in change.edits} == {Op.DELETE, Op.INSERT}:
        # each side by itself tells what was and what is: no need to say it twice
        was, now = (excerpt([e for e in change.edits if e.op is op], SHOWN_WORDS // 2) for op in (Op.DELETE, Op.INSERT))
        return [_line(was[0], "Was: "), _line(now[0], "Now: ")], was[1] or now[1]
    told = was_and_now(change)
    shown, is_short = _shown_edits(change)
    return [*([(told, text(told))] if told else []), *([_line(shown)] if shown else [])], is_short


def _line(shown: Sequence[Edit], lead: str = "") -> tuple[str, Xml]:
    words = lead + "".join(edit.text for edit in shown)
    return words, paragraph(*([run(lead)] if lead else []), marked_change(shown), style=Style.CELL_TEXT)


def _notes(comparison: Comparison, change: Change, *, is_short: bool) -> list[tuple[str, Xml]]:
    """What stands below the words of a change in either table."""
    lines = []
    name, said = benchmark_line(comparison, change)
    if name:
        lines.append((name + said, paragraph(run(name, Style.STRONG), run(said), style=Style.CELL_TEXT)))
    if hand := by_hand(change):
        lines.append((hand, text(hand, Style.CELL_NOTE)))
    if change.kind is ChangeKind.RENAMED and change.occurrences:
        lines.append(_in_appendix(change, "Not marked again in other rows. ", "The clauses, in Appendix A"))
    elif is_short and change.kind is not ChangeKind.RENUMBERED:
        lines.append(_in_appendix(change, "Shortened. ", "Full text in Appendix A"))
    return lines


def _in_appendix(change: Change, before: str, words: str) -> tuple[str, Xml]:
    line = paragraph(run(before), link(full_text_name(change.id), words, Style.LINK), style=Style.CELL_NOTE)
    return before + words, line


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
                *(text(line, Style.CELL_NOTE) for line in (*reach_lines(comparison, change), undeclared) if line),
                *(line for _, line in _notes(comparison, change, is_short=False)),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reason:
    """Why a change may matter: what it is about, which way it goes and on whom, why, and what to ask the agency."""

    name: str = ""
    way: str = ""
    why: str = ""
    question: str = ""


def _reasons(change: Change) -> tuple[_Reason, ...]:
    """The first reasons in full, each matter once, and the names of the others."""
    matters: dict[str, Flag] = {}
    for flag in change.flags:
        matters.setdefault(flag.name or flag.why, flag)
    if not matters:
        return (_Reason(why=_NO_REASON),)
    flags, reasons = list(matters.values()), list[_Reason]()
    for flag in flags[:_IN_FULL]:
        way = which_way(flag)
        if reasons and way == reasons[0].way:
            way = ""
        reasons.append(_Reason(name=flag.name and f"{flag.name}.", way=way, why=flag.why, question=flag.question))
    if also := [flag.name for flag in flags[_IN_FULL:] if flag.name]:
        reasons.append(_Reason(name="Also:", way=f"{'; '.join(also)}."))
    return tuple(reasons)


def _reason(reason: _Reason) -> Xml:
    before = ((reason.name, Style.STRONG), (reason.way, Style.QUIET), (reason.why, ""))
    asked = (("Ask:", Style.STRONG), (reason.question, "")) if reason.question else ()
    said = [(words, style) for words, style in (*before, *asked) if words]
    last = len(said) - 1
    return paragraph(
        *(run(f"{words}{' ' if at < last else ''}", style) for at, (words, style) in enumerate(said)),
        style=Style.CELL_TEXT,
    )


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
