"""Clauses of one contract joined and cut, as its seams were settled."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from contractdiff.model import Clause, ClauseId, Contract, Role
from contractdiff.text import fold

# At the start of a clause a bullet is no part of its wording; inside a paragraph that was put together wrongly it is.
_BULLET = re.compile(r"[•·▪▫◦●○■◆►➢✓‣⁃∙*–—-]\s+")
_Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Into which clause right before it a clause goes.

    ``cell`` is the cell at whose end its words belong, where that clause is a row of several; ``tab`` is whether they
    are a cell of their own; ``row`` whether the whole is a row of a table.
    """

    before: ClauseId
    cell: int | None = None
    tab: bool = False
    row: bool = False


@dataclass(frozen=True, slots=True)
class Sewing:
    """What is to be joined, and where clauses are to be cut: place in the wording, and the label that stands there.

    ``unrowed`` are the rows whose pieces are paragraphs; ``found`` the clauses of the other version for which one was
    cut; ``kept`` those as which pieces were joined.
    """

    joins: dict[ClauseId, Join] = field(default_factory=dict)
    cuts: dict[ClauseId, dict[int, str | None]] = field(default_factory=dict)
    unrowed: set[ClauseId] = field(default_factory=set)
    found: set[ClauseId] = field(default_factory=set)
    kept: set[ClauseId] = field(default_factory=set)

    def cut(self, name: ClauseId, at: int, label: str | None) -> None:
        """Note a place where a clause is to be cut."""
        self.cuts.setdefault(name, {})[at] = label


def resewn(contract: Contract, sewing: Sewing) -> Contract:
    """The contract with its clauses joined and cut; the same object where nothing is to be done."""
    own = contract.by_id
    if not any(name in own for name in (*sewing.joins, *sewing.cuts)):
        return contract
    pieces: list[Clause] = []
    joined: dict[ClauseId, ClauseId] = {}
    for clause in contract.clauses:
        join = sewing.joins.get(clause.id)
        if join is not None and pieces:
            joined[clause.id] = join.before
            pieces[-1] = _joined(pieces[-1], clause, join)
        else:
            role = Role.BODY if clause.id in sewing.unrowed else clause.role
            pieces += _cut(clause, sewing.cuts.get(clause.id, {}), role)
    return contract.with_clauses(pieces, joined)


def without_bullet(text: str) -> str:
    """The text without a bullet at its beginning."""
    found = _BULLET.match(text)
    return text[found.end() :] if found else text


def _joined(before: Clause, after: Clause, join: Join) -> Clause:
    wording = before.wording
    cells = wording.split("\t")
    last = len(cells) - 1 if join.cell is None else join.cell
    # behind the end of a cell, or of the whole
    end = len("\t".join(cells[: last + 1]))
    gap = ("\t" if join.tab else " ") if end and wording[end - 1] != "\t" else ""
    start = end + len(gap)
    more = len(gap) + len(after.wording)
    whole = wording[:end] + gap + after.wording + wording[end:]
    head = len(before.heading) + 1 if before.heading else 0
    is_behind = end >= head or (end == head - 1 and gap == " ")
    return replace(
        before,
        heading=before.heading if is_behind else None,
        text=whole[head:] if is_behind else whole,
        role=Role.TABLE_ROW if join.row else before.role,
        lines=tuple(
            sorted(
                {
                    *(at if at <= end else at + more for at in before.lines),
                    *((start,) if start else ()),
                    *(start + at for at in after.lines),
                }
            )
        ),
        hidden=(
            *((a, b) for a, b in before.hidden if b <= end),
            *((start + a, start + b) for a, b in after.hidden),
            *((a + more, b + more) for a, b in before.hidden if b > end),
        ),
    )


def _cut(clause: Clause, places: dict[int, str | None], role: Role) -> list[Clause]:
    """The clause cut at these places of its wording, where these labels stand; the heading is never cut."""
    wording = clause.wording
    head = len(wording) - len(clause.text)
    inside = [at for at in sorted(places) if head < at < len(wording)]
    if not inside:
        return [clause]
    ends = [*inside, len(wording)]
    first = replace(
        clause,
        text=wording[head : inside[0]].rstrip(),
        role=role,
        lines=tuple(at for at in clause.lines if at < inside[0]),
        hidden=_within(clause.hidden, 0, inside[0]),
    )
    rest = []
    for start, end in zip(inside, ends[1:], strict=True):
        label = places[start]
        after = start + (_length(wording[start:end], label) if label else 0)
        after += len(wording[after:end]) - len(without_bullet(wording[after:end].lstrip()))
        rest.append(
            replace(
                clause,
                label=label,
                heading=None,
                text=wording[after:end].rstrip(),
                role=role,
                begins=False,
                lines=tuple(at - after for at in clause.lines if after < at < end),
                hidden=_within(clause.hidden, after, end),
            )
        )
    return [first, *rest]


def _within(spans: Iterable[tuple[int, int]], start: int, end: int) -> _Spans:
    """What of these stretches lies between two places, counted from the first."""
    return tuple((max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start)


def _length(text: str, label: str) -> int:
    """How many characters of the text its label and the space after it take."""
    wanted = fold(label)
    end = next((at for at in range(1, min(len(text), 4 * len(label) + 8)) if fold(text[:at]) == wanted), 0)
    return end + len(text[end:]) - len(text[end:].lstrip())
