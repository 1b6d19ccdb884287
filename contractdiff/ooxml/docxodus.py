"""Docxodus: a redline of two Word files that keeps their formatting, made by the package python-redlines.

It runs as a program by itself, which this one starts, watches and stops: ``python -m contractdiff.ooxml.docxodus``. Two
files of 1,500 clauses with typed numbers may take it more than ten minutes. It works on copies in a private folder and
asks for no network.
"""

import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from importlib.util import find_spec
from pathlib import Path

from contractdiff.errors import EngineError
from contractdiff.processes import run_alone

NAME = "Docxodus"
# A contract of 200 pages with automatic numbers takes it eight seconds.
TIMEOUT_SECONDS = 60
_OLD, _NEW, _MADE = "old.docx", "new.docx", "redline.docx"
_NOT_THERE, _NO_ROOM = 4, 5


def is_installed() -> bool:
    """Whether the package is there; whether it runs on this computer only a run can tell."""
    return find_spec("python_redlines") is not None and find_spec("python_redlines_docxodus") is not None


def docxodus_redline(
    old: bytes, new: bytes, *, author: str, day: str, timeout: float = TIMEOUT_SECONDS, module: str = __name__
) -> bytes:
    """A Word file in which every difference between two is a tracked change, moved paragraphs as moved.

    Args:
        old: The old file; of its own tracked changes the accepted text counts.
        new: The new file.
        author: Whom the changes name.
        day: The day they bear, as in "2011-05-02".
        timeout: How long it may take, in seconds.
        module: The module that is run.

    Raises:
        EngineError: It is not installed, fails, or is not done in time; the message is a clause that says so.
    """
    if not is_installed():
        raise EngineError(f'{NAME} is not installed (pip install "contractdiff[redline]")')
    with tempfile.TemporaryDirectory(prefix="contractdiff-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / _OLD).write_bytes(old)
        (folder / _NEW).write_bytes(new)
        paths = os.pathsep.join(filter(None, (str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", ""))))
        # its scratch files go with the folder
        environment = os.environ | {"PYTHONPATH": paths, "TMPDIR": name, "TEMP": name, "TMP": name}
        order = [sys.executable, "-m", module, author, day]
        try:
            code = run_alone(order, folder=folder, timeout=timeout, environment=environment)
        except TimeoutError:
            raise EngineError(f"{NAME} was not done after {timeout:.0f} seconds") from None
        except OSError as error:
            raise EngineError(f"{NAME} does not start ({error.strerror})") from error
        made = folder / _MADE
        if code == _NOT_THERE:
            raise EngineError(f"{NAME} has no program for this computer")
        if code == _NO_ROOM:
            raise EngineError(f"{NAME} cannot unpack its program into this account’s folder for caches")
        if code or not made.is_file():
            raise EngineError(f"{NAME} failed on these files")
        return made.read_bytes()


def _main(author: str, day: str) -> int:
    """Make the redline of the two files in this folder."""
    from python_redlines.engines import DocxodusEngine, EngineNotInstalledError

    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    try:
        engine = DocxodusEngine()
    except EngineNotInstalledError:
        return _NOT_THERE
    except OSError:
        return _NO_ROOM
    made, _, _ = engine.run_redline(
        author, Path(_OLD).resolve(), Path(_NEW).resolve(), detect_moves=True, date_time=f"{day}T00:00:00Z"
    )
    Path(_MADE).write_bytes(made)
    return 0


def _end_with(parent: int) -> None:
    """End with the program that waits for the redline, and leave nothing of the two files behind."""
    while os.getppid() == parent:
        time.sleep(0.5)
    shutil.rmtree(Path.cwd(), ignore_errors=True)
    if hasattr(os, "killpg"):
        os.killpg(os.getpgid(0), signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
