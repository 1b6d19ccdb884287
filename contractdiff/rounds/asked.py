"""Where the wordings that were asked for, or agreed on, stand in the final."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from contractdiff.model import ChangeId, Clause, Wanted
from contractdiff.rounds.words import Words
from contractdiff.text import tokenize

# A number that a person typed before the wording of a clause: "4.2", "(a)", "Section 4.2."; but "3.5 percent" is none
_LABEL = re.compile(
    r"^\s*(?:(?:Section|Article|Clause|§)\s*[\w.]+(?:\(\w{1,4}\))*[.:]?\s+"
    r"|(?:\([A-Za-z]{1,4}\))+\s+"
    r"|(?:\d+(?:\.\d+)+\.?|\d+[.)]|[A-Za-z][.)])(?:\(\w{1,4}\))*\s+(?=[A-Z“\"‘'(]))"
)
_QUOTES = str.maketrans({**dict.fromkeys("‘’‚‛′`´ʼ", "'"), **dict.fromkeys("“”„‟″«»", '"')})
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), None)
# Words that a wording must have to be looked for outside of the clauses of its change.
LONG = 6
# Share of a wording's words that stand in a clause that has it but for some words.
_NEAR = 0.7
# … and over how long a stretch, in its own lengths.
_SPREAD = 2
_GAP = "\x1f"


def literal(text: str) -> str:
    """The text with white space, quotation marks and characters without width made alike, and nothing else."""
    return " ".join(text.translate(_QUOTES).translate(_UNSEEN).split())


def paragraphs(wording: str) -> list[list[str]]:
    """The paragraphs of a wording as typed, each as it is and, if it begins with a number, without that."""
    out = []
    for line in wording.splitlines():
        if line.strip():
            bare = _LABEL.sub("", line, count=1)
            out.append([line] if bare == line or not bare.strip() else [line, bare])
    return out


def stands_literally(wording: str, text: str) -> bool:
    """Whether a wording stands in a text that is ``literal`` already, all of its paragraphs.

    Lines may be broken within a paragraph: the whole is tried first.
    """
    return _is_in(literal(wording), text) or all(
        any(_is_in(literal(form), text) for form in forms) for forms in paragraphs(wording)
    )


def _is_in(wording: str, text: str) -> bool:
    at = text.find(wording) if wording else -1
    while at >= 0:
        end = at + len(wording)
        if not _within_word(text, at) and not _within_word(text, end):
            return True
        at = text.find(wording, at + 1)
    return False


def _within_word(text: str, at: int) -> bool:
    """Whether a place lies inside a word or a figure."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isdigit() and after in ".,/" and text[at + 1 : at + 2].isdigit():
        return True
    if after.isdigit() and before in ".,/$" and (before == "$" or text[at - 2 : at - 1].isdigit()):
        return True
    return before.isalnum() and after.isalnum()


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a wording stands: the numbers of the first of its words and of the one after, and what clauses those are.

    ``end`` is the place after its last word, before the marks that follow it. ``is_whole`` says that it is all that its
    clauses say, but for headings.
    """

    start: int
    stop: int
    end: int
    is_whole: bool

    def holds(self, number: int) -> bool:
        """Whether the place before a word lies inside it, not at its ends."""
        return self.start < number < self.end


class Text:
    """Some clauses in which wordings are looked for, word by word; marks at the ends make no difference."""

    def __init__(self, words: Words, places: Iterable[int]) -> None:
        self._words = words
        self._numbers: list[int] = []
        self._bounds: set[int] = set()
        self._starts: set[int] = set()
        for place in sorted(places):
            span = words.span(place)
            self._numbers += span
            self._starts |= _starts(words, span, words.contract.clauses[place])
            self._bounds.add(span.stop)
        keys = [words.keys[number] for number in self._numbers]
        self._joined = _GAP + _GAP.join(keys) + _GAP
        self._at: dict[int, int] | None = None

    def find(self, wording: str) -> list[Stand]:
        """Where a wording stands, all of its paragraphs; nothing where any of them does not."""
        whole = self._of(" ".join(wording.split()))
        if whole:
            return [whole]
        out = []
        for forms in paragraphs(wording):
            found = next((stand for form in forms if (stand := self._of(form))), None)
            if found is None:
                return []
            out.append(found)
        return out

    def _of(self, wording: str) -> Stand | None:
        keys = _keys(wording)
        if not keys:
            return None
        at = self._joined.find(_GAP + _GAP.join(keys) + _GAP)
        if at < 0:
            return None
        if self._at is None:
            self._at = {}
            offset = 0
            for index, number in enumerate(self._numbers):
                self._at[offset] = index
                offset += len(self._words.keys[number]) + 1
        first = self._at[at]
        start, last = self._numbers[first], self._numbers[first + len(keys) - 1]
        end = stop = last + 1
        while stop not in self._bounds and not self._words.is_word(stop):
            stop += 1
        return Stand(start, stop, end, start in self._starts and stop in self._bounds)


@dataclass(frozen=True, slots=True)
class Near:
    """A wording that stands in clauses of the final but for some words that have nothing to do with it.

    ``brought`` are the words of the final that it has as well, ``dropped`` those of the draft that it has not.
    """

    brought: frozenset[int]
    dropped: frozenset[int]


def nearly(wording: str, last: Words, final: Sequence[int], draft: Words, proposed: Sequence[int]) -> Near | None:
    """Where a wording stands but for what somebody did to other words of its clause; ``None`` where it does not.

    All that it brings and the draft has not stands there, and nothing that it drops from the draft does.

    Args:
        wording: The wording, of whole sentences.
        last: The words of the final.
        final: The numbers of those in which it is looked for.
        draft: The words of the draft.
        proposed: The numbers of those that it was to replace.
    """
    keys = _keys(" ".join(wording.split()))
    if len(keys) < LONG:
        return None
    there = _same(keys, [last.keys[at] for at in final])
    if len(there) < _NEAR * len(keys) or max(there.values()) - min(there.values()) > _SPREAD * len(keys):
        return None
    before = _same(keys, [draft.keys[at] for at in proposed])
    brought = [at for at in range(len(keys)) if at not in before and any(map(str.isalnum, keys[at]))]
    kept = set(before.values())
    # of a phrase, what lies around it in the draft is none of its matter
    around = range(min(kept), max(kept) + 1) if kept and len(keys) * 2 < len(proposed) else range(len(proposed))
    dropped = [at for at in around if at not in kept]
    if not (brought or dropped) or not all(at in there for at in brought):
        return None
    found = {final[at] for at in there.values()}
    stays = set(_same([draft.keys[at] for at in proposed], [last.keys[at] for at in final]).items())
    if any(here in set(dropped) and draft.is_word(proposed[here]) and final[at] not in found for here, at in stays):
        return None
    return Near(frozenset(found), frozenset(proposed[at] for at in dropped))


def _same(one: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """The places in two sequences that are the same, in order."""
    found: dict[int, int] = {}
    for block in Indel.opcodes(one, other):
        if block.tag == "equal":
            found |= zip(range(block.src_start, block.src_end), range(block.dest_start, block.dest_end), strict=True)
    return found


@lru_cache(maxsize=4096)
def _keys(wording: str) -> tuple[str, ...]:
    """The words and marks of a wording in normal form, but for marks at its ends; remembered for the next text."""
    keys = [token.key for token in tokenize(wording)]
    while keys and not any(map(str.isalnum, keys[-1])):
        keys.pop()
    while keys and not any(map(str.isalnum, keys[0])):
        keys.pop(0)
    return tuple(keys)


def _starts(words: Words, span: range, clause: Clause) -> set[int]:
    """The first word of a clause, and the first one after its heading."""
    heading = len(clause.heading) if clause.heading and clause.text else 0
    return {span.start, *([at for at in span if words.tokens[at].start >= heading][:1])}


class Asked:
    """All that stands in the final because it was asked for.

    Attributes:
        brought: Words of the final.
        dropped: Words of the draft that a wording left out.
        of: The wording that stands in the final, by change.
        nearly: The changes of which it does but for other words of its clause.
    """

    def __init__(self) -> None:
        self.brought: set[int] = set()
        self.dropped: set[int] = set()
        self.of: dict[ChangeId, str] = {}
        self.nearly: set[ChangeId] = set()
        self._stands: dict[int, list[tuple[Stand, Collection[int]]]] = defaultdict(list)

    def stands(
        self, name: ChangeId, wording: str, found: Iterable[Stand], last: Words, replaced: Collection[int]
    ) -> None:
        """Keep where a wording stands word for word; ``replaced`` are the draft's clauses that it is to replace."""
        self.of.setdefault(name, wording)
        for stand in found:
            self.brought.update(range(stand.start, stand.stop))
            for place in range(last.clause[stand.start], last.clause[stand.stop - 1] + 1):
                self._stands[place].append((stand, replaced))

    def is_near(self, name: ChangeId, wording: str, near: Near) -> None:
        """Keep where a wording stands but for other words of its clause."""
        if name not in self.of:
            self.of[name] = wording
            self.nearly.add(name)
            self.brought |= near.brought
            self.dropped |= near.dropped

    def holds(self, clause: int, at: int, draft: int) -> bool:
        """Whether a place, before a word of a clause of the final, lies in a wording that replaces one of the draft."""
        return any(
            draft in replaced and (stand.is_whole or stand.holds(at))
            for stand, replaced in self._stands.get(clause, ())
        )


def wordings(wanted: Wanted) -> Sequence[str]:
    """All that was agreed on or asked for, the former first."""
    return tuple(wording for wording in (wanted.agreed, *wanted.requested) if wording.strip())
