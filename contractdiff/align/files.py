"""Which file of one version belongs to which of the other, where both consist of several.

Files are renamed from year to year and lettered anew when one comes in between. So each pair of files is weighed by its
wording, and by what the two are called, and the best pairs are taken first.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from contractdiff.model import ClauseId, Comparison, Contract, Notice, NoticeCode, Reading, Side
from contractdiff.text import designation_of, part_order, words

Phrase = tuple[str, str]
# The weight of a phrase that one file alone has, in whole numbers, so that sums do not depend on their order.
_WHOLE = 5040
# Least share of wording in common (see ``_alike``) of two files that are called differently. Files that have nothing
# to do with one another have up to 0.15; exhibits made from one pattern 0.5, and 0.7 with their own next version.
_LEAST = 0.33
# What it counts for a pair besides that both are called the same exhibit, or the agreement, or have similar names.
_SAME_DESIGNATION, _SIMILAR_NAME = 0.15, 0.1
# What changes in the name of a file from version to version.
_VERSION = re.compile(
    r"\b(?:fy|v|ver|rev|version|draft|final|clean|redline|old|new|copy|current|proposed|signed|executed)\b|\d|[\W_]",
    re.IGNORECASE,
)


def pair_files(old: Contract, new: Contract) -> tuple[tuple[str, str], ...]:
    """The files that belong together, by name, in order of the old version; empty where either is one file."""
    left, right = old.reading.parts, new.reading.parts
    if not left or not right:
        return ()
    alike = _alike(_phrases(old), _phrases(new))
    was_called, now_called = ([_called(part) for part in side] for side in (left, right))
    weighed = []
    for was, one, row in zip(left, was_called, alike, strict=True):
        for now, other, share in zip(right, now_called, row, strict=True):
            called = _called_alike(one, other)
            if called or share >= _LEAST:
                # by name and not by place, so that the result is the same whichever version comes first
                weighed.append((-share - called, sorted((was.file, now.file)), was.file, now.file))
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, was_file, now_file in sorted(weighed):
        if was_file not in pairs and now_file not in taken:
            pairs[was_file] = now_file
            taken.add(now_file)
    return tuple((part.file, pairs[part.file]) for part in left if part.file in pairs)


def in_one_order(old: Contract, new: Contract) -> tuple[Contract, Contract]:
    """Both versions with the files that belong together in the same order; the same objects where they are.

    Two files stand where the one of them that comes first by its name would: a new name or letter moves no clause.
    """
    pairs = pair_files(old, new)
    if not pairs:
        return old, new
    own = {part.file: [part] for part in old.reading.parts}
    others = {part.file: [part] for part in new.reading.parts}
    for was, now in pairs:
        own[was] = others[now] = own[was] + others[now]
    return _ordered(old, own), _ordered(new, others)


def in_order_of(contract: Contract, other: Contract) -> Contract:
    """The contract with its files in the order in which the other has the files of the same names."""
    places = {part.file: at for at, part in enumerate(other.reading.parts)}
    if not places.keys() >= {part.file for part in contract.reading.parts}:
        return contract
    return _sorted_by(contract, places)


def file_numbers(old: Contract, new: Contract) -> dict[ClauseId, int]:
    """A number of its file for each clause, the same for files that belong together; empty where either is one file."""
    numbers: dict[tuple[Side, str], int] = {}
    for number, (was, now) in enumerate(pair_files(old, new), 1):
        numbers[Side.OLD, was] = numbers[Side.NEW, now] = number
    if not numbers:
        return {}
    for contract in (old, new):
        for part in contract.reading.parts:
            numbers.setdefault((contract.side, part.file), len(numbers) + 1)
    return {clause.id: numbers[contract.side, clause.file] for contract in (old, new) for clause in contract.clauses}


def _ordered(contract: Contract, paired: Mapping[str, Sequence[Reading]]) -> Contract:
    """The contract with its files put in the order of the first name of each pair."""
    order = {
        file: sorted((part_order(part.designation, part.file), part.sha256) for part in pair)
        for file, pair in paired.items()
    }
    return _sorted_by(contract, order)


def _sorted_by(contract: Contract, order: Mapping[str, Any]) -> Contract:
    """The contract with its files sorted by what is given for their names; the same object where they are."""
    parts = tuple(sorted(contract.reading.parts, key=lambda part: order[part.file]))
    if parts == contract.reading.parts:
        return contract
    moved = contract.with_clauses(sorted(contract.clauses, key=lambda clause: order[clause.file]))
    return replace(moved, reading=replace(contract.reading, parts=parts))


def _phrases(contract: Contract) -> list[set[Phrase]]:
    """The pairs of words that stand side by side in each file, in the order of the files."""
    found: dict[str, set[Phrase]] = {part.file: set() for part in contract.reading.parts}
    for clause in contract.clauses:
        found[clause.file].update(pairwise(words(clause.wording)))
    return list(found.values())


def _alike(own: Sequence[Iterable[Phrase]], others: Sequence[Iterable[Phrase]]) -> list[list[float]]:
    """The share of their phrases that two files have in common, 0 to 1: a row for each file of one version.

    A phrase counts the less, the more files of one version have it, since exhibits repeat one another. Phrases that
    stand in the same files are counted together: most stand in one file, or in all.
    """
    found: dict[Phrase, tuple[list[int], list[int]]] = {}
    for side, files in enumerate((own, others)):
        for at, phrases in enumerate(files):
            for phrase in phrases:
                if phrase not in found:
                    found[phrase] = [], []
                found[phrase][side].append(at)
    own_totals, other_totals = [0] * len(own), [0] * len(others)
    common = [[0] * len(others) for _ in own]
    for (left, right), count in Counter([(tuple(left), tuple(right)) for left, right in found.values()]).items():
        weight = count * (_WHOLE // max(len(left), len(right)))
        for now in right:
            other_totals[now] += weight
        for was in left:
            own_totals[was] += weight
            row = common[was]
            for now in right:
                row[now] += weight
    return [
        [2 * both / total if (total := one + other) else 1.0 for both, other in zip(row, other_totals, strict=True)]
        for row, one in zip(common, own_totals, strict=True)
    ]


def _called(part: Reading) -> tuple[str, bool, str]:
    """What a file is called: its designation, whether that says which exhibit it is, and its name without versions."""
    name = _VERSION.sub("", PurePosixPath(part.file).stem).casefold()
    return part.designation, designation_of(part.designation) is not None, name


def _called_alike(was: tuple[str, bool, str], now: tuple[str, bool, str]) -> float:
    if was[0] == now[0]:
        return _SAME_DESIGNATION
    if was[1] and now[1]:
        return 0.0
    return _SIMILAR_NAME if was[2] and was[2] == now[2] else 0.0


def lone_files(comparison: Comparison) -> list[Notice]:
    """Which files stand in one version only; beside a version of one file, those of which little is found in it."""
    old, new = comparison.old, comparison.new
    pairs = pair_files(old, new)
    found = {name for pair in comparison.unchanged for name in pair}
    for change in comparison.changes:
        if change.old and change.new:
            found.update((*change.old, *change.new))
    notices = []
    for contract, other, version, others in (
        (old, new, "old", {was for was, _ in pairs}),
        (new, old, "new", {now for _, now in pairs}),
    ):
        for part in contract.reading.parts:
            own = [clause.id for clause in contract.clauses if clause.file == part.file]
            known = 2 * sum(name in found for name in own) >= len(own)
            if part.file in others or (known and not other.reading.parts):
                continue
            called = f"{part.designation} ({part.file})" if designation_of(part.designation) else part.file
            message = f"{called} stands only in the {version} version."
            if known:
                message = (
                    f"{called} is a file of its own only in the {version} version; its clauses were found elsewhere."
                )
            notices.append(Notice(code=NoticeCode.FILE_WITHOUT_COUNTERPART, message=message))
    return notices
