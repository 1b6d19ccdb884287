"""Rules for time: which periods, deadlines and dates are others, and which way they went."""

import re

from contractdiff.flags.authorities import CITATION
from contractdiff.flags.disagreements import with_disagreements
from contractdiff.flags.figures import Date, Figure, Kind, clock_times, dates, figures, ordinal_days
from contractdiff.flags.findings import Finding, cut
from contractdiff.flags.listed import changed_words
from contractdiff.flags.paired import Pair, changed_figures, printed
from contractdiff.flags.parties import subject
from contractdiff.flags.passages import Part, Passage
from contractdiff.flags.rolled import years_rolled
from contractdiff.flags.rulebook import word_list
from contractdiff.flags.verbs import modals
from contractdiff.model import Direction

_GAP = r"(?:\s+(?:a|an|the|period|periods|of|not|next|first|any|about|approximately|said|such|further|additional))*\s*$"
# What makes a period a deadline where the other side has none to compare it with, …
_LIMIT_BEFORE = re.compile(
    rf"\b(?:within|later than|less than|fewer than|least|up to|upon|after|m(?:in|ax)imum of|allowed|given|exceed|every)"
    rf"{_GAP}"
)
_LIMIT_AFTER = re.compile(
    r"^['’s\s)]*(?:of\s+)?(?:(?:prior|advance|written|calendar|business|working)\s+)*(?:notice|warning|before|after|prior|from|"
    r"following|in advance|in which|of receipt|of the (?:date|receipt|day|end|close|request|event|notice)|of such|"
    r"of being|to (?:cure|respond|appeal|correct|comment|reply|submit|remedy|object|request|file|pay))"
)
# … or a time of the day one: "received by 5:00 p.m.".
_DUE_BY = re.compile(
    r"\b(?:by|before|until|no later than|not later than|prior to|deadline (?:is|of)|"
    r"(?:clos(?:e|es|ing)|due|expires?) (?:at|by))\s*$"
)
# A period of these kinds limits nothing: an age, experience, how long a service lasts, how often it is given, …
_NO_DEADLINE = re.compile(
    r"^['’s)]*[\s-]*(?:of\s+age|old\b|long\b|(?:of\s+)?(?:[\w-]+\s+){0,3}(?:experience|practice|sobriety|age|service|seniority|employment|"
    r"tenure|residence|membership)\b|"
    r"of\s+(?:education|study|college)|of\s+(?:[\w-]+\s+){0,2}(?:costs?|expenses|rent|payroll|wages|funding)\b|"
    r"in\s+practice|(?:per|an?|each|every|a\s+full)\s+(?:day|week|month|quarter|year))"
    r"|^\s*(?:and|to|or)\s+(?:older|younger|over|under)\b"
)
_LASTING = re.compile(r"['’s)]*[\s-]*(?:of\s+)?(?:[\w-]+\s+){0,2}")
_NO_DEADLINE_BEFORE = re.compile(
    r"\b(?:ag(?:e|es|ed)(?:\s+of)?|(?:sessions?|shifts?|units?|visits?|classes|increments|blocks)\s+of|"
    r"(?<!the )(?<!its )lasts?|lasting|unit[\w\s”\"]{0,20}means)"
    r"(?:\s+(?:at least|about|up to|no more than|not less than))?\s*$|(?:[$€£]\s?[\d,.]+|\bcents|\bdollars)\s+$"
)
_DATED = re.compile(
    r"\d|month|year|first|day of|january|february|march|april|june|july|august|september|october|november|december"
)
# From when a period runs: "after receipt of the draft", up to the next mark.
_ANCHOR = re.compile(r"['’]?\s*((?:after|from|following|of|before|prior to|preceding|upon)\b[^,.;:]{0,80})")
# As far before a changed event the words stand that make it one.
_ANCHOR_BEFORE = 60
# A decision is announced before it is made for good.
_PROVISIONAL = re.compile(r"\b(?:preliminary|draft|tentative|proposed|initial|provisional|interim|unofficial)\b")
_FINAL = re.compile(r"\b(?:final(?:ly)?|official|approved|adopted|executed|certified)\b")
_EVENT = re.compile(
    r"\b(?:preliminary|draft|tentative|proposed|initial|provisional|interim|final|official|deposited|after|before|prior|following|date|dated|receipt|receiv\w+|deliver\w+|mail\w*|sent|issu\w+|post\w*|printed|notice|"
    r"approv\w+|accept\w+|execut\w+|sign\w+|submi\w+|incurred|discover\w+|occur\w+|end|close|start|begin\w*|beginning)\b"
)


def period_findings(passage: Passage) -> list[Finding]:
    """DAY: periods and deadlines that became shorter or longer, or run from another event."""
    changed = [pair for pair in changed_figures(passage, (Kind.PERIOD,), _is_deadline) if _counts(passage, pair)]
    # "once a year" has its counterpart in "every six months", which is a period as well
    found = _oftener(passage) if not any(all(pair) for pair in changed) else []
    of_term = {(each.old, each.new) for each in _term(passage)}
    found = found or [_period(passage, *pair) for pair in changed]
    # "three one-year renewals" is told as the length of the term
    found = [each for each in found if (each.old, each.new) not in of_term]
    found = found or _haste(passage) or _which_ends(passage) or _other_anchor(passage) or _hours(passage)
    found = found or _closed_days(passage)
    return with_disagreements(passage, "DAY", found, lambda part, f: f.kind is Kind.PERIOD)


def _period(passage: Passage, old: Figure | None, new: Figure | None) -> Finding:
    direction = None
    if old and new:
        if old.agrees and new.agrees and round(old.value, 4) != round(new.value, 4):
            direction = Direction.SHORTER if new.value < old.value else Direction.LONGER
    elif passage.whole is None and bool(old) != bool(new):
        side = passage.new if old else passage.old
        at_once = _changed_word(side, "at_once") or _changed_word(side, "any_time") or _changed_word(side, "ahead")
        if at_once:
            direction = Direction.SHORTER if old else Direction.LONGER
        elif _changed_word(side, "soon"):
            direction = Direction.LONGER if old else Direction.SHORTER
    part, figure = (passage.new, new) if new else (passage.old, old)
    assert figure is not None
    sides = [printed(passage.old, old), printed(passage.new, new)]
    if passage.whole is None and not all(sides):
        missing = passage.new if old else passage.old
        instead = (_changed_word(missing, words) for words in ("at_once", "any_time", "ahead", "soon"))
        sides[1 if old else 0] = next(filter(None, instead), "")
    return Finding(code="DAY", old=sides[0], new=sides[1], direction=direction, on=subject(part, figure.span[0]))


def _is_deadline(part: Part, figure: Figure) -> bool:
    """Whether a period is one by which or for which something is due, and not the length of what is delivered."""
    before, after = part.lower[: figure.span[0]][-50:], part.lower[figure.span[1] :][:60]
    if _LIMIT_AFTER.match(after) or re.search(r"\bwithin\s*(?:the\s+(?:next|first)\s+)?$", before):
        return True
    service = word_list("lasting").search(after)
    if service and _LASTING.fullmatch(after, 0, service.start()):
        return False
    if _NO_DEADLINE.match(after) or _NO_DEADLINE_BEFORE.search(before):
        return False
    # hours and minutes are the length of a service, unless something is due within them
    return not re.search(r"hour|minute", figure.text) or bool(_LIMIT_BEFORE.search(before))


def _counts(passage: Passage, pair: Pair) -> bool:
    """Whether a changed period is told: alone, only where it plainly sets a limit."""
    old, new = pair
    if old and new:
        return True
    part, figure = (passage.old, old) if old else (passage.new, new)
    assert figure is not None
    before, after = part.lower[: figure.span[0]][-50:], part.lower[figure.span[1] :][:60]
    if _BEHIND.match(after) or (_LOOKS_BACK.search(before) and _PRECEDING.match(after)):
        return False
    return bool(_LIMIT_BEFORE.search(before) or _LIMIT_AFTER.match(after)) or (
        passage.whole is None and bool(re.search(rf"\b(?:for|a|more than|than){_GAP}", before))
    )


# "Paid in the twelve months before the claim arose" looks back, and asks nothing of anybody.
_LOOKS_BACK = re.compile(
    r"\b(?:in|during|over|for|of|from)\s+(?:the\s+)?(?:last\s+|past\s+|previous\s+|preceding\s+|prior\s+)?$"
)
_PRECEDING = re.compile(r"^['’s\s)]*(?:immediately\s+)?(?:before|prior to|preceding)\b")
# "More than thirty days behind" says how somebody stands, not by when something is due.
_BEHIND = re.compile(r"^['’s\s)]*(?:behind|late|overdue|past due|in arrears|delinquent|old)\b")


def _haste(passage: Passage) -> list[Finding]:
    """DAY where only words of haste differ: "promptly" for "immediately", or "without notice" put in."""
    if passage.whole:
        return []
    old_now, new_now = _changed_word(passage.old, "at_once"), _changed_word(passage.new, "at_once")
    old_soon, new_soon = _changed_word(passage.old, "soon"), _changed_word(passage.new, "soon")
    if bool(old_now) == bool(new_now) and bool(old_soon) == bool(new_soon):
        return []
    if new_now and not old_now:
        direction = Direction.SHORTER
    elif old_now and not new_now:
        direction = Direction.LONGER
    else:
        direction = Direction.STRICTER if new_soon else Direction.LOOSER
    word = new_now or new_soon
    part = passage.new if word else passage.old
    at = part.lower.find((word or old_now or old_soon).lower())
    if _in_other_words(passage, part, at):
        return []
    return [
        Finding(code="DAY", old=old_now or old_soon, new=new_now or new_soon, direction=direction, on=subject(part, at))
    ]


def _in_other_words(passage: Passage, part: Part, at: int) -> bool:
    """Whether the words at a place came or went with a duty or right of their own: then that is what was changed."""
    for hunk in passage.hunks:
        span, other = (hunk.new, hunk.old) if part is passage.new else (hunk.old, hunk.new)
        if span[0] <= at < span[1]:
            gone = modals(part.lower[slice(*span)])
            across = passage.old if part is passage.new else passage.new
            return bool(gone) and not modals(across.lower[slice(*other)])
    return False


# Of two ends of a period the one that comes first, or the one that comes last.
_ENDS = re.compile(
    r"\bwhichever\s+(?:\w+\s+){0,2}?(?P<first>earli(?:er|est)|sooner|soonest|first|shorte(?:r|st))\b|"
    r"\bwhichever\s+(?:\w+\s+){0,2}?(?:later|latest|last|longe(?:r|st))\b|"
    r"\b(?P<first_of>earli(?:er|est)|sooner|shorter|first)\s+of\b|\b(?:later|latest|longer|last)\s+of\b"
)


def _which_ends(passage: Passage) -> list[Finding]:
    """DAY where of two days on which something is due the other one counts: "whichever is later", now "earlier"."""
    if passage.whole:
        return []
    was, now = (part.near(_ENDS) for part in (passage.old, passage.new))
    if not was or not now:
        return []
    first = [bool(match["first"] or match["first_of"]) for match in (was, now)]
    if first[0] == first[1] or not any(figure.kind is Kind.PERIOD for figure in figures(passage.new.lower)):
        return []
    direction = Direction.SHORTER if first[1] else Direction.LONGER
    old, new = passage.old.text[slice(*was.span())], passage.new.text[slice(*now.span())]
    return [Finding(code="DAY", old=old, new=new, direction=direction, on=subject(passage.new, now.start()))]


# That a paper is sent or received by a certain day is how periods are counted.
_DAY_OF = re.compile(
    r"\b(?:date|day|time)\s+(?:of|(?:on|at|by)\s+which|when|that)\b|\bdeemed\b|\b(?:counted|runs?|begins?|starts?)\s+(?:to\s+run\s+)?"
    r"(?:from|on|upon|when)\b|\beffective\s+(?:up)?on\b"
)


def _other_anchor(passage: Passage) -> list[Finding]:
    """DAY where the period is the same but runs from another event: "after receipt", "after the date printed"."""
    if passage.whole or not any(part.near(_EVENT) for part in (passage.old, passage.new)):
        return []
    for hunk in passage.hunks:
        old, new = passage.words(hunk)
        direction = _later_event(old.lower(), new.lower())
        if direction and _DAY_OF.search(passage.new.lower, max(hunk.new[0] - _ANCHOR_BEFORE, 0), hunk.new[0]):
            on = subject(passage.new, hunk.new[0])
            return [Finding(code="DAY", old=cut(old), new=cut(new), direction=direction, on=on)]
    sides = [_anchored(part) for part in (passage.old, passage.new)]
    for (old_period, old), (new_period, new) in zip(*sides, strict=False):
        direction = _later_event(old.lower(), new.lower())
        if old_period.value == new_period.value and direction:
            on = subject(passage.new, new_period.span[0])
            return [Finding(code="DAY", old=cut(old), new=cut(new), direction=direction, on=on)]
    return []


def _anchored(part: Part) -> list[tuple[Figure, str]]:
    """The periods of one side with the words that say from when they run, as printed."""
    found = []
    for figure in sorted((*figures(part.lower), *ordinal_days(part.lower)), key=lambda figure: figure.span):
        match = _ANCHOR.match(part.lower, figure.span[1]) if figure.kind is Kind.PERIOD else None
        if match:
            found.append((figure, part.text[match.start(1) : match.end(1)]))
    return found


def _later_event(old: str, new: str) -> Direction | None:
    """Whether a period that runs from one event or the other ends sooner or later.

    The events follow each other: a paper is sent, it is received, it is approved.
    """
    was, now = _stage(old), _stage(new)
    before, after = ("before", "prior to", "preceding"), ("after", "following", "from", "of", "upon")
    if old.startswith(after) and new.startswith(before):
        return Direction.EARLIER
    if old.startswith(before) and new.startswith(after):
        return Direction.LATER
    final = [_PROVISIONAL.search(words) is None and _FINAL.search(words) is not None for words in (old, new)]
    if final[0] != final[1] and _PROVISIONAL.search(new if final[0] else old):
        return Direction.LATER if final[1] else Direction.EARLIER
    if was is None or now is None or was == now:
        return None
    return Direction.SHORTER if (now < was) is not old.startswith(before) else Direction.LONGER


def _stage(words: str) -> int | None:
    """Which of the events that follow each other some words name, by its place; ``None`` where none or several."""
    found = [stage for stage, name in enumerate(("sent", "received", "approved")) if word_list(name).search(words)]
    # "the date of receipt", "the date on which it is approved": a date of something is no event of its own
    return found[-1] if found and (len(found) == 1 or found[0] == 0) else None


def _oftener(passage: Passage) -> list[Finding]:
    """DAY where something is due in other intervals: "quarterly", now "every month"."""
    if passage.whole:
        return []
    for old, new in changed_figures(passage, (Kind.INTERVAL, Kind.PERIOD), _is_interval):
        if old and new:
            direction = Direction.SHORTER if new.value < old.value else Direction.LONGER
            on = subject(passage.new, new.span[0])
            return [
                Finding(
                    code="DAY", old=printed(passage.old, old), new=printed(passage.new, new), direction=direction, on=on
                )
            ]
    return []


def _is_interval(part: Part, figure: Figure) -> bool:
    ahead = part.lower[: figure.span[0]][-12:]
    return figure.kind is Kind.INTERVAL or re.search(r"\b(?:every|once in)\s+$", ahead) is not None


def _hours(passage: Passage) -> list[Finding]:
    """DAY where the time of the day differs by which something is due; hours of service are none."""
    if passage.whole:
        return []
    sides = [
        [
            time
            for time in clock_times(part.lower)
            if part.touched(time.span) and _DUE_BY.search(part.lower[: time.span[0]][-30:])
        ]
        for part in (passage.old, passage.new)
    ]
    for old, new in zip(*sides, strict=False):
        if old.value != new.value:
            direction = Direction.EARLIER if new.value < old.value else Direction.LATER
            words = printed(passage.old, old), printed(passage.new, new)
            on = subject(passage.new, new.span[0])
            return [Finding(code="DAY", old=words[0], new=words[1], direction=direction, on=on)]
    return []


# How days are counted, and what is done where the last of them is a holiday.
_COUNTED_DAYS = re.compile(
    r"\b(?:due date|deadline|date|day|period|time)\b.{0,120}?\b(?:falls?|ends?|expires?|lands?|occurs?)\s+"
    r"(?:up)?on\s+(?:a\s+|an\s+)?(?:saturday|sunday|weekend|(?:\w+\s+)?holiday)|"
    r"\bcomput(?:ing|ation\s+of|ed)\s+(?:\w+\s+){0,4}?(?:periods?|time|days|deadlines?)\b|"
    r"\b(?:periods?|deadlines?|days)\s+(?:\w+\s+){0,6}?(?:computed|counted|reckoned|extended\s+to\s+the\s+next)\b"
)


def counts_days(lower: str) -> re.Match[str] | None:
    """The words of a text in lower case that say how the days of a period are counted."""
    return _COUNTED_DAYS.search(lower)


def _closed_days(passage: Passage) -> list[Finding]:
    """DAY where a rule came or went of how days are counted, or of a last day on which offices are closed."""
    part = passage.whole
    match = counts_days(part.lower) if part else None
    if part is None or match is None:
        return []
    words = cut(part.text[slice(*match.span())])
    added = part is passage.new
    direction = Direction.LONGER if added else Direction.SHORTER
    return [Finding(code="DAY", old="" if added else words, new=words if added else "", direction=direction)]


def _changed_word(part: Part, words: str) -> str:
    """The first changed word of a list, as printed, or ""."""
    span = changed_words(part, words)
    return part.text[slice(*span)] if span else ""


def date_findings(passage: Passage) -> list[Finding]:
    """DAT: calendar dates that moved, and the term's length and ends."""
    sides = [_changed_dates(part) for part in (passage.old, passage.new)]
    if passage.whole is not None or not any(sides):
        return _term(passage) or _other_start(passage)
    old = sides[0][0] if sides[0] else None
    new = sides[1][0] if sides[1] else None
    if old and new and len(sides[0]) == len(sides[1]):
        old, new = next(((a, b) for a, b in zip(*sides, strict=True) if _when(a) != _when(b)), (old, new))
    direction = None
    if old and new and _when(old) != _when(new) and (old.year is None) == (new.year is None):
        # in a contract for the next year July 2012 is earlier than August 2011 was
        moved_on = years_rolled() if old.year and new.year and new.year - old.year == years_rolled() else 0
        was = (_when(old)[0] + moved_on, *_when(old)[1:])
        direction = None if was == _when(new) else Direction.LATER if _when(new) > was else Direction.EARLIER
    part, date = (passage.new, new) if new else (passage.old, old)
    assert date is not None
    return [
        Finding(
            code="DAT",
            old=passage.old.text[slice(*old.span)] if old else "",
            new=passage.new.text[slice(*new.span)] if new else "",
            direction=direction,
            on=subject(part, date.span[0]),
        )
    ]


def _term(passage: Passage) -> list[Finding]:
    """DAT where the number or length of terms or renewals differs."""
    words = word_list("term")
    if passage.whole or not words.search(passage.new.lower):
        return []
    for old, new in changed_figures(passage, (Kind.PERIOD, Kind.COUNT), _may_be_a_term):
        if old and new and words.search(passage.new.lower[max(new.span[0] - 80, 0) : new.span[1] + 40]):
            direction = Direction.LONGER if new.value > old.value else Direction.SHORTER
            return [
                Finding(code="DAT", old=printed(passage.old, old), new=printed(passage.new, new), direction=direction)
            ]
    return []


def _may_be_a_term(part: Part, figure: Figure) -> bool:
    return not _LIMIT_AFTER.match(part.lower[figure.span[1] :][:60])


def _other_start(passage: Passage) -> list[Finding]:
    """DAT where something holds from the first day of the term instead of the last signature, or the reverse."""
    if passage.whole:
        return []
    starts, signed = (
        [_changed_word(part, words) for part in (passage.old, passage.new)] for words in ("term_begins", "term_signed")
    )
    # a contract is signed when its term has begun, more often than not
    if starts[0] and signed[1] and not (starts[1] or signed[0]):
        return [Finding(code="DAT", old=starts[0], new=signed[1], direction=Direction.LATER)]
    if signed[0] and starts[1] and not (starts[0] or signed[1]):
        return [Finding(code="DAT", old=signed[0], new=starts[1], direction=Direction.EARLIER)]
    return []


def _changed_dates(part: Part) -> list[Date]:
    """The changed dates of one side; a bare year only where nothing is cited that could have its own edition."""
    if not part.changed or not _DATED.search(part.changed_words):
        return []
    found = [date for date in dates(part.lower) if part.touched(date.span)]
    if any(date.text.isdigit() for date in found) and CITATION.search(part.text):
        found = [date for date in found if not date.text.isdigit()]
    return found


def _when(date: Date) -> tuple[int, int, int]:
    return date.year or 0, date.month, date.day
