"""How well the outcomes of a story are told."""

import re
from collections import Counter
from dataclasses import dataclass, field, fields

from stories import Hidden, Proposal, Story

from contractdiff.api import compare_contracts
from contractdiff.model import Change, ChangeId, ChangeKind, Comparison, FinalCheck, NewEdit, Op, Result, Side, Wanted
from contractdiff.rounds import check_final


@dataclass
class Score:
    changes: int = 0
    right: int = 0
    hidden: int = 0
    found: int = 0
    false: int = 0
    promises: int = 0
    promises_right: int = 0
    not_told: int = 0
    also: int = 0
    """Words told as new in a long proposed text that was modified otherwise, which is told as such."""
    quiet: int = 0
    quiet_found: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    confused: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Score") -> None:
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))


def compared(story: Story) -> tuple[Comparison, Comparison, Comparison]:
    old, draft, final = (story.contract(which, Side.OLD) for which in ("old", "draft", "final"))
    draft_new, final_new = (story.contract(which, Side.NEW) for which in ("draft", "final"))
    assert len(final.clauses) == len(final_new.clauses)
    return compare_contracts(old, draft_new), compare_contracts(old, final_new), compare_contracts(draft, final_new)


def _plain(text: str) -> str:
    return " ".join(text.split())


def changes_of(proposal: Proposal, proposed: Comparison) -> list[Change]:
    """The changes of words or place that tell of a proposal."""
    found = []
    for change in proposed.changes:
        olds = {_plain(proposed.old.by_id[name].wording) for name in change.old}
        news = {_plain(proposed.new.by_id[name].wording) for name in change.new}
        if change.kind is not ChangeKind.RENUMBERED and (
            olds & set(proposal.old) or news & (set(proposal.draft) - set(proposal.old))
        ):
            found.append(change)
    return found


def score(story: Story) -> tuple[Score, FinalCheck]:
    proposed, final, between = compared(story)
    wanted: dict[ChangeId, Wanted] = {}
    told = [(proposal, changes_of(proposal, proposed)) for proposal in story.proposals]
    for proposal, changes in told:
        if proposal.wanted:
            wanted |= {change.id: proposal.wanted for change in changes[:1]}
    made = check_final(proposed, final, between, wanted)
    result = Score()
    shares = Counter(change.id for _, changes in told for change in changes)
    outcomes = {outcome.id: outcome for outcome in made.outcomes}
    for proposal, changes in told:
        if not changes or any(shares[change.id] > 1 for change in changes):
            result.not_told += 1
            continue
        result.changes += 1
        own = [outcomes[change.id] for change in changes]
        results = {outcome.result for outcome in own}
        if results == {proposal.result} or (len(own) > 1 and proposal.result in results):
            result.right += 1
        else:
            said = "/".join(sorted(each.value for each in results))
            result.confused[f"{proposal.kind}: {proposal.result.value} told as {said}"] += 1
            result.wrong.append(
                f"{proposal.kind}: {proposal.result.value} told as {said}\n  old   {proposal.old}\n"
                f"  draft {proposal.draft}\n  final {[outcome.final.wording for outcome in own]}\n"
                f"  said  {[outcome.said for outcome in own]}\n  want  {proposal.wanted}"
            )
        if proposal.wanted and proposal.wanted.promise:
            result.promises += 1
            result.promises_right += own[0].kept is proposal.kept
    _score_hidden(story, made, final, proposed, result)
    return result, made


def _score_hidden(story: Story, made: FinalCheck, final: Comparison, proposed: Comparison, result: Score) -> None:
    explained: Counter[str] = Counter()
    for hidden in story.hidden:
        result.hidden += 1
        entries = [edit for edit in made.undisclosed if _is_of(edit, hidden, final, proposed)]
        if any(_tells(edit, hidden) for edit in entries):
            result.found += 1
        else:
            result.missed.append(
                f"{hidden.kind}: -{hidden.gone!r} +{hidden.came!r}\n  draft {hidden.draft}\n  final {hidden.final}\n"
                f"  told  {[edit.summary for edit in entries]}"
            )
        for edit in entries:
            explained[edit.id] += len((hidden.gone + " " + hidden.came).split()) if hidden.gone or hidden.came else 999
    told = [{_plain(proposed.new.by_id[name].wording) for name in edit.proposed} for edit in made.administrative]
    result.quiet += len(story.administrative)
    result.quiet_found += sum(any(wording in each for each in told) for wording in story.administrative)
    for edit in made.undisclosed:
        words = sum(len(each.text.split()) for each in edit.edits if each.op is not Op.EQUAL)
        otherwise = {
            outcome.id for outcome in made.outcomes if outcome.result is Result.OTHERWISE and outcome.id in edit.beside
        }
        if not explained[edit.id] and any(_is_long_text(proposed.by_id[name]) for name in otherwise):
            result.also += 1
        elif not explained[edit.id] or words > 2 * explained[edit.id] + 6:
            result.false += 1
            result.alarms.append(f"{edit.kind.value} {edit.beside}: {edit.summary}\n  {edit.edits}")


def _is_long_text(change: Change) -> bool:
    """Whether a change inserts a text, and not a few words."""
    return any(edit.op is Op.INSERT and len(edit.text.split()) >= 9 for edit in change.edits)


def _is_of(edit: NewEdit, hidden: Hidden, final: Comparison, proposed: Comparison) -> bool:
    if hidden.kind == "hidden deleted":
        return hidden.draft in {_plain(proposed.new.by_id[name].wording) for name in edit.proposed}
    return hidden.final in {_plain(final.new.by_id[name].wording) for name in edit.final}


def _tells(edit: NewEdit, hidden: Hidden) -> bool:
    """Whether at least half of the words that came, or else went, are marked."""
    if hidden.kind == "hidden deleted":
        return any(each.op is Op.DELETE for each in edit.edits)
    text = hidden.came or hidden.gone or hidden.final
    op = Op.INSERT if hidden.came or not hidden.gone else Op.DELETE
    marked = Counter(re.findall(r"\w+", " ".join(each.text for each in edit.edits if each.op is op).lower()))
    words = Counter(re.findall(r"\w+", text.lower()))
    # of "IV(J)(4)(c)" one number is another
    words -= Counter(re.findall(r"\w+", hidden.gone.lower())) if hidden.kind == "number" else Counter()
    return (marked & words).total() * 2 >= words.total()
