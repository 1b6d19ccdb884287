"""The workbook of the changes: everything that is known of them, to sort and filter, and the lead's form in Excel."""

from contractdiff.forms.workbook.document import lead_workbook
from contractdiff.forms.workbook.issued import as_issued

__all__ = ["as_issued", "lead_workbook"]
