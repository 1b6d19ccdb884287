"""Web pages: what a browser prints of them."""

import time
from pathlib import Path

import pytest

from contractdiff.errors import NoTextError, UnreadableError
from contractdiff.model import Block, NoticeCode, Role, SourceText, TrackedView
from contractdiff.options import ReadOptions
from contractdiff.readers.html import read_html, read_page


def read(body: str | bytes, *, head: str = "", name: str = "page.html", **options: TrackedView) -> SourceText:
    data = body if isinstance(body, bytes) else f"<meta charset=utf-8>{head}<body>{body}".encode()
    return read_html(Path(name), data, options=ReadOptions(**options))


def texts(body: str, **more: str) -> list[str]:
    return [block.text for block in read(body, **more).blocks]


def labels(body: str, **more: str) -> list[str | None]:
    return [block.label for block in read(body, **more).blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One<p>Two", ["One", "Two"]),
        ("<div>One<div>Two</div>Three</div>", ["One", "Two", "Three"]),
        ("<p>One\n  and   <b>t</b>wo", ["One and two"]),
        ("<p>Main St.<br>Springfield", ["Main St. Springfield"]),
        ("<p>One<br><br>Two", ["One", "Two"]),
        ("<p>It is:<br>(a) one;<br>(b) two.", ["It is:", "(a) one;", "(b) two."]),
        ("<p>1<sup>st</sup> day&nbsp;of&#32;May &amp; June", ["1st day of May & June"]),
        ("<dl><dt>Term<dd>Its meaning.</dl>", ["Term", "Its meaning."]),
        ("<blockquote>One<p>Two</blockquote>", ["One", "Two"]),
        ("<pre>1. One that goes\n   on.\n\n2. Two</pre>", ["1. One that goes on.", "2. Two"]),
        ("<span style='display:block'>One</span>Two", ["One", "Two"]),
        ("<p>pay\u00adment", ["payment"]),
        ("<p>the &#147;Term&#148; ends&#1;", ["the “Term” ends"]),
        ("<script>var x</script><style>p{}</style><template>t</template><p>One", ["One"]),
    ],
)
def test_paragraphs(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


GOOGLE = """<style>.lst-kix_Ab-0>li{counter-increment:lst-ctn-kix_Ab-0}
ol.lst-kix_Ab-0.start{counter-reset:lst-ctn-kix_Ab-0 0}
.lst-kix_Ab-0>li:before{content:"" counter(lst-ctn-kix_Ab-0,upper-roman) ". "}
.lst-kix_Ab-1>li{counter-increment:lst-ctn-kix_Ab-1}ol.lst-kix_Ab-1.start{counter-reset:lst-ctn-kix_Ab-1 0}
.lst-kix_Ab-1>li:before{content:"" counter(lst-ctn-kix_Ab-0,decimal) "." counter(lst-ctn-kix_Ab-1,decimal) " "}
.lst-kix_Cd-0>li:before{content:"\\0025cf  "}ul.lst-kix_Cd-0{list-style-type:none}
ol.lst-kix_Ab-0{list-style-type:none}ol.lst-kix_Ab-1{list-style-type:none}</style>"""
NESTED = """<style>ol{counter-reset:item;list-style:none}
li:before{content:counters(item,'.') ' ';counter-increment:item}</style>"""
WORD_ITEM = (
    "<p style='mso-list:l0 level2 lfo1'><span style='{face}'><span style='mso-list:Ignore'>{label}</span></span>x</p>"
)


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("", "<ol><li>x<li>x</ol>", ["1.", "2."]),
        ("", "<ol type=a start=3><li>x<li>x</ol>", ["c.", "d."]),
        ("", "<ol type=I><li>x<li value=9>x<li>x</ol>", ["I.", "IX.", "X."]),
        ("", "<ol reversed><li>x<li>x</ol>", ["2.", "1."]),
        ("", "<ol style='list-style-type: lower-roman'><li>x<li>x</ol>", ["i.", "ii."]),
        ("", "<ol><li>x<ol type=A><li>x<li>x</ol><li>x</ol>", ["1.", "A.", "B.", "2."]),
        ("", "<ol><li><p>x<p>x</ol>", ["1.", None]),
        ("", "<ul><li>x<ol><li>x</ol></ul>", [None, "1."]),
        ("", "<ol style='list-style:none'><li>(a) typed</ol>", [None]),
        ('<style>ol.p{list-style-type:"(a) "}</style>', "<ol class=p><li>x</ol>", ["(a)"]),
        (
            "<style>@counter-style par{system:extends lower-alpha;prefix:'(';suffix:') '}ol{list-style:par}</style>",
            "<ol><li>x<li>x</ol>",
            ["(a)", "(b)"],
        ),
        (
            GOOGLE,
            "<ol class='lst-kix_Ab-0 start'><li>x</ol><ol class='lst-kix_Ab-1 start'><li>x<li>x</ol>"
            "<ol class=lst-kix_Ab-0><li>x</ol><ul class=lst-kix_Cd-0><li>x</ul>",
            ["I.", "1.1", "1.2", "II.", None],
        ),
        (NESTED, "<ol><li>x<ol><li>x<li>x</ol><li>x</ol>", ["1", "1.1", "1.2", "2"]),
        ("", WORD_ITEM.format(label="1.1<span>&nbsp; </span>", face=""), ["1.1"]),
        ("", WORD_ITEM.format(label="·", face="font-family:Symbol"), [None]),
        ("", WORD_ITEM.format(label="o", face='font-family:"Courier New"'), [None]),
        ("", "<p><![if !supportLists]><span style='mso-list:Ignore'>(a)</span><![endif]>x", ["(a)"]),
    ],
)
def test_numbers_are_those_that_are_printed(head: str, body: str, expected: list[str | None]) -> None:
    assert labels(body, head=head) == expected


def test_an_item_that_begins_with_a_list_keeps_its_number() -> None:
    blocks = read("<ol><li><ol type=a><li>x</ol></ol>").blocks
    assert [(block.label, block.text) for block in blocks] == [(None, "1."), ("a.", "x")]


def test_headings_levels_and_leads() -> None:
    blocks = read("<h2>Payment</h2><p><b>Invoices.</b> Monthly.<ol><li>x<ol><li>y</ol></ol><p><b>All of it</b>").blocks
    assert [(block.heading, block.level, block.lead) for block in blocks] == [
        (True, 1, 0),
        (False, None, 9),
        (False, 0, 0),
        (False, 1, 0),
        (False, None, 0),
    ]


PROSE = "<p>" + "The Provider shall report to the Department each month. " * 2


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<table><tr><th>Unit<th>Rate<tr><td>Hour<td>$40</table>", [("Unit", "Rate"), ("Hour", "$40")]),
        ("<table><tr><td rowspan=2>A<td>B<tr><td>C</table>", [("A", "B"), ("", "C")]),
        ("<table><tr><td>A<td rowspan=2 colspan=2>B<tr><td>C<tr><td>D</table>", [("A", "B"), ("C", ""), ("D",)]),
        ("<table><caption>Rates</caption><tr><td>A</table>", [("Rates",), ("A",)]),
        ("<table><tr><td>A<table><tr><td>b<td>c</table></table>", [("A b c",)]),
        (f"<table><tr><td>{PROSE}{PROSE}<td>x</table>", [(), (), ()]),
        ("<table><tr><td rowspan=999999999 colspan=999999999>A<tr><td>B</table>", [("A",), ("", "B")]),
    ],
)
def test_tables_are_read_row_by_row_unless_they_hold_prose(body: str, expected: list[tuple[str, ...]]) -> None:
    assert [block.cells for block in read(body).blocks] == expected


def test_fields_of_forms_show_what_they_hold() -> None:
    body = "<input type=checkbox checked>Yes <input type=radio>No <input value=Ann> <input> <input type=hidden value=h>"
    assert texts(f"{body}<select><option>a<option selected>b</select>") == ["☒ Yes ☐ No Ann ____ b"]


@pytest.mark.parametrize(
    "hidden",
    ["<p hidden>secret", "<p style='display:none'>secret", "<p style='visibility: hidden'>secret", "<p class=h>secret"],
)
def test_what_the_page_hides_is_set_aside_and_told_of(hidden: str) -> None:
    source = read(f"<p>shown{hidden}", head="<style>.x, .h { color:red; display : none }</style>")
    assert [block.text for block in source.blocks] == ["shown"]
    assert [(each.text, each.why) for each in source.reading.set_aside] == [("secret", "hidden on the page")]
    assert NoticeCode.HIDDEN_TEXT in [notice.code for notice in source.reading.notices]


@pytest.mark.parametrize(
    ("view", "expected"), [(TrackedView.ACCEPTED, "ten days"), (TrackedView.ORIGINAL, "thirty days")]
)
def test_marked_changes_are_read_as_accepted_or_not(view: TrackedView, expected: str) -> None:
    source = read("<p><del>thirty</del><ins cite='mailto:Ann%20Lee'>ten</ins> days", tracked=view)
    assert source.blocks[0].text == expected
    tracked = source.reading.tracked
    assert tracked is not None and (tracked.insertions, tracked.deletions) == (1, 1)
    assert tracked.authors == ("Ann Lee",) and source.reading.view is view


@pytest.mark.parametrize(
    ("sign", "note"),
    [
        (
            "<a class=sdfootnoteanc href='#sdfootnote1sym'><sup>1</sup></a>",
            "<div id=sdfootnote1><p class=sdfootnote><a class=sdfootnotesym href='#sdfootnote1anc'>1</a> Note.",
        ),
        (
            "<sup><a href='#fn1'>1</a></sup>",
            "<section role=doc-endnotes><ol><li><p>Note.<a href='#r'>↩</a></ol></section>",
        ),
        (
            "<a href='#_ftn1'><sup>[1]</sup></a>",
            "<div style='mso-element:footnote'><p><a href='#_ftnref1'>[1]</a> Note.",
        ),
        ("<a href='#fn1' role=doc-noteref>1</a>", "<div class=footnotes><p><a href='#fnref1'><sup>1</sup></a> Note."),
    ],
)
def test_footnotes_stand_after_the_body_and_their_signs_aside(sign: str, note: str) -> None:
    source = read(f"{note}</div><p>Text{sign}.")
    first, second = source.blocks
    assert first.text == "Text."
    assert (second.label, second.text) == ("1", "Note.")
    assert second.role in (Role.FOOTNOTE, Role.ENDNOTE)
    assert "note sign" in [each.why for each in source.reading.set_aside]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Section <a href='#note-5'>5</a> holds.<p id=note-5>Other", "Section 5 holds."),
        ("Section <a href='#fn5'>5</a> holds.", "Section 5 holds."),
        ("Section<a href='#x5'>5</a> holds.<p class=footnote id=x5>Note", "Section holds."),
        ("Section<a href='#x5' style='vertical-align:super'>5</a> holds.", "Section holds."),
    ],
)
def test_a_link_is_a_note_sign_only_where_it_is_raised_or_leads_to_a_note(body: str, expected: str) -> None:
    assert texts(f"<p>{body}")[0] == expected


@pytest.mark.parametrize(
    "css",
    [
        "@media (max-width:700px){.x{display:none}}",
        "@media print{.x{display:none}}",
        "@media print{.y{color:red} .x{visibility:hidden}}",
        "@supports (display:grid){@media screen{.x{display:none}}}",
        "#terms{display:block}.x{display:none}",
        ".x{display:none}#terms{display:block}",
        ".x{display:none}@media (min-width:700px){.x{display:block}}",
        ".a{color:red;.x{display:none}}",
        ".x:hover{display:none}",
    ],
)
def test_words_that_a_rule_shows_or_some_screens_only_hide_are_read(css: str) -> None:
    source = read("<p id=terms class=x>Terms", head=f"<style>{css}</style>")
    assert [block.text for block in source.blocks] == ["Terms"] and not source.reading.notices


@pytest.mark.parametrize("css", ["@media print{.y{color:red}}.x{display:none}", "@import url(a.css);.x{mso-hide:all}"])
def test_words_that_a_rule_hides_for_all_are_not_read(css: str) -> None:
    assert texts("<p class=x>hidden<p>shown", head=f"<style>{css}</style>") == ["shown"]


@pytest.mark.parametrize(
    "words", ["<s>thirty</s>", "<strike>thirty</strike>", "<i style='text-decoration:line-through'>thirty</i>"]
)
def test_words_struck_through_by_hand_are_read_and_told_of(words: str) -> None:
    source = read(f"<p>Pay in {words} ten days")
    assert [block.text for block in source.blocks] == ["Pay in thirty ten days"]
    (notice,) = source.reading.notices
    assert notice.code is NoticeCode.STRUCK_TEXT and "in one place: “thirty”." in notice.message


def test_three_places_of_struck_words_are_quoted() -> None:
    (notice,) = read("<p>" + " ".join(f"<s>w{n}<s>x</s></s>" for n in range(5))).reading.notices
    assert "in 5 places: “w0x”, “w1x”, “w2x”. They were read" in notice.message


@pytest.mark.parametrize(
    ("content", "expected"),
    [("'4.1 '", ("4.1", "x")), ("'(a)'", ("(a)", "x")), ("'Note: '", (None, "Note: x")), ("attr(id) '.'", ("7.", "x"))],
)
def test_words_that_a_style_puts_before_others_are_printed(content: str, expected: tuple[str | None, str]) -> None:
    (block,) = read("<p class=n id=7>x", head=f"<style>.n::before{{content:{content}}}</style>").blocks
    assert (block.label, block.text) == expected


def test_words_of_a_drawing_are_read() -> None:
    source = read("<p>a<svg><title>t</title><text>Pay <tspan>$5</tspan></text><text>now</text></svg>b<svg></svg>")
    assert [block.text for block in source.blocks] == ["a", "Pay $5", "now", "b"]
    assert [notice.message[:22] for notice in source.reading.notices] == ["The page has 1 picture"]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", f"<table><tr>{'<td rowspan=1000>x' * 6000}{'<tr><td>y' * 1000}</table>"),
        (f"<style>{'a' * 40_000}</style>", "x"),
        (f"<style>a{{{'b' * 40_000}}}</style>", "x"),
        ("", f"<p style='{'b' * 40_000}'>x"),
        (
            "<style>" + "".join(f".a .b .a .c{n % 2} .b{{color:red;display:block}}" for n in range(200)) + "</style>",
            "<div class='a b c1'>" * 200 + "x",
        ),
    ],
)
def test_pages_made_to_exhaust_the_machine_are_read_soon(head: str, body: str) -> None:
    began = time.monotonic()
    assert texts(body, head=head)
    assert time.monotonic() - began < 3


def test_comments_of_word_are_no_text() -> None:
    body = "<p>Text.<div style='mso-element:comment-list'><div style='mso-element:comment'><p>Why?</div></div>"
    source = read(body)
    assert [block.text for block in source.blocks] == ["Text."]
    assert [comment.text for comment in source.reading.comments] == ["Why?"]


def test_pictures_and_frames_are_told_of() -> None:
    source = read("<p>Text <img src=http://example.org/x.png alt=Seal><iframe src=http://example.org></iframe>")
    assert [notice.code for notice in source.reading.notices] == [NoticeCode.PICTURE, NoticeCode.EMBEDDED_OBJECT]


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=windows-1252><p>The “Term” – 5 €".encode("cp1252"),
        "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'><p>The “Term” – 5 €".encode("cp1252"),
        "<p>The “Term” – 5 €".encode(),
        "<p>The “Term” – 5 €".encode("cp1252"),
        "<p>The “Term” – 5 €".encode("utf-8-sig"),
        "<html><p>The “Term” – 5 €".encode("utf-16"),
        "<?xml version='1.0' encoding='utf-8'?><html><p>The “Term” – 5 €</p></html>".encode(),
        "<meta charset=nonsense><p>The “Term” – 5 €".encode(),
        "<meta charset=unicode_escape><p>The “Term” – 5 €".encode(),
    ],
)
def test_encodings(data: bytes) -> None:
    assert read(data).blocks[0].text == "The “Term” – 5 €"


def test_a_web_archive_is_read_by_its_first_page() -> None:
    data = (
        b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=xx\r\n"
        b"\r\n--xx\r\n"
        b'Content-Type: text/html; charset="windows-1252"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        b"<p>The =93Term=94 is lo=\r\nng.\r\n--xx\r\nContent-Type: image/png\r\n\r\nabc\r\n--xx--\r\n"
    )
    assert read(data, name="page.mht").blocks[0].text == "The “Term” is long."


def test_a_page_nested_too_deep_is_refused_and_a_deep_one_read() -> None:
    assert texts("<div>" * 1500 + "deep" + "</div>" * 1500 + "<p>after") == ["deep", "after"]
    with pytest.raises(UnreadableError, match="deeper than any real page"):
        read("<div>" * 50_000 + "deep")


def test_entities_of_a_document_type_are_not_expanded() -> None:
    bomb = "<!DOCTYPE html [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]><p>x &b; &f;"
    assert "haha" not in read(bomb.encode()).blocks[-1].text
    assert "root:" not in read(bomb.encode()).blocks[-1].text


@pytest.mark.parametrize("data", [b"<html><body></body></html>", b"<html>", b"<script>x</script>", b"<!-- x -->"])
def test_a_page_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(NoTextError, match="no text"):
        read(data)


def test_the_blocks_of_a_page_within_another_file() -> None:
    assert read_page(b"<ol><li>One</ol>").blocks == (Block(text="One", label="1.", level=0),)
