"""What happens in the cases of ``tricky_cases.md`` is what it says."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from builders import check_comparison
from word_builders import abstract, item, level, num, p, word_file

from contractdiff import api
from contractdiff.model import Change, ChangeKind, ClauseId, Comparison, Contract, Op, ReferenceStatus

DOCUMENT = Path(__file__).with_name("tricky_cases.md")
_ENDINGS = {"text": ".txt", "markdown": ".md", "word": ".docx"}
_VERBS = {ChangeKind.MODIFIED: "changed"}
# Of words that stay, so many are shown beside an edit.
_SHOWN = 4
_CASE = re.compile(r"^### (?P<name>.+)\n(?P<body>(?:(?!^##).*\n)*)", re.MULTILINE)
_BLOCK = re.compile(
    r"^\*\*(?P<part>Old|New|Should|Today)\*\*\n\n```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case: two versions, what should be told of them, and what is told today."""

    name: str
    old: str
    new: str
    kinds: tuple[str, str]
    should: str
    today: str

    @property
    def is_right(self) -> bool:
        return self.should == self.today


def read_cases(document: str) -> list[Case]:
    """The cases of the document, in order. Where it says nothing of today, what happens is what should."""
    cases = []
    for found in _CASE.finditer(document):
        parts = {block["part"]: block for block in _BLOCK.finditer(found["body"])}
        should = parts["Should"]["text"].strip()
        today = parts["Today"]["text"].strip() if "Today" in parts else should
        old, new = parts["Old"], parts["New"]
        cases.append(
            Case(
                name=found["name"],
                old=old["text"],
                new=new["text"],
                kinds=(old["kind"], new["kind"]),
                should=should,
                today=today,
            )
        )
    return cases


CASES = read_cases(DOCUMENT.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_happens_is_what_the_document_says(case: Case, tmp_path: Path) -> None:
    made = compare_case(case, tmp_path)
    check_comparison(made)
    assert told(made) == case.today


def test_the_document_says_how_many_come_out_as_they_should() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    right = sum(case.is_right for case in CASES)
    assert f"{right} of the {len(CASES)} cases come out as they should" in " ".join(document.split())
    assert len({case.name for case in CASES}) == len(CASES) == document.count("\n### ")
    stale = [case.name for case in CASES if case.is_right and f"### {case.name}\n" in document and _says_today(case)]
    assert not stale, "what happens today is what should: take the part out"


def _says_today(case: Case) -> bool:
    found = next(found for found in _CASE.finditer(DOCUMENT.read_text(encoding="utf-8")) if found["name"] == case.name)
    return "**Today**" in found["body"]


def compare_case(case: Case, folder: Path) -> Comparison:
    """The comparison of a case's two versions, written as files."""
    paths = []
    for side, text, kind in zip(("old", "new"), (case.old, case.new), case.kinds, strict=True):
        path = folder / f"{side}{_ENDINGS[kind]}"
        path.write_bytes(as_word(text) if kind == "word" else text.encode())
        paths.append(path)
    return api.compare(*paths)


def as_word(text: str) -> bytes:
    """A Word file whose numbers "1." and "1.1" are made by the word processor; each line is a paragraph."""
    body = ""
    for line in filter(None, text.splitlines()):
        number = re.match(r"(\d+)\.(\d+)? ", line)
        body += item(line[number.end() :], level=int(number[2] is not None)) if number else p(line)
    numbering = abstract(0, level(0, "%1."), level(1, "%1.%2")) + num(1, 0)
    return word_file(body, numbering=numbering)


def told(made: Comparison) -> str:
    """The changes in the notation of the document, a line each; then the references that point elsewhere."""
    lines = [_line(made, change) for change in made.changes]
    for reference in made.references:
        if reference.status in (ReferenceStatus.SHIFTED, ReferenceStatus.DANGLING):
            contract = made.new if reference.clause in made.new.by_id else made.old
            side, name = contract.side.name.lower(), _name(contract, reference.clause)
            lines.append(f"{reference.status.value} in {side} {name}: {reference.text}")
    return "\n".join(lines) or "nothing"


def _line(made: Comparison, change: Change) -> str:
    if change.kind is ChangeKind.RENAMED:
        old, new = (next(edit.text for edit in change.edits if edit.op is op) for op in (Op.DELETE, Op.INSERT))
        return f"renamed {old} → {new}: {change.places} places"
    old = " + ".join(_name(made.old, clause) for clause in change.old)
    new = " + ".join(_name(made.new, clause) for clause in change.new)
    place = old if old == new or not new else new if not old else f"{old} → {new}"
    verb = _VERBS.get(change.kind, change.kind.value)
    if change.moved and change.kind is not ChangeKind.MOVED:
        verb = f"moved, {verb}"
    return f"{verb} {place}: {_drawn(change) if change.old and change.new else _whole(change)}"


def _whole(change: Change) -> str:
    """The words of an addition or a deletion."""
    return " ".join("".join(edit.text for edit in change.edits).replace("\t", " | ").split())


def _name(contract: Contract, clause: ClauseId) -> str:
    """How a clause is cited; one without a number by its place, as "¶3"."""
    if contract.by_id[clause].label:
        return contract.citation(clause)
    return f"¶{[each.id for each in contract.clauses].index(clause) + 1}"


def _drawn(change: Change) -> str:
    """The words with the edits marked; of what stays, only what stands beside an edit."""
    out = ""
    edits = [edit for edit in change.edits if edit.op is not Op.OLD_VARIANT]
    same = [(edit.op in (Op.EQUAL, Op.NEW_VARIANT), edit) for edit in edits]
    at = 0
    while at < len(same):
        if not same[at][0]:
            edit = same[at][1]
            out += f"[-{edit.text}-]" if edit.op is Op.DELETE else f"{{+{edit.text}+}}"
            at += 1
            continue
        end = at
        while end < len(same) and same[end][0]:
            end += 1
        out += _short("".join(edit.text for _, edit in same[at:end]), first=at == 0, last=end == len(same))
        at = end
    return " ".join(out.replace("\t", " | ").split())


def _short(text: str, *, first: bool, last: bool) -> str:
    words = re.findall(r"\s*\S+\s*", text) or [text]
    head, tail = ([] if first and not last else words[:_SHOWN]), ([] if last else words[-_SHOWN:])
    if len(words) <= len(head) + len(tail) + 1:
        return text
    return f"{''.join(head).rstrip()} … {''.join(tail).lstrip()}"
