"""How much of a file stands in its clauses, measured against the words that another way of reading finds."""

from contractdiff.coverage.extraction import extract
from contractdiff.coverage.measure import measure_coverage

__all__ = ["extract", "measure_coverage"]
