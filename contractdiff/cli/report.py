"""``contractdiff report DOCKET tally``."""

from pathlib import Path

import click

from contractdiff.cli.shared_options import template_option


@click.command()
@click.argument("docket", type=click.Path(path_type=Path))
@click.argument("kind", type=click.Choice(["tally", "merged", "intake"]))
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write only this file.")
@template_option
@click.option("--force", is_flag=True, help="Replace documents that are there already.")
def report(docket: Path, kind: str, output: Path | None, template: Path | None, force: bool) -> None:
    """Write what members said, for the coalition's staff and lead.

    \b
    tally    who says what of each change, by sector, district and association (Word and Excel)
    merged   the table of changes with all feedback under each change (Word)
    intake   what came back, row by row, and what a person has to decide (Word and Excel)

    All of them hold the names and words of members, and are not for the agency.

    \b
    Examples:
      contractdiff report fy2012-docket tally
      contractdiff report fy2012-docket merged -o for-the-lead.docx
    """  # noqa: D301
    from contractdiff import api

    for path in api.write_report(docket, kind, output=output, template=template, force=force):
        click.echo(f"Written: {path}")
