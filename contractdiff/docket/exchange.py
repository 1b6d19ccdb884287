"""From the files that came back to the exchange with the agency, as it counts; nothing of it is stored.

What leads, experts and the workgroup write holds on until they write otherwise; what the agency answers belongs to
its round. A vote counts for what was voted on: where stance or wording are others by now, it has to be taken again.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from contractdiff.docket.cells import VOTES, Cell, IssuedTexts, Written, is_free, taken_anew
from contractdiff.model import (
    ASK_ANSWERS,
    FORM_NAMES,
    GENERAL,
    Acknowledgement,
    AgencyAnswer,
    Ask,
    AskedQuestion,
    AskStatus,
    Change,
    ChangeId,
    Comparison,
    Denominator,
    Exchange,
    Feedback,
    FinalCheck,
    FormKind,
    Line,
    Listed,
    ListedChange,
    Member,
    Opinion,
    Priority,
    Reconciliation,
    Round,
    RowKind,
    Signatory,
    Stance,
    Vote,
    ask_status,
    is_change,
    position_label,
    voted_text,
)
from contractdiff.model.reconciliation import Answered, AnswerKind
from contractdiff.text import fold_printed
from contractdiff.text.id_ranges import ids_in_ranges
from contractdiff.text.seats import vote_of
from contractdiff.text.terms import read_date, read_term

_OF_AGENCY = (FormKind.AGENCY, FormKind.PACKET)
_WITHDRAWN = re.compile(r"\s*withdrawn\b", re.IGNORECASE)
_FISCAL_YEAR = re.compile(r"FY\s?-?(\d{4}|\d{2})\b", re.IGNORECASE)
_CHANGE = re.compile(r"C[-\s]?(\d{1,4})\b", re.IGNORECASE)
CONSENT_AGENDA = "V-000"
_OTHER_WORDS = frozenset(("reworded", "divided", "new"))
# Reasons that do not say that a change was made.
_NO_CHANGE = frozenset(("clarification", "error"))
_ASK_STATUS = {
    "granted": AskStatus.GRANTED,
    "partly_granted": AskStatus.PARTLY_GRANTED,
    "refused": AskStatus.REFUSED,
}
_STATES = {
    AnswerKind.ACKNOWLEDGED: Acknowledgement.ACKNOWLEDGED,
    AnswerKind.PARTLY: Acknowledgement.PARTLY,
    AnswerKind.DENIED: Acknowledgement.DENIED,
    AnswerKind.CONTRADICTORY: Acknowledgement.CONTRADICTED,
}
# Settings by their names.
CONTACT, FISCAL_YEAR, SIGNATORIES, ANSWER_BY = "contact", "fiscal year start", "signatories", "answer by, round {}"


@dataclass(frozen=True, kw_only=True)
class Drafts:
    """The drafts of a docket, that in force last.

    Attributes:
        rounds: The rounds.
        comparisons: The comparison of each.
        became: For each round but the first, what became of each change of the one before, in a word or two.
    """

    rounds: tuple[Round, ...]
    comparisons: tuple[Comparison, ...]
    became: tuple[Mapping[str, str], ...]

    @cached_property
    def since(self) -> dict[ChangeId, int]:
        """The round in which each change was first found."""
        found: dict[ChangeId, int] = {}
        for each, comparison in zip(self.rounds, self.comparisons, strict=True):
            for change in comparison.changes:
                found.setdefault(change.id, each.number)
        return found

    def reworded_in(self, change: str) -> int:
        """The last round whose draft has a change in other words than the one before; 0 where none has."""
        return next(
            (
                each.number
                for each, became in zip(reversed(self.rounds[1:]), reversed(self.became), strict=True)
                if became.get(change, "").partition(" ")[0] in _OTHER_WORDS
            ),
            0,
        )

    @cached_property
    def last(self) -> dict[ChangeId, tuple[Change, Comparison]]:
        """Each change as the last draft has it that has it, with the comparison it stands in."""
        found: dict[ChangeId, tuple[Change, Comparison]] = {}
        for comparison in self.comparisons:
            found |= {change.id: (change, comparison) for change in comparison.changes}
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedIn:
    """A row of the agency's, and the round in which it was listed."""

    round: int
    row: ListedChange


def listed_changes(written: Iterable[Written], drafts: Drafts) -> tuple[ListedIn, ...]:
    """Return what the agency lists: the rows of our form that it answered, and its own rows.

    Of several rounds the last that says anything of a change counts, unless the change was reworded since. Where forms
    of one round answer it differently, both rows stand. A category of reasons given without a word on acknowledgment
    acknowledges, unless it says that no change was meant.
    """
    ours: dict[str, dict[str, ListedIn]] = {}
    own: dict[str, ListedIn] = {}
    for each in written:
        if each.kind not in (*_OF_AGENCY, FormKind.LIST):
            continue
        for row in dict.fromkeys((*(row for row, _ in each.cells), *each.beside)):
            if is_free(row):
                if (found := _own_row(each, row)) is not None:
                    own[row] = ListedIn(round=each.round, row=found)
            elif is_change(row) and drafts.reworded_in(row) <= each.round:
                before = ours.get(row, {})
                code = _acknowledged(each, row, answered=bool(before))
                if not code:
                    continue
                if any(listed.round < each.round for listed in before.values()):
                    before = {}
                made = ListedChange(key=f"{row} {each.kind.value} {each.who}", id=row, acknowledgement=Answered(code))
                ours[row] = {**before, code: ListedIn(round=each.round, row=made)}
    return (*(listed for found in ours.values() for listed in found.values()), *own.values())


def _acknowledged(written: Written, row: str, *, answered: bool) -> str:
    """What a form says of a change of ours; "" where it says nothing, or nothing that is clear."""
    cell, reason = written.cell(row, "acknowledged"), written.cell(row, "reason")
    if cell.is_said:
        return cell.code
    if written.kind is FormKind.LIST:
        return "acknowledged"
    implied = reason.code and not reason.kept and reason.code not in _NO_CHANGE and not answered
    return "acknowledged" if implied else ""


def _own_row(written: Written, row: str) -> ListedChange | None:
    """A row of the agency's own; ``None`` where it says nothing."""
    cells = {column: written.cell(row, column) for column in ("clause", "listed", "reason", "authority")}
    code = written.cell(row, "acknowledged").code
    said = [cells["listed"].text, *written.beside.get(row, ())]
    words = "; ".join(filter(None, said)) or cells["reason"].text or cells["authority"].text
    if not (cells["clause"].text or words):
        return None
    return ListedChange(
        key=row, clause=cells["clause"].text, words=words, acknowledgement=Answered(code) if code else None
    )


def exchange_of(
    feedback: Feedback,
    drafts: Drafts,
    written: Sequence[Written],
    issued: IssuedTexts,
    asked: Mapping[int, frozenset[str]],
    settings: Mapping[str, str],
    *,
    reconciliation: Reconciliation | None = None,
    final: FinalCheck | None = None,
) -> Exchange:
    """Return the exchange as it counts after all decisions.

    Args:
        feedback: What members said.
        drafts: The drafts and their changes.
        written: What came back on the forms of the exchange, in the order of rounds.
        issued: What these forms said when they were sent out.
        asked: For each round the ids of the rows that the agency was asked about.
        settings: What was set in the docket.
        reconciliation: The agency's list set against ours, where one came.
        final: The issued contract checked, where there is one.
    """
    return _Making(feedback, drafts, written, issued, asked, settings, reconciliation).exchange(final)


class _Making:
    """Puts an exchange together."""

    def __init__(
        self,
        feedback: Feedback,
        drafts: Drafts,
        written: Sequence[Written],
        issued: IssuedTexts,
        asked: Mapping[int, frozenset[str]],
        settings: Mapping[str, str],
        reconciliation: Reconciliation | None,
    ) -> None:
        self._feedback, self._drafts, self._issued, self._asked = feedback, drafts, issued, asked
        self._settings, self._reconciliation = settings, reconciliation
        self._lead = _over_rounds(written, FormKind.LEAD)
        self._workgroup = _over_rounds(written, FormKind.WORKGROUP)
        self._experts = [each for each in written if each.kind is FormKind.EXPERT]
        self._agency = [each for each in written if each.kind in _OF_AGENCY]
        self._listed = [each for each in written if each.kind in (*_OF_AGENCY, FormKind.LIST)]
        self._own = [each for each in written if each.kind in (FormKind.LEAD, FormKind.WORKGROUP, FormKind.EXPERT)]
        self._round = drafts.rounds[-1].number
        self._seats = _seats_of(feedback.members)
        self._problems: list[str] = []
        for each in written:
            self._problems += [
                f"Written on the {FORM_NAMES[each.kind]}, about no row: “{words}”"
                for words in each.beside.get(GENERAL, ())
            ]
        for each in self._own:
            self._problems += self._overruled(each)
        counted = next((m for m in self._counted(written)), "all")
        self._of = Denominator.VOTING if counted == "voting" else Denominator.ALL
        self._answers = {each.change: each for each in reconciliation.changes} if reconciliation else {}

    def _overruled(self, written: Written) -> Iterator[str]:
        """What was said on one form and otherwise on another by somebody who could not know of it."""
        for (row, column), earlier in written.overruled.items():
            now = written.cell(row, column)
            if column and not self._issued.shows(now, (row, column), earlier):
                yield (
                    f"{row}, {column.replace('_', ' ')}: {earlier.source} and {now.source} say different things, on "
                    f"two forms that were out at once. What counts is {now.source}, whose form was made later."
                )

    def exchange(self, final: FinalCheck | None) -> Exchange:
        """The exchange."""
        drafts = self._drafts
        now = drafts.comparisons[-1]
        lines = tuple(self._line(change, now) for change in now.changes)
        gone = [(change, of) for name, (change, of) in drafts.last.items() if name not in now.by_id]
        return Exchange(
            feedback=self._feedback,
            comparison=now,
            rounds=drafts.rounds,
            lines=lines,
            withdrawn=tuple(self._line(change, of) for change, of in gone),
            asks=tuple(self._asks()),
            questions=tuple(self._questions(lines)),
            reconciliation=self._reconciliation,
            listed=tuple(self._listed_rows()),
            seats=tuple((seat, "; ".join(names)) for seat, names in self._seats.items()),
            denominator=self._of,
            signatories=signatories_from(self._settings.get(SIGNATORIES, "")),
            final=final,
            contact=self._settings.get(CONTACT, ""),
            conflicts=tuple(dict.fromkeys(self._problems)),
        )

    # --- a change -------------------------------------------------------------------------------------------------

    def _line(self, change: Change, comparison: Comparison) -> Line:
        name = change.id
        cells = {
            "priority": self._lead.cell(name, "priority"),
            "summary": self._lead.cell(name, "summary"),
            "effect": self._lead.cell(name, "effect"),
            "stance": self._stance(name),
            "requested": self._lead.cell(name, "wording"),
            "question": self._lead.cell(name, "question"),
            "options": self._workgroup.cell(name, "options"),
            "dissent": self._workgroup.cell(name, "dissent"),
            "agreed": self._workgroup.cell(name, "agreed"),
        }
        priority = Priority(cells["priority"].code) if cells["priority"].code else change.priority
        stance = Stance(cells["stance"].code) if cells["stance"].code else None
        vote = self._vote(name, stance, cells["stance"], cells["requested"], cells["agreed"])
        answers = tuple(self._agency_answers(name))
        return Line(
            change=change,
            comparison=comparison,
            round=self._round,
            since=self._drafts.since.get(name, 1),
            became=self._became(name),
            reworded_in=self._drafts.reworded_in(name),
            priority=priority,
            priority_by=cells["priority"].source if priority is not change.priority else "",
            summary=cells["summary"].text or change.summary,
            effect=cells["effect"].text,
            stance=stance,
            requested=cells["requested"].text,
            question=cells["question"].text,
            opinions=tuple(self._opinions(name)),
            options=cells["options"].text,
            dissent=cells["dissent"].text,
            agreed=cells["agreed"].text,
            vote=vote,
            label=position_label(vote, of=self._of),
            answers=answers,
            asked=name in self._asked.get(self._round, frozenset()),
            acknowledgement=self._acknowledgement(name),
            sources={key: cell.source for key, cell in cells.items() if (cell.text or cell.code) and cell.source},
            notes=tuple(words for each in self._own for words in each.beside.get(name, ())),
        )

    def _became(self, name: str) -> str:
        """What became of a change in the draft in force, or in the one that lost it."""
        if self._drafts.became and name in self._drafts.comparisons[-1].by_id:
            return self._drafts.became[-1].get(name, "unchanged")
        return next((became[name] for became in reversed(self._drafts.became) if name in became), "")

    def _stance(self, name: str) -> Cell:
        """What is wanted: the workgroup's recommendation goes before what the lead proposed."""
        recommended = self._workgroup.cell(name, "recommendation")
        return recommended if recommended.code and not recommended.kept else self._lead.cell(name, "stance")

    def _vote(self, name: str, stance: Stance | None, chosen: Cell, requested: Cell, agreed: Cell) -> Vote | None:
        recommended = self._workgroup.cell(name, "recommendation")
        if recommended.text and not recommended.code:
            self._problems.append(
                f"{name}: the recommendation “{recommended.text}” is not clear, and no vote on it counts until it is "
                f"({recommended.source})."
            )
            return None
        if stance is Stance.ACCEPT and name in self._consent_agenda:
            return self._vote_in(CONSENT_AGENDA, name, chosen, Cell())
        return self._vote_in(f"V{name[1:]}", name, chosen, agreed if agreed.text else requested)

    @cached_property
    def _consent_agenda(self) -> frozenset[str]:
        """The changes that were voted on together."""
        cells = (self._workgroup.cell(CONSENT_AGENDA, column) for column in VOTES)
        voted = next((cell for cell in cells if cell.text), None)
        return ids_in_ranges(self._issued.of(voted, CONSENT_AGENDA)) if voted else frozenset()

    def _vote_in(self, row: str, change: str, chosen: Cell, wording: Cell) -> Vote | None:
        columns = {column: self._workgroup.cell(row, column) for column in (*VOTES, "decided")}
        voted = next((columns[column] for column in VOTES if columns[column].text), None)
        if voted is None:
            return None
        seats = self._seats_of_vote(voted)
        if not seats:
            self._problems.append(
                "Votes cannot be counted: the roster names no seat. Add a column “Committee seat” to it."
            )
            return None
        read = vote_of(**{column: cell.text for column, cell in columns.items()}, seats=seats)
        if not read.is_clear:
            said = [f"{seat} stands in two columns" for seat in read.contradictions]
            said += [f"“{words}” under {column} is no seat" for column, words in read.unknown]
            self._problems.append(
                f"{row}: {'; '.join(said)}. The vote does not count until it is written anew ({voted.source})."
            )
            return None
        other = self._other_by_now(row, change, voted, chosen, wording)
        if other:
            self._problems.append(
                f"{change}: the vote ({row}) was taken on another {other} than stands now. Vote again."
            )
            return None
        return read.vote

    def _seats_of_vote(self, voted: Cell) -> dict[str, tuple[str, ...]]:
        """The seats that there were when a vote was taken, as its sheet prints them."""
        then = self._issued.seats(voted)
        if not then or set(then) == set(self._seats):
            return self._seats
        self._problems.append(
            f"The committee has other seats now than on {voted.file}; votes of then are counted of the seats of then."
        )
        return {seat: self._seats.get(seat, ()) for seat in then}

    def _other_by_now(self, row: str, change: str, voted: Cell, chosen: Cell, wording: Cell) -> str:
        """What was another when the vote was taken: the change, the stance or the wording; "" where none was."""
        if self._drafts.reworded_in(change) > voted.round:
            return "wording of the change itself"
        if row == CONSENT_AGENDA:
            return ""
        printed = [fold_printed(cell) for cell in self._issued.cells(voted, row)]
        same_sheet = chosen.submission == voted.submission, wording.submission == voted.submission
        stance = Stance(chosen.code) if chosen.code else None
        if not any(same_sheet) or (same_sheet[0] and not wording.text):
            as_now = fold_printed(voted_text(change, stance, wording.text))
            if same_sheet[0] or as_now in printed:
                return ""
            bare = fold_printed(voted_text(change, stance, ""))
            return "wording" if any(cell.startswith(bare) for cell in printed) else "position"
        if not same_sheet[0] and not any(
            cell.startswith(fold_printed(voted_text(change, stance, ""))) for cell in printed
        ):
            return "position"
        if not same_sheet[1] and not any(cell.endswith(fold_printed(f": “{wording.text}”")) for cell in printed):
            return "wording"
        return ""

    def _opinions(self, name: str) -> Iterator[Opinion]:
        by_expert: dict[str, Opinion] = {}
        for each in self._experts:
            cells = {column: each.cell(name, column) for column in ("requires", "cite", "analysis", "external")}
            if not any(cell.text or (cell.code and not cell.kept) for cell in cells.values()):
                continue
            before = by_expert.get(each.who)
            by_expert[each.who] = Opinion(
                by=each.who,
                requires=cells["requires"].code or (before.requires if before else ""),
                cite=cells["cite"].text or (before.cite if before else ""),
                analysis=cells["analysis"].text or (before.analysis if before else ""),
                text=cells["external"].text or (before.text if before else ""),
            )
        return iter(by_expert[who] for who in sorted(by_expert))

    def _agency_answers(self, name: str) -> Iterator[AgencyAnswer]:
        for number, files in self._agency_rounds.items():
            found = self._said_in[number]
            also = [(each, row) for each, row in self._listed_as.get(name, ()) if each.round == number]
            cells = {
                column: _first_said((found.cell(name, column), *(each.cell(row, column) for each, row in also)))
                for column in ("acknowledged", "reason", "authority", "applies", "response")
            }
            rows = [(each, name) for each in files] + also
            beside = tuple(dict.fromkeys(words for each, row in rows for words in each.beside.get(row, ())))
            said = [cell for cell in cells.values() if (cell.text or cell.code) and not cell.kept]
            if not said and not beside:
                continue
            applies = cells["applies"]
            yield AgencyAnswer(
                round=number,
                acknowledged=cells["acknowledged"].code,
                category=cells["reason"].code,
                reason=cells["reason"].text,
                authority=cells["authority"].text,
                applies=applies.code or applies.text,
                response=cells["response"].code,
                reply=cells["response"].text,
                beside=beside,
                day=max((cell.day for cell in said), default=""),
                to_wording=self._stood_there(cells["response"], name),
            )

    def _stood_there(self, response: Cell, name: str) -> bool:
        """Whether the wording that is asked for today was printed where the agency responded."""
        wording = self._lead.cell(name, "wording").text
        return not wording or fold_printed(wording) in fold_printed(self._issued.of(response, name))

    @cached_property
    def _said_in(self) -> dict[int, Written]:
        """All that the agency wrote in each round."""
        return {
            number: _over_rounds(files, *_OF_AGENCY, FormKind.LIST) for number, files in self._agency_rounds.items()
        }

    @cached_property
    def _agency_rounds(self) -> dict[int, list[Written]]:
        found: dict[int, list[Written]] = {}
        for each in self._listed:
            found.setdefault(each.round, []).append(each)
        return dict(sorted(found.items()))

    @cached_property
    def _listed_as(self) -> dict[str, list[tuple[Written, str]]]:
        """The rows of the agency's own that are one of our changes, by its id."""
        found: dict[str, list[tuple[Written, str]]] = {}
        rows = self._reconciliation.rows if self._reconciliation else ()
        matched = {each.row.key: each.changes for each in rows if each.kind is RowKind.MATCHED}
        for each in self._listed:
            for row in dict.fromkeys(row for row, _ in each.cells if not is_change(row)):
                for name in matched.get(row, ()):
                    found.setdefault(name, []).append((each, row))
        return found

    def _acknowledgement(self, name: ChangeId) -> Acknowledgement:
        answer = self._answers.get(name)
        if answer and answer.kind in _STATES:
            return _STATES[answer.kind]
        was_asked = any(name in rows for rows in self._asked.values())
        return Acknowledgement.ASKED if was_asked or answer else Acknowledgement.NOT_ASKED

    # --- what belongs to no change ----------------------------------------------------------------------------------

    def _asks(self) -> Iterator[Ask]:
        start = self._fiscal_year
        agency = _over_rounds(self._agency, *_OF_AGENCY)
        for row in sorted({row for row, _ in self._lead.cells if row.startswith("R-")}):
            request, term, due = (self._lead.cell(row, column).text for column in ("request", "term", "due"))
            if not request:
                continue
            answer, granted = agency.cell(row, "ask_answer"), agency.cell(row, "granted").text
            former = self._answered_as(answer if answer.is_said else agency.cell(row, "granted"), row, request)
            if former:
                said = " ".join(filter(None, (ASK_ANSWERS.get(answer.code, ""), granted, answer.text)))
                former = f"The agency answered when it was another ask: “{former}”: {said}."
                answer, granted = Cell(), ""
            code = AskStatus.WITHDRAWN if _WITHDRAWN.match(request) else _ASK_STATUS.get(answer.code, AskStatus.OPEN)
            year = start.year if start else None
            given = read_term(granted, year=year) if granted else None
            state = ask_status(
                code,
                read_term(term, year=year) if term else None,
                given,
                start=start,
                unread=granted if granted and given is None else "",
            )
            yield Ask(
                id=row,
                request=request,
                term=term,
                reason=self._lead.cell(row, "why").text,
                due=due,
                due_on=read_date(due, year=year) if due else None,
                answer=answer.code,
                granted=granted,
                reply=answer.text,
                status=state.status,
                remark=" ".join(filter(None, (former, state.contradiction))),
            )

    def _answered_as(self, answer: Cell, row: str, words: str) -> str:
        """What an ask or a question was when it was answered, where it reads otherwise now; else ""."""
        cells = self._issued.cells(answer, row) if answer.is_said else ()
        if not cells or any(fold_printed(words) in map(fold_printed, cell.split("\n")) for cell in cells):
            return ""
        if any(fold_printed(cell).startswith(fold_printed(words)) for cell in cells):
            return ""
        return cells[1].partition("\n")[0] if len(cells) > 1 else ""

    @cached_property
    def _fiscal_year(self) -> date | None:
        """When the fiscal year begins: as it was set, or else on the July 1 that the draft's name tells."""
        if found := self._settings.get(FISCAL_YEAR):
            return date.fromisoformat(found)
        named = _FISCAL_YEAR.search(self._drafts.comparisons[0].new.name)
        if named is None:
            return None
        year = int(named[1])
        return date((year if year > 99 else 2000 + year) - 1, 7, 1)

    def _questions(self, lines: Iterable[Line]) -> Iterator[AskedQuestion]:
        for row in sorted({row for row, _ in self._lead.cells if row.startswith("P-")}):
            words = self._lead.cell(row, "question").text
            numbers = (f"C-{int(found):03d}" for found in _CHANGE.findall(self._lead.cell(row, "about").text))
            about = tuple(ChangeId(each) for each in dict.fromkeys(numbers))
            yield from self._question(row, words, about)
        gone = [name for name in self._drafts.last if name not in self._drafts.comparisons[-1].by_id]
        for line in lines:
            yield from self._question(f"Q{line.id[1:]}", line.question, (line.id,))
        for name in gone:
            # of a change that was withdrawn, what was asked and answered
            words = self._lead.cell(name, "question").text
            answered = [each for each in self._question(f"Q{name[1:]}", words, (name,)) if each.answer]
            yield from answered

    def _question(self, row: str, words: str, about: tuple[ChangeId, ...]) -> Iterator[AskedQuestion]:
        """A question as it is asked today, before it those that it was when it was answered."""
        answer = Cell()
        for each in self._agency:
            found = each.cell(row, "reply")
            if found.is_said and not _is_later(answer, found):
                answer = found
        summary = self._lead.cell(row, "answer_summary").text
        former = self._answered_as(answer, row, words) if answer.is_said else ""
        if former:
            yield AskedQuestion(
                id=f"{row} (round {answer.round})",
                text=former,
                changes=about,
                answer=answer.text,
                round=answer.round,
                day=answer.day,
            )
            answer = Cell()
        if words:
            yield AskedQuestion(
                id=row,
                text=words,
                changes=about,
                answer=answer.text,
                summary=summary,
                round=answer.round,
                day=answer.day,
            )

    def _listed_rows(self) -> Iterator[Listed]:
        """The rows of the agency's lists that are none of our changes, or not surely one."""
        if self._reconciliation is None:
            return
        left = {m.row.key: m for m in self._reconciliation.rows if m.kind in (RowKind.AGENCY_ONLY, RowKind.DOUBTFUL)}
        for each in self._listed:
            for row in dict.fromkeys((*(row for row, _ in each.cells), *each.beside)):
                if row in left:
                    reason, applies = each.cell(row, "reason"), each.cell(row, "applies")
                    yield Listed(
                        key=row,
                        clause=each.cell(row, "clause").text,
                        what=left[row].row.words,
                        category=reason.code,
                        reason=reason.text,
                        authority=each.cell(row, "authority").text,
                        applies=applies.code or applies.text,
                    )

    def _counted(self, written: Iterable[Written]) -> Iterator[str]:
        """Of what shares are counted, the last word first."""
        for each in reversed([each for each in written if each.kind is FormKind.WORKGROUP]):
            if code := each.cell("Counted", "").code:
                yield code


def _is_later(one: Cell, other: Cell) -> bool:
    """Whether a cell was answered after another; of rounds the later one is later, whenever its file was saved."""
    return (one.round, one.order) > (other.round, other.order)


def _first_said(cells: Iterable[Cell]) -> Cell:
    """The first cell that says anything, an empty one where none does."""
    return next((cell for cell in cells if (cell.text or cell.code) and not cell.kept), Cell())


def _over_rounds(written: Iterable[Written], *kinds: FormKind) -> Written:
    """What was written on the forms of these kinds over all rounds: what was written later counts."""
    cells: dict[tuple[str, str], Cell] = {}
    beside: dict[str, tuple[str, ...]] = {}
    for each in written:
        if each.kind not in kinds:
            continue
        taken_anew(cells, each.cells)
        for place, cell in each.cells.items():
            before = cells.get(place)
            if before is None or (cell.is_said and (not before.is_said or not _is_later(before, cell))):
                cells[place] = cell
        for row, words in each.beside.items():
            beside[row] = (*beside.get(row, ()), *words)
    return Written(kind=kinds[0], round=0, cells=cells, beside=beside)


def _seats_of(members: Iterable[Member]) -> dict[str, tuple[str, ...]]:
    """The seats of the committee with the names of who holds each, in the order of their numbers and names."""
    seats: dict[str, list[str]] = {}
    for member in members:
        if member.seat:
            seats.setdefault(member.seat, []).extend((member.name, *member.aliases))

    def place(seat: str) -> tuple[int, str]:
        number = re.search(r"\d+", seat)
        return int(number[0]) if number else 10**6, seat.casefold()

    return {seat: tuple(seats[seat]) for seat in sorted(seats, key=place)}


def signatories_from(text: str) -> tuple[Signatory, ...]:
    """The signatories that a setting holds."""
    return tuple(Signatory(**each) for each in json.loads(text)) if text else ()


def signatories_as(signatories: Iterable[Signatory]) -> str:
    """Signatories as they stand in a setting."""
    fields = ("organization", "name", "title", "authorized")
    return json.dumps([{name: getattr(each, name) for name in fields} for each in signatories], ensure_ascii=False)
