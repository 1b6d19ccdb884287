"""``contractdiff status DOCKET``."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from contractdiff.cli.clock import today
from contractdiff.cli.showing import answered, count
from contractdiff.model import Feedback

_NAMED = 20


@click.command()
@click.argument("docket", type=click.Path(path_type=Path))
@click.option("--names", is_flag=True, help="Name every member that has not answered.")
@click.option("--today", "day", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="Another day than today.")
def status(docket: Path, names: bool, day: datetime | None) -> None:
    """Say who answered and who did not, what a person has to decide, and what is due.

    The names of those who have not answered are for the coalition's staff alone.

    \b
    Example:
      contractdiff status fy2012-docket
    """  # noqa: D301
    from contractdiff import api

    exchange = api.read_exchange(docket)
    for line in _lines(exchange.feedback, names=names):
        click.echo(line)
    if exchange.feedback.others or exchange.round > 1 or any(each.sent for each in exchange.rounds):
        click.echo("")
        for line in (*api.status_lines(exchange, today=day.date() if day else today()), *exchange.conflicts):
            click.echo(line)


def _lines(feedback: Feedback, *, names: bool) -> list[str]:
    comparison = feedback.comparison
    lines = [
        f"Round {feedback.round}: {comparison.old.name} → {comparison.new.name}, "
        f"{count(len(comparison.changes), 'change')}"
    ]
    if feedback.return_by:
        lines.append(f"Answers are due by {feedback.return_by}.")
    lines += ["", *_answered(feedback, names=names), *_to_decide(feedback)]
    return lines


def _answered(feedback: Feedback, *, names: bool) -> list[str]:
    others = [each.name for each in feedback.outside]
    associations = [each.name for each in feedback.respondents if each.is_association]
    lines = [answered(feedback)]
    lines += [f"Also answered, not on the roster: {_listed(others, all_of_them=names)}"] if others else []
    lines += [f"Associations, for themselves: {_listed(associations, all_of_them=names)}"] if associations else []
    if feedback.silent:
        waiting = [member.name for member in feedback.silent]
        lines.append(f"Not answered: {len(waiting):,}: {_listed(waiting, all_of_them=names)}")
    return lines


def _to_decide(feedback: Feedback) -> list[str]:
    if not feedback.open_matters:
        return ["Nothing is to be decided."]
    kinds = Counter(_KINDS[matter.kind.value] for matter in feedback.open_matters)
    listed = "; ".join(f"{kind}: {number:,}" for kind, number in kinds.items())
    return [f"To be decided: {len(feedback.open_matters):,} ({listed}): contractdiff resolve DOCKET"]


_KINDS = {
    "row": "rows in quarantine or without a match",
    "words": "words outside of rows",
    "position": "positions that are not clear",
    "covers": "answers that may be meant for several rows",
    "who": "files whose sender is not sure",
    "which": "members with several files",
    "consent": "organizations whose consent is not clear",
    "answer": "answers in other forms that are not clear",
    "listed": "rows of the agency’s list that may be one of our changes",
    "file": "files that could not be read",
}


def _listed(names: list[str], *, all_of_them: bool) -> str:
    shown = names if all_of_them or len(names) <= _NAMED else names[:_NAMED]
    more = f" and {len(names) - len(shown):,} more (--names)" if len(shown) < len(names) else ""
    return f"{', '.join(shown)}{more}"
