"""Taking in the agency's own list of changes, whatever table it made of them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contractdiff.api.dockets import read_stored
from contractdiff.api.reading_forms import read_returned_file
from contractdiff.docket import Docket, digest, submission_id, table_rows
from contractdiff.errors import UnreadableError
from contractdiff.forms import row_id
from contractdiff.model import (
    Comparison,
    Entry,
    EntryKind,
    FormKind,
    FormSheet,
    FoundRow,
    Layout,
    Loose,
    RowStatus,
    Signal,
    Submission,
)
from contractdiff.readers import bytes_of
from contractdiff.readers.formats import format_of
from contractdiff.reconcile import OwnList, OwnRow, read_own_list

_Table = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTaken:
    """What became of an agency's list.

    Attributes:
        submission: What the docket calls it.
        rows: How many of its rows name a change.
        unused: Those that name none: the number in their table, and why.
        columns: What each column was taken for, as (heading, meaning), table by table.
        is_new: Whether it was not collected before.
    """

    submission: str
    rows: int
    unused: tuple[tuple[int, str], ...]
    columns: tuple[tuple[str, str], ...]
    is_new: bool


def collect_list(folder: Path, file: Path, *, at: str) -> ListTaken:
    """Take the agency's own list into a docket: a table in Word, Excel, CSV or PDF.

    Raises:
        InputError: The file cannot be read, or no row of a table in it names a change.
    """
    data = bytes_of(file)
    tables, outside = _tables(file, data)
    lists = [read_own_list(table) for table in tables]
    taken = [each for each in lists if each.rows]
    if not taken:
        raise UnreadableError(
            f"{file.name} holds no table with a row that names a clause or a change. Give the list as a table with a "
            "column for the clause and one for what changed."
        )
    with Docket(folder) as docket:
        stored = docket.comparison()
        text = json.dumps({"list": stored.id})
        layout = Layout(
            sha256=digest(text.encode()), comparison=stored.id, language="en", rows=text, kind=FormKind.LIST
        )
        docket.add_forms(layout, [], at=at)
        sha256 = digest(data)
        submission = Submission(
            id=submission_id(sha256),
            sha256=sha256,
            name=file.name,
            sheet=_sheet(taken, outside, read_stored(stored)),
            format=format_of(data, file.name).value,
            layout=layout.sha256,
            kind=FormKind.LIST,
        )
        is_new = docket.add_submission(submission, data, at=at)
    return ListTaken(
        submission=submission.id,
        rows=sum(len(each.rows) for each in taken),
        unused=tuple((row.number, row.why) for each in taken for row in each.unused),
        columns=tuple((col.heading, col.column.value) for each in taken for col in each.columns),
        is_new=is_new,
    )


def _tables(file: Path, data: bytes) -> tuple[list[_Table], tuple[str, ...]]:
    """The tables of a file, and what stands outside of them."""
    if file.suffix.lower() in (".csv", ".xlsx", ".tsv"):
        return [table_rows(data, file.name)], ()
    returned = read_returned_file(file, data)
    tables: list[_Table] = [[[cell.text for cell in row.cells] for row in table] for table in returned.tables]
    return tables, returned.paragraphs


def _sheet(lists: Sequence[OwnList], outside: Sequence[str], comparison: Comparison) -> FormSheet:
    """The list as it is kept: a row that names our id stands under it, every other under one of its own."""
    rows = list(_rows(lists, comparison))
    issued = tuple(dict.fromkeys(row.id for row in rows if row.is_placed))
    return FormSheet(rows=tuple(rows), loose=tuple(Loose(text=text) for text in outside), issued=issued)


def _rows(lists: Sequence[OwnList], comparison: Comparison) -> Iterator[FoundRow]:
    number = 0
    seen: set[str] = set()
    for each in lists:
        for row in each.rows:
            number += 1
            name = row_id(row.change.id, comparison.by_id) if row.change.id else ""
            name = name or f"L-{number:03d}"
            status = RowStatus.DUPLICATE if name in seen else RowStatus.MATCHED
            seen.add(name)
            yield FoundRow(
                number=number, status=status, id=name, signals=((Signal.ID, name),), entries=tuple(_entries(row))
            )
        for unused in each.unused:
            number += 1
            yield FoundRow(number=number, status=RowStatus.UNMATCHED, cells=(unused.words,))


def _entries(row: OwnRow) -> Iterator[Entry]:
    code = row.change.acknowledgement.value if row.change.acknowledgement else ""
    for field, words, chosen in (
        ("clause", row.change.clause, ""),
        ("listed", row.change.words, ""),
        ("acknowledged", "", code),
        ("reason", row.reason, ""),
        ("authority", row.authority, ""),
    ):
        if words or chosen:
            yield Entry(kind=EntryKind.ANSWER, text=words, code=chosen, field=field)
