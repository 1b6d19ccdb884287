"""Rules for what a party must, may and must not do."""

import re
from bisect import bisect_right
from dataclasses import replace

from contractdiff.flags.findings import Finding, cut
from contractdiff.flags.listed import changed_words
from contractdiff.flags.parties import party_at, party_in, party_words, subject
from contractdiff.flags.passages import Hunk, Part, Passage, Span, overlaps, sentences
from contractdiff.flags.rulebook import word_list
from contractdiff.flags.small_words import CONDITION, is_same_but, mod_finding, small_word_findings, text_at
from contractdiff.flags.verbs import Force, Modal, modals, modals_and_intents
from contractdiff.model import Direction, Party, Priority

# From one force to another: the direction for the party that is the subject.
_WAYS = {
    (Force.DUTY, Force.RIGHT): Direction.DUTY_REMOVED,
    (Force.DUTY, Force.WISH): Direction.DUTY_REMOVED,
    (Force.DUTY, Force.BAN): Direction.STRICTER,
    (Force.WISH, Force.DUTY): Direction.DUTY_ADDED,
    (Force.WISH, Force.RIGHT): Direction.LOOSER,
    (Force.WISH, Force.BAN): Direction.STRICTER,
    (Force.RIGHT, Force.DUTY): Direction.DUTY_ADDED,
    (Force.RIGHT, Force.WISH): Direction.STRICTER,
    (Force.RIGHT, Force.BAN): Direction.RIGHT_REMOVED,
    (Force.BAN, Force.RIGHT): Direction.RIGHT_ADDED,
    (Force.BAN, Force.DUTY): Direction.DUTY_ADDED,
    (Force.BAN, Force.WISH): Direction.LOOSER,
}
# What a changed modal verb has in it, found quickly.
_VERB = re.compile(
    r"\b(?:shall|must|will|may|might|should|ought|can|cannot|not|no|nor|never|neither|either|need|is|are|has|have|agrees?|"
    r"right|entitled|permitted|allowed|authorized|free|required|obligated|obliged|bound|responsible|liable|encouraged|"
    r"expected|asked|intends?|plans?|hopes?|aims?|proposes?|wishes|desires?|prepared|willing|inclined|urged|invited|advised|requested|welcome|ought|to|certif(?:y|ies)|warrants?|reserves?|retains?|endeavou?r|try|attempt|be|only|excused|exempt|"
    r"prohibited|forbidden|refrains?|undertakes?|covenants?|duty|obligation)\b"
)
_STRONG = re.compile(r"entitle|right|paid|reimbursed|compensated")
_OWN_COST = re.compile(
    r"\bat (?:its|their|his|(?:the )?\w+['’]s?) (?:own |sole )*(?:cost|expense)|"
    r"\bat no (?:additional |extra )?(?:cost|charge|expense)\b|"
    r"\bwithout (?:any |additional |further |extra )*(?:compensation|reimbursement|payment|charge)\b"
)
_WHOSE_CHOICE = re.compile(r"discretion|judg|option|opinion|election|determination|sees? fit|deem|consent|withh[eo]ld")
_AT_HOURS = re.compile(r"(?:during|at)\s(?:\w+\s){0,3}hours\b")
# As many words on either side of a changed verb make it another sentence, not another verb.
_FEW_WORDS = 3
# A subject that was changed stands right before its verb, give or take a space.
_RIGHT_BEHIND = 2
_WORD = re.compile(r"\w+")
_SMALL = frozenset(
    ("be", "not", "have", "also", "a", "an", "the", "to", "of", "in", "and", "or", "by", "its", "any", "such")
)
# What a standard is one of stands right behind it: "unreasonably withheld".
_NEXT = 20
_BEING = frozenset(("be", "is", "are", "been", "do", "does"))
# What stands in a condition or a relative clause lays nothing on anybody.
_ASIDE = re.compile(rf"{CONDITION.pattern}|\b(?:who|that|which|whose|because|as)\b[^,;.]*$")
_INTERPOSED = re.compile(r"\s*,[^,;.]{2,60},")
# As far behind a verb its object is quoted, in characters.
_QUOTED = 60


def modal_findings(passage: Passage) -> list[Finding]:
    """MOD: a duty that became a right or the reverse, "not" dropped or added, a standard loosened or hardened."""
    if passage.whole:
        return []
    qualified = _qualified(passage)
    hardened = [finding for finding in qualified if finding.direction is Direction.STRICTER and finding.new]
    switched = _switched(passage)
    # that "shall" became "may" as well does not hide that it may at its sole discretion
    if switched:
        return [*switched, *hardened]
    return qualified or small_word_findings(passage)


def handed_over_findings(passage: Passage) -> list[Finding]:
    """MOD where a duty or right is another party's now: "[The Bureau → Provider] shall pay for repairs"."""
    for hunk in passage.hunks:
        was, now = party_in(passage.old, hunk.old), party_in(passage.new, hunk.new)
        verb = next((modal for modal in modals(passage.new.lower) if modal.span[0] >= hunk.new[0]), None)
        if was is None or now is None or was is now or verb is None or verb.span[0] - hunk.new[1] > _RIGHT_BEHIND:
            continue
        old, new = passage.words(hunk)
        if verb.force in (Force.DUTY, Force.BAN):
            direction = Direction.DUTY_REMOVED if now is Party.AGENCY else Direction.DUTY_ADDED
        else:
            direction = Direction.RIGHT_REMOVED if now is Party.AGENCY else Direction.RIGHT_ADDED
        return [Finding(code="MOD", old=cut(old), new=cut(new), direction=direction, on=Party.PROVIDER)]
    return []


def duty_findings(passage: Passage, direction: Direction | None, on: Party | None) -> list[Finding]:
    """MOD for a duty, ban or right that is wholly new or wholly gone, where no rule knows what it is about.

    Args:
        passage: What changed.
        direction: Which way it goes as a whole.
        on: On whom it falls.
    """
    part = passage.whole or _only_side(passage)
    if part is None:
        return []
    places = [(0, len(part.text))] if passage.whole else [span for span in part.changed if span[0] < span[1]]
    verb = next((found for span in places if (found := _inside(modals(part.lower), span))), None)
    if verb is None:
        return []
    added = part is passage.new
    if not passage.whole:
        direction, on = _of_new(verb.force, added=added), subject(part, verb.span[0])
    words = cut(part.text[verb.span[0] : verb.span[1] + _QUOTED].rsplit(None, 1)[0])
    costs = added and on is not Party.AGENCY and verb.force is Force.DUTY and _OWN_COST.search(part.lower)
    return [
        Finding(
            code="MOD",
            old="" if added else words,
            new=words if added else "",
            direction=direction,
            on=on,
            why="" if direction else _NEW if added else _GONE,
            # by itself no more than another service asked for; one to be paid for by the provider is more
            priority=None if costs else Priority.SUBSTANTIVE,
        )
    ]


_NEW = "This was not in the agreement before."
_GONE = "This is no longer in the agreement."


def _of_new(force: Force, *, added: bool) -> Direction:
    if force is Force.RIGHT:
        return Direction.RIGHT_ADDED if added else Direction.RIGHT_REMOVED
    if force is Force.DUTY:
        return Direction.DUTY_ADDED if added else Direction.DUTY_REMOVED
    return Direction.STRICTER if added is (force is Force.BAN) else Direction.LOOSER


def _only_side(passage: Passage) -> Part | None:
    """The side that has all of the changed words, where the other has none."""
    taken = any(hunk.old[0] < hunk.old[1] for hunk in passage.hunks)
    put_in = any(hunk.new[0] < hunk.new[1] for hunk in passage.hunks)
    return None if taken == put_in else passage.old if taken else passage.new


def _inside(found: tuple[Modal, ...], span: Span) -> Modal | None:
    return next((modal for modal in found if span[0] <= modal.span[0] and modal.span[1] <= span[1]), None)


# --- one verb for another -------------------------------------------------------------------------------------------


def _switched(passage: Passage) -> list[Finding]:
    if not (passage.old.near(_VERB) or passage.new.near(_VERB)):
        return []
    found = []
    sides = modals_and_intents(passage.old.lower), modals_and_intents(passage.new.lower)
    for hunk in passage.hunks:
        old, new = _at(sides[0], hunk.old), _at(sides[1], hunk.new)
        old = old or (_beside(sides[0], hunk.old, passage.old) if new else None)
        new = new or (_beside(sides[1], hunk.new, passage.new) if old else None)
        if bool(old) != bool(new):
            found.extend(_of_indicative(passage, hunk, old, new))
        if not (old and new and _is_same_sentence(passage, hunk, old, new)):
            continue
        words = [part.text[slice(*m.span)] for part, m in ((passage.old, old), (passage.new, new))]
        if words[0].lower() == words[1].lower():
            continue
        direction = _WAYS.get((old.force, new.force))
        after = passage.new.lower[new.span[1] :].lstrip()[:60]
        if {old.force, new.force} == {Force.BAN, Force.DUTY} and word_list("burden").match(after):
            # "shall [not] constitute acceptance" asks nobody to do or leave anything
            direction = Direction.STRICTER if old.force is Force.BAN else Direction.LOOSER
        if old.force is Force.RIGHT and old.force is new.force:
            # "is entitled to" and "may ask for" are both rights, but not of the same strength
            strong = [_STRONG.search(word.lower()) for word in words]
            if bool(strong[0]) == bool(strong[1]):
                continue
            direction = Direction.RIGHT_REMOVED if strong[0] else Direction.RIGHT_ADDED
        finding = mod_finding(words[0], words[1], direction, _whose(passage.new, new.span[0], after))
        # "will" for "shall" is told, but lays nothing new on anybody
        found.append(finding if direction else replace(finding, priority=Priority.SUBSTANTIVE))
    return found


def _of_indicative(passage: Passage, hunk: Hunk, old: Modal | None, new: Modal | None) -> list[Finding]:
    """MOD where a party that does something ("pays") now may ("may pay"), or the reverse: so a duty is written too."""
    modal, part, span = (new, passage.new, hunk.new) if new else (old, passage.old, hunk.old)
    assert modal is not None
    words = passage.words(hunk)
    bare = part.lower[span[0] : modal.span[0]] + part.lower[modal.span[1] : span[1]]
    plain = words[0 if new else 1]
    if modal.force not in (Force.RIGHT, Force.WISH) or not is_same_but(plain, bare, _BEING) or not plain.strip():
        return []
    if _ASIDE.search(part.lower[: span[0]]):
        return []
    direction = _WAYS[(Force.DUTY, modal.force) if new else (modal.force, Force.DUTY)]
    return [mod_finding(*words, direction, _whose(part, modal.span[0], ""))]


def _at(found: tuple[Modal, ...], span: Span) -> Modal | None:
    first = bisect_right(found, span[0], key=lambda modal: modal.span[1])
    return found[first] if first < len(found) and found[first].span[0] < span[1] else None


def _beside(found: tuple[Modal, ...], span: Span, part: Part) -> Modal | None:
    """The modal that ends or begins where the changed words stand: the "may" of "may [not]", "[either] party may"."""
    beside = _at(found, (span[0] - 2, span[1] + 2))
    if beside or not re.fullmatch(r"either|any|an?|each|the|", part.lower[slice(*span)].strip()):
        return beside
    following = _at(found, (span[1], span[1] + _QUOTED))
    between = part.lower[span[1] : following.span[0]].split() if following else []
    return following if len(between) <= _FEW_WORDS else None


def _is_same_sentence(passage: Passage, hunk: Hunk, old: Modal, new: Modal) -> bool:
    """Whether one verb took the other's place: little else changed there, or what is to be done is still the same."""
    parts, spans = (passage.old, passage.new), (old.span, new.span)
    after = [
        _WORD.finditer(part.lower, _past_aside(part.lower, span[1]), span[1] + 2 * _QUOTED)
        for part, span in zip(parts, spans, strict=True)
    ]
    done = [[match for match in matches if match[0] not in _SMALL][:_FEW_WORDS] for matches in after]
    if {match[0] for match in done[0]} & {match[0] for match in done[1]}:
        return True
    for part, span, words, at in zip(parts, spans, done, (hunk.old, hunk.new), strict=True):
        beside = part.text[slice(*at)].split()
        if len(beside) - len(part.text[slice(*span)].split()) > _FEW_WORDS:
            return False
        if words and part.touched(words[0].span()) and not overlaps((at,), words[0].span()):
            return False
    return True


def _past_aside(lower: str, at: int) -> int:
    """Where what is to be done stands behind a verb: past "…, where it is able to, …"."""
    aside = _INTERPOSED.match(lower, at)
    return aside.end() if aside else at


# --- standards ------------------------------------------------------------------------------------------------------


def _qualified(passage: Passage) -> list[Finding]:
    """MOD where words that soften or harden a duty were put in or left out."""
    for words, put_in, left_out in (
        ("softer", Direction.LOOSER, Direction.STRICTER),
        ("harder", Direction.STRICTER, Direction.LOOSER),
    ):
        old, new = changed_words(passage.old, words), changed_words(passage.new, words)
        if bool(old) == bool(new):
            continue
        part, span = (passage.new, new) if new else (passage.old, old)
        assert span is not None
        on = _whose(part, span[0], part.lower[span[0] : span[1] + _NEXT])
        finding = mod_finding(text_at(passage.old, old), text_at(passage.new, new), put_in if new else left_out, on)
        # what an agency may do at its sole discretion the provider has to bear
        if _AT_HOURS.match(part.lower, span[0]):
            # when records may be seen is no duty
            return [replace(finding, priority=Priority.SUBSTANTIVE)]
        return [replace(finding, priority=None) if words == "harder" and new else finding]
    return []


def _whose(part: Part, at: int, words: str) -> Party | None:
    """On whom a changed verb or standard falls: of a choice, on whoever makes it, else on the subject."""
    if not _WHOSE_CHOICE.search(words[:_QUOTED]):
        return subject(part, at)
    start = next((s for s, end in sentences(part.text) if s <= at < end), 0)
    named = list(party_words().finditer(part.lower, start, at))
    return party_at(named[-1]) if named else subject(part, at)
