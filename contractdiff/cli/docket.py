"""``contractdiff docket check`` and ``contractdiff docket export``."""

from pathlib import Path

import click

from contractdiff.cli.showing import count

DAMAGED = 4


@click.group()
def docket() -> None:
    """See whether a docket is whole, or write all of it for other programs.

    \b
    Examples:
      contractdiff docket check fy2012-docket
      contractdiff docket export fy2012-docket -o export
    """  # noqa: D301


@docket.command()
@click.argument("docket", type=click.Path(path_type=Path))
def check(docket: Path) -> int:
    """See whether a docket is whole.

    Its database is checked, every document that was sent or came back is compared with the digest that was kept of it,
    and the account of each file's rows is added up again. The exit code is 4 where something is wrong.

    \b
    Example:
      contractdiff docket check fy2012-docket
    """  # noqa: D301
    from contractdiff import api

    faults = api.docket_faults(docket)
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        click.echo(f"{docket}: {count(len(faults), 'fault')}.", err=True)
        return DAMAGED
    click.echo(f"{docket} is whole.")
    return 0


@docket.command()
@click.argument("docket", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="FOLDER", type=click.Path(path_type=Path), help="Folder to write to.")
@click.option("--force", is_flag=True, help="Replace files that are there already.")
def export(docket: Path, output: Path | None, force: bool) -> None:
    """Write all that a docket holds as JSON and CSV, for other programs.

    It holds the names and the words of members: keep it where the docket is kept. Texts stand in the CSV files as they
    were written; one that begins with “=” would be taken for a formula by Excel, which the tally's workbook prevents.

    \b
    Example:
      contractdiff docket export fy2012-docket -o export
    """  # noqa: D301
    from contractdiff import api

    for path in api.export_docket(docket, output or docket / "export", force=force):
        click.echo(f"Written: {path}")
