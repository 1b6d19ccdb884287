"""Words of a template that stand there only where there is something to say.

================================  ====================================================================
``Write to us[[ at {{place}}]].``  what stands between double brackets is left out with its mark
``Call {{contact}}.``              a paragraph is left out where a mark of it, outside of brackets, is
================================  ====================================================================

So no phrase is left without its end, and whoever changes the words in Word needs no more than these two rules.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from lxml import etree

from contractdiff.errors import TemplateError
from contractdiff.ooxml.names import w
from contractdiff.ooxml.template import CONTENT, Template, text_of, xml_bytes

_MARK = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_PHRASE = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def without_empty(template: Template, marks: Mapping[str, str]) -> Template:
    """Return the template without the phrases and paragraphs whose marks have no words.

    Args:
        template: The opened template.
        marks: The words of each mark, "" where there are none.

    Raises:
        TemplateError: The template names a mark that is none of these.
    """
    parts = dict(template.parts)
    for name in template.marked:
        root = template.parse(name)
        for paragraph in list(root.iter(w("p"))):
            _settle(paragraph, marks, template)
        parts[name] = xml_bytes(root)
    return replace(template, parts=parts)


def _settle(paragraph: etree._Element, marks: Mapping[str, str], template: Template) -> None:
    said = text_of(paragraph)
    if said.strip() == CONTENT:
        return
    for mark in _MARK.finditer(said):
        if mark[0] not in marks:
            known = ", ".join(sorted(marks))
            raise TemplateError(
                f"The template {template.path} has the mark {mark[0]}, of which nothing is known. "
                f"Take it out, or write one of: {known}."
            )
    while phrase := _PHRASE.search(text_of(paragraph)):
        if _lacks(phrase[1], marks):
            _cut(paragraph, [(phrase.start(), phrase.end())])
        else:
            _cut(paragraph, [(phrase.end() - 2, phrase.end()), (phrase.start(), phrase.start() + 2)])
    if _lacks(text_of(paragraph), marks) or (said.strip() and not text_of(paragraph).strip()):
        _take_out(paragraph)


def _lacks(words: str, marks: Mapping[str, str]) -> bool:
    return any(not marks[mark[0]].strip() for mark in _MARK.finditer(words))


def _cut(paragraph: etree._Element, spans: Iterable[tuple[int, int]]) -> None:
    """Take the letters of each span out of a paragraph; Word may have divided them between several runs."""
    for start, end in spans:
        position = 0
        for piece in paragraph.iter(w("t")):
            text = piece.text or ""
            first, last = max(start - position, 0), min(end - position, len(text))
            if first < last:
                piece.text = text[:first] + text[last:]
            position += len(text)


def _take_out(paragraph: etree._Element) -> None:
    """Remove a paragraph; empty it where its place needs one, or a section ends with it."""
    above = paragraph.getparent()
    if above is None:
        return
    alone = sum(child.tag in (w("p"), w("tbl")) for child in above) < 2
    if alone or paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None:
        for piece in paragraph.iter(w("t")):
            piece.text = ""
        return
    above.remove(paragraph)
