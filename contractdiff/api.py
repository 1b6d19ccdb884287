"""The use cases, joined from the stages. For other programs as well as for the command line."""

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from contractdiff.align import align_contracts, settle_seams
from contractdiff.diff import diff_alignment
from contractdiff.errors import OutputError
from contractdiff.files import check_output, no_folder, write_files
from contractdiff.flags import flag_changes
from contractdiff.forms import response_document
from contractdiff.model import ChangeKind, Comparison, Contract, Notice, NoticeCode, Side
from contractdiff.options import DEFAULT_READING, ReadOptions, ResponseOptions
from contractdiff.progress import Progress, silent
from contractdiff.readers import read_source
from contractdiff.reports import comparison_json, contract_json
from contractdiff.structure import recover_contract

RESPONSE_NAME = "response.docx"
JSON_NAME = "comparison.json"

to_json = comparison_json
outline_json = contract_json


def read_contract(
    path: Path, *, side: Side, name: str = "", options: ReadOptions = DEFAULT_READING, progress: Progress = silent
) -> Contract:
    """One version of a contract, its clauses recovered.

    Args:
        path: The file.
        side: Which of the two versions it is.
        name: What to call it ("FY2011"); the file's name without its ending where none is given.
        options: How it is read.
        progress: Told how far the reading has come.

    Raises:
        InputError: The file cannot be read; the message says why and what to do.
    """
    return recover_contract(read_source(path, options=options, progress=progress), side=side, name=name or path.stem)


def compare(
    old: Path,
    new: Path,
    *,
    old_name: str = "",
    new_name: str = "",
    options: ReadOptions = DEFAULT_READING,
    progress: Progress = silent,
) -> Comparison:
    """What changed from one version of a contract to the next, with flags and priorities.

    Raises:
        InputError: A file cannot be read.
    """
    return compare_contracts(
        read_contract(old, side=Side.OLD, name=old_name, options=options, progress=progress),
        read_contract(new, side=Side.NEW, name=new_name, options=options, progress=progress),
    )


def compare_contracts(old: Contract, new: Contract) -> Comparison:
    """The same for two contracts that were read already."""
    alignment = align_contracts(old, new)
    settled = settle_seams(old, new, alignment)
    if settled != (old, new):
        old, new = settled
        alignment = align_contracts(old, new)
    comparison = flag_changes(diff_alignment(old, new, alignment))
    return replace(comparison, notices=(*comparison.notices, *_notices(comparison)))


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


def _notices(comparison: Comparison) -> list[Notice]:
    old, new = comparison.old.reading, comparison.new.reading
    if old.sha256 == new.sha256:
        return [Notice(code=NoticeCode.SAME_FILE, message=f"{old.file} and {new.file} are the same file.")]
    if not comparison.changes:
        message = f"No difference in wording, numbering or order was found between {old.file} and {new.file}."
        return [Notice(code=NoticeCode.NO_DIFFERENCE, message=message)]
    apart = (ChangeKind.ADDED, ChangeKind.DELETED)
    if not comparison.unchanged and all(change.kind in apart for change in comparison.changes):
        message = f"{old.file} and {new.file} have no clause in common. Check that they are versions of one contract."
        return [Notice(code=NoticeCode.NOTHING_IN_COMMON, message=message)]
    return []
