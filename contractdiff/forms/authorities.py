"""The laws that a contract cites, as documents tell of them; and Appendix E of the response document."""

from collections.abc import Sequence

from contractdiff.forms.fields import Column, bookmark_name
from contractdiff.forms.look import Sheet, Style, text
from contractdiff.forms.wording import clause_names, old_and_new
from contractdiff.model import Authority, ChangeId, CitedBy, ClauseId, Comparison, Contract, Standing
from contractdiff.ooxml.writing import Xml, joined, link, paragraph, run

_LAW_NAMES = {True: "Federal", False: "State or local"}
_ORDER = _NEW, _GONE, _AS_BEFORE = ("New", "No longer cited", "Cited as before")
_STANDING = {
    Standing.NEW: "cited newly",
    Standing.DROPPED: "no longer cited",
    Standing.BESIDE: "still cited; words beside it changed",
}
_REPLACED = {
    (True, False): "replaced by another",
    (False, True): "put in place of another",
    (True, True): "cited at another section",
}
_COLUMNS = (
    Column(key="law", title="Law or rule", share=300),
    Column(key="whole", title="In the contract", share=230),
    Column(key="changes", title="Changes that cite it", share=470),
)


def cited_by_changes(comparison: Comparison) -> tuple[Authority, ...]:
    """The laws that at least one change cites: first those new to the contract, then those gone from it."""
    found = [authority for authority in comparison.authorities if authority.changes]
    return tuple(sorted(found, key=lambda authority: _ORDER.index(in_the_contract(authority))))


def law_cell(authority: Authority) -> Xml:
    """What a law is called and, below, whose it is: "Federal", "State or local"."""
    return joined(
        (
            paragraph(run(authority.name, Style.STRONG), style=Style.CELL_TEXT),
            text(_LAW_NAMES[authority.federal], Style.CELL_NOTE),
        )
    )


def in_the_contract(authority: Authority) -> str:
    """Whether the contract cites it newly, no longer, or as before."""
    return _AS_BEFORE if authority.old and authority.new else _NEW if authority.new else _GONE


def places_of(contract: Contract, clauses: Sequence[ClauseId]) -> str:
    """In which clauses of a version it stands."""
    return clause_names(contract, clauses) or "–"


def how_cited(comparison: Comparison, authority: Authority, cited: CitedBy) -> str:
    """How a change stands to a law: "no longer cited"."""
    if cited.standing is not Standing.REPLACED:
        return _STANDING[cited.standing]
    change = comparison.by_id[ChangeId(cited.change)]
    sides = ((change.old, authority.old), (change.new, authority.new))
    before, after = (not set(mine).isdisjoint(theirs) for mine, theirs in sides)
    return _REPLACED.get((before, after), "replaced")


def cited_laws(comparison: Comparison, sheet: Sheet) -> Xml:
    """Appendix E: the laws that the changes cite; nothing where they cite none."""
    laws = cited_by_changes(comparison)
    if not laws:
        return Xml("")
    grid = sheet.grid(_COLUMNS)
    rows = (
        grid.row(
            law_cell(authority),
            text(in_the_contract(authority)),
            joined(_change_line(comparison, authority, cited) for cited in authority.changes),
            whole=False,
        )
        for authority in laws
    )
    return joined(
        (
            paragraph(run("Appendix E: Laws and rules cited"), style=Style.HEADING, new_page=True),
            text(
                "These changes cite a law or a rule. That a contract cites a law does not mean that the law requires "
                "every word of the clause, or that it reaches this contract. If you have been told otherwise, write "
                "it in the row of the change.",
                Style.NORMAL,
            ),
            sheet.table(
                _COLUMNS,
                rows,
                title="Laws and rules cited",
                description="Each row is one law or rule. Columns from left to right: its name, whether the contract "
                "cites it newly or no longer, and the changes that cite it, with their clauses.",
            ),
        )
    )


def _change_line(comparison: Comparison, authority: Authority, cited: CitedBy) -> Xml:
    change = comparison.by_id[ChangeId(cited.change)]
    return paragraph(
        link(bookmark_name(change.id), change.id, Style.LINK),
        run(f" ({old_and_new(comparison, change)}): {how_cited(comparison, authority, cited)}"),
        style=Style.CELL_TEXT,
    )
