"""The use cases, joined from the stages. For other programs as well as for the command line."""

from contractdiff.api.comparing import check_coverage, compare, compare_contracts, read_contract
from contractdiff.api.writing import Destination, default_docket, write_comparison
from contractdiff.reports import comparison_json as to_json
from contractdiff.reports import contract_json as outline_json

__all__ = [
    "Destination",
    "check_coverage",
    "compare",
    "compare_contracts",
    "default_docket",
    "outline_json",
    "read_contract",
    "to_json",
    "write_comparison",
]
