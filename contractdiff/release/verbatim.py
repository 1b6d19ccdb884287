"""Finding words that were taken over from texts that must not be quoted.

Six words in a row that stand in such a text and in none that is public are taken over. So is the whole of a text that
is shorter, where one of its words stands in no public text, unless it is an answer that anybody gives ("Agreed.").
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from contractdiff.release.public import RUN, Public
from contractdiff.release.words import Words, plain_words, runs_of

# Answers made of these alone say nothing of who gave them.
_PLAIN_ANSWERS = frozenset(
    "a above agree agreed agrees all also an and any approve approved as at be below by change clause clear comment"
    " comments concern concerned concerns disagree do does done fine for from good has have here i impact is issue it"
    " maybe me my n na neutral no none not noted nothing of ok okay on oppose opposed or our please question questions"
    " same see strongly support supported sure that the this to unclear us very we what why with yes you".split()
)


class Taken(NamedTuple):
    """Words of a text that were taken over: in which of the texts, the first and the last of them."""

    text: int
    first: int
    last: int


def taken_over(texts: Sequence[Words], forbidden: Iterable[str], public: Public) -> list[Taken]:
    """The passages of ``texts`` that stand in a forbidden text and in no public one, in order.

    The forbidden texts are gone through once, and what is looked up is what the packet holds: its time grows with the
    sum of the lengths.
    """
    held = {run for text in texts for run in runs_of(text.words, RUN)}
    short: dict[int, set[tuple[str, ...]]] = {}
    hits: set[tuple[str, ...]] = set()
    for words in map(plain_words, forbidden):
        if len(words) >= RUN:
            hits.update(held.intersection(runs_of(words, RUN)))
        elif any(word not in public.vocabulary for word in words) and not _PLAIN_ANSWERS.issuperset(words):
            short.setdefault(len(words), set()).add(tuple(words))
    wanted = {RUN: public.without(hits, RUN)}
    for length, runs in short.items():
        standing = {run for text in texts for run in runs_of(text.words, length) if run in runs}
        wanted[length] = public.without(standing, length)
    return [taken for number, text in enumerate(texts) for taken in _in_text(number, text, wanted)]


def _in_text(number: int, text: Words, wanted: dict[int, set[tuple[str, ...]]]) -> list[Taken]:
    spans = sorted(
        (start, start + length - 1)
        for length, runs in wanted.items()
        if runs
        for start, run in enumerate(runs_of(text.words, length))
        if run in runs
    )
    out: list[Taken] = []
    for first, last in spans:
        if out and first <= out[-1].last:
            out[-1] = Taken(number, out[-1].first, max(last, out[-1].last))
        else:
            out.append(Taken(number, first, last))
    return out
