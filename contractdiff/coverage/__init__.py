"""How much of a file stands in its clauses, measured against the words that other code finds in it."""

from contractdiff.coverage.extraction import extract
from contractdiff.coverage.measure import measure_coverage

__all__ = ["extract", "measure_coverage"]
