"""What becomes of changes: from draft to draft, in the contract that is issued, and in later years."""

from contractdiff.rounds.carrying import carry_ids

__all__ = ["carry_ids"]
