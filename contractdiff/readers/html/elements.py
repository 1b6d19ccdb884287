"""What single elements of a page say: a form's field, a table cell's span, a style, a stretch of text."""

import re

from lxml import etree

from contractdiff.readers.html.numbers import whole_number
from contractdiff.readers.plain import begins_item
from contractdiff.text import collapse

# What stands for a line break in a stretch of text, and for a field to be filled in.
LINE_BREAK = "\n"
BLANK = "____"
_LABEL = re.compile(
    r"(?:(?:article|section|exhibit|part|§)\s*)?[(\[]?(?:\d+|[ivxlcdm]+|[a-z])(?:[.-]\w{1,4})*[.):\]-]*", re.I
)
# No real table has cells over more rows or columns; one that says so means to exhaust the machine.
_MOST_SPAN = 1000


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a stretch of text: parted by an empty line, or where a line begins with a label."""
    found: list[list[str]] = [[]]
    for line in text.split(LINE_BREAK):
        words = collapse(line)
        if not words:
            found.append([])
            continue
        if found[-1] and begins_item(words, found[-1]):
            found.append([])
        found[-1].append(words)
    return [" ".join(lines) for lines in found if lines]


def lead_of(pieces: list[tuple[str, bool]]) -> int:
    """How many characters at the start are set apart from the rest."""
    head = ""
    for text, apart in pieces:
        if not apart and text.strip():
            return len(collapse(head))
        head += text
    return 0


def list_style(said: dict[str, str]) -> str:
    """How a style numbers a list, "" where it does not say."""
    if style := said.get("list-style-type", ""):
        return style if '"' in style or "'" in style else style.lower()
    words = said.get("list-style", "").lower().split()
    return next((word for word in words if word not in ("inside", "outside") and not word.startswith("url")), "")


def is_set_apart(said: dict[str, str]) -> bool:
    """Whether a style is bold, italic or underlined."""
    weight = said.get("font-weight", "").lower()
    return (
        weight in ("bold", "bolder", "600", "700", "800", "900")
        or said.get("font-style", "").lower() == "italic"
        or "underline" in said.get("text-decoration", "").lower()
    )


def is_struck(said: dict[str, str]) -> bool:
    """Whether a style strikes words through."""
    return "line-through" in f"{said.get('text-decoration', '')} {said.get('text-decoration-line', '')}".lower()


def is_label(text: str) -> bool:
    """Whether words that a style sheet puts before others are a number or a letter rather than text."""
    return _LABEL.fullmatch(text) is not None


def field_words(element: etree._Element, tag: str) -> str:
    """What a form's field shows: a box, its value, or a blank."""
    if tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return f" {', '.join(all_text(option) for option in chosen)} "
    kind = (element.get("type") or "text").lower()
    value = element.get("value") or ""
    if kind in ("checkbox", "radio"):
        return " ☒ " if element.get("checked") is not None else " ☐ "
    if kind in ("hidden", "image", "file", "password") or tag != "input":
        return " "
    if kind in ("submit", "button", "reset"):
        return f" {value} "
    return f" {value or BLANK} "


def span(element: etree._Element, name: str) -> int:
    """How many rows or columns a cell goes over."""
    return max(1, min(whole_number(element.get(name)) or 1, _MOST_SPAN))


def all_text(element: etree._Element) -> str:
    """The words of an element and of those in it."""
    return collapse("".join(str(text) for text in element.itertext()))
