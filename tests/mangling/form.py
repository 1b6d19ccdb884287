"""The English form as its reader knows it: what is in it, taken from its declaration."""

from contractdiff.forms.fields import bookmark_name
from contractdiff.forms.language import ENGLISH
from contractdiff.forms.member import member_form

FORM = member_form(ENGLISH)
POSITIONS = tuple(choice.title for choice in FORM.position.choices)
CHOOSE, TYPE_HERE = FORM.position.placeholder, FORM.feedback.placeholder
QUESTIONS = FORM.identity
CHANGE_COLUMNS, ADMINISTRATIVE_COLUMNS = FORM.change_columns, FORM.administrative_columns
OPEN_COLUMNS, IDENTITY_COLUMNS = FORM.open_columns, FORM.identity_columns

__all__ = [
    "ADMINISTRATIVE_COLUMNS",
    "CHANGE_COLUMNS",
    "CHOOSE",
    "IDENTITY_COLUMNS",
    "OPEN_COLUMNS",
    "POSITIONS",
    "QUESTIONS",
    "TYPE_HERE",
    "bookmark_name",
]
