"""Filling a Word template: the content in its place, words for the marks, and the file's properties."""

import posixpath
import re
from collections.abc import Iterable, Mapping

from lxml import etree

from contractdiff.ooxml.names import CONTENT_TYPES, PACKAGE_RELATIONSHIPS, XML, w
from contractdiff.ooxml.scrubbing import scrubbed
from contractdiff.ooxml.template import (
    DOCUMENT_TYPE,
    ROOT_PART,
    TEMPLATE_TYPE,
    TYPES_PART,
    Template,
    place_of_content,
    text_of,
    xml_bytes,
)
from contractdiff.ooxml.writing import Xml, escaped, printable

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NO_COMMENTS = Xml("")
_NO_RELATIONS = f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}"/>'.encode()
_PLACE = "place-of-content"
_STYLE_USED = re.compile(r'(?<=<w:[prt]Style w:val=")[^"]+|(?<=<w:tblStyle w:val=")[^"]+')
# The one set of custom properties that Word shows (ECMA-376 part 1, 22.3.2.2); Windows keeps the numbers 0 and 1.
_CUSTOM_SET, _FIRST_CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", 2


def fill_template(
    template: Template,
    content: Xml,
    *,
    marks: Mapping[str, str],
    title: str,
    author: str,
    language: str,
    properties: Mapping[str, str],
    comments: Xml = NO_COMMENTS,
) -> dict[str, bytes]:
    """Return the parts of the document that comes of a template.

    Args:
        template: The opened template.
        content: What takes the place of ``{{content}}``: paragraphs and tables, a paragraph last.
        marks: The words that take the place of each other mark, wherever it stands.
        title: The document's title, which screen readers say in place of the file's name.
        author: Who is named as its author.
        language: The language it is written in ("en-US").
        properties: Custom properties to be stored in the file, by their names.
        comments: The part that holds the comments to which the content refers, where there are any.
    """
    parts = dict(template.parts)
    for name in template.marked:
        root = template.parse(name)
        for paragraph in root.iter(w("p")):
            _fill_marks(paragraph, marks)
        if name == template.main:
            _mark_place(root, template)
        parts[name] = xml_bytes(root)
    parts[TYPES_PART] = parts[TYPES_PART].replace(TEMPLATE_TYPE.encode(), DOCUMENT_TYPE.encode())
    _add_part(
        parts,
        "docProps/core.xml",
        _core_properties(title, author, language),
        content_type="application/vnd.openxmlformats-package.core-properties+xml",
        relationship=f"{_PACKAGE}/relationships/metadata/core-properties",
    )
    _add_part(
        parts,
        "docProps/custom.xml",
        _custom_properties(properties.items()),
        content_type="application/vnd.openxmlformats-officedocument.custom-properties+xml",
        relationship=f"{_OFFICE}/relationships/custom-properties",
    )
    parts = scrubbed(parts, author=author, properties=tuple(properties))
    parts[template.main] = _with_content(parts[template.main], content, template)
    if comments:
        _add_part(
            parts,
            f"{posixpath.dirname(template.main)}/comments.xml",
            comments,
            content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
            relationship=f"{_OFFICE}/relationships/comments",
            source=template.main,
        )
    return parts


def _fill_marks(paragraph: etree._Element, marks: Mapping[str, str]) -> None:
    """Put words in place of the marks; Word may have divided a mark between several runs."""
    pieces = list(paragraph.iter(w("t")))
    for mark, words in marks.items():
        words = " ".join(printable(words).split())
        start = 0
        while (start := text_of(paragraph).find(mark, start)) >= 0:
            _replace(pieces, start, start + len(mark), words)
            start += len(words)


def _replace(pieces: Iterable[etree._Element], start: int, end: int, words: str) -> None:
    position = 0
    for piece in pieces:
        text = piece.text or ""
        first, last = max(start - position, 0), min(end - position, len(text))
        if first < last:
            piece.text = text[:first] + words + text[last:]
            piece.set(f"{{{XML}}}space", "preserve")
            words = ""
        position += len(text)


def _mark_place(root: etree._Element, template: Template) -> None:
    """Put a mark of our own where the content goes."""
    place = place_of_content(root, template.path)
    place.clear(keep_tail=True)
    place.tag = _PLACE


def _with_content(part: bytes, content: Xml, template: Template) -> bytes:
    """Put the content in its place as text: to parse it and write it out again would take as long as all else.

    What is ours has nothing that had to be scrubbed.
    """
    before, _, after = part.partition(f"<{_PLACE}/>".encode())
    if any(own != ours for ours, own in template.style_ids.items()):
        content = Xml(_STYLE_USED.sub(lambda used: template.style_ids.get(used[0], used[0]), content))
    return before + content.encode() + after


def _core_properties(title: str, author: str, language: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escaped(title)}</dc:title>'
        f"<dc:creator>{escaped(author)}</dc:creator><dc:language>{escaped(language)}</dc:language>"
        "</cp:coreProperties>"
    )


def _custom_properties(properties: Iterable[tuple[str, str]]) -> str:
    entries = "".join(
        f'<property fmtid="{_CUSTOM_SET}" pid="{number}" name="{escaped(name)}">'
        f"<vt:lpwstr>{escaped(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties, _FIRST_CUSTOM)
    )
    return f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">{entries}</Properties>'


def _add_part(
    parts: dict[str, bytes], name: str, xml: str, *, content_type: str, relationship: str, source: str = ""
) -> None:
    """Put a part into the package in place of any that it, or its part ``source``, has for the same purpose."""
    folder, base = posixpath.split(source)
    rels = posixpath.join(folder, ROOT_PART.replace(".rels", f"{base}.rels"))
    types = etree.fromstring(parts[TYPES_PART])
    relations = etree.fromstring(parts.get(rels, _NO_RELATIONS))
    for old in [relation for relation in relations if relation.get("Type") == relationship]:
        stale = posixpath.join(folder, old.get("Target", "")).lstrip("/")
        parts.pop(stale, None)
        relations.remove(old)
        for override in [entry for entry in types if entry.get("PartName") == f"/{stale}"]:
            types.remove(override)
    taken = {relation.get("Id") for relation in relations}
    free = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    target = posixpath.relpath(name, folder or ".")
    etree.SubElement(
        relations, f"{{{PACKAGE_RELATIONSHIPS}}}Relationship", {"Id": free, "Type": relationship, "Target": target}
    )
    etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", {"PartName": f"/{name}", "ContentType": content_type})
    parts[name] = (_XML_HEAD + xml).encode()
    parts[TYPES_PART] = xml_bytes(types)
    parts[rels] = xml_bytes(relations)
