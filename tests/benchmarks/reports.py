"""The reports of the exchange, by hand: ``python tests/benchmarks/reports.py [MEMBERS] [ROUNDS]``.

All members answer a third of the changes of the samples, and the agency answers in each round. Printed is the time that
each report takes.
"""

import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from feedback_builders import busy
from report_builders import ROUNDS, TODAY, issued_exchange, reconciled_exchange, sample_comparison

from contractdiff.model import Exchange
from contractdiff.reports import exchange as reports

MAKERS = {
    "faq": reports.faq_document,
    "alert": lambda made: reports.alert_document(made, today=TODAY),
    "brief": lambda made: reports.brief_document(made, today=TODAY),
    "tracker": lambda made: reports.tracker_document(made, today=TODAY),
    "explainer": reports.explainer_document,
    "reminder": lambda made: reports.reminder_document(made, today=TODAY),
    "outcome": reports.outcome_document,
    "reconciliation": reports.reconciliation_document,
    "status": lambda made: reports.status_lines(made, today=TODAY),
    "concerns of all": lambda made: sum(len(data) for _, data in reports.concern_documents(made)),
}


def busy_exchange(members: int, rounds: int) -> Exchange:
    made = replace(
        issued_exchange(),
        feedback=busy(sample_comparison(), members=members, answering=members, share=0.33),
        reconciliation=reconciled_exchange().reconciliation,
        rounds=tuple(replace(ROUNDS[1], number=number) for number in range(1, rounds + 1)),
    )
    lines = (
        replace(
            line,
            round=rounds,
            answers=tuple(replace(line.answers[-1], round=number) for number in range(1, rounds + 1)),
        )
        if line.answers
        else line
        for line in made.lines
    )
    return replace(made, lines=tuple(lines))


def main(members: int, rounds: int) -> None:
    made = busy_exchange(members, rounds)
    said = sum(len(each.said) for each in made.feedback.respondents)
    print(f"{members} members, {len(made.lines)} changes, {said:,} answers, {rounds} rounds")
    for name, make in MAKERS.items():
        began = time.perf_counter()
        make(made)
        print(f"{name:16} {time.perf_counter() - began:6.2f} s")


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    main(*given, *(650, 3)[len(given) :])
