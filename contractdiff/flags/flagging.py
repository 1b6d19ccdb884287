"""The flags, the priority and the summary of every change."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from contractdiff.flags.amounts import date_findings, money_findings, period_findings
from contractdiff.flags.astray import Astray, touches
from contractdiff.flags.categories import categories
from contractdiff.flags.findings import Finding
from contractdiff.flags.meanings import authority_findings, definition_findings
from contractdiff.flags.modality import modal_findings
from contractdiff.flags.noise import noise_findings
from contractdiff.flags.parties import also_called
from contractdiff.flags.passages import Hunk, Passage, passages
from contractdiff.flags.renamed import Renamed, astray_findings, called, renamed_by, renamed_findings, renamed_terms
from contractdiff.flags.summary import summary_of
from contractdiff.flags.tendency import tendency_of
from contractdiff.flags.topics import topic_findings
from contractdiff.model import Change, ChangeKind, Comparison, Contract, Flag, Priority

_SERIOUS_FIRST = (Priority.CRITICAL, Priority.SUBSTANTIVE, Priority.ADMINISTRATIVE)
# What a clause lays down: changed, it is the matter of the clause's heading that was changed.
_MEASURES = frozenset(("DAY", "MON", "MOD"))
NOISE = frozenset(("EDT", "FYR", "RNM", "XRF"))
_SAME_WORDS = frozenset((ChangeKind.RENUMBERED, ChangeKind.MOVED))


def flag_changes(comparison: Comparison) -> Comparison:
    """The same comparison with flags, priority and summary on each change."""
    spelling, astray = _Spelling(comparison.new), Astray(comparison)
    terms = renamed_terms(comparison)
    with also_called(called(terms)):
        changes = tuple(_flagged(change, comparison, spelling, astray, terms) for change in comparison.changes)
    return replace(comparison, changes=changes)


def _flagged(
    change: Change, comparison: Comparison, spelling: "_Spelling", astray: Astray, terms: Sequence[Renamed]
) -> Change:
    parts = passages(change.edits)
    lost = astray.of(change)
    findings = _findings(change, parts, spelling.still_used)
    if lost:
        wrong = [finding for passage in parts for finding in astray.findings(passage, lost)]
        if wrong:
            # that only a number in a reference differs is not true of these
            findings = [finding for finding in findings if finding.code not in ("XRF", "")] + wrong
    if terms and change.kind is not ChangeKind.RENAMED:
        called_otherwise = [finding for passage in parts for finding in astray_findings(passage, terms)]
        told = {(finding.old, finding.new) for finding in called_otherwise}
        findings = [each for each in findings if each.code != "DEF" or (each.old, each.new) not in told]
        findings += called_otherwise
    findings += _of_heading(change, comparison, findings)
    flags = tuple(_flag(finding) for finding in _ordered(findings))

    def is_noise(passage: Passage, hunk: Hunk) -> bool:
        if any(touches(passage, hunk, reference) for reference in lost):
            return False
        return noise_findings(passage, spelling.still_used)[passage.hunks.index(hunk)] is not None

    summary = summary_of(change, comparison.old, comparison.new, parts, is_noise)
    return replace(change, flags=flags, priority=_priority(findings), summary=summary)


def _of_heading(change: Change, comparison: Comparison, findings: Sequence[Finding]) -> list[Finding]:
    """The critical matters that a clause's own heading names, where a figure, period or duty of it was changed.

    "Termination Without Cause. … at least [thirty → ten] days' notice" says in no other word what it is about.
    """
    if len(change.old) != 1 or len(change.new) != 1 or not any(finding.code in _MEASURES for finding in findings):
        return []
    old = comparison.old.by_id[change.old[0]].heading or ""
    new = comparison.new.by_id[change.new[0]].heading or ""
    told = {finding.code for finding in findings}
    found = []
    for category in categories().by_code.values():
        if category.priority is not Priority.CRITICAL or category.about is None or category.code in told:
            continue
        was, now = category.about.search(old.lower()), category.about.search(new.lower())
        if was and now:
            words = old[slice(*was.span())], new[slice(*now.span())]
            found.append(Finding(code=category.code, old=words[0], new=words[1]))
    return found


def _findings(change: Change, parts: Sequence[Passage], still_used: Callable[[str], bool]) -> list[Finding]:
    if change.kind is ChangeKind.RENAMED:
        return renamed_findings(renamed_by(change))
    if not parts:
        return [Finding(code="RNM")] if change.kind in _SAME_WORDS else []
    found = [finding for passage in parts for finding in _of_passage(passage, still_used)]
    if any(finding.code not in NOISE for finding in found):
        # that a comma went as well is no reason to read a clause whose sense changed
        return [finding for finding in found if finding.code != "EDT"]
    return found


def _of_passage(passage: Passage, still_used: Callable[[str], bool]) -> list[Finding]:
    """What the rules say of a passage. Rules about its matter are asked only if it is more than noise."""
    noise = noise_findings(passage, still_used)
    found = list(dict.fromkeys(finding for finding in noise if finding))
    rest = tuple(hunk for finding, hunk in zip(noise, passage.hunks, strict=True) if finding is None)
    if not rest:
        return found
    telling = _only(passage, rest)
    figures = [*money_findings(telling), *period_findings(telling), *date_findings(telling)]
    figures += modal_findings(telling)
    tendency = tendency_of(telling, figures)
    found += figures + definition_findings(telling)
    found += authority_findings(telling, tendency) + topic_findings(telling, tendency)
    # a change that no rule knows is never noise
    return found or [_UNKNOWN]


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
    return categories().by_code[finding.code].priority if finding.code else Priority.SUBSTANTIVE


def _priority(findings: Sequence[Finding]) -> Priority:
    """That of the most serious finding; a change of which nothing is known is substantive."""
    found = {_of_finding(finding) for finding in findings} or {Priority.SUBSTANTIVE}
    return next(priority for priority in _SERIOUS_FIRST if priority in found)


def _ordered(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that say something, the most serious first, each category once for the same words."""
    known = [finding for finding in findings if finding.code]
    ranks = {
        finding: (_SERIOUS_FIRST.index(_of_finding(finding)), categories().by_code[finding.code].rank)
        for finding in known
    }
    kept: dict[object, Finding] = {}
    for finding in sorted(known, key=ranks.__getitem__):
        by_words = categories().by_code[finding.code].about is None
        kept.setdefault((finding.code, finding.old, finding.new) if by_words else finding.code, finding)
    return list(kept.values())


def _flag(finding: Finding) -> Flag:
    category = categories().by_code[finding.code]
    why = category.why_when.get(finding.direction, category.why) if finding.direction else category.why
    return Flag(
        category=finding.code,
        old=finding.old,
        new=finding.new,
        why=finding.why or why,
        question=finding.question or category.question,
        direction=finding.direction,
        on=finding.on,
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
