"""Why clauses were paired, or have no counterpart: what a reader is told who asks."""

from contractdiff.align.candidates import nearest
from contractdiff.align.mapping import Mapping, Pairing
from contractdiff.model import ClauseId, Evidence, Matcher

# Less alike than this, another clause is not worth naming as the nearest.
_NEAR = 0.1


def evidence_of(mapping: Mapping, pairing: Pairing) -> Evidence:
    """What speaks for a pairing; that of several clauses is of their words joined and of the first of them."""
    left = "".join(mapping.old[at].code for at in pairing.old)
    right = "".join(mapping.new[at].code for at in pairing.new)
    same = left == right
    old, new = mapping.old[pairing.old[0]], mapping.new[pairing.new[0]]
    above = mapping.of_old.get(old.parent)
    return Evidence(
        matcher=pairing.matcher,
        similarity=1.0 if same else mapping.likeness(left, right),
        shared=len(left) if same else mapping.common(left, right),
        label=bool(old.label) and old.label == new.label,
        heading=bool(old.heading) and old.heading == new.heading,
        parent=above is not None and above is mapping.of_new.get(new.parent),
        neighbours=sum(
            _are_paired(mapping, was, now)
            for was, now in (
                (pairing.old[0] - 1, pairing.new[0] - 1),
                (pairing.old[-1] + 1, pairing.new[-1] + 1),
            )
        ),
    )


def evidence_of_lone(mapping: Mapping) -> dict[ClauseId, Evidence]:
    """For each clause without a counterpart, the clause most like it, wherever that one went."""
    olds = [at for at in range(len(mapping.old)) if _is_lone(mapping.of_old.get(at))]
    news = [at for at in range(len(mapping.new)) if _is_lone(mapping.of_new.get(at))]
    near_old = nearest(mapping, mapping.old, olds, mapping.new, range(len(mapping.new)))
    near_new = nearest(mapping, mapping.new, news, mapping.old, range(len(mapping.old)))
    # closed by hand, or left without a counterpart by a line that parted it
    by_hand_old = {*mapping.of_old, *(was for was, _ in mapping.parted)}
    by_hand_new = {*mapping.of_new, *(now for _, now in mapping.parted)}
    out = {}
    for places, own, others, by_hand, near in (
        (olds, mapping.old, mapping.new, by_hand_old, near_old),
        (news, mapping.new, mapping.old, by_hand_new, near_new),
    ):
        for at in places:
            likeness, place = near.get(at, (0.0, -1))
            out[own[at].id] = Evidence(
                matcher=Matcher.BY_HAND if at in by_hand else Matcher.NONE,
                similarity=likeness if likeness >= _NEAR else 0.0,
                nearest=others[place].id if likeness >= _NEAR else None,
            )
    return out


def _is_lone(pairing: Pairing | None) -> bool:
    return pairing is None or not pairing.old or not pairing.new


def _are_paired(mapping: Mapping, old: int, new: int) -> bool:
    pairing = mapping.of_old.get(old)
    return pairing is not None and pairing is mapping.of_new.get(new)
