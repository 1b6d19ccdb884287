"""The round tracker: every change, what was asked and answered round by round, and whose turn it is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from contractdiff.model import (
    AGREED,
    REASONS,
    RESPONSES,
    AgencyAnswer,
    AskStatus,
    Ball,
    Exchange,
    LabelKind,
    Line,
    Priority,
    Round,
    Stance,
)
from contractdiff.ooxml.look import Page, ReadColumn, Style, id_cell, text
from contractdiff.ooxml.spoken import internal_notice
from contractdiff.ooxml.writing import Grid, Xml, paragraph, run
from contractdiff.reports.exchange.due import answer_by, ask_due, how_due, overdue_of, sorted_asks
from contractdiff.reports.exchange.paper import LANDSCAPE, Audience, cell, ending, exchange_report, is_short, short
from contractdiff.reports.exchange.telling import (
    RESULTS,
    Teller,
    capital,
    changed,
    clause,
    ended,
    quoted,
    round_of,
    stance_of,
)
from contractdiff.reports.exchange.unmatched import unmatched_rows
from contractdiff.text import count_of, listed, written_day

_HOLDS = "what the coalition wants, also where no vote carries it"
_MOST_ROUNDS = 3
# Words of a cell; a text that is longer stands whole in the form it came from.
_ROUND_WORDS, _ASK_WORDS = 45, 90
# Letters of a cell with which a row surely fits on a page.
_WHOLE = 400
_TURNS = {Ball.COALITION: "Our turn", Ball.AGENCY: "The agency’s turn", Ball.NOBODY: "Settled, or nothing is asked"}
_BALLS = {Ball.COALITION: "Us", Ball.AGENCY: "Agency", Ball.NOBODY: "Nobody"}
_ASK_COLUMNS = (
    ReadColumn(title="Ask", share=60),
    ReadColumn(title="What we ask", share=330),
    ReadColumn(title="Requested term", share=110),
    ReadColumn(title="Answer", share=260),
    ReadColumn(title="Granted term", share=110),
    ReadColumn(title="Due", share=130),
)
_QUESTION_COLUMNS = (
    ReadColumn(title="Q no.", share=70),
    ReadColumn(title="Question", share=490),
    ReadColumn(title="Changes", share=140),
    ReadColumn(title="Due", share=150),
    ReadColumn(title="State", share=150),
)
_FORMAL_COLUMNS = (
    ReadColumn(title="Change ID", share=80),
    ReadColumn(title="Clause", share=170),
    ReadColumn(title="What changed", share=430),
    ReadColumn(title="Agency", share=220),
    ReadColumn(title="Ball with", share=100),
)


def tracker_document(exchange: Exchange, *, today: date, template: Path | None = None) -> bytes:
    """Return the round tracker, a .docx file: each change by whose turn it is, asks and questions with their days.

    It holds what the coalition has not decided yet, and is not for the agency.

    Args:
        exchange: The exchange with the agency.
        today: The day by which it is told what is overdue.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    teller = Teller(exchange=exchange)
    tracker = _Tracker(teller=teller, today=today)
    title = f"Round tracker: {teller.old} to {teller.new}"

    def content(page: Page) -> Iterator[Xml]:
        yield internal_notice(_HOLDS)
        yield text(title, Style.TITLE)
        yield text(f"Round {exchange.round} · {written_day(today)}", Style.SUBTITLE)
        yield from tracker.page_one()
        yield from tracker.asks(page)
        yield from tracker.questions(page)
        yield from tracker.changes(page)
        yield from unmatched_rows(exchange, page)
        yield ending()

    return exchange_report(
        exchange,
        content,
        title=title,
        kind="Internal round tracker",
        audience=Audience.INTERNAL,
        base=LANDSCAPE,
        template=template,
    )


@dataclass(frozen=True, kw_only=True)
class _Tracker:
    teller: Teller
    today: date

    @property
    def exchange(self) -> Exchange:
        return self.teller.exchange

    @cached_property
    def rounds(self) -> Sequence[Round]:
        """The rounds that have a column."""
        return self.exchange.rounds[-_MOST_ROUNDS:]

    @cached_property
    def columns(self) -> tuple[ReadColumn, ...]:
        each_round = 132 if len(self.rounds) == _MOST_ROUNDS else 150
        return (
            ReadColumn(title="Change ID", share=60),
            ReadColumn(title="Clause", share=76),
            ReadColumn(title="Priority", share=84),
            ReadColumn(title="Our ask", share=561 - each_round * len(self.rounds)),
            *(ReadColumn(title=f"Round {each.number} agency", share=each_round) for each in self.rounds),
            ReadColumn(title="Ball with", share=62),
            ReadColumn(title="Due", share=80),
            ReadColumn(title="Outcome", share=77),
        )

    @cached_property
    def due_of_round(self) -> str:
        last = self.exchange.rounds[-1]
        return how_due(last.answer_by, answer_by(self.exchange, self.today), self.today)

    def page_one(self) -> Iterator[Xml]:
        exchange, overdue = self.exchange, overdue_of(self.exchange, self.today)
        turns = [
            f"{sum(line.ball is ball for line in exchange.lines):,} {name}"
            for ball, name in (
                (Ball.COALITION, "wait for us"),
                (Ball.AGENCY, "wait for the agency"),
                (Ball.NOBODY, "are settled or ask for nothing"),
            )
        ]
        withdrawn = f" {count_of(len(exchange.withdrawn), 'change')} of earlier drafts stand below as withdrawn."
        yield text(
            f"{count_of(len(exchange.lines), 'change')}: {listed(*turns)}.{withdrawn if exchange.withdrawn else ''} "
            "Start with “Our turn”: each row there waits for somebody in the coalition. Then send a reminder for what "
            "is overdue.",
            Style.NORMAL,
        )
        late = (
            (len(overdue.asks), "ask"),
            (len(overdue.lines), "change"),
            (len(overdue.questions), "question"),
        )
        said = listed(*(count_of(number, name) for number, name in late if number))
        yield paragraph(run("Overdue: ", Style.STRONG), run(f"{said or 'nothing'}."), style=Style.NORMAL)
        earlier = exchange.rounds[:-_MOST_ROUNDS]
        if earlier:
            names = listed(*(f"round {each.number} ({short(each.draft, 8)})" for each in earlier))
            yield text(f"Earlier rounds, which have no column: {names}.", Style.NORMAL)

    # --- asks and questions -------------------------------------------------------------------------------------------

    def asks(self, page: Page) -> Iterator[Xml]:
        if not self.exchange.asks:
            return
        grid = page.grid(_ASK_COLUMNS)
        yield text("Asks", Style.HEADING)
        yield page.table(
            _ASK_COLUMNS,
            (
                grid.row(
                    id_cell(ask.id),
                    cell(ask.request, ask.reason),
                    cell(ask.term),
                    cell(ask.status.value.capitalize(), quoted(ask.reply), ask.remark),
                    cell(ask.granted),
                    cell(*_due_and_late(ask_due(self.exchange, ask, self.today, is_open=ask.status is AskStatus.OPEN))),
                    whole=is_short(ask.request + ask.reason, ask.reply + ask.remark),
                )
                for ask in sorted_asks(self.exchange)
            ),
            title="Asks",
            description="Each row is something asked for besides wording. What is open comes first, by its day.",
        )

    def questions(self, page: Page) -> Iterator[Xml]:
        if not self.exchange.questions:
            return
        grid = page.grid(_QUESTION_COLUMNS)
        ordered = sorted(self.exchange.questions, key=lambda each: bool(each.answer))
        yield text("Questions", Style.HEADING)
        yield page.table(
            _QUESTION_COLUMNS,
            (
                grid.row(
                    id_cell(each.id),
                    text(each.text),
                    cell(", ".join(each.changes)),
                    cell(*(() if each.answer else _due_and_late(self.due_of_round))),
                    text(f"Answered in round {each.round}" if each.answer else "Open"),
                    whole=is_short(each.text),
                )
                for each in ordered
            ),
            title="Questions",
            description="Each row is a question to the agency; open ones come first. Answers stand in the FAQ.",
        )

    # --- changes ------------------------------------------------------------------------------------------------------

    def changes(self, page: Page) -> Iterator[Xml]:
        yield text("Changes", Style.HEADING)
        order = list(Priority)
        told_lines = sorted(
            (line for line in self.exchange.lines if not _is_formal(line)), key=lambda line: order.index(line.priority)
        )
        for ball, title in _TURNS.items():
            yield from self._table(page, title, [line for line in told_lines if line.ball is ball])
        yield from self._formal(page, [line for line in self.exchange.lines if _is_formal(line)])
        yield from self._table(page, "Withdrawn", self.exchange.withdrawn)

    def _table(self, page: Page, title: str, lines: Sequence[Line]) -> Iterator[Xml]:
        if not lines:
            return
        grid = page.grid(self.columns)
        yield text(f"{title}: {count_of(len(lines), 'change')}", Style.SUBHEADING)
        yield page.table(
            self.columns,
            (self._row(grid, line) for line in lines),
            title=title,
            description="Each row is one change: what we ask, what the agency said in each round, and where it stands.",
        )

    def _row(self, grid: Grid, line: Line) -> Xml:
        by_round: dict[int, list[AgencyAnswer]] = {}
        for answer in line.answers:
            by_round.setdefault(answer.round, []).append(answer)
        first = self.rounds[0].number
        earlier = [answer for answer in line.answers if answer.round < first]
        cells = [self._round(by_round.get(each.number, []), line, each) for each in self.rounds]
        if earlier:
            before = (f"Before, round {each.round}: {' '.join(_answer(each))}" for each in earlier)
            cells[0] = (*cells[0], *before)
        ask = _our_ask(line)
        return grid.row(
            id_cell(line.id),
            text(clause(line)),
            cell(line.priority.value.capitalize(), f"as {line.priority_by} has it" if line.priority_by else ""),
            cell(*ask),
            *(cell(*each) for each in cells),
            text(_BALLS[line.ball]),
            cell(*(_due_and_late(self.due_of_round) if line.ball is Ball.AGENCY else ())),
            cell(*self._outcome(line)),
            whole=all(sum(map(len, each)) < _WHOLE for each in (ask, *cells)),
        )

    def _round(self, answers: Sequence[AgencyAnswer], line: Line, each: Round) -> tuple[str, ...]:
        if answers:
            before = ("Before it was reworded.",) if each.number < line.reworded_in else ()
            return (*(part for answer in answers for part in _answer(answer)), *before)
        if line.since > each.number:
            return ("Not in this draft.",)
        if each.number == self.exchange.round and line.asked and not line.is_withdrawn:
            return ("No answer yet.",)
        return ("No answer.",)

    def _outcome(self, line: Line) -> tuple[str, str]:
        became = f"Draft: {line.became}" if line.became else ""
        if outcome := self.teller.outcomes.get(line.id):
            kept = {True: "Promise kept", False: "Promise not kept", None: "Promise: a person must look"}
            return capital(RESULTS[outcome.result]), kept[outcome.kept] if outcome.promise else ""
        if line.is_withdrawn:
            return line.became.capitalize().replace("in c-", "in C-"), ""
        agreed = line.responded if line.responded and line.responded.response == AGREED else None
        if agreed and line.is_agreed:
            return f"Agreed in round {agreed.round}", became
        if agreed:
            return "Open", f"Agreed in {round_of(line, agreed)}"
        if line.stance in (Stance.ACCEPT, Stance.SUPPORT) and line.ball is Ball.NOBODY:
            return stance_of(line), became
        return "Open", became

    def _formal(self, page: Page, lines: Sequence[Line]) -> Iterator[Xml]:
        if not lines:
            return
        grid = page.grid(_FORMAL_COLUMNS)
        yield text(f"Matters of form: {count_of(len(lines), 'change')}", Style.SUBHEADING)
        yield page.table(
            _FORMAL_COLUMNS,
            (
                grid.row(
                    id_cell(line.id),
                    text(clause(line)),
                    text(changed(line, _ROUND_WORDS)),
                    text(f"{line.acknowledgement.value.capitalize()}"),
                    text(_BALLS[line.ball]),
                )
                for line in lines
            ),
            title="Matters of form",
            description="Each row is an administrative change of which nothing is asked and nothing else was said.",
        )


def _is_formal(line: Line) -> bool:
    """Whether it is administrative, and neither side said more of it than that it is there."""
    return (
        line.priority is Priority.ADMINISTRATIVE
        and line.stance not in (Stance.RESTORE, Stance.AMEND)
        and not (line.requested or line.question or line.agreed)
        and not any(answer.response or answer.reason or answer.reply or answer.beside for answer in line.answers)
    )


def _our_ask(line: Line) -> tuple[str, ...]:
    no_vote = line.stance and line.label.kind is LabelKind.UNDER_REVIEW
    wanted = stance_of(line) or "Nothing is decided yet."
    wording = f"{'Agreed' if line.agreed else 'Wording'}: {quoted(line.wording)}" if line.wording else ""
    return (
        f"{wanted}{' (no vote recorded)' if no_vote else ''}",
        short(wording, _ASK_WORDS),
        short(f"Question: {line.question}", _ASK_WORDS) if line.question else "",
        "" if no_vote or not line.stance else ended(line.label.sentence),
    )


def _answer(answer: AgencyAnswer) -> tuple[str, str]:
    """What the agency said in a round, as short as a narrow column needs it: in codes, and in its words."""
    codes = (answer.acknowledged.capitalize(), RESPONSES.get(answer.response, answer.response))
    words = (
        quoted(answer.reply),
        REASONS.get(answer.category, answer.category),
        quoted(answer.reason),
        answer.authority,
        *(f"Also wrote {quoted(each)}" for each in answer.beside),
    )
    said = " ".join(ended(part) for part in words if part)
    return " ".join(ended(code) for code in codes if code) or "Answered.", short(said, _ROUND_WORDS)


def _due_and_late(due: str) -> Iterable[str]:
    """When it is due and, where its day is past, in a line of its own that it is overdue."""
    when, mark, late = due.partition(", overdue")
    return (when, f"Overdue{late}") if mark else (due,)
