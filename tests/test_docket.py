"""The docket: what is kept is never altered, a crash leaves it whole, and what is wrong with it is found."""

import json
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docket_builders import AT, SHEET, seeded

from contractdiff.docket import DATABASE, Docket, check_docket, digest, submission_id
from contractdiff.docket.schema import MIGRATIONS, VERSION
from contractdiff.errors import DocketError, UnreadableError
from contractdiff.model import Submission

KEPT = "comparison version change layout form submission found_row entry loose refusal decision event".split()


@pytest.fixture
def docket(tmp_path: Path) -> Iterator[Docket]:
    with seeded(tmp_path) as made:
        yield made


def submission(data: bytes) -> Submission:
    sha256 = digest(data)
    return Submission(id=submission_id(sha256), sha256=sha256, name="copy.docx", sheet=SHEET, format="docx")


def test_what_is_added_is_what_is_read(docket: Docket) -> None:
    added = replace(submission(b"one"), layout=docket.layouts()[0].sha256, member="M-002", modified="2026-01-01")
    assert docket.add_submission(added, b"one", at=AT)
    assert added in docket.submissions()
    assert not docket.add_submission(added, b"one", at=AT), "the same bytes are the same file"
    assert docket.members() and docket.forms() and docket.comparisons()
    assert check_docket(docket) == ()


@pytest.mark.parametrize("table", KEPT)
def test_what_a_docket_holds_is_never_altered_or_deleted(docket: Docket, table: str) -> None:
    with sqlite3.connect(docket.folder / DATABASE) as db:
        column = [row[1] for row in db.execute(f"PRAGMA table_info({table})")][-1]
        for statement in (f"UPDATE {table} SET {column} = ''", f"DELETE FROM {table}"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                db.execute(statement)


def test_the_database_is_in_one_file_that_only_its_owner_may_open(docket: Docket) -> None:
    assert docket.asked("journal_mode") == [("delete",)]
    assert docket.asked("user_version") == [(VERSION,)] and len(MIGRATIONS) == VERSION
    if sys.platform != "win32":
        assert stat.S_IMODE((docket.folder / DATABASE).stat().st_mode) == 0o600
        assert stat.S_IMODE((docket.folder / "returned").stat().st_mode) == 0o700


def test_a_folder_without_a_docket_and_what_is_none(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="is no docket"):
        Docket(tmp_path)
    for content in (b"no database", b""):
        (tmp_path / DATABASE).write_bytes(content)
        with pytest.raises(DocketError, match="damaged"):
            Docket(tmp_path)


def test_a_docket_of_a_later_version_is_refused(docket: Docket) -> None:
    with sqlite3.connect(docket.folder / DATABASE) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(DocketError, match="later version"):
        Docket(docket.folder)


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / DATABASE) as db:
        db.execute("PRAGMA user_version = 1")
        db.execute("CREATE TABLE other (x)")
    with pytest.raises(DocketError, match="another program"):
        Docket(tmp_path)


def test_a_migration_is_done_wholly_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = (MIGRATIONS[0] + "CREATE TABLE comparison (again);",)
    monkeypatch.setattr("contractdiff.docket.schema.MIGRATIONS", broken)
    with pytest.raises(DocketError):
        Docket(tmp_path, create=True)
    with sqlite3.connect(tmp_path / DATABASE) as db:
        assert db.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_a_failure_in_the_midst_of_adding_leaves_nothing(docket: Docket, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    before = docket.submissions()
    monkeypatch.setattr("contractdiff.docket.store.loose_records", fail)
    with pytest.raises(MemoryError):
        docket.add_submission(submission(b"one"), b"one", at=AT)
    monkeypatch.undo()
    assert docket.submissions() == before
    assert check_docket(docket) == ()
    assert docket.add_submission(submission(b"one"), b"one", at=AT)


def test_damage_is_found(docket: Docket) -> None:
    document = next((docket.folder / "returned").iterdir())
    document.write_bytes(b"another")
    assert ["altered" in fault for fault in check_docket(docket)] == [True]
    document.unlink()
    assert ["missing" in fault for fault in check_docket(docket)] == [True]
    shutil.rmtree(docket.folder / "sent")
    assert len(check_docket(docket)) == 2


def test_words_that_were_altered_behind_its_back_are_found(docket: Docket) -> None:
    with sqlite3.connect(docket.folder / DATABASE) as db:
        db.execute("DROP TRIGGER entry_is_never_altered")
        db.execute("UPDATE entry SET text = 'something else' WHERE rowid = 1")
        db.execute("DROP TRIGGER comparison_is_never_altered")
        db.execute("UPDATE comparison SET sha256 = 'x' WHERE id = 1")
    assert sorted(" ".join(fault.split()[-2:]) for fault in check_docket(docket)) == ["was altered.", "was kept."]


def test_a_damaged_database_is_told_and_never_a_traceback(docket: Docket) -> None:
    path = docket.folder / DATABASE
    data = bytearray(path.read_bytes())
    for start in range(4096, len(data), 1500):
        data[start : start + 40] = b"\xff" * 40
    path.write_bytes(data)
    try:
        with Docket(docket.folder) as damaged:
            assert check_docket(damaged)
    except DocketError as error:
        assert "damaged" in str(error)


def test_two_writers_at_once_do_no_harm(docket: Docket) -> None:
    def write(start: int) -> None:
        with Docket(docket.folder) as own:
            for number in range(start, start + 20):
                own.add_submission(submission(b"%d" % (number % 30)), b"%d" % (number % 30), at=AT)

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 10, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(docket.submissions()) == 31
    assert check_docket(docket) == ()


def test_a_writer_that_is_killed_leaves_the_docket_whole(docket: Docket) -> None:
    code = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[2])\n"
        "from test_docket import *\n"
        "with Docket(pathlib.Path(sys.argv[1])) as own:\n"
        "    for n in range(100000): own.add_submission(submission(b'%d' % n), b'%d' % n, at=AT)\n"
    )
    for wait in (0.9, 1.1):
        process = subprocess.Popen([sys.executable, "-c", code, str(docket.folder), str(Path(__file__).parent)])
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert check_docket(docket) == ()


def test_half_characters_and_odd_names_are_kept(docket: Docket) -> None:
    odd = replace(submission(b"odd"), name="x\udce9\n.docx")
    docket.add_submission(odd, b"odd", at=AT)
    assert any(each.name.startswith("x") for each in docket.submissions())
    assert json.dumps([each.name for each in docket.submissions()]).encode()


def test_a_name_may_pass_from_one_member_to_another(docket: Docket) -> None:
    one, other, *_ = docket.members()
    swapped = [replace(one, name=other.name), replace(other, name=one.name)]
    docket.put_members(swapped, at=AT)
    assert [member.name for member in docket.members()[:2]] == [other.name, one.name]
    assert [event.what for event in docket.history()[-2:]] == ["member changed"] * 2
