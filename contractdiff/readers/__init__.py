"""A file → ``SourceText``. One module per format, one line each in the registry; a folder → one for each file."""

from contractdiff.readers.folder import read_folder
from contractdiff.readers.registry import bytes_of, read_source

__all__ = ["bytes_of", "read_folder", "read_source"]
