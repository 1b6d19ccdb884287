"""The outcome report: what became of each change in the issued contract, promises, and what nobody disclosed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from contractdiff.errors import NotThereError
from contractdiff.model import (
    ChangeId,
    ChangeOutcome,
    ClauseId,
    Contract,
    Edit,
    Exchange,
    FinalCheck,
    Line,
    NewEdit,
    NewKind,
    Op,
    Passage,
    Priority,
    Promise,
    Result,
)
from contractdiff.ooxml.look import Page, ReadColumn, Style, id_cell, text
from contractdiff.ooxml.writing import Grid, Xml, joined, paragraph, run
from contractdiff.reports.exchange.paper import LANDSCAPE, Audience, cell, ending, exchange_report, labelled, short
from contractdiff.reports.exchange.telling import RESULTS, Teller, capital, changed, clause, ended
from contractdiff.text import count_of, listed

# Words of a wording in a cell; around an edit; letters with which a row surely fits on a page.
_WORDING_WORDS, _AROUND, _WHOLE = 70, 12, 700
_COLUMNS = (
    ReadColumn(title="Change ID", share=88),
    ReadColumn(title="Old", share=204),
    ReadColumn(title="Proposed", share=204),
    ReadColumn(title="Final", share=204),
    ReadColumn(title="Outcome", share=140),
    ReadColumn(title="Promised?", share=90),
    ReadColumn(title="Kept?", share=70),
)
_NEW_COLUMNS = (
    ReadColumn(title="No.", share=88),
    ReadColumn(title="Clause", share=150),
    ReadColumn(title="What is new, marked", share=422),
    ReadColumn(title="In one line", share=240),
    ReadColumn(title="Beside", share=100),
)
_FORMAL_COLUMNS = (
    ReadColumn(title="Change ID", share=100),
    ReadColumn(title="Clause", share=190),
    ReadColumn(title="What changed", share=420),
    ReadColumn(title="Outcome", share=290),
)
_PROMISES = {Promise.WITHDRAW: "Old wording back", Promise.AS_AGREED: "Agreed wording"}
_KINDS = {
    NewKind.REWORDED: "Reworded",
    NewKind.ADDED: "Added",
    NewKind.DELETED: "Deleted",
    NewKind.RENAMED: "Renamed",
    NewKind.MOVED: "Moved",
    NewKind.RENUMBERED: "Renumbered",
    NewKind.DIVIDED: "Divided or joined",
}
_MARKS: Mapping[Op, str] = {Op.DELETE: Style.DELETED, Op.INSERT: Style.INSERTED}


def outcome_document(exchange: Exchange, *, issued: Contract | None = None, template: Path | None = None) -> bytes:
    """Return the outcome report, a .docx file: what became of each change in the contract that was issued.

    It holds the wordings of the contracts and what the agency promised, and nothing that a member said.

    Args:
        exchange: The exchange with the agency, the issued contract checked.
        issued: The contract that was issued, for the numbers of its clauses; ``None`` where they are not wanted.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.

    Raises:
        NotThereError: The issued contract was not checked yet.
        TemplateError: If the template cannot be read or lacks something.
    """
    if exchange.final is None:
        raise NotThereError("No issued contract was checked yet. Check it first, and then ask for the outcome.")
    teller = Teller(exchange=exchange)
    report = _Outcome(teller=teller, final=exchange.final, issued=issued)
    title = f"What became of the changes: {teller.old} to the issued contract"

    def content(page: Page) -> Iterator[Xml]:
        yield text(title, Style.TITLE)
        yield text(f"Outcome of the exchange with {teller.agency} · {capital(teller.coalition)}", Style.SUBTITLE)
        yield from report.page_one()
        yield from report.tables(page)
        yield ending()

    return exchange_report(
        exchange,
        content,
        title=title,
        kind="Outcome report",
        audience=Audience.MEMBERS,
        base=LANDSCAPE,
        template=template,
    )


@dataclass(frozen=True, kw_only=True)
class _Outcome:
    teller: Teller
    final: FinalCheck
    issued: Contract | None

    @cached_property
    def lines(self) -> Mapping[ChangeId, Line]:
        return self.teller.exchange.by_id

    @cached_property
    def _contracts(self) -> tuple[Contract, Contract]:
        return self.teller.exchange.comparison.old, self.teller.exchange.comparison.new

    def page_one(self) -> Iterator[Xml]:
        outcomes = self.final.outcomes
        results = Counter(each.result for each in outcomes if not self._is_administrative(each))
        promised = [each for each in outcomes if each.promise]
        broken, unsure = (
            sum(each.kept is False for each in promised),
            sum(each.kept is None for each in promised),
        )
        yield text(
            "This report sets the issued contract beside the old one and the one that was proposed. Look first "
            "at promises that were not kept, then at what is new and was never shown to anybody. Both are reasons to "
            "write to the agency before the contract is signed.",
            Style.NORMAL,
        )
        formal = sum(self._is_administrative(each) for each in outcomes)
        counts = [f"{results[result]:,} {RESULTS[result]}" for result in Result if results[result]]
        yield labelled(
            "Changes that matter:", f"{len(outcomes) - formal:,}. {capital(listed(*counts)) or 'None proposed'}."
        )
        if formal:
            yield labelled("Administrative changes:", f"{formal:,}: numbers, references, years, spelling.")
        if earlier := self._earlier:
            gone = sum(line.became == "withdrawn" for line in earlier)
            rest = f", and {len(earlier) - gone:,} told of under another number" if gone < len(earlier) else ""
            yield labelled("Withdrawn between drafts:", f"{count_of(gone, 'change')} of earlier drafts{rest}.")
        kept = len(promised) - broken - unsure
        told_unsure = f", {unsure:,} at which a person must look" if unsure else ""
        yield labelled(
            "Promises:",
            f"{len(promised):,}: {kept:,} kept, {broken:,} not kept{told_unsure}."
            if promised
            else "none that we know of.",
        )
        new = len(self.final.undisclosed)
        yield labelled(
            "New in the issued contract and disclosed by nobody:",
            f"{count_of(new, 'edit')}." if new else "no words.",
        )
        yield text(
            "Long wordings are shortened with “…”; look them up in the contract. Struck-through words are gone, "
            "underlined words are new; the column “In one line” says the same in words.",
            Style.NORMAL,
        )

    def tables(self, page: Page) -> Iterator[Xml]:
        broken = [each for each in self.final.outcomes if each.kept is False]
        yield from self._outcomes(
            page, broken, "Promises that were not kept", "Each row is a change of which the agency promised otherwise."
        )
        yield from self._new(
            page,
            self.final.undisclosed,
            "New in the issued contract and disclosed by nobody",
            "Each row is an edit that stands in no draft, and that no wording asked for or agreed on explains.",
        )
        unsure = [each for each in self.final.outcomes if each.promise and each.kept is None]
        yield from self._outcomes(
            page,
            unsure,
            "Promises at which a person must look",
            "Each row is a promised change of which the program cannot say whether the promise was kept: read the "
            "clause.",
        )
        told = {each.id for each in (*broken, *unsure)}
        rest = [each for each in self.final.outcomes if each.id not in told]
        formal = [each for each in rest if self._is_formal(each)]
        order = list(Priority)
        others = sorted(
            (each for each in rest if not self._is_formal(each)), key=lambda each: order.index(self._priority(each))
        )
        yield from self._outcomes(
            page, others, "What became of each change", "Each row is one change, critical ones first."
        )
        yield from self._between_drafts(page)
        yield from self._formal(page, formal)
        yield from self._new(
            page,
            self.final.administrative,
            "New numbers and places",
            "Each row is a clause of which the number, the place or the division is new and every word is as it was.",
        )

    def _priority(self, outcome: ChangeOutcome) -> Priority:
        line = self.lines.get(outcome.id)
        return line.priority if line else Priority.SUBSTANTIVE

    @cached_property
    def _earlier(self) -> Sequence[Line]:
        """The changes of earlier drafts of which no outcome is told: the last draft had them no more."""
        told = {each.id for each in self.final.outcomes}
        return [line for line in self.teller.exchange.withdrawn if line.id not in told]

    def _is_administrative(self, outcome: ChangeOutcome) -> bool:
        return self._priority(outcome) is Priority.ADMINISTRATIVE

    def _is_formal(self, outcome: ChangeOutcome) -> bool:
        """Whether it is a matter of form that ended as it was proposed, or was dropped."""
        ended_plainly = outcome.result in (Result.ADOPTED, Result.WITHDRAWN)
        return self._is_administrative(outcome) and ended_plainly and not outcome.promise

    # --- outcomes -----------------------------------------------------------------------------------------------------

    def _outcomes(self, page: Page, outcomes: Sequence[ChangeOutcome], title: str, description: str) -> Iterator[Xml]:
        if not outcomes:
            return
        grid = page.grid(_COLUMNS)
        yield text(f"{title}: {count_of(len(outcomes), 'change')}", Style.HEADING)
        rows = (self._outcome(grid, each) for each in outcomes)
        yield page.table(_COLUMNS, rows, title=title, description=description)

    def _outcome(self, grid: Grid, outcome: ChangeOutcome) -> Xml:
        old, proposed = self._contracts
        final = outcome.final.wording
        same = (
            "As proposed."
            if final == outcome.proposed.wording
            else "As in the old one."
            if final == outcome.old.wording
            else ""
        )
        passages = (
            self._passage(old, outcome.old),
            self._passage(proposed, outcome.proposed),
            self._passage(self.issued, outcome.final, same),
        )
        plain = outcome.result in (Result.ADOPTED, Result.WITHDRAWN) and outcome.agreed_stands is not False
        said = "" if plain and not (outcome.promise and outcome.kept is None) else outcome.said
        says = (f"{capital(RESULTS[outcome.result])}.", said.replace("\t", " | "))
        kept = {True: "Kept", False: "Not kept"}
        unsure = "A person must look" if outcome.promise else "–"
        return grid.row(
            joined((id_cell(outcome.id), text(self._priority(outcome).value.capitalize(), Style.CELL_NOTE))),
            *(cell(*each) for each in passages),
            cell(*says),
            text(_PROMISES[outcome.promise] if outcome.promise else "No promise"),
            text(unsure if outcome.kept is None else kept[outcome.kept]),
            whole=sum(map(len, says)) < _WHOLE // 3 and all(sum(map(len, each)) < _WHOLE for each in passages),
        )

    def _passage(self, contract: Contract | None, passage: Passage, same: str = "") -> tuple[str, str]:
        """A wording, or in short what it is the same as, and where it stands."""
        words = short(passage.wording.replace("\t", " | "), _WORDING_WORDS)
        return (same if words and same else words or "Not there."), _cited(contract, passage.clauses)

    def _formal(self, page: Page, outcomes: Sequence[ChangeOutcome]) -> Iterator[Xml]:
        if not outcomes:
            return
        grid = page.grid(_FORMAL_COLUMNS)
        title = "Matters of form"
        yield text(f"{title}: {count_of(len(outcomes), 'change')}", Style.HEADING)
        yield page.table(
            _FORMAL_COLUMNS,
            (
                grid.row(
                    id_cell(each.id),
                    text(clause(line) if line else "–"),
                    text(changed(line, _WORDING_WORDS) if line else short(each.said, _WORDING_WORDS) or "–"),
                    text(capital(RESULTS[each.result])),
                )
                for each in outcomes
                for line in (self.lines.get(each.id),)
            ),
            title=title,
            description="Each row is an administrative change that was adopted or dropped, and of which nothing was "
            "promised.",
        )

    def _between_drafts(self, page: Page) -> Iterator[Xml]:
        withdrawn = self._earlier
        if not withdrawn:
            return
        grid = page.grid(_FORMAL_COLUMNS)
        title = "Withdrawn between drafts"
        yield text(f"{title}: {count_of(len(withdrawn), 'change')}", Style.HEADING)
        yield page.table(
            _FORMAL_COLUMNS,
            (
                grid.row(
                    joined((id_cell(line.id), text(line.priority.value.capitalize(), Style.CELL_NOTE))),
                    text(clause(line)),
                    text(changed(line, _WORDING_WORDS)),
                    text(ended(capital(line.became)) or "Withdrawn."),
                    whole=False,
                )
                for line in withdrawn
            ),
            title=title,
            description="Each row is a change of an earlier draft that the last draft had no more. If its words came "
            "back in the issued contract, they stand above as new.",
        )

    # --- what is new --------------------------------------------------------------------------------------------------

    def _new(self, page: Page, edits: Sequence[NewEdit], title: str, description: str) -> Iterator[Xml]:
        if not edits:
            return
        grid = page.grid(_NEW_COLUMNS)
        yield text(f"{title}: {count_of(len(edits), 'edit')}", Style.HEADING)
        rows = (self._new_row(grid, each) for each in edits)
        yield page.table(_NEW_COLUMNS, rows, title=title, description=description)

    def _new_row(self, grid: Grid, edit: NewEdit) -> Xml:
        old, proposed = self._contracts
        places = (
            ("Old", _cited(old, edit.old)),
            ("Proposed", _cited(proposed, edit.proposed)),
            ("Final", _cited(self.issued, edit.final)),
        )
        shown = _around(edit.edits)
        marked = joined(run(each.text.replace("\t", " | "), _MARKS.get(each.op, "")) for each in shown)
        return grid.row(
            joined((id_cell(edit.id), text(_KINDS[edit.kind], Style.CELL_NOTE))),
            cell(*(f"{name}: {where}" for name, where in places if where)),
            paragraph(marked, style=Style.CELL_TEXT) if shown else text("–"),
            cell(edit.summary, "It also stands in another place." if edit.moved else ""),
            cell(", ".join(edit.beside)),
            whole=sum(len(each.text) for each in shown) < 2 * _WHOLE,
        )


def _cited(contract: Contract | None, clauses: Iterable[ClauseId]) -> str:
    """The numbers of clauses, each once; "" where they have none."""
    if contract is None:
        return ""
    return listed(*dict.fromkeys(contract.citation(each) for each in clauses if each in contract.by_id))


def _around(edits: Sequence[Edit]) -> list[Edit]:
    """The edits with the words that surround them: of what did not change, a few words on either side.

    A space keeps deleted words and those in their place apart.
    """
    plain = [Edit(Op.EQUAL if each.op is Op.NEW_VARIANT else each.op, each.text) for each in edits]
    kept = [each for each in plain if each.op is not Op.OLD_VARIANT and each.text]
    last = len(kept) - 1
    shown: list[Edit] = []
    for place, each in enumerate(kept):
        if each.op is Op.EQUAL:
            each = Edit(each.op, _ends(each.text, place > 0, place < last))
        elif shown and {shown[-1].op, each.op} == {Op.DELETE, Op.INSERT} and not shown[-1].text[-1:].isspace():
            shown.append(Edit(Op.EQUAL, " "))
        shown.append(each)
    return shown


def _ends(words: str, has_before: bool, has_after: bool) -> str:
    """The words next to what stands before and after, and an ellipsis for the others."""
    pieces = words.split(" ")
    head, tail = _AROUND * has_before, _AROUND * has_after
    if len(pieces) <= head + tail + 1:
        return words
    first, rest = " ".join(pieces[:head]), " ".join(pieces[len(pieces) - tail :]) if tail else ""
    return " ".join(part for part in (first, "…", rest) if part or part is rest)
