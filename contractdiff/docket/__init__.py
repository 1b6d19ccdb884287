"""The coalition's record of one proceeding: a folder with one SQLite file and the documents as sent and returned."""

from contractdiff.docket.check import check_docket
from contractdiff.docket.digests import digest, submission_id
from contractdiff.docket.export import export_files
from contractdiff.docket.feedback import feedback_of
from contractdiff.docket.matters import CHOICES
from contractdiff.docket.names import organization_key
from contractdiff.docket.roster import Merged, Roster, merged, read_roster
from contractdiff.docket.roster_rows import BadRow, RosterRow
from contractdiff.docket.store import DATABASE, RETURNED, SENT, Docket

__all__ = [
    "CHOICES",
    "DATABASE",
    "RETURNED",
    "SENT",
    "BadRow",
    "Docket",
    "Merged",
    "Roster",
    "RosterRow",
    "check_docket",
    "digest",
    "export_files",
    "feedback_of",
    "merged",
    "organization_key",
    "read_roster",
    "submission_id",
]
