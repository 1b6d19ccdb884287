"""Finding words that were taken over from texts that must not be quoted.

Six words in a row that stand in such a text and in none that is public are taken over, if two of them are such as not
everybody uses; with one of these it is for a person to say. Nine words in a row are taken over whatever they are. So is
the whole of a text that is shorter than six, where one of its words stands in no public text, unless it is an answer
that anybody gives ("Agreed.") or one such word.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from contractdiff.release.ordinary import is_ordinary
from contractdiff.release.public import RUN, Public
from contractdiff.release.words import Words, plain_words, runs_of

# Answers made of these alone say nothing of who gave them.
_PLAIN_ANSWERS = frozenset(
    "a above agree agreed agrees all also an and any approve approved as at be below by change clause clear comment"
    " comments concern concerned concerns disagree do does done fine for from good has have here i impact is issue it"
    " maybe me my n na neutral no none not noted nothing of ok okay on oppose opposed or our please question questions"
    " same see strongly support supported sure that the this to unclear us very we what why with yes you".split()
)


# A passage of so many words is taken over, whatever they are; a shorter one is where it has so many words of its own.
_LONG, _OWN = 9, 2


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
        elif len(words) == 1 and is_ordinary(words[0]):
            continue
        elif any(word not in public.vocabulary for word in words) and not _PLAIN_ANSWERS.issuperset(words):
            short.setdefault(len(words), set()).add(tuple(words))
    wanted = {RUN: public.without(hits, RUN)}
    for length, runs in short.items():
        standing = {run for text in texts for run in runs_of(text.words, length) if run in runs}
        wanted[length] = public.without(standing, length)
    return [taken for number, text in enumerate(texts) for taken in _in_text(number, text, wanted)]


def own_words(text: Words, taken: Taken, public: Public) -> int:
    """How many words of a passage are such as not everybody uses, and stand in no public text."""
    words = set(text.words[taken.first : taken.last + 1])
    return sum(not is_ordinary(word) and word not in public.vocabulary for word in words)


def weight(text: Words, taken: Taken, public: Public, least: int) -> int:
    """What a passage is: 2, words taken over; 1, words that may be; 0, words that meet by chance.

    ``least`` is the length from which a text is looked for in parts; a whole shorter one is always taken over.
    """
    length, own = taken.last - taken.first + 1, own_words(text, taken, public)
    if length < least or length >= _LONG or own >= _OWN:
        return 2
    return 1 if own else 0


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


def share_taken(text: str, by: str) -> float:
    """Which share of a text's words stand in another one in runs long enough to be taken over, from 0 to 1.

    A text shorter than such a run stands there as a whole or not at all.
    """
    words, other = plain_words(text), plain_words(by)
    if not words:
        return 0.0
    length = min(RUN, len(words))
    runs = set(runs_of(other, length))
    taken = {
        at for start, run in enumerate(runs_of(words, length)) if run in runs for at in range(start, start + length)
    }
    return len(taken) / len(words)
