"""Third matcher: clauses so much alike that they are one, while nothing near either of them is.

Between the same neighbours a weak likeness is enough to pair two clauses. Where one of them went elsewhere and the
other is the copy of something that stayed, that would take the one for the other; so what went elsewhere and is known
without doubt is paired before.
"""

from contractdiff.align.candidates import Candidates
from contractdiff.align.copies import Copies
from contractdiff.align.gaps import CROWD, gaps, likeness_of
from contractdiff.align.mapping import Mapping
from contractdiff.model import Matcher

# Least likeness of two clauses that are one without doubt, and by how much the next clause has to be less like either.
_EVIDENT = 0.5
_CLEAR = 0.15
# What is so much like a clause in its own place is left for the next matcher, however much it is like another.
_AT_HOME = 0.6


def match_evident(mapping: Mapping) -> None:
    """Pair open clauses that are each other's best counterpart by far and have nothing like them in their own place."""
    at_home_old: dict[int, float] = {}
    at_home_new: dict[int, float] = {}
    for olds, news in gaps(mapping):
        if len(olds) * len(news) > CROWD:
            continue
        for old in olds:
            for new in news:
                likeness = likeness_of(mapping, mapping.old[old], mapping.new[new])
                at_home_old[old] = max(at_home_old.get(old, 0.0), likeness)
                at_home_new[new] = max(at_home_new.get(new, 0.0), likeness)
    homeless_old = [at for at in mapping.open_old() if at_home_old.get(at, 0.0) < _AT_HOME]
    homeless_new = [at for at in mapping.open_new() if at_home_new.get(at, 0.0) < _AT_HOME]
    scored = Candidates(mapping, homeless_old, homeless_new).scored(least=_EVIDENT - _CLEAR)
    next_old = _second_best([(old, likeness) for likeness, old, _ in scored], at_home_old)
    next_new = _second_best([(new, likeness) for likeness, _, new in scored], at_home_new)
    evident = [
        (likeness, old, new)
        for likeness, old, new in scored
        if likeness >= _EVIDENT
        and likeness - _CLEAR >= max(next_old[old], next_new[new])
        and mapping.is_telling(mapping.old[old].code, mapping.new[new].code)
    ]
    copies = Copies(mapping, [old for _, old, _ in evident], [new for _, _, new in evident])
    for likeness, old, new in evident:
        if not copies.is_likelier(old, new, likeness):
            mapping.pair((old,), (new,), Matcher.SIMILAR_WORDING)


def _second_best(scored: list[tuple[int, float]], at_home: dict[int, float]) -> dict[int, float]:
    """How much the next best is like each clause, at home or elsewhere; the pairs are given best first."""
    first: set[int] = set()
    second: dict[int, float] = {}
    for at, likeness in scored:
        if at not in first:
            first.add(at)
            second[at] = at_home.get(at, 0.0)
        else:
            second[at] = max(second[at], likeness)
    return second
