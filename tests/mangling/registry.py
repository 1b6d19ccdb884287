"""The list of damages, and the order in which they can be done to one file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from random import Random
from typing import TypeVar

from mangling.package import Package

T = TypeVar("T")


class Stage(IntEnum):
    """When a damage is done, whatever the order it is asked for in: the later ones would undo what earlier ones need.

    People type first and sort, merge and move afterwards; editors change the file last.
    """

    WORDS = 0
    ROWS = 1
    COLUMNS = 2
    MERGES = 3
    NOTES = 4
    WRAPPERS = 5
    IDS = 6
    CONTROLS = 7
    EDITOR = 8
    CONTAINER = 9


@dataclass(frozen=True, slots=True)
class Damage:
    """One way in which members and editors damage a form.

    Attributes:
        name: What it is called by.
        stage: When it is done.
        apply: Does it to a form and tells the form's truth.
        group: Of the damages in a group, only one can be done to a file.
        says: What it does, in a sentence.
    """

    name: str
    stage: Stage
    apply: Callable[[Package, Random], None]
    group: str = ""
    says: str = ""


DAMAGES: dict[str, Damage] = {}
Apply = Callable[[Package, Random], None]


def damage(stage: Stage, group: str = "") -> Callable[[Apply], Apply]:
    """Lists a function as a damage under its own name."""

    def listed(function: Apply) -> Apply:
        add(function.__name__, stage, function, (function.__doc__ or "").strip().splitlines()[0], group)
        return function

    return listed


def add(name: str, stage: Stage, apply: Apply, says: str, group: str = "") -> None:
    """Lists a damage."""
    assert name not in DAMAGES, name
    DAMAGES[name] = Damage(name, stage, apply, group, says)


def some(rng: Random, items: Sequence[T], share: float = 0.4) -> list[T]:
    """Some of the items in their order, at least one; none if there are none."""
    if not items:
        return []
    count = max(1, round(len(items) * share * rng.uniform(0.5, 1.0)))
    return [items[at] for at in sorted(rng.sample(range(len(items)), count))]


def compatible(names: Iterable[str]) -> bool:
    """Whether these damages can be done to one file."""
    chosen = list(names)
    if len(set(chosen)) < len(chosen):
        return False
    groups = [DAMAGES[name].group for name in chosen if DAMAGES[name].group]
    if len(set(groups)) < len(groups):
        return False
    return sum(DAMAGES[name].stage is Stage.CONTAINER for name in chosen) <= 1
