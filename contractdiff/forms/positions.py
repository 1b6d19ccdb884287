"""Reading a position however it was written: "oppose!!", "N/A", "Strongly oppose", "Oppose – we cannot".

What may mean either of two things is not guessed: "agree" (with the change, or with the coalition?), "do not support",
"support if amended" stay words, and a person decides.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

_APART = re.compile(r"[^\w/]+")
_AROUND = " \t\n:;,.!\u2013\u2014-"
# Beside a choice, so few words with a negation among them take it back: "Support, not really".
_FEW_WORDS = 2
# So many words after a choice may take it back by another one, of those on which sides are taken.
_NEAR = 15
_SIDES = frozenset(("support", "oppose"))


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The words for choices in one language.

    Attributes:
        labels: What the form shows for each code.
        synonyms: Other ways to say it, for each code.
        negations: Words that turn a few words into their opposite.
        conditions: Words that, where they come next, make what was said depend on something.
    """

    labels: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]]
    negations: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()

    @cached_property
    def codes(self) -> dict[str, str]:
        """The code of each word, in the form in which words are compared."""
        found = {_folded(word): code for code, words in self.synonyms.items() for word in words}
        return found | {_folded(label): code for code, label in self.labels.items()}

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """Finds one of the words at the beginning of a text, before a stop, a dash or a new line."""
        words = {*self.labels.values(), *(word for several in self.synonyms.values() for word in several)}
        listed = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)) if word[3:])
        return re.compile(rf"\W*({listed})(?!\w)\s*(?:[\n:;,.!(\u2013\u2014-]|$)(?!\?)", re.IGNORECASE)

    def says_otherwise(self, text: str, code: str, *, new_sentence: bool) -> bool:
        """Whether words beside a choice take it back, put a condition, or make another: "Support, but only if …".

        Where a new sentence begins, a negation at its beginning is one of its own: "Oppose. No staff for it."
        """
        words = _folded(text).split()
        if words and not new_sentence and words[0] in self._negations:
            return True
        if self.puts_condition(text):
            return True
        first = words[:_NEAR]
        spans = (" ".join(first[a:b]) for a in range(len(first)) for b in range(a + 1, min(a + 5, len(first)) + 1))
        named = {self.codes[span] for span in spans if span in self.codes} - {code}
        return (
            bool(named & _SIDES)
            or len(named) > 1
            or (len(words) <= _FEW_WORDS and not self._negations.isdisjoint(words))
        )

    def puts_condition(self, text: str) -> bool:
        """Whether words beside a choice make it depend on something: "only if …", "unless …"."""
        words = " ".join(_folded(text).split())
        return any(words.startswith(f"{each} ") or words == each for each in self._conditions)

    @cached_property
    def _conditions(self) -> frozenset[str]:
        return frozenset(map(_folded, self.conditions))

    @cached_property
    def _negations(self) -> frozenset[str]:
        return frozenset(map(_folded, self.negations))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says as an answer to a choice: the code, "" where it is not clear, its words, and those besides."""

    code: str
    said: str
    rest: str = ""


def read_choice(text: str, vocabularies: Iterable[Vocabulary]) -> Reading:
    """The choice that a text makes.

    The whole text, or what stands before its first line end or stop, must be a word for the choice; a word for it
    amid others counts where there is no other word for a choice and no negation.
    """
    known = list(vocabularies)
    whole = "" if "?" in text else _folded(text)
    for vocabulary in known:
        if whole in vocabulary.codes:
            return Reading(vocabulary.codes[whole], text)
    for vocabulary in known:
        if opened := vocabulary.opening.match(text):
            code = vocabulary.codes[_folded(opened[1])]
            rest = text[opened.end() :].lstrip(_AROUND).rstrip()
            if not vocabulary.says_otherwise(
                rest, code, new_sentence=text[opened.end(1) : opened.end()].strip() == "."
            ):
                return Reading(code, opened[1], rest)
    return Reading("", "", text)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_APART.sub(" ", plain).split())
