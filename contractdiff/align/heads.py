"""Where a print does not tell a running head from the text, or one version sets it aside, the other version tells it.

A Word file says which words stand at the head or foot of its pages; in a PDF they are known by coming back, which what
stands on one page only, or stands there as the title too, does not.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from contractdiff.model import Clause, ClauseId, Contract, Format, Role, SetAside
from contractdiff.text import fold

_HEADS = (Role.HEADER, Role.FOOTER)
_WHY = {Role.HEADER: "running head", Role.FOOTER: "running foot"}


def settle_heads(old: Contract, new: Contract) -> tuple[Contract, Contract]:
    """The two contracts with the same running heads set aside; the same objects where there was nothing to settle."""
    return _settled(old, new), _settled(new, old)


def _settled(contract: Contract, other: Contract) -> Contract:
    aside = {fold(each.text) for part in other.reading.files for each in part.set_aside if each.why in _WHY.values()}
    known = {fold(clause.wording): clause.role for clause in other.clauses if clause.role in _HEADS}
    gone: dict[ClauseId, Role] = {}
    if contract.reading.format is Format.PDF:
        gone |= _among_the_text(contract, other, known)
    for clause in contract.clauses:
        words = fold(clause.wording)
        if clause.role in _HEADS and words in aside and words not in known:
            gone[clause.id] = clause.role
    pointed = {name for each in contract.references for name in (each.clause, each.target)}
    pointed |= {name for each in contract.incorporated for name in each.clauses}
    gone = {name: role for name, role in gone.items() if name not in pointed}
    if not gone:
        return contract
    kept = [clause for clause in contract.clauses if clause.id not in gone]
    printed = {fold(clause.wording) for clause in kept if clause.role in _HEADS}
    noted = []
    for clause in contract.clauses:
        if clause.id not in gone:
            continue
        words = fold(clause.wording)
        if words in known and words not in printed:
            # as the other version has it: once, after the body
            printed.add(words)
            kept.append(replace(clause, role=gone[clause.id], parent=None, heading=None, text=clause.wording))
        else:
            noted.append(SetAside(text=clause.wording, why=_WHY[gone[clause.id]], page=clause.page))
    reading = replace(contract.reading, set_aside=(*contract.reading.set_aside, *noted))
    order = {words: at for at, words in enumerate(known)}
    heads = sorted(
        (clause for clause in kept if clause.role in _HEADS),
        key=lambda clause: order.get(fold(clause.wording), len(order)),
    )
    text = [clause for clause in kept if clause.role not in _HEADS]
    return replace(contract, reading=reading).with_clauses([*text, *heads])


def _among_the_text(contract: Contract, other: Contract, known: dict[str, Role]) -> dict[ClauseId, Role]:
    """The paragraphs first or last on their page that the other version has as a head, and not so often as text."""
    as_text = Counter(fold(clause.wording) for clause in other.clauses if clause.role is Role.BODY)
    places: dict[str, list[Clause]] = {}
    parents = {clause.parent for clause in contract.clauses}
    for clause in _at_the_edges([clause for clause in contract.clauses if clause.role is Role.BODY]):
        words = fold(clause.wording)
        if words in known and clause.label is None and clause.id not in parents:
            places.setdefault(words, []).append(clause)
    stands = Counter(fold(clause.wording) for clause in contract.clauses if clause.role is Role.BODY)
    return {
        clause.id: known[words]
        for words, clauses in places.items()
        # the title itself stands before the heads that repeat it
        for clause in clauses[::-1][: max(stands[words] - as_text[words], 0)]
    }


def _at_the_edges(clauses: Sequence[Clause]) -> list[Clause]:
    edges: dict[ClauseId, Clause] = {}
    for at, clause in enumerate(clauses):
        before = clauses[at - 1].page if at else None
        after = clauses[at + 1].page if at + 1 < len(clauses) else None
        if before != clause.page or after != clause.page:
            edges[clause.id] = clause
    return list(edges.values())
