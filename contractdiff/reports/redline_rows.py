"""The clauses of one row of a redline, as one version has them or as both have, woven into paragraphs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from contractdiff.model import OPS_OF, Clause, ClauseId, Comparison, Contract, Edit, Op, PairedRow, Side
from contractdiff.ooxml.look import Style
from contractdiff.ooxml.redlining import Redliner, TrackedLine, Within
from contractdiff.ooxml.writing import Xml

OF = {Side.OLD: Within.OLD, Side.NEW: Within.NEW}
"""Which of a redline's texts a version is."""

_STEP, _DEEPEST = 360, 6
_ONLY = {
    Op.EQUAL: Within.BOTH,
    Op.DELETE: Within.OLD,
    Op.OLD_VARIANT: Within.OLD,
    Op.INSERT: Within.NEW,
    Op.NEW_VARIANT: Within.NEW,
}
_VARIANTS = frozenset((Op.OLD_VARIANT, Op.NEW_VARIANT))

Close = Callable[[TrackedLine, Mapping[Side, ClauseId]], None]
"""Takes a paragraph that is done, and of each version that goes on in the row its next clause."""


@dataclass(frozen=True, kw_only=True)
class Loom:
    """What all rows are woven on.

    Attributes:
        comparison: The comparison.
        redliner: Numbers the changes.
        edits_by: The reviewer who is named for edits.
        others_by: The reviewer who is named for what is no edit and reads otherwise.
    """

    comparison: Comparison
    redliner: Redliner
    edits_by: str
    others_by: str

    @cached_property
    def contracts(self) -> Mapping[Side, Contract]:
        """Both versions."""
        return {Side.OLD: self.comparison.old, Side.NEW: self.comparison.new}

    def words(self, text: str, within: Within, *, is_edit: bool, strong: bool = False, moved: bool = False) -> Xml:
        """A stretch of words."""
        author = self.edits_by if is_edit else self.others_by
        return self.redliner.words(text, within, author=author, style=Style.STRONG if strong else "", moved=moved)

    def line(
        self, content: list[Xml], end: Within, side: Side, clause: Clause, *, is_edit: bool, moved: bool
    ) -> TrackedLine:
        """A paragraph that ends with a clause of a version, and looks like it."""
        depth = self.contracts[side].depths[clause.id]
        heads = bool(clause.heading and not clause.text)
        style = (Style.SUBHEADING if depth else Style.HEADING) if heads else Style.NORMAL
        return TrackedLine(
            content=tuple(content),
            end=end,
            author=self.edits_by if is_edit else self.others_by,
            style=style,
            indent=0 if heads else min(max(depth - 1, 0), _DEEPEST) * _STEP,
            moved=moved,
        )

    def clauses(self, side: Side, row: PairedRow) -> list[Clause]:
        """The clauses of a row in a version."""
        return [self.contracts[side].by_id[name] for name in (row.old if side is Side.OLD else row.new)]


class Weaver:
    """Weaves the clauses of one row, as one version has them or as both have, into paragraphs."""

    def __init__(
        self,
        loom: Loom,
        row: PairedRow,
        sides: tuple[Side, ...],
        *,
        moved: bool = False,
        close: Close | None = None,
    ) -> None:
        self.lines: list[TrackedLine] = []
        self._loom = loom
        self._moved = moved
        self._close: Close = close or (lambda line, _: self.lines.append(line))
        self._threads = {side: _Thread(loom.clauses(side, row)) for side in sides}
        self._content: list[Xml] = []
        # the label of a clause that is new or gone is an edit, that of one that both have follows from others
        self._paired = bool(row.old and row.new)
        # the numbers that the old version has in the place of a clause that was moved
        self._labels = {each.label for each in loom.clauses(Side.OLD, row)} if moved else set()

    def weave(self, edits: Iterable[Edit]) -> None:
        """Make the paragraphs of all clauses."""
        sides = tuple(self._threads)
        self._begin(sides)
        for edit in edits:
            text = edit.text
            taking = [self._threads[side] for side in sides if edit.op in OPS_OF[side]]
            while text:
                size = min(len(text), *(thread.left for thread in taking))
                self._take(text[:size], edit)
                text = text[size:]
        for side in sides:
            while self._end_early(side):
                pass
        self._end(Within.BOTH, sides, is_edit=True)

    def _take(self, text: str, edit: Edit) -> None:
        """Write a stretch that lies in one clause of each version it is of, or between two."""
        sides = tuple(side for side in self._threads if edit.op in OPS_OF[side])
        joins = tuple(side for side in sides if self._threads[side].is_join)
        is_edit = edit.op not in _VARIANTS
        if joins:
            # the space between two clauses is none in the version that parts them
            for side in sides:
                if side not in joins:
                    self._content.append(self._loom.words(text, self._only(OF[side]), is_edit=is_edit))
            within = Within.BOTH if len(joins) == len(sides) and edit.op is Op.EQUAL else OF[joins[0]]
            self._end(within, joins, is_edit=is_edit)
            self._begin(joins)
        else:
            self._put(text, _ONLY[edit.op], edit, strong=self._threads[sides[-1]].is_heading)
        for side in sides:
            if side not in joins:
                self._threads[side].advance(len(text))

    def _put(self, text: str, within: Within, edit: Edit, *, strong: bool = False) -> None:
        moved = self._moved and edit.op is Op.EQUAL
        is_edit = edit.op not in _VARIANTS
        self._content.append(self._loom.words(text, self._only(within), is_edit=is_edit, strong=strong, moved=moved))

    def _only(self, within: Within) -> Within:
        """Which text has what is of both, where one version is woven alone."""
        return OF[next(iter(self._threads))] if len(self._threads) == 1 else within

    def _begin(self, sides: tuple[Side, ...]) -> None:
        """Begin the next clause of these versions; one without words ends at once: nothing parts it from the next."""
        self._label(sides)
        for side in sides:
            while not self._threads[side].clause.wording:
                if not self._end_early(side):
                    break

    def _end_early(self, side: Side) -> bool:
        """End a clause of one version where another one follows, and begin that; whether one does."""
        if not self._threads[side].goes_on:
            return False
        self._end(OF[side], (side,), is_edit=True)
        self._label((side,))
        return True

    def _label(self, sides: tuple[Side, ...]) -> None:
        """Write the labels of the clauses that begin, and what parts them from the words after them."""
        labels = {side: self._threads[side].printed_label for side in sides}
        old, new = labels.get(Side.OLD), labels.get(Side.NEW)
        if old and new and old[1] == new[1]:
            if old[0] == new[0]:
                self._words_of_label("".join(new), Within.BOTH)
                return
            self._words_of_label(old[0], Within.OLD)
            self._words_of_label(new[0], Within.NEW)
            self._words_of_label(new[1], Within.BOTH)
            return
        for side, label in labels.items():
            self._words_of_label("".join(label), OF[side])

    def _words_of_label(self, text: str, within: Within) -> None:
        if text:
            moved = text.rstrip() in self._labels
            is_edit = moved or not self._paired
            self._content.append(self._loom.words(text, within, is_edit=is_edit, moved=moved))

    def _end(self, within: Within, sides: tuple[Side, ...], *, is_edit: bool) -> None:
        """End a paragraph with the clauses of these versions, and go on to the next of each."""
        side = sides[-1]
        line = self._loom.line(
            self._content,
            self._only(within),
            side,
            self._threads[side].clause,
            is_edit=is_edit,
            moved=self._moved,
        )
        self._content = []
        for own in sides:
            self._threads[own].skip()
        following = {own: self._threads[own].clause.id for own in sides if not self._threads[own].is_over}
        self._close(line, following)


class _Thread:
    """Where one version of a row's wording stands: in a heading, in the words after it, or between two clauses."""

    def __init__(self, clauses: list[Clause]) -> None:
        self._clauses = clauses
        self._at = 0
        self._done = 0

    @property
    def clause(self) -> Clause:
        """The clause in which it stands, or the one that ends here."""
        return self._clauses[self._at]

    @property
    def printed_label(self) -> tuple[str, str]:
        """The clause's label, and what parts it from the words after it."""
        label = self.clause.label or ""
        return label, " " if label and self.clause.wording else ""

    @property
    def is_heading(self) -> bool:
        """Whether what comes next stands in the clause's heading, and not the whole clause is one."""
        return bool(self.clause.text) and self._done < len(self.clause.heading or "")

    @property
    def is_join(self) -> bool:
        """Whether the clause ends here: where words follow, they are another one’s."""
        return self._done == len(self.clause.wording)

    @property
    def left(self) -> int:
        """How many characters of one kind come next."""
        if self.is_join:
            return 1
        end = len(self.clause.heading or "") if self.is_heading else len(self.clause.wording)
        return end - self._done

    def advance(self, count: int) -> None:
        """Go on by characters of one kind."""
        self._done += count

    @property
    def goes_on(self) -> bool:
        """Whether another clause follows the one in which it stands."""
        return self._at + 1 < len(self._clauses)

    @property
    def is_over(self) -> bool:
        """Whether no clause is left."""
        return self._at == len(self._clauses)

    def skip(self) -> None:
        """Go on to the next clause."""
        self._at, self._done = self._at + 1, 0
