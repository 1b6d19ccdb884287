"""Several files → one ``Contract``: the agreement first, its exhibits in their order, each in its own numbering."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from contractdiff.model import Clause, ClauseId, Contract, NumberingScheme, Reading, Role, Side, SourceText
from contractdiff.structure.incorporated import with_incorporated
from contractdiff.structure.recover import recover_clauses
from contractdiff.text import LONGEST_HEADING, Designation, designation_in_name, designation_of, part_order

# Among how many paragraphs at the head of a file the heading is looked for that says which exhibit it is.
_HEAD = 4
# What a file is called that is the agreement itself, and what others are called that go with it.
_AGREEMENT = re.compile(r"agreement|contract|\bmou\b|memorandum of understanding|terms", re.IGNORECASE)
_NO_AGREEMENT = re.compile(
    r"manual|polic(?:y|ies)|handbook|procedure|guid(?:e|ance)|instruction|letter|memo\b|checklist|\bfaq|form\b|budget|"
    r"notice|summary|signature|certificat|assurance|questionnaire|\brfp\b|\bnofo\b|proposal|application|"
    r"exhibit|attachment|appendi|schedule|annex|addend|amendment",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"article\b", re.IGNORECASE)


def recover_files(reading: Reading, sources: Sequence[SourceText], *, side: Side, name: str) -> Contract:
    """The files of a folder as one contract; ``reading`` tells how the folder itself was read."""
    parts = [recover_clauses(source, side=side, name=name) for source in sources]
    return with_incorporated(join_files(parts, reading=reading, side=side, name=name))


def join_files(parts: Sequence[Contract], *, reading: Reading, side: Side, name: str) -> Contract:
    """Files that were recovered each by itself as one contract, put in order; ids run on through all of them.

    The agreement itself comes first, then what has a name of its own, then exhibits and the like by their letters
    and numbers.
    """
    placed = sorted(_called(parts), key=lambda part: part_order(part.reading.designation, part.reading.file))
    clauses: list[Clause] = []
    references = []
    for part in placed:
        names = {
            clause.id: ClauseId(f"{side.value}{number}") for number, clause in enumerate(part.clauses, len(clauses) + 1)
        }
        clauses += [
            replace(clause, id=names[clause.id], parent=clause.parent and names[clause.parent], file=part.reading.file)
            for clause in part.clauses
        ]
        references += [
            replace(each, clause=names[each.clause], target=each.target and names[each.target])
            for each in part.references
        ]
    return Contract(
        side=side,
        name=name,
        reading=replace(reading, parts=tuple(part.reading for part in placed)),
        clauses=tuple(clauses),
        numbering=NumberingScheme(
            levels=placed[0].numbering.levels,
            automatic=sum(part.numbering.automatic for part in parts),
            typed=sum(part.numbering.typed for part in parts),
        ),
        references=tuple(references),
    )


def _called(parts: Sequence[Contract]) -> list[Contract]:
    """The files, each with what its clauses are cited by; "" for the agreement itself."""
    known = [_designation(part) for part in parts]
    main = _agreement(parts, known)
    often = Counter(known)
    out = []
    for at, part in enumerate(parts):
        designation, stem = known[at], PurePosixPath(part.reading.file).stem
        name = designation.name if designation else stem
        if designation and often[designation] > 1:
            name = f"{name} ({stem})"
        out.append(replace(part, reading=replace(part.reading, designation="" if at == main else name)))
    return out


def _designation(part: Contract) -> Designation | None:
    """Which exhibit a file is: its own heading says it, or its name."""
    body = [clause for clause in part.clauses if clause.role is Role.BODY and (clause.label or clause.wording)]
    for clause in body[:_HEAD]:
        heading = f"{clause.label or ''} {clause.heading or clause.text}".strip()
        if len(heading.split()) <= LONGEST_HEADING and (found := designation_of(heading)):
            return found
    return designation_in_name(PurePosixPath(part.reading.file).stem)


def _agreement(parts: Sequence[Contract], known: Sequence[Designation | None]) -> int | None:
    """Which of the files is the agreement itself: called so, in articles, the longest; ``None`` if all are exhibits."""

    def rank(at: int) -> tuple[bool, bool, bool, int, int]:
        stem = PurePosixPath(parts[at].reading.file).stem
        clauses = parts[at].clauses
        words = sum(len(clause.wording.split()) for clause in clauses)
        other = _NO_AGREEMENT.search(stem) is not None
        has_articles = any(_ARTICLE.match(clause.label or "") for clause in clauses)
        return not other, _AGREEMENT.search(stem) is not None and not other, has_articles, words, -at

    may_be = [at for at, each in enumerate(known) if each is None]
    return max(may_be, key=rank, default=None)
