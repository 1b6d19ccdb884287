"""Plain text → ``SourceText``.

================================  ==========================================================
Modelled                          paragraphs between blank lines, lines wrapped by hand or not; typed labels and list
                                  items on lines of their own; pages between form feeds; page numbers, running heads
                                  and line numbers, set aside; comma- and tab-separated tables by their ending;
                                  UTF-8 with or without a byte order mark, UTF-16, else Windows-1252
Partly                            tables drawn with spaces: each line a paragraph, or run together where they wrap
Not                               headings told from where they stand on the line
================================  ==========================================================
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from contractdiff.errors import NoTextError, UnreadableError
from contractdiff.model import Block, Format, Notice, NoticeCode, Reading, Role, SetAside, SourceText
from contractdiff.options import DEFAULT_READING, ReadOptions
from contractdiff.progress import Progress, silent
from contractdiff.readers.formats import looks_like_text, unmarked_utf16
from contractdiff.readers.typed_pages import take_typed_furniture
from contractdiff.text import collapse

_ITEM = re.compile(
    r"\s*(?:[•·▪◦*+-]\s+|\(?[A-Za-z0-9]{1,5}[.)]\)?\s+|\d+(?:\.\d+)+\.?\s+|\([a-z0-9]{1,4}\)|"
    r"(?:ARTICLE|Article|SECTION|Section|EXHIBIT|Exhibit|§)\s*[\dIVXLA-Z][\w.-]*[.:]?(?:\s+(?![a-z])|$))"
)
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$")
_SENTENCE_ENDS = (".", ";", ":", "; and", "; or", "?", "!")
# Points of indent that one space at the start of a line stands for: typewriter type, 10 to the inch.
SPACE_WIDTH = 7.2
# Nobody wraps lines by hand at more characters than these; text with so much of it in longer lines was not wrapped.
_LONGEST_WRAPPED = 120
_UNWRAPPED_SHARE = 0.3
# A line that would have had room for the next word, and this share of a line more, was ended on purpose.
_ROOM = 0.25
_NARROWEST = 50
_SET_IN = 3
_SEPARATED = {".csv": ",", ".tsv": "\t", ".tab": "\t"}


def read_plain(
    path: Path, data: bytes, *, options: ReadOptions = DEFAULT_READING, progress: Progress = silent
) -> SourceText:
    """The paragraphs of a text file, in order.

    Raises:
        UnreadableError: The bytes are no text.
        NoTextError: There is nothing but white space.
    """
    text, notices = decoded(path.name, data)
    separator = _SEPARATED.get(path.suffix.lower())
    set_aside: tuple[SetAside, ...] = ()
    pages: int | None = None
    if separator:
        blocks = _rows(text, separator)
    else:
        typed = take_typed_furniture(text)
        set_aside, pages = typed.set_aside, typed.pages
        blocks = text_blocks(typed.lines, [typed.page_of(at) for at in range(len(typed.lines))] if pages else None)
    if not blocks:
        raise NoTextError(f"{path.name} holds no text. Check that it is the right file.")
    reading = Reading(
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        format=Format.TEXT,
        pages=pages,
        set_aside=set_aside,
        notices=tuple(notices),
    )
    return SourceText(reading=reading, blocks=tuple(blocks))


def decoded(file: str, data: bytes) -> tuple[str, list[Notice]]:
    r"""A text file's characters, line ends as ``\n``, and what is to be told of them.

    Bytes that are not what the rest of the file is encoded in are read as Windows-1252, one by one.

    Raises:
        UnreadableError: The bytes are no text.
    """
    if not looks_like_text(data):
        raise _no_text(file)
    notices: list[Notice] = []
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    elif encoding := unmarked_utf16(data):
        text = data.decode(encoding, "replace")
    else:
        text = data.decode("utf-8-sig", "surrogateescape")
        strays = [char for char in text if "\udc80" <= char <= "\udcff"] if not text.isascii() else []
        if strays:
            sound = sum(not char.isascii() for char in text) - len(strays)
            if sound < len(strays):
                text = data.decode("cp1252", "replace")
            else:
                text = _STRAY.sub(lambda found: bytes([ord(found.group()) - 0xDC00]).decode("cp1252", "replace"), text)
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    if unknown := text.count("\ufffd"):
        if unknown > len(text) / 10:
            raise _no_text(file)
        many = "characters" if unknown > 1 else "character"
        message = f"{file} has {unknown} {many} of which it is not known what they are; they are read as \ufffd."
        notices.append(Notice(code=NoticeCode.UNKNOWN_CHARACTERS, message=message))
    return text, notices


_STRAY = re.compile("[\udc80-\udcff]")


def text_blocks(text: str | Sequence[str], pages: Sequence[int] | None = None) -> list[Block]:
    """The paragraphs of a text, or of its lines; ``pages`` are the lines' pages where they are known."""
    every = text.split("\n") if isinstance(text, str) else text
    unwrapped = _is_unwrapped(every)
    width = _width(every)
    blocks: list[Block] = []
    lines: list[str] = []
    began = 0

    def end_paragraph() -> None:
        words = collapse(" ".join(lines))
        if words:
            indent = len(lines[0]) - len(lines[0].lstrip())
            blocks.append(
                Block(text=words, indent=indent * SPACE_WIDTH, page=pages[began] if pages is not None else None)
            )
        lines.clear()

    for at, line in enumerate(every):
        line = line.expandtabs(8) if line.startswith("\t") or "\t" in line[:40] else line
        if not line.strip() or _RULE.fullmatch(line):
            end_paragraph()
            continue
        if lines and (unwrapped or begins_item(line, lines) or _ended_on_purpose(lines[-1], line, width)):
            end_paragraph()
        if not lines:
            began = at
        lines.append(line)
    end_paragraph()
    return blocks


def begins_item(line: str, lines: Sequence[str]) -> bool:
    r"""Whether a line begins a paragraph with a label, although no blank line parts it from the ``lines`` before it.

    A label in the middle of a wrapped sentence ("as said in\nSection 5.2 of …") does not: the line before a new item
    ends a sentence or is short, or the item is set in further or less far.
    """
    if not _ITEM.match(line):
        return False
    before = lines[-1].rstrip()
    if before.endswith(_SENTENCE_ENDS):
        return True
    indents = [len(each) - len(each.lstrip()) for each in (lines[-1], line)]
    return indents[0] != indents[1] or len(before) < 50 or bool(_ITEM.match(lines[0]))


def _is_unwrapped(lines: Iterable[str]) -> bool:
    """Whether each line is a paragraph: what a word processor writes when it saves text."""
    long = every = 0
    for line in lines:
        length = len(line.strip())
        every += length
        long += length if length > _LONGEST_WRAPPED else 0
    return long > _UNWRAPPED_SHARE * every


def _width(lines: Iterable[str]) -> int:
    """How many characters a full line has: one in twenty is longer."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    return min(lengths[len(lengths) * 19 // 20], _LONGEST_WRAPPED) if lengths else 0


def _ended_on_purpose(line: str, following: str, width: int) -> bool:
    """Whether a line ends a paragraph: the next begins one, by its indent or because it did not go on in this line."""
    words = following.split(None, 1)
    first = words[0]
    before = line.rstrip()
    indents = [len(each) - len(each.lstrip()) for each in (line, following)]
    if indents[1] >= indents[0] + _SET_IN and before.endswith(_SENTENCE_ENDS) and not first[0].islower():
        return True
    if width < _NARROWEST or first[0].islower():
        return False
    return len(before) + 1 + len(first) <= (1 - _ROOM) * width


def _rows(text: str, separator: str) -> list[Block]:
    """The rows of a comma- or tab-separated table."""
    blocks = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            cells = tuple(collapse(cell) for cell in row)
            if any(cells):
                blocks.append(Block(text="\t".join(cells), role=Role.TABLE_ROW, cells=cells, table=0))
    except csv.Error:  # a cell larger than any table's
        return text_blocks(text)
    return blocks


def _no_text(file: str) -> UnreadableError:
    return UnreadableError(
        f"{file} is not plain text. If it is a Word or PDF file, give it its right ending (.docx, .pdf); "
        "otherwise open it in the program it was made with and save it as .docx."
    )
