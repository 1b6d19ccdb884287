"""The one definition of "same text": normal forms and lossless tokens; what parts of a contract are called; phrases."""

from contractdiff.text.designations import (
    LONGEST_HEADING,
    Designation,
    Mention,
    designation_in_name,
    designation_of,
    mentions,
    natural_order,
    part_order,
)
from contractdiff.text.glyphs import NOISE, looks_alike, without_accents
from contractdiff.text.kept import kept_phrases
from contractdiff.text.normal import collapse, fold, fold_token, quoted, reads_alike
from contractdiff.text.phrases import count_of, listed, ranges
from contractdiff.text.tokens import GLUE, Stretch, Token, tokenize, words

__all__ = [
    "GLUE",
    "LONGEST_HEADING",
    "NOISE",
    "Designation",
    "Mention",
    "Stretch",
    "Token",
    "collapse",
    "count_of",
    "designation_in_name",
    "designation_of",
    "fold",
    "fold_token",
    "kept_phrases",
    "listed",
    "looks_alike",
    "mentions",
    "natural_order",
    "part_order",
    "quoted",
    "ranges",
    "reads_alike",
    "tokenize",
    "without_accents",
    "words",
]
