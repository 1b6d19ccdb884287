"""Which clauses of two contracts belong together: an ordered list of matchers over one mapping."""

from contractdiff.align.alignment import align_contracts
from contractdiff.align.seams import settle_seams

__all__ = ["align_contracts", "settle_seams"]
