"""The categories of change and their cues, read from ``cues.toml``."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from contractdiff.model import Direction, Party, Priority

_FILE = Path(__file__).with_name("cues.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One kind of change; ``cues.toml`` explains each field.

    Attributes:
        code: "MON", "DAY", ….
        rank: Place in the file, from 0.
        name: What it is called to a reader.
        priority: What a change in it is by itself.
        why: Why a provider cares, in one plain sentence.
        why_when: The same where the change goes a certain way.
        question: What to ask the agency.
        about: Finds words that a sentence about the matter has; ``None`` where code decides.
        changed: Finds words that count only where they themselves were changed.
        beside: Finds words that look like the matter but are not.
    """

    code: str
    rank: int
    name: str
    priority: Priority
    why: str
    why_when: Mapping[Direction, str]
    question: str
    about: re.Pattern[str] | None
    changed: re.Pattern[str] | None
    beside: re.Pattern[str] | None


@dataclass(frozen=True, kw_only=True)
class Categories:
    """All categories by code, in the order of the file, and the word lists that the code goes by.

    Attributes:
        by_code: The categories.
        anywhere: Matches, without taking it, wherever a cue of any category begins.
        parties: Cues for the words by which each party is called.
        words: Named lists of words, each as a pattern for lower-case text.
        different_words: Pairs of words that are spelled nearly alike and mean different things.
    """

    by_code: Mapping[str, Category]
    anywhere: re.Pattern[str]
    parties: Mapping[Party, Sequence[str]]
    words: Mapping[str, re.Pattern[str]]
    different_words: frozenset[frozenset[str]]

    @cached_property
    def cues(self) -> tuple[tuple[str, re.Pattern[str], bool], ...]:
        """Each pattern with its category's code, and whether it counts in changed words only."""
        each = ((category.code, category.about, category.changed) for category in self.by_code.values())
        return tuple(
            (code, cues, only_changed)
            for code, about, changed in each
            for cues, only_changed in ((about, False), (changed, True))
            if cues
        )


def word_list(name: str) -> re.Pattern[str]:
    """Finds the words of a list of ``cues.toml`` in lower-case text."""
    return categories().words[name]


@cache
def categories() -> Categories:
    """The categories that come with the program."""
    import tomllib  # only a comparison needs it, not the start of the program

    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Categories(
        by_code={code: _category(code, i, table) for i, (code, table) in enumerate(data["category"].items())},
        anywhere=_whole_words(
            [cue for t in data["category"].values() for name in ("about", "changed") for cue in t.get(name, ())],
            taken=False,
        ),
        parties={party: data["parties"][party.value] for party in Party},
        words={name: _whole_words(cues) for name, cues in data["words"].items()},
        different_words=frozenset(frozenset(pair.split()) for pair in data["different_words"]),
    )


def _category(code: str, rank: int, table: Mapping[str, Any]) -> Category:
    patterns = {name: _whole_words(table[name]) if table.get(name) else None for name in ("about", "changed", "beside")}
    return Category(
        code=code,
        rank=rank,
        name=table["name"],
        priority=Priority(table["priority"]),
        why=table["why"],
        why_when={Direction(way): why for way, why in table.get("why_when", {}).items()},
        question=table.get("question", ""),
        **patterns,
    )


def _whole_words(cues: Sequence[str], *, taken: bool = True) -> re.Pattern[str]:
    """One pattern for many cues. Their first letters are taken out in front, so that few are tried at each word."""
    by_letter: dict[str, list[str]] = {}
    for cue in cues:
        plain = cue[0].isalpha() and cue[1:2] not in ("?", "*", "+", "{", "|")
        by_letter.setdefault(cue[0] if plain else "", []).append(cue[1:] if plain else cue)
    groups = "|".join(rf"{letter}(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items(), reverse=True))
    return re.compile(rf"(?<!\w){'(?:' if taken else '(?='}(?:{groups})(?!\w))")
