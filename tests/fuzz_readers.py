"""Damaged files by the thousand: every reader gives a text or a ``ContractDiffError``, soon.

By hand, from the top folder: ``python -m tests.fuzz_readers [SEEDS] [FORMAT …]``. A small sample runs with the tests.
"""

import copy
import faulthandler
import io
import random
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from html import escape as html_escape
from pathlib import Path

from lxml import etree

from contractdiff.coverage import extract, measure_coverage
from contractdiff.errors import ContractDiffError
from contractdiff.model import Format, Side, TrackedView
from contractdiff.readers.formats import format_of
from contractdiff.readers.office_lists import Level, legal_levels, with_legal_levels
from contractdiff.readers.registry import read_source
from contractdiff.structure import recover_contract

sys.path.insert(0, str(Path(__file__).parent))  # where the builders of the other tests are
from word_builders import abstract, field, item, level, num, p, table, word_file

# Seconds for one file; the slowest sound one takes a hundredth of it.
LIMIT = 10.0
RUN_LIMIT = 5.0
# The formats that are read from marks in text, of which long runs are tried.
RUNS = ("a.html", "a.md", "a.txt")


def docx() -> bytes:
    """A Word file with lists, tables, notes, fields, tracked changes, a box and a header."""
    body = (
        p("AGREEMENT")
        + "".join(item(f"Item {n} of the list.", level=n % 3) for n in range(6))
        + table(["Unit", "Rate"], [["Hour", "of work"], "$40"])
        + p(field("REF _Ref1 \\r", "5.2"), " as said.")
        + p("<w:ins w:author='A'><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>")
        + p('<w:r><w:footnoteReference w:id="2"/></w:r>')
        + "<w:sdt><w:sdtContent>" + p("In a control") + "</w:sdtContent></w:sdt>"
        + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    )  # fmt: skip
    lists = abstract(1, level(0, "ARTICLE %1", "upperRoman"), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"))
    return word_file(
        body,
        numbering=lists + num(1, 1),
        footnotes='<w:footnote w:id="2">' + p("A note.") + "</w:footnote>",
        headers={"header1": p("Agreement no. 7")},
    )


def pdf() -> bytes:
    """A PDF of two pages, drawn by hand."""
    pages = []
    for number in (1, 2):
        drawn = "".join(
            f"BT /F1 11 Tf 72 {720 - 14 * n} Td ({number}.{n} The Provider shall report on page {number}.) Tj ET\n"
            for n in range(20)
        )
        pages.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream")
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R 6 0 R] /Count 2 /MediaBox [0 0 612 792] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, drawn in enumerate(pages):
        resources = "/Resources << /Font << /F1 3 0 R >> >>"
        objects += [f"<< /Type /Page /Parent 2 0 R {resources} /Contents {5 + 2 * number} 0 R >>", drawn]
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return (out + f"startxref\n{out.index('xref')}\n%%EOF").encode("latin-1")


def html() -> bytes:
    """A web page with everything that its reader knows."""
    return b"""<html><head><meta charset=utf-8><style>.n{display:none} ol.a{counter-reset:c}
        ol.a>li{counter-increment:c} ol.a>li:before{content:counter(c,upper-roman) ". "}</style></head><body>
        <h1>Agreement</h1><ol class=a><li>One<li>Two<ol type=a start=3><li>x<li value=9>y</ol></ol>
        <table><tr><td rowspan=2>a<td colspan=3>b<tr><td><table><tr><td>in</table></table>
        <pre>  1. one\n  2. two\n</pre><p>was <del>old</del><ins>new</ins><br><br>note<sup><a href='#fn1'>1</a></sup>
        &nbsp;&amp;<span class=n>h</span><p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.1</span>Item
        <form><input type=checkbox checked><select><option selected>s</select></form>
        <section class=footnotes><ol><li id=fn1>Note</ol></section></body></html>"""


def mht() -> bytes:
    """The same page in a web archive."""
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
    return head + b"Content-Type: text/html; charset=utf-8\n\n" + html() + b"\n--b--\n"


def markdown() -> bytes:
    """Markdown with everything that its reader knows."""
    return (
        b"---\ntitle: x\n---\n# Agreement\n\n1. **Term.** It ends[^1].\n1. Two\n   - [ ] box\n\n"
        b"| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        b"+---+---+\n| a | b |\n+---+---+\n\n Unit   Rate\n-----  -----\n Hour   $40\n\n"
        b"[link][l] ![p](p.png) <b>x</b> `code`\n\n<table><tr><td>h</table>\n\n```\ncode\n```\n\n> quoted\n\n"
        b"Title\n=====\n\n[^1]: The note.\n\n[l]: http://example.org\n<!-- comment -->\n"
    )


def text() -> bytes:
    """Plain text on typed pages."""
    page = "AGREEMENT NO. 7\n\n" + "".join(
        f"{n:2}  The Provider shall report within ten days and in writing\n" for n in range(1, 26)
    )
    return "\f".join(f"{page}\nPage {n} of 4\n" for n in range(1, 5)).encode()


def rtf() -> bytes:
    """Rich text with a table of lists. Only its lists are read here, since LibreOffice reads the rest."""
    return (
        b"{\\rtf1{\\*\\listtable{\\list{\\listlevel\\levelnfc1{\\leveltext\\'02\\'00.;}}"
        b"{\\listlevel\\levelnfc0\\levellegal1{\\leveltext\\'04\\'00.\\'01.;}}\\listid1}}"
        b"{\\*\\listoverridetable}\\pard x}"
    )


def ole() -> bytes:
    """A compound file with a directory and two short streams, as old Word files are."""
    sector = 512
    names = [("Root Entry", 5, 2, 1024), ("WordDocument", 2, 0, 900), ("0Table", 2, 15, 100)]
    entries = b""
    for name, kind, start, size in names:
        written = name.encode("utf-16-le") + b"\0\0"
        entries += written.ljust(64, b"\0") + len(written).to_bytes(2, "little") + bytes([kind, 1]) + b"\xff" * 12
        entries += b"\0" * 36 + start.to_bytes(4, "little") + size.to_bytes(8, "little")
    table = [0xFFFFFFFD, 0xFFFFFFFE, 3, 4, 0xFFFFFFFE, 0xFFFFFFFE]
    short = [*range(1, 15), 0xFFFFFFFE, 16, 0xFFFFFFFE]
    block = bytearray(b"\xec\xa5\xc1\0".ljust(960, b"\0"))
    lists = b"\x01\0" + bytes(28) + b"\x01\0\0\0\0\x04" + bytes(22) + b"\x02\0" + "\0.".encode("utf-16-le")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0" + bytes(10)
    head += (1).to_bytes(4, "little") + (1).to_bytes(4, "little") + bytes(4) + (4096).to_bytes(4, "little")
    head += (5).to_bytes(4, "little") + (1).to_bytes(4, "little") + b"\xfe\xff\xff\xff" + bytes(4) + bytes(4)
    sectors = [
        b"".join(number.to_bytes(4, "little") for number in table),
        entries,
        bytes(block[:512]),
        bytes(block[512:]) + lists,
        bytes(64),
        b"".join(number.to_bytes(4, "little") for number in short),
    ]
    return head.ljust(sector, b"\xff") + b"".join(each.ljust(sector, b"\0")[:sector] for each in sectors)


SOURCES: dict[str, Callable[[], bytes]] = {
    "a.docx": docx,
    "a.pdf": pdf,
    "a.html": html,
    "a.mht": mht,
    "a.md": markdown,
    "a.txt": text,
    "a.rtf": rtf,
    "a.doc": ole,
}


# Marks and pieces of text that an unguarded pattern may look through again and again.
MARKS = [
    *" \t\n\f-=_*+#~`.,;:!?|<>()[]{}/\\'\"&@$%^•§¶1aA",
    "- ", "* ", "1. ", "1.", "(a) ", "a) ", "a ", "A. ", " 1 ", "Page 1\n", "1\n\n", "1  a\n", "\x0c1\n",
    "Article I ", "5.2 ", "**a ", "_a ", "`a ", "~~a ", "~~a~~ ", "[a", "[a]", "[a](", "[a](b ", "![a](", "[^1]",
    "[^1]: a\n", "[a]: b\n", "| a ", "|-", "|:-:", "+--", "+---+\n", "-- ", "> ", "> a\n", "# a\n", "{#a", " {#a}",
    "```\n", "~~~a\n", "\\*", "<!--", "-->", "<", "</", "<a", "<a ", "<a b=", "<b>", "</b>", "<br>", "<s>",
    "<table>", "<table>\n", "<tr>", "<td>", "<td rowspan=999>", "<table><tr><td>", "<ol><li>", "<li>", "<ins>",
    "<del>", "<sup>", "<a href=#a>1</a>", "<p class=a>", "<p id=a>", "<pre>", "<style>", "<style>a{", "<p style=a:",
    "<p style='a", "<svg><text>", "<input>", "<select><option>", "<p hidden>", "&amp;", "&#", "&nbsp;", "\xad",
    "\u200b", "mime-version:", "a-\n", "the thing ", "shall ",
]  # fmt: skip
TIMES = 10_000
# Marks that only stand within a style sheet, a style, or a table of separated values.
STYLE_MARKS = [
    "a",
    "{",
    "}",
    "a{",
    "a{}",
    ";",
    ":",
    "a:",
    "a:b;",
    ".a",
    ".a ",
    ".a>",
    "#a,",
    "/*",
    '"',
    "'",
    "@media a{",
]
STYLE_MARKS += [
    "@counter-style a{",
    "a:before{content:counter(",
    "counters(",
    "\\",
    "\\61",
    "(",
    "content:'a",
    "list-style:",
]


def long_runs(name: str) -> list[tuple[str, bytes]]:
    """A file for each mark that holds it ten thousand times, with what it is told by."""
    runs = [(mark, f"Term\n{mark * TIMES}\nThe end {mark}.") for mark in MARKS]
    if name.endswith(".html"):
        runs += [(f"style {mark}", f"<style>{mark * TIMES}</style><p>Term</p>") for mark in STYLE_MARKS]
        runs += [(f"style= {mark}", f'<p style="{html_escape(mark) * TIMES}">Term</p>') for mark in STYLE_MARKS]
        runs = [(mark, f"<html><meta charset=utf-8>{text}") for mark, text in runs]
    return [(mark, text.encode()) for mark, text in runs]


def damaged(data: bytes, rng: random.Random) -> bytes:
    """The bytes with a few faults; of a zip mostly faults within one of its parts."""
    if data.startswith(b"PK") and rng.random() < 0.8:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as changed:
            parts = archive.namelist()
            chosen = rng.choice(parts)
            for part in parts:
                content = archive.read(part)
                changed.writestr(part, _faulty(content, rng) if part == chosen else content)
        return out.getvalue()
    return _faulty(data, rng)


def _faulty(data: bytes, rng: random.Random) -> bytes:
    if data.startswith(b"<w:") and rng.random() < 0.8:
        return _misplaced(data, rng)
    made = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        at = rng.randrange(len(made) + 1)
        how = rng.random()
        length = rng.choice((1, 1, 2, 8, 64))
        if how < 0.35 and at < len(made):
            made[at] = rng.randrange(256)
        elif how < 0.55:
            del made[at : at + length]
        elif how < 0.7:
            made[at:at] = rng.randbytes(length)
        elif how < 0.9:
            start = rng.randrange(len(made) + 1)
            made[at:at] = made[start : start + length * 8] * rng.choice((1, 1, 2, 30))
        else:
            del made[at:]
    return bytes(made)


def _misplaced(data: bytes, rng: random.Random) -> bytes:
    """Sound XML whose elements stand where none belongs, are missing, doubled, or say what they cannot say."""
    root = etree.fromstring(data)
    for _ in range(rng.choice((1, 2, 5, 20))):
        elements = list(root.iter())
        one, other = rng.choice(elements), rng.choice(elements)
        how = rng.random()
        if how < 0.3 and one is not root:
            one.getparent().remove(one)  # type: ignore[union-attr]
        elif how < 0.5 and len(elements) < 3000:
            other.append(copy.deepcopy(one))
        elif how < 0.6 and one is not root and one not in other.iterancestors() and one is not other:
            other.insert(0, one)
        elif one.attrib:
            wrong = ("", "-1", "0", "7", "99999999999", "x", "\u0663", "%1%2%9", "end", "restart")
            one.set(rng.choice(sorted(one.attrib)), rng.choice(wrong))  # type: ignore[arg-type, type-var]
        else:
            one.text = rng.choice(("", " ", "\t", "PAGE", "REF x", "1.", "\u200b"))
    return etree.tostring(root)


def check(name: str, data: bytes, folder: Path, limit: float = LIMIT) -> str:
    """What came of reading a damaged file: "read", or the kind of the error that says why not.

    Raises:
        Exception: Whatever a reader let through that is no ``ContractDiffError``.
    """
    path = folder / name
    path.write_bytes(data)
    began = time.monotonic()
    try:
        if name.endswith((".rtf", ".doc")):
            kind = format_of(data, name)
            if kind in (Format.DOC, Format.RTF):
                legal = legal_levels(data) | {Level(1, "decimal", "%1.%2")}
                assert with_legal_levels(docx(), legal).startswith(b"PK")
                return "lists"
            outcome = kind.value
        else:
            source = read_source(path)
            contract = recover_contract(source, side=Side.OLD, name="x")
            found = extract(source.reading.format, data, view=TrackedView.ACCEPTED, file=name)
            measure_coverage(contract, source.reading, found)
            outcome = "read"
    except ContractDiffError as error:
        assert len(str(error)) > 30 and "\n" not in str(error), f"no message for a person: {error}"
        outcome = type(error).__name__
    took = time.monotonic() - began
    assert took < limit, f"{took:.1f} seconds"
    return outcome


def main(arguments: list[str]) -> int:
    """Try so many seeds on every format and print what came of them; 1 where one failed."""
    import tempfile

    seeds = int(arguments[0]) if arguments else 500
    chosen = arguments[1:] or list(SOURCES)
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        for source in chosen:
            data = SOURCES[source]()
            outcomes: Counter[str] = Counter()
            for seed in range(seeds):
                faulthandler.dump_traceback_later(60, exit=True)
                try:
                    outcomes[check(source, damaged(data, random.Random(f"{source}{seed}")), Path(name))] += 1
                except Exception:
                    failed += 1
                    print(f"{source}, seed {seed}:", *traceback.format_exc().splitlines()[-7:], sep="\n    ")
            runs = long_runs(source) if source in RUNS else []
            for mark, data in runs:
                try:
                    outcomes[check(source, data, Path(name), limit=RUN_LIMIT)] += 1
                except Exception:
                    failed += 1
                    print(f"{source}, a run of {mark!r}:", *traceback.format_exc().splitlines()[-7:], sep="\n    ")
            print(source, dict(outcomes))
    faulthandler.cancel_dump_traceback_later()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
