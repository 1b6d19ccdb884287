"""How a list number is written: every common value of ``w:numFmt`` (ECMA-376 part 1, 17.18.59)."""

from collections.abc import Callable

# Word gives up on words and letters far above what a contract counts to; it then prints plain digits.
_LARGEST = 32_767
_LARGEST_LETTERED = 780

_ONES = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_IRREGULAR_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_CHICAGO = "*†‡§"

# Formats whose result depends on the language of the list; only English is known.
LANGUAGE_BOUND = frozenset({"ordinal", "cardinalText", "ordinalText"})


def format_number(number: int, number_format: str) -> str | None:
    """Return a number as Word prints it, ``None`` where the format is not known.

    Args:
        number: The counter's value, from 0.
        number_format: A value of ``w:numFmt``, or the pattern of a custom one ("001, 002, 003, ...").
    """
    if number_format == "decimal":
        return str(number)
    if "," in number_format:
        return _like_example(number, number_format.partition(",")[0].strip())
    writer = _WRITERS.get(number_format)
    if writer is None:
        return None
    if number < 1 or number > _LARGEST:
        return str(number)
    return writer(number)


def _like_example(number: int, example: str) -> str | None:
    """A custom format is given by its first example: ``001`` pads with zeros to three digits."""
    return str(number).zfill(len(example)) if example.isdecimal() and len(example) <= 10 else None


def _lower_letter(number: int, alphabet: str = "abcdefghijklmnopqrstuvwxyz") -> str:
    """A letter, doubled, tripled, … past the end of the alphabet: z is followed by aa, bb."""
    if number > _LARGEST_LETTERED:
        return str(number)
    rounds, place = divmod(number - 1, len(alphabet))
    return alphabet[place] * (rounds + 1)


def _lower_roman(number: int) -> str:
    out = []
    for value, digits in _ROMAN:
        times, number = divmod(number, value)
        out.append(digits * times)
    return "".join(out)


def _ordinal(number: int) -> str:
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _words(number: int) -> str:
    parts = []
    if number >= 1000:
        parts.append(f"{_words(number // 1000)} thousand")
    if number % 1000 >= 100:
        parts.append(f"{_ONES[number % 1000 // 100 - 1]} hundred")
    rest = number % 100
    if 0 < rest < 20:
        parts.append(_ONES[rest - 1])
    elif rest:
        parts.append(_TENS[rest // 10 - 1] + (f"-{_ONES[rest % 10 - 1]}" if rest % 10 else ""))
    return " ".join(parts)


def _cardinal_text(number: int) -> str:
    return _words(number).capitalize()


def _ordinal_text(number: int) -> str:
    words = _words(number)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[cut:]
    if last in _IRREGULAR_ORDINALS:
        last = _IRREGULAR_ORDINALS[last]
    else:
        last = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return (words[:cut] + last).capitalize()


def _enclosed(first: int, count: int) -> Callable[[int], str]:
    """Numbers that Unicode has as single characters, digits beyond them."""
    return lambda number: chr(first + number - 1) if number <= count else str(number)


def _circled(number: int) -> str:
    for low, high, first in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if low <= number <= high:
            return chr(first + number - low)
    return str(number)


_WRITERS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _lower_letter,
    "upperLetter": lambda number: _lower_letter(number).upper(),
    "lowerRoman": _lower_roman,
    "upperRoman": lambda number: _lower_roman(number).upper(),
    "ordinal": _ordinal,
    "cardinalText": _cardinal_text,
    "ordinalText": _ordinal_text,
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "chicago": lambda number: _lower_letter(number, _CHICAGO),
    "russianLower": lambda number: _lower_letter(number, _RUSSIAN),
    "russianUpper": lambda number: _lower_letter(number, _RUSSIAN).upper(),
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda number: str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
}
