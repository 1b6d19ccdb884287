"""What is said of one change in plain sentences: where it stands, what the agency said, whose turn it is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from contractdiff.model import (
    ACKNOWLEDGED,
    AGREED,
    APPLIES,
    COUNTERPROPOSAL,
    DENIED,
    PARTLY,
    QUESTION,
    REASONS,
    REJECTED,
    RESPONSES,
    STANCES,
    Acknowledgement,
    AgencyAnswer,
    Ball,
    ChangeId,
    ChangeKind,
    ChangeOutcome,
    Exchange,
    LabelKind,
    Line,
    Result,
    Stance,
    most_serious,
)
from contractdiff.reports.exchange.paper import NAME_WORDS, short
from contractdiff.reports.word import clause_of, summary_of
from contractdiff.text import in_sentence

RESULTS: Mapping[Result, str] = {
    Result.WITHDRAWN: "withdrawn",
    Result.ADOPTED: "adopted as proposed",
    Result.AS_ASKED: "changed as we asked",
    Result.OTHERWISE: "changed otherwise",
}
"""What became of a change in the issued contract, as a sentence goes on with it."""
_ACKNOWLEDGEMENTS = {
    Acknowledgement.NOT_ASKED: "{agency} was not asked about it yet.",
    Acknowledgement.ASKED: "{agency} has not answered.",
    Acknowledgement.ACKNOWLEDGED: "{agency} says that it made this change.",
    Acknowledgement.PARTLY: "{agency} says that it made this change in part.",
    Acknowledgement.DENIED: "{agency} says that it did not make this change.",
    Acknowledgement.CONTRADICTED: "{agency} says different things of this change.",
}
_ANSWERED = {
    ACKNOWLEDGED: "It acknowledges the change.",
    PARTLY: "It acknowledges the change in part.",
    DENIED: "It denies the change.",
}
_BECAME = {
    "reworded": "It was reworded in the last draft.",
    "new": "It is new in the last draft.",
    "divided": "It became several changes in the last draft.",
}
_RESPONDED = {
    AGREED: "{agency} agreed to our request in {round}.",
    REJECTED: "{agency} said no to our request in {round}.",
    COUNTERPROPOSAL: "{agency} made an offer of its own in {round}.",
    QUESTION: "{agency} asked us a question in {round}.",
}
_AFTER: Mapping[Result, str] = {
    Result.WITHDRAWN: "Nothing more to do: the old wording stands.",
    Result.ADOPTED: "Read the clause before you sign: it stands as it was proposed.",
    Result.AS_ASKED: "Nothing more to do: the wording that we asked for stands.",
    Result.OTHERWISE: "Read the clause before you sign: it is neither the old one nor the one that was proposed.",
}
_CLAUSE_LETTERS = 14
# Words of a part of an answer that are worth printing where it has to be cut.
_LEAST_OF_PART = 6
_NOT_ACKNOWLEDGED = frozenset((Acknowledgement.ASKED, Acknowledgement.DENIED, Acknowledgement.CONTRADICTED))


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Tells of the changes of an exchange in sentences that may leave the coalition.

    Nothing that it says is a member's name or words, an expert's analysis, or a stance that no vote carries. Names are
    printed with their first ``name_words`` words.
    """

    exchange: Exchange
    name_words: int = NAME_WORDS

    @cached_property
    def agency(self) -> str:
        """What the agency is called within a sentence."""
        return in_sentence(short(self.exchange.feedback.agency, self.name_words)) or "the agency"

    @cached_property
    def the_agency(self) -> str:
        """What it is called where a sentence begins."""
        return capital(self.agency)

    @cached_property
    def coalition(self) -> str:
        """What the coalition is called within a sentence."""
        return in_sentence(short(self.exchange.feedback.coalition, self.name_words)) or "the coalition"

    @cached_property
    def old(self) -> str:
        """What the contract in force is called."""
        return short(self.exchange.comparison.old.name, self.name_words)

    @cached_property
    def new(self) -> str:
        """What the draft is called."""
        return short(self.exchange.comparison.new.name, self.name_words)

    @cached_property
    def outcomes(self) -> Mapping[ChangeId, ChangeOutcome]:
        """What became of the changes in the issued contract, where there is one."""
        final = self.exchange.final
        return {each.id: each for each in final.outcomes} if final else {}

    @cached_property
    def issued(self) -> str:
        """What the contract that was issued is called within a sentence."""
        name = short(self.exchange.issued.name, self.name_words) if self.exchange.issued else ""
        return f"“{name}”" if name else "the contract that was issued"

    def acknowledgement(self, line: Line) -> str:
        """Whether the agency acknowledges a change."""
        return _ACKNOWLEDGEMENTS[line.acknowledgement].format(agency=self.the_agency)

    def now(self, line: Line) -> str:
        """Where a change stands, in a sentence or two."""
        return " ".join(self._now(line))

    def _now(self, line: Line) -> Iterator[str]:
        last, responded = line.last, line.responded
        outcome = self.outcomes.get(line.id)
        if line.is_withdrawn:
            yield (
                f"The next draft tells of it as {line.became.removeprefix('continued in ')}."
                if line.became.startswith("continued")
                else "It was withdrawn: the old wording is back."
            )
        elif responded:
            said = _RESPONDED.get(responded.response, "{agency} answered in {round}.")
            yield said.format(agency=self.the_agency, round=round_of(line, responded))
        elif last and last.reply:
            yield f"{self.the_agency} answered in its own words in {round_of(line, last)}."
        elif outcome and last and line.stance not in (None, Stance.ACCEPT, Stance.SUPPORT):
            yield f"{self.acknowledgement(line)} It never said whether it would do what we asked."
        elif last and line.stance not in (None, Stance.ACCEPT, Stance.SUPPORT):
            yield f"{self.acknowledgement(line)} It has not said whether it will do what we ask."
        else:
            yield self.acknowledgement(line)
        if line.became in _BECAME and not outcome:
            yield _BECAME[line.became]
        if outcome:
            back = ", the old wording is back" if outcome.result is Result.WITHDRAWN else ""
            yield f"In {self.issued}: {RESULTS[outcome.result]}{back}."

    def next(self, line: Line) -> str:
        """What happens next, in a sentence."""
        if outcome := self.outcomes.get(line.id):
            if outcome.promise and outcome.kept is False:
                return f"We ask {self.agency} to keep its promise."
            if outcome.promise and outcome.kept is None:
                return f"Its clause has to be read: whether {self.agency} kept its promise cannot be told by program."
            return _AFTER[outcome.result]
        if line.ball is Ball.AGENCY:
            by = self.exchange.rounds[-1].answer_by
            return f"{self.the_agency} answers{f' by {by}' if by else ''}."
        if line.ball is Ball.NOBODY:
            if line.is_withdrawn:
                return "Nothing more to do."
            if line.is_agreed:
                return "We check that the contract says what was agreed."
            return "Nothing is asked for."
        if line.responded and line.responded.round < line.reworded_in:
            return "We decide what to ask of the new words."
        if line.last and line.last.response == QUESTION:
            return f"We answer the question of {self.agency}."
        if line.last and line.last.response:
            return f"We decide what to answer {self.agency}."
        if line.stance is None or line.label.kind is LabelKind.UNDER_REVIEW:
            return "We decide where we stand."
        return f"We answer {self.agency}." if line.answers else f"We put it to {self.agency}."

    def position(self, line: Line) -> str:
        """Where the coalition stands, as it may be printed for others."""
        if line.stance is None and (line.label.is_position or line.label.is_support):
            return "Under review."
        return ended(line.position)

    def answer(self, answer: AgencyAnswer) -> tuple[tuple[str, str], ...]:
        """What the agency said in one round, as (label, words): its own words stand in quotation marks."""
        return tuple(self._answer(answer))

    def _answer(self, answer: AgencyAnswer) -> Iterator[tuple[str, str]]:
        if answer.acknowledged:
            yield "", _ANSWERED.get(answer.acknowledged, answer.acknowledged)
        if answer.category or answer.reason:
            kind = f"{REASONS.get(answer.category, answer.category)}." if answer.category else ""
            yield "Reason:", f"{kind} {quoted(answer.reason)}".strip()
        if answer.authority:
            yield "Law named:", quoted(answer.authority)
        if answer.applies:
            yield "Applies to:", APPLIES.get(answer.applies) or quoted(answer.applies)
        if answer.response or answer.reply:
            kind = f"{RESPONSES.get(answer.response, answer.response)}." if answer.response else ""
            yield "To our request:", f"{kind} {quoted(answer.reply)}".strip()
        for each in answer.beside:
            yield "Also wrote:", quoted(each)

    def said(self, answer: AgencyAnswer, words: int = 0) -> str:
        """The same in one text; of more than ``words`` words the first."""
        parts = [f"{label} {what}".strip() for label, what in self.answer(answer)]
        if not words:
            return " ".join(parts)
        told: list[str] = []
        for part in parts:
            left = words - sum(len(each.split()) for each in told)
            # a part of which next to nothing would be left is left out whole
            fits = left > 0 and (short(part, left) == " ".join(part.split()) or left >= _LEAST_OF_PART)
            told.append(short(part, left) if fits else "…")
            if told[-1].endswith("…"):
                break
        return " ".join(told)


def round_of(line: Line, answer: AgencyAnswer) -> str:
    """In which round an answer was given, and that the change was reworded since, where it was."""
    return f"round {answer.round}{', before it was reworded' if answer.round < line.reworded_in else ''}"


def capital(words: str) -> str:
    """The words as a sentence begins with them."""
    return f"{words[:1].upper()}{words[1:]}"


def ended(words: str) -> str:
    """The words with a full stop, where they have no stop."""
    words = words.rstrip()
    return words if not words or words[-1] in ".!?…”" else f"{words}."


def quoted(words: str) -> str:
    """Words of others in quotation marks; "" where there are none."""
    return f"“{words.strip()}”" if words.strip() else ""


def changed(line: Line, words: int = 0) -> str:
    """What changed, in plain words; of more than ``words`` words the first."""
    said = (line.summary or summary_of(line.change)).replace("\t", " | ")
    return short(said, words) if words else said


def clause(line: Line) -> str:
    """The clauses of a change: "4.1 → 4.2"; "throughout" of a term, "no number" where they have none."""
    if line.change.kind is ChangeKind.RENAMED:
        return "throughout"
    return clause_of(line.comparison, line.change) or "no number"


def plain_clause(line: Line) -> str:
    """The same for those who have no list of changes: "1.1 (new)", "4.6 (deleted)"."""
    said = clause(line)
    if said.startswith("– → "):
        return f"{said[4:]} (new)"
    return f"{said[:-4]} (deleted)" if said.endswith(" → –") else said


def new_clause(line: Line) -> str:
    """The clause of a change in the draft alone, or in the old version where it was deleted: it is shorter."""
    return clause(line).removesuffix(" → –").rpartition("→ ")[2]


def clipped_clause(line: Line) -> str:
    """That clause, or as much of it as stays in its column of a short line."""
    name = new_clause(line)
    return name if len(name) <= _CLAUSE_LETTERS else f"{name[: _CLAUSE_LETTERS - 1].rstrip()}…"


def effect(line: Line, words: int = 0) -> str:
    """What a change does to services, or else why it may matter; "" where nobody said either."""
    said = line.effect or next((flag.why for flag in line.change.flags if flag.why), "")
    return short(said, words) if words else said


def stance_of(line: Line) -> str:
    """What the lead wants, whether or not a vote carries it: for the coalition alone."""
    return STANCES[line.stance] if line.stance else ""


def weightiest(exchange: Exchange, count: int, among: Iterable[Line]) -> tuple[Line, ...]:
    """The lines that matter most, in their order, by the priorities that the leads gave.

    Of a division that was added or deleted whole, one line stands for it.
    """
    lines = {line.id: line for line in among}
    changes = tuple(replace(line.change, priority=line.priority) for line in lines.values())
    ranked = most_serious(replace(exchange.comparison, changes=changes), count)
    return tuple(lines[each.change.id] for each in ranked)


def not_acknowledged(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines that the agency was asked about and denies, does not answer, or answers in two ways."""
    return tuple(line for line in lines if line.acknowledgement in _NOT_ACKNOWLEDGED and not line.is_withdrawn)


def was_asked(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines that the agency was asked about."""
    return tuple(line for line in lines if line.acknowledgement is not Acknowledgement.NOT_ASKED)
