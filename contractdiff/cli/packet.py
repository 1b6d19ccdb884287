"""``contractdiff packet DOCKET``."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contractdiff.cli.clock import now, today
from contractdiff.cli.showing import count

if TYPE_CHECKING:
    from contractdiff.api import Packet

# Findings of one check, and passages to be read, that are told one by one.
_TOLD = 20
_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("docket", type=_PATH)
@click.argument("files", nargs=-1, type=_PATH)
@click.option("--check-only", is_flag=True, help="Write and keep nothing: only list the checks.")
@click.option("-o", "--output", metavar="FOLDER", type=_PATH, help="Folder to write to.")
@click.option("--answer-by", metavar="DATE", default="", help="By when the agency is asked to answer.")
@click.option("--answer-to", metavar="ADDRESS", default="", help="Where it sends its answers.")
@click.option("--contact", metavar="TEXT", default="", help="Whom it may call, printed as given; kept for later.")
@click.option("--signatories", metavar="FILE", type=_PATH, help="Who signs (CSV or Excel); kept for later.")
@click.option("--date", "day", metavar="DATE", default="", help="Date of the letter; today where none is given.")
@click.option("--quotes", is_flag=True, help="Quote members that allow it.")
@click.option("--no-pdf", is_flag=True, help="Make the Word documents alone.")
@click.option("--reviewed-by", metavar="NAME", default="", help="Who has read the free text that the list names.")
@click.option("--letter-template", metavar="FILE", type=_PATH, help="Word template for the letter.")
@click.option("--template", metavar="FILE", type=_PATH, help="Word template for the packet.")
@click.option("--force", is_flag=True, help="Replace files that are there already.")
@click.option("--quiet", is_flag=True, help="Leave out the checks that are passed.")
def packet(
    docket: Path,
    files: tuple[Path, ...],
    check_only: bool,
    output: Path | None,
    answer_by: str,
    answer_to: str,
    contact: str,
    signatories: Path | None,
    day: str,
    quotes: bool,
    no_pdf: bool,
    reviewed_by: str,
    letter_template: Path | None,
    template: Path | None,
    force: bool,
    quiet: bool,
) -> None:
    """Make the packet for the agency: a letter of one page, and the response to each change.

    Both are Word documents, in which the agency types its answers, and PDF for the record where LibreOffice is
    installed. Before anything is written, everything is checked: metadata, names and words of members, small counts,
    internal analysis, empty rows, positions without a vote. One check that fails is enough, and nothing is written.

    With FILES, these are checked in place of what the docket makes: give a packet that you altered in Word before you
    send it.

    \b
    Examples:
      contractdiff packet fy2012-docket --check-only
      contractdiff packet fy2012-docket --signatories signatories.csv --answer-by "June 24, 2011"
      contractdiff packet fy2012-docket altered/packet.docx altered/letter.docx
    """  # noqa: D301
    from contractdiff import api

    request = api.PacketRequest(
        date=day or _printed(today()),
        answer_by=answer_by,
        answer_to=answer_to,
        contact=contact,
        signatories=signatories,
        quotes=quotes,
        pdf=not no_pdf,
        reviewed_by=reviewed_by,
        output=output,
        files=files,
        check_only=check_only,
        force=force,
        letter_template=letter_template,
        packet_template=template,
    )
    made = api.make_packet(docket, request, at=now())
    for line in _told(made, quiet=quiet):
        click.echo(line)
    if not made.may_leave:
        raise api.refusal(made)


def _told(made: "Packet", *, quiet: bool) -> Iterator[str]:
    for check in made.checks:
        if quiet and check.passed:
            continue
        yield f"{'passed' if check.passed else 'FAILED'}  {check.id}: {check.title}"
        for finding in check.findings[:_TOLD]:
            yield f"          {finding}"
        if len(check.findings) > _TOLD:
            yield f"          and {len(check.findings) - _TOLD:,} more"
    # who is told of a check that failed reads what it is about, too
    if made.review and not (quiet and made.may_leave):
        yield ""
        yield f"To be read by a person before it goes, {count(len(made.review), 'passage')}:"
        yield from (f"  {each}" for each in made.review[:_TOLD])
        if len(made.review) > _TOLD:
            yield f"  and {len(made.review) - _TOLD:,} more"
    for note in made.notes:
        yield f"Note: {note}"
    if not (quiet and made.may_leave):
        yield ""
    failed = sum(not check.passed for check in made.checks)
    yield f"{count(len(made.checks), 'check')}: {f'{failed} failed' if failed else 'all passed'}"
    for path in made.written:
        yield f"Written: {path}"


def _printed(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
