"""The words that charts, SmartArt diagrams and drawn shapes print, a string a paragraph.

Charts and diagrams are parts of their own, linked to by relationship from the drawing that shows them
(ECMA-376 part 1, 21.2 and 21.4; [MS-ODRAWXML] 2.24 for the newer kinds of chart). A chart's data is read from
what Word keeps of it in the chart, never from the workbook behind it.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from lxml import etree

from contractdiff.errors import InputError
from contractdiff.ooxml.names import CX, DGM, A, C, R
from contractdiff.ooxml.package import Package
from contractdiff.ooxml.styles import whole_number

_RELATIONSHIP_ID, _DATA_MODEL_ID = f"{{{R}}}id", f"{{{R}}}dm"
_PARAGRAPH, _TEXT, _BREAK = f"{{{A}}}p", f"{{{A}}}t", f"{{{A}}}br"
_PRINTED = frozenset({"node", "asst", "parTrans", "sibTrans", ""})
# Days are counted from here; a format code says that a number is one.
_DAY_ZERO = date(1899, 12, 30)
_LAST_DAY = (date.max - _DAY_ZERO).days
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|general', re.IGNORECASE)


def linked_words(link: etree._Element, package: Package) -> list[str] | None:
    """Return the words of the chart or diagram that an element of a drawing links to, ``None`` if it cannot be read."""
    part = link.getroottree().docinfo.URL
    if not part:
        return None
    related = package.document_relationships if part == package.document else package.relationships(part)
    try:
        target = related[link.get(_DATA_MODEL_ID, "") or link.get(_RELATIONSHIP_ID, "")].target
        root = package.xml(target)
        words = _READERS[root.tag](root)
        for shapes in root.iterchildren(_c("userShapes")):
            drawn = package.relationships(target)[shapes.get(_RELATIONSHIP_ID, "")]
            words += shape_words(package.xml(drawn.target))
    except (InputError, KeyError):
        return None
    return words


def shape_words(shape: etree._Element) -> list[str]:
    """Return the paragraphs of text in DrawingML, empty ones left out."""
    paragraphs = []
    for paragraph in shape.iter(_PARAGRAPH):
        text = "".join(" " if run.tag == _BREAK else run.text or "" for run in paragraph.iter(_TEXT, _BREAK))
        paragraphs.append(" ".join(text.split()))
    return [text for text in paragraphs if text]


def _diagram(model: etree._Element) -> list[str]:
    """Return the words of a SmartArt data model, each point before those below it and beside the words of its arrows.

    What is there for layout alone (points of type "pres") repeats the words of others.
    """
    points = {
        point.get("modelId", ""): point
        for point in model.iterfind(f"{_dgm('ptLst')}/{_dgm('pt')}")
        if point.get("type", "") in _PRINTED
    }
    below: dict[str, list[etree._Element]] = {}
    for link in model.iterfind(f"{_dgm('cxnLst')}/{_dgm('cxn')}"):
        if link.get("type", "parOf") == "parOf":
            below.setdefault(link.get("srcId", ""), []).append(link)
    words: list[str] = []
    tops = [point.get("modelId", "") for point in model.iter(_dgm("pt")) if point.get("type") == "doc"]
    # the next point on top; points that nothing leads to come last, in the order of the file
    waiting = [*reversed(points), *tops]
    while waiting:
        name = waiting.pop()
        point = points.pop(name, None)
        words += shape_words(point) if point is not None else []
        for link in sorted(below.pop(name, ()), key=lambda link: whole_number(link.get("srcOrd")) or 0, reverse=True):
            waiting += [link.get("sibTransId", ""), link.get("destId", ""), link.get("parTransId", "")]
    return words


def _chart(space: etree._Element) -> list[str]:
    words = []
    for title in space.iter(_c("title")):
        words += shape_words(title) or [" ".join(_cached(title))]
    for series in space.iter(_c("ser")):
        labels = _points(series, "cat", "xVal")
        values = _points(series, "val", "yVal")
        name = series.find(_c("tx"))
        words.append(_series(" ".join(_cached(name)) if name is not None else "", labels, values))
        for label in series.iter(_c("dLbl")):
            words += shape_words(label)
    return [text for text in words if text]


def _points(series: etree._Element, *names: str) -> dict[int, str]:
    """Return what is cached of a series' labels or values, by place; of labels in levels the outermost first."""
    found: dict[int, str] = {}
    for name in names:
        for data in series.iterchildren(_c(name)):
            levels = list(data.iter(_c("lvl"))) or [data]
            for level in levels:
                format_code = next((code.text or "" for code in level.iter(_c("formatCode"))), "")
                at_level = {
                    whole_number(point.get("idx")) or 0: _shown(_value(point), point.get("formatCode", format_code))
                    for point in level.iter(_c("pt"))
                }
                if level is levels[0]:
                    found |= at_level
                    continue
                outer = ""
                for place in sorted(found.keys() | at_level.keys()):
                    outer = at_level.get(place, outer)
                    found[place] = f"{outer} {found.get(place, '')}".strip()
    return found


def _cached(element: etree._Element) -> list[str]:
    return [" ".join((value.text or "").split()) for value in element.iter(_c("v"))]


def _value(point: etree._Element) -> str:
    return " ".join(_cached(point))


def _series(name: str, labels: dict[int, str], values: dict[int, str]) -> str:
    """Return a series as a line: ``Name: first label 12, second label 14``."""
    places = sorted(labels.keys() | values.keys())
    points = [" ".join(filter(None, (labels.get(place), values.get(place)))) for place in places]
    return ": ".join(filter(None, (name, ", ".join(filter(None, points)))))


def _shown(value: str, format_code: str) -> str:
    """Return a value about as it prints: numbers at their shortest, shares in percent, dates as year-month-day."""
    try:
        number = float(value)
    except ValueError:
        return value
    code = _LITERAL.sub("", format_code).lower()
    if "%" in code:
        return f"{number * 100:.12g}%"
    if "y" in code and 0 < number < _LAST_DAY:
        return (_DAY_ZERO + timedelta(days=int(number))).isoformat()
    return f"{number:.15g}"


def _extended_chart(space: etree._Element) -> list[str]:
    data = {element.get("id", ""): element for element in space.iter(_cx("data"))}
    words = []
    for title in space.iter(_cx("title")):
        words += shape_words(title) or [_extended_text(title)]
    for series in space.iter(_cx("series")):
        link, name = series.find(_cx("dataId")), series.find(_cx("tx"))
        source = data.get("" if link is None else link.get("val", ""))
        labels: dict[int, str] = {}
        values: dict[int, str] = {}
        for dimension in () if source is None else source.iterchildren(_cx("strDim"), _cx("numDim")):
            held = labels if dimension.tag == _cx("strDim") else values
            for place, text in _extended_points(dimension):
                held[place] = f"{text} {held[place]}" if place in held else text
        words.append(_series(_extended_text(name) if name is not None else "", labels, values))
    return [text for text in words if text]


def _extended_points(dimension: etree._Element) -> Iterator[tuple[int, str]]:
    for level in dimension.iterchildren(_cx("lvl")):
        for point in level.iterchildren(_cx("pt")):
            text = " ".join((point.text or "").split())
            yield whole_number(point.get("idx")) or 0, _shown(text, level.get("formatCode", ""))


def _extended_text(element: etree._Element) -> str:
    return " ".join(" ".join((value.text or "").split()) for value in element.iter(_cx("v")))


def _c(name: str) -> str:
    return f"{{{C}}}{name}"


def _cx(name: str) -> str:
    return f"{{{CX}}}{name}"


def _dgm(name: str) -> str:
    return f"{{{DGM}}}{name}"


_READERS: dict[object, Callable[[etree._Element], list[str]]] = {
    _dgm("dataModel"): _diagram,
    _c("chartSpace"): _chart,
    _cx("chartSpace"): _extended_chart,
}
