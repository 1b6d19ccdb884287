"""The flags, the priority and the summary of every change."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from contractdiff.flags.addresses import is_address
from contractdiff.flags.amounts import money_findings
from contractdiff.flags.astray import Astray
from contractdiff.flags.disagreements import disagreement_notices
from contractdiff.flags.findings import Finding
from contractdiff.flags.meanings import authority_findings, definition_findings, is_renamed_party
from contractdiff.flags.modality import duty_findings, handed_over_findings, modal_findings
from contractdiff.flags.named_parties import bare_name, defined_parties, party_notices
from contractdiff.flags.noise import noise_findings
from contractdiff.flags.parties import also_called
from contractdiff.flags.passages import Hunk, Passage, lowered, overlaps, passages
from contractdiff.flags.periods import date_findings, period_findings
from contractdiff.flags.placed import Placed
from contractdiff.flags.pointers import Pointers
from contractdiff.flags.register import register, state_notices
from contractdiff.flags.renamed import astray_findings, called, renamed_by, renamed_findings, renamed_terms
from contractdiff.flags.rolled import years_moved_on
from contractdiff.flags.rulebook import Rulebook, default_rules, rulebook, rules_in_force
from contractdiff.flags.scope import scope_findings
from contractdiff.flags.summary import summary_of
from contractdiff.flags.tendency import tendency_of
from contractdiff.flags.topics import matters, topic_findings
from contractdiff.model import Change, ChangeKind, Comparison, Contract, Direction, Flag, Party, Priority, Reference

_SERIOUS_FIRST = tuple(Priority)
# What a clause lays down: changed, it is the matter of the clause's heading that was changed.
_MEASURES = frozenset(("DAY", "MON", "MOD"))
# These say when something is to be done, or by which law, and not what.
_NO_MATTER = frozenset(("DAY", "DAT", "FED", "STA"))
NOISE = frozenset(("EDT", "FYR", "RNM", "XRF"))
_SAME_WORDS = frozenset((ChangeKind.RENUMBERED, ChangeKind.MOVED))


def flag_changes(
    comparison: Comparison, *, rules: Rulebook | None = None, parties: Sequence[tuple[str, Party]] = ()
) -> Comparison:
    """The same comparison with flags, priority and summary on each change.

    Args:
        comparison: What changed.
        rules: What the flags go by; ``None`` for the default rules.
        parties: What the user says that the parties are called; it goes before what the versions define.
    """
    with rules_in_force(rules):
        flagging = _Flagging(comparison)
        names = _names(parties, comparison)
        known = (*((name.lower(), party) for name, party in names), *called(flagging.terms))
        with years_moved_on(comparison.changes), also_called(known):
            changes = tuple(flagging.flagged(change) for change in comparison.changes)
            unclear = party_notices(comparison, parties)
        told = (*unclear, *state_notices(comparison), *disagreement_notices(comparison, changes))
        return replace(
            comparison,
            changes=changes,
            notices=(*comparison.notices, *(notice for notice in told if notice not in comparison.notices)),
            parties=names,
            authorities=register(comparison),
            rules=rulebook().added,
        )


def _names(given: Sequence[tuple[str, Party]], comparison: Comparison) -> tuple[tuple[str, Party], ...]:
    """What the parties are called: what the user says goes before what the versions define."""
    defined = (*defined_parties(comparison.old), *defined_parties(comparison.new))
    said = ((bare_name(name), party) for name, party in given)
    return tuple({name.lower(): (name, party) for name, party in (*defined, *said)}.values())


@dataclass(frozen=True, slots=True)
class _Told:
    """A passage before its matter is looked at.

    Attributes:
        passage: The passage.
        findings: For each hunk, what noise or reference it is; ``None`` where it is neither.
        astray: What is said of references in it that lead astray.
    """

    passage: Passage
    findings: tuple[Finding | None, ...]
    astray: tuple[Finding, ...] = ()


class _Flagging:
    """What flagging has to know of both versions."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._spelling = _Spelling(comparison.new)
        self._astray, self._pointers = Astray(comparison), Pointers(comparison)
        self._placed = Placed(comparison)
        self.terms = renamed_terms(comparison)

    def flagged(self, change: Change) -> Change:
        """A change with its flags."""
        told = self._told(change)
        elsewhere = self._placed.findings(change)
        if not told and not elsewhere and change.kind in _SAME_WORDS:
            # of a long contract with one clause put in, these are most of the changes
            line = summary_of(change, self._comparison.old, self._comparison.new, (), ())
            return replace(change, flags=self._same_words, priority=Priority.ADMINISTRATIVE, summary=line)
        findings = _findings(change, told) + [finding for each in told for finding in each.astray]
        if self.terms and change.kind is not ChangeKind.RENAMED:
            called_otherwise = [finding for each in told for finding in astray_findings(each.passage, self.terms)]
            said = {(finding.old, finding.new) for finding in called_otherwise}
            findings = [each for each in findings if each.code != "DEF" or (each.old, each.new) not in said]
            findings += called_otherwise
        if change.kind is ChangeKind.RENAMED:
            findings += self._of_its_places(change)
        findings += [*elsewhere, *_of_heading(change, self._comparison, findings)]
        parts = [each.passage for each in told]
        noise = [[finding is not None and _is_noise(finding) for finding in each.findings] for each in told]
        done = replace(
            change, flags=tuple(_flag(finding) for finding in _ordered(findings)), priority=_priority(findings)
        )
        return replace(done, summary=summary_of(done, self._comparison.old, self._comparison.new, parts, noise))

    def _of_its_places(self, change: Change) -> list[Finding]:
        """The critical matters that the sentences are about in which a renamed term stands: what is paid or owed.

        A party's name is critical by itself, and a year that rolled on is not.
        """
        term = renamed_by(change)
        if term.is_year or term.party:
            return []
        found: dict[str, Finding] = {}
        for _, name in change.occurrences:
            for passage in passages(term.as_edits(self._comparison.new.by_id[name].wording)):
                for finding in _of_passage(_Told(passage, (None,) * len(passage.hunks))):
                    if _of_finding(finding) is Priority.CRITICAL:
                        found.setdefault(finding.code, replace(finding, old=term.old, new=term.new, direction=None))
        return list(found.values())

    @cached_property
    def _same_words(self) -> tuple[Flag, ...]:
        return (_flag(Finding(code="RNM")),)

    def _told(self, change: Change) -> list[_Told]:
        """The passages of a change with what is noise in them, or stands in a reference."""
        parts = passages(change.edits)
        if not parts or change.kind is ChangeKind.RENAMED:
            return [_Told(passage, (None,) * len(passage.hunks)) for passage in parts]
        lost, placed = tuple(dict.fromkeys(self._astray.of(change))), self._pointers.of(change)
        told = []
        for passage in parts:
            pointing = self._pointers.findings(passage, placed)
            noise = noise_findings(passage, self._spelling.still_used)
            findings = [one or other for one, other in zip(pointing, noise, strict=True)]
            # where a paper goes is no matter of what the sentence is about
            to = [is_address(passage, hunk) for hunk in passage.hunks]
            findings = [
                found or (_UNKNOWN if elsewhere else None) for found, elsewhere in zip(findings, to, strict=True)
            ]
            wrong: list[Finding] = []
            for reference in lost:
                touched = _touched(passage, reference)
                if touched:
                    first = replace(passage, hunks=(passage.hunks[touched[0]],))
                    wrong += self._astray.findings(first, (reference,))
                for number in touched:
                    findings[number] = findings[number] and _ASTRAY
            told.append(_Told(passage, tuple(findings), tuple(wrong)))
        return told


def _touched(passage: Passage, reference: Reference) -> list[int]:
    """The numbers of the hunks in which words of a reference were changed."""
    text = passage.new.text
    if reference.text not in text:
        return []
    words = re.finditer(rf"(?<![\w.]){re.escape(reference.text)}(?!\w)", text)
    places = [found.span() for found in words]
    spans = enumerate(hunk.new for hunk in passage.hunks)
    return [number for number, span in spans if span[0] < span[1] and overlaps(places, span)]


def _of_heading(change: Change, comparison: Comparison, findings: Sequence[Finding]) -> list[Finding]:
    """The critical matters that a clause's own heading names, where a figure, period or duty of it was changed.

    "Termination Without Cause. … at least [thirty → ten] days' notice" says in no other word what it is about.
    """
    if len(change.old) != 1 or len(change.new) != 1 or not any(finding.code in _MEASURES for finding in findings):
        return []
    old = comparison.old.by_id[change.old[0]].heading or ""
    new = comparison.new.by_id[change.new[0]].heading or ""
    told = {finding.code for finding in findings}
    was, now = (matters(lowered(heading)) for heading in (old, new))
    return [
        Finding(code=category.code, old=old[slice(*was[category.code][0])], new=new[slice(*now[category.code][0])])
        for category in rulebook().by_code.values()
        if category.priority is Priority.CRITICAL and category.code not in told
        if category.code in was and category.code in now
    ]


def _findings(change: Change, told: Sequence[_Told]) -> list[Finding]:
    if change.kind is ChangeKind.RENAMED:
        return renamed_findings(renamed_by(change))
    if not told:
        return []
    found = [finding for each in told for finding in _of_passage(each)]
    if _UNKNOWN in found and not any(finding.code and finding.code not in NOISE for finding in found):
        # "only the years moved on" would not be true
        return [finding for finding in found if not _is_noise(finding)]
    if any(finding.code not in NOISE for finding in found):
        # that a comma went as well is no reason to read a clause whose sense changed
        return [finding for finding in found if finding.code != "EDT"]
    return found


def _of_passage(told: _Told) -> list[Finding]:
    """What the rules say of a passage. Rules about its matter are asked only of what is more than noise."""
    found = list(dict.fromkeys(finding for finding in told.findings if finding and finding is not _ASTRAY))
    passage = told.passage
    rest = tuple(hunk for finding, hunk in zip(told.findings, passage.hunks, strict=True) if finding is None)
    if not rest:
        return found
    telling = _only(passage, rest)
    named = definition_findings(telling)
    # what a clause is about does not differ because a party is called otherwise in it
    rest = tuple(hunk for hunk in rest if not is_renamed_party(telling, hunk))
    if not rest:
        return found + named
    telling = _only(passage, rest)
    figures = [*money_findings(telling), *period_findings(telling), *date_findings(telling)]
    figures += modal_findings(telling)
    tendency = tendency_of(telling, figures)
    about = figures + named
    about += authority_findings(telling, tendency)
    # a figure says more than the words around it
    told_by_figures = {finding.code for finding in figures}
    about += [each for each in topic_findings(telling, tendency) if each.code not in told_by_figures]
    about = scope_findings(telling, tendency, about) + about
    if {finding.code for finding in about} <= _NO_MATTER:
        about = about + (handed_over_findings(telling) or duty_findings(telling, tendency.direction, tendency.on))
    # a change that no rule knows is never noise
    if all(_of_finding(finding) is Priority.ADMINISTRATIVE for finding in about):
        about = [*about, _UNKNOWN]
    return found + [_asking(finding, telling) for finding in about]


def _asking(finding: Finding, passage: Passage) -> Finding:
    """The finding with the most fitting question of its category, where the sentence has the words for one."""
    if finding.question or not finding.code:
        return finding
    for ask in rulebook().by_code[finding.code].asks:
        if any(ask.when.pattern.search(part.lower) for part in (passage.old, passage.new)):
            return replace(finding, question=ask.question)
    return finding


def _is_noise(finding: Finding) -> bool:
    return finding.code in NOISE and finding.priority is None


_ASTRAY = Finding(code="XRF", priority=Priority.SUBSTANTIVE)
"""The words of a reference that leads astray, of which ``astray`` tells."""

_UNKNOWN = Finding(code="")
"""Words changed and no rule says how: no flag, but the change is substantive."""


def _only(passage: Passage, hunks: tuple[Hunk, ...]) -> Passage:
    """The passage as if only some of its hunks were changed."""
    if hunks == passage.hunks:
        return passage
    return replace(
        passage,
        old=replace(passage.old, changed=tuple(hunk.old for hunk in hunks)),
        new=replace(passage.new, changed=tuple(hunk.new for hunk in hunks)),
        hunks=hunks,
    )


def _of_finding(finding: Finding) -> Priority:
    if finding.priority:
        return finding.priority
    return rulebook().by_code[finding.code].priority if finding.code else Priority.SUBSTANTIVE


def _priority(findings: Sequence[Finding]) -> Priority:
    """That of the most serious finding; a change of which nothing is known is substantive."""
    found = {_of_finding(finding) for finding in findings} or {Priority.SUBSTANTIVE}
    return next(priority for priority in _SERIOUS_FIRST if priority in found)


def _ordered(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that say something, the most serious first, each category once for the same words."""
    known = [finding for finding in findings if finding.code]
    ranks = {
        finding: (_SERIOUS_FIRST.index(_of_finding(finding)), rulebook().by_code[finding.code].rank)
        for finding in known
    }
    kept: dict[object, Finding] = {}
    for finding in sorted(known, key=ranks.__getitem__):
        category = default_rules().by_code.get(finding.code)
        # of figures, verbs, citations and definitions each is told; of a matter that it is one
        by_words = category is not None and not category.about
        kept.setdefault((finding.code, finding.old, finding.new) if by_words else finding.code, finding)
    return list(kept.values())


def _is_welcome(finding: Finding) -> bool:
    """Whether a finding tells of something that is surely in the provider's favour: nobody asks to have that undone."""
    if finding.doubtful or finding.priority is Priority.ADMINISTRATIVE:
        return False
    if finding.code != "MOD":
        return finding.direction is Direction.LOOSER
    for_provider = (Direction.DUTY_REMOVED, Direction.RIGHT_ADDED, Direction.LOOSER)
    if finding.on is Party.AGENCY:
        return finding.direction is Direction.DUTY_ADDED
    return finding.on is Party.PROVIDER and finding.direction in for_provider


def _flag(finding: Finding) -> Flag:
    category = rulebook().by_code[finding.code]
    sure = finding.direction if not finding.doubtful else None
    why = category.why_when.get(sure, category.why) if sure else category.why
    asked = "" if _is_welcome(finding) else finding.question or category.question
    return Flag(
        category=finding.code,
        name=category.name,
        old=finding.old,
        new=finding.new,
        why=finding.why or why,
        question=asked,
        direction=finding.direction,
        on=finding.on,
        doubtful=finding.doubtful,
    )


class _Spelling:
    """The words of the new version, gathered when first asked for."""

    def __init__(self, new: Contract) -> None:
        self._new = new

    @cached_property
    def _used(self) -> frozenset[str]:
        return frozenset(word for clause in self._new.clauses for word in _WORD.findall(clause.wording.lower()))

    def still_used(self, word: str) -> bool:
        """Whether a word in lower case stands in the new version."""
        return word in self._used


_WORD = re.compile(r"[^\W\d_]+")
