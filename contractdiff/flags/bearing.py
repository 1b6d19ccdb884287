"""What a sentence, a figure or a word is to the provider: whether it burdens it or serves it."""

import re

from contractdiff.flags.figures import Figure, Kind
from contractdiff.flags.parties import first_party, party_at, party_words, subject
from contractdiff.flags.passages import Part, Span, sentences
from contractdiff.flags.rulebook import word_list
from contractdiff.flags.verbs import Force, modals
from contractdiff.model import Party

# How far before and behind a figure the words stand that say what it limits, in characters.
_BEFORE, _AFTER = 60, 24
# … and no verb of its own between: "a provider that has no rate may charge" is followed by what it may
_RELATIVE = re.compile(
    r"\b(?:once|who|that|which|whose|spoken by|if|when|where|unless)\b(?:(?!\b(?:shall|must|will|may)\b)[^,;])*$"
)
_FOR_EVERY = re.compile(r"\bfor\s+(?:every|each)\s+\$?$")
_EVERY = re.compile(r"\b(?:every|each|once in|once every)\s*$")
_PRECEDING = re.compile(r"\b(?:preceding|past|last|previous)\s*$")
_BELOW = re.compile(r"\b(?:less than|fewer than|under|below)\s+\$?$")
_EXEMPT = re.compile(r"\b(?:exempt|excused|need not|not required|not apply|eligib|qualif)")
_UPON = re.compile(r"\b(?:upon|after|on)\s*$")
_NOTICE = re.compile(
    r"['’s\s)]*(?:(?:prior|advance|written|calendar|business|days?|after|following|delivery|receipt|of|the|such|date)"
    r"['’\s]*)*notice"
)
_ENTITLED = re.compile(r"entitle|eligible|right|access")
_CAPPED = re.compile(
    r"\b(?:liabilit\w+|liable|answerable|penalt\w+|damages|match|retainage|withh[eo]ld\w*|deductible|"
    r"caseloads?|ratios?|(?:class|group)\s+sizes?)\b"
)
_TURNED = re.compile(r"\b(?:not|no|never|without|nor)\s+(?:\w+\s+)?$")
# "Shall have access", "shall be given the right" lay nothing on their subject.
_GIVEN = re.compile(
    r"(?:\s+(?:at|all|any|reasonable|times?|also|further))*\s+"
    r"(?:have|be (?:given|granted|afforded|allowed|permitted))\s+"
    r"(?:\w+\s+){0,3}?(?:access|right|opportunity|authority|power|discretion)\b"
)
# What a party does by these it does to its cost.
_DOES = re.compile(
    r"\b(?:hereby\s+(?:grants?|assigns?|transfers?|conveys?|waives?|releases?)|grants to|waives|pays|reimburses|"
    r"furnishes|supplies|provides)\b"
)
_PAID = re.compile(r"\b(?:paid|reimbursed|compensated)$")


def sentence_at(part: Part, at: int) -> Span:
    """Where the sentence stands that takes in ``at``, or the next one."""
    return next((span for span in sentences(part.text) if at <= span[1]), (0, len(part.text)))


def burdens(part: Part, at: int) -> bool | None:
    """Whether the sentence at ``at`` lays something on the provider (a duty, a ban, a power of the agency's)."""
    start, end = sentence_at(part, at)
    if word_list("shield").search(part.lower, start, end):
        return False
    force = force_at(part, at)
    does = _DOES.search(part.lower, start, end)
    if force is None and does:
        return first_party(part.lower[start : does.start()]) is not Party.AGENCY
    if force is None:
        # the words that were changed are weighed by themselves, unless they are the whole sentence
        changed = [span for span in part.changed if not (span[0] <= start and end <= span[1])]
        weight = weight_of(part.lower, (start, end)) - sum(weight_of(part.lower, span) for span in changed)
        return None if weight == 0 else weight > 0
    verb = next((m.span for m in modals(part.lower) if start <= m.span[0] < end), (start, start))
    if _PAID.search(part.lower, *verb):
        return False
    on_agency = subject(part, at) is Party.AGENCY
    if (
        force is Force.RIGHT
        and not on_agency
        and _ENTITLED.search(part.lower, *verb)
        and _are_served(part, start, verb)
    ):
        # what those served may ask for the provider owes them
        return not _names(part, start, verb[0], Party.PROVIDER)
    if force is Force.RIGHT and not on_agency and not _names(part, start, end, Party.PROVIDER):
        # "Payment may be withheld": whose right it is, the verb says
        return weight_of(part.lower[:end], (verb[1], min(end, verb[1] + _AFTER))) > 0
    if on_agency and is_kindness(part, at):
        return False
    return on_agency is (force is Force.RIGHT or is_power(part, at))


def is_power(part: Part, at: int) -> bool:
    """Whether what the agency may or shall do at ``at`` is done to the provider: withhold, recover, terminate."""
    return _does(part, at, "adverse")


def is_kindness(part: Part, at: int) -> bool:
    """Whether what the agency may or shall do at ``at`` is done for the provider: pay, approve, extend."""
    return _does(part, at, "kind")


def _does(part: Part, at: int, deeds: str) -> bool:
    """Whether the agency's verb at ``at`` has a deed of a list right behind it."""
    start, end = sentence_at(part, at)
    verbs = [modal.span for modal in modals(part.lower) if start <= modal.span[0] < end]
    before = [span for span in verbs if span[0] <= at] or verbs[:1]
    if not before or subject(part, at) is not Party.AGENCY:
        return False
    verb = before[-1][1]
    return word_list(deeds).search(part.lower, verb, verb + _AFTER) is not None


def _are_served(part: Part, start: int, verb: Span) -> bool:
    """Whether the subject of a verb is somebody for whom the services are."""
    return word_list("entitled").search(part.lower, start, verb[0]) is not None


def _names(part: Part, start: int, end: int, party: Party) -> bool:
    return any(party_at(m) is party for m in party_words().finditer(part.lower, start, end))


def force_at(part: Part, at: int) -> Force | None:
    """The force of the verb that governs the words at ``at``: the last before them in their sentence, or the first.

    A member of a list has it from the words that lead up to the list.
    """
    start, end = sentence_at(part, at)
    found = [modal for modal in modals(part.lower) if start <= modal.span[0] < end]
    ahead = [modal for modal in found if modal.span[0] <= at]
    if found:
        modal = (ahead or found)[-1 if ahead else 0]
        is_right = modal.force is Force.DUTY and _GIVEN.match(part.lower, modal.span[1])
        return Force.RIGHT if is_right else modal.force
    lead = re.split(r"[.?!]\s", part.before)[-1] if part.before.rstrip().endswith((";", ":", "and", "or")) else ""
    leading = modals(lead.lower())
    return leading[0].force if leading else None


def weight_of(text: str, span: Span) -> int:
    """How many words at a place go against the provider, less those in its favour; "not" before one turns it about."""
    total = 0
    for name, sign in (("against", 1), ("favour", -1)):
        for match in word_list(name).finditer(text, max(span[0] - _BEFORE, 0)):
            if match.start() >= span[1]:
                break
            if match.end() > span[0]:
                turned = _TURNED.search(text, 0, match.start())
                total += -sign if turned else sign
    return total


def more_is_against(part: Part, figure: Figure) -> bool | None:
    """Whether more of a figure would go against the provider, by the words around it."""
    if re.match(r"(?:each|every|per)\b", figure.text):
        return subject(part, figure.span[0]) is Party.AGENCY
    start, end = sentence_at(part, figure.span[0])
    # what stands in another cell of a table row does not govern it
    start = max(start, part.lower.rfind("\t", start, figure.span[0]) + 1)
    before = part.lower[max(start, figure.span[0] - _BEFORE) : figure.span[0]]
    after = part.lower[figure.span[1] : min(end, figure.span[1] + _AFTER)]
    ahead, behind = part.lower[start : figure.span[0]], part.lower[figure.span[1] : end]
    on = subject(part, figure.span[0])
    force = force_at(part, figure.span[0])
    power = on is Party.AGENCY and (force is Force.RIGHT or is_power(part, figure.span[0]))
    if figure.kind is not Kind.PERIOD and _FOR_EVERY.search(before):
        # one dollar for every four: the more of those, the less of this
        return _last("gained", "owed", ahead) == "gained"
    if figure.kind is Kind.PERIOD and _EVERY.search(before):
        return on is Party.AGENCY
    conditional = figure.kind is not Kind.PERIOD and _RELATIVE.search(ahead)
    if _ends_with("least", before) and not conditional:
        # more notice is owed by the agency; more services are by the provider
        is_notice = figure.kind is Kind.PERIOD and _NOTICE.match(behind) is not None
        return not (on is Party.AGENCY and not power) and not is_notice
    if _ends_with("most", before) and not conditional:
        if on is Party.AGENCY:
            return figure.kind is Kind.PERIOD or power or _last("gained", "owed", ahead) == "owed"
        if figure.kind is Kind.PERIOD and _PRECEDING.search(before):
            return True
        # what is capped is what the provider answers for or owes; otherwise it is what it may have or do
        return _CAPPED.search(ahead) is not None
    if conditional or _ends_with("threshold", before) or word_list("threshold_after").match(after.lstrip(" )%")):
        serves = _EXEMPT.search(part.lower, start, end) is not None or burdens(part, figure.span[0]) is False
        # what is asked from a figure on is asked of fewer where it goes up, and what is given is given to fewer
        below = _BELOW.search(before) is not None or _ends_with("most", before)
        return serves is not below
    if _NOTICE.match(behind) or (_UPON.search(before) and "notice" in behind[:40]):
        return False
    nearest = _last("gained", "owed", ahead) or _first("gained", "owed", behind)
    if nearest is None:
        return None
    owes = on is Party.AGENCY and not power and force in (Force.DUTY, Force.WISH)
    return (nearest == "owed") is not (owes and nearest == "owed")


def _ends_with(words: str, before: str) -> bool:
    """Whether a word of a list stands right before a figure."""
    ends = [match.end() for match in word_list(words).finditer(before)]
    return bool(ends) and len(before[ends[-1] :].split()) <= 4


def _last(one: str, other: str, words: str) -> str | None:
    """Of two lists the one whose word stands last in some words."""
    ends = {name: max((m.end() for m in word_list(name).finditer(words)), default=-1) for name in (one, other)}
    best = max(ends, key=ends.__getitem__)
    return best if ends[best] >= 0 else None


def _first(one: str, other: str, words: str) -> str | None:
    """Of two lists the one whose word stands first in some words."""
    end = len(words)
    starts = {name: min((m.start() for m in word_list(name).finditer(words)), default=end) for name in (one, other)}
    best = min(starts, key=starts.__getitem__)
    return best if starts[best] < end else None
