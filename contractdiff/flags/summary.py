"""One plain line that says what a change did, true in every case."""

import re
from collections.abc import Sequence

from contractdiff.flags.figures import Kind, figures_at
from contractdiff.flags.passages import Hunk, Part, Passage, Span
from contractdiff.flags.renamed import renamed_by, still_called
from contractdiff.model import Change, ChangeKind, Clause, ClauseId, Contract, Role
from contractdiff.text import count_of, quoted

LONGEST = 200
"""Most characters of a summary."""
_PLACES = 2
"""Places that are quoted; of the others only the count is told."""
_HEADING = 50
_STILL = 3
"""Clauses that are named where a renamed term has its old name still."""
_FEW = 2
_NEGATION = re.compile(r"not|no|never|only", re.IGNORECASE)
# within the same cell of a table row
_WORD_BEFORE = re.compile(r"([\w'’-]+)[^\S\t]+$")
_WORDS_AFTER = re.compile(r"[^\S\t]*((?<=[^\S\t])[\w'’-]+(?:[^\S\t]+[\w'’-]+)?)")


def summary_of(
    change: Change,
    old: Contract,
    new: Contract,
    parts: Sequence[Passage],
    noise: Sequence[Sequence[bool]],
) -> str:
    """The line for one change: its move or renumbering first, then its words, deletions before insertions.

    Of more places than are quoted, those come last that are noise, as ``noise`` says for each hunk of each passage.
    """
    lead = _lead(change, old, new)
    if change.kind in (ChangeKind.ADDED, ChangeKind.DELETED):
        words = "".join(edit.text for edit in change.edits).strip()
        said = "Added" if change.kind is ChangeKind.ADDED else "Deleted"
        if not words:
            number = _numbers(old, change.old) or _numbers(new, change.new)
            return f"{said}: {number or 'a clause'}, which has no words of its own."
        return f"{said}: {quoted(_cut(words, LONGEST - len(said) - 5))}."
    if change.kind is ChangeKind.RENAMED:
        return _of_rename(change, new)
    if not parts:
        return lead or "Only spacing, capitals or marks differ."
    return _with_words(lead, _heading(change, old, new), parts, noise)


def _of_rename(change: Change, new: Contract) -> str:
    term = renamed_by(change)
    where = f": {count_of(change.places, 'place')} in {count_of(len(change.occurrences), 'clause')}"
    said = f"{quoted(_cut(term.old, 55))} is now {quoted(_cut(term.new, 55))} throughout"
    said += f"{where if change.places else ''}."
    still = list(dict.fromkeys(still_called(term, new)))
    if not still:
        return said
    more = f" and {len(still) - _STILL} more" if len(still) > _STILL else ""
    named = f"{said} Still {quoted(_cut(term.old, 30))} in {_cut(', '.join(still[:_STILL]), 60)}{more}."
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
    heading = (headings[1] or "").strip().rstrip(".:;")
    return heading if headings[0] == headings[1] and heading and len(heading) <= _HEADING else ""


def _name(clause: Clause) -> str | None:
    """The heading of a clause; of a table row, its first cell that has more than a figure."""
    if clause.role is not Role.TABLE_ROW or clause.heading:
        return clause.heading
    return next((cell for cell in clause.text.split("\t") if any(map(str.isalpha, cell))), None)


def _with_words(lead: str, heading: str, parts: Sequence[Passage], noise: Sequence[Sequence[bool]]) -> str:
    found = [
        (is_noise, passage, hunk)
        for passage, told in zip(parts, noise, strict=True)
        for number, (hunk, is_noise) in enumerate(zip(passage.hunks, told, strict=True))
        if not _is_told(passage, number)
    ]
    found.sort(key=lambda place: place[0])
    places = [(passage, hunk) for _, passage, hunk in found]
    # what was done alike in several places is quoted once
    alike: dict[tuple[str, str], tuple[Passage, Hunk]] = {}
    for passage, hunk in places:
        alike.setdefault((_phrase(passage.old, hunk.old), _phrase(passage.new, hunk.new)), (passage, hunk))
    different = list(alike.values())
    shown = different[:_PLACES] if len(places) > _PLACES + 1 else different[: _PLACES + 1]
    for count in range(len(shown), 0, -1):
        rest = len(places) - count
        tail = f" And {rest} more place{'s' if rest > 1 else ''}." if rest else ""
        room = LONGEST - len(tail) - (len(lead) + 1 if lead else 0) - (len(heading) + 2 if heading else 0)
        each = room // count - 24
        if each >= 60 or count == 1:
            said = " ".join(_said(passage, hunk, max(each, 20)) for passage, hunk in shown[:count])
            break
    line = f"{f'{lead} ' if lead else ''}{f'{heading}: ' if heading else ''}{said}{tail}"
    return line if len(line) <= LONGEST else f"{said}{tail}"


def _said(passage: Passage, hunk: Hunk, room: int) -> str:
    """What was at one place and what is there now, quoted; a word or two with the words around them."""
    old, new = _phrase(passage.old, hunk.old), _phrase(passage.new, hunk.new)
    words = passage.words(hunk)
    few = all(words) and all(len(side.split()) <= _FEW for side in words)
    few = few or bool(_NEGATION.fullmatch(words[0] + words[1]))
    if few and (old, new) == words:
        before, after = _around(passage, hunk)
        old, new = (" ".join(filter(None, (before, side, after))) for side in words)
    if old and new and (few or all(words)):
        half = max(room // 2, room - min(len(old), len(new)))
        return f"{quoted(_cut(old, half))} → {quoted(_cut(new, half))}."
    return f"Added: {quoted(_cut(words[1], room))}." if words[1] else f"Deleted: {quoted(_cut(words[0], room))}."


def _is_told(passage: Passage, number: int) -> bool:
    """Whether the place before this one was quoted with the whole of a figure that this one is in, too."""
    if not number:
        return False
    before, hunk = passage.hunks[number - 1], passage.hunks[number]
    sides = ((passage.old, before.old, hunk.old), (passage.new, before.new, hunk.new))
    return all(
        any(
            f.kind is not Kind.COUNT and told[0] < f.span[1] and f.span[1] >= here[1]
            for f in figures_at(part.lower, (told[0], told[1]))
        )
        for part, told, here in sides
    )


def _around(passage: Passage, hunk: Hunk) -> tuple[str, str]:
    """A word before a hunk and two after it, where both sides have the same ones."""
    sides = [(part.text[: span[0]], part.text[span[1] :]) for part, span in _places(passage, hunk)]
    # where words are missing, one space stands for those on both sides of them
    sides = [(f"{a} ", f" {b}") if a.endswith(" ") or b.startswith(" ") else (a, b) for a, b in sides]
    before = [_WORD_BEFORE.search(ahead) for ahead, _ in sides]
    after = [_WORDS_AFTER.match(rest) for _, rest in sides]
    return _common(before), _common(after)


def _places(passage: Passage, hunk: Hunk) -> tuple[tuple[Part, Span], ...]:
    return (passage.old, hunk.old), (passage.new, hunk.new)


def _common(matches: list[re.Match[str] | None]) -> str:
    words = {match[1] if match else "" for match in matches}
    return words.pop() if len(words) == 1 else ""


def _phrase(part: Part, span: Span) -> str:
    """The changed words with the whole of a figure they stand in: "thirty (30) days", not "thirty (30)"."""
    start, end = span
    for figure in figures_at(part.lower, span):
        if figure.kind is not Kind.COUNT:
            start, end = min(start, figure.span[0]), max(end, figure.span[1])
    return part.text[start:end]


def _cut(words: str, room: int) -> str:
    """The first words, with a mark where some are left out."""
    words = " ".join(words.replace("\t", " | ").split())
    if len(words) <= room:
        return words
    return f"{words[: room - 2].rsplit(' ', 1)[0]} …"
