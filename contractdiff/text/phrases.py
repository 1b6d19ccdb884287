"""How numbers and lists are said in a sentence."""

import re
from collections.abc import Iterable

# Names of offices that have an article in a sentence.
_OFFICE = re.compile(r"(?:Department|Office|Division|Bureau|Board|Commission|Agency)\b")


def count_of(number: int, one: str, many: str = "") -> str:
    """A number of things: "1 change", "2,000 changes"; ``many`` is the plural where it is not made with "s"."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def in_sentence(name: str) -> str:
    """What an office or a coalition is called within a sentence: "the Department of Health"."""
    if name.startswith("The "):
        return f"the {name[4:]}"
    return f"the {name}" if _OFFICE.match(name) else name


def listed(*words: str) -> str:
    """Words as a sentence lists them: "a, b and c"; empty ones are left out."""
    said = [word for word in words if word]
    return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else "".join(said)


def ranges(numbers: Iterable[int]) -> tuple[str, ...]:
    """Ascending numbers in words, those in a row as one: "2", "5 to 7", "9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return tuple(str(first) if first == last else f"{first} to {last}" for first, last in runs)
