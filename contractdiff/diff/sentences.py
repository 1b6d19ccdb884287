"""The sentences of clauses in normal forms: whether one contract has the sentences of another, word for word.

What is looked through is little, since "the same" is said of nothing that a reader could read otherwise: names that the
two contracts have for one thing, marks that part no clause from its sentence, articles, and last of all the numbers of
references between clauses.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from contractdiff.model import Clause, ClauseId, Contract, CrossReference, Role, wording_of
from contractdiff.text import Stretch, Token, tokenize, whole_words

_END = re.compile(r"[.?!][”\"’')\]]*\s+(?=[“\"‘(\[]*[A-Z])")
_LAST_WORD = re.compile(r"[\w.]*$")
_ENDED = re.compile(r"[.?!][”\"’')\]]*\s*$")
# Words whose full stop ends no sentence.
_ABBREVIATED = frozenset(
    "no nos inc co corp ltd dr mr mrs ms st sec art dept div vs v ave rev stat ch pt par ex app eg ie cf al fig".split()
)
_LONGEST_ABBREVIATED = 12
_ARTICLES = frozenset(("a", "an", "the"))
_MARKS = frozenset(".;:!?\"'()[]-•…·*")
_SERIAL = frozenset(("and", "or"))
# A sentence that takes back what others say.
_TAKES_BACK = re.compile(
    r"\b(?:however|notwithstanding|except\w*|unless|foregoing|provided|(?:not|nor|never|no\s+longer)\s+apply|"
    r"only\s+(?:if|where|when)|this\s+(?:sub)?(?:section|paragraph|clause|provision|right|duty|obligation)s?)\b",
    re.IGNORECASE,
)
# How far back the words are looked for that lead up to a list whose members stand under nothing.
_LEAD_REACH = 30


class Form(IntEnum):
    """What is looked through besides names, capitals and the shape of marks, least first."""

    PRINTED = 0
    """Nothing."""
    WORDS = 1
    """Articles, and marks but for a comma that may part a clause from its sentence."""
    UNNUMBERED = 2
    """Also the numbers of references."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a heading or table row, in the joined wording of some clauses: half-open, in characters.

    ``keys`` are its words in each form; ``clause`` is the one in which it begins.
    """

    start: int
    end: int
    clause: ClauseId
    is_heading: bool
    keys: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Some clauses of a contract: their joined wording and its sentences."""

    wording: str
    sentences: tuple[Sentence, ...]

    def text(self, places: Iterable[int]) -> str:
        """Some of the sentences as printed; dots stand for what is left out between them."""
        out, last = "", -2
        for at in sorted(set(places)):
            between = "" if not out else " " if at == last + 1 else " … "
            out += between + self.wording[self.sentences[at].start : self.sentences[at].end].strip()
            last = at
        return out

    def keys(self, form: Form) -> list[tuple[str, ...]]:
        """All of it, sentence by sentence."""
        return [each.keys[form] for each in self.sentences]


class Sentences:
    """Cuts the clauses of a contract into sentences.

    ``names`` are the terms that the contract at its side calls otherwise, each with the key that both have for it.
    """

    def __init__(self, contract: Contract, names: Mapping[str, str]) -> None:
        self._contract = contract
        self._names = {" ".join(name.casefold().split()): key for name, key in names.items()}
        self._pattern = re.compile(whole_words(names)) if names else None
        self._places = {clause.id: at for at, clause in enumerate(contract.clauses)}
        self._references: dict[ClauseId, list[CrossReference]] = defaultdict(list)
        for reference in contract.references:
            if reference.start >= 0:
                self._references[reference.clause].append(reference)
        self._first_row = _first_rows(contract)

    def of(self, own: Sequence[ClauseId]) -> Passage:
        """Some clauses as one passage."""
        clauses = [self._contract.by_id[name] for name in own if self._contract.by_id[name].wording]
        wording = wording_of(clauses)
        starts: list[int] = []
        references: list[Stretch] = []
        at = 0
        for clause in clauses:
            starts.append(at)
            references += (
                Stretch(at + each.start, at + each.end, "reference") for each in self._references.get(clause.id, ())
            )
            at += len(clause.wording) + 1
        names = self._named(wording)
        printed = tokenize(wording, names)
        unnumbered = tokenize(wording, _apart(references, names)) if references else printed
        sentences = []
        for number, clause in enumerate(clauses):
            heading = len(clause.heading) if clause.heading and clause.text else 0
            if heading:
                sentences.append((starts[number], starts[number] + heading, number, True))
        heads = {start: end for start, end, *_ in sentences}
        for start, end in _cuts(wording, starts, heads):
            sentences.append((start, end, max(n for n, begin in enumerate(starts) if begin <= start), False))
        sentences.sort()
        bounds = [(start, end) for start, end, *_ in sentences]
        forms = [
            _keys(printed, bounds, Form.PRINTED),
            _keys(printed, bounds, Form.WORDS),
            _keys(unnumbered, bounds, Form.UNNUMBERED),
        ]
        return Passage(
            wording,
            tuple(
                Sentence(start, end, clauses[number].id, is_heading, tuple(form[at] for form in forms))
                for at, (start, end, number, is_heading) in enumerate(sentences)
            ),
        )

    def lead(self, own: ClauseId, form: Form) -> list[tuple[str, ...]]:
        """What the words of a clause hang on: the unfinished sentences above it, and the first row of its table."""
        out = []
        clause = self._contract.by_id[own]
        if first := self._first_row.get(own):
            out += self.of([first]).keys(form) if first != own else []
        while clause.parent is not None:
            clause = self._contract.by_id[clause.parent]
            if not _leads_on(clause):
                break
            out += self.of([clause.id]).keys(form)[-1:]
        return out

    def lead_before(self, own: ClauseId, form: Form) -> list[tuple[str, ...]]:
        """The same where the members of a list stand under nothing: the last clause before that ends in a colon."""
        at = self._places[own]
        for clause in reversed(self._contract.clauses[max(at - _LEAD_REACH, 0) : at]):
            if clause.wording.rstrip().endswith(":"):
                return self.of([clause.id]).keys(form)[-1:]
        return []

    def _named(self, wording: str) -> list[Stretch]:
        if self._pattern is None:
            return []
        return [
            Stretch(match.start(), match.end(), self._names[key])
            for match in self._pattern.finditer(wording)
            if (key := " ".join(match[0].casefold().split())) in self._names
        ]


@dataclass(frozen=True, slots=True)
class Run:
    """Sentences of a passage that stand one after another, by their places.

    ``first`` and ``last`` say that nothing stands before, or behind, what they were asked for.
    """

    places: tuple[int, ...]
    first: bool = False
    last: bool = False


def run_of(passage: Passage, start: int, end: int) -> Run:
    """The sentences that hold a stretch; of a place between two sentences, both of them."""
    words = passage.wording[start:end]
    if words.strip():
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        return Run(tuple(at for at, each in enumerate(passage.sentences) if each.start < end and each.end > start))
    # the space behind a sentence is no part of it
    inside = [
        at
        for at, each in enumerate(passage.sentences)
        if each.start < start and end < each.start + len(passage.wording[each.start : each.end].rstrip())
    ]
    if inside:
        return Run(tuple(inside))
    plain = [at for at, each in enumerate(passage.sentences) if not each.is_heading]
    before = [at for at in plain if passage.sentences[at].start < start]
    after = [at for at in plain if passage.sentences[at].start >= start]
    return Run((*before[-1:], *after[:1]), first=not before, last=not after)


def found_in(own: Passage, run: Run, other: Passage, form: Form) -> range | None:
    """Where the sentences of a run stand one after another in another passage; ``None`` where they do not.

    What nothing stands before, or behind, has to stand so there, too.
    """
    wanted = [own.sentences[at].keys[form] for at in run.places]
    there = other.keys(form)
    if not wanted:
        return range(0) if not there else None
    for at in range(len(there) - len(wanted) + 1):
        behind = at + len(wanted)
        if there[at:behind] != wanted:
            continue
        before = any(not each.is_heading for each in other.sentences[:at])
        after = any(not each.is_heading for each in other.sentences[behind:])
        if not (run.first and before) and not (run.last and after):
            return range(at, behind)
    return None


def takes_back(own: Passage, other: Passage, form: Form) -> bool:
    """Whether either has a sentence that the other has not, and that takes back what others say."""
    for one, two in ((own, other), (other, own)):
        known = set(two.keys(form))
        for each in one.sentences:
            if each.keys[form] not in known and _TAKES_BACK.search(one.wording, each.start, each.end):
                return True
    return False


def _leads_on(clause: Clause) -> bool:
    return bool(clause.text) and not _ENDED.search(clause.wording)


def _first_rows(contract: Contract) -> dict[ClauseId, ClauseId]:
    """The first row of its table for each row."""
    out: dict[ClauseId, ClauseId] = {}
    before: Clause | None = None
    for clause in contract.clauses:
        if clause.role is Role.TABLE_ROW:
            same = before is not None and before.role is Role.TABLE_ROW and before.parent == clause.parent
            out[clause.id] = out[before.id] if same and before is not None else clause.id
        before = clause
    return out


def _cuts(wording: str, starts: Sequence[int], heads: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The sentences that are no headings; a table row is one, whatever stands in its cells."""
    at = heads.get(0, -1) + 1
    if "\t" not in wording:
        stops = {found.end() for found in _END.finditer(wording) if _ends(wording, found.start())}
    else:
        stops = set(starts)
    # a heading begins a sentence of its own, and so does what follows it
    for start, end in heads.items():
        stops |= {start, end + 1}
    for stop in sorted(stops):
        if stop > at:
            if wording[at:stop].strip() and at not in heads:
                yield at, stop
            at = stop
    if wording[at:].strip():
        yield at, len(wording)


def _ends(wording: str, at: int) -> bool:
    """Whether the mark at a place ends a sentence, and no abbreviation."""
    found = _LAST_WORD.search(wording, max(at - _LONGEST_ABBREVIATED, 0), at)
    word = found[0] if found else ""
    letters = word.replace(".", "")
    if wording[at] != "." or not letters.isalpha():
        return True
    return letters.casefold() not in _ABBREVIATED and "." not in word and not (len(word) == 1 and word.isupper())


def _apart(stretches: Sequence[Stretch], others: Sequence[Stretch]) -> list[Stretch]:
    """The stretches, and of the others those that do not touch them, in order and apart from one another."""
    out: list[Stretch] = []
    first = {each: number for number, side in enumerate((stretches, others)) for each in side}
    for each in sorted(first, key=lambda each: (first[each], each.start)):
        if not any(each.start < before.end and before.start < each.end for before in out):
            out.append(each)
    return sorted(out)


def _keys(tokens: Sequence[Token], bounds: Sequence[tuple[int, int]], form: Form) -> list[tuple[str, ...]]:
    out = []
    at = 0
    for start, end in bounds:
        while at < len(tokens) and tokens[at].start < start:
            at += 1
        stop = at
        while stop < len(tokens) and tokens[stop].start < end:
            stop += 1
        own = [token.key for token in tokens[at:stop]]
        if form is not Form.PRINTED:
            following = [*own[1:], ""]
            own = [
                key
                for key, after in zip(own, following, strict=True)
                if key not in _ARTICLES and key not in _MARKS and not (key == "," and after in _SERIAL)
            ]
        out.append(tuple(own))
        at = stop
    return out
