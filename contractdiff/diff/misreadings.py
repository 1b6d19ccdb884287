"""Differences between clauses that come from text recognition (OCR) and not from a person.

A difference is a misreading where the words look alike, or where the recognised one is no word at all and differs from
its counterpart by a letter or two. A word that is used elsewhere in either version is believed as it was read.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property

from rapidfuzz.distance import Indel, Levenshtein

from contractdiff.model import Clause, Contract
from contractdiff.text import NOISE, Token, fold_token, looks_alike, without_accents

Misread = Callable[[str, str], bool]
"""Whether a stretch of the old and one of the new wording are one text, misread on a side."""

# A word this long that is off by so few letters is a misreading where it is no word.
_LONG, _LONGER = 5, 8
# What a word begins or ends with is what contracts change: employer and employee, increase and decrease.
_AFFIXES = """
    or er ee ed ing s es ly al able ible ion ions ment ance ence ant ent ive ary ory ity un in im ir il non dis mis de
    re pre pro post sub over under inter intra en em e d r ies y ous less ful
"""
_AFFIX = frozenset(_AFFIXES.split()) | {""}
# Words that are believed whatever they look like: what they say is what contracts are changed for.
_TELLING = frozenset(
    "not no nor never none neither without within unless except shall must may might will should could would can"
    " cannot any all each every either both only before after until one two three four five six seven eight nine ten"
    " eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty"
    " seventy eighty ninety hundred thousand million billion first second third fourth fifth sixth seventh eighth ninth"
    " tenth january february march april june july august september october november december".split()
)
# How often a word must stand in recognised text to be believed where nothing else is known.
_OFTEN = 3
# Longest stretches in which counterparts are looked for, and how many tokens one may have become.
_RUN, _PIECES = 1600, 4
_WORD = re.compile(r"[^\W\d_]+")


class Misreadings:
    """What is known of the words of two versions, gathered when first asked for."""

    def __init__(self, old: Contract, new: Contract) -> None:
        self._clauses = (*old.clauses, *new.clauses)

    def between(self, old: Sequence[Clause], new: Sequence[Clause]) -> Misread | None:
        """Which stretches of these clauses are misread; ``None`` where none of them was recognised."""
        read_old = any(clause.recognised for clause in old)
        read_new = any(clause.recognised for clause in new)
        if not old or not new or not (read_old or read_new):
            return None
        here = Counter(
            word for clause in (*old, *new) if clause.recognised == self._only_read for word in _words(clause)
        )

        def misread(was: str, now: str) -> bool:
            return self._misread(was, now, here, (read_old, read_new))

        return misread

    def _misread(self, was: str, now: str, here: Counter[str], read: tuple[bool, bool]) -> bool:
        if not was.strip("_ ") and not now.strip("_ "):
            return True
        left, right = _plain(was), _plain(now)
        believed = (
            (not read[0] or self._is_used(left, here), not read[1] or self._is_used(right, here))
            if left.isalpha() and right.isalpha() and left != right
            else (False, False)
        )
        if all(believed):
            return False
        if looks_alike(was, now):
            # a word that says so much must look wrong to be taken for another
            return not any(word in _TELLING and sure for word, sure in ((left, believed[1]), (right, believed[0])))
        if not (left.isalpha() and right.isalpha()):
            return False
        return any(
            doubted and self._is_no_word(word, other)
            for word, other, doubted in ((left, right, not believed[0]), (right, left, not believed[1]))
        )

    def _is_used(self, word: str, here: Counter[str]) -> bool:
        """Whether a word stands in other clauses than these, where it surely was printed so."""
        return self._used[word] - here[word] >= (_OFTEN if self._only_read else 1)

    def _is_no_word(self, word: str, other: str) -> bool:
        """Whether a word is spelled as no word is, and is off from another by a letter or two."""
        shorter = min(len(word), len(other))
        if shorter < _LONG or word in _TELLING:
            return False
        if Levenshtein.distance(word, other) > (2 if shorter >= _LONGER else 1) or _is_affix(word, other):
            return False
        return any(part not in self._parts for part in _parts(word))

    @cached_property
    def _only_read(self) -> bool:
        """Whether nothing is known but recognised text."""
        return all(clause.recognised for clause in self._clauses)

    @cached_property
    def _used(self) -> Counter[str]:
        """In how many clauses each word stands; recognised ones count only where there are no others."""
        return Counter(
            word for clause in self._clauses if clause.recognised == self._only_read for word in _words(clause)
        )

    @cached_property
    def _parts(self) -> frozenset[str]:
        """The groups of three letters that words have."""
        least = _OFTEN if self._only_read else 1
        return frozenset(part for word, count in self._used.items() if count >= least for part in _parts(word))


def settled(old: str, new: str, a: list[Token], b: list[Token], misread: Misread) -> tuple[list[Token], list[Token]]:
    """The tokens of both wordings, those that are misreadings of one another with one and the same key.

    Tokens that recognition broke or joined become one; marks that may be dirt become part of the token beside them.
    """
    numbers: dict[str, int] = {}
    left = [numbers.setdefault(token.key, len(numbers)) for token in a]
    right = [numbers.setdefault(token.key, len(numbers)) for token in b]
    groups: list[tuple[list[Token], list[Token]]] = []
    for op in Indel.opcodes(left, right):
        if op.tag == "equal":
            both = zip(a[op.src_start : op.src_end], b[op.dest_start : op.dest_end], strict=True)
            groups += [([one], [other]) for one, other in both]
        elif groups and op.tag != "equal" and _is_open(groups[-1]):
            groups[-1] = (groups[-1][0] + a[op.src_start : op.src_end], groups[-1][1] + b[op.dest_start : op.dest_end])
        else:
            groups.append((a[op.src_start : op.src_end], b[op.dest_start : op.dest_end]))
    return _joined([part for group in groups for part in _counterparts(old, new, group, misread)])


_Group = tuple[list[Token], list[Token]]


def _is_open(group: _Group) -> bool:
    """Whether a group is a stretch that differs and not a pair of equal tokens."""
    return not (len(group[0]) == len(group[1]) == 1 and group[0][0].key == group[1][0].key)


def _counterparts(old: str, new: str, group: _Group, misread: Misread) -> list[_Group]:
    """A stretch that differs, in parts that are counterparts of one another and parts that have none."""
    a, b = group
    if not _is_open(group) or not a or not b or len(a) * len(b) > _RUN:
        return [group]
    # most characters in counterparts, from the end to the start
    best = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    step: dict[tuple[int, int], tuple[int, int]] = {}
    shapes = [(1, 1), *((1, n) for n in range(2, _PIECES + 1)), *((n, 1) for n in range(2, _PIECES + 1)), (2, 2)]
    for i in range(len(a), -1, -1):
        for j in range(len(b), -1, -1):
            if i < len(a):
                best[i][j] = best[i + 1][j]
            if j < len(b) and best[i][j + 1] > best[i][j]:
                best[i][j] = best[i][j + 1]
            for m, n in shapes:
                if i + m > len(a) or j + n > len(b):
                    continue
                gain = a[i + m - 1].end - a[i].start + b[j + n - 1].end - b[j].start
                if gain + best[i + m][j + n] <= best[i][j]:
                    continue
                if any(not token.key for token in (*a[i : i + m], *b[j : j + n])):
                    continue  # the line between two cells
                was, now = old[a[i].start : a[i + m - 1].end], new[b[j].start : b[j + n - 1].end]
                if misread(was, now):
                    best[i][j] = gain + best[i + m][j + n]
                    step[i, j] = (m, n)
    out: list[_Group] = []
    i = j = 0
    while i < len(a) or j < len(b):
        taken = step.get((i, j))
        if taken is not None and best[i][j] > max(
            best[i + 1][j] if i < len(a) else 0, best[i][j + 1] if j < len(b) else 0
        ):
            out.append((a[i : i + taken[0]], b[j : j + taken[1]]))
            i, j = i + taken[0], j + taken[1]
        elif i < len(a) and best[i + 1][j] == best[i][j]:
            out.append(([a[i]], []))
            i += 1
        else:
            out.append(([], [b[j]]))
            j += 1
    return out


def _joined(groups: Sequence[_Group]) -> tuple[list[Token], list[Token]]:
    """The tokens of the groups: of counterparts one for each side, with one key; dirt with the pair beside it."""
    sides: tuple[list[Token], list[Token]] = ([], [])
    paired = False  # whether the last tokens of both sides are a pair
    waiting: list[tuple[int, Token]] = []  # dirt before the first pair
    for a, b in groups:
        if a and b:
            one, other = _merged(a), _merged(b)
            key = min(one.key, other.key)
            for side, token in enumerate((one, other)):
                start = min([dirt.start for at, dirt in waiting if at == side] + [token.start])
                sides[side].append(Token(start, token.end, key))
            waiting, paired = [], True
            continue
        for side, tokens in enumerate((a, b)):
            for token in tokens:
                dirt = bool(token.key) and all(letter in NOISE for letter in token.key)
                if dirt and paired:
                    last = sides[side][-1]
                    sides[side][-1] = Token(last.start, token.end, last.key)
                elif dirt and not sides[0] and not sides[1]:
                    waiting.append((side, token))
                else:
                    for at, other in waiting:
                        sides[at].append(other)
                    waiting, paired = [], False
                    sides[side].append(token)
    for at, token in waiting:
        sides[at].append(token)
    return sides


def _merged(tokens: list[Token]) -> Token:
    if len(tokens) == 1:
        return tokens[0]
    return Token(tokens[0].start, tokens[-1].end, "".join(token.key for token in tokens))


def _is_affix(word: str, other: str) -> bool:
    """Whether two words differ in nothing but what they begin with or end in."""
    start = next((at for at, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    if word[start:] in _AFFIX and other[start:] in _AFFIX:
        return True
    back = 0
    while back < min(len(word), len(other)) and word[-1 - back] == other[-1 - back]:
        back += 1
    return word[: len(word) - back] in _AFFIX and other[: len(other) - back] in _AFFIX


def _plain(text: str) -> str:
    """A word without the marks around and in it."""
    return without_accents("".join(letter for letter in fold_token(text) if letter not in NOISE))


def _words(clause: Clause) -> set[str]:
    return {without_accents(word) for word in _WORD.findall(clause.wording.casefold())}


def _parts(word: str) -> list[str]:
    edged = f"^{word}$"
    return [edged[at : at + 3] for at in range(len(edged) - 2)]
