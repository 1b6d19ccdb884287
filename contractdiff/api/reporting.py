"""Writing the reports on what members said."""

from collections.abc import Callable, Mapping
from pathlib import Path

from contractdiff.api.exchange import read_feedback
from contractdiff.errors import OutputError
from contractdiff.files import check_output, write_files
from contractdiff.forms import merged_document
from contractdiff.model import Feedback
from contractdiff.options import ResponseOptions
from contractdiff.reports import intake_document, intake_workbook, tally_document, tally_workbook

_Maker = Callable[[Feedback, Path | None], bytes]


def _merged(feedback: Feedback, template: Path | None) -> bytes:
    options = ResponseOptions(agency=feedback.agency, coalition=feedback.coalition, return_by=feedback.return_by)
    return merged_document(feedback, options, template=template)


# What each report consists of, by the ending of the file.
REPORTS: Mapping[str, Mapping[str, _Maker]] = {
    "tally": {
        ".docx": lambda feedback, template: tally_document(feedback, template=template),
        ".xlsx": lambda feedback, template: tally_workbook(feedback),
    },
    "intake": {
        ".docx": lambda feedback, template: intake_document(feedback, template=template),
        ".xlsx": lambda feedback, template: intake_workbook(feedback),
    },
    "merged": {".docx": _merged},
}


def write_report(
    folder: Path, kind: str, *, output: Path | None = None, template: Path | None = None, force: bool = False
) -> list[Path]:
    """Write a report on what members said, and return its files.

    Args:
        folder: The docket.
        kind: One of ``REPORTS``.
        output: The file to write, whose ending says which one; ``None`` for all of them, in the docket.
        template: A Word template of the coalition's own.
        force: Whether files that are there are replaced.

    Raises:
        OutputError: A file cannot be written, or no report has this ending.
    """
    makers = REPORTS[kind]
    wanted = {ending: folder / f"{kind}{ending}" for ending in makers}
    if output is not None:
        if output.suffix.lower() not in makers:
            raise OutputError(f"{output}: give a name that ends in {' or '.join(makers)}.")
        wanted = {output.suffix.lower(): output}
    for path in wanted.values():
        check_output(path, force=force)
    feedback = read_feedback(folder)
    write_files(
        [(path, makers[ending](feedback, template)) for ending, path in wanted.items()], force=force, private=True
    )
    return list(wanted.values())
