"""The places where the draft changed the old version, and what became of the words there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from contractdiff.model import Change, ChangeId, ChangeKind, Fate, Part, Result
from contractdiff.rounds.three import Three
from contractdiff.rounds.words import NONE, edited
from contractdiff.text import GLUE


@dataclass(slots=True, eq=False)
class Hunk:
    """A place at which a change deletes old words and inserts others, as numbers of words.

    Attributes:
        change: The change.
        gone: The old words.
        came: The words of the draft.
        new: Words of the final that stand there and are of neither.
        is_wide: Whether it is all that its clauses of the draft say.
    """

    change: ChangeId
    gone: list[int]
    came: list[int]
    is_wide: bool = False
    new: list[int] = field(default_factory=list)


class Proposals:
    """All places of all proposed changes."""

    def __init__(self, three: Three) -> None:
        self._three = three
        self.of: dict[ChangeId, list[Hunk]] = {}
        self._of_gone: dict[int, Hunk] = {}
        self._of_came: dict[int, Hunk] = {}
        for change in three.first.changes:
            hunks = [] if change.kind is ChangeKind.RENAMED else list(self._hunks(change))
            self.of[change.id] = hunks
            for hunk in hunks:
                self._of_gone |= dict.fromkeys(hunk.gone, hunk)
                self._of_came |= dict.fromkeys(hunk.came, hunk)

        for hunks in self.of.values():
            for hunk in hunks:
                self._drop_chance(hunk)

    def _drop_chance(self, hunk: Hunk) -> None:
        """Take no small words alone ("of", "the") for words of a place that came back, or were adopted: others are."""
        three = self._three
        for numbers, words, thread in (
            (self.restored(hunk), three.old, three.old_last),
            (self.surely_adopted(hunk), three.draft, three.draft_last),
        ):
            own = hunk.gone if words is three.old else hunk.came
            if len(numbers) < len(own) and all(words.keys[at] in GLUE or not words.is_word(at) for at in numbers):
                for at in numbers:
                    thread.back[thread.on[at]] = NONE
                    thread.on[at] = NONE

    def _hunks(self, change: Change) -> Iterator[Hunk]:
        draft = self._three.draft
        size = sum(len(draft.span(draft.place[name])) for name in change.new)
        for gone, came in edited(change, self._three.old, draft):
            yield Hunk(change.id, gone, came, is_wide=bool(came) and len(came) == size)

    def of_draft(self, number: int) -> Hunk | None:
        """The place at which a word of the draft was inserted."""
        return self._of_came.get(number)

    def of_old(self, number: int) -> Hunk | None:
        """The place at which an old word was deleted."""
        return self._of_gone.get(number)

    def of_last(self, number: int) -> Hunk | None:
        """The place that a word of the final comes from: inserted there by the draft, or else restored."""
        draft = self._three.draft_last.back[number]
        if draft != NONE:
            return self._of_came.get(draft)
        return self._of_gone.get(self._three.old_last.back[number])

    def adopted(self, hunk: Hunk) -> list[int]:
        """The words of the draft that stand in the final."""
        return [at for at in hunk.came if self._three.draft_last.on[at] != NONE]

    def surely_adopted(self, hunk: Hunk) -> list[int]:
        """Those of them that are not in the old version as well, where the two were paired."""
        on, back = self._three.draft_last.on, self._three.old_last.back
        return [at for at in self.adopted(hunk) if back[on[at]] == NONE]

    def restored(self, hunk: Hunk) -> list[int]:
        """The old words that stand in the final, and not because the draft has them elsewhere."""
        on, back = self._three.old_last.on, self._three.draft_last.back
        return [at for at in hunk.gone if on[at] != NONE and back[on[at]] == NONE]

    def result(self, hunk: Hunk) -> Result:
        """Whether a place was adopted, withdrawn or neither."""
        if hunk.new:
            return Result.OTHERWISE
        three = self._three
        came = self._telling(hunk.came, three.draft.is_word, hunk)
        gone = self._telling(hunk.gone, three.old.is_word, hunk)
        stands = [three.draft_last.on[at] != NONE for at in came]
        restored, surely = set(self.restored(hunk)), set(self.surely_adopted(hunk))
        if all(stands) and restored.isdisjoint(gone):
            return Result.ADOPTED
        if all(three.old_last.on[at] != NONE for at in gone) and surely.isdisjoint(came):
            return Result.WITHDRAWN
        return Result.OTHERWISE

    def is_of_words(self, hunk: Hunk) -> bool:
        """Whether any word or figure is deleted or inserted there, and not marks alone."""
        return any(map(self._three.old.is_word, hunk.gone)) or any(map(self._three.draft.is_word, hunk.came))

    def _telling(self, numbers: list[int], is_word: Callable[[int], bool], hunk: Hunk) -> list[int]:
        """The words of a place; its marks where it has nothing else."""
        return [at for at in numbers if is_word(at)] if self.is_of_words(hunk) else numbers

    def parts(self, hunk: Hunk) -> Iterator[Part]:
        """What became of the words of a place."""
        three = self._three
        gone, came = three.old.text(hunk.gone), three.draft.text(hunk.came)
        result = self.result(hunk)
        if result is Result.ADOPTED:
            yield Part(fate=Fate.ADOPTED, words=f"“{came}”" if came else f"without “{gone}”")
        elif result is Result.WITHDRAWN:
            yield Part(fate=Fate.RESTORED, words=f"“{gone}”" if gone else f"without “{came}”")
        else:
            adopted, restored = self.adopted(hunk), self.restored(hunk)
            left_out = sorted(set(hunk.came) - set(adopted))
            for fate, words, numbers in (
                (Fate.ADOPTED, three.draft, adopted),
                (Fate.RESTORED, three.old, restored),
                (Fate.LEFT_OUT, three.draft, left_out),
                (Fate.NEW, three.last, hunk.new),
            ):
                if any(map(words.is_word, numbers)):
                    yield Part(fate=fate, words=f"“{words.text(numbers)}”")
