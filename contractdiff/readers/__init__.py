"""A file → ``SourceText``. One module per format, one line each in the registry."""

from contractdiff.readers.registry import read_source

__all__ = ["read_source"]
