"""Collecting returned forms, by hand: ``python tests/benchmarks/collect.py [FORMS]``.

A form of those 150 changes of the samples that matter most is filled in by each of 650 members, and a third of the
copies is damaged; then all are collected. Printed are the time, the most memory that a process took, and the time as
a share of what python-docx takes to read the same tables cell by cell.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import docx
from mangling.cases import mangle, random_names
from mangling.filling import fill_form

SAMPLES = Path(__file__).parents[2] / "samples"
PROGRAM = (sys.executable, "-m", "contractdiff")
# python-docx is slow: so many files tell how slow
READ = 5


def run(*arguments: object) -> float:
    began = time.perf_counter()
    subprocess.run([*PROGRAM, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main(forms: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, docket, returned = Path(name), Path(name) / "docket", Path(name) / "returned"
        returned.mkdir()
        run("compare", SAMPLES / "fy2011.docx", SAMPLES / "fy2012.docx", "-o", docket, "--quiet")
        lines = [f"Member {number},Sector {number % 5},{number % 59}" for number in range(forms)]
        (folder / "roster.csv").write_text("\n".join(["Organization,Sector,District", *lines]), "utf-8")
        run("members", docket, folder / "roster.csv")
        made = run("form", docket, "member", "--for-each-member", "--top", "150", "--quiet")
        copies = sorted((docket / "forms-top150").iterdir())
        for number, path in enumerate(copies):
            rng = random.Random(number)
            filled = fill_form(path.read_bytes(), rng, organization=f"Member {number}", share=0.4)
            names = random_names(rng, 1) if number % 3 == 0 else ()
            (returned / f"{number:04}.docx").write_bytes(mangle(filled, names, rng).data)
        taken = run("collect", docket, returned, "--quiet")
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        began = time.perf_counter()
        for path in sorted(returned.iterdir())[:READ]:
            for table in docx.Document(str(path)).tables:
                for row in table.rows:
                    for cell in row.cells:
                        _ = cell.text
        other = (time.perf_counter() - began) / READ * forms
        print(f"{forms} forms made in {made:.1f} s, collected in {taken:.1f} s, {memory} MB at most in one process")
        print(f"{taken / other:.2f} of the time that python-docx takes to read their cells ({other:.0f} s)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 650)
