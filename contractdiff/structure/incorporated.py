"""What a contract makes part of itself or refers to as its part, and whether that was supplied.

Two kinds of documents are found: those with a designation ("Exhibit B", "Schedules 1 through 4"), wherever they are
named as this contract's own; and those with a name ("Provider Manual"), where their name says that they are documents
by themselves or where a sentence makes them part of the contract. Laws and regulations are authorities and left out.
The table of accepted and rejected wordings is ``tests/test_incorporated.py``.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import PurePosixPath

from contractdiff.model import Clause, ClauseId, Contract, Incorporated, Notice, NoticeCode, Rename, Role
from contractdiff.structure.named import named_documents
from contractdiff.text import LONGEST_HEADING, Designation, Renaming, designation_of, fold, listed, mentions

# How far before a mention is looked for the law that it is a part of, in characters.
_FAR = 60
# A paragraph of as many words under an exhibit's label is the exhibit, and not a line that lists it.
_WHOLE_EXHIBIT = 12
# Characters of the longest heading that is compared with the names of documents.
_LONGEST_TITLE = 80
# How many documents a notice names.
_NAMED = 12
_BEFORE = re.compile(
    r"(?:C\.?\s?F\.?\s?R\.?|U\.?\s?S\.?\s?C\.?|ILCS|Code|Part\s+\d+|Form\s+\d[\w-]*|\bIRS|\bGSA|\bFederal)[^.;A-Za-z]{0,20}\s*$"
)
_AFTER = re.compile(
    r"\s*(?:controlled|drug|substance|narcotic|(?:\([^)]*\)\s*)?(?:of|to|in)\s+"
    r"(?:(?:the\s+)?Code\b|Part\s+\d|Title\s+\d|Subpart|\d+\s*C\.?F|\d+\s*U\.?S|\d+\s+ILCS))",
)
_OF = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:of|to|in|from|under)\s+(?:the|that|such|its|an?|said|any)\s+"
    r"(?P<other>(?:(?:[A-Z][\w&’'/-]*|of|for|and)\s+){0,6}?[A-Z][\w&’'/-]*(?:\s+[A-Z][\w&’'/-]*){0,12})"
)
_CALLED = re.compile(r"(?=(th(?:is|ese) .{1,100}))")
_OWN = frozenset(("agreement", "contract"))


def with_incorporated(contract: Contract) -> Contract:
    """The contract with the documents that it incorporates; of those not supplied a notice tells."""
    found = incorporated_documents(contract)
    missing = [each.name for each in found if not each.supplied]
    reading = contract.reading
    if missing:
        verb, pronoun = ("was", "it") if len(missing) == 1 else ("were", "them")
        told = f"which {verb} not supplied: a change in {pronoun} is not seen here"
        message = f"The contract refers to {_listed(missing)}, {told}."
        notice = Notice(code=NoticeCode.NOT_SUPPLIED, message=message)
        reading = replace(reading, notices=(*reading.notices, notice))
    return replace(contract, reading=reading, incorporated=found)


def incorporated_documents(contract: Contract) -> tuple[Incorporated, ...]:
    """The documents in the order in which they are first named, each with the clauses that name it."""
    text = _Text(contract)
    exhibits = _exhibits(text)
    found = [
        (clauses[0], Incorporated(name=key.name, clauses=tuple(clauses), supplied=_key(key) in text.supplied))
        for key, clauses in exhibits.items()
    ]
    for name, clauses in named_documents(contract, is_own=text.is_own).items():
        folded = fold(name)
        supplied = any(folded in title for title in text.titles)
        found.append((clauses[0], Incorporated(name=name, clauses=tuple(clauses), supplied=supplied)))
    places = {clause.id: at for at, clause in enumerate(contract.clauses)}
    found.sort(key=lambda item: places[item[0]])
    return tuple(document for _, document in found)


def changed_documents(old: Contract, new: Contract, renames: Sequence[Rename] = ()) -> list[Notice]:
    """What one version incorporates and the other does not so much as name.

    Where "Provider" is "Grantee" now, "the Grantee’s Application" is what the old version calls "the Provider’s".
    """
    notices = []
    renaming = Renaming(renames)
    named = {contract.side: _Named(contract, renaming) for contract in (old, new)}
    for own, other, said in (
        (new, old, "The new version refers to {}, which the old one does not name."),
        (old, new, "The new version no longer refers to {}, which the old one names."),
    ):
        called = ((each.name, renaming.under_keys(own.side, each.name)) for each in own.incorporated)
        names = [name for name, known in called if name not in named[other.side] and known not in named[other.side]]
        if names:
            notices.append(Notice(code=NoticeCode.DOCUMENTS_CHANGED, message=said.format(_listed(names))))
    return notices


class _Named:
    """Whether a version names a document anywhere, as its own or not, supplied or not."""

    def __init__(self, contract: Contract, renaming: Renaming) -> None:
        self._known = {fold(each.name) for each in contract.incorporated}
        self._under_keys = partial(renaming.under_keys, contract.side)
        self._texts = [f"{clause.label or ''} {clause.wording}" for clause in contract.clauses]
        self._texts += [f"{part.designation} {PurePosixPath(part.file).stem}" for part in contract.reading.parts]

    def __contains__(self, name: str) -> bool:
        if fold(name) in self._known:
            return True
        exhibit = designation_of(name)
        return _bare(name) in self._wording if exhibit is None else _key(exhibit) in self._exhibits

    @cached_property
    def _wording(self) -> str:
        said = " ".join(self._texts)
        return f"{_bare(said)}\n{_bare(self._under_keys(said))}"

    @cached_property
    def _exhibits(self) -> set[tuple[str, str]]:
        return {_key(each) for text in self._texts for found in mentions(text) for each in found.designations}


class _Text:
    """The contract as its mentions of documents are judged by."""

    def __init__(self, contract: Contract) -> None:
        self.clauses = [clause for clause in contract.clauses if clause.role not in (Role.HEADER, Role.FOOTER)]
        # all stretches of it that may say so
        said = " ".join(" ".join(clause.wording for clause in contract.clauses).casefold().split())
        self.called = "\n".join(_CALLED.findall(said))
        self.parts = contract.reading.parts
        self._own: dict[str, bool] = {}
        self.headings = {
            fold(words).rstrip(".:")
            for clause in self.clauses
            for words in (clause.heading, clause.wording)
            if words and len(words) <= _LONGEST_TITLE
        }

    def is_own(self, name: str) -> bool:
        """Whether the contract calls itself or a part of itself so: "this RFP", "these Standard Terms", a heading."""
        known = self._own.get(name)
        if known is None:
            known = self._own[name] = self._is_own(name)
        return known

    def _is_own(self, name: str) -> bool:
        pieces = name.split()
        ends = [" ".join(pieces[at:]) for at in range(len(pieces)) if not at or pieces[-1].isupper() or pieces[at:-1]]
        called = any(f"{this} {end.casefold()}" in self.called for end in ends for this in ("this", "these"))
        return called or name.casefold() in _OWN or fold(name) in self.headings

    @cached_property
    def supplied(self) -> set[tuple[str, str]]:
        """The exhibits that stand in the contract with text beneath, or are files of it."""
        parents = {clause.parent for clause in self.clauses}
        found = {_key(each) for part in self.parts if (each := designation_of(part.designation))}
        for at, clause in enumerate(self.clauses):
            designation = _heads(clause)
            if designation is None:
                continue
            after = self.clauses[at + 1] if at + 1 < len(self.clauses) else None
            goes_on = clause.heading is not None and after is not None and _heads(after) is None
            if clause.id in parents or goes_on or len(clause.text.split()) >= _WHOLE_EXHIBIT:
                found.add(_key(designation))
        return found

    @cached_property
    def titles(self) -> list[str]:
        """What the files of a folder are called, folded: their names and what stands at their heads."""
        found = [fold(PurePosixPath(part.file).stem.replace("_", " ").replace("-", " ")) for part in self.parts]
        seen: dict[str, int] = defaultdict(int)
        for clause in self.clauses if self.parts else ():
            seen[clause.file] += 1
            if seen[clause.file] <= 3 and len(clause.wording.split()) <= LONGEST_HEADING:
                found.append(fold(clause.wording))
        return found


def _exhibits(text: _Text) -> dict[Designation, list[ClauseId]]:
    found: dict[Designation, list[ClauseId]] = {}
    names: dict[tuple[str, str], Designation] = {}
    for clause in text.clauses:
        own = _heads(clause)
        for designation in _mentioned(clause, text):
            key = _key(designation)
            if own is not None and key == _key(own) and key in text.supplied:
                continue  # its own heading
            outer = (key[0], key[1][:1])
            if key not in text.supplied and outer in text.supplied and outer != key:
                key, designation = outer, Designation(key[0], key[1][:1])  # a form in Appendix A is called A-6
            clauses = found.setdefault(names.setdefault(key, designation), [])
            if clauses[-1:] != [clause.id]:
                clauses.append(clause.id)
    return found


def _mentioned(clause: Clause, text: _Text) -> Iterator[Designation]:
    printed = f"{clause.label or ''} {clause.wording}"
    for mention in mentions(printed):
        if mention.designations[0].word == "amendment":
            continue
        if _BEFORE.search(printed[max(mention.start - _FAR, 0) : mention.start]) or _AFTER.match(printed, mention.end):
            continue
        of = _OF.match(printed, mention.end)
        if of and not text.is_own(of["other"]) and not _is_reference_to_self(of["other"], text):
            continue
        yield from mention.designations


def _is_reference_to_self(other: str, text: _Text) -> bool:
    """Whether "the Grant Agreement" means this contract: the first words of what follows may run too far."""
    pieces = other.split()
    return any(text.is_own(" ".join(pieces[:count])) for count in range(1, len(pieces)))


def _heads(clause: Clause) -> Designation | None:
    """Which exhibit a clause heads or lists by its label or heading."""
    if clause.label and (found := designation_of(clause.label)):
        return found
    if clause.heading is not None and len(clause.heading.split()) <= LONGEST_HEADING:
        return designation_of(clause.heading)
    return None


def _key(designation: Designation) -> tuple[str, str]:
    return designation.word, re.sub(r"[-.–]", "", designation.number)


def _bare(text: str) -> str:
    """Words without what a line's end may change in them: spaces and hyphens."""
    return fold(text).replace("-", "")


def _listed(names: Iterable[str]) -> str:
    said = [name if designation_of(name) else f"the {name}" for name in names]
    if len(said) > _NAMED:
        said = [*said[: _NAMED - 1], f"{len(said) - _NAMED + 1} more"]
    return listed(*said)
