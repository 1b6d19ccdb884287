"""Reading a version, and comparing two of them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from contractdiff.align import align_contracts, differing_heads, in_one_order, lone_files, settle_heads, settle_seams
from contractdiff.api.pairing import PairsFile, hand_pairs
from contractdiff.api.paths import is_folder, stands_in
from contractdiff.diff import diff_alignment, find_renames, tell_reach
from contractdiff.errors import InputError
from contractdiff.flags import Rulebook, flag_changes
from contractdiff.model import (
    ChangeId,
    Comparison,
    Contract,
    Coverage,
    Format,
    HandPairs,
    Notice,
    NoticeCode,
    Party,
    Side,
    TrackedView,
)
from contractdiff.options import DEFAULT_READING, ReadOptions
from contractdiff.progress import Progress, silent
from contractdiff.readers import bytes_of, read_folder, read_source
from contractdiff.structure import (
    ClauseFinder,
    as_printed,
    changed_documents,
    recover_contract,
    recover_files,
    with_definitions,
    with_references,
)

# Formats whose files may hold text that no print of them shows.
_HIDING = frozenset((Format.DOCX, Format.DOC, Format.ODT, Format.RTF))


def read_contract(
    path: Path,
    *,
    side: Side,
    name: str = "",
    only: Collection[str] = (),
    options: ReadOptions = DEFAULT_READING,
    progress: Progress = silent,
) -> Contract:
    """One version of a contract, its clauses recovered.

    Args:
        path: The file, or a folder with the agreement and its exhibits.
        side: Which of the two versions it is.
        name: What to call it ("FY2011"); the file's name without its ending where none is given.
        only: Of a folder, the files to read; all of them where none is named.
        options: How it is read.
        progress: Told how far the reading has come.

    Raises:
        InputError: The file cannot be read; the message says why and what to do.
    """
    if is_folder(path):
        reading, sources = read_folder(path, only=only, options=options, progress=progress)
        sources = sources if options.hidden else tuple(map(as_printed, sources))
        return recover_files(reading, sources, side=side, name=name or reading.file)
    source = read_source(path, options=options, progress=progress)
    return recover_contract(source if options.hidden else as_printed(source), side=side, name=name or path.stem)


def check_coverage(
    contract: Contract, path: Path, *, options: ReadOptions = DEFAULT_READING, progress: Progress = silent
) -> tuple[Coverage, ...]:
    """How much of each file of a contract stands in its clauses, against the words that other code finds there.

    Args:
        contract: The contract as ``read_contract`` gave it.
        path: The file or folder that it was read from.
        options: How it was read.
        progress: Told of each file.

    Raises:
        InputError: A file cannot be read by the other way.
    """
    from contractdiff.coverage import extract, measure_coverage

    checked = []
    for number, reading in enumerate(contract.reading.files):
        data = bytes_of(path / reading.file if contract.reading.parts else path)
        kind = reading.format
        plain = options.tracked is TrackedView.ACCEPTED and data.startswith(b"PK")
        if kind in (Format.DOC, Format.RTF) or (kind is Format.ODT and not plain):
            from contractdiff.readers.office import as_word

            data, kind = as_word(reading.file, data, kind), Format.DOCX
        found = extract(kind, data, view=options.tracked, file=reading.file)
        checked.append(measure_coverage(contract, reading, found))
        progress("Checking", number + 1, len(contract.reading.files))
    return tuple(checked)


def compare(
    old: Path,
    new: Path,
    *,
    old_name: str = "",
    new_name: str = "",
    declared: Path | None = None,
    pairs: PairsFile | None = None,
    benchmark: Path | None = None,
    benchmark_name: str = "",
    rules: Rulebook | None = None,
    parties: Sequence[tuple[str, Party]] = (),
    options: ReadOptions = DEFAULT_READING,
    progress: Progress = silent,
) -> Comparison:
    """What changed from one version of a contract to the next, with flags and priorities.

    Where the new file carries tracked changes, each change is told as declared there or silent.

    Args:
        old: The old version, a file or a folder of files.
        new: The new version.
        old_name: What to call the old version ("FY2011").
        new_name: What to call the new version.
        declared: The agency's own marked copy, a Word file whose tracked changes say what it declares to have
            changed; where it is given, it counts in place of the new file's own tracked changes.
        pairs: What the analyst pairs otherwise; it goes before what the program finds.
        benchmark: Another agency's contract of the same kind, a file or a folder: each change is told whether it still
            reads like the old version there.
        benchmark_name: What to call that contract.
        rules: What the flags go by, as ``read_rules`` gives it; ``None`` for the default rules.
        parties: What the contract calls the parties, where that is not to be found from its definitions alone.
        options: How the files are read.
        progress: Told how far the reading has come.

    Raises:
        InputError: A file cannot be read, ``declared`` has no tracked changes or is of another contract, or ``pairs``
            names what is not there.
    """
    from contractdiff.api.declaring import declared_by_copy, declared_by_new

    _check_apart(old, new)
    was = read_contract(old, side=Side.OLD, name=old_name, options=options, progress=progress)
    now = read_contract(new, side=Side.NEW, name=new_name, options=options, progress=progress)
    if _may_hide(was) != _may_hide(now):
        # where a version is read from its print, hidden text of the other is not to be missed there
        options = replace(options, hidden=False)
        if _may_hide(was) and _hides(was):
            was = read_contract(old, side=Side.OLD, name=old_name, options=options, progress=progress)
        if _may_hide(now) and _hides(now):
            now = read_contract(new, side=Side.NEW, name=new_name, options=options, progress=progress)
    comparison = compare_contracts(was, now, pairs=pairs, rules=rules, parties=parties)
    if benchmark is not None:
        from contractdiff.api.benchmarking import set_beside

        other = read_contract(benchmark, side=Side.NEW, name=benchmark_name, options=options, progress=progress)
        comparison = set_beside(comparison, other)
    if declared is not None:
        # nor can two prints show what the marked copy hides
        options = replace(options, hidden=options.hidden and _may_hide(now))
        return declared_by_copy(comparison, declared, options)
    if any(part.tracked for part in now.reading.files):
        return declared_by_new(comparison, new, options)
    return comparison


def _may_hide(contract: Contract) -> bool:
    return any(part.format in _HIDING for part in contract.reading.files)


def _hides(contract: Contract) -> bool:
    return any(clause.hidden for clause in contract.clauses)


def compare_contracts(
    old: Contract,
    new: Contract,
    *,
    pairs: PairsFile | None = None,
    rules: Rulebook | None = None,
    parties: Sequence[tuple[str, Party]] = (),
) -> Comparison:
    """The same for two contracts that were read already; nothing is said of what was declared.

    Raises:
        PairsError: ``pairs`` names what is not there, or contradicts itself.
    """
    given = old, new
    old, new = settle_heads(*in_one_order(old, new))
    alignment = align_contracts(old, new)
    settled = settle_seams(old, new, alignment)
    # the seams are settled without her pairs, so that the clauses are those that she saw when she wrote them
    hand, left_out = hand_pairs(pairs, *settled, lambda name: _clauses_of(name, *given)) if pairs else (HandPairs(), ())
    if settled != (old, new) or hand != HandPairs():
        old, new = settled
        alignment = align_contracts(old, new, hand=hand)
    renames = find_renames(old, new, alignment)
    if renames:
        # clauses that differ in little but renamed terms are told apart by the rest of their words
        alignment = align_contracts(old, new, renames=renames, hand=hand)
    old, new = _resolved(old, doubtful=True), _resolved(new, doubtful=True)
    found = tell_reach(diff_alignment(old, new, alignment, renames))
    comparison = flag_changes(found, rules=rules, parties=parties)
    apart = (*lone_files(comparison), *differing_heads(old, new), *changed_documents(old, new, renames))
    told = (*left_out, *apart, *_notices(comparison))
    return replace(comparison, notices=(*comparison.notices, *told))


def _clauses_of(name: str, old: Contract, new: Contract) -> str:
    """Which clauses a change is of, as it is found without pairs by hand: "old 4.2 and new 5.1"; "" of none."""
    comparison = compare_contracts(old, new)
    number = int(name.lstrip("C-"))
    change = comparison.by_id.get(ChangeId(f"C-{number:03d}"))
    if change is None:
        return ""
    sides = ((comparison.old, "old", change.old), (comparison.new, "new", change.new))
    return " and ".join(f"{side} {ClauseFinder(own).name_of(each)}" for own, side, names in sides for each in names)


def outline_json(contract: Contract) -> str:
    """How a contract was read as JSON text, with its references and the terms it defines."""
    from contractdiff.reports import contract_json

    return contract_json(_resolved(contract))


def _resolved(contract: Contract, *, doubtful: bool = False) -> Contract:
    """The same contract with the references to its own clauses that its words make, and the terms it defines."""
    return with_definitions(with_references(contract, doubtful=doubtful))


def _check_apart(old: Path, new: Path) -> None:
    for inner, outer in ((old, new), (new, old)):
        if stands_in(inner, outer) and not stands_in(outer, inner):
            raise InputError(
                f"{inner} stands inside {outer}, so one version would be read as a part of the other. Put each into a "
                "folder of its own."
            )


def _notices(comparison: Comparison) -> list[Notice]:
    old, new = comparison.old.reading, comparison.new.reading
    if old.sha256 == new.sha256:
        same = "hold the same files" if old.parts else "are the same file"
        return [Notice(code=NoticeCode.SAME_FILE, message=f"{old.file} and {new.file} {same}.")]
    if not comparison.changes:
        message = (
            f"No difference in wording, numbering or order was found between {old.file} and {new.file}; spacing, "
            "quotation marks and capitals were left aside."
        )
        if any(part.recognised for side in (old, new) for part in side.files):
            message += " Pages read by text recognition were compared with allowance for slips of it."
        return [Notice(code=NoticeCode.NO_DIFFERENCE, message=message)]
    if comparison.has_nothing_in_common:
        message = f"{old.file} and {new.file} have no clause in common. Check that they are versions of one contract."
        return [Notice(code=NoticeCode.NOTHING_IN_COMMON, message=message)]
    return []
