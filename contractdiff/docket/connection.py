"""The connection to a docket's database: opening it, transactions, and what goes wrong told in words."""

import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from contractdiff.docket.schema import APPLICATION_ID, VERSION, migrate
from contractdiff.errors import DocketError, UnreadableError

DATABASE = "docket.sqlite"
# How long a command waits for another one to be done with the docket.
_PATIENCE_SECONDS = 60
_SQLITE = b"SQLite format 3\0"


class Connection:
    """A docket's database, in SQLite's rollback-journal mode.

    Dockets lie in folders that are synchronized, where the files of the write-ahead log would part company.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the database.

        Args:
            folder: Where it lies.
            create: Whether to make one where there is none.

        Raises:
            UnreadableError: There is none.
            DocketError: It is damaged, of a later version, or held by another command.
        """
        self.path = folder / DATABASE
        there = self.path.is_file()
        if not there and not create:
            raise UnreadableError(
                f"{folder} is no docket: it holds no {DATABASE}. Give the folder that “contractdiff compare” made."
            )
        if there:
            with self.path.open("rb") as file:
                head = file.read(len(_SQLITE))
            # an empty file is what a crash in the making leaves
            if head not in (_SQLITE, b""):
                raise self.damaged("it is no SQLite file")
            if not head and not create:
                raise self.damaged("it is empty")
        with self.told():
            self._db = sqlite3.connect(self.path, timeout=_PATIENCE_SECONDS, isolation_level=None)
        try:
            with self.told():
                self._prepare(fresh=not there, create=create)
        except BaseException:
            self._db.close()
            raise

    def _prepare(self, *, fresh: bool, create: bool) -> None:
        if fresh:
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
        empty = not self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if application != APPLICATION_ID and not empty:
            raise self.damaged("it is the database of another program")
        if empty and not create:
            raise self.damaged("it holds nothing")
        migrate(self._db)

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def execute(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        """What the database answers to a statement."""
        return self._db.execute(statement, values)

    def insert(self, table: str, *rows: tuple[object, ...]) -> None:
        """Add rows to a table, with a value for each of its columns."""
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", [tuple(map(_sound, row)) for row in rows])

    def table(self, name: str, order: str = "1") -> list[Mapping[str, Any]]:
        """All rows of a table, by the names of its columns."""
        with self.told():
            cursor = self._db.execute(f"SELECT * FROM {name} ORDER BY {order}")
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is written, or nothing of it."""
        yield from self._within("BEGIN IMMEDIATE")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read is of one moment."""
        yield from self._within("BEGIN")

    def _within(self, begin: str) -> Iterator[None]:
        with self.told():
            if self._db.in_transaction:
                yield
                return
            self._db.execute(begin)
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def told(self) -> Iterator[None]:
        """What goes wrong with the database, told as a ``DocketError``."""
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
                raise DocketError(f"{self.path} cannot be written. Check that you may write there.") from error
            if "full" in said or "disk I/O" in said:
                raise DocketError(f"{self.path} cannot be written ({said}). Check the disk and its room.") from error
            raise self.damaged(said) from error
        except sqlite3.IntegrityError:
            # what is to be written contradicts what is there: a fault of the program, and none of the docket
            raise
        except (sqlite3.DatabaseError, zlib.error, ValueError, KeyError, OverflowError) as error:
            raise self.damaged(str(error)) from error

    def damaged(self, what: str) -> DocketError:
        """The error of a docket that is damaged."""
        return DocketError(
            f"{self.path} is damaged ({what}). Take the last copy of the folder that your synchronization or backup "
            "keeps; the documents in its folders “sent” and “returned” can be collected again into a new docket."
        )


def _sound(value: object) -> object:
    """A text with a visible mark for half a surrogate pair, which no database holds."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", errors="replace").decode()
    return value
