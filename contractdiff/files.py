"""Writing files wholly or not at all."""

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from contractdiff.errors import OutputError

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_NAME = 60


def in_file_name(name: str) -> str:
    """Somebody's name as it may stand in the name of a file on any system; "" where nothing of it may."""
    return " ".join(_NOT_IN_NAMES.sub(" ", name).split()).strip(". ")[:_LONGEST_NAME].strip(". ")


def check_output(path: Path, *, force: bool) -> None:
    """Raise ``OutputError`` where a file cannot be written: something stands there, or there is no folder for it."""
    try:
        if path.is_dir():
            raise OutputError(f"{path} is a folder. Give the name of a file.")
        if path.exists() and not path.is_file():
            raise OutputError(f"{path} is no ordinary file. Give the name of a file.")
        if path.exists() and not force:
            raise OutputError(f"{path} is there already. Choose another name, or use --force to replace it.")
        if not path.parent.is_dir():
            raise no_folder(path)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error


def make_folder(place: Path) -> None:
    """Make a folder that its owner alone may open, where there is none.

    Raises:
        OutputError: It cannot be made.
    """
    try:
        place.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder {place} cannot be made ({error.strerror}). Check its name.") from error


def no_folder(path: Path) -> OutputError:
    """The error of a path whose folder is not there, or is a file."""
    if path.parent.exists():
        return OutputError(f"{path} cannot be written: {path.parent} is a file, not a folder. Choose another name.")
    return OutputError(f"{path} cannot be written: there is no folder {path.parent}. Make it first.")


def write_files(files: Sequence[tuple[Path, bytes]], *, force: bool = False, private: bool = False) -> None:
    """Write each file wholly, all of them or none; ``private`` ones may be opened by their owner alone.

    A link is followed: what it points to is written. Files are written beside their places under other names first, and
    renamed when all are complete, since renaming is the one thing that is done in one step.

    Raises:
        OutputError: A file is there already and may not be replaced, or cannot be written.
    """
    for path, _ in files:
        check_output(path, force=force)
    unfinished: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    path = Path()
    try:
        for number, (path, data) in enumerate(files):
            target = path.resolve()
            beside = target.parent / f".contractdiff-{os.getpid()}-{number}.tmp"
            with beside.open("xb") as file:
                unfinished.append((beside, target))
                if private:
                    beside.chmod(0o600)
                file.write(data)
        for beside, target in unfinished:
            path, fresh = target, not target.exists()
            beside.replace(target)
            if fresh:
                placed.append(target)
    except BaseException as error:
        for leftover in (*(beside for beside, _ in unfinished), *placed):
            with suppress(OSError):
                leftover.unlink()
        if isinstance(error, OSError | ValueError):
            raise _unwritable(path, error) from error
        raise


def _unwritable(path: Path, error: OSError | ValueError) -> OutputError:
    if isinstance(error, PermissionError):
        return OutputError(
            f"{path} cannot be written. If it is open in Word or another program, close it there and try again; "
            f"otherwise check that you may write in the folder {path.parent}."
        )
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return OutputError(f"{path} cannot be written ({why}). Check the name and the space left on the disk.")
