"""Answers saved in the side-by-side page: the file, read as a form that came back."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from returned_checks import check_account, reader_of

from contractdiff import api
from contractdiff.api.reading_forms import read_returned_file
from contractdiff.cli.root import commands
from contractdiff.cli.running import run
from contractdiff.errors import UnreadableError
from contractdiff.forms import answers_in, form_identity, form_reader, is_answers, issued_json, response_document
from contractdiff.forms.returns import FormReader
from contractdiff.model import PACKET_PROPERTY, EntryKind, FormSheet, RowStatus
from contractdiff.ooxml.returned import read_returned
from contractdiff.options import ResponseOptions
from samples.filling import fill

SAMPLES = Path(__file__).parent.parent / "samples"
ROWS = [
    {"row": "Organization", "who": "Acorn Family Center"},
    {"row": "Consent", "who": {"code": "name_us", "text": "Name us"}},
    {"row": "C-014", "pos": {"code": "oppose", "text": "Oppose"}, "fb": "We would have to close."},
    {"row": "C-015"},
    {"row": "G-01", "fb": "One\n\nand another."},
]


def saved(rows: object = ROWS, **fields: object) -> bytes:
    head = {"contractdiff-answers": 1, "form": "FY2012 · 3f9a1c22", "language": "en", "saved": "2026-06-01T12:00:00Z"}
    return json.dumps({**head, **fields, "rows": rows}, ensure_ascii=False, indent=1).encode()


@pytest.fixture(scope="module")
def form() -> bytes:
    return response_document(api.compare(SAMPLES / "fy2011.docx", SAMPLES / "fy2012.docx"), ResponseOptions())


@pytest.fixture(scope="module")
def reader(form: bytes) -> FormReader:
    return reader_of(form)


def call(*arguments: object) -> int:
    return run(commands, [str(argument) for argument in arguments])


def said(sheet: FormSheet) -> dict[str, list[tuple[str, str, str]]]:
    return {row.id: [(e.kind.value, e.text, e.code) for e in row.entries] for row in sheet.rows if row.entries}


def words(data: bytes) -> str:
    """Everything in a returned form, wherever it stands."""
    form = answers_in(data, "a.json")
    cells = (cell.text for table in form.tables for row in table for cell in row.cells)
    return "\n".join((*cells, *form.paragraphs, *form.notices))


def test_a_file_says_who_answered_what_and_when(reader: FormReader) -> None:
    returned = answers_in(saved(), "answers.json")
    assert returned.modified == "2026-06-01T12:00:00Z"
    assert (PACKET_PROPERTY, "FY2012 · 3f9a1c22") in returned.properties
    sheet = reader.read(returned)
    check_account(sheet)
    assert said(sheet) == {
        "Organization": [("answer", "Acorn Family Center", "")],
        "Consent": [("answer", "Name us", "name_us")],
        "C-014": [("position", "Oppose", "oppose"), ("feedback", "We would have to close.", "")],
        "G-01": [("feedback", "One\n\nand another.", "")],
    }
    assert "C-015" in sheet.identified


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60).map(str.strip).filter(bool)


@settings(max_examples=8, deadline=None)
@given(TEXTS, TEXTS)
def test_what_is_typed_in_the_page_is_what_the_word_form_would_give(
    form: bytes, reader: FormReader, feedback: str, general: str
) -> None:
    from_word = fill(form, {"pos:C-014": "Concern", "fb:C-014": feedback, "fb:G-01": general})
    rows = [
        {"row": "C-014", "pos": {"code": "concern", "text": "Concern"}, "fb": feedback},
        {"row": "G-01", "fb": general},
    ]
    here, there = (reader.read(each) for each in (answers_in(saved(rows), "a"), read_returned(from_word, "w.docx")))
    assert said(here)["C-014"] == [("position", "Concern", "concern"), ("feedback", feedback, "")]
    # Word gives back spaces that XML has no room for as others; what counts is what the page says
    assert said(here).keys() >= said(there).keys() - {"Consent"}


@pytest.mark.parametrize(
    ("code", "text", "read"),
    [
        ("oppose", "Oppose", "Oppose"),
        ("oppose", "Nos oponemos", "Oppose"),
        ("name_us", "Nómbrennos", "Name us"),
        ("", "Oppose strongly", "Oppose strongly"),
        ("weird", "", "weird"),
    ],
)
def test_a_choice_is_known_by_its_code_in_any_language(code: str, text: str, read: str) -> None:
    rows = [{"row": "C-001", "pos": {"code": code, "text": text}}]
    returned = answers_in(saved(rows, language="pt"), "a.json")
    assert returned.tables[0][0].cells[1].text == read


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        ({"code": "oppose", "text": "Oppose, but only if amended"}, "", "Oppose, but only if amended"),
        ({"code": "oppose", "text": "Support"}, "", "Oppose / Support"),
        ({"code": "oppose", "text": "Oppose", "note": "my note"}, "oppose", "my note"),
        ({"code": None, "text": ["some words"]}, "", "some words"),
        ({"code": 7, "text": {"a": [True]}}, "", "7"),
        ({"code": ["oppose"]}, "oppose", "oppose"),
    ],
)
def test_a_choice_that_was_altered_by_hand_is_not_taken_for_clear(
    reader: FormReader, value: object, code: str, words: str
) -> None:
    sheet = reader.read(answers_in(saved([{"row": "C-014", "pos": value}]), "a.json"))
    (row,) = sheet.rows
    assert {each.code for each in row.entries} <= {"", code} and (code or row.doubts)
    assert words in "\n".join(each.text for each in row.entries)


@pytest.mark.parametrize(
    "words", ["Choose", "Type here", "one\nChoose\nmore", "C-015", "the amount and the date of obligation; and"]
)
def test_words_of_the_form_are_words_where_nothing_is_printed(form: bytes, words: str) -> None:
    row = {"row": "C-014", "pos": {"code": "oppose", "text": "Oppose"}, "fb": words}
    own = form_reader(issued_json(read_returned(form, "form.docx")), waiting=False)
    sheet = own.read(answers_in(saved([row]), "a.json"))
    assert said(sheet) == {"C-014": [("position", "Oppose", "oppose"), ("feedback", words, "")]}


def test_numbers_and_truths_stay_as_they_were_written() -> None:
    data = saved().replace(b'"We would have to close."', b"1e400").replace(b'"One\\n\\nand another."', b"true")
    assert "1e400" in words(data) and "true" in words(data)


def test_two_files_in_one_lose_no_rows() -> None:
    data = saved().rstrip(b"}\n ") + b', "rows": [{"row": "C-020", "fb": "of the second"}]}'
    returned = answers_in(data, "a.json")
    assert "of the second" in [cell.text for row in returned.tables[0] for cell in row.cells]
    assert "We would have to close." in words(data)


def test_a_choice_in_spanish_keeps_its_words(reader: FormReader) -> None:
    from contractdiff.forms.language import read_language

    text = read_language("es").say("positions.oppose")
    sheet = reader.read(answers_in(saved([{"row": "C-014", "pos": {"code": "oppose", "text": text}}]), "a.json"))
    assert said(sheet)["C-014"] == [("position", text, "oppose")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_editors_do_to_the_letters_makes_no_difference(encoding: str) -> None:
    data = saved().decode().replace("\n", "\r\n").encode(encoding)
    assert is_answers(data)
    assert answers_in(data, "a.json").tables == answers_in(saved(), "a.json").tables


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: text.index("We would") + 12],
        lambda text: text.replace("}", "},", 2),
        lambda text: text.replace('"rows"', "Dear all, see below\n", 1),
        lambda text: text + "\nSent from my phone",
    ],
)
def test_of_a_damaged_file_what_is_whole_is_read_and_the_rest_is_kept(damage: object) -> None:
    text = saved().decode()
    broken = damage(text)  # type: ignore[operator]
    returned = answers_in(broken.encode(), "a.json")
    assert next(row.cells[1].text for row in returned.tables[0]) == "Acorn Family Center"
    assert (PACKET_PROPERTY, "FY2012 · 3f9a1c22") in returned.properties
    assert returned.notices
    for word in ("Acorn", "We would", "Dear all", "Sent from"):
        assert (word in broken) == (word in words(broken.encode()))


def test_a_name_that_stands_twice_loses_no_words() -> None:
    data = (
        b'{"contractdiff-answers":1,"form":"F \xc2\xb7 3f9a1c22","rows":[{"row":"C-001","fb":"first","fb":"second"}]}'
    )
    assert answers_in(data, "a.json").tables[0][0].cells[1].text == "first\nsecond"


def test_a_file_that_does_not_say_what_it_answers_is_refused() -> None:
    with pytest.raises(UnreadableError, match="which list of changes"):
        answers_in(b'{"contractdiff-answers": 1, "rows": [{"row": "C-001", "fb": "x"}]}', "a.json")


@pytest.mark.parametrize("hostile", [b'{"row":"' * 60_000, b'{"row":' + b"[" * 100_000, b"[" * 600 + b"]" * 600])
def test_hostile_files_are_done_with_at_once(hostile: bytes) -> None:
    head = b'{"contractdiff-answers": 1, "form": "F", "rows": [{"row": "C-001", "fb": '
    try:
        assert answers_in(head + hostile, "a.json").tables
    except UnreadableError as error:
        assert "a.json is damaged" in str(error)


def test_words_in_unknown_places_are_kept() -> None:
    rows = [*ROWS, {"row": "C-016", "note": "beside"}, "a line of its own", {"no row": ["deep", {"er": "down"}]}]
    everything = words(saved(rows, remark="on the whole"))
    for word in ("beside", "a line of its own", "deep", "down", "on the whole"):
        assert word in everything


@pytest.mark.parametrize("data", [b'{"contractdiff-answers": 1}', b'{"contractdiff-answers": 1, "rows": [1, 2]}'])
def test_a_file_without_rows_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="none of its rows"):
        answers_in(data, "a.json")


def test_a_file_of_a_later_version_is_refused() -> None:
    with pytest.raises(UnreadableError, match="another version"):
        answers_in(saved().replace(b'answers": 1', b'answers": 2'), "a.json")


@given(st.binary(max_size=300), st.integers(0, 400))
def test_any_bytes_give_a_form_or_a_clear_error(noise: bytes, at: int) -> None:
    data = saved()
    for each in (b'{"contractdiff-answers":' + noise, data[:at] + noise + data[at:]):
        try:
            answers_in(each, "a.json")
        except UnreadableError as error:
            assert "a.json" in str(error)


def test_collecting_a_page_s_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docket = tmp_path / "docket"
    compared = ("compare", SAMPLES / "fy2011.docx", SAMPLES / "fy2012.docx", "-o", docket, "--quiet")
    assert call(*compared) == 0
    comparison = api.compare(SAMPLES / "fy2011.docx", SAMPLES / "fy2012.docx")
    file, foreign = tmp_path / "ours.json", tmp_path / "theirs.json"
    file.write_bytes(saved(form=form_identity(comparison)))
    foreign.write_bytes(saved(form="FY2012 · 00000000"))
    assert call("collect", docket, file, foreign) != 0
    told = capsys.readouterr()
    assert "theirs.json" in told.out + told.err and "this docket did not send" in told.out + told.err
    exchange = api.read_exchange(docket)
    (respondent,) = exchange.feedback.respondents
    assert respondent.name == "Acorn Family Center" and respondent.consent == "name_us"
    assert respondent.position("C-014") == "oppose"
    assert [each.entry.text for each in respondent.said["G-01"]] == ["One\n\nand another."]
    assert exchange.feedback.submissions[0].format == "answers"
    # a contract it is not
    assert call("compare", file, SAMPLES / "fy2012.docx", "-o", tmp_path / "none") == 3


def test_a_short_form_that_is_out_as_well_does_not_take_the_answers(tmp_path: Path) -> None:
    docket = tmp_path / "docket"
    assert call("compare", SAMPLES / "fy2011.docx", SAMPLES / "fy2012.docx", "-o", docket, "--quiet") == 0
    assert call("form", docket, "member", "--top", "10", "--quiet") == 0
    comparison = api.read_exchange(docket).comparison
    rows = [*ROWS, *({"row": name} for name in comparison.by_id if name not in ("C-014", "C-015"))]
    (tmp_path / "ours.json").write_bytes(saved(rows, form=form_identity(comparison)))
    assert call("collect", docket, tmp_path / "ours.json") == 0
    (submission,) = api.read_exchange(docket).feedback.submissions
    assert submission.sheet.counts == {RowStatus.MATCHED: len(rows)}


def test_reports_replace_neither_the_contract_nor_what_the_docket_keeps(tmp_path: Path) -> None:
    docket, old = tmp_path / "docket", tmp_path / "fy2011.docx"
    old.write_bytes((SAMPLES / "fy2011.docx").read_bytes())
    assert call("compare", old, SAMPLES / "fy2012.docx", "-o", docket, "--quiet") == 0
    before = {path: path.read_bytes() for path in (old, *docket.rglob("*.docx"))}
    (sent,) = (docket / "sent").iterdir()
    for kind, target in (("redline", old), ("redline", sent), ("tally", old), ("tally", sent)):
        assert call("report", docket, kind, "-o", target, "--force", *(["--engine", "own"] * (kind == "redline"))) == 7
    assert call("report", docket, "workbook", "-o", docket / "sources" / "x.xlsx", "--force") == 7
    assert before == {path: path.read_bytes() for path in (old, *docket.rglob("*.docx"))}
    assert api.docket_faults(docket) == ()


def test_answers_in_the_page_of_the_second_round_are_taken_in(tmp_path: Path) -> None:
    docket, draft = tmp_path / "docket", SAMPLES / "story" / "fy2012-second-draft.docx"
    assert call("compare", SAMPLES / "fy2011.docx", SAMPLES / "fy2012.docx", "-o", docket, "--quiet") == 0
    assert call("revise", docket, draft) == 0
    assert call("report", docket, "side-by-side", "--public") == 0
    identity = form_identity(api.read_exchange(docket).comparison)
    page = (docket / "side-by-side-public.html").read_text("utf-8")
    became = {line.id: line.became for line in api.read_exchange(docket).lines}
    assert identity in page and "New in this draft" in page
    assert page.count('data-draft="new"') == list(became.values()).count("new") > 0
    assert page.count('data-draft="reworded"') == list(became.values()).count("reworded") > 0
    (tmp_path / "ours.json").write_bytes(saved(form=identity))
    assert call("collect", docket, tmp_path / "ours.json") == 0
    (respondent,) = api.read_exchange(docket).feedback.respondents
    assert respondent.position("C-014") == "oppose"


def test_a_file_of_answers_is_told_by_its_first_words(form: bytes) -> None:
    assert is_answers(saved()) and not is_answers(form) and not is_answers(b"{}") and not is_answers(b"")
    assert read_returned_file(Path("x.json.txt"), saved()).format.value == "answers"


def test_rows_that_were_deleted_from_the_file_are_missing_and_no_answer(reader: FormReader) -> None:
    sheet = reader.read(answers_in(saved(ROWS[:1]), "a.json"))
    check_account(sheet)
    assert "C-014" in sheet.missing and sheet.counts[RowStatus.MATCHED] == 1
    assert all(entry.kind is EntryKind.ANSWER for row in sheet.rows for entry in row.entries)
