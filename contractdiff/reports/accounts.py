"""What became of each file that came back: all of its rows, and all of the rows that were sent out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from contractdiff.model import FORM_NAMES, Feedback, Matter, MatterKind, Respondent, Signal, Submission


@dataclass(frozen=True, kw_only=True)
class FileAccount:
    """What became of one file: all of its rows, and all rows that were sent out.

    Attributes:
        submission: The file.
        respondent: Whose it is.
        matters: What is still to be decided of it.
        who: The matter of who sent it, open or decided; ``None`` where nobody had to ask.
    """

    submission: Submission
    respondent: Respondent
    matters: tuple[Matter, ...]
    who: Matter | None

    @property
    def found(self) -> int:
        """How many rows were found: the sum of those of each status."""
        return len(self.submission.sheet.rows)

    @property
    def issued(self) -> int:
        """How many rows were sent out: those identified and those missing."""
        return len(self.submission.sheet.issued)

    @property
    def identified(self) -> int:
        """How many of the rows that were sent out were identified."""
        return self.issued - len(self.submission.sheet.missing)

    @property
    def counts(self) -> bool:
        """Whether its positions count."""
        return self.submission.id in self.respondent.counting

    @property
    def how_sure(self) -> str:
        """How sure it is who sent it."""
        if self.who is not None:
            decision = self.who.decision
            return f"not sure: {self.who.says}" if decision is None else f"decided by {decision.by or 'staff'}"
        member = self.respondent.member
        if member is None:
            return "as it was typed in the form"
        return "sure: its own copy" if self.submission.member == member.id else "sure: its name on the roster"

    @cached_property
    def signals(self) -> Counter[Signal]:
        """By how many rows each signal was used that identified them."""
        rows = (row for row in self.submission.sheet.rows if row.is_placed)
        return Counter(signal for row in rows for signal in {signal for signal, said in row.signals if said == row.id})


def accounts_of(feedback: Feedback) -> tuple[FileAccount, ...]:
    """What became of each file, those first of which something is to be decided, then by organization."""
    owners = {name: each for each in feedback.respondents for name in each.submissions}
    matters: dict[str, list[Matter]] = {}
    for matter in feedback.matters:
        matters.setdefault(matter.subject, []).append(matter)
    found = [_account(each, owners[each.id], matters) for each in feedback.submissions]
    found += [_account(each, _form(each), matters) for each in feedback.others]
    return tuple(
        sorted(
            found,
            key=lambda each: (not each.matters, each.respondent.name.casefold(), not each.counts, each.submission.id),
        )
    )


def _form(submission: Submission) -> Respondent:
    """What stands for the sender of a form that is no member's."""
    name = f"({FORM_NAMES[submission.kind]})"
    return Respondent(key=submission.id, name=name, counting=frozenset((submission.id,)), said={})


def _account(submission: Submission, owner: Respondent, matters: Mapping[str, Sequence[Matter]]) -> FileAccount:
    # the owner of a file without a name is called by the file's id
    subjects = dict.fromkeys((submission.id, owner.key))
    own = [matter for subject in subjects for matter in matters.get(subject, ())]
    return FileAccount(
        submission=submission,
        respondent=owner,
        matters=tuple(matter for matter in own if matter.is_open),
        who=next((matter for matter in own if matter.kind is MatterKind.WHO), None),
    )
