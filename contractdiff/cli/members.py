"""``contractdiff members DOCKET roster.csv``."""

from pathlib import Path

import click

from contractdiff.cli.clock import now
from contractdiff.cli.showing import count

SOME_ROWS_BAD = 5


@click.command()
@click.argument("docket", type=click.Path(path_type=Path))
@click.argument("roster", type=click.Path(path_type=Path))
@click.option("--quiet", is_flag=True, help="Print nothing but what is wrong.")
def members(docket: Path, roster: Path, quiet: bool) -> int:
    """Load the roster of your members, or bring it up to date.

    ROSTER is a spreadsheet (CSV or Excel) with a row for each organization. Columns are told by their headings:
    organization, aliases, sector, district, funding types, association, committee seat, contact; several aliases,
    funding types and associations in one cell are parted by semicolons. Rows that cannot be used are named, the others
    are kept. Load it again when it changes: an organization keeps its number (M-017), and nobody is taken off.

    \b
    Example:
      contractdiff members fy2012-docket roster.csv
    """  # noqa: D301
    from contractdiff import api

    taken = api.take_members(docket, roster, at=now())
    if not quiet:
        on_it = count(len(taken.merged.members), "member")
        click.echo(f"{on_it} on the roster: {taken.added:,} new, {taken.changed:,} changed.")
    for bad in taken.roster.bad:
        click.echo(f"Row {bad.number} was left out: {bad.what} {bad.advice}", err=True)
    if taken.roster.ignored and not quiet:
        click.echo(f"Note: These columns are not read: {', '.join(taken.roster.ignored)}.", err=True)
    for said in taken.merged.unclear:
        click.echo(f"Note: {said}", err=True)
    if taken.merged.absent and not quiet:
        names = ", ".join(member.name for member in taken.merged.absent)
        click.echo(f"Note: Not in this file, and kept on the roster: {names}.", err=True)
    return SOME_ROWS_BAD if taken.roster.bad else 0
