"""``contractdiff collect DOCKET FILE…``."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contractdiff.cli.clock import now
from contractdiff.cli.showing import answered, count, progress_bar
from contractdiff.model import FORM_NAMES, Feedback, RowStatus, Submission

if TYPE_CHECKING:
    from contractdiff.api import CollectedFile, ListTaken, Outcome

FILES_NOT_READ = 5
# So many files are told one by one; of more, those with something to decide.
_EACH = 40
# More processes than this wait for the disk.
_PROCESSES = 4


@click.command()
@click.argument("docket", type=click.Path(path_type=Path))
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--agency-list", is_flag=True, help="FILE is the agency’s own list of changes, on no form of yours.")
@click.option("--quiet", is_flag=True, help="Print nothing but what could not be read.")
def collect(docket: Path, files: tuple[Path, ...], agency_list: bool, quiet: bool) -> int:
    """Take in the forms that came back, however they were changed.

    FILE is a form that somebody filled in (members, lead, experts, workgroup, agency, the packet with the agency’s
    answers), recognized by what it is, or a folder of them: Word (.docx), the workbook (.xlsx), answers that were saved
    in the side-by-side page (.json), PDF, and with LibreOffice .odt, .doc, .rtf and .ods. Each file is copied into the
    docket as it is. Which row is which is told by the id, by marks in the file and by the printed words; where these
    contradict each other, or where nothing tells, the row is kept and a person decides with “contractdiff resolve”. A
    file that cannot be read is named and never stops the others. Collecting the same files again changes nothing.

    With --agency-list, FILE is a list of changes that the agency made by itself: a table in Word, Excel, CSV or PDF.
    Its rows are set against the changes that were found, by clause and by words.

    \b
    Examples:
      contractdiff collect fy2012-docket returned/
      contractdiff collect fy2012-docket --agency-list dhs-summary-of-changes.xlsx
    """  # noqa: D301
    from contractdiff import api

    if agency_list:
        for file in files:
            taken = api.collect_list(docket, file, at=now())
            for line in () if quiet else _of_list(file, taken):
                click.echo(line)
        return 0
    processes = min(os.cpu_count() or 1, _PROCESSES)
    done = api.collect(docket, files, at=now(), processes=processes, progress=progress_bar(quiet=quiet))
    outcomes = Counter(each.outcome for each in done)
    if not quiet:
        feedback = api.read_feedback(docket)
        new = {each.submission for each in done if each.outcome is api.Outcome.NEW}
        for line in _account(done, outcomes, feedback):
            click.echo(line)
        # what the coalition's own forms say that cannot count, said while whoever filled them in can still be asked
        if any(each.id in new for each in feedback.others):
            for line in api.read_exchange(docket).conflicts:
                click.echo(line)
    for each in done:
        if each.why:
            what = "Kept, not read" if each.outcome is api.Outcome.REFUSED else "Left out"
            click.echo(f"{what}: {each.name}: {each.why}", err=True)
    return FILES_NOT_READ if outcomes[api.Outcome.REFUSED] + outcomes[api.Outcome.LEFT] else 0


def _of_list(file: Path, taken: "ListTaken") -> Iterator[str]:
    """What was read of an agency's own list."""
    again = "" if taken.is_new else ", collected before"
    yield f"{file.name}: {count(taken.rows, 'row')} of changes{again} ({taken.submission})"
    columns = "; ".join(f"“{heading}” as {what}" for heading, what in taken.columns if heading)
    if columns:
        yield f"  Columns were read so: {columns}."
    for number, why in taken.unused:
        yield f"  Row {number} was kept and not used: {why}"
    yield "See what it acknowledges: contractdiff report DOCKET reconciliation"


def _account(done: Sequence["CollectedFile"], outcomes: "Counter[Outcome]", feedback: Feedback) -> Iterator[str]:
    """What came in, file by file, and what is to be decided."""
    told = [f"{outcomes[outcome]:,} {outcome.value}" for outcome in outcomes]
    yield f"{count(len(done), 'file')}: {', '.join(told)}"
    new = {each.submission for each in done if each.outcome.value == "new"}
    to_decide = Counter(matter.subject for matter in feedback.open_matters)
    senders = {name: each.name for each in feedback.respondents for name in each.submissions}
    senders |= {each.id: f"({FORM_NAMES[each.kind]})" for each in feedback.others}
    files = [each for each in (*feedback.submissions, *feedback.others) if each.id in new]
    shown = files if len(files) <= _EACH else [each for each in files if to_decide[each.id]]
    for each in shown[:_EACH]:
        yield from _file(each, senders.get(each.id, ""), to_decide[each.id])
    if len(files) > len(shown[:_EACH]):
        yield f"  and {count(len(files) - len(shown[:_EACH]), 'file')} more: contractdiff report DOCKET intake"
    yield ""
    yield answered(feedback)
    if feedback.open_matters:
        yield f"To be decided: {len(feedback.open_matters):,}; see them with: contractdiff resolve DOCKET"


def _file(submission: Submission, sender: str, to_decide: int) -> Iterator[str]:
    """The account of one file: every row that was found, and every row that was sent out."""
    sheet = submission.sheet
    found = " + ".join(f"{sheet.counts[status]:,} {status.value}" for status in RowStatus)
    yield f"  {submission.id}  {sender}  ({submission.name})"
    yield f"      rows found {len(sheet.rows):,} = {found}"
    identified = f"{len(sheet.identified):,} identified + {len(sheet.missing):,} missing"
    to_do = f"; {to_decide:,} to be decided" if to_decide else ""
    yield f"      rows issued {len(sheet.issued):,} = {identified}{to_do}"
