"""Which parts of a page are footnotes, and which links are their signs."""

import re
from urllib.parse import unquote

from lxml import etree

from contractdiff.model import Role
from contractdiff.readers.html.elements import all_text

MARK = re.compile(r"[\[(]?\s*(\d{1,3}|[*†‡§]{1,3}|[a-z])\s*[\])]?")
BACK = re.compile(r"[\s↩↑^⬆⏎\ufe0e\ufe0f\u2191]+")
_NOTE = re.compile(r"\b(?:sd)?(?:footnotes?|endnotes?)\b")
_ELEMENT = re.compile(r"mso-element\s*:\s*(?:footnote|endnote)\b", re.IGNORECASE)
_LINK = re.compile(r"#_?(?:sd)?(?:ftn|edn|fn|footnote|endnote|note|cite)", re.IGNORECASE)
_PARTS = frozenset("html body td th tr table".split())


def note_role(element: etree._Element, own: str, *, block: bool) -> Role | None:
    """The kind of notes that an element holds, ``None`` where it is none; ``own`` is what its style says it is."""
    kind = f"{own} {(element.get('role') or '').removeprefix('doc-')}"
    classes = element.get("class") or ""
    found = _NOTE.search(kind) if kind.strip() else None
    if found is None and block and element.tag not in _PARTS:
        found = next(filter(None, (_NOTE.fullmatch(name) for name in classes.split())), None)
    if found is None:
        return None
    return Role.ENDNOTE if "endnote" in found.group() and "footnote" not in classes else Role.FOOTNOTE


def is_note_sign(link: etree._Element, kind: str, places: frozenset[str], *, begins_note: bool) -> bool:
    """Whether a link with a number or a sign for its words is that of a footnote, not a reference to a clause.

    Args:
        link: The link.
        kind: Its role and class.
        places: The names of the places in the page's footnotes.
        begins_note: Whether it stands first in a footnote.
    """
    address = link.get("href") or ""
    return (
        _is_raised(link)
        or "noteref" in kind
        or "footnote-ref" in kind
        or unquote(address.removeprefix("#")) in places
        or (begins_note and _LINK.match(address) is not None)
    )


def _is_raised(link: etree._Element) -> bool:
    """Whether a link stands above the line."""
    parent = link.getparent()
    styles = f"{link.get('style') or ''} {'' if parent is None else parent.get('style') or ''}"
    return (
        (parent is not None and parent.tag == "sup")
        or any(True for _ in link.iter("sup"))
        or re.search(r"vertical-align\s*:\s*super", styles) is not None
    )


def places_in_notes(root: etree._Element) -> frozenset[str]:
    """The names of the places in a page's footnotes that links may lead to."""
    places: set[str] = set()
    walker = etree.iterwalk(root, events=("start",))
    for _, element in walker:
        style = _ELEMENT.search(element.get("style") or "")
        if note_role(element, style.group() if style else "", block=True) is not None:
            for each in element.iter(etree.Element):
                places |= {name for name in (each.get("id"), each.get("name")) if name}
            walker.skip_subtree()
    return frozenset(places)


def is_way_back(link: etree._Element, kind: str) -> bool:
    """Whether a link leads from a note back to its sign."""
    return BACK.fullmatch(all_text(link)) is not None or "backlink" in kind or "footnote-back" in kind
