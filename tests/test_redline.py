"""The redline: all changes accepted it reads like the new version, all rejected like the old one."""

import csv
import html
import io
import zipfile
from collections.abc import Iterable
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path

import docx
import pytest
from builders import comparison, paragraphs
from comparison_builders import DELETE, EQUAL, INSERT, Draft, varied
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator
from strategies import any_text, version_pairs
from word_builders import p, word_file

from contractdiff.api import Engine, compare, keep_comparison, redlining, write_redline
from contractdiff.api.redlining import unchanged_edits
from contractdiff.cli.root import commands
from contractdiff.cli.running import run
from contractdiff.docket import Docket, check_docket
from contractdiff.errors import EngineError, OutputError
from contractdiff.forms import response_document
from contractdiff.model import ChangeKind, Comparison, Contract, Edit, Op, Role, Side, TrackedView
from contractdiff.ooxml import docxodus
from contractdiff.ooxml.writing import escaped
from contractdiff.options import ReadOptions, ResponseOptions
from contractdiff.readers.word import read_word
from contractdiff.reports.redline import redline_document

SAMPLES = Path(__file__).parents[1] / "samples"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = "2011-05-02"
AT = f"{DAY}T10:00:00+00:00"
GONE = {
    TrackedView.ACCEPTED: {f"{W}del", f"{W}moveFrom"},
    TrackedView.ORIGINAL: {f"{W}ins", f"{W}moveTo"},
}


def redline(made: Comparison) -> bytes:
    return redline_document(made, unchanged_edits(made), day=DAY)


def body(data: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(part))


def decided(data: bytes, view: TrackedView) -> list[str]:
    """The paragraphs with all changes accepted or rejected, by code that shares nothing with the program."""
    gone = GONE[view]

    def words(element: etree._Element) -> str:
        said = ""
        for child in element:
            if child.tag in gone or child.tag == f"{W}pPr":
                continue
            if child.tag in (f"{W}t", f"{W}delText"):
                said += child.text or ""
            elif child.tag in (f"{W}tab", f"{W}br"):
                said += "\t" if child.tag == f"{W}tab" else "\n"
            else:
                said += words(child)
        return said

    out, open_ = [], ""
    for paragraph in body(data).iterfind(f"{W}body/{W}p"):
        open_ += words(paragraph)
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is None or not any(child.tag in gone for child in mark):
            out.append(open_)
            open_ = ""
    assert not open_, "the last paragraph has no end"
    return out


def printed(version: Contract) -> list[str]:
    """The paragraphs of a version, a clause each."""
    texts = (" ".join(filter(None, (clause.label, clause.wording))) for clause in version.clauses)
    return [html.unescape(escaped(text)) for text in texts]


def check(made: Comparison) -> bytes:
    data = redline(made)
    for view, version in ((TrackedView.ACCEPTED, made.new), (TrackedView.ORIGINAL, made.old)):
        assert decided(data, view) == printed(version)
    check_markup(data)
    return data


def check_markup(data: bytes) -> None:
    """Raise ``AssertionError`` unless ids are unique, moves have two places, and comments are there once."""
    root = body(data)
    tracked = [each for each in root.iter() if each.get(f"{W}author")]
    ids = [each.get(f"{W}id") for each in tracked]
    assert len(ids) == len(set(ids))
    assert {each.get(f"{W}date") for each in tracked} <= {f"{DAY}T00:00:00Z", f"{DAY}T00:05:00Z"}
    for inner in root.iter(f"{W}delText"):
        assert any(each.tag == f"{W}del" for each in inner.iterancestors())
    for outer in root.iter(f"{W}del", f"{W}ins", f"{W}moveFrom", f"{W}moveTo"):
        assert not set(outer.iterancestors(*GONE[TrackedView.ACCEPTED], *GONE[TrackedView.ORIGINAL]))
    names = [
        sorted(each.get(f"{W}name", "") for each in root.iter(f"{W}{tag}RangeStart")) for tag in ("moveFrom", "moveTo")
    ]
    assert names[0] == names[1]
    assert len(names[0]) == len(set(names[0]))
    used = [each.get(f"{W}id") for each in root.iter(f"{W}commentReference")]
    assert used
    assert sorted(used) == sorted(each.get(f"{W}id") for each in body(data, "word/comments.xml"))
    assert len(set(used)) == len(used)


def comments(data: bytes) -> list[str]:
    return ["\n".join("".join(each.itertext()) for each in one) for one in body(data, "word/comments.xml")]


def marked(data: bytes, *tags: str) -> list[tuple[str, str, str]]:
    """Of each tracked stretch its tag, words, and whether they are by the reviewer of edits."""
    found = []
    for each in body(data).iter(*(f"{W}{tag}" for tag in tags)):
        words = "".join(piece.text or "" for piece in each.iter(f"{W}t", f"{W}delText"))
        if words:
            author = each.get(f"{W}author", "")
            found.append((etree.QName(each).localname, words, "other" if "no edit" in author else "edit"))
    return found


# --- what always holds ------------------------------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(version_pairs())
def test_accepted_it_is_the_new_version_and_rejected_the_old_one(pair: tuple[str, str]) -> None:
    check(comparison(*pair))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(list(Op)), any_text), max_size=6), st.booleans(), st.booleans())
def test_words_of_any_kind_are_as_sound(stretches: list[tuple[Op, str]], moved: bool, last: bool) -> None:
    draft = Draft()
    draft.same("1.", "Before.")
    draft.change(ChangeKind.MODIFIED, *(Edit(op, text) for op, text in stretches), old="2.", new="(b)", moved=moved)
    if not last:
        draft.same("3.", "After.")
    check(draft.comparison())


def test_a_comparison_with_everything_in_it_is_valid_and_sound(tmp_path: Path) -> None:
    made = varied()
    path = tmp_path / "redline.docx"
    path.write_bytes(check(made))
    found = OpenXmlValidator().validate(path)
    assert found.is_valid, [str(error) for error in found.errors]


@pytest.mark.parametrize("new", ["fy2012.docx", "fy2012.pdf"])
def test_the_samples_read_back_by_our_own_reader(new: str, tmp_path: Path) -> None:
    made = compare(SAMPLES / "fy2011.docx", SAMPLES / new)
    data = check(made)
    assert data == redline(made)
    for view, version in ((TrackedView.ACCEPTED, made.new), (TrackedView.ORIGINAL, made.old)):
        source = read_word(Path("redline.docx"), data, options=ReadOptions(tracked=view))
        words = [word for block in source.blocks if block.role is not Role.FOOTER for word in block.text.split()]
        assert words == " ".join(printed(version)).split()
    told = comments(data)
    for change in made.changes:
        assert any(change.id in each and change.priority.value in each for each in told), change.id
    path = tmp_path / "redline.docx"
    path.write_bytes(data)
    assert OpenXmlValidator().validate(path).is_valid


# --- how each kind is marked ------------------------------------------------------------------------------------


def test_an_edit_and_what_is_no_edit_have_two_reviewers() -> None:
    draft = Draft()
    draft.change(
        ChangeKind.MODIFIED,
        Edit(EQUAL, "Pay within "),
        Edit(DELETE, "30"),
        Edit(INSERT, "10"),
        Edit(EQUAL, " days of "),
        Edit(Op.OLD_VARIANT, '"receipt"'),
        Edit(Op.NEW_VARIANT, "“receipt”"),
        old="4.1.",
        new="4.2.",
    )
    assert marked(check(draft.comparison()), "ins", "del") == [
        ("del", "4.1.", "other"),
        ("ins", "4.2.", "other"),
        ("del", "30", "edit"),
        ("ins", "10", "edit"),
        ("del", '"receipt"', "other"),
        ("ins", "“receipt”", "other"),
    ]


def test_clauses_told_as_unchanged_have_their_variants_marked_too() -> None:
    made = comparison("1. The “Provider” pays.\n", '1. The "provider" pays.\n')
    assert not made.changes
    assert {who for _, _, who in marked(check(made), "ins", "del")} == {"other"}


def test_a_moved_clause_is_moved_with_its_edits() -> None:
    texts = [f"{number}. Clause {word} is about {word} and nothing else at all." for number, word in enumerate("abcde")]
    moved = "9. The Provider shall keep books and records of all expenses for {} years after the end of the term."
    data = check(comparison(paragraphs(moved.format("three"), *texts), paragraphs(*texts, moved.format("seven"))))
    assert [words for tag, words, _ in marked(data, "moveFrom") if "books" in words]
    assert [words for tag, words, _ in marked(data, "moveTo") if "books" in words]
    assert ("del", "three", "edit") in marked(data, "del")
    assert ("ins", "seven", "edit") in marked(data, "ins")
    assert any("moved" in each for each in comments(data))


def ended(data: bytes) -> list[str]:
    """What the end of each paragraph is marked as; "" where both versions have it."""
    marks = (each.find(f"{W}pPr/{W}rPr") for each in body(data).iterfind(f"{W}body/{W}p"))
    return ["" if mark is None or not len(mark) else etree.QName(mark[0]).localname for mark in marks]


def test_split_and_merged_clauses_have_their_paragraphs_parted_and_joined() -> None:
    draft = Draft()
    old = draft.clause(Side.OLD, "1.", "One stands. Two stands.")
    new = [draft.clause(Side.NEW, "1.", "One stands."), draft.clause(Side.NEW, "2.", "Two stands.")]
    draft.change(ChangeKind.SPLIT, Edit(EQUAL, "One stands. Two stands."), old=[old], new=new)
    data = check(draft.comparison())
    assert ended(data) == ["ins", ""]
    assert marked(data, "ins", "del") == [("del", " ", "edit"), ("ins", "2. ", "other")]


def test_what_was_merged_from_afar_leaves_what_stood_between_in_its_place() -> None:
    draft = Draft()
    draft.same("0.", "Before.")
    old = [draft.clause(Side.OLD, "1.", "One stands."), draft.clause(Side.OLD, "2.", "Gone.")]
    old.append(draft.clause(Side.OLD, "3.", "Three stands."))
    new = draft.clause(Side.NEW, "1.", "One stands. Three stands.")
    edits = Edit(EQUAL, "One stands. Three stands.")
    draft.change(ChangeKind.MERGED, edits, old=[old[0], old[2]], new=[new])
    draft.change(ChangeKind.DELETED, Edit(DELETE, "Gone."), old=[old[1]])
    check(draft.comparison())


def test_clauses_without_words_keep_their_numbers() -> None:
    draft = Draft()
    old = [draft.clause(Side.OLD, label, text) for label, text in (("I", ""), ("1.", "One."), ("2.", ""), ("3.", ""))]
    new = [draft.clause(Side.NEW, label, text) for label, text in (("II", ""), ("III", ""), ("1.", "One."))]
    draft.change(ChangeKind.MERGED, Edit(EQUAL, "One."), old=old, new=new)
    check(draft.comparison())


@pytest.mark.parametrize(
    ("old", "new"),
    [("ab", "a"), ("a", "ab"), ("ab", "ac"), ("abc", "ad"), ("ab", "cd"), ("", "a"), ("a", ""), ("abc", "cab")],
)
def test_what_stands_last_leaves_no_empty_paragraph(old: str, new: str) -> None:
    texts = {
        "a": "1. The Provider shall submit invoices each month.",
        "b": "2. Records are kept for seven years after the term.",
        "c": "3. Either party may terminate upon thirty days’ notice.",
        "d": "4. This agreement is governed by the law of Tamarack.",
    }
    left, right = (paragraphs(*(texts[each] for each in side)) for side in (old, new))
    if old and new:
        check(comparison(left, right))
        return
    draft = Draft()
    side = Side.OLD if old else Side.NEW
    kind, op = (ChangeKind.DELETED, DELETE) if old else (ChangeKind.ADDED, INSERT)
    draft.change(kind, Edit(op, "Words."), **{side.name.lower(): "1."})  # type: ignore[arg-type]
    data = redline(draft.comparison())
    assert decided(data, TrackedView.ACCEPTED) == (["1. Words."] if new else [""])


def test_table_rows_are_lines_and_notes_are_told_in_a_comment() -> None:
    draft = Draft()
    row = (Edit(EQUAL, "Total\t"), Edit(DELETE, "$10"), Edit(INSERT, "$8"), Edit(EQUAL, "\tper year"))
    draft.change(ChangeKind.MODIFIED, *row, old="", new="", role=Role.TABLE_ROW)
    note = (Edit(EQUAL, "See the "), Edit(DELETE, "Manual"), Edit(INSERT, "Code"))
    draft.change(ChangeKind.MODIFIED, *note, old="1", new="1", role=Role.FOOTNOTE)
    data = check(draft.comparison())
    assert decided(data, TrackedView.ACCEPTED) == ["Total\t$8\tper year", "1 See the Code"]
    assert [each for each in comments(data) if each.startswith("Footnotes of the contract") and "C-002" in each]


def test_hidden_words_and_renames_are_told() -> None:
    draft = Draft()
    draft.same("1.", "Before.")
    draft.clause(Side.NEW, "2.", "Seen and hidden.", hidden=((9, 15),))
    draft.change(ChangeKind.ADDED, Edit(INSERT, "Seen and hidden."), new=[draft.new[-1].id])
    draft.change(ChangeKind.RENAMED, Edit(DELETE, "Provider"), Edit(INSERT, "Grantee"))
    told = "\n".join(comments(check(draft.comparison())))
    assert "Hidden in print in FY2012: “hidden”" in told
    assert "renamed throughout" in told


# --- from a docket ----------------------------------------------------------------------------------------------

OLD_TEXTS = (
    "1. Invoices. The Provider shall submit invoices within thirty (30) days after each month.",
    "2. Records. The Provider shall keep its books and records for three years after the term.",
    "3. Notices. Notices under this agreement are given in writing and by certified mail.",
)
NEW_TEXTS = (
    OLD_TEXTS[0].replace("thirty (30)", "ten (10)"),
    OLD_TEXTS[2],
    "4. Audit. The State may audit at any time.",
)


def files(folder: Path) -> tuple[Path, Path]:
    paths = folder / "fy2011.docx", folder / "fy2012.docx"
    for path, texts in zip(paths, (OLD_TEXTS, NEW_TEXTS), strict=True):
        write(path, texts)
    return paths


def write(path: Path, texts: Iterable[str]) -> None:
    """Write a whole Word file: Docxodus does not open one without the parts that Word always writes."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(str(path))


@pytest.fixture
def docket(tmp_path: Path) -> Path:
    """A docket of two Word files."""
    return kept(tmp_path, *files(tmp_path))


def kept(folder: Path, old: Path, new: Path, *, with_sources: bool = True) -> Path:
    made = compare(old, new)
    options = ResponseOptions(coalition="Provider Coalition")
    place = folder / "docket"
    sources = ((made.old, old), (made.new, new)) if with_sources else ()
    place.mkdir()
    keep_comparison(place, made, options, response=response_document(made, options), at=AT, sources=sources)
    return place


def command(*arguments: object) -> str:
    """What a command prints."""
    out = io.StringIO()
    with redirect_stdout(out):
        assert run(commands, [str(each) for each in arguments]) == 0
    return out.getvalue()


def report(docket: Path, *more: str) -> str:
    return command("report", docket, "redline", *more)


def of(texts: tuple[str, ...]) -> list[str]:
    return " ".join(texts).split()


def test_two_word_files_are_marked_by_docxodus(docket: Path) -> None:
    output = report(docket)
    assert output == (
        f"Written: {docket / 'redline.docx'} (tracked changes by Docxodus in the two Word files, without the ids of "
        "the changes)\n"
    )
    data = (docket / "redline.docx").read_bytes()
    for view, texts in ((TrackedView.ACCEPTED, NEW_TEXTS), (TrackedView.ORIGINAL, OLD_TEXTS)):
        assert " ".join(decided(data, view)).split() == of(texts)
    assert {each.get(f"{W}author") for each in body(data).iter(f"{W}ins")} == {"fy2011 → fy2012"}
    with pytest.raises(OutputError, match="is there already"):
        write_redline(docket)


def test_by_choice_it_is_our_own(docket: Path) -> None:
    assert report(docket, "--engine", "own") == f"Written: {docket / 'redline.docx'} (marked by contractdiff)\n"
    data = (docket / "redline.docx").read_bytes()
    assert decided(data, TrackedView.ACCEPTED) == list(NEW_TEXTS)
    assert decided(data, TrackedView.ORIGINAL) == list(OLD_TEXTS)
    done = write_redline(docket, engine=Engine.OWN, force=True)
    assert done.path.read_bytes() == data


def own(docket: Path, why: str) -> None:
    """Raise ``AssertionError`` unless our own is written for that reason, and Docxodus alone refused for it."""
    done = write_redline(docket)
    assert (done.engine, done.why) == (Engine.OWN, why)
    check_markup(done.path.read_bytes())
    assert f"(marked by contractdiff: {why})" in report(docket, "--force")
    with pytest.raises(EngineError) as refused:
        write_redline(docket, engine=Engine.DOCXODUS, force=True)
    assert why in str(refused.value)


def test_a_pdf_is_marked_by_our_own(tmp_path: Path) -> None:
    place = kept(tmp_path, SAMPLES / "fy2011.docx", SAMPLES / "fy2012.pdf")
    assert [path.suffix for path in (place / "sources").iterdir()] == [".docx"]
    own(place, "fy2012.pdf is not a Word file (.docx)")


def test_a_docket_that_keeps_no_files_is_marked_by_our_own(tmp_path: Path) -> None:
    place = kept(tmp_path, *files(tmp_path), with_sources=False)
    assert not (place / "sources").exists()
    own(place, "the docket does not hold fy2011.docx itself")


def test_a_file_that_was_altered_is_as_good_as_none(docket: Path) -> None:
    (kept_file,) = [each for each in (docket / "sources").iterdir() if b"ten (10)" in _text(each)]
    kept_file.write_bytes(word_file(p("Something else.")))
    own(docket, "the docket does not hold fy2012.docx itself")
    with Docket(docket) as opened:
        assert [each for each in check_docket(opened) if each.startswith("sources/")]


def _text(path: Path) -> bytes:
    return zipfile.ZipFile(path).read("word/document.xml")


def test_without_docxodus_it_is_our_own(docket: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docxodus, "is_installed", lambda: False)
    own(docket, 'Docxodus is not installed (pip install "contractdiff[redline]")')


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("import time\ntime.sleep(60)\n", "Docxodus was not done after 1 seconds"),
        ("raise SystemExit(3)\n", "Docxodus failed on these files"),
        (
            "import shutil\nshutil.copy('new.docx', 'redline.docx')\n",
            "Docxodus’s redline does not read like fy2011.docx with all changes rejected",
        ),
        (
            "import pathlib\npathlib.Path('redline.docx').write_bytes(b'PK')\n",
            "Docxodus’s redline is damaged",
        ),
    ],
)
def test_whatever_goes_wrong_with_docxodus_it_is_our_own(
    program: str, why: str, docket: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "not_docxodus.py").write_text(program)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    timeout = 1 if "sleep" in program else 60
    instead = partial(docxodus.docxodus_redline, module="not_docxodus", timeout=timeout)
    monkeypatch.setattr(redlining, "docxodus_redline", instead)
    own(docket, why)


def test_no_word_of_members_stands_in_it(docket: Path, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    with roster.open("w", newline="") as file:
        csv.writer(file).writerows([["Organization", "Contact"], ["Canary House", "canary@example.org"]])
    command("members", docket, roster)
    for engine in ("own", "docxodus"):
        report(docket, "--engine", engine, "--force")
        archive = zipfile.ZipFile(docket / "redline.docx")
        assert not [name for name in archive.namelist() if b"anary" in archive.read(name)]


def test_comments_and_names_of_people_do_not_come_along(tmp_path: Path) -> None:
    old, new = files(tmp_path)
    for path in (old, new):
        document = docx.Document(str(path))
        document.add_comment(
            document.paragraphs[0].runs, text="Canary of a member", author="Canary House", initials="C"
        )
        document.core_properties.author = document.core_properties.last_modified_by = "Canary House"
        document.save(str(path))
    command("compare", old, new, "-o", tmp_path / "d", "--quiet")
    assert "by Docxodus" in report(tmp_path / "d", "--engine", "docxodus")
    archive = zipfile.ZipFile(tmp_path / "d" / "redline.docx")
    assert not [name for name in archive.namelist() if b"anary" in archive.read(name)]
    assert b"<w:ins " in archive.read("word/document.xml")


def test_one_that_marks_much_more_than_changed_is_not_chosen(docket: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redlining, "_MOST_MARKED", 0.1)
    done = write_redline(docket)
    assert done.engine is Engine.OWN and "times as much as changed" in done.why
    asked = write_redline(docket, engine=Engine.DOCXODUS, force=True)
    assert asked.engine is Engine.DOCXODUS


def test_a_later_draft_is_kept_and_marked(docket: Path, tmp_path: Path) -> None:
    draft = tmp_path / "second.docx"
    write(draft, (*NEW_TEXTS[:2], "4. Audit. The State may audit once a year."))
    command("revise", docket, draft)
    done = write_redline(docket)
    assert done.engine is Engine.DOCXODUS
    assert "once a year." in " ".join(decided(done.path.read_bytes(), TrackedView.ACCEPTED))


def test_compare_keeps_the_word_files_of_the_docket(tmp_path: Path) -> None:
    old, new = files(tmp_path)
    command("compare", old, new, "-o", tmp_path / "d", "--quiet")
    assert len(list((tmp_path / "d" / "sources").iterdir())) == 2
    with Docket(tmp_path / "d") as opened:
        assert not check_docket(opened)


def test_another_ending_is_refused(docket: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"ends in \.docx"):
        write_redline(docket, output=tmp_path / "redline.pdf")
