"""Old Word, OpenDocument and rich text, and telling formats apart by what is in the file."""

import http.server
import io
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path
from typing import ClassVar

import pytest
from fuzz_readers import ole
from word_builders import abstract, item, level, num, p, word_file, zipped

from contractdiff.errors import ContractDiffError, EncryptedError, UnreadableError, UnsupportedFormatError
from contractdiff.model import Format, NoticeCode
from contractdiff.readers import office
from contractdiff.readers.formats import format_of
from contractdiff.readers.office_lists import Level, legal_levels, with_legal_levels
from contractdiff.readers.registry import read_source
from contractdiff.readers.word import read_word

needs_libreoffice = pytest.mark.skipif(office.find_libreoffice() is None, reason="LibreOffice is not installed")
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
RTF = (
    r"{\rtf1\ansi{\*\listtable{\list\listtemplateid1\listhybrid"
    r"{\listlevel\levelnfc1\levelnfcn1\levelstartat1\levelfollow0{\leveltext\'0aARTICLE \'00.;}{\levelnumbers\'09;}}"
    r"{\listlevel\levelnfc0\levelnfcn0\levelstartat1\levelfollow0\levellegal1{\leveltext\'03\'00.\'01;}"
    r"{\levelnumbers\'01\'03;}}\listid1}}{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}"
    r"\pard\ls1\ilvl0 Term\par\pard\ls1\ilvl1 It ends.\par\pard\ls1\ilvl1 It may renew.\par\pard Signed “x”\par}"
).encode("cp1252")


class Server(http.server.BaseHTTPRequestHandler):
    """Counts who asks it for anything."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_GET  # noqa: N815

    def log_message(self, *arguments: object) -> None:
        pass


def odt(words: str) -> bytes:
    """The bytes of an OpenDocument text with one list of two items and a paragraph."""
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "text", "style")
    )
    names += (
        ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    )
    content = (
        f'<office:document-content {names} office:version="1.2"><office:automatic-styles>'
        '<text:list-style style:name="L">'
        '<text:list-level-style-number text:level="1" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>'
        f"</text:list-style></office:automatic-styles><office:body><office:text><text:p>{words}</text:p>"
        '<text:list text:style-name="L"><text:list-item><text:p>One</text:p></text:list-item>'
        "<text:list-item><text:p>Two</text:p></text:list-item></text:list></office:text></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f"{entry.format('/', kind)}{entry.format('content.xml', 'text/xml')}</manifest:manifest>"
    )
    return _stored({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def _stored(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


# --- which format -----------------------------------------------------------------------------------------------

WORD = word_file(p("Text"))
KIND = "application/vnd.oasis.opendocument."
LOCKED = ole().replace(b"\xec\xa5\xc1".ljust(12, b"\0"), b"\xec\xa5\xc1".ljust(11, b"\0") + b"\x01")


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.doc", WORD, Format.DOCX),
        ("a.doc", RTF, Format.RTF),
        ("a.doc", b"<html><body>x</body></html>", Format.HTML),
        ("a.doc", b"\xef\xbb\xbf\r\n<!DOCTYPE html><p>x", Format.HTML),
        ("a.doc", b"Date: x\nMIME-Version: 1.0\nContent-Type: multipart/related\n\ntext/html", Format.HTML),
        ("a.doc", b"%PDF-1.7", Format.PDF),
        ("a.docx", RTF, Format.RTF),
        ("a.docx", ole(), Format.DOC),
        ("a.docx", odt("x"), Format.ODT),
        ("a.odt", _stored({"content.xml": "<x/>", "mimetype": KIND + "text"}), Format.ODT),
        ("a.doc", ole(), Format.DOC),
        ("a", WORD, Format.DOCX),
        ("a", b"Some words.", Format.TEXT),
        ("a.csv", b"a,b\n1,2", Format.TEXT),
        ("a.txt", b"  <!doctype html><html>", Format.HTML),
        ("a.txt", b"It says <html> somewhere.", Format.TEXT),
        ("a.md", b"<html> in Markdown", Format.MARKDOWN),
        ("a.html", b"Just words", Format.HTML),
        ("a.htm", "<html><p>x".encode("utf-16"), Format.HTML),
    ],
)
def test_a_format_is_told_by_what_is_in_the_file(name: str, data: bytes, expected: Format) -> None:
    assert format_of(data, name) is expected


@pytest.mark.parametrize(
    ("name", "data", "error", "message"),
    [
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedError, "needs a password"),
        ("a.doc", LOCKED, EncryptedError, "needs a password"),
        ("a.doc", OLE + bytes(600), UnreadableError, "old Word format"),
        ("a.xls", OLE + "Workbook\0".encode("utf-16-le"), UnsupportedFormatError, "Excel"),
        ("a.docx", b"Plain words", UnreadableError, "not a Word file"),
        ("a.pdf", b"Plain words", UnreadableError, "not a PDF"),
        ("a.rtf", b"Plain words", UnreadableError, "not a rich text"),
        ("a.png", b"\x89PNG\r\n\x1a\n", UnsupportedFormatError, "put the pages into one PDF"),
        ("a.wpd", b"\xffWPC\x10", UnsupportedFormatError, "WordPerfect"),
        ("a.xml", b'<?xml?><?mso-application progid="Word.Document"?>', UnsupportedFormatError, "Save As"),
        ("a.ods", _stored({"mimetype": KIND + "spreadsheet"}), UnsupportedFormatError, "no text"),
        ("a.bin", bytes(range(256)) * 4, UnsupportedFormatError, "What is read"),
        ("a.epub", _stored({"mimetype": "application/epub+zip"}), UnsupportedFormatError, "e-book"),
        ("a.zip", _stored({"notes.txt": "x"}), UnsupportedFormatError, "zip archive"),
    ],
)
def test_what_is_not_read_is_refused_with_what_to_do(
    name: str, data: bytes, error: type[ContractDiffError], message: str
) -> None:
    with pytest.raises(error, match=message):
        format_of(data, name)


def test_an_encrypted_open_document_is_told(tmp_path: Path) -> None:
    manifest = (
        "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    path = tmp_path / "a.odt"
    path.write_bytes(
        _stored({"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": manifest})
    )
    with pytest.raises(EncryptedError, match="needs a password"):
        read_source(path)


# --- without LibreOffice ----------------------------------------------------------------------------------------


def test_without_libreoffice_the_message_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_libreoffice", lambda: None)
    path = tmp_path / "a.rtf"
    path.write_bytes(RTF)
    with pytest.raises(UnreadableError) as caught:
        read_source(path)
    for words in ("a.rtf", "rich text", "Save As", ".docx", "install LibreOffice", "Windows", "macOS", "Linux"):
        assert words in str(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for LibreOffice")
def test_a_program_that_hangs_is_stopped_with_all_it_started(tmp_path: Path) -> None:
    script = tmp_path / "soffice"
    child = tmp_path / "child"
    script.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {child}\nwait\n")
    script.chmod(0o755)
    began = time.monotonic()
    with pytest.raises(UnreadableError, match="not done with it after"):
        office.convert(str(script), "a.rtf", RTF, Format.RTF, timeout=1)
    assert time.monotonic() - began < 10
    pid = child.read_text().strip()
    state = subprocess.run(["ps", "-o", "stat=", "-p", pid], capture_output=True, text=True, check=False).stdout
    assert not state.strip() or state.strip().startswith("Z")


@pytest.mark.parametrize("program", ["true", "no-such-program-anywhere"])
def test_a_program_that_makes_nothing_is_told(program: str) -> None:
    with pytest.raises(UnreadableError, match=r"a\.rtf cannot be read: LibreOffice"):
        office.convert(program, "a.rtf", RTF, Format.RTF)


# --- with LibreOffice -------------------------------------------------------------------------------------------


@needs_libreoffice
def test_rich_text_is_read_with_the_numbers_it_prints(tmp_path: Path) -> None:
    path = tmp_path / "agreement.doc"  # a common wrong name
    path.write_bytes(RTF)
    source = read_source(path)
    assert [(block.label, block.text) for block in source.blocks] == [
        ("ARTICLE I.", "Term"),
        ("1.1", "It ends."),
        ("1.2", "It may renew."),
        (None, "Signed “x”"),
    ]
    reading = source.reading
    assert (reading.file, reading.format) == ("agreement.doc", Format.RTF)
    assert reading.notices[0].code is NoticeCode.CONVERTED
    assert sorted(tmp_path.iterdir()) == [path]


@needs_libreoffice
def test_an_open_document_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    path.write_bytes(odt("The Provider reports."))
    source = read_source(path)
    assert [(block.label, block.text) for block in source.blocks] == [
        (None, "The Provider reports."),
        ("(a)", "One"),
        ("(b)", "Two"),
    ]
    assert source.reading.format is Format.ODT


@needs_libreoffice
def test_an_old_word_file_is_read_with_its_legal_numbers(tmp_path: Path) -> None:
    lists = abstract(1, level(0, "ARTICLE %1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>")) + num(1, 1)
    given = tmp_path / "a.docx"
    given.write_bytes(word_file(item("Term") + item("It ends.", level=1), numbering=lists))
    profile = (tmp_path / "profile").as_uri()
    order = [str(office.find_libreoffice()), "--headless", f"-env:UserInstallation={profile}", "--convert-to", "doc"]
    subprocess.run([*order, "--outdir", str(tmp_path), str(given)], check=True, capture_output=True, timeout=120)
    old = bytearray((tmp_path / "a.doc").read_bytes())
    assert format_of(bytes(old), "a.doc") is Format.DOC
    # LibreOffice writes no mark for legal numbers; Word does, in a bit of the sixth byte of the level's description,
    # which stands before the level's text with two further pieces of the lengths given at its 25th and 26th byte
    at = old.index(b"\x03\0" + "\0.\x01".encode("utf-16-le"))
    begins = (at - 28 - further for further in range(200))
    here = next(n for n in begins if old[n : n + 5] == b"\x01\0\0\0\0" and n + 28 + old[n + 24] + old[n + 25] == at)
    old[here + 5] |= 4
    path = tmp_path / "b.doc"
    path.write_bytes(old)
    assert legal_levels(bytes(old)) == {Level(1, "decimal", "%1.%2")}
    assert [block.label for block in read_source(path).blocks] == ["ARTICLE I", "1.1"]


@needs_libreoffice
def test_nothing_is_fetched_for_a_file(tmp_path: Path) -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        link = f'xlink:href="http://127.0.0.1:{server.server_port}/seal.png" xlink:type="simple" xlink:actuate="onLoad"'
        path = tmp_path / "a.odt"
        path.write_bytes(odt(f"Text <draw:frame><draw:image {link}/></draw:frame>"))
        assert read_source(path).blocks[0].text == "Text"
        server.shutdown()
    assert not Server.asked


# --- lists ------------------------------------------------------------------------------------------------------


def test_legal_levels_of_rich_text() -> None:
    assert legal_levels(RTF) == {Level(1, "decimal", "%1.%2")}


def test_legal_levels_in_the_short_streams_of_an_old_word_file() -> None:
    assert legal_levels(ole()) == {Level(0, "decimal", "%1.")}


def test_levels_that_are_legal_in_one_list_and_not_in_another_are_left_alone() -> None:
    assert legal_levels(
        RTF.replace(rb"\listid1}}", rb"\listid1}" + RTF[20:400].replace(rb"\levellegal1", b"") + b"}")
    ) == (frozenset())


@pytest.mark.parametrize("data", [b"{\\rtf1 no lists}", OLE + bytes(3000), b""])
def test_files_without_legal_levels(data: bytes) -> None:
    assert legal_levels(data) == frozenset()


def test_legal_levels_are_told_to_the_word_reader() -> None:
    lists = abstract(1, level(0, "%1", "upperRoman"), level(1, "%1.%2")) + num(1, 1)
    plain = word_file(item("A") + item("B", level=1), numbering=lists)
    legal = with_legal_levels(plain, frozenset({Level(1, "decimal", "%1.%2")}))
    named = zipped({"word/numbering.xml": b"<broken", "x": b""})
    assert [block.label for block in read_word(Path("a.docx"), plain).blocks] == ["I", "I.1"]
    assert [block.label for block in read_word(Path("a.docx"), legal).blocks] == ["I", "1.1"]
    assert with_legal_levels(named, frozenset({Level(1, "decimal", "")})) == named


def test_a_damaged_table_of_lists_takes_no_time() -> None:
    began = time.process_time()
    assert legal_levels(b"{\\rtf1{\\*\\listtable{\\list" + b"\\listlevel" * 100_000) == frozenset()
    assert time.process_time() - began < 2
