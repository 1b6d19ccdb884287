"""First matcher: what the analyst decided. She has the last word, so nothing after it takes a clause out again."""

from collections.abc import Sequence

from contractdiff.align.mapping import Mapping
from contractdiff.errors import InputError
from contractdiff.model import ClauseId, Contract, HandPairs, Matcher


def match_by_hand(mapping: Mapping) -> None:
    """Pair what she joined, close what she left alone, and note what she parted."""
    old = {profile.id: at for at, profile in enumerate(mapping.old)}
    new = {profile.id: at for at, profile in enumerate(mapping.new)}
    for left, right in mapping.hand.joined:
        # either version may be the one that is looked at as the old one
        was, now = (left, right) if left[0] in old or right[0] in new else (right, left)
        if was[0] in old:
            mapping.pair(
                tuple(sorted(old[name] for name in was)), tuple(sorted(new[name] for name in now)), Matcher.BY_HAND
            )
    for name in mapping.hand.alone:
        if name in old:
            mapping.pair((old[name],), (), Matcher.BY_HAND)
        elif name in new:
            mapping.pair((), (new[name],), Matcher.BY_HAND)
    for one, other in mapping.hand.parted:
        was_at, now_at = (old.get(one), new.get(other)) if one in old else (old.get(other), new.get(one))
        if was_at is not None and now_at is not None:
            mapping.parted.add((was_at, now_at))


def check_hand(hand: HandPairs, old: Contract, new: Contract) -> None:
    """Nothing where the two contracts can be paired so.

    Raises:
        InputError: A clause is named that is not there, or is joined or left alone twice; or both sides have several.
    """
    seen: set[ClauseId] = set()

    def take(names: Sequence[ClauseId], contract: Contract) -> None:
        for name in names:
            if name not in contract.by_id:
                raise InputError(f"Pairing by hand: {contract.name} has no clause {name}. Name one that it has.")
            if name in seen:
                cited = contract.citation(name) or name
                raise InputError(f"Pairing by hand: clause {cited} of {contract.name} is paired twice. Pair it once.")
            seen.add(name)

    for was, now in hand.joined:
        if not was or not now or len(was) > 1 < len(now):
            raise InputError(
                "Pairing by hand: several old clauses cannot be joined with several new ones. One of the sides has to "
                "be a single clause."
            )
        take(was, old)
        take(now, new)
    for name in hand.alone:
        take((name,), old if name in old.by_id else new)
    for one, other in hand.parted:
        for name, contract in ((one, old), (other, new)):
            if name not in contract.by_id:
                raise InputError(f"Pairing by hand: {contract.name} has no clause {name}. Name one that it has.")
