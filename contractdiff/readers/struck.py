"""Words struck through by hand: they print, and so are read; but they may be meant as deleted."""

from collections.abc import Sequence

from contractdiff.model import Notice, NoticeCode
from contractdiff.text import collapse

# How many places are quoted, and how many characters of each.
_QUOTED, _QUOTED_CHARACTERS = 3, 60


def struck_notice(struck: Sequence[str]) -> Notice:
    """What the user is told of words struck through; ``struck`` are those of each place, in order."""
    places = "one place" if len(struck) == 1 else f"{len(struck):,} places"
    quoted = ", ".join(f"“{_shortened(collapse(words))}”" for words in struck[:_QUOTED])
    return Notice(
        code=NoticeCode.STRUCK_TEXT,
        message=(
            f"The file shows words struck through by hand, not as tracked changes, in {places}: {quoted}. They were "
            "read like the rest; if they are meant as deleted, delete them in the file first."
        ),
    )


def _shortened(words: str) -> str:
    return words if len(words) <= _QUOTED_CHARACTERS else f"{words[:_QUOTED_CHARACTERS].rstrip()}…"
