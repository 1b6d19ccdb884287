"""From the files that came back to what members said, as it counts: nothing is stored that can be worked out.

So the order in which files arrive, the roster is loaded and matters are decided makes no difference.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby

from contractdiff.docket.earlier import as_now
from contractdiff.docket.matters import (
    exchange_matters,
    file_matter,
    latest_of,
    matters_of,
    saved,
    which_matter,
    word_groups,
)
from contractdiff.docket.store import Docket
from contractdiff.docket.who import Roster, Sender, associations_among
from contractdiff.model import (
    COALITION_USE,
    CONSENTS,
    COUNT_US,
    GENERAL,
    Comparison,
    Decision,
    Doubt,
    Entry,
    EntryKind,
    Feedback,
    FormKind,
    FoundRow,
    Matter,
    Respondent,
    Said,
    StoredComparison,
    Submission,
    is_change,
    is_of_form,
)

_NEVER = datetime.min.replace(tzinfo=UTC)


def feedback_of(
    docket: Docket,
    stored: StoredComparison,
    comparison: Comparison,
    *,
    renamed: Mapping[str, Mapping[str, str]],
    rounds: Mapping[str, int],
) -> Feedback:
    """Return what members said of a comparison, as it counts after all decisions.

    Args:
        docket: The open docket.
        stored: The comparison as the docket keeps it.
        comparison: The same, read.
        renamed: For the layouts of comparisons that were made anew in their round, the id that each id of theirs has
            now; an id that has none is left out.
        rounds: The round of each layout.
    """
    with docket.moment():
        members, decisions, refused = docket.members(), docket.decisions(), docket.refused()
        submissions = docket.submissions()
    others = tuple(each for each in submissions if each.kind is not FormKind.MEMBER)
    submissions = tuple(each for each in submissions if each.kind is FormKind.MEMBER)
    # under the ids of today; the account of a file stays that of the form it answers
    current = [as_now(each, renamed.get(each.layout)) for each in submissions]
    roster, associations = Roster(members), associations_among(members)
    senders = {each.id: roster.sender(each, decisions) for each in current}
    matters: list[Matter] = []
    respondents = []
    by_sender = sorted(current, key=lambda each: (senders[each.id].key, each.id))
    for _, group in groupby(by_sender, key=lambda each: senders[each.id].key):
        files = list(group)
        sender = senders[files[0].id]
        in_force = _InForce()
        for number in sorted({rounds.get(each.layout, 1) for each in files}, reverse=True):
            of_round = [each for each in files if rounds.get(each.layout, 1) == number]
            which = which_matter(sender, of_round, decisions)
            matters += [which] if which else []
            in_force.add(of_round, which)
        respondents.append(_respondent(sender, in_force, decisions, associations))
    for each in current:
        matters += matters_of(each, senders[each.id], decisions)
    for each in others:
        matters += exchange_matters(each, decisions)
    return Feedback(
        comparison=comparison,
        round=stored.round,
        coalition=stored.coalition,
        agency=stored.agency,
        return_by=stored.return_by,
        return_to=stored.return_to,
        members=members,
        respondents=tuple(sorted(respondents, key=lambda each: (each.name.casefold(), each.key))),
        submissions=submissions,
        others=others,
        refused=tuple((name, reason) for _, name, reason in refused),
        matters=(*matters, *(file_matter(*each, decisions) for each in refused)),
        open_rows=tuple(
            dict.fromkeys(
                each
                for submission in current
                for each in submission.sheet.issued
                if is_of_form(each) and not is_change(each)
            )
        ),
        associations=associations,
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    row: str
    said: Said


def _respondent(
    sender: Sender,
    in_force: "_InForce",
    decisions: Mapping[str, Decision],
    associations: frozenset[str],
) -> Respondent:
    files, counting = in_force.files, frozenset(in_force.counting)
    said: dict[str, list[Said]] = {}
    for several in in_force.rounds:
        found = [placed for each in several for placed in _said(each, decisions, counts=each.id in counting)]
        # a position of an earlier round gives way to that of a later one
        taken = {row for row, own in said.items() if any(_is_position(each) for each in own)}
        for placed in found:
            gives_way = placed.row in taken and _is_position(placed.said)
            own = replace(placed.said, counts=False) if gives_way else placed.said
            said.setdefault(placed.row, []).append(own)
    # what was chosen beforehand and left standing takes back nothing that was chosen
    consent, of = _chosen(files, "Consent")
    decided = decisions.get(f"{of}/consent")
    quoting = _code(_chosen(files, "Quoting")[0]) or "no"
    allowed = decided.value if decided else (consent.code or COALITION_USE) if consent else COUNT_US
    if not in_force.is_settled:
        # of files that say different things the most private one holds, until a person says which counts
        said_of_it = [answer for each in files if (answer := each.sheet.answer("Consent"))]
        allowed = max([allowed, *(answer.code or COALITION_USE for answer in said_of_it)], key=CONSENTS.index)
        refused = any(_code(each.sheet.answer("Quoting")) == "no" for each in files)
        quoting = "no" if refused else quoting
    return Respondent(
        key=sender.key,
        name=sender.name,
        member=sender.member,
        is_association=sender.member is not None and sender.member.id in associations,
        submissions=tuple(each.id for each in files),
        counting=counting,
        details=tuple(dict.fromkeys(detail for each in files for detail in _details(each))),
        # what is not understood is taken for the most private choice
        consent=allowed,
        quoting=quoting,
        funding=_code(_chosen(files, "Funding")[0]),
        said={row: tuple(found) for row, found in said.items()},
    )


class _InForce:
    """The files of one sender, the one in force first, those of the last round before those of earlier ones."""

    def __init__(self) -> None:
        self.rounds: list[list[Submission]] = []
        self.counting: set[str] = set()
        self.is_settled = True

    @property
    def files(self) -> list[Submission]:
        return [each for several in self.rounds for each in several]

    def add(self, files: Sequence[Submission], which: Matter | None) -> None:
        """Add the files of the round before."""
        ranked, counting = _in_force(files, which)
        self.rounds.append(ranked)
        self.counting |= counting
        self.is_settled = self.is_settled and (which is None or not which.is_open)


def _is_position(said: Said) -> bool:
    return said.counts and said.entry.kind is EntryKind.POSITION


def _in_force(files: Sequence[Submission], which: Matter | None) -> tuple[list[Submission], frozenset[str]]:
    """The files of one sender, the one in force first, and the ids of those whose positions count."""
    ranked = sorted(files, key=lambda each: (saved(each) or _NEVER, each.sha256), reverse=True)
    decided = which.decision if which else None
    if decided and decided.choice == "keep":
        ranked.sort(key=lambda each: each.id != decided.value)
        return ranked, frozenset((decided.value,))
    # positions in which files differ do not count where nothing says which is the later
    together = which is None or decided is not None or latest_of(files) is None
    return ranked, frozenset(each.id for each in (ranked if together else ranked[:1]))


def _chosen(files: Sequence[Submission], row: str) -> tuple[Entry | None, str]:
    """What the sender chose in a row of the identity block, and the first of its files in which it did."""
    for each in files:
        if (answer := each.sheet.answer(row)) is not None:
            return answer, each.id
    return None, files[0].id


def _details(submission: Submission) -> Iterator[tuple[str, str]]:
    """What a member wrote of itself besides its name and what it chose."""
    for row in submission.sheet.rows:
        if row.is_placed and not is_of_form(row.id):
            for entry in row.entries:
                if row.id != "Organization" and not entry.code and entry.text:
                    yield row.id, entry.text


def _code(answer: Entry | None) -> str:
    return answer.code if answer else ""


def _said(submission: Submission, decisions: Mapping[str, Decision], *, counts: bool) -> Iterator[_Placed]:
    """What a file says, row by row, after what was decided of its rows and words."""
    contradicted = _decided_rows(submission, decisions)
    for row in submission.sheet.rows:
        matter = f"{submission.id}/{row.number}"
        if row.is_placed:
            yield from _of_row(submission, row, contradicted.get(row.id), decisions, counts=counts)
        elif (decision := decisions.get(matter)) and decision.choice in ("place", "general"):
            for entry in row.entries or _cells(row):
                yield _put(entry, decision, submission, row.number, counts=counts)
    for number, several in word_groups(submission):
        decision = decisions.get(f"{submission.id}/w{number}")
        if decision and decision.choice in ("place", "general"):
            for loose in several:
                entry = Entry(kind=EntryKind.BESIDE, text=loose.text, author=loose.author)
                yield _put(entry, decision, submission, 0, counts=counts)


def _put(entry: Entry, decision: Decision, submission: Submission, row: int, *, counts: bool) -> _Placed:
    """What was written where a person decided that it belongs."""
    said = Said(entry=entry, submission=submission.id, row=row, counts=counts, placed_by=_by(decision))
    return _Placed(decision.value if decision.choice == "place" else GENERAL, said)


def _decided_rows(submission: Submission, decisions: Mapping[str, Decision]) -> dict[str, Decision]:
    """The decisions on positions of rows of which the file has several that contradict each other, by their ids."""
    found = {}
    for row in submission.sheet.rows:
        decision = decisions.get(f"{submission.id}/{row.number}/position")
        if decision and Doubt.TWO_POSITIONS in row.doubts:
            found[row.id] = decision
    return found


def _of_row(
    submission: Submission,
    row: FoundRow,
    contradicted: Decision | None,
    decisions: Mapping[str, Decision],
    *,
    counts: bool,
) -> Iterator[_Placed]:
    """What was written in a row that was identified."""
    matter = f"{submission.id}/{row.number}"
    covers = decisions.get(f"{matter}/covers")
    position = contradicted or decisions.get(f"{matter}/position")
    for entry in row.entries:
        if entry.kind in (EntryKind.ANSWER, EntryKind.KEPT):
            continue
        said = Said(entry=entry, submission=submission.id, row=row.number, doubts=row.doubts, counts=counts)
        for each in _as_decided(said, position):
            yield _Placed(row.id, each)
            if covers and covers.choice == "also" and entry.covers:
                for other in dict.fromkeys(covers.value.split()):
                    if other != row.id:
                        yield _Placed(other, replace(each, placed_by=_by(covers)))


def _as_decided(said: Said, position: Decision | None) -> Iterator[Said]:
    """What was said, with the position that was decided; words that were no plain position stay words."""
    if position is None or said.entry.kind is not EntryKind.POSITION:
        yield said
        return
    if position.choice == "position":
        yield replace(said, entry=replace(said.entry, code=position.value), placed_by=_by(position))
    if not said.entry.code or position.choice != "position":
        yield replace(said, entry=replace(said.entry, kind=EntryKind.BESIDE, code=""), placed_by=_by(position))


def _by(decision: Decision) -> str:
    return decision.by or "staff"


def _cells(row: FoundRow) -> list[Entry]:
    return [Entry(kind=EntryKind.BESIDE, text=" | ".join(cell for cell in row.cells if cell))]
