"""Web pages, saved by a browser, Word or Google Docs -> ``SourceText``."""

from contractdiff.readers.html.reader import notices_of, read_html, read_page

__all__ = ["notices_of", "read_html", "read_page"]
