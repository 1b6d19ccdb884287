"""What is known anyway: which words of a text are taken from texts that are public."""

from collections.abc import Iterable, Sequence

from contractdiff.release.words import plain_words, runs_of

# So many words in a row are taken from a text; fewer may meet by chance.
RUN = 6


class Public:
    """The texts that are public: the contract, the coalition's own sentences, the names of signatories."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [words for words in map(plain_words, dict.fromkeys(texts)) if words]
        self.vocabulary = frozenset(word for words in self._texts for word in words)
        self._short = frozenset(tuple(words) for words in self._texts if len(words) < RUN)
        self._runs: frozenset[tuple[str, ...]] | None = None

    def without(self, runs: set[tuple[str, ...]], length: int) -> set[tuple[str, ...]]:
        """Those of some runs, all of this length, that stand in no public text."""
        left = set(runs)
        if left:
            for words in self._texts:
                left.difference_update(runs_of(words, length))
        return left

    def covers(self, words: Sequence[str], first: int, last: int) -> bool:
        """Whether the words of a text from ``first`` to ``last`` stand in a passage that is public.

        That is a run of six words, or a whole public text that is shorter.
        """
        for start in range(max(last - RUN + 2, 0), first + 1):
            for stop in range(last + 1, min(start + RUN, len(words) + 1)):
                if tuple(words[start:stop]) in self._short:
                    return True
        runs = self._known_runs()
        if last - first < RUN:
            starts: Sequence[int] = range(max(last - RUN + 1, 0), min(first, len(words) - RUN) + 1)
            return any(tuple(words[start : start + RUN]) in runs for start in starts)
        return all(tuple(words[start : start + RUN]) in runs for start in range(first, last - RUN + 2))

    def _known_runs(self) -> frozenset[tuple[str, ...]]:
        # most packets have no word to be looked up here
        if self._runs is None:
            self._runs = frozenset(run for words in self._texts for run in runs_of(words, RUN))
        return self._runs
