"""Finding names that must not stand in a text.

A name is found as whole words, however its words are joined or divided: "Hope House" in "HOPE-HOUSE", "HopeHouse.docx"
and "Hope House's", but "Hope" not in "hopefully". A legal form at its end ("Inc.", "NFP") and "The" before it may be
missing, and so may the country and area codes of a telephone number.

Some names are words as well. Such a hit is in doubt, which is told apart but let through by nobody but a person:

========================================================  =======================================================
a name of one word, in small letters: "we hope"           in doubt
a name of one word that stands in a public text           in doubt
a name of several words that everybody uses or that all   in doubt
stand in public texts, where none has a capital but the
first of a sentence: "Community services"
a name in words of the agency                             in doubt
a word of capitals that is also a small one: "IT", "US"   only found in capitals
where the words around it are public: "… of hope and …"   no hit: that wording is known anyway
========================================================  =======================================================
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from contractdiff.release.ordinary import is_ordinary
from contractdiff.release.public import Public
from contractdiff.release.words import Words, words_of
from contractdiff.text import GLUE

_LEGAL_FORMS = frozenset("inc incorporated nfp llc llp lp corp corporation co company ltd limited pc pllc".split())
_TELEPHONE = re.compile(r"[\s\d().+\-/\u2010-\u2015]{7,}(?:(?:x|ext\.?)\s?\d+)?\s*")
_EXTENSION = re.compile(r"[a-z]")
_LOCAL, _NATIONAL = 7, 10
# Words as a sentence has them, and not joined to one.
_IN_PROSE = re.compile(r"[^\W_]+(?:[ ,;\u00a0\n]+[^\W_]+)*")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;•\n\t“\"(\[/])\s*$")
# So many characters before a word tell whether a sentence begins with it.
_BEFORE = 6
# The names are looked up by so many of their first letters.
_KEY = 4


class Hit(NamedTuple):
    """A name in a text: which, its first and last word, and whether it may be a plain word as well."""

    name: str
    first: int
    last: int
    in_doubt: bool


class _Form(NamedTuple):
    letters: str
    name: str
    one_word: bool
    words: tuple[str, ...]
    has_capitals: bool
    exact: str


class NameFinder:
    """Finds names in texts.

    Args:
        names: The names.
        public: What is known anyway.
        theirs: What others wrote: a name in it is in doubt.

    Attributes:
        unusable: Those names that have no letter and no digit, and so cannot be looked for.
    """

    def __init__(self, names: Iterable[str], public: Public, theirs: Public | None = None) -> None:
        self._public = public
        self._theirs = theirs or Public(())
        self._forms: dict[str, list[_Form]] = {}
        self.unusable: list[str] = []
        for name in dict.fromkeys(names):
            forms = list(_forms(name))
            if not forms:
                self.unusable.append(name)
            for form in forms:
                self._forms.setdefault(form.letters[:_KEY], []).append(form)
        self._lengths = sorted({len(key) for key in self._forms}, reverse=True)

    def find(self, text: Words) -> list[Hit]:
        """The names that stand in a text, in order; of names within one another the longest."""
        found = sorted(self._all(text), key=lambda hit: (hit.first, -hit.last, hit.in_doubt))
        out: list[Hit] = []
        for hit in found:
            if not out or hit.last > out[-1].last:
                out.append(hit)
        return out

    def _all(self, text: Words) -> Iterator[Hit]:
        letters = "".join(text.words)
        ends: dict[int, int] = {}
        at = 0
        for number, word in enumerate(text.words):
            at += len(word)
            ends[at] = number
        at = 0
        for number, word in enumerate(text.words):
            for length in self._lengths:
                for form in self._forms.get(letters[at : at + length], ()):
                    last = ends.get(at + len(form.letters))
                    if last is not None and letters.startswith(form.letters, at):
                        hit = self._hit(form, text, number, last)
                        if hit is not None:
                            yield hit
            at += len(word)

    def _hit(self, form: _Form, text: Words, first: int, last: int) -> Hit | None:
        stands = text.between(first, last)
        if form.exact and stands != form.exact:
            return None
        # numbers that only stand below one another are none
        if form.letters.isdecimal() and "\n" in stands:
            return None
        if self._public.covers(text.words, first, last):
            return None
        known = all(word in self._public.vocabulary or is_ordinary(word) for word in form.words)
        begins = begins_sentence(text.text, text.spans[first][0])
        small = form.has_capitals and not any(map(str.isupper, stands[1:] if begins else stands))
        if form.one_word:
            in_doubt = all(word in self._public.vocabulary for word in form.words) or (
                small and (known or not stands[:1].isupper())
            )
        else:
            in_doubt = small and known and _IN_PROSE.fullmatch(stands) is not None
        return Hit(form.name, first, last, in_doubt or self._theirs.covers(text.words, first, last))


def begins_sentence(text: str, start: int) -> bool:
    """Whether a sentence begins at a place, as far as the signs before it tell."""
    return _SENTENCE_END.search(text[max(start - _BEFORE, 0) : start]) is not None


def _forms(name: str) -> Iterator[_Form]:
    """The ways in which a name may be written."""
    folded = tuple(words_of(name).words)
    variants = {folded} if folded else set()
    if _TELEPHONE.fullmatch(name):
        digits = "".join(words_of(_EXTENSION.split(name)[0]).words)
        variants.add((digits,))
        for length in (_LOCAL, _NATIONAL):
            if len(digits) > length:
                variants.add((digits[-length:],))
        if len(digits) == _NATIONAL:
            variants.add((f"1{digits}",))
    else:
        variants |= set(_without_legal_form(folded))
    for words in sorted(variants):
        yield _Form(
            letters="".join(words),
            name=name,
            one_word=len(words) == 1 and words[0].isalpha(),
            words=words,
            has_capitals=any(map(str.isupper, name)),
            exact=name if len(words) == 1 and (name.isupper() and words[0] in GLUE | {"us", "may", "who"}) else "",
        )


def _without_legal_form(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    stop = len(words)
    while stop > 1 and words[stop - 1] in _LEGAL_FORMS:
        stop -= 1
    # "The Arc" is an organization, "Arc" a word: nothing is cut down to one word but by a legal form
    for start in (0, 1) if words[:1] == ("the",) and stop > 2 else (0,):
        if (start, stop) != (0, len(words)):
            yield words[start:stop]
