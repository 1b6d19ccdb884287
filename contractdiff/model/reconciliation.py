"""The agency's list of changes set against ours."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """Both lists, one against the other."""
