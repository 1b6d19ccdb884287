"""How what members said looks in a document: who it was, their words as they wrote them, and where they wrote them."""

from collections.abc import Iterable, Iterator

from contractdiff.model import STANDS, Answer, RowTally, Tally
from contractdiff.ooxml.look import Style, text
from contractdiff.ooxml.writing import Xml, joined, paragraph, run

# Letters that a line of a cell holds at least, and lines that surely fit on a page.
_LINE, _SHORT_LINES = 30, 20
REPORT_PROPERTY = "contractdiff-report"
_MEMBERS_WORDS = "names and words of members"


def internal_line(holds: str = _MEMBERS_WORDS) -> str:
    """The sentence that says that a document must not leave the coalition, and what it holds."""
    return f"Internal: {holds}. Not for the agency."


INTERNAL = internal_line()


def internal_notice(holds: str = _MEMBERS_WORDS) -> Xml:
    """The box with that sentence."""
    return paragraph(run(internal_line(holds), Style.STRONG), style=Style.RETURN_BY)


def who_answered(tally: Tally) -> Iterator[Xml]:
    """How many members answered, and by when they were asked to; who else did; how much is still open."""
    feedback = tally.feedback
    due = f" Answers were due by {feedback.return_by}." if feedback.return_by else ""
    still = f" Matters still open, for a person to decide: {len(feedback.open_matters):,}."
    yield _bold_and_plain(f"{len(feedback.counted):,} responding{of_members(tally)}.", due + still)
    if names := [each.name for each in feedback.respondents if each.is_association]:
        said = f"{'; '.join(names)}. An association’s answer is not its members’."
        yield _bold_and_plain(f"Associations that answered, {len(names):,}: ", said)
    if names := [each.name for each in feedback.outside]:
        said = f"{'; '.join(names)}. They are not counted among the members."
        yield _bold_and_plain(f"Not on the roster, and answered, {len(names):,}: ", said)


def _bold_and_plain(bold: str, plain: str) -> Xml:
    return paragraph(run(bold, Style.STRONG), run(plain), style=Style.NORMAL)


def who(tally: Tally, answer: Answer) -> Xml:
    """An organization's name and, in small type, its sector."""
    field = tally.kind_of(answer.respondent)
    beside = [run(f" ({field})", Style.QUIET)] if field else []
    return joined((run(answer.respondent.name, Style.STRONG), *beside))


def words_of(tally: Tally, answer: Answer) -> Xml:
    """What it said word for word, with where it wrote it; that a reason is needed, where it opposes without a word."""
    needed = [text("Reason needed: it opposes and does not say why.", Style.CELL_NOTE)] if answer.needs_reason else []
    return joined((*(_said(each.entry.text, tally.notes(answer, each)) for each in answer.told), *needed))


def is_short(answer: Answer) -> bool:
    """Whether its words surely fit on a page: Word cuts off a row that must not be divided and is taller."""
    lines = sum(1 + each.entry.text.count("\n") + len(each.entry.text) // _LINE for each in answer.told)
    return lines <= _SHORT_LINES


def _said(words: str, notes: Iterable[str]) -> Xml:
    note = "; ".join(notes)
    beside = [run(f" [{note}]", Style.QUIET)] if note else []
    return paragraph(run(words), *beside, style=Style.CELL_TEXT)


def counts_line(tally: Tally, row: RowTally) -> str:
    """How many of the members answered, and what: "12 responding of 40 members: 7 Oppose, 5 Concern"."""
    stands = ", ".join(
        f"{row.members.stands[code]} {name}" for code, name in STANDS.items() if row.members.stands[code]
    )
    return f"{responding(tally, row)}{': ' if stands else ''}{stands}"


def responding(tally: Tally, row: RowTally) -> str:
    """How many members said anything of a row: "12 responding of 40 members"."""
    return f"{row.members.responding:,} responding{of_members(tally)}"


def of_members(tally: Tally) -> str:
    """Of how many: " of 40 members"; " (there is no roster …)" where that is not known."""
    size = len(tally.feedback.providers)
    return f" of {size:,} members" if tally.feedback.members else " (no roster, so nobody can say of how many)"
