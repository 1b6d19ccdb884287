"""The command line end to end, on real files."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from contractdiff.cli.root import commands
from contractdiff.cli.running import run

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
OLD, NEW = SAMPLES / "fy2011.docx", SAMPLES / "fy2012.docx"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def text_file(path: Path, *paragraphs: str) -> Path:
    path.write_text("\n\n".join(paragraphs), encoding="utf-8")
    return path


@pytest.fixture
def pair(folder: Path) -> tuple[Path, Path]:
    old = text_file(folder / "old.txt", "1. Provider shall report within thirty (30) days.", "2. It may renew.")
    new = text_file(folder / "new.txt", "1. Provider shall report within ten (10) days.", "2. It may renew.")
    return old, new


def call(*arguments: object) -> int:
    return run(commands, [str(argument) for argument in arguments])


def test_compare_makes_a_docket_and_gives_an_account(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("compare", OLD, NEW) == 0
    assert sorted(path.name for path in (folder / "fy2012-docket").iterdir()) == [
        "authorities.docx",
        "comparison.json",
        "docket.sqlite",
        "response.docx",
        "sent",
        "sources",
    ]
    out, err = capsys.readouterr()
    assert "fy2011.docx: Word" in out and "fy2012.docx: Word" in out
    assert "critical" in out and "C-0" in out
    assert str(Path("fy2012-docket") / "response.docx") in out
    assert "Traceback" not in out + err


def test_only_the_named_files_are_written(folder: Path, pair: tuple[Path, Path]) -> None:
    assert call("compare", *pair, "--json", "only.json") == 0
    assert sorted(path.name for path in folder.iterdir()) == ["new.txt", "old.txt", "only.json"]
    assert json.loads(Path("only.json").read_text(encoding="utf-8"))["schema"] == "contractdiff.comparison/1"
    assert call("compare", *pair, "--response", "form.docx") == 0
    assert (folder / "form.docx").read_bytes()[:2] == b"PK"


def test_json_goes_to_stdout_and_the_account_to_stderr(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("compare", *pair, "--json", "-") == 0
    out, err = capsys.readouterr()
    change = json.loads(out)["changes"][0]
    assert ["-", "thirty (30)"] in change["edits"] and ["+", "ten (10)"] in change["edits"]
    assert "1 change" in err


def test_labels_and_names_reach_the_document(pair: tuple[Path, Path], folder: Path) -> None:
    import zipfile

    options = ["--coalition", "Food & Shelter Coalition", "--return-by", "June 10", "--return-to", "a@example.org"]
    assert call("compare", *pair, "-o", "d", "--old-label", "FY2011", "--agency", "The Agency", *options) == 0
    with zipfile.ZipFile(folder / "d" / "response.docx") as package:
        words = package.read("word/document.xml").decode()
    for expected in ("FY2011", "Food &amp; Shelter Coalition", "June 10", "a@example.org", "The Agency"):
        assert expected in words


def test_quiet_prints_nothing(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert call("compare", *pair, "--quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_exit_code_tells_whether_something_changed(pair: tuple[Path, Path]) -> None:
    assert call("compare", *pair, "--exit-code", "-o", "a") == 10
    assert call("compare", pair[0], pair[0], "--exit-code", "-o", "b") == 0
    assert call("compare", pair[0], pair[0], "--strict", "-o", "c") == 8


def test_the_same_file_twice_gives_a_notice(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert call("compare", pair[0], pair[0]) == 0
    out, err = capsys.readouterr()
    assert "No changes" in out and "same file" in err


def test_files_with_nothing_in_common_give_a_notice(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = text_file(folder / "a.txt", "Provider shall keep all records for three years after final payment.")
    new = text_file(folder / "b.txt", "Mix flour, butter and sugar; bake until golden; let it cool on a rack.")
    assert call("compare", old, new) == 0
    assert "no clause in common" in capsys.readouterr().err


def test_outline_is_an_indented_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = text_file(folder / "a.txt", "ARTICLE I", "PAYMENT", "1.1. Bills. Provider shall bill.", "(a) Each month.")
    assert call("outline", path) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[1:] == ["ARTICLE I PAYMENT", "1.1. Bills. Provider shall bill.", "(a) Each month."]
    assert call("outline", path, "--json") == 0
    assert json.loads(capsys.readouterr().out)["clauses"][1]["number"] == "1.1."


# --- bad input ------------------------------------------------------------------------------------------------


def broken_word(path: Path) -> None:
    path.write_bytes(NEW.read_bytes()[:9000])


def broken_pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")


def old_word(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000)


def spreadsheet(path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<workbook/>")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)


BAD = [
    # name, how it is made, a word of the message
    ("missing.docx", None, "no file"),
    ("empty.docx", empty, "empty"),
    ("broken.docx", broken_word, "damaged"),
    ("broken.pdf", broken_pdf, "damaged"),
    ("old.doc", old_word, "old Word format"),
    ("renamed.docx", old_word, "docx"),
    ("sheet.docx", spreadsheet, "sheet"),
    ("sheet.xlsx", spreadsheet, "sheet"),
    ("scan.png", picture, "not read"),
    ("noending", picture, "not read"),
]


@pytest.mark.parametrize(("name", "make", "expected"), BAD)
def test_bad_input_gives_a_message_and_leaves_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, make, expected: str
) -> None:  # type: ignore[no-untyped-def]
    path = folder / name
    if make:
        make(path)
    before = sorted(folder.iterdir())
    assert call("compare", path, NEW) == 3
    out, err = capsys.readouterr()
    assert out == "" and name in err and expected.lower() in err.lower(), err
    assert "Traceback" not in err and len(err.strip().splitlines()) == 1
    assert sorted(folder.iterdir()) == before
    assert call("outline", path) == 3


def test_a_folder_without_files_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("compare", folder, NEW) == 3
    assert "holds no file that can be read" in capsys.readouterr().err


def test_nothing_is_replaced_without_force(pair: tuple[Path, Path], folder: Path) -> None:
    (folder / "new-docket").mkdir()
    (folder / "new-docket" / "notes.txt").write_text("mine")
    assert call("compare", *pair) == 7
    assert [path.name for path in (folder / "new-docket").iterdir()] == ["notes.txt"]
    assert call("compare", *pair, "--force") == 0
    kept = (folder / "new-docket" / "comparison.json").read_bytes()
    assert call("compare", *pair) == 7
    assert (folder / "new-docket" / "comparison.json").read_bytes() == kept


def test_an_input_is_never_replaced(pair: tuple[Path, Path]) -> None:
    kept = pair[1].read_bytes()
    assert call("compare", *pair, "--json", pair[1], "--force") == 7
    assert pair[1].read_bytes() == kept


def test_an_output_without_a_folder_is_refused(pair: tuple[Path, Path], folder: Path) -> None:
    assert call("compare", *pair, "--json", folder / "nowhere" / "a.json") == 7
    assert call("compare", *pair, "-o", folder / "nowhere" / "docket") == 7


def test_two_documents_never_go_to_one_file(pair: tuple[Path, Path], folder: Path) -> None:
    before = sorted(folder.iterdir())
    assert call("compare", *pair, "--json", "one", "--response", "one") == 7
    assert call("compare", *pair, "-o", "d", "--json", Path("d") / "comparison.json") == 7
    assert sorted(folder.iterdir()) == before


def test_a_link_is_followed_and_a_device_refused(pair: tuple[Path, Path], folder: Path) -> None:
    target = text_file(folder / "target.json", "old")
    try:
        (folder / "link.json").symlink_to(target)
    except OSError:
        pytest.skip("links cannot be made here")
    assert call("compare", *pair, "--json", "link.json", "--force") == 0
    assert target.read_text(encoding="utf-8").startswith("{") and (folder / "link.json").is_symlink()


def test_a_failing_write_leaves_nothing(pair: tuple[Path, Path], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if Path(target).name == "comparison.json":
            raise PermissionError(13, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    before = sorted(folder.iterdir())
    assert call("compare", *pair) == 7
    assert sorted(folder.iterdir()) == before


def test_names_too_long_for_the_disk_are_said_to_be(pair: tuple[Path, Path]) -> None:
    assert call("compare", "x" * 400, pair[1]) == 3
    assert call("compare", *pair, "--json", "x" * 400) == 7
    assert call("compare", *pair, "-o", "x" * 400) == 7


def test_usage_errors_have_their_own_code(pair: tuple[Path, Path]) -> None:
    assert call("compare", pair[0]) == 2
    assert call("compare", *pair, "--no-such-option") == 2
    assert call("no-such-command") == 2


def test_every_command_shows_an_example() -> None:
    for name, command in commands.commands.items():
        assert f"contractdiff {name}" in (command.help or ""), name


def test_the_same_input_gives_the_same_bytes_whatever_the_hash_seed(pair: tuple[Path, Path], folder: Path) -> None:
    made = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "contractdiff", "compare", str(OLD), str(NEW), "-o", f"d{seed}", "--quiet"]
        subprocess.run(command, check=True, cwd=folder, env={"PYTHONHASHSEED": seed, "PATH": ""})
        made.append([(folder / f"d{seed}" / name).read_bytes() for name in ("comparison.json", "response.docx")])
    assert made[0] == made[1]
