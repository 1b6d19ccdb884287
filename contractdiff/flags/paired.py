"""The figures that differ between the two sides of a passage, each with its counterpart."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from contractdiff.flags.figures import NUMBER, Figure, Kind, figures, figures_at, ordinal_days
from contractdiff.flags.findings import cut
from contractdiff.flags.passages import Hunk, Part, Passage, Span

Pair = tuple[Figure | None, Figure | None]


def changed_figures(passage: Passage, kinds: Sequence[Kind], counts: Callable[[Part, Figure], bool]) -> list[Pair]:
    """Figures of some kinds that differ, paired in order; ``None`` where one side has no more of them.

    ``counts`` says whether a figure is one of those that are asked for.
    """
    parts = _with_joined(passage)
    if not any(part.near(NUMBER) for part in parts):
        return []
    sides: list[list[Figure]] = []
    for part in parts:
        found = [
            figure
            for figure in (*figures(part.lower), *(ordinal_days(part.lower) if Kind.PERIOD in kinds else ()))
            if figure.kind in kinds and part.touched(figure.span) and counts(part, figure)
        ]
        sides.append(_without_doubles(found))
    same = {_worth(f) for f in sides[0] if f.agrees} & {_worth(f) for f in sides[1] if f.agrees}
    left, right = ([f for f in side if _worth(f) not in same] for side in sides)
    pairs: list[Pair] = [(a, b) for a, b in zip(left, right, strict=False)]
    return pairs + [(f, None) for f in left[len(pairs) :]] + [(None, f) for f in right[len(pairs) :]]


def _with_joined(passage: Passage) -> tuple[Part, Part]:
    """Both sides; the number that words or marks were joined to counts as changed: "[one-half of] one percent"."""
    spans: tuple[list[Span], list[Span]] = [], []
    for hunk in passage.hunks:
        joined = not all(passage.words(hunk)) and _is_joined(passage, hunk)
        for side, span in zip(spans, (hunk.old, hunk.new), strict=True):
            side.append((max(span[0] - 1, 0), span[1] + 1) if joined else span)
    if all(side == list(part.changed) for side, part in zip(spans, (passage.old, passage.new), strict=True)):
        return passage.old, passage.new
    return replace(passage.old, changed=tuple(spans[0])), replace(passage.new, changed=tuple(spans[1]))


def _is_joined(passage: Passage, hunk: Hunk) -> bool:
    """Whether what was put in or left out is a mark of a number, or a part of one with words that stayed."""
    if _MARKS.fullmatch("".join(passage.words(hunk))):
        return True
    part, span = (passage.new, hunk.new) if hunk.new[0] < hunk.new[1] else (passage.old, hunk.old)
    if not NUMBER.search(part.lower, *span):
        return False
    return any(f.span[0] < span[0] or span[1] < f.span[1] for f in figures_at(part.lower, span))


_MARKS = re.compile(r"[.,$%−-]+")


def _worth(figure: Figure) -> tuple[Kind, float, bool]:
    # five business days may be as long as seven days, and are not the same
    return figure.kind, round(figure.value, 4), _BUSINESS.search(figure.text) is not None


_BUSINESS = re.compile(r"\b(?:business|working|banking|court)\b")


def _without_doubles(found: list[Figure]) -> list[Figure]:
    """The figures without those that say the one before them again: "$5,000, being five thousand dollars"."""
    return [figure for i, figure in enumerate(found) if not i or _worth(figure) != _worth(found[i - 1])]


def printed(part: Part, figure: Figure | None) -> str:
    """A figure as printed, or ""."""
    return cut(part.text[slice(*figure.span)]) if figure else ""
