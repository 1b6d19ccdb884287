r"""Markdown → ``SourceText``.

================================  ==========================================================
Modelled                          headings (``#`` and underlined), paragraphs, typed labels, lists (numbers as they are
                                  printed where all are typed alike), quotations, code, rules, line breaks; tables with
                                  pipes, drawn as grids, or by columns of dashes; footnotes; links, also by reference;
                                  emphasis, escapes, entities
Partly                            HTML: tables are read, of all else the tags are dropped and the words kept
Set aside                         front matter, comments, the signs of footnotes, addresses of links, names of headings
Told of                           words struck through; they are read
================================  ==========================================================
"""

import hashlib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from contractdiff.errors import NoTextError
from contractdiff.model import Block, Format, Notice, NoticeCode, Reading, Role, SetAside, SourceText
from contractdiff.options import DEFAULT_READING, ReadOptions
from contractdiff.progress import Progress, silent
from contractdiff.readers.markdown_inline import END_TAG, Inline, is_like_address
from contractdiff.readers.markdown_tables import (
    GRID_RULE,
    RULE,
    cells_of,
    column_rows,
    grid_rows,
    is_column_rule,
    is_pipe_rule,
)
from contractdiff.readers.plain import SPACE_WIDTH, begins_item, decoded, text_blocks
from contractdiff.readers.struck import struck_notice
from contractdiff.text import collapse

_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{2,})\s*$")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})([^`]*)$")
_BULLET = re.compile(r"(\s*)[-*+]\s+(?=\S)")
_NUMBER = re.compile(r"(\s*)(\d{1,9}|#)([.)])(\s+)(?=\S)")
_TASK = re.compile(r"\[([ xX])\]\s")
_NOTE = re.compile(r"\s{0,3}\[\^([^\]\s]{1,80})\]:\s*")
# What defines a link, alone on its line (CommonMark, 4.7).
_REFERENCE = re.compile(r" {0,3}\[([^\]^][^\]]{0,200})\]:\s*(<[^<>]*>|\S+)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*")
_QUOTED = re.compile(r"\s{0,3}>\s?")
_ATTRIBUTES = re.compile(r"\s\{[#.:][^{}]*\}$")
_TABLE_TAG = re.compile(r"\s*<table[\s>]", re.IGNORECASE)
# Elements of HTML that are a block of their own; a line with nothing but such a mark ends the paragraph before it.
_BLOCK_TAG = re.compile(r"\s*<(/?)(center|div|p|section|details|summary|blockquote)(\s[^<>]*)?>\s*", re.IGNORECASE)
_BREAKS = ("  ", "\\", "<br>", "<br/>", "<br />")
# A heading underlined with dashes is short; under a paragraph dashes are a rule.
_MOST_UNDERLINED = 2


def read_markdown(
    path: Path, data: bytes, *, options: ReadOptions = DEFAULT_READING, progress: Progress = silent
) -> SourceText:
    """The paragraphs of a Markdown file as it is printed, in order.

    Raises:
        UnreadableError: The bytes are no text.
        NoTextError: There is nothing but white space.
    """
    text, notices = decoded(path.name, data)
    page = _Page(options)
    blocks = page.read(text.replace("\f", "\n"))
    if not blocks:
        raise NoTextError(f"{path.name} holds no text. Check that it is the right file.")
    if page.inline.pictures:
        count = "One picture was" if page.inline.pictures == 1 else f"{page.inline.pictures} pictures were"
        notices.append(Notice(code=NoticeCode.PICTURE, message=f"{count} not read."))
    if page.inline.struck:
        notices.append(struck_notice(page.inline.struck))
    notices += page.notices
    reading = Reading(
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        format=Format.MARKDOWN,
        set_aside=tuple(page.set_aside),
        notices=tuple(notices),
    )
    return SourceText(reading=reading, blocks=tuple(blocks))


@dataclass(slots=True)
class _List:
    """An open list: how far its items are set in, where their words begin, and the numbers typed so far."""

    indent: int
    words_at: int
    mark: str
    items: list[tuple[int, str]] = field(default_factory=list)


class _Page:
    """Reads one file, line by line."""

    def __init__(self, options: ReadOptions) -> None:
        self.set_aside: list[SetAside] = []
        self.notices: list[Notice] = []
        self.inline = Inline()
        self._options = options
        self._blocks: list[Block] = []
        self._notes: list[Block] = []
        self._lines: list[str] = []
        self._lists: list[_List] = []
        self._item: tuple[int, str, str] | None = None
        self._tables = 0
        self._last_table_end: int | None = None
        self._blank = True

    def read(self, text: str) -> list[Block]:
        """The blocks of a text, footnotes last."""
        lines = self._without_front_matter(self._without_comments(text)).split("\n")
        self.inline.ended |= {name.lower() for name in END_TAG.findall(text)}
        lines = self._without_definitions(lines)
        at = 0
        while at < len(lines):
            taken = self._table(lines, at) or self._fence(lines, at) or self._html_table(lines, at)
            if taken:
                at += taken
                continue
            self._line(lines[at])
            at += 1
        self._end_paragraph()
        self._close_lists(0)
        self.set_aside += [SetAside(text=sign, why="note sign") for sign in self.inline.signs]
        self.set_aside += [SetAside(text=each, why="address of a link") for each in self.inline.addresses if each]
        return [*self._blocks, *self._notes]

    def _without_comments(self, text: str) -> str:
        parts, at = [], 0
        while (start := text.find("<!--", at)) >= 0:
            end = text.find("-->", start + 4)
            if end < 0:
                break
            parts.append(text[at:start])
            if words := collapse(text[start + 4 : end]):
                self.set_aside.append(SetAside(text=words, why="comment"))
            at = end + 3
        return "".join([*parts, text[at:]])

    def _without_front_matter(self, text: str) -> str:
        """The text without the settings that some programs keep before it, between two lines of dashes."""
        if not text.startswith("---\n"):
            return text
        end = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(text, 4)
        inner = text[4 : end.start()] if end else ""
        named = re.compile(r"\s*(?:[\w-]+:(?:\s|$)|#|-\s|\s+\S)")
        if end is None or not inner.strip() or not all(named.match(f"{line} ") for line in inner.split("\n") if line):
            return text
        self.set_aside.append(SetAside(text=collapse(inner), why="front matter"))
        return text[end.end() :]

    def _without_definitions(self, lines: list[str]) -> list[str]:
        """The lines without those that define footnotes, which are read, and the targets of links."""
        kept: list[str] = []
        note: list[str] | None = None
        mark = ""
        fenced = ""

        def end_note() -> None:
            if note is None:
                return
            found = [self.inline.words(block.text) for block in text_blocks(note)]
            for number, words in enumerate(found):
                if words:
                    self._notes.append(Block(text=words, role=Role.FOOTNOTE, label=mark if not number else None))

        for line in lines:
            fence = _FENCE.match(line)
            if fence and (not fenced or fence.group(1).startswith(fenced)):
                fenced = "" if fenced else fence.group(1)
            if fenced or fence:
                end_note()
                note = None
                kept.append(line)
            elif begun := _NOTE.match(line):
                end_note()
                note, mark = [line[begun.end() :]], begun.group(1)
            elif (
                note is not None
                and (not line.strip() or line[:1] in " \t" or note[-1].strip())
                and not (line.lstrip().startswith("#"))
            ):
                note.append(line.strip())
            else:
                end_note()
                note = None
                found = _REFERENCE.fullmatch(line.rstrip())
                if found and is_like_address(found.group(2)) and not (kept and kept[-1].strip()):
                    self.inline.targets.add(collapse(found.group(1)).casefold())
                    self.set_aside.append(SetAside(text=line.strip(), why="address of a link"))
                    continue
                kept.append(line)
        end_note()
        return kept

    def _line(self, line: str) -> None:
        quoted = False
        while found := _QUOTED.match(line):
            line, quoted = line[found.end() :], True
        if not line.strip() or self._is_block_tag(line):
            self._end_paragraph()
            self._blank = True
            return
        depth = _heading_depth(line)
        if depth:
            self._end_paragraph()
            self._close_lists(0)
            self._heading(line.strip()[depth:].strip().rstrip("#"), depth - 1)
        elif self._lines and _UNDERLINE.fullmatch(line) and self._item is None and self._is_underlined(line):
            words = " ".join(self._lines)
            self._lines.clear()
            self._close_lists(0)
            self._heading(words, 0 if "=" in line else 1)
        elif RULE.fullmatch(line):
            self._end_paragraph()
            self._close_lists(0)
        else:
            self._text(line, quoted)
        self._blank = False

    def _heading(self, words: str, level: int) -> None:
        words = words.strip()
        if found := _ATTRIBUTES.search(words):
            self.set_aside.append(SetAside(text=found.group().strip(), why="name of a heading"))
            words = words[: found.start()]
        text = collapse(self.inline.words(words))
        if text:
            self._blocks.append(Block(text=text, heading=True, level=level))

    def _is_block_tag(self, line: str) -> bool:
        """Whether a line is a mark and no word in angle brackets that happens to be an element's name."""
        found = _BLOCK_TAG.fullmatch(line)
        return found is not None and bool(found[1] or found[3] or found[2].lower() in self.inline.ended)

    def _is_underlined(self, line: str) -> bool:
        return "=" in line or len(self._lines) <= _MOST_UNDERLINED

    def _text(self, line: str, quoted: bool) -> None:
        indent = len(line) - len(line.lstrip())
        bullet, number = _BULLET.match(line), _NUMBER.match(line)
        if bullet or number:
            self._end_paragraph()
            self._close_lists(indent + 1)
            found = bullet or number
            assert found is not None
            mark = number.group(3) if number else "*"
            same = self._lists and self._lists[-1].indent >= indent - 1 and self._lists[-1].mark == mark
            if not same:
                while self._lists and self._lists[-1].indent >= indent:
                    self._close(self._lists.pop())
                self._lists.append(_List(indent, found.end(), mark))
            self._lists[-1].words_at = found.end()
            if number:
                self._item = indent, number.group(2), number.group(3)
            line = line[found.end() :]
            if bullet and (task := _TASK.match(line)):
                line = ("☐ " if task.group(1) == " " else "☒ ") + line[task.end() :]
            self._lines = [" " * indent + line] if not number else [line]
            self._blank = False
            return
        if self._blank and self._lists and not quoted:
            self._close_lists(indent)
        if self._lines and (self._lines[-1].endswith(_BREAKS) or begins_item(line, self._lines)):
            self._end_paragraph()
        self._lines.append(line)

    def _end_paragraph(self) -> None:
        lines, self._lines = self._lines, []
        item, self._item = self._item, None
        raw = " ".join(line.strip().removesuffix("\\") for line in lines)
        words = collapse(self.inline.words(raw))
        if not words and item is None:
            return
        lead = self.inline.lead(raw)
        indent = item[0] if item else len(lines[0]) - len(lines[0].lstrip()) if lines else 0
        typed = ""
        if item is not None:
            typed = f"{item[1]}{item[2]} " if item[1] != "#" else f"1{item[2]} "
            if self._lists:
                self._lists[-1].items.append((len(self._blocks), item[1]))
        self._blocks.append(
            Block(
                text=(typed + words).strip(),
                lead=lead + len(typed) if lead and lead < len(words) else 0,
                level=len(self._lists) - 1 if self._lists else None,
                indent=indent * SPACE_WIDTH,
            )
        )

    def _close_lists(self, indent: int) -> None:
        """Close the lists whose words begin further in than a paragraph that is set in this far."""
        self._end_paragraph()
        while self._lists and ((indent < self._lists[-1].words_at and indent <= self._lists[-1].indent) or not indent):
            self._close(self._lists.pop())

    def _close(self, ended: _List) -> None:
        """Give a list whose items all bear the same number the numbers it is printed with (CommonMark, 5.3)."""
        typed = {number for _, number in ended.items}
        if len(ended.items) < 2 or len(typed) > 1:
            return
        number = typed.pop()
        first = int(number) if number != "#" else 1
        for count, (at, _) in enumerate(ended.items):
            block = self._blocks[at]
            head, mark, rest = block.text.partition(ended.mark)
            printed = str(first + count)
            if printed == head:
                continue
            lead = block.lead + len(printed) - len(head) if block.lead else 0
            self._blocks[at] = replace(block, text=printed + mark + rest, lead=lead)
            if number != "#":
                self.set_aside.append(SetAside(text=f"{number}{mark}", why="list number as typed"))

    def _fence(self, lines: list[str], at: int) -> int:
        """How many lines a block of code takes, 0 where none begins."""
        fence = _FENCE.match(lines[at])
        if fence is None:
            return 0
        end = at + 1
        while end < len(lines) and not lines[end].strip().startswith(fence.group(1)):
            end += 1
        self._end_paragraph()
        if named := fence.group(2).strip():
            self.set_aside.append(SetAside(text=named, why="kind of code"))
        self._blocks += text_blocks(lines[at + 1 : end])
        return end - at + 1

    def _html_table(self, lines: list[str], at: int) -> int:
        if not _TABLE_TAG.match(lines[at]):
            return 0
        if self._last_table_end is None:
            self._last_table_end = max((at for at, line in enumerate(lines) if "</table" in line.lower()), default=-1)
        if at > self._last_table_end:
            return 0
        end = next(end for end in range(at, len(lines)) if "</table" in lines[end].lower())
        from contractdiff.readers.html import notices_of, read_page

        self._end_paragraph()
        source = "\n".join(lines[at : end + 1]).encode("utf-8", "replace")
        page = read_page(b'<meta charset="utf-8">' + source, options=self._options)
        for block in page.blocks:
            self._blocks.append(block if block.table is None else replace(block, table=self._tables + block.table))
        self._tables += 1 + max((block.table for block in page.blocks if block.table is not None), default=-1)
        self.inline.struck += page.findings.struck
        page.findings.struck.clear()
        self.set_aside += page.findings.set_aside
        self.notices += notices_of(page.findings, self._options.tracked)
        return end - at + 1

    def _table(self, lines: list[str], at: int) -> int:
        """How many lines a table takes, 0 where none begins."""
        line = lines[at]
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if GRID_RULE.fullmatch(line):
            rows, end = grid_rows(lines, at)
        elif line.strip().startswith("|") or ("|" in line and "|" in following and is_pipe_rule(following)):
            end = at
            while end < len(lines) and "|" in lines[end]:
                end += 1
            rows = [cells_of(each) for each in lines[at:end] if not is_pipe_rule(each)]
        elif is_column_rule(following) and line.strip() and at + 2 < len(lines) and lines[at + 2].strip():
            rows, end = column_rows(lines, at + 1)
        elif is_column_rule(line) and following.strip() and not self._lines:
            rows, end = column_rows(lines, at)
        else:
            return 0
        self._end_paragraph()
        self._close_lists(0)
        for row in rows:
            cells = tuple(collapse(self.inline.words(cell.replace("<br>", " "))) for cell in row)
            if any(cells):
                text = "\t".join(cells)
                self._blocks.append(Block(text=text, role=Role.TABLE_ROW, cells=cells, table=self._tables))
        self._tables += 1
        return end - at


def _heading_depth(line: str) -> int:
    """How many ``#`` begin a heading, 0 where the line is none."""
    text = line.lstrip()
    if len(line) - len(text) > 3:
        return 0
    depth = len(text) - len(text.lstrip("#"))
    after = text[depth : depth + 1]
    return depth if 0 < depth <= 6 and not after.isdigit() and not (depth == 1 and after in ".)") else 0
