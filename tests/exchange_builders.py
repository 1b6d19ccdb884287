"""Exchanges with an agency made by hand and at random, for tests of the documents that tell of them."""

import io
import random
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from comparison_builders import SCRIPTS
from feedback_builders import busy, feedback
from lxml import etree

from contractdiff.api import compare
from contractdiff.forms.exchange_columns import question_id
from contractdiff.model import (
    Acknowledgement,
    AgencyAnswer,
    Ask,
    AskedQuestion,
    Change,
    Comparison,
    Denominator,
    Exchange,
    Line,
    Listed,
    Opinion,
    Priority,
    Round,
    Signatory,
    Stance,
    Vote,
    position_label,
)
from contractdiff.model.terms import AskStatus
from contractdiff.options import PacketOrder, Quote

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SEATS = tuple(str(number) for number in range(1, 10))
ROOT = Path(__file__).resolve().parent.parent


@cache
def samples() -> Comparison:
    """The changes of the sample agreements."""
    return compare(ROOT / "samples/fy2011.docx", ROOT / "samples/fy2012.docx", old_name="FY2011", new_name="FY2012")


def vote(yes: int, no: int = 0, abstain: int = 0) -> Vote:
    """A vote of nine seats."""
    return Vote(seats=SEATS, yes=SEATS[:yes], no=SEATS[yes : yes + no], abstain=SEATS[yes + no : yes + no + abstain])


def line(change: Change, comparison: Comparison, **more: object) -> Line:
    """A line; a vote gives it its label."""
    fields: dict[str, object] = {
        "change": change,
        "comparison": comparison,
        "priority": change.priority,
        "summary": change.summary,
        "sources": {},
    }
    of = more.pop("of", Denominator.ALL)
    fields["label"] = position_label(more.get("vote"), of=of)  # type: ignore[arg-type]
    return Line(**(fields | more))  # type: ignore[arg-type]


def answer(round_: int = 1, **more: object) -> AgencyAnswer:
    """An answer of the agency."""
    return AgencyAnswer(round=round_, **more)  # type: ignore[arg-type]


def exchange(comparison: Comparison, lines: Iterable[Line] | None = None, **more: object) -> Exchange:
    """An exchange; without ``lines`` each change has a position that all seats voted for."""
    if lines is None:
        lines = [line(each, comparison, stance=Stance.RESTORE, vote=vote(9)) for each in comparison.changes]
    fields: dict[str, object] = {
        "feedback": feedback(comparison, coalition="Illinois Partners", agency="Department of Human Services"),
        "comparison": comparison,
        "rounds": (Round(number=1, draft=comparison.new.name, opened="2011-05-16T09:00:00Z", answer_by="June 10"),),
        "lines": tuple(lines),
    }
    return Exchange(**(fields | more))  # type: ignore[arg-type]


EFFECTS = (
    "Providers bill at month end. With ten days in place of thirty, a second check of each invoice is not possible.",
    "Records would be kept six years and no longer three; storage is an allowable cost in no current rate.",
    "Programs that lease space cannot end a lease in ten days, so clients would lose services at once.",
)
WORDINGS = (
    "Provider shall submit each invoice within thirty (30) days after the end of the month.",
    "The Department may terminate this Agreement upon thirty (30) days’ written notice.",
    "Provider shall keep records for three (3) years after the date of the final payment.",
)
REASON_WORDS = (
    "The new federal reporting rules ask us to know of subawards within the month.",
    "The auditor general found in 2010 that invoices came late.",
    "This was a clerical correction and no change was meant.",
)
AUTHORITIES = ("2 CFR Part 170", "30 ILCS 540/3-2", "", "2 CFR part 170", "")


def lively(comparison: Comparison, *, seed: int = 1, round_: int = 2) -> Exchange:
    """An exchange as it may stand: leads, experts and the workgroup wrote, the committee voted, the agency answered."""
    chance = random.Random(seed)
    lines = [_lively_line(chance, number, each, comparison, round_) for number, each in enumerate(comparison.changes)]
    questions = [
        AskedQuestion(id=question_id(each.id), text=each.question, changes=(each.id,))
        for each in lines
        if each.question
    ]
    if len(questions) > 1:
        questions[1] = replace(
            questions[1], answer="The form will be posted by July 1.", round=1, day="2011-06-02T10:00:00"
        )
    questions.append(AskedQuestion(id="P-01", text="Which programs will move to the new agreement first?"))
    gone = [each for each in lines if each.priority is not Priority.ADMINISTRATIVE][-3:]
    kept = [each for each in lines if each not in gone]
    return exchange(
        comparison,
        kept,
        withdrawn=tuple(replace(each, became="withdrawn") for each in gone),
        feedback=busy(comparison, members=40, answering=28),
        rounds=tuple(
            Round(
                number=number,
                draft=f"{comparison.new.name} draft {number}",
                opened=f"2011-0{4 + number}-16T09:00:00Z",
                sent=f"2011-0{4 + number}-20T09:00:00Z",
                answer_by=f"June {9 + number}, 2011",
                answered=number < round_,
            )
            for number in range(1, round_ + 1)
        ),
        asks=asks(),
        questions=tuple(questions),
        listed=(
            Listed(
                key="A-01",
                clause="Exhibit C",
                what="Advance payments are made quarterly.",
                category="policy",
            ),
            Listed(
                key="row 7",
                clause="",
                what="Fonts were unified.",
                reason="House style.",
                authority="2 CFR 1.1",
            ),
        ),
        seats=tuple((seat, "") for seat in SEATS),
        signatories=signatories(12),
        contact="Ana Ruiz, 312-555-0114, ana@partners.example",
    )


def _lively_line(chance: random.Random, number: int, change: Change, comparison: Comparison, round_: int) -> Line:
    if change.priority is Priority.ADMINISTRATIVE:
        answers = (answer(1, acknowledged="acknowledged", category="clarification"),) if chance.random() < 0.5 else ()
        state = Acknowledgement.ACKNOWLEDGED if answers else Acknowledgement.ASKED
        return line(
            change, comparison, round=round_, stance=Stance.ACCEPT, vote=vote(9), asked=True, answers=answers,
            acknowledgement=state,
        )  # fmt: skip
    state = chance.choice(list(Acknowledgement))
    answers = ()
    if state in (Acknowledgement.ACKNOWLEDGED, Acknowledgement.PARTLY, Acknowledgement.DENIED):
        answers = (
            answer(
                1,
                acknowledged=state.name.lower(),
                category=chance.choice(("federal_law", "audit", "clarification", "")),
                reason=chance.choice(REASON_WORDS),
                authority=chance.choice(AUTHORITIES),
                applies=chance.choice(("all", "", "Only programs of the division of aging")),
                response=chance.choice(("agreed", "rejected", "counterproposal", "")),
                reply=chance.choice(("", "We could accept twenty days.")),
                beside=chance.choice(((), ("see our memo of May 3",))),
            ),
        )
    stance = chance.choice((Stance.RESTORE, Stance.AMEND, Stance.AMEND, Stance.ACCEPT, Stance.SUPPORT))
    opinions = ()
    if chance.random() < 0.3:
        opinions = (
            Opinion(
                by="K. Expert",
                requires=chance.choice(("requires", "requires_less", "silent")),
                cite="2 CFR 170.220",
                analysis="INTERNAL analysis",
                text="The rule asks the State to report subawards. It asks nothing of how invoices are dated.",
            ),
        )
    return line(
        change,
        comparison,
        round=round_,
        became=chance.choice(("unchanged", "unchanged", "reworded", "new")) if round_ > 1 else "",
        effect=chance.choice(EFFECTS) if chance.random() < 0.8 else "",
        stance=stance,
        requested=chance.choice(WORDINGS) if stance is Stance.AMEND else "",
        question="Why was the period changed, and may it be counted in business days?" if number % 7 == 0 else "",
        agreed=WORDINGS[0] if number % 23 == 5 else "",
        dissent="Two members hold that the shorter period speeds payment." if number % 11 == 3 else "",
        vote=chance.choice((vote(9), vote(9), vote(6), vote(6, 2), vote(5, 3), vote(3, 4), None)),
        opinions=opinions,
        options="INTERNAL options",
        notes=("INTERNAL notes",),
        answers=answers,
        asked=state is not Acknowledgement.NOT_ASKED,
        acknowledgement=state,
    )


def asks() -> tuple[Ask, ...]:
    """Three asks, one of them granted in part, and one that was given up."""
    return (
        Ask(
            id="R-01", request="Delay the start of the new agreement", term="six months",
            reason="Providers were told in May of terms that begin in July.", due="June 10, 2011",
            due_on=date(2011, 6, 10), answer="partly_granted", granted="four months",
            reply="Contracts begin on November 1.", status=AskStatus.PARTLY_GRANTED,
        ),
        Ask(id="R-02", request="Meet with the workgroup on the payment terms", due="June 3, 2011",
            status=AskStatus.OPEN),
        Ask(id="R-03", request="Send a copy of the agreement with all changes marked", term="by June 1",
            reason="Members cannot see what changed.", status=AskStatus.OPEN),
        Ask(id="R-04", request="A second hearing", status=AskStatus.WITHDRAWN),
    )  # fmt: skip


def signatories(
    number: int, name: Callable[[int], str] = lambda n: f"Harbor Community Services {n}"
) -> tuple[Signatory, ...]:
    """So many organizations that sign."""
    return tuple(
        Signatory(organization=name(n), name=f"Director Number {n}", title="Executive Director", authorized="May 20")
        for n in range(1, number + 1)
    )


ORDER = PacketOrder(
    date="May 27, 2011",
    answer_by="June 10, 2011",
    answer_to="contracts@partners.example",
    responding=412,
    members=650,
    named=("Cedar House", "Union Family Center"),
    quotes=(Quote(words="We bill at month end; ten days is not enough.", change="C-015", by="Cedar House"),),
    breakdown=(("Behavioral health", "120"), ("Housing", "fewer than 5"), ("Aging", "not shown")),
    suppressed=("Numbers from 1 to 4 are not shown.",),
)
WILD = (*SCRIPTS.values(), "", "x" * 3000, "عقد " * 300, "]]> &amp; {{content}} {{agency}} [[x", "\t|\r\n\u2028 end")


# --- documents as a program sees them ---------------------------------------------------------------------------------


def packet_parts(document: bytes) -> dict[str, bytes]:
    """The parts of a document."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def words_of(element: etree._Element) -> str:
    """The words of an element, a line for each paragraph and line break."""
    lines = []
    for paragraph in element.iter(f"{W}p"):
        pieces = ("\n" if each.tag == f"{W}br" else each.text or "" for each in paragraph.iter(f"{W}t", f"{W}br"))
        lines.append("".join(pieces))
    return "\n".join(lines)


def text_of_parts(parts: dict[str, bytes]) -> str:
    """The words of a document's body."""
    return words_of(etree.fromstring(parts["word/document.xml"]))


def _tables(parts: dict[str, bytes]) -> dict[str, etree._Element]:
    root = etree.fromstring(parts["word/document.xml"])
    return {each.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val"): each for each in root.iter(f"{W}tbl")}


def table_titles(parts: dict[str, bytes]) -> list[str]:
    """What the tables of a document are called."""
    return list(_tables(parts))


def table_rows(parts: dict[str, bytes], title: str) -> list[list[str]]:
    """The words of each cell of a table, the row of headings first."""
    return [[words_of(cell) for cell in row.findall(f"{W}tc")] for row in _tables(parts)[title].findall(f"{W}tr")]
