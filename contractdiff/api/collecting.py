"""Taking in what members sent back: each file by itself, so that one that cannot be read never stops the others."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from contractdiff.api.paths import stands_in
from contractdiff.docket import Docket, digest, submission_id
from contractdiff.errors import ContractDiffError, InputError, NotThereError, UnreadableError, UnsupportedFormatError
from contractdiff.forms import PACKET_PROPERTY, FormReader, member_form_reader
from contractdiff.model import Format, Layout, ReturnedForm, Submission
from contractdiff.ooxml.returned import read_returned
from contractdiff.progress import Progress, silent
from contractdiff.readers import bytes_of
from contractdiff.readers.formats import format_of

# A form of 1,500 changes has 1 MB; with photographs pasted in it may have a good many more.
MAX_BYTES = 100_000_000
_THROUGH_LIBREOFFICE = frozenset((Format.DOC, Format.ODT, Format.RTF))
_MEMBER = re.compile(r" · (M-\d+)")
# What lies in folders and is nobody's form: Word's lock files, and what systems leave behind.
_PASSED_OVER = re.compile(r"~\$.*|\..*|Thumbs\.db|desktop\.ini", re.IGNORECASE)
_NO_FORM = "{} holds no row of a form that this docket sent out. If it is a form, ask for the Word file itself (.docx)."


class Outcome(Enum):
    """What became of a file."""

    NEW = "new"
    KNOWN = "known"
    """It was collected before."""
    REFUSED = "refused"
    """It cannot be read as a form; it is kept in the docket."""
    LEFT = "left"
    """It could not be opened here and now: nothing of it is in the docket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedFile:
    """What became of one file: ``submission`` is what the docket calls it, ``why`` the reason where it was not read."""

    name: str
    outcome: Outcome
    submission: str = ""
    why: str = ""


def collect(folder: Path, paths: Sequence[Path], *, at: str, progress: Progress = silent) -> tuple[CollectedFile, ...]:
    """Take files into a docket, and return what became of each, in the order of their names.

    Args:
        folder: The docket.
        paths: Files, or folders with files, in folders within them too.
        at: The time, in ISO 8601.
        progress: Told of each file.

    Raises:
        InputError: ``folder`` is no docket.
        DocketError: The docket is damaged or held by another command.
        NotThereError: A path leads nowhere, or to the docket itself.
    """
    with Docket(folder) as docket:
        files = _files(paths, folder)
        readers = _Readers(docket)
        done = []
        for number, path in enumerate(files, 1):
            done.append(_collect_one(docket, readers, path, at))
            progress("Collecting", number, len(files))
        return tuple(done)


def _files(paths: Iterable[Path], docket: Path) -> list[Path]:
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = [each for each in path.rglob("*") if each.is_file() and not _PASSED_OVER.fullmatch(each.name)]
            found.update(dict.fromkeys(each for each in inside if not stands_in(each, docket)))
        elif path.exists():
            found[path] = None
        else:
            raise NotThereError(f"There is no file or folder {path}. Check its name and the folder you are in.")
    if not found:
        raise NotThereError(
            "There is no file to collect. Give the files that came back, or the folder in which they lie."
        )
    return sorted(found, key=lambda each: (each.name, str(each)))


def _collect_one(docket: Docket, readers: "_Readers", path: Path, at: str) -> CollectedFile:
    try:
        data = bytes_of(path)
        if len(data) > MAX_BYTES:
            raise UnreadableError(f"{path.name} has more than {MAX_BYTES // 1_000_000} MB, and no form has.")
    except InputError as error:
        return CollectedFile(name=path.name, outcome=Outcome.LEFT, why=str(error))
    sha256 = digest(data)
    name = submission_id(sha256)
    if sha256 in readers.collected:
        return CollectedFile(name=path.name, outcome=Outcome.KNOWN, submission=name)
    try:
        submission = readers.read(path, data, sha256)
    except ContractDiffError as error:
        if isinstance(error, _NotNowError):
            return CollectedFile(name=path.name, outcome=Outcome.LEFT, why=str(error))
        docket.refuse(sha256, path.name, data, str(error), at=at)
        return CollectedFile(name=path.name, outcome=Outcome.REFUSED, why=str(error))
    except MemoryError:
        why = f"{path.name} cannot be read: it takes more memory than this computer has."
        docket.refuse(sha256, path.name, data, why, at=at)
        return CollectedFile(name=path.name, outcome=Outcome.REFUSED, why=why)
    new = docket.add_submission(submission, data, at=at)
    return CollectedFile(name=path.name, outcome=Outcome.NEW if new else Outcome.KNOWN, submission=name)


class _NotNowError(InputError):
    """A file that another computer could read."""


class _Readers:
    """Reads files as copies of the forms that were sent out; each form's reader is made when it is needed."""

    def __init__(self, docket: Docket) -> None:
        self.collected = docket.collected()
        # the latest comparison's forms first
        self._layouts = sorted(docket.layouts(), key=lambda each: (-each.comparison, each.sha256))
        self._identities: dict[str, set[str]] = {}
        for form in docket.forms():
            self._identities.setdefault(form.identity, set()).add(form.layout)
        self._forms = sorted({_MEMBER.sub("", identity) for identity in self._identities})
        self._made: dict[str, FormReader] = {}

    def read(self, path: Path, data: bytes, sha256: str) -> Submission:
        """What a file says.

        Raises:
            InputError: It cannot be read, or is no copy of a form.
        """
        returned = _returned(path, data)
        identity, member = self._identity(returned)
        returned = replace(returned, margins=_unnumbered(returned.margins), paragraphs=_unnumbered(returned.paragraphs))
        layout = self._layout(returned, identity)
        if layout is None:
            raise UnreadableError(_NO_FORM.format(path.name))
        sheet = self._reader(layout).read(returned)
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
        )

    def _identity(self, returned: ReturnedForm) -> tuple[str, str]:
        """Which form a file says it is a copy of, and for which member it was made."""
        said = [value for name, value in returned.properties if name == PACKET_PROPERTY]
        # the foot of a page is a line like others in a PDF
        for text in (*said, *(returned.margins or returned.paragraphs)):
            for form in self._forms:
                if form in text:
                    # a member's copy is called by the form's name and its number
                    member = _MEMBER.match(text, text.index(form) + len(form))
                    own = f"{form}{member[0]}" if member else form
                    return (own, member[1] if member else "") if own in self._identities else (form, "")
        return "", ""

    def _layout(self, returned: ReturnedForm, identity: str) -> Layout | None:
        """The form that a file is a copy of: of those it may be the one that it is most like."""
        wanted = self._identities.get(identity)
        layouts = [each for each in self._layouts if wanted is None or each.sha256 in wanted]
        if len(layouts) == 1:
            return layouts[0]
        return max(layouts, key=lambda each: self._reader(each).likeness(returned), default=None)

    def _reader(self, layout: Layout) -> FormReader:
        if layout.sha256 not in self._made:
            self._made[layout.sha256] = member_form_reader(layout.rows)
        return self._made[layout.sha256]


def _returned(path: Path, data: bytes) -> ReturnedForm:
    """A returned file, whatever its format.

    Raises:
        InputError: It cannot be read, or not here.
        UnsupportedFormatError: It is of a format in which no form comes back.
    """
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
    raise UnsupportedFormatError(
        f"{path.name} is {kind.title}, and forms come back as Word files (.docx). Ask for the Word file itself."
    )


def _unnumbered(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts without the number of the member whose copy it is, so that they are those of every copy."""
    return tuple(_MEMBER.sub("", text) for text in texts)
