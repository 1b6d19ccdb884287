"""What becomes of changes: from draft to draft, in the contract that is issued, and in later years."""

from contractdiff.rounds.carrying import carry_ids
from contractdiff.rounds.outcomes import check_final

__all__ = ["carry_ids", "check_final"]
