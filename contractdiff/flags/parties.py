"""On whom a sentence falls: the party that is its grammatical subject."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from contractdiff.flags.passages import Part
from contractdiff.flags.rulebook import rulebook
from contractdiff.model import Party

# A modal verb: what stands before it is the subject.
_MODAL = re.compile(
    r"\b(?:shall|must|will|may|should|can(?:not)?|agrees?|certif(?:y|ies)|warrants?|acknowledges?|waives?|"
    r"(?:is|are) (?:not )?(?:required|entitled|permitted|encouraged|responsible|obligated|allowed))\b"
)
# Words before a party that make it something other than the subject: "the cost to Provider".
_BESIDE = re.compile(r"\b(?:of|by|to|from|with|for|against|under|upon|on|than|between)\s+(?:the\s+|each\s+|any\s+)?$")
_BY = re.compile(r"\bby\s+(?:the\s+|each\s+|any\s+|an?\s+)?$")
_ARTICLE = re.compile(r"^(?:the|each|every|any|an?)\s+(?!state\b|party\b|other\b|parties\b)")
# How far behind the verb "by Provider" still names who acts, in characters: about a line.
_BY_REACH = 100


_CALLED: ContextVar[tuple[tuple[str, Party], ...]] = ContextVar("_CALLED", default=())


@contextmanager
def also_called(names: Sequence[tuple[str, Party]]) -> Iterator[None]:
    """Within, the parties are known by these names, in lower case, as well: what a contract calls them otherwise."""
    token = _CALLED.set(tuple(names))
    try:
        yield
    finally:
        _CALLED.reset(token)


def party_words() -> re.Pattern[str]:
    """Finds the words for a party in lower-case text; its groups are named after ``Party``'s values."""
    return _party_words(_CALLED.get())


@lru_cache(maxsize=8)
def _party_words(called: tuple[tuple[str, Party], ...]) -> re.Pattern[str]:
    known = rulebook().parties
    names = {
        party: [*(rf"{re.escape(name)}(?:s\b)?" for name, of in called if of is party), *known[party]]
        for party in Party
    }
    groups = (rf"(?P<{party.value}>{'|'.join(names[party])})" for party in (Party.BOTH, Party.PROVIDER, Party.AGENCY))
    return re.compile(rf"\b(?:{'|'.join(groups)})\b(?P<own>['’]s?)?")


def party_at(match: re.Match[str]) -> Party:
    """The party that a match of ``party_words`` names."""
    return next(party for party in Party if match[party.value])


def named_first(words: str) -> Party | None:
    """The party with which some words begin, or ``None``."""
    bare = _ARTICLE.sub("", words.lower().strip())
    match = party_words().match(bare)
    return party_at(match) if match and not match["own"] else None


def named(words: str) -> Party | None:
    """The party that some words name and nothing else ("the Grantee"), or ``None``."""
    match = party_words().fullmatch(_ARTICLE.sub("", words.lower().strip()))
    return party_at(match) if match else None


def subject(part: Part, at: int) -> Party | None:
    """On whom the verb falls that stands at or nearest before ``at``, or the first one after it.

    The party named before the verb, failing that the one named after it by "by", failing that the last one
    named before it in the sentence or in what leads up to it.
    """
    verb = _verb(part.lower, at)
    ahead = part.lower[: verb[0]]
    clause = max(ahead.rfind(mark) + 1 for mark in (",", ";", ":"))
    named = list(party_words().finditer(ahead))
    own = [m for m in named if m.start() >= clause and not m["own"] and not _BESIDE.search(ahead, 0, m.start())]
    if own:
        return party_at(own[-1])
    after = part.lower[verb[1] : verb[1] + _BY_REACH]
    for match in party_words().finditer(after):
        if _BY.search(after, 0, match.start()):
            return party_at(match)
    near = [m for m in named if m.start() >= clause]
    free = [m for m in named if not m["own"] and not _BESIDE.search(ahead, 0, m.start())]
    for found in (free, near, named):
        if found:
            return party_at(found[-1])
    # a member of a list has its subject in the words that lead up to the list
    lead = re.split(r"[.?!]\s", part.before)[-1] if part.before.rstrip().endswith((";", ":")) else ""
    listed = [m for m in party_words().finditer(lead.lower()) if not m["own"]]
    return party_at(listed[0]) if listed else None


def _verb(lower: str, at: int) -> tuple[int, int]:
    """Where the verb stands that governs the words at ``at``."""
    found = (at, at)
    for match in _MODAL.finditer(lower):
        if match.start() > at and found != (at, at):
            break
        found = match.span()
    return found
