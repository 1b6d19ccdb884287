"""Other programs, run to their end and no longer."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path


def run_alone(
    order: Sequence[str], *, folder: Path, timeout: float, environment: Mapping[str, str] | None = None
) -> int:
    """Run a program to its end and return its exit code; it reads and says nothing, and nothing of it goes on after.

    Args:
        order: The program and its arguments.
        folder: The folder that it works in.
        timeout: How long it may take, in seconds.
        environment: Its environment; ``None`` for that of this program.

    Raises:
        OSError: It does not start.
        TimeoutError: It was not done in time; it is stopped, with all that it started.
    """
    windows = sys.platform == "win32"
    process = subprocess.Popen(
        order,
        cwd=folder,
        env=None if environment is None else dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=not windows,  # a group of its own, so that its children can be stopped with it
    )
    try:
        return process.wait(timeout)
    except subprocess.TimeoutExpired:
        raise TimeoutError(f"{order[0]} was not done after {timeout:.0f} seconds") from None
    finally:
        _stop(process, windows=windows)


def _stop(process: subprocess.Popen[bytes], *, windows: bool) -> None:
    """Stop a process and everything it started."""
    if windows:
        if process.poll() is None:
            with suppress(OSError, subprocess.SubprocessError):
                kill = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
                subprocess.run(kill, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=10, check=False)
    else:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(10)
