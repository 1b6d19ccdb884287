"""The labelled clauses of a contract as a tree, each in its scope: the agreement itself, or one of its exhibits."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from contractdiff.model import Clause, ClauseId, Contract, Role
from contractdiff.structure.labels import number_keys
from contractdiff.structure.mentioned import EXHIBITS
from contractdiff.text import LONGEST_HEADING, designation_of

DIVISIONS = EXHIBITS | {"article", "part", "subpart", "title", "chapter"}
"""Words for what holds sections."""
_LABEL = re.compile(
    r"(?:(?P<word>(?![IVXL]+[\s.-])[^\W\d_]{2,}\.?)[\s-]+(?:No\.\s*)?|(?P<sign>§+)\s*)?(?P<head>\w+(?:[.-]\w+)*)?(?P<chain>(?:[.\s]*\(\w+\))*)"
)
# A clause of as many words is more than its entry in a table of contents.
_SUBSTANCE = 12


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled clause.

    Attributes:
        clause: The clause.
        word: What its label calls it, in lower case ("article"), or "".
        head: The number of its label, "" where it is one of signs alone ("(a)").
        tokens: The number and the signs after it: "2.1", "a" of "2.1(a)".
        keys: What it is looked up by.
        scope: Which part of the contract it stands in: "" or "Exhibit B".
    """

    clause: Clause
    word: str
    head: str
    tokens: tuple[str, ...]
    keys: tuple[str, ...]
    scope: str


_Level = tuple[str, ClauseId | None]
"""A scope, and the labelled clause there whose children are meant; ``None`` for those that stand under none."""


class LabelledClauses:
    """The labelled clauses of a contract, each in its scope: the agreement itself, or one of its exhibits."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._by_id = contract.by_id
        self._labelled: dict[ClauseId, Labelled] = {}
        self._above: dict[ClauseId, ClauseId | None] = {}
        self._below: dict[_Level, dict[str, list[Labelled]]] = defaultdict(lambda: defaultdict(list))
        self._kinds: dict[_Level, Counter[str]] = defaultdict(Counter)
        self._scope: dict[ClauseId, str] = {}
        self._outer: dict[str, str | None] = {"": None}
        self._index: dict[str, dict[str, list[Labelled]]] = defaultdict(lambda: defaultdict(list))
        self._items: dict[str, dict[str, list[Labelled]]] = defaultdict(lambda: defaultdict(list))
        self._exhibits: dict[str, list[ClauseId]] = defaultdict(list)
        self._anchor: dict[str, ClauseId] = {}
        self._follow: dict[ClauseId, ClauseId] = {}
        self._files()
        for before, clause in zip((None, *contract.clauses), contract.clauses, strict=False):
            if before is not None:
                self._follow[before.id] = clause.id
            self._place(clause)

    def _files(self) -> None:
        self._file_scope = {"": ""}
        for part in self._contract.reading.parts:
            called = designation_of(part.designation) if part.designation else None
            scope = called.name if called else part.designation
            self._file_scope[part.file] = scope
            self._outer.setdefault(scope, "")
            self._outer[""] = None

    def _place(self, clause: Clause) -> None:
        above = None
        if clause.parent is not None:
            above = clause.parent if clause.parent in self._labelled else self._above[clause.parent]
        self._above[clause.id] = above
        scope = self._scope[clause.parent] if clause.parent else self._file_scope.get(clause.file, "")
        if clause.role in (Role.FOOTNOTE, Role.ENDNOTE, Role.HEADER, Role.FOOTER):
            self._scope[clause.id] = scope
            return
        exhibit = self._exhibit(clause)
        if exhibit is not None:
            if exhibit != scope:
                self._outer.setdefault(exhibit, scope)
                scope = exhibit
            self._exhibits[exhibit].append(clause.id)
        self._scope[clause.id] = scope
        if clause.file and scope:
            self._anchor.setdefault(scope, clause.id)
        read = _read(clause, scope) if clause.label else None
        if read is None:
            return
        self._labelled[clause.id] = read
        levels = {(scope, above if above and self._scope[above] == scope else None)}
        if above:
            levels.add((self._scope[above], above))
        for at in levels:
            self._below[at][read.tokens[0].casefold()].append(read)
            self._kinds[at][kind_of(read.tokens[0])] += 1
        # "3." in a list is no Section 3
        listed = not read.word and read.head.isalnum() and self._is_listed(clause.id)
        index = self._items if listed else self._index
        for key in read.keys:
            index[scope][key].append(read)

    def _exhibit(self, clause: Clause) -> str | None:
        """The exhibit that a clause heads."""
        for words in (clause.label, clause.heading):
            if words and len(words.split()) <= LONGEST_HEADING and (found := designation_of(words)):
                return found.name if found.word in EXHIBITS else None
        return None

    def _scopes(self, scope: str) -> Iterator[str]:
        here: str | None = scope
        while here is not None:
            yield here
            here = self._outer.get(here)

    @cached_property
    def _file_heads(self) -> dict[str, list[ClauseId]]:
        return {scope: [first] for scope, first in self._anchor.items()}

    def _is_listed(self, clause: ClauseId) -> bool:
        above = self._above[clause]
        return above is not None and self._labelled[above].word not in DIVISIONS

    def _has_substance(self, name: ClauseId) -> bool:
        clause = self._by_id[name]
        after = self._follow.get(name)
        goes_on = after is not None and self._by_id[after].parent == name
        return goes_on or len(clause.text.split()) >= _SUBSTANCE

    def _ancestors(self, name: ClauseId) -> Iterator[ClauseId]:
        """A clause and those it stands under, from the innermost out."""
        here: ClauseId | None = name
        while here is not None:
            yield here
            here = self._by_id[here].parent

    def _walk(
        self, start: ClauseId | None, signs: tuple[str, ...], scope: str = ""
    ) -> tuple[ClauseId, tuple[str, ...]] | None:
        """How far down signs lead from a clause: the last clause reached and the signs left; ``None`` for no step."""
        below = self._below.get((self._scope[start] if start else scope, start), {})
        children = [child for child in below.get(signs[0].casefold(), ()) if _begins(signs, child.tokens)]
        # "(A)" is another item than "(a)" where both are
        child = next((child for child in children if child.tokens[0] == signs[0]), next(iter(children), None))
        if child is None:
            return None
        rest = signs[len(child.tokens) :]
        return (self._walk(child.clause.id, rest) if rest else None) or (child.clause.id, rest)

    def _stands_in(self, sign: str, name: ClauseId) -> bool:
        """Whether a sign stands in the words of a clause or of one below it."""
        # "Section 2.1(e)" is no place where "(e)" stands
        printed = re.compile(rf"(?<![\w)]){re.escape(sign)}")
        here: ClauseId | None = name
        while here is not None and name in self._ancestors(here):
            clause = self._by_id[here]
            if printed.search(clause.wording) or sign in (clause.label or ""):
                return True
            here = self._follow.get(here)
        return False


def _begins(signs: tuple[str, ...], tokens: tuple[str, ...]) -> bool:
    """Whether signs begin as the tokens of a label do, as far as either goes."""
    return all(sign.casefold() == token.casefold() for sign, token in zip(signs, tokens, strict=False))


def _read(clause: Clause, scope: str) -> Labelled | None:
    found = _LABEL.match((clause.label or "").strip())
    if found is None:
        return None
    head = found["head"] or ""
    signs = tuple(re.findall(r"\w+", found["chain"]))
    if not head and not signs:
        return None
    keys = number_keys(head) if head else ()
    tail = "".join(f"({sign})" for sign in signs).casefold()
    tokens = ((head,) if head else ()) + signs
    word = (found["word"] or found["sign"] or "").lower()
    return Labelled(clause, word, head, tokens, tuple(key + tail for key in keys), scope)


def kind_of(sign: str) -> str:
    """How a number is written: in figures, small letters or capitals."""
    return "1" if sign[:1].isdigit() else "a" if sign.islower() else "A"
