"""``contractdiff explain``: why these two were paired, end to end on real files."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from builders import paragraphs

from contractdiff.cli.root import commands
from contractdiff.cli.running import run

SAMPLES = Path(__file__).resolve().parent.parent / "samples"

OLD = paragraphs(
    "1. Records. Provider shall keep books and records for three years after final payment.",
    "2. Interest. If a payment is late, the State pays interest of one percent for each month of delay.",
    "3. Audit. Provider shall have its books and records audited each year.",
    "4. Law. The law of the State governs.",
    "The parties waive a trial by jury.",
    "5. Notices. Notices are in writing.",
)
NEW = paragraphs(
    "1. Records. Provider shall keep books and records for six years after final payment.",
    "2. Audit. Provider shall have its books and records audited each year.",
    "3. Law. The law of the State governs.",
    "The parties waive a trial by jury.",
    "4. Notices. Notices are in writing.",
    "5. Meals. Soup and bread are served at noon on each working day.",
)


@pytest.fixture(scope="module")
def docket(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain")
    (folder / "old.txt").write_text(OLD, encoding="utf-8")
    (folder / "new.txt").write_text(NEW, encoding="utf-8")
    command = ["compare", str(folder / "old.txt"), str(folder / "new.txt"), "-o", str(folder / "d"), "--quiet"]
    assert run(commands, command) == 0
    return folder / "d"


@pytest.fixture
def ask(docket: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def asked(*names: str, code: int = 0) -> str:
        assert run(commands, ["explain", str(docket), *names]) == code
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err and "\x1b" not in out
        return " ".join((err if code else out).split())

    return asked


def test_a_reworded_clause(ask: Any) -> None:
    said = ask("C-001")
    assert "C-001 reworded (" in said and "old 1 → new 1" in said
    assert "records for [-three-] years after" in said and "records for {+six+} years after" in said
    assert "Why they are paired" in said and re.search(r"They are \d\d % alike, with \d+ words in common", said)
    assert "Both have the same number and heading." in said
    assert re.search(r"The other clause of the new version most like the old one is 2 “Audit\. .*% alike", said)
    assert "That one is paired with old 3 “Audit." in said
    assert "RET Records and access" in said and "Ask: " in said
    # what is hardly alike is named, and not proposed
    assert "part 1 from 1" in said and "join" not in said


def test_a_deleted_clause_and_an_added_one(ask: Any) -> None:
    said = ask("old 2")
    assert re.match(r"old 2: C-\d+ deleted", said) and "[-Interest. If a payment" in said
    assert "No clause of the new version is enough like it" in said
    added = ask("new Meals")
    assert "{+Meals. Soup and bread" in added and "No clause of the old version" in added
    assert "join " in said and "join " in added


def test_a_clause_without_changes(ask: Any) -> None:
    said = ask("new The parties waive")
    assert "unchanged" in said and "read the same, word for word" in said
    assert 'part "The parties waive a trial" from "The parties waive a trial"' in said


def test_an_unchanged_clause_tells_of_lost_references_and_old_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = [
        "1. Fees. The Provider pays no fee.",
        "2. Audit. Audits under Section 1 are made each year.",
        *(
            f"{n}. Duty {n}. The Provider shall {verb} the meals for the Clients."
            for n, verb in enumerate("cook serve count weigh pack send cool heat".split(), 3)
        ),
        "11. Scope. Nobody acts for another.",
        "The Provider acts alone, as Section 1 says, at any time.",
    ]
    new = [
        "1. Meals. Soup and bread are served at noon on each working day in the hall.",
        "2. Fees. The Grantee pays no fee.",
        old[1].replace("2.", "3."),
        *(line.replace("Provider", "Grantee").replace(f"{n}.", f"{n + 1}.", 1) for n, line in enumerate(old[2:-2], 3)),
        "12. Scope. Nobody acts for another.",
        old[-1],
    ]
    for name, lines in (("old", old), ("new", new)):
        (tmp_path / f"{name}.txt").write_text(paragraphs(*lines), encoding="utf-8")
    command = ["compare", str(tmp_path / "old.txt"), str(tmp_path / "new.txt"), "-o", str(tmp_path / "d"), "--quiet"]
    assert run(commands, command) == 0
    assert run(commands, ["explain", str(tmp_path / "d"), "new The Provider acts"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert said.count(": unchanged") == 1
    assert "“Section 1” in it now leads to 1 “Meals. Soup and bread" in said
    assert "It still says “Provider”, which is called “Grantee” elsewhere (C-001)." in said


def test_rows_are_named_as_rows_and_ids_are_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, rate in (("old", "$5.00"), ("new", "$9.00")):
        rows = [["Service", "Rate"], ["Meals", rate], ["Beds", "$4.00"], ["Beds", "$4.00"]]
        (tmp_path / f"{name}.csv").write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
    command = ["compare", str(tmp_path / "old.csv"), str(tmp_path / "new.csv"), "-o", str(tmp_path / "d"), "--quiet"]
    assert run(commands, command) == 0
    assert run(commands, ["explain", str(tmp_path / "d"), "C-001", "n3"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "old table row → new table row" in said
    assert (
        "part o3 from n3 (o3, n3: so the program calls clauses that no number and no words tell from others.)" in said
    )


def test_a_clause_of_either_version_when_none_is_named(ask: Any) -> None:
    assert re.findall(r"2: C-\d+ (\w+)", ask("2")) == ["deleted", "renumbered"]
    assert ask("1").count("Why they are paired") == 1
    assert ask("c1", "C-2", "c-001").count("C-001 reworded") == 2


WRONG = [
    (("C-999",), 2, "There is no change C-999. The changes are C-001 to C-00"),
    (("C-0",), 2, "There is no change"),
    (("new 9.9",), 2, "No clause is “9.9”. Name a change from C-001 to C-00"),
    (("old",), 2, "“old” says which version, but not which clause"),
    (("New ",), 2, "Name one by its number or by the words it begins with: “new 5.2”"),
    (("",), 2, "No clause"),
    (("new The",), 2, "“The” fits"),
    ((), 2, "Missing argument"),
]


@pytest.mark.parametrize(("names", "code", "message"), WRONG, ids=[str(row[0]) for row in WRONG])
def test_what_is_not_there_is_said_not_to_be(ask: Any, names: tuple[str, ...], code: int, message: str) -> None:
    if names == ("new The",):
        # one clause alone begins so
        assert "unchanged" in ask(*names)
        return
    assert message in ask(*names, code=code)


def test_json(docket: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(commands, ["explain", str(docket / "comparison.json"), "C-001", "new The parties", "--json"]) == 0
    reworded, same = json.loads(capsys.readouterr().out)["explanations"]
    assert reworded["change"]["id"] == "C-001" and reworded["old"][0]["citation"] == "1"
    assert reworded["change"]["evidence"]["label"] is True
    assert {"what": "To part them:", "line": "part 1 from 1"} in reworded["otherwise"]
    assert same["change"] is None and same["new"][0]["wording"] == "The parties waive a trial by jury."


def test_the_line_it_offers_does_what_it_says(docket: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = docket.parent
    assert run(commands, ["explain", str(docket), "C-001", "--json"]) == 0
    (explained,) = json.loads(capsys.readouterr().out)["explanations"]
    for number, offered in enumerate(explained["otherwise"]):
        (folder / "pairs.txt").write_text(offered["line"], encoding="utf-8")
        made = folder / f"again-{number}.json"
        command = ["compare", str(folder / "old.txt"), str(folder / "new.txt"), "--json", str(made), "--quiet"]
        assert run(commands, [*command, "--pairs", str(folder / "pairs.txt")]) == 0
        changes = json.loads(made.read_text(encoding="utf-8"))["changes"]
        assert not any(each["old"] == ["o1"] and each["new"] == ["n1"] for each in changes), offered


@pytest.mark.parametrize("new", ["fy2012.docx", "fy2012.pdf"])
def test_every_change_of_the_samples_can_be_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], new: str
) -> None:
    command = ["compare", str(SAMPLES / "fy2011.docx"), str(SAMPLES / new), "-o", str(tmp_path / "d"), "--quiet"]
    assert run(commands, command) == 0
    made = json.loads((tmp_path / "d" / "comparison.json").read_text(encoding="utf-8"))
    ids = [change["id"] for change in made["changes"]]
    assert run(commands, ["explain", str(tmp_path / "d"), *ids]) == 0
    out = capsys.readouterr().out
    assert all(f"{each}  " in out for each in ids)
    assert run(commands, ["explain", str(tmp_path / "d"), *ids, "--json"]) == 0
    explained = json.loads(capsys.readouterr().out)["explanations"]
    assert [each["asked"] for each in explained] == ids and all(each["why"] for each in explained)


def damaged(folder: Path) -> None:
    text = (folder / "comparison.json").read_text(encoding="utf-8")
    (folder / "comparison.json").write_text(text[: len(text) // 2], encoding="utf-8")


def foreign(folder: Path) -> None:
    (folder / "comparison.json").write_text('{"name": "something else"}', encoding="utf-8")


def binary(folder: Path) -> None:
    (folder / "comparison.json").write_bytes(b"\xff\xfe\x00\x81" * 50)


def newer(folder: Path) -> None:
    text = (folder / "comparison.json").read_text(encoding="utf-8")
    (folder / "comparison.json").write_text(text.replace("comparison/1", "comparison/9"), encoding="utf-8")


def emptied(folder: Path) -> None:
    (folder / "comparison.json").write_bytes(b"")


def missing(folder: Path) -> None:
    (folder / "comparison.json").unlink()


@pytest.mark.parametrize("damage", [damaged, foreign, binary, newer, emptied, missing])
def test_a_docket_that_cannot_be_read_is_refused(
    docket: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: Any
) -> None:
    (tmp_path / "comparison.json").write_bytes((docket / "comparison.json").read_bytes())
    damage(tmp_path)
    assert run(commands, ["explain", str(tmp_path), "C-001"]) == 3
    out, err = capsys.readouterr()
    assert out == "" and "comparison.json" in err and len(err.strip().splitlines()) == 1
    assert run(commands, ["explain", str(tmp_path / "nowhere"), "C-001"]) == 3


def test_what_would_steer_the_terminal_is_not_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("1. Fees. Ten dollars \x1b[31mare\x07 due each month.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("1. Fees. Six dollars \x1b[31mare\x07 due each month.\n", encoding="utf-8")
    command = ["compare", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-o", str(tmp_path / "d"), "--quiet"]
    if run(commands, command):
        pytest.skip("such a file is refused")
    assert run(commands, ["explain", str(tmp_path / "d"), "C-001"]) == 0
    out = capsys.readouterr().out
    assert "[-Ten-]" in out and "\x1b" not in out and "\x07" not in out
