"""Words cut where a phrase ends, so that what is left reads as far as it goes."""

import re

_CUT = " …"
# Letters of a word that is cut at all.
_WORD = 24
# Where a reader may stop: at a mark, or before a word that opens another phrase.
_BORDER = re.compile(
    r"(?<=[,;:])\s|\s(?=(?:and|or|nor|but|if|unless|which|that|who|whom|whose|when|where|while|until|by|for|from|in|to|"
    r"on|upon|after|before|within|under|so|as|except|provided|with|without|at|during|including|because|than)\b)|\s(?=\()",
    re.IGNORECASE,
)
# Nothing ends with one of these.
_HANGING = re.compile(
    r"(?:[\s,;:(–-]+|\b(?:the|an?|of|and|or|nor|but|to|for|in|by|with|on|at|from|its|their|his|her|that|which|who|whose|"
    r"any|each|every|all|no|not|such|shall|may|must|will|should|is|are|be|been|as|than|if|upon|under|more|least|less))$",
    re.IGNORECASE,
)
# A sentence may open with when it holds; its main part comes behind the comma, and has a verb of its own.
_CONDITION = re.compile(
    r"(?:if|when|whenever|where|wherever|should|in the event|in case|upon|on|before|after|while|until|for purposes|"
    r"to the extent|as long as|so long as|during|within|by the|at the)\b",
    re.IGNORECASE,
)
_MAIN = re.compile(r",\s+(?=(?:the |each |every |either |neither |no |any |all |an? )?[\w’'-]+(?:\s[\w’'-]+){0,5}?\s"
                   r"(?:shall|may|must|will|should|is|are|agrees)\b)")  # fmt: skip


def first_words(words: str, room: int) -> str:
    """The first words up to the end of a phrase, with a mark where some are left out."""
    words = " ".join(words.split())
    if len(words) <= room:
        return words
    within = words[: max(room - len(_CUT) + 1, 1)]
    ends = [found.start() for found in _BORDER.finditer(within)]
    whole = within.rfind(" ")
    at = ends[-1] if ends and ends[-1] * 2 > len(within) else whole
    # of a word without end its first letters
    kept = _unhung(within[: max(at, 0)]) or (within[:-1] if room > _WORD else "")
    return f"{kept}{_CUT}".strip()


def broken_off(words: str) -> str:
    """The words with a mark that they go on, without those that nothing ends with."""
    return f"{_unhung(words)}{_CUT}"


def last_words(words: str, room: int) -> str:
    """The last words from the start of a phrase on, after a mark where some are left out; "" where none has room."""
    words = " ".join(words.split())
    if len(words) <= room:
        return words
    least = len(words) - room + 2
    starts = [found.end() for found in _BORDER.finditer(words) if found.end() >= least]
    return f"… {words[starts[0] :]}" if starts else ""


def main_part(words: str) -> str:
    """What comes after the condition that a sentence opens with; "" where it opens with none."""
    found = _MAIN.search(words) if _CONDITION.match(words) else None
    return words[found.end() :] if found else ""


def _unhung(words: str) -> str:
    while found := _HANGING.search(words):
        words = words[: found.start()]
    return words
