"""The agency's own list of changes beside ours, both ways: what it leaves out, and what it adds."""

from contractdiff.reconcile.reconciling import reconcile

__all__ = ["reconcile"]
