"""Reading a form that comes back, through whatever an editor has wrapped around its rows, cells and words.

Other readers of Word's format see cells only where they expect them: a content control around a row or a cell hides
it. Here every wrapper is walked through (ECMA-376 part 1, 17.5.2 and 17.13.5).

==================  ==================================================================================================
tracked changes     insertions and what was moved here are read, deletions and what was moved away are not; a row whose
                    deletion is tracked is not there, unless words in it are not deleted
content controls    their words, tags, titles, and whether they show a placeholder
comments            with their answers, beside the row in which their words begin
notes, text boxes   read as words of the cell or paragraph they belong to
tables in cells     read as words of the cell
hidden text         read: what a member wrote counts, however it looks
pictures, objects   not read; a notice tells of documents that are embedded
==================  ==================================================================================================
"""

from collections.abc import Iterator
from itertools import takewhile

from lxml import etree

from contractdiff.errors import UnreadableError
from contractdiff.model import Format, Remark, ReturnedCell, ReturnedForm, ReturnedRow
from contractdiff.ooxml.comments import answered_comments
from contractdiff.ooxml.names import w
from contractdiff.ooxml.package import Package
from contractdiff.ooxml.symbols import symbol
from contractdiff.ooxml.wrappers import (
    ALTERNATIVES,
    BOX,
    FALLBACK,
    GONE,
    ID,
    LOOKS,
    MATH,
    MATH_TEXT,
    SDT,
    TBL,
    TC,
    TEXT,
    TR,
    UNREAD,
    VAL,
    P,
    Words,
    alternative,
    blocks,
    cells_of,
    control_says,
    holds_form,
    inside,
    is_of_form,
    mark,
    marks_between,
)

_R = w("r")
_OF_ROW, _OF_CELL, _CONTENT = w("trPr"), w("tcPr"), w("sdtContent")
_DELETED, _HEADING, _MERGED, _SPAN, _BEFORE = w("del"), w("tblHeader"), w("vMerge"), w("gridSpan"), w("gridBefore")
_RUBY, _FIELD, _SYM, _AUTHOR = w("ruby"), w("fldChar"), w("sym"), w("author")
# A form of 3,000 changes has 6,000 rows with its appendices; what has more than these was made to exhaust the machine.
_MOST = {
    TR: (50_000, "table rows"),
    TC: (400_000, "table cells"),
    P: (500_000, "paragraphs"),
    _R: (1_000_000, "stretches of text"),
}
_MOST_COMMENTS, _MOST_CELLS = 20_000, 200
_COME = frozenset((w("ins"), w("moveTo")))
_PLAIN = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "\u2011"}
_NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_NOTE_OF = {"footnotes": w("footnote"), "endnotes": w("endnote")}
_PICTURES = frozenset((w("drawing"), w("pict"), w("object")))


def read_returned(data: bytes, file: str, *, format: Format = Format.DOCX) -> ReturnedForm:
    """Return what a Word file holds that may be a filled-in form.

    Args:
        data: The file's bytes.
        file: Its name, for messages and as the form's name.
        format: What it was before it was made a Word file.

    Raises:
        InputError: The file is damaged, needs a password, or is larger than any real form.
    """
    package = Package(data, file)
    try:
        return _Reader(package, file, format).read()
    except RecursionError as error:
        raise UnreadableError(
            f"{file} cannot be read: its parts are nested deeper than in any real document."
        ) from error


class _Reader:
    """Reads one file."""

    def __init__(self, package: Package, file: str, format: Format) -> None:
        self._package, self._file, self._format = package, file, format
        self._tables: list[tuple[ReturnedRow, ...]] = []
        self._paragraphs: list[str] = []
        self._unread: dict[str, None] = {}
        self._remarks = _remarks(package)
        self._notes: dict[tuple[str, str], etree._Element] = {}
        for kind, tag in _NOTE_OF.items():
            root = package.related(kind)
            for note in () if root is None else root.iterchildren(tag):
                # of two with one id the second stands nowhere
                name = note.get(ID, "")
                self._notes[kind, name if (kind, name) not in self._notes else f"{name} again"] = note
        self._open: dict[str, int] = {}
        self._spread: dict[str, int] = {}

    def read(self) -> ReturnedForm:
        # LibreOffice 7.4 writes files that are not well-formed where there is a text box in a content control
        damaged: list[str] = []
        root = self._package.xml(self._package.document, damaged=damaged)
        for tag, (most, called) in _MOST.items():
            if sum(1 for _ in root.iter(tag)) > most:
                raise UnreadableError(f"{self._file} cannot be read: it has more than {most:,} {called}; no form has.")
        rows: list[list[tuple[Words, ReturnedRow]]] = []
        for block in self._unpacked(root.find(w("body"))):
            if block.tag == TBL:
                rows.append(self._rows(block))
                continue
            words = Words()
            self._block(block, words)
            self._paragraphs += words.lines
        for note in self._notes.values():
            # what refers to it was deleted; the note itself was not
            words = Words()
            if note.get(w("type"), "normal") == "normal":
                self._cell(note, words)
            self._paragraphs += words.lines
        self._tables = [tuple(self._with_remarks(words, row) for words, row in table) for table in rows if table]
        if damaged:
            self._paragraphs += self._missed(root)
        margins, modified, properties = self._margins(), self._package.modified, self._package.properties
        return ReturnedForm(
            file=self._file,
            format=self._format,
            tables=tuple(self._tables),
            paragraphs=tuple(self._paragraphs),
            margins=margins,
            # what is left stands beside no row
            remarks=tuple(remark for thread in self._remarks.values() for remark in thread),
            properties=properties,
            modified=modified,
            notices=(
                *(f"{self._file} holds {what}, which was not read." for what in self._unread),
                *(f"{self._file} is damaged; what could be read was. Look whether all is there." for _ in damaged),
            ),
        )

    def _missed(self, root: etree._Element) -> Iterator[str]:
        """The paragraphs of a damaged document that stand where nothing is looked for."""
        cells = (cell.text for table in self._tables for row in table for cell in row.cells)
        read = "".join("".join(text.split()) for text in (*cells, *self._paragraphs))
        for paragraph in root.iter(P):
            text = "".join(each.text or "" for each in paragraph.iter(TEXT)).strip()
            if text and "".join(text.split()) not in read:
                yield text

    def _unpacked(self, container: etree._Element | None) -> Iterator[etree._Element]:
        """The paragraphs and tables of a container; those of a table that holds the form itself come out of it.

        People paste the form, or one of its tables, into a table that lays out their letter.
        """
        for block in blocks(container):
            if block.tag != TBL or is_of_form(block) or not holds_form(block):
                yield block
                continue
            for cell in cells_of(block):
                yield from self._unpacked(cell)

    # --- tables ---------------------------------------------------------------------------------------------------

    def _rows(self, table: etree._Element) -> list[tuple[Words, ReturnedRow]]:
        found = []
        for number, (element, beside) in enumerate(inside(table, TR)):
            if sum(1 for _ in element.iterchildren(TC)) > _MOST_CELLS:
                raise UnreadableError(
                    f"{self._file} cannot be read: a row has more than {_MOST_CELLS} cells; no form's has."
                )
            properties = element.find(_OF_ROW)
            deleted = properties is not None and properties.find(_DELETED) is not None
            all_words = Words()
            marks_between(beside, all_words)
            cells, column = [], _number(properties, _BEFORE, 0)
            for cell, beside_cell in inside(element, TC):
                marks_between(beside_cell, all_words)
                words = Words()
                self._cell(cell, words)
                looks = cell.find(_OF_CELL)
                span = max(_number(looks, _SPAN, 1), 1)
                merged = None if looks is None else looks.find(_MERGED)
                cells.append(
                    ReturnedCell(
                        text=words.text,
                        waiting=tuple(words.waiting),
                        controls=tuple(words.controls),
                        span=span,
                        first=column,
                        merged=merged is not None,
                        continued=merged is not None and merged.get(VAL, "continue") != "restart",
                        revised=words.revised,
                    )
                )
                column += span
                for name in ("bookmarks", "comments", "ended"):
                    getattr(all_words, name).extend(getattr(words, name))
            if deleted and not any(cell.text for cell in cells):
                continue
            for comment in all_words.comments:
                self._open.setdefault(comment, number)
            for comment in all_words.ended:
                self._spread[comment] = number - self._open.get(comment, number) + 1
            heading = properties is not None and properties.find(_HEADING) is not None
            row = ReturnedRow(cells=tuple(cells), bookmarks=tuple(all_words.bookmarks), heading=heading)
            found.append((all_words, row))
        return found

    def _with_remarks(self, words: Words, row: ReturnedRow) -> ReturnedRow:
        remarks = tuple(
            Remark(text=remark.text, author=remark.author, rows=max(self._spread.get(comment, 1), 1))
            for comment in dict.fromkeys(words.comments)
            for remark in self._remarks.pop(comment, ())
        )
        return (
            ReturnedRow(cells=row.cells, bookmarks=row.bookmarks, remarks=remarks, heading=row.heading)
            if remarks
            else row
        )

    def _cell(self, cell: etree._Element, words: Words) -> None:
        for block in blocks(cell, words):
            if block.tag == TBL:
                for row, _ in inside(block, TR):
                    line = []
                    for inner, _ in inside(row, TC):
                        # the controls and bookmarks of a table within are those of another row, pasted here
                        own = Words(comments=words.comments, ended=words.ended)
                        self._cell(inner, own)
                        words.revised |= own.revised
                        line.append(own.text)
                    if any(line):
                        words.lines.append("\t".join(line))
            else:
                self._block(block, words)

    # --- words ----------------------------------------------------------------------------------------------------

    def _block(self, block: etree._Element, words: Words) -> None:
        if block.tag == P:
            self._inline(block, words)
            words.end_line()
        elif block.tag in MATH:
            words.lines.append("".join(each.text or "" for each in block.iter(MATH_TEXT)))
        elif block.tag in UNREAD:
            self._unread[UNREAD[block.tag]] = None

    def _inline(self, element: etree._Element, words: Words) -> None:
        for child in element:
            tag = child.tag
            if tag == _R:
                self._run(child, words)
            elif tag in LOOKS:
                continue
            elif tag in GONE:
                words.revised = True
            elif tag == SDT:
                self._control(child, words)
            elif not mark(child, words):
                words.revised |= tag in _COME
                if tag in MATH:
                    words.pieces += [each.text or "" for each in child.iter(MATH_TEXT)]
                elif tag == ALTERNATIVES:
                    self._inline(alternative(child), words)
                elif len(child):
                    self._inline(child, words)

    def _control(self, control: etree._Element, words: Words) -> None:
        content = control.find(_CONTENT)
        waits = control_says(control, words)
        if content is None:
            return
        before = len(words.pieces)
        self._inline(content, words)
        if waits:
            words.waiting.append("".join(words.pieces[before:]))

    def _run(self, run: etree._Element, words: Words) -> None:
        for child in run:
            tag = child.tag
            if tag == TEXT:
                words.pieces.append(child.text or "")
            elif tag in _PLAIN:
                words.pieces.append(_PLAIN[tag])
            elif tag == _SYM:
                words.pieces.append(symbol(child))
            elif tag in _NOTES:
                self._note(_NOTES[tag], child.get(ID, ""), words)
            elif tag == ALTERNATIVES:
                self._run(alternative(child), words)
            elif tag in _PICTURES:
                if next(child.iter(BOX), None) is None:
                    self._unread["a picture"] = None
                self._boxes(child, words)
            elif tag == _RUBY:
                self._inline(child, words)
            elif tag == _FIELD and (chosen := _chosen(child)):
                words.pieces.append(chosen)
            else:
                mark(child, words)

    def _note(self, kind: str, number: str, words: Words) -> None:
        note = self._notes.pop((kind, number), None)
        if note is not None:
            self._beside(note, words)

    def _boxes(self, picture: etree._Element, words: Words) -> None:
        if picture.tag in UNREAD:
            self._unread[UNREAD[str(picture.tag)]] = None
        for box in picture.iter(BOX):
            above = {each.tag for each in takewhile(lambda each: each is not picture, box.iterancestors())}
            if not above & {FALLBACK, BOX}:
                self._beside(box, words)

    def _beside(self, holder: etree._Element, words: Words) -> None:
        """Words that stand beside a paragraph and belong to it."""
        own = Words(controls=words.controls, bookmarks=words.bookmarks, comments=words.comments, ended=words.ended)
        self._cell(holder, own)
        words.revised |= own.revised
        words.aside.append(own.text)

    # --- beside the text ------------------------------------------------------------------------------------------

    def _margins(self) -> tuple[str, ...]:
        found: dict[str, None] = {}
        package = self._package
        for relation in package.document_relationships.values():
            if relation.kind in ("header", "footer") and not relation.external and relation.target in package:
                words = Words()
                self._cell(package.xml(relation.target), words)
                found.update(dict.fromkeys(words.lines))
        return tuple(found)


def _chosen(field: etree._Element) -> str:
    """What is chosen in a drop-down field of the kind that Word had before content controls (17.16.9)."""
    dropdown = field.find(f"{w('ffData')}/{w('ddList')}")
    result = None if dropdown is None else dropdown.find(w("result"))
    entries = [] if dropdown is None else [each.get(VAL, "") for each in dropdown.iterchildren(w("listEntry"))]
    number = "" if result is None else result.get(VAL, "")
    return entries[int(number)] if number.isdecimal() and int(number) < len(entries) else ""


def _number(properties: etree._Element | None, name: str, otherwise: int) -> int:
    found = None if properties is None else properties.find(name)
    value = "" if found is None else found.get(VAL, "")
    return min(int(value), 100) if value.isdecimal() and len(value) < 9 else otherwise


def _remarks(package: Package) -> dict[str, list[Remark]]:
    """The comments by the id of the one that began the thread, answers after it."""
    root = package.related("comments")
    if root is None:
        return {}
    several = list(root.iterchildren(w("comment")))
    if len(several) > _MOST_COMMENTS:
        raise UnreadableError(f"{package.file} cannot be read: it has more than {_MOST_COMMENTS:,} comments.")
    elements: dict[str, etree._Element] = {}
    for place, each in enumerate(several):
        # of two with one id, in files that were put together, nothing says which of them stands where the id does
        name = each.get(ID, "")
        elements[name if name not in elements else f"{name} again {place}"] = each
    threads = package.related("commentsExtended")
    answers = answered_comments(elements, threads) if threads is not None else {}
    found: dict[str, list[Remark]] = {}
    for number, element in elements.items():
        lines = ["".join(each.text or "" for each in p.iter(TEXT, MATH_TEXT)) for p in element.iter(P)]
        text = "\n".join(line.strip() for line in lines if line.strip())
        begun = answers.get(number, number)
        if text:
            found.setdefault(begun, []).append(Remark(text=text, author=element.get(_AUTHOR, "").strip()))
    return found
