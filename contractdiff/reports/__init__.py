"""Files that people and programs read, made of a comparison; and the comparison made of its file again."""

from contractdiff.reports.comparison_json import change_fields, comparison_json, contract_json
from contractdiff.reports.comparison_reading import comparison_from_json
from contractdiff.reports.decisions import decision_sheet, read_decisions

__all__ = [
    "change_fields",
    "comparison_from_json",
    "comparison_json",
    "contract_json",
    "decision_sheet",
    "read_decisions",
]
