"""What the workbook was sent out as: which of its cells are answered, by the same tags that a Word form has."""

from dataclasses import replace

from contractdiff.forms.exchange_columns import FORMS
from contractdiff.forms.fields import Answer
from contractdiff.forms.workbook.columns import FILLED
from contractdiff.model import FormKind, ReturnedForm, ReturnedRow

# By the headings of a sheet, what is answered in each of its columns.
_ANSWERED = {
    tuple(field.title for field in fields): {column.title: column.answer for column in columns if column.answer}
    for fields, columns in FILLED
}
_ABOUT = {question.title: question for question in FORMS[FormKind.LEAD].identity}


def as_issued(made: ReturnedForm) -> ReturnedForm:
    """Return a workbook that was just made with the answers marked in it, and the headings.

    Copies of it that come back have no such marks: in a sheet nothing can be hidden beside a cell, and rows are known
    by their ids and printed words.
    """
    # the first sheet tells about the others
    about, *tables = made.tables
    marked = [tuple(map(_of_about, about)), *(_table(table) for table in tables)]
    return replace(made, tables=tuple(marked))


def _of_about(row: ReturnedRow) -> ReturnedRow:
    question = _ABOUT.get(row.cells[0].text)
    return row if question is None else _tagged(row, question.row, {1: question.answer})


def _table(table: tuple[ReturnedRow, ...]) -> tuple[ReturnedRow, ...]:
    heading, *rows = table
    titles = tuple(cell.text for cell in heading.cells)
    asked = _ANSWERED.get(titles, {})
    places = {place: answer for place, title in enumerate(titles) if (answer := asked.get(title))}
    return (
        replace(heading, heading=True),
        *(_tagged(row, row.cells[0].text, places) if places else row for row in rows),
    )


def _tagged(row: ReturnedRow, name: str, places: dict[int, Answer]) -> ReturnedRow:
    cells = (
        replace(cell, controls=(answer.tag_of(name),)) if (answer := places.get(place)) else cell
        for place, cell in enumerate(row.cells)
    )
    return replace(row, cells=tuple(cells))
