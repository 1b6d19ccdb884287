"""What a person types to decide a matter."""

from collections.abc import Iterator

from contractdiff.model import Matter


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
