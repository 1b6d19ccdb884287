"""Rules for money: which amounts and shares were changed, added or left out, and what they are about."""

import re
from bisect import bisect_right

from contractdiff.flags.disagreements import with_disagreements
from contractdiff.flags.figures import Figure, Kind, figures
from contractdiff.flags.findings import Finding, cut
from contractdiff.flags.paired import changed_figures, printed
from contractdiff.flags.parties import subject
from contractdiff.flags.passages import Part, Passage, Span, sentences
from contractdiff.flags.rulebook import word_list
from contractdiff.model import Direction, Party, Priority

# How far before a figure the words stand that say what it is, in characters: about ten words.
_AHEAD = 70
_AFTER = 60
# "for more than $500": the comparison stands right before the figure.
_MORE_THAN = re.compile(
    r"(?<!not )(?<!no )\b(?:more|less|fewer|greater|higher|lower) than|"
    r"(?<!not )(?<!not to )\b(?:exceed(?:s|ing)?|surpass(?:es|ing)?|tops)\b|"
    r"\bin excess of|\b(?:above|below|over|under|beyond|costing|valued at|worth)\b"
)
_TO_FIGURE = re.compile(r"\s*(?:(?:the|a|an|total|aggregate|sum|amount|value|cost|of)\s+)*$")
_OR_MORE = re.compile(
    r"[\s)]*(?:\(?\$?[\d,.]*\)?)?\s*"
    r"(?:or (?:more|less|greater|above|below|over|higher)|and (?:over|above|up|greater))\b"
)
# "May be paid more than", "no client may receive more than": what is paid is what is limited.
_OF_PAY = re.compile(
    r"\b(?:not|never|nor|neither|paid|pay|rates?|wages?|salar\w+|fees?|compensation)\s+(?:\w+\s+){0,3}$|"
    r"\bno\s+(?:\w+\s+){1,3}(?:shall|may|will|must|can)\s+(?:\w+\s+){1,2}$"
)
# Of what an amount is the price: "$42 per hour", "58.5 cents a mile".
_UNIT = re.compile(
    r"[\s)]*(?:(?:per|a|an|each|for each|for every|/)\s?(?:\w+[\s-]){0,2}?\w+|"
    r"(?:bi-?|semi-?)?(?:hour|dai|week|month|quarter|annual|year)ly)"
)
# The first of each pair is worth more than the second.
_WORTH_MORE = (
    ("gross", "net"),
    ("gross", "adjusted"),
    ("usd", "cad"),
    ("united states", "canadian"),
    ("greater", "lesser"),
)
_TURNED = re.compile(r"\b(?:not|no|never|nor|neither|may)\b[^,;]*$")
_GAINS = re.compile(
    r"\b(?:earns?|receives?|be (?:paid|entitled|reimbursed|compensated)|is entitled|retain|keep|collect)\b"
)
# Money that only moves from one line of a budget to another.
_WITHIN_BUDGET = re.compile(
    r"\b(?:line[- ]items?|budget|categor\w+|lines?)\b.{0,40}\b(?:shift|transfer|move|reallocat)\w*|"
    r"\b(?:shift|transfer|move|reallocat)\w*\b.{0,60}\b(?:line[- ]items?|budget|categor\w+|lines?)\b"
)
# "Retainage of ten percent", "a fee of up to two percent".
_SO_MUCH = re.compile(r"\s+(?:of|at)\s+(?:up\s+to\s+|not\s+more\s+than\s+|at\s+least\s+)?")
# What one currency is worth in another.
_EXCHANGED = re.compile(r"\bexchange rates?\b|\d\s*=\s*[$€£]?\s?\d|\brate of exchange\b")
_PAYS = re.compile(
    r"\b(?:pays?|owes?|forfeits?|remits?|contributes?|adds?|reimburses?|advances?|credits?|"
    r"(?:be|is) (?:fined|charged|assessed|liable for))\b"
)
_CAPS = re.compile(r"\b(?:not (?:to )?exceed|no more than|not more than|up to|maximum|limited to|capped|ceiling)\b")


def money_findings(passage: Passage) -> list[Finding]:
    """MON: amounts and shares of money that were changed, added or left out, or are counted otherwise."""
    found = []
    for old, new in changed_figures(passage, (Kind.MONEY, Kind.SHARE), _is_money):
        part, figure = (passage.new, new) if new else (passage.old, old)
        assert figure is not None
        whole = _of_whole(passage, part, figure) if passage.whole else None
        found.append(
            Finding(
                code="MON",
                old=printed(passage.old, old),
                new=printed(passage.new, new),
                direction=whole or _moved(old, new),
                on=subject(part, figure.span[0]),
                priority=_priority(passage, part, figure),
            )
        )
    found = found or _other_unit(passage) or _other_basis(passage)
    return with_disagreements(passage, "MON", found, lambda part, f: f.kind in _MONEYS and _is_money(part, f))


_MONEYS = (Kind.MONEY, Kind.SHARE)


def _moved(old: Figure | None, new: Figure | None) -> Direction | None:
    if not (old and new) or old.kind is not new.kind or old.value == new.value or not (old.agrees and new.agrees):
        return None
    return Direction.UP if new.value > old.value else Direction.DOWN


def _of_whole(passage: Passage, part: Part, figure: Figure) -> Direction | None:
    """The direction of an amount that comes or goes with its whole sentence: a bonus lost, a cap put in."""
    start, end = _sentence(part, figure.span)
    words, added = part.lower[start:end], part is passage.new
    on = subject(part, figure.span[0])
    if _CAPS.search(words):
        return Direction.STRICTER if added else Direction.LOOSER
    if on is Party.PROVIDER and _GAINS.search(words):
        return Direction.RIGHT_ADDED if added else Direction.RIGHT_REMOVED
    if (
        on in (Party.PROVIDER, Party.AGENCY)
        and (pays := _PAYS.search(words))
        and not _TURNED.search(words[: pays.start()])
    ):
        # what the agency has to pay is the provider's right
        if on is Party.AGENCY:
            return Direction.RIGHT_ADDED if added else Direction.RIGHT_REMOVED
        return Direction.DUTY_ADDED if added else Direction.DUTY_REMOVED
    return None


def _sentence(part: Part, span: Span) -> Span:
    spans = sentences(part.text)
    at = bisect_right(spans, span[0], key=lambda each: each[0]) - 1
    return spans[at] if at >= 0 and span[0] < spans[at][1] else (0, len(part.text))


def _is_money(part: Part, figure: Figure) -> bool:
    """Whether a share is one of money; "five percent of the households" is not."""
    if figure.kind is Kind.MONEY:
        return True
    start, end = _sentence(part, figure.span)
    ahead = part.lower[max(start, figure.span[0] - _AHEAD) : figure.span[0]]
    if any(_SO_MUCH.fullmatch(ahead, match.end()) for match in word_list("money").finditer(ahead)):
        return True
    after = part.lower[figure.span[1] : min(end, figure.span[1] + _AFTER)]
    counted, money = word_list("counted").search(after), word_list("money").search(after)
    if counted and (not money or counted.start() < money.start()):
        return False
    if not money and figure.text in ("half", "one half", "one-half") and not part.touched(figure.span):
        return False
    return bool(money or word_list("money").search(part.lower, start, end) or _near_by(part, figure))


def _near_by(part: Part, figure: Figure) -> bool:
    """Whether an amount of money stands in the same sentence as a share."""
    start, end = _sentence(part, figure.span)
    return any(each.kind is Kind.MONEY and start <= each.span[0] < end for each in figures(part.lower))


def _priority(passage: Passage, part: Part, figure: Figure) -> Priority | None:
    """Substantive at most, where an amount is not of what the provider is paid, pays or may spend.

    That is an amount from which on some other duty holds ("purchases above $10,000"), one that an insurance has to
    cover, one that may be moved within a budget, a rate of exchange, and one in a wholly new or deleted sentence that
    is not about payment.
    """
    start, end = _sentence(part, figure.span)
    words = part.lower[start:end]
    if figure.kind is Kind.MONEY and (_is_threshold(part, figure, start, end) or word_list("insured").search(words)):
        return Priority.SUBSTANTIVE
    if _EXCHANGED.search(words) or (figure.kind is Kind.SHARE and _WITHIN_BUDGET.search(words)):
        return Priority.SUBSTANTIVE
    if passage.whole is not None and not word_list("payment").search(words):
        return Priority.SUBSTANTIVE
    return None


def _is_threshold(part: Part, figure: Figure, start: int, end: int) -> bool:
    """Whether a figure says from where on something holds: "an award of more than $25,000", "$5,000 or more"."""
    ahead = part.lower[max(start, figure.span[0] - _AHEAD) : figure.span[0]]
    if _OR_MORE.match(part.lower, figure.span[1], end):
        return True
    compared = [match for match in _MORE_THAN.finditer(ahead) if _TO_FIGURE.match(ahead, match.end())]
    return bool(compared) and not _OF_PAY.search(ahead[: compared[-1].start()])


def _other_unit(passage: Passage) -> list[Finding]:
    """MON where the amount is the same and what it is paid for is not: "$42 per hour", now "$42 per visit"."""
    if passage.whole:
        return []
    sides = [_priced(part) for part in (passage.old, passage.new)]
    for (old_figure, old_unit), (new_figure, new_unit) in zip(*sides, strict=False):
        old, new = passage.old.text[slice(*old_unit)], passage.new.text[slice(*new_unit)]
        changed = passage.old.touched(old_unit) or passage.new.touched(new_unit)
        if changed and old_figure.value == new_figure.value and old.lower().split() != new.lower().split():
            return [
                Finding(
                    code="MON",
                    old=cut(passage.old.text[old_figure.span[0] : old_unit[1]]),
                    new=cut(passage.new.text[new_figure.span[0] : new_unit[1]]),
                    on=subject(passage.new, new_figure.span[0]),
                )
            ]
    return []


def _priced(part: Part) -> list[tuple[Figure, Span]]:
    """The amounts of one side with the unit that each is the price of."""
    if not any(start < end for start, end in part.changed):
        return []
    found = ((f, _UNIT.match(part.lower, f.span[1])) for f in figures(part.lower) if f.kind is Kind.MONEY)
    return [(figure, match.span()) for figure, match in found if match]


def _other_basis(passage: Passage) -> list[Finding]:
    """MON where what an amount is counted in is another: gross or net, one currency or another."""
    if passage.whole:
        return []
    for old, new in map(passage.words, passage.hunks):
        was, now = (word_list("money_basis").search(words.lower()) for words in (old, new))
        if not was or not now or was[0] == now[0]:
            continue
        part = passage.new
        if not (word_list("money").search(part.lower) or any(f.kind is Kind.MONEY for f in figures(part.lower))):
            continue
        direction = None
        for more, less in _WORTH_MORE:
            if was[0].startswith(more) and now[0].startswith(less):
                direction = Direction.DOWN
            elif was[0].startswith(less) and now[0].startswith(more):
                direction = Direction.UP
        words = old[slice(*was.span())], new[slice(*now.span())]
        on = subject(part, passage.hunks[0].new[0])
        return [Finding(code="MON", old=words[0], new=words[1], direction=direction, on=on)]
    return []
