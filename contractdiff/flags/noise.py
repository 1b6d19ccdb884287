"""Changes that say nothing new: years that roll forward, letters of lists, spelling and marks.

Whoever is unsure says nothing here: what is called noise is folded away and read by few. Of references, see
``pointers``.
"""

import re
from bisect import bisect_right
from collections.abc import Callable

from contractdiff.flags.authorities import CITATION
from contractdiff.flags.editorial import is_editorial
from contractdiff.flags.figures import Kind, dates, figures_at
from contractdiff.flags.findings import Finding, cut
from contractdiff.flags.passages import Hunk, Part, Passage, Span, overlaps
from contractdiff.flags.rulebook import word_list
from contractdiff.text import NUMERALS

_ENUMERATOR = re.compile(r"\((?:[a-z]{1,2}|[ivxlc]{1,6}|\d{1,2})\)|(?:[a-z]|[ivxlc]{1,6}|\d{1,2})[.)]")
# What may stand before the letter of a list's member that has no bracket before it.
_LIST_GOES_ON = re.compile(r"(?:^|[;:,.\t]|\b(?:and|or))\s*$")
# A letter or number behind these says which one is meant: "paragraph (b)", "parts 1 and 2", "Tier 3".
_PLACE = re.compile(
    r"(?:§|\b(?:sub-?)?(?:sections?|articles?|exhibits?|paragraphs?|clauses?|attachments?|appendix|appendices|schedules?|"
    r"annex|addendum|parts?|items?|tables?|forms?|titles?|chapters?|class(?:es)?|tiers?|levels?|grades?|steps?|"
    r"phases?|groups?|categor(?:y|ies)|types?|options?|no|nos|numbers?|sec|art|para)\b\.?)\s*"
    r"(?:\(?[a-z\d]{1,6}\)?(?:\.\d+)*(?:\([a-z\d]{1,5}\))*(?:\s*(?:,|-|–|&|and|or|through|thru|to)\s*)*)*$"
)
_FAR = 60
_ROMANS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
_EDGE = re.compile(r"[\w$%'’./-]")
# A term is renewed for a few years at most; a year that jumps further was not rolled forward.
_LONGEST_ROLL = 5
_EDITION = re.compile(
    r"\s+(?:(?:and|for|of|the)\s+|[\w-]+\s+){0,4}?"
    r"(?:codes?|guidelines?|standards?|manual|handbook|edition|regulations?|rules|version|act)\b"
)
_OF_YEAR = re.compile(r"\b(?:years?|[fpsgc]f?y)\s*$")
_COUNT = re.compile(r"\s+(?:dollars?|cents?|percent|miles?|square|feet|pounds?|copies|days?|times|points?)\b")


def noise_findings(passage: Passage, still_used: Callable[[str], bool]) -> tuple[Finding | None, ...]:
    """What kind of noise each hunk of a passage is, or ``None`` where it is more than noise.

    ``still_used(word)`` says whether the new version uses a word.
    """
    if passage.whole is not None and any(map(str.isalnum, passage.whole.text)):
        return (None,) * len(passage.hunks)
    rolled = _rolled_forward(passage)
    return tuple(_noise(passage, hunk, rolled, still_used) for hunk in passage.hunks)


def _noise(passage: Passage, hunk: Hunk, rolled: frozenset[Hunk], still_used: Callable[[str], bool]) -> Finding | None:
    if is_editorial(passage, hunk, still_used) or _says_the_same_number(passage, hunk):
        code = "EDT"
    elif hunk in rolled:
        code = "FYR"
    elif _is_enumerator(passage.old, hunk.old) and _is_enumerator(passage.new, hunk.new):
        code = "RNM"
    else:
        return None
    old, new = passage.words(hunk)
    return Finding(code=code, old=cut(old), new=cut(new))


def _says_the_same_number(passage: Passage, hunk: Hunk) -> bool:
    """Whether the words are one figure written in two ways: "three years" and "three (3) years"."""
    sides = []
    for part, span in ((passage.old, hunk.old), (passage.new, hunk.new)):
        found = figures_at(part.lower, span) if span[0] < span[1] else ()
        if len(found) != 1 or not (found[0].span[0] <= span[0] and span[1] <= found[0].span[1]) or not found[0].agrees:
            return False
        sides.append(found[0])
    old, new = sides
    if not any(word in NUMERALS for figure in sides for word in re.findall(r"[a-z]+", figure.text)):
        return False  # of marks and digits alone, see ``editorial``
    if old.kind is not new.kind or old.value != new.value:
        return False
    # five business days may be as long as seven days, and are not the same
    return old.kind in (Kind.MONEY, Kind.SHARE) or _unit_of(old.text) == _unit_of(new.text)


def _unit_of(words: str) -> list[str]:
    """The words of a figure that are no number."""
    return [word for word in re.findall(r"[a-z]+", words) if word not in NUMERALS]


def _is_enumerator(part: Part, span: Span) -> bool:
    """Whether the words are the letter or number of a list's member: "(a)", or the "a" of it.

    It has to be the list's first, or the one before it stands before it: "(2) copies" counts no list.
    """
    start, end = span
    if start == end:
        return False
    start -= part.lower[start - 1 : start] == "("
    end += part.lower[end : end + 1] in (")", ".")
    if not _ENUMERATOR.fullmatch(part.lower, start, end):
        return False
    ahead = part.lower[max(start - _FAR, 0) : start]
    if _PLACE.search(ahead) or (part.lower[start] != "(" and not _LIST_GOES_ON.search(ahead)):
        return False
    sign = part.lower[start:end].strip("().")
    mark = part.lower[start:end].replace(sign, "{}")
    before = part.before.lower() + part.text[:start].lower()
    return any(not one or _stands(mark.format(one), before) for one in _preceding(sign))


def _stands(sign: str, text: str) -> bool:
    at = text.rfind(sign)
    while at > 0 and text[at - 1].isalnum():
        at = text.rfind(sign, 0, at)
    return at >= 0


def _preceding(sign: str) -> list[str]:
    """The signs that may come before one in a list; "" where it may be the first."""
    if sign.isdigit():
        return [str(int(sign) - 1) if int(sign) > 1 else ""]
    found = []
    if len(sign) == 1:
        found.append(chr(ord(sign) - 1) if sign != "a" else "")
    elif sign[0] == sign[1:]:
        found.append(2 * chr(ord(sign[0]) - 1) if sign != "aa" else "z")
    if sign in _ROMANS:
        found.append(_ROMANS[_ROMANS.index(sign) - 1] if sign != "i" else "")
    return found


def _rolled_forward(passage: Passage) -> frozenset[Hunk]:
    """The hunks in which nothing but years differ, if every year of the passage's dates moved on by the same number.

    One date that stays while another moves is a term that became longer or shorter.
    """
    moves: set[int] = set()
    found: list[tuple[Hunk, Span]] = []
    for hunk in passage.hunks:
        old_span, new_span = _widened(passage.old.lower, hunk.old), _widened(passage.new.lower, hunk.new)
        old, new = passage.old.lower[slice(*old_span)], passage.new.lower[slice(*new_span)]
        if not (any(map(str.isdigit, old)) and any(map(str.isdigit, new))):
            continue
        years = _years(old), _years(new)
        if _COUNT.match(passage.old.lower, old_span[1]) or word_list("counted").match(
            passage.old.lower, old_span[1] + 1
        ):
            continue  # "2011 beds"
        if _EDITION.match(passage.old.lower, old_span[1]) and not _OF_YEAR.search(
            passage.old.lower[: old_span[0]][-24:]
        ):
            continue  # another edition says something else
        if years[0] and len(years[0]) == len(years[1]) and _without_years(old) == _without_years(new):
            moves |= {after - before for before, after in zip(*years, strict=True)}
            found.append((hunk, old_span))
    if len(moves) != 1 or not 1 <= next(iter(moves)) <= _LONGEST_ROLL:
        return frozenset()
    spans = [span for _, span in found]
    for cited in CITATION.finditer(passage.old.text):
        beside = bisect_right(spans, cited.end() + len(" (2012 edition)"), key=lambda span: span[0])
        if beside and spans[beside - 1][1] >= cited.start():
            return frozenset()
    for date in dates(passage.old.lower):
        is_date = date.month or not date.text.isdigit()
        if is_date and date.year is not None and not overlaps(spans, date.span):
            return frozenset()
    return frozenset(hunk for hunk, _ in found)


_YEAR = re.compile(
    r"(?<![$§\d])(?:19|20)\d\d(?![\d%]|[.,]\d)"
    r"|(?:(?<=\b[fpcgs]y)|(?<=\b[sf][fp]y))\s?['’]?\d\d(?!\d)"
    r"|(?<=\d{4}[-–/])\d\d(?!\d)|(?<=/)\d\d$|(?<!\w)['’]\d\d(?!\d)"
)


def _years(text: str) -> list[int]:
    values = (int(re.sub(r"\D", "", year)) for year in _YEAR.findall(text))
    return [value + 2000 if value < 100 else value for value in values]


def _without_years(text: str) -> str:
    return _YEAR.sub("#", text)


def _widened(text: str, span: Span) -> Span:
    """The span with the whole of the words at its ends."""
    start, end = span
    while start > 0 and _EDGE.match(text[start - 1]):
        start -= 1
    while end < len(text) and _EDGE.match(text[end]):
        end += 1
    return start, end
