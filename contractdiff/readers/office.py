"""Old Word, OpenDocument and rich text → ``SourceText``, through LibreOffice.

LibreOffice saves the file as .docx, in a folder that is private and short-lived, and the Word reader reads that.

| What the file holds                                | How it is read                                               |
|----------------------------------------------------|--------------------------------------------------------------|
| text, tables, notes, headers, text boxes, comments | as in a Word file                                            |
| tracked changes                                    | as in a Word file; in cells LibreOffice may drop the marks   |
| automatic numbers                                  | as LibreOffice counts them, which a notice says              |
| macros                                             | never run                                                    |
| pictures and text linked from elsewhere            | never fetched                                                |
"""

import hashlib
import shutil
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from contractdiff.errors import EncryptedError, UnreadableError
from contractdiff.model import Format, Notice, NoticeCode, SourceText
from contractdiff.options import DEFAULT_READING, ReadOptions
from contractdiff.processes import run_alone
from contractdiff.progress import Progress, silent
from contractdiff.readers.formats import WHAT_IT_IS, is_encrypted_open_document
from contractdiff.readers.office_lists import legal_levels, with_legal_levels
from contractdiff.readers.word import read_word

# A contract of 200 pages takes LibreOffice a few seconds, its first start on a slow computer half a minute.
TIMEOUT_SECONDS = 120
# A file and the filter that has to read it: without, LibreOffice takes what it cannot read for plain text.
_FILTERS = {
    Format.DOC: (".doc", "MS Word 97"),
    Format.ODT: (".odt", "writer8"),
    Format.RTF: (".rtf", "Rich Text Format"),
}
_FLAT_OPEN_DOCUMENT = (".fodt", "OpenDocument Text Flat XML")
# The version that Word 97 writes first of all its own (MS-DOC 2.5.2, nFib); older files have another filter.
_WORD_97 = 0x00C1
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
# Nothing is fetched or run: links are not followed, macros are off, and whatever asks for the network finds none.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{}</oor:items>
"""
_SETTING = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'
_CHOSEN = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Setup/Office", "ooSetupInstCompleted", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
)


def _read_office(
    kind: Format, path: Path, data: bytes, *, options: ReadOptions = DEFAULT_READING, progress: Progress = silent
) -> SourceText:
    """The text of an old Word, OpenDocument or rich text file, as LibreOffice saves it.

    Raises:
        EncryptedError: It needs a password.
        UnreadableError: LibreOffice is not installed, cannot read it, or not in ``TIMEOUT_SECONDS``.
        NoTextError: It has no text.
    """
    progress(f"Converting {path.name} with LibreOffice", 0, 1)
    converted = as_word(path.name, data, kind)
    progress(f"Converting {path.name} with LibreOffice", 1, 1)
    source = read_word(path, converted, options=options, progress=progress)
    notice = Notice(
        code=NoticeCode.CONVERTED,
        message=f"{path.name} is {WHAT_IT_IS[kind]} and was read through LibreOffice, which may count some lists in "
        "another way than the program it was made with. Where a number looks wrong, save the file as .docx in Word "
        "and give that.",
    )
    reading = replace(
        source.reading,
        sha256=hashlib.sha256(data).hexdigest(),
        format=kind,
        notices=(notice, *source.reading.notices),
    )
    return replace(source, reading=reading)


read_old_word = partial(_read_office, Format.DOC)
read_open_document = partial(_read_office, Format.ODT)
read_rich_text = partial(_read_office, Format.RTF)


def as_word(file: str, data: bytes, kind: Format) -> bytes:
    """The file as LibreOffice saves it in Word's format.

    Raises:
        InputError: As for the readers.
    """
    if kind is Format.ODT and is_encrypted_open_document(data):
        raise EncryptedError(f"{file} needs a password: open it, remove the password, save, try again.")
    program = find_libreoffice()
    if program is None:
        raise _not_installed(file, kind)
    converted = convert(program, file, data, kind)
    return converted if kind is Format.ODT else with_legal_levels(converted, legal_levels(data))


def as_workbook(file: str, data: bytes) -> bytes:
    """An OpenDocument spreadsheet as LibreOffice saves it in Excel's format.

    Raises:
        EncryptedError: It needs a password.
        UnreadableError: LibreOffice is not installed, cannot read it, or is not done in time.
    """
    save = "Open it in LibreOffice, save it as “Excel 2007-365 (.xlsx)”, and try again."
    if is_encrypted_open_document(data):
        raise EncryptedError(f"{file} needs a password: open it, remove the password, save, try again.")
    program = find_libreoffice()
    if program is None:
        raise UnreadableError(f"{file} is read through LibreOffice, which is not on this computer. {save}")
    made = _saved(program, file, data, (".ods", "calc8"), (".xlsx", "xlsx:Calc MS Excel 2007 XML"))
    if not made.startswith(b"PK"):
        raise UnreadableError(f"{file} cannot be read: LibreOffice could not open it, or lacks its part Calc. {save}")
    return made


def find_libreoffice() -> str | None:
    """Where LibreOffice's program is, ``None`` where it is not installed."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def as_pdf(file: str, data: bytes) -> bytes | None:
    """A Word file as LibreOffice prints it; ``None`` where it is not installed.

    Raises:
        UnreadableError: LibreOffice cannot start or print it, or is not done in time.
    """
    program = find_libreoffice()
    if program is None:
        return None
    printed = _saved(program, file, data, (".docx", "MS Word 2007 XML"), (".pdf", "pdf:writer_pdf_Export"))
    if not printed.startswith(b"%PDF"):
        raise UnreadableError(f"{file} cannot be printed by LibreOffice. Open it in Word and save it as PDF there.")
    return printed


def convert(program: str, file: str, data: bytes, kind: Format, *, timeout: float = TIMEOUT_SECONDS) -> bytes:
    """The file saved as .docx by LibreOffice, whose process and folder are gone when this returns.

    Raises:
        UnreadableError: LibreOffice cannot start, cannot read the file, or is not done in time (seconds).
    """
    ending, filter_ = _FILTERS[kind]
    if kind is Format.ODT and not data.startswith(b"PK"):
        ending, filter_ = _FLAT_OPEN_DOCUMENT
    if kind is Format.DOC and not _is_word_97(data):
        filter_ = ""
    converted = _saved(program, file, data, (ending, filter_), (".docx", "docx:MS Word 2007 XML"), timeout)
    if not converted.startswith(b"PK"):
        raise UnreadableError(
            f"{file} cannot be read: LibreOffice could not open it, so it may be damaged or need a password. Open it "
            "in the program it was made with, save it as Word (.docx), and try again."
        )
    return converted


def _saved(
    program: str,
    file: str,
    data: bytes,
    given: tuple[str, str],
    wanted: tuple[str, str],
    timeout: float = TIMEOUT_SECONDS,
) -> bytes:
    """The file as LibreOffice saves it; nothing where it could not.

    Args:
        program: LibreOffice's program.
        file: What the file is called in messages.
        data: Its bytes.
        given: Its ending, and the filter that has to read it; "" for whichever LibreOffice takes.
        wanted: The ending and the filter of what is saved.
        timeout: How long LibreOffice may take, in seconds.

    Raises:
        UnreadableError: LibreOffice cannot start, or is not done in time.
    """
    with tempfile.TemporaryDirectory(prefix="contractdiff-", ignore_cleanup_errors=True) as name:
        # a private profile: a LibreOffice that is open already would take the order and keep it to itself
        folder = Path(name)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS.format("".join(_SETTING.format(*each) for each in _CHOSEN)), encoding="utf-8")
        source = folder / f"agreement{given[0]}"
        source.write_bytes(data)
        made = folder / "made" / f"agreement{wanted[0]}"
        order = [
            program,
            "--headless",
            "--invisible",
            "--nologo",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            "--nofirststartwizard",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        ]
        if given[1]:
            order.append(f"--infilter={given[1]}")
        order += ["--convert-to", wanted[1], "--outdir", str(made.parent), str(source)]
        _run(order, file, folder, timeout)
        return made.read_bytes() if made.is_file() else b""


def _run(order: list[str], file: str, folder: Path, timeout: float) -> None:
    """Run LibreOffice to its end; what is left of it after that, or after ``timeout`` seconds, is stopped."""
    try:
        run_alone(order, folder=folder, timeout=timeout)
    except TimeoutError:
        raise UnreadableError(
            f"{file} cannot be read: LibreOffice was not done with it after {timeout:.0f} seconds. Open it in Word or "
            "LibreOffice, save it as .docx, and try again."
        ) from None
    except OSError as error:
        raise UnreadableError(
            f"{file} cannot be read: LibreOffice ({order[0]}) does not start ({error.strerror}). Install it anew, or "
            "save the file as .docx in Word."
        ) from error


def _is_word_97(data: bytes) -> bool:
    """Whether an old Word file is of Word 97 or later, as far as its beginning tells."""
    block = data.find(b"\xec\xa5")
    return block < 0 or int.from_bytes(data[block + 2 : block + 4], "little") >= _WORD_97


def _not_installed(file: str, kind: Format) -> UnreadableError:
    return UnreadableError(
        f"{file} is {WHAT_IT_IS[kind]}, which is read through LibreOffice, a free program that is not on this "
        "computer. Either open the file in Word, choose Save As and the type “Word Document (.docx)”, and give that "
        "file instead; or install LibreOffice (Windows and macOS: from libreoffice.org; Linux: the package "
        "libreoffice-writer), and try again."
    )
