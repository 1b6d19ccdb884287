"""What each change means for a provider: categories, direction, on whom, how much it may matter."""

from contractdiff.flags.flagging import flag_changes

__all__ = ["flag_changes"]
