"""Whether a docket is whole: its database, its documents, and the account of every file that came back."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from contractdiff.docket.digests import digest
from contractdiff.docket.records import content_digest
from contractdiff.docket.schema import APPLICATION_ID
from contractdiff.docket.store import RETURNED, SENT, SOURCES, Docket


def check_docket(docket: Docket) -> tuple[str, ...]:
    """Return what is wrong with a docket, in plain sentences; nothing where all is well."""
    said = [f"The database says: {row[0]}." for row in docket.asked("integrity_check") if row[0] != "ok"]
    said += [f"A row of “{row[0]}” refers to what is not there." for row in docket.asked("foreign_key_check")]
    if docket.asked("application_id")[0][0] != APPLICATION_ID:
        said.append("The database does not say that it is a docket's.")
    said += _documents(docket, SENT, (form.sha256 for form in docket.forms()), "sent")
    submissions = docket.submissions()
    returned = [each.sha256 for each in submissions] + [sha256 for sha256, _, _ in docket.refused()]
    said += _documents(docket, RETURNED, returned, "returned")
    # Earlier versions kept none of them, and a person may take them out: only the redline in Word wants them
    kept = {path.name.partition(".")[0] for path in _files(docket.folder / SOURCES)}
    said += _documents(
        docket, SOURCES, kept & {row["sha256"] for row in docket.table("version", "comparison, side")}, "compared"
    )
    said += [
        f"Comparison {each.id} is not what it was when it was kept."
        for each in docket.comparisons()
        if digest(each.text.encode()) != each.sha256
    ]
    contents = {row["id"]: row["content"] for row in docket.table("submission", "id")}
    said += [
        f"What {each.id} ({each.name}) says was altered."
        for each in submissions
        if content_digest(each.id, each.sheet) != contents[each.id]
    ]
    layouts = {layout.sha256 for layout in docket.layouts() if digest(layout.rows.encode()) == layout.sha256}
    for each in submissions:
        if each.layout and each.layout not in layouts:
            said.append(
                f"{each.id} ({each.name}) is a copy of a form that the docket does not know or that was altered."
            )
        twice = [name for name, count in Counter(each.sheet.issued).items() if count > 1]
        balanced = len(set(each.sheet.issued)) == len(each.sheet.identified) + len(each.sheet.missing)
        if twice or not balanced or not each.sheet.identified <= set(each.sheet.issued):
            said.append(f"The account of {each.id} ({each.name}) does not balance.")
    return tuple(said)


def _documents(docket: Docket, folder: str, known: Iterable[str], verb: str) -> list[str]:
    said = []
    wanted = set(known)
    place = docket.folder / folder
    found = {path.name.partition(".")[0]: path for path in _files(place)}
    for sha256 in sorted(wanted - set(found)):
        said.append(f"A document that was {verb} is missing: {folder}/{sha256}.")
    for name, path in sorted(found.items()):
        if name in wanted and digest(path.read_bytes()) != name:
            said.append(f"{folder}/{path.name} is not what was {verb}: its content was altered.")
    return said


def _files(place: Path) -> list[Path]:
    if not place.is_dir():
        return []
    return sorted(path for path in place.iterdir() if path.is_file() and not path.name.startswith("."))
