"""The numbers a browser prints: those of ordered lists, and those that style sheets count."""

import re
from collections import defaultdict
from collections.abc import Mapping

from contractdiff.ooxml.number_formats import format_number
from contractdiff.readers.html.styles import CounterStyle, strings

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_FORMATS = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
BULLETS = frozenset({"none", "disc", "circle", "square", "disclosure-open", "disclosure-closed"})
_PAIR = re.compile(r"([a-zA-Z_-][\w-]*)(?:\s+([+-]?\d{1,9}))?")
_PART = re.compile(r"""(?P<string>"[^"]*"|'[^']*')|(?P<kind>counters?)\(\s*(?P<arguments>[^()]*)\)""")
_LARGEST = 1_000_000_000


class ListNumbers:
    """The numbers of one ordered list.

    Args:
        start: The first number.
        step: 1, or -1 in a list that counts down.
    """

    def __init__(self, start: int = 1, step: int = 1) -> None:
        self._next, self._step = start, step

    def take(self, value: int | None) -> int:
        """The next item's number; ``value`` is what the item itself says."""
        number = self._next if value is None else value
        self._next = number + self._step
        return number


def style_of_type(kind: str) -> str:
    """The list style that the attribute ``type`` asks for; "" where it is none."""
    return _TYPES.get(kind, _TYPES.get(kind.lower(), "") if len(kind) == 1 else kind.lower())


def item_label(number: int, style: str, own: Mapping[str, CounterStyle]) -> str | None:
    """What is printed before a list item, ``None`` for a bullet or nothing."""
    texts = strings(style)
    if texts:
        label = texts[0].strip()
        return label if any(char.isalnum() for char in label) else None
    defined = own.get(style)
    if defined is not None:
        return f"{defined.prefix}{_written(number, defined.extends)}{defined.suffix}".strip()
    return None if style in BULLETS else f"{_written(number, style)}."


def whole_number(text: str | None) -> int | None:
    """A number in an attribute, ``None`` where there is none."""
    found = re.match(r"\s*([+-]?\d{1,9})", text or "")
    return int(found.group(1)) if found else None


class Counters:
    """The counters of style sheets (CSS Lists 3, 4), each with the depth of the element that began it."""

    def __init__(self) -> None:
        self._open: dict[str, list[tuple[int, int]]] = defaultdict(list)

    def enter(self, said: Mapping[str, str], depth: int) -> None:
        """Reset, set and increment what an element says, as it begins."""
        for name, value in _pairs(said.get("counter-reset", ""), 0):
            scopes = self._open[name]
            while scopes and scopes[-1][0] >= depth:
                scopes.pop()
            scopes.append((depth, value))
        for name, value in _pairs(said.get("counter-increment", ""), 1):
            self._change(name, value, depth, add=True)
        for name, value in _pairs(said.get("counter-set", ""), 0):
            self._change(name, value, depth, add=False)

    def leave(self, depth: int) -> None:
        """Forget the counters begun inside an element that ends."""
        for scopes in self._open.values():
            while scopes and scopes[-1][0] > depth:
                scopes.pop()

    def content(self, value: str) -> str:
        """The words of a ``content``, its counters as they stand."""
        out = []
        for part in _PART.finditer(value):
            if part["string"]:
                out += strings(part["string"])
                continue
            arguments = [each.strip() for each in part["arguments"].split(",")]
            several = part["kind"] == "counters"
            style = arguments[2 if several else 1] if len(arguments) > 1 + several else "decimal"
            values = [number for _, number in self._open.get(arguments[0], [(0, 0)])] or [0]
            separator = (strings(arguments[1]) or ["."])[0] if several and len(arguments) > 1 else ""
            out.append(separator.join(_written(number, style) for number in (values if several else values[-1:])))
        return "".join(out)

    def __bool__(self) -> bool:
        return bool(self._open)

    def _change(self, name: str, value: int, depth: int, *, add: bool) -> None:
        scopes = self._open[name]
        if not scopes:
            scopes.append((depth, 0))
        began, number = scopes[-1]
        scopes[-1] = began, max(-_LARGEST, min(_LARGEST, number + value if add else value))


def _pairs(value: str, default: int) -> list[tuple[str, int]]:
    return [
        (name, int(number) if number else default) for name, number in _PAIR.findall(value) if name not in ("none",)
    ]


def _written(number: int, style: str) -> str:
    if style in BULLETS:
        return ""
    return format_number(number, _FORMATS.get(style, "decimal")) or str(number)
