"""Appendix D of the response document: references of the new version that point elsewhere than before, or nowhere."""

import re
from collections.abc import Iterable, Mapping, Sequence

from contractdiff.forms.excerpts import last_words, shortened
from contractdiff.forms.fields import Column, bookmark_name
from contractdiff.forms.language import Language
from contractdiff.forms.look import Sheet, Style, sentence, text
from contractdiff.forms.member import member_form
from contractdiff.forms.wording import clause_name, in_cells, quotation, short_heading
from contractdiff.model import ClauseId, Comparison, Contract, Reference, ReferenceStatus, Side
from contractdiff.ooxml.writing import Xml, joined, link, paragraph, run

# The bookmark of the appendix.
REFERENCES_NAME = "references"
# Words told on each side of a reference and of a clause without a heading; faults of the old version that are named.
_CONTEXT, _FIRST_WORDS, _TOLD_OLD = 10, 6, 8


def astray_references(comparison: Comparison, sheet: Sheet) -> Xml:
    """Appendix D; nothing where no reference is astray."""
    if not comparison.astray:
        return Xml("")
    language = sheet.language
    say = language.say
    columns = (
        Column(key="clause", title=say("references.clause"), share=140),
        Column(key="words", title=say("references.words"), share=370),
        Column(key="now", title=say("references.now"), share=235),
        Column(key="meant", title=say("references.before"), share=255),
    )
    were = _counterparts(comparison)
    old = {(each.clause, each.text): each for each in comparison.references if each.side is Side.OLD}
    grid = sheet.grid(columns)
    order = {clause.id: place for place, clause in enumerate(comparison.new.clauses)}
    rows = (
        grid.row(
            paragraph(run(clause_name(comparison.new, each.clause, language), Style.STRONG), style=Style.CELL_TEXT),
            _words(comparison.new, each),
            text(_now(comparison.new, each, language)),
            text(
                _before(
                    comparison,
                    each,
                    old.get((were.get(each.clause, each.clause), each.was or each.text)),
                    were,
                    language,
                )
            ),
        )
        for each in sorted(comparison.astray, key=lambda each: order[each.clause])
    )
    questions = member_form(language).questions
    named = say("marks.range", first=questions[0].id, last=questions[-1].id)
    ask = {"rows": link(bookmark_name(questions[0].id), named, Style.LINK)}
    return joined(
        (
            paragraph(
                sheet.marked(REFERENCES_NAME, run(say("references.heading"))), style=Style.HEADING, new_page=True
            ),
            paragraph(*sentence(language, "references.intro", links=ask), style=Style.NORMAL),
            sheet.table(columns, rows, title=say("references.title"), description=say("references.description")),
        )
    )


def references_in_short(comparison: Comparison, language: Language) -> str:
    """What became of the references, in a sentence or two for the note on how the files were read."""
    new = [each for each in comparison.references if each.side is Side.NEW]
    if not new:
        return language.say("references.none_found")
    followed = sum(each.status is ReferenceStatus.FOLLOWED for each in new)
    turned, astray = sum(each.on_purpose for each in new), len(comparison.astray)
    said = [language.count("references.found", len(new))]
    said += [
        language.say(f"references.{key}", number=number)
        for key, number in (("followed", followed), ("turned", turned), ("astray", astray))
        if number
    ]
    if not astray:
        said.append(language.say("references.no_others_astray" if turned else "references.none_astray"))
    if old := _dangling(comparison.references, Side.OLD):
        said.append(_old_faults(comparison.old, old, language))
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


def _now(contract: Contract, reference: Reference, language: Language) -> str:
    return _named(contract, reference.target, language) if reference.target else language.say("references.nothing")


def _before(
    comparison: Comparison,
    reference: Reference,
    old: Reference | None,
    were: Mapping[ClauseId, ClauseId],
    language: Language,
) -> str:
    """What a reference pointed to, by its new name and by its old one, and how it read, if otherwise.

    ``old`` is the one of the old version.
    """
    say = language.say
    read = f". {say('references.it_read', words=quotation(reference.was, language))}" if reference.was else ""
    if reference.meant:
        name, now = _named(comparison.new, reference.meant, language), comparison.new.citation(reference.meant)
        was = comparison.old.citation(were[reference.meant]) if reference.meant in were else ""
        return f"{say('references.named_before', now=name, was=was) if was and was != now else name}{read}"
    if old and old.target is None:
        return say("references.same_fault")
    if old and old.target:
        return f"{say('references.deleted_since', clause=_named(comparison.old, old.target, language))}{read or '.'}"
    return say("references.deleted" if reference.status is ReferenceStatus.SHIFTED else "references.is_new")


def _named(contract: Contract, clause_id: ClauseId, language: Language) -> str:
    """A clause by its number and its heading or first words."""
    name, clause = clause_name(contract, clause_id, language), contract.by_id[clause_id]
    if heading := short_heading(contract, clause_id):
        return f"{name} {heading.rstrip(' .:;')}"
    if not clause.label or not clause.text or clause.heading:
        return name
    return f"{name} {language.quoted(in_cells(shortened(clause.text, _FIRST_WORDS).strip()))}"


def _old_faults(contract: Contract, faults: Sequence[Reference], language: Language) -> str:
    named = "; ".join(
        f"{clause_name(contract, each.clause, language)} ({quotation(each.text, language)})"
        for each in faults[:_TOLD_OLD]
    )
    told = language.and_more(named, len(faults) - _TOLD_OLD)
    return language.count("references.old_faults", len(faults), references=told)
