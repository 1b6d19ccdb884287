"""Rows whose table was lost on the way, so that each of their cells came back as a paragraph."""

from collections.abc import Mapping, Sequence

from contractdiff.forms.identify import Identifier
from contractdiff.forms.printed import Printed
from contractdiff.forms.row_ids import row_id
from contractdiff.text import fold_printed


class Flattened:
    """Finds such rows of one form."""

    def __init__(self, identifier: Identifier, printed: Printed) -> None:
        self._ids, self._printed = identifier.ids, printed
        rows = identifier.rows_of.items()
        # what the rows of each id say, in the form in which words are compared
        self._rows: Mapping[str, list[str]] = {
            name: ["".join(map(fold_printed, row.cells)) for row in own] for name, own in rows if name
        }

    def rows_in(self, paragraphs: Sequence[str]) -> tuple[list[tuple[str, list[str]]], list[str]]:
        """Return the rows, each with its id and what was written in it, and the paragraphs that are in no such row.

        A row begins with its id in a paragraph of its own and ends where words stand that were issued elsewhere. It is
        one only if some of its own printed words follow.
        """
        rows: list[tuple[str, list[str]]] = []
        left: list[str] = []
        name, own, written = "", False, list[str]()
        for text in (*paragraphs, ""):
            begins = row_id(text.partition("\n")[0], self._ids) if text else ""
            if name and text and not begins and self._is_of(name, text):
                own = True
            elif name and text and not begins and not self._printed.is_issued(text):
                written.append(text)
            else:
                if name and own:
                    rows.append((name, written))
                elif name:
                    left += [name, *written, *([text] if text and not begins else [])]
                if text and not begins and not name:
                    left.append(text)
                name, own, written = begins, False, []
        return rows, left

    def _is_of(self, name: str, text: str) -> bool:
        """Whether printed words are those of a row of this id."""
        folded = fold_printed(text)
        return any(folded in whole for whole in self._rows[name])
