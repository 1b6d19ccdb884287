"""Documents that a contract calls by a name: "Provider Manual", "Request for Proposals No. 12-004"."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from contractdiff.model import Clause, ClauseId, Contract, Role
from contractdiff.text import mentions

# Documents by themselves, whatever the sentence says of them.
_STANDING = (
    r"Manuals?|Handbooks?|Requests? for (?:Proposals?|Applications?|Qualifications?|Quotations?|Quotes?|Bids?|Offers?)|"
    r"Invitations? (?:for|to) Bids?|Notices? of Funding (?:Opportunity|Availability)|Business Associate Agreements?|"
    r"Funding Opportunity Announcements?|RFPs?|RFAs?|RFQs?|IFBs?|NOFOs?|NOFAs?|Addendum"
)
# Documents where a sentence makes them part of the contract; of the first, one word is name enough.
_ENOUGH = (
    r"Budgets?|Proposals?|Applications?|Bids?|Specifications|Drawings|Bylaws|Statements? of Work|"
    r"Scopes? of (?:Work|Services)"
)
_MADE_PART = (
    rf"{_ENOUGH}|Polic(?:y|ies)(?: and Procedures)?|Procedures|Guidelines|Guide|Guidance|Plans?|Standards|Assurances|"
    r"Certifications?|Protocols?|Requirements|Terms and Conditions|Terms|Conditions|Provisions|Instructions|"
    r"(?:Fee|Rate) Schedules?|Data (?:Use|Sharing) Agreements?|Award Letters?|Rules|Maps?|Plats?|"
    r"Memorandum of Understanding"
)
_WITHIN = r"(?:(?:[A-Z][\w’'&/-]*(?:\.\w+)*|of(?: the)?|and|for|on|to|&)\s+){0,7}?"
_NUMBER = r"(?:\s+(?:No\.?|Number|#)\s*[\w-]*\d[\w-]*|\s+#?[\w-]*\d[\w-]*\d)?"
# A name ends where no further word of a title follows: "Provider Manual, Section 3" is one, "Safety Standards Act" not.
_ENDS = (
    rf"(?![\w’'-])(?!\s+(?:and\s+Procedures|{_STANDING})\b)"
    r"(?!\s+(?!(?:Section|Chapter|Part|Article|Version|Edition|Volume)\b)[A-Z][a-z])"
)
_STANDING_NAME = re.compile(rf"(?<![\w’'-])(?=[A-Z]){_WITHIN}(?:{_STANDING}){_NUMBER}{_ENDS}")
_MADE_PART_NAME = re.compile(rf"(?<![\w’'-])(?=[A-Z]){_WITHIN}(?:{_STANDING}|{_MADE_PART}){_NUMBER}{_ENDS}")
_ONE_WORD = re.compile(rf"(?:{_STANDING}|{_ENOUGH}){_NUMBER}")
_OWNED = re.compile(
    r"\b(?:Provider|Contractor|Grantee|Vendor|Offeror|Subrecipient|Recipient|Applicant|Agency|Subcontractor)[’']s?\s+"
    r"(?:(?:approved|final|written|accepted)\s+){0,2}(?:proposal|application|bid|budget|work\s?plan|program plan)\b"
    r"(?:\s+(?:and|or)\s+(?:proposal|application|bid|budget|work\s?plan)\b)?"
)
_CUE = (
    r"\bincorporat(?:es?|ed|ing)\b(?!\s+(?:in|under)\s+(?:the\s+)?(?:state|laws)\b)|"
    r"\b(?:made|makes?|forms?|forming|becomes?|is|are|be|constitutes?)\s+(?:an?\s+)?(?:integral\s+|essential\s+)?part\s+"
    r"(?:of\s+(?:this|the)\s+(?:\w+\s+)?(?:agreement|contract|grant|lease|subcontract)|hereof)|"
    r"\b(?:attached|annexed|appended)\s+(?:hereto|to\s+this)|"
    r"\b(?:agreement|contract)\s+(?:consists?\s+of|is\s+made\s+up\s+of|comprises)"
)
# Where none of this stands, no document is named: most paragraphs are done with here.
_HINTS = (
    "manual,handbook,request for,invitation,notice,associate,funding,rfp,rfa,rfq,ifb,nofo,nofa,addendum,incorporat,"
    "part of,part hereof,attached,annexed,appended,consist,made up of,comprises"
).split(",")
_MAKES_PART = re.compile(_CUE, re.IGNORECASE)
_LEADS = re.compile(rf"following(?:\s+\w+){{0,3}}\s+(?:documents?|parts?)|contract documents|{_CUE}", re.IGNORECASE)
_DEFINED = re.compile(
    r"\W*[“\"](?P<term>[A-Z][\w’' -]{2,40})[,.]?[”\"]\s+(?:means|shall mean|refers to)\s+(?P<what>[^.;]{3,160})"
)
_ITEM = re.compile(
    r"(?:(?:the|any|all|an?|its|such)\s+)?(?P<name>[^,;:.()]+?)(?=[,;:.()]|$|\s+(?:where|if|when|which|that|as|in|and\s+any|"
    r"dated|submitted|attached|issued)\b)",
    re.IGNORECASE,
)
_ITEM_HEAD = re.compile(rf"\b(?:{_STANDING}|{_MADE_PART}|work ?plans?)\b", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"\b(?:Acts?|Code|C\.?F\.?R|U\.?S\.?C|ILCS|OMB|Circulars?|Regulations?|Statutes?|Laws?|Constitution|Federal|Auditing|"
    r"Accounting|Uniform Guidance|Executive Order)\b"
)
_SENTENCE = re.compile(r"(?<=[.])(?<!\bNo\.)\s+(?=[A-Z“\"(])")
_NO_NAME = re.compile(
    r"(?:(?:The|This|Each|Any|All|An?|In|Of|To|For|On|And|Such|Its|Our|Their|Said|By|With|Per|Under|No)\s+|"
    r"(?:Article|Section|Chapter|Part|Title)\s+\S+\s+of\s+(?:the\s+)?)+"
)
_OWNER = re.compile(r"(?:[A-Z][\w-]*\s+){0,3}[A-Z][\w-]*(?:[’']s|s[’'])\s+(?=[A-Z]\w*\s+[A-Z])")
_MOST_WORDS, _MOST_ITEMS = 12, 40


def named_documents(contract: Contract, *, is_own: Callable[[str], bool]) -> dict[str, list[ClauseId]]:
    """The clauses that name each document, by its fullest name, in reading order.

    ``is_own`` says whether the contract calls itself or a part of itself so.
    """
    clauses = [clause for clause in contract.clauses if clause.role not in (Role.HEADER, Role.FOOTER)]
    terms = dict(_terms(clauses))
    items = _items(clauses)
    found: dict[str, list[ClauseId]] = {}
    for clause in clauses:
        names = [*_names(clause.text), *([item] if clause.id in items and (item := _item(clause.text)) else [])]
        for name in dict.fromkeys(terms.get(name, name) for name in names if not is_own(name)):
            found.setdefault(name, []).append(clause.id)
    fuller: dict[str, list[str]] = defaultdict(list)
    for name in found:
        for space in re.finditer(" ", name):
            fuller[name[space.end() :]].append(name)
    merged: dict[str, set[ClauseId]] = {}
    for name, own in found.items():
        longer = fuller.get(name, [])
        if len(longer) > 1 and " " not in name:
            continue  # "the Manual" may be either of two
        merged.setdefault(longer[0] if len(longer) == 1 else name, set()).update(own)
    order = {clause.id: at for at, clause in enumerate(clauses)}
    return {name: sorted(own, key=order.__getitem__) for name, own in merged.items()}


def _names(text: str) -> Iterator[str]:
    """The names in a paragraph, as printed, without what does not belong to them."""
    lower = text.lower()
    if not any(hint in lower for hint in _HINTS):
        return
    for sentence in _SENTENCE.split(_without_exhibits(text)):
        made_part = _MAKES_PART.search(sentence) is not None
        for found in (_MADE_PART_NAME if made_part else _STANDING_NAME).finditer(sentence):
            if sentence[: found.start()].rstrip().lower().endswith("this"):
                continue
            if name := _name(found.group()):
                yield name
        if made_part:
            yield from (found.group() for found in _OWNED.finditer(sentence))


def _name(printed: str) -> str:
    """A name without the words before it; "" where it is no document's."""
    name = _NO_NAME.sub("", printed, count=1) if _NO_NAME.match(printed) else printed
    name = name.rsplit(" of the ", 1)[-1]
    name = _OWNER.sub("", name, count=1) if _OWNER.match(name) else name
    if _AUTHORITY.search(name) or (name.isupper() and " " in name and not any(letter.isdigit() for letter in name)):
        return ""
    if " " not in name and (not _ONE_WORD.fullmatch(name) or name == "Addendum"):
        return ""
    return name


def _without_exhibits(text: str) -> str:
    """The text with exhibits' designations blotted out, so that they are no part of a name."""
    for mention in reversed(list(mentions(text))):
        text = text[: mention.start] + "·" * (mention.end - mention.start) + text[mention.end :]
    return text


def _terms(clauses: Sequence[Clause]) -> Iterator[tuple[str, str]]:
    """The defined terms that stand for a document, each with that document's name."""
    for clause in clauses:
        defined = _DEFINED.match(clause.wording)
        if defined and _ITEM_HEAD.search(defined["term"]):
            names = (_name(found.group()) for found in _MADE_PART_NAME.finditer(defined["what"]))
            yield defined["term"], next(filter(None, names), defined["term"])


def _items(clauses: Sequence[Clause]) -> set[ClauseId]:
    """The clauses that list, one by one, what is part of the contract."""
    out: set[ClauseId] = set()
    for at, lead in enumerate(clauses):
        if not lead.wording.rstrip().endswith(":") or not _LEADS.search(lead.wording):
            continue
        for clause in clauses[at + 1 : at + 1 + _MOST_ITEMS]:
            beside = lead.label is None and clause.label is not None and clause.parent == lead.parent
            if clause.parent != lead.id and not beside:
                break
            out.add(clause.id)
    return out


def _item(text: str) -> str:
    """The document that an item of such a list names; "" where it names an exhibit, or nothing that is a document."""
    found = _ITEM.match(text)
    name = found["name"].strip() if found else ""
    if next(mentions(text), None) or not _ITEM_HEAD.search(name) or _AUTHORITY.search(name):
        return ""
    return "" if len(name.split()) > _MOST_WORDS or name.lower().startswith("this ") else name
