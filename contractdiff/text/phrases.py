"""How numbers and lists are said in a sentence."""


def count_of(number: int, one: str, many: str = "") -> str:
    """A number of things: "1 change", "2,000 changes"; ``many`` is the plural where it is not made with "s"."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def listed(*words: str) -> str:
    """Words as a sentence lists them: "a, b and c"; empty ones are left out."""
    said = [word for word in words if word]
    return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else "".join(said)
