"""The letter: one page whatever is asked and whoever signs, and sentences that a coalition changes in Word."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from comparison_builders import many, unchanged, varied
from exchange_builders import (
    ORDER,
    WILD,
    answer,
    asks,
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
from feedback_builders import feedback
from hypothesis import given, settings
from hypothesis import strategies as st
from letters import long_name, random_letter
from lxml import etree
from openxml_audit import OpenXmlValidator

from contractdiff.errors import TemplateError
from contractdiff.forms.packet import letter_document
from contractdiff.model import Acknowledgement, Ask, Exchange, Priority, Stance
from contractdiff.model.terms import AskStatus
from contractdiff.ooxml.saving import pack
from contractdiff.options import PacketOrder
from contractdiff.resources import template_path

SIGNS = "Who signs"
soffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def said(made: Exchange, order: PacketOrder = ORDER, template: Path | None = None) -> str:
    return text_of_parts(packet_parts(letter_document(made, order, template=template)))


def pages(documents: dict[str, bytes], folder: Path) -> dict[str, int]:
    """How many pages LibreOffice makes of each document."""
    for name, document in documents.items():
        (folder / f"{name}.docx").write_bytes(document)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), *(str(folder / f"{name}.docx") for name in documents)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    found = {}
    for name in documents:
        info = subprocess.run(["pdfinfo", folder / f"{name}.pdf"], check=True, capture_output=True, text=True).stdout
        found[name] = int(re.search(r"Pages:\s+(\d+)", info)[1])  # type: ignore[index]
    return found


@soffice
def test_it_is_one_page(tmp_path: Path) -> None:
    base = lively(samples())
    long_asks = tuple(
        replace(ask, request=f"{ask.request}; {'and tell every provider which terms apply from which day on, ' * 12}")
        for ask in asks()
    )
    named = replace(base.feedback, coalition=long_name(1), agency=long_name(2))
    letters = {
        "plain": letter_document(base, ORDER),
        "nothing": letter_document(exchange(unchanged()), PacketOrder()),
        "twelve": letter_document(replace(base, asks=long_asks, feedback=named), ORDER),
        "long": letter_document(
            replace(base, asks=long_asks, feedback=named, signatories=signatories(12, long_name)),
            replace(ORDER, contact=long_name(3) * 3, answer_to=long_name(4) * 2),
        ),
        "crowd": letter_document(replace(base, asks=(), signatories=signatories(300)), ORDER),
    }
    letters |= {f"wild{number}": random_letter(number) for number in range(6)}
    assert pages(letters, tmp_path) == dict.fromkeys(letters, 1)


def test_the_audit_finds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    for document in (letter_document(lively(samples()), ORDER), letter_document(exchange(unchanged()), PacketOrder())):
        path.write_bytes(document)
        assert OpenXmlValidator().validate(path).errors == []


def test_same_input_gives_same_bytes() -> None:
    assert letter_document(lively(samples()), ORDER) == letter_document(lively(samples()), ORDER)


def test_it_says_who_we_are_what_was_done_what_we_ask_and_whom_to_call() -> None:
    letter = said(lively(samples()))
    assert "We write for Provider Coalition. We are 650 organizations that serve people under contract with" in letter
    assert "\nMay 27, 2011\n" in letter and "\nTo the Department\n" in letter
    assert "We ask for three things:\nMeet with the workgroup on the payment terms (R-02). " in letter
    assert "Delay the start of the new agreement: six months (R-01). Granted so far: four months." in letter
    assert "(R-03). We ask for an answer by June 10, 2011." in letter
    assert (
        "send it back to contracts@partners.example by June 10, 2011. For any question, please call Ana Ruiz" in letter
    )
    assert "R-04" not in letter


def test_thanks_are_for_what_the_agency_did() -> None:
    lines = [line(each, varied()) for each in varied().changes]
    lines[0] = replace(lines[0], acknowledgement=Acknowledgement.ACKNOWLEDGED, answers=(answer(response="agreed"),))
    lines[1] = replace(lines[1], acknowledgement=Acknowledgement.PARTLY)
    gone = (replace(lines[2], became="withdrawn"), replace(lines[3], became="continued in C-001"))
    made = exchange(varied(), lines, withdrawn=gone, asks=asks())
    number = len(lines)
    assert (
        f"We thank you for acknowledging 2 of {number} changes, agreeing with us on 1 change, withdrawing 1 change and "
        "granting 1 request in part." in said(made)
    )
    assert "We thank you" not in said(exchange(varied()))


def test_without_asks_the_three_changes_that_matter_most() -> None:
    lines = [
        line(each, many(9), priority=Priority.CRITICAL, stance=Stance.AMEND, requested="the old period", vote=vote(9))
        for each in many(9).changes
    ]
    letter = said(exchange(many(9), lines))
    assert "We ask you to look at these three changes first:\nChange C-" in letter
    assert letter.count("We ask for this wording: the old period") == 3
    assert letter.count("\nChange C-") == 3


def test_an_unvoted_wish_is_in_no_letter() -> None:
    lines = [line(each, many(3), stance=Stance.AMEND, requested="OUR WISH") for each in many(3).changes]
    assert "OUR WISH" not in said(exchange(many(3), lines))


def test_who_signs_is_told_by_the_signatories_alone() -> None:
    made = lively(samples())
    parts = packet_parts(letter_document(made, ORDER))
    rows = table_rows(parts, SIGNS)
    assert [each[0] for each in rows[1:]] == [each.organization for each in made.signatories]
    names = [each.name for each in made.feedback.respondents] + [each.name for each in made.feedback.members]
    whole = b"".join(parts.values()).decode()
    assert not [name for name in (*names, *ORDER.named) if name in whole]
    assert table_titles(packet_parts(letter_document(replace(made, signatories=()), ORDER))) == []


@pytest.mark.parametrize("number", [1, 12, 30, 400])
def test_every_signatory_is_named_or_counted(number: int) -> None:
    made = replace(lively(samples()), signatories=signatories(number, long_name))
    parts = packet_parts(letter_document(made, ORDER))
    shown = len(table_rows(parts, SIGNS)) - 1
    last = text_of_parts(parts).split("\n")[-1]
    assert last == (f"and {number - shown:,} more: see Appendix E." if shown < number else last)
    assert shown == number or shown >= 6
    assert (shown == number) is ("more" not in last)


# --- the template -----------------------------------------------------------------------------------------------------


def altered(tmp_path: Path, *pairs: tuple[str, str]) -> Path:
    """The template with other words in its body."""
    with zipfile.ZipFile(template_path("letter.docx")) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode()
    for old, new in pairs:
        assert old in body
        body = body.replace(old, new)
    parts["word/document.xml"] = body.encode()
    path = tmp_path / "ours.docx"
    path.write_bytes(pack(parts))
    return path


def test_a_coalition_changes_the_words(tmp_path: Path) -> None:
    template = altered(tmp_path, ("Respectfully,", "With hope and for {{coalition}}, round {{round}},"))
    assert "\nWith hope and for Illinois Partners, round 1,\n" in said(exchange(varied()), template=template)


def test_no_mark_is_left_and_no_phrase_without_its_end() -> None:
    made = exchange(unchanged(), feedback=feedback(unchanged(), coalition="", agency=""))
    letter = said(made, PacketOrder())
    assert "{" not in letter and "[" not in letter and "]" not in letter
    assert letter.split("\n") == [
        "To the agency",
        "Changes from FY2011 to FY2012",
        "We compared FY2012 with FY2011, clause by clause, and found 0 changes. The response packet that comes with "
        "this letter says of each change what it does to services and what we ask.",
        "Please type your answers into the packet and send it back. We look forward to working on this with you.",
        "Respectfully,",
        "The coalition",
    ]


def test_phrases_that_word_divided_into_runs(tmp_path: Path) -> None:
    split = "</w:t></w:r><w:r><w:t xml:space='preserve'>"
    pair = ("[[ to {{answer_to}}]]", f"[{split}[ to {{{{ans{split}wer_to}}}}]{split}]")
    template = altered(tmp_path, pair)
    assert "send it back by June 10, 2011." in said(exchange(varied()), replace(ORDER, answer_to=""), template)
    assert "send it back to a@b by June 10, 2011." in said(
        exchange(varied()), replace(ORDER, answer_to="a@b"), template
    )


def test_an_unknown_mark_is_told(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"has the mark \{\{members_count\}\}, of which nothing is known"):
        said(exchange(varied()), template=altered(tmp_path, ("{{members}}", "{{members_count}}")))


def test_a_template_that_would_lose_an_ask_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"lacks the mark \{\{ask_3\}\}"):
        said(exchange(varied()), template=altered(tmp_path, ("{{ask_3}}", "")))


def test_a_template_that_leaves_no_room_is_refused(tmp_path: Path) -> None:
    template = altered(tmp_path, ("Respectfully,", "We have much to say. " * 600))
    with pytest.raises(TemplateError, match="does not fit on one page"):
        said(exchange(varied()), template=template)


def test_a_cell_that_loses_its_paragraph_keeps_an_empty_one(tmp_path: Path) -> None:
    table = (
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='4000'/></w:tblGrid><w:tr><w:tc><w:tcPr/>"
        "<w:p><w:r><w:t>{{date}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    template = altered(tmp_path, ("<w:p><w:r><w:t>{{date}}</w:t></w:r></w:p>", table))
    for day in ("May 27", ""):
        parts = packet_parts(letter_document(exchange(varied()), replace(ORDER, date=day), template=template))
        cells = etree.fromstring(parts["word/document.xml"]).findall(".//{*}tc")
        assert all(cell.find("{*}p") is not None for cell in cells)
        assert ("May 27" in text_of_parts(parts)) is bool(day)


texts = st.one_of(st.sampled_from(WILD), st.text(max_size=40))


@settings(deadline=None, max_examples=25)
@given(st.lists(texts, min_size=8, max_size=8))
def test_any_text_makes_a_sound_letter(words: list[str]) -> None:
    made = exchange(
        varied(),
        feedback=feedback(varied(), coalition=words[0], agency=words[1]),
        asks=(Ask(id="R-01", request=words[2], term=words[3], due=words[4], status=AskStatus.OPEN),),
        signatories=tuple(replace(each, organization=words[5], name=words[6]) for each in signatories(2)),
    )
    order = PacketOrder(date=words[7], contact=words[0], answer_to=words[1], members=3)
    letter = said(made, order)
    assert "(R-01)." in letter and "Respectfully" in letter


def test_a_day_that_is_past_is_no_day_to_ask_for() -> None:
    late = (Ask(id="R-01", request="A delay", due="May 1, 2011", due_on=date(2011, 5, 1), status=AskStatus.OPEN),)
    letter = said(replace(lively(samples()), asks=late), replace(ORDER, date="May 27, 2011"))
    assert "The day for an answer, May 1, 2011, has passed." in letter
    assert "We ask for an answer by May 1" not in letter


def test_a_department_has_an_article() -> None:
    made = lively(samples())
    made = replace(made, feedback=replace(made.feedback, agency="Department of Human Services"))
    assert "\nTo the Department of Human Services\n" in said(made)
