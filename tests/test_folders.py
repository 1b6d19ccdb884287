"""Several files as one contract: which are read, in what order, what belongs together, how clauses are cited."""

import json
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from builders import check_comparison, kinds, paragraphs
from hypothesis import given
from hypothesis import strategies as st

from contractdiff import api
from contractdiff.align.files import _alike
from contractdiff.cli.root import commands
from contractdiff.cli.running import run
from contractdiff.errors import InputError, OutputError, UnreadableError
from contractdiff.model import ChangeKind, Comparison, Contract, Format, NoticeCode, Side
from contractdiff.options import ResponseOptions
from contractdiff.readers import read_folder

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
AGREEMENT = (
    "PROVIDER AGREEMENT",
    "ARTICLE I",
    "GENERAL",
    "1.1. Purpose. The Department buys services from Provider as Exhibits A through C describe them.",
    "1.2. Term. This Agreement begins on July 1, 2011 and ends on June 30, 2012.",
    "2.1. Reports. Provider shall report on the services as the Exhibits say.",
)
SCOPE = ("SCOPE OF SERVICES", "1.1. Meals. Provider shall serve a warm meal each day.", "2.1. Reports. None.")
BUDGET = ("BUDGET", "1.1. Staff. The Department pays for one cook.", "2.1. Reports. Provider shall bill in ten days.")
RATES = ("RATES", "1.1. Meal. $4.00 a meal.", "2.1. Reports. Rates are reported in January and again in July.")
FILES = {
    "agreement.txt": AGREEMENT,
    "exhibit-a.txt": ("EXHIBIT A", *SCOPE),
    "exhibit-b.txt": ("EXHIBIT B", *BUDGET),
    "exhibit-c.txt": ("EXHIBIT C", *RATES),
}


def folder(path: Path, files: Mapping[str, tuple[str, ...]]) -> Path:
    for name, texts in files.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(paragraphs(*texts), encoding="utf-8")
    return path


def read(path: Path, side: Side = Side.OLD) -> Contract:
    return api.read_contract(path, side=side)


def order(made: Contract) -> list[str]:
    return [part.file for part in made.reading.parts]


def told(made: Comparison | Contract, code: NoticeCode) -> list[str]:
    notices = made.notices if isinstance(made, Comparison) else made.reading.all_notices
    return [notice.message for notice in notices if notice.code is code]


def test_the_files_make_one_contract_each_in_its_own_numbering(tmp_path: Path) -> None:
    made = read(folder(tmp_path / "fy2012", FILES))
    assert made.name == made.reading.file == "fy2012" and made.reading.format is Format.FOLDER
    assert order(made) == list(FILES)
    assert [clause.id for clause in made.clauses] == [f"o{number}" for number in range(1, len(made.clauses) + 1)]
    assert {clause.file for clause in made.clauses} == set(FILES)
    assert all(clause.parent is None or made.by_id[clause.parent].file == clause.file for clause in made.clauses)
    cited = [made.citation(clause.id) for clause in made.clauses if clause.heading in ("Reports.", "Purpose.")]
    assert cited == ["1.1", "2.1", "EXHIBIT A, 2.1", "EXHIBIT B, 2.1", "EXHIBIT C, 2.1"]
    assert [(document.name, document.supplied) for document in made.incorporated] == [
        ("Exhibit A", True),
        ("Exhibit B", True),
        ("Exhibit C", True),
    ]


def test_what_a_clause_is_cited_by_is_read_off_the_heading_or_the_name(tmp_path: Path) -> None:
    files = {
        "fy12 agreement.txt": AGREEMENT,
        "Att 2 budget.txt": BUDGET,
        "rates final.txt": RATES,
        "x1.txt": ("Exhibit D – Articles", "ARTICLE I", "PAY", "1.1. Rate. It is $5.", "(a) Less on Sundays."),
        "more/two.txt": ("Exhibit D", "1.1. Rate. It is $6."),
    }
    made = read(folder(tmp_path, files))
    cited = {clause.wording: made.citation(clause.id) for clause in made.clauses if clause.label}
    assert cited["Meal. $4.00 a meal."] == "rates final, 1.1"
    assert cited["Staff. The Department pays for one cook."] == "Attachment 2, 1.1"
    assert cited["Less on Sundays."].endswith("Exhibit D, 1.1(a)")
    assert cited["Rate. It is $5."] != cited["Rate. It is $6."]
    assert order(made)[:2] == ["fy12 agreement.txt", "rates final.txt"]


def test_within_one_file_the_exhibit_is_named_as_well(tmp_path: Path) -> None:
    texts = [text for file in FILES.values() for text in file]
    made = read(folder(tmp_path, {"all.txt": (*texts, "ARTICLE I", "MORE", "1.1. Last. It ends.")}) / "all.txt")
    cited = [made.citation(clause.id) for clause in made.clauses if clause.label]
    assert [each for each in cited if each.endswith("2.1")] == [
        "2.1",
        "EXHIBIT A, 2.1",
        "EXHIBIT B, 2.1",
        "EXHIBIT C, 2.1",
    ]
    assert cited[-2:] == ["EXHIBIT C, ARTICLE I", "EXHIBIT C, 1.1"]


def test_exhibits_stand_in_natural_order_behind_the_agreement(tmp_path: Path) -> None:
    names = ["Exhibit 10", "Exhibit 2", "Exhibit 1", "the agreement", "Amendment 1", "Attachment A", "cover letter"]
    files = {f"{name}.txt": (f"1. Words that only stand in {name}.",) for name in names}
    assert [Path(name).stem for name in order(read(folder(tmp_path, files)))] == [
        "the agreement",
        "cover letter",
        "Exhibit 1",
        "Exhibit 2",
        "Exhibit 10",
        "Attachment A",
        "Amendment 1",
    ]


def test_a_folder_with_itself_has_no_changes(tmp_path: Path) -> None:
    old = folder(tmp_path / "v", FILES)
    made = api.compare(old, old)
    assert not made.changes
    assert [notice.message for notice in made.notices] == ["v and v hold the same files."]


def test_other_names_and_another_order_move_nothing(tmp_path: Path) -> None:
    old = folder(tmp_path / "old", FILES)
    files = {
        "FY2012 Agreement.txt": AGREEMENT,
        "Z scope.txt": SCOPE,
        "a/rates.txt": RATES,
        "Exhibit 1.txt": ("EXHIBIT 1", *BUDGET),
    }
    made = api.compare(old, folder(tmp_path / "new", files))
    check_comparison(made)
    assert not any(change.moved for change in made.changes)
    assert {change.kind for change in made.changes} <= {ChangeKind.DELETED, ChangeKind.RENUMBERED}
    assert all(
        made.old.by_id[name].heading in (None, "SCOPE OF SERVICES", "BUDGET", "RATES")
        for change in made.changes
        for name in change.old
    )
    assert not told(made, NoticeCode.FILE_WITHOUT_COUNTERPART)


PROGRAMS = ("Senior Meals", "Youth Shelter", "Job Training")


def exhibit(letter: str, program: str, year: int, days: int) -> tuple[str, ...]:
    """Exhibits made from one pattern, the hardest to tell apart."""
    return (
        f"EXHIBIT {letter}",
        f"{program.upper()} PROGRAM",
        f"1.1. Purpose. This Exhibit sets out the terms on which Provider operates the {program} program.",
        f"1.2. Term. This Exhibit begins on July 1, {year} and ends on June 30, {year + 1}.",
        f"2.1. Reports. Provider shall report to the Department within {days} days after each month ends.",
        "2.2. Records. None.",
        f"3.1. Rates. The Department shall pay Provider ${days * 3} for each unit of {program}.",
    )


def test_exhibits_lettered_anew_are_followed_by_their_words(tmp_path: Path) -> None:
    old = {
        f"exhibit-{letter}.txt": exhibit(letter.upper(), program, 2011, 30)
        for letter, program in zip("abc", PROGRAMS, strict=True)
    }
    now = (PROGRAMS[0], "Respite Care", *PROGRAMS[1:])
    new = {
        f"exhibit-{letter}.txt": exhibit(letter.upper(), program, 2012, 10)
        for letter, program in zip("abcd", now, strict=True)
    }
    made = api.compare(
        folder(tmp_path / "old", {"agreement.txt": AGREEMENT, **old}),
        folder(tmp_path / "new", {"agreement.txt": AGREEMENT, **new}),
    )
    check_comparison(made)
    followed = {"a": "a", "b": "c", "c": "d"}
    pairs = [*made.unchanged, *((c.old[0], c.new[0]) for c in made.changes if c.old and c.new)]
    for was, is_now in pairs:
        files = made.old.by_id[was].file, made.new.by_id[is_now].file
        assert files[0] == files[1] == "agreement.txt" or followed[files[0][8]] == files[1][8]
    assert told(made, NoticeCode.FILE_WITHOUT_COUNTERPART) == [
        "Exhibit B (exhibit-b.txt) stands only in the new version."
    ]
    assert not any(change.moved for change in made.changes)
    assert {made.new.by_id[change.new[0]].file for change in made.changes if change.kind is ChangeKind.ADDED} == {
        "exhibit-b.txt"
    }


def test_a_clause_that_went_to_an_exhibit_is_found(tmp_path: Path) -> None:
    moved = AGREEMENT[4].replace("1.2.", "4.1.")
    files = {**FILES, "agreement.txt": (*AGREEMENT[:4], AGREEMENT[5])}
    files["exhibit-a.txt"] = (*FILES["exhibit-a.txt"], moved)
    made = api.compare(folder(tmp_path / "old", FILES), folder(tmp_path / "new", files))
    assert kinds(made) == ["moved"]
    assert made.changes[0].summary == "Moved from 1.2 to EXHIBIT A, 4.1."


def test_a_comparison_of_folders_mirrors(tmp_path: Path) -> None:
    changed = {
        "exhibit-a.txt": ("EXHIBIT B", *BUDGET, "3.1. New. It is new."),
        "agreement v2.txt": (*AGREEMENT[:4], "1.2. Term. This Agreement ends on June 30, 2013."),
        "rates.txt": RATES[:2],
        "z.txt": ("Exhibit Z", "1. Nothing like it stood here before."),
    }
    old, new = folder(tmp_path / "old", FILES), folder(tmp_path / "new", changed)
    there, back = api.compare(old, new), api.compare(new, old)
    check_comparison(there)
    check_comparison(back)
    turned = {ChangeKind.ADDED: ChangeKind.DELETED, ChangeKind.DELETED: ChangeKind.ADDED}
    one = {(c.kind, tuple(n[1:] for n in c.old), tuple(n[1:] for n in c.new), c.moved) for c in there.changes}
    other = {
        (turned.get(c.kind, c.kind), tuple(n[1:] for n in c.new), tuple(n[1:] for n in c.old), c.moved)
        for c in back.changes
    }
    assert one == other


def test_a_folder_against_a_single_file(tmp_path: Path) -> None:
    old = folder(tmp_path / "old", FILES)
    whole = tmp_path / "new.txt"
    whole.write_text(paragraphs(*(text for file in FILES.values() for text in file)), encoding="utf-8")
    made = api.compare(old, whole)
    assert not made.changes
    assert not told(made, NoticeCode.FILE_WITHOUT_COUNTERPART)
    whole.write_text(paragraphs(*AGREEMENT), encoding="utf-8")
    assert told(api.compare(old, whole), NoticeCode.FILE_WITHOUT_COUNTERPART) == [
        f"Exhibit {letter} (exhibit-{letter.lower()}.txt) stands only in the old version." for letter in "ABC"
    ]


def test_what_is_not_read_is_named_with_its_reason(tmp_path: Path) -> None:
    path = folder(tmp_path / "v", FILES)
    for name in ("~$agreement.docx", ".DS_Store", "Thumbs.db", ".hidden.txt", "budget.xlsx", "link.url", ".git/config"):
        (path / name).parent.mkdir(exist_ok=True)
        (path / name).write_bytes(b"PK\x03\x04 cut short")
    (path / "v-docket").mkdir()
    (path / "v-docket" / "response.docx").write_bytes(b"x")
    (path / "v-docket" / "comparison.json").write_text('{\n"schema": "contractdiff.comparison/1",\n}')
    made = read(path)
    assert order(made) == list(FILES)
    named = {message.split(" was not read")[0]: message for message in told(made, NoticeCode.FILE_NOT_READ)}
    assert set(named) == {
        "~$agreement.docx",
        ".hidden.txt",
        "budget.xlsx",
        "link.url",
        ".git",
        "v-docket",
    }
    assert "open in another program" in named["~$agreement.docx"]
    assert "budget.xlsx cannot be read" in named["budget.xlsx"]
    assert "contractdiff wrote it" in named["v-docket"]


def test_a_file_that_should_be_read_and_cannot_be_stops_the_comparison(tmp_path: Path) -> None:
    """Without it, all that stands in its counterpart would be told as deleted."""
    path = folder(tmp_path / "v", FILES)
    (path / "exhibit-d.pdf").write_bytes(b"%PDF-1.4 damaged")
    (path / "more").mkdir()
    (path / "more" / "exhibit-e.docx").write_bytes(b"PK\x03\x04 cut short")
    (path / "Exhibit F v1.2").write_bytes(b"PK\x03\x04 cut short")
    (path / "budget.xlsx").write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(UnreadableError) as caught:
        read(path)
    message = str(caught.value)
    assert message.startswith(f"3 files in the folder {path} cannot be read")
    assert "take it and its counterpart out of both folders" in message
    assert [line.split(":")[0].strip() for line in message.splitlines()[1:]] == [
        "Exhibit F v1.2",
        "exhibit-d.pdf",
        "more/exhibit-e.docx",
    ]


def test_a_file_is_read_in_a_folder_as_it_is_by_itself(tmp_path: Path) -> None:
    path = folder(tmp_path / "v", {**FILES, "Exhibit D v1.2": ("EXHIBIT D", "1. Terms.")})
    (path / "Exhibit E.csv").write_text("Unit,Rate\nMeal,$4\n", encoding="utf-8")
    (path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    made = read(path)
    assert order(made) == [*FILES, "Exhibit D v1.2", "Exhibit E.csv"]
    (notice,) = told(made, NoticeCode.FILE_NOT_READ)
    assert notice.startswith("logo.png was not read. logo.png is a picture")


def test_what_contractdiff_wrote_is_no_part_of_the_contract(tmp_path: Path) -> None:
    old, new = folder(tmp_path / "old", FILES), folder(tmp_path / "new", {**FILES, "exhibit-b.txt": BUDGET})
    api.write_comparison(api.compare(old, new), api.Destination(docket=tmp_path / "docket"), ResponseOptions())
    for file in (tmp_path / "docket").iterdir():
        shutil.copy(file, new / f"our {file.name}")
    made = read(new)
    assert order(made) == list(FILES)
    assert told(made, NoticeCode.FILE_NOT_READ) == [
        "our comparison.json was not read: contractdiff wrote it.",
        "our response.docx was not read: contractdiff wrote it.",
    ]


def test_exactly_the_files_that_are_asked_for(tmp_path: Path) -> None:
    path = folder(tmp_path / "v", {**FILES, "more/agreement.md": AGREEMENT})
    (path / "exhibit-d.pdf").write_bytes(b"%PDF-1.4 damaged")
    reading, texts = read_folder(path, only=("more/agreement.md", "agreement.txt"))
    assert [text.reading.file for text in texts] == ["agreement.txt", "more/agreement.md"]
    assert reading.notices == ()
    with pytest.raises(InputError, match=r"exhibit-d\.pdf"):
        read_folder(path, only=("agreement.txt", "exhibit-d.pdf"))


def test_one_text_in_two_formats_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "fy2011"
    path.mkdir()
    for name in ("fy2011.pdf", "fy2011.docx"):
        shutil.copy(SAMPLES / name, path / name)
    shutil.copy(SAMPLES / "fy2011.docx", path / "copy of fy2011.docx")
    made = read(path)
    assert len(made.reading.parts) == 1 and made.reading.parts[0].format is Format.DOCX
    assert told(made, NoticeCode.FILE_NOT_READ) == [
        "copy of fy2011.docx was not read: it is the same file as fy2011.docx, which was read.",
        "fy2011.pdf was not read: it has the same text as fy2011.docx, which was read.",
    ]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (
            (*AGREEMENT[:5], AGREEMENT[5].replace("report ", "report  ")),
            "has the same text as agreement.md, which was read.",
        ),
        (
            (*AGREEMENT[:4], AGREEMENT[4].replace("2012", "2013"), AGREEMENT[5]),
            "has nearly the same text as agreement.md, which was read. Only in agreement.txt: “June 30, 2013”; only in "
            "agreement.md: “June 30, 2012”.",
        ),
        (
            (*AGREEMENT, "2.2. Records. Seven more words."),
            "has nearly the same text as agreement.md, which was read. Only in agreement.txt: “2.2”, “Records”, "
            "“Seven” and 2 more words.",
        ),
        (
            (*AGREEMENT[:4], AGREEMENT[5], AGREEMENT[4]),
            "has the same words as agreement.md, which was read, in another order.",
        ),
    ],
)
def test_what_a_text_in_two_formats_differs_in_is_named(tmp_path: Path, other: tuple[str, ...], said: str) -> None:
    made = read(folder(tmp_path, {"agreement.md": AGREEMENT, "agreement.txt": other}))
    assert order(made) == ["agreement.md"]
    assert told(made, NoticeCode.FILE_NOT_READ) == [f"agreement.txt was not read: it {said}"]


def test_the_same_blank_form_under_two_exhibits_is_read_twice(tmp_path: Path) -> None:
    made = read(folder(tmp_path, {**FILES, "exhibit-d.txt": ("[RESERVED]",), "exhibit-e.txt": ("[RESERVED]",)}))
    assert order(made)[-2:] == ["exhibit-d.txt", "exhibit-e.txt"]


def test_a_folder_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "v"
    path.mkdir()
    with pytest.raises(UnreadableError, match="no file that can be read"):
        read(path)
    (path / "a.xlsx").write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(UnreadableError, match=r"a\.xlsx was not read\. "):
        read(path)
    (path / "b.pdf").write_bytes(b"%PDF-1.4 damaged")
    with pytest.raises(InputError, match=r"b\.pdf"):
        read(path)


def test_the_order_in_which_files_were_made_does_not_show(tmp_path: Path) -> None:
    one = folder(tmp_path / "one" / "v", FILES)
    other = folder(tmp_path / "other" / "v", dict(reversed(FILES.items())))
    assert api.outline_json(read(one)) == api.outline_json(read(other))


def test_the_json_tells_of_every_file(tmp_path: Path) -> None:
    old, new = folder(tmp_path / "old", FILES), folder(tmp_path / "new", {**FILES, "exhibit-d.txt": ("EXHIBIT D", "X")})
    told_json = json.loads(api.to_json(api.compare(old, new)))
    assert told_json["old"]["format"] == "folder"
    assert [file["file"] for file in told_json["new"]["files"]] == [*FILES, "exhibit-d.txt"]
    assert [file["called"] for file in told_json["old"]["files"]] == [None, "Exhibit A", "Exhibit B", "Exhibit C"]
    assert {clause["file"] for clause in told_json["old"]["clauses"]} == set(FILES)
    assert told_json["old"]["incorporated"][0] == {"name": "Exhibit A", "clauses": ["o3"], "supplied": True}


def call(*arguments: object) -> int:
    return run(commands, [str(argument) for argument in arguments])


def test_the_docket_never_lands_in_what_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = folder(tmp_path / "v1.0", FILES), folder(tmp_path / "v1.1", FILES)
    monkeypatch.chdir(new)
    assert call("compare", "../v1.0", ".") == 0
    assert (tmp_path / "v1.1-docket" / "response.docx").is_file()
    shown = capsys.readouterr().out
    assert "Old  v1.0: 4 files, " in shown
    assert "       exhibit-b.txt (Exhibit B): plain text, 3 clauses" in shown
    monkeypatch.chdir(tmp_path)
    assert call("compare", old, new, "-o", "v1.0/docket") == 7
    assert "would stand in" in capsys.readouterr().err
    assert call("compare", old, new, "--json", new / "x.json") == 7
    with pytest.raises(OutputError):
        api.Destination(docket=new).check(inputs=(old, new))


def test_a_folder_inside_the_other_is_refused(tmp_path: Path) -> None:
    old = folder(tmp_path / "old", FILES)
    with pytest.raises(InputError, match="stands inside"):
        api.compare(old, folder(old / "new", FILES))


def test_strict_minds_what_was_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = folder(tmp_path / "old", FILES), folder(tmp_path / "new", {**FILES, "exhibit-d.txt": ("EXHIBIT D", "X")})
    monkeypatch.chdir(tmp_path)
    assert call("compare", old, old, "--json", "a.json", "--quiet") == 0
    (new / "exhibit-e.xlsx").write_bytes(b"PK\x03\x04 cut short")
    assert call("compare", old, new, "--json", "b.json", "--quiet", "--strict") == 8
    (new / "exhibit-e.pdf").write_bytes(b"%PDF-1.4 damaged")
    assert call("compare", old, new, "--json", "c.json", "--quiet") == 3


FILES_OF_PHRASES = st.lists(st.sets(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"))), max_size=4)


@given(FILES_OF_PHRASES, FILES_OF_PHRASES)
def test_what_files_have_in_common_is_weighed_as_if_each_pair_were_looked_at(
    own: list[set[tuple[str, str]]], others: list[set[tuple[str, str]]]
) -> None:
    def weight(phrase: tuple[str, str]) -> int:
        return 5040 // max(sum(phrase in file for file in side) for side in (own, others))

    for was, row in zip(own, _alike(own, others), strict=True):
        for now, share in zip(others, row, strict=True):
            total = sum(map(weight, was)) + sum(map(weight, now))
            assert share == (2 * sum(map(weight, was & now)) / total if total else 1.0)


def test_many_files_that_repeat_one_another_are_weighed_in_no_time() -> None:
    common = {(str(at), str(at + 1)) for at in range(3000)}
    files = [common | {(str(at), "own")} for at in range(100)]
    began = time.process_time()
    alike = _alike(files, files)
    assert time.process_time() - began < 2
    assert all(max(row) == row[at] == 1 for at, row in enumerate(alike))
