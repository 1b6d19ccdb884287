"""The time: the command line is the only place that reads the clock."""

from datetime import UTC, date, datetime


def now() -> str:
    """The time in ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def today() -> date:
    """The day, where the user is."""
    return datetime.now().astimezone().date()
