"""The coalition's record of one proceeding: a folder with one SQLite file and the documents as sent and returned."""

from contractdiff.docket.cells import IssuedTexts, written_of
from contractdiff.docket.check import check_docket
from contractdiff.docket.digests import digest, submission_id
from contractdiff.docket.exchange import (
    ANSWER_BY,
    CONTACT,
    FISCAL_YEAR,
    SIGNATORIES,
    Drafts,
    ListedIn,
    exchange_of,
    listed_changes,
    signatories_as,
)
from contractdiff.docket.export import export_files
from contractdiff.docket.feedback import feedback_of
from contractdiff.docket.matters import CHOICES
from contractdiff.docket.names import organization_key
from contractdiff.docket.roster import Merged, Roster, merged, read_roster
from contractdiff.docket.roster_rows import BadRow, RosterRow
from contractdiff.docket.signatories import read_signatories
from contractdiff.docket.store import DATABASE, RETURNED, SENT, SOURCES, Docket
from contractdiff.docket.tables import table_rows

__all__ = [
    "ANSWER_BY",
    "CHOICES",
    "CONTACT",
    "DATABASE",
    "FISCAL_YEAR",
    "RETURNED",
    "SENT",
    "SIGNATORIES",
    "SOURCES",
    "BadRow",
    "Docket",
    "Drafts",
    "IssuedTexts",
    "ListedIn",
    "Merged",
    "Roster",
    "RosterRow",
    "check_docket",
    "digest",
    "exchange_of",
    "export_files",
    "feedback_of",
    "listed_changes",
    "merged",
    "organization_key",
    "read_roster",
    "read_signatories",
    "signatories_as",
    "submission_id",
    "table_rows",
    "written_of",
]
