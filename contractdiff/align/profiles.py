"""The clauses of both sides as the matchers see them: their words, and what else tells them apart."""

from collections.abc import Mapping as ById
from collections.abc import Sequence
from dataclasses import dataclass

from contractdiff.model import Clause, ClauseId, Role
from contractdiff.text import Stretch, fold, fold_token, words

_SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True, slots=True)
class Profile:
    """A clause as the matchers see it.

    ``key`` is its wording in normal form; ``code`` its words in order, one character for each distinct word, so that
    common words of two clauses are counted at the speed of string comparison. ``heading`` of a table row is its first
    cell. ``parent`` is the place of the clause it stands under, -1 where there is none. ``file`` is a number that files
    of the two versions share where they belong together; 0 where there are none.
    """

    id: ClauseId
    key: str
    code: str
    heading: str = ""
    label: str = ""
    parent: int = -1
    file: int = 0
    is_row: bool = False

    @property
    def size(self) -> int:
        """Number of words."""
        return len(self.code)


class _Codes(dict[str, str]):
    """One character for each distinct word, given out as words come."""

    def __missing__(self, word: str) -> str:
        number = len(self) + 0x100
        code = self[word] = chr(number if number < _SURROGATES.start else number + len(_SURROGATES))
        return code


def profiles(
    old: Sequence[Clause],
    new: Sequence[Clause],
    files: ById[ClauseId, int] | None = None,
    alike: ById[ClauseId, Sequence[Stretch]] | None = None,
) -> tuple[list[Profile], list[Profile]]:
    """The clauses of both sides as the matchers see them, over one stock of words.

    Args:
        old: The clauses of the old version, in reading order.
        new: Those of the new one.
        files: As in ``Profile.file``.
        alike: Which stretches of their wordings are known by their keys: what the new version calls otherwise.
    """
    codes = _Codes()
    known: dict[str, tuple[str, str]] = {}

    def read(text: str, stretches: Sequence[Stretch]) -> tuple[str, str]:
        """Normal form and code of a text of which each stretch is a single word."""
        key, code, at = "", "", 0
        for stretch in stretches:
            key += fold(text[at : stretch.start]) + stretch.key
            code += "".join(map(codes.__getitem__, words(text[at : stretch.start]))) + codes[stretch.key]
            at = stretch.end
        return key + fold(text[at:]), code + "".join(map(codes.__getitem__, words(text[at:])))

    def profile(clause: Clause, places: ById[ClauseId, int]) -> Profile:
        wording = clause.wording
        stretches = alike.get(clause.id, ()) if alike else ()
        found = None if stretches else known.get(wording)
        if found is None:
            found = read(wording, stretches)
            if not stretches:
                known[wording] = found
        length = len(clause.heading) if clause.heading else 0
        if clause.role is Role.TABLE_ROW and "\t" in wording:
            length = wording.index("\t")  # the first cell says what a row is about
        heading = read(wording[:length], [each for each in stretches if each.end <= length])[0] if length else ""
        return Profile(
            clause.id,
            *found,
            heading,
            fold_token(clause.label) if clause.label else "",
            places.get(clause.parent, -1) if clause.parent else -1,
            (files or {}).get(clause.id, 0),
            clause.role is Role.TABLE_ROW,
        )

    def side(clauses: Sequence[Clause]) -> list[Profile]:
        places = {clause.id: at for at, clause in enumerate(clauses)}
        return [profile(clause, places) for clause in clauses]

    return side(old), side(new)
