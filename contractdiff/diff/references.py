"""What became of the references between clauses: followed, shifted to another clause, or dangling.

A reference that reads otherwise only because the clause it points to was renumbered is no edit. Where its words
stayed and lead to another clause, it was forgotten. Where they were changed and do, the agency meant it so, unless it
is a slip of the renumbering: a clause beside the one that got another number.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from contractdiff.model import (
    Alignment,
    Clause,
    ClauseId,
    Contract,
    CrossReference,
    Link,
    Reference,
    ReferenceStatus,
    Side,
)
from contractdiff.text import Stretch, fold, pairs_in_order

_NUMBERS = re.compile(
    r"(?:\(\w{1,5}\)|\b[IVXLC]+\b|\b[A-Z]{1,2}\b|\d[\w.-]*|\b(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\b)"
    r"(?:\s?\(\w{1,5}\)|\.\w+)*",
)
# A reference that is understood from where it stands: "paragraph (b)", "subsection C".
_RELATIVE = re.compile(
    r"(?:(?:(?:sub-?)?(?:paragraph|clause)|sub-?section|item|para\.)s?\s+)?(?:(?:\(\w+\))+|[A-Z]|[ivxIVX]+)",
    re.IGNORECASE,
)
# Links with more references than this are not looked through for the best pairing.
_MOST = 250
# What speaks for two references being one: they point to the same clause, read the same, are called the same, or have
# the same words around them.
_SAME_TARGET, _SAME_TEXT, _SAME_FORM, _SAME_WORDS = 8, 6, 1, 1
_NEAR = 24
# Words between references that may be told in any order.
_JOINING = frozenset(("", ",", "and", "or", "and/or", "&"))
_THIS = re.compile(r"\bthis\s+$", re.IGNORECASE)
_NAMED = 60
_OTHER = r"(?:Agreement|Lease|Contract|Plan|Policy|Manual|Handbook|Bylaws|Charter|Act|Code|Law|Ordinance)"
_OTHER_BEFORE = re.compile(
    rf"(?<!\bthis )(?<!\bThis )(?:\b{_OTHER}['’]?s?|\b(?:lease|charter|policy|manual|plan)['’]s)"
    r"(?:,|\s+(?:says?|states?|provides?|requires?|sets? out)?\s*(?:in|at|under)?)?\s*$"
)
_OTHER_AFTER = re.compile(rf"\s+of\s+(?:such|said|that)\s+\w+|\s+\((?:[A-Z][\w'’]*\s+)+{_OTHER}\)")
"""Words beside a reference that name another document: "the Lease Agreement, Section 4", "Section 4 of such plan"."""
_RESERVED = re.compile(r"\W*(?:intentionally\s+)?(?:reserved|omitted|left\s+blank|deleted)\W*", re.IGNORECASE)


class FollowedReferences:
    """The references of two aligned versions.

    Attributes:
        told: Those of both versions with what became of them, the old ones first, in reading order.
    """

    def __init__(self, old: Contract, new: Contract, alignment: Alignment) -> None:
        self._old, self._new = old, new
        self._links = alignment.links
        self._link_of = {name: at for at, link in enumerate(alignment.links) for name in (*link.old, *link.new)}
        self._in_clause: dict[ClauseId, list[CrossReference]] = defaultdict(list)
        for contract in (old, new):
            for each in contract.references:
                self._in_clause[each.clause].append(each)
        self._alike: dict[tuple[ClauseId, ...], tuple[list[Stretch], list[Stretch]]] = {}
        self._before: dict[CrossReference, CrossReference] = {}
        self._in_same_words: set[CrossReference] = set()
        for link in alignment.links:
            self._follow(link)
        # a field of which the file keeps no words tells a reader nothing
        self.told = (
            *(self._told_old(each) for each in old.references if _says_something(each) and not each.doubtful),
            *(self._told_new(each) for each in new.references if _says_something(each) and self._is_believed(each)),
        )

    def alike(self, link: Link) -> tuple[Sequence[Stretch], Sequence[Stretch]]:
        """The references that followed their clauses in the wordings of a link, those of a pair under one key."""
        return self._alike.get((*link.old, *link.new), ((), ()))

    def _follow(self, link: Link) -> None:
        sides = (self._placed(self._old, link.old), self._placed(self._new, link.new))
        if not sides[0] or not sides[1]:
            return
        stretches: tuple[list[Stretch], list[Stretch]] = ([], [])
        for one, other in self._paired(*sides):
            self._before[other.reference] = one.reference
            if one.surroundings == other.surroundings:
                self._in_same_words.add(other.reference)
            if one.start < 0 or other.start < 0 or not self._corresponds(one.reference, other.reference):
                continue
            if _may_lead_out(self._old, one.reference) or _may_lead_out(self._new, other.reference):
                continue  # the section of a lease is no section of this contract, whatever its number
            if fold(one.reference.text) != fold(other.reference.text) and one.form == other.form:
                key = f"reference {len(stretches[0])}"
                stretches[0].append(Stretch(one.start, one.end, key))
                stretches[1].append(Stretch(other.start, other.end, key))
        if stretches[0]:
            self._alike[(*link.old, *link.new)] = stretches

    def _placed(self, contract: Contract, names: Sequence[ClauseId]) -> list["_Placed"]:
        """The references of some clauses with where they stand in their joined wording; -1 where that is not known."""
        out: list[_Placed] = []
        if not any(name in self._in_clause for name in names):
            return out
        at = 0
        for name in names:
            wording = contract.by_id[name].wording
            for each in self._in_clause.get(name, ()):
                known = each.start >= 0
                ahead = wording[max(each.start - _NEAR, 0) : each.start][::-1]
                around = (_near(ahead), _near(wording[each.end : each.end + _NEAR])) if known else ("", "")
                start, end = (at + each.start, at + each.end) if known else (-1, -1)
                out.append(_Placed(each, start, end, _form(each.text), *around))
            at += len(wording) + 1 if wording else 0
        return out

    def _paired(self, old: list["_Placed"], new: list["_Placed"]) -> list[tuple["_Placed", "_Placed"]]:
        """The references that took each other's place, in order."""
        if len(old) == len(new) and all(map(self._is_same, old, new)):
            return list(zip(old, new, strict=True))
        if self._crossed(old, new):
            return list(zip(old, new, strict=True))
        if len(old) * len(new) > _MOST * _MOST:
            return list(zip(old, new, strict=False))
        texts = [[each.reference.text for each in side] for side in (old, new)]
        if (len(old), texts[0]) > (len(new), texts[1]):
            # of several pairings as good the same one whichever version comes first
            return [(one, other) for other, one in self._best(new, old)]
        return self._best(old, new)

    def _crossed(self, old: list["_Placed"], new: list["_Placed"]) -> bool:
        """Whether the same clauses changed places in the same words: "Section 1 governs over Section 2"."""
        if len(old) != len(new) or all(each.after in _JOINING for each in old[:-1]):
            return False
        if any(one.surroundings != other.surroundings for one, other in zip(old, new, strict=True)):
            return False
        targets = (each.reference.target for each in old), (each.reference.target for each in new)
        links = [Counter(self._link_of[each] if each else -1 for each in side) for side in targets]
        return links[0] == links[1]

    def _best(self, left: list["_Placed"], right: list["_Placed"]) -> list[tuple["_Placed", "_Placed"]]:
        scores = [[self._score(one, other) for other in right] for one in left]
        return [(left[i], right[j]) for i, j in pairs_in_order(scores)]

    def _score(self, one: "_Placed", other: "_Placed") -> int:
        """How much speaks for two references being one; 0 where it is too little."""
        score = _SAME_TARGET if self._corresponds(one.reference, other.reference) else 0
        score += _SAME_TEXT if fold(one.reference.text) == fold(other.reference.text) else 0
        around = (one.ahead == other.ahead) + (one.after == other.after)
        if not score and not (one.form == other.form and around):
            return 0
        return score + (_SAME_FORM if one.form == other.form else 0) + _SAME_WORDS * around

    def _is_same(self, one: "_Placed", other: "_Placed") -> bool:
        return one.form == other.form and (
            one.reference.text == other.reference.text or self._corresponds(one.reference, other.reference)
        )

    def _corresponds(self, one: CrossReference, other: CrossReference) -> bool:
        """Whether the clauses that two references point to took each other's place."""
        if one.target is None or other.target is None:
            return False
        at = self._link_of[one.target]
        if at != self._link_of[other.target] or one.within != other.within:
            return False
        # of a clause that was split the first piece stands for the whole
        heads = _head(self._old, self._links[at].old), _head(self._new, self._links[at].new)
        return one.target in heads and other.target in heads

    def _told_old(self, reference: CrossReference) -> Reference:
        status = ReferenceStatus.OK if reference.target else ReferenceStatus.DANGLING
        return Reference(
            side=Side.OLD, clause=reference.clause, text=reference.text, target=reference.target, status=status
        )

    def _is_believed(self, reference: CrossReference) -> bool:
        """Whether a reference of the new version is one; a doubtful one is if the same words led to a clause before."""
        if not reference.doubtful:
            return True
        before = self._before.get(reference)
        if before is None or before.target is None:
            return False
        stayed = fold(before.text) == fold(reference.text)
        if not stayed and reference not in self._in_same_words:
            return False
        meant = self._meant(before)
        if meant is not None and not self._new.by_id[meant].label:
            return False  # it was misread
        return meant is None or not stayed or self._new.citation(meant) != self._old.citation(before.target)

    def _told_new(self, reference: CrossReference) -> Reference:
        before = self._before.get(reference)
        told = Reference(
            side=Side.NEW,
            clause=reference.clause,
            text=reference.text,
            target=reference.target,
            status=ReferenceStatus.OK,
            was=before.text if before is not None and fold(before.text) != fold(reference.text) else "",
        )
        meant = self._meant(before) if before is not None else None
        if reference.target is None or (before and before.target and not before.within and self._is_gone(reference)):
            return replace(told, target=None, status=ReferenceStatus.DANGLING, meant=meant)
        if before is None or before.target is None or self._is_here(reference):
            return told
        if self._is_emptied(before.target, reference.target):
            return replace(told, status=ReferenceStatus.SHIFTED, meant=None)
        if self._is_right(before, reference):
            return replace(told, status=ReferenceStatus.FOLLOWED if told.was else ReferenceStatus.OK)
        on_purpose = bool(told.was) and not self._is_slip(before, reference, meant)
        return replace(told, status=ReferenceStatus.SHIFTED, meant=meant, on_purpose=on_purpose)

    def _is_here(self, reference: CrossReference) -> bool:
        """Whether a reference leads to the clause it stands in and says so: "this Section 4"."""
        if reference.start < 0 or not _THIS.search(
            self._new.by_id[reference.clause].wording, max(reference.start - len("this  "), 0), reference.start
        ):
            return False
        return reference.target in _lineage(self._new, reference.clause)

    def _is_emptied(self, old: ClauseId | None, new: ClauseId | None) -> bool:
        """Whether nothing is left of a clause but its number: "[Reserved]"."""
        if old is None or new is None or not _RESERVED.fullmatch(self._new.by_id[new].wording):
            return False
        return _RESERVED.fullmatch(self._old.by_id[old].wording) is None

    def _is_slip(self, before: CrossReference, now: CrossReference, meant: ClauseId | None) -> bool:
        """Whether a reference that was changed to lead to another clause was hardly meant to.

        So where it leads to the clause it stands in, to one that is reserved, to a later piece of the clause it led to,
        which was split, or to one beside it that got another number.
        """
        assert before.target is not None and now.target is not None
        if self._link_of[before.target] == self._link_of[now.target] and meant != now.target:
            return True
        target = self._new.by_id[now.target]
        if now.target == now.clause or _RESERVED.fullmatch(target.wording):
            return True
        if meant is None or self._new.citation(meant) == self._old.citation(before.target):
            return False
        return meant != now.target and self._new.by_id[meant].parent == target.parent

    def _is_gone(self, reference: CrossReference) -> bool:
        """Whether what a reference names within its clause stands nowhere in it."""
        sign, target = reference.within.partition(")")[0], reference.target
        if not sign or target is None:
            return False
        own = (self._new.by_id[target], *self._below.get(target, ()))
        return not any(f"{sign})" in clause.wording for clause in own)

    @cached_property
    def _below(self) -> dict[ClauseId, list[Clause]]:
        """The clauses of the new version right under each."""
        found: dict[ClauseId, list[Clause]] = defaultdict(list)
        for clause in self._new.clauses:
            if clause.parent is not None:
                found[clause.parent].append(clause)
        return found

    def _meant(self, before: CrossReference) -> ClauseId | None:
        """The clause of the new version that took the place of what an old reference points to."""
        if before.target is None:
            return None
        return _head(self._new, self._links[self._link_of[before.target]].new)

    def _is_right(self, before: CrossReference, now: CrossReference) -> bool:
        """Whether a reference points to what it did; in doubt it does.

        So also where its clause was rewritten beyond recognition under its old number and heading, or where under the
        same number not the clause itself is paired but one below or above it; and where "paragraph (b)" stands in
        another list now.
        """
        assert before.target is not None and now.target is not None
        if self._corresponds(before, now):
            return True
        was, link = self._old.citation(before.target), self._links[self._link_of[before.target]]
        cited = self._new.citation(now.target)
        if self._link_of[before.target] == self._link_of[now.target]:
            part = before.within != now.within and bool(before.within) and bool(now.within)
            head = _head(self._new, link.new)
            return not part and (head in _lineage(self._new, now.target) or now.target in _lineage(self._new, head))
        if any(self._new.citation(name) == cited for name in link.new):
            return True
        if _RELATIVE.fullmatch(before.text) and not self._of_one_list(before.target, now.target):
            return True
        if was != cited or fold(before.text) != fold(now.text):
            return False
        came_from = self._links[self._link_of[now.target]].old
        above = _lineage(self._new, now.target)
        if any(name in above or now.target in _lineage(self._new, name) for name in link.new):
            return True
        if any(before.target in _lineage(self._old, name) for name in came_from):
            return True
        headings = (self._old.by_id[before.target].heading, self._new.by_id[now.target].heading)
        return (
            not link.new and not came_from and bool(headings[0]) and fold(headings[0] or "") == fold(headings[1] or "")
        )

    def _of_one_list(self, old: ClauseId, new: ClauseId) -> bool:
        """Whether the clauses that two clauses stand under took each other's place."""
        above = self._old.by_id[old].parent, self._new.by_id[new].parent
        if above[0] is None or above[1] is None:
            return above[0] is above[1]
        return self._link_of[above[0]] == self._link_of[above[1]]


def _may_lead_out(contract: Contract, reference: CrossReference) -> bool:
    """Whether the words beside a reference name another document that it may be a place of."""
    wording = contract.by_id[reference.clause].wording
    before, after = wording[max(reference.start - _NAMED, 0) : reference.start], wording[reference.end :]
    return _OTHER_BEFORE.search(before) is not None or _OTHER_AFTER.match(after) is not None


def _head(contract: Contract, names: Sequence[ClauseId]) -> ClauseId | None:
    """The clause that the others are pieces of: the first with a label."""
    return next((name for name in names if contract.by_id[name].label), next(iter(names), None))


def _lineage(contract: Contract, clause: ClauseId | None) -> set[ClauseId]:
    """A clause and those it stands under."""
    found: set[ClauseId] = set()
    here = clause
    while here is not None:
        found.add(here)
        here = contract.by_id[here].parent
    return found


@dataclass(frozen=True, slots=True)
class _Placed:
    """A reference in the joined wording of a link, what it is called, and the words before and after it."""

    reference: CrossReference
    start: int
    end: int
    form: str
    ahead: str
    after: str

    @property
    def surroundings(self) -> tuple[str, str, str]:
        """What it is called, and the words before and after it."""
        return self.form, self.ahead, self.after


def follow_references(old: Contract, new: Contract, alignment: Alignment) -> FollowedReferences:
    """What became of the references of two versions, and which of them are no edits though they read differently."""
    return FollowedReferences(old, new, alignment)


def _says_something(reference: CrossReference) -> bool:
    return any(map(str.isalnum, reference.text))


def _form(text: str) -> str:
    """A reference without its numbers: "Section # of Exhibit #"."""
    return fold(_NUMBERS.sub("#", text))


def _near(text: str) -> str:
    """The word at the beginning of ``text``, in small letters."""
    words = text.split()
    return words[0].casefold() if words else ""
