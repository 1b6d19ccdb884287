"""How the whole command grows with the length of a contract, and what it makes of edits that are known.

    python tests/benchmarks/long_contracts.py [--clauses 1500,15000] [--against 'redline {old} {new} {out}']

Makes two versions of a contract of so many clauses, whose sentences are strung together from a small stock of phrases,
so that they read much alike: of a hundred clauses three are added, three deleted, two moved and ten reworded. Prints
for each length the seconds and megabytes of `contractdiff compare`, the times that is of the shortest, how many of the
edits were told as what they are, and, with ``--against``, the times that it takes of another tool's time on the same
two files in the same run. That command gets the two files and a name for its result.
"""

import argparse
import json
import random
import resource
import shlex
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from docx import Document

_WHO = ["the Provider", "the Department", "each party", "a subcontractor", "the Auditor", "the Director"]
_DOES = [
    "shall keep", "shall furnish", "may withhold", "shall report", "may inspect", "shall pay", "agrees to accept",
    "shall not disclose", "shall maintain", "may amend",
]  # fmt: skip
_WHAT = [
    "records of the services", "an invoice in due form", "the amount in dispute", "a certificate of insurance",
    "the names of its officers", "a plan of corrective action", "the unspent balance", "copies of its policies",
    "a list of its equipment", "the results of each review",
]  # fmt: skip
_WHEN = [
    "within thirty (30) calendar days", "at its own expense", "on written request", "before the Term ends",
    "without prior approval", "in the form prescribed", "unless the Budget says otherwise", "during business hours",
    "to the extent permitted by law", "not later than June 30",
]  # fmt: skip


def clause(rng: random.Random) -> str:
    sentences = [
        f"{rng.choice(_WHO)} {rng.choice(_DOES)} {rng.choice(_WHAT)} {rng.choice(_WHEN)}, and {rng.choice(_DOES)} "
        f"{rng.choice(_WHAT)} {rng.choice(_WHEN)}."
        for _ in range(rng.randint(2, 4))
    ]
    text = " ".join(sentence[0].upper() + sentence[1:] for sentence in sentences)
    return f"{text} See form {rng.randint(100, 999_999)}."


def reworded(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    at = rng.randrange(2, len(words) - 3)
    words[at : at + 2] = rng.choice(_WHEN).split(" ")
    return " ".join(words)


def versions(count: int, seed: int) -> tuple[list[str], list[str], Counter[str]]:
    """Two versions, and how many edits of each kind lie between them."""
    rng = random.Random(seed)
    old = [clause(rng) for _ in range(count)]
    kinds = rng.choices(["same", "added", "deleted", "moved", "modified"], weights=[82, 3, 3, 2, 10], k=count)
    new: list[str] = []
    moved: list[str] = []
    for text, kind in zip(old, kinds, strict=True):
        if kind == "moved":
            moved.append(text)
        elif kind != "deleted":
            new.append(reworded(text, rng) if kind == "modified" else text)
        if kind == "added":
            new.append(clause(rng))
    for text in moved:
        new.insert(rng.randrange(len(new)), text)
    return old, new, Counter(kind for kind in kinds if kind != "same")


def written(texts: list[str], path: Path) -> Path:
    document = Document()
    for number, text in enumerate(texts):
        document.add_paragraph(f"{number // 20 + 1}.{number % 20 + 1}. {text}")
    document.save(str(path))
    return path


def timed(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clauses", default="1500,15000")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--against", default="")
    given = parser.parse_args()
    first = 0.0
    for count in map(int, given.clauses.split(",")):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            before, after, edits = versions(count, given.seed)
            old, new = written(before, folder / "old.docx"), written(after, folder / "new.docx")
            command = [sys.executable, "-m", "contractdiff", "compare", str(old), str(new), "-o", str(folder / "out")]
            seconds = timed(command)
            first = first or seconds
            # of the children so far the largest, in kilobytes on Linux
            memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            line = f"{count} clauses: {seconds:.1f} s, {memory:.0f} MB, {seconds / first:.1f} times the first"
            if given.against:
                fields = {"old": old, "new": new, "out": folder / "other.docx"}
                line += f", {seconds / timed(shlex.split(given.against.format(**fields))):.2f} of the other tool's time"
            told = json.loads((folder / "out" / "comparison.json").read_text())["changes"]
            kinds = Counter("moved" if change["moved"] else change["kind"] for change in told)
            print(line)
            print("    told (made):", ", ".join(f"{kind} {kinds[kind]} ({edits[kind]})" for kind in edits))


if __name__ == "__main__":
    main()
