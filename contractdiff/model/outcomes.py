"""What became of each change in the contract that was issued."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalCheck:
    """The issued contract, checked."""
