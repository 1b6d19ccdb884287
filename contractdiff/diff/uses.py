"""How often a term is used in a text: by itself, as a part of longer names, and not as a part of what it became."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contractdiff.diff.terms import Substitution
from contractdiff.text import whole_words

_BEFORE = re.compile(r"(?:^|[\s(])([A-Z][\w-]*) $")
_AFTER = re.compile(r" (?:(?:of|for|and) (?:the )?)?[A-Z][\w-]*")
_OPENING = frozenset(
    "The A An Each Any All No Such This That These Those If When Where Upon For By To In Of And Or".split()
)
# Stands where a term was taken out of a text.
_GONE = "\0"


@dataclass(frozen=True, slots=True)
class Used:
    """How often a term stands in a text by itself, and as a part of which longer names ("Department of Labor")."""

    alone: int
    within: Counter[str]

    @property
    def all(self) -> int:
        """How often in all."""
        return self.alone + self.within.total()

    def beside(self, own: Mapping[str, int]) -> int:
        """How often it stands here, longer names left aside that stand here as often as in the text of ``own``."""
        return self.alone + sum(count for name, count in self.within.items() if count < own.get(name, 0))


class Term:
    """One of the two terms of a substitution, found where it is no part of the other, longer one."""

    def __init__(self, forms: Iterable[str], longer: Iterable[str] = ()) -> None:
        self._own = matcher(forms)
        longer = tuple(longer)
        self._longer = matcher(longer) if longer else None

    def count(self, text: str) -> int:
        """How often it stands in a text."""
        return len(self._own.findall(self._left(text)))

    def used(self, text: str, most: int | None = None) -> Used:
        """How it is used in a text; where it stands by itself more often than ``most``, no more of it is counted."""
        text = self._left(text)
        alone, within = 0, Counter[str]()
        for match in self._own.finditer(text):
            before = _BEFORE.search(text, max(match.start() - 40, 0), match.start())
            after = _AFTER.match(text, match.end())
            name = [before[1] if before and before[1] not in _OPENING else "", match[0], after[0] if after else ""]
            if name[0] or name[2]:
                within[" ".join(name).casefold()] += 1
            else:
                alone += 1
                if most is not None and alone > most:
                    break
        return Used(alone, within)

    def without(self, text: str) -> str:
        """The text with its places taken out, so that no part of it is taken for another name."""
        if self._longer is None:
            return self._own.sub(_GONE, text)
        out, at = [], 0
        for kept in self._longer.finditer(text):
            out += [self._own.sub(_GONE, text[at : kept.start()]), kept[0]]
            at = kept.end()
        return "".join([*out, self._own.sub(_GONE, text[at:])])

    def _left(self, text: str) -> str:
        return text if self._longer is None else self._longer.sub(_GONE, text)


def terms_of(substitution: Substitution, forms: Sequence[tuple[str, str]]) -> tuple[Term, Term]:
    """The old term and the new one, in all the forms in which they are printed."""
    old, new = ({without_article(pair[side]) for pair in forms} for side in (0, 1))
    shorter = substitution.shorter
    return Term(old, new if shorter == 0 else ()), Term(new, old if shorter == 1 else ())


def matcher(forms: Iterable[str]) -> re.Pattern[str]:
    """Finds forms as whole words."""
    return re.compile(whole_words(forms))


def exactly(forms: Iterable[str]) -> re.Pattern[str]:
    """Finds forms written small where they are written so."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(forms)))})(?!\w)")


def article_of(form: str) -> str:
    """The article with which a form begins, in lower case."""
    first, _, rest = form.partition(" ")
    return first.lower() if rest and first.lower() in ("a", "an", "the") else ""


def without_article(form: str) -> str:
    """A form without the article with which it begins."""
    return form.partition(" ")[2] if article_of(form) else form
