"""Pictures, shapes, charts and embedded objects: the words they print, and what else of them is to be reported."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from contractdiff.ooxml.graphics import linked_words, shape_words
from contractdiff.ooxml.names import CX, DGM, A, C, O, V, mc, w
from contractdiff.ooxml.package import Package

BOX_CONTENT = w("txbxContent")
_ALTERNATIVES, _CHOICE, _FALLBACK = mc("AlternateContent"), mc("Choice"), mc("Fallback")
_PICTURES = frozenset({f"{{{A}}}blip", f"{{{V}}}imagedata"})
_TEXT_PATH, _SHAPE_TEXT = f"{{{V}}}textpath", f"{{{A}}}txBody"
_OBJECTS = frozenset({f"{{{O}}}OLEObject", w("control")})
_CHARTS, _DIAGRAM = frozenset({f"{{{C}}}chart", f"{{{CX}}}chart"}), f"{{{DGM}}}relIds"


@dataclass(slots=True)
class Findings:
    """What a document holds besides text that is read. Counts; of charts and diagrams those that cannot be read."""

    pictures: int = 0
    charts: int = 0
    diagrams: int = 0
    objects: int = 0
    unknown_symbols: int = 0
    word_art: list[str] = field(default_factory=list)


def usable_branch(alternatives: etree._Element) -> etree._Element | None:
    """Return the branch of ``mc:AlternateContent`` to read: the first choice Word would understand.

    The others, among them the fallback, hold the same text once more (ECMA-376 part 3, 9.4).
    """
    for choice in alternatives.iterchildren(_CHOICE):
        needed = choice.get("Requires", "").split()
        if len(choice) and all(_understood(choice.nsmap.get(prefix, "")) for prefix in needed):
            return choice
    return alternatives.find(_FALLBACK)


def _understood(namespace: str) -> bool:
    return namespace.startswith(("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/"))


def read_drawing(drawing: etree._Element, findings: Findings, package: Package | None = None) -> list[etree._Element]:
    """Return a drawing's text boxes in order, and count its pictures and objects.

    The words of charts, diagrams and shapes are returned as text boxes too.

    Args:
        drawing: A ``w:drawing``, ``w:pict`` or ``w:object``.
        findings: Where to count what is no text.
        package: The file the drawing stands in; without it charts and diagrams are only counted.
    """
    boxes: list[etree._Element] = []
    pictures = objects = 0
    stack: list[Iterator[etree._Element]] = [iter((drawing,))]
    while stack:
        for element in stack[-1]:
            tag = element.tag
            if tag == BOX_CONTENT:
                boxes.append(element)
                continue
            if tag == _ALTERNATIVES:
                branch = usable_branch(element)
                if branch is not None:
                    stack.append(iter(branch))
                    break
                continue
            if tag in _CHARTS or tag == _DIAGRAM:
                words = None if package is None else linked_words(element, package)
                if words:
                    boxes.append(_text_box(words))
                elif words is None and tag == _DIAGRAM:
                    findings.diagrams += 1
                elif words is None:
                    findings.charts += 1
                continue
            if tag == _SHAPE_TEXT:
                words = shape_words(element)
                boxes += [_text_box(words)] if words else []
                continue
            if tag in _PICTURES:
                pictures += 1
            elif tag in _OBJECTS:
                objects += 1
            elif tag == _TEXT_PATH:
                findings.word_art.append(" ".join(element.get("string", "").split()))
            stack.append(iter(element))
            break
        else:
            stack.pop()
    findings.objects += objects
    if not objects:  # an object's picture is only how it looks
        findings.pictures += pictures
    return boxes


def _text_box(paragraphs: list[str]) -> etree._Element:
    """Return a text box with these paragraphs, as Word itself would have written it."""
    box = etree.Element(BOX_CONTENT)
    for text in paragraphs:
        run = etree.SubElement(etree.SubElement(box, w("p")), w("r"))
        etree.SubElement(run, w("t")).text = text
    return box
