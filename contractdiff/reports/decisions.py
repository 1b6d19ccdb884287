"""The worksheet in which a person decides what is to be decided: an Excel file that is written and read back."""

import io
import zipfile
from collections.abc import Iterable

from contractdiff.errors import FormError
from contractdiff.model import Decision, Matter
from contractdiff.ooxml.sheets import Field, Workbook

_MATTER, _DECISION, _BY, _NOTE = "Matter", "Decision", "By", "Note"
_FIELDS = (
    Field(title=_MATTER, width=20),
    Field(title="File", width=26),
    Field(title="What is to be decided", width=52),
    Field(title="Words", width=60),
    Field(title="May be", width=22),
    Field(title="Can be decided by", width=28),
    Field(title=_DECISION, width=24),
    Field(title=_BY, width=14),
    Field(title=_NOTE, width=24),
)
# What a workbook of 50,000 matters may unpack to.
_MOST_BYTES = 200_000_000


def decision_sheet(matters: Iterable[Matter]) -> bytes:
    """Return an Excel file with a row for each matter, and room to type what was decided ("place C-014")."""
    book = Workbook(title="What is to be decided", author="")
    book.sheet(
        "Decisions",
        _FIELDS,
        (
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
        ),
    )
    return book.data()


def read_decisions(data: bytes, name: str) -> tuple[Decision, ...]:
    """Return what was decided in a worksheet, row by row; rows without a decision are passed over.

    Raises:
        FormError: It is no such worksheet.
    """
    no_sheet = FormError(
        f"{name} is no worksheet of decisions. Make one with: contractdiff resolve DOCKET --worksheet FILE.xlsx."
    )
    lines = _lines(data, no_sheet)
    head = next((at for at, line in enumerate(lines) if {_MATTER, _DECISION} <= set(line)), None)
    if head is None:
        raise no_sheet
    found = []
    for line in lines[head + 1 :]:
        said = dict(zip(lines[head], line, strict=False))
        choice, _, value = said.get(_DECISION, "").partition(" ")
        if said.get(_MATTER) and choice:
            found.append(
                Decision(
                    matter=said[_MATTER],
                    choice=choice.casefold(),
                    value=value,
                    by=said.get(_BY, ""),
                    note=said.get(_NOTE, ""),
                )
            )
    return tuple(found)


def _lines(data: bytes, no_sheet: FormError) -> list[list[str]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
                raise no_sheet
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [
            [" ".join(str(value).split()) if value is not None else "" for value in row]
            for row in book.worksheets[0].iter_rows(values_only=True)
        ]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, IndexError, SyntaxError) as error:
        # a broken part of a workbook is a SyntaxError of the parser of XML
        raise no_sheet from error
