"""Word edits that a person would have marked, from two wordings or from an alignment."""

from contractdiff.diff.benchmark import Beside, tell_benchmark
from contractdiff.diff.changes import diff_alignment, has_edit
from contractdiff.diff.declared import MarkedCopy, tell_declared, tell_silent
from contractdiff.diff.edits import diff_wordings
from contractdiff.diff.reach import tell_reach
from contractdiff.diff.renames import find_renames

__all__ = [
    "Beside",
    "MarkedCopy",
    "diff_alignment",
    "diff_wordings",
    "find_renames",
    "has_edit",
    "tell_benchmark",
    "tell_declared",
    "tell_reach",
    "tell_silent",
]
