"""The tally: what members said of every change, for the coalition itself."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from contractdiff.model import (
    POSITIONS,
    STANDS,
    Answer,
    Change,
    Count,
    Feedback,
    Grouping,
    RowTally,
    Tally,
    tally_of,
)
from contractdiff.ooxml.look import Page, ReadColumn, Style, text
from contractdiff.ooxml.spoken import is_short, responding, who, words_of
from contractdiff.ooxml.writing import Xml, joined, link, paragraph, run
from contractdiff.reports.tally_page_one import page_one, short_line
from contractdiff.reports.word import bookmark_of, clause_of, matter_table, summary_of, word_report

# What stands for all who answered.
_BAR = 12
_STAND_COLUMNS = (
    ReadColumn(title="Position", share=118),
    ReadColumn(title="Members", share=72),
    ReadColumn(title="Of those responding", share=180),
    *(ReadColumn(title=f"By {grouping.value}", share=210) for grouping in Grouping),
)
_WORD_COLUMNS = (
    ReadColumn(title="Who", share=210),
    ReadColumn(title="Position", share=110),
    ReadColumn(title="What it wrote", share=680),
)
_SINGLETON_COLUMNS = (
    ReadColumn(title="Change", share=75),
    ReadColumn(title="What changed", share=305),
    ReadColumn(title="Who", share=170),
    ReadColumn(title="What it wrote", share=450),
)
_OPEN_COLUMNS = (ReadColumn(title="Who", share=250), ReadColumn(title="What it wrote", share=750))
_SILENT_COLUMNS = (
    ReadColumn(title="Member", share=340),
    ReadColumn(title="Sector", share=220),
    ReadColumn(title="District", share=160),
    ReadColumn(title="Contact", share=280),
)


def tally_document(feedback: Feedback, *, template: Path | None = None) -> bytes:
    """Return the tally, a .docx file: what to look at first, and for each change who said what.

    It holds names and words of members, and is not for the agency.

    Args:
        feedback: What members said.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    tally = tally_of(feedback)
    title = f"What members said: changes from {feedback.comparison.old.name} to {feedback.comparison.new.name}"

    def content(page: Page) -> Iterator[Xml]:
        yield from page_one(tally, title)
        yield from _singletons(tally, page)
        yield from _changes(tally, page)
        yield from _unanswered(tally)
        yield from _open_rows(tally, page)
        yield from _for_staff(feedback, page)

    return word_report(feedback, content, title=title, kind="Internal tally", template=template)


def _singletons(tally: Tally, page: Page) -> Iterator[Xml]:
    """The points that one organization alone made, in full: they drown where answers are counted."""
    if not tally.singletons:
        return
    grid = page.grid(_SINGLETON_COLUMNS)
    rows = (
        grid.row(
            paragraph(link(bookmark_of(change.id), change.id, Style.LINK), style=Style.CELL_TEXT),
            joined((*_clause(tally, change), text(summary_of(change), Style.CELL_NOTE))),
            joined((paragraph(who(tally, answer), style=Style.CELL_TEXT), text(answer.stand_name, Style.CELL_NOTE))),
            words_of(tally, answer),
            whole=is_short(answer),
        )
        for change, answer in tally.singletons
    )
    yield text("Points that one organization alone made", Style.HEADING)
    yield page.table(
        _SINGLETON_COLUMNS,
        rows,
        title="Points that one organization alone made",
        description="Each row is a change of which one organization alone wrote anything. Such a point may be the one "
        "that nobody else saw.",
    )


def _clause(tally: Tally, change: Change) -> list[Xml]:
    clause = clause_of(tally.feedback.comparison, change)
    return [text(clause)] if clause else []


# --- change by change -------------------------------------------------------------------------------------------------


def _changes(tally: Tally, page: Page) -> Iterator[Xml]:
    if not tally.answered:
        yield text("No change was answered.", Style.NORMAL)
        return
    yield text("What was said of each change", Style.HEADING)
    yield text(
        "Critical changes come first, and of those the most answered. Members that belong to several associations are "
        "counted with each.",
        Style.NORMAL,
    )
    for change in tally.answered:
        yield from _change(tally, change, page)


def _change(tally: Tally, change: Change, page: Page) -> Iterator[Xml]:
    row = tally.of(change.id)
    parts = (clause_of(tally.feedback.comparison, change), change.priority.value.capitalize())
    yield paragraph(
        page.marked(bookmark_of(change.id), run(change.id)),
        run(f" · {' · '.join(filter(None, parts))}"),
        style=Style.SUBHEADING,
    )
    yield text(summary_of(change), Style.CAPTION)
    yield paragraph(run(f"{responding(tally, row)}. ", Style.STRONG), run(_blank_and_none(row)), style=Style.CAPTION)
    if row.members.responding:
        yield _stands(row, page, change.id)
    yield from _apart("Associations’ own answers, not their members’", row.associations)
    yield from _apart("Not on the roster", row.outside)
    yield from _words(tally, row, page, change.id)


def _blank_and_none(row: RowTally) -> str:
    none = [name for code, name in POSITIONS.items() if not row.members.stands[code]]
    blank = f"{row.blank} of those that answered left it blank. " if row.blank else ""
    return f"{blank}Nobody chose: {', '.join(none)}." if none and row.members.responding else blank


def _stands(row: RowTally, page: Page, change: str) -> Xml:
    """Where members stand: the number, a bar that reads in black and white, and of which groups they are."""
    grid = page.grid(_STAND_COLUMNS)
    most = row.members.responding
    rows = [
        grid.row(
            text(name),
            text(str(number)),
            text(f"{'█' * max(1, round(_BAR * number / most))} {round(100 * number / most)}%"),
            *(text(_by_group(row.groups[grouping], code, grouping)) for grouping in Grouping),
        )
        for code, name in STANDS.items()
        if (number := row.members.stands[code])
    ]
    totals = (text(_totals(row.groups[grouping], grouping)) for grouping in Grouping)
    rows.append(grid.row(text("Responding"), text(f"{most} of {row.members.size}"), text(""), *totals))
    return page.table(
        _STAND_COLUMNS,
        rows,
        title=f"{change}: where members stand",
        description="Each row is a position, how many members took it, and of which groups they are.",
        said=False,
    )


def _by_group(counts: Mapping[str, Count], code: str, grouping: Grouping) -> str:
    found = (f"{_called(name, grouping)}: {count.stands[code]}" for name, count in counts.items() if count.stands[code])
    return "; ".join(found) or "–"


def _called(name: str, grouping: Grouping) -> str:
    """What a group is called beside a count: "district 1" where its name is nothing but a number."""
    return f"{grouping.value} {name}" if name.strip().isdigit() else name


def _totals(counts: Mapping[str, Count], grouping: Grouping) -> str:
    found = (
        f"{_called(name, grouping)}: {count.responding} of {count.size}"
        for name, count in counts.items()
        if count.responding
    )
    return "; ".join(found) or "–"


def _apart(lead: str, answers: Iterable[Answer]) -> Iterator[Xml]:
    """The positions of those who are not counted among the members, in a line of their own."""
    if said := "; ".join(f"{each.respondent.name}: {each.stand_name}" for each in answers):
        yield paragraph(run(f"{lead}: ", Style.STRONG), run(f"{said}."), style=Style.NORMAL)


def _words(tally: Tally, row: RowTally, page: Page, change: str) -> Iterator[Xml]:
    """Every word that was written of a change, with who wrote it; and who opposes without a word."""
    told = [each for each in row.answers if each.told or each.needs_reason]
    if not told:
        return
    grid = page.grid(_WORD_COLUMNS)
    rows = (
        grid.row(
            paragraph(who(tally, each), style=Style.CELL_TEXT),
            text(each.stand_name),
            words_of(tally, each),
            whole=is_short(each),
        )
        for each in told
    )
    yield text("In their words", Style.CAPTION)
    yield page.table(
        _WORD_COLUMNS,
        rows,
        title=f"{change}: in their words",
        description="Each row is what one organization wrote.",
        said=False,
    )


def _unanswered(tally: Tally) -> Iterator[Xml]:
    if tally.unanswered:
        yield text("Changes that nobody answered", Style.HEADING)
        yield text("That nobody answered does not say that nobody objects.", Style.NORMAL)
        yield from (short_line(tally, change) for change in tally.unanswered)


def _open_rows(tally: Tally, page: Page) -> Iterator[Xml]:
    """What was written in rows that belong to no change."""
    if not tally.open_rows:
        return
    grid = page.grid(_OPEN_COLUMNS)
    yield text("Comments, changes found and questions", Style.HEADING)
    for row in tally.open_rows:
        title = f"{row} · {tally.title_of(row)}"
        rows = (
            grid.row(paragraph(who(tally, each), style=Style.CELL_TEXT), words_of(tally, each), whole=is_short(each))
            for each in tally.of(row).answers
        )
        yield text(title, Style.SUBHEADING)
        yield page.table(
            _OPEN_COLUMNS,
            rows,
            title=title,
            description="Each row is what one organization wrote.",
            said=False,
        )


# --- for staff --------------------------------------------------------------------------------------------------------


def _for_staff(feedback: Feedback, page: Page) -> Iterator[Xml]:
    """Who has not answered, and what is still to be decided: a worklist, never to be published."""
    if not feedback.silent and not feedback.open_matters:
        return
    yield paragraph(run("Appendix for staff"), style=Style.HEADING, new_page=True)
    if feedback.silent:
        grid = page.grid(_SILENT_COLUMNS)
        rows = (
            grid.row(text(each.name), text(each.sector), text(each.district), text(each.contact))
            for each in feedback.silent
        )
        yield text("Who has not answered", Style.SUBHEADING)
        yield page.table(
            _SILENT_COLUMNS,
            rows,
            title="Who has not answered",
            description="Each row is a member from whom nothing came. For a friendly call; not to be published.",
        )
    if feedback.open_matters:
        yield text("What is still to be decided", Style.SUBHEADING)
        yield matter_table(feedback.open_matters, page)
