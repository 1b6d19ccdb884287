"""On whom a sentence falls: the party that is its grammatical subject."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from contractdiff.flags.passages import Part, Span, meet, sentences
from contractdiff.flags.rulebook import Rulebook, rulebook, word_list
from contractdiff.model import Party

# A modal verb: what stands before it is the subject.
_MODAL = re.compile(
    r"\b(?:shall|must|will|may|should|can(?:not)?|need(?: not)?|agrees?|certif(?:y|ies)|warrants?|acknowledges?|"
    r"waives?|represents?|covenants?|reserves?|retains?|(?:has|have) the right|pays?|"
    r"(?:is|are) (?:not )?(?:required|entitled|permitted|encouraged|responsible|obligated|obliged|allowed|expected|"
    r"answerable|liable|free|authorized|eligible|prohibited))\b"
)
# Words before a party that make it something other than the subject: "the cost to Provider".
_BESIDE = re.compile(
    r"\b(?:of|by|to|from|with|for|against|under|upon|on|than|between|through|at|in|among|including|within)"
    r"\s+(?:(?:the|each|any|a|an|every)\s+)?$"
)
_ARTICLE = re.compile(r"^(?:the|each|every|any|an?)\s+(?!state\b|party\b|other\b|parties\b)")
# Parts of a sentence in which its subject does not stand: "At the request of Department, Provider shall …".
_ASIDE = re.compile(
    r"\s*(?:and\s+|or\s+|but\s+)?(?:if|when|whenever|where|while|upon|unless|until|before|after|once|because|since|although|though|"
    r"notwithstanding|subject to|pursuant|according|in|at|by|within|with|without|for|from|to|on|under|during|following|"
    r"prior to|as|except|including|which|who|whose|whom|whether|not later|no later|provided)\b"
)
_NOT_OWN = re.compile(r"\b(?:which|who|that|whose)\s*$")
# "be kept … by", and no other participle between: in "be met with standards issued by the Comptroller" he does nothing.
_DONE_BY = re.compile(
    r"\s*(?:not\s+|also\s+|only\s+|promptly\s+)?be\s+(?:\w+ly\s+)?(?!received)\w+(?P<gap>[^;.]*?)\bby\s+"
    r"(?:(?:the|each|any|every|an?)\s+)?$"
)
_BY_EITHER = re.compile(r"\s*(?:not\s+)?be\s+\w+\s+by\s+(?:either|both|each)\b")
_GOES_ON = re.compile(r"\b(?:and|or|but|nor)\s+(?:\w+ly\s+)?$")
# "The State's Authorized Representative will": whom the State sends acts for it.
_PERSON = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:representatives?|directors?|staff|officers?|officials?|designees?|agents?|employees?|auditors?|examiners?|inspectors?|counsel|"
    r"coordinators?|managers?|monitors?|personnel|board)\b"
)
# … and so do "Representatives of the Department".
_SENT_BY = re.compile(
    r"\b(?:representatives?|designees?|agents?|employees?|officers?|officials?|staff)\s+of\s+(?:the\s+)?$"
)
_PARTICIPLE = re.compile(r"(?:ed|en|made|set|given|kept|held|sent|that|which)\s*$")
_REQUIRED_OF = re.compile(r"\s*(?:of|from)\s+(?:(?:the|each|any|every|an?)\s+)?$")
_RELATIVE = re.compile(r"\b(?:(?:on|in|to|for|by|of|with)\s+)?(?:that|which|whom?|whose)\b")
_BARE_AGENCY = re.compile(r"\b(?:the |each |an )agency\b(?!['’])")
# How far behind the verb "by Provider" still names who acts, in characters: about a line and a half.
_BY_REACH = 160

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
    return _party_words(rulebook(), _CALLED.get())


@lru_cache(maxsize=8)
def _party_words(rules: Rulebook, called: tuple[tuple[str, Party], ...]) -> re.Pattern[str]:
    known = rules.parties
    names = {
        party: [*(rf"{re.escape(name)}(?:s\b)?" for name, of in called if of is party), *known[party]]
        for party in Party
    }
    groups = (rf"(?P<{party.value}>{'|'.join(names[party])})" for party in (Party.BOTH, Party.PROVIDER, Party.AGENCY))
    return re.compile(rf"\b(?:{'|'.join(groups)})\b(?P<own>['’]s?)?")


def party_at(match: re.Match[str]) -> Party:
    """The party that a match of ``party_words`` names."""
    return next(party for party in Party if match[party.value])


def party_in(part: Part, span: Span) -> Party | None:
    """The party with whose name some changed words begin, or ``None``."""
    start, end = max(span[0] - len("the "), 0), min(span[1] + len("the "), len(part.lower))
    for match in party_words().finditer(part.lower, start, end):
        if meet(match.span(), span):
            leads = part.lower[span[0] : match.start()].strip() in ("", "the", "each", "any", "every", "an", "a")
            return party_at(match) if leads and not match["own"] else None
    return None


def first_party(words: str) -> Party | None:
    """The party that some words in lower case name first, or ``None``."""
    match = party_words().search(words)
    return party_at(match) if match else None


def named(words: str) -> Party | None:
    """The party that some words name and nothing else ("the Grantee"), or ``None``."""
    match = party_words().fullmatch(_ARTICLE.sub("", words.lower().strip()))
    return party_at(match) if match else None


def subject(part: Part, at: int) -> Party | None:
    """On whom the verb falls that governs the words at ``at``: the party that is its subject.

    Where that is no party ("Records shall be kept"), the one that the sentence names by "by", "of" or "from" behind
    the verb, failing that the provider: what a contract wants done and nobody is named for, the provider does. ``None``
    where there is no verb of duty or right at all and no party.
    """
    start, end = next((span for span in sentences(part.text) if at <= span[1]), (0, len(part.text)))
    sentence = part.lower[start:end]
    verb = _verb(sentence, at - start)
    if verb is None:
        named = _all_named(party_words(), sentence)
        return Party.PROVIDER if Party.PROVIDER in named else named[0] if named else _led_up_to(part)
    ahead = sentence[: verb[0]]
    if _GOES_ON.search(ahead) and (earlier := _verb(ahead, len(ahead))):
        # "shall furnish the form and will train": who furnishes trains
        ahead = ahead[: earlier[0]]
    own = _own_subject(ahead)
    if own:
        return Party.PROVIDER if own is Party.AGENCY and _is_called_agency(part.lower, ahead) else own
    after = sentence[verb[1] : verb[1] + _BY_REACH]
    if _BY_EITHER.match(after):
        return Party.BOTH
    for match in party_words().finditer(after):
        done = _DONE_BY.match(after, 0, match.start())
        if (done and not _PARTICIPLE.search(done["gap"])) or _REQUIRED_OF.match(after, 0, match.start()):
            called = party_at(match)
            is_own = called is Party.AGENCY and _is_called_agency(part.lower, after[: match.end()])
            return Party.PROVIDER if is_own else called
    if word_list("agency_acts").search(sentence):
        return Party.AGENCY
    led = _led_up_to(part)
    if not led and word_list("adverse").match(after.lstrip()):
        # "The Project Director may terminate": to withhold, recover or terminate is the agency's
        return Party.AGENCY
    return led or Party.PROVIDER


@lru_cache(maxsize=256)
def _all_named(words: re.Pattern[str], sentence: str) -> tuple[Party, ...]:
    """The parties that a sentence names, in order; asked for again at each figure of a long table row."""
    return tuple(party_at(match) for match in words.finditer(sentence))


def _own_subject(ahead: str) -> Party | None:
    """The party that is the subject of a verb, given the words of the sentence before the verb."""
    for match in party_words().finditer(ahead):
        if not ahead[match.end() :].strip() and not match["own"] and not _BESIDE.search(ahead, 0, match.start()):
            # right before its verb, whatever stands ahead: "agree that the Grantee will"
            return party_at(match)
    # "the Authority, the Inspector General, and the designees of either" are one subject
    chunks = re.split(r"[,;:](?!\s*(?:and|or)\b)", ahead)
    free = [_free(chunk) for chunk in chunks]
    for chunk, found in zip(reversed(chunks), reversed(free), strict=True):
        if not chunk.strip() or _NOT_OWN.search(chunk.rstrip()):
            continue
        aside = _ASIDE.match(chunk)
        if found and not (aside and chunk is not chunks[-1]):
            return found[0] if not aside else found[-1]
        if not aside:
            # the subject is no party: "A clinical record shall", "the balance of Provider's award may"
            break
    # what is said of "such failure" falls on whoever the clause before it is about
    last = chunks[-1] if len(chunks) > 1 else ""
    if re.search(r"\b(?:such|it|he|she|they|this|these|those)\b", last):
        earlier = [party for found in free[:-1] for party in found]
        return earlier[-1] if earlier else None
    return None


def _free(words: str) -> list[Party]:
    """The parties named in some words that are not owners, not led by a preposition, and in no relative clause."""
    relative = _RELATIVE.search(words)
    end = relative.start() if relative and relative.start() > 0 else len(words)
    found = []
    for match in party_words().finditer(words, 0, end):
        acts = not match["own"] or _PERSON.match(words, match.end())
        if acts and (not _BESIDE.search(words, 0, match.start()) or _SENT_BY.search(words, 0, match.start())):
            found.append(party_at(match))
    return found


def _is_called_agency(text: str, ahead: str) -> bool:
    """Whether the subject is a bare "Agency" that is the provider: so many contracts call it.

    It is where no other word for the provider stands in the passage, unless the contract defines the word.
    """
    if not _BARE_AGENCY.search(ahead) or any(name == "agency" for name, _ in _CALLED.get()):
        return False
    return Party.PROVIDER not in _all_named(party_words(), text)


def _led_up_to(part: Part) -> Party | None:
    """The party that the words are about which lead up to the list whose member a passage is."""
    lead = re.split(r"[.?!]\s", part.before)[-1] if part.before.rstrip().endswith((";", ":")) else ""
    listed = [m for m in party_words().finditer(lead.lower()) if not m["own"]]
    return party_at(listed[0]) if listed else None


def _verb(lower: str, at: int) -> tuple[int, int] | None:
    """Where the verb stands that governs the words at ``at``: the last before them, or the first behind."""
    found = None
    for match in _MODAL.finditer(lower):
        if match.start() > at and found:
            break
        if match[0] == "should" and not lower[: match.start()].strip():
            continue  # "Should Provider fail …" is a condition
        found = match.span()
    return found
