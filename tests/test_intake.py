"""The intake report: every row of every file is accounted for, and what is to be decided says how."""

import time
from dataclasses import replace

import pytest
from comparison_builders import varied
from feedback_builders import busy, feedback, matters, member, respondent
from hypothesis import given, settings
from hypothesis import strategies as st
from office_texts import cells_of, words_of_document

from contractdiff.model import (
    Decision,
    Entry,
    EntryKind,
    Feedback,
    FormSheet,
    FoundRow,
    Loose,
    Matter,
    MatterKind,
    RowStatus,
    Signal,
    Submission,
)
from contractdiff.reports.accounts import accounts_of
from contractdiff.reports.deciding import commands
from contractdiff.reports.intake import intake_document, intake_workbook

COMPARISON = varied()
ISSUED = ("Organization", "C-001", "C-002", "C-003", "G-01")


@st.composite
def sheets(draw: st.DrawFn) -> FormSheet:
    rows = []
    for number in range(1, draw(st.integers(0, 8)) + 1):
        status = draw(st.sampled_from(RowStatus))
        placed = status in (RowStatus.MATCHED, RowStatus.DUPLICATE)
        name = draw(st.sampled_from(ISSUED)) if placed else ""
        signals = tuple((signal, name or "C-001") for signal in draw(st.sets(st.sampled_from(Signal))))
        rows.append(FoundRow(number=number, status=status, id=name, signals=signals))
    loose = tuple(Loose(text="Thank you") for _ in range(draw(st.integers(0, 2))))
    return FormSheet(rows=tuple(rows), loose=loose, issued=ISSUED)


def one_file(sheet: FormSheet, **more: object) -> Feedback:
    file = Submission(id="S-0000000a", sha256="0" * 64, name="a.docx", format="docx", sheet=sheet)
    owner = respondent(member(1), {}, submissions=(file.id,))
    return feedback(COMPARISON, [owner], members=(member(1),), submissions=(file,), **more)


@given(sheets())
@settings(max_examples=60, deadline=None)
def test_the_account_of_a_file_balances(sheet: FormSheet) -> None:
    made = one_file(sheet)
    (account,) = accounts_of(made)
    assert account.found == sum(sheet.counts[status] for status in RowStatus)
    assert account.issued == account.identified + len(sheet.missing)
    placed = sheet.counts[RowStatus.MATCHED] + sheet.counts[RowStatus.DUPLICATE]
    assert all(count <= placed for count in account.signals.values())
    (header, row) = ([cell.value for cell in cells] for cells in cells_of(intake_workbook(made))["Files"])
    named = dict(zip(header, row, strict=True))
    assert named["Rows found"] == sum(named[status.value.capitalize()] for status in RowStatus)
    assert named["Rows sent out"] == named["Identified"] + named["Missing"]


def test_the_first_words_say_how_many() -> None:
    made = busy(COMPARISON)
    text = words_of_document(intake_document(made))
    lines = text.split("\n")
    assert lines[0].startswith("Internal:")
    assert "32 files from 32 organizations could be read; 1 file could not." in text
    assert "accounted for" in text and "7 things must be decided by a person." in text
    assert "scan of form.pdf" in text and "protected by a password" in text


def test_every_matter_is_there_with_its_words_and_commands() -> None:
    made = busy(COMPARISON)
    text = words_of_document(intake_document(made))
    cells = [cell.value for row in cells_of(intake_workbook(made))["To be decided"] for cell in row]
    for each in made.open_matters:
        for words in (each.id, each.says, each.words):
            assert words in text and (words in cells or not words)
        assert all(command in text for command in commands(each))


def test_a_decided_matter_is_left_out() -> None:
    decided = replace(matters()[0], decision=Decision(matter="S-00000003/12", choice="dismiss"))
    text = words_of_document(intake_document(feedback(COMPARISON, matters=(decided,))))
    assert decided.id not in text and "Nothing is left to be decided." in text


@pytest.mark.parametrize(("choices", "candidates", "expected"), [
    (("place ROW", "general", "dismiss"), ("C-014", "C-015"), ("place C-014", "place C-015", "general", "dismiss")),
    (("place ROW", "general"), (), ("place ROW", "general")),
    (("only", "also ROWS"), ("C-1", "C-2"), ("only", "also C-1 C-2")),
    (("member ID", "name NAME"), ("M-1",), ("member M-1", 'name "NAME"')),
    (("keep ID", "all"), ("S-a", "S-b"), ("keep S-a", "keep S-b", "all")),
    (("position CODE", "none"), ("oppose",), ("position oppose", "none")),
])  # fmt: skip
def test_commands_name_what_may_be_meant(
    choices: tuple[str, ...], candidates: tuple[str, ...], expected: list[str]
) -> None:
    matter = Matter(
        id="S-1/2", kind=MatterKind.ROW, subject="S-1", file="a", says="?", candidates=candidates, choices=choices
    )
    assert commands(matter) == tuple(f"contractdiff resolve DOCKET S-1/2 {each}" for each in expected)


def test_how_sure_it_is_who_sent_a_file() -> None:
    sheet = FormSheet(rows=(), loose=(), issued=())
    doubt = Matter(id="S-0000000a/who", kind=MatterKind.WHO, subject="S-0000000a", file="a.docx", says="Who?")
    assert accounts_of(one_file(sheet))[0].how_sure == "sure: its name on the roster"
    assert accounts_of(one_file(sheet, matters=(doubt,)))[0].how_sure == "not sure: Who?"
    decided = replace(doubt, decision=Decision(matter=doubt.id, choice="member", value="M-001", by="Ana"))
    assert accounts_of(one_file(sheet, matters=(decided,)))[0].how_sure == "decided by Ana"


def test_files_with_something_to_decide_come_first_and_a_second_file_is_no_count() -> None:
    sheet = FormSheet(rows=(), loose=(), issued=())
    files = [Submission(id=f"S-{n}", sha256="", name=f"{n}.docx", sheet=sheet) for n in range(3)]
    owners = [respondent(member(1), {}, submissions=("S-1", "S-0")), respondent(member(2), {}, submissions=("S-2",))]
    which = Matter(id="M-001/which", kind=MatterKind.WHICH, subject="M-001", file="0; 1", says="Which?")
    made = feedback(COMPARISON, owners, submissions=tuple(files), matters=(which,))
    accounts = accounts_of(made)
    assert [each.submission.id for each in accounts] == ["S-1", "S-0", "S-2"]
    assert [each.counts for each in accounts] == [True, False, True]


def test_words_and_notices_of_files_are_told() -> None:
    entry = Entry(kind=EntryKind.FEEDBACK, text="x")
    row = FoundRow(number=1, status=RowStatus.MATCHED, id="C-001", signals=((Signal.TAG, "C-001"),), entries=(entry,))
    sheet = FormSheet(rows=(row,), loose=(Loose(text="Hi"),), issued=("C-001", "C-002"), notices=("Page 3 is a scan.",))
    text = words_of_document(intake_document(one_file(sheet)))
    for words in (
        "1 = 1 matched + 0 duplicate + 0 quarantined + 0 unmatched + 0 blank",
        "2 = 1 identified + 1 missing",
        "Missing: C-002",
        "Words outside of rows: 1",
        "Page 3 is a scan.",
        "1 by tag",
    ):
        assert words in text


def test_nothing_came_back() -> None:
    made = feedback(COMPARISON)
    assert "0 files from 0 organizations" in words_of_document(intake_document(made))
    assert len(cells_of(intake_workbook(made))["Files"]) == 1


def test_the_same_feedback_gives_the_same_bytes() -> None:
    document, workbook = intake_document(busy(COMPARISON)), intake_workbook(busy(COMPARISON))
    time.sleep(1.1)
    assert (intake_document(busy(COMPARISON)), intake_workbook(busy(COMPARISON))) == (document, workbook)
