"""Where a PDF does not tell where a paragraph or a cell ends, the other version tells it.

The lines of a PDF are put together to paragraphs, and the cells of its tables found, by their look. Where that was a
guess, the same clause may come out whole in one version and in two pieces in the other, and would be reported as split
or merged, or a piece of it as added, though nobody touched it. Such seams are settled here by the other version: pieces
that began by a guess are joined, and a clause is cut where one of its printed lines begins just as a clause of the
other version does. Whether a row of a table or paragraphs stand there is told by the other version as well. A seam
that the file does show (a label, an indent, white space, a line that ends early) is left as it is.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from contractdiff.align.sewing import Join, Sewing, resewn, without_bullet
from contractdiff.model import Alignment, Clause, ClauseId, Contract, Format, Role
from contractdiff.text import fold

# Letters, folded, at the start of a clause and at the end of the one before it by which their seam is known in a line.
_START, _END = 24, 12


def settle_seams(old: Contract, new: Contract, alignment: Alignment) -> tuple[Contract, Contract]:
    """The two contracts with their doubtful seams settled; the same objects where there was nothing to settle."""
    sewing = Sewing()
    sides = _Side(old, new, sewing), _Side(new, old, sewing)
    partners = {link.old[0]: link.new[0] for link in alignment.links if len(link.old) == len(link.new) == 1}
    partners |= {new: old for old, new in partners.items()}
    several = [
        (side, names, one[0])
        for link in alignment.links
        for side, names, one in zip(sides, (link.old, link.new), (link.new, link.old), strict=True)
        if len(names) > 1 and len(one) == 1
    ]
    for side, names, one in several:
        side.join([side.own.by_id[name] for name in names], side.other.by_id[one])
    for link in alignment.links:
        for side, names, others in zip(sides, (link.old, link.new), (link.new, link.old), strict=True):
            if len(names) == 1 and not others:
                side.join_alone(side.own.by_id[names[0]], partners)
    for side in sides:
        side.cut_lost()
    for side, names, one in several:
        side.cut([side.own.by_id[name] for name in names], side.other.by_id[one])
    return resewn(old, sewing), resewn(new, sewing)


class _Side:
    """One version's clauses, whose seams the other version's tell."""

    def __init__(self, own: Contract, other: Contract, sewing: Sewing) -> None:
        self.own, self.other = own, other
        self._sewing = sewing

    @cached_property
    def _places(self) -> dict[ClauseId, int]:
        return {clause.id: at for at, clause in enumerate(self.own.clauses)}

    @cached_property
    def _parents(self) -> set[ClauseId | None]:
        return {clause.parent for clause in self.own.clauses}

    def join(self, pieces: Sequence[Clause], whole: Clause) -> None:
        """Join pieces that stand in one clause of the other version, where it is a guess that they are several."""
        own = [clause for clause in pieces if _is_doubtful(clause, self.own)]
        if _is_row_of(whole, pieces) and len(own) == len(pieces) and self._make_row(pieces, whole):
            return
        for before, piece in pairwise(pieces):
            if piece in own and not piece.begins and self._may_join(before, piece):
                self._sewing.joins[piece.id] = Join(before=before.id)
                self._sewing.kept.add(whole.id)

    def cut(self, pieces: Sequence[Clause], whole: Clause) -> None:
        """Cut a clause of the other version where a printed line of it begins as one of these pieces does."""
        if not _is_doubtful(whole, self.other):
            return
        known = self._sewing.joins.keys() | self._sewing.found
        if _is_row_of(whole, pieces):
            if not any(piece.id in known for piece in pieces):
                self._make_paragraphs(pieces, whole)
            return
        for before, piece in pairwise(pieces):
            if piece.role is whole.role and piece.id not in known:
                seam = _seam(whole, whole.lines, before, piece)
                if seam is not None:
                    self._sewing.cut(whole.id, *seam)

    def join_alone(self, piece: Clause, partners: Mapping[ClauseId, ClauseId]) -> None:
        """Join a piece without counterpart to its neighbour where that one's counterpart holds its words as well."""
        at = self._places[piece.id]
        if not _is_doubtful(piece, self.own) or piece.role is not Role.BODY or not fold(piece.wording):
            return
        if (
            at
            and (beside := partners.get(self.own.clauses[at - 1].id))
            and self._may_join(self.own.clauses[at - 1], piece)
        ):
            before, whole = self.own.clauses[at - 1], self.other.by_id[beside]
            if before.role is whole.role is Role.TABLE_ROW:
                cell = _cell_with(whole, before, piece)
                if cell is not None:
                    self._sewing.joins[piece.id] = Join(before=before.id, cell=cell, row=True)
                return
            if _ends_with(whole, piece) and not _ends_with(before, piece) and _is_open(piece, before, whole):
                self._sewing.joins[piece.id] = Join(before=before.id, row=whole.role is Role.TABLE_ROW)
                return
        if at + 1 < len(self.own.clauses) and (beside := partners.get(self.own.clauses[at + 1].id)):
            after, whole = self.own.clauses[at + 1], self.other.by_id[beside]
            if not self._may_join(piece, after) or not _is_open(after, piece, whole):
                return
            if _starts_with(whole, piece) and not _starts_with(after, piece):
                self._sewing.joins[after.id] = Join(before=piece.id, row=whole.role is Role.TABLE_ROW)

    def cut_lost(self) -> None:
        """Cut clauses where whole printed lines are a clause of the other version that this one lacks."""
        sewn = {*self._sewing.joins, *(join.before for join in self._sewing.joins.values())}
        wanted = Counter(_key(clause) for clause in self.other.clauses if clause.id not in sewn)
        wanted.subtract(_key(clause) for clause in self.own.clauses if clause.id not in sewn)
        lost = {key for key, times in wanted.items() if times > 0 and key[1]}
        if not lost:
            return
        starts = {wording[:_END] for _, wording in lost}
        around = self._neighbours(lost)
        found: dict[_Key, list[tuple[int, ClauseId, tuple[int, ...]]]] = {}
        for at, clause in enumerate(self.own.clauses):
            if not clause.lines or clause.id in sewn or clause.id in self._sewing.kept:
                continue
            if clause.role is Role.TABLE_ROW or not _is_doubtful(clause, self.own):
                continue
            edges = [0, *clause.lines, len(clause.wording)]
            lines = [clause.wording[start:end] for start, end in pairwise(edges)]
            texts = [fold(line) for line in lines]
            begun = [fold(without_bullet(line)) for line in lines]
            above = _key(self.own.clauses[at - 1])[1] if at else ""
            below = _key(self.own.clauses[at + 1])[1] if at + 1 < len(self.own.clauses) else ""
            for first, last in _runs(texts, begun, clause.role, lost, starts):
                key: _Key = (clause.role, begun[first] + "".join(texts[first + 1 : last]))
                before, after = (
                    "".join(texts[:first]) or above,
                    "".join([*begun[last : last + 1], *texts[last + 1 :]]) or below,
                )
                fits = max(
                    bool(one and before.endswith(one)) + bool(two and after.startswith(two)) for one, two in around[key]
                )
                places = tuple(place for place in (edges[first], edges[last]) if 0 < place < edges[-1])
                if fits:
                    found.setdefault(key, []).append((fits, clause.id, places))
        for key, stretches in found.items():
            # those first whose neighbours are the same on both sides; no more than there are clauses without their like
            for _, name, places in sorted(stretches, key=lambda each: -each[0])[: wanted[key]]:
                for place in places:
                    self._sewing.cut(name, place, None)
            self._sewing.found.update(clause.id for clause in self.other.clauses if _key(clause) == key)

    def _neighbours(self, keys: Collection["_Key"]) -> dict["_Key", list[tuple[str, str]]]:
        """The wordings before and after each clause of the other version that has one of these keys."""
        found: dict[_Key, list[tuple[str, str]]] = {}
        every = [_key(clause) for clause in self.other.clauses]
        for at, key in enumerate(every):
            if key in keys:
                after = every[at + 1][1] if at + 1 < len(every) else ""
                found.setdefault(key, []).append((every[at - 1][1] if at else "", after))
        return found

    def _may_join(self, before: Clause, piece: Clause) -> bool:
        """Whether a piece without label stands right after the piece before it, and nothing stands under it."""
        at = self._places[piece.id]
        return (
            piece.label is None
            and piece.id not in self._sewing.joins
            and at > 0
            and self.own.clauses[at - 1] is before
            and before.file == piece.file
            and piece.id not in self._parents
        )

    def _make_row(self, pieces: Sequence[Clause], whole: Clause) -> bool:
        """Join paragraphs to the row that they are in the other version; whether that is what they are."""
        cells = [fold(cell) for cell in whole.wording.split("\t")]
        if len(cells) > 1 and "".join(cells) != "".join(fold(piece.wording) for piece in pieces):
            return False
        if not all(self._may_join(before, piece) for before, piece in pairwise(pieces)):
            return False
        ends, taken = set(_sums(cells)), 0
        for before, piece in pairwise(pieces):
            taken += len(fold(before.wording))
            self._sewing.joins[piece.id] = Join(before=before.id, tab=len(cells) > 1 and taken in ends, row=True)
        return True

    def _make_paragraphs(self, pieces: Sequence[Clause], whole: Clause) -> None:
        """Cut a row to the paragraphs that it is in the other version, where each of its cells begins one of them."""
        places = {at + 1 for at, letter in enumerate(whole.wording) if letter == "\t"}
        seams = [_seam(whole, sorted(places | {*whole.lines}), before, piece) for before, piece in pairwise(pieces)]
        found = {seam[0]: seam[1] for seam in seams if seam is not None}
        if places <= found.keys():
            self._sewing.cuts[whole.id] = found
            self._sewing.unrowed.add(whole.id)


_Key = tuple[Role, str]


def _key(clause: Clause) -> _Key:
    return clause.role, fold(clause.wording)


def _is_doubtful(clause: Clause, contract: Contract) -> bool:
    """Whether a clause was read from a format that does not mark its paragraphs."""
    return contract.file_of(clause.id).format is Format.PDF


def _is_row_of(whole: Clause, pieces: Sequence[Clause]) -> bool:
    """Whether one version has a row of a table where the other has paragraphs."""
    return whole.role is Role.TABLE_ROW and all(piece.role is Role.BODY for piece in pieces)


def _is_open(piece: Clause, before: Clause, whole: Clause) -> bool:
    """Whether it is a guess that a piece begins, or the whole is a row of one cell, which may hold paragraphs."""
    if whole.role is Role.TABLE_ROW:
        return "\t" not in whole.wording and piece.role is before.role is Role.BODY
    return whole.role is piece.role is before.role and not piece.begins


def _ends_with(whole: Clause, piece: Clause) -> bool:
    return fold(whole.wording).endswith(fold(piece.wording))


def _starts_with(whole: Clause, piece: Clause) -> bool:
    return fold(whole.wording).startswith(fold(piece.wording))


def _cell_with(whole: Clause, row: Clause, piece: Clause) -> int | None:
    """The cell of a row at whose end a piece belongs, as in the other version's row."""
    cells, others = row.wording.split("\t"), whole.wording.split("\t")
    words = fold(piece.wording)
    if len(cells) != len(others):
        return None
    found = [
        at
        for at, (cell, other) in enumerate(zip(map(fold, cells), map(fold, others), strict=True))
        if len(other) > len(words) and other.endswith(words) and not cell.endswith(words)
    ]
    return found[0] if len(found) == 1 else None


def _sums(cells: Sequence[str]) -> list[int]:
    """The places at which cells end, in letters from the start of the row."""
    return [sum(map(len, cells[: at + 1])) for at in range(len(cells))]


def _runs(
    texts: Sequence[str], begun: Sequence[str], role: Role, lost: Collection[_Key], starts: Collection[str]
) -> list[tuple[int, int]]:
    """The runs of lines that are one of the lost clauses, not overlapping, the first and longest of them.

    ``begun`` are the lines as the first of a clause, ``starts`` the first letters of the lost clauses.
    """
    found: list[tuple[int, int]] = []
    first = 0
    while first < len(texts):
        text = ""
        best = 0
        for last in range(first + 1, len(texts) + 1):
            text += begun[first] if last == first + 1 else texts[last - 1]
            if len(text) >= _END and text[:_END] not in starts:
                break
            if (role, text) in lost and last - first < len(texts):
                best = last
        if best:
            found.append((first, best))
        first = best or first + 1
    return found


def _seam(whole: Clause, lines: Sequence[int], before: Clause, piece: Clause) -> tuple[int, str | None] | None:
    """Where in the undivided clause a printed line begins as the piece does, and its label if that stands there.

    ``before`` is the piece before it, with whose last words the line above has to end.
    """
    label, first, last = fold(piece.label or ""), fold(piece.wording)[:_START], fold(before.wording)[-_END:]
    for at in lines if first else ():
        line = fold(without_bullet(whole.wording[at : at + 4 * _START + len(label)]))
        if fold(whole.wording[max(0, at - 6 * _END) : at]).endswith(last):
            if label and line.startswith(label + first):
                return at, piece.label
            if line.startswith(first):
                return at, None
    return None
