"""The exchange with the agency, by the command line: forms out and back, votes, answers, rounds."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from exchange_filling import fill, tags_of

from contractdiff import api
from contractdiff.cli.root import commands
from contractdiff.cli.running import run
from contractdiff.docket import Docket, check_docket
from contractdiff.docket.schema import MIGRATIONS
from contractdiff.docket.store import DATABASE
from contractdiff.forms.exchange_columns import FIELDS
from contractdiff.model import (
    CHOSEN,
    Acknowledgement,
    AskStatus,
    Ball,
    Exchange,
    LabelKind,
    Line,
    MatterKind,
    Op,
    Priority,
    Stance,
)

OLD = """SERVICE AGREEMENT
1. Payment. The Department shall pay each invoice within thirty (30) days.
2. Notice. Either party may end this agreement upon sixty (60) days' written notice.
3. Records. The Provider shall keep records for three (3) years.
4. Insurance. The Provider shall carry insurance of $500,000.
5. Reports. The Provider may report quarterly.
6. Audit. The Provider shall send an audit under 2 CFR 200.501 each year.
7. Meetings. The parties shall meet twice a year.
"""
NEW = """SERVICE AGREEMENT
1. Payment. The Department shall pay each invoice within ninety (90) days.
2. Notice. Either party may end this agreement upon ten (10) days' written notice.
3. Records. The Provider shall keep records for seven (7) years.
4. Insurance. The Provider shall carry insurance of $2,000,000.
5. Reports. The Provider shall report quarterly.
6. Audit. The Provider shall send an audit under 2 CFR 200.501 and 45 CFR 75.501 each month.
7. Meetings. The parties shall meet twice a year.
8. Publicity. The Provider shall not speak to the press.
"""
NEXT = NEW.replace("ten (10) days'", "sixty (60) days'").replace("seven (7)", "five (5)") + (
    "9. Vehicles. The Provider shall paint its vehicles green.\n"
)
ISSUED = (
    NEXT.replace("ninety (90)", "forty-five (45)")
    .replace("$2,000,000", "$500,000")
    .replace("meet twice a year", "meet once a year")
)
ROSTER = """Organization;Sector;Committee seat;Contact
Harbor House;Housing;1;ann@harbor.example
Casa Central;Family;2;
Hope Clinic;Health;3;
West Shelter;Housing;;
"""


def call(*arguments: object) -> int:
    return run(commands, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    for name, text in (("old", OLD), ("new", NEW), ("next", NEXT), ("issued", ISSUED), ("roster", ROSTER)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    (folder / "roster.txt").rename(folder / "roster.csv")
    docket = folder / "docket"
    names = ("--old-label", "FY2011", "--new-label", "FY2012")
    assert call("compare", folder / "old.txt", folder / "new.txt", "-o", docket, "--quiet", *names) == 0
    assert call("members", docket, folder / "roster.csv", "--quiet") == 0
    return folder


class Case:
    """A docket, and filling in its forms."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.docket = folder, folder / "docket"
        self._files = 0

    def form(self, kind: str, *options: object) -> bytes:
        path = self.folder / f"{kind}-out.docx"
        assert call("form", self.docket, kind, "-o", path, "--force", "--quiet", *options) == 0
        return path.read_bytes()

    def send(self, form: bytes, answers: dict[str, Any], *, saved: str = "", name: str = "") -> Path:
        """Fill a form in and collect it."""
        self._files += 1
        path = self.folder / (name or f"back-{self._files}.docx")
        path.write_bytes(fill(form, answers, saved=saved or f"2011-06-{self._files:02}T12:00:00Z"))
        assert call("collect", self.docket, path) == 0
        return path

    def answer(self, kind: str, answers: dict[str, Any], **options: Any) -> Path:
        return self.send(self.form(kind), answers, **options)

    @property
    def exchange(self) -> Exchange:
        return api.read_exchange(self.docket)

    def line(self, name: str) -> Line:
        return next(line for line in self.exchange.by_id.values() if line.id == name)

    def of_clause(self, words: str) -> str:
        """The id of the change in which these words are inserted."""
        changes = self.exchange.comparison.changes
        return next(
            each.id for each in changes if any(words in edit.text for edit in each.edits if edit.op is Op.INSERT)
        )


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Case:
    return Case(Path(shutil.copytree(made, tmp_path / "case")))


def test_what_the_lead_writes_stands_in_the_exchange_and_in_the_next_form(case: Case) -> None:
    pay = case.of_clause("ninety")
    case.answer(
        "lead",
        {
            "who:Name": "R. Ortiz",
            f"priority:{pay}": "Administrative",
            f"summary:{pay}": "The State pays later.",
            f"effect:{pay}": "Payroll cannot be met.\nTwo lines.",
            f"stance:{pay}": "Change the wording as requested",
            f"wording:{pay}": "within forty-five (45) days",
            f"question:{pay}": "Why ninety?",
            "request:R-01": "A delay",
            "term:R-01": "six months",
            "why:R-01": "No time",
            "due:R-01": "June 10, 2011",
            "question:P-01": "Will there be training on C-002?",
            "about:P-01": "C-002",
        },
    )
    line = case.line(pay)
    assert (line.priority, line.priority_by) == (Priority.ADMINISTRATIVE, "R. Ortiz (back-1.docx)")
    assert (line.summary, line.effect) == ("The State pays later.", "Payroll cannot be met.\nTwo lines.")
    assert (line.stance, line.requested) == (Stance.AMEND, "within forty-five (45) days")
    # no vote: not a position
    assert line.label.kind is LabelKind.UNDER_REVIEW and line.position == "Under review"
    (ask,) = case.exchange.asks
    assert (ask.request, ask.term, ask.status, str(ask.due_on)) == (
        "A delay",
        "six months",
        AskStatus.OPEN,
        "2011-06-10",
    )
    asked = {each.id: each for each in case.exchange.questions}
    assert asked["P-01"].changes == ("C-002",)
    assert asked[f"Q{pay[1:]}"].text == "Why ninety?"
    # the next form goes on from there, and sent back as it is it says nothing new
    again = case.form("lead")
    before = case.exchange
    case.send(again, {})
    assert case.exchange.lines == before.lines and case.exchange.asks == before.asks
    case.send(again, {f"effect:{pay}": "–", f"wording:{pay}": "within forty (40) days"})
    assert (case.line(pay).effect, case.line(pay).requested) == ("", "within forty (40) days")
    assert case.line(pay).stance is Stance.AMEND


def test_administrative_changes_have_no_objection_unless_the_lead_says_otherwise(case: Case) -> None:
    form = case.form("lead")
    chosen = [tag.partition(":")[2] for tag in tags_of(form) if tag.startswith("stance:")]
    administrative = [line.id for line in case.exchange.administrative]
    case.send(form, {})
    stances = {line.id: line.stance for line in case.exchange.lines}
    assert set(chosen) == set(stances)
    assert {name for name, stance in stances.items() if stance is Stance.ACCEPT} == set(administrative)


def voted(case: Case, stance: str, **columns: str) -> Line:
    pay = case.of_clause("ninety")
    case.answer("lead", {f"stance:{pay}": stance, f"wording:{pay}": "within forty-five (45) days"})
    case.answer("workgroup", {f"{column}:V{pay[1:]}": words for column, words in columns.items()})
    return case.line(pay)


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ({"yes": "all"}, LabelKind.UNANIMOUS),
        ({"yes": "1, Hope Clinic"}, LabelKind.TWO_THIRDS),
        ({"yes": "1-2", "no": "3"}, LabelKind.TWO_THIRDS_WITH_DISSENT),
        ({"yes": "2", "no": "1 and 3"}, LabelKind.NO_POSITION),
        ({"no": "all"}, LabelKind.NO_POSITION),
        ({"abstain": "all"}, LabelKind.UNDER_REVIEW),
        ({"yes": "1, 2, North"}, LabelKind.UNDER_REVIEW),
        ({"yes": "1, 2", "no": "2"}, LabelKind.UNDER_REVIEW),
    ],
)
def test_votes_by_seat_make_the_label(
    case: Case, columns: dict[str, str], kind: LabelKind, capsys: pytest.CaptureFixture[str]
) -> None:
    line = voted(case, "Restore the old wording", **columns)
    assert line.label.kind is kind
    assert ("Restore the old wording" in line.position) is (line.label.is_position or line.label.is_support)
    unclear = "North" in columns.get("yes", "") or columns.get("no") == "2"
    assert bool(case.exchange.conflicts) is unclear
    # “collect” says it at once, while whoever filled the sheet in can still be asked
    assert all(said in capsys.readouterr().out for said in case.exchange.conflicts)


def test_a_vote_counts_for_what_was_voted_on(case: Case) -> None:
    line = voted(case, "Change the wording as requested", yes="all")
    assert line.label.is_position
    case.answer("lead", {f"effect:{line.id}": "another effect"})
    assert case.line(line.id).label.is_position
    case.answer("lead", {f"wording:{line.id}": "within one hundred days"})
    assert case.line(line.id).label.kind is LabelKind.UNDER_REVIEW
    assert "another wording" in case.exchange.conflicts[0]
    case.answer("workgroup", {f"yes:V{line.id[1:]}": "all"})
    assert case.line(line.id).label.is_position and not case.exchange.conflicts
    case.answer("lead", {f"stance:{line.id}": "Restore the old wording"})
    assert case.line(line.id).label.kind is LabelKind.UNDER_REVIEW


def test_the_recommendation_of_the_workgroup_goes_before_the_leads_proposal_and_is_what_it_voted_on(case: Case) -> None:
    pay = case.of_clause("ninety")
    case.answer("lead", {f"stance:{pay}": "Restore the old wording"})
    case.answer(
        "workgroup",
        {
            f"recommendation:{pay}": "Change the wording as requested",
            f"agreed:{pay}": "within sixty (60) days",
            f"dissent:{pay}": "Some would accept ninety days.",
            f"options:{pay}": "30, 45 or 60",
            f"yes:V{pay[1:]}": "all",
        },
    )
    line = case.line(pay)
    assert (line.stance, line.agreed, line.dissent) == (
        Stance.AMEND,
        "within sixty (60) days",
        "Some would accept ninety days.",
    )
    assert line.label.kind is LabelKind.UNANIMOUS
    # the lead's later change of mind does not undo what the workgroup recommends
    case.answer("lead", {f"effect:{pay}": "an effect"})
    assert case.line(pay).stance is Stance.AMEND


def test_one_vote_takes_all_changes_without_an_objection(case: Case) -> None:
    names = [line.id for line in case.exchange.lines]
    case.answer("lead", {f"stance:{name}": "No objection" for name in names})
    case.answer("workgroup", {"yes:V-000": "1, 2", "no:V-000": "none"})
    assert {line.label.kind for line in case.exchange.lines} == {LabelKind.TWO_THIRDS}
    assert all("No objection" in line.position for line in case.exchange.lines)


def test_experts_stand_beside_each_other_and_their_analysis_apart_from_the_text_for_the_packet(case: Case) -> None:
    audit = case.of_clause("75.501")
    form = case.form("expert")
    assert [tag for tag in tags_of(form) if tag.startswith("requires:")] == [f"requires:{audit}"]
    for name, answer in (("A. Lawyer", "Requires less"), ("B. Auditor", "Silent")):
        case.send(
            form,
            {
                "who:Name": name,
                f"requires:{audit}": answer,
                f"cite:{audit}": f"{name} 75.501(b)",
                f"analysis:{audit}": f"Between us: {name}",
                f"external:{audit}": f"The rule asks for less, says {name}.",
            },
        )
    assert not [matter for matter in case.exchange.feedback.open_matters if matter.kind is MatterKind.WHICH]
    opinions = case.line(audit).opinions
    assert [(each.by, each.requires) for each in opinions] == [("A. Lawyer", "requires_less"), ("B. Auditor", "silent")]
    assert [each.analysis for each in opinions] == ["Between us: A. Lawyer", "Between us: B. Auditor"]


def acknowledged(case: Case, **answers: Any) -> None:
    names = [line.id for line in case.exchange.lines]
    said: dict[str, Any] = {f"acknowledged:{name}": "Acknowledged" for name in names}
    case.answer("agency", said | answers)


def test_what_is_only_chosen_is_what_has_no_place_for_words() -> None:
    assert {name for name, answer in FIELDS.items() if answer.choices and not answer.words} == CHOSEN


def test_the_agencys_answers_are_reconciled_with_the_list_both_ways(case: Case) -> None:
    pay, press = case.of_clause("ninety"), case.of_clause("press")
    assert {line.acknowledgement for line in case.exchange.lines} == {Acknowledgement.NOT_ASKED}
    case.form("agency")
    assert {line.acknowledgement for line in case.exchange.lines} == {Acknowledgement.ASKED}
    assert {line.ball for line in case.exchange.lines} == {Ball.AGENCY}
    names = [line.id for line in case.exchange.lines if line.id not in (pay, press)]
    case.answer(
        "agency",
        {
            "who:Office": "Office of Contracts",
            **{f"acknowledged:{name}": "Acknowledged" for name in names},
            f"acknowledged:{pay}": "Denied",
            f"reason:{names[0]}": ("Federal law or rule", "The Transparency Act."),
            f"authority:{names[0]}": "31 U.S.C. 6101",
            f"applies:{names[0]}": "Federally funded only",
            "clause:A-01": "12.4",
            "listed:A-01": "The parking fee at the regional office was raised.",
            "reason:A-01": ("Agency policy", "Costs went up."),
        },
    )
    exchange = case.exchange
    states = {line.id: line.acknowledgement for line in exchange.lines}
    assert states == {
        **dict.fromkeys(names, Acknowledgement.ACKNOWLEDGED),
        pay: Acknowledgement.DENIED,
        press: Acknowledgement.ASKED,
    }
    assert exchange.reconciliation is not None
    assert {each.change for each in exchange.reconciliation.not_acknowledged} == {pay, press}
    assert [each.row.key.partition(" ")[0] for each in exchange.reconciliation.agency_only] == ["A-01"]
    (listed,) = exchange.listed
    assert (listed.row, listed.category, listed.reason) == ("A-01", "policy", "Costs went up.")
    answer = case.line(names[0]).last
    assert answer is not None
    assert (answer.round, answer.category, answer.reason) == (1, "federal_law", "The Transparency Act.")
    assert (answer.authority, answer.applies) == ("31 U.S.C. 6101", "federal")


def test_an_answer_that_is_not_clear_is_decided_by_a_person(case: Case) -> None:
    pay = case.of_clause("ninety")
    case.answer("agency", {f"acknowledged:{pay}": "We shall see", f"reason:{pay}": ("", "Budget")})
    (matter,) = case.exchange.feedback.open_matters
    assert matter.kind is MatterKind.ANSWER and matter.words == "We shall see"
    assert case.line(pay).acknowledgement is Acknowledgement.ASKED
    assert call("resolve", case.docket, matter.id, "answer", "perhaps") == 5
    assert call("resolve", case.docket, matter.id, "answer", "partly") == 0
    assert case.line(pay).acknowledgement is Acknowledgement.PARTLY
    assert not case.exchange.feedback.open_matters


def test_two_copies_of_one_form_that_differ_are_not_settled_in_silence(case: Case) -> None:
    pay = case.of_clause("ninety")
    form = case.form("agency")
    first = case.send(form, {f"acknowledged:{pay}": "Denied"}, name="first.docx")
    case.send(form, {f"acknowledged:{pay}": "Acknowledged"}, name="second.docx")
    (matter,) = case.exchange.feedback.open_matters
    assert matter.kind is MatterKind.WHICH and pay in matter.says and "second.docx" in matter.says
    assert case.line(pay).acknowledgement is Acknowledgement.ACKNOWLEDGED
    kept = next(each.id for each in case.exchange.feedback.others if each.name == first.name)
    assert call("resolve", case.docket, matter.id, "keep", kept) == 0
    assert case.line(pay).acknowledgement is Acknowledgement.DENIED


def test_six_months_asked_and_four_granted_are_partly_granted(case: Case) -> None:
    from contractdiff.forms.packet import packet_document
    from contractdiff.options import PacketOrder

    case.answer("lead", {"request:R-01": "A delay", "term:R-01": "six months"})
    with Docket(case.docket) as docket:
        from contractdiff.api.issuing import keep_form
        from contractdiff.model import FormKind

        exchange = api.read_exchange(case.docket)
        packet = packet_document(exchange, PacketOrder())
        keep_form(docket, packet, FormKind.PACKET, "packet.docx", at="2011-06-01T00:00:00Z")
    case.send(packet, {"ask_answer:R-01": ("Granted", "With pleasure"), "granted:R-01": "four months"})
    (ask,) = case.exchange.asks
    assert (ask.status, ask.term, ask.granted, ask.answer) == (
        AskStatus.PARTLY_GRANTED,
        "six months",
        "four months",
        "granted",
    )
    assert ask.remark


def test_rounds_carry_ids_words_and_votes_along(case: Case) -> None:
    pay, notice, records = (case.of_clause(words) for words in ("ninety", "ten (10)", "seven"))
    before = {line.id for line in case.exchange.lines}
    stances = {f"stance:{name}": "Restore the old wording" for name in (pay, notice, records)}
    case.answer("lead", {**stances, f"effect:{pay}": "hard"})
    case.answer("workgroup", {f"yes:V{name[1:]}": "all" for name in (pay, notice, records)})
    case.answer("agency", {f"acknowledged:{pay}": "Acknowledged"})
    assert call("revise", case.docket, case.folder / "next.txt", "--name", "FY2012, second draft") == 0
    exchange = case.exchange
    assert exchange.round == 2 and [each.draft for each in exchange.rounds] == ["FY2012", "FY2012, second draft"]
    assert [line.id for line in exchange.withdrawn] == [notice] and exchange.withdrawn[0].became == "withdrawn"
    assert exchange.by_id[records].became == "reworded" and exchange.by_id[pay].became == "unchanged"
    green = case.of_clause("green")
    assert green not in before and exchange.by_id[green].became == "new" and exchange.by_id[green].since == 2
    assert exchange.by_id[pay].effect == "hard" and exchange.by_id[pay].label.is_position
    assert exchange.by_id[pay].acknowledgement is Acknowledgement.ACKNOWLEDGED
    assert exchange.by_id[notice].ball is Ball.NOBODY
    # a round over the same draft
    assert call("revise", case.docket) == 0
    assert case.exchange.round == 3 and {line.id for line in case.exchange.lines} == before - {notice} | {green}
    case.answer("agency", {f"response:{pay}": ("Agreed", "thirty days again")})
    answer = case.line(pay).last
    assert answer is not None and (answer.round, answer.response, answer.reply) == (3, "agreed", "thirty days again")
    assert case.line(pay).ball is Ball.NOBODY
    with Docket(case.docket) as docket:
        assert check_docket(docket) == ()


def test_the_issued_contract_is_checked_against_what_was_proposed_and_promised(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    pay, insurance, reports = (case.of_clause(words) for words in ("ninety", "2,000,000", "shall"))
    case.answer(
        "lead",
        {
            f"stance:{pay}": "Change the wording as requested",
            f"wording:{pay}": "within forty-five (45) days",
            f"stance:{insurance}": "Restore the old wording",
        },
    )
    case.answer("workgroup", {f"yes:V{name[1:]}": "all" for name in (pay, insurance)})
    assert call("revise", case.docket, case.folder / "next.txt") == 0
    case.answer("agency", {f"response:{name}": ("Agreed", "") for name in (pay, insurance)})
    capsys.readouterr()
    assert call("final", case.docket, case.folder / "issued.txt", "--name", "FY2012 as issued") == 0
    told = capsys.readouterr().out
    final = case.exchange.final
    assert final is not None
    results = {each.id: each.result.value for each in final.outcomes}
    assert (results[pay], results[insurance], results[reports]) == ("as asked", "withdrawn", "adopted")
    kept = {each.id: each.kept for each in final.outcomes}
    assert kept[pay] is True and kept[insurance] is True and kept[reports] is None
    assert [each.summary for each in final.undisclosed if "once" in each.summary] and len(final.undisclosed) == 1
    assert "Promises kept: 2" in told and "disclosed by nobody: 1" in told


def test_a_docket_of_the_first_version_is_brought_up_to_date(case: Case) -> None:
    path = case.docket / DATABASE
    case.answer("lead", {"request:R-01": "A delay"})
    with closing(sqlite3.connect(":memory:")) as fresh:
        fresh.executescript(MIGRATIONS[0])
        names = [row[0] for row in fresh.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {name: [row[1] for row in fresh.execute(f"PRAGMA table_info({name})")] for name in names}
    old = case.folder / "old.sqlite"
    with closing(sqlite3.connect(old)) as db:
        db.executescript(MIGRATIONS[0])
        db.execute("PRAGMA application_id = 0x63646966")
        db.execute("PRAGMA user_version = 1")
        db.execute(f"ATTACH DATABASE '{path}' AS now")
        for name, own in columns.items():
            if name not in ("submission", "found_row", "entry", "loose"):
                listed = ", ".join(own)
                db.execute(f"INSERT INTO {name} ({listed}) SELECT {listed} FROM now.{name}")
        db.commit()
    old.replace(path)
    with Docket(case.docket) as docket:
        assert check_docket(docket) == ()
        assert {each.kind.value for each in docket.layouts()} == {"member"}
    assert case.exchange.round == 1 and not case.exchange.asks


@pytest.fixture(autouse=True)
def _quiet(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    capsys.readouterr()


def test_the_agencys_own_list_is_read_whatever_table_it_made(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    pay, records = case.of_clause("ninety"), case.of_clause("seven")
    path = case.folder / "summary of changes.csv"
    path.write_text(
        "Section;Summary of change;Reason;Statutory authority\n"
        "1;Payment within ninety (90) days instead of thirty (30) days;Cash flow of the State;30 ILCS 540\n"
        "3;Records: The Provider shall keep records for seven (7) years;Audit finding;\n"
        "14.2;Parking permits are issued by the regional office;New policy;\n"
        ";;;\n",
        "utf-8",
    )
    capsys.readouterr()
    assert call("collect", case.docket, "--agency-list", path) == 0
    assert "3 rows of changes" in capsys.readouterr().out
    exchange = case.exchange
    acknowledged = {line.id for line in exchange.lines if line.acknowledgement is Acknowledgement.ACKNOWLEDGED}
    assert acknowledged == {pay, records}
    assert [(each.clause, each.reason) for each in exchange.listed] == [("14.2", "New policy")]
    answer = case.line(pay).last
    assert answer is not None
    assert (answer.reason, answer.authority) == ("Cash flow of the State", "30 ILCS 540")
    assert call("collect", case.docket, "--agency-list", path) == 0
    assert case.exchange.lines == exchange.lines


def test_next_year_tells_what_was_withdrawn_and_is_back(case: Case, tmp_path: Path) -> None:
    notice = case.of_clause("ten (10)")
    assert call("revise", case.docket, case.folder / "next.txt") == 0
    assert call("final", case.docket, case.folder / "issued.txt") == 0
    again = case.folder / "fy2013.txt"
    again.write_text(ISSUED.replace("sixty (60) days'", "ten (10) days'").replace("green", "blue"), "utf-8")
    docket = tmp_path / "next-year"
    assert call("compare", case.folder / "issued.txt", again, "-o", docket, "--previous", case.docket, "--quiet") == 0
    flagged = {
        each.id: flag.why
        for each in api.read_exchange(docket).comparison.changes
        for flag in each.flags
        if flag.category == "BACK"
    }
    (why,) = flagged.values()
    assert why == f"Withdrawn in FY2012 after {notice}; it is back."


def test_a_change_of_which_nothing_is_said_stops_the_packet(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    command = ("packet", case.docket, "--no-pdf", "--date", "June 1, 2011")
    assert call(*command) == 4
    told = capsys.readouterr()
    assert "FAILED  empty-rows" in told.out and "C-002" in told.out and "empty-rows" in told.err
    assert not (case.docket / "packet-round1").exists()
    case.answer("lead", {f"stance:{line.id}": "No objection" for line in case.exchange.mattering})
    assert call(*command) == 0
    assert sorted(path.name for path in (case.docket / "packet-round1").iterdir()) == ["letter.docx", "packet.docx"]


def test_members_may_answer_again_in_a_later_round_and_what_they_said_before_stays(case: Case) -> None:
    pay, records = case.of_clause("ninety"), case.of_clause("seven")
    first = case.form("member")
    who = {"who:Organization": "Harbor House"}
    case.send(first, {**who, f"pos:{pay}": "Support", f"pos:{records}": "Oppose", f"fb:{records}": "No room."})
    assert call("revise", case.docket, case.folder / "next.txt") == 0
    case.send(case.form("member"), {**who, f"pos:{pay}": "Oppose"})
    feedback = case.exchange.feedback
    (respondent,) = feedback.respondents
    assert not [matter for matter in feedback.open_matters if matter.kind is MatterKind.WHICH]
    assert (respondent.position(pay), respondent.position(records)) == ("oppose", "oppose")
    assert [said.entry.text for said in respondent.said[records] if said.entry.text == "No room."]
    assert [said.counts for said in respondent.said[pay] if said.entry.code == "support"] == [False]


def test_shares_may_be_counted_of_the_seats_that_voted(case: Case) -> None:
    pay = case.of_clause("ninety")
    case.answer("lead", {f"stance:{pay}": "Restore the old wording"})
    case.answer("workgroup", {f"yes:V{pay[1:]}": "1"})
    assert case.line(pay).label.kind is LabelKind.NO_POSITION
    case.answer("workgroup", {"who:Counted": "The seats that voted yes or no", f"yes:V{pay[1:]}": "1"})
    assert case.line(pay).label.kind is LabelKind.TWO_THIRDS
    assert "1 of 3 voting" in case.line(pay).position


def test_where_there_is_no_position_the_views_received_are_told_without_small_counts(
    case: Case, tmp_path: Path
) -> None:
    from contractdiff.api.packet import _order

    pay = case.of_clause("ninety")
    roster = "\n".join(["Organization;Committee seat", *(f"Member {n};{n}" for n in range(1, 13))])
    (tmp_path / "more.csv").write_text(roster, "utf-8")
    assert call("members", case.docket, tmp_path / "more.csv", "--quiet") == 0
    case.answer("lead", {f"stance:{pay}": "Restore the old wording"})
    case.answer("workgroup", {f"yes:V{pay[1:]}": "1, 2", f"no:V{pay[1:]}": "3"})
    form = case.form("member")
    for number in range(1, 12):
        position = "Oppose" if number < 8 else "Support"
        consent = "Coalition use only" if number == 1 else "Count us only"
        answers = {"who:Organization": f"Member {number}", "who:Consent": consent, f"pos:{pay}": position}
        case.send(form, answers)
    exchange = case.exchange
    ((name, said),) = _order(exchange, api.PacketRequest()).views
    assert name == pay
    # ten answered: beside "6 Oppose" everybody could tell that four did not
    assert said == (
        "Views received from members: views that fewer than five members hold are left out, and others from which "
        "they could be worked out."
    )


def test_the_common_vote_takes_only_what_it_listed(case: Case) -> None:
    pay, records = case.of_clause("ninety"), case.of_clause("seven")
    case.answer("lead", {f"stance:{pay}": "No objection"})
    case.answer("workgroup", {"yes:V-000": "all"})
    assert case.line(pay).label.is_position
    case.answer("lead", {f"stance:{records}": "No objection"})
    assert case.line(records).label.kind is LabelKind.UNDER_REVIEW
    case.answer("workgroup", {"yes:V-000": "1-2"})
    assert {case.line(each).label.kind for each in (pay, records)} == {LabelKind.TWO_THIRDS}


def test_a_vote_that_is_taken_again_takes_the_place_of_the_first_whole(case: Case) -> None:
    line = voted(case, "Restore the old wording", yes="1", no="2, 3")
    assert line.label.kind is LabelKind.NO_POSITION
    case.answer("workgroup", {f"yes:V{line.id[1:]}": "all"})
    assert case.line(line.id).label.kind is LabelKind.UNANIMOUS and not case.exchange.conflicts


def test_what_two_offices_list_in_the_same_free_row_both_stands(case: Case) -> None:
    form = case.form("agency")
    for office, what in (("Fiscal", "Parking fees were raised."), ("Legal", "A dress code for visits was added.")):
        case.send(form, {"who:Office": office, "clause:A-01": "30.1", "listed:A-01": what}, name=f"{office}.docx")
    exchange = case.exchange
    assert sorted(each.what for each in exchange.listed) == [
        "A dress code for visits was added.",
        "Parking fees were raised.",
    ]
    assert exchange.reconciliation is not None and len(exchange.reconciliation.agency_only) == 2
    assert not exchange.feedback.open_matters


def test_two_lists_of_the_agency_both_stand(case: Case) -> None:
    for name, row in (("one", "30.1,Parking fees were raised"), ("two", "31.4,A dress code for visits was added")):
        (case.folder / f"{name}.csv").write_text(f"Section,Summary of change\n{row}\n", "utf-8")
        assert call("collect", case.docket, "--agency-list", case.folder / f"{name}.csv") == 0
    assert len({each.key for each in case.exchange.listed}) == 2


def test_what_a_draft_withdrew_and_the_issued_contract_has_again_is_told(case: Case) -> None:
    notice = case.of_clause("ten (10)")
    assert call("revise", case.docket, case.folder / "next.txt", "--name", "second draft") == 0
    back = case.folder / "back.txt"
    back.write_text(NEXT.replace("sixty (60) days'", "ten (10) days'"), "utf-8")
    assert call("final", case.docket, back) == 0
    final = case.exchange.final
    assert final is not None
    (new,) = final.undisclosed
    assert f"Withdrawn in FY2012 after {notice}; it is back." in new.summary


def test_a_comparison_is_not_replaced_once_a_form_for_the_agency_names_its_changes(case: Case) -> None:
    again = ("compare", case.folder / "old.txt", case.folder / "next.txt", "-o", case.docket, "--force", "--quiet")
    case.form("lead")
    case.form("agency")
    assert call(*again) == 7


def test_a_vote_and_an_acknowledgment_do_not_go_along_with_a_change_that_was_reworded(case: Case) -> None:
    pay, records = case.of_clause("ninety"), case.of_clause("seven")
    case.answer("lead", {f"stance:{name}": "No objection" for name in (pay, records)})
    case.answer("workgroup", {"yes:V-000": "all"})
    case.answer("agency", {f"acknowledged:{name}": "Acknowledged" for name in (pay, records)})
    assert all(case.line(name).label.is_position for name in (pay, records))
    assert call("revise", case.docket, case.folder / "next.txt") == 0
    case.form("agency")
    assert case.line(pay).label.is_position and case.line(pay).acknowledgement is Acknowledgement.ACKNOWLEDGED
    line = case.line(records)
    assert line.became == "reworded" and line.label.kind is LabelKind.UNDER_REVIEW
    assert line.acknowledgement is Acknowledgement.ASKED
    assert any(records in said and "Vote again" in said for said in case.exchange.conflicts)


def test_an_acknowledgment_is_not_inferred_from_what_denies_it(case: Case) -> None:
    pay, records, notice = (case.of_clause(words) for words in ("ninety", "seven", "ten (10)"))
    case.answer(
        "agency",
        {
            f"reason:{pay}": ("Clarification, no change meant", ""),
            f"acknowledged:{records}": "We do not agree that this is a change",
            f"reason:{records}": ("Agency policy", ""),
            f"reason:{notice}": ("Agency policy", ""),
        },
    )
    states = {name: case.line(name).acknowledgement for name in (pay, records, notice)}
    assert states == {
        pay: Acknowledgement.ASKED,
        records: Acknowledgement.ASKED,
        notice: Acknowledgement.ACKNOWLEDGED,
    }


def test_a_form_and_a_list_of_one_round_that_differ_contradict_each_other(case: Case) -> None:
    pay = case.of_clause("ninety")
    case.answer("agency", {f"acknowledged:{pay}": "Denied"})
    path = case.folder / "list.csv"
    path.write_text(f"Change ID,Section,Summary of change\n{pay},1,Payment within ninety days\n", "utf-8")
    assert call("collect", case.docket, "--agency-list", path) == 0
    assert case.line(pay).acknowledgement is Acknowledgement.CONTRADICTED


def test_what_the_agency_answers_with_none_is_an_answer(case: Case) -> None:
    pay = case.of_clause("ninety")
    case.answer(
        "agency", {f"acknowledged:{pay}": "Acknowledged", f"authority:{pay}": "None", f"reason:{pay}": ("", "N/A")}
    )
    answer = case.line(pay).last
    assert answer is not None and (answer.authority, answer.reason) == ("None", "N/A")


def test_two_forms_of_one_round_are_told_apart(case: Case) -> None:
    pay = case.of_clause("ninety")
    first = case.form("lead")
    case.send(first, {f"effect:{pay}": "AAA"})
    second = case.form("lead")
    case.send(second, {f"effect:{pay}": "BBB"})
    # a late copy of the second, in which nobody touched what stands there
    late = fill(second, {f"question:{pay}": "Why?"}, saved="2011-08-01T12:00:00Z")
    (case.folder / "late.docx").write_bytes(late)
    assert call("collect", case.docket, case.folder / "late.docx") == 0
    assert (case.line(pay).effect, case.line(pay).question) == ("BBB", "Why?")


def test_a_clause_number_in_a_free_row_makes_it_no_row_of_a_change(case: Case) -> None:
    case.answer("agency", {"clause:A-01": "7", "listed:A-01": "Parking fees were raised."})
    exchange = case.exchange
    assert not exchange.feedback.open_matters
    assert [(each.row, each.what) for each in exchange.listed] == [("A-01", "Parking fees were raised.")]


def test_a_vote_on_what_a_recommendation_leaves_unclear_does_not_count(case: Case) -> None:
    pay = case.of_clause("ninety")
    case.answer("lead", {f"stance:{pay}": "Restore the old wording"})
    said = {f"recommendation:{pay}": "Accept it if the State pays interest", f"yes:V{pay[1:]}": "all"}
    case.answer("workgroup", said)
    assert case.line(pay).label.kind is LabelKind.UNDER_REVIEW
    assert any("not clear" in said for said in case.exchange.conflicts)


def test_a_vote_is_counted_of_the_seats_that_there_were(case: Case, tmp_path: Path) -> None:
    line = voted(case, "Restore the old wording", yes="all")
    (tmp_path / "more.csv").write_text("Organization;Committee seat\nOak House;4\nElm House;5\n", "utf-8")
    assert call("members", case.docket, tmp_path / "more.csv", "--quiet") == 0
    vote = case.line(line.id).vote
    assert vote is not None and vote.seats == ("1", "2", "3")


def test_an_answer_to_another_ask_is_not_shown_for_this_one(case: Case) -> None:
    case.answer("lead", {"request:R-01": "A delay", "term:R-01": "six months"})
    assert call("packet", case.docket, "--no-pdf", "--check-only") == 4
    with Docket(case.docket) as docket:
        from contractdiff.api.issuing import keep_form
        from contractdiff.forms.packet import packet_document
        from contractdiff.model import FormKind
        from contractdiff.options import PacketOrder

        packet = packet_document(api.read_exchange(case.docket), PacketOrder())
        keep_form(docket, packet, FormKind.PACKET, "packet.docx", at="2011-06-01T00:00:00Z")
    case.send(packet, {"ask_answer:R-01": ("Granted", ""), "granted:R-01": "six months"})
    assert case.exchange.asks[0].status is AskStatus.GRANTED
    case.answer("lead", {"request:R-01": "A marked copy of the contract", "term:R-01": "ten days"})
    (ask,) = case.exchange.asks
    assert ask.status is AskStatus.OPEN and "A delay" in ask.remark


def test_what_was_chosen_beforehand_takes_back_no_consent(case: Case) -> None:
    who = {"who:Organization": "Harbor House"}
    pay = case.of_clause("ninety")
    case.send(case.form("member"), {**who, "who:Consent": "Coalition use only", f"pos:{pay}": "Oppose"})
    assert call("revise", case.docket, case.folder / "next.txt") == 0
    case.send(case.form("member"), {**who, f"pos:{pay}": "Support"})
    assert case.exchange.feedback.respondents[0].consent == "coalition_use"


def test_while_nobody_has_said_which_file_counts_the_most_private_consent_holds(case: Case) -> None:
    form, pay = case.form("member"), case.of_clause("ninety")
    for consent, quoting, position in (("Coalition use only", "No", "Oppose"), ("Name us", "Yes", "Support")):
        answers = {"who:Organization": "Harbor House", "who:Consent": consent, "who:Quoting": quoting}
        case.send(form, {**answers, f"pos:{pay}": position})
    (respondent,) = case.exchange.feedback.respondents
    assert (respondent.consent, respondent.quoting) == ("coalition_use", "no")


def test_the_dockets_own_documents_are_no_draft(case: Case) -> None:
    assert call("revise", case.docket, case.docket / "response.docx") == 3
    assert call("final", case.docket, case.docket) == 3


def test_a_later_version_of_somebodys_own_copy_takes_the_place_of_the_earlier(case: Case) -> None:
    pay = case.of_clause("ninety")
    form = case.form("lead")
    for effect in ("first words", "second words"):
        case.send(form, {"who:Name": "R. Ortiz", f"effect:{pay}": effect})
    assert case.line(pay).effect == "second words" and not case.exchange.feedback.open_matters


def test_an_administrative_change_that_is_not_accepted_gets_a_place_for_its_wording(case: Case) -> None:
    pay = case.of_clause("ninety")
    case.answer("lead", {f"priority:{pay}": "Administrative", f"stance:{pay}": "Change the wording as requested"})
    name = next(line.id for line in case.exchange.administrative)
    assert f"wording:{name}" in tags_of(case.form("lead"))
    assert call("packet", case.docket, "--no-pdf", "--date", "June 1, 2011") == 4
