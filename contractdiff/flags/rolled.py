"""By how many years a contract moved on as a whole: what was due in August 2011 is due in August 2012."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from contractdiff.model import Change, Op

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# So many places in which nothing but the year differs make a contract one that is made anew every year.
_FEWEST = 3

_ROLLED: ContextVar[int] = ContextVar("_ROLLED", default=0)


@contextmanager
def years_moved_on(changes: Sequence[Change]) -> Iterator[None]:
    """Within, ``years_rolled`` gives the years by which most dates of these changes moved on."""
    times = Counter(moved for change in changes for moved in _moves(change))
    years, often = times.most_common(1)[0] if times else (0, 0)
    token = _ROLLED.set(years if often >= _FEWEST else 0)
    try:
        yield
    finally:
        _ROLLED.reset(token)


def years_rolled() -> int:
    """The years by which the new version's dates moved on as a whole; 0 where they did not."""
    return _ROLLED.get()


def _moves(change: Change) -> Iterator[int]:
    """By how many years each place of a change moved on in which nothing but a year differs."""
    for old, new in zip(change.edits, change.edits[1:], strict=False):
        if old.op is not Op.DELETE or new.op is not Op.INSERT:
            continue
        years = [_YEAR.findall(edit.text) for edit in (old, new)]
        if len(years[0]) == len(years[1]) == 1 and _YEAR.sub("", old.text) == _YEAR.sub("", new.text):
            yield int(years[1][0]) - int(years[0][0])
