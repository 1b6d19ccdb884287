"""What every extraction hands over."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a file in the order in which they were found there.

    Attributes:
        text: The words.
        where: In what part of the file ("page 3", "footnotes"), for the reader; "" where it has no parts.
        page: The page, counted from 1, where the file has pages.
    """

    text: str
    where: str = ""
    page: int | None = None
