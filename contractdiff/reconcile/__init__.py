"""The agency's own list of changes beside ours, both ways: what it leaves out, and what it adds."""

from contractdiff.reconcile.own_list import Column, ColumnTaken, OwnList, OwnRow, UnusedRow, answer_in, read_own_list
from contractdiff.reconcile.reconciling import reconcile

__all__ = ["Column", "ColumnTaken", "OwnList", "OwnRow", "UnusedRow", "answer_in", "read_own_list", "reconcile"]
