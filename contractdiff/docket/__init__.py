"""The coalition's record of one proceeding: a folder with one SQLite file and the documents as sent and returned."""

from contractdiff.docket.check import check_docket
from contractdiff.docket.export import export_files
from contractdiff.docket.names import organization_key
from contractdiff.docket.roster import Merged, Roster, merged, read_roster
from contractdiff.docket.roster_rows import BadRow, RosterRow
from contractdiff.docket.store import DATABASE, Docket

__all__ = [
    "DATABASE",
    "BadRow",
    "Docket",
    "Merged",
    "Roster",
    "RosterRow",
    "check_docket",
    "export_files",
    "merged",
    "organization_key",
    "read_roster",
]
