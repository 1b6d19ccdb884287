"""The README's walk-through: its commands are run, and what they print is compared, or written into it again.

``python -m tests.walkthrough`` runs all of it and puts what is printed into README.md.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from contractdiff.api import read_feedback
from contractdiff.cli.root import commands
from contractdiff.cli.running import run

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_SECTION = re.compile(r"^## A walk-through.*?(?=^## )", re.MULTILINE | re.DOTALL)
_ID = re.compile(r"(?<=S-)[0-9a-f]{8}|(?<=which-)[0-9a-f]{4}")
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A command as a reader types it, and what it printed according to the README."""

    typed: str
    printed: str

    @property
    def arguments(self) -> list[str]:
        """What follows the name of the program."""
        return shlex.split(self.typed.replace("\\\n", " "))[1:]


def section(text: str) -> str:
    """The part of the README that tells the walk-through."""
    found = _SECTION.search(text)
    assert found, "README.md has no walk-through"
    return found[0]


def steps(text: str) -> list[Step]:
    """All commands of the walk-through, in order."""
    return [step for block in _BLOCK.findall(section(text)) for step in _of_block(block)]


def _of_block(block: str) -> Iterator[Step]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        typed = re.match(r"(?:.*\\\n)*.*\n?", part)
        assert typed
        yield Step(typed=typed[0].rstrip("\n"), printed=part[typed.end() :].rstrip("\n"))


def clone(folder: Path) -> None:
    """Put into a folder what a clone has and the walk-through needs."""
    shutil.copytree(ROOT / "samples", folder / "samples", ignore=shutil.ignore_patterns("__pycache__", "package"))


def output_of(step: Step) -> str:
    """What the command prints in the current folder, both streams as a terminal shows them."""
    assert step.typed.startswith("contractdiff "), step.typed
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        run(commands, step.arguments)
    return "\n".join(line.rstrip() for line in said.getvalue().replace("\\", "/").splitlines()).strip("\n")


def rewritten(text: str) -> str:
    """The README with what the commands print now."""
    told = section(text)
    anew = _BLOCK.sub(lambda block: f"```console\n{''.join(map(_shown, _of_block(block[1])))}```", told)
    return text.replace(told, anew)


def _shown(step: Step) -> str:
    step = _of_today(step)
    print(step.typed, file=sys.stderr)
    printed = output_of(step)
    return f"$ {step.typed}\n{printed}\n" if printed else f"$ {step.typed}\n"


def _of_today(step: Step) -> Step:
    """The step with the id of what is to be decided as it is now: it follows from the bytes of a file."""
    match step.arguments:
        case ["resolve", docket, matter, _, *_]:
            alike = _ID.sub("*", matter)
            now = next(each.id for each in read_feedback(Path(docket)).matters if _ID.sub("*", each.id) == alike)
            return Step(typed=step.typed.replace(matter, now), printed=step.printed)
    return step


def main() -> None:
    """Write the walk-through's output anew."""
    with tempfile.TemporaryDirectory() as work:
        clone(Path(work))
        os.chdir(work)
        text = rewritten(README.read_text("utf-8"))
        os.chdir(ROOT)
        if len(sys.argv) > 1:
            shutil.copytree(work, sys.argv[1], dirs_exist_ok=True)
    README.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
