"""Reading a form that comes back as an Excel workbook, whatever people did to its sheets.

==================  ==================================================================================================
cells               their words as they are shown or nearly so: days in ISO 8601, of formulas what they last came to;
                    what a formula says where it came to nothing
hidden              sheets, rows and columns are read like others
comments            notes, and threads with their answers, beside the row in which they stand
merged cells        as in a table of Word's
drawings            the words of text boxes and shapes; pictures are not read
headers, footers    their words, without the codes of page numbers and type
names of sheets     not read: to call a sheet otherwise is no answer
==================  ==================================================================================================
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from lxml import etree

from contractdiff.errors import FormError
from contractdiff.model import Format, Remark, ReturnedCell, ReturnedForm, ReturnedRow
from contractdiff.ooxml.names import A, R
from contractdiff.ooxml.package import EXCEL, Package
from contractdiff.ooxml.workbook_file import check_workbook, number_shown, told, unescaped

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_THREADED = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_P, _WORDS = f"{{{A}}}p", f"{{{A}}}t"
# A workbook of 1,500 changes in 15,000 clauses has 17,000 rows and unpacks to 20 MB with a million tags.
_MOST_BYTES, _MOST_TAGS, _MOST_ROWS, _MOST_COLUMNS = 200_000_000, 6_000_000, 100_000, 200
# Cells of a sheet, filled or not, and letters in all of them: one string may stand in any number of cells.
_MOST_CELLS, _MOST_LETTERS = 2_000_000, 60_000_000
# Rows over which merged cells may run, and filled cells in these, each counted for each merged cell by itself.
_MOST_MERGED = 2_000_000
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# The codes of headers and footers, but for "&&" (ECMA-376 part 1, 18.3.1.46)
_CODE = re.compile(r'&(?:"[^"]*"|[0-9]+|K[0-9A-Fa-f]{6}|K[0-9]{2}[+-][0-9]{3}|([LCR])|[A-Z])')
# What Excel writes in place of a thread for programs that know none.
_BEFORE_THREAD = re.compile(r"\A\[[^]\n]*\].*?linkid=[0-9]+\s*", re.DOTALL)
_PERCENT, _DOLLARS = re.compile("%"), re.compile(r"\$(?!-)")


def read_returned_workbook(data: bytes, file: str, *, format: Format = Format.XLSX) -> ReturnedForm:
    """Return what an Excel workbook holds that may be a filled-in form: each sheet is a table.

    Args:
        data: The file's bytes.
        file: Its name, for messages and as the form's name.
        format: What it was before it was made a workbook of Excel's.

    Raises:
        FormError: The file is damaged, needs a password, is of another kind, or larger than any real form.
    """
    check_workbook(data, file, _too_large, most_bytes=_MOST_BYTES, most_tags=_MOST_TAGS)
    with told(file):
        return _Reader(Package(data, file, kinds=EXCEL), file, format).read()


def _too_large(file: str, what: str) -> FormError:
    return FormError(f"{file} cannot be read: {what}, and no form has. Send the sheets that were filled in alone.")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a cell stands, counted from 0."""

    row: int
    column: int


class _Reader:
    """Reads one workbook."""

    def __init__(self, package: Package, file: str, format: Format) -> None:
        self._package, self._file, self._format = package, file, format
        book = package.xml(package.document)
        self._shared = [_text(each).strip() for each in _items(self._related("sharedStrings"), "si")]
        self._formats = _formats(self._related("styles"))
        properties = book.find(f"{_S}workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._sheets = [each.get(f"{{{R}}}id", "") for each in book.iter(f"{_S}sheet")]
        persons = self._related("person")
        self._persons = (
            {}
            if persons is None
            else {each.get("id", ""): each.get("displayName", "") for each in persons.iter(f"{_THREADED}person")}
        )
        self._rows = self._cells_held = self._letters = 0

    def read(self) -> ReturnedForm:
        tables: list[tuple[ReturnedRow, ...]] = []
        paragraphs: list[str] = []
        margins: dict[str, None] = {}
        relations = self._package.document_relationships
        for name in self._sheets:
            relation = relations.get(name)
            if relation is None or relation.kind != "worksheet" or relation.target not in self._package:
                continue
            root = self._package.xml(relation.target)
            remarks = self._remarks(relation.target)
            rows = self._table(root, remarks)
            if any(len([cell for cell in row.cells if cell.text]) > 1 or row.remarks for row in rows):
                tables.append(rows)
            else:
                # lines of words, and no table
                paragraphs += [cell.text for row in rows for cell in row.cells if cell.text]
            paragraphs += self._drawn(relation.target)
            margins.update(dict.fromkeys(_margins(root)))
        return ReturnedForm(
            file=self._file,
            format=self._format,
            tables=tuple(tables),
            paragraphs=tuple(paragraphs),
            margins=tuple(margins),
            properties=self._package.properties,
            modified=self._package.modified,
        )

    # --- cells ----------------------------------------------------------------------------------------------------

    def _table(self, root: etree._Element, remarks: Mapping[int, list[Remark]]) -> tuple[ReturnedRow, ...]:
        """The rows that have words or comments, each with all columns that any of them has."""
        words = {place: text for place, text in self._cells(root) if text}
        used = sorted({place.row for place in words} | set(remarks))
        self._rows += len(used)
        width = 1 + max((place.column for place in words), default=-1)
        self._cells_held += len(used) * width
        if self._rows > _MOST_ROWS or width > _MOST_COLUMNS or self._cells_held > _MOST_CELLS:
            raise _too_large(self._file, f"it has more than {_MOST_ROWS:,} rows or {_MOST_COLUMNS} columns")
        merged = dict(_merged(root, words, used))
        rows = []
        for number in used:
            cells, column = [], 0
            while column < width:
                place = _Place(number, column)
                span, rows_over, continued = merged.get(place, (1, False, False))
                span = min(span, width - column)
                cells.append(
                    ReturnedCell(
                        text=words.get(place, ""), span=span, first=column, merged=rows_over, continued=continued
                    )
                )
                column += span
            rows.append(ReturnedRow(cells=tuple(cells), remarks=tuple(remarks.get(number, ()))))
        return tuple(rows)

    def _cells(self, root: etree._Element) -> Iterator[tuple[_Place, str]]:
        number = -1
        for row in root.iterfind(f"{_S}sheetData/{_S}row"):
            said = row.get("r", "")
            number, column = int(said) - 1 if said.isdecimal() else number + 1, -1
            for cell in row.iterchildren(f"{_S}c"):
                place = _place(cell.get("r", ""))
                column = place.column if place else column + 1
                text = self._shown(cell).strip()
                self._letters += len(text)
                if self._letters > _MOST_LETTERS:
                    raise _too_large(self._file, f"its cells hold more than {_MOST_LETTERS:,} letters")
                yield _Place(number, column), text

    def _shown(self, cell: etree._Element) -> str:
        """A cell as it is shown, or nearly so."""
        kind, value = cell.get("t", "n"), cell.findtext(f"{_S}v", "")
        formula = cell.findtext(f"{_S}f", "")
        if formula and (not value or kind == "e"):
            return f"={formula}"
        if kind == "inlineStr":
            own = cell.find(f"{_S}is")
            return "" if own is None else _text(own)
        if kind == "s":
            return self._shared[int(value)] if value else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        return self._number(value, cell.get("s", "0")) if kind == "n" and value else _lines(value)

    def _number(self, value: str, style: str) -> str:
        from openpyxl.styles.numbers import is_date_format
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

        number = float(value)
        look = self._formats[int(style)] if int(style) < len(self._formats) else ""
        if look and is_date_format(look):
            try:
                moment = from_excel(number, MAC_EPOCH if self._from_1904 else WINDOWS_EPOCH)
            except (OverflowError, ValueError):
                # no day that there is, such as a telephone number in a cell that shows days
                return number_shown(number)
            is_day = isinstance(moment, datetime) and moment.time() == time()
            return str(moment.date().isoformat() if is_day else moment)
        if _PERCENT.search(look):
            return f"{number_shown(round(100 * number, 10))}%"
        return f"${number:,.15g}" if _DOLLARS.search(look) else number_shown(number)

    # --- beside the cells -----------------------------------------------------------------------------------------

    def _remarks(self, sheet: str) -> dict[int, list[Remark]]:
        """The comments of a sheet by their rows; of a thread its own words, and not those it has for old programs."""
        found: dict[int, list[Remark]] = {}
        in_threads: set[str] = set()
        for root in self._all_related(sheet, "threadedComment"):
            for each in root.iter(f"{_THREADED}threadedComment"):
                text = _lines(each.findtext(f"{_THREADED}text", "")).strip()
                in_threads.add(each.get("ref", ""))
                if text and (place := _place(each.get("ref", ""))):
                    author = self._persons.get(each.get("personId", ""), "").strip()
                    found.setdefault(place.row, []).append(Remark(text=text, author=author, rows=1))
        for root in self._all_related(sheet, "comments"):
            authors = [(each.text or "").strip() for each in root.iter(f"{_S}author")]
            for each in root.iter(f"{_S}comment"):
                reference = each.get("ref", "")
                number = each.get("authorId", "")
                author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
                own = each.find(f"{_S}text")
                text = "" if own is None else _text(own)
                if author.startswith("tc="):
                    if reference in in_threads:
                        continue
                    author, text = "", _BEFORE_THREAD.sub("", text)
                # Excel writes who it is by above the words
                text = text.strip().removeprefix(f"{author}:\n").strip() if author else text.strip()
                if text and (place := _place(reference)):
                    found.setdefault(place.row, []).append(Remark(text=text, author=author, rows=1))
        return found

    def _drawn(self, sheet: str) -> Iterator[str]:
        """The words in text boxes and shapes."""
        for root in self._all_related(sheet, "drawing"):
            for paragraph in root.iter(_P):
                if text := "".join(each.text or "" for each in paragraph.iter(_WORDS)).strip():
                    yield text

    def _related(self, kind: str) -> etree._Element | None:
        return next(self._all_related(self._package.document, kind), None)

    def _all_related(self, part: str, kind: str) -> Iterator[etree._Element]:
        for relation in self._package.relationships(part).values():
            if relation.kind == kind and not relation.external and relation.target in self._package:
                yield self._package.xml(relation.target)


def _items(root: etree._Element | None, name: str) -> Iterator[etree._Element]:
    if root is not None:
        yield from root.iterchildren(f"{_S}{name}")


def _text(element: etree._Element) -> str:
    """The words of a string, plain or of several types; how they are pronounced is left out."""
    runs = (each for each in element if each.tag in (f"{_S}t", f"{_S}r"))
    pieces = (each.text if each.tag == f"{_S}t" else each.findtext(f"{_S}t") for each in runs)
    return _lines("".join(piece or "" for piece in pieces))


def _lines(text: str) -> str:
    return unescaped(text).replace("\r\n", "\n").replace("\r", "\n")


def _formats(styles: etree._Element | None) -> list[str]:
    """How each style shows numbers."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    if styles is None:
        return []
    own = {each.get("numFmtId", ""): each.get("formatCode", "") for each in styles.iter(f"{_S}numFmt")}
    used = (each.get("numFmtId", "0") for each in styles.iterfind(f"{_S}cellXfs/{_S}xf"))
    return [own.get(name) or BUILTIN_FORMATS.get(int(name) if name.isdecimal() else 0, "") for name in used]


def _place(reference: str) -> _Place | None:
    """Where a reference such as "C14" points to."""
    found = _CELL.fullmatch(reference.replace("$", "").upper())
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return _Place(int(found[2]) - 1, column - 1)


def _merged(
    root: etree._Element, words: Iterable[_Place], used: Sequence[int]
) -> Iterator[tuple[_Place, tuple[int, bool, bool]]]:
    """Of merged cells how many columns they take, whether several rows, and whether they continue the cell above.

    Where words are left in a cell that was covered, all of them stay cells of their own. Rows are those in use.
    """
    filled: dict[int, set[int]] = {}
    for place in words:
        filled.setdefault(place.row, set()).add(place.column)
    left = _MOST_MERGED
    for each in root.iterfind(f"{_S}mergeCells/{_S}mergeCell"):
        begins, _, ends = each.get("ref", "").partition(":")
        first, last = _place(begins), _place(ends or begins)
        if first is None or last is None:
            continue
        rows = used[bisect_left(used, first.row) : bisect_right(used, last.row)]
        left -= sum(1 + len(filled.get(row, ())) for row in rows)
        if left < 0:
            return
        columns = range(first.column, last.column + 1)
        covered = {_Place(row, column) for row in rows for column in filled.get(row, ()) if column in columns}
        if covered <= {first}:
            for row in rows:
                yield _Place(row, first.column), (len(columns), last.row > first.row, row > first.row)


def _margins(root: etree._Element) -> Iterable[str]:
    """The words of a sheet's headers and footers, each part by itself."""
    for part in root.iterfind(f"{_S}headerFooter/*"):
        parts = _CODE.sub(lambda code: "\n" if code[1] else "", (part.text or "").replace("&&", "\0"))
        for line in parts.replace("\0", "&").split("\n"):
            # what is left of a number of pages: "/"
            if any(letter.isalnum() for letter in line):
                yield line.strip()
