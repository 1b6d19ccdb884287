"""Numbers in words and ordinals, by language, from the rules in ``number_words.toml``."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("number_words.toml")
_LARGEST = 999
_CHOICE = re.compile(r"\[([^|\]]*)\|?([^\]]*)\]")
_PART = re.compile(r"([<>=])(?:(\w+)\1)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """How the numbers from ``first`` on are spelled; the file explains the signs in ``words``."""

    first: int
    divisor: int
    words: str


_Rules = dict[str, tuple[_Rule, ...]]


def spelled(number: int, kind: str, language: str) -> str | None:
    """Return a number as written in a language, ``None`` where the language is not known or the number too large.

    Args:
        number: From 1.
        kind: "cardinal" ("twenty-one"), "ordinal" ("twenty-first") or "suffix" (the "st" of "21st").
        language: A tag such as "fr" or "fr-CA".
    """
    language, _, region = language.replace("_", "-").partition("-")
    largest, rules = _language(f"{language.lower()}-{region.upper()}", language.lower())
    if kind not in rules or not 0 < number <= largest:
        return None
    return _apply(rules, kind, number)


def _apply(rules: _Rules, name: str, number: int) -> str:
    ordered = rules[name]
    rule = ordered[bisect_right(ordered, number, key=lambda rule: rule.first) - 1]
    quotient, rest = divmod(number, rule.divisor)
    words = _CHOICE.sub(r"\1" if rest else r"\2", rule.words)

    def part(match: re.Match[str]) -> str:
        value = {"<": quotient, ">": rest, "=": number}[match[1]]
        return _apply(rules, match[2] or name, value)

    return _PART.sub(part, words)


@cache
def _tables() -> dict[str, dict[str, str | int]]:
    import tomllib  # only a list numbered in words needs it

    tables: dict[str, dict[str, str | int]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tables


@cache
def _language(region: str, language: str) -> tuple[int, _Rules]:
    """Return the largest number that is spelled, and the rules by name."""
    table = _tables().get(language, {}) | _tables().get(region, {})
    largest = table.get("largest", _LARGEST)
    rules = {name: _read(lines) for name, lines in table.items() if isinstance(lines, str)}
    return int(largest), rules


def _read(lines: str) -> tuple[_Rule, ...]:
    rules = []
    for line in lines.strip().split("\n"):
        head, _, words = line.partition(": ")
        first, _, divisor = head.partition("/")
        by_default = 10 ** (len(first) - 1)
        rules += [
            _Rule(first=at, divisor=int(divisor or by_default), words=each)
            for at, each in enumerate(words.split(", "), start=int(first))
        ]
    return tuple(rules)
