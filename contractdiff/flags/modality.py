"""Rules for what a party must, may and must not do."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from contractdiff.flags.findings import Finding
from contractdiff.flags.parties import subject
from contractdiff.flags.passages import Part, Passage, Span
from contractdiff.flags.rulebook import word_list
from contractdiff.model import Direction, Party, Priority


class Force(Enum):
    """What a verb lays upon its subject."""

    DUTY = "duty"
    WISH = "wish"
    RIGHT = "right"
    BAN = "ban"


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal verb and where it stands."""

    force: Force
    span: Span


_IS, _WILL = r"(?:is|are)\s+", r"(?:shall|will)\s+"
# The order counts: "may not" is found before "may", "shall be entitled" before "shall".
_VERBS = {
    Force.BAN: (
        r"(?:shall|must|may|will|should|can)\s+not\b",
        r"cannot",
        r"may\s+only",
        rf"{_IS}(?:not\s+(?:permitted|allowed|entitled)|prohibited|forbidden)",
        rf"{_WILL}have\s+no\b",
        r"(?:neither|no)\s+[\w ]{2,40}?\s(?:may|shall|will)\b",
    ),
    Force.RIGHT: (
        rf"{_WILL}be\s+(?:entitled|permitted|allowed|paid|reimbursed|compensated)",
        rf"{_WILL}have\s+(?:the\s+right|access)",
        r"may|can",
        rf"{_IS}(?:entitled|permitted|allowed|authorized|eligible)",
        r"(?:has|have|reserves?)\s+the\s+right",
    ),
    Force.WISH: (
        r"should",
        rf"{_IS}(?:encouraged|expected|urged|asked)",
        r"(?:shall|will|must)\s+(?:endeavou?r|attempt|seek|try|strive)",
        rf"{_IS}not\s+required",
        r"need\s+not",
    ),
    Force.DUTY: (
        r"shall|must|will",
        rf"{_IS}(?:required|obligated|obliged|responsible)",
        r"agrees?|has\s+a\s+duty|certif(?:y|ies)|warrants?",
    ),
}
_MODAL = re.compile(
    r"\b(?:" + "|".join(rf"(?P<{force.value}>{'|'.join(verbs)})" for force, verbs in _VERBS.items()) + r")\b"
)
_FORCES = {force.value: force for force in Force}
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
    r"\b(?:shall|must|will|may|should|can|cannot|not|no|neither|need|is|are|has|have|agrees?|right|entitled|permitted|allowed|"
    r"required|encouraged|certif(?:y|ies)|warrants?|reserves?|endeavou?r|be|only)\b"
)
_NOT = re.compile(r"\bnot\b|\bno\b|\bnever\b")
_AND_OR = re.compile(r"(?:and/or|and|or)")


@lru_cache(maxsize=1024)
def modals(lower: str) -> tuple[Modal, ...]:
    """The modal verbs of a text in lower case, in order."""
    return tuple(Modal(_FORCES[m.lastgroup or ""], m.span()) for m in _MODAL.finditer(lower))


def modal_findings(passage: Passage) -> list[Finding]:
    """MOD: a duty that became a right or the reverse, "not" dropped or added, a standard loosened or hardened."""
    if passage.whole:
        return []
    qualified = _qualified(passage)
    hardened = [finding for finding in qualified if finding.direction is Direction.STRICTER]
    switched = _switched(passage)
    # that "shall" became "may" as well does not hide that it may at its sole discretion
    return [*switched, *hardened] if switched else qualified or _negated(passage) or _joined(passage)


def _switched(passage: Passage) -> list[Finding]:
    if not (passage.old.near(_VERB) or passage.new.near(_VERB)):
        return []
    found = []
    sides = modals(passage.old.lower), modals(passage.new.lower)
    for hunk in passage.hunks:
        old, new = _at(sides[0], hunk.old), _at(sides[1], hunk.new)
        old = old or (_beside(sides[0], hunk.old) if new else None)
        new = new or (_beside(sides[1], hunk.new) if old else None)
        if not (old and new):
            continue
        words = [part.text[slice(*m.span)] for part, m in ((passage.old, old), (passage.new, new))]
        if words[0].lower() == words[1].lower():
            continue
        direction = _WAYS.get((old.force, new.force))
        on = subject(passage.new, new.span[0])
        if old.force is Force.RIGHT and old.force is new.force:
            # "is entitled to" and "may ask for" are both rights, but not of the same strength
            strong = [re.search(r"entitle|right|paid|reimbursed|compensated", word.lower()) for word in words]
            if bool(strong[0]) == bool(strong[1]):
                continue
            direction = Direction.RIGHT_REMOVED if strong[0] else Direction.RIGHT_ADDED
        finding = _finding(words[0], words[1], direction, on)
        # "will" for "shall" is told, but lays nothing new on anybody
        found.append(finding if direction else replace(finding, priority=Priority.SUBSTANTIVE))
    return found


def _at(found: tuple[Modal, ...], span: Span) -> Modal | None:
    first = bisect_right(found, span[0], key=lambda modal: modal.span[1])
    return found[first] if first < len(found) and found[first].span[0] < span[1] else None


def _beside(found: tuple[Modal, ...], span: Span) -> Modal | None:
    """The modal that ends or begins where the changed words stand: the "may" of "may [not]"."""
    return _at(found, (span[0] - 2, span[1] + 2))


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
        on = subject(part, span[0])
        finding = _finding(_text(passage.old, old), _text(passage.new, new), put_in if new else left_out, on)
        # what an agency may do at its sole discretion the provider has to bear
        return [replace(finding, priority=None) if words == "harder" and new else finding]
    return []


def _negated(passage: Passage) -> list[Finding]:
    """MOD where "not" alone was put in or left out."""
    for hunk in passage.hunks:
        old, new = (words.lower().strip() for words in passage.words(hunk))
        gone, come = _NOT.fullmatch(old) and not new, _NOT.fullmatch(new) and not old
        if not (gone or come):
            continue
        direction = None
        if word_list("burden").search(passage.new.lower[hunk.new[1] :].lstrip()[:60]):
            direction = Direction.STRICTER if gone else Direction.LOOSER
        on = subject(passage.new, hunk.new[0])
        return [_finding(*passage.words(hunk), direction, on)]
    return []


def _joined(passage: Passage) -> list[Finding]:
    """MOD where "and" became "or": a test of two parts became one of either."""
    for hunk in passage.hunks:
        old, new = passage.words(hunk)
        if old.lower() != new.lower() and _AND_OR.fullmatch(old.lower()) and _AND_OR.fullmatch(new.lower()):
            return [Finding(code="MOD", old=old, new=new, priority=Priority.SUBSTANTIVE)]
    return []


def _changed(part: Part, words: str) -> Span | None:
    match = part.near(word_list(words))
    return match.span() if match else None


def _text(part: Part, span: Span | None) -> str:
    return part.text[slice(*span)] if span else ""


def _finding(old: str, new: str, direction: Direction | None, on: Party | None) -> Finding:
    """A change of a duty or right is critical unless it is the agency's alone."""
    priority = Priority.SUBSTANTIVE if on is Party.AGENCY else None
    return Finding(code="MOD", old=old.strip(), new=new.strip(), direction=direction, on=on, priority=priority)
