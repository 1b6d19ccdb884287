"""Cues: regular expressions for whole words of lower-case text.

There are thousands of them, of which a comparison meets few: each is made ready when a text has the letters that it
begins with.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Generic, TypeVar

_Key = TypeVar("_Key")
# Cues are found by so many of their first letters.
_LETTERS = 6
_PLACE = re.compile(r"\w+|[^\w\s]")
_QUANTIFIED = re.compile(r"[?*+]\??|\{[^}]*\}\??")
# Begins with so many letters and one more that no sign behind makes doubtful.
_PLAIN = re.compile(rf"[\w ]{{{_LETTERS + 1}}}")
# What brackets and bars are to be told from: escaped letters, and sets in square brackets.
_SIGN = re.compile(r"\\.|\[\^?\]?[^\]]*\]|[()|]")
_LOOKS = ("(?=", "(?!", "(?<=", "(?<!")


class Cues:
    """Some cues, found as one."""

    def __init__(self, cues: Iterable[str]) -> None:
        self._cues = tuple(cues)

    def __bool__(self) -> bool:
        return bool(self._cues)

    def __iter__(self) -> Iterator[str]:
        return iter(self._cues)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds any of the cues, as whole words; nothing where there is no cue."""
        if not self._cues:
            return re.compile(r"(?!)")
        # their first letters are taken out in front, so that few are tried at each word
        by_letter: dict[str, list[str]] = {}
        for cue in self._cues:
            plain = cue[0].isalpha() and not _QUANTIFIED.match(cue, 1) and "|" not in cue
            by_letter.setdefault(cue[0] if plain else "", []).append(cue[1:] if plain else cue)
        groups = "|".join(rf"{letter}(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items(), reverse=True))
        return re.compile(rf"(?<!\w)(?:{groups})(?!\w)")


class CueFinder(Generic[_Key]):
    """Finds the cues of several owners in one pass over a text."""

    def __init__(self, cues: Iterable[tuple[_Key, Cues]]) -> None:
        """Takes the cues of each owner, under a key that ``find`` gives back."""
        by_opening: dict[str, dict[_Key, list[str]]] = {}
        for key, own in cues:
            for cue in own:
                for opening in openings(cue):
                    by_opening.setdefault(opening, {}).setdefault(key, []).append(cue)
        self._by_opening = {
            opening: tuple((key, Cues(own)) for key, own in owners.items()) for opening, owners in by_opening.items()
        }
        self._by_letters: dict[str, tuple[tuple[_Key, Cues], ...]] = {}

    def find(self, lower: str, at: int = 0, end: int | None = None) -> Iterator[tuple[_Key, tuple[int, int]]]:
        """The key of each owner with the place of a cue of its, in the order of the text.

        Of a stretch of the text only, if one is given; a cue may end behind it.
        """
        for place in _PLACE.finditer(lower, at, len(lower) if end is None else end):
            start = place.start()
            letters = lower[start : start + _LETTERS]
            candidates = self._by_letters.get(letters)
            if candidates is None:
                candidates = self._by_letters[letters] = self._beginning(letters)
            for key, cues in candidates:
                if match := cues.pattern.match(lower, start):
                    yield key, match.span()

    def _beginning(self, letters: str) -> tuple[tuple[_Key, Cues], ...]:
        """The cues that words with these first letters may be."""
        openings = (letters[:length] for length in range(len(letters) + 1))
        return tuple(each for opening in openings for each in self._by_opening.get(opening, ()))


def openings(cue: str) -> set[str]:
    """The letters with which the words that a cue finds may begin: six of them, or as many as are certain."""
    found: set[str] = set()
    for part in _alternatives(cue):
        found |= {part[:_LETTERS]} if _PLAIN.match(part) else _openings(part, _LETTERS)
    return found


def _openings(cue: str, letters: int) -> set[str]:
    """The first ``letters`` letters of what a cue without alternatives of its own finds, or fewer."""
    if not cue or not letters:
        return {""}
    if cue.startswith("("):
        end = _closing(cue)
        body, rest = cue[:end], cue[end + 1 :]
        if body.startswith(_LOOKS):
            return _openings(rest, letters)
        inner = re.sub(r"^\((?:\?(?::|P<\w+>))?", "", body)
        quantified = _QUANTIFIED.match(rest)
        after = rest[quantified.end() :] if quantified else rest
        if quantified and quantified[0][0] in "+{":
            after = "."
        found = {each for part in _alternatives(inner) for each in _openings(part + after, letters)}
        return found | _openings(after, letters) if quantified and quantified[0][0] in "?*{" else found
    literal, rest = (cue[1], cue[2:]) if cue[0] == "\\" else (cue[0], cue[1:])
    if cue[0] == "\\" and literal == "b":
        return _openings(rest, letters)
    if literal == "d" and cue[0] == "\\":
        return set("0123456789")
    if cue[0] in ".[^$" or (cue[0] == "\\" and literal.isalnum()):
        return {""}
    quantified = _QUANTIFIED.match(rest)
    if quantified and quantified[0][0] in "+{":
        return {literal} if quantified[0][0] == "+" else {""}
    after = rest[quantified.end() :] if quantified else rest
    found = (
        {literal + each for each in _openings(after, letters - 1)}
        if not quantified or quantified[0][0] == "?"
        else {""}
    )
    return found | _openings(after, letters) if quantified else found


def _alternatives(cue: str) -> Sequence[str]:
    """The parts of a cue between the bars that stand in no brackets."""
    if "|" not in cue:
        return (cue,)
    parts, depth, start = [], 0, 0
    for sign in _SIGN.finditer(cue):
        if sign[0] == "(":
            depth += 1
        elif sign[0] == ")":
            depth -= 1
        elif sign[0] == "|" and not depth:
            parts.append(cue[start : sign.start()])
            start = sign.end()
    return [*parts, cue[start:]]


def _closing(cue: str) -> int:
    """Where the bracket closes with which a cue opens."""
    depth = 0
    for sign in _SIGN.finditer(cue):
        depth += (sign[0] == "(") - (sign[0] == ")")
        if not depth and sign[0] == ")":
            return sign.start()
    return len(cue)
