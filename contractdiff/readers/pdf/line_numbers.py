"""The numbers that count the lines in a margin, which are printed on every page and belong to no clause."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from contractdiff.model import SetAside
from contractdiff.readers.pdf.lines import Row, without
from contractdiff.readers.pdf.words import Word

_NEAR = 48.0
"""Points from the text to the numbers in the margin beside a line that is full."""
_MANY = 15
"""Fewest numbers right of the text that are line numbers though the first is not 1."""
_FEWEST = 4
"""Fewest numbers in a margin that are line numbers."""


def without_line_numbers(bodies: Sequence[list[Row]], pages: Sequence[int]) -> tuple[list[list[Row]], list[SetAside]]:
    """The rows without the numbers that count the lines in a margin, and those numbers.

    A page too short to have many is believed when the pages beside it have them in the same place.
    """
    left = list(bodies)
    aside: list[SetAside] = []
    for side in (1, -1):
        numbers = [_line_numbers([word for row in body for word in row], side) for body in left]
        if side < 0:  # the page numbers of a list of contents stand there as well
            numbers = [
                of_page if _beside_prose(body, of_page) else [] for body, of_page in zip(left, numbers, strict=True)
            ]
        edges = [max(_end(word, side) for word in of_page) for of_page in numbers if of_page]
        if not edges:
            continue
        edge = max(edges)
        for at, (body, of_page) in enumerate(zip(left, numbers, strict=True)):
            if not of_page:
                outer = [row[0 if side > 0 else -1] for row in body]
                of_page = [word for word in outer if word.text.isdecimal() and _end(word, side) <= edge + 1]
                if any(_start(word, side) <= edge for row in body for word in row if word not in of_page):
                    continue
            if of_page:
                text = " ".join(word.text for word in of_page)
                aside.append(SetAside(text=text, why="line number", page=pages[at]))
                left[at] = without(body, {id(word) for word in of_page})
    return left, aside


def _beside_prose(body: list[Row], numbers: list[Word]) -> bool:
    """Whether numbers right of the text count from 1, or many lines, and the lines run up to them without leaders."""
    if not numbers or (int(numbers[0].text) != 1 and len(numbers) < _MANY):
        return False
    ends = [row[-2] for row in body if len(row) > 1 and row[-1] in numbers]
    near = sum(1 for word in ends if numbers[0].x0 - word.x1 < _NEAR and not word.text.endswith(("..", "…")))
    return near >= 0.3 * len(numbers)


def _start(word: Word, side: int) -> float:
    """How far from the margin a word begins: the left one, or with ``side`` -1 the right one counted backwards."""
    return word.x0 if side > 0 else -word.x1


def _end(word: Word, side: int) -> float:
    return word.x1 if side > 0 else -word.x0


def _line_numbers(words: list[Word], side: int) -> list[Word]:
    digits = [word for word in words if word.text.isdecimal() and len(word.text) <= 5]
    if len(digits) < _FEWEST:
        return []
    edge = min(_end(word, side) for word in digits)
    margin = sorted((word for word in digits if _end(word, side) <= edge + 12), key=lambda word: word.base)
    inner = max(_end(word, side) for word in margin)
    others = [word for word in words if not (word.text.isdecimal() and _end(word, side) <= inner)]
    beyond = sum(1 for word in others if _start(word, side) < inner + 2)
    if len(margin) < _FEWEST or beyond > 0.01 * len(others):
        return []
    values = [int(word.text) for word in margin]
    steps = Counter(b - a for a, b in pairwise(values))
    step, times = steps.most_common(1)[0]
    return margin if step in (1, 2, 5, 10) and times >= 0.9 * (len(values) - 1) else []
