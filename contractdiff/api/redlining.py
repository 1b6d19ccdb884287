"""The redline of a docket's comparison: by Docxodus where both versions are Word files, else our own."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from contractdiff.api.dockets import read_stored, refuse_compared
from contractdiff.diff import diff_wordings
from contractdiff.docket import Docket
from contractdiff.errors import ContractDiffError, EngineError, OutputError
from contractdiff.files import check_output, write_files
from contractdiff.model import ClauseId, Comparison, Contract, Edit, Op, StoredComparison, TrackedView
from contractdiff.ooxml.docxodus import NAME, docxodus_redline
from contractdiff.ooxml.redlining import letters_marked
from contractdiff.ooxml.saving import pack, unpack
from contractdiff.ooxml.scrubbing import scrubbed
from contractdiff.options import ReadOptions
from contractdiff.readers.registry import read_bytes
from contractdiff.reports.redline import UnchangedEdits, redline_document

REDLINE = "redline"
_FILE = "redline.docx"
# How much more than our own redline one by Docxodus may mark. On 18 of 22 pairs of Word files that were measured it
# marked 0.9 to 1.5 times as much; on the others, where it takes renumbered clauses for moved ones, 2.1 to 4.1 times.
_MOST_MARKED = 2.0
_VARIANTS = {Op.DELETE: Op.OLD_VARIANT, Op.INSERT: Op.NEW_VARIANT}


class Engine(Enum):
    """What makes a redline."""

    AUTO = "auto"
    """Docxodus where it can, else our own."""
    DOCXODUS = "docxodus"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redlined:
    """A redline that was written.

    Attributes:
        path: Where.
        engine: What made it: never ``AUTO``.
        why: Why our own was made and not the one by Docxodus, as a clause; "" where nothing else was wanted.
    """

    path: Path
    engine: Engine
    why: str = ""


def write_redline(
    folder: Path,
    *,
    engine: Engine = Engine.AUTO,
    template: Path | None = None,
    output: Path | None = None,
    force: bool = False,
) -> Redlined:
    """Write old → new of the comparison in force as a Word file with tracked changes.

    Accepting all of them gives the new wording, rejecting all the old one: what Docxodus makes is read again, and where
    that does not hold our own takes its place.

    Args:
        folder: The docket.
        engine: What makes it.
        template: A Word template of the coalition's own, for our own redline.
        output: The file to write; ``None`` for ``redline.docx`` in the docket.
        force: Whether a file that is there is replaced.

    Raises:
        EngineError: Docxodus was asked for and cannot make it.
        OutputError: The file cannot be written.
        TemplateError: The template cannot be used.
    """
    path = output or folder / _FILE
    if path.suffix.lower() != ".docx":
        raise OutputError(f"{path} would be a Word document. Give it a name that ends in .docx.")
    with Docket(folder) as docket:
        refuse_compared(docket, [path])
        check_output(path, force=force)
        stored = docket.comparison()
        comparison = read_stored(stored)
        sources = [docket.source(each.reading.sha256, each.reading.file) for each in (comparison.old, comparison.new)]

    def our_own() -> bytes:
        return redline_document(
            comparison,
            unchanged_edits(comparison),
            day=_day(stored),
            coalition=stored.coalition,
            agency=stored.agency,
            template=template,
        )

    made, why = None, ""
    if engine is not Engine.OWN:
        try:
            made = _by_docxodus(comparison, stored, sources)
        except EngineError as error:
            why = str(error)
            if engine is Engine.DOCXODUS:
                raise EngineError(
                    f"No redline was written: {why}. Leave out --engine, and contractdiff marks the changes itself."
                ) from error
    used = Engine.OWN if made is None else Engine.DOCXODUS
    if made is not None and engine is Engine.AUTO:
        ours = our_own()
        theirs_marked, ours_marked = letters_marked(made), letters_marked(ours)
        if theirs_marked > _MOST_MARKED * ours_marked:
            # where clauses are renumbered it tells many as moved that stayed in their place
            why = (
                f"{NAME} marks {theirs_marked / max(ours_marked, 1):.0f} times as much as changed; --engine docxodus "
                "writes that redline all the same"
            )
            made, used = ours, Engine.OWN
    if made is None:
        made = our_own()
    write_files([(path, made)], force=force, private=True)
    return Redlined(path=path, engine=used, why=why)


def unchanged_edits(comparison: Comparison) -> UnchangedEdits:
    """The edits of the clauses that are told as unchanged and do not read the same to the letter.

    What differs in them is no edit: spacing, capitals, a rename that is told by itself, a reference that followed.
    """
    found: dict[tuple[ClauseId, ClauseId], tuple[Edit, ...]] = {}
    for old, new in comparison.unchanged:
        was, now = comparison.old.by_id[old].wording, comparison.new.by_id[new].wording
        if was != now:
            edits = diff_wordings(was, now)
            found[old, new] = tuple(Edit(_VARIANTS.get(each.op, each.op), each.text) for each in edits)
    return found


def _day(stored: StoredComparison) -> str:
    """The day on which a comparison was made: the same redline bears the same day whenever it is made again."""
    return stored.at[: len("2011-05-02")]


def _by_docxodus(comparison: Comparison, stored: StoredComparison, sources: list[bytes | None]) -> bytes:
    """The redline as Docxodus makes it.

    Raises:
        EngineError: It cannot be made, or does not hold what it has to.
    """
    files: list[bytes] = []
    for contract, data in zip((comparison.old, comparison.new), sources, strict=True):
        reading = contract.reading
        if reading.parts:
            raise EngineError(f"{reading.file} is a folder of files")
        if Path(reading.file).suffix.lower() != ".docx":
            raise EngineError(f"{reading.file} is not a Word file (.docx)")
        if reading.view is TrackedView.ORIGINAL:
            raise EngineError(f"{reading.file} was read without its tracked changes")
        if data is None:
            raise EngineError(f"the docket does not hold {reading.file} itself")
        files.append(data)
    old, new = files
    names = f"{comparison.old.name} → {comparison.new.name}"
    made = _scrubbed(docxodus_redline(old, new, author=names, day=_day(stored)))
    for view, contract, data in (
        (TrackedView.ACCEPTED, comparison.new, new),
        (TrackedView.ORIGINAL, comparison.old, old),
    ):
        if not _holds(made, view, contract, data):
            done = "accepted" if view is TrackedView.ACCEPTED else "rejected"
            raise EngineError(f"{NAME}’s redline does not read like {contract.reading.file} with all changes {done}")
    return made


def _scrubbed(made: bytes) -> bytes:
    """A redline without the comments and the names of people that the two files brought along."""
    try:
        return pack(scrubbed(unpack(made), tracked=True))
    except ContractDiffError as error:
        raise EngineError(f"{NAME}’s redline is damaged") from error


def _holds(made: bytes, view: TrackedView, contract: Contract, data: bytes) -> bool:
    """Whether a redline reads like a version in one view, word by word; numbers that Word counts are left aside."""
    name = Path(contract.reading.file)
    try:
        return list(_words(name, made, view)) == list(_words(name, data, TrackedView.ACCEPTED))
    except ContractDiffError:
        return False


def _words(name: Path, data: bytes, view: TrackedView) -> Iterator[str]:
    for block in read_bytes(name, data, options=ReadOptions(tracked=view)).blocks:
        yield from block.text.split()
