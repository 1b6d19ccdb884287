"""The side-by-side page: both versions in the browser, and members' answers in it."""

from contractdiff.forms.page.answers import answers_in, is_answers
from contractdiff.forms.page.document import side_by_side_page

__all__ = ["answers_in", "is_answers", "side_by_side_page"]
