"""Everything that a docket holds, for other programs: one JSON file with all of it, and a CSV file for each table."""

import csv
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from contractdiff.docket.store import BY_NUMBER, Docket
from contractdiff.errors import DocketError
from contractdiff.model import Doubt, RowStatus, Submission

FORMAT = "contractdiff.docket/1"
# What each table is called in the JSON file, and by which columns its rows are ordered there.
TABLES = {
    "comparison": ("comparisons", "id"),
    "version": ("versions", "comparison, side DESC"),
    "change": ("changes", "comparison, place"),
    "layout": ("layouts", "sha256"),
    "form": ("forms", "member, sha256"),
    "member": ("members", BY_NUMBER),
    "submission": ("submissions", "id"),
    "found_row": ("rows", "submission, number"),
    "entry": ("answers", "submission, row, number"),
    "loose": ("loose", "submission, number"),
    "refusal": ("refusals", "name, sha256"),
    "decision": ("decisions", "id"),
    "carried": ("carried", "comparison, id"),
    "setting": ("settings", "id"),
    "event": ("history", "id"),
}
# The columns that are JSON, and those that are JSON compressed with zlib.
_JSON = frozenset(
    ("aliases", "funding", "associations", "issued", "notices", "signals", "cells", "doubts", "covers", "ids", "others")
)
_PACKED = frozenset((("comparison", "content"), ("layout", "rows")))

_Row = Mapping[str, Any]
_Tables = dict[str, list[_Row]]


def export_files(docket: Docket) -> dict[str, bytes]:
    """Return the files that hold what a docket holds, by their names; a docket that is the same gives the same bytes.

    ``docket.json`` is one object: ``format``, and of each table a list of objects with the columns of the database.
    Columns that are JSON there are lists, and ``content`` of ``comparisons`` and ``rows`` of ``layouts`` what was
    compared and sent out. The documents themselves lie in the docket's folders, under their digests.

    The CSV files are in UTF-8 with a byte order mark, their lines end in CRLF. Texts are as they were written, also
    those that a spreadsheet would take for a formula. Several things in one cell are parted by "; ", the cells of a
    row and notices by line breaks. Their columns:

    ===============  ==============================================================================================
    members.csv      id, name, aliases, sector, district, funding, associations, seat, contact: a roster that can
                     be read again
    versions.csv     comparison, side, name, file, sha256
    changes.csv      comparison, round, id, place, kind, priority, old, new, summary
    forms.csv        sha256, kind, comparison, language, layout, identity, member, member_name, name, at
    submissions.csv  id, file, sha256, kind, format, comparison, layout, member, member_name, modified, at; found (which
                     is matched + duplicate + quarantined + unmatched + blank), these five, issued (which is
                     identified + missing), these two, missing_ids, notices.
                     ``member`` is whom the copy was made for, not who is decided to have sent it.
    rows.csv         submission, file, number, status, id, signals ("tag: C-014"), cells, doubts
    answers.csv      submission, file, row (its number in the file), status, id (of the row; "" where that is not
                     known), number, kind, field (the column of a form that is no member's), code, text, column,
                     author, covers
    loose.csv        submission, file, number, text, ids, author
    refusals.csv     sha256, name, reason, at: the files that could not be read
    carried.csv      comparison, round, id, became, others: what became of each change in a later draft
    settings.csv     id, name, value, at: the last of a name counts
    decisions.csv    id, matter, choice, value, by, note, at, counts ("yes" of the last one on a matter)
    history.csv      id, at, what, subject, detail
    ===============  ==============================================================================================

    Raises:
        DocketError: The docket is damaged, or held by another command.
    """
    with docket.moment():
        tables = {
            table: [_decoded(table, row) for row in docket.table(table, order)] for table, (_, order) in TABLES.items()
        }
        submissions = docket.submissions()
    whole = {"format": FORMAT, **{TABLES[table][0]: rows for table, rows in tables.items()}}
    files = {"docket.json": (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", errors="replace")}
    for name, columns, rows in _sheets(tables, submissions):
        files[name] = _csv(columns.split(), rows)
    return files


def _decoded(table: str, row: _Row) -> _Row:
    """A row of the database with its columns of JSON as what they say."""
    try:
        return {
            column: json.loads(zlib.decompress(value))
            if (table, column) in _PACKED
            else json.loads(value)
            if column in _JSON
            else value
            for column, value in row.items()
        }
    except (ValueError, zlib.error) as error:
        raise DocketError(
            f"A row of the docket’s table “{table}” is damaged ({error}). Take the last copy of the folder that your "
            "synchronization or backup keeps."
        ) from error


def _sheets(tables: _Tables, submissions: Iterable[Submission]) -> Iterator[tuple[str, str, Iterable[_Row]]]:
    """Of each CSV file its name, its columns, and its rows, which may have further columns."""
    rounds = {row["id"]: row["round"] for row in tables["comparison"]}
    comparisons = {row["sha256"]: row["comparison"] for row in tables["layout"]}
    kinds = {row["sha256"]: row["kind"] for row in tables["layout"]}
    languages = {row["sha256"]: row["language"] for row in tables["layout"]}
    members = {row["id"]: row["name"] for row in tables["member"]}
    files = {row["id"]: row["name"] for row in tables["submission"]}
    found = {(row["submission"], row["number"]): row for row in tables["found_row"]}
    last = {row["matter"]: row["id"] for row in tables["decision"]}
    accounts = {each.id: _account(each) for each in submissions}

    yield (
        "members.csv",
        "id name aliases sector district funding associations seat contact",
        tables["member"],
    )
    yield "versions.csv", "comparison side name file sha256", tables["version"]
    yield (
        "changes.csv",
        "comparison round id place kind priority old new summary",
        ({**row, "round": rounds[row["comparison"]]} for row in tables["change"]),
    )
    yield (
        "forms.csv",
        "sha256 kind comparison language layout identity member member_name name at",
        (
            {
                **row,
                "comparison": comparisons[row["layout"]],
                "language": languages[row["layout"]],
                "kind": kinds[row["layout"]],
                "member_name": members.get(row["member"], ""),
            }
            for row in tables["form"]
        ),
    )
    yield (
        "submissions.csv",
        "id file sha256 kind format comparison layout member member_name modified at found "
        + " ".join(status.value for status in RowStatus)
        + " issued identified missing missing_ids notices",
        (
            {
                **row,
                "file": row["name"],
                "comparison": comparisons.get(row["layout"], ""),
                "member_name": members.get(row["member"], ""),
                **accounts[row["id"]],
            }
            for row in tables["submission"]
        ),
    )
    yield (
        "rows.csv",
        "submission file number status id signals cells doubts",
        ({**row, "file": files[row["submission"]]} for row in tables["found_row"]),
    )
    yield (
        "answers.csv",
        "submission file row status id number kind field code text column author covers",
        (
            {
                **row,
                "file": files[row["submission"]],
                "status": found[row["submission"], row["row"]]["status"],
                "id": found[row["submission"], row["row"]]["id"],
                "column": row["heading"],
            }
            for row in tables["entry"]
        ),
    )
    yield (
        "loose.csv",
        "submission file number text ids author",
        ({**row, "file": files[row["submission"]]} for row in tables["loose"]),
    )
    yield "refusals.csv", "sha256 name reason at", tables["refusal"]
    yield (
        "carried.csv",
        "comparison round id became others",
        ({**row, "round": rounds[row["comparison"]]} for row in tables["carried"]),
    )
    yield "settings.csv", "id name value at", tables["setting"]
    yield (
        "decisions.csv",
        "id matter choice value by note at counts",
        ({**row, "counts": "yes" if last[row["matter"]] == row["id"] else ""} for row in tables["decision"]),
    )
    yield "history.csv", "id at what subject detail", tables["event"]


def _account(submission: Submission) -> _Row:
    """How many rows were found and what became of them, and how many were sent out and which were not identified."""
    sheet = submission.sheet
    return {
        "found": len(sheet.rows),
        **{status.value: sheet.counts[status] for status in RowStatus},
        "issued": len(sheet.issued),
        "identified": len(sheet.identified),
        "missing": len(sheet.missing),
        "missing_ids": sheet.missing,
    }


def _csv(columns: list[str], rows: Iterable[_Row]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(column, row.get(column, "")) for column in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig", errors="replace")


def _cell(column: str, value: Any) -> Any:
    """What stands in a cell for a value of the database, or of the account."""
    if column == "signals":
        value = [f"{signal}: {said}" for signal, said in value]
    elif column == "doubts":
        value = [Doubt[name].value for name in value]
    if not isinstance(value, list | tuple):
        return value
    return ("\n" if column in ("cells", "notices") else "; ").join(value)
