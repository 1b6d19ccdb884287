"""Measures what is told of made stories of three versions: ``python -m tests.check_stories N SEED [FILE …] [-v]``.

With files, the stories are of their clauses instead of made ones.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from stories import story
from story_scores import Score, score

from contractdiff.api import read_contract
from contractdiff.model import Side


def base_of(file: Path) -> list[str]:
    """The clauses of a contract, one paragraph each; rows of tables left out."""
    clauses = read_contract(file, side=Side.OLD).clauses
    return [" ".join(clause.wording.split()) for clause in clauses if clause.wording and "\t" not in clause.wording]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", type=int)
    parser.add_argument("seed")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("-v", action="store_true", help="print what was told wrong")
    given = parser.parse_args()
    bases = [base_of(file) for file in given.files] or [None]
    total = Score()
    for base in bases:
        for number in range(given.stories):
            own, _ = score(story(f"{given.seed} {number}", base))
            total.add(own)
    if given.v:
        for title, lines in (("WRONG", total.wrong), ("MISSED", total.missed), ("FALSE", total.alarms)):
            print(f"\n{title}", *lines[:25], sep="\n")
        print(*total.confused.most_common(20), sep="\n")
    print(f"outcomes right        {total.right} of {total.changes}  {total.right / total.changes:.4f}")
    print(f"promises right        {total.promises_right} of {total.promises}")
    print(f"undisclosed found     {total.found} of {total.hidden}  {total.found / max(1, total.hidden):.4f}")
    print(f"told as such, and not {total.false}")
    print(f"told as such, in long texts that are told as modified otherwise: {total.also}")
    print(f"moved or divided only {total.quiet_found} of {total.quiet} told as administrative")
    print(f"proposals that the comparison does not tell, or not by themselves: {total.not_told}")


if __name__ == "__main__":
    main()
