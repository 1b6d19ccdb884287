"""The command line: one file a command."""

import sys

from contractdiff.cli.root import commands
from contractdiff.cli.running import run


def main() -> None:
    """Run ``contractdiff`` with the arguments of this process, and exit with its code."""
    sys.exit(run(commands, sys.argv[1:]))
