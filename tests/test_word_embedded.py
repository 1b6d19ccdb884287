"""Documents that Word shows as part of another one's text (altChunk), and files that are not in it (subDoc)."""

import pytest
from word_builders import abstract, cell, dele, field, ins, item, level, num, p, r, read, table, word_file

from contractdiff.model import NoticeCode, Role, TrackedView

LIST = abstract(0, level(0, "%1.")) + num(1, 0)


def chunk(name: str) -> str:
    return f'<w:altChunk r:id="{name}"/>'


def printed(data: bytes) -> list[str]:
    return [f"{block.label} {block.text}" if block.label else block.text for block in read(data).blocks]


def test_a_word_document_stands_in_its_place_and_counts_its_own_lists() -> None:
    inner = word_file(item("x") + item("y") + table(["u", "v"]), numbering=LIST)
    body = item("a") + table(["b", "c"]) + chunk("inner.docx") + item("d") + table(["e", "f"])
    source = read(word_file(body, numbering=LIST, embedded={"inner.docx": inner}))
    assert [(block.label, block.text, block.table) for block in source.blocks] == [
        ("1.", "a", None),
        (None, "b\tc", 0),
        ("1.", "x", None),
        ("2.", "y", None),
        (None, "u\tv", 1),
        ("2.", "d", None),
        (None, "e\tf", 2),
    ]
    assert source.reading.notices == ()


def test_what_belongs_to_an_embedded_document_is_read_with_it() -> None:
    body = p(ins("new"), dele("old"), '<w:r><w:footnoteReference w:id="1"/></w:r>')
    body += p('<w:commentRangeStart w:id="1"/>', r("ten days", "<w:vanish/>"), '<w:commentRangeEnd w:id="1"/>')
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    inner = word_file(
        body + section,
        footnotes=f'<w:footnote w:id="1">{p("note")}</w:footnote>',
        comments=f'<w:comment w:id="1" w:author="Ann">{p("Why?")}</w:comment>',
        headers={"header1": p("Schedule")},
    )
    outer = p("a", '<w:r><w:footnoteReference w:id="1"/></w:r>') + chunk("inner.docx") + p("z")
    data = word_file(outer, footnotes=f'<w:footnote w:id="1">{p("first")}</w:footnote>', embedded={"inner.docx": inner})
    source = read(data)
    assert [(block.role, block.text) for block in source.blocks] == [
        (Role.BODY, "a"),
        (Role.BODY, "new"),
        (Role.BODY, "ten days"),
        (Role.BODY, "z"),
        (Role.FOOTNOTE, "first"),
        (Role.FOOTNOTE, "note"),
        (Role.HEADER, "Schedule"),
    ]
    tracked = source.reading.tracked
    assert tracked is not None
    assert (tracked.insertions, tracked.deletions) == (1, 1)
    assert [(comment.text, comment.about) for comment in source.reading.comments] == [("Why?", "ten days")]
    codes = [notice.code for notice in source.reading.notices]
    assert codes == [NoticeCode.TRACKED_CHANGES_ACCEPTED, NoticeCode.REVIEWER_COMMENT, NoticeCode.HIDDEN_TEXT]
    assert read(data, view=TrackedView.ORIGINAL).blocks[1].text == "old"


PAGE = b"<html><body><h1>Fees</h1><p>Provider shall pay.</p><table><tr><td>Rate<td>$5</table></body></html>"


def test_a_web_page_and_a_text_stand_in_their_place() -> None:
    body = p("a") + chunk("page.html") + table(["b", "c"]) + chunk("text.txt") + p("z")
    embedded = {"page.html": PAGE, "text.txt": "Term\r\n\r\nOne year – no more.".encode()}
    blocks = read(word_file(body, embedded=embedded)).blocks
    assert [block.text for block in blocks] == [
        *("a", "Fees", "Provider shall pay.", "Rate\t$5"),
        *("b\tc", "Term", "One year – no more.", "z"),
    ]
    assert [block.table for block in blocks if block.role is Role.TABLE_ROW] == [0, 1]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("inner.docx", word_file(item("x") + p("y"), numbering=LIST)),
        ("page.html", b"<html><body><ol><li>x</ol><p>y</body></html>"),
    ],
)
def test_a_document_in_a_cell(name: str, data: bytes) -> None:
    body = f"<w:tbl><w:tr>{cell(p('a'), chunk(name))}{cell('b')}</w:tr></w:tbl>"
    assert printed(word_file(body, embedded={name: data})) == ["a 1. x y\tb"]


def test_a_paragraph_without_a_mark_does_not_run_on_into_a_document() -> None:
    body = p("a", mark="<w:del/>") + chunk("t.txt") + p("b")
    assert printed(word_file(body, embedded={"t.txt": b"x"})) == ["a", "x", "b"]


@pytest.mark.parametrize(
    ("what", "name", "data"),
    [
        ("rich text", "part.rtf", b"{\\rtf1 words}"),
        ("a damaged document", "part.docx", b"PK\x03\x04 cut short"),
        ("a picture", "part.png", b"\x89PNG\r\n\x1a\n" + bytes(40)),
        ("a document of another kind", "part.xml", b"<?xml version='1.0'?><w:wordDocument/>"),
    ],
)
def test_a_part_that_is_not_read_is_named(what: str, name: str, data: bytes) -> None:
    source = read(word_file(p("a") + chunk(name), embedded={name: data}))
    (notice,) = source.reading.notices
    assert notice.code is NoticeCode.UNREADABLE_PART
    assert name in notice.message
    assert [block.text for block in source.blocks] == ["a"]


def test_a_part_that_is_not_there_is_said_to_be_missing() -> None:
    (notice,) = read(word_file(p("a") + chunk("nowhere"))).reading.notices
    assert "1 other document" in notice.message


def test_documents_in_documents_are_read_to_some_depth() -> None:
    data = word_file(p("innermost"))
    for depth in range(6):
        data = word_file(p(f"{depth}") + chunk("inner.docx"), embedded={"inner.docx": data})
    source = read(data)
    assert [block.text for block in source.blocks] == ["5", "4", "3", "2"]
    assert [notice.code for notice in source.reading.notices] == [NoticeCode.UNREADABLE_PART]


def test_what_is_embedded_counts_against_the_limits_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = word_file(p("x" * 1000))
    body = p("a") + chunk("inner.docx") * 50
    data = word_file(body, embedded={"inner.docx": inner})
    monkeypatch.setattr("contractdiff.ooxml.package.MAX_XML_BYTES", 20_000)
    source = read(data)
    assert 1 < len(source.blocks) < 20
    assert [notice.code for notice in source.reading.notices] == [NoticeCode.UNREADABLE_PART]


def test_a_file_of_a_master_document_is_named() -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = (
        f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{office}/subDocument" '
        'Target="file:///C:\\contracts\\Exhibit%20B.docx" TargetMode="External"/></Relationships>'
    )
    data = word_file(p("a", '<w:subDoc r:id="rId1"/>'), raw_parts={"word/_rels/document.xml.rels": link.encode()})
    (notice,) = read(data).reading.notices
    assert notice.code is NoticeCode.UNREADABLE_PART
    assert "Exhibit B.docx" in notice.message


def test_references_between_a_document_and_one_embedded_in_it_are_its_own() -> None:
    bookmark = '<w:bookmarkStart w:id="0" w:name="a"/>'
    inner = word_file(p(bookmark, r("x")) + p(field("REF a", "x")))
    blocks = read(word_file(p(bookmark, r("y")) + chunk("inner.docx"), embedded={"inner.docx": inner})).blocks
    assert [block.anchors for block in blocks] == [(), ("a",), ()]


def test_what_embedded_documents_may_add_is_limited_and_the_rest_named() -> None:
    """A file of a few hundred bytes may show one part any number of times."""
    body = p("a") + chunk("page.html") * 300 + chunk("part.rtf") * 9 + p("z")
    page = b"<html><body>" + b"<p>x</p>" * 1000 + b"</body></html>"
    source = read(word_file(body, embedded={"page.html": page, "part.rtf": b"{\\rtf1 words}"}))
    assert len(source.blocks) == 50_002
    (notice,) = source.reading.notices
    assert "Word shows 259 other documents as part of this file’s text, not read here: page.html, after more" in (
        notice.message
    )
    assert notice.message.count("page.html") == 1 and "and 257 more. Open the file in Word" in notice.message


def test_a_damaged_part_is_named_without_advice_of_its_own() -> None:
    (notice,) = read(word_file(p("a") + chunk("b.docx"), embedded={"b.docx": b"PK cut short"})).reading.notices
    assert "not read here: b.docx, which is damaged or too large. Open the file in Word" in notice.message
    assert notice.message.count("Open") == 1
