"""Files that people and programs read, made of a comparison."""

from contractdiff.reports.comparison_json import comparison_json, contract_json

__all__ = ["comparison_json", "contract_json"]
