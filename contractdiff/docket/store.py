"""A docket on disk: ``docket.sqlite``, and the documents as sent and as returned, each under its digest.

The database is in SQLite's rollback-journal mode, since dockets lie in folders that are synchronized, where the files
of the write-ahead log would part company. Each thing that is added is one transaction, and a document is in its place
before the database tells of it: a crash at any moment leaves at most a document that nothing tells of yet.
"""

import hashlib
import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from contractdiff.docket.schema import APPLICATION_ID, VERSION, migrate
from contractdiff.errors import DocketError, OutputError, UnreadableError
from contractdiff.model import (
    Decision,
    Doubt,
    Entry,
    EntryKind,
    Event,
    FormSheet,
    FoundRow,
    Layout,
    Loose,
    Member,
    RowStatus,
    SentForm,
    Signal,
    StoredComparison,
    Submission,
)

DATABASE = "docket.sqlite"
SENT, RETURNED = "sent", "returned"
# How long a command waits for another one to be done with the docket.
_PATIENCE_SECONDS = 60


class Docket:
    """An open docket; to be used in a ``with`` statement."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open a docket.

        Args:
            folder: Where it lies.
            create: Whether to make one where there is none.

        Raises:
            UnreadableError: There is no docket.
            DocketError: It is damaged, of a later version, or held by another command.
        """
        self.folder = folder
        self.path = folder / DATABASE
        there = self.path.is_file()
        if not there and not create:
            raise UnreadableError(
                f"{folder} is no docket: it holds no {DATABASE}. Give the folder that “contractdiff compare” made."
            )
        if there and self.path.stat().st_size:
            head = self.path.open("rb").read(16)
            if head != b"SQLite format 3\0":
                raise self._damaged("it is no SQLite file")
        with self._told():
            self._db = sqlite3.connect(self.path, timeout=_PATIENCE_SECONDS, isolation_level=None)
            if not there:
                # what members say is for the coalition alone
                with suppress(OSError):
                    self.path.chmod(0o600)
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute("PRAGMA synchronous = FULL")
            application = self._db.execute("PRAGMA application_id").fetchone()[0]
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version > VERSION:
                raise DocketError(
                    f"{self.path} was made by a later version of contractdiff. Install that version to use it."
                )
            if version and application != APPLICATION_ID:
                raise self._damaged("it is the database of another program")
            migrate(self._db)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    # --- comparisons and forms --------------------------------------------------------------------------------

    def comparisons(self) -> tuple[StoredComparison, ...]:
        """All comparisons, the one in force last."""
        with self._told():
            rows = self._db.execute(
                "SELECT id, round, sha256, content, agency, coalition, return_by, return_to FROM comparison ORDER BY id"
            ).fetchall()
            return tuple(
                StoredComparison(
                    id=row[0],
                    round=row[1],
                    sha256=row[2],
                    text=zlib.decompress(row[3]).decode(),
                    agency=row[4],
                    coalition=row[5],
                    return_by=row[6],
                    return_to=row[7],
                )
                for row in rows
            )

    def comparison(self) -> StoredComparison:
        """The comparison in force.

        Raises:
            DocketError: There is none.
        """
        with self._told():
            found = self._db.execute("SELECT max(id) FROM comparison").fetchone()[0]
        if found is None:
            raise DocketError(f"{self.folder} holds no comparison. Make one: contractdiff compare OLD NEW -o DOCKET.")
        return next(each for each in self.comparisons() if each.id == found)

    def add_comparison(
        self,
        comparison: StoredComparison,
        *,
        versions: Iterable[tuple[str, str, str, str]],
        changes: Iterable[tuple[str, str, str, str, str, str]],
        at: str,
    ) -> int:
        """Add a comparison and return its number; the one in force, where it is the same.

        Args:
            comparison: The comparison; its own number does not count.
            versions: Of each version the side, name, file and digest.
            changes: Of each change its id, kind, priority, old and new clauses, and summary, in order.
            at: The time, in ISO 8601.
        """
        with self._transaction():
            last = self._db.execute(
                "SELECT id, sha256, agency, coalition, return_by, return_to FROM comparison ORDER BY id DESC LIMIT 1"
            ).fetchone()
            said = (comparison.agency, comparison.coalition, comparison.return_by, comparison.return_to)
            if last is not None and last[1:] == (comparison.sha256, *said):
                return int(last[0])
            cursor = self._db.execute(
                "INSERT INTO comparison (round, sha256, content, agency, coalition, return_by, return_to, at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (comparison.round, comparison.sha256, _packed(comparison.text), *said, at),
            )
            number = int(cursor.lastrowid or 0)
            self._db.executemany(
                "INSERT INTO version VALUES (?, ?, ?, ?, ?)", [(number, *version) for version in versions]
            )
            self._db.executemany(
                "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [(number, each[0], place, *each[1:]) for place, each in enumerate(changes, 1)],
            )
            self._record(at, "compared", comparison.sha256, f"round {comparison.round}")
            return number

    def layouts(self) -> tuple[Layout, ...]:
        """What forms were sent out as, in the order of their digests."""
        with self._told():
            rows = self._db.execute("SELECT sha256, comparison, language, rows FROM layout ORDER BY sha256").fetchall()
            return tuple(
                Layout(sha256=sha, comparison=number, language=language, rows=zlib.decompress(text).decode())
                for sha, number, language, text in rows
            )

    def forms(self) -> tuple[SentForm, ...]:
        """The documents that were made to be sent out, those for everybody first."""
        with self._told():
            rows = self._db.execute(
                "SELECT sha256, layout, identity, member, name FROM form ORDER BY member, sha256"
            ).fetchall()
        return tuple(
            SentForm(sha256=sha, layout=layout, identity=identity, member=member, name=name)
            for sha, layout, identity, member, name in rows
        )

    def add_forms(self, layout: Layout, forms: Iterable[tuple[SentForm, bytes]], *, at: str) -> None:
        """Keep documents that are about to be sent out; those that are kept already are passed over."""
        new = []
        known = {form.sha256 for form in self.forms()}
        for form, data in forms:
            if form.sha256 not in known:
                self._keep(SENT, form.sha256, ".docx", data)
                new.append(form)
        with self._transaction():
            self._db.execute(
                "INSERT OR IGNORE INTO layout VALUES (?, ?, ?, ?)",
                (layout.sha256, layout.comparison, layout.language, _packed(layout.rows)),
            )
            for form in new:
                done = self._db.execute(
                    "INSERT OR IGNORE INTO form VALUES (?, ?, ?, ?, ?, ?)",
                    (form.sha256, form.layout, form.identity, form.member, form.name, at),
                )
                if done.rowcount:
                    self._record(at, "form made", form.sha256, form.member)

    # --- members ----------------------------------------------------------------------------------------------

    def members(self) -> tuple[Member, ...]:
        """The roster, in the order of its ids."""
        with self._told():
            rows = self._db.execute("SELECT * FROM member ORDER BY id").fetchall()
        return tuple(
            Member(
                id=row[0],
                name=row[1],
                aliases=tuple(json.loads(row[2])),
                sector=row[3],
                district=row[4],
                funding=tuple(json.loads(row[5])),
                associations=tuple(json.loads(row[6])),
                seat=row[7],
                contact=row[8],
            )
            for row in rows
        )

    def put_members(self, members: Iterable[Member], *, at: str) -> None:
        """Add members, or bring those with the same id up to date; the history keeps what was there before."""
        before = {member.id: member for member in self.members()}
        with self._transaction():
            for member in members:
                fields = _member_fields(member)
                if before.get(member.id) == member:
                    continue
                if member.id in before:
                    self._db.execute(
                        "UPDATE member SET name=?, aliases=?, sector=?, district=?, funding=?, associations=?, seat=?, "
                        "contact=? WHERE id=?",
                        (*fields[1:], member.id),
                    )
                    was = _text(_member_fields(before[member.id]))
                    self._record(at, "member changed", member.id, f"{was} → {_text(fields)}")
                else:
                    self._db.execute("INSERT INTO member VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", fields)
                    self._record(at, "member added", member.id, _text(fields))

    # --- what came back ---------------------------------------------------------------------------------------

    def holds_submissions(self) -> bool:
        """Whether anything came back."""
        with self._told():
            found = self._db.execute("SELECT 1 FROM submission UNION SELECT 1 FROM refusal LIMIT 1")
            return found.fetchone() is not None

    def collected(self) -> frozenset[str]:
        """The digests of the files that came back."""
        with self._told():
            return frozenset(row[0] for row in self._db.execute("SELECT sha256 FROM submission"))

    def add_submission(self, submission: Submission, data: bytes, *, at: str) -> bool:
        """Add a file that came back, with all it says; whether it was new."""
        self._keep(RETURNED, submission.sha256, _ending(submission.name), data)
        with self._transaction():
            if self._db.execute("SELECT 1 FROM submission WHERE sha256 = ?", (submission.sha256,)).fetchone():
                return False
            self._db.execute(
                "INSERT INTO submission VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    submission.id,
                    submission.sha256,
                    submission.name,
                    submission.format,
                    submission.layout,
                    submission.member,
                    submission.modified,
                    _text(submission.sheet.issued),
                    _text(submission.sheet.notices),
                    at,
                ),
            )
            self._add_sheet(submission.id, submission.sheet)
            self._record(at, "collected", submission.id, submission.sha256)
        return True

    def refuse(self, sha256: str, name: str, data: bytes, reason: str, *, at: str) -> None:
        """Keep a file that came back and cannot be read; it is read again when it is collected again."""
        self._keep(RETURNED, sha256, _ending(name), data)
        with self._transaction():
            done = self._db.execute("INSERT OR IGNORE INTO refusal VALUES (?, ?, ?, ?)", (sha256, name, reason, at))
            if done.rowcount:
                self._record(at, "refused", sha256, reason)

    def refused(self) -> tuple[tuple[str, str, str], ...]:
        """Of each file that could not be read its digest, name and the reason, in the order of their names."""
        read = self.collected()
        return tuple(
            (row["sha256"], row["name"], row["reason"])
            for row in self.table("refusal", "name, sha256")
            if row["sha256"] not in read
        )

    def _add_sheet(self, name: str, sheet: FormSheet) -> None:
        self._db.executemany(
            "INSERT INTO found_row VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    name,
                    row.number,
                    row.status.value,
                    row.id,
                    _text([[signal.value, said] for signal, said in row.signals]),
                    _text(row.cells),
                    _text([doubt.name for doubt in row.doubts]),
                )
                for row in sheet.rows
            ],
        )
        self._db.executemany(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    name,
                    row.number,
                    number,
                    entry.kind.value,
                    _sound(entry.text),
                    entry.code,
                    _sound(entry.column),
                    _sound(entry.author),
                    _text(entry.covers),
                )
                for row in sheet.rows
                for number, entry in enumerate(row.entries, 1)
            ],
        )
        self._db.executemany(
            "INSERT INTO loose VALUES (?, ?, ?, ?, ?)",
            [
                (name, number, _sound(each.text), _text(each.ids), _sound(each.author))
                for number, each in enumerate(sheet.loose, 1)
            ],
        )

    def submissions(self) -> tuple[Submission, ...]:
        """The files that came back, with all they say, in the order of their ids."""
        with self._told():
            rows = self._grouped("found_row", "submission, number")
            entries = self._grouped("entry", "submission, row, number")
            loose = self._grouped("loose", "submission, number")
            return tuple(
                Submission(
                    id=row["id"],
                    sha256=row["sha256"],
                    name=row["name"],
                    format=row["format"],
                    layout=row["layout"],
                    member=row["member"],
                    modified=row["modified"],
                    sheet=_sheet(row, rows.get(row["id"], []), entries.get(row["id"], []), loose.get(row["id"], [])),
                )
                for row in self.table("submission")
            )

    def _grouped(self, table: str, order: str) -> dict[str, list[Mapping[str, Any]]]:
        found: dict[str, list[Mapping[str, Any]]] = {}
        for row in self.table(table, order):
            found.setdefault(row["submission"], []).append(row)
        return found

    # --- decisions and history --------------------------------------------------------------------------------

    def decisions(self) -> dict[str, Decision]:
        """The last decision on each matter."""
        return {
            row["matter"]: Decision(
                matter=row["matter"], choice=row["choice"], value=row["value"], by=row["by"], note=row["note"]
            )
            for row in self.table("decision", "id")
        }

    def decide(self, decisions: Iterable[Decision], *, at: str) -> None:
        """Add what was decided."""
        with self._transaction():
            for each in decisions:
                self._db.execute(
                    "INSERT INTO decision (matter, choice, value, by, note, at) VALUES (?, ?, ?, ?, ?, ?)",
                    (each.matter, each.choice, each.value, each.by, each.note, at),
                )
                self._record(at, "decided", each.matter, f"{each.choice} {each.value}".strip())

    def history(self) -> tuple[Event, ...]:
        """What was done to the docket, in order."""
        return tuple(
            Event(at=row["at"], what=row["what"], subject=row["subject"], detail=row["detail"])
            for row in self.table("event", "id")
        )

    def _record(self, at: str, what: str, subject: str, detail: str = "") -> None:
        self._db.execute(
            "INSERT INTO event (at, what, subject, detail) VALUES (?, ?, ?, ?)", (at, what, subject, detail)
        )

    # --- beneath ----------------------------------------------------------------------------------------------

    def table(self, name: str, order: str = "1") -> list[Mapping[str, Any]]:
        """All rows of a table, by the names of its columns."""
        with self._told():
            cursor = self._db.execute(f"SELECT * FROM {name} ORDER BY {order}")
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def execute(self, statement: str) -> list[tuple[Any, ...]]:
        """What the database answers to a statement that alters nothing."""
        with self._told():
            return self._db.execute(statement).fetchall()

    def document(self, folder: str, sha256: str) -> Path | None:
        """Where a document lies that is kept in ``sent`` or ``returned``; ``None`` where it is missing."""
        return next((self.folder / folder).glob(f"{sha256}*"), None)

    def _keep(self, folder: str, sha256: str, ending: str, data: bytes) -> None:
        place = self.folder / folder
        path = place / f"{sha256}{ending}"
        if path.is_file() and path.stat().st_size == len(data):
            return
        beside = place / f".{sha256[:16]}-{os.getpid()}.tmp"
        try:
            place.mkdir(mode=0o700, exist_ok=True)
            with beside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except OSError as error:
            with suppress(OSError):
                beside.unlink()
            raise OutputError(
                f"{path} cannot be written ({error.strerror}). Check that you may write in {self.folder} and that the "
                "disk has room."
            ) from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            said = str(error)
            if "locked" in said or "busy" in said:
                raise DocketError(
                    f"{self.path} is held by another command, or by a program that synchronizes the folder. Wait until "
                    "that is done and try again."
                ) from error
            if "readonly" in said or "unable to open" in said:
                raise DocketError(
                    f"{self.path} cannot be opened for writing. Check that you may write there."
                ) from error
            if "full" in said or "disk I/O" in said:
                raise DocketError(f"{self.path} cannot be written ({said}). Check the disk and its room.") from error
            raise self._damaged(said) from error
        except (sqlite3.DatabaseError, zlib.error, json.JSONDecodeError) as error:
            raise self._damaged(str(error)) from error

    def _damaged(self, what: str) -> DocketError:
        return DocketError(
            f"{self.path} is damaged ({what}). Take the last copy of the folder that your synchronization or backup "
            "keeps; the documents in its folders “sent” and “returned” can be collected again into a new docket."
        )


def digest(data: bytes) -> str:
    """The digest by which a document is kept."""
    return hashlib.sha256(data).hexdigest()


def submission_id(sha256: str) -> str:
    """The id of a submission: from the bytes of the file, so that the order of arrival does not matter."""
    return f"S-{sha256[:8]}"


def _sheet(
    fields: Mapping[str, Any],
    rows: Iterable[Mapping[str, Any]],
    entries: Iterable[Mapping[str, Any]],
    loose: Iterable[Mapping[str, Any]],
) -> FormSheet:
    by_row: dict[int, list[Entry]] = {}
    for each in entries:
        by_row.setdefault(each["row"], []).append(
            Entry(
                kind=EntryKind(each["kind"]),
                text=each["text"],
                code=each["code"],
                column=each["heading"],
                author=each["author"],
                covers=tuple(json.loads(each["covers"])),
            )
        )
    return FormSheet(
        rows=tuple(
            FoundRow(
                number=row["number"],
                status=RowStatus(row["status"]),
                id=row["id"],
                signals=tuple((Signal(signal), said) for signal, said in json.loads(row["signals"])),
                cells=tuple(json.loads(row["cells"])),
                entries=tuple(by_row.get(row["number"], ())),
                doubts=tuple(Doubt[name] for name in json.loads(row["doubts"])),
            )
            for row in rows
        ),
        loose=tuple(
            Loose(text=each["text"], ids=tuple(json.loads(each["ids"])), author=each["author"]) for each in loose
        ),
        issued=tuple(json.loads(fields["issued"])),
        notices=tuple(json.loads(fields["notices"])),
    )


def _member_fields(member: Member) -> tuple[str, ...]:
    return (
        member.id,
        member.name,
        _text(member.aliases),
        member.sector,
        member.district,
        _text(member.funding),
        _text(member.associations),
        member.seat,
        member.contact,
    )


def _text(value: object) -> str:
    return _sound(json.dumps(value, ensure_ascii=False))


def _sound(text: str) -> str:
    """The text with a visible mark for half a surrogate pair, which no database holds."""
    return text.encode("utf-8", errors="replace").decode() if not text.isascii() else text


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", errors="replace"), 6)


def _ending(name: str) -> str:
    ending = Path(name).suffix.lower()
    return ending if ending[1:].isalnum() and len(ending) < 9 else ""
