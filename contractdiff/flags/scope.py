"""SCP where no cue can tell: how much is delivered, and whatever else a sentence about the people served says."""

import re
from collections.abc import Sequence

from contractdiff.flags.figures import Figure, Kind, figures_at
from contractdiff.flags.findings import Finding, quoted
from contractdiff.flags.passages import Part, Passage, sentences
from contractdiff.flags.periods import counts_days
from contractdiff.flags.rulebook import word_list
from contractdiff.flags.tendency import Tendency
from contractdiff.flags.verbs import modals
from contractdiff.model import Direction, Party, Priority

# What may be found beside it where a sentence is left to the services: a definition says who is served, a period how
# long or how often, and a verb that something is done at all.
_TIME = frozenset(("DAY", "DAT"))
_BESIDE = _TIME | {"DEF", "MOD"}
# Lists of words: whom a sentence about the services names and what, and what may be counted in one.
_PEOPLE, _SERVICES = ("served", "anybody"), ("served", "delivered")
_NUMBERED = (*_PEOPLE, "delivered", "counted_services")
# Of a wholly new or deleted clause the first sentences say what it is about.
_OPENING = 2
# A figure counts what the few words behind it name: "twenty-five hours of individual counseling".
_COUNTED = re.compile(
    r"[)%\s-]*(?:(?!(?:and|or|if|when|who|that|after|before|within|from|by|for|in|to|prior|following|notice)\b)"
    r"[\w'’-]+\s?){1,5}"
)
_CLOCK = re.compile(r":\d|\s*[ap]\.?m\b|\s*o['’]clock")
_HOURS = re.compile(r"\b(?:hour|minute|night)")
_NOTICE = re.compile(r"[)'’s\s]*(?:of\s+)?(?:prior|advance|written|notice|before|after|from|following)\b")
# The words that make a period a deadline stand so near before it, in characters.
_BEFORE = 30
_DEADLINE = re.compile(r"\b(?:within|later than|after|before|upon|next|first|last|preceding)\s+(?:the\s+|a\s+)?$")

_Pair = tuple[Figure, Figure]


def scope_findings(passage: Passage, tendency: Tendency, others: Sequence[Finding]) -> list[Finding]:
    """SCP where what is delivered, to whom, how much, where or when was changed and no cue of SCP says so.

    Either a number of clients, sessions, hours of service … differs, or the sentence speaks of the people served or
    of what they are given, and no other rule knows what was changed in it.

    Args:
        passage: The changed words with their sentence.
        tendency: Which way they go.
        others: What the other rules found in the passage.
    """
    number = _number_of_services(passage)
    if number:
        old, new = number
        direction = Direction.UP if new.value > old.value else Direction.DOWN
        words = (passage.old.text[slice(*old.span)], passage.new.text[slice(*new.span)])
        return [Finding(code="SCP", old=words[0], new=words[1], direction=direction, on=tendency.on)]
    if not _left_to_services(passage, others):
        return []
    was, now = (quoted(part, part.changed) for part in (passage.old, passage.new))
    extent = _extent(passage) if tendency.doubtful or not tendency.direction else None
    return [
        Finding(
            code="SCP",
            old=was,
            new=now,
            direction=extent or tendency.direction,
            on=tendency.on,
            doubtful=tendency.doubtful and not extent,
        )
    ]


def _number_of_services(passage: Passage) -> _Pair | None:
    """The first number of people or services that differs, as it was and as it is."""
    for hunk in passage.hunks:
        old, new = (
            [figure for figure in figures_at(part.lower, span) if _counts_services(part, figure)]
            for part, span in ((passage.old, hunk.old), (passage.new, hunk.new))
        )
        for was, now in zip(old, new, strict=False):
            if was.kind is now.kind and was.value != now.value:
                return was, now
    return None


def _extent(passage: Passage) -> Direction | None:
    """Up where words were only put in ("eviction, foreclosure, and benefits"), down where they were only left out.

    Words that set a condition make it less.
    """
    both = [passage.words(hunk) for hunk in passage.hunks]
    old, new = (" ".join(words[side].lower().strip(" ,;") for words in both).strip() for side in (0, 1))
    if bool(old) == bool(new) or word_list("condition").match(old or new):
        return None
    return Direction.UP if new else Direction.DOWN


def _counts_services(part: Part, figure: Figure) -> bool:
    """Whether a figure counts people served, things delivered to them or the hours of it, and sets no deadline."""
    end = figure.span[1]
    if figure.kind is Kind.MONEY or _CLOCK.match(part.lower, end) or _is_deadline(part, figure):
        return False
    if _HOURS.search(figure.text) and not _NOTICE.match(part.lower, end):
        return _speaks_of(_SERVICES, part.lower)
    counted = _COUNTED.match(part.lower, end)
    # a share of the units may be one of their price
    lists = _PEOPLE if figure.kind is Kind.SHARE else _NUMBERED
    return counted is not None and _speaks_of(lists, counted[0])


def _speaks_of(lists: Sequence[str], text: str) -> bool:
    return any(word_list(name).search(text) for name in lists)


def _is_deadline(part: Part, figure: Figure) -> bool:
    start = figure.span[0]
    return figure.kind is Kind.PERIOD and _DEADLINE.search(part.lower[max(start - _BEFORE, 0) : start]) is not None


def _sets_deadline(part: Part) -> bool:
    """Whether a changed period sets a deadline; one that does not says how long or how often something is done."""
    return any(_is_deadline(part, figure) for span in part.changed for figure in figures_at(part.lower, span))


def _left_to_services(passage: Passage, others: Sequence[Finding]) -> bool:
    """Whether the sentence is about the people served or what they are given, and no other rule knows of it."""
    whole = passage.whole
    found = {finding.code for finding in others}
    if not found <= _BESIDE or any(map(_is_of_party, others)) or any(map(_is_of_agency, others)):
        return False
    if found & _TIME and not whole and (_sets_deadline(passage.old) or _sets_deadline(passage.new)):
        return False
    texts = [_opening(whole)] if whole else [passage.old.lower, passage.new.lower]
    if whole and found & _TIME and counts_days(texts[0]):
        return False  # "holidays" are those of the offices
    if any(_speaks_of(("of_money",), text) for text in texts):
        return False
    # a deadline or a duty stands in many a sentence that speaks of "any person"
    lists = _SERVICES if found - {"DEF"} else (*_SERVICES, "somebody")
    return any(_speaks_of(lists, text) for text in texts)


def _is_of_party(finding: Finding) -> bool:
    """Whether a finding says that a party is defined or called otherwise."""
    return finding.code == "DEF" and finding.priority is Priority.CRITICAL


def _is_of_agency(finding: Finding) -> bool:
    """Whether a finding says that the agency alone must or may do something otherwise."""
    return finding.code == "MOD" and finding.on is Party.AGENCY and bool(modals(f"{finding.old} {finding.new}".lower()))


def _opening(part: Part) -> str:
    """The first sentences of a wholly new or deleted clause, in lower case."""
    first = sentences(part.text)[:_OPENING]
    return part.lower[first[0][0] : first[-1][1]] if first else ""
