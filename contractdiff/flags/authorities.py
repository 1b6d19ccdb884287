"""Laws and rules that a text cites: federal, or of a state. No state is known here by name."""

import re
from dataclasses import dataclass

from contractdiff.flags.passages import Span
from contractdiff.flags.rulebook import word_list

_PART = r"(?:\s*,?\s*(?:parts?|subparts?|chapters?|ch\.|sections?|sec\.|§+|title|art\.|article|appendix|app\.))?"
_NUMBER = r"\d[\w.:/-]*(?:\([a-z0-9]{1,4}\))*"
_FEDERAL = (
    rf"\d+\s*(?:c\.?\s?f\.?\s?r\.?|u\.?\s?s\.?\s?c\.?(?:\s?a\.?)?)(?!\w)(?:{_PART}\s*{_NUMBER})?"
    rf"(?:\s+(?:through|to|and)\s+{_NUMBER})?(?:,?\s+subpart\s+[a-z]\b)?"
    r"|(?:omb\s+)?circulars?\s+(?:no\.\s*)?a-\d+|omb\s+circulars?"
    r"|pub(?:lic|\.)\s+l(?:aw|\.)\s*(?:no\.\s*)?\d+-\d+"
    r"|\d+\s+fed\.\s*reg\.\s*[\d,]+"
    r"|title\s+[ivxl]+(?:-[a-z])?\s+of\s+the\s+(?:[\w-]+\s+){1,6}act\b"
)
_CODE = (
    r"(?:adm(?:in)?(?:istrative|\.)|rev(?:ised|\.)|gov(?:ernment|\.|t\.)|gen(?:eral|\.)|penal|civil|family|labor|"
    r"insurance|compiled|consolidated|human\s+services)\s*(?:code|stat(?:utes?|s?\.)|laws?)\b"
)
# "30 ILCS 708/5" and "RCW 43.20A.010" are told from other words by their capitals.
_STATE = (
    r"\d+\s+(?-i:[A-Z]{2,6}|(?:[A-Z]\.){2,5})\s+(?:\d[\d./-]*\d)"
    r"|(?-i:(?!PART|ITEM|FORM|ART|SEC)[A-Z]{2,5})\s+\d+[a-z]?\.\d[\w.]*"
    rf"|(?:\d+\s+)?(?:[a-z]+\.?\s+)?{_CODE}(?:{_PART}\s*{_NUMBER})?"
    r"|public\s+acts?\s*(?:no\.\s*)?\d+[-\d]*|executive\s+order\s*(?:no\.\s*)?\d[\d-]*"
)
CITATION = re.compile(rf"(?<![\w.])(?:(?P<federal>{_FEDERAL})|(?P<state>{_STATE}))", re.IGNORECASE)
"""Finds citations by number; "30 ILCS 708" and "Admin. Code 120" alike."""

# "the Drug Free Workplace Act", "Mental Health and Developmental Disabilities Code": capitals up to Act or Code.
_NAMED = re.compile(
    r"\b[A-Z][\w'’-]*,?\s+(?:(?:(?:and|of|for|the|to|in|with|on|&)\s+){0,2}[A-Z][\w'’-]*,?\s+){0,9}(?:Act|Code)\b"
    r"(?!\s+of\s+(?:Conduct|Ethics))"
)
# Words with a capital because a sentence begins: "Under the Open Meetings Act".
_LEADING = re.compile(
    r"(?:(?:Under|The|In|By|Pursuant|See|Per|With|And|Nothing|Although)\s+(?:to\s+|in\s+)?(?:the\s+)?)*"
)
ACT = re.compile(
    r"\b(?:acts?|codes?|law|stat|circulars?|order|subpart|cfr|usc|edition|[a-z]-\d{2,3})\b|[a-z]\.|\d[\w.:/-]*"
)
"""Finds whatever may belong to a citation in lower-case text, quickly."""
_HINT = re.compile(r"\d\s*[A-Z]|[A-Z]\s*\d|\b(?:Act|Acts|Code|Law|Stat)\b|Circular|Order")


@dataclass(frozen=True, slots=True)
class Citation:
    """One law or rule named in a text, federal or not."""

    federal: bool
    text: str
    span: Span


def citations(text: str, lower: str) -> list[Citation]:
    """What a text cites, in order. ``lower`` is the text in lower case.

    An act known by its name alone is federal if the list of federal words has it or a federal citation follows.
    """
    federal = word_list("federal")
    found = [Citation(True, text[m.start() : m.end()], m.span()) for m in federal.finditer(lower)]
    if not _HINT.search(text):
        return found
    numbered = [Citation(bool(m["federal"]) or _is_presidential(m[0]), m[0], m.span()) for m in CITATION.finditer(text)]
    named = []
    for match in _NAMED.finditer(text):
        following = [c for c in numbered if 0 <= c.span[0] - match.end() <= len(" of 1994, (")]
        is_federal = following[0].federal if following else any(_meet(c.span, match.span()) for c in found)
        start = match.start() + len(_LEADING.match(match[0])[0])  # type: ignore[index]
        named.append(Citation(is_federal, text[start : match.end()], (start, match.end())))
    for citation in (*named, *found):
        if not any(_meet(citation.span, other.span) for other in numbered):
            numbered.append(citation)
    return sorted(numbered, key=lambda citation: citation.span)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_presidential(text: str) -> bool:
    """Whether an executive order is the President's: those bear a plain number of five digits."""
    return bool(re.fullmatch(r"executive\s+order\s*(?:no\.\s*)?1\d{4}", text, re.IGNORECASE))
