"""What became of a change that is of no words: a place, a number, a division, a term called otherwise throughout."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from contractdiff.model import Change, ChangeKind, Result
from contractdiff.rounds.three import Three
from contractdiff.rounds.words import NONE, Thread, Words
from contractdiff.text import bare_label, count_of, fold, quoted, whole_words

# Neighbours on either side by which a place is known, and how far from the clause they may stand.
_NEIGHBOURS, _NEAR = 3, 4


class Shapes:
    """Tells what became of places, numbers, divisions and renames, each with a sentence."""

    def __init__(self, three: Three) -> None:
        self._three = three
        final, between = three.second, three.third
        self._moved_from_old = {at for each in final.changes if each.moved for at in three.last_of(each.new)}
        self._moved_from_draft = {at for each in between.changes if each.moved for at in three.last_places(each.new)}

    def moved_anew(self, last: int) -> bool:
        """Whether a clause of the final stands in another place than in either version before."""
        return last in self._moved_from_old and last in self._moved_from_draft

    def place(self, change: Change, last: Iterable[int]) -> Result | None:
        """Whether a clause that was to be moved stands where the draft put it, or where it was; ``None`` if neither."""
        three = self._three
        proposed = restored = 0
        clauses = list(last)
        for at in clauses[:1]:
            for name in change.new:
                proposed += self._near(
                    three.draft.place[name], at, three.last_of_draft, len(three.draft.contract.clauses)
                )
            for name in change.old:
                restored += self._near(three.old.place[name], at, three.last_of_old, len(three.old.contract.clauses))
        if proposed != restored:
            return Result.ADOPTED if proposed > restored else Result.WITHDRAWN
        from_old, from_draft = (
            any(at in moved for at in clauses) for moved in (self._moved_from_old, self._moved_from_draft)
        )
        if from_old != from_draft:
            return Result.ADOPTED if from_old else Result.WITHDRAWN
        return None

    def _near(self, place: int, last: int, counterparts: dict[int, dict[int, None]], size: int) -> int:
        """How many of the clauses around a clause stand around it in the final, on the same side."""
        found = 0
        for step in (-1, 1):
            for at in range(1, _NEIGHBOURS + 1):
                neighbour = place + step * at
                if 0 <= neighbour < size:
                    found += any(0 < (other - last) * step <= _NEAR for other in counterparts.get(neighbour, ()))
        return found

    def number(self, change: Change, last: Sequence[int]) -> tuple[Result, str]:
        """Whether a clause bears the number that the draft gave it, or its old one."""
        three = self._three
        was, proposed = three.first.old.by_id[change.old[0]].label, three.first.new.by_id[change.new[0]].label
        if not last:
            return Result.OTHERWISE, "The clause is not there."
        now = three.last.contract.clauses[last[0]].label
        if bare_label(now) == bare_label(proposed):
            return Result.ADOPTED, "Numbered as proposed."
        if bare_label(now) == bare_label(was):
            return Result.WITHDRAWN, "It has its old number."
        return Result.OTHERWISE, f"Numbered {now}." if now else "It has no number."

    def division(self, change: Change) -> tuple[Result, str]:
        """Whether clauses are split or joined as proposed.

        Where a print does not show it, each comparison may have cut it as its other version is.
        """
        three = self._three
        if change.kind is ChangeKind.SPLIT:
            words, thread, places = three.draft, three.draft_last, [three.draft.place[name] for name in change.new]
        else:
            words, thread, places = three.old, three.old_last, [three.old.place[name] for name in change.old]
        homes = [_homes(words, thread, clauses, places) for clauses in (three.last.clause, three.clause_beside)]
        if len(homes[0]) != len(homes[1]):
            return Result.OTHERWISE, "The final does not show whether it is one clause or several; look at the page."
        is_split = change.kind is ChangeKind.SPLIT
        if len(homes[0]) == len(places):
            return (Result.ADOPTED, "Divided as proposed.") if is_split else (Result.WITHDRAWN, "Not joined.")
        if len(homes[0]) == 1:
            return (Result.WITHDRAWN, "Not divided.") if is_split else (Result.ADOPTED, "Joined as proposed.")
        return Result.OTHERWISE, "Divided otherwise." if homes[0] else "The clause is not there."

    def rename(self, change: Change) -> tuple[Result, str]:
        """Whether a term is called otherwise throughout, as proposed."""
        three = self._three
        was, proposed = change.edits[0].text, change.edits[1].text
        for each in three.second.renames:
            if fold(each.edits[0].text) == fold(was):
                now = each.edits[1].text
                if fold(now) == fold(proposed):
                    return Result.ADOPTED, f"Called {quoted(now)} throughout."
                return Result.OTHERWISE, f"Called {quoted(now)} throughout."
        places = dict.fromkeys(
            last
            for old, new in change.occurrences
            for last in (
                *three.last_of_draft.get(three.draft.place[new], ()),
                *three.last_of_old.get(three.old.place[old], ()),
            )
        )
        wordings = [three.last.contract.clauses[at].wording for at in places]
        olds, news = (_count(term, wordings) for term in (was, proposed))
        if news and not olds:
            return Result.ADOPTED, f"Called {quoted(proposed)} throughout."
        if olds and not news:
            return Result.WITHDRAWN, f"Called {quoted(was)} as before."
        if not olds:
            return Result.OTHERWISE, f"Neither {quoted(was)} nor {quoted(proposed)} stands in its clauses."
        return (
            Result.OTHERWISE,
            f"Called {quoted(proposed)} in {count_of(news, 'place')} and {quoted(was)} in {count_of(olds, 'place')}.",
        )


def _count(term: str, wordings: Iterable[str]) -> int:
    pattern = re.compile(whole_words([term]))
    return sum(len(pattern.findall(wording)) for wording in wordings)


def _homes(words: Words, thread: Thread, clauses: Sequence[int], places: Sequence[int]) -> set[int]:
    """The clauses of the final in which most words of each clause stand."""
    found = set()
    for place in places:
        counted = Counter(clauses[number] for at in words.span(place) if (number := thread.on[at]) != NONE)
        if counted:
            found.add(min(counted, key=lambda each: (-counted[each], each)))
    return found
