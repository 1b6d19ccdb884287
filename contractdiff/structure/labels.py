"""The grammar of clause labels: the one place that knows what "5.2(a)" looks like.

A label is what a reader cites a clause by: "ARTICLE IV", "4.1.", "(a)", "Exhibit B", "§ 1005.2". The table of
accepted and rejected beginnings is ``tests/test_labels.py``.
"""

import re
from dataclasses import dataclass
from enum import Enum

from contractdiff.text import NUMERALS


class Numeral(Enum):
    """How the last number of a label is written."""

    DECIMAL = "1"
    LOWER_LETTER = "a"
    UPPER_LETTER = "A"
    LOWER_ROMAN = "i"
    UPPER_ROMAN = "I"
    WORD = "one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label read.

    Attributes:
        text: As printed, without the white space around it.
        word: The word before the number in lower case ("article", "§"), or "".
        numeral: How the last number is written; a single letter that may also be a Roman number is
            given as a letter (``value`` and ``roman`` hold both readings).
        value: The last number, counted from 1.
        roman: The value read as a Roman number, where that is possible and another reading is too.
        parts: The numbers of a decimal label: (4, 1) of "4.1."; empty for others.
        form: What its siblings share: the marks around the number ("(#)", "#.", "#.#."), with the word.
        sure: Whether the beginning is a label by its shape alone; where not, its neighbours decide.
    """

    text: str
    word: str
    numeral: Numeral
    value: int
    roman: int | None
    parts: tuple[int, ...]
    form: str
    sure: bool


_WORDS = (
    "article|section|sections|sec\\.|part|subpart|chapter|title|exhibit|attachment|appendix|schedule|annex|addendum|"
    "recital|clause|paragraph|subsection|amendment"
)
_LONGEST_LIST = 100
NUMBER_WORDS = NUMERALS[1:16]
_ROMAN = r"(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_WORDED = re.compile(
    rf"(?:(?P<word>{_WORDS})[\s-]+|(?P<sign>§{{1,2}})\s*)(?P<number>\d+(?:[.\-]\d+)*(?:[A-Za-z]|\.(?-i:[A-Z]))?(?![\w])|(?:{_ROMAN})(?:[.\-]\d+)+(?![\w])|(?:{_ROMAN})(?![\w])|(?-i:[A-Z]{{1,2}})(?![\w])|"
    rf"(?-i:[A-Z])-\d+(?![\w])|(?:{'|'.join(NUMBER_WORDS)})\b)(?P<chain>(?:\([a-z0-9]{{1,4}}\))*)(?P<mark>\s?[.:)]|)",
    re.IGNORECASE,
)
_DECIMALS = re.compile(
    r"\d{1,4}(?:\.\d{1,3})+[A-Za-z]?(?P<chain>(?:\.?\([a-z0-9]{1,4}\))*)(?P<mark>\.\)|[.):]|)(?=\s|$|(?<=[.)])[A-Z“])",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    r"(?P<number>\d{1,3}[A-Za-z]?|[A-Za-z]|[ivxlcdm]{2,7}|[IVXLCDM]{2,7})(?P<mark>\.\)|[.)])(?=\s|$|[“\"(]|[A-Z][a-z])"
)
_MIXED = re.compile(
    r"(?P<numbers>(?:[A-Za-z]|\d{1,3}|[IVXLC]{2,6})(?:\.(?:\d{1,3}|[ivx]{2,4}|[A-Za-z]))+)"
    r"(?P<chain>(?:\.?\([a-z0-9]{1,4}\))*)(?P<mark>\.\)|[.):]?)(?=\s|$)"
)
_DASHED = re.compile(r"(?P<number>[A-Z])-(?P<last>\d{1,2})(?:(?P<mark>[.:)])(?=\s|$)|\s?[–—]\s?(?=\S))")
_PARENS = re.compile(
    r"(?:\((?:[a-z]|[A-Z]|([a-zA-Z])\1|[ivxlcdm]{2,7}|[IVXLCDM]{2,7}|\d{1,3})\)\s?)+(?:(?<=\))[.:](?=\s|$)\s?)?(?![,;.])",
    re.ASCII,
)
_BARE = re.compile(r"(?P<number>\d{1,2})(?=\s+[A-Z“\"])")
# "a) i. Words" begins two lists at once.
_FIRST_OF_LIST = re.compile(r"[i1][.)](?=\s)")
# "Article 1.Definitions" is printed without a space; "(907) 465-5842" is a telephone number.
_GLUED = re.compile(r"[A-Z][a-z]")
_REST_OF_TELEPHONE = re.compile(r"\s*\d{3}[-.\s]\d{4}(?!\d)")
_UNIT = re.compile(
    r"\s*(?:%|percent|per cent|million|billion|thousand|hours?|days?|weeks?|months?|years?|times|inch|feet|miles|FTE)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[•·▪▫◦●○■◆►➢✓\uf0b7\uf0a7\uf0d8\uf0fc‣⁃∙∗*–—-]|o(?=\s+\S))\s+")
# What is put at the end of a document, and how such a heading goes on: "Appendix A to Part 1005—Model Clauses".
_ANNEXES = frozenset(("exhibit", "attachment", "appendix", "schedule", "annex", "addendum"))
_NAMED = re.compile(r"(?:to|of)\s+(?:(?:the|this)\s+)?[A-Z0-9](?:[^.;:,]|,(?!\s[a-z])){0,120}")
_ROMAN_NESTED = re.compile(rf"(?:{_ROMAN})[.\-]\d+(?:[.\-]\d+)*", re.IGNORECASE)
_ROMAN_ONLY = re.compile(_ROMAN, re.IGNORECASE)


def read_label(text: str) -> tuple[Label, str] | None:
    """The label at the beginning of a paragraph and the words after it, or ``None`` where there is none.

    A label that is not ``sure`` ("1 Overview", "J. Smith") is one only if its neighbours are numbered alike.
    """
    first = text[:1]
    if not first or not (first.isalnum() or first in "(§"):
        return None
    if first == "(":
        return _parenthesised(text)
    if first.isdigit():
        return _decimal(text) or _mixed(text) or _single(text) or _bare(text)
    return _worded(text) or _mixed(text) or _single(text)


def parse_label(text: str) -> Label | None:
    """A label that the word processor printed, however it is made; ``None`` where no number stands in it."""
    found = read_label(text)
    if found and not found[1]:
        return found[0]
    number = re.search(r"\d+|[A-Za-z]+", text)
    if number is None:
        return None
    form = text[: number.start()] + "#" + text[number.end() :]
    return _label(text, "", number.group(), form=form, sure=True)


def stacked(label: Label) -> tuple[Label, ...]:
    """The labels of which one is made that stands for several at once, outermost first: "(a)" and "(1)" of "(a)(1)".

    Empty for any other, and for one with a word ("§ 1005.2(b)"), which is repeated in full each time.
    """
    if label.word or label.form.count("#") <= max(len(label.parts), 1):
        return ()
    made = [parse_label(text) for text in re.findall(r"\([^()]+\)|[^\s(]+", label.text)]
    return tuple(each for each in made if each is not None)


def strip_bullet(text: str) -> str:
    """The text without a bullet at its beginning. A bullet is no label and no part of the wording."""
    found = _BULLET.match(text)
    return text[found.end() :] if found else text


def _worded(text: str) -> tuple[Label, str] | None:
    found = _WORDED.match(text)
    if not found:
        return None
    rest = text[found.end() :]
    # "Section 5.2 shall apply" and "Exhibit A, attached" begin a sentence; "Section 5.2 Costs." is a label
    if rest and not rest[0].isspace() and not (found["mark"] and _GLUED.match(rest)):
        return None
    following = rest.lstrip(" –—-|")
    word = (found["word"] or found["sign"]).lower()
    if not found["mark"].strip() and following[:1].islower() and not (word in _ANNEXES and _NAMED.fullmatch(following)):
        return None
    if (
        word in ("clause", "paragraph", "sections", "subsection", "amendment")
        and not found["mark"].strip()
        and following
    ):
        return None
    number = found["number"]
    nested = number[0].isdigit() or (_ROMAN_NESTED.fullmatch(number) is not None and word not in _ANNEXES)
    parts = _nested_parts(re.split(r"[.\-]", number)) if nested else ()
    chain = re.findall(r"[a-z0-9]+", found["chain"] or "", re.IGNORECASE)
    last = chain[-1] if chain else number.rsplit(".", 1)[-1].rsplit("-", 1)[-1]
    form = f"{word} {'#' if not parts else '.'.join('#' * len(parts))}{'(#)' * len(chain)}"
    label = _label(text[: found.end()].strip(), word, last, form=form, sure=True, parts=parts if not chain else ())
    return label, rest.lstrip().removeprefix("–").removeprefix("—").lstrip() if label.word != "§" else rest.lstrip()


def _decimal(text: str) -> tuple[Label, str] | None:
    found = _DECIMALS.match(text)
    if not found or (not found["mark"] and _UNIT.match(text, found.end())):
        return None
    parts = tuple(int(n) for n in re.findall(r"\d+", text[: found.start("chain")]))
    chain = re.findall(r"[a-z0-9]+", found["chain"], re.IGNORECASE)
    form = ".".join("#" * len(parts)) + "(#)" * len(chain)
    last = chain[-1] if chain else str(parts[-1])
    label = _label(found.group(), "", last, form=form, sure=True, parts=() if chain else parts)
    return label, text[found.end() :].lstrip()


def _mixed(text: str) -> tuple[Label, str] | None:
    dashed = _DASHED.match(text)
    if dashed:
        printed = f"{dashed['number']}-{dashed['last']}{dashed['mark'] or ''}"
        return _label(printed, "", dashed["last"], form="@-#", sure=True), text[dashed.end() :].lstrip()
    found = _MIXED.match(text)
    if not found:
        return None
    numbers = found["numbers"].split(".")
    if not all(map(_is_number, numbers)) or all(number.isdigit() for number in numbers):
        return None
    first, counted = numbers[0], any(number.isdigit() for number in numbers)
    if not counted and len(first) == 1 and not (first in "IVX" and len(numbers) == 2 and numbers[1].isupper()):
        return None  # "e.g", "U.S", "L.L.C"
    if first.isalpha() and not found["mark"] and text[found.end() :].lstrip()[:1].islower():
        return None  # "X.509 certificates"
    chain = re.findall(r"[a-z0-9]+", found["chain"])
    form = ".".join(["@"] + ["#"] * (len(numbers) - 1)) + "(#)" * len(chain) + found["mark"]
    # an initial before a number heads a list of its own ("A.1."); what else comes first is the clause above ("II.5.")
    nested = not chain and (first.isdigit() or len(first) > 1 or first in "IVX")
    parts = _nested_parts(numbers) if nested else ()
    label = _label(
        found.group(), "", chain[-1] if chain else numbers[-1], form=form, sure=counted or len(first) > 1, parts=parts
    )
    return label, text[found.end() :].lstrip()


def _nested_parts(numbers: list[str]) -> tuple[int, ...]:
    """The numbers of a label that repeats those above it: (2, 1) of "II.1" and of "2.A"; the first may be Roman."""
    _, value, roman = _value(numbers[0])
    return (roman or value, *(_value(number)[1] for number in numbers[1:]))


def _single(text: str) -> tuple[Label, str] | None:
    found = _SINGLE.match(text)
    if not found:
        return None
    number = found["number"]
    if not _is_number(number):
        return None
    rest = text[found.end() :].lstrip()
    # "J. Smith" reads like a label; its neighbours tell
    sure = not (number.isalpha() and number.isupper() and found["mark"] == "." and len(number) == 1)
    # "i.Disclose" may be a label printed without a space, or a fault of the file
    sure = sure and (not text[found.end() :] or not text[found.end()].isalpha())
    if number[0].isdigit() and found["mark"] == "." and rest[:1].islower() and _UNIT.match(rest):
        return None
    chain = _PARENS.match(rest)
    tail = ""
    if not (chain and found["mark"] == "."):
        chain = _FIRST_OF_LIST.match(rest) if sure else None
    if chain:
        tail, rest = chain.group().strip(), rest[chain.end() :].lstrip()
    last = re.findall(r"\w+", tail)[-1] if tail else number
    form = f"#{found['mark']}" + re.sub(r"\w+|\s", lambda word: "#" if word.group().strip() else "", tail)
    printed = text[: found.end()] + (f" {tail}" if tail else "")
    return _label(printed, "", last, form=form, sure=sure), rest


def _parenthesised(text: str) -> tuple[Label, str] | None:
    found = _PARENS.match(text)
    if not found or _REST_OF_TELEPHONE.match(text, found.end()):
        return None
    numbers = re.findall(r"\w+", found.group())
    number = numbers[-1]
    if not _is_number(number):
        return None
    printed = found.group().strip()
    return _label(printed, "", number, form="(#)" * len(numbers), sure=True), text[found.end() :].lstrip()


def _bare(text: str) -> tuple[Label, str] | None:
    found = _BARE.match(text)
    if not found or len(text.split()) > 13 or text.rstrip()[-1:] in ".;," or _UNIT.match(text, found.end()):
        return None
    number = found["number"]
    return _label(number, "", number, form="#", sure=False, parts=(int(number),)), text[found.end() :].lstrip()


def _label(text: str, word: str, number: str, *, form: str, sure: bool, parts: tuple[int, ...] = ()) -> Label:
    numeral, value, roman = _value(number)
    return Label(
        text=text, word=word, numeral=numeral, value=value, roman=roman, parts=parts, form=f"{form}", sure=sure
    )


def _is_number(number: str) -> bool:
    """Whether letters count something: one letter, one letter doubled, or a Roman number of a list ("mix" is none)."""
    if len(number) == 1 or not number.isalpha() or len(set(number.lower())) == 1:
        return True
    return _ROMAN_ONLY.fullmatch(number) is not None and _from_roman(number.lower()) < _LONGEST_LIST


def _value(number: str) -> tuple[Numeral, int, int | None]:
    """How a number is written and what it is; for letters that are Roman numbers too, both readings."""
    if number[0].isdigit():
        return Numeral.DECIMAL, int(re.match(r"\d+", number).group()), None  # type: ignore[union-attr]
    lower = number.lower()
    roman = _from_roman(lower) if _ROMAN_ONLY.fullmatch(lower) else None
    if len(set(lower)) == 1 and len(lower) <= 4 and not (roman and len(lower) > 1):
        value = ord(lower[0]) - 96 + 26 * (len(lower) - 1)
        return (Numeral.UPPER_LETTER if number.isupper() else Numeral.LOWER_LETTER), value, roman
    if roman:
        return (Numeral.UPPER_ROMAN if number.isupper() else Numeral.LOWER_ROMAN), roman, None
    if lower in NUMBER_WORDS:
        return Numeral.WORD, NUMBER_WORDS.index(lower) + 1, None
    return (Numeral.UPPER_LETTER if number.isupper() else Numeral.LOWER_LETTER), ord(lower[0]) - 96, None


def _from_roman(text: str) -> int:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    total = 0
    for here, after in zip(text, [*text[1:], None], strict=True):
        total += -values[here] if after and values[after] > values[here] else values[here]
    return total


def number_keys(number: str) -> tuple[str, ...]:
    """What a number is looked up by, as printed first: "iv" and "4" for "IV", "2.4" for "2.04", "two" and "2"."""
    pieces = re.split(r"([.-])", number.casefold())
    printed = "".join(str(int(piece)) if piece.isdecimal() else piece for piece in pieces)
    valued = "".join(_in_figures(piece) for piece in pieces)
    return (printed,) if printed == valued else (printed, valued)


def _in_figures(piece: str) -> str:
    if piece.isdecimal():
        return str(int(piece))
    if piece in NUMBER_WORDS:
        return str(NUMBER_WORDS.index(piece) + 1)
    # of single letters only these number articles; "C" is the third of a list
    if _ROMAN_ONLY.fullmatch(piece) and (len(piece) > 1 or piece in "ivx"):
        return str(_from_roman(piece))
    return piece
