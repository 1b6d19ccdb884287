"""``contractdiff form DOCKET member``."""

from pathlib import Path

import click

from contractdiff.cli.clock import now
from contractdiff.cli.shared_options import template_option
from contractdiff.cli.showing import count, progress_bar


@click.command()
@click.argument("docket", type=click.Path(path_type=Path))
@click.argument("kind", type=click.Choice(["member"]))
@click.option("--for-each-member", "each", is_flag=True, help="A copy for each member on the roster, with its name.")
@click.option("--top", metavar="N", type=click.IntRange(min=1), help="List only the N changes that matter most.")
@click.option("--language", metavar="CODE", default="en", help="en, es, or a language file of your own (.toml).")
@click.option("-o", "--output", metavar="PATH", type=click.Path(path_type=Path), help="File or folder to write to.")
@click.option("--return-by", metavar="DATE", default="", help="Date by which members answer, printed as given.")
@click.option("--return-to", metavar="ADDRESS", default="", help="Where members send their answers, printed as given.")
@template_option
@click.option("--force", is_flag=True, help="Replace documents that are there already.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def form(
    docket: Path,
    kind: str,
    each: bool,
    top: int | None,
    language: str,
    output: Path | None,
    return_by: str,
    return_to: str,
    template: Path | None,
    force: bool,
    quiet: bool,
) -> None:
    """Make the Word form that members fill in.

    Written is the response document of the docket's comparison: for everybody, or with --for-each-member a copy for
    each organization on the roster, which carries its name and number, so that what comes back is known to be its own.
    What was sent is kept in the docket.

    \b
    Examples:
      contractdiff form fy2012-docket member --for-each-member --return-by "Friday, June 10"
      contractdiff form fy2012-docket member --top 10 --language es
    """  # noqa: D301
    from contractdiff import api

    order = api.FormOrder(
        each=each,
        top=top or 0,
        language=language,
        output=output,
        force=force,
        return_by=return_by,
        return_to=return_to,
    )
    written = api.make_forms(docket, order, template=template, at=now(), progress=progress_bar(quiet=quiet))
    if quiet:
        return
    if each:
        click.echo(f"Written: {count(len(written), 'form')} in {written[0].parent}")
    else:
        click.echo(f"Written: {written[0]}")
