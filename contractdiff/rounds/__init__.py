"""What becomes of changes: from draft to draft, in the contract that is issued, and in later years."""

from contractdiff.rounds.carrying import carry_ids
from contractdiff.rounds.outcomes import check_final
from contractdiff.rounds.recurring import BACK, back_again

__all__ = ["BACK", "back_again", "carry_ids", "check_final"]
