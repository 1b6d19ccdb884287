"""A page's elements → its paragraphs and the edges of its tables, in the order of the file.

Nothing here recurses: a page may be nested as deep as its writer likes.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from contractdiff.model import Block, Comment, Role, SetAside, TrackedView
from contractdiff.ooxml.story import Edge
from contractdiff.readers.html.elements import (
    LINE_BREAK,
    all_text,
    field_words,
    is_label,
    is_set_apart,
    is_struck,
    lead_of,
    list_style,
    paragraphs_of,
)
from contractdiff.readers.html.notes import MARK, is_note_sign, is_way_back, note_role, places_in_notes
from contractdiff.readers.html.numbers import Counters, ListNumbers, item_label, style_of_type, whole_number
from contractdiff.readers.html.styles import Styles, is_hidden
from contractdiff.readers.html.tables import TABLE_PARTS, Tables
from contractdiff.readers.plain import text_blocks
from contractdiff.text import collapse

_HEADINGS = {f"h{level}": level - 1 for level in range(1, 7)}
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html isindex legend li main menu nav ol optgroup p pre search "
    "section summary table tbody td tfoot th thead tr ul listing xmp plaintext".split()
)
_BLOCK_DISPLAYS = ("block", "flex", "grid", "list-item", "table", "flow-root")
_NOT_PRINTED = frozenset(
    "script style head template noembed noframes datalist param source track annotation annotation-xml".split()
)
_SET_APART = frozenset("b strong i em u cite dfn".split())
_PICTURES = frozenset("img svg canvas picture map".split())
_OBJECTS = frozenset("iframe object embed applet video audio frame".split())
_AS_IT_STANDS = frozenset("pre listing xmp plaintext textarea".split())
_LISTS = frozenset("ol ul menu dir".split())
_STRUCK = frozenset("s strike".split())
_ATTRIBUTE = re.compile(r"\battr\(\s*([\w-]+)\s*\)")
_BULLET_TYPE = re.compile(r"symbol|wingdings|webdings|courier", re.IGNORECASE)
_LEVEL = re.compile(r"\blevel(\d)")
# Control characters print nothing, but some are meant for Windows-1252 and read so by browsers (HTML, 13.2.5.80); a
# soft hyphen and a space without width stand where a line may end.
_ODD: dict[int, str | None] = {code: None for code in (*range(32), 127, 0xAD, 0x200B) if chr(code) not in "\t\n\r\f"}
_ODD |= {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


@dataclass(slots=True)
class Findings:
    """What a page holds besides text that is read."""

    pictures: int = 0
    objects: int = 0
    insertions: int = 0
    deletions: int = 0
    hidden: int = 0
    authors: set[str] = field(default_factory=set)
    comments: list[Comment] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """An element that is open, and what has to be undone where it ends."""

    block: bool = False
    apart: bool = False
    struck: bool = False
    as_it_stands: bool = False
    skipped: bool = False
    edge: Edge | None = None
    role: Role | None = None
    list_: bool = False
    item: bool = False
    heading: bool = False
    level: bool = False


@dataclass(slots=True)
class Walk:
    """Reads one page.

    Attributes:
        styles: What the page's style sheets say.
        view: Which text of marked insertions and deletions is read.
        findings: What is met besides text.
        events: What was read so far.
    """

    styles: Styles
    view: TrackedView
    findings: Findings = field(default_factory=Findings)
    events: list[Block | Edge] = field(default_factory=list)
    _pieces: list[tuple[str, bool]] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _lists: list[tuple[ListNumbers, str]] = field(default_factory=list)
    _tables: Tables = field(init=False)
    _roles: list[Role] = field(default_factory=list)
    _counters: Counters = field(default_factory=Counters)
    _label: str | None = None
    _level: int | None = None
    _heading: int | None = None
    _notes: frozenset[str] = frozenset()
    _apart: int = 0
    _struck: int = 0
    _as_it_stands: int = 0

    def __post_init__(self) -> None:
        self._tables = Tables(self.events)

    def read(self, root: etree._Element) -> list[Block | Edge]:
        """The paragraphs and edges of a whole page."""
        self._notes = places_in_notes(root)
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                opened = self._begin(element)
                self._open.append(opened)
                if opened.skipped:
                    walker.skip_subtree()
                elif element.text:
                    self._say(element.text)
            else:
                self._end(self._open.pop())
                if element.tail:
                    self._say(element.tail)
        self._end_paragraph()
        return self.events

    def _begin(self, element: etree._Element) -> _Open:
        tag = str(element.tag).lower().rpartition("}")[2]
        depth = len(self._open)
        opened = _Open()
        if tag in _NOT_PRINTED:
            return _Open(skipped=True)
        said = self.styles.of(element)
        if self._is_left_out(element, tag, said):
            return _Open(skipped=True, block=tag in _BLOCKS)
        if tag == "br":
            self._pieces.append((LINE_BREAK, False))
        elif tag in _PICTURES or tag in _OBJECTS:
            self.findings.pictures += tag in _PICTURES and not (tag == "svg" and self._say_drawn(element))
            self.findings.objects += tag in _OBJECTS
            opened.skipped = tag != "object"
        elif tag in ("input", "select", "meter", "progress"):
            self._say(field_words(element, tag))
            opened.skipped = True
        elif tag == "a" and self._is_note_mark(element):
            opened.skipped = True
        display = said.get("display", "").lower()
        opened.block = tag in _BLOCKS or display in _BLOCK_DISPLAYS
        if opened.block:
            self._end_paragraph()
        if tag in _LISTS:
            self._begin_list(element, tag, said)
            opened.list_ = True
        self._counters.enter(said, depth)
        before = self.styles.before(element)
        if before:
            self._counters.enter(before, depth)
        if tag == "li" or display == "list-item":
            self._begin_item(element, said)
            opened.item = True
        if "content" in before:
            self._put_before(before["content"], element, block=opened.block)
        opened.role = note_role(element, said.get("mso-element", "").lower(), block=opened.block)
        if opened.role is not None:
            self._roles.append(opened.role)
        if level := _LEVEL.search(said.get("mso-list", "")):
            self._level, opened.level = int(level.group(1)) - 1, True
        heading = _HEADINGS.get(tag)
        if heading is None and element.get("role") == "heading":
            heading = max((whole_number(element.get("aria-level")) or 2) - 1, 0)
        if heading is not None:
            self._heading, opened.heading = heading, True
        if tag in TABLE_PARTS:
            opened.edge = self._tables.begin(element, tag)
        if tag in _SET_APART or is_set_apart(said):
            opened.apart = True
            self._apart += 1
        if tag in _STRUCK or is_struck(said):
            if not self._struck and (words := all_text(element)):
                self.findings.struck.append(words)
            opened.struck = True
            self._struck += 1
        if tag in _AS_IT_STANDS or said.get("white-space", "").lower() in ("pre", "pre-wrap", "pre-line"):
            opened.as_it_stands = True
            self._as_it_stands += 1
        return opened

    def _end(self, opened: _Open) -> None:
        if opened.block:
            self._end_paragraph()
        if opened.apart:
            self._apart -= 1
        if opened.struck:
            self._struck -= 1
        if opened.as_it_stands:
            self._as_it_stands -= 1
        if opened.heading:
            self._heading = None
        if opened.item:
            self._label = None
        if opened.list_:
            self._lists.pop()
        if opened.list_ or opened.level:
            self._level = len(self._lists) - 1 if self._lists else None
        if opened.role is not None:
            self._roles.pop()
        if opened.edge is not None:
            self._tables.end(opened.edge)
        self._counters.leave(len(self._open))

    def _say(self, text: str) -> None:
        if not self._as_it_stands:
            # the line breaks of the file are white space; those of the page are told of by "br"
            text = text.replace("\r", " ").replace("\n", " ")
        if text:
            self._pieces.append(
                (text if text.isascii() and text.isprintable() else text.translate(_ODD), self._apart > 0)
            )

    def _end_paragraph(self) -> None:
        """Make the text since the last paragraph one, or several where empty lines or items part it."""
        pieces, self._pieces = self._pieces, []
        text = "".join(piece for piece, _ in pieces)
        if not text.strip():
            return
        role = self._roles[-1] if self._roles else Role.BODY
        if self._as_it_stands and "\n" in text:
            found = [block.text for block in text_blocks(text)]
        else:
            found = paragraphs_of(text)
        lead = lead_of(pieces)
        for number, words in enumerate(found):
            label, self._label = self._label, None
            if label is not None and role is not Role.BODY:
                label = label.strip("[](). ")
            self.events.append(
                Block(
                    text=words,
                    role=role,
                    label=label,
                    level=self._level if self._heading is None else self._heading,
                    heading=self._heading is not None,
                    lead=lead if not number and lead < len(words) else 0,
                )
            )

    def _is_left_out(self, element: etree._Element, tag: str, said: dict[str, str]) -> bool:
        """Whether an element is not read, and what of that is to be told."""
        if tag == "ins":
            self.findings.insertions += 1
            self._author(element)
            return self.view is TrackedView.ORIGINAL
        if tag == "del":
            self.findings.deletions += 1
            self._author(element)
            return self.view is TrackedView.ACCEPTED
        own = said.get("mso-element", "").lower()
        if own == "comment":
            self.findings.comments.append(Comment(text=all_text(element)))
            return True
        if "ignore" in said.get("mso-list", "").lower():
            self._word_label(element)
            return True
        hidden = is_hidden(said) or element.get("hidden") is not None
        if hidden or tag == "noscript":
            if own == "comment-list":
                return False
            text = all_text(element)
            if text:
                why = "hidden on the page" if hidden else "shown without scripts only"
                self.findings.set_aside.append(SetAside(text=text, why=why))
                self.findings.hidden += hidden
            return True
        return False

    def _author(self, element: etree._Element) -> None:
        if cite := (element.get("cite") or ""):
            self.findings.authors.add(unquote(cite.removeprefix("mailto:")))

    def _is_note_mark(self, link: etree._Element) -> bool:
        """Whether a link is the sign of a footnote, or the way back from it; neither is wording."""
        target = link.get("href") or ""
        if not target.startswith("#"):
            return False
        text = all_text(link)
        kind = f"{link.get('role') or ''} {link.get('class') or ''}"
        if is_way_back(link, kind):
            self.findings.set_aside.append(SetAside(text=text, why="link back from a note"))
            return bool(text)
        found = MARK.fullmatch(text)
        begins_note = bool(self._roles) and not "".join(piece for piece, _ in self._pieces).strip()
        if found is None or not is_note_sign(link, kind, self._notes, begins_note=begins_note):
            return False
        if begins_note:
            self._label = found.group(1)
        else:
            self.findings.set_aside.append(SetAside(text=text, why="note sign"))
        return True

    def _begin_list(self, element: etree._Element, tag: str, said: dict[str, str]) -> None:
        style = list_style(said) or style_of_type(element.get("type") or "")
        style = style or ("decimal" if tag == "ol" else "disc")
        start = whole_number(element.get("start"))
        down = tag == "ol" and element.get("reversed") is not None
        if start is None:
            start = sum(1 for child in element if child.tag == "li") if down else 1
        self._lists.append((ListNumbers(start, -1 if down else 1), style))
        self._level = len(self._lists) - 1

    def _begin_item(self, element: etree._Element, said: dict[str, str]) -> None:
        if self._label is not None:
            # an item that begins with a list of its own: its number stands before the other's
            self.events.append(Block(text=self._label, level=self._level))
            self._label = None
        if not self._lists:
            return
        numbers, style = self._lists[-1]
        number = numbers.take(whole_number(element.get("value")))
        style = list_style(said) or style_of_type(element.get("type") or "") or style
        self._label = item_label(number, style, self.styles.counter_styles)
        self._level = len(self._lists) - 1

    def _put_before(self, content: str, element: etree._Element, *, block: bool) -> None:
        """Take what a style sheet puts before an element for its label, where it is a number, or for text."""
        content = _ATTRIBUTE.sub(lambda found: f'"{(element.get(found.group(1)) or "").replace(chr(34), "")}"', content)
        text = collapse(self._counters.content(content))
        if not any(char.isalnum() for char in text):
            return
        if block and (is_label(text) or "counter" in content):
            self._label = text
        else:
            self._say(f"{text} ")

    def _say_drawn(self, drawing: etree._Element) -> bool:
        """Take the words of a drawing, a paragraph each; whether there are any."""
        drawn = [all_text(element) for element in drawing.iter("text", "foreignobject")]
        for words in filter(None, drawn):
            self._pieces.append((LINE_BREAK * 2, False))
            self._say(words)
        self._pieces.append((LINE_BREAK * 2, False))
        return any(drawn)

    def _word_label(self, element: etree._Element) -> None:
        """Take the number that Word wrote out before an item of a list, if it is no bullet."""
        label = all_text(element)
        faces = " ".join(
            [each.get("style") or "" for each in (element.getparent(), *element.iter("span")) if each is not None]
        )
        bullet = len(label) == 1 and (not label.isdigit() or _BULLET_TYPE.search(faces) is not None)
        if not bullet and any(char.isalnum() for char in label):
            self._label = label
