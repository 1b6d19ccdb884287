"""What the coalition says of every change and what the agency answers, round by round, as it counts today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

from contractdiff.model.comparison import Change, ChangeId, Comparison, Priority
from contractdiff.model.contract import Contract
from contractdiff.model.feedback import Feedback
from contractdiff.model.outcomes import FinalCheck
from contractdiff.model.proceeding import Signatory
from contractdiff.model.reconciliation import Reconciliation
from contractdiff.model.terms import AskStatus
from contractdiff.model.votes import Denominator, Label, Vote


class Stance(Enum):
    """What the coalition wants of a change; whether that is its position, only a recorded vote says."""

    RESTORE = "restore"
    AMEND = "amend"
    ACCEPT = "accept"
    SUPPORT = "support"


STANCES: Mapping[Stance, str] = {
    Stance.RESTORE: "Restore the old wording",
    Stance.AMEND: "Change the wording as requested",
    Stance.ACCEPT: "No objection",
    Stance.SUPPORT: "Support the change",
}
ACKNOWLEDGED, PARTLY, DENIED = "acknowledged", "partly", "denied"
ACKNOWLEDGEMENTS: Mapping[str, str] = {ACKNOWLEDGED: "Acknowledged", PARTLY: "Partly", DENIED: "Denied"}
REASONS: Mapping[str, str] = {
    "federal_law": "Federal law or rule",
    "state_law": "State law or rule",
    "audit": "Audit finding",
    "policy": "Agency policy",
    "clarification": "Clarification, no change meant",
    "error": "Drafting error",
    "other": "Other reason",
}
APPLIES: Mapping[str, str] = {
    "all": "All contracts",
    "federal": "Federally funded only",
    "state": "State funded only",
    "some": "Some programs",
}
AGREED, REJECTED, COUNTERPROPOSAL, QUESTION = "agreed", "rejected", "counterproposal", "question"
RESPONSES: Mapping[str, str] = {
    AGREED: "Agreed",
    REJECTED: "Rejected",
    COUNTERPROPOSAL: "Counterproposal",
    QUESTION: "Question to the coalition",
}
REQUIRES: Mapping[str, str] = {
    "requires": "Requires this",
    "requires_less": "Requires less",
    "does_not_apply": "Does not apply",
    "silent": "Silent",
    "forbids": "Forbids this",
    "not_checked": "Not yet checked",
}
"""Whether the law that is cited requires a change: the outcomes of the five tests."""
CHOSEN = frozenset(("priority", "stance", "requires", "recommendation", "acknowledged", "applies"))
"""The columns of forms in which something is chosen and nothing is typed: other words there are not understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What an expert found of one change.

    Attributes:
        by: Who it is.
        requires: A code of ``REQUIRES``; "" where none was chosen.
        cite: The section that was looked up.
        analysis: For the coalition alone; it never leaves it.
        text: What may stand in the packet.
    """

    by: str
    requires: str = ""
    cite: str = ""
    analysis: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyAnswer:
    """What the agency said of one change in one round.

    Attributes:
        round: The round, counted from 1.
        acknowledged: A code of ``ACKNOWLEDGEMENTS``; "" where it says nothing.
        category: A code of ``REASONS``; "" where none was chosen.
        reason: Its reason, word for word.
        authority: The law it names, word for word.
        applies: A code of ``APPLIES``, or its words where they are none.
        response: A code of ``RESPONSES``; "" where none was chosen.
        reply: What it says to the coalition's request, word for word.
        beside: What it wrote elsewhere in the row: in the margin, over the printed words.
        day: When the file was saved, in ISO 8601; "" where it does not say.
        to_wording: Whether the wording that is asked for today stood in the form when it responded.
    """

    round: int
    acknowledged: str = ""
    category: str = ""
    reason: str = ""
    authority: str = ""
    applies: str = ""
    response: str = ""
    reply: str = ""
    beside: tuple[str, ...] = ()
    day: str = ""
    to_wording: bool = True


class Acknowledgement(Enum):
    """Whether the agency acknowledges a change."""

    NOT_ASKED = "not asked"
    ASKED = "not answered"
    ACKNOWLEDGED = "acknowledged"
    PARTLY = "partly acknowledged"
    DENIED = "denied"
    CONTRADICTED = "contradicted"
    """The agency says several things of it."""


class Ball(Enum):
    """Whose turn it is."""

    COALITION = "coalition"
    AGENCY = "agency"
    NOBODY = "–"
    """It is settled: agreed, withdrawn, or nothing is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One change, and all that was said of it.

    Attributes:
        change: The change, as the last draft has it that has it.
        comparison: The comparison in which it stands.
        round: The round in force.
        since: The round in which it was first found.
        became: What became of it in the last draft: "" in the first round, "unchanged", "reworded", "new", "withdrawn",
            "continued in C-020".
        reworded_in: The last round whose draft has it in other words than the one before; 0 where none has.
        priority: How much it matters, as the lead has it.
        priority_by: Who set it otherwise than the program; "" where nobody did.
        summary: What changed, in plain words.
        effect: What it does to services.
        stance: What the lead, or the workgroup by its recommendation, wants; ``None`` where neither says.
        requested: The wording that is asked for.
        question: What the agency is asked.
        opinions: What experts found, in the order of their names.
        options: What the workgroup weighed.
        dissent: Reasons of a minority, in a neutral sentence.
        agreed: The wording that was agreed with the agency.
        vote: The vote that was recorded; ``None`` where none was.
        label: What the vote makes of the stance.
        answers: The agency's answers, by rounds; a round in which it said nothing of it has none.
        asked: Whether the agency was asked about it in the round in force.
        acknowledgement: Whether the agency acknowledges it, by its forms and by its own list.
        sources: Who wrote what is said here, by the name of the attribute: "R. Ortiz (lead.docx)".
        notes: What was written in the coalition's own forms outside of the columns, word for word; internal.
    """

    change: Change
    comparison: Comparison
    round: int = 1
    since: int = 1
    became: str = ""
    reworded_in: int = 0
    priority: Priority
    priority_by: str = ""
    summary: str
    effect: str = ""
    stance: Stance | None = None
    requested: str = ""
    question: str = ""
    opinions: tuple[Opinion, ...] = ()
    options: str = ""
    dissent: str = ""
    agreed: str = ""
    vote: Vote | None = None
    label: Label
    answers: tuple[AgencyAnswer, ...] = ()
    asked: bool = False
    acknowledgement: Acknowledgement = Acknowledgement.NOT_ASKED
    sources: Mapping[str, str]
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> ChangeId:
        """The change's id."""
        return self.change.id

    @property
    def is_withdrawn(self) -> bool:
        """Whether the last draft has the old wording again, or tells of it under another id."""
        return self.became == "withdrawn" or self.became.startswith("continued")

    @property
    def is_said(self) -> bool:
        """Whether anything is said of it that an agency could answer: an empty line is an error in a packet."""
        external = any(each.text for each in self.opinions)
        return bool(self.stance or self.effect or self.requested or self.question or self.agreed or external)

    @property
    def position(self) -> str:
        """The coalition's position as it may be printed for others: never a stance without a vote that carries it."""
        carried = self.label.is_position or self.label.is_support
        return f"{STANCES[self.stance]}. {self.label.sentence}." if self.stance and carried else self.label.sentence

    @property
    def wording(self) -> str:
        """The wording that stands now: the one that was agreed, or else the one that is asked for."""
        return self.agreed or self.requested

    @property
    def last(self) -> AgencyAnswer | None:
        """The agency's last answer."""
        return self.answers[-1] if self.answers else None

    @property
    def responded(self) -> AgencyAnswer | None:
        """The last answer to what the coalition asks."""
        given = [each for each in self.answers if each.response]
        return given[-1] if given else None

    @property
    def is_agreed(self) -> bool:
        """Whether the agency agreed to what is asked, and the change has not been reworded since."""
        answer = self.responded
        return answer is not None and answer.response == AGREED and answer.round >= self.reworded_in

    @property
    def reason(self) -> AgencyAnswer | None:
        """The last answer that gives a reason, a category of one, or an authority."""
        given = [each for each in self.answers if each.reason or each.category or each.authority]
        return given[-1] if given else None

    @property
    def ball(self) -> Ball:
        """Whose turn it is."""
        if self.is_withdrawn or self.is_agreed:
            return Ball.NOBODY
        if self.stance in (Stance.ACCEPT, Stance.SUPPORT) and not self.question:
            return Ball.NOBODY
        if self.asked and (self.last is None or self.last.round < self.round):
            return Ball.AGENCY
        return Ball.COALITION


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Something that the coalition asks for besides wording: a delay, a meeting, a marked copy.

    Attributes:
        id: "R-01".
        request: What is asked.
        term: How long, how much, or until when.
        reason: Why.
        due: By when an answer is wanted, as it was written.
        due_on: The same as a day; ``None`` where it names none.
        answer: A code of ``ASK_ANSWERS``; "" where none was chosen.
        granted: The term that the agency grants.
        reply: What it says, word for word.
        status: What has become of it.
        remark: What does not fit together, in a sentence; "" where all does.
    """

    id: str
    request: str
    term: str = ""
    reason: str = ""
    due: str = ""
    due_on: date | None = None
    answer: str = ""
    granted: str = ""
    reply: str = ""
    status: AskStatus
    remark: str = ""


def voted_text(change: str, stance: Stance | None, wording: str) -> str:
    """What a vote on a change is about, as the workgroup sheet prints it: the position, and the wording with it."""
    if stance is None:
        return f"{change}: as recommended above"
    with_it = f": “{wording}”" if wording and stance is not Stance.ACCEPT else ""
    return f"{change}: {STANCES[stance]}{with_it}"


ASK_ANSWERS: Mapping[str, str] = {
    "granted": "Granted",
    "partly_granted": "Partly granted",
    "refused": "Refused",
    "under_review": "Under review",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question to the agency.

    Attributes:
        id: "Q-014" of the one on C-014; "P-01" of one on the whole; "Q-014 (round 1)" of one that was asked in other
            words then.
        text: The question.
        changes: The changes it is about.
        answer: The agency's words; "" while it is open.
        summary: The coalition's own summary of the answer; "" where there is none.
        round: The round in which it was answered; 0 while it is open.
        day: When the answer was saved, in ISO 8601; "" where that is not known.
    """

    id: str
    text: str
    changes: tuple[ChangeId, ...] = ()
    answer: str = ""
    summary: str = ""
    round: int = 0
    day: str = ""

    @property
    def is_former(self) -> bool:
        """Whether it was asked and answered in other words than the question that has its id today."""
        return " " in self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A change that the agency lists and that stands in no row of ours, as it wrote it.

    ``key`` is what its row is called, with the file it stands in: "A-01 of S-3f9a1c22".
    """

    key: str
    clause: str
    what: str
    category: str = ""
    reason: str = ""
    authority: str = ""
    applies: str = ""

    @property
    def row(self) -> str:
        """What its row is called in the form."""
        return self.key.partition(" of ")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round: the draft it is about, and where it stands.

    Attributes:
        number: Counted from 1.
        draft: What the draft is called.
        opened: When it was opened, in ISO 8601.
        sent: When the first form or packet for the agency was made in it; "" where none was.
        answer_by: By when the agency was asked to answer, as it was printed.
        answered: Whether anything came back from the agency.
    """

    number: int
    draft: str
    opened: str = ""
    sent: str = ""
    answer_by: str = ""
    answered: bool = False


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """The whole exchange with the agency, as it counts today.

    Attributes:
        feedback: What members said.
        comparison: The changes of the draft in force.
        rounds: All rounds, the one in force last.
        lines: Every change of the draft in force, in its order.
        withdrawn: The changes of earlier drafts that it has no more.
        asks: What is asked besides wording, in order.
        questions: What the agency is asked, in order.
        reconciliation: The agency's list set against ours; ``None`` where none came.
        listed: The rows of the agency's lists that are none of our changes or not surely one, by their keys.
        seats: The seats of the committee that votes, with the organization that holds each ("" where none is known).
        signatories: Who signs, as each authorized it.
        final: The issued contract checked; ``None`` while there is none.
        contact: Whom the agency may call, as it is printed.
        conflicts: What the coalition's own forms say that cannot count as it stands, in plain sentences.
        denominator: Of how many seats shares are taken.
        issued: The contract that was issued; ``None`` while there is none.
    """

    feedback: Feedback
    comparison: Comparison
    rounds: tuple[Round, ...]
    lines: tuple[Line, ...]
    withdrawn: tuple[Line, ...] = ()
    asks: tuple[Ask, ...] = ()
    questions: tuple[AskedQuestion, ...] = ()
    reconciliation: Reconciliation | None = None
    listed: tuple[Listed, ...] = ()
    seats: tuple[tuple[str, str], ...] = ()
    signatories: tuple[Signatory, ...] = ()
    final: FinalCheck | None = None
    contact: str = ""
    conflicts: tuple[str, ...] = ()
    denominator: Denominator = Denominator.ALL
    issued: Contract | None = None

    @property
    def round(self) -> int:
        """The number of the round in force."""
        return self.rounds[-1].number

    @cached_property
    def by_id(self) -> dict[ChangeId, Line]:
        """Every line, those of withdrawn changes too, by the ids of the changes."""
        return {line.id: line for line in (*self.lines, *self.withdrawn)}

    @cached_property
    def mattering(self) -> tuple[Line, ...]:
        """The lines that are not administrative, critical ones first, each in the contract's order."""
        order = list(Priority)
        ranked = sorted(self.lines, key=lambda line: order.index(line.priority))
        return tuple(line for line in ranked if line.priority is not Priority.ADMINISTRATIVE)

    @cached_property
    def administrative(self) -> tuple[Line, ...]:
        """The other lines, in the contract's order."""
        return tuple(line for line in self.lines if line.priority is Priority.ADMINISTRATIVE)

    @cached_property
    def open_questions(self) -> tuple[AskedQuestion, ...]:
        """The questions without an answer."""
        return tuple(each for each in self.questions if not each.answer)
