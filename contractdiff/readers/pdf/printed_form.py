"""A filled-in form that was printed to a PDF: its tables by their rules, row by row.

The contract's reader takes a table whose cells hold paragraphs of prose for a layout; in a form such cells are answers,
so that here every ruled table counts.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contractdiff.errors import NoTextError, UnreadableError
from contractdiff.model import PACKET_PROPERTY, Format, Remark, ReturnedCell, ReturnedForm, ReturnedRow
from contractdiff.readers.pdf.pages import damaged, open_document

# A form of 3,000 changes prints on about 800 pages.
MAX_PAGES = 2_000
# The kinds of annotations that people write (ISO 32000-1, 12.5.6).
_WRITTEN = frozenset(("Text", "FreeText", "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret", "Stamp", "Ink"))
_WRITTEN |= frozenset(("Line", "Square", "Circle", "Polygon", "PolyLine", "FileAttachment"))
# What stands over the answers at the end of a printed side-by-side page: the form's name and this word.
_ANSWERS = re.compile(r"^(.* · [0-9a-f]{8}) · answers\s*$", re.MULTILINE)
_NOTICE = (
    "{} is a PDF: rows that a page break cut were put together again, and words may be broken at the ends of lines. "
    "Look at what it says before you rely on it."
)


@dataclass(slots=True)
class _Row:
    cells: list[str]
    remarks: list[Remark] = field(default_factory=list)


def read_printed_form(path: Path, data: bytes) -> ReturnedForm:
    """Return what a PDF holds that may be a filled-in form.

    Raises:
        EncryptedError: It needs a password.
        NoTextError: Its pages are pictures.
        UnreadableError: It is damaged, or longer than any form.
    """
    import pdfplumber  # a fifth of a second, which files of other formats need not wait for

    document = open_document(path, data)
    pages = len(document)
    answers, form = _answers_from(document) if pages <= MAX_PAGES else (-1, "")
    document.close()
    if pages > MAX_PAGES:
        raise UnreadableError(f"{path.name} cannot be read: it has more than {MAX_PAGES:,} pages, and no form has.")
    tables: list[list[_Row]] = []
    lines: list[str] = []
    loose: list[Remark] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            modified = _date(str(pdf.metadata.get("ModDate", "")))
            for number, page in enumerate(pdf.pages):
                found = page.find_tables() if number >= answers else []
                rows = [[_Row([cell or "" for cell in row]) for row in table.extract()] for table in found]
                loose += _annotated(page, found, rows)
                tables += rows
                # outside of the tables at its end the page is all print, and nobody's words
                lines += () if form else _outside(page, found)
                page.close()
    except Exception as error:
        raise damaged(path) from error
    if not tables and not lines:
        raise NoTextError(
            f"{path.name} holds pictures of pages and no text. Ask for the Word file, or type in what it says."
        )
    return ReturnedForm(
        file=path.name,
        format=Format.PDF,
        tables=tuple(tuple(map(_returned, table)) for table in _joined(tables)),
        paragraphs=tuple(lines),
        margins=(),
        remarks=tuple(loose),
        properties=((PACKET_PROPERTY, form),) if form else (),
        modified=modified,
        notices=(_NOTICE.format(path.name),),
    )


def _answers_from(document: Any) -> tuple[int, str]:
    """From which page on, counted from 0, a print of the side-by-side page says what was answered, and its form's name.

    Of any other file -1 and "".
    """
    for number in reversed(range(len(document))):
        page = document[number]
        text = page.get_textpage()
        found = _ANSWERS.search(text.get_text_bounded())
        text.close()
        page.close()
        if found:
            return number, found[1]
    return -1, ""


def _date(said: str) -> str:
    """A date of a PDF ("D:20260611140000Z") in ISO 8601; "" where it is none."""
    found = re.match(r"D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:([+-]\d{2})'?(\d{2})?|Z)?", said)
    if not found:
        return ""
    year, month, day, hour, minute, second, zone, minutes = found.groups()
    offset = f"{zone}:{minutes or '00'}" if zone else "+00:00"
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{offset}"


def _outside(page: Any, tables: Sequence[Any]) -> Iterator[str]:
    """The lines of a page that stand in none of its tables."""
    boxes = [table.bbox for table in tables]

    def is_outside(item: dict[str, Any]) -> bool:
        across, down = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
        return not any(x0 <= across <= x1 and top <= down <= bottom for x0, top, x1, bottom in boxes)

    for line in page.filter(is_outside).extract_text_lines(return_chars=False):
        if text := line["text"].strip():
            yield text


def _annotated(page: Any, tables: Sequence[Any], rows: Sequence[Sequence[_Row]]) -> Iterator[Remark]:
    """Notes put on a page: into the row beside which each stands, else as they are."""
    for note in page.annots:
        kind = str(note.get("data", {}).get("Subtype", "")).strip("/'")
        text = (note.get("contents") or "").strip()
        # links and the fields of forms have descriptions too, which nobody wrote
        if not text or kind not in _WRITTEN:
            continue
        remark = Remark(text=text, author=(note.get("title") or "").strip(), rows=1)
        middle = (note["top"] + note["bottom"]) / 2
        beside = (
            own
            for table, several in zip(tables, rows, strict=True)
            for row, own in zip(table.rows, several, strict=True)
            if row.bbox[1] <= middle <= row.bbox[3]
        )
        if (found := next(beside, None)) is None:
            yield remark
        else:
            found.remarks.append(remark)


def _joined(tables: Sequence[list[_Row]]) -> Iterator[list[_Row]]:
    """The tables with their rows whole: a piece at the top of a page without a first cell goes to the row above."""
    above: list[_Row] = []
    for table in tables:
        if above and table and table[0].cells == above[0].cells:
            # the heading, repeated on a new page
            above += _put_together(above, table[1:])
        elif above and table and len(table[0].cells) == len(above[-1].cells) and not table[0].cells[0].strip():
            above += _put_together(above, table)
        else:
            if above:
                yield above
            above = table
    if above:
        yield above


def _put_together(above: list[_Row], rows: list[_Row]) -> list[_Row]:
    if rows and len(above) > 1 and not rows[0].cells[0].strip() and len(rows[0].cells) == len(above[-1].cells):
        pairs = zip(above[-1].cells, rows[0].cells, strict=True)
        above[-1].cells = ["\n".join(filter(None, pair)) for pair in pairs]
        above[-1].remarks += rows[0].remarks
        return rows[1:]
    return rows


def _returned(row: _Row) -> ReturnedRow:
    return ReturnedRow(
        cells=tuple(ReturnedCell(text=text.strip(), first=at) for at, text in enumerate(row.cells)),
        remarks=tuple(row.remarks),
    )
