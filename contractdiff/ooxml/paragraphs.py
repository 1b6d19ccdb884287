"""A paragraph while it is read and as it prints: its words, and what a reader needs to know of it."""

import re
from dataclasses import dataclass, field

from lxml import etree

from contractdiff.model import FieldReference
from contractdiff.ooxml.styles import BOLD, HIDDEN, ITALIC, NO_INDENT, UNDERLINE, Indent, Style

EMPHASIS = BOLD | ITALIC | UNDERLINE

# Marks that are not printed, or print as a plain hyphen, in the text itself.
_UNSEEN = {0xAD: None, 0x200B: None, 0xFEFF: None, 0x2060: None, 0x2011: "-"}
_ANY_UNSEEN = re.compile("[\u00ad\u200b\ufeff\u2060\u2011]")


@dataclass(slots=True)
class Properties:
    """What ``w:pPr`` says. ``num_id`` and ``ilvl`` are ``None`` where the style decides."""

    style: str | None = None
    num_id: int | None = None
    ilvl: int | None = None
    number_before: str = ""
    indent: Indent = NO_INDENT
    outline: int | None = None
    mark_gone: bool = False
    mark_hidden: bool = False
    mark_bits: tuple[int, int] = (0, 0)
    separates_style: bool = False
    drop_cap: bool = False
    section: etree._Element | None = None


NO_PROPERTIES = Properties()


@dataclass(slots=True)
class NoteReference:
    """A place where the text refers to a note; ``mark`` is set where the author typed one ("*")."""

    kind: str
    id: str
    section: int
    mark: str = ""


@dataclass(slots=True)
class Link:
    """A cross-reference: its words are the pieces of the paragraph from ``start`` to before ``end``."""

    anchor: str
    start: int
    end: int | None = None


@dataclass(slots=True)
class NumberField:
    """A field whose number Word works out while it prints; the number goes into the piece ``at``."""

    instruction: str
    at: int


@dataclass(slots=True)
class Extras:
    """What few paragraphs have besides words.

    Attributes:
        boxes: The text boxes anchored in the paragraph.
        anchors: The places in it that fields of the document refer to.
        links: Its cross-references.
        numbers: Its fields whose numbers are still to be worked out.
    """

    boxes: list[etree._Element] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    numbers: list[NumberField] = field(default_factory=list)


NOTHING = Extras()


@dataclass(slots=True)
class Paragraph:
    """A paragraph's stretches of text with their emphasis bits, while it may still be joined with others.

    Attributes:
        properties: What ``w:pPr`` says.
        style: Its style.
        pieces: The text with its emphasis bits.
        bits: All the emphasis bits that any piece has.
        extras: What few paragraphs have.
        run_in: The length of the heading that a style separator sets before the text.
        counted: Whether its place in a list has been counted, which gives the three that follow.
        label: Its number as printed.
        ilvl: Its level in a list.
        list_indent: The indents of that level.
        text: The words, white space collapsed; from here on all is set when it is known what belongs to it.
        level: Depth of the list or the heading.
        heading: Whether it is a heading.
        lead: The length of its run-in heading.
        first: Points from the left margin to the first line.
        hidden: The stretches of ``text`` that are hidden.
        references: Its cross-references, in order.
    """

    properties: Properties
    style: Style
    pieces: list[tuple[str, int]] = field(default_factory=list)
    bits: int = 0
    extras: Extras | None = None
    run_in: int = 0
    counted: bool = False
    label: str | None = None
    ilvl: int | None = None
    list_indent: Indent = NO_INDENT
    text: str = ""
    level: int | None = None
    heading: bool = False
    lead: int = 0
    first: float | None = None
    hidden: tuple[tuple[int, int], ...] = ()
    references: tuple[FieldReference, ...] = ()

    @property
    def more(self) -> Extras:
        """What it has besides words, to be added to."""
        if self.extras is None:
            self.extras = Extras()
        return self.extras

    def take(self, later: "Paragraph") -> None:
        """Put what stands in a later paragraph after what stands in this one."""
        if later.extras is not None:
            for link in later.extras.links:
                link.start += len(self.pieces)
                link.end = None if link.end is None else link.end + len(self.pieces)
            for number in later.extras.numbers:
                number.at += len(self.pieces)
            self.more.boxes += later.extras.boxes
            self.more.anchors += later.extras.anchors
            self.more.links += later.extras.links
            self.more.numbers += later.extras.numbers
        self.pieces += later.pieces
        self.bits |= later.bits

    def some_shown(self) -> bool:
        """Return whether any word is not hidden."""
        return any(not bits & HIDDEN and text.strip() for text, bits in self.pieces)

    def words(self, start: int = 0, end: int | None = None) -> str:
        """Return the words of some of the pieces, white space collapsed."""
        return clean("".join([text for text, _ in self.pieces[start:end]]))

    def emphasised_start(self) -> int:
        """Return how many characters of ``text`` at its start are set apart by their type."""
        if not self.bits & EMPHASIS:
            return 0
        unbroken = EMPHASIS  # the kinds that reach from the start to here
        at = end = 0
        for text, bits in self.pieces:
            if text and not text.isspace():
                if not bits & EMPHASIS:
                    end = at
                    break
                if unbroken & ~bits:
                    unbroken &= bits
                    end = at
            at += len(text)
        return len(clean("".join([text for text, _ in self.pieces])[:end])) if end else 0

    def stretches(self, kind: int) -> tuple[tuple[int, int], ...]:
        """Return which stretches of ``text`` have a bit of ``kind``; a space has that of the letters around it."""
        if not self.bits & kind:
            return ()
        # one flag a character of the text: collapsed as ``clean`` does it
        flags = bytearray()
        after_space = False
        for text, bits in self.pieces:
            there = bool(bits & kind)
            for char in text.translate(_UNSEEN):
                if char.isspace():
                    after_space = bool(flags)
                    continue
                if after_space:
                    flags.append(there and flags[-1])
                    after_space = False
                flags.append(there)
        stretches = []
        start = flags.find(1)
        while start >= 0:
            end = flags.find(0, start)
            end = len(flags) if end < 0 else end
            stretches.append((start, end))
            start = flags.find(1, end)
        return tuple(stretches)


def clean(text: str) -> str:
    """Return text as printed: white space collapsed, marks that do not print dropped."""
    if not text.isascii() and _ANY_UNSEEN.search(text):
        text = text.translate(_UNSEEN)
    # in printable text no white space but the plain space is found: most paragraphs are clean as they are
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    return " ".join(text.split())
