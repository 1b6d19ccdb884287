"""Checks of what a Word file says of itself, what parts it is made of, and what it refers to.

Each yields what it found in a few words: which part, and what.
"""

from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from contractdiff.model import Guard
from contractdiff.ooxml.images import picture_metadata
from contractdiff.ooxml.names import w
from contractdiff.ooxml.traces import (
    COMMENT_MARKS,
    CUSTOM_DATA,
    MAIL_MERGE_PARTS,
    SESSIONS,
    family_of,
    is_session_mark,
)
from contractdiff.release.archive import beside_the_parts
from contractdiff.release.word_file import TYPES_PART, WordFile, source_of

_CORE, _APP, _CUSTOM = "core-properties", "extended-properties", "custom-properties"
_CORE_ALLOWED = frozenset(("title", "creator", "language"))
# What a program counts; it says nothing of people.
_APP_ALLOWED = frozenset(
    "Application AppVersion Pages Words Characters CharactersWithSpaces Lines Paragraphs DocSecurity ScaleCrop"
    " LinksUpToDate SharedDoc HyperlinksChanged".split()
)


def archive(file: WordFile, _: Guard) -> Iterator[str]:
    """What the zip archive holds besides the parts."""
    yield from beside_the_parts(file.data)


def unknown_parts(file: WordFile, _: Guard) -> Iterator[str]:
    """Parts that no plain document has, or that nothing refers to."""
    reached = file.reached()
    for part in file.parts:
        if part == TYPES_PART:
            continue
        if part.lower().endswith(".rels"):
            source = source_of(part)
            if source and source not in file.parts:
                yield f"{part}: these are the relationships of a part that is not there"
            continue
        family = family_of(part, file.kinds_of(part), file.types[part])
        if family in ("plain", "unknown") and part not in reached:
            yield f"{part}: nothing in the file refers to it"
        elif family == "unknown":
            yield f"{part}: it is no part of a plain document"


def core_properties(file: WordFile, guard: Guard) -> Iterator[str]:
    """What the file's properties say besides its title, its language and the coalition as its author."""
    for part, root in _property_parts(file, _CORE, "core.xml"):
        for element in root.iter(etree.Element):
            local = etree.QName(element).localname
            if element is root:
                continue
            if local not in _CORE_ALLOWED:
                yield f"{part}: it has the property {local} ({_shown(element.text)})"
            elif local == "creator" and _plain(element.text) != _plain(guard.coalition):
                yield f"{part}: its author (creator) is {_shown(element.text)}, not the coalition"


def app_properties(file: WordFile, _: Guard) -> Iterator[str]:
    """What the program that wrote the file says of who wrote it, with which template, and for how long."""
    for part, root in _property_parts(file, _APP, "app.xml"):
        for element in root:
            local = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if local and local not in _APP_ALLOWED:
                words = " ".join(" ".join(map(str, element.itertext())).split())
                yield f"{part}: it has the property {local} ({_shown(words)})"


def custom_properties(file: WordFile, guard: Guard) -> Iterator[str]:
    """Custom properties that are not allowed."""
    for part, root in _property_parts(file, _CUSTOM, "custom.xml"):
        for element in root:
            name = element.get("name", "") if isinstance(element.tag, str) else ""
            if name not in guard.properties:
                yield f"{part}: it has the property {_shown(name)}"


def comments(file: WordFile, _: Guard) -> Iterator[str]:
    """Comments, and the list of the people who wrote some."""
    for part in _of_family(file, "comments"):
        yield f"{part}: it holds comments, or the people who wrote some"
    yield from _elements(file, COMMENT_MARKS, "the mark of a comment")


def revision_ids(file: WordFile, _: Guard) -> Iterator[str]:
    """Identities of editing sessions and of paragraphs."""
    for part, root in file.roots.items():
        seen: set[str] = set()
        for element in root.iter(etree.Element):
            if element.tag in SESSIONS:
                seen.add(etree.QName(element).localname)
            seen.update(etree.QName(name).localname for name in map(str, element.attrib) if is_session_mark(name))
        if seen:
            yield f"{part}: it has {', '.join(sorted(seen))}"


def document_variables(file: WordFile, _: Guard) -> Iterator[str]:
    """Values that programs keep in a document where nobody sees them."""
    for part, root in file.roots.items():
        for element in root.iter(w("docVar")):
            yield f"{part}: it has the variable {_shown(element.get(w('name')))}"
        if root.find(f".//{w('docVars')}") is not None and root.find(f".//{w('docVar')}") is None:
            yield f"{part}: it has a list of variables"


def custom_xml(file: WordFile, _: Guard) -> Iterator[str]:
    """Data of other programs, and marks in the text that lead to it."""
    for part in _of_family(file, "custom xml"):
        yield f"{part}: it holds data of another program"
    yield from _elements(file, CUSTOM_DATA, "a mark of another program's data")


def external_links(file: WordFile, guard: Guard) -> Iterator[str]:
    """What the file refers to outside of itself: templates, pictures, web pages that are not allowed."""
    for relation in file.relations:
        if not relation.external or relation.kind in MAIL_MERGE_PARTS:
            continue
        source = relation.source or "the package"
        if relation.kind != "hyperlink":
            yield f"{source}: it refers to {_shown(relation.target)} outside of the file ({relation.kind})"
        elif not allows(guard, relation.target):
            yield f"{source}: it links to {_shown(relation.target)}"
    for part, root in file.roots.items():
        for element in root.iter(etree.Element):
            if element.tag == w("attachedTemplate"):
                yield f"{part}: it names the template it was made with (attachedTemplate)"
            elif element.tag == w("saveThroughXslt"):
                yield f"{part}: it names a stylesheet it is saved with (saveThroughXslt)"
            for name, value in element.items():
                if etree.QName(name).localname in ("src", "href") and not allows(guard, value) and value[:1] != "#":
                    yield f"{part}: it refers to {_shown(value)} outside of the file"


def mail_merge(file: WordFile, _: Guard) -> Iterator[str]:
    """Where addresses for letters come from."""
    for part, root in file.roots.items():
        for _element in root.iter(w("mailMerge")):
            yield f"{part}: it says where the addresses of letters come from (mailMerge)"
    for relation in file.relations:
        if relation.kind in MAIL_MERGE_PARTS:
            yield f"{relation.source}: it refers to addresses for letters ({_shown(relation.target)})"


def thumbnail(file: WordFile, _: Guard) -> Iterator[str]:
    """A picture of the first page as it once was."""
    for part in _of_family(file, "thumbnail"):
        yield f"{part}: it is a picture of the first page as it once was"


def glossary(file: WordFile, _: Guard) -> Iterator[str]:
    """Building blocks that come along from a template."""
    for part in _of_family(file, "glossary"):
        yield f"{part}: it holds building blocks of a template (glossary)"


def image_metadata(file: WordFile, _: Guard) -> Iterator[str]:
    """What pictures say besides the picture."""
    for part, data in file.parts.items():
        if "image" not in file.kinds_of(part) and not file.types[part].lower().startswith("image/"):
            continue
        if family_of(part, file.kinds_of(part), file.types[part]) == "thumbnail":
            continue
        found = picture_metadata(data)
        if found is None:
            yield f"{part}: it is a picture that cannot be looked into; use PNG or JPEG"
        elif found:
            yield f"{part}: the picture holds {', '.join(found)}"


def allows(guard: Guard, address: str) -> bool:
    """Whether a file may link to an address."""
    wanted = _address(address)
    if wanted.partition(":")[0] not in ("http", "https", "mailto"):
        return False
    for link in guard.links:
        allowed = _address(link)
        if wanted.removeprefix("mailto:") == allowed.removeprefix("mailto:"):
            return True
        if allowed.endswith("/") and (wanted.startswith(allowed) or f"{wanted}/" == allowed):
            return True
    return False


def _address(address: str) -> str:
    return unquote(address).strip().casefold()


def _property_parts(file: WordFile, kind: str, name: str) -> Iterator[tuple[str, etree._Element]]:
    for part, root in file.roots.items():
        if kind in file.kinds_of(part) or part.lower() == f"docprops/{name}":
            yield part, root


def _of_family(file: WordFile, family: str) -> list[str]:
    return [
        part
        for part in file.parts
        if not part.endswith(".rels") and family_of(part, file.kinds_of(part), file.types[part]) == family
    ]


def _elements(file: WordFile, tags: frozenset[str], what: str) -> Iterator[str]:
    for part, root in file.roots.items():
        found = sorted({etree.QName(element).localname for element in root.iter(*tags)})
        if found:
            yield f"{part}: it has {what} ({', '.join(found)})"


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _shown(text: str | None) -> str:
    words = _plain(text)
    return f"“{words[:80]}…”" if len(words) > 80 else f"“{words}”"
