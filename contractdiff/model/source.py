"""A file as its reader found it: blocks of text in reading order, before clauses are recovered."""

from dataclasses import dataclass
from enum import Enum

from contractdiff.model.notices import Notice


class Format(Enum):
    """The format a file was read as."""

    DOCX = "docx"
    PDF = "pdf"
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOC = "doc"
    ODT = "odt"
    RTF = "rtf"
    XLSX = "xlsx"
    ODS = "ods"
    """No contract is read from a spreadsheet: forms come back as such."""
    FOLDER = "folder"
    ANSWERS = "answers"
    """Answers saved in the side-by-side page; never a contract."""

    @property
    def title(self) -> str:
        """What a reader calls it."""
        return _TITLES.get(self, self.value)


_TITLES = {
    Format.DOCX: "Word",
    Format.PDF: "PDF",
    Format.TEXT: "plain text",
    Format.MARKDOWN: "Markdown",
    Format.HTML: "web page",
    Format.DOC: "old Word (.doc)",
    Format.ODT: "OpenDocument",
    Format.RTF: "rich text",
    Format.ANSWERS: "answers saved in the page",
    Format.XLSX: "Excel",
    Format.ODS: "OpenDocument spreadsheet",
}


class TrackedView(Enum):
    """Which text of a file with tracked changes is read: as if all were accepted, or all rejected."""

    ACCEPTED = "accepted"
    ORIGINAL = "original"


class Role(Enum):
    """Which part of the printed page a block or clause belongs to."""

    BODY = "body"
    TABLE_ROW = "table_row"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    HEADER = "header"
    FOOTER = "footer"
    TEXTBOX = "textbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldReference:
    """A cross-reference made by a field: the words it prints ("5.2") and the name of the anchor it points to."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph or table row as printed.

    Attributes:
        text: The words, white space collapsed to single spaces, trimmed. A label that is typed is part
            of the text (clauses are recovered later); a label that the word processor makes is not.
            The cells of a table row are joined by one tab each.
        role: Where on the page the block stands. Footnotes, endnotes, headers and footers follow the
            body, each of them once.
        label: The number Word prints before the paragraph ("4.1.", "(a)", "ARTICLE IV"), trimmed;
            ``None`` where there is none or where it is typed text. A bullet is no label.
        level: Depth of automatic numbering or of the heading, from 0; ``None`` where the file says nothing.
        heading: Whether the file itself marks the block as a heading (outline level, ``#``), or, in
            a PDF, its type does (larger or bold throughout, and short).
        lead: How many characters at the start of ``text`` are set apart from the rest by bold,
            italics or underlining: a run-in heading. 0 where nothing or everything is.
        cells: A table row's cells, one string each; empty for anything else.
        table: Which table of the file the block stands in, counted from 0; ``None`` outside of tables.
        indent: Points from the left margin to the first line; ``None`` where it is not known.
        page: Page on which the block begins, counted from 1; ``None`` where the format has no pages.
        begins: Whether the reader is sure that a paragraph begins here. False where a PDF gives no sure
            sign (a page break after a full stop, say).
        hidden: Which stretches of ``text`` the file hides in print, as (start, end) in characters, ascending.
        lines: Where in ``text`` its second and later printed lines begin, in characters, ascending; empty where
            that is not known. A paragraph of a PDF may in truth have ended before any of them.
        recognised: Whether the words were recognised in a picture (OCR), and so may be misread.
        anchors: Names of the places in the block that cross-references of the file point to (Word's bookmarks).
        references: The block's cross-references that the file itself resolves, in order.
    """

    text: str
    role: Role = Role.BODY
    label: str | None = None
    level: int | None = None
    heading: bool = False
    lead: int = 0
    cells: tuple[str, ...] = ()
    table: int | None = None
    indent: float | None = None
    page: int | None = None
    begins: bool = True
    hidden: tuple[tuple[int, int], ...] = ()
    lines: tuple[int, ...] = ()
    recognised: bool = False
    anchors: tuple[str, ...] = ()
    references: tuple[FieldReference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """Printed words that stand in no clause on purpose: a running head repeated on page 7, say.

    ``page`` counts from 1; ``why`` is a short phrase ("running head", "page number", "line number").
    """

    text: str
    why: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedChanges:
    """The tracked changes found in a Word file. Counts are of marks; authors are sorted.

    ``properties`` are changes of format that may change what prints: numbers, capitals, hidden words.
    """

    insertions: int
    deletions: int
    moves: int
    authors: tuple[str, ...]
    properties: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A reviewer's comment in the margin, no part of the contract.

    ``author`` is "" where the file does not say; ``about`` are the words it stands beside, "" where none are
    marked; ``page`` counts from 1.
    """

    text: str
    author: str = ""
    about: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How one file was read, or a folder of them.

    Attributes:
        file: The name without its folder.
        sha256: Digest of the file's bytes in hexadecimal; of a folder, of its files' names and digests.
        format: What it was read as.
        pages: How many; ``None`` where the format has no fixed pages.
        recognised: The pages read by text recognition (OCR), counted from 1.
        tracked: The tracked changes of a Word file, ``None`` where it has none.
        view: Which text of them was read, ``None`` where there are none.
        comments: Reviewers' comments, in the order of the text.
        set_aside: Words that stand in no clause on purpose.
        notices: What the user must know.
        parts: Of a folder, how each of its files was read; empty for a file.
        designation: Of a file of a folder, what its clauses are cited by besides their numbers: which exhibit it is
            ("Exhibit B"), or else its name; "" for the agreement itself.
    """

    file: str
    sha256: str
    format: Format
    pages: int | None = None
    recognised: tuple[int, ...] = ()
    tracked: TrackedChanges | None = None
    view: TrackedView | None = None
    comments: tuple[Comment, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    notices: tuple[Notice, ...] = ()
    parts: tuple["Reading", ...] = ()
    designation: str = ""

    @property
    def files(self) -> tuple["Reading", ...]:
        """How each file was read: the parts of a folder, or this one itself."""
        return self.parts or (self,)

    @property
    def all_comments(self) -> tuple[Comment, ...]:
        """The comments of all files."""
        return tuple(comment for file in self.files for comment in file.comments)

    @property
    def all_notices(self) -> tuple[Notice, ...]:
        """The notices of the whole and of its parts."""
        return (*self.notices, *(notice for part in self.parts for notice in part.notices))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A file's text: its blocks in reading order, and how they were read."""

    reading: Reading
    blocks: tuple[Block, ...]
