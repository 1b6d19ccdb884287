"""What the flags of many changes cost beside the alignment of the same two versions.

    python tests/benchmarks/flags.py [--clauses 1500]

Two contracts of so many clauses: one in which every clause was reworded, and one in which one clause in seven differs,
so that most changes are of the number alone. For each prints how many changes were found, the seconds of the alignment
and of the flags, and the ratio of the second to the first, the whole in one process; the first run of the flags makes
their cues ready, the second finds them so.
"""

import argparse
import random
import sys
import time
from pathlib import Path

from long_contracts import clause, reworded, versions

from contractdiff.align import align_contracts, settle_seams
from contractdiff.diff import diff_alignment, find_renames, tell_reach
from contractdiff.flags import flag_changes
from contractdiff.model import Contract, Side

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def every_clause(count: int, seed: int) -> tuple[list[str], list[str]]:
    rng = random.Random(seed)
    old = [clause(rng) for _ in range(count)]
    return old, [reworded(text, rng) for text in old]


def read(texts: list[str], side: Side) -> Contract:
    from builders import contract

    return contract("\n\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1)), side)


def measure(what: str, old: list[str], new: list[str]) -> None:
    was, now = read(old, Side.OLD), read(new, Side.NEW)
    started = time.process_time()
    was, now = settle_seams(was, now, align_contracts(was, now))
    alignment = align_contracts(was, now)
    aligned = time.process_time() - started
    comparison = tell_reach(diff_alignment(was, now, alignment, find_renames(was, now, alignment)))
    seconds = []
    for _ in range(2):
        started = time.process_time()
        flag_changes(comparison)
        seconds.append(time.process_time() - started)
    ratios = ", ".join(f"{each:.2f} s ({each / aligned:.2f} of it)" for each in seconds)
    print(f"{what}: {len(comparison.changes):,} changes; alignment {aligned:.2f} s; flags, first and again: {ratios}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clauses", type=int, default=1500)
    count = parser.parse_args().clauses
    measure("every clause reworded", *every_clause(count, 5))
    old, new, _ = versions(count, 5)
    measure("one in seven", old, new)


if __name__ == "__main__":
    main()
