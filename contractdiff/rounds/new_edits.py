"""What is new in the final and was disclosed by nobody, clause by clause."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from contractdiff.model import Change, ChangeId, ChangeKind, ClauseId, Edit, NewEdit, NewKind, Op
from contractdiff.rounds.shapes import Shapes
from contractdiff.rounds.three import Three
from contractdiff.rounds.unexplained import Gap
from contractdiff.rounds.words import NONE
from contractdiff.text import bare_label, fold, quoted

_SHORT = 90


def new_edits(three: Three, gaps: Sequence[Gap], shapes: Shapes) -> tuple[tuple[NewEdit, ...], tuple[NewEdit, ...]]:
    """The edits of words, then those that leave every word as it was; in reading order, numbered through."""
    made = _Edits(three, shapes)
    words = [*made.renames(), *made.of_words(gaps)]
    others = list(made.without_words({name for edit in words for name in edit.final}))
    numbered = [replace(edit, id=f"F-{number:03d}") for number, edit in enumerate([*words, *others], 1)]
    return tuple(numbered[: len(words)]), tuple(numbered[len(words) :])


class _Edits:
    def __init__(self, three: Three, shapes: Shapes) -> None:
        self._three, self._shapes = three, shapes
        self._of_old: dict[ClauseId, ChangeId] = {}
        self._of_draft: dict[ClauseId, ChangeId] = {}
        for change in three.first.changes:
            self._of_old |= dict.fromkeys(change.old, change.id)
            self._of_draft |= dict.fromkeys(change.new, change.id)

    def of_words(self, gaps: Iterable[Gap]) -> Iterator[NewEdit]:
        """One edit for each clause of the final with gaps, and for each clause that is missing, in reading order."""
        by_clause: dict[int, list[Gap]] = defaultdict(list)
        missing: dict[int, list[Gap]] = defaultdict(list)
        for gap in gaps:
            if gap.clause == NONE:
                missing[self._three.draft.clause[gap.lost[0]]].append(gap)
            else:
                by_clause[gap.clause].append(gap)
        made = [((place, 1, 0), self._reworded(place, found)) for place, found in by_clause.items()]
        made += [((self._where(place), 2, place), self._deleted(place)) for place in missing]
        for _, edit in sorted(made, key=lambda each: each[0]):
            yield edit

    def _reworded(self, place: int, gaps: Sequence[Gap]) -> NewEdit:
        three = self._three
        span = three.last.span(place)
        is_new = len(gaps) == 1 and gaps[0].new == span and not gaps[0].lost
        edit = self._edit(NewKind.ADDED if is_new else NewKind.REWORDED, place, _edits(three, place, gaps))
        edit = replace(edit, moved=not is_new and self._shapes.moved_anew(place))
        words = "".join(each.text for each in edit.edits).strip()
        if is_new:
            return replace(edit, summary=f"New clause: {_short(words)}")
        told = "; ".join(
            _told(three.draft.text(gap.lost), three.last.text(gap.new)) for gap in gaps if gap.new or gap.lost
        )
        return replace(edit, summary=f"{'Moved and reworded' if edit.moved else 'Reworded'}: {told}.")

    def _deleted(self, place: int) -> NewEdit:
        """A clause of the draft of which nothing is left."""
        three = self._three
        draft = three.first.new.clauses[place]
        old = self._old_of_draft(place)
        return self._named(
            NewEdit(
                id="",
                kind=NewKind.DELETED,
                old=old,
                proposed=(draft.id,),
                final=(),
                edits=(Edit(Op.DELETE, draft.wording),),
                summary=f"Clause deleted: {_short(draft.wording)}",
            )
        )

    def _old_of_draft(self, place: int) -> tuple[ClauseId, ...]:
        three = self._three
        numbers = (three.old_draft.back[at] for at in three.draft.span(place))
        places = sorted({three.old.clause[at] for at in numbers if at != NONE})
        return tuple(three.first.old.clauses[at].id for at in places)

    def _where(self, place: int) -> int:
        """After which clause of the final a missing clause of the draft stood."""
        for before in range(place - 1, -1, -1):
            if found := self._three.last_of_draft.get(before):
                return max(found)
        return NONE

    def renames(self) -> Iterator[NewEdit]:
        """Terms that the final calls otherwise throughout than the draft, and that the draft left as they were."""
        three = self._three
        told = {fold(term) for change in three.first.renames for term in (change.edits[0].text, change.edits[1].text)}
        for change in three.third.renames:
            was, now = (edit.text for edit in change.edits)
            if fold(was) in told:
                continue
            clauses = three.last_places(dict.fromkeys(new for _, new in change.occurrences))
            edit = self._over(NewKind.RENAMED, clauses)
            said = f"{quoted(was)} is called {quoted(now)} throughout, in {change.places} places."
            yield replace(edit, edits=(Edit(Op.DELETE, was), Edit(Op.INSERT, now)), summary=said)

    def without_words(self, told: set[ClauseId]) -> Iterator[NewEdit]:
        """Clauses in another place, under another number or divided otherwise than in both versions before."""
        three = self._three
        divided = {at for change in three.second.changes if _is_divided(change) for at in three.last_of(change.new)}
        found: dict[int, NewEdit] = {}
        for change in three.third.changes:
            places = three.last_places(change.new)
            if not places or not change.old or any(three.last.contract.clauses[at].id in told for at in places):
                continue
            now = three.last.contract.clauses[places[0]]
            if _is_divided(change) and divided.issuperset(places):
                edit = self._over(NewKind.DIVIDED, places)
                said = "Divided" if change.kind is ChangeKind.SPLIT else "Joined with its neighbour"
                found[places[0]] = replace(edit, summary=f"{said}: {_short(now.wording)}")
            elif change.moved and self._shapes.moved_anew(places[0]):
                found[places[0]] = replace(
                    self._over(NewKind.MOVED, places), moved=True, summary=f"Moved: {_short(now.wording)}"
                )
            elif change.renumbered and self._numbered_anew(places[0]):
                said = f"Now numbered {now.label}" if now.label else "Without its number"
                found[places[0]] = replace(
                    self._over(NewKind.RENUMBERED, places), summary=f"{said}: {_short(now.wording)}"
                )
        for place in sorted(found):
            yield found[place]

    def _numbered_anew(self, place: int) -> bool:
        """Whether a clause has another number than in the old version as well."""
        three = self._three
        now = three.last.contract.clauses[place].label
        olds = [three.first.old.clauses[at].label for at in three.old_of_last.get(place, ())]
        return bool(olds) and all(bare_label(label) != bare_label(now) for label in olds)

    def _over(self, kind: NewKind, places: Sequence[int]) -> NewEdit:
        """An edit over several clauses of the final, whose words are as they were."""
        edits = [self._edit(kind, place, ()) for place in places]
        wording = " ".join(words for at in places if (words := self._three.last.contract.clauses[at].wording))
        return self._named(
            replace(
                edits[0],
                old=tuple(dict.fromkeys(name for edit in edits for name in edit.old)),
                proposed=tuple(dict.fromkeys(name for edit in edits for name in edit.proposed)),
                final=tuple(name for edit in edits for name in edit.final),
                edits=(Edit(Op.EQUAL, wording),) if wording else (),
            )
        )

    def _edit(self, kind: NewKind, place: int, edits: Sequence[Edit]) -> NewEdit:
        three = self._three
        return self._named(
            NewEdit(
                id="",
                kind=kind,
                old=tuple(three.first.old.clauses[at].id for at in sorted(three.old_of_last.get(place, ()))),
                proposed=tuple(three.first.new.clauses[at].id for at in sorted(three.draft_of_last.get(place, ()))),
                final=(three.last.contract.clauses[place].id,),
                edits=tuple(edits),
            )
        )

    def _named(self, edit: NewEdit) -> NewEdit:
        """The edit with the proposed changes of its clauses."""
        found = {self._of_old[name] for name in edit.old if name in self._of_old}
        found |= {self._of_draft[name] for name in edit.proposed if name in self._of_draft}
        return replace(edit, beside=tuple(change.id for change in self._three.first.changes if change.id in found))


def _edits(three: Three, place: int, gaps: Sequence[Gap]) -> list[Edit]:
    """The wording of a clause of the final, with what is new and what is missing."""
    wording = three.last.contract.clauses[place].wording
    tokens = three.last.tokens
    span = three.last.span(place)
    out: list[Edit] = []
    at = 0
    for gap in sorted(gaps, key=lambda gap: (gap.start, gap.stop)):
        start = tokens[gap.start].start if gap.start < span.stop else len(wording)
        stop = tokens[gap.stop].start if gap.stop < span.stop else len(wording)
        stop = max(start, stop) if gap.new else start
        out += [Edit(Op.EQUAL, wording[at:start])] if start > at else []
        lost = three.draft.text(gap.lost)
        out += [Edit(Op.DELETE, f"{lost} " if start < len(wording) else f" {lost}")] if lost else []
        out += [Edit(Op.INSERT, wording[start:stop])] if stop > start else []
        at = stop
    out += [Edit(Op.EQUAL, wording[at:])] if at < len(wording) else []
    return out


def _told(lost: str, new: str) -> str:
    if lost and new:
        return f"{_short(quoted(lost))} → {_short(quoted(new))}"
    return f"new {_short(quoted(new))}" if new else f"without {_short(quoted(lost))}"


def _short(words: str) -> str:
    words = " ".join(words.split())
    if len(words) <= _SHORT:
        return words
    return f"{words[:_SHORT].rsplit(None, 1)[0]} …{'”' if words.startswith('“') else ''}"


def _is_divided(change: Change) -> bool:
    return change.kind in (ChangeKind.SPLIT, ChangeKind.MERGED)
