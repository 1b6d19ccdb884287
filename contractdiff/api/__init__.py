"""The use cases, joined from the stages. For other programs as well as for the command line."""

from contractdiff.api.comparing import check_coverage, compare, compare_contracts, outline_json, read_contract
from contractdiff.api.explaining import Explanation, explain, explanations_json, read_comparison
from contractdiff.api.pairing import PairsFile, read_pairs
from contractdiff.api.writing import Destination, default_docket, write_comparison
from contractdiff.flags import Rulebook, read_rules
from contractdiff.reports import comparison_json as to_json

__all__ = [
    "Destination",
    "Explanation",
    "PairsFile",
    "Rulebook",
    "check_coverage",
    "compare",
    "compare_contracts",
    "default_docket",
    "explain",
    "explanations_json",
    "outline_json",
    "read_comparison",
    "read_contract",
    "read_pairs",
    "read_rules",
    "to_json",
    "write_comparison",
]
