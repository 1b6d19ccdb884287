"""Plain text and Markdown → ``SourceText``.

================================  ==========================================================
Modelled                          paragraphs between blank lines; typed labels and list items on lines of their own;
                                  Markdown headings (``#`` and underlined), tables, rules, emphasis, links, line breaks;
                                  UTF-8 with or without a byte order mark, UTF-16, else Windows-1252
Partly                            HTML in Markdown: tags are dropped, their words kept
Not                               footnote syntax, reference links (their words are kept as they stand)
================================  ==========================================================
"""

import hashlib
import re
from pathlib import Path

from contractdiff.errors import NoTextError, UnreadableError
from contractdiff.model import Block, Format, Notice, NoticeCode, Reading, Role, SourceText
from contractdiff.options import DEFAULT_READING, ReadOptions
from contractdiff.progress import Progress, silent
from contractdiff.text import collapse

_ITEM = re.compile(
    r"\s*(?:[•·▪◦*+-]\s+|\(?[A-Za-z0-9]{1,5}[.)]\)?\s+|\d+(?:\.\d+)+\.?\s+|\([a-z0-9]{1,4}\)|"
    r"(?:ARTICLE|Article|SECTION|Section|EXHIBIT|Exhibit|§)\s*[\dIVXLA-Z][\w.-]*[.:]?(?:\s+(?![a-z])|$))"
)
_HEADING = re.compile(r"(#{1,6})\s*(.*?)\s*#*\s*$")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(
    r"(?<![\w*])(\*{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])|(?<![\w_])(_{1,2})(?=[^\s_])(.+?)(?<=[^\s_])\3(?![\w_])"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->")
_QUOTED = re.compile(r"^\s*>\s?")
# Points of indent that one space at the start of a line stands for: typewriter type, 10 to the inch.
_SPACE_WIDTH = 7.2
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")


def read_plain(
    path: Path, data: bytes, *, options: ReadOptions = DEFAULT_READING, progress: Progress = silent
) -> SourceText:
    """The paragraphs of a text or Markdown file, in order.

    Raises:
        UnreadableError: The bytes are no text.
        NoTextError: There is nothing but white space.
    """
    text = _decoded(path, data)
    markdown = path.suffix.lower() in (".md", ".markdown")
    blocks, notices = _blocks(text, markdown=markdown)
    if not blocks:
        raise NoTextError(f"{path.name} holds no text. Check that it is the right file.")
    reading = Reading(
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        format=Format.MARKDOWN if markdown else Format.TEXT,
        notices=tuple(notices),
    )
    return SourceText(reading=reading, blocks=tuple(blocks))


def _decoded(path: Path, data: bytes) -> str:
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise UnreadableError(
        f"{path.name} is not plain text. If it is a Word or PDF file, give it its right ending (.docx, .pdf); "
        "otherwise open it in the program it was made with and save it as .docx."
    )


def _blocks(text: str, *, markdown: bool) -> tuple[list[Block], list[Notice]]:
    blocks: list[Block] = []
    lines: list[str] = []
    pictures = 0
    table = -1
    in_table = False

    def end_paragraph() -> None:
        if not lines:
            return
        indent = len(lines[0]) - len(lines[0].lstrip())
        words = collapse(_plain(" ".join(_QUOTED.sub("", line) for line in lines)) if markdown else " ".join(lines))
        lines.clear()
        if words:
            blocks.append(Block(text=words, indent=indent * _SPACE_WIDTH))

    for line in text.split("\n"):
        if markdown:
            pictures += len(_IMAGE.findall(line))
            line = _IMAGE.sub(lambda found: found.group(1), line)
            heading = _HEADING.match(line)
            if heading:
                end_paragraph()
                words = collapse(_plain(heading.group(2)))
                if words:
                    blocks.append(Block(text=words, heading=True, level=len(heading.group(1)) - 1))
                continue
            if lines and re.fullmatch(r"\s*(?:=+|-{2,})\s*", line) and len(lines) == 1:
                words = collapse(_plain(lines.pop()))
                blocks.append(Block(text=words, heading=True, level=0 if "=" in line else 1))
                continue
            if line.strip().startswith("|") or (_TABLE_RULE.fullmatch(line) and "|" in line):
                end_paragraph()
                if not in_table:
                    table, in_table = table + 1, True
                if not _TABLE_RULE.fullmatch(line):
                    cells = tuple(collapse(_plain(cell)) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|")))
                    if any(cells):
                        blocks.append(Block(text="\t".join(cells), role=Role.TABLE_ROW, cells=cells, table=table))
                continue
            in_table = False
        if not line.strip() or _RULE.fullmatch(line):
            end_paragraph()
            continue
        if lines and (_ITEM.match(line) or lines[-1].endswith(("  ", "<br>", "<br/>"))) and _begins_item(line, lines):
            end_paragraph()
        lines.append(line)
    end_paragraph()
    notices = []
    if pictures:
        count = "One picture was" if pictures == 1 else f"{pictures} pictures were"
        notices.append(Notice(code=NoticeCode.PICTURE, message=f"{count} not read."))
    return blocks, notices


def _begins_item(line: str, lines: list[str]) -> bool:
    r"""Whether a line begins a paragraph although no blank line stands before it.

    A label in the middle of a wrapped sentence ("as said in\nSection 5.2 of …") does not: the line before a new item
    ends a sentence or is short, or the item is set in further or less far.
    """
    if lines[-1].endswith(("  ", "<br>", "<br/>")):
        return True
    before = lines[-1].rstrip()
    if before.endswith((".", ";", ":", "; and", "; or", "?", "!")):
        return True
    indents = [len(each) - len(each.lstrip()) for each in (lines[-1], line)]
    return indents[0] != indents[1] or len(before) < 50 or bool(_ITEM.match(lines[0]))


def _plain(line: str) -> str:
    """A line of Markdown without its marks."""
    line = _TAG.sub(" ", line)
    line = _LINK.sub(lambda found: found.group(1), line)
    while True:
        less = _EMPHASIS.sub(lambda found: found.group(2) or found.group(4), line)
        if less == line:
            break
        line = less
    return _ESCAPE.sub(r"\1", line.replace("`", "")).replace("&nbsp;", " ").replace("&amp;", "&")
