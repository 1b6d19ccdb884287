"""``contractdiff resolve DOCKET``."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from contractdiff.cli.clock import now
from contractdiff.cli.showing import count
from contractdiff.model import Decision, Matter

_WIDTH = 100
_WORDS = 400
# More matters than these are for a worksheet.
_LISTED = 100


@click.command()
@click.argument("docket", type=click.Path(path_type=Path))
@click.argument("matter", required=False)
@click.argument("decision", nargs=-1)
@click.option(
    "--worksheet", metavar="FILE", type=click.Path(path_type=Path), help="Write what is open to an Excel file."
)
@click.option("--from", "filled_in", metavar="FILE", type=click.Path(path_type=Path), help="Read that file, filled in.")
@click.option("--all", "everything", is_flag=True, help="List what is decided, too.")
@click.option("--by", metavar="NAME", default="", help="Who decides.")
@click.option("--note", metavar="TEXT", default="", help="Why.")
@click.option("--force", is_flag=True, help="Replace a worksheet that is there already.")
def resolve(
    docket: Path,
    matter: str | None,
    decision: tuple[str, ...],
    worksheet: Path | None,
    filled_in: Path | None,
    everything: bool,
    by: str,
    note: str,
    force: bool,
) -> None:
    """Decide what the program may not: which row is meant, which file counts, who sent it.

    Without MATTER, what is open is listed, each with the decisions that can be made. A decision can be made again; the
    last one counts, and the history keeps all of them. For many matters, write a worksheet, fill in its column
    “Decision” in Excel, and read it back.

    \b
    Examples:
      contractdiff resolve fy2012-docket
      contractdiff resolve fy2012-docket S-3f9a1c22/12 place C-014
      contractdiff resolve fy2012-docket --worksheet decisions.xlsx
      contractdiff resolve fy2012-docket --from decisions.xlsx --by "R. Ortiz"
    """  # noqa: D301
    from contractdiff import api

    if sum((matter is not None, worksheet is not None, filled_in is not None)) > 1:
        raise click.UsageError("Give a matter, --worksheet or --from, and not two of them.")
    if matter is not None and not decision:
        raise click.UsageError("What is decided? For example: place C-014.")
    if matter is not None:
        made = [Decision(matter=matter, choice=decision[0].casefold(), value=" ".join(decision[1:]), by=by, note=note)]
        for each in api.decide(docket, made, at=now()):
            click.echo(f"Decided: {each.id}: {' '.join(decision)}")
    elif worksheet is not None:
        number = api.write_decision_sheet(docket, worksheet, force=force)
        click.echo(f"Written: {worksheet}, {count(number, 'matter')}")
    elif filled_in is not None:
        decided = api.take_decisions(docket, filled_in, by=by, at=now())
        click.echo(f"Decided: {count(len(decided), 'matter')}")
    else:
        matters = api.read_feedback(docket).matters
        for line in _listed([each for each in matters if everything or each.is_open]):
            click.echo(line)


def _listed(matters: list[Matter]) -> Iterator[str]:
    if not matters:
        yield "Nothing is to be decided."
        return
    yield f"{count(len(matters), 'matter')}:"
    kinds = Counter(each.kind.value for each in matters)
    yield f"  {'; '.join(f'{kind}: {number:,}' for kind, number in kinds.items())}"
    if len(matters) > _LISTED:
        yield f"The first {_LISTED} are listed. For so many, write a worksheet: --worksheet decisions.xlsx"
    for each in matters[:_LISTED]:
        yield ""
        yield f"{each.id}  ({each.file})"
        yield from _wrapped(each.says)
        words = each.words if len(each.words) <= _WORDS else f"{each.words[:_WORDS]} …"
        for line in words.split("\n") if words else ():
            yield from _wrapped(f"| {line}")
        if each.candidates:
            yield from _wrapped(f"May be: {', '.join(each.candidates)}")
        if each.decision:
            said = f"{each.decision.choice} {each.decision.value}".strip()
            yield from _wrapped(f"Decided: {said}{f' (by {each.decision.by})' if each.decision.by else ''}")
        else:
            yield from _wrapped(f"Decide by: {'; '.join(each.choices)}")


def _wrapped(text: str) -> Iterable[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="    ", subsequent_indent="    ", break_long_words=False)
