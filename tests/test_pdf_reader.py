"""Reading PDF: files written here, byte by byte, in Courier, whose every character is 0.6 of its size wide."""

import contextlib
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contractdiff.errors import ContractDiffError, EncryptedError, NoTextError, UnreadableError
from contractdiff.model import Block, Format, NoticeCode, Role, SourceText
from contractdiff.readers.pdf import read_pdf
from contractdiff.readers.pdf.hyphens import Vocabulary, join
from contractdiff.readers.pdf.labels import counts, kind, label_words
from contractdiff.readers.pdf.words import Word, clean

SIZE = 10.0
CHARACTER = 0.6 * SIZE
PITCH = 12.0
LEFT = 72.0


@dataclass(frozen=True)
class Text:
    """A line of text; ``y`` is the baseline's distance from the top of a page 792 points high."""

    x: float
    y: float
    text: str
    bold: bool = False
    size: float = SIZE

    def draw(self) -> str:
        text = self.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"BT /F{2 if self.bold else 1} {self.size} Tf 1 0 0 1 {self.x} {792 - self.y} Tm ({text}) Tj ET"


@dataclass(frozen=True)
class Rule:
    x0: float
    y0: float
    x1: float
    y1: float

    def draw(self) -> str:
        return f"0.5 w {self.x0} {792 - self.y0} m {self.x1} {792 - self.y1} l S"


@dataclass(frozen=True)
class Raw:
    """Drawing operators as they are."""

    operators: str

    def draw(self) -> str:
        return self.operators


Page = Sequence[Text | Rule | Raw]


def pdf(
    pages: Sequence[Page],
    *,
    page: str = "/MediaBox [0 0 612 792]",
    trailer: str = "",
    annots: str = "",
    catalog: str = "",
) -> bytes:
    """A PDF of these pages; ``page`` is added to each page's dictionary, ``catalog`` to that of the file."""
    fonts = "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
    fonts += " /F2 << /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold /Encoding /WinAnsiEncoding >>"
    fonts += " /F3 << /Type /Font /Subtype /Type1 /BaseFont /Wingdings-Regular /Encoding /WinAnsiEncoding >> >>"
    kids = " ".join(f"{3 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [f"<< /Type /Catalog /Pages 2 0 R {catalog} >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    for index, drawn in enumerate(pages):
        stream = "\n".join(item.draw() for item in drawn)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R {page} {annots} /Resources << /Font {fonts} >> "
            f"/Contents {4 + 2 * index} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    xref = "".join(f"{place:010} 00000 n \n" for place in places)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{xref}".encode()
    start = len(data) - len(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{xref}")
    return data + f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode()


def lines(
    texts: Iterable[str], *, x: float = LEFT, y: float = 90.0, pitch: float = PITCH, bold: bool = False
) -> list[Text]:
    """The texts below one another; leading spaces set a line in, and an empty text leaves half a line."""
    drawn: list[Text] = []
    for text in texts:
        if text:
            set_in = len(text) - len(text.lstrip())
            drawn.append(Text(x + set_in * CHARACTER, y, text.strip(), bold))
        y += pitch if text else pitch / 2
    return drawn


def read(pages: Sequence[Page], **options: str) -> SourceText:
    return read_pdf(Path("contract.pdf"), pdf(pages, **options))


def body(source: SourceText) -> list[str]:
    return [block.text for block in source.blocks if block.role in (Role.BODY, Role.TABLE_ROW)]


def of_role(source: SourceText, role: Role) -> list[Block]:
    return [block for block in source.blocks if block.role is role]


FILL = "Provider shall keep such records as the Agency may from time to time require it to keep,"

PARAGRAPHS = {
    "white between paragraphs": (
        [
            "Provider shall submit each invoice to the Agency within thirty days of the",
            "end of the month.",
            "",
            "The Agency shall pay it.",
        ],
        [
            "Provider shall submit each invoice to the Agency within thirty days of the end of the month.",
            "The Agency shall pay it.",
        ],
    ),
    "first lines set in": (
        [
            "    Provider shall submit each invoice to the Agency within thirty days.",
            "The Agency shall pay it when it has found it in order and has recorded it.",
            "    Nothing in this section limits the rights of the Agency under any other",
            "section of this Agreement.",
        ],
        [
            "Provider shall submit each invoice to the Agency within thirty days. "
            "The Agency shall pay it when it has found it in order and has recorded it.",
            "Nothing in this section limits the rights of the Agency under any other section of this Agreement.",
        ],
    ),
    "a short last line and no white": (
        [
            "Provider shall submit each invoice to the Agency within thirty days of the",
            "end of the month.",
            "The Agency shall pay each invoice within sixty days of the day on which it",
            "was received.",
        ],
        [
            "Provider shall submit each invoice to the Agency within thirty days of the end of the month.",
            "The Agency shall pay each invoice within sixty days of the day on which it was received.",
        ],
    ),
    "hanging labels": (
        [
            "4.1   Provider shall submit each invoice to the Agency within thirty days of",
            "      the end of the month.",
            "(a)   The Agency shall pay each invoice within sixty days of the day on which",
            "      it was received; and",
            "(b)   Provider shall repay what was overpaid.",
        ],
        [
            "4.1 Provider shall submit each invoice to the Agency within thirty days of the end of the month.",
            "(a) The Agency shall pay each invoice within sixty days of the day on which it was received; and",
            "(b) Provider shall repay what was overpaid.",
        ],
    ),
    "a reference at the start of a line": (
        [
            "Provider shall submit each invoice to the Agency within the days given in",
            "Section 4.2 of this Agreement, and in the manner that is described in its",
            "(3) three exhibits.",
        ],
        [
            "Provider shall submit each invoice to the Agency within the days given in Section 4.2 of this Agreement, "
            "and in the manner that is described in its (3) three exhibits."
        ],
    ),
    "items inside a sentence": (
        [
            "Provider warrants that: (a) it has the authority to enter this Agreement;",
            "(b) it is in good standing; and (c) it will keep such records as are asked",
            "for.",
        ],
        [
            "Provider warrants that: (a) it has the authority to enter this Agreement; (b) it is in good standing; "
            "and (c) it will keep such records as are asked for."
        ],
    ),
    "an address": (
        [
            "Acme Family Services, Inc.",
            "100 Main Street",
            "Springfield, IL 62701",
            "",
            FILL[:74],
            "and shall show them.",
        ],
        [
            "Acme Family Services, Inc.",
            "100 Main Street",
            "Springfield, IL 62701",
            f"{FILL[:74].strip()} and shall show them.",
        ],
    ),
    "a centred title": (
        [
            "                       GRANT AGREEMENT",
            "                           between",
            "",
            FILL[:74],
            "and shall show them.",
        ],
        ["GRANT AGREEMENT", "between", f"{FILL[:74].strip()} and shall show them."],
    ),
    "a number in words and in figures": (
        [
            "    Provider shall submit each invoice to the Agency not later than thirty",
            "(30) days after the end of the month, and shall keep it for a term of seven",
            "(7) years.",
        ],
        [
            "Provider shall submit each invoice to the Agency not later than thirty (30) days after the end of the "
            "month, and shall keep it for a term of seven (7) years."
        ],
    ),
    "a section of a code": (
        [
            "    Provider shall submit each invoice in the manner described in 18 U.S.C.",
            "§ 1833(b), and keep records of all that the Agency paid it under 2 CFR Part",
            "200.21 for the year.",
        ],
        [
            "Provider shall submit each invoice in the manner described in 18 U.S.C. § 1833(b), and keep records of "
            "all that the Agency paid it under 2 CFR Part 200.21 for the year."
        ],
    ),
    "a schedule that is meant": (
        [
            "    The parties will enter into an agreement on the processing of data as per",
            "Schedule C, in accordance with the regulations.",
        ],
        [
            "The parties will enter into an agreement on the processing of data as per Schedule C, in accordance with "
            "the regulations."
        ],
    ),
    "an article after a recital": (
        [
            "    WHEREAS, Provider has the staff that it needs for the services asked; and",
            "ARTICLE I    SUBCONTRACTORS",
            "    Provider shall name each of them.",
        ],
        [
            "WHEREAS, Provider has the staff that it needs for the services asked; and",
            "ARTICLE I SUBCONTRACTORS",
            "Provider shall name each of them.",
        ],
    ),
    "a heading set wide": (
        ["A R T I C L E  4 .  T E R M", "", "This Agreement begins on the day on which it is signed."],
        ["ARTICLE 4. TERM", "This Agreement begins on the day on which it is signed."],
    ),
    "articles glued to their titles": (
        [
            "ARTICLE IINSURANCE",
            "",
            "Provider is insured against all that may come of the services which it or",
            "its staff gives.",
            "",
            "ARTICLE IIINDEMNITY",
            "",
            "Provider pays.",
        ],
        [
            "ARTICLE I INSURANCE",
            "Provider is insured against all that may come of the services which it or its staff gives.",
            "ARTICLE II INDEMNITY",
            "Provider pays.",
        ],
    ),
    "bullets that are letters": (
        [
            "The Agency shall",
            "o   pay each invoice within sixty days of the day on which it was received;",
            "o   return",
        ],
        [
            "The Agency shall",
            "• pay each invoice within sixty days of the day on which it was received;",
            "• return",
        ],
    ),
    "a label glued to its word": (
        ["i.Any report that the Agency asks for shall be given to it within ten days", "of its request."],
        ["i. Any report that the Agency asks for shall be given to it within ten days of its request."],
    ),
    "numbers of several parts glued to their words": (
        ["2.4GHz is no label.", "", "4.1Payment. The Agency shall pay.", "", "4.2No Interest. It owes none."],
        ["2.4GHz is no label.", "4.1 Payment. The Agency shall pay.", "4.2 No Interest. It owes none."],
    ),
    "a label in a sentence, with the next one in its line": (
        [
            "  4.7 Notices. Each notice shall be in writing, and will be deemed given",
            "(a) upon delivery if sent by mail, or (b) two days after it was sent in any",
            "other way.",
            "",
            "  4.8 Assignment. Neither party may assign this Agreement.",
        ],
        [
            "4.7 Notices. Each notice shall be in writing, and will be deemed given (a) upon delivery if sent by mail, "
            "or (b) two days after it was sent in any other way.",
            "4.8 Assignment. Neither party may assign this Agreement.",
        ],
    ),
    "a heading set in, whose second line is one word": (
        [
            "Provider shall keep such records as the Agency may from time to time require.",
            "",
            "    Would the Provider allow the Agency to keep records in the",
            "    library?",
            "",
            "The records are kept for seven years after the end of this Agreement by it.",
        ],
        [
            "Provider shall keep such records as the Agency may from time to time require.",
            "Would the Provider allow the Agency to keep records in the library?",
            "The records are kept for seven years after the end of this Agreement by it.",
        ],
    ),
    "an item below a line that ends in a word that numbers follow": (
        [
            "Removal of the section on elections to the Election Rules",
            "            (i) The report shall include all that was spent from the",
            "            account in the year.",
        ],
        [
            "Removal of the section on elections to the Election Rules",
            "(i) The report shall include all that was spent from the account in the year.",
        ],
    ),
}


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_lines_become_the_paragraphs_a_reader_sees(name: str) -> None:
    printed, expected = PARAGRAPHS[name]
    assert body(read([lines(printed)])) == expected


def test_a_paragraph_over_a_page_break_is_one_block_on_the_page_where_it_begins() -> None:
    source = read([lines([FILL[:74]], y=700), lines(["and shall give them to whom the Agency names."], y=90)])
    (block,) = source.blocks
    assert block.text == f"{FILL[:74].strip()} and shall give them to whom the Agency names."
    assert (block.page, source.reading.pages) == (1, 2)


def test_a_start_after_a_page_break_and_a_full_stop_is_a_guess() -> None:
    full = "Provider shall keep such records as the Agency may from time to time need."
    source = read(
        [lines([full, full]), lines(["The Agency may look at them, on any day of work and after due notice to it."])]
    )
    assert [block.begins for block in source.blocks] == [True, False]


def test_two_columns_are_read_one_after_the_other_below_the_heading_over_both() -> None:
    prose = textwrap.wrap(" ".join(f"alpha{n}" for n in range(40)), 34)
    other = textwrap.wrap(" ".join(f"beta{n}" for n in range(40)), 34)
    heading = "A HEADING THAT RUNS OVER BOTH OF THE COLUMNS"
    page = [*lines([heading], x=170, y=80, bold=True), *lines(prose, y=120), *lines(other, x=330, y=126)]
    assert body(read([page])) == [heading, f"{' '.join(prose)} {' '.join(other)}"]


def test_running_heads_and_page_numbers_leave_the_flow_and_stand_once_at_the_end() -> None:
    pages = [
        [
            *lines(["Grant Agreement 12-345"], y=40),
            *lines(
                [
                    f"Text of page {'one two three'.split()[n]} which is long enough to fill a line of the page,",
                    "and ends.",
                ]
            ),
            *lines([f"Page {n + 1} of 3"], x=280, y=760),
        ]
        for n in range(3)
    ]
    source = read(pages)
    assert body(source) == [
        f"Text of page {word} which is long enough to fill a line of the page, and ends."
        for word in ("one", "two", "three")
    ]
    assert [block.text for block in of_role(source, Role.HEADER)] == ["Grant Agreement 12-345"]
    assert not of_role(source, Role.FOOTER), "a page number alone makes no block"
    aside = Counter((one.why, one.page) for one in source.reading.set_aside)
    assert aside == Counter([(why, page) for page in (1, 2, 3) for why in ("running head", "page number")])


def test_page_numbers_in_a_footer_are_blanked_and_other_numbers_are_not() -> None:
    pages = [[*lines([FILL[:60] + "."]), *lines([f"Form 7, 2nd ed.   {n}/4"], y=760)] for n in range(1, 5)]
    assert [block.text for block in of_role(read(pages), Role.FOOTER)] == ["Form 7, 2nd ed. #/#"]


def test_a_head_on_two_pages_of_many_is_known_by_the_page_number_beside_it() -> None:
    def page(number: int, head: str) -> list[Text]:
        texts = [f"{name}{number}" for name in ("alpha", "beta", "gamma", "delta")]
        drawn = [Text(250, 40, f"Page {number} of 5"), *lines([f"The {text} of it is kept." for text in texts], y=100)]
        return [*drawn, Text(300, 52, head)] if head else drawn

    pages = [page(1, ""), page(2, "Release of the Study"), page(3, "Release of the Study"), page(4, ""), page(5, "")]
    source = read(pages)
    assert "Release of the Study" not in body(source)
    assert "Release of the Study" in [block.text for block in of_role(source, Role.HEADER)]


def test_titles_of_chapters_in_the_running_head_are_furniture() -> None:
    titles = ["ALPHA", "ALPHA", "BETA", "GAMMA", "GAMMA", "GAMMA"]
    pages = [
        [*lines([title], y=40), *lines([f"{word} {FILL[:60]}", f"and {word} ends here."])]
        for title, word in zip(titles, ["one", "two", "three", "four", "five", "six"], strict=True)
    ]
    source = read(pages)
    assert {block.text for block in of_role(source, Role.HEADER)} == {"ALPHA", "BETA", "GAMMA"}
    assert not any("ALPHA" in text for text in body(source))


def test_lines_alike_by_chance_stay_in_the_body() -> None:
    pages = [lines([f"SCHEDULE {n}", "", f"{n}. Payment of item {n}.", f"{n}. The end."]) for n in (1, 2)]
    pages += [lines([FILL[:70], "and ends here."]) for _ in range(1)]
    pages += [lines([f"Something else on page {word}."]) for word in ("four", "five", "six")]
    source = read(pages)
    assert "SCHEDULE 1" in body(source)
    assert "SCHEDULE 2" in body(source)
    assert not source.reading.set_aside


def test_a_foot_that_stands_on_the_first_page_only_is_no_part_of_the_text() -> None:
    pages = [
        [*lines([f"{FILL[:60]} {word}" for _ in range(48)], y=80), *lines([f"Page {n} of 4"], x=280, y=766)]
        for n, word in enumerate(("one", "two", "three", "four"), 1)
    ]
    pages[0] = [*pages[0][:-1], *lines(["Initials ______"], y=766)]
    source = read(pages)
    assert [block.text for block in of_role(source, Role.FOOTER)] == ["Initials ______"]
    assert not any("Initials" in text for text in body(source))


def test_first_lines_that_begin_with_the_labels_of_sections_are_no_running_heads() -> None:
    pages = [
        lines(
            [f"{n}.{n} Item {word} of the list, which is long enough to fill a line of it,", f"and {word} ends."], y=60
        )
        for n, word in enumerate(("one", "two", "three", "four", "five"), 1)
    ]
    assert len(body(read(pages))) == 5


@pytest.mark.parametrize("x", [40, 520])
def test_line_numbers_in_the_margin_are_set_aside(x: float) -> None:
    texts = textwrap.wrap("word " * 200, 70)[:12]
    page = [*lines(texts), *(Text(x, 90 + n * PITCH, str(n + 1)) for n in range(len(texts)))]
    source = read([page])
    assert body(source) == [" ".join(texts)]
    assert [(one.why, one.text) for one in source.reading.set_aside] == [
        ("line number", " ".join(map(str, range(1, 13))))
    ]


def test_a_numbered_list_is_no_set_of_line_numbers() -> None:
    page = lines(["Contents of this file:", *(f"{n}   Item number {n}" for n in range(1, 9))])
    assert not read([page]).reading.set_aside


@pytest.mark.parametrize(
    ("page", "draw"),
    [
        ("/MediaBox [0 0 612 792] /Rotate 0", ""),
        ("/MediaBox [0 0 792 612] /Rotate 90", "0 1 -1 0 792 0 cm"),
        ("/MediaBox [0 0 612 792] /Rotate 180", "-1 0 0 -1 612 792 cm"),
        ("/MediaBox [0 0 792 612] /Rotate 270", "0 -1 1 0 0 612 cm"),
        ("/MediaBox [0 0 792 612]", "0 1 -1 0 792 0 cm"),
        ("/MediaBox [-100 -50 612 792] /CropBox [10 20 600 780]", ""),
    ],
)
def test_turned_and_cropped_pages_are_read_as_they_are_seen(page: str, draw: str) -> None:
    drawn = [Raw(draw), *lines([FILL[:70], "and ends here.", "", "A second paragraph stands below the first one."])]
    assert body(read([drawn], page=page)) == [
        f"{FILL[:70].strip()} and ends here.",
        "A second paragraph stands below the first one.",
    ]


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    return [*(Rule(xs[0], y, xs[-1], y) for y in ys), *(Rule(x, ys[0], x, ys[-1]) for x in xs)]


def test_a_ruled_table_is_read_row_by_row() -> None:
    page = [
        *lines([FILL[:70], "and as follows:"]),
        *grid([72, 200, 350], [130, 146, 162, 190]),
        *lines(["Item"], x=76, y=142),
        *lines(["Rate"], x=204, y=142),
        *lines(["Travel"], x=76, y=158),
        *lines(["Lodging"], x=76, y=174),
        *lines(["$90.00 for each", "night"], x=204, y=174),
        *lines(["After the table."], y=220),
    ]
    source = read([page])
    rows = of_role(source, Role.TABLE_ROW)
    assert [row.cells for row in rows] == [("Item", "Rate"), ("Travel", ""), ("Lodging", "$90.00 for each night")]
    assert [row.text for row in rows][1] == "Travel\t"
    assert {row.table for row in rows} == {0}
    assert body(source)[0].endswith("as follows:")
    assert body(source)[-1] == "After the table."


def test_a_table_over_a_page_break_is_one_and_its_repeated_heading_is_set_aside() -> None:
    def part(y: float, items: Sequence[str]) -> list[Text | Rule]:
        ys = [y + 16 * n for n in range(len(items) + 2)]
        drawn: list[Text | Rule] = [
            *grid([72, 200, 350], ys),
            *lines(["Item"], x=76, y=y + 12),
            *lines(["Rate"], x=204, y=y + 12),
        ]
        for n, item in enumerate(items, 1):
            drawn += [*lines([item], x=76, y=y + 12 + 16 * n), *lines([f"${n}.00"], x=204, y=y + 12 + 16 * n)]
        return drawn

    source = read([part(600, ["Travel", "Lodging"]), part(60, ["Meals", "Fuel"])])
    rows = of_role(source, Role.TABLE_ROW)
    assert [row.cells[0] for row in rows] == ["Item", "Travel", "Lodging", "Meals", "Fuel"]
    assert {row.table for row in rows} == {0}
    assert [(one.why, one.page) for one in source.reading.set_aside] == [("repeated table heading", 2)]


def test_the_paragraphs_of_a_table_of_prose_stand_for_themselves() -> None:
    wrapped = [
        "Provider repays what was overpaid within a year of",
        "the day on which the Agency first asked for it in",
        "writing.",
    ]
    page = [
        *grid([72, 200, 540], [100, 200, 300]),
        *lines(["Payment"], x=76, y=112),
        *lines(["The Agency pays.", "", *wrapped], x=204, y=112),
        *lines(["Term"], x=76, y=212),
        *lines(["One year."], x=204, y=212),
    ]
    source = read([page])
    assert body(source) == ["Payment", "The Agency pays.", " ".join(wrapped), "Term", "One year."]
    assert {(block.role, block.table) for block in source.blocks} == {(Role.BODY, 0)}


def test_a_frame_around_the_page_is_no_table() -> None:
    page = [*grid([40, 572], [40, 750]), *lines([FILL[:70], "and ends here."])]
    assert of_role(read([page]), Role.TABLE_ROW) == []


def test_rows_between_level_rules_are_a_table() -> None:
    page = [Rule(72, y, 540, y) for y in (100, 120, 140, 160)]
    for n, (key, value) in enumerate([("Governing law", "Illinois"), ("Term", "One year"), ("Notice", "By mail")]):
        page += [*lines([key], x=76, y=114 + 20 * n), *lines([value], x=300, y=114 + 20 * n)]
    assert [row.cells for row in of_role(read([page]), Role.TABLE_ROW)] == [
        ("Governing law", "Illinois"),
        ("Term", "One year"),
        ("Notice", "By mail"),
    ]


def test_a_table_without_rules_is_read_row_by_row() -> None:
    page = lines([FILL[:70], "and as follows:"])
    for n, (item, rate, note) in enumerate(
        [("Item", "Rate", "Note"), ("Travel", "$90", "each night"), ("Meals", "$8", "")]
    ):
        page += [
            *lines([item], y=130 + n * 24),
            *lines([rate], x=250, y=130 + n * 24),
            *lines([note], x=340, y=130 + n * 24),
        ]
    page += [*lines(["of travel"], x=340, y=130 + PITCH + 24), *lines(["After the table."], y=220)]
    source = read([page])
    assert [row.cells for row in of_role(source, Role.TABLE_ROW)] == [
        ("Item", "Rate", "Note"),
        ("Travel", "$90", "each night of travel"),
        ("Meals", "$8", ""),
    ]
    assert body(source)[-1] == "After the table."


def columns_at(rows: Iterable[Sequence[str]], xs: Sequence[float], y: float) -> list[Text]:
    """Rows of a table without rules."""
    return [
        text
        for n, row in enumerate(rows)
        for x, cell in zip(xs, row, strict=True)
        for text in lines([cell], x=x, y=y + n * PITCH)
    ]


def test_the_rows_of_a_table_without_rules_are_told_by_the_room_in_their_cells() -> None:
    rows = [
        ("Service", "Unit", "Notes"),
        ("Supported", "each", "The Agency shall use the form that is"),
        ("employment", "", "in Exhibit B."),
        ("Respite", "", ""),
        ("Outreach", "", ""),
        ("Nursing", "per hour", "Provider shall tell the Agency of it"),
        ("", "", "and of each visit."),
        ("Meals", "each", ""),
    ]
    # the first column is so narrow that the second word of a name does not fit
    page = [*lines([FILL[:70], "and as follows:"], y=60), *columns_at(rows, [72, 197, 262], 100)]
    assert [row.cells for row in of_role(read([page]), Role.TABLE_ROW)] == [
        ("Service", "Unit", "Notes"),
        ("Supported employment", "each", "The Agency shall use the form that is in Exhibit B."),
        ("Respite", "", ""),
        ("Outreach", "", ""),
        ("Nursing", "per hour", "Provider shall tell the Agency of it and of each visit."),
        ("Meals", "each", ""),
    ]


def test_a_table_without_rules_goes_on_over_a_page_break_and_so_does_its_last_row() -> None:
    xs = [72.0, 250.0, 330.0]
    head = ("Service", "Rate", "Notes")
    first = [head, ("Travel", "$90", "paid by the month"), ("Meals", "$8", "as the Agency may from")]
    second = [head, ("", "", "time to time say"), ("Lodging", "$120", "in the capital")]
    source = read([columns_at(first, xs, 680), columns_at(second, xs, 90)])
    rows = of_role(source, Role.TABLE_ROW)
    assert [row.cells for row in rows] == [
        head,
        ("Travel", "$90", "paid by the month"),
        ("Meals", "$8", "as the Agency may from time to time say"),
        ("Lodging", "$120", "in the capital"),
    ]
    assert {row.table for row in rows} == {0}
    assert [(one.why, one.page) for one in source.reading.set_aside] == [("repeated table heading", 2)]


def test_the_rest_of_a_row_at_the_top_of_a_page_is_told_by_its_smaller_type() -> None:
    def row(y: float, name: str, says: str, value: str) -> list[Text | Rule]:
        named = [Text(76, y + 12, name, bold=True)] if name else []
        drawn = [*named, Text(76, y + (24 if name else 12), says, size=7.0), Text(204, y + 12, value)]
        return [*grid([72, 200, 350], [y, y + 30]), *(text for text in drawn if text.text)]

    first = [*row(600, "Term", "how long it lasts", "one year"), *row(630, "Fee", "for a month", "$90")]
    cut = [*grid([72, 200, 350], [660, 680]), Text(76, 672, "Period", bold=True), Text(204, 672, "30 days")]
    rest = [*row(60, "", "within which to pay", ""), *row(90, "Cap", "at the most", "$900")]
    source = read([[*first, *cut], rest])
    assert [block.cells for block in of_role(source, Role.TABLE_ROW)] == [
        ("Term how long it lasts", "one year"),
        ("Fee for a month", "$90"),
        ("Period within which to pay", "30 days"),
        ("Cap at the most", "$900"),
    ]


def test_the_rest_of_a_row_goes_on_in_a_table_with_fewer_columns_than_the_rows_above() -> None:
    page = [
        *grid([72, 130, 200, 350], [600, 616]),
        *lines(["Name"], x=76, y=612),
        *lines(["Date"], x=134, y=612),
        *lines(["What is said"], x=204, y=612),
        *grid([72, 200, 350], [616, 632]),
        *lines(["Provider"], x=76, y=628),
        *lines(["I have read the whole of"], x=204, y=628),
    ]
    rest = [*grid([72, 200, 350], [60, 76, 92]), *lines(["this form."], x=204, y=72), *lines(["Agency"], x=76, y=88)]
    source = read([page, rest])
    assert [block.cells for block in of_role(source, Role.TABLE_ROW)] == [
        ("Name", "Date", "What is said"),
        ("Provider", "I have read the whole of this form."),
        ("Agency", ""),
    ]


def test_rows_over_lines_to_sign_on_end_at_them() -> None:
    under = [Rule(150, y, 320, y) for y in (182, 206, 242, 266)]
    page = [
        *lines(["Office"], x=72, y=176),
        *lines(["[Office]"], x=150, y=176),
        *lines(["Name"], x=72, y=200),
        *lines(["[Name of the Provider]"], x=150, y=200),
        # what stands beside several lines is set at their foot
        *lines(["[Title of the one who is to", "sign for the Provider]"], x=150, y=224),
        *lines(["Title"], x=72, y=236),
        *lines(["Date"], x=72, y=260),
    ]
    source = read([[*lines([FILL[:70], "and as follows:"], y=90), *under, *page]])
    assert [block.cells for block in of_role(source, Role.TABLE_ROW)] == [
        ("Office", "[Office]"),
        ("Name", "[Name of the Provider]"),
        ("Title", "[Title of the one who is to sign for the Provider]"),
        ("Date", ""),
    ]


def test_a_sentence_runs_on_into_larger_type() -> None:
    first = "Provider keeps all records of the data in the store, and in its copy (see"
    address = Text(LEFT, 104, "https://store.example.org/security).", size=14.0)
    assert body(read([[*lines([first]), address]])) == [f"{first} {address.text}"]
    # where there was room on the line before
    after = lines([FILL], y=130)
    assert body(read([[*lines([first[:30]]), address, *after]]))[:2] == [first[:30].strip(), address.text]


def test_a_row_at_the_top_of_a_page_is_no_rest_of_one_whose_cells_had_room() -> None:
    def part(y: float, item: str) -> list[Text | Rule]:
        return [
            *grid([72, 200, 350], [y, y + 16]),
            *lines([item], x=76, y=y + 12),
            *lines(["each"], x=204, y=y + 12),
        ]

    source = read([[*lines([FILL[:70], "and so on."]), *part(700, "Travel")], part(60, "Meals")])
    assert [row.cells for row in of_role(source, Role.TABLE_ROW)] == [("Travel", "each"), ("Meals", "each")]


def test_rules_around_the_heading_and_below_the_last_row_make_a_table_of_rows() -> None:
    page = [Rule(72, y, 540, y) for y in (100, 116, 168)]
    rows = [("Service", "Rate"), ("Travel", "$90"), ("Lodging", ""), ("Meals", "each")]
    for n, (item, rate) in enumerate(rows):
        page += [*lines([item], x=76, y=112 + 16 * n), *lines([rate], x=300, y=112 + 16 * n)]
    assert [row.cells for row in of_role(read([page]), Role.TABLE_ROW)] == rows


def test_two_tables_of_level_rules_with_prose_between_are_two() -> None:
    drawn: list[Text | Rule] = lines([FILL[:74], "and so on, " + FILL[:60]], y=200)
    for y, names in ((100, ("Travel", "Meals", "Fuel")), (260, ("Rent", "Heat", "Light"))):
        drawn += [Rule(72, y + 20 * n, 540, y + 20 * n) for n in range(4)]
        for n, name in enumerate(names):
            drawn += [*lines([name], x=76, y=y + 14 + 20 * n), *lines([f"${n}"], x=300, y=y + 14 + 20 * n)]
    rows = of_role(read([drawn]), Role.TABLE_ROW)
    assert [row.cells[0] for row in rows] == ["Travel", "Meals", "Fuel", "Rent", "Heat", "Light"]
    assert [row.table for row in rows] == [0, 0, 0, 1, 1, 1]


def test_places_to_sign_side_by_side_are_read_row_by_row() -> None:
    left = ["PROVIDER", "By: ____________________", "Name: __________________", "Title: _________________"]
    right = ["DEPARTMENT", "By: ____________________", "Name: __________________", "Title: Director"]
    page = [*lines([FILL[:74], "and shall sign."]), *lines(left, y=140), *lines(right, x=330, y=140)]
    assert [text.replace("\t", " ") for text in body(read([page]))[1:]] == [
        f"{one} {other}" for one, other in zip(left, right, strict=True)
    ]


def test_a_frame_around_a_text_is_its_edge() -> None:
    page = [
        *lines([FILL[:74], "and so on."]),
        *grid([72, 240], [140, 200]),
        *lines(["Keep the records", "for not less than seven", "(7) years."], x=76, y=156),
        *lines(["After the box."], y=230),
    ]
    assert body(read([page]))[1:] == ["Keep the records for not less than seven (7) years.", "After the box."]


def test_a_table_in_one_of_two_columns_stands_between_the_texts_of_that_column() -> None:
    wrapped = [textwrap.wrap(" ".join(f"{name}{n}" for n in range(30)), 34) for name in ("alpha", "beta", "gamma")]
    page = [
        *lines(wrapped[0], y=90),
        *grid([72, 150, 270], [200, 216, 232]),
        *lines(["Item", "Travel"], x=76, y=212, pitch=16),
        *lines(["Rate", "$9"], x=154, y=212, pitch=16),
        *lines(wrapped[1], y=250),
        *lines([*wrapped[2], *wrapped[2], *wrapped[2]], x=330, y=90),
    ]
    texts = body(read([page]))
    assert texts[:4] == [" ".join(wrapped[0]), "Item\tRate", "Travel\t$9", " ".join(wrapped[1] + wrapped[2] * 3)]


def test_a_list_of_contents_is_no_table() -> None:
    page = [
        text
        for n in range(6)
        for text in (*lines([f"Title {n}"], y=90 + n * 14), *lines([f"{n + 3}"], x=500, y=90 + n * 14))
    ]
    source = read([page])
    assert body(source) == [f"Title {n} {n + 3}" for n in range(6)]
    assert not of_role(source, Role.TABLE_ROW)


def test_footnotes_follow_the_body() -> None:
    page = [
        *lines([FILL[:70], "and so on. " + FILL[:50], "It ends here."]),
        Rule(72, 690, 200, 690),
        Text(72, 700, "1 See the rules of the Agency.", size=8),
        Text(72, 710, "2 As amended.", size=8),
    ]
    source = read([page])
    assert [(block.label, block.text) for block in of_role(source, Role.FOOTNOTE)] == [
        ("1", "See the rules of the Agency."),
        ("2", "As amended."),
    ]
    assert source.blocks[-1].role is Role.FOOTNOTE


def test_a_footnote_that_runs_over_a_page_is_one() -> None:
    def text(word: str) -> list[Text]:
        return lines([f"{word} {FILL[:66]}", *[f"{word} {FILL[:66]}"] * 5, f"and ends {word}."])

    pages = [
        [*text("here"), Rule(72, 690, 200, 690), Text(72, 700, "1 See the rules of the Agency, which", size=8)],
        [
            *text("there"),
            Rule(72, 690, 200, 690),
            Text(72, 700, "are long, for the time being.", size=8),
            Text(72, 710, "2 As amended.", size=8),
        ],
    ]
    source = read(pages)
    assert [(block.label, block.text) for block in of_role(source, Role.FOOTNOTE)] == [
        ("1", "See the rules of the Agency, which are long, for the time being."),
        ("2", "As amended."),
    ]
    assert len(body(source)) == 2


def test_endnotes_are_told_from_footnotes_by_the_page_of_their_sign() -> None:
    text = lines([FILL[:70], f"and keeps a plan   {FILL[:50]}", "as it sees fit."])
    sign = Text(72 + 16 * CHARACTER, 98, "ii", size=5)
    note = [Text(72, 90, "ii", size=8), Text(90, 90, "See the rules of the Agency on plans.", size=8)]
    source = read([[*text, sign], note])
    assert [(block.label, block.text) for block in of_role(source, Role.ENDNOTE)] == [
        ("ii", "See the rules of the Agency on plans.")
    ]
    assert body(source) == [f"{FILL[:70].strip()} and keeps a plan {FILL[:50].strip()} as it sees fit."]
    assert [(one.why, one.text) for one in source.reading.set_aside] == [("note sign", "ii")]


def test_headings_and_run_in_headings_are_told_by_their_type() -> None:
    page = [
        *lines(["ARTICLE IV. PAYMENT"], bold=True),
        *lines(["4.1. Invoices."], y=114, bold=True),
        *lines(["Provider shall submit each invoice monthly."], x=LEFT + 15 * CHARACTER, y=114),
    ]
    heading, clause = read([page]).blocks
    assert (heading.heading, heading.lead) == (True, 0)
    assert (clause.heading, clause.text[: clause.lead]) == (False, "4.1. Invoices.")


def test_indents_are_points_from_the_left_edge_of_the_text() -> None:
    source = read([lines([FILL[:70] + ".", "      (a) the first item, which is a short one;"])])
    assert [block.indent for block in source.blocks] == [0.0, pytest.approx(36.0, abs=1)]


def test_what_is_typed_into_a_text_box_is_read_in_its_place() -> None:
    annots = (
        "/Annots [<< /Type /Annot /Subtype /FreeText /Rect [110 696 200 710] /Contents (Jane Roe) /DA (/F1 10 Tf) >>]"
    )
    assert body(read([lines(["Name:", "", "", "Title: Director"])], annots=annots)) == [
        "Name: Jane Roe",
        "Title: Director",
    ]


def test_notes_and_strikings_out_are_told_of() -> None:
    annots = (
        "/Annots [<< /Type /Annot /Subtype /Text /Rect [300 700 320 720] /Contents (Why so soon?) >> "
        "<< /Type /Annot /Subtype /StrikeOut /Rect [72 690 120 704] /QuadPoints [72 704 120 704 72 690 120 690] >>]"
    )
    notices = read([lines([FILL[:70] + "."])], annots=annots).reading.notices
    assert [notice.code for notice in notices] == [NoticeCode.REVIEWER_COMMENT] * 2
    assert "Why so soon?" in notices[0].message
    assert "struck out" in notices[1].message


def test_notes_are_comments_with_their_authors_and_the_words_they_stand_on() -> None:
    annots = (
        "/Annots [<< /Type /Annot /Subtype /Text /Rect [300 700 320 720] /Contents (Why so soon?) /T (Jane Roe) >> "
        "<< /Type /Annot /Subtype /Highlight /Rect [72 698 130 712] /QuadPoints [72 712 130 712 72 698 130 698] "
        "/Contents (Who is this?) >>]"
    )
    comments = read([lines([FILL[:70] + "."])], annots=annots).reading.comments
    assert [(one.text, one.author, one.about, one.page) for one in comments] == [
        ("Why so soon?", "Jane Roe", "", 1),
        ("Who is this?", "", "Provider", 1),
    ]


def test_form_fields_are_read_in_their_places() -> None:
    field = "/Type /Annot /Subtype /Widget"
    annots = (
        f"/Annots [<< {field} /FT /Tx /T (name) /V (Acme Services) /Rect [114 696 300 710] >> "
        f"<< {field} /FT /Ch /Ff 131072 /T (kind) /V (Non-profit) /Opt [(Non-profit)] /Rect [114 672 300 686] >> "
        f"<< {field} /FT /Btn /T (a) /V /Yes /AS /Yes /AP << /N << /Yes null /Off null >> >> /Rect [72 648 82 658] >> "
        f"<< {field} /FT /Btn /T (b) /V /Off /AS /Off /AP << /N << /Yes null /Off null >> >> /Rect [72 624 82 634] >>]"
    )
    page = [*lines(["Name:", "", "Kind:"], y=93, pitch=16), *lines(["agrees", "objects"], x=90, y=141, pitch=24)]
    source = read([page], annots=annots, catalog="/AcroForm << /Fields [] >>")
    assert " ".join(body(source)) == "Name: Acme Services Kind: Non-profit ☒ agrees ☐ objects"


def test_text_that_does_not_show_is_read_marked_and_told_of() -> None:
    shown = lines([FILL[:60], "and so on."])
    unpainted = Raw("BT 3 Tr /F1 10 Tf 1 0 0 1 144 690 Tm (never to be seen) Tj ET")
    (block,) = read([[*shown, unpainted]]).blocks
    assert [block.text[start:end] for start, end in block.hidden] == ["never to be seen"]
    notices = read([[*shown, unpainted]]).reading.notices
    assert [(notice.code, "never to be seen" in notice.message) for notice in notices] == [
        (NoticeCode.HIDDEN_TEXT, True)
    ]


@pytest.mark.parametrize(("area", "hidden"), [("", True), ("0 g 130 680 200 20 re f", False)])
def test_white_text_shows_on_an_area_of_colour_only(area: str, hidden: bool) -> None:
    drawn = [Raw(area), *lines([FILL[:60], "and so on."]), Raw("BT 1 g /F1 10 Tf 1 0 0 1 144 690 Tm (white) Tj ET")]
    (block,) = read([drawn]).blocks
    assert bool(block.hidden) is hidden


def test_a_drop_cap_is_the_first_letter_of_its_word() -> None:
    text = (
        "This Agreement is made by the Agency and by the one who gives the services, as they are named below, and it "
        "begins on the day on which the last of them has signed it, and not before that day has come and gone."
    )
    beside = textwrap.wrap(text[1:], 70)[:2]
    below = textwrap.wrap(text[len(" ".join(beside)) + 2 :], 74)
    page = [Text(72, 104, "T", size=30), *lines(beside, x=92, y=92), *lines(below, y=116)]
    assert body(read([page])) == [text]


def test_bullets_of_symbol_fonts_are_bullets() -> None:
    bullet = Raw(r"BT /F3 10 Tf 1 0 0 1 72 702 Tm (\247) Tj ET")
    assert body(read([[bullet, *lines(["pay each invoice."], x=90)]])) == ["• pay each invoice."]


PICTURE = Raw("q 400 0 0 500 100 150 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x41 EI Q")


def test_a_page_without_text_is_told_of_and_a_blank_one_is_not() -> None:
    source = read([lines([FILL[:70] + "."]), [PICTURE], []])
    assert [(notice.code, notice.page) for notice in source.reading.notices] == [(NoticeCode.NO_TEXT_ON_PAGE, 2)]


def test_a_picture_beside_text_is_told_of_once() -> None:
    source = read([[PICTURE, *lines([FILL[:70] + "."])]])
    assert [(notice.code, notice.page) for notice in source.reading.notices] == [(NoticeCode.PICTURE, 1)]


def test_a_watermark_is_kept_once() -> None:
    mark = Raw("BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 250 Tm (DRAFT) Tj ET")
    source = read([[mark, *lines([f"{FILL[:60]} {word}."])] for word in ("one", "two")])
    assert [block.text for block in of_role(source, Role.TEXTBOX)] == ["DRAFT"]
    assert [(one.text, one.why) for one in source.reading.set_aside] == [("DRAFT", "watermark")]


def test_a_scan_is_refused_with_what_to_do() -> None:
    with pytest.raises(NoTextError, match=r"scanned.*Word file"):
        read([[PICTURE], [PICTURE]])


def test_a_locked_file_is_refused() -> None:
    encrypt = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<00> <00>]"
    with pytest.raises(EncryptedError, match="password"):
        read([lines(["Text"])], trailer=encrypt)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"hello", b"PK\x03\x04" + b"\0" * 100, pdf([lines(["x"])])[:60]])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"contract\.pdf"):
        read_pdf(Path("contract.pdf"), data)


def test_the_same_bytes_give_the_same_text_and_progress_is_told() -> None:
    data = pdf([lines([FILL[:70] + "."]), lines(["Another page."])])
    told: list[tuple[int, int]] = []
    first = read_pdf(Path("a/contract.pdf"), data, progress=lambda what, done, total: told.append((done, total)))
    assert first == read_pdf(Path("a/contract.pdf"), data)
    assert told == [(1, 2), (2, 2)]
    assert (first.reading.file, first.reading.format, first.reading.pages) == ("contract.pdf", Format.PDF, 2)


WHOLE = pdf([[*lines(textwrap.wrap(FILL * 3, 70)), *grid([72, 200, 350], [300, 320, 340])], [PICTURE]])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cuts=st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(max_size=4)), min_size=1, max_size=8))
def test_any_bytes_give_a_text_or_a_refusal(cuts: list[tuple[int, bytes]]) -> None:
    data = bytearray(WHOLE)
    for place, piece in cuts:
        data[place : place + len(piece)] = piece
    with contextlib.suppress(ContractDiffError):
        assert isinstance(read_pdf(Path("x.pdf"), bytes(data)), SourceText)


# a row of single letters is a word set wide
words = st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEFG", min_size=2, max_size=9)


@settings(max_examples=40, deadline=None)
@given(
    paragraphs=st.lists(st.lists(words, min_size=1, max_size=60), min_size=1, max_size=6),
    indent=st.sampled_from(["", "    "]),
    gap=st.booleans(),
)
def test_every_word_is_read_once_and_in_order(paragraphs: list[list[str]], indent: str, gap: bool) -> None:
    printed: list[str] = []
    for paragraph in paragraphs:
        printed += textwrap.wrap(" ".join(paragraph), 70, initial_indent=indent) + [""] * gap
    source = read([lines(printed)])
    assert " ".join(body(source)).split() == [word for paragraph in paragraphs for word in paragraph]


def words_of(text: str) -> list[Word]:
    return [Word(word, 0.0, 1.0, 0.0, SIZE) for word in text.split()]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (["the effec-", "tive date"], "the effective date"),
        (["a non-", "exclusive licence"], "a non-exclusive licence"),
        (["good-", "faith efforts"], "good-faith efforts"),
        (["the Sub-", "Processor"], "the Sub-Processor"),
        (["pages 10-", "12 of it"], "pages 10-12 of it"),
        (["the con\u00ad", "tract"], "the contract"),
        (["made - ", "and kept"], "made - and kept"),
        (["a well-known re-", "submission"], "a well-known resubmission"),
        (["in July, be-", "ginning in 2009"], "in July, beginning in 2009"),
        (["to re-", "ceive the non-", "profit"], "to receive the non-profit"),
    ],
)
def test_words_broken_at_line_ends_are_made_whole(printed: list[str], expected: str) -> None:
    known = words_of("good-faith notice to be of the effective resubmission")
    found = [words_of(line) for line in printed]
    assert join(found, Vocabulary([known, *found])) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("e\ufb03cient", "efficient"),
        ("\uf0b7", "•"),
        ("con\u00adtract", "contract"),
        ("e\u0301tat", "état"),
        ("a\x07b\u200b", "ab"),
        ("effec\ufffe", "effec-"),
        ("½", "½"),
    ],
)
def test_characters_are_those_that_are_meant(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("(a) Provider", 1),
        ("4.1. Provider", 1),
        ("4.1 Provider", 1),
        ("A. Provider", 1),
        ("iv) Provider", 1),
        ("ARTICLE IV PAYMENT", 2),
        ("Section 3. Term", 2),
        ("Exhibit A – Budget", 2),
        ("[ ] Provider", 2),
        ("[ x ] Provider", 3),
        ("• Provider", 1),
        ("§ 12 Provider", 2),
        ("30 days after", 0),
        ("section 3 of", 0),
        ("(provider) may", 0),
        ("$4.10 each", 0),
        ("", 0),
    ],
)
def test_labels_at_the_start_of_a_line(text: str, label: int) -> None:
    assert label_words(text.split()) == label


def test_labels_of_one_list_are_of_one_kind_and_follow_one_another() -> None:
    assert kind("(a)") == kind("(b)") != kind("(B)")
    assert kind("4.1") == kind("4.2") != kind("(4)")
    assert counts("(c)") == (2, 99)
    assert counts("(i)") == (8, 0)
    assert counts("4.10.") == (9,)


def test_a_line_that_comes_back_here_and_there_is_no_running_foot() -> None:
    matters = "rent food care heat work sport youth music books rides shelter clothes".split()
    pages = [
        lines(
            [
                f"The matter of {matter} is",
                f"told of {matter} at length",
                "percent." if n in (2, 7, 11) else f"of {matter}.",
            ]
        )
        for n, matter in enumerate(matters, 1)
    ]
    source = read(pages)
    assert source.reading.set_aside == ()
    assert sum(block.text.count("percent.") for block in source.blocks) == 3
