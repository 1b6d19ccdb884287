"""``contractdiff revise DOCKET [FILE]``."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contractdiff.cli.clock import now
from contractdiff.cli.shared_options import language_option, rules_option, tracked_option
from contractdiff.cli.showing import count, first_of, progress_bar
from contractdiff.model import Became, TrackedView
from contractdiff.options import ReadOptions

if TYPE_CHECKING:
    from contractdiff.api import Revised

# Withdrawn and new changes that are named before "and 12 more".
_NAMED = 25


@click.command()
@click.argument("docket", type=click.Path(path_type=Path))
@click.argument("draft", type=click.Path(path_type=Path), required=False)
@click.option("--name", metavar="TEXT", default="", help="What to call the draft, such as “FY2012, second draft”.")
@rules_option
@tracked_option
@language_option
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def revise(
    docket: Path, draft: Path | None, name: str, rules: tuple[str, ...], tracked: str, language: str, quiet: bool
) -> None:
    """Open the next round: over the agency’s next DRAFT, or over the same one where none is given.

    Every change keeps its id; what is new gets an id that was never used, and what the draft has no more is told. What
    members, leads, experts and the committee said stays with the changes; a vote counts on as long as what was voted
    on is the same.

    \b
    Examples:
      contractdiff revise fy2012-docket second-draft.docx --name "FY2012, second draft"
      contractdiff revise fy2012-docket
    """  # noqa: D301
    from contractdiff import api

    done = api.revise(
        docket,
        draft,
        name=name,
        rules=api.read_rules(rules),
        options=ReadOptions(tracked=TrackedView(tracked), languages=language),
        at=now(),
        progress=progress_bar(quiet=quiet),
    )
    if not quiet:
        for line in _told(done):
            click.echo(line)


def _told(done: "Revised") -> Iterator[str]:
    comparison = done.comparison
    changes = count(len(comparison.changes), "change")
    yield f"Round {done.round}: {comparison.old.name} → {comparison.new.name}, {changes}"
    if done.carried is None:
        yield "The draft is that of the round before."
        return
    became = Counter(each.became for each in done.carried.since)
    told = "; ".join(f"{became[kind]:,} {kind.value}" for kind in Became if became[kind])
    yield f"Of the {count(sum(became.values()), 'change')} before: {told or 'none'}"
    gone = [each.id for each in done.carried.since if each.became is Became.WITHDRAWN]
    if gone:
        yield f"Withdrawn: {first_of(gone, _NAMED)}"
    for each in done.carried.since:
        if each.became is Became.CONTINUED:
            yield f"{each.id} goes on in {', '.join(each.into)}"
    for new, origin in done.carried.parted:
        yield f"{new} parted from {origin}"
    if done.carried.added:
        yield f"New: {first_of(done.carried.added, _NAMED)}"
