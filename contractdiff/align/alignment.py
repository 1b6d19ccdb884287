"""Two contracts → ``Alignment``: the matchers in their order, then what moved."""

from collections.abc import Mapping as ById
from collections.abc import Sequence
from dataclasses import dataclass, replace

from contractdiff.align.below import match_below
from contractdiff.align.by_hand import check_hand, match_by_hand
from contractdiff.align.divided import match_divided
from contractdiff.align.doubtful import part_headings, part_lonely
from contractdiff.align.elsewhere import match_elsewhere
from contractdiff.align.evidence import evidence_of, evidence_of_lone
from contractdiff.align.evident import match_evident
from contractdiff.align.files import file_numbers
from contractdiff.align.gaps import match_gaps
from contractdiff.align.mapping import Mapping
from contractdiff.align.moved import match_moved
from contractdiff.align.order import stayed
from contractdiff.align.profiles import profiles
from contractdiff.align.replaced import match_replaced
from contractdiff.align.same import match_same_wording
from contractdiff.align.unmoved import unmoved
from contractdiff.model import Alignment, Clause, ClauseId, Contract, Evidence, HandPairs, Link, Rename, Role
from contractdiff.text import Renaming, Stretch

# Each adds to the mapping what the ones before it left open; one takes back what was paired for too little.
MATCHERS = (
    match_by_hand,
    match_same_wording,
    match_evident,
    match_gaps,
    match_elsewhere,
    match_moved,
    match_divided,
    part_lonely,
    match_below,
    match_replaced,
    part_headings,
)

# Clauses are paired within their scope only: a footnote never becomes a running head.
_SCOPES = (
    frozenset({Role.BODY, Role.TABLE_ROW, Role.TEXTBOX}),
    frozenset({Role.FOOTNOTE, Role.ENDNOTE}),
    frozenset({Role.HEADER}),
    frozenset({Role.FOOTER}),
)

_NOTHING_BY_HAND = HandPairs()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What is known of the clauses of both versions besides their words."""

    files: ById[ClauseId, int]
    alike: ById[ClauseId, Sequence[Stretch]]
    hand: HandPairs


@dataclass(frozen=True, slots=True)
class _Pair:
    """A pairing by the places of its clauses, with what is to be said of it."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    evidence: Evidence
    moved: bool


def align_contracts(
    old: Contract, new: Contract, *, renames: Sequence[Rename] = (), hand: HandPairs = _NOTHING_BY_HAND
) -> Alignment:
    """The links between the clauses of two versions, in reading order of the new one.

    Every clause of either version stands in exactly one link; a link holds one clause on at least one side.
    Turning the versions about turns every link about and changes nothing else.

    Args:
        old: The old version.
        new: The new version.
        renames: Terms that the new version calls otherwise; either form counts as the same word.
        hand: What the analyst pairs otherwise; it goes before all else.

    Raises:
        InputError: ``hand`` names a clause that is not there or names one twice.
    """
    check_hand(hand, old, new)
    told = _Told(files=file_numbers(old, new), alike=_alike(old, new, renames), hand=hand)
    scopes = _scopes(old, new, hand)
    links: list[Link] = []
    for number in range(len(_SCOPES)):
        links += _align_scope(
            [clause for clause in old.clauses if scopes[clause.id] == number],
            [clause for clause in new.clauses if scopes[clause.id] == number],
            told,
        )
    return Alignment(links=tuple(links))


def _alike(old: Contract, new: Contract, renames: Sequence[Rename]) -> dict[ClauseId, Sequence[Stretch]]:
    """The stretches of each clause where a renamed term stands."""
    if not renames:
        return {}
    renaming = Renaming(renames)
    return {
        clause.id: stretches
        for contract in (old, new)
        for clause in contract.clauses
        if (stretches := renaming.stretches(contract.side, clause.wording))
    }


def _scopes(old: Contract, new: Contract, hand: HandPairs) -> dict[ClauseId, int]:
    """The number of its scope for each clause; what the analyst joined is in one, the first of theirs."""
    of_role = {role: number for number, scope in enumerate(_SCOPES) for role in scope}
    scopes = {clause.id: of_role[clause.role] for contract in (old, new) for clause in contract.clauses}
    for was, now in hand.joined:
        names = (*was, *now)
        scopes.update(dict.fromkeys(names, min(scopes[name] for name in names)))
    return scopes


def _align_scope(old: Sequence[Clause], new: Sequence[Clause], told: _Told) -> list[Link]:
    # A comparison has no direction: of equally good pairings the same one is chosen whichever version comes first.
    turned = [clause.wording for clause in old] > [clause.wording for clause in new]
    mapping = _mapped(new, old, told) if turned else _mapped(old, new, told)
    pairs = _pairs(mapping)
    if turned:
        pairs = sorted((replace(pair, old=pair.new, new=pair.old) for pair in pairs), key=lambda pair: pair.old)
    return _links(old, new, pairs, evidence_of_lone(mapping))


def _mapped(old: Sequence[Clause], new: Sequence[Clause], told: _Told) -> Mapping:
    mapping = Mapping(*profiles(old, new, told.files, told.alike), hand=told.hand)
    for match in MATCHERS:
        match(mapping)
    return mapping


def _pairs(mapping: Mapping) -> list[_Pair]:
    """The pairings; those that kept neither order nor number stand in another place."""
    kept = unmoved(mapping, stayed(mapping))
    return [
        _Pair(pairing.old, pairing.new, evidence_of(mapping, pairing), pairing.old not in kept)
        for pairing in mapping.pairings()
    ]


def _links(
    old: Sequence[Clause], new: Sequence[Clause], pairs: Sequence[_Pair], lone: ById[ClauseId, Evidence]
) -> list[Link]:
    by_new = {pair.new[0]: pair for pair in pairs}
    paired_new = {at for pair in pairs for at in pair.new}
    staying = {pair.old[0]: pair for pair in pairs if not pair.moved}
    paired_old = {at for pair in pairs for at in pair.old}
    # A deletion stands after the clause before it that stayed
    deletions: dict[int, list[Link]] = {}
    last = -1
    for at, clause in enumerate(old):
        if at in staying:
            last = staying[at].new[-1]
        elif at not in paired_old:
            deletions.setdefault(last, []).append(Link(old=(clause.id,), new=(), evidence=lone[clause.id]))
    out = deletions.get(-1, [])
    for at, clause in enumerate(new):
        pair = by_new.get(at)
        if pair is not None:
            out.append(
                Link(
                    old=tuple(old[place].id for place in pair.old),
                    new=tuple(new[place].id for place in pair.new),
                    evidence=pair.evidence,
                    moved=pair.moved,
                )
            )
        elif at not in paired_new:
            out.append(Link(old=(), new=(clause.id,), evidence=lone[clause.id]))
        out += deletions.get(at, ())
    return out
