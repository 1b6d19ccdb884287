"""What the lines of a kept pairs file were written for: the words of their clauses, below the lines themselves.

When the versions are exchanged for others, a number may fit another clause; then its words tell. The record is a
comment for every line, so that the file stays one that a person can read and change.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from contractdiff.model import Clause, Contract
from contractdiff.text import collapse, fold

_RECORD = re.compile(r"^#: (\{.*\})\s*$", re.MULTILINE)
_HEAD = (
    "# Written by contractdiff: for which files these lines were written, and how the clauses they name began. A line\n"
    "# whose clauses read otherwise in other files is left out; delete its record to have it followed all the same."
)
_OPENING = 12
# How alike, 0 to 1, the first words of two clauses are for them to be one clause that was reworded.
_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Record:
    """How the clauses of a line began, those of either version in the order of the line."""

    old: tuple[str, ...]
    new: tuple[str, ...]

    def misfit(self, old: Iterable[Clause], new: Iterable[Clause]) -> tuple[str, str] | None:
        """What a clause began with and begins with now, where it reads otherwise; ``None`` where all read on."""
        for was, now in ((self.old, old), (self.new, new)):
            openings = [opening(clause) for clause in now]
            for before, after in zip(was, openings, strict=False):
                if SequenceMatcher(None, fold(before), fold(after), autojunk=False).ratio() < _ALIKE:
                    return before, after
        return None


def opening(clause: Clause) -> str:
    """The first words of a clause."""
    return collapse(" ".join(clause.wording.split()[:_OPENING]))


def taken_apart(text: str) -> tuple[str, dict[str, Record]]:
    """The lines of a pairs file as a person wrote them, and the record of each."""
    records: dict[str, Record] = {}
    for found in _RECORD.finditer(text):
        try:
            fields = json.loads(found[1])
        except ValueError:
            continue
        line, sides = fields.get("line"), [fields.get(side) for side in ("old", "new")]
        if isinstance(line, str) and all(isinstance(side, list) for side in sides):
            records[line] = Record(*(tuple(map(str, side)) for side in sides))
    return _RECORD.sub("", text).replace(_HEAD, "").rstrip(), records


def put_together(lines: str, records: Mapping[str, Record], old: Contract, new: Contract) -> bytes:
    """The file that is kept: the lines as they were written, and the record of each."""
    fields: list[dict[str, str | Sequence[str]]] = [{"old file": old.reading.sha256, "new file": new.reading.sha256}]
    fields += [{"line": line, "old": record.old, "new": record.new} for line, record in records.items()]
    said = [f"#: {json.dumps(each, ensure_ascii=False)}" for each in fields]
    return "\n".join([lines.rstrip(), "", _HEAD, *said, ""]).encode("utf-8", errors="backslashreplace")
