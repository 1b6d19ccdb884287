"""Where a clause stands: its parent, found from the labels before it."""

from dataclasses import dataclass

from contractdiff.model import ClauseId
from contractdiff.structure.labels import Label, Numeral, stacked

# Words that head whole divisions, outermost first; a label with such a word ends every division below it.
_RANKS = {
    "exhibit": 0, "attachment": 0, "appendix": 0, "schedule": 0, "annex": 0, "addendum": 0,
    "part": 1, "subpart": 2, "title": 2, "chapter": 3, "article": 4,
    "section": 5, "sections": 5, "sec.": 5, "§": 5, "§§": 5,
}  # fmt: skip
_DIVISION = 5
# How many items of a list may be missing between two of its labels.
_GAP = 8
_ROMANS = (Numeral.LOWER_ROMAN, Numeral.UPPER_ROMAN)


@dataclass(slots=True)
class _Open:
    id: ClauseId
    label: Label | None
    value: int
    roman: bool
    depth: int
    heading: bool = True


class ClauseTree:
    """The clauses that are open where the next one begins. Feed it the clauses in reading order."""

    def __init__(self) -> None:
        self._open: list[_Open] = []

    def place(
        self,
        clause: ClauseId,
        label: Label,
        *,
        heading: bool = False,
        begins_roman: bool = False,
        introduced: bool = False,
    ) -> ClauseId | None:
        """Open a labelled clause and return its parent.

        ``heading`` says that its words are a heading of their own; ``begins_roman`` of an "(i)" that what comes after
        it shows it to be the first of a Roman list, and not what follows "(h)"; ``introduced`` that the words right
        before it end as if they led to a list.
        """
        rank = _RANKS.get(label.word)
        roman = label.numeral in _ROMANS
        value = label.value
        sibling = None if begins_roman else self._sibling(label)
        if sibling is None and (parts := stacked(label)):
            # "(b)(1)" comes after "(a)"
            first = self._sibling(parts[0])
            sibling = (first[0], roman, value) if first else None
        if rank is not None and (rank < _DIVISION or not sibling):
            while self._open and self._rank(self._open[-1]) >= rank and not _leads(self._open[-1].label, label):
                self._open.pop()
        else:
            if sibling is not None:
                at, roman, value = sibling
                del self._open[at:]
            elif label.parts:
                self._close_to_prefix(label.parts)
            elif label.form in ("#.", "#") and label.numeral is Numeral.DECIMAL and self._goes_on_above(label.value):
                pass
            elif not (introduced and label.value == 1 and self._within_another_list(label)):
                self._close_same_kind(label)
                if heading and not introduced:
                    self._close_items_below(label)
            if sibling is None and label.roman == 1:
                # "(i)" that follows no "(h)" begins a Roman list
                roman, value = True, 1
        parent = self._open[-1].id if self._open else None
        self._open.append(_Open(clause, label, value, roman, -1, heading))
        return parent

    def place_heading(self, clause: ClauseId, level: int | None) -> ClauseId | None:
        """Open a heading without a label and return its parent; ``level`` is its depth where the file says it."""
        while self._open:
            last = self._open[-1]
            if last.label is None:
                if level is None or last.depth < 0 or last.depth < level:
                    if level is not None and last.depth >= 0:
                        break
                    self._open.pop()
                    continue
                self._open.pop()
                continue
            if self._rank(last) < _DIVISION:
                break
            self._open.pop()
        parent = self._open[-1].id if self._open else None
        self._open.append(_Open(clause, None, 0, False, -1 if level is None else level))
        return parent

    def current(self) -> ClauseId | None:
        """The innermost open clause: what a paragraph without a label continues."""
        return self._open[-1].id if self._open else None

    def _sibling(self, label: Label) -> tuple[int, bool, int] | None:
        """Where in the open clauses the label's sibling before it stands, and how the label reads beside it."""
        for at in range(len(self._open) - 1, -1, -1):
            last = self._open[at]
            if last.label is None:
                continue
            if last.label.form != label.form:
                beside = _beside(stacked(last.label), label)
                if beside is not None:
                    # "(b)" after "(a)(1)" stands beside it, "(2)" under the "(a)" that it holds
                    return at + (beside > 0), label.numeral in _ROMANS, label.value
                continue
            if label.parts:
                if len(last.label.parts) == len(label.parts) and last.label.parts[:-1] == label.parts[:-1]:
                    return at, False, label.value
                continue
            if last.label.numeral is Numeral.DECIMAL or label.numeral is Numeral.DECIMAL:
                same = last.label.numeral is label.numeral
                if same and (label.value > last.value or at == len(self._open) - 1):
                    return at, False, label.value
                continue
            if _is_upper(last.label) != _is_upper(label):
                continue
            # a letter that is a Roman number too goes on with whichever list is open
            if last.roman:
                value = label.value if label.numeral in _ROMANS else label.roman
                if value is not None and last.value < value <= last.value + _GAP:
                    return at, True, value
            elif label.numeral not in _ROMANS:
                gap = 2 if label.roman is not None else _GAP
                if last.value < label.value <= last.value + gap:
                    return at, False, label.value
        return None

    def _close_same_kind(self, label: Label) -> None:
        """Close a list of the same kind: a list that begins anew stands beside the one before it, never under it."""
        kind = _kind(label, label.roman == 1 or label.numeral in _ROMANS)
        for at, last in enumerate(self._open):
            if last.label and last.label.form == label.form and _kind(last.label, last.roman) == kind:
                del self._open[at:]
                return

    def _close_items_below(self, label: Label) -> None:
        """Close items of lists before a heading "I." or "12.": a heading does not stand under an item "d)" or "8.4"."""
        roman = label.numeral is Numeral.UPPER_ROMAN or (_is_upper(label) and label.roman == 1)
        if label.form != "#." or not (roman or label.numeral is Numeral.DECIMAL):
            return
        while self._open and not self._open[-1].heading and _is_item(self._open[-1].label):
            self._open.pop()

    def _within_another_list(self, label: Label) -> bool:
        """Whether the innermost clause is an item of another kind of list: "(A) … by either:" before a "(1)"."""
        last = self._open[-1] if self._open else None
        if last is None or last.label is None:
            return False
        kind = _kind(label, label.roman == 1 or label.numeral in _ROMANS)
        return last.label.form == label.form and _kind(last.label, last.roman) != kind

    def _goes_on_above(self, value: int) -> bool:
        """Close what stands above "12." where it follows "11.3.", and say whether it does."""
        for at, last in enumerate(self._open):
            if last.label and len(last.label.parts) > 1 and last.label.parts[0] == value - 1:
                del self._open[at:]
                return True
        return False

    def _close_to_prefix(self, parts: tuple[int, ...]) -> None:
        """Close down to the clause that "4.1" stands under: "4.", "ARTICLE IV", or the last division."""
        nested = [at for at, open_ in enumerate(self._open) if open_.label and len(open_.label.parts) > 1]
        for at in range(len(self._open) - 1, -1, -1):
            label = self._open[at].label
            if label is None:
                continue
            # "2." under "1.4" is an item of a list, not what "2.1" stands under
            whole = not (nested and nested[0] < at) and label.form in ("#.", "#") and label.numeral is Numeral.DECIMAL
            numbers = label.parts or ((label.value,) if whole else ())
            if numbers and len(numbers) < len(parts) and parts[: len(numbers)] == numbers:
                del self._open[at + 1 :]
                return
            if (
                label.word
                and self._rank(self._open[at]) < _DIVISION
                and (len(parts) == 1 or self._open[at].value == parts[0] or label.word != "article")
            ):
                del self._open[at + 1 :]
                return
        if len(parts) > 1:
            same = [at for at, open_ in enumerate(self._open) if open_.label and open_.label.parts]
            if same:
                del self._open[same[0] :]

    @staticmethod
    def _rank(open_: _Open) -> int:
        if open_.label is None:
            return 9
        return _RANKS.get(open_.label.word, 9)


def _beside(parts: tuple[Label, ...], label: Label) -> int | None:
    """Which part of a label that stands for several a label comes after in its list; the innermost if more do."""
    for at in range(len(parts) - 1, -1, -1):
        part = parts[at]
        if part.form != label.form or part.parts[:-1] != label.parts[:-1]:
            continue
        if (part.numeral is Numeral.DECIMAL) != (label.numeral is Numeral.DECIMAL) or _is_upper(part) != _is_upper(
            label
        ):
            continue
        # "(i)" after "(a)(1)" begins a Roman list
        nearest = 2 if label.roman is not None else _GAP
        lettered = part.value < label.value <= part.value + nearest
        if lettered or (part.roman is not None and label.numeral in _ROMANS and label.value == part.roman + 1):
            return at
    return None


def _leads(above: Label | None, label: Label) -> bool:
    """Whether "Sec. 1.01" stands under a label with a word of its rank: "SECTION 1"."""
    if above is None or _RANKS.get(above.word) != _RANKS.get(label.word):
        return False
    numbers = above.parts or (above.value,)
    return len(numbers) < len(label.parts) and label.parts[: len(numbers)] == numbers


def _is_item(label: Label | None) -> bool:
    """Whether a label is one of those that items bear and headings seldom do: "(a)", "d)", "ii.", "8.4"."""
    if label is None or label.word:
        return False
    if len(label.parts) > 1 or label.form != "#.":
        return True
    return label.numeral in (Numeral.LOWER_LETTER, Numeral.LOWER_ROMAN)


def _kind(label: Label, roman: bool) -> tuple[bool, bool, bool]:
    return label.numeral is Numeral.DECIMAL, roman, _is_upper(label)


def _is_upper(label: Label) -> bool:
    return label.numeral in (Numeral.UPPER_LETTER, Numeral.UPPER_ROMAN)
