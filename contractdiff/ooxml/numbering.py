"""The number Word prints before a paragraph of an automatic list (ECMA-376 part 1, 17.9).

A list is defined in two steps: an abstract definition (``w:abstractNum``) of nine levels, and instances of
it (``w:num``) that paragraphs refer to. What is easily got wrong: instances share the counters of their
abstract definition; an instance's start override counts once, at its first use of that level; a level
above that has not been used yet shows its start value; a style may name the list and the list's levels
name the style.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from contractdiff.ooxml.names import mc, w
from contractdiff.ooxml.number_formats import format_number, is_language_bound
from contractdiff.ooxml.styles import NO_INDENT, Indent, Style, Styles, is_on, read_indent, whole_number

LEVELS = 9
# Far above what Word lets a user type; keeps a hostile file from printing a book before each paragraph.
MAX_LEVEL_TEXT = 255
# Fonts whose letters are pictures: an "l" of Wingdings prints as a dot.
_PICTURE_FONTS = ("symbol", "wingdings", "webdings", "zapf dingbats", "monotype sorts", "marlett", "mt extra")

_VAL, _ILVL, _NUM_ID = w("val"), w("ilvl"), w("numId")
_PLACEHOLDER = re.compile(r"%([1-9])")
_WORDLIKE = re.compile(r"[^\W_]")


@dataclass(slots=True)
class Level:
    """One level of a list.

    Attributes:
        start: The first number.
        number_format: How numbers are written: a ``w:numFmt``, or a custom one's pattern. Of a "bullet" the text
            is what prints, as it stands.
        text: What is printed, ``%1`` for the number of the first level; "" for a sign or picture.
        legal: Whether the numbers of all levels are written in digits.
        restart: The number of levels above whose use restarts it, ``None`` for all.
        style: The paragraph style that is linked to it.
        indent: Its indents.
        language: The language its numbers are written in.
        capitals: Whether it prints in capitals, ``None`` where the paragraph decides.
    """

    start: int = 0
    number_format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""
    indent: Indent = NO_INDENT
    language: str = ""
    capitals: bool | None = None


@dataclass(slots=True)
class ListInstance:
    """A ``w:num``: its effective levels, whose counters it shares, and the levels at which it starts anew."""

    num_id: int
    counters: str
    levels: tuple[Level, ...]
    starts: frozenset[int] = frozenset()

    def level_of_style(self, style_id: str) -> int | None:
        """Return the level that is linked to a paragraph style."""
        for ilvl, level in enumerate(self.levels):
            if level.style and level.style == style_id:
                return ilvl
        return None


class Numbering:
    """The lists of a document by ``w:numId``."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._num: dict[int, etree._Element] = {}
        # by what else a definition is found: its name, the list style it defines
        self._names: dict[str, str] = {}
        self._style_links: dict[str, str] = {}
        self._defining: dict[str, str | None] = {}
        self._levels: dict[str, tuple[Level, ...]] = {}
        self._instances: dict[int, ListInstance | None] = {}
        if root is None:
            return
        for abstract in root.iterchildren(w("abstractNum")):
            abstract_id = abstract.get(w("abstractNumId"), "")
            self._abstract[abstract_id] = abstract
            for tag, known in ((w("name"), self._names), (w("styleLink"), self._style_links)):
                found = abstract.find(tag)
                if found is not None:
                    value = found.get(_VAL, "")
                    known.setdefault(value.lower() if tag == w("name") else value, abstract_id)
        for num in root.iterchildren(w("num")):
            num_id = whole_number(num.get(_NUM_ID))
            if num_id is not None:
                self._num[num_id] = num

    def instance(self, num_id: int) -> ListInstance | None:
        """Return a list, ``None`` for 0 (which means no list) and for one that is not defined."""
        if num_id not in self._instances:
            self._instances[num_id] = self._read_instance(num_id) if num_id else None
        return self._instances[num_id]

    def named(self, name: str) -> ListInstance | None:
        """Return the list with this name (17.9.12), ``None`` where there is none."""
        abstract_id = self._names.get(name.lower())
        if abstract_id is None:
            return None
        return ListInstance(num_id=0, counters=abstract_id, levels=self._abstract_levels(abstract_id))

    def place(self, num_id: int | None, ilvl: int | None, style: Style) -> tuple[ListInstance, int] | None:
        """Return the list and the level of a paragraph, ``None`` where it is not numbered.

        Args:
            num_id: What the paragraph itself says; ``None`` where it leaves that to its style.
            ilvl: The level the paragraph itself says.
            style: The paragraph's style.
        """
        from_style = num_id is None
        if num_id is None:
            num_id = style.num_id
        if num_id is None:
            return None
        found = self.instance(num_id)
        if found is None:
            return None
        if ilvl is None:
            ilvl = found.level_of_style(style.id) if from_style else None
            if ilvl is None:
                ilvl = style.ilvl
            if ilvl is None and from_style:
                ilvl = found.level_of_style(style.number_style)
        ilvl = ilvl or 0
        return (found, ilvl) if 0 <= ilvl < LEVELS else None

    def _read_instance(self, num_id: int) -> ListInstance | None:
        num = self._num.get(num_id)
        if num is None:
            return None
        abstract_id = self._abstract_of(num)
        if abstract_id is None:
            return None
        levels = list(self._abstract_levels(abstract_id))
        starts: set[int] = set()
        # a list for each paragraph that starts anew is common, with nine overrides each: children are looked at once
        for override in num:
            ilvl = whole_number(override.get(_ILVL)) if override.tag == _OVERRIDE else None
            if ilvl is None or not 0 <= ilvl < LEVELS:
                continue
            start = None
            for child in override:
                if child.tag == _START_OVERRIDE:
                    start = _counted(child)
                elif child.tag == _LVL:
                    levels[ilvl] = _level(child, self._styles.language)
            if start is not None:
                starts.add(ilvl)
                if levels[ilvl].start != start:
                    levels[ilvl] = replace(levels[ilvl], start=start)
        return ListInstance(num_id=num_id, counters=abstract_id, levels=tuple(levels), starts=frozenset(starts))

    def _abstract_levels(self, abstract_id: str) -> tuple[Level, ...]:
        if abstract_id not in self._levels:
            levels = [Level() for _ in range(LEVELS)]
            for element in self._abstract[abstract_id].iterchildren(_LVL):
                ilvl = whole_number(element.get(_ILVL))
                if ilvl is not None and 0 <= ilvl < LEVELS:
                    levels[ilvl] = _level(element, self._styles.language)
            self._levels[abstract_id] = tuple(levels)
        return self._levels[abstract_id]

    def _abstract_of(self, num: etree._Element) -> str | None:
        """Follow a list that is only a link to a list style to the list that defines it (17.9.21)."""
        seen: list[str] = []
        at: etree._Element | None = num
        found: str | None = None
        while at is not None:
            reference = at.find(w("abstractNumId"))
            abstract_id = "" if reference is None else reference.get(_VAL, "")
            if abstract_id in self._defining:
                found = self._defining[abstract_id]
                break
            abstract = self._abstract.get(abstract_id)
            if abstract is None:
                break
            # until it is known, a list that leads back to itself is defined nowhere
            self._defining[abstract_id] = None
            seen.append(abstract_id)
            link = abstract.find(w("numStyleLink"))
            if link is None:
                found = abstract_id
                break
            at = self._num.get(self._styles.get(link.get(_VAL)).num_id or 0)
            found = self._style_links.get(link.get(_VAL, "")) if at is None else None
        self._defining |= dict.fromkeys(seen, found)
        return found


class ListCounter:
    """Counts the numbered paragraphs of one story (body, footnotes, …) as they come.

    Args:
        unknown_formats: Where to put number formats that are met and not known; decimals stand in their place.
    """

    def __init__(self, unknown_formats: set[str]) -> None:
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[tuple[int, int]] = set()
        self._unknown_formats = unknown_formats

    def next_label(self, instance: ListInstance, ilvl: int) -> str | None:
        """Count one paragraph and return its label, ``None`` for a bullet or an empty one."""
        counters = self._counters.setdefault(instance.counters, [None] * LEVELS)
        self._advance(counters, instance, ilvl)
        level = instance.levels[ilvl]
        text = level.text
        if level.number_format != "bullet":
            text = "".join(
                [
                    self._written(counters[part] or 0, instance.levels[part], legal=level.legal)
                    if isinstance(part, int)
                    else part
                    for part in _parts(text)
                ]
            )
        label = " ".join(text.split())
        return label if _WORDLIKE.search(label) else None

    def _advance(self, counters: list[int | None], instance: ListInstance, ilvl: int) -> None:
        for above in range(ilvl):
            if counters[above] is None:
                counters[above] = instance.levels[above].start
            # a level that was passed over counts as used: the next of its paragraphs goes on from there
            self._started.add((instance.num_id, above))
        value = counters[ilvl]
        first_use = (instance.num_id, ilvl) not in self._started
        self._started.add((instance.num_id, ilvl))
        if value is None or (first_use and ilvl in instance.starts):
            counters[ilvl] = instance.levels[ilvl].start
        else:
            counters[ilvl] = value + 1
        for below in range(ilvl + 1, LEVELS):
            restart = instance.levels[below].restart
            if restart is None or ilvl < restart:
                counters[below] = None

    def _written(self, value: int, level: Level, *, legal: bool) -> str:
        number_format = level.number_format
        if legal and number_format not in ("decimalZero", "none", "bullet"):
            return str(value)
        if number_format == "bullet":
            return ""
        written = format_number(value, number_format, level.language)
        if written is None:
            told = f"{number_format} ({level.language})" if is_language_bound(number_format) else number_format
            self._unknown_formats.add(told)
            return str(value)
        return written


@lru_cache(maxsize=1024)
def _parts(text: str) -> tuple[str | int, ...]:
    """Return the stretches of a level's text, and between them the levels whose numbers stand there, from 0."""
    return tuple(int(part) - 1 if at % 2 else part for at, part in enumerate(_PLACEHOLDER.split(text)))


def _level(lvl: etree._Element, language: str) -> Level:
    """Return what a ``w:lvl`` says. Long lists of definitions are common, so each child is looked at once."""
    level = Level(language=language)
    font = ""
    for child in lvl:
        tag = child.tag
        if tag == _LVL_TEXT:
            level.text = "" if is_on(child.get(_NULL, "0")) else child.get(_VAL, "")[:MAX_LEVEL_TEXT]
        elif tag == _NUM_FMT:
            level.number_format = _format_name(child)
        elif tag == _PPR:
            level.indent = read_indent(child.find(_IND))
        elif tag == _START:
            level.start = _counted(child) or 0
        elif tag == _P_STYLE:
            level.style = child.get(_VAL, "")
        elif tag == _IS_LGL:
            level.legal = is_on(child.get(_VAL))
        elif tag == _LVL_RESTART:
            level.restart = _counted(child)
        elif tag == _RPR:
            lang, fonts, caps = child.find(_LANG), child.find(_FONTS), child.find(_CAPS)
            level.capitals = None if caps is None else is_on(caps.get(_VAL))
            level.language = language if lang is None else lang.get(_VAL, language)
            font = "" if fonts is None else fonts.get(_ASCII, fonts.get(_HIGH_ANSI, ""))
        elif tag == _ALTERNATIVES:
            # Word keeps a format of its own beside a plain one for other programs
            custom = child.find(f"{mc('Choice')}/{_NUM_FMT}")
            if custom is not None:
                level.number_format = _format_name(custom)
    ilvl = whole_number(lvl.get(_ILVL)) or 0
    used = [int(place) for place in _PLACEHOLDER.findall(level.text)]
    if level.number_format == "bullet" or not used:
        # words print as they stand, whatever their format; a letter that stands for a sign is no word
        mark = level.text.strip()
        sign = len(mark) == 1 and (level.number_format == "bullet" or mark == "o")
        if sign or font.strip().lower().startswith(_PICTURE_FONTS):
            level.text = ""
    elif max(used) > ilvl + 1:
        level.text = ""  # Word prints nothing then ([MS-OI29500] 2.1.283)
    if lvl.find(_PICTURE_BULLET) is not None:
        level.number_format, level.text = "bullet", ""
    if level.restart is not None and level.restart > ilvl:
        level.restart = None
    return level


_OVERRIDE = w("lvlOverride")
_LVL, _LVL_TEXT, _NULL, _NUM_FMT, _START = w("lvl"), w("lvlText"), w("null"), w("numFmt"), w("start")
_PPR, _RPR, _IND, _LANG, _P_STYLE = w("pPr"), w("rPr"), w("ind"), w("lang"), w("pStyle")
_IS_LGL, _LVL_RESTART, _PICTURE_BULLET = w("isLgl"), w("lvlRestart"), w("lvlPicBulletId")
_ALTERNATIVES, _START_OVERRIDE = mc("AlternateContent"), w("startOverride")
_CAPS, _FONTS, _ASCII, _HIGH_ANSI = w("caps"), w("rFonts"), w("ascii"), w("hAnsi")


def _format_name(element: etree._Element) -> str:
    """Return a number format's name, or a custom one's pattern."""
    name = element.get(_VAL, "decimal")
    return element.get(w("format"), name) if name == "custom" else name


def _counted(element: etree._Element) -> int | None:
    number = whole_number(element.get(_VAL))
    return number if number is None or 0 <= number <= 32_767 else None
