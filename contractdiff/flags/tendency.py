"""Which way a passage goes as a whole, and on whom it falls."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contractdiff.flags.findings import Finding
from contractdiff.flags.modality import Force, modals
from contractdiff.flags.parties import named_first, subject
from contractdiff.flags.passages import Part, Passage
from contractdiff.flags.rulebook import word_list
from contractdiff.model import Direction, Party

# A sentence of this kind protects somebody; without it he is worse off.
_SHIELD = re.compile(
    r"\b(?:nothing (?:contained )?in this|shall not be (?:construed|deemed|liable|required|responsible)|"
    r"in no event shall|neither party shall|need not|is not (?:required|liable)|may elect|in place of)\b"
)

_DAYS_APART = {
    "daily": 1, "weekly": 7, "biweekly": 14, "monthly": 30, "bimonthly": 61, "quarterly": 91, "semiannual": 182,
    "semiannually": 182, "annual": 365, "annually": 365, "yearly": 365, "biennial": 730, "biennially": 730,
}  # fmt: skip
_FREQUENCY = re.compile(rf"\b(?:{'|'.join(_DAYS_APART)})\b")


@dataclass(frozen=True, slots=True)
class Tendency:
    """A direction and a party, each where it is clear."""

    direction: Direction | None = None
    on: Party | None = None


def tendency_of(passage: Passage, findings: Sequence[Finding]) -> Tendency:
    """Which way a passage goes, given what the rules for figures and duties found in it."""
    if passage.whole is not None:
        return _of_whole(passage.whole, added=not passage.old.text)
    for finding in findings:
        if finding.code == "MOD" and finding.direction:
            return Tendency(finding.direction, finding.on)
    part = passage.new
    at = passage.hunks[0].new[0] if passage.hunks else 0
    on = subject(part, at)
    moved = [f.direction for f in findings if f.code in ("MON", "DAY") and f.direction]
    if moved and len(set(moved)) == 1:
        return Tendency(moved[0], on)
    shifted = _shifted(passage)
    if shifted:
        return shifted
    return Tendency(_of_words(passage, on), on)


def _of_whole(part: Part, *, added: bool) -> Tendency:
    """Of sentences that are wholly new or wholly gone: their first duty or right."""
    found = modals(part.lower)
    first = found[0] if found else None
    on = subject(part, first.span[0] if first else 0)
    if _SHIELD.search(part.lower):
        if added:
            return Tendency(Direction.STRICTER, None)
        return Tendency(Direction.RIGHT_REMOVED, on)
    if first is None:
        return Tendency(None, on)
    if first.force is Force.RIGHT:
        return Tendency(Direction.RIGHT_ADDED if added else Direction.RIGHT_REMOVED, on)
    if first.force is Force.DUTY:
        return Tendency(Direction.DUTY_ADDED if added else Direction.DUTY_REMOVED, on)
    return Tendency(Direction.STRICTER if added else Direction.LOOSER, on)


def _shifted(passage: Passage) -> Tendency | None:
    """The tendency of a passage whose duty or right went from one party to another, or from both to one."""
    for old, new in map(passage.words, passage.hunks):
        was, now = (named_first(words) for words in (old, new))
        if was is None or now is None or was is now or now is Party.BOTH:
            continue
        if now is Party.PROVIDER and _force(passage.new) is Force.DUTY:
            return Tendency(Direction.DUTY_ADDED, Party.PROVIDER)
        return Tendency(Direction.RIGHT_REMOVED, None)
    return None


def _of_words(passage: Passage, on: Party | None) -> Direction | None:
    """The direction that words put in or left out give a sentence, or ``None`` where that is not clear.

    More words in a duty of the provider or a right of the agency bind the provider more, conditions excepted.
    """
    old = " ".join(passage.words(hunk)[0] for hunk in passage.hunks).lower()
    new = " ".join(passage.words(hunk)[1] for hunk in passage.hunks).lower()
    if old in ("and", "or") and new in ("and", "or") and on is not None:
        # "or" makes a right easier to use and a duty easier to fulfil
        easier = (on is Party.PROVIDER) == (new == "or")
        return Direction.LOOSER if easier else Direction.STRICTER
    often = [min((_DAYS_APART[m[0]] for m in _FREQUENCY.finditer(words)), default=0) for words in (old, new)]
    if all(often) and often[0] != often[1]:
        return Direction.STRICTER if (often[1] < often[0]) == (on is not Party.AGENCY) else Direction.LOOSER
    tighter = word_list("tighter")
    if bool(tighter.search(new)) != bool(tighter.search(old)):
        return Direction.STRICTER if tighter.search(new) else Direction.LOOSER
    if old.strip() and new.strip():
        return None
    force = _force(passage.new if new.strip() else passage.old)
    if force is None or on is Party.BOTH:
        return None
    # a duty without a subject ("records shall be kept") is one of the provider's
    burdens = (on is not Party.AGENCY) == (force in (Force.DUTY, Force.BAN))
    more = bool(new.strip()) != bool(word_list("condition").match(old.strip() or new.strip()))
    return Direction.STRICTER if burdens == more else Direction.LOOSER


def _force(part: Part) -> Force | None:
    """The force of the verb that governs the first changed words."""
    found = modals(part.lower)
    at = part.changed[0][0] if part.changed else 0
    ahead = [modal for modal in found if modal.span[0] <= at]
    return (ahead or found)[-1 if ahead else 0].force if found else None
