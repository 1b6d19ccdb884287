"""Whether anything leaves that must not: every field of every form filled with words that stand nowhere else.

``python -m tests.leaks N SEED`` makes N packets, with consent, quoting and choices drawn at random, and looks for every
word in every byte of the unzipped files, their properties and their prints. A small sample of it is in the suite.
"""

import io
import random
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from exchange_filling import fill, tags_of

from contractdiff import api
from contractdiff.api.packet import Packet, PacketRequest, make_packet
from contractdiff.docket import Docket
from contractdiff.forms.exchange_columns import FIELDS
from contractdiff.forms.language import ENGLISH
from contractdiff.forms.member import member_form
from contractdiff.model import FormKind, Stance
from contractdiff.options import ExchangeFormOptions

AT = "2011-06-01T12:00:00Z"
OLD = """SERVICE AGREEMENT
1. Payment. The Department shall pay each invoice within thirty (30) days.
2. Notice. Either party may end this agreement upon sixty (60) days' written notice.
3. Records. The Provider shall keep records for three (3) years.
4. Insurance. The Provider shall carry insurance of $500,000.
5. Audit. The Provider shall send an audit under 2 CFR 200.501 each year.
"""
NEW = """SERVICE AGREEMENT
1. Payment. The Department shall pay each invoice within ninety (90) days.
2. Notice. Either party may end this agreement upon ten (10) days' written notice.
3. Records. The Provider shall keep records for seven (7) years.
4. Insurance. The Provider shall carry insurance of $2,000,000.
5. Audit. The Provider shall send an audit under 2 CFR 200.501 and 45 CFR 75.501 each month.
6. Publicity. The Provider shall not speak to the press.
"""
_LETTERS = "bcdfghjklmnpqrstvwxz"
# What the coalition writes for others, by column; all that stands in the packet.
_OUT = {
    "lead": ("effect", "question", "request", "term", "why", "due"),
    "expert": ("cite", "external"),
    "workgroup": ("agreed", "dissent"),
    "agency": ("reason", "authority", "clause", "listed"),
}
# What may stand in it or not: what the packet prints only where there is room or a use for it.
_MAY = {"lead": ("wording", "summary", "about", "answer_summary"), "agency": ("applies",)}


@dataclass
class Canaries:
    """The words that were planted: those that must not go out, and those that must."""

    rng: random.Random
    inside: dict[str, str] = field(default_factory=dict)
    outside: dict[str, str] = field(default_factory=dict)

    def word(self, where: str, *, out: bool | None) -> str:
        """A word that stands nowhere else; ``out`` is whether it has to go out, ``None`` where it may."""
        made = "".join(self.rng.choice(_LETTERS) for _ in range(4)).capitalize() + "".join(
            self.rng.choice(_LETTERS + "aeiou") for _ in range(9)
        )
        if out is not None:
            (self.outside if out else self.inside)[made] = where
        return made

    def words(self, where: str, *, out: bool | None) -> str:
        """Some words in a row, some of which stand nowhere else."""
        shapes = ("{} and {}", "We think {}\nis {}.", "{}", "“{}” – {}!")
        shape = self.rng.choice(shapes)
        return shape.format(*(self.word(where, out=out) for _ in range(shape.count("{}"))))


def build(folder: Path, rng: random.Random, *, members: int = 6) -> tuple[Path, Canaries]:
    """A docket in which every field is filled, and what was planted there."""
    docket = folder / "docket"
    canaries = Canaries(rng)
    for name, text in (("old", OLD), ("new", NEW)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    comparison = api.compare(folder / "old.txt", folder / "new.txt", old_name="FY2011", new_name="FY2012")
    _compare(docket, comparison)
    _roster(folder, docket, canaries, members)
    _members(folder, docket, canaries, rng)
    for kind in (FormKind.LEAD, FormKind.EXPERT, FormKind.WORKGROUP, FormKind.AGENCY):
        form = api.make_exchange_form(docket, kind, ExchangeFormOptions(), output=folder / f"{kind.value}.docx", at=AT)
        back = folder / f"{canaries.word('file name', out=False)}.docx"
        back.write_bytes(fill(form.read_bytes(), dict(_answers(kind.value, tags_of(form.read_bytes()), canaries, rng))))
        api.collect(docket, [back], at=AT)
    for line in api.read_exchange(docket).lines:
        # wording gives way to what was agreed, and none is asked for where there is no objection
        if line.stance is not Stance.ACCEPT and not line.agreed:
            canaries.outside |= dict.fromkeys(re.findall(r"\b[A-Z][a-z]{12}\b", line.requested), f"wording {line.id}")
    return docket, canaries


def _compare(docket: Path, comparison: Any) -> None:
    from contractdiff.options import ResponseOptions

    options = ResponseOptions(coalition="Coalition of Providers", agency="Department of Services")
    destination = api.Destination(docket=docket)
    api.write_comparison(comparison, destination, options)
    response = (docket / "response.docx").read_bytes()
    api.keep_comparison(docket, comparison, options, response=response, at=AT)


def _roster(folder: Path, docket: Path, canaries: Canaries, members: int) -> None:
    lines = ["Organization;Aliases;Sector;District;Association;Committee seat;Contact"]
    for number in range(members):
        name = f"{canaries.word('roster name', out=None)} Home"
        alias, district, contact = (canaries.word(f"roster {each}", out=False) for each in ("alias", "district", "x"))
        mail = f"{canaries.word('mail', out=False)}@{canaries.word('host', out=False)}.example"
        member_of = canaries.word("association", out=False)
        lines.append(f"{name};{alias};Housing;{district};{member_of};{number + 1};{contact}, {mail}")
    (folder / "roster.csv").write_text("\n".join(lines), "utf-8")
    api.take_members(docket, folder / "roster.csv", at=AT)


def _members(folder: Path, docket: Path, canaries: Canaries, rng: random.Random) -> None:
    place = folder / "forms"
    api.make_forms(docket, api.FormOrder(each=True, output=place), at=AT)
    form = member_form(ENGLISH)
    choices = {each.row: each.answer for each in form.identity if each.answer.choices}
    with Docket(docket) as opened:
        roster = opened.members()
    for number, (path, member) in enumerate(zip(sorted(place.iterdir()), roster, strict=True)):
        consent = ("name_us", "count_us", "coalition_use")[number % 3]
        quoting = "yes" if number % 2 else "no"
        chosen = {"Consent": consent, "Quoting": quoting}
        answers: dict[str, Any] = {}
        for tag in tags_of(path.read_bytes()):
            column, _, row = tag.partition(":")
            where = f"member {consent}/{quoting} {tag}"
            if row in choices:
                answer = choices[row]
                answers[tag] = answer.title_of(chosen.get(row, rng.choice(answer.choices).code))
            elif column == "pos":
                answers[tag] = rng.choice(form.position.choices).title
            elif row == "Organization":
                answers[tag] = member.name
            else:
                answers[tag] = canaries.words(where, out=False)
        (canaries.outside if consent == "name_us" else canaries.inside)[member.name.split()[0]] = f"name, {consent}"
        back = folder / f"{canaries.word('file name', out=False)} {number}.docx"
        back.write_bytes(fill(path.read_bytes(), answers, saved="2011-06-05T12:00:00Z"))
        api.collect(docket, [back], at=AT)


def _answers(kind: str, tags: Sequence[str], canaries: Canaries, rng: random.Random) -> Iterator[tuple[str, Any]]:
    for tag in tags:
        column, _, row = tag.partition(":")
        where = f"{kind} {tag}"
        answer = FIELDS.get(column)
        out: bool | None = column in _OUT[kind]
        if column in _MAY.get(kind, ()):
            out = None
        if row == "Counted" or (column == "agreed" and rng.random() < 0.5):
            continue
        if column in ("yes", "no", "abstain"):
            if column == "yes":
                yield tag, rng.choice(("all", "1-4", "all but 2", "1"))
            continue
        if column in ("term", "due"):
            yield tag, {"term": "six months", "due": "June 10, 2011"}[column]
        elif answer is not None and answer.choices:
            chosen = rng.choice(answer.choices).title
            yield tag, (chosen, canaries.words(where, out=out)) if answer.words else chosen
        else:
            yield tag, canaries.words(where, out=out)


def everything(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """All that the files hold, unzipped and as it can be read, with where it stands."""
    from pypdfium2 import PdfDocument

    for name, data in files.items():
        yield name, name
        yield name, data.decode("latin-1")
        if name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for part in archive.namelist():
                    content = archive.read(part)
                    yield f"{name}/{part}", f"{part} {content.decode('utf-8', errors='replace')}"
                    yield f"{name}/{part}", re.sub(r"<[^>]+>", "", content.decode("utf-8", errors="replace"))
        if name.endswith(".pdf"):
            pdf = PdfDocument(data)
            for page in pdf:
                yield name, page.get_textpage().get_text_range().replace("\ufffe", "").replace("\r\n", "")
            yield name, str(pdf.get_metadata_dict())


def leaks(files: dict[str, bytes], canaries: Canaries) -> tuple[list[str], list[str]]:
    """The words that went out and must not, and those that must and did not."""
    texts = [(where, text.casefold()) for where, text in everything(files)]
    inside = ((word.casefold(), said) for word, said in canaries.inside.items())
    out = [f"{word} ({said}) in {where}" for word, said in inside for where, text in texts if word in text]
    packet = next(text for where, text in texts if where == "packet.docx/word/document.xml")
    missing = [f"{word} ({said})" for word, said in canaries.outside.items() if word.casefold() not in packet]
    return out, missing


def packet_of(docket: Path, *, quotes: bool = False, pdf: bool = True) -> tuple[Packet, dict[str, bytes]]:
    """The packet of a docket, reviewed, and its files."""
    request = PacketRequest(
        date="June 1, 2011", contact="R. Ortiz", reviewed_by="R. Ortiz", quotes=quotes, pdf=pdf, force=True
    )
    made = make_packet(docket, request, at=AT)
    return made, {path.name: path.read_bytes() for path in made.written}


def main(number: int, seed: int) -> int:
    """Make packets, and tell what leaked, what is missing, and how many were refused."""
    leaked = missed = refused = 0
    for each in range(number):
        folder = Path(tempfile.mkdtemp(prefix="leaks-"))
        try:
            docket, canaries = build(folder, random.Random(f"{seed}/{each}"))
            made, files = packet_of(docket)
            refused += not made.may_leave
            for check in made.checks:
                for finding in check.findings:
                    print(f"{each}: {check.id}: {finding}")
            out, missing = leaks(files, canaries) if files else ([], [])
            for said in out:
                print(f"{each}: LEAKED {said}")
            for said in missing:
                print(f"{each}: MISSING {said}")
            leaked += len(out)
            missed += len(missing)
        finally:
            shutil.rmtree(folder)
    print(f"{number} packets: {leaked} words leaked, {missed} missing, {refused} refused")
    return leaked + missed + refused


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), int(sys.argv[2]))))
