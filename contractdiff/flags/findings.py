"""What a rule says of one passage, before it becomes a flag of the change."""

from collections.abc import Iterable
from dataclasses import dataclass

from contractdiff.flags.passages import Part, Span
from contractdiff.model import Direction, Party, Priority

# Words quoted in a flag; a longer quotation is cut to the cue itself.
_QUOTED = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One reason why a change may matter.

    ``doubtful`` says that the direction is but the likelier one. ``priority``, ``why`` and ``question`` go before those
    of the category.
    """

    code: str
    old: str = ""
    new: str = ""
    direction: Direction | None = None
    on: Party | None = None
    doubtful: bool = False
    priority: Priority | None = None
    why: str = ""
    question: str = ""


def quoted(part: Part, spans: Iterable[Span]) -> str:
    """The words from the first of some spans to the last, or the first alone where that is long; "" for none."""
    found = [span for span in spans if span[0] < span[1]]
    if not found:
        return ""
    start, end = min(s for s, _ in found), max(e for _, e in found)
    if end - start > _QUOTED:
        start, end = found[0]
    return cut(part.text[start:end])


def cut(words: str) -> str:
    """The first words, as many as a flag quotes."""
    if len(words) <= _QUOTED:
        return words.strip()
    return words[:_QUOTED].rsplit(None, 1)[0].strip()
