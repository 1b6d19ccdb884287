"""The words of a PDF, by pdfplumber, which has a parser of its own (the reader uses pdfium)."""

import io
import logging
import re

import pdfplumber

from contractdiff.coverage.stretch import Stretch
from contractdiff.errors import UnreadableError

# pdfminer tells its log of every flaw of a file; without a handler that would go to the terminal.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())
# A glyph that the file does not say the character of; pdfium and pdfminer name it differently.
_NO_CHARACTER = re.compile(r"\(cid:\d+\)")
# Words part where the gap is this share of the type's size: at pdfplumber's own 3 points small print runs together.
_GAP = 0.15


def pdf_stretches(data: bytes, file: str) -> list[Stretch]:
    """The words of each page, in the order in which they were drawn.

    Raises:
        UnreadableError: pdfplumber cannot read the file.
    """
    found = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages:
                words = page.extract_words(use_text_flow=True, x_tolerance_ratio=_GAP)
                text = "\n".join(_NO_CHARACTER.sub("", word["text"]) for word in words)
                found.append(Stretch(text, f"page {page.page_number}", page.page_number))
                page.close()
    except Exception as error:  # pdfminer lets errors of every kind through on damaged files
        raise UnreadableError(
            f"The coverage of {file} cannot be checked: the second PDF program cannot read it. Look through the "
            "outline by eye."
        ) from error
    return found
