"""What a typed page bears besides its text: page numbers, running heads, numbers of lines in the margin."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass

from contractdiff.model import SetAside
from contractdiff.text import collapse

_PAGE_OF = re.compile(r"\W*(?:page|pg\.?)\s+(\d{1,4})(?:\s+of\s+\d{1,4})?\W*", re.IGNORECASE)
_NUMBER_ALONE = re.compile(r"[-–—\[(]?\s*(\d{1,4})\s*[-–—\])]?")
_MARGIN = re.compile(r"\s{0,6}(\d{1,3})(?:\s\s|\s?[|:]|\s?$|\t|\s(?=\s*\S))")
# A page's number within a line: after "Page", or set apart from the words on both sides; no price, date or decimal.
_NUMBER = re.compile(r"(?<![\w$£€.,%/])\d{1,4}(?![\w%/]|[.,]\d)")
_NAMED = re.compile(r"\b(?:pages?|pgs?\.?|p\.)\s*", re.IGNORECASE)
_APART_BEFORE = re.compile(r"(?:^|\s\s|\t|[|•·(\[–—]|\s-|^-|^[A-Z]{1,2}-)\s*")
_APART_AFTER = re.compile(r"\s*(?:$|[|•·)\]–—-])|\s\s|\t|\s*of\s+\d", re.IGNORECASE)
# How far around a number those are looked for.
_NEAR = 12
# A number alone on its line is a page's where this many count on from one to the next, each this far from the last.
_FEWEST_PAGES = 3
_LINES_APART = 10
# Numbers in the margin: they stand before nearly every line, and begin anew on pages of so many lines and more.
_NUMBERED_SHARE = 0.8
_FEWEST_NUMBERED = 20
# Running heads stand among the first or last lines of most pages, and are no longer than a line of type.
_EDGE_LINES = 3
_LONGEST_HEAD = 300
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
    numbered = _line_numbers(lines, starts)
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


def _line_numbers(lines: list[str], starts: list[int]) -> dict[int, int]:
    """The lines that bear a number in the margin, and where the number ends: 1, 2, 3 … and again from 1.

    They stand in one column on all pages and begin anew where a page does: after a form feed, or else after as many
    lines each time. A list does neither.
    """
    found: dict[int, int] = {}
    filled = [at for at, line in enumerate(lines) if line.strip()]
    runs: list[list[int]] = []
    columns: set[tuple[int, int]] = set()
    expected = 1
    for at in filled:
        mark = _MARGIN.match(lines[at])
        if mark is None:
            continue
        number = int(mark.group(1))
        if number == expected or (number == 1 and expected > 5):
            if number == 1:
                runs.append([])
            runs[-1].append(at)
            columns.add(mark.span(1))
            found[at] = mark.end(1)
            expected = number + 1
    if len(runs) < 2 or len(found) < _NUMBERED_SHARE * len(filled):
        return {}
    one_column = any(len({span[side] for span in columns}) == 1 for side in (0, 1))
    if len(starts) > 1:
        pages = [{bisect_right(starts, at) for at in run} for run in runs]
        paged = all(len(each) == 1 for each in pages) and len(set().union(*pages)) == len(pages)
        paged = paged and sum(len(run) >= _FEWEST_NUMBERED for run in runs) >= len(runs) / 2
    else:
        lengths = {len(run) for run in runs[:-1]}
        paged = len(lengths) == 1 and min(lengths) >= max(_FEWEST_NUMBERED, len(runs[-1]))
    return found if one_column and paged else {}


def _running_heads(lines: list[str], starts: list[int]) -> dict[int, str]:
    """The lines at the edges of the pages that come back on most of them, but for the numbers of the pages."""
    edges: list[tuple[int, int]] = []
    pages = len(starts)
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < pages else len(lines)
        filled = [at for at in range(start, end) if lines[at].strip()]
        near = dict.fromkeys(filled[:_EDGE_LINES] + filled[-_EDGE_LINES:])
        edges += [(number, at) for at in near if len(lines[at].strip()) <= _LONGEST_HEAD]
    heads = _without_page_numbers(lines, edges)
    times = Counter(heads.values())
    fewest = max(_FEWEST_PAGES, _MOST_PAGES * pages)
    return {
        at: "running head"
        if any(char.isalpha() for char in text) and not _PAGE_OF.fullmatch(lines[at])
        else "page number"
        for at, text in heads.items()
        if times[text] >= fewest
    }


def _without_page_numbers(lines: list[str], edges: list[tuple[int, int]]) -> dict[int, str]:
    """Each line with ``#`` for the numbers that count on with the pages in lines that are otherwise alike.

    Args:
        lines: All lines.
        edges: The lines that are looked at, each after the number of its page.
    """
    numbers = {at: _page_like(lines[at].strip()) for _, at in edges}
    masked = {at: _masked(lines[at].strip(), numbers[at]) for _, at in edges}
    # a number counts on where others in its place are as far from their pages' numbers as it is
    pages: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    for page, at in edges:
        for place, found in enumerate(numbers[at]):
            pages[masked[at], place, int(found.group()) - page].add(page)
    return {
        at: _masked(
            lines[at].strip(),
            [
                found
                for place, found in enumerate(numbers[at])
                if len(pages[masked[at], place, int(found.group()) - page]) >= _FEWEST_PAGES
            ],
        )
        for page, at in edges
    }


def _page_like(line: str) -> list[re.Match[str]]:
    """The numbers in a line that may be its page's by where they stand."""
    return [
        found
        for found in _NUMBER.finditer(line)
        if _ends_with(_NAMED, line, found.start())
        or (_ends_with(_APART_BEFORE, line, found.start()) and _APART_AFTER.match(line, found.end()))
    ]


def _ends_with(pattern: re.Pattern[str], line: str, end: int) -> bool:
    return any(pattern.fullmatch(line, start, end) for start in range(max(0, end - _NEAR), end + 1))


def _masked(line: str, numbers: list[re.Match[str]]) -> str:
    parts, at = [], 0
    for found in numbers:
        parts += [line[at : found.start()], "#"]
        at = found.end()
    return collapse("".join([*parts, line[at:]]))


def _page_numbers(lines: list[str]) -> list[int]:
    """The lines that are nothing but a page's number and count on from page to page."""
    named = [(at, int(found.group(1))) for at, line in enumerate(lines) if (found := _PAGE_OF.fullmatch(line.strip()))]
    alone = [
        (at, int(found.group(1)))
        for at, line in enumerate(lines)
        if (found := _NUMBER_ALONE.fullmatch(line.strip())) and _stands_alone(lines, at)
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
