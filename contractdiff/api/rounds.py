"""The agency's next draft, and the contract that was issued, taken into a docket; and what is back a year later."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from contractdiff.api.comparing import compare_contracts, read_contract
from contractdiff.api.dockets import keep_source, read_stored, store_comparison
from contractdiff.api.exchange import exchange_in, read_exchange, withdrawn_of
from contractdiff.api.paths import stands_in
from contractdiff.docket import Docket
from contractdiff.errors import DocketError, FormError, InputError
from contractdiff.flags import Rulebook
from contractdiff.model import (
    Became,
    Carried,
    Comparison,
    ComparisonKind,
    Exchange,
    Result,
    Side,
    StoredComparison,
    Withdrawn,
)
from contractdiff.options import DEFAULT_READING, ReadOptions
from contractdiff.progress import Progress, silent
from contractdiff.rounds import back_again, carry_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """What became of the changes in a new round: ``carried`` is ``None`` where the draft is the same."""

    round: int
    comparison: Comparison
    carried: Carried | None = None


def revise(
    folder: Path,
    file: Path | None,
    *,
    name: str = "",
    rules: Rulebook | None = None,
    options: ReadOptions = DEFAULT_READING,
    at: str,
    progress: Progress = silent,
) -> Revised:
    """Open the next round: over the agency's next draft, or over the same one where none is given.

    Changes keep their ids; what is new gets ids that were never used.

    Args:
        folder: The docket.
        file: The next draft, a file or a folder; ``None`` for a round over the draft in force.
        name: What to call it ("FY2012, second draft").
        rules: What the flags go by; ``None`` for the default rules.
        options: How it is read.
        at: The time, in ISO 8601.
        progress: Told how far the reading has come.

    Raises:
        InputError: The draft or the docket cannot be read.
        FormError: The draft is the one in force.
    """
    with Docket(folder) as docket:
        stored = docket.comparison()
        before = read_stored(stored)
        number = stored.round + 1
        if file is None:
            same = [(change.id, Became.UNCHANGED.value, ()) for change in before.changes]
            _store_round(docket, stored, before, carried=same, at=at)
            return Revised(round=number, comparison=before)
        _check_outside(file, folder)
        draft = read_contract(file, side=Side.NEW, name=name, options=options, progress=progress)
        if draft.reading.sha256 == before.new.reading.sha256:
            raise FormError(
                f"{file} is the draft that the docket holds already. For another round over the same draft, leave the "
                "file out: contractdiff revise DOCKET."
            )
        parties = before.parties
        now = compare_contracts(before.old, draft, rules=rules, parties=parties)
        between = compare_contracts(before.new.on_side(Side.OLD), draft, rules=rules, parties=parties)
        carried = carry_ids(before, now, between, taken=docket.change_ids())
        became = [
            (each.id, each.became.value, tuple(other for other in each.into if other != each.id))
            for each in carried.since
        ]
        became += [(name, "new", ()) for name in carried.added]
        keep_source(docket, draft, file)
        _store_round(docket, stored, carried.comparison, carried=became, at=at)
        return Revised(round=number, comparison=carried.comparison, carried=carried)


def _store_round(
    docket: Docket,
    before: StoredComparison,
    comparison: Comparison,
    *,
    carried: Iterable[tuple[str, str, tuple[str, ...]]],
    at: str,
) -> None:
    """Keep the comparison of the next round, unless another command opened one in the meantime."""
    with docket.changing():
        if docket.comparison().id != before.id:
            raise DocketError(
                f"Another command opened round {docket.comparison().round} in {docket.folder} in the meantime. Look at "
                "it with “contractdiff status”, and give your draft again if it is a later one."
            )
        store_comparison(docket, replace(before, round=before.round + 1), comparison, carried=carried, at=at)


def _check_outside(file: Path, folder: Path) -> None:
    if stands_in(file, folder):
        raise InputError(f"{file} is in the docket itself. Give the agency’s file, from outside of it.")


def check_issued(
    folder: Path,
    file: Path,
    *,
    name: str = "",
    options: ReadOptions = DEFAULT_READING,
    at: str,
    progress: Progress = silent,
) -> Exchange:
    """Set the contract that was issued against everything proposed and promised, and return the exchange with it.

    Raises:
        InputError: The contract or the docket cannot be read.
    """
    _check_outside(file, folder)
    with Docket(folder) as docket:
        stored = docket.comparison()
        before = read_stored(stored)
        issued = read_contract(file, side=Side.NEW, name=name, options=options, progress=progress)
        final = compare_contracts(before.old, issued, parties=before.parties)
        between = compare_contracts(before.new.on_side(Side.OLD), issued, parties=before.parties)
        with docket.changing():
            for kind, comparison in ((ComparisonKind.FINAL, final), (ComparisonKind.LAST, between)):
                store_comparison(docket, replace(stored, kind=kind), comparison, carried=(), at=at)
        return exchange_in(docket)


def told_back(comparison: Comparison, folders: Iterable[Path]) -> Comparison:
    """The comparison with a flag for each change that was withdrawn in an earlier proceeding, and is back.

    Args:
        comparison: A new proposal.
        folders: The dockets of earlier proceedings, the latest last.

    Raises:
        InputError: A folder is no docket.
        DocketError: One is damaged or held by another command.
    """
    return back_again(comparison, [each for folder in folders for each in withdrawn_in(folder)])


def withdrawn_in(folder: Path) -> tuple[Withdrawn, ...]:
    """The changes that were withdrawn in a proceeding: by a later draft, or by the contract that was issued.

    Raises:
        InputError: There is no docket.
    """
    exchange = read_exchange(folder)
    gone = [line for line in exchange.withdrawn if line.became == "withdrawn"]
    outcomes = exchange.final.outcomes if exchange.final else ()
    restored = {each.id for each in outcomes if each.result is Result.WITHDRAWN}
    lines = (*gone, *(line for line in exchange.lines if line.id in restored))
    return withdrawn_of(lines, exchange.rounds[0].draft)
