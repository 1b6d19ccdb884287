"""The one definition of "same text": normal forms and lossless tokens; what parts of a contract are called; phrases."""

from contractdiff.text.days import MONTH, month_of, written_day
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
from contractdiff.text.normal import bare_label, collapse, fold, fold_printed, fold_token, quoted, reads_alike
from contractdiff.text.numbers import (
    DIGITS,
    FRACTION,
    NUMBER_WORDS,
    NUMERALS,
    ORDINALS,
    digits_of,
    fraction_of,
    number_of,
    place_of,
)
from contractdiff.text.ordered import pairs_in_order
from contractdiff.text.phrases import count_of, in_sentence, listed, ranges
from contractdiff.text.renaming import Renaming, whole_words
from contractdiff.text.seats import SeatsRead, VoteRead, read_seats, vote_of
from contractdiff.text.terms import read_date, read_term
from contractdiff.text.tokens import GLUE, Alike, Stretch, Token, tokenize, words

__all__ = [
    "DIGITS",
    "FRACTION",
    "GLUE",
    "LONGEST_HEADING",
    "MONTH",
    "NOISE",
    "NUMBER_WORDS",
    "NUMERALS",
    "ORDINALS",
    "Alike",
    "Designation",
    "Mention",
    "Renaming",
    "SeatsRead",
    "Stretch",
    "Token",
    "VoteRead",
    "bare_label",
    "collapse",
    "count_of",
    "designation_in_name",
    "designation_of",
    "digits_of",
    "fold",
    "fold_printed",
    "fold_token",
    "fraction_of",
    "in_sentence",
    "kept_phrases",
    "listed",
    "looks_alike",
    "mentions",
    "month_of",
    "natural_order",
    "number_of",
    "pairs_in_order",
    "part_order",
    "place_of",
    "quoted",
    "ranges",
    "read_date",
    "read_seats",
    "read_term",
    "reads_alike",
    "tokenize",
    "vote_of",
    "whole_words",
    "without_accents",
    "words",
    "written_day",
]
