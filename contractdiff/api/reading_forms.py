"""Reading the files that came back, by several processes where there are many."""

import gc
import os
import re
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

from contractdiff.docket import digest, submission_id
from contractdiff.errors import ContractDiffError, InputError, UnreadableError, UnsupportedFormatError
from contractdiff.forms import FormReader, answers_in, form_reader, is_answers
from contractdiff.model import (
    PACKET_PROPERTY,
    EntryKind,
    Format,
    FormKind,
    FormSheet,
    Layout,
    ReturnedForm,
    RowStatus,
    SentForm,
    Signal,
    Submission,
    is_change,
)
from contractdiff.ooxml.returned import read_returned
from contractdiff.ooxml.returned_workbook import read_returned_workbook
from contractdiff.ooxml.workbook_file import OLD_OFFICE, is_open_document_sheet, is_workbook
from contractdiff.readers import bytes_of
from contractdiff.readers.formats import format_of

# A form of 1,500 changes has 1 MB; with photographs pasted in it may have a good many more.
MAX_BYTES = 100_000_000
_OF_EXCEL = frozenset((".xlsx", ".xlsm", ".xls"))
_THROUGH_LIBREOFFICE = frozenset((Format.DOC, Format.ODT, Format.RTF))
_MEMBER = re.compile(r" · (M-\d+)")
# What follows the name of a comparison in the identity of a form that is no member's.
_OTHER_KIND = re.compile(r" · (?:lead|expert|workgroup|agency|packet) · round \d+")
_FOREIGN = (
    "{} is a copy of a form that this docket did not send: its ids may mean other changes. Collect it into the docket "
    "that it belongs to."
)
_AS_SENT = "{} is a form as it was sent out: nobody filled it in."
_NO_FORM = (
    "{} holds no row of a form that this docket sent out. If it is a form, ask for the Word file itself "
    "(.docx), the workbook (.xlsx), or the file of answers that the side-by-side page saves."
)
# Other processes take half a second to start, in which one reads this many files.
_WORTH_IT = 16
# How many files each process has waiting, so that what was read does not pile up while it is written.
_AHEAD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """What was read of a file.

    Attributes:
        path: The file.
        data: Its bytes; empty where it could not be opened.
        sha256: Their digest.
        submission: What it says; ``None`` where it was collected before or cannot be read.
        refused: Why it cannot be read as a form; "" where it can.
        left: Why it could not be opened, or not on this computer; "" where it could.
    """

    path: Path
    data: bytes = b""
    sha256: str = ""
    submission: Submission | None = None
    refused: str = ""
    left: str = ""


def read_files(
    paths: Sequence[Path],
    layouts: Sequence[Layout],
    forms: Sequence[SentForm],
    known: frozenset[str],
    *,
    processes: int = 1,
) -> Iterator[ReadFile]:
    """What each file says, in their order.

    Args:
        paths: The files.
        layouts: What forms were sent out as.
        forms: The documents that were sent out.
        known: The digests of the files that need not be read.
        processes: How many processes may read at a time.
    """
    given = (tuple(layouts), tuple(forms), known)
    if processes < 2 or len(paths) < _WORTH_IT:
        readers = _Readers(*given)
        for path in paths:
            yield readers.read_file(path)
        return
    # a forked process has all that is loaded; elsewhere than on Linux that is not safe
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    waiting: deque[Future[ReadFile]] = deque()
    told = 0
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=(os.getpid(), *given))
    try:
        for number, path in enumerate(paths, 1):
            waiting.append(pool.submit(_read_file, path))
            while len(waiting) >= processes * _AHEAD or (waiting and number == len(paths)):
                read = waiting.popleft().result()
                told += 1
                yield read
    except BrokenProcessPool:
        # a file ended the process that read it: those that are left have a process each
        for path in paths[told:]:
            yield _read_apart(path, context, (os.getpid(), *given))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _read_apart(path: Path, context: BaseContext, given: tuple[Any, ...]) -> ReadFile:
    """What is read of a file by a process of its own; that it ended that process, if it did."""
    with ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=given) as pool:
        try:
            return pool.submit(_read_file, path).result()
        except BrokenProcessPool:
            why = f"{path.name} cannot be read: it ends the program that tries. Open it in Word, and save it anew."
            data = path.read_bytes()
            return ReadFile(path=path, data=data, sha256=digest(data), refused=why)


_readers: "list[_Readers]" = []


def _begin(parent: int, layouts: Sequence[Layout], forms: Sequence[SentForm], known: frozenset[str]) -> None:
    """Prepare a process that reads files: it ends with the one that began it, and leaves Ctrl-C to that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # the command line switches it off; what is left of PDFs would pile up
    gc.enable()
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _readers.append(_Readers(layouts, forms, known))


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _read_file(path: Path) -> ReadFile:
    return _readers[-1].read_file(path)


class _NotNowError(InputError):
    """A file that another computer could read."""


class _Readers:
    """Reads files as copies of the forms that were sent out; each form's reader is made when it is needed."""

    def __init__(self, layouts: Sequence[Layout], forms: Sequence[SentForm], known: frozenset[str]) -> None:
        self._known = known
        self._sent = {form.sha256 for form in forms}
        # the latest comparison's forms first
        forms_sent = (each for each in layouts if each.kind is not FormKind.LIST)
        self._layouts = sorted(forms_sent, key=lambda each: (-each.comparison, each.sha256))
        self._identities: dict[str, set[str]] = {}
        for form in forms:
            self._identities.setdefault(form.identity, set()).add(form.layout)
        # the name of one form may begin with that of another
        names = {_MEMBER.sub("", identity) for identity in self._identities}
        self._forms = sorted(names, key=lambda each: (-len(each), each))
        self._made: dict[tuple[str, bool], FormReader] = {}

    def read_file(self, path: Path) -> ReadFile:
        """What is read of a file; never an error for what is wrong with it."""
        try:
            data = bytes_of(path)
        except InputError as error:
            return ReadFile(path=path, left=str(error))
        sha256 = digest(data)
        if sha256 in self._known:
            return ReadFile(path=path, data=data, sha256=sha256)
        if sha256 in self._sent:
            return ReadFile(path=path, left=_AS_SENT.format(path.name))
        try:
            if len(data) > MAX_BYTES:
                raise UnreadableError(f"{path.name} has more than {MAX_BYTES // 1_000_000} MB, and no form has.")
            submission = self._read(path, data, sha256)
        except _NotNowError as error:
            return ReadFile(path=path, left=str(error))
        except ContractDiffError as error:
            return ReadFile(path=path, data=data, sha256=sha256, refused=str(error))
        except MemoryError:
            why = f"{path.name} cannot be read: it takes more memory than this computer has."
            return ReadFile(path=path, data=data, sha256=sha256, refused=why)
        except Exception as error:
            why = f"{path.name} cannot be read ({type(error).__name__}): a fault of the program. Please report it."
            return ReadFile(path=path, data=data, sha256=sha256, refused=why)
        return ReadFile(path=path, data=data, sha256=sha256, submission=submission)

    def _read(self, path: Path, data: bytes, sha256: str) -> Submission:
        returned = read_returned_file(path, data)
        identity, member = self._identity(returned)
        returned = replace(returned, margins=_unnumbered(returned.margins), paragraphs=_unnumbered(returned.paragraphs))
        layout = self._layout(returned, identity)
        if layout is None:
            raise UnreadableError(_NO_FORM.format(path.name))
        sheet = self._reader(layout, waiting=returned.format is not Format.ANSWERS).read(returned)
        if self._is_foreign(returned, identity, sheet):
            raise UnreadableError(_FOREIGN.format(path.name))
        if not any(row.signals for row in sheet.rows) and not any(each.ids for each in sheet.loose):
            raise UnreadableError(_NO_FORM.format(path.name))
        return Submission(
            id=submission_id(sha256),
            sha256=sha256,
            name=path.name,
            sheet=sheet,
            format=returned.format.value,
            layout=layout.sha256,
            member=member,
            modified=returned.modified,
            kind=layout.kind,
        )

    def _identity(self, returned: ReturnedForm) -> tuple[str, str]:
        """Which form a file says it is a copy of, and for which member it was made."""
        said = [value for name, value in returned.properties if name == PACKET_PROPERTY]
        # the foot of a page is a line like others in a PDF
        for text in (*said, *(returned.margins or returned.paragraphs), *_in_cells(returned)):
            for form in self._forms:
                if form in text:
                    if _OTHER_KIND.match(text, text.index(form) + len(form)):
                        # of this comparison, and none that was made here
                        raise UnreadableError(_FOREIGN.format(returned.file))
                    # a member's copy is called by the form's name and its number
                    member = _MEMBER.match(text, text.index(form) + len(form))
                    own = f"{form}{member[0]}" if member else form
                    return (own, member[1] if member else "") if own in self._identities else (form, "")
        return "", ""

    def _is_foreign(self, returned: ReturnedForm, identity: str, sheet: FormSheet) -> bool:
        """Whether a file says that it is a copy of another form, and its words are not those of ours.

        The ids of two dockets are the same, and mean other changes.
        """
        rows = [row for row in sheet.rows if is_change(row.id) and row.status is RowStatus.MATCHED]
        if 2 * sum(any(signal is Signal.TEXT for signal, _ in row.signals) for row in rows) >= len(rows):
            return False
        printed = [
            entry for row in rows for entry in row.entries if entry.kind in (EntryKind.BESIDE, EntryKind.WORDING)
        ]
        claims_another = not identity and any(name == PACKET_PROPERTY for name, _ in returned.properties)
        # where its printed words would be taken for the member's, it is in another language, or of another comparison
        return claims_another or len(printed) > len(rows)

    def _layout(self, returned: ReturnedForm, identity: str) -> Layout | None:
        """The form that a file is a copy of: of those it may be the one that it is most like."""
        wanted = self._identities.get(identity)
        layouts = [each for each in self._layouts if wanted is None or each.sha256 in wanted]
        if len(layouts) == 1:
            return layouts[0]
        return max(layouts, key=lambda each: self._reader(each).likeness(returned), default=None)

    def _reader(self, layout: Layout, *, waiting: bool = True) -> FormReader:
        name = layout.sha256, waiting
        if name not in self._made:
            self._made[name] = form_reader(layout.rows, layout.kind, waiting=waiting)
        return self._made[name]


def read_returned_file(path: Path, data: bytes) -> ReturnedForm:
    """A returned file, whatever its format.

    Raises:
        InputError: It cannot be read, or not here.
        FormError: It is a workbook that cannot be read.
        UnsupportedFormatError: It is of a format in which no form comes back.
    """
    if is_answers(data):
        return answers_in(data, path.name)
    # of those that need a password, and the old ones, the name alone says whose they are
    if is_workbook(data) or (data.startswith(OLD_OFFICE) and path.suffix.lower() in _OF_EXCEL):
        return read_returned_workbook(data, path.name)
    if is_open_document_sheet(data):
        return _read_open_document_sheet(path.name, data)
    kind = format_of(data, path.name)
    if kind is Format.DOCX:
        return read_returned(data, path.name)
    if kind in _THROUGH_LIBREOFFICE:
        from contractdiff.readers.office import as_word, find_libreoffice

        if find_libreoffice() is None:
            raise _NotNowError(
                f"{path.name} ({kind.title}) is read through LibreOffice, a free program that is not on this computer. "
                "Install it, or save the file as .docx in Word; then collect it again."
            )
        return read_returned(as_word(path.name, data, kind), path.name, format=kind)
    if kind is Format.PDF:
        from contractdiff.readers.pdf.printed_form import read_printed_form

        return read_printed_form(path, data)
    if kind is Format.HTML:
        raise UnsupportedFormatError(
            f"{path.name} is a web page, which holds no answers. If it is the side-by-side page, its answers are in "
            "the browser in which they were given: open it there, press “Save my answers as a file” at its end, and "
            "send that file."
        )
    raise UnsupportedFormatError(
        f"{path.name} is {kind.title}, and forms come back as Word files (.docx). Ask for the Word file itself."
    )


def _read_open_document_sheet(file: str, data: bytes) -> ReturnedForm:
    """A workbook that was saved in LibreOffice's own format."""
    from contractdiff.readers.office import as_workbook, find_libreoffice

    if find_libreoffice() is None:
        raise _NotNowError(
            f"{file} is an OpenDocument spreadsheet (.ods), which is read through LibreOffice, a free program that is "
            "not on this computer. Install it, or save the file as “Excel 2007-365 (.xlsx)”; then collect it again."
        )
    return read_returned_workbook(as_workbook(file, data), file, format=Format.ODS)


def _in_cells(returned: ReturnedForm) -> Iterator[str]:
    """The cells of a workbook, which prints what it is in one of them: some programs drop all that is beside them."""
    if returned.format in (Format.XLSX, Format.ODS):
        yield from (cell.text for table in returned.tables for row in table for cell in row.cells if cell.text)


def _unnumbered(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts without the number of the member whose copy it is, so that they are those of every copy."""
    return tuple(_MEMBER.sub("", text) for text in texts)
