"""What the docket's export holds: everything, verbatim, and the same each time."""

import csv
import io
import json
import sqlite3
import zlib
from pathlib import Path
from typing import Any

import pytest
from docket_builders import FORMULA, MEMBERS, seeded

from contractdiff.docket import Docket, check_docket, export_files, read_roster
from contractdiff.docket.export import TABLES
from contractdiff.docket.schema import VERSION
from contractdiff.docket.store import DATABASE
from contractdiff.errors import DocketError
from contractdiff.model import Member


@pytest.fixture
def docket(tmp_path: Path) -> Docket:
    return seeded(tmp_path)


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    text = files[name].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def exported(docket: Docket) -> Any:
    return json.loads(export_files(docket)["docket.json"])


def test_the_json_alone_holds_everything_that_the_database_does(docket: Docket) -> None:
    assert check_docket(docket) == ()
    tables = {row["name"] for row in docket.table("sqlite_master", "name") if row["type"] == "table"}
    assert tables == set(TABLES)
    whole = exported(docket)
    assert set(whole) == {"format"} | {name for name, _ in TABLES.values()}
    for table, (name, order) in TABLES.items():
        kept = docket.table(table, order)
        assert kept, f"nothing to compare in {table}"
        assert len(whole[name]) == len(kept)
        for told, row in zip(whole[name], kept, strict=True):
            assert list(told) == list(row)
            for column, value in row.items():
                if isinstance(value, bytes):
                    value = zlib.decompress(value).decode()
                if not isinstance(told[column], int | str):
                    value = json.loads(value)
                assert told[column] == value, f"{table}.{column}"


def test_the_comparison_and_columns_of_json_are_objects_and_lists(docket: Docket) -> None:
    whole = exported(docket)
    assert whole["comparisons"][0]["content"]["changes"] == ["§ 1 → § 2"]
    assert whole["layouts"][0]["rows"] == [["C-001", "text"]]
    assert whole["members"][0]["aliases"] == ["NF", "Niños"]
    assert whole["rows"][0]["signals"] == [["id", "C-001"], ["tag", "C-001"]]


def test_the_same_docket_gives_the_same_bytes(docket: Docket) -> None:
    first = export_files(docket)
    with Docket(docket.folder) as again:
        assert export_files(again) == first


def test_csv_files_have_a_mark_crlf_and_their_headings_even_when_they_are_empty(tmp_path: Path) -> None:
    with Docket(tmp_path, create=True) as docket:
        files = export_files(docket)
    sheets = {name: data for name, data in files.items() if name != "docket.json"}
    assert set(sheets) == {
        f"{name}.csv"
        for name in (
            "members changes submissions answers rows loose refusals decisions history versions forms carried settings"
        ).split()
    }
    for name, data in sheets.items():
        assert data.startswith(b"\xef\xbb\xbf"), name
        assert data.endswith(b"\r\n") and data.count(b"\n") == 1, name


def test_every_column_is_told_in_the_docstring_in_its_order(docket: Docket) -> None:
    told = " ".join((export_files.__doc__ or "").split())
    for name, data in export_files(docket).items():
        if name == "submissions.csv" or not name.endswith(".csv"):
            continue
        listed = told[told.index(name) + len(name) :].split(".csv")[0]
        at = 0
        for column in data.decode("utf-8-sig").splitlines()[0].split(","):
            assert column in listed[at:], f"{name}: {column}"
            at = listed.index(column, at)


def test_texts_are_verbatim(docket: Docket) -> None:
    answers = rows(export_files(docket), "answers.csv")
    assert [each["text"] for each in answers] == ["Oppose!", FORMULA]
    margin = answers[1]
    assert (margin["file"], margin["row"], margin["status"], margin["id"]) == (
        "filled in.docx",
        "1",
        "matched",
        "C-001",
    )
    assert (margin["kind"], margin["author"], margin["column"], margin["covers"]) == (
        "margin",
        "Ana",
        "Notes",
        "C-002; C-003",
    )


def test_the_account_of_each_file_balances(docket: Docket) -> None:
    (read,) = rows(export_files(docket), "submissions.csv")
    number = {column: int(read[column]) for column in read if read[column].isdecimal() and column != "comparison"}
    assert (
        number["found"]
        == 5
        == sum(number[column] for column in ("matched", "duplicate", "quarantined", "unmatched", "blank"))
    )
    assert number["issued"] == 3 == number["identified"] + number["missing"]
    assert (read["missing_ids"], read["member_name"], read["comparison"]) == ("C-002; C-003", MEMBERS[0].name, "1")
    assert read["notices"] == "a picture\nan embedded file"
    (refused,) = rows(export_files(docket), "refusals.csv")
    assert (refused["name"], refused["reason"]) == ("broken.docx", "It is damaged.")


def test_the_other_files(docket: Docket) -> None:
    files = export_files(docket)
    assert [row["counts"] for row in rows(files, "decisions.csv")] == ["", "yes"]
    assert [(row["comparison"], row["id"], row["place"], row["round"]) for row in rows(files, "changes.csv")] == [
        ("1", "C-002", "1", "1"),
        ("1", "C-001", "2", "1"),
        ("2", "C-002", "1", "2"),
        ("2", "C-001", "2", "2"),
    ]
    assert [row["side"] for row in rows(files, "versions.csv")] == ["old", "new"] * 2
    found = rows(files, "rows.csv")
    assert found[0]["signals"] == "id: C-001; tag: C-001"
    assert found[0]["doubts"] == "may be meant for several rows; answered on an earlier form"
    assert found[2]["cells"] == "one\ntwo"
    assert [row["ids"] for row in rows(files, "loose.csv")] == ["C-002", ""]
    (form,) = rows(files, "forms.csv")
    assert (form["member_name"], form["language"], form["comparison"]) == (MEMBERS[0].name, "en", "1")
    assert len(rows(files, "history.csv")) == len(docket.history())


def test_the_members_can_be_read_again_as_a_roster(docket: Docket) -> None:
    roster = read_roster(export_files(docket)["members.csv"], "members.csv")
    assert [row.member for row in roster.rows] == [
        Member(**{name: getattr(each, name) for name in Member.__slots__} | {"id": ""}) for each in MEMBERS
    ]
    assert (roster.bad, roster.ignored) == ((), ("id",))


def test_nothing_is_left_open_behind_the_export(docket: Docket) -> None:
    export_files(docket)
    with Docket(docket.folder) as other:
        other.put_members([Member(id="M-003", name="Third")], at="2026")
    assert len(exported(docket)["members"]) == 3


def test_a_damaged_cell_is_an_error_that_says_where(docket: Docket) -> None:
    with sqlite3.connect(docket.folder / DATABASE) as db:
        db.execute("INSERT INTO member VALUES ('M-9', 'x', 'no list', '', '', '[]', '[]', '', '')")
    with pytest.raises(DocketError, match="“member” is damaged"):
        export_files(docket)
    assert docket.asked("user_version") == [(VERSION,)]
