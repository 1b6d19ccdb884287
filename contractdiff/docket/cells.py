"""What stands in the columns of the forms of leads, experts, the workgroup and the agency, after all decisions."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from contractdiff.docket.digests import digest
from contractdiff.docket.matters import CHOICES, contradicted, saved, takes_back, word_groups
from contractdiff.model import (
    FORM_NAMES,
    GENERAL,
    Decision,
    EntryKind,
    FormKind,
    FoundRow,
    Layout,
    Matter,
    MatterKind,
    Submission,
)

VOTES = ("yes", "no", "abstain")
# What the cells are for that nobody answers.
_READ = frozenset(("id", "printed"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What was written in one column of one row.

    Attributes:
        text: The words; of a choice those beside it.
        code: What was chosen; "" where nothing was, or nothing that is clear.
        kept: Whether it is a choice that the form was sent out with.
        submission: The file.
        layout: The form that it is a copy of.
        who: Who filled it in, as that was typed.
        file: What the file was called.
        day: When it was saved, in ISO 8601; "" where it does not say.
        round: The round of the form.
        order: Of two cells of one round the later one is greater: by when the form was made, then when it was saved.
    """

    text: str = ""
    code: str = ""
    kept: bool = False
    submission: str = ""
    layout: str = ""
    who: str = ""
    file: str = ""
    day: str = ""
    round: int = 0
    order: tuple[str, float] = ("", 0.0)

    @property
    def is_said(self) -> bool:
        """Whether somebody wrote or chose anything in it."""
        return bool(self.text or self.code) and not self.kept

    @property
    def source(self) -> str:
        """Who wrote it, and where."""
        return f"{self.who} ({self.file})" if self.who else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """All that came back on the forms of one kind in one round by one hand.

    Attributes:
        kind: The kind of form.
        round: The round.
        who: Who filled it in, where each stands by itself (experts), or the file (lists of the agency); else "".
        cells: What counts, by row and column.
        beside: What was written outside of the columns, by row, with where it stands.
        overruled: What other words on a form that was made later took the place of, by row and column.
    """

    kind: FormKind
    round: int
    who: str = ""
    cells: Mapping[tuple[str, str], Cell]
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    overruled: Mapping[tuple[str, str], Cell] = field(default_factory=dict)

    def cell(self, row: str, column: str) -> Cell:
        """What stands in a column of a row; an empty one where nothing does."""
        return self.cells.get((row, column), Cell())


class IssuedTexts:
    """What the rows of forms said when they were sent out."""

    def __init__(self, layouts: Iterable[Layout]) -> None:
        self._layouts = {each.sha256: each for each in layouts}
        self._fields = cache(self._load)
        self._rows = cache(self._read)

    def _read(self, layout: str) -> Mapping[str, tuple[str, ...]]:
        rows = self._fields(layout).get("form", {}).get("rows", ())
        # the appendix repeats the ids
        return {name: tuple(cells) for name, _, cells, uses in rows if name and not _READ.issuperset(uses)}

    def _load(self, layout: str) -> Mapping[str, Any]:
        found = self._layouts.get(layout)
        return json.loads(found.rows) if found else {}

    def cells(self, cell: Cell, row: str) -> tuple[str, ...]:
        """The cells of a row of the form in which a cell was answered; none where it has no such row."""
        return self._rows(cell.layout).get(row, ())

    def of(self, cell: Cell, row: str) -> str:
        """The words of such a row."""
        return "\n".join(self.cells(cell, row))

    def shows(self, cell: Cell, place: tuple[str, str], earlier: Cell) -> bool:
        """Whether the form in which a cell was answered showed what an earlier one had said there."""
        row, column = place
        printed = " ".join(self.of(cell, row).split())
        labels = self._fields(cell.layout).get("words", {}).get("choices", {}).get(column, {}).get("labels", {})
        said = (" ".join(earlier.text.split()), labels.get(earlier.code, ""))
        return all(words in printed for words in said)

    def seats(self, cell: Cell) -> tuple[str, ...]:
        """The seats of the committee that the form prints in which a cell was answered."""
        return tuple(self._fields(cell.layout).get("seats", ()))

    def rows(self, layout: str) -> frozenset[str]:
        """The ids of the rows of a form."""
        return frozenset(self._rows(layout))


def written_of(
    submissions: Sequence[Submission],
    layouts: Mapping[str, Layout],
    rounds: Mapping[str, int],
    decisions: Mapping[str, Decision],
) -> tuple[tuple[Written, ...], tuple[Matter, ...]]:
    """Return what came back, in the order of rounds, and the files of which a person has to say which one counts.

    Args:
        submissions: The files that are no member forms.
        layouts: The forms that were sent out, by their digests.
        rounds: The round of each.
        decisions: What people decided.

    Of files that answer the same cell, what was saved last counts; forms that were made later go before others.
    """
    groups: dict[tuple[int, str, str], list[Submission]] = {}
    for each in submissions:
        number = rounds.get(each.layout, 1)
        # experts stand beside each other, and so do lists that the agency made by itself
        own = {FormKind.EXPERT: _who(each).casefold(), FormKind.LIST: each.id}
        hand = own.get(each.kind, "")
        groups.setdefault((number, each.kind.value, hand), []).append(each)
    written: list[Written] = []
    matters: list[Matter] = []
    for (number, _, hand), files in sorted(groups.items()):
        files.sort(key=lambda each: (layouts[each.layout].at if each.layout in layouts else "", _saved(each)))
        matters += _conflicts(files, decisions)
        kept = {d.value for m in matters if (d := m.decision) and d.choice == "keep"}
        files.sort(key=lambda each: each.id in kept)
        written.append(_merged(files, number, hand, layouts, decisions))
    return tuple(written), tuple(matters)


def _saved(submission: Submission) -> tuple[float, str]:
    when = saved(submission)
    return (when.timestamp() if when else 0.0), submission.sha256


def _who(submission: Submission) -> str:
    found = submission.sheet.answer("Name") or submission.sheet.answer("Office")
    return " ".join(found.text.split()) if found else ""


def _merged(
    files: Sequence[Submission],
    number: int,
    hand: str,
    layouts: Mapping[str, Layout],
    decisions: Mapping[str, Decision],
) -> Written:
    cells: dict[tuple[str, str], Cell] = {}
    overruled: dict[tuple[str, str], Cell] = {}
    beside: dict[str, list[str]] = {}
    for each in files:
        made = layouts[each.layout].at if each.layout in layouts else ""
        order = (made, _saved(each)[0])
        own = {place: replace(cell, round=number, order=order) for place, cell in _cells(each, decisions)}
        taken_anew(cells, own)
        for (row, column), cell in own.items():
            place = (_in_file(row, each.id), column)
            if cell.kept and place in cells:
                overruled.pop(place, None)
                continue
            before = cells.get(place, Cell())
            overruled.pop(place, None)
            if before.is_said and before.layout != cell.layout and _differ(before, cell):
                overruled[place] = before
            cells[place] = cell
        for row, words in _beside(each, decisions):
            row = _in_file(row, each.id)
            if words not in beside.setdefault(row, []):
                beside[row].append(words)
    who = next((_who(each) for each in reversed(files) if _who(each)), "") if hand else ""
    if files[0].kind in (FormKind.EXPERT, FormKind.LIST):
        who = who or (files[-1].name if files[0].kind is FormKind.EXPERT else files[-1].id)
    return Written(
        kind=files[0].kind,
        round=number,
        who=who,
        cells=cells,
        beside={row: tuple(found) for row, found in beside.items()},
        overruled=overruled,
    )


def _differ(one: Cell, other: Cell) -> bool:
    return (one.code, one.text.split()) != (other.code, other.text.split())


def taken_anew(cells: dict[tuple[str, str], Cell], own: Mapping[tuple[str, str], Cell]) -> None:
    """Take out the votes that were recorded again: a vote is one thing, and none of its columns stays behind."""
    again = {row for (row, column), cell in own.items() if row.startswith("V-") and column in VOTES and cell.text}
    for place in [place for place in cells if place[0] in again]:
        del cells[place]


def _in_file(row: str, submission: str) -> str:
    """What a free row is called: several files have rows of the same names, and each lists other changes there."""
    return f"{row} of {submission}" if is_free(row) else row


def is_free(row: str) -> bool:
    """Whether a row is one in which the agency lists a change of its own: "A-01", or "L-001" of its own list."""
    return row[:2] in ("A-", "L-")


def _cells(submission: Submission, decisions: Mapping[str, Decision]) -> Iterator[tuple[tuple[str, str], Cell]]:
    who = _who(submission)
    decided = {
        (row.id, name): found
        for row in submission.sheet.rows
        for name in {entry.field for entry in row.entries if entry.field}
        if (found := decisions.get(f"{submission.id}/{row.number}/{name}"))
    }
    twice = contradicted(submission)
    for row in submission.sheet.rows:
        if not row.is_placed:
            continue
        for entry in row.entries:
            if not entry.field and entry.kind is not EntryKind.ANSWER:
                continue
            code = "" if (row.id, entry.field) in twice else entry.code
            if found := decided.get((row.id, entry.field)):
                code = found.value if found.choice == "answer" else ""
            cleared = takes_back(submission, entry)
            yield (
                (row.id, entry.field),
                Cell(
                    text="" if cleared else entry.text,
                    code=code,
                    kept=entry.kind is EntryKind.KEPT,
                    submission=submission.id,
                    layout=submission.layout,
                    who=who,
                    file=submission.name,
                    day=submission.modified[:10],
                ),
            )


def _beside(submission: Submission, decisions: Mapping[str, Decision]) -> Iterator[tuple[str, str]]:
    """What was written outside of the columns, with the row it belongs to, and where it stands."""
    for row in submission.sheet.rows:
        place = row.id if row.is_placed else _placed(decisions.get(f"{submission.id}/{row.number}"))
        if not place:
            continue
        for entry in row.entries:
            if entry.kind in (EntryKind.ANSWER, EntryKind.KEPT):
                continue
            where = {EntryKind.MARGIN: "in the margin", EntryKind.WORDING: "over the printed words"}.get(entry.kind, "")
            by = ", ".join(filter(None, (where, entry.author, entry.column and f"on “{entry.column}”")))
            yield place, f"{entry.text} [{by}]" if by else entry.text
        if not row.is_placed and not row.entries:
            yield place, _whole(row)
    for number, several in word_groups(submission):
        if place := _placed(decisions.get(f"{submission.id}/w{number}")):
            for loose in several:
                yield place, loose.text


def _whole(row: FoundRow) -> str:
    return " | ".join(cell for cell in row.cells if cell)


def _placed(decision: Decision | None) -> str:
    if decision is None or decision.choice not in ("place", "general"):
        return ""
    return decision.value if decision.choice == "place" else GENERAL


def _is_one_hand(copies: Sequence[Submission]) -> bool:
    """Whether all copies name the same person or office, and say when each was saved."""
    hands = {_who(each).casefold() for each in copies}
    return len(hands) == 1 and "" not in hands and len({saved(each) for each in copies} - {None}) == len(copies)


def _conflicts(files: Sequence[Submission], decisions: Mapping[str, Decision]) -> Iterator[Matter]:
    """Which of the copies of one form counts that answer a cell differently; a form made later knew of the earlier."""
    by_layout: dict[str, list[Submission]] = {}
    for each in files:
        by_layout.setdefault(each.layout, []).append(each)
    for layout, copies in by_layout.items():
        if len(copies) > 1 and _is_one_hand(copies):
            # somebody sends a later version of the same copy
            continue
        said: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for each in copies:
            for place, cell in _cells(each, decisions):
                if not cell.kept and place[1] and not is_free(place[0]):
                    said.setdefault(place, set()).add((cell.code, " ".join(cell.text.split())))
        differing = sorted({row for (row, _), found in said.items() if len(found) > 1})
        if not differing:
            continue
        names = sorted(each.id for each in copies)
        name = f"{layout[:8]}/which-{digest(' '.join(names).encode())[:4]}"
        last = copies[-1]
        more = f" and {len(differing) - 5} more" if len(differing) > 5 else ""
        of = f"{len(copies)} copies of one" if len(copies) > 1 else "Two rows of a"
        yield Matter(
            id=name,
            kind=MatterKind.WHICH,
            subject=layout,
            file="; ".join(each.name for each in copies),
            says=f"{of} {FORM_NAMES[last.kind]} say different things of {', '.join(differing[:5])}{more}. Until "
            f"somebody decides, {last.id} ({last.name}), which was saved last, counts there.",
            candidates=tuple(names),
            choices=CHOICES[MatterKind.WHICH],
            decision=decisions.get(name),
        )
