"""How a long stage reports how far it is."""

from typing import Protocol


class Progress(Protocol):
    """Told how far a stage has come; the command line draws it on stderr."""

    def __call__(self, what: str, done: int, total: int) -> None:
        """Take note that ``done`` of ``total`` steps of ``what`` ("Reading fy12.pdf") are done."""


def silent(what: str, done: int, total: int) -> None:
    """Report nothing."""
