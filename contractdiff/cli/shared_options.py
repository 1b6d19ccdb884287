"""Options that several commands have."""

from pathlib import Path

import click

from contractdiff.model import TrackedView
from contractdiff.options import DEFAULT_READING

tracked_option = click.option(
    "--tracked",
    type=click.Choice([view.value for view in TrackedView]),
    default=DEFAULT_READING.tracked.value,
    show_default=True,
    help="Which text of files with tracked changes is read: all accepted, or as it was before them.",
)
language_option = click.option(
    "--language",
    metavar="CODES",
    default=DEFAULT_READING.languages,
    show_default=True,
    help="Languages of scanned pages, as tesseract names them, such as eng+spa.",
)

template_option = click.option(
    "--template",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Word template to use instead of the built-in one, with your own letterhead.",
)
rules_option = click.option(
    "--rules",
    metavar="FILE",
    multiple=True,
    help="Rules of your own for the flags (TOML), or of a state: illinois. May be given more than once.",
)
