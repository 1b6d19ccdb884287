"""The columns of the workbook's sheets; those that people fill in are the lead form's, declared with it."""

from collections.abc import Iterable, Mapping

from contractdiff.forms.exchange_columns import ASK_COLUMNS, LEAD_COLUMNS, QUESTION_COLUMNS
from contractdiff.forms.fields import Column
from contractdiff.model import STANCES, STANDS, Priority, Stance
from contractdiff.ooxml.comment_rows import COMMENT_FIELDS
from contractdiff.ooxml.look import Style
from contractdiff.ooxml.sheets import Field

_RED, _AMBER, _GREEN, _BLUE, _GREY = "F8D7DA", "FFF1CC", "DFF0E1", "DCE9F7", "EDEDED"
PRIORITY_SHADES: Mapping[str, str] = {
    Priority.CRITICAL.value.capitalize(): _RED,
    Priority.SUBSTANTIVE.value.capitalize(): _AMBER,
    Priority.ADMINISTRATIVE.value.capitalize(): _GREY,
}
STANCE_SHADES: Mapping[str, str] = {
    STANCES[Stance.RESTORE]: _RED,
    STANCES[Stance.AMEND]: _AMBER,
    STANCES[Stance.ACCEPT]: _GREY,
    STANCES[Stance.SUPPORT]: _GREEN,
}
STAND_SHADES: Mapping[str, str] = {
    STANDS["oppose"]: _RED,
    STANDS["concern"]: _AMBER,
    STANDS["support"]: _GREEN,
    STANDS["question"]: _BLUE,
    STANDS["no_impact"]: _GREY,
    STANDS["not_applicable"]: _GREY,
}
_SHADES: Mapping[str, Mapping[str, str]] = {"priority": PRIORITY_SHADES, "stance": STANCE_SHADES}
_WIDTHS = {
    "priority": 14, "summary": 26, "effect": 26, "stance": 18, "wording": 28, "question": 26, "request": 44, "term": 20,
    "why": 36, "due": 18, "about": 22, "answer_summary": 40,
}  # fmt: skip


def answered(columns: Iterable[Column], widths: Mapping[str, int] = _WIDTHS) -> tuple[Field, ...]:
    """The columns of a form that people fill in, as those of a sheet."""
    return tuple(
        Field(
            title=column.title,
            width=widths[column.key],
            is_answered=True,
            choices=tuple(choice.title for choice in column.answer.choices),
            shades=_SHADES.get(column.key, {}),
        )
        for column in columns
        if column.answer is not None
    )


def _id(title: str) -> Field:
    return Field(title=title, width=10, style=Style.CHANGE_ID)


_CLAUSE = Field(title="Clause (old → new)", width=18)
_WEIGHT = Field(title="How much it matters", width=14, shades=PRIORITY_SHADES)
CHANGE_FIELDS = (
    _id("Change ID"),
    _CLAUSE,
    Field(title="Kind", width=13),
    _WEIGHT,
    Field(title="What changed", width=56),
    Field(title="Why it may matter", width=44),
    Field(title="Members", width=20),
    *answered(LEAD_COLUMNS),
)
PAIRED_FIELDS = (
    _id("Change ID"),
    Field(title="Old no.", width=12),
    Field(title="Old text", width=68),
    Field(title="New no.", width=12),
    Field(title="New text", width=68),
    Field(title="What happened", width=28),
)
FLAG_FIELDS = (
    _id("Change ID"),
    _CLAUSE,
    _WEIGHT,
    Field(title="Code", width=8),
    Field(title="What it is about", width=24),
    Field(title="Which way, on whom", width=24),
    Field(title="Why it may matter", width=50),
    Field(title="Ask the agency", width=40),
    Field(title="Old words", width=30),
    Field(title="New words", width=30),
)
LAW_FIELDS = (
    _id("No."),
    Field(title="Law or rule", width=36),
    Field(title="Whose", width=14),
    Field(title="In the contract", width=16),
    Field(title="Old clauses", width=24),
    Field(title="New clauses", width=24),
    Field(title="Changes that cite it", width=44),
    Field(title="What is known", width=56),
    Field(title="Ask the agency", width=44),
)
FEEDBACK_FIELDS = (
    _id("Change ID"),
    *(
        Field(title=each.title, width=each.width, shades=STAND_SHADES if each.title == "Position" else {})
        for each in COMMENT_FIELDS[1:]
    ),
)
_SO_FAR = Field(title="The agency’s answer so far", width=40)
ASK_FIELDS = (_id("Ask"), *answered(ASK_COLUMNS), _SO_FAR)
POINT_FIELDS = (_id("No."), *answered(QUESTION_COLUMNS, {**_WIDTHS, "question": 56}), _SO_FAR)
ABOUT_FIELDS = (
    Field(title="", width=26, style=Style.STRONG),
    Field(title="", width=110, is_answered=True),
)
# The sheets that are filled in, each with the columns of the form and all of its own.
FILLED = ((CHANGE_FIELDS, LEAD_COLUMNS), (ASK_FIELDS, ASK_COLUMNS), (POINT_FIELDS, QUESTION_COLUMNS))
