"""What a clause label or bullet at the start of a printed line looks like.

The clauses are recovered later, from the text; here a label only tells where a paragraph begins.
"""

import re
from collections.abc import Sequence

_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,5}"
_ROMAN = r"[ivxlc]{1,7}|[IVXLC]{1,7}"
_LABEL = re.compile(
    rf"""
    \((?:{_NUMBER}|[A-Za-z]{{1,2}}|{_ROMAN})\) [.:]?       # (1) (a) (iv)
    | (?:{_NUMBER}|[A-Za-z]|[a-z]{{2}}|{_ROMAN}) [.)] \)?  # 1. 1.1. a. iv) A.
    | {_NUMBER} \.\d{{1,3}} (?:\([A-Za-z0-9]{{1,4}}\))*      # 1.1 1.1(a)
    | \d{{1,3}}\.(?:[A-Za-z]|{_ROMAN})[.)]?                # 1.a.
    | [A-Z]\.\d{{1,3}}(?:\.\d{{1,3}})*[.)]?                # A.1
    | [•◦▪■□☐☒☑✓➢►*–—-]
    | §+ | \[\s?\w?\s?\] | \(\)
    """,
    re.X,
)
_BULLET = re.compile(r"[•◦▪■□☐☒☑✓➢►]|\[\s?\w?\s?\]|\(\)|[\[(]")
_NAMED = re.compile(
    r"(?:article|section|exhibit|schedule|appendix|attachment|annex|part|chapter|addendum|amendment|recital)s?", re.I
)
_NAMED_NUMBER = re.compile(rf"(?:{_NUMBER}|[A-Z]|{_ROMAN})(?:[.:,)]|[-–—]\d*)?|[-–—]", re.I)
_GLUED = re.compile(
    r"(\((?:[a-z]{1,2}|[ivxl]{1,5}|\d{1,2})\)|(?:[ivxl]{1,5}|[a-z]|\d{1,2})[.)]"
    r"|\d{1,2}(?:\.\d{1,2})+(?=\W?(?:[A-Z][a-z]{2}|(?:An|As|At|By|If|In|No|On|To)\b)))"
    r"([“\"]?[A-Z][a-z]+[^@\d]*)"
)


def label_words(words: Sequence[str]) -> int:
    """How many of the first words are a clause label or a bullet ("(a)", "4.1", "ARTICLE IV", "•", "[ x ]")."""
    if not words:
        return 0
    first = words[0]
    if _LABEL.fullmatch(first):
        return 2 if first.strip("§") == "" and len(words) > 1 else 1
    if first in ("[", "(") and len(words) > 1:  # a box to tick
        shut = "]" if first == "[" else ")"
        return 2 if words[1] == shut else 3 if words[2:3] == [shut] and len(words[1]) == 1 else 0
    if len(words) > 1 and _NAMED.fullmatch(first) and first[0].isupper() and _NAMED_NUMBER.fullmatch(words[1]):
        return 2
    return 0


def is_bullet(label: str) -> bool:
    """Whether the first word of a label is a bullet or a box to tick, which no sentence runs into."""
    return bool(_BULLET.fullmatch(label))


def unglued(word: str) -> tuple[str, str] | None:
    """The label and the word of "(a)Provider", which a narrow tab has left without a space; ``None`` for others."""
    found = _GLUED.fullmatch(word)
    return (found[1], found[2]) if found else None


def unglued_number(name: str, text: str, last: int) -> tuple[str, str] | None:
    """The number and the word of "IIIPAYMENT" after "ARTICLE", where ``last`` is the number of the article before.

    Which letters are the number only the one before tells: "IINSURANCE" is the insurance of article I or II.
    """
    if not _NAMED.fullmatch(name) or not name[0].isupper():
        return None
    for value in (last + 1, 1):
        for number in (_roman(value), str(value)):
            rest = text.removeprefix(number)
            mark, word = rest[: rest[:1] in (".", ":")], rest[rest[:1] in (".", ":") :]
            if rest != text and re.fullmatch(r"[A-Z][A-Za-z]{2,}[,:.]?", word):
                return number + mark, word
    return None


def named_value(words: Sequence[str]) -> tuple[str, int] | None:
    """The name, in small letters, and the number of "ARTICLE IV"; ``None`` where the words are no such label."""
    if len(words) < 2 or label_words(words) != 2 or not _NAMED.fullmatch(words[0]):
        return None
    found = counts(words[1].rstrip(".,:)"))
    return (words[0].lower(), found[-1] + 1) if found else None


def _roman(value: int) -> str:
    digits = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for worth, letters in digits:
        text += letters * (value // worth)
        value %= worth
    return text


def kind(label: str) -> str:
    """What labels of one list have in common: "(a)" and "(b)" have it, "4.1" and "(b)" do not."""
    label = label.rstrip(":")
    if re.fullmatch(r"\W*[^\W\d_]+\W*", label):
        letters = re.sub(r"\W", "", label)
        return re.sub(r"[^\W\d_]+", "A" if letters.isupper() else "a", label)
    return re.sub(r"\d+", "#", label)


def counts(label: str) -> tuple[int, ...]:
    """The places in their list that a label may have, from 0: (8, 0) for "(i)", the ninth letter or the first roman."""
    bare = label.rstrip(".):")
    core = re.sub(r"\W", "", bare.rsplit(".", 1)[-1])
    if core.isdecimal() and core.isascii():
        return (int(core) - 1,)
    core = core.lower()
    found: list[int] = []
    if len(core) == 1 and "a" <= core <= "z":
        found.append(ord(core) - ord("a"))
    if (value := roman_value(core)) is not None:
        found.append(value - 1)
    return tuple(found)


def roman_value(text: str) -> int | None:
    """The value of a roman number up to 399 in small letters; ``None`` where it is none."""
    if not re.fullmatch(r"(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", text):
        return None
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    digits = [values[letter] for letter in text]
    return sum(-one if one < max(digits[at:]) else one for at, one in enumerate(digits))
