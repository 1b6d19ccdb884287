"""What is printed on every page and belongs to none: running heads, footers, page numbers, line numbers.

A row of words is furniture where the same row stands at the same height on other pages. Where its text
varies, the variation must be explained: by a number that counts the pages, or because most of the texts at
that height come back on another page (chapter titles). That first or last lines of the body are alike by
chance is therefore not enough.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from contractdiff.model.source import Role, SetAside
from contractdiff.readers.pdf.drawings import Rule
from contractdiff.readers.pdf.labels import label_words, roman_value
from contractdiff.readers.pdf.line_numbers import without_line_numbers
from contractdiff.readers.pdf.lines import Row
from contractdiff.readers.pdf.pages import Page
from contractdiff.readers.pdf.words import Word

_ROWS = 6
"""How many rows from either edge of the page are looked at."""
_ZONE = 0.22
"""Share of the page's height from either edge within which they stand."""
_SAME_HEIGHT = 4.0
"""Points by which the height of a running head may differ from page to page."""
_EXPLAINED = 0.7
"""Share of the pages on which a varying text must be explained for the others to be believed."""
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[\W_]*(?:(?:page|pg|p|seite)\b[\W_]*)?#?(?:[\W_]*(?:of|/|von)[\W_]*#?)?[\W_]*", re.I)
_LAST = re.compile(r"\bpage\W{0,2}(\d{1,4})\W{0,2}of\W{0,2}(\d{1,4})\W*$", re.I)
_OF = re.compile(r"\W*(?:of|/|von|de)\W*", re.I)
_SHARE = 0.4
"""Least share of the pages, from its first to its last, on which a running head stands: left pages alone are half."""
_FEW = 3
"""Pages of a file so short that a text which comes back once is furniture."""
_MANY = 4
"""Fewest rows of one height that vouch for one another."""
_MARGIN = 52.0
"""Points from the edge of the page within which a running head stands that no other page has."""
_CLOSE, _REACH = 8.0, 2
"""Points from the edge of the text, and how many pages have to reach as far for that to be the edge."""
_CLEAR, _WIDE = 1.6, 1.8
"""Sizes of its type by which such a row stands beyond that edge, and clear of the text on its page."""
_HELD = 0.8
"""Least share of the words of a page that its tags hold for what they leave out to be running heads."""


@dataclass(slots=True)
class Furniture:
    """The furniture of a whole file.

    ``heads`` and ``feet`` hold each distinct text once, numbers that count the pages blanked as "#".
    """

    set_aside: list[SetAside] = field(default_factory=list)
    heads: dict[str, int] = field(default_factory=dict)
    feet: dict[str, int] = field(default_factory=dict)

    def blocks(self) -> Iterable[tuple[Role, str, int]]:
        """Role, text and first page of each distinct running head and footer."""
        for role, texts in ((Role.HEADER, self.heads), (Role.FOOTER, self.feet)):
            for text, page in texts.items():
                yield role, text, page


@dataclass(slots=True)
class _Row:
    """One row near the edge of a page. ``height`` is that of its baseline from the edge it is counted from."""

    page: int
    words: list[Word]
    height: float
    gap: float
    text: str = ""
    blank: str = ""
    numbers: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self.text = " ".join(word.text for word in self.words)
        self.blank, self.numbers = _blanked(self.text)


def take_furniture(pages: Sequence[Page], bodies: Sequence[list[Row]]) -> tuple[list[list[Row]], Furniture]:
    """The rows of each page without its furniture, and the furniture. ``bodies`` are the rows of the pages."""
    found = Furniture()
    left, numbers = without_line_numbers(bodies, [page.number for page in pages])
    found.set_aside += numbers
    in_tables = rows_of_tables(pages, left)
    for role in (Role.HEADER, Role.FOOTER):
        edges = [_edge(body, page, role) for page, body in zip(pages, left, strict=True)]
        taken = _peel(edges)
        if alone := [*_artifacts(edges, taken, pages, in_tables), *_lone(edges, taken, pages)]:
            gone = {id(row) for row in alone}
            alone = list({id(row): row for row in alone}.values())
            taken = [*alone, *_peel([[row for row in rows_ if id(row) not in gone] for rows_ in edges])]
        _note(taken, role, found)
        gone = {id(row.words) for row in taken}
        left = [[row for row in body if id(row) not in gone] for body in left]
    return left, found


def rows_of_tables(pages: Sequence[Page], bodies: Sequence[list[Row]]) -> frozenset[str]:
    """The texts of the printed rows that the tags put into rows of tables."""
    found: set[str] = set()
    for page, body in zip(pages, bodies, strict=True):
        for row in body if page.leaves else ():
            leaves = [page.leaves.get(word.mark) for word in row]
            paths = [leaf.row if leaf else None for leaf in leaves]
            for path, words in groupby(zip(paths, row, strict=True), key=itemgetter(0)):
                if path:
                    found.add(" ".join(word.text for _, word in words))
    return frozenset(found)


def _edge(found: list[Row], page: Page, role: Role) -> list[_Row]:
    """The rows nearest to the upper or lower edge, from the edge inwards, as far as a table at most."""
    if role is Role.FOOTER:
        found = found[::-1]
    edge: list[_Row] = []
    for index, row in enumerate(found[:_ROWS]):
        base = max(word.base for word in row)
        height = base if role is Role.HEADER else page.height - base
        if height > _ZONE * page.height or _in_table(base, page.rules):
            break
        gap = abs(max(word.base for word in found[index + 1]) - base) if index + 1 < len(found) else page.height
        edge.append(_Row(page.number, row, height, gap))
    return edge


def _in_table(base: float, rules: Sequence[Rule]) -> bool:
    """Whether the rules of columns pass a row: the heading of a table that goes on is no running head."""
    return (
        sum(1 for rule in rules if not rule.flat and rule.top < base < rule.bottom and rule.bottom - rule.top > 40) > 2
    )


def _peel(edges: list[list[_Row]]) -> list[_Row]:
    """The rows that are furniture: from the edge of the page inwards, as far as they go without a break."""
    taken: list[_Row] = []
    reached = [0] * len(edges)
    while True:
        outer = [rows_[depth] for rows_, depth in zip(edges, reached, strict=True) if depth < len(rows_)]
        slots = _slots(outer)
        new = [row for slot in slots for row in _furniture_of(slot, len(edges))]
        new = new or [row for slot in slots for row in (*_further_out(slot, taken), *_close_to(slot, taken))]
        if not new:
            return taken
        taken += new
        for row in new:
            reached[row.page - 1] += 1


def _further_out(slot: list[_Row], taken: list[_Row]) -> list[_Row]:
    """The rows that come back but once, where they stand nearer to the edge than what is furniture elsewhere."""
    if not taken:
        return []
    limit = sorted(row.height for row in taken)[len(taken) // 2] - _SAME_HEIGHT
    times = Counter(row.text for row in slot)
    return [row for row in slot if times[row.text] > 1 and row.height < limit]


def _close_to(slot: list[_Row], taken: list[_Row]) -> list[_Row]:
    """The rows that come back but once, where each stands close to what is furniture on its page, clear of the body."""
    heights: dict[int, list[float]] = defaultdict(list)
    for row in taken:
        heights[row.page].append(row.height)
    close = [
        row
        for row in slot
        if any(0 < row.height - height < _CLEAR * row.words[0].size for height in heights[row.page])
        and row.gap >= _WIDE * row.words[0].size
    ]
    times = Counter(row.text for row in close)
    return [row for row in close if times[row.text] > 1 and _runs_on([one for one in close if one.text == row.text])]


def _artifacts(
    edges: list[list[_Row]], taken: list[_Row], pages: Sequence[Page], repeated: Container[str]
) -> list[_Row]:
    """The rows that the tags of a page leave out though they hold the rest of it, as they do with running heads.

    They leave out the headings that tables repeat as well; ``repeated`` are the texts of rows of tables.
    """
    gone = {id(row) for row in taken}
    found: list[_Row] = []
    for rows_, page in zip(edges, pages, strict=True):
        if sum(word.mark in page.leaves for word in page.words) < _HELD * len(page.words) or not page.leaves:
            continue
        for row in rows_:
            if id(row) in gone:
                continue
            if any(word.mark in page.leaves for word in row.words) or row.text in repeated:
                break
            found.append(row)
    return found


def _lone(edges: list[list[_Row]], taken: list[_Row], pages: Sequence[Page]) -> list[_Row]:
    """The rows that stand on one page only, beyond the edge to which the text of the other pages keeps."""
    gone = {id(row) for row in taken}
    left = [[row for row in rows_ if id(row) not in gone] for rows_ in edges]
    farthest = max([_MARGIN, *(row.height + _SAME_HEIGHT for row in taken)])
    outermost = min((row.height for row in taken), default=0.0) + _SAME_HEIGHT
    found: list[_Row] = []
    for at, (page, rows_) in enumerate(zip(pages, left, strict=True)):
        others = [
            inner[0]
            for number, (same, other) in enumerate(zip(pages, left, strict=True))
            if number != at and (same.width, same.height) == (page.width, page.height)
            if (inner := [row.height for row in other if row.height > outermost])
        ]
        if not rows_ or not others:
            continue
        limit = min(others)
        sure = sum(1 for height in others if height - limit < _CLOSE) >= _REACH
        for row in rows_:
            size = row.words[0].size
            if row.height > (farthest if sure else outermost) or limit - row.height < _CLEAR * size:
                break
            if len(rows_) == 1 or row.gap >= _WIDE * size:
                found += [one for one in rows_[: rows_.index(row) + 1] if one not in found]
    return found


def _slots(outer: list[_Row]) -> list[list[_Row]]:
    """The rows by height."""
    slots: list[list[_Row]] = []
    for row in sorted(outer, key=lambda row: row.height):
        if slots and row.height - slots[-1][0].height <= _SAME_HEIGHT:
            slots[-1].append(row)
        else:
            slots.append([row])
    return slots


def _furniture_of(slot: list[_Row], pages: int) -> list[_Row]:
    """The rows of one height that are furniture."""
    alike: dict[str, list[_Row]] = defaultdict(list)
    for row in slot:
        alike[row.blank].append(row)
    explained: list[_Row] = []
    twice: list[_Row] = []
    for same in alike.values():
        if (len(same) > 1 and _runs_on(same) and _count_pages(same, pages)) or all(
            _says_so(row, pages) for row in same
        ):
            explained += same
            continue
        by_text: dict[str, list[_Row]] = defaultdict(list)
        for row in same:
            by_text[row.text].append(row)
        for rows_ in by_text.values():
            if not _runs_on(rows_):
                continue
            if len(rows_) > 2 or (len(rows_) == 2 and pages <= _FEW):
                explained += rows_
            elif len(rows_) == 2:
                twice += rows_
    if len(explained) + len(twice) > 2:
        # a text that comes back once is chance, unless others do so at the same height
        explained += twice
    if len(slot) >= _MANY and len(explained) < len(slot) and len(slot) >= 0.5 * pages:
        explained = list({id(row): row for row in (*explained, *_counting(slot))}.values())
    if len(slot) >= _MANY and len(explained) >= _EXPLAINED * len(slot):
        # titles or numbers that stand on one page only, where they stand clear of the body like the others
        clear = sorted(row.gap for row in explained)[len(explained) // 2]
        taken = {id(row) for row in explained}
        explained += [row for row in slot if id(row) not in taken and row.gap >= clear - _SAME_HEIGHT]
    return explained


def _runs_on(same: list[_Row]) -> bool:
    """Whether rows come page after page, or on every other one, not here and there as lines of the body may."""
    pages = [row.page for row in same]
    return len(pages) >= _SHARE * (max(pages) - min(pages) + 1)


def _says_so(row: _Row, pages: int) -> bool:
    """Whether a row says that it is the number of this very page ("Page 1 of 1"): no other page need vouch for it."""
    last = _LAST.search(row.text)
    if last and (int(last[1]), int(last[2])) == (row.page, pages):
        return True
    return row.numbers[:1] == (row.page,) and "age" in row.blank and _PAGE_NUMBER.fullmatch(row.blank) is not None


def _count_pages(same: list[_Row], pages: int) -> bool:
    """Whether a number in rows that are alike goes up with the pages.

    Numbers of clauses do so too on a few pages ("SCHEDULE 1", "SCHEDULE 2"), but not through half of the file.
    """
    width = min(len(row.numbers) for row in same)
    if not any(len({row.numbers[at] - row.page for row in same}) == 1 for at in range(width)):
        return False
    if label_words(same[0].text.split()) and not same[0].text.strip(" -–—.").isdecimal():
        return len(same) > 2 and len(same) >= 0.5 * pages
    return len(same) > 2 or pages <= _FEW or _PAGE_NUMBER.fullmatch(same[0].blank) is not None


def _counting(slot: list[_Row]) -> list[_Row]:
    """The rows that end or begin with a number that counts the pages."""
    best: list[_Row] = []
    for at in (0, -1):
        offsets: dict[int, list[_Row]] = defaultdict(list)
        for row in slot:
            # a number by itself, not part of a label
            if row.numbers and row.words[at].text.strip("-–—|[]") == str(row.numbers[at]):
                offsets[row.numbers[at] - row.page].append(row)
        best = max((best, *offsets.values()), key=len)
    return best if len(best) >= 0.7 * len(slot) else []


def _blanked(text: str) -> tuple[str, tuple[int, ...]]:
    """The text with numbers as "#", and the numbers. Small roman numbers count where they stand alone."""
    numbers = tuple(int(number[0][-9:]) for number in _NUMBER.finditer(text))
    if not numbers and (value := roman_value(text.strip("-–— "))) is not None:
        return "#", (value,)
    return _NUMBER.sub("#", text), numbers


def _note(taken: list[_Row], role: Role, found: Furniture) -> None:
    """Each row as set aside, and each distinct text once."""
    texts = found.heads if role is Role.HEADER else found.feet
    why = "running head" if role is Role.HEADER else "running foot"
    alike: dict[str, list[_Row]] = defaultdict(list)
    for row in taken:
        alike[row.blank].append(row)
    varied = {
        blank: {at for at in range(len(same[0].numbers)) if len({row.numbers[at] for row in same}) > 1}
        for blank, same in alike.items()
    }
    offsets = {row.numbers[at] - row.page for row in taken for at in varied[row.blank]}
    down = 1 if role is Role.HEADER else -1
    for row in sorted(taken, key=lambda row: (row.page, down * row.height)):
        alone = len(alike[row.blank]) == 1
        text = _page_numbers_blanked(row, varied[row.blank], offsets if alone else set())
        if _PAGE_NUMBER.fullmatch(text) or (_PAGE_NUMBER.fullmatch(row.blank) and len(row.numbers) == 1):
            found.set_aside.append(SetAside(text=row.text, why="page number", page=row.page))
            continue
        found.set_aside.append(SetAside(text=row.text, why=why, page=row.page))
        texts.setdefault(text, row.page)


def _page_numbers_blanked(row: _Row, varied: set[int], offsets: set[int]) -> str:
    """The text with "#" for the numbers that count the pages, and for the number of pages after one of them.

    ``varied`` are the places of numbers that differ between the pages; ``offsets`` by how much such numbers differ
    from the page, by which those of a row that stands alone are told.
    """
    if row.blank == "#":
        return "#"
    parts: list[str] = []
    end, counted = 0, False
    for at, number in enumerate(_NUMBER.finditer(row.text)):
        between = row.text[end : number.start()]
        after = counted and _OF.fullmatch(between) is not None
        counted = at in varied or row.numbers[at] - row.page in offsets or after
        parts += [between, "#" if counted else number[0]]
        end = number.end()
    return "".join([*parts, row.text[end:]])
