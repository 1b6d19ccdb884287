"""Fields: what of them prints (ECMA-376 part 1, 17.16).

A field is a run of marks through the text: begin, instruction, separator, result, end. It may hold other
fields and run over several paragraphs. The result prints, the instruction does not.
"""

from dataclasses import dataclass, field

from lxml import etree

from contractdiff.ooxml.drawings import Findings
from contractdiff.ooxml.names import w
from contractdiff.ooxml.styles import is_on, whole_number

_CHAR, _TYPE, _VAL, _INSTR = w("fldChar"), w("fldCharType"), w("val"), w("instr")
_GONE = (w("del"), w("moveFrom"))

_PAGE_NUMBERS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
# Fields that show part of their instruction, and those whose number Word works out while it prints.
_BUTTONS = frozenset({"MACROBUTTON", "GOTOBUTTON"})
_COMPUTED_NUMBERS = frozenset({"LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT"})


@dataclass(slots=True)
class _Field:
    instruction: list[str] = field(default_factory=list)
    in_result: bool = False
    silent: bool = True


class Fields:
    """The fields that are open at a place in a story.

    Args:
        findings: Where to count fields whose result is not in the file.
        blank_pages: Whether a field that prints a page number reads as ``#``.

    Attributes:
        muted: Whether text at this place does not print.
    """

    def __init__(self, findings: Findings, *, blank_pages: bool) -> None:
        self.muted = False
        self._findings = findings
        self._blank_pages = blank_pages
        self._open: list[_Field] = []
        self._silent = 0
        self._ignored = False

    def begin_story(self, root: etree._Element) -> None:
        """Look whether all fields below an element are closed; where not, none may keep text from print."""
        depth = 0
        for char in root.iter(_CHAR):
            kind = char.get(_TYPE)
            if kind == "separate" or next(char.iterancestors(*_GONE), None) is not None:
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

    def mark(self, char: etree._Element) -> str:
        """Take note of a field's mark; return what prints at its place."""
        if self._ignored:
            return ""
        kind = char.get(_TYPE)
        if kind == "begin":
            out = "" if self.muted else _form_field(char)
            self._open.append(_Field())
            self._silent += 1
        elif kind == "separate" and self._open and not self._open[-1].in_result:
            top = self._open[-1]
            top.in_result = True
            top.silent = self._blank_pages and is_page_number("".join(top.instruction))
            self._silent -= not top.silent
            out = "#" if top.silent and self._silent == 1 else ""
        elif kind == "end" and self._open:
            top = self._open.pop()
            self._silent -= top.silent
            out = "" if top.in_result or self._silent else self._without_result("".join(top.instruction))
        else:
            out = ""
        self.muted = self._silent > 0
        return out

    def simple(self, element: etree._Element) -> str:
        """Return what a ``w:fldSimple`` prints in place of its content, "" where its content prints."""
        return "#" if self._blank_pages and is_page_number(element.get(_INSTR, "")) else ""

    def _without_result(self, instruction: str) -> str:
        name, *rest = instruction.split(maxsplit=2) or [""]
        name = name.upper()
        if name in _PAGE_NUMBERS and self._blank_pages:
            return "#"
        if name in _BUTTONS and len(rest) > 1:
            return rest[1]
        self._findings.number_fields += name in _COMPUTED_NUMBERS
        return ""


def is_page_number(instruction: str) -> bool:
    """Return whether a field prints a page number or a count of pages."""
    return not _PAGE_NUMBERS.isdisjoint(instruction.upper().split(maxsplit=1)[:1])


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
