"""The places of a contract by their labels: which clause "Section 4.1(a)(ii)" is, seen from where it is said."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from contractdiff.model import ClauseId
from contractdiff.structure.labelled import Labelled, LabelledClauses, kind_of
from contractdiff.structure.labels import number_keys
from contractdiff.structure.mentioned import EXHIBITS
from contractdiff.text import designation_of

_SECTIONS = frozenset(("section", "sections", "sec.", "§", "§§"))
_BELOW = frozenset(("paragraph", "subsection", "clause", "item"))
# Sections of housing law that everybody calls so: "tenants under Section 8".
_OF_LAWS = frozenset(("3", "8"))
_RECITALS = frozenset(("recitals", "recital", "background", "whereas", "preamble"))
# Of more clauses of one number in one part of a contract it is not told which is meant.
_MOST_ALIKE = 100
# Items from which on a list is one.
_LIST = 2
# With fewer labels of its form than this a number that is missing says nothing.
_IN_USE = 3
_FEWEST_EXHIBITS = 2
# The last articles may have gone; a number higher than that belongs to a law.
_BEYOND = 2


@dataclass(frozen=True, slots=True)
class Place:
    """What a reference points to: a clause, and what it names within it that is no clause by itself ("(b)")."""

    clause: ClauseId
    within: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A reference of a form that this contract uses, to a number that none of its clauses bears."""

    form: str
    doubtful: bool = False
    """Whether too few labels are of its form, or none is as high, for the number to be missed."""


Found = Place | Missing | None
"""``None`` where nothing can be said."""


class Places(LabelledClauses):
    """Finds the places that the words of a contract refer to."""

    def find(self, word: str, number: str, chain: Sequence[str], at: ClauseId, *, own: str = "") -> Found:
        """The place that "Section 4.1(a)" is, said in the clause ``at``.

        Args:
            word: What it is called, in the singular.
            number: Its number, "" where only signs are given.
            chain: The signs after it.
            at: The clause that says so.
            own: What the text says right after it that it is a part of ("agreement", "section"), or "".
        """
        if word in EXHIBITS:
            return self._find_exhibit(word, number, chain)
        if not number:
            return self._relative(tuple(chain), at, own) if word in _BELOW else None
        if word == "recital":
            return self._recital(number)
        if word == "item":
            return self._beside(number, chain, at)
        if word in _BELOW and number.isalnum() and (beside := self._beside(number, chain, at)):
            return beside
        scopes = list(self._scopes(self._scope[at]))
        if own in ("agreement", "contract"):
            scopes.reverse()
        elif own in EXHIBITS:
            scopes = scopes[:1]
        for scope in scopes:
            found = self._in_scope(scope, word, number, chain, at)
            if found is not None:
                return None if not own and self._is_worded_elsewhere(word, number, scope, found) else found
            if not own and scope and self._may_be_missed(scope, "section" if word in _BELOW else word, number):
                return None  # of an exhibit that has such numbers of its own the agreement's are not meant
        elsewhere = [s for s in self._index if s not in scopes]
        others = [found for s in elsewhere if (found := self._in_scope(s, word, number, chain, at)) is not None]
        if len(others) == 1 and isinstance(others[0], Place):
            return others[0]
        return None if others else self._missing(scopes, word, number)

    def _is_worded_elsewhere(self, word: str, number: str, scope: str, found: Found) -> bool:
        """Whether another part has a clause called just so ("Clause 4" of a schedule), and the one found is not."""
        if word not in _BELOW or not isinstance(found, Place) or self._labelled[found.clause].word:
            return False
        others = (index for name, index in self._index.items() if name != scope)
        return any(each.word == word for index in others for key in number_keys(number) for each in index.get(key, ()))

    def inside(self, container: Place, word: str, number: str, chain: Sequence[str], *, surely: bool) -> Found:
        """The same within a place that the text names beside it; ``surely`` where it can be meant nowhere else."""
        held = container.clause
        if container.within:
            return Place(held, container.within + "".join(f"({sign})" for sign in chain)) if not number else None
        scope = self._scope[held]
        if not number:
            return self._walked(held, tuple(chain), surely=True)
        walked = self._walk(held, (number, *chain))
        if walked is not None and not walked[1]:
            return Place(walked[0])
        candidates = [
            each
            for index in (self._index, self._items)
            for key in number_keys(number)
            for each in index[scope].get(key, ())[:_MOST_ALIKE]
            if each.clause.id != held
            and (not word or self._fits(word, number, each))
            and (held in self._ancestors(each.clause.id) or self._anchor.get(scope) == held)
        ]
        chosen = self._choose(list(dict.fromkeys(candidates)), held)
        if chosen is not None:
            return self._walked(chosen.clause.id, tuple(chain), surely=surely)
        kinds = self._kinds[scope, held]
        if surely and not candidates and kinds.total() == kinds[kind_of(number)] >= _IN_USE:
            return Missing(f"{word} within")
        return None

    def _find_exhibit(self, word: str, number: str, chain: Sequence[str]) -> Found:
        outer, dot, rest = number.partition(".")
        if dot:
            # "Annex A.5" is paragraph 5 of Annex A
            held = self._find_exhibit(word, outer, ())
            return self.inside(held, "", rest, chain, surely=False) if isinstance(held, Place) else None
        named = designation_of(f"{word} {number}")
        if named is None:
            return None
        known = self._exhibits.get(named.name) or self._file_heads.get(named.name)
        if known:
            best = next((each for each in known if self._has_substance(each)), known[0])
            return Place(best, "".join(f"({sign})" for sign in chain))
        alike = [name for name in {*self._exhibits, *self._file_heads} if name.startswith(f"{word.capitalize()} ")]
        numbered = [name for name in alike if kind_of(name.split()[-1]) == kind_of(named.number)]
        if numbered and "-" not in named.number and not chain:
            return Missing(word, doubtful=len(numbered) < _FEWEST_EXHIBITS)
        return None

    def _in_scope(
        self, scope: str, word: str, number: str, chain: Sequence[str], at: ClauseId
    ) -> Place | Missing | None:
        index = self._index[scope]
        signs = tuple(chain)
        for length in range(len(signs), -1, -1):
            tail = "".join(f"({sign})" for sign in signs[:length])
            found = [
                each
                for key in number_keys(number)
                for each in index.get(key + tail.casefold(), ())
                if self._fits(word, number, each)
            ]
            if len(found) > _MOST_ALIKE:
                return None
            found = list(dict.fromkeys(found))
            chosen = self._choose([each for each in found if each.word] or found, at)
            if chosen is not None:
                return self._walked(chosen.clause.id, signs[length:], surely=True)
            if found:
                return None
        if "." in number and word in ("section", "paragraph", "clause"):
            return self._by_article(scope, number, signs, at)
        return None

    def _fits(self, word: str, number: str, each: Labelled) -> bool:
        """Whether a clause with such a label may be called so."""
        if word == "section":
            return each.word in _SECTIONS or each.word in ("", "clause")
        if word in _BELOW:
            # "subsection B" is of the list where it is said, and never the second section
            return (
                each.word == word
                or (not number.isalpha() and not each.word)
                or (each.word in _SECTIONS and not number.isalnum())
            )
        if word == "article" and not self._has_articles:
            return not each.word and each.head.isalnum()
        return each.word == word

    @cached_property
    def _has_articles(self) -> bool:
        return any(each.word == "article" for each in self._labelled.values())

    def _by_article(self, scope: str, number: str, chain: tuple[str, ...], at: ClauseId) -> Place | None:
        """Section 4.1 where the first section of Article IV is labelled "1."."""
        first, *rest = number.split(".")
        heads = [each for each in self._index[scope].get(first, ()) if each.word == "article"]
        head = self._choose(heads, at)
        walked = self._walk(head.clause.id, (*rest, *chain)) if head else None
        return Place(walked[0]) if walked and not walked[1] else None

    def _choose(self, found: list[Labelled], at: ClauseId) -> Labelled | None:
        """The one meant, of several that bear the number: the nearest, then the one that is more than an entry."""
        if len(found) <= 1:
            return found[0] if found else None
        around = {name: near for near, name in enumerate(self._ancestors(at))}
        near = [
            min((around[name] for name in self._ancestors(each.clause.id) if name in around), default=len(around))
            for each in found
        ]
        nearest = [each for each, distance in zip(found, near, strict=True) if distance == min(near)]
        if len(nearest) > 1:
            nearest = [each for each in nearest if self._has_substance(each.clause.id)]
        return nearest[0] if len(nearest) == 1 else None

    def _walked(self, start: ClauseId, signs: tuple[str, ...], *, surely: bool) -> Place | Missing | None:
        """The place that signs lead to from a clause: a clause below, or words within one."""
        if not signs:
            return Place(start)
        reached, rest = self._walk(start, signs) or (start, signs)
        if not rest:
            return Place(reached)
        missing = f"({rest[0]})"
        listed = self._kinds[self._scope[reached], reached][kind_of(rest[0])]
        if surely and listed >= _LIST and not self._stands_in(missing, reached):
            return Missing("signs")
        return Place(reached, "".join(f"({sign})" for sign in rest))

    def _relative(self, signs: tuple[str, ...], at: ClauseId, own: str) -> Found:
        """The place that "(b)" is from where it is said: in the same words, then below, beside and above."""
        scope = self._scope[at]
        if own in ("section", "article"):
            for name in self._ancestors(at):
                held = self._labelled.get(name)
                if held is None or not held.head or (own == "article" and held.word != "article"):
                    continue
                if held.word or not held.head.isalpha():
                    return self._walked(name, signs, surely=True)
        lead = f"({signs[0]})"
        here: ClauseId | None = at if at in self._labelled else self._above[at]
        while True:
            walked = self._walk(here, signs, scope)
            if walked is not None and not walked[1]:
                return Place(walked[0])
            if walked is not None and here is not None:
                return Place(walked[0], "".join(f"({sign})" for sign in walked[1]))
            if here is not None and _lists(self._by_id[here].wording, lead):
                return Place(here, "".join(f"({sign})" for sign in signs))
            if here is None:
                return None
            here = self._above[here] if self._scope.get(self._above[here] or here) == scope else None

    def _beside(self, number: str, chain: Sequence[str], at: ClauseId) -> Place | None:
        """Item 5: of the list that the words stand in or above."""
        here: ClauseId | None = at
        while here is not None:
            walked = self._walk(here, (number, *chain))
            if walked is not None and not walked[1]:
                return Place(walked[0])
            here = self._above[here]
        return None

    def _recital(self, number: str) -> Place | None:
        found = self._recitals.get(number.casefold())
        return Place(found) if found else None

    @cached_property
    def _recitals(self) -> dict[str, ClauseId]:
        """The recitals by their letters or numbers."""
        above = set()
        found: dict[str, ClauseId] = {}
        for clause in self._contract.clauses:
            if clause.parent in above:
                found.setdefault((clause.label or clause.heading or "").strip("(). :").casefold(), clause.id)
            elif (clause.heading or clause.text).strip(" .:").casefold() in _RECITALS:
                above.add(clause.id)
        return found

    def _missing(self, scopes: Sequence[str], word: str, number: str) -> Missing | None:
        """Whether the number is of a form that the contract uses and may be missed there."""
        parts = re.split(r"[.-]", number_keys(number)[-1])
        if not all(part.isdecimal() for part in parts) or (word == "section" and number in _OF_LAWS):
            return None
        if self._is_printed(number):
            return None
        sure = "-" not in number or self._has_dashes
        missed = sure and any(self._may_be_missed(scope, word, number) for scope in scopes)
        return Missing(f"{word} {len(parts)}", doubtful=not missed)

    @cached_property
    def _has_dashes(self) -> bool:
        return any("-" in each.head for each in self._labelled.values())

    def _may_be_missed(self, scope: str, word: str, number: str) -> bool:
        """Whether a scope has numbers of the form and as high."""
        parts = re.split(r"[.-]", number_keys(number)[-1])
        called = "section" if word in _BELOW and len(parts) > 1 else word
        count, highest = self._used[scope].get((called, len(parts)), (0, 0))
        return count >= _IN_USE and parts[0].isdecimal() and int(parts[0]) <= highest + _BEYOND

    @cached_property
    def _used(self) -> dict[str, dict[tuple[str, int], tuple[int, int]]]:
        """How many labels of each form a scope has, and their highest first number.

        A form is what they are called and how many parts their numbers have.
        """
        used: dict[str, dict[tuple[str, int], tuple[int, int]]] = defaultdict(dict)
        for each in self._labelled.values():
            parts = re.split(r"[.-]", number_keys(each.head)[-1]) if each.head else []
            if not parts or not all(part.isdecimal() for part in parts):
                continue
            if each.word or len(parts) > 1 or not self._is_listed(each.clause.id):
                form = "section" if not each.word or each.word in _SECTIONS else each.word, len(parts)
                count, highest = used[each.scope].get(form, (0, 0))
                used[each.scope][form] = count + 1, max(highest, int(parts[0]))
        return used

    def _is_printed(self, number: str) -> bool:
        """Whether the number begins a paragraph that was not taken for a clause of its own."""
        return number.casefold() in self._printed

    @cached_property
    def _printed(self) -> set[str]:
        found = set()
        for clause in self._contract.clauses:
            start = _PRINTED.match(clause.wording)
            if start:
                found.add(start["number"].casefold())
            found.update(_INLINE.findall(clause.wording))
        return found


# "Section 2.9 shall apply" is no heading
_PRINTED = re.compile(
    r"\W*(?P<word>(?:article|section|sec\.|part|clause)\s+|§+\s*)?(?P<number>\d+(?:\.\d+)*|[IVXL]+)\b"
    r"(?(word)(?!,?\s(?-i:[a-z])))",
    re.IGNORECASE,
)
_INLINE = re.compile(r"(?<=[.;:] )\d+(?:\.\d+)+(?=\.?\s+[A-Z])")


def _lists(text: str, sign: str) -> bool:
    """Whether a sign begins an item in the words themselves: "either (a) pay or (b) return", not "paragraph (a)"."""
    at = text.find(f"{sign} ")
    while at >= 0:
        if (not at or text[at - 1] in " —–") and not _NAMES_SIGN.search(text, max(at - 16, 0), at):
            return True
        at = text.find(f"{sign} ", at + 1)
    return False


_NAMES_SIGN = re.compile(
    r"(?:graphs?|clauses?|sections?|items?)\s(?:\(\w+\)\s?(?:,|and|or|through|to)?\s?)*$", re.IGNORECASE
)
