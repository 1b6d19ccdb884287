"""Reports of the exchange with the agency, each a pure function to the bytes of a Word file."""

from contractdiff.reports.exchange.alert import AlertTexts, alert_document
from contractdiff.reports.exchange.brief import brief_document
from contractdiff.reports.exchange.concerns import Concern, concern_documents, concerns_of
from contractdiff.reports.exchange.explainer import explainer_document
from contractdiff.reports.exchange.faq import faq_document
from contractdiff.reports.exchange.outcome import outcome_document
from contractdiff.reports.exchange.reconciled import reconciliation_document
from contractdiff.reports.exchange.reminder import reminder_document
from contractdiff.reports.exchange.status import status_lines
from contractdiff.reports.exchange.tracker import tracker_document

__all__ = [
    "AlertTexts",
    "Concern",
    "alert_document",
    "brief_document",
    "concern_documents",
    "concerns_of",
    "explainer_document",
    "faq_document",
    "outcome_document",
    "reconciliation_document",
    "reminder_document",
    "status_lines",
    "tracker_document",
]
