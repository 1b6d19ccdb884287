"""The numbers Word prints before list paragraphs, worked out by hand from ECMA-376 part 1, 17.9."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_builders import abstract, blocks, item, labels, level, num, p, read, restart, table, word_file

from contractdiff.model import NoticeCode
from contractdiff.ooxml.number_formats import format_number

OUTLINE = abstract(0, level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"), level(3, "%1.%2.%4"))


@pytest.mark.parametrize(
    ("number_format", "number", "printed"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalZero", 12, "12"),
        ("upperRoman", 4, "IV"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 39, "xxxix"),
        ("upperLetter", 26, "Z"),
        ("lowerLetter", 27, "aa"),
        ("lowerLetter", 28, "bb"),
        ("lowerLetter", 53, "aaa"),
        ("ordinal", 1, "1st"),
        ("ordinal", 11, "11th"),
        ("ordinal", 22, "22nd"),
        ("ordinal", 113, "113th"),
        ("cardinalText", 21, "Twenty-one"),
        ("cardinalText", 120, "One hundred twenty"),
        ("ordinalText", 1, "First"),
        ("ordinalText", 12, "Twelfth"),
        ("ordinalText", 20, "Twentieth"),
        ("ordinalText", 33, "Thirty-third"),
        ("ordinalText", 1000, "One thousandth"),
        ("001, 002, 003, ...", 14, "014"),
        ("none", 3, ""),
        ("numberInDash", 3, "- 3 -"),
        ("hex", 255, "FF"),
        ("chicago", 6, "††"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedParen", 21, "21"),
        ("upperRoman", 0, "0"),
        ("thaiCounting", 3, None),
    ],
)
def test_a_number_is_written_as_word_writes_it(number_format: str, number: int, printed: str | None) -> None:
    assert format_number(number, number_format) == printed


@given(st.integers(0, 40_000), st.sampled_from(["upperRoman", "lowerLetter", "ordinalText", "ordinal", "decimalZero"]))
def test_every_number_has_a_short_form(number: int, number_format: str) -> None:
    assert 1 <= len(format_number(number, number_format) or "") <= 60


@pytest.mark.parametrize(
    ("what", "numbering", "body", "expected"),
    [
        (
            "levels restart below a higher one",
            OUTLINE + num(1, 0),
            item("a") + item("b", level=1) + item("c", level=2) + item("d", level=1) + item("e", level=2) + item("f"),
            ["1.", "1.1", "(a)", "1.2", "(a)", "2."],
        ),
        (
            "a level passed over shows its start and counts as used",
            OUTLINE + num(1, 0),
            item("a", level=1) + item("b", level=1) + item("c") + item("d", level=3),
            ["1.1", "1.2", "2.", "2.1.1"],
        ),
        (
            "lists of one definition share its counters",
            OUTLINE + num(1, 0) + num(2, 0),
            item("a") + item("b", 2) + item("c", 1),
            ["1.", "2.", "3."],
        ),
        (
            "a list's own start counts once, at its first use",
            OUTLINE + num(1, 0) + num(2, 0, restart(0, 5)),
            item("a") + item("b") + item("c", 2) + item("d", 2) + item("e", 1) + item("f", 2),
            ["1.", "2.", "5.", "6.", "7.", "8."],
        ),
        (
            "a list's own start for a level that is passed over",
            OUTLINE + num(1, 0, restart(0, 9)),
            item("a", level=1) + item("b", level=1) + item("c"),
            ["9.1", "9.2", "10."],
        ),
        (
            "a list replaces a level of its definition",
            OUTLINE
            + num(1, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "Section %1", "upperRoman", start=3)}</w:lvlOverride>'),
            item("a") + item("b", level=1),
            ["Section III", "III.1"],
        ),
        (
            "lvlRestart 0 never restarts, and a bound restarts only below that level",
            abstract(
                0,
                level(0, "%1."),
                level(1, "%2.", more='<w:lvlRestart w:val="0"/>'),
                level(2, "%3.", more='<w:lvlRestart w:val="1"/>'),
            )
            + num(1, 0),
            item("a")
            + item("b", level=1)
            + item("c", level=2)
            + item("d", level=1)
            + item("e", level=2)
            + item("f")
            + item("g", level=1)
            + item("h", level=2),
            ["1.", "1.", "1.", "2.", "2.", "2.", "3.", "1."],
        ),
        (
            "isLgl writes all levels in digits",
            abstract(0, level(0, "ARTICLE %1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>")) + num(1, 0),
            item("a") + item("b") + item("c", level=1),
            ["ARTICLE I", "ARTICLE II", "2.1"],
        ),
        (
            "a bullet is no label, nor is a sign without letters or digits",
            abstract(0, level(0, "•", "bullet"), level(1, "–"), level(2, "", "none"), level(3, "WHEREAS,", "none"))
            + num(1, 0),
            item("a") + item("b", level=1) + item("c", level=2) + item("d", level=3),
            [None, None, None, "WHEREAS,"],
        ),
        (
            "a definition that is only a link to a list style",
            abstract(0, level(0, "(%1)"), more='<w:styleLink w:val="Clauses"/>')
            + abstract(1, more='<w:numStyleLink w:val="Clauses"/>')
            + num(1, 0)
            + num(2, 1),
            item("a", 2) + item("b", 1),
            ["(1)", "(2)"],
        ),
        ("number 0 and unknown numbers are no list", OUTLINE + num(1, 0), item("a", 0) + item("b", 99), [None, None]),
        (
            "an empty numbered paragraph prints its number and so counts",
            OUTLINE + num(1, 0),
            item("a") + item("") + item("c"),
            ["1.", "3."],
        ),
        (
            "a paragraph that only ends a section prints none",
            OUTLINE + num(1, 0),
            item("a") + item("").replace("</w:numPr>", "</w:numPr><w:sectPr/>") + item("c"),
            ["1.", "2."],
        ),
        (
            "a deleted paragraph counts no number",
            OUTLINE + num(1, 0),
            item("a") + item("<w:del><w:r><w:delText>b</w:delText></w:r></w:del>", mark="<w:del/>") + item("c"),
            ["1.", "2."],
        ),
        (
            "a hidden paragraph counts no number",
            OUTLINE + num(1, 0),
            item("a") + item("<w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r>", mark="<w:vanish/>") + item("c"),
            ["1.", None, "2."],
        ),
        (
            "numbers in cells count in reading order",
            OUTLINE + num(1, 0),
            item("a") + table(["Term", item("b")], [item("c"), "Note"]) + item("d"),
            ["1.", None, "3.", "4."],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and "<" not in value else "",
)
def test_labels(what: str, numbering: str, body: str, expected: list[str | None]) -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Clauses">'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert labels(body, numbering, styles=styles) == expected


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
    '<w:style w:type="paragraph" w:styleId="Article"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Section"><w:basedOn w:val="Article"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Article"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Plain"><w:basedOn w:val="Article"/>'
    '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop2"><w:basedOn w:val="Loop"/></w:style>'
)
LINKED = abstract(
    0, level(0, "%1.", more='<w:pStyle w:val="Article"/>'), level(1, "%1.%2", more='<w:pStyle w:val="Section"/>')
) + num(1, 0)


@pytest.mark.parametrize(
    ("style", "expected"),
    [("Article", "2."), ("Section", "1.1"), ("Own", "1.1"), ("Plain", None), ("Unknown", None), ("Loop", None)],
)
def test_the_style_names_the_list_and_the_level_names_the_style(style: str, expected: str | None) -> None:
    body = p("a", props='<w:pStyle w:val="Article"/>') + p("b", props=f'<w:pStyle w:val="{style}"/>')
    assert labels(body, LINKED, styles=STYLES) == ["1.", expected]


def test_a_paragraph_leaves_the_list_of_its_style() -> None:
    body = p("a", props='<w:pStyle w:val="Article"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert labels(body, LINKED, styles=STYLES) == [None]


def test_a_text_box_does_not_disturb_the_list_around_it() -> None:
    content = f"<w:txbxContent>{item('in')}</w:txbxContent>"
    box = f"<w:r><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r>"
    assert labels(item("a") + p(box) + item("b"), OUTLINE + num(1, 0)) == ["1.", "1.", "2."]


def test_a_format_of_its_own_beside_a_plain_one() -> None:
    own = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    definition = abstract(0, f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{own}<w:lvlText w:val="%1"/></w:lvl>') + num(1, 0)
    assert labels(item("a"), definition) == ["001"]


@pytest.mark.parametrize("fmt", ["thaiCounting", "ordinalText"])
def test_an_unknown_format_reads_as_digits_and_is_told(fmt: str) -> None:
    definition = abstract(0, level(0, "%1)", fmt, more="<w:rPr><w:lang w:val='fr-FR'/></w:rPr>")) + num(1, 0)
    source = read(word_file(item("a"), numbering=definition))
    assert source.blocks[0].label == "1)"
    assert [notice.code for notice in source.reading.notices] == [NoticeCode.UNKNOWN_NUMBER_FORMAT]
    assert fmt in source.reading.notices[0].message


@pytest.mark.parametrize(
    ("paragraph", "style", "list_level", "expected"),
    [
        ('<w:ind w:left="720" w:hanging="360"/>', "", '<w:ind w:left="100"/>', 18.0),
        ("", "", '<w:ind w:left="1440" w:hanging="720"/>', 36.0),
        ('<w:ind w:firstLine="0"/>', "", '<w:ind w:left="1440" w:hanging="720"/>', 72.0),
        ("", '<w:ind w:start="1in"/>', "", 72.0),
        ("", "", "", 0.0),
    ],
)
def test_the_indent_of_the_first_line(paragraph: str, style: str, list_level: str, expected: float) -> None:
    definition = abstract(0, level(0, "%1.", more=f"<w:pPr>{list_level}</w:pPr>")) + num(1, 0)
    styles = f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:pPr>{style}</w:pPr></w:style>'
    body = item("a").replace("</w:numPr>", f"</w:numPr>{paragraph}")
    assert blocks(body, numbering=definition, styles=styles)[0].indent == expected
