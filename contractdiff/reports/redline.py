"""The redline in Word: old → new with every difference a tracked change, whatever the files were.

Accepting all changes gives the words of the new version in its order, rejecting all those of the old one; nothing else
stands in the text. What is to be said besides stands in comments and in the footer:

====================  =================================================================================================
author                two reviewers: one of the edits, one of what is no edit (numbers, renames that are told by
                      themselves, spacing, capitals), so that Word can hide the second
moved clauses         as moved: words that are gone struck in the old place, words that came marked in the new one
split, merged         as paragraphs parted or joined
table rows            a line each, their cells parted by tabs
notes, heads, boxes   where the version has them; a comment says what they are
====================  =================================================================================================
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from contractdiff.model import (
    OPS_OF,
    Change,
    ChangeKind,
    ClauseId,
    Comparison,
    Edit,
    Op,
    PairedRow,
    Role,
    Side,
    kinds_in_words,
    paired_rows,
)
from contractdiff.ooxml.redlining import Redliner, TrackedLine, Within
from contractdiff.reports.redline_rows import OF, Loom, Weaver
from contractdiff.reports.word import clause_of, filled, opened_template, summary_of

UnchangedEdits = Mapping[tuple[ClauseId, ClauseId], tuple[Edit, ...]]
"""Of pairs of clauses that are told as unchanged and do not read the same to the letter, the edits between them."""

_BASE = "report.docx"
# Words of a summary, and of hidden words, that stand in a comment.
_SUMMARY, _HIDDEN = 60, 20
# Letters of a version's name where several names have to fit.
_NAME = 40
_BESIDE = {
    Role.FOOTNOTE: "Footnotes of the contract, from here on.",
    Role.ENDNOTE: "Endnotes of the contract, from here on.",
    Role.HEADER: "Headers of the contract’s pages, from here on.",
    Role.FOOTER: "Footers of the contract’s pages, from here on.",
    Role.TEXTBOX: "Text boxes of the contract, from here on.",
}


def redline_document(
    comparison: Comparison,
    unchanged: UnchangedEdits,
    *,
    day: str,
    coalition: str = "",
    agency: str = "",
    template: Path | None = None,
) -> bytes:
    """Return the redline as a .docx file.

    Args:
        comparison: What it shows.
        unchanged: The edits of clauses that are told as unchanged and yet do not read the same to the letter.
        day: The day that its changes bear, as in "2011-05-02".
        coalition: Who made it.
        agency: Who issued the contract.
        template: A Word template of the coalition's own; ``None`` for the one that comes with contractdiff.

    Raises:
        TemplateError: If the template cannot be read or lacks something.
    """
    title = " → ".join(_first_letters(each.name) for each in (comparison.old, comparison.new))
    redliner = Redliner(day=day)
    loom = Loom(
        comparison=comparison,
        redliner=redliner,
        edits_by=title,
        others_by=f"{title}, no edit (number, rename, spacing)",
    )
    lines = _Redline(loom, unchanged).lines()
    return filled(
        opened_template(_BASE, template),
        [redliner.paragraphs(lines)],
        title=f"Redline: {title}",
        kind="Redline",
        footer=f"Redline {title} · internal, not for the agency",
        coalition=coalition,
        agency=agency,
        comments=redliner.comments_part(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    """Clauses of one version that the other one has not in this place.

    Attributes:
        first: Where the first of them stands in its version.
        rank: Which row they are of, to tell which of two passages stands before the other.
        lines: Their paragraphs.
    """

    first: int
    rank: int
    lines: tuple[TrackedLine, ...]


class _Redline:
    """Lays out the rows of a comparison such that either version keeps its own order."""

    def __init__(self, loom: Loom, unchanged: UnchangedEdits) -> None:
        self._loom = loom
        self._comparison = loom.comparison
        self._unchanged = unchanged
        self._at = {
            side: {clause.id: at for at, clause in enumerate(contract.clauses)}
            for side, contract in loom.contracts.items()
        }
        self._passages: dict[Side, deque[_Passage]] = {}
        self._lines: list[TrackedLine] = []

    def lines(self) -> list[TrackedLine]:
        """All paragraphs in their order."""
        rows = paired_rows(self._comparison)
        in_place = self._in_place(rows)
        stays = frozenset(in_place)
        found: dict[Side, list[_Passage]] = {side: [] for side in Side}
        for rank, row in enumerate(rows):
            # a moved row brings its old place along
            if rank not in stays and not row.is_origin:
                for side, passage in self._apart(rank, row):
                    found[side].append(passage)
        self._passages = {side: deque(sorted(own, key=lambda each: each.first)) for side, own in found.items()}
        for rank in in_place:
            row = rows[rank]
            self._flush(self._at[Side.OLD][row.old[0]], self._at[Side.NEW][row.new[0]])
            self._write(row)
        self._flush(len(self._comparison.old.clauses), len(self._comparison.new.clauses))
        return self._commented(self._lines, [*self._how_to_read()], self._loom.edits_by, Within.BOTH)

    def _in_place(self, rows: tuple[PairedRow, ...]) -> list[int]:
        """The rows that stand in one order in both versions: as many as can be, but for what is told as moved."""
        moved = {row.change.id for row in rows if row.is_origin and row.change}
        ends: list[int] = []  # of the shortest tails, the old places
        tails: list[int] = []
        before: dict[int, int] = {}
        old_at, new_at = self._at[Side.OLD], self._at[Side.NEW]
        candidates = [
            rank for rank, row in enumerate(rows) if row.old and row.new and not (row.change and row.change.id in moved)
        ]
        candidates.sort(key=lambda rank: new_at[rows[rank].new[0]])
        for rank in candidates:
            place = bisect_left(ends, old_at[rows[rank].old[0]])
            ends[place : place + 1] = [old_at[rows[rank].old[0]]]
            tails[place : place + 1] = [rank]
            if place:
                before[rank] = tails[place - 1]
        chain: list[int] = []
        at = tails[-1] if tails else None
        while at is not None:
            chain.append(at)
            at = before.get(at)
        kept: list[int] = []
        reached = (-1, -1)
        for rank in reversed(chain):
            row = rows[rank]
            # clauses that were joined from afar may reach over what stands between them in this version
            if old_at[row.old[0]] > reached[0] and new_at[row.new[0]] > reached[1] and self._ascends(row):
                kept.append(rank)
                reached = (old_at[row.old[-1]], new_at[row.new[-1]])
        return kept

    def _ascends(self, row: PairedRow) -> bool:
        return all(
            list(names) == sorted(names, key=self._at[side].__getitem__)
            for side, names in ((Side.OLD, row.old), (Side.NEW, row.new))
        )

    # --- what one version has by itself -----------------------------------------------------------------------

    def _apart(self, rank: int, row: PairedRow) -> Iterator[tuple[Side, _Passage]]:
        """The clauses of a row without one place in both versions: each stretch of them where its version has it."""
        stretches = {
            side: _stretches(names, self._at[side]) for side, names in ((Side.OLD, row.old), (Side.NEW, row.new))
        }
        # Word shows a move from one place to one other; of several, the words are struck and inserted
        move = f"move_{rank}" if len(stretches[Side.OLD]) == len(stretches[Side.NEW]) == 1 else ""
        both = bool(row.old and row.new)
        for side, own in stretches.items():
            if not own:
                continue
            lines = self._lines_of(row, side, moved=bool(move))
            for names in own:
                took, lines = lines[: len(names)], lines[len(names) :]
                notes = self._notes(row, side, names) if side is Side.NEW or not both else self._origin(row)
                took = self._commented(took, notes, self._author(row), OF[side], moved=bool(move))
                if move:
                    start, end = self._loom.redliner.move_start(move, OF[side], author=self._author(row))
                    took[0] = replace(took[0], content=(start, *took[0].content))
                    took[-1] = replace(took[-1], after=(end,))
                yield side, _Passage(first=self._at[side][names[0]], rank=rank, lines=tuple(took))

    def _lines_of(self, row: PairedRow, side: Side, *, moved: bool) -> list[TrackedLine]:
        """The paragraphs of a row's clauses as one version has them.

        Of what was moved, the words that are gone are struck in the old place, and those that came marked in the new
        one. To show both in the new place, words would have to be inserted and deleted at once, of which LibreOffice
        7.4 keeps some whatever is accepted.
        """
        weaver = Weaver(self._loom, row, (side,), moved=moved)
        weaver.weave(edit for edit in self._edits(row) if edit.op in OPS_OF[side])
        return weaver.lines

    def _flush(self, old: int, new: int) -> None:
        """Write the passages that stand before these places of the two versions."""
        limits = {Side.OLD: old, Side.NEW: new}
        while True:
            waiting = [own[0] for side, own in self._passages.items() if own and own[0].first < limits[side]]
            if not waiting:
                return
            passage = min(waiting, key=lambda each: each.rank)
            for own in self._passages.values():
                if own and own[0] is passage:
                    own.popleft()
            self._lines += passage.lines

    # --- what both have ---------------------------------------------------------------------------------------

    def _write(self, row: PairedRow) -> None:
        """Write a row in its place, and between its clauses what only one version has there."""
        start = len(self._lines)

        def close(line: TrackedLine, following: Mapping[Side, ClauseId]) -> None:
            self._lines.append(line)
            self._flush(*(self._at[side][following[side]] if side in following else -1 for side in Side))

        weaver = Weaver(self._loom, row, tuple(Side), close=close)
        weaver.weave(self._edits(row))
        notes = self._notes(row, Side.NEW, row.new)
        self._lines[start : start + 1] = self._commented(
            self._lines[start : start + 1], notes, self._author(row), Within.BOTH
        )

    def _edits(self, row: PairedRow) -> tuple[Edit, ...]:
        """The edits of a row, those of clauses that are told as unchanged too; they are the wording of both versions.

        Where they are not, the old wording is struck whole and the new one inserted whole: no word may be lost.
        """
        edits = row.change.edits if row.change else self._unchanged.get((row.old[0], row.new[0]), ())
        wordings = {
            side: " ".join(filter(None, (self._loom.contracts[side].by_id[name].wording for name in names)))
            for side, names in ((Side.OLD, row.old), (Side.NEW, row.new))
        }
        said = {side: "".join(edit.text for edit in edits if edit.op in OPS_OF[side]) for side in Side}
        if said == wordings:
            return edits
        old, new = wordings[Side.OLD], wordings[Side.NEW]
        return (Edit(Op.EQUAL, old),) if old == new else (Edit(Op.DELETE, old), Edit(Op.INSERT, new))

    # --- what is said beside ----------------------------------------------------------------------------------

    def _author(self, row: PairedRow) -> str:
        """Who is named for a row: the reviewer of edits, unless it has none."""
        is_edit = row.change is not None and row.change.kind is not ChangeKind.RENUMBERED
        return self._loom.edits_by if is_edit else self._loom.others_by

    def _commented(
        self, lines: list[TrackedLine], notes: list[str], author: str, within: Within, *, moved: bool = False
    ) -> list[TrackedLine]:
        """The lines with a comment on the first of them, where there is anything to say."""
        if not notes or not lines:
            return lines
        start, end = self._loom.redliner.comment(notes, within, author=author, moved=moved)
        return [replace(lines[0], content=(start, *lines[0].content, end)), *lines[1:]]

    def _how_to_read(self) -> Iterator[str]:
        """What is to be known of the whole."""
        old, new = self._comparison.old, self._comparison.new
        yield (
            f"Redline of {old.name} ({old.reading.file}) → {new.name} ({new.reading.file}), marked clause by clause. "
            f"Accept all changes, and the words are those of {new.name}; reject all, and they are those of {old.name}."
        )
        yield (
            f"There are two reviewers: “{self._loom.edits_by}” marks edits, “{self._loom.others_by}” what is no edit "
            "and reads otherwise all the same. To see edits alone, hide the second one (Review, Show Markup, Specific "
            "People)."
        )
        yield (
            "Shown are words and numbers; formatting and pictures are not. Rows of tables stand as lines, their cells "
            "parted by tabs. The ids (C-001) are those of the list of changes."
        )
        for change in self._comparison.renames:
            yield from self._told(change)
        yield from self._comparison.not_compared

    def _notes(self, row: PairedRow, side: Side, names: Iterable[ClauseId]) -> list[str]:
        """What a comment says of a row, a paragraph each."""
        said = [] if row.change is None else list(self._told(row.change))
        for own, clauses in ((Side.OLD, row.old), (Side.NEW, row.new)):
            contract = self._loom.contracts[own]
            for clause in map(contract.by_id.__getitem__, clauses):
                words = " … ".join(clause.wording[start:end] for start, end in clause.hidden)
                if words:
                    said.append(f"Hidden in print in {contract.name}: “{_first_words(words, _HIDDEN)}”")
        return [*self._place(side, next(iter(names))), *said]

    def _place(self, side: Side, name: ClauseId) -> Iterator[str]:
        """What the part of the contract is called that begins with a clause, where that is not its body."""
        contract = self._loom.contracts[side]
        at = self._at[side][name]
        clause, before = contract.clauses[at], contract.clauses[at - 1] if at else None
        if clause.role in _BESIDE and (before is None or before.role is not clause.role):
            yield _BESIDE[clause.role]
        if clause.file and (before is None or before.file != clause.file):
            yield f"From here on: {clause.file}"

    def _told(self, change: Change) -> Iterator[str]:
        place = clause_of(self._comparison, change)
        named = dict.fromkeys(flag.name or flag.category for flag in change.flags)
        yield " · ".join(filter(None, (change.id, change.priority.value, kinds_in_words(change), place)))
        if change.kind is not ChangeKind.RENUMBERED:
            yield summary_of(change, _SUMMARY)
        if change.flags:
            yield f"{'; '.join(named)}. {change.flags[0].why}"

    def _origin(self, row: PairedRow) -> list[str]:
        change = row.change
        return [f"{change.id} · to {clause_of(self._comparison, change).rpartition(' ')[2]}"] if change else []


def _stretches(names: tuple[ClauseId, ...], at: Mapping[ClauseId, int]) -> list[list[ClauseId]]:
    """The clauses in stretches that stand together in their version, in that order."""
    found: list[list[ClauseId]] = []
    for name in names:
        if found and at[found[-1][-1]] + 1 == at[name]:
            found[-1].append(name)
        else:
            found.append([name])
    return found


def _first_letters(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[:_NAME]}…"


def _first_words(text: str, most: int) -> str:
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")
