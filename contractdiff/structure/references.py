"""The references of a contract to its own clauses, each with the clause it points to.

Found are those that the words make and those that Word's own fields make; where both are the same, the field knows
better. What leads out of the contract is left out. What leads to no clause is doubtful unless its words can mean no
other document. The table of accepted and rejected wordings is ``tests/test_references.py``.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from contractdiff.model import Clause, ClauseId, Contract, CrossReference, Role
from contractdiff.structure.mentioned import EXHIBITS, Group, Item, groups_of
from contractdiff.structure.outside import Outside
from contractdiff.structure.places import Found, Missing, Place, Places

# Where as many references of one form find nothing, and fewer find something, the labels were not read well.
_TOO_MANY = 3
# Places that stand in one another: "item 2 of paragraph (b) of Section 5 of Exhibit A".
_DEEPEST = 6


def with_references(contract: Contract, *, doubtful: bool = False) -> Contract:
    """The same contract with the references that its words make, in reading order.

    A list gives one reference for each number, from where its word or number begins ("Sections 5.2", "5.3").
    ``doubtful`` keeps those that lead to no clause and may mean another document: where their words led to a clause in
    the other version, they are believed after all (``diff.references``).
    """
    finder = _Finder(contract)
    fields: dict[ClauseId, list[CrossReference]] = defaultdict(list)
    for each in contract.references:
        fields[each.clause].append(each)
    said = {clause.id: finder.references(clause) for clause in contract.clauses}
    said = _believed(said)
    found: list[CrossReference] = []
    for clause in contract.clauses:
        told = [each.reference for each in said[clause.id]]
        found += _joined(clause, told, fields[clause.id]) if clause.id in fields else told
    return replace(contract, references=tuple(each for each in found if doubtful or not each.doubtful))


@dataclass(frozen=True, slots=True)
class _Said:
    reference: CrossReference
    form: str
    """Of which form it is ("section 2": two numbers), "" where it was found by its signs alone."""


@dataclass(slots=True)
class _Named:
    """A group of places with the one that the text says they stand in."""

    group: Group
    start: int
    end: int
    container: "_Named | None" = None
    beside: bool = False
    depth: int = 0
    shared: bool = False
    """Whether the container is named behind another place of the list: "Clause 5(f) and Clause 12(2) of Schedule 3"."""


class _Finder:
    def __init__(self, contract: Contract) -> None:
        self._places: Places | None = None
        self._contract = contract
        self._outside = Outside(contract)

    def references(self, clause: Clause) -> list[_Said]:
        """The references that the words of a clause make."""
        if clause.role in (Role.HEADER, Role.FOOTER):
            return []
        text = clause.wording
        groups = list(groups_of(text))
        if not groups:
            return []
        if self._places is None:
            self._places = Places(self._contract)
        out: list[_Said] = []
        for named in _linked(text, groups):
            out += self._of(clause, text, named)
        return sorted(out, key=lambda each: each.reference.start)

    def _of(self, clause: Clause, text: str, named: _Named) -> Iterator[_Said]:
        outer = named
        while outer.container is not None:
            outer = outer.container
        exhibit = outer.group.word in EXHIBITS
        first = min(named.start, outer.start)
        after = max(named.end, outer.end)
        if self._outside.leads_out(text, first, after, exhibit=exhibit):
            return
        own = self._outside.says_own(text, outer.end)
        container = self._container(clause, named, own)
        heads = _is_own_heading(clause, named)
        told = False
        for number, item in enumerate(named.group.items):
            found, end = None, item.end
            start = item.start if number else named.group.start
            within = named.container
            if within is not None and container is not None:
                found = self._inside(container, named, item) if isinstance(container, Place) else container
                last = number == len(named.group.items) - 1 and not named.shared
                if found is not None and within.group.start > item.start and last:
                    end = within.end
                elif found is not None and within.group.start < item.start and not number:
                    start = within.start
            if found is None and (within is None or named.beside):
                found, end = self._plain(clause, text, named, number, own)
            if found is None:
                continue
            doubtful = self._is_doubtful(text, found, start, end, after=after, own=own)
            if isinstance(found, Missing) and (heads or (doubtful and isinstance(container, Place))):
                continue
            told = True
            yield _said(clause, text, start, end, found, _form(named.group, item), doubtful=doubtful)
        if not told and named.container is not None and container is not None and not named.shared:
            # of "form 4 of Exhibit C" the exhibit at least is known
            group = named.container.group
            doubtful = self._is_doubtful(text, container, group.start, group.end, after=after, own=own)
            yield _said(
                clause, text, group.start, group.end, container, _form(group, group.items[0]), doubtful=doubtful
            )

    def _is_doubtful(self, text: str, found: Found, start: int, end: int, *, after: int, own: str) -> bool:
        """Whether what leads to no clause may mean another document; what follows its group begins at ``after``."""
        if not isinstance(found, Missing) or own:
            return isinstance(found, Missing) and found.doubtful
        return found.doubtful or self._outside.leaves_doubt(text, after) or self._outside.may_lead_out(text, start, end)

    def _inside(self, container: Place, named: _Named, item: Item) -> Found:
        assert self._places is not None
        return self._places.inside(
            container, named.group.word, item.number, item.chain, surely=not (named.beside or named.shared)
        )

    def _container(self, clause: Clause, named: _Named, own: str) -> Found:
        """The place that the text says the others stand in."""
        if named.container is None:
            return None
        outer = self._container(clause, named.container, own)
        item = named.container.group.items[0]
        if isinstance(outer, Place):
            return self._inside(outer, named.container, item)
        return outer or self._find(clause, named.container.group.word, item.number, item.chain, own)

    def _plain(self, clause: Clause, text: str, named: _Named, number: int, own: str) -> tuple[Found, int]:
        """What one number of a group points to, and where its words end: signs behind a space may begin a list."""
        group, item = named.group, named.group.items[number]
        if not item.number and number:
            return self._continued(clause, group, number, own), item.end
        found = self._find(clause, group.word, item.number, item.chain, own)
        if item.sure == len(item.chain) or (isinstance(found, Place) and not found.within):
            return found, item.end
        end = item.start + len(text[item.start : item.end].split(" (")[0])
        return self._find(clause, group.word, item.number, item.chain[: item.sure], own), end

    def _continued(self, clause: Clause, group: Group, number: int, own: str) -> Found:
        """What "(3)" is in "Section 5.3(b)(2) and (3)": it takes the place of signs of its kind in the one before."""
        at = max((n for n in range(number) if group.items[n].number), default=0)
        first, chain = group.items[at], group.items[at].chain
        found: Found = None
        for item in group.items[at + 1 : number + 1]:
            found = None
            for keep in range(len(chain) - 1, -1, -1):
                signs = (*chain[:keep], *item.chain)
                if _alike(chain[keep], item.chain[0]):
                    tried = self._find(clause, group.word, first.number, signs, own)
                    if isinstance(tried, Place) and not tried.within:
                        found, chain = tried, signs
                        break
        return found

    def _find(self, clause: Clause, word: str, number: str, chain: Sequence[str], own: str) -> Found:
        assert self._places is not None
        return self._places.find(word, number, chain, clause.id, own=own)


_AND = re.compile(r"\s*(?:,|;|,?\s*(?:and|or|and/or))\s*")


def _linked(text: str, groups: Sequence[Group]) -> list[_Named]:
    """The groups that are references by themselves, each with the place that the text says it stands in."""
    named = [_Named(group, group.start, group.end) for group in groups]
    holds: set[int] = set()
    for at in range(len(named) - 2, -1, -1):
        here, after = named[at], named[at + 1]
        between = text[here.group.end : after.group.start]
        if after.depth < _DEEPEST and here.group.within(after.group, between):
            here.container, here.depth = after, after.depth + 1
            holds.add(at + 1)
        elif here.group.holds(after.group, between) and after.container is None:
            after.container, after.beside = here, True
            after.depth = here.depth + 1
            holds.add(at)
        elif (
            here.group.word == after.group.word
            and after.container is not None
            and not after.beside
            and _AND.fullmatch(between)
        ):
            here.container, here.depth, here.shared = after.container, after.depth, True
    for each in reversed(named):
        if each.container is not None and not each.beside and not each.shared:
            each.end = max(each.end, each.container.end)
    return [each for at, each in enumerate(named) if at not in holds]


def _is_own_heading(clause: Clause, named: _Named) -> bool:
    """Whether a clause without a label begins with the reference: an entry in a table of contents, or a heading."""
    return named.start == 0 and clause.label is None


def _form(group: Group, item: Item) -> str:
    return f"{group.word} {item.number.count('.')}" if item.number else ""


def _alike(one: str, other: str) -> bool:
    """Whether two signs may count the same list."""
    return one.isdigit() == other.isdigit() and (one.isdigit() or one.islower() == other.islower())


def _said(clause: Clause, text: str, start: int, end: int, found: Found, form: str, *, doubtful: bool) -> _Said:
    reference = CrossReference(
        clause=clause.id,
        text=text[start:end],
        target=found.clause if isinstance(found, Place) else None,
        start=start,
        end=end,
        within=found.within if isinstance(found, Place) else "",
        doubtful=doubtful,
    )
    return _Said(reference, form)


def _believed(said: dict[ClauseId, list[_Said]]) -> dict[ClauseId, list[_Said]]:
    """What is said to point nowhere is doubtful where most references of its form do: the labels were misread."""
    found: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for told in said.values():
        for each in told:
            if not each.reference.doubtful:
                (missed if each.reference.target is None else found)[each.form] += 1
    misread = {form for form, count in missed.items() if count >= _TOO_MANY and count > found[form]}
    return {name: [_doubted(each, misread) for each in told] for name, told in said.items()} if misread else said


def _doubted(said: _Said, misread: Collection[str]) -> _Said:
    if said.reference.target is not None or said.form not in misread:
        return said
    return replace(said, reference=replace(said.reference, doubtful=True))


def _joined(clause: Clause, told: list[CrossReference], fields: list[CrossReference]) -> list[CrossReference]:
    """The references that the words make and those of Word's fields: of the same words there is one."""
    text = clause.wording
    out = list(told)
    added: list[CrossReference] = []
    at = behind = 0
    for field in fields:
        start, end = field.start, field.end
        if start < 0:
            start = _place_of(text, field.text, at)
            end = start + len(field.text) if start >= 0 else -1
        if start < 0:
            added.append(field)
            continue
        behind = behind if start >= at else 0
        at = end
        while behind < len(out) and out[behind].end <= start:
            behind += 1
        same = behind if behind < len(out) and out[behind].start < end else None
        if same is None:
            added.append(replace(field, start=start, end=end))
        elif field.target is not None:
            within = out[same].within if field.target == out[same].target else ""
            out[same] = replace(out[same], target=field.target, within=within, doubtful=False)
    return sorted((*out, *added), key=lambda each: (each.start < 0, each.start))


def _place_of(text: str, words: str, at: int) -> int:
    """Where the words of a field stand by themselves, not before ``at``; -1 where they do not."""
    words = words.strip()
    start = text.find(words, at) if words else -1
    while start >= 0:
        end = start + len(words)
        if not (text[start - 1 : start].isalnum() and start) and not text[end : end + 1].isalnum():
            return start
        start = text.find(words, start + 1)
    return -1
