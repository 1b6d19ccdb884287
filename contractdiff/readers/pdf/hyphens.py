"""The text of lines joined: words broken at line ends made whole."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from contractdiff.readers.pdf.words import Word

_CORE = re.compile(r"[^\W_](?:[\w’'-]*[^\W_])?")
# Words that are printed with a hyphen after them far more often than broken behind them.
_BEFORE_HYPHENS = """
    non self co pre post re sub multi cross semi quasi ex anti inter intra counter well long short full part third high
    low on off in two one three four five six seven eight nine ten year day time
"""
_PREFIXES = frozenset(_BEFORE_HYPHENS.split())
# Those of them that no other word begins with.
_ALWAYS_HYPHENED = frozenset("non self semi quasi full".split())


class Vocabulary:
    """The words of a file as they stand within lines, to tell a broken word from one with a hyphen."""

    def __init__(self, lines: Iterable[Sequence[Word]], notes: Collection[str] = ()) -> None:
        self._known: Counter[str] = Counter()
        self._notes = frozenset(notes)
        broken = False
        for words in lines:
            # neither half of a broken word is a word
            start, broken = int(broken), bool(words) and _broken(words[-1].text)
            for word in words[start : len(words) - broken]:
                if core := _CORE.search(word.text):
                    self._known[core[0].lower()] += 1

    def text_of(self, word: Word) -> str:
        """The word without the sign of a footnote that the file has."""
        return word.text.removesuffix(word.sign) if self.is_note(word) else word.text

    def is_note(self, word: Word) -> bool:
        """Whether the word ends in the sign of a footnote that the file has."""
        return bool(word.sign) and word.sign in self._notes

    def joined(self, first: str, second: str) -> str:
        """The halves of a word, of which the first ends in a hyphen, as one word or as a hyphenated one."""
        if first.endswith("\u00ad"):
            return first[:-1] + second
        stem = first[:-1]
        head, tail = _CORE.search(stem[::-1]), _CORE.match(second)
        if not head or not tail or not second[0].islower():
            return first + second
        before, after = head[0][::-1].lower(), tail[0].lower()
        whole, hyphened = self._known[before + after], self._known[f"{before}-{after}"]
        if whole or hyphened:
            return stem + second if whole >= hyphened else first + second
        if "-" in before or not before.isalpha():
            return first + second
        if before in _ALWAYS_HYPHENED:
            return first + second
        both_words = self._known[before] and self._known[after.split("-")[0]]
        if (before in _PREFIXES and self._known[after]) or both_words:
            return first + second
        return stem + second


class Joined(NamedTuple):
    """Lines made one text.

    Attributes:
        text: The words with one space between.
        firsts: Where in it the second and later lines begin; not where a word was broken between two.
        unseen: The stretches of it that are not painted, as (start, end).
    """

    text: str
    firsts: tuple[int, ...]
    unseen: tuple[tuple[int, int], ...]


def join(lines: Sequence[Sequence[Word]], vocabulary: Vocabulary) -> str:
    """The text of the lines with one space between words."""
    return join_lines(lines, vocabulary).text


def join_lines(lines: Sequence[Sequence[Word]], vocabulary: Vocabulary) -> Joined:
    """The same, and what of it begins a line or is not painted."""
    parts: list[str] = []
    firsts: list[int] = []
    unseen: list[int] = []
    for words in lines:
        kept = [(text, word) for word in words if (text := vocabulary.text_of(word))]
        if not kept:
            continue
        texts = [text for text, _ in kept]
        if parts and _broken(parts[-1]):
            texts[0] = vocabulary.joined(parts.pop(), texts[0])
        elif parts:
            firsts.append(len(parts))
        unseen += [len(parts) + at for at, (_, word) in enumerate(kept) if word.unseen]
        parts += texts
    parts = [part.rstrip("\u00ad") for part in parts]
    starts = [0, *accumulate(len(part) + 1 for part in parts)]
    spans: list[tuple[int, int]] = []
    for at in unseen:
        if spans and starts[at] == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], starts[at] + len(parts[at]))
        else:
            spans.append((starts[at], starts[at] + len(parts[at])))
    return Joined(" ".join(parts), tuple(starts[first] for first in firsts), tuple(spans))


def _broken(word: str) -> bool:
    if word.endswith("\u00ad"):
        return len(word) > 1
    return word.endswith("-") and len(word) > 1 and word[-2].isalnum()
