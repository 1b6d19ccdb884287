"""The worksheet in which a person decides what is to be decided: an Excel file that is written and read back."""

import io
import zipfile
from collections.abc import Iterable

from contractdiff.errors import FormError
from contractdiff.model import Decision, Matter
from contractdiff.reports.workbook import write_workbook

_COLUMNS = (
    ("Matter", 20),
    ("File", 26),
    ("What is to be decided", 52),
    ("Words", 60),
    ("May be", 22),
    ("Can be decided by", 28),
    ("Decision", 24),
    ("By", 14),
    ("Note", 24),
)
_MATTER, _DECISION, _BY, _NOTE = "matter", "decision", "by", "note"


def decision_sheet(matters: Iterable[Matter]) -> bytes:
    """Return an Excel file with a row for each matter, and room to type what was decided ("place C-014")."""
    rows = [
        (
            matter.id,
            matter.file,
            matter.says,
            matter.words,
            ", ".join(matter.candidates),
            "; ".join(matter.choices),
            f"{matter.decision.choice} {matter.decision.value}".strip() if matter.decision else "",
            matter.decision.by if matter.decision else "",
            matter.decision.note if matter.decision else "",
        )
        for matter in matters
    ]
    return write_workbook([("Decisions", _COLUMNS, rows)])


def read_decisions(data: bytes, name: str) -> tuple[Decision, ...]:
    """Return what was decided in a worksheet, row by row; rows without a decision are passed over.

    Raises:
        FormError: It is no such worksheet.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    no_sheet = FormError(
        f"{name} is no worksheet of decisions. Make one with: contractdiff resolve DOCKET --worksheet FILE.xlsx."
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
                raise no_sheet
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        lines = [[_text(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, IndexError) as error:
        raise no_sheet from error
    head = next((at for at, line in enumerate(lines) if {_MATTER, _DECISION} <= {c.casefold() for c in line}), None)
    if head is None:
        raise no_sheet
    columns = {title.casefold(): at for at, title in enumerate(lines[head])}

    def cell(line: list[str], column: str) -> str:
        at = columns.get(column)
        return line[at] if at is not None and at < len(line) else ""

    found = []
    for line in lines[head + 1 :]:
        choice, _, value = cell(line, _DECISION).partition(" ")
        if cell(line, _MATTER) and choice:
            found.append(
                Decision(
                    matter=cell(line, _MATTER),
                    choice=choice.casefold(),
                    value=value.strip(),
                    by=cell(line, _BY),
                    note=cell(line, _NOTE),
                )
            )
    return tuple(found)


_MOST_BYTES = 100_000_000


def _text(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())
