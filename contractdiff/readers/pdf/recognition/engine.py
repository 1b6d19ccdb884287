"""The tesseract program: where it is, which languages it knows, and what it reads in a picture.

It is run once a page, as a program of its own: a fault of it ends neither this program nor the reading of other pages.
Pictures go in and text comes out through pipes; nothing is written to disk.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from contractdiff.errors import NoTextError

_SECONDS = 180
"""Most seconds for one page; an ordinary one takes two to five."""
_INSTALL = {
    "win32": "winget install UB-Mannheim.TesseractOCR",
    "darwin": "brew install tesseract",
    "linux": "sudo apt install tesseract-ocr",
}
# The installer for Windows does not add its folder to the path.
_WINDOWS = ("ProgramFiles", "LOCALAPPDATA", "ProgramFiles(x86)")
_LANGUAGES = re.compile(r"[A-Za-z]\w*(?:/\w+)?(?:\+[A-Za-z]\w*(?:/\w+)?)*")
_TURN = re.compile(r"^Rotate: (\d+)$.*?^Orientation confidence: ([\d.]+)$", re.M | re.S)
_SURE = 1.0
"""Least confidence with which tesseract must say that a page lies on its side."""


class EngineMissingError(Exception):
    """Scanned pages cannot be read on this computer; the message is a sentence that says what to install."""


class PageFailedError(Exception):
    """Recognition of one page ended without a result; the message is the end of a sentence about the page."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Tesseract with the languages of the contract."""

    program: str
    languages: str

    def read(self, picture: bytes, dpi: int) -> str:
        """What stands in a picture (PNG), in hOCR: words with boxes, base lines and confidence.

        Raises:
            PageFailedError: Tesseract failed or took too long.
        """
        return self._run(picture, "--dpi", str(dpi), "-l", self.languages, "--psm", "3", "hocr")

    def read_block(self, picture: bytes, dpi: int) -> str:
        """The same for a picture of nothing but lines of text, one below the other."""
        return self._run(picture, "--dpi", str(dpi), "-l", self.languages, "--psm", "6", "hocr")

    def turn(self, picture: bytes, dpi: int) -> int:
        """By how many degrees clockwise the picture must be turned to stand upright: 0, 90, 180 or 270."""
        try:
            found = _TURN.search(self._run(picture, "--dpi", str(dpi), "-l", "osd", "--psm", "0"))
        except PageFailedError:
            return 0  # too few letters to tell, or no data for telling
        return int(found[1]) if found and float(found[2]) >= _SURE else 0

    def _run(self, picture: bytes, *arguments: str) -> str:
        # one thread a page: several pages are read at once
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        command = [self.program, "stdin", "stdout", *arguments]
        try:
            done = subprocess.run(command, input=picture, capture_output=True, timeout=_SECONDS, env=environment)
        except subprocess.TimeoutExpired:
            raise PageFailedError("text recognition took too long") from None
        except OSError as error:
            raise PageFailedError(f"text recognition did not start ({error.strerror})") from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise PageFailedError(f"text recognition failed ({said[-1] if said else done.returncode})")
        return done.stdout.decode("utf-8", "replace")


def find_engine(languages: str) -> Engine:
    """Tesseract, ready to read these languages (as it names them, joined by "+").

    Raises:
        EngineMissingError: Tesseract or the extra ``contractdiff[ocr]`` is not installed.
        NoTextError: One of the languages is not installed.
    """
    missing = [name for name in ("numpy", "PIL") if find_spec(name) is None]
    program = _program()
    steps = [*(['pip install "contractdiff[ocr]"'] if missing else []), *([] if program else [_install()])]
    if program is None or missing:
        raise EngineMissingError(f"To read scans, install text recognition: {', then '.join(steps)}")
    known = _known(program)
    wanted = languages.split("+")
    unknown = [language for language in wanted if language not in known]
    if not _LANGUAGES.fullmatch(languages) or unknown:
        have = ", ".join(sorted(known - {"osd"})) or "none"
        named = ", ".join(unknown) or languages
        raise NoTextError(
            f"Text recognition knows no language “{named}” on this computer. It knows: {have}. {_more(unknown)}"
        )
    return Engine(program, languages)


def _program() -> str | None:
    found = shutil.which("tesseract")
    if found or sys.platform != "win32":
        return found
    for folder in _WINDOWS:
        path = Path(os.environ.get(folder, ""), "Tesseract-OCR", "tesseract.exe")
        if path.is_file():
            return str(path)
    return None


def _known(program: str) -> frozenset[str]:
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EngineMissingError(
            f"Text recognition is installed but does not start. Install it anew: {_install()}"
        ) from error
    # the first line is a heading; older versions write to stderr
    lines = (done.stdout or done.stderr).decode("utf-8", "replace").splitlines()
    return frozenset(line.strip() for line in lines[1:] if line.strip())


def _install() -> str:
    return _INSTALL.get(sys.platform, _INSTALL["linux"])


def _more(languages: list[str]) -> str:
    """How to install more languages on this system."""
    if sys.platform == "darwin":
        return "For more, run: brew install tesseract-lang"
    if sys.platform == "win32":
        return "For more, run the installer of Tesseract again and tick them under “Additional language data”."
    packages = " ".join(f"tesseract-ocr-{name.lower().replace('_', '-')}" for name in languages if name.isidentifier())
    return f"For more, run: sudo apt install {packages or 'tesseract-ocr-all'}"
