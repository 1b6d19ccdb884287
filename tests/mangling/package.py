"""A returned form as parts and a tree, whose rows and cells are marked so that damages can be put one on another.

The marks are attributes whose names begin with "_": they travel with a row wherever it goes, and no saved file has
them. ``_row`` is the id of a row and ``_kind`` the table it came from, ``_cell`` the key of a cell's column; the
heading row's cells have that too.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from random import Random

from lxml import etree

from mangling.form import (
    ADMINISTRATIVE_COLUMNS,
    CHANGE_COLUMNS,
    CHOOSE,
    IDENTITY_COLUMNS,
    OPEN_COLUMNS,
    TYPE_HERE,
    bookmark_name,
)
from mangling.prose import Words
from mangling.truth import Truth, plain

Element = etree._Element
W_URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_URI}}}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
R_URI = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"

CHANGES, ADMINISTRATIVE, OPEN, IDENTITY, APPENDIX = "changes", "administrative", "open", "identity", "appendix"
COLUMNS = {
    CHANGES: tuple(column.key for column in CHANGE_COLUMNS),
    ADMINISTRATIVE: tuple(column.key for column in ADMINISTRATIVE_COLUMNS),
    OPEN: tuple(column.key for column in OPEN_COLUMNS),
    IDENTITY: tuple(column.key for column in IDENTITY_COLUMNS),
    APPENDIX: ("id", "old clause", "old text", "new clause", "new text"),
}
_HEADINGS = {
    tuple(column.title.replace("\u00a0", " ") for column in columns): kind
    for kind, columns in (
        (CHANGES, CHANGE_COLUMNS),
        (ADMINISTRATIVE, ADMINISTRATIVE_COLUMNS),
        (OPEN, OPEN_COLUMNS),
        (IDENTITY, IDENTITY_COLUMNS),
    )
} | {("Change ID", "Old clause", "Old text", "New clause", "New text"): APPENDIX}
_ROW_MARK = re.compile(r"(?:cd|full)_([A-Z]_\d+)")
_DATE = (1980, 1, 1, 0, 0, 0)


def w(kind: str, /, *children: Element, **attributes: str) -> Element:
    """An element of WordprocessingML with attributes of it."""
    element = etree.Element(W + kind, {W + key: value for key, value in attributes.items()}, nsmap={"w": W_URI})
    element.extend(children)
    return element


def run(text: str, style: str = "", tag: str = "t") -> Element:
    """A run of words with Word's own line ends and tabs."""
    element = w("r")
    if style:
        element.append(w("rPr", w("rStyle", val=style)))
    for piece in re.split(r"([\n\t])", text):
        if piece in ("\n", "\t"):
            element.append(w("br" if piece == "\n" else "tab"))
        elif piece:
            words = w(tag)
            words.text = piece
            words.set(XML_SPACE, "preserve")
            element.append(words)
    return element


def paragraph(text: str = "", style: str = "CellText") -> Element:
    """A paragraph of words."""
    element = w("p", w("pPr", w("pStyle", val=style)))
    if text:
        element.append(run(text))
    return element


def cell(text: str = "", width: int = 1500) -> Element:
    """A cell of one paragraph."""
    return w("tc", w("tcPr", w("tcW", w=str(width), type="dxa")), paragraph(text))


def table(rows: Sequence[Sequence[str]]) -> Element:
    """A plain table such as people paste."""
    count = max(map(len, rows))
    grid = w("tblGrid", *(w("gridCol", w="1500") for _ in range(count)))
    properties = w("tblPr", w("tblW", w="0", type="auto"))
    return w("tbl", properties, grid, *(w("tr", *(cell(words) for words in row)) for row in rows))


def text_of(element: Element) -> str:
    """The words of an element, paragraphs apart; deleted words too."""
    parts = []
    for found in element.iter(W + "t", W + "delText", W + "tab", W + "br", W + "p", W + "noBreakHyphen"):
        name = etree.QName(found).localname
        parts.append({"p": "\n", "tab": "\t", "br": "\n", "noBreakHyphen": "\u2011"}.get(name) or found.text or "")
    return "".join(parts).strip("\n")


def unwrap(element: Element) -> None:
    """Puts the element's children in its place."""
    parent = element.getparent()
    assert parent is not None
    at = parent.index(element)
    parent[at : at + 1] = list(element)


def wrap(element: Element, *, around: Element, inside: Element | None = None) -> None:
    """Puts ``around`` in the element's place, and the element into ``inside``, which is ``around`` or within it."""
    element.addprevious(around)
    (around if inside is None else inside).append(element)


def unit(row: Element) -> Element:
    """The row with whatever is wrapped around it: what stands in the table."""
    while (parent := row.getparent()) is not None and parent.tag != W + "tbl":
        row = parent
    return row


def cells(row: Element) -> list[Element]:
    """The row's own cells, through any wrapper; not those of tables within them."""
    found: list[Element] = []
    for child in row:
        if child.tag == W + "tc":
            found.append(child)
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml"):
            found += cells(child)
    return found


def cell_of(row: Element, key: str) -> Element | None:
    """The row's cell of a column, wherever it stands now."""
    return next((found for found in cells(row) if found.get("_cell") == key), None)


def last_paragraph(where: Element) -> Element:
    """The last paragraph of a cell."""
    return [child for child in where.iter(W + "p") if not any(True for _ in child.iterancestors(W + "txbxContent"))][-1]


class Package:
    """A returned form, taken apart."""

    def __init__(self, data: bytes, truth: Truth, rng: Random) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.truth = truth
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.body = self.root[0]
        self.notes: dict[str, Element] = {}
        self._mark()
        self.words = Words(rng, truth, [row for row in truth.issued if row.startswith("C-")])
        self.originals = {tr.get("_row", ""): self._own_text(tr) for tr in self.rows() if tr.get("_row")}
        self._counts = Counter(self.originals.values())
        self._number = 5000

    def number(self) -> str:
        """A number that nothing in the file has."""
        self._number += 1
        return str(self._number)

    def _mark(self) -> None:
        for tbl in self.body.findall(W + "tbl"):
            rows = tbl.findall(W + "tr")
            kind = _HEADINGS.get(tuple(text_of(c).replace("\u00a0", " ") for c in cells(rows[0])))
            if kind is None:
                continue
            tbl.set("_table", kind)
            rows[0].set("_header", kind)
            for row in rows:
                for key, found in zip(COLUMNS[kind], cells(row), strict=True):
                    found.set("_cell", key)
            for row in rows[1:]:
                row.set("_kind", kind)
                row.set("_row", _row_id(row))

    def tables(self, *kinds: str) -> list[Element]:
        """The tables of these kinds, parts of split ones too."""
        return [tbl for tbl in self.root.iter(W + "tbl") if tbl.get("_table") in kinds]

    def rows(self, *kinds: str) -> list[Element]:
        """The rows of the tables people answer in, or of these kinds, as they stand in the file."""
        kinds = kinds or (CHANGES, ADMINISTRATIVE, OPEN, IDENTITY)
        return [row for row in self.root.iter(W + "tr") if row.get("_kind") in kinds]

    def change_rows(self) -> list[Element]:
        """The rows of changes in the two tables people answer in."""
        return self.rows(CHANGES, ADMINISTRATIVE)

    def commented(self, *kinds: str) -> list[Element]:
        """The rows whose whole comment still stands in their own feedback cell, as it was typed."""
        found, seen = [], set[str]()
        for row in self.rows(*(kinds or (CHANGES, ADMINISTRATIVE, OPEN))):
            answer = self.truth.rows.get(name := row.get("_row", ""))
            where = cell_of(row, "feedback")
            if answer is None or where is None or not answer.comment or name in seen:
                continue
            said, stands = plain(answer.comment), plain(text_of(where))
            # nothing but the comment, and perhaps the words of a control that still waits
            if where.get("_moved") is None and said in stands and len(stands) <= len(said) + len(TYPE_HERE) + 1:
                seen.add(name)
                found.append(row)
        return found

    def comment_of(self, row: Element) -> str:
        """What the member wrote in a row."""
        return self.truth.rows[row.get("_row", "")].comment

    def take_comment(self, row: Element) -> str:
        """What the member wrote in a row, taken out of its cell, which waits for an answer again."""
        where = cell_of(row, "feedback")
        assert where is not None
        empty(where)
        where.set("_moved", "1")
        return self.comment_of(row)

    def tokens_in(self, text: str) -> list[str]:
        """The members' words in a text."""
        words = plain(text)
        return [token for token in self.truth.words if plain(token) in words]

    def remove(self, *elements: Element) -> None:
        """Deletes elements, and from the truth the words that are gone with them."""
        gone = self.tokens_in("\n".join(map(text_of, elements)))
        for element in elements:
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)
        if not gone:
            return
        left = self.all_text()
        self.truth.forget(token for token in gone if plain(token) not in left)

    def all_text(self) -> str:
        """The words of the document, its margin comments and its footnotes."""
        return plain("\n".join(text_of(root) for root in (self.root, *self.notes.values())))

    def add_part(self, name: str, data: bytes, content_type: str, relation: str) -> None:
        """Adds a part that belongs to the document."""
        self.parts[f"word/{name}"] = data
        types = etree.fromstring(self.parts["[Content_Types].xml"])
        etree.SubElement(types, _TYPES + "Override", PartName=f"/word/{name}", ContentType=content_type)
        self.parts["[Content_Types].xml"] = _written(types)
        self.relate(f"{R_URI}/{relation}" if "/" not in relation else relation, name)

    def relate(self, relation: str, target: str, *, external: bool = False) -> str:
        """The id of a new relation of the document."""
        relations = etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        name = f"rId{self.number()}"
        added = etree.SubElement(relations, _RELATIONS + "Relationship", Id=name, Type=relation, Target=target)
        if external:
            added.set("TargetMode", "External")
        self.parts["word/_rels/document.xml.rels"] = _written(relations)
        return name

    def drop_part(self, name: str) -> None:
        """Removes a part and what refers to it in the lists of parts."""
        self.parts.pop(name, None)
        for listing in ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"):
            root = etree.fromstring(self.parts[listing])
            for entry in list(root):
                ends = (entry.get("PartName") or entry.get("Target") or "?").lstrip("/")
                if ends == name or (listing.startswith("word/") and f"word/{ends}" == name):
                    root.remove(entry)
            self.parts[listing] = _written(root)

    def signals(self, row: Element, *, tags: bool = True) -> set[str]:
        """How a row can still be known: by "id", "tag", "bookmark" or "text"."""
        name, found = row.get("_row", ""), set[str]()
        if row.get("_conflict"):
            # signals that contradict each other are not sound
            return found
        if tags and any(tag.get(W + "val", "").partition(":")[2] == name for tag in row.iter(W + "tag")):
            found.add("tag")
        if any(mark.get(W + "name") == bookmark_name(name) for mark in row.iter(W + "bookmarkStart")):
            found.add("bookmark")
        where = cell_of(row, "id")
        if where is not None and text_of(where).strip().startswith(row.get("_id", name)):
            found.add("id")
        own = self._own_text(row)
        if own and own == self.originals[name] and self._counts[own] == 1:
            found.add("text")
        return found

    def finish(self, *, tags: bool = True) -> bytes:
        """The file; the truth is told which rows are left in it."""
        rows = Counter(row.get("_row", "") for row in self.rows())
        self.truth.present = frozenset(rows)
        self.truth.copied = frozenset(row for row, count in rows.items() if count > 1)
        self.truth.identifiable = frozenset(row.get("_row", "") for row in self.rows() if self.signals(row, tags=tags))
        self.truth.rows = {row: said for row, said in self.truth.rows.items() if row in self.truth.present}
        for name, answer in self.truth.rows.items():
            if "-" in name and answer.comment and not self.truth.words_of(name):
                answer.comment = ""
        asked = next((row for row in self.rows(IDENTITY) if row.get("_row") == "Organization"), None)
        self.truth.organization_left = asked is not None and self.truth.organization in text_of(asked)
        root = etree.fromstring(etree.tostring(self.root))
        for tbl in root.iter(W + "tbl"):
            if tbl.get("_table"):
                _fit_grid(tbl)
        for element in root.iter(etree.Element):
            for name in [name for name in element.attrib if str(name).startswith("_")]:
                del element.attrib[name]
        parts = dict(self.parts)
        parts["word/document.xml"] = _written(root)
        for name, notes in self.notes.items():
            parts[name] = _written(notes)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(zipfile.ZipInfo(name, _DATE), data, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _own_text(self, row: Element) -> str:
        found = cell_of(row, {OPEN: "title", IDENTITY: "title"}.get(row.get("_kind", ""), "what"))
        return "" if found is None else plain(text_of(found))


def _written(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _row_id(row: Element) -> str:
    for mark in row.iter(W + "bookmarkStart"):
        if found := _ROW_MARK.fullmatch(mark.get(W + "name", "")):
            return found[1].replace("_", "-")
    return next(row.iter(W + "tag")).get(W + "val", "").partition(":")[2]


def _fit_grid(tbl: Element) -> None:
    # a table's columns must be as many as its widest row has, else editors drop cells
    widest: list[str] = []
    for row in tbl.iter(W + "tr"):
        if next(row.iterancestors(W + "tbl")) is tbl:
            widths = list(_widths(row))
            widest = widths if len(widths) > len(widest) else widest
    grid = tbl.find(W + "tblGrid")
    assert grid is not None
    grid[:] = [w("gridCol", w=width) for width in widest]


def _widths(row: Element) -> Iterator[str]:
    for found in cells(row):
        width, span = found.find(f"{W}tcPr/{W}tcW"), found.find(f"{W}tcPr/{W}gridSpan")
        count = 1 if span is None else int(span.get(W + "val", "1"))
        each = int(width.get(W + "w", "1500")) // count if width is not None else 1500
        yield from [str(each)] * count


def empty(where: Element) -> None:
    """Makes an answer cell wait again: its control shows its placeholder, or it is empty if it has no control."""
    control = next(where.iter(W + "sdt"), None)
    for child in list(where):
        if child.tag != W + "tcPr":
            where.remove(child)
    line = paragraph()
    where.append(line)
    if control is not None:
        properties, content = control.find(W + "sdtPr"), control.find(W + "sdtContent")
        assert properties is not None and content is not None
        kinds = [child for child in properties if child.tag in (W + "text", W + "richText", W + "dropDownList")]
        # a control for text with formatting may say nothing of its kind
        typed = not any(kind.tag == W + "dropDownList" for kind in kinds)
        if properties.find(W + "showingPlcHdr") is None:
            properties.insert(properties.index(kinds[0]) if kinds else len(properties), w("showingPlcHdr"))
        content[:] = [run(TYPE_HERE if typed else CHOOSE, "PlaceholderText")]
        line.append(control)


def write(where: Element, text: str, *, style: str = "CellText") -> None:
    """Writes into a cell in place of all it held, line by line as paragraphs, without any control."""
    for child in list(where):
        if child.tag != W + "tcPr":
            where.remove(child)
    where.extend(paragraph(line, style) for line in text.split("\n"))


def insert_all(after: Element, added: Iterable[Element]) -> None:
    """Puts elements behind another, in their order."""
    for element in added:
        after.addnext(element)
        after = element
