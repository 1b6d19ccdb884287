"""The rows of the agency's list that are none of our changes, or not surely one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contractdiff.model import APPLIES, REASONS, Exchange, Listed
from contractdiff.ooxml.look import Page, ReadColumn, Style, id_cell, text
from contractdiff.ooxml.writing import Xml
from contractdiff.reports.exchange.paper import cell, is_short
from contractdiff.reports.exchange.telling import quoted
from contractdiff.text import count_of

_COLUMNS = (
    ReadColumn(title="Row", share=80),
    ReadColumn(title="Clause", share=110),
    ReadColumn(title="What the agency says it changed", share=320),
    ReadColumn(title="Its reason and authority", share=230),
    ReadColumn(title="Perhaps", share=90),
    ReadColumn(title="Why nobody can say for sure", share=170),
)
_ONLY = "Listed by the agency, not found by us"
_DOUBTFUL = "Listed by the agency, perhaps one of ours"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unmatched:
    key: str
    clause: str
    what: str
    changes: tuple[str, ...] = ()
    why: str = ""
    listed: Listed | None = None


def unmatched_rows(exchange: Exchange, page: Page) -> Iterator[Xml]:
    """Both kinds of rows, each kind in a table of its own: what to do with it stands above."""
    only, doubtful = _rows(exchange)
    if only:
        yield text(f"{_ONLY}: {count_of(len(only), 'row')}", Style.HEADING)
        yield _table(
            page,
            only,
            _ONLY,
            "Each row is a change that the agency lists and that we did not find: we missed it, or it stands in a "
            "document that was not compared. Look it up in the contract, and ask for the document.",
        )
    if doubtful:
        yield text(f"{_DOUBTFUL}: {count_of(len(doubtful), 'row')}", Style.HEADING)
        yield _table(
            page,
            doubtful,
            _DOUBTFUL,
            "Each row is a change that the agency lists and that may be one of ours. A person decides which, if any.",
        )


def row_name(key: str) -> str:
    """What a row is called in its own file: "A-02" of "A-02 of S-0ceabdc8"."""
    return key.partition(" of ")[0]


def count_unmatched(exchange: Exchange) -> tuple[int, int]:
    """How many rows of the agency are none of our changes, and how many are not surely one."""
    only, doubtful = _rows(exchange)
    return len(only), len(doubtful)


def _rows(exchange: Exchange) -> tuple[Sequence[_Unmatched], Sequence[_Unmatched]]:
    """The rows of either kind; without a reconciliation, all that are listed are of the first."""
    listed = {each.key: each for each in exchange.listed}
    if exchange.reconciliation is None:
        return [
            _Unmatched(key=each.key, clause=each.clause, what=each.what, listed=each) for each in listed.values()
        ], []
    only, doubtful = (
        [
            _Unmatched(
                key=match.row.key,
                clause=match.row.clause,
                what=match.row.words,
                changes=tuple(match.changes),
                why=match.why,
                listed=listed.get(match.row.key),
            )
            for match in matches
        ]
        for matches in (exchange.reconciliation.agency_only, exchange.reconciliation.doubtful)
    )
    return only, doubtful


def _table(page: Page, rows: Sequence[_Unmatched], title: str, description: str) -> Xml:
    grid = page.grid(_COLUMNS)
    return page.table(
        _COLUMNS,
        (
            grid.row(
                id_cell(row_name(row.key)),
                cell(row.clause),
                cell(quoted(row.what)),
                cell(*(_reason(row.listed) if row.listed else ())),
                cell(", ".join(row.changes)),
                cell(row.why),
                whole=is_short(row.what, row.why),
            )
            for row in rows
        ),
        title=title,
        description=description,
    )


def _reason(listed: Listed) -> tuple[str, ...]:
    return (
        REASONS.get(listed.category, listed.category),
        quoted(listed.reason),
        quoted(listed.authority),
        APPLIES.get(listed.applies, listed.applies),
    )
