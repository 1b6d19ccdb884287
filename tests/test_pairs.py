"""The pairs file: the analyst has the last word."""

import json
from pathlib import Path
from typing import Any

import pytest
from builders import check_comparison, contract, paragraphs
from hypothesis import given
from hypothesis import strategies as st
from strategies import version_pairs

from contractdiff import api
from contractdiff.api.pairing import hand_pairs
from contractdiff.cli.root import commands
from contractdiff.cli.running import run
from contractdiff.errors import PairsError
from contractdiff.model import HandPairs, Side
from contractdiff.structure import ClauseFinder, ClauseName

OLD = contract(
    paragraphs(
        "ARTICLE IV",
        "PAYMENT",
        "4.1. Invoices. Provider shall bill each month.",
        "(a) Bills are sent by mail.",
        "(b) Bills are signed.",
        "4.2. Records. The Provider keeps records for three years, and the records are kept in good order.",
        "The Provider keeps “working papers” too.",
        "4.3. Audit. An audit is made each year.",
        "EXHIBIT B",
        "2.1. Scope. Meals are served.",
    )
)
NEW = contract(
    paragraphs(
        "ARTICLE V",
        "PAYMENT",
        "5.1. Records. Records are kept for three years.",
        "5.2. Order. Records are kept in good order.",
        "5.3. Audit. An audit is made every second year.",
        "EXHIBIT A",
        "2.1. Scope. Meals are served.",
        "EXHIBIT B",
        "2.1. Scope. Beds are made.",
    ),
    Side.NEW,
)


def asked(folder: Path, text: str, *, kept: bool = False) -> api.PairsFile:
    path = folder / "pairs.txt"
    path.write_text(text, encoding="utf-8")
    return api.read_pairs(path, kept=kept)


def words(side: Side, *names: str) -> list[str]:
    own = OLD if side is Side.OLD else NEW
    return [own.by_id[name].wording.split(".")[0] for name in names]  # type: ignore[index]


UNDERSTOOD = [
    # a line, the clauses of the old version and of the new one that it joins
    ("join 4.2 with 5.1", ["Records"], ["Records"]),
    ("Join 4.2 with 5.1 and 5.2   # it was split", ["Records"], ["Records", "Order"]),
    ("join 4.2 with 5.2, 5.1", ["Records"], ["Records", "Order"]),
    ("join 4.1 and 4.2 with 5.1", ["Invoices", "Records"], ["Records"]),
    ("join 4.1(a) & 4.1(b) with 5.1.", ["Bills are sent by mail", "Bills are signed"], ["Records"]),
    ("join Section 4.1 (a) with section 5.1", ["Bills are sent by mail"], ["Records"]),
    ("join 4.1.a with SECTION 5.1:", ["Bills are sent by mail"], ["Records"]),
    ("join article iv with Article V", ["PAYMENT"], ["PAYMENT"]),
    ("join Exhibit B, 2.1 with EXHIBIT A 2.1", ["Scope"], ["Scope"]),
    ("join 2.1 with Exhibit B, 2.1", ["Scope"], ["Scope"]),
    ("join old 4.2 with new 5.1", ["Records"], ["Records"]),
    (
        'join "The Provider keeps working" with "Records. Records are"',
        ["The Provider keeps “working papers” too"],
        ["Records"],
    ),
    ("join “the provider keeps working papers too” with 5.1", ["The Provider keeps “working papers” too"], ["Records"]),
    ('join 4.2 "The Provider" with 5.1', ["The Provider keeps “working papers” too"], ["Records"]),
    ("join The Provider keeps with 5.1", ["The Provider keeps “working papers” too"], ["Records"]),
    ("join o3 with 5.1", ["Bills are sent by mail"], ["Records"]),
]


@pytest.mark.parametrize(("line", "old", "new"), UNDERSTOOD, ids=[row[0] for row in UNDERSTOOD])
def test_clauses_are_found_as_people_name_them(tmp_path: Path, line: str, old: list[str], new: list[str]) -> None:
    hand, notices = hand_pairs(asked(tmp_path, f"# a comment\n\n{line}\n"), OLD, NEW)
    assert notices == ()
    ((was, now),) = hand.joined
    assert words(Side.OLD, *was) == old and words(Side.NEW, *now) == new


def test_lines_that_part_delete_and_add(tmp_path: Path) -> None:
    text = "part 4.3 from 5.3\r\ndelete 4.1(a) and 4.1(b)\r\nadded: 5.2\r\nadd 5.2\r\npart 4.3 from 5.3\r\n"
    hand, _ = hand_pairs(asked(tmp_path, text), OLD, NEW)
    assert words(Side.OLD, hand.parted[0][0]) == ["Audit"] and len(hand.parted) == 1
    assert words(Side.OLD, *hand.alone[:2]) == ["Bills are sent by mail", "Bills are signed"]
    assert words(Side.NEW, *hand.alone[2:]) == ["Order"]


REFUSED = [
    # what is written, what the message has to say
    ("4.2 = 5.1", "begins with join, part, delete or add"),
    ("join 4.2 5.1", "“with” once"),
    ("join 4.2 with", "A clause is missing"),
    ("delete", "which clause"),
    ("part 4.2 with 5.1", "“from” once"),
    ("part 4.2 from 5.1 and 5.2", "a line for each"),
    (
        "join 4.1 and 4.2 with 5.1 and 5.2",
        "a clause stands in one line only. Write for example “join 4.1 with 5.1” and “join 4.2 with 5.2”.",
    ),
    ("join 4.1, 4.2 with 5.1, 5.2 and 5.3", "“join 4.1 with 5.1” and “join 4.2 with 5.2 and 5.3”."),
    ("delete C-014", "C-014 is a change and no clause. Name its clauses by their numbers."),
    ("join new 5.1 with old 4.2", "old version stands on the left"),
    ('join 4.2 with "Records" "Order"', "“and”"),
    ("join 9.9 with 5.1", "No clause of the old version (old.txt) is “9.9”"),
    ('join "No such words" with 5.1', "No clause of the old version"),
    ('join "Bills" with 5.1', "fits 2 clauses of the old version (old.txt): 4.1(a) “Bills are sent by mail.”; 4.1(b)"),
    ("join 4.3 with 2.1", "fits 2 clauses of the new version"),
    ("join 4.2 with 5.1\njoin 4.2 with 5.2", "line 2 (“join 4.2 with 5.2”): It contradicts line 1"),
    ("join 4.2 with 5.1\ndelete 4.2", "contradicts line 1 (“join 4.2 with 5.1”)"),
    ("add 5.1\n# why\njoin 4.2 with 5.1", "line 3 (“join 4.2 with 5.1”): It contradicts line 1"),
    ("part 4.2 from 5.1\njoin 4.2 with 5.1", "contradicts line 1"),
    ("join 4.2 with 5.1\npart 4.2 from 5.1", "contradicts line 1"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_followed_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(PairsError) as caught:
        hand_pairs(asked(tmp_path, text), OLD, NEW)
    assert message in str(caught.value) and "pairs.txt, line " in str(caught.value)


def test_the_message_says_how_to_name_the_clause(tmp_path: Path) -> None:
    with pytest.raises(PairsError) as caught:
        hand_pairs(asked(tmp_path, 'delete "Bills"'), OLD, NEW)
    offered = str(caught.value).rsplit(": ", 1)[1]
    hand, _ = hand_pairs(asked(tmp_path, f"delete {offered}"), OLD, NEW)
    assert words(Side.OLD, *hand.alone) == ["Bills are sent by mail"]


def test_of_a_kept_file_lines_that_do_not_fit_are_left_out(tmp_path: Path) -> None:
    pairs = asked(tmp_path, "join 9.9 with 5.1\njoin 4.2 with 5.1\ndelete 4.2\n", kept=True)
    hand, notices = hand_pairs(pairs, OLD, NEW)
    assert len(hand.joined) == 1 and hand.alone == ()
    assert ["is left out" in notice.message for notice in notices] == [True, True]
    assert hand_pairs(asked(tmp_path, "", kept=True), OLD, NEW) == (HandPairs(), ())


@given(version_pairs(), st.integers(0, 20))
def test_every_clause_has_a_name_that_finds_it(pair: tuple[str, str], at: int) -> None:
    version = contract(pair[0])
    finder = ClauseFinder(version)
    clause = version.clauses[at % len(version.clauses)]
    assert [each.id for each in finder.find(finder.name_of(clause.id))] == [clause.id]
    assert finder.find(ClauseName()) == [] and isinstance(finder.shown(clause), str)


@given(version_pairs(), st.integers(0, 20), st.integers(0, 20), st.sampled_from(["join", "part", "alone"]))
def test_what_she_says_is_done(
    tmp_path_factory: pytest.TempPathFactory, pair: tuple[str, str], left: int, right: int, what: str
) -> None:
    from contractdiff.api.comparing import compare_contracts

    old, new = contract(pair[0]), contract(pair[1], Side.NEW)
    was, now = old.clauses[left % len(old.clauses)].id, new.clauses[right % len(new.clauses)].id
    names = ClauseFinder(old).name_of(was), ClauseFinder(new).name_of(now)
    lines = {
        "join": f"join {names[0]} with {names[1]}",
        "part": f"part {names[0]} from {names[1]}",
        "alone": f"delete {names[0]}\nadd {names[1]}",
    }
    made = compare_contracts(old, new, pairs=asked(tmp_path_factory.mktemp("p"), lines[what]))
    check_comparison(made)
    together = [(change.old, change.new) for change in made.changes] + [((a,), (b,)) for a, b in made.unchanged]
    own = next(sides for sides in together if was in sides[0])
    if what == "join":
        assert own == ((was,), (now,))
    elif what == "part":
        assert now not in own[1]
    else:
        assert own == ((was,), ()) and ((), (now,)) in together


# --- from the command line --------------------------------------------------------------------------------------------


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    monkeypatch.chdir(tmp_path)
    old = [
        "1. Records. Provider shall keep records for three years.",
        "2. Fees. No fee is charged.",
        "3. Law. The State’s.",
    ]
    new = [
        "1. Records. Provider shall keep records for six years.",
        "2. Meals. Soup is served daily.",
        "3. Law. The State’s.",
    ]
    Path("old.txt").write_text(paragraphs(*old), encoding="utf-8")
    Path("new.txt").write_text(paragraphs(*new), encoding="utf-8")
    return "old.txt", "new.txt"


def call(*arguments: object) -> int:
    return run(commands, [str(argument) for argument in arguments])


def changes(docket: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(Path(docket, "comparison.json").read_text(encoding="utf-8"))["changes"]
    return found


def test_pairs_are_kept_in_the_docket_and_used_again(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.txt").write_text("join 2 with 2   # Fees became Meals\npart 1 from 1\n", encoding="utf-8")
    assert call("compare", *pair, "-o", "d", "--pairs", "mine.txt") == 0
    assert "pairs.txt" in capsys.readouterr().out
    assert Path("d/pairs.txt").read_text(encoding="utf-8").startswith(Path("mine.txt").read_text(encoding="utf-8"))
    first = Path("d/comparison.json").read_bytes()
    by_hand = [each for each in changes("d") if each["evidence"]["matcher"] == "paired by hand"]
    assert [(each["old"], each["new"]) for each in by_hand] == [(["o1"], []), ([], ["n1"]), (["o2"], ["n2"])]
    assert not any(each["old"] == ["o1"] and each["new"] == ["n1"] for each in changes("d"))
    assert call("compare", *pair, "-o", "d", "--force") == 0
    assert "Paired by hand as" in capsys.readouterr().err
    assert Path("d/comparison.json").read_bytes() == first
    Path("d/pairs.txt").unlink()
    assert call("compare", *pair, "-o", "d", "--force") == 0
    assert "Paired by hand" not in capsys.readouterr().err
    assert Path("d/comparison.json").read_bytes() != first


def test_a_line_that_fits_no_longer_is_named_and_left_out(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("mine.txt").write_text("join 2 with 2\njoin 3 with 3\n", encoding="utf-8")
    assert call("compare", *pair, "-o", "d", "--pairs", "mine.txt") == 0
    Path("old.txt").write_text(paragraphs("1. Records. Provider shall keep records.", "3. Law. The State’s."))
    assert call("compare", *pair, "-o", "d", "--force") == 0
    assert "line 1 (“join 2 with 2”) is left out: No clause of the old version" in capsys.readouterr().err
    kept = Path("d/pairs.txt").read_text(encoding="utf-8")
    assert kept.startswith(Path("mine.txt").read_text(encoding="utf-8")) and "Fees. No fee is charged." in kept
    assert call("compare", *pair, "-o", "e", "--pairs", "mine.txt") == 3
    assert "line 1" in capsys.readouterr().err and not Path("e").exists()


def test_the_file_in_the_docket_may_be_named_itself(pair: tuple[str, str]) -> None:
    assert call("compare", *pair, "-o", "d") == 0
    Path("d/pairs.txt").write_text("join 2 with 2\n")
    assert call("compare", *pair, "-o", "d", "--force", "--pairs", "d/pairs.txt") == 0
    assert Path("d/pairs.txt").read_text(encoding="utf-8").startswith("join 2 with 2\n")
    assert any(each["evidence"]["matcher"] == "paired by hand" for each in changes("d"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "no file"),
        (b"", "has no lines"),
        (b"# nothing yet\n", "has no lines"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\0" * 9, "plain text"),
        (b"join one", "line 1"),
        ("join 2 with 99".encode("utf-16"), "“99”"),
        ("join “Fees” with 99".encode("cp1252"), "“99”"),
    ],
    ids=["missing", "empty", "comment", "picture", "no sense", "utf-16", "windows"],
)
def test_a_pairs_file_that_cannot_be_used_stops_before_anything_is_written(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str], data: bytes | None, message: str
) -> None:
    if data is not None:
        Path("mine.txt").write_bytes(data)
    before = sorted(Path().iterdir())
    assert call("compare", *pair, "--pairs", "mine.txt") == 3
    err = capsys.readouterr().err
    assert message in err and "mine.txt" in err and "Traceback" not in err
    assert sorted(Path().iterdir()) == before


def test_numbers_that_fit_other_words_in_other_files_tear_nothing_apart(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "join 2 with 2   # Fees became Meals\npart 1 from 1\n"
    Path("mine.txt").write_text(lines, encoding="utf-8")
    assert call("compare", *pair, "-o", "d", "--pairs", "mine.txt") == 0
    kept = Path("d/pairs.txt").read_bytes()
    # two other versions, whose numbers fit as well
    same = "2. Equipment. Equipment that is bought with the award belongs to the State."
    one = ["1. Records. Provider shall keep all records for three years.", same, "3. Law. The State’s."]
    Path("old.txt").write_text(paragraphs(*one), encoding="utf-8")
    one[0] = one[0].replace("three", "seven")
    Path("new.txt").write_text(paragraphs(*one), encoding="utf-8")
    capsys.readouterr()
    assert call("compare", *pair, "-o", "d", "--force") == 0
    said = capsys.readouterr().err
    assert "line 1 (“join 2 with 2”) is left out" in said and "“Fees. No fee is charged.”" in said
    assert "“Equipment. Equipment that is bought" in said and "line 2" not in said
    by_hand = [each["evidence"]["matcher"] == "paired by hand" for each in changes("d")]
    assert by_hand.count(True) == 2  # what she parted reads on
    # what the line was written for is not forgotten
    assert Path("d/pairs.txt").read_bytes().split(b"#: ")[2:] == kept.split(b"#: ")[2:]
    # her last word: without its record the line is followed
    Path("d/pairs.txt").write_text(lines, encoding="utf-8")
    assert call("compare", *pair, "-o", "d", "--force") == 0
    assert "left out" not in capsys.readouterr().err


def test_other_lines_than_the_kept_ones_replace_them_and_this_is_said(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("mine.txt").write_text("join 2 with 2\n", encoding="utf-8")
    Path("other.txt").write_text("part 1 from 1\n", encoding="utf-8")
    assert call("compare", *pair, "-o", "d", "--pairs", "mine.txt") == 0
    assert call("compare", *pair, "-o", "d", "--pairs", "mine.txt", "--force") == 0
    assert "held other lines" not in capsys.readouterr().err
    assert call("compare", *pair, "-o", "d", "--pairs", "other.txt", "--force") == 0
    assert "pairs.txt held other lines; those of other.txt are kept there instead." in capsys.readouterr().err
    assert Path("d/pairs.txt").read_text(encoding="utf-8").startswith("part 1 from 1\n")


def test_what_is_no_clause_or_no_file_is_said_to_be_so(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("mine.txt").write_text("delete c-001\n", encoding="utf-8")
    assert call("compare", *pair, "--pairs", "mine.txt") == 3
    assert "c-001 is a change and no clause. Name its clauses by their numbers: old 1 and new 1." in (
        capsys.readouterr().err
    )
    assert call("compare", *pair, "--pairs", ".") == 3
    assert ". is a folder. Write the pairs into a text file" in capsys.readouterr().err


def test_what_a_line_parted_is_told_as_set_apart_by_hand(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("mine.txt").write_text("part 1 from 1\n", encoding="utf-8")
    assert call("compare", *pair, "-o", "d", "--pairs", "mine.txt") == 0
    assert "2 paired or set apart by hand" in capsys.readouterr().out
    assert call("explain", "d", "old 1") == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "You set it apart: a line of the pairs file says so." in said and "join" not in said
    assert "take your line out of the pairs file" in said and "enough like it" not in said


def test_json_alone_is_paired_too(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.txt").write_text("delete 3\nadd 3\n")
    assert call("compare", *pair, "--pairs", "mine.txt", "--json", "-") == 0
    made = json.loads(capsys.readouterr().out)["changes"]
    assert [each["kind"] for each in made if each["old"] == ["o3"] or each["new"] == ["n3"]] in (
        ["added", "deleted"],
        ["deleted", "added"],
    )
    assert not Path("pairs.txt").exists()
