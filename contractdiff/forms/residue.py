"""What a person added to a cell, found against what the cell said when it was sent out."""

from dataclasses import dataclass

from rapidfuzz.distance import Indel

from contractdiff.text import fold_printed, fold_token

# A cell of which less than this share of words is left, 0 to 1, was written anew.
_ANEW = 0.3


@dataclass(frozen=True, slots=True)
class Residue:
    """What a cell says beyond what was issued.

    Attributes:
        added: The words that were added, as they were written; "" where none were.
        changed: Whether issued words are missing or stand in other places.
    """

    added: str = ""
    changed: bool = False


def residue(found: str, issued: str) -> Residue:
    """Return what ``found`` says beyond ``issued``; spaces, hyphens, quotation marks and capitals are no difference."""
    if found == issued or not found.strip():
        # a cell that was emptied says nothing: columns are cleared to save paper
        return Residue()
    if not issued.strip():
        return Residue(found.strip())
    if found.startswith(issued):
        return Residue(found[len(issued) :].strip())
    if fold_printed(found) == fold_printed(issued):
        return Residue()
    return _around(found, issued) or _word_by_word(found, issued)


def _around(found: str, issued: str) -> Residue | None:
    """What stands before and after the issued words, where they stand there whole."""
    letters, places = _letters(found)
    wanted, _ = _letters(issued)
    at = letters.find(wanted) if wanted else -1
    if at < 0:
        return None
    before, after = found[: places[at]].strip(), found[places[at + len(wanted) - 1] + 1 :].strip()
    return Residue("\n".join(part for part in (before, after) if part))


def _letters(text: str) -> tuple[str, list[int]]:
    """The text folded letter by letter, without white space, and the place of each letter in it."""
    letters, places = [], []
    for place, letter in enumerate(text):
        plain = fold_token(letter)
        letters.append(plain)
        places += [place] * len(plain)
    return "".join(letters), places


def _word_by_word(found: str, issued: str) -> Residue:
    now, before = found.split(), issued.split()
    kept = 0
    added: list[str] = []
    for step in Indel.opcodes([fold_token(word) for word in before], [fold_token(word) for word in now]):
        if step.tag == "insert":
            added.append(" ".join(now[step.dest_start : step.dest_end]))
        elif step.tag == "equal":
            kept += step.src_end - step.src_start
    if kept < _ANEW * len(before):
        return Residue(found.strip(), changed=True)
    return Residue(" … ".join(added), changed=kept < len(before))
