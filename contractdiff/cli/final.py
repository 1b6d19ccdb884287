"""``contractdiff final DOCKET FILE``."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from contractdiff.cli.clock import now
from contractdiff.cli.shared_options import language_option, tracked_option
from contractdiff.cli.showing import count, first_of, progress_bar
from contractdiff.model import Exchange, FinalCheck, NewEdit, Priority, Result, TrackedView
from contractdiff.options import ReadOptions

# What is named of each list before "and 12 more".
_NAMED = 12


@click.command()
@click.argument("docket", type=click.Path(path_type=Path))
@click.argument("contract", type=click.Path(path_type=Path))
@click.option("--name", metavar="TEXT", default="", help="What to call the contract, such as “FY2012 as issued”.")
@tracked_option
@language_option
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def final(docket: Path, contract: Path, name: str, tracked: str, language: str, quiet: bool) -> None:
    """Check the CONTRACT that was issued against everything that was proposed and promised.

    Each change is withdrawn, adopted, modified as you asked, or modified otherwise; wording that was agreed on is
    looked for word for word; and what is new in the contract and was disclosed by nobody is listed. The report:
    contractdiff report DOCKET outcome.

    \b
    Example:
      contractdiff final fy2012-docket fy2012-issued.pdf --name "FY2012 as issued"
    """  # noqa: D301
    from contractdiff import api

    exchange = api.check_issued(
        docket,
        contract,
        name=name,
        options=ReadOptions(tracked=TrackedView(tracked), languages=language),
        at=now(),
        progress=progress_bar(quiet=quiet),
    )
    if not quiet and exchange.final is not None:
        for line in _told(exchange, exchange.final):
            click.echo(line)


def _told(exchange: Exchange, check: FinalCheck) -> Iterator[str]:
    lines = exchange.by_id
    matter = [
        each
        for each in check.outcomes
        if each.id not in lines or lines[each.id].priority is not Priority.ADMINISTRATIVE
    ]
    results = Counter(each.result for each in matter)
    told = "; ".join(f"{results[kind]:,} {kind.value}" for kind in Result if results[kind])
    yield f"{count(len(check.outcomes), 'change')} proposed, {len(matter):,} of them not administrative"
    if told:
        yield f"Of these {len(matter):,}: {told}"
    if exchange.withdrawn:
        yield f"Withdrawn between drafts: {first_of([each.id for each in exchange.withdrawn], _NAMED)}"
    broken = [each.id for each in check.outcomes if each.kept is False]
    unsure = [each.id for each in check.outcomes if each.promise and each.kept is None]
    kept = sum(each.kept is True for each in check.outcomes)
    if broken or kept or unsure:
        looked = f"; to be looked at by a person: {len(unsure):,}: {first_of(unsure, _NAMED)}" if unsure else ""
        named = f": {first_of(broken, _NAMED)}" if broken else ""
        yield f"Promises kept: {kept:,}; not kept: {len(broken):,}{named}{looked}"
    yield f"New in the contract, and disclosed by nobody: {len(check.undisclosed):,}"
    for each in check.undisclosed[:_NAMED]:
        yield f"  {each.id}  {_where(exchange, each)}{each.summary}"
    if len(check.undisclosed) > _NAMED:
        yield f"  and {len(check.undisclosed) - _NAMED:,} more: contractdiff report DOCKET outcome"


def _where(exchange: Exchange, edit: NewEdit) -> str:
    """The clause of an edit, by its number and heading: "4.2 Payment: "; "" where it has neither."""
    comparison = exchange.comparison
    sides = ((exchange.issued, edit.final), (comparison.new, edit.proposed), (comparison.old, edit.old))
    for contract, clauses in sides:
        for name in clauses if contract is not None else ():
            if contract is None or name not in contract.by_id:
                continue
            heading = " ".join((contract.by_id[name].heading or "").split())
            if where := f"{contract.citation(name)} {heading}".strip().rstrip(".:"):
                return f"{where}: "
    return ""
