"""Two contracts → ``Alignment``: the matchers in their order, then what moved."""

from collections.abc import Mapping as ById
from collections.abc import Sequence

from contractdiff.align.divided import match_divided
from contractdiff.align.elsewhere import match_elsewhere
from contractdiff.align.files import file_numbers
from contractdiff.align.gaps import match_gaps, weight
from contractdiff.align.mapping import Mapping, Pairing, backbone, profiles
from contractdiff.align.same import match_same_wording
from contractdiff.model import Alignment, Clause, ClauseId, Contract, Evidence, Link, Matcher, Role

# Each adds to the mapping what the ones before it left open.
MATCHERS = (match_same_wording, match_gaps, match_elsewhere, match_divided)

# Clauses are paired within their scope only: a footnote never becomes a running head.
_SCOPES = (
    frozenset({Role.BODY, Role.TABLE_ROW, Role.TEXTBOX}),
    frozenset({Role.FOOTNOTE, Role.ENDNOTE}),
    frozenset({Role.HEADER}),
    frozenset({Role.FOOTER}),
)


def align_contracts(old: Contract, new: Contract) -> Alignment:
    """The links between the clauses of two versions, in reading order of the new one.

    Every clause of either version stands in exactly one link; a link holds one clause on at least one side.
    Turning the versions about turns every link about and changes nothing else.
    """
    links: list[Link] = []
    files = file_numbers(old, new)
    for scope in _SCOPES:
        links += _align_scope(
            [clause for clause in old.clauses if clause.role in scope],
            [clause for clause in new.clauses if clause.role in scope],
            files,
        )
    return Alignment(links=tuple(links))


def _align_scope(old: Sequence[Clause], new: Sequence[Clause], files: ById[ClauseId, int]) -> list[Link]:
    # A comparison has no direction: of equally good pairings the same one is chosen whichever version comes first.
    if [clause.wording for clause in old] > [clause.wording for clause in new]:
        mapping = _mapped(new, old, files)
        pairings = [Pairing(pairing.new, pairing.old, pairing.matcher) for pairing in mapping.pairings()]
        pairings.sort(key=lambda pairing: pairing.old)
        moved = {(p.new, p.old) for p in _moved(mapping)}
        likeness = {(p.new, p.old): _similarity(mapping, p) for p in mapping.pairings()}
    else:
        mapping = _mapped(old, new, files)
        pairings = mapping.pairings()
        moved = {(p.old, p.new) for p in _moved(mapping)}
        likeness = {(p.old, p.new): _similarity(mapping, p) for p in pairings}
    return _links(old, new, pairings, moved, likeness)


def _mapped(old: Sequence[Clause], new: Sequence[Clause], files: ById[ClauseId, int]) -> Mapping:
    mapping = Mapping(*profiles(old, new, files))
    for match in MATCHERS:
        match(mapping)
    return mapping


def _similarity(mapping: Mapping, pairing: Pairing) -> float:
    left = "".join(mapping.old[at].code for at in pairing.old)
    right = "".join(mapping.new[at].code for at in pairing.new)
    return 1.0 if left == right else mapping.likeness(left, right)


def _moved(mapping: Mapping) -> list[Pairing]:
    """The pairings that stand in another place, relative to the heaviest set that kept its order."""
    pairings = mapping.pairings()
    stayed = set(backbone(pairings, [weight(mapping, pairing) for pairing in pairings]))
    return [pairing for number, pairing in enumerate(pairings) if number not in stayed]


def _links(
    old: Sequence[Clause],
    new: Sequence[Clause],
    pairings: list[Pairing],
    moved: set[tuple[tuple[int, ...], tuple[int, ...]]],
    likeness: dict[tuple[tuple[int, ...], tuple[int, ...]], float],
) -> list[Link]:
    by_new = {pairing.new[0]: pairing for pairing in pairings}
    paired_new = {at for pairing in pairings for at in pairing.new}
    staying = {pairing.old[0]: pairing for pairing in pairings if (pairing.old, pairing.new) not in moved}
    paired_old = {at for pairing in pairings for at in pairing.old}
    # A deletion stands after the clause before it that stayed
    deletions: dict[int, list[int]] = {}
    last = -1
    for at in range(len(old)):
        if at in staying:
            last = staying[at].new[-1]
        elif at not in paired_old:
            deletions.setdefault(last, []).append(at)

    def deleted(after: int) -> list[Link]:
        return [
            Link(old=(old[at].id,), new=(), evidence=Evidence(matcher=Matcher.NONE)) for at in deletions.get(after, ())
        ]

    out = deleted(-1)
    for at in range(len(new)):
        pairing = by_new.get(at)
        if pairing is not None:
            key = (pairing.old, pairing.new)
            out.append(
                Link(
                    old=tuple(old[place].id for place in pairing.old),
                    new=tuple(new[place].id for place in pairing.new),
                    evidence=Evidence(matcher=pairing.matcher, similarity=likeness[key]),
                    moved=key in moved,
                )
            )
        elif at not in paired_new:
            out.append(Link(old=(), new=(new[at].id,), evidence=Evidence(matcher=Matcher.NONE)))
        out += deleted(at)
    return out
