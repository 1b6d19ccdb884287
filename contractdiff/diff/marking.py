"""The runs of tokens that a person would mark between two wordings: phrase by phrase, whole, from where they begin."""

import re
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

from rapidfuzz.distance import Prefix

from contractdiff.diff.shortest import Run
from contractdiff.text import GLUE, Token, pairs_in_order

# A stretch that stayed is shown as staying when it weighs at least this much (a word 1, glue and marks less),
# and the more the longer the edits on both sides are. Chosen on made pairs: lower values leave word salad,
# higher ones mark words that stayed.
_KEPT_WEIGHT = 1.0
# … where both edits replace words, one of them many: "I [trust] that [ten words]" is read as one edit.
_MANY, _KEPT_BESIDE_MANY, _KEPT_AMID_MANY = 8, 0.7, 1.7
# What is a duty and what a choice is shown by itself nevertheless.
_TELLING = frozenset("shall must may will should can not no".split())
_GLUE_WEIGHT = 0.34
_MARK_WEIGHT = 0.15
# Where one cell of a table row ends and the next begins is always shown.
_CELL_WEIGHT = 9.0
# Of two words that are equal but for their capitals, and one that is the same, the latter is the one that stayed.
_SAME_BUT_FOR_CASE = 0.95
# "50% (one half)" and "one half (50%)": no edit goes into brackets and not out again over so few tokens.
_IN_BRACKETS = 2
# How much it counts that a word which stayed reads the same, where an edit may slide; see ``_edge``.
_EXACT = 2
# A number, as figures or Roman ones.
_FIGURE = re.compile(r"(?:[\d$.,%()/\-]+|[ivxlc]+)$")
# Product of the tokens up to which two neighbouring runs are looked at again for what should stay.
_WEIGHED = 900
# … and of how many.
_AT_A_TIME = 3
# Tokens between two runs over which they may be joined.
_BETWEEN = 8


Reads = Callable[[Token, Token], bool]
"""Whether an old and a new token with one key read the same, capitals and all."""


def marked_runs(runs: list[Run], a: list[Token], b: list[Token], reads: Reads) -> list[Run]:
    """The runs as a person would mark them: whole phrases, from where they begin."""
    cleaned = _cleaned(_weighed(runs, a, b, reads), a, b, reads)
    # what was joined has more words that may have stayed in place of those beside it
    again = _weighed(cleaned, a, b, reads)
    if again != cleaned:
        cleaned = _cleaned(again, a, b, reads)
    return _slid(_trimmed(cleaned, a, b), a, b, reads)


def _weight(was: Sequence[Token], now: Sequence[Token], reads: Reads) -> float:
    """How much a stretch says that stayed: a word 1, glue and marks less."""
    return sum(_weight_of(*pair, reads) for pair in zip(was, now, strict=True))


def _weight_of(was: Token, now: Token, reads: Reads) -> float:
    if not was.key:
        return _CELL_WEIGHT
    if was.key in GLUE:
        weight = _GLUE_WEIGHT
    else:
        weight = 1.0 if was.key[:1].isalnum() or was.key[:1] == "$" or len(was.key) > 2 else _MARK_WEIGHT
    return weight if reads(was, now) else weight * _SAME_BUT_FOR_CASE


def _weighed(runs: list[Run], a: list[Token], b: list[Token], reads: Reads) -> list[Run]:
    """The runs such that words stay rather than what holds them together.

    In "food and care" and "food, care and rent" either "and" or "care" can be what stayed: people leave "care" alone.
    """
    out: list[Run] = []
    for run in runs:
        out.append(run)
        count = 2
        while count <= min(len(out), _AT_A_TIME):
            better = _better(out[-count:], a, b, reads)
            if not better:
                count += 1
                continue
            out[-count:] = better
            if len(better) > 1:
                break
            count = 2
    return out


def _better(runs: list[Run], a: list[Token], b: list[Token], reads: Reads) -> list[Run]:
    """The runs in place of neighbours if words go in the first and come in the last that say more than what stayed."""
    left, right = runs[0], runs[-1]
    if right[0] - left[1] > _BETWEEN or right[2] - left[3] > _BETWEEN:
        return []
    swapped = _words_of(a, left[0], left[1]) & _words_of(b, right[2], right[3])
    swapped |= _words_of(b, left[2], left[3]) & _words_of(a, right[0], right[1])
    if not swapped:
        return []
    kept = sum(_weight(a[one[1] : other[0]], b[one[3] : other[2]], reads) for one, other in pairwise(runs))
    if kept >= len(_words_of(a, left[0], right[1]) & _words_of(b, left[2], right[3])):
        return []
    old, new = a[left[0] : right[1]], b[left[2] : right[3]]
    if len(old) * len(new) > _WEIGHED:
        return []
    return [(left[0] + i0, left[0] + i1, left[2] + j0, left[2] + j1) for i0, i1, j0, j1 in _heaviest(old, new, reads)]


def _words_of(tokens: list[Token], start: int, stop: int) -> set[str]:
    return {key for _, _, key in tokens[start:stop] if key[:1].isalpha() and key not in GLUE and not _FIGURE.match(key)}


def _heaviest(a: list[Token], b: list[Token], reads: Reads) -> list[Run]:
    """The runs between which the most weight stays."""
    # a trifle more where stretches hang together
    gain = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            if a[i].key == b[j].key:
                gain[i][j] = _weight_of(a[i], b[j], reads) + (0.01 if gain[i + 1][j + 1] else 0.0)
    runs: list[Run] = []
    i0 = j0 = 0
    for i, j in [*pairs_in_order(gain), (len(a), len(b))]:
        if (i0, j0) != (i, j):
            runs.append((i0, i, j0, j))
        i0, j0 = i + 1, j + 1
    return runs


def _cleaned(runs: list[Run], a: list[Token], b: list[Token], reads: Reads) -> list[Run]:
    """The runs with those joined between which nothing of weight stayed."""
    out: list[Run] = []
    for run in runs:
        while out:
            last = out[-1]
            kept = a[last[1] : run[0]]
            little = (
                len(kept) <= _BETWEEN
                and _weight(kept, b[last[3] : run[2]], reads) < _needed(last, run, a, b)
                # each sentence by itself
                and not any(token.key == "." for token in kept[:-1])
            )
            if not little and not (len(kept) <= _IN_BRACKETS and _is_open(last, a, b) and _is_open(run, a, b)):
                break
            run = (last[0], run[1], last[2], run[3])
            out.pop()
        out.append(run)
    return out


def _is_open(run: Run, a: list[Token], b: list[Token]) -> bool:
    """Whether a bracket opens on a side and does not close there, or the other way about."""
    return any(
        sum((token.key == "(") - (token.key == ")") for token in tokens[start:stop])
        for tokens, start, stop in ((a, run[0], run[1]), (b, run[2], run[3]))
    )


def _needed(left: Run, right: Run, a: list[Token], b: list[Token]) -> float:
    """How much must have stayed between two edits for it to be shown as staying."""
    smaller, larger = sorted((_size(left), _size(right)))
    many = larger >= _MANY and _replaces(left) and _replaces(right)
    if many:
        beside = [token for run in (left, right) if _size(run) == 1 for token in (a[run[0]], b[run[2]])]
        many = not any(token.key in _TELLING for token in (*beside, *a[left[1] : right[0]]))
    if smaller <= 1:
        if _is_figure(left, a, b) and _is_figure(right, a, b):
            return _MARK_WEIGHT  # "Sections 7.2, 9.1 and 11.4": each number by itself
        return _KEPT_BESIDE_MANY if many else _KEPT_WEIGHT * 0.3
    if many and smaller >= _MANY:
        return _KEPT_AMID_MANY
    return _KEPT_WEIGHT if smaller < 4 else _KEPT_WEIGHT * 1.3


def _replaces(run: Run) -> bool:
    return run[0] < run[1] and run[2] < run[3]


def _is_figure(run: Run, a: list[Token], b: list[Token]) -> bool:
    """Whether a number gave way to a number."""
    i0, i1, j0, j1 = run
    if i1 - i0 != 1 or j1 - j0 != 1:
        return False
    return bool(_FIGURE.match(a[i0].key) and _FIGURE.match(b[j0].key))


def _size(run: Run) -> int:
    return max(run[1] - run[0], run[3] - run[2])


def _trimmed(runs: list[Run], a: list[Token], b: list[Token]) -> list[Run]:
    """The runs without what is the same at their ends, as runs that were joined may have it.

    What is the same but for white space ("web site", "website") becomes a run by itself.
    """
    out: list[Run] = []
    for i0, i1, j0, j1 in runs:
        while i0 < i1 and j0 < j1 and a[i1 - 1].key == b[j1 - 1].key:
            i1, j1 = i1 - 1, j1 - 1
        while i0 < i1 and j0 < j1 and a[i0].key == b[j0].key:
            i0, j0 = i0 + 1, j0 + 1
        if i0 < i1 and j0 < j1:
            was, now = [token.key for token in a[i0:i1]], [token.key for token in b[j0:j1]]
            m, n = _same_start(was, now)
            if m:
                out.append((i0, i0 + m, j0, j0 + n))
                i0, j0, was, now = i0 + m, j0 + n, was[m:], now[n:]
            m, n = _same_start([key[::-1] for key in reversed(was)], [key[::-1] for key in reversed(now)])
            out.append((i0, i1 - m, j0, j1 - n))
            i0, j0 = i1 - m, j1 - n
        if i0 < i1 or j0 < j1:
            out.append((i0, i1, j0, j1))
    return out


def _same_start(was: list[str], now: list[str]) -> tuple[int, int]:
    """How many tokens of each spell the same letters, however they are spaced; both are whole tokens."""
    if not was or not now or was[0][:1] != now[0][:1] or "" in was or "" in now:
        return 0, 0
    same = Prefix.similarity("".join(was), "".join(now))
    ends = {length: number for number, length in enumerate(accumulate(map(len, was)), 1) if length <= same}
    for number, length in reversed(list(enumerate(accumulate(map(len, now)), 1))):
        if length in ends:
            return ends[length], number
    return 0, 0


def _slid(runs: list[Run], a: list[Token], b: list[Token], reads: Reads) -> list[Run]:
    """The runs, those that only delete or only insert slid to where what stays reads the same, and a phrase begins.

    "to the [extent, to the] point" and "[to the extent,] to the point" are the same edit; people mark the second.
    """
    out: list[Run] = []
    for number, (i0, i1, j0, j1) in enumerate(runs):
        if (i0 == i1) == (j0 == j1):
            out.append((i0, i1, j0, j1))
            continue
        tokens, start, end, side = (a, i0, i1, 0) if j0 == j1 else (b, j0, j1, 2)
        others, place = (b, j0) if j0 == j1 else (a, i0)
        # a token at least has to stay between two edits
        floor = out[-1][side + 1] + 1 if number else 0
        ceiling = runs[number + 1][side] - 1 if number + 1 < len(runs) else len(tokens)
        best, best_score, shift, same = 0, _edge(tokens, start, end), 0, 0
        while start + shift > floor and tokens[start + shift - 1].key == tokens[end + shift - 1].key:
            shift -= 1
            stays, goes, other = tokens[end + shift], tokens[start + shift], others[place + shift]
            same += _reads(stays, other, reads, side) - _reads(goes, other, reads, side)
            score = _EXACT * same + _edge(tokens, start + shift, end + shift)
            if score > best_score:
                best, best_score = shift, score
        shift = same = 0
        while end + shift < ceiling and tokens[start + shift].key == tokens[end + shift].key:
            stays, goes, other = tokens[start + shift], tokens[end + shift], others[place + shift]
            same += _reads(stays, other, reads, side) - _reads(goes, other, reads, side)
            shift += 1
            score = _EXACT * same + _edge(tokens, start + shift, end + shift)
            if score > best_score:
                best, best_score = shift, score
        out.append((i0 + best, i1 + best, j0 + best, j1 + best))
    return out


def _reads(token: Token, other: Token, reads: Reads, side: int) -> bool:
    """Whether two tokens read the same of which the first is a new one where ``side`` is not 0."""
    return reads(other, token) if side else reads(token, other)


def _edge(tokens: list[Token], start: int, end: int) -> int:
    """How well a phrase that starts and ends here is cut: after a full stop best, then after a comma."""
    before = tokens[start - 1].key if start else "."
    last = tokens[end - 1].key
    score = 0
    if before in ".;:" or before[-1:] in ".;:":
        score += 3 if last in ".,;:" else 1
    elif before in ",)":
        score += 2
    if last in ".;":
        score += 3
    elif last == ",":
        score += 1
    if tokens[start].key in ("and", "or"):
        score += 2
    elif tokens[start].key in (",", ";"):
        score += 1
    return score
