"""The tally as a workbook, to sort, filter and count with."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from contractdiff.model import STANDS, Answer, Change, Count, Feedback, Grouping, Tally, tally_of
from contractdiff.ooxml.comment_rows import COMMENT_FIELDS, comment_rows
from contractdiff.ooxml.sheets import Cell, Field, Workbook
from contractdiff.reports.deciding import MATTER_FIELDS, matter_rows
from contractdiff.reports.word import clause_of, summary_of

# Changes that the chart shows.
_CHARTED = 20
# A shade for each place where an organization can stand, told apart in black and white by its neighbours.
_SHADES = ("FFFFFF", "1F3350", "6F86A3", "D9D9D9", "F2F2F2", "B4C3D6", "8C8C8C", "404040")

_CHANGE = (Field(title="Change", width=9), Field(title="Clause", width=16))
_STANDS = tuple(Field(title=name, width=11) for name in STANDS.values())
_COUNTS = (Field(title="Members", width=10), Field(title="Responding", width=12), *_STANDS)
_CHANGE_FIELDS = (
    *_CHANGE,
    Field(title="Priority", width=14),
    Field(title="What changed", width=60),
    *_COUNTS,
    Field(title="Answered, left this blank", width=12),
    Field(title="Associations’ own answers", width=36),
    Field(title="Not on the roster", width=36),
)
_SILENT_FIELDS = (
    Field(title="Member", width=40),
    Field(title="Sector", width=24),
    Field(title="District", width=16),
    Field(title="Associations", width=36),
    Field(title="Contact", width=36),
)


def tally_workbook(feedback: Feedback) -> bytes:
    """Return the tally as an .xlsx file: counts, every comment, who has not answered, and what is to be decided.

    It holds names and words of members, and is not for the agency.

    Args:
        feedback: What members said.
    """
    tally = tally_of(feedback)
    book = Workbook(title=f"Internal tally, round {feedback.round}", author=feedback.coalition)
    book.sheet("Changes", _CHANGE_FIELDS, _change_rows(tally))
    for grouping in Grouping:
        whose = (Field(title="Whose answer", width=18),) if grouping is Grouping.ASSOCIATION else ()
        fields = (*_CHANGE, Field(title=grouping.value.capitalize(), width=32), *whose, *_COUNTS)
        book.sheet(f"By {grouping.value}", fields, _group_rows(tally, grouping))
    book.sheet("Comments", COMMENT_FIELDS, comment_rows(tally, lambda change: clause_of(feedback.comparison, change)))
    book.sheet("Not answered (staff only)", _SILENT_FIELDS, _silent_rows(feedback))
    book.sheet("Open matters", MATTER_FIELDS, matter_rows(feedback.open_matters))
    charted = tally.most_answered[:_CHARTED]
    sheet = book.sheet("Most answered", (_CHANGE[0], *_STANDS), _charted_rows(tally, charted))
    if charted:
        sheet.add_chart(_chart(sheet, len(charted)), "K2")
    return book.data()


def _change_rows(tally: Tally) -> Iterator[tuple[Cell, ...]]:
    for change in tally.feedback.comparison.changes:
        row = tally.of(change.id)
        yield (
            *_named(tally, change),
            change.priority.value.capitalize(),
            summary_of(change),
            *_counts(row.members),
            row.blank,
            _apart(row.associations),
            _apart(row.outside),
        )


def _group_rows(tally: Tally, grouping: Grouping) -> Iterator[tuple[Cell, ...]]:
    """A row for each change and group of which anybody answered."""
    of_association = grouping is Grouping.ASSOCIATION
    for change in tally.feedback.comparison.changes:
        row = tally.of(change.id)
        for name, count in row.groups[grouping].items():
            whose = ("Its members",) if of_association else ()
            if count.responding:
                yield (*_named(tally, change), name, *whose, *_counts(count))
        for answer in row.associations if of_association else ():
            own = Count(size=1, stands=Counter((answer.stand,) if answer.stand else ()))
            yield (*_named(tally, change), answer.respondent.name, "Its own", *_counts(own))


def _charted_rows(tally: Tally, changes: tuple[Change, ...]) -> Iterator[tuple[Cell, ...]]:
    for change in changes:
        yield (change.id, *_stands(tally.of(change.id).members))


def _named(tally: Tally, change: Change) -> tuple[Cell, Cell]:
    return change.id, clause_of(tally.feedback.comparison, change)


def _counts(count: Count) -> tuple[Cell, ...]:
    return count.size, count.responding, *_stands(count)


def _stands(count: Count) -> Iterator[int]:
    return (count.stands[code] for code in STANDS)


def _apart(answers: tuple[Answer, ...]) -> str:
    return "\n".join(f"{each.respondent.name}: {each.stand_name}" for each in answers)


def _silent_rows(feedback: Feedback) -> Iterator[tuple[Cell, ...]]:
    for each in feedback.silent:
        yield each.name, each.sector, each.district, "; ".join(each.associations), each.contact


def _chart(sheet: Any, rows: int) -> Any:
    """Stacked bars of where members stand, the most answered change at the top."""
    from openpyxl.chart import BarChart, Reference

    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 40
    chart.title = "Where members stand on the changes most answered"
    chart.add_data(
        Reference(sheet, min_col=2, max_col=1 + len(STANDS), min_row=1, max_row=1 + rows), titles_from_data=True
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=1 + rows))
    for series, shade in zip(chart.series, _SHADES, strict=True):
        series.graphicalProperties.solidFill = shade
        series.graphicalProperties.line.solidFill = "404040"
    # bars are drawn from the bottom up
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorUnit = None
    chart.legend.position = "b"
    chart.width, chart.height = 26, 4 + 0.75 * rows
    return chart
