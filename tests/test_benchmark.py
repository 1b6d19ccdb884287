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
        assert change.benchmark.text in made.benchmark.by_id[change.benchmark.clause].wording


HEARING = "2. Hearing. The Provider {} before money is taken back. A request is made in writing to the Department."
OLD_HEARING, NEW_HEARING = HEARING.format("may ask for a hearing"), HEARING.format("shall have no hearing")
PAID = "2. Payment. The Department shall pay the Provider within {} after receipt of a proper invoice."
TWO = "2. Powers. {}:\n\n(a) demand {} of the books;\n\n(b) stop the work."
STRICT = [
    # what the other contract has, the old, the new and the other wording, and what is told
    ("a duty denied", OLD_HEARING, NEW_HEARING, HEARING.format("may not ask for a hearing"), "other"),
    ("never", OLD_HEARING, NEW_HEARING, HEARING.format("may never ask for a hearing"), "other"),
    ("a period", OLD_HEARING, NEW_HEARING, HEARING.format("may ask within two days for a hearing"), "other"),
    (
        "a condition",
        OLD_HEARING,
        NEW_HEARING,
        HEARING.format("may ask, if the Department agrees, for a hearing"),
        "other",
    ),
    ("a comma", OLD_HEARING, NEW_HEARING, HEARING.format("may ask for a hearing,"), "other"),
    (
        "a condition at the end",
        OLD_HEARING,
        NEW_HEARING,
        OLD_HEARING.replace("back.", "back, unless the Department paid for it."),
        "other",
    ),
    ("parties reversed", OLD_HEARING, NEW_HEARING, OLD_HEARING.replace("The Provider", "The Department"), "other"),
    (
        "taken back behind it",
        OLD_HEARING,
        NEW_HEARING,
        f"{OLD_HEARING} However, none is held in the first year.",
        "other",
    ),
    ("taken back by a rule", OLD_HEARING, NEW_HEARING, f"{OLD_HEARING} This Section does not bind the State.", "other"),
    ("more beside it", OLD_HEARING, NEW_HEARING, f"{OLD_HEARING} Meals are served there.", "like_old"),
    ("another heading", OLD_HEARING, NEW_HEARING, OLD_HEARING.replace("Hearing.", "Review."), "like_old"),
    ("other marks and articles", OLD_HEARING, NEW_HEARING, OLD_HEARING.replace("a hearing", "“hearing”"), "like_old"),
    ("the new words", OLD_HEARING, NEW_HEARING, NEW_HEARING, "like_new"),
    (
        "business days",
        PAID.format("thirty days"),
        PAID.format("ten days"),
        PAID.format("thirty business days"),
        "other",
    ),
    ("not later", PAID.format("thirty days"), PAID.format("ten days"), PAID.format("not thirty days"), "other"),
    (
        "what leads up to it reversed",
        TWO.format("The State may", "a copy"),
        TWO.format("The State may", "two copies"),
        TWO.format("The State may not", "a copy"),
        "other",
    ),
    (
        "what leads up to it",
        TWO.format("The State may", "a copy"),
        TWO.format("The State may", "two copies"),
        TWO.format("The State may", "a copy"),
        "like_old",
    ),
    ("an added clause denied", "", INTEREST, INTEREST.replace("shall pay", "shall not pay"), "other"),
    ("a deleted clause conditioned", INTEREST, "", INTEREST.replace("delay.", "delay, if funds are left."), "other"),
]


@pytest.mark.parametrize(("old", "new", "other", "like"), [row[1:] for row in STRICT], ids=[row[0] for row in STRICT])
def test_only_what_stands_there_word_for_word_reads_like_it(old: str, new: str, other: str, like: str) -> None:
    made = beside(old, new, other)
    told = [each.benchmark for each in made.changes if each.benchmark]
    assert [each.like.value for each in told] == [like]
    # a reader can check it: the words are quoted, with their clause
    assert made.benchmark is not None and told[0].clause and told[0].text
    assert told[0].text in made.benchmark.by_id[told[0].clause].wording


PARTIES = "1. Parties. This Agreement is made between the {0} of Human Services (the “{0}”) and the agency (the “{1}”)."
INDEMNITY = "2. Indemnity. The {1} shall indemnify the {0} against {2}."
FROM_NEGLIGENCE = "claims that arise from its negligence"


def test_parties_that_both_contracts_define_are_looked_through_where_it_is_plain_who_is_who() -> None:
    def version(names: tuple[str, str], against: str, side: Side, reverse: bool = False) -> str:
        called = names[::-1] if reverse else names
        return paragraphs(PARTIES.format(*names), INDEMNITY.format(*called, against), AFTER)

    ours, theirs = ("Department", "Provider"), ("County", "Grantee")
    old = contract(version(ours, FROM_NEGLIGENCE, Side.OLD))
    new = contract(version(ours, "all claims of any kind", Side.NEW), Side.NEW)
    made = compare_contracts(old, new)
    for reverse, like in ((False, Like.OLD), (True, Like.OTHER)):
        other = contract(version(theirs, FROM_NEGLIGENCE, Side.NEW, reverse), Side.NEW)
        assert [each.benchmark.like for each in set_beside(made, other).changes if each.benchmark] == [like]
    # not so where one of them is called by two names
    other = contract(
        version(theirs, FROM_NEGLIGENCE, Side.NEW).replace("(the “Grantee”)", "(the “Grantee” or “Contractor”)"),
        Side.NEW,
    )
    assert [each.benchmark.like for each in set_beside(made, other).changes if each.benchmark] == [Like.OTHER]


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
    for name, called in (("Provider", "Contractor"), ("PROVIDER", "CONTRACTOR"), ("Department", "Ministry")):
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
    labelled = ["--benchmark", "other.txt", "--benchmark-label", "Aging FY2011", "-o", "f"]
    assert run(commands, ["compare", "old.txt", "new.txt", *labelled]) == 0
    assert "Aging FY2011 reads like the old version in 1" in capsys.readouterr().out
    assert run(commands, ["explain", "d", "C-001"]) == 0
    assert "other still reads like the old version here (2): " in " ".join(capsys.readouterr().out.split())
    assert run(commands, ["compare", "old.txt", "new.txt", "--benchmark", "none.txt", "-o", "e"]) == 3
    assert "none.txt" in capsys.readouterr().err and not Path("e").exists()
