"""The response packet: what the agency reads in it, what must never stand in it, and that its answers are read back."""

import io
import re
import time
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from comparison_builders import many, renamed_and_set_beside, unchanged, varied
from exchange_builders import (
    ORDER,
    SEATS,
    WILD,
    answer,
    exchange,
    line,
    lively,
    packet_parts,
    samples,
    signatories,
    table_rows,
    table_titles,
    text_of_parts,
    vote,
)
from feedback_builders import feedback, member, respondent, said
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from contractdiff.forms import form_identity
from contractdiff.forms.packet import check_rows, packet_document, packet_identity
from contractdiff.forms.reading import form_reader, issued_json
from contractdiff.forms.returns import FormReader
from contractdiff.model import (
    ACKNOWLEDGEMENTS,
    STANCES,
    Acknowledgement,
    Ask,
    AskedQuestion,
    Denominator,
    EntryKind,
    Exchange,
    FormKind,
    FormSheet,
    LabelKind,
    Listed,
    Opinion,
    Priority,
    Respondent,
    Round,
    RowStatus,
    Stance,
)
from contractdiff.model.terms import AskStatus
from contractdiff.ooxml.returned import read_returned
from contractdiff.options import PacketOrder, Quote
from contractdiff.resources import template_path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATRIX, ADMINISTRATIVE = "Response to each change", "Response to each administrative change"
CASES = {
    "samples": lambda: lively(samples()),
    "varied": lambda: lively(varied(), seed=3),
    "told": lambda: exchange(renamed_and_set_beside()),
    "nothing": lambda: exchange(unchanged()),
}


@cache
def case(name: str) -> Exchange:
    return CASES[name]()


def first_lines(exchange_: Exchange, order: PacketOrder, title: str) -> list[str]:
    parts = packet_parts(packet_document(exchange_, order))
    if title not in table_titles(parts):
        return []
    return [row[0].split("\n")[0] for row in table_rows(parts, title)[1:]]


def row(exchange_: Exchange, change: str, order: PacketOrder = ORDER, title: str = MATRIX) -> list[str]:
    parts = packet_parts(packet_document(exchange_, order))
    return next(each for each in table_rows(parts, title) if each[0].split("\n")[0] == change)


# --- the file ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "order"), [*((name, ORDER) for name in CASES), ("varied", PacketOrder()), ("nothing", PacketOrder())]
)
def test_the_audit_finds_nothing(name: str, order: PacketOrder, tmp_path: Path) -> None:
    path = tmp_path / "packet.docx"
    path.write_bytes(packet_document(case(name), order))
    assert OpenXmlValidator().validate(path).errors == []


def test_same_input_gives_same_bytes() -> None:
    assert packet_document(case("samples"), ORDER) == packet_document(lively(samples()), replace(ORDER))


def test_identity_stands_in_the_footer_and_the_properties() -> None:
    made = case("samples")
    parts = packet_parts(packet_document(made, ORDER))
    identity = f"{form_identity(made.comparison)} · packet · round 2"
    assert packet_identity(made) == identity
    assert f">{identity}<".encode() in parts["word/footer1.xml"]
    returned = read_returned(packet_document(made, ORDER), "packet.docx")
    assert dict(returned.properties) == {"contractdiff-packet": identity}


@pytest.mark.parametrize("name", CASES)
def test_tables_are_simple_and_said_in_words(name: str) -> None:
    root = etree.fromstring(packet_parts(packet_document(case(name), ORDER))["word/document.xml"])
    for table in root.iter(f"{W}tbl"):
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")
        rows = table.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None and len(rows) > 1
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for each in rows:
            cells = each.findall(f"{W}tc")
            assert len(cells) == columns <= 7
            assert all("".join(t.text for t in cell.iter(f"{W}t")).strip() for cell in cells)
        assert table.find(f".//{W}gridSpan") is None and table.find(f".//{W}vMerge") is None


@pytest.mark.parametrize("name", CASES)
def test_links_lead_somewhere_and_bookmarks_are_unique(name: str) -> None:
    root = etree.fromstring(packet_parts(packet_document(case(name), ORDER))["word/document.xml"])
    marks = [each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    assert {each.get(f"{W}anchor") for each in root.iter(f"{W}hyperlink")} <= set(marks)


def test_1500_changes_take_seconds() -> None:
    large = lively(many(1500))
    start = time.perf_counter()
    packet_document(large, ORDER)
    assert time.perf_counter() - start < 8


def test_the_templates_are_what_their_xml_makes() -> None:
    folder = template_path("response.docx").parent
    names: dict[str, object] = {"__name__": "make", "__file__": str(folder / "make_templates.py")}
    exec((folder / "make_templates.py").read_text("utf-8"), names)
    for name in ("response", "packet", "letter"):
        made = names["template_bytes"](folder / name)  # type: ignore[operator]
        assert template_path(f"{name}.docx").read_bytes() == made, "run templates/make_templates.py"


# --- every change -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_every_change_stands_once_in_the_matrix(name: str) -> None:
    made = case(name)
    mattering, administrative = (first_lines(made, ORDER, title) for title in (MATRIX, ADMINISTRATIVE))
    assert Counter(mattering + administrative) == Counter(each.id for each in made.lines)
    assert mattering == [each.id for each in made.mattering]
    assert administrative == [each.id for each in made.lines if each.priority is Priority.ADMINISTRATIVE]


def test_priorities_are_those_of_the_lead() -> None:
    lines = [line(each, varied(), priority=Priority.ADMINISTRATIVE) for each in varied().changes]
    lines[-1] = replace(lines[-1], priority=Priority.CRITICAL)
    made = exchange(varied(), lines)
    assert first_lines(made, ORDER, MATRIX) == [lines[-1].id]
    assert first_lines(made, ORDER, "Changes that matter most") == [lines[-1].id]


def test_withdrawn_changes_are_listed_and_not_asked_about() -> None:
    made = case("samples")
    gone = [each.id for each in made.withdrawn]
    assert first_lines(made, ORDER, "Changes of earlier drafts that are withdrawn") == gone
    assert not set(gone) & set(reader_of(made).read(read_returned(packet_document(made, ORDER), "x.docx")).issued)


def test_a_row_says_what_changed_its_effect_and_what_we_ask() -> None:
    change = varied().changes[0]
    made = exchange(
        varied(),
        [
            line(
                change, varied(), summary="The time to bill is ten days and no longer thirty.",
                effect="No second check.", stance=Stance.AMEND, requested="within twenty (20) days",
                vote=vote(6, 2), dissent="Some bill faster.",
                question="Why ten days?", opinions=(Opinion(by="K", cite="2 CFR 1", text="The rule names no days."),),
            )
        ],
        questions=(AskedQuestion(id="Q-001", text="Why ten days?", changes=(change.id,)),),
    )  # fmt: skip
    identity, what, effect, position, wording, reason, response = row(made, "C-001")
    assert identity.split("\n") == ["C-001", "Critical", "Not asked before"]
    assert "The time to bill is ten days and no longer thirty." in what and "Was: “thirty (30)”" in what
    assert "4.1 → 4.2" in what and "p. 7 → p. 8" in what
    assert effect == "No second check.\nOn the law: The rule names no days."
    assert position.startswith("Change the wording as requested. The coalition’s position (two-thirds rule met; 8 of 9")
    assert position.endswith("\nA different view among us: Some bill faster.")
    assert wording == "We ask for this wording:\nwithin twenty (20) days\nOur question: Q-001"
    assert (reason, response) == ("Choose\nType the reason here", "Choose\nType here")


VOTES = {
    LabelKind.UNANIMOUS: vote(9),
    LabelKind.TWO_THIRDS: vote(6),
    LabelKind.TWO_THIRDS_WITH_DISSENT: vote(6, 3),
    LabelKind.SUPPORTED: vote(5),
    LabelKind.SUPPORTED_WITH_DISSENT: vote(5, 4),
    LabelKind.NO_POSITION: vote(4, 5),
    LabelKind.UNDER_REVIEW: None,
}


@pytest.mark.parametrize("kind", LabelKind)
@pytest.mark.parametrize("stance", Stance)
@pytest.mark.parametrize("priority", [Priority.CRITICAL, Priority.ADMINISTRATIVE])
def test_a_stance_is_printed_only_where_a_vote_carries_it(kind: LabelKind, stance: Stance, priority: Priority) -> None:
    own = line(
        varied().changes[0], varied(), priority=priority, stance=stance, requested="OUR WORDING", vote=VOTES[kind]
    )
    assert own.label.kind is kind
    made = exchange(varied(), [own])
    carried = kind not in (LabelKind.NO_POSITION, LabelKind.UNDER_REVIEW)
    whole = text_of_parts(packet_parts(packet_document(made, ORDER)))
    assert (STANCES[stance] in whole) is carried
    assert any(words in whole for words in ("We ask that", "We ask for this", "Nothing is asked.")) is carried
    assert "OUR WORDING" in whole
    assert ("Put forward, and no position of the coalition: OUR WORDING" in whole) is not carried


def test_what_was_agreed_stands_in_place_of_what_was_asked() -> None:
    own = line(varied().changes[0], varied(), requested="ASKED", agreed="AGREED", stance=Stance.AMEND, vote=vote(9))
    assert row(exchange(varied(), [own]), "C-001")[4] == "Agreed with the agency: AGREED"


def test_what_the_agency_said_stands_in_its_cells_and_earlier_responses_beside() -> None:
    answers = (
        answer(
            1, category="federal_law", reason="Rules.", authority="2 CFR 170", applies="all", response="rejected",
            reply="Not now.", beside=("see memo",),
        ),
    )  # fmt: skip
    own = line(varied().changes[0], varied(), round=2, stance=Stance.RESTORE, vote=vote(9), answers=answers)
    rounds = tuple(Round(number=number, draft=f"draft {number}") for number in (1, 2))
    cells = row(exchange(varied(), [own], rounds=rounds), "C-001")
    assert cells[5] == "Federal law or rule\nRules.\nAuthority: 2 CFR 170\nApplies to: All contracts"
    assert cells[6] == "Choose\nType here"
    assert (
        "The agency, round 1: Rejected. Not now." in cells[4] and "The agency also wrote, round 1: see memo" in cells[4]
    )
    now = row(exchange(varied(), [replace(own, round=1)]), "C-001")
    assert now[6] == "Rejected\nNot now." and "The agency, round 1:" not in now[4]


def test_a_line_of_which_nothing_is_said_is_named() -> None:
    lines = [line(each, varied(), stance=Stance.ACCEPT) for each in varied().changes]
    assert check_rows(exchange(varied(), lines)) == ()
    lines[3] = line(varied().changes[3], varied())
    (said_,) = check_rows(exchange(varied(), lines))
    assert said_.startswith("C-004 (new: 7.4): nothing is said of it. ")


# --- counts, asks, questions, what the agency listed ------------------------------------------------------------------


def test_counts_are_those_of_the_lines() -> None:
    made = case("samples")
    counted = {each[0]: each[1:] for each in table_rows(packet_parts(packet_document(made, ORDER)), "Changes, counted")}

    def numbers(state: Acknowledgement | None) -> list[str]:
        found = [each.priority for each in made.lines if state in (None, each.acknowledgement)]
        return [str(found.count(priority)) for priority in Priority] + [str(len(found))]

    assert counted["Changes found"] == numbers(None)
    assert counted["Acknowledged by the agency"] == numbers(Acknowledgement.ACKNOWLEDGED)
    assert counted["Partly acknowledged"] == numbers(Acknowledgement.PARTLY)
    assert counted["Denied"] == numbers(Acknowledgement.DENIED)
    assert counted["Not answered"] == numbers(Acknowledgement.ASKED)
    states = (Acknowledgement.ACKNOWLEDGED, Acknowledgement.PARTLY)
    unknown = sum(each.acknowledgement not in states for each in made.lines)
    whole = text_of_parts(packet_parts(packet_document(made, ORDER)))
    assert f"{unknown} of {len(made.lines)} changes are not acknowledged so far: " in whole
    assert len(ACKNOWLEDGEMENTS) == 3


def test_responses_and_breakdown_are_printed_as_given() -> None:
    parts = packet_parts(packet_document(case("varied"), ORDER))
    assert table_rows(parts, "Responses by sector")[1:] == [list(each) for each in ORDER.breakdown]
    assert "412 of 650 members answered (63 percent)." in text_of_parts(parts)
    without = packet_parts(packet_document(case("varied"), PacketOrder()))
    assert not any(title.startswith("Responses by") for title in table_titles(without))
    assert "members answered" not in text_of_parts(without)


def test_an_ask_granted_in_part_shows_both_terms() -> None:
    cells = row(case("samples"), "R-01", title="What we ask")
    assert "So far: partly granted (requested six months, granted four months)" in cells[1]
    assert cells[4:] == ["Partly granted\nContracts begin on November 1.", "four months"]
    assert "No longer asked: R-04." in text_of_parts(packet_parts(packet_document(case("samples"), ORDER)))


def test_rows_on_which_the_agency_wrote_are_not_offered_again() -> None:
    rows = first_lines(case("samples"), ORDER, "Changes that we did not list")
    assert rows == [f"A-{number:02}" for number in range(2, 12)]
    assert first_lines(case("samples"), ORDER, "Changes that the agency listed") == ["A-01", "row 7"]


def test_questions_are_open_ones_first_and_answers_stand_there() -> None:
    rows = table_rows(packet_parts(packet_document(case("samples"), ORDER)), "Questions")[1:]
    assert rows[-1][2] == "The form will be posted by July 1."
    assert all(each[2] == "Type here" for each in rows[:-1])
    assert Counter(each[0] for each in rows) == Counter(each.id for each in case("samples").questions)


@pytest.mark.parametrize("number", [3, 40])
def test_priority_table_has_ten_at_most_and_none_that_is_settled(number: int) -> None:
    comparison = many(number)
    stances = (Stance.ACCEPT, Stance.AMEND, Stance.RESTORE)
    lines = [
        line(each, comparison, stance=stances[at % 3], priority=Priority.CRITICAL, vote=vote(9))
        for at, each in enumerate(comparison.changes)
    ]
    rows = first_lines(exchange(comparison, lines), ORDER, "Changes that matter most")
    assert len(rows) == min(10, sum(each.stance is not Stance.ACCEPT for each in lines))
    assert not {each.id for each in lines if each.stance is Stance.ACCEPT} & set(rows)


def test_the_first_words_say_what_to_do() -> None:
    whole = text_of_parts(packet_parts(packet_document(case("varied"), ORDER)))
    assert whole.count("For any question, please call Ana Ruiz, 312-555-0114, ana@partners.example.") == 1
    said_ = "What to do: type your answers into the shaded cells of this file, save it, and send it back to "
    assert f"{said_}contracts@partners.example by June 10, 2011." in whole


def test_the_method_note_has_digests_thresholds_and_denominators() -> None:
    made = case("samples")
    whole = text_of_parts(packet_parts(packet_document(made, ORDER)))
    assert made.comparison.old.reading.sha256 in whole and made.comparison.new.reading.sha256 in whole
    assert "committee of 9 seats" in whole and "Shares are taken of all seats" in whole
    assert "Numbers from 1 to 4 are not shown." in whole
    voting = [line(each, varied(), vote=vote(4, 2), of=Denominator.VOTING) for each in varied().changes]
    other = text_of_parts(packet_parts(packet_document(exchange(varied(), voting), ORDER)))
    assert "Shares are taken of the seats that voted yes or no." in other and "all seats" not in other


# --- what must never stand in it --------------------------------------------------------------------------------------


def with_canaries() -> tuple[Exchange, PacketOrder, set[str], set[str]]:
    """An exchange with a word of its own in every field: those that may leave, and those that may not."""
    external: set[str] = set()
    internal: set[str] = set()

    def out(name: str) -> str:
        external.add(f"OUT-{name}-TUO")
        return f"OUT-{name}-TUO"

    def kept(name: str) -> str:
        internal.add(f"IN-{name}-NI")
        return f"IN-{name}-NI"

    comparison = varied()
    lines = []
    for at, change in enumerate(comparison.changes):
        own = line(
            change,
            comparison,
            round=2,
            priority_by=kept(f"priority by {at}"),
            summary=out(f"summary {at}"),
            effect=out(f"effect {at}"),
            stance=Stance.AMEND,
            requested=out(f"requested {at}"),
            question=out(f"question {at}"),
            dissent=out(f"dissent {at}"),
            vote=replace(vote(6, 2), decided=kept(f"decided {at}")),
            opinions=(
                Opinion(
                    by=kept(f"expert {at}"),
                    requires="silent",
                    cite=out(f"cite {at}"),
                    analysis=kept(f"analysis {at}"),
                    text=out(f"external {at}"),
                ),
                Opinion(by=kept(f"other {at}"), requires="requires", cite=kept(f"cite {at}"), analysis=kept(f"a {at}")),
            ),
            options=kept(f"options {at}"),
            sources={"effect": kept(f"source {at}")},
            notes=(kept(f"notes {at}"),),
            answers=(
                answer(
                    1,
                    reason=out(f"reason {at}"),
                    authority=out(f"authority {at}"),
                    applies=out(f"applies {at}"),
                    reply=out(f"reply {at}"),
                    beside=(out(f"beside {at}"),),
                ),
            ),
            acknowledgement=Acknowledgement.PARTLY,
        )
        lines.append(own)
    # what was asked before something was agreed on
    external.discard("OUT-requested 1-TUO")
    lines[1] = replace(lines[1], agreed=out("agreed"), requested=kept("given up"))
    gone = replace(line(comparison.changes[0], comparison, summary=out("gone")), became="withdrawn")
    roster = tuple(
        member(at, name=kept(f"member {at}"), aliases=(kept(f"alias {at}"),), contact=kept(f"contact {at}"))
        for at in range(1, 4)
    )
    said_words = {"C-001": (said(kept("words")),), "G-01": (said(kept("general")),)}
    people: list[Respondent] = [respondent(each, said_words, consent="name_us", quoting="yes") for each in roster]
    people.append(respondent(kept("off the roster"), said_words, details=(("Contact", kept("details")),)))
    made = exchange(
        comparison,
        lines,
        feedback=feedback(comparison, people, members=roster, coalition=out("coalition"), agency=out("agency")),
        withdrawn=(gone,),
        rounds=(Round(number=1, draft=out("draft"), answer_by=out("round by")), Round(number=2, draft="x")),
        asks=(
            Ask(
                id="R-01", request=out("request"), term=out("term"), reason=out("why"), due=out("due"),
                answer="granted", granted=out("granted"), reply=out("ask reply"),
                status=AskStatus.GRANTED, remark=kept("remark"),
            ),
        ),
        questions=(
            AskedQuestion(id="P-01", text=out("general"), answer=out("its answer"), summary=kept("in short"), round=1),
        ),
        listed=(
            Listed(key="row 3", clause=out("lc"), what=out("lw"), reason=out("lr"), authority=out("la")),
        ),
        contact=out("contact"),
        seats=tuple((seat, kept(f"seat {seat}")) for seat in SEATS),
        signatories=tuple(
            replace(each, organization=out(f"signs {at}"), name=out(f"name {at}"), title=out(f"title {at}"),
                    authorized=kept("authorized"))
            for at, each in enumerate(signatories(3))
        ),
        conflicts=(kept("conflict"),),
    )  # fmt: skip
    order = PacketOrder(
        date=out("date"), answer_by=out("by"), answer_to=out("to"), responding=3, members=9, named=(out("named"),),
        quotes=(Quote(words=out("quote"), by=out("quoted"), change="C-002"),),
        breakdown=((out("sector"), out("count")),), suppressed=(out("suppressed"),),
    )  # fmt: skip
    return made, order, external, internal


def test_nothing_internal_stands_in_any_part_and_all_that_may_leave_does() -> None:
    made, order, external, internal = with_canaries()
    parts = packet_parts(packet_document(made, order))
    whole = "".join(data.decode("utf-8", "replace") for data in parts.values())
    assert not {each for each in internal if each in whole}
    said_ = text_of_parts(parts)
    assert not {each for each in external if each not in said_}


def test_members_are_named_and_quoted_by_the_order_alone() -> None:
    made, order, _, _ = with_canaries()
    whole = text_of_parts(packet_parts(packet_document(made, replace(order, named=(), quotes=()))))
    assert "OUT-named" not in whole and "OUT-quote" not in whole
    assert "agreed to be named" not in whole and "In members’ words" not in whole


def test_a_quotation_is_a_paragraph_in_one_line_and_no_row_of_its_change() -> None:
    made = lively(samples())
    quoted_at = made.lines[0].id
    order = replace(ORDER, quotes=(Quote(words="We would\nclose.", change=quoted_at, by="Alder House"),))
    parts = packet_parts(packet_document(made, order))
    assert f"Alder House, about {quoted_at}: “We would close.”" in text_of_parts(parts)
    assert "In members’ words" not in table_titles(parts)
    document = read_returned(packet_document(made, order), "packet.docx")
    sheet = form_reader(issued_json(document, kind=FormKind.PACKET), FormKind.PACKET).read(document)
    assert [each.id for each in sheet.rows].count(quoted_at) == 1


def test_the_rounds_hold_no_moment_of_a_docket() -> None:
    made = lively(samples())
    rounds = tuple(replace(each, opened="2031-01-02T03:04:05Z", sent="2031-01-03T03:04:05Z") for each in made.rounds)
    parts = packet_parts(packet_document(replace(made, rounds=rounds), ORDER))
    assert all("2031" not in " ".join(row) for row in table_rows(parts, "Rounds so far"))


# --- read back --------------------------------------------------------------------------------------------------------


def reader_of(made: Exchange) -> FormReader:
    document = read_returned(packet_document(made, ORDER), "packet.docx")
    return form_reader(issued_json(document, kind=FormKind.PACKET), FormKind.PACKET)


def filled(document: bytes, answers: Mapping[tuple[str, bool], str]) -> bytes:
    """The document with these words in its controls, by tag and whether it is the choice."""
    parts = packet_parts(document)
    root = etree.fromstring(parts["word/document.xml"])
    left = set(answers)
    for control in root.iter(f"{W}sdt"):
        properties = control.find(f"{W}sdtPr")
        key = (properties.find(f"{W}tag").get(f"{W}val"), properties.find(f"{W}dropDownList") is not None)
        if key not in answers:
            continue
        left.discard(key)
        for waiting in properties.findall(f"{W}showingPlcHdr"):
            properties.remove(waiting)
        content = control.find(f"{W}sdtContent")
        content[:] = []
        etree.SubElement(etree.SubElement(content, f"{W}r"), f"{W}t").text = answers[key]
    assert not left
    parts["word/document.xml"] = etree.tostring(root)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def answers_in(sheet: FormSheet, *kinds: EntryKind) -> dict[tuple[str, str], tuple[str, str]]:
    return {
        (each.id, entry.field): (entry.code, entry.text)
        for each in sheet.rows
        for entry in each.entries
        if entry.kind in kinds
    }


@pytest.mark.parametrize("name", CASES)
def test_a_copy_that_nobody_touched_says_nothing_new(name: str) -> None:
    made = case(name)
    sheet = reader_of(made).read(read_returned(packet_document(made, ORDER), "packet.docx"))
    assert not sheet.missing and not sheet.loose
    assert {each.status for each in sheet.rows} <= {RowStatus.MATCHED}
    assert {entry.kind for each in sheet.rows for entry in each.entries} <= {EntryKind.KEPT}


def test_each_answer_is_read_at_its_row_and_field() -> None:
    made = case("samples")
    typed: dict[tuple[str, bool], str] = {("who:Office", False): "General Counsel"}
    expected: dict[tuple[str, str], tuple[str, str]] = {}
    for at, each in enumerate(made.lines):
        typed[f"response:{each.id}", True], typed[f"response:{each.id}", False] = "Counterproposal", f"reply {at}"
        expected[each.id, "response"] = ("counterproposal", f"reply {at}")
        if at % 2:
            typed[f"reason:{each.id}", True], typed[f"reason:{each.id}", False] = "Audit finding", f"reason {at}"
            expected[each.id, "reason"] = ("audit", f"reason {at}")
    for each in made.questions:
        if not each.answer:
            typed[f"reply:{each.id}", False] = f"answer to {each.id}"
            expected[each.id, "reply"] = ("", f"answer to {each.id}")
    typed["ask_answer:R-02", True], typed["ask_answer:R-02", False] = "Refused", "No room for it this year."
    typed["granted:R-03", False] = "by June 8"
    expected |= {
        ("R-02", "ask_answer"): ("refused", "No room for it this year."),
        ("R-03", "granted"): ("", "by June 8"),
    }
    typed |= {("clause:A-02", False): "Exhibit D", ("listed:A-02", False): "A fee is new."}
    typed |= {
        ("reason:A-02", True): "Agency policy",
        ("reason:A-02", False): "cost",
        ("applies:A-02", True): "Some programs",
    }
    expected |= {
        ("A-02", "clause"): ("", "Exhibit D"), ("A-02", "listed"): ("", "A fee is new."),
        ("A-02", "reason"): ("policy", "cost"), ("A-02", "applies"): ("some", ""),
    }  # fmt: skip
    sheet = reader_of(made).read(read_returned(filled(packet_document(made, ORDER), typed), "packet.docx"))
    found = answers_in(sheet, EntryKind.ANSWER)
    assert found.pop(("Office", "")) == ("", "General Counsel")
    assert found == expected
    assert {each.status for each in sheet.rows} == {RowStatus.MATCHED} and not sheet.loose


def test_what_was_said_before_is_no_new_answer_where_another_cell_of_the_row_is_answered() -> None:
    """A reason without its category stands there already, or a category without words; only the response is new."""
    states = (
        answer(1, reason="Only words."),
        answer(1, category="audit"),
        answer(1, category="audit", reason="Both.", authority="2 CFR 1"),
    )
    changes = varied().changes
    lines = [
        line(change, varied(), round=2, stance=Stance.RESTORE, vote=vote(9), answers=(state,))
        for change, state in zip(changes, states, strict=False)
    ]
    made = exchange(varied(), lines, rounds=(Round(number=1, draft="a"), Round(number=2, draft="b")))
    typed = {(f"response:{each.id}", False): "We look into it." for each in lines}
    sheet = reader_of(made).read(read_returned(filled(packet_document(made, ORDER), typed), "packet.docx"))
    assert answers_in(sheet, EntryKind.ANSWER) == {(each.id, "response"): ("", "We look into it.") for each in lines}
    assert answers_in(sheet, EntryKind.KEPT) == {
        (lines[1].id, "reason"): ("audit", ""),
        (lines[2].id, "reason"): ("audit", "Both.\nAuthority: 2 CFR 1"),
    }


@pytest.mark.parametrize(
    ("words", "code", "doubtful"),
    [
        ("No money was set aside for it.", "rejected", False),
        ("Not before July.", "rejected", False),
        ("only if the auditors object", "", True),
        ("but see below", "", True),
    ],
)
def test_a_choice_counts_beside_words_that_begin_with_a_negation(words: str, code: str, doubtful: bool) -> None:
    made = exchange(varied())
    typed = {("response:C-001", True): "Rejected", ("response:C-001", False): words}
    sheet = reader_of(made).read(read_returned(filled(packet_document(made, ORDER), typed), "packet.docx"))
    said_ = answers_in(sheet, EntryKind.ANSWER)["C-001", "response"]
    assert said_ == ((code, words) if code else ("", f"Rejected\n{words}"))
    assert any(each.doubts for each in sheet.rows) is doubtful


def test_no_id_has_two_rows_to_answer_in() -> None:
    root = etree.fromstring(packet_parts(packet_document(case("samples"), ORDER))["word/document.xml"])
    found: dict[str, set[int]] = {}
    for number, table in enumerate(root.iter(f"{W}tbl")):
        for tag in table.iter(f"{W}tag"):
            found.setdefault(tag.get(f"{W}val").partition(":")[2], set()).add(number)
    assert all(len(tables) == 1 for tables in found.values())
    assert len(found) == len(case("samples").lines) + len(case("samples").questions) + 3 + 10 + 1


# --- any text ---------------------------------------------------------------------------------------------------------

texts = st.one_of(st.sampled_from(WILD), st.text(max_size=60))


@settings(deadline=None, max_examples=25)
@given(st.lists(texts, min_size=9, max_size=9), st.sampled_from(sorted(CASES)))
def test_any_text_makes_a_sound_file(words: list[str], name: str) -> None:
    comparison = case(name).comparison
    own = [
        line(
            each, comparison, summary=words[0], effect=words[1], requested=words[2], question=words[3],
            dissent=words[4], stance=Stance.AMEND, vote=vote(9),
            opinions=(Opinion(by="x", cite=words[5], text=words[6]),),
            answers=(answer(1, reason=words[7], authority=words[8], reply=words[0], beside=(words[1],)),),
        )
        for each in comparison.changes[:12]
    ]  # fmt: skip
    made = exchange(
        comparison,
        own,
        asks=(Ask(id="R-01", request=words[3], term=words[4], reason=words[5], due=words[6], status=AskStatus.OPEN),),
        questions=tuple(AskedQuestion(id=f"Q{each.id[1:]}", text=words[7], changes=(each.id,)) for each in own),
        listed=(Listed(key="A-01", clause=words[0], what=words[1], reason=words[2]),),
    )
    order = replace(ORDER, answer_to=words[8], named=(words[0],), quotes=(Quote(words=words[1]),))
    parts = packet_parts(packet_document(made, order))
    titles = [title for title in (MATRIX, ADMINISTRATIVE) if title in table_titles(parts)]
    ids = [each[0].split("\n")[0] for title in titles for each in table_rows(parts, title)[1:]]
    assert Counter(ids) == Counter(each.id for each in own)
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", parts["word/document.xml"].decode())
