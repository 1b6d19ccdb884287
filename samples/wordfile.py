"""The Word file of an agreement, the same bytes every time.

What does not depend on the words (styles, lists, settings) lies ready in the folder ``package``.

Numbers are made by Word (``automatic``), from multilevel lists linked to the styles, or typed before the text.
The two print alike.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from markup import FOOTNOTE_CALL, Clause, Kind

PACKAGE = Path(__file__).resolve().parent / "package"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XMLNS = f'xmlns:w="{_WORD}" xmlns:r="{_RELATIONS}"'
TEXT_WIDTH = 9360  # twentieths of a point: Letter paper less two margins of one inch
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = {
    Kind.PLAIN: "BodyText",
    Kind.ARTICLE: "Heading1",
    Kind.EXHIBIT: "ExhibitTitle",
    Kind.DEFINITION: "Definition",
    Kind.SECTION: "Section",
    Kind.PARAGRAPH: "Paragraph",
    Kind.SUBPARAGRAPH: "Subparagraph",
}
_IN_EXHIBIT = {"Section": "ExhibitSection", "Paragraph": "ExhibitParagraph", "Subparagraph": "ExhibitSubparagraph"}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the file's properties say; ``date`` is of the form 2010-04-15."""

    title: str
    date: str


def write_docx(path: Path, clauses: list[Clause], about: About, *, automatic: bool) -> None:
    """Write the agreement as a Word file."""
    fixed = (file for file in PACKAGE.rglob("*") if file.is_file())
    parts = {file.relative_to(PACKAGE).as_posix(): file.read_text("utf-8") for file in fixed}
    if not automatic:
        parts = _without_numbering(parts)
    parts |= {
        "docProps/core.xml": _core(about),
        "word/document.xml": _document(clauses, automatic),
        "word/footnotes.xml": _footnotes(clauses),
        "word/header1.xml": _running(clauses, Kind.HEADER),
        "word/footer1.xml": _running(clauses, Kind.FOOTER),
    }
    with zipfile.ZipFile(path, "w") as package:
        for name in sorted(parts):  # which puts [Content_Types].xml first, where Word looks for it
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # or the entry would tell on which system it was built
            package.writestr(entry, parts[name].encode())


def _without_numbering(parts: dict[str, str]) -> dict[str, str]:
    """The parts without the lists, the styles' links to them, and the lines that announce them."""
    kept = {name: text for name, text in parts.items() if name != "word/numbering.xml"}
    for name, text in kept.items():
        text = re.sub(r"\s*<w:numPr>.*?</w:numPr>", "", text, flags=re.DOTALL)
        kept[name] = "\n".join(line for line in text.split("\n") if "numbering.xml" not in line)
    return kept


def _core(about: About) -> str:
    moment = f'<dcterms:{{0}} xsi:type="dcterms:W3CDTF">{about.date}T09:00:00Z</dcterms:{{0}}>'
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(about.title)}</dc:title><dc:creator>Office of General Counsel</dc:creator>"
        f"{moment.format('created')}{moment.format('modified')}</cp:coreProperties>"
    )


def _document(clauses: list[Clause], automatic: bool) -> str:
    footnotes = {clause.block.key: clause.label for clause in clauses if clause.block.kind is Kind.FOOTNOTE}
    body = "\n".join(_body(clauses, footnotes, automatic))
    return (
        f"{_DECLARATION}<w:document {XMLNS}><w:body>\n{body}\n"
        '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
        '<w:pgSz w:w="12240" w:h="15840"/>'
        '<w:pgMar w:top="1440" w:right="1440" w:bottom="1300" w:left="1440"'
        ' w:header="720" w:footer="620" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr></w:body></w:document>"
    )


def _body(clauses: list[Clause], footnotes: dict[str, str], automatic: bool) -> Iterator[str]:
    aside = (Kind.FOOTNOTE, Kind.HEADER, Kind.FOOTER)
    printed = [clause for clause in clauses if clause.block.kind not in aside]
    for is_table, run in groupby(printed, key=lambda clause: clause.block.kind in (Kind.TABLE, Kind.ROW)):
        if is_table:
            yield from _table(list(run))
        else:
            yield from (_paragraph(clause, footnotes, automatic) for clause in run)


def _paragraph(clause: Clause, footnotes: dict[str, str], automatic: bool) -> str:
    block = clause.block
    if block.style == "page":
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    style = "".join(word.capitalize() for word in block.style.split("-")) or _STYLES[block.kind]
    if clause.exhibit:
        style = _IN_EXHIBIT.get(style, style)
    runs = _runs(clause.text, clause.heading or _defined(clause), footnotes)
    if block.kind in (Kind.ARTICLE, Kind.EXHIBIT):
        runs = "<w:r><w:br/></w:r>" + runs
    if clause.label and not automatic:
        tab = "" if block.kind in (Kind.ARTICLE, Kind.EXHIBIT) else "<w:r><w:tab/></w:r>"
        runs = _run(clause.label) + tab + runs
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _defined(clause: Clause) -> str:
    return clause.text[: clause.text.index("”") + 1] if clause.block.kind is Kind.DEFINITION else ""


def _runs(text: str, bold: str, footnotes: dict[str, str]) -> str:
    out = [_run(bold, "<w:rPr><w:b/></w:rPr>")] if bold else []
    pieces = FOOTNOTE_CALL.split(text[len(bold) :])
    for i, piece in enumerate(pieces):
        if i % 2:
            mark = f'<w:footnoteReference w:id="{footnotes[piece]}"/>'
            out.append(f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{mark}</w:r>')
        elif piece:
            out.append(_run(piece))
    return "".join(out)


def _run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _table(clauses: list[Clause]) -> Iterator[str]:
    settings = clauses[0].block.text.split()
    plain = settings[-1] == "plain"
    widths = [int(share) * TEXT_WIDTH // 100 for share in settings if share != "plain"]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )
    for i, clause in enumerate(clauses[1:]):
        heading = i == 0 and not plain
        cells = [cell.strip() for cell in clause.text.split("|")]
        if len(cells) != len(widths):
            raise ValueError(f"A row of {len(cells)} cells stands in a table of {len(widths)} columns: {clause.text}")
        bold = "<w:rPr><w:b/></w:rPr>" if heading else ""
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>' if heading else ""
        yield "<w:tr><w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if heading else "") + "</w:trPr>"
        for cell, width in zip(cells, widths, strict=True):
            yield (
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
                f'<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>{_run(cell, bold)}</w:p></w:tc>'
            )
        yield "</w:tr>"
    yield '</w:tbl><w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'


def _footnotes(clauses: list[Clause]) -> str:
    notes = [
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>',
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        "</w:footnote>",
    ]
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    for clause in clauses:
        if clause.block.kind is Kind.FOOTNOTE:
            notes.append(
                f'<w:footnote w:id="{clause.label}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
                f"{mark}{_run(' ' + clause.text)}</w:p></w:footnote>"
            )
    return f"{_DECLARATION}<w:footnotes {XMLNS}>{''.join(notes)}</w:footnotes>"


def _running(clauses: list[Clause], kind: Kind) -> str:
    text = next(clause.text for clause in clauses if clause.block.kind is kind)
    tag, style = ("hdr", "Header") if kind is Kind.HEADER else ("ftr", "Footer")
    runs = "<w:r><w:tab/></w:r>".join(_run(part.strip()) for part in text.split("|"))
    if kind is Kind.FOOTER:
        runs += f"<w:r><w:tab/></w:r>{_run('Page ')}{_field('PAGE')}{_run(' of ')}{_field('NUMPAGES')}"
    return f'{_DECLARATION}<w:{tag} {XMLNS}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p></w:{tag}>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} ">{_run("1")}</w:fldSimple>'
