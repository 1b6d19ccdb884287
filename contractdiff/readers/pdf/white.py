"""Where a row of words leaves white, as the bits of one number: a step of the width each, the leftmost lowest.

White of many rows is then found by one operation a row, not one a place.
"""

from dataclasses import dataclass

from contractdiff.readers.pdf.labels import label_words
from contractdiff.readers.pdf.lines import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """A stretch of width cut into steps.

    Attributes:
        left: Where the first step begins, in points.
        count: How many steps there are.
        width: Points of each.
        white: Least white between two words that counts, in sizes of the type.
    """

    left: float
    count: int
    width: float
    white: float

    def solid(self, row: Row, *, labels: bool = True) -> int:
        """The steps that a row covers. ``labels`` says whether the white after a label counts as white."""
        mask = 0
        start, end = row[0].x0, row[0].x1
        for at, word in enumerate(row[1:], 1):
            if word.x0 - end >= self.white * row[0].size and (
                labels or at > 3 or label_words([one.text for one in row[:at]]) < at
            ):
                mask |= self.between(start, end)
                start = word.x0
            end = max(end, word.x1)
        return mask | self.between(start, end)

    def between(self, start: float, end: float) -> int:
        """The steps from one place to another, both included."""
        return self._below(end + self.width) & ~self._below(start)

    def _below(self, place: float) -> int:
        at = max(0, min(self.count + 1, int((place - self.left) / self.width)))
        return (1 << at) - 1
