"""``contractdiff outline FILE``."""

from pathlib import Path

import click

from contractdiff.cli.showing import progress_bar, reading_line, show_reading_notices, write_json

_WIDTH = 100


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead, with the words in full.")
@click.option("--quiet", is_flag=True, help="Print no notices.")
def outline(file: Path, as_json: bool, quiet: bool) -> None:
    """Show how one file is read: its clauses, indented, with their labels and pages.

    \b
    Example:
      contractdiff outline fy2012.pdf
    """  # noqa: D301
    from contractdiff import api
    from contractdiff.model import Role, Side

    contract = api.read_contract(file, side=Side.OLD, progress=progress_bar(quiet=quiet))
    if not quiet:
        show_reading_notices(contract)
    if as_json:
        write_json(api.outline_json(contract))
        return
    click.echo(reading_line(contract))
    depth: dict[str, int] = {}
    for clause in contract.clauses:
        depth[clause.id] = depth[clause.parent] + 1 if clause.parent else 0
        place = f"p. {clause.page}" if clause.page is not None else ""
        words = clause.wording.replace("\t", " | ")
        if clause.role is not Role.BODY:
            words = f"[{clause.role.value.replace('_', ' ')}] {words}"
        start = "  " * depth[clause.id] + (f"{clause.label} " if clause.label else "")
        room = _WIDTH - len(start)
        if len(words) > room:
            words = words[: max(room - 1, 20)] + "…"
        click.echo(f"{place:>6}  {start}{words}")
