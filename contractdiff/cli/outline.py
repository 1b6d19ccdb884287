"""``contractdiff outline FILE``."""

from pathlib import Path

import click

from contractdiff.cli.coverage import coverage_json, coverage_lines
from contractdiff.cli.shared_options import language_option, tracked_option
from contractdiff.cli.showing import progress_bar, reading_line, show_reading_notices, write_json
from contractdiff.model import Clause, Contract, Role, Side, TrackedView
from contractdiff.options import ReadOptions

CHECK_FAILED = 4
_WIDTH = 100


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Check against another way of reading which words stand in no clause.")
@tracked_option
@language_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead, with the words in full.")
@click.option("--quiet", is_flag=True, help="Print no notices.")
def outline(file: Path, check: bool, tracked: str, language: str, as_json: bool, quiet: bool) -> int:
    """Show how a file, or each file of a folder, is read: its clauses, indented, with their labels and pages.

    Text that the file hides in print is marked [hidden], text recognised on scanned pages [OCR]. With --check, shown
    instead is how many of the file's words stand in a clause, and which do not; the exit code is then 4 where too many
    are missing.

    \b
    Examples:
      contractdiff outline fy2012.pdf
      contractdiff outline --check fy2012.docx
    """  # noqa: D301
    from contractdiff import api

    options = ReadOptions(tracked=TrackedView(tracked), languages=language)
    progress = progress_bar(quiet=quiet)
    contract = api.read_contract(file, side=Side.OLD, options=options, progress=progress)
    if not quiet:
        show_reading_notices(contract)
    if check:
        checked = api.check_coverage(contract, file, options=options, progress=progress)
        if as_json:
            write_json(coverage_json(checked))
        else:
            for line in coverage_lines(checked):
                click.echo(line)
        return 0 if all(each.enough for each in checked) else CHECK_FAILED
    if as_json:
        write_json(api.outline_json(contract))
    else:
        _show(contract)
    return 0


def _show(contract: Contract) -> None:
    """Print the clauses, each on a line, cut to the width of a page."""
    click.echo(reading_line(contract))
    depth: dict[str, int] = {}
    file = ""
    for clause in contract.clauses:
        if clause.file != file:
            file = clause.file
            click.echo(f"\n{file}")
        depth[clause.id] = depth[clause.parent] + 1 if clause.parent else 0
        place = f"p. {clause.page}" if clause.page is not None else ""
        start = "  " * depth[clause.id] + (f"{clause.label} " if clause.label else "")
        words = _marks(clause) + clause.wording.replace("\t", " | ")
        room = _WIDTH - len(start)
        if len(words) > room:
            words = words[: max(room - 1, 20)] + "…"
        click.echo(f"{place:>6}  {start}{words}")


def _marks(clause: Clause) -> str:
    """What stands before the words of a clause: where on the page it is, and whether it is hidden or recognised."""
    marks = [clause.role.value.replace("_", " ")] if clause.role is not Role.BODY else []
    if clause.hidden:
        whole = sum(end - start for start, end in clause.hidden) >= len(clause.wording)
        marks.append("hidden" if whole else "partly hidden")
    if clause.recognised:
        marks.append("OCR")
    return "".join(f"[{mark}] " for mark in marks)
