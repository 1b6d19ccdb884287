"""The places of a passage as a reader names them: whole figures and dates, a verb with its "not", never a bare mark."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from contractdiff.flags.figures import Kind, dates, figures, figures_at
from contractdiff.flags.passages import Hunk, Part, Passage, Span, lowered

_NEGATION = re.compile(r"not|no|never|only", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"[^\s\t]+[^\S\t]+$|[^\s\t]+$")
_WORD_AFTER = re.compile(r"[^\S\t]*[^\s\t]+")
_LETTER = re.compile(r"[^\W_]")
# Words between two places so few that both read as one.
_BETWEEN = re.compile(r"\s*(?:[^\s.;:\t]+\s*)?")
# Letters of the longest word that is looked for beside a place.
_REACH = 60
_LABEL = re.compile(r"\([a-z0-9]{1,4}\)")
# "thirty (30)"
_TWICE = re.compile(r"^[a-z][a-z\s-]*?\(\s*([^()]*?)\s*\)")


@dataclass(frozen=True, slots=True)
class Place:
    """Words of the old sentence and those in their stead; positions are in the texts of the passage."""

    old: Span
    new: Span


def places(passage: Passage, hunks: Sequence[Hunk]) -> tuple[Place, ...] | None:
    """The places of some hunks in order, widened, those that touch joined.

    ``None`` where the words beside them read differently on both sides, so that they cannot be widened alike.
    """
    found: list[Place] = []
    for each in _figures_joined(passage, hunks):
        place = _widened(passage, each)
        if place is None:
            return None
        while found and _are_one(passage, found[-1], place):
            before = found.pop()
            place = Place(_joined(before.old, place.old), _joined(before.new, place.new))
        found.append(place)
    return tuple(found)


def _figures_joined(passage: Passage, hunks: Sequence[Hunk]) -> list[Place]:
    """The places of the hunks, as one where one figure has words of several: "[six → four] hundred [fifty] dollars"."""
    found: list[Place] = []
    for hunk in hunks:
        if found and (
            _whole(passage.old, found[-1].old)[1] > hunk.old[0] or _whole(passage.new, found[-1].new)[1] > hunk.new[0]
        ):
            before = found.pop()
            old, new = _joined(before.old, hunk.old), _joined(before.new, hunk.new)
            found.append(Place(_trimmed(passage.old, old), _trimmed(passage.new, new)))
        else:
            found.append(Place(hunk.old, hunk.new))
    return found


def _trimmed(part: Part, span: Span) -> Span:
    return span[0], span[0] + len(part.text[slice(*span)].rstrip())


def _joined(first: Span, second: Span) -> Span:
    return min(first[0], second[0]), max(first[1], second[1])


def _are_one(passage: Passage, before: Place, place: Place) -> bool:
    between = (passage.old.text[before.old[1] : place.old[0]], passage.new.text[before.new[1] : place.new[0]])
    return all(_BETWEEN.fullmatch(words) for words in between)


def _widened(passage: Passage, place: Place) -> Place | None:
    for _ in range(4):
        more = _more(passage, place)
        if more == (0, 0):
            return place
        wider = Place(
            (place.old[0] - more[0], place.old[1] + more[1]), (place.new[0] - more[0], place.new[1] + more[1])
        )
        for at in (0, 1):
            sides = [
                part.text[slice(min(one[at], two[at]), max(one[at], two[at]))]
                for part, one, two in ((passage.old, place.old, wider.old), (passage.new, place.new, wider.new))
            ]
            if sides[0] != sides[1] or min(wider.old[0], wider.new[0]) < 0:
                return None
        place = wider
    return place


def _more(passage: Passage, place: Place) -> tuple[int, int]:
    """How many characters to the left and to the right belong to the words at a place."""
    sides = ((passage.old, place.old), (passage.new, place.new))
    wholes = [_whole(part, span) for part, span in sides]
    left = max(span[0] - whole[0] for (_, span), whole in zip(sides, wholes, strict=True))
    right = max(whole[1] - span[1] for (_, span), whole in zip(sides, wholes, strict=True))
    if left or right:
        return left, right
    words = [part.text[slice(*span)] for part, span in sides]
    if all(part.text.startswith(")", span[1]) for part, span in sides) and any(map(_is_open, words)):
        return 0, 1
    part, span = sides[1]
    before = _WORD_BEFORE.search(part.text[max(span[0] - _REACH, 0) : span[0]])
    after = _WORD_AFTER.match(part.text[span[1] : span[1] + _REACH])
    ahead, behind = len(before[0]) if before else 0, len(after[0]) if after else 0
    if not any(map(_LETTER.search, words)):
        return ahead, behind
    if not all(words) and _NEGATION.fullmatch("".join(words).strip()):
        return ahead, 0
    return 0, 0


def _is_open(words: str) -> bool:
    return words.count("(") > words.count(")")


def _whole(part: Part, span: Span) -> Span:
    """The span with the whole of each figure and date that it has words of."""
    start, end = span
    if start == end:
        return span
    found = [figure.span for figure in figures_at(part.lower, span) if figure.kind is not Kind.COUNT or figure.agrees]
    found += [date.span for date in dates(part.lower) if date.span[0] < end and start < date.span[1]]
    for one in found:
        start, end = min(start, one[0]), max(end, one[1])
    return start, end


def is_measure(words: str) -> bool:
    """Whether some words are figures and dates and nothing else, or the label of a member of a list."""
    lower = lowered(words)
    if _LABEL.fullmatch(lower):
        return True
    spans = sorted([figure.span for figure in figures(lower)] + [date.span for date in dates(lower)])
    at = 0
    for start, end in spans:
        if _LETTER.search(lower[at:start].replace("and", "")):
            return False
        at = max(at, end)
    return bool(spans) and not _LETTER.search(lower[at:])


def plain(words: str) -> str:
    """The words with each number told once, in digits where it has some: "30 days" for "thirty (30) days"."""
    found = figures(lowered(words))
    said, at = "", 0
    for figure, after in zip_longest(found, found[1:]):
        start, end = figure.span
        if start < at:
            continue
        printed = words[start:end]
        again = after and figure.agrees and (figure.kind, figure.value) == (after.kind, after.value)
        if after and again and words[end : after.span[0]].strip() == "(" and not printed[:1].isdigit():
            # "seven percent (7%)"
            said, at = said + words[at:start] + words[slice(*after.span)], after.span[1]
            at += words.startswith(")", at)
        elif figure.agrees:
            said, at = said + words[at:start] + _TWICE.sub(r"\1", printed), end
    return said + words[at:]
