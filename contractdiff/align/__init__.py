"""Which clauses of two contracts belong together: an ordered list of matchers over one mapping."""

from contractdiff.align.alignment import align_contracts
from contractdiff.align.files import in_one_order, in_order_of, lone_files
from contractdiff.align.heads import differing_heads, settle_heads
from contractdiff.align.seams import settle_seams

__all__ = [
    "align_contracts",
    "differing_heads",
    "in_one_order",
    "in_order_of",
    "lone_files",
    "settle_heads",
    "settle_seams",
]
