"""Another agency's contract beside each change."""

import json
from pathlib import Path

import pytest
from builders import contract, paragraphs

from contractdiff import api
from contractdiff.api.benchmarking import set_beside
from contractdiff.api.comparing import compare_contracts
from contractdiff.cli.root import commands
from contractdiff.cli.running import run
from contractdiff.model import ChangeKind, Comparison, Like, Side

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
OLD, NEW = SAMPLES / "fy2011.docx", SAMPLES / "fy2012.docx"

BEFORE = "1. Notices. A notice is given in writing and is sent to the address on the first page of this Agreement."
AFTER = "3. Law. This Agreement is governed by the laws of the State, and its courts alone decide on disputes over it."
PAYMENT = "2. Payment. The Department shall pay the Provider within {} days after receipt of a proper invoice."
RECORDS = "2. Records. The Provider shall keep books{}, records and supporting documents for three years."
INTEREST = (
    "4. Interest. If a payment is late, the Department shall pay interest of one percent for each month of delay."
)
ABSENT = "2. Meals. Breakfast is served from seven until nine in the hall on the ground floor of each shelter."


def beside(old: str, new: str, other: str) -> Comparison:
    """The comparison of two clauses between two others that did not change, with a third contract beside it."""

    def version(words: str, side: Side) -> str:
        return paragraphs(BEFORE, *filter(None, [words]), AFTER)

    made = compare_contracts(contract(version(old, Side.OLD)), contract(version(new, Side.NEW), Side.NEW))
    return set_beside(made, contract(version(other, Side.NEW), Side.NEW))


JUDGED = [
    # what the other contract has, the old, the new and the other wording, and what is told
    (
        "the old period",
        PAYMENT.format("thirty (30)"),
        PAYMENT.format("ten (10)"),
        PAYMENT.format("thirty (30)"),
        "like_old",
    ),
    (
        "the new period",
        PAYMENT.format("thirty (30)"),
        PAYMENT.format("ten (10)"),
        PAYMENT.format("ten (10)"),
        "like_new",
    ),
    (
        "another period",
        PAYMENT.format("thirty (30)"),
        PAYMENT.format("ten (10)"),
        PAYMENT.format("sixty (60)"),
        "other",
    ),
    ("no such clause", PAYMENT.format("thirty (30)"), PAYMENT.format("ten (10)"), ABSENT, "absent"),
    ("not what was inserted", RECORDS.format(""), RECORDS.format(", payroll, leases"), RECORDS.format(""), "like_old"),
    (
        "what was inserted",
        RECORDS.format(""),
        RECORDS.format(", payroll, leases"),
        RECORDS.format(", payroll, leases"),
        "like_new",
    ),
    (
        "what was struck",
        RECORDS.format(", payroll, leases"),
        RECORDS.format(""),
        RECORDS.format(", payroll, leases"),
        "like_old",
    ),
    ("not what was struck", RECORDS.format(", payroll, leases"), RECORDS.format(""), RECORDS.format(""), "like_new"),
    ("nothing was added there", "", INTEREST, "", "like_old"),
    ("what was added", "", INTEREST, INTEREST, "like_new"),
    ("what was deleted", INTEREST, "", INTEREST, "like_old"),
    ("nothing, as the new version", INTEREST, "", "", "like_new"),
]


@pytest.mark.parametrize(("old", "new", "other", "like"), [row[1:] for row in JUDGED], ids=[row[0] for row in JUDGED])
def test_the_changed_words_decide(old: str, new: str, other: str, like: str) -> None:
    made = beside(old, new, other)
    (change,) = [change for change in made.changes if change.kind is not ChangeKind.RENUMBERED]
    assert change.benchmark is not None
    assert change.benchmark.like.value == like
    if like == "absent":
        assert change.benchmark.clause is None and change.benchmark.text == ""
    elif other:
        assert change.benchmark.text and made.benchmark is not None
        assert made.benchmark.by_id[change.benchmark.clause].wording == change.benchmark.text


def test_an_added_clause_without_its_surroundings_is_absent() -> None:
    made = compare_contracts(
        contract(paragraphs(BEFORE, AFTER)), contract(paragraphs(BEFORE, INTEREST, AFTER), Side.NEW)
    )
    told = set_beside(made, contract(ABSENT, Side.NEW))
    assert [each.benchmark.like for each in told.changes if each.benchmark] == [Like.ABSENT]
    assert "Check that it is a contract of the same kind" in told.notices[-1].message


def test_numbers_and_places_alone_are_told_nothing() -> None:
    made = compare_contracts(
        contract(paragraphs(BEFORE, AFTER)), contract(paragraphs(BEFORE, AFTER.replace("3.", "4.")), Side.NEW)
    )
    told = set_beside(made, contract(paragraphs(BEFORE, AFTER), Side.NEW))
    assert [(each.kind, each.benchmark) for each in told.changes] == [(ChangeKind.RENUMBERED, None)]


@pytest.mark.parametrize(("other", "like"), [(OLD, Like.OLD), (NEW, Like.NEW)], ids=["old", "new"])
def test_a_version_beside_itself_reads_like_itself(other: Path, like: Like) -> None:
    made = api.compare(OLD, NEW, benchmark=other)
    told = [(change.id, change.benchmark.like) for change in made.changes if change.benchmark]
    assert len(told) > 100
    assert [each for each in told if each[1] is not like] == []


def test_other_names_and_numbers_are_looked_through(tmp_path: Path) -> None:
    clauses = [clause.wording for clause in api.read_contract(OLD, side=Side.OLD).clauses if clause.wording]
    words = "\n\n".join(f"{number}. {each}" for number, each in enumerate(clauses, 1) if "\t" not in each)
    for name, called in (("Provider", "Contractor"), ("PROVIDER", "CONTRACTOR"), ("Department", "Bureau")):
        words = words.replace(name, called)
    other = tmp_path / "other.txt"
    other.write_text(words, encoding="utf-8")
    made = api.compare(OLD, NEW, benchmark=other)
    told = [change.benchmark.like for change in made.changes if change.benchmark]
    told = [like for like in told if like is not Like.ABSENT]  # table rows and notes, which the text has not as such
    assert len(told) > 80 and told.count(Like.OLD) >= 0.97 * len(told)


def test_a_rename_is_judged_by_its_terms() -> None:
    clauses = [
        f"{number}. Duty {number}. The Provider shall {verb} the meals, and a Provider keeps books."
        for number, verb in enumerate("cook serve count weigh pack send cool heat".split(), 1)
    ]
    old = paragraphs(*clauses)
    for called, like in (("Provider", Like.OLD), ("Grantee", Like.NEW), ("Contractor", Like.ABSENT)):
        made = compare_contracts(contract(old), contract(old.replace("Provider", "Grantee"), Side.NEW))
        told = set_beside(made, contract(old.replace("Provider", called), Side.NEW))
        assert [(each.kind, each.benchmark and each.benchmark.like) for each in told.changes] == [
            (ChangeKind.RENAMED, like)
        ]


def test_the_command_tells_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, days in (("old", "thirty (30)"), ("new", "ten (10)"), ("other", "thirty (30)")):
        Path(f"{name}.txt").write_text(paragraphs(BEFORE, PAYMENT.format(days), AFTER), encoding="utf-8")
    assert run(commands, ["compare", "old.txt", "new.txt", "--benchmark", "other.txt", "-o", "d"]) == 0
    assert "other" in capsys.readouterr().out
    (change,) = json.loads(Path("d/comparison.json").read_text(encoding="utf-8"))["changes"]
    assert change["benchmark"]["state"] == "like_old" and "thirty (30)" in change["benchmark"]["text"]
    assert run(commands, ["explain", "d", "C-001"]) == 0
    assert "other.txt still reads like the old version here (2): " in " ".join(capsys.readouterr().out.split())
    assert run(commands, ["compare", "old.txt", "new.txt", "--benchmark", "none.txt", "-o", "e"]) == 3
    assert "none.txt" in capsys.readouterr().err and not Path("e").exists()
