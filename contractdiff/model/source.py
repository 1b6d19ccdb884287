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

    @property
    def title(self) -> str:
        """What a reader calls it."""
        return {"docx": "Word", "pdf": "PDF", "text": "plain text", "markdown": "Markdown"}[self.value]


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
        hidden: Whether the text is hidden in the printed document.
        lines: Where in ``text`` its second and later printed lines begin, in characters, ascending; empty where
            that is not known. A paragraph of a PDF may in truth have ended before any of them.
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
    hidden: bool = False
    lines: tuple[int, ...] = ()


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
    """The tracked changes found in a Word file. Counts are of marks; authors are sorted."""

    insertions: int
    deletions: int
    moves: int
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How one file was read.

    ``file`` is the file's name without its folder, ``sha256`` the digest of its bytes in hexadecimal,
    ``pages`` ``None`` where the format has no fixed pages.
    """

    file: str
    sha256: str
    format: Format
    pages: int | None = None
    tracked: TrackedChanges | None = None
    set_aside: tuple[SetAside, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A file's text: its blocks in reading order, and how they were read."""

    reading: Reading
    blocks: tuple[Block, ...]
