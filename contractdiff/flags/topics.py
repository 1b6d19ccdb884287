"""What the changed words are about, by the cues of the rules."""

import re
from collections.abc import Callable

from contractdiff.flags.findings import Finding, cut, quoted
from contractdiff.flags.passages import Part, Passage, Span, meet, nearest, overlaps, sentences
from contractdiff.flags.rulebook import rulebook
from contractdiff.flags.tendency import Tendency
from contractdiff.flags.verbs import modals
from contractdiff.model import Priority

# Of a wholly new or deleted clause the first sentences say what it is about; what comes after says how.
_OPENING = 2
# How far behind its verb a sentence still says what is done, in characters: about fifteen words.
_OBJECT = 100
# Where a sentence has no verb of duty or right, this much of it is its main part.
_LEAD = 120
# Words so near to a cue belong to the same phrase, in characters: about eight words.
_SAME_PHRASE = 50
# A title alone ("Termination.") says nothing of what is agreed; it has at most so many words.
_TITLE_WORDS = 5
# "Section 4 (Payment & Taxes)": the title of what is referred to is no matter of the sentence that refers to it.
_REFERRED = re.compile(
    r"\b(?:section|article|exhibit|paragraph|attachment|schedule|appendix)s?\s+[\w.()-]+\s+\([^)]{1,60}\)"
)


def topic_findings(passage: Passage, tendency: Tendency) -> list[Finding]:
    """A finding for each category that the passage is about.

    It is critical at most where the changed words, or the main part of their sentence, are about the matter.
    """
    old, new = (_hits(part, whole=passage.whole is not None) for part in (passage.old, passage.new))
    found = []
    for code in rulebook().by_code:
        if code not in old and code not in new:
            continue
        central = _is_central(passage, passage.old, old.get(code)) or _is_central(passage, passage.new, new.get(code))
        found.append(
            Finding(
                code=code,
                old=_words(passage.old, old.get(code, [])),
                new=_words(passage.new, new.get(code, [])),
                direction=tendency.direction,
                on=tendency.on,
                doubtful=tendency.doubtful,
                priority=None if central else Priority.SUBSTANTIVE,
            )
        )
    return found


def matters(lower: str, touched: Callable[[Span], bool] = lambda span: False) -> dict[str, list[Span]]:
    """The codes of the categories that some words in lower case are about, each with the places of its cues.

    ``touched`` says whether words at a place were changed; some cues count only there. Cues inside of words that are
    about something else do not count.
    """
    rules = rulebook()
    found: dict[str, list[Span]] = {}
    for (code, only_changed), span in rules.cues.find(lower):
        if not only_changed or touched(span):
            found.setdefault(code, []).append(span)
    if not found:
        return found
    referred = [match.span() for match in _REFERRED.finditer(lower)]
    beside = {code: [*referred] for code in found}
    for code, span in rules.beside.find(lower):
        if code in found:
            beside[code].append(span)
    kept = {
        code: [span for span in spans if not any(meet(other, span) for other in beside[code])]
        for code, spans in found.items()
    }
    return {code: spans for code, spans in kept.items() if spans}


def _hits(part: Part, *, whole: bool) -> dict[str, list[Span]]:
    """The categories that are a matter of one side, each with the places of its cues."""
    found = matters(part.lower, part.touched)
    if not whole or not found:
        return found
    main = _main(part)
    kept = {code: [span for span in spans if _lies_in(span, main)] for code, spans in found.items()}
    return {code: spans for code, spans in kept.items() if spans}


def _main(part: Part) -> list[Span]:
    """The main parts of the opening sentences: up to what is done to what."""
    verbs = [modal.span for modal in modals(part.lower)]
    main, full = [], 0
    for start, end in sentences(part.text):
        verb = next((v for v in verbs if start <= v[0] < end), None)
        main.append((start, min(end, verb[1] + _OBJECT if verb else start + _LEAD)))
        # a run-in heading opens a clause but is no sentence
        full += verb is not None or part.text.count(" ", start, end) > _TITLE_WORDS
        if full == _OPENING:
            break
    return main


def _lies_in(span: Span, main: list[Span]) -> bool:
    return any(start <= span[0] < end for start, end in main)


def _is_central(passage: Passage, part: Part, hits: list[Span] | None) -> bool:
    """Whether a matter is what the changed words are about, not merely one that their sentence mentions."""
    if not hits:
        return False
    if passage.whole is not None:
        return len(part.text.split()) > _TITLE_WORDS
    near = any(overlaps(part.changed, (span[0] - _SAME_PHRASE, span[1] + _SAME_PHRASE)) for span in hits)
    return near or any(_lies_in(span, _main(part)) for span in hits)


def _words(part: Part, hits: list[Span]) -> str:
    """The cue with the changed words nearest to it, or the cue alone where they stand far apart."""
    if not hits:
        return ""
    if len(part.changed) == 1 and part.changed[0] == (0, len(part.text)):
        return cut(part.text[slice(*hits[0])])
    near = [span for span in part.changed if span[0] < span[1]]
    pairs = [(max(s[0], h[0]) - min(s[1], h[1]), h, s) for h in hits for s in nearest(near, h)]
    if not pairs:
        return cut(part.text[slice(*hits[0])])
    _, hit, span = min(pairs)
    return quoted(part, (hit, span))
