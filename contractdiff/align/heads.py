"""Where a print does not tell a running head from the text, or one version sets it aside, the other version tells it.

A Word file says which words stand at the head or foot of its pages; in a PDF they are known by coming back, which what
stands on one page only, or stands there as the title too, does not.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from contractdiff.model import Clause, ClauseId, Contract, Format, Notice, NoticeCode, Role, SetAside
from contractdiff.text import fold, quoted

_HEADS = (Role.HEADER, Role.FOOTER)
_DIGITS = re.compile(r"\d+")
_TOLD = 3
_WHY = {Role.HEADER: "running head", Role.FOOTER: "running foot"}


def settle_heads(old: Contract, new: Contract) -> tuple[Contract, Contract]:
    """The two contracts with the same running heads set aside; the same objects where there was nothing to settle."""
    return _settled(old, new), _settled(new, old)


def differing_heads(old: Contract, new: Contract) -> list[Notice]:
    """A notice where what was set aside at the head or foot of the pages says something else in the other version.

    Page numbers do not count: figures that differ from page to page. Of scans nothing is said: what is small is often
    misread there.
    """
    heads = _heads_aside(old), _heads_aside(new)
    if not all(heads) or any(part.recognised for contract in (old, new) for part in contract.reading.files):
        return []
    known = [{fold(clause.wording) for clause in contract.clauses} for contract in (old, new)]
    gone = [text for form, text in heads[0].items() if form not in heads[1] and fold(text) not in known[1]]
    came = [text for form, text in heads[1].items() if form not in heads[0] and fold(text) not in known[0]]
    if not gone and not came:
        return []
    said = [
        f"{name} {', '.join(map(quoted, texts[:_TOLD]))}" for name, texts in (("old", gone), ("new", came)) if texts
    ]
    message = f"What stands at the head or foot of the pages differs: {'; '.join(said)}. It is not listed as a change."
    return [Notice(code=NoticeCode.HEADS_DIFFER, message=message)]


def _heads_aside(contract: Contract) -> dict[str, str]:
    """The running heads that were set aside, by their normal form without page numbers, each as it first stands."""
    texts = [each.text for part in contract.reading.files for each in part.set_aside if each.why in _WHY.values()]
    figures: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for text in texts:
        figures[_DIGITS.sub("#", text)].add(tuple(_DIGITS.findall(text)))
    heads: dict[str, str] = {}
    for text in texts:
        blank = _DIGITS.sub("#", text)
        if any(map(str.isalpha, text)):
            heads.setdefault(fold(blank if len(figures[blank]) > 1 else text), text)
    return heads


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
