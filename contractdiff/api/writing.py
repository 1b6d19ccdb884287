"""Where the documents of a comparison go, and writing them."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from contractdiff.api.dockets import holds_submissions, is_docket
from contractdiff.api.pairing import PairsFile, kept_data, read_pairs
from contractdiff.api.paths import is_folder, same_file, stands_in
from contractdiff.errors import ContractDiffError, OutputError
from contractdiff.files import check_output, no_folder, write_files
from contractdiff.forms import response_document, side_by_side_page, worksheet
from contractdiff.model import Comparison
from contractdiff.options import ResponseOptions
from contractdiff.reports import comparison_json

RESPONSE_NAME = "response.docx"
JSON_NAME = "comparison.json"
WORKSHEET_NAME = "authorities.docx"
PAIRS_NAME = "pairs.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where the documents of a comparison go: a docket (a folder for all of them), single files, or both."""

    docket: Path | None = None
    json: Path | None = None
    response: Path | None = None
    page: Path | None = None
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
                if is_docket(docket) and holds_submissions(docket):
                    raise OutputError(
                        f"{docket} holds what came back, or what was made for the agency, and is never replaced, not "
                        "even with --force. Choose another name with -o."
                    )
            files = [*self.response_files(), *self.page_files(), *self.json_files(), *self.worksheet_files()]
            for path in [docket, *files] if docket else files:
                # or it would be read as a part of the contract the next time
                if given := next((given for given in inputs if stands_in(path, given)), None):
                    raise OutputError(f"{path} would stand in {given}, which is compared. Choose a place outside it.")
            for path in self.response_files():
                if path.suffix.lower() != ".docx":
                    raise OutputError(f"{path} would be a Word document. Give it a name that ends in .docx.")
            for path in self.page_files():
                check_page_name(path)
            for path in files:
                if any(same_file(path, given) for given in inputs):
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

    def page_files(self) -> list[Path]:
        """Where the side-by-side page goes."""
        return [self.page] if self.page else []

    def json_files(self) -> list[Path]:
        """Where the comparison's JSON goes."""
        return [path for path in (self.docket and self.docket / JSON_NAME, self.json) if path]

    def worksheet_files(self) -> list[Path]:
        """Where the worksheet on the laws cited goes: it is written into a docket only."""
        return [self.docket / WORKSHEET_NAME] if self.docket else []

    def pairs_file(self) -> Path | None:
        """Where the analyst's pairs are kept for the next comparison; ``None`` without a docket."""
        return self.docket and self.docket / PAIRS_NAME

    def kept_pairs(self) -> PairsFile | None:
        """The pairs that an earlier comparison kept in the docket, or that the analyst put there.

        Raises:
            InputError: They cannot be read.
        """
        path = self.pairs_file()
        return read_pairs(path, kept=True) if path is not None and path.is_file() else None

    def replaces_pairs(self, pairs: PairsFile) -> bool:
        """Whether the docket keeps other lines than these, which are lost when these are kept."""
        with suppress(ContractDiffError):
            before = self.kept_pairs()
            return before is not None and bool(before.lines) and before.text != pairs.text
        return self.pairs_file() is not None


def check_page_name(path: Path) -> None:
    """Raise ``OutputError`` where a page would not be opened by a browser."""
    if path.suffix.lower() not in (".html", ".htm"):
        raise OutputError(f"{path} would be a page for the browser. Give it a name that ends in .html.")


def default_docket(new: Path, *, inputs: tuple[Path, ...]) -> Path:
    """The folder that is made where none is named: here, called after the new version; never in what is compared."""
    name = Path(f"{new.resolve().name if is_folder(new) else new.stem}-docket")
    around = [given.resolve() for given in inputs if stands_in(name, given)]
    return min(around, key=lambda given: len(given.parts)).parent / name if around else name


def write_comparison(
    comparison: Comparison,
    destination: Destination,
    options: ResponseOptions,
    *,
    template: Path | None = None,
    pairs: PairsFile | None = None,
) -> list[Path]:
    """Write the documents of a comparison and return where each was written.

    Everything is made before anything is written, so that a fault in making leaves nothing behind. The pairs file that
    the comparison was made with is kept in the docket.

    Raises:
        OutputError: A document cannot be written.
        TemplateError: The template cannot be used.
    """
    made: list[tuple[Path, bytes]] = []
    if responses := destination.response_files():
        document = response_document(comparison, options, template=template)
        made += [(path, document) for path in responses]
    if pages := destination.page_files():
        page = side_by_side_page(comparison, options)
        made += [(path, page) for path in pages]
    if sheets := destination.worksheet_files():
        laws = worksheet(comparison, options, template=template)
        made += [(path, laws) for path in sheets if laws is not None]
    if files := destination.json_files():
        # half of a surrogate pair, which no sound file holds, is written as JSON writes it: escaped
        text = comparison_json(comparison).encode("utf-8", errors="backslashreplace")
        made += [(path, text) for path in files]
    kept = destination.pairs_file()
    if pairs is not None and pairs.lines and kept is not None:
        data = kept_data(pairs, comparison.old, comparison.new)
        if not _holds(kept, data):
            made.append((kept, data))
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


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file is there that holds these bytes."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False
