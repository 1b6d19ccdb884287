"""How sheets and members stand in the tables of a docket."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from contractdiff.docket.digests import digest
from contractdiff.model import (
    Doubt,
    Entry,
    EntryKind,
    FormSheet,
    FoundRow,
    Loose,
    Member,
    RowStatus,
    Signal,
)

Record = tuple[object, ...]
# A docket of 650 members has half a million of these: to look them up takes a quarter of the time to make them.
_ENTRY_KINDS = {kind.value: kind for kind in EntryKind}
_STATUSES = {status.value: status for status in RowStatus}
_SIGNALS = {signal.value: signal for signal in Signal}


def row_records(submission: str, sheet: FormSheet) -> list[Record]:
    """The rows of a sheet for the table ``found_row``."""
    return [
        (
            submission,
            row.number,
            row.status.value,
            row.id,
            as_json([[signal.value, said] for signal, said in row.signals]),
            as_json(row.cells),
            as_json([doubt.name for doubt in row.doubts]),
        )
        for row in sheet.rows
    ]


def entry_records(submission: str, sheet: FormSheet) -> list[Record]:
    """What was written in the rows of a sheet, for the table ``entry``."""
    return [
        (
            submission,
            row.number,
            number,
            entry.kind.value,
            entry.text,
            entry.code,
            entry.column,
            entry.author,
            as_json(entry.covers),
            entry.field,
        )
        for row in sheet.rows
        for number, entry in enumerate(row.entries, 1)
    ]


def content_digest(submission: str, sheet: FormSheet) -> str:
    """The digest of all that a sheet says, by which it is seen whether it still says so."""
    # the first version of the table had no field, and digests that were kept then still hold
    entries = [each if each[-1] else each[:-1] for each in entry_records(submission, sheet)]
    parts = (row_records(submission, sheet), entries, loose_records(submission, sheet))
    said = as_json([*parts, sheet.issued, sheet.notices])
    return digest(said.encode("utf-8", errors="replace"))


def loose_records(submission: str, sheet: FormSheet) -> list[Record]:
    """The words outside of rows, for the table ``loose``."""
    return [
        (submission, number, each.text, as_json(each.ids), each.author) for number, each in enumerate(sheet.loose, 1)
    ]


def sheet_of(
    fields: Mapping[str, Any],
    rows: Iterable[Mapping[str, Any]],
    entries: Iterable[Mapping[str, Any]],
    loose: Iterable[Mapping[str, Any]],
) -> FormSheet:
    """A sheet from the rows of these tables, each in the order of its numbers.

    Args:
        fields: The row of the table ``submission``.
        rows: Those of ``found_row``.
        entries: Those of ``entry``.
        loose: Those of ``loose``.
    """
    by_row: dict[int, list[Entry]] = {}
    for each in entries:
        by_row.setdefault(each["row"], []).append(
            Entry(
                kind=_ENTRY_KINDS[each["kind"]],
                text=each["text"],
                code=each["code"],
                column=each["heading"],
                author=each["author"],
                covers=_listed(each["covers"]),
                field=each["field"],
            )
        )
    return FormSheet(
        rows=tuple(
            FoundRow(
                number=row["number"],
                status=_STATUSES[row["status"]],
                id=row["id"],
                signals=tuple((_SIGNALS[signal], said) for signal, said in json.loads(row["signals"])),
                cells=_listed(row["cells"]),
                entries=tuple(by_row.get(row["number"], ())),
                doubts=tuple(Doubt[name] for name in _listed(row["doubts"])),
            )
            for row in rows
        ),
        loose=tuple(Loose(text=each["text"], ids=_listed(each["ids"]), author=each["author"]) for each in loose),
        issued=tuple(json.loads(fields["issued"])),
        notices=tuple(json.loads(fields["notices"])),
    )


def member_record(member: Member) -> tuple[str, ...]:
    """A member for the table ``member``."""
    return (
        member.id,
        member.name,
        as_json(member.aliases),
        member.sector,
        member.district,
        as_json(member.funding),
        as_json(member.associations),
        member.seat,
        member.contact,
    )


def member_of(row: Mapping[str, Any]) -> Member:
    """A row of the table ``member``, read."""
    return Member(
        id=row["id"],
        name=row["name"],
        aliases=tuple(json.loads(row["aliases"])),
        sector=row["sector"],
        district=row["district"],
        funding=tuple(json.loads(row["funding"])),
        associations=tuple(json.loads(row["associations"])),
        seat=row["seat"],
        contact=row["contact"],
    )


def _listed(text: str) -> tuple[Any, ...]:
    """A list of JSON, which mostly is empty."""
    return () if text == "[]" else tuple(json.loads(text))


def as_json(value: object) -> str:
    """A value as JSON text."""
    return json.dumps(value, ensure_ascii=False)
