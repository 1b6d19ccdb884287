"""From the files that came back to what members said, as it counts: nothing is stored that can be worked out.

So the order in which files arrive, the roster is loaded and matters are decided makes no difference.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from contractdiff.docket.matters import file_matter, matters_of, which_matter, word_groups
from contractdiff.docket.store import Docket
from contractdiff.docket.who import Roster, Sender
from contractdiff.model import (
    Comparison,
    Decision,
    Doubt,
    Entry,
    EntryKind,
    Feedback,
    FoundRow,
    Matter,
    Member,
    Respondent,
    RowStatus,
    Said,
    StoredComparison,
    Submission,
)

GENERAL = "G-01"
_PLACED = (RowStatus.MATCHED, RowStatus.DUPLICATE)


def feedback_of(
    docket: Docket,
    stored: StoredComparison,
    comparison: Comparison,
    *,
    renamed: Mapping[str, Mapping[str, str]],
) -> Feedback:
    """Return what members said of a comparison, as it counts after all decisions.

    Args:
        docket: The open docket.
        stored: The comparison as the docket keeps it.
        comparison: The same, read.
        renamed: For the layouts of earlier comparisons, the id that each id of theirs has now; an id that has none is
            left out.
    """
    members, decisions = docket.members(), docket.decisions()
    submissions = tuple(_as_now(each, renamed.get(each.layout)) for each in docket.submissions())
    roster = Roster(members)
    senders = {each.id: roster.sender(each, decisions) for each in submissions}
    matters: list[Matter] = []
    respondents = []
    by_sender = sorted(submissions, key=lambda each: (senders[each.id].key, each.id))
    for _, group in groupby(by_sender, key=lambda each: senders[each.id].key):
        files = list(group)
        which = which_matter(senders[files[0].id], files, decisions)
        matters += [which] if which else []
        respondents.append(_respondent(senders[files[0].id], _ranked(files), which, decisions, members))
    for each in submissions:
        matters += matters_of(each, senders[each.id], decisions)
    refused = docket.refused()
    return Feedback(
        comparison=comparison,
        round=stored.round,
        coalition=stored.coalition,
        agency=stored.agency,
        return_by=stored.return_by,
        members=members,
        respondents=tuple(sorted(respondents, key=lambda each: (each.name.casefold(), each.key))),
        submissions=submissions,
        refused=tuple((name, reason) for _, name, reason in refused),
        matters=(*matters, *(file_matter(*each, decisions) for each in refused)),
        open_rows=tuple(
            dict.fromkeys(
                each
                for submission in submissions
                for each in submission.sheet.issued
                if each not in comparison.by_id and each[1:2] == "-"
            )
        ),
    )


def _as_now(submission: Submission, ids: Mapping[str, str] | None) -> Submission:
    """A file that answers an earlier comparison, its rows under the ids that they have now.

    A row whose change is none any more keeps its words and has no id: a person decides.
    """
    if ids is None:
        return submission
    rows = []
    for row in submission.sheet.rows:
        if row.status not in _PLACED or row.id[1:2] != "-" or row.id[:1] != "C":
            rows.append(row)
        elif row.id in ids:
            rows.append(
                replace(row, id=ids[row.id], doubts=(*row.doubts, Doubt.EARLIER) if row.entries else row.doubts)
            )
        elif row.entries:
            words = tuple(entry.text for entry in row.entries)
            rows.append(replace(row, id="", status=RowStatus.UNMATCHED, cells=(row.id, *words)))
    issued = tuple(ids.get(each, each) for each in submission.sheet.issued)
    return replace(submission, sheet=replace(submission.sheet, rows=tuple(rows), issued=issued))


def _ranked(files: Sequence[Submission]) -> list[Submission]:
    """The files of one sender, the one that was saved last first."""
    return sorted(files, key=lambda each: (each.modified, each.sha256), reverse=True)


@dataclass(frozen=True, slots=True)
class _Placed:
    row: str
    said: Said


def _respondent(
    sender: Sender,
    files: Sequence[Submission],
    which: Matter | None,
    decisions: Mapping[str, Decision],
    members: Sequence[Member],
) -> Respondent:
    decided = which.decision if which else None
    if decided and decided.choice == "keep":
        files = sorted(files, key=lambda each: each.id != decided.value)
    counting = {each.id for each in files} if decided and decided.choice == "all" else {files[0].id}
    said: dict[str, list[Said]] = {}
    for each in files:
        for placed in _said(each, decisions, counts=each.id in counting):
            said.setdefault(placed.row, []).append(placed.said)
    associations = {name.casefold() for member in members for name in member.associations}
    first = files[0].sheet
    names = (sender.name, *(sender.member.aliases if sender.member else ()))
    return Respondent(
        key=sender.key,
        name=sender.name,
        member=sender.member,
        is_association=any(name.casefold() in associations for name in names),
        submissions=tuple(each.id for each in files),
        consent=_code(first.answer("Consent")) or "count_us",
        quoting=_code(first.answer("Quoting")) or "no",
        funding=_code(first.answer("Funding")),
        said={row: tuple(found) for row, found in said.items()},
    )


def _code(answer: Entry | None) -> str:
    return answer.code if answer else ""


def _said(submission: Submission, decisions: Mapping[str, Decision], *, counts: bool) -> Iterator[_Placed]:
    """What a file says, row by row, after what was decided of its rows and words."""
    for row in submission.sheet.rows:
        matter = f"{submission.id}/{row.number}"
        if row.status in _PLACED:
            yield from _of_row(submission, row, decisions, counts=counts)
        elif (decision := decisions.get(matter)) and decision.choice in ("place", "general"):
            place = decision.value if decision.choice == "place" else GENERAL
            for entry in row.entries or _cells(row):
                yield _Placed(place, _made(entry, submission, row, counts, decision))
    for number, several in word_groups(submission):
        decision = decisions.get(f"{submission.id}/w{number}")
        if decision and decision.choice in ("place", "general"):
            place = decision.value if decision.choice == "place" else GENERAL
            for loose in several:
                entry = Entry(kind=EntryKind.BESIDE, text=loose.text, author=loose.author)
                by = _by(decision)
                yield _Placed(place, Said(entry=entry, submission=submission.id, row=0, counts=counts, placed_by=by))


def _of_row(
    submission: Submission, row: FoundRow, decisions: Mapping[str, Decision], *, counts: bool
) -> Iterator[_Placed]:
    """What was written in a row that was identified."""
    matter = f"{submission.id}/{row.number}"
    position, covers = decisions.get(f"{matter}/position"), decisions.get(f"{matter}/covers")
    for entry in row.entries:
        if entry.kind is EntryKind.ANSWER:
            continue
        said = Said(entry=entry, submission=submission.id, row=row.number, doubts=row.doubts, counts=counts)
        if entry.kind is EntryKind.POSITION and position:
            code = position.value if position.choice == "position" else ""
            said = replace(said, entry=replace(entry, code=code), placed_by=_by(position))
        yield _Placed(row.id, said)
        if covers and covers.choice == "also" and entry.covers:
            for other in covers.value.split():
                yield _Placed(other, replace(said, placed_by=_by(covers)))


def _made(entry: Entry, submission: Submission, row: FoundRow, counts: bool, decision: Decision) -> Said:
    return Said(entry=entry, submission=submission.id, row=row.number, counts=counts, placed_by=_by(decision))


def _by(decision: Decision) -> str:
    return decision.by or "staff"


def _cells(row: FoundRow) -> list[Entry]:
    return [Entry(kind=EntryKind.BESIDE, text=" | ".join(cell for cell in row.cells if cell))]
