r"""How many of a file's words stand in its clauses, and which do not.

Words are compared as multisets, whatever their order, after these rules: compatibility characters are their plain
forms (NFKC), capitals are small, characters without width do not exist, a hyphen between two letters is taken out with
the line break after it ("agree-\nment"), and a word is a run of letters and digits. A word counts as placed where it
stands in a clause's label, heading or text, or among what was set aside on purpose.

A word that is left over is placed after all where white space alone keeps it apart: with its neighbours, their white
space taken out, it stands in the clauses as often as in the file ("pay ment", "thepayment").

Labels that a word processor prints and words set aside may stand in no file's text, so they are never extra; and a
label makes up for a missing word only where the file has it typed before the words that it labels.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from contractdiff.coverage.stretch import Stretch
from contractdiff.model import Contract, Coverage, Format, Misplaced, Reading, Role

# Bars of the check. Two PDF programs agree less: on ligatures, on glyphs without a character, on what is a space.
BARS = {Format.PDF: 0.998}
BAR = 0.9995
# Formats in which every label is typed or drawn, and so is among the words of the file.
_TYPED = frozenset({Format.PDF, Format.TEXT, Format.MARKDOWN})
_NO_WIDTH = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFFFE), None)
_HYPHENS = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), "-")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-[^\S\n]*\n?[^\S\n]*(?=[^\W\d_])")
_WORD = re.compile(r"[^\W_]+")
# Words after a label by which it is known that it is typed: at most so many, until they have so many letters.
_LABELLED, _LABELLED_LETTERS = 4, 4
# How many words before and after a missing one are shown.
_CONTEXT = 4
# Each word that is left over is looked for by its neighbours; beyond so many the file was misread as a whole.
_MOST_LOOKED_FOR = 3000
# Neighbours on either side with which a word is looked for.
_SIDES = ((1, 0), (0, 1), (2, 0), (0, 2), (1, 1), (4, 0), (0, 4))


@dataclass(frozen=True, slots=True)
class _Found:
    """Words in order, each with where it stands; and all of them without white space."""

    words: list[str]
    wheres: list[str]
    squashed: str

    def around(self, position: int, before: int, after: int) -> str:
        return "".join(self.words[max(0, position - before) : position + after + 1])

    def context(self, position: int) -> str:
        return " ".join(self.words[max(0, position - _CONTEXT) : position + _CONTEXT + 1])


def measure_coverage(contract: Contract, reading: Reading, found: Iterable[Stretch]) -> Coverage:
    """How much of what was found in a file stands in the contract's clauses.

    Args:
        contract: The contract.
        reading: How the file was read: the contract's own reading, or one of its parts.
        found: The words of the file by the other way.
    """
    recognised = set(reading.recognised)
    theirs = _collected([(each.text, each.where) for each in found if each.page not in recognised])
    several = bool(contract.reading.parts)
    clauses = [each for each in contract.clauses if not several or each.file == reading.file]
    clauses = [each for each in clauses if not each.recognised]
    texts = [(clause.wording, clause.label or "") for clause in clauses]
    if reading.format in _TYPED:
        texts = [(f"{label} {wording}", "") for wording, label in texts]
    ours = _collected(
        [
            (text, f"page {clause.page}" if clause.page else "" if clause.role is Role.BODY else clause.role.value)
            for clause, (text, _) in zip(clauses, texts, strict=True)
        ]
    )
    aside = [each for each in reading.set_aside if each.page not in recognised or each.page is None]
    beside = [*_typed_labels(texts, theirs), *(each.text for each in aside)]
    if reading.format is Format.HTML:  # in other formats the comments are kept apart from the text, and not extracted
        beside += [each.text for each in reading.comments]
    # a running head that stands on one page both as a clause and as set aside is printed there once
    heads = [clause for clause in clauses if clause.role in (Role.HEADER, Role.FOOTER) and clause.page is not None]
    twice = Counter(
        word
        for clause in heads
        if any(each.page == clause.page and _letters(each.text) == _letters(clause.wording) for each in aside)
        for word in _words(clause.wording)
    )
    by_kind: Counter[str] = Counter()
    for each in aside:
        by_kind[each.why] += len(_words(each.text))
    by_kind["comment"] += sum(len(_words(each.text)) for each in reading.comments)

    wanted = Counter(theirs.words)
    wanted.subtract(ours.words)
    over = Counter({word: -count for word, count in wanted.items() if count < 0})
    lack = Counter({word: count for word, count in wanted.items() if count > 0})
    lack.subtract(Counter(word for text in beside for word in _words(text)) - twice)
    lack = Counter({word: count for word, count in lack.items() if count > 0})
    # what prints in one clause prints in one piece: its label, then its words
    whole = "\n".join(
        ["".join(_words(f"{label} {text}")) for text, label in texts] + ["".join(_words(t)) for t in beside]
    )
    missing = _left_over(theirs, lack, ours, whole)
    extra = _left_over(ours, over, theirs, theirs.squashed)
    return Coverage(
        file=reading.file,
        words=len(theirs.words),
        placed=len(theirs.words) - len(missing),
        set_aside=tuple((why, count) for why, count in by_kind.most_common() if count),
        missing=tuple(_misplaced(theirs, at) for at in missing),
        extra=tuple(_misplaced(ours, at) for at in extra),
        recognised=reading.recognised,
        bar=BARS.get(reading.format, BAR),
    )


def _typed_labels(texts: Sequence[tuple[str, str]], theirs: _Found) -> list[str]:
    """The labels that stand in the file before what they label; those made by a word processor do not."""
    typed = []
    following: list[str] = []
    for text, label in reversed(texts):
        following = [*_words(text)[:_LABELLED], *following][:_LABELLED]
        if label:
            words = _words(label)
            labelled = ""
            for word in following:
                labelled += word
                if len(labelled) >= _LABELLED_LETTERS:
                    break
            if f"{''.join(words)}{labelled}" in theirs.squashed:
                typed.append(label)
            following = [*words, *following][:_LABELLED]
    return typed


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalpha())


def _misplaced(found: _Found, at: int) -> Misplaced:
    return Misplaced(word=found.words[at], context=found.context(at), where=found.wheres[at])


def _words(text: str) -> list[str]:
    """The words of a text in normal form."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_NO_WIDTH)).translate(_NO_WIDTH | _HYPHENS)
    return _WORD.findall(_HYPHEN.sub("", text.casefold()))


def _collected(stretches: Sequence[tuple[str, str]]) -> _Found:
    words: list[str] = []
    wheres: list[str] = []
    for text, where in stretches:
        found = _words(text)
        words += found
        wheres += [where] * len(found)
    return _Found(words, wheres, "".join(words))


def _left_over(found: _Found, lack: Counter[str], other: _Found, squashed: str) -> list[int]:
    """Which occurrences of the words that are too many stand on this side only.

    Of "not", which stands here forty times and there thirty-nine, it is the one whose neighbours are not found there;
    where more than one may be meant, those that stand among others.
    """
    if not lack:
        return []
    balance = Counter(_threes(found))
    balance.subtract(_threes(other))
    places: dict[str, list[int]] = {word: [] for word in lack}
    for at, three in enumerate(_threes(found)):
        if three[1] in places and balance[three] > 0:
            places[three[1]].append(at)

    def company(at: int) -> tuple[int, int]:
        return sum(word in lack for word in found.words[max(0, at - 3) : at + 4]), at

    kept = []
    looked_for = 0
    for word, count in lack.items():
        ranked = sorted(places[word], key=company, reverse=True)
        alone = []
        for at in ranked:
            looked_for += 1
            if looked_for > _MOST_LOOKED_FOR or not _is_there(found, at, squashed):
                alone.append(at)
                if len(alone) == count:
                    break
        kept += alone
    return sorted(kept)


def _threes(found: _Found) -> Iterator[tuple[str, str, str]]:
    """Each word with the one before and the one after it."""
    words = ["", *found.words, ""]
    return zip(words, words[1:], words[2:], strict=False)


def _is_there(found: _Found, at: int, squashed: str) -> bool:
    """Whether a word stands on the other side after all, parted from its neighbours in another way."""
    for before, after in _SIDES:
        text = found.around(at, before, after)
        if len(text) > len(found.words[at]) and 0 < found.squashed.count(text) <= squashed.count(text):
            return True
    return False
