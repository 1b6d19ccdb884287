"""Whether files may leave: each fault is planted alone into a sound document, and its check and no other finds it."""

import io
import random
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from release_builders import (
    COALITION,
    DOCUMENT,
    GUARD,
    W14,
    WORD_TYPE,
    Plant,
    attribute,
    body,
    both,
    core,
    field,
    paragraph,
    part,
    picture,
    png,
    put,
    relation,
    setting,
    short_parts,
    sound,
    sound_parts,
    table,
    with_faults,
    wordml,
    words,
)

from contractdiff.model import Check, Guard
from contractdiff.ooxml.saving import pack
from contractdiff.release import CHECK_IDS, check_package

APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
TABLE_STYLE = (
    '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Derived"><w:name w:val="Derived"/><w:basedOn w:val="Base"/></w:style>'
    '<w:style w:type="character" w:styleId="Small"><w:name w:val="Small"/><w:rPr><w:sz w:val="2"/></w:rPr></w:style>'
)
HEADER = "<w:p><w:r><w:t>Jane </w:t></w:r><w:r><w:t>Q. R</w:t></w:r><w:r><w:t>oe</w:t></w:r></w:p>"
TEXT_BOX = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
    f"{paragraph('Hope House')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)


def app(xml: str) -> Plant:
    return part(
        "docProps/app.xml",
        f'<Properties xmlns="{APP}">{xml}</Properties>'.encode(),
        kind="extended-properties",
        type_="application/vnd.openxmlformats-officedocument.extended-properties+xml",
        source="",
    )


def prop(name: str, value: str = "x") -> Plant:
    return put(
        "docProps/custom.xml",
        r"<Properties[^>]*>",
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="9" '
        f'name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>',
    )


def tracked(name: str, inner: str = "") -> Plant:
    return body(f'<w:p><w:{name} w:id="9" w:author="A">{inner}</w:{name}></w:p>')


def change_of(name: str, within: str) -> Plant:
    return body(f'<w:p><w:pPr><w:{within}/><w:{name} w:id="9" w:author="A"/></w:pPr></w:p>')


def styled(style: str, kind: str = "pStyle") -> Plant:
    inside = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if kind == "pStyle" else ""
    run = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if kind == "rStyle" else ""
    return both(
        put("word/styles.xml", r"</w:docDefaults>", TABLE_STYLE),
        body(f"<w:p>{inside}<w:r>{run}<w:t>not seen</w:t></w:r></w:p>"),
    )


def header(xml: str) -> Plant:
    return part("word/header9.xml", wordml("hdr", xml), kind="header", type_=f"{WORD_TYPE}.header+xml")


FAULTS: list[tuple[str, str, Plant]] = [
    ("core-properties", "creator", put("docProps/core.xml", r"<dc:creator>", "Jane ")),
    ("core-properties", "lastModifiedBy", core("<cp:lastModifiedBy>J</cp:lastModifiedBy>")),
    ("core-properties", "revision", core("<cp:revision>7</cp:revision>")),
    ("core-properties", "keywords", core("<cp:keywords/>")),
    (
        "core-properties",
        "created",
        core('<dcterms:created xmlns:dcterms="http://purl.org/dc/terms/">2011-06-01T00:00:00Z</dcterms:created>'),
    ),
    ("app-properties", "Company", app("<Company>Acme</Company>")),
    ("app-properties", "Manager", app("<Manager>A</Manager>")),
    ("app-properties", "Template", app("<Template>Letter.dotx</Template>")),
    ("app-properties", "TotalTime", app("<TotalTime>12</TotalTime>")),
    ("custom-properties", "Reviewer", prop("Reviewer")),
    ("comments", "comments.xml", part("word/comments.xml", wordml("comments", ""), kind="comments")),
    ("comments", "comments2.xml", part("word/comments2.xml", wordml("comments", ""))),
    (
        "comments",
        "people.xml",
        part("word/people.xml", b"<p/>", kind="http://schemas.microsoft.com/office/2011/relationships/people"),
    ),
    ("comments", "commentReference", body('<w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>')),
    (
        "comments",
        "presenceInfo",
        setting('<w15:presenceInfo xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" w15:userId="u"/>'),
    ),
    ("tracked-changes", "1 ins", tracked("ins", "<w:r><w:t>x</w:t></w:r>")),
    ("tracked-changes", "1 del", tracked("del", "<w:r><w:delText>x</w:delText></w:r>")),
    ("tracked-changes", "moveFrom", tracked("moveFrom")),
    ("tracked-changes", "moveTo", tracked("moveTo")),
    ("tracked-changes", "moveFromRangeStart", body('<w:moveFromRangeStart w:id="1" w:name="m"/>')),
    ("tracked-changes", "pPrChange", change_of("pPrChange", "keepNext")),
    ("tracked-changes", "rPrChange", words("x", '<w:b/><w:rPrChange w:id="1" w:author="A"/>')),
    ("tracked-changes", "sectPrChange", put(DOCUMENT, r"<w:sectPr[^>]*>", '<w:sectPrChange w:id="1" w:author="A"/>')),
    ("tracked-changes", "tblPrChange", put(DOCUMENT, r"<w:tblPr>", '<w:tblPrChange w:id="1" w:author="A"/>')),
    ("tracked-changes", "cellIns", put(DOCUMENT, r"<w:tcPr>", '<w:cellIns w:id="1" w:author="A"/>')),
    ("tracked-changes", "trackRevisions", setting("<w:trackRevisions/>")),
    ("tracked-changes", "who wrote", attribute("w:author", "Somebody")),
    ("revision-ids", "rsidR", attribute("w:rsidR", "00A1B2C3")),
    ("revision-ids", "rsids", setting('<w:rsids><w:rsidRoot w:val="00A1B2C3"/></w:rsids>')),
    ("revision-ids", "paraId", body(f'<w:p xmlns:w14="{W14}" w14:paraId="1A2B3C4D"/>')),
    ("hidden-text", "hidden", words("secret", "<w:vanish/>")),
    ("hidden-text", "web pages", words("secret", "<w:webHidden/>")),
    ("hidden-text", "hidden", words("secret", '<w:specVanish w:val="1"/>')),
    ("hidden-text", "FFFFFF on FFFFFF", words("secret", '<w:color w:val="FFFFFF"/>')),
    ("hidden-text", "FEFEFE on FFFFFF", words("secret", '<w:color w:val="FEFEFE"/>')),
    ("hidden-text", "on 1F3350", words("secret", '<w:color w:val="1F3350"/><w:shd w:val="clear" w:fill="1F3350"/>')),
    ("hidden-text", "on FFFF00", words("secret", '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>')),
    ("hidden-text", "FFFFFF", words("secret", '<w:color w:val="000000" w:themeColor="background1"/>')),
    ("hidden-text", "1 points", words("secret", '<w:sz w:val="2"/>')),
    ("hidden-text", "1 % of", words("secret", '<w:w w:val="1"/>')),
    ("hidden-text", "hidden", styled("Derived")),
    ("hidden-text", "1 points", styled("Small", "rStyle")),
    (
        "hidden-text",
        "on DCE5EE",
        body(
            '<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="DCE5EE"/></w:tcPr>'
            f'{paragraph("secret", """<w:color w:val="DCE5EE"/>""")}</w:tc></w:tr></w:tbl>'
        ),
    ),
    (
        "hidden-text",
        "hidden row",
        body(f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{paragraph('secret')}</w:tc></w:tr></w:tbl>"),
    ),
    (
        "hidden-text",
        "height of their line",
        body(f'<w:p><w:pPr><w:spacing w:line="1" w:lineRule="exact"/></w:pPr>{paragraph("secret")[5:]}'),
    ),
    ("document-variables", "Draft", setting('<w:docVars><w:docVar w:name="Draft" w:val="3"/></w:docVars>')),
    ("custom-xml", "item1.xml", part("customXml/item1.xml", b"<a/>", kind="customXml")),
    ("custom-xml", "smartTag", body('<w:p><w:smartTag w:uri="u" w:element="e"/></w:p>')),
    ("external-links", "attachedTemplate", relation("attachedTemplate", "file:///C:/t.dotx", external=True)),
    ("external-links", "attachedTemplate", setting('<w:attachedTemplate w:val="x"/>')),
    ("external-links", "https://elsewhere.org", relation("hyperlink", "https://elsewhere.org/", external=True)),
    ("external-links", "file:", relation("hyperlink", "file:///C:/me", external=True)),
    ("external-links", "image", relation("image", "https://example.org/rules/p.png", external=True)),
    ("external-links", "elsewhere", body(field('HYPERLINK "https://elsewhere.org/a"'))),
    (
        "mail-merge",
        "mailMerge",
        setting('<w:mailMerge><w:mainDocumentType w:val="formLetters"/></w:mailMerge>'),
    ),
    ("mail-merge", "addresses", relation("mailMergeSource", "file:///C:/list.xlsx", external=True)),
    ("edit-permissions", "jane", body('<w:permStart w:id="1" w:ed="jane@x"/><w:permEnd w:id="1"/>')),
    ("embedded-objects", "object", body("<w:p><w:r><w:object/></w:r></w:p>")),
    ("embedded-objects", "altChunk", body("<w:altChunk/>")),
    ("embedded-objects", "oleObject1.bin", part("word/embeddings/oleObject1.bin", b"\0", kind="oleObject")),
    ("embedded-objects", "vbaProject", part("word/vbaProject.bin", b"\0", kind="vbaProject")),
    ("embedded-objects", "activeX1", part("word/activeX/activeX1.xml", b"<a/>", kind="control")),
    ("embedded-objects", "chunk.html", part("word/chunk.html", b"<p>", kind="aFChunk")),
    ("image-metadata", "EXIF", picture(png((b"eXIf", b"MM")))),
    ("image-metadata", "text", picture(png((b"tEXt", b"Comment\0made at home")))),
    ("image-metadata", "after its end", picture(png() + b"more")),
    ("image-metadata", "cannot be looked into", picture(b"II*\0", "word/media/image1.tiff")),
    ("thumbnail", "thumbnail.jpeg", part("docProps/thumbnail.jpeg", b"\xff\xd8\xff\xd9", kind="thumbnail", source="")),
    (
        "glossary",
        "glossary",
        part("word/glossary/document.xml", wordml("glossaryDocument", ""), kind="glossaryDocument"),
    ),
    ("alt-text", "C:", picture(png(), descr="C:\\Users\\jroe\\logo")),
    ("alt-text", "logo.png", picture(png(), descr="logo.png")),
    ("alt-text", "Hope House", picture(png(), descr="The logo of Hope House")),
    ("alt-text", "Hope House", picture(png(), drawn_name="HopeHouse 2")),
    ("alt-text", "Hope House", body(table("Answers of Hope House", [["a"]]))),
    ("field-codes", "INCLUDETEXT", body(field(' INCLUDETEXT "other" '))),
    ("field-codes", "FILENAME", body(field("FILENAME \\p"))),
    ("field-codes", "USERNAME", body('<w:p><w:fldSimple w:instr="USERNAME"/></w:p>')),
    ("field-codes", "AUTHOR", body(field(" author "))),
    ("field-codes", "DOCPROPERTY", body(field("DOCPROPERTY Company"))),
    ("field-codes", "LINK", body(field("LINK Excel.Sheet"))),
    ("field-codes", "Hope House", body(field('TC "Hope House"'))),
    ("margins", "Jane Q. Roe", header(HEADER)),
    ("margins", "Hope House", put("word/footer1.xml", r"<w:ftr[^>]*>", paragraph("HOPE\u2011HOUSE"))),
    (
        "margins",
        "Hope House",
        part("word/footnotes.xml", wordml("footnotes", paragraph("Hope House")), kind="footnotes"),
    ),
    ("margins", "Hope House", body(TEXT_BOX)),
    ("unknown-parts", "printer", part("word/printerSettings1.bin", b"\0", kind="printerSettings")),
    ("unknown-parts", "notes.txt", part("notes.txt", b"to do")),
    ("unknown-parts", "refers to it", part("word/media/image7.png", png(), type_="image/png")),
    ("names", "Hope House", words("as Hope House told us")),
    ("names", "(217) 555-0142", words("call 217.555.0142 now")),
    ("names", "director7@example.org", words("write to Director7@Example.org.")),
    ("names", "Hope House", prop("contractdiff-packet", "Hope House")),
    ("names", "Hope House", put("word/styles.xml", r"<w:styles[^>]*>", "<!-- for Hope House -->")),
    ("names", "Hope House", attribute("w:hopeHouse", "Hope&#160;House")),
    ("verbatim-words", "forty miles", words("some OUR NIGHT STAFF WOULD HAVE TO drive forty miles")),
    ("verbatim-words", "zebrafish", words("“Utterly unworkable—zebrafish clause”, it says")),
    ("small-counts", "shows 3", body(table("Counts by sector", [["Sector", "n"], ["Housing", 3], ["Aging", 12]]))),
    (
        "small-counts",
        "worked out",
        body(table("Counts by sector", [["Sector", "n"], ["Housing", "<5"], ["Aging", 12], ["Total", 15]])),
    ),
    (
        "readable",
        "not well-formed",
        part("word/header9.xml", b"<w:hdr", kind="header", type_=f"{WORD_TYPE}.header+xml"),
    ),
]


def failed(checks: tuple[Check, ...]) -> dict[str, tuple[str, ...]]:
    return {check.id: check.findings for check in checks if not check.passed}


def check(data: bytes, guard: Guard = GUARD, name: str = "packet.docx") -> dict[str, tuple[str, ...]]:
    checks = check_package({name: data}, guard)
    assert tuple(each.id for each in checks) == CHECK_IDS
    return failed(checks)


def test_a_sound_document_passes_every_check() -> None:
    checks = check_package({"packet.docx": sound()}, GUARD)
    assert failed(checks) == {}
    assert len(checks) == len(set(CHECK_IDS))
    assert all(each.title for each in checks)


@pytest.mark.parametrize(("id_", "said", "plant"), FAULTS, ids=[f"{id_}-{said}" for id_, said, _ in FAULTS])
def test_each_fault_is_found_by_its_own_check_alone(id_: str, said: str, plant: Plant) -> None:
    found = check(with_faults(plant))
    assert set(found) == {id_}, found
    assert all("packet.docx" in finding for finding in found[id_])
    assert said in " ".join(found[id_])


def test_the_table_of_faults_names_every_check_of_word_files() -> None:
    others = {"file-names", "archive", "names-in-doubt", "words-in-doubt"} | {
        id_ for id_ in CHECK_IDS if id_.startswith("pdf-")
    }
    assert {id_ for id_, _, _ in FAULTS} == set(CHECK_IDS) - others


@pytest.mark.parametrize(
    "plant",
    [
        words("white on dark", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3350"/>'),
        words("grey that can be read", '<w:color w:val="7F7F7F"/>'),
        words("Word chooses", '<w:color w:val="auto"/>'),
        words("darker white", '<w:color w:val="7F7F7F" w:themeColor="background1" w:themeShade="7F"/>'),
        words("not hidden", '<w:vanish w:val="0"/>'),
        body(field('HYPERLINK "https://example.org/rules/2.pdf"')),
        body(field("PAGEREF _Toc1 \\h")),
        relation("hyperlink", "mailto:contracts@example.org", external=True),
        picture(png()),
        words("hopefully the house of hopes"),
        words("We hope. House rules apply to each household.", ""),
        body(table("Counts by sector", [["Sector", "n"], ["Housing", "<5"], ["Aging", 12]])),
        body(table("Other numbers", [["Sector", "n"], ["Housing", 3]])),
        words("The Provider shall keep books, records and supporting documents."),
    ],
)
def test_what_is_harmless_passes(plant: Plant) -> None:
    found = check(with_faults(plant))
    # "hope. House" is the name with a mark in it, and told as such
    assert set(found) <= {"names"}
    assert not found or "We hope" in str(found)


def rewritten(change: Callable[[zipfile.ZipInfo], None], *, comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound())) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            own = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            change(own)
            new.writestr(own, old.read(entry), zipfile.ZIP_DEFLATED)
        new.comment = comment
    return buffer.getvalue()


def set_date(entry: zipfile.ZipInfo) -> None:
    entry.date_time = (2011, 6, 1, 12, 0, 0)


def set_comment(entry: zipfile.ZipInfo) -> None:
    entry.comment = b"by me"


def set_extra(entry: zipfile.ZipInfo) -> None:
    entry.extra = b"\xfe\xca\x02\x00me"


def with_folder() -> bytes:
    buffer = io.BytesIO(sound())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(zipfile.ZipInfo("word/", (1980, 1, 1, 0, 0, 0)), b"")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("said", "data"),
    [
        ("data after its end", lambda: sound() + b"secret"),
        ("belongs to no part", lambda: b"secret" + sound()),
        ("the archive has a comment", lambda: rewritten(lambda _: None, comment=b"by me")),
        ("the date 2011-06-01", lambda: rewritten(set_date)),
        ("has a comment", lambda: rewritten(set_comment)),
        ("an extra field", lambda: rewritten(set_extra)),
        ("a folder of its own", with_folder),
    ],
)
def test_what_the_archive_holds_besides_its_parts_is_found(said: str, data: Callable[[], bytes]) -> None:
    found = check(data())
    assert set(found) == {"archive"}
    assert said in " ".join(found["archive"])


@pytest.mark.parametrize(
    "name", ["Hope House comments.docx", "hope_house-final.docx", "HopeHouse2.docx", "jane q roe.docx"]
)
def test_names_in_file_names_are_found(name: str) -> None:
    assert set(check(sound(), name=name)) == {"file-names"}


def test_an_author_in_a_file_name_is_found() -> None:
    data = with_faults(core("<cp:lastModifiedBy>Kim Vega</cp:lastModifiedBy>"))
    assert set(check(data, name="draft kim-vega.docx")) == {"file-names", "core-properties"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("packet.docx", b""),
        ("packet.docx", b"PK\x03\x04 but no more"),
        ("packet.docx", sound()[:2000]),
        ("packet.pdf", b"%PDF-1.7 and nothing"),
        ("packet.pdf", sound()),
        ("notes.txt", b"plain words"),
        ("packet.doc", b"\xd0\xcf\x11\xe0"),
        ("packet.docx", pack({"a.xml": b"<a/>"})),
        ("packet.docx", pack({**sound_parts(), "word/styles.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})),
    ],
)
def test_what_cannot_be_read_is_never_passed(name: str, data: bytes) -> None:
    assert "readable" in check(data, name=name)


def test_no_files_are_no_packet() -> None:
    assert set(failed(check_package({}, GUARD))) == {"readable"}


def test_names_are_looked_for_in_files_that_cannot_be_read() -> None:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        found = check(b"\x07" + "by Hope House, ".encode(encoding), name="notes.bin")
        assert set(found) == {"readable", "names"}, encoding


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=400), name=st.sampled_from(["a.docx", "a.pdf", "a.odt"]), tail=st.booleans())
def test_any_bytes_are_a_finding_and_never_a_crash(data: bytes, name: str, tail: bool) -> None:
    start = sound()[:3000] if name == "a.docx" else b"%PDF-1.4\n"
    assert "readable" in check(start + data if tail else data, name=name)


CANARY = "Zyxwick Canary 77"
HIDING = (
    lambda name: name,
    lambda name: name.upper(),
    lambda name: name.replace(" ", "\u00a0"),
    lambda name: name.replace("y", "y\u00ad"),
    lambda name: name.replace("a", "a\u200b"),
    lambda name: name.replace("a", "á"),
    lambda name: name.replace(" ", "-"),
    lambda name: f"“{name}’s”",
)
EVERY_PART = sorted(sound_parts())


@pytest.mark.parametrize(
    "name", [each for each in EVERY_PART if not each.startswith(("[", "_")) and "_rels" not in each]
)
def test_names_are_found_in_attributes_and_texts_of_every_part(name: str) -> None:
    root = etree.fromstring(sound_parts()[name])
    spots = [
        (element, key)
        for element in root.iter(etree.Element)
        for key in (None, *element.attrib)
        if _is_wordy(element, key)
    ]
    random.Random(name).shuffle(spots)
    for start in range(0, min(len(spots), 300), 60):
        planted = {
            f"Zyxwick{chr(97 + at // 26)}{chr(97 + at % 26)} Canary": spot
            for at, spot in enumerate(spots[start : start + 60])
        }
        old = [(element, key, element.text if key is None else element.get(key)) for element, key in planted.values()]
        for canary, (element, key) in planted.items():
            _write(element, key, f" {canary} ")
        found = check(pack({**sound_parts(), name: etree.tostring(root)}), replace(GUARD, names=tuple(planted)))
        told = " ".join(finding for findings in found.values() for finding in findings)
        assert [spot for canary, spot in planted.items() if canary not in told] == []
        for element, key, value in old:
            _write(element, key, value)


def _is_wordy(element: etree._Element, key: str | None) -> bool:
    return key is not None or not len(element)


def _write(element: etree._Element, key: str | None, value: str | None) -> None:
    if key is None:
        element.text = value
    else:
        element.set(key, value or "")


@pytest.mark.parametrize("name", [each for each in EVERY_PART if each.startswith(("[", "_")) or "_rels" in each])
def test_names_are_found_in_what_holds_the_parts_together(name: str) -> None:
    for key in ("Id", "Type", "Target", "PartName", "ContentType"):
        root = etree.fromstring(sound_parts()[name])
        root[-1].set(key, CANARY)
        found = check(pack({**sound_parts(), name: etree.tostring(root)}), replace(GUARD, names=(CANARY,)))
        assert CANARY in str(found)


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_name_is_found_wherever_it_is_put_and_however_it_is_written(data: st.DataObject) -> None:
    written = f" {data.draw(st.sampled_from(HIDING))(CANARY)} "
    cuts = sorted(data.draw(st.sets(st.integers(1, len(written) - 1), max_size=3)))
    pieces = [written[a:b] for a, b in zip([0, *cuts], [*cuts, len(written)], strict=True)]
    run = "".join(f'<w:r><w:t xml:space="preserve">{piece}</w:t></w:r>' for piece in pieces)
    root = etree.fromstring(short_parts()[DOCUMENT])
    paragraphs = list(root.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"))
    place = data.draw(st.sampled_from(paragraphs))
    holder = etree.fromstring(wordml("p", run))
    place.extend(list(holder))
    found = check(pack({**short_parts(), DOCUMENT: etree.tostring(root)}), replace(GUARD, names=(CANARY,)))
    assert found, written


def test_a_name_over_paragraphs_tabs_and_lines_is_found() -> None:
    for between in ("</w:t><w:tab/><w:t>", "</w:t><w:br/><w:t>", "</w:t></w:r></w:p><w:p><w:r><w:t>"):
        assert set(check(with_faults(words(f"by Hope{between}House")))) == {"names"}


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("a word of Beacon on this", "names"),
        ("a beacon to others", "names-in-doubt"),
        ("the Harbor said so", "names-in-doubt"),
        ("The Provider shall keep the harbor clean at all times.", ""),
        ("IT said no", "names"),
        ("it is late", ""),
        ("community services were named", "names-in-doubt"),
        ("Community Services said no", "names"),
    ],
)
def test_names_that_are_words_as_well(text: str, id_: str) -> None:
    guard = replace(
        GUARD,
        names=("Beacon", "Harbor", "IT", "Community Services"),
        public=(*GUARD.public, "The Provider shall keep the harbor clean at all times.", "services of the community"),
    )
    assert set(check(with_faults(words(text)), guard)) == ({id_} if id_ else set())


def test_what_is_public_is_no_leak() -> None:
    text = "Signed by Hope House and others. The Provider shall report to Jane Q. Roe within ten days of the event."
    assert set(check(with_faults(words(text)))) == {"names"}
    guard = replace(GUARD, public=("Hope House", "shall report to Jane Q. Roe within ten days"))
    assert check(with_faults(words(text)), guard) == {}
    # the same name in words that are not public
    assert set(check(with_faults(words("Jane Q. Roe called us")), guard)) == {"names"}


def test_words_taken_over_that_are_public_are_no_leak() -> None:
    own = "Our night staff would have to drive forty miles."
    assert check(with_faults(words(own)), replace(GUARD, public=(own,))) == {}


def test_plain_answers_and_five_words_in_a_row_are_nobodys() -> None:
    guard = replace(GUARD, texts=("Agreed.", "No comment", "one two three four five six seven eight"))
    assert (
        check(with_faults(words("Agreed. No comment. one two three four five, and then six seven eight")), guard) == {}
    )


def test_findings_say_where_and_what_to_do() -> None:
    found = check(with_faults(words("as Hope House told us")))
    assert found["names"] == (
        "packet.docx, the text: “Hope House” is a name that must not be told: “Hope House”, "
        f"in “{found['names'][0].split('in “')[1].split('”')[0]}”. Take the name out.",
    )
    assert "as Hope House told us" in found["names"][0]


def test_the_author_is_the_coalition() -> None:
    assert set(check(sound(), replace(GUARD, coalition="Others"))) == {"core-properties"}
    assert COALITION in sound_parts()["docProps/core.xml"].decode()


def test_a_long_packet_against_many_texts_takes_seconds() -> None:
    chance = random.Random(3)
    syllables = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"]
    lexicon = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(4000)]
    say = lambda count: " ".join(chance.choices(lexicon, k=count))  # noqa: E731
    texts = tuple(say(30) for _ in range(20_000))
    guard = replace(GUARD, texts=texts, names=tuple(f"{say(2).title()} House {n}" for n in range(2000)))
    taken = " ".join(texts[777].split()[5:14])
    data = with_faults(body("".join(paragraph(say(100)) for _ in range(200)) + paragraph(taken)))
    start = time.process_time()
    found = check(data, guard)
    assert time.process_time() - start < 6
    assert taken[:20] in found["verbatim-words"][0]
