"""Blocks made of paragraphs and tables."""

from collections.abc import Iterator, Sequence

from contractdiff.model import Block, Role
from contractdiff.options import PROSE_ROWS, PROSE_WORDS
from contractdiff.readers.pdf.flow import Flow, TableFlow
from contractdiff.readers.pdf.footnotes import is_note_sign
from contractdiff.readers.pdf.hyphens import Vocabulary, join, join_lines
from contractdiff.readers.pdf.lines import Line
from contractdiff.readers.pdf.paragraphs import Paragraph, Pitch, add_column, measure, paragraphs
from contractdiff.readers.pdf.words import Word

_HEADING = 150
"""Most characters of a heading."""


def blocks_of(flow: Flow) -> Iterator[Block]:
    """The body in reading order, then the footnotes."""
    vocabulary = Vocabulary((line.words for line in flow.lines()), flow.note_signs())
    pitch = measure(lines for item in flow.items for lines in _columns_of(item))
    body: list[Paragraph] = []
    order: list[Paragraph | TableFlow] = []
    for item in flow.items:
        if isinstance(item, (TableFlow, Paragraph)):
            order.append(item)
            if isinstance(item, Paragraph):
                body = []  # a paragraph that is known to be whole goes on with nothing
            continue
        before = len(body)
        add_column(body, item, pitch)  # the last paragraph may go on past a table or a page
        order += body[before:]
    tables = 0
    for one in order:
        if isinstance(one, Paragraph):
            yield _block(one, vocabulary, flow.body_size)
        else:
            yield from _table(one, tables, vocabulary, pitch, flow.body_size)
            tables += 1
    for role in (Role.FOOTNOTE, Role.ENDNOTE):
        for at, note in enumerate(flow.notes):
            if (at in flow.ends) is (role is Role.ENDNOTE):
                yield _note(note, role, vocabulary)


def _columns_of(item: list[Line] | Paragraph | TableFlow) -> Iterator[Sequence[Line]]:
    """The lines of the body that follow one another; those of tables tell nothing of the distance of others."""
    if isinstance(item, Paragraph):
        yield item.lines
    elif not isinstance(item, TableFlow):
        yield item


def _note(note: Sequence[Line], role: Role, vocabulary: Vocabulary) -> Block:
    """A note; its sign is the label."""
    first, *rest = (line.words for line in note)
    sign = first[0].text if len(first) > 1 and is_note_sign(first[0].text) else None
    text = join([first[1:] if sign else first, *rest], vocabulary)
    return Block(text=text, label=sign, role=role, page=note[0].page)


def _block(paragraph: Paragraph, vocabulary: Vocabulary, body_size: float, table: int | None = None) -> Block:
    lines = paragraph.lines
    first = lines[0]
    text, starts, unseen = join_lines([line.words for line in lines], vocabulary)
    return Block(
        text=text,
        lines=starts,
        hidden=unseen,
        heading=paragraph.heading or _is_heading(lines, text, body_size),
        lead=_lead(lines, text, vocabulary),
        indent=round(first.x0 - first.left, 1),
        page=first.page,
        begins=paragraph.begins,
        table=table,
    )


def _is_heading(lines: Sequence[Line], text: str, body_size: float) -> bool:
    if len(text) > _HEADING or not any(letter.isalpha() for letter in text):
        return False
    words = [word for line in lines for word in line.words[line.label_words :]] or list(lines[0].words)
    if all(word.bold for word in words) or all(line.size > 1.1 * body_size for line in lines):
        return True
    return text.isupper() and all(line.centred for line in lines)


def _lead(lines: Sequence[Line], text: str, vocabulary: Vocabulary) -> int:
    """How many characters at the start are set apart; a label before them counts with them."""
    words = [word for line in lines for word in line.words]
    start = min(lines[0].label_words, len(words) - 1)
    style = _style(words[start])
    if style == _style_of_rest(words[start:]):
        return 0
    count = start
    while count < len(words) and _style(words[count]) == style:
        count += 1
    if count == len(words):
        return 0
    taken: list[tuple[Word, ...]] = []
    for line in lines:
        if count <= 0:
            break
        taken.append(line.words[:count])
        count -= len(line.words)
    lead = join(taken, vocabulary)
    return len(lead) if text.startswith(lead) else 0


def _style(word: Word) -> tuple[bool, bool, bool]:
    return word.bold, word.italic, word.underlined


def _style_of_rest(words: Sequence[Word]) -> tuple[bool, bool, bool]:
    """The plain style where the first word has it: nothing is set apart then."""
    plain = (False, False, False)
    return plain if words and _style(words[0]) == plain else (words[-1].bold, words[-1].italic, words[-1].underlined)


def _table(table: TableFlow, index: int, vocabulary: Vocabulary, pitch: Pitch, body_size: float) -> Iterator[Block]:
    rows = [
        [[Paragraph(lines) for lines in cell] if table.parted else paragraphs(cell, pitch) for cell in row]
        for row in table.rows
    ]
    rows = [row for row in rows if any(row)]
    prose = sum(1 for row in rows if any(_is_prose(cell) for cell in row))
    if prose and prose >= PROSE_ROWS * len(rows):
        for row in rows:
            for cell in row:
                for paragraph in cell:
                    yield _block(paragraph, vocabulary, body_size, index)
        return
    for row in rows:
        cells: list[str] = []
        starts: list[int] = []
        for cell in row:
            at = sum(len(text) + 1 for text in cells)
            text, inside, _ = join_lines([line.words for part in cell for line in part.lines], vocabulary)
            starts += [at + start for start in inside]
            cells.append(text)
        page = min(part.lines[0].page for cell in row for part in cell)
        yield Block(
            text="\t".join(cells),
            role=Role.TABLE_ROW,
            cells=tuple(cells),
            table=index,
            page=page,
            lines=tuple(starts),
        )


def _is_prose(cell: Sequence[Paragraph]) -> bool:
    """Whether a cell holds paragraphs rather than an entry of a table."""
    # where a cell goes on over a page break it is a guess whether a paragraph ends there
    return (
        sum(1 for part in cell if part.begins) > 1
        and sum(len(line.words) for part in cell for line in part.lines) >= PROSE_WORDS
    )
