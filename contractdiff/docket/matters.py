"""What a person has to decide about the files that came back."""

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby

from contractdiff.docket.digests import digest
from contractdiff.docket.who import Sender
from contractdiff.model import (
    CHOSEN,
    CONSENTS,
    Decision,
    Doubt,
    Entry,
    EntryKind,
    FormKind,
    FoundRow,
    Loose,
    Matter,
    MatterKind,
    RowStatus,
    Submission,
)

# The coalition's own forms, and what takes back in them the words that they were sent out with.
_OWN = (FormKind.LEAD, FormKind.EXPERT, FormKind.WORKGROUP)
_CLEARED = frozenset(("-", "–", "—"))
PLACE = ("place ROW", "general", "dismiss")
CHOICES: Mapping[MatterKind, tuple[str, ...]] = {
    MatterKind.ROW: PLACE,
    MatterKind.WORDS: PLACE,
    MatterKind.POSITION: ("position CODE", "none"),
    MatterKind.COVERS: ("only", "also ROWS"),
    MatterKind.WHO: ("member ID", "name NAME"),
    MatterKind.WHICH: ("keep ID", "all"),
    MatterKind.CONSENT: ("consent CODE",),
    MatterKind.ANSWER: ("answer CODE", "none"),
    MatterKind.LISTED: ("place ROW", "none"),
    MatterKind.FILE: ("dismiss",),
}


def matters_of(submission: Submission, sender: Sender, decisions: Mapping[str, Decision]) -> Iterator[Matter]:
    """What is to be decided of one file: who sent it, its rows, and its words outside of rows."""
    sheet = submission.sheet
    decided = decisions.get(f"{submission.id}/who")
    if sender.doubt or decided:
        yield _matter(
            f"{submission.id}/who",
            MatterKind.WHO,
            submission,
            sender.doubt or f"It was decided that {sender.name} sent this file.",
            decisions,
            candidates=sender.candidates,
        )
    consent = sheet.answer("Consent")
    if consent is not None and not consent.code:
        yield _matter(
            f"{submission.id}/consent",
            MatterKind.CONSENT,
            submission,
            "How its answers may be used is not clear. Until somebody decides, they stay within the coalition.",
            decisions,
            words=consent.text,
            candidates=CONSENTS,
        )
    for row in sheet.rows:
        yield from _of_row(submission, row, decisions)
    yield from _of_words(submission, decisions)


def exchange_matters(submission: Submission, decisions: Mapping[str, Decision]) -> Iterator[Matter]:
    """What is to be decided of a file that is no member form: its rows, answers and words outside of rows."""
    several = contradicted(submission)
    for row in submission.sheet.rows:
        yield from _of_row(submission, row, decisions)
        yield from _answers(submission, row, several, decisions)
    yield from _of_words(submission, decisions)


def contradicted(submission: Submission) -> frozenset[tuple[str, str]]:
    """The rows and fields that a file answers in two ways."""
    codes: dict[tuple[str, str], set[str]] = {}
    for row in submission.sheet.rows:
        for entry in row.entries:
            if row.is_placed and entry.field and entry.code and entry.kind is EntryKind.ANSWER:
                codes.setdefault((row.id, entry.field), set()).add(entry.code)
    return frozenset(place for place, found in codes.items() if len(found) > 1)


def takes_back(submission: Submission, entry: Entry) -> bool:
    """Whether an answer takes back what stood in its place: "-" in one of the coalition's own forms.

    An emptied cell cannot be told from one that nobody touched. What the agency writes is never taken for that.
    """
    return submission.kind in _OWN and entry.text.strip() in _CLEARED


def _answers(
    submission: Submission, row: FoundRow, several: Container[tuple[str, str]], decisions: Mapping[str, Decision]
) -> Iterator[Matter]:
    for field in dict.fromkeys(entry.field for entry in row.entries if entry.field):
        said = [
            entry
            for entry in row.entries
            if entry.field == field and entry.kind is EntryKind.ANSWER and not takes_back(submission, entry)
        ]
        twice = (row.id, field) in several
        # where words may stand beside a choice, words alone are none, unless they take one back
        asked = field in CHOSEN or (Doubt.ANSWER in row.doubts and any("\n" in entry.text for entry in said))
        if not twice and (not asked or all(entry.code for entry in said)):
            continue
        yield _matter(
            f"{submission.id}/{row.number}/{field}",
            MatterKind.ANSWER,
            submission,
            f"{row.id}: the form holds two rows that may answer “{field}” differently; this is one of them."
            if twice
            else f"{row.id}: this answer to “{field}” is not clear.",
            decisions,
            words="; ".join(filter(None, (entry.text or entry.code for entry in said))),
            candidates=tuple(dict.fromkeys(entry.code for entry in said if entry.code)),
        )


def which_matter(sender: Sender, files: Sequence[Submission], decisions: Mapping[str, Decision]) -> Matter | None:
    """Which of several files from one sender counts; ``None`` where there is one, or all say the same.

    A decision is about the files that there were: one that comes later opens the matter anew.
    """
    if len({_all_said(each) for each in files}) < 2:
        return None
    names = sorted(each.id for each in files)
    several = digest(" ".join(names).encode())[:4]
    latest = latest_of(files)
    until = (
        f"the positions in {latest.id} ({latest.name}), which was saved last ({latest.modified[:10]}), count"
        if latest
        else "positions in which they differ do not count, since the files do not say when they were saved"
    )
    name = f"{sender.key}/which-{several}"
    return Matter(
        id=name,
        kind=MatterKind.WHICH,
        subject=sender.key,
        file="; ".join(each.name for each in sorted(files, key=lambda each: each.id)),
        says=f"{sender.name} sent {len(files)} files that differ. Until somebody decides, {until}, and the words of "
        "all are shown.",
        candidates=tuple(names),
        choices=CHOICES[MatterKind.WHICH],
        decision=decisions.get(name),
    )


def latest_of(files: Sequence[Submission]) -> Submission | None:
    """The file that was saved last; ``None`` where not all of them say when they were."""
    dated = [(saved(each), each.sha256, each) for each in files]
    return None if any(when is None for when, _, _ in dated) else max(dated, key=lambda each: each[:2])[2]


def saved(submission: Submission) -> datetime | None:
    """When a file says it was last saved."""
    try:
        when = datetime.fromisoformat(submission.modified)
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def file_matter(sha256: str, name: str, reason: str, decisions: Mapping[str, Decision]) -> Matter:
    """A file that could not be read."""
    matter = f"{sha256[:8]}/file"
    return Matter(
        id=matter,
        kind=MatterKind.FILE,
        subject=sha256,
        file=name,
        says=reason,
        choices=CHOICES[MatterKind.FILE],
        decision=decisions.get(matter),
    )


def _of_row(submission: Submission, row: FoundRow, decisions: Mapping[str, Decision]) -> Iterator[Matter]:
    name = f"{submission.id}/{row.number}"
    if row.status in (RowStatus.QUARANTINED, RowStatus.UNMATCHED):
        ids = tuple(dict.fromkeys(said for _, said in row.signals))
        says = (
            f"Row {row.number}: " + "; ".join(f"its {signal.value} says {said}" for signal, said in row.signals) + "."
            if ids
            else f"Row {row.number}: nothing says which row it is."
        )
        own, whole = "\n".join(entry.text for entry in row.entries), " | ".join(cell for cell in row.cells if cell)
        # first what the member wrote, as far as that can be told
        words = f"{own}\nThe whole row: {whole}" if own and own != whole else own or whole
        yield _matter(name, MatterKind.ROW, submission, says, decisions, words=words, candidates=ids)
        return
    if Doubt.POSITION in row.doubts or Doubt.TWO_POSITIONS in row.doubts:
        positions = [entry for entry in row.entries if entry.kind is EntryKind.POSITION]
        says = f"{row.id}: this position is not clear."
        if Doubt.TWO_POSITIONS in row.doubts:
            says = f"{row.id}: the form holds two rows with different positions; this is one of them."
        yield _matter(
            f"{name}/position",
            MatterKind.POSITION,
            submission,
            says,
            decisions,
            words="; ".join(entry.text for entry in positions),
            candidates=tuple(dict.fromkeys(entry.code for entry in positions if entry.code)),
        )
    if Doubt.COVERS in row.doubts:
        others = tuple(dict.fromkeys(other for entry in row.entries for other in entry.covers))
        yield _matter(
            f"{name}/covers",
            MatterKind.COVERS,
            submission,
            f"{row.id}: what is written here runs over other rows, too{': ' if others else ''}{', '.join(others)}. It "
            f"is kept at {row.id}. Is it meant for the others as well?",
            decisions,
            words="\n".join(entry.text for entry in row.entries if entry.covers)
            or "\n".join(entry.text for entry in row.entries if entry.kind is EntryKind.MARGIN),
            candidates=others,
        )


def word_groups(submission: Submission) -> Iterator[tuple[int, tuple[Loose, ...]]]:
    """Words outside of rows with their number: those that name rows by themselves, others as they follow."""
    numbered = list(enumerate(submission.sheet.loose, 1))
    for _, group in groupby(numbered, key=lambda each: (each[1].ids, each[1].author, each[0] if each[1].ids else 0)):
        several = list(group)
        yield several[0][0], tuple(loose for _, loose in several)


def _of_words(submission: Submission, decisions: Mapping[str, Decision]) -> Iterator[Matter]:
    for number, several in word_groups(submission):
        ids = several[0].ids
        yield _matter(
            f"{submission.id}/w{number}",
            MatterKind.WORDS,
            submission,
            f"Words outside of the rows. They name {', '.join(ids) if ids else 'no row'}.",
            decisions,
            words="\n".join(map(_shown, several)),
            candidates=ids,
        )


def _shown(loose: Loose) -> str:
    return f"{loose.author} (in the margin): {loose.text}" if loose.author else loose.text


def _all_said(submission: Submission) -> tuple[object, ...]:
    """All that a file says, to tell whether two say the same."""
    rows = {
        (row.id, entry.kind.value, entry.code or " ".join(entry.text.split()))
        for row in submission.sheet.rows
        for entry in row.entries
    }
    apart = (row.cells for row in submission.sheet.rows if row.cells)
    loose = (each.text for each in submission.sheet.loose)
    return tuple(sorted(rows)), tuple(sorted(apart)), tuple(sorted(loose))


def _matter(
    name: str,
    kind: MatterKind,
    submission: Submission,
    says: str,
    decisions: Mapping[str, Decision],
    *,
    words: str = "",
    candidates: tuple[str, ...] = (),
) -> Matter:
    return Matter(
        id=name,
        kind=kind,
        subject=submission.id,
        file=submission.name,
        says=says,
        words=words,
        candidates=candidates,
        choices=CHOICES[kind],
        decision=decisions.get(name),
    )
