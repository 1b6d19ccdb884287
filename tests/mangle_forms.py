"""Reads mangled forms from many seeds, by hand: ``python -m tests.mangle_forms 1000 [DAMAGES] [CONTAINER]``.

Each damage is also tried alone. Printed are the share of rows placed without help, and every word that was lost or put
to a wrong change.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from mangling.cases import random_cases
from returned_checks import Score, check_account, reader_of, score

from contractdiff import api
from contractdiff.api.reading_forms import read_returned_file
from contractdiff.forms import response_document
from contractdiff.options import ResponseOptions

SAMPLES = Path(__file__).parent.parent / "samples"
# LibreOffice converts several files in one start
TOGETHER = 20


def main(number: int, damages: int, container: str) -> None:
    comparison = api.compare(SAMPLES / "fy2011.docx", SAMPLES / "fy2012.docx")
    form = response_document(comparison, ResponseOptions())
    reader, whole = reader_of(form), Score()
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, number, TOGETHER):
            seeds = range(start, min(start + TOGETHER, number))
            for case in random_cases(form, seeds, damages, container=container):
                path = Path(folder) / f"copy.{case.truth.container}"
                path.write_bytes(case.data)
                sheet = reader.read(read_returned_file(path, case.data))
                check_account(sheet)
                whole.add(score(case, sheet))
            if start % 100 == 0:
                print(f"{start + len(seeds)} files, {whole.share:.4%} of {whole.identifiable} rows placed", flush=True)
    print(f"{number} files, {damages} damages each {container}: {whole.placed} of {whole.identifiable} rows placed")
    print(f"({whole.share:.4%}); unread positions: {len(whole.unread_positions)}")
    for what in ("lost", "misplaced", "wrong_positions"):
        found = getattr(whole, what)
        print(f"{what}: {len(found)}", *found[:20], sep="\n  ")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3, sys.argv[3] if len(sys.argv) > 3 else "")
