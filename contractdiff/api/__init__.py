"""The use cases, joined from the stages. For other programs as well as for the command line."""

from contractdiff.api.collecting import CollectedFile, Outcome, collect
from contractdiff.api.comparing import check_coverage, compare, compare_contracts, outline_json, read_contract
from contractdiff.api.deciding import decide, take_decisions, write_decision_sheet
from contractdiff.api.dockets import RosterTaken, docket_faults, export_docket, keep_comparison, take_members
from contractdiff.api.exchange import read_exchange, read_feedback
from contractdiff.api.explaining import Explanation, explain, explanations_json, read_comparison
from contractdiff.api.issuing import FormOrder, make_exchange_form, make_forms
from contractdiff.api.listing import ListTaken, collect_list
from contractdiff.api.packet import Packet, PacketRequest, make_packet, refusal
from contractdiff.api.pairing import PairsFile, read_pairs
from contractdiff.api.redlining import Engine, Redlined, write_redline
from contractdiff.api.reporting import ReportOrder, write_report
from contractdiff.api.rounds import Revised, check_issued, revise, told_back
from contractdiff.api.writing import Destination, default_docket, write_comparison
from contractdiff.flags import Rulebook, read_rules
from contractdiff.reports import comparison_json as to_json
from contractdiff.reports.exchange import AlertTexts, status_lines

__all__ = [
    "AlertTexts",
    "CollectedFile",
    "Destination",
    "Engine",
    "Explanation",
    "FormOrder",
    "ListTaken",
    "Outcome",
    "Packet",
    "PacketRequest",
    "PairsFile",
    "Redlined",
    "ReportOrder",
    "Revised",
    "RosterTaken",
    "Rulebook",
    "check_coverage",
    "check_issued",
    "collect",
    "collect_list",
    "compare",
    "compare_contracts",
    "decide",
    "default_docket",
    "docket_faults",
    "explain",
    "explanations_json",
    "export_docket",
    "keep_comparison",
    "make_exchange_form",
    "make_forms",
    "make_packet",
    "outline_json",
    "read_comparison",
    "read_contract",
    "read_exchange",
    "read_feedback",
    "read_pairs",
    "read_rules",
    "refusal",
    "revise",
    "status_lines",
    "take_decisions",
    "take_members",
    "to_json",
    "told_back",
    "write_comparison",
    "write_decision_sheet",
    "write_redline",
    "write_report",
]
