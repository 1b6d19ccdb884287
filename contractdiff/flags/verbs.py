"""The verbs that lay a duty, a right or a ban on their subject."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from contractdiff.flags.passages import Span


class Force(Enum):
    """What a verb lays upon its subject; a wish asks or excuses and binds nobody."""

    DUTY = "duty"
    WISH = "wish"
    RIGHT = "right"
    BAN = "ban"


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal verb and where it stands."""

    force: Force
    span: Span


_IS, _WILL = r"(?:is|are)\s+", r"(?:shall|will|must)\s+"
_NOT_EVER = r"(?:not|never|in\s+no\s+(?:event|case|way)|under\s+no\s+circumstances?)"
_TITLE = (
    r"(?:(?:the|a|any|sole|exclusive|full|first|every|complete|equal)\s+){0,3}"
    r"(?:right|option|authority|discretion|opportunity|power|privilege)"
)
_WHO = (
    *("provider", "contractor", "grantee", "vendor", "recipient", "awardee", "agency", "department", "state"),
    *("staff", "they", "it"),
)
# The order counts: "shall not be required" is found before "shall not", "may not" before "may".
_VERBS = {
    "excused": (
        r"(?:(?:shall|will|may|must|is|are)\s+not|cannot)\s+(?:be\s+)?(?:required|obligated|obliged|bound|responsible|"
        r"liable|answerable|expected|compelled|held\s+(?:liable|responsible))",
        r"(?:has|have|shall\s+have|will\s+have|(?:is|are|shall\s+be|will\s+be)\s+under)\s+no\s+"
        r"(?:further\s+)?(?:duty|obligation|responsibility|liability)",
        r"need\s+not",
        r"(?:does|do)\s+not\s+(?:have|need)\s+to",
        rf"(?:{_IS}|{_WILL}be\s+)(?:excused|exempt(?:ed)?|relieved)\s+(?:from|of)",
    ),
    "ban": (
        rf"(?:shall|must|may|will|should|can|is\s+to|are\s+to)\s+{_NOT_EVER}\b",
        r"cannot|may\s+only",
        r"(?:nor|in\s+no\s+(?:event|case)|under\s+no\s+circumstances?)\s+(?:shall|may|will|can|must)\b",
        rf"(?:{_IS}|{_WILL}be\s+)(?:not\s+(?:permitted|allowed|entitled|authorized|eligible|free)|prohibited|forbidden|"
        rf"barred|precluded|ineligible)",
        rf"(?:{_WILL})?(?:have|has)\s+no\b",
        rf"(?:{_WILL})?(?:refrains?|abstains?|desists?)\s+from",
        r"(?:neither|no)\s+[\w ]{2,40}?\s(?:may|shall|will|must|can)\b",
    ),
    "right": (
        rf"{_WILL}be\s+(?:entitled|permitted|allowed|paid|reimbursed|compensated|eligible|free|authorized)",
        rf"{_WILL}have\s+(?:{_TITLE}|access|recourse)",
        r"may|can|might",
        rf"{_IS}(?:entitled|permitted|allowed|authorized|eligible|free|at\s+liberty)",
        rf"(?:has|have|reserves?|retains?)\s+{_TITLE}",
    ),
    "wish": (
        r"should|ought\s+to",
        rf"(?:{_IS}|{_WILL}be\s+)(?:encouraged|expected|urged|asked|invited|advised|requested|welcome)",
        rf"{_WILL}(?:endeavou?r|attempt|seek|try|strive|aim|consider)",
    ),
    "duty": (
        rf"{_WILL}be\s+(?:required|obligated|obliged|responsible|bound)",
        r"shall|must|will",
        rf"{_IS}(?:required|obligated|obliged|responsible|bound|to\s+be)",
        # "the Provider is to report"; but "the purpose is to help"
        rf"(?:{'|'.join(f'(?<={name} )' for name in _WHO)}){_IS}to",
        r"agrees?|undertakes?|covenants?|commits?\s+(?:itself\s+)?to|promises?|pledges?|"
        r"(?:has|have|is\s+under|are\s+under)\s+(?:a|an|the)\s+(?:duty|obligation)|"
        r"certif(?:y|ies)|warrants?",
    ),
}
# To intend binds nobody; but "a Provider that intends to move shall" is a condition, and no verb of the sentence.
_INTENT = (
    r"(?:intends?|plans?|expects?|hopes?|aims?|proposes?|wishes|desires?|is\s+(?:prepared|willing|inclined))\s+to\b",
)
_FORCES = {"excused": Force.WISH, **{force.value: force for force in Force}}


def _compiled(verbs: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(rf"(?P<{name}>{'|'.join(each)})" for name, each in verbs.items()) + r")\b")


_MODAL = _compiled(_VERBS)
_MODAL_OR_INTENT = _compiled({**_VERBS, "wish": (*_VERBS["wish"], *_INTENT)})


@lru_cache(maxsize=1024)
def modals(lower: str) -> tuple[Modal, ...]:
    """The modal verbs of a text in lower case, in order."""
    return _found(_MODAL, lower)


@lru_cache(maxsize=1024)
def modals_and_intents(lower: str) -> tuple[Modal, ...]:
    """The same with the verbs that only say what somebody means to do ("intends to")."""
    return _found(_MODAL_OR_INTENT, lower)


def _found(pattern: re.Pattern[str], lower: str) -> tuple[Modal, ...]:
    return tuple(Modal(_FORCES[m.lastgroup or ""], m.span()) for m in pattern.finditer(lower))
