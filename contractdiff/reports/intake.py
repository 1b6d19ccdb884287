"""The intake report: what came back, that every row of it is accounted for, and what a person has to decide."""

from collections.abc import Iterator
from pathlib import Path

from contractdiff.model import Feedback, RowStatus, Signal
from contractdiff.ooxml.look import Page, ReadColumn, Style, text
from contractdiff.ooxml.sheets import Cell, Field, Workbook
from contractdiff.ooxml.spoken import internal_notice
from contractdiff.ooxml.writing import Grid, Xml, joined, paragraph, run
from contractdiff.reports.accounts import FileAccount, accounts_of
from contractdiff.reports.deciding import MATTER_FIELDS, matter_rows
from contractdiff.reports.word import matter_table, word_report
from contractdiff.text import count_of

# Rows that are named before "and 4 more".
_NAMED = 12

_FILE_COLUMNS = (
    ReadColumn(title="Organization and file", share=260),
    ReadColumn(title="Rows found", share=230),
    ReadColumn(title="Rows sent out", share=200),
    ReadColumn(title="Told by", share=170),
    ReadColumn(title="To be decided", share=140),
)
_REFUSED_COLUMNS = (ReadColumn(title="File", share=350), ReadColumn(title="Why it was not read", share=650))
_FILE_FIELDS = (
    Field(title="Organization", width=36),
    Field(title="How sure", width=36),
    Field(title="File", width=36),
    Field(title="Id", width=14),
    Field(title="Format", width=10),
    Field(title="Counts", width=10),
    Field(title="Rows found", width=11),
    *(Field(title=status.value.capitalize(), width=12) for status in RowStatus),
    Field(title="Rows sent out", width=11),
    Field(title="Identified", width=11),
    Field(title="Missing", width=10),
    Field(title="Which are missing", width=36),
    *(Field(title=f"Told by {signal.value}", width=11) for signal in Signal),
    Field(title="Words outside of rows", width=11),
    Field(title="To be decided", width=11),
    Field(title="Notes", width=48),
)
# What the rows about a member ask for.
_DETAILS = {"Reach": "E-mail or phone", "Funding": "Paid by"}
_REFUSED_FIELDS = (Field(title="File", width=48), Field(title="Why it was not read", width=80))


def intake_document(feedback: Feedback, *, template: Path | None = None) -> bytes:
    """Return the intake report, a .docx file: the account of each file, and what a person has to decide.

    Args:
        feedback: What came back.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    accounts = accounts_of(feedback)
    title = f"What came back, {feedback.comparison.old.name} to {feedback.comparison.new.name}"

    def content(page: Page) -> Iterator[Xml]:
        yield internal_notice()
        yield text(title, Style.TITLE)
        coalition = f" · {feedback.coalition}" if feedback.coalition else ""
        yield text(f"Intake report of round {feedback.round}{coalition}", Style.SUBTITLE)
        yield text(_in_short(feedback, accounts), Style.NORMAL)
        yield from _refused(feedback, page)
        if feedback.open_matters:
            yield text("What a person must decide", Style.HEADING)
            yield matter_table(feedback.open_matters, page)
        yield from _files(accounts, page)

    return word_report(feedback, content, title=title, kind="Internal intake report", template=template)


def intake_workbook(feedback: Feedback) -> bytes:
    """Return the same as an .xlsx file: files, what is to be decided, refused files.

    Args:
        feedback: What came back.
    """
    book = Workbook(title=f"Internal intake report, round {feedback.round}", author=feedback.coalition)
    book.sheet("Files", _FILE_FIELDS, map(_file_row, accounts_of(feedback)))
    book.sheet("To be decided", MATTER_FIELDS, matter_rows(feedback.open_matters))
    book.sheet("Refused files", _REFUSED_FIELDS, feedback.refused)
    return book.data()


def _in_short(feedback: Feedback, accounts: tuple[FileAccount, ...]) -> str:
    found, issued = sum(each.found for each in accounts), sum(each.issued for each in accounts)
    identified, open_ = sum(each.identified for each in accounts), len(feedback.open_matters)
    files = (
        f"{count_of(len(accounts), 'file')} from {count_of(len(feedback.respondents), 'organization')} could be read"
    )
    refused = f"; {count_of(len(feedback.refused), 'file')} could not" if feedback.refused else ""
    decide = f"{count_of(open_, 'thing')} must be decided by a person." if open_ else "Nothing is left to be decided."
    if not accounts:
        return f"{files}{refused}. {decide}"
    return (
        f"{files}{refused}. All of the {count_of(found, 'row')} found in them are accounted for. Of the "
        f"{count_of(issued, 'row')} sent out in those copies {identified:,} were identified and "
        f"{issued - identified:,} are missing; a row that is missing or blank is no answer, and does not say that "
        f"nobody objects. {decide}"
    )


def _refused(feedback: Feedback, page: Page) -> Iterator[Xml]:
    if not feedback.refused:
        return
    grid = page.grid(_REFUSED_COLUMNS)
    yield text("Files that could not be read", Style.HEADING)
    yield page.table(
        _REFUSED_COLUMNS,
        (grid.row(text(name), text(reason)) for name, reason in feedback.refused),
        title="Files that could not be read",
        description="Nothing of these files is counted. Ask for them again.",
    )


def _files(accounts: tuple[FileAccount, ...], page: Page) -> Iterator[Xml]:
    if not accounts:
        return
    grid = page.grid(_FILE_COLUMNS)
    yield text("File by file", Style.HEADING)
    yield page.table(
        _FILE_COLUMNS,
        (_file(each, grid) for each in accounts),
        title="File by file",
        description="Each row is one file. Rows found are the sum of the kinds below them; rows sent out are those "
        "identified and those missing. Duplicate is a second copy of a row; quarantined, one whose signals name "
        "different rows; unmatched, one with words and nothing that says which row it is. Files of which something is "
        "to be decided come first.",
    )


def _file(account: FileAccount, grid: Grid) -> Xml:
    sheet = account.submission.sheet
    notes = [account.submission.id, account.submission.format, "" if account.counts else "does not count"]
    kinds = " + ".join(f"{sheet.counts[status]} {status.value}" for status in RowStatus)
    named = ", ".join(sheet.missing[:_NAMED])
    more = len(sheet.missing) - _NAMED
    missing = f"Missing: {named}{f' and {more} more' if more > 0 else ''}" if sheet.missing else ""
    loose = f"Words outside of rows: {len(sheet.loose)}" if sheet.loose else ""
    signals = (f"{account.signals[signal]} by {signal.value}" for signal in Signal if account.signals[signal])
    return grid.row(
        joined(
            (
                paragraph(run(account.respondent.name, Style.STRONG), style=Style.CELL_TEXT),
                text(f"{account.how_sure[:1].upper()}{account.how_sure[1:]}", Style.CELL_NOTE),
                text(account.submission.name),
                text(" · ".join(filter(None, notes)), Style.CELL_NOTE),
                *(text(said, Style.CELL_NOTE) for said in _of_itself(account)),
                *(text(notice, Style.CELL_NOTE) for notice in sheet.notices),
            )
        ),
        joined((text(f"{account.found} = {kinds}"), *([text(loose, Style.CELL_NOTE)] if loose else []))),
        joined(
            (
                text(f"{account.issued} = {account.identified} identified + {len(sheet.missing)} missing"),
                *([text(missing, Style.CELL_NOTE)] if missing else []),
            )
        ),
        text(", ".join(signals) or "–"),
        joined(text(matter.id) for matter in account.matters) or text("–"),
    )


def _file_row(account: FileAccount) -> tuple[Cell, ...]:
    sheet = account.submission.sheet
    return (
        account.respondent.name,
        account.how_sure,
        account.submission.name,
        account.submission.id,
        account.submission.format,
        "Yes" if account.counts else "No",
        account.found,
        *(sheet.counts[status] for status in RowStatus),
        account.issued,
        account.identified,
        len(sheet.missing),
        ", ".join(sheet.missing),
        *(account.signals[signal] for signal in Signal),
        len(sheet.loose),
        len(account.matters),
        "\n".join((*_of_itself(account), *sheet.notices)),
    )


def _of_itself(account: FileAccount) -> tuple[str, ...]:
    """What a member wrote of itself in its file besides its name: its contact, its programs."""
    return tuple(f"{_DETAILS.get(row, row)}: {words}" for row, words in account.respondent.details)
