"""Tagged PDF: what the tags say is believed where they cover the pages and do not contradict them."""

from pathlib import Path

from pdf_tagging import Part, Piece, tagged_pdf

from contractdiff.model import Role, SourceText
from contractdiff.readers.pdf import read_pdf

FULL = "Provider shall keep such records as the Agency may from time to time ask for and show them."


def read(pages: list[list[Piece]], parts: list[Part]) -> SourceText:
    return read_pdf(Path("contract.pdf"), tagged_pdf(pages, parts))


def body(source: SourceText) -> list[str]:
    return [block.text for block in source.blocks if block.role in (Role.BODY, Role.TABLE_ROW)]


def test_a_paragraph_is_whole_over_a_page_break_whatever_the_page_shows() -> None:
    pages = [
        [Piece(72, 690, FULL[:80], 0), Piece(72, 702, "and ends.", 1)],
        [Piece(72, 90, "It goes on here after a full stop.", 0), Piece(72, 102, "A second one follows.", 1)],
    ]
    parts = [Part("P", [(0, 0), (0, 1), (1, 0)]), Part("P", [(1, 1)])]
    assert body(read(pages, parts)) == [
        f"{FULL[:80].strip()} and ends. It goes on here after a full stop.",
        "A second one follows.",
    ]


def test_rows_and_cells_are_those_of_the_tags_over_a_page_break() -> None:
    pages = [
        [
            Piece(72, 90, "The rates are as follows.", 0),
            Piece(72, 660, "Service", 1),
            Piece(300, 660, "Rate", 2),
            Piece(72, 690, "Residential", 3),
            Piece(300, 690, "$90 for each", 4),
        ],
        [Piece(72, 90, "Service", None), Piece(300, 90, "Rate", None), Piece(300, 102, "night", 0)],
    ]
    cell = lambda *marks: Part("TD", [Part("P", list(marks))])  # noqa: E731
    table = Part(
        "Table",
        [Part("TR", [cell((0, 1)), cell((0, 2))]), Part("TR", [cell((0, 3)), cell((0, 4), (1, 0))])],
    )
    source = read(pages, [Part("P", [(0, 0)]), table])
    assert [block.cells for block in source.blocks if block.role is Role.TABLE_ROW] == [
        ("Service", "Rate"),
        ("Residential", "$90 for each night"),
    ]


def test_notes_are_told_by_their_tag_and_what_the_tags_leave_out_is_a_running_head() -> None:
    pages = [
        [
            Piece(72, 40, "Contract 12-345", None),
            Piece(72, 90, FULL[:80], 0),
            Piece(72, 102, "and so on.", 1),
            Piece(72, 700, "1 See the rules.", 2),
            Piece(72, 712, "They are long.", 3),
        ]
    ]
    parts = [Part("P", [(0, 0), (0, 1)]), Part("Div", [Part("Note", [Part("P", [(0, 2), (0, 3)])])])]
    source = read(pages, parts)
    assert body(source) == [f"{FULL[:80].strip()} and so on."]
    notes = [(block.label, block.text) for block in source.blocks if block.role is Role.FOOTNOTE]
    assert notes == [("1", "See the rules. They are long.")]
    assert [block.text for block in source.blocks if block.role is Role.HEADER] == ["Contract 12-345"]


def test_the_label_of_a_list_stands_with_its_text_and_a_heading_is_one() -> None:
    pages = [
        [
            Piece(72, 80, "Payment", 0),
            Piece(72, 100, "(a)", 1),
            Piece(108, 100, "by check; and", 2),
            Piece(72, 112, "(b)", 3),
            Piece(108, 112, "by wire.", 4),
        ]
    ]
    item = lambda label, text: Part("LI", [Part("Lbl", [label]), Part("LBody", [Part("P", [text])])])  # noqa: E731
    parts = [Part("H2", [(0, 0)]), Part("L", [item((0, 1), (0, 2)), item((0, 3), (0, 4))])]
    source = read(pages, parts)
    assert [(block.text, block.heading) for block in source.blocks] == [
        ("Payment", True),
        ("(a) by check; and", False),
        ("(b) by wire.", False),
    ]


def test_columns_are_read_in_the_order_of_the_tags() -> None:
    left = [Piece(72, 90 + 12 * n, f"left {n} alpha", n) for n in range(4)]
    right = [Piece(330, 90 + 12 * n, f"right {n} beta", 4 + n) for n in range(4)]
    parts = [
        Part("P", [(0, n) for n in range(2)]),
        Part("P", [(0, n) for n in range(2, 6)]),
        Part("P", [(0, 6), (0, 7)]),
    ]
    assert body(read([left + right], parts)) == [
        "left 0 alpha left 1 alpha",
        "left 2 alpha left 3 alpha right 0 beta right 1 beta",
        "right 2 beta right 3 beta",
    ]


def test_tags_that_make_a_paragraph_of_each_line_are_not_believed() -> None:
    lines = [f"provider {n} shall keep such records as the agency may from time to time ask" for n in range(12)]
    pages = [[Piece(72, 90 + 12 * n, text, n) for n, text in enumerate(lines)]]
    assert body(read(pages, [Part("P", [(0, n)]) for n in range(12)])) == [" ".join(lines)]


def test_tags_that_make_one_paragraph_of_a_page_are_not_believed() -> None:
    pages = [
        [
            Piece(
                72, 80 + 30 * n, f"{9 * at + n + 1}. Item {9 * at + n + 1} is short and is {'not ' * (n % 3)}paid.", n
            )
            for n in range(9)
        ]
        for at in range(6)
    ]
    source = read(pages, [Part("P", [(at, n) for n in range(9)]) for at in range(6)])
    assert len(body(source)) == 54


def test_what_the_tags_leave_out_in_the_middle_is_kept_in_its_place() -> None:
    pages = [
        [Piece(72, 90 + 24 * n, f"Paragraph {n} is a short one of five or six words, no more.", n) for n in range(9)]
    ]
    pages[0][4] = Piece(72, 186, "Left out.", None)
    parts = [Part("P", [(0, n)]) for n in range(9) if n != 4]
    texts = body(read(pages, parts))
    assert texts[4] == "Left out."
    assert len(texts) == 9
