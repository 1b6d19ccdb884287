"""Answers to an earlier comparison, under the ids that its changes have now."""

from collections.abc import Mapping
from dataclasses import replace

from contractdiff.model import Doubt, Entry, FoundRow, Loose, RowStatus, Submission, is_change


def as_now(submission: Submission, ids: Mapping[str, str] | None) -> Submission:
    """Return a file that answers an earlier comparison as if it answered that of today.

    A row whose change is none any more keeps its words and has no id, so that a person decides; wherever else such a
    change is named, it is called that of the earlier form, since its id may be another change today.

    Args:
        submission: The file.
        ids: The id that each change has now, where it is still one; ``None`` where the comparison is that of today.
    """
    if ids is None:
        return submission
    sheet = submission.sheet
    rows = tuple(_row(row, ids) for row in sheet.rows)
    loose = tuple(Loose(text=each.text, ids=_known(each.ids, ids), author=each.author) for each in sheet.loose)
    issued = tuple(dict.fromkeys(ids.get(each, each) for each in sheet.issued if each in ids or not is_change(each)))
    return replace(submission, sheet=replace(sheet, rows=rows, loose=loose, issued=issued))


def _row(row: FoundRow, ids: Mapping[str, str]) -> FoundRow:
    entries = tuple(_entry(each, ids) for each in row.entries)
    signals = tuple((kind, ids.get(said, said)) for kind, said in row.signals if said in ids or not is_change(said))
    cells = tuple(f"{cell} (of the earlier form)" if is_change(cell) else cell for cell in row.cells)
    if not row.is_placed or not is_change(row.id):
        return replace(row, entries=entries, signals=signals, cells=cells)
    if row.id in ids:
        doubts = (*row.doubts, Doubt.EARLIER) if entries else row.doubts
        return replace(row, id=ids[row.id], entries=entries, signals=signals, doubts=doubts)
    if not entries:
        return replace(row, id="", status=RowStatus.BLANK, signals=())
    words = (f"{row.id} (of the earlier form)", *(entry.text for entry in entries))
    return replace(row, id="", status=RowStatus.UNMATCHED, entries=entries, signals=(), cells=words)


def _entry(entry: Entry, ids: Mapping[str, str]) -> Entry:
    return replace(entry, covers=_known(entry.covers, ids)) if entry.covers else entry


def _known(names: tuple[str, ...], ids: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(ids.get(each, each) for each in names if each in ids or not is_change(each))
