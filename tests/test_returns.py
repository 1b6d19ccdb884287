"""Reading returned forms: no word is lost, nothing is put to a wrong change, every row is accounted for."""

import random
from dataclasses import replace
from functools import cache

import pytest
from comparison_builders import many
from hypothesis import given, settings
from hypothesis import strategies as st
from mangling.cases import mangle, random_cases
from mangling.damages import FAST
from mangling.filling import fill_form
from returned_checks import Score, all_words, check_account, reader_of, returned, score

from contractdiff.api.reading_forms import read_returned_file
from contractdiff.forms import response_document
from contractdiff.forms.returns import FormReader
from contractdiff.model import (
    Doubt,
    EntryKind,
    Format,
    ReturnedCell,
    ReturnedForm,
    ReturnedRow,
    RowStatus,
    Signal,
)
from contractdiff.ooxml.returned import read_returned
from contractdiff.options import ResponseOptions

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf"))


@cache
def form() -> bytes:
    return response_document(many(24), ResponseOptions())


@cache
def reader() -> FormReader:
    return reader_of(form())


def rows_of(*cells: tuple[str, ...]) -> ReturnedForm:
    """A file with one table of these cells."""
    rows = tuple(
        ReturnedRow(cells=tuple(ReturnedCell(text=text, first=at) for at, text in enumerate(row))) for row in cells
    )
    return ReturnedForm(file="x.docx", format=Format.DOCX, tables=(rows,))


def test_a_form_that_nobody_touched_says_nothing() -> None:
    sheet = reader().read(read_returned(form(), "form.docx"))
    check_account(sheet)
    assert not sheet.missing and not sheet.loose
    assert {row.status for row in sheet.rows} == {RowStatus.MATCHED}
    entries = [(row.id, entry.code) for row in sheet.rows for entry in row.entries]
    # what was chosen beforehand
    assert entries == [("Consent", "count_us")]


@pytest.mark.parametrize("name", FAST)
def test_each_damage_alone(name: str) -> None:
    rng = random.Random(name)
    case = mangle(fill_form(form(), rng, organization="Harbor House"), [name], rng)
    sheet = reader().read(returned(case))
    check_account(sheet)
    made = score(case, sheet)
    assert (made.lost, made.misplaced, made.wrong_positions, made.unread_positions) == ([], [], [], [])
    assert made.share >= 0.99


def test_three_damages_at_a_time() -> None:
    made = Score()
    for case in random_cases(form(), range(40), 3):
        sheet = reader().read(returned(case))
        check_account(sheet)
        made.add(score(case, sheet))
    assert (made.lost, made.misplaced, made.wrong_positions) == ([], [], [])
    assert made.share >= 0.95


@pytest.mark.parametrize("container", ["libreoffice", "odt", "pdf"])
def test_through_another_program(container: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    made = Score()
    for case in random_cases(form(), range(2), 1, container=container):
        path = tmp_path_factory.mktemp("returned") / f"copy.{case.truth.container}"
        path.write_bytes(case.data)
        sheet = reader().read(read_returned_file(path, case.data))
        check_account(sheet)
        made.add(score(case, sheet))
    assert (made.misplaced, made.wrong_positions) == ([], [])
    # a PDF may break a word at the end of a line
    assert not made.lost or container == "pdf"
    assert made.share >= 0.99


def test_two_identities_are_quarantined_with_both() -> None:
    issued = next(row for row in reader()._form.rows if row.id == "C-002" and row.is_asked)
    other = next(row for row in reader()._form.rows if row.id == "C-003" and row.is_asked)
    sheet = reader().read(rows_of((other.cells[0], *issued.cells[1:-1], "words of mine")))
    (row,) = sheet.rows
    assert row.status is RowStatus.QUARANTINED and not row.id
    assert dict(row.signals) == {Signal.ID: "C-003", Signal.TEXT: "C-002"}
    assert "words of mine" in row.cells


def test_a_row_that_nothing_tells_is_unmatched_and_an_empty_one_blank() -> None:
    sheet = reader().read(rows_of(("", "our own row", "with words"), ("", "", ""), ("Choose", "Type here", "")))
    assert [row.status for row in sheet.rows] == [RowStatus.UNMATCHED, RowStatus.BLANK, RowStatus.BLANK]
    assert sheet.rows[0].cells == ("", "our own row", "with words")
    check_account(sheet)


def test_a_second_row_of_an_id_is_kept_and_two_positions_are_told() -> None:
    issued = next(row for row in reader()._form.rows if row.id == "C-002" and "position" in row.uses)
    copies = [(*issued.cells[:-2], position, words) for position, words in (("Oppose", "one"), ("Support", "two"))]
    sheet = reader().read(rows_of(reader()._form.headings[issued.table], *copies))
    assert [row.status for row in sheet.rows] == [RowStatus.MATCHED, RowStatus.DUPLICATE]
    assert [[e.text for e in row.entries] for row in sheet.rows] == [["Oppose", "one"], ["Support", "two"]]
    assert sheet.rows[1].doubts == (Doubt.TWO_POSITIONS,)


def test_only_ids_that_were_sent_out_count() -> None:
    sheet = reader().read(rows_of(("C-999", "words", "of mine"), ("C‑ 1.", "other words")))
    assert [(row.status, row.id) for row in sheet.rows] == [(RowStatus.UNMATCHED, ""), (RowStatus.MATCHED, "C-001")]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf")), max_size=30), max_size=7
    ),
    st.integers(0, 5),
)
def test_no_word_of_any_row_is_lost(cells: list[str], at: int) -> None:
    """Whatever stands in a table, each of its words is somewhere, or was issued."""
    issued = [row for row in reader()._form.rows if row.is_asked][at]
    table = rows_of(tuple(cells), (*issued.cells[:-1], *cells))
    sheet = reader().read(table)
    check_account(sheet)
    kept = "".join(all_words(sheet).split())
    for cell in cells:
        for word in cell.split():
            assert word in kept or reader()._printed.is_issued(cell), (word, sheet)


def test_what_was_typed_is_what_is_read() -> None:
    words = "We run 14 sites;\nthis costs $40,000. “Niños” 我们 العربية – ½"
    issued = next(row for row in reader()._form.rows if row.id == "C-004" and "position" in row.uses)
    sheet = reader().read(rows_of((*issued.cells[:-2], "Concern", words)))
    (row,) = sheet.rows
    assert [(e.kind, e.text, e.code) for e in row.entries] == [
        (EntryKind.POSITION, "Concern", "concern"),
        (EntryKind.FEEDBACK, words, ""),
    ]


def test_reading_the_same_file_again_and_in_another_order_gives_the_same() -> None:
    case = random_cases(form(), [7], 2)[0]
    first = reader().read(returned(case))
    assert reader_of(form()).read(returned(case)) == first
    tables = replace(returned(case), tables=tuple(reversed(returned(case).tables)))
    assert reader().read(tables).identified == first.identified
