"""Keeping a comparison in its docket, the roster, and what concerns a docket as a whole."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from contractdiff.docket import (
    DATABASE,
    RETURNED,
    SENT,
    SOURCES,
    Docket,
    Merged,
    Roster,
    check_docket,
    digest,
    export_files,
    merged,
    read_roster,
)
from contractdiff.errors import InputError, OutputError
from contractdiff.files import make_folder, write_files
from contractdiff.forms import Language, form_identity, issued_json, read_language
from contractdiff.model import Comparison, Contract, Format, FormKind, Layout, SentForm, StoredComparison
from contractdiff.ooxml.returned import read_returned
from contractdiff.options import ResponseOptions
from contractdiff.readers import bytes_of
from contractdiff.reports import comparison_from_json, comparison_json


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterTaken:
    """What became of a roster: what its file says, and what the docket's roster became by it."""

    roster: Roster
    merged: Merged
    added: int
    changed: int


def is_docket(folder: Path) -> bool:
    """Whether a folder holds a docket's database."""
    return (folder / DATABASE).is_file()


def holds_submissions(folder: Path) -> bool:
    """Whether anything came back to a docket.

    Raises:
        DocketError: It is damaged or held by another command.
    """
    with Docket(folder) as docket:
        return docket.holds_submissions()


def refuse_compared(docket: Docket, paths: Iterable[Path]) -> None:
    """Raise ``OutputError`` where what the docket rests on would be replaced, which not even ``force`` may do.

    That are the files that were compared, and what the docket keeps of what was sent and of what came back.
    """
    compared = docket.compared()
    kept = {(docket.folder / name).resolve() for name in (DATABASE, SENT, RETURNED, SOURCES)}
    for path in paths:
        if not kept.isdisjoint((path.resolve(), *path.resolve().parents)):
            raise OutputError(f"{path} would stand among what the docket keeps. Choose another place for the output.")
        if path.is_file() and digest(path.read_bytes()) in compared:
            raise OutputError(f"{path} is one of the files that were compared. Choose another name for the output.")


def keep_comparison(
    folder: Path,
    comparison: Comparison,
    options: ResponseOptions,
    *,
    response: bytes,
    at: str,
    sources: Sequence[tuple[Contract, Path]] = (),
) -> None:
    """Keep a comparison and its response document in the docket in ``folder``, which is made where there is none.

    Args:
        folder: The docket.
        comparison: The comparison.
        options: Who asks whom, by when.
        response: The response document.
        at: The time, in ISO 8601.
        sources: The versions with what they were read from: Word files are kept, so that a redline can be made of them.

    Raises:
        DocketError: The docket is damaged or held by another command.
    """
    stored = StoredComparison(
        id=0,
        round=1,
        sha256="",
        text="",
        agency=options.agency,
        coalition=options.coalition,
        return_by=options.return_by,
        return_to=options.return_to,
    )
    with Docket(folder, create=True) as docket:
        number = store_comparison(docket, stored, comparison, carried=(), at=at)
        layout = layout_of(response, number, read_language("en"))
        form = SentForm(
            sha256=digest(response),
            layout=layout.sha256,
            identity=form_identity(comparison),
            name="response.docx",
        )
        docket.add_forms(layout, [(form, response)], at=at)
        for contract, path in sources:
            keep_source(docket, contract, path)


def keep_source(docket: Docket, contract: Contract, path: Path) -> None:
    """Keep the Word file that a version was read from; of other formats, and of folders, nothing is kept.

    A file that is another one by now is not kept.

    Raises:
        OutputError: It cannot be written.
    """
    reading = contract.reading
    if reading.parts or reading.format is not Format.DOCX:
        return
    with suppress(InputError):
        data = bytes_of(path)
        if digest(data) == reading.sha256:
            docket.keep_source(reading.sha256, reading.file, data)


def store_comparison(
    docket: Docket,
    about: StoredComparison,
    comparison: Comparison,
    *,
    carried: Iterable[tuple[str, str, tuple[str, ...]]],
    at: str,
) -> int:
    """Keep a comparison in an open docket, and return its number there.

    Args:
        docket: The docket.
        about: All but the comparison itself: its round and kind, who asks whom.
        comparison: The comparison.
        carried: Of each change of the draft before what became of it, and the other changes that this names.
        at: The time, in ISO 8601.
    """
    text = comparison_json(comparison)
    sides = (("old", comparison.old), ("new", comparison.new))
    return docket.add_comparison(
        replace(about, sha256=digest(text.encode("utf-8", errors="replace")), text=text),
        versions=[(side, own.name, own.reading.file, own.reading.sha256) for side, own in sides],
        changes=[
            (
                change.id,
                change.kind.value,
                change.priority.value,
                "; ".join(comparison.old.citation(each) for each in change.old),
                "; ".join(comparison.new.citation(each) for each in change.new),
                change.summary,
            )
            for change in comparison.changes
        ],
        carried=carried,
        at=at,
    )


def layout_of(document: bytes, comparison: int, language: Language, kind: FormKind = FormKind.MEMBER) -> Layout:
    """What a form was sent out as, read from the document itself."""
    rows = issued_json(read_returned(document, "the form"), language, kind)
    return Layout(sha256=digest(rows.encode()), comparison=comparison, language=language.code, rows=rows, kind=kind)


def read_stored(stored: StoredComparison) -> Comparison:
    """A comparison as the docket keeps it, read."""
    return comparison_from_json(stored.text, file="The docket's comparison")


def take_members(folder: Path, file: Path, *, at: str) -> RosterTaken:
    """Bring the docket's roster up to date by a spreadsheet.

    Raises:
        InputError: The file or the docket cannot be read.
        FormError: The file is no roster.
    """
    roster = read_roster(bytes_of(file), file.name)
    with Docket(folder) as docket, docket.changing():
        before = {member.id: member for member in docket.members()}
        after = merged(roster, before.values())
        docket.put_members(after.members, at=at)
    return RosterTaken(
        roster=roster,
        merged=after,
        added=sum(member.id not in before for member in after.members),
        changed=sum(member.id in before and before[member.id] != member for member in after.members),
    )


def docket_faults(folder: Path) -> tuple[str, ...]:
    """What is wrong with a docket, in plain sentences."""
    with Docket(folder) as docket:
        return check_docket(docket)


def export_docket(folder: Path, output: Path, *, force: bool = False) -> list[Path]:
    """Write all that a docket holds as JSON and CSV into a folder, and return the files.

    Raises:
        OutputError: They cannot be written.
    """
    with Docket(folder) as docket:
        files = export_files(docket)
    make_folder(output)
    written = [(output / name, data) for name, data in files.items()]
    write_files(written, force=force, private=True)
    return [path for path, _ in written]
