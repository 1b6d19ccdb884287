"""Whether files may leave the coalition: what tells of members, of how the files were made, or of too few."""

from contractdiff.release.checks import CHECK_IDS, check_package
from contractdiff.release.identifying import identifying
from contractdiff.release.pdf_file import scrub_pdf
from contractdiff.release.small_cells import SafeTable, parts_shown, suppress

__all__ = ["CHECK_IDS", "SafeTable", "check_package", "identifying", "parts_shown", "scrub_pdf", "suppress"]
