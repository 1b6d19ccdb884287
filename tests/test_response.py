"""The response document: what a member sees in it, and what a reader of returned forms relies on."""

import io
import os
import re
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from comparison_builders import (
    DELETE,
    DUTY,
    EQUAL,
    INSERT,
    LONG,
    MONEY,
    NEW_VARIANT,
    OLD_VARIANT,
    SCRIPTS,
    Draft,
    many,
    renamed_and_set_beside,
    unchanged,
    varied,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from contractdiff.errors import TemplateError
from contractdiff.forms import response_document
from contractdiff.forms.excerpts import excerpt, last_words, shortened, word_count
from contractdiff.forms.fields import bookmark_name
from contractdiff.forms.language import ENGLISH
from contractdiff.forms.member import member_form
from contractdiff.forms.notes import benchmark_line, places, reach_lines
from contractdiff.forms.wording import which_way
from contractdiff.model import (
    Benchmark,
    ChangeKind,
    Comparison,
    Direction,
    Edit,
    Like,
    Op,
    Party,
    Priority,
    Reach,
    Role,
    Side,
)
from contractdiff.ooxml.saving import pack
from contractdiff.ooxml.writing import printable
from contractdiff.options import SHOWN_WORDS, ResponseOptions
from contractdiff.resources import template_path

FORM = member_form(ENGLISH)
IDENTITY, OPEN_ROWS = FORM.identity, FORM.open_rows
POSITIONS = tuple(choice.title for choice in FORM.position.choices)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FULL = ResponseOptions(
    agency="Department of Human Services",
    coalition="Illinois Partners",
    return_by="June 17, 2011",
    return_to="contracts@example.org",
)
CASES = {"varied": varied, "unchanged": unchanged, "many": lambda: many(40), "told": renamed_and_set_beside}


class Form:
    """A response document as a program sees it."""

    def __init__(self, document: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.tables = list(self.root.iter(f"{W}tbl"))

    def table(self, title: str) -> etree._Element:
        return next(t for t in self.tables if t.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == title)

    def titles(self) -> list[str]:
        return [t.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") for t in self.tables]

    def rows(self, title: str) -> list[list[str]]:
        return [[words(cell) for cell in row.findall(f"{W}tc")] for row in self.table(title).findall(f"{W}tr")]

    def row(self, title: str, row_id: str) -> list[str]:
        return next(row for row in self.rows(title) if row[0].splitlines()[0] == row_id)

    def text(self) -> str:
        return words(self.root)

    def controls(self) -> Iterator[tuple[str, str, etree._Element]]:
        for control in self.root.iter(f"{W}sdt"):
            properties = control.find(f"{W}sdtPr")
            yield properties.find(f"{W}alias").get(f"{W}val"), properties.find(f"{W}tag").get(f"{W}val"), control


def words(element: etree._Element) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in element.iter(f"{W}p"))


def form(comparison: Comparison, options: ResponseOptions = FULL, template: Path | None = None) -> Form:
    return Form(response_document(comparison, options, template=template))


MATTERING, ADMINISTRATIVE = "Changes that may matter to you", "Administrative changes"
OPEN, FULL_TEXT = "Comments, missed changes and questions", "Old and new text of every change"


def one(kind: ChangeKind, *edits: Edit, **more: object) -> Form:
    """The document for a comparison with this change alone."""
    draft = Draft()
    draft.change(kind, *edits, **more)  # type: ignore[arg-type]
    return form(draft.comparison())


# --- the file -------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [FULL, ResponseOptions()], ids=["full", "empty"])
@pytest.mark.parametrize("case", CASES)
def test_the_audit_finds_nothing(case: str, options: ResponseOptions, tmp_path: Path) -> None:
    path = tmp_path / "response.docx"
    path.write_bytes(response_document(CASES[case](), options))
    result = OpenXmlValidator().validate(path)
    assert result.is_valid and not list(result.errors)


def test_same_input_gives_same_bytes_whatever_the_hash_seed() -> None:
    program = (
        "import hashlib, comparison_builders as b; from contractdiff.forms import response_document as r; "
        "from contractdiff.options import ResponseOptions as O; print(hashlib.sha256(r(b.varied(), O())).hexdigest())"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_a_package_does_not_depend_on_the_order_of_its_parts() -> None:
    parts = {"word/document.xml": b"<a/>", "_rels/.rels": b"<b/>", "[Content_Types].xml": b"<c/>"}
    packed = pack(parts)
    assert packed == pack(dict(reversed(parts.items())))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_properties_say_what_the_file_is_and_nothing_of_how_it_was_made() -> None:
    made = form(varied())
    core = made.parts["docProps/core.xml"].decode()
    assert "<dc:title>Contract changes, FY2011 to FY2012: your response</dc:title>" in core
    assert "<dc:creator>Illinois Partners</dc:creator>" in core and "<dc:language>en-US</dc:language>" in core
    identity = re.search(r"<vt:lpwstr>(FY2012 · [0-9a-f]{8})</vt:lpwstr>", made.parts["docProps/custom.xml"].decode())
    assert identity and f"Form {identity[1]}" in words(etree.fromstring(made.parts["word/footer1.xml"]))
    assert b'name="contractdiff-packet"' in made.parts["docProps/custom.xml"]
    assert not re.search(rb"python-docx|dcterms|rsid", b"".join(made.parts.values()))
    assert b'w:lang w:val="en-US"' in made.parts["word/styles.xml"]


def test_identity_differs_with_the_files() -> None:
    first = unchanged()
    reading = replace(first.new.reading, sha256="0" * 64)
    second = replace(first, new=replace(first.new, reading=reading))
    assert form(first).parts["docProps/custom.xml"] != form(second).parts["docProps/custom.xml"]


def test_time_grows_with_the_number_of_changes() -> None:
    def seconds(number: int) -> float:
        comparison = many(number)
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            response_document(comparison, FULL)
            best = min(best, time.process_time() - start)
        return best

    seconds(10)
    assert seconds(800) < 8 * seconds(200) + 0.05


# --- page one -------------------------------------------------------------------------------------


def test_page_one_tells_who_by_when_how_many_and_what_to_do() -> None:
    text = form(varied()).text()
    page_one = text[: text.index(MATTERING)]
    for said in (
        "Department of Human Services has a new version",
        "Please return this form by June 17, 2011 to contracts@example.org.",
        "We found 21 changes: 3 critical, 14 substantive and 4 administrative.",
        "Answering the ten listed below is enough",
        "The ten that matter most",
        "Count us only",
    ):
        assert said in page_one
    steps = [p for p in form(varied()).root.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='Step']") is not None]
    assert len(steps) == 4


def test_the_ten_that_matter_most_say_how_much_what_about_and_what_changed() -> None:
    draft = Draft()
    late = replace(MONEY, name="Payment terms", direction=Direction.RIGHT_REMOVED)
    summary = "Late Payment, deleted: the Department shall pay interest on what it pays late. " * 2
    for number in range(11):
        draft.change(ChangeKind.MODIFIED, *SHALL, old=f"{number}.", new=f"{number}.", summary="Provider shall report.")
    made = {"priority": Priority.CRITICAL, "flags": (late,), "summary": summary.strip()}
    draft.change(ChangeKind.DELETED, Edit(DELETE, LONG), old="4.6", **made)
    text = form(draft.comparison()).text()
    ten = text[text.index("The ten that matter most") : text.index("Who you are")].splitlines()
    assert ten[1].endswith(f"old: 4.6Critical: payment terms. {summary.strip()}"), "first, and not cut"
    assert ten[2].endswith("Substantive. Provider shall report.")
    assert len([line for line in ten if line.startswith("C-")]) == 10


@pytest.mark.parametrize(
    ("options", "said", "not_said"),
    [
        (ResponseOptions(return_by="May 1"), "Please return this form by May 1.", " to ."),
        (ResponseOptions(return_to="a@b.org"), "Please return this form to a@b.org.", "by "),
        (ResponseOptions(), "The agency has a new version", "Please return"),
        (ResponseOptions(), "send it back to whoever sent it to you", "  "),
    ],
)
def test_page_one_without_some_of_its_options(options: ResponseOptions, said: str, not_said: str) -> None:
    text = form(unchanged(), options).text()
    page_one = text[: text.index("Who you are")]
    assert said in page_one
    assert not_said not in page_one


def test_no_changes_leave_the_open_rows_and_a_plain_sentence() -> None:
    made = form(unchanged())
    assert "We found no change in the wording of the contract." in made.text()
    assert MATTERING not in made.titles() and FULL_TEXT not in made.titles() and OPEN in made.titles()


def test_identity_block_asks_every_question_and_names_nobody_unless_told() -> None:
    made = form(unchanged())
    rows = made.rows("Who you are")
    assert [row[0].startswith(question.title) for row, question in zip(rows[1:], IDENTITY, strict=True)] == [True] * 7
    assert made.row("Who you are", rows[6][0])[1] == "Count us only"
    assert rows[7][1] == "Choose"


# --- the tables -----------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_tables_are_simple_and_said_in_words(case: str) -> None:
    made = form(CASES[case]())
    assert not list(made.root.iter(f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"))
    for table in made.tables:
        properties = table.find(f"{W}tblPr")
        assert properties.find(f"{W}tblLayout").get(f"{W}type") == "fixed"
        assert properties.find(f"{W}tblDescription").get(f"{W}val")
        widths = [column.get(f"{W}w") for column in table.find(f"{W}tblGrid")]
        rows = table.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        for row in rows:
            assert [cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w") for cell in row.findall(f"{W}tc")] == widths
            assert not list(row.iter(f"{W}tbl"))
            assert all(words(cell).strip() for cell in row.findall(f"{W}tc")), "an empty cell"
    visible = made.text()
    for table in made.tables[1:]:
        assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val") in visible


@pytest.mark.parametrize("case", CASES)
def test_every_change_has_one_row_to_answer_in_the_most_serious_first(case: str) -> None:
    comparison = CASES[case]()
    made = form(comparison)
    order = list(Priority)
    listed = sorted(comparison.changes, key=lambda change: (order.index(change.priority), change.id))
    ids = [
        row[0].splitlines()[0]
        for title in (MATTERING, ADMINISTRATIVE)
        if title in made.titles()
        for row in made.rows(title)[1:]
    ]
    assert ids == [change.id for change in listed]
    worded = [change.id for change in comparison.changes if change.kind is not ChangeKind.RENUMBERED]
    if worded:
        assert [row[0] for row in made.rows(FULL_TEXT)[1:]] == worded


def test_answers_can_be_found_again_by_tag_title_and_bookmark() -> None:
    comparison = varied()
    made = form(comparison)
    tags = Counter(tag for _, tag, _ in made.controls())
    wanted = Counter({f"fb:{row}": 1 for row in [c.id for c in comparison.changes] + [r.id for r in OPEN_ROWS]})
    wanted.update(f"pos:{c.id}" for c in comparison.changes if c.priority is not Priority.ADMINISTRATIVE)
    wanted.update(f"who:{question.row}" for question in IDENTITY)
    assert tags == wanted
    aliases = {tag: alias for alias, tag, _ in made.controls()}
    assert aliases["pos:C-001"] == "C-001 position" and aliases["fb:G-01"] == "G-01 feedback"
    for row in [c.id for c in comparison.changes] + [r.id for r in OPEN_ROWS]:
        start = next(b for b in made.root.iter(f"{W}bookmarkStart") if b.get(f"{W}name") == bookmark_name(row))
        assert "".join(t.text for t in start.getnext().iter(f"{W}t")) == row


def test_controls_stand_within_lines_and_choices_store_what_they_show() -> None:
    made = form(varied())
    for alias, tag, control in made.controls():
        assert control.getparent().tag == f"{W}p"
        assert control.find(f"{W}sdtPr/{W}lock") is None
        shown = "".join(t.text for t in control.iter(f"{W}t"))
        waiting = control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
        assert waiting == (shown in ("Choose", "Type here")), alias
        if tag.startswith("pos:"):
            items = control.findall(f"{W}sdtPr/{W}dropDownList/{W}listItem")
            assert tuple(item.get(f"{W}value") for item in items) == POSITIONS
            assert tuple(item.get(f"{W}displayText") for item in items) == POSITIONS
        elif tag.startswith("fb:"):
            # of a plain-text control LibreOffice 7.4 loses the line ends and repeats words
            assert control.find(f"{W}sdtPr/{W}text") is None
    assert b"documentProtection" not in b"".join(made.parts.values())


def test_links_lead_somewhere_and_bookmarks_are_unique() -> None:
    made = form(varied())
    starts = list(made.root.iter(f"{W}bookmarkStart"))
    names = [start.get(f"{W}name") for start in starts]
    assert len(set(names)) == len(names) and len({start.get(f"{W}id") for start in starts}) == len(starts)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in names), "Word allows 40 letters, digits and _"
    links = {link.get(f"{W}anchor") for link in made.root.iter(f"{W}hyperlink")}
    assert links and links <= set(names)


# --- what changed, in words -----------------------------------------------------------------------

SHALL = (Edit(EQUAL, "Provider "), Edit(DELETE, "may"), Edit(INSERT, "shall"), Edit(EQUAL, " report."))
SAME = (Edit(EQUAL, "The same words."),)


@pytest.mark.parametrize(
    ("kind", "edits", "more", "clause", "what"),
    [
        (ChangeKind.MODIFIED, SHALL, {"old": "4.1.", "new": "4.1."}, "4.1", "Was: “may”. Now: “shall”."),
        (ChangeKind.MODIFIED, SHALL, {"old": "4.1.", "new": "4.2."}, "4.1 → 4.2", "Provider may shall report."),
        (ChangeKind.MODIFIED, SHALL, {"old": "", "new": ""}, "“Provider shall report.”", ""),
        (ChangeKind.MODIFIED, SHALL[:2], {"old": "1.", "new": "1."}, "1", "Removed: “may”."),
        (ChangeKind.MODIFIED, (SHALL[0], SHALL[2]), {"old": "1.", "new": "1."}, "1", "Added: “shall”."),
        (ChangeKind.MODIFIED, (SHALL[0], SHALL[2], SHALL[1]), {"old": "1.", "new": "1."}, "1", "Provider may shall"),
        (
            ChangeKind.MODIFIED,
            SHALL,
            {"old": "1.", "new": "9.", "moved": True, "pages": (3, 7)},
            "1 → 9\np. 3 → p. 7",
            "Moved from 1 (p. 3) to 9 (p. 7).",
        ),
        (ChangeKind.ADDED, (Edit(INSERT, "New."),), {"new": "7.4."}, "new: 7.4", "Added.\nNew."),
        (ChangeKind.DELETED, (Edit(DELETE, "Old."),), {"old": "7.4."}, "old: 7.4", "Deleted.\nOld."),
        (ChangeKind.MOVED, SAME, {"old": "1.", "new": "9."}, "1 → 9", "Moved from 1 to 9. The words are the same."),
        (ChangeKind.MOVED, SAME, {"old": "(a)", "new": "(a)"}, "(a)", "Moved to another place in the contract."),
        (ChangeKind.RENUMBERED, SAME, {"old": "1.", "new": "2."}, "1 → 2", "Renumbered: 1 is now 2. The words"),
        (
            ChangeKind.RENAMED,
            (Edit(DELETE, "Provider"), Edit(INSERT, "Grantee")),
            {},
            "Whole contract",
            "“Provider” is now “Grantee” throughout.",
        ),
        (
            ChangeKind.MODIFIED,
            (Edit(EQUAL, "Rate\t"), Edit(DELETE, "$5"), Edit(INSERT, "$4")),
            {"old": "2.", "new": "2."},
            "2",
            "Rate | $5 $4",
        ),
        (
            ChangeKind.MODIFIED,
            (*SHALL, Edit(OLD_VARIANT, ' "x"'), Edit(NEW_VARIANT, " “x”")),
            {"old": "2.", "new": "2."},
            "2",
            "report. “x”",
        ),
    ],
)
def test_clause_and_change_in_words(
    kind: ChangeKind, edits: tuple[Edit, ...], more: dict[str, object], clause: str, what: str
) -> None:
    row = one(kind, *edits, **more).row(MATTERING, "C-001")
    assert row[1] == clause
    assert what in row[2]


def test_divided_and_joined_clauses_are_named_on_both_sides() -> None:
    made = form(varied())
    assert made.row(MATTERING, "C-007")[2].startswith("Split: 10 is now 2 clauses: 10.1; 10.2.")
    assert made.row(MATTERING, "C-008")[2].startswith(
        "Merged: 6 clauses (11.1; 11.2; 11.3; 11.4 and 2 more) are now 11."
    )


def test_reasons_and_priority_stand_in_the_row() -> None:
    flags = (replace(DUTY, name="Duties"), replace(MONEY, name="Payment terms"), replace(DUTY, name="Duties", old="x"))
    row = one(ChangeKind.MODIFIED, *SHALL, old="1.", new="1.", flags=flags).row(MATTERING, "C-001")
    assert row[0] == "C-001\nSubstantive"
    assert row[3].splitlines() == [
        f"Duties. A duty added; falls on the provider. {DUTY.why} Ask: {DUTY.question}",
        f"Payment terms. Shorter than before; falls on the provider. {MONEY.why} Ask: {MONEY.question}",
    ]


def test_of_many_reasons_two_are_given_in_full_and_the_way_is_told_once() -> None:
    names = ("Payment terms", "Records", "Audit", "Insurance")
    flags = tuple(replace(MONEY, name=name) for name in names)
    row = one(ChangeKind.MODIFIED, *SHALL, old="1.", new="1.", flags=flags).row(MATTERING, "C-001")
    assert row[3].splitlines() == [
        f"Payment terms. Shorter than before; falls on the provider. {MONEY.why} Ask: {MONEY.question}",
        f"Records. {MONEY.why} Ask: {MONEY.question}",
        "Also: Audit; Insurance.",
    ]


@pytest.mark.parametrize("way", Direction)
@pytest.mark.parametrize("party", Party)
def test_every_way_and_party_is_said_in_words(way: Direction, party: Party) -> None:
    said = which_way(replace(DUTY, direction=way, on=party), ENGLISH)
    assert said.startswith(which_way(replace(DUTY, direction=way, on=None), ENGLISH)[:-1])
    falls = way is Direction.DUTY_ADDED or (party is not Party.AGENCY and "right" not in said)
    assert ("falls on" in said, "concerns" in said) == (falls, not falls)
    assert "_" not in said and said[0].isupper() and said.endswith(".")


def test_deleted_words_are_struck_and_inserted_words_underlined() -> None:
    made = one(ChangeKind.MODIFIED, *SHALL, old="1.", new="1.")
    runs = [
        (run.find(f"{W}rPr/{W}rStyle").get(f"{W}val"), "".join(run.itertext()).strip())
        for run in made.table(MATTERING).iter(f"{W}r")
        if run.find(f"{W}rPr/{W}rStyle") is not None
    ]
    assert runs.index(("Deleted", "may")) < runs.index(("Inserted", "shall"))
    styles = made.parts["word/styles.xml"].decode()
    assert re.search(r'"Deleted">.*?<w:strike/><w:color w:val="9C0006"/>', styles, re.S)
    assert re.search(r'"Inserted">.*?<w:color w:val="00612E"/><w:u w:val="single"/>', styles, re.S)


@pytest.mark.parametrize("ink", ["9C0006", "00612E", "404040", "595959", "0B4C8C", "1F3350"])
@pytest.mark.parametrize("paper", ["FFFFFF", "FFF8E1", "DCE5EE"])
def test_colours_can_be_read(ink: str, paper: str) -> None:
    def luminance(colour: str) -> float:
        channels = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert (luminance(paper) + 0.05) / (luminance(ink) + 0.05) >= 4.5


def test_administrative_changes_are_folded_not_dropped() -> None:
    made = form(varied())
    assert made.rows(ADMINISTRATIVE)[0][::3] == ["Change ID", "Your feedback"]
    assert made.row(ADMINISTRATIVE, "C-021")[2] == "Was: “2011”. Now: “2012”."


# --- what is told of a change beside its words ----------------------------------------------------

ASTRAY = "References that point elsewhere"


def test_a_rename_is_one_row_and_its_clauses_stand_in_the_appendix() -> None:
    made = form(renamed_and_set_beside())
    row = made.row(MATTERING, "C-005")
    assert row[1] == "Whole contract"
    assert row[2].startswith("“Provider” is now “Grantee” throughout: 23 places in 10 clauses. Still ")
    assert "The clauses, in Appendix A" in row[2] and row[2].count("Grantee") == 1
    appendix = made.row(FULL_TEXT, "C-005")
    assert appendix[1:3] == ["10 clauses", "Provider\nIn 1, 2, 3, 4, 5, 6, 7, 8, 9, 10."]
    page_one = made.text()[: made.text().index(MATTERING)]
    assert "Throughout, “Provider” is now “Grantee” (C-005); the other rows do not mark this again." in page_one


def test_a_renamed_term_reads_as_in_the_new_version_elsewhere() -> None:
    made = form(renamed_and_set_beside())
    assert "“Costs” means all some costs of the Grantee." in made.row(MATTERING, "C-001")[2]
    assert made.row(FULL_TEXT, "C-001")[2] == "“Costs” means all costs of the Provider."


def test_more_renames_than_page_one_names_are_counted() -> None:
    draft = Draft()
    for letter in "ABCDE":
        draft.change(ChangeKind.RENAMED, Edit(DELETE, letter), Edit(INSERT, letter * 2))
    text = form(draft.comparison()).text()
    assert "“B” is now “BB” (C-002), “C” is now “CC” (C-003) and 2 more terms are renamed;" in text


def test_references_gone_astray_stand_in_a_table_of_their_own() -> None:
    made = form(renamed_and_set_beside())
    begins = "“As Section 2 says, and Section …”"
    assert made.rows(ASTRAY)[1:] == [
        ["2", "As Section 2 says, and Section 40 does not.", f"2 {begins}", "13 “Same.” (before: 12)"],
        ["2", "As Section 2 says, and Section 40 does not.", f"2 {begins}", "A clause that was deleted."],
        ["3", "As Section 3 says, and Section 40 does not.", "Nothing: there is no such clause.", "1 Parties"],
        [
            "4",
            "As Section 4 says, and Section 40 does not.",
            "Nothing: there is no such clause.",
            "Nothing: the old version has the same fault.",
        ],
        ["5", "elsewhere", "Nothing: there is no such clause.", "The reference is new."],
    ]
    strong = [
        "".join(run.itertext())
        for run in made.table(ASTRAY).iter(f"{W}r")
        if run.find(f"{W}rPr/{W}rStyle[@{W}val='Strong']") is not None
    ]
    assert strong[:4] == ["2", "Section 2", "2", "Section 2"]
    text = made.text()
    assert "5 references in the new version point to another clause than before, or to none: Appendix D." in text
    assert "Renumbered along with the clause they point to, and therefore not marked: 1." in text
    assert "Changed to point to another clause, as the changes show: 1." in text
    assert "The old version has 1 reference that points nowhere: 4 (“Section 40”)." in text


def test_where_no_reference_is_astray_a_sentence_says_so() -> None:
    told = renamed_and_set_beside()
    whole = form(replace(told, references=told.references[1:2]))
    assert ASTRAY not in whole.titles() and "Appendix D" not in whole.text()
    assert "1 reference from one clause to another found in the new version." in whole.text()
    assert "None points elsewhere than before, or nowhere." in whole.text()
    assert "No references from one clause to another were found" in form(replace(told, references=())).text()


def test_a_changed_definition_says_who_uses_the_term() -> None:
    made = form(renamed_and_set_beside())
    assert made.row(MATTERING, "C-001")[3].endswith("“Costs” is used in 9 other clauses: 1, 2, 3, 4, 5 and 4 more.")
    assert made.row(FULL_TEXT, "C-001")[4].endswith("“Costs” is used in 9 other clauses: 1, 2, 3, 4, 5, 6, 7, 8, 9.")


@pytest.mark.parametrize(
    ("side", "clauses", "said"),
    [
        (Side.NEW, (0,), "“Costs” is used in 1 other clause: 1."),
        (Side.OLD, (0, 1), "“Costs” was used in the old version in 2 other clauses: 1, 2."),
    ],
)
def test_reach_in_words(side: Side, clauses: tuple[int, ...], said: str) -> None:
    made = renamed_and_set_beside()
    ids = tuple(made.unchanged[place][0 if side is Side.OLD else 1] for place in clauses)
    change = replace(made.changes[0], reach=(Reach(term="Costs", side=side, clauses=ids),))
    assert reach_lines(made, change, ENGLISH) == (said,)


def test_clauses_cited_alike_are_named_once_and_counted_each() -> None:
    draft = Draft()
    ids = [draft.clause(Side.NEW, f"{n}.", "x") for n in range(1, 5)]
    ids[2:2] = [draft.clause(Side.NEW, None, "under two", parent=ids[1]) for _ in range(3)]
    clauses = sorted(draft.new, key=lambda clause: ids.index(clause.id))
    contract = replace(draft.comparison().new, clauses=tuple(clauses))
    assert places(contract, ids, ENGLISH) == "1, 2, 3, 4"
    assert places(contract, ids, ENGLISH, 2) == "1, 2 and 2 more"


@pytest.mark.parametrize(
    ("kind", "like", "said"),
    [
        (ChangeKind.MODIFIED, Like.OLD, " still reads like the old version, in 3: “Their words.”"),
        (ChangeKind.MODIFIED, Like.NEW, " also has the new words, in 3: “Their words.”"),
        (ChangeKind.SPLIT, Like.OTHER, " reads otherwise, in 3: “Their words.”"),
        (ChangeKind.MERGED, Like.ABSENT, ": no such clause was found."),
        (ChangeKind.ADDED, Like.ABSENT, ": no such clause was found."),
        (ChangeKind.ADDED, Like.OLD, ": no such clause was found."),
        (ChangeKind.ADDED, Like.NEW, " also has this clause, in 3: “Their words.”"),
        (ChangeKind.DELETED, Like.OLD, " still has this clause, in 3: “Their words.”"),
        (ChangeKind.DELETED, Like.ABSENT, ": no such clause was found either."),
        (ChangeKind.RENAMED, Like.OLD, " still uses the old name."),
        (ChangeKind.RENUMBERED, Like.OLD, None),
        (ChangeKind.MOVED, Like.OLD, None),
    ],
)
def test_how_another_contract_reads_in_words(kind: ChangeKind, like: Like, said: str | None) -> None:
    made = renamed_and_set_beside()
    found = Benchmark(like=like, clause=made.unchanged[2][0], text="Their words.")
    if "was found" in (said or "") or kind is ChangeKind.RENAMED:
        found = Benchmark(like=like)
    change = replace(made.changes[0], kind=kind, benchmark=found)
    assert benchmark_line(made, change, ENGLISH) == (("Children FY2011", said) if said else ("", ""))


def test_another_contract_is_told_in_the_row_on_page_one_and_in_the_note_on_reading() -> None:
    made = form(renamed_and_set_beside())
    assert "Children FY2011 still reads like the old version, in 4: “…”" in made.row(MATTERING, "C-001")[2]
    assert made.row(FULL_TEXT, "C-003")[4].endswith("Children FY2011 reads: “No audit is due here.”")
    assert "Children" not in made.row(ADMINISTRATIVE, "C-004")[2]
    text = made.text()
    assert "In one of them Children FY2011, another contract, still reads like the old version." in text
    assert "Each change of words was set beside Children FY2011, another contract: children.docx (Word, " in text
    assert "How it reads there: 1 like the old version, 1 otherwise and 1 where no such clause was found." in text
    assert "children.docx: A picture of theirs was not read." in text


def test_what_a_person_paired_is_said_and_counted() -> None:
    made = form(renamed_and_set_beside())
    assert made.row(MATTERING, "C-002")[2].splitlines()[-2] == "Paired by hand."
    assert made.row(MATTERING, "C-003")[2].splitlines()[-1] == "Set apart by hand."
    assert "In 2 changes, marked “by hand”, a person decided which clauses belong together." in made.text()


def test_a_clause_written_anew_is_shown_side_by_side_with_what_it_kept() -> None:
    lines = form(renamed_and_set_beside()).row(MATTERING, "C-002")[2].splitlines()
    assert lines[0] == "Written anew. Kept: “keep books, records”, “the Auditor General”."
    assert lines[1].startswith("Was: The Provider shall") and lines[2].startswith("Now: ")
    assert all(line.endswith("…") for line in lines[1:3])
    assert lines[-1] == "Shortened. Full text in Appendix A"


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ((Edit(EQUAL, "Rate\t"), Edit(DELETE, "$5"), Edit(INSERT, "$4")), "Was: “$5”. Now: “$4”.\nRate | $5 $4"),
        ((Edit(EQUAL, "Rate"), Edit(INSERT, "\t31"), Edit(EQUAL, "\t$4")), "Added: “31”.\nRate | 31 | $4"),
        ((Edit(EQUAL, "Rate\t$4"), Edit(DELETE, "\t")), "Removed: an empty cell.\nRate | $4 | "),
        ((Edit(EQUAL, "Rate\t$4"), Edit(INSERT, "\t")), "Added: an empty cell.\nRate | $4 | "),
    ],
)
def test_cells_of_a_table_row(edits: tuple[Edit, ...], told: str) -> None:
    made = one(ChangeKind.MODIFIED, *edits, old="", new="", role=Role.TABLE_ROW)
    assert made.row(MATTERING, "C-001")[2] == told


def test_a_line_to_write_on_is_no_part_of_a_name() -> None:
    made = one(ChangeKind.ADDED, Edit(INSERT, f"DUNS number\t{'_' * 22}"), new="", role=Role.TABLE_ROW)
    assert made.row(MATTERING, "C-001")[1] == "new: table row, “DUNS number”"


# --- long texts -----------------------------------------------------------------------------------


def test_a_long_clause_is_shortened_around_its_edits_and_whole_in_the_appendix() -> None:
    made = form(varied())
    row = made.row(MATTERING, "C-003")
    assert "… them available" in row[2] and "may shall" in row[2] and "Full text in Appendix A" in row[2]
    assert word_count(row[2]) < 2 * SHOWN_WORDS
    change = varied().changes[2]
    appendix = made.row(FULL_TEXT, "C-003")
    assert appendix[2] == "".join(e.text for e in change.edits if e.op in (EQUAL, DELETE, OLD_VARIANT))
    assert appendix[4] == "".join(e.text for e in change.edits if e.op in (EQUAL, INSERT, NEW_VARIANT))


def test_rows_are_kept_whole_unless_they_could_be_taller_than_a_page() -> None:
    made = form(varied())
    rows = {words(row).splitlines()[0]: row for row in made.table(MATTERING).findall(f"{W}tr")}
    whole = {row_id for row_id, row in rows.items() if row.find(f"{W}trPr/{W}cantSplit") is not None}
    assert {"C-001", "C-003", "C-004", "C-017"} <= whole
    assert "C-011" not in whole, "its reason alone is 600 Chinese characters in a narrow column"


EDITS = st.lists(
    st.builds(Edit, st.sampled_from(list(Op)), st.text(" \tabc,文\u0301", min_size=1, max_size=400)), max_size=12
)


@given(EDITS, st.integers(20, 150))
def test_an_excerpt_is_short_and_says_so(edits: list[Edit], limit: int) -> None:
    shown, is_short = excerpt(edits, limit)
    assert sum(word_count(edit.text) for edit in shown) <= limit + len(shown) + 2
    everything = "".join(e.text for e in edits if e.op is not Op.OLD_VARIANT)
    assert is_short or Counter("".join(e.text for e in shown)) == Counter(everything)
    assert all(a.op is not b.op for a, b in pairwise(shown))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Notwithstanding the foregoing", "Notwithstanding …", "… the foregoing"),
        ("one two three four", "one two …", "… three four"),
        ("two words", "two words", "two words"),
        ("https://www.example.org/" + "a" * 60, "https://www.example.org/ …", "… " + "a" * 24),
        ("服务提供者应当", "服务提供 …", "… 者应当"),
    ],
)
def test_a_text_is_cut_between_words(text: str, first: str, last: str) -> None:
    assert (shortened(text, 2), last_words(text, 2)) == (first, last)


# --- any text -------------------------------------------------------------------------------------


@pytest.mark.parametrize("script", SCRIPTS)
def test_unusual_text_arrives(script: str) -> None:
    text = SCRIPTS[script]
    made = one(ChangeKind.ADDED, Edit(INSERT, text), new="1.")
    assert made.row(FULL_TEXT, "C-001")[4] == printable(text)
    assert "\x07" not in made.text()


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=60), st.text(st.characters(), max_size=20))
def test_any_text_makes_a_sound_file(text: str, name: str) -> None:
    draft = Draft(old_name=name, new_name=name)
    draft.change(
        ChangeKind.MODIFIED, Edit(EQUAL, text + " "), Edit(DELETE, text or "x"), old=text, new="", heading=text or None
    )
    made = form(draft.comparison(), ResponseOptions(agency=name, coalition=text, return_by=name, return_to=text))
    shown = re.sub(r"\r\n?|[\u2028\u2029]", "\n", printable(text)).replace("\t", " | ")
    assert re.sub(r"\s", "", shown) in re.sub(r"\s", "", made.row(FULL_TEXT, "C-001")[2])


# --- templates ------------------------------------------------------------------------------------


def altered(tmp_path: Path, alter: Callable[[dict[str, bytes]], None], name: str = "letterhead.docx") -> Path:
    with zipfile.ZipFile(template_path("response.docx")) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    alter(parts)
    path = tmp_path / name
    path.write_bytes(pack(parts))
    return path


def replacing(part: str, *pairs: tuple[str, str]) -> Callable[[dict[str, bytes]], None]:
    def alter(parts: dict[str, bytes]) -> None:
        for old, new in pairs:
            assert old.encode() in parts[part]
            parts[part] = parts[part].replace(old.encode(), new.encode())

    return alter


BODY, FOOTER, STYLES = "word/document.xml", "word/footer1.xml", "word/styles.xml"


@pytest.mark.parametrize(
    ("alter", "said"),
    [
        (replacing(BODY, ("{{content}}", "Dear member")), "Type {{content}}"),
        (replacing(BODY, ("<w:p>", "<w:tbl><w:tr><w:tc><w:p>"), ("</w:p>", "</w:p></w:tc></w:tr></w:tbl>")), "tables"),
        (replacing(FOOTER, ("{{form}}", "Page")), "lacks the mark {{form}}"),
        (replacing(STYLES, ('w:styleId="CellText"', 'w:styleId="X"'), ("Cell Text", "X")), "Cell Text"),
        (replacing("[Content_Types].xml", ("document.main+xml", "macro+xml")), "macros"),
        (replacing(STYLES, ("</w:styles>", "")), "damaged"),
        (lambda parts: parts.pop(STYLES), "damaged"),
        (lambda parts: parts.pop("[Content_Types].xml"), "damaged"),
        (lambda parts: parts.pop("_rels/.rels"), "no Word document"),
    ],
)
def test_a_template_that_lacks_something_is_refused_in_plain_words(
    alter: Callable[[dict[str, bytes]], None], said: str, tmp_path: Path
) -> None:
    with pytest.raises(TemplateError, match=re.escape(said)) as refused:
        form(unchanged(), template=altered(tmp_path, alter))
    assert "letterhead.docx" in str(refused.value) and refused.value.exit_code == 6


@pytest.mark.parametrize(
    ("data", "said"), [(None, "no template"), (b"", "cannot be opened"), (b"PK\x03\x04", "cannot")]
)
def test_a_template_that_is_no_word_file_is_refused(data: bytes | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "letterhead.docx"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(TemplateError, match=said):
        form(unchanged(), template=path)


def test_a_restyled_template_is_followed(tmp_path: Path) -> None:
    """Portrait A4, styles whose ids another program changed, a mark divided between runs, saved as .dotx."""

    def alter(parts: dict[str, bytes]) -> None:
        replacing(BODY, ('w:w="15840" w:h="12240" w:orient="landscape"', 'w:w="11906" w:h="16838"'))(parts)
        replacing(STYLES, ('w:styleId="CellText"', 'w:styleId="Zelle"'), ('"CellText"', '"Zelle"'))(parts)
        replacing(FOOTER, ("{{form}}", "Our coalition: {{fo</w:t></w:r><w:r><w:t>rm}} of {{coalition}}"))(parts)
        replacing("[Content_Types].xml", ("document.main+xml", "template.main+xml"))(parts)

    made = form(varied(), template=altered(tmp_path, alter, "letterhead.dotx"))
    path = tmp_path / "response.docx"
    path.write_bytes(pack(made.parts))
    assert OpenXmlValidator().validate(path).is_valid
    assert {int(t.find(f"{W}tblPr/{W}tblW").get(f"{W}w")) // 100 for t in made.tables} == {104}
    used = {style.get(f"{W}val") for style in made.root.iter(f"{W}pStyle")}
    assert "Zelle" in used and "CellText" not in used
    footer = words(etree.fromstring(made.parts[FOOTER]))
    assert re.match(r"Our coalition: Form FY2012 · [0-9a-f]{8} of Illinois Partners", footer)
    assert b"template.main" not in made.parts["[Content_Types].xml"]


def test_properties_of_a_template_do_not_leak(tmp_path: Path) -> None:
    def alter(parts: dict[str, bytes]) -> None:
        parts["docProps/core.xml"] = b"<secret/>"
        parts["docProps/meta.xml"] = b"<secret/>"
        kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        core = f'<Relationship Id="rId9" Type="{kind}" Target="docProps/meta.xml"/></Relationships>'
        replacing("_rels/.rels", ("</Relationships>", core))(parts)

    made = form(unchanged(), template=altered(tmp_path, alter))
    assert b"secret" not in b"".join(made.parts.values())


def test_the_template_is_what_its_xml_makes() -> None:
    folder = template_path("response.docx").parent / "response"
    parts = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert template_path("response.docx").read_bytes() == pack(parts), "run templates/make_templates.py"


def test_a_missing_template_is_told_as_a_fault_of_the_installation() -> None:
    with pytest.raises(TemplateError, match="Install contractdiff anew"):
        template_path("no-such.docx")


def test_appendix_tells_how_the_files_were_read() -> None:
    text = form(varied()).text()
    for said in (
        "3 insertions, 1 deletion, by DHS Legal, R. Roe; read as accepted",
        "running head: 38 times, e.g. “State of Illinois GRANT AGREEMENT Page 1 of 38”",
        "Page 12: This page holds no text; it may be a scan.",
        "PDF, 38 pages",
        "The files have little in common.",
        "7d793037a0760186574b0282f2f435e7" * 2,
        "What is not compared",
    ):
        assert said in text


def test_long_change_is_not_a_page_of_words() -> None:
    """What the biggest clause takes in the change table does not depend on its length."""
    small, large = (
        one(ChangeKind.ADDED, Edit(INSERT, LONG * times), new="1.").row(MATTERING, "C-001")[2] for times in (20, 200)
    )
    assert small == large
