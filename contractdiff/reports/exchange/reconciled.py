"""The reconciliation report: our list of changes beside the agency's."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from contractdiff.model import Acknowledgement, Exchange, FormKind, Line, Matter, MatterKind, Priority
from contractdiff.ooxml.look import Page, ReadColumn, Style, id_cell, text
from contractdiff.ooxml.spoken import internal_notice
from contractdiff.ooxml.writing import Grid, Xml, joined
from contractdiff.reports.exchange.paper import (
    LANDSCAPE,
    Audience,
    cell,
    ending,
    exchange_report,
    is_short,
    labelled,
    short,
)
from contractdiff.reports.exchange.telling import Teller, capital, changed, clause, not_acknowledged, quoted, round_of
from contractdiff.reports.exchange.unmatched import count_unmatched, row_name, unmatched_rows
from contractdiff.text import count_of, listed

_HOLDS = "what the coalition holds against the agency’s list"
_COLUMNS = (
    ReadColumn(title="Change ID", share=75),
    ReadColumn(title="Clause", share=95),
    ReadColumn(title="Priority", share=100),
    ReadColumn(title="What changed", share=330),
    ReadColumn(title="Agency says", share=130),
    ReadColumn(title="In its words", share=200),
    ReadColumn(title="Perhaps", share=70),
)
# Words of a row that waits: the file holds them whole.
_WORDS = 60
_MATTER_COLUMNS = (
    ReadColumn(title="Matter", share=150),
    ReadColumn(title="File", share=150),
    ReadColumn(title="In its words", share=330),
    ReadColumn(title="What is to be decided", share=250),
    ReadColumn(title="Perhaps", share=120),
)
_FROM_AGENCY = frozenset((FormKind.AGENCY, FormKind.PACKET, FormKind.LIST))
_ORDER = (
    Acknowledgement.CONTRADICTED,
    Acknowledgement.DENIED,
    Acknowledgement.ASKED,
    Acknowledgement.PARTLY,
    Acknowledgement.NOT_ASKED,
    Acknowledgement.ACKNOWLEDGED,
)


def reconciliation_document(exchange: Exchange, *, template: Path | None = None) -> bytes:
    """Return the reconciliation report, a .docx file: what the agency says of each change of ours, and what it adds.

    It is not for the agency.

    Args:
        exchange: The exchange with the agency.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    teller = Teller(exchange=exchange)
    title = f"Our list and the agency’s: {teller.old} to {teller.new}"

    def content(page: Page) -> Iterator[Xml]:
        yield internal_notice(_HOLDS)
        yield text(title, Style.TITLE)
        yield text(f"Reconciliation · {capital(teller.coalition)} · round {exchange.round}", Style.SUBTITLE)
        yield from _page_one(teller)
        yield from _to_decide(exchange, page)
        yield from unmatched_rows(exchange, page)
        yield from _changes(teller, page)
        yield ending()

    return exchange_report(
        exchange,
        content,
        title=title,
        kind="Internal reconciliation report",
        audience=Audience.INTERNAL,
        base=LANDSCAPE,
        template=template,
    )


def _page_one(teller: Teller) -> Iterator[Xml]:
    exchange = teller.exchange
    left, left_mattering = not_acknowledged(exchange.lines), not_acknowledged(exchange.mattering)
    only, doubtful = count_unmatched(exchange)
    yield labelled(
        "Not acknowledged:",
        f"{len(left_mattering):,} of {count_of(len(exchange.mattering), 'change')} that matter; "
        f"{len(left):,} of all {len(exchange.lines):,}.",
        Style.RETURN_BY,
    )
    counts = listed(
        f"{count_of(only, 'row')} of the agency that we did not find" if only else "",
        f"{count_of(doubtful, 'row')} that may be one of ours" if doubtful else "",
    )
    one = only + doubtful == 1
    above = (
        f" Above it {'stands' if one else 'stand'} {counts}; a person looks at {'it' if one else 'each'}."
        if counts
        else ""
    )
    waiting = len(_waiting(exchange))
    if waiting:
        yield labelled(
            "To be decided:",
            f"{count_of(waiting, 'row')} of the agency’s files, which {'counts' if waiting == 1 else 'count'} for "
            "nothing until a person decides: contractdiff resolve.",
        )
    came = "" if exchange.reconciliation else " No list of the agency’s own was read; what its forms say stands here."
    yield text(
        "Each change of ours stands in the table “Our changes”; what the agency denies or leaves out comes first in "
        f"it. Ask for it by number.{above}{came}",
        Style.NORMAL,
    )


def _waiting(exchange: Exchange) -> tuple[Matter, ...]:
    """The rows of files from the agency of which a person has to decide what they are."""
    files = {each.id for each in exchange.feedback.others if each.kind in _FROM_AGENCY}
    return tuple(
        matter
        for matter in exchange.feedback.open_matters
        if matter.subject in files and matter.kind in (MatterKind.ROW, MatterKind.LISTED)
    )


def _to_decide(exchange: Exchange, page: Page) -> Iterator[Xml]:
    if not (matters := _waiting(exchange)):
        return
    title = "Rows that wait for a decision"
    grid = page.grid(_MATTER_COLUMNS)
    yield text(f"{title}: {count_of(len(matters), 'row')}", Style.HEADING)
    yield page.table(
        _MATTER_COLUMNS,
        (
            grid.row(
                id_cell(each.id),
                cell(each.file),
                cell(quoted(short(each.words, _WORDS))),
                cell(each.says),
                cell(", ".join(each.candidates)),
                whole=is_short(each.words, each.says),
            )
            for each in matters
        ),
        title=title,
        description="Each row is a row of the agency that may be about one of our changes. Decide it with the command "
        "contractdiff resolve, by the name in the first column.",
    )


def _changes(teller: Teller, page: Page) -> Iterator[Xml]:
    exchange = teller.exchange
    priorities = list(Priority)
    lines = sorted(
        exchange.lines,
        key=lambda line: (
            line.priority is Priority.ADMINISTRATIVE,
            _ORDER.index(line.acknowledgement),
            priorities.index(line.priority),
        ),
    )
    perhaps: Mapping[str, tuple[str, ...]] = {}
    rows: Mapping[str, tuple[str, ...]] = {}
    words: Mapping[str, str] = {}
    if exchange.reconciliation:
        perhaps = {each.change: each.perhaps for each in exchange.reconciliation.changes}
        rows = {each.change: each.rows for each in exchange.reconciliation.changes}
        words = {each.row.key: each.row.words for each in exchange.reconciliation.rows}
    grid = page.grid(_COLUMNS)
    yield text("Our changes", Style.HEADING)
    yield page.table(
        _COLUMNS,
        (_row(grid, line, rows.get(line.id, ()), perhaps.get(line.id, ()), words) for line in lines),
        title="Our changes",
        description="Each row is one change of ours and what the agency says of it. “Perhaps” names rows of the "
        "agency that may be about it.",
    )


def _row(grid: Grid, line: Line, rows: tuple[str, ...], perhaps: tuple[str, ...], words: Mapping[str, str]) -> Xml:
    said = [f"{row_name(key)}: {quoted(words[key])}" for key in rows if words.get(key)]
    reason = line.reason
    why = quoted(reason.reason) if reason else ""
    law = quoted(reason.authority) if reason else ""
    again = f" ({round_of(line, reason)})" if reason and reason.round < line.reworded_in else ""
    return grid.row(
        joined((id_cell(line.id),)),
        text(clause(line)),
        text(line.priority.value.capitalize()),
        text(changed(line)),
        text(line.acknowledgement.value.capitalize()),
        cell(*said, f"Reason{again}: {why}" if why else "", f"Law cited{again}: {law}" if law else ""),
        cell(", ".join(map(row_name, perhaps))),
        whole=is_short(changed(line), " ".join((*said, why, law))),
    )
