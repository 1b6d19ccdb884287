"""Plain text and Markdown."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractdiff.errors import NoTextError, UnreadableError
from contractdiff.model import NoticeCode, Role, SourceText
from contractdiff.readers import read_source
from contractdiff.readers.markdown import read_markdown
from contractdiff.readers.plain import read_plain


def plain(data: str | bytes, name: str = "a.txt") -> SourceText:
    return read_plain(Path(name), data.encode() if isinstance(data, str) else data)


def markdown(text: str) -> SourceText:
    return read_markdown(Path("a.md"), text.encode())


def texts(source: SourceText) -> list[str]:
    return [block.text for block in source.blocks]


def aside(source: SourceText) -> list[tuple[str, str]]:
    return [(each.why, each.text) for each in source.reading.set_aside]


@pytest.mark.parametrize(("name", "told"), [("a.xlsx", True), ("a.txt", False), ("a.contract", False), ("a", False)])
def test_an_ending_that_says_otherwise_is_told(tmp_path: Path, name: str, told: bool) -> None:
    path = tmp_path / name
    path.write_text("1. Fees. No fee is charged.\n", encoding="utf-8")
    notices = read_source(path).reading.notices
    assert [notice.code for notice in notices] == [NoticeCode.OTHER_ENDING] * told
    assert not told or "a.xlsx is read as plain text" in notices[0].message


# --- text -----------------------------------------------------------------------------------------------------

LINE = "The Provider shall keep records of all services for three years, and"
LONG = "The Provider shall submit an invoice to the Department not later than the tenth day of each month. " * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1. Provider shall submit\n   an invoice.\n2. The Department pays, as\nSection 5.2 of this Agreement says.",
            [
                "1. Provider shall submit an invoice.",
                "2. The Department pays, as Section 5.2 of this Agreement says.",
            ],
        ),
        (f"{LINE}\nlonger.\n{LINE}\nso on.", [f"{LINE} longer.", f"{LINE} so on."]),
        (f"{LINE}\nmore.\n\nBy: ______\nName: _____\nTitle: ___", [f"{LINE} more.", "By: ______", "Name: _____", "Title: ___"]),  # noqa: E501
        (f"   {LINE}\nso on.\n   The Department\nmay see.", [f"{LINE} so on.", "The Department may see."]),
        (f"PAYMENT\n{LONG}\nTERM\n{LONG}", ["PAYMENT", LONG.strip(), "TERM", LONG.strip()]),
        (f"{'ARTICLE I':^70}\n{'PAYMENT':^70}\n\n{LINE}\nso on.", ["ARTICLE I", "PAYMENT", f"{LINE} so on."]),
        ("One\n=======\nTwo\n- - - -\nThree", ["One", "Two", "Three"]),
        ("\tTabs\tbetween\twords", ["Tabs between words"]),
    ],
)  # fmt: skip
def test_lines_become_paragraphs(text: str, expected: list[str]) -> None:
    assert texts(plain(text)) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "The “Term” of this Agreement ends – soon enough for everyone." * 10
    assert texts(plain(text.encode(encoding))) == [text]


def test_a_stray_byte_in_a_sound_file_is_read_by_itself() -> None:
    source = plain("The “Term” ends – ".encode() + b"\x93soon\x94.")
    assert texts(source) == ["The “Term” ends – “soon”."]


def test_a_byte_without_meaning_is_told_of() -> None:
    source = plain(b"The \x93Term\x94 is \x81 long enough to be text.")
    assert [notice.code for notice in source.reading.notices] == [NoticeCode.UNKNOWN_CHARACTERS]


@pytest.mark.parametrize("data", [b"\x00\x01\x02", bytes(range(256)) * 3, b"PK\x03\x04" + bytes(range(0, 256, 3)) * 9])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="not plain text"):
        plain(data)


def test_a_null_in_a_text_is_no_text() -> None:
    assert texts(plain(b"The Provider\0 shall report to the Department within ten days of each month.")) == [
        "The Provider shall report to the Department within ten days of each month."
    ]


@pytest.mark.parametrize("read", [plain, markdown])
def test_a_file_of_white_space_is_refused(read) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NoTextError, match="no text"):
        read(" \n ")


def test_a_very_long_line_is_read_soon() -> None:
    for text in ("word " * 100_000, "*" * 50_000, "[" * 50_000, "<a" * 50_000, "# " + " " * 100_000, "`" * 50_000):
        markdown(f"x {text}")
        plain(f"x {text}")
    for text in ("-" + " " * 40_000 + "x", " " * 40_000, "<table>\n" * 6_000, ("x" + " " * 40_000 + "\n") * 2):
        markdown(f"x\n{text}\nx")
        plain(f"x\n{text}\nx")


def typed_pages(count: int) -> str:
    """Pages as a typewriter makes them: a head, text that goes on over the page, and a foot."""
    return "\f".join(
        f"AGREEMENT NO. 7                         Page {n} of {count}\n\nand the {word} part is done by the Provider,\n"
        f"paid for {word} by the Department,\n\n                    - {n} -\n"
        for n, word in enumerate("first second third fourth".split()[:count], 1)
    )


def test_running_heads_and_page_numbers_are_set_aside() -> None:
    source = plain(typed_pages(4))
    assert len(source.blocks) == 1
    assert {why for why, _ in aside(source)} == {"running head", "page number"}
    assert ("page number", "- 3 -") in aside(source)
    assert source.reading.pages == 4


def test_blocks_know_their_page() -> None:
    assert [block.page for block in plain("One.\fTwo.\n\nStill two.\f").blocks] == [1, 2, 2]
    assert [block.page for block in plain("No pages.").blocks] == [None]


def test_page_numbers_between_paragraphs_are_set_aside_and_other_numbers_are_not() -> None:
    body = "\n".join(["The Provider shall do what is asked of it by the Department, each time."] * 12)
    numbered = "".join(f"{body}\n\n{' ' * 30}{n}\n\n" for n in range(1, 5))
    assert aside(plain(numbered)) == [("page number", str(n)) for n in range(1, 5)]
    assert aside(plain(f"Units:\n\n1\n\n2\n\n3\n\n{body}")) == []


def test_numbers_of_lines_in_the_margin_are_set_aside() -> None:
    words = "the Provider shall report to the Department on each day of the month, and so on and"
    pages = "".join(f"{n:>3}  {words}\n" for _ in range(3) for n in range(1, 26))
    source = plain(pages)
    assert len(source.blocks) == 1 and not any(char.isdigit() for char in source.blocks[0].text)
    assert len(aside(source)) == 75 and aside(source)[0] == ("line number", "1")
    listed = "".join(f"{n}. Item of a list that is long.\n" for n in range(1, 40))
    assert aside(plain(listed)) == [] and len(plain(listed).blocks) == 39


@pytest.mark.parametrize("total", ["3,500", "3,900"])
def test_only_the_numbers_of_pages_may_differ_in_running_heads(total: str) -> None:
    totals = ["1,500", "2,500", total, "4,500"]
    form = "ATTACHMENT {n}\n\nUnit {n} is paid as it says.\n\nTotal: ${total}\n\n{n}     Grant 77\n"
    source = plain("\f".join(form.format(n=n, total=total) for n, total in enumerate(totals, 1)))
    assert [text for text in texts(source) if "Total" in text] == [f"Total: ${each}" for each in totals]
    assert [text for text in texts(source) if "ATTACHMENT" in text] == [f"ATTACHMENT {n}" for n in range(1, 5)]
    assert aside(source) == [("running head", f"{n} Grant 77") for n in range(1, 5)]


@pytest.mark.parametrize("line", ["{n}  item {c} costs $0", "{n:>{n}}  item {c} costs $0"])
@pytest.mark.parametrize("lengths", [(10, 10, 10), (25, 24, 25)])
@pytest.mark.parametrize("between", ["", "\f"])
def test_lists_begun_anew_bear_no_numbers_of_lines(line: str, lengths: tuple[int, ...], between: str) -> None:
    lists = [[line.format(n=n, c="abcdefgh"[n % 8]) + "\n" for n in range(1, 1 + length)] for length in lengths]
    lists[1][8:8] = [between]
    assert not [why for why, _ in aside(plain("".join("".join(each) for each in lists))) if why == "line number"]


def test_separated_values_are_rows() -> None:
    source = plain('Unit,Rate\nHour,"$1,000"\n', "rates.csv")
    assert [block.cells for block in source.blocks] == [("Unit", "Rate"), ("Hour", "$1,000")]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200))
def test_no_word_is_lost_or_made(text: str) -> None:
    try:
        source = plain(text)
    except (NoTextError, UnreadableError):
        return
    said = " ".join([*texts(source), *(each.text for each in source.reading.set_aside)])
    kept = [word for word in text.replace("\0", "").split() if any(char.isalnum() for char in word)]
    assert sorted(word for word in said.split() if any(char.isalnum() for char in word)) == sorted(kept)


# --- Markdown -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The **Provider** shall _see_ [Exhibit A](#a) for `rates`.", "The Provider shall see Exhibit A for rates."),
        ("A [link][l], [l] and [no link].\n\n[l]: http://example.org 'Title'", "A link, l and [no link]."),
        (r"1\. Not a list \*really\*", "1. Not a list *really*"),
        ("2 * 3 * 4 and snake_case_name and ____ blank", "2 * 3 * 4 and snake_case_name and ____ blank"),
        ("a &amp; b &nbsp;&sect; 5 &copy;", "a & b § 5 ©"),
        ("<b>Bold</b> <https://example.org> <a.b@example.org>", "Bold https://example.org a.b@example.org"),
        ("~~struck~~ `**code**`", "struck **code**"),
        ("***All*** of **it *now* then**", "All of it now then"),
        ("> quoted\n> further", "quoted further"),
        ("Text{#x} as it is", "Text{#x} as it is"),
        ("within <thirty days> of <address> <Name>", "within <thirty days> of <address> <Name>"),
        ("1<sup>st</sup> <span class='a'>day</span><br/>of", "1st day of"),
        ("party[ies](all) and [Section](5)", "party[ies](all) and [Section](5)"),
        ("[Provider]: The entity that shall furnish it.", "[Provider]: The entity that shall furnish it."),
        ("[Fee]: $500", "[Fee]: $500"),
    ],
)  # fmt: skip
def test_marks_are_taken_off(text: str, expected: str) -> None:
    assert texts(markdown(text)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Terms", (0, "Terms")),
        ("### 4. Payment ###", (2, "4. Payment")),
        ("Terms\n=====", (0, "Terms")),
        ("Terms\n---", (1, "Terms")),
        ("## Terms {#terms .unnumbered}", (1, "Terms")),
        ("#### **Section 1.** *Term*", (3, "Section 1. Term")),
    ],
)
def test_headings(text: str, expected: tuple[int, str]) -> None:
    (block,) = markdown(text).blocks
    assert block.heading and (block.level, block.text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. One\n1. Two\n1. Three", ["1. One", "2. Two", "3. Three"]),
        ("5. One\n5. Two", ["5. One", "6. Two"]),
        ("1. One\n\n1. Two\n\nText\n\n1. New", ["1. One", "2. Two", "Text", "1. New"]),
        ("1. One\n   1. In\n   1. In too\n1. Two", ["1. One", "1. In", "2. In too", "2. Two"]),
        ("1. One\n\n   More of one\n\n1. Two", ["1. One", "More of one", "2. Two"]),
        ("1. One\n3. Three", ["1. One", "3. Three"]),
        ("#. One\n#. Two", ["1. One", "2. Two"]),
        ("1) One\n1) Two", ["1) One", "2) Two"]),
        ("- One\n* Two\n+ Three", ["One", "Two", "Three"]),
        ("- [ ] Open\n- [x] Done", ["☐ Open", "☒ Done"]),
        ("(a) One\n(b) Two", ["(a) One", "(b) Two"]),
        ("1. One\n# Head\n1. New", ["1. One", "Head", "1. New"]),
        (
            "<center>\n12 Main St.\nUrbana\n</center>\nLate bids are void.",
            ["12 Main St. Urbana", "Late bids are void."],
        ),
        ("Due in\n<section>\ndays", ["Due in <section> days"]),
    ],
)
def test_lists_bear_the_numbers_they_are_printed_with(text: str, expected: list[str]) -> None:
    assert texts(markdown(text)) == expected


def test_the_number_that_was_typed_is_set_aside_where_another_is_printed() -> None:
    assert aside(markdown("1. One\n1. Two")) == [("list number as typed", "1.")]


def test_a_run_in_heading_is_known_by_its_emphasis() -> None:
    blocks = markdown("**Term.** It ends.\n\n1. **Pay.** Soon.\n\n**All bold**").blocks
    assert [block.lead for block in blocks] == [5, 7, 0]


@pytest.mark.parametrize(
    "text",
    [
        "| Unit | Rate |\n|------|-----:|\n| Hour | $40 |",
        "Unit | Rate\n---|---\nHour | $40",
        "+------+------+\n| Unit | Rate |\n+======+======+\n| Hour | $40  |\n+------+------+",
        "Unit   Rate\n-----  -----\nHour   $40",
        "-----  -----\nUnit   Rate\nHour   $40\n-----  -----",
        "<table>\n<tr><th>Unit<th>Rate\n<tr><td>Hour<td>$40\n</table>",
        "| Unit | Rate |\n| Hour | **$40** |",
    ],
)
def test_tables(text: str) -> None:
    source = markdown(f"Before\n\n{text}\n\nAfter")
    rows = [block for block in source.blocks if block.role is Role.TABLE_ROW]
    assert [block.cells for block in rows] == [("Unit", "Rate"), ("Hour", "$40")]
    assert [block.text for block in source.blocks if block not in rows] == ["Before", "After"]


def test_tables_are_counted_one_by_one() -> None:
    table, page = "| a |\n|---|\n| b |", "<table><tr><td>h</table>"
    source = markdown("\n\n".join([table, page, "<table></table>", page, page, table]))
    assert [block.table for block in source.blocks] == [0, 0, 1, 2, 3, 4, 4]


def test_what_a_page_within_hides_is_told_of() -> None:
    source = markdown("<table><tr><td hidden>gone<td>kept</table>")
    assert aside(source) == [("hidden on the page", "gone")]
    assert [notice.code for notice in source.reading.notices] == [NoticeCode.HIDDEN_TEXT]


def test_words_struck_through_by_hand_are_read_and_told_of() -> None:
    source = markdown("Pay in ~~**thirty**~~ ten <s>or</s> days\n\n**~~Term~~.** Text\n")
    assert texts(source) == ["Pay in thirty ten or days", "Term. Text"]
    (notice,) = source.reading.notices
    assert notice.code is NoticeCode.STRUCK_TEXT and "in 3 places: “thirty”, “or”, “Term”." in notice.message


def test_a_row_of_a_grid_may_take_several_lines() -> None:
    (row,) = markdown("+---+---+\n| a | b |\n| c |   |\n+---+---+").blocks
    assert row.cells == ("a c", "b")


def test_footnotes_follow_the_body() -> None:
    source = markdown("Text[^1] and[^n].\n\n[^1]: First\n    note.\n\n[^n]: Second.\n\nMore text")
    assert [(block.role, block.label, block.text) for block in source.blocks] == [
        (Role.BODY, None, "Text and."),
        (Role.BODY, None, "More text"),
        (Role.FOOTNOTE, "1", "First note."),
        (Role.FOOTNOTE, "n", "Second."),
    ]
    assert aside(source) == [("note sign", "1"), ("note sign", "n")]


def test_what_is_not_printed_is_set_aside() -> None:
    source = markdown("---\ntitle: Agreement\n---\n\nText <!-- not\nprinted --> more")
    assert texts(source) == ["Text more"]
    assert sorted(aside(source)) == [("comment", "not printed"), ("front matter", "title: Agreement")]


def test_addresses_and_names_are_set_aside() -> None:
    source = markdown("# Fees {#fees}\n\n[l]: http://x.org 'T'\n\n[a](b.html) ![c](d.png)\n\n```text\ne\n```")
    assert texts(source) == ["Fees", "a c", "e"]
    assert sorted(text for _, text in aside(source)) == ["[l]: http://x.org 'T'", "b.html", "d.png", "text", "{#fees}"]


def test_a_rule_at_the_beginning_is_no_front_matter() -> None:
    assert texts(markdown("---\nThe Provider shall report.\n\n---\n\nMore")) == ["The Provider shall report.", "More"]


def test_code_is_read_as_it_stands() -> None:
    assert texts(markdown("```\n# not a **heading**\n\n[^1]: nor a note\n```\nText")) == [
        "# not a **heading**",
        "[^1]: nor a note",
        "Text",
    ]


def test_line_breaks_part_paragraphs() -> None:
    assert texts(markdown("ISSUED BY:<br>\nThe Department  \nCapital City\\\nState")) == [
        "ISSUED BY:",
        "The Department",
        "Capital City",
        "State",
    ]


def test_pictures_are_counted() -> None:
    source = markdown("![Seal](seal.png) of the ![State][s]")
    assert texts(source) == ["Seal of the State"]
    assert [notice.code for notice in source.reading.notices] == [NoticeCode.PICTURE]
