"""Scanned pages: pages of the samples printed as pictures here, and read; and what counts as a misreading."""

import ctypes
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from builders import check_comparison, contract, paragraphs
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter
from rapidfuzz.distance import Levenshtein

from contractdiff import api
from contractdiff.align import align_contracts
from contractdiff.diff import diff_alignment, diff_wordings
from contractdiff.errors import NoTextError
from contractdiff.model import Comparison, Contract, NoticeCode, Op, Priority, Role, Side
from contractdiff.options import ReadOptions
from contractdiff.readers import read_source
from contractdiff.readers.pdf.drawings import Rule
from contractdiff.readers.pdf.flow import Flow, flow_of
from contractdiff.readers.pdf.lines import rows
from contractdiff.readers.pdf.pages import Page
from contractdiff.readers.pdf.recognition import picture
from contractdiff.readers.pdf.recognition.engine import find_engine
from contractdiff.readers.pdf.recognition.hocr import read_hocr
from contractdiff.readers.pdf.recognition.labels import mended
from contractdiff.readers.pdf.recognition.telling import page_list
from contractdiff.readers.pdf.recognition.unread import with_unread
from contractdiff.readers.pdf.words import Word
from contractdiff.text import fold_token, looks_alike

SAMPLE = Path(__file__).parents[1] / "samples" / "fy2011.pdf"
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


# What is a misreading


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Department", "Departrnent"),
        ("modem", "modern"),
        ("will", "wi11"),
        ("Section 1", "Section l"),
        ("10", "1O"),
        ("(l)", "(1)"),
        ("law", "lavv"),
        ("clear", "dear"),
        ("$5,000", "S5,000"),
        ("§ 41", "5 41"),
        ("office", "oﬃce"),
        ("“Term”", "\"Term''"),
        ("parties;", "parties,"),
        ("Provider", "Prov ider"),
        ("of the", "ofthe"),
        ("Agreement", "Agreement."),
        ("compañía", "compania"),
        ("1,000", "1.000"),
        ("☐", "[]"),
        ("☐", "O"),
        ("•", "e"),
        ("☒", "[X]"),
    ],
)
def test_what_looks_alike(one: str, other: str) -> None:
    assert looks_alike(one, other)
    assert looks_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("30", "80"),
        ("10", "16"),
        ("1.50", "150"),
        ("4.1", "41"),
        ("$5,000", "55,000"),
        ("10%", "1096"),
        ("2011", "2012"),
        ("shall", "may"),
        ("shall", "should"),
        ("not", "now"),
        ("without", "within"),
        ("increase", "decrease"),
        ("employer", "employee"),
        ("thirty", "forty"),
        ("July", "June"),
        ("☐", "☒"),
        ("☐", "2"),
        ("-5", "5"),
        ("notice", ""),
    ],
)
def test_what_does_not_look_alike(one: str, other: str) -> None:
    assert not looks_alike(one, other)
    assert not looks_alike(other, one)


@given(st.text(alphabet="0123456789lIOoSs.,()", max_size=8), st.text(alphabet="0123456789lIOoSs.,()", max_size=8))
def test_no_digit_is_taken_for_another_digit(one: str, other: str) -> None:
    if one.isdecimal() and other.isdecimal() and one != other:
        assert not looks_alike(one, other)
    assert looks_alike(one, other) == looks_alike(other, one)


OTHER_WORDS = (
    "2. Records. The Provider shall keep complete records of every service that is furnished under this Agreement, and "
    "shall show them to the Department and to any auditor it names on request, within a reasonable time."
)


def scanned(old: str, new: str, *, sides: str = "new") -> Comparison:
    """What changed between two clauses, of which one or both were recognised, among others that were not."""
    left, right = contract(paragraphs(old, OTHER_WORDS)), contract(paragraphs(new, OTHER_WORDS), Side.NEW)

    def recognised(version: Contract) -> Contract:
        first, *rest = version.clauses
        return replace(version, clauses=(replace(first, recognised=True), *rest))

    left, right = recognised(left) if "old" in sides else left, recognised(right) if "new" in sides else right
    return diff_alignment(left, right, align_contracts(left, right))


def edits(made: Comparison) -> list[tuple[str, str]]:
    return [
        (edit.op.value, edit.text)
        for change in made.changes
        for edit in change.edits
        if edit.op in (Op.DELETE, Op.INSERT)
    ]


SENTENCE = (
    "1. Payment. The Department shall pay the Provider thirty (30) days after the invoice, unless it is disputed."
)


@pytest.mark.parametrize("sides", ["new", "old new"])
@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Department", "Departrnent"),  # shapes
        ("Provider", "Provlder"),
        ("thirty (30)", "thirty (3O)"),
        ("invoice", "in voice"),
        ("pay the", "paythe"),
        ("invoice,", "invoice."),
        ("disputed", "dispufed"),
        ("disputed", "dispxted"),  # no word, off by one letter
        ("pay", "pay ' ."),  # dirt
        ("1. Payment", "l. Payment"),
        ("disputed", "_disputed"),
    ],
)
def test_misreadings_are_no_edits(printed: str, read: str, sides: str) -> None:
    assert printed in SENTENCE
    made = scanned(SENTENCE, SENTENCE.replace(printed, read), sides=sides)
    assert not made.changes


@pytest.mark.parametrize(
    ("printed", "read", "expected"),
    [
        ("thirty (30)", "forty (40)", [("-", "thirty (30)"), ("+", "forty (40)")]),
        ("(30)", "(80)", [("-", "thirty (30)"), ("+", "thirty (80)")]),
        ("shall", "may", [("-", "shall"), ("+", "may")]),
        ("shall pay", "shall not pay", [("+", "not ")]),
        ("unless", "if", [("-", "unless"), ("+", "if")]),
        ("invoice", "notice", [("-", "invoice"), ("+", "notice")]),
        ("The Department", "The Provider", [("-", "Department"), ("+", "Provider")]),
        ("disputed", "furnished", [("-", "disputed"), ("+", "furnished")]),
        ("days", "day", [("-", "days"), ("+", "day")]),
        ("after", "before", [("-", "after"), ("+", "before")]),
    ],
)
def test_what_may_be_a_change_stays_an_edit(printed: str, read: str, expected: list[tuple[str, str]]) -> None:
    assert edits(scanned(SENTENCE, SENTENCE.replace(printed, read, 1))) == expected


def test_a_change_is_shown_without_the_misreadings_around_it() -> None:
    read = SENTENCE.replace("Payment", "Payrnent").replace("Department", "Departrnent").replace("it", "lt")
    made = scanned(SENTENCE, read.replace("thirty (30)", "ten (10)").replace("invoice,", "invoice ."))
    assert edits(made) == [("-", "thirty (30)"), ("+", "ten (10)")]
    check_comparison(made)


def test_without_recognition_every_letter_counts() -> None:
    left, right = (
        contract(paragraphs(SENTENCE)),
        contract(paragraphs(SENTENCE.replace("Provider", "Provlder")), Side.NEW),
    )
    assert len(diff_alignment(left, right, align_contracts(left, right)).changes) == 1


def alike(one: str, other: str) -> bool:
    return looks_alike(one, other)


@given(st.lists(st.sampled_from("the tbe rn m 1 l 30 3O shall , . pay not".split()), max_size=12), st.randoms())
def test_edits_hold_both_wordings_and_are_the_same_the_other_way_round(words: list[str], chance: random.Random) -> None:
    old = " ".join(words)
    new = " ".join(chance.choice([word, word.replace("m", "rn"), word.replace("l", "1"), "the"]) for word in words)
    made, turned = diff_wordings(old, new, alike), diff_wordings(new, old, alike)
    assert "".join(edit.text for edit in made if edit.op not in (Op.INSERT, Op.NEW_VARIANT)) == old
    assert "".join(edit.text for edit in made if edit.op not in (Op.DELETE, Op.OLD_VARIANT)) == new
    swap = {Op.DELETE: Op.INSERT, Op.OLD_VARIANT: Op.NEW_VARIANT}
    swap |= {there: here for here, there in swap.items()}
    assert sorted((swap.get(edit.op, edit.op).value, edit.text) for edit in turned) == sorted(
        (edit.op.value, edit.text) for edit in made
    )


# Words and labels


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("ARTICLE Il", "ARTICLE II"),
        ("ARTICLE X11", "ARTICLE XII"),
        ("ARTICLE l", "ARTICLE I"),
        ("ARTICLE 11", "ARTICLE 11"),
        ("FXHIBIT D", "EXHIBIT D"),
        ("PAYMENT D", "PAYMENT D"),
        ("Section 4.1", "Section 4.1"),
        ("4.l. Costs", "4.1. Costs"),
        ("2.7... Costs", "2.7. Costs"),
        ("14.4, Costs", "14.4. Costs"),
        ("1O. Costs", "10. Costs"),
        ("(a} Costs", "(a) Costs"),
        ("(ii), Costs", "(ii) Costs"),
        ("Il faut", "Il faut"),
        ("I, too", "I, too"),
        ("5, Costs", "5. Costs"),
        ("2010, Costs", "2010, Costs"),
    ],
)
def test_labels_are_put_right_where_their_shape_leaves_no_other_reading(read: str, expected: str) -> None:
    first, *rest = read.split()
    # words after a label stand apart from it
    words = [
        Word(first, 72, 90, 100, 12),
        *(Word(text, 120 + 50 * at, 160 + 50 * at, 100, 12) for at, text in enumerate(rest)),
    ]
    assert " ".join(word.text for word in mended(words)) == expected


def test_a_number_in_a_sentence_is_no_label() -> None:
    words = [Word("5,", 72, 80, 100, 12), Word("and", 83, 100, 100, 12)]
    assert mended(words) == words


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [((4,), "Page 4"), ((3, 4, 5), "Pages 3 to 5"), ((2, 5, 6, 9), "Pages 2, 5 to 6 and 9"), ((1, 3), "Pages 1 and 3")],
)
def test_pages_are_listed_as_a_person_would(numbers: tuple[int, ...], expected: str) -> None:
    assert page_list(numbers) == expected


def test_words_of_hocr_have_place_size_and_confidence() -> None:
    hocr = """<html><body><span class='ocr_line' title="bbox 300 100 600 145; baseline 0 -10; x_size 45">
      <span class='ocrx_word' title='bbox 300 100 400 135; x_wconf 96'>The</span>
      <span class='ocrx_word' title='bbox 420 100 600 145; x_wconf 41'>Pro&amp;ider</span></span></body></html>"""
    (line,) = read_hocr(hocr, 300)
    assert [(found.word.text, found.word.x0, found.word.base, found.word.size, found.sure) for found in line] == [
        ("The", 72.0, 32.4, 12.0, 96.0),
        ("Pro&ider", 100.8, 32.4, 12.0, 41.0),
    ]
    assert [found.doubtful for found in line] == [False, True]


# Whole pages


def scan(pages: list[int], target: Path, *, change: Callable[[Image.Image], Image.Image] | None = None) -> Path:
    """Pages of the sample (counted from 0) as pictures: a little askew, blurred and noisy, as paper is."""
    document = pypdfium2.PdfDocument(SAMPLE)
    noise = np.random.default_rng(7)
    images = []
    for at in pages:
        page = document[at].render(scale=300 / 72, grayscale=True).to_pil().convert("L")
        page = page.rotate(0.6, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.7))
        shades = np.asarray(page, dtype=np.float64) * 0.95 + noise.normal(0, 10, (page.height, page.width))
        page = Image.fromarray(shades.clip(0, 255).astype(np.uint8))
        images.append(change(page) if change else page)
    document.close()
    images[0].save(target, save_all=True, append_images=images[1:], resolution=300, quality=70)
    return target


def cut(pages: list[int], target: Path) -> Path:
    """Pages of the sample as they are."""
    document, part = pypdfium2.PdfDocument(SAMPLE), pypdfium2.PdfDocument.new()
    part.import_pages(document, pages=pages)
    part.save(target)
    return target


def words_of(version: Contract) -> list[str]:
    texts = (f"{clause.label or ''} {clause.wording}" for clause in version.clauses)
    return [fold_token(word) for text in texts for word in text.split()]


# The foot of a recognised page: the signs of notes are small, and often lost or misread


def foot(signs: list[str], notes: list[str], *, ruled: bool = True, recognised: bool = True) -> Flow:
    """A page of which every third line ends in one of the signs, with these notes below a short rule."""
    words = []
    for at, sign in enumerate(signs):
        for line in range(3):
            y = 90 + 14 * (3 * at + line)
            words += [Word("records", 72 + 60 * n, 120 + 60 * n, y, 12) for n in range(7)]
        words[-1] = words[-1]._replace(text=f"records.{sign}", sign=sign)
    for at, note in enumerate(notes):
        for n, text in enumerate(note.split()):
            words.append(Word(text, 72 + 40 * n, 108 + 40 * n, 700 + 10 * at, 9))
    rules = [Rule(72, 690, 210, 691)] if ruled else []
    drawn = {"turned": "", "outside": "", "pictures": [], "blank": False, "notes": []}
    page = Page(number=1, width=612, height=792, words=words, rules=rules, recognised=recognised, **drawn)
    return flow_of([page], [rows(words)])


def notes_of(flow: Flow) -> list[str]:
    return [" ".join(line.text for line in note) for note in flow.notes]


def signs_in(flow: Flow) -> list[str]:
    return [
        word.sign for item in flow.items if isinstance(item, list) for line in item for word in line.words if word.sign
    ]


@pytest.mark.parametrize(
    ("signs", "notes", "wanted"),
    [
        (["1"], ["1 See the rules of the Agency."], ["1 See the rules of the Agency."]),
        (["1"], ["' See the rules of the Agency."], ["1 See the rules of the Agency."]),
        (["1"], ["* See the rules of the Agency."], ["1 See the rules of the Agency."]),
        (["1"], ['"See the rules of the Agency.'], ["1 See the rules of the Agency."]),
        (["1"], ["See the rules of the Agency."], ["1 See the rules of the Agency."]),
        (["1", "3"], ["1 See the rules.", "2 As amended."], ["1 See the rules.", "2 As amended."]),
        (["*"], ["1 See the rules of the Agency."], ["1 See the rules of the Agency."]),
    ],
)
def test_a_note_below_a_rule_has_the_sign_that_the_text_has(
    signs: list[str], notes: list[str], wanted: list[str]
) -> None:
    flow = foot(signs, notes)
    assert notes_of(flow) == wanted
    assert signs_in(flow) == [note.split()[0] for note in wanted]


def test_a_sign_is_not_made_up_where_the_text_has_more_than_the_foot() -> None:
    flow = foot(["1", "2"], ["' See the rules of the Agency."])
    assert notes_of(flow) == ["' See the rules of the Agency."]
    assert signs_in(flow) == ["1", "2"]


def test_small_lines_without_a_sign_are_no_note_where_nothing_shows_that_they_are() -> None:
    # a print has its signs; and of a scan without a rule only a sign tells
    assert not foot(["1"], ["See the rules of the Agency."], recognised=False).notes
    assert not foot(["1"], ["See the rules of the Agency."], ruled=False).notes


TABLE_AND_NOTES, BOXES = 18, 23


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Contract, Contract]:
    """Two pages of the sample, one with tables and a footnote and one with boxes to tick, and a scan of them."""
    folder = tmp_path_factory.mktemp("scan")
    pages = [TABLE_AND_NOTES, BOXES]
    true = api.read_contract(cut(pages, folder / "true.pdf"), side=Side.OLD)
    return true, api.read_contract(scan(pages, folder / "scan.pdf"), side=Side.NEW)


@needs_tesseract
def test_a_scan_is_read_as_its_source_is(versions: tuple[Contract, Contract]) -> None:
    true, read = versions
    wanted = words_of(true)
    assert Levenshtein.distance(wanted, words_of(read)) <= 0.02 * len(wanted)
    assert [clause.label for clause in read.clauses] == [clause.label for clause in true.clauses]
    rows = [clause.text.count("\t") for clause in true.clauses if clause.role is Role.TABLE_ROW]
    assert [clause.text.count("\t") for clause in read.clauses if clause.role is Role.TABLE_ROW] == rows
    assert sum("☐" in clause.text for clause in read.clauses) == sum("☐" in clause.text for clause in true.clauses)


@needs_tesseract
def test_a_scan_is_marked_as_recognised(versions: tuple[Contract, Contract]) -> None:
    true, read = versions
    assert not any(clause.recognised for clause in true.clauses)
    assert all(clause.recognised for clause in read.clauses)
    assert read.reading.recognised == (1, 2)
    first = read.reading.notices[0]
    assert (first.code, first.page) == (NoticeCode.RECOGNISED, 1)
    assert first.message.startswith("Pages 1 to 2 were read by text recognition (OCR)")


@needs_tesseract
def test_a_scan_against_its_source_has_hardly_a_change(versions: tuple[Contract, Contract]) -> None:
    true, read = versions
    made = api.compare_contracts(true, read)
    assert len(made.changes) <= 0.05 * len(true.clauses)
    assert not [change for change in made.changes if change.priority is Priority.CRITICAL]


@needs_tesseract
def test_the_pages_of_a_mixed_file_are_read_each_in_its_way(tmp_path: Path) -> None:
    """A page of text, a scan, a scan with a stamp of text, a scan with an unseen layer of text, a scan on its side."""
    picture = scan([19, 20, 19], tmp_path / "scan.pdf")
    side = scan([0], tmp_path / "side.pdf", change=lambda page: page.rotate(90, expand=True))
    true = {number: words_of(one(at, tmp_path)) for number, at in ((2, 19), (3, 20), (5, 0))}
    document = pypdfium2.PdfDocument.new()
    for path in (cut([22], tmp_path / "true.pdf"), picture, side):
        part = pypdfium2.PdfDocument(path)
        document.import_pages(part)
    write(document, 2, "SCDHS 000017", x=480, y=20)
    write(document, 3, "1. Unseen. These words were recognised by another program.", x=72, y=700, unseen=True)
    document.save(tmp_path / "mixed.pdf")
    source = read_source(tmp_path / "mixed.pdf")
    pages = {number: " ".join(block.text for block in source.blocks if block.page == number) for number in range(1, 6)}
    assert "EXHIBIT F" in pages[1]
    for number, wanted in true.items():
        found = {fold_token(word) for word in pages[number].split()}
        assert len([word for word in wanted if word in found]) > 0.9 * len(wanted), number
    assert "SCDHS 000017" in pages[3]
    assert pages[4].startswith("1. Unseen. These words were recognised by another program.")
    assert source.reading.recognised == (2, 3, 4, 5)
    assert {block.page for block in source.blocks if block.recognised} == {2, 3, 4, 5}
    told = [notice.message for notice in source.reading.notices if notice.code is NoticeCode.RECOGNISED]
    assert told[0].startswith("Pages 2 to 3 and 5 were read")
    assert told[1].startswith("Page 4 holds a scan with words that another program recognised")


def one(page: int, folder: Path) -> Contract:
    return api.read_contract(cut([page], folder / "one.pdf"), side=Side.OLD)


def write(document: pypdfium2.PdfDocument, at: int, text: str, *, x: float, y: float, unseen: bool = False) -> None:
    page = document[at]
    words = pdfium.FPDFPageObj_NewTextObj(document, b"Helvetica", 12)
    encoded = (text + "\0").encode("utf-16-le")
    pdfium.FPDFText_SetText(words, (ctypes.c_ushort * (len(encoded) // 2)).from_buffer_copy(encoded))
    if unseen:
        pdfium.FPDFTextObj_SetTextRenderMode(words, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
    pdfium.FPDFPageObj_Transform(words, 1, 0, 0, 1, x, y)
    pdfium.FPDFPage_InsertObject(page, words)
    page.gen_content()


@needs_tesseract
def test_an_unknown_language_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    path = scan([19], tmp_path / "scan.pdf")
    with pytest.raises(NoTextError, match=r"no language “tlh”.*knows: .*eng"):
        read_source(path, options=ReadOptions(languages="eng+tlh"))


def test_without_tesseract_a_scan_is_refused_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = scan([19], tmp_path / "scan.pdf")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoTextError, match=r"scanned.*install.*tesseract.*Word file"):
        read_source(path)


def test_without_tesseract_the_scans_of_a_mixed_file_are_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = pypdfium2.PdfDocument.new()
    for path in (cut([19], tmp_path / "true.pdf"), scan([19], tmp_path / "scan.pdf")):
        document.import_pages(pypdfium2.PdfDocument(path))
    document.save(tmp_path / "mixed.pdf")
    monkeypatch.setenv("PATH", str(tmp_path))
    source = read_source(tmp_path / "mixed.pdf")
    (notice,) = source.reading.notices
    assert (notice.code, notice.page) == (NoticeCode.NO_TEXT_ON_PAGE, 2)
    assert "install" in notice.message
    assert "tesseract" in notice.message
    assert source.reading.recognised == ()


@needs_tesseract
def test_a_blank_sheet_between_scans_is_no_scan(tmp_path: Path) -> None:
    def emptied(page: Image.Image) -> Image.Image:
        ImageDraw.Draw(page).rectangle((0, 0, page.width, page.height), fill=240)
        return page

    document = pypdfium2.PdfDocument.new()
    for path in (cut([19], tmp_path / "true.pdf"), scan([19], tmp_path / "scan.pdf", change=emptied)):
        document.import_pages(pypdfium2.PdfDocument(path))
    document.save(tmp_path / "mixed.pdf")
    assert read_source(tmp_path / "mixed.pdf").reading.notices == ()


@needs_tesseract
def test_a_shaded_line_that_was_passed_over_is_read() -> None:
    document = pypdfium2.PdfDocument(SAMPLE)
    sheet = picture.sheet_of(document[3])
    engine = find_engine("eng")
    lines = read_hocr(engine.read(picture.bitmap(sheet), sheet.dpi), sheet.dpi)
    passed = next(line for line in lines if len(line) > 6)
    top, bottom = (round(edge * sheet.dpi / 72) for edge in (passed[0].top - 3, passed[0].bottom + 3))
    sheet.grey[top:bottom] = sheet.grey[top:bottom] * 0.6
    kept = [line for line in lines if line is not passed]
    *same, found = with_unread(engine, sheet, kept)
    assert same == kept
    assert [one.word.text for one in found] == [one.word.text for one in passed]
    assert all(abs(one.word.base - other.word.base) < 2 for one, other in zip(found, passed, strict=True))
    assert with_unread(engine, sheet, lines) == lines
