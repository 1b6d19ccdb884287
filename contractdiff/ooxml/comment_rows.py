"""What members said as rows of a sheet: every answer, word for word, with who gave it and where it was written."""

from collections.abc import Callable, Iterator

from contractdiff.model import Answer, Change, Tally
from contractdiff.ooxml.sheets import Cell, Field

COMMENT_FIELDS = (
    Field(title="Change", width=9),
    Field(title="Clause", width=16),
    Field(title="Organization", width=32),
    Field(title="What it is", width=18),
    Field(title="Sector", width=20),
    Field(title="District", width=14),
    Field(title="Associations", width=28),
    Field(title="Position", width=16),
    Field(title="What it wrote", width=80),
    Field(title="Where it was written", width=32),
    Field(title="Consent", width=16),
    Field(title="May be quoted", width=10),
    Field(title="File", width=32),
)
CONSENT = {"name_us": "Name us", "count_us": "Count us only", "coalition_use": "Coalition use only"}


def comment_rows(tally: Tally, clause: Callable[[Change], str]) -> Iterator[tuple[Cell, ...]]:
    """A row for each thing that was written, and one for each answer without words.

    Args:
        tally: What members said.
        clause: How the clauses of a change are named.
    """
    for change in tally.feedback.comparison.changes:
        for answer in tally.of(change.id).answers:
            yield from _entries(tally, answer, (change.id, clause(change)))
    for row in tally.open_rows:
        for answer in tally.of(row).answers:
            yield from _entries(tally, answer, (row, tally.title_of(row)))


def _entries(tally: Tally, answer: Answer, named: tuple[Cell, Cell]) -> Iterator[tuple[Cell, ...]]:
    who = answer.respondent
    member = who.member
    before: tuple[Cell, ...] = (
        *named,
        who.name,
        "Association" if who.is_association else "Member" if member else "Not on the roster",
        member.sector if member else "",
        member.district if member else "",
        "; ".join(member.associations) if member else "",
        answer.stand_name,
    )
    consent = CONSENT.get(who.consent, who.consent)
    quoted = "Yes" if who.quoting == "yes" else "No"
    for each in answer.told:
        notes = "; ".join(tally.notes(answer, each))
        yield *before, each.entry.text, notes, consent, quoted, tally.file(each)
    if not answer.told:
        yield *before, "", "Reason needed" if answer.needs_reason else "", consent, quoted, ""
