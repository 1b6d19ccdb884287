"""A Word file of a packet, taken apart for the checks: its parts, what they are, and what they refer to.

Unlike ``ooxml.package`` it reads every part there is, whether or not the document refers to it, since it is about what
else a file holds.
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from contractdiff.errors import UnreadableError
from contractdiff.ooxml.names import CONTENT_TYPES, PACKAGE_RELATIONSHIPS
from contractdiff.release.archive import read_archive

TYPES_PART = "[Content_Types].xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What a part refers to: by which id, what kind of thing, and where that is.

    ``source`` is "" for the package itself, and ``kind`` the last word of the type ("header"). ``target`` is the name
    of a part, or, where it is ``external``, an address outside of the file.
    """

    source: str
    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFile:
    """A Word file.

    Attributes:
        name: The file's name.
        data: Its bytes.
        parts: The bytes of its parts by their names.
        roots: The parts that are XML and could be parsed.
        damaged: The parts that should be XML and could not be parsed, or that declare a document type.
        types: The content type of each part.
        relations: All relationships.
        main: The part that holds the document's body; "" where none does.
    """

    name: str
    data: bytes
    parts: Mapping[str, bytes]
    roots: Mapping[str, etree._Element]
    damaged: tuple[str, ...]
    types: Mapping[str, str]
    relations: tuple[Relation, ...]
    main: str

    def kinds_of(self, part: str) -> set[str]:
        """What a part is called in the relationships that lead to it."""
        return {relation.kind for relation in self.relations if not relation.external and relation.target == part}

    def related(self, kind: str) -> list[str]:
        """The parts that relationships of this kind lead to."""
        found = (each.target for each in self.relations if each.kind == kind and not each.external)
        return [part for part in dict.fromkeys(found) if part in self.parts]

    def reached(self, *, without: Iterable[str] = ()) -> set[str]:
        """The parts that can be reached from the package by relationships, but for those of some kinds."""
        left_out = set(without)
        leads: dict[str, list[str]] = {}
        for relation in self.relations:
            if not relation.external and relation.kind not in left_out:
                leads.setdefault(relation.source, []).append(relation.target)
        reached: set[str] = set()
        waiting = list(leads.get("", ()))
        while waiting:
            part = waiting.pop()
            if part not in reached:
                reached.add(part)
                waiting += leads.get(part, ())
        return reached


def open_word(name: str, data: bytes) -> WordFile:
    """A Word file taken apart.

    Raises:
        UnreadableError: It is no zip archive that can be read, or has no document.
    """
    parts = read_archive(data)
    roots: dict[str, etree._Element] = {}
    damaged = []
    for part, content in parts.items():
        if _is_xml(part, content):
            root = _parsed(content)
            if root is None:
                damaged.append(part)
            else:
                roots[part] = root
    relations = tuple(_relations(roots))
    main = next((each.target for each in relations if not each.source and each.kind == "officeDocument"), "")
    if main not in parts or TYPES_PART not in roots:
        raise UnreadableError("it has no document, so it is no Word file, or damaged")
    return WordFile(
        name=name,
        data=data,
        parts=parts,
        roots=roots,
        damaged=tuple(damaged),
        types=_content_types(parts, roots.get(TYPES_PART)),
        relations=relations,
        main=main,
    )


def source_of(rels_part: str) -> str:
    """The part whose relationships stand in ``rels_part``: "word/document.xml"; "" is the package itself."""
    folder, name = posixpath.split(rels_part)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _is_xml(part: str, content: bytes) -> bool:
    return part.lower().endswith((".xml", ".rels", ".vml")) or content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(
        b"<?xml"
    )


def _parsed(content: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if root.getroottree().docinfo.internalDTD is not None else root


def _relations(roots: Mapping[str, etree._Element]) -> Iterator[Relation]:
    for part, root in roots.items():
        if not part.lower().endswith(".rels"):
            continue
        source = source_of(part)
        for each in root.iter(f"{{{PACKAGE_RELATIONSHIPS}}}Relationship"):
            target, external = each.get("Target", ""), each.get("TargetMode", "") == "External"
            if not external:
                path = target if target.startswith("/") else posixpath.join("/", posixpath.dirname(source), target)
                target = unquote(posixpath.normpath(path).lstrip("/"))
            kind = each.get("Type", "").rstrip("/").rpartition("/")[2]
            yield Relation(source=source, id=each.get("Id", ""), kind=kind, target=target, external=external)


def _content_types(parts: Iterable[str], root: etree._Element | None) -> dict[str, str]:
    by_ending: dict[str, str] = {}
    by_part: dict[str, str] = {}
    for entry in () if root is None else root:
        if entry.tag == f"{{{CONTENT_TYPES}}}Default":
            by_ending[entry.get("Extension", "").lower()] = entry.get("ContentType", "")
        elif entry.tag == f"{{{CONTENT_TYPES}}}Override":
            by_part[entry.get("PartName", "").lstrip("/").lower()] = entry.get("ContentType", "")
    return {part: by_part.get(part.lower(), by_ending.get(part.rpartition(".")[2].lower(), "")) for part in parts}
