"""What a page's style sheets say, as far as it changes its words: what is hidden, numbered, set apart.

Understood are rules whose selectors are made of tags, classes and ids, as programs write them that save pages; the
rest of CSS is passed over. Later rules win; an element's own ``style`` wins over all (a simplification: specificity
is not weighed).
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
_COUNTER_STYLE = re.compile(r"@counter-style\s+([\w-]+)\s*\{([^{}]*)\}")
_COMPOUND = re.compile(r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<marks>(?:[.#][\w-]+)*)(?P<pseudo>:{1,2}(?:before|marker))?\Z")
_MARK = re.compile(r"[.#][\w-]+")
_DECLARATION = re.compile(r"""([\w-]+)\s*:\s*((?:"[^"]*"|'[^']*'|[^;"'])*)""")
# Longer sheets than any page needs whose words are numbered by them.
_MOST_CSS = 2_000_000
_KNOWN = frozenset(
    "display visibility list-style list-style-type font-weight font-style text-decoration counter-reset counter-set "
    "counter-increment content white-space mso-list mso-element mso-hide".split()
)


@dataclass(frozen=True, slots=True)
class _Compound:
    """One step of a selector: a tag, its classes and its id, and whether it has to be the parent of the next step."""

    tag: str
    marks: frozenset[str]
    parent: bool = False

    def matches(self, element: etree._Element) -> bool:
        if self.tag not in ("", "*", element.tag):
            return False
        return not self.marks or self.marks <= _marks(element)


@dataclass(frozen=True, slots=True)
class _Rule:
    steps: tuple[_Compound, ...]
    declarations: dict[str, str]

    def matches(self, element: etree._Element) -> bool:
        if not self.steps[-1].matches(element):
            return False
        here: etree._Element | None = element
        for step, below in zip(reversed(self.steps[:-1]), reversed(self.steps[1:]), strict=True):
            here = here.getparent() if here is not None else None
            while here is not None and not step.matches(here):
                here = None if below.parent else here.getparent()
            if here is None:
                return False
        return True


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
        css = _COMMENT.sub(" ", css[:_MOST_CSS].replace("<!--", " ").replace("-->", " "))
        for name, body in _COUNTER_STYLE.findall(css):
            said = declarations(body)
            self.counter_styles[name] = CounterStyle(
                extends=said.get("system", "").removeprefix("extends").strip() or "decimal",
                prefix="".join(strings(said.get("prefix", ""))),
                suffix="".join(strings(said["suffix"])) if "suffix" in said else ". ",
            )
        for selectors, body in _RULE.findall(_COUNTER_STYLE.sub(" ", css)):
            said = {name: value for name, value in declarations(body).items() if name in _KNOWN}
            if said:
                for selector in selectors.split(","):
                    self._take(selector.strip(), said)

    def of(self, element: etree._Element) -> dict[str, str]:
        """What is said of an element, by property."""
        said: dict[str, str] = {}
        if self._rules:
            for rule in self._applying(self._rules, element):
                said.update(rule.declarations)
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
        keys = [str(element.tag), "*", "", *sorted(_marks(element))]
        return [rule for key in keys for rule in rules.get(key, ()) if rule.matches(element)]


def declarations(text: str) -> dict[str, str]:
    """A style's declarations by property, in lower case, with their values as they stand."""
    return {name.lower(): value.removesuffix("!important").strip() for name, value in _DECLARATION.findall(text)}


def strings(value: str) -> list[str]:
    """The strings in a value, without their quotation marks."""
    return [_unescaped(a or b) for a, b in re.findall(r"\"([^\"]*)\"|'([^']*)'", value)]


def _unescaped(text: str) -> str:
    r"""A string of CSS with its escapes ("\25cf") resolved."""

    def character(found: re.Match[str]) -> str:
        code = int(found.group(1), 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""

    return re.sub(r"\\([0-9a-fA-F]{1,6})\s?", character, text).replace("\\", "")


def _marks(element: etree._Element) -> frozenset[str]:
    """An element's classes and id as selectors write them."""
    marks = [f".{name}" for name in (element.get("class") or "").split()]
    if own := element.get("id"):
        marks.append(f"#{own}")
    return frozenset(marks)
