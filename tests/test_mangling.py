"""The adversary of returned forms does what it says: whatever it writes is in the file, and files stay files."""

import io
import random
import re
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import docx
import pytest
from comparison_builders import many, varied
from lxml import etree
from mangling.cases import Mangled, mangle, mangle_many, random_case, random_cases
from mangling.damages import DAMAGES, FAST, SLOW, compatible
from mangling.filling import Filled, fill_form
from mangling.form import POSITIONS
from mangling.package import W, text_of
from mangling.prose import SCRIPTS, Words
from mangling.registry import Stage
from mangling.truth import RowTruth, Truth, Word, plain
from openxml_audit import OpenXmlValidator

from contractdiff.forms import response_document
from contractdiff.options import ResponseOptions

MANY = 30
READ_PARTS = re.compile(r"(word/(document|comments|footnotes|endnotes|footer\d+)|content|styles)\.xml")
# Of each kind of damage some, since validation and LibreOffice take their time
SAMPLE = ("margin_thread", "tracked_comment", "text_boxes", "footnotes", "custom_xml", "controls_around_cells")
SAMPLE += (
    "feedback_merged_down",
    "column_inserted",
    "nested_table",
    "word_online",
    "words_in_footer",
    "answers_pasted",
)


@cache
def form() -> bytes:
    return response_document(many(MANY), ResponseOptions())


@cache
def filled(seed: int = 1) -> Filled:
    return fill_form(form(), random.Random(seed), organization="Harbor & <House>")


def parts_of(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def words_of(data: bytes) -> str:
    parts = parts_of(data)
    return "\n".join("".join(etree.fromstring(parts[name]).itertext()) for name in parts if READ_PARTS.fullmatch(name))


def check(case: Mangled) -> None:
    parts = parts_of(case.data)
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(data)
    assert not case.truth.lost(words_of(case.data)), case.damages
    assert not [mark for mark in ("_row=", "_kind=", "_cell=", "_id=") if mark.encode() in parts["word/document.xml"]]
    docx.Document(io.BytesIO(case.data))
    truth = case.truth
    assert truth.identifiable <= truth.present <= frozenset(truth.issued)
    assert set(truth.rows) <= truth.present
    for row, answer in truth.rows.items():
        assert answer.position in {"", *POSITIONS} or "-" not in row


@pytest.mark.parametrize("name", FAST)
def test_each_damage_leaves_a_file_with_all_words_of_the_truth(name: str) -> None:
    case = mangle(filled(), [name], random.Random(2))
    check(case)
    assert parts_of(case.data) != parts_of(filled().data)


@pytest.mark.parametrize("seed", range(40))
def test_three_damages_at_a_time_leave_a_file_with_all_words_of_the_truth(seed: int) -> None:
    check(random_case(form(), seed, 3))


def test_a_filled_form_says_what_its_truth_says() -> None:
    check(Mangled(filled().data, "", filled().truth, ()))
    truth = filled().truth
    assert truth.organization_left
    assert truth.identifiable == frozenset(truth.issued) == truth.present
    for row in etree.fromstring(parts_of(filled().data)["word/document.xml"]).iter(W + "tr"):
        tags = [tag.get(W + "val", "").partition(":")[2] for tag in row.iter(W + "tag")]
        for name in set(tags):
            found = plain(text_of(row))
            answer = truth.rows.get(name, RowTruth())
            assert plain(answer.comment) in found
            assert answer.position in found
            assert not truth.misplaced(name, found)


def test_words_of_all_scripts_stay_apart_from_each_other() -> None:
    rng, truth = random.Random(0), Truth(organization="")
    tokens = [Words(rng, truth, []).token("C-001", script) for script in SCRIPTS]
    assert len({*map(plain, tokens)}) == len(SCRIPTS)


def test_chosen_rows_are_answered_and_no_others() -> None:
    rows = ["C-001", "C-002", "G-01", "N-02", "Q-03"]
    truth = fill_form(form(), random.Random(3), organization="X", rows=rows, identity=False).truth
    assert {row for row in truth.rows if "-" in row} == set(rows)
    assert truth.rows["Consent"] == RowTruth(position="Count us only")


@pytest.mark.parametrize("count", (1, 3))
def test_the_same_seed_gives_the_same_file(count: int) -> None:
    first, second = (random_case(form(), 5, count) for _ in range(2))
    assert first == second
    assert first.data != random_case(form(), 6, count).data


def test_filling_in_does_not_depend_on_what_was_done_before() -> None:
    before = filled().truth
    known = repr(before)
    mangle(filled(), ["rows_deleted"], random.Random(1))
    assert repr(before) == known


def test_other_forms_can_be_damaged_too() -> None:
    small = response_document(varied(), ResponseOptions())
    for seed in range(15):
        check(random_case(small, seed, 3))


def test_controls_for_formatted_text_can_be_damaged_too() -> None:
    parts = dict(parts_of(form()))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b'<w:text w:multiLine="1"/>', b"")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    for seed in range(20):
        check(random_case(out.getvalue(), seed, 3))


def test_most_threes_can_be_done_to_one_file() -> None:
    rng = random.Random(0)
    threes = [rng.sample(FAST, 3) for _ in range(500)]
    assert sum(map(compatible, threes)) > 400
    assert not compatible(["rows_deleted", "rows_deleted"])
    assert not compatible(["odt", "pdf"])
    with pytest.raises(ValueError, match="one file"):
        mangle(filled(), ["controls_lost", "tags_lost"], random.Random(0))


def test_damages_are_done_in_the_order_of_their_stages() -> None:
    case = mangle(filled(), ["google_docs", "rows_shuffled", "comment_in_what_line"], random.Random(0))
    assert case.damages == ("comment_in_what_line", "rows_shuffled", "google_docs")
    assert all(damage.says for damage in DAMAGES.values())
    assert all(DAMAGES[name].stage is Stage.CONTAINER for name in SLOW)


def test_what_is_deleted_need_not_be_found() -> None:
    case = mangle(filled(), ["rows_deleted"], random.Random(1))
    assert case.truth.missing
    assert not any(word.row in case.truth.missing for word in case.truth.words.values())
    assert mangle(filled(), ["identity_deleted"], random.Random(1)).truth.organization_left is False


def test_which_rows_can_be_known_by_what_is_left_of_them() -> None:
    assert mangle(filled(), ["text_alone"], random.Random(1)).truth.identifiable >= {"C-001", "G-01"}
    assert "N-01" not in mangle(filled(), ["text_alone"], random.Random(1)).truth.identifiable
    both = mangle(filled(), ["text_alone", "column_deleted_what"], random.Random(1)).truth
    assert not any(row.startswith("C-") for row in both.identifiable)
    wrong = mangle(filled(), ["id_of_another_row"], random.Random(1)).truth
    assert wrong.present - wrong.identifiable


def test_a_truth_tells_loss_misplacement_and_doubt() -> None:
    truth = Truth(organization="X", issued=("C-001", "C-002", "N-01"))
    for word in (Word("zqa", "C-001"), Word("zqb", ""), Word("zqc", "N-01", required=False)):
        truth.words[word.token] = word
    assert truth.lost("z\u00adqa") == ["zqb"]
    assert truth.misplaced("C-001", "zqa") == []
    assert truth.repeated("zqa zqb zq\u00ada") == ["zqa"]
    assert truth.misplaced("C-002", "zqa zqb zqc") == ["zqa", "zqb", "zqc"]
    assert truth.misplaced("N-02", "zqb zqc") == []
    truth.rows["C-001"] = RowTruth(position="Oppose", doubtful=True)
    assert [truth.position_is_right("C-001", found) for found in ("Oppose", "", "Support")] == [True, True, False]
    truth.rows["C-001"] = RowTruth(doubtful=True, typed="agree")
    assert [truth.position_is_right("C-001", found) for found in ("", "Support")] == [True, False]


def test_word_would_open_the_files(tmp_path: Path) -> None:
    small = fill_form(response_document(varied(), ResponseOptions()), random.Random(1), organization="X", share=1)
    for name in SAMPLE:
        path = tmp_path / f"{name}.docx"
        path.write_bytes(mangle(small, [name], random.Random(2)).data)
        assert not OpenXmlValidator().validate(path).errors, name


def test_libreoffice_reads_the_files_and_keeps_the_words() -> None:
    # a text box within a content control makes LibreOffice 7.4 write XML that is none
    names = [name for name in SAMPLE if name != "text_boxes"]
    for case in mangle_many([(filled(), [name, "libreoffice"], random.Random(2)) for name in names]):
        assert not case.truth.lost(words_of(case.data)), case.damages


def test_other_kinds_of_files_keep_the_words() -> None:
    for case in random_cases(form(), range(2), container="odt"):
        assert case.name.endswith(".odt")
        assert not case.truth.lost(words_of(case.data)), case.damages
