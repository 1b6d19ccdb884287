"""What editors and add-ins wrap around words, cells and rows: controls, links, tags, text boxes."""

from functools import partial
from random import Random

from lxml import etree

from mangling.package import (
    ADMINISTRATIVE,
    CHANGES,
    IDENTITY,
    OPEN,
    R_URI,
    Element,
    Package,
    W,
    cell_of,
    cells,
    last_paragraph,
    paragraph,
    text_of,
    w,
    wrap,
    write,
)
from mangling.registry import Stage, add, damage, some

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_V = "urn:schemas-microsoft-com:vml"
_SIZE = "1800000"


def _controlled(form: Package, element: Element) -> None:
    content = w("sdtContent")
    control = w("sdt", w("sdtPr", w("id", val=form.number())), content)
    wrap(element, around=control, inside=content)


@damage(Stage.WRAPPERS, "rows wrapped")
def controls_around_rows(form: Package, rng: Random) -> None:
    """Content controls stand around whole rows."""
    for row in some(rng, form.rows(), 0.5):
        _controlled(form, row)


@damage(Stage.WRAPPERS, "cells wrapped")
def controls_around_cells(form: Package, rng: Random) -> None:
    """Content controls stand around cells."""
    for row in some(rng, form.rows(), 0.5):
        for where in some(rng, cells(row), 0.6):
            if not list(where.iter(W + "vMerge", W + "gridSpan")):
                _controlled(form, where)


@damage(Stage.WRAPPERS, "paragraphs wrapped")
def controls_around_paragraphs(form: Package, rng: Random) -> None:
    """Content controls stand around paragraphs, within cells and between tables."""
    for row in some(rng, form.rows(), 0.5):
        for where in some(rng, cells(row), 0.6):
            for line in where.findall(W + "p"):
                _controlled(form, line)
            if where[-1].tag == W + "sdt" and rng.random() < 0.5:
                where.append(paragraph())
    for line in some(rng, form.body.findall(W + "p"), 0.3):
        _controlled(form, line)


@damage(Stage.WRAPPERS, "tables wrapped")
def controls_around_tables(form: Package, rng: Random) -> None:
    """A content control stands around each table, with its heading."""
    for tbl in form.tables(CHANGES, ADMINISTRATIVE, OPEN, IDENTITY):
        _controlled(form, tbl)


@damage(Stage.WRAPPERS, "rows wrapped")
def custom_xml(form: Package, rng: Random) -> None:
    """Elements of an XML schema of somebody's own stand around rows, paragraphs and runs."""
    for row in some(rng, form.rows(), 0.3):
        kind = rng.choice(("row", "paragraph", "runs"))
        around = w("customXml", uri="urn:example:crm", element="item")
        if kind == "row":
            wrap(row, around=around)
            continue
        for line in list(row.iter(W + "p")):
            own = w("customXml", uri="urn:example:crm", element="item")
            if kind == "paragraph" and line.getparent().tag == W + "tc":
                wrap(line, around=own)
            elif kind == "runs":
                for words in line.findall(W + "r")[:1]:
                    wrap(words, around=own)
    for row in form.rows():
        for where in cells(row):
            # a cell must end in a paragraph, else Word calls the file damaged
            if where[-1].tag == W + "customXml" and where[-1].find(W + "p") is None:
                where.append(paragraph())


def _runs(form: Package, rng: Random, *, kind: str) -> None:
    target = ""
    if kind == "hyperlink":
        target = form.relate(f"{R_URI}/hyperlink", "https://example.org/", external=True)
    for row in some(rng, form.rows(), 0.6):
        for words in some(rng, [r for r in row.iter(W + "r") if r.getparent().tag in _HOLD_RUNS], 0.5):
            if kind == "hyperlink":
                around = w("hyperlink", history="1")
                around.set(f"{{{R_URI}}}id", target)
            elif kind == "field":
                around = w("fldSimple", instr=' QUOTE "" ')
            else:
                around = w("smartTag", uri="urn:schemas-microsoft-com:office:smarttags", element="place")
            wrap(words, around=around)


_HOLD_RUNS = (W + "p", W + "sdtContent")
for _kind, _says in (("hyperlink", "links"), ("smartTag", "smart tags"), ("field", "fields")):
    add(
        {"hyperlink": "hyperlinks", "smartTag": "smart_tags", "field": "simple_fields"}[_kind],
        Stage.WRAPPERS,
        partial(_runs, kind=_kind),
        f"Runs stand within {_says}, ids and answers among them.",
        "runs wrapped",
    )


@damage(Stage.WRAPPERS, "runs wrapped")
def alternate_content(form: Package, rng: Random) -> None:
    """Runs are there twice, once for new programs and once for old ones."""
    for row in some(rng, form.rows(), 0.4):
        for words in [r for r in row.iter(W + "r") if r.getparent().tag == W + "p"]:
            both = etree.Element(f"{{{_MC}}}AlternateContent", nsmap={"mc": _MC, "wps": _WPS})
            choice = etree.SubElement(both, f"{{{_MC}}}Choice", Requires="wps")
            fallback = etree.SubElement(both, f"{{{_MC}}}Fallback")
            wrap(words, around=both, inside=choice)
            fallback.append(etree.fromstring(etree.tostring(words)))


def _drawn(content: list[Element], number: str) -> Element:
    """A text box as Word draws it since 2010."""
    inline = etree.Element(f"{{{_WP}}}inline", nsmap={"wp": _WP, "a": _A, "wps": _WPS})
    etree.SubElement(inline, f"{{{_WP}}}extent", cx=_SIZE, cy=_SIZE)
    etree.SubElement(inline, f"{{{_WP}}}docPr", id=number, name=f"Text Box {number}")
    graphic = etree.SubElement(inline, f"{{{_A}}}graphic")
    data = etree.SubElement(graphic, f"{{{_A}}}graphicData", uri=_WPS)
    shape = etree.SubElement(data, f"{{{_WPS}}}wsp")
    etree.SubElement(shape, f"{{{_WPS}}}cNvSpPr", txBox="1")
    properties = etree.SubElement(shape, f"{{{_WPS}}}spPr")
    transform = etree.SubElement(properties, f"{{{_A}}}xfrm")
    etree.SubElement(transform, f"{{{_A}}}off", x="0", y="0")
    etree.SubElement(transform, f"{{{_A}}}ext", cx=_SIZE, cy=_SIZE)
    etree.SubElement(etree.SubElement(properties, f"{{{_A}}}prstGeom", prst="rect"), f"{{{_A}}}avLst")
    etree.SubElement(shape, f"{{{_WPS}}}txbx").append(w("txbxContent", *content))
    etree.SubElement(shape, f"{{{_WPS}}}bodyPr")
    return w("drawing", inline)


def _vml(content: list[Element], number: str) -> Element:
    shape = etree.Element(f"{{{_V}}}shape", id=f"box{number}", style="width:140pt;height:140pt", nsmap={"v": _V})
    etree.SubElement(shape, f"{{{_V}}}textbox").append(w("txbxContent", *content))
    return w("pict", shape)


def _boxed(lines: list[str], way: str, number: str) -> Element:
    old = _vml([paragraph(line) for line in lines], number)
    if way == "vml":
        return w("r", old)
    new = _drawn([paragraph(line) for line in lines], number)
    if way == "drawing":
        return w("r", new)
    both = etree.Element(f"{{{_MC}}}AlternateContent", nsmap={"mc": _MC, "wps": _WPS})
    etree.SubElement(both, f"{{{_MC}}}Choice", Requires="wps").append(new)
    etree.SubElement(both, f"{{{_MC}}}Fallback").append(old)
    return w("r", both)


@damage(Stage.NOTES)
def text_boxes(form: Package, rng: Random) -> None:
    """Comments stand in text boxes in their cells; some boxes stand elsewhere."""
    for row in some(rng, form.commented(), 0.4):
        where, said = cell_of(row, "feedback"), form.take_comment(row)
        assert where is not None
        if rng.random() < 0.5:
            write(where, "")
        way = rng.choice(("both", "both", "vml", "drawing"))
        last_paragraph(where).append(_boxed(said.split("\n"), way, form.number()))
    for line in some(rng, [line for line in form.body.findall(W + "p") if text_of(line)], 0.05):
        line.append(_boxed([form.words.line("")], "both", form.number()))
