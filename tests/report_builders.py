"""Exchanges with an agency made from the samples, for tests of the reports on them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from feedback_builders import busy

from contractdiff.api.comparing import compare_contracts, read_contract
from contractdiff.model import (
    ACKNOWLEDGED,
    AGREED,
    COUNTERPROPOSAL,
    DENIED,
    PARTLY,
    QUESTION,
    REJECTED,
    Acknowledgement,
    AgencyAnswer,
    Ask,
    AskedQuestion,
    AskStatus,
    Change,
    ChangeId,
    Comparison,
    Contract,
    Exchange,
    Feedback,
    Line,
    Listed,
    Opinion,
    Priority,
    Promise,
    Round,
    Side,
    Signatory,
    Stance,
    Vote,
    Wanted,
    position_label,
)
from contractdiff.model.reconciliation import AnswerKind, ChangeAnswer, ListedChange, Reconciliation, RowKind, RowMatch
from contractdiff.rounds import check_final

SAMPLES = Path(__file__).parent.parent / "samples"
TODAY = date(2011, 6, 22)
SEATS = tuple(f"Seat {number}" for number in range(1, 10))
ROUNDS = (
    Round(number=1, draft="FY2012 of May 2", opened="2011-05-02T09:00:00Z", sent="2011-05-10T09:00:00Z", answered=True),
    Round(
        number=2,
        draft="FY2012 of June 1",
        opened="2011-06-01T09:00:00Z",
        sent="2011-06-02T09:00:00Z",
        answer_by="Friday, June 10",
        answered=True,
    ),
)
# What no one outside of the coalition may read, each in a field of its own.
CANARIES = {
    "by": "Canary Expert Quill",
    "analysis": "canary analysis of counsel",
    "cite": "canary cite 99 CFR 999",
    "options": "canary options weighed",
    "source": "canary source R. Ortiz",
    "note": "canary note in the margin",
    "priority_by": "Canary Lead Vale",
    "seat": "Canary Seat Holder",
    "conflict": "canary conflict of two files",
    "signatory": "Canary Signatory Moss",
    "remark": "canary remark on the terms",
    "stance wording": "canary wording that no vote carries",
    "member": "Canary Member House",
    "words": "canary words of a member",
    "contact": "canary.member@example.org",
}
_VOTES: Mapping[int, Vote | None] = {
    0: Vote(seats=SEATS, yes=SEATS),
    1: Vote(seats=SEATS, yes=SEATS[:6], abstain=SEATS[6:], decided="call of June 3"),
    2: Vote(seats=SEATS, yes=SEATS[:6], no=SEATS[6:8], decided="call of June 3"),
    3: Vote(seats=SEATS, yes=SEATS[:3], no=SEATS[3:]),
    4: None,
}


@cache
def sample_comparison() -> Comparison:
    """The two samples compared."""
    return compare_contracts(
        read_contract(SAMPLES / "fy2011.docx", side=Side.OLD, name="FY2011"),
        read_contract(SAMPLES / "fy2012.docx", side=Side.NEW, name="FY2012"),
    )


def line(change: Change, comparison: Comparison, **more: object) -> Line:
    """What is said of one change; ``more`` are other fields of it."""
    vote = more.get("vote")
    fields: dict[str, object] = {
        "change": change,
        "comparison": comparison,
        "round": 2,
        "priority": change.priority,
        "summary": change.summary,
        "label": position_label(vote if isinstance(vote, Vote) else None),
        "sources": {},
    }
    return Line(**(fields | more))  # type: ignore[arg-type]


def answers_of(place: int) -> tuple[AgencyAnswer, ...]:
    """What the agency said of a change over two rounds, by the change's place."""
    first = AgencyAnswer(
        round=1,
        acknowledged=(ACKNOWLEDGED, PARTLY, DENIED)[place % 3],
        category="federal_law" if place % 2 else "policy",
        reason=f"New reporting rules of the federal government make this necessary ({place}).",
        authority="2 CFR Part 170" if place % 2 else "",
        applies="all",
        day="2011-05-20T10:00:00Z",
    )
    second = AgencyAnswer(
        round=2,
        acknowledged=ACKNOWLEDGED,
        response=(AGREED, REJECTED, COUNTERPROPOSAL, QUESTION)[place % 4],
        reply=f"We have considered the request and our reply is number {place}.",
        beside=("Call the division head about this.",) if place % 5 == 0 else (),
        day="2011-06-08T10:00:00Z",
    )
    return ((), (first,), (first, second))[place % 3]


def sample_exchange(comparison: Comparison | None = None, feedback: Feedback | None = None, **more: object) -> Exchange:
    """An exchange in its second round: leads' texts, votes, opinions, answers, asks and questions."""
    comparison = comparison or sample_comparison()
    lines = [
        _quiet(change, comparison, place)
        if change.priority is Priority.ADMINISTRATIVE
        else _spoken(change, comparison, place)
        for place, change in enumerate(comparison.changes)
    ]
    asked = [each.id for each in lines if each.question][:5]
    withdrawn = [replace(lines.pop(3), became="withdrawn"), replace(lines.pop(8), became="continued in C-012")]
    fields: dict[str, object] = {
        "feedback": feedback or replace(busy(comparison), agency="The Department"),
        "comparison": comparison,
        "rounds": ROUNDS,
        "lines": tuple(lines),
        "withdrawn": tuple(withdrawn),
        "asks": asks(),
        "questions": (
            AskedQuestion(
                id=f"Q-{asked[0][2:]}",
                text="Which section of the law asks for this?",
                changes=(asked[0],),
                answer="Please see 2 CFR Part 170.\nIt applies to <all> subawards & contracts.",
                summary="The rule is said to reach every contract.",
                round=1,
                day="2011-05-20T10:00:00Z",
            ),
            AskedQuestion(id=f"Q-{asked[1][2:]}", text="From which day on is this counted?", changes=tuple(asked[1:3])),
            AskedQuestion(id="P-01", text="Will the final contract be sent with all changes marked?"),
        ),
        "listed": (
            Listed(
                key="A-01",
                clause="12.7",
                what="Electronic signatures are accepted now.",
                category="policy",
                reason="To save paper.",
            ),
        ),
        "seats": tuple((seat, f"Organization of {seat}") for seat in SEATS),
        "contact": "Ana Reyes, 555-0142, ana@coalition.example",
    }
    return Exchange(**(fields | more))  # type: ignore[arg-type]


def asks() -> tuple[Ask, ...]:
    """Six months requested and four granted, one overdue, one to come."""
    return (
        Ask(
            id="R-01",
            request="A delay of the new contract",
            term="six months",
            reason="Providers cannot change their systems by July 1.",
            due="May 31, 2011",
            due_on=date(2011, 5, 31),
            answer="granted",
            granted="four months",
            reply="We can agree to November 1.",
            status=AskStatus.PARTLY_GRANTED,
            remark="The answer is granted; four months is less than six.",
        ),
        Ask(
            id="R-02",
            request="A copy of the contract with every change marked",
            due="June 10",
            due_on=date(2011, 6, 10),
            status=AskStatus.OPEN,
        ),
        Ask(
            id="R-03", request="A meeting with counsel", due="June 30", due_on=date(2011, 6, 30), status=AskStatus.OPEN
        ),
    )


def _quiet(change: Change, comparison: Comparison, place: int) -> Line:
    answers = () if place % 2 else (AgencyAnswer(round=1, acknowledged=ACKNOWLEDGED),)
    return line(
        change,
        comparison,
        stance=Stance.ACCEPT,
        asked=True,
        answers=answers,
        acknowledgement=Acknowledgement.ACKNOWLEDGED if answers else Acknowledgement.ASKED,
    )


def _spoken(change: Change, comparison: Comparison, place: int) -> Line:
    answers = answers_of(place)
    given = answers[-1].acknowledged if answers else ""
    vote = _VOTES[place % 5]
    return line(
        change,
        comparison,
        summary=f"{change.summary}" if place % 4 else f"In plain words: change number {place} makes a rule stricter.",
        effect=f"Programs would have to stop a service ({place})." if place % 3 else "",
        stance=(Stance.RESTORE, Stance.AMEND, Stance.AMEND, Stance.ACCEPT, None)[place % 5],
        requested=f"The Provider may, within thirty days, answer ({place})." if place % 5 in (1, 2) else "",
        question=f"Which law asks for change number {place}?" if place % 7 == 0 else "",
        opinions=(
            Opinion(
                by="Counsel A. Vega",
                requires="requires_less",
                cite="2 CFR 170.220",
                analysis=f"Our own view of number {place}, not for others.",
                text=f"The rule asks the State to report, and says nothing of this term ({place}).",
            ),
        )
        if place % 2
        else (),
        options="Restore; or thirty days; or accept.",
        dissent="Some members would accept it." if place % 5 == 2 else "",
        agreed="The Provider shall answer within twenty days." if answers and answers[-1].response == AGREED else "",
        vote=vote,
        answers=answers,
        asked=True,
        acknowledgement={
            ACKNOWLEDGED: Acknowledgement.ACKNOWLEDGED,
            PARTLY: Acknowledgement.PARTLY,
            DENIED: Acknowledgement.DENIED,
        }.get(given, Acknowledgement.ASKED),
        became=("", "unchanged", "reworded", "new")[place % 4],
        sources={"summary": "R. Ortiz (lead.docx)"},
    )


def with_canaries(exchange: Exchange) -> Exchange:
    """The same, with words in its internal fields that can be looked for."""
    seats = (*SEATS[:8], CANARIES["seat"])
    opinion = Opinion(
        by=CANARIES["by"],
        requires="does_not_apply",
        cite=CANARIES["cite"],
        analysis=CANARIES["analysis"],
        text="May go.",
    )
    lines = tuple(
        replace(
            each,
            opinions=(opinion,),
            options=CANARIES["options"],
            sources={"summary": CANARIES["source"]},
            notes=(CANARIES["note"],),
            priority_by=CANARIES["priority_by"],
            stance=Stance.AMEND,
            requested=CANARIES["stance wording"],
            vote=Vote(seats=seats, yes=seats[:2], no=seats[8:]),
            label=position_label(Vote(seats=seats, yes=seats[:2], no=seats[8:])),
        )
        for each in exchange.lines
    )
    return replace(
        exchange,
        feedback=with_member(exchange.feedback),
        lines=lines,
        withdrawn=tuple(replace(each, notes=(CANARIES["note"],)) for each in exchange.withdrawn),
        asks=tuple(replace(each, remark=CANARIES["remark"]) for each in exchange.asks),
        seats=((CANARIES["seat"], CANARIES["member"]),),
        signatories=(Signatory(organization=CANARIES["member"], name=CANARIES["signatory"]),),
        conflicts=(CANARIES["conflict"],),
    )


def with_member(feedback: Feedback) -> Feedback:
    """The same, every member renamed and every word replaced by one that can be looked for."""
    respondents = tuple(
        replace(
            each,
            name=f"{CANARIES['member']} {number}",
            member=each.member
            and replace(each.member, name=f"{CANARIES['member']} {number}", contact=CANARIES["contact"]),
            said={
                row: tuple(
                    replace(one, entry=replace(one.entry, text=f"{CANARIES['words']} {number}")) for one in several
                )
                for row, several in each.said.items()
            },
        )
        for number, each in enumerate(feedback.respondents)
    )
    return replace(feedback, respondents=respondents)


AGREED_WORDING = "The Provider shall tell the Department within three (3) Business Days after it learns of a loss."
NOBODY_DISCLOSED = "The Department may change this Section at any time."


@cache
def issued_contract() -> Contract:
    """The redraft as it may be issued: one change withdrawn, one as agreed, one promise broken, one edit of nobody."""
    comparison = sample_comparison()
    kept = {name: comparison.by_id[ChangeId(name)] for name in ("C-028", "C-098", "C-064")}
    texts = {
        kept["C-028"].new[0]: comparison.old.by_id[kept["C-028"].old[0]].text,
        kept["C-098"].new[0]: AGREED_WORDING,
        kept["C-064"].new[0]: f"{comparison.new.by_id[kept['C-064'].new[0]].text} {NOBODY_DISCLOSED}",
    }
    clauses = (replace(each, text=texts.get(each.id, each.text)) for each in comparison.new.clauses)
    return replace(comparison.new, name="FY2012 as issued", clauses=tuple(clauses))


@cache
def issued_exchange() -> Exchange:
    """The sample exchange with the issued contract checked: the promises on C-028 and C-098 are kept, not C-118's."""
    comparison, issued = sample_comparison(), issued_contract()
    final = check_final(
        comparison,
        compare_contracts(comparison.old, issued),
        compare_contracts(replace(comparison.new, side=Side.OLD), issued),
        {
            ChangeId("C-028"): Wanted(promise=Promise.WITHDRAW),
            ChangeId("C-098"): Wanted(agreed=AGREED_WORDING, promise=Promise.AS_AGREED),
            ChangeId("C-118"): Wanted(promise=Promise.WITHDRAW),
        },
    )
    return sample_exchange(final=final)


def reconciled_exchange() -> Exchange:
    """The sample exchange with a list of the agency's own: one row is none of ours, one perhaps two of them."""
    exchange = sample_exchange()
    first, second = exchange.lines[0].id, exchange.lines[1].id
    row = ListedChange(key="A-01", clause="12.7", words="Electronic signatures are accepted now.")
    doubtful = ListedChange(key="A-02", clause="1.1", words="Some definitions were made clearer.")
    matched = ListedChange(key="A-03", clause="Cover", words="The fiscal year was brought up to date.")
    return replace(
        exchange,
        reconciliation=Reconciliation(
            changes=tuple(
                ChangeAnswer(
                    change=line.id,
                    priority=line.priority,
                    kind=AnswerKind.NOT_ANSWERED,
                    rows=("A-03",) if line.id == first else (),
                    perhaps=("A-02",) if line.id == second else (),
                )
                for line in exchange.lines
            ),
            rows=(
                RowMatch(row=row, kind=RowKind.AGENCY_ONLY, why="No change of ours is in clause 12.7."),
                RowMatch(row=doubtful, kind=RowKind.DOUBTFUL, changes=(second,), why="It fits several about equally."),
                RowMatch(row=matched, kind=RowKind.MATCHED, changes=(first,)),
            ),
        ),
    )
