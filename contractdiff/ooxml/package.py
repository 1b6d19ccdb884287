"""Opening a Word file, or an Excel workbook, without trusting it.

The bytes may be anything: damaged, encrypted, another format, or made to exhaust the machine. Every limit
is checked before a part is parsed, on the sizes as declared and again on the bytes as they arrive, since a
zip header may lie. Parts are found by relationship, never by name (ECMA-376 part 2, 9).
"""

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from contractdiff.errors import EncryptedError, UnreadableError, UnsupportedFormatError
from contractdiff.ooxml.names import CONTENT_TYPES, PACKAGE_RELATIONSHIPS, R

# A real agreement of 15,000 paragraphs has about 1,000,000 tags in 30 MB; Word itself refuses far less than these.
MAX_ENTRIES = 20_000
MAX_XML_BYTES = 200_000_000
MAX_TAGS = 6_000_000
# Word's own XML deflates about 10:1 and a table of one repeated row about 100:1; only a bomb does better at size.
MAX_RATIO = 250
RATIO_MATTERS_FROM = 10_000_000

WORD, EXCEL = ("wordprocessingml", "ms-word"), ("spreadsheetml", "ms-excel")
"""The words in the types of the main parts of both programs' files."""
_DAMAGED = "Open it in Word, let Word repair it, save it under a new name, and try again."

# The strict variant of the format differs from the transitional in these names alone, as far as text goes.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/", b"http://schemas.openxmlformats.org/spreadsheetml/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """What a part refers to; ``kind`` is the last word of its type ("footnotes", "header").

    ``target`` is the name of a part, or, where it is ``external``, an address outside of the file.
    """

    kind: str
    target: str
    external: bool = False


class Package:
    """The parts of one Word file, each read and parsed when it is asked for."""

    def __init__(
        self, data: bytes, file: str, *, kinds: tuple[str, ...] = WORD, within: "Package | None" = None
    ) -> None:
        """Open the zip and find the document.

        Args:
            data: The file's bytes.
            file: Its name, for messages.
            kinds: What the type of its main part may be called.
            within: The file that this one is embedded in; what is unpacked counts against the limits of both.

        Raises:
            EncryptedError: The file needs a password.
            UnsupportedFormatError: It is a file of another Office program.
            UnreadableError: It is damaged, or larger than any real document.
        """
        self.file = file
        self._kinds = kinds
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise self._damaged("the file is cut short or damaged") from error
        if len(entries) > MAX_ENTRIES:
            raise self._oversized(f"it holds {len(entries):,} parts")
        self._entries = {_key(entry.filename): entry for entry in entries}
        self._unpacked: _Unpacked = _Unpacked() if within is None else within._unpacked
        self._parser = _parser()
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise _encrypted(file)
        declared = sum(entry.file_size for entry in entries if _key(entry.filename).endswith((".xml", ".rels")))
        if declared > MAX_XML_BYTES:
            raise self._oversized(f"its text parts unpack to {declared:,} bytes")
        self.document = self._find_document()

    def xml(self, part: str, *, damaged: list[str] | None = None) -> etree._Element:
        """Return the root element of a part, which knows the part's name: ``root.getroottree().docinfo.URL``.

        Args:
            part: Its name.
            damaged: Where it is given, what can be read is returned of a part that is not well-formed, and its name
                put there.

        Raises:
            UnreadableError: The part is missing, damaged, oversized or declares a document type.
        """
        data = self.read(part)
        if b"<!DOCTYPE" in data:
            raise self._damaged(f"its part “{part}” has a document type declaration, which no Word file has")
        if data.count(b"<") > MAX_TAGS:
            raise self._oversized(f"its part “{part}” has more than {MAX_TAGS:,} tags")
        if b"http://purl.oclc.org/ooxml/" in data:
            for strict, transitional in _STRICT:
                data = data.replace(strict, transitional)
        try:
            root = etree.fromstring(data, self._parser, base_url=part)
        except (etree.XMLSyntaxError, ValueError) as error:
            left = None if damaged is None else _recovered(data, part)
            if damaged is None or left is None:
                raise self._damaged(f"its part “{part}” is not well-formed") from error
            damaged.append(part)
            root = left
        # a declaration in an encoding that the search above did not see
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._damaged(f"its part “{part}” has a document type declaration, which no Word file has")
        return root

    def relationships(self, part: str = "") -> dict[str, Relationship]:
        """Return what a part refers to, by relationship id; ``""`` is the package itself."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if _key(rels) not in self._entries:
            return {}
        found = {}
        for rel in self.xml(rels).iterchildren(f"{{{PACKAGE_RELATIONSHIPS}}}Relationship"):
            target = rel.get("Target", "")
            external = rel.get("TargetMode") == "External"
            if target and not external:
                path = target if target.startswith("/") else posixpath.join("/", folder, target)
                target = posixpath.normpath(path).lstrip("/")
            if target:
                kind = rel.get("Type", "").rpartition("/")[2]
                found[rel.get("Id", "")] = Relationship(kind=kind, target=target, external=external)
        return found

    def related(self, kind: str) -> etree._Element | None:
        """Return the root of the first part of a kind that the document refers to, or ``None``."""
        for rel in self.document_relationships.values():
            if rel.kind == kind and not rel.external and rel.target in self:
                return self.xml(rel.target)
        return None

    def embedded(self, part: str) -> "Package":
        """Return the Word file that a part holds."""
        return Package(self.read(part), f"{self.file} ({posixpath.basename(part)})", within=self)

    @cached_property
    def document_relationships(self) -> dict[str, Relationship]:
        """What the document refers to, by relationship id."""
        return self.relationships(self.document)

    @property
    def properties(self) -> tuple[tuple[str, str], ...]:
        """The custom properties stored in the file, with their names."""
        root = self._of_package("custom-properties")
        if root is None:
            return ()
        return tuple((each.get("name", ""), "".join(map(str, each.itertext()))) for each in root)

    @property
    def modified(self) -> str:
        """When the file says it was last saved, in ISO 8601; "" where it does not say."""
        root = self._of_package("core-properties")
        found = None if root is None else root.find("{http://purl.org/dc/terms/}modified")
        return "" if found is None or not found.text else found.text.strip()

    def _of_package(self, kind: str) -> etree._Element | None:
        for relation in self.relationships().values():
            if relation.kind == kind and not relation.external and relation.target in self:
                return self.xml(relation.target)
        return None

    def __contains__(self, part: str) -> bool:
        return _key(part) in self._entries

    def read(self, part: str) -> bytes:
        """Return the bytes of a part.

        Raises:
            UnreadableError: The part is missing, damaged or oversized.
            EncryptedError: It needs a password.
        """
        entry = self._entries.get(_key(part))
        if entry is None:
            raise self._damaged(f"its part “{part}” is missing")
        left = MAX_XML_BYTES - self._unpacked.bytes
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(left + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
            raise self._damaged(f"its part “{part}” cannot be unpacked") from error
        except RuntimeError as error:  # what zipfile raises for a part that needs a password
            raise _encrypted(self.file) from error
        self._unpacked.bytes += len(data)
        ratio = len(data) / max(entry.compress_size, 1)
        if len(data) > left or (len(data) > RATIO_MATTERS_FROM and ratio > MAX_RATIO):
            raise self._oversized(f"its part “{part}” unpacks to {len(data):,} bytes or more")
        return data

    def _find_document(self) -> str:
        for rel in self.relationships().values():
            if rel.kind == "officeDocument" and not rel.external:
                if rel.target not in self:
                    raise self._damaged(f"its main part “{rel.target}” is missing")
                kind = self._content_type(rel.target)
                if kind and not any(each in kind for each in self._kinds):
                    raise UnsupportedFormatError(f"{self.file} is not a Word document but {_what_it_is(kind)}.")
                return rel.target
        raise self._damaged("it does not say which of its parts is the document")

    def _content_type(self, part: str) -> str:
        if "[Content_Types].xml" not in self:
            return ""
        types = self.xml("[Content_Types].xml")
        for override in types.iterchildren(f"{{{CONTENT_TYPES}}}Override"):
            if _key(override.get("PartName", "").lstrip("/")) == _key(part):
                return override.get("ContentType", "")
        return ""

    def _damaged(self, what: str) -> UnreadableError:
        return UnreadableError(f"{self.file} cannot be read: {what}. {_DAMAGED}")

    def _oversized(self, what: str) -> UnreadableError:
        return UnreadableError(
            f"{self.file} cannot be read: {what}, more than any real agreement. "
            "If it is one, copy its text into a new Word document and try again."
        )


@dataclass(slots=True)
class _Unpacked:
    """How many bytes have been unpacked from a file and those embedded in it."""

    bytes: int = 0


def _recovered(data: bytes, part: str) -> etree._Element | None:
    """What can be read of a part that is not well-formed."""
    try:
        return etree.fromstring(data, _parser(recover=True), base_url=part)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def relationship_id(element: etree._Element) -> str:
    """Return an element's ``r:id``, "" if it has none."""
    return element.get(f"{{{R}}}id", "")


def _key(name: str) -> str:
    """Part names are compared without regard to case (ECMA-376 part 2, 9.1.1)."""
    return name.replace("\\", "/").lower()


def _encrypted(file: str) -> EncryptedError:
    return EncryptedError(f"{file} needs a password: open it in Word, remove the password, save, try again.")


def _what_it_is(content_type: str) -> str:
    if "spreadsheetml" in content_type or "ms-excel" in content_type:
        return "an Excel workbook"
    if "presentationml" in content_type or "ms-powerpoint" in content_type:
        return "a PowerPoint presentation"
    return f"another Office file ({content_type})"
