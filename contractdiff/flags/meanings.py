"""Rules for definitions, the names of the parties, and the laws that a text cites."""

import re

from contractdiff.flags.authorities import ACT, citations
from contractdiff.flags.findings import Finding, cut
from contractdiff.flags.parties import named, party_words
from contractdiff.flags.passages import Hunk, Part, Passage
from contractdiff.flags.rulebook import word_list
from contractdiff.flags.tendency import Tendency
from contractdiff.model import Party, Priority
from contractdiff.text import quoted

_DEFINITION = re.compile(
    r"[\"“”](?P<term>[^\"“”]{1,60})[\"“”]\s*(?:\([^)]{1,40}\)\s*)?(?:,\s*as used in [^,]{1,40},\s*)?"
    r"(?:shall\s+|will\s+)?(?:means?|refers?\s+to|is\s+defined\s+as|has\s+the\s+meaning|have\s+the\s+meaning|includes?)\b"
    r"|^(?:the\s+term\s+)?(?P<bare>[\w -]{2,40}?)\s+(?:shall\s+)?means?\b"
)

_NEWLY = "A word is defined here for the first time; every clause that uses it is read by this definition."
_OTHER_NAME = "A party is called by another name here: {old} is now {new}."
_NO_LONGER = "A word is no longer defined here; it may now be read in a wider or a narrower sense."


def definition_findings(passage: Passage) -> list[Finding]:
    """DEF: a definition changed, added or left out, or a party called by another name in this place.

    That a party is called otherwise in a definition does not make its term mean something else.
    """
    renamed = [_renamed_party(passage, hunk) for hunk in passage.hunks]
    found = list(dict.fromkeys(finding for finding in renamed if finding))
    rest = [hunk for hunk, finding in zip(passage.hunks, renamed, strict=True) if finding is None]
    part = passage.new if passage.new.text else passage.old
    match = _DEFINITION.search(part.lower) if rest else None
    if not match:
        return found
    term = match["term"] or match["bare"] or ""
    of_party = party_words().fullmatch(re.sub(r"^the\s+", "", term.strip(" ,.")))
    whole = passage.whole
    old, new = (cut(passage.old.text), "") if whole is passage.old else map(cut, passage.words(rest[0]))
    why = "" if whole is None else _NEWLY if whole is passage.new else _NO_LONGER
    priority = Priority.CRITICAL if of_party else Priority.SUBSTANTIVE
    return [*found, Finding(code="DEF", old=old, new=new, priority=priority, why=why)]


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
            )
        )
    return found


def _cited(part: Part) -> list[tuple[bool, str]]:
    """The changed citations of one side as printed, each once and with whether it is federal.

    An edition beside a citation belongs to it.
    """
    if not (part.near(ACT) or part.near(word_list("federal"))):
        return []
    found = []
    for citation in citations(part.text, part.lower):
        edition = _EDITION.match(part.text, citation.span[1])
        end = edition.end() if edition else citation.span[1]
        if part.touched((citation.span[0], end)):
            found.append((citation.federal, part.text[citation.span[0] : end].strip()))
    return list(dict.fromkeys(found))


_EDITION = re.compile(r"\s*\([^)]{0,30}\)|,?\s+as (?:amended|in effect)[^,.;]*")
