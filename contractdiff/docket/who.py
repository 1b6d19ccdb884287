"""Which organization sent a file: by the number of its copy, and by the name that was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from contractdiff.docket.names import organization_key
from contractdiff.model import Decision, Member, Submission

# How alike two names are, 0 to 1, for one to be proposed for the other, and for a typed name to be that of the member
# whose numbered copy it stands in. Measured on pairs of names of one organization and of two: "Harbor House" and
# "Arbor House" are 0.96.
_PROPOSED, _SAME_COPY = 0.6, 0.5
_MOST_PROPOSED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sent a file.

    Attributes:
        key: The member's id, or else what stands for the sender.
        name: What it is called.
        member: Its entry on the roster; ``None`` where it has none, or none that is sure.
        doubt: Why a person has to say who it is; "" where that is clear.
        candidates: The ids of members that it may be.
    """

    key: str
    name: str
    member: Member | None = None
    doubt: str = ""
    candidates: tuple[str, ...] = ()


class Roster:
    """The members, and the names by which they are known."""

    def __init__(self, members: Sequence[Member]) -> None:
        self._members = {member.id: member for member in members}
        self._by_name = {organization_key(name): m for m in members for name in (*m.aliases, m.name)}

    def sender(self, submission: Submission, decisions: Mapping[str, Decision]) -> Sender:
        """Who sent a file, after what was decided about it."""
        answer = submission.sheet.answer("Organization")
        typed = " ".join(answer.text.split()) if answer else ""
        decided = decisions.get(f"{submission.id}/who")
        if decided and decided.choice == "member" and decided.value in self._members:
            return _of(self._members[decided.value])
        if decided and decided.choice == "name":
            return Sender(key=f"name:{organization_key(decided.value)}", name=decided.value)
        numbered, named = self._members.get(submission.member), self._by_name.get(organization_key(typed))
        if numbered is not None:
            return self._of_numbered(numbered, named, typed, submission)
        if named is not None:
            return _of(named)
        if typed and organization_key(typed):
            doubt = f"“{typed}” is not on the roster." if self._members else ""
            return Sender(key=f"name:{organization_key(typed)}", name=typed, doubt=doubt, candidates=self._near(typed))
        return Sender(
            key=submission.id,
            name=f"(no name; file {submission.name})",
            doubt="The form does not say which organization answers.",
            candidates=self._near(submission.name.rpartition(".")[0]),
        )

    def _of_numbered(self, numbered: Member, named: Member | None, typed: str, submission: Submission) -> Sender:
        if not typed or named is numbered:
            return _of(numbered)
        one, other = organization_key(typed), organization_key(numbered.name)
        if named is None and (one in other or other in one or _alike(one, other) >= _SAME_COPY):
            return _of(numbered)
        candidates = (numbered.id, named.id) if named else (numbered.id, *self._near(typed))
        return Sender(
            key=submission.id,
            name=typed,
            doubt=f"The copy was made for {numbered.name}, and “{typed}” stands in it.",
            candidates=tuple(dict.fromkeys(candidates)),
        )

    def _near(self, name: str) -> tuple[str, ...]:
        """The members whose names are most like a name."""
        key = organization_key(name)
        alike = sorted(((-_alike(key, own), m.id) for own, m in self._by_name.items()), key=lambda each: each)
        near = dict.fromkeys(number for likeness, number in alike if -likeness >= _PROPOSED)
        return tuple(near)[:_MOST_PROPOSED]


def _of(member: Member) -> Sender:
    return Sender(key=member.id, name=member.name, member=member)


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
