"""``contractdiff report DOCKET tally | …``."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contractdiff.cli.clock import now, today
from contractdiff.cli.shared_options import template_option
from contractdiff.cli.showing import count

if TYPE_CHECKING:
    from contractdiff.api import Redlined

_ON_MEMBERS = ("tally", "merged", "intake")
_ON_EXCHANGE = ("reconciliation", "tracker", "brief", "faq", "alert", "explainer", "concerns", "reminder", "outcome")
_ON_CHANGES = ("side-by-side", "workbook", "redline")


@click.command()
@click.argument("docket", type=click.Path(path_type=Path))
@click.argument("kind", type=click.Choice([*_ON_CHANGES, *_ON_MEMBERS, *_ON_EXCHANGE]))
@click.option(
    "-o", "--output", metavar="PATH", type=click.Path(path_type=Path), help="Write only this file (or folder)."
)
@click.option("--today", "day", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="The day it is made for.")
@click.option("--takes-effect", metavar="DATE", default="", help="Alert: when the contract takes effect.")
@click.option("--needed", metavar="TEXT", default="", help="Alert: what members are asked for, in a sentence.")
@click.option("--write-to", metavar="ADDRESS", default="", help="Alert: where members write.")
@click.option("--meeting", metavar="TEXT", default="", help="Alert and brief: the meeting or call, printed as given.")
@click.option("--public", is_flag=True, help="Side-by-side: without the numbers of what members said.")
@click.option("--language", metavar="CODE", default="en", help="Side-by-side: en, es, or a language file (.toml).")
@click.option("--return-by", metavar="DATE", default="", help="Side-by-side: by when members answer, printed as given.")
@click.option("--return-to", metavar="ADDRESS", default="", help="Side-by-side: where they send it, printed as given.")
@click.option(
    "--engine",
    type=click.Choice(["auto", "docxodus", "own"]),
    default="auto",
    show_default=True,
    help="Redline: who marks the changes.",
)
@template_option
@click.option("--force", is_flag=True, help="Replace documents that are there already.")
def report(
    docket: Path,
    kind: str,
    output: Path | None,
    day: datetime | None,
    takes_effect: str,
    needed: str,
    write_to: str,
    meeting: str,
    public: bool,
    language: str,
    return_by: str,
    return_to: str,
    engine: str,
    template: Path | None,
    force: bool,
) -> None:
    """Write a report.

    \b
    On the two versions:
      side-by-side    a page for the browser: old and new beside each other, filters, a map; members can answer in it.
                      With the numbers of what members said, for the coalition alone; --public leaves them out
      redline         old → new with tracked changes, in Word; without names or words of members

    Where both versions are Word files, Docxodus marks the redline in the files themselves, with their formatting (pip
    install "contractdiff[redline]"); else, or with --engine own, contractdiff does, with the ids of the changes in
    comments.

    \b
    On what members said; with their names and words, not for the agency:
      tally           who says what of each change, by sector, district and association (Word and Excel)
      merged          the table of changes with all feedback under each change
      intake          what came back, row by row, and what a person has to decide (Word and Excel)

    \b
    On the exchange with the agency, for the coalition alone:
      workbook        everything known of the changes, to sort and filter; the lead may fill it in and send it back,
                      through “collect” (Excel)
      reconciliation  our list and the agency’s, both ways: what it does not acknowledge, what we did not find
      tracker         every change by rounds: whose turn it is, what is due
      brief           for a meeting: asks, a page for each change that matters most, what to say
      outcome         what became of each change in the contract that was issued

    \b
    For members or the public, without names or words of members:
      faq             questions, the agency’s words and your summaries, what is open
      alert           one page: what changed, and what members are asked to do
      explainer       each change in plain words, and where it stands
    For one reader each:
      concerns        for each member that answered: “your concern C-014 is now …”
      reminder        a letter to the agency on what is overdue

    \b
    Examples:
      contractdiff report fy2012-docket tally
      contractdiff report fy2012-docket workbook -o changes.xlsx
      contractdiff report fy2012-docket alert --takes-effect "July 1, 2011" --write-to feedback@example.org
    """  # noqa: D301
    from contractdiff import api

    if kind != "side-by-side" and (public or language != "en" or return_by or return_to):
        raise click.UsageError("--public, --language, --return-by and --return-to are for the side-by-side page.")
    if kind != "redline" and engine != "auto":
        raise click.UsageError("--engine is for the redline.")
    if template and kind in ("side-by-side", "workbook"):
        raise click.UsageError(f"--template is for Word documents, and the {kind} is none.")
    if template and kind == "redline" and engine != "own":
        raise click.UsageError(
            "--template is for the redline that contractdiff marks itself: give --engine own as well."
        )
    if kind == "redline":
        redlined = api.write_redline(docket, engine=api.Engine(engine), template=template, output=output, force=force)
        click.echo(f"Written: {redlined.path} ({_way(redlined)})")
        return
    order = api.ReportOrder(
        today=day.date() if day else today(),
        at=now(),
        texts=api.AlertTexts(bites=takes_effect, needed=needed, write_to=write_to, meeting=meeting),
        meeting=meeting,
        template=template,
        public=public,
        language=language,
        return_by=return_by,
        return_to=return_to,
    )
    written = api.write_report(docket, kind, order, output=output, force=force)
    if kind == "concerns":
        click.echo(f"Written: {count(len(written), 'document')} in {written[0].parent}")
        return
    for path in written:
        click.echo(f"Written: {path}")


def _way(redlined: "Redlined") -> str:
    """Who marked a redline, and why."""
    from contractdiff.api import Engine

    if redlined.engine is Engine.DOCXODUS:
        return "tracked changes by Docxodus in the two Word files, without the ids of the changes"
    return f"marked by contractdiff: {redlined.why}" if redlined.why else "marked by contractdiff"
