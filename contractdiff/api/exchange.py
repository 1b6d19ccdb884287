"""What members said and what the exchange with the agency came to, read from a docket."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from contractdiff.api.dockets import read_stored
from contractdiff.docket import (
    ANSWER_BY,
    CHOICES,
    Docket,
    Drafts,
    IssuedTexts,
    ListedIn,
    exchange_of,
    feedback_of,
    listed_changes,
    written_of,
)
from contractdiff.model import (
    AGREED,
    Answered,
    Change,
    Comparison,
    ComparisonKind,
    Decision,
    Exchange,
    Feedback,
    FinalCheck,
    FormKind,
    Line,
    ListedChange,
    Matter,
    MatterKind,
    Promise,
    Reconciliation,
    Round,
    RowKind,
    RowMatch,
    Stance,
    StoredComparison,
    Wanted,
    Withdrawn,
)

_Key = tuple[object, ...]
_FOR_AGENCY = (FormKind.AGENCY, FormKind.PACKET)


def read_feedback(folder: Path) -> Feedback:
    """All that members said in answer to the docket's comparison, and all that is to be decided.

    Raises:
        InputError: There is no docket.
        DocketError: It is damaged or held by another command.
    """
    return read_exchange(folder).feedback


def read_exchange(folder: Path) -> Exchange:
    """The exchange with the agency as it stands.

    Raises:
        InputError: There is no docket.
        DocketError: It is damaged or held by another command.
    """
    with Docket(folder) as docket:
        return exchange_in(docket)


def _feedback_in(docket: Docket) -> Feedback:
    drafts = docket.drafts()
    stored = drafts[-1]
    comparison = read_stored(stored)
    by_id = {each.id: each for each in drafts}
    last = {each.round: each for each in drafts}
    renamed: dict[str, Mapping[str, str]] = {}
    rounds: dict[str, int] = {}
    for layout in docket.layouts():
        of = by_id.get(layout.comparison)
        if of is None:
            continue
        rounds[layout.sha256] = of.round
        if of.id != (now := last[of.round]).id:
            # made anew before anything came back; from one round to the next the ids are the same
            after = comparison if now is stored else read_stored(now)
            renamed[layout.sha256] = _ids_now(read_stored(of), after)
    return feedback_of(docket, stored, comparison, renamed=renamed, rounds=rounds)


def _ids_now(before: Comparison, now: Comparison) -> dict[str, str]:
    """The id that each change of an earlier comparison has now, where the same words still change in the same way."""
    ids = {_key(change): change.id for change in now.changes}
    return {change.id: ids[key] for change in before.changes if (key := _key(change)) in ids}


def _key(change: Change) -> _Key:
    return change.kind, tuple((edit.op, edit.text) for edit in change.edits)


def exchange_in(docket: Docket) -> Exchange:
    """The same of a docket that is open."""
    feedback = _feedback_in(docket)
    stored = last_of_rounds(docket)
    settings, decisions = docket.settings(), docket.decisions()
    layouts = {each.sha256: each for each in docket.layouts()}
    numbers = {each.id: each.round for each in docket.drafts()}
    rounds = {name: numbers[each.comparison] for name, each in layouts.items() if each.comparison in numbers}
    # in the order in which they were made, so that a form made later goes before others
    for_agency = [each for each in layouts.values() if each.kind in _FOR_AGENCY and each.sha256 in rounds]
    issued = IssuedTexts(layouts.values())
    asked: dict[int, frozenset[str]] = {}
    for each in for_agency:
        number = rounds[each.sha256]
        asked[number] = asked.get(number, frozenset()) | issued.rows(each.sha256)
    written, matters = written_of(feedback.others, layouts, rounds, decisions)
    came = {each.round for each in written if each.kind in (*_FOR_AGENCY, FormKind.LIST)}
    comparisons = [feedback.comparison if each.id == stored[-1].id else read_stored(each) for each in stored]
    drafts = Drafts(
        rounds=tuple(
            Round(
                number=each.round,
                draft=comparison.new.name,
                opened=each.at,
                sent=min((own.at for own in for_agency if rounds[own.sha256] == each.round), default=""),
                answer_by=settings.get(ANSWER_BY.format(each.round), ""),
                answered=each.round in came,
            )
            for each, comparison in zip(stored, comparisons, strict=True)
        ),
        comparisons=tuple(comparisons),
        became=tuple(_became(docket, each) for each in stored[1:]),
    )
    listed = listed_changes(written, drafts)
    reconciliation = _reconciled(drafts, listed, decisions) if listed else None
    if reconciliation is not None:
        matters = (*matters, *_doubtful(reconciliation, decisions))
    exchange = exchange_of(
        replace(feedback, matters=(*feedback.matters, *matters)),
        drafts,
        written,
        issued,
        asked,
        settings,
        reconciliation=reconciliation,
    )
    last = {each.kind: each for each in docket.comparisons()}
    if ComparisonKind.FINAL not in last:
        return exchange
    issued_contract, between = (read_stored(last[kind]) for kind in (ComparisonKind.FINAL, ComparisonKind.LAST))
    return replace(exchange, final=check_against(exchange, issued_contract, between), issued=issued_contract.new)


def last_of_rounds(docket: Docket) -> tuple[StoredComparison, ...]:
    """The comparison in force in each round, in their order."""
    found: dict[int, StoredComparison] = {}
    for each in docket.drafts():
        found[each.round] = each
    return tuple(found[number] for number in sorted(found))


def _became(docket: Docket, stored: StoredComparison) -> Mapping[str, str]:
    """What became in a draft of each change of the one before, in a word or two."""
    return {
        name: f"{became} in {', '.join(others)}" if became == "continued" and others else became
        for name, (became, others) in docket.carried().get(stored.id, {}).items()
    }


def _reconciled(drafts: Drafts, listed: tuple[ListedIn, ...], decisions: Mapping[str, Decision]) -> Reconciliation:
    """The agency's list set against the changes of the draft in force, with what people decided of its rows.

    Rows without an id of ours that came in an earlier round are about the draft of that round; what they were found to
    be there goes along with the change.
    """
    from contractdiff.reconcile import reconcile

    now = drafts.comparisons[-1]
    rows: list[ListedChange] = []
    apart: list[RowMatch] = []
    by_round: dict[int, list[ListedChange]] = {}
    for each in listed:
        decision = decisions.get(_listed_matter(each.row.key))
        if each.row.id or decision is None:
            by_round.setdefault(each.round, []).append(each.row)
        elif decision.choice == "place":
            said = each.row.acknowledgement or Answered.ACKNOWLEDGED
            by_round.setdefault(each.round, []).append(replace(each.row, id=decision.value, acknowledgement=said))
        else:
            why = f"Decided by {decision.by or 'staff'}."
            apart.append(RowMatch(row=each.row, kind=RowKind.AGENCY_ONLY, why=why))
    for draft, comparison in zip(drafts.rounds[:-1], drafts.comparisons[:-1], strict=True):
        for match in reconcile(comparison, by_round.get(draft.number, [])).rows:
            if match.kind is not RowKind.MATCHED:
                apart.append(match)
                continue
            left = [name for name in match.changes if name in now.by_id]
            said = match.row.acknowledgement or Answered.ACKNOWLEDGED
            for number, name in enumerate(left):
                key = f"{match.row.key} ({number + 1})" if number else match.row.key
                rows.append(replace(match.row, key=key, id=name, acknowledgement=said))
            if not left:
                apart.append(replace(match, why="It is of a change that the last draft has no more."))
    found = reconcile(now, [*rows, *by_round.get(drafts.rounds[-1].number, [])])
    return replace(found, rows=(*found.rows, *apart)) if apart else found


def _listed_matter(key: str) -> str:
    """The id of the matter of which change a row of the agency's is: "S-3f9a1c22/A-01"."""
    row, _, submission = key.partition(" of ")
    return f"{submission or 'list'}/{row.replace(' ', '')}"


def _doubtful(reconciliation: Reconciliation, decisions: Mapping[str, Decision]) -> list[Matter]:
    """The rows of the agency's list of which a person has to say which change they are, or has said it."""
    found = []
    for each in reconciliation.rows:
        decision = decisions.get(_listed_matter(each.row.key))
        if each.kind is not RowKind.DOUBTFUL and decision is None:
            continue
        found.append(
            Matter(
                id=_listed_matter(each.row.key),
                kind=MatterKind.LISTED,
                subject="list",
                file="the agency’s list",
                says=f"Row {each.row.key} of the agency’s list: {each.why}",
                words=" | ".join(filter(None, (each.row.clause, each.row.words))),
                candidates=tuple(each.changes),
                choices=CHOICES[MatterKind.LISTED],
                decision=decision,
            )
        )
    return found


def check_against(exchange: Exchange, final: Comparison, between: Comparison) -> FinalCheck:
    """The issued contract set against everything that was proposed and promised.

    Args:
        exchange: The exchange with the last draft.
        final: The old contract beside the one that was issued.
        between: The last draft beside the one that was issued.
    """
    from contractdiff.rounds import BACK, back_again, check_final

    wanted = {line.id: _wanted(line) for line in exchange.lines}
    check = check_final(exchange.comparison, final, between, wanted)
    # what an earlier draft withdrew may be back in the contract that is issued
    back = {
        clause: flag.why
        for change in back_again(final, withdrawn_of(exchange.withdrawn)).changes
        for flag in change.flags
        if flag.category == BACK
        for clause in change.new
    }
    told = (
        replace(each, summary=" ".join(dict.fromkeys((each.summary, *(back[c] for c in each.final if c in back)))))
        for each in check.undisclosed
    )
    return replace(check, undisclosed=tuple(told))


def withdrawn_of(lines: Iterable[Line], version: str = "") -> tuple[Withdrawn, ...]:
    """The changes of these lines as what was withdrawn: the old wording, and the one that was proposed.

    ``version`` is what they were withdrawn from; "" for the draft that each was last found in.
    """
    return tuple(
        Withdrawn(
            version=version or line.comparison.new.name,
            change=line.id,
            old=" ".join(line.comparison.old.by_id[each].wording for each in line.change.old),
            proposed=" ".join(line.comparison.new.by_id[each].wording for each in line.change.new),
        )
        for line in lines
    )


def _wanted(line: Line) -> Wanted:
    """What the coalition asked for at a change, and what the agency promised when it last answered that."""
    promise = None
    if line.responded is not None and line.responded.response == AGREED:
        promise = Promise.WITHDRAW if line.stance is Stance.RESTORE else Promise.AS_AGREED
    # to wording that was asked for later, or otherwise, the agency has not agreed
    to = line.requested if promise is Promise.AS_AGREED and line.responded and line.responded.to_wording else ""
    return Wanted(requested=(line.requested,) if line.requested else (), agreed=line.agreed or to, promise=promise)
