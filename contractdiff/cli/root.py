"""The ``contractdiff`` command and what every command of it shares."""

import click

from contractdiff import __version__
from contractdiff.cli.collect import collect
from contractdiff.cli.compare import compare
from contractdiff.cli.docket import docket
from contractdiff.cli.explain import explain
from contractdiff.cli.final import final
from contractdiff.cli.form import form
from contractdiff.cli.members import members
from contractdiff.cli.outline import outline
from contractdiff.cli.packet import packet
from contractdiff.cli.report import report
from contractdiff.cli.resolve import resolve
from contractdiff.cli.revise import revise
from contractdiff.cli.status import status


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Everything stays on this computer: contractdiff reads and writes files and uses no network.",
)
@click.version_option(__version__, prog_name="contractdiff")
@click.option("--debug", is_flag=True, help="Show where in the program an error came from.")
def commands(debug: bool) -> None:
    """Compare two versions of a contract and send your members a form to answer every change.

    \b
    Example:
      contractdiff compare fy2011.docx fy2012.pdf
    """  # noqa: D301


for command in (
    compare,
    explain,
    outline,
    members,
    form,
    collect,
    resolve,
    status,
    report,
    packet,
    revise,
    final,
    docket,
):
    commands.add_command(command)
