"""Words that everybody uses: they tell nobody's name by themselves, and a few of them in a row are no quotation."""

import re

from contractdiff.release.words import plain_words

_WORDS = """
a able about above access account across act add added additional administration after again against age agencies
agency ago agree agreed agreement all allow allowed almost alone along already also although always am among amount an
and annual another answer any anybody anyone anything apply approval approve april are area around as ask asked at
audit audits august available away back bad bank based be became because become been before began begin beginning
behind being believe below benefit best better between beyond big bill bills board book both bridge bring budget build
building business but by call came can cannot care carry case cases cash cause center centers central certain chance
change changed changes charge child children choice city claim clause clear client clients close closed come comes
coming comment common community concern condition consider contact continue contract contracts copies copy cost costs
could council counsel counseling counties county course court cover credit current cut daily date day days deadline
deal december decide decision delay deliver demand depend describe did difference different difficult direct director
do does doing done door double doubt down draft due during each early easy education effect effort eight either
electronic else employ employee employees end enough ensure entire especially even event ever every everyone
everything example except expect expense experience explain extra face fact fail fair faith families family far fast
february federal fee feel few file files final financial find first fiscal five focus follow following food for form
former forward found four free fresh friday friends from front full fund funded funding funds further future gave
general get give given go goes going good got government grant grants great ground group groups grow had half hand
hands happen happens happy hard harm has have having he health hear heard held help helped her here high higher him
his hold home homes hope hour hours house housing how however human hundred i idea if impact important improve in
include included including income increase individual information instead insurance interest into invoice invoices is
issue issues it items its itself january job july june just justice keep kept key kind know known labor lack land
language large last late later law laws lay learn least leave left legal legislature lend less let letter level life
light like limit line link list little live living loan local long longer look lose loss lost lot low lower made main
major make makes making manage management manager many march matter may maybe me meal meals mean means meet meeting
meetings member members mental met middle might million mission monday money month monthly months more morning most
move much must my name national near nearly need needed needs neighborhood neither network never new next night nine
no nobody non none nor not note nothing notice notify november now number october of off offer office officer often
old on once one ones only open operate operation operations opportunity or order organization organizations other
others our out outreach over own page paid paper papers part parties partner partners parts party path pay paying
payment payments payroll people per percent period person personal phone place placement placements places plan
planning play please point policies policy poor position possible practice premium prepare present press prevention
price prior private problem process program programs project promise proposal propose proposed protect provide
provided provider providers public purpose put quality quarter quarterly question questions quickly rate rates rather
reach read ready real really reason reasonable receipt receivables receive received record records reduce refuse
regular relationship remain report reporting reports request require required requirement requirements requires
residents resource resources respond response responsible rest result review right rights rise risk road room rule
rules run safe safety said same save say says schedule school seat second section see seek seem seems send senior
seniors sense sent sentence september serve served serves service services set seven several shall share she shelter
short should show side sign significant similar simple since single site six size small so social some someone
something soon space speak special spend stable staff standard stands start started state states status stay step
still stop storage street strong subject submit such sufficient support sure system systems take taken takes talk team
tell ten term terminate terms than thank that the their them then there therefore these they thing things think third
this those though thousand three through time times to today together told too took top total toward town training
treatment trust try turn twice two under understand unit united until up upon us use used using usual value version
very view visit voice voucher wait want wants was way ways we week weekly weeks well went were what when where whether
which while who whole whom whose why wide will wish with within without woman women word words work worked worker
workers working works world worse would write writing written wrong year yearly years yes yet you young your yours
youth
"""
ORDINARY = frozenset(_WORDS.split())
_ROLES = frozenset(
    "acting admin administration administrative administrator assistant associate board ceo cfo chair chairman"
    " chairperson chief clinical coo contact contracts coordinator counsel counselor dept deputy development director"
    " dr executive finance financial fiscal founder grants hon interim lead main manager mr mrs ms mx officer"
    " operations owner partner pastor president prof program programs quality rev secretary senior services sister"
    " specialist staff superintendent supervisor treasurer vice of the and".split()
)
_MAIL = re.compile(r"(?:mailto:)?[\w.+\-’']+@[\w\-]+(?:\.[\w\-]+)*", re.IGNORECASE)
_TELEPHONE = re.compile(r"(?<![\w@])\+?\(?\d[\d\s().\-\u2010-\u2015]{5,}\d(?:\s?(?:x|ext\.?)\s?\d+)?", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:tel(?:ephone)?|phone|fax|cell|mobile|direct|e-?mails?|ext|web|website|attn|attention)\b\.?:?", re.IGNORECASE
)
_APART = re.compile(r"[\n\r\t,;:/|<>()\[\]•]|\s(?:[–—-]|&|and|or|at)\s", re.IGNORECASE)
_TITLE = re.compile(r"^(?:(?:Mrs?|Ms|Mx|Dr|Rev|Fr|Sr|Sra|Prof|Hon|Sister|Father|Pastor)\b\.?\s+)+", re.IGNORECASE)


def is_ordinary(word: str) -> bool:
    """Whether a word, in small letters, is one that everybody uses, be it in the plural."""
    return word in ORDINARY or (word.endswith("s") and word[:-1] in ORDINARY)


def contact_parts(contact: str) -> list[str]:
    """The names, addresses and telephone numbers of a contact, each by itself.

    What is no name is left out: "Office", "Executive Director", "home".
    """
    found = _MAIL.findall(contact)
    rest = _MAIL.sub("\n", contact)
    found += [each.strip() for each in _TELEPHONE.findall(rest)]
    rest = _LABEL.sub("\n", _TELEPHONE.sub("\n", rest))
    for piece in _APART.split(rest):
        name = _TITLE.sub("", piece.strip(" .“”\"'*_-–"))
        words = plain_words(name)
        if len(name) < 3 or not words or all(word in _ROLES for word in words):
            continue
        if len(words) == 1 and (is_ordinary(words[0]) or words[0].isdecimal()):
            continue
        found.append(name)
    return list(dict.fromkeys(each.removeprefix("mailto:") for each in found))
