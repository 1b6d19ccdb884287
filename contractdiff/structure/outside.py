"""Whether a reference leads out of the contract: "45 CFR Part 92", "Section 5 of the Act", "the Manual, Section 3".

Whoever is unsure says that it does: such a reference is left out, and never called wrong.
"""

import re
from functools import cached_property

from contractdiff.model import Contract

# How far before and after a reference is looked for what it is a part of, in characters.
_BEFORE, _AFTER = 90, 160
_WORD_LENGTH = 30
_NAMES = (
    r"Acts?|Code|Laws?|Circulars?|Statutes?|Stats?|Regulations?|Regs?|Constitution|Rules?|Order|Manual|Handbook|Guide|"
    r"Guidance|Guidelines|Polic(?:y|ies)|Plan|Agreement|Contract|Lease|Bylaws|Standards|Directive|Notice|Terms|"
    r"Clauses|Register|Decree|Treaty|Convention"
)
_LAW = re.compile(
    rf"\b(?:{_NAMES})\b|\b[A-Z]{{2,}}\b|\b(?:[A-Z]\.\s?){{2,}}|\b(?i:title|chapter|subchapter|subtitle|volume)\s+\S+$"
)
# Words that may stand right before a reference with a capital because a sentence, or a heading, begins with them.
_FUNCTION = frozenset(
    "a an and any as at both but by comply describe described each either except follow for from herein if in"
    " into is its may must neither no nor not notwithstanding of on only or otherwise outside per provided"
    " pursuant refer reference see set shall since specified subject such than that the this these those"
    " through to under unless until upon use when where whether which while will with within without".split()
)
_LAST_WORD = re.compile(r"(?P<word>[\w’'&/-]+(?:\.[\w]+)*\.?)(?P<gap>\s*[,(]?\s*)$")
# What ends in a full stop and belongs to a law's name; after any other word with one a sentence ends.
_ABBREVIATED = re.compile(
    r"(?:[A-Z]\.){1,5}|[A-Z]\.(?:[A-Z]\.?)+|(?:Stats?|Rev|Adm|Admin|Code|Comp|Ann|Gen|Gov|Govt|Regs?|Fed|Pub|Const|Ch|Tit|"
    r"Cir|Ord|Exec|Proc|Bus|Welf|Inst|Educ|Civ|Crim|Pen|Ins|Lab|Veh|Fam|Prob|Evid|Ala|Ariz|Ark|Cal|Colo|Conn|Del|Fla|Ga|"
    r"Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Or|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo)\."
)
_OWN_WORD = re.compile(r"[\s,]*(?:hereof|hereto|herein|above|below|hereunder)\b", re.IGNORECASE)
# "Section 5.2 (Audits) of", "Article 10, Wages and Hours, of"
_OF = re.compile(
    r"\s*(?:\([^()]{0,80}\)|,\s+(?-i:[A-Z])[\w’']*(?:\s+[\w’'&]+){0,5},)?\s*,?\s*(?:of|to|in|under|from|and)\s+",
    re.IGNORECASE,
)
_THIS = re.compile(r"(?:this|these|the\s+present)\s+(?P<name>\w+)", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:(?:the|said|such|that|its|their|our|each|an?|any|title|chapter)\s+)*(?P<name>(?:[\w’'&/-]+\s+){0,6}[\w’'&/-]+)"
)
_LAWLIKE = re.compile(rf"\s*(?:et\s+seq|C\.?F\.?R|U\.?S\.?C|ILCS|[A-Z]\w*(?:\s+[A-Z]\w*)*\s+(?:{_NAMES})\b)")
_THEREIN = re.compile(r"[\s,]*there(?:in|of|under|to)\b", re.IGNORECASE)
# "Article 9 UCC", "Sections 10.1 and 10.2, F.S., apply"
_CODE = re.compile(
    r",?\s+(?:(?:[A-Z]\.\s?){2,}|(?P<code>[A-Z]{2,6})(?![\w’'])(?!\s+(?:shall|will|may|must|is|are|has|agrees)\b))"
)
_ASIDE = re.compile(r"\s*\([^()]*\),?\s*$")
_TITLE = re.compile(rf"(?:[A-Z]\w*\s+){{0,5}}(?:{_NAMES})\b")
# "the Constitution of the State, Article XI"
_NAMED_AFTER = re.compile(rf"\b(?:{_NAMES})\s+of\s+(?:the\s+)?(?:[A-Z][\w’'&/-]*\s*)+$")
# What may stand right after a reference that is one to the contract itself: the end of the clause or sentence, or
# words by which its own sentence goes on. After "Section 10.4 loans" and "Section 10.1, NFPA 101" a reader cannot know.
_VERB = (
    r"shall|will|may|must|can|cannot|is|are|was|were|be|has|have|had|do|does|did|not|applies|apply|provides?|requires?|says?|"
    r"states?|sets?|contains?|governs?|prevails?|survives?|survive|controls?|describes?|specif(?:y|ies)|permits?|allows?|"
    r"prohibits?|limits?|holds?|remains?|becomes?|takes?|means?|includes?|begins?|ends?|expires?|gives?|names?|lists?|"
    r"defines?|entitles?|obliges?|otherwise|notwithstanding|also|only|then|thereafter"
)
_GOES_ON = (
    r"and|or|but|nor|then|than|which|who|whose|that|the|this|these|those|such|each|every|any|all|no|an?|it|its|they|their|"
    r"he|she|his|her|if|when|where|while|unless|until|except|provided|subject|notwithstanding|including|without|upon|"
    r"within|before|after|during|since|because|by|for|on|at|as(?!\s+amended)|whichever|whether|either|neither|both|only|"
    r"however|even|so|to"
)
# "Section 10.4 (HCBS)": a name, no sign of a list
_NAME_BESIDE = re.compile(r"\s\((?![IVXLC]+\))[A-Z]{2,5}\)$")
_MODAL = r"shall|will|may|must|is|are|has|agrees|can"
_ENDS = r"$|[.;:?!](?=[\s)\]”\"’]|$)|[–—-]+\s+[a-z]"
_OTHER_PLACE = r"(?:Sections?|Articles?|Exhibits?|Clauses?|Paragraphs?|Schedules?|Attachments?|Part)\b"
_AFTER_COMMA = r"(?!as\s+amended|(?:supra|infra|parts?|chapter|title|et|note|of|in|under)\b)[a-z]+(?:\s|[.;:]|$)"
_NO_DOUBT = re.compile(
    rf"\s*[)\]]|[”\"’]*\s*(?:{_ENDS}|(?i:{_VERB}|above|below|hereof|herein)\b|(?:{_GOES_ON})\s+[a-z(§]|"
    rf"(?:the|that|such|each|if|when|unless|which)\s|(?:and|or)\s+{_OTHER_PLACE}|"
    rf",\s*(?:{_AFTER_COMMA}|[A-Z][a-z]\w*(?:\s[A-Z][a-z]\w*)?\s(?:{_MODAL})\b))"
)
# How far a sentence is looked through on either side of a reference, and what in it may be another document.
_SENTENCE_LENGTH = 400
_SENTENCE = re.compile(r"(?<=[a-z)\d][.;])\s+(?=[A-Z“\"(])")
_OTHER = re.compile(
    r"\b(?:Acts?|Code|Laws?|Statutes?|Circulars?|Regulations?|Rules?|Ordinances?|Constitution|Manual|Handbook|Polic(?:y|ies)|"
    r"Guidance|Directive|Lease|Bylaws|Title\s+[IVX\d]+|Chapter\s+[IVX\d]+|Executive\s+Order|[A-Z]\w+\s+Agreement|"
    r"CFR|USC|ILCS|RFP|RFA|RFQ|NOFO|HIPAA|GDPR|IRC|UCC|FAR|OMB|ADA|IRS|there(?:of|in|under|to)|[A-Z]{3,}\s+[A-Z]?\d[\w.-]*|"
    r"(?i:agreement\s+dated|as\s+amended|collective\s+(?:bargaining\s+)?agreement|union\s+contract))\b|"
    r"C\.\s?F\.\s?R|U\.\s?S\.\s?C|\bF\.\s?S\.|\b(?:Stat|Adm|Rev)\."
)
# "the agreement dated May 1" is another one
_DATED = re.compile(r"(?:\w+\s+){0,4}?(?:agreement|contract|lease)\s+(?:dated|between|with)\b", re.IGNORECASE)
_STATUTE = frozenset(("act", "code", "law", "statute", "title", "chapter", "subchapter"))


class Outside:
    """What a contract calls itself, and by that which references lead out of it."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._own: dict[str, bool] = {}

    @cached_property
    def _said(self) -> str:
        return " ".join(" ".join(clause.wording for clause in self._contract.clauses).casefold().split())

    def _is_own(self, name: str) -> bool:
        """Whether the contract calls itself so: "this Agreement"."""
        name = " ".join(name.casefold().split())
        known = self._own.get(name)
        if known is None:
            known = self._own[name] = any(f"{this} {name}" in self._said for this in ("this", "these"))
        return known

    def leads_out(self, text: str, start: int, end: int, *, exhibit: bool) -> bool:
        """Whether the reference at this place is to something else than the contract itself."""
        return self._belongs_before(text, start) or self._belongs_after(text, end, exhibit=exhibit)

    def says_own(self, text: str, end: int) -> str:
        """The word with which the text says right after a reference that it is one of its own: "agreement"; or ""."""
        if _OWN_WORD.match(text, end):
            return "hereof"
        of = _OF.match(text, end)
        if of is None:
            return ""
        this = _THIS.match(text, of.end())
        if this and this["name"].casefold() not in _STATUTE:
            return this["name"].casefold()
        named = _NAMED.match(text, of.end(), of.end() + _AFTER)
        if _DATED.match(text, of.end()):
            return ""
        if named and text[of.end() : of.end() + 4].casefold() == "the " and self._names_own(named["name"]):
            return "agreement"
        return ""

    def leaves_doubt(self, text: str, end: int) -> bool:
        """Whether what follows a reference may name what it is a part of: "Section 10.4 loans"."""
        named = _NAME_BESIDE.search(text, max(end - len(" (WAIVE)"), 0), end)
        return named is not None or _NO_DOUBT.match(text, end) is None

    def may_lead_out(self, text: str, start: int, end: int) -> bool:
        """Whether the sentence speaks of a law or another document: what it refers to may well stand there."""
        begin = max(
            (found.end() for found in _SENTENCE.finditer(text, max(start - _SENTENCE_LENGTH, 0), start)), default=0
        )
        begin = max(begin, start - _SENTENCE_LENGTH)
        after = _SENTENCE.search(text, end, end + _SENTENCE_LENGTH)
        stop = after.start() if after else end + _SENTENCE_LENGTH
        return any(not self._names_own(found.group()) for found in _OTHER.finditer(text, begin, stop))

    def _names_own(self, name: str) -> bool:
        pieces = name.split()
        return any(self._is_own(" ".join(pieces[:count])) for count in range(1, len(pieces) + 1))

    def _is_of_its_own(self, word: str, before: str) -> bool:
        """Whether a word in capitals after a reference names no other document: it is printed so, or is a heading's."""
        shouted = re.search(r"[A-Z]{3,}\W+\w+(?:\W+\w+)?\W*$", before[-_WORD_LENGTH:]) is not None
        plain = word.casefold()
        if shouted or plain in _FUNCTION or re.fullmatch(_VERB, plain):
            return True
        return self._is_own(plain) or plain in self._heading_words

    @cached_property
    def _heading_words(self) -> set[str]:
        return {word.casefold() for clause in self._contract.clauses for word in (clause.heading or "").split()}

    def _belongs_before(self, text: str, start: int) -> bool:
        ahead = text[max(start - _BEFORE, 0) : start]
        # "the Procurement Code (AS 36.30), Article 8"
        if ahead[-3:].rstrip(" ,").endswith(")"):
            ahead = _ASIDE.sub(", ", ahead)
        last = _LAST_WORD.search(ahead, max(len(ahead) - _WORD_LENGTH, 0))
        if last is None:
            return False
        word, gap = last["word"], last["gap"].strip()
        plain = word.rstrip(".").casefold()
        if plain in _FUNCTION:
            # "the Act and Section 5" says nothing; "Rule 12 of" neither
            return False
        phrase = ahead[: last.end("word")]
        if gap:
            # "the Act, Section 5", "Social Security Act (Section 1902)"
            named = re.search(r"(?:[\w.’'&/-]+\s+){0,3}[\w.’'&/-]+$", phrase)
            words = named.group() if named else word
            if plain[:1].isdigit():
                return _LAW.search(words) is not None and not self._is_own(words)
            if self._is_own(plain) or not word[0].isupper():
                return False
            named_after = _NAMED_AFTER.search(phrase)
            if named_after:
                return not self._is_own(named_after.group().split()[0])
            return _LAW.search(word) is not None or _ABBREVIATED.fullmatch(word) is not None
        if word.endswith(".") and not _ABBREVIATED.fullmatch(word):
            return False  # the sentence before ends here
        return word[0].isupper() or word[0].isdigit()

    def _belongs_after(self, text: str, end: int, *, exhibit: bool) -> bool:
        if _LAWLIKE.match(text, end) or _THEREIN.match(text, end):
            return True
        code = _CODE.match(text, end)
        if code and not (code["code"] and self._is_of_its_own(code["code"], text[:end])):
            return True
        of = _OF.match(text, end)
        if of is None:
            return False
        link = of.group().split()[-1].casefold()
        this = _THIS.match(text, of.end())
        if this:
            return link == "of" and this["name"].casefold() in _STATUTE
        named = _NAMED.match(text, of.end(), of.end() + _AFTER)
        name = named["name"] if named else ""
        if link == "of" or (link == "to" and exhibit):
            if text[of.end() : of.end() + 5].casefold() in ("which", "whom "):
                return False
            return not self._names_own(name) or _DATED.match(text, of.end()) is not None
        # "in Section 5 under the Act", "Section 5 in the Manual"
        return link in ("in", "under") and _TITLE.match(name) is not None and not self._names_own(name)
