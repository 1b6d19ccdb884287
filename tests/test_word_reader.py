"""Reading Word files: what prints is read once, what cannot be read is told, and no bytes do harm."""

import io
import random
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_builders import (
    abstract,
    blocks,
    cell,
    field,
    item,
    level,
    num,
    p,
    r,
    read,
    table,
    texts,
    word_file,
    zipped,
)

from contractdiff.errors import ContractDiffError, NoTextError, UnreadableError, UnsupportedFormatError
from contractdiff.model import Format, NoticeCode, Role
from contractdiff.readers import read_source

PICTURE = "<w:r><w:drawing><a:blip/></w:drawing></w:r>"
LIST = abstract(0, level(0, "%1."), level(1, "(%2)", "lowerLetter")) + num(1, 0)


def note(kind: str, number: int, *content: str) -> str:
    return f'<w:{kind} w:id="{number}">{"".join(content)}</w:{kind}>'


def reference(kind: str, number: int, more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}" {more}/></w:r>'


def box(content: str) -> str:
    """A text box as Word writes it: for itself, and once more for programs that do not know the newer form."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


PLACEHOLDER = (
    f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Click here to enter text.')}</w:sdtContent></w:sdt>"
)
CHECKED = (
    "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='1'/></w14:checkbox></w:sdtPr>"
    f"<w:sdtContent>{r('☒')}</w:sdtContent></w:sdt>{r(' yes')}"
)
MARK = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
FIELD_IN_A_CODE = MARK.format("begin") + field("PAGE", "9") + MARK.format("separate") + r("x") + MARK.format("end")
TICKED = (
    "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>"
)
SPACES = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>"
HYPHENS = "<w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>ex</w:t><w:softHyphen/><w:t>clu\u00adsive</w:t></w:r>"
SYMBOLS = "<w:r><w:sym w:font='Symbol' w:char='F0B3'/><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>"
HALF = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
BRANCHES = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='nobody'><w:t>x</w:t></mc:Choice>"
    "<mc:Fallback><w:t>y</w:t></mc:Fallback></mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    ("what", "content", "expected"),
    [
        ("runs", r("Provider") + r(" shall pay"), "Provider shall pay"),
        ("white space", r("  Provider \n shall\u00a0pay "), "Provider shall pay"),
        ("tabs and breaks", SPACES, "a b c d"),
        ("hyphens", HYPHENS, "non-exclusive"),
        ("a hyphen that does not break", r("non\u2011exclusive"), "non-exclusive"),
        ("symbols", SYMBOLS, "≥☑"),
        ("a hyperlink", f"<w:hyperlink>{r('the Act')}</w:hyperlink>", "the Act"),
        ("a content control", f"<w:sdt><w:sdtPr/><w:sdtContent>{r('Agency')}</w:sdtContent></w:sdt>", "Agency"),
        ("a control that nobody filled in", PLACEHOLDER, "Click here to enter text."),
        ("a ticked control", CHECKED, "☒ yes"),
        ("a typed blank", r("Name: ______"), "Name: ______"),
        (
            "words read from right to left",
            f"<w:bdo w:val='rtl'>{r('a')}</w:bdo><w:dir w:val='rtl'>{r('b')}</w:dir>",
            "ab",
        ),
        ("smart tags", f"<w:smartTag><w:customXml>{r('July 1')}</w:customXml></w:smartTag>", "July 1"),
        ("a simple field", f"<w:fldSimple w:instr='DATE'>{r('May 2')}</w:fldSimple>", "May 2"),
        ("a complex field", r("Section ") + field("REF x", "4.1"), "Section 4.1"),
        ("a field in a field's instruction", FIELD_IN_A_CODE, "x"),
        ("a field in a field's result", field("HYPERLINK x", field("REF y", "Exhibit A")), "Exhibit A"),
        ("a field that is never closed", r("a ") + MARK.format("begin") + r("b"), "a b"),
        ("a button", field("MACROBUTTON NoMacro [type the name]", None), "[type the name]"),
        ("a ticked form field", TICKED + MARK.format("end") + r(" yes"), "☒ yes"),
        ("insertions", r("thirty ") + f"<w:ins>{r('(30) ')}</w:ins>" + r("days"), "thirty (30) days"),
        ("deletions", r("ten") + "<w:del><w:r><w:delText> (10)</w:delText></w:r></w:del>", "ten"),
        ("a deletion inside an insertion", f"<w:ins>{r('a')}<w:del>{r('b')}</w:del></w:ins>", "a"),
        ("moves", f"<w:moveFrom>{r('here ')}</w:moveFrom><w:moveTo>{r('there')}</w:moveTo>", "there"),
        ("a formula", f"<m:oMath>{HALF}</m:oMath>", "1/2"),
        ("a choice that needs what nobody knows", BRANCHES, "y"),
        ("capitals by format", r("Provider", "<w:caps/>"), "PROVIDER"),
    ],
    ids=lambda value: value if "<" not in value else "",
)
def test_the_words_of_a_paragraph(what: str, content: str, expected: str) -> None:
    assert texts(p(content)) == [expected]


GONE_ROW = table(["a", "b"], ["c", "d"]).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1)
GONE_CELL = f"<w:tbl><w:tr>{cell('a')}{cell('b', props='<w:cellDel/>')}</w:tr></w:tbl>"
MERGED = (
    f"<w:tbl><w:tr>{cell('a', props='<w:vMerge w:val=%s/>')}{cell('b')}</w:tr>" % "'restart'"
    + f"<w:tr>{cell('', props='<w:vMerge/>')}{cell('c')}</w:tr></w:tbl>"
)
CONTROLS = (
    f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>{cell('a')}</w:sdtContent></w:sdt>{cell('b')}</w:tr>"
    "</w:sdtContent></w:sdt></w:tbl>"
)
NESTED = table([[table(["a", "b"])], "c"], ["d", "e"])


@pytest.mark.parametrize(
    ("what", "body", "expected"),
    [
        ("empty paragraphs make no block", p("a") + p() + p(" ") + p("b"), ["a", "b"]),
        (
            "a content control around paragraphs",
            f"<w:sdt><w:sdtContent>{p('a')}{p('b')}</w:sdtContent></w:sdt>",
            ["a", "b"],
        ),
        ("a deleted mark joins with what follows", p("Provider ", mark="<w:del/>") + p("shall."), ["Provider shall."]),
        ("several deleted marks", p("a", mark="<w:del/>") + p("b", mark="<w:del/>") + p("c"), ["abc"]),
        ("a mark moved away", p("a", mark="<w:moveFrom/>") + p("b"), ["ab"]),
        ("an inserted mark", p("a", mark="<w:ins/>") + p("b"), ["a", "b"]),
        ("nothing joins with a table", p("a", mark="<w:del/>") + table(["b", "c"]) + p("d"), ["a", "b\tc", "d"]),
        ("nothing joins out of a cell", table([p("a", mark="<w:del/>"), "b"]), ["a\tb"]),
        ("a drop cap", p("T", props="<w:framePr w:dropCap='drop'/>") + p("his agreement"), ["This agreement"]),
        ("a deleted row", GONE_ROW, ["c\td"]),
        ("a deleted cell", GONE_CELL, ["a"]),
        ("merged cells", MERGED, ["a\tb", "\tc"]),
        ("rows and cells in content controls", CONTROLS, ["a\tb"]),
        ("rows without text", table(["a", "b"], ["", ""], ["c", ""]), ["a\tb", "c\t"]),
        ("a table in a cell", NESTED, ["a b\tc", "d\te"]),
        ("a text box once, after its paragraph", p(r("a"), box(p("boxed"))) + p("b"), ["a", "boxed", "b"]),
        ("a text box in a cell, after its row", table([p(r("a"), box(p("boxed"))), "b"]), ["a\tb", "boxed"]),
    ],
    ids=lambda value: value if isinstance(value, str) and "<" not in value else "",
)
def test_blocks_in_reading_order(what: str, body: str, expected: list[str]) -> None:
    assert texts(body) == expected


def test_a_joined_paragraph_has_the_properties_of_the_second() -> None:
    (joined,) = blocks(item("Payment", mark="<w:del/>") + item(" terms", level=1), numbering=LIST)
    assert (joined.text, joined.label, joined.level) == ("Payment terms", "(a)", 1)


def test_a_style_separator_sets_heading_and_text_in_one_line() -> None:
    heading = item("Invoices.", mark="<w:vanish/><w:specVanish/>").replace(
        "<w:numPr>", '<w:outlineLvl w:val="1"/><w:numPr>'
    )
    (line,) = blocks(heading + p("Provider shall invoice."), numbering=LIST)
    assert (line.label, line.text, line.lead, line.heading) == ("1.", "Invoices. Provider shall invoice.", 9, False)


def test_table_rows() -> None:
    rows = blocks(table([item("Rate"), "$5"], [item("Term"), item("one year")]) + p("after"), numbering=LIST)
    assert [(row.role, row.label, row.cells, row.table) for row in rows] == [
        (Role.TABLE_ROW, "1.", ("Rate", "$5"), 0),
        (Role.TABLE_ROW, "2.", ("Term", "3. one year"), 0),
        (Role.BODY, None, (), None),
    ]


def test_a_row_is_labelled_by_a_number_that_stands_alone_in_its_first_cell() -> None:
    (row,) = blocks(table([item(""), "Reports"]), numbering=LIST)
    assert (row.label, row.cells) == ("1.", ("", "Reports"))


PROSE = "This Agreement lasts for one year from the day on which both parties have signed it, and no longer than that."


def test_a_table_of_prose_reads_paragraph_by_paragraph() -> None:
    body = table(["Term", [PROSE, "Renewable once."]], ["Fee", "$5"], ["Notice", "30 days"], ["Law", "Illinois"])
    found = blocks(body)
    assert [block.text for block in found][:3] == ["Term", PROSE, "Renewable once."]
    assert {(block.role, block.table) for block in found} == {(Role.BODY, 0)}
    plain = blocks(body.replace("</w:tbl>", table(["Court", "Cook County"])[len("<w:tbl>") :]))
    assert {block.role for block in plain} == {Role.TABLE_ROW}
    short = blocks(body.replace(PROSE, "One year."))
    assert [block.text for block in short][:1] == ["Term\tOne year. Renewable once."]


def test_a_table_around_a_table_of_prose_is_a_layout_too() -> None:
    inner = table([[PROSE, "Renewable once."]])
    assert texts(table([inner])) == [PROSE, "Renewable once."]


@pytest.mark.parametrize("broken", ["<w:tbl>{}</w:tbl>", "<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc>{}</w:tc>"])
def test_no_words_are_lost_in_a_broken_table(broken: str) -> None:
    words = p("a") + table(["b"]) + p(r("c"), box(p("d")))
    assert sorted(" ".join(texts(broken.format(words))).split()) == ["a", "b", "c", "d"]


def test_in_a_table_of_prose_a_number_in_a_cell_of_its_own_labels_the_words_beside_it() -> None:
    found = blocks(table([item(""), [PROSE, "More."]], [item(""), ["Second.", PROSE]]), numbering=LIST)
    assert [(block.label, block.text) for block in found] == [
        ("1.", PROSE), (None, "More."), ("2.", "Second."), (None, PROSE),
    ]  # fmt: skip


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:pPr>{default}</w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Art"><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Link"><w:name w:val="Hyperlink"/><w:rPr><w:u w:val="single"/></w:rPr></w:style>
"""


@pytest.mark.parametrize(
    ("props", "default", "expected"),
    [
        ("", "", (False, None)),
        ('<w:pStyle w:val="H2"/>', "", (True, 1)),
        ('<w:pStyle w:val="Art"/>', "", (True, 0)),
        ('<w:pStyle w:val="Art"/><w:outlineLvl w:val="9"/>', "", (False, None)),
        ('<w:outlineLvl w:val="2"/>', "", (True, 2)),
        ("", '<w:outlineLvl w:val="0"/>', (False, None)),
    ],
)
def test_headings(props: str, default: str, expected: tuple[bool, int | None]) -> None:
    (block,) = blocks(p("Payment", props=props), styles=STYLES.replace("{default}", default))
    assert (block.heading, block.level) == expected


@pytest.mark.parametrize(
    ("content", "lead"),
    [
        (r("Invoices.", "<w:b/>") + r(" Provider shall pay."), 9),
        (r("Invoices. ", "<w:u w:val='single'/>") + r("Provider"), 9),
        (r("Invoices.", "<w:rStyle w:val='Strong'/>") + r(" Provider"), 9),
        (r("Inv", "<w:b/>") + r("oices.", "<w:i/>") + r(" Provider"), 9),
        (r("Invoices.", "<w:b/><w:i/>") + r(" Provider", "<w:i/>"), 9),
        (r("Invoices.", "<w:b/>"), 0),
        (r("Provider ") + r("shall", "<w:b/>"), 0),
        (r("Provider", "<w:b w:val='0'/>") + r(" shall"), 0),
        (r("the Act", "<w:rStyle w:val='Link'/>") + r(" applies"), 0),
        (r(" ", "") + r("  Fees ", "<w:b/>") + r("are due"), 4),
    ],
)
def test_the_run_in_heading(content: str, lead: int) -> None:
    assert blocks(p(content), styles=STYLES.replace("{default}", ""))[0].lead == lead


def test_bold_in_both_styles_cancels_out() -> None:
    body = p(r("Plain.", "<w:rStyle w:val='Strong'/>"), r(" Bold"), props='<w:pStyle w:val="Art"/>')
    assert blocks(body, styles=STYLES.replace("{default}", ""))[0].lead == 0


def test_notes_follow_the_body_in_order_of_reference() -> None:
    body = p(r("Fee"), reference("footnote", 7), reference("endnote", 2), r(" due")) + p(
        "<w:del>", reference("footnote", 8), "</w:del>", r("Term"), reference("footnote", 6)
    )
    body += p(r("Law"), '<w:r><w:footnoteReference w:id="9" w:customMarkFollows="1"/><w:t>*</w:t></w:r>')
    source = read(
        word_file(
            body,
            footnotes=note("footnote", 6, p("second"))
            + note("footnote", 7, p("<w:r><w:footnoteRef/></w:r>", r(" first")), p("goes on"))
            + note("footnote", 8, p("gone"))
            + note("footnote", 9, p("* starred")),
            endnotes=note("endnote", 2, p("at the end")),
        )
    )
    assert [(block.role.value, block.label, block.text) for block in source.blocks] == [
        ("body", None, "Fee due"),
        ("body", None, "Term"),
        ("body", None, "Law"),
        ("footnote", "1", "first"),
        ("footnote", None, "goes on"),
        ("footnote", "2", "second"),
        ("footnote", "*", "starred"),
        ("endnote", "i", "at the end"),
    ]


def section(*references: str, more: str = "") -> str:
    inner = "".join(
        f'<w:{name.rstrip("0123456789")}Reference w:type="{kind}" r:id="{name}"/>'
        for kind, name in (reference.split(":") for reference in references)
    )
    return f"<w:sectPr>{inner}{more}</w:sectPr>"


def test_headers_and_footers_stand_once_with_page_numbers_blanked() -> None:
    page = r("Page ") + field("PAGE", "3") + r(" of ") + f'<w:fldSimple w:instr=" NUMPAGES ">{r("9")}</w:fldSimple>'
    body = p("a", props=section("default:header1", "first:header2", "default:footer1"))
    body += p("b") + section("default:header3", "even:header4", "default:footer2", more="<w:titlePg/>")
    source = read(
        word_file(
            body,
            headers={
                "header1": p("Community Agreement"),
                "header2": p("Cover"),
                "header3": p("Community Agreement") + p("Draft"),
                "header4": p("never printed"),
                "footer1": p(page),
                "footer2": p(r("– "), field("PAGE \\* MERGEFORMAT", "3"), r(" –")),
            },
        )
    )
    assert [(block.role, block.text) for block in source.blocks[2:]] == [
        (Role.HEADER, "Community Agreement"),
        (Role.HEADER, "Cover"),
        (Role.HEADER, "Draft"),
        (Role.FOOTER, "Page # of #"),
    ]
    assert [(aside.text, aside.why) for aside in source.reading.set_aside] == [("– # –", "page number")]


def test_tracked_changes_are_counted_with_their_authors() -> None:
    body = p(
        f'<w:ins w:author="Roe">{r("a")}</w:ins><w:del w:author="Doe">{r("b")}</w:del>', mark='<w:ins w:author="Roe"/>'
    )
    source = read(word_file(body + p("c")))
    tracked = source.reading.tracked
    assert tracked is not None
    assert (tracked.insertions, tracked.deletions, tracked.moves, tracked.authors) == (2, 1, 0, ("Doe", "Roe"))
    assert [notice.code for notice in source.reading.notices] == [NoticeCode.TRACKED_CHANGES_ACCEPTED]
    assert "Doe and Roe: 2 insertions and 1 deletion" in source.reading.notices[0].message


@pytest.mark.parametrize(
    ("body", "parts", "code"),
    [
        (p(r("seen ") + r("unseen", "<w:vanish/>")), {}, NoticeCode.HIDDEN_TEXT),
        (p(PICTURE), {}, NoticeCode.PICTURE),
        (p("<w:r><w:object><v:imagedata/><o:OLEObject/></w:object></w:r>"), {}, NoticeCode.EMBEDDED_OBJECT),
        ("<w:altChunk/>", {}, NoticeCode.UNREADABLE_PART),
        (p('<w:r><w:sym w:font="Webdings" w:char="F041"/></w:r>'), {}, NoticeCode.UNKNOWN_CHARACTERS),
        (p(field("LISTNUM Nobody", None)), {}, NoticeCode.UNKNOWN_NUMBER_FORMAT),
        ("", {"comments": f"<w:comment>{p('Why?')}</w:comment>"}, NoticeCode.REVIEWER_COMMENT),
    ],
)
def test_what_is_not_read_is_told(body: str, parts: dict[str, str], code: NoticeCode) -> None:
    source = read(word_file(p("words") + body, **parts))  # type: ignore[arg-type]
    assert [notice.code for notice in source.reading.notices] == [code]


def test_the_document_is_found_by_relationship_and_the_file_is_named() -> None:
    data = word_file(p("words"), document="content/main7.xml")
    reading = read(data, "fy12.docx").reading
    assert (reading.file, reading.format, reading.pages) == ("fy12.docx", Format.DOCX, None)
    assert re.fullmatch("[0-9a-f]{64}", reading.sha256)


def test_a_byte_order_mark_and_other_encodings() -> None:
    data = word_file(p("fünfzehn"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode()
    for encoded in (b"\xef\xbb\xbf" + xml.encode(), f'<?xml version="1.0" encoding="UTF-16"?>{xml}'.encode("utf-16")):
        assert texts_of(word_file("", raw_parts={"word/document.xml": encoded})) == ["fünfzehn"]


@pytest.mark.parametrize("name", ["agreement.docx", "agreement.docm", "agreement.dotx", "Agreement.DOCX"])
@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_documents_and_templates_with_and_without_macros(name: str, kind: str, tmp_path: Path) -> None:
    types = WORKBOOK_TYPE.decode().replace("/x.xml", "/word/document.xml")
    types = re.sub(r'ContentType="[^"]*"', f'ContentType="{kind}"', types)
    path = tmp_path / name
    path.write_bytes(word_file(p("words"), raw_parts={"[Content_Types].xml": types.encode()}))
    assert [block.text for block in read_source(path).blocks] == ["words"]


def texts_of(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks]


def test_the_strict_variant_reads_the_same() -> None:
    body = item("Payment") + table(["a", "b"])
    usual = word_file(body, numbering=LIST)
    assert read(_strict(usual)).blocks == read(usual).blocks


def _strict(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for family in (b"wordprocessingml", b"officeDocument"):
        old, new = b"schemas.openxmlformats.org/%s/2006/" % family, b"purl.oclc.org/ooxml/%s/" % family
        files = {name: content.replace(old, new) for name, content in files.items()}
    return zipped(files)


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TO_A_WORKBOOK = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="x.xml"/></Relationships>'
).encode()
WORKBOOK_TYPE = (
    f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/x.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
).encode()
WORKBOOK = {"_rels/.rels": TO_A_WORKBOOK, "[Content_Types].xml": WORKBOOK_TYPE, "x.xml": b"<a/>"}
OPEN_DOCUMENT = {"mimetype": b"application/vnd.oasis.opendocument.text"}
DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c">]><a/>'


def with_document(xml: bytes) -> bytes:
    return word_file("", raw_parts={"word/document.xml": xml})


@pytest.mark.parametrize(
    ("what", "data", "error", "says"),
    [
        ("noise", b"\0\1\2 noise", UnreadableError, "damaged"),
        ("half a file", word_file(p("words"))[:400], UnreadableError, "cut short"),
        ("a workbook", zipped(WORKBOOK), UnsupportedFormatError, "Excel"),
        ("a part is missing", zipped({"_rels/.rels": TO_A_WORKBOOK}), UnreadableError, "x.xml"),
        ("broken XML", word_file(p("words") + "<w:p>"), UnreadableError, "not well-formed"),
        ("a document type", with_document(DOCTYPE.encode()), UnreadableError, "document type"),
        ("a document type in UTF-16", with_document(DOCTYPE.encode("utf-16")), UnreadableError, "document type"),
        ("too deep", word_file("<w:sdt>" * 300 + "</w:sdt>" * 300), UnreadableError, "not well-formed"),
        ("a bomb", word_file("<w:p/>" * 2_000_000), UnreadableError, "unpacks to"),
        ("no words", word_file(p()), NoTextError, "no text"),
        ("only a picture", word_file(p(PICTURE)), NoTextError, "1 picture"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_readable_word_file_is_refused(
    what: str, data: bytes, error: type[ContractDiffError], says: str
) -> None:
    with pytest.raises(error) as caught:
        read(data, "fy12.docx")
    message = str(caught.value)
    assert message.startswith("fy12.docx ")
    assert says in message


def test_tables_nest_as_deep_as_a_file_can() -> None:
    body = p("innermost")
    for _ in range(80):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    assert texts(body) == ["innermost"]


SAMPLE = word_file(
    item("Payment", mark="<w:del/>") + table(["a", ["b", "c"]]) + p(field("REF x", "4.1"), box(p("boxed"))),
    numbering=LIST,
    styles=STYLES.replace("{default}", ""),
    footnotes=note("footnote", 1, p("note")),
)


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_damaged_bytes_are_read_or_refused(rng: random.Random) -> None:
    data = bytearray(SAMPLE)
    for _ in range(rng.randint(1, 20)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    _read_or_refuse(bytes(data[: rng.randint(1, len(data))] if rng.random() < 0.3 else data))


TAGS = (
    *("p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "pPr", "rPr", "numPr", "numId", "ilvl", "del", "ins"),
    *("moveFrom", "fldChar", "instrText", "txbxContent", "pict", "hyperlink", "vMerge", "tcPr", "trPr", "sectPr"),
    *("sym", "footnoteReference", "fldSimple", "drawing"),
)
trees = st.recursive(
    st.sampled_from(["words", "<w:t>t</w:t>", '<w:fldChar w:fldCharType="end"/>', '<w:numId w:val="1"/>']),
    lambda inner: st.builds(
        lambda tag, value, parts: f'<w:{tag} w:val="{value}">{"".join(parts)}</w:{tag}>',
        st.sampled_from(TAGS),
        st.sampled_from(["", "0", "1", "-1", "99999999999", "x", "continue"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(trees)
def test_any_tree_of_known_elements_is_read_or_refused(body: str) -> None:
    _read_or_refuse(word_file(body, numbering=LIST))


def _read_or_refuse(data: bytes) -> None:
    try:
        source = read(data)
    except ContractDiffError as error:
        assert str(error)
    else:
        assert all(block.text == block.text.strip(" ") for block in source.blocks)


words = st.text(st.sampled_from("abc ,.\u00a0\u2011é中"), max_size=12)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(words, max_size=4), min_size=1, max_size=6))
def test_every_word_stands_in_exactly_one_block(paragraphs: list[list[str]]) -> None:
    body = "".join(p(*[r(run) for run in runs]) for runs in paragraphs)
    expected = ["".join(runs).replace("\u2011", "-").split() for runs in paragraphs]
    found = [block.text.split(" ") for block in read(word_file(body + p("end"))).blocks]
    assert found == [line for line in expected if line] + [["end"]]


def test_reading_twice_gives_the_same() -> None:
    assert read(SAMPLE) == read(SAMPLE)
