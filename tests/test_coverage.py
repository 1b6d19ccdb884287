"""The check that every word of a file stands in a clause."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fuzz_readers import SOURCES
from hypothesis import given
from hypothesis import strategies as st
from word_builders import abstract, field, item, level, num, p, r, table, word_file

from contractdiff import api
from contractdiff.cli.root import commands
from contractdiff.cli.running import run
from contractdiff.coverage import extract, measure_coverage
from contractdiff.coverage.stretch import Stretch
from contractdiff.errors import UnreadableError
from contractdiff.model import (
    Clause,
    ClauseId,
    Comment,
    Contract,
    Coverage,
    Format,
    Reading,
    Role,
    SetAside,
    Side,
    TrackedView,
)
from contractdiff.options import ReadOptions


def measured(
    clauses: list[str], file: str | list[Stretch], *, aside: str = "", kind: Format = Format.DOCX, **reading: object
) -> Coverage:
    """The check of clauses that a file with these words was read as."""
    set_aside = (SetAside(text=aside, why="page number"),) if aside else ()
    how = Reading(file="a", sha256="", format=kind, set_aside=set_aside, **reading)  # type: ignore[arg-type]
    made = tuple(Clause(id=ClauseId(f"o{n}"), text=text) for n, text in enumerate(clauses, 1))
    contract = Contract(side=Side.OLD, name="a", reading=how, clauses=made)
    return measure_coverage(contract, how, [Stretch(file)] if isinstance(file, str) else file)


def missing(coverage: Coverage) -> list[str]:
    return [each.word for each in coverage.missing]


def extra(coverage: Coverage) -> list[str]:
    return [each.word for each in coverage.extra]


@pytest.mark.parametrize(
    ("clauses", "file"),
    [
        (["The Provider shall pay."], "the PROVIDER shall pay"),
        (["one two", "three four"], "three four one two"),
        (["The agreement ends"], "The agree-\nment ends"),
        (["a non-profit agency"], "a non-\nprofit agency"),
        (["an office of finance"], "an oﬃce of ﬁnance"),
        (["The pay\u00adment is due"], "The payment is due"),
        (["The payment is due"], "The pay ment is due"),
        (["A G R E E M E N T of July"], "AGREE MENT of July"),
        (["the payment is due"], "thepayment is due"),
        (["Name ______ and Title"], "Name ____________ and Title"),
    ],
)
def test_words_are_placed_however_they_are_written(clauses: list[str], file: str) -> None:
    coverage = measured(clauses, file)
    assert missing(coverage) == [] == extra(coverage)
    assert coverage.share == 1 and coverage.enough


def test_a_word_that_stands_elsewhere_too_is_missed_where_it_is_missing() -> None:
    file = "Provider shall not assign. Agency may not sue. Agency shall not pay. It may not end."
    coverage = measured(["Provider shall not assign. Agency may not sue. Agency shall pay. It may not end."], file)
    assert [(each.word, each.context) for each in coverage.missing] == [
        ("not", "not sue agency shall not pay it may not")
    ]
    assert coverage.words == 16 and coverage.placed == 15 and not coverage.enough


def test_a_paragraph_that_stands_twice_is_missed_once() -> None:
    coverage = measured(["It ends on notice.", "Other words."], "It ends on notice. Other words. It ends on notice.")
    assert sorted(missing(coverage)) == ["ends", "it", "notice", "on"]


def test_words_of_no_file_are_extra() -> None:
    assert extra(measured(["The agency may terminate"], "The agency may")) == ["terminate"]


def test_what_is_set_aside_is_placed_and_listed() -> None:
    coverage = measured(["Text"], "Text Page 7", aside="Page 7")
    assert coverage.share == 1 and coverage.set_aside == (("page number", 2),)


@pytest.mark.parametrize(("kind", "expected"), [(Format.DOCX, ["seven"]), (Format.ODT, ["seven"]), (Format.HTML, [])])
def test_comments_place_words_only_where_they_stand_among_them(kind: Format, expected: list[str]) -> None:
    comments = (Comment(text="Why seven?"),)
    assert missing(measured(["Pay in days"], "Pay in seven days", kind=kind, comments=comments)) == expected


def test_automatic_labels_place_no_words_and_typed_ones_do() -> None:
    how = Reading(file="a", sha256="", format=Format.DOCX)
    labelled = [("7.", "Pay within days"), ("(a)", "The Provider reports"), ("(b)", ""), ("i.", "Notice is given")]
    clauses = tuple(Clause(id=ClauseId(f"o{n}"), label=label, text=text) for n, (label, text) in enumerate(labelled, 1))
    contract = Contract(side=Side.OLD, name="a", reading=how, clauses=clauses)
    file = "Pay within 7 days. (a) The Provider reports (b) i. Notice is given"
    assert missing(measure_coverage(contract, how, [Stretch(file)])) == ["7"]


def test_a_running_head_that_is_kept_and_set_aside_hides_no_other_word() -> None:
    pages = [Stretch(f"State Agreement Page {n} the State pays", f"page {n}", n) for n in (1, 2)]
    aside = tuple(SetAside(text=f"State Agreement Page {n}", why="running head", page=n) for n in (1, 2))
    how = Reading(file="a", sha256="", format=Format.PDF, pages=2, set_aside=aside)
    clauses = (
        Clause(id=ClauseId("o1"), text="the State pays", page=1),
        Clause(id=ClauseId("o2"), text="the pays", page=2),
        Clause(id=ClauseId("o3"), text="State Agreement Page #", role=Role.HEADER, page=1),
    )
    contract = Contract(side=Side.OLD, name="a", reading=how, clauses=clauses)
    assert missing(measure_coverage(contract, how, pages)) == ["state"]


def test_recognised_pages_are_left_out() -> None:
    pages = [Stretch("typed words", "page 1", 1), Stretch("ghost", "page 2", 2)]
    coverage = measured(["typed words"], pages, kind=Format.PDF, pages=2, recognised=(2,))
    assert coverage.words == 2 and coverage.share == 1 and coverage.recognised == (2,)


@given(st.lists(st.lists(st.sampled_from("the a shall pay not of agency".split()), min_size=1, max_size=9), min_size=1))
def test_all_words_are_placed_in_themselves(paragraphs: list[list[str]]) -> None:
    clauses = [" ".join(words) for words in paragraphs]
    coverage = measured(clauses, "\n".join(reversed(clauses)))
    assert coverage.placed == coverage.words and not coverage.extra


def _as_words(numbers: list[int]) -> list[str]:
    """A word for each number, none of which stands in others run together: x and y stand at the ends only."""
    return ["x" + "".join("abcdefghij"[int(digit)] for digit in f"{number:04}") + "y" for number in numbers]


@given(st.lists(st.integers(0, 9999), min_size=4, max_size=40, unique=True).map(_as_words), st.data())
def test_a_word_taken_out_is_told(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    coverage = measured([" ".join(words[:at] + words[at + 1 :])], " ".join(words))
    assert missing(coverage) == [words[at]]


# --- the other way of reading ---------------------------------------------------------------------------------


def found(kind: Format, data: bytes, view: TrackedView = TrackedView.ACCEPTED) -> str:
    return " ".join(" ".join(stretch.text for stretch in extract(kind, data, view=view, file="a")).split())


CHANGES = p(
    r("Pay in "),
    "<w:del><w:r><w:delText>thirty</w:delText></w:r></w:del>",
    "<w:ins>" + r("ten") + "</w:ins>",
    r(" days"),
)


FIRST = '<w:sectPr><w:headerReference w:type="first" r:id="header1"/></w:sectPr>'
NOTE = f'<w:footnote w:id="2">{p("used")}</w:footnote>'


@pytest.mark.parametrize(
    ("body", "parts", "expected"),
    [
        (CHANGES, {}, "Pay in ten days"),
        (p(field("PAGE", "7"), r("x")) + p(field("REF a", "5.2")), {}, "x 5.2"),
        (table(["A", "B"]), {}, "A B"),
        (table(["A", "B"]).replace("<w:tc>", "<w:tc><w:tcPr><w:cellDel/></w:tcPr>", 1), {}, "B"),
        (table(["A", "B"]).replace("<w:tc>", "<w:tc><w:tcPr><w:cellIns/></w:tcPr>", 1), {}, "A B"),
        (
            p('<w:r><w:footnoteReference w:id="2"/></w:r>'),
            {"footnotes": f'<w:footnote w:id="1">{p("unused")}</w:footnote>' + NOTE},
            "used",
        ),
        (
            '<w:sectPr><w:headerReference r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr>',
            {"headers": {"header1": p("Head"), "footer1": p("Foot"), "header2": p("unused")}},
            "Head Foot",
        ),
        (
            FIRST + '<w:sectPr><w:titlePg w:val="0"/></w:sectPr>',
            {"headers": {"header1": p("never printed")}},
            "",
        ),
        (
            FIRST + "<w:sectPr><w:titlePg/></w:sectPr>",
            {"headers": {"header1": p("Head")}},
            "Head",
        ),
        (
            "<mc:AlternateContent><mc:Choice Requires='wps'>" + p("once") + "</mc:Choice><mc:Fallback>" + p("twice")
            + "</mc:Fallback></mc:AlternateContent>",
            {},
            "once",
        ),
    ],
)  # fmt: skip
def test_a_word_file_is_walked_part_by_part(body: str, parts: dict[str, str], expected: str) -> None:
    assert found(Format.DOCX, word_file(body, **parts)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("chunk.html", b"<html><body><p>In <b>seven</b> days</body></html>"),
        ("chunk.mht", b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>In seven days"),
        ("chunk.txt", b"In seven\n\ndays"),
        ("chunk.docx", word_file(p("In seven") + p("days"))),
    ],
)
def test_embedded_documents_are_checked_too(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word_file(p("Before") + f'<w:altChunk r:id="{name}"/>', embedded={name: data}))
    assert found(Format.DOCX, path.read_bytes()) == "Before In seven days"
    contract = api.read_contract(path, side=Side.OLD)
    (coverage,) = api.check_coverage(contract, path)
    assert coverage.words == 4 and coverage.share == 1 and not coverage.extra


def test_embedded_documents_of_other_kinds_are_not_checked() -> None:
    data = word_file(p("Before") + '<w:altChunk r:id="c.rtf"/>', embedded={"c.rtf": b"{\\rtf1 In seven days}"})
    assert found(Format.DOCX, data) == "Before"


def test_the_original_of_tracked_changes() -> None:
    assert found(Format.DOCX, word_file(CHANGES), TrackedView.ORIGINAL) == "Pay in thirty days"


def test_web_pages_are_read_by_the_standard_library() -> None:
    page = b"<title>t</title><p>One<b>t</b>wo<script>x</script><del>old</del><ins>new</ins><br>&amp; more<p hidden>h"
    assert found(Format.HTML, page) == "Onetwo new & more h"
    assert found(Format.HTML, page, TrackedView.ORIGINAL) == "Onetwo old & more h"


def test_markdown_is_read_without_its_tags() -> None:
    source = b"""See [the *rates*](http://x.org/y 'Title').\n\n[Provider]: The entity\n\n<b id=x>bold</b> &amp;<br>
        <http://z.org> in <thirty days>\n\n- [x] done"""
    assert found(Format.MARKDOWN, source) == (
        "See [the *rates*](http://x.org/y 'Title'). [Provider]: The entity bold & <http://z.org> in <thirty days> done"
    )


def test_open_documents_are_walked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        schema = "urn:oasis:names:tc:opendocument:xmlns"
        names = f'xmlns:o="{schema}:office:1.0" xmlns:t="{schema}:text:1.0"'
        body = "<t:tracked-changes><t:p>gone</t:p></t:tracked-changes><t:p>One<t:s/>two</t:p>"
        archive.writestr("content.xml", f"<o:d {names}><o:body><o:text>{body}</o:text></o:body></o:d>")
    assert found(Format.ODT, out.getvalue()) == "One two"


@pytest.mark.parametrize("kind", [Format.DOCX, Format.PDF])
def test_what_cannot_be_read_the_other_way_is_told(kind: Format) -> None:
    with pytest.raises(UnreadableError, match="cannot be checked"):
        found(kind, b"PK\x03\x04 nonsense")


# --- whole files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.html", "a.mht", "a.md", "a.txt"])
def test_the_readers_place_every_word(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(SOURCES[name]())
    contract = api.read_contract(path, side=Side.OLD)
    (coverage,) = api.check_coverage(contract, path)
    assert not coverage.missing, coverage.missing
    assert coverage.words > 10


LISTS = abstract(1, level(0, "ARTICLE %1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>")) + num(1, 1)


@pytest.mark.parametrize("view", TrackedView)
def test_either_view_of_tracked_changes_is_checked_against_itself(view: TrackedView, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word_file(item("Term") + item("It ends.", level=1) + CHANGES, numbering=LISTS))
    options = ReadOptions(tracked=view)
    contract = api.read_contract(path, side=Side.OLD, options=options)
    (coverage,) = api.check_coverage(contract, path, options=options)
    assert coverage.share == 1 and not coverage.extra


@pytest.fixture
def lossy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """A file whose reading loses a clause."""
    read = api.read_contract

    def losing(*arguments: object, **options: object) -> Contract:
        contract = read(*arguments, **options)  # type: ignore[arg-type]
        return replace(contract, clauses=contract.clauses[:-1])

    def made() -> Path:
        path = tmp_path / "a.txt"
        path.write_text("1. First words.\n\n2. Second words.\n\n3. Lost forever.\n")
        monkeypatch.setattr(api, "read_contract", losing)
        return path

    return made


def test_the_command_tells_what_is_missing_and_fails(
    lossy: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = lossy()
    assert run(commands, ["outline", "--check", str(path)]) == 4
    out = capsys.readouterr().out
    assert "66.667 % of 9 words" in out and "lost: … 2 second words 3 lost forever …" in out
    assert run(commands, ["outline", "--check", "--json", str(path)]) == 4
    (told,) = json.loads(capsys.readouterr().out)["files"]
    assert told["enough"] is False and [each["word"] for each in told["missing"]] == ["3", "lost", "forever"]


def test_the_command_is_content_with_a_sound_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("1. First words.\n\n2. Second words.\n")
    assert run(commands, ["outline", "--check", str(path)]) == 0
    assert "100.000 %" in capsys.readouterr().out


def test_each_file_of_a_folder_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "agreement.txt").write_text("1. First words.\n\n2. Second words.\n")
    (tmp_path / "exhibit.md").write_text("# Exhibit A\n\nRates and more.\n")
    assert run(commands, ["outline", "--check", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "agreement.txt: 100.000 % of 6" in out and "exhibit.md: 100.000 % of 5" in out


def test_the_outline_marks_what_is_hidden_and_shows_either_view(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word_file(CHANGES + p(r("Secret words", "<w:vanish/>"))))
    assert run(commands, ["outline", str(path)]) == 0
    out = capsys.readouterr().out
    assert "Pay in ten days" in out and "[hidden] Secret words" in out
    assert run(commands, ["outline", "--tracked", "original", str(path)]) == 0
    assert "Pay in thirty days" in capsys.readouterr().out
