"""What a person types to decide a matter."""

from collections.abc import Iterable, Iterator

from contractdiff.model import Matter
from contractdiff.ooxml.sheets import Cell, Field

MATTER_FIELDS = (
    Field(title="Id", width=24),
    Field(title="File", width=32),
    Field(title="What is to be decided", width=48),
    Field(title="Words", width=60),
    Field(title="Type one of these", width=60),
)


def matter_rows(matters: Iterable[Matter]) -> Iterator[tuple[Cell, ...]]:
    """The rows of a sheet of what is still to be decided."""
    for each in matters:
        yield each.id, each.file, each.says, each.words, "\n".join(commands(each))


def commands(matter: Matter) -> tuple[str, ...]:
    """The commands that decide a matter, one for each choice; what may be meant stands in the place of "ROW"."""
    return tuple(f"contractdiff resolve DOCKET {matter.id} {choice}" for choice in _choices(matter))


def _choices(matter: Matter) -> Iterator[str]:
    for choice in matter.choices:
        verb, _, what = choice.partition(" ")
        if not what or what == "NAME" or not matter.candidates:
            yield choice.replace("NAME", '"NAME"')
        elif what.endswith("S"):
            # several at once
            yield f"{verb} {' '.join(matter.candidates)}"
        else:
            yield from (f"{verb} {candidate}" for candidate in matter.candidates)
