"""What a change may mean: categories, directions, whom it falls on, and the words that show it."""

from contractdiff.flags.flagging import flag_changes
from contractdiff.flags.rulebook import Rulebook, read_rules

__all__ = ["Rulebook", "flag_changes", "read_rules"]
