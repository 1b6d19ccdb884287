"""Scrubbing: what Word brings into a template goes, and the template is what it was."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from release_builders import (
    COALITION,
    DOCUMENT,
    GUARD,
    W14,
    WORD_TYPE,
    Parts,
    attribute,
    body,
    core,
    field,
    part,
    picture,
    png,
    put,
    relation,
    setting,
    sound_parts,
    wordml,
)

from contractdiff.errors import TemplateError
from contractdiff.forms.look import Style
from contractdiff.model import PACKET_PROPERTY
from contractdiff.ooxml.filling import fill_template
from contractdiff.ooxml.images import bare_picture, picture_metadata
from contractdiff.ooxml.saving import pack
from contractdiff.ooxml.scrubbing import scrubbed
from contractdiff.ooxml.template import open_template
from contractdiff.ooxml.writing import paragraph as written
from contractdiff.ooxml.writing import run
from contractdiff.release import check_package
from contractdiff.resources import template_path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
CUSTOM = (
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="9" name="Client">'
    "<vt:lpwstr>Acme</vt:lpwstr></property>"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xe1\x00\x08Exif\0\0\xff\xda\x00\x02\x12\xff\x00\xff\xd9"
# What Word and people put into a document while they restyle it
BROUGHT = (
    core("<cp:lastModifiedBy>Jane</cp:lastModifiedBy><cp:revision>4</cp:revision>"),
    put("docProps/custom.xml", r"<Properties[^>]*>", CUSTOM),
    part(
        "docProps/app.xml",
        f'<Properties xmlns="{PROPERTIES}"><Template>x.dotx</Template><Company>Acme</Company></Properties>'.encode(),
        kind="extended-properties",
        type_="application/vnd.openxmlformats-officedocument.extended-properties+xml",
        source="",
    ),
    part("docProps/thumbnail.jpeg", JPEG, kind="thumbnail", type_="image/jpeg", source=""),
    part("customXml/item1.xml", b"<b:Sources xmlns:b='urn:b'/>", kind="customXml"),
    part("word/people.xml", wordml("people", ""), kind="people", type_=f"{WORD_TYPE}.people+xml"),
    part("word/comments.xml", wordml("comments", ""), kind="comments", type_=f"{WORD_TYPE}.comments+xml"),
    part("word/glossary/document.xml", wordml("glossaryDocument", ""), kind="glossaryDocument"),
    part("word/webSettings.xml", wordml("webSettings", ""), kind="webSettings"),
    part("word/embeddings/oleObject1.bin", b"\0ole", kind="oleObject"),
    part("word/fonts/font1.odttf", b"font"),
    setting('<w:rsids><w:rsidRoot w:val="00A1B2C3"/></w:rsids><w:docVars><w:docVar w:name="a" w:val="b"/></w:docVars>'),
    setting('<w:attachedTemplate w:val="C:/Users/jane/x.dotx"/><w:trackRevisions/>'),
    setting(f'<w14:docId xmlns:w14="{W14}" w14:val="12345678"/><w:proofState w:spelling="clean"/>'),
    relation("attachedTemplate", "file:///C:/Users/jane/x.dotx", external=True),
    attribute("w:rsidR", "00A1B2C3"),
    body(f'<w:p xmlns:w14="{W14}" w14:paraId="1A2B3C4D"><w:proofErr w:type="spellStart"/></w:p>'),
    body('<w:p><w:ins w:id="1" w:author="J"><w:r><w:t>Added.</w:t></w:r></w:ins>'
         '<w:del w:id="2" w:author="J"><w:r><w:delText>Gone.</w:delText></w:r></w:del></w:p>'),
    body('<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Said.</w:t></w:r><w:commentRangeEnd w:id="0"/>'
         '<w:r><w:commentReference w:id="0"/></w:r></w:p>'),
    body('<w:p><w:bookmarkStart w:id="77" w:name="_GoBack"/><w:bookmarkEnd w:id="77"/>'
         '<w:smartTag w:uri="u" w:element="e"><w:r><w:t>Tagged.</w:t></w:r></w:smartTag></w:p>'),
    body('<w:p><w:permStart w:id="1" w:ed="jane"/><w:r><w:t>Open.</w:t></w:r><w:permEnd w:id="1"/></w:p>'),
    picture(png((b"tEXt", b"Author\0Jane")), descr="logo.png", drawn_name="C:\\logo.png"),
    put("word/theme/theme1.xml", r"<a:clrScheme ", 'xmlns:q="urn:q" '),
)  # fmt: skip


def brought() -> Parts:
    parts = sound_parts()
    for plant in BROUGHT:
        plant(parts)
    return parts


def text_of(parts: Parts) -> str:
    return " ".join(etree.fromstring(parts[DOCUMENT]).xpath("//w:t/text()", namespaces={"w": W[1:-1]}))


def valid(parts: Parts, folder: Path) -> list[str]:
    path = folder / "scrubbed.docx"
    path.write_bytes(pack(parts))
    docx.Document(str(path))
    return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]


def test_what_word_brings_goes_and_the_words_stay(tmp_path: Path) -> None:
    parts = brought()
    before = check_package({"packet.docx": pack(parts)}, GUARD)
    assert len([check for check in before if not check.passed]) >= 12
    clean = scrubbed(parts, author=COALITION, properties=(PACKET_PROPERTY,))
    assert [check for check in check_package({"packet.docx": pack(clean)}, GUARD) if not check.passed] == []
    assert text_of(clean) == text_of(parts)
    assert "Added." in text_of(clean)
    assert "Tagged." in text_of(clean)
    assert b"Gone." not in clean[DOCUMENT]
    assert valid(clean, tmp_path) == []
    assert scrubbed(clean, author=COALITION, properties=(PACKET_PROPERTY,)) == clean


def test_a_document_with_nothing_to_take_out_keeps_its_parts() -> None:
    parts = sound_parts()
    clean = scrubbed(parts, author=COALITION, properties=(PACKET_PROPERTY,))
    assert set(clean) == set(parts)
    for name in parts:
        if name.endswith(".xml") and "theme" not in name:  # whose name is another
            assert etree.tostring(etree.fromstring(clean[name]), method="c14n", with_comments=False) == etree.tostring(
                etree.fromstring(parts[name]), method="c14n", with_comments=False
            )


def test_an_author_and_properties_that_are_not_ours_go() -> None:
    clean = scrubbed(sound_parts())
    assert COALITION.encode() not in clean["docProps/core.xml"]
    assert b"<dc:title>" in clean["docProps/core.xml"]
    assert "docProps/custom.xml" not in clean


def test_the_template_that_python_docx_brings_from_word(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_heading("Heading", 1)
    document.add_paragraph("Words")
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        clean = scrubbed({name: archive.read(name) for name in archive.namelist()})
    assert [check for check in check_package({"packet.docx": pack(clean)}, GUARD) if not check.passed] == []
    assert valid(clean, tmp_path) == []


def test_a_scrubbed_template_can_be_filled(tmp_path: Path) -> None:
    with zipfile.ZipFile(template_path("response.docx")) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    (tmp_path / "template.docx").write_bytes(pack(scrubbed(parts)))
    opened = open_template(tmp_path / "template.docx", styles=tuple(Style), marks=("{{form}}",))
    filled = fill_template(
        opened, written(run("Words")), marks={}, title="T", author=COALITION, language="en-US", properties={}
    )
    assert b"Words" in filled[opened.main]


def test_a_document_with_macros_becomes_one_without() -> None:
    parts = sound_parts()
    put_type = f"{WORD_TYPE}.document.main+xml".encode()
    macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(put_type, macros)
    part("word/vbaProject.bin", b"vba", kind="vbaProject")(parts)
    clean = scrubbed(parts, author=COALITION, properties=(PACKET_PROPERTY,))
    assert "word/vbaProject.bin" not in clean
    assert put_type in clean["[Content_Types].xml"]
    assert [check for check in check_package({"packet.docx": pack(clean)}, GUARD) if not check.passed] == []


def test_links_and_fields_stay_for_a_person_to_decide_on() -> None:
    parts = sound_parts()
    relation("hyperlink", "https://elsewhere.org/", external=True)(parts)
    body(field("FILENAME"))(parts)
    clean = scrubbed(parts, author=COALITION, properties=(PACKET_PROPERTY,))
    failed = {check.id for check in check_package({"packet.docx": pack(clean)}, GUARD) if not check.passed}
    assert failed == {"external-links", "field-codes"}


@pytest.mark.parametrize("name", ["[Content_Types].xml", "_rels/.rels", DOCUMENT])
def test_a_damaged_part_is_named(name: str) -> None:
    parts = sound_parts()
    parts[name] = b"<not"
    with pytest.raises(TemplateError, match="not well-formed"):
        scrubbed(parts)


def test_pictures_lose_what_they_hold_besides() -> None:
    for full in (png((b"tEXt", b"Author\0Jane"), (b"eXIf", b"II")), JPEG, JPEG + b"more", png() + b"more"):
        assert picture_metadata(full)
        bare = bare_picture(full)
        assert bare is not None
        assert picture_metadata(bare) == ()
        assert bare_picture(bare) == bare
    gif = b"GIF89a\1\0\1\0\0\0\0!\xfe\2me\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
    assert picture_metadata(gif) == ("a comment",)
    assert bare_picture(gif) == gif.replace(b"!\xfe\2me\0", b"")
    for cut in (b"", b"BM", JPEG[:9], png()[:20], gif[:-3]):
        assert picture_metadata(cut) is None
        assert bare_picture(cut) is None
