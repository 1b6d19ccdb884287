"""Appendix D of the response document: references of the new version that point elsewhere than before, or nowhere."""

import re
from collections.abc import Iterable, Mapping, Sequence

from contractdiff.forms.excerpts import last_words, shortened
from contractdiff.forms.fields import Column, bookmark_name
from contractdiff.forms.look import Sheet, Style, text
from contractdiff.forms.member import QUESTIONS
from contractdiff.forms.wording import clause_name, in_cells, quotation, short_heading
from contractdiff.model import ClauseId, Comparison, Contract, Reference, ReferenceStatus, Side
from contractdiff.ooxml.writing import Xml, joined, link, paragraph, run
from contractdiff.text import count_of, quoted

# The bookmark of the appendix.
REFERENCES_NAME = "references"
_COLUMNS = (
    Column(key="clause", title="In clause", share=140),
    Column(key="words", title="The words", share=370),
    Column(key="now", title="They point to", share=235),
    Column(key="meant", title="Before, they pointed to", share=255),
)
# Words told on each side of a reference and of a clause without a heading; faults of the old version that are named.
_CONTEXT, _FIRST_WORDS, _TOLD_OLD = 10, 6, 8


def astray_references(comparison: Comparison, sheet: Sheet) -> Xml:
    """Appendix D; nothing where no reference is astray."""
    if not comparison.astray:
        return Xml("")
    were = _counterparts(comparison)
    old = {(each.clause, each.text): each for each in comparison.references if each.side is Side.OLD}
    grid = sheet.grid(_COLUMNS)
    order = {clause.id: place for place, clause in enumerate(comparison.new.clauses)}
    rows = (
        grid.row(
            paragraph(run(clause_name(comparison.new, each.clause), Style.STRONG), style=Style.CELL_TEXT),
            _words(comparison.new, each),
            text(_now(comparison.new, each)),
            text(_before(comparison, each, old.get((were.get(each.clause, each.clause), each.was or each.text)), were)),
        )
        for each in sorted(comparison.astray, key=lambda each: order[each.clause])
    )
    return joined(
        (
            paragraph(
                sheet.marked(REFERENCES_NAME, run("Appendix D: References that point elsewhere")),
                style=Style.HEADING,
                new_page=True,
            ),
            paragraph(
                run(
                    "These references of the new version point to another clause than before, or to none. Often the "
                    "clauses were renumbered and the references were not. Only the agency can say which clauses are "
                    "meant. Where one matters to you, ask in rows "
                ),
                link(bookmark_name(QUESTIONS[0].id), f"{QUESTIONS[0].id} to {QUESTIONS[-1].id}", Style.LINK),
                run("."),
                style=Style.NORMAL,
            ),
            sheet.table(
                _COLUMNS,
                rows,
                title="References that point elsewhere",
                description="Each row is one reference of the new version, in the order of the contract. Columns from "
                "left to right: the clause it stands in, its words in bold among those around them, what they point to "
                "now, and the clause they pointed to in the old version, by its new name.",
            ),
        )
    )


def references_in_short(comparison: Comparison) -> str:
    """What became of the references, in a sentence or two for the note on how the files were read."""
    new = [each for each in comparison.references if each.side is Side.NEW]
    if not new:
        return "No references from one clause to another were found in the new version."
    said = [f"{count_of(len(new), 'reference')} from one clause to another found in the new version."]
    if followed := sum(each.status is ReferenceStatus.FOLLOWED for each in new):
        said.append(f"Renumbered along with the clause they point to, and therefore not marked: {followed:,}.")
    if turned := sum(each.on_purpose for each in new):
        said.append(f"Changed to point to another clause, as the changes show: {turned:,}.")
    if comparison.astray:
        said.append(f"Pointing elsewhere than before, or nowhere: {len(comparison.astray):,}, in Appendix D.")
    else:
        said.append(f"None {'else ' if turned else ''}points elsewhere than before, or nowhere.")
    if old := _dangling(comparison.references, Side.OLD):
        said.append(_old_faults(comparison.old, old))
    return " ".join(said)


def _counterparts(comparison: Comparison) -> dict[ClauseId, ClauseId]:
    """The clause of the old version that each clause of the new one took the place of."""
    found = {new: old for old, new in comparison.unchanged}
    for change in comparison.changes:
        if change.old:
            found.update(dict.fromkeys(change.new, change.old[0]))
    return found


def _dangling(references: Iterable[Reference], side: Side) -> list[Reference]:
    found = (each for each in references if each.side is side and each.status is ReferenceStatus.DANGLING)
    return list(dict.fromkeys(found))


def _words(contract: Contract, reference: Reference) -> Xml:
    """The reference in bold among the words around it."""
    wording = contract.by_id[reference.clause].wording
    # "Section 2" stands in "Section 2.3" too
    by_itself = re.search(rf"(?<![\w.]){re.escape(reference.text)}(?![\w(]|\.\w)", wording)
    start = by_itself.start() if by_itself else wording.find(reference.text)
    if start < 0:
        return paragraph(run(reference.text, Style.STRONG), style=Style.CELL_TEXT)
    head, tail = wording[:start], wording[start + len(reference.text) :]
    return paragraph(
        run(in_cells(last_words(head, _CONTEXT))),
        run(in_cells(reference.text), Style.STRONG),
        run(in_cells(shortened(tail, _CONTEXT))),
        style=Style.CELL_TEXT,
    )


def _now(contract: Contract, reference: Reference) -> str:
    return _named(contract, reference.target) if reference.target else "Nothing: there is no such clause."


def _before(
    comparison: Comparison, reference: Reference, old: Reference | None, were: Mapping[ClauseId, ClauseId]
) -> str:
    """What a reference pointed to, by its new name and by its old one, and how it read, if otherwise.

    ``old`` is the one of the old version.
    """
    read = f". It read {quotation(reference.was)}." if reference.was else ""
    if reference.meant:
        name, now = _named(comparison.new, reference.meant), comparison.new.citation(reference.meant)
        was = comparison.old.citation(were[reference.meant]) if reference.meant in were else ""
        return f"{name} (before: {was}){read}" if was and was != now else f"{name}{read}"
    if old and old.target is None:
        return "Nothing: the old version has the same fault."
    if old and old.target:
        return f"{_named(comparison.old, old.target)}, which was deleted{read or '.'}"
    return "A clause that was deleted." if reference.status is ReferenceStatus.SHIFTED else "The reference is new."


def _named(contract: Contract, clause_id: ClauseId) -> str:
    """A clause by its number and its heading or first words."""
    name, clause = clause_name(contract, clause_id), contract.by_id[clause_id]
    if heading := short_heading(contract, clause_id):
        return f"{name} {heading.rstrip(' .:;')}"
    if not clause.label or not clause.text or clause.heading:
        return name
    return f"{name} {quoted(in_cells(shortened(clause.text, _FIRST_WORDS).strip()))}"


def _old_faults(contract: Contract, faults: Sequence[Reference]) -> str:
    named = [f"{clause_name(contract, each.clause)} ({quotation(each.text)})" for each in faults[:_TOLD_OLD]]
    more = len(faults) - _TOLD_OLD
    point = "reference that points" if len(faults) == 1 else "references that point"
    last = f" and {more:,} more" if more > 0 else ""
    return f"The old version has {len(faults):,} {point} nowhere: {'; '.join(named)}{last}."
