"""From blocks of text to clauses: labels, headings, the clause tree."""

from contractdiff.structure.printed import as_printed
from contractdiff.structure.recover import recover_contract

__all__ = ["as_printed", "recover_contract"]
