"""Another agency's contract beside the two versions."""

from dataclasses import replace

from contractdiff.align import align_contracts
from contractdiff.api.declaring import as_old
from contractdiff.diff import Beside, find_renames, tell_benchmark
from contractdiff.flags import defined_parties
from contractdiff.model import Alignment, ClauseId, Comparison, Contract, Notice, NoticeCode, Party, Rename
from contractdiff.structure import with_definitions, with_references

# Where fewer of the old version's clauses than this share have a counterpart, what is said of the rest says little.
_FEW = 0.2


def set_beside(comparison: Comparison, other: Contract) -> Comparison:
    """The comparison, each change told how another agency's contract reads where it was made.

    A notice says where that contract has little in common with the old version.
    """
    other = with_definitions(with_references(other))
    by_old, by_new = _beside(comparison.old, other), _beside(comparison.new, other)
    told = tell_benchmark(comparison, other, by_old, by_new)
    clauses = len(comparison.old.clauses)
    paired = sum(len(link.old) for link in by_old.alignment.links if link.new)
    if paired >= _FEW * clauses:
        return told
    found = f"only {paired:,} of the {clauses:,} clauses" if paired else "none of the clauses"
    message = (
        f"Of {comparison.old.reading.file} {found} {'were' if paired > 1 else 'was'} found again in "
        f"{other.reading.file}. Check that it is a contract of the same kind."
    )
    return replace(told, notices=(*told.notices, Notice(code=NoticeCode.NOTHING_IN_COMMON, message=message)))


def _beside(version: Contract, other: Contract) -> Beside:
    """A version and the other contract, the version as the old side."""
    turned = as_old(version)
    alignment = align_contracts(turned, other)
    renames = _with_parties(find_renames(turned, other, alignment), version, other)
    if renames:
        alignment = align_contracts(turned, other, renames=renames)
    own = {was.id: now.id for was, now in zip(turned.clauses, version.clauses, strict=True)}

    def own_ids(names: tuple[ClauseId, ...]) -> tuple[ClauseId, ...]:
        return tuple(own[name] for name in names)

    links = tuple(replace(link, old=own_ids(link.old)) for link in alignment.links)
    return Beside(alignment=Alignment(links=links), renames=renames)


def _with_parties(renames: tuple[Rename, ...], version: Contract, other: Contract) -> tuple[Rename, ...]:
    """The renames with the parties that either contract defines, where it is plain who is who.

    A rename that takes a party of the one for another one's counterpart is left out.
    """
    roles = [_parties(contract) for contract in (version, other)]
    known = {rename.old.casefold(): rename.new.casefold() for rename in renames}
    out = []
    for rename in renames:
        of_old, of_new = (
            {party for party, name in own.items() if name.casefold() == term.casefold()}
            for own, term in zip(roles, (rename.old, rename.new), strict=True)
        )
        if not of_old or not of_new or of_old == of_new:
            out.append(rename)
    for party, was in roles[0].items() if roles[1] else ():
        now = roles[1][party]
        if was.casefold() != now.casefold() and was.casefold() not in known and now.casefold() not in known.values():
            out.append(Rename(forms=((was, now), (f"{was}s", f"{now}s"))))
    return tuple(out)


def _parties(contract: Contract) -> dict[Party, str]:
    """The name that a contract defines for the provider and for the agency; none where two names are one's."""
    found: dict[Party, set[str]] = {Party.PROVIDER: set(), Party.AGENCY: set()}
    for name, party in defined_parties(contract):
        found[party].add(name)
    if all(len(names) == 1 for names in found.values()):
        return {party: next(iter(names)) for party, names in found.items()}
    return {}
