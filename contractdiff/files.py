"""Writing files wholly or not at all."""

import secrets
from contextlib import suppress
from pathlib import Path

from contractdiff.errors import OutputError


def check_free(path: Path, *, force: bool) -> None:
    """Raise ``OutputError`` where a file or folder stands that may not be replaced."""
    if path.exists() and not force:
        raise OutputError(f"{path} is there already. Choose another name, or use --force to replace it.")


def write_file(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write ``data`` to ``path``, wholly or not at all.

    Args:
        path: The file to write; its folder must exist.
        data: What it is to hold.
        force: Whether a file that is there already may be replaced.

    Raises:
        OutputError: If the file is there already and may not be replaced, or cannot be written.
    """
    check_free(path, force=force)
    # Beside the target, for only within one folder is a renaming done in one step.
    unfinished = path.parent / f".contractdiff-{secrets.token_hex(6)}.tmp"
    try:
        try:
            with unfinished.open("xb") as file:
                file.write(data)
            unfinished.replace(path)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink()
            raise
    except FileNotFoundError as error:
        raise OutputError(f"{path} cannot be written: there is no folder {path.parent}. Make it first.") from error
    except PermissionError as error:
        raise OutputError(
            f"{path} cannot be written. If it is open in Word or another program, close it there and try again; "
            f"otherwise check that you may write in the folder {path.parent}."
        ) from error
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written ({error.strerror}). Check the name and the space left on the disk."
        ) from error
