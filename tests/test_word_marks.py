"""What marks words of a Word file: hidden text, capitals, reviewers' comments, bookmarks and references to them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_builders import abstract, blocks, dele, field, ins, item, level, num, p, r, read, table, texts, word_file

from contractdiff.model import Block, Comment, FieldReference, NoticeCode, TrackedView

LIST = abstract(0, level(0, "%1.")) + num(1, 0)
HIDDEN = "<w:vanish/>"
STYLES = """
<w:style w:type="paragraph" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:rPr><w:caps/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Small"><w:rPr><w:smallCaps/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Loud"><w:rPr><w:caps/></w:rPr></w:style>
"""
NOTE, TITLE, SMALL = (f'<w:pStyle w:val="{name}"/>' for name in ("Note", "Title", "Small"))
SECRET, LOUD = (f'<w:rStyle w:val="{name}"/>' for name in ("Secret", "Loud"))


def hidden_words(block: Block) -> list[str]:
    return [block.text[start:end] for start, end in block.hidden]


@pytest.mark.parametrize(
    ("what", "body", "expected"),
    [
        ("nothing", p("seen"), []),
        ("all of it", p(r("unseen", HIDDEN)), ["unseen"]),
        ("a part", p(r("to "), r("be filled in", HIDDEN), r(" now")), ["be filled in"]),
        ("white space around it", p(r("to "), r("  be \t filled   ", HIDDEN), r("  now")), ["be filled"]),
        ("several parts", p(r("a", HIDDEN), r(" b "), r("c", HIDDEN)), ["a", "c"]),
        ("the space between hidden words", p(r("a", HIDDEN), r(" ", HIDDEN), r("b", HIDDEN)), ["a b"]),
        ("a shown space between them", p(r("a", HIDDEN), r(" "), r("b", HIDDEN)), ["a b"]),
        ("half a word", p(r("sub"), r("contractor", HIDDEN)), ["contractor"]),
        ("marks that do not print", p(r("a\u00ad\u200bb ", HIDDEN), r("c\u00ad"), r("\u2011d", HIDDEN)), ["ab", "-d"]),
        ("only white space", p(r("a"), r("  ", HIDDEN), r("b")), []),
        ("by the paragraph's style", p("a", props=NOTE), ["a"]),
        ("by a run's style", p(r("a "), r("b", SECRET)), ["b"]),
        ("by both, which cancels out", p(r("a", SECRET), props=NOTE), []),
        ("shown in a hidden style", p(r("a "), r("b", "<w:vanish w:val='0'/>"), props=NOTE), ["a"]),
        (
            "type of half a point",
            p(r("a "), r("{IF b}", '<w:sz w:val="1"/>'), r(" c", '<w:sz w:val="20"/>')),
            ["{IF b}"],
        ),
        ("hidden on the web only", p(r("a", "<w:webHidden/>")), []),
        ("beside a drop cap", p("T", props="<w:framePr w:dropCap='drop'/>") + p(r("his "), r("x", HIDDEN)), ["x"]),
        ("a cell", table(["a", p(r("b", HIDDEN))]), ["b"]),
        ("part of a cell", table(["a", p(r("b "), r("c", HIDDEN)), "d"]), ["c"]),
        ("paragraphs of a cell", table([[p("a"), p(r("b", HIDDEN))], [p(r("c", HIDDEN)), p("d")]]), ["b", "c"]),
        ("a cell with a number", table(["x", item("a").replace("<w:rPr></w:rPr>", f"<w:rPr>{HIDDEN}</w:rPr>")]), ["a"]),
        ("a table in a cell", table([[p("a"), table(["b", p(r("c", HIDDEN))]), p("d")], "e"]), ["c"]),
    ],
    ids=lambda value: value if isinstance(value, str) and "<" not in value else "",
)
def test_hidden_words(what: str, body: str, expected: list[str]) -> None:
    (block,) = blocks(body, styles=STYLES, numbering=LIST)
    assert hidden_words(block) == expected


def test_hidden_words_of_a_note_that_begins_with_its_mark() -> None:
    body = p(r("a"), '<w:r><w:footnoteReference w:id="1" w:customMarkFollows="1"/><w:t>*</w:t></w:r>')
    source = read(word_file(body, footnotes=f'<w:footnote w:id="1">{p(r("* see "), r("below", HIDDEN))}</w:footnote>'))
    assert hidden_words(source.blocks[1]) == ["below"]


pieces = st.lists(st.tuples(st.text(st.sampled_from("ab \u00a0\u00ad\u2011é"), max_size=5), st.booleans()), max_size=6)


@settings(max_examples=100, deadline=None)
@given(st.lists(pieces, min_size=1, max_size=3))
def test_exactly_the_letters_that_were_hidden_are_hidden(cells: list[list[tuple[str, bool]]]) -> None:
    body = table([p(*[r(text, HIDDEN if hidden else "") for text, hidden in cell]) for cell in cells])
    (block,) = blocks(table(["end"]) + body)[1:] or (Block(text=""),)
    letters = [
        (char.replace("\u2011", "-"), hidden)
        for cell in cells
        for text, hidden in cell
        for char in text
        if not char.isspace() and char != "\u00ad"
    ]
    flags = [any(start <= at < end for start, end in block.hidden) for at in range(len(block.text))]
    assert [(char, flag) for char, flag in zip(block.text, flags, strict=True) if not char.isspace()] == letters
    assert all(not block.text[at].isspace() for span in block.hidden for at in (span[0], span[1] - 1))


def test_the_notice_quotes_the_first_hidden_words() -> None:
    body = "".join(p(r("a "), r(f"secret {at}", HIDDEN)) for at in range(4)) + p(r("word " * 40, HIDDEN))
    (notice,) = read(word_file(body)).reading.notices
    assert notice.code is NoticeCode.HIDDEN_TEXT
    assert "in 5 paragraphs: “secret 0”, “secret 1” and “secret 2” and more." in notice.message
    (notice,) = read(word_file(p("a") + p(r("word " * 40, HIDDEN)))).reading.notices
    assert "word …”. It was read" in notice.message


@pytest.mark.parametrize(
    ("what", "body", "expected"),
    [
        ("set on the words", p(r("Invoices", "<w:caps/>"), r(" are due")), "INVOICES are due"),
        ("by the paragraph's style", p("Article one", props=TITLE), "ARTICLE ONE"),
        ("by a run's style", p(r("the "), r("Agency", LOUD)), "the AGENCY"),
        ("by both, which cancels out", p(r("Agency", LOUD), props=TITLE), "Agency"),
        ("switched off", p(r("Agency", "<w:caps w:val='0'/>"), props=TITLE), "Agency"),
        ("small capitals stay as typed", p("Agency", props=SMALL), "Agency"),
        ("letters that have no capital of their own", p(r("Straße ﬁ", "<w:caps/>")), "STRAßE ﬁ"),
    ],
    ids=lambda value: value if "<" not in value else "",
)
def test_capitals_by_format(what: str, body: str, expected: str) -> None:
    assert texts(body, styles=STYLES) == [expected]


@pytest.mark.parametrize(
    ("props", "mark", "of_level", "expected"),
    [
        ("", "", "", "Article 1"),
        (TITLE, "", "", "ARTICLE 1"),
        ("", "<w:caps/>", "", "ARTICLE 1"),
        (TITLE, "<w:caps w:val='0'/>", "", "Article 1"),
        (TITLE, "", "<w:caps w:val='0'/>", "Article 1"),
        ("", "", "<w:caps/>", "ARTICLE 1"),
    ],
)
def test_a_number_prints_in_the_capitals_of_its_paragraph(props: str, mark: str, of_level: str, expected: str) -> None:
    numbering = abstract(0, level(0, "Article %1", more=f"<w:rPr>{of_level}</w:rPr>")) + num(1, 0)
    body = item("Fees", mark=mark).replace("<w:numPr>", f"{props}<w:numPr>")
    assert blocks(body, numbering=numbering, styles=STYLES)[0].label == expected


def begin(number: int) -> str:
    return f'<w:commentRangeStart w:id="{number}"/>'


def end(number: int) -> str:
    return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'


def comment(number: int, *content: str, author: str = "Ann Roe") -> str:
    return f'<w:comment w:id="{number}" w:author="{author}">{"".join(content)}</w:comment>'


@pytest.mark.parametrize(
    ("what", "body", "about"),
    [
        ("words", p(r("within "), begin(0), r("ten "), r("days"), end(0), r(" of it")), "ten days"),
        ("several paragraphs", p(begin(0), r("a")) + table(["b"]) + p(r("c"), end(0)), "a b c"),
        ("marks between paragraphs", p("a") + begin(0) + p("b") + end(0) + p("c"), "b"),
        ("no words", p(r("a"), '<w:r><w:commentReference w:id="0"/></w:r>'), ""),
        ("nowhere", p("a"), ""),
        ("many words", p(begin(0), r("word " * 30), end(0)), "word " * 12 + "…"),
        ("exactly as many as are shown", p(begin(0), r("word " * 12), end(0)), "word " * 11 + "word"),
        ("inside another", p(begin(1), r("a "), begin(0), r("b"), end(0), r(" c"), end(1)), "b"),
        ("deleted words", p(begin(0), r("a "), dele("b "), ins("c"), end(0)), "a c"),
    ],
    ids=lambda value: value if "<" not in value else "",
)
def test_the_words_a_comment_stands_beside(what: str, body: str, about: str) -> None:
    reading = read(word_file(p("x") + body, comments=comment(0, p("Why?")))).reading
    assert reading.comments == (Comment(text="Why?", author="Ann Roe", about=about),)
    assert any(
        notice.code is NoticeCode.REVIEWER_COMMENT and "1 comment" in notice.message for notice in reading.notices
    )


def test_comments_stand_in_the_order_of_the_text_with_their_replies() -> None:
    comments = comment(5, p("Never."), author="") + comment(1, p("Later")) + comment(9, p("First."), p("Really."))
    comments += comment(2, p("I agree."), author="Doe") + comment(3, p(""))
    body = p(begin(9), begin(2), r("ten"), end(9), end(2)) + p(r("note"), '<w:r><w:footnoteReference w:id="1"/></w:r>')
    footnotes = f'<w:footnote w:id="1">{p(begin(1), r("see"), end(1))}</w:footnote>'
    assert read(word_file(body, comments=comments, footnotes=footnotes)).reading.comments == (
        Comment(text="First. Really.", author="Ann Roe", about="ten"),
        Comment(text="I agree.", author="Doe", about="ten"),
        Comment(text="Later", author="Ann Roe", about="see"),
        Comment(text="Never.", author="", about=""),
    )


def test_an_answer_stands_with_the_comment_it_answers() -> None:
    def said(number: int, text: str) -> str:
        return comment(number, p(text).replace("<w:p>", f'<w:p w14:paraId="A{number}">'))

    comments = said(1, "Why?") + said(2, "Elsewhere.") + said(3, "Because.")
    threads = '<w15:commentEx w15:paraId="A1"/><w15:commentEx w15:paraId="A3" w15:paraIdParent="A1"/>'
    body = p(begin(1), r("ten"), end(1), r(" days, "), begin(2), r("x"), end(2))
    found = read(word_file(body, comments=comments, threads=threads)).reading.comments
    assert [(each.text, each.about) for each in found] == [("Why?", "ten"), ("Because.", "ten"), ("Elsewhere.", "x")]


def test_a_comment_stands_beside_the_words_of_the_text_that_is_read() -> None:
    data = word_file(p(begin(0), dele("ten"), ins("five"), end(0), r(" days")), comments=comment(0, p("Why?")))
    about = [read(data, view=view).reading.comments[0].about for view in TrackedView]
    assert about == ["five", "ten"]


def bookmark(name: str) -> str:
    return f'<w:bookmarkStart w:id="0" w:name="{name}"/><w:bookmarkEnd w:id="0"/>'


def link(anchor: str, text: str, more: str = "") -> str:
    return f'<w:hyperlink w:anchor="{anchor}" {more}>{r(text)}</w:hyperlink>'


SPLIT = (
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> RE</w:instrText></w:r>"
    "<w:r><w:instrText>F _Ref7 \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
    f"{r('4.1')}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
)


@pytest.mark.parametrize(
    ("what", "content", "expected"),
    [
        ("a reference", r("see ") + field("REF _Ref7 \\r \\h", "4.1") + r(" above"), [("4.1", "_Ref7")]),
        ("small letters and quotes", field(' ref "_Ref7" ', "4.1"), [("4.1", "_Ref7")]),
        ("the name in other letters", field("REF _REF7", "4.1"), [("4.1", "_Ref7")]),
        ("an instruction in pieces", SPLIT, [("4.1", "_Ref7")]),
        ("without REF", field("_Ref7 \\h", "4.1"), [("4.1", "_Ref7")]),
        ("to a page", field("PAGEREF _Ref7 \\h", "12"), [("12", "_Ref7")]),
        ("to a note", field("NOTEREF _Ref7", "3"), [("3", "_Ref7")]),
        ("a simple field", f"<w:fldSimple w:instr=' REF _Ref7 '>{r('4')}{r('.1')}</w:fldSimple>", [("4.1", "_Ref7")]),
        ("a link", link("_Ref7", "Section 4.1"), [("Section 4.1", "_Ref7")]),
        ("a link by field", field('HYPERLINK \\l "_Ref7"', "4.1"), [("4.1", "_Ref7")]),
        ("a field in a link", link("_Ref7", "").replace(r(""), r("4.1 ") + field("PAGEREF _Ref7", "9")),
         [("4.1 9", "_Ref7"), ("9", "_Ref7")]),
        ("to nowhere", field("REF _Ref9", "Error!"), [("Error!", "_Ref9")]),
        ("no result", field("REF _Ref7", None), []),
        ("a link out of the file", link("part", "the Act", 'r:id="rId9"'), []),
        ("a link by field out of the file", field('HYPERLINK "http://x" \\l "y"', "x"), []),
        ("another field", field("DATE", "May 2"), []),
        ("a date is no bookmark called so", bookmark("Date") + field("DATE", "May 2"), []),
    ],
    ids=lambda value: value if isinstance(value, str) and "<" not in value else "",
)  # fmt: skip
def test_references(what: str, content: str, expected: list[tuple[str, str]]) -> None:
    found = blocks(p(content) + p(bookmark("_Ref7"), r("target")))[0].references
    assert found == tuple(FieldReference(text=text, anchor=anchor) for text, anchor in expected)


def test_a_reference_over_two_paragraphs_stands_where_it_begins() -> None:
    marks = [f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>" for kind in ("begin", "separate", "end")]
    code = "<w:r><w:instrText>REF a</w:instrText></w:r>"
    first, second, _ = blocks(p(marks[0], code, marks[1], r("one")) + p(r("two"), marks[2]) + p(bookmark("a"), r("x")))
    assert (first.references, second.references) == ((FieldReference(text="one", anchor="a"),), ())


@pytest.mark.parametrize(
    ("what", "body", "expected"),
    [
        ("in a paragraph", p(r("a"), bookmark("x"), r("b")), [("x",), ()]),
        ("that nothing refers to", p(bookmark("_GoBack"), r("a")), [(), ()]),
        ("before a paragraph", bookmark("x") + p("a"), [("x",), ()]),
        ("in a paragraph without words", p(bookmark("x")) + p("a"), [("x",), ()]),
        ("in a row", table(["a", p(bookmark("x"), r("b"))]), [("x",), ()]),
        ("in a table in a row", table([[table([p(bookmark("x"), r("b"))]), p("c")], "d"]), [("x",), ()]),
        ("in the second of two that are one", p("a", mark="<w:del/>") + p(bookmark("x"), r("b")), [("x",), ()]),
        ("in deleted words", p(f"<w:del>{bookmark('x')}</w:del>", r("a")), [(), ()]),
    ],
    ids=lambda value: value if isinstance(value, str) and "<" not in value else "",
)
def test_anchors(what: str, body: str, expected: list[tuple[str, ...]]) -> None:
    assert [block.anchors for block in blocks(body + p(field("REF x", "1")))] == expected


def test_references_of_a_row_and_of_a_joined_paragraph() -> None:
    body = table(["a", p(field("REF x", "1")), p(r("see "), link("y", "2"))])
    body += p(r("see "), mark="<w:del/>") + p(r("also "), field("REF x", "3"))
    row, joined = blocks(body)
    assert row.references == (FieldReference(text="1", anchor="x"), FieldReference(text="2", anchor="y"))
    assert joined.references == (FieldReference(text="3", anchor="x"),)


def test_a_header_refers_to_the_body_and_a_note_to_a_note() -> None:
    notes = f'<w:footnote w:id="1">{p(bookmark("n"), r("a"))}</w:footnote>'
    notes += f'<w:footnote w:id="2">{p(r("see "), field("NOTEREF n", "1"))}</w:footnote>'
    references = "".join(f'<w:r><w:footnoteReference w:id="{at}"/></w:r>' for at in (1, 2))
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    body = p(bookmark("title"), r("Agreement"), references) + section
    found = read(word_file(body, footnotes=notes, headers={"header1": p(field("REF title", "Agreement"))})).blocks
    assert [block.anchors for block in found] == [("title",), ("n",), (), ()]
    assert [[each.anchor for each in block.references] for block in found] == [[], [], ["n"], ["title"]]


STRUCK_STYLES = """
<w:style w:type="character" w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="GonePar"><w:rPr><w:dstrike/></w:rPr></w:style>
"""


def test_words_struck_through_by_hand_are_read_and_told() -> None:
    body = p(
        "Provider shall pay ", r("ten", "<w:strike/>"), r(" (10)", "<w:strike/>"), r(" twenty", "<w:u/>"), " days."
    )
    body += p("No ", r("more", '<w:rStyle w:val="Gone"/>'), r(" less", '<w:strike w:val="0"/><w:dstrike w:val="0"/>'))
    body += p("All of it.", props='<w:pStyle w:val="GonePar"/>') + p(r("Last.", "<w:dstrike/>"))
    source = read(word_file(body, styles=STRUCK_STYLES))
    assert [block.text for block in source.blocks] == [
        "Provider shall pay ten (10) twenty days.",
        "No more less",
        "All of it.",
        "Last.",
    ]
    (notice,) = source.reading.notices
    assert notice.code is NoticeCode.STRUCK_TEXT
    assert notice.message == (
        "The file shows words struck through by hand, not as tracked changes, in 4 places: “ten (10)”, “more”, “All of "
        "it.”. They were read like the rest; if they are meant as deleted, delete them in the file first."
    )


def test_words_struck_in_one_place() -> None:
    (notice,) = read(word_file(p("a ", r("b", "<w:strike/>")))).reading.notices
    assert "in one place: “b”. They" in notice.message
