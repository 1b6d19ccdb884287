"""A Word file without what tells of the people, machines and earlier files it comes from.

==================  ===================================================================================================
parts               plain ones stay; comments, people, custom XML, thumbnails, building blocks, embedded files, fonts,
                    programs and what nothing refers to go, with all that refers to them
properties          title and language stay, the author and custom properties where they are the caller's own
text                tracked changes are accepted; comments, permissions, proofing marks, session ids and marks of other
                    programs go; descriptions that are the names of files go
settings            document variables, the template, mail merge, session ids go
theme               stays, under a name that says nothing
pictures            PNG, JPEG and GIF lose what they hold besides the picture; others stay as they are
links and fields    stay as they are
==================  ===================================================================================================
"""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote

from lxml import etree

from contractdiff.errors import TemplateError
from contractdiff.ooxml.images import bare_picture
from contractdiff.ooxml.names import CONTENT_TYPES, W15, A, O, R, w
from contractdiff.ooxml.template import DOCUMENT_TYPE, ROOT_PART, TEMPLATE_TYPE, TYPES_PART, xml_bytes
from contractdiff.ooxml.traces import (
    COMMENT_MARKS,
    PERMISSIONS,
    SESSIONS,
    TRACKED,
    family_of,
    is_session_mark,
    names_a_file,
)

_APP, _CORE, _CUSTOM, _THEME = "extended-properties", "core-properties", "custom-properties", "theme"
_KEPT_PROPERTIES = frozenset(("title", "language"))
_MACROS = re.compile(r"application/vnd\.ms-word\.(document|template)\.macroEnabled\.main\+xml", re.IGNORECASE)
_PLAIN_MAIN = {"document": DOCUMENT_TYPE, "template": TEMPLATE_TYPE}
# Elements that go whole, wherever they stand
_GONE = (
    COMMENT_MARKS
    | PERMISSIONS
    | SESSIONS
    | frozenset(
        map(
            w,
            (
                "proofErr proofState docVars attachedTemplate linkStyles mailMerge saveThroughXslt writeProtection"
                " activeWritingStyle attachedSchema smartTagType customXmlPr smartTagPr dataBinding placeholder nsid"
                " tmpl object control altChunk subDoc contentPart embedRegular embedBold embedItalic embedBoldItalic"
            ).split(),
        )
    )
    | {f"{{{W15}}}dataBinding"}
)
_UNWRAPPED = frozenset((w("customXml"), w("smartTag")))
# What a reference to a part that goes takes with it, the innermost first
_HOLDERS = (f"{{{A}}}ext", w("drawing"), w("pict"), w("object"))
_CURSOR = "_GoBack"
_Tree = etree._Element


def scrubbed(
    parts: Mapping[str, bytes], *, author: str = "", properties: Collection[str] = (), tracked: bool = False
) -> dict[str, bytes]:
    """The parts of a Word file without what tells where it comes from; it looks and works as before.

    Args:
        parts: The parts of the package by their names.
        author: The author that may stand in its properties; any other goes.
        properties: The names of the custom properties that stay.
        tracked: Whether tracked changes stay as they are; otherwise they are accepted.

    Raises:
        TemplateError: If a part of it is damaged.
    """
    package = _Package(parts)
    kept = package.kept()
    out: dict[str, bytes] = {}
    for name in kept:
        kinds = package.kinds.get(name, set())
        if "image" in kinds:
            bare = bare_picture(parts[name])
            out[name] = parts[name] if bare is None else bare
            continue
        root = package.parse(name)
        if _CORE in kinds:
            _scrub_core(root, author)
        elif _CUSTOM in kinds:
            _scrub_custom(root, properties)
            if not len(root):
                continue
        else:
            _scrub_text(root, package.lost(name, kept), tracked=tracked)
            if _THEME in kinds:
                _scrub_theme(root)
        out[name] = xml_bytes(root)
    for rels in [name for name in parts if name.lower().endswith(".rels")]:
        source = _source(rels)
        if not source or source in out:
            root = package.parse(rels)
            for relation in list(root):
                if not package.stays(source, relation, out):
                    root.remove(relation)
            if len(root) or not source:
                out[rels] = xml_bytes(root)
    out[TYPES_PART] = xml_bytes(_types(package.parse(TYPES_PART), out))
    return {name: out[name] for name in (*parts, *out) if name in out}


class _Package:
    """The parts of a package, and which refers to which."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts
        self.kinds: dict[str, set[str]] = {}
        self._leads: dict[str, list[tuple[str, str]]] = {}
        self._types = _content_types(self.parse(TYPES_PART))
        self.parse(ROOT_PART)
        for name in parts:
            if name.lower().endswith(".rels"):
                source = _source(name)
                for relation in self.parse(name):
                    if relation.get("TargetMode") != "External":
                        target, kind = _target(source, relation), _kind(relation)
                        self.kinds.setdefault(target, set()).add(kind)
                        self._leads.setdefault(source, []).append((target, kind))

    def parse(self, name: str) -> _Tree:
        """A part as a tree, without XML comments and instructions for programs."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(self.parts[name], parser)
        except (KeyError, etree.XMLSyntaxError, ValueError) as error:
            raise TemplateError(
                f"The Word file is damaged: its part “{name}” is missing or not well-formed. Open it in Word and save "
                "it under a new name."
            ) from error

    def kept(self) -> list[str]:
        """The plain parts that can be reached through plain parts, but for what the program says of itself."""
        kept: dict[str, None] = {}
        waiting = [""]
        while waiting:
            for target, kind in self._leads.get(waiting.pop(), ()):
                if target in self.parts and target not in kept and kind != _APP and self._is_plain(target):
                    kept[target] = None
                    waiting.append(target)
        return [name for name in self.parts if name in kept]

    def lost(self, source: str, kept: Collection[str]) -> set[str]:
        """The ids of the relationships of a part that go."""
        folder, base = posixpath.split(source)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self.parts:
            return set()
        return {each.get("Id", "") for each in self.parse(rels) if not self.stays(source, each, kept)}

    @staticmethod
    def stays(source: str, relation: _Tree, kept: Collection[str]) -> bool:
        """Whether a relationship stays: to a part that does, or a link."""
        if relation.get("TargetMode") == "External":
            return _kind(relation) == "hyperlink"
        return _target(source, relation) in kept

    def _is_plain(self, part: str) -> bool:
        kind = self._types.get(part.lower()) or self._types.get(part.rpartition(".")[2].lower(), "")
        # a document with programs is plain once they are gone
        return family_of(part, self.kinds[part], _MACROS.sub("", kind)) == "plain"


def _scrub_text(root: _Tree, lost: Collection[str], *, tracked: bool) -> None:
    for element in [] if tracked else list(root.iter(*TRACKED)):
        _accept(element)
    for element in list(root.iter(*_GONE)):
        _remove(element)
    for element in list(root.iter(*_UNWRAPPED)):
        _unwrap(element)
    _remove_cursor(root)
    for element in list(root.iter(etree.Element)):
        for name in [name for name in map(str, element.attrib) if is_session_mark(name)]:
            del element.attrib[name]
        if lost and any(name.startswith(f"{{{R}}}") and value in lost for name, value in _attributes(element)):
            _remove_reference(element)
        _scrub_description(element)


def _accept(element: _Tree) -> None:
    """Accept a tracked change."""
    parent = element.getparent()
    if parent is None:
        return
    local = etree.QName(element).localname
    if local in ("ins", "moveTo", "conflictIns") and len(element):
        _unwrap(element)
    elif local == "del" and parent.tag == w("trPr"):
        row = parent.getparent()
        if row is not None:
            _remove(row)
    else:
        _remove(element)


def _remove_reference(element: _Tree) -> None:
    """Take out what shows a part that goes."""
    holders = [element, *element.iterancestors()]
    for tag in _HOLDERS:
        found = next((each for each in holders if each.tag == tag), None)
        if found is not None:
            _remove(found)
            return
    _remove(element)


def _scrub_description(element: _Tree) -> None:
    """Take the names of files out of a picture's names and descriptions."""
    local = etree.QName(element).localname
    if local in ("docPr", "cNvPr"):
        element.set("name", f"Picture {element.get('id', '')}".strip())
        for name in ("descr", "title"):
            if names_a_file(element.get(name, "")):
                del element.attrib[name]
    for name in (f"{{{O}}}title", "alt", "title"):
        if names_a_file(element.get(name, "")) or (name.startswith("{") and local == "imagedata"):
            element.attrib.pop(name, None)


def _remove_cursor(root: _Tree) -> None:
    """Take out the bookmark of the place where somebody stopped writing."""
    for start in [each for each in root.iter(w("bookmarkStart")) if each.get(w("name")) == _CURSOR]:
        number = start.get(w("id"))
        _remove(start)
        for end in [each for each in root.iter(w("bookmarkEnd")) if each.get(w("id")) == number]:
            _remove(end)


def _scrub_theme(root: _Tree) -> None:
    for element in root.iter(*(f"{{{A}}}{name}" for name in ("theme", "clrScheme", "fontScheme", "fmtScheme"))):
        element.set("name", "Theme")
    for extensions in list(root.iter(f"{{{A}}}extLst")):
        _remove(extensions)


def _scrub_core(root: _Tree, author: str) -> None:
    for element in list(root):
        local = etree.QName(element).localname
        is_ours = local == "creator" and bool(author) and " ".join((element.text or "").split()) == author
        if local not in _KEPT_PROPERTIES and not is_ours:
            root.remove(element)


def _scrub_custom(root: _Tree, properties: Collection[str]) -> None:
    for element in list(root):
        if element.get("name") not in properties:
            root.remove(element)


def _remove(element: _Tree) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: _Tree) -> None:
    """Put what an element holds in its place."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(element)


def _attributes(element: _Tree) -> Iterator[tuple[str, str]]:
    return ((str(name), str(value)) for name, value in element.items())


def _types(root: _Tree, kept: Collection[str]) -> _Tree:
    """The list of content types without the parts that are gone."""
    endings = {name.rpartition(".")[2].lower() for name in kept} | {"rels", "xml"}
    names = {name.lower() for name in kept}
    for entry in list(root):
        name, ending = entry.get("PartName", "").lstrip("/").lower(), entry.get("Extension", "").lower()
        if (name and name not in names) or (ending and ending not in endings):
            root.remove(entry)
            continue
        macros = _MACROS.fullmatch(entry.get("ContentType", ""))
        if macros:
            entry.set("ContentType", _PLAIN_MAIN[macros[1].lower()])
    return root


def _content_types(root: _Tree) -> dict[str, str]:
    found = {}
    for entry in root:
        if entry.tag == f"{{{CONTENT_TYPES}}}Override":
            found[entry.get("PartName", "").lstrip("/").lower()] = entry.get("ContentType", "")
        else:
            found[entry.get("Extension", "").lower()] = entry.get("ContentType", "")
    return found


def _source(rels: str) -> str:
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), name[: -len(".rels")])


def _target(source: str, relation: _Tree) -> str:
    target = relation.get("Target", "")
    path = target if target.startswith("/") else posixpath.join("/", posixpath.dirname(source), target)
    return unquote(posixpath.normpath(path).lstrip("/"))


def _kind(relation: _Tree) -> str:
    return relation.get("Type", "").rpartition("/")[2]
