"""The one definition of "same text": normal forms and lossless tokens; and what parts of a contract are called."""

from contractdiff.text.designations import (
    Designation,
    Mention,
    designation_in_name,
    designation_of,
    mentions,
    natural_order,
    part_order,
)
from contractdiff.text.glyphs import NOISE, looks_alike, without_accents
from contractdiff.text.normal import collapse, fold, fold_token, quoted
from contractdiff.text.tokens import Token, tokenize, words

__all__ = [
    "NOISE",
    "Designation",
    "Mention",
    "Token",
    "collapse",
    "designation_in_name",
    "designation_of",
    "fold",
    "fold_token",
    "looks_alike",
    "mentions",
    "natural_order",
    "part_order",
    "quoted",
    "tokenize",
    "without_accents",
    "words",
]
