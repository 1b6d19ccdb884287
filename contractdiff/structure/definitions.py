"""The terms that a contract defines, and which of its clauses use them.

The table of accepted and rejected wordings is ``tests/test_definitions.py``.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from contractdiff.model import Clause, ClauseId, Contract, DefinedTerm, Role

_OPEN, _CLOSE = '[“"«„]', '[”"»“]'
_TERM = r"[^“”\"«»„\t:;()]{1,80}?"
_MEANS = (
    r"(?:shall\s+|will\s+|also\s+)*(?:means?\b|includes?\b|refers?\s+to\b|has\s+the\s+meanings?\b|have\s+the\s+meanings?\b|"
    r"(?:is|are)\s+(?:defined|used\s+to\s+mean)\b|be\s+defined\b|(?:have|has)\s+the\s+(?:same\s+|following\s+)meanings?\b)"
)
# “Term” means …; “Term” or “Other Term” means …; "Term" (also "T") shall mean …
_DEFINED = re.compile(
    rf"{_OPEN}(?P<term>{_TERM})[,.]?{_CLOSE}(?P<more>(?:,?\s*(?:\(?(?:and|or|also)\s+|\()(?:the\s+)?{_OPEN}{_TERM}{_CLOSE}\)?){{0,4}})"
    rf"(?:\s*\([^()]{{1,80}}\))?(?:,\s*as\s+used[^,]{{1,60}},)?,?\s+{_MEANS}"
)
# (the “Provider”), (collectively, the "Parties"), (hereinafter referred to as "DHS" or the "Department")
_AMONG = r"(?:,?\s*(?:and|or)?\s*(?:(?:each|individually|collectively|together|jointly),?\s*)?(?:the\s+|an?\s+)?)"
_CALLED = re.compile(
    rf"\((?P<lead>[^()“”\"«»„]{{0,60}}?)(?P<terms>{_OPEN}{_TERM}[,.]?{_CLOSE}(?:{_AMONG}{_OPEN}{_TERM}[,.]?{_CLOSE}){{0,4}})"
    r"[^()“”\"«»„]{0,40}\)"
)
_LEAD = re.compile(
    r"(?:(?:the|an?|each|any|such|together|with|and|collectively|individually|jointly|hereafter|hereinafter|herein|"
    r"sometimes|also|referred|to|as|called|known|defined|or|in|this|agreement|contract|its|all|for|short|both|of|"
    r"them|being|is|are|will|be|shall)[\s,:]*)*",
    re.IGNORECASE,
)
_QUOTED = re.compile(rf"{_OPEN}(?P<term>{_TERM})[,.]?{_CLOSE}")
# Unquoted, in an article of definitions: "Award means …"; a name is written large.
_PLAIN = re.compile(
    rf"(?:The\s+term\s+)?(?P<term>[A-Z][\w’'/&-]*(?:\s+(?:(?:of|and|or|the|for|in)\s+)*[A-Z][\w’'/&-]*){{0,6}})\s+{_MEANS}"
)
_HEADING = re.compile(r"definitions?\b|defined\s+terms|glossary|interpretation", re.IGNORECASE)
_MARKS = " \t.:,;–—-“”\"'‘’«»„()"
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_NO_TERM = frozenset(
    "a an the this that these those it they he she who which and or is are shall section article".split()
)
_LONGEST_TERM = 10
_WORD = re.compile(r"[^\W_][\w’'&-]*")
_FEWEST_ROWS = 2


def with_definitions(contract: Contract) -> Contract:
    """The same contract with the terms it defines, in reading order, and the clauses in which each is used."""
    places: dict[tuple[str, ClauseId], None] = {}
    in_definitions = _articles_of_definitions(contract)
    tables = _tables_of_terms(contract, in_definitions)
    headed: dict[tuple[str, ClauseId], None] = {}
    for clause in contract.clauses:
        if clause.role in (Role.HEADER, Role.FOOTER):
            continue
        terms = list(_terms(clause, clause.id in in_definitions, clause.id in tables))
        places.update(((term, clause.id), None) for term in terms)
        if clause.id in in_definitions and not terms and (heading := _heading(clause)):
            headed[heading, clause.id] = None
    if not any(own in in_definitions for _, own in places):
        # an article that says "means" of its terms has headings for what it says besides
        places |= headed
        order = {clause.id: at for at, clause in enumerate(contract.clauses)}
        places = dict.fromkeys(sorted(places, key=lambda place: order[place[1]]))
    if not places:
        return replace(contract, definitions=())
    uses = _uses(contract, {term for term, _ in places})
    return replace(
        contract,
        definitions=tuple(
            DefinedTerm(term=term, clause=own, uses=tuple(name for name in uses.get(term, ()) if name != own))
            for term, own in places
        ),
    )


def _terms(clause: Clause, in_definitions: bool, in_table: bool) -> Iterator[str]:
    """The terms that a clause defines, each once."""
    text = clause.wording
    found: list[str] = []
    if "“" in text or '"' in text or "«" in text or "„" in text:
        for match in _DEFINED.finditer(text):
            found += [match["term"], *(more["term"] for more in _QUOTED.finditer(match["more"]))]
        for match in _CALLED.finditer(text):
            if _LEAD.fullmatch(match["lead"]):
                found += [each["term"] for each in _QUOTED.finditer(match["terms"])]
    if in_table:
        found.append(text.split("\t", 1)[0])
    elif in_definitions and not found:
        plain = _PLAIN.match(text)
        found += [plain["term"]] if plain else []
    for term in dict.fromkeys(map(_bare, found)):
        if _is_term(term):
            yield term


def _heading(clause: Clause) -> str:
    """The run-in heading of a clause as a term; "" where it is none."""
    heading = _bare(clause.heading) if clause.heading and clause.text else ""
    return heading if _is_term(heading) and not _HEADING.search(heading) else ""


def _bare(printed: str) -> str:
    """A term as printed without the marks around it and the article before it."""
    term = " ".join(printed.split()).strip(_MARKS)
    return _ARTICLE.sub("", term, count=1)


def _is_term(term: str) -> bool:
    words = term.split()
    if not words or len(words) > _LONGEST_TERM or not any(letter.isalpha() for letter in term):
        return False
    return not (len(words) == 1 and (words[0].casefold() in _NO_TERM or len(term) < len("ab")))


def _articles_of_definitions(contract: Contract) -> set[ClauseId]:
    """The clauses that stand under a heading of definitions."""
    out: set[ClauseId] = set()
    for clause in contract.clauses:
        if clause.parent in out:
            out.add(clause.id)
            continue
        heading = clause.heading or ""
        if _HEADING.search(heading) and len(heading.split()) <= _LONGEST_TERM:
            out.add(clause.id)
    return out


def _tables_of_terms(contract: Contract, in_definitions: set[ClauseId]) -> set[ClauseId]:
    """The rows whose first cell is a term: tables under a heading of definitions, or headed "Term" and "Meaning"."""
    out: set[ClauseId] = set()
    rows: list[Clause] = []
    for clause in (*contract.clauses, None):
        if clause is not None and clause.role is Role.TABLE_ROW:
            rows.append(clause)
            continue
        if len(rows) >= _FEWEST_ROWS:
            first = [cell.strip().casefold().strip(_MARKS) for cell in rows[0].wording.split("\t")]
            headed = first[0] in ("term", "terms", "defined term", "word", "acronym", "abbreviation") and any(
                cell.startswith(("definition", "meaning", "description")) for cell in first[1:]
            )
            if headed or rows[0].id in in_definitions:
                body = rows[1:] if headed else rows
                out.update(row.id for row in body if _is_entry(row.wording.split("\t")))
        rows = []
    return out


def _is_entry(cells: Sequence[str]) -> bool:
    return len(cells) == len(("term", "meaning")) and bool(cells[0].strip()) and len(cells[1].split()) > 1


def _uses(contract: Contract, terms: set[str]) -> Mapping[str, list[ClauseId]]:
    """The clauses in which each term stands as a whole word with its capitals, in the singular or the plural."""
    # the terms by the forms in which they are written; of "Party" and "Parties" each by its own
    by_form = {term: term for term in terms}
    for term in sorted(terms):
        for text in _forms(term):
            by_form.setdefault(text, term)
    # how long the forms are that begin with a word
    lengths: dict[str, set[int]] = defaultdict(set)
    for text in by_form:
        first = _WORD.match(text)
        if first is not None:
            lengths[first.group()].add(len(text))
    # the longer ones first: "Eligible Client" is no use of "Eligible"
    by_first = {first: sorted(each, reverse=True) for first, each in lengths.items()}
    uses: dict[str, list[ClauseId]] = defaultdict(list)
    word = _WORD if any(first[0].islower() for first in by_first) else _LARGE
    # a word with "'s" begins as one without it
    for clause in contract.clauses:
        text = clause.wording
        end = 0
        seen: set[str] = set()
        for match in word.finditer(text):
            if match.start() < end:
                continue
            own = match.group()
            for length in by_first.get(own) or by_first.get(_POSSESSIVE.sub("", own)) or ():
                stop = match.start() + length
                term = by_form.get(text[match.start() : stop], "")
                if term and not _JOINED.match(text, stop):
                    end = stop
                    if term not in seen:
                        seen.add(term)
                        uses[term].append(clause.id)
                    break
    return uses


# Words that are written large or in figures.
_LARGE = re.compile(r"(?<![^\W_])[^\W_a-z][\w’'&-]*")
_POSSESSIVE = re.compile(r"[’']s?$")
_JOINED = re.compile(r"\w|[-‑](?=\w)")


# "Unit of Service", "Officer in Charge": more of them are "Units of Service"
_HEAD = re.compile(r"\s(?:of|in|for|to|at|on|from|with|under|by)\s")


def _forms(term: str) -> Iterator[str]:
    """A term as it is written in the singular and in the plural."""
    yield term
    yield from _numbers(term)
    head = _HEAD.search(term)
    if head is not None:
        for form in _numbers(term[: head.start()]):
            yield f"{form}{term[head.start() :]}"


def _numbers(term: str) -> Iterator[str]:
    """The plural of a singular, or what may be the singular of a plural."""
    if term.endswith("y") and term[-2:-1] not in tuple("aeiouAEIOU"):
        yield f"{term[:-1]}ies"
    elif term.endswith(("s", "x", "ch", "sh")):
        yield f"{term}es"
        if term.endswith("ies"):
            yield f"{term[:-3]}y"
        elif term.endswith("s") and not term.endswith("ss"):
            yield term[:-1]
    else:
        yield f"{term}s"
