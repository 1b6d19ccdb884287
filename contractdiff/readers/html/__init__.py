"""Web pages, saved by a browser, Word or Google Docs -> ``SourceText``."""

from contractdiff.readers.html.reader import html_blocks, read_html

__all__ = ["html_blocks", "read_html"]
