"""Which clauses an agency names in a cell: "Sec. 4.2(a)", "Article IV, § 4.2", "4.2 → 4.3", "4.2–4.5", "throughout".

The table of accepted examples is ``tests/test_citations.py``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA

from contractdiff.model import ClauseId, Contract, stands_alone
from contractdiff.text import mentions


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause's number: the exhibit that it stands in ("" for the agreement itself), and its parts from the top.

    "4.2(a)" is ("4", "2", "a"); Roman numbers of articles are figures. A footnote's scope is "footnote".
    """

    scope: str
    parts: tuple[str, ...]

    @property
    def joined(self) -> str:
        """The parts as one word, for telling a slip of the hand."""
        return ".".join(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a cell names.

    Attributes:
        numbers: The clauses named one by one, in order.
        ranges: First and last of each range.
        renumbered: The old and the new number of "4.2 → 4.3".
        throughout: Whether it says that the change is in many places.
        path: What "12, 3" is where it is no list, but the third of the twelfth; ``None`` where it can only be a list.
    """

    numbers: tuple[Cited, ...] = ()
    ranges: tuple[tuple[Cited, Cited], ...] = ()
    renumbered: tuple[tuple[Cited, Cited], ...] = ()
    throughout: bool = False
    path: Cited | None = None

    @property
    def several(self) -> bool:
        """Whether it names more than one clause."""
        return bool(self.ranges) or len(self.numbers) > 1


class Grade(Enum):
    """How well a number that was typed fits a clause, the best first."""

    EXACT = "exact"
    WITHIN = "within"
    """The number of a clause above it or below it, or its own without its exhibit."""
    SLIP = "slip"
    """Another number, and a likely slip for this one."""
    OTHER = "other"


_EXHIBITS = {"exh": "exhibit", "ex": "exhibit", "att": "attachment", "attach": "attachment", "app": "appendix"}
_SHORT = re.compile(r"\b(exh|ex|att|attach|app)\b\.?(?=\s*[-#]?\s*(?:[A-Z]\b|\d))", re.IGNORECASE)
_ARTICLES = r"(?:articles?|arts?|parts?|chapters?|ch|titles?)"
_UNITS = (
    rf"(?:{_ARTICLES}|sections?|secs?|sect|subsections?|subsec|clauses?|cl|paragraphs?|paras?|pars?|subparagraphs?|"
    r"items?|numbers?|nos?|footnotes?|fn|notes?)"
)
_ROMAN = r"(?:(?:XL|L?X{1,3}|L)(?:IX|IV|V?I{0,3})|IX|IV|VI{0,3}|I{1,3})"
_LEVEL = r"\s?\(\s*[A-Za-z0-9]{1,5}\s*\)"
_TOKEN = re.compile(
    rf"(?P<range>[–—]|(?<=[\w)])\s?-\s?(?=[\w(])|\b(?:through|thru|to)\b)"
    rf"|(?P<unit>(?:\b{_UNITS}\b\.?|§+|¶+|#)(?:\s+(?:nos?|number)\b\.?)?)"
    rf"|(?P<number>(?:\b\d+|\b[lIOoSB](?=[.\d]))\w{{0,3}}(?:\.\w{{1,4}})*\.?(?:{_LEVEL})*)"
    rf"|(?P<roman>\b{_ROMAN}\b(?:[.-]\w{{1,4}}\b)*(?:{_LEVEL})*)"
    rf"|(?P<levels>{_LEVEL}(?:{_LEVEL})*)"
    r"|(?P<letter>\b[A-Z]\b(?:\.\w{1,4})*)"
    r"|(?P<end>[,;/&\n]|\band\b)",
    re.IGNORECASE,
)
_ARROW = re.compile(r"→|⇒|➔|=+>|-+>|\b(?:is\s+now|now|becomes|became|renumbered(?:\s+(?:as|to))?)\b", re.IGNORECASE)
_LISTS = re.compile(r"[;&/\n]|\band\b", re.IGNORECASE)
_FORMERLY = re.compile(r"\b(?:formerly|previously|was|old)\b", re.IGNORECASE)
_THROUGHOUT = re.compile(
    r"\b(?:throughout|global(?:ly)?|various|multiple|everywhere|entire|whole|universal|numerous|all\s+(?:sections|articles|clauses|"
    r"exhibits|of\s+it))\b|^\s*all\s*$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\b(?:new|old|formerly|added|deleted|of|in|the)\b", re.IGNORECASE)
_LONGEST = 60
_LOOKS_LIKE = str.maketrans("lIOoSBZ", "1100582")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def read_citation(text: str) -> Citation:
    """The clauses that a cell names, as far as they can be told."""
    numbers: list[Cited] = []
    ranges: list[tuple[Cited, Cited]] = []
    sides = [list(_in_order(side)) for side in _ARROW.split(text)]
    if len(sides) == 1 and len(formerly := _FORMERLY.split(text)) == 2:
        sides = [list(_in_order(side)) for side in reversed(formerly)]
    renumbered = len(sides) == 2 and all(
        side and all(joint is _Joint.WITHIN for joint, _ in side[1:]) for side in sides
    )
    for joint, cited in (each for side in sides for each in side):
        if joint is _Joint.RANGE and numbers:
            ranges.append((numbers.pop(), cited))
        elif joint is _Joint.WITHIN and numbers:
            numbers[-1] = cited
        else:
            numbers.append(cited)
    return Citation(
        numbers=() if renumbered else tuple(dict.fromkeys(numbers)),
        ranges=tuple(ranges),
        renumbered=((sides[0][-1][1], sides[1][-1][1]),) if renumbered else (),
        throughout=_THROUGHOUT.search(text) is not None,
        path=_as_path(numbers) if len(sides) == 1 and not ranges and not _LISTS.search(text) else None,
    )


def _as_path(numbers: list[Cited]) -> Cited | None:
    if len(numbers) < 2 or len({each.scope for each in numbers}) > 1:
        return None
    return Cited(numbers[0].scope, tuple(part for each in numbers for part in each.parts))


class _Joint(Enum):
    """How a number goes on from the one before it."""

    LIST = ","
    RANGE = "–"
    WITHIN = "("
    """It is the same clause, told further: "Article IV, B, 3"."""


def _in_order(text: str) -> Iterator[tuple[_Joint, Cited]]:
    """Each number with how it goes on from the one before."""
    text = _SHORT.sub(lambda found: _EXHIBITS[found[1].lower()], text)
    upper = text.upper()
    named = {each.start: each for each in mentions(upper)} if len(upper) == len(text) else {}
    scope, between = "", ""
    before: Cited | None = None
    unit = unit_before = ""
    at = 0
    while at < len(text):
        if at in named:
            mention = named[at]
            # a number after it stands in it
            scope, at, unit = mention.designations[0].name.lower(), mention.end, ""
            cited = Cited(scope, ())
            yield _Joint.RANGE if between == "range" else _Joint.LIST, cited
            before, between, unit_before = cited, "", ""
            continue
        found = _TOKEN.match(text, at)
        if found is None:
            at += 1
            continue
        at = found.end()
        kind, word = found.lastgroup or "", found.group().strip()
        if kind == "range":
            between = "range"
        elif kind == "end":
            between = between or ("comma" if word == "," else "list")
            scope = "" if word == "\n" else scope
        elif kind == "unit":
            unit = word.lower().rstrip(".")
            scope = "footnote" if unit.startswith(("fn", "footnote")) else scope
        elif kind != "letter" or before is not None or unit:
            cited = Cited(scope, _parts(word, article=(kind == "roman" and word.isupper()) or _is_article(unit)))
            further = bool(unit_before) and unit != unit_before and not unit_before.endswith("s")
            joint, cited = _go_on(before, cited, between, is_level=kind == "levels", further=further)
            yield joint, cited
            before, between, unit_before, unit = cited, "", unit or ("article" if kind == "roman" else ""), ""


def _is_article(unit: str) -> bool:
    return re.fullmatch(_ARTICLES, unit) is not None


def _go_on(before: Cited | None, cited: Cited, between: str, *, is_level: bool, further: bool) -> tuple[_Joint, Cited]:
    """How a number goes on from the one before, and what it is then.

    ``further`` says that the one before is called a section or the like, and this one is not called the same.
    """
    joint = _Joint.RANGE if between == "range" else _Joint.LIST
    if before is None or before.scope != cited.scope:
        return joint, cited
    goes_on = between in ("", "comma")
    if not before.parts:
        return (_Joint.WITHIN if goes_on else joint), cited
    if is_level and between and not (goes_on and before.parts[-1].isdigit()):
        # "(c)" after "4.2(a)" is its sibling
        return joint, Cited(cited.scope, (*_head(before.parts), *cited.parts))
    if not goes_on:
        return joint, cited
    if _is_dotted(cited.parts):
        # "Article IV, § 4.2" is 4.2
        return (_Joint.WITHIN if further and not _is_dotted(before.parts) else joint), cited
    other_kind = before.parts[-1].isdigit() != cited.parts[0].isdigit()
    if is_level or further or other_kind or _is_dotted(before.parts):
        return _Joint.WITHIN, Cited(cited.scope, (*before.parts, *cited.parts))
    return joint, cited


def _head(parts: tuple[str, ...]) -> tuple[str, ...]:
    """A number without its last letter, if it ends on one."""
    return parts if parts[-1].isdigit() else parts[:-1]


def _is_dotted(parts: tuple[str, ...]) -> bool:
    return len(parts) > 1 and parts[0].isdigit() and parts[1].isdigit()


@lru_cache(maxsize=65536)
def _parts(number: str, *, article: bool = False) -> tuple[str, ...]:
    """The parts of a number as it is printed; a Roman number of an article as figures."""
    found = re.findall(r"\w+", number)
    parts: list[str] = []
    for at, part in enumerate(found):
        if (
            at == 0
            and (article or part.isupper())
            and len(found) >= 1
            and re.fullmatch(_ROMAN, part.upper())
            and "(" not in number[: number.find(part)]
        ):
            part = str(_roman(part))
        elif re.search(r"\d", part) or (
            at and found[at - 1].isdigit() and "(" not in number[: number.find(part, 1) + 1] and part in "lIOo"
        ):
            # a letter that looks like a figure: "4.l", "1O"
            part = part.translate(_LOOKS_LIKE) if part.translate(_LOOKS_LIKE).isdigit() else part
        elif (
            at == 0
            and len(found) > 1
            and part.translate(_LOOKS_LIKE).isdigit()
            and number[len(part) : len(part) + 1] == "."
        ):
            part = part.translate(_LOOKS_LIKE)
        parts.append(part.lstrip("0").lower() or "0")
    return tuple(parts)


def _roman(text: str) -> int:
    total = 0
    values = [_VALUES[letter] for letter in text.lower()]
    for value, after in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < after else value
    return total


def keys_of(contract: Contract) -> dict[ClauseId, tuple[Cited, ...]]:
    """Every number by which each clause may be cited, as a reader would first; none for what has no number."""
    found: dict[ClauseId, tuple[Cited, ...]] = {}
    for clause in contract.clauses:
        above = found.get(clause.parent, ()) if clause.parent else ()
        cited = _path(contract.citation(clause.id))
        keys = dict.fromkeys((cited,)) if cited else {}
        if cited and clause.label and not _is_dotted(cited.parts) and stands_alone(clause.label):
            # "Section 2" of Article IV
            keys |= {Cited(one.scope, (*one.parts, *cited.parts)): None for one in above if one.parts != cited.parts}
        found[clause.id] = tuple(keys)
    return found


def _path(citation: str) -> Cited | None:
    """The number that the contract itself gives a clause: "Article IV, B, 3(a)" is one, whatever its marks."""
    scope, parts = "", list[str]()
    for piece in citation.split(", "):
        part_of = next(mentions(piece.upper()), None)
        note = re.fullmatch(r"(?:footnote|endnote) (\S+)", piece)
        if part_of is not None and not part_of.start and not parts:
            scope = part_of.designations[0].name.lower()
            piece = piece[part_of.end :]
        if note:
            return Cited("footnote", (note[1].lower(),))
        article = False
        for found in _TOKEN.finditer(piece):
            kind = found.lastgroup
            if kind == "unit":
                article = _is_article(found.group().lower().rstrip("."))
            elif kind in ("number", "roman", "levels", "letter"):
                parts += _parts(found.group().strip(), article=article or (kind == "roman" and found.group().isupper()))
    return Cited(scope, tuple(parts)) if scope or parts else None


def grade(typed: Cited, key: Cited) -> Grade:
    """How well a typed number fits one of a clause's numbers."""
    if typed == key:
        return Grade.EXACT
    if typed.parts == key.parts:
        return Grade.SLIP if typed.scope and key.scope else Grade.WITHIN
    if typed.scope == key.scope:
        shorter, longer = sorted((typed.parts, key.parts), key=len)
        if longer[: len(shorter)] == shorter and (shorter or typed.scope):
            return Grade.WITHIN
        return Grade.SLIP if is_slip(typed.parts, key.parts) else Grade.OTHER
    return Grade.OTHER


@lru_cache(maxsize=262144)
def is_slip(typed: tuple[str, ...], key: tuple[str, ...]) -> bool:
    """Whether one number may be typed for another: a key too many, too few or wrong, two swapped, or one part other."""
    one, other = ".".join(typed), ".".join(key)
    if not one or not other:
        return False
    if OSA.distance(one, other, score_cutoff=1) <= 1:
        return True
    # a dot lost or misplaced, or two figures swapped over one
    one, other = one.replace(".", ""), other.replace(".", "")
    if sorted(one) == sorted(other) and OSA.distance(one, other, score_cutoff=1) <= 1:
        return True
    if len(typed) != len(key) or len(typed) < 2:
        return False
    return sum(a != b for a, b in zip(typed, key, strict=True)) == 1


def best_grade(typed: Iterable[Cited], keys: Iterable[Cited]) -> Grade:
    """The best of every typed number against every number of a clause."""
    order = list(Grade)
    return min((grade(one, other) for one, other in product(typed, keys)), key=order.index, default=Grade.OTHER)


def is_citation(text: str) -> bool:
    """Whether a cell is nothing but numbers of clauses, and what they are called."""
    if len(text) > _LONGEST or not re.search(r"\d|\b[IVXLC]+\b|\b[A-Z]\b", text):
        return False
    rest = _SHORT.sub(lambda found: _EXHIBITS[found[1].lower()], text)
    for mention in reversed(list(mentions(rest.upper()))):
        rest = rest[: mention.start] + " 1 " + rest[mention.end :]
    named = len(list(_in_order(text)))
    return named > 0 and not re.search(r"[^\W\d_]{2,}", _TOKEN.sub(" ", _ARROW.sub(" ", _BESIDE.sub(" ", rest))))


def first_parts(text: str) -> tuple[str, ...]:
    """The parts of the first number that a cell names; none where it names none."""
    found = next(_in_order(text), None)
    return found[1].parts if found else ()
