"""What a stage has to tell the user besides its result."""

from dataclasses import dataclass
from enum import Enum


class NoticeCode(Enum):
    """What a notice is about; the value is the code written to comparison.json."""

    NO_TEXT_ON_PAGE = "NO_TEXT_ON_PAGE"
    PICTURE = "PICTURE"
    EMBEDDED_OBJECT = "EMBEDDED_OBJECT"
    RECOGNISED = "RECOGNISED"
    DOUBTFUL_WORDS = "DOUBTFUL_WORDS"
    STRUCK_TEXT = "STRUCK_TEXT"
    TRACKED_CHANGES_ACCEPTED = "TRACKED_CHANGES_ACCEPTED"
    TRACKED_CHANGES_REJECTED = "TRACKED_CHANGES_REJECTED"
    SILENT_CHANGES = "SILENT_CHANGES"
    MARKED_COPY_DIFFERS = "MARKED_COPY_DIFFERS"
    REVIEWER_COMMENT = "REVIEWER_COMMENT"
    HIDDEN_TEXT = "HIDDEN_TEXT"
    UNREADABLE_PART = "UNREADABLE_PART"
    CONVERTED = "CONVERTED"
    OTHER_ENDING = "OTHER_ENDING"
    FILE_NOT_READ = "FILE_NOT_READ"
    FILE_WITHOUT_COUNTERPART = "FILE_WITHOUT_COUNTERPART"
    NOT_SUPPLIED = "NOT_SUPPLIED"
    DOCUMENTS_CHANGED = "DOCUMENTS_CHANGED"
    UNKNOWN_NUMBER_FORMAT = "UNKNOWN_NUMBER_FORMAT"
    UNKNOWN_CHARACTERS = "UNKNOWN_CHARACTERS"
    NO_CLAUSE_NUMBERS = "NO_CLAUSE_NUMBERS"
    NO_PARAGRAPHS = "NO_PARAGRAPHS"
    SAME_FILE = "SAME_FILE"
    NO_DIFFERENCE = "NO_DIFFERENCE"
    NOTHING_IN_COMMON = "NOTHING_IN_COMMON"
    HEADS_DIFFER = "HEADS_DIFFER"
    PAIRS_LEFT_OUT = "PAIRS_LEFT_OUT"
    WORDS_AND_FIGURES_DISAGREE = "WORDS_AND_FIGURES_DISAGREE"
    RULES_NOT_IN_FORCE = "RULES_NOT_IN_FORCE"
    PARTIES_UNCLEAR = "PARTIES_UNCLEAR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing the user must know, e.g. that a page holds no text.

    ``page`` counts from 1 and is ``None`` where no page is meant. ``message`` is a whole sentence for
    a reader who is no programmer.
    """

    code: NoticeCode
    message: str
    page: int | None = None
