"""Third matcher: clauses that went to another place and were reworded on the way."""

from contractdiff.align.candidates import Candidates
from contractdiff.align.gaps import match_gaps
from contractdiff.align.mapping import Mapping
from contractdiff.model import Matcher

# Least likeness for two clauses in different places to be one, by the words of the shorter: the longer a clause, the
# less can what it shares with another be an accident. See ``Mapping.likeness`` for the measurement.
_LEAST = ((4, 0.9), (8, 0.6), (15, 0.42), (25, 0.33), (1_000_000, 0.28))


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
            enough = likeness >= next(least for words, least in _LEAST if size <= words)
            if enough and mapping.is_telling(mapping.old[old].code, mapping.new[new].code):
                mapping.pair((old,), (new,), Matcher.SIMILAR_WORDING)
                found += 1
        if not found:
            return
        match_gaps(mapping)
