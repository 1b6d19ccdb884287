"""The tally: every word is there, the sums are right, and what must be seen comes first."""

import re
import shutil
import subprocess
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from comparison_builders import renamed_and_set_beside, varied
from feedback_builders import ASSOCIATIONS, busy, feedback, matters, member, position, respondent, said
from feedback_strategies import COMPARISON, feedbacks
from hypothesis import given, settings
from office_texts import cells_of, links_of, parts_of, words_of_document

from contractdiff.forms.language import ENGLISH
from contractdiff.forms.member import POSITIONS as ASKED
from contractdiff.model import (
    CONSENTS,
    POSITIONS,
    Answer,
    Decision,
    EntryKind,
    Feedback,
    Grouping,
    Matter,
    Member,
    Said,
    Tally,
    tally_of,
)
from contractdiff.ooxml.comment_rows import CONSENT as CONSENT_NAMES
from contractdiff.ooxml.sheets import CUT, MOST_LETTERS
from contractdiff.ooxml.writing import printable
from contractdiff.reports.tally import tally_document
from contractdiff.reports.tally_workbook import tally_workbook

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
C1, C2, C3 = (change.id for change in COMPARISON.changes[:3])


def lines_of(text: str) -> list[str]:
    """The lines of a text as a document prints them."""
    return [printable(line) for line in re.split("\r\n?|\n|[\u2028\u2029]", text)]


def written(made: Feedback) -> list[Said]:
    """All that was said but positions that are clear and counted."""
    return [each for answer in answers_of(made) for each in answer.words]


def answers_of(made: Feedback) -> list[Answer]:
    return [answer for row in tally_of(made).rows.values() for answer in row.answers]


def two_sectors() -> list[Member]:
    return [member(1, sector="A"), member(2, sector="B"), member(3, sector="A")]


# --- the sums ---------------------------------------------------------------------------------------------------------


@given(feedbacks())
@settings(max_examples=80, deadline=None)
def test_every_organization_is_counted_once_and_in_one_place(made: Feedback) -> None:
    tally = tally_of(made)
    for name, row in tally.rows.items():
        said_by = [each.key for each in made.respondents if each.said.get(name)]
        assert [each.respondent.key for each in row.answers] == said_by
        counted = {each.key for each in made.counted}
        # what a file says that does not count is shown, and is no answer
        aside = sum(not each.stand for each in row.answers if each.respondent.key in counted)
        assert row.members.responding + aside + len(row.associations) + len(row.outside) == len(said_by)
        assert row.blank + row.members.responding + aside == len(made.counted)
        assert all(each.respondent.is_association for each in row.associations)
        if made.members:
            assert row.members.responding <= row.members.size == len(made.providers)
        for grouping in (Grouping.SECTOR, Grouping.DISTRICT):
            if groups := row.groups[grouping]:
                assert sum((count.stands for count in groups.values()), Counter()) == row.members.stands
                assert sum(count.size for count in groups.values()) == row.members.size
        assert all(count.responding <= count.size for groups in row.groups.values() for count in groups.values())


@given(feedbacks())
@settings(max_examples=80, deadline=None)
def test_a_position_is_that_of_the_respondent(made: Feedback) -> None:
    for name, row in tally_of(made).rows.items():
        for answer in row.answers:
            position = answer.respondent.position(name)
            assert answer.stand == position or position not in POSITIONS
            told = {each.entry for each in answer.told}
            assert {each.entry for each in answer.respondent.said[name] if each.entry.code != position} <= told


def test_the_position_of_an_earlier_file_is_shown_and_not_counted() -> None:
    old = position("oppose", counts=False)
    made = feedback(COMPARISON, [respondent(member(1), {C1: [old, position("support")], C2: [old]})])
    row, other = tally_of(made).of(C1), tally_of(made).of(C2)
    assert row.members.stands == {"support": 1} and row.answers[0].told == (old,)
    assert not other.members.stands and other.answers[0].stand_name == "In a file that does not count"
    assert "Oppose [written as its position; from a file that does not count]" in words_of_document(
        tally_document(made)
    )


def test_two_positions_are_not_clear_and_both_are_told() -> None:
    made = feedback(COMPARISON, [respondent(member(1), {C1: [position("support"), position("oppose")]})])
    answer = tally_of(made).of(C1).answers[0]
    assert answer.stand == "not_clear" and [each.entry.code for each in answer.told] == ["support", "oppose"]


def test_what_an_earlier_file_says_alike_stands_once() -> None:
    words = said("Too short.")
    made = feedback(COMPARISON, [respondent(member(1), {C1: [words, replace(words, counts=False)]})])
    assert words_of_document(tally_document(made)).count("Too short.") == 2  # among the points of one alone, and at C1


# --- what is seen first -----------------------------------------------------------------------------------------------


def changes_uniting(tally: Tally) -> set[str]:
    found = set()
    for change in tally.feedback.comparison.changes:
        against = [each for each in tally.feedback.counted if each.position(change.id) in ("oppose", "concern")]
        if len({each.member.sector for each in against if each.member and each.member.sector}) > 1:
            found.add(change.id)
    return found


@given(feedbacks())
@settings(max_examples=80, deadline=None)
def test_changes_that_unite_sectors_and_singletons(made: Feedback) -> None:
    tally = tally_of(made)
    assert {change.id for change in tally.uniting} == changes_uniting(tally)
    sizes = [len(tally.of(change.id).sectors_against) for change in tally.uniting]
    assert sizes == sorted(sizes, reverse=True)
    opposed = [tally.of(change.id).members.stands["oppose"] for change in tally.opposed]
    assert all(opposed) and opposed == sorted(opposed, reverse=True)
    written = {change.id: [each for each in tally.of(change.id).answers if each.words] for change in COMPARISON.changes}
    alone = {name for name, answers in written.items() if len(answers) == 1}
    assert {change.id for change, _ in tally.singletons} == alone


def test_an_association_unites_nobody_and_its_lone_point_surfaces() -> None:
    roster = two_sectors()
    made = feedback(
        COMPARISON,
        [
            respondent(roster[0], {C1: [position("oppose")], C2: [position("concern")]}),
            respondent(roster[1], {C1: [position("concern")]}),
            respondent(ASSOCIATIONS[0], {C2: [position("oppose"), said("Only we saw this.")]}, is_association=True),
        ],
        members=tuple(roster),
    )
    tally = tally_of(made)
    assert [change.id for change in tally.uniting] == [C1]
    assert [(change.id, answer.respondent.name) for change, answer in tally.singletons] == [(C2, ASSOCIATIONS[0])]
    text = words_of_document(tally_document(made))
    assert "2 responding of 3 members." in text
    assert f"{ASSOCIATIONS[0]}: Oppose." in text
    assert text.index("Points that one organization alone made") < text.index("Only we saw this.")


def test_who_opposes_without_a_word_is_asked_for_a_reason() -> None:
    made = feedback(COMPARISON, [respondent(member(1), {C1: [position("oppose")], C2: [position("support")]})])
    assert words_of_document(tally_document(made)).count("Reason needed") == 1


def test_changes_come_by_priority_and_then_by_answers() -> None:
    made = busy(COMPARISON)
    tally = tally_of(made)
    order = [(change.priority.value, -tally.of(change.id).members.responding) for change in tally.answered]
    ranks = {"critical": 0, "substantive": 1, "administrative": 2}
    assert order == sorted(order, key=lambda each: (ranks[each[0]], each[1]))
    assert {change.id for change in (*tally.answered, *tally.unanswered)} == set(COMPARISON.by_id)


# --- the documents ----------------------------------------------------------------------------------------------------


@given(feedbacks())
@settings(max_examples=40, deadline=None)
def test_every_word_is_in_the_document_and_in_the_workbook(made: Feedback) -> None:
    text = words_of_document(tally_document(made))
    comments = [str(row[8].value or "") for row in cells_of(tally_workbook(made))["Comments"]]
    for each in written(made):
        assert all(line in text for line in lines_of(each.entry.text))
        own = re.sub("\r\n?", "\n", each.entry.text)
        assert re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", printable(own)) in comments


def test_page_one_says_what_it_is_and_what_is_open() -> None:
    made = busy(COMPARISON)
    text = words_of_document(tally_document(made))
    assert text.startswith("Internal: names and words of members. Not for the agency.")
    assert f"{len(made.counted)} responding of {len(made.providers)} members." in text
    assert "Friday, June 10" in text and "Friends of the Valley" in text
    for each in made.open_matters:
        assert each.id in text and each.says in text
    for silent in made.silent:
        assert silent.contact in text


def test_links_lead_somewhere() -> None:
    links, names = links_of(tally_document(busy(COMPARISON)))
    assert links and links <= names


def test_notes_say_where_something_was_written() -> None:
    entries = [
        said("a", EntryKind.MARGIN, author="R. Roe"),
        said("b", EntryKind.BESIDE, column="What changed"),
        said("c", covers=("C-015",)),
        said("d", EntryKind.WORDING, column="Clause"),
        said("e", EntryKind.BESIDE, row=0, placed_by="Ana"),
        said("f", row=2, covers=("C-016",)),
    ]
    settled = Matter(id="S-00000001/2/covers", kind=matters()[3].kind, subject="S", file="f", says="?")
    decided = replace(settled, decision=Decision(matter=settled.id, choice="only"))
    made = feedback(COMPARISON, [respondent(member(1), {C1: entries})], matters=(decided,))
    text = words_of_document(tally_document(made))
    for line in (
        "a [in the margin, by R. Roe]",
        "b [on: What changed]",
        "c [may also be meant for C-015]",
        "d [rewrote the printed words; perhaps the wording it proposes; on: Clause]",
        "e [written outside of the rows; placed here by Ana]",
        "\nf\n",
    ):
        assert line in text


@pytest.mark.parametrize("made", [
    feedback(COMPARISON),
    feedback(COMPARISON, members=tuple(two_sectors())),
    feedback(COMPARISON, [respondent("Some house", {C1: [position("oppose")], "C-999": [said("stray")]})]),
    feedback(COMPARISON, [respondent(member(1, sector="", district="", associations=()), {C3: [said("x")]})],
             members=(member(1, sector="", district="", associations=()),)),
    feedback(replace(COMPARISON, changes=()), return_by="", coalition="", agency=""),
    busy(renamed_and_set_beside()),
], ids=["empty", "nobody answered", "no roster", "no groups", "no changes", "renames"])  # fmt: skip
def test_what_is_missing_is_left_out(made: Feedback) -> None:
    assert words_of_document(tally_document(made))
    assert cells_of(tally_workbook(made))


def test_the_same_feedback_gives_the_same_bytes() -> None:
    made = busy(varied())
    document, workbook = tally_document(made), tally_workbook(made)
    time.sleep(1.1)
    assert tally_document(busy(varied())) == document
    assert tally_workbook(busy(varied())) == workbook


def test_positions_and_consent_are_called_as_in_the_form() -> None:
    assert {code: ENGLISH.say(f"positions.{code}") for code in ASKED} == dict(POSITIONS)
    assert {code: ENGLISH.say(f"consent.{code}") for code in CONSENTS} == CONSENT_NAMES


# --- the workbook -----------------------------------------------------------------------------------------------------

FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0")


def workbook_of(*texts: str) -> bytes:
    entries = [said(text, row=number) for number, text in enumerate(texts, 1)]
    return tally_workbook(feedback(COMPARISON, [respondent(member(1), {C1: entries})], matters=matters()))


def test_no_cell_is_a_formula() -> None:
    data = workbook_of(*FORMULAS)
    cells = [cell for rows in cells_of(data).values() for row in rows for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    quoted = {cell.value for cell in cells if cell.quotePrefix}
    assert {text.replace("\r", "\n") for text in FORMULAS} - {"\n=1+1"} <= quoted
    assert not any(b"<f>" in part for name, part in parts_of(data).items() if "sheet" in name)


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice (apt-get install libreoffice-calc)")
def test_libreoffice_reckons_nothing(tmp_path: Path) -> None:
    path = tmp_path / "tally.xlsx"
    path.write_bytes(workbook_of(*FORMULAS))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    to = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", to, "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=False, capture_output=True, timeout=120)
    sheet = tmp_path / "tally-Comments.csv"
    if not sheet.exists():
        pytest.skip("LibreOffice has no Calc here (apt-get install libreoffice-calc)")
    text = sheet.read_text(encoding="utf-8")
    for formula in FORMULAS:
        assert formula.strip().replace('"', '""') in text


def test_what_excel_cannot_hold_is_marked_or_cut_and_said() -> None:
    texts = ("bell \x07", "x" * MOST_LETTERS, "y" * (MOST_LETTERS + 1), "😀" * MOST_LETTERS)
    cells = [str(row[8].value) for row in cells_of(workbook_of(*texts))["Comments"]]
    assert "bell \ufffd" in cells and "x" * MOST_LETTERS in cells
    cut = [text for text in cells if text.endswith(CUT)]
    assert len(cut) == 2 and all(len(text.encode("utf-16-le")) // 2 <= MOST_LETTERS for text in cut)
    assert all(text[0] in "y😀" and set(text.removesuffix(CUT)) == {text[0]} for text in cut)


def test_the_workbook_adds_up() -> None:
    made = busy(COMPARISON)
    sheets = {
        title: [[cell.value for cell in row] for row in rows] for title, rows in cells_of(tally_workbook(made)).items()
    }
    header, *rows = sheets["Changes"]
    responding = header.index("Responding")
    assert len(rows) == len(COMPARISON.changes)
    for row in rows:
        assert row[responding] == sum(row[responding + 1 : responding + 1 + 8])
        by_sector = [each for each in sheets["By sector"][1:] if each[0] == row[0]]
        assert sum(each[4] for each in by_sector) == row[responding]
    assert len(sheets["Not answered (staff only)"]) == 1 + len(made.silent)
    assert len(sheets["Open matters"]) == 1 + len(made.open_matters)
    assert 1 < len(sheets["Most answered"]) <= 21
