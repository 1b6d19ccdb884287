"""Rules for definitions, the names of the parties, and the laws that a text cites."""

import re

from contractdiff.flags.authorities import ACT, citations
from contractdiff.flags.findings import Finding, cut
from contractdiff.flags.parties import named, party_words
from contractdiff.flags.passages import Hunk, Part, Passage
from contractdiff.flags.rulebook import rulebook, word_list
from contractdiff.flags.tendency import Tendency
from contractdiff.flags.verbs import modals
from contractdiff.model import Party, Priority
from contractdiff.text import quoted

_QUOTED = r"[\"“”‘'](?P<{0}>[^\"“”‘’']{{1,60}})[\"“”’']"
_USED = (
    r"\s*(?:\([^)]{1,40}\)\s*)?"
    r"(?:,?\s*(?:as|when|where|wherever)(?: it is)? used (?:in|herein|throughout)[^,“”\"]{0,40}?,?\s*)?"
)
_MEANS = (
    r"(?:shall\s+|will\s+)?(?:(?:also\s+|only\s+)?means?|refers?\s+to|denotes?|signif(?:y|ies)|"
    r"be\s+(?:understood|taken|construed)\s+to|(?:is|are)\s+(?:hereby\s+)?defined\s+(?:as|to|in|by)|"
    r"(?:has|have)\s+the\s+(?:same\s+)?meaning|includes?|excludes?|(?:does|do)\s+not\s+include|"
    r"describes?|covers?\s+(?=(?:an?|any|all|each|every|only|those|both|persons?)\b)|embraces?|encompass(?:es)?|comprises?|consists?\s+of|stands?\s+for|takes?\s+in|"
    r"(?:is|are)\s+(?:used|limited|confined|understood|taken|construed|read)\b|be\s+read\b|"
    r"(?:is|are)\s+(?:an?|any|each|the|those|one|that)\s)"
)
_LEAD = (
    r"^(?:the\s+(?:term|word|phrase)\s+|for\s+(?:the\s+)?purposes?\s+of\s+this[^,]{1,40},\s+(?:the\s+term\s+)?|"
    r"as\s+used\s+(?:in\s+this[^,]{1,30}|herein),\s+(?:the\s+term\s+)?)?"
)
# "By any means" and "families of limited means" say nothing of what a word means.
_BARE = (
    r"(?P<bare>[\w /-]{2,50}?)\s+(?:shall\s+)?(?:has\s+the\s+meaning|is\s+defined\s+as|means?\s+"
    r"(?=(?:an?|the|any|all|each|those|that|every|one|only|either|such|services?|persons?|individuals?)\b))"
)
# "(the “Program”)", "(hereinafter called the “Site”)"
_INLINE = (
    r"\((?:hereinafter|herein|hereafter|collectively|referred\s+to|the|each,?\s+an?|“|\")[^()]{0,40}"
    r"[\"”“][^\"“”]{1,40}[\"”]\)"
)
_DEFINITION = re.compile(
    "|".join(
        (
            _QUOTED.format("term") + _USED + _MEANS,
            rf"\bby\s+{_QUOTED.format('meant')}\s+is\s+meant\b",
            _INLINE,
            r"\b(?:term|word|phrase)\s+[\w “”\"-]{2,40}?\s+(?:shall\s+)?"
            r"(?:means?|refers?\s+to|includes?|excludes?|denotes?)\b",
            _LEAD + _BARE,
        )
    )
)
# "Encounter: a visit of …", "Household – the persons who …"; a heading before a duty is written alike.
_GLOSS = re.compile(
    r"^(?:\([a-z0-9]+\)\s*|[\d.]+\s+)?(?P<term>[A-Z][\w/-]*(?:[ -][A-Za-z][\w/-]*){0,4})(?::|\s+[–—-])\s+"
    r"(?=(?:[Aa]ny?|[Tt]he|[Ee]ach|[Oo]ne|[Tt]hose|[Aa]ll|[Aa])\s)"
)

_NEWLY = "A word is defined here for the first time; every clause that uses it is read by this definition."
_OTHER_NAME = "A party is called by another name here: {old} is now {new}."
_NO_LONGER = "A word is no longer defined here; it may now be read in a wider or a narrower sense."


def is_renamed_party(passage: Passage, hunk: Hunk) -> bool:
    """Whether in one place nothing differs but what a party is called."""
    return _renamed_party(passage, hunk) is not None


def definition_findings(passage: Passage) -> list[Finding]:
    """DEF: a definition changed, added or left out, or a party called by another name in this place.

    That a party is called otherwise in a definition does not make its term mean something else.
    """
    renamed = [_renamed_party(passage, hunk) for hunk in passage.hunks]
    found = list(dict.fromkeys(finding for finding in renamed if finding))
    rest = [hunk for hunk, finding in zip(passage.hunks, renamed, strict=True) if finding is None]
    part = passage.new if passage.new.text else passage.old
    term = _defined(part) if rest else None
    if term is None:
        return found
    of_party = party_words().fullmatch(re.sub(r"^the\s+", "", term.strip(" ,.")))
    whole = passage.whole
    old, new = (cut(passage.old.text), "") if whole is passage.old else map(cut, passage.words(rest[0]))
    why = "" if whole is None else _NEWLY if whole is passage.new else _NO_LONGER
    priority = Priority.CRITICAL if of_party else Priority.SUBSTANTIVE
    return [*found, Finding(code="DEF", old=old, new=new, priority=priority, why=why)]


def _defined(part: Part) -> str | None:
    """The term that a passage defines, or ``None``; one named in brackets counts where its name was changed."""
    for match in _DEFINITION.finditer(part.lower):
        if match[0].startswith("("):
            if part.touched(match.span()):
                return ""
            continue
        return match["term"] or match["meant"] or match["bare"] or ""
    gloss = _GLOSS.match(part.text)
    return gloss["term"].lower() if gloss and not modals(part.lower) else None


def _renamed_party(passage: Passage, hunk: Hunk) -> Finding | None:
    """DEF where the words for a party differ and nothing else of the place: "Contractor" is now "Subrecipient"."""
    old, new = passage.words(hunk)
    sides = [named(words) for words in (old, new)]
    if not sides[0] or sides[0] is not sides[1] or sides[0] is Party.BOTH:
        return None
    return Finding(
        code="DEF",
        old=old,
        new=new,
        on=sides[0],
        priority=Priority.CRITICAL,
        why=_OTHER_NAME.format(old=quoted(cut(old)), new=quoted(cut(new))),
        question="Is the same party meant?",
    )


def authority_findings(passage: Passage, tendency: Tendency) -> list[Finding]:
    """FED and STA: laws and rules newly cited, no longer cited, or cited otherwise."""
    found = []
    cited = [_cited(part) for part in (passage.old, passage.new)]
    for code, federal in (("FED", True), ("STA", False)):
        sides = [[text for is_federal, text in side if is_federal is federal] for side in cited]
        if sides[0] == sides[1]:
            continue
        # one law for another is neither more nor less
        replaced = bool(set(sides[0]) - set(sides[1])) and bool(set(sides[1]) - set(sides[0]))
        found.append(
            Finding(
                code=code,
                old=next((c for c in sides[0] if c not in sides[1]), next(iter(sides[0]), "")),
                new=next((c for c in sides[1] if c not in sides[0]), next(iter(sides[1]), "")),
                direction=None if replaced else tendency.direction,
                on=None if replaced else tendency.on,
                doubtful=not replaced and tendency.doubtful,
            )
        )
    return found


def _cited(part: Part) -> list[tuple[bool, str]]:
    """The changed citations of one side as printed, each once and with whether it is federal.

    An edition beside a citation belongs to it.
    """
    if not any(part.near(pattern) for pattern in (ACT, word_list("federal"), rulebook().law_names.pattern)):
        return []
    found = []
    for citation in citations(part.text, part.lower):
        edition = _EDITION.match(part.text, citation.span[1])
        end = edition.end() if edition else citation.span[1]
        if part.touched((citation.span[0], end)):
            found.append((citation.federal, part.text[citation.span[0] : end].strip()))
    return list(dict.fromkeys(found))


# The number of a program belongs to it as well: "Assistance Listing No. 93.558".
_EDITION = re.compile(
    r"(?:\s+(?i:nos?\.?|numbers?|programs?))?\s+\d\d\.(?:\d{3}|[A-Z]{2,3})\b(?:(?:,|,?\s+and)\s+\d\d\.\d{3}\b)*|"
    r"\s*\([^)]{0,30}\)|,?\s+as (?:amended|in effect)[^,.;]*"
)
