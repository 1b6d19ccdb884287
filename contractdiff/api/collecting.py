"""Taking in what members sent back: each file by itself, so that one that cannot be read never stops the others."""

import gc
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from contractdiff.api.paths import stands_in
from contractdiff.api.reading_forms import ReadFile, read_files
from contractdiff.docket import Docket, submission_id
from contractdiff.errors import NotThereError
from contractdiff.progress import Progress, silent

# What lies in folders and is nobody's form: Word's lock files, and what systems leave behind.
_PASSED_OVER = re.compile(r"~\$.*|\..*|Thumbs\.db|desktop\.ini", re.IGNORECASE)


class Outcome(Enum):
    """What became of a file."""

    NEW = "new"
    KNOWN = "known"
    """It was collected before."""
    REFUSED = "kept, not read"
    """It cannot be read as a form; it is kept in the docket."""
    LEFT = "left out"
    """It could not be opened here and now: nothing of it is in the docket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedFile:
    """What became of one file: ``submission`` is what the docket calls it, ``why`` the reason where it was not read."""

    name: str
    outcome: Outcome
    submission: str = ""
    why: str = ""


def collect(
    folder: Path, paths: Sequence[Path], *, at: str, processes: int = 1, progress: Progress = silent
) -> tuple[CollectedFile, ...]:
    """Take files into a docket, and return what became of each, in the order of their names.

    Args:
        folder: The docket.
        paths: Files, or folders with files, in folders within them too.
        at: The time, in ISO 8601.
        processes: How many processes may read at a time, where there are many files.
        progress: Told of each file.

    Raises:
        InputError: ``folder`` is no docket.
        DocketError: The docket is damaged or held by another command.
        NotThereError: A path leads into the docket itself, or there is nothing to collect.
    """
    # the command line switches it off; what is left of PDFs would pile up
    gc.enable()
    with Docket(folder) as docket:
        files = _files(paths, folder)
        done = []
        given = (docket.layouts(), docket.forms(), docket.collected())
        for number, read in enumerate(read_files(files, *given, processes=processes), 1):
            done.append(_stored(docket, read, at))
            progress("Collecting", number, len(files))
        return tuple(done)


def _files(paths: Iterable[Path], docket: Path) -> list[Path]:
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = [each for each in path.rglob("*") if not each.is_dir() and not _PASSED_OVER.fullmatch(each.name)]
            found.update(dict.fromkeys(each for each in inside if not stands_in(each, docket)))
        elif stands_in(path, docket):
            raise NotThereError(f"{path} is in the docket itself. Give the files that came back, from outside of it.")
        else:
            # one that is not there is told as one that cannot be opened
            found[path] = None
    if not found:
        raise NotThereError(
            "There is no file to collect. Give the files that came back, or the folder in which they lie."
        )
    return sorted(found, key=lambda each: (each.name, str(each)))


def _stored(docket: Docket, read: ReadFile, at: str) -> CollectedFile:
    """Keep what was read of a file, and say what became of it."""
    name = read.path.name
    if read.left:
        return CollectedFile(name=name, outcome=Outcome.LEFT, why=read.left)
    if read.refused:
        docket.refuse(read.sha256, name, read.data, read.refused, at=at)
        return CollectedFile(name=name, outcome=Outcome.REFUSED, why=read.refused)
    if read.submission is None:
        docket.keep_again(read.sha256, name, read.data)
    # it may be that another command has collected it in the meantime, or that it lies in two folders
    new = read.submission is not None and docket.add_submission(read.submission, read.data, at=at)
    outcome = Outcome.NEW if new else Outcome.KNOWN
    return CollectedFile(name=name, outcome=outcome, submission=submission_id(read.sha256))
