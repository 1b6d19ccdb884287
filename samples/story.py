"""Build the story of samples/story: ``python samples/story.py [FOLDER]``.

Everything that members, experts, the workgroup and the agency send in the README's walk-through is made here: the forms
are contractdiff's own, and what is told in ``telling`` is typed into them. The drafts are made of the amendments, as
those in ``samples`` are. The same bytes come out each time; the member's copy that came back as a PDF is printed by
LibreOffice, and left alone where that is not installed.
"""

import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from damages import damage
from filling import fill, tags_of
from markup import number, parse
from redraft import carry_out, varied
from wordfile import About, write_docx

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from contractdiff import api  # noqa: E402
from contractdiff.api import Destination, FormOrder, PacketRequest  # noqa: E402
from contractdiff.model import (  # noqa: E402
    Change,
    ChangeKind,
    Comparison,
    Decision,
    FormKind,
    Party,
    Priority,
)
from contractdiff.options import ExchangeFormOptions, ResponseOptions  # noqa: E402
from contractdiff.release import scrub_pdf  # noqa: E402

SECOND = About(title="Community Services Provider Agreement, Fiscal Year 2012, second draft", date="2011-07-11")
ISSUED = About(title="Community Services Provider Agreement, Fiscal Year 2012, as issued", date="2011-10-03")
# What the walk-through gives, too: the forms tell by it what they are.
AGENCY, COALITION = "Department of Community and Human Services", "Tamarack Provider Partnership"
MEMBERS_ASKED = ResponseOptions(
    agency=AGENCY, coalition=COALITION, return_by="June 3, 2011", return_to="answers@partnership.example.org"
)
ANSWER_TO = "agreement@partnership.example.org"
CONTACT = f"Renata Quill, (555) 014-7100, {ANSWER_TO}"
Told = dict[str, Any]


def build(folder: Path, *, pdf: bool = True, upto: str = "") -> None:
    """Write the story into ``folder``; with ``upto`` only its steps up to the one so named."""
    (folder / "returned").mkdir(parents=True, exist_ok=True)
    write_drafts(folder)
    for name in ("roster.csv", "signatories.csv"):
        if not (folder / name).exists():
            shutil.copyfile(HERE / "story" / name, folder / name)
    with tempfile.TemporaryDirectory() as work:
        proceeding = Proceeding(folder, Path(work), soffice=shutil.which("soffice") if pdf else None)
        for step in STEPS:
            step(proceeding)
            if step.__name__ == upto:
                return


def write_drafts(folder: Path) -> None:
    """The second draft, and the contract that was issued."""
    blocks = parse((HERE / "fy2011.txt").read_text("utf-8"))
    first = (HERE / "fy2012.toml").read_text("utf-8")
    for name, title in (("second-draft", SECOND), ("issued", ISSUED)):
        variant = (HERE / "telling" / f"{name}.toml").read_text("utf-8")
        clauses = number(carry_out(blocks, varied(first, variant)).blocks)
        write_docx(folder / f"fy2012-{name}.docx", clauses, title, automatic=False)


@dataclass(slots=True)
class Proceeding:
    """The docket in which the story happens, and the folder to which what comes back is written."""

    folder: Path
    work: Path
    soffice: str | None

    @property
    def docket(self) -> Path:
        """The docket."""
        return self.work / "docket"

    def form(self, kind: FormKind, at: str, **options: Any) -> bytes:
        """A form as it is sent out."""
        path = self.work / f"{kind.value}.docx"
        api.make_exchange_form(self.docket, kind, ExchangeFormOptions(**options), output=path, force=True, at=at)
        return path.read_bytes()

    def back(self, name: str, form: bytes, answers: Told, *, saved: str) -> None:
        """Write a form that somebody filled in, and take it into the docket."""
        path = self.folder / name
        path.write_bytes(fill(form, answers, saved=saved))
        api.collect(self.docket, [path], at=saved)

    @property
    def comparison(self) -> Comparison:
        """The comparison in force."""
        return api.read_exchange(self.docket).comparison


# --- the steps of the story -------------------------------------------------------------------------------------------


def compared(story: Proceeding) -> None:
    """The agency's draft is compared, and the roster loaded."""
    contracts = (HERE / "fy2011.docx", HERE / "fy2012.docx")
    comparison = api.compare(*contracts, old_name="FY2011", new_name="FY2012", parties=[(AGENCY, Party.AGENCY)])
    destination = Destination(docket=story.docket)
    api.write_comparison(comparison, destination, MEMBERS_ASKED)
    response = destination.response_files()[0].read_bytes()
    api.keep_comparison(story.docket, comparison, MEMBERS_ASKED, response=response, at="2011-05-23T09:00:00Z")
    api.take_members(story.docket, story.folder / "roster.csv", at="2011-05-23T10:00:00Z")


def members_answer(story: Proceeding) -> None:
    """Each member gets its copy; sixteen files come back."""
    forms = story.work / "forms"
    api.make_forms(story.docket, FormOrder(each=True, output=forms), at="2011-05-24T09:00:00Z")
    copies = {path.stem.partition(" ")[2]: path for path in sorted(forms.iterdir())}
    comparison = story.comparison
    for told in telling("members")["member"]:
        form = copies[told["name"]].read_bytes()
        answers, answered = member_answers(comparison, told, set(tags_of(form)))
        filled = fill(form, answers, saved=told.get("saved", "2011-05-31T16:00:00Z"))
        kinds = told.get("damage", ())
        for kind in kinds:
            if kind != "as PDF":
                filled = damage(filled, kind, answered)
        path = story.folder / "returned" / told.get("file", copies[told["name"]].name)
        if "as PDF" not in kinds:
            path.write_bytes(filled)
        elif story.soffice:
            path.with_suffix(".pdf").write_bytes(printed(filled, story.work, story.soffice))
        elif not path.with_suffix(".pdf").exists():
            shutil.copyfile(HERE / "story" / "returned" / f"{path.stem}.pdf", path.with_suffix(".pdf"))
    api.collect(story.docket, [story.folder / "returned"], at="2011-06-04T09:00:00Z")
    decided = {"which": ("all", ""), "position": ("position", "oppose")}
    made = []
    for matter in api.read_feedback(story.docket).open_matters:
        choice, value = decided.get(matter.kind.value, ("also", " ".join(matter.candidates)))
        made.append(Decision(matter=matter.id, choice=choice, value=value, by="R. Quill"))
    api.decide(story.docket, made, at="2011-06-04T10:00:00Z")


def lead_writes(story: Proceeding) -> None:
    """The lead words every change for the agency, and asks."""
    told, form = telling("lead-round1"), story.form(FormKind.LEAD, "2011-06-04T12:00:00Z")
    story.back("lead-round1.docx", form, lead_answers(story.comparison, told, form), saved=told["saved"])


def agency_acknowledges(story: Proceeding) -> None:
    """The agency says of each change whether it made it, and why."""
    told = telling("agency-round1")
    form = story.form(FormKind.AGENCY, "2011-06-07T09:00:00Z", return_by="June 17, 2011", return_to=ANSWER_TO)
    comparison, places = story.comparison, set(tags_of(form))
    answers: Told = {"who:Office": told["office"], "who:Name": told["name"]}
    left_out = set(ids(comparison, told["left_out"]))
    own = {name: each for each in told["change"] for name in ids(comparison, each["find"])}
    for change in comparison.changes:
        if change.id in left_out:
            continue
        bare = change.priority is Priority.ADMINISTRATIVE
        answers |= agency_row(change.id, own.get(change.id, told["administrative" if bare else "otherwise"]), places)
    for at, listed in enumerate(told["listed"], 1):
        row = f"A-{at:02}"
        answers |= {f"clause:{row}": listed["clause"], f"listed:{row}": listed["words"]}
        answers |= {f"reason:{row}": tuple(listed["reason"]), f"applies:{row}": listed["applies"]}
    story.back("agency-round1.docx", form, answers, saved=told["saved"])


def experts_check(story: Proceeding) -> None:
    """A lawyer and an auditor look up what the agency cites."""
    form = story.form(FormKind.EXPERT, "2011-06-16T09:00:00Z")
    for name in ("counsel", "auditor"):
        told = telling(f"expert-{name}")
        answers: Told = {"who:Name": told["name"], "who:Field": told["field"]}
        for row, each in rows_of(story.comparison, told["change"]):
            columns = ("requires", "cite", "analysis", "external")
            answers |= {f"{column}:{row}": each[column] for column in columns if column in each}
        story.back(f"expert-{name}.docx", form, answers, saved=told["saved"])


def workgroup_votes(story: Proceeding, *, round_: int = 1) -> None:
    """The workgroup recommends, and the committee votes by seat."""
    day = ("2011-06-19T09:00:00Z", "2011-07-19T09:00:00Z")[round_ - 1]
    told, form = telling(f"workgroup-round{round_}"), story.form(FormKind.WORKGROUP, day)
    answers = workgroup_answers(story.comparison, told, tags_of(form))
    story.back(f"workgroup-round{round_}.docx", form, answers, saved=told["saved"])


def lead_mends(story: Proceeding) -> None:
    """The lead says in other words what a member lets nobody quote: the packet was refused for it."""
    told = telling("lead-round1-mended")
    changes = frozenset(name for name, _ in rows_of(story.comparison, told["change"]))
    form = story.form(FormKind.LEAD, "2011-06-21T08:00:00Z", changes=changes)
    story.back("lead-round1-mended.docx", form, lead_answers(story.comparison, told, form), saved=told["saved"])


def packet_answered(story: Proceeding, *, round_: int = 1) -> None:
    """The packet goes out, and the agency types its answers into it."""
    sent = (("June 21, 2011", "June 24, 2011", "2011-06-21"), ("July 21, 2011", "August 12, 2011", "2011-07-21"))
    day, due, at = sent[round_ - 1]
    request = PacketRequest(
        date=day,
        answer_by=due,
        answer_to=ANSWER_TO,
        contact=CONTACT,
        signatories=story.folder / "signatories.csv",
        quotes=False,
        reviewed_by="R. Quill",
        output=story.work / f"packet-round{round_}",
        pdf=False,
    )
    made = api.make_packet(story.docket, request, at=f"{at}T09:00:00Z")
    if not made.may_leave:
        failed = [f"{check.id}: {each}" for check in made.checks for each in check.findings]
        raise RuntimeError("\n".join(("The packet may not leave.", *failed)))
    form = (story.work / f"packet-round{round_}" / "packet.docx").read_bytes()
    told, places = telling(f"packet-round{round_}"), set(tags_of(form))
    answers: Told = {"who:Office": told["office"]}
    for ask in told.get("ask", ()):
        answers[f"ask_answer:{ask['id']}"] = tuple(ask["answer"])
        if "granted" in ask:
            answers[f"granted:{ask['id']}"] = ask["granted"]
    for row, each in rows_of(story.comparison, told["change"]):
        answers[f"response:{row}"] = tuple(each["response"])
    for reply in told["reply"]:
        row = reply["to"] if "to" in reply else f"Q{ids(story.comparison, reply['about'])[0][1:]}"
        answers[f"reply:{row}"] = reply["words"]
    kept = {tag: words for tag, words in answers.items() if tag in places}
    if missing := sorted(set(answers) - set(kept)):
        raise KeyError(f"The packet has no place for {', '.join(missing)}.")
    # in another docket, made on another day, other dates stand in the table of rounds; the agency took it out
    form = damage(form, "rounds deleted", ())
    story.back(f"packet-round{round_}-answered.docx", form, answers, saved=told["saved"])


def second_round(story: Proceeding) -> None:
    """The second draft comes, and the lead, the workgroup and the agency go on from there."""
    draft = story.folder / "fy2012-second-draft.docx"
    api.revise(story.docket, draft, name="FY2012, second draft", at="2011-07-12T09:00:00Z")
    told, form = telling("lead-round2"), story.form(FormKind.LEAD, "2011-07-13T09:00:00Z")
    answers = lead_answers(story.comparison, told, form)
    answers |= {f"answer_summary:{each['id']}": each["summary"] for each in told["answered"]}
    story.back("lead-round2.docx", form, answers, saved=told["saved"])
    workgroup_votes(story, round_=2)
    packet_answered(story, round_=2)


STEPS = (
    compared, members_answer, lead_writes, agency_acknowledges, experts_check, workgroup_votes, lead_mends,
    packet_answered, second_round,
)  # fmt: skip


# --- what is typed into the forms -------------------------------------------------------------------------------------


def member_answers(comparison: Comparison, told: Told, places: set[str]) -> tuple[Told, tuple[str, ...]]:
    """What a member types into its copy, and the rows that it answers."""
    asked = {"typed": "Organization", "contact": "Contact", "reach": "Reach", "programs": "Programs"}
    asked |= {"funding": "Funding", "consent": "Consent", "quoting": "Quoting"}
    answers: Told = {"who:Organization": told["name"]}
    answers |= {f"who:{row}": told[key] for key, row in asked.items() if key in told}
    answered = []
    for find, position, words in told.get("answers", ()):
        for row in ids(comparison, find):
            answered.append(row)
            if f"pos:{row}" in places and position:
                answers[f"pos:{row}"] = position
            if words:
                answers[f"fb:{row}"] = words
    open_rows = {"G": [told["general"]] if "general" in told else []}
    open_rows |= {"N": told.get("missed", []), "Q": told.get("questions", [])}
    for letter, rows in open_rows.items():
        answers |= {f"fb:{letter}-{at:02}": words for at, words in enumerate(rows, 1)}
    return answers, tuple(answered)


def lead_answers(comparison: Comparison, told: Told, form: bytes) -> Told:
    """What the lead types into the lead form."""
    answers: Told = {"who:Name": told["name"]}
    places = set(tags_of(form))
    if "otherwise" in told:
        bare = [change.id for change in comparison.changes if change.priority is not Priority.ADMINISTRATIVE]
        answers |= {f"stance:{name}": told["otherwise"]["stance"] for name in bare}
    for row, each in rows_of(comparison, told["change"]):
        columns = ("priority", "summary", "effect", "stance", "wording", "question")
        answers |= {f"{column}:{row}": each[column] for column in columns if column in each}
    for at, ask in enumerate(told.get("ask", ()), 1):
        columns = ("request", "term", "why", "due")
        answers |= {f"{column}:R-{at:02}": ask[column] for column in columns if column in ask}
    for at, question in enumerate(told.get("question", ()), 1):
        answers[f"question:P-{at:02}"] = question["text"]
        if "about" in question:
            answers[f"about:P-{at:02}"] = ", ".join(ids(comparison, question["about"]))
    return {tag: words for tag, words in answers.items() if tag in places or tag.partition(":")[0] != "priority"}


def agency_row(name: str, said: Told, places: set[str]) -> Told:
    """What the agency says of a change; a row of numbering has fewer columns."""
    columns = {"acknowledged": said.get("acknowledged"), "reason": tuple(said.get("reason", ()))}
    columns |= {key: said[key] for key in ("authority", "applies") if key in said}
    return {f"{key}:{name}": words for key, words in columns.items() if words and f"{key}:{name}" in places}


def workgroup_answers(comparison: Comparison, told: Told, places: list[str]) -> Told:
    """What the workgroup types into its sheet."""
    answers: Told = {"who:Name": told["name"], "who:Meeting": told["meeting"]}
    columns = ("yes", "no", "abstain", "decided")
    votes = [tag.partition(":")[2] for tag in places if tag.startswith("yes:")]
    for row in votes:
        vote = told["consent"] if row == "V-000" else told.get("otherwise", {})
        answers |= {f"{column}:{row}": words for column, words in vote.items()}
    for name, each in rows_of(comparison, told["change"]):
        row = f"V{name[1:]}"
        if any(column in each for column in columns):
            answers = {tag: words for tag, words in answers.items() if tag.partition(":")[2] != row}
            answers |= {f"{column}:{row}": each[column] for column in columns if column in each}
        said = ("options", "recommendation", "dissent", "agreed")
        answers |= {f"{column}:{name}": each[column] for column in said if each.get(column)}
    return answers


# --- finding changes by what they say ---------------------------------------------------------------------------------


def rows_of(comparison: Comparison, told: Iterable[Told]) -> Iterator[tuple[str, Told]]:
    """The ids of the changes that are told of, each with what is told."""
    for each in told:
        yield from ((name, each) for name in ids(comparison, each["find"]))


def ids(comparison: Comparison, find: str | list[str]) -> list[str]:
    """The ids of the changes with these passages; each stands in exactly one change of words."""
    found = []
    for words in [find] if isinstance(find, str) else find:
        hits = [change for change in comparison.changes if _says(comparison, change, words)]
        if len(hits) != 1:
            raise KeyError(f"“{words}” stands in {len(hits)} changes: {', '.join(each.id for each in hits)}")
        found.append(hits[0].id)
    return found


def _says(comparison: Comparison, change: Change, words: str) -> bool:
    if change.kind in (ChangeKind.RENUMBERED, ChangeKind.RENAMED):
        return False
    texts = [comparison.old.by_id[name].wording for name in change.old]
    texts += [comparison.new.by_id[name].wording for name in change.new]
    return any(_plain(words) in _plain(text) for text in texts)


def _plain(words: str) -> str:
    return " ".join(words.translate(str.maketrans("“”’|", '""\' ')).split())


def telling(name: str) -> Told:
    """What a file of ``telling`` says."""
    return tomllib.loads((HERE / "telling" / f"{name}.toml").read_text("utf-8"))


def printed(form: bytes, work: Path, soffice: str) -> bytes:
    """The form as PDF, without the day on which it was printed."""
    source = work / "printed.docx"
    source.write_bytes(form)
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    return scrub_pdf(source.with_suffix(".pdf").read_bytes())


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "story")
