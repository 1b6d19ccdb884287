"""Rules for money, periods and dates: what the figures were, what they are, and which way they went."""

import re
from collections.abc import Callable, Sequence

from contractdiff.flags.authorities import CITATION
from contractdiff.flags.figures import NUMBER, Date, Figure, Kind, dates, figures, ordinal_days
from contractdiff.flags.findings import Finding, cut
from contractdiff.flags.parties import subject
from contractdiff.flags.passages import Part, Passage
from contractdiff.flags.rulebook import word_list
from contractdiff.model import Direction, Priority

_Pair = tuple[Figure | None, Figure | None]

# What makes a period a deadline where the other side has none to compare it with.
_LIMIT_BEFORE = re.compile(
    r"\b(?:within|later than|less than|least|up to|exceed|every|for|upon|after|a|maximum of|minimum of|more than)"
    r"(?:\s+(?:a|an|the|period of|not|next|first))*\s*$"
)
_LIMIT_AFTER = re.compile(
    r"^['’s\s]*(?:of\s+)?(?:prior |advance |written )*(?:notice|before|after|prior|from|following|in advance|"
    r"of receipt|of the|of such|of its|of being)"
)
_NO_DEADLINE = re.compile(
    r"^['’s\s-]*(?:of\s+(?:age|experience|training|service)|old\b|experience)|^\s*(?:and|to)\s+older"
)
_DATED = re.compile(r"\d|month|year")
# From when a period runs: "after receipt of the draft", up to the next mark.
_ANCHOR = re.compile(r"['’]?\s*((?:after|from|following|of|before|prior to|preceding|upon)\b[^,.;:]{0,80})")
_EVENT = re.compile(
    r"\b(?:after|before|prior|following|date|dated|receipt|receiv\w+|deliver\w+|mail\w*|sent|issu\w+|post\w*|printed|notice)\b"
)


def money_findings(passage: Passage) -> list[Finding]:
    """MON: amounts and shares of money that were changed, added or left out."""
    kinds = (Kind.MONEY, Kind.SHARE)
    found = []
    for old, new in _changed_figures(passage, kinds, _is_money):
        direction = None
        if old and new and old.kind is new.kind and old.value != new.value:
            direction = Direction.UP if new.value > old.value else Direction.DOWN
        part, figure = (passage.new, new) if new else (passage.old, old)
        assert figure is not None
        # an amount in a wholly new or deleted sentence is seldom what the sentence is about
        about = passage.whole is None or bool(word_list("payment").search(part.lower))
        found.append(
            Finding(
                code="MON",
                old=_printed(passage.old, old),
                new=_printed(passage.new, new),
                direction=direction,
                on=None,
                priority=None if about else Priority.SUBSTANTIVE,
            )
        )
    return found


def _is_money(part: Part, figure: Figure) -> bool:
    """Whether a share is one of money; "five percent of the households" is not."""
    if figure.kind is Kind.MONEY:
        return True
    after = part.lower[figure.span[1] : figure.span[1] + 60]
    if word_list("counted").match(re.sub(r"^[\s)%]*(?:of\s+)?(?:the\s+|all\s+|its\s+)*", "", after)):
        return False
    return bool(word_list("money").search(part.lower))


def period_findings(passage: Passage) -> list[Finding]:
    """DAY: periods and deadlines that became shorter or longer, or run from another event."""
    found = [_period(passage, old, new) for old, new in _changed_figures(passage, (Kind.PERIOD,), _is_deadline)]
    return found or _haste(passage) or _other_anchor(passage)


def _period(passage: Passage, old: Figure | None, new: Figure | None) -> Finding:
    direction = None
    if old and new and old.agrees and new.agrees:
        direction = Direction.SHORTER if new.value < old.value else Direction.LONGER
    elif passage.whole is None and bool(old) != bool(new):
        side = passage.new if old else passage.old
        at_once = _changed_word(side, "at_once") or _changed_word(side, "ahead")
        if at_once:
            direction = Direction.SHORTER if old else Direction.LONGER
        elif _changed_word(side, "soon"):
            direction = Direction.LOOSER if old else Direction.STRICTER
    part, figure = (passage.new, new) if new else (passage.old, old)
    assert figure is not None
    sides = [_printed(passage.old, old), _printed(passage.new, new)]
    if passage.whole is None and not all(sides):
        missing = passage.new if old else passage.old
        instead = (_changed_word(missing, words) for words in ("at_once", "ahead", "soon"))
        sides[1 if old else 0] = next(filter(None, instead), "")
    return Finding(code="DAY", old=sides[0], new=sides[1], direction=direction, on=subject(part, figure.span[0]))


def _is_deadline(part: Part, figure: Figure) -> bool:
    return not _NO_DEADLINE.match(part.lower[figure.span[1] : figure.span[1] + 30])


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
    return [
        Finding(code="DAY", old=old_now or old_soon, new=new_now or new_soon, direction=direction, on=subject(part, at))
    ]


def _other_anchor(passage: Passage) -> list[Finding]:
    """DAY where the period is the same but runs from another event: "after receipt", "after the date printed"."""
    if passage.whole or not any(part.near(_EVENT) for part in (passage.old, passage.new)):
        return []
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
    for figure in figures(part.lower):
        match = _ANCHOR.match(part.lower, figure.span[1]) if figure.kind is Kind.PERIOD else None
        if match:
            found.append((figure, part.text[match.start(1) : match.end(1)]))
    return found


def _later_event(old: str, new: str) -> Direction | None:
    """Whether a period that runs from one event or the other ends sooner or later."""
    early, late = word_list("sent"), word_list("received")
    was, now = ((bool(late.search(words)), bool(early.search(words))) for words in (old, new))
    if was[0] and not now[0] and now[1]:
        return Direction.SHORTER
    if now[0] and not was[0] and was[1]:
        return Direction.LONGER
    before, after = ("before", "prior to", "preceding"), ("after", "following", "from", "of")
    if old.startswith(after) and new.startswith(before):
        return Direction.EARLIER
    if old.startswith(before) and new.startswith(after):
        return Direction.LATER
    return None


def date_findings(passage: Passage) -> list[Finding]:
    """DAT: calendar dates that moved, and the term's length and ends."""
    sides = [_changed_dates(part) for part in (passage.old, passage.new)]
    if passage.whole is None and (sides[0] or sides[1]):
        old = sides[0][0] if sides[0] else None
        new = sides[1][0] if sides[1] else None
        if old and new and len(sides[0]) == len(sides[1]):
            old, new = next(((a, b) for a, b in zip(*sides, strict=True) if _when(a) != _when(b)), (old, new))
        direction = None
        if old and new and _when(old) != _when(new) and (old.year is None) == (new.year is None):
            direction = Direction.LATER if _when(new) > _when(old) else Direction.EARLIER
        part, date = (passage.new, new) if new else (passage.old, old)
        on = subject(part, date.span[0]) if date else None
        return [
            Finding(
                code="DAT",
                old=passage.old.text[slice(*old.span)] if old else "",
                new=passage.new.text[slice(*new.span)] if new else "",
                direction=direction,
                on=on,
            )
        ]
    return _term(passage)


def _term(passage: Passage) -> list[Finding]:
    """DAT where the number or length of terms or renewals differs."""
    words = word_list("term")
    if passage.whole or not words.search(passage.new.lower):
        return []
    for old, new in _changed_figures(passage, (Kind.PERIOD, Kind.COUNT), lambda part, figure: True):
        if old and new and words.search(passage.new.lower[max(new.span[0] - 80, 0) : new.span[1] + 40]):
            direction = Direction.LONGER if new.value > old.value else Direction.SHORTER
            return [
                Finding(code="DAT", old=_printed(passage.old, old), new=_printed(passage.new, new), direction=direction)
            ]
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


def _changed_figures(passage: Passage, kinds: Sequence[Kind], counts: Callable[[Part, Figure], bool]) -> list[_Pair]:
    """Figures of some kinds that differ, paired in order; ``None`` where one side has no more of them.

    Of wholly new or deleted sentences only those periods count that set a limit.
    """
    if not (passage.old.near(NUMBER) or passage.new.near(NUMBER)):
        return []
    sides: list[list[Figure]] = []
    for part in (passage.old, passage.new):
        found = [
            figure
            for figure in (*figures(part.lower), *(ordinal_days(part.lower) if Kind.PERIOD in kinds else ()))
            if figure.kind in kinds and part.touched(figure.span) and counts(part, figure)
        ]
        sides.append(_without_doubles(found))
    same = {(f.kind, round(f.value, 4)) for f in sides[0]} & {(f.kind, round(f.value, 4)) for f in sides[1]}
    left, right = ([f for f in side if (f.kind, round(f.value, 4)) not in same or not f.agrees] for side in sides)
    pairs: list[_Pair] = [(a, b) for a, b in zip(left, right, strict=False)]
    alone = [(f, None) for f in left[len(pairs) :]] + [(None, f) for f in right[len(pairs) :]]
    return pairs + [
        (old, new)
        for old, new in alone
        if _limits(passage.old if old else passage.new, old or new)  # type: ignore[arg-type]
    ]


def _without_doubles(found: list[Figure]) -> list[Figure]:
    """The figures without those that say the one before them again: "seven percent (7%)"."""
    return [
        figure
        for i, figure in enumerate(found)
        if not i or (figure.kind, figure.value) != (found[i - 1].kind, found[i - 1].value)
    ]


def _limits(part: Part, figure: Figure) -> bool:
    if figure.kind is not Kind.PERIOD:
        return True
    before, after = part.lower[: figure.span[0]][-40:], part.lower[figure.span[1] :][:40]
    return bool(_LIMIT_BEFORE.search(before) or _LIMIT_AFTER.search(after))


def _changed_word(part: Part, words: str) -> str:
    """The first changed word of a list, as printed, or ""."""
    match = part.near(word_list(words))
    return part.text[slice(*match.span())] if match else ""


def _printed(part: Part, figure: Figure | None) -> str:
    return part.text[slice(*figure.span)] if figure else ""
