"""The workbook of the changes: what stands in it, and what comes back of it through LibreOffice, Excel and people."""

import io
import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from exchange_builders import exchange, line, lively, samples
from exchange_filling import fill
from feedback_builders import busy
from openpyxl.comments import Comment
from openxml_audit import OpenXmlValidator
from test_exchange import NEW, OLD, call

from contractdiff import api
from contractdiff.api.reading_forms import read_returned_file
from contractdiff.docket import Docket, check_docket
from contractdiff.errors import ContractDiffError
from contractdiff.forms import FormReader, as_issued, form_reader, issued_json, lead_workbook
from contractdiff.forms.exchange_columns import ASK_COLUMNS, LEAD_COLUMNS, PRIORITIES, QUESTION_COLUMNS, STANCE_NAMES
from contractdiff.forms.workbook.columns import STANCE_SHADES
from contractdiff.model import (
    PACKET_PROPERTY,
    Comparison,
    EntryKind,
    Exchange,
    Format,
    FormKind,
    FormSheet,
    Op,
    Priority,
    RowStatus,
    Stance,
    paired_rows,
)
from contractdiff.ooxml.returned_workbook import read_returned_workbook
from contractdiff.ooxml.sheets import CUT, MOST_LETTERS, Field, Workbook
from contractdiff.ooxml.spoken import INTERNAL
from contractdiff.ooxml.workbook_file import OLD_OFFICE

ROOT = Path(__file__).resolve().parent.parent
CANARIES = (
    "=HYPERLINK(\"http://evil.example\",\"click\")",
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "DDE(\"cmd\";\"/C calc\";\"x\")",
    "_x003D_1+1",
)  # fmt: skip
SHEETS = ["About", "Changes", "Side by side", "Flags", "Authorities", "Feedback", "Asks", "Questions"]


@cache
def part() -> Comparison:
    """A part of the samples: to open all of them over and over takes time."""
    whole = samples()
    changes = whole.changes[:70]
    ids = {each.id for each in changes}
    laws = [
        replace(law, changes=tuple(each for each in law.changes if each.change in ids)) for law in whole.authorities
    ]
    return replace(whole, changes=changes, unchanged=whole.unchanged[:70], authorities=tuple(laws))


def made_anew() -> Exchange:
    return replace(lively(part(), round_=1), feedback=busy(part(), members=8, answering=4))


made = cache(made_anew)


@cache
def data() -> bytes:
    return lead_workbook(made())


def reader_of(document: bytes) -> FormReader:
    issued = as_issued(read_returned_workbook(document, "workbook.xlsx"))
    return form_reader(issued_json(issued, kind=FormKind.LEAD), FormKind.LEAD)


@cache
def reader() -> FormReader:
    return reader_of(data())


def book_of(document: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(document))


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def saved_on(document: bytes, day: str) -> bytes:
    """The same saved on a day: files that were saved in the same second are in no order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as archive, zipfile.ZipFile(buffer, "w") as other:
        for name in archive.namelist():
            part = archive.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{day}T12:00:00Z".encode(), part)
            other.writestr(name, part)
    return buffer.getvalue()


def edited(edit: Callable[[Any], None], document: bytes | None = None) -> FormSheet:
    """What is read of the workbook after somebody worked on it."""
    book = book_of(document or data())
    edit(book)
    return reader().read(read_returned_workbook(saved(book), "back.xlsx"))


def column(sheet: Any, title: str) -> int:
    return next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == title)


def cell(book: Any, row: str, title: str, sheet: str = "Changes") -> Any:
    """The cell of a row by its id, under a heading."""
    own = book[sheet]
    place = column(own, title)
    return next(own.cell(cells[0].row, place) for cells in own.iter_rows() if any(c.value == row for c in cells))


def said(sheet: FormSheet) -> dict[tuple[str, str], str]:
    """What was answered, by row and field: the code of a choice, or the words."""
    return {
        (row.id, entry.field): entry.code or entry.text
        for row in sheet.rows
        if row.status in (RowStatus.MATCHED, RowStatus.DUPLICATE)
        for entry in row.entries
        if entry.kind is EntryKind.ANSWER
    }


def is_untouched(sheet: FormSheet) -> bool:
    entries = [entry for row in sheet.rows for entry in row.entries]
    return not sheet.loose and not sheet.missing and all(entry.kind is EntryKind.KEPT for entry in entries)


@cache
def through_libreoffice(kind: str) -> bytes:
    return converted(data(), kind)


def converted(document: bytes, kind: str) -> bytes:
    """A workbook as LibreOffice saves it."""
    folder = Path(f"/tmp/contractdiff-workbook-{random.randrange(10**9)}")
    try:
        folder.mkdir()
        (folder / "workbook.xlsx").write_bytes(document)
        filter_ = "xlsx:Calc MS Excel 2007 XML" if kind == "xlsx" else kind
        order = ["soffice", "--headless", f"-env:UserInstallation={folder.as_uri()}/profile", "--convert-to", filter_]
        subprocess.run(
            [*order, "--outdir", str(folder / "out"), str(folder / "workbook.xlsx")], check=True, capture_output=True
        )
        return (folder / "out" / f"workbook.{kind}").read_bytes()
    finally:
        shutil.rmtree(folder)


# --- what stands in it ------------------------------------------------------------------------------------------------


def test_it_depends_on_nothing_but_the_exchange() -> None:
    assert lead_workbook(made_anew()) == data()


def test_every_sheet_can_be_sorted_filtered_read_and_printed() -> None:
    book = book_of(data())
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets:
        assert INTERNAL in sheet.oddHeader.left.text and "Form FY2012" in sheet.oddFooter.left.text
        assert sheet.page_setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr.fitToPage
        filled = [each for row in sheet.iter_rows() for each in row if each.value is not None]
        assert all(each.alignment.wrap_text and each.data_type != "f" for each in filled)
        if sheet.title != "About":
            assert sheet.freeze_panes == "B2" and sheet.print_title_rows == "$1:$1"
            assert sheet.auto_filter.ref == sheet.dimensions
    about = " ".join(str(each.value) for row in book["About"].iter_rows() for each in row if each.value)
    assert (
        INTERNAL in about and f"Form {dict(read_returned_workbook(data(), 'w').properties)[PACKET_PROPERTY]}" in about
    )


def test_choices_are_lists_that_allow_other_words_and_colours_repeat_words() -> None:
    sheet = book_of(data())["Changes"]
    lists = {each.formula1: each for each in sheet.data_validations.dataValidation}
    for titles in (PRIORITIES, STANCE_NAMES):
        listed = lists[f'"{",".join(titles.values())}"']
        assert listed.errorStyle == "warning" and listed.showErrorMessage
    shaded = {rule.formula[0].strip('"') for rules in sheet.conditional_formatting for rule in rules.rules}
    assert shaded == {*STANCE_SHADES, *(each.value.capitalize() for each in Priority)}
    assert sheet.cell(2, column(sheet, "Effect on services")).number_format == "@"


def test_every_change_and_every_clause_stands_in_it_with_all_its_words() -> None:
    comparison = made().comparison
    book = book_of(data())
    changes = [row[0].value for row in book["Changes"].iter_rows(min_row=2)]
    assert changes == [each.id for each in (*made().mattering, *made().administrative)]
    shown = list(book["Side by side"].iter_rows(min_row=2, values_only=True))
    rows = paired_rows(comparison)
    assert len(shown) == len(rows)
    for row, (name, _, old, _, new, happened) in zip(rows, shown, strict=True):
        assert name == (row.change.id if row.change else None)
        if row.is_origin:
            assert happened.startswith("Moved to") and not old and not new
            continue
        assert "".join((old or "").replace(" | ", "\t").split()) == "".join(comparison.old.wording(row.old).split())
        assert "".join((new or "").replace(" | ", "\t").split()) == "".join(comparison.new.wording(row.new).split())


def test_deleted_and_inserted_words_look_as_in_word() -> None:
    styles = (ROOT / "templates/response/word/styles.xml").read_text("utf-8")
    looks = {
        name: re.search(rf'w:styleId="{name}">.*?w:color w:val="(\w+)"', styles, re.DOTALL)[1]  # type: ignore[index]
        for name in ("Deleted", "Inserted")
    }
    book = openpyxl.load_workbook(io.BytesIO(data()), rich_text=True)
    change = next(
        each for each in made().comparison.changes if {edit.op for edit in each.edits} >= {Op.DELETE, Op.INSERT}
    )
    row = next(row for row in book["Side by side"].iter_rows(min_row=2) if row[0].value == change.id)
    runs = [run for each in (row[2], row[4]) for run in each.value if not isinstance(run, str)]
    gone = "".join(run.text for run in runs if run.font.strike and run.font.color.rgb[2:] == looks["Deleted"])
    come = "".join(run.text for run in runs if run.font.u == "single" and run.font.color.rgb[2:] == looks["Inserted"])
    for op, found in ((Op.DELETE, gone), (Op.INSERT, come)):
        assert found == "".join(each.text for each in change.edits if each.op is op).replace("\t", " | ")


def test_flags_laws_feedback_and_asks_have_a_row_each() -> None:
    book = book_of(data())
    rows = {name: list(book[name].iter_rows(min_row=2, values_only=True)) for name in SHEETS[1:]}
    comparison = made().comparison
    flags = [(each.id, flag.category, flag.why) for each in made().lines for flag in each.change.flags]
    assert [(row[0], row[3], row[6]) for row in rows["Flags"]] == flags
    assert {row[1] for row in rows["Authorities"]} == {law.name for law in comparison.authorities}
    words = {
        each.entry.text
        for respondent in made().feedback.respondents
        for several in respondent.said.values()
        for each in several
        if each.entry.kind is EntryKind.FEEDBACK
    }
    assert words <= {row[8] for row in rows["Feedback"]}
    assert [row[0] for row in rows["Asks"]] == [f"R-0{number}" for number in range(1, 6)]
    assert rows["Asks"][0][1] == "Delay the start of the new agreement"
    assert "Term granted: four months" in rows["Asks"][0][5]
    assert rows["Questions"][0][1] == "Which programs will move to the new agreement first?"


def test_what_looks_like_a_formula_is_text_and_stays_text() -> None:
    comparison = part()
    change, other = comparison.changes[:2]
    lines = [
        line(change, comparison, effect=CANARIES[0], requested=CANARIES[1], question=CANARIES[2], priority_by="x",
             sources={"summary": "x"}, summary=CANARIES[3]),
        line(other, comparison, effect=CANARIES[4], requested=CANARIES[5], question=CANARIES[6],
             sources={"summary": "x"}, summary=CANARIES[7]),
        *(line(each, comparison, effect=CANARIES[8]) for each in comparison.changes[2:4]),
    ]  # fmt: skip
    document = lead_workbook(exchange(comparison, lines))
    again = converted(document, "xlsx")
    for each in (document, again):
        with zipfile.ZipFile(io.BytesIO(each)) as archive:
            sheets = [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]
            assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
            assert not any("externalLink" in name or "connections" in name for name in archive.namelist())
        cells = {
            cell.text.strip()
            for table in read_returned_workbook(each, "w.xlsx").tables
            for row in table
            for cell in row.cells
        }
        assert {canary.replace("\r", "\n").strip() for canary in CANARIES} <= cells
    assert is_untouched(reader_of(document).read(read_returned_workbook(again, "w.xlsx")))


def test_words_in_any_script_and_of_any_length() -> None:
    comparison = part()
    wild = ("عقد " * 300, "契約の条項", "x" * 40_000, "😀" * 20_000, "\x00\x0b\ufffe control", "a\r\nb\u2028c")
    lines = [
        line(each, comparison, effect=words, requested=words[::-1])
        for each, words in zip(comparison.changes, wild, strict=False)
    ]
    document = lead_workbook(exchange(comparison, lines))
    values = [row[9].value or "" for row in book_of(document)["Changes"].iter_rows(min_row=2)]
    assert all(len(each.encode("utf-16-le")) // 2 <= MOST_LETTERS for each in values)
    assert sum(each.endswith(CUT) for each in values) == 2 and wild[0].strip() in {each.strip() for each in values}
    assert is_untouched(reader_of(document).read(read_returned_workbook(document, "w.xlsx")))


def test_marked_words_longer_than_a_cell_are_cut_with_a_mark() -> None:
    book = Workbook(title="t", author="a")
    spans = (("=" + "x" * 20_000, "Deleted"), ("😀" * 10_000, "Inserted"), ("end", ""))
    book.sheet("Sheet", (Field(title="Words", width=20),), [(spans,)])
    found = str(book_of(book.data())["Sheet"]["A2"].value)
    assert found.endswith(CUT) and len(found.encode("utf-16-le")) // 2 <= MOST_LETTERS and found.startswith("=x")


def test_a_contract_without_changes_has_a_workbook() -> None:
    comparison = replace(part(), changes=(), authorities=())
    document = lead_workbook(exchange(comparison, []))
    assert book_of(document).sheetnames == SHEETS
    assert is_untouched(reader_of(document).read(read_returned_workbook(document, "w.xlsx")))


# --- what comes back --------------------------------------------------------------------------------------------------


def kept(sheet: FormSheet) -> set[tuple[str, str, str]]:
    return {
        (row.id, entry.field, entry.code) for row in sheet.rows for entry in row.entries if entry.kind is EntryKind.KEPT
    }


def test_an_untouched_workbook_says_nothing_but_what_stood_there_also_after_other_programs_saved_it() -> None:
    as_sent = reader().read(read_returned_workbook(data(), "w.xlsx"))
    stances = {("stance", each.id, each.stance.value) for each in made().lines if each.stance}
    assert is_untouched(as_sent) and {("stance", name, code) for name, _, code in kept(as_sent)} == stances
    for document in (saved(book_of(data())), through_libreoffice("xlsx")):
        again = reader().read(read_returned_workbook(document, "w.xlsx"))
        assert is_untouched(again) and kept(again) == kept(as_sent)


ANSWERS = {
    "Priority": "Critical",
    "In plain words": "The State pays later.",
    "Effect on services": "Payroll cannot be met.\nTwo lines.",
    "Coalition position": "Change the wording as requested",
    "Requested wording": "within forty-five (45) days",
    "Question for the agency": "Why ninety?",
}
FIELDS = {column.title: column.key for column in (*LEAD_COLUMNS, *ASK_COLUMNS, *QUESTION_COLUMNS)}
CODES = {"Critical": "critical", "Change the wording as requested": "amend"}


def expected(row: str, answers: Mapping[str, str] = ANSWERS) -> dict[tuple[str, str], str]:
    return {(row, FIELDS[title]): CODES.get(words, words) for title, words in answers.items()}


def fill_in(book: Any, row: str, answers: Mapping[str, str] = ANSWERS) -> None:
    for title, words in answers.items():
        cell(book, row, title).value = words


def first() -> str:
    """A change of which nothing was said but that nobody objects."""
    return next(each.id for each in made().mattering if each.stance is Stance.ACCEPT and not each.effect)


def test_answers_come_back_by_row_and_column() -> None:
    def work(book: Any) -> None:
        fill_in(book, first())
        cell(book, "R-05", "Requested term", "Asks").value = "six months"
        cell(book, "P-02", "Question for the agency", "Questions").value = "Who signs?"
        book["About"].cell(cell(book, "Your name", "Your name", "About").row, 2).value = "R. Ortiz"

    found = said(edited(work))
    others = {("R-05", "term"): "six months", ("P-02", "question"): "Who signs?", ("Name", ""): "R. Ortiz"}
    assert found == expected(first()) | others


def shuffle(book: Any) -> None:
    sheet = book["Changes"]
    rows = [[each.value for each in row] for row in sheet.iter_rows(min_row=2)]
    random.Random(7).shuffle(rows)
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            sheet.cell(number, place).value = value


def insert_column(book: Any) -> None:
    for name in ("Changes", "Flags", "Side by side"):
        book[name].insert_cols(3)
        book[name].cell(1, 3).value = "My notes"


def exchange_columns(book: Any) -> None:
    sheet = book["Changes"]
    places = column(sheet, "Requested wording"), column(sheet, "Effect on services")
    for row in sheet.iter_rows():
        one, other = (row[place - 1] for place in places)
        one.value, other.value = other.value, one.value


def delete_printed(book: Any) -> None:
    sheet = book["Changes"]
    for title in ("Kind", "Why it may matter", "Members"):
        sheet.delete_cols(column(sheet, title))
    sheet.delete_rows(50, 20)


def hide(book: Any) -> None:
    book["Changes"].sheet_state = "hidden"
    book["Changes"].row_dimensions[5].hidden = True
    book["Changes"].column_dimensions["K"].hidden = True


def rename(book: Any) -> None:
    book["Changes"].title = "Changes of FY2012 (R. Ortiz)"
    book.move_sheet("Flags", -3)
    for name in ("Side by side", "Authorities", "Feedback"):
        del book[name]


def retype_ids(book: Any) -> None:
    for row in book["Changes"].iter_rows(min_row=2):
        row[0].value = row[0].value.replace("C-0", "c 0").replace("C-", "C–")


def insert_rows(book: Any) -> None:
    book["Changes"].insert_rows(1, 3)
    book["Changes"].insert_rows(20, 2)


def without_heading(book: Any) -> None:
    book["Changes"].delete_rows(1)


@pytest.mark.parametrize(
    "mangle",
    [shuffle, insert_column, exchange_columns, delete_printed, hide, rename, retype_ids, insert_rows, without_heading],
)
def test_answers_land_whatever_was_done_to_the_sheets(mangle: Callable[[Any], None]) -> None:
    def work(book: Any) -> None:
        fill_in(book, first())
        mangle(book)

    sheet = edited(work)
    loose = {each.text for each in sheet.loose} - {"My notes"}
    assert not sheet.missing or mangle is delete_printed
    beside = [
        entry for row in sheet.rows for entry in row.entries if entry.kind not in (EntryKind.ANSWER, EntryKind.KEPT)
    ]
    assert said(sheet) == expected(first()) and not loose and not beside
    assert not any(row.status in (RowStatus.QUARANTINED, RowStatus.UNMATCHED) for row in sheet.rows)


def test_a_dash_takes_back_and_words_that_are_no_choice_are_kept() -> None:
    name = made().mattering[0].id

    def work(book: Any) -> None:
        cell(book, name, "Coalition position").value = "–"
        cell(book, first(), "Priority").value = "very high, I think"

    assert said(edited(work)) == {(name, "stance"): "–", (first(), "priority"): "very high, I think"}


def words_kept(sheet: FormSheet) -> dict[str, str]:
    """All words that are in no column of the form, with the row they belong to."""
    found = {each.text: "" for each in sheet.loose}
    for row in sheet.rows:
        own = [entry.text for entry in row.entries if entry.kind not in (EntryKind.ANSWER, EntryKind.KEPT)]
        found |= dict.fromkeys(own or (row.cells if not row.id else ()), row.id)
    return found


def test_words_anywhere_else_do_not_vanish() -> None:
    flagged = next(each for each in made().lines if each.change.flags and not each.change.flags[0].old)
    same = next(row for row in paired_rows(made().comparison) if row.change is None and row.old)
    text = made().comparison.new.wording(same.new)

    def work(book: Any) -> None:
        cell(book, flagged.id, "Old words", "Flags").value = "a word in the flags"
        sheet = book["Side by side"]
        row = next(row for row in sheet.iter_rows() if text in str(row[4].value))
        row[5].value = "a word beside a clause"
        book["Changes"].cell(3, 20).value = "far to the right"
        book["Changes"].cell(500, 2).value = "far below"
        cell(book, first(), "What changed").value += "\nI read this otherwise."
        book["About"]["B60"] = "below the page"
        own = book.create_sheet("Mine")
        own["A1"], own["A3"] = "a line on a sheet of my own", "=1+1"
        table = book.create_sheet("Table")
        table.append(["Topic", "Note"])
        table.append(["rent", "goes up"])

    found = words_kept(edited(work))
    third = book_of(data())["Changes"]["A3"].value
    assert found["a word in the flags"] == flagged.id and found["far to the right"] == third
    assert found["I read this otherwise."] == first()
    for words in ("a word beside a clause", "far below", "below the page", "a line on a sheet of my own", "=1+1"):
        assert words in found
    assert {"Topic", "Note", "rent", "goes up"} <= set(found)


def test_comments_stand_beside_their_rows_with_their_authors() -> None:
    def work(book: Any) -> None:
        cell(book, first(), "Effect on services").comment = Comment("R. Ortiz:\nAsk the auditor first.", "R. Ortiz")
        book["Changes"]["A1"].comment = Comment("on the heading", "K. Lee")

    sheet = edited(work)
    row = next(row for row in sheet.rows if row.id == first())
    remarks = [(entry.text, entry.author) for entry in row.entries if entry.kind is EntryKind.MARGIN]
    assert remarks == [("Ask the auditor first.", "R. Ortiz")]
    assert [(each.text, each.author) for each in sheet.loose] == [("on the heading", "K. Lee")]


THREADS = """<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
<threadedComment ref="H3" dT="2011-06-01T10:00:00" personId="{1}" id="{A}"><text>Is this right?</text></threadedComment>
<threadedComment ref="H3" dT="2011-06-01T11:00:00" personId="{2}" id="{B}" parentId="{A}"><text>Yes.</text>
</threadedComment></ThreadedComments>"""
PERSONS = """<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
<person displayName="Ann Roe" id="{1}" userId="1" providerId="None"/>
<person displayName="Ben Lee" id="{2}" userId="2" providerId="None"/></personList>"""
OLD_PROGRAMS = (
    "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; however, any edits to it "
    "will get removed. Learn more: https://go.microsoft.com/fwlink/?linkid=870924\n\nComment:\n    Is this right?\n"
    "Reply:\n    Yes."
)
TYPE = "http://schemas.microsoft.com/office/2017/10/relationships"


def test_threads_of_comments_are_read_once_with_those_who_wrote_them() -> None:
    book = book_of(data())
    book["Changes"]["H3"].comment = Comment(OLD_PROGRAMS, "tc={A}")
    with zipfile.ZipFile(io.BytesIO(saved(book))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    old = read_returned_workbook(saved(book), "w.xlsx")
    assert [each.text for each in old.tables[1][2].remarks] == ["Comment:\n    Is this right?\nReply:\n    Yes."]
    parts |= {"xl/threadedComments/threadedComment1.xml": THREADS.encode(), "xl/persons/person.xml": PERSONS.encode()}
    for rels, kind, target in (
        ("xl/worksheets/_rels/sheet2.xml.rels", "threadedComment", "/xl/threadedComments/threadedComment1.xml"),
        ("xl/_rels/workbook.xml.rels", "person", "/xl/persons/person.xml"),
    ):
        link = f'<Relationship Id="t1" Type="{TYPE}/{kind}" Target="{target}"/></Relationships>'
        parts[rels] = parts[rels].replace(b"</Relationships>", link.encode())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    found = read_returned_workbook(buffer.getvalue(), "w.xlsx").tables[1][2].remarks
    assert [(each.text, each.author) for each in found] == [("Is this right?", "Ann Roe"), ("Yes.", "Ben Lee")]


def test_numbers_days_and_shares_read_as_they_are_shown() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    import datetime

    sheet.append(["a", datetime.date(2011, 6, 10), 0.5, 12, 3.25, True, "_x005F_x000D_"])
    sheet["C1"].number_format, sheet["E1"].number_format = "0%", '"$"#,##0.00'
    sheet.append(["merged", "over", None])
    sheet.merge_cells("A2:A3")
    sheet["B3"] = "below"
    table = read_returned_workbook(saved(book), "w.xlsx").tables[0]
    assert [each.text for each in table[0].cells] == ["a", "2011-06-10", "50%", "12", "$3.25", "TRUE", "_x000D_"]
    assert (table[1].cells[0].merged, table[2].cells[0].continued, table[2].cells[1].text) == (True, True, "below")


# --- through the command line -----------------------------------------------------------------------------------------


OTHER = (
    "LEASE\n1. Rent. The tenant shall pay the rent on the first of each month.\n2. Pets. No pets are allowed.\n",
    "LEASE\n1. Rent. The tenant shall pay the rent two months before.\n2. Pets. One cat is allowed in the kitchen.\n",
)


@pytest.fixture(scope="module")
def dockets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dockets")
    for name, words in (("old", OLD), ("new", NEW), ("older", OTHER[0]), ("other", OTHER[1])):
        (folder / f"{name}.txt").write_text(words, "utf-8")
    for docket, old, new in (("docket", "old", "new"), ("other", "older", "other")):
        names = ("--old-label", "FY2011", "--new-label", "FY2012", "--quiet")
        assert call("compare", folder / f"{old}.txt", folder / f"{new}.txt", "-o", folder / docket, *names) == 0
    return folder


@pytest.fixture
def docket(dockets: Path, tmp_path: Path) -> Path:
    shutil.copytree(dockets, tmp_path / "made")
    return tmp_path / "made" / "docket"


def workbook(docket: Path) -> bytes:
    path = docket.parent / "workbook.xlsx"
    assert call("report", docket, "workbook", "-o", path) == 0
    return path.read_bytes()


def send(docket: Path, document: bytes, name: str) -> int:
    path = docket.parent / name
    path.write_bytes(document)
    return call("collect", docket, path, "--quiet")


def test_it_is_what_excel_asks_for(docket: Path) -> None:
    document = workbook(docket)
    errors = [
        each
        for each in OpenXmlValidator().validate(docket.parent / "workbook.xlsx").errors
        if each.severity.name == "ERROR"
    ]
    assert not errors
    for each in (document, data()):
        with zipfile.ZipFile(io.BytesIO(each)) as archive:
            assert len(archive.namelist()) == len(set(archive.namelist()))
            sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
        for sheet in sheets:
            # Excel refuses longer headers and footers, and lists of choices
            assert all(len(found) <= 255 for found in re.findall(r"<odd(?:Header|Footer)>(.*?)<", sheet))
            assert all(len(found) <= 255 for found in re.findall(r"<formula1>(.*?)<", sheet))


def test_an_opendocument_spreadsheet_is_collected(docket: Path) -> None:
    book = book_of(workbook(docket))
    fill_in(book, "C-001")
    assert send(docket, converted(saved(book), "ods"), "back.ods") == 0
    with Docket(docket) as opened:
        (submission,) = opened.submissions()
    assert submission.format == Format.ODS.value and said(submission.sheet) == expected("C-001")
    assert not submission.sheet.loose and not submission.sheet.missing


def test_the_workbook_gives_what_the_word_form_gives(docket: Path, tmp_path: Path) -> None:
    names = [each.id for each in api.read_exchange(docket).mattering[:2]]
    shutil.copytree(docket, tmp_path / "by word")
    assert call("form", tmp_path / "by word", "lead", "-o", tmp_path / "lead.docx", "--quiet") == 0
    answers = {f"{FIELDS[title]}:{name}": words for name in names for title, words in ANSWERS.items()}
    form = fill((tmp_path / "lead.docx").read_bytes(), {**answers, "who:Name": "R. Ortiz", "term:R-01": "six months"})
    (tmp_path / "lead-back.docx").write_bytes(form)
    assert call("collect", tmp_path / "by word", tmp_path / "lead-back.docx", "--quiet") == 0

    document = workbook(docket)
    # to make it again changes nothing, and replaces what nobody filled in
    assert workbook(docket) == document
    book = book_of(document)
    for name in names:
        fill_in(book, name)
    book["About"].cell(cell(book, "Your name", "Your name", "About").row, 2).value = "R. Ortiz"
    cell(book, "R-01", "Requested term", "Asks").value = "six months"
    assert send(docket, saved(book), "back.xlsx") == 0

    one, other = (api.read_exchange(each) for each in (docket, tmp_path / "by word"))

    def plain(lines: Exchange) -> list[object]:
        return [replace(each, sources={}, comparison=one.comparison, priority_by="") for each in lines.lines]

    assert plain(one) == plain(other) and one.asks == other.asks and not one.conflicts
    assert [each.priority_by for each in one.lines if each.priority_by] == ["R. Ortiz (back.xlsx)"] * sum(
        each.change.priority is not Priority.CRITICAL for each in one.lines if each.id in names
    )
    with Docket(docket) as opened:
        assert not check_docket(opened)
        assert {each.kind for each in opened.submissions()} == {FormKind.LEAD}
        assert sorted(path.suffix for path in (docket / "sent").iterdir()) == [".docx", ".xlsx"]


def test_a_workbook_and_a_word_form_that_say_different_things_are_told(docket: Path, tmp_path: Path) -> None:
    name = api.read_exchange(docket).mattering[0].id
    assert call("form", docket, "lead", "-o", tmp_path / "lead.docx", "--quiet") == 0
    book = book_of(workbook(docket))
    cell(book, name, "Effect on services").value = "By the workbook"
    assert send(docket, saved_on(saved(book), "2011-06-01"), "back.xlsx") == 0
    form = fill((tmp_path / "lead.docx").read_bytes(), {f"effect:{name}": "By the Word form"})
    (tmp_path / "lead-back.docx").write_bytes(form)
    assert call("collect", docket, tmp_path / "lead-back.docx", "--quiet") == 0
    (told,) = api.read_exchange(docket).conflicts
    assert name in told and "back.xlsx" in told and "lead-back.docx" in told and "two forms" in told


def test_what_was_written_stands_in_the_next_workbook_and_a_dash_takes_it_back(docket: Path) -> None:
    name = api.read_exchange(docket).mattering[0].id
    book = book_of(workbook(docket))
    fill_in(book, name)
    assert send(docket, saved_on(saved(book), "2011-06-01"), "back.xlsx") == 0
    book = book_of(workbook(docket))
    assert {title: cell(book, name, title).value for title in ANSWERS if title != "Priority"} == {
        title: words for title, words in ANSWERS.items() if title != "Priority"
    }
    cell(book, name, "Coalition position").value = "-"
    cell(book, name, "Effect on services").value = "-"
    assert send(docket, saved_on(saved(book), "2011-06-02"), "again.xlsx") == 0
    now = api.read_exchange(docket).by_id[name]
    assert now.stance is None and now.effect == "" and now.requested == ANSWERS["Requested wording"]
    assert not api.read_exchange(docket).feedback.open_matters


def test_a_workbook_as_it_was_sent_or_of_another_docket_is_told(
    docket: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = workbook(docket)
    assert send(docket, document, "workbook-copy.xlsx") == 5
    assert "nobody filled it in" in capsys.readouterr().err
    (docket.parent / "workbook.xlsx").unlink()
    book = book_of(workbook(docket.parent / "other"))
    fill_in(book, "C-001")
    assert send(docket, saved(book), "foreign.xlsx") == 5
    assert "a copy of a form that this docket did not send" in capsys.readouterr().err
    assert send(docket, saved(openpyxl.Workbook()), "empty.xlsx") == 5
    assert "holds no row of a form that this docket sent out" in capsys.readouterr().err


def test_it_is_known_by_what_it_prints_where_all_else_was_dropped(docket: Path) -> None:
    book, bare = book_of(workbook(docket)), openpyxl.Workbook()
    fill_in(book, "C-001")
    bare.remove(bare.active)
    for sheet in book.worksheets:
        own = bare.create_sheet(sheet.title)
        for row in sheet.iter_rows(values_only=True):
            own.append(row)
    assert send(docket, saved(bare), "bare.xlsx") == 0
    line_ = api.read_exchange(docket).by_id["C-001"]  # type: ignore[index]
    assert line_.stance is Stance.AMEND and line_.requested == ANSWERS["Requested wording"]


def bomb(document: bytes) -> bytes:
    buffer = io.BytesIO(document)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet99.xml", b" " * 201_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (lambda document: document[: len(document) // 2], "damaged"),
        (lambda document: document.replace(b"PK\1\2", rb"PK\9\9"), "damaged"),
        (bomb, "unpacks to more than 200 MB"),
        (lambda document: OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "needs a password. Open it in Excel"),
        (lambda document: OLD_OFFICE + "Workbook".encode("utf-16-le"), "an old Excel workbook"),
    ],
)
def test_damaged_and_monstrous_workbooks_are_refused_with_a_reason(
    break_it: Callable[[bytes], bytes], says: str, tmp_path: Path
) -> None:
    with pytest.raises(ContractDiffError, match=says):
        read_returned_file(tmp_path / "back.xlsx", break_it(data()))


def test_a_spreadsheet_is_still_no_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "old.txt").write_text(OLD, "utf-8")
    (tmp_path / "new.xlsx").write_bytes(data())
    assert call("compare", tmp_path / "old.txt", tmp_path / "new.xlsx", "-o", tmp_path / "docket") == 3
    assert "is not a Word document but an Excel workbook" in capsys.readouterr().err


def test_a_wrong_ending_is_told(docket: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("report", docket, "workbook", "-o", docket.parent / "workbook.docx") == 7
    assert "ends in .xlsx" in capsys.readouterr().err
