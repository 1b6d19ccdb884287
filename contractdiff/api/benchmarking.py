"""Another agency's contract beside the two versions."""

from dataclasses import replace

from contractdiff.align import align_contracts
from contractdiff.api.declaring import as_old
from contractdiff.diff import Beside, tell_benchmark
from contractdiff.diff.renames import find_renames
from contractdiff.model import Alignment, ClauseId, Comparison, Contract, Notice, NoticeCode

# Where fewer of the old version's clauses than this share have a counterpart, what is said of the rest says little.
_FEW = 0.2


def set_beside(comparison: Comparison, other: Contract) -> Comparison:
    """The comparison, each change told how another agency's contract reads where it was made.

    A notice says where that contract has little in common with the old version.
    """
    by_old, by_new = _beside(comparison.old, other), _beside(comparison.new, other)
    told = tell_benchmark(comparison, other, by_old, by_new)
    clauses = len(comparison.old.clauses)
    paired = sum(len(link.old) for link in by_old.alignment.links if link.new)
    if paired >= _FEW * clauses:
        return told
    message = (
        f"{other.reading.file} has a counterpart for {paired:,} of the {clauses:,} clauses of "
        f"{comparison.old.reading.file} only. Check that it is a contract of the same kind."
    )
    return replace(told, notices=(*told.notices, Notice(code=NoticeCode.NOTHING_IN_COMMON, message=message)))


def _beside(version: Contract, other: Contract) -> Beside:
    """A version and the other contract, the version as the old side."""
    turned = as_old(version)
    alignment = align_contracts(turned, other)
    renames = find_renames(turned, other, alignment)
    if renames:
        alignment = align_contracts(turned, other, renames=renames)
    own = {was.id: now.id for was, now in zip(turned.clauses, version.clauses, strict=True)}

    def named(names: tuple[ClauseId, ...]) -> tuple[ClauseId, ...]:
        return tuple(own[name] for name in names)

    links = tuple(replace(link, old=named(link.old)) for link in alignment.links)
    return Beside(alignment=Alignment(links=links), renames=renames)
