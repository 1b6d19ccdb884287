"""Which way a passage goes as a whole, seen from the provider's side, and on whom it falls.

Stricter is what goes against the provider: more is asked of it, less is allowed or paid, or the agency may do more.
Looser is the reverse. Each rule looks at one kind of evidence, the surest first. Where none has anything to go by,
changed words are taken to go against the provider, as 50 of 53 labelled ones did, and that is said to be doubtful: who
is unsure goes up.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contractdiff.flags.bearing import burdens, force_at, is_kindness, is_power, more_is_against, sentence_at, weight_of
from contractdiff.flags.figures import Figure, Kind, dates, figures
from contractdiff.flags.findings import Finding
from contractdiff.flags.parties import first_party, party_in, subject
from contractdiff.flags.passages import Hunk, Part, Passage, overlaps
from contractdiff.flags.rulebook import word_list
from contractdiff.flags.verbs import Force, modals
from contractdiff.model import Direction, Party

_DAYS_APART = {
    "daily": 1, "weekly": 7, "biweekly": 14, "monthly": 30, "bimonthly": 61, "quarterly": 91, "semiannual": 182,
    "semi-annual": 182, "semiannually": 182, "semi-annually": 182, "annual": 365, "annually": 365, "yearly": 365,
    "biennial": 730, "biennially": 730, "day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365,
}  # fmt: skip
_ADVERBS = "|".join(sorted((word for word in _DAYS_APART if len(word) > len("quarter")), key=len, reverse=True))
_FREQUENCY = re.compile(
    rf"\b(?:(?P<adverb>{_ADVERBS}|daily|weekly|monthly|annual|yearly)"
    r"|(?:each|every|once an?|twice an?|per)\s+(?:\w+\s+){0,2}?(?P<period>day|week|month|quarter|year))\b"
)
# "Should Provider fail …" is a condition.
_SHOULD = re.compile(r"(?:^|[.;:]\s+)should\b")
_NEGATION = re.compile(r"\b(?:not|no|never|nor|neither|cannot)\b")
_TOGETHER = re.compile(r"\band\s*$|^\s*and\b", re.IGNORECASE)
# How far behind two parties named together stand at most, in characters.
_NEXT = 30
_ALTERNATIVE = re.compile(r"\W*or (?:(?:an?|by|in|through|on|with|at)\b|[^,;]{0,60}?\b(?:shall|may|will)\b)")
_GROUND = re.compile(r"\b(?:if|when|whenever|where|unless|upon|should)\b[^.;]*$")
_MODIFIER = re.compile(r"\s*[a-z]+(?:al|ed|ful|ible|able|ic|ive|ous|an|ary|ant|ent|ing|isan)\s*")
_OWNED_BY = re.compile(r"\b(?:owned|held|retained|controlled|chosen|selected|decided|determined)\s+by\s+(?:the\s+)?$")
_JOINTS = frozenset(("", "and", "or"))
_AND_OR = frozenset(("and", "or"))
# Where more words than these differ, a "not" among them is no change by itself.
_FEW = 9
# Words that go on with a list took the place of its end.
_GOES_ON = re.compile(r"\s*(?:,|;|and\b|including\b)\s*\w")


@dataclass(frozen=True, slots=True)
class Tendency:
    """A direction and a party, each where it is clear; ``doubtful`` where the direction is but the likelier one."""

    direction: Direction | None = None
    on: Party | None = None
    doubtful: bool = False


def tendency_of(passage: Passage, findings: Sequence[Finding]) -> Tendency:
    """Which way a passage goes, given what the rules for figures and duties found in it."""
    if passage.whole is not None:
        return _of_whole(passage.whole, added=not passage.old.text)
    side = passage.new if any(hunk.new[0] < hunk.new[1] for hunk in passage.hunks) else passage.old
    on = subject(side, side.changed[0][0] if side.changed else 0)
    for rule in (
        _of_parties,
        _of_negation,
        _of_and_or,
        _of_verbs,
        _of_frequency,
        _of_figures,
        _of_deadlines,
        _of_conditions,
        _of_force,
        _of_words,
        _of_exceptions,
        _of_extent,
        _of_denial,
    ):
        against = rule(passage, findings)
        if against is not None:
            return Tendency(Direction.STRICTER if against else Direction.LOOSER, on)
    return Tendency(Direction.STRICTER, on, doubtful=True)


def _of_whole(part: Part, *, added: bool) -> Tendency:
    """Of sentences that are wholly new or wholly gone: their first duty or right."""
    conditions = [match.end() for match in _SHOULD.finditer(part.lower)]
    found = [modal for modal in modals(part.lower) if modal.span[1] not in conditions]
    first = found[0] if found else None
    on = subject(part, first.span[0] if first else 0)
    start, end = sentence_at(part, first.span[0] if first else 0)
    if word_list("shield").search(part.lower, start, end):
        protects = _whom_it_protects(part, on)
        if protects is Party.AGENCY:
            return Tendency(Direction.STRICTER if added else Direction.LOOSER, on)
        return Tendency(Direction.RIGHT_ADDED if added else Direction.RIGHT_REMOVED, on)
    if first is None:
        burden = burdens(part, 0)
        if burden is None:
            return Tendency(None, on)
        return Tendency(Direction.STRICTER if burden is added else Direction.LOOSER, on)
    if first.force is Force.RIGHT and not re.match(r"\W*(?:no|not|neither|only)\b", part.lower):
        return Tendency(Direction.RIGHT_ADDED if added else Direction.RIGHT_REMOVED, on)
    if first.force is Force.DUTY:
        if on is Party.AGENCY:
            # what the agency owes the provider is the provider's right
            return Tendency(Direction.RIGHT_ADDED if added else Direction.RIGHT_REMOVED, on)
        return Tendency(Direction.DUTY_ADDED if added else Direction.DUTY_REMOVED, on)
    burden = (
        on is not Party.AGENCY
        or re.search(r"\bno (?:obligation|liability|duty|responsibility)\b", part.lower) is not None
    )
    return Tendency(Direction.STRICTER if burden is added else Direction.LOOSER, on)


def _whom_it_protects(part: Part, on: Party | None) -> Party:
    """Whom a sentence protects: the agency where it does something, or where the State's own defences are meant."""
    if re.search(r"\b(?:sovereign|immunit\w+|defen[sc]es?)\b", part.lower):
        return Party.AGENCY
    return Party.AGENCY if on is Party.AGENCY and modals(part.lower) else Party.PROVIDER


# --- the kinds of evidence: each rule says whether a passage goes against the provider, or None -----------------------


def _of_parties(passage: Passage, findings: Sequence[Finding]) -> bool | None:
    """A duty, a right or a thing went from one party to another, or from both to one."""
    for hunk in passage.hunks:
        was, now = party_in(passage.old, hunk.old), party_in(passage.new, hunk.new)
        if was and not now and hunk.new[0] == hunk.new[1] and _TOGETHER.search(passage.words(hunk)[0]):
            # "signed by [Provider and] the Department"
            after = first_party(passage.new.lower[hunk.new[1] :][:_NEXT])
            was, now = Party.BOTH, after if after is not was else None
        if was is None or now is None or was is now:
            continue
        duty = force_at(passage.new, hunk.new[0]) in (Force.DUTY, Force.WISH) and not _behind_preposition(passage, hunk)
        duty = duty and not is_power(passage.new, hunk.new[0])
        to_agency = now is Party.AGENCY or (was is Party.PROVIDER and now is Party.BOTH)
        if was is Party.BOTH and now is Party.PROVIDER:
            # of a ban as of a duty that both had, only the provider's is left; of a right only its own
            return force_at(passage.new, hunk.new[0]) is not Force.RIGHT
        if not _OWNED_BY.search(passage.new.lower, 0, hunk.new[0]) and (duty or _done_by(passage, hunk)):
            return not to_agency
        return to_agency
    return None


def _behind_preposition(passage: Passage, hunk: Hunk) -> bool:
    return bool(re.search(r"\b(?:of|in|to|with|from)\s+(?:the\s+)?$", passage.new.lower[: hunk.new[0]]))


def _done_by(passage: Passage, hunk: Hunk) -> bool:
    """Whether the words name who has to bear or do something: "shall be paid by [Department → Provider]"."""
    return bool(re.search(r"\b(?:borne|paid|furnished|provided|done|made|supplied|arranged)\s+by\s+(?:the\s+)?$",
                          passage.new.lower[: hunk.new[0]]))  # fmt: skip


def _of_negation(passage: Passage, findings: Sequence[Finding]) -> bool | None:
    """A "not" was put in or left out."""
    changed = sum(len(words.split()) for hunk in passage.hunks for words in passage.words(hunk))
    if changed > _FEW:
        # the sentence was written anew
        return None
    for hunk in passage.hunks:
        old, new = (words.lower().strip() for words in passage.words(hunk))
        if bool(_NEGATION.fullmatch(old)) == bool(_NEGATION.fullmatch(new)) or (old and new):
            continue
        # what the sentence says without the "not"
        part, at = (passage.new, hunk.new[1]) if old else (passage.old, hunk.old[1])
        after = part.lower[at:].lstrip()
        if word_list("burden").match(after) and force_at(part, at) is not Force.RIGHT:
            positive = subject(part, at) is not Party.AGENCY
        else:
            burden = burdens(part, at)
            # "is a business associate": what a contract takes the trouble to say of somebody binds him
            positive = burden is not False
        return positive if old else not positive
    return None


def _of_verbs(passage: Passage, findings: Sequence[Finding]) -> bool | None:
    """A duty became a right or the reverse, or a standard was loosened or hardened."""
    for finding in findings:
        if finding.code != "MOD" or not finding.direction:
            continue
        direction, on_agency = finding.direction, finding.on is Party.AGENCY
        is_right = direction in (Direction.RIGHT_ADDED, Direction.RIGHT_REMOVED)
        if on_agency and is_right and any(is_kindness(passage.new, hunk.new[0]) for hunk in passage.hunks):
            # that the Department may no longer pay harms the provider
            return direction is Direction.RIGHT_REMOVED
        if direction in (Direction.DUTY_ADDED, Direction.RIGHT_REMOVED):
            return not on_agency
        if direction in (Direction.DUTY_REMOVED, Direction.RIGHT_ADDED):
            return on_agency
        return direction is Direction.STRICTER
    return None


def _of_figures(passage: Passage, findings: Sequence[Finding]) -> bool | None:
    """A figure went up or down."""
    sides = [_figures_of(part) for part in (passage.old, passage.new)]
    if all(any(figure.kind is not Kind.COUNT for figure in side) for side in sides):
        # the numbers of sections and the like are left out
        sides = [[figure for figure in side if figure.kind is not Kind.COUNT] for side in sides]
    said = []
    for old, new in zip(*sides, strict=False):
        if old.kind is new.kind and old.value != new.value:
            against = more_is_against(passage.new, new)
            if against is not None:
                said.append(against is (new.value > old.value))
    return said[0] if said and len(set(said)) == 1 else None


def _figures_of(part: Part) -> list[Figure]:
    """The changed figures of one side that are no part of a date."""
    days = [date.span for date in dates(part.lower)]
    return [each for each in figures(part.lower) if part.touched(each.span) and not overlaps(days, each.span)]


def _of_deadlines(passage: Passage, findings: Sequence[Finding]) -> bool | None:
    """There is more or less time, or a period runs from another event."""
    for finding in findings:
        if finding.code not in ("DAY", "DAT") or finding.direction not in _SOONER + _LATER:
            continue
        periods = [figure for figure in figures(passage.new.lower) if figure.kind is Kind.PERIOD]
        more = more_is_against(passage.new, periods[0]) if len(periods) == 1 else None
        if more is None:
            power = finding.on is Party.AGENCY and force_at(passage.new, passage.hunks[0].new[0]) is Force.RIGHT
            more = finding.on is Party.AGENCY and not power
        return (finding.direction in _LATER) is more
    return None


_SOONER, _LATER = (Direction.SHORTER, Direction.EARLIER), (Direction.LONGER, Direction.LATER)


def _of_frequency(passage: Passage, findings: Sequence[Finding]) -> bool | None:
    """Something is due more or less often."""
    sides = [
        [_DAYS_APART[m["adverb"] or m["period"]] for m in _FREQUENCY.finditer(part.lower) if part.touched(m.span())]
        for part in (passage.old, passage.new)
    ]
    if not all(sides) or min(sides[0]) == min(sides[1]):
        return None
    oftener = min(sides[1]) < min(sides[0])
    return oftener is not (subject(passage.new, passage.hunks[0].new[0]) is Party.AGENCY)


def _of_and_or(passage: Passage, findings: Sequence[Finding]) -> bool | None:
    """An "and" became "or", which makes a right easier to use and a duty easier to fulfil, or the reverse."""
    for hunk in passage.hunks:
        old, new = (words.lower().strip() for words in passage.words(hunk))
        if old != new and {old, new} == _AND_OR:
            on = subject(passage.new, hunk.new[0])
            easier = (on is not Party.AGENCY) == (new == "or")
            return not easier
    return None


def _of_conditions(passage: Passage, findings: Sequence[Finding]) -> bool | None:
    """A condition or limit was put to a duty or right, or taken from it."""
    return _of_more(passage, limits=True)


def _of_words(passage: Passage, findings: Sequence[Finding]) -> bool | None:
    """Words that go against the provider, or in its favour, were put in or left out."""
    score = 0
    for part, sign in ((passage.old, -1), (passage.new, 1)):
        for start, end in part.changed:
            if start < end:
                score += sign * weight_of(part.lower, (start, end))
    return None if score == 0 else score > 0


def _of_exceptions(passage: Passage, findings: Sequence[Finding]) -> bool | None:
    """An exception or condition took the place of other words, or they of it."""
    for hunk in passage.hunks:
        limited = [_EXCEPTION.match(words) is not None for words in passage.words(hunk)]
        if limited[0] is not limited[1]:
            burden = burdens(passage.new if limited[0] else passage.old, (hunk.new if limited[0] else hunk.old)[0])
            return None if burden is None else burden is limited[0]
    return None


_EXCEPTION = re.compile(
    r"\W*(?:and |but )?(?:unless|except|excluding|other than|only|provided|subject to|to the extent)\b", re.IGNORECASE
)


def _of_force(passage: Passage, findings: Sequence[Finding]) -> bool | None:
    """What the provider may do became what it has to, or the reverse, in a sentence that was written anew."""
    if not passage.hunks or findings_have_verbs(findings):
        return None
    at = passage.hunks[0]
    was, now = force_at(passage.old, at.old[0]), force_at(passage.new, at.new[0])
    binding = [force in (Force.DUTY, Force.BAN) for force in (was, now)]
    if None in (was, now) or binding[0] is binding[1]:
        return None
    return binding[1] is (subject(passage.new, at.new[0]) is not Party.AGENCY)


def findings_have_verbs(findings: Sequence[Finding]) -> bool:
    """Whether what became of the verbs is told already."""
    return any(finding.code == "MOD" for finding in findings)


def _of_extent(passage: Passage, findings: Sequence[Finding]) -> bool | None:
    """Words were only put in or only left out: more words make more of a duty or right."""
    return _of_more(passage, limits=False)


def _of_more(passage: Passage, *, limits: bool) -> bool | None:
    """What words that only one side has do to the sentence they stand in: those that limit it, or all others."""
    verdicts = set()
    for hunk in passage.hunks:
        old, new = passage.words(hunk)
        if old.strip(" ,;").lower() in _JOINTS and new.strip(" ,;").lower() in _JOINTS:
            continue
        if limits:
            limited = [_limits(words) for words in (old, new)]
            if old.strip() and new.strip():
                return None
            if limited[0] is limited[1]:
                continue
            longer: bool | None = limited[1]
        else:
            longer = _longer(old, new)
            if longer is None or _limits(new if longer else old):
                continue
        part, span = (passage.new, hunk.new) if longer else (passage.old, hunk.old)
        burden = burdens(part, span[0])
        force = force_at(part, span[0])
        words = part.text[slice(*span)]
        if not limits and _MODIFIER.fullmatch(words):
            if force is Force.DUTY:
                continue
            # "no [partisan] assembly": without the word the sentence is about more
            burden = None if burden is None else not burden
        if burden and not limits and force is Force.DUTY and _ALTERNATIVE.match(words):
            # another way to do a duty eases it, another ground for it does not
            burden = _GROUND.search(part.lower, 0, span[0]) is not None
        if burden is not None:
            verdicts.add(burden is (longer is not limits))
    return verdicts.pop() if len(verdicts) == 1 else None


def _limits(words: str) -> bool:
    """Whether some words begin as a condition or limit does."""
    bare = words.lower().strip(" ,;(").removeprefix("and ").removeprefix("but ")
    return word_list("condition").match(bare) is not None


def _of_denial(passage: Passage, findings: Sequence[Finding]) -> bool | None:
    """What a sentence gave or asked it denies now, in other words, or the reverse."""
    for hunk in passage.hunks:
        old, new = passage.words(hunk)
        denied = [_NEGATION.search(words.lower()) is not None for words in (old, new)]
        if denied[0] is not denied[1]:
            burden = burdens(passage.old if denied[1] else passage.new, (hunk.old if denied[1] else hunk.new)[0])
            if burden is not None:
                return burden is not denied[1]
    return None


def _longer(old: str, new: str) -> bool | None:
    """Whether the new words are the old ones and more, or the reverse; ``None`` where they are neither."""
    was, now = re.findall(r"\w+", old.lower()), re.findall(r"\w+", new.lower())
    if len(was) < len(now) and (_within(was, now) or _GOES_ON.match(new)):
        return True
    return False if len(now) < len(was) and (_within(now, was) or _GOES_ON.match(old)) else None


def _within(few: Sequence[str], many: Sequence[str]) -> bool:
    rest = iter(many)
    return all(word in rest for word in few)
