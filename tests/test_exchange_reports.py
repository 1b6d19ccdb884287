"""The reports of the exchange: every change is there, nothing internal leaves, one page is one page."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from comparison_builders import SCRIPTS, varied
from feedback_builders import feedback, member, position, respondent, said
from feedback_strategies import feedbacks
from hypothesis import given, settings
from lxml import etree
from office_texts import W, links_of, parts_of, words_of_document
from openxml_audit import OpenXmlValidator
from report_builders import (
    AGREED_WORDING,
    CANARIES,
    NOBODY_DISCLOSED,
    TODAY,
    issued_contract,
    issued_exchange,
    line,
    reconciled_exchange,
    sample_comparison,
    sample_exchange,
    with_canaries,
)

from contractdiff.errors import NotThereError
from contractdiff.model import (
    POSITIONS,
    REJECTED,
    STANCES,
    AgencyAnswer,
    ChangeId,
    EntryKind,
    Exchange,
    Feedback,
    Op,
    Opinion,
    Round,
    Stance,
    tally_of,
)
from contractdiff.ooxml.saving import pack
from contractdiff.ooxml.writing import printable
from contractdiff.reports.exchange import (
    AlertTexts,
    alert_document,
    brief_document,
    concern_documents,
    concerns_of,
    explainer_document,
    faq_document,
    outcome_document,
    reconciliation_document,
    reminder_document,
    status_lines,
    tracker_document,
)
from contractdiff.reports.exchange.due import overdue_of
from contractdiff.reports.exchange.speaking import Speaker
from contractdiff.reports.exchange.telling import Teller
from contractdiff.resources import template_path

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def reminder(exchange: Exchange) -> bytes:
    made = reminder_document(exchange, today=TODAY)
    assert made is not None
    return made


def one_concern(exchange: Exchange) -> bytes:
    return next(data for _, data in concern_documents(exchange))


PUBLIC: dict[str, Callable[[Exchange], bytes]] = {
    "faq": faq_document,
    "alert": lambda exchange: alert_document(exchange, today=TODAY),
    "explainer": explainer_document,
    "reminder": reminder,
    "outcome": outcome_document,
}
INTERNAL: dict[str, Callable[[Exchange], bytes]] = {
    "brief": lambda exchange: brief_document(exchange, today=TODAY),
    "tracker": lambda exchange: tracker_document(exchange, today=TODAY),
    "reconciliation": reconciliation_document,
}
ALL = PUBLIC | INTERNAL | {"concerns": one_concern}


@cache
def full() -> Exchange:
    """The sample exchange with an issued contract and a list of the agency's own."""
    return replace(issued_exchange(), reconciliation=reconciled_exchange().reconciliation)


@cache
def made(kind: str) -> bytes:
    return ALL[kind](full())


def small(**more: object) -> Exchange:
    """The same of a small comparison made by hand."""
    return sample_exchange(varied(), **more)


def rows_of(data: bytes) -> list[list[str]]:
    """The words of the cells of each row of each table."""
    root = etree.fromstring(parts_of(data)["word/document.xml"])
    return [
        ["\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in c.iter(f"{W}p")) for c in row.iter(f"{W}tc")]
        for row in root.iter(f"{W}tr")
    ]


def row_of(data: bytes, name: str) -> list[str]:
    """The row that begins with an id."""
    found = [row for row in rows_of(data) if row[0].split("\n")[0] == name]
    assert len(found) == 1, name
    return found[0]


def all_words(data: bytes) -> str:
    """Everything that any part of a file holds, as text."""
    return "\n".join(part.decode("utf-8", "replace") for part in parts_of(data).values())


# --- what must stand there --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["tracker", "explainer", "reconciliation", "outcome"])
def test_every_change_has_one_line(kind: str) -> None:
    exchange = full()
    named = [row[0].split("\n")[0] for row in rows_of(made(kind))]
    wanted = {each.id for each in exchange.lines}
    if kind == "outcome":
        wanted = set(exchange.comparison.by_id)
    if kind in ("tracker", "explainer", "outcome"):
        wanted |= {each.id for each in exchange.withdrawn}
    found = [name for name in named if name.startswith("C-")]
    assert sorted(found) == sorted(wanted)


def test_the_faq_tells_the_words_of_the_agency_from_the_summary() -> None:
    data = made("faq")
    row = row_of(data, "Q-008")
    assert "The Department wrote: “Please see 2 CFR Part 170.It applies to <all> subawards & contracts.”" in row[2]
    assert "In short (the coalition’s summary): The rule is said to reach every contract." in row[2]
    assert row[3] == "The Department\nMay 20, 2011\nRound 1" and row[4] == "C-008"
    for name in ("Q-015", "P-01"):
        assert row_of(data, name)[2:4] == ["Open: not answered yet.", "Open"]
    # what a question is about is told
    assert {"C-008", "C-015", "C-029"} <= {row[0] for row in rows_of(data)}


def test_six_months_asked_and_four_granted_are_partly_granted_with_both() -> None:
    for kind in ("tracker", "explainer", "brief"):
        row = "\n".join(row_of(made(kind), "R-01"))
        assert "six months" in row and "four months" in row and "Partly granted" in row, kind
    assert "six months: partly granted (four months)" in words_of_document(made("alert"))


def test_the_tracker_tells_turns_rounds_and_what_is_overdue() -> None:
    exchange = small()
    data = tracker_document(exchange, today=TODAY)
    words = words_of_document(data)
    order = [words.index(each) for each in ("Our turn:", "The agency’s turn:", "Settled, or nothing is asked:")]
    assert order == sorted(order)
    assert "Overdue by 12 days" in "\n".join(row_of(data, "R-02"))
    assert "in 8 days" in "\n".join(row_of(data, "R-03"))
    assert "overdue" not in "\n".join(row_of(data, "R-01")).lower()
    first = exchange.withdrawn[0]
    assert row_of(data, first.id)[-1] == "Withdrawn"


def test_the_tracker_shows_three_rounds_and_names_the_others() -> None:
    change = sample_comparison().changes[6]
    answers = tuple(
        AgencyAnswer(round=number, response=REJECTED, reply=f"No, for reason {number}.") for number in range(1, 6)
    )
    own = line(change, sample_comparison(), stance=Stance.RESTORE, asked=True, round=5, answers=answers)
    rounds = tuple(Round(number=number, draft=f"Draft {number}") for number in range(1, 6))
    data = tracker_document(sample_exchange(lines=(own,), withdrawn=(), rounds=rounds), today=TODAY)
    header = next(row for row in rows_of(data) if row[0] == "Change ID")
    assert [title for title in header if title.startswith("Round")] == [f"Round {n} agency" for n in (3, 4, 5)]
    assert "round 1 (Draft 1) and round 2 (Draft 2)" in words_of_document(data)
    row = row_of(data, change.id)
    assert "Before, round 1: Rejected. “No, for reason 1.”" in row[4] and "No, for reason 5." in row[6]


def test_a_brief_has_notes_that_may_be_said_aloud() -> None:
    words = words_of_document(made("brief"))
    assert "I speak on behalf of a broad cross-section of providers: 28 of 40 members answered us" in words
    pages = words.split("What to say\n")[1:]
    assert len(pages) == 10
    for notes in (page.split("What changed\n")[0] for page in pages):
        assert "By when can the Department answer" in notes
        # what is said aloud holds nothing internal
        assert "Our own view" not in notes and "Counsel A. Vega" not in notes and "Seat" not in notes
    assert "We ask for these words: “The Provider may, within thirty days, answer (" in words
    assert "Our own view of number" in words and "Of 9 seats:" in words
    assert words.count("Type here") > 20
    links, marks = links_of(made("brief"))
    assert len(links) == 10 and links <= marks


def test_speakers_count_nobody_who_wants_to_be_counted_in_the_coalition_alone() -> None:
    comparison = sample_comparison()
    members = tuple(member(number, sector=f"Sector {number % 3}") for number in range(1, 9))
    row = "C-031"

    def said_aloud(counted: int) -> str:
        answers = [
            respondent(each, {row: [position("oppose")]}, consent="count_us" if place < counted else "coalition_use")
            for place, each in enumerate(members)
        ]
        exchange = sample_exchange(comparison, feedback(comparison, answers, members=members))
        words = words_of_document(brief_document(exchange, today=TODAY))
        return next(page for page in words.split("What changed\n") if "What to say\n“" in page and row in page)

    assert "a broad cross-section of providers: 6 of 8 members answered us, from 3 sectors" in said_aloud(6)
    assert "6 members told us that they oppose it or are concerned." in said_aloud(6)
    # four may be guessed
    assert "I speak for Provider Coalition: 4 of 8 members" in said_aloud(4)
    assert "oppose it or are" not in said_aloud(4)
    assert "I speak for Provider Coalition." in said_aloud(0)


def test_promises_that_were_broken_come_first_and_what_nobody_disclosed_is_marked() -> None:
    data = outcome_document(issued_exchange(), issued=issued_contract())
    words = words_of_document(data)
    assert "3: 2 kept, 1 not kept." in words
    headings = ("Promises that were not kept:", "disclosed by nobody: 1 edit\n", "What became of each change:")
    order = [words.index(each) for each in headings]
    assert order == sorted(order)
    assert row_of(data, "C-118")[4:] == ["Adopted as proposed.", "Old wording back", "Not kept"]
    assert row_of(data, "C-028")[3].startswith("As in the old one.")
    assert AGREED_WORDING in row_of(data, "C-098")[3] and row_of(data, "C-098")[6] == "Kept"
    root = etree.fromstring(parts_of(data)["word/document.xml"])
    inserted = [
        "".join(run.itertext())
        for run in root.iter(f"{W}r")
        if run.find(f"{W}rPr/{W}rStyle[@{W}val='Inserted']") is not None
    ]
    assert [each.strip() for each in inserted] == [NOBODY_DISCLOSED.removesuffix(".")]
    assert row_of(data, "F-001")[4] == "C-064"


def test_the_marks_of_an_edit_keep_every_word_that_changed() -> None:
    final = issued_exchange().final
    assert final is not None
    (edit,) = final.undisclosed
    changed_words = [each.text.strip() for each in edit.edits if each.op in (Op.INSERT, Op.DELETE)]
    words = words_of_document(made("outcome"))
    assert changed_words and all(each in words for each in changed_words)


def test_an_outcome_needs_an_issued_contract() -> None:
    with pytest.raises(NotThereError, match="No issued contract"):
        outcome_document(small())


def test_the_reconciliation_begins_with_what_is_not_acknowledged() -> None:
    data = made("reconciliation")
    words = words_of_document(data)
    assert "33 of 99 changes that matter; 83 of all 197." in words
    says = [row[4] for row in rows_of(data) if row[0].startswith("C-")]
    assert says[0] == "Not answered" and "Acknowledged" not in says[:33]
    assert "Electronic signatures are accepted now." in row_of(data, "A-01")[2]
    assert "To save paper." in row_of(data, "A-01")[3]
    assert row_of(data, "A-02")[4] == full().lines[1].id
    assert "A-03: “The fiscal year was brought up to date.”" in row_of(data, full().lines[0].id)[5]


def test_without_a_list_of_its_own_the_forms_of_the_agency_are_told() -> None:
    data = reconciliation_document(small())
    assert "No list of the agency’s own was read" in words_of_document(data)


# --- due and overdue --------------------------------------------------------------------------------------------------


def test_the_reminder_says_what_was_due_and_how_long_ago() -> None:
    words = words_of_document(made("reminder"))
    assert "Answer due June 10, 12 days ago." in words
    assert re.search(
        r"Of the \d+ changes that matter and that we asked about, \d+ have no answer in this round;", words
    )
    assert re.search(r"besides, \d+ administrative changes have no answer", words)
    assert "Answers were due June 10, 2011, 12 days ago." in words
    assert sum(each.startswith("C-") for each in words.split("\n")) == 10
    assert "From which day on is this counted?" in words and "A talk with counsel" not in words


def test_there_is_no_reminder_where_nothing_is_overdue() -> None:
    # what is due on the day itself is not overdue
    assert reminder_document(small(), today=date(2011, 6, 10)) is None
    exchange = small(asks=())
    assert reminder_document(exchange, today=date(2011, 6, 10)) is None
    assert reminder_document(exchange, today=date(2011, 6, 11)) is not None


def test_a_day_without_a_year_is_the_next_one_after_the_form_was_sent() -> None:
    rounds = (Round(number=1, draft="Draft", sent="2011-12-20T09:00:00Z", answer_by="January 10"),)
    exchange = small(rounds=rounds, asks=())
    assert reminder_document(exchange, today=date(2012, 1, 10)) is None
    (overdue,) = [each for each in status_lines(exchange, today=date(2012, 1, 12)) if "asked to answer" in each]
    assert overdue == "The Department was asked to answer by January 10, overdue by 2 days."


def test_a_day_that_names_none_is_never_overdue() -> None:
    rounds = (Round(number=1, draft="Draft", sent="2011-05-01", answer_by="as soon as you can"),)
    exchange = small(rounds=rounds, asks=())
    assert reminder_document(exchange, today=date(2030, 1, 1)) is None
    assert "Nothing is overdue." in status_lines(exchange, today=date(2030, 1, 1))


def test_the_status_says_all_that_waits() -> None:
    lines = "\n".join(status_lines(full(), today=TODAY))
    for expected in (
        "Round 2: FY2012 of June 1, 197 changes.",
        "Overdue: 1 ask: R-02 (June 10, overdue by 12 days); answers on 110 changes; 2 questions.",
        "Not acknowledged: 33 of 99 changes that matter",
        "Open questions: 2 of 3: Q-015, P-01.",
        "1 row of the agency’s list that we did not find and 1 row that may be one of ours",
    ):
        assert expected in lines


# --- what must not stand there ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", PUBLIC)
def test_nothing_internal_stands_in_what_may_leave(kind: str) -> None:
    words = all_words(PUBLIC[kind](with_canaries(full())))
    # the agency sees wording that it is asked for; here no vote carries it
    assert [name for name, canary in CANARIES.items() if canary in words] == []


def test_what_is_internal_stands_where_it_belongs() -> None:
    exchange = with_canaries(full())
    brief, tracker = (words_of_document(INTERNAL[kind](exchange)) for kind in ("brief", "tracker"))
    assert all(CANARIES[name] in brief for name in ("by", "analysis", "cite", "seat"))
    assert all(CANARIES[name] in tracker for name in ("priority_by", "remark", "stance wording"))
    for kind in INTERNAL:
        words = words_of_document(INTERNAL[kind](exchange))
        assert words.startswith("Internal: ")
        assert CANARIES["words"] not in words and CANARIES["member"] not in words


@pytest.mark.parametrize("kind", ALL)
def test_footers_say_for_whom_a_report_is(kind: str) -> None:
    footer = next(part for name, part in parts_of(made(kind)).items() if "footer" in name).decode()
    assert ("internal, not for the agency" in footer) is (kind in INTERNAL)


def test_no_stance_is_told_that_no_vote_carries() -> None:
    exchange = small()
    unvoted = [each for each in exchange.lines if each.vote is None and each.stance]
    assert unvoted
    data = explainer_document(exchange)
    for each in unvoted:
        row = row_of(data, each.id)
        assert not any(name in "\n".join(row[3:]) for name in STANCES.values())


def test_a_member_reads_its_own_words_alone() -> None:
    changes = [each.id for each in varied().changes]
    one = respondent(member(1), {changes[0]: [position("oppose"), said("Only the first says this.")]})
    other = respondent(member(2), {changes[0]: [said("Only the second says this.")], "G-01": [said("And that.")]})
    blank = respondent(member(3), {})
    exchange = small(feedback=feedback(varied(), [one, other, blank], members=(member(1), member(2), member(3))))
    documents = {who.key: data for who, data in concern_documents(exchange)}
    assert set(documents) == {one.key, other.key}
    first, second = all_words(documents[one.key]), all_words(documents[other.key])
    assert "Only the first says this." in first and "Only the first" not in second
    assert "Only the second says this." in second and "And that." in second and "second" not in first
    assert one.name in first and other.name not in first and one.name not in second
    assert "Your position: Oppose" in words_of_document(documents[one.key])


def test_a_concern_tells_what_it_is_now() -> None:
    comparison = sample_comparison()
    told = {each.id: each for each in sample_exchange().lines}
    agreed, rejected = told["C-009"], told["C-006"]
    gone = sample_exchange().withdrawn[0]
    own = respondent(member(1), {name: [said("We mind.")] for name in (agreed.id, rejected.id, gone.id, "Q-01")})
    exchange = sample_exchange(comparison, feedback(comparison, [own], members=(member(1),)))
    now = {each.row: " ".join(each.now) for each in concerns_of(exchange, own)}
    assert set(now) == {agreed.id, rejected.id, gone.id, "Q-01"}
    assert "agreed to our request in round 2" in now[agreed.id] and "within twenty days" in now[agreed.id]
    assert "said no to our request in round 2" in now[rejected.id] and "Its reason: “New reporting" in now[rejected.id]
    assert "It was withdrawn: the old wording is back." in now[gone.id]
    assert now["Q-01"] == ""


@given(feedbacks())
@settings(max_examples=60, deadline=None)
def test_no_word_of_a_member_is_lost_to_it(made_feedback: Feedback) -> None:
    exchange = small(feedback=made_feedback)
    for own in made_feedback.respondents:
        concerns = {each.row: each for each in concerns_of(exchange, own)}
        for row, several in own.said.items():
            for each in several:
                if each.entry.text.strip() and each.entry.kind is not EntryKind.KEPT:
                    concern = concerns[row]
                    told = each.entry.kind is EntryKind.POSITION and concern.position == POSITIONS.get(each.entry.code)
                    assert told or each.entry.text.strip() in concern.words


# --- form -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ALL)
def test_word_opens_it_and_screen_readers_find_their_way(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"{kind}.docx"
    path.write_bytes(made(kind))
    found = OpenXmlValidator().validate(path)
    assert found.is_valid, [error.description for error in found.errors]
    root = etree.fromstring(parts_of(made(kind))["word/document.xml"])
    styles = [each.get(f"{W}val") for each in root.iter(f"{W}pStyle")]
    assert styles.count("Title") == 1 and "Heading1" in styles
    for table in root.iter(f"{W}tbl"):
        first = next(table.iter(f"{W}tr"))
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")  # type: ignore[union-attr]
    assert not list(root.iter(f"{W}gridSpan")) and not list(root.iter(f"{W}vMerge"))
    assert not [row for row in rows_of(made(kind)) if not all(each.strip() for each in row)]


@pytest.mark.parametrize("kind", ALL)
def test_the_same_exchange_gives_the_same_bytes(kind: str) -> None:
    assert ALL[kind](full()) == made(kind)


def hostile() -> Iterator[Exchange]:
    exchange = small()
    for words in SCRIPTS.values():
        opinion = Opinion(by=words, analysis=words, text=words)
        answer = AgencyAnswer(round=2, reason=words, authority=words, applies=words, reply=words, beside=(words,))
        lines = tuple(
            replace(each, summary=words, effect=words, requested=words, opinions=(opinion,), answers=(answer,))
            for each in exchange.lines
        )
        yield replace(
            exchange,
            lines=lines,
            asks=tuple(replace(each, request=words, term=words, reply=words) for each in exchange.asks),
            questions=tuple(replace(each, text=words, answer=words, summary=words) for each in exchange.questions),
            feedback=feedback(varied(), [respondent(words or "x", {"C-001": [said(words)]})], agency=words),
            contact=words,
        )


def test_no_text_is_lost_whatever_letters_it_has() -> None:
    for exchange, words in zip(hostile(), SCRIPTS.values(), strict=True):
        wanted = printable(words).strip()
        assert wanted in words_of_document(faq_document(exchange))
        assert wanted in words_of_document(one_concern(exchange))
        assert wanted in words_of_document(explainer_document(exchange))
        for kind in ("alert", "brief", "tracker", "reminder", "reconciliation"):
            etree.fromstring(parts_of(ALL[kind](exchange))["word/document.xml"])


def test_reports_of_nothing_are_made() -> None:
    empty = small(
        lines=(),
        withdrawn=(),
        asks=(),
        questions=(),
        listed=(),
        feedback=feedback(varied()),
        rounds=(Round(number=1, draft="Draft"),),
    )
    for kind in ("faq", "alert", "explainer", "brief", "tracker", "reconciliation"):
        assert words_of_document(ALL[kind](empty))
    assert list(concern_documents(empty)) == [] and reminder_document(empty, today=TODAY) is None
    assert status_lines(empty, today=TODAY)


def test_the_template_is_what_its_xml_makes() -> None:
    folder = template_path("report.docx").parent / "report"
    parts = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert template_path("report.docx").read_bytes() == pack(parts), "run templates/make_templates.py"


# --- pages ------------------------------------------------------------------------------------------------------------


def long_exchange(letter: str) -> Exchange:
    """One in which every text is far too long for its place, of words of one letter."""

    def words(number: int) -> str:
        return " ".join([letter * 11] * number)

    exchange = sample_exchange()
    lines = tuple(
        replace(
            each,
            summary=words(90),
            effect=words(300),
            requested=words(300),
            question=words(100),
            dissent=words(50),
            opinions=tuple(
                Opinion(by=words(9), cite=words(40), analysis=words(300), text=words(200)) for _ in range(5)
            ),
            answers=tuple(
                AgencyAnswer(round=number, reason=words(200), authority=words(90), reply=words(200), response=REJECTED)
                for number in (1, 2)
            )
            if place % 2
            else (),
        )
        for place, each in enumerate(exchange.lines)
    )
    return replace(
        exchange,
        lines=lines,
        feedback=replace(exchange.feedback, coalition=words(40), agency=words(40), return_by=words(30)),
        asks=tuple(replace(each, request=words(60), term=words(30), granted=words(20)) for each in exchange.asks * 10),
        questions=tuple(replace(each, text=words(80)) for each in exchange.questions * 15),
        contact=words(60),
    )


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice (apt-get install libreoffice-writer)")
def test_one_page_is_one_page(tmp_path: Path) -> None:
    for number, letter in enumerate(("", "W", "n", "M.", "字")):
        exchange = long_exchange(letter) if letter else sample_exchange()
        texts = AlertTexts(**{k: " ".join([letter * 11] * 60) for k in ("bites", "needed", "write_to", "meeting")})
        (tmp_path / f"alert{number}.docx").write_bytes(alert_document(exchange, texts, today=TODAY))
        (tmp_path / f"reminder{number}.docx").write_bytes(reminder(exchange))
        (tmp_path / f"brief{number}.docx").write_bytes(brief_document(replace(exchange, asks=()), today=TODAY))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    files = sorted(map(str, tmp_path.glob("*.docx")))
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=200)
    for path in sorted(tmp_path.glob("*.pdf")):
        document = pypdfium2.PdfDocument(path)
        pages = [page.get_textpage().get_text_range() for page in document]
        if not path.stem.startswith("brief"):
            assert len(pages) == 1, path.stem
        else:
            whole = [page for page in pages if "What changed" in page and "By when can" in page]
            assert len(whole) == 10, path.stem
            assert all("What changed" in page for page in pages[-11:-1]), path.stem
    assert len(list(tmp_path.glob("*.pdf"))) == 15


def test_the_faq_calls_a_draft_a_draft_and_an_issued_contract_issued() -> None:
    assert "which the Department wants to put in place of" in words_of_document(made("faq"))
    done = issued_exchange()
    words = words_of_document(faq_document(replace(done, issued=issued_contract())))
    assert f"“{issued_contract().name}”, which the Department issued in place of" in words


def test_a_question_of_a_withdrawn_change_is_told_as_withdrawn_with_it() -> None:
    exchange = full()
    gone = replace(exchange.withdrawn[0], question="Why is this asked?", became="withdrawn")
    asked = tuple(each for each in exchange.questions if gone.id not in each.changes)
    data = faq_document(replace(exchange, withdrawn=(gone,), questions=asked))
    assert row_of(data, f"Q{gone.id[1:]}")[2] == "Withdrawn with its change."


def test_after_the_contract_was_issued_the_explainer_speaks_of_that() -> None:
    words = words_of_document(explainer_document(replace(issued_exchange(), issued=issued_contract())))
    assert f"has issued “{issued_contract().name}” in place of" in words
    assert "wants to put" not in words and "The contract was issued." not in words


def test_an_answer_given_before_a_rewording_is_told_as_that() -> None:
    exchange = full()
    agreed = next(each for each in exchange.lines if each.responded and each.responded.response == "agreed")
    assert agreed.responded is not None
    later = replace(agreed, reworded_in=agreed.responded.round + 1)
    told = Teller(exchange=exchange)
    assert "before it was reworded" in told.now(later) and "before it was reworded" not in told.now(agreed)
    assert "the contract says what was agreed" not in told.next(later)


def test_nothing_is_overdue_before_anything_was_sent() -> None:
    exchange = full()
    rounds = tuple(replace(each, sent="") for each in exchange.rounds)
    assert overdue_of(exchange, TODAY).asks
    assert not overdue_of(replace(exchange, rounds=rounds), TODAY).asks


def test_half_a_sentence_is_not_to_be_said() -> None:
    exchange = full()
    speaker = Speaker(teller=Teller(exchange=exchange), tally=tally_of(exchange.feedback))
    for each_line in exchange.mattering[:40]:
        for words in (3, 16, 70):
            assert not [each for each in speaker.notes(each_line, words, 1) if "…" in each or "rule met" in each]


def test_rows_of_the_agency_stand_before_our_changes_and_are_called_as_in_its_file() -> None:
    words = words_of_document(reconciliation_document(reconciled_exchange()))
    assert words.index("Listed by the agency, not found by us:") < words.index("\nOur changes\n")
    assert " of S-" not in words


def test_changes_withdrawn_between_drafts_have_a_table_of_their_own() -> None:
    exchange = issued_exchange()
    lost = exchange.withdrawn[0]
    lost = replace(lost, change=replace(lost.change, id=ChangeId("C-900")), became="withdrawn")
    data = outcome_document(replace(exchange, withdrawn=(lost,)), issued=issued_contract())
    words = words_of_document(data)
    assert row_of(data, "C-900")[3] == "Withdrawn." and "Withdrawn between drafts: 1 change" in words
    assert "Changes that matter:" in words and "Administrative changes:" in words
