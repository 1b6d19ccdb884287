"""How a version numbers its clauses, read off the labels that were found."""

from collections.abc import Iterable
from dataclasses import dataclass

from contractdiff.model import Clause, NumberingScheme, Role
from contractdiff.structure.labels import Label, Numeral

# A kind of label that fewer than this share of the numbered clauses has is no level of the scheme.
_RARE = 0.01


@dataclass(slots=True)
class _Kind:
    example: str
    count: int = 0
    depths: int = 0


def numbering_scheme(numbered: Iterable[tuple[Clause, Label, bool]], depths: dict[str, int]) -> NumberingScheme:
    """The levels of numbering from the outermost in, each by the first label of its kind.

    Args:
        numbered: The clauses that have a label, the label read, and whether the word processor made it.
        depths: How deep each clause stands in the tree, by its id, from 0.
    """
    kinds: dict[tuple[str, Numeral], _Kind] = {}
    automatic = typed = 0
    for clause, label, made in numbered:
        if clause.role is not Role.BODY:
            continue
        automatic += made
        typed += not made
        numeral = label.numeral
        if label.roman is not None:
            if not (label.word and label.roman == 1):
                continue  # "(c)" and "(i)" may be letters or Roman numbers: their neighbours tell which a level has
            numeral = Numeral.UPPER_ROMAN
        kind = kinds.setdefault((label.form, numeral), _Kind(_example(label)))
        kind.count += 1
        kind.depths += depths[clause.id]
    least = max(2, _RARE * (automatic + typed))
    levels = sorted((kind for kind in kinds.values() if kind.count >= least), key=lambda kind: kind.depths / kind.count)
    return NumberingScheme(levels=tuple(kind.example for kind in levels), automatic=automatic, typed=typed)


def _example(label: Label) -> str:
    """The first label of a level: of a list, as if it began with this one ("(i)" for "(ii)")."""
    return (
        label.text if label.word or label.numeral is Numeral.DECIMAL else label.form.replace("#", label.numeral.value)
    )
