"""PDF files with text -> ``SourceText``."""

from contractdiff.readers.pdf.reader import read_pdf

__all__ = ["read_pdf"]
