"""What a form said when it was sent out, to tell the words of a member from those that were printed."""

from collections.abc import Iterable
from functools import cached_property

from contractdiff.forms.issued import IssuedForm, words_said
from contractdiff.text import fold_printed

# Words outside of tables from this many letters on may be a part of a longer paragraph that was issued.
_PART = 20


class Printed:
    """What one form said when it was sent out.

    Args:
        form: What was sent out.
        placeholders: What an answer shows until somebody answers, in each language.
    """

    def __init__(self, form: IssuedForm, placeholders: Iterable[str]) -> None:
        self.placeholders = {fold_printed(each) for each in placeholders} | {""}
        self._texts = frozenset(map(fold_printed, form.texts))
        # the rows that nobody is to answer, as they were sent out
        self.unasked = {words_said(row.cells) for row in form.rows if not row.is_asked}
        cells = (cell for row in form.rows for cell in row.cells)
        headings = (title for heading in form.headings for title in heading)
        self._lines = (
            frozenset(fold_printed(line) for text in (*cells, *headings) for line in text.split("\n")) | self._texts
        )
        self._whole = "\n".join(map(fold_printed, (*form.texts, *(c for row in form.rows for c in row.cells))))

    def is_issued(self, text: str) -> bool:
        """Whether words stand in the form as it was sent out; page numbers aside."""
        folded = fold_printed(text)
        if not folded or folded in self._lines or _no_digits(folded) in self._digitless:
            return True
        return len(folded) >= _PART and folded in self._whole

    def without_placeholder(self, text: str) -> str:
        """The text without a placeholder that was left standing before or after it."""
        kept = [
            line for line in text.split("\n") if not (folded := fold_printed(line)) or folded not in self.placeholders
        ]
        # lines that somebody left blank between others are a part of the words, but no words by themselves
        words = "\n".join(kept).strip()
        return words if fold_printed(words) else ""

    @cached_property
    def _digitless(self) -> frozenset[str]:
        return frozenset(map(_no_digits, self._texts))


def _no_digits(text: str) -> str:
    return "".join(letter for letter in text if not letter.isdigit())
