"""What the terminal shows: progress, notices, how a file was read, what changed."""

import sys
from collections import Counter

import click

from contractdiff.model import Change, ChangeKind, Comparison, Contract, Priority
from contractdiff.options import MOST_SERIOUS
from contractdiff.progress import Progress, silent

_KINDS = {
    ChangeKind.MODIFIED: "reworded",
    ChangeKind.ADDED: "added",
    ChangeKind.DELETED: "deleted",
    ChangeKind.MOVED: "moved",
    ChangeKind.SPLIT: "split",
    ChangeKind.MERGED: "merged",
    ChangeKind.RENUMBERED: "renumbered only",
    ChangeKind.RENAMED: "renamed throughout",
}
_LINE = 110
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
    for contract in (comparison.old, comparison.new):
        show_reading_notices(contract)
    for notice in comparison.notices:
        click.echo(f"Note: {notice.message}", err=True)


def show_reading_notices(contract: Contract) -> None:
    """Print on stderr what the reading of one file has to tell."""
    for notice in contract.reading.notices:
        where = f"{contract.reading.file}, page {notice.page}" if notice.page else contract.reading.file
        click.echo(f"Note ({where}): {notice.message}", err=True)


def reading_line(contract: Contract) -> str:
    """How one file was read, in a line: "fy2011.docx: Word, 214 clauses, 9,812 words"."""
    reading = contract.reading
    counted = sum(len(clause.wording.split()) for clause in contract.clauses)
    parts = [reading.format.title]
    if reading.pages is not None:
        parts.append(_count(reading.pages, "page"))
    parts += [_count(len(contract.clauses), "clause"), _count(counted, "word")]
    if reading.set_aside:
        kinds = sorted({each.why for each in reading.set_aside})
        parts.append(f"set aside: {_count(len(reading.set_aside), 'line')} ({', '.join(kinds)})")
    return f"{reading.file}: {', '.join(parts)}"


def account(comparison: Comparison) -> list[str]:
    """The short account of a comparison: how the files were read, how many changes, the most serious ones."""
    lines = [f"Old  {reading_line(comparison.old)}", f"New  {reading_line(comparison.new)}", ""]
    changes = comparison.changes
    if not changes:
        return [*lines, "No changes."]
    priorities = Counter(change.priority for change in changes)
    kinds = Counter(change.kind for change in changes)
    by_priority = ", ".join(f"{priorities[priority]} {priority.value}" for priority in Priority if priorities[priority])
    by_kind = ", ".join(f"{kinds[kind]} {name}" for kind, name in _KINDS.items() if kinds[kind])
    also = sum(1 for change in changes if change.moved and change.kind is not ChangeKind.MOVED)
    lines += [f"{_count(len(changes), 'change')}: {by_priority}", f"    {by_kind}"]
    if also:
        lines.append(f"    {also} of them also moved")
    serious = comparison.most_serious(MOST_SERIOUS)
    lines += ["", "The most serious:" if len(serious) < len(changes) else "All of them:"]
    return lines + [_change_line(change, comparison) for change in serious]


def _change_line(change: Change, comparison: Comparison) -> str:
    old = comparison.old.citation(change.old[0]) if change.old else ""
    new = comparison.new.citation(change.new[0]) if change.new else ""
    where = old if old == new else f"{old or '–'} → {new or '–'}"
    line = f"  {change.id}  {change.priority.value:<14} {where:<22} {change.summary}"
    return line if len(line) <= _LINE else line[: _LINE - 1] + "…"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
