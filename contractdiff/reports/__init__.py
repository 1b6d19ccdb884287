"""Files that people and programs read, of a comparison and of what came back; and a comparison read from its file."""

from contractdiff.reports.comparison_json import change_fields, comparison_json, contract_json
from contractdiff.reports.comparison_reading import comparison_from_json
from contractdiff.reports.intake import intake_document, intake_workbook
from contractdiff.reports.tally import tally_document
from contractdiff.reports.tally_workbook import tally_workbook

__all__ = [
    "change_fields",
    "comparison_from_json",
    "comparison_json",
    "contract_json",
    "intake_document",
    "intake_workbook",
    "tally_document",
    "tally_workbook",
]
