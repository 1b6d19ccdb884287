"""What the terminal shows: progress, notices, how a file was read, what changed."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath
from textwrap import wrap

import click

from contractdiff.model import (
    KINDS,
    Change,
    ChangeKind,
    Clause,
    Comparison,
    Contract,
    Feedback,
    Like,
    Priority,
    Reading,
    Reference,
    TrackedView,
    Weighty,
    most_serious,
)
from contractdiff.options import MOST_SERIOUS
from contractdiff.progress import Progress, silent

_LIKE = {
    Like.OLD: "like the old version in",
    Like.NEW: "like the new one in",
    Like.OTHER: "otherwise in",
}
# Letters of a line, and of the clauses in it.
_LINE, _WHERE = 110, 36
# What stands below a line about a change.
_BELOW = " " * 4
# How many renames, references and matters of a change are named.
_NAMED = 3
# A stage of fewer steps is over before anyone could read how far it is.
_SHORT = 8


def progress_bar(*, quiet: bool) -> Progress:
    """Progress drawn on one line of stderr; nothing where stderr is no terminal."""
    if quiet or not sys.stderr.isatty():
        return silent

    def draw(what: str, done: int, total: int) -> None:
        if total < _SHORT:
            return
        end = "\r" + " " * 78 + "\r" if done >= total else ""
        click.echo(f"\r{what[:60]}: {done} of {total}{end}", nl=False, err=True)

    return draw


def write_json(text: str) -> None:
    """Write JSON to stdout as UTF-8, whatever the terminal's own encoding and line ends are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", errors="backslashreplace"))
    sys.stdout.buffer.flush()


def show_notices(comparison: Comparison) -> None:
    """Print every notice on stderr, each with the file it is about."""
    for contract in (comparison.old, comparison.new, comparison.benchmark):
        if contract is not None:
            show_reading_notices(contract)
    for notice in comparison.notices:
        click.echo(f"Note: {notice.message}", err=True)


def show_reading_notices(contract: Contract) -> None:
    """Print on stderr what the reading of one version has to tell, each with its file."""
    whole = contract.reading
    for reading in (whole, *whole.parts):
        file = reading.file if reading is whole else f"{whole.file}/{reading.file}"
        for notice in reading.notices:
            click.echo(f"Note ({file}{f', page {notice.page}' if notice.page else ''}): {notice.message}", err=True)


def reading_line(contract: Contract) -> str:
    """How one version was read: "fy2011.docx: Word, 214 clauses, 9,812 words"; below a folder, a line for each file."""
    whole = contract.reading
    numbered = f", numbered {', '.join(contract.numbering.levels)}" if contract.numbering.levels else ""
    if not whole.parts:
        return f"{_file_line(whole, contract.clauses)}{numbered}{_particulars(whole, contract.clauses)}"
    lines = [f"{whole.file}: {count(len(whole.parts), 'file')}, {_measure(contract.clauses)}{numbered}"]
    for part in whole.parts:
        own = [clause for clause in contract.clauses if clause.file == part.file]
        lines.append(f"       {_file_line(part, own)}{_particulars(part, own)}")
    return "\n".join(lines)


def _particulars(reading: Reading, clauses: Sequence[Clause]) -> str:
    """What a reader must know of a file besides its size, on a line of its own; "" where there is nothing."""
    said = []
    if reading.set_aside:
        kinds = sorted({each.why for each in reading.set_aside})
        said.append(f"set aside: {count(len(reading.set_aside), 'line')} ({', '.join(kinds)})")
    if reading.tracked is not None and reading.view is not None:
        tracked = reading.tracked
        marks = tracked.insertions + tracked.deletions + tracked.moves + tracked.properties
        read = "accepted" if reading.view is TrackedView.ACCEPTED else "rejected (the original text)"
        said.append(f"{count(marks, 'tracked change')} read as {read}")
    if reading.comments:
        said.append(count(len(reading.comments), "comment"))
    if hidden := sum(bool(clause.hidden) for clause in clauses):
        said.append(f"hidden text in {count(hidden, 'clause')}")
    if reading.recognised:
        said.append(f"{count(len(reading.recognised), 'page')} by text recognition (OCR)")
    return f"\n         {'; '.join(said)}" if said else ""


def _file_line(reading: Reading, clauses: Sequence[Clause]) -> str:
    parts = [reading.format.title]
    if reading.pages is not None:
        parts.append(count(reading.pages, "page"))
    parts.append(_measure(clauses))
    called = f" ({reading.designation})" if reading.designation not in ("", PurePosixPath(reading.file).stem) else ""
    return f"{reading.file}{called}: {', '.join(parts)}"


def _measure(clauses: Sequence[Clause]) -> str:
    return f"{count(len(clauses), 'clause')}, {count(sum(len(each.wording.split()) for each in clauses), 'word')}"


def account(comparison: Comparison) -> list[str]:
    """The short account of a comparison: how the files were read, how many changes, the most serious ones."""
    lines = [f"Old  {reading_line(comparison.old)}", f"New  {reading_line(comparison.new)}"]
    if comparison.benchmark is not None:
        lines.append(f"Also {reading_line(comparison.benchmark)}")
    lines.append("")
    changes = comparison.changes
    if not changes:
        return [*lines, "No changes.", *_astray(comparison)]
    priorities = Counter(change.priority for change in changes)
    by_priority = ", ".join(f"{priorities[priority]} {priority.value}" for priority in Priority if priorities[priority])
    lines += [f"{count(len(changes), 'change')}: {by_priority}", *(f"    {line}" for line in _kinds(comparison))]
    serious = most_serious(comparison, MOST_SERIOUS)
    lines += ["", "The most serious:" if sum(each.clauses for each in serious) < len(changes) else "All of them:"]
    return [*lines, *_change_lines(serious, comparison), *_astray(comparison)]


def _kinds(comparison: Comparison) -> list[str]:
    """How many changes there are of each kind, what was renamed, and what else is known of how many."""
    changes = comparison.changes
    kinds = Counter(change.kind for change in changes)
    lines = [", ".join(f"{kinds[kind]} {name}" for kind, name in KINDS.items() if kinds[kind])]
    lines += [_short(change.summary, _LINE - 4) for change in comparison.renames[:_NAMED]]
    if also := sum(1 for change in changes if change.moved and change.kind is not ChangeKind.MOVED):
        lines.append(f"{also} of the reworded, split or merged also moved")
    if comparison.by_hand:
        lines.append(f"{len(comparison.by_hand)} paired or set apart by hand")
    if comparison.marked is not None:
        lines.append(f"{count(len(comparison.silent), 'change')} silent: not, or not wholly, marked by the agency")
    if comparison.benchmark is not None:
        lines += _beside(comparison, comparison.benchmark.name)
    if comparison.rules:
        lines.append(f"rules in force besides the default ones: {', '.join(each.name for each in comparison.rules)}")
    return [*lines, *_laws(comparison)]


def _laws(comparison: Comparison) -> list[str]:
    """How many laws the contract cites, how many of them newly or no longer, and how many changes cite one."""
    laws = comparison.authorities
    if not laws:
        return []
    new, dropped = sum(not law.old for law in laws), sum(not law.new for law in laws)
    citing = len({cited.change for law in laws for cited in law.changes})
    counts = ", ".join(f"{number:,} {kind}" for number, kind in ((new, "new"), (dropped, "dropped")) if number)
    cite = f"{count(citing, 'change')} cite{'s' if citing == 1 else ''} one" if citing else "no change cites one"
    return ["; ".join(filter(None, (f"laws cited: {len(laws):,}", counts, cite)))]


def _beside(comparison: Comparison, name: str) -> list[str]:
    """How often another agency's contract reads like either version."""
    counts = [f"{said} {len(found):,}" for like, said in _LIKE.items() if (found := comparison.reading_like(like))]
    reads = f"{name} reads {', '.join(counts)}" if counts else ""
    if absent := len(comparison.reading_like(Like.ABSENT)):
        none = f"no such clause was found for {absent:,}"
        reads = f"{reads}; {none}" if reads else f"In {name} {none}"
    return [reads] if reads else []


def _astray(comparison: Comparison) -> list[str]:
    """Which references of the new version point elsewhere than before, or nowhere; nothing where none does."""
    found, new = comparison.astray, comparison.new
    if not found:
        return []
    points = "reference points" if len(found) == 1 else "references point"
    # "and 1 more" takes as much room as naming it
    shown = found if len(found) <= _NAMED + 1 else found[:_NAMED]
    places = [new.citation(reference.clause) or "no number" for reference in shown]
    width = max(map(len, places))
    lines = ["", f"{len(found):,} {points} elsewhere than before, or nowhere:"]
    for place, reference in zip(places, shown, strict=True):
        lines.append(_short(f"  {place:<{width}}  “{reference.text}”: {_leads(new, reference)}"))
    return [*lines, f"  and {len(found) - len(shown):,} more"] if len(found) > len(shown) else lines


def _leads(new: Contract, reference: Reference) -> str:
    """What is wrong with a reference."""
    nowhere = "" if reference.target else "leads nowhere"
    if reference.was:
        changed = f"changed from “{reference.was}”"
        nowhere = f"{changed}; {nowhere}" if nowhere else changed
    if reference.meant:
        now = f"what it led to is now {new.citation(reference.meant) or 'without a number'}"
        return f"{nowhere}; {now}" if nowhere else now
    return nowhere if not reference.target else "; ".join(filter(None, (nowhere, "what it led to is deleted")))


def _change_lines(serious: Sequence[Weighty], comparison: Comparison) -> list[str]:
    """For each change a line that says where it is and what it is about, and below it what changed."""
    lines = []
    for each in serious:
        change = each.change
        names = list(dict.fromkeys(flag.name for flag in change.flags if flag.name))
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        about = f"{'; '.join(names[:_NAMED])}{more}"
        cells = (change.id, change.priority.value, _where(change, comparison), about)
        lines.append(_short(f"  {'  '.join(filter(None, cells))}"))
        said = f"{each.division(comparison)} {change.summary}".strip()
        lines += wrap(said, _LINE, initial_indent=_BELOW, subsequent_indent=_BELOW)
    return lines


def _where(change: Change, comparison: Comparison) -> str:
    if change.kind is ChangeKind.RENAMED:
        return "whole contract"
    old = comparison.old.citation(change.old[0]) if change.old else "–"
    new = comparison.new.citation(change.new[0]) if change.new else "–"
    if "–" not in (old, new) and not (old or new):
        return "no number"
    where = old if old == new else f"{old or 'no number'} → {new or 'no number'}"
    return where if len(where) <= _WHERE else f"{where[: _WHERE - 1]}…"


def _short(line: str, room: int = _LINE) -> str:
    return line if len(line) <= room else line[: room - 1] + "…"


def count(number: int, what: str) -> str:
    """A number and what is counted: "1 change", "2,000 changes"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def answered(feedback: Feedback) -> str:
    """How many answered, of how many on the roster; others and associations apart."""
    if not feedback.members:
        return f"Answered: {count(len(feedback.answered), 'organization')} (no roster yet: contractdiff members)"
    said = [f"Answered: {len(feedback.counted):,} of {count(len(feedback.providers), 'member')}"]
    if feedback.outside:
        said.append(f"{len(feedback.outside):,} not on the roster")
    if associations := sum(each.is_association for each in feedback.respondents if each.said):
        said.append(count(associations, "association"))
    if feedback.blank:
        said.append(f"{len(feedback.blank):,} sent the form back without an answer")
    return "; ".join(said)


def first_of(names: Sequence[str], most: int) -> str:
    """The first ``most`` of some names, and how many more there are: "C-001, C-002 and 14 more"."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"
