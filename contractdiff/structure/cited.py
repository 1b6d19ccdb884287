"""Clauses found as a person names them: by the citation that is printed for them, or by the words they begin with.

A citation is compared by its numbers and words alone, so that "Section 4.2 (a)", "4.2(a)" and "4.2.a" name one clause.
Where no clause is cited wholly so, those whose citation ends so are meant: "2.1" for "Exhibit B, 2.1".
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from contractdiff.model import Clause, ClauseId, Contract, Role
from contractdiff.text import fold, quoted

_PIECES = re.compile(r"\d+|[^\W\d_]+")
_QUOTES = re.compile('["“”„«»]')
# Words before a number that say nothing: "Section 4.2" is "4.2".
_SILENT = frozenset("section sections sec clause paragraph para subsection subparagraph".split())
# The words that name an unnumbered clause, at first; more are taken until no other clause begins so.
_FEWEST_WORDS = 5
# Words of a clause that tell a reader which one it is.
_SHOWN_WORDS = 8
# How many clauses a message names.
_LISTED = 8

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseName:
    """How a person names a clause: by its citation, by the words it begins with, or by both."""

    citation: str = ""
    words: str = ""

    def __str__(self) -> str:
        """As it is written in a line of a pairs file."""
        return " ".join(filter(None, (self.citation, f'"{self.words}"' if self.words else "")))


class ClauseFinder:
    """Finds clauses of a contract by their names."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self._cited: dict[_Key, list[Clause]] = defaultdict(list)
        for clause in contract.clauses:
            self._cited[_key(contract.citation(clause.id))].append(clause)
        self._beginnings = {clause.id: _letters(clause.wording) for clause in contract.clauses}

    def find(self, name: ClauseName) -> Sequence[Clause]:
        """The clauses that a name fits, in reading order; none where it fits none."""
        if not name.words:
            cited = self._by_citation(name.citation)
            # an unnumbered paragraph is cited as what it stands under
            return [clause for clause in cited if clause.label] or cited
        among = self._by_citation(name.citation) if name.citation else self.contract.clauses
        wanted = _letters(name.words)
        found = [each for each in among if wanted and self._beginnings[each.id].startswith(wanted)]
        whole = [clause for clause in found if self._beginnings[clause.id] == wanted]
        return whole or found

    def name_of(self, clause_id: ClauseId) -> ClauseName:
        """The shortest name that fits this clause alone; its id where no citation and no words do."""
        clause = self.contract.by_id[clause_id]
        citation = self.contract.citation(clause_id)
        words = _QUOTES.sub("", clause.wording).split()
        # an unnumbered paragraph is named by its words
        names = [ClauseName(citation=citation)] if clause.label else []
        for count in (_FEWEST_WORDS, 2 * _FEWEST_WORDS, 4 * _FEWEST_WORDS, len(words)):
            beginning = " ".join(words[:count])
            names += [ClauseName(words=beginning), ClauseName(citation=citation, words=beginning)]
        fits = (name for name in names if [each.id for each in self.find(name)] == [clause_id])
        return next(fits, ClauseName(citation=clause_id))

    def shown(self, clause: Clause) -> str:
        """A clause as a message names it: its citation and the words it begins with."""
        words = clause.wording.replace("\t", " | ").split()
        beginning = " ".join(words[:_SHOWN_WORDS]) + (" …" if len(words) > _SHOWN_WORDS else "")
        kind = "table row" if clause.role is Role.TABLE_ROW else ""
        cited = self.contract.citation(clause.id)
        return " ".join(filter(None, (cited, kind, quoted(beginning) if beginning else "")))

    def listing(self, clauses: Sequence[Clause]) -> str:
        """Several clauses as a message names them; where two are shown alike, with the ids that name them."""
        shown = [self.shown(clause) for clause in clauses]
        named = [
            f"{each} [{clause.id}]" if shown.count(each) > 1 else each
            for each, clause in zip(shown, clauses, strict=True)
        ]
        # "and 1 more" takes as much room as naming it
        named = named if len(named) <= _LISTED + 1 else named[:_LISTED]
        more = [f"and {len(clauses) - len(named):,} more"] if len(clauses) > len(named) else []
        return "; ".join(named + more)

    def _by_citation(self, citation: str) -> list[Clause]:
        wanted = _key(citation)
        if not wanted:
            return []
        if wanted in self._cited:
            return self._cited[wanted]
        by_id = self.contract.by_id.get(ClauseId(citation.strip().lower()))
        if by_id is not None:
            return [by_id]
        return [
            clause
            for key, clauses in self._cited.items()
            if key[-len(wanted) :] == wanted
            for clause in clauses
            # "1" is not the end of "4.1"
            if clause.label and len(_key(clause.label)) <= len(wanted)
        ]


def _key(citation: str) -> _Key:
    pieces = tuple(_PIECES.findall(citation.casefold()))
    return tuple(piece for piece in pieces if piece not in _SILENT) or pieces


def _letters(text: str) -> str:
    """Letters and figures alone, by which beginnings are compared."""
    return "".join(filter(str.isalnum, fold(text)))
