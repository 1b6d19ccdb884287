"""Filling in a Word form as a person does: words into its content controls, by the row and column they belong to."""

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DAY = (2011, 6, 1, 12, 0, 0)


def fill(form: bytes, answers: Mapping[str, str | tuple[str, str]], *, saved: str = "") -> bytes:
    """Return the form with these answers.

    Args:
        form: A form that contractdiff made, a .docx file.
        answers: For "column:row" ("effect:C-014") what is typed or chosen; for a choice with words beside it both.
        saved: When the file is to say that it was saved, in ISO 8601.
    """
    parts = {}
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    controls: dict[str, list[etree._Element]] = {}
    for control in root.iter(W + "sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        controls.setdefault("" if tag is None else tag.get(W + "val", ""), []).append(control)
    for tag, answer in answers.items():
        places = controls.get(tag)
        if not places:
            raise KeyError(f"The form has no place for {tag}.")
        several = (answer,) if isinstance(answer, str) else answer
        for control, words in zip(places, several, strict=False):
            if words:
                _type(control, words)
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if saved:
        core = parts["docProps/core.xml"].decode()
        stamp = (
            '<dcterms:modified xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="dcterms:W3CDTF">'
            f"{saved}</dcterms:modified></cp:coreProperties>"
        )
        parts["docProps/core.xml"] = core.replace("</cp:coreProperties>", stamp).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tags_of(form: bytes) -> list[str]:
    """The places of a form that can be filled in, in order, as "column:row"."""
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    found = (tag.get(W + "val", "") for tag in root.iter(W + "tag"))
    return list(dict.fromkeys(found))


def _type(control: etree._Element, words: str) -> None:
    content = control.find(W + "sdtContent")
    properties = control.find(W + "sdtPr")
    assert content is not None and properties is not None
    for waiting in properties.findall(W + "showingPlcHdr"):
        properties.remove(waiting)
    for child in list(content):
        content.remove(child)
    run = etree.SubElement(content, W + "r")
    for number, line in enumerate(words.split("\n")):
        if number:
            etree.SubElement(run, W + "br")
        text = etree.SubElement(run, W + "t")
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
