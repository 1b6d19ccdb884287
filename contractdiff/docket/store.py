"""A docket on disk: ``docket.sqlite``, and the documents as sent, as returned and as compared, each under its digest.

Each thing that is added is one transaction, and a document is in its place before the database tells of it: a crash
at any moment leaves at most a document that nothing tells of yet.
"""

import json
import os
import threading
import zlib
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from contractdiff.docket.connection import DATABASE, Connection
from contractdiff.docket.digests import digest
from contractdiff.docket.records import (
    as_json,
    content_digest,
    entry_records,
    loose_records,
    member_of,
    member_record,
    row_records,
    sheet_of,
)
from contractdiff.errors import DocketError, OutputError
from contractdiff.model import (
    ComparisonKind,
    Decision,
    Event,
    FormKind,
    Layout,
    Member,
    SentForm,
    StoredComparison,
    Submission,
)

SENT, RETURNED, SOURCES = "sent", "returned", "sources"
# Members by their numbers: M-1000 comes after M-999.
BY_NUMBER = "CAST(substr(id, 3) AS INTEGER), id"


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
        self._db = Connection(folder, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    # --- comparisons and forms --------------------------------------------------------------------------------

    def comparisons(self) -> tuple[StoredComparison, ...]:
        """All comparisons, of drafts and of contracts that were issued, in the order in which they were made."""
        with self._db.told():
            return tuple(
                StoredComparison(
                    id=row["id"],
                    round=row["round"],
                    sha256=row["sha256"],
                    text=_unpacked(row["content"]),
                    agency=row["agency"],
                    coalition=row["coalition"],
                    return_by=row["return_by"],
                    return_to=row["return_to"],
                    kind=ComparisonKind(row["kind"]),
                    at=row["at"],
                )
                for row in self._db.table("comparison", "id")
            )

    def drafts(self) -> tuple[StoredComparison, ...]:
        """The comparisons of drafts, the one in force last: one at least.

        Raises:
            DocketError: There is none.
        """
        found = tuple(each for each in self.comparisons() if each.kind is ComparisonKind.DRAFT)
        if not found:
            raise DocketError(f"{self.folder} holds no comparison. Make one: contractdiff compare OLD NEW -o DOCKET.")
        return found

    def comparison(self) -> StoredComparison:
        """The comparison in force, that of the last draft.

        Raises:
            DocketError: There is none.
        """
        return self.drafts()[-1]

    def change_ids(self) -> frozenset[str]:
        """Every id that a change ever had: none is given twice."""
        with self._db.told():
            return frozenset(
                row[0]
                for row in self._db.execute(
                    "SELECT DISTINCT change.id FROM change JOIN comparison ON comparison.id = change.comparison "
                    "WHERE comparison.kind = 'draft'"
                )
            )

    def carried(self) -> dict[int, dict[str, tuple[str, tuple[str, ...]]]]:
        """For each comparison of a later round, what became in it of each change: a word for it, and other changes."""
        found: dict[int, dict[str, tuple[str, tuple[str, ...]]]] = {}
        for row in self._db.table("carried", "comparison, id"):
            found.setdefault(row["comparison"], {})[row["id"]] = (row["became"], tuple(json.loads(row["others"])))
        return found

    def add_comparison(
        self,
        comparison: StoredComparison,
        *,
        versions: Iterable[tuple[str, str, str, str]],
        changes: Iterable[tuple[str, str, str, str, str, str]],
        carried: Iterable[tuple[str, str, tuple[str, ...]]] = (),
        at: str,
    ) -> int:
        """Add a comparison and return its number; the one in force, where it is the same.

        Args:
            comparison: The comparison; its own number does not count.
            versions: Of each version the side, name, file and digest.
            changes: Of each change its id, kind, priority, old and new clauses, and summary, in order.
            carried: Of each change of the draft before what became of it, and the ids of others that this names.
            at: The time, in ISO 8601.
        """
        said = (comparison.agency, comparison.coalition, comparison.return_by, comparison.return_to)
        place = (comparison.round, comparison.kind.value)
        with self._db.transaction():
            last = self._db.execute(
                "SELECT id, sha256, agency, coalition, return_by, return_to, round, kind FROM comparison "
                "ORDER BY id DESC LIMIT 1"
            ).fetchone()
            if last is not None and last[1:] == (comparison.sha256, *said, *place):
                return int(last[0])
            if last is not None and last[6:] == place == (1, "draft") and self.holds_submissions():
                raise OutputError(
                    f"{self.folder} holds what came back, or what was made for the agency, and its comparison is never "
                    "replaced. Choose another folder with -o, or take in a later draft with “contractdiff revise”."
                )
            number = 1 if last is None else int(last[0]) + 1
            content = _packed(comparison.text)
            kind = comparison.kind.value
            self._db.insert("comparison", (number, comparison.round, comparison.sha256, content, *said, at, kind))
            self._db.insert("version", *((number, *version) for version in versions))
            self._db.insert("change", *((number, each[0], place, *each[1:]) for place, each in enumerate(changes, 1)))
            self._db.insert("carried", *((number, name, became, as_json(others)) for name, became, others in carried))
            what = "issued contract checked" if comparison.kind is ComparisonKind.FINAL else "compared"
            self._record(at, what, comparison.sha256, f"round {comparison.round}")
            return number

    def layouts(self) -> tuple[Layout, ...]:
        """What forms were sent out as, in the order of their digests."""
        with self._db.told():
            return tuple(
                Layout(
                    sha256=row["sha256"],
                    comparison=row["comparison"],
                    language=row["language"],
                    rows=_unpacked(row["rows"]),
                    kind=FormKind(row["kind"]),
                    at=row["at"],
                )
                for row in self._db.table("layout", "sha256")
            )

    def forms(self) -> tuple[SentForm, ...]:
        """The documents that were made to be sent out, those for everybody first."""
        return tuple(
            SentForm(
                sha256=row["sha256"],
                layout=row["layout"],
                identity=row["identity"],
                member=row["member"],
                name=row["name"],
            )
            for row in self._db.table("form", "member, sha256")
        )

    def add_forms(self, layout: Layout, forms: Iterable[tuple[SentForm, bytes]], *, at: str) -> None:
        """Keep documents that are about to be sent out; those that are kept already are passed over."""
        kept = []
        for form, data in forms:
            self._keep(SENT, form.sha256, ".xlsx" if _ending(form.name) == ".xlsx" else ".docx", data)
            kept.append(form)
        with self._db.transaction():
            if not self._has("layout", "sha256", layout.sha256):
                packed = _packed(layout.rows)
                own = (layout.sha256, layout.comparison, layout.language, packed, layout.kind.value, at)
                self._db.insert("layout", own)
            for form in kept:
                if not self._has("form", "sha256", form.sha256):
                    self._db.insert("form", (form.sha256, form.layout, form.identity, form.member, form.name, at))
                    self._record(at, "form made", form.sha256, form.member)

    # --- what was compared ------------------------------------------------------------------------------------

    def compared(self) -> frozenset[str]:
        """The digests of the files that were compared."""
        return frozenset(row["sha256"] for row in self._db.table("version", "comparison, side"))

    def keep_source(self, sha256: str, name: str, data: bytes) -> None:
        """Keep a file that was compared."""
        self._keep(SOURCES, sha256, _ending(name), data)

    def source(self, sha256: str, name: str) -> bytes | None:
        """A file that was compared; ``None`` where it is not kept, or is not what it was."""
        try:
            data = (self.folder / SOURCES / f"{sha256}{_ending(name)}").read_bytes()
        except OSError:
            return None
        return data if digest(data) == sha256 else None

    # --- settings ---------------------------------------------------------------------------------------------

    def settings(self) -> dict[str, str]:
        """What was last set under each name: by when the agency is to answer, who signs."""
        return {row["name"]: row["value"] for row in self._db.table("setting", "id")}

    def set(self, values: Mapping[str, str], *, at: str) -> None:
        """Set values by their names; those that are set so already are passed over."""
        with self._db.transaction():
            known = self.settings()
            for name, value in values.items():
                if known.get(name) != value:
                    self._db.insert("setting", (None, name, value, at))
                    self._record(at, "set", name, value)

    def record(self, at: str, what: str, subject: str, detail: str = "") -> None:
        """Add an entry to the history."""
        with self._db.transaction():
            self._record(at, what, subject, detail)

    # --- members ----------------------------------------------------------------------------------------------

    def members(self) -> tuple[Member, ...]:
        """The roster, in the order of its numbers."""
        return tuple(map(member_of, self._db.table("member", BY_NUMBER)))

    def changing(self) -> AbstractContextManager[None]:
        """Within it, what is read stays as it is until what depends on it is written: other commands wait."""
        return self._db.transaction()

    def put_members(self, members: Iterable[Member], *, at: str) -> None:
        """Add members, or bring those with the same id up to date; the history keeps what was there before."""
        with self._db.transaction():
            before = {member.id: member for member in self.members()}
            new = [member for member in members if before.get(member.id) != member]
            for member in new:
                # a name may pass from one member to another
                self._db.execute("DELETE FROM member WHERE id = ?", (member.id,))
            for member in new:
                fields = member_record(member)
                self._db.insert("member", fields)
                was = before.get(member.id)
                known = f"{as_json(member_record(was))} → " if was else ""
                what = "member changed" if was else "member added"
                self._record(at, what, member.id, f"{known}{as_json(fields)}")

    # --- what came back ---------------------------------------------------------------------------------------

    def holds_submissions(self) -> bool:
        """Whether anything came back, or a form was made for others than members, who know changes by their ids."""
        with self._db.told():
            found = self._db.execute(
                "SELECT 1 FROM submission UNION SELECT 1 FROM refusal "
                "UNION SELECT 1 FROM layout WHERE kind <> 'member' LIMIT 1"
            )
            return found.fetchone() is not None

    def collected(self) -> frozenset[str]:
        """The digests of the files that came back and were read."""
        with self._db.told():
            return frozenset(row[0] for row in self._db.execute("SELECT sha256 FROM submission"))

    def add_submission(self, submission: Submission, data: bytes, *, at: str) -> bool:
        """Add a file that came back, with all it says; whether it was new."""
        self._keep(RETURNED, submission.sha256, _ending(submission.name), data)
        sheet = submission.sheet
        with self._db.transaction():
            if self._has("submission", "sha256", submission.sha256):
                return False
            self._db.insert(
                "submission",
                (
                    submission.id,
                    submission.sha256,
                    submission.name,
                    submission.format,
                    submission.layout,
                    submission.member,
                    submission.modified,
                    as_json(sheet.issued),
                    as_json(sheet.notices),
                    content_digest(submission.id, sheet),
                    at,
                    submission.kind.value,
                ),
            )
            self._db.insert("found_row", *row_records(submission.id, sheet))
            self._db.insert("entry", *entry_records(submission.id, sheet))
            self._db.insert("loose", *loose_records(submission.id, sheet))
            self._record(at, "collected", submission.id, submission.sha256)
        return True

    def submissions(self) -> tuple[Submission, ...]:
        """The files that came back and were read, with all they say, in the order of their ids."""
        with self._db.snapshot():
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
                    kind=FormKind(row["kind"]),
                    sheet=sheet_of(row, *(each.get(row["id"], []) for each in (rows, entries, loose))),
                )
                for row in self._db.table("submission", "id")
            )

    def _grouped(self, table: str, order: str) -> dict[str, list[Mapping[str, Any]]]:
        found: dict[str, list[Mapping[str, Any]]] = {}
        for row in self._db.table(table, order):
            found.setdefault(row["submission"], []).append(row)
        return found

    def keep_again(self, sha256: str, name: str, data: bytes) -> None:
        """Put a file that was collected before back into its place, where it is missing there."""
        if self._has("submission", "sha256", sha256):
            self._keep(RETURNED, sha256, _ending(name), data)

    def refuse(self, sha256: str, name: str, data: bytes, reason: str, *, at: str) -> None:
        """Keep a file that came back and cannot be read; it is read again when it is collected again."""
        self._keep(RETURNED, sha256, _ending(name), data)
        with self._db.transaction():
            if not self._has("refusal", "sha256", sha256):
                self._db.insert("refusal", (sha256, name, reason, at))
                self._record(at, "refused", sha256, reason)

    def refused(self) -> tuple[tuple[str, str, str], ...]:
        """Of each file that could not be read its digest, name and the reason, in the order of their names."""
        read = self.collected()
        return tuple(
            (row["sha256"], row["name"], row["reason"])
            for row in self._db.table("refusal", "name, sha256")
            if row["sha256"] not in read
        )

    # --- decisions and history --------------------------------------------------------------------------------

    def decisions(self) -> dict[str, Decision]:
        """The last decision on each matter."""
        return {
            row["matter"]: Decision(
                matter=row["matter"], choice=row["choice"], value=row["value"], by=row["by"], note=row["note"]
            )
            for row in self._db.table("decision", "id")
        }

    def decide(self, decisions: Iterable[Decision], *, at: str) -> None:
        """Add what was decided."""
        with self._db.transaction():
            for each in decisions:
                self._db.insert("decision", (None, each.matter, each.choice, each.value, each.by, each.note, at))
                self._record(at, "decided", each.matter, f"{each.choice} {each.value}".strip())

    def history(self) -> tuple[Event, ...]:
        """What was done to the docket, in order."""
        return tuple(
            Event(at=row["at"], what=row["what"], subject=row["subject"], detail=row["detail"])
            for row in self._db.table("event", "id")
        )

    def _record(self, at: str, what: str, subject: str, detail: str = "") -> None:
        self._db.insert("event", (None, at, what, subject, detail))

    # --- beneath ----------------------------------------------------------------------------------------------

    def moment(self) -> AbstractContextManager[None]:
        """Within it, all that is read is of one moment, whatever other commands add meanwhile."""
        return self._db.snapshot()

    def table(self, name: str, order: str) -> list[Mapping[str, Any]]:
        """All rows of a table in an order, by the names of its columns."""
        return self._db.table(name, order)

    def asked(self, pragma: str) -> list[tuple[Any, ...]]:
        """What the database answers to a question about itself ("integrity_check")."""
        with self._db.told():
            return self._db.execute(f"PRAGMA {pragma}").fetchall()

    def _has(self, table: str, column: str, value: str) -> bool:
        return self._db.execute(f"SELECT 1 FROM {table} WHERE {column} = ?", (value,)).fetchone() is not None

    def _keep(self, folder: str, sha256: str, ending: str, data: bytes) -> None:
        place = self.folder / folder
        path = place / f"{sha256}{ending}"
        beside = place / f".{sha256[:16]}-{os.getpid()}-{threading.get_ident()}.tmp"
        try:
            if path.is_file() and digest(path.read_bytes()) == sha256:
                return
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


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", errors="replace"), 6)


def _unpacked(data: bytes) -> str:
    return zlib.decompress(data).decode()


def _ending(name: str) -> str:
    ending = Path(name).suffix.lower()
    return ending if ending[1:].isalnum() and ending.isascii() and len(ending) < 9 else ""


__all__ = ["DATABASE", "RETURNED", "SENT", "SOURCES", "Docket"]
