"""The coalition's record of one proceeding: a folder with one SQLite file and the documents as sent and returned."""

from contractdiff.docket.check import check_docket
from contractdiff.docket.store import DATABASE, Docket

__all__ = ["DATABASE", "Docket", "check_docket"]
