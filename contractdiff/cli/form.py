"""``contractdiff form DOCKET member | lead | expert | workgroup | agency``."""

from pathlib import Path

import click

from contractdiff.cli.clock import now
from contractdiff.cli.shared_options import template_option
from contractdiff.cli.showing import count, progress_bar
from contractdiff.model import FormKind
from contractdiff.options import ExchangeFormOptions


@click.command()
@click.argument("docket", type=click.Path(path_type=Path))
@click.argument("kind", type=click.Choice(["member", "lead", "expert", "workgroup", "agency"]))
@click.option("--for-each-member", "each", is_flag=True, help="A copy for each member on the roster, with its name.")
@click.option("--top", metavar="N", type=click.IntRange(min=1), help="List only the N changes that matter most.")
@click.option("--language", metavar="CODE", default="en", help="en, es, or a language file of your own (.toml).")
@click.option("--changes", metavar="IDS", default="", help="List only these changes, such as C-014,C-022 (not member).")
@click.option("-o", "--output", metavar="PATH", type=click.Path(path_type=Path), help="File or folder to write to.")
@click.option("--return-by", metavar="DATE", default="", help="Date by which it is to come back, printed as given.")
@click.option("--return-to", metavar="ADDRESS", default="", help="Where it is to be sent, printed as given.")
@template_option
@click.option("--force", is_flag=True, help="Replace documents that are there already.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def form(
    docket: Path,
    kind: str,
    each: bool,
    top: int | None,
    language: str,
    changes: str,
    output: Path | None,
    return_by: str,
    return_to: str,
    template: Path | None,
    force: bool,
    quiet: bool,
) -> None:
    """Make a Word form for people to fill in.

    \b
    member     the response document: for everybody, or with --for-each-member a copy for each organization on the
               roster, which carries its name and number, so that what comes back is known to be its own
    lead       priority, plain words, effect on services, position, requested wording, question; asks
    expert     whether the law that is named requires a change; analysis for us, and text for the packet
    workgroup  options, recommendation, dissent, agreed wording; votes by committee seat
    agency     whether the agency acknowledges each change, and why it was made; changes that we did not list

    All but the first are filled with what was said so far. What was sent is kept in the docket, and what comes back
    goes in through “collect”.

    \b
    Examples:
      contractdiff form fy2012-docket member --for-each-member --return-by "Friday, June 10"
      contractdiff form fy2012-docket member --top 10 --language es
      contractdiff form fy2012-docket expert --changes C-014,C-022
      contractdiff form fy2012-docket agency --return-by "June 24, 2011" --return-to contracts@example.org
    """  # noqa: D301
    from contractdiff import api

    if kind != "member":
        if each or top or language != "en":
            raise click.UsageError("--for-each-member, --top and --language are for member forms.")
        options = ExchangeFormOptions(
            changes=frozenset(changes.replace(",", " ").upper().split()), return_by=return_by, return_to=return_to
        )
        path = api.make_exchange_form(
            docket, FormKind(kind), options, output=output, force=force, template=template, at=now()
        )
        if not quiet:
            click.echo(f"Written: {path}")
        return
    if changes:
        raise click.UsageError("--changes is not for member forms. Use --top N.")
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
