"""Laws and rules that a text cites: federal, or of a state. No state is known here by name.

A citation by number is told by its shape: numbers around a code's abbreviation ("30 ILCS 540/3", "RCW 43.20A.010"),
or behind words for a collection of laws ("Gov. Code § 11135"). A law known by name is told by its capitals, or because
the rules know it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from contractdiff.flags.passages import Span, meet
from contractdiff.flags.provisions import Provision, provisions
from contractdiff.flags.rulebook import rulebook, word_list

# --- numbers ----------------------------------------------------------------------------------------------------------

_HEAD = (
    r"(?:(?:sub)?parts?|pts?\.|subparts?|(?:sub)?chapters?|chs?\.|(?-i:[cs]\.)|sections?|secs?\.|§+|articles?|arts?\.|"
    r"titles?|tit\.|appendix|app\.|rules?|par\.)"
)
# What follows a number that counts things, and a number with which the next citation begins.
_COUNTS = (
    r"\s*(?:%|percent\b|\(?(?:business|calendar|working)?\s*(?:hours?|days?|weeks?|months?|years?|times|units?)\b)"
)
_NEXT = r"\s+(?-i:[A-Z]{2,}\b|(?:[A-Z][a-z]{0,3}\.\s?){2}|[A-Z][a-z]+\.?\s+(?:Adm|Admin|Code|Stat|Reg|Rev)|Fed\.\s*Reg)"
_NUMBER = rf"\d(?:[\w:/.–-]*\w)?(?![.:/–-]?\w)(?:\s?\([a-z0-9]{{1,5}}\))*(?!{_COUNTS})"
_MORE = rf"(?:(?:\s*(?:,|;|&|-|–|\b(?:and|or|to|through|thru)\b))+\s*(?:{_HEAD}\s*)?(?:\.\d+|{_NUMBER})(?!{_NEXT}))"
_NUMBERS = rf"(?:{_HEAD}\s*)?{_NUMBER}{_MORE}{{0,12}}"
_HEADED = rf"{_HEAD}\s*{_NUMBER}{_MORE}{{0,12}}"
_TAIL = r"(?:,?\s+\(?subparts?\s+[a-z]\b(?:\s*(?:,|-|and|to|through)\s*[a-z]\b)*)?(?:,?\s+et\.?\s+seq\.?)?"
_NO = r"(?:\s*(?:nos?\.?|numbers?))?\s*"

# --- codes ------------------------------------------------------------------------------------------------------------

_CFR = r"c\.?\s?f\.?\s?r\.?(?!\w)|code\s+of\s+federal\s+regulations"
_USC = r"u\.?\s?s\.?\s?c\.?(?:\s?a\.?)?(?!\w)|(?:united\s+states|u\.?\s?s\.?)\s+code"
# Capitals before a number that are no code of laws.
_NO_CODE = (
    r"(?!(?:AM|PM|EST|CST|PST|MST|EDT|CDT|FTES?|USD|MG|ML|KB|MB|GB|PHONE|CELL|CALL|TTY|TDD|TEL|FAX|EXT|SSN|F?EIN|TIN|FY|SFY|FFY|CY|PY|"
    r"ID|NO|RF[PQAI]|IFB|NOF[OA]|PO|BOX|ZIP|ISO|IEC|NIST|SP|FIPS|ICD|CPT|HCPCS|DSM|NPI|FORMS?|PARTS?|ITEMS?|ARTS?|SEC|"
    r"SECTIONS?|ARTICLES?|TITLES?|CHAPTERS?|BK|PG|PP|VOL|LOTS?|TABLES?|TIERS?|LEVELS?|PAGES?|UNITS?|STEPS?|IRS|OMB|CFDA|ALN|UEI|DUNS|PIN|"
    r"VER|TLS|SSL|SOC|USB|WCAG|HTTPS?|PDF|XML|UL|ANSI|ASTM|NFPA|HTML|AAA|HUD|CV|CR|DSP|AND|OR|OF|THE|TO|IN|FOR|BY|ON|SHALL|WILL)"
    r"\b)"
)
_CAPITALS = rf"{_NO_CODE}[A-Z]{{2,6}}"
_DOTTED = r"(?!P\.\s?O\.|U\.\s?S\.|Ph\.|D\.\s?C\.\s\d)(?:[A-Z][a-z]{0,3}\.\s?){2,5}"
# Such a number is that of a code, not one that merely stands behind capitals: 43.20A.010, 407-007-0200, 126-A:5.
_COMPOUND = (
    r"\d{2,}[A-Z]{0,2}\.\d[\w.]*\w|\d{2,}[A-Z]?\.\d|\d+[A-Z]?-\d+-\d+(?:\.\d+)?|\d+[A-Z]?-\d+\.\d+|"
    r"\d+-?[A-Z]?:\d+[\w.-]*\w"
)
_PLAIN = r"Code|Stat(?:s?\.|utes?)|Laws?|Regs?\.|Regulations"
_CAPITAL = (
    r"(?:(?!(?:Section|Title|Chapter|Part|Article|Act)\b)(?:(?:[A-Z]\.){2,3}|[A-Z][\w’']*\.?|&)\s+(?:(?:and|of)\s+)?)"
)
_NAME = (
    rf"(?:{_CAPITAL}{{0,4}}Code\s+of\s+(?!Conduct|Ethics|Federal)[A-Z]\w+|{_CAPITAL}{{1,5}}(?:{_PLAIN}|R\.\s?C\.))"
    r"(?:\s+Ann(?:\.|otated))?(?:,\s+[A-Z][\w’'.&-]*(?:\s+[A-Z&][\w’'.-]*){0,2})?"
)
# "State Law Section 4" is no code, nor is "Federal Regulations Part 2".
_NAMED_CODE = (
    rf"(?!internal\s+revenue|united\s+states|(?:[\w.]+\s+)?(?:state|federal|local|applicable|governing|public|such|these|all)\s+(?:laws?|regulations?)\b)"
    rf"(?-i:{_NAME})"
)
# Collections whose number needs no "section" before it: "Ill. Adm. Code 511".
_OF_LAWS = (
    r"(?:adm(?:in)?(?:istrative|\.)|rev(?:ised|\.)|gov(?:ernment|\.|t\.|['’]t)|gen(?:eral|\.)|penal|civil|family|labor|"
    r"insurance|compiled|consolidated|human\s+services)\s*(?:code|stat(?:utes?|s?\.)|laws?)(?!\w)"
)

# Each shape with the groups of which it consists: title, code and numbers.
_FEDERAL = {
    "cfr": rf"(?:title\s+)?(?P<title>\d+)[,\s]*(?:of\s+the\s+)?(?:{_CFR})(?:,?\s*(?P<numbers>{_NUMBERS}))?{_TAIL}",
    "cfr_after": rf"(?P<numbers>{_HEADED})(?:\s+of|,)\s+title\s+(?P<title>\d+)(?:,|\s+of\s+the)?\s+(?:{_CFR})",
    "usc": rf"(?:title\s+)?(?P<title>\d+)[,\s]*(?:of\s+the\s+)?(?:{_USC})(?:,?\s*(?P<numbers>{_NUMBERS}))?{_TAIL}",
    "usc_after": rf"(?P<numbers>{_HEADED})(?:\s+of|,)\s+title\s+(?P<title>\d+)(?:,|\s+of\s+the)?\s+(?:{_USC})",
    "public_law": rf"(?:pub(?:lic|\.)\s*l(?:aw|\.)|(?-i:P\.\s?L\.)){_NO}(?P<numbers>\d+[-–]\d+)",
    "register": (
        r"(?P<title>\d+)\s+(?:fed(?:\.|eral)\s*reg(?:\.|ister)|(?-i:FR|F\.R\.))\s*(?:at\s+)?(?P<numbers>\d[\d,]*\d)"
    ),
    "statutes": r"(?P<title>\d+)\s+(?-i:Stat\.)\s+(?P<numbers>\d+)",
    "circular": (
        rf"(?:omb\s+)?circulars?{_NO}a-\d+(?:(?:\s*(?:,|;|&|\band\b|\bor\b))+\s*(?:omb\s+)?(?:circular\s+)?a-\d+)*"
        r"|omb\s+circulars?"
    ),
    "memorandum": rf"omb\s+(?:memorand(?:um|a){_NO})?m-\d\d-\d\d",
    "procurement": (
        r"(?-i:(?P<code>FAR|DFARS|HHSAR))\s+(?:clauses?\s+)?(?P<numbers>(?:(?:sub)?part\s+|§\s*)?\d(?:[\d.-]*\d)?)"
    ),
    "revenue_code": r"(?-i:I\.?R\.?C\.?)\s*(?:§+|sec(?:tion|\.))\s*(?P<numbers>\d\w*)",
    "title_of": r"title\s+[ivxl]+(?:-[a-z])?\s+of\s+the\s+(?:[\w-]+\s+){1,6}act\b(?:\s+of\s+(?:19|20)\d\d)?",
}
_STATE = {
    "public_act": rf"(?:public\s+acts?{_NO}|(?-i:P\.\s?A\.){_NO}(?=\d+-))(?P<numbers>\d(?:[-–\d]*\d)?)",
    "order": (
        rf"(?:executive\s+orders?{_NO}|(?-i:E\.\s?O\.|EO){_NO}(?=\d+-|\d{{4}}))"
        r"(?P<numbers>(?:[A-Z]{1,2}-)?\d(?:[\d-]*\d)?)"
    ),
    "ordinance": r"(?:ordinances?\s+(?:nos?\.|numbers?)\s*|(?-i:Ordinance)\s+)(?P<numbers>\d[\w.-]*\d)",
    "session": rf"{_HEAD}\s*(?P<numbers>\d+)(?:\s+of\s+the|,)?\s+(?P<code>(?:session\s+)?(?:laws|acts)\s+of\s+\d{{4}})",
    # "30 ILCS 540", "23 Pa.C.S. § 6301"
    "titled": rf"(?P<title>\d{{1,3}}[A-Z]?)\s+(?-i:(?P<code>{_CAPITALS}|{_DOTTED}))\s*(?P<numbers>{_NUMBERS})",
    # "HRS § 346-2", "G.L. c. 66A"
    "coded": (
        rf"(?-i:(?P<code>{_CAPITALS}|{_DOTTED}))\s*(?P<numbers>(?:§+|chs?\.|(?-i:c\.)|chapters?)\s*{_NUMBER}{_MORE}{{0,12}})"
    ),
    # "RCW 43.20A.010", "N.J.A.C. 10:37-6.79"
    "bare": (
        rf"(?-i:(?P<code>{_CAPITALS}\s|(?:[A-Z]\.\s?){{2,5}}))\s*(?P<numbers>(?:{_COMPOUND})(?:\([a-z0-9]{{1,5}}\))*)"
        rf"(?![\w-])(?!{_COUNTS})"
    ),
    "bare_dotted": r"(?-i:(?P<code>(?:[A-Z]\.\s?){3,5}))\s*(?P<numbers>\d[\w:.]*-\d[\w.]*)(?![\w-])",
    # "chapter 43.20A RCW", "§ 24-72-204, C.R.S."
    "coded_after": (
        rf"(?P<numbers>chapters?\s+\d+[.-]\w+|§+\s*{_NUMBER}),?\s+(?-i:(?P<code>{_CAPITALS}|{_DOTTED}))(?!\w)"
    ),
    "mixed_after": rf"(?P<numbers>{_HEAD}\s*\d{{2,}}\.\d+),?\s+(?-i:(?P<code>[A-Z]{{2,3}}[a-z]{{1,2}}))(?!\w)",
    # "44 Ill. Adm. Code 7000", "the Illinois Compiled Statutes"
    "of_laws": (
        rf"(?:title\s+)?(?:(?P<title>\d+)[,\s]+)?(?P<code>(?:(?-i:[A-Z][a-z]+\.?)\s+)?{_OF_LAWS})"
        rf"(?:,?\s*(?:(?-i:R\.)\s*)?(?P<numbers>{_NUMBERS}))?"
    ),
    # "Cal. Welf. & Inst. Code § 5328", "Title 22, California Code of Regulations, Section 51341"
    "named": (rf"(?:title\s+)?(?:(?P<title>\d+)[,\s]+)?(?P<code>{_NAMED_CODE})[,\s]*(?P<numbers>{_HEADED})"),
    # "Section 409.905, Florida Statutes", "Article 15 of the Executive Law", "Article XI-B of the Finance Law"
    "named_after": (
        rf"(?P<numbers>{_HEADED}|(?:articles?|titles?|chapters?|parts?)\s+(?-i:[IVXLC]+)(?:-[A-Z0-9]{{1,2}})?)"
        rf"(?:,|\s+of(?:\s+the)?)\s+(?P<code>{_NAMED_CODE})(?!\w)"
    ),
    # "Minnesota Rules, part 9505.0175", "Mont. Admin. R. 37.85.414"
    "rules": (
        r"(?P<code>(?-i:[A-Z][a-z]+\.?\s+Rules|[A-Z][a-z]+\.\s+(?:Admin\.\s+)?R\.)),?\s+"
        r"(?P<numbers>(?:(?:parts?|chapters?|ch\.)\s*|(?<=R\.\s))\d{2,}[\d.]*\d)"
    ),
}
_SHAPES = _FEDERAL | _STATE
_EACH = {name: re.compile(shape, re.IGNORECASE) for name, shape in _SHAPES.items()}


# What begins with a figure, or with "title" and a figure; what may begin with that or with a word; all else does not.
_WITH_TITLE = ("cfr", "usc", "register", "statutes", "titled")
_WITH_EITHER = ("of_laws", "named", "named_after")


def _alternatives(names: Iterable[str]) -> str:
    """Some shapes as one pattern, each a group by its name."""
    return "|".join(rf"(?P<{name}>{re.sub('[?]P<[a-z]+>', '?:', _SHAPES[name])})" for name in names)


# A citation begins with a figure, a capital, a section mark or one of a few words; elsewhere nothing is tried.
CITATION = re.compile(
    r"(?<![\w.])(?=(?-i:[\dA-Z§])|s(?:ec|ub)|ch|c\.|p(?:ar)?ts?\b|pub|art|tit|circ|exec|ord|omb|app|rule|adm|gov|gen|penal"
    r"|civil|fam|labor|ins|comp|cons|human|rev)"
    rf"(?:(?=\d|title\s)(?:{_alternatives(_WITH_TITLE)})"
    rf"|(?!\d)(?:{_alternatives(name for name in _SHAPES if name not in (*_WITH_TITLE, *_WITH_EITHER))})"
    rf"|{_alternatives(_WITH_EITHER)})",
    re.IGNORECASE,
)
"""Finds citations by number; "30 ILCS 708" and "Admin. Code 120" alike."""

# --- names ------------------------------------------------------------------------------------------------------------

# "the Drug Free Workplace Act", "Mental Health and Developmental Disabilities Code": capitals up to Act or Code.
# "Procedure Code 90834" and "ZIP Code" are no laws.
_TITLE = r"(?:Act|Code(?!\s+[A-Z]?\d))"
_NO_LAW = re.compile(
    r"\b(?i:zip|area|dress|bar|qr|cost|object|account|access|security|confirmation|activity|source|program|service|billing|"
    r"procedure|payment|promo|discount|rate|project|fund|error|reason|status|postal|color)\s+Code$"
)
_WORD = r"\b(?!Act\b|Code\b)[A-Z][\w'’-]*,?\s+"
_NAMED = re.compile(
    r"(?:\b(?i:sections?|titles?|articles?|parts?|chapters?|§+)\s*[\w.()-]+\s+of\s+(?:the\s+)?)?"
    rf"(?P<name>{_WORD}(?:(?:(?:and|of|for|the|to|in|with|on|&)\s+){{0,2}}{_WORD}){{0,9}}{_TITLE}\b)"
    r"(?!\s+of\s+(?:Conduct|Ethics))(?:\s+of\s+(?:19|20)\d\d)?"
)
# Words with a capital because a sentence begins: "Under the Open Meetings Act".
_LEADING = re.compile(
    r"(?:(?:Under|The|This|Such|In|By|Pursuant|See|Per|With|And|Nothing|Although)\s+(?:to\s+|in\s+)?(?:the\s+)?)*"
)
_BEFORE_THE = re.compile(r".*(?:,|\b(?:and|with|to|in|on|under))\s+the\s+(?=[A-Z])")
ACT = re.compile(
    r"\b(?:acts?|codes?|law|stat|statutes?|rules|circulars?|order|ordinance|subpart|cfr|usc|edition|[a-z]-\d{2,3})\b"
    r"|[a-z]\.|§|\d[\w.:/-]*"
)
"""Finds whatever may belong to a citation in lower-case text, quickly."""
# It begins with one class of letters, so that the others are passed over fast.
_HINT = re.compile(
    r"[\dA-Z.§](?:(?<=§)|(?<=\d)\s*[A-Z]|(?<=[A-Z.])\s*\d|(?<=[A-Z])-\d|(?<=A)ct\b|(?<=C)ode\b|(?<=L)aws?\b|(?<=S)tat(?:\b|utes)|"
    r"(?<=R)ules|(?<=R)egulations|(?<=C)irc|(?<=C)IRC|(?<=O)rder|(?<=O)RDER|(?<=O)rdinance)"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """One law or rule named in a text, federal or not.

    Attributes:
        federal: Whether it is a federal one.
        text: As printed.
        span: Where it stands.
        provisions: What it names, taken apart: "45 CFR Parts 160 and 164" names two. Empty for words that only show
            that federal law is meant ("CFDA", "federal regulations").
    """

    federal: bool
    text: str
    span: Span
    provisions: tuple[Provision, ...] = ()


def citations(text: str, lower: str) -> list[Citation]:
    """What a text cites, and the words that only show that federal law is meant, in order.

    ``lower`` is the text in lower case.
    """
    marks = [Citation(True, text[slice(*m.span())], m.span()) for m in word_list("federal").finditer(lower)]
    return _apart(laws_cited(text, lower), marks)


def laws_cited(text: str, lower: str) -> list[Citation]:
    """The laws that a text cites, in order. ``lower`` is the text in lower case.

    An act known by its name alone is federal if the rules say so or a federal citation follows.
    """
    known = [_known(text, match.span()) for match in rulebook().law_names.pattern.finditer(lower)]
    if not _HINT.search(text):
        return known
    numbered = [_numbered(match) for match in CITATION.finditer(text)]
    named = []
    for match in _NAMED.finditer(text):
        name = match["name"]
        start = len(_LEADING.match(name)[0])  # type: ignore[index]
        start += len(found[0]) if (found := _BEFORE_THE.match(name[start:])) else 0
        if not name[start:].count(" ") or _NO_LAW.search(name):
            continue  # "The Act" names none
        span = (match.start("name") + start if start else match.start(), match.end())
        words = text[slice(*span)]
        following = [each for each in numbered if 0 <= each.span[0] - span[1] <= len(", as amended (")]
        alike = [each for each in known if meet(each.span, span)]
        is_federal = next((each.federal for each in (*following, *alike)), None)
        if is_federal is None:
            is_federal = word_list("federal").search(words.lower()) is not None
        named.append(Citation(is_federal, words, span, (act(words),)))
    return _apart(numbered, named, known)


def act(name: str) -> Provision:
    """The act that is called so, whatever section or year is named with it."""
    bare = re.sub(
        r"^(?i:the|(?:section|title|article|part|chapter|§)s?\s*[\w.()-]+\s+of(?:\s+the)?)\s+", "", name.strip()
    )
    return Provision(code=re.sub(r"\s+of\s+(?:19|20)\d\d$", "", bare))


def _known(text: str, span: Span) -> Citation:
    """A law called by a name that the rules know."""
    name = text[slice(*span)]
    law = rulebook().law_of(name.lower())
    return Citation(law is None or law.federal, name, span, (Provision(code=name),))


def _numbered(match: re.Match[str]) -> Citation:
    """A citation by number, taken apart."""
    kind = next(name for name in _SHAPES if match[name])
    found = _EACH[kind].match(match[0])
    parts = found.groupdict() if found else {}
    title, numbers = parts.get("title") or "", parts.get("numbers") or ""
    code = _CODES.get(kind) or " ".join((parts.get("code") or "").split()).rstrip(",")
    if kind == "circular":
        named = tuple(Provision(code="OMB Circular", part=each.upper()) for each in re.findall(r"(?i)a-\d+", match[0]))
        named = named or (Provision(code="OMB Circular"),)
    elif kind == "memorandum":
        named = (Provision(code="OMB Memorandum", part=match[0].upper()[-len("M-00-00") :]),)
    elif kind == "title_of":
        named = (Provision(code=re.sub(r"\s+of\s+(?:19|20)\d\d$", "", match[0])),)
    elif kind == "procurement":
        named = provisions("48", "CFR", numbers)
    else:
        named = provisions(title, code, numbers.replace(",", "") if kind == "register" else numbers)
    federal = kind in _FEDERAL or (kind == "order" and bool(re.fullmatch(r"1\d{4}", numbers)))
    return Citation(federal, match[0], match.span(), named)


_CODES = {
    "cfr": "CFR", "cfr_after": "CFR", "usc": "USC", "usc_after": "USC", "public_law": "Pub. L.",
    "register": "Fed. Reg.", "statutes": "Stat.", "revenue_code": "Internal Revenue Code",
    "public_act": "Public Act", "order": "Executive Order", "ordinance": "Ordinance",
}  # fmt: skip


def _apart(*kinds: list[Citation]) -> list[Citation]:
    """The citations of several kinds in order; of those that overlap, the one of the earlier kind."""
    kept: list[Citation] = []
    for found in kinds:
        kept += [each for each in found if not any(meet(each.span, other.span) for other in kept)]
    return sorted(kept, key=lambda citation: citation.span)
