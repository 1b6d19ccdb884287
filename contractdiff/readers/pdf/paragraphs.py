"""Paragraphs made of lines.

Two lines belong together unless something says that the second begins anew: more white above it than between
the lines of a paragraph, another type, an indent, a label, or room left on the line before that its first word
would have filled. Where two signs disagree, or a column or page ends in between, the start is a guess.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from contractdiff.readers.pdf.cited import follows, in_sentence, is_cited, is_reference, is_set_apart
from contractdiff.readers.pdf.labels import counts, is_bullet, kind, roman_value
from contractdiff.readers.pdf.lines import Line

_MORE_WHITE = 1.2
"""Share by which the distance of two lines exceeds that of the lines of a paragraph to be white between two."""
_MUCH_WHITE = 1.6
"""The same where the words run on from a full line."""
_SHIFT = 3.0
"""Points by which a line starts elsewhere for it to be an indent."""
_INDENT = 0.2
"""Most room on the right of a line that is set in on both sides, as a share of the width of its column."""
_CENTRED = 36.0
"""Points by which a title in the middle starts right of where the line above it would go on."""
_OTHER_SIZE = 0.08
_AHEAD = 25
"""Lines that are looked ahead for the second item of a list."""
_ENDED = (".", ":", ";", "?", "!")
_LEADERS = re.compile(r"(?:\.{3,}|…|·{3,})(?:\d{1,4}|[ivxlc]{1,7})$")
_CLOSING = "”\"’')]}"
_ASKING_FOR_MORE = """
    a an and any are as at be but by each every for from has have if in into is its may no nor not of on or per section
    shall such than that the their this to under upon was which who will with within without
"""
_JOINING = frozenset(_ASKING_FOR_MORE.split())
_RECENT = 80
"""Paragraphs above in which the label before one is looked for."""


class Start(Enum):
    """Whether a line begins a paragraph."""

    NO = "no"
    GUESS = "guess"
    SURE = "sure"


@dataclass(slots=True)
class Paragraph:
    """The lines of one paragraph; ``begins`` as in ``Block.begins``, ``heading`` whether the file calls it one."""

    lines: list[Line] = field(default_factory=list)
    begins: bool = True
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Pitch:
    """The distances of the lines inside paragraphs, in points, the least first, by size of type."""

    by_size: dict[float, tuple[float, ...]]

    def of(self, line: Line) -> tuple[float, ...]:
        """The distances at which lines of this size follow one another; in proportion where it is not measured."""
        if known := self.by_size.get(line.size):
            return known
        if not self.by_size:
            return (1.35 * line.size,)
        near = min(self.by_size, key=lambda size: (abs(size - line.size), size))
        return tuple(distance / near * line.size for distance in self.by_size[near])


def measure(columns: Iterable[Sequence[Line]]) -> Pitch:
    """The distances of lines inside paragraphs.

    A line that begins with a small letter, below one that goes near the edge, goes on with its paragraph; where a
    size of type has no such line, the least distance that is usual counts.
    """
    sure: dict[float, Counter[float]] = defaultdict(Counter)
    every: dict[float, Counter[float]] = defaultdict(Counter)
    for lines in columns:
        for before, line in pairwise(lines):
            distance = round((line.base - before.base) * 2) / 2
            if distance <= 0 or before.size != line.size:
                continue
            every[line.size][distance] += 1
            if line.words[0].text[0].islower() and not line.label_words and _share_left(before) < 0.2:
                sure[line.size][distance] += 1
    found: dict[float, tuple[float, ...]] = {}
    for size, distances in every.items():
        counted = sure.get(size) or Counter()
        total = sum(counted.values())
        usual = sorted(distance for distance, times in counted.items() if times >= max(1, 0.04 * total))
        if not usual:
            total = sum(distances.values())
            often = (distance for distance, times in distances.items() if times >= max(2, 0.1 * total))
            usual = sorted(distance for distance in often if distance < 2.6 * size)[:1]
        if usual:
            found[size] = tuple(usual)
    return Pitch(found)


def paragraphs(columns: Iterable[Sequence[Line]], pitch: Pitch) -> list[Paragraph]:
    """The paragraphs of the columns, which stand in reading order. One that goes on in the next column is one."""
    done: list[Paragraph] = []
    for lines in columns:
        add_column(done, lines, pitch)
    return done


def add_column(done: list[Paragraph], lines: Sequence[Line], pitch: Pitch) -> None:
    """Add the paragraphs of one more column to those before it, the last of which may go on."""
    rights = _local_rights(lines)
    for index, line in enumerate(lines):
        if not done:
            done.append(Paragraph([line]))
            continue
        if index == 0:
            start = _across(done, line, pitch)
        else:
            start = _start(done, line, lines[index + 1 : index + 1 + _AHEAD], rights[index - 1], pitch)
        if start is Start.NO:
            done[-1].lines.append(line)
        else:
            done.append(Paragraph([line], begins=start is Start.SURE))


def runs_on(before: Line, line: Line) -> bool:
    """Whether a line surely goes on with the sentence of the one before, which is full."""
    lower = line.words[0].text[0].islower() and not line.label_words
    return lower and not _ended(before) and not fits(before, line) and before.size == line.size


def fits(before: Line, line: Line) -> bool:
    """Whether the first word of a line would have found room on the line before it."""
    return _fits(before, line, before.right)


def _local_rights(lines: Sequence[Line]) -> list[float]:
    """The right edge each line keeps to: that of its column, or of lines set narrower around it."""
    rights = [line.right for line in lines]
    start = 0
    for index in range(1, len(lines) + 1):
        if (
            index < len(lines)
            and abs(lines[index].x0 - lines[start].x0) <= 1.5
            and lines[index].size == lines[start].size
        ):
            continue
        run = lines[start:index]
        if len(run) >= 4:
            right = max(line.x1 for line in run)
            if right - run[0].left >= 0.85 * (run[0].right - run[0].left):
                rights[start:index] = [min(right, line.right) for line in run]
        start = index
    return rights


def _start(done: Sequence[Paragraph], line: Line, ahead: Sequence[Line], right: float, pitch: Pitch) -> Start:
    """Whether ``line``, below the last line of the last paragraph in the same column, begins a paragraph.

    ``ahead`` are the lines that follow in the column; ``right`` is the edge to which the line before keeps.
    """
    open_ = done[-1]
    before = open_.lines[-1]
    if not line.text.strip(".,;:" + _CLOSING):
        return Start.NO  # a mere full stop further down ends something
    if line.text in ("and", "or") and before.words[-1].text.endswith((";", ",")):
        return Start.NO
    full = not _fits(before, line, right)
    ended = _ended(before)
    runs_on = full and not ended and _goes_on(before, line)
    if _more_white(open_, line, pitch, _MUCH_WHITE if runs_on else _MORE_WHITE):
        return Start.SURE
    if (_other_size(before, line) and not runs_on) or (_other_weight(before, line) and (ended or not full)):
        return Start.SURE
    if _is_entry(before):
        return Start.SURE
    if line.label_words:
        return _labelled(done, line, ahead, full=full, ended=ended)
    if abs(line.middle - before.middle) <= 2 and abs(line.x0 - before.x0) > _SHIFT and line.centred:
        return Start.NO if _centred_on(before) or _goes_on(before, line) else Start.SURE
    if not runs_on and _set_in_again(open_, line, ahead) and not _runs_over(before, line):
        return Start.SURE
    if full and not ended:
        title = line.centred and not before.centred and not line.words[0].text[0].islower()
        return Start.SURE if title and line.x0 - _next_left(open_, line) > _CENTRED else Start.NO
    shift = line.x0 - _next_left(open_, line)
    if abs(shift) > _SHIFT:
        if full and len(open_.lines) == 1 and _hangs(before, line, ahead):
            return Start.NO
        return Start.GUESS if _goes_on(before, line) else Start.SURE
    if full:
        return Start.NO
    if _goes_on(before, line):
        return Start.NO if (right - before.x1) < 0.4 * (right - before.left) else Start.GUESS
    return Start.SURE


def _across(done: Sequence[Paragraph], line: Line, pitch: Pitch) -> Start:
    """Whether the first line of a column or page begins a paragraph."""
    open_ = done[-1]
    before = open_.lines[-1]
    full = not _fits(before, line, before.right)
    ended = _ended(before)
    if _other_size(before, line) or _other_weight(before, line):
        return Start.SURE
    below = line.page == before.page and line.base > before.base and line.x0 < before.x1 and before.x0 < line.x1
    if below and _more_white(open_, line, pitch, _MUCH_WHITE):
        return Start.SURE
    if line.label_words:
        if is_bullet(line.words[0].text) or ended or not full:
            return Start.SURE
        return _labelled(done, line, (), full=full, ended=ended)
    if _goes_on(before, line):
        return Start.NO if full or line.words[0].text[0].islower() else Start.GUESS
    if not full:
        return Start.SURE
    if not ended:
        return Start.NO
    # A full line that ends a sentence: the last of its paragraph more often than not.
    return Start.SURE if abs(line.x0 - _next_left(open_, line)) > _SHIFT else Start.GUESS


def _more_white(open_: Paragraph, line: Line, pitch: Pitch, more: float) -> bool:
    before = open_.lines[-1]
    distance = line.base - before.base
    if distance > max(3.2 * max(line.size, before.size), 1.3 * max(pitch.of(line))):
        return True
    if len(open_.lines) > 1 and open_.lines[-2].page == before.page and open_.lines[-2].base < before.base:
        # a line further down in a paragraph, such as a full stop by itself, is no measure
        usual = min(before.base - open_.lines[-2].base, 1.2 * max(pitch.of(line)))
        return distance > max(more * usual, usual + 1.5)
    known = pitch.of(line)
    if any(abs(one - distance) <= 1.0 for one in known):
        return False
    usual = known[-1] if more == _MUCH_WHITE else known[0]
    return distance > max(more * usual, usual + 1.5)


def _other_size(before: Line, line: Line) -> bool:
    """Whether the size of type changes between the lines; a word in another size within a line is no change."""
    one = before.words[-1].size
    other = line.words[min(line.label_words, len(line.words) - 1)].size
    return abs(one - other) > _OTHER_SIZE * max(one, other) and abs(before.size - line.size) > _OTHER_SIZE * line.size


def _other_weight(before: Line, line: Line) -> bool:
    """Whether one line is bold throughout and the other one not at all where they meet."""
    if before.bold == line.bold:
        return False
    return not line.words[0].bold if before.bold else not before.words[-1].bold


def _fits(before: Line, line: Line, right: float) -> bool:
    """Whether the first word of ``line`` would have found room on the line before it."""
    first = line.words[0]
    return right - before.x1 > first.x1 - first.x0 + 0.35 * line.size + 0.5


def _share_left(line: Line) -> float:
    return (line.right - line.x1) / max(line.right - line.left, 1.0)


def _ended(line: Line) -> bool:
    """Whether a line ends where a sentence, an item of a list, or a blank to be filled in may end."""
    last = line.words[-1].text
    return not last.strip("_") or last.rstrip(_CLOSING).endswith(_ENDED)


def _is_entry(line: Line) -> bool:
    """Whether a line ends as those of a list of contents do: in a page number, after white or dots."""
    if len(line.words) < 2:
        return False
    before, number = line.words[-2:]
    if _LEADERS.search(number.text):
        return True
    if not (number.text.isdecimal() or roman_value(number.text)):
        return False
    return number.x0 - before.x1 > 2 * line.size or before.text.endswith(("...", "…", "···", ". ."))


def _goes_on(before: Line, line: Line) -> bool:
    """Whether the words themselves run on from one line to the next."""
    if line.label_words or _ended(before):
        return False
    last, first = before.words[-1].text, line.words[0].text
    if last.endswith(("-", "\u00ad", ",")) and len(last) > 1:
        return True
    return first[0].islower() or last.lower() in _JOINING


def _runs_over(before: Line, line: Line) -> bool:
    """Whether a sentence goes on with a small letter, below a line with no more room on its right than an indent."""
    return _goes_on(before, line) and line.words[0].text[0].islower() and _share_left(before) < _INDENT


def _labelled(done: Sequence[Paragraph], line: Line, ahead: Sequence[Line], *, full: bool, ended: bool) -> Start:
    """Whether a line that begins with a label begins a paragraph, or the label is part of a sentence."""
    open_ = done[-1]
    before = open_.lines[-1]
    label = line.words[0].text
    if is_bullet(label):
        return Start.SURE
    last = before.words[-1].text.lower()
    first = open_.lines[0]
    near = full or _share_left(before) < 0.25
    if is_set_apart(line):
        return Start.SURE
    if near and is_cited(last, line) and (full or abs(line.x0 - _next_left(open_, line)) <= _SHIFT):
        return Start.NO
    same_list = (
        first.label_words == line.label_words
        and kind(first.words[0].text) == kind(label)
        and abs(first.x0 - line.x0) <= _SHIFT
    )
    if same_list and follows(first.words[0].text, label):
        return Start.SURE
    if (
        near
        and not same_list
        and line.label_words == 1
        and (inside := in_sentence(open_.lines, label, ahead if ended else [line, *ahead])) is not None
    ):
        return Start.NO if inside else Start.SURE
    if near and not ended and last in _JOINING and (line.label_words > 1 or last not in ("and", "or")):
        return Start.NO
    if full and not ended and (is_reference(line) if line.label_words > 1 else not _in_list(done, line)):
        return Start.NO
    if not full or ended or last in ("and", "or"):
        return Start.SURE
    return Start.NO if last.endswith(",") or abs(line.x0 - _next_left(open_, line)) <= _SHIFT else Start.SURE


def _in_list(done: Sequence[Paragraph], line: Line) -> bool:
    """Whether a label is the first of a list, or comes after that of a paragraph above."""
    label = line.words[0].text
    if 0 in counts(label):
        return True
    return any(
        (first := paragraph.lines[0]).label_words == 1
        and kind(first.words[0].text) == kind(label)
        and follows(first.words[0].text, label)
        for paragraph in done[: -_RECENT - 1 : -1]
    )


def _centred_on(before: Line) -> bool:
    """Whether a centred line leaves its sentence to the next: it is wide, or ends in a word that asks for more."""
    last = before.words[-1].text
    wide = before.x1 - before.x0 >= 0.7 * (before.right - before.left)
    return wide or (len(before.words) > 1 and (last.lower() in _JOINING or last.endswith((",", "-"))))


def _set_in_again(open_: Paragraph, line: Line, ahead: Sequence[Line]) -> bool:
    """Whether ``line`` has a first line's indent like the single line above it: the line below it has none."""
    same = len(open_.lines) == 1 and abs(line.x0 - open_.lines[0].x0) <= _SHIFT and not open_.lines[0].label_words
    return same and bool(ahead) and line.x0 - ahead[0].x0 > 2 * _SHIFT and not ahead[0].label_words


def _next_left(open_: Paragraph, line: Line) -> float:
    """Where the next line of a paragraph is expected to start."""
    last = open_.lines[-1]
    if len(open_.lines) == 1 and last.label_words:
        # below the label or below its text
        text = last.words[min(last.label_words, len(last.words) - 1)].x0 - last.left + line.left
        if abs(line.x0 - text) <= _SHIFT:
            return line.x0
    return last.x0 - last.left + line.left


def _hangs(before: Line, line: Line, ahead: Sequence[Line]) -> bool:
    """Whether the second line of a paragraph is set in or out from the first, as those after it are."""
    if before.label_words or line.x0 < before.x0:
        return True
    return bool(ahead) and abs(ahead[0].x0 - line.x0) <= _SHIFT
