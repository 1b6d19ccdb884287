"""Web pages, saved by a browser, Word or Google Docs -> ``SourceText``."""

from contractdiff.readers.html.reader import html_blocks, notices_of, read_html, read_page

__all__ = ["html_blocks", "notices_of", "read_html", "read_page"]
