"""Counterparts in two sequences that keep their order."""

from collections.abc import Sequence


def pairs_in_order(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs of places, ascending on both sides, that are worth the most together.

    Args:
        worth: What it is worth that the i-th of the one side and the j-th of the other are counterparts; 0 where they
            are none. All rows have the same length.
    """
    rows, columns = len(worth), len(worth[0]) if worth else 0
    # what can be had from (i, j) on, from the end to the start
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        own, here, below = worth[i], best[i], best[i + 1]
        for j in range(columns - 1, -1, -1):
            here[j] = max(below[j], here[j + 1], own[j] + below[j + 1] if own[j] else 0.0)
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < rows and j < columns:
        if worth[i][j] and best[i][j] == worth[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
