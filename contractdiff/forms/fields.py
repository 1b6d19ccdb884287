"""What forms are declared with: columns, rows and answers, and how each answer is marked in the file.

A form's module holds declarations only; its writer and its reader both follow them.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something that can be chosen: its code, the same in every language, and what the form calls it."""

    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A place where people answer.

    Attributes:
        name: What screen readers call it, "{row}" in the place of the row's name ("{row} position").
        tag: What the control's tag begins with ("pos", as in "pos:C-014").
        placeholder: What stands there until somebody answers.
        choices: What can be chosen; empty where people type.
        chosen: The code of the choice that is made beforehand; "" for none.
        words: What stands, below a choice, in the place for words beside it; "" where there is no such place.
    """

    name: str
    tag: str
    placeholder: str
    choices: tuple[Choice, ...] = ()
    chosen: str = ""
    words: str = ""

    def title_of(self, code: str) -> str:
        """What the form calls the choice of this code; "" where there is none."""
        return next((choice.title for choice in self.choices if choice.code == code), "")

    def code_of(self, title: str) -> str:
        """The code of the choice that the form calls so; "" where there is none."""
        return next((choice.code for choice in self.choices if choice.title == title), "")

    def alias(self, row: str) -> str:
        """The control's title in the row called ``row``."""
        return self.name.replace("{row}", row)

    def tag_of(self, row: str) -> str:
        """The control's tag in the row called ``row``."""
        return f"{self.tag}:{row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a form.

    Attributes:
        key: What the program calls it.
        title: What its heading says.
        share: Its share of the table's width, of 1,000.
        answer: What people answer in it; ``None`` where they only read.
    """

    key: str
    title: str
    share: int
    answer: Answer | None = None

    @property
    def is_answered(self) -> bool:
        """Whether people answer in it."""
        return self.answer is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A row that asks about the one who answers.

    ``row`` is what its controls are called by, ``title`` what it says, ``note`` a short explanation.
    """

    row: str
    title: str
    answer: Answer
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRow:
    """A row that belongs to no change: its id, as short and permanent as a change's, and what it asks for."""

    id: str
    title: str


def bookmark_name(row: str) -> str:
    """The bookmark around a row's id: "cd_C_014" for "C-014". Word allows letters, digits and "_" only."""
    return "cd_" + re.sub(r"\W", "_", row, flags=re.ASCII)


def columns_of(*columns: tuple[str, str, int] | tuple[str, str, int, Answer]) -> tuple[Column, ...]:
    """Columns, each by its key, title and share of the width, and its answer where people write."""
    return tuple(
        Column(key=each[0], title=each[1], share=each[2], answer=each[3] if len(each) > 3 else None) for each in columns
    )
