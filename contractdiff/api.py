"""The use cases, joined from the stages. For other programs as well as for the command line."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from contractdiff.align import align_contracts, in_one_order, in_order_of, lone_files, settle_seams
from contractdiff.diff import MarkedCopy, diff_alignment, tell_declared
from contractdiff.errors import InputError, OutputError
from contractdiff.files import check_output, no_folder, write_files
from contractdiff.flags import flag_changes
from contractdiff.forms import response_document
from contractdiff.model import (
    ChangeKind,
    Comparison,
    Contract,
    Coverage,
    Declared,
    Format,
    Notice,
    NoticeCode,
    Side,
    TrackedView,
)
from contractdiff.options import DEFAULT_READING, ReadOptions, ResponseOptions
from contractdiff.progress import Progress, silent
from contractdiff.readers import bytes_of, read_folder, read_source
from contractdiff.reports import comparison_json, contract_json
from contractdiff.structure import as_printed, changed_documents, recover_contract, recover_files

RESPONSE_NAME = "response.docx"
JSON_NAME = "comparison.json"
# How many changes a notice names.
_NAMED = 10

to_json = comparison_json
outline_json = contract_json


def read_contract(
    path: Path, *, side: Side, name: str = "", options: ReadOptions = DEFAULT_READING, progress: Progress = silent
) -> Contract:
    """One version of a contract, its clauses recovered.

    Args:
        path: The file, or a folder with the agreement and its exhibits.
        side: Which of the two versions it is.
        name: What to call it ("FY2011"); the file's name without its ending where none is given.
        options: How it is read.
        progress: Told how far the reading has come.

    Raises:
        InputError: The file cannot be read; the message says why and what to do.
    """
    if _is_folder(path):
        reading, sources = read_folder(path, options=options, progress=progress)
        sources = sources if options.hidden else tuple(map(as_printed, sources))
        return recover_files(reading, sources, side=side, name=name or reading.file)
    source = read_source(path, options=options, progress=progress)
    return recover_contract(source if options.hidden else as_printed(source), side=side, name=name or path.stem)


def check_coverage(
    contract: Contract, path: Path, *, options: ReadOptions = DEFAULT_READING, progress: Progress = silent
) -> tuple[Coverage, ...]:
    """How much of each file of a contract stands in its clauses, against the words that other code finds there.

    Args:
        contract: The contract as ``read_contract`` gave it.
        path: The file or folder that it was read from.
        options: How it was read.
        progress: Told of each file.

    Raises:
        InputError: A file cannot be read by the other way.
    """
    from contractdiff.coverage import extract, measure_coverage

    checked = []
    for number, reading in enumerate(contract.reading.files):
        data = bytes_of(path / reading.file if contract.reading.parts else path)
        kind = reading.format
        plain = options.tracked is TrackedView.ACCEPTED and data.startswith(b"PK")
        if kind in (Format.DOC, Format.RTF) or (kind is Format.ODT and not plain):
            from contractdiff.readers.office import as_word

            data, kind = as_word(reading.file, data, kind), Format.DOCX
        found = extract(kind, data, view=options.tracked, file=reading.file)
        checked.append(measure_coverage(contract, reading, found))
        progress("Checking", number + 1, len(contract.reading.files))
    return tuple(checked)


def compare(
    old: Path,
    new: Path,
    *,
    old_name: str = "",
    new_name: str = "",
    declared: Path | None = None,
    options: ReadOptions = DEFAULT_READING,
    progress: Progress = silent,
) -> Comparison:
    """What changed from one version of a contract to the next, with flags and priorities.

    Where the new file carries tracked changes, each change is told as declared there or silent.

    Args:
        old: The old version, a file or a folder of files.
        new: The new version.
        old_name: What to call the old version ("FY2011").
        new_name: What to call the new version.
        declared: The agency's own marked copy, a Word file whose tracked changes say what it declares to have
            changed; where it is given, it counts in place of the new file's own tracked changes.
        options: How the files are read.
        progress: Told how far the reading has come.

    Raises:
        InputError: A file cannot be read, or ``declared`` has no tracked changes.
    """
    _check_apart(old, new)
    was = read_contract(old, side=Side.OLD, name=old_name, options=options, progress=progress)
    now = read_contract(new, side=Side.NEW, name=new_name, options=options, progress=progress)
    if _is_print(was) != _is_print(now):
        # no print shows hidden text: on the other side it is not to be missed
        options = replace(options, hidden=False)
        if _has_hidden(was):
            was = read_contract(old, side=Side.OLD, name=old_name, options=options, progress=progress)
        if _has_hidden(now):
            now = read_contract(new, side=Side.NEW, name=new_name, options=options, progress=progress)
    comparison = compare_contracts(was, now)
    marked = declared or (new if any(part.tracked for part in now.reading.files) else None)
    return _with_declared(comparison, marked, options, own=declared is None) if marked else comparison


def _is_print(contract: Contract) -> bool:
    """Whether a version was read from its print alone."""
    return all(part.format is Format.PDF for part in contract.reading.files)


def _has_hidden(contract: Contract) -> bool:
    """Whether any of its text is hidden in print."""
    return any(clause.hidden for clause in contract.clauses)


def compare_contracts(old: Contract, new: Contract) -> Comparison:
    """The same for two contracts that were read already; nothing is said of what was declared."""
    old, new = in_one_order(old, new)
    alignment = align_contracts(old, new)
    settled = settle_seams(old, new, alignment)
    if settled != (old, new):
        old, new = settled
        alignment = align_contracts(old, new)
    comparison = flag_changes(diff_alignment(old, new, alignment))
    told = (*lone_files(comparison), *changed_documents(old, new), *_notices(comparison))
    return replace(comparison, notices=(*comparison.notices, *told))


def _with_declared(comparison: Comparison, marked: Path, options: ReadOptions, *, own: bool) -> Comparison:
    """The comparison, each change told as declared by the tracked changes of a file or not.

    ``own`` says that the file is the new version itself.
    """

    def text_of(view: TrackedView, side: Side) -> Contract:
        text = read_contract(marked, side=side, options=replace(options, tracked=view))
        return in_order_of(text, comparison.new)

    def differences(old: Contract, new: Contract) -> Comparison:
        return diff_alignment(old, new, align_contracts(old, new))

    original = text_of(TrackedView.ORIGINAL, Side.NEW)
    if not any(part.tracked for part in original.reading.files):
        raise InputError(
            f"{marked.name} has no tracked changes, so it declares nothing. Give the agency’s copy in which its "
            "changes are marked, or leave --declared out."
        )
    if own and options.tracked is TrackedView.ORIGINAL:
        # the new version is read without what its tracked changes declare
        changes = tuple(replace(change, declared=Declared.NO, silent=change.edits) for change in comparison.changes)
        told = replace(comparison, changes=changes)
    else:
        accepted = comparison.new if own else text_of(TrackedView.ACCEPTED, Side.NEW)
        copy = MarkedCopy(
            before=differences(comparison.old, original),
            marked=differences(text_of(TrackedView.ORIGINAL, Side.OLD), accepted),
            after=None if own else differences(text_of(TrackedView.ACCEPTED, Side.OLD), comparison.new),
        )
        told = tell_declared(comparison, copy)
    return replace(told, declared_in=marked.name, notices=(*told.notices, *_silent_notice(told, marked.name)))


def _silent_notice(comparison: Comparison, file: str) -> list[Notice]:
    """Which changes no tracked change covers; what was only renumbered follows from others and is not counted."""
    reworded = [change for change in comparison.changes if change.kind is not ChangeKind.RENUMBERED]
    silent_ones = [change.id for change in reworded if change.declared is not Declared.YES]
    if not silent_ones:
        return []
    named, more = ", ".join(silent_ones[:_NAMED]), len(silent_ones) - _NAMED
    message = (
        f"{len(silent_ones):,} of {len(reworded):,} changes are not, or not wholly, among the tracked changes of "
        f"{file}: {named}{f' and {more:,} more' if more > 0 else ''}."
    )
    return [Notice(code=NoticeCode.SILENT_CHANGES, message=message)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where the documents of a comparison go: a docket (a folder for both), single files, or both."""

    docket: Path | None = None
    json: Path | None = None
    response: Path | None = None
    force: bool = False

    def check(self, *, inputs: tuple[Path, ...]) -> None:
        """Raise ``OutputError`` where something stands in the way, before anything is read.

        Inputs are never replaced, not even with ``force``. An empty folder may become the docket.
        """
        docket = self.docket
        try:
            if docket is not None:
                if docket.exists() and not docket.is_dir():
                    raise OutputError(f"{docket} is a file, not a folder. Choose another name with -o.")
                if not docket.parent.is_dir():
                    raise no_folder(docket)
                if docket.exists() and any(docket.iterdir()) and not self.force:
                    raise OutputError(f"{docket} is there already. Choose another name, or use --force to replace it.")
            files = [*self.response_files(), *self.json_files()]
            for path in [docket, *files] if docket else files:
                # or it would be read as a part of the contract the next time
                if given := next((given for given in inputs if _stands_in(path, given)), None):
                    raise OutputError(f"{path} would stand in {given}, which is compared. Choose a place outside it.")
            for path in files:
                if any(_same_file(path, given) for given in inputs):
                    raise OutputError(f"{path} is one of the files to compare. Choose another name for the output.")
                if docket is None or path.parent != docket or docket.exists():
                    check_output(path, force=self.force)
            if len({path.resolve() for path in files}) < len(files):
                raise OutputError("Two documents would be written to the same file. Give each its own name.")
        except (OSError, ValueError) as error:
            raise OutputError(f"An output cannot be written ({error}). Check its name.") from error

    def response_files(self) -> list[Path]:
        """Where the response document goes."""
        return [path for path in (self.docket and self.docket / RESPONSE_NAME, self.response) if path]

    def json_files(self) -> list[Path]:
        """Where the comparison's JSON goes."""
        return [path for path in (self.docket and self.docket / JSON_NAME, self.json) if path]


def default_docket(new: Path, *, inputs: tuple[Path, ...]) -> Path:
    """The folder that is made where none is named: here, called after the new version; never in what is compared."""
    name = Path(f"{new.resolve().name if _is_folder(new) else new.stem}-docket")
    around = [given.resolve() for given in inputs if _stands_in(name, given)]
    return min(around, key=lambda given: len(given.parts)).parent / name if around else name


def write_comparison(
    comparison: Comparison, destination: Destination, options: ResponseOptions, *, template: Path | None = None
) -> list[Path]:
    """Write the documents of a comparison and return where each was written.

    Everything is made before anything is written, so that a fault in making leaves nothing behind.

    Raises:
        OutputError: A document cannot be written.
        TemplateError: The template cannot be used.
    """
    made: list[tuple[Path, bytes]] = []
    if responses := destination.response_files():
        document = response_document(comparison, options, template=template)
        made += [(path, document) for path in responses]
    if files := destination.json_files():
        # half of a surrogate pair, which no sound file holds, is written as JSON writes it: escaped
        text = comparison_json(comparison).encode("utf-8", errors="backslashreplace")
        made += [(path, text) for path in files]
    docket = destination.docket
    fresh = docket is not None and not docket.exists()
    try:
        if docket is not None:
            docket.mkdir(exist_ok=True)
        write_files(made, force=destination.force)
    except BaseException as error:
        if docket is not None and fresh:
            with suppress(OSError):
                docket.rmdir()
        if isinstance(error, OSError):
            raise OutputError(f"The folder {docket} cannot be made ({error.strerror}).") from error
        raise
    return [path for path, _ in made]


def _same_file(path: Path, other: Path) -> bool:
    return path.exists() and other.exists() and path.samefile(other)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False  # whoever opens it says what is wrong with it


def _stands_in(path: Path, folder: Path) -> bool:
    """Whether a path is a folder or leads into it."""
    try:
        return folder.is_dir() and path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def _check_apart(old: Path, new: Path) -> None:
    for inner, outer in ((old, new), (new, old)):
        if _stands_in(inner, outer) and not _stands_in(outer, inner):
            raise InputError(
                f"{inner} stands inside {outer}, so one version would be read as a part of the other. Put each into a "
                "folder of its own."
            )


def _notices(comparison: Comparison) -> list[Notice]:
    old, new = comparison.old.reading, comparison.new.reading
    if old.sha256 == new.sha256:
        same = "hold the same files" if old.parts else "are the same file"
        return [Notice(code=NoticeCode.SAME_FILE, message=f"{old.file} and {new.file} {same}.")]
    if not comparison.changes:
        message = f"No difference in wording, numbering or order was found between {old.file} and {new.file}."
        return [Notice(code=NoticeCode.NO_DIFFERENCE, message=message)]
    apart = (ChangeKind.ADDED, ChangeKind.DELETED)
    if not comparison.unchanged and all(change.kind in apart for change in comparison.changes):
        message = f"{old.file} and {new.file} have no clause in common. Check that they are versions of one contract."
        return [Notice(code=NoticeCode.NOTHING_IN_COMMON, message=message)]
    return []
