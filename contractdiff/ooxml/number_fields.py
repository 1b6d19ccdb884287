"""Fields whose number is not in the file: Word works it out while it prints (LISTNUM and the AUTONUM family).

ECMA-376 part 1, 17.16.5.4 to 17.16.5.6 and 17.16.5.33, with what Microsoft says of Word itself ([MS-OI29500] 2.1.484;
support article 162895 for the formats of the three lists that LISTNUM knows by name).
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from contractdiff.ooxml.number_formats import format_number
from contractdiff.ooxml.numbering import LEVELS, Level, ListCounter, ListInstance, Numbering
from contractdiff.ooxml.paragraphs import Paragraph
from contractdiff.ooxml.styles import whole_number

_NUMBER_FIELDS = frozenset({"LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT"})
_ARGUMENT = re.compile(r'"([^"]*)"|(\\[a-zA-Z*](?=[\d"])|[^\s"]+)')
# The formats of each level of the lists that LISTNUM knows by name; of the legal list a level shows those above too.
_NUMBER_LIST = (
    *("decimal %)", "lowerLetter %)", "lowerRoman %)"),
    *("decimal (%)", "lowerLetter (%)", "lowerRoman (%)"),
    *("decimal %.", "lowerLetter %.", "lowerRoman %."),
)
_OUTLINE_LIST = (
    *("upperRoman %.", "upperLetter %.", "decimal %."),
    *("lowerLetter %)", "decimal (%)", "lowerLetter (%)"),
    *("lowerRoman (%)", "lowerLetter (%)", "lowerRoman (%)"),
)
_FORMATS = {
    "arabic": "decimal",
    "alphabetic": "lowerLetter",
    "roman": "lowerRoman",
    "ordinal": "ordinal",
    "cardtext": "cardinalText",
    "ordtext": "ordinalText",
}
# Body text counts below the nine levels of headings.
_BODY = LEVELS


def is_number_field(instruction: str) -> bool:
    """Return whether a field is one whose number Word works out while it prints."""
    return not _NUMBER_FIELDS.isdisjoint(instruction.upper().split(maxsplit=1)[:1])


def _built_in(name: str, formats: tuple[str, ...]) -> ListInstance:
    levels = []
    for ilvl, of_level in enumerate(formats):
        number_format, _, text = of_level.partition(" ")
        levels.append(Level(start=1, number_format=number_format, text=text.replace("%", f"%{ilvl + 1}")))
    return ListInstance(num_id=0, counters=name, levels=tuple(levels))


_LEGAL_LIST = tuple(Level(start=1, text="".join(f"%{at + 1}." for at in range(ilvl + 1))) for ilvl in range(LEVELS))
_BUILT_IN = {
    "numberdefault": _built_in("NumberDefault", _NUMBER_LIST),
    "outlinedefault": _built_in("OutlineDefault", _OUTLINE_LIST),
    "legaldefault": ListInstance(num_id=0, counters="LegalDefault", levels=_LEGAL_LIST),
}


@dataclass(slots=True)
class _Place:
    """Where LISTNUM stands: the list it counts in and the level, ``None`` where the next field is the first."""

    instance: ListInstance
    level: int | None


class NumberFields:
    """Works out the numbers of the fields of one story in the order of the text.

    Args:
        counter: Counts the story's automatic lists, which LISTNUM goes on with.
        numbering: The document's lists.
    """

    def __init__(self, counter: ListCounter, numbering: Numbering) -> None:
        self._counter = counter
        self._numbering = numbering
        self._series: ListInstance | None = None
        self._lists_met = False
        self._restarts = 0
        self._counts: dict[str, list[int]] = {name: [0] * (_BODY + 1) for name in _NUMBER_FIELDS}

    def paragraph_counted(self) -> None:
        """Take note that a paragraph of an automatic list has been counted."""
        self._lists_met = True

    def fill(self, paragraph: Paragraph, place: tuple[ListInstance, int] | None, heading: int | None) -> int:
        """Put the numbers of a paragraph's fields in their place; return how many of them could not be told.

        A number at the very start of a paragraph that has no other is its label.

        Args:
            paragraph: The paragraph, its own number counted.
            place: The list and the level of the paragraph.
            heading: The level of its heading style, from 0; ``None`` for body text.
        """
        missing = 0
        here = None if place is None else _Place(*place)
        counted: set[str] = set()
        after_text = False
        done = 0
        for number in paragraph.more.numbers:
            words_between = any(text.strip() for text, _ in paragraph.pieces[done : number.at])
            after_text = after_text or words_between
            first, done = done == 0, number.at + 1
            name, *arguments = [quoted or plain for quoted, plain in _ARGUMENT.findall(number.instruction)]
            if name.upper() == "LISTNUM":
                deeper = here is not None and (not words_between or (first and place is not None))
                here = self._list_place(arguments, here, deeper=deeper)
                value = None if here is None else self._next(here, arguments)
            else:
                value = self._automatic(name.upper(), arguments, heading, again=name in counted)
                counted.add(name)
            if value is None:
                missing += 1
            elif paragraph.label is None and not after_text and first:
                paragraph.label = value.strip()
            else:
                paragraph.pieces[number.at] = (value, 0)
        return missing

    def _list_place(self, arguments: list[str], here: _Place | None, *, deeper: bool) -> _Place | None:
        """Return where a LISTNUM counts, ``None`` where that is not known.

        In a paragraph of an automatic list it counts one level below the paragraph, and on at that level after words;
        right after another it counts a level below that. Elsewhere it goes on with the fields before it, or with the
        list that Word has for it.
        """
        name = next((word for word in arguments[:1] if not word.startswith("\\")), "")
        level = _switch(arguments, "l")
        ilvl = None if level is None else min(max(level - 1, 0), LEVELS - 1)
        if name:
            instance = _BUILT_IN.get(name.lower()) or self._numbering.named(name)
            same = instance is not None and here is not None and here.instance.counters == instance.counters
        elif here is not None:
            instance, same = here.instance, True
        elif self._series is not None or not self._lists_met:
            instance, same = self._series or _BUILT_IN["numberdefault"], False
        else:
            return None  # after a list of paragraphs, in a paragraph that is not in it: what Word does is not said
        if instance is None:
            return None
        if ilvl is None:
            before = here.level if same and here is not None else None
            ilvl = 0 if before is None else min(before + deeper, LEVELS - 1)
        self._series = instance
        return _Place(instance, ilvl)

    def _next(self, place: _Place, arguments: list[str]) -> str | None:
        instance, ilvl = place.instance, place.level or 0
        start = _switch(arguments, "s")
        if start is not None:
            # a list that begins anew, once
            self._restarts -= 1
            levels = (
                *instance.levels[:ilvl],
                replace(instance.levels[ilvl], start=start),
                *instance.levels[ilvl + 1 :],
            )
            instance = replace(instance, num_id=self._restarts, levels=levels, starts=frozenset({ilvl}))
        return self._counter.next_label(instance, ilvl)

    def _automatic(self, name: str, arguments: list[str], heading: int | None, *, again: bool) -> str | None:
        """Return the number of a field of the AUTONUM family; the second one of a paragraph shows the same again."""
        counts = self._counts.get(name)
        if counts is None:
            return None
        at = _BODY if heading is None else heading
        if not again:
            counts[at] += 1
            counts[at + 1 :] = [0] * (_BODY - at)
        if name == "AUTONUMOUT":
            if at == _BODY:
                return f"{counts[at]}."
            number_format, _, text = _OUTLINE_LIST[at].partition(" ")
            return text.replace("%", format_number(counts[at], number_format) or "")
        separator = _argument(arguments, "s") or "."
        number_format = _format_asked_for(arguments)
        shown = [counts[at]]
        if name == "AUTONUMLGL":
            above = counts[:at] if heading is not None else [count for count in counts[:at] if count]
            if not all(above):
                return None  # a level of headings was passed over
            shown = [*above, *shown]
        written = separator.join(_written(number, number_format) for number in shown)
        return written if "\\e" in arguments else written + separator


def _switch(arguments: list[str], name: str) -> int | None:
    return whole_number(_argument(arguments, name))


def _argument(arguments: list[str], name: str) -> str | None:
    for switch, argument in pairwise(arguments):
        if switch.lower() == f"\\{name}":
            return argument
    return None


def _format_asked_for(arguments: list[str]) -> str:
    asked = _argument(arguments, "*") or ""
    found = _FORMATS.get(asked.lower(), "decimal")
    return found.replace("lower", "upper") if asked[:1].isupper() else found  # "ROMAN" in capitals asks for capitals


def _written(number: int, number_format: str) -> str:
    written = format_number(number, number_format) or str(number)
    return written.lower() if number_format.endswith("Text") else written
