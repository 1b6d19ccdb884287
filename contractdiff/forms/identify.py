"""Which of the rows that were sent out a returned row is, by everything that can tell.

Four signals are collected: the id as it can be read, the tags and titles of the row's content controls, the bookmark
around the id, and the printed words. A control that stands in no other row says which row it was moved from; one that
was copied says so only where something else agrees. The printed words count only where no other row's come near: two
clauses that differ in "30" and "45" are 0.98 alike.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from contractdiff.forms.fields import bookmark_name
from contractdiff.forms.issued import ID, PRINTED, IssuedForm, IssuedRow, id_of_tag, words_said
from contractdiff.forms.row_ids import number_alone, row_id
from contractdiff.model import ReturnedRow, Signal
from contractdiff.text import fold_printed, fold_token

# A cell that more rows share than this says nothing of which row it is.
_COMMON = 30
# Letters of equal cells by which the words of a row must be nearer to it than to any other row.
_NEARER = 12
# Of a row whose cells were altered: the share of its issued words that must be left in their order, how many that must
# be, and what share of them another row may have in common. Measured on the mangled copies of tests/mangling.
_LEFT, _LEFT_WORDS, _SHARED = 0.8, 8, 0.9
# Rows whose words are looked at closely, those with the most words in common.
_CLOSELY = 8
# Words of more rows than this in one are those of none.
_MANY_ROWS = 3
_COPY_OF = re.compile(r"(?<=\d)(?:[ _]+(?:Copy|Kopie|Copia)[ _]?\d*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What tells which row a returned row is.

    Attributes:
        signals: What each signal says that says anything.
        row: The issued row whose words it has, ``None`` where no row's words come near.
        known: Whether every cell with words is a cell of that row, word for word.
        doubtful: Whether the signals are not enough to say that it is a row of the form at all.
    """

    signals: tuple[tuple[Signal, str], ...] = ()
    row: IssuedRow | None = None
    known: bool = False
    doubtful: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that the signals name, each once."""
        return tuple(dict.fromkeys(name for _, name in self.signals))


class Identifier:
    """Tells rows of one issued form."""

    def __init__(self, form: IssuedForm) -> None:
        self.form = form
        self._asked = [row.is_asked for row in form.rows]
        self.ids = frozenset(row.id for row in form.rows if row.is_asked)
        self._bookmarks = {bookmark_name(name): name for name in self.ids}
        self.rows_of: dict[str, list[IssuedRow]] = {}
        exact: dict[str, list[int]] = {}
        for number, row in enumerate(form.rows):
            self.rows_of.setdefault(row.id, []).append(row)
            for cell in {cell for cell, use in zip(row.cells, row.uses, strict=True) if use == PRINTED and cell}:
                exact.setdefault(cell, []).append(number)
        self._exact = exact
        said = Counter(words_said(row.cells) for row in form.rows)
        # of rows that say the same, and begin with an id, one is as good as another; but one is to be answered
        self._unaltered = {
            words_said(row.cells): row
            for row in sorted(form.rows, key=lambda row: row.is_asked)
            if ID in row.uses or (said[words_said(row.cells)] == 1 and any(self._tells(row, exact)))
        }
        self._alike: dict[str, list[int]] = {}
        for cell, numbers in exact.items():
            self._alike.setdefault(fold_printed(cell), []).extend(numbers)
        self._words = [self._printed_words(row) for row in form.rows]
        self._having: dict[str, list[int]] = {}
        for number, words in enumerate(self._words):
            for word in set(words):
                self._having.setdefault(word, []).append(number)
        self._headings = [frozenset(map(fold_printed, heading)) for heading in form.headings]
        self._titles = frozenset(title for heading in form.headings for title in heading)
        self._any_heading = frozenset[str]().union(*self._headings)
        # white space and hyphens aside, an alike heading is no longer than twice the longest
        self._longest = 2 * max((len(title) for heading in form.headings for title in heading), default=0)
        self._id_headings = {
            fold_printed(form.headings[row.table][row.uses.index(ID)])
            for row in form.rows
            if ID in row.uses and row.uses.index(ID) < len(form.headings[row.table])
        }

    def is_heading(self, row: ReturnedRow) -> bool:
        """Whether a row names columns: most of its cells are headings of one of the form's tables."""
        texts = [cell.text for cell in row.cells if cell.text]
        if not any(len(text) <= self._longest and fold_printed(text) in self._any_heading for text in texts):
            return False
        said = set(map(fold_printed, texts))
        return any(
            2 * len(said & heading) >= len(said) and len(said & heading) >= min(2, len(heading))
            for heading in self._headings
        )

    def headed(self, heading: ReturnedRow) -> list[int]:
        """The form's tables two or more of whose columns a row names, the one of which it names most first."""
        said = set(map(fold_printed, (cell.text for cell in heading.cells if cell.text)))
        shared = [len(said & own) for own in self._headings]
        return sorted((n for n, count in enumerate(shared) if count > 1), key=lambda n: -shared[n])

    def likeness(self, rows: Iterable[ReturnedRow]) -> int:
        """How many printed cells, headings and marked rows of these rows are this form's, word for word."""
        several = list(rows)
        marked = {name for row in several for name in self.tagged(row).values()}
        cells = (cell.text for row in several for cell in row.cells)
        return len(marked) + sum(text in self._exact or text in self._titles for text in cells)

    def id_column(self, rows: Sequence[ReturnedRow]) -> int | None:
        """The column of a table in which the ids stand; ``None`` where neither a heading nor an id says which."""
        for cell in (cell for row in rows if self.is_heading(row) for cell in row.cells):
            if fold_printed(cell.text) in self._id_headings:
                return cell.first
        counts = Counter(cell.first for row in rows for cell in row.cells if self._first_line_id(cell.text))
        return min(counts, key=lambda column: (-counts[column], column)) if counts else None

    def tagged(self, row: ReturnedRow) -> dict[str, str]:
        """The ids in the tags and titles of a row's controls, by tag and title."""
        # cells that were merged over several rows hold the controls of all of them
        own = (cell for cell in row.cells if not cell.merged)
        return {control: name for cell in own for control in cell.controls if (name := self._of_control(control))}

    def identify(self, row: ReturnedRow, id_column: int | None, copied: Collection[str] = ()) -> Identity:
        """What tells which row this is.

        Args:
            row: The row.
            id_column: The column in which the ids of its table stand.
            copied: The tags and titles that stand in several rows of the file: somebody copied an answer with its
                control, which says nothing of the row it was copied to where anything else does.
        """
        signals: list[tuple[Signal, str]] = []
        marks = {name for mark in row.bookmarks if (name := self._bookmarks.get(_COPY_OF.sub("", mark), ""))}
        if len(marks) == 1:
            signals.append((Signal.BOOKMARK, marks.pop()))
        found, known, weight = self._by_words(row)
        tags = self.tagged(row)
        others = {*tags.values(), *(name for _, name in signals)}
        if (
            found is not None
            and weight < _NEARER
            and found.id not in others
            and (others or self._visible(row, id_column))
        ):
            # a few letters, such as a number that somebody typed, tell no row where anything else does
            found, known = None, False
        if found is not None and found.id:
            signals.append((Signal.TEXT, found.id))
        if seen := self._visible(row, id_column, {*tags.values(), *(name for _, name in signals)}):
            signals.insert(0, (Signal.ID, seen))
        said = {name for _, name in signals}
        # a control that stands nowhere else was moved here with the answer in it, or the words around it were
        moved = {name for control, name in tags.items() if control not in copied}
        named = dict.fromkeys(tags.values())
        kept = [name for name in named if name in moved or name in said]
        signals += [(Signal.TAG, name) for name in kept]
        return Identity(signals=tuple(signals), row=found, known=known)

    def _first_line_id(self, text: str) -> str:
        first = text.lstrip().partition("\n")[0]
        return row_id(first, self.ids) if len(first) < 24 else ""

    def _visible(self, row: ReturnedRow, id_column: int | None, otherwise: Collection[str] = ()) -> str:
        for cell in row.cells:
            if cell.first == id_column or (id_column is None and cell.first == 0):
                first = cell.text.lstrip().partition("\n")[0]
                if found := self._first_line_id(cell.text):
                    return found
                # rows of the member's own have numbers, too: a number counts with something else that says the same
                if (found := number_alone(first, self.ids)) in otherwise:
                    return found
                head = first.split()
                # an id and words of the member's own on one line: "C-014 see below"; or words that begin with another
                # row's id, "C-072 says the opposite", where her own was blanked
                for count in (2, 1):
                    if len(head) > count and (found := row_id(" ".join(head[:count]), self.ids)) in otherwise:
                        return found
        return ""

    def _of_control(self, control: str) -> str:
        name = id_of_tag(control)
        if not name and " " in control:
            # the title of a control: "C-014 feedback"
            name = control.partition(" ")[0]
        return name if name in self.ids else ""

    # --- by the printed words -------------------------------------------------------------------------------------

    def _by_words(self, row: ReturnedRow) -> tuple[IssuedRow | None, bool, int]:
        """The row that has the words, whether it has all of them, and how many letters tell it."""
        if (same := self._unaltered.get(words_said([cell.text for cell in row.cells]))) is not None:
            return same, True, _NEARER
        scores: Counter[int] = Counter()
        known = True
        for cell in row.cells:
            if not cell.text:
                continue
            numbers = self._exact.get(cell.text) or self._alike.get(fold_printed(cell.text)) or []
            known = known and bool(numbers)
            if len(numbers) <= _COMMON:
                for number in numbers:
                    scores[number] += len(cell.text)
        rows = self.form.rows
        if scores:
            most = max(scores.values())
            best = max((n for n in scores if scores[n] == most), key=lambda n: (self._asked[n], -n))
            other = max((scores[n] for n in scores if n != best and not _same(rows[n], rows[best])), default=0)
            if most - other >= min(_NEARER, most) and most > other:
                return rows[best], known, most
        found = self._by_words_left(row)
        return (None if found is None else rows[found]), False, _NEARER

    def _by_words_left(self, row: ReturnedRow) -> int | None:
        """The row most of whose words are left, in their order, where no other row shares them."""
        words = [fold_token(word) for cell in row.cells for word in cell.text.split()]
        shared: Counter[int] = Counter()
        for word in set(words):
            numbers = self._having.get(word, ())
            if len(numbers) <= max(_COMMON, len(self._words) // 10):
                for number in numbers:
                    shared[number] += 1
        rows = self.form.rows
        near = sorted(shared, key=lambda n: (-shared[n] / (len(self._words[n]) or 1), n))[:_CLOSELY]
        left = {number: LCSseq.similarity(self._words[number], words) for number in near}
        whole = {n: left[n] / (len(self._words[n]) or 1) for n in near}
        good = [n for n in near if whole[n] >= _LEFT and left[n] >= _LEFT_WORDS]
        # the words of many rows: somebody pasted the form, or much of it, into one cell
        if not good or len({rows[n].id for n in good if rows[n].id}) > _MANY_ROWS:
            return None
        best = max(good, key=lambda n: (left[n], whole[n], -n))
        rivals = [n for n in near if not _same(rows[n], rows[best])]
        if any(left[n] >= _SHARED * left[best] and whole[n] >= whole[best] - (1 - _SHARED) for n in rivals):
            return None
        return best

    @staticmethod
    def _tells(row: IssuedRow, exact: Mapping[str, Sequence[int]]) -> Iterator[bool]:
        """For each printed cell of a row, whether no other row has it."""
        for cell, use in zip(row.cells, row.uses, strict=True):
            yield use == PRINTED and len(exact.get(cell, ())) == 1 and len(cell) >= _NEARER

    @staticmethod
    def _printed_words(row: IssuedRow) -> list[str]:
        cells = (cell for cell, use in zip(row.cells, row.uses, strict=True) if use == PRINTED)
        return [fold_token(word) for cell in cells for word in cell.split()]


def _same(one: IssuedRow, other: IssuedRow) -> bool:
    """Whether two rows speak of one change; those without an id are each of their own."""
    return one is other or (bool(one.id) and one.id == other.id)


def row_for(identifier: Identifier, identity: Identity, row: ReturnedRow, tables: Sequence[int]) -> IssuedRow:
    """Which of the rows of its id a returned row is: the one to be answered, or that of an appendix.

    Args:
        identifier: Knows the rows.
        identity: What tells which row it is, with one id.
        row: The returned row.
        tables: The issued tables that other rows of the returned table belong to, the most frequent first, and those
            that its headings name.
    """
    name = identity.ids[0]
    if identity.row is not None and identity.row.id == name:
        if identity.known:
            return identity.row
        # several tables may tell of one change: it is the row of which most is left
        said = Counter(cell.text for cell in row.cells)
        return max(
            identifier.rows_of[name],
            key=lambda each: (sum(map(len, (said & Counter(each.cells)).elements())), each is identity.row),
        )
    rows = sorted(identifier.rows_of[name], key=lambda each: not each.is_asked)
    if any(signal in (Signal.TAG, Signal.BOOKMARK) for signal, _ in identity.signals):
        # only rows to be answered have these
        return rows[0]
    near = next((each for table in tables for each in rows if each.table == table), None)
    return near or min(rows, key=lambda each: abs(len(each.cells) - len(row.cells)))
