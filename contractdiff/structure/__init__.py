"""From blocks of text to clauses: labels, headings, the clause tree."""

from contractdiff.structure.cited import ClauseFinder, ClauseName
from contractdiff.structure.definitions import with_definitions
from contractdiff.structure.files import recover_files
from contractdiff.structure.incorporated import changed_documents
from contractdiff.structure.printed import as_printed
from contractdiff.structure.recover import recover_contract
from contractdiff.structure.references import with_references

__all__ = [
    "ClauseFinder",
    "ClauseName",
    "as_printed",
    "changed_documents",
    "recover_contract",
    "recover_files",
    "with_definitions",
    "with_references",
]
