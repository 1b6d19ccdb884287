"""Fields whose number Word works out while it prints: LISTNUM, AUTONUM, AUTONUMLGL, AUTONUMOUT."""

import pytest
from word_builders import abstract, dele, field, ins, item, level, num, p, r, read, table, word_file

from contractdiff.model import NoticeCode, Role, TrackedView

HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{at}"><w:name w:val="heading {at}"/></w:style>' for at in (1, 2, 3)
)
LEVELS = [level(0, "%1."), level(1, "(%2)", "lowerLetter"), level(2, "(%3)", "lowerRoman")]
LISTS = abstract(0, *LEVELS) + abstract(1, level(0, "§ %1"), more='<w:name w:val="Terms"/>') + num(1, 0) + num(2, 1)


def number(instruction: str) -> str:
    return field(instruction, None)


def line(*content: str, heading: int = 0) -> str:
    return p(*content, props=f'<w:pStyle w:val="H{heading}"/>' if heading else "")


def in_list(*content: str, at: int = 0) -> str:
    return p(*content, props=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="1"/></w:numPr>')


def printed(body: str, **parts: str) -> list[str]:
    """The blocks as they print, their labels in square brackets."""
    source = read(word_file(body, styles=HEADINGS, numbering=LISTS, **parts))  # type: ignore[arg-type]
    assert not source.reading.notices
    return [f"[{block.label}] {block.text}" if block.label else block.text for block in source.blocks]


NEXT = number(" LISTNUM ")
FORMATS = ("", "\\* Arabic \\s :", '\\* alphabetic \\s " "', "\\* OrdText", "\\* Ordinal")


@pytest.mark.parametrize(
    ("what", "body", "expected"),
    [
        ("in a numbered paragraph a level below it, all of them at the same",
         in_list(r("all of: "), NEXT, r(" wages, "), NEXT, r(" rent")) + in_list("next") + in_list(NEXT, r(" a")),
         ["[1.] all of: (a) wages, (b) rent", "[2.] next", "[3.] (a) a"]),
        ("below the paragraph's own level", in_list("a") + in_list(r("b: "), NEXT, r(" x; "), NEXT, r(" y"), at=1),
         ["[1.] a", "[(a)] b: (i) x; (ii) y"]),
        ("one right after another goes down a level", in_list(NEXT, r(" "), NEXT, r(" x, "), NEXT, r(" y")),
         ["[1.] (a) (i) x, (ii) y"]),
        ("paragraphs count on after it", in_list(r("a "), NEXT) + in_list("b", at=1) + in_list("c"),
         ["[1.] a (a)", "[(b)] b", "[2.] c"]),
        ("the level that it names", in_list(r("a "), number("LISTNUM \\l 3"), r(" b "), NEXT), ["[1.] a (i) b (ii)"]),
        ("at the start of a paragraph it is the label", p(NEXT, r(" a")) + p("b") + p(NEXT, r("c")),
         ["[1)] a", "b", "[2)] c"]),
        ("inside of a paragraph it is text", p(r("if "), NEXT, r(" a or "), NEXT, r(" b")), ["if 1) a or 2) b"]),
        ("right after one another", p(NEXT, NEXT, NEXT, r(" a")), ["[1)] a)i) a"]),
        ("the sixth level of the number list",
         p(r("that "), number("LISTNUM NumberDefault \\l 6"), r(" a, "), NEXT, r(" b, and "), NEXT, r(" c")),
         ["that (i) a, (ii) b, and (iii) c"]),
        ("a start of its own", p(r("x "), number("LISTNUM \\l 3 \\s 4"), r(" a "), NEXT, r(" b")), ["x iv) a v) b"]),
        ("a start twice", p(r("x "), number("LISTNUM \\s 1"), r(" a ")) + p(r("y "), number("LISTNUM \\s 1"), r(" b")),
         ["x 1) a", "y 1) b"]),
        ("switches without spaces", p(r("x "), number('LISTNUM "OutlineDefault" \\l"2" \\s3')), ["x C."]),
        ("the outline list",
         "".join(p(number(f"LISTNUM OutlineDefault \\l {at}"), r("x")) for at in range(1, 10)),
         ["[I.] x", "[A.] x", "[1.] x", "[a)] x", "[(1)] x", "[(a)] x", "[(i)] x", "[(a)] x", "[(i)] x"]),
        ("the legal list", "".join(p(number(f"LISTNUM LegalDefault \\l {at}"), r("x")) for at in (1, 2, 2, 3, 1)),
         ["[1.] x", "[1.1.] x", "[1.2.] x", "[1.2.1.] x", "[2.] x"]),
        ("a list of the document", p(number("LISTNUM terms"), r("a")) + p(r("b "), NEXT), ["[§ 1] a", "b § 2"]),
        ("the lists with a name are counted apart", p(NEXT, r("a"), number("LISTNUM LegalDefault")), ["[1)] a1."]),
        ("in a table's row", table([in_list(r("a "), NEXT), "b"]), ["[1.] a (a)\tb"]),
        ("inside of another field Word leaves it out", p(r("a"), field("IF x", NEXT + r("b"))), ["ab"]),
        ("a simple field", p(r("a "), "<w:fldSimple w:instr=' LISTNUM '/>"), ["a 1)"]),
        ("what the file says it shows", p(r("a "), field("LISTNUM", "(iv)")), ["a (iv)"]),
        ("paragraphs", p(number("AUTONUM"), r("a")) + p("b") + p(number("AUTONUM"), r("c")), ["[1.] a", "b", "[2.] c"]),
        ("twice in a paragraph", p(number("AUTONUM"), r(" a "), number("AUTONUM")), ["[1.] a 1."]),
        ("after words", p(r("Chapter "), number("AUTONUM \\* ROMAN"), r(" Fees")), ["Chapter I. Fees"]),
        ("formats and separators",
         "".join(p(number(f"AUTONUM {more}"), r("x")) for more in FORMATS),
         ["[1.] x", "[2:] x", "[c] x", "[fourth.] x", "[5th.] x"]),
        ("headings by level, and body text anew after each",
         line(number("AUTONUM"), r("a"), heading=1) + line(number("AUTONUM"), r("b"), heading=2)
         + line(number("AUTONUM"), r("c")) + line(number("AUTONUM"), r("d"), heading=2)
         + line(number("AUTONUM"), r("e")) + line(number("AUTONUM"), r("f"), heading=1),
         ["[1.] a", "[1.] b", "[1.] c", "[2.] d", "[1.] e", "[2.] f"]),
        ("legal numbers",
         line(number("AUTONUMLGL"), r("a"), heading=1) + line(number("AUTONUMLGL \\e"), r("b"), heading=2)
         + line(number("AUTONUMLGL"), r("c")) + line(number("AUTONUMLGL"), r("d"))
         + line(number("AUTONUMLGL"), r("e"), heading=1) + line(number("AUTONUMLGL \\s -"), r("f"), heading=2),
         ["[1.] a", "[1.1] b", "[1.1.1.] c", "[1.1.2.] d", "[2.] e", "[2-1-] f"]),
        ("an outline",
         line(number("AUTONUMOUT"), r("a"), heading=1) + line(number("AUTONUMOUT"), r("b"), heading=2)
         + line(number("AUTONUMOUT"), r("c"), heading=2) + line(number("AUTONUMOUT"), r("d"), heading=3)
         + line(number("AUTONUMOUT"), r("e"), heading=1) + line(number("AUTONUMOUT"), r("f")),
         ["[I.] a", "[A.] b", "[B.] c", "[1.] d", "[II.] e", "[1.] f"]),
    ],
    ids=lambda value: value if isinstance(value, str) and "<" not in value else "",
)  # fmt: skip
def test_numbers_that_word_works_out(what: str, body: str, expected: list[str]) -> None:
    assert printed(body) == expected


def test_notes_count_on_their_own() -> None:
    body = p(NEXT, r(" a"), '<w:r><w:footnoteReference w:id="1"/></w:r>')
    source = read(word_file(body, footnotes=f'<w:footnote w:id="1">{p(r("if "), NEXT)}</w:footnote>'))
    assert [(block.role, block.text) for block in source.blocks] == [(Role.BODY, "a"), (Role.FOOTNOTE, "if 1)")]


@pytest.mark.parametrize(
    "body",
    [
        p(r("a "), number("LISTNUM Nobody")),
        item("a") + p(r("b "), NEXT),
        line(number("AUTONUMLGL"), r("a"), heading=2),
    ],
    ids=["a list without a definition", "after a list, outside of it", "a level of headings passed over"],
)
def test_a_number_that_cannot_be_told_is_missing_and_said_to_be(body: str) -> None:
    source = read(word_file(body, styles=HEADINGS, numbering=LISTS))
    assert [block.text for block in source.blocks][-1].strip() in ("a", "b")
    assert [notice.code for notice in source.reading.notices] == [NoticeCode.UNKNOWN_NUMBER_FORMAT]
    assert "1 number that Word works out" in source.reading.notices[0].message


def test_tracked_fields_count_in_the_text_that_is_read() -> None:
    data = word_file(p(ins(NEXT), r(" a")) + p(dele(NEXT), r(" b")) + p(NEXT, r(" c")))
    labels = [[block.label for block in read(data, view=view).blocks] for view in TrackedView]
    assert labels == [["1)", None, "2)"], [None, "1)", "2)"]]
