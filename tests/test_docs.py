"""The README says what the program does."""

import re
import shutil
from pathlib import Path

import pytest
from walkthrough import section

from contractdiff.cli.root import commands
from contractdiff.cli.running import run

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
# the walk-through is a test of its own: each of its commands goes on from the one before
ALONE = README.replace(section(README), "")
SHOWN = re.findall(r"```console\n\$ contractdiff ([^\n]*)\n(.*?)```", ALONE, re.DOTALL)


@pytest.mark.parametrize("name", commands.commands)
def test_every_command_and_option_is_documented(name: str) -> None:
    assert f"contractdiff {name}" in README
    for parameter in commands.commands[name].params:
        for option in parameter.opts:
            if option.startswith("--") and option not in ("--output", "--help"):
                assert option in README, f"{name} {option}"


@pytest.mark.parametrize(("command", "expected"), SHOWN, ids=[command for command, _ in SHOWN])
def test_what_the_readme_shows_is_what_is_printed(
    command: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    assert run(commands, command.split()) == 0
    printed = [line.rstrip() for line in capsys.readouterr().out.replace("\\", "/").splitlines()]
    lines = [line.rstrip() for line in expected.splitlines()]
    at = 0
    for line in lines:
        if line == "…":
            continue
        assert line in printed[at:], f"not printed: {line}"
        at = printed.index(line, at) + 1


def test_the_readme_names_every_exit_code() -> None:
    from contractdiff import errors

    for error in vars(errors).values():
        if isinstance(error, type) and issubclass(error, errors.ContractDiffError):
            assert re.search(rf"^\| {error.exit_code} \|", README, re.MULTILINE), error
