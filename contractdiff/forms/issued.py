"""What a form was sent out as: its rows, and what each cell of them said.

It is read from the document itself, by the same code that reads the copies which come back, so that a cell which
nobody touched is equal to what was issued.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from contractdiff.forms.exchange_columns import FIELDS
from contractdiff.model import ReturnedForm, ReturnedRow, is_of_form

# The columns of a form that is read: what a column is for.
ID, POSITION, FEEDBACK, ANSWER, PRINTED = "id", "position", "feedback", "answer", "printed"
_TAGS = {"pos": POSITION, "fb": FEEDBACK, "who": ANSWER, **{key: key for key in FIELDS}}
_READ = frozenset((ID, PRINTED))


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedRow:
    """A row as it was sent out.

    Attributes:
        id: Its id ("C-014", "G-01", "Organization"); "" of a row that belongs to none, as in the glossary.
        table: Which table of the form it stands in, counted from 0.
        cells: What each cell said; of one to be answered its placeholder, or the choice made beforehand.
        uses: What each cell is for: one of the above, or the name of a field ("reason").
    """

    id: str
    table: int
    cells: tuple[str, ...]
    uses: tuple[str, ...]

    @property
    def is_asked(self) -> bool:
        """Whether somebody is to answer in it."""
        return any(map(is_answered, self.uses))


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedForm:
    """A form as it was sent out.

    Attributes:
        rows: The rows of all its tables, in reading order.
        headings: The headings of each table's columns.
        texts: What stands outside of its tables, headers and footers included.
    """

    rows: tuple[IssuedRow, ...]
    headings: tuple[tuple[str, ...], ...]
    texts: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the rows that members are to answer, in their order."""
        return tuple(row.id for row in self.rows if row.is_asked)


def issued_form_of(document: ReturnedForm) -> IssuedForm:
    """Return what a form says that was just made."""
    asked = {found for table in document.tables for row in table if (found := _id_of_controls(row))}
    rows, headings = [], []
    for number, table in enumerate(document.tables):
        headings.append(tuple(cell.text for row in table if row.heading for cell in row.cells))
        for row in table:
            if not row.heading:
                rows.append(_issued(row, number, asked))
    return IssuedForm(rows=tuple(rows), headings=tuple(headings), texts=(*document.paragraphs, *document.margins))


def issued_fields(form: IssuedForm) -> dict[str, Any]:
    """The same as values that JSON has."""
    return {
        "rows": [[row.id, row.table, row.cells, row.uses] for row in form.rows],
        "headings": form.headings,
        "texts": form.texts,
    }


def issued_from_fields(fields: Mapping[str, Any]) -> IssuedForm:
    """What ``issued_fields`` made values of."""
    return IssuedForm(
        rows=tuple(
            IssuedRow(id=name, table=table, cells=tuple(cells), uses=tuple(uses))
            for name, table, cells, uses in fields["rows"]
        ),
        headings=tuple(map(tuple, fields["headings"])),
        texts=tuple(fields["texts"]),
    )


def words_said(cells: Iterable[str]) -> tuple[str, ...]:
    """What the cells of a row say, whatever empty columns stand between them."""
    return tuple([cell for cell in cells if cell])


def is_answered(use: str) -> bool:
    """Whether a cell that is for this is answered, and not only read."""
    return use not in _READ


def id_of_tag(control: str) -> str:
    """The id in a control's tag ("fb:C-014"); "" where it is no tag of a form."""
    kind, _, name = control.partition(":")
    return name if kind in _TAGS else ""


def use_of_tag(control: str) -> str:
    """What a cell with a control of this tag is for; "" where it is no tag of a form."""
    return _TAGS.get(control.partition(":")[0], "") if ":" in control else ""


def _id_of_controls(row: ReturnedRow) -> str:
    return next((found for cell in row.cells for tag in cell.controls if (found := id_of_tag(tag))), "")


def _issued(row: ReturnedRow, table: int, asked: Iterable[str]) -> IssuedRow:
    name = _id_of_controls(row)
    first = row.cells[0].text.partition("\n")[0] if row.cells else ""
    uses = [next(filter(None, map(use_of_tag, cell.controls)), PRINTED) for cell in row.cells]
    if not name and first in asked:
        name = first
    if name and first == name and is_of_form(name):
        # a row of the identity block is called by its question
        uses[0] = ID
    return IssuedRow(id=name, table=table, cells=tuple(cell.text for cell in row.cells), uses=tuple(uses))
