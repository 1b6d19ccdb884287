"""Rules for small words on which a duty or right turns: "not", "and", "or", "only", "including"."""

import re
from collections import Counter
from dataclasses import replace

from contractdiff.flags.findings import Finding, cut
from contractdiff.flags.listed import changed_words
from contractdiff.flags.parties import subject
from contractdiff.flags.passages import Hunk, Part, Passage, Span, sentences
from contractdiff.flags.rulebook import word_list
from contractdiff.flags.verbs import Force, modals
from contractdiff.model import Direction, Party, Priority

_NEGATIONS = frozenset(("not", "no", "never", "nor", "neither", "without"))
# These stand beside a negation and say nothing by themselves: "does not", "has no", "a".
_EMPTY = frozenset(("do", "does", "did", "be", "a", "an", "any", "the", "either", "or", "with"))
_BOTH = re.compile(r"and|both|all of|each of|(?:both )?the")
_EITHER = re.compile(r"or|and/or|either|any of|any one of|one of|one or more of")
CONDITION = re.compile(r"\b(?:if|when|where|unless|in the event|provided that|whenever)\b[^,;]*$")
_ONLY = re.compile(r"only|solely|exclusively")
# "may be used [only] for": what follows says that something is confined to it.
_CONFINED = re.compile(r"\s*(?:for|by|to|in|with|upon|on|if|when|where|after|at|from|through|as|within|such|those)\b")
# "Without interest", now "with interest": what is to be paid differs, and no duty or right.
_PRICED = re.compile(r"\s*(?:any\s+|further\s+|additional\s+)*(?:interest|penalt(?:y|ies)|surcharges?)\b")
# Words that take a prefix to become their opposite ("limited", "unlimited") have so many letters at least.
_SHORTEST = 4


def small_word_findings(passage: Passage) -> list[Finding]:
    """MOD where a small word was put in, left out or became another."""
    return _negated(passage) or _joined(passage) or _listed(passage) or _confined(passage)


def _negated(passage: Passage) -> list[Finding]:
    """MOD where "not" alone was put in or left out, or a word became its opposite ("limited", "unlimited")."""
    for hunk in passage.hunks:
        old, new = passage.words(hunk)
        if _PRICED.match(passage.new.lower, hunk.new[1]) and "without" in (old.lower().strip(), new.lower().strip()):
            continue
        gone, come = _is_negation(old, new), _is_negation(new, old)
        if not (gone or come):
            if _is_opposite(old.lower().strip(" ,.;"), new.lower().strip(" ,.;")):
                return [mod_finding(old, new, None, subject(passage.new, hunk.new[0]))]
            continue
        on = subject(passage.new, hunk.new[0])
        direction = None
        if "without" in (old + " " + new).lower():
            direction = _of_without(passage, hunk, on, come=come)
        elif word_list("burden").search(passage.new.lower[hunk.new[0] :].lstrip()[:60]):
            direction = Direction.STRICTER if gone else Direction.LOOSER
        return [mod_finding(old, new, direction, on)]
    return []


def _is_negation(words: str, others: str) -> bool:
    """Whether some words are others with a negation more: "does not apply" beside "applies" or "apply"."""
    if words.strip() == "No." or "or without" in words.lower():  # a number; "with or without" denies nothing
        return False
    one, other = (Counter(re.findall(r"[\w-]+", each.lower())) for each in (words, others))
    if not _NEGATIONS & one.keys() or _NEGATIONS & other.keys():
        return False
    return is_same_but(words, others, _NEGATIONS | _EMPTY)


def is_same_but(words: str, others: str, but: frozenset[str]) -> bool:
    """Whether some words are the others but for certain small ones and the ending of a verb."""
    rest = ([w for w in re.findall(r"[\w-]+", each.lower()) if w not in but] for each in (words, others))
    one, other = (sorted(map(_stem, each)) for each in rest)
    return one == other


def _stem(word: str) -> str:
    """A verb without the ending of its third person."""
    return re.sub(r"(?:ies|(?<![aeiou])y|es|e|s)$", "", word)


def _is_opposite(old: str, new: str) -> bool:
    shorter, longer = sorted((old, new), key=len)
    return len(shorter) >= _SHORTEST and any(
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
        return [replace(mod_finding(*passage.words(hunk), direction, on), priority=Priority.SUBSTANTIVE)]
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
    if CONDITION.search(part.lower[start:at]) and force in (Force.DUTY, Force.BAN):
        stricter = not stricter
    return Direction.STRICTER if stricter else Direction.LOOSER


def _listed(passage: Passage) -> list[Finding]:
    """MOD where a list that named all became one of examples, or the reverse: "limited to", "including"."""
    opened = [bool(changed_words(part, "opening")) for part in (passage.old, passage.new)]
    if opened[0] == opened[1]:
        open_, closed = (
            [changed_words(part, words) for part in (passage.old, passage.new)]
            for words in ("open_list", "closed_list")
        )
        if not (open_[0] and closed[1]) and not (closed[0] and open_[1]):
            return []
        opened = [bool(open_[0] and not closed[0]), bool(open_[1] and not closed[1])]
        if opened[0] == opened[1]:
            return []
    hunk = next((h for h in passage.hunks if any(map(str.strip, passage.words(h)))), passage.hunks[0])
    on = subject(passage.new, hunk.new[0])
    finding = mod_finding(*passage.words(hunk), _of_more(passage.new, hunk.new[0], on, more=opened[1]), on)
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
        return [replace(mod_finding(*passage.words(hunk), direction, on), priority=Priority.SUBSTANTIVE)]
    return []


def _of_more(part: Part, at: int, on: Party | None, *, more: bool) -> Direction | None:
    """A longer list asks more of a party that must, and gives more to one that may."""
    ahead = [modal for modal in modals(part.lower) if modal.span[0] <= at]
    if not ahead or on not in (Party.PROVIDER, Party.AGENCY):
        return None
    burdens = (on is Party.PROVIDER) is (ahead[-1].force in (Force.DUTY, Force.BAN))
    return Direction.STRICTER if burdens is more else Direction.LOOSER


def text_at(part: Part, span: Span | None) -> str:
    """The words at a place, as printed."""
    return part.text[slice(*span)] if span else ""


def mod_finding(old: str, new: str, direction: Direction | None, on: Party | None) -> Finding:
    """A change of a duty or right is critical unless it is the agency's alone."""
    priority = Priority.SUBSTANTIVE if on is Party.AGENCY else None
    return Finding(
        code="MOD", old=cut(old.strip()), new=cut(new.strip()), direction=direction, on=on, priority=priority
    )
