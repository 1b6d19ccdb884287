"""Documents that people fill in."""

from contractdiff.forms.response import response_document
from contractdiff.forms.worksheet import worksheet

__all__ = ["response_document", "worksheet"]
