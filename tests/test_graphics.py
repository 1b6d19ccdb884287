"""The words that charts, SmartArt diagrams and drawn shapes print."""

from collections.abc import Iterable

import pytest
from word_builders import item, p, read, table, word_file

from contractdiff.model import NoticeCode, Role, SourceText

_SCHEMAS = "http://schemas.openxmlformats.org"
NAMESPACES = {
    "a": f"{_SCHEMAS}/drawingml/2006/main",
    "c": f"{_SCHEMAS}/drawingml/2006/chart",
    "dgm": f"{_SCHEMAS}/drawingml/2006/diagram",
    "cdr": f"{_SCHEMAS}/drawingml/2006/chartDrawing",
    "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
    "lc": f"{_SCHEMAS}/drawingml/2006/lockedCanvas",
    "r": f"{_SCHEMAS}/officeDocument/2006/relationships",
}


def element(name: str, content: str = "", **attributes: str) -> str:
    """An element that says its own namespaces, so that it can be a part or stand anywhere in one."""
    says = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    says += "".join(f' {key.replace("_", ":")}="{value}"' for key, value in attributes.items())
    return f"<{name}{says}>{content}</{name}>"


def drawing(content: str) -> str:
    return f"<w:r><w:drawing>{content}</w:drawing></w:r>"


CHART = drawing(element("c:chart", r_id="rIdG"))
DIAGRAM = drawing(element("dgm:relIds", r_dm="rIdG", r_lo="rIdL"))


def relationships(**targets: str) -> bytes:
    links = "".join(
        f'<Relationship Id="{name}" Type="{NAMESPACES["r"]}/any" Target="{target}"/>'
        for name, target in targets.items()
    )
    return f'<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">{links}</Relationships>'.encode()


def document(body: str, part: str | None, **more: bytes) -> SourceText:
    """What is read of a file whose relationship "rIdG" leads to a part with this content."""
    parts = {"word/_rels/document.xml.rels": relationships(rIdG="graphics/one.xml")}
    if part is not None:
        parts["word/graphics/one.xml"] = part.encode()
    return read(word_file(body, raw_parts={**parts, **{f"word/{name}": data for name, data in more.items()}}))


def boxes(source: SourceText) -> list[str]:
    return [block.text for block in source.blocks if block.role is Role.TEXTBOX]


def rich(*texts: str) -> str:
    inner = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in texts)
    return f"<c:tx><c:rich><a:bodyPr/>{inner}</c:rich></c:tx>"


def cache(kind: str, values: Iterable[str | None], code: str = "") -> str:
    """What a chart keeps of cells: ``str`` or ``num``; ``None`` for an empty cell."""
    points = "".join(f'<c:pt idx="{at}"><c:v>{v}</c:v></c:pt>' for at, v in enumerate(values) if v is not None)
    head = f"<c:formatCode>{code}</c:formatCode>" if code else ""
    return f"<c:{kind}Ref><c:f>Sheet1!$A$1</c:f><c:{kind}Cache>{head}{points}</c:{kind}Cache></c:{kind}Ref>"


def series(name: str, labels: str, values: str, more: str = "", *, axes: tuple[str, str] = ("cat", "val")) -> str:
    title = f"<c:tx>{cache('str', [name])}</c:tx>" if name else ""
    return f"<c:ser>{title}{more}<c:{axes[0]}>{labels}</c:{axes[0]}><c:{axes[1]}>{values}</c:{axes[1]}></c:ser>"


def chart(*inner: str) -> str:
    return element("c:chartSpace", f"<c:chart>{''.join(inner)}</c:chart>")


YEARS = cache("str", ["2024", "2025"])


@pytest.mark.parametrize(
    ("what", "content", "expected"),
    [
        (
            "title, axes, series",
            chart(
                f"<c:title>{rich('Units of', 'service')}</c:title><c:plotArea><c:barChart>",
                series("Adults", YEARS, cache("num", ["1200", "1350.5"], "General")),
                series("Children", YEARS, cache("num", ["40", "0.1"])),
                f"</c:barChart><c:catAx><c:title>{rich('Fiscal year')}</c:title></c:catAx></c:plotArea>",
            ),
            ["Units of", "service", "Fiscal year", "Adults: 2024 1200, 2025 1350.5", "Children: 2024 40, 2025 0.1"],
        ),
        ("a title from a cell", chart(f"<c:title><c:tx>{cache('str', ['Costs'])}</c:tx></c:title>"), ["Costs"]),
        (
            "shares, dates and floats print as people read them",
            chart(
                series("Share", YEARS, cache("num", ["0.125", "4.2999999999999998"], "0.0%")),
                series("Due", cache("num", ["45292"], "m/d/yyyy"), cache("num", ["4.2999999999999998"])),
                series("Age", YEARS, cache("num", ["5"], "0 &quot;years&quot;")),
            ),
            ["Share: 2024 12.5%, 2025 430%", "Due: 2024-01-01 4.3", "Age: 2024 5, 2025"],
        ),
        (
            "no name, no labels, an empty cell",
            chart(series("", cache("str", []), cache("num", ["7", None, "9"]))),
            ["7, 9"],
        ),
        (
            "points of two numbers",
            chart(series("A", *[cache("num", ["1", "2"])] * 2, axes=("xVal", "yVal"))),
            ["A: 1 1, 2 2"],
        ),
        (
            "labels in levels",
            chart(
                series(
                    "Beds",
                    "<c:multiLvlStrRef><c:multiLvlStrCache>"
                    '<c:lvl><c:pt idx="0"><c:v>Q1</c:v></c:pt><c:pt idx="1"><c:v>Q2</c:v></c:pt></c:lvl>'
                    '<c:lvl><c:pt idx="0"><c:v>2025</c:v></c:pt></c:lvl>'
                    "</c:multiLvlStrCache></c:multiLvlStrRef>",
                    cache("num", ["10", "12"]),
                )
            ),
            ["Beds: 2025 Q1 10, 2025 Q2 12"],
        ),
        (
            "a label that was typed",
            chart(series("A", YEARS, cache("num", ["1"]), f"<c:dLbls><c:dLbl>{rich('see note')}</c:dLbl></c:dLbls>")),
            ["A: 2024 1, 2025", "see note"],
        ),
        ("nothing in it", chart(), []),
    ],
    ids=lambda value: value if isinstance(value, str) and "<" not in value else "",
)
def test_a_chart_is_read_from_what_word_keeps_of_its_data(what: str, content: str, expected: list[str]) -> None:
    source = document(p("See the chart.", CHART) + p("After."), content)
    assert boxes(source) == expected
    assert [block.text for block in source.blocks] == ["See the chart.", *expected, "After."]
    assert source.reading.notices == ()


def test_a_chart_of_the_newer_kind_is_read_and_its_picture_is_not_counted() -> None:
    data = (
        '<cx:chartData><cx:data id="0"><cx:strDim type="cat"><cx:lvl><cx:pt idx="0">Intake</cx:pt>'
        '<cx:pt idx="1">Discharge</cx:pt></cx:lvl></cx:strDim><cx:numDim type="val"><cx:lvl formatCode="General">'
        '<cx:pt idx="0">30</cx:pt><cx:pt idx="1">28</cx:pt></cx:lvl></cx:numDim></cx:data></cx:chartData>'
    )
    title = "<cx:title><cx:tx><cx:rich><a:p><a:r><a:t>Days</a:t></a:r></a:p></cx:rich></cx:tx></cx:title>"
    drawn = (
        '<cx:series><cx:tx><cx:txData><cx:f>x</cx:f><cx:v>Clients</cx:v></cx:txData></cx:tx><cx:dataId val="0"/>'
        "</cx:series>"
    )
    link = f'<mc:Choice Requires="cx1">{drawing(element("cx:chart", r_id="rIdG"))}</mc:Choice>'
    body = p(
        f'<mc:AlternateContent xmlns:cx1="{NAMESPACES["cx"]}">{link}<mc:Fallback><w:r><w:pict>'
        "<v:shape><v:imagedata/></v:shape></w:pict></w:r></mc:Fallback></mc:AlternateContent>"
    )
    source = document(body, element("cx:chartSpace", f"{data}<cx:chart>{title}{drawn}</cx:chart>"))
    assert boxes(source) == ["Days", "Clients: Intake 30, Discharge 28"]
    assert source.reading.notices == ()


def point(name: str, text: str, kind: str = "") -> str:
    words = f"<dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t>" if text else ""
    return f'<dgm:pt modelId="{name}"{f" type={kind!r}" if kind else ""}>{words}</dgm:pt>'


def link(above: str, below: str, place: int, arrow: str = "", kind: str = "") -> str:
    more = (f' sibTransId="{arrow}"' if arrow else "") + (f' type="{kind}"' if kind else "")
    return f'<dgm:cxn modelId="{above}{below}" srcId="{above}" destId="{below}" srcOrd="{place}"{more}/>'


def model(points: Iterable[str], links: Iterable[str]) -> str:
    lists = f"<dgm:ptLst>{''.join(points)}</dgm:ptLst><dgm:cxnLst>{''.join(links)}</dgm:cxnLst>"
    return element("dgm:dataModel", lists)


@pytest.mark.parametrize(
    ("what", "points", "links", "expected"),
    [
        (
            "in the order drawn, not in that of the file",
            [point("d", "", "doc"), point("2", "Reply"), point("1", "Complaint"), point("3", "Appeal")],
            [link("d", "2", 1), link("d", "3", 2), link("d", "1", 0)],
            ["Complaint", "Reply", "Appeal"],
        ),
        (
            "each with those below it, and the words of an arrow after the point it leaves",
            [point("d", "", "doc"), *(point(name, name.upper()) for name in "abc"), point("s", "10 days", "sibTrans")],
            [link("d", "a", 0, "s"), link("a", "b", 0), link("d", "c", 1)],
            ["A", "B", "10 days", "C"],
        ),
        (
            "no point twice, none that is there for the layout, none left out",
            [point("d", "", "doc"), point("a", "A"), point("p", "A", "pres"), point("x", "Loose", "asst")],
            [link("d", "a", 0), link("a", "p", 0, kind="presOf"), link("a", "d", 0)],
            ["A", "Loose"],
        ),
        (
            "several paragraphs",
            [point("a", "A</a:t><a:br/><a:t>B</a:t></a:r></a:p><a:p><a:r><a:t>C")],
            [],
            ["A B", "C"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_diagram_is_read_point_by_point(what: str, points: list[str], links: list[str], expected: list[str]) -> None:
    assert boxes(document(p(DIAGRAM), model(points, links))) == expected


def test_words_drawn_on_a_chart_and_in_a_locked_drawing() -> None:
    shape = "<a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p><a:p/></a:txBody>"
    drawn = element(
        "c:userShapes", f"<cdr:relSizeAnchor><cdr:sp>{shape.format('Ceiling')}</cdr:sp></cdr:relSizeAnchor>"
    )
    space = element("c:chartSpace", '<c:chart/><c:userShapes r:id="rIdS"/>')
    locked = drawing(element("lc:lockedCanvas", f"<a:sp><a:txSp>{shape.format('Draft map')}</a:txSp></a:sp>"))
    more = {"graphics/_rels/one.xml.rels": relationships(rIdS="two.xml"), "graphics/two.xml": drawn.encode()}
    source = document(p("a", CHART, locked), space, **more)
    assert boxes(source) == ["Ceiling", "Draft map"]


@pytest.mark.parametrize(
    ("what", "shown", "part"),
    [
        ("no such part", CHART, None),
        ("a damaged part", CHART, "<c:chartSpace"),
        ("a part of another kind", CHART, element("a:theme")),
        ("no such relationship", drawing(element("c:chart", r_id="rId99")), chart()),
        ("no relationship at all", drawing(element("dgm:relIds")), chart()),
    ],
)
def test_what_cannot_be_read_is_told(what: str, shown: str, part: str | None) -> None:
    source = document(p("Text.", shown), part)
    assert [block.text for block in source.blocks] == ["Text."]
    assert [notice.code for notice in source.reading.notices] == [NoticeCode.EMBEDDED_OBJECT]


def test_a_chart_in_a_header_is_found_by_the_header_s_own_relationships() -> None:
    header = {"header1": p("Agency", CHART)}
    section = f'<w:sectPr><w:headerReference xmlns:r="{NAMESPACES["r"]}" w:type="default" r:id="header1"/></w:sectPr>'
    parts = {
        "word/_rels/header1.xml.rels": relationships(rIdG="chart.xml"),
        "word/chart.xml": chart(series("A", YEARS, cache("num", ["1", "2"]))).encode(),
    }
    source = read(word_file(p("Body.") + section, headers=header, raw_parts=parts))
    found = [(block.text, block.role) for block in source.blocks]
    assert found == [("Body.", Role.BODY), ("Agency", Role.HEADER), ("A: 2024 1, 2025 2", Role.HEADER)]


def test_a_chart_in_a_cell_follows_its_row() -> None:
    content = chart(series("A", YEARS, cache("num", ["1", "2"])))
    source = document(table([p("Term", CHART), item("One year")]) + p("After."), content)
    assert [block.text for block in source.blocks] == ["Term\tOne year", "A: 2024 1, 2025 2", "After."]
