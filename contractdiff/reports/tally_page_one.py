"""Page one of the tally: how many answered, and what to look at first."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from contractdiff.model import CONCERN, OPPOSE, Change, RowTally, Tally
from contractdiff.ooxml.look import Style, text
from contractdiff.ooxml.spoken import internal_notice, who_answered
from contractdiff.ooxml.writing import Xml, link, paragraph, run
from contractdiff.reports.word import bookmark_of, clause_of, summary_of
from contractdiff.text import count_of, listed

# Changes that are named of each kind, the words of each, and what their clauses may be, to stay in their column.
_FIRST, _LINE_WORDS, _CLAUSE_LETTERS = 7, 20, 20


def page_one(tally: Tally, title: str) -> Iterator[Xml]:
    """How many answered, by when they were asked to, and the changes to look at first."""
    coalition = f" · {tally.feedback.coalition}" if tally.feedback.coalition else ""
    yield internal_notice()
    yield text(title, Style.TITLE)
    yield text(f"Tally of round {tally.feedback.round}{coalition}", Style.SUBTITLE)
    yield from who_answered(tally)
    yield text(
        "Each member counts once for each change. No answer is neither support nor opposition, and the counts are no "
        "vote. One organization may be right: read what it says, not only how many say so.",
        Style.NORMAL,
    )
    yield text("What to look at first", Style.HEADING)
    yield from _first(tally, "Changes that unite sectors", tally.uniting, _united)
    yield from _first(tally, "Changes most opposed", tally.opposed, _opposed)
    if not tally.uniting and not tally.opposed:
        yield text("No member opposes a change, and no two sectors are concerned about the same one.", Style.NORMAL)
    if then := _then(tally):
        yield paragraph(run("Then read: ", Style.STRONG), run(f"{then}."), style=Style.NORMAL)


def short_line(tally: Tally, change: Change, bold: str = "") -> Xml:
    """A change in one line; with words in bold type, a link to where it is told whole."""
    clause = clause_of(tally.feedback.comparison, change)
    if len(clause) > _CLAUSE_LETTERS:
        # of two names the new one, or the old one of a clause that was deleted
        clause = clause.removesuffix(" → –").rpartition("→ ")[2]
    name = link(bookmark_of(change.id), change.id, Style.LINK) if bold else run(change.id, Style.CHANGE_ID)
    return paragraph(
        name,
        run(f"\t{clause}\t"),
        *([run(f"{bold} ", Style.STRONG)] if bold else []),
        run(summary_of(change, _LINE_WORDS)),
        style=Style.SHORT_LINE,
    )


def _first(tally: Tally, heading: str, changes: Sequence[Change], say: Callable[[RowTally], str]) -> Iterator[Xml]:
    if not changes:
        return
    yield text(heading, Style.SUBHEADING)
    for change in changes[:_FIRST]:
        yield short_line(tally, change, say(tally.of(change.id)))
    if len(changes) > _FIRST:
        yield text(f"And {count_of(len(changes) - _FIRST, 'more change')}, told below.", Style.NORMAL)


def _united(row: RowTally) -> str:
    sectors, against = row.sectors_against, row.members.against
    return f"{len(sectors)} sectors: {listed(*sectors)}; {against} oppose or are concerned."


def _opposed(row: RowTally) -> str:
    oppose, concern = row.members.stands[OPPOSE], row.members.stands[CONCERN]
    return f"{count_of(oppose, 'opposes', 'oppose')}{f', {concern} concerned' if concern else ''}."


def _then(tally: Tally) -> str:
    found = Counter(row[:2] for row in tally.open_rows for _ in tally.of(row).answers)
    counts = (
        (len(tally.singletons), "point that one organization alone made", "points that one organization alone made"),
        (len(tally.answered), "change with answers", "changes with answers"),
        (len(tally.unanswered), "change that nobody answered", "changes that nobody answered"),
        (found["G-"], "general comment", "general comments"),
        (found["N-"], "change found that is not listed", "changes found that are not listed"),
        (found["Q-"], "question for the agency", "questions for the agency"),
    )
    return listed(*(count_of(number, one, many) for number, one, many in counts if number))
