"""The one definition of "same text": normal forms and lossless tokens."""

from contractdiff.text.normal import collapse, fold, fold_token, quoted
from contractdiff.text.tokens import Token, tokenize, words

__all__ = ["Token", "collapse", "fold", "fold_token", "quoted", "tokenize", "words"]
