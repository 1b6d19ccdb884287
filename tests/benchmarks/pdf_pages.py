"""How many times as long our reading of a PDF takes as fetching the box of each character with pypdfium2.

    python tests/benchmarks/pdf_pages.py FILE.pdf [FILE.pdf …]

Prints one line a file: the ratio, the milliseconds a page, the pages, and whether the file is tagged. The best of
three runs counts on either side, in processor time. The bar is three for a page of text, tables aside.
"""

import gc
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from contractdiff.readers.pdf import read_pdf

RUNS = 3


def best_of(work: Callable[[], object]) -> float:
    """The processor time of the fastest of the runs, in seconds."""
    times: list[float] = []
    for _ in range(RUNS):
        gc.collect()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def fetch_boxes(data: bytes) -> None:
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                text.get_charbox(index)
            text.close()
            page.close()


def main(paths: list[Path]) -> None:
    for path in paths:
        data = path.read_bytes()
        boxes = best_of(partial(fetch_boxes, data))
        ours = best_of(partial(read_pdf, path, data))
        with pypdfium2.PdfDocument(data) as document:
            pages = len(document)
            tagged = bool(pdfium.FPDFCatalog_IsTagged(document.raw))
        print(f"{ours / boxes:5.2f} {1000 * ours / pages:6.1f} ms a page, {pages} pages{', tagged' * tagged}: {path}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
