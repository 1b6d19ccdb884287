"""Contracts for tests, written as a person would type them; and what every comparison has to hold to."""

from collections import Counter
from pathlib import Path

from contractdiff.align import align_contracts
from contractdiff.diff import diff_alignment
from contractdiff.model import ChangeKind, Comparison, Contract, Op, Side
from contractdiff.readers.plain import read_plain
from contractdiff.structure import recover_contract
from contractdiff.text import fold


def contract(text: str, side: Side = Side.OLD) -> Contract:
    """The contract that a plain-text file with these paragraphs holds."""
    name = f"{side.name.lower()}.txt"
    return recover_contract(read_plain(Path(name), text.encode()), side=side, name=side.name)


def comparison(old: str, new: str) -> Comparison:
    """What changed between two texts, before flags."""
    left, right = contract(old), contract(new, Side.NEW)
    return diff_alignment(left, right, align_contracts(left, right))


def paragraphs(*texts: str) -> str:
    return "\n\n".join(texts) + "\n"


def check_comparison(made: Comparison) -> None:
    """Raise ``AssertionError`` unless the facts hold that always hold (see the README, "What always holds")."""
    for side, own, op, variant in (
        ("old", made.old, Op.DELETE, Op.OLD_VARIANT),
        ("new", made.new, Op.INSERT, Op.NEW_VARIANT),
    ):
        stands = Counter(name for change in made.changes for name in getattr(change, side))
        stands += Counter(pair[0 if side == "old" else 1] for pair in made.unchanged)
        assert stands == Counter(clause.id for clause in own.clauses), f"{side}: a clause does not stand exactly once"
        for change in made.changes:
            if change.kind is ChangeKind.RENAMED:
                continue  # no change of any clause
            wording = " ".join(filter(None, (own.by_id[name].wording for name in getattr(change, side))))
            said = "".join(edit.text for edit in change.edits if edit.op in (Op.EQUAL, op, variant))
            assert said == wording, f"{change.id}: its edits are not its {side} wording"
    # what is no edit in otherwise unchanged words is told elsewhere: a rename, a reference
    told = {pair for change in made.changes for pair in change.occurrences}
    referring = {reference.clause for reference in made.references}
    for old, new in made.unchanged:
        same = fold(made.old.by_id[old].wording) == fold(made.new.by_id[new].wording)
        assert same or (old, new) in told or new in referring, f"{old}, {new}: unchanged, and yet they differ"
    assert [change.id for change in made.changes] == [f"C-{n:03d}" for n in range(1, len(made.changes) + 1)]


def kinds(made: Comparison) -> list[str]:
    return [
        change.kind.value + ("+moved" if change.moved and change.kind.value != "moved" else "")
        for change in made.changes
    ]
