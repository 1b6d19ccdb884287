"""Word templates: a file that people restyle in Word, with marks where the content goes.

==================  =====================================================================================
``{{content}}``     a paragraph of its own in the body; everything we write takes its place
``{{form}}`` etc.   a mark within a paragraph of the body, a header or a footer; words take its place
styles              found by their ids, or else by their names (LibreOffice and Word in other languages
                    give ids of their own)
page set-up         of the section in which ``{{content}}`` stands; tables are as wide as its lines
properties          title, author and language are ours; none of the template's are kept
==================  =====================================================================================
"""

import re
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from contractdiff.errors import TemplateError
from contractdiff.ooxml.names import CONTENT_TYPES, w

CONTENT = "{{content}}"
TYPES_PART = "[Content_Types].xml"
ROOT_PART = "_rels/.rels"

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCUMENT_TYPE = f"{_WORD}.document.main+xml"
TEMPLATE_TYPE = f"{_WORD}.template.main+xml"
_STYLES_TYPE = f"{_WORD}.styles+xml"
_MARGINAL_TYPES = (f"{_WORD}.header+xml", f"{_WORD}.footer+xml")

_US_LETTER, _USUAL_MARGIN, _LEAST_WIDTH = 12240, 1440, 4320


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """An opened template.

    Attributes:
        path: Where it lies.
        parts: The parts of its package by their names.
        main: The name of the part that holds the document's body.
        marked: The names of the parts that may hold marks: the body, headers and footers.
        text_width: The width of the lines where the content goes, in twips.
        style_ids: The id that the template uses for each style we asked for.
    """

    path: Path
    parts: Mapping[str, bytes]
    main: str
    marked: tuple[str, ...]
    text_width: int
    style_ids: Mapping[str, str]

    def parse(self, name: str) -> etree._Element:
        """The part called ``name`` as a tree."""
        return _parse(self.parts, name, self.path)


def open_template(path: Path, *, styles: Collection[str], marks: Collection[str] = ()) -> Template:
    """Open a template and see that it has what the document needs.

    Args:
        path: A .docx or .dotx file.
        styles: The ids of the styles that will be used; a style called "Cell Text" serves for "CellText".
        marks: The marks it must have besides ``{{content}}``.

    Raises:
        TemplateError: If it cannot be read, or lacks a style or a mark.
    """
    parts = _read_parts(path)
    types = _names_by_type(parts, path)
    main = next(iter(types.get(DOCUMENT_TYPE, types.get(TEMPLATE_TYPE, []))), "")
    if not main or ROOT_PART not in parts:
        raise TemplateError(
            f"The template {path} is no Word document, or one with macros. Open it in Word and save it as .docx."
        )
    marked = (main, *sorted(name for kind in _MARGINAL_TYPES for name in types.get(kind, [])))
    place = place_of_content(_parse(parts, main, path), path)
    texts = [text_of(p) for name in marked for p in _parse(parts, name, path).iter(w("p"))]
    for mark in marks:
        if not any(mark in text for text in texts):
            raise TemplateError(
                f"The template {path} lacks the mark {mark}. Type {mark} where it belongs, e.g. in the footer."
            )
    sheet = _parse(parts, next(iter(types.get(_STYLES_TYPE, [])), "styles"), path)
    return Template(
        path=path,
        parts=parts,
        main=main,
        marked=marked,
        text_width=_text_width(place),
        style_ids=_style_ids(sheet, styles, path),
    )


def xml_bytes(root: etree._Element) -> bytes:
    """A part of a package as it is written: UTF-8, and declared to need nothing outside of it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def text_of(paragraph: etree._Element) -> str:
    """The words of a paragraph."""
    return "".join(t.text or "" for t in paragraph.iter(w("t")))


def place_of_content(root: etree._Element, path: Path) -> etree._Element:
    """The paragraph of a document that says where the content goes.

    Raises:
        TemplateError: If there is none in the body itself.
    """
    for paragraph in root.iterfind(f"{w('body')}/{w('p')}"):
        if text_of(paragraph).strip() == CONTENT and paragraph.find(f".//{w('sectPr')}") is None:
            return paragraph
    raise TemplateError(
        f"The template {path} does not say where the content goes. Type {CONTENT} in a paragraph of its own, "
        "outside of tables and text boxes. (A file saved as “Strict Open XML” cannot be used: save it as .docx.)"
    )


def _read_parts(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    except FileNotFoundError as error:
        raise TemplateError(f"There is no template {path}. Check the name.") from error
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise TemplateError(
            f"The template {path} cannot be opened as a Word file. Open it in Word and save it as .docx, "
            "without a password."
        ) from error


def _parse(parts: Mapping[str, bytes], name: str, path: Path) -> etree._Element:
    try:
        return etree.fromstring(parts[name], etree.XMLParser(resolve_entities=False, no_network=True))
    except (KeyError, etree.XMLSyntaxError) as error:
        raise TemplateError(
            f"The template {path} is damaged or no Word file ({name}). Open it in Word and save it as .docx."
        ) from error


def _names_by_type(parts: Mapping[str, bytes], path: Path) -> dict[str, list[str]]:
    """The names of the parts of each content type (ECMA-376 part 2, 10.1)."""
    names: dict[str, list[str]] = {}
    for override in _parse(parts, TYPES_PART, path).iter(f"{{{CONTENT_TYPES}}}Override"):
        names.setdefault(override.get("ContentType", ""), []).append(override.get("PartName", "").lstrip("/"))
    return names


def _text_width(place: etree._Element) -> int:
    section = next((found for later in place.itersiblings() for found in later.iter(w("sectPr"))), None)
    size, margins = (None, None) if section is None else (section.find(w("pgSz")), section.find(w("pgMar")))
    width = _twips(size, "w", _US_LETTER) - _twips(margins, "gutter", 0)
    width -= _twips(margins, "left", _USUAL_MARGIN) + _twips(margins, "right", _USUAL_MARGIN)
    return max(width, _LEAST_WIDTH)


def _twips(element: etree._Element | None, name: str, otherwise: int) -> int:
    value = "" if element is None else element.get(w(name), "")
    return int(value) if value.isdecimal() else otherwise


def _style_ids(sheet: etree._Element, wanted: Collection[str], path: Path) -> dict[str, str]:
    names = {style.get(w("styleId"), ""): style.find(w("name")) for style in sheet.iter(w("style"))}
    by_name = {
        name.get(w("val"), "").replace(" ", "").lower(): style_id
        for style_id, name in names.items()
        if name is not None
    }
    found = {style: style if style in names else by_name.get(style.lower(), "") for style in wanted}
    missing = sorted(style for style, own in found.items() if not own)
    if missing:
        listed = ", ".join(re.sub(r"(?<=[a-z])(?=[A-Z0-9])", " ", style) for style in missing)
        raise TemplateError(
            f"The template {path} lacks these styles: {listed}. Start from the template that comes with contractdiff: "
            "change how its styles look, and keep their names."
        )
    return found
