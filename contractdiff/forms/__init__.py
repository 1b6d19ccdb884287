"""Documents that people fill in."""

from contractdiff.forms.merged import merged_document
from contractdiff.forms.response import response_document
from contractdiff.forms.worksheet import worksheet

__all__ = ["merged_document", "response_document", "worksheet"]
