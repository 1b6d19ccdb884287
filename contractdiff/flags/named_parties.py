"""What a contract calls its parties, by its own definitions."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from contractdiff.flags.parties import named, party_at, party_words
from contractdiff.flags.rulebook import word_list
from contractdiff.model import Comparison, Contract, DefinedTerm, Notice, NoticeCode, Party

_MARKS = "\"“”'‘’«»"
# A name of so many words may stand before its short form: "… of the State, acting by and through its Bureau of Aging".
_NAME = 160
_AS_DEFINED = re.compile(
    r"\s*(?:means?|shall\s+mean|refers?\s+to|is|includes?)\s+(?P<what>[^.;]{0,160})", re.IGNORECASE
)
_VERB = r"(?:shall|will|must|may|agrees|certifies|warrants|represents)"
_FURTHER = re.compile(r"\b(?:that|which|who|whom|with|for|to|from|under|by)\b|[,(]")
# A party does something. So many times its name has to be a subject, that it is one.
_DEEDS = 2
# A contract of fewer clauses may well name a party nowhere.
_LONG = 20
# "between the Department of Aging (“DOA”) and Sunrise Homes, Inc. (“Sunrise”)": who stands beside the agency
_BETWEEN = re.compile(r"\b(?:by\s+and\s+)?between\b", re.IGNORECASE)


def defined_parties(contract: Contract) -> tuple[tuple[str, Party], ...]:
    """The names that a contract's definitions give its parties, with whom each names, in reading order.

    A name that says itself who is meant ("Provider", "Department") counts by that; any other by the words it stands
    for ("Sunrise Homes, Inc., a not-for-profit corporation (“Sunrise”)"), or, in the words that open the contract, by
    its place beside the other party. Of two public bodies beside each other neither is taken for the provider.
    """
    found: dict[str, Party] = {}
    acting = _acting(contract)
    for defined in contract.definitions:
        party = _party_of(contract, defined, acting)
        if party in (Party.PROVIDER, Party.AGENCY):
            found.setdefault(defined.term, party)
    for defined, party in _beside_the_other(contract, found):
        found.setdefault(defined.term, party)
    return tuple(found.items())


def bare_name(name: str) -> str:
    """A party's name as a contract uses it: without quotation marks around it or an article before it."""
    return re.sub(r"^(?:the|an?)\s+", "", name.strip(f" {_MARKS}"), flags=re.IGNORECASE)


def party_notices(comparison: Comparison, given: Sequence[tuple[str, Party]]) -> list[Notice]:
    """What is to be known of the parties' names: one that stands nowhere, or a party for which none was found.

    ``given`` are the names that the user gave. Of the agency's only that of the provider is looked for: the other may
    stand on the cover alone.
    """
    wordings = [clause.wording.lower() for clause in (*comparison.new.clauses, *comparison.old.clauses)]
    said = []
    for name, party in given:
        if party is Party.PROVIDER and not any(bare_name(name).lower() in wording for wording in wordings):
            said.append(
                f"“{bare_name(name)}”, which you gave as the provider's name, stands nowhere in these contracts."
            )
    if len(comparison.new.clauses) >= _LONG:
        words = party_words()
        for party, option in ((Party.PROVIDER, "--provider"), (Party.AGENCY, "--agency")):
            if not _is_named(words, wordings, party):
                said.append(
                    f"What the contracts call the {party.value} was not recognized, so on whom a change falls may be "
                    f"wrong. Give the name with {option}."
                )
    return [Notice(code=NoticeCode.PARTIES_UNCLEAR, message=message) for message in said]


def _is_named(words: re.Pattern[str], wordings: Sequence[str], party: Party) -> bool:
    return any(party_at(match) is party for wording in wordings for match in words.finditer(wording))


def _party_of(contract: Contract, defined: DefinedTerm, acting: Collection[str]) -> Party | None:
    if defined.term.islower():
        return None
    own = named(defined.term)
    # an "Agency" is either
    if own and defined.term.lower() != "agency":
        return own
    if defined.term.lower().endswith(_THINGS) or defined.term not in acting:
        return None
    ahead, what = _stands_for(contract, defined)
    # of "the organization that receives funds from the Department" the first words say what it is
    words = (_FURTHER.split(what)[0] if what else ahead).lower()
    public, private = (word_list(name).search(words) for name in ("public_body", "private_body"))
    if bool(public) == bool(private):
        return own
    return Party.AGENCY if public else Party.PROVIDER


def _acting(contract: Contract) -> frozenset[str]:
    """The defined terms that are often the subject of a duty or right: a party is, a budget is not."""
    terms = {re.escape(each.term) for each in contract.definitions if not each.term.islower()}
    if not terms:
        return frozenset()
    deed = re.compile(rf"\b({'|'.join(sorted(terms, key=len, reverse=True))}),?\s+{_VERB}\s+(?!be\b)")
    deeds = Counter(term for clause in contract.clauses for term in deed.findall(clause.wording))
    return frozenset(term for term, times in deeds.items() if times >= _DEEDS)


def _stands_for(contract: Contract, defined: DefinedTerm) -> tuple[str, str]:
    """The words before a short form in brackets since the last other one, and those after "means"."""
    wording = contract.by_id[defined.clause].wording
    at = next((at for mark in _MARKS if (at := wording.find(f"{mark}{defined.term}")) >= 0), -1)
    if at < 0:
        return "", ""
    means = _AS_DEFINED.match(wording, at + len(defined.term) + 2)
    if means:
        return "", means["what"]
    bracket = wording.rfind("(", max(at - 60, 0), at)
    if bracket < 0 or ")" in wording[bracket:at]:
        return "", ""
    ahead = wording[max(bracket - _NAME, 0) : bracket]
    return re.split(r"\)|\bbetween\b|\band\b(?=[^,]*$)", ahead)[-1], ""


def _beside_the_other(contract: Contract, known: dict[str, Party]) -> list[tuple[DefinedTerm, Party]]:
    """The one other name that is defined in the words "between A and B", where that of one of them is known."""
    for clause in contract.clauses:
        here = [each for each in contract.definitions if each.clause == clause.id]
        if len(here) < 2 or not _BETWEEN.search(clause.wording):
            continue
        parties = {known[each.term] for each in here if each.term in known}
        others = [each for each in here if each.term not in known and not each.term.lower().endswith(_THINGS)]
        others = [each for each in others if _stands_for(contract, each)[0]]
        if len(parties) == 1 and len(others) == 1:
            (party,) = parties
            return [(others[0], Party.PROVIDER if party is Party.AGENCY else Party.AGENCY)]
    return []


_THINGS = ("agreement", "contract", "grant", "award", "program", "project", "services", "parties", "date", "act")
