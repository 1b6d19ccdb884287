"""From a comparison to the tally, by the command line: the roster, forms, copies that come back, decisions, reports."""

import io
import json
import random
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from mangling.cases import mangle
from mangling.filling import fill_form
from openpyxl import load_workbook

from contractdiff import api
from contractdiff.cli.root import commands
from contractdiff.cli.running import run
from contractdiff.model import MatterKind, tally_of

SAMPLES = Path(__file__).parent.parent / "samples"
ROSTER = """Organization;Aliases;Sector;District;Association;Contact
Harbor House;HH;Housing;7;Shelter Alliance;ann@harbor.example
Casa Central;;Family;9;Shelter Alliance;c@casa.example
Hope Clinic;;Health;11;;h@hope.example
Shelter Alliance;;Associations;;;s@shelter.example
;;Health;;;
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    docket = folder / "docket"
    old, new = SAMPLES / "fy2011.docx", SAMPLES / "fy2012.docx"
    assert call("compare", old, new, "-o", docket, "--quiet", "--return-by", "June 10", "--coalition", "Alliance") == 0
    (folder / "roster.csv").write_text(ROSTER, "utf-8")
    # one row has no organization
    assert call("members", docket, folder / "roster.csv") == 5
    assert call("form", docket, "member", "--for-each-member", "--quiet") == 0
    return docket


@pytest.fixture
def docket(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "docket"))


@pytest.fixture
def returned(docket: Path, tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "returned"
    folder.mkdir()
    yield folder


def call(*arguments: object) -> int:
    return run(commands, [str(argument) for argument in arguments])


def copy_of(docket: Path, member: str) -> bytes:
    return next((docket / "forms").glob(f"{member} *")).read_bytes()


def filled(form: bytes, organization: str, seed: int, *damages: str) -> bytes:
    rng = random.Random(seed)
    return mangle(fill_form(form, rng, organization=organization, share=0.1), damages, rng).data


def exported(docket: Path, folder: Path) -> dict[str, object]:
    assert call("docket", "export", docket, "-o", folder, "--force") == 0
    tables = json.loads((folder / "docket.json").read_text("utf-8"))
    del tables["history"]
    for rows in tables.values():
        for row in rows if isinstance(rows, list) else ():
            row.pop("at", None)
    return dict(tables)


def words_of(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "".join(map(str, etree.fromstring(archive.read("word/document.xml")).itertext()))


def test_each_copy_carries_its_member_and_is_kept(docket: Path) -> None:
    for member, name in (("M-001", "Harbor House"), ("M-003", "Hope Clinic")):
        data = copy_of(docket, member)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            said = {part: archive.read(part).decode() for part in archive.namelist() if part.endswith(".xml")}
        assert name in said["word/document.xml"] and f"· {member}" in said["docProps/custom.xml"]
        assert any(f"· {member}" in text for part, text in said.items() if "footer" in part)
        assert not [part for part, text in said.items() if "\ue101" in text or "\ue103" in text]
    assert call("docket", "check", docket) == 0
    assert len(list((docket / "sent").iterdir())) == 5


def test_order_and_repetition_make_no_difference(docket: Path, returned: Path, tmp_path: Path) -> None:
    for seed, (member, name) in enumerate((("M-001", "Harbor House"), ("M-002", "Casa Central"), ("M-003", "Hope"))):
        (returned / f"{seed}.docx").write_bytes(filled(copy_of(docket, member), name, seed, "rows_shuffled"))
    other = shutil.copytree(docket, tmp_path / "other")
    assert call("collect", docket, returned, "--quiet") == 0
    before = exported(docket, tmp_path / "a")
    assert call("collect", docket, returned) == 0
    assert exported(docket, tmp_path / "a") == before
    for path in sorted(returned.iterdir(), reverse=True):
        assert call("collect", other, path, "--quiet") == 0
    assert exported(other, tmp_path / "b") == before


def test_several_processes_read_the_same(docket: Path, returned: Path, tmp_path: Path) -> None:
    for seed in range(18):
        (returned / f"{seed:02}.docx").write_bytes(filled(copy_of(docket, "M-001"), "Harbor House", seed))
    (returned / "broken.docx").write_bytes(b"PK\x03\x04 broken")
    other = Path(shutil.copytree(docket, tmp_path / "other"))
    one = api.collect(docket, [returned], at="now", processes=1)
    two = api.collect(other, [returned], at="now", processes=2)
    assert one == two and len(one) == 19
    assert exported(docket, tmp_path / "a") == exported(other, tmp_path / "b")


def test_one_bad_file_never_stops_the_rest(docket: Path, returned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (returned / "good.docx").write_bytes(filled(copy_of(docket, "M-001"), "Harbor House", 1))
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    hostile = {
        "bomb.docx": bomb.getvalue(),
        "picture.docx": b"\xff\xd8\xff\xe0 JFIF",
        "photo.jpg": b"\xff\xd8\xff\xe0 JFIF, another",
        "empty.docx": b"",
        "letter.txt": b"We oppose all of it.",
        "other.docx": (SAMPLES / "fy2011.docx").read_bytes(),
        "entities.docx": with_document(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "rows.docx": with_document(b"<w:tr>" * 60_000),
    }
    for name, data in hostile.items():
        (returned / name).write_bytes(data)
    (returned / "~$good.docx").write_bytes(b"lock")
    assert call("collect", docket, returned) == 5
    out, err = capsys.readouterr()
    assert "1 new" in out and "Traceback" not in out + err
    for name in hostile:
        line = next(line for line in err.splitlines() if f" {name}:" in line)
        assert len(line) > len(name) + 40, "a reason"
    refused = {name for name, _ in api.read_feedback(docket).refused}
    assert refused == set(hostile) - {"empty.docx"}
    assert call("docket", "check", docket) == 0


def with_document(xml: bytes) -> bytes:
    data = io.BytesIO()
    with (
        zipfile.ZipFile(SAMPLES / "fy2011.docx") as source,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            archive.writestr(name, xml if name == "word/document.xml" else source.read(name))
    return data.getvalue()


def test_force_never_replaces_what_came_back(docket: Path, returned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    again = ("compare", SAMPLES / "fy2011.docx", SAMPLES / "fy2012.docx", "-o", docket, "--force", "--quiet")
    assert call(*again) == 0
    (returned / "a.docx").write_bytes(filled(copy_of(docket, "M-001"), "Harbor House", 1))
    assert call("collect", docket, returned, "--quiet") == 0
    before = (docket / "docket.sqlite").read_bytes()
    assert call(*again) == 7
    assert "never replaced" in capsys.readouterr().err
    assert (docket / "docket.sqlite").read_bytes() == before


def test_a_copy_of_an_earlier_comparison_is_read_under_the_ids_of_today(
    docket: Path, returned: Path, tmp_path: Path
) -> None:
    """Paired otherwise, some changes have other ids: what was written follows the change, not the id."""
    form = copy_of(docket, "M-001")
    pairs = tmp_path / "pairs.txt"
    pairs.write_text("part 3.1 from 3.1\n", "utf-8")
    old, new = SAMPLES / "fy2011.docx", SAMPLES / "fy2012.docx"
    assert call("compare", old, new, "-o", docket, "--pairs", pairs, "--force", "--quiet") == 0
    case = mangle(fill_form(form, random.Random(3), organization="Harbor House"), [], random.Random(3))
    (returned / "early.docx").write_bytes(case.data)
    assert call("collect", docket, returned, "--quiet") == 0
    feedback = api.read_feedback(docket)
    (respondent,) = feedback.respondents
    before = json.loads((docket / "comparison.json").read_text("utf-8"))
    assert before, "the comparison of today"
    stored = {change.summary: change.id for change in feedback.comparison.changes}
    first = api.compare(old, new)
    moved = 0
    for change in first.changes:
        answer = case.truth.rows.get(change.id)
        if answer is None or not answer.comment or change.summary not in stored:
            continue
        said = respondent.said.get(stored[change.summary], ())
        words = "\n".join(each.entry.text for each in said)
        if words:
            assert not case.truth.misplaced(change.id, words)
            moved += stored[change.summary] != change.id
    assert moved > 10


def test_a_second_file_needs_a_decision_and_words_of_both_are_kept(docket: Path, returned: Path) -> None:
    for seed in (1, 2):
        (returned / f"{seed}.docx").write_bytes(filled(copy_of(docket, "M-001"), "Harbor House", seed))
    assert call("collect", docket, returned, "--quiet") == 0
    feedback = api.read_feedback(docket)
    (matter,) = [each for each in feedback.open_matters if each.kind is MatterKind.WHICH]
    (respondent,) = feedback.respondents
    assert set(respondent.submissions) == set(matter.candidates)
    files = {said.submission for several in respondent.said.values() for said in several}
    assert files == set(matter.candidates), "the words of both"
    keep = sorted(matter.candidates)[0]
    assert call("resolve", docket, matter.id, "keep", keep) == 0
    feedback = api.read_feedback(docket)
    assert feedback.respondents[0].submissions[0] == keep
    assert not [each for each in feedback.open_matters if each.kind is MatterKind.WHICH]
    counts = {said.submission for several in feedback.respondents[0].said.values() for said in several if said.counts}
    assert counts == {keep}


def test_a_copy_that_names_another_organization_is_asked_about(docket: Path, returned: Path) -> None:
    (returned / "a.docx").write_bytes(filled(copy_of(docket, "M-001"), "Casa Central", 1))
    assert call("collect", docket, returned, "--quiet") == 0
    (matter,) = [each for each in api.read_feedback(docket).open_matters if each.kind is MatterKind.WHO]
    assert matter.candidates == ("M-001", "M-002")
    assert call("resolve", docket, matter.id, "member", "Casa Central") == 0
    assert api.read_feedback(docket).respondents[0].member.id == "M-002"  # type: ignore[union-attr]


def test_decisions_place_words_and_can_be_made_on_a_worksheet(docket: Path, returned: Path, tmp_path: Path) -> None:
    data = filled(copy_of(docket, "M-001"), "Harbor House", 5, "rows_added", "position_typed", "id_of_another_row")
    (returned / "a.docx").write_bytes(data)
    assert call("collect", docket, returned, "--quiet") == 0
    matters = api.read_feedback(docket).open_matters
    rows = [each for each in matters if each.kind is MatterKind.ROW]
    assert rows and call("resolve", docket) == 0
    sheet = tmp_path / "decisions.xlsx"
    assert call("resolve", docket, "--worksheet", sheet) == 0
    book = load_workbook(sheet)
    titles = [cell.value for cell in book.active[1]]
    for line in book.active.iter_rows(min_row=2):
        matter = next(each for each in matters if each.id == line[titles.index("Matter")].value)
        choice = {MatterKind.ROW: "place C-001", MatterKind.POSITION: "none"}.get(matter.kind, "")
        line[titles.index("Decision")].value = choice
    book.save(sheet)
    assert call("resolve", docket, "--from", sheet, "--by", "R. Ortiz") == 0
    feedback = api.read_feedback(docket)
    assert not [each for each in feedback.open_matters if each.kind in (MatterKind.ROW, MatterKind.POSITION)]
    placed = "\n".join(said.entry.text for said in feedback.respondents[0].said["C-001"] if said.placed_by)
    for matter in rows:
        assert all(word in placed for word in re.findall(r"\bzq\w{5}\b", matter.words))
    assert {said.placed_by for said in feedback.respondents[0].said["C-001"]} >= {"R. Ortiz"}


@pytest.mark.parametrize(
    "decision",
    [("S-none/1", "dismiss"), ("{row}", "approve"), ("{row}", "place"), ("{row}", "place", "C-999"), ("{row}",)],
)
def test_a_decision_that_cannot_be_made_is_told_and_nothing_is_kept(
    docket: Path, returned: Path, decision: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    (returned / "a.docx").write_bytes(filled(copy_of(docket, "M-001"), "Harbor House", 5, "rows_added"))
    assert call("collect", docket, returned, "--quiet") == 0
    row = next(each.id for each in api.read_feedback(docket).open_matters if each.kind is MatterKind.ROW)
    assert call("resolve", docket, *(part.format(row=row) for part in decision)) in (2, 5)
    assert capsys.readouterr().err
    assert not [each for each in api.read_feedback(docket).matters if not each.is_open]


def test_associations_are_not_their_members(docket: Path, returned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for member, name in (("M-001", "Harbor House"), ("M-004", "Shelter Alliance")):
        (returned / f"{member}.docx").write_bytes(filled(copy_of(docket, member), name, 1))
    assert call("collect", docket, returned, "--quiet") == 0
    capsys.readouterr()
    assert call("status", docket, "--names") == 0
    out = capsys.readouterr().out
    assert "Answered: 1 of 3 members; 1 association" in out
    assert "Not answered: 2: Casa Central, Hope Clinic" in out and "June 10" in out


def test_reports_hold_every_word(docket: Path, returned: Path) -> None:
    rng = random.Random(4)
    case = mangle(fill_form(copy_of(docket, "M-002"), rng, organization="Casa Central", share=0.3), [], rng)
    (returned / "a.docx").write_bytes(case.data)
    assert call("collect", docket, returned, "--quiet") == 0
    for kind, names in (("tally", ("tally.docx", "tally.xlsx")), ("merged", ("merged.docx",))):
        assert call("report", docket, kind) == 0
        assert call("report", docket, kind) == 7, "a report that is there is not replaced"
        assert call("report", docket, kind, "--force") == 0
        assert all((docket / name).is_file() for name in names)
        said = words_of(docket / names[0])
        changes = [row for row in case.truth.rows if row[1:2] == "-"]
        assert not [t for row in changes for t in case.truth.words_of(row) if t not in said], kind
    assert call("report", docket, "intake", "-o", docket / "only.xlsx") == 0
    assert not (docket / "intake.docx").exists()
    assert call("report", docket, "tally", "-o", docket / "x.pdf") == 7


def test_spanish_forms_are_read_by_the_same_codes(docket: Path, returned: Path) -> None:
    assert call("form", docket, "member", "--language", "es", "--top", "12", "--quiet") == 0
    path = docket / "response-top12-es.docx"
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    control = next(
        each for each in root.iter(f"{w}sdt") if (each.find(f".//{w}tag").get(f"{w}val") or "")[:4] == "pos:"
    )
    name = control.find(f".//{w}tag").get(f"{w}val")[4:]
    control.find(f"{w}sdtPr").remove(control.find(f".//{w}showingPlcHdr"))
    control.find(f".//{w}t").text = "En contra"
    parts["word/document.xml"] = etree.tostring(root)
    with zipfile.ZipFile(returned / "es.docx", "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    assert call("collect", docket, returned, "--quiet") == 0
    (respondent,) = api.read_feedback(docket).respondents
    assert respondent.position(name) == "oppose"
    assert len(api.read_feedback(docket).submissions[0].sheet.issued) == 12 + 11 + 7


def test_a_decided_position_counts_and_its_words_stay(docket: Path, returned: Path) -> None:
    data = filled(copy_of(docket, "M-001"), "Harbor House", 8, "position_typed")
    (returned / "a.docx").write_bytes(data)
    assert call("collect", docket, returned, "--quiet") == 0
    matters = [each for each in api.read_feedback(docket).open_matters if each.kind is MatterKind.POSITION]
    assert len(matters) > 1
    first, second = matters[:2]
    rows = [each.says.partition(":")[0] for each in (first, second)]
    assert call("resolve", docket, first.id, "position", "concern") == 0
    assert call("resolve", docket, second.id, "none") == 0
    (respondent,) = api.read_feedback(docket).respondents
    assert [respondent.position(row) for row in rows] == ["concern", ""]
    tally = tally_of(api.read_feedback(docket))
    assert tally.of(rows[0]).members.stands == {"concern": 1}
    assert tally.of(rows[1]).members.stands == {"words_only": 1}
    for matter, row in zip((first, second), rows, strict=True):
        told = "\n".join(said.entry.text for answer in tally.of(row).answers for said in answer.told)
        assert matter.words in told


def test_a_form_of_another_docket_is_refused(docket: Path, returned: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for name, words in (("old", "The fee is $5."), ("new", "The fee is $6. A report is due each May.")):
        (tmp_path / f"{name}.txt").write_text(f"1. Fees. {words}\n\n2. Term. One year from {name} day.\n", "utf-8")
    assert call("compare", tmp_path / "old.txt", tmp_path / "new.txt", "-o", other, "--quiet") == 0
    (returned / "other.docx").write_bytes(filled((other / "response.docx").read_bytes(), "Harbor House", 1))
    assert call("collect", docket, returned, "--quiet") == 5
    assert not api.read_feedback(docket).submissions


def test_a_form_that_nobody_filled_in_is_no_answer(
    docket: Path, returned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (returned / "sent.docx").write_bytes(copy_of(docket, "M-001"))
    with zipfile.ZipFile(io.BytesIO(copy_of(docket, "M-002"))) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile(returned / "saved again.docx", "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert call("collect", docket, returned) == 5
    out, err = capsys.readouterr()
    assert "nobody filled it in" in err
    assert "Answered: 0 of 3 members; 1 sent the form back without an answer" in out


def test_a_full_form_with_rows_deleted_is_not_taken_for_a_shorter_one(docket: Path, returned: Path) -> None:
    assert call("form", docket, "member", "--for-each-member", "--top", "10", "--quiet") == 0
    data = filled(copy_of(docket, "M-001"), "Harbor House", 2, "administrative_deleted", "appendices_deleted")
    (returned / "a.docx").write_bytes(data)
    short = next((docket / "forms-top10").glob("M-002 *")).read_bytes()
    (returned / "b.docx").write_bytes(filled(short, "Casa Central", 3))
    assert call("collect", docket, returned, "--quiet") == 0
    sizes = {each.name: len(each.sheet.issued) for each in api.read_feedback(docket).submissions}
    assert sizes == {"a.docx": 199 + 11 + 7, "b.docx": 10 + 11 + 7}
