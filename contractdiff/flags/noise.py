"""Changes that say nothing new: references, years that roll forward, list letters, spelling and marks.

Whoever is unsure says nothing here: what is called noise is folded away and read by few.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from contractdiff.flags.authorities import CITATION
from contractdiff.flags.categories import categories
from contractdiff.flags.figures import dates
from contractdiff.flags.findings import Finding, cut
from contractdiff.flags.passages import Hunk, Part, Passage, Span

_LABEL = r"(?:\d+(?:\.\d+)*|[ivxlc]+|[a-z])(?:\.\d+)*(?:[-.]?\([a-z0-9]{1,5}\))*\.?[a-z]?(?![\w$%])"
_JOINED = r"(?:\s*(?:,|-|–|;|&|and|or|through|thru|to)\s*)+"
_REFERENCE = re.compile(
    r"(?:§+|\b(?:sections?|articles?|exhibits?|paragraphs?|subparagraphs?|subsections?|clauses?|attachments?|appendix|"
    r"appendices|schedules?|annex|addendum|parts?|items?|tables?|forms?|sec\.|art\.|para\.))\s*"
    rf"{_LABEL}(?:{_JOINED}(?:(?:sections?|§+)\s*)?{_LABEL})*"
)
_ENUMERATOR = re.compile(r"\((?:[a-z]{1,2}|[ivxlc]{1,6}|\d{1,2})\)|(?:[a-z]|[ivxlc]{1,6}|\d{1,2})[.)]")
_EDGE = re.compile(r"[\w$%'’./-]")
# A term is renewed for a few years at most; a year that jumps further was not rolled forward.
_LONGEST_ROLL = 5
# A slip of the pen leaves the ends of a word alone; "grantor" and "grantee" differ there.
_SAME_START, _SAME_END, _SHORTEST_WORD, _MOST_LETTERS = 3, 1, 6, 2


def noise_findings(passage: Passage, still_used: Callable[[str], bool]) -> tuple[Finding | None, ...]:
    """What kind of noise each hunk of a passage is, or ``None`` where it is more than noise.

    ``still_used(word)`` says whether the new version uses a word: what is used still is no slip that was mended.
    """
    if passage.whole is not None and _letters(passage.whole.text):
        return (None,) * len(passage.hunks)
    references = (_references(passage.old), _references(passage.new))
    rolled = _rolled_forward(passage)
    return tuple(_noise(passage, hunk, references, rolled, still_used) for hunk in passage.hunks)


def _noise(
    passage: Passage,
    hunk: Hunk,
    references: tuple[list[Span], list[Span]],
    rolled: frozenset[Hunk],
    still_used: Callable[[str], bool],
) -> Finding | None:
    old, new = passage.words(hunk)
    targets = _around(hunk.old, references[0]), _around(hunk.new, references[1])
    if _letters(old) == _letters(new) and old.count(",") == new.count(","):
        code = "EDT"
    elif hunk in rolled:
        code = "FYR"
    elif old and new and targets[0] and targets[1]:
        old, new = passage.old.text[slice(*targets[0])], passage.new.text[slice(*targets[1])]
        code = "XRF"
    elif _is_enumerator(passage.old, hunk.old) and _is_enumerator(passage.new, hunk.new):
        code = "RNM"
    elif _is_slip(old.lower(), new.lower()) and not still_used(old.lower()):
        code = "EDT"
    else:
        return None
    return Finding(code=code, old=cut(old), new=cut(new))


def _is_enumerator(part: Part, span: Span) -> bool:
    """Whether the words are the letter or number of a list's member: "(a)", or the "a" of it."""
    start, end = span
    if start == end:
        return False
    start -= part.lower[start - 1 : start] == "("
    end += part.lower[end : end + 1] in (")", ".")
    return bool(_ENUMERATOR.fullmatch(part.lower, start, end))


def _letters(text: str) -> str:
    return _MARKS.sub("", text.casefold())


# Marks and spaces that say nothing by themselves; a comma may, and is counted apart.
_MARKS = re.compile(r"[^\w$%§]+|_")


def _references(part: Part) -> list[Span]:
    """Where references to the contract itself stand; "45 CFR Part 96" refers to something else."""
    found = [m.span() for m in _REFERENCE.finditer(part.lower)]
    cited = [m.span() for m in CITATION.finditer(part.text)] if found else []
    return [span for span in found if not any(start < span[1] and span[0] < end for start, end in cited)]


def _around(span: Span, spans: Iterable[Span]) -> Span | None:
    return next(((start, end) for start, end in spans if start <= span[0] and span[1] <= end), None)


def _rolled_forward(passage: Passage) -> frozenset[Hunk]:
    """The hunks in which nothing but years differ, if every year of the passage's dates moved on by the same number.

    One date that stays while another moves is a term that became longer or shorter.
    """
    moves: set[int] = set()
    found: list[tuple[Hunk, Span, Span]] = []
    for hunk in passage.hunks:
        old_span, new_span = _widened(passage.old.lower, hunk.old), _widened(passage.new.lower, hunk.new)
        old, new = passage.old.lower[slice(*old_span)], passage.new.lower[slice(*new_span)]
        years = _years(old), _years(new)
        if years[0] and len(years[0]) == len(years[1]) and _without_years(old) == _without_years(new):
            moves |= {after - before for before, after in zip(*years, strict=True)}
            found.append((hunk, old_span, new_span))
    if len(moves) != 1 or not 1 <= next(iter(moves)) <= _LONGEST_ROLL:
        return frozenset()
    cited = [m.span() for m in CITATION.finditer(passage.old.text)]
    for _, span, _ in found:
        if any(start <= span[1] and span[0] <= end + len(" (2012 edition)") for start, end in cited):
            return frozenset()
    for date in dates(passage.old.lower):
        moved = any(span[0] < date.span[1] and date.span[0] < span[1] for _, span, _ in found)
        is_date = date.month or not date.text.isdigit()
        if is_date and date.year is not None and not moved:
            return frozenset()
    return frozenset(hunk for hunk, _, _ in found)


_YEAR = re.compile(r"(?:19|20)\d\d|(?<=fy)\s?['’]?\d\d(?!\d)|(?<=\d{4}[-–/])\d\d(?!\d)|(?<=/)\d\d$")


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


def _is_slip(old: str, new: str) -> bool:
    """Whether two words look like one word spelled in two ways."""
    if not (old.isalpha() and new.isalpha() and min(len(old), len(new)) >= _SHORTEST_WORD):
        return False
    if frozenset((old, new)) in categories().different_words:
        return False
    start = _common(old, new)
    end = min(_common(old[::-1], new[::-1]), min(len(old), len(new)) - start)
    if start < _SAME_START or end < _SAME_END:
        return False
    rest = sorted((old[start : len(old) - end], new[start : len(new) - end]), key=len)
    return len(rest[1]) <= _MOST_LETTERS and len(rest[1]) - len(rest[0]) <= 1


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
