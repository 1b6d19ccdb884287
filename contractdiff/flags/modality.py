"""Rules for what a party must, may and must not do."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import replace

from contractdiff.flags.findings import Finding, cut
from contractdiff.flags.parties import party_at, party_words, subject
from contractdiff.flags.passages import Hunk, Part, Passage, Span, overlaps, sentences
from contractdiff.flags.rulebook import word_list
from contractdiff.flags.verbs import Force, Modal, modals
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
    r"expected|asked|urged|invited|advised|requested|welcome|ought|to|certif(?:y|ies)|warrants?|reserves?|retains?|endeavou?r|try|attempt|be|only|excused|exempt|"
    r"prohibited|forbidden|refrains?|undertakes?|covenants?|duty|obligation)\b"
)
_STRONG = re.compile(r"entitle|right|paid|reimbursed|compensated")
_NEGATIONS = frozenset(("not", "no", "never", "nor", "neither", "without"))
# These stand beside a negation and say nothing by themselves: "does not", "has no", "a".
_EMPTY = frozenset(("do", "does", "did", "be", "a", "an", "any", "the", "either", "or", "with"))
_BOTH = re.compile(r"and|both|all of|each of|(?:both )?the")
_EITHER = re.compile(r"or|and/or|either|any of|any one of|one of|one or more of")
_IN_CONDITION = re.compile(r"\b(?:if|when|where|unless|in the event|provided that|whenever)\b[^,;]*$")
_ONLY = re.compile(r"only|solely|exclusively")
# "may be used [only] for": what follows says that something is confined to it.
_CONFINED = re.compile(r"\s*(?:for|by|to|in|with|upon|on|if|when|where|after|at|from|through|as|within|such|those)\b")
_OWN_COST = re.compile(
    r"\bat (?:its|their|his|(?:the )?\w+['’]s?) (?:own |sole )*(?:cost|expense)|"
    r"\bat no (?:additional |extra )?(?:cost|charge|expense)\b|"
    r"\bwithout (?:any |additional |further |extra )*(?:compensation|reimbursement|payment|charge)\b"
)
_WHOSE_CHOICE = re.compile(r"discretion|judg|option|opinion|election|determination|sees? fit|deem|consent|withh[eo]ld")
# As many words on either side of a changed verb make it another sentence, not another verb.
_FEW_WORDS = 3
_WORD = re.compile(r"\w+")
_SMALL = frozenset(
    ("be", "not", "have", "also", "a", "an", "the", "to", "of", "in", "and", "or", "by", "its", "any", "such")
)
# What a standard is one of stands right behind it: "unreasonably withheld".
_NEXT = 20
# As far behind a verb its object is quoted, in characters.
_QUOTED = 60


def modal_findings(passage: Passage) -> list[Finding]:
    """MOD: a duty that became a right or the reverse, "not" dropped or added, a standard loosened or hardened."""
    if passage.whole:
        return []
    qualified = _qualified(passage)
    hardened = [finding for finding in qualified if finding.direction is Direction.STRICTER]
    switched = _switched(passage)
    # that "shall" became "may" as well does not hide that it may at its sole discretion
    if switched:
        return [*switched, *hardened]
    return qualified or _negated(passage) or _joined(passage) or _listed(passage) or _confined(passage)


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
    sides = modals(passage.old.lower), modals(passage.new.lower)
    for hunk in passage.hunks:
        old, new = _at(sides[0], hunk.old), _at(sides[1], hunk.new)
        old = old or (_beside(sides[0], hunk.old, passage.old) if new else None)
        new = new or (_beside(sides[1], hunk.new, passage.new) if old else None)
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
        finding = _finding(words[0], words[1], direction, _whose(passage.new, new.span[0], after))
        # "will" for "shall" is told, but lays nothing new on anybody
        found.append(finding if direction else replace(finding, priority=Priority.SUBSTANTIVE))
    return found


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
        _WORD.finditer(part.lower, span[1], span[1] + 2 * _QUOTED) for part, span in zip(parts, spans, strict=True)
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


# --- standards ------------------------------------------------------------------------------------------------------


def _qualified(passage: Passage) -> list[Finding]:
    """MOD where words that soften or harden a duty were put in or left out."""
    for words, put_in, left_out in (
        ("softer", Direction.LOOSER, Direction.STRICTER),
        ("harder", Direction.STRICTER, Direction.LOOSER),
    ):
        old, new = _changed(passage.old, words), _changed(passage.new, words)
        if bool(old) == bool(new):
            continue
        part, span = (passage.new, new) if new else (passage.old, old)
        assert span is not None
        on = _whose(part, span[0], part.lower[span[0] : span[1] + _NEXT])
        finding = _finding(_text(passage.old, old), _text(passage.new, new), put_in if new else left_out, on)
        # what an agency may do at its sole discretion the provider has to bear
        return [replace(finding, priority=None) if words == "harder" and new else finding]
    return []


def _whose(part: Part, at: int, words: str) -> Party | None:
    """On whom a changed verb or standard falls: of a choice, on whoever makes it, else on the subject."""
    if not _WHOSE_CHOICE.search(words[:_QUOTED]):
        return subject(part, at)
    start = next((s for s, end in sentences(part.text) if s <= at < end), 0)
    named = list(party_words().finditer(part.lower, start, at))
    return party_at(named[-1]) if named else subject(part, at)


# --- small words ----------------------------------------------------------------------------------------------------


def _negated(passage: Passage) -> list[Finding]:
    """MOD where "not" alone was put in or left out, or a word became its opposite ("limited", "unlimited")."""
    for hunk in passage.hunks:
        old, new = passage.words(hunk)
        gone, come = _is_negation(old, new), _is_negation(new, old)
        if not (gone or come):
            if _is_opposite(old.lower().strip(" ,.;"), new.lower().strip(" ,.;")):
                return [_finding(old, new, None, subject(passage.new, hunk.new[0]))]
            continue
        on = subject(passage.new, hunk.new[0])
        direction = None
        if "without" in (old + " " + new).lower():
            direction = _of_without(passage, hunk, on, come=come)
        elif word_list("burden").search(passage.new.lower[hunk.new[0] :].lstrip()[:60]):
            direction = Direction.STRICTER if gone else Direction.LOOSER
        return [_finding(old, new, direction, on)]
    return []


def _is_negation(words: str, others: str) -> bool:
    """Whether some words are others with a negation more: "does not apply" beside "applies" or "apply"."""
    if words.strip() == "No.":  # the number of something
        return False
    one, other = (Counter(re.findall(r"[\w-]+", each.lower())) for each in (words, others))
    if not _NEGATIONS & one.keys() or _NEGATIONS & other.keys():
        return False
    rest, others_rest = ([w for w in each.elements() if w not in _NEGATIONS | _EMPTY] for each in (one, other))
    return sorted(map(_stem, rest)) == sorted(map(_stem, others_rest))


def _stem(word: str) -> str:
    """A verb without the ending of its third person."""
    return re.sub(r"(?:ies|y|es|e|s)$", "", word)


def _is_opposite(old: str, new: str) -> bool:
    shorter, longer = sorted((old, new), key=len)
    return len(shorter) > _FEW_WORDS and any(
        longer in (p + shorter, f"{p}-{shorter}") for p in ("un", "in", "im", "ir", "non")
    )


def _of_without(passage: Passage, hunk: Hunk, on: Party | None, *, come: bool) -> Direction | None:
    """A right that may be used without notice or consent is a wider right; of a duty it says nothing sure."""
    ahead = [modal for modal in modals(passage.new.lower) if modal.span[0] <= hunk.new[0]]
    if not ahead or ahead[-1].force is not Force.RIGHT or on not in (Party.AGENCY, Party.PROVIDER):
        return None
    return Direction.STRICTER if come is (on is Party.AGENCY) else Direction.LOOSER


def _joined(passage: Passage) -> list[Finding]:
    """MOD where "and" became "or": a test of two parts became one of either."""
    for hunk in passage.hunks:
        old, new = (words.lower().strip(" ,;") for words in passage.words(hunk))
        if _BOTH.fullmatch(old) and _EITHER.fullmatch(new):
            both = False
        elif _EITHER.fullmatch(old) and _BOTH.fullmatch(new):
            both = True
        else:
            continue
        if {old, new} <= {"the", "either", "any of", "one of"}:
            continue
        on = subject(passage.new, hunk.new[0])
        direction = _of_joining(passage.new, hunk.new[0], on, both=both)
        return [replace(_finding(*passage.words(hunk), direction, on), priority=Priority.SUBSTANTIVE)]
    return []


def _of_joining(part: Part, at: int, on: Party | None, *, both: bool) -> Direction | None:
    """More is asked of a party that must do both; it is the reverse in a ban, in a condition, and for the agency."""
    start = next((s for s, end in sentences(part.text) if s <= at < end), 0)
    verbs = [modal for modal in modals(part.lower) if start <= modal.span[0]]
    ahead = [modal for modal in verbs if modal.span[0] <= at]
    if not verbs or on is Party.BOTH or re.search(r"\bmeans?\b", part.lower[start:at]):
        return None
    stricter = both is (on is not Party.AGENCY)
    force = (ahead or verbs)[-1 if ahead else 0].force
    if force is Force.BAN:
        stricter = not stricter
    if _IN_CONDITION.search(part.lower[start:at]) and force in (Force.DUTY, Force.BAN):
        stricter = not stricter
    return Direction.STRICTER if stricter else Direction.LOOSER


def _listed(passage: Passage) -> list[Finding]:
    """MOD where a list that named all became one of examples, or the reverse: "limited to", "including"."""
    opened = [bool(_changed(part, "opening")) for part in (passage.old, passage.new)]
    if opened[0] == opened[1]:
        open_, closed = (
            [_changed(part, words) for part in (passage.old, passage.new)] for words in ("open_list", "closed_list")
        )
        if not (open_[0] and closed[1]) and not (closed[0] and open_[1]):
            return []
        opened = [bool(open_[0] and not closed[0]), bool(open_[1] and not closed[1])]
        if opened[0] == opened[1]:
            return []
    hunk = next((h for h in passage.hunks if any(map(str.strip, passage.words(h)))), passage.hunks[0])
    on = subject(passage.new, hunk.new[0])
    finding = _finding(*passage.words(hunk), _of_more(passage.new, hunk.new[0], on, more=opened[1]), on)
    return [replace(finding, priority=Priority.SUBSTANTIVE)]


def _confined(passage: Passage) -> list[Finding]:
    """MOD where "only" was put in or left out."""
    for hunk in passage.hunks:
        old, new = (words.lower().strip() for words in passage.words(hunk))
        if not ((_ONLY.fullmatch(old) and not new) or (_ONLY.fullmatch(new) and not old)):
            continue
        on = subject(passage.new, hunk.new[0])
        direction = None
        if _CONFINED.match(passage.new.lower, hunk.new[1]):
            direction = Direction.STRICTER if bool(new) is (on is not Party.AGENCY) else Direction.LOOSER
        return [replace(_finding(*passage.words(hunk), direction, on), priority=Priority.SUBSTANTIVE)]
    return []


def _of_more(part: Part, at: int, on: Party | None, *, more: bool) -> Direction | None:
    """A longer list asks more of a party that must, and gives more to one that may."""
    ahead = [modal for modal in modals(part.lower) if modal.span[0] <= at]
    if not ahead or on not in (Party.PROVIDER, Party.AGENCY):
        return None
    burdens = (on is Party.PROVIDER) is (ahead[-1].force in (Force.DUTY, Force.BAN))
    return Direction.STRICTER if burdens is more else Direction.LOOSER


def _changed(part: Part, words: str) -> Span | None:
    match = part.near(word_list(words))
    return match.span() if match else None


def _text(part: Part, span: Span | None) -> str:
    return part.text[slice(*span)] if span else ""


def _finding(old: str, new: str, direction: Direction | None, on: Party | None) -> Finding:
    """A change of a duty or right is critical unless it is the agency's alone."""
    priority = Priority.SUBSTANTIVE if on is Party.AGENCY else None
    return Finding(
        code="MOD", old=cut(old.strip()), new=cut(new.strip()), direction=direction, on=on, priority=priority
    )
