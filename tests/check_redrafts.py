"""Measures how ids are carried, and what is told to be back: ``python -m tests.check_redrafts N SEED``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from redrafts import back_right, carried_right


def main(count: int, seed: str) -> None:
    right = total = 0
    for number in range(count):
        found, own, wrong = carried_right(f"{seed} {number}")
        right, total = right + found, total + own
        for each in wrong[:3]:
            print(each)
    print(f"ids carried as they should be  {right} of {total}  {right / total:.4f}")
    sums = [sum(each) for each in zip(*(back_right(f"{seed} {number}") for number in range(count)), strict=True)]
    print(f"back again: told {sums[0]} of {sums[1]}, and {sums[2]} that are not, of {sums[3]} changes")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
