"""The tables that members answer in: the changes that may matter, the administrative ones, and open rows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contractdiff.forms.excerpts import excerpt, shortened
from contractdiff.forms.fields import Column
from contractdiff.forms.language import Language
from contractdiff.forms.look import Sheet, Span, Style, answer_field, change_spans, text
from contractdiff.forms.member import member_form
from contractdiff.forms.notes import benchmark_line, by_hand, hidden_words, kept_words, not_declared, reach_lines
from contractdiff.forms.wording import (
    heading_of,
    in_one_line,
    old_and_new,
    pages_of,
    plain_line,
    priority_name,
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
    columns = member_form(sheet.language).change_columns
    grid = sheet.grid(columns)
    return sheet.table(
        columns,
        (_change_row(comparison, change, sheet, grid) for change in changes),
        title=sheet.language.say("change_table.title"),
        description=sheet.language.say("change_table.description"),
    )


def _change_row(comparison: Comparison, change: Change, sheet: Sheet, grid: Grid) -> Xml:
    columns = member_form(sheet.language).change_columns
    cells, words = change_cells(comparison, change, sheet)
    widths = dict(zip((column.key for column in columns), grid.widths, strict=True))
    return grid.row(*_contents(columns, cells, change.id), height=_CHANGE_HEIGHT, whole=fits_a_page(words, widths))


def change_cells(
    comparison: Comparison, change: Change, sheet: Sheet
) -> tuple[Mapping[str, Xml], Mapping[str, tuple[str, ...]]]:
    """What a change's row says, by the keys of its columns: as it is printed, and in plain words to measure it by."""
    language = sheet.language
    names, pages = old_and_new(comparison, change, language), pages_of(comparison, change, language)
    clause = (names, heading_of(comparison, change), pages)
    what = what_lines(comparison, change, language)
    reasons = reason_lines(comparison, change, language)
    cells = {
        "id": joined((sheet.row_id(change.id), text(priority_name(change, language), Style.CELL_NOTE))),
        "clause": _clause_cell(*clause),
        "what": joined(_printed(line, change) for line in what) or text(language.say("change_table.no_words")),
        "why": joined(_printed(line, change) for line in reasons),
    }
    words = {
        "clause": clause,
        "what": tuple(line.words for line in what),
        "why": tuple(line.words for line in reasons),
    }
    return cells, words


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLine:
    """A line of what a row says.

    Attributes:
        spans: Its words, each stretch with the style it is printed in, "" for plain ones.
        note: Whether it is in small type.
        see: What leads from the end of it to the whole text, in the appendix of a Word form; "" for nothing.
    """

    spans: tuple[Span, ...]
    note: bool = False
    see: str = ""

    @property
    def words(self) -> str:
        """The line in plain words."""
        return "".join(words for words, _ in self.spans) + self.see


def _printed(line: ToldLine, change: Change) -> Xml:
    shown = joined(run(words, style) for words, style in line.spans)
    leads = link(full_text_name(change.id), line.see, Style.LINK) if line.see else Xml("")
    return paragraph(shown, leads, style=Style.CELL_NOTE if line.note else Style.CELL_TEXT)


def what_lines(comparison: Comparison, change: Change, language: Language) -> list[ToldLine]:
    """The lines that say what changed."""
    strong = (
        not_declared(comparison, change, language),
        plain_line(change),
        what_happened(comparison, change, language),
        kept_words(change, language),
    )
    lines = [ToldLine(spans=((said, Style.STRONG),)) for said in strong if said]
    marked, is_short = _marked(change, language)
    lines += marked
    if hidden := hidden_words(comparison, change, language):
        lines.append(ToldLine(spans=((hidden, ""),), note=True))
    return lines + note_lines(comparison, change, language, is_short=is_short)


def _marked(change: Change, language: Language) -> tuple[list[ToldLine], bool]:
    """The words of a change told and marked, and whether they are fewer than all."""
    if change.kind is ChangeKind.RENAMED:
        # its two names stand in the sentence above
        return [], False
    if {edit.op for edit in change.edits} == {Op.DELETE, Op.INSERT}:
        # each side by itself tells what was and what is: no need to say it twice
        was, now = (excerpt([e for e in change.edits if e.op is op], SHOWN_WORDS // 2) for op in (Op.DELETE, Op.INSERT))
        leads = (f"{language.say(f'what_changed.{key}')} " for key in ("was_words", "now_words"))
        return [_line(side[0], lead) for side, lead in zip((was, now), leads, strict=True)], was[1] or now[1]
    told = was_and_now(change, language)
    shown, is_short = _shown_edits(change)
    lines = [ToldLine(spans=((told, ""),))] if told else []
    return [*lines, *([_line(shown)] if shown else [])], is_short


def _line(shown: Sequence[Edit], lead: str = "") -> ToldLine:
    return ToldLine(spans=(*(((lead, ""),) if lead else ()), *change_spans(shown)))


def note_lines(comparison: Comparison, change: Change, language: Language, *, is_short: bool) -> list[ToldLine]:
    """What stands below the words of a change in either table."""
    lines = []
    name, said = benchmark_line(comparison, change, language)
    if name:
        lines.append(ToldLine(spans=((name, Style.STRONG), (said, ""))))
    if hand := by_hand(change, language):
        lines.append(ToldLine(spans=((hand, ""),), note=True))
    if change.kind is ChangeKind.RENAMED and change.occurrences:
        lines.append(_in_appendix("not_again", "see_clauses", language))
    elif is_short and change.kind is not ChangeKind.RENUMBERED:
        lines.append(_in_appendix("is_short", "see_whole", language))
    return lines


def _in_appendix(lead: str, see: str, language: Language) -> ToldLine:
    before = f"{language.say(f'change_table.{lead}')} "
    return ToldLine(spans=((before, ""),), note=True, see=language.say(f"change_table.{see}"))


def administrative_table(comparison: Comparison, changes: Sequence[Change], sheet: Sheet) -> Xml:
    """The compact table of the changes in numbering, references, dates and spelling, one row each."""
    columns = member_form(sheet.language).administrative_columns
    grid = sheet.grid(columns)
    return sheet.table(
        columns,
        (_administrative_row(comparison, change, sheet, grid) for change in changes),
        title=sheet.language.say("administrative_table.title"),
        description=sheet.language.say("administrative_table.description"),
    )


def _administrative_row(comparison: Comparison, change: Change, sheet: Sheet, grid: Grid) -> Xml:
    columns = member_form(sheet.language).administrative_columns
    cells = administrative_cells(comparison, change, sheet)
    return grid.row(*_contents(columns, cells, change.id), height=_FOLDED_HEIGHT)


def administrative_cells(comparison: Comparison, change: Change, sheet: Sheet) -> Mapping[str, Xml]:
    """What an administrative change's row says, by the keys of its columns."""
    language = sheet.language
    below = (*reach_lines(comparison, change, language), not_declared(comparison, change, language))
    return {
        "id": sheet.row_id(change.id),
        "clause": _clause_cell(old_and_new(comparison, change, language), heading_of(comparison, change), ""),
        "what": joined(
            (
                text(shortened(in_one_line(comparison, change, language), _FOLDED_WORDS)),
                *(text(line, Style.CELL_NOTE) for line in below if line),
                *(_printed(line, change) for line in note_lines(comparison, change, language, is_short=False)),
            )
        ),
    }


def open_table(sheet: Sheet) -> Xml:
    """The table of the rows that belong to no change: comments, changes that were missed, questions."""
    form = member_form(sheet.language)
    grid = sheet.grid(form.open_columns)
    rows = (
        grid.row(
            *_contents(form.open_columns, {"id": sheet.row_id(row.id), "title": text(row.title)}, row.id),
            height=_OPEN_HEIGHT,
        )
        for row in form.open_rows
    )
    return sheet.table(
        form.open_columns,
        rows,
        title=sheet.language.say("open_table.title"),
        description=sheet.language.say("open_table.description"),
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


def _reasons(change: Change, language: Language) -> tuple[_Reason, ...]:
    """The first reasons in full, each matter once, and the names of the others."""
    matters: dict[str, Flag] = {}
    for flag in change.flags:
        matters.setdefault(flag.name or flag.why, flag)
    if not matters:
        return (_Reason(why=language.say("change_table.no_reason")),)
    flags, reasons = list(matters.values()), list[_Reason]()
    for flag in flags[:_IN_FULL]:
        way = which_way(flag, language)
        if reasons and way == reasons[0].way:
            way = ""
        reasons.append(_Reason(name=flag.name and f"{flag.name}.", way=way, why=flag.why, question=flag.question))
    if also := [flag.name for flag in flags[_IN_FULL:] if flag.name]:
        reasons.append(_Reason(name=language.say("change_table.also"), way=f"{'; '.join(also)}."))
    return tuple(reasons)


def reason_lines(comparison: Comparison, change: Change, language: Language) -> list[ToldLine]:
    """The lines that say why a change may matter, and how far it reaches."""
    reach = (_Reason(why=line) for line in reach_lines(comparison, change, language))
    return [_reason(each, language) for each in (*_reasons(change, language), *reach)]


def _reason(reason: _Reason, language: Language) -> ToldLine:
    before = ((reason.name, Style.STRONG), (reason.way, Style.QUIET), (reason.why, ""))
    ask = language.say("change_table.ask")
    asked = ((ask, Style.STRONG), (reason.question, "")) if reason.question else ()
    said = [(words, style) for words, style in (*before, *asked) if words]
    last = len(said) - 1
    return ToldLine(
        spans=tuple((f"{words}{' ' if at < last else ''}", style) for at, (words, style) in enumerate(said))
    )


def fits_a_page(words: Mapping[str, tuple[str, ...]], widths: Mapping[str, int]) -> bool:
    """Whether a row of these words is surely no taller than a page: Word cuts off what is."""
    return all(
        sum(_lines(part, widths[key] - _MARGINS) for part in parts if part) <= _PAGE_LINES
        for key, parts in words.items()
    )


def _lines(words: str, width: int) -> int:
    letters = len(words) if words.isascii() else len(words) + len(_WIDE.findall(words))
    return 1 + letters * _LETTER // width
