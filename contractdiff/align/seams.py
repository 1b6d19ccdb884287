"""Where a PDF does not tell whether a paragraph ends, the other version tells it.

The lines of a PDF are put together to paragraphs by their look. Where that was a guess, the same clause may come out
whole in one version and in two pieces in the other, and would be reported as split or merged though nobody touched
it. Such seams are settled here by the other version: pieces that began by a guess are joined, and a clause is cut where
one of its printed lines begins just as a clause of the other version does. A seam that the file does show (a label,
an indent, white space, a line that ends early) is left as it is.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from contractdiff.model import Alignment, Clause, ClauseId, Contract, Format
from contractdiff.text import fold

# Letters, folded, at the start of a clause and at the end of the one before it by which their seam is known in a line.
_START, _END = 24, 12


def settle_seams(old: Contract, new: Contract, alignment: Alignment) -> tuple[Contract, Contract]:
    """The two contracts with their doubtful seams settled; the same objects where there was nothing to settle."""
    joins: dict[ClauseId, ClauseId] = {}
    cuts: dict[ClauseId, dict[int, str | None]] = {}
    for link in alignment.links:
        for several, one, contract, other in ((link.new, link.old, new, old), (link.old, link.new, old, new)):
            if len(several) > 1 and len(one) == 1:
                _settle(several, one[0], contract, other, joins, cuts)
    return _resewn(old, joins, cuts), _resewn(new, joins, cuts)


def _is_doubtful(clause: Clause, contract: Contract) -> bool:
    """Whether a clause was read from a format that does not mark its paragraphs."""
    return contract.file_of(clause.id).format is Format.PDF


def _settle(
    several: Sequence[ClauseId],
    one: ClauseId,
    contract: Contract,
    other: Contract,
    joins: dict[ClauseId, ClauseId],
    cuts: dict[ClauseId, dict[int, str | None]],
) -> None:
    pieces = [contract.by_id[name] for name in several]
    whole = other.by_id[one]
    for before, piece in pairwise(pieces):
        if _is_doubtful(piece, contract) and _may_join(before, piece, contract):
            joins[piece.id] = before.id
        elif _is_doubtful(whole, other) and piece.role is whole.role:
            seam = _seam(whole, before, piece)
            if seam is not None:
                at, label = seam
                cuts.setdefault(one, {})[at] = label


def _seam(whole: Clause, before: Clause, piece: Clause) -> tuple[int, str | None] | None:
    """Where in the undivided clause a printed line begins as the piece does, and its label if that stands there.

    ``before`` is the piece before it, with whose last words the line above has to end.
    """
    label, first, last = fold(piece.label or ""), fold(piece.wording)[:_START], fold(before.wording)[-_END:]
    for at in whole.lines if first else ():
        line = fold(whole.wording[at : at + 4 * _START + len(label)])
        if fold(whole.wording[max(0, at - 6 * _END) : at]).endswith(last):
            if label and line.startswith(label + first):
                return at, piece.label
            if line.startswith(first):
                return at, None
    return None


def _may_join(before: Clause, piece: Clause, contract: Contract) -> bool:
    """Whether a piece began by a guess right after the piece before it, and nothing stands under it."""
    if piece.begins or piece.label is not None:
        return False
    at = contract.clauses.index(piece)
    return (
        contract.clauses[at - 1] is before
        and before.file == piece.file
        and all(clause.parent != piece.id for clause in contract.clauses[at + 1 :])
    )


def _resewn(
    contract: Contract, joins: dict[ClauseId, ClauseId], cuts: dict[ClauseId, dict[int, str | None]]
) -> Contract:
    own = contract.by_id
    if not any(name in own for name in (*joins, *cuts)):
        return contract
    pieces: list[Clause] = []
    joined: dict[ClauseId, ClauseId] = {}
    for clause in contract.clauses:
        if clause.id in joins and pieces:
            joined[clause.id] = joins[clause.id]
            pieces[-1] = _joined(pieces[-1], clause)
        else:
            pieces += _cut(clause, cuts.get(clause.id, {}))
    return contract.with_clauses(pieces, joined)


def _joined(before: Clause, after: Clause) -> Clause:
    gap = len(before.wording) + 1
    text = f"{before.text} {after.wording}" if before.text else after.wording
    lines = (*before.lines, gap, *(gap + at for at in after.lines))
    return replace(before, text=text, lines=lines)


def _cut(clause: Clause, places: dict[int, str | None]) -> list[Clause]:
    """The clause cut at these places of its wording, where these labels stand; the heading is never cut."""
    wording = clause.wording
    head = len(wording) - len(clause.text)
    inside = [at for at in sorted(places) if head < at < len(wording)]
    if not inside:
        return [clause]
    ends = [*inside, len(wording)]
    first = replace(
        clause, text=wording[head : inside[0]].rstrip(), lines=tuple(at for at in clause.lines if at < inside[0])
    )
    rest = []
    for start, end in zip(inside, ends[1:], strict=True):
        label = places[start]
        after = start + (_length(wording[start:end], label) if label else 0)
        lines = tuple(at - after for at in clause.lines if after < at < end)
        text = wording[after:end].strip()
        rest.append(replace(clause, label=label, heading=None, text=text, begins=False, lines=lines))
    return [first, *rest]


def _length(text: str, label: str) -> int:
    """How many characters of the text its label and the space after it take."""
    wanted = fold(label)
    end = next((at for at in range(1, min(len(text), 4 * len(label) + 8)) if fold(text[:at]) == wanted), 0)
    return end + len(text[end:]) - len(text[end:].lstrip())
