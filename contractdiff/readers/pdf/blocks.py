"""Blocks made of paragraphs and tables."""

from collections.abc import Iterator, Sequence

from contractdiff.model import Block, Role
from contractdiff.options import PROSE_ROWS, PROSE_WORDS
from contractdiff.readers.pdf.flow import Flow, TableFlow
from contractdiff.readers.pdf.hyphens import Vocabulary, join, join_lines
from contractdiff.readers.pdf.lines import Line
from contractdiff.readers.pdf.paragraphs import Paragraph, Pitch, add_column, measure, paragraphs
from contractdiff.readers.pdf.words import Word

_HEADING = 150
"""Most characters of a heading."""


def blocks_of(flow: Flow) -> Iterator[Block]:
    """The body in reading order, then the footnotes."""
    vocabulary = Vocabulary((line.words for line in flow.lines()), flow.note_signs())
    pitch = measure(item for item in flow.items if not isinstance(item, TableFlow))
    body: list[Paragraph] = []
    order: list[Paragraph | TableFlow] = []
    for item in flow.items:
        if isinstance(item, TableFlow):
            order.append(item)
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
    for note in flow.notes:
        yield Block(text=join([line.words for line in note], vocabulary), role=Role.FOOTNOTE, page=note[0].page)


def _block(paragraph: Paragraph, vocabulary: Vocabulary, body_size: float, table: int | None = None) -> Block:
    lines = paragraph.lines
    first = lines[0]
    text, starts = join_lines([line.words for line in lines], vocabulary)
    return Block(
        text=text,
        lines=starts,
        heading=_is_heading(lines, text, body_size),
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
    rows = [[paragraphs(cell, pitch) for cell in row] for row in table.rows]
    rows = [row for row in rows if any(row)]
    prose = sum(1 for row in rows if any(_is_prose(cell) for cell in row))
    if prose and prose >= PROSE_ROWS * len(rows):
        for row in rows:
            for cell in row:
                for paragraph in cell:
                    yield _block(paragraph, vocabulary, body_size, index)
        return
    for row in rows:
        cells = tuple(join([line.words for part in cell for line in part.lines], vocabulary) for cell in row)
        page = min(part.lines[0].page for cell in row for part in cell)
        yield Block(text="\t".join(cells), role=Role.TABLE_ROW, cells=cells, table=index, page=page)


def _is_prose(cell: Sequence[Paragraph]) -> bool:
    """Whether a cell holds paragraphs rather than an entry of a table."""
    return len(cell) > 1 and sum(len(line.words) for part in cell for line in part.lines) >= PROSE_WORDS
