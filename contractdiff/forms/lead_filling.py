"""What the lead's form is filled with already, in Word as in the workbook: what was said so far."""

from collections.abc import Mapping

from contractdiff.forms.exchange_columns import ASK_ROWS, POINT_ROWS
from contractdiff.model import Exchange, Line, Stance

Filled = Mapping[str, tuple[str, str]]
"""For each column to be answered its words and the code of its choice."""


def is_told_in_full(line: Line) -> bool:
    """Whether an administrative change needs the columns of the others: for its wording, or for what is asked of it."""
    wanted = line.stance in (Stance.RESTORE, Stance.AMEND)
    return bool(line.priority_by or line.requested or line.question or wanted)


def of_change(line: Line) -> Filled:
    """What was said of a change."""
    return {
        "priority": ("", line.priority.value if line.priority_by else ""),
        "summary": (line.summary if "summary" in line.sources else "", ""),
        "effect": (line.effect, ""),
        "stance": ("", line.stance.value if line.stance else ""),
        "wording": (line.requested, ""),
        "question": (line.question, ""),
    }


def of_administrative(line: Line) -> Filled:
    """What was said of an administrative change, in the columns that its table has."""
    return {"stance": ("", line.stance.value if line.stance else ""), "effect": (line.effect, "")}


def asks(exchange: Exchange) -> Mapping[str, Filled]:
    """What is asked besides wording, by the rows of the form."""
    known = {each.id: each for each in exchange.asks}
    return {
        row.id: {
            "request": (found.request, ""),
            "term": (found.term, ""),
            "why": (found.reason, ""),
            "due": (found.due, ""),
        }
        if (found := known.get(row.id))
        else {}
        for row in ASK_ROWS
    }


def points(exchange: Exchange) -> Mapping[str, Filled]:
    """The questions on the whole, by the rows of the form."""
    known = {each.id: each for each in exchange.questions}
    return {
        row.id: {
            "question": (found.text, ""),
            "about": (", ".join(found.changes), ""),
            "answer_summary": (found.summary, ""),
        }
        if (found := known.get(row.id))
        else {}
        for row in POINT_ROWS
    }


def state_of(line: Line) -> tuple[str, ...]:
    """What became of a change in the draft in force, in a sentence; nothing in the first round."""
    return (f"In this draft: {line.became}.",) if line.became else ()
