"""Third matcher: clauses that went to another place and were reworded on the way."""

from contractdiff.align.candidates import Candidates
from contractdiff.align.gaps import match_gaps
from contractdiff.align.mapping import Mapping
from contractdiff.model import Matcher

# Least similarity for two clauses in different places to be one: chance alone gives a third, boilerplate of one
# contract more. Longer clauses need less, since so many words in the same order are no accident.
_LEAST = ((8, 0.85), (15, 0.68), (25, 0.56), (10_000, 0.47))


def match_elsewhere(mapping: Mapping) -> None:
    """Pair open clauses wherever they stand, the most alike first; then look again between the neighbours."""
    for _ in range(2):
        olds, news = mapping.open_old(), mapping.open_new()
        if not olds or not news:
            return
        found = 0
        for likeness, old, new in Candidates(mapping, olds, news).scored(least=_LEAST[-1][1]):
            if old in mapping.of_old or new in mapping.of_new:
                continue
            size = min(mapping.old[old].size, mapping.new[new].size)
            if likeness >= next(least for words, least in _LEAST if size <= words):
                mapping.pair((old,), (new,), Matcher.SIMILAR_WORDING)
                found += 1
        if not found:
            return
        match_gaps(mapping)
