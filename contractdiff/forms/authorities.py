"""The laws that a contract cites, as documents tell of them; and Appendix E of the response document."""

from collections.abc import Sequence

from contractdiff.forms.fields import Column, bookmark_name
from contractdiff.forms.language import Language
from contractdiff.forms.look import Sheet, Style, text
from contractdiff.forms.wording import clause_names, old_and_new
from contractdiff.model import Authority, ChangeId, CitedBy, ClauseId, Comparison, Contract, Standing
from contractdiff.ooxml.writing import Xml, joined, link, paragraph, run

_ORDER = _NEW, _GONE, _AS_BEFORE = ("new", "gone", "as_before")
# How a law took the place of another: whether it stood in the old clause, whether it stands in the new one.
_REPLACED = {(True, False): "replaced_by", (False, True): "replaces", (True, True): "other_section"}


def cited_by_changes(comparison: Comparison) -> tuple[Authority, ...]:
    """The laws that at least one change cites: first those new to the contract, then those gone from it."""
    found = [authority for authority in comparison.authorities if authority.changes]
    return tuple(sorted(found, key=lambda authority: _ORDER.index(_standing(authority))))


def law_cell(authority: Authority, language: Language) -> Xml:
    """What a law is called and, below, whose it is: "Federal", "State or local"."""
    return joined(
        (
            paragraph(run(authority.name, Style.STRONG), style=Style.CELL_TEXT),
            text(language.say(f"laws.{'federal' if authority.federal else 'state'}"), Style.CELL_NOTE),
        )
    )


def in_the_contract(authority: Authority, language: Language) -> str:
    """Whether the contract cites it newly, no longer, or as before."""
    return language.say(f"laws.contract_{_standing(authority)}")


def _standing(authority: Authority) -> str:
    return _AS_BEFORE if authority.old and authority.new else _NEW if authority.new else _GONE


def places_of(contract: Contract, clauses: Sequence[ClauseId], language: Language) -> str:
    """In which clauses of a version it stands."""
    return clause_names(contract, clauses, language) or "–"


def how_cited(comparison: Comparison, authority: Authority, cited: CitedBy, language: Language) -> str:
    """How a change stands to a law: "no longer cited"."""
    if cited.standing is not Standing.REPLACED:
        return language.say(f"laws.{cited.standing.value}")
    change = comparison.by_id[ChangeId(cited.change)]
    sides = ((change.old, authority.old), (change.new, authority.new))
    before, after = (not set(mine).isdisjoint(theirs) for mine, theirs in sides)
    return language.say(f"laws.{_REPLACED.get((before, after), 'replaced')}")


def cited_laws(comparison: Comparison, sheet: Sheet) -> Xml:
    """Appendix E: the laws that the changes cite; nothing where they cite none."""
    laws = cited_by_changes(comparison)
    if not laws:
        return Xml("")
    language = sheet.language
    columns = (
        Column(key="law", title=language.say("laws.law"), share=300),
        Column(key="whole", title=language.say("laws.in_contract"), share=230),
        Column(key="changes", title=language.say("laws.changes"), share=470),
    )
    grid = sheet.grid(columns)
    rows = (
        grid.row(
            law_cell(authority, language),
            text(in_the_contract(authority, language)),
            joined(_change_line(comparison, authority, cited, language) for cited in authority.changes),
            whole=False,
        )
        for authority in laws
    )
    return joined(
        (
            paragraph(run(language.say("laws.heading")), style=Style.HEADING, new_page=True),
            text(language.say("laws.intro"), Style.NORMAL),
            sheet.table(columns, rows, title=language.say("laws.title"), description=language.say("laws.description")),
        )
    )


def _change_line(comparison: Comparison, authority: Authority, cited: CitedBy, language: Language) -> Xml:
    change = comparison.by_id[ChangeId(cited.change)]
    how = how_cited(comparison, authority, cited, language)
    return paragraph(
        link(bookmark_name(change.id), change.id, Style.LINK),
        run(f" ({old_and_new(comparison, change, language)}): {how}"),
        style=Style.CELL_TEXT,
    )
