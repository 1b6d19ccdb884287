"""Whether a label at the start of a line is the label of a clause, or a number that its sentence goes on with."""

import re
from collections.abc import Sequence
from itertools import pairwise

from contractdiff.readers.pdf.labels import counts, kind, label_words
from contractdiff.readers.pdf.lines import Line
from contractdiff.text import NUMERALS

_OPENING = '[“"‘'
_REFERRING = frozenset(
    """
    § §§ appendix art article articles attachment cfr chapter clause clauses exhibit exhibits item no nos number
    numbers paragraph paragraphs para part parts rule rules sec section sections schedule stat subclause subdivision
    subparagraph subparagraphs subpart subsection subsections through title usc
    """.split()
)
"""Words that a number belongs to: one at the start of the next line is no label."""
_CODES = frozenset("act ann code comp gen ilcs laws ors rcw rev stats usca wac".split())
"""Words that a section sign belongs to as well."""


def is_cited(last: str, line: Line) -> bool:
    """Whether the label of a line belongs to the word before it: "Section | 4.2", "U.S.C. | § 12", "seven | (7)"."""
    cited = re.sub(r"[.,(]", "", last)
    label = line.words[0].text
    if label.startswith("§"):
        return cited in _REFERRING or cited in _CODES
    return line.label_words == 1 and (cited in _REFERRING or _in_words(last, label))


def is_set_apart(line: Line) -> bool:
    """Whether more white follows the label than stands between any other words of the line."""
    white = [word.x0 - before.x1 for before, word in pairwise(line.words)]
    after = line.label_words - 1
    if after >= len(white):
        return False
    return white[after] > line.size and white[after] > 1.5 * max(white[after + 1 :], default=0.0)


def is_reference(line: Line) -> bool:
    """Whether the words go on after "Schedule C" or "Section 4.2" as within a sentence."""
    words = line.words[line.label_words - 1 :]
    return words[0].text.endswith((",", ";")) or (len(words) > 1 and words[1].text[0].islower())


def _in_words(word: str, label: str) -> bool:
    """Whether a number in parentheses repeats the word before it: "seven (7)", "twenty-four (24)"."""
    number = label.rstrip(".:,;").strip("()")
    return label.startswith("(") and number.isdecimal() and word.rsplit("-", 1)[-1] in NUMERALS


def in_sentence(before: Sequence[Line], label: str, ahead: Sequence[Line]) -> bool | None:
    """Whether the label before this one, or else the one after it, stands within a line.

    ``None`` where neither is found.
    """
    if not label.startswith("("):
        return None
    for index, line in enumerate(reversed(before)):
        for at, word in enumerate(line.words):
            text = word.text.lstrip(_OPENING)
            if kind(text) == kind(label) and label_words([text]) and follows(text, label):
                return at > 0 or index < len(before) - 1
    for line in ahead:
        for at, word in enumerate(line.words):
            text = word.text.lstrip(_OPENING)
            if text.startswith("(") and kind(text) == kind(label) and follows(label, text):
                return at > 0
    return None


def follows(label: str, other: str) -> bool:
    """Whether the second label comes next after the first in a list."""
    return any(place + 1 in counts(other) for place in counts(label))
