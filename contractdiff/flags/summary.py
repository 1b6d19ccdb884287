"""One plain line that says what a change did, true in every case."""

from collections.abc import Sequence
from dataclasses import dataclass

from contractdiff.flags.clipping import first_words
from contractdiff.flags.passages import Hunk, Passage
from contractdiff.flags.renamed import renamed_by, still_called
from contractdiff.flags.saying import ended, saying, sentence, whole
from contractdiff.model import Change, ChangeKind, Clause, ClauseId, Contract, Role
from contractdiff.text import count_of, listed, quoted

LONGEST = 200
"""Most characters of a summary."""
# Where so much is said, or so little room is left, no other passage is begun.
_ENOUGH, _LEAST = 110, 60
_HEADING = 50
# Flags that say what of a change is told first.
_FLAGS = 6
_STILL = 3
"""Clauses that are named where a renamed term has its old name still."""


def summary_of(
    change: Change,
    old: Contract,
    new: Contract,
    parts: Sequence[Passage],
    noise: Sequence[Sequence[bool]],
) -> str:
    """The line for one change: its move or renumbering first, then its words as they read now, and what they were.

    Everything in it is the contract's own words but the labels ("added", "was", …). Passages of which the first flags
    of the change speak come first, and those last that are noise, as ``noise`` says for each hunk of each passage.
    """
    lead = _lead(change, old, new)
    if change.kind in (ChangeKind.ADDED, ChangeKind.DELETED):
        return _of_whole(change, old, new)
    if change.kind is ChangeKind.RENAMED:
        return _of_rename(change, new)
    if not parts:
        return lead or "Only spacing, capitals or marks differ."
    return _with_words(lead, _heading(change, old, new), _tellings(change, parts, noise))


def _of_whole(change: Change, old: Contract, new: Contract) -> str:
    added = change.kind is ChangeKind.ADDED
    words = "".join(edit.text for edit in change.edits).strip()
    contract, names = (new, change.new) if added else (old, change.old)
    if not words:
        said, number = "Added" if added else "Deleted", _numbers(contract, names)
        return f"{said}: {number or 'a clause'}, which has no words of its own."
    heading = contract.by_id[names[0]].heading if names else ""
    return ended(whole(words, added=added, heading=heading or "", room=LONGEST - 1))


def _of_rename(change: Change, new: Contract) -> str:
    term = renamed_by(change)
    where = f": {count_of(change.places, 'place')} in {count_of(len(change.occurrences), 'clause')}"
    said = f"{quoted(_cut(term.old, 55))} is now {quoted(_cut(term.new, 55))} throughout"
    said += f"{where if change.places else ''}."
    still = list(dict.fromkeys(still_called(term, new)))
    if not still:
        return said
    more = len(still) - _STILL
    where = listed(*still) if more <= 0 else f"{', '.join(still[:_STILL])} and {more} more"
    # "clause 5", but "EXHIBIT A, 4.1"
    clause = f"clause{'s' if len(still) > 1 else ''} " if all(each[:1].isdigit() for each in still[:_STILL]) else ""
    named = f"{said} Still called {quoted(_cut(term.old, 30))} in {clause}{where}."
    return named if len(named) <= LONGEST else f"{said} In {count_of(len(still), 'clause')} it is not."


def _lead(change: Change, old: Contract, new: Contract) -> str:
    """What happened to the clause as a whole, as a sentence; "" where only its words changed."""
    if change.kind is ChangeKind.MODIFIED and not change.moved:
        return ""
    was, now = _numbers(old, change.old), _numbers(new, change.new)
    if change.kind is ChangeKind.SPLIT:
        return f"Split into {len(change.new)} clauses{f' ({now})' if now else ''}."
    if change.kind is ChangeKind.MERGED:
        return f"{len(change.old)} clauses{f' ({was})' if was else ''} joined into one."
    if change.moved or change.kind is ChangeKind.MOVED:
        return f"Moved from {was} to {now}." if was and now and was != now else "Moved to another place."
    # of a change that has more to tell, the new number stands beside the old one wherever the change is listed
    if change.kind is ChangeKind.RENUMBERED:
        if was and now and was != now:
            return f"Renumbered from {was} to {now}."
        return f"Now numbered {now}." if now and not was else "Renumbered."
    return ""


def _numbers(contract: Contract, clauses: Sequence[ClauseId]) -> str:
    """The clauses' numbers as cited, the first few of them; "" where one has none."""
    numbers = [contract.citation(clause) for clause in clauses]
    if not all(numbers):
        return ""
    return _cut(", ".join(numbers[:4]) + (" …" if len(numbers) > 4 else ""), 60)


def _heading(change: Change, old: Contract, new: Contract) -> str:
    """The heading that both sides bear, or the first words of a table row, if it is short and did not change."""
    if len(change.old) != 1 or len(change.new) != 1:
        return ""
    headings = [_name(contract.by_id[name]) for contract, name in ((old, change.old[0]), (new, change.new[0]))]
    heading = headings[1] or ""
    return heading if headings[0] == headings[1] and len(heading) <= _HEADING else ""


def _name(clause: Clause) -> str | None:
    """The heading of a clause; of a table row, its first cell that has more than a figure."""
    if clause.role is not Role.TABLE_ROW or clause.heading:
        return clause.heading
    return next((cell for cell in clause.text.split("\t") if any(map(str.isalpha, cell))), None)


@dataclass(frozen=True, slots=True)
class _Telling:
    """A passage to be told.

    Attributes:
        passage: The passage.
        hunks: Its hunks that are no noise, or all of them where all are.
        is_noise: Whether all of them are.
        rank: How soon it is to be told.
    """

    passage: Passage
    hunks: tuple[Hunk, ...]
    is_noise: bool
    rank: int


def _tellings(change: Change, parts: Sequence[Passage], noise: Sequence[Sequence[bool]]) -> list[_Telling]:
    """What is to be told, that of which the first flags speak first, and noise last."""
    found = []
    for passage, told in zip(parts, noise, strict=True):
        telling = tuple(hunk for hunk, is_noise in zip(passage.hunks, told, strict=True) if not is_noise)
        found.append(_Telling(passage, telling or passage.hunks, not telling, _rank(change, passage)))
    return sorted(found, key=lambda telling: (telling.is_noise, telling.rank))


def _rank(change: Change, passage: Passage) -> int:
    """The number of the first flag that quotes a passage, of the first few."""
    flags = enumerate(change.flags[:_FLAGS])
    quoting = (at for at, flag in flags if flag.old in passage.old.text and flag.new in passage.new.text)
    return next(quoting, _FLAGS)


def _with_words(lead: str, heading: str, tellings: Sequence[_Telling]) -> str:
    """The lead, the heading, and as many of the passages as have room; of the places in the others the count."""
    topic = heading.strip().rstrip(".:;")
    line = f"{f'{lead} ' if lead else ''}{f'{topic}: ' if topic else ''}"
    total, places = sum(len(telling.passage.hunks) for telling in tellings), 0
    told: set[tuple[str, ...]] = set()
    begun = len(line)
    for telling in tellings:
        words = tuple(word for hunk in telling.hunks for word in telling.passage.words(hunk))
        if words in told:  # what was done alike in several places is told once
            continue
        room = LONGEST - len(line) - 2 - len(_more(total))
        if len(line) > begun and (room < _LEAST or len(line) - begun > _ENOUGH):
            break
        said, count = _said(telling, room, heading)
        told.add(words)
        line += f"{' ' if len(line) > begun else ''}{ended(said)}"
        places += count
    return f"{line}{_more(total - places)}"


def _said(telling: _Telling, room: int, heading: str) -> tuple[str, int]:
    """A passage in a sentence, and how many of its places that tells."""
    passage = telling.passage
    if passage.whole is None:
        # with what is noise in it, if that has room
        line = sentence(passage, passage.hunks, room, heading=heading) if telling.hunks != passage.hunks else ""
        return (line, len(passage.hunks)) if line else saying(passage, telling.hunks, room, heading=heading)
    words = passage.whole.text if passage.whole.at else passage.whole.text.removeprefix(heading).lstrip()
    said = whole(words or passage.whole.text, added=not passage.old.text, heading="", room=room)
    return said, len(passage.hunks)


def _more(number: int) -> str:
    return f" And {number} more place{'' if number == 1 else 's'}." if number > 0 else ""


def _cut(words: str, room: int) -> str:
    """The first words, with a mark where some are left out."""
    return first_words(words.replace("\t", " | "), room)
