"""Changed words that stand in one of the rules' lists."""

from collections.abc import Mapping
from functools import lru_cache

from contractdiff.flags.passages import LINE, Part, Span, meet
from contractdiff.flags.rulebook import Rulebook, rulebook


def changed_words(part: Part, words: str) -> Span | None:
    """Where the first words of a list of the rules stand that take in changed words of one side, or ``None``.

    Looked for no farther than a line from them: words of a list are seldom longer.
    """
    return _listed(rulebook(), part.lower, part.changed).get(words)


@lru_cache(maxsize=256)
def _listed(rules: Rulebook, lower: str, changed: tuple[Span, ...]) -> Mapping[str, Span]:
    """The same for every list, by its name: a passage is asked for many of them."""
    found: dict[str, Span] = {}
    for start, end in changed:
        if start == end:
            continue
        for name, span in rules.listed.find(lower, max(start - LINE, 0), end):
            if meet(span, (start, end)):
                found.setdefault(name, span)
    return found
