"""How much of a file was found again in its clauses."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Misplaced:
    """A word on one side only, the words around it, and in what part of the file it stands."""

    word: str
    context: str
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of one file stands in its clauses.

    Attributes:
        file: Its name.
        words: How many words the other extraction found.
        placed: How many of them stand in a clause or were set aside.
        set_aside: How many words were set aside, by reason, most first.
        missing: The words that stand in no clause, in the order of the file.
        extra: The words of the clauses that the other extraction did not find.
        recognised: Pages read by text recognition, which hold no text to check against and are not counted.
        bar: The share of words that has to be placed.
    """

    file: str
    words: int
    placed: int
    set_aside: tuple[tuple[str, int], ...]
    missing: tuple[Misplaced, ...]
    extra: tuple[Misplaced, ...]
    recognised: tuple[int, ...]
    bar: float

    @property
    def share(self) -> float:
        """The share of words that are placed, 0 to 1; 1 where there are none."""
        return self.placed / self.words if self.words else 1.0

    @property
    def enough(self) -> bool:
        """Whether the share reaches the bar."""
        return self.share >= self.bar
