"""What a page's style sheets say, as far as it changes its words: what is hidden, numbered, set apart.

Understood are rules whose selectors are made of tags, classes and ids, as programs write them that save pages; the
rest of CSS is passed over. Later rules win; an element's own ``style`` wins over all (a simplification: specificity
is not weighed). So that no text is lost by that, a rule hides nothing that another rule shows, and a rule that is
meant for some screens or printers only (``@media``) hides nothing at all.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from lxml import etree

# What parts a style sheet; a string is passed over as a whole.
_BRACE = re.compile(r"""[{};]|"[^"\n]*"|'[^'\n]*'""")
_COMPOUND = re.compile(r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<marks>(?:[.#][\w-]+)*)(?P<pseudo>:{1,2}(?:before|marker))?\Z")
_MARK = re.compile(r"[.#][\w-]+")
_SEMICOLON = re.compile(r""";|"[^"]*"|'[^']*'""")
_HIDING = {"display": ("none",), "visibility": ("hidden", "collapse"), "mso-hide": ("all",)}
# Groups of rules, and those of them that hold for any page on paper and screen alike.
_GROUPS = ("@media", "@supports", "@layer", "@container", "@scope")
_FOR_ALL = re.compile(
    r"@(?:supports|layer)\b.*|@media\s+(?:(?:only\s+)?(?:all|print|screen)\s*(?:,\s*|\Z))+", re.IGNORECASE | re.DOTALL
)
_LONGEST_SELECTOR = 2_000
# Ancestors that a selector is compared with; no page is laid out by more.
_MOST_ANCESTORS = 200
# Longer sheets than any page needs whose words are numbered by them.
_MOST_CSS = 2_000_000
_KNOWN = frozenset(
    "display visibility list-style list-style-type font-weight font-style text-decoration text-decoration-line "
    "counter-reset counter-set counter-increment content white-space mso-list mso-element mso-hide".split()
)


@dataclass(frozen=True, slots=True)
class _Compound:
    """One step of a selector: a tag, its classes and its id, and whether it has to be the parent of the next step."""

    tag: str
    marks: frozenset[str]
    parent: bool = False

    def matches(self, name: "_Name") -> bool:
        return self.tag in ("", "*", name[0]) and self.marks <= name[1]


@dataclass(frozen=True, slots=True)
class _Rule:
    steps: tuple[_Compound, ...]
    declarations: dict[str, str]

    def matches(self, path: "_Path") -> bool:
        if not self.steps[-1].matches(path.own):
            return False
        if len(self.steps) == 1:
            return True
        above = path.above()
        at = -1
        for step, below in zip(reversed(self.steps[:-1]), reversed(self.steps[1:]), strict=True):
            if not step.marks <= path.marks_above:
                return False
            at += 1
            while at < len(above) and not step.matches(above[at]):
                at = len(above) if below.parent else at + 1
            if at >= len(above):
                return False
        return True


# An element's tag, and its classes and id as selectors write them.
_Name = tuple[str, frozenset[str]]


class _Path:
    """An element and those it stands in, from the inside out."""

    def __init__(self, element: etree._Element) -> None:
        self.own = _name(element)
        self.marks_above: frozenset[str] = frozenset()
        self._element = element
        self._above: list[_Name] | None = None

    def above(self) -> list[_Name]:
        if self._above is None:
            self._above = [_name(each) for each in islice(self._element.iterancestors(), _MOST_ANCESTORS)]
            self.marks_above = frozenset().union(*(marks for _, marks in self._above))
        return self._above


class _Group:
    """An open brace: what stands before it, where what it holds begins, and whether that holds on all pages."""

    def __init__(self, selectors: str, begins: int, within: "_Group | None") -> None:
        self.selectors, self.begins = selectors, begins
        self.for_all: bool = bool(_FOR_ALL.fullmatch(selectors)) and (within is None or within.for_all)


@dataclass(slots=True)
class CounterStyle:
    """A way of numbering that the page defines: the one it extends, and the marks around the number."""

    extends: str = "decimal"
    prefix: str = ""
    suffix: str = ". "


@dataclass(slots=True)
class Styles:
    """The style sheets of one page.

    Attributes:
        counter_styles: The ways of numbering that the page defines, by name.
    """

    counter_styles: dict[str, CounterStyle] = field(default_factory=dict)
    _rules: dict[str, list[_Rule]] = field(default_factory=lambda: defaultdict(list))
    _before: dict[str, list[_Rule]] = field(default_factory=lambda: defaultdict(list))

    def add(self, css: str) -> None:
        """Take up a style sheet."""
        css = _without_comments(css[:_MOST_CSS].replace("<!--", " ").replace("-->", " "))
        open_: list[_Group] = []
        at = 0
        for mark in _BRACE.finditer(css):
            sign = mark.group()
            if sign == "{":
                open_.append(_Group(css[at : mark.start()].strip(), mark.end(), open_[-1] if open_ else None))
            elif sign == "}" and open_:
                group = open_.pop()
                if not group.selectors.lower().startswith(_GROUPS):
                    self._rule(group, css[group.begins : mark.start()], open_[-1] if open_ else None)
            if sign in "{};":
                at = mark.end()

    def _rule(self, rule: "_Group", body: str, within: "_Group | None") -> None:
        if "{" in body:  # rules nested in a rule stand after what it says itself
            body = body.partition("{")[0].rpartition(";")[0]
        said = declarations(body)
        if rule.selectors.startswith("@counter-style"):
            self.counter_styles[rule.selectors.removeprefix("@counter-style").strip()] = CounterStyle(
                extends=said.get("system", "").removeprefix("extends").strip() or "decimal",
                prefix="".join(strings(said.get("prefix", ""))),
                suffix="".join(strings(said["suffix"])) if "suffix" in said else ". ",
            )
            return
        said = {name: value for name, value in said.items() if name in _KNOWN}
        if within is not None:
            said = {
                name: value
                for name, value in said.items()
                if not _is_hiding(name, value) and (within.for_all or name in _HIDING)
            }
        if said:
            for selector in rule.selectors.split(","):
                if len(selector) <= _LONGEST_SELECTOR:
                    self._take(selector.strip(), said)

    def of(self, element: etree._Element) -> dict[str, str]:
        """What is said of an element, by property."""
        said: dict[str, str] = {}
        if self._rules:
            for rule in self._applying(self._rules, element):
                for name, value in rule.declarations.items():
                    if name not in said or not _is_hiding(name, value):
                        said[name] = value
        if own := element.get("style"):
            said.update(declarations(own))
        return said

    def before(self, element: etree._Element) -> dict[str, str]:
        """What is said of the words that the page puts before an element."""
        said: dict[str, str] = {}
        if self._before:
            for rule in self._applying(self._before, element):
                said.update(rule.declarations)
        return said

    def _take(self, selector: str, said: dict[str, str]) -> None:
        steps: list[_Compound] = []
        parent, target = False, self._rules
        for word in selector.replace(">", " > ").split():
            if word == ">":
                parent = True
                continue
            found = _COMPOUND.match(word)
            if found is None or not word:
                return
            if found["pseudo"]:
                target = self._before
            steps.append(_Compound((found["tag"] or "").lower(), frozenset(_MARK.findall(found["marks"])), parent))
            parent = False
        if steps:
            last = steps[-1]
            # filed under what is rarest: a class or an id, else the tag
            key = min(last.marks, default=last.tag)
            target[key].append(_Rule(tuple(steps), said))

    @staticmethod
    def _applying(rules: dict[str, list[_Rule]], element: etree._Element) -> list[_Rule]:
        path = _Path(element)
        tag, marks = path.own
        return [rule for key in (tag, "*", "", *sorted(marks)) for rule in rules.get(key, ()) if rule.matches(path)]


def declarations(text: str) -> dict[str, str]:
    """A style's declarations by property, in lower case, with their values as they stand."""
    found = {}
    for declaration in _parts(text):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip().lower()] = value.strip().removesuffix("!important").strip()
    return found


def _parts(text: str) -> Iterator[str]:
    """What semicolons part; those in strings part nothing."""
    at = 0
    for found in _SEMICOLON.finditer(text):
        if found.group() == ";":
            yield text[at : found.start()]
            at = found.end()
    yield text[at:]


def is_hidden(said: dict[str, str]) -> bool:
    """Whether what is said of an element keeps it from being shown."""
    return any(_is_hiding(name, said.get(name, "")) for name in _HIDING)


def _is_hiding(name: str, value: str) -> bool:
    return value.lower() in _HIDING.get(name, ())


def _without_comments(css: str) -> str:
    parts, at = [], 0
    while (start := css.find("/*", at)) >= 0:
        parts += [css[at:start], " "]
        end = css.find("*/", start + 2)
        at = end + 2 if end >= 0 else len(css)
    return "".join([*parts, css[at:]])


def strings(value: str) -> list[str]:
    """The strings in a value, without their quotation marks."""
    return [_unescaped(a or b) for a, b in re.findall(r"\"([^\"]*)\"|'([^']*)'", value)]


def _unescaped(text: str) -> str:
    r"""A string of CSS with its escapes ("\25cf") resolved."""

    def character(found: re.Match[str]) -> str:
        code = int(found.group(1), 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""

    return re.sub(r"\\([0-9a-fA-F]{1,6})\s?", character, text).replace("\\", "")


def _name(element: etree._Element) -> _Name:
    return str(element.tag), _marks(element.get("class") or "", element.get("id") or "")


@lru_cache(maxsize=4096)
def _marks(classes: str, own: str) -> frozenset[str]:
    """An element's classes and id as selectors write them."""
    marks = [f".{name}" for name in classes.split()]
    return frozenset([*marks, f"#{own}"] if own else marks)
