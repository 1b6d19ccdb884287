"""How forms look: the pieces that several of their tables share."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from contractdiff.forms.fields import Answer, bookmark_name
from contractdiff.forms.language import Language
from contractdiff.forms.wording import in_cells
from contractdiff.model import Edit, Op
from contractdiff.ooxml.look import Page, Span, Style, text
from contractdiff.ooxml.writing import Xml, choice_control, joined, paragraph, run, text_control

__all__ = [
    "Sheet",
    "Span",
    "Style",
    "answer_field",
    "change_spans",
    "marked_change",
    "marked_spans",
    "marked_words",
    "sentence",
    "text",
]


_MARKS = {Op.DELETE: Style.DELETED, Op.INSERT: Style.INSERTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet(Page):
    """The page of a form, in its language."""

    language: Language

    def row_id(self, row: str) -> Xml:
        """A row's id in a paragraph of its own, in the bookmark by which it can be found again."""
        return paragraph(self.marked(bookmark_name(row), run(row, Style.CHANGE_ID)), style=Style.CELL_TEXT)


def answer_field(answer: Answer, row: str, *, answered: str = "", chosen: str = "") -> Xml:
    """Paragraphs in which people answer.

    Args:
        answer: What they answer.
        row: What the row is called.
        answered: The words that stand there already.
        chosen: The code of the choice that is made already; "" for the one that the form makes beforehand.
    """
    alias, tag = answer.alias(row), answer.tag_of(row)
    if not answer.choices:
        return paragraph(_typed(alias, tag, answered, answer.placeholder), style=Style.CELL_TEXT)
    control = choice_control(
        [choice.title for choice in answer.choices],
        alias=alias,
        tag=tag,
        chosen=answer.title_of(chosen or answer.chosen),
        placeholder=answer.placeholder,
        placeholder_style=Style.PLACEHOLDER,
    )
    choice = paragraph(control, style=Style.CELL_TEXT)
    if not answer.words:
        return choice
    beside = _typed(f"{alias}, in words", tag, answered, answer.words)
    return joined((choice, paragraph(beside, style=Style.CELL_TEXT)))


def _typed(alias: str, tag: str, answered: str, placeholder: str) -> Xml:
    return text_control(
        alias=alias, tag=tag, typed=answered, placeholder=placeholder, placeholder_style=Style.PLACEHOLDER
    )


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
    return joined(run(words, style) for words, style in marked_spans(edits))


def marked_spans(edits: Iterable[Edit]) -> tuple[Span, ...]:
    """The same as words with their styles."""
    return tuple((in_cells(edit.text), _MARKS.get(edit.op, "")) for edit in edits)


def change_spans(edits: Sequence[Edit]) -> tuple[Span, ...]:
    """The same for old and new words in one text: a space keeps deleted words and those in their place apart."""
    return marked_spans(
        Edit(edit.op, edit.text + " ")
        if edit.op is Op.DELETE and after.op is Op.INSERT and not (edit.text[-1:] + after.text[:1]).isspace()
        else edit
        for edit, after in zip(edits, (*edits[1:], Edit(Op.EQUAL, "")), strict=True)
    )


def marked_change(edits: Sequence[Edit]) -> Xml:
    """Runs of old and new words in one text."""
    return joined(run(words, style) for words, style in change_spans(edits))
