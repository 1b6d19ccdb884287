"""The merged response document: the table that members answered in, with all that they answered, for the lead."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from contractdiff.forms.appendices import full_texts
from contractdiff.forms.change_tables import administrative_cells, by_priority, change_cells, fits_a_page
from contractdiff.forms.fields import Column
from contractdiff.forms.language import ENGLISH
from contractdiff.forms.look import Sheet, Style, text
from contractdiff.forms.member import member_form
from contractdiff.forms.response import form_identity, page_marks
from contractdiff.model import Answer, Change, Feedback, RowTally, Tally, tally_of
from contractdiff.ooxml.filling import fill_template
from contractdiff.ooxml.saving import pack
from contractdiff.ooxml.spoken import (
    REPORT_PROPERTY,
    counts_line,
    internal_notice,
    who,
    who_answered,
    words_of,
)
from contractdiff.ooxml.template import open_template
from contractdiff.ooxml.writing import Xml, joined, paragraph, run
from contractdiff.options import ResponseOptions
from contractdiff.resources import template_path

_FORM_MARK = "{{form}}"
_SAID = "said"
# The shares of the printed columns, and of the one that takes the place of those that members answered in.
_CHANGE_SHARES = {"id": 75, "clause": 105, "what": 260, "why": 190, _SAID: 370}
_ADMINISTRATIVE_SHARES = {"id": 75, "clause": 195, "what": 330, _SAID: 400}
_OPEN_SHARES = {"id": 75, "title": 225, _SAID: 700}


def merged_document(feedback: Feedback, options: ResponseOptions, *, template: Path | None = None) -> bytes:
    """Return the merged response document, a .docx file: every change with all that was answered, word for word.

    It holds names and words of members, and is not for the agency.

    Args:
        feedback: What members said.
        options: Who asked, and of which agency.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    opened = open_template(template or template_path("response.docx"), styles=tuple(Style), marks=(_FORM_MARK,))
    comparison = feedback.comparison
    title = f"All answers to the changes from {comparison.old.name} to {comparison.new.name}"
    sheet = Sheet(width=opened.text_width, language=ENGLISH)
    return pack(
        fill_template(
            opened,
            joined(_content(tally_of(feedback), options, sheet, title)),
            marks={
                _FORM_MARK: f"Internal: all answers of round {feedback.round} · {form_identity(comparison)}",
                **page_marks(ENGLISH),
                "{{coalition}}": options.coalition,
                "{{agency}}": options.agency,
            },
            title=title,
            author=options.coalition,
            language=ENGLISH.tag,
            properties={REPORT_PROPERTY: "Merged responses"},
        )
    )


def _content(tally: Tally, options: ResponseOptions, sheet: Sheet, title: str) -> Iterator[Xml]:
    mattering, administrative = by_priority(tally.feedback.comparison.changes)
    yield from _page_one(tally, options, title)
    if mattering:
        yield _changes(tally, mattering, sheet)
    if administrative:
        yield _administrative(tally, administrative, sheet)
    if tally.open_rows:
        yield _open_rows(tally, sheet)
    yield full_texts(tally.feedback.comparison, tally.feedback.comparison.changes, sheet)
    yield text("End of the document.", Style.NORMAL)


def _page_one(tally: Tally, options: ResponseOptions, title: str) -> Iterator[Xml]:
    yield internal_notice()
    yield text(title, Style.TITLE)
    whose = f"For the lead of {options.coalition}" if options.coalition else "For the coalition’s lead"
    yield text(f"Merged response document, round {tally.feedback.round} · {whose}", Style.SUBTITLE)
    agency = options.agency or "the agency"
    yield text(
        f"This is the table of {agency}’s changes that members got, and beside each change all that they answered: how "
        "many took which position, and every comment word for word with who wrote it. General comments, changes that "
        "members found themselves and their questions stand after it; the whole old and new texts at the end.",
        Style.NORMAL,
    )
    yield from who_answered(tally)
    yield text(
        "Each member counts once for each change. A member that left a row blank said neither yes nor no, and the "
        "counts are no vote.",
        Style.NORMAL,
    )


def _changes(tally: Tally, changes: Sequence[Change], sheet: Sheet) -> Xml:
    comparison = tally.feedback.comparison
    return _table(
        "Changes that may matter",
        member_form(ENGLISH).change_columns,
        _CHANGE_SHARES,
        ((change.id, *change_cells(comparison, change, sheet)) for change in changes),
        tally,
        sheet,
        "Each row is one change, critical ones first: what changed, why it may matter, and all that was answered.",
    )


def _administrative(tally: Tally, changes: Sequence[Change], sheet: Sheet) -> Xml:
    comparison = tally.feedback.comparison
    return _table(
        "Administrative changes",
        member_form(ENGLISH).administrative_columns,
        _ADMINISTRATIVE_SHARES,
        ((change.id, administrative_cells(comparison, change, sheet), {}) for change in changes),
        tally,
        sheet,
        "Each row is one change of numbering, references, dates or spelling, and all that was answered.",
    )


def _open_rows(tally: Tally, sheet: Sheet) -> Xml:
    return _table(
        "Comments, changes found and questions",
        member_form(ENGLISH).open_columns,
        _OPEN_SHARES,
        ((row, {"id": sheet.row_id(row), "title": text(tally.title_of(row))}, {}) for row in tally.open_rows),
        tally,
        sheet,
        "Each row is one that belongs to no change, and all that was written in it.",
    )


def _table(
    title: str,
    printed: Iterable[Column],
    shares: Mapping[str, int],
    rows: Iterable[tuple[str, Mapping[str, Xml], Mapping[str, tuple[str, ...]]]],
    tally: Tally,
    sheet: Sheet,
    description: str,
) -> Xml:
    """One of the tables that members got, with what they answered in the place of where they did."""
    titles = {column.key: column.title for column in printed} | {_SAID: "What was answered"}
    columns = [Column(key=key, title=titles[key], share=share) for key, share in shares.items()]
    grid = sheet.grid(columns)
    widths = dict(zip(shares, grid.widths, strict=True))
    written = (
        grid.row(
            *(cells[key] for key in shares if key != _SAID),
            _said(tally, tally.of(row)),
            whole=fits_a_page({**words, _SAID: _lines(tally, tally.of(row))}, widths),
        )
        for row, cells, words in rows
    )
    table = sheet.table(columns, written, title=title, description=description)
    return joined((text(title, Style.HEADING), table))


def _said(tally: Tally, row: RowTally) -> Xml:
    """How many took which position, and then who wrote what."""
    if not row.answers:
        return text("No answer.", Style.CELL_NOTE)
    # those who are not in the counts are named even where they wrote nothing
    apart = {each.respondent.key for each in row.apart}
    told = [each for each in row.answers if each.told or each.needs_reason or each.respondent.key in apart]
    counts = paragraph(run(counts_line(tally, row), Style.STRONG), style=Style.CELL_TEXT)
    return joined((counts, *(_answer(tally, each) for each in told)))


def _lines(tally: Tally, row: RowTally) -> tuple[str, ...]:
    """About the same as lines of plain words, to measure the cell by."""
    told = (line for each in row.answers for said in each.told for line in said.entry.text.split("\n"))
    names = [each.respondent.name for each in row.answers]
    return (counts_line(tally, row), *names, *names, *told)


def _answer(tally: Tally, answer: Answer) -> Xml:
    stands = run(f" {answer.stand_name}:" if answer.told else f" {answer.stand_name}")
    return joined((paragraph(who(tally, answer), stands, style=Style.CELL_TEXT), words_of(tally, answer)))
