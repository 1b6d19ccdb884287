"""From blocks of text to clauses: labels, headings, the clause tree."""

from contractdiff.structure.files import recover_files
from contractdiff.structure.incorporated import changed_documents
from contractdiff.structure.printed import as_printed
from contractdiff.structure.recover import recover_contract

__all__ = ["as_printed", "changed_documents", "recover_contract", "recover_files"]
