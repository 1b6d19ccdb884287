"""Fields: what of them prints, and what they refer to (ECMA-376 part 1, 17.16).

A field is a run of marks through the text: begin, instruction, separator, result, end. It may hold other
fields and run over several paragraphs. The result prints, the instruction does not.
"""

from dataclasses import dataclass, field

from lxml import etree

from contractdiff.ooxml.crossrefs import Anchors
from contractdiff.ooxml.names import w
from contractdiff.ooxml.number_fields import is_number_field
from contractdiff.ooxml.paragraphs import Link, NumberField, Paragraph
from contractdiff.ooxml.revisions import Markup
from contractdiff.ooxml.styles import is_on, whole_number

_CHAR, _TYPE, _VAL, _INSTR = w("fldChar"), w("fldCharType"), w("val"), w("instr")
_PAGE_NUMBERS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
# References that stand in one another's results share their words; Word itself nests two.
_MAX_LINKS_OPEN = 20
# Fields that show part of their instruction.
_BUTTONS = frozenset({"MACROBUTTON", "GOTOBUTTON"})


@dataclass(slots=True)
class _Field:
    instruction: list[str] = field(default_factory=list)
    in_result: bool = False
    silent: bool = True
    paragraph: Paragraph | None = None
    start: int = 0
    link: Link | None = None


class Fields:
    """The fields that are open at a place in a story.

    Args:
        anchors: The bookmarks that fields may refer to.
        markup: What of tracked changes is there.
        blank_pages: Whether a field that prints a page number reads as ``#``.

    Attributes:
        muted: Whether text at this place does not print.
    """

    def __init__(self, anchors: Anchors, markup: Markup, *, blank_pages: bool) -> None:
        self.muted = False
        self._anchors = anchors
        self._markup = markup
        self._blank_pages = blank_pages
        self._open: list[_Field] = []
        self._silent = 0
        self._ignored = False

    def begin_story(self, root: etree._Element) -> None:
        """Look whether all fields below an element are closed; where not, none may keep text from print."""
        depth = 0
        for char in root.iter(_CHAR):
            kind = char.get(_TYPE)
            if kind == "separate" or next(char.iterancestors(*self._markup.gone), None) is not None:
                continue
            depth += 1 if kind == "begin" else -1
            if depth < 0:
                break
        self._ignored = depth != 0
        self._open.clear()
        self._silent = 0
        self.muted = False

    def instruction(self, text: str) -> None:
        """Take note of a piece of the innermost field's instruction."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].instruction.append(text)

    def mark(self, char: etree._Element, paragraph: Paragraph, bits: int) -> None:
        """Take note of a field's mark; what prints at its place goes into the paragraph."""
        if self._ignored:
            return
        kind = char.get(_TYPE)
        out = ""
        if kind == "begin":
            out = "" if self.muted else _form_field(char)
            self._open.append(_Field())
            self._silent += 1
        elif kind == "separate" and self._open and not self._open[-1].in_result:
            top = self._open[-1]
            instruction = "".join(top.instruction)
            top.in_result = True
            top.silent = self._blank_pages and is_page_number(instruction)
            self._silent -= not top.silent
            top.paragraph, top.start = paragraph, len(paragraph.pieces)
            if self._silent == 0 and len(self._open) <= _MAX_LINKS_OPEN:
                top.link = self._link(self._anchors.of_field(instruction), paragraph)
            out = "#" if top.silent and self._silent == 1 else ""
        elif kind == "end" and self._open:
            top = self._open.pop()
            self._silent -= top.silent
            if top.link is not None and top.paragraph is paragraph:
                top.link.end = len(paragraph.pieces)
            if not self._silent and (not top.in_result or _lacks_number(top, paragraph)):
                out = self._without_result("".join(top.instruction), paragraph)
        self.muted = self._silent > 0
        if out:
            paragraph.pieces.append((out, bits))

    def simple(self, element: etree._Element, paragraph: Paragraph, bits: int) -> bool:
        """Return whether the content of a ``w:fldSimple`` prints; what prints instead goes into the paragraph."""
        instruction = element.get(_INSTR, "")
        if self._blank_pages and is_page_number(instruction):
            paragraph.pieces.append(("#", bits))
            return False
        if is_number_field(instruction) and not any((text.text or "").strip() for text in element.iter(w("t"))):
            self._without_result(instruction, paragraph)
            return False
        return True

    def begin_link(self, element: etree._Element, paragraph: Paragraph) -> Link | None:
        """Return the cross-reference that a ``w:hyperlink`` or ``w:fldSimple`` is; its words follow."""
        if self.muted:
            return None
        instruction = element.get(_INSTR)
        found = self._anchors.of_link(element) if instruction is None else self._anchors.of_field(instruction)
        return self._link(found, paragraph)

    def _link(self, anchor: str, paragraph: Paragraph) -> Link | None:
        if not anchor:
            return None
        link = Link(anchor, len(paragraph.pieces))
        paragraph.more.links.append(link)
        return link

    def _without_result(self, instruction: str, paragraph: Paragraph) -> str:
        name, *rest = instruction.split(maxsplit=2) or [""]
        name = name.upper()
        if name in _PAGE_NUMBERS and self._blank_pages:
            return "#"
        if name in _BUTTONS and len(rest) > 1:
            return rest[1]
        if is_number_field(instruction) and not self._open:  # inside another field Word leaves it out
            paragraph.more.numbers.append(NumberField(instruction, len(paragraph.pieces)))
            paragraph.pieces.append(("", 0))
        return ""


def is_page_number(instruction: str) -> bool:
    """Return whether a field prints a page number or a count of pages."""
    return not _PAGE_NUMBERS.isdisjoint(instruction.upper().split(maxsplit=1)[:1])


def _lacks_number(done: _Field, paragraph: Paragraph) -> bool:
    """Return whether a field whose number Word works out has an empty result in the file."""
    if done.silent or done.paragraph is not paragraph or not is_number_field("".join(done.instruction)):
        return False
    return not any(text.strip() for text, _ in paragraph.pieces[done.start :])


def _form_field(char: etree._Element) -> str:
    """Return what an old form field shows that has no result in the text: a ticked box, a chosen entry."""
    data = char.find(w("ffData"))
    if data is None:
        return ""
    box = data.find(w("checkBox"))
    if box is not None:
        state = _first(box, "checked", "default")
        return "☒" if state is not None and is_on(state.get(_VAL)) else "☐"
    choices = data.find(w("ddList"))
    if choices is not None:
        entries = [entry.get(_VAL, "") for entry in choices.iterchildren(w("listEntry"))]
        chosen = _first(choices, "result", "default")
        index = 0 if chosen is None else whole_number(chosen.get(_VAL)) or 0
        if 0 <= index < len(entries):
            return entries[index]
    return ""


def _first(element: etree._Element, *names: str) -> etree._Element | None:
    return next((child for name in names for child in element.iterchildren(w(name))), None)
