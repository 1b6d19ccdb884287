"""From blocks of text to clauses: labels, headings, the clause tree."""

from contractdiff.structure.recover import recover_contract

__all__ = ["recover_contract"]
