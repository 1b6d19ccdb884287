"""Which headers and footers a document's sections print (ECMA-376 part 1, 17.10)."""

from collections.abc import Mapping, Sequence

from lxml import etree

from contractdiff.ooxml.names import w
from contractdiff.ooxml.package import Relationship, relationship_id
from contractdiff.ooxml.revisions import Markup
from contractdiff.ooxml.styles import is_on


def header_parts(
    kind: str,
    sections: Sequence[etree._Element],
    relationships: Mapping[str, Relationship],
    settings: etree._Element | None,
    markup: Markup,
) -> list[str]:
    """Return the parts that hold the headers (``kind`` "header") or the footers ("footer"), each once.

    One for first pages counts only where a section has a title page, one for even pages only where the
    document tells even pages from odd. A section without its own has those of the section before it.
    """
    even_differs = settings is not None and _switched_on(settings, "evenAndOddHeaders")
    parts: dict[str, None] = {}
    current: dict[str, str] = {}
    for section in sections:
        for reference in section.iterchildren(w(f"{kind}Reference")):
            relationship = relationships.get(relationship_id(reference))
            if relationship is not None and not relationship.external:
                current[reference.get(w("type"), "default")] = relationship.target
        printed = ["default"]
        if _switched_on(markup.properties(section), "titlePg"):
            printed.insert(0, "first")
        if even_differs:
            printed.append("even")
        parts |= dict.fromkeys(current[page] for page in printed if page in current)
    return list(parts)


def _switched_on(element: etree._Element, name: str) -> bool:
    child = element.find(w(name))
    return child is not None and is_on(child.get(w("val")))
