"""How forms look: the styles a template must have, and the pieces that several tables share."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from string import Formatter

from contractdiff.forms.fields import Answer, Column, bookmark_name
from contractdiff.forms.language import Language
from contractdiff.forms.wording import in_cells
from contractdiff.model import Edit, Op
from contractdiff.ooxml.writing import Grid, Xml, bookmark, choice_control, joined, paragraph, run, text_control


class Style(StrEnum):
    """The styles of a template by their ids; in Word's list of styles "CellText" is called "Cell Text"."""

    TITLE = "Title"
    SUBTITLE = "Subtitle"
    HEADING = "Heading1"
    SUBHEADING = "Heading2"
    NORMAL = "Normal"
    RETURN_BY = "ReturnBy"
    CAPTION = "TableCaption"
    STEP = "Step"
    SHORT_LINE = "ShortLine"
    CELL_HEADING = "CellHeading"
    CELL_TEXT = "CellText"
    CELL_NOTE = "CellNote"
    STRONG = "Strong"
    QUIET = "Quiet"
    CHANGE_ID = "ChangeId"
    DELETED = "Deleted"
    INSERTED = "Inserted"
    PLACEHOLDER = "PlaceholderText"
    LINK = "Hyperlink"
    TABLE = "ResponseTable"


_MARKS = {Op.DELETE: Style.DELETED, Op.INSERT: Style.INSERTED}
# A tint that says "write here"; the grey of the placeholders has 6.6:1 on it, and it prints as white.
_ANSWER_FILL = "FFF8E1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The page that tables are laid out on: the width of its lines in twips, its language, numbers for bookmarks."""

    width: int
    language: Language
    # Templates have bookmarks of their own, with small numbers.
    _numbers: Iterator[int] = field(default_factory=lambda: count(1000))

    def grid(self, columns: Sequence[Column]) -> Grid:
        """The columns of a form as wide as the page allows."""
        return Grid(
            widths=tuple(self.width * column.share // 1000 for column in columns),
            fills=tuple(_ANSWER_FILL if column.answer else "" for column in columns),
        )

    def table(
        self, columns: Sequence[Column], rows: Iterable[Xml], *, title: str, description: str, said: bool = True
    ) -> Xml:
        """A table of a form, and above it a sentence that says what it is.

        The sentence repeats the description for screen readers, which LibreOffice drops; ``said`` is False
        where the words above say it already.
        """
        grid = self.grid(columns)
        header = grid.row(*(paragraph(run(c.title), style=Style.CELL_HEADING) for c in columns), header=True)
        table = grid.table((header, *rows), style=Style.TABLE, title=title, description=description)
        return joined((paragraph(run(description), style=Style.CAPTION), table)) if said else table

    def marked(self, name: str, *content: Xml) -> Xml:
        """The content with the bookmark ``name`` around it."""
        return bookmark(name, next(self._numbers), *content)

    def row_id(self, row: str) -> Xml:
        """A row's id in a paragraph of its own, in the bookmark by which it can be found again."""
        return paragraph(self.marked(bookmark_name(row), run(row, Style.CHANGE_ID)), style=Style.CELL_TEXT)


def answer_field(answer: Answer, row: str) -> Xml:
    """A paragraph in which people answer."""
    alias, tag = answer.alias(row), answer.tag_of(row)
    if answer.choices:
        control = choice_control(
            [choice.title for choice in answer.choices],
            alias=alias,
            tag=tag,
            chosen=answer.title_of(answer.chosen),
            placeholder=answer.placeholder,
            placeholder_style=Style.PLACEHOLDER,
        )
    else:
        control = text_control(
            alias=alias, tag=tag, placeholder=answer.placeholder, placeholder_style=Style.PLACEHOLDER
        )
    return paragraph(control, style=Style.CELL_TEXT)


def text(words: str, style: Style = Style.CELL_TEXT) -> Xml:
    """A paragraph of plain words."""
    return paragraph(run(words), style=style)


def sentence(
    language: Language, key: str, *, before: str = "", links: Mapping[str, Xml] | None = None, **values: str | int
) -> list[Xml]:
    """Runs of a sentence of the language's table, in bold type what stands between asterisks.

    Args:
        language: The language.
        key: Where the sentence stands.
        before: What is put before it.
        links: What takes the place of a name in braces as it is.
        **values: Words and numbers that take the place of the others.
    """
    words = language.strings[key]
    words = f"*{before}{words[1:]}" if words.startswith("*") else before + words
    runs: list[Xml] = []
    said, style = "", ""
    for literal, name, _, _ in Formatter().parse(words):
        first, *others = literal.split("*")
        said += first
        for other in others:
            runs += [run(said, style)] if said else []
            said, style = other, "" if style else Style.STRONG
        if name is not None and links and name in links:
            runs += [run(said, style)] if said else []
            runs.append(links[name])
            said = ""
        elif name is not None:
            said += language.shown(values[name])
    return [*runs, run(said, style)] if said else runs


def marked_words(edits: Iterable[Edit]) -> Xml:
    """Runs of words, the deleted ones struck through and the inserted ones underlined."""
    return joined(run(in_cells(edit.text), _MARKS.get(edit.op, "")) for edit in edits)


def marked_change(edits: Sequence[Edit]) -> Xml:
    """The same for old and new words in one text: a space keeps deleted words and those in their place apart."""
    apart = [
        Edit(edit.op, edit.text + " ")
        if edit.op is Op.DELETE and after.op is Op.INSERT and not (edit.text[-1:] + after.text[:1]).isspace()
        else edit
        for edit, after in zip(edits, (*edits[1:], Edit(Op.EQUAL, "")), strict=True)
    ]
    return marked_words(apart)
