"""A Word document as a whole: its body, notes, headers and footers, and what is embedded in it, as blocks."""

import posixpath
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from urllib.parse import unquote

from lxml import etree

from contractdiff.errors import ContractDiffError, EncryptedError, NoTextError, UnsupportedFormatError
from contractdiff.model import Block, Comment, Role, SetAside, TrackedChanges, TrackedView
from contractdiff.ooxml.blocks import BlockBuilder
from contractdiff.ooxml.crossrefs import Anchors
from contractdiff.ooxml.names import w
from contractdiff.ooxml.notes import printed_notes
from contractdiff.ooxml.numbering import Numbering
from contractdiff.ooxml.package import Package
from contractdiff.ooxml.paragraphs import Paragraph
from contractdiff.ooxml.revisions import markup_in
from contractdiff.ooxml.sections import header_parts
from contractdiff.ooxml.story import DocumentState, Item, Story
from contractdiff.ooxml.styles import Styles
from contractdiff.ooxml.tracked import added, count_tracked_changes

# How deep documents may be embedded in one another.
MAX_DEPTH = 3
# What all of them together may add; the same part may stand in the text any number of times.
MAX_EMBEDDED, MAX_EMBEDDED_ITEMS = 200, 50_000
_NOTES = (("footnote", Role.FOOTNOTE), ("endnote", Role.ENDNOTE))
_RUNNING = (("header", Role.HEADER), ("footer", Role.FOOTER))

# Returns the blocks of an embedded document of another format, ``None`` where the format is not read.
ForeignReader = Callable[[bytes, str], Sequence[Block] | None]


class WordDocument:
    """The stories of a Word file, read one after the other: the body, then the notes, then headers and footers.

    Args:
        package: The file.
        view: Which text of tracked changes is read.
        foreign: Reads embedded documents of other formats.
        within: The document that this one is embedded in.

    Attributes:
        state: What was met besides text.
        unread: What Word shows as part of the text and was not read, each as a phrase.
        embedded: The Word documents embedded in it, in order.
    """

    def __init__(
        self,
        package: Package,
        *,
        view: TrackedView,
        foreign: ForeignReader,
        within: "WordDocument | None" = None,
    ) -> None:
        self.unread: list[str] = []
        self.embedded: list[WordDocument] = []
        self._package = package
        self._view = view
        self._foreign = foreign
        # shared by all documents of the file: tables are counted through, and what is embedded is limited as a whole
        self._builder: BlockBuilder = within._builder if within else BlockBuilder()
        self._added: _Added = within._added if within else _Added()
        self._depth: int = within._depth + 1 if within else 0
        self._markup = markup_in(view)
        self._settings = package.related("settings")
        self._document = package.xml(package.document)
        self._note_roots = {kind: package.related(f"{kind}s") for kind, _ in _NOTES}
        self._running_parts = {
            relationship.target: package.xml(relationship.target)
            for relationship in package.document_relationships.values()
            if relationship.kind in ("header", "footer") and relationship.target in package
        }
        self._sheet = package.related("styles")
        styles = Styles(self._sheet, self._markup)
        self.state = DocumentState(
            styles=styles,
            numbering=Numbering(package.related("numbering"), styles),
            anchors=Anchors([self._document, *self._notes, *self._running_parts.values()]),
            markup=self._markup,
            package=package,
        )
        self._printed: list[etree._Element] = [self._document, *self._notes]

    def tracked_changes(self) -> TrackedChanges | None:
        """Return the tracked changes of the parts that were read, ``None`` if there are none."""
        roots = self._printed if self._sheet is None else [*self._printed, self._sheet]
        own = count_tracked_changes(roots, self.state.styles)
        for document in self.embedded:
            own = added(own, document.tracked_changes())
        return own

    def body(self) -> list[Block]:
        """Return the blocks of the body, embedded documents in their place."""
        return self._builder.blocks(self._body(), Role.BODY)

    def notes(self) -> list[Block]:
        """Return the blocks of the footnotes, then those of the endnotes, in order of reference."""
        blocks: list[Block] = []
        for kind, role in _NOTES:
            root = self._note_roots[kind]
            if root is None:
                continue
            story = self._story()
            for mark, note in printed_notes(
                kind, root, self.state.notes, self.state.sections, self._settings, self._markup
            ):
                blocks += _marked(self._builder.blocks(story.read(note), role), mark)
        for document in self.embedded:
            blocks += document.notes()
        return blocks

    def running_heads(self) -> tuple[list[Block], list[SetAside]]:
        """Return each distinct text of the headers, then of the footers, once; and what is only a page number."""
        kept: dict[tuple[Role, str], Block] = {}
        aside: dict[tuple[Role, str], SetAside] = {}
        for kind, role in _RUNNING:
            for block in self._running(kind, role):
                text = f"{block.label} {block.text}" if block.label else block.text
                if "#" in text and not any(char.isalnum() for char in text):
                    aside.setdefault((role, text), SetAside(text=text, why="page number"))
                else:
                    kept.setdefault((role, text), block)
        return list(kept.values()), list(aside.values())

    def comments(self) -> list[Comment]:
        """Return the reviewers' comments, in the order of the text."""
        # their words are no part of the contract: what is met in them is not told
        own = self.state
        state = DocumentState(styles=own.styles, numbering=own.numbering, anchors=own.anchors, markup=own.markup)

        def words(comment: etree._Element) -> str:
            items = [item for item in Story(state).read(comment) if isinstance(item, Paragraph)]
            return " ".join(" ".join(filter(None, (item.label, item.text))) for item in items)

        comments, threads = self._package.related("comments"), self._package.related("commentsExtended")
        found = own.comments.comments(comments, threads, words)
        return found + [comment for document in self.embedded for comment in document.comments()]

    @cached_property
    def subdocuments(self) -> list[str]:
        """The files that a master document is put together from, and that are not in it."""
        relationships = self._package.document_relationships
        targets = [relationships[id_].target for id_ in self.state.subdocuments if id_ in relationships]
        return [posixpath.basename(unquote(target).replace("\\", "/")) for target in targets]

    @property
    def _notes(self) -> list[etree._Element]:
        return [root for root in self._note_roots.values() if root is not None]

    def _body(self) -> Iterable[Item]:
        bodies = self._document.iterchildren(w("body"))
        return chain.from_iterable(self._story().read(body) for body in bodies)

    def _story(self, *, blank_pages: bool = False) -> Story:
        return Story(self.state, embedded=self._read_embedded, blank_pages=blank_pages)

    def _running(self, kind: str, role: Role) -> list[Block]:
        blocks: list[Block] = []
        relationships = self._package.document_relationships
        for part in header_parts(kind, self.state.sections, relationships, self._settings, self._markup):
            root = self._running_parts.get(part)
            if root is not None:
                self._printed.append(root)
                blocks += self._builder.blocks(self._story(blank_pages=True).read(root), role)
        for document in self.embedded:
            blocks += document._running(kind, role)
        return blocks

    def _read_embedded(self, relationship_id: str) -> Iterable[Item]:
        """Yield what a document that is embedded as text (``w:altChunk``, 17.17.2.1) puts in its place."""
        relationship = self._package.document_relationships.get(relationship_id)
        if relationship is None or relationship.external or relationship.target not in self._package:
            self.unread.append("a document that is not in the file")
            return
        name = posixpath.basename(relationship.target)
        if self._added.documents >= MAX_EMBEDDED or self._added.items >= MAX_EMBEDDED_ITEMS:
            self.unread.append(f"{name}, after more of them than any real agreement has")
            return
        self._added.documents += 1
        try:
            data = self._package.read(relationship.target)
            if not data.startswith(b"PK"):
                for block in self._read_foreign(data, name):
                    self._added.items += 1
                    yield block
            elif self._depth >= MAX_DEPTH:
                self.unread.append(f"{name}, which is embedded too deep")
            else:
                document = WordDocument(
                    self._package.embedded(relationship.target),
                    view=self._view,
                    foreign=self._foreign,
                    within=self,
                )
                self.embedded.append(document)
                for item in document._body():
                    self._added.items += 1
                    yield item
        except ContractDiffError as error:
            why = next((why for kind, why in _WHY_UNREAD if isinstance(error, kind)), "which is damaged or too large")
            self.unread.append(f"{name}, {why}")

    def _read_foreign(self, data: bytes, name: str) -> Iterable[Block]:
        blocks = self._foreign(data, name)
        if blocks is None:
            self.unread.append(name)
            return
        tables: dict[int, int] = {}
        for block in blocks:
            if block.table is not None and block.table not in tables:
                tables[block.table] = self._builder.new_table()
            yield block if block.table is None else replace(block, table=tables[block.table])


@dataclass(slots=True)
class _Added:
    """How many documents were embedded in a file, and the paragraphs and edges of tables in them."""

    documents: int = 0
    items: int = 0


_WHY_UNREAD = (
    (EncryptedError, "which needs a password"),
    (UnsupportedFormatError, "which is of another format"),
    (NoTextError, "which has no text"),
)


def _marked(note: list[Block], mark: str) -> list[Block]:
    """Return a note's blocks, the first labelled with the note's mark."""
    if not note:
        return []
    first = note[0]
    text = first.text
    if first.label is not None:  # a note that is itself an item of a list
        text = f"{first.label} {text}"
    elif text.startswith(mark) and not mark.isalnum():  # typed by hand in both places
        text = text[len(mark) :].lstrip()
    if text != first.text:
        longer = len(text) - len(first.text)
        hidden = [(max(start + longer, 0), end + longer) for start, end in first.hidden if end + longer > 0]
        lead = max(first.lead + longer, 0) if first.lead else 0
        first = replace(first, text=text, hidden=tuple(hidden), lead=lead)
    return [replace(first, label=mark), *note[1:]]
