"""Which organization sent a file: by the number of its copy, and by the name that was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from contractdiff.docket.digests import digest
from contractdiff.docket.names import organization_key
from contractdiff.model import Decision, EntryKind, Member, Submission

# The row of the identity block that asks for the organization's name.
_ASKED = "Organization"

# How alike two names are, 0 to 1, for one to be proposed for the other. None is taken for the other by likeness alone:
# "Harbor House" and "Arbor House" are 0.96.
_PROPOSED = 0.6
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
        self._nearest: dict[str, tuple[str, ...]] = {}

    def sender(self, submission: Submission, decisions: Mapping[str, Decision]) -> Sender:
        """Who sent a file, after what was decided about it."""
        names = _typed_names(submission)
        typed = names[0] if names else ""
        decided = decisions.get(f"{submission.id}/who")
        if decided and decided.choice == "member" and decided.value in self._members:
            return _of(self._members[decided.value])
        if decided and decided.choice == "name":
            return Sender(key=_key(decided.value), name=decided.value)
        if len({organization_key(name) for name in names}) > 1:
            known = [self._by_name.get(organization_key(name)) for name in names]
            return Sender(
                key=submission.id,
                name=" / ".join(names),
                doubt=f"The form names several organizations: {' / '.join(names)}.",
                candidates=tuple(dict.fromkeys(member.id for member in known if member)),
            )
        numbered, named = self._members.get(submission.member), self._by_name.get(organization_key(typed))
        if numbered is not None:
            return self._of_numbered(numbered, named, typed, submission)
        if named is not None:
            return _of(named)
        if typed and organization_key(typed):
            doubt = f"“{typed}” is not on the roster." if self._members else ""
            return Sender(key=_key(typed), name=typed, doubt=doubt, candidates=self._near(typed))
        return Sender(
            key=submission.id,
            name=f"(no name; file {submission.name})",
            doubt="The form does not say which organization answers.",
            candidates=self._near(submission.name.rpartition(".")[0]),
        )

    def _of_numbered(self, numbered: Member, named: Member | None, typed: str, submission: Submission) -> Sender:
        if not typed or named is numbered:
            return _of(numbered)
        if named is None and any(_is_part(typed, name) for name in (numbered.name, *numbered.aliases)):
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
        if name not in self._nearest:
            key = organization_key(name)
            scores = [(fuzz.ratio(key, own) / 100, member.id) for own, member in self._by_name.items()]
            alike = sorted(((-score, number) for score, number in scores if score >= _PROPOSED))
            self._nearest[name] = tuple(dict.fromkeys(number for _, number in alike))[:_MOST_PROPOSED]
        return self._nearest[name]


def associations_among(members: Sequence[Member]) -> frozenset[str]:
    """The ids of the members that are associations: others on the roster belong to them, by whatever name."""
    named = {organization_key(name) for member in members for name in member.associations}
    return frozenset(m.id for m in members if any(organization_key(name) in named for name in (m.name, *m.aliases)))


def _typed_names(submission: Submission) -> tuple[str, ...]:
    """What was written where the organization's name is asked for, each wording once."""
    rows = (row for row in submission.sheet.rows if row.id == _ASKED)
    entries = (entry for row in rows for entry in row.entries if entry.kind is EntryKind.ANSWER)
    return tuple(dict.fromkeys(name for entry in entries if (name := " ".join(entry.text.split()))))


def _is_part(typed: str, name: str) -> bool:
    """Whether all words of one name stand in the other, two of them at least: "Harbor House – Joliet office"."""
    one, other = sorted((set(organization_key(typed).split()), set(organization_key(name).split())), key=len)
    return len(one) > 1 and one <= other


def _key(name: str) -> str:
    """What stands for an organization that is not on the roster, in the ids of matters too: no spaces."""
    return f"X-{digest(organization_key(name).encode())[:8]}"


def _of(member: Member) -> Sender:
    return Sender(key=member.id, name=member.name, member=member)
