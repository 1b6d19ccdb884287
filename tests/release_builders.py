"""A sound document of a packet, and faults that are planted into it, each alone."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from xml.sax.saxutils import escape

from comparison_builders import varied

from contractdiff.forms import response_document
from contractdiff.model import PACKET_PROPERTY, Guard
from contractdiff.ooxml.saving import pack
from contractdiff.options import ResponseOptions

COALITION = "Illinois Partners"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
GUARD = Guard(
    coalition=COALITION,
    names=("Hope House", "Jane Q. Roe", "director7@example.org", "(217) 555-0142"),
    texts=(
        "Our night staff would have to drive forty miles for every single signature on paper.",
        "Utterly unworkable zebrafish clause",
    ),
    public=("The Provider shall keep books, records and supporting documents.",),
    properties=frozenset((PACKET_PROPERTY,)),
    links=frozenset(("https://example.org/rules/", "contracts@example.org")),
    counted=("Counts",),
)
DOCUMENT = "word/document.xml"
Parts = dict[str, bytes]
Plant = Callable[[Parts], None]


@cache
def _sound() -> Mapping[str, bytes]:
    options = ResponseOptions(
        agency="Department of Human Services",
        coalition=COALITION,
        return_by="June 17, 2011",
        return_to="contracts@example.org",
    )
    with zipfile.ZipFile(io.BytesIO(response_document(varied(), options))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sound_parts() -> Parts:
    """The parts of a document that may leave."""
    return dict(_sound())


def sound() -> bytes:
    """A document that may leave."""
    return pack(_sound())


def short_parts() -> Parts:
    """The parts of a shorter one, for tests that look through it many times."""
    parts = sound_parts()
    text = parts[DOCUMENT].decode()
    start, stop = re.search("<w:body[^>]*>", text), text.rindex("<w:sectPr")
    assert start
    first = text[start.end() : stop].split("<w:tbl>")[0]
    parts[DOCUMENT] = f"{text[: start.end()]}{first}{text[stop:]}".encode()
    return parts


def with_faults(*plants: Plant) -> bytes:
    """The document with faults in its parts."""
    parts = sound_parts()
    for plant in plants:
        plant(parts)
    return pack(parts)


def body(xml: str) -> Plant:
    """Plants XML at the beginning of the text."""
    return put(DOCUMENT, r"(<w:body[^>]*>)", xml)


def words(text: str, props: str = "") -> Plant:
    """Plants a paragraph of words."""
    return body(paragraph(text, props))


def paragraph(text: str, props: str = "") -> str:
    return f'<w:p><w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def put(part: str, after: str, xml: str) -> Plant:
    """Plants XML after a place in a part."""

    def plant(parts: Parts) -> None:
        text = parts[part].decode()
        new = re.sub(after, lambda found: found[0] + xml, text, count=1)
        assert new != text
        parts[part] = new.encode()

    return plant


def setting(xml: str) -> Plant:
    return put("word/settings.xml", r"<w:settings[^>]*>", xml)


def core(xml: str) -> Plant:
    return put("docProps/core.xml", r"<cp:coreProperties[^>]*>", xml)


def attribute(name: str, value: str, of: str = "w:p") -> Plant:
    """Plants an attribute into the first element of a name in the text."""
    return put(DOCUMENT, rf"<{of}(?=[ >/])", f' {name}="{value}"')


def part(name: str, data: bytes, *, kind: str = "", type_: str = "", source: str = DOCUMENT) -> Plant:
    """Plants a part, with the relationship that leads to it where it has a kind."""

    def plant(parts: Parts) -> None:
        parts[name] = data
        if type_:
            override = f'<Override PartName="/{name}" ContentType="{type_}"/>'
            put("[Content_Types].xml", r"<Types[^>]*>", override)(parts)
        if kind:
            relation(kind, f"/{name}", source=source)(parts)

    return plant


def relation(kind: str, target: str, *, external: bool = False, source: str = DOCUMENT, id_: str = "") -> Plant:
    """Plants a relationship."""
    folder, _, base = source.rpartition("/")
    rels = f"{folder}/_rels/{base}.rels" if source else "_rels/.rels"
    url = kind if "://" in kind else f"{OFFICE}/{kind}"
    mode = ' TargetMode="External"' if external else ""
    xml = f'<Relationship Id="{id_ or f"rIdX{abs(hash(target)) % 9999}"}" Type="{url}" Target="{target}"{mode}/>'
    return put(rels, r"<Relationships[^>]*>", xml)


def both(*plants: Plant) -> Plant:
    def plant(parts: Parts) -> None:
        for each in plants:
            each(parts)

    return plant


def wordml(root: str, inner: str) -> bytes:
    return (
        f'<w:{root} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{OFFICE}">'
        f"{inner}</w:{root}>"
    ).encode()


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A picture of one dot, with chunks besides."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    more = b"".join(chunk(kind, data) for kind, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + head + more + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def picture(data: bytes, name: str = "word/media/image1.png", *, descr: str = "A logo", drawn_name: str = "P") -> Plant:
    """Plants a picture into the text."""
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        f'wordprocessingDrawing"><wp:extent cx="9525" cy="9525"/><wp:docPr id="1" name="{drawn_name}" descr="{descr}"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="P"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{OFFICE}" r:embed="rIdPic"/><a:stretch>'
        '<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9525" cy="9525"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    ending = name.rpartition(".")[2]

    def plant(parts: Parts) -> None:
        parts[name] = data
        put("[Content_Types].xml", r"<Types[^>]*>", f'<Default Extension="{ending}" ContentType="image/{ending}"/>')(
            parts
        )
        relation("image", f"/{name}", id_="rIdPic")(parts)
        body(drawing)(parts)

    return plant


def field(code: str) -> str:
    """A paragraph with a field, whose code is divided between two runs."""
    half = len(code) // 2
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code[:half]}</w:instrText></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code[half:]}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>shown</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def table(caption: str, rows: list[list[object]]) -> str:
    """A table with a caption."""
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:tcPr/>{paragraph(escape(str(cell)))}</w:tc>' for cell in row)}</w:tr>"
        for row in rows
    )
    return f'<w:tbl><w:tblPr><w:tblCaption w:val="{caption}"/></w:tblPr><w:tblGrid/>{cells}</w:tbl><w:p/>'
