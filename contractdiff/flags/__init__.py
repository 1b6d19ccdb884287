"""What a change may mean: categories, directions, whom it falls on, and the words that show it."""

from contractdiff.flags.flagging import flag_changes
from contractdiff.flags.named_parties import defined_parties
from contractdiff.flags.rulebook import Rulebook, read_rules

__all__ = ["Rulebook", "defined_parties", "flag_changes", "read_rules"]
