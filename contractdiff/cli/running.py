"""From an error to a message on stderr and an exit code."""

import io
import sys
import traceback
from collections.abc import Sequence

import click

from contractdiff.errors import ContractDiffError

INTERNAL = 1
INTERRUPTED = 130


def run(command: click.Command, arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; whatever goes wrong is told on stderr without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a Windows console that knows no arrow shows a question mark rather than failing
            stream.reconfigure(errors="replace")
    try:
        code = command.main(args=list(arguments), prog_name="contractdiff", standalone_mode=False)
    except ContractDiffError as error:
        return _fail(f"contractdiff: {error}", error.exit_code, arguments)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _fail(
            "contractdiff: stopped. What was not complete was not written; run the command again.", INTERRUPTED, ()
        )
    except BrokenPipeError:
        # whoever read our output has closed it: nothing is left to say, and nowhere to say it
        sys.stdout = io.StringIO()
        return 0
    except MemoryError:
        return _fail("contractdiff: this computer has too little memory for these files.", INTERNAL, arguments)
    except Exception as error:
        message = (
            f"contractdiff: something went wrong that should not ({type(error).__name__}): a fault of the program. "
            "Please report it with the command you ran; add --debug before the command's name to see where it happened."
        )
        return _fail(message, INTERNAL, arguments)
    return code if isinstance(code, int) else 0


def _fail(message: str, code: int, arguments: Sequence[str]) -> int:
    if "--debug" in arguments:
        click.echo(traceback.format_exc(), err=True)
    click.echo(message, err=True)
    return code
