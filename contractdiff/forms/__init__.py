"""Documents that people fill in."""

from contractdiff.forms.response import response_document

__all__ = ["response_document"]
