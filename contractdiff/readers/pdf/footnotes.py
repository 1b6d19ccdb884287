"""Footnotes and endnotes: smaller type at the foot of a column or the end of the file, begun by a number or sign."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from contractdiff.readers.pdf.drawings import Rule
from contractdiff.readers.pdf.lines import Line

_MARK = re.compile(r"(?:\d{1,3}|[*†‡§¶]{1,3}|\[\d{1,3}\]|[ivx]{1,5}|[a-z])[.)]?")
_MARKS = "'\"‘’“”`°^*"
"""What a raised sign that is glued to the first word of its note is read as."""
_SMALLER = 0.94
"""Greatest size of a note's type, as a share of that of the body."""
_SAME_SIZE = 0.5
"""Points by which the lines of notes may differ in size."""
_APART = 2.5
"""White above the first note, in sizes of the body's type, that tells it from the body as a rule does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a column holds.

    Attributes:
        body: Its lines without those of notes.
        rest: The lines that go on with the last note of the page before.
        notes: The lines of each note that begins here.
    """

    body: list[Line]
    rest: list[Line]
    notes: list[list[Line]]


def take_notes(
    lines: list[Line],
    body_size: float,
    rules: Sequence[Rule],
    *,
    signs: Container[str],
    goes_on: bool,
    recognised: bool = False,
) -> Taken:
    """The lines of a column and its notes.

    There are notes where the last lines are set smaller than the body, the first of them begins with a number or a
    sign, and a short rule or much white stands above it or the number is raised. ``signs`` are those that stand in
    the text so far; ``goes_on`` is whether a note of the page before may go on here, which then comes without one.
    On a recognised page the sign itself may be lost: what stands below a short rule is a note there without one.
    """
    nothing = Taken(body=lines, rest=[], notes=[])
    if not lines or lines[-1].size > _SMALLER * body_size:
        return nothing
    small = len(lines)
    while small and abs(lines[small - 1].size - lines[-1].size) <= _SAME_SIZE and lines[small - 1].size < body_size:
        small -= 1
    first = small
    while first < len(lines) and not _begins(lines[first]):
        first += 1
    if goes_on and first > small and _is_apart(lines, small, body_size, rules):
        return Taken(body=lines[:small], rest=lines[small:first], notes=_notes(lines[first:]))
    if recognised and first > small and _is_ruled(lines, small, rules):
        return Taken(body=lines[:small], rest=[], notes=[lines[small:first], *_notes(lines[first:])])
    if first == len(lines):
        return nothing
    top = lines[first]
    referred = top.words[0].text.rstrip(".)") in signs
    if not (_is_apart(lines, first, body_size, rules) or (_raised(top) and first) or (referred and not first)):
        return nothing
    return Taken(body=lines[:first], rest=[], notes=_notes(lines[first:]))


def _is_apart(lines: Sequence[Line], first: int, body_size: float, rules: Sequence[Rule]) -> bool:
    """Whether a short rule, or below other lines much white, stands above a line."""
    white = first > 0 and lines[first].base - lines[first - 1].base > _APART * body_size
    return white or _is_ruled(lines, first, rules)


def _is_ruled(lines: Sequence[Line], first: int, rules: Sequence[Rule]) -> bool:
    top = lines[first]
    above = lines[first - 1].base if first else 0.0
    return any(_short_rule(rule, top) and above - 2 < rule.top < top.base for rule in rules)


def _notes(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each note."""
    notes: list[list[Line]] = []
    for line in lines:
        top = lines[0]
        fresh = _begins(line) and _raised(line) == _raised(top) and line.x0 <= top.x0 + 0.5 * line.size
        if not notes or fresh:
            notes.append([line])
        else:
            notes[-1].append(line)
    return notes


def sign_of(note: Sequence[Line]) -> str:
    """The word with which a note begins, without the stop after a number: its sign, if it has one."""
    return note[0].words[0].text.rstrip(".)")


def settled_sign(sign: str, note: Sequence[Line], before: str) -> str:
    """The sign of a note on a recognised page, of those that were read in the text and before the note.

    They should be the same. Of two that differ that is taken which follows the sign of the note before, else a number,
    else that of the text, which is set larger.
    """
    readings = [sign, sign_of(note)]
    following = [each for each in readings if each.isdecimal() and before.isdecimal() and int(each) == int(before) + 1]
    return next(iter([*following, *(each for each in readings if each.isdecimal()), sign]))


def with_sign(note: Sequence[Line], sign: str) -> list[Line]:
    """The lines of a note, its sign put right, or put before it where it was lost."""
    line = note[0]
    first, *rest = line.words
    small = first._replace(text=sign, base=first.base - 0.3 * first.size, size=0.6 * first.size)
    if is_note_sign(first.text) or not any(map(str.isalnum, first.text)):
        words = (small, *rest)
    else:
        words = (small._replace(x1=first.x0), first._replace(text=first.text.lstrip(_MARKS) or first.text), *rest)
    return [replace(line, words=words), *note[1:]]


def is_note_sign(text: str) -> bool:
    """Whether a word may be what a note begins with."""
    return _MARK.fullmatch(text) is not None


def _short_rule(rule: Rule, top: Line) -> bool:
    width = rule.x1 - rule.x0
    return rule.flat and 20 < width < 0.6 * (top.right - top.left) and abs(rule.x0 - top.left) < 20


def _begins(line: Line) -> bool:
    return len(line.words) > 1 and (is_note_sign(line.words[0].text) or _raised(line))


def _raised(line: Line) -> bool:
    """Whether the line begins with a sign set higher or smaller than its other words."""
    if len(line.words) < 2 or not is_note_sign(line.words[0].text):
        return False
    sign, word = line.words[0], line.words[1]
    return sign.base < word.base - 0.1 * word.size or sign.size < 0.85 * word.size
