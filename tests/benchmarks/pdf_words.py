"""How many times faster our reading of a PDF is than pdfplumber's words, page by page, in the same run.

    python tests/benchmarks/pdf_words.py FILE.pdf [FILE.pdf …]

Prints one line a file: pages, the ratio for the words alone, the ratio for the whole reading (words, columns,
running heads, tables, paragraphs), and the peak of memory that our reading added. Figures are processor time, so
that other work on the machine counts as little as may be; pdfplumber's pages are closed one by one, as its
documentation advises.
"""

import resource
import sys
import time
from pathlib import Path

import pypdfium2

from contractdiff.readers.pdf import read_pdf
from contractdiff.readers.pdf.pages import pages_of


def plumber_seconds(path: Path) -> float:
    import pdfplumber

    start = time.process_time()
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_words()
            page.close()
    return time.process_time() - start


def word_seconds(data: bytes) -> float:
    start = time.process_time()
    with pypdfium2.PdfDocument(data) as document:
        for _ in pages_of(document):
            pass
    return time.process_time() - start


def read_seconds(path: Path, data: bytes) -> float:
    start = time.process_time()
    read_pdf(path, data)
    return time.process_time() - start


def main(paths: list[Path]) -> None:
    for path in paths:
        data = path.read_bytes()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        ours = min(read_seconds(path, data) for _ in range(3))
        added = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        words = min(word_seconds(data) for _ in range(3))
        theirs = plumber_seconds(path)
        with pypdfium2.PdfDocument(data) as document:
            pages = len(document)
        print(
            f"{path}: {pages} pages; words {theirs / words:.1f} x, whole reading {theirs / ours:.1f} x as fast as "
            f"pdfplumber's extract_words; {added / 1024:.0f} MB added"
        )


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
