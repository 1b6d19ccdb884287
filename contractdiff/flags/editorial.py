"""Changes of spelling, capitals and marks that leave the sense alone: "recieve" and "receive", ";" and "."."""

import re
from collections.abc import Callable, Sequence

from contractdiff.flags.passages import Hunk, Part, Passage, Span
from contractdiff.flags.rulebook import rulebook

# A slip of the pen leaves the ends of a word alone; "grantor" and "grantee" differ there.
_SAME_START, _SAME_END, _SHORTEST_WORD, _MOST_LETTERS = 3, 1, 6, 2
# Letters that changed places are a slip from the second letter on, and of long words a wrong vowel within one is:
# "anwser", "maintainance"; of very long ones from the second letter on, "desinfected". In short words it makes another
# word: "faculty" and "facility".
_START_OF_SWAP, _LONG_WORD, _VERY_LONG_WORD, _END_OF_LONG = 2, 8, 10, 2
# Marks and spaces that say nothing by themselves. A comma may, and so do signs, "%" and "$".
_SILENT = re.compile(r"[\s.;:!?'\"‘’‚‛“”„‟′″`´()\[\]{}\-‐‑‒–—―/\\…·•#*|_\u00ad\u200b-\u200f\u2060\ufeff]+")
# Where one statement ends and the next begins; a full stop before a small letter ends an abbreviation only.
_PAUSE = re.compile(r";(?=[\"”’)\]]*\s)|\.(?=[\"”’)\]]*\s+[^\w\s]*\s?[\"“‘(\[]?[A-Z])")
_AHEAD = 8
# How a word is spelled in Britain, and in the United States: by its ending, …
_VARIANTS = (
    (re.compile(r"(?<=dg)ement"), "ment"),
    (re.compile(r"(?<=[bdgilmnptv])our(?=s?$|ed$|ing$|abl[ey]$|ful|ly$|hoods?$|ers?$|al(?:ly)?$|ite)"), "or"),
    (re.compile(r"(?<=[a-z]{4})is(?=e[ds]?$|ers?$|ing$|ations?$|ational$|able$)"), "iz"),
    (re.compile(r"(?<=(?:an|at|ar)al)ys(?=e[ds]?$|ing$)"), "yz"),
    (re.compile(r"(?<=[a-z]{2}[aeio])ll(?=ed$|ing$|ors?$|ers?$)"), "l"),
)
# … or by its beginning.
_ELSEWHERE = dict(
    pair.split("/")
    for pair in (
        "centre/center theatre/theater fibre/fiber litre/liter metre/meter kilometre/kilometer calibre/caliber "
        "spectre/specter meagre/meager sombre/somber programmes/programs programme/program cheque/check "
        "defence/defense offence/offense pretence/pretense licence/license practise/practice grey/gray foet/fet "
        "ageing/aging paed/ped anaesth/anesth gynaec/gynec haem/hem orthopaed/orthoped catalogue/catalog "
        "dialogue/dialog analogue/analog manoeuvre/maneuver whilst/while amongst/among towards/toward "
        "afterwards/afterward learnt/learned skilful/skillful wilful/willful "
        "instalment/installment storey/story acknowledgement/acknowledgment mould/mold"
    ).split()
) | {"fulfil": "fulfill", "fulfils": "fulfills", "fulfilment": "fulfillment"}
_ELSEWHERE |= {"enrol": "enroll", "enrols": "enrolls", "enrolment": "enrollment", "enrolments": "enrollments"}
_BEGINNING = re.compile("|".join(rf"^{each}{'$' if each[:5] in ('fulfi', 'enrol') else ''}" for each in _ELSEWHERE))
# Words that make no sense twice in a row; "had had" and "that that" may.
_SET_TWICE = frozenset(
    "the a an of to and or in on at by for from with as is are be been was were shall will may must not it its".split()
)
# Letters often left out or put for one another: "continuos", "goverment", "recompence".
_OFTEN_WRONG = re.compile(r"u?os\|u?ous|[a-z]me\|[a-z]nme|nce\|nse|nse\|nce")
_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLED = re.compile(r"(.)\1")
_PARTED = re.compile(r"(?<=\d)\s*[-‐‑‒–—−]\s*(?=\d)")
_SIGN_APART = re.compile(r"(?<!\S)([-−–(])\s+(?=[$\d])")
_DASH = re.compile(r"[‐‑‒–—―−]")
_AMOUNT = re.compile(r"(?P<before>[-(]*\$?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?(?P<after>%?\)?)")
_NEGATION = re.compile(r"\b(?:not|no|nor|never|neither|none|only|unless|except|without|cannot|\w+n['’]t)\b")


def is_editorial(passage: Passage, hunk: Hunk, still_used: Callable[[str], bool]) -> bool:
    """Whether the words of a hunk say the same, spelled or marked otherwise.

    Never where a figure would read otherwise (its digits, points, commas, sign or unit), nor where a mark beside a
    negation went or came. ``still_used(word)`` says whether the new version uses a word: what is used still is no
    slip that was mended.
    """
    old, new = passage.words(hunk)
    if _is_set_twice(passage, hunk):
        return True
    if is_slip(old.lower(), new.lower()) and (not still_used(old.lower()) or _is_variant(old.lower(), new.lower())):
        return True
    if not _may_be(old, new):
        return False
    spans = _words(passage.old, hunk.old), _words(passage.new, hunk.new)
    if _read(passage.old, spans[0]) != _read(passage.new, spans[1]):
        return False
    negations = _negations(passage.old, spans[0]), _negations(passage.new, spans[1])
    return negations[0] == negations[1] and (not negations[0] or _joined(old) == _joined(new))


def _is_set_twice(passage: Passage, hunk: Hunk) -> bool:
    """Whether a small word was set twice on one side: "the the tenant" and "the tenant"."""
    words = [each.lower().split() for each in passage.words(hunk)]
    if sorted(map(len, words)) != [0, 1]:
        return False
    part, span = (passage.old, hunk.old) if words[0] else (passage.new, hunk.new)
    word = (words[0] or words[1])[0]
    beside = (part.lower[: span[0]].split()[-1:], part.lower[span[1] :].split()[:1])
    return word in _SET_TWICE and [word] in beside


def _may_be(old: str, new: str) -> bool:
    """Whether the same letters stand on both sides, or figures that may be of the same value."""
    if any(map(str.isdigit, old)) and any(map(str.isdigit, new)):
        return True
    return _SILENT.sub("", old.casefold()) == _SILENT.sub("", new.casefold())


def _words(part: Part, span: Span) -> Span:
    """The span with the whole of the words at its ends, or else the words beside it."""
    start, end = span
    text = part.text
    while start > 0 and text[start - 1].isspace():
        start -= 1
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _read(part: Part, span: Span) -> str:
    """How some words read with all that says nothing left out."""
    start, end = span
    text = part.text[start : end + _AHEAD]
    text = _PAUSE.sub(lambda mark: " ¶ " if mark.start() < end - start else mark[0], text)
    left = len(text) - (min(end + _AHEAD, len(part.text)) - end)
    text = _SIGN_APART.sub(r"\1", _PARTED.sub("-", text[:left]))
    return "".join(_figure(word) if any(map(str.isdigit, word)) else _letters(word) for word in text.split())


def _letters(word: str) -> str:
    return _SILENT.sub("", word.casefold())


def _figure(word: str) -> str:
    """A word with digits: "$1,000.00" reads as "$1,000", "1.50" as nothing else."""
    bare = _DASH.sub("-", word.casefold()).strip("\"'“”‘’")
    cut = bare.rstrip(".,;:!?\"'”’")
    comma = "," if "," in bare[len(cut) :] else ""
    if cut.endswith(")") and "(" not in cut:
        cut = cut[:-1].rstrip(".,;:")
    if cut.startswith("(") and ")" not in cut:
        cut = cut[1:]
    amount = _AMOUNT.fullmatch(cut)
    if amount and ("$" in cut or "%" in cut):
        part = (amount["part"] or "").rstrip("0").rstrip(".")
        cut = f"{amount['before']}{amount['whole'].replace(',', '')}{part}{amount['after']}"
    return f"|{cut}|{comma}"


def _negations(part: Part, span: Span) -> list[str]:
    return _NEGATION.findall(part.lower[slice(*span)].replace("can not", "cannot"))


def _joined(words: str) -> str:
    """The words without spaces and quotation marks: all that may differ beside a negation."""
    return re.sub(r"[\s\"'‘’“”]+", "", words.casefold())


def is_slip(old: str, new: str) -> bool:
    """Whether two words in lower case are one word spelled in two ways.

    Letters changed places, one was doubled, a long word has a wrong vowel, or one side is British. Any other letter
    may make another word: "employees" and "employers", "interstate" and "intrastate".
    """
    if not (old.isalpha() and new.isalpha()) or frozenset((old, new)) in rulebook().different_words:
        return False
    if _is_variant(old, new):
        return True
    if min(len(old), len(new)) < _SHORTEST_WORD:
        return False
    start = _common(old, new)
    end = min(_common(old[::-1], new[::-1]), min(len(old), len(new)) - start)
    rest = old[start : len(old) - end], new[start : len(new) - end]
    if len(old) == len(new) and len(rest[0]) == _MOST_LETTERS and rest[0] == rest[1][::-1]:
        return start >= _START_OF_SWAP and end >= _SAME_END
    if start >= _START_OF_SWAP and end >= _SAME_END and _DOUBLED.sub(r"\1", old) == _DOUBLED.sub(r"\1", new):
        return True
    shortest, wrong_vowel = min(len(old), len(new)), end >= _END_OF_LONG and all(map(_VOWELS.fullmatch, rest))
    if wrong_vowel and start and shortest >= _VERY_LONG_WORD:
        return True
    if start < _SAME_START or end < _SAME_END:
        return False
    if shortest >= _LONG_WORD and (wrong_vowel or _OFTEN_WRONG.fullmatch(_around(old, new, start, end))):
        return True
    shorter, longer = sorted(rest, key=len)
    if len(longer) > _MOST_LETTERS or len(longer) - len(shorter) > 1:
        return False
    return sorted(old) == sorted(new)


def _around(old: str, new: str, start: int, end: int) -> str:
    """What two words do not share, with the letters beside it: "nuos|nuous" of "continuos" and "continuous"."""
    shorter, longer = sorted((old, new), key=len)
    return "|".join(word[start - 1 : len(word) - end + 2] for word in (shorter, longer))


def _is_variant(old: str, new: str) -> bool:
    """Whether two words are one, spelled as in Britain and as in the United States."""
    return old != new and _usual(old) == _usual(new)


def _usual(word: str) -> str:
    """A word as it is spelled in the United States: judgment, labor, organize."""
    word = _BEGINNING.sub(lambda found: _ELSEWHERE[found[0]], word)
    for variant, usual in _VARIANTS:
        word = variant.sub(usual, word)
    return word


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
