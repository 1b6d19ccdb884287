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

from contractdiff.model import Clause, ClauseId, Contract
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
    """

    numbers: tuple[Cited, ...] = ()
    ranges: tuple[tuple[Cited, Cited], ...] = ()
    renumbered: tuple[tuple[Cited, Cited], ...] = ()
    throughout: bool = False

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
_ARTICLES = r"article|art|part|chapter|ch|title"
_UNITS = rf"(?:{_ARTICLES}|sections?|secs?|sect|subsections?|subsec|clauses?|cl|paragraphs?|paras?|pars?|subparagraphs?|items?|numbers?|nos?|footnotes?|fn|notes?)"
_ROMAN = r"(?:(?:XL|L?X{1,3}|L)(?:IX|IV|V?I{0,3})|IX|IV|VI{0,3}|I{1,3})"
_LEVEL = r"\s?\(\s*[A-Za-z0-9]{1,5}\s*\)"
_TOKEN = re.compile(
    rf"(?P<arrow>→|⇒|➔|=+>|-+>|\b(?:now|becomes|became|renumbered(?:\s+(?:as|to))?)\b)"
    rf"|(?P<range>[–—]|(?<=[\w)])\s?-\s?(?=[\w(])|\b(?:through|thru|to)\b)"
    rf"|(?P<unit>(?:\b{_UNITS}\b\.?|§+|¶+|#)(?:\s+(?:nos?|number)\b\.?)?)"
    rf"|(?P<number>(?:\b\d+|\b[lIOoSB](?=[.\d]))\w{{0,3}}(?:\.\w{{1,4}})*\.?(?:{_LEVEL})*)"
    rf"|(?P<roman>\b{_ROMAN}\b(?:[.-]\w{{1,4}}\b)*(?:{_LEVEL})*)"
    rf"|(?P<levels>{_LEVEL}(?:{_LEVEL})*)"
    r"|(?P<letter>\b[A-Z]\b(?:\.\w{1,4})*)"
    r"|(?P<end>[,;/&\n]|\band\b)",
    re.IGNORECASE,
)
_THROUGHOUT = re.compile(
    r"\b(?:throughout|global(?:ly)?|various|multiple|everywhere|entire|whole|universal|numerous|all\s+(?:sections|articles|clauses|"
    r"exhibits|of\s+it))\b|^\s*all\s*$",
    re.IGNORECASE,
)
_NO_NUMBER = re.compile(
    r"\b(?:new|old|former|added|deleted|n/a|none|current|fy\s?\d{2,4}|(?:19|20)\d\d)\b", re.IGNORECASE
)
_LOOKS_LIKE = str.maketrans("lIOoSBZ", "1100582")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def read_citation(text: str) -> Citation:
    """The clauses that a cell names, as far as they can be told."""
    numbers: list[Cited] = []
    ranges: list[tuple[Cited, Cited]] = []
    renumbered: list[tuple[Cited, Cited]] = []
    waiting = ""
    for joint, cited in _in_order(text):
        waiting = joint or waiting
        if numbers and waiting == "arrow":
            renumbered.append((numbers.pop(), cited))
        elif numbers and waiting == "range":
            ranges.append((numbers.pop(), cited))
        elif numbers and waiting == "article" and _is_article_of(numbers[-1], cited):
            numbers[-1] = _under(numbers[-1], cited)
        else:
            numbers.append(cited)
        waiting = ""
    return Citation(
        numbers=tuple(dict.fromkeys(numbers)),
        ranges=tuple(ranges),
        renumbered=tuple(renumbered),
        throughout=_THROUGHOUT.search(text) is not None,
    )


def _in_order(text: str) -> Iterator[tuple[str, Cited]]:
    """Each number with what joins it to the one before: "arrow", "range", "article", or "" for a list."""
    text = _SHORT.sub(lambda found: _EXHIBITS[found[1].lower()], text)
    scopes = (
        [(each.start, each.end, each.designations[0].name.lower()) for each in mentions(text.upper())]
        if len(text.upper()) == len(text)
        else []
    )
    scope, at, joint = "", 0, ""
    before: Cited | None = None
    of_article = False
    while at < len(text):
        if scopes and at >= scopes[0][0]:
            _, end, name = scopes.pop(0)
            # a lone exhibit is cited itself; numbers after it stand in it
            scope, before, of_article = name, None, False
            after = _TOKEN.search(text, end)
            following = (
                after
                and after.lastgroup in ("number", "roman", "levels", "unit", "letter")
                and not re.search(r"[;\n]|→|\band\b", text[end : after.start()])
            )
            if not following and not (
                after
                and after.lastgroup == "end"
                and after.group() == ","
                and _numbered_after(text, after.end(), scopes)
            ):
                yield joint, Cited(scope, ())
                joint, scope = "", scope
            at = end
            continue
        found = _TOKEN.search(text, at, scopes[0][0] if scopes else len(text))
        if found is None:
            at = scopes[0][0] if scopes else len(text)
            continue
        at = found.end()
        kind, word = found.lastgroup or "", found.group().strip()
        if kind in ("arrow", "range"):
            joint = kind
            continue
        if kind == "end":
            if word in (";", "\n"):
                scope = "" if word == "\n" else scope
                of_article = False
            continue
        if kind == "unit":
            named = word.lower().rstrip(".")
            if named in ("footnote", "footnotes", "fn"):
                scope = "footnote"
            if re.match(_ARTICLES, named):
                of_article, joint = True, joint
                article = True
            else:
                article = False
            after = _TOKEN.match(text, at + len(text[at:]) - len(text[at:].lstrip()))
            if after and after.lastgroup in ("number", "roman", "letter", "levels"):
                at = after.end()
                parts = _parts(after.group(), article=article)
                if before is not None and not article and joint == "" and of_article and before.scope == scope:
                    joint = "article"
                cited = Cited(scope, parts) if after.lastgroup != "levels" else _beside(before, parts, scope)
                yield joint, cited
                before, joint = cited, ""
                of_article = article
            continue
        if kind == "letter" and not scope and before is None and len(text.strip()) > 3:
            # "A" in words is no number
            continue
        parts = _parts(word, article=kind == "roman")
        if not parts:
            continue
        if kind == "levels":
            cited = _beside(before, parts, scope)
        else:
            cited = Cited(scope, parts)
            if before is not None and of_article and joint == "" and before.scope == scope:
                joint = "article"
        of_article = kind == "roman" and len(parts) == 1
        yield joint, cited
        before, joint = cited, ""


def _numbered_after(text: str, at: int, scopes: list[tuple[int, int, str]]) -> bool:
    found = _TOKEN.search(text, at)
    return (
        found is not None
        and found.lastgroup in ("number", "roman", "unit", "levels", "letter")
        and not (scopes and scopes[0][0] <= found.start())
    )


def _beside(before: Cited | None, parts: tuple[str, ...], scope: str) -> Cited:
    """What "(c)" means after "4.2(a)": its sibling; by itself nothing but "(c)"."""
    if before is None:
        return Cited(scope, parts)
    digits = [at for at, part in enumerate(before.parts) if part.isdigit()]
    head = before.parts[: digits[-1] + 1] if digits else before.parts[:-1]
    return Cited(before.scope, (*(before.parts[:-1] if len(before.parts) > len(head) else head), *parts))


def _is_article_of(article: Cited, cited: Cited) -> bool:
    return article.scope == cited.scope


def _under(article: Cited, cited: Cited) -> Cited:
    """ "Article IV, § 4.2" is 4.2, and "Article IV, Section 2" is the second of the fourth."""
    if len(cited.parts) > 1 and all(part.isdigit() for part in cited.parts[:2]):
        return cited
    return Cited(cited.scope, (*article.parts, *cited.parts))


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
    """Every number by which each clause may be cited, the fullest first; none for what has no number."""
    found: dict[ClauseId, tuple[Cited, ...]] = {}
    for clause in contract.clauses:
        above = found.get(clause.parent, ()) if clause.parent else ()
        keys = dict.fromkeys(_cited(contract.citation(clause.id)))
        if above and clause.label and keys:
            own = _own(clause)
            keys |= dict.fromkeys(
                Cited(each.scope, (*each.parts, *own))
                for each in above
                if own and each.parts and own[0] != each.parts[0]
            )
        found[clause.id] = tuple(keys)
    return found


def _cited(citation: str) -> Iterable[Cited]:
    note = re.fullmatch(r"(?:.*, )?(footnote|endnote) (\S+)", citation)
    if note:
        return (Cited("footnote", (note[2],)),)
    return read_citation(citation).numbers[-1:]


def _own(clause: Clause) -> tuple[str, ...]:
    read = read_citation(clause.label or "").numbers
    return read[-1].parts if read else ()


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
    """Whether one number may be typed for another: one key too many, too few or wrong, two swapped, or one part other."""
    one, other = ".".join(typed), ".".join(key)
    if not one or not other:
        return False
    if OSA.distance(one, other, score_cutoff=1) <= 1 or one.replace(".", "") == other.replace(".", ""):
        return True
    if len(typed) != len(key) or len(typed) < 2:
        return False
    return sum(a != b for a, b in zip(typed, key, strict=True)) == 1


def best_grade(typed: Iterable[Cited], keys: Iterable[Cited]) -> Grade:
    """The best of every typed number against every number of a clause."""
    order = list(Grade)
    return min((grade(one, other) for one, other in product(typed, keys)), key=order.index, default=Grade.OTHER)
