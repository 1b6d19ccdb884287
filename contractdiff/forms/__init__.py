"""Documents that people fill in, and reading what they wrote."""

from contractdiff.forms.exchange_columns import answer_codes
from contractdiff.forms.exchange_forms import exchange_form, exchange_form_identity
from contractdiff.forms.language import Language, read_language
from contractdiff.forms.member import POSITIONS
from contractdiff.forms.merged import merged_document
from contractdiff.forms.page import answers_in, is_answers, side_by_side_page
from contractdiff.forms.reading import form_reader, issued_json
from contractdiff.forms.response import form_identity, response_copies, response_document
from contractdiff.forms.returns import FormReader
from contractdiff.forms.row_ids import row_id
from contractdiff.forms.workbook import as_issued, lead_workbook
from contractdiff.forms.worksheet import worksheet

__all__ = [
    "POSITIONS",
    "FormReader",
    "Language",
    "answer_codes",
    "answers_in",
    "as_issued",
    "exchange_form",
    "exchange_form_identity",
    "form_identity",
    "form_reader",
    "is_answers",
    "issued_json",
    "lead_workbook",
    "merged_document",
    "read_language",
    "response_copies",
    "response_document",
    "row_id",
    "side_by_side_page",
    "worksheet",
]
