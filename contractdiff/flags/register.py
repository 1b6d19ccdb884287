"""The register of laws: which laws and rules either version cites, and how the changes stand to them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from contractdiff.flags.authorities import Citation, laws_cited
from contractdiff.flags.passages import Passage, lowered, meet, passages
from contractdiff.flags.provisions import Provision
from contractdiff.flags.rulebook import KnownLaw, recognisers, rulebook
from contractdiff.model import (
    Authority,
    Change,
    CitedBy,
    ClauseId,
    Comparison,
    Contract,
    Notice,
    NoticeCode,
    Standing,
)

# So many citations of a state's law are no chance.
_PLAINLY = 3
# What may stand between an act and its number, and between a number and its act.
_NUMBER_FOLLOWS = re.compile(
    r"(?:\s*\([^()]{2,30}\))?(?:,\s*as\s+amended)?(?:,|\s*[(\[]|,\s*\()\s*(?:codified\s+(?:at|in)\s+|see\s+)?"
)
_ACT_FOLLOWS = re.compile(r"\s*\(\s*(?:the\s+)?")
# "(GATA)", "(the “Grant Act”)": what a law is called from here on.
_CALLED = re.compile(
    r"[\s,;)\]]{0,3}\(\s*(?:the\s+|hereinafter\s+)?[\"“]?"
    r"(?P<short>[A-Z][A-Za-z&-]*[A-Z]|(?:[A-Z][\w-]*\s+){1,4}(?:Act|Code|Law|Rules|Regulations))[\"”]?\s*\)"
)
# An act has its number in a code of statutes, not in a code of rules.
_RULES = re.compile(
    r"CFR|Fed\. Reg\.|OMB |Executive Order|.*\b(?:adm(?:in|inistrative)?|regs?|regulations|rules)\b", re.I
)


def register(comparison: Comparison) -> tuple[Authority, ...]:
    """The laws and rules that either version cites, the federal ones first, each in the order in which it is met."""
    reader = _Reader((comparison.new, comparison.old))
    laws: dict[str, _Law] = {}
    for contract in (comparison.new, comparison.old):
        for clause in contract.clauses:
            for cited in reader.of(clause.wording):
                for provision in cited.provisions:
                    key = reader.key(provision, cited)
                    law = laws.get(key) or laws.setdefault(key, reader.law(key, provision, cited))
                    (law.new if contract is comparison.new else law.old)[clause.id] = None
    citing = {name for law in laws.values() for name in (*law.old, *law.new)}
    for change in comparison.changes:
        if any(
            name in citing
            for name in (*change.old, *change.new, *(each for pair in change.occurrences for each in pair))
        ):
            for mention, cited_by in _cited_by(change, reader):
                key = mention.key
                law = laws.get(key) or laws.setdefault(key, reader.law(key, mention.provision, mention.cited))
                law.changes.append(cited_by)
    return tuple(law.authority() for law in sorted(laws.values(), key=lambda law: not law.federal))


def state_notices(comparison: Comparison) -> tuple[Notice, ...]:
    """A notice for each rule file of a state whose law is plainly cited while the file is not in force."""
    found = []
    for name, cues in recognisers().items():
        times = sum(len(cues.pattern.findall(clause.wording.lower())) for clause in comparison.new.clauses)
        if times >= _PLAINLY:
            message = (
                f"{comparison.new.name} cites law that the rule file “{name}” knows, {times:,} times. Compare again "
                f"with --rules {name} to have what is known of it beside the changes."
            )
            found.append(Notice(code=NoticeCode.RULES_NOT_IN_FORCE, message=message))
    return tuple(found)


@dataclass(slots=True)
class _Law:
    """A law while the register is made."""

    name: str
    federal: bool
    known: KnownLaw | None
    old: dict[ClauseId, None] = field(default_factory=dict)
    new: dict[ClauseId, None] = field(default_factory=dict)
    changes: list[CitedBy] = field(default_factory=list)

    def authority(self) -> Authority:
        return Authority(
            name=self.known.name if self.known else self.name,
            federal=self.known.federal if self.known else self.federal,
            old=tuple(self.old),
            new=tuple(self.new),
            changes=tuple(self.changes),
            facts=self.known.facts if self.known else (),
            questions=self.known.questions if self.known else (),
        )


class _Reader:
    """Finds what texts of a comparison cite, by number, by name, and by what the contracts call a law for short."""

    def __init__(self, contracts: Iterable[Contract]) -> None:
        self._found: dict[str, list[Citation]] = {}
        self._called: dict[str, Citation] = {}
        self._numbers: dict[str, str] = {}
        """The key of its number by the key of an act's name."""
        self._acts: dict[str, tuple[str, bool]] = {}
        """An act by the key of its number: its name with that number, and whether it is a federal one."""
        self._known: dict[str, KnownLaw | None] = {}
        self._known_laws: dict[str, KnownLaw] = {}
        wordings = [clause.wording for contract in contracts for clause in contract.clauses]
        for wording in wordings:
            self._learn(wording, self.of(wording))
        if self._called:
            self._shorts = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, self._called))})(?![\w-])")
            for wording in wordings:
                self._found[wording] = self._with_shorts(wording, self._found[wording])

    _shorts: re.Pattern[str] | None = None

    def of(self, text: str) -> list[Citation]:
        """The laws that a text cites, in order."""
        if text not in self._found:
            self._found[text] = self._with_shorts(text, laws_cited(text, lowered(text)))
        return self._found[text]

    def key(self, provision: Provision, cited: Citation) -> str:
        """The same for all provisions of one law, whether named or numbered."""
        if known := self._known_as(provision, cited):
            return known.name
        return self._numbers.get(provision.key, provision.key)

    def law(self, key: str, provision: Provision, cited: Citation) -> "_Law":
        """The law of a provision, by name and number where both are known."""
        name, federal = self._acts.get(key, (provision.name, cited.federal))
        return _Law(name=name, federal=federal, known=self._known_laws.get(key))

    def _known_as(self, provision: Provision, cited: Citation) -> KnownLaw | None:
        """What the rules know of the law of a provision: by its number, or by the name that is printed."""
        words = provision.spelled if provision.part else cited.text.lower()
        if words not in self._known:
            self._known[words] = known = rulebook().law_of(words)
            if known:
                self._known_laws[known.name] = known
        return self._known[words]

    def _learn(self, text: str, found: Sequence[Citation]) -> None:
        """Keep what a text says of its laws: which number an act has, and what a law is called for short."""
        for one, other in pairwise(found):
            between = text[one.span[1] : other.span[0]]
            if _is_act(one) and _is_numbered(other) and _NUMBER_FOLLOWS.fullmatch(between):
                self._bind(one, other)
            elif _is_numbered(one) and _is_act(other) and _ACT_FOLLOWS.fullmatch(between):
                self._bind(other, one)
        for each in found:
            if called := _CALLED.match(text, each.span[1]):
                self._called.setdefault(called["short"], each)

    def _bind(self, named: Citation, numbered: Citation) -> None:
        """Take an act's name and its number for one law."""
        act, number = named.provisions[0], numbered.provisions[0]
        key = self.key(number, numbered)
        if self._numbers.setdefault(act.key, key) == key:
            self._acts.setdefault(key, (f"{act.name}, {number.name}", numbered.federal))

    def _with_shorts(self, text: str, found: list[Citation]) -> list[Citation]:
        if self._shorts is None:
            return found
        taken = [each.span for each in found]
        shorts = [
            replace(self._called[match[0]], text=match[0], span=match.span())
            for match in self._shorts.finditer(text)
            if not any(meet(span, match.span()) for span in taken)
        ]
        return sorted([*found, *shorts], key=lambda each: each.span) if shorts else found


def _is_act(cited: Citation) -> bool:
    return not cited.provisions[0].part


def _is_numbered(cited: Citation) -> bool:
    return bool(cited.provisions[0].part) and not _RULES.match(cited.provisions[0].code)


# --- how a change stands to a law -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Mention:
    """A provision that one side of a passage cites."""

    key: str
    provision: Provision
    cited: Citation
    passage: Passage


def _cited_by(change: Change, reader: _Reader) -> Iterable[tuple[_Mention, CitedBy]]:
    """The laws that the changed sentences of a change cite on either side, with how the change stands to them."""
    parts = passages(change.edits)
    old = [_mentions(passage, passage.old.text, reader) for passage in parts]
    new = [_mentions(passage, passage.new.text, reader) for passage in parts]
    before, after = ([each for mentions in side for each in mentions] for side in (old, new))
    old_keys, new_keys = {each.key for each in before}, {each.key for each in after}
    gone = [each for each in before if each.key not in new_keys]
    come = [each for each in after if each.key not in old_keys]
    for key in dict.fromkeys(each.key for each in (*after, *before)):
        mine = [each for each in (*after, *before) if each.key == key]
        if key not in old_keys:
            standing = (
                Standing.REPLACED if any(_in_place_of(was, now) for was in gone for now in mine) else Standing.NEW
            )
        elif key not in new_keys:
            standing = (
                Standing.REPLACED if any(_in_place_of(was, now) for was in mine for now in come) else Standing.DROPPED
            )
        else:
            places = [
                {each.provision for each in side if each.key == key and each.provision.part} for side in (before, after)
            ]
            replaced = places[0] - places[1] and places[1] - places[0]
            standing = Standing.REPLACED if replaced else Standing.BESIDE
        yield mine[0], CitedBy(change=change.id, standing=standing, text=mine[0].cited.text)


def _mentions(passage: Passage, text: str, reader: _Reader) -> list[_Mention]:
    return [_Mention(reader.key(p, cited), p, cited, passage) for cited in reader.of(text) for p in cited.provisions]


def _in_place_of(was: _Mention, now: _Mention) -> bool:
    """Whether one citation went out where the other came in."""
    return was.passage is now.passage and any(
        meet(hunk.old, was.cited.span) and meet(hunk.new, now.cited.span) for hunk in now.passage.hunks
    )
