"""PDF files of a packet: what tells of their making goes, and each fault is found by its own check alone."""

import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from release_builders import GUARD, paragraph, sound, sound_parts

from contractdiff.errors import EncryptedError, UnreadableError
from contractdiff.model import Guard
from contractdiff.ooxml.saving import pack
from contractdiff.ooxml.scrubbing import scrubbed
from contractdiff.release import check_package, scrub_pdf
from contractdiff.release.pdf_file import saved_again

TEXT = "BT /F1 12 Tf 72 700 Td (The coalition asks for thirty days.) Tj ET"
Change = Callable[[pikepdf.Pdf], None]


def pdf(content: str = TEXT, change: Change = lambda _: None) -> bytes:
    """A PDF of one page as we write it, with what a test puts into it."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(612, 792))
    page = made.pages[0]
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
    page.obj.Contents = made.make_stream(content.encode())
    made.Root.Lang = String("en-US")
    change(made)
    first = saved_again(made)
    # what is written once more is as it would be of any program that writes it so
    return saved_again(pikepdf.open(io.BytesIO(first)))


def check(data: bytes, guard: Guard = GUARD) -> dict[str, tuple[str, ...]]:
    return {each.id: each.findings for each in check_package({"packet.pdf": data}, guard) if not each.passed}


def info(**entries: str) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        made.trailer.Info = made.make_indirect(Dictionary({f"/{key}": String(value) for key, value in entries.items()}))

    return change


def root(key: str, value: Callable[[pikepdf.Pdf], object]) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        made.Root[key] = value(made)

    return change


def annotation(**entries: object) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        own = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **entries)
        made.pages[0].obj.Annots = Array([made.make_indirect(own)])

    return change


def image(data: bytes) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        stream = made.make_stream(data)
        stream.Type, stream.Subtype, stream.Filter = Name.XObject, Name.Image, Name.DCTDecode
        stream.Width = stream.Height = 1
        stream.ColorSpace, stream.BitsPerComponent = Name.DeviceGray, 8
        made.pages[0].obj.Resources.XObject = Dictionary(I1=stream)

    return change


def jpeg(segment: bytes) -> bytes:
    return b"\xff\xd8" + segment + b"\xff\xda\x00\x02\x00\xff\xd9"


LINK = Dictionary(Type=Name.Action, S=Name.URI, URI=String("https://elsewhere.org/"))
ATTACHED = Dictionary(Type=Name.Filespec, F=String("a.xlsx"))
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
FAULTS: list[tuple[str, str, bytes]] = [
    ("pdf-properties", "Author", pdf(change=info(Author="somebody"))),
    ("pdf-properties", "Producer", pdf(change=info(Producer="LibreOffice 7.4"))),
    ("pdf-properties", "XMP", pdf(change=root("/Metadata", lambda made: made.make_stream(b"<x:xmpmeta/>")))),
    ("pdf-properties", "PieceInfo", pdf(change=root("/PieceInfo", lambda _: Dictionary()))),
    ("pdf-attachments", "EmbeddedFiles", pdf(change=root("/Names", lambda _: Dictionary(EmbeddedFiles=Dictionary())))),
    ("pdf-attachments", "Filespec", pdf(change=root("/Other", lambda _: ATTACHED))),
    ("pdf-annotations", "Text", pdf(change=annotation(Subtype=Name.Text, Contents=String("too harsh?")))),
    ("pdf-annotations", "form", pdf(change=root("/AcroForm", lambda _: Dictionary(Fields=Array())))),
    ("pdf-scripts", "JavaScript", pdf(change=root("/OpenAction", lambda _: SCRIPT))),
    ("pdf-scripts", "AA", pdf(change=root("/AA", lambda _: Dictionary()))),
    ("pdf-layers", "layers", pdf(change=root("/OCProperties", lambda _: Dictionary()))),
    ("pdf-leftovers", "more than", pdf() + b"\n% written by me\n"),
    ("external-links", "elsewhere", pdf(change=annotation(Subtype=Name.Link, A=LINK))),
    ("image-metadata", "EXIF", pdf(change=image(jpeg(b"\xff\xe1\x00\x08Exif\0\0")))),
    ("image-metadata", "a comment", pdf(change=image(jpeg(b"\xff\xfe\x00\x04me")))),
    ("hidden-text", "not drawn", pdf(f"{TEXT} BT 3 Tr /F1 12 Tf 72 600 Td (secret) Tj ET")),
    ("hidden-text", "too small", pdf(f"{TEXT} BT /F1 1 Tf 72 600 Td (secret) Tj ET")),
    ("hidden-text", "what lies behind", pdf(f"{TEXT} 1 1 1 rg BT /F1 12 Tf 72 600 Td (secret) Tj ET")),
    ("names", "Hope House", pdf(f"{TEXT} BT /F1 12 Tf 72 600 Td (by Hope House) Tj ET")),
    ("names", "Hope House", pdf(change=info(Title="Answers of Hope House"))),
    ("names", "Hope House", pdf(change=root("/Note", lambda _: String("Hope House")))),
    ("names", "Hope House", pdf(change=root("/Kept", lambda made: made.make_stream(b"x Hope House x")))),
    ("verbatim-words", "forty miles", pdf("BT /F1 9 Tf 9 700 Td (staff would have to drive forty miles) Tj ET")),
]


@pytest.mark.parametrize(("id_", "said", "data"), FAULTS, ids=[f"{id_}-{said}" for id_, said, _ in FAULTS])
def test_each_fault_is_found_by_its_own_check_alone(id_: str, said: str, data: bytes) -> None:
    found = check(data)
    assert set(found) == {id_}, found
    assert said in " ".join(found[id_])


@pytest.mark.parametrize(
    "data",
    [
        pdf(),
        pdf(change=info(Title="What the coalition asks for")),
        pdf("0 0 0 rg 50 580 300 40 re f 1 1 1 rg BT /F1 12 Tf 72 600 Td (white on black) Tj ET"),
        pdf(change=image(jpeg(b""))),
        pdf(change=annotation(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.org/rules/4")))),
    ],
)
def test_what_is_harmless_passes(data: bytes) -> None:
    assert check(data) == {}


def test_a_scrubbed_pdf_passes_and_is_the_same_whenever_it_was_made() -> None:
    def made_at(time: str) -> bytes:
        def change(made: pikepdf.Pdf) -> None:
            info(Title="What we ask", CreationDate=time, Producer=f"Maker {time}")(made)
            made.Root.Metadata = made.make_stream(f"<x:xmpmeta>{time}</x:xmpmeta>".encode())
            made.trailer.ID = Array([String(time), String(time)])
            image(jpeg(b"\xff\xfe\x00\x0a" + time.encode()))(made)

        return pdf(change=change)

    one, other = made_at("20110601"), made_at("20110602")
    assert one != other
    assert scrub_pdf(one) == scrub_pdf(other)
    assert check(scrub_pdf(one)) == {}
    assert scrub_pdf(scrub_pdf(one)) == scrub_pdf(one)
    with pikepdf.open(io.BytesIO(scrub_pdf(one))) as left:
        assert str(left.trailer.Info.Title) == "What we ask"
        assert str(left.Root.Lang) == "en-US"


def test_an_earlier_version_within_a_pdf_goes() -> None:
    first = pdf(change=root("/Draft", lambda _: String("Draft by Hope House")))
    # a later version that is put behind the first, as programs do that save quickly
    with pikepdf.open(io.BytesIO(pdf())) as made:
        later = saved_again(made)
    start = first.rindex(b"startxref") + 10
    update = b"\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    at = len(first) + 1
    table = f"xref\n1 1\n{at:010} 00000 n \ntrailer\n<< /Root 1 0 R /Size 9 /Prev {int(first[start:].split()[0])} >>\n"
    both = first + update + f"{table}startxref\n{at + len(update) - 1}\n%%EOF\n".encode()
    assert later
    with pikepdf.open(io.BytesIO(both)) as opened:
        assert "/Draft" not in opened.Root
    assert b"Draft by Hope House" in both
    assert "pdf-leftovers" in check(both)
    assert b"Hope House" not in scrub_pdf(both)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK", pdf()[:200]])
def test_what_is_no_pdf_is_said(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        scrub_pdf(data)


def test_an_encrypted_pdf_is_no_pass() -> None:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as made:
        made.save(buffer, encryption=pikepdf.Encryption(owner="o", user=""))
    assert "readable" in check(buffer.getvalue())
    with pytest.raises(EncryptedError):
        scrub_pdf(buffer.getvalue())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_the_pdf_that_libreoffice_makes_of_a_sound_document_passes_once_scrubbed(tmp_path: Path) -> None:
    parts = sound_parts()
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:sectPr", paragraph("by Hope House").encode() + b"<w:sectPr", 1
    )
    (tmp_path / "sound.docx").write_bytes(sound())
    (tmp_path / "leaky.docx").write_bytes(pack(parts))
    (tmp_path / "scrubbed.docx").write_bytes(pack(scrubbed(sound_parts())))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    files = [tmp_path / f"{name}.docx" for name in ("sound", "leaky", "scrubbed")]
    subprocess.run([*command, *files], check=True, capture_output=True)
    raw = (tmp_path / "sound.pdf").read_bytes()
    assert {"pdf-properties", "pdf-leftovers"} <= set(check(raw))
    assert check(scrub_pdf(raw)) == {}
    # scrubbing the Word file changes nothing that LibreOffice shows
    assert scrub_pdf((tmp_path / "scrubbed.pdf").read_bytes()) == scrub_pdf(raw)
    assert set(check(scrub_pdf((tmp_path / "leaky.pdf").read_bytes()))) == {"names"}
    assert set(check(scrub_pdf(raw), replace(GUARD, names=("Department of Human Services",)))) == {"names"}
