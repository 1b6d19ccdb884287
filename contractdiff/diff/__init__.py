"""Word edits that a person would have marked, from two wordings or from an alignment."""

from contractdiff.diff.changes import diff_alignment, has_edit
from contractdiff.diff.declared import MarkedCopy, tell_declared, tell_silent
from contractdiff.diff.edits import diff_wordings

__all__ = ["MarkedCopy", "diff_alignment", "diff_wordings", "has_edit", "tell_declared", "tell_silent"]
