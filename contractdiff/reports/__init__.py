"""Files that people and programs read, made of a comparison or of what members said; those that are read again."""

from contractdiff.reports.comparison_json import change_fields, comparison_json, contract_json
from contractdiff.reports.comparison_reading import comparison_from_json
from contractdiff.reports.decisions import decision_sheet, read_decisions
from contractdiff.reports.intake import intake_document, intake_workbook
from contractdiff.reports.tally import tally_document
from contractdiff.reports.tally_workbook import tally_workbook

__all__ = [
    "change_fields",
    "comparison_from_json",
    "comparison_json",
    "contract_json",
    "decision_sheet",
    "intake_document",
    "intake_workbook",
    "read_decisions",
    "tally_document",
    "tally_workbook",
]
