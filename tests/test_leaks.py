"""Nothing leaves the coalition that must not: the packet as it is made, and packets with a planted fault."""

import io
import random
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from exchange_filling import fill
from leaks import AT, Canaries, build, leaks, packet_of

from contractdiff import api
from contractdiff.api.packet import Packet, PacketRequest, make_packet
from contractdiff.cli.root import commands
from contractdiff.cli.running import run
from contractdiff.docket import Docket
from contractdiff.errors import FormError, OutputError, PacketError
from contractdiff.model import COALITION_USE, FormKind
from contractdiff.options import ExchangeFormOptions
from contractdiff.resources import template_path


@dataclass
class Story:
    folder: Path
    docket: Path
    canaries: Canaries

    def say(self, kind: FormKind, answers: dict[str, str]) -> None:
        """Answer a form once more."""
        form = api.make_exchange_form(
            self.docket, kind, ExchangeFormOptions(), output=self.folder / "again.docx", force=True, at=AT
        )
        back = self.folder / "back.docx"
        back.write_bytes(fill(form.read_bytes(), answers, saved="2011-07-01T12:00:00Z"))
        api.collect(self.docket, [back], at="2011-07-01T12:00:00Z")

    def failed(self, **options: object) -> dict[str, tuple[str, ...]]:
        """The checks that fail, with what they found; nothing is written where any does."""
        made = make_packet(self.docket, PacketRequest(pdf=False, reviewed_by="R. Ortiz", **options), at=AT)  # type: ignore[arg-type]
        found = {check.id: check.findings for check in made.checks if not check.passed}
        assert not (found and made.written)
        return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("built")
    return Story(folder, *build(folder, random.Random("leaks")))


@pytest.fixture
def story(built: Story, tmp_path: Path) -> Story:
    folder = Path(shutil.copytree(built.folder, tmp_path / "story"))
    return Story(folder, folder / "docket", built.canaries)


def test_no_word_that_must_stay_is_in_any_byte_of_the_packet_and_those_that_must_go_are(story: Story) -> None:
    made, files = packet_of(story.docket)
    assert made.may_leave and {"letter.docx", "packet.docx"} <= set(files)
    assert len(story.canaries.inside) > 150 and len(story.canaries.outside) > 50
    assert leaks(files, story.canaries) == ([], [])


def test_members_are_quoted_only_where_they_allow_it_and_it_is_asked_for(story: Story) -> None:
    made, files = packet_of(story.docket, quotes=True, pdf=False)
    assert made.may_leave
    out, missing = leaks(files, story.canaries)
    assert missing == []
    assert out and all("/yes fb:C-" in each and COALITION_USE not in each for each in out)


def member_words(story: Story, quoting: str = "no") -> str:
    feedback = api.read_feedback(story.docket)
    respondent = next(each for each in feedback.respondents if each.quoting == quoting)
    return next(said.entry.text for said in respondent.said["C-001"] if len(said.entry.text.split()) > 1)


def hidden_name(story: Story) -> str:
    feedback = api.read_feedback(story.docket)
    return next(each.name for each in feedback.respondents if each.consent == COALITION_USE)


PLANTED: dict[str, Callable[[Story], tuple[FormKind, dict[str, str]]]] = {
    "names": lambda story: (FormKind.LEAD, {"effect:C-001": f"{hidden_name(story)} would have to close."}),
    "verbatim-words": lambda story: (FormKind.LEAD, {"effect:C-001": f"As they say: {member_words(story)}"}),
}


@pytest.mark.parametrize("check", PLANTED)
def test_what_a_lead_writes_is_looked_through_as_well(story: Story, check: str) -> None:
    assert story.failed() == {}
    shutil.rmtree(story.docket / "packet-round1")
    story.say(*PLANTED[check](story))
    found = story.failed()
    assert set(found) == {check}
    assert "packet.docx" in found[check][0]
    assert not (story.docket / "packet-round1" / "packet.docx").exists()


def test_an_experts_analysis_that_was_written_into_the_text_for_the_packet_is_found(story: Story) -> None:
    line = next(line for line in api.read_exchange(story.docket).lines if line.opinions)
    analysis = f"{line.opinions[0].analysis} and what else there is"
    story.say(FormKind.EXPERT, {f"external:{line.id}": analysis})
    assert set(story.failed()) == {"verbatim-words"}


INSERTED = '<w:p><w:ins w:id="1" w:author="J. Doe"><w:r><w:t>x</w:t></w:r></w:ins></w:p>'


def altered(packet: bytes, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packet)) as given, zipfile.ZipFile(out, "w") as made:
        for info in given.infolist():
            data = given.read(info)
            if info.filename == "word/document.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            made.writestr(zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def templated(story: Story, name: str, words: str) -> Path:
    """A template of the coalition's own that says something before all else."""
    path = story.folder / f"own-{name}"
    said = f"<w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
    path.write_bytes(altered(template_path(name).read_bytes(), "<w:body>", said))
    return path


def test_a_template_of_the_coalitions_own_is_looked_through_as_well(story: Story) -> None:
    said = f"We thank you on behalf of {hidden_name(story)} and all of our other members for your time."
    assert set(story.failed(letter_template=templated(story, "letter.docx", said))) == {"names"}
    assert set(story.failed(packet_template=templated(story, "packet.docx", member_words(story)))) == {"verbatim-words"}


@pytest.mark.parametrize("kind", ["faq", "alert", "explainer", "reminder"])
def test_reports_for_others_are_checked_before_they_are_written(story: Story, kind: str) -> None:
    order = api.ReportOrder(today=date(2012, 1, 5))
    assert api.write_report(story.docket, kind, order, force=True)
    (story.docket / f"{kind}.docx").unlink()
    name = hidden_name(story)
    said = {"summary:C-001": f"{name} is paid later.", "request:R-01": f"Delay for {name}", "question:P-01": f"{name}?"}
    story.say(FormKind.LEAD, {**said, "due:R-01": "June 10, 2011", "stance:C-001": "Restore the old wording"})
    with pytest.raises(PacketError, match=f"{name}.* is a name"):
        api.write_report(story.docket, kind, order, force=True)
    assert not (story.docket / f"{kind}.docx").exists()


def test_the_form_for_the_agency_is_checked_before_it_is_written(story: Story) -> None:
    path = story.folder / f"for {hidden_name(story)}.docx"
    with pytest.raises(PacketError, match="is a name"):
        api.make_exchange_form(story.docket, FormKind.AGENCY, ExchangeFormOptions(), output=path, at=AT)
    assert not path.exists()


def test_names_in_the_agencys_words_are_for_a_person_to_read(story: Story) -> None:
    story.say(FormKind.AGENCY, {"reason:C-001": f"We heard of it from {hidden_name(story)} in the spring."})
    made = make_packet(story.docket, PacketRequest(pdf=False), at=AT)
    assert {check.id for check in made.checks if not check.passed} == {"reviewed"}
    assert any(hidden_name(story) in each for each in made.review)


def packet_xml(packet: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(packet)) as archive:
        return archive.read("word/document.xml").decode()


def test_no_row_and_no_matrix_may_be_taken_out_of_a_packet(story: Story) -> None:
    _, files = packet_of(story.docket, pdf=False)
    packet, text = files["packet.docx"], packet_xml(files["packet.docx"])
    matrix = next(each for each in re.findall(r"<w:tbl>.*?</w:tbl>", text, re.DOTALL) if "Response to each ch" in each)
    path = story.folder / "altered.docx"
    path.write_bytes(packet)
    assert story.failed(files=(path,)) == {}
    row = next(each for each in re.findall(r"<w:tr(?: [^>]*)?>.*?</w:tr>", matrix, re.DOTALL) if ">C-003<" in each)
    for data in (altered(packet, row, ""), altered(packet, matrix, "")):
        path.write_bytes(data)
        assert set(story.failed(files=(path,))) == {"every-change"}


@pytest.mark.parametrize("claim", ["It is the coalition’s position that it be withdrawn.", "We all oppose this."])
def test_a_claim_that_was_typed_anywhere_into_a_packet_is_found(story: Story, claim: str) -> None:
    _, files = packet_of(story.docket, pdf=False)
    path = story.folder / "altered.docx"
    said = f"<w:body><w:p><w:r><w:t>{claim}</w:t></w:r></w:p>"
    path.write_bytes(altered(files["packet.docx"], "<w:body>", said))
    assert set(story.failed(files=(path,))) == {"positions"}
    path.write_bytes(altered(files["letter.docx"], "<w:body>", said))
    assert set(story.failed(files=(path,))) == {"positions"}


def test_two_files_of_one_name_are_not_taken_for_one(story: Story) -> None:
    paths = tuple(story.folder / each / "packet.docx" for each in ("a", "b"))
    with pytest.raises(FormError, match="Two of the files"):
        make_packet(story.docket, PacketRequest(files=paths), at=AT)


def test_a_packet_that_was_made_gives_way_to_one_that_is_made_anew_unless_it_was_altered(story: Story) -> None:
    def make(day: str) -> Packet:
        return make_packet(story.docket, PacketRequest(pdf=False, reviewed_by="R. Ortiz", date=day), at=AT)

    letter = make("June 1, 2011").written[0]
    first = letter.read_bytes()
    assert make("June 2, 2011").written and letter.read_bytes() != first
    letter.write_bytes(altered(first, "<w:body>", "<w:body><w:p/>"))
    with pytest.raises(OutputError):
        make("June 3, 2011")


def test_what_is_only_checked_leaves_no_trace_in_the_docket(story: Story) -> None:
    table = story.folder / "signatories.csv"
    table.write_text('Organization,Name,Title,Authorized\nHope House,J. Doe,Director,"board, June 1"\n', "utf-8")
    with Docket(story.docket) as docket:
        before = docket.settings(), docket.history()
    asked = {"contact": "K. Moe", "signatories": table, "check_only": True}
    assert story.failed(**asked) == {}
    with Docket(story.docket) as docket:
        assert (docket.settings(), docket.history()) == before


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        ("Under review", "Restore the old wording. The coalition’s position", "positions"),
        (
            "<w:body>",
            '<w:body><w:p><w:ins w:id="1" w:author="J. Doe"><w:r><w:t>x</w:t></w:r></w:ins></w:p>',
            "tracked-changes",
        ),
    ],
)
def test_a_packet_that_was_altered_in_word_is_checked_before_it_goes(
    story: Story, old: str, new: str, check: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, files = packet_of(story.docket, pdf=False)
    path = story.folder / "altered.docx"
    path.write_bytes(altered(files["packet.docx"], old, new))
    assert check in story.failed(files=(path,))
    assert run(commands, ["packet", str(story.docket), str(path), "--no-pdf"]) == 4
    assert f"FAILED  {check}" in capsys.readouterr().out


def test_free_text_that_may_tell_who_is_meant_is_read_by_a_person_first_and_again_when_it_changes(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["packet", str(story.docket), "--no-pdf", "--date", "June 1, 2011"]
    assert run(commands, command) == 4
    told = capsys.readouterr().out
    assert "FAILED  reviewed" in told and "To be read by a person" in told
    assert run(commands, [*command, "--reviewed-by", "R. Ortiz"]) == 0
    assert run(commands, [*command, "--force"]) == 0
    story.say(FormKind.LEAD, {"effect:C-001": "The only shelter in Pulaski County would close."})
    assert run(commands, [*command, "--force"]) == 4
    assert "Pulaski County" in capsys.readouterr().out


def test_nobody_signs_without_having_authorized_it(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    table = story.folder / "signatories.csv"
    table.write_text("Organization,Name,Title,Authorized\nHope House,J. Doe,Director,\n", "utf-8")
    command = ["packet", str(story.docket), "--no-pdf", "--signatories", str(table)]
    assert run(commands, command) == 5
    assert "row 2 (Hope House)" in capsys.readouterr().err
    table.write_text('Organization,Name,Title,Authorized\nHope House,J. Doe,Director,"board, June 1"\n', "utf-8")
    assert run(commands, [*command, "--reviewed-by", "R. Ortiz"]) == 0
    assert api.read_exchange(story.docket).signatories[0].organization == "Hope House"


def test_what_nobody_decided_of_the_coalitions_own_forms_stops_the_packet(story: Story) -> None:
    form = api.make_exchange_form(
        story.docket, FormKind.LEAD, ExchangeFormOptions(), output=story.folder / "again.docx", force=True, at=AT
    )
    chosen = fill(form.read_bytes(), {"stance:C-001": "No objection"}, saved="2011-07-01T12:00:00Z")
    back = story.folder / "back.docx"
    back.write_bytes(altered(chosen, "No objection</w:t>", "Let us see</w:t>"))
    api.collect(story.docket, [back], at=AT)
    found = story.failed()
    assert "open-matters" in found
    assert "contractdiff resolve DOCKET" in found["open-matters"][0]
