"""Footnotes: smaller type at the foot of a column, that begins with the note's number or sign."""

import re
from collections.abc import Sequence

from contractdiff.readers.pdf.drawings import Rule
from contractdiff.readers.pdf.lines import Line

_MARK = re.compile(r"(?:\d{1,3}|[*†‡§¶]{1,3}|\[\d{1,3}\]|[ivx]{1,5}|[a-z])[.)]?")
_SMALLER = 0.94
"""Greatest size of a note's type, as a share of that of the body."""
_SAME_SIZE = 0.5
"""Points by which the lines of notes may differ in size."""
_APART = 2.5
"""White above the first note, in sizes of the body's type, that tells it from the body as a rule does."""


def take_footnotes(lines: list[Line], body_size: float, rules: Sequence[Rule]) -> tuple[list[Line], list[list[Line]]]:
    """The lines of a column without its footnotes, and the lines of each footnote.

    There are footnotes where the last lines are set smaller than the body, the first of them begins with a number
    or a sign, and a short rule or much white stands above it or the number is raised.
    """
    if not lines or lines[-1].size > _SMALLER * body_size:
        return lines, []
    first = len(lines)
    while first and abs(lines[first - 1].size - lines[-1].size) <= _SAME_SIZE and lines[first - 1].size < body_size:
        first -= 1
    while first < len(lines) and not _begins(lines[first]):
        first += 1
    if first == len(lines):
        return lines, []
    top = lines[first]
    above = lines[first - 1].base if first else 0.0
    ruled = any(_short_rule(rule, top) and above - 2 < rule.top < top.base for rule in rules)
    apart = first > 0 and top.base - above > _APART * body_size
    if not (ruled or (first and (apart or _raised(top)))):
        return lines, []
    notes: list[list[Line]] = []
    for line in lines[first:]:
        fresh = _begins(line) and _raised(line) == _raised(top) and line.x0 <= top.x0 + 0.5 * line.size
        if not notes or fresh:
            notes.append([line])
        else:
            notes[-1].append(line)
    return lines[:first], notes


def _short_rule(rule: Rule, top: Line) -> bool:
    width = rule.x1 - rule.x0
    return rule.flat and 20 < width < 0.6 * (top.right - top.left) and abs(rule.x0 - top.left) < 20


def _begins(line: Line) -> bool:
    return len(line.words) > 1 and bool(_MARK.fullmatch(line.words[0].text) or _raised(line))


def _raised(line: Line) -> bool:
    """Whether the line begins with a sign set higher or smaller than its other words."""
    if len(line.words) < 2 or not _MARK.fullmatch(line.words[0].text):
        return False
    sign, word = line.words[0], line.words[1]
    return sign.base < word.base - 0.1 * word.size or sign.size < 0.85 * word.size
