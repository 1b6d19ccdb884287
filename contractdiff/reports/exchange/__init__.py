"""Reports of the exchange with the agency, each a pure function to the bytes of a Word file."""

from contractdiff.reports.exchange.alert import AlertTexts, alert_document
from contractdiff.reports.exchange.faq import faq_document

__all__ = ["AlertTexts", "alert_document", "faq_document"]
