"""What a typed page bears besides its text: page numbers, running heads, numbers of lines in the margin."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass

from contractdiff.model import SetAside
from contractdiff.text import collapse

_PAGE_OF = re.compile(r"\W*(?:page|pg\.?)\s+(\d{1,4})(?:\s+of\s+\d{1,4})?\W*", re.IGNORECASE)
_NUMBER_ALONE = re.compile(r"\s*[-–—\[(]?\s*(\d{1,4})\s*[-–—\])]?\s*")
_MARGIN = re.compile(r"\s{0,6}(\d{1,3})(?:\s\s|\s?[|:]|\s?$|\t|\s(?=\s*\S))")
_DIGITS = re.compile(r"\d+")
# A number alone on its line is a page's where this many count on from one to the next, each this far from the last.
_FEWEST_PAGES = 3
_LINES_APART = 10
# Numbers in the margin: they stand before nearly every line, and begin anew at least once.
_NUMBERED_SHARE = 0.8
_FEWEST_NUMBERED = 20
# Running heads stand among the first or last lines of most pages.
_EDGE_LINES = 3
_MOST_PAGES = 0.5


@dataclass(frozen=True, slots=True)
class TypedPages:
    """A text's lines without what the page bears besides.

    Attributes:
        lines: What is left of each line.
        set_aside: What was taken off, in order.
        pages: How many pages form feeds part; ``None`` where there are none.
        starts: At which line each page begins.
    """

    lines: list[str]
    set_aside: tuple[SetAside, ...]
    pages: int | None
    starts: tuple[int, ...]

    def page_of(self, at: int) -> int:
        """The page of a line, counted from 1."""
        return bisect_right(self.starts, at)


def take_typed_furniture(text: str) -> TypedPages:
    """The lines of a text without page numbers, running heads and line numbers."""
    sheets = [sheet.split("\n") for sheet in text.split("\f")]
    if len(sheets) > 1 and not any(line.strip() for line in sheets[-1]):
        sheets.pop()
    lines: list[str] = []
    starts: list[int] = []
    for sheet in sheets:
        starts.append(len(lines))
        lines += [*sheet, ""]  # a page ends a paragraph, unless its last sentence goes on
    taken: dict[int, SetAside] = {}
    several = len(sheets) > 1
    numbered = _line_numbers(lines)
    aside: list[tuple[int, SetAside]] = []
    for at, end in numbered.items():
        aside.append((at, SetAside(text=lines[at][:end].strip(), why="line number", page=_page(starts, at, several))))
        lines[at] = " " * end + lines[at][end:] if lines[at][end:].strip() else ""
    for at, why in (_running_heads(lines, starts) if several else {}).items():
        taken[at] = SetAside(text=collapse(lines[at]), why=why, page=_page(starts, at, several))
    for at in _page_numbers(lines):
        taken.setdefault(at, SetAside(text=collapse(lines[at]), why="page number", page=_page(starts, at, several)))
    breaks = set(taken) | set(starts[1:])
    for at in taken:
        lines[at] = ""
    lines, starts = _closed(lines, starts, breaks)
    aside += taken.items()
    aside.sort(key=lambda each: each[0])
    return TypedPages(lines, tuple(each for _, each in aside), len(sheets) if several else None, tuple(starts))


def _page(starts: list[int], at: int, several: bool) -> int | None:
    return bisect_right(starts, at) if several else None


def _line_numbers(lines: list[str]) -> dict[int, int]:
    """The lines that bear a number in the margin, and where the number ends: 1, 2, 3 … and again from 1."""
    found: dict[int, int] = {}
    filled = [at for at, line in enumerate(lines) if line.strip()]
    if len(filled) < _FEWEST_NUMBERED:
        return {}
    expected, restarts = 1, 0
    for at in filled:
        mark = _MARGIN.match(lines[at])
        if mark is None:
            continue
        number = int(mark.group(1))
        if number == expected or (number == 1 and expected > 5):
            restarts += number == 1
            found[at] = mark.end(1)
            expected = number + 1
    if restarts < 2 or len(found) < _NUMBERED_SHARE * len(filled):
        return {}
    return found


def _running_heads(lines: list[str], starts: list[int]) -> dict[int, str]:
    """The lines at the edges of the pages that come back on most of them, but for their numbers."""
    edges: list[tuple[int, str]] = []
    pages = len(starts)
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < pages else len(lines)
        filled = [at for at in range(start, end) if lines[at].strip()]
        near = dict.fromkeys(filled[:_EDGE_LINES] + filled[-_EDGE_LINES:])
        edges += [(at, _DIGITS.sub("#", collapse(lines[at]))) for at in near]
    times = Counter(text for _, text in edges)
    fewest = max(_FEWEST_PAGES, _MOST_PAGES * pages)
    return {
        at: "running head"
        if any(char.isalpha() for char in text) and not _PAGE_OF.fullmatch(lines[at])
        else "page number"
        for at, text in edges
        if times[text] >= fewest
    }


def _page_numbers(lines: list[str]) -> list[int]:
    """The lines that are nothing but a page's number and count on from page to page."""
    named = [(at, int(found.group(1))) for at, line in enumerate(lines) if (found := _PAGE_OF.fullmatch(line.strip()))]
    alone = [
        (at, int(found.group(1)))
        for at, line in enumerate(lines)
        if (found := _NUMBER_ALONE.fullmatch(line)) and _stands_alone(lines, at)
    ]
    out: list[int] = []
    for places, fewest in ((named, 2), (alone, _FEWEST_PAGES)):
        run: list[tuple[int, int]] = []
        for at, number in places:
            if run and number == run[-1][1] + 1 and at - run[-1][0] >= _LINES_APART:
                run.append((at, number))
            else:
                out += [place for place, _ in run] if len(run) >= fewest else []
                run = [(at, number)]
        out += [place for place, _ in run] if len(run) >= fewest else []
    return out


def _stands_alone(lines: list[str], at: int) -> bool:
    """Whether blank lines, or nothing, stand before and after a line."""
    return not (at and lines[at - 1].strip()) and not (at + 1 < len(lines) and lines[at + 1].strip())


def _closed(lines: list[str], starts: list[int], breaks: set[int]) -> tuple[list[str], list[int]]:
    """The lines with no blank ones where a page ended in the middle of a sentence."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    drop: set[int] = set()
    for next_ in sorted({bisect_left(filled, at) for at in breaks}):
        if not 0 < next_ < len(filled):
            continue
        before, after = filled[next_ - 1], filled[next_]
        end = lines[before].rstrip()[-1]
        if lines[after].lstrip()[0].islower() and (end.isalnum() or end in ",-–’"):
            drop.update(range(before + 1, after))
    if not drop:
        return lines, starts
    dropped = sorted(drop)
    kept = [line for at, line in enumerate(lines) if at not in drop]
    return kept, [start - bisect_right(dropped, start - 1) for start in starts]
