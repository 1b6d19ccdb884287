"""The words by which a clause refers to places: "Sections 5.2 and 5.3", "paragraph (b) of this Section".

The table of accepted and rejected wordings is ``tests/test_references.py``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from contractdiff.structure.labels import NUMBER_WORDS

# What a place is called, by its forms in lower case.
_FORMS = {
    "section": ("section", "sections", "sec.", "secs.", "§", "§§"),
    "article": ("article", "articles", "art."),
    "paragraph": ("paragraph", "paragraphs", "para.", "paras.", "subparagraph", "subparagraphs", "sub-paragraph"),
    "subsection": ("subsection", "subsections", "sub-section", "sub-sections"),
    "clause": ("clause", "clauses", "subclause", "subclauses", "sub-clause", "sub-clauses"),
    "item": ("item", "items"),
    "part": ("part", "parts"),
    "recital": ("recital", "recitals"),
    "exhibit": ("exhibit", "exhibits"),
    "schedule": ("schedule", "schedules"),
    "attachment": ("attachment", "attachments"),
    "appendix": ("appendix", "appendices", "appendixes"),
    "annex": ("annex", "annexes"),
    "addendum": ("addendum", "addenda"),
}
_WORD_OF = {form: word for word, forms in _FORMS.items() for form in forms}
_PLURAL = frozenset(form for form in _WORD_OF if form.endswith("s")) | {
    "§§",
    "appendices",
    "addenda",
    "secs.",
    "paras.",
}
EXHIBITS = frozenset(("exhibit", "schedule", "attachment", "appendix", "annex", "addendum"))
"""Words for what stands behind an agreement."""
# Which of two places named together holds the other.
_RANK = {**dict.fromkeys(EXHIBITS, 0), "part": 1, "article": 2, "recital": 2, "section": 3}

_SIGNS = r"(?:\([a-zA-Z0-9]{1,5}\))"
_DECIMAL = r"\d{1,4}(?:\.\d{1,4})*(?:-(?:\d{1,4}(?![\d.])|[A-Z](?!\w)))?(?:\.[A-Za-z](?!\w))?[A-Z]?(?![\w%]|/\d|,\d{3})"
_DOUBLED = "AA|BB|CC|DD|EE|FF|GG|HH|JJ|KK"
_LETTERS = rf"(?:[IVXLC]{{2,7}}|(?:{_DOUBLED})|[A-Z])(?:[-.]?\d{{1,3}})?(?:\.[A-Z\d]{{1,3}})*(?![\w’'])"
_WORDS = "|".join(f"{word.capitalize()}|{word.upper()}" for word in NUMBER_WORDS)
_NUMBER = rf"(?:{_DECIMAL}|[“\"‘']?{_LETTERS}[”\"’']?|(?:{_WORDS})\b)"
_ITEM = rf"(?:{_NUMBER}(?:\s?{_SIGNS}){{0,8}}|{_SIGNS}{{1,8}})"
_SEPARATOR = r"\s*(?:,\s*(?:and/or\b|and\b|or\b|&)?|and/or\b|and\b|or\b|&|through\b|thru\b|to\b|[–—/-])\s*"
_FORM = "|".join(re.escape(form) for form in sorted(_WORD_OF, key=len, reverse=True) if form[0] != "§")
_GROUP = re.compile(
    rf"(?:(?<![\w-])(?P<word>(?i:{_FORM}))\s+(?:No\.\s*)?|(?P<sign>§{{1,2}})\s*)(?P<items>{_ITEM}(?:{_SEPARATOR}{_ITEM})*)"
)
_ONE = re.compile(rf"(?P<number>{_NUMBER})(?P<chain>(?:\s?{_SIGNS}){{0,8}})|(?P<only>{_SIGNS}{{1,8}})")
# Where none of these stands, there is no reference; where one does, one may begin there or a few letters before.
_STEMS = "section article § para clause exhibit schedule attachment appendi annex addend part recital item".split()
_STEMS += ["sec.", "secs.", "art."]
_AHEAD = (0, len("sub"), len("sub-"))
_UNIT = re.compile(
    r"\s*(?:\(\d+\)|%|(?:business|calendar|working|full|consecutive|per)\b|(?:days?|weeks?|months?|years?|hours?|percent|"
    r"million|times|copies|or more|or fewer)\b)"
)
# "Section 8 housing", "Part B services": what has such a name stands in a law
_NOUN = re.compile(
    r"\s+(?:housing|vouchers?|certificates?|programs?|projects?|tenants?|waivers?|plans?|grants?|funds?|funding|"
    r"residents?|units?|assistance|accommodations?|services?|providers?|drugs?|eligib\w+|rental|rent|subsid\w+|"
    r"organizations?|corporations?|exempt\w*|status|loans?|employees?|compliance|et seq)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\s*(?:$|[.,;:)\]”\"—–]|(?:and|or|of|to|through|above|below|shall|will|may|must|is|are|was|were|has|have|hereof|"
    r"hereto|herein|attached|provides?|which|that|for|in|on|by|as|with|does|do|not|applies|apply|sets?|contains?)\b)"
)
_ENDED = re.compile(r"(?:^|[.;:]\s*)$")
_HEADS = re.compile(r"\s*(?:[.:]|--?|[–—])\s*[“\"]?[A-Z]")


@dataclass(frozen=True, slots=True)
class Item:
    """One number of a reference: its place in the text, the number ("4.1"; "" for "(b)"), and the signs after it.

    ``sure`` is how many of the signs stand right behind the number; what a space parts from it may begin a list.
    """

    start: int
    end: int
    number: str
    chain: tuple[str, ...]
    sure: int


@dataclass(frozen=True, slots=True)
class Group:
    """Places named together: what they are called, in the singular, and their numbers."""

    start: int
    end: int
    word: str
    items: tuple[Item, ...]

    def within(self, other: "Group", between: str) -> bool:
        """Whether these places stand within ``other``, named right after them: "Section 3 of Exhibit C"."""
        return len(other.items) == 1 and _OF.fullmatch(between) is not None and self.rank >= other.rank

    def holds(self, other: "Group", between: str) -> bool:
        """Whether this may be what the places named right after it stand in: "Schedule 1, item 4"."""
        return len(self.items) == 1 and _BESIDE.fullmatch(between) is not None and self.rank < other.rank

    @property
    def rank(self) -> int:
        """How far out such places stand, 0 the outermost."""
        return _RANK.get(self.word, 4)


_OF = re.compile(r"\s*,?\s*(?:of|to|in)\s+(?:this\s+|the\s+)?", re.IGNORECASE)
_BESIDE = re.compile(r"\s*(?:,|\()?\s*(?:at\s+)?")


def groups_of(text: str) -> Iterator[Group]:
    """The places named in a text, in order; what only looks like a reference ("Section 8 housing") is left out."""
    ends = 0
    for found in _found(text):
        if found.start() < ends:
            continue
        ends = found.end()
        form = (found["word"] or found["sign"]).lower()
        word = _WORD_OF[form]
        items = tuple(_items(text, found, plural=form in _PLURAL))
        first = items[0]
        if found["word"] == "schedule" and first.number[:1].isdigit():
            continue  # "shall schedule 2 visits"
        called = found["word"] or ""
        shouted = called.isupper() or (called.islower() and first.number == "I")
        if first.number in ("A", "I") and shouted and not first.chain and not _GOES_ON.match(text, first.end):
            continue  # "IN THIS SECTION A PROVIDER"
        if not first.chain and first.number.isalnum() and _UNIT.match(text, first.end) and word != "section":
            continue  # "Part 2 years"
        if items[-1].number.isalnum() and _NOUN.match(text, items[-1].end) and word in ("section", "part", "article"):
            continue
        if not first.number and word in (*EXHIBITS, "article", "part", "recital", "section"):
            # "in each Section (a) the Provider"; "§ (b)" is none either
            continue
        if _ENDED.search(text, max(found.start() - 3, 0), found.start()) and _HEADS.match(text, items[-1].end):
            continue  # a heading: "Article 14. Covenant Against Fees."
        yield Group(found.start(), items[-1].end, word, items)


def _found(text: str) -> list[re.Match[str]]:
    """What looks like a reference, in order. Looking for the words as they are is many times faster than a pattern."""
    lower = text.lower()
    if len(lower) != len(text):
        return list(_GROUP.finditer(text))
    found: dict[int, re.Match[str]] = {}
    for stem in _STEMS:
        at = lower.find(stem)
        while at >= 0:
            for back in _AHEAD:
                if at >= back and (match := _GROUP.match(text, at - back)):
                    found[at - back] = match
                    break
            at = lower.find(stem, at + 1)
    return [found[at] for at in sorted(found)] if len(found) > 1 else list(found.values())


def _items(text: str, found: re.Match[str], *, plural: bool) -> Iterator[Item]:
    before: Item | None = None
    for one in _ONE.finditer(text, found.start("items"), found.end("items")):
        signs = one["chain"] if one["only"] is None else one["only"]
        chain = tuple(re.findall(r"\w+", signs))
        sure = len(chain) if " " not in signs else len(re.findall(r"\w+", signs.split(" ")[0]))
        number = (one["number"] or "").strip("“”\"‘’'")
        item = Item(one.start(), one.end(), number, chain, sure)
        if before is not None and not _continues(text, before, item, plural):
            return
        yield item
        before = item


def _continues(text: str, before: Item, item: Item, plural: bool) -> bool:
    """Whether a number after another is a further place: not so the days of "Section 5.2, 30 days"."""
    joint = text[before.end : item.start].strip(" ")
    if not item.number:
        return bool(before.chain) and (plural or joint != ",")
    if _UNIT.match(text, item.end):
        return False
    if plural:
        return item.number[0].isdigit() == before.number[:1].isdigit() or not before.number
    return "." in item.number and "." in before.number and item.number[0].isdigit()
