"""Contracts for the tests of alignment, given clause by clause."""

from collections.abc import Sequence

from contractdiff.align import align_contracts
from contractdiff.diff import diff_alignment
from contractdiff.model import Clause, ClauseId, Comparison, Contract, Format, HandPairs, Reading, Role, Side


def version(side: Side, rows: Sequence[str]) -> Contract:
    """A version with these clauses: "Label | Text", or cells of a table row parted by tabs.

    A label that begins with a capital stands at the top; the clauses after it stand under it.
    """
    clauses: list[Clause] = []
    above: ClauseId | None = None
    for number, row in enumerate(rows, 1):
        label, _, text = row.rpartition(" | ")
        name = ClauseId(f"{side.value}{number}")
        top = label[:1].isupper()
        role = Role.TABLE_ROW if "\t" in text else Role.BODY
        clauses.append(Clause(id=name, parent=None if top else above, label=label or None, text=text, role=role))
        above = name if top else above
    reading = Reading(file=f"{side.name}.docx", sha256=side.name, format=Format.DOCX)
    return Contract(side=side, name=side.name.title(), reading=reading, clauses=tuple(clauses))


def compared(old: Sequence[str], new: Sequence[str], hand: HandPairs | None = None) -> Comparison:
    """What changed between two versions, before flags."""
    was, now = version(Side.OLD, old), version(Side.NEW, new)
    return diff_alignment(was, now, align_contracts(was, now, hand=hand or HandPairs()))


def told(made: Comparison) -> list[str]:
    """The changes in short: "modified o3>n3", "modified+moved o3>n5", "deleted o3>"."""
    return [
        f"{change.kind.value}{'+moved' if change.moved and change.kind.value != 'moved' else ''} "
        f"{','.join(change.old)}>{','.join(change.new)}"
        for change in made.changes
    ]
