"""The lines of a CSV file, in whatever encoding and with whatever mark between its cells it was saved."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from contractdiff.docket.headings import find_headings
from contractdiff.docket.lines import Line, lines_of
from contractdiff.errors import FormError

_DELIMITERS = (",", ";", "\t")
# How much of a file tells its delimiter.
_HEAD = 65_536
# Excel's own first line: it is not shown, and not counted
_SEPARATOR_LINE = re.compile(r"\Asep=.(?:\r\n|\r|\n)")
_MARKUP = re.compile(r"\s*(?:<(?:!doctype|html|head|body|table|\?xml|\?mso)|\{\\rtf|%pdf-)", re.IGNORECASE)
# No text holds these: of other files the beginning does. NUL is left out, since damaged exports are full of it.
_BINARY = re.compile("[\x01-\x08\x0e-\x1a]")
_BINARY_SHARE = 0.02
# A row of its own after the last: it is missing where a quotation mark is not closed. Files hold no NUL by then.
_END = "\0"


def delimited_lines(data: bytes, name: str) -> tuple[Line, ...]:
    """Return the rows of a CSV file that have words.

    Raises:
        FormError: It is no such file, a quotation mark in it is not closed, or it is larger than any roster.
    """
    text = _SEPARATOR_LINE.sub("", _decoded(data).replace("\0", ""))
    sample = text[:_HEAD]
    if _MARKUP.match(sample) or len(_BINARY.findall(sample)) > _BINARY_SHARE * len(sample):
        raise FormError(
            f"{name} is neither a CSV file nor an Excel workbook. Open it in the program it was made with, save it as "
            "“Excel Workbook (.xlsx)” or “CSV UTF-8”, and try again."
        )
    return lines_of(_rows(text, _delimiter(sample), name), name)


def _decoded(data: bytes) -> str:
    """The text; a byte that has no meaning in Windows-1252 becomes the mark for a letter that could not be read."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    # without a mark, every other byte of most texts in UTF-16 is NUL
    sample = data[:_HEAD]
    for encoding, nuls, others in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if nuls.count(0) > 0.6 * len(nuls) and others.count(0) < 0.1 * len(others):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(sample: str) -> str:
    """The delimiter with which the most headings are understood, and then the fewest rows are too long for them.

    Where none is understood with any, the one that parts most rows into equally many cells.
    """

    def fit(delimiter: str) -> tuple[int, int, int]:
        lines = [
            Line(number, tuple(cells)) for number, cells in enumerate(_records(sample, delimiter), 1) if any(cells)
        ]
        headings = find_headings(lines)
        if headings is None:
            widths = Counter(len(line.cells) for line in lines if len(line.cells) > 1)
            return 0, 0, max(widths.values(), default=0)
        longer = sum(len(line.cells) > len(headings.line.cells) for line in lines)
        return len(headings.understood), -longer, 0

    return max(_DELIMITERS, key=fit)


def _records(sample: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    except csv.Error:
        return  # what is read of it so far tells


def _rows(text: str, delimiter: str, name: str) -> Iterator[list[str]]:
    number, row = 0, [_END]
    reader = csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=delimiter)
    try:
        for row in reader:
            number += 1
            if row != [_END]:
                yield row
    except csv.Error as error:
        raise _unclosed(name, number + 1) from error
    if row != [_END]:
        raise _unclosed(name, number)


def _unclosed(name: str, number: int) -> FormError:
    return FormError(
        f"{name}, row {number}: a quotation mark is opened and not closed, so that the rows after it cannot be told "
        "apart. Open the file in a spreadsheet, mend that row, save it as “CSV UTF-8”, and try again."
    )
