"""Ids of changes in few words: "C-001 to C-006, C-013"."""

import re
from collections.abc import Iterable

_RANGE = re.compile(r"C-(\d+)(?: to C-(\d+))?")


def in_ranges(ids: Iterable[str]) -> str:
    """Ids of changes as a list with ranges: "C-001 to C-006, C-013"."""
    numbers = sorted(int(each[2:]) for each in ids)
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"C-{run[0]:03d}" if len(run) == 1 else f"C-{run[0]:03d} to C-{run[-1]:03d}" for run in runs)


def ids_in_ranges(text: str) -> frozenset[str]:
    """The ids that such a list in a text names."""
    return frozenset(
        f"C-{number:03d}"
        for first, last in _RANGE.findall(text)
        for number in range(int(first), int(last or first) + 1)
    )
