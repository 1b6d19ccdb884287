"""Reading a form that came back: which row is which, and everything that was written in it.

Nothing is thrown away: a cell that differs from what was issued is feedback, whatever column it is; a row whose
signals name different rows is quarantined with all of them; words that belong to no row are kept as such.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from contractdiff.forms.columns import Columns, assigned, columns_of
from contractdiff.forms.exchange_columns import FIELDS
from contractdiff.forms.flattened import Flattened
from contractdiff.forms.identify import Identifier, Identity, row_for
from contractdiff.forms.issued import (
    ANSWER,
    FEEDBACK,
    ID,
    POSITION,
    PRINTED,
    IssuedForm,
    IssuedRow,
    is_answered,
    words_said,
)
from contractdiff.forms.positions import Reading, Vocabulary, read_choice
from contractdiff.forms.printed import Printed
from contractdiff.forms.residue import residue
from contractdiff.forms.row_ids import ids_named, row_id
from contractdiff.model import (
    Doubt,
    Entry,
    EntryKind,
    Format,
    FormSheet,
    FoundRow,
    Loose,
    Remark,
    ReturnedCell,
    ReturnedForm,
    ReturnedRow,
    RowStatus,
    Signal,
)
from contractdiff.text import fold_printed

# The number that a PDF prints before a step.
_NUMBERED = re.compile(r"^\d{1,2}\.\s+")
# Where a position is asked for, more letters than these are a comment in the wrong column.
_LONG = 60
# The cells of a row that somebody typed for a change, besides a position: its id and words.
_LONE = 2
# What LibreOffice writes into the words where a link stood in a content control.
_LINK = re.compile(r'HYPERLINK\s+"[^"]*"(?:\s*\\[a-z]\s*"[^"]*")?')


class FormReader:
    """Reads copies of one form that was sent out.

    Args:
        form: What was sent out.
        choices: For "position", fields and ids of rows that ask for a choice, the words for it in each language.
        placeholders: What an answer shows until somebody answers, in each language.
    """

    def __init__(
        self, form: IssuedForm, choices: Mapping[str, Sequence[Vocabulary]], placeholders: Iterable[str]
    ) -> None:
        self._form = form
        self._identifier = Identifier(form)
        self._choices = choices
        self._positions = choices.get(POSITION, ())
        self._printed = Printed(form, placeholders)
        self._flattened = Flattened(self._identifier, self._printed)

    def likeness(self, returned: ReturnedForm) -> tuple[int, int]:
        """How much a file is like this form: by its cells that are cells of the form, then by the shorter form.

        Rows that are missing say nothing: members delete them. A form of the ten changes that matter most is all in
        the whole form, and is the shorter one.
        """
        shared = self._identifier.likeness(row for table in returned.tables for row in table)
        return shared, -len(self._form.rows)

    def read(self, returned: ReturnedForm) -> FormSheet:
        """Return what a file says."""
        found: list[FoundRow] = []
        loose: list[Loose] = []
        tags = Counter(name for table in returned.tables for row in table for name in self._identifier.tagged(row))
        copied = {name for name, count in tags.items() if count > 1}
        for table in returned.tables:
            for row in self._read_table(table, loose, copied, returned.format):
                found.append(replace(row, number=len(found) + 1))
        flat, left = self._flattened.rows_in(returned.paragraphs)
        found += [self._flat_row(*each, number) for number, each in enumerate(flat, len(found) + 1)]
        loose += self._outside((*left, *returned.margins), returned.remarks)
        return FormSheet(
            rows=tuple(_with_duplicates(found)),
            loose=tuple(loose),
            issued=self._form.ids,
            notices=returned.notices,
        )

    # --- tables ---------------------------------------------------------------------------------------------------

    def _read_table(
        self, table: Sequence[ReturnedRow], loose: list[Loose], copied: Collection[str], format: Format
    ) -> Iterator[FoundRow]:
        strict = format is not Format.PDF
        headings, rows = list[ReturnedRow](), list[ReturnedRow]()
        for each in table:
            (headings if self._identifier.is_heading(each) else rows).append(each)
        id_column = self._identifier.id_column(table)
        identities = [self._identifier.identify(row, id_column, copied) for row in rows]
        if format is Format.ANSWERS:
            # nothing is printed there: words that are those of another row are quoted from it
            identities = list(map(_by_marks, identities))
        if not headings and not any(signal is not Signal.ID for each in identities for signal, _ in each.signals):
            # nothing but ids: as likely the items of another table, which have letters and numbers too
            identities = [
                each if self._is_lone(row) else replace(each, doubtful=True)
                for row, each in zip(rows, identities, strict=True)
            ]
        tables = [n for n, _ in Counter(each.row.table for each in identities if each.row).most_common()]
        tables += [n for heading in headings for n in self._identifier.headed(heading)]
        own = [
            row_for(self._identifier, each, row, tables) if len(each.ids) == 1 and not each.doubtful else None
            for row, each in zip(rows, identities, strict=True)
        ]
        columns = self._columns(rows, own, headings)
        used: set[str] = set()
        covering = _merged(rows, own)
        for at, (row, identity, mine) in enumerate(zip(rows, identities, own, strict=True)):
            if mine is not None:
                remarks = [_margin(each, _below(own, at, each.rows)) for each in row.remarks]
                entries, doubts = self._entries(
                    row, mine, columns[mine.table], covering.get(at, {}), remarks, strict=strict
                )
                used |= {entry.column for entry in entries}
                if mine.is_asked or entries:
                    yield FoundRow(
                        number=0,
                        status=RowStatus.MATCHED,
                        id=mine.id,
                        signals=identity.signals,
                        entries=tuple(entries),
                        doubts=tuple(dict.fromkeys(doubts)),
                    )
            elif identity.ids or (row.remarks and identity.row is None) or any(cell.text for cell in row.cells):
                yield from self._unplaced(row, identity)
            elif identity.row is None:
                yield FoundRow(number=0, status=RowStatus.BLANK)
        for heading in headings:
            for cell in heading.cells:
                if not self._printed.is_issued(cell.text) and cell.text not in used:
                    loose.append(self._loose(cell.text))
            loose += [self._loose(remark.text, remark.author) for remark in heading.remarks]

    def _is_lone(self, row: ReturnedRow) -> bool:
        """Whether a row has no more than an id and words, or an id, a position and words."""
        texts = [cell.text for cell in row.cells if cell.text]
        takes_position = any(read_choice(text, self._positions).code for text in texts)
        return len(texts) <= _LONE + takes_position

    def _unplaced(self, row: ReturnedRow, identity: Identity) -> Iterator[FoundRow]:
        """A row of which nothing, or too much, says which row it is; nothing of one that nobody is to answer."""
        if not identity.ids and identity.row is not None and identity.known and not row.remarks:
            return
        said = tuple(cell.text for cell in row.cells)
        if not identity.ids and not row.remarks and all(self._printed.is_issued(text) for text in said):
            if {fold_printed(text) for text in said} <= self._printed.placeholders:
                yield FoundRow(number=0, status=RowStatus.BLANK)
            elif words_said(said) not in self._printed.unasked:
                yield FoundRow(number=0, status=RowStatus.UNMATCHED, cells=said)
            return
        yield FoundRow(
            number=0,
            status=RowStatus.QUARANTINED if len(identity.ids) > 1 else RowStatus.UNMATCHED,
            signals=identity.signals,
            cells=said,
            entries=(*self._words_in(row, identity), *map(_margin, row.remarks)),
        )

    def _words_in(self, row: ReturnedRow, identity: Identity) -> Iterator[Entry]:
        """What a member wrote in a row, as far as that can be told while it is not known which row it is."""
        for cell in row.cells:
            text = self._printed.without_placeholder(cell.text)
            first = text.partition("\n")[0]
            if not text or self._printed.is_issued(text) or row_id(first, self._identifier.ids) in identity.ids:
                continue
            made = read_choice(text, self._positions)
            if made.code:
                yield Entry(kind=EntryKind.POSITION, text=made.said, code=made.code)
                text = made.rest
            if text:
                yield Entry(kind=EntryKind.BESIDE, text=text)

    def _columns(
        self, rows: Sequence[ReturnedRow], own: Sequence[IssuedRow | None], headings: Sequence[ReturnedRow]
    ) -> dict[int, Columns]:
        pairs = [(row, mine) for row, mine in zip(rows, own, strict=True) if mine is not None]
        pairs.sort(key=lambda pair: pair[1].table)
        return {
            table: columns_of(list(group), headings, self._form.headings[table])
            for table, group in groupby(pairs, key=lambda pair: pair[1].table)
        }

    # --- the words of a row ---------------------------------------------------------------------------------------

    def _entries(
        self,
        row: ReturnedRow,
        mine: IssuedRow,
        columns: Columns,
        covering: dict[int, tuple[str, ...]],
        remarks: Sequence[Entry],
        *,
        strict: bool,
    ) -> tuple[list[Entry], list[Doubt]]:
        """What was written in a row and in its margin, and what of it a person has to look at."""
        entries: list[Entry] = []
        doubts: list[Doubt] = []
        if not remarks and not covering and tuple([cell.text for cell in row.cells]) == mine.cells:
            # as it was sent out; what was chosen beforehand is an answer all the same
            return list(self._left_standing(mine)), doubts
        titles = self._form.headings[mine.table]
        for cell, held in assigned(row, mine, columns):
            if not held and row_id(cell.text, (mine.id,)):
                continue  # no more than which row it is
            uses = {mine.uses[column] for column in held}
            covers = tuple(each for each in dict.fromkeys(covering.get(cell.first, ())) if each != mine.id)
            here = self._of_cell(cell, mine, held, uses, doubts, strict=strict)
            column = "" if any(map(is_answered, uses)) else columns.headings.get(cell.first, "")
            if not column and held and uses <= {PRINTED, ID}:
                column = titles[held[0]] if held[0] < len(titles) else ""
            for entry in here:
                entries.append(replace(entry, column=column, covers=covers) if column or covers else entry)
        entries += remarks
        if mine.is_asked and POSITION in mine.uses:
            entries, doubts = self._position_elsewhere(entries, doubts)
        if any(entry.covers for entry in entries):
            doubts.append(Doubt.COVERS)
        return entries, doubts

    def _of_cell(
        self,
        cell: ReturnedCell,
        mine: IssuedRow,
        held: Sequence[int],
        uses: set[str],
        doubts: list[Doubt],
        *,
        strict: bool,
    ) -> Iterator[Entry]:
        """What a member wrote in one cell."""
        text = cell.text
        for waiting in cell.waiting:
            if waiting.strip() and fold_printed(waiting) in self._printed.placeholders:
                text = text.replace(waiting, "", 1).strip()
        if not text:
            return
        if uses <= {PRINTED}:
            beyond = residue(text, "\n".join(mine.cells[column] for column in held))
            if beyond.changed and (strict or beyond.added):
                yield Entry(kind=EntryKind.WORDING, text=text)
            elif beyond.added:
                yield Entry(kind=EntryKind.BESIDE, text=beyond.added)
            return
        if ID in uses:
            if left := self._beside_id(text, mine, held):
                yield Entry(kind=EntryKind.BESIDE, text=left)
            return
        for column in held:
            if mine.uses[column] == PRINTED:
                text = residue(text, mine.cells[column]).added
        if fold_printed(text) in self._printed.placeholders:
            return
        if fields := sorted(use for use in uses if use in FIELDS):
            yield from self._of_field(text, mine, fields, doubts)
        elif ANSWER in uses:
            issued = mine.cells[mine.uses.index(ANSWER)]
            answer = self._answer(text, mine)
            yield replace(answer, kind=EntryKind.KEPT) if fold_printed(text) == fold_printed(issued) else answer
        elif POSITION in uses:
            yield from self._position(self._printed.without_placeholder(text), doubts, shared=FEEDBACK in uses)
        elif words := self._printed.without_placeholder(text):
            yield Entry(kind=EntryKind.FEEDBACK, text=words)

    def _left_standing(self, mine: IssuedRow) -> Iterator[Entry]:
        """The choices that a row was sent out with."""
        for use, cell in zip(mine.uses, mine.cells, strict=True):
            if use == ANSWER and fold_printed(cell) not in self._printed.placeholders:
                yield replace(self._answer(cell, mine), kind=EntryKind.KEPT)
            elif use in FIELDS:
                yield from self._kept(use, cell)

    def _kept(self, field: str, issued: str) -> Iterator[Entry]:
        """The choice of a field that nobody changed."""
        made = read_choice(self._printed.without_placeholder(issued), self._choices.get(field, ()))
        if made.code:
            yield Entry(kind=EntryKind.KEPT, text=made.rest, code=made.code, field=field)

    def _of_field(self, text: str, mine: IssuedRow, fields: Sequence[str], doubts: list[Doubt]) -> Iterator[Entry]:
        """What was written in a column of the form that is neither for positions nor for feedback."""
        words = self._printed.without_placeholder(text)
        if len(fields) > 1:
            # cells were merged: nothing says which column the words are for
            if words:
                yield Entry(kind=EntryKind.BESIDE, text=words)
            return
        field = fields[0]
        # of a choice and words beside it, one may stand there already and the other wait
        issued = self._printed.without_placeholder(mine.cells[mine.uses.index(field)])
        if fold_printed(words) == fold_printed(issued):
            yield from self._kept(field, issued)
            return
        if not words:
            return
        known = self._choices.get(field)
        if known is None:
            yield Entry(kind=EntryKind.ANSWER, text=words, field=field)
            return
        made = self._choice_and_words(words, known, doubts) if FIELDS[field].words else read_choice(words, known)
        if not made.code and not FIELDS[field].words:
            doubts.append(Doubt.ANSWER)
        yield Entry(kind=EntryKind.ANSWER, text=made.rest if made.code else words, code=made.code, field=field)

    @staticmethod
    def _choice_and_words(words: str, known: Sequence[Vocabulary], doubts: list[Doubt]) -> Reading:
        """The choice and the words beside it: "Rejected", and on the next line "No money for it".

        A choice on a line of its own was chosen, whatever the words below it; where these put a condition, a person has
        to look.
        """
        first, _, rest = words.partition("\n")
        made = read_choice(first, known)
        if not rest or not made.code or made.rest:
            return read_choice(words, known)
        if any(vocabulary.puts_condition(rest) for vocabulary in known):
            doubts.append(Doubt.ANSWER)
            return Reading("", "", words)
        return Reading(made.code, first, rest.strip())

    def _beside_id(self, text: str, mine: IssuedRow, held: Sequence[int]) -> str:
        """What stands in an id's cell besides the id and the priority below it."""
        issued = next(mine.cells[column] for column in held if mine.uses[column] == ID)
        others = {fold_printed(line) for column in held for line in mine.cells[column].split("\n")}
        lines = [line for line in text.split("\n") if fold_printed(line) not in others]
        if lines and row_id(lines[0], (mine.id,)):
            lines = lines[1:]
        elif lines:
            words = lines[0].split()
            for count in (2, 1):
                if row_id(" ".join(words[:count]), (mine.id,)):
                    lines[0] = " ".join(words[count:])
                    break
        left = "\n".join(lines).strip()
        number = left.strip("#.:() ")
        # the id without its letter, as it was left standing
        return "" if left == issued or (number.isdecimal() and mine.id.endswith(f"-{int(number):03d}")) else left

    def _answer(self, text: str, mine: IssuedRow) -> Entry:
        """An answer of the identity block."""
        known = self._choices.get(mine.id)
        if known is None:
            return Entry(kind=EntryKind.ANSWER, text=self._printed.without_placeholder(text))
        made = read_choice(text, known)
        # "Name us – no, wait": whatever stands beside the choice, a person has to read it
        return Entry(kind=EntryKind.ANSWER, text=text, code="" if made.rest else made.code)

    def _position(self, text: str, doubts: list[Doubt], *, shared: bool) -> Iterator[Entry]:
        """A position, and what was written beside it; words that are none are kept as feedback."""
        if not text:
            return
        made = read_choice(text, self._positions)
        if made.code:
            yield Entry(kind=EntryKind.POSITION, text=made.said, code=made.code)
            if made.rest:
                yield Entry(kind=EntryKind.FEEDBACK, text=made.rest)
            return
        if shared or len(text) > _LONG:
            yield Entry(kind=EntryKind.FEEDBACK, text=text)
            return
        doubts.append(Doubt.POSITION)
        yield Entry(kind=EntryKind.POSITION, text=text)

    def _position_elsewhere(self, entries: list[Entry], doubts: list[Doubt]) -> tuple[list[Entry], list[Doubt]]:
        """The same entries with the position, where it is all that stands in the place for feedback.

        In the margin somebody else may have written it, and in a column of her own the member means something else.
        """
        if any(entry.kind is EntryKind.POSITION for entry in entries):
            return entries, doubts
        said = [entry for entry in entries if entry.kind is EntryKind.FEEDBACK]
        made = [(entry, read_choice(entry.text, self._positions)) for entry in said]
        clear = [(entry, choice.code) for entry, choice in made if choice.code and not choice.rest]
        if len(clear) == 1:
            entry, code = clear[0]
            entries[entries.index(entry)] = replace(entry, kind=EntryKind.POSITION, code=code)
        return entries, doubts

    # --- outside of rows ------------------------------------------------------------------------------------------

    def _flat_row(self, name: str, written: Sequence[str], number: int) -> FoundRow:
        """A row of which only paragraphs are left, with what was written in it."""
        mine = next(row for row in self._identifier.rows_of[name] if row.is_asked)
        doubts: list[Doubt] = []
        entries: list[Entry] = []
        for text in written:
            words = self._printed.without_placeholder(text)
            if fields := [use for use in mine.uses if use in FIELDS]:
                entries += self._of_field(words, mine, fields, doubts)
            elif ANSWER in mine.uses:
                entries.append(self._answer(words, mine))
            elif POSITION in mine.uses:
                entries += self._position(words, doubts, shared=True)
            elif words:
                entries.append(Entry(kind=EntryKind.FEEDBACK, text=words))
        return FoundRow(
            number=number,
            status=RowStatus.MATCHED,
            id=name,
            signals=((Signal.ID, name), (Signal.TEXT, name)),
            entries=tuple(entries),
        )

    def _outside(self, texts: Iterable[str], remarks: Iterable[Remark]) -> Iterator[Loose]:
        for text in texts:
            if not self._printed.is_issued(_NUMBERED.sub("", _LINK.sub("", text))):
                yield self._loose(text)
        for remark in remarks:
            yield self._loose(remark.text, remark.author)

    def _loose(self, text: str, author: str = "") -> Loose:
        return Loose(text=text, ids=ids_named(text, self._identifier.ids), author=author)


def _by_marks(identity: Identity) -> Identity:
    """What the marks of a row tell by themselves, where it has any."""
    marks = tuple(each for each in identity.signals if each[0] is Signal.TAG)
    return replace(identity, signals=marks) if marks else identity


def _margin(remark: Remark, covers: tuple[str, ...] = ()) -> Entry:
    return Entry(kind=EntryKind.MARGIN, text=remark.text, author=remark.author, covers=covers)


def _below(own: Sequence[IssuedRow | None], at: int, rows: int) -> tuple[str, ...]:
    """The ids of the rows below one that something runs over which takes so many rows."""
    here = own[at]
    names = dict.fromkeys(each.id for each in own[at + 1 : at + rows] if each is not None)
    return tuple(name for name in names if here is None or name != here.id)


def _merged(rows: Sequence[ReturnedRow], own: Sequence[IssuedRow | None]) -> dict[int, dict[int, tuple[str, ...]]]:
    """For the rows in which merged cells begin, the ids of the rows that each such cell, by its column, runs over."""
    begins: dict[int, int] = {}
    found: dict[int, dict[int, tuple[str, ...]]] = {}
    for at, (row, mine) in enumerate(zip(rows, own, strict=True)):
        for cell in row.cells:
            if not cell.continued:
                begins[cell.first] = at
            elif cell.first in begins and mine is not None:
                held = found.setdefault(begins[cell.first], {})
                held[cell.first] = (*held.get(cell.first, ()), mine.id)
    return found


def _with_duplicates(rows: Iterable[FoundRow]) -> Iterator[FoundRow]:
    """The rows, the second and later ones of an id marked, and positions told that contradict each other."""
    said: dict[tuple[str, str], set[str]] = {}
    seen: set[str] = set()
    for row in rows:
        if row.status is RowStatus.MATCHED:
            doubts = row.doubts
            for field, codes in _choices_of(row).items():
                before = said.setdefault((row.id, field), set())
                if len(before | codes) > 1:
                    doubts = (*doubts, Doubt.TWO_ANSWERS if field else Doubt.TWO_POSITIONS)
                before |= codes
            doubts = tuple(dict.fromkeys(doubts))
            status = RowStatus.DUPLICATE if row.id in seen else RowStatus.MATCHED
            seen.add(row.id)
            row = replace(row, status=status, doubts=doubts)
        yield row


def _choices_of(row: FoundRow) -> dict[str, set[str]]:
    """What was chosen in a row by the field it was chosen in; "" is that of the position."""
    found: dict[str, set[str]] = {}
    for entry in row.entries:
        if entry.kind is EntryKind.POSITION or (entry.kind is EntryKind.ANSWER and entry.field and entry.code):
            found.setdefault(entry.field, set()).add(entry.code or entry.text)
    return found
