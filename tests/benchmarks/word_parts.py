"""How many times what lxml needs to parse a Word file's parts our whole reading of the file costs, in the same run.

    python tests/benchmarks/word_parts.py [FILE.docx …]

Without arguments the samples are read. Prints one line a file: paragraphs, the ratio, and the milliseconds of either.
Then how the cost grows: a file four times as long in its body should cost four times as much. Figures are processor
time, the least of several runs, so that other work on the machine counts as little as may be.
"""

import io
import sys
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from lxml import etree

from contractdiff.readers.word import read_word

SAMPLES = Path(__file__).parents[2] / "samples"
RUNS = 15
TIMES = 4


def seconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def parse(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


def longer(data: bytes) -> bytes:
    """The same file with its body several times over."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "word/document.xml":
                head, body, tail = content.partition(b"<w:body>")
                inner, end, rest = tail.rpartition(b"</w:body>")
                content = head + body + inner * TIMES + end + rest
            copy.writestr(name, content)
    return out.getvalue()


def main(paths: list[Path]) -> None:
    for path in paths:
        data = path.read_bytes()
        blocks = len(read_word(path, data).blocks)
        parsing = seconds(partial(parse, data))
        reading = seconds(partial(read_word, path, data))
        growth = seconds(partial(read_word, path, longer(data))) / reading
        print(
            f"{path}: {blocks} blocks; {reading / parsing:.1f} times lxml's parsing "
            f"({reading * 1000:.1f} ms, {parsing * 1000:.1f} ms); {TIMES} times as long costs {growth:.1f} times that"
        )


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(SAMPLES.glob("*.docx")))
