"""What the agency declares: its tracked changes, in the new version itself or in a marked copy beside it."""

from dataclasses import replace
from pathlib import Path

from contractdiff.align import align_contracts, in_order_of
from contractdiff.api.comparing import read_contract
from contractdiff.diff import MarkedCopy, diff_alignment, tell_declared, tell_silent
from contractdiff.errors import InputError
from contractdiff.model import (
    Comparison,
    Contract,
    Notice,
    NoticeCode,
    Side,
    TrackedView,
)
from contractdiff.options import ReadOptions
from contractdiff.structure import with_references

# How many changes a notice names.
_NAMED = 10


def declared_by_new(comparison: Comparison, new: Path, options: ReadOptions) -> Comparison:
    """The comparison, each change told as declared by the tracked changes of the new version or not."""
    reading = comparison.new.reading
    if options.tracked is TrackedView.ORIGINAL:
        # the new version was read without what its tracked changes declare
        return _told(replace(tell_silent(comparison), marked=reading))
    # exactly the files that were read before: in the other view a file may look like a copy no longer
    only = [part.file for part in reading.parts]
    original = read_contract(new, side=Side.NEW, only=only, options=replace(options, tracked=TrackedView.ORIGINAL))
    original = in_order_of(original, comparison.new)
    copy = MarkedCopy(
        before=_differences(comparison.old, original), marked=_differences(as_old(original), comparison.new)
    )
    told, _ = tell_declared(comparison, copy)
    return _told(replace(told, marked=reading))


def declared_by_copy(comparison: Comparison, marked: Path, options: ReadOptions) -> Comparison:
    """The comparison, each change told as declared by the tracked changes of a marked copy or not.

    Raises:
        InputError: The copy cannot be read, has no tracked changes, or nothing in common with the old version.
    """
    original, accepted = (
        read_contract(marked, side=Side.NEW, options=replace(options, tracked=view))
        for view in (TrackedView.ORIGINAL, TrackedView.ACCEPTED)
    )
    if not any(part.tracked for part in original.reading.files):
        raise InputError(
            f"{marked.name} has no tracked changes, so it declares nothing. Give the agency’s copy in which its "
            "changes are marked, or leave --declared out."
        )
    before = _differences(comparison.old, original)
    if before.has_nothing_in_common:
        raise InputError(
            f"{marked.name} has no clause in common with {comparison.old.reading.file}. Check that it is the marked "
            "copy of this contract, or leave --declared out."
        )
    copy = MarkedCopy(
        before=before,
        marked=_differences(as_old(original), accepted),
        after=_differences(as_old(accepted), comparison.new),
    )
    told, in_vain = tell_declared(comparison, copy)
    told = _told(replace(told, marked=accepted.reading))
    if not in_vain:
        return told
    places = [accepted.citation(change.new[0]) if change.new else "" for change in in_vain]
    near = ", ".join(list(dict.fromkeys(filter(None, places)))[:_NAMED])
    notice = Notice(
        code=NoticeCode.MARKED_COPY_DIFFERS,
        message=f"In {marked.name} {_changes(len(in_vain))} marked that {comparison.new.reading.file} does not have"
        f"{f' (near {near})' if near else ''}.",
    )
    return replace(told, notices=(*told.notices, notice))


def _differences(old: Contract, new: Contract) -> Comparison:
    # a reference that follows its clause is no edit here either
    old, new = with_references(old), with_references(new)
    return diff_alignment(old, new, align_contracts(old, new))


def as_old(contract: Contract) -> Contract:
    """The same text as the old version of another."""
    return replace(contract, side=Side.OLD).with_clauses(contract.clauses)


def _told(comparison: Comparison) -> Comparison:
    """The comparison with a notice of its silent changes."""
    if not comparison.silent or comparison.marked is None:
        return comparison
    names, more = [change.id for change in comparison.silent[:_NAMED]], len(comparison.silent) - _NAMED
    notice = Notice(
        code=NoticeCode.SILENT_CHANGES,
        message=f"{_changes(len(comparison.silent))} not, or not wholly, among the tracked changes of "
        f"{comparison.marked.file}: {', '.join(names)}{f' and {more:,} more' if more > 0 else ''}.",
    )
    return replace(comparison, notices=(*comparison.notices, notice))


def _changes(count: int) -> str:
    return "1 change is" if count == 1 else f"{count:,} changes are"
