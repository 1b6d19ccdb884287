"""The contract that was issued against the old one and the draft: what became of each change, and what is new."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from contractdiff.errors import InputError
from contractdiff.model import (
    Change,
    ChangeId,
    ChangeKind,
    ChangeOutcome,
    ClauseId,
    Comparison,
    Contract,
    Fate,
    FinalCheck,
    NewEdit,
    NewKind,
    Op,
    Part,
    Passage,
    Promise,
    Result,
    Wanted,
)
from contractdiff.rounds.asked import LONG, Asked, Text, literal, nearly, paragraphs, stands_literally, wordings
from contractdiff.rounds.new_edits import new_edits
from contractdiff.rounds.proposals import Proposals
from contractdiff.rounds.shapes import Shapes
from contractdiff.rounds.three import Three
from contractdiff.rounds.unexplained import Unexplained
from contractdiff.rounds.words import NONE
from contractdiff.text import quoted

_NOTHING = Wanted()
_PARTS = {Fate.ADOPTED: "As proposed", Fate.RESTORED: "As before", Fate.LEFT_OUT: "Left out", Fate.NEW: "New"}
# Parts that a sentence names, and characters of each.
_MOST, _LONGEST = 6, 80


def check_final(
    proposed: Comparison, final: Comparison, between: Comparison, wanted: Mapping[ChangeId, Wanted]
) -> FinalCheck:
    """What became of every proposed change, whether promises were kept, and what is new and nobody disclosed.

    A change is told by its words: those that it deletes and those that it inserts. Words beside them that both the old
    version and the draft have are no part of it; what the final does to them nobody disclosed, even in the same clause.
    Words that took the place of proposed ones are told with the change, and not as new.

    Args:
        proposed: The last draft against the old version, with the ids that are in use.
        final: The contract that was issued against the old version.
        between: The same against the last draft.
        wanted: What was asked for and promised, by change.

    Raises:
        InputError: ``wanted`` names a change that is not there, or the comparisons are not of three versions.
    """
    for name in wanted:
        if name not in proposed.by_id:
            raise InputError(
                f"Something was asked for or promised at {name}, which is no change of the last draft "
                f"({proposed.new.name}). Take the ids of that draft."
            )
    return _Check(Three(proposed, final, between), wanted).made()


class _Check:
    def __init__(self, three: Three, wanted: Mapping[ChangeId, Wanted]) -> None:
        self._three, self._wanted = three, wanted
        self._proposals = Proposals(three)
        self._shapes = Shapes(three)
        self._last = {change.id: self._last_of(change) for change in three.first.changes}
        self._all = literal(" ".join(clause.wording for clause in three.last.contract.clauses))
        self._asked = self._look_for_wordings()
        self._unexplained = Unexplained(three, self._proposals, self._asked)

    def made(self) -> FinalCheck:
        """The result."""
        undisclosed, administrative = new_edits(self._three, self._unexplained.gaps, self._shapes)
        beside: dict[ClauseId, list[NewEdit]] = defaultdict(list)
        for edit in undisclosed:
            for name in edit.final if edit.kind is NewKind.REWORDED else ():
                beside[name].append(edit)
        outcomes = tuple(self._outcome(change, beside) for change in self._three.first.changes)
        return FinalCheck(outcomes=outcomes, undisclosed=undisclosed, administrative=administrative)

    def _last_of(self, change: Change) -> list[int]:
        """The clauses of the final in which a change would stand."""
        three = self._three
        found = {at for name in change.new for at in three.last_of_draft.get(three.draft.place[name], ())}
        found |= {at for name in change.old for at in three.last_of_old.get(three.old.place[name], ())}
        for hunk in self._proposals.of[change.id]:
            found |= {three.last.clause[three.draft_last.on[at]] for at in self._proposals.surely_adopted(hunk)}
        return sorted(found)

    def _look_for_wordings(self) -> Asked:
        """The wordings that were asked for and stand in the final, where they are not the draft's."""
        three, asked = self._three, Asked()
        unpaired = [
            place
            for place in three.last.places
            if all(
                three.old_last.back[at] == NONE and three.draft_last.back[at] == NONE for at in three.last.span(place)
            )
        ]
        elsewhere = Text(three.last, unpaired)
        for name, wanted in self._wanted.items():
            change = three.first.by_id[name]
            places = [three.draft.place[each] for each in change.new]
            own, draft = Text(three.last, self._last[name]), Text(three.draft, places)
            for wording in wordings(wanted):
                found = own.find(wording)
                if not found and len(wording.split()) >= LONG:
                    found = elsewhere.find(wording)
                if found and not draft.find(wording):
                    asked.stands(name, wording, found, three.last, places)
            for wording in wordings(wanted) if name not in asked.of else ():
                final = [at for place in self._last[name] for at in three.last.span(place)]
                proposed = [at for place in places for at in three.draft.span(place)]
                if near := nearly(wording, three.last, final, three.draft, proposed):
                    asked.is_near(name, wording, near)
        return asked

    def _outcome(self, change: Change, beside: Mapping[ClauseId, Sequence[NewEdit]]) -> ChangeOutcome:
        three = self._three
        wanted = self._wanted.get(change.id, _NOTHING)
        result, said, parts = self._result(change)
        final = _passage(three.last.contract, [three.last.contract.clauses[at].id for at in self._last[change.id]])
        agreed = self._agreed(wanted.agreed, final) if wanted.agreed.strip() else None
        kept = _kept(wanted.promise, result, agreed)
        if agreed is False and result is Result.WITHDRAWN:
            said = f"{said.removesuffix('.')}, not the wording agreed on."
        if kept or result is Result.AS_ASKED:
            where = final.clauses if not agreed else self._where_agreed(wanted.agreed, final)
            words = _words_of(edit for name in where for edit in beside.get(name, ()))
            if words:
                kept = None if kept else kept
                said = f"{said} But in the same clause nobody disclosed: {_few(words)}. A person must look at it."
        return ChangeOutcome(
            id=change.id,
            result=result,
            old=_passage(three.first.old, change.old),
            proposed=_passage(three.first.new, change.new),
            final=final,
            said=said,
            parts=parts if result is Result.OTHERWISE else (),
            asked="" if change.id in self._asked.nearly else self._asked.of.get(change.id, ""),
            agreed_stands=agreed,
            promise=wanted.promise,
            kept=kept,
        )

    def _agreed(self, wording: str, final: Passage) -> bool:
        if stands_literally(wording, literal(final.wording)):
            return True
        return len(wording.split()) >= LONG and stands_literally(wording, self._all)

    def _where_agreed(self, wording: str, final: Passage) -> Iterator[ClauseId]:
        """The clauses in which a wording that was agreed on stands."""
        if stands_literally(wording, literal(final.wording)):
            yield from final.clauses
            return
        forms = [literal(form) for each in paragraphs(wording) for form in each]
        for clause in self._three.last.contract.clauses:
            text = literal(clause.wording)
            if any(stands_literally(form, text) for form in forms):
                yield clause.id

    def _result(self, change: Change) -> tuple[Result, str, tuple[Part, ...]]:
        last = self._last[change.id]
        if change.kind is ChangeKind.RENAMED:
            return _alone(*self._shapes.rename(change))
        if change.kind is ChangeKind.RENUMBERED:
            return _alone(*self._shapes.number(change, last))
        found, parts = self._of_words(change)
        if change.kind in (ChangeKind.SPLIT, ChangeKind.MERGED):
            shape, said = self._shapes.division(change)
            # of clauses that are not there the words tell
            if last or not found:
                found.append(shape)
                parts.append(Part(fate=Fate.PLACE, words=said))
        if change.moved and (last or not found):
            place = self._shapes.place(change, last)
            if place is not None or not found:
                found.append(place or Result.OTHERWISE)
                parts.append(Part(fate=Fate.PLACE, words=_PLACES[place] if last else "The clause is not there."))
        if not found:
            found.append(Result.ADOPTED if last or not change.new else Result.WITHDRAWN)
        if change.id in self._asked.of and (set(found) != {Result.WITHDRAWN} or self._covers_new(change)):
            agreed = self._asked.of[change.id] == self._wanted[change.id].agreed
            nearly = ", but for other words of the clause" if change.id in self._asked.nearly else ""
            said = f"Modified: the wording {'agreed on' if agreed else 'asked for'} stands there{nearly}."
            return Result.AS_ASKED, said, ()
        is_gone = change.old and change.new and not last
        if len(set(found)) == 1 and not is_gone:
            return found[0], _said(found[0], change, parts), tuple(parts)
        if is_gone:
            parts.append(Part(fate=Fate.PLACE, words="The clause is not there."))
        return Result.OTHERWISE, _otherwise(parts), tuple(parts)

    def _of_words(self, change: Change) -> tuple[list[Result], list[Part]]:
        hunks = self._proposals.of[change.id]
        telling = [hunk for hunk in hunks if self._proposals.is_of_words(hunk)] or hunks
        results = [self._proposals.result(hunk) for hunk in telling]
        return results, [part for hunk in telling for part in self._proposals.parts(hunk)]

    def _covers_new(self, change: Change) -> bool:
        """Whether a wording that was asked for brings words that are neither the old ones nor those of the draft."""
        three = self._three
        return any(
            three.old_last.back[at] == NONE and three.draft_last.back[at] == NONE and at in self._asked.brought
            for place in self._last[change.id]
            for at in three.last.span(place)
        )


_PLACES = {
    Result.ADOPTED: "In the place that was proposed.",
    Result.WITHDRAWN: "In its old place.",
    None: "In another place.",
}


def _alone(result: Result, said: str) -> tuple[Result, str, tuple[Part, ...]]:
    return result, said, (Part(fate=Fate.PLACE, words=said),)


def _said(result: Result, change: Change, parts: Sequence[Part]) -> str:
    if result is Result.OTHERWISE:
        return _otherwise(parts)
    if change.kind is ChangeKind.ADDED:
        return "Added as proposed." if result is Result.ADOPTED else "Not added."
    if change.kind is ChangeKind.DELETED:
        return "Deleted as proposed." if result is Result.ADOPTED else "The old clause stands."
    if result is Result.ADOPTED:
        return "Adopted as proposed."
    return "The old text stands again."


def _otherwise(parts: Iterable[Part]) -> str:
    """Which parts were adopted and which not, in words."""
    told = list(dict.fromkeys(parts))
    lines = [
        each.words if each.fate is Fate.PLACE else f"{_PARTS[each.fate]}: {_cut(each.words)}." for each in told[:_MOST]
    ]
    more = len(told) - _MOST
    return " ".join(lines) + (f" And {more} more part{'s' if more > 1 else ''}." if more > 0 else "")


def _cut(words: str) -> str:
    if len(words) <= _LONGEST:
        return words.rstrip(".") if words.endswith(".") else words
    return f"{words[:_LONGEST].rsplit(None, 1)[0]} …”"


def _words_of(edits: Iterable[NewEdit]) -> list[str]:
    """The words that are new or gone, each as a sentence names them."""
    lead = {Op.INSERT: "new", Op.DELETE: "without"}
    words = ((lead[each.op], each.text.strip()) for edit in edits for each in edit.edits if each.op in lead)
    return list(dict.fromkeys(f"{how} {quoted(text)}" for how, text in words if text))


def _few(words: Sequence[str]) -> str:
    more = f"; and {len(words) - _MOST} more" if len(words) > _MOST else ""
    return "; ".join(_cut(each) for each in words[:_MOST]) + more


def _kept(promise: Promise | None, result: Result, agreed: bool | None) -> bool | None:
    if promise is Promise.WITHDRAW:
        return result is Result.WITHDRAWN
    return agreed if promise is Promise.AS_AGREED else None


def _passage(contract: Contract, clauses: Sequence[ClauseId]) -> Passage:
    wording = " ".join(words for name in clauses if (words := contract.by_id[name].wording))
    return Passage(clauses=tuple(clauses), wording=wording)
