"""The changed words of a change, each with its sentence on both sides."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from contractdiff.model import Edit, Op

Span = tuple[int, int]
"""Where words stand in a text: first character, and the one after the last."""

# A sentence, or a member of a list that ends in a semicolon, ends here.
_END = re.compile(r"(?<=[.?!;])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9(]|and\b|or\b)")
# A full stop after these ends no sentence: "No. 5", "Ill. Adm. Code", "U.S.C.", "Jan. 1".
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"“])(?:[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z]|[Nn]os?|[Ss]ecs?|[Aa]rts?|[Pp]aras?|[Cc]h|[Ee]xh?|[Ss]ubd|"
    r"Pub|Stat|Cons|Rev|Adm|Admin|Ann|Comp|Code|Gov|Gen|Reg|Regs|Fed|Dep|Dept|Inc|Corp|Co|Ltd|Mr|Mrs|Ms|Dr|St|vs?|cf|"
    r"Ala|Ariz|Ark|Cal|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Or|Pa|"
    r"Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)
# … unless the letter is the number of a part: "Article X."
_LETTERED = re.compile(r"(?:Article|Exhibit|Attachment|Appendix|Schedule|Part|Annex|Section|Title|Subpart)\s[A-Z]\.$")
# Sentences of which less than this share is common to both sides are not one sentence changed. A third of the words
# of a sentence is about what two duties of the same party share by chance ("Provider shall … the Department …").
_SAME_SENTENCE = 0.3
LINE = 40
"""About what a line of a page holds, in characters: a cue is seldom longer."""
# As much of what stands ahead of a passage is kept: the words that lead up to a list are seldom farther away.
_AHEAD = 4000


@dataclass(frozen=True, slots=True)
class Hunk:
    """One place where words were taken out, put in or replaced; positions are in the texts of its passage."""

    old: Span
    new: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One side of a passage.

    Attributes:
        text: The sentence or sentences as printed; "" where the other side's have no counterpart.
        lower: The same in lower case, letter for letter, for cues to be looked up in.
        before: The words of the same clause that stand ahead of it, the last few thousand characters of them.
        at: Where it begins in the wording of the change.
        changed: Where the changed words stand; an empty span marks words that only the other side has.
    """

    text: str
    lower: str
    before: str
    at: int
    changed: tuple[Span, ...]

    def touched(self, span: Span) -> bool:
        """Whether any of the words at ``span`` were changed."""
        return overlaps(self.changed, span)

    def near(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first match in ``lower`` that takes in changed words, or ``None``.

        Looked for no farther than a line from them: a cue is seldom longer.
        """
        for start, end in self.changed:
            if start < end:
                stop = self.lower.find(" ", min(end + LINE, len(self.lower)))
                for match in pattern.finditer(self.lower, max(start - LINE, 0), stop if stop > 0 else len(self.lower)):
                    if match.start() < end and start < match.end():
                        return match
        return None

    @property
    def changed_words(self) -> str:
        """The changed words, in lower case, each run of them set apart by a line break."""
        return "\n".join(self.lower[start:end] for start, end in self.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Changed words and the sentence they stand in, on both sides; ``hunks`` are in order."""

    old: Part
    new: Part
    hunks: tuple[Hunk, ...]

    @property
    def whole(self) -> Part | None:
        """The side that has the sentences, where the other has nothing like them."""
        if not self.old.text:
            return self.new
        return None if self.new.text else self.old

    def words(self, hunk: Hunk) -> tuple[str, str]:
        """What one hunk takes out and what it puts in."""
        return self.old.text[slice(*hunk.old)], self.new.text[slice(*hunk.new)]


def meet(one: Span, other: Span) -> bool:
    """Whether two spans have a character in common; an empty one meets those it stands inside of."""
    return one[0] < other[1] and other[0] < one[1]


def overlaps(spans: Sequence[Span], span: Span) -> bool:
    """Whether any of some spans, in order and apart from one another, has a character in common with ``span``."""
    last = bisect_left(spans, span[1], key=lambda each: each[0]) - 1
    return last >= 0 and spans[last][1] > span[0]


def nearest(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of some spans, in order and apart from one another, that overlap ``span``, with one on either side."""
    first = bisect_right(spans, span[0], key=lambda each: each[1])
    last = bisect_left(spans, span[1], key=lambda each: each[0])
    return spans[max(first - 1, 0) : max(last, first) + 1]


def lowered(text: str) -> str:
    """``text`` in lower case with every character in its old place (a few capitals grow when lowered)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[Span, ...]:
    """Where the sentences of ``text`` stand, without the space between them."""
    spans, start = [], 0
    for match in _END.finditer(text):
        end = match.end() - len(match[0]) + len(match[0].rstrip())
        ahead = text[max(start, match.start() - 16) : match.start()]
        if not _ABBREVIATION.search(ahead) or _LETTERED.search(ahead):
            spans.append((start, end))
            start = match.end()
    if text[start:].strip():
        spans.append((start, len(text.rstrip())))
    return tuple(spans)


def passages(edits: Sequence[Edit]) -> tuple[Passage, ...]:
    """The passages of a change, in order: each changed word stands in exactly one of them.

    Places that read differently but are no edit (``~-``, ``~+``) count as unchanged.
    """
    if not any(edit.op in (Op.DELETE, Op.INSERT) for edit in edits):
        return ()
    old, new, runs, hunks = _laid_out(edits)
    if not runs and len(hunks) == 1:  # a clause that is wholly new, gone or rewritten is one passage
        (hunk,) = hunks
        return (
            Passage(
                old=_part(old, hunk.old, [(0, hunk.old[1] - hunk.old[0])]),
                new=_part(new, hunk.new, [(0, hunk.new[1] - hunk.new[0])]),
                hunks=(_within(hunk, hunk.old, hunk.new),),
            ),
        )
    sides = (sentences(old), sentences(new))
    groups = _groups(sides, runs, [_touched(hunk, sides) for hunk in hunks])
    found = []
    for members, numbers in groups:
        spans = []
        for side, chosen in zip(sides, members, strict=True):
            at = hunks[numbers[0]].old[0] if side is sides[0] else hunks[numbers[0]].new[0]
            spans.append((side[min(chosen)][0], side[max(chosen)][1]) if chosen else (at, at))
        mine = [_within(hunks[number], spans[0], spans[1]) for number in numbers]
        found.append(
            Passage(
                old=_part(old, spans[0], [hunk.old for hunk in mine]),
                new=_part(new, spans[1], [hunk.new for hunk in mine]),
                hunks=tuple(mine),
            )
        )
    return tuple(found)


def _laid_out(edits: Sequence[Edit]) -> tuple[str, str, list[tuple[int, int, int]], list[Hunk]]:
    """Both wordings, the runs they share as (old start, new start, length), and the hunks between."""
    old, new = "".join(e.text for e in edits if e.op in _OLD), "".join(e.text for e in edits if e.op in _NEW)
    runs: list[tuple[int, int, int]] = []
    hunks: list[Hunk] = []
    o = n = 0
    open_hunk: Hunk | None = None
    for edit in edits:
        size = len(edit.text)
        if edit.op is Op.DELETE:
            open_hunk = Hunk((open_hunk.old[0] if open_hunk else o, o + size), open_hunk.new if open_hunk else (n, n))
        elif edit.op is Op.INSERT:
            open_hunk = Hunk(open_hunk.old if open_hunk else (o, o), (open_hunk.new[0] if open_hunk else n, n + size))
        elif edit.op is not Op.EQUAL or edit.text.strip(" ") or not open_hunk:
            # words taken out or put in on both sides of a mere space are one place; those in two cells are not
            if open_hunk:
                hunks.append(open_hunk)
                open_hunk = None
            if edit.op is Op.EQUAL:
                runs.append((o, n, size))
        o += size if edit.op in _OLD else 0
        n += size if edit.op in _NEW else 0
        if open_hunk and edit.op is Op.EQUAL:
            open_hunk = Hunk((open_hunk.old[0], o), (open_hunk.new[0], n))
    if open_hunk:
        hunks.append(open_hunk)
    return old, new, runs, [_trimmed(hunk, old, new) for hunk in hunks]


_OLD = frozenset((Op.EQUAL, Op.DELETE, Op.OLD_VARIANT))
_NEW = frozenset((Op.EQUAL, Op.INSERT, Op.NEW_VARIANT))


def _trimmed(hunk: Hunk, old: str, new: str) -> Hunk:
    """The hunk without the space around its words."""

    def trim(text: str, span: Span) -> Span:
        words = text[span[0] : span[1]]
        start = span[0] + len(words) - len(words.lstrip())
        return (start, start + len(words.strip())) if words.strip() else span

    return Hunk(trim(old, hunk.old), trim(new, hunk.new))


def _touched(hunk: Hunk, sides: tuple[Sequence[Span], Sequence[Span]]) -> tuple[list[int], list[int]]:
    """Which sentences a hunk touches on each side. Whole sentences put in or left out touch none of the other side."""
    touched: list[list[int]] = []
    for side, span, other, across in (
        (sides[0], hunk.old, sides[1], hunk.new),
        (sides[1], hunk.new, sides[0], hunk.old),
    ):
        if span[0] == span[1] and _is_whole(across, other):
            touched.append([])
            continue
        first = bisect_left(side, span[0], key=lambda sentence: sentence[1])
        touched.append(list(range(first, max(bisect_right(side, span[1], key=lambda sentence: sentence[0]), first))))
        if span[0] < span[1]:  # a neighbour that merely begins where the words end is not touched
            touched[-1] = [i for i in touched[-1] if meet(side[i], span)]
    return touched[0], touched[1]


def _is_whole(span: Span, side: Sequence[Span]) -> bool:
    """Whether some words are whole sentences."""
    first, last = bisect_left(side, (span[0], 0)), bisect_left(side, span[1], key=lambda sentence: sentence[1])
    return first < len(side) and side[first][0] == span[0] and last < len(side) and side[last][1] == span[1]


def _groups(
    sides: tuple[Sequence[Span], Sequence[Span]],
    runs: list[tuple[int, int, int]],
    touched: list[tuple[list[int], list[int]]],
) -> list[tuple[tuple[list[int], list[int]], list[int]]]:
    """Sentences that belong together, with the numbers of the hunks in them, in order of the first hunk."""
    count = len(sides[0])
    leader = list(range(count + len(sides[1])))

    def lead(node: int) -> int:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    marked = set()
    for old_ones, new_ones in touched:
        nodes = old_ones + [count + j for j in new_ones]
        marked.update(nodes)
        for node in nodes[1:]:
            leader[lead(node)] = lead(nodes[0])
    for (i, j), shared in _shared(sides, runs).items():
        if i in marked or count + j in marked:
            shorter = min(sides[0][i][1] - sides[0][i][0], sides[1][j][1] - sides[1][j][0])
            if shared >= _SAME_SENTENCE * shorter:
                leader[lead(count + j)] = lead(i)
    hunks_of: dict[int, list[int]] = {}
    for number, (old_ones, new_ones) in enumerate(touched):
        first = (old_ones + [count + j for j in new_ones])[:1]
        hunks_of.setdefault(lead(first[0]) if first else -1 - number, []).append(number)
    members: dict[int, tuple[list[int], list[int]]] = {group: ([], []) for group in hunks_of}
    for node in range(len(leader)):
        if (group := lead(node)) in members:
            members[group][node >= count].append(node - count if node >= count else node)
    return [(members[group], numbers) for group, numbers in hunks_of.items()]


def _shared(
    sides: tuple[Sequence[Span], Sequence[Span]], runs: list[tuple[int, int, int]]
) -> dict[tuple[int, int], int]:
    """How many characters each old sentence has in common with each new one."""
    shared: dict[tuple[int, int], int] = {}
    for old_start, new_start, size in runs:
        shift = new_start - old_start
        i = max(bisect_right(sides[0], (old_start, 1 << 60)) - 1, 0)
        j = max(bisect_right(sides[1], (new_start, 1 << 60)) - 1, 0)
        while i < len(sides[0]) and j < len(sides[1]):
            start = max(sides[0][i][0], sides[1][j][0] - shift, old_start)
            end = min(sides[0][i][1], sides[1][j][1] - shift, old_start + size)
            if end > start:
                shared[i, j] = shared.get((i, j), 0) + end - start
            if sides[0][i][1] <= sides[1][j][1] - shift:
                i += 1
                if i < len(sides[0]) and sides[0][i][0] >= old_start + size:
                    break
            else:
                j += 1
                if j < len(sides[1]) and sides[1][j][0] - shift >= old_start + size:
                    break
    return shared


def _within(hunk: Hunk, old: Span, new: Span) -> Hunk:
    """The hunk with positions counted from the start of its passage."""

    def place(span: Span, frame: Span) -> Span:
        start, end = (min(max(at, frame[0]), frame[1]) - frame[0] for at in span)
        return start, end

    return Hunk(place(hunk.old, old), place(hunk.new, new))


def _part(text: str, span: Span, changed: list[Span]) -> Part:
    words = text[span[0] : span[1]]
    before = text[max(span[0] - _AHEAD, 0) : span[0]]
    return Part(text=words, lower=lowered(words), before=before, at=span[0], changed=tuple(changed))
