"""What becomes of a form on a member's computer: each function takes a filled form and returns it as it comes back."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy

from lxml import etree

_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_NS}}}"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_DAY = (2011, 6, 1, 12, 0, 0)
_WHO = {W + "author": "I. Marte", W + "date": "2011-05-31T10:00:00Z"}

Form = etree._Element
Parts = dict[str, bytes]
Answered = tuple[str, ...]
"""The ids of the rows that the member answered."""


def damage(form: bytes, kind: str, answered: Answered) -> bytes:
    """The form after that kind of damage."""
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    DAMAGES[kind](root, parts, answered)
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _rows(root: Form) -> dict[str, Form]:
    """The rows of changes by their ids."""
    found = {}
    for row in root.iter(W + "tr"):
        first = next(row.iter(W + "tc"), None)
        name = "" if first is None else "".join(first.itertext(W + "t")).strip()
        match = re.match(r"[CGNQ]-\d+", name)
        if match and next(row.iter(W + "sdt"), None) is not None:
            found[match[0]] = row
    return found


def _cells(row: Form) -> list[Form]:
    return list(row.iter(W + "tc"))


def _rows_deleted(root: Form, parts: Parts, answered: Answered) -> None:
    """Rows that do not concern the member are deleted."""
    for name, row in _rows(root).items():
        if name not in answered and name.startswith("C-"):
            row.getparent().remove(row)


def _ids_retyped(root: Form, parts: Parts, answered: Answered) -> None:
    """Somebody typed the ids anew, each time in another way."""
    ways = ("C {0}", "c{0}", "#{0}", "C\N{NON-BREAKING HYPHEN}{0:03}", "C-{0:03} !!")
    for at, name in enumerate(answered):
        cell = _cells(_rows(root)[name])[0]
        for number, text in enumerate(cell.iter(W + "t")):
            text.text = ways[at % len(ways)].format(int(name[2:])) if number == 0 else ""
        for mark in [*cell.iter(W + "bookmarkStart", W + "bookmarkEnd")]:
            mark.getparent().remove(mark)


def _in_the_margin(root: Form, parts: Parts, answered: Answered) -> None:
    """What was typed into the feedback cells stands in comments in the margin."""
    comments = etree.Element(W + "comments", nsmap={"w": _NS})
    for number, name in enumerate(answered):
        last = _cells(_rows(root)[name])[-1]
        control = next(last.iter(W + "sdt"), None)
        if control is None:
            continue
        words = "".join(control.itertext(W + "t"))
        content = control.find(W + "sdtContent")
        for run in list(content):
            content.remove(run)
        comment = etree.SubElement(comments, W + "comment", {W + "id": str(number), **_WHO})
        paragraph = etree.SubElement(comment, W + "p")
        etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "t").text = words
        place = next(last.iter(W + "p"))
        for tag in ("commentRangeStart", "commentRangeEnd"):
            etree.SubElement(place, W + tag, {W + "id": str(number)})
        run = etree.SubElement(place, W + "r")
        etree.SubElement(run, W + "commentReference", {W + "id": str(number)})
    parts["word/comments.xml"] = etree.tostring(comments, xml_declaration=True, encoding="UTF-8", standalone=True)
    relation = f'<Relationship Id="rIdComments" Type="{_RELATIONS}/comments" Target="comments.xml"/></Relationships>'
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", relation.encode())
    kind = f'<Override PartName="/word/comments.xml" ContentType="{_TYPE}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", kind.encode())


def _cells_merged(root: Form, parts: Parts, answered: Answered) -> None:
    """The feedback cells of neighboring rows are merged into one."""
    rows = _rows(root)
    names = list(rows)
    first = names.index(answered[0])
    for number, name in enumerate(names[first : first + 3]):
        properties = _cells(rows[name])[-1].find(W + "tcPr")
        merge = etree.Element(W + "vMerge", {W + "val": "restart"} if number == 0 else {})
        width = properties.find(W + "tcW")
        width.addnext(merge)
        if number:
            for control in [*_cells(rows[name])[-1].iter(W + "sdt")]:
                control.getparent().remove(control)


def _wrong_column(root: Form, parts: Parts, answered: Answered) -> None:
    """The words were typed below the contract's words."""
    rows = _rows(root)
    for name in answered:
        cells = _cells(rows[name])
        control = next(cells[-1].iter(W + "sdt"))
        words = "".join(control.itertext(W + "t"))
        if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            continue
        place = control.getparent()
        place.remove(control)
        paragraph = etree.SubElement(cells[2], W + "p")
        etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "t").text = words


def _tracked(root: Form, parts: Parts, answered: Answered) -> None:
    """The answers were typed with tracking of changes switched on."""
    rows = _rows(root)
    number = 9000
    for name in answered:
        for control in rows[name].iter(W + "sdt"):
            content = control.find(W + "sdtContent")
            if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None or content is None:
                continue
            for run in content.findall(W + "r"):
                number += 1
                inserted = etree.Element(W + "ins", {W + "id": str(number), **_WHO})
                content.replace(run, inserted)
                inserted.append(deepcopy(run))


def _rounds_deleted(root: Form, parts: Parts, answered: Answered) -> None:
    """The table of the rounds so far is deleted."""
    for table in list(root.iter(W + "tbl")):
        if "".join(next(table.iter(W + "tr")).itertext(W + "t")).startswith("RoundDraft"):
            table.getparent().remove(table)


DAMAGES: Mapping[str, Callable[[Form, Parts, Answered], None]] = {
    "rows deleted": _rows_deleted,
    "ids retyped": _ids_retyped,
    "answers in the margin": _in_the_margin,
    "cells merged": _cells_merged,
    "in the wrong column": _wrong_column,
    "with tracked changes": _tracked,
    "rounds deleted": _rounds_deleted,
}
